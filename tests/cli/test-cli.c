#include <gio/gio.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "run.h"
#include "support.h"

typedef TestRun Run;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, test_run_clear)

static Run
run_with_input (const char *line, const char *input)
{
  return test_run_with_input (line, input);
}

static Run
run (const char *line)
{
  return test_run (line);
}

static void
assert_contains (const char *text, const char *part)
{
  test_assert_contains (text, part);
}

/* Command lines, how they end, and what they say: on stdout where they end
 * with 0, else on stderr and nothing on stdout. */
static void
test_lines (void)
{
  static const struct
  {
    const char *line;
    int status;
    const char *message;
  } cases[] = {
    { "", 2, "Usage: limen-cli" },
    { "--help", 0, "Usage: limen-cli" },
    { "--version", 0, "limen-cli 0." },
    { "bake", 2, "the commands are" },
    { "report --help", 0, "--skip-bad-rows" },
    { "choose --help", 0, "--subject-to" },
    { "plot --help", 0, "--figure" },
    { "apply --help", 0, "--output" },
    { "report", 2, "give one FILE" },
    { "report a b", 2, "give one FILE" },
    { "report --frob @digits-odd.csv", 2, "--frob" },
    { "report --at x @digits-odd.csv", 2, "--at: \"x\" is not a number" },
    { "report --at 0,5 @digits-odd.csv", 2, "is not a number" },
    { "report --kind odds @digits-odd.csv", 2, "--kind" },
    { "report --combine f1=1 @digits-odd.csv", 1,
      "no loss \"f1\" to combine; the losses are: bce, brier, dice" },
    { "report --combine bce @digits-odd.csv", 2, "bce=0.5" },
    { "report --penalty 1 @digits-odd.csv", 2, "need --combine" },
    { "report --pos-weight -1 @tumours.csv", 2, "too small" },
    { "report --delimiter ab @digits-odd.csv", 2, "--delimiter" },
    { "report --task multiclass @digits-odd.csv", 1, "--predicted" },
    { "report /nowhere.csv", 1, "/nowhere.csv: No such file" },
    { "report .", 1, "this is a folder" },
    { "report --label nobody @digits-odd.csv", 1,
      "there is no such column; the columns are \"label\", \"probability\"" },
    { "report --positive 7 @digits-odd.csv", 1, "no such label" },
    { "report @digits-odd.csv", 0, "ROC AUC" },
    { "report @eights.csv", 0, "yes (positive)" },
    { "report @tumours.csv", 0, "malignant (positive)" },
    { "report --positive benign @tumours.csv", 0, "below one half" },
    { "report --kind score @tumours.csv", 0, "plain scores" },
    { "report --recalibrate magic @digits-odd.csv", 2,
      "none of temperature, platt, beta, isotonic, histogram" },
    { "report --bins 0 @digits-odd.csv", 2, "not a number of bins" },
    { "report --bins 2.5 @digits-odd.csv", 2, "not a number of bins" },
    { "report --bins 1001 @digits-odd.csv", 2, "not a number of bins" },
    { "report --binning log @digits-odd.csv", 2, "equal-mass" },
    { "report --bins 7 --binning equal-mass @digits-odd.csv", 0,
      "Calibration (7 equal-mass bins)" },
    { "report --bins 200 @digits-odd.csv", 0, "fewer than 10 rows" },
    { "report --bins 200 @digits.csv", 0,
      "of the classes hold fewer than 10 rows and say little" },
    { "report --bins 9 --kind score @digits-odd.csv", 2,
      "no calibration without --recalibrate" },
    { "report --recalibrate platt @tumours.csv", 0,
      "Recalibration (platt, a " },
    { "report --recalibrate histogram --kind score @tumours.csv", 0,
      "Recalibration (histogram, 15 knots)" },
    { "report --recalibrate beta --kind score @tumours.csv", 1,
      "plain scores" },
    { "report --recalibrate temperature @digits.csv", 0,
      "Recalibration (temperature 0.58" },
    { "choose --recalibrate magic -o c.json @digits-odd.csv", 2,
      "--recalibrate" },
    { "choose --recalibrate histogram -o c.json @digits-odd.csv", 1,
      "no threshold goes through it" },
    { "choose --recalibrate isotonic --jointly macro-f1 -o c.json "
      "@digits.csv",
      0, "maximize macro-f1 jointly" },
    { "choose --recalibrate isotonic --shared -o c.json @digits.csv", 0,
      "over all classes: 0.728998 at" },
    { "choose --recalibrate platt --kind score --shared -o c.json "
      "@digit-traits.csv",
      0, "with one half for all recalibrated: subset" },
    { "choose @digits-odd.csv", 2, "--output" },
    { "choose --maximize nothing -o c.json @digits-odd.csv", 2,
      "is no metric" },
    { "choose --maximize f1 --minimize cost -o c.json @digits-odd.csv", 2,
      "either" },
    { "choose --subject-to 'x>1' -o c.json @digits-odd.csv", 2,
      "is not METRIC>=X" },
    { "choose --prevalence 2 -o c.json @digits-odd.csv", 2,
      "does not lie between 0 and 1" },
    { "choose --fp-cost much -o c.json @digits-odd.csv", 2, "--fp-cost" },
    { "choose --subject-to 'precision>=0.999' --subject-to 'recall>=0.9' "
      "-o c.json @digits-odd.csv",
      3, "cannot be met" },
    { "choose -o /nowhere/c.json @digits-odd.csv", 1, "cannot be written" },
    { "plot @digits-odd.csv", 2, "--figure" },
    { "plot --figure pie -o x.png @digits-odd.csv", 2, "--figure" },
    { "plot --figure histogram @digits-odd.csv", 2, "--output" },
    { "plot --figure histogram -o x.bmp @digits-odd.csv", 1, "must end in" },
    { "plot --figure histogram --size 5x5 -o x.png @digits-odd.csv", 2,
      "--size" },
    { "plot --figure roc --theme pink -o x.png @digits-odd.csv", 2,
      "--theme: \"pink\" is none of" },
    { "plot --figure roc --prevalence 1 -o x.png @digits-odd.csv", 2,
      "--prevalence" },
    { "plot --figure roc -o x.png @digits.csv", 2, "--class" },
    { "plot --figure confusion -o x.png @digits-odd.csv", 2,
      "several classes" },
    { "curve --help", 0, "--figure" },
    { "curve @digits-odd.csv", 2, "say --figure histogram" },
    { "curve --figure roc @digits-odd.csv", 2, "--output" },
    { "curve --figure roc -o x.csv", 2, "give one FILE" },
    { "curve --figure roc -o @digits-odd.csv @digits-odd.csv", 2,
      "is what is read" },
    { "curve --figure cost --fn-cost dear -o x.csv @digits-odd.csv", 2,
      "--fn-cost" },
    { "curve --figure roc -o /nowhere/x.csv @digits-odd.csv", 1,
      "cannot be written" },
    { "report --score '' @digits-odd.csv", 2, "give a column's name" },
    { "report --positive '' @digits-odd.csv", 1, "no such label" },
    { "choose --maximize fbeta:1e200 -o c.json @digits-odd.csv", 2,
      "is no metric" },
    { "choose -o @digits-odd.csv @digits-odd.csv", 2, "is what is read" },
    { "choose --minimize cost --fn-cost 10 -o c.json @digits-odd.csv", 0,
      "minimize cost, fn-cost 10: " },
    { "choose --prevalence 0.01 -o c.json @digits-odd.csv", 0,
      "maximize f1, prevalence 0.01: " },
    { "choose --objective equal-error-rate -o c.json @digits-odd.csv", 0,
      "with fpr 0.2" },
    { "choose --objective closest-to-corner -o c.json @digits-odd.csv", 0,
      "minimize corner-distance: 0.30" },
    { "choose --objective break-even -o c.json @digits-odd.csv", 0,
      "with precision 0.7" },
    { "choose --objective prevalence-matching -o c.json @digits-odd.csv", 0,
      "minimize prevalence-gap: 0 at" },
    { "choose --objective precision-at-recall:0.9 -o c.json @digits-odd.csv",
      0, "maximize precision subject to recall>=0.9: 0.71" },
    { "choose --objective 'maximize f1 subject to recall>=0.9, prevalence "
      "0.25' -o c.json @digits-odd.csv",
      0, "maximize f1 subject to recall>=0.9, prevalence 0.25: " },
    { "choose --objective precision-at-recall:1.5 -o c.json @digits-odd.csv",
      3, "cannot be met: maximize precision subject to recall>=1.5" },
    { "choose --objective somewhere -o c.json @digits-odd.csv", 2,
      "--objective: \"somewhere\" is none of" },
    { "choose --objective break-even --maximize f1 -o c.json "
      "@digits-odd.csv",
      2, "give either --objective" },
    { "choose --maximize recall --capacity 100 -o c.json @digits-odd.csv", 0,
      "subject to predicted-positives<=100: 0.10" },
    { "choose --capacity 0.7% -o c.json @digits-odd.csv", 0,
      "subject to predicted-positive-rate<=0.007: " },
    { "choose --capacity 10 --subject-to 'recall>=0.5' -o c.json "
      "@digits-odd.csv",
      3, "nearest is the threshold" },
    { "choose --capacity all -o c.json @digits-odd.csv", 2,
      "--capacity: \"all\" is neither" },
    { "choose --capacity 101% -o c.json @digits-odd.csv", 2, "--capacity" },
    { "choose --capacity -1 -o c.json @digits-odd.csv", 2, "--capacity" },
    { "choose --capacity % -o c.json @digits-odd.csv", 2, "--capacity" },
    { "choose --refer-cost 0.2 -o c.json @digits-odd.csv", 0,
      "minimize cost, refer-cost 0.2: 0.13" },
    { "choose --refer-cost 1 -o c.json @digits-odd.csv", 0,
      "no row is referred" },
    { "choose --max-error 0.05 -o c.json @digits-odd.csv", 0,
      "coverage 0.439065, error 0.0494297" },
    { "choose --min-coverage 0.8 -o c.json @digits-odd.csv", 0,
      "maximize accuracy subject to coverage>=0.8: 0.84" },
    { "choose --max-error -0.1 -o c.json @digits-odd.csv", 2,
      "--max-error: \"-0.1\" is not a share from 0 to 1" },
    { "choose --min-coverage 80% -o c.json @digits-odd.csv", 2,
      "--min-coverage: \"80%\" is not a number" },
    { "choose --refer-cost 1 --max-error 0.1 -o c.json @digits-odd.csv", 2,
      "give one of" },
    { "choose --refer-cost 1 --maximize f1 -o c.json @digits-odd.csv", 2,
      "objectives by themselves" },
    { "choose --refer-cost 1 --capacity 5 -o c.json @digits-odd.csv", 2,
      "objectives by themselves" },
    { "choose --max-error 0.1 -o c.json @digits.csv", 2,
      "say which class with --class" },
    { "choose --max-error 0.1 --shared -o c.json @digits.csv", 2,
      "are for one class" },
    { "choose --max-error 0.01 --class 3 -o c.json @digits.csv", 0,
      "maximize coverage subject to error<=0.01: " },
    { "choose --fn-cost-column price -o c.json @digits-odd.csv", 1,
      "--fn-cost-column" },
    { "report --prevalence 0.01 @digits-odd.csv", 0,
      "maximize f1, prevalence 0.01" },
    { "report --prevalence 0 @digits-odd.csv", 2, "--prevalence" },
    { "rows @digits-odd.csv --top 2", 0, "1199" },
    { "rows @digits-odd.csv --top 0", 2, "1 to 1000000" },
    { "rows @digits-odd.csv --sort best", 2, "loss, score, line" },
    { "rows @digits-odd.csv --where yes", 2, "tp, fp, fn, tn" },
    { "rows @tumours.csv --kind score", 2, "plain scores have no loss" },
    { "rows", 2, "give one FILE" },
    { "report @digits.csv", 0, "NLL (mean)" },
    { "report @digits.csv", 0, "macro mean         0.9505  0.7531" },
    { "report @digit-traits.csv", 0, "Subset accuracy  0.5442" },
    { "report @wine-logits.csv", 0, "CE (mean)" },
    { "report --task binary @digits.csv", 1, "--score" },
    { "report --task many @digits.csv", 2, "--task" },
    { "report --undo twice @digits.csv", 2, "--undo" },
    { "report --undo softmax @digits.csv", 1,
      "does not come from probabilities by --undo softmax" },
    { "report --undo sigmoid @digits-odd.csv", 1, "by --undo sigmoid" },
    { "report --label label --score prob_0,prob_1 @digits.csv", 1,
      "no score column is for label" },
    { "report --label label --score prob_0,prob_x @digits.csv", 1,
      "--score \"prob_x\": there is no such column" },
    { "report --ignore-label 3 @digits.csv", 0,
      "Rows left out for their label: 183." },
    { "report --class-weight 8=2 @digits.csv", 0, "NLL (mean)" },
    { "report --class-weight 10=2 @digits.csv", 1, "no class \"10\"" },
    { "report --class-weight 8 @digits.csv", 2, "write it like cat=2.5" },
    { "report --class-weight 8=-1 @digits.csv", 2, "with 0 or more" },
    { "report --label-smoothing 1.5 @digits.csv", 2, "1 is the most" },
    { "report --label-smoothing 0.1 @digits-odd.csv", 1,
      "are for cross-entropy" },
    { "choose -o c.json @digits.csv", 0, "argmax-over-threshold: accuracy" },
    { "choose -o c.json @digits.csv", 0, "argmax, no thresholds: accuracy" },
    { "choose --class 8 -o c.json @digits.csv", 0,
      "maximize f1: 0.475806 at threshold 0.1767" },
    { "choose --class ten -o c.json @digits.csv", 2,
      "--class: \"ten\" is none of \"0\", \"1\"" },
    { "choose --class ten -o c.json @digit-traits.csv", 2,
      "is none of \"even\", \"prime\", \"loop\", \"straight\"" },
    { "choose --rule best -o c.json @digits.csv", 2,
      "is none of argmax, argmax-over-threshold, first-above" },
    { "choose --rule first-above -o c.json @wine-logits.csv", 0,
      "first-above: accuracy 0.803371, macro F1 0.804036; no class for 5" },
    { "choose --rule argmax -o c.json @digits-odd.csv", 2,
      "--rule is for a score column of each of several classes" },
    { "choose --rule argmax -o c.json @digit-traits.csv", 2, "--rule is" },
    { "choose --rule argmax --class 1 -o c.json @digits.csv", 2,
      "--class is about one class alone" },
    { "choose --jointly macro-f1 --class 1 -o c.json @digits.csv", 2,
      "--class is about one class alone" },
    { "choose --jointly all -o c.json @digits.csv", 2,
      "is none of macro-f1, accuracy, cost" },
    { "choose --jointly macro-f1 --rule argmax -o c.json @digits.csv", 2,
      "--jointly is for --rule argmax-over-threshold" },
    { "choose --jointly macro-f1 --minimize cost -o c.json @digits.csv", 2,
      "--jointly is an objective of its own" },
    { "choose --jointly macro-f1 --subject-to 'recall>=0.5' -o c.json "
      "@digits.csv",
      2, "--jointly is an objective of its own" },
    { "choose --jointly macro-f1 -o c.json @digits-odd.csv", 2,
      "--jointly is for several classes" },
    { "choose --jointly macro-f1 -o c.json @digit-traits.csv", 1,
      "of one class of several" },
    { "choose --jointly cost -o c.json @digits.csv", 2,
      "--jointly cost and --cost-matrix need each other" },
    { "choose --cost-matrix x.csv -o c.json @digits.csv", 2,
      "need each other" },
    { "choose --jointly accuracy --cost-matrix x.csv -o c.json @digits.csv",
      2, "need each other" },
    { "choose --jointly cost --cost-matrix x.csv -o c.json @digits.csv", 1,
      "x.csv: No such file" },
    { "choose --subject-to 'precision>=0.99' --subject-to 'recall>=0.9' "
      "-o c.json @digits.csv",
      3, "class \"0\": cannot be met" },
    { "plot --figure histogram -o x.png @digits.csv", 2,
      "say which class with --class; there are \"0\"" },
    { "plot --figure histogram --class x -o x.png @digits.csv", 2,
      "--class: \"x\" is none of" },
    { "plot --figure histogram --class even -o x.png @digit-traits.csv", 0,
      "Saved x.png" },
    { "apply", 2, "give CUTOFFS" },
    { "apply no.json @digits-odd.csv -o d.csv", 1, "no.json" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Run) result = run (cases[i].line);

      g_assert_cmpint (result.status, ==, cases[i].status);
      assert_contains (result.status == 0 ? result.out : result.err,
                       cases[i].message);
      g_assert_cmpstr (result.status == 0 ? result.err : result.out, ==, "");
    }
}

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (text, &error);

  g_assert_no_error (error);
  return node;
}

