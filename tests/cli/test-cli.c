#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "support.h"

/* What a run of limen-cli gave. */
typedef struct
{
  int status;
  char *out, *err;
} Run;

static void
clear_run (Run *self)
{
  g_free (self->out);
  g_free (self->err);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, clear_run)

/* Runs a line of arguments in the tests' folder; `@` stands for that of the
 * samples. */
static Run
run_with_input (const char *line, const char *input)
{
  g_autofree char *samples = test_get_source_path ("../data/samples/");
  g_auto (GStrv) parts = g_strsplit (line, "@", -1);
  g_autofree char *arguments = g_strjoinv (samples, parts);
  g_autofree char *quoted = g_shell_quote (g_getenv ("LIMEN_CLI"));
  g_autofree char *command = g_strconcat (quoted, " ", arguments, NULL);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE
      | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) argv = NULL;
  Run run = { 0 };

  g_test_message ("%s", line);
  g_assert_true (g_shell_parse_argv (command, NULL, &argv, &error));
  g_subprocess_launcher_set_cwd (launcher, test_get_folder ());
  process = g_subprocess_launcher_spawnv (
      launcher, (const char *const *) argv, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, input, NULL, &run.out, &run.err,
                                 &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  run.status = g_subprocess_get_exit_status (process);
  return run;
}

static Run
run (const char *line)
{
  return run_with_input (line, "");
}

static void
assert_contains (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("no \"%s\" in \"%s\"", part, text);
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
    { "report --score '' @digits-odd.csv", 2, "give a column's name" },
    { "report --positive '' @digits-odd.csv", 1, "no such label" },
    { "choose --maximize fbeta:1e200 -o c.json @digits-odd.csv", 2,
      "is no metric" },
    { "choose -o @digits-odd.csv @digits-odd.csv", 2, "is what is read" },
    { "choose --minimize cost --fn-cost 10 -o c.json @digits-odd.csv", 0,
      "minimize cost, fn-cost 10: " },
    { "choose --prevalence 0.01 -o c.json @digits-odd.csv", 0,
      "maximize f1, prevalence 0.01: " },
    { "rows @digits-odd.csv --top 2", 0, "1199" },
    { "rows @digits-odd.csv --top 0", 2, "1 to 1000000" },
    { "rows @digits-odd.csv --sort best", 2, "loss, score, line" },
    { "rows @digits-odd.csv --where yes", 2, "tp, fp, fn, tn" },
    { "rows @tumours.csv --kind score", 2, "plain scores have no loss" },
    { "rows", 2, "give one FILE" },
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
  g_test_add_func ("/cli/apply-without-labels", test_apply_without_labels);
  g_test_add_func ("/cli/combined-losses", test_combined_losses);
  g_test_add_func ("/cli/plots", test_plots);
  return g_test_run ();
}
