/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <signal.h>
#include <string.h>

#include "run.h"
#include "support.h"

/* Command lines with their exit status and message. */
static void
test_lines (void)
{
  static const TestLine lines[] = {
    { "report --help", 0, "--skip-bad-rows" },
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
    { "report /nowhere.csv", 1,
      "/nowhere.csv: No such file or directory; check its name" },
    { "report /dev/null", 1, "device, not a file; give a file" },
    { "report .", 1, "this is a folder" },
    { "report --label nobody @digits-odd.csv", 1,
      "there is no such column; the columns are \"label\", \"probability\"" },
    { "report --positive 7 @digits-odd.csv", 1, "does not occur" },
    { "report @digits-odd.csv", 0, "ROC AUC" },
    { "report @eights.csv", 0, "yes (positive)" },
    { "report @tumours.csv", 0, "malignant (positive)" },
    { "report --positive benign @tumours.csv", 0, "below one half" },
    { "report --kind score @tumours.csv", 0, "plain scores" },
    { "report --recalibrate magic @digits-odd.csv", 2,
      "is not one of: temperature, platt, beta, isotonic, histogram" },
    { "report --bins 0 @digits-odd.csv", 2, "not a number of bins" },
    { "report --bins 2.5 @digits-odd.csv", 2, "not a number of bins" },
    { "report --bins 1001 @digits-odd.csv", 2, "not a number of bins" },
    { "report --binning log @digits-odd.csv", 2, "equal-mass" },
    { "report --bins 7 --binning equal-mass @digits-odd.csv", 0,
      "Calibration (7 equal-mass bins)" },
    { "report --bins 200 @digits-odd.csv", 0, "fewer than 10 rows" },
    { "report --bins 200 @digits.csv", 0,
      "of the classes hold fewer than 10 rows, too few to rely on" },
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
    { "report --score '' @digits-odd.csv", 2, "give a column's name" },
    { "report --positive '' @digits-odd.csv", 1, "does not occur" },
    { "report --prevalence 0.01 @digits-odd.csv", 0,
      "maximize f1, prevalence 0.01" },
    { "report --prevalence 0 @digits-odd.csv", 2, "--prevalence" },
    { "report @digits.csv", 0, "NLL (mean)" },
    { "report @digits.csv", 0, "macro mean         0.9505  0.7531" },
    { "report @digit-traits.csv", 0, "Subset accuracy  0.5442" },
    { "report @wine-logits.csv", 0, "CE (mean)" },
    { "report --task binary @digits.csv", 1, "--score" },
    { "report --task many @digits.csv", 2, "--task" },
    { "report --undo twice @digits.csv", 2, "--undo" },
    { "report --undo softmax @digits.csv", 1,
      "--undo softmax does not give probabilities in this row" },
    { "report --undo sigmoid @digits-odd.csv", 1,
      "--undo sigmoid does not give probabilities" },
    { "report --label label --score prob_0,prob_1 @digits.csv", 1,
      "has no score column; the labels that have one are" },
    { "report --label label --score prob_0,prob_x @digits.csv", 1,
      "--score \"prob_x\": there is no such column" },
    { "report --ignore-label 3 @digits.csv", 0,
      "Rows left out because of their label: 183." },
    { "report --class-weight 8=2 @digits.csv", 0, "NLL (mean)" },
    { "report --class-weight 10=2 @digits.csv", 1, "no class \"10\"" },
    { "report --class-weight 8 @digits.csv", 2, "write it like cat=2.5" },
    { "report --class-weight 8=-1 @digits.csv", 2, "weight of 0 or more" },
    { "report --label-smoothing 1.5 @digits.csv", 2, "1 or less is allowed" },
    { "report --label-smoothing 0.1 @digits-odd.csv", 1,
      "applies only to cross-entropy" },
    { "report --class-weight 8=2 @digits-odd.csv", 1,
      "class weights apply only to cross-entropy" },
    { "report --class-weight even=2 @digit-traits.csv", 0, "BCE (mean)" },
    { "report --focal-gamma 2 @tumours.csv", 0, "Focal (mean)      0.1766" },
    { "report --focal-alpha 0.25 @tumours.csv", 0,
      "Focal (mean)      0.0778" },
    { "report --focal-gamma 2 --combine focal=1 --reduction sum @tumours.csv",
      0, "Combined           100.5" },
    { "report --focal-gamma 0 --class-weight 8=3 @digits.csv", 0,
      "Focal (mean)      1.0690" },
    { "report --focal-gamma 1 @digit-traits.csv", 0,
      "Focal (mean)      0.1988" },
    { "report --focal-gamma -1 @tumours.csv", 2, "0 or more is allowed" },
    { "report --focal-alpha 1.5 @tumours.csv", 2, "1 or less is allowed" },
    { "report --combine focal=1 @tumours.csv", 1, "no loss \"focal\"" },
    { "report --fn-cost-column paid several.csv", 2, "give --at or --json" },
    { "report --fn-cost-column paid --at 0.5 several.csv", 0, "Cost" },
  };
  g_autofree char *several = test_write_file (
      "several.csv",
      "label,prob_a,prob_b,prob_c,paid\na,0.5,0.25,0.25,3\n"
      "b,0.25,0.5,0.25,1\nc,0.25,0.25,0.5,2\n",
      -1);

  g_assert_true (g_file_test (several, G_FILE_TEST_EXISTS));
  test_run_lines (lines, G_N_ELEMENTS (lines));
}