/* The keys of the report are a contract. */
static void
test_report_json (void)
{
  static const char *const keys[]
      = { "schema", "input",   "roles",     "task",  "kind",
          "positive", "rule",  "classes",   "diagnosis", "losses",
          "ranking", "calibration", "at",   "optima" };
  g_auto (Run) result
      = run ("report --json --at 0.25 --at 0.5 @digits-odd.csv");
  g_autoptr (JsonNode) root = parse (result.out);
  JsonObject *report = json_node_get_object (root);
  JsonObject *optimum, *at;

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_assert_true (json_object_has_member (report, keys[i]));
  g_assert_cmpint (json_object_get_int_member (
                       json_object_get_object_member (report, "input"),
                       "bytes"),
                   >, 10000);
  at = json_array_get_object_element (
      json_object_get_array_member (report, "at"), 1);
  g_assert_cmpfloat (json_object_get_double_member (at, "threshold"), ==, 0.5);
  g_assert_cmpint (json_object_get_int_member (at, "tp"), ==, 704);
  optimum = json_array_get_object_element (
      json_object_get_array_member (report, "optima"), 0);
  g_assert_cmpstr (json_object_get_string_member (optimum, "objective"), ==,
                   "maximize f1");
  g_assert_cmpfloat (json_object_get_double_member (optimum, "low"), <,
                     json_object_get_double_member (optimum, "threshold"));
}

/* Standard input, in any locale; the same numbers as from the file. */
static void
test_standard_input (void)
{
  g_autofree char *path
      = test_get_source_path ("../data/samples/digits-odd.csv");
  g_autofree char *text = NULL;
  g_auto (Run) piped = { 0 }, direct = { 0 };
  const char *piped_rest, *direct_rest;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  piped = run_with_input ("report --json -", text);
  direct = run ("report --json @digits-odd.csv");
  g_assert_cmpint (piped.status, ==, 0);
  piped_rest = strstr (piped.out, "\"roles\"");
  direct_rest = strstr (direct.out, "\"roles\"");
  g_assert_cmpstr (piped_rest, ==, direct_rest);
}

/* Bad rows: the place on stderr, nothing on stdout; skipped on request, and
 * then counted. */
static void
test_bad_rows (void)
{
  g_autofree char *path
      = test_write_file ("bad.csv", "y,p\n1,0.5\n0,x\n0,0.25\n", -1);
  g_auto (Run) refused = run ("report bad.csv");
  g_auto (Run) skipped = run ("report --skip-bad-rows bad.csv");
  g_auto (Run) saved = run ("choose --skip-bad-rows -o c.json bad.csv");
  g_autofree char *json
      = g_build_filename (test_get_folder (), "c.json", NULL);
  g_autofree char *text = NULL;

  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpint (refused.status, ==, 1);
  g_assert_cmpstr (refused.out, ==, "");
  assert_contains (refused.err, "bad.csv:3:2: column \"p\": \"x\" is not");
  assert_contains (refused.err, "--skip-bad-rows");
  g_assert_cmpint (skipped.status, ==, 0);
  assert_contains (skipped.out, "cannot be used: 1.");
  g_assert_cmpint (saved.status, ==, 0);
  g_file_get_contents (json, &text, NULL, NULL);
  assert_contains (text, "\"rejected-rows\": 1");
}

