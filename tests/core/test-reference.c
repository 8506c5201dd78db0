/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "binary-losses.h"
#include "calibration.h"
#include "computed.h"
#include "loss.h"
#include "metric.h"
#include "ranking.h"
#include "support.h"
#include "sweep.h"

#define TOLERANCE 1e-12

/* A case of reference/cases.json, made with PyTorch and scikit-learn. */
typedef struct
{
  JsonObject *object;
  LimenKind kind;
  gsize n;
  guint16 *labels;
  double *scores, *weights;
} Case;

static double *
read_numbers (JsonObject *object, const char *name)
{
  JsonArray *array;
  double *numbers;

  if (json_object_get_null_member (object, name))
    return NULL;
  array = json_object_get_array_member (object, name);
  numbers = g_new (double, json_array_get_length (array));
  for (guint i = 0; i < json_array_get_length (array); i++)
    numbers[i] = json_array_get_double_element (array, i);
  return numbers;
}

static void
read_case (Case *self, JsonObject *object)
{
  g_autofree double *labels = read_numbers (object, "labels");

  self->object = object;
  self->n = json_array_get_length (
      json_object_get_array_member (object, "labels"));
  self->labels = g_new (guint16, self->n);
  for (gsize i = 0; i < self->n; i++)
    self->labels[i] = (guint16) labels[i];
  self->scores = read_numbers (object, "scores");
  self->weights = read_numbers (object, "weights");
  g_assert_true (limen_kind_parse (
      json_object_get_string_member (object, "kind"), &self->kind));
}

static void
clear_case (Case *self)
{
  g_free (self->labels);
  g_free (self->scores);
  g_free (self->weights);
}

/* Returns a number; NaN for null. */
static double
get_number (JsonObject *object, const char *name)
{
  g_assert_true (json_object_has_member (object, name));
  /* "inf", "-inf" */
  if (json_node_get_value_type (json_object_get_member (object, name))
      == G_TYPE_STRING)
    return g_ascii_strtod (json_object_get_string_member (object, name), NULL);
  return json_object_get_null_member (object, name)
             ? NAN
             : json_object_get_double_member (object, name);
}

typedef void (*CheckFunc) (const Case *self);

static guint
for_each_case (CheckFunc check, const char *member)
{
  g_autofree char *path = test_get_source_path ("reference/cases.json");
  g_autoptr (JsonNode) root = test_load_json (path);
  JsonArray *array = json_node_get_array (root);
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);
      Case self;

      if (!json_object_has_member (object, member))
        continue;
      g_test_message ("%s", json_object_get_string_member (object, "name"));
      read_case (&self, object);
      check (&self);
      clear_case (&self);
      n++;
    }
  return n;
}

static LimenLoss
compute_entropy (const Case *self, double pos_weight)
{
  return test_bce (self->kind, self->scores, self->labels, 1, self->weights,
                   self->n, pos_weight);
}

static LimenBinaryLosses
compute_losses (const Case *self, double dice_smooth)
{
  return test_binary_losses (self->kind, self->scores, self->labels, 1,
                             self->weights, self->n, dice_smooth);
}

static void
check_loss (JsonObject *losses, const char *key, LimenLoss loss)
{
  g_autofree char *sum_key = g_strconcat (key, "-sum", NULL);

  test_assert_near (loss.mean, get_number (losses, key), TOLERANCE);
  test_assert_near (loss.sum, get_number (losses, sum_key), TOLERANCE);
}

static void
check_dice_and_likelihood (const Case *self, JsonObject *losses)
{
  LimenDice dice = compute_losses (self, 0).dice;
  LimenDice smooth = compute_losses (self, 0.5).dice;

  test_assert_near (dice.plain, get_number (losses, "dice"), TOLERANCE);
  test_assert_near (dice.squared, get_number (losses, "dice-squared"),
                    TOLERANCE);
  test_assert_near (smooth.plain, get_number (losses, "dice-smooth-0.5"),
                    TOLERANCE);
  test_assert_near (compute_losses (self, 0).log10_likelihood,
                    get_number (losses, "log10-likelihood"), TOLERANCE);
}

