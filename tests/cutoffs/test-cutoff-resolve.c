/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "analysis.h"
#include "cutoff-resolve.h"
#include "decisions.h"
#include "report-error.h"
#include "support.h"

#define PROBABILITIES "y,prob\n1,0.75\n0,0.25\n1,0.5\n0,0.125\n"
#define LOGITS "y,logit\n1,3\n0,-2\n1,0.5\n0,-0.25\n"
#define PLAIN "y,score\n1,30\n0,-2\n1,5\n0,-25\n"
#define WORDS "answer,prob\nyes,0.75\nno,0.25\nyes,0.5\nno,0.125\n"
#define PERCENT "y,prob\n1,75\n0,25\n1,50\n0,12.5\n"
#define PAIR "y,prob\na,0.25\nb,0.75\nb,0.5\na,0.125\n"
#define CLASSES                                                               \
  "y,prob_a,prob_b,prob_c\na,0.5,0.25,0.25\nb,0.25,0.5,0.25\n"                \
  "c,0.25,0.25,0.5\n"
#define TOP                                                                   \
  "y,guess,confidence\ncat,dog,0.5\ndog,dog,0.75\ncow,cat,1\n"                \
  "cat,cat,0.9\n"
#define LABELS "label_a,label_b,prob_a,prob_b\n1,1,0.75,0.5\n0,1,0.25,1\n"

