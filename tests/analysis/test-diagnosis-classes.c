/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "analysis.h"
#include "classes-model.h"
#include "support.h"

/* Halves the probabilities, and quarters those of row `factor`. */
static void
halve (const ClassesModel *model, guint row, double *p)
{
  for (guint k = 0; k < model->n_classes; k++)
    p[k] *= row == model->factor ? 0.25 : 0.5;
}

static guint
choose_first_but_one (const ClassesModel *model, guint row, const double *p)
{
  return row == 19 ? 0 : classes_choose_first (model, row, p);
}

/* The last of the rows that saturate() is sure of has no label. */
static guint
choose_first_but_last (const ClassesModel *model, guint row, const double *p)
{
  return row + 1 != model->factor;
}

/* Messages have the right numbers and names. */
static void
test_messages (void)
{
  static const struct
  {
    const char *code, *message;
    ClassesModel model;
  } cases[] = {
    { "class-left-out",
      "down to 0.5 on line ",
      { 3, 1000, .transform = classes_scale, .factor = 0.5 } },
    { "sums-not-one",
      "In 1 of 1,000 rows the probabilities do not add up to 1; the largest "
      "difference is 0.5, on line 502.",
      { 3, 1000, .transform = classes_halve_one, .factor = 500 } },
    { "sums-not-one",
      "add up to 1.5 to 1.5 instead of 1; line ",
      { 3, 50, .transform = classes_scale, .factor = 1.5, .spread = 0.1 } },
    { "constant-scores",
      "Every score of class \"c0\" is 0.25, so no threshold can separate its "
      "rows from the rest. Is column \"prob_c0\" the right one?",
      { 3, 1000, TRUE, .transform = classes_keep_first_constant } },
    { "absent-class",
      "No row is of class \"c0\", so no threshold can be chosen for it, and "
      "no row will be decided for it; averages over the classes leave out "
      "what is undefined",
      { 3, 1000, .choose = classes_choose_few, .least = 0 } },
    { "whole-class",
      "Every row has label \"c0\", so nothing is known about rows without it",
      { 3, 1000, TRUE, .choose = classes_choose_first_always } },
    { "few-rows",
      "There are few rows to tell class \"c0\" from the rest, as few as 25. "
      "Recall or specificity is uncertain by up to 20 points",
      { 3, 1000, .choose = classes_choose_few, .least = 25 } },
    { "imbalanced",
      "For label \"c0\", fewer than 1 % of the rows have it or lack it",
      { 2, 1000, TRUE, .choose = classes_choose_few, .least = 9 } },
    { "few-rows",
      "tell class \"c0\", \"c1\", \"c2\" and 7 more from",
      { 10, 100 } },
    { "saturated-scores",
      "In 1.5 % of the rows",
      { 3, 1000, .transform = classes_saturate, .factor = 15 } },
    { "saturated-scores",
      "1.5 % of the probabilities are exactly 0 or 1",
      { 3, 1000, TRUE, .transform = classes_saturate, .factor = 15 } },
    { "clamped-rows",
      "Wrong probabilities of exactly 0 or 1: 1, the first on line 21.",
      { 3, 1000, TRUE, .transform = classes_saturate, .factor = 20,
        .choose = choose_first_but_one } },
    /* more rows than one thread's chunk */
    { "saturated-scores",
      "In 55.0 % of the rows",
      { 3, 10000, .transform = classes_saturate, .factor = 5500 } },
    { "clamped-rows",
      "Wrong probabilities of exactly 0 or 1: 1, the first on line 5501.",
      { 3, 10000, TRUE, .transform = classes_saturate, .factor = 5500,
        .choose = choose_first_but_last } },
    { "class-left-out",
      "down to 0.25 on line 5502:",
      { 3, 10000, .transform = halve, .factor = 5500 } },
    { "duplicated-rows",
      "50.0 % of the rows repeat",
      { 3, 200, .copies = 1 } },
    { "auc-below-half",
      "The ROC AUC of \"c0\" is below one half",
      { 3, 1000, TRUE, .transform = classes_turn_first } },
    { "auc-below-half",
      "Classes with a ROC AUC below one half: 3 of 3",
      { 3, 1000, .transform = classes_shift } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LimenAnalysis) analysis = classes_analyze (&cases[i].model);
      const LimenFinding *finding
          = classes_find_finding (analysis, cases[i].code);

      g_test_message ("case %u: %s", i, cases[i].code);
      g_assert_nonnull (finding);
      if (strstr (finding->report_message, cases[i].message) == NULL)
        g_error ("no \"%s\" in \"%s\"", cases[i].message,
                 finding->report_message);
    }
}

/* The cross-entropy that a message promises is the one after undoing the
 * softmax. */