/* Rows of a label that is ignored count nowhere, whatever their score. */
static void
test_ignored_labels (void)
{
  g_autofree char *path = test_write_file (
      "ignored.csv", "y,p\n1,0.75\n-100,x\n0,0.5\n-100.0,0.25\n", -1);
  g_auto (Run) refused = run ("report ignored.csv");
  g_auto (Run) result
      = run ("report --json --ignore-label -100 ignored.csv");
  g_autoptr (JsonNode) node = json_from_string (result.out, NULL);
  JsonObject *input;

  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpint (refused.status, ==, 1);
  g_assert_cmpint (result.status, ==, 0);
  input = json_object_get_object_member (json_node_get_object (node),
                                         "input");
  g_assert_cmpint (json_object_get_int_member (input, "rows"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (input, "ignored-rows"), ==, 2);
  assert_contains (result.out, "rows-ignored");
}

/* Choose on one file, apply to it: the decisions are those counted. */
static void
test_choose_and_apply (void)
{
  g_auto (Run) chosen
      = run ("choose --maximize f1 --name best -o best.json @digits-odd.csv");
  g_auto (Run) applied
      = run ("apply best.json @digits-odd.csv --output decisions.csv");
  g_autofree char *path
      = g_build_filename (test_get_folder (), "decisions.csv", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n_positive = 0, n_true = 0;

  g_assert_cmpint (chosen.status, ==, 0);
  assert_contains (chosen.out, "at threshold 0.3495");
  g_assert_cmpint (applied.status, ==, 0);
  assert_contains (applied.out, "best");
  assert_contains (applied.out, "1797 rows");
  g_file_get_contents (path, &text, NULL, NULL);
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpstr (lines[0], ==, "\"line\",\"label\",\"score\",\"best\"");
  g_assert_cmpuint (g_strv_length (lines), ==, 1799);
  for (guint i = 1; i < 1798; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], ",", -1);
      gboolean is_positive = g_str_equal (fields[3], "1");

      g_assert_cmpint (is_positive, ==,
                       g_ascii_strtod (fields[2], NULL) >= 0.3495);
      n_positive += is_positive;
      n_true += is_positive && g_str_equal (fields[1], "\"1\"");
    }
  g_assert_cmpuint (n_positive, ==, 826 + 328);
  g_assert_cmpuint (n_true, ==, 826);
}

/* The share of rows whose last column is their label. */
static double
read_accuracy (const char *name)
{
  g_autofree char *path = g_build_filename (test_get_folder (), name, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0, n_right = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++, n++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], ",", -1);

      n_right += g_str_equal (fields[1], fields[2]);
    }
  g_assert_cmpuint (n, >, 0);
  return (double) n_right / n;
}

/* Thresholds on a calibrated scale decide the rows of another file as they
 * did where they were chosen; also where its scores are of another kind. */
static void
test_recalibrate (void)
{
  g_auto (Run) chosen = run ("choose --recalibrate platt --output r.json "
                             "@digits.csv");
  g_auto (Run) applied = { 0 }, single = { 0 }, again = { 0 };
  g_autofree char *path
      = g_build_filename (test_get_folder (), "s.csv", NULL);
  g_autofree char *text = NULL;
  const char *accuracy = strstr (chosen.out, "accuracy ");

  g_assert_cmpint (chosen.status, ==, 0);
  g_assert_nonnull (accuracy);
  applied = run ("apply r.json @digits.csv --output r.csv");
  g_assert_cmpint (applied.status, ==, 0);
  test_assert_near (read_accuracy ("r.csv"),
                    g_ascii_strtod (accuracy + strlen ("accuracy "), NULL),
                    1e-6);
  assert_contains (applied.out, "0.7084    0.7117     0            341");
  assert_contains (applied.out, "0.7179    0.7088     0\n");
  single = run ("choose --recalibrate isotonic --name best --output s.json "
                "@digits-odd.csv");
  g_assert_cmpint (single.status, ==, 0);
  again = run ("apply s.json @digits-odd.csv --output s.csv");
  g_assert_cmpint (again.status, ==, 0);
  assert_contains (again.out, "0.8019  0.8019"); /* F1, as it was */
  g_file_get_contents (path, &text, NULL, NULL);
  assert_contains (text, "\"best\",\"best: probability\"");
}

static void
test_apply_without_labels (void)
{
  g_autofree char *file
      = test_write_file ("new.csv", "logit\n-3\n0.5\n-0.61\n", -1);
  g_auto (Run) chosen = run ("choose -o best.json @digits-odd.csv");
  g_auto (Run) applied = run ("apply best.json new.csv -o decisions.csv");
  g_auto (Run) refused
      = run ("apply best.json new.csv --kind score -o decisions.csv");
  g_autofree char *path
      = g_build_filename (test_get_folder (), "decisions.csv", NULL);
  g_autofree char *text = NULL;

  g_assert_true (g_file_test (file, G_FILE_TEST_EXISTS));
  g_assert_cmpint (chosen.status, ==, 0);
  /* 0.3495 as a logit is -0.6217 */
  g_assert_cmpint (applied.status, ==, 0);
  g_file_get_contents (path, &text, NULL, NULL);
  assert_contains (text, "2,-3,0\n3,0.5,1\n4,-0.61,1\n");
  g_assert_cmpint (refused.status, ==, 1);
  assert_contains (refused.err, "--kind");
}

/* The only cutoff of a file in the tests' folder. */
static JsonNode *
load_cutoff (const char *name)
{
  g_autofree char *path
      = g_build_filename (test_get_folder (), name, NULL);
  g_autoptr (JsonNode) root = test_load_json (path);
  JsonArray *cutoffs = json_object_get_array_member (
      json_node_get_object (root), "cutoffs");

  g_assert_cmpuint (json_array_get_length (cutoffs), ==, 1);
  return json_node_copy (json_array_get_element (cutoffs, 0));
}

/* What each row costs, from columns: the sums by hand. */
static void
test_row_costs (void)
{
  static const struct
  {
    const char *options;
    double value, high;
    const char *objective;
  } cases[] = {
    /* 1 error of 5 rows: 0.4 is called positive, or 0.6 */
    { "", 0.2, 0.7, "minimize cost" },
    /* missing the row at 0.2 costs 9: rather two false alarms */
    { "--fn-cost-column miss", 0.4, 0.2, "minimize cost, row-costs" },
    /* the one at 0.6 costs 20: rather miss the one at 0.2 and call 0.4 */
    { "--fn-cost-column miss --fp-cost-column alarm", 9 / 5.0, 0.7,
      "minimize cost, row-costs" },
    { "--fn-cost-column miss --fp-cost-column alarm --fp-cost 0.125",
      2.625 / 5, 0.2, "minimize cost, fp-cost 0.125, row-costs" },
    { "--fp-cost-column alarm --weight w", 1 / 7.0, 0.7,
      "minimize cost, row-costs" },
  };
  g_autofree char *path = test_write_file (
      "costs.csv",
      "y,p,miss,alarm,w\n0,0.1,7,3,1\n1,0.2,9,0,1\n0,0.4,7,1,1\n"
      "0,0.6,7,20,1\n1,0.7,2,0,3\n",
      -1);

  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *line = g_strdup_printf (
          "choose --minimize cost %s -o costs.json costs.csv",
          cases[i].options);
      g_auto (Run) result = run (line);
      g_autoptr (JsonNode) node = NULL;
      JsonObject *cutoff;

      g_assert_cmpint (result.status, ==, 0);
      node = load_cutoff ("costs.json");
      cutoff = json_node_get_object (node);
      test_assert_near (json_object_get_double_member (cutoff, "value"),
                        cases[i].value, 1e-14);
      test_assert_near (
          json_object_get_double_member (
              json_object_get_object_member (cutoff, "metrics"), "cost"),
          cases[i].value, 1e-14);
      g_assert_cmpfloat (json_object_get_double_member (cutoff, "high"), ==,
                         cases[i].high);
      g_assert_cmpstr (json_object_get_string_member (cutoff, "objective"),
                       ==, cases[i].objective);
    }
}

/* Rows below both thresholds, between them, and above both. */
static void
test_grey_zone (void)
{
  g_autofree char *path = test_write_file (
      "grey.csv",
      "y,p\n0,0.1\n0,0.2\n1,0.4\n0,0.5\n1,0.6\n0,0.65\n1,0.8\n1,0.9\n", -1);
  g_autofree char *bare
      = test_write_file ("bare.csv", "logit\n-3\n0\n3\n", -1);
  g_auto (Run) chosen
      = run ("choose grey.csv --max-error 0 --name grey -o grey.json");
  g_auto (Run) applied = run ("apply grey.json grey.csv -o grey-out.csv");
  g_auto (Run) converted = run ("apply grey.json bare.csv -o bare-out.csv");
  g_autofree char *out
      = g_build_filename (test_get_folder (), "grey-out.csv", NULL);
  g_autofree char *bare_out
      = g_build_filename (test_get_folder (), "bare-out.csv", NULL);
  g_autofree char *text = NULL, *bare_text = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *cutoff;

  g_assert_nonnull (path);
  g_assert_nonnull (bare);
  g_assert_cmpint (chosen.status, ==, 0);
  g_assert_cmpint (applied.status, ==, 0);
  g_assert_cmpint (converted.status, ==, 0);
  node = load_cutoff ("grey.json");
  cutoff = json_node_get_object (node);
  g_assert_cmpfloat (json_object_get_double_member (cutoff, "high"), ==, 0.8);
  g_assert_cmpfloat (json_object_get_double_member (cutoff, "refer-high"), ==,
                     0.4);
  g_assert_cmpfloat (json_object_get_double_member (cutoff, "coverage"), ==,
                     0.5);
  g_assert_cmpfloat (json_object_get_double_member (cutoff, "error"), ==, 0);
  g_assert_cmpint (json_object_get_int_member (cutoff, "tn"), ==, 2);
  g_assert_cmpint (
      json_object_get_int_member (cutoff, "referred-positives"), ==, 2);
  assert_contains (applied.out, "referred from");
  g_file_get_contents (out, &text, NULL, NULL);
  g_assert_cmpstr (text, ==,
                   "\"line\",\"label\",\"score\",\"grey\"\n"
                   "2,\"0\",0.1,0\n3,\"0\",0.2,0\n4,\"1\",0.4,\n"
                   "5,\"0\",0.5,\n6,\"1\",0.6,\n7,\"0\",0.65,\n"
                   "8,\"1\",0.8,1\n9,\"1\",0.9,1\n");
  g_file_get_contents (bare_out, &bare_text, NULL, NULL);
  assert_contains (bare_text, "2,-3,0\n3,0,\n4,3,1\n");
}

