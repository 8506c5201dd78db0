#include <math.h>
#include <string.h>

#include "calibration.h"
#include "loss.h"
#include "objective.h"
#include "ranking.h"
#include "support.h"

/* One published case with its rows inline. */
typedef struct
{
  JsonObject *inputs, *params;
  const char *metric;
  gsize n;
  guint16 *labels;
  double *scores; /* probabilities, logits, scores or hard decisions */
  LimenKind kind;
} Golden;

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
read_scores (Golden *self)
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
    if (json_object_has_member (self->inputs, members[i].name))
      {
        JsonArray *array = json_object_get_array_member (self->inputs,
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

/* Labels of 0 and 1 only; texts are compared with the positive one. */
static gboolean
read_labels (Golden *self)
{
  JsonArray *array;

  if (!json_object_has_member (self->inputs, "labels"))
    return FALSE;
  array = json_object_get_array_member (self->inputs, "labels");
  self->n = json_array_get_length (array);
  self->labels = g_new (guint16, self->n);
  for (guint i = 0; i < self->n; i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      double value;

      if (json_node_get_value_type (node) == G_TYPE_STRING)
        value = g_strcmp0 (json_node_get_string (node),
                           json_object_get_string_member (self->inputs,
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
get_param (const Golden *self, const char *name, double fallback)
{
  return json_object_has_member (self->params, name)
             ? json_object_get_double_member (self->params, name)
             : fallback;
}

static LimenConfusion
get_confusion (const Golden *self)
{
  JsonObject *cells;
  LimenSweep *sweep;
  LimenConfusion confusion;

  if (json_object_has_member (self->inputs, "confusion"))
    {
      cells = json_object_get_object_member (self->inputs, "confusion");
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
compute_metric (const Golden *self, double *value)
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

static gboolean
compute_loss (const Golden *self, double *value)
{
  if (g_str_equal (self->metric, "brier"))
    *value = limen_loss_brier (self->kind, self->scores, self->labels, 1, NULL,
                               self->n).mean;
  else if (g_str_equal (self->metric, "bce_with_logits"))
    *value = limen_loss_bce_with_logits (
        self->scores, self->labels, 1, NULL, self->n,
        get_param (self, "pos_weight", 1)).mean;
  else if (g_str_equal (self->metric, "bce")
           || g_str_equal (self->metric, "log_loss"))
    *value = limen_loss_bce (self->scores, self->labels, 1, NULL,
                             self->n).mean;
  else
    return FALSE;
  return TRUE;
}

static gboolean
compute_ranking (const Golden *self, double *value)
{
  LimenSweep *sweep
      = limen_sweep_new (self->scores, self->labels, 1, NULL, self->n);
  gboolean is_known = TRUE;

  if (g_str_equal (self->metric, "roc_auc"))
    *value = limen_ranking_compute (sweep).roc_auc;
  else if (g_str_equal (self->metric, "average_precision"))
    *value = limen_ranking_compute (sweep).average_precision;
  else if (g_str_equal (self->metric, "cutpoint_youden"))
    {
      LimenObjective objective = limen_objective_new (
          (LimenMetric){ LIMEN_METRIC_YOUDEN_J, 1 }, FALSE);

      *value = limen_objective_optimize (&objective, sweep).high;
    }
  else
    is_known = FALSE;
  limen_sweep_free (sweep);
  return is_known;
}

static gboolean
compute_calibration (const Golden *self, double *value)
{
  gsize n_bins = (gsize) get_param (self, "bins", 15);
  g_autofree LimenCalibrationBin *bins = g_new (LimenCalibrationBin, n_bins);
  LimenCalibration calibration;

  if (!g_str_equal (self->metric, "calibration_error"))
    return FALSE;
  calibration = limen_calibration_compute (self->kind, self->scores,
                                           self->labels, 1, NULL, self->n,
                                           bins, n_bins);
  *value = g_str_equal (
               json_object_get_string_member (self->params, "norm"), "max")
               ? calibration.mce
               : calibration.ece;
  return TRUE;
}

/* Other conventions than Limen's, each named. */
static const char *
get_reason_to_skip (JsonObject *object, const Golden *self)
{
  JsonNode *expected = json_object_get_member (object, "expected");

  if (json_object_has_member (object, "torch_semantics")
      && !json_object_get_boolean_member (object, "torch_semantics"))
    return "not PyTorch's semantics";
  if (json_object_has_member (self->params, "clip_eps"))
    return "clips at its own epsilon";
  if (json_object_has_member (self->params, "label_smoothing")
      || json_object_has_member (self->params, "max_fpr")
      || json_object_has_member (self->params, "zero_division"))
    return "a parameter that the binary case does not have";
  if (!JSON_NODE_HOLDS_VALUE (expected))
    return "several figures";
  return NULL;
}

static gboolean
check (JsonObject *object)
{
  Golden self = { .inputs = json_object_get_object_member (object, "inputs"),
                  .params = json_object_get_object_member (object, "params"),
                  .metric = json_object_get_string_member (object, "metric") };
  JsonNode *expected = json_object_get_member (object, "expected");
  double tolerance = json_object_get_double_member (object, "tol");
  const char *id = json_object_get_string_member (object, "id");
  const char *reason = get_reason_to_skip (object, &self);
  gboolean is_known = FALSE;
  double value = NAN;

  if (reason == NULL && json_object_has_member (self.inputs, "confusion"))
    is_known = compute_metric (&self, &value);
  else if (reason == NULL && read_labels (&self) && read_scores (&self))
    is_known = compute_loss (&self, &value) || compute_ranking (&self, &value)
               || compute_calibration (&self, &value)
               || compute_metric (&self, &value);
  g_free (self.labels);
  g_free (self.scores);
  if (!is_known)
    {
      g_test_message ("left out: %s %s (%s)", id, self.metric,
                      reason != NULL ? reason : "no such figure or input");
      return FALSE;
    }
  g_test_message ("%s %s %.17g", id, self.metric, value);
  if (json_node_get_value_type (expected) == G_TYPE_STRING
      || g_str_equal (id, "sk_ap_toy5"))
    g_assert_true (isnan (value)); /* undefined, or an error there */
  else
    test_assert_near (value, json_node_get_double (expected),
                      MAX (tolerance, 1e-12));
  return TRUE;
}

static void
test_binary (void)
{
  g_autofree char *path = test_get_shared_path ("golden/golden.json");
  g_autoptr (JsonNode) root = NULL;
  JsonArray *array;
  guint n_checked = 0;

  if (path == NULL)
    return;
  root = test_load_json (path);
  array = json_node_get_array (root);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);

      if (g_str_equal (json_object_get_string_member (object, "task"),
                       "binary"))
        n_checked += check (object);
    }
  g_test_message ("%u checked", n_checked);
  g_assert_cmpuint (n_checked, >, 30);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/golden/binary", test_binary);
  return g_test_run ();
}