/* The keys of the JSON report are a stable interface. */
static void
test_report_json (void)
{
  static const char *const keys[]
      = { "schema", "input",   "roles",     "task",  "kind",
          "positive", "rule",  "classes",   "diagnosis", "losses",
          "ranking", "calibration", "at",   "optima" };
  g_auto (TestRun) result
      = test_run ("report --json --at 0.25 --at 0.5 @digits-odd.csv");
  g_autoptr (JsonNode) root = test_parse_json (result.out);
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

/* The additional keys for files with several classes. */
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
      g_auto (TestRun) result = test_run (line);
      g_autoptr (JsonNode) root = test_parse_json (result.out);
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

/* The weighted sum of the losses, of their means and of their sums. */
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
      g_auto (TestRun) result = test_run (line);
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

/* A count of one row is written in the singular. */
static void
test_one_positive (void)
{
  g_autofree char *file
      = test_write_file ("one.csv", "y,p\n1,0.75\n0,0.5\n0,0.25\n", -1);
  g_auto (TestRun) result = test_run ("report one.csv");

  g_assert_true (g_file_test (file, G_FILE_TEST_EXISTS));
  test_assert_contains (result.out, "Only 1 row is positive.");
}

static double
get_ranking (JsonNode *report, const char *name)
{
  JsonObject *ranking = json_object_get_object_member (
      json_node_get_object (report), "ranking");

  return json_object_get_double_member (ranking, name);
}

/* A prevalence gives the average precision of rows weighted to that
 * prevalence; other ranking metrics do not change. */
static void
test_average_precision (void)
{
  g_autofree char *path = test_write_file (
      "ap.csv",
      "y,p,v\n1,0.9,1\n0,0.8,2\n0,0.7,2\n1,0.6,1\n0,0.6,2\n0,0.3,2\n"
      "1,0.2,1\n0,0.1,2\n0,0.1,2\n",
      -1);
  g_auto (TestRun) plain = test_run ("report --json ap.csv --label y --score p");
  g_auto (TestRun) weighted
      = test_run ("report --json ap.csv --label y --score p --weight v");
  g_auto (TestRun) moved
      = test_run ("report --json ap.csv --label y --score p --prevalence 0.2");
  g_auto (TestRun) text
      = test_run ("report ap.csv --label y --score p --prevalence 0.2");
  g_autoptr (JsonNode) a = test_parse_json (plain.out);
  g_autoptr (JsonNode) b = test_parse_json (weighted.out);
  g_autoptr (JsonNode) c = test_parse_json (moved.out);

  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  test_assert_near (get_ranking (c, "average-precision"),
                    get_ranking (b, "average-precision"), 1e-14);
  g_assert_cmpfloat (get_ranking (c, "average-precision"), <,
                     get_ranking (a, "average-precision"));
  test_assert_near (get_ranking (c, "roc-auc"), get_ranking (a, "roc-auc"),
                    0);
  test_assert_near (get_ranking (c, "ks"), get_ranking (a, "ks"), 0);
  test_assert_contains (text.out, "at prevalence 0.2");
}

/* Names that need escapes in JSON are read back unchanged. */
static void
test_odd_names (void)
{
  static const char *const names[] = { "a\"b", "c\\d", "e/f", "\303\251 g" };
  g_autofree char *path = test_write_file (
      "odd.csv",
      "label,\"p_a\"\"b\",p_c\\d,p_e/f,p_\303\251 g\n"
      "\"a\"\"b\",0.5,0.25,0.125,0.125\nc\\d,0.5,0.25,0.125,0.125\n"
      "e/f,0.5,0.25,0.125,0.125\n\303\251 g,0.5,0.25,0.125,0.125\n",
      -1);
  g_autofree char *line
      = g_strdup_printf ("report --json --kind probability %s", path);
  g_auto (TestRun) run = test_run (line);
  g_autoptr (JsonNode) root = test_parse_json (run.out);
  JsonObject *one_vs_rest = json_object_get_object_member (
      json_node_get_object (root), "one-vs-rest");

  g_assert_cmpuint (json_object_get_size (one_vs_rest), ==,
                    G_N_ELEMENTS (names));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_true (json_object_has_member (one_vs_rest, names[i]));
}

/* --timings prints to standard error and does not change the report. */
static void
test_timings (void)
{
  g_auto (TestRun) plain = test_run ("report --json @digits-odd.csv");
  g_auto (TestRun) timed = test_run ("report --json --timings @digits-odd.csv");

  g_assert_cmpint (timed.status, ==, 0);
  g_assert_cmpstr (timed.out, ==, plain.out);
  g_assert_cmpstr (plain.err, ==, "");
  test_assert_contains (timed.err, "reading");
  test_assert_contains (timed.err, "sort and sweep");
  test_assert_contains (timed.err, "100 %");
  test_assert_contains (timed.err, "Most memory: ");
}

/* The softmax of logits is a step of its own in the timings. */
static void
test_softmax_timing (void)
{
  g_auto (TestRun) logits = test_run ("report --timings @wine-logits.csv");
  g_auto (TestRun) plain = test_run ("report --timings @digits.csv");

  test_assert_contains (logits.err, "softmax ");
  test_assert_contains (plain.err, "all classes together ");
  g_assert_null (strstr (plain.err, "softmax"));
}

/* After more than a megabyte of good rows. */
#define BAD_LINE 130001

static char *
make_bad_rows (void)
{
  GString *text = g_string_new ("label,prob\n");

  for (guint line = 2; line < BAD_LINE + 20000; line++)
    if (line == BAD_LINE)
      g_string_append (text, "1,\"a\"b\n");
    else
      g_string_append_printf (text, "%u,0.%06u\n", line % 2, line);
  return g_string_free (text, FALSE);
}

/* An error is reported without waiting for the rest of the input, which never
 * comes. */
static void
test_endless_input (void)
{
  g_autofree char *rows = make_bad_rows ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE
          | G_SUBPROCESS_FLAGS_STDERR_PIPE,
      &error, g_getenv ("LIMEN_CLI"), "report", "-", NULL);
  gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
  char said[1024] = "";

  g_assert_no_error (error);
  /* The program may close its input early. */
  g_output_stream_write_all (g_subprocess_get_stdin_pipe (process), rows,
                             strlen (rows), NULL, NULL, NULL);
  while (g_subprocess_get_identifier (process) != NULL)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_usleep (G_USEC_PER_SEC / 100);
    }
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
  g_input_stream_read (g_subprocess_get_stderr_pipe (process), said,
                       sizeof said - 1, NULL, &error);
  g_assert_no_error (error);
  test_assert_contains (said, G_STRINGIFY (BAD_LINE));
}