/* Both thresholds go through the map, and the rows between are referred. */
static void
test_recalibrated_grey_zone (void)
{
  g_auto (Run) chosen
      = run ("choose @tumours.csv --recalibrate platt --max-error 0.02 "
             "--prevalence 0.2 --name zone -o zone.json");
  g_auto (Run) applied = run ("apply zone.json @tumours.csv "
                               "--label diagnosis -o zone.csv");
  g_autofree char *path
      = g_build_filename (test_get_folder (), "zone.csv", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *cutoff, *map;
  guint n_referred = 0;

  g_assert_cmpint (chosen.status, ==, 0);
  g_assert_cmpint (applied.status, ==, 0);
  node = load_cutoff ("zone.json");
  cutoff = json_node_get_object (node);
  map = json_object_get_object_member (cutoff, "recalibration");
  g_assert_cmpfloat (
      json_object_get_double_member (cutoff, "target-prevalence"), ==, 0.2);
  g_file_get_contents (path, &text, NULL, NULL);
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpstr (
      lines[0], ==,
      "\"line\",\"label\",\"score\",\"zone\",\"zone: probability\"");
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], ",", -1);
      double p = g_ascii_strtod (fields[4], NULL);
      gboolean is_positive
          = p >= json_object_get_double_member (map, "threshold");
      gboolean is_referred
          = !is_positive
            && p >= json_object_get_double_member (map, "refer-from");

      g_assert_cmpstr (fields[3], ==,
                       is_positive   ? "1"
                       : is_referred ? ""
                                     : "0");
      n_referred += is_referred;
    }
  g_assert_cmpuint (n_referred, >, 0);
  g_assert_cmpfloat (
      json_object_get_double_member (cutoff, "referred-positives")
          + json_object_get_double_member (cutoff, "referred-negatives"),
      ==, n_referred);
}

/* No error at all cannot be: the nearest is said, and nothing saved. */
static void
test_no_grey_zone (void)
{
  g_autofree char *path
      = test_write_file ("worst.csv", "y,p\n1,0.1\n0,0.5\n1,0.7\n0,0.9\n",
                         -1);
  g_autofree char *saved
      = g_build_filename (test_get_folder (), "worst.json", NULL);
  g_auto (Run) result = run ("choose worst.csv --max-error 0.1 -o worst.json");

  g_assert_nonnull (path);
  g_assert_cmpint (result.status, ==, 3);
  g_assert_cmpstr (result.out, ==, "");
  assert_contains (result.err, "cannot be met: maximize coverage subject to "
                               "error<=0.1\nnearest are an error of ");
  g_assert_false (g_file_test (saved, G_FILE_TEST_EXISTS));
}

/* Where positives are rare, recall is the same and precision less; and what
 * is chosen there says so wherever it goes. */
static void
test_prevalence (void)
{
  static const char *const keys[] = { "precision", "recall" };
  double values[2][2], was[2];
  g_auto (Run) chosen
      = run ("choose --prevalence 0.01 --name rare -o rare.json "
             "@digits-odd.csv");
  g_auto (Run) applied = run ("apply rare.json @digits-odd.csv -o d.csv");
  g_autoptr (JsonNode) node = NULL;
  JsonObject *metrics;

  for (int i = 0; i < 2; i++)
    {
      g_auto (Run) result
          = run (i == 0 ? "report --json @digits-odd.csv"
                        : "report --json --prevalence 0.01 @digits-odd.csv");
      g_autoptr (JsonNode) root = parse (result.out);
      JsonObject *report = json_node_get_object (root);

      g_assert_cmpint (json_object_has_member (report, "target-prevalence"),
                       ==, i);
      metrics = json_object_get_object_member (
          json_array_get_object_element (
              json_object_get_array_member (report, "at"), 0),
          "metrics");
      for (int j = 0; j < 2; j++)
        values[i][j] = json_object_get_double_member (metrics, keys[j]);
    }
  g_assert_cmpfloat (values[1][1], ==, values[0][1]);
  g_assert_cmpfloat (values[1][0], <, 0.1);
  g_assert_cmpfloat (values[0][0], >, 0.7);

  g_assert_cmpint (chosen.status, ==, 0);
  g_assert_cmpint (applied.status, ==, 0);
  node = load_cutoff ("rare.json");
  metrics = json_object_get_object_member (json_node_get_object (node),
                                           "metrics");
  for (int j = 0; j < 2; j++)
    {
      g_autofree char *twice = NULL;

      was[j] = json_object_get_double_member (metrics, keys[j]);
      twice = g_strdup_printf ("%.4f  %.4f", was[j], was[j]);
      assert_contains (applied.out, twice);
    }
}

/* The weighted sum of the losses, by their means and by their sums. */
static void
test_combined_losses (void)
{
  static const char *const options[] = {
    "--combine bce-with-logits=0.5,brier=2 --penalty 0.01",
    "--combine bce-with-logits=0.5 --combine brier=2 --penalty 0.01 "
    "--reduction sum",
  };

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    {
      g_autofree char *line = g_strdup_printf ("report --json %s @tumours.csv",
                                               options[i]);
      g_auto (Run) result = run (line);
      g_autoptr (JsonNode) node = json_from_string (result.out, NULL);
      JsonObject *losses = json_object_get_object_member (
          json_node_get_object (node), "losses");
      const char *bce = i == 0 ? "bce-with-logits" : "bce-with-logits-sum";
      const char *brier = i == 0 ? "brier" : "brier-sum";

      g_assert_cmpint (result.status, ==, 0);
      test_assert_near (
          json_object_get_double_member (losses, "combined"),
          0.5 * json_object_get_double_member (losses, bce)
              + 2 * json_object_get_double_member (losses, brier) + 0.01,
          1e-12);
    }
}

static char *
read_output (const char *name)
{
  g_autofree char *path = g_build_filename (test_get_folder (), name, NULL);
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return g_steal_pointer (&text);
}

/* What a run prints behind a text: a number; NaN where it does not. */
static double
find_number (const Run *run, const char *before)
{
  const char *place = strstr (run->out, before);

  return place != NULL ? g_ascii_strtod (place + strlen (before), NULL) : NAN;
}

/* The share of decisions, in the third column, that are the label in the
 * second. */
static double
get_accuracy (const char *decisions)
{
  g_auto (GStrv) lines = g_strsplit (decisions, "\n", -1);
  guint n = 0, n_right = 0;

  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], ",", -1);

      g_assert_cmpuint (g_strv_length (fields), ==, 3);
      n_right += g_str_equal (fields[1], fields[2]);
      n++;
    }
  g_assert_cmpuint (n, >, 0);
  return (double) n_right / n;
}

/* Thresholds of all classes: what is saved decides as it was promised, also
 * without labels. */