static LimenAnalysis *
analyze (const char *text, LimenUndo undo, gboolean is_reversed)
{
  g_autofree char *path = test_write_file ("rows.csv", text, -1);
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (LimenDataset) dataset = NULL;
  g_autoptr (GError) error = NULL;
  LimenAnalysis *analysis;

  options->undo = undo;
  options->has_undo = undo != LIMEN_UNDO_NONE;
  options->reverse_scores = is_reversed;
  dataset = limen_dataset_read (path, options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  analysis = limen_analysis_new (dataset, NULL, NULL, &error);
  g_assert_no_error (error);
  return analysis;
}

/* Returns a cutoff of a class of a file, with a grey zone unless NaN. */
static LimenCutoff *
choose (const char *text, LimenUndo undo, gboolean is_reversed, gsize class,
        double refer_from, double threshold)
{
  g_autoptr (LimenAnalysis) analysis = analyze (text, undo, is_reversed);
  g_autoptr (LimenOneVsRest) one
      = limen_analysis_get_class (analysis, class, NULL);

  return limen_cutoff_new_by_hand ("mine", one, threshold, refer_from, NAN);
}

/* Whether cutoffs apply and their converted thresholds: the same for the
 * window's drawer, the report and `apply`. */
static const struct
{
  const char *chosen;
  LimenUndo undo;
  gboolean is_reversed;
  gsize class;
  double refer_from, threshold;
  const char *file;
  LimenUndo file_undo;
  gboolean is_file_reversed;
  LimenCutoffSaid said;
  LimenCutoffFit fit;
  gsize file_class;
  double file_refer_from, file_threshold;
  const char *message; /* error of `apply` and the report */
} cases[] = {
  { PROBABILITIES, 0, FALSE, 0, NAN, 0.4, PROBABILITIES, 0, FALSE,
    { 0 }, LIMEN_CUTOFF_APPLIES, 0, NAN, 0.4, NULL },
  { PROBABILITIES, 0, FALSE, 0, 0.25, 0.5, PROBABILITIES, 0, FALSE,
    { 0 }, LIMEN_CUTOFF_APPLIES, 0, 0.25, 0.5, NULL },
  /* conversion between kinds and back; below all scores stays below all */
  { PROBABILITIES, 0, FALSE, 0, NAN, 0.5, LOGITS, 0, FALSE,
    { 0 }, LIMEN_CUTOFF_APPLIES, 0, NAN, 0, NULL },
  { LOGITS, 0, FALSE, 0, -INFINITY, 0, PROBABILITIES, 0, FALSE,
    { 0 }, LIMEN_CUTOFF_APPLIES, 0, 0, 0.5, NULL },
  { PROBABILITIES, 0, FALSE, 0, 0, 0.5, LOGITS, 0, FALSE,
    { 0 }, LIMEN_CUTOFF_APPLIES, 0, -INFINITY, 0, NULL },
  /* +inf stays +inf, except for scores without probabilities */
  { PROBABILITIES, 0, FALSE, 0, NAN, INFINITY, LOGITS, 0, FALSE,
    { 0 }, LIMEN_CUTOFF_APPLIES, 0, NAN, INFINITY, NULL },
  { LOGITS, 0, FALSE, 0, NAN, INFINITY, PROBABILITIES, 0, FALSE,
    { 0 }, LIMEN_CUTOFF_APPLIES, 0, NAN, INFINITY, NULL },
  { PLAIN, 0, FALSE, 0, NAN, INFINITY, PROBABILITIES, 0, FALSE,
    { 0 }, LIMEN_CUTOFF_OTHER_KIND, 0, 0, 0,
    "was chosen on scores of kind score, but \"prob\" has kind probability" },
  { PROBABILITIES, 0, FALSE, 0, NAN, 0.5, PLAIN, 0, FALSE,
    { 0 }, LIMEN_CUTOFF_OTHER_KIND, 0, 0, 0,
    "was chosen on scores of kind probability, but \"score\" has kind score; "
    "set the kind of the scores with --kind" },
  /* a binary class differs from a multiclass one of the same name */
  { CLASSES, 0, FALSE, 1, NAN, 0.5, PAIR, 0, FALSE,
    { 0 }, LIMEN_CUTOFF_OTHER_TASK, 0, 0, 0,
    "is for a multiclass file, and this is a binary one" },
  { PAIR, 0, FALSE, 0, NAN, 0.5, CLASSES, 0, FALSE,
    { 0 }, LIMEN_CUTOFF_OTHER_TASK, 0, 0, 0,
    "is for a binary file, and this is a multiclass one" },
  { CLASSES, 0, FALSE, 1, NAN, 0.5, LABELS, 0, FALSE,
    { 0 }, LIMEN_CUTOFF_OTHER_TASK, 0, 0, 0,
    "is for a multiclass file, and this is a multilabel one" },
  { CLASSES, 0, FALSE, 1, NAN, 0.5, CLASSES, 0, FALSE,
    { 0 }, LIMEN_CUTOFF_APPLIES, 1, NAN, 0.5, NULL },
  /* top label is a multiclass task, but does not match its classes */
  { TOP, 0, FALSE, 0, NAN, 0.6, TOP, 0, FALSE,
    { 0 }, LIMEN_CUTOFF_APPLIES, 0, NAN, 0.6, NULL },
  { TOP, 0, FALSE, 0, 0.4, 0.6, TOP, 0, FALSE,
    { 0 }, LIMEN_CUTOFF_APPLIES, 0, 0.4, 0.6, NULL },
  { TOP, 0, FALSE, 0, NAN, 0.6, CLASSES, 0, FALSE,
    { 0 }, LIMEN_CUTOFF_OTHER_CLASS, 0, 0, 0,
    "is for class \"correct\", but this file has no score column "
    "for it" },
  { CLASSES, 0, FALSE, 1, NAN, 0.5, TOP, 0, FALSE,
    { 0 }, LIMEN_CUTOFF_OTHER_CLASS, 0, 0, 0,
    "is for class \"b\", but this file has no score column for it" },
  { CLASSES, 0, FALSE, 1, NAN, 0.5, TOP, 0, FALSE,
    { "b", FALSE }, LIMEN_CUTOFF_OTHER_CLASS, 0, 0, 0,
    "is for class \"b\", but this file has no score column for it" },
  { TOP, 0, FALSE, 0, NAN, 0.6, PROBABILITIES, 0, FALSE,
    { 0 }, LIMEN_CUTOFF_OTHER_TASK, 0, 0, 0,
    "is for a multiclass file, and this is a binary one" },
  { PAIR, 0, FALSE, 0, NAN, 0.5, TOP, 0, FALSE,
    { 0 }, LIMEN_CUTOFF_OTHER_TASK, 0, 0, 0,
    "is for a binary file, and this is a multiclass one" },
  /* the positive class by its name, or by the user's name for it */
  { PROBABILITIES, 0, FALSE, 0, NAN, 0.5, WORDS, 0, FALSE,
    { 0 }, LIMEN_CUTOFF_OTHER_CLASS, 0, 0, 0,
    "is for class \"1\", and the scores are for \"yes\"" },
  { PROBABILITIES, 0, FALSE, 0, NAN, 0.5, WORDS, 0, FALSE,
    { "1", FALSE }, LIMEN_CUTOFF_APPLIES, 0, NAN, 0.5, NULL },
  { WORDS, 0, FALSE, 0, NAN, 0.5, WORDS, 0, FALSE,
    { "1", FALSE }, LIMEN_CUTOFF_OTHER_CLASS, 0, 0, 0,
    "is for class \"yes\", and the scores are for \"1\"" },
  /* undone transformations, unless the user overrides them */
  { PERCENT, LIMEN_UNDO_PERCENT, FALSE, 0, NAN, 0.5, PROBABILITIES, 0, FALSE,
    { 0 }, LIMEN_CUTOFF_OTHER_UNDO, 0, 0, 0,
    "was chosen on scores with \"percent\" undone; read the file with "
    "--undo percent" },
  { PERCENT, LIMEN_UNDO_PERCENT, FALSE, 0, NAN, 0.5, PROBABILITIES, 0, FALSE,
    { NULL, TRUE }, LIMEN_CUTOFF_APPLIES, 0, NAN, 0.5, NULL },
  { PROBABILITIES, 0, FALSE, 0, NAN, 0.5, PERCENT, LIMEN_UNDO_PERCENT, FALSE,
    { 0 }, LIMEN_CUTOFF_OTHER_UNDO, 0, 0, 0, "--undo none" },
  /* direction of scores */
  { PLAIN, 0, TRUE, 0, NAN, -4, PLAIN, 0, FALSE,
    { 0 }, LIMEN_CUTOFF_OTHER_DIRECTION, 0, 0, 0,
    "low values mean positive; read the file with --reverse-scores" },
  { PLAIN, 0, FALSE, 0, NAN, INFINITY, PLAIN, 0, TRUE,
    { 0 }, LIMEN_CUTOFF_OTHER_DIRECTION, 0, 0, 0,
    "read the file without --reverse-scores" },
  { PLAIN, 0, TRUE, 0, -30, -4, PLAIN, 0, TRUE,
    { 0 }, LIMEN_CUTOFF_APPLIES, 0, -30, -4, NULL },
};

static void
check_same (double a, double b)
{
  if (!(a == b || (isnan (a) && isnan (b))))
    g_error ("%g is not %g", a, b);
}

static void
check_refused (LimenCutoff *cutoff, LimenAnalysis *analysis,
               const LimenCutoffSaid *said, const char *message)
{
  g_autoptr (GListStore) cutoffs = g_list_store_new (LIMEN_TYPE_CUTOFF);
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenDecisions) decisions = NULL;

  g_list_store_append (cutoffs, cutoff);
  decisions = limen_decisions_new_for_scores (
      G_LIST_MODEL (cutoffs), limen_analysis_get_scores (analysis), said,
      &error);
  g_assert_cmpint (decisions != NULL, ==, message == NULL);
  if (message == NULL)
    return;
  g_assert_error (error, LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "rows.csv: cutoff \"mine\" "));
  if (strstr (error->message, message) == NULL)
    g_error ("\"%s\" has no \"%s\"", error->message, message);
}

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LimenCutoff) cutoff
          = choose (cases[i].chosen, cases[i].undo, cases[i].is_reversed,
                    cases[i].class, cases[i].refer_from, cases[i].threshold);
      g_autoptr (LimenAnalysis) analysis
          = analyze (cases[i].file, cases[i].file_undo,
                     cases[i].is_file_reversed);
      LimenResolvedCutoff resolved = limen_cutoff_resolve (
          cutoff, limen_analysis_get_scores (analysis), LIMEN_ANY_CLASS,
          &cases[i].said);

      g_test_message ("case %u", i);
      g_assert_cmpint (resolved.fit, ==, cases[i].fit);
      check_refused (cutoff, analysis, &cases[i].said, cases[i].message);
      if (resolved.fit != LIMEN_CUTOFF_APPLIES)
        continue;
      g_assert_cmpuint (resolved.class, ==, cases[i].file_class);
      check_same (resolved.threshold, cases[i].file_threshold);
      check_same (resolved.refer_from, cases[i].file_refer_from);
      g_assert_null (resolved.map);
    }
}