/* Checks the mean by rows and the mean by weight, computed by hand: a row of
 * weight 3 and one of weight 1, with p = 0.5 and p = 0.25 for the true class.
 */
static void
check_weighted (const char *rows, const char *key, const char *by_weight)
{
  const double sum = 3 * log (2) + log (4);
  g_autofree char *path = test_write_file ("weighted.csv", rows, -1);
  g_auto (TestRun) printed = test_run ("report weighted.csv --weight weight");
  g_auto (TestRun) as_json
      = test_run ("report --json weighted.csv --weight weight");
  g_auto (TestRun) saved
      = test_run ("report -o weighted.html weighted.csv --weight weight");
  g_autofree char *html = test_read_output ("weighted.html");
  g_autoptr (JsonNode) node = test_parse_json (as_json.out);
  JsonObject *losses = json_object_get_object_member (
      json_node_get_object (node), "losses");
  static const char *const titles[]
      = { "BCE (mean by rows)", "BCE (mean by weight)",
          "Brier (mean by weight)", "Base rate (mean by rows)",
          "Base rate (mean by weight)" };

  g_assert_nonnull (path);
  g_assert_cmpint (saved.status, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      test_assert_contains (printed.out, titles[i]);
      test_assert_contains (html, titles[i]);
    }
  test_assert_near (json_object_get_double_member (losses, key), sum / 2,
                    1e-12);
  test_assert_near (json_object_get_double_member (losses, by_weight),
                    sum / 4, 1e-12);
  test_assert_near (
      json_object_get_double_member (losses, "base-rate-by-weight"),
      json_object_get_double_member (losses, "base-rate-sum") / 4, 1e-12);
}

