/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "binary-losses.h"
#include "calibration-cases.h"
#include "computed.h"
#include "link.h"
#include "loss.h"
#include "recalibration.h"
#include "support.h"

/* Returns the mean Brier score; a single wrong 0 or 1 of an isotonic map would
 * dominate the cross-entropy. */
static double
get_brier (const LimenPredictions *numbers, const double *probabilities)
{
  return test_binary_losses (LIMEN_KIND_PROBABILITY, probabilities,
                             numbers->labels, numbers->positive,
                             numbers->weights, numbers->n_rows, 0)
      .brier.mean;
}

/* Overconfident, shifted scores are calibrated afterwards, on rows unseen by
 * the maps. */
static void
test_improves (void)
{
  for (int i = 0; i < LIMEN_N_RECALIBRATIONS; i++)
    for (int kind = LIMEN_KIND_PROBABILITY; kind <= LIMEN_KIND_SCORE; kind++)
      {
        LimenRecalibrationMethod method = (LimenRecalibrationMethod) i;
        LimenPredictions numbers
            = calibration_case_draw ((LimenKind) kind, 4000, 7);
        LimenPredictions raw
            = calibration_case_draw (LIMEN_KIND_PROBABILITY, 4000, 7);
        g_autofree double *probabilities = g_new (double, 4000);
        gsize n_folds = computed_cross_fit (
            method, &numbers, 20, 5, 1, NULL, NULL, probabilities);

        g_assert_cmpuint (n_folds, ==,
                          limen_recalibration_method_takes (
                              method, (LimenKind) kind)
                              ? 5
                              : 0);
        g_test_message ("%s of kind %s",
                        limen_recalibration_method_get_name (method),
                        limen_kind_get_name ((LimenKind) kind));
        /* Platt's sigmoid of a log-probability cannot be the identity. */
        if (n_folds > 0
            && (method != LIMEN_RECALIBRATION_PLATT
                || kind != LIMEN_KIND_LOG_PROBABILITY))
          g_assert_cmpfloat (get_brier (&numbers, probabilities), <,
                             get_brier (&raw, raw.scores[0]) - 0.002);
        calibration_case_free_numbers (&numbers);
        calibration_case_free_numbers (&raw);
      }
}

/* Returns the mean cross-entropy, at most 100 per row. */
static double
get_bce (const LimenPredictions *numbers, const LimenRecalibration *map)
{
  double sum = 0, weight = 0;

  for (gsize i = 0; i < numbers->n_rows; i++)
    {
      double w = limen_predictions_get_weight (numbers, i);
      double score = numbers->scores[0][i];
      double p = map != NULL
                     ? limen_recalibration_apply (map, score)
                     : limen_score_to_probability (numbers->kind, score);

      sum += w
             * limen_loss_bce_row (p,
                                   numbers->labels[i] == numbers->positive);
      weight += w;
    }
  return sum / weight;
}

/* Sets every n-th score to 0 or 1, wrong at this rate. */
static void
saturate (LimenPredictions *numbers, GRand *random, int every, double wrong)
{
  gboolean is_log = numbers->kind == LIMEN_KIND_LOG_PROBABILITY;

  for (gsize i = 0; i < numbers->n_rows; i++)
    {
      gboolean is_one = g_rand_boolean (random);

      if (g_rand_int_range (random, 0, every) > 0)
        continue;
      numbers->labels[i]
          = is_one != (g_rand_double_range (random, 0, 1) < wrong);
      if (numbers->kind != LIMEN_KIND_LOGIT)
        numbers->scores[0][i] = is_log ? (is_one ? 0 : -INFINITY) : is_one;
    }
}

/* Whether the identity is among a method's maps. */
static gboolean
has_identity (LimenRecalibrationMethod method, LimenKind kind)
{
  return kind != LIMEN_KIND_SCORE
         && method != LIMEN_RECALIBRATION_HISTOGRAM
         && (method != LIMEN_RECALIBRATION_PLATT || kind == LIMEN_KIND_LOGIT);
}

