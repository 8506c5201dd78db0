/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "binary-losses.h"
#include "calibration.h"
#include "computed.h"
#include "curve-points.h"
#include "loss-focal.h"
#include "loss.h"
#include "objective.h"
#include "partial-auc.h"
#include "ranking.h"
#include "support.h"

/* A published case with its rows inline. */
typedef struct
{
  JsonObject *data, *options;
  const char *metric;
  gsize n;
  guint16 *labels;
  double *scores; /* probabilities, logits, scores or hard decisions */
  LimenKind kind;
} Published;

static const struct
{
  const char *name;
  const char *metric;
} metrics[] = {
  { "accuracy", "accuracy" },   { "f1", "f1" },
  { "mcc", "mcc" },             { "kappa", "kappa" },
  { "npv", "npv" },             { "youden_j", "youden-j" },
  { "precision", "precision" }, { "recall", "recall" },
};

static gboolean
read_scores (Published *self)
{
  static const struct
  {
    const char *name;
    LimenKind kind;
  } members[] = { { "probs", LIMEN_KIND_PROBABILITY },
                  { "logits", LIMEN_KIND_LOGIT },
                  { "scores", LIMEN_KIND_SCORE },
                  { "pred", LIMEN_KIND_SCORE } };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (json_object_has_member (self->data, members[i].name))
      {
        JsonArray *array = json_object_get_array_member (self->data,
                                                         members[i].name);

        self->kind = members[i].kind;
        self->scores = g_new (double, self->n);
        for (gsize j = 0; j < self->n; j++)
          self->scores[j]
              = json_array_get_double_element (array, (guint) j);
        return TRUE;
      }
  return FALSE;
}

/* Labels: 0 and 1, or texts compared with the positive one. */
static gboolean
read_labels (Published *self)
{
  JsonArray *array;

  if (!json_object_has_member (self->data, "labels"))
    return FALSE;
  array = json_object_get_array_member (self->data, "labels");
  self->n = json_array_get_length (array);
  self->labels = g_new (guint16, self->n);
  for (guint i = 0; i < self->n; i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      double value;

      if (json_node_get_value_type (node) == G_TYPE_STRING)
        value = g_strcmp0 (json_node_get_string (node),
                           json_object_get_string_member (self->data,
                                                          "positive"))
                == 0;
      else
        value = json_node_get_double (node);
      if (value != 0 && value != 1)
        return FALSE;
      self->labels[i] = (guint16) value;
    }
  return TRUE;
}

static double
get_param (const Published *self, const char *name, double fallback)
{
  return json_object_has_member (self->options, name)
             ? json_object_get_double_member (self->options, name)
             : fallback;
}

static gsize
count_positives (const Published *self)
{
  gsize n = 0;

  for (gsize i = 0; i < self->n; i++)
    n += self->labels[i];
  return n;
}

static LimenConfusion
get_confusion (const Published *self)
{
  JsonObject *cells;
  LimenSweep *sweep;
  LimenConfusion confusion;

  if (json_object_has_member (self->data, "confusion"))
    {
      cells = json_object_get_object_member (self->data, "confusion");
      return (LimenConfusion){ json_object_get_double_member (cells, "tp"),
                               json_object_get_double_member (cells, "fp"),
                               json_object_get_double_member (cells, "fn"),
                               json_object_get_double_member (cells, "tn") };
    }
  sweep = limen_sweep_new (self->scores, self->labels, 1, NULL, self->n);
  confusion = limen_sweep_get_confusion (
      sweep, limen_sweep_find (sweep, get_param (self, "threshold", 0.5)));
  limen_sweep_free (sweep);
  return confusion;
}

static gboolean
compute_metric (const Published *self, double *value)
{
  for (guint i = 0; i < G_N_ELEMENTS (metrics); i++)
    if (g_str_equal (metrics[i].name, self->metric))
      {
        LimenMetric metric;

        g_assert_true (limen_metric_parse (metrics[i].metric, &metric));
        *value = limen_metric_value (metric, get_confusion (self),
                                     LIMEN_COSTS_DEFAULT);
        return TRUE;
      }
  if (!g_str_equal (self->metric, "fbeta"))
    return FALSE;
  *value = limen_metric_value (
      (LimenMetric){ LIMEN_METRIC_FBETA, get_param (self, "beta", 1) },
      get_confusion (self), LIMEN_COSTS_DEFAULT);
  return TRUE;
}