static void
test_weighted_means (void)
{
  g_auto (TestRun) plain = test_run ("report --json @digits-odd.csv");
  g_auto (TestRun) combined = { 0 };
  g_auto (TestRun) summed = { 0 };

  g_assert_null (strstr (plain.out, "by-weight"));
  check_weighted ("label,logit,weight\n1,0,3\n0,1.0986122886681098,1\n",
                  "bce-with-logits", "bce-with-logits-by-weight");
  check_weighted ("label,prob,weight\n1,0.5,3\n0,0.75,1\n", "bce",
                  "bce-by-weight");
  combined = test_run (
      "report --combine bce-by-weight=2 weighted.csv --weight weight");
  test_assert_near (test_run_find_number (&combined, "Combined"),
                    2 * (3 * log (2) + log (4)) / 4, 5e-5);
  summed = test_run (
      "report --combine bce-by-weight=2 --reduction sum weighted.csv "
      "--weight weight");
  test_assert_near (test_run_find_number (&summed, "Combined"),
                    2 * (3 * log (2) + log (4)), 5e-5);
}

/* Checks that an undefined value is explained, in text and JSON. */
static void
check_undefined (const char *rows, const char *text, const char *slope,
                 const char *in_the_large)
{
  g_autofree char *path = test_write_file ("fits.csv", rows, -1);
  g_auto (TestRun) printed
      = test_run ("report --recalibrate temperature fits.csv");
  g_auto (TestRun) as_json
      = test_run ("report --json --recalibrate temperature fits.csv");
  g_auto (TestRun) saved = test_run ("report -o fits.html fits.csv");
  g_autofree char *html = test_read_output ("fits.html");
  g_autofree char *before = g_strconcat ("Before: ", text, NULL);
  g_autoptr (JsonNode) node = test_parse_json (as_json.out);
  JsonObject *report = json_node_get_object (node);
  JsonObject *objects[] = {
    json_object_get_object_member (report, "calibration"),
    json_object_get_object_member (
        json_object_get_object_member (report, "recalibration"), "before"),
  };

  g_assert_nonnull (path);
  g_assert_cmpint (saved.status, ==, 0);
  test_assert_contains (printed.out, text);
  test_assert_contains (printed.out, before);
  test_assert_contains (html, text);
  for (guint i = 0; i < G_N_ELEMENTS (objects); i++)
    {
      g_assert_true (json_object_get_null_member (objects[i], "slope"));
      g_assert_true (json_object_get_null_member (objects[i], "intercept"));
      g_assert_cmpstr (
          json_object_get_string_member (objects[i], "slope-undefined"), ==,
          slope);
      g_assert_cmpint (
          json_object_get_null_member (objects[i], "in-the-large"), ==,
          in_the_large != NULL);
      g_assert_cmpstr (json_object_get_string_member_with_default (
                           objects[i], "in-the-large-undefined", NULL),
                       ==, in_the_large);
    }
}

static void
test_undefined_fits (void)
{
  const char *decisions
      = "only scores of 0 and 1 occur, whose logits are infinite";
  const char *separated = "a threshold separates the classes, or all scores "
                          "are equal, so there is no best slope";

  check_undefined ("label,prob\n0,0\n0,1\n1,0\n1,1\n1,1\n0,0\n",
                   "Slope and intercepts are undefined: only scores of 0 and "
                   "1 occur",
                   decisions, decisions);
  check_undefined ("label,prob\n0,0.25\n0,0.375\n1,0.5\n1,0.75\n",
                   "Slope and intercept are undefined: a threshold separates "
                   "the classes",
                   separated, NULL);
}

/* A file of cutoffs is refused as predictions, with a message that says what
 * it is. */
