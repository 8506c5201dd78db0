/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "run.h"
#include "support.h"

/* Command lines with their exit status and message. */
static void
test_lines (void)
{
  static const TestLine lines[] = {
    { "apply --help", 0, "--output" },
    { "apply", 2, "give CUTOFFS" },
    { "apply no.json @digits-odd.csv -o d.csv", 1, "no.json" },
  };

  test_run_lines (lines, G_N_ELEMENTS (lines));
}

/* Cutoffs applied to the file they were chosen on give the counts printed by
 * `choose`. */
static void
test_choose_and_apply (void)
{
  g_auto (TestRun) chosen = test_run (
      "choose --maximize f1 --name best -o best.json @digits-odd.csv");
  g_auto (TestRun) applied
      = test_run ("apply best.json @digits-odd.csv --output decisions.csv");
  g_autofree char *text = test_read_output ("decisions.csv");
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n_positive = 0, n_true = 0;

  g_assert_cmpint (chosen.status, ==, 0);
  test_assert_contains (chosen.out, "at threshold 0.3495");
  g_assert_cmpint (applied.status, ==, 0);
  test_assert_contains (applied.out, "best");
  test_assert_contains (applied.out, "1797 rows");
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

/* `apply` prints the findings about what it inferred from the file. */
static void
test_findings (void)
{
  g_autofree char *path = test_write_file (
      "unnamed.csv", "x,y\n0.125,no\n0.25,yes\n0.5,no\n0.75,yes\n", -1);
  g_auto (TestRun) chosen
      = test_run ("choose --name a -o a.json @digits-odd.csv");
  g_auto (TestRun) applied = test_run ("apply a.json @digits-odd.csv -o d.csv");
  g_auto (TestRun) guessed
      = test_run ("apply --positive yes a.json unnamed.csv -o d.csv");

  g_assert_nonnull (path);
  g_assert_cmpint (chosen.status, ==, 0);
  g_assert_cmpstr (applied.err, ==, "");
  test_assert_contains (guessed.err, "info: Column \"x\" is taken as the "
                                     "scores because of its contents.\n");
}

/* The share of rows whose decision (third column) equals the label (second
 * column). */
static double
read_accuracy (const char *name)
{
  g_autofree char *text = test_read_output (name);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n = 0, n_right = 0;

  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++, n++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], ",", -1);

      g_assert_cmpuint (g_strv_length (fields), >=, 3);
      n_right += g_str_equal (fields[1], fields[2]);
    }
  g_assert_cmpuint (n, >, 0);
  return (double) n_right / n;
}

/* Recalibrated cutoffs make the same decisions on another file as on the one
 * they were chosen on, also if its scores are of another kind. */
static void
test_recalibrate (void)
{
  g_auto (TestRun) chosen
      = test_run ("choose --recalibrate platt --output r.json "
                  "@digits.csv");
  g_auto (TestRun) applied = { 0 }, single = { 0 }, again = { 0 };
  g_autofree char *text = NULL;
  const char *accuracy = strstr (chosen.out, "accuracy ");

  g_assert_cmpint (chosen.status, ==, 0);
  g_assert_nonnull (accuracy);
  applied = test_run ("apply r.json @digits.csv --output r.csv");
  g_assert_cmpint (applied.status, ==, 0);
  test_assert_near (read_accuracy ("r.csv"),
                    g_ascii_strtod (accuracy + strlen ("accuracy "), NULL),
                    1e-6);
  test_assert_contains (applied.out, "0.7084    0.7117                     0 "
                                     "                          341");
  test_assert_contains (applied.out,
                        "0.7179    0.7088                     0\n");
  single
      = test_run ("choose --recalibrate isotonic --name best --output s.json "
                  "@digits-odd.csv");
  g_assert_cmpint (single.status, ==, 0);
  again = test_run ("apply s.json @digits-odd.csv --output s.csv");
  g_assert_cmpint (again.status, ==, 0);
  test_assert_contains (again.out, "0.8019  0.8019"); /* F1 of choose */
  text = test_read_output ("s.csv");
  test_assert_contains (text, "\"best\",\"best: probability\"");
}