/* Returns the focal loss of cases without alpha. */
static double
compute_focal (const Published *self)
{
  LimenPredictions rows = { .task = LIMEN_TASK_BINARY,
                            .kind = self->kind,
                            .n_rows = self->n,
                            .n_classes = 2,
                            .n_scores = 1,
                            .positive = 1,
                            .labels = self->labels,
                            .scores = (double **) &self->scores };
  const LimenFocalOptions options
      = { .gamma = get_param (self, "gamma", 2),
          .alpha = json_object_get_null_member (self->options, "alpha")
                       ? -1
                       : get_param (self, "alpha", -1) };

  return limen_loss_focal (&rows, &options).by_rows;
}

static gboolean
compute_loss (const Published *self, double *value)
{
  if (g_str_equal (self->metric, "brier"))
    *value = test_binary_losses (self->kind, self->scores, self->labels, 1,
                                 NULL, self->n, 0).brier.mean;
  else if (g_str_equal (self->metric, "bce_with_logits"))
    *value = test_bce (LIMEN_KIND_LOGIT, self->scores, self->labels, 1, NULL,
                       self->n, get_param (self, "pos_weight", 1)).mean;
  else if (g_str_equal (self->metric, "bce")
           || g_str_equal (self->metric, "log_loss"))
    *value = test_bce (LIMEN_KIND_PROBABILITY, self->scores, self->labels, 1,
                       NULL, self->n, 1).mean;
  else if (g_str_equal (self->metric, "focal"))
    *value = compute_focal (self);
  else if (g_str_equal (self->metric, "dice_loss")
           || g_str_equal (self->metric, "dice_score"))
    {
      LimenDice dice = test_binary_losses (
          self->kind, self->scores, self->labels, 1, NULL, self->n,
          get_param (self, "smooth_nr", 0)).dice;

      *value = json_object_has_member (self->options, "squared_pred")
                   ? dice.squared
                   : dice.plain;
      if (g_str_equal (self->metric, "dice_score"))
        *value = 1 - *value;
    }
  else
    return FALSE;
  return TRUE;
}

static gboolean
compute_ranking (const Published *self, double *value)
{
  LimenSweep *sweep
      = limen_sweep_new (self->scores, self->labels, 1, NULL, self->n);
  gboolean is_known = TRUE;

  if (g_str_equal (self->metric, "roc_auc"))
    *value = limen_ranking_compute (sweep).roc_auc;
  else if (g_str_equal (self->metric, "average_precision"))
    *value = limen_ranking_compute (sweep).average_precision;
  else if (g_str_equal (self->metric, "partial_roc_auc"))
    *value = limen_partial_auc_compute (sweep, 0,
                                        get_param (self, "max_fpr", 1))
                 .standardised;
  else if (g_str_equal (self->metric, "cutpoint_youden"))
    {
      LimenObjective objective = limen_objective_new (
          (LimenMetric){ LIMEN_METRIC_YOUDEN_J, 1 }, FALSE);

      *value = limen_objective_optimize (&objective, sweep).positive_from.high;
    }
  else
    is_known = FALSE;
  limen_sweep_free (sweep);
  return is_known;
}

static gboolean
compute_calibration (const Published *self, double *value)
{
  gsize n_bins = (gsize) get_param (self, "bins", 15);
  g_autofree LimenCalibrationBin *bins = g_new (LimenCalibrationBin, n_bins);
  LimenCalibration calibration;

  if (!g_str_equal (self->metric, "calibration_error"))
    return FALSE;
  calibration = computed_calibration (self->kind, self->scores,
                                           self->labels, 1, NULL, self->n,
                                           bins, n_bins);
  *value = g_str_equal (
               json_object_get_string_member (self->options, "norm"), "max")
               ? calibration.mce
               : calibration.ece;
  return TRUE;
}

/* Cases with several figures */

static JsonArray *
get_list (JsonObject *expected, const char *name)
{
  return json_object_get_array_member (expected, name);
}

static LimenCurvePoint
get_point (const LimenSweep *sweep, size_t candidate, LimenPointsKind kind)
{
  LimenPointCurve curve = limen_point_curve_new (kind, NAN);

  return limen_point_curve_get_point (&curve, sweep, candidate);
}

/* Points from the lowest threshold up; the one without positives closes the
 * curve by convention there, and is undefined in Limen. */
static void
check_pr_curve (const Published *self, const LimenSweep *sweep,
                JsonObject *expected, double tolerance)
{
  JsonArray *precisions = get_list (expected, "precision");
  JsonArray *recalls = get_list (expected, "recall");
  guint n = (guint) limen_sweep_get_n_scores (sweep);

  g_assert_cmpuint (json_array_get_length (precisions), ==, n + 1);
  g_assert_true (
      isnan (get_point (sweep, n, LIMEN_POINTS_PRECISION_RECALL).y));
  for (guint i = 0; i < n; i++)
    {
      LimenCurvePoint point
          = get_point (sweep, i, LIMEN_POINTS_PRECISION_RECALL);

      test_assert_near (point.y, json_array_get_double_element (precisions, i),
                        tolerance);
      if (limen_sweep_get_positives (sweep) > 0)
        test_assert_near (point.x,
                          json_array_get_double_element (recalls, i),
                          tolerance);
    }
}