/* The drawer's text for a cutoff while a class is shown. */
static void
test_explained (void)
{
  g_autoptr (LimenCutoff) cutoff
      = choose (CLASSES, 0, FALSE, 1, NAN, 0.5);
  g_autoptr (LimenAnalysis) analysis = analyze (CLASSES, 0, FALSE);
  g_autoptr (LimenAnalysis) pair = analyze (PAIR, 0, FALSE);
  LimenThresholdScores *scores = limen_analysis_get_scores (analysis);
  g_autofree char *here = limen_cutoff_explain (cutoff, scores, 1);
  g_autofree char *there = limen_cutoff_explain (cutoff, scores, 2);
  g_autofree char *task = limen_cutoff_explain (
      cutoff, limen_analysis_get_scores (pair), 0);

  g_assert_null (here);
  g_assert_cmpstr (there, ==,
                   "for class \342\200\234b\342\200\235; here "
                   "\342\200\234c\342\200\235");
  g_assert_cmpstr (task, ==, "for a multiclass file; here binary");
  g_assert_cmpint (limen_cutoff_resolve (cutoff, scores, 2, NULL).fit, ==,
                   LIMEN_CUTOFF_OTHER_CLASS);
}

/* The class of a cutoff is the task's, unless a file has one of its name. */
static void
test_own_class (void)
{
  static const struct
  {
    const char *chosen, *file;
    gboolean is_own;
  } own[] = {
    { TOP, NULL, TRUE },
    { TOP, TOP, TRUE },
    { TOP, CLASSES, TRUE },
    { TOP, "y,correct,b,c\nb,0.5,0.25,0.25\ncorrect,0.25,0.5,0.25\n", FALSE },
    { CLASSES, NULL, FALSE },
    { CLASSES, TOP, FALSE },
    { PROBABILITIES, NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    {
      g_autoptr (LimenCutoff) cutoff
          = choose (own[i].chosen, 0, FALSE, 0, NAN, 0.5);
      g_autoptr (LimenAnalysis) analysis
          = own[i].file != NULL ? analyze (own[i].file, 0, FALSE) : NULL;
      LimenThresholdScores *scores
          = analysis != NULL ? limen_analysis_get_scores (analysis) : NULL;

      g_test_message ("case %u", i);
      g_assert_cmpint (limen_cutoff_has_own_class (cutoff, scores), ==,
                       own[i].is_own);
      g_assert_cmpstr (limen_cutoff_get_class_title (cutoff, scores), ==,
                       limen_cutoff_get_class_name (cutoff));
    }
}

/* Cutoffs do not apply to files of decisions. */
static void
test_decisions (void)
{
  g_autoptr (LimenCutoff) cutoff
      = choose (PROBABILITIES, 0, FALSE, 0, NAN, 0.5);
  g_autoptr (LimenAnalysis) analysis
      = analyze ("y,pred\n1,1\n0,0\n1,0\n0,0\n", 0, FALSE);

  g_assert_cmpint (limen_threshold_scores_get_numbers (
                       limen_analysis_get_scores (analysis))
                       ->kind,
                   ==, LIMEN_KIND_DECISION);
  check_refused (cutoff, analysis, NULL,
                 "is for scores, but this file has decisions");
}

/* With a map, the result includes thresholds on its probabilities. */
static void
test_map (void)
{
  g_autofree char *path
      = test_get_source_path ("../data/samples/eights.csv");
  g_autofree char *text = NULL;
  gboolean is_read = g_file_get_contents (path, &text, NULL, NULL);
  g_autoptr (LimenAnalysis) analysis = analyze (text, 0, FALSE);
  LimenThresholdScores *scores = limen_analysis_get_scores (analysis);
  g_autoptr (LimenThresholdScores) mapped
      = limen_threshold_scores_recalibrate (
          scores, LIMEN_RECALIBRATION_PLATT, 15, NULL);
  g_autoptr (LimenOneVsRest) class = limen_one_vs_rest_new (mapped, 0, NULL);
  g_autoptr (LimenCutoff) cutoff
      = limen_cutoff_new_by_hand ("mapped", class, 0.5, NAN, NAN);
  LimenResolvedCutoff resolved
      = limen_cutoff_resolve (cutoff, scores, 0, NULL);

  g_assert_true (is_read);
  g_assert_cmpint (resolved.fit, ==, LIMEN_CUTOFF_APPLIES);
  g_assert_true (resolved.map == limen_cutoff_get_recalibration (cutoff));
  g_assert_cmpfloat (resolved.calibrated_threshold, ==, 0.5);
  g_assert_cmpfloat (resolved.threshold, ==,
                     limen_cutoff_get_threshold (cutoff));
  g_assert_true (isnan (resolved.calibrated_refer_from));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cutoff-resolve/cases", test_cases);
  g_test_add_func ("/cutoff-resolve/explained", test_explained);
  g_test_add_func ("/cutoff-resolve/own-class", test_own_class);
  g_test_add_func ("/cutoff-resolve/decisions", test_decisions);
  g_test_add_func ("/cutoff-resolve/map", test_map);
  return g_test_run ();
}