static void
test_apply_without_labels (void)
{
  g_autofree char *file
      = test_write_file ("new.csv", "logit\n-3\n0.5\n-0.61\n", -1);
  g_auto (TestRun) chosen = test_run ("choose -o best.json @digits-odd.csv");
  g_auto (TestRun) applied
      = test_run ("apply best.json new.csv -o decisions.csv");
  g_auto (TestRun) refused
      = test_run ("apply best.json new.csv --kind score -o decisions.csv");
  g_autofree char *text = test_read_output ("decisions.csv");

  g_assert_true (g_file_test (file, G_FILE_TEST_EXISTS));
  g_assert_cmpint (chosen.status, ==, 0);
  /* 0.3495 as a logit is -0.6217 */
  g_assert_cmpint (applied.status, ==, 0);
  test_assert_contains (text, "2,-3,0\n3,0.5,1\n4,-0.61,1\n");
  g_assert_cmpint (refused.status, ==, 1);
  test_assert_contains (refused.err, "--kind");
}

/* Saved thresholds of all classes give the accuracy printed by `choose`, also
 * on a file without labels. */
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
      g_auto (TestRun) chosen = test_run (choose), applied = test_run (apply);
      g_autofree char *json = test_read_output ("all.json");
      g_autofree char *decisions = test_read_output ("decisions.csv");

      g_assert_cmpint (chosen.status, ==, 0);
      g_assert_cmpint (applied.status, ==, 0);
      test_assert_contains (json, cases[i].objective);
      test_assert_contains (json, "\"decision\": \"argmax-over-threshold\"");
      g_assert_true (
          g_str_has_prefix (decisions, "\"line\",\"label\",\"all\"\n"));
      test_assert_near (
          read_accuracy ("decisions.csv"),
          test_run_find_number (&chosen, "argmax-over-threshold: accuracy "),
          1e-6);
    }
}

/* Each label has a cutoff of its own. */
static void
test_choose_and_apply_labels (void)
{
  g_autofree char *file = test_write_file (
      "new.csv", "prob_straight,prob_even,prob_prime,prob_loop\n"
                 "0.33,0.39,0.5,0.41\n0.32,0.4,0.45,0.42\n",
      -1);
  g_auto (TestRun) chosen
      = test_run ("choose --name best -o l.json @digit-traits.csv");
  g_auto (TestRun) applied
      = test_run ("apply l.json @digit-traits.csv -o d.csv");
  g_auto (TestRun) unlabelled = test_run ("apply l.json new.csv -o new-d.csv");
  g_autofree char *decisions = test_read_output ("new-d.csv");
  g_autofree char *json = test_read_output ("l.json");

  g_assert_true (g_file_test (file, G_FILE_TEST_EXISTS));
  g_assert_cmpint (chosen.status, ==, 0);
  test_assert_contains (chosen.out, "with these thresholds: subset accuracy "
                                    "0.529772, Hamming loss 0.172092");
  test_assert_contains (json, "\"decision\": null");
  test_assert_contains (json, "\"task\": \"multilabel\"");
  g_assert_cmpint (applied.status, ==, 0);
  test_assert_contains (applied.out, "straight     0.3262  431  224  111");
  g_assert_cmpint (unlabelled.status, ==, 0);
  /* 0.39451, 0.457, 0.4177, 0.3262 */
  g_assert_cmpstr (decisions, ==,
                   "\"line\",\"best: even\",\"best: prime\","
                   "\"best: loop\",\"best: straight\"\n"
                   "2,0,1,0,1\n3,1,0,1,0\n");
}

/* Cutoffs of several labels on a file with a single score: the score belongs
 * to one of the labels, or to none. */
