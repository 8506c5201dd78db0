/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "calibration-cases.h"
#include "computed.h"
#include "loss-multiclass.h"
#include "recalibration.h"
#include "support.h"

#define TOLERANCE 1e-8

/* Returns the mean multiclass cross-entropy. */
static double
get_cross_entropy (const LimenPredictions *numbers,
                   LimenTemperature temperature)
{
  const LimenCrossEntropyOptions defaults = { 0 };
  g_autofree double **columns = g_new (double *, numbers->n_scores);
  LimenPredictions tempered = *numbers;
  double loss;

  for (gsize k = 0; k < numbers->n_scores; k++)
    {
      columns[k] = g_new (double, numbers->n_rows);
      for (gsize i = 0; i < numbers->n_rows; i++)
        columns[k][i] = limen_temperature_apply (
            temperature, numbers->kind, numbers->scores[k][i]);
    }
  tempered.kind = LIMEN_KIND_LOGIT;
  tempered.scores = columns;
  loss = limen_loss_cross_entropy (&tempered, &defaults).mean;
  for (gsize k = 0; k < numbers->n_scores; k++)
    g_free (columns[k]);
  return loss;
}

static void
check_temperature (const CalibrationCase *self)
{
  const LimenPredictions *numbers = &self->numbers;
  double expected = json_object_get_double_member (self->object,
                                                   "temperature");
  double floor = calibration_case_get_number (self->object, "floor");
  double tolerance = isnan (floor) ? TOLERANCE : 1e-4; /* tolerance of the
                                                        * search */
  g_autofree LimenTemperature *temperatures
      = g_new (LimenTemperature, numbers->n_rows);
  LimenTemperature found = computed_temperature (numbers);
  double least = INFINITY, most = -INFINITY, loss;

  test_assert_near (found.temperature, expected, tolerance);
  if (isnan (floor))
    g_assert_cmpfloat (found.floor, ==, -INFINITY);
  else
    test_assert_near (found.floor, floor, tolerance);
  loss = get_cross_entropy (numbers, found);
  test_assert_near (loss, json_object_get_double_member (self->object, "loss"),
                    1e-9);
  g_assert_cmpfloat (
      loss, <=,
      get_cross_entropy (numbers, LIMEN_TEMPERATURE_IDENTITY) + 1e-14);
  g_assert_cmpuint (
      computed_temperatures (numbers, 5, 1, temperatures), ==, 5);
  for (gsize i = 0; i < numbers->n_rows; i++)
    {
      least = fmin (least, temperatures[i].temperature);
      most = fmax (most, temperatures[i].temperature);
    }
  g_assert_cmpfloat (least, <, expected);
  g_assert_cmpfloat (most, >, expected);
  g_assert_cmpfloat (most / least, <, 1.5);
}

/* Shifting the logits of a row changes nothing; log-probabilities give the
 * result of probabilities, including -infinity for 0. */
static void
check_equivalents (const CalibrationCase *self)
{
  LimenPredictions numbers = self->numbers;
  LimenTemperature found = computed_temperature (&numbers), again;
  gboolean is_logit = numbers.kind == LIMEN_KIND_LOGIT;

  for (gsize i = 0; i < numbers.n_rows; i++)
    for (gsize k = 0; k < numbers.n_scores; k++)
      numbers.scores[k][i] = is_logit ? numbers.scores[k][i]
                                            + 3 * sin ((double) i)
                                      : log (numbers.scores[k][i]);
  if (!is_logit)
    numbers.kind = LIMEN_KIND_LOG_PROBABILITY;
  again = computed_temperature (&numbers);
  test_assert_near (again.temperature, found.temperature, TOLERANCE);
  if (!is_logit)
    test_assert_near (again.floor, found.floor, TOLERANCE);
  numbers.task = LIMEN_TASK_MULTILABEL;
  g_assert_true (isnan (computed_temperature (&numbers).temperature));
}

static void
test_multiclass (void)
{
  g_assert_cmpuint (
      calibration_cases_for_each ("multiclass", check_temperature), ==, 5);
  calibration_cases_for_each ("multiclass", check_equivalents);
}

/* Two classes are one score: softmax (0, z) is the sigmoid of z. */
static void
test_two_classes (void)
{
  LimenPredictions numbers = calibration_case_draw (LIMEN_KIND_LOGIT, 500, 3);
  g_autofree double *zeros = g_new0 (double, numbers.n_rows);
  double *columns[] = { zeros, numbers.scores[0] };
  LimenPredictions two = numbers;
  LimenRecalibration *map = computed_map (
      LIMEN_RECALIBRATION_TEMPERATURE, &numbers, 0);

  two.task = LIMEN_TASK_MULTICLASS;
  two.n_scores = 2;
  two.scores = columns;
  test_assert_near (computed_temperature (&two).temperature,
                    limen_recalibration_get_parameter (map, 0), 1e-10);
  limen_recalibration_free (map);
  calibration_case_free_numbers (&numbers);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/temperature/multiclass", test_multiclass);
  g_test_add_func ("/temperature/two-classes", test_two_classes);
  return g_test_run ();
}