static void
test_cutoffs (void)
{
  static const TestLine lines[] = {
    { "choose --output c.csv @digits-odd.csv", 0, "c.csv" },
    { "choose --output c.json @digits-odd.csv", 0, "c.json" },
    { "report c.csv", 1, "c.csv: these are exported cutoffs" },
    { "report c.json", 1, "c.json: these are exported cutoffs" },
    { "plot --figure roc --output x.png c.csv", 1, "exported cutoffs" },
    { "choose --recalibrate platt --output m.csv @digits-odd.csv", 0,
      "m.csv" },
    { "apply m.csv @digits-odd.csv --output -", 1,
      "m.csv:2: this cutoff is for recalibrated scores" },
  };

  g_auto (TestRun) of_csv = { 0 }, of_json = { 0 };

  test_run_lines (lines, G_N_ELEMENTS (lines));
  of_csv = test_run ("apply c.csv @digits-odd.csv --output -");
  of_json = test_run ("apply c.json @digits-odd.csv --output -");
  g_assert_cmpint (of_csv.status, ==, 0);
  g_assert_cmpstr (of_csv.out, ==, of_json.out);
}

/* The numbers of a label are computed from its known cells. */
static void
test_missing_cells (void)
{
  static const TestLine lines[] = {
    { "report cells.csv", 1, "the label is missing in 1 row" },
    { "report --skip-bad-cells cells.csv", 0, "Every row has label \"a\"" },
    { "report --skip-bad-cells cells.csv", 0, "1 of \"a\"" },
  };
  g_autofree char *path = test_write_file (
      "cells.csv",
      "label_a,label_b,prob_a,prob_b\n1,0,0.9,0.2\n,1,0.3,0.6\n"
      "1,1,0.7,0.8\n1,0,0.4,0.9\n",
      -1);

  g_assert_nonnull (path);
  test_run_lines (lines, G_N_ELEMENTS (lines));
}

/* Soft labels of two classes: losses by their formula, y log p + (1 - y) log
 * (1 - p); everything else by whether the label is above one half. */
static void
test_soft_labels (void)
{
  static const double rows[][2]
      = { { 0.125, 0.25 }, { 0.75, 0.5 }, { 0.5, 0.875 }, { 1, 0.75 } };
  GString *text = g_string_new ("target,prob\n");
  double bce = 0, brier = 0;
  g_autofree char *path = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      double y = rows[i][0], p = rows[i][1];

      g_string_append_printf (text, "%g,%g\n", y, p);
      bce -= (y * log (p) + (1 - y) * log (1 - p)) / G_N_ELEMENTS (rows);
      brier += (y - p) * (y - p) / G_N_ELEMENTS (rows);
    }
  path = test_write_file ("soft.csv", text->str, -1);
  g_string_free (text, TRUE);
  {
    g_auto (TestRun) run = test_run (
        "report --json --task binary --label target --at 0.5 soft.csv");
    g_autoptr (JsonNode) node = test_parse_json (run.out);
    JsonObject *root = json_node_get_object (node);
    JsonObject *losses = json_object_get_object_member (root, "losses");

    test_assert_near (json_object_get_double_member (losses, "bce"), bce,
                      1e-15);
    test_assert_near (json_object_get_double_member (losses, "brier"), brier,
                      1e-15);
    test_assert_contains (run.out, "\"soft-labels\"");
    test_assert_contains (run.out, "\"tp\": 2");
    test_assert_contains (run.out, "\"fp\": 1");
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  signal (SIGPIPE, SIG_IGN);
  g_test_add_func ("/report-command/lines", test_lines);
  g_test_add_func ("/report-command/undefined-fits", test_undefined_fits);
  g_test_add_func ("/report-command/weighted-means", test_weighted_means);
  g_test_add_func ("/report-command/endless-input", test_endless_input);
  g_test_add_func ("/report-command/json", test_report_json);
  g_test_add_func ("/report-command/json-classes", test_report_json_classes);
  g_test_add_func ("/report-command/combined-losses", test_combined_losses);
  g_test_add_func ("/report-command/one-positive", test_one_positive);
  g_test_add_func ("/report-command/average-precision", test_average_precision);
  g_test_add_func ("/report-command/odd-names", test_odd_names);
  g_test_add_func ("/report-command/missing-cells", test_missing_cells);
  g_test_add_func ("/report-command/soft-labels", test_soft_labels);
  g_test_add_func ("/report-command/cutoffs", test_cutoffs);
  g_test_add_func ("/report-command/timings", test_timings);
  g_test_add_func ("/report-command/softmax-timing", test_softmax_timing);
  return g_test_run ();
}