static void
test_choose_and_apply_classes (void)
{
  static const struct
  {
    const char *options, *file, *objective;
  } cases[] = {
    { "", "digits.csv", "maximize f1" },
    { "--maximize youden-j", "wine-logits.csv", "maximize youden-j" },
    { "--jointly macro-f1", "digits.csv", "maximize macro-f1 jointly" },
    { "--jointly accuracy", "digits.csv", "maximize accuracy jointly" },
    { "--jointly accuracy", "wine-logits.csv", "maximize accuracy jointly" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *choose
          = g_strdup_printf ("choose %s --name all -o all.json @%s",
                             cases[i].options, cases[i].file);
      g_autofree char *apply = g_strdup_printf (
          "apply all.json @%s -o decisions.csv", cases[i].file);
      g_auto (Run) chosen = run (choose), applied = run (apply);
      g_autofree char *json = read_output ("all.json");
      g_autofree char *decisions = read_output ("decisions.csv");

      g_assert_cmpint (chosen.status, ==, 0);
      g_assert_cmpint (applied.status, ==, 0);
      g_assert_cmpstr (chosen.err, ==, "");
      assert_contains (json, cases[i].objective);
      assert_contains (json, "\"decision\": \"argmax-over-threshold\"");
      g_assert_true (
          g_str_has_prefix (decisions, "\"line\",\"label\",\"all\"\n"));
      test_assert_near (
          get_accuracy (decisions),
          find_number (&chosen, "argmax-over-threshold: accuracy "), 1e-6);
    }
}

/* Thresholds found together are better, by what they were found for, than
 * those of each class and than none. */
static void
test_jointly (void)
{
  g_auto (Run) each = run ("choose -o each.json @digits.csv");
  g_auto (Run) f1 = run ("choose --jointly macro-f1 -o f1.json @digits.csv");
  g_auto (Run) accuracy
      = run ("choose --jointly accuracy -o accuracy.json @digits.csv");

  g_assert_cmpfloat (
      find_number (&f1, "maximize macro-f1 jointly: "), >,
      find_number (&each, "argmax-over-threshold: accuracy 0.708959, "
                          "macro F1 "));
  g_assert_cmpfloat (find_number (&f1, "maximize macro-f1 jointly: "), >,
                     0.708782);
  g_assert_cmpfloat (
      find_number (&accuracy, "maximize accuracy jointly: "), >, 0.717863);
  g_assert_cmpfloat (
      find_number (&accuracy, "argmax-over-threshold: accuracy "), ==,
      find_number (&accuracy, "maximize accuracy jointly: "));
}

/* Each label by itself. */
static void
test_choose_and_apply_labels (void)
{
  g_autofree char *file = test_write_file (
      "new.csv", "prob_straight,prob_even,prob_prime,prob_loop\n"
                 "0.33,0.39,0.5,0.41\n0.32,0.4,0.45,0.42\n",
      -1);
  g_auto (Run) chosen = run ("choose --name best -o l.json @digit-traits.csv");
  g_auto (Run) applied = run ("apply l.json @digit-traits.csv -o d.csv");
  g_auto (Run) unlabelled = run ("apply l.json new.csv -o new-d.csv");
  g_autofree char *decisions = read_output ("new-d.csv");
  g_autofree char *json = read_output ("l.json");

  g_assert_true (g_file_test (file, G_FILE_TEST_EXISTS));
  g_assert_cmpint (chosen.status, ==, 0);
  assert_contains (chosen.out, "with these thresholds: subset accuracy "
                               "0.529772, Hamming loss 0.172092");
  assert_contains (json, "\"decision\": null");
  assert_contains (json, "\"task\": \"multilabel\"");
  g_assert_cmpint (applied.status, ==, 0);
  assert_contains (applied.out, "straight     0.3262  431  224  111");
  g_assert_cmpint (unlabelled.status, ==, 0);
  /* 0.39451, 0.457, 0.4177, 0.3262 */
  g_assert_cmpstr (decisions, ==,
                   "\"line\",\"best: even\",\"best: prime\","
                   "\"best: loop\",\"best: straight\"\n"
                   "2,0,1,0,1\n3,1,0,1,0\n");
}

/* Options that the file or other options leave nothing to do for: none is
 * passed over in silence. */
static void
test_needless_options (void)
{
  static const struct
  {
    const char *line;
    int status;
    const char *message;
  } cases[] = {
    { "report --pos-weight 2 @digits-odd.csv", 1, "a weight of positives" },
    { "report --pos-weight 2 @wine-logits.csv", 1, "a weight of positives" },
    { "report --fixed-variance 2 @digits-odd.csv", 1, "a fixed variance" },
    { "report --variance v --fixed-variance 2 values.csv", 1,
      "a fixed variance" },
    { "report --dice-smooth 1 --kind score @tumours.csv", 1,
      "a smoothing of Dice" },
    { "report --dice-smooth 1 --variance v values.csv", 1,
      "a smoothing of Dice" },
    { "report --class-weight 8=2 --kind score @digits.csv", 1,
      "class weights and label smoothing" },
    { "report --positive 3 @digits.csv", 1,
      "--positive is for one of two labels, and this is a multiclass file" },
    { "report --positive 1 @digit-traits.csv", 1, "is a multilabel file" },
    { "report --positive 1 --variance v values.csv", 1,
      "is a regression file" },
    { "report --kind logit --variance v values.csv", 1,
      "--kind logit: a regression has plain scores" },
    { "report --at 0.5 --variance v values.csv", 2,
      "--at: a regression has no thresholds" },
    { "report --undo percent --kind logit @digits.csv", 2,
      "--undo leaves probabilities; --kind logit does not go with it" },
    { "choose --jointly macro-f1 --fp-cost 2 -o c.json @digits.csv", 2,
      "--jointly is an objective of its own" },
    { "choose --jointly macro-f1 --prevalence 0.1 -o c.json @digits.csv", 2,
      "--jointly is an objective of its own" },
    { "choose --jointly macro-f1 --capacity 5 -o c.json @digits.csv", 2,
      "--jointly is an objective of its own" },
    { "choose --jointly macro-f1 --objective break-even -o c.json "
      "@digits.csv",
      2, "--jointly is an objective of its own" },
    { "choose --jointly macro-f1 --fn-cost-column pixels -o c.json "
      "@digits.csv",
      2, "--jointly is an objective of its own" },
    { "choose --jointly macro-f1 --refer-cost 1 -o c.json @digits.csv", 2,
      "are for one class" },
    { "choose --max-error 0.1 --variance v -o c.json values.csv", 2,
      "a regression has no classes, and no thresholds" },
    { "report --fp-cost-column v --task regression values.csv", 1,
      "a regression decides nothing that could cost" },
    { "report --prevalence 0.1 --variance v values.csv", 2,
      "a regression has none" },
    { "report --fn-cost 2 @digits.csv", 2, "shown with --at or --json" },
    { "report --fn-cost-column paid several.csv", 2,
      "shown with --at or --json" },
    { "choose --objective 'minimize cost, row-costs' -o c.json several.csv", 2,
      "--objective: it takes what each row costs; say where that stands" },
    { "plot --figure confusion --class 8 -o x.png @digits.csv", 2,
      "--figure confusion is about all classes; leave out --class" },
    { "plot --figure confusion --at 0.5 -o x.png @digits.csv", 2,
      "is by the largest score; leave out --at" },
    { "plot --figure losses --at 0.5 -o x.png @digits.csv", 2,
      "is by the largest score; leave out --at" },
    /* and what they do count for */
    { "report --pos-weight 2 @tumours.csv", 0, "BCE" },
    { "report --dice-smooth 1 @digits.csv", 0, "Dice" },
    { "report --fn-cost 2 @tumours.csv", 0, "Cost" },
    { "report --fn-cost 2 --at 0.5 @digits.csv", 0, "Cost" },
    { "report --fn-cost 2 --json @digits.csv", 0, "\"cost\"" },
    { "report --fn-cost-column paid --at 0.5 several.csv", 0, "Cost" },
    { "choose --fn-cost-column paid --objective 'minimize cost, row-costs' "
      "-o c.json several.csv",
      0, "minimize cost, row-costs" },
    { "curve --figure cost --class b --fn-cost-column paid -o x.csv "
      "several.csv",
      0, "Saved x.csv" },
    { "report --task regression --fixed-variance 2 values.csv", 0,
      "Gaussian NLL" },
    { "report --undo percent --kind probability @digits.csv", 0, "NLL" },
    { "plot --figure losses --class 8 --at 0.5 -o x.png @digits.csv", 0,
      "Saved x.png" },
    { "report --at 0.25 @digits.csv", 0, "At a threshold" },
  };
  g_autofree char *values = test_write_file (
      "values.csv", "target,prediction,v\n-3.5,2,1\n1e3,0.5,0.25\n", -1);
  g_autofree char *several = test_write_file (
      "several.csv",
      "label,prob_a,prob_b,prob_c,paid\na,0.5,0.25,0.25,3\n"
      "b,0.25,0.5,0.25,1\nc,0.25,0.25,0.5,2\n",
      -1);

  g_assert_true (g_file_test (values, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (several, G_FILE_TEST_EXISTS));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Run) result = run (cases[i].line);

      g_assert_cmpint (result.status, ==, cases[i].status);
      assert_contains (result.status == 0 ? result.out : result.err,
                       cases[i].message);
    }
}

/* One row of its kind is said to be one. */
static void
test_one_positive (void)
{
  g_autofree char *file
      = test_write_file ("one.csv", "y,p\n1,0.75\n0,0.5\n0,0.25\n", -1);
  g_auto (Run) result = run ("report one.csv");

  g_assert_true (g_file_test (file, G_FILE_TEST_EXISTS));
  assert_contains (result.out, "Only 1 row is positive.");
}

/* What several labels are decided by where nothing is chosen, as the kind of
 * their scores has it. */
static void
test_labels_by_score (void)
{
  g_auto (Run) scores = run ("report --kind score @digit-traits.csv");
  g_auto (Run) chosen
      = run ("choose --kind score -o s.json @digit-traits.csv");

  assert_contains (scores.out, "All labels, at a score of 0\n");
  assert_contains (chosen.out, "with 0 for all: subset accuracy");
}

/* A shared threshold's metrics count the costs that it was chosen by. */
static void
test_shared_costs (void)
{
  g_auto (Run) result = run ("choose --shared --minimize cost --fn-cost 10 "
                             "-o shared.json @digits.csv");
  g_autofree char *text = read_output ("shared.json");
  g_autoptr (JsonNode) root = parse (text);
  JsonArray *cutoffs = json_object_get_array_member (
      json_node_get_object (root), "cutoffs");
  double sum = 0;

  g_assert_cmpint (result.status, ==, 0);
  for (guint k = 0; k < json_array_get_length (cutoffs); k++)
    sum += json_object_get_double_member (
        json_object_get_object_member (
            json_array_get_object_element (cutoffs, k), "metrics"),
        "cost");
  test_assert_near (sum / json_array_get_length (cutoffs),
                    json_object_get_double_member (
                        json_array_get_object_element (cutoffs, 0), "value"),
                    1e-12);
}

/* Cutoffs of several labels on the only score of a file: that of one of them,
 * or of none. */
static void
test_apply_one_label (void)
{
  g_autofree char *file
      = test_write_file ("even.csv", "prob_even\n0.4\n0.39\n", -1);
  g_auto (Run) all = run ("choose -o l.json @digit-traits.csv");
  g_auto (Run) one
      = run ("choose --class even --name e -o e.json @digit-traits.csv");
  g_auto (Run) applied = run ("apply e.json even.csv -o even-d.csv");
  g_auto (Run) refused = run ("apply l.json even.csv -o x.csv");
  g_auto (Run) other = run ("apply l.json @tumours.csv -o x.csv");
  g_autofree char *decisions = read_output ("even-d.csv");

  g_assert_true (g_file_test (file, G_FILE_TEST_EXISTS));
  g_assert_cmpint (all.status, ==, 0);
  g_assert_cmpint (one.status, ==, 0);
  g_assert_cmpint (applied.status, ==, 0);
  g_assert_cmpstr (decisions, ==, "\"line\",\"score\",\"e\"\n2,0.4,1\n"
                                  "3,0.39,0\n");
  g_assert_cmpint (refused.status, ==, 1);
  assert_contains (refused.err, "is for class \"prime\", and no score column");
  g_assert_cmpint (other.status, ==, 1);
  assert_contains (other.err, "is for class \"prime\", and no score column");
}