static void
test_apply_one_label (void)
{
  g_autofree char *file
      = test_write_file ("even.csv", "prob_even\n0.4\n0.39\n", -1);
  g_auto (TestRun) all = test_run ("choose -o l.json @digit-traits.csv");
  g_auto (TestRun) one
      = test_run ("choose --class even --name e -o e.json @digit-traits.csv");
  g_auto (TestRun) applied = test_run ("apply e.json even.csv -o even-d.csv");
  g_auto (TestRun) refused = test_run ("apply l.json even.csv -o x.csv");
  g_auto (TestRun) other = test_run ("apply l.json @tumours.csv -o x.csv");
  g_autofree char *decisions = test_read_output ("even-d.csv");

  g_assert_true (g_file_test (file, G_FILE_TEST_EXISTS));
  g_assert_cmpint (all.status, ==, 0);
  g_assert_cmpint (one.status, ==, 0);
  g_assert_cmpint (applied.status, ==, 0);
  g_assert_cmpstr (decisions, ==, "\"line\",\"score\",\"e\"\n2,0.4,1\n"
                                  "3,0.39,0\n");
  g_assert_cmpint (refused.status, ==, 1);
  test_assert_contains (refused.err,
                        "is for class \"prime\", but this file has no");
  g_assert_cmpint (other.status, ==, 1);
  test_assert_contains (other.err,
                        "is for class \"prime\", but this file has no");
}

/* The transformation undone for `choose` is also undone for `apply`, unless
 * `--undo none` is given. */
static void
test_undo (void)
{
  g_autofree char *percents = test_write_file (
      "percents.csv",
      "y,prob_a,prob_b,prob_c\na,75,20,5\nb,40,60,0\na,55,40,5\nc,5,5,90\n",
      -1);
  g_autofree char *plain = test_write_file (
      "plain.csv",
      "y,prob_a,prob_b,prob_c\na,0.75,0.2,0.05\nb,0.4,0.6,0\nc,0.05,0.05,0.9\n",
      -1);
  g_auto (TestRun) chosen
      = test_run ("choose --undo percent --name u -o u.json percents.csv");
  g_auto (TestRun) again = test_run ("apply u.json percents.csv -o again.csv");
  g_auto (TestRun) other
      = test_run ("apply u.json plain.csv --undo none -o other.csv");
  g_auto (TestRun) others = test_run ("choose --name v -o v.json plain.csv");
  g_autofree char *first = test_read_output ("again.csv");
  g_autofree char *second = test_read_output ("other.csv");
  g_autofree char *u = test_read_output ("u.json");
  g_autofree char *v = test_read_output ("v.json");
  g_autofree char *both = NULL, *path = NULL;
  g_auto (TestRun) mixed = { 0 };

  g_assert_true (percents != NULL && plain != NULL);
  g_assert_cmpint (chosen.status, ==, 0);
  g_assert_cmpint (again.status, ==, 0);
  g_assert_cmpint (other.status, ==, 0);
  g_assert_cmpint (others.status, ==, 0);
  g_assert_cmpstr (first, ==, "\"line\",\"label\",\"u\"\n2,\"a\",\"a\"\n"
                              "3,\"b\",\"b\"\n4,\"a\",\"a\"\n"
                              "5,\"c\",\"c\"\n");
  g_assert_cmpstr (second, ==, "\"line\",\"label\",\"u\"\n2,\"a\",\"a\"\n"
                               "3,\"b\",\"b\"\n4,\"c\",\"c\"\n");

  /* cutoffs with and without --undo in one file */
  *strrchr (u, ']') = '\0';
  both = g_strconcat (u, ",", strstr (v, "\"cutoffs\": [")
                                  + strlen ("\"cutoffs\": ["),
                      NULL);
  path = test_write_file ("both.json", both, -1);
  mixed = test_run ("apply both.json plain.csv -o mixed.csv");
  g_assert_cmpint (mixed.status, ==, 1);
  test_assert_contains (mixed.err, "cutoff \"u\" was chosen with --undo "
                                   "percent, and \"v\" with --undo none");
}

/* A class of a binary file differs from the class of the same name of a
 * multiclass file. */
