/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "diagnosis.h"

#include "diagnosis-private.h"

/* Whether a finding is about the kind of the scores, which may cause other
 * findings. */
static gboolean
is_about_kind (const LimenFinding *finding)
{
  static const char *const codes[]
      = { "few-outside",   "percentages",
          "sigmoid-twice", "probabilities-as-logits",
          "softmax-twice", "log-probabilities",
          NULL };

  return g_strv_contains (codes, finding->code);
}

/* Sort order: worst first; within a severity, findings that may explain others
 * first. */
static int
compare_findings (gconstpointer a, gconstpointer b)
{
  const LimenFinding *first = *(LimenFinding *const *) a;
  const LimenFinding *second = *(LimenFinding *const *) b;

  if (first->severity != second->severity)
    return (int) second->severity - (int) first->severity;
  return is_about_kind (second) - is_about_kind (first);
}

/* Returns the findings (LimenFinding) from reading the file and about its
 * labels and scores: worst first, and within a severity those about the kind
 * of scores, which may explain others, first. A new array. NULL with an error
 * when memory runs out. */
GPtrArray *
limen_diagnosis_new (LimenAnalysis *analysis, GError **error)
{
  GPtrArray *read = limen_dataset_get_findings (
      limen_analysis_get_dataset (analysis));
  g_autoptr (GPtrArray) findings = limen_findings_new ();

  if (!limen_kind_has_thresholds (
          limen_threshold_scores_get_numbers (
              limen_analysis_get_scores (analysis))
              ->kind))
    limen_diagnosis_check_decisions (analysis, findings);
  else if (limen_analysis_get_n_classes (analysis) == 1)
    {
      g_autoptr (LimenOneVsRest) class
          = limen_analysis_get_class (analysis, 0, error);

      if (class == NULL)
        return NULL;
      limen_diagnosis_check_class (analysis, class, findings);
    }
  else if (limen_analysis_get_n_classes (analysis) > 1
           && !limen_diagnosis_check_classes (analysis, findings, error))
    return NULL;
  for (guint i = 0; i < read->len; i++)
    limen_findings_add_copy (findings, g_ptr_array_index (read, i));
  g_ptr_array_sort (findings, compare_findings);
  return g_steal_pointer (&findings);
}