/* What was undone where thresholds were chosen is undone where they are
 * applied; unless it is said that nothing is to be. */
static void
test_undo (void)
{
  g_autofree char *percents = test_write_file (
      "percents.csv", "y,prob_a,prob_b\na,75,25\nb,40,60\na,55,45\n", -1);
  g_autofree char *plain = test_write_file (
      "plain.csv", "y,prob_a,prob_b\na,0.75,0.25\nb,0.4,0.6\n", -1);
  g_auto (Run) chosen
      = run ("choose --undo percent --name u -o u.json percents.csv");
  g_auto (Run) again = run ("apply u.json percents.csv -o again.csv");
  g_auto (Run) other = run ("apply u.json plain.csv --undo none -o other.csv");
  g_auto (Run) others = run ("choose --name v -o v.json plain.csv");
  g_autofree char *first = read_output ("again.csv");
  g_autofree char *second = read_output ("other.csv");
  g_autofree char *u = read_output ("u.json"), *v = read_output ("v.json");
  g_autofree char *both = NULL, *path = NULL;
  g_auto (Run) mixed = { 0 };

  g_assert_true (percents != NULL && plain != NULL);
  g_assert_cmpint (chosen.status, ==, 0);
  g_assert_cmpint (again.status, ==, 0);
  g_assert_cmpint (other.status, ==, 0);
  g_assert_cmpint (others.status, ==, 0);
  g_assert_cmpstr (first, ==, "\"line\",\"label\",\"u\"\n2,\"a\",\"a\"\n"
                              "3,\"b\",\"b\"\n4,\"a\",\"a\"\n");
  g_assert_cmpstr (second, ==, "\"line\",\"label\",\"u\"\n2,\"a\",\"a\"\n"
                               "3,\"b\",\"b\"\n");

  /* the cutoffs of both in one file */
  *strrchr (u, ']') = '\0';
  both = g_strconcat (u, ",", strstr (v, "\"cutoffs\": [")
                                  + strlen ("\"cutoffs\": ["),
                      NULL);
  path = test_write_file ("both.json", both, -1);
  mixed = run ("apply both.json plain.csv -o mixed.csv");
  g_assert_cmpint (mixed.status, ==, 1);
  assert_contains (mixed.err, "cutoff \"u\" is for scores with --undo "
                              "percent, and \"v\" with --undo none");
}

/* Files of a class and its only score, of soft labels, and of real values. */
static void
test_other_tasks (void)
{
  static const struct
  {
    const char *line;
    int status;
    const char *message;
  } cases[] = {
    { "report --predicted guess top.csv", 0, "BCE (mean)" },
    { "report --predicted guess top.csv", 0,
      "Confusion (rows true, columns as predicted)" },
    { "report top.csv", 0, "of the classes in \"guess\"" },
    { "report --task binary top.csv", 1,
      "top.csv:4:1: column \"y\": \"cow\" is a third" },
    { "choose --predicted guess --name t -o t.json top.csv", 0,
      "at threshold 0.6" },
    { "apply t.json top.csv --predicted guess -o t.csv", 0,
      "Saved the decisions of 4 rows" },
    { "apply t.json top.csv -o t.csv", 0, "Saved the decisions of 4 rows" },
    { "apply t.json @digits.csv -o t.csv", 1,
      "is for class \"correct\", and no score column of" },
    { "report soft.csv", 0, "KL (mean)" },
    { "choose -o s.json soft.csv", 0, "argmax-over-threshold: accuracy" },
    { "report --task regression real.csv", 0, "Gaussian NLL (mean)" },
    { "report --variance v real.csv", 0, "Gaussian NLL (mean)" },
    { "report --variance w real.csv", 1, "--variance \"w\"" },
    { "report --task regression --undo percent real.csv", 1,
      "a regression has no probabilities" },
    { "report --task regression --fixed-variance -1 real.csv", 2,
      "too small" },
    { "choose --task regression -o r.json real.csv", 2,
      "a regression has no classes, and no thresholds" },
    { "plot --task regression --figure log -o r.png real.csv", 2,
      "a regression has no classes" },
  };
  g_autofree char *top = test_write_file (
      "top.csv", "y,guess,confidence\ncat,dog,0.5\ndog,dog,0.75\n"
                 "cow,cat,1\ncat,cat,0.9\n",
      -1);
  g_autofree char *soft = test_write_file (
      "soft.csv",
      "label_a,label_b,prob_a,prob_b\n0.9,0.1,0.8,0.2\n0.3,0.7,0.6,0.4\n", -1);
  g_autofree char *real = test_write_file (
      "real.csv", "target,prediction,v\n-3.5,2,1\n1e3,0.5,0.25\n", -1);
  g_autofree char *decisions = NULL;

  g_assert_true (top != NULL && soft != NULL && real != NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Run) result = run (cases[i].line);

      g_assert_cmpint (result.status, ==, cases[i].status);
      assert_contains (result.status == 0 ? result.out : result.err,
                       cases[i].message);
      g_assert_cmpstr (result.status == 0 ? result.err : result.out, ==, "");
    }
  decisions = read_output ("t.csv");
  g_assert_cmpstr (decisions, ==,
                   "\"line\",\"label\",\"score\",\"t\"\n"
                   "2,\"cat\",0.5,0\n3,\"dog\",0.75,1\n4,\"cow\",1,1\n"
                   "5,\"cat\",0.9,1\n");
}

/* What each decision costs, in the order of the classes or by their names,
 * with either sign. */
static void
test_costs (void)
{
  static const char by_order[] = "0,1,5\n2,0,1\n10,0.5,-1\n";
  static const char by_name[]
      = ",2,0,1\n1,1,2,0\n0,5,0,1\n2,-1,10,0.5\n";
  g_autofree char *first = test_write_file ("order.csv", by_order, -1);
  g_autofree char *second = test_write_file ("name.csv", by_name, -1);
  g_auto (Run) a = run ("choose --jointly cost --cost-matrix order.csv "
                        "-o cost.json @wine-logits.csv");
  g_auto (Run) b = run ("choose --jointly cost --cost-matrix name.csv "
                        "-o cost.json @wine-logits.csv");
  g_autofree char *json = read_output ("cost.json");
  const char *place;
  double value, argmax;

  g_assert_true (first != NULL && second != NULL);
  g_assert_cmpint (a.status, ==, 0);
  g_assert_cmpint (b.status, ==, 0);
  g_assert_cmpstr (a.out, ==, b.out);
  place = strstr (a.out, "minimize cost jointly: ");
  g_assert_cmpint (sscanf (place, "minimize cost jointly: %lf, %lf", &value,
                           &argmax),
                   ==, 2);
  g_assert_cmpfloat (value, <, argmax);
  assert_contains (json, "\"objective\": \"minimize cost jointly\"");
}