static void
check_softmax_undone (const ClassesModel *model)
{
  g_autofree char *path = classes_write_rows (model);
  g_autoptr (LimenAnalysis) squeezed
      = classes_analyze_file (path, FALSE, LIMEN_TASK_BINARY);
  const LimenFinding *finding
      = classes_find_finding (squeezed, "softmax-twice");
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (LimenDataset) dataset = NULL;
  g_autoptr (LimenAnalysis) undone = NULL;
  g_autofree char *promise = NULL;
  gsize n;

  options->undo = LIMEN_UNDO_SOFTMAX;
  dataset = limen_dataset_read (path, options, NULL, NULL, NULL, NULL);
  undone = limen_analysis_new (dataset, NULL, NULL, NULL);
  promise = g_strdup_printf (
      "is %.4f instead of %.4f", limen_analysis_get_losses (undone, &n)->value,
      limen_analysis_get_losses (squeezed, &n)->value);
  g_assert_nonnull (finding);
  if (strstr (finding->report_message, promise) == NULL)
    g_error ("no \"%s\" in \"%s\"", promise, finding->report_message);
  g_assert_null (classes_find_finding (undone, "softmax-twice"));
  g_assert_nonnull (classes_find_finding (undone, "undone"));
}

static void
test_softmax_undone (void)
{
  static const ClassesModel models[] = {
    { 3, 1000, .transform = classes_softmax_again, .factor = 1 },
    { 2, 1000, .transform = classes_softmax_again, .factor = 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    check_softmax_undone (&models[i]);
}

static gboolean
has_absent_class (LimenAnalysis *analysis)
{
  LimenDataset *dataset = limen_analysis_get_dataset (analysis);

  for (gsize k = 0; k < limen_dataset_get_predictions (dataset)->n_classes;
       k++)
    if (limen_dataset_get_class_rows (dataset, k) == 0)
      return TRUE;
  return FALSE;
}

/* Whether a finding is harmless: how two columns are read, or a score of a
 * weak model that is below chance by chance. */
static gboolean
is_about_pair (const LimenFinding *finding, LimenAnalysis *analysis)
{
  LimenDataset *dataset = limen_analysis_get_dataset (analysis);

  return limen_dataset_get_predictions (dataset)->task == LIMEN_TASK_BINARY
         && finding->severity == LIMEN_SEVERITY_INFO
         && (g_str_equal (finding->code, "two-columns")
             || g_str_equal (finding->code, "positive-guessed")
             || g_str_equal (finding->code, "auc-below-half"));
}

/* Checks that all findings, if any, are about few rows of some class. */
static void
assert_healthy (LimenAnalysis *analysis)
{
  GPtrArray *findings = limen_analysis_get_findings (analysis);

  for (guint i = 0; i < findings->len; i++)
    {
      const LimenFinding *finding = g_ptr_array_index (findings, i);

      if (!g_str_equal (finding->code, "few-rows")
          && !is_about_pair (finding, analysis)
          && !(g_str_equal (finding->code, "absent-class")
               && has_absent_class (analysis)))
        g_error ("%s: %s", finding->code, finding->report_message);
    }
}

/* Healthy models have no findings. */
static void
test_healthy (void)
{
  static const ClassesModel models[] = {
    { 3, 200 },
    { 3, 200, .spread = 0.3 },
    { 3, 2000, .spread = 1 },
    { 3, 20000, .spread = 0.1 },
    { 2, 100, .spread = 0.2 },
    { 2, 200, .spread = 0.3 },
    { 2, 20000, .spread = 0.3 },
    { 2, 100, .spread = 0.2, .is_multiclass = TRUE },
    { 2, 200, .spread = 0.3, .is_multiclass = TRUE },
    { 2, 20000, .spread = 0.3, .is_multiclass = TRUE },
    { 3, 100000 },
    { 3, 2000, .word = "logit", .transform = classes_add_to_log, .factor = 5 },
    { 3, 2000, .word = "log_prob", .transform = classes_add_to_log },
    { 10, 200 },
    { 10, 200, .spread = 0.7 },
    { 10, 10000 },
    { 10, 10000, .transform = classes_round_off, .factor = 1e6 },
    { 100, 200 },
    { 100, 200, .spread = 0.5 },
    { 100, 5000 },
    { 3, 200, TRUE },
    { 3, 200, TRUE, .spread = 0.3 },
    { 3, 2000, TRUE, .spread = 1 },
    { 3, 100000, TRUE },
    { 20, 5000, TRUE, .spread = 4 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    for (guint32 seed = 0; seed < (models[i].n_rows < 10000 ? 10 : 2); seed++)
      {
        ClassesModel model = models[i];
        g_autoptr (LimenAnalysis) analysis = NULL;

        g_test_message ("model %u, seed %u", i, seed);
        model.seed = seed;
        analysis = classes_analyze (&model);
        assert_healthy (analysis);
      }
}

static void
test_samples (void)
{
  static const char *const names[]
      = { "digits.csv", "digit-traits.csv", "wine-logits.csv" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *relative
          = g_strconcat ("../data/samples/", names[i], NULL);
      g_autofree char *path = test_get_source_path (relative);
      g_autoptr (LimenAnalysis) analysis
          = classes_analyze_file (path, FALSE, LIMEN_TASK_BINARY);

      g_test_message ("%s", names[i]);
      assert_healthy (analysis);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagnosis-classes/messages", test_messages);
  g_test_add_func ("/diagnosis-classes/softmax-undone", test_softmax_undone);
  g_test_add_func ("/diagnosis-classes/healthy", test_healthy);
  g_test_add_func ("/diagnosis-classes/samples", test_samples);
  return g_test_run ();
}