/* Points from the highest threshold down. */
static void
check_roc_curve (const Published *self, const LimenSweep *sweep,
                 JsonObject *expected, double tolerance)
{
  guint n = (guint) limen_sweep_get_n_scores (sweep);

  g_assert_cmpuint (json_array_get_length (get_list (expected, "fpr")), ==,
                    n + 1);
  for (guint i = 0; i <= n; i++)
    {
      LimenCurvePoint point = get_point (sweep, n - i, LIMEN_POINTS_ROC);

      test_assert_near (
          point.x,
          json_array_get_double_element (get_list (expected, "fpr"), i),
          tolerance);
      test_assert_near (
          point.y,
          json_array_get_double_element (get_list (expected, "tpr"), i),
          tolerance);
    }
}

/* Each point belongs to some threshold. */
static void
check_det_curve (const Published *self, const LimenSweep *sweep,
                 JsonObject *expected, double tolerance)
{
  JsonArray *fprs = get_list (expected, "fpr");

  for (guint i = 0; i < json_array_get_length (fprs); i++)
    {
      double fpr = json_array_get_double_element (fprs, i);
      double fnr = json_array_get_double_element (get_list (expected, "fnr"),
                                                  i);
      gboolean is_found = FALSE;

      for (size_t j = 0; j <= limen_sweep_get_n_scores (sweep); j++)
        {
          LimenCurvePoint point = get_point (sweep, j, LIMEN_POINTS_DET);

          is_found |= test_is_near (point.x, fpr, tolerance)
                      && test_is_near (point.y, fnr, tolerance);
        }
      g_assert_true (is_found);
    }
}

static void
check_constrained (const LimenSweep *sweep, const char *metric,
                   const char *constraint, double bound, double value,
                   double threshold, double tolerance)
{
  LimenMetric maximized;
  LimenObjective objective;
  LimenOptimum optimum;

  g_assert_true (limen_metric_parse (metric, &maximized));
  objective = limen_objective_new (maximized, FALSE);
  objective.n_constraints = 1;
  g_assert_true (limen_metric_parse (constraint,
                                     &objective.constraints[0].metric));
  objective.constraints[0].relation = LIMEN_AT_LEAST;
  objective.constraints[0].bound = bound;
  optimum = limen_objective_optimize (&objective, sweep);
  g_assert_cmpint (optimum.status, ==, LIMEN_OPTIMUM_FOUND);
  test_assert_near (optimum.value, value, tolerance);
  test_assert_near (optimum.positive_from.high, threshold, tolerance);
}

static void
check_precision_at_recall (const Published *self, const LimenSweep *sweep,
                           JsonObject *expected, double tolerance)
{
  check_constrained (sweep, "precision", "recall",
                     get_param (self, "min_recall", 0),
                     json_object_get_double_member (expected, "precision"),
                     json_object_get_double_member (expected, "threshold"),
                     tolerance);
}

static void
check_sensitivity (const Published *self, const LimenSweep *sweep,
                   JsonObject *expected, double tolerance)
{
  check_constrained (sweep, "recall", "specificity",
                     get_param (self, "min_specificity", 0),
                     json_object_get_double_member (expected, "sensitivity"),
                     json_object_get_double_member (expected, "threshold"),
                     tolerance);
}

static void
check_likelihood_ratios (const Published *self, const LimenSweep *sweep,
                         JsonObject *expected, double tolerance)
{
  static const char *const names[][2]
      = { { "lr_pos", "lr+" }, { "lr_neg", "lr-" } };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      JsonNode *node = json_object_get_member (expected, names[i][0]);
      LimenMetric metric;
      double value;

      g_assert_true (limen_metric_parse (names[i][1], &metric));
      value = limen_metric_value (metric, get_confusion (self),
                                  LIMEN_COSTS_DEFAULT);
      if (json_node_get_value_type (node) == G_TYPE_STRING)
        g_assert_true (isnan (value)); /* undefined in the source, too */
      else
        test_assert_near (value, json_node_get_double (node),
                          MAX (tolerance, 1e-12));
    }
}