/* Every way to get them wrong, with the place. */
static void
test_bad_costs (void)
{
  static const struct
  {
    const char *text, *message;
  } cases[] = {
    { "", "costs.csv: 0 rows of 0 fields; the costs of 3 classes have as many "
          "rows (true) and columns (decided)" },
    { "0,1\n1,0\n", "costs.csv: 2 rows of 2 fields" },
    { "0,1,2\n1,0,2\n", "costs.csv: 2 rows of 3 fields" },
    { "0,1,2\n1,0,2\n1,1,0\n1,1,1\n", "costs.csv: 4 rows of 3 fields" },
    { "0,1,2\n1,0\n1,1,0\n",
      "costs.csv:2: every row must have 3 fields, as the first has" },
    { "0,1,2\n1,0,2\n\n1,1,0,5\n", "costs.csv:4: every row must have 3" },
    { "0,1,2\n1,x,2\n1,1,0\n",
      "costs.csv:2:2: \"x\" is not a number; write a cost like 0.25" },
    { "0,1,2\n1,0,2\n1,1,\n", "costs.csv:3:3: \"\" is not a number" },
    { "0,1,2\n1,0,inf\n1,1,0\n", "costs.csv:2:3: \"inf\" is not a number" },
    { "0,1,nan\n1,0,2\n1,1,0\n", "costs.csv:1:3: \"nan\" is not a number" },
    { ",0,1,2\n0,0,1,1\n1,1,0,1\n3,1,1,0\n",
      "costs.csv:4:1: \"3\" is the name of no class" },
    { ",0,1,x\n0,0,1,1\n1,1,0,1\n2,1,1,0\n",
      "costs.csv:1:4: \"x\" is the name of no class" },
    { ",0,1,1\n0,0,1,1\n1,1,0,1\n2,1,1,0\n",
      "costs.csv:1:4: \"1\" stands here twice" },
    { ",0,1,2\n0,0,1,1\n0,1,0,1\n2,1,1,0\n",
      "costs.csv:3:1: \"0\" stands here twice" },
    { ",0,1,2\n0,0,1,1\n1,1,0,1\n2,1,?,0\n",
      "costs.csv:4:3: \"?\" is not a number" },
    { "0;1;2\n1;0;2,5\n1;1;0\n", "costs.csv:2:3: \"2,5\" is not a number" },
    { "\"0,1,2\n1,0,2\n1,1,0\n", "costs.csv:1:1: a quote is opened here" },
    { "\211PNG\r\n\032\n", "costs.csv: byte 0: " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path
          = test_write_file ("costs.csv", cases[i].text, -1);
      g_auto (Run) result = run ("choose --jointly cost --cost-matrix "
                                 "costs.csv -o cost.json @wine-logits.csv");

      g_test_message ("case %u: %s", i, path);
      g_assert_cmpint (result.status, ==, 1);
      assert_contains (result.err, cases[i].message);
      g_assert_cmpstr (result.out, ==, "");
    }
}

/* What is too large for a matrix is not read in part. */
static void
test_large_costs (void)
{
  g_autofree char *path = test_write_file ("large.csv", "0,1,2\n", -1);
  g_auto (Run) result = { 0 };

  g_assert_cmpint (truncate (path, 64 * 1024 * 1024 + 1), ==, 0);
  result = run ("choose --jointly cost --cost-matrix large.csv -o cost.json "
                "@wine-logits.csv");
  g_assert_cmpint (result.status, ==, 1);
  assert_contains (result.err, "large.csv: a matrix of costs has 67108864 "
                               "bytes at most");
}

/* The keys that files of several classes have beside the usual ones. */
static void
test_report_json_classes (void)
{
  static const struct
  {
    const char *file, *keys[10];
  } cases[] = {
    { "digits.csv",
      { "accuracy", "balanced-accuracy", "mcc", "kappa", "averages",
        "confusion", "top-k-accuracy", "ranking", "calibration",
        "one-vs-rest" } },
    { "digit-traits.csv",
      { "subset-accuracy", "hamming-loss", "averages", "ranking",
        "one-vs-rest", "losses", "classes", "roles", "diagnosis", "rule" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *line
          = g_strdup_printf ("report --json --at 0.25 --at 0.5 @%s",
                             cases[i].file);
      g_auto (Run) result = run (line);
      g_autoptr (JsonNode) root = parse (result.out);
      JsonObject *report = json_node_get_object (root), *classes, *class;
      g_autoptr (GList) members = NULL;

      for (guint j = 0; j < G_N_ELEMENTS (cases[i].keys); j++)
        g_assert_true (json_object_has_member (report, cases[i].keys[j]));
      classes = json_object_get_object_member (report, "one-vs-rest");
      members = json_object_get_members (classes);
      class = json_object_get_object_member (classes, members->data);
      g_assert_cmpuint (json_array_get_length (
                            json_object_get_array_member (class, "at")),
                        ==, 2);
      g_assert_cmpuint (json_array_get_length (
                            json_object_get_array_member (class, "optima")),
                        ==, 4);
    }
}

static void
test_plots (void)
{
  static const struct
  {
    const char *figure, *name, *magic;
  } cases[] = {
    { "histogram", "h.png", "\211PNG" },
    { "histogram", "h.svg", "<?xml" },
    { "histogram", "h.pdf", "%PDF-" },
    { "threshold-curves", "c.png", "\211PNG" },
    { "threshold-curves", "c.svg", "<?xml" },
    { "threshold-curves", "c.pdf", "%PDF-" },
    { "losses", "l.png", "\211PNG" },
    { "losses", "l.svg", "<?xml" },
    { "log", "g.png", "\211PNG" },
    { "log", "g.svg", "<?xml" },
    { "rate-curves", "rc.png", "\211PNG" },
    { "roc", "r.png", "\211PNG" },
    { "roc", "r.pdf", "%PDF-" },
    { "precision-recall", "p.svg", "<?xml" },
    { "det", "d.png", "\211PNG" },
    { "gain", "ga.png", "\211PNG" },
    { "lift", "li.png", "\211PNG" },
    { "ks", "k.png", "\211PNG" },
    { "cost", "co.svg", "<?xml" },
    { "decision", "de.png", "\211PNG" },
    { "reliability", "re.svg", "<?xml" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *line = g_strdup_printf (
          "plot --figure %s --output %s --size 640x400 --at 0.35 "
          "@digits-odd.csv",
          cases[i].figure, cases[i].name);
      g_autofree char *path
          = g_build_filename (test_get_folder (), cases[i].name, NULL);
      g_autofree char *bytes = NULL;
      g_auto (Run) result = run (line);
      gsize length;

      g_assert_cmpint (result.status, ==, 0);
      g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
      g_assert_cmpuint (length, >, 2000);
      g_assert_true (
          memcmp (bytes, cases[i].magic, strlen (cases[i].magic)) == 0);
    }
}

static gboolean
is_saved (const char *name, char **text)
{
  g_autofree char *path = g_build_filename (test_get_folder (), name, NULL);

  return g_file_get_contents (path, text, NULL, NULL);
}

/* Another theme, class or population is another picture. */
static void
test_plot_options (void)
{
  static const char *const lines[]
      = { "plot --figure roc -o a.svg --class 3 @digits.csv",
          "plot --figure roc -o b.svg --class 3 --theme dark @digits.csv",
          "plot --figure roc -o c.svg --class 4 @digits.csv",
          "plot --figure precision-recall -o d.svg @eights.csv",
          ("plot --figure precision-recall --prevalence 0.4 -o e.svg "
           "@eights.csv"),
          "plot --figure cost -o f.svg @eights.csv",
          "plot --figure cost --fn-cost 7 -o g.svg @eights.csv" };
  char *pictures[G_N_ELEMENTS (lines)];

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_auto (Run) result = run (lines[i]);
      g_autofree char *name = g_strdup_printf ("%c.svg", 'a' + i);

      g_assert_cmpint (result.status, ==, 0);
      g_assert_true (is_saved (name, &pictures[i]));
      for (guint j = 0; j < i; j++)
        g_assert_cmpstr (pictures[i], !=, pictures[j]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    g_free (pictures[i]);
}

/* What `curve` gives, each line a list of numbers. */
typedef struct
{
  char *text;
  GStrv lines;
  guint n_lines;
} Table;

static void
clear_table (Table *self)
{
  g_free (self->text);
  g_strfreev (self->lines);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Table, clear_table)

static Table
save_curve (const char *arguments)
{
  g_autofree char *line
      = g_strdup_printf ("curve -o curve.csv --figure %s", arguments);
  g_auto (Run) result = run (line);
  Table table = { 0 };

  g_assert_cmpint (result.status, ==, 0);
  assert_contains (result.out, "Saved curve.csv");
  g_assert_true (is_saved ("curve.csv", &table.text));
  table.lines = g_strsplit (table.text, "\n", -1);
  table.n_lines = g_strv_length (table.lines) - 1;
  g_assert_cmpstr (table.lines[table.n_lines], ==, "");
  return table;
}

/* A field as a number; NaN where it is empty. */
static double
get_field (const Table *table, guint line, guint field)
{
  g_auto (GStrv) fields = g_strsplit (table->lines[line], ",", -1);

  g_assert_cmpuint (g_strv_length (fields), >, field);
  return *fields[field] == '\0' ? (double) NAN
                                : g_ascii_strtod (fields[field], NULL);
}

/* The metrics of each threshold in a report. */
static JsonArray *
get_at (JsonNode *report)
{
  return json_object_get_array_member (json_node_get_object (report), "at");
}

/* The figure's numbers, the report and what is chosen cost alike at every
 * threshold, and the least of the curve is what is chosen. */
static void
check_costs_agree (const char *options)
{
  g_autofree char *report_line = g_strdup_printf (
      "report --json --at 0.1 --at 0.2 --at 0.4 --at 0.6 --at 0.7 --at 0.8 "
      "%s costs.csv",
      options);
  g_autofree char *choose_line = g_strdup_printf (
      "choose --minimize cost %s -o costs.json costs.csv", options);
  g_autofree char *curve_line
      = g_strdup_printf ("cost %s costs.csv", options);
  g_auto (Run) report = run (report_line);
  g_auto (Run) chosen = run (choose_line);
  g_auto (Table) curve = save_curve (curve_line);
  g_autoptr (JsonNode) node = json_from_string (report.out, NULL);
  g_autoptr (JsonNode) cutoff = load_cutoff ("costs.json");
  double least = INFINITY;

  g_assert_cmpint (chosen.status, ==, 0);
  g_assert_cmpuint (curve.n_lines, ==, 7);
  for (guint i = 0; i < 6; i++)
    {
      JsonObject *at = json_array_get_object_element (get_at (node), i);
      double cost = json_object_get_double_member (
          json_object_get_object_member (at, "metrics"), "cost");

      test_assert_near (get_field (&curve, i + 1, 5), cost, 1e-14);
      least = fmin (least, cost);
    }
  test_assert_near (json_object_get_double_member (
                        json_node_get_object (cutoff), "value"),
                    least, 1e-14);
}

static void
test_curve_row_costs (void)
{
  static const char *const options[]
      = { "--fn-cost-column miss",
          "--fn-cost-column miss --fp-cost-column alarm --fp-cost 0.5",
          ("--fn-cost-column miss --fp-cost-column alarm --weight w "
           "--tp-gain 2 --prevalence 0.05") };
  g_autofree char *path = test_write_file (
      "costs.csv",
      "y,p,miss,alarm,w\n0,0.1,7,3,1\n1,0.2,9,0,1\n0,0.4,7,1,1\n"
      "0,0.6,7,20,1\n1,0.7,2,0,3\n",
      -1);

  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    check_costs_agree (options[i]);
}

/* With costs of rows these figures are other pictures, the ROC curve without
 * its line of equal cost. */
static void
test_plot_row_costs (void)
{
  static const char *const figures[] = { "cost", "roc" };
  g_autofree char *path = test_write_file (
      "costs.csv", "y,p,miss\n0,0.1,7\n1,0.2,9\n0,0.4,7\n1,0.7,2\n", -1);

  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      g_autofree char *plain_line = g_strdup_printf (
          "plot --figure %s -o a.svg costs.csv", figures[i]);
      g_autofree char *line = g_strdup_printf (
          "plot --figure %s --fn-cost-column miss -o b.svg costs.csv",
          figures[i]);
      g_auto (Run) plain = run (plain_line);
      g_auto (Run) costly = run (line);
      g_autofree char *first = NULL, *second = NULL;

      g_assert_cmpint (plain.status, ==, 0);
      g_assert_cmpint (costly.status, ==, 0);
      g_assert_true (is_saved ("a.svg", &first));
      g_assert_true (is_saved ("b.svg", &second));
      g_assert_cmpstr (first, !=, second);
    }
}

static double
get_ranking (JsonNode *report, const char *name)
{
  JsonObject *ranking = json_object_get_object_member (
      json_node_get_object (report), "ranking");

  return json_object_get_double_member (ranking, name);
}

/* In another population average precision is what rows that weigh as much as
 * it wants give; nothing else in the ranking is another number. */
static void
test_average_precision (void)
{
  g_autofree char *path = test_write_file (
      "ap.csv",
      "y,p,w\n1,0.9,1\n0,0.8,2\n0,0.7,2\n1,0.6,1\n0,0.6,2\n0,0.3,2\n"
      "1,0.2,1\n0,0.1,2\n0,0.1,2\n",
      -1);
  g_auto (Run) plain = run ("report --json ap.csv --label y --score p");
  g_auto (Run) weighted
      = run ("report --json ap.csv --label y --score p --weight w");
  g_auto (Run) moved
      = run ("report --json ap.csv --label y --score p --prevalence 0.2");
  g_auto (Run) text
      = run ("report ap.csv --label y --score p --prevalence 0.2");
  g_autoptr (JsonNode) a = json_from_string (plain.out, NULL);
  g_autoptr (JsonNode) b = json_from_string (weighted.out, NULL);
  g_autoptr (JsonNode) c = json_from_string (moved.out, NULL);

  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  test_assert_near (get_ranking (c, "average-precision"),
                    get_ranking (b, "average-precision"), 1e-14);
  g_assert_cmpfloat (get_ranking (c, "average-precision"), <,
                     get_ranking (a, "average-precision"));
  test_assert_near (get_ranking (c, "roc-auc"), get_ranking (a, "roc-auc"),
                    0);
  test_assert_near (get_ranking (c, "ks"), get_ranking (a, "ks"), 0);
  assert_contains (text.out, "at prevalence 0.2");
}

/* Of several classes each has that prevalence. */
static void
test_average_precisions (void)
{
  g_auto (Run) moved = run ("report --json --prevalence 0.02 @digits.csv");
  g_auto (Run) text
      = run ("report --at 0.5 --prevalence 0.02 @digits.csv");
  g_autoptr (JsonNode) node = json_from_string (moved.out, NULL);
  JsonObject *classes = json_object_get_object_member (
      json_node_get_object (node), "one-vs-rest");
  g_autoptr (GList) values = json_object_get_values (classes);
  double sum = 0;

  for (GList *l = values; l != NULL; l = l->next)
    sum += get_ranking (l->data, "average-precision");
  g_assert_cmpuint (g_list_length (values), ==, 10);
  test_assert_near (get_ranking (node, "average-precision-macro"), sum / 10,
                    1e-14);
  assert_contains (text.out, "AP at prevalence 0.02");
}

static void
test_curve_heads (void)
{
  static const struct
  {
    const char *arguments, *head;
    guint n_lines; /* 0: not looked at */
  } cases[] = {
    { "threshold-curves @eights.csv",
      "threshold,tp,fp,fn,tn,precision,recall,f1,specificity,accuracy" },
    { "rate-curves @eights.csv",
      "threshold,tp,fp,fn,tn,predicted-positive-rate,precision,recall,f1,"
      "specificity,accuracy" },
    { "roc @eights.csv", "threshold,tp,fp,fn,tn,fpr,recall" },
    { "precision-recall @eights.csv",
      "threshold,tp,fp,fn,tn,recall,precision" },
    { "det @eights.csv",
      "threshold,tp,fp,fn,tn,fpr,fnr,fpr-deviate,fnr-deviate" },
    { "gain @eights.csv",
      "threshold,tp,fp,fn,tn,predicted-positive-rate,recall" },
    { "lift @eights.csv",
      "threshold,tp,fp,fn,tn,predicted-positive-rate,lift" },
    { "ks @eights.csv", "threshold,tp,fp,fn,tn,specificity,fnr" },
    { "cost @eights.csv", "threshold,tp,fp,fn,tn,cost" },
    { "decision @tumours.csv",
      "threshold,tp,fp,fn,tn,probability,net-benefit,net-benefit-of-all" },
    { "histogram @eights.csv", "low,high,negatives,positives", 51 },
    { "losses @eights.csv", "low,high,right,wrong", 51 },
    { "reliability @eights.csv",
      "low,high,rows,mean-score,frequency,wilson-low,wilson-high", 16 },
    { "confusion @digits.csv",
      "\"true\",\"0\",\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\"",
      11 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Table) table = save_curve (cases[i].arguments);
      g_auto (GStrv) quoted = g_strsplit (cases[i].head, "\"", -1);
      g_auto (GStrv) found = g_strsplit (table.lines[0], "\"", -1);
      g_autofree char *expected_head = g_strjoinv ("", quoted);
      g_autofree char *head = g_strjoinv ("", found);

      g_assert_cmpstr (head, ==, expected_head);
      if (cases[i].n_lines > 0)
        g_assert_cmpuint (table.n_lines, ==, cases[i].n_lines);
      else
        g_assert_cmpuint (table.n_lines, >, 300);
    }
}

/* Every distinct score, then infinity; what stands there follows from the
 * cells. */
static void
test_curve_numbers (void)
{
  g_auto (Table) table = save_curve ("roc @eights.csv");
  g_auto (Table) deviates = save_curve ("det @eights.csv");
  double previous = -HUGE_VAL;

  for (guint i = 1; i < table.n_lines; i++)
    {
      double threshold = get_field (&table, i, 0);
      double tp = get_field (&table, i, 1), fp = get_field (&table, i, 2);
      double fn = get_field (&table, i, 3), tn = get_field (&table, i, 4);

      g_assert_cmpfloat (threshold, >, previous);
      g_assert_cmpfloat (tp + fn, ==, 174);
      g_assert_cmpfloat (fp + tn, ==, 1797 - 174);
      test_assert_near (get_field (&table, i, 5), fp / (fp + tn), 1e-15);
      test_assert_near (get_field (&table, i, 6), tp / (tp + fn), 1e-15);
      test_assert_near (0.5 * erfc (-get_field (&deviates, i, 7) / sqrt (2)),
                        get_field (&deviates, i, 5), 1e-12);
      previous = threshold;
    }
  g_assert_true (isinf (previous));
  g_assert_cmpfloat (get_field (&table, table.n_lines - 1, 1), ==, 0);
  g_assert_cmpfloat (get_field (&table, 1, 3), ==, 0);
}

/* Undefined is empty; a population changes what depends on it, and leaves the
 * cells, which are those of the file. */
static void
test_curve_population (void)
{
  g_auto (Table) plain = save_curve ("precision-recall @eights.csv");
  g_auto (Table) moved
      = save_curve ("precision-recall --prevalence 0.5 @eights.csv");
  guint last = plain.n_lines - 1;

  g_assert_true (isnan (get_field (&plain, last, 6)));
  g_assert_cmpfloat (get_field (&plain, 50, 1), ==, get_field (&moved, 50, 1));
  g_assert_cmpfloat (get_field (&plain, 50, 5), ==, get_field (&moved, 50, 5));
  g_assert_cmpfloat (get_field (&plain, 50, 6), <, get_field (&moved, 50, 6));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/lines", test_lines);
  g_test_add_func ("/cli/report-json", test_report_json);
  g_test_add_func ("/cli/standard-input", test_standard_input);
  g_test_add_func ("/cli/bad-rows", test_bad_rows);
  g_test_add_func ("/cli/ignored-labels", test_ignored_labels);
  g_test_add_func ("/cli/choose-and-apply", test_choose_and_apply);
  g_test_add_func ("/cli/recalibrate", test_recalibrate);
  g_test_add_func ("/cli/apply-without-labels", test_apply_without_labels);
  g_test_add_func ("/cli/row-costs", test_row_costs);
  g_test_add_func ("/cli/grey-zone", test_grey_zone);
  g_test_add_func ("/cli/recalibrated-grey-zone",
                   test_recalibrated_grey_zone);
  g_test_add_func ("/cli/no-grey-zone", test_no_grey_zone);
  g_test_add_func ("/cli/prevalence", test_prevalence);
  g_test_add_func ("/cli/combined-losses", test_combined_losses);
  g_test_add_func ("/cli/choose-and-apply-classes",
                   test_choose_and_apply_classes);
  g_test_add_func ("/cli/jointly", test_jointly);
  g_test_add_func ("/cli/choose-and-apply-labels",
                   test_choose_and_apply_labels);
  g_test_add_func ("/cli/needless-options", test_needless_options);
  g_test_add_func ("/cli/one-positive", test_one_positive);
  g_test_add_func ("/cli/labels-by-score", test_labels_by_score);
  g_test_add_func ("/cli/shared-costs", test_shared_costs);
  g_test_add_func ("/cli/apply-one-label", test_apply_one_label);
  g_test_add_func ("/cli/undo", test_undo);
  g_test_add_func ("/cli/other-tasks", test_other_tasks);
  g_test_add_func ("/cli/costs", test_costs);
  g_test_add_func ("/cli/bad-costs", test_bad_costs);
  g_test_add_func ("/cli/large-costs", test_large_costs);
  g_test_add_func ("/cli/report-json-classes", test_report_json_classes);
  g_test_add_func ("/cli/plots", test_plots);
  g_test_add_func ("/cli/plot-options", test_plot_options);
  g_test_add_func ("/cli/curve-row-costs", test_curve_row_costs);
  g_test_add_func ("/cli/plot-row-costs", test_plot_row_costs);
  g_test_add_func ("/cli/average-precision", test_average_precision);
  g_test_add_func ("/cli/average-precisions", test_average_precisions);
  g_test_add_func ("/cli/curve-heads", test_curve_heads);
  g_test_add_func ("/cli/curve-numbers", test_curve_numbers);
  g_test_add_func ("/cli/curve-population", test_curve_population);
  return g_test_run ();
}
