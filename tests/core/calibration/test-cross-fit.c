/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "calibration-cases.h"
#include "computed.h"
#include "recalibration.h"
#include "support.h"

static void
check_folds (const LimenPredictions *numbers, gsize n_folds)
{
  g_autofree guint16 *folds = g_new (guint16, numbers->n_rows);
  gsize counts[2][8] = { 0 }, totals[2] = { 0 };

  g_assert_cmpuint (computed_folds (numbers, n_folds, 42, folds), ==,
                    n_folds);
  for (gsize i = 0; i < numbers->n_rows; i++)
    {
      g_assert_cmpuint (folds[i], <, n_folds);
      counts[numbers->labels[i]][folds[i]]++;
      totals[numbers->labels[i]]++;
    }
  for (gsize label = 0; label < 2; label++)
    for (gsize fold = 0; fold < n_folds; fold++)
      {
        double share = (double) totals[label] / (double) n_folds;

        if (numbers->groups == NULL)
          g_assert_cmpfloat (
              fabs ((double) counts[label][fold] - share), <=, 1);
        else
          g_assert_cmpfloat (
              fabs ((double) counts[label][fold] - share), <, 0.15 * share);
      }
}

static void
test_folds (void)
{
  LimenPredictions numbers
      = calibration_case_draw (LIMEN_KIND_PROBABILITY, 603, 8);
  g_autofree guint16 *folds = g_new (guint16, numbers.n_rows);
  g_autofree guint16 *again = g_new (guint16, numbers.n_rows);
  int places[100];

  check_folds (&numbers, 5);
  check_folds (&numbers, 2);
  computed_folds (&numbers, 5, 1, folds);
  computed_folds (&numbers, 5, 1, again);
  g_assert_cmpmem (folds, numbers.n_rows * sizeof *folds, again,
                   numbers.n_rows * sizeof *again);
  computed_folds (&numbers, 5, 2, again);
  g_assert_cmpint (
      memcmp (folds, again, numbers.n_rows * sizeof *folds), !=, 0);
  numbers.groups = g_new (guint32, numbers.n_rows);
  for (gsize i = 0; i < numbers.n_rows; i++)
    numbers.groups[i] = (guint32) (i * i % 97);
  check_folds (&numbers, 5);
  computed_folds (&numbers, 5, 1, folds);
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    places[i] = -1;
  for (gsize i = 0; i < numbers.n_rows; i++)
    {
      int *place = &places[numbers.groups[i]];

      g_assert_true (*place == -1 || *place == folds[i]);
      *place = folds[i];
    }
  /* fewer rows, or groups, than folds */
  numbers.n_rows = 3;
  g_assert_cmpuint (computed_folds (&numbers, 5, 1, folds), ==, 3);
  numbers.groups[0] = numbers.groups[1] = numbers.groups[2] = 9;
  g_assert_cmpuint (computed_folds (&numbers, 5, 1, folds), ==, 1);
  numbers.n_rows = 0;
  g_assert_cmpuint (computed_folds (&numbers, 5, 1, folds), ==, 0);
  calibration_case_free_numbers (&numbers);
}

/* Each row has the probability of a map fitted on the rows of the other
 * folds. */
static void
check_cross_fit (const LimenPredictions *numbers,
                 LimenRecalibrationMethod method)
{
  gsize n = numbers->n_rows;
  g_autofree guint16 *folds = g_new (guint16, n);
  g_autofree double *probabilities = g_new (double, n);
  g_autofree double *weights = g_new (double, n);

  g_assert_cmpuint (computed_cross_fit (method, numbers, 10, 4, 11,
                                                   NULL, NULL, probabilities),
                    ==, 4);
  g_assert_cmpuint (computed_folds (numbers, 4, 11, folds), ==, 4);
  for (guint16 fold = 0; fold < 4; fold++)
    {
      LimenPredictions others = *numbers;
      LimenRecalibration *map;

      others.weights = weights;
      for (gsize i = 0; i < n; i++)
        weights[i] = folds[i] == fold ? 0 : numbers->weights[i];
      map = computed_map (method, &others, 10);
      for (gsize i = 0; i < n; i++)
        if (folds[i] == fold)
          test_assert_near (
              probabilities[i],
              limen_recalibration_apply (map, numbers->scores[0][i]), 1e-9);
      limen_recalibration_free (map);
    }
}

static void
test_cross_fit (void)
{
  LimenPredictions numbers
      = calibration_case_draw (LIMEN_KIND_LOG_PROBABILITY, 400, 12);

  for (int i = 0; i < LIMEN_N_RECALIBRATIONS; i++)
    check_cross_fit (&numbers, (LimenRecalibrationMethod) i);
  numbers.groups = g_new (guint32, numbers.n_rows);
  for (gsize i = 0; i < numbers.n_rows; i++)
    numbers.groups[i] = (guint32) (i / 7);
  check_cross_fit (&numbers, LIMEN_RECALIBRATION_PLATT);
  numbers.n_rows = 1;
  g_assert_cmpuint (computed_cross_fit (LIMEN_RECALIBRATION_PLATT,
                                                   &numbers, 10, 4, 11, NULL,
                                                   NULL, numbers.weights),
                    ==, 0);
  calibration_case_free_numbers (&numbers);
}

/* Cancels in the third fold. */
static bool
count_to_three (void *data)
{
  return ++*(int *) data == 3;
}

static void
test_cross_fit_cancelled (void)
{
  LimenPredictions numbers
      = calibration_case_draw (LIMEN_KIND_PROBABILITY, 400, 12);
  double probabilities[400];
  int n_asked = 0;

  g_assert_cmpuint (computed_cross_fit (
                        LIMEN_RECALIBRATION_ISOTONIC, &numbers, 10, 5, 1,
                        count_to_three, &n_asked, probabilities),
                    ==, 0);
  g_assert_cmpint (n_asked, ==, 3);
  calibration_case_free_numbers (&numbers);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cross-fit/folds", test_folds);
  g_test_add_func ("/cross-fit/cross-fit", test_cross_fit);
  g_test_add_func ("/cross-fit/cross-fit-cancelled", test_cross_fit_cancelled);
  return g_test_run ();
}