static void
test_tasks (void)
{
  g_autofree char *multiclass = test_write_file (
      "three.csv", "label,prob_a,prob_b,prob_c\na,0.7,0.2,0.1\n"
                   "b,0.2,0.5,0.3\nc,0.1,0.3,0.6\n", -1);
  g_autofree char *binary
      = test_write_file ("two.csv", "label,prob\na,0.7\nb,0.2\na,0.6\n", -1);
  g_auto (TestRun) three = test_run ("choose --name t -o t.json three.csv");
  g_auto (TestRun) two
      = test_run ("choose --name u --positive a -o u.json two.csv");
  g_autofree char *t = test_read_output ("t.json");
  g_autofree char *u = test_read_output ("u.json");
  g_autofree char *both = NULL, *path = NULL;
  g_auto (TestRun) mixed = { 0 };

  g_assert_true (multiclass != NULL && binary != NULL);
  g_assert_cmpint (three.status, ==, 0);
  g_assert_cmpint (two.status, ==, 0);
  *strrchr (t, ']') = '\0';
  both = g_strconcat (t, ",", strstr (u, "\"cutoffs\": [")
                                  + strlen ("\"cutoffs\": ["),
                      NULL);
  path = test_write_file ("tasks.json", both, -1);
  mixed = test_run ("apply tasks.json three.csv -o x.csv");
  g_assert_cmpint (mixed.status, ==, 1);
  test_assert_contains (mixed.err,
                        "cutoff \"t\" is for a multiclass file, and \"u\" for "
                        "a binary one");
}

/* Cutoffs that do not apply are rejected by `apply` and by `report`. */
static void
test_misfits (void)
{
  g_autofree char *one = test_write_file (
      "one.csv", "y,prob_a,prob_b,prob_c\na,0.5,0.25,0.25\nb,0.25,0.5,0.25\n"
                 "c,0.25,0.25,0.5\na,0.45,0.35,0.2\n", -1);
  /* the classes in reverse order, in which other classes come first */
  g_autofree char *other = test_write_file (
      "other.csv", "y,prob_c,prob_b,prob_a\na,0.2,0.35,0.45\n"
                   "b,0.3,0.4,0.3\nc,0.4,0.3,0.3\na,0.25,0.35,0.4\n", -1);
  g_autofree char *words = test_write_file (
      "words.csv", "y,prob\nyes,0.75\nno,0.25\nyes,0.5\nno,0.125\n", -1);
  static const struct
  {
    const char *line;
    int status;
    const char *message;
  } cases[] = {
    { "choose one.csv --rule first-above --name s -o s.json", 0, "" },
    { "choose words.csv --name w -o w.json", 0, "" },
    { "apply s.json other.csv -o d.csv", 0, "" },
    { "report one.csv --cutoffs s.json -o r.html", 0, "" },
    { "report other.csv --cutoffs s.json -o r.html", 1,
      "would give another class to 2 rows; limen-cli apply keeps their" },
    { "apply w.json words.csv --positive no -o d.csv", 1,
      "words.csv: cutoff \"w\" is for class \"yes\", and the scores are for "
      "\"no\"" },
    { "report words.csv --positive no --cutoffs w.json -o r.html", 1,
      "words.csv: cutoff \"w\" is for class \"yes\", and the scores are for "
      "\"no\"" },
    { "apply w.json one.csv --task multiclass -o d.csv", 1,
      "one.csv: cutoff \"w\" is for a binary file, and this is a multiclass "
      "one" },
    { "report one.csv --cutoffs w.json -o r.html", 1,
      "one.csv: cutoff \"w\" is for a binary file, and this is a multiclass "
      "one" },
  };

  g_assert_true (one != NULL && other != NULL && words != NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (TestRun) run = test_run (cases[i].line);

      g_test_message ("%s", cases[i].line);
      g_assert_cmpint (run.status, ==, cases[i].status);
      test_assert_contains (run.err, cases[i].message);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/apply-command/lines", test_lines);
  g_test_add_func ("/apply-command/chosen", test_choose_and_apply);
  g_test_add_func ("/apply-command/findings", test_findings);
  g_test_add_func ("/apply-command/recalibrated", test_recalibrate);
  g_test_add_func ("/apply-command/without-labels", test_apply_without_labels);
  g_test_add_func ("/apply-command/classes", test_choose_and_apply_classes);
  g_test_add_func ("/apply-command/labels", test_choose_and_apply_labels);
  g_test_add_func ("/apply-command/one-label", test_apply_one_label);
  g_test_add_func ("/apply-command/undo", test_undo);
  g_test_add_func ("/apply-command/tasks", test_tasks);
  g_test_add_func ("/apply-command/misfits", test_misfits);
  return g_test_run ();
}
