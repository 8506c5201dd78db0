#include "diagnosis.h"

static LimenFinding *
copy_finding (const LimenFinding *finding)
{
  return limen_finding_new (finding->code, finding->severity, "%s",
                            finding->message);
}

static void
check_direction (LimenAnalysis *analysis, GPtrArray *findings)
{
  LimenDataset *dataset = limen_analysis_get_dataset (analysis);
  const LimenPredictions *numbers = limen_dataset_get_predictions (dataset);
  double auc = limen_analysis_get_ranking (analysis).roc_auc;

  if (!(auc < 0.5))
    return;
  g_ptr_array_add (
      findings,
      limen_finding_new (
          "auc-below-half", LIMEN_SEVERITY_WARNING,
          "The ROC AUC is %.3f, below one half: rows of class \"%s\" tend to "
          "have the lower scores. Perhaps the other class is the positive "
          "one; nothing was swapped.",
          auc, limen_dataset_get_class_name (dataset, numbers->positive)));
}

static int
compare_severity (gconstpointer a, gconstpointer b)
{
  const LimenFinding *first = *(LimenFinding *const *) a;
  const LimenFinding *second = *(LimenFinding *const *) b;

  return (int) second->severity - (int) first->severity;
}

/* The dataset's findings and those of its numbers, worst first; a new
 * array. */
GPtrArray *
limen_diagnosis_new (LimenAnalysis *analysis)
{
  GPtrArray *read = limen_dataset_get_findings (
      limen_analysis_get_dataset (analysis));
  GPtrArray *findings
      = g_ptr_array_new_with_free_func ((GDestroyNotify) limen_finding_free);

  check_direction (analysis, findings);
  for (guint i = 0; i < read->len; i++)
    g_ptr_array_add (findings, copy_finding (g_ptr_array_index (read, i)));
  g_ptr_array_sort (findings, compare_severity);
  return findings;
}