static void
check_losses (const Case *self)
{
  JsonObject *losses = json_object_get_object_member (self->object, "losses");
  gboolean is_logit = self->kind == LIMEN_KIND_LOGIT;

  check_loss (losses, is_logit ? "bce-with-logits" : "bce",
              compute_entropy (self, 1));
  if (is_logit)
    check_loss (losses, "pos-weight-2.5", compute_entropy (self, 2.5));
  check_loss (losses, "brier", compute_losses (self, 0).brier);
  check_loss (losses, "base-rate",
              limen_loss_base_rate (self->labels, 1, self->weights, self->n));
  check_dice_and_likelihood (self, losses);
}

static void
test_losses (void)
{
  g_assert_cmpuint (for_each_case (check_losses, "losses"), >, 15);
}

static void
check_at (const LimenSweep *sweep, JsonObject *at)
{
  LimenConfusion c = limen_sweep_get_confusion (
      sweep, limen_sweep_find (sweep, get_number (at, "threshold")));
  JsonObject *metrics = json_object_get_object_member (at, "metrics");
  g_autoptr (GList) names = json_object_get_members (metrics);

  test_assert_near (c.tp, get_number (at, "tp"), TOLERANCE);
  test_assert_near (c.fp, get_number (at, "fp"), TOLERANCE);
  test_assert_near (c.fn, get_number (at, "fn"), TOLERANCE);
  test_assert_near (c.tn, get_number (at, "tn"), TOLERANCE);
  g_assert_cmpuint (g_list_length (names), >=, 26);
  for (GList *l = names; l != NULL; l = l->next)
    {
      LimenMetric metric;

      g_assert_true (limen_metric_parse (l->data, &metric));
      test_assert_near (limen_metric_value (metric, c, LIMEN_COSTS_DEFAULT),
                        get_number (metrics, l->data), 1e-10);
    }
}

static LimenSweep *
new_sweep (const Case *self)
{
  return limen_sweep_new (self->scores, self->labels, 1, self->weights,
                          self->n);
}

static void
check_metrics (const Case *self)
{
  JsonArray *at = json_object_get_array_member (self->object, "at");
  LimenSweep *sweep = new_sweep (self);

  for (guint i = 0; i < json_array_get_length (at); i++)
    check_at (sweep, json_array_get_object_element (at, i));
  limen_sweep_free (sweep);
}

static void
test_metrics (void)
{
  g_assert_cmpuint (for_each_case (check_metrics, "at"), >, 15);
}

static void
check_ranking (const Case *self)
{
  JsonObject *expected
      = json_object_get_object_member (self->object, "ranking");
  LimenSweep *sweep = new_sweep (self);
  LimenRanking ranking = limen_ranking_compute (sweep);

  test_assert_near (ranking.roc_auc, get_number (expected, "roc-auc"),
                    TOLERANCE);
  test_assert_near (ranking.average_precision,
                    get_number (expected, "average-precision"), TOLERANCE);
  test_assert_near (ranking.ks, get_number (expected, "ks"), TOLERANCE);
  if (!isnan (ranking.ks))
    {
      LimenConfusion c = limen_sweep_get_confusion (
          sweep, limen_sweep_find (sweep, ranking.ks_threshold));

      test_assert_near (
          fabs (c.tp / (c.tp + c.fn) - c.fp / (c.fp + c.tn)), ranking.ks,
          TOLERANCE);
    }
  limen_sweep_free (sweep);
}

static void
test_ranking (void)
{
  g_assert_cmpuint (for_each_case (check_ranking, "ranking"), >, 15);
}

static void
check_calibration (const Case *self)
{
  JsonObject *expected
      = json_object_get_object_member (self->object, "calibration");
  LimenCalibrationBin bins[LIMEN_CALIBRATION_DEFAULT_BINS];
  LimenCalibration found = computed_calibration (
      self->kind, self->scores, self->labels, 1, self->weights, self->n, bins,
      LIMEN_CALIBRATION_DEFAULT_BINS);

  test_assert_near (found.ece, get_number (expected, "ece"), TOLERANCE);
  test_assert_near (found.mce, get_number (expected, "mce"), TOLERANCE);
}

static void
test_calibration (void)
{
  g_assert_cmpuint (for_each_case (check_calibration, "calibration"), >, 15);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reference/losses", test_losses);
  g_test_add_func ("/reference/metrics", test_metrics);
  g_test_add_func ("/reference/ranking", test_ranking);
  g_test_add_func ("/reference/calibration", test_calibration);
  return g_test_run ();
}