static void
check_own_rows (const LimenPredictions *numbers)
{
  for (int i = 0; i < LIMEN_N_RECALIBRATIONS; i++)
    {
      LimenRecalibrationMethod method = (LimenRecalibrationMethod) i;
      LimenRecalibration *map
          = computed_map (method, numbers, 15);
      double least = limen_recalibration_apply (map, -INFINITY);

      g_test_message ("%s", limen_recalibration_method_get_name (method));
      g_assert_nonnull (map);
      if (has_identity (method, numbers->kind))
        g_assert_cmpfloat (get_bce (numbers, map), <=,
                           get_bce (numbers, NULL) + 1e-13);
      g_assert_true (least >= 0 && least <= 1);
      for (gsize row = 0; row < numbers->n_rows; row++)
        {
          double p
              = limen_recalibration_apply (map, numbers->scores[0][row]);

          g_assert_true (p >= 0 && p <= 1);
        }
      limen_recalibration_free (map);
    }
}

/* No map increases the loss of the rows it was fitted on. */
static void
test_own_rows (void)
{
  static const gsize sizes[] = { 8, 40, 300 };
  static const double wrong[] = { 0, 0.03, 0.3, 0.8 };
  GRand *random = g_rand_new_with_seed (5);

  for (int kind = LIMEN_KIND_PROBABILITY; kind < LIMEN_KIND_SCORE; kind++)
    for (guint32 seed = 0; seed < 48; seed++)
      {
        LimenPredictions numbers = calibration_case_draw (
            (LimenKind) kind, sizes[seed % 3], seed);

        saturate (&numbers, random, 1 + (int) seed % 9, wrong[seed / 3 % 4]);
        if (seed % 2 == 0)
          g_clear_pointer (&numbers.weights, g_free);
        g_test_message ("%s, seed %u", limen_kind_get_name ((LimenKind) kind),
                        seed);
        check_own_rows (&numbers);
        calibration_case_free_numbers (&numbers);
      }
  g_rand_free (random);
}

/* One wrong score of 1 does not change calibrated scores. */
static void
test_saturated (void)
{
  static const LimenRecalibrationMethod methods[]
      = { LIMEN_RECALIBRATION_TEMPERATURE, LIMEN_RECALIBRATION_BETA };
  LimenPredictions numbers
      = calibration_case_draw (LIMEN_KIND_PROBABILITY, 316, 1);

  g_clear_pointer (&numbers.weights, g_free);
  for (gsize i = 0; i < numbers.n_rows; i++)
    {
      gsize place = i % 6;

      numbers.scores[0][i] = i < 300 ? (place < 3 ? 0.25 : 2.0 / 3) : 1;
      numbers.labels[i] = i < 300 ? (place < 3 ? i % 24 / 6 == 0 : place < 5)
                                  : i != 310;
    }
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      LimenRecalibration *map
          = computed_map (methods[i], &numbers, 0);
      LimenRecalibrationRange range = limen_recalibration_get_range (map);
      double low, high;

      test_assert_near (limen_recalibration_apply (map, 0.25),
                        39.0 / 150, 0.02);
      test_assert_near (limen_recalibration_apply (map, 2.0 / 3), 2.0 / 3,
                        0.02);
      test_assert_near (limen_recalibration_apply (map, 1), 15.0 / 16, 1e-15);
      g_assert_cmpfloat (range.least, ==, 0);
      g_assert_cmpfloat (range.most, ==, 15.0 / 16);
      /* above its range; the value of a score of 1 only */
      g_assert_true (limen_recalibration_invert (map, 0.95, &low, &high));
      g_assert_true (isinf (low) && low > 0);
      g_assert_true (limen_recalibration_invert (map, range.most, &low,
                                                 &high));
      g_assert_cmpfloat (low, >, 2.0 / 3);
      g_assert_cmpfloat (low, <=, 1);
      g_assert_cmpfloat (high, ==, INFINITY);
      limen_recalibration_free (map);
    }
  calibration_case_free_numbers (&numbers);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recalibration-gain/improves", test_improves);
  g_test_add_func ("/recalibration-gain/own-rows", test_own_rows);
  g_test_add_func ("/recalibration-gain/saturated", test_saturated);
  return g_test_run ();
}
