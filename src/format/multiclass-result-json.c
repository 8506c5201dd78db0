/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "multiclass-result-json.h"

#include "intervals-json.h"
#include "metrics-json.h"

/* The intervals of the averages of a metric. */
static JsonObject *
new_average_intervals (const LimenEstimate *estimates)
{
  JsonObject *object = json_object_new ();

  limen_json_set_interval (object, "macro",
                           estimates[LIMEN_AVERAGE_MACRO].interval);
  limen_json_set_interval (object, "micro",
                           estimates[LIMEN_AVERAGE_MICRO].interval);
  limen_json_set_interval (object, "weighted",
                           estimates[LIMEN_AVERAGE_WEIGHTED].interval);
  return object;
}

static void
set_average (JsonObject *object, const char *name, LimenAverages averages,
             const LimenEstimate *estimates)
{
  JsonObject *member = json_object_new ();

  limen_json_set_number (member, "macro", averages.macro);
  limen_json_set_number (member, "micro", averages.micro);
  limen_json_set_number (member, "weighted", averages.weighted);
  json_object_set_int_member (member, "undefined-classes",
                              (gint64) averages.n_undefined);
  if (estimates != NULL)
    json_object_set_object_member (member, "intervals",
                                   new_average_intervals (estimates));
  json_object_set_object_member (object, name, member);
}

/* The averages of every metric over the classes, with the given costs. Costs
 * of single rows are not known from a matrix, so they are not included. */
static JsonObject *
new_averages (const LimenMulticlassResult *result, const LimenObjective *view,
              const LimenDecisionEstimates *estimates)
{
  JsonObject *object = json_object_new ();
  LimenAverages averages[LIMEN_N_METRICS];

  limen_averages_compute_all (result->confusions, result->n_classes,
                              view->costs, averages);
  for (int i = 0; i < LIMEN_N_METRICS; i++)
    if (!view->has_row_costs
        || (i != LIMEN_METRIC_COST && i != LIMEN_METRIC_NET_BENEFIT))
      set_average (object, limen_metric_get_info (i)->name, averages[i],
                   estimates != NULL ? estimates->averages[i] : NULL);
  return object;
}

/* The confusion matrix as an array of arrays: a row per true class, a column
 * per predicted class, in class order. */
static JsonArray *
new_confusion (const LimenMatrix *matrix)
{
  gsize n = limen_matrix_get_n_classes (matrix);
  JsonArray *rows = json_array_new ();

  for (gsize i = 0; i < n; i++)
    {
      JsonArray *row = json_array_new ();

      for (gsize j = 0; j < n; j++)
        limen_json_add_number (row, limen_matrix_get_cell (matrix, i, j));
      json_array_add_array_element (rows, row);
    }
  return rows;
}

/* The intervals of the measures of agreement, by the names of the measures. */
static JsonObject *
new_agreement_intervals (const LimenDecisionEstimates *estimates,
                         gboolean has_matrix)
{
  static const struct
  {
    const char *name;
    gboolean is_of_matrix;
  } agreements[LIMEN_N_AGREEMENTS] = {
    [LIMEN_AGREEMENT_ACCURACY] = { "accuracy", TRUE },
    [LIMEN_AGREEMENT_MCC] = { "mcc", TRUE },
    [LIMEN_AGREEMENT_KAPPA] = { "kappa", TRUE },
    [LIMEN_AGREEMENT_LINEAR_KAPPA] = { "kappa-linear", TRUE },
    [LIMEN_AGREEMENT_QUADRATIC_KAPPA] = { "kappa-quadratic", TRUE },
    [LIMEN_AGREEMENT_SUBSET_ACCURACY] = { "subset-accuracy", FALSE },
    [LIMEN_AGREEMENT_HAMMING_LOSS] = { "hamming-loss", FALSE },
  };
  JsonObject *object = json_object_new ();

  for (int i = 0; i < LIMEN_N_AGREEMENTS; i++)
    if (agreements[i].is_of_matrix == has_matrix)
      limen_json_set_interval (object, agreements[i].name,
                               estimates->agreements[i].interval);
  if (has_matrix)
    limen_json_set_interval (object, "balanced-accuracy",
                             estimates->balanced_accuracy.interval);
  return object;
}

/* Sets the members for the result of deciding several classes: accuracy and
 * other measures, averages of each metric over the classes and, unless
 * multilabel, the confusion matrix. `view` has the costs; its prevalence is
 * not used. `estimates` NULL: no intervals. */
void
limen_json_set_multiclass_result (JsonObject *object,
                                  const LimenMulticlassResult *result,
                                  LimenObjective view,
                                  const LimenDecisionEstimates *estimates)
{
  if (result->matrix != NULL)
    {
      limen_json_set_number (object, "accuracy", result->accuracy);
      limen_json_set_number (object, "balanced-accuracy",
                             result->balanced_accuracy);
      limen_json_set_number (object, "mcc", result->mcc);
      limen_json_set_number (object, "kappa", result->kappa);
      limen_json_set_number (object, "kappa-linear",
                             limen_matrix_get_weighted_kappa (
                                 result->matrix, LIMEN_KAPPA_LINEAR));
      limen_json_set_number (object, "kappa-quadratic",
                             limen_matrix_get_weighted_kappa (
                                 result->matrix, LIMEN_KAPPA_QUADRATIC));
    }
  else
    {
      limen_json_set_number (object, "subset-accuracy",
                             result->multilabel.subset_accuracy);
      limen_json_set_number (object, "hamming-loss",
                             result->multilabel.hamming_loss);
    }
  json_object_set_object_member (object, "averages",
                                 new_averages (result, &view, estimates));
  if (estimates != NULL)
    json_object_set_object_member (
        object, "intervals",
        new_agreement_intervals (estimates, result->matrix != NULL));
  if (result->matrix != NULL)
    json_object_set_array_member (object, "confusion",
                                  new_confusion (result->matrix));
}