/* The source omits empty bins. */
static void
check_calibration_curve (const Published *self, const LimenSweep *sweep,
                         JsonObject *expected, double tolerance)
{
  gsize n_bins = (gsize) get_param (self, "bins", 0);
  g_autofree LimenCalibrationBin *bins = g_new (LimenCalibrationBin, n_bins);
  JsonArray *frequencies = get_list (expected, "prob_true");
  guint n = 0;

  computed_calibration (self->kind, self->scores, self->labels, 1, NULL,
                             self->n, bins, n_bins);
  for (gsize i = 0; i < n_bins; i++)
    if (bins[i].weight > 0)
      {
        test_assert_near (bins[i].frequency,
                          json_array_get_double_element (frequencies, n),
                          tolerance);
        if (json_object_has_member (expected, "prob_pred"))
          test_assert_near (bins[i].mean_score,
                            json_array_get_double_element (
                                get_list (expected, "prob_pred"), n),
                            tolerance);
        n++;
      }
  g_assert_cmpuint (n, ==, json_array_get_length (frequencies));
}

static gboolean
check_several (const Published *self, JsonObject *expected, double tolerance)
{
  static const struct
  {
    const char *metric;
    void (*check) (const Published *, const LimenSweep *, JsonObject *, double);
  } checks[] = {
    { "pr_curve", check_pr_curve },
    { "roc_curve", check_roc_curve },
    { "det_curve", check_det_curve },
    { "precision_at_recall", check_precision_at_recall },
    { "sensitivity_at_specificity", check_sensitivity },
    { "likelihood_ratios", check_likelihood_ratios },
    { "calibration_curve", check_calibration_curve },
  };

  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    if (g_str_equal (checks[i].metric, self->metric))
      {
        LimenSweep *sweep
            = self->labels != NULL
                  ? limen_sweep_new (self->scores, self->labels, 1, NULL,
                                     self->n)
                  : NULL;

        checks[i].check (self, sweep, expected, tolerance);
        limen_sweep_free (sweep);
        return TRUE;
      }
  return FALSE;
}

/* Other conventions than Limen's, each named. */
static const char *
get_reason_to_skip (JsonObject *object, const Published *self)
{
  if (json_object_has_member (object, "pytorch")
      && !json_object_get_boolean_member (object, "pytorch"))
    return "not PyTorch's semantics";
  if (json_object_has_member (self->options, "clip_eps"))
    return "clips at its own epsilon";
  if (json_object_has_member (self->options, "label_smoothing")
      || json_object_has_member (self->options, "zero_division")
      || json_object_has_member (self->options, "rule"))
    return "a parameter that the binary case does not have";
  return NULL;
}

/* Computes the figure of a case; FALSE if Limen does not have it. */
static gboolean
check_one (const Published *self, JsonNode *expected, double tolerance)
{
  double value;

  if (!(self->scores != NULL
        && (compute_loss (self, &value) || compute_ranking (self, &value)
            || compute_calibration (self, &value)))
      && !compute_metric (self, &value))
    return FALSE;
  g_test_message ("%s %.17g", self->metric, value);
  /* A text in the source means undefined, or an error. */
  if (json_node_get_value_type (expected) == G_TYPE_STRING
      || (isnan (value) && count_positives (self) == 0))
    g_assert_true (isnan (value));
  else
    test_assert_near (value, json_node_get_double (expected),
                      MAX (tolerance, 1e-12));
  return TRUE;
}

static gboolean
check (JsonObject *object)
{
  Published self = { .data = json_object_get_object_member (object, "data"),
                  .options = json_object_get_object_member (object, "options"),
                  .metric = json_object_get_string_member (object, "figure") };
  JsonNode *expected = json_object_get_member (object, "value");
  double tolerance = json_object_get_double_member (object, "tolerance");
  const char *reason = get_reason_to_skip (object, &self);
  gboolean is_known = FALSE;

  g_test_message ("%s", json_object_get_string_member (object, "name"));
  if (reason == NULL
      && (json_object_has_member (self.data, "confusion")
          || (read_labels (&self) && read_scores (&self))))
    is_known = JSON_NODE_HOLDS_OBJECT (expected)
                   ? check_several (&self, json_node_get_object (expected),
                                    tolerance)
                   : JSON_NODE_HOLDS_VALUE (expected)
                         && check_one (&self, expected, tolerance);
  if (!is_known)
    g_test_message ("left out: %s (%s)", self.metric,
                    reason != NULL ? reason : "no such figure or input");
  g_free (self.labels);
  g_free (self.scores);
  return is_known;
}

static void
test_binary (void)
{
  test_check_published ("published", check);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/published/binary", test_binary);
  return g_test_run ();
}
