/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "calibration-cases.h"
#include "calibration-slope.h"
#include "computed.h"
#include "link.h"
#include "support.h"

/* Checks that the gradient of the mean loss by intercept and, if fitted, slope
 * is 0. */
static void
check_gradient (const LimenPredictions *numbers, double slope,
                double intercept, gboolean has_slope)
{
  double r = 0, rx = 0, weight = 0;

  for (gsize i = 0; i < numbers->n_rows; i++)
    {
      double x = limen_bounded_logit (numbers->kind, numbers->scores[0][i]);
      double w = limen_predictions_get_weight (numbers, i);
      double residual
          = w
            * (limen_sigmoid (intercept + slope * x)
               - (numbers->labels[i] == numbers->positive));

      r += residual;
      rx += residual * x;
      weight += w;
    }
  g_assert_cmpfloat (fabs (r / weight), <, 1e-10);
  if (has_slope)
    g_assert_cmpfloat (fabs (rx / weight), <, 1e-9);
}

static void
check_slope_of_many (const LimenPredictions *numbers, gboolean has_slope)
{
  LimenCalibrationSlope found = limen_calibration_slope_compute (numbers);

  if (has_slope)
    check_gradient (numbers, found.slope, found.intercept, TRUE);
  else
    g_assert_true (isnan (found.slope) && isnan (found.intercept));
  check_gradient (numbers, 1, found.in_the_large, FALSE);
}

/* Slopes of enough rows for fits on subsamples. */
static void
test_slope_of_many (void)
{
  for (int kind = LIMEN_KIND_PROBABILITY; kind < LIMEN_KIND_SCORE; kind++)
    for (int has_weights = 0; has_weights < 2; has_weights++)
      {
        LimenPredictions numbers
            = calibration_case_draw ((LimenKind) kind, 150001, 12);
        LimenCalibrationSlope found;

        if (!has_weights)
          g_clear_pointer (&numbers.weights, g_free);
        check_slope_of_many (&numbers, TRUE);
        found = limen_calibration_slope_compute (&numbers);
        /* labels drawn from logits that are then stretched and shifted */
        test_assert_near (found.slope, 1 / 1.7, 0.05);
        test_assert_near (found.intercept, 0.5 / 1.7, 0.05);
        calibration_case_free_numbers (&numbers);
      }
}

/* Rows with little or no information about the slope, or only in the first
 * rows. */
static void
test_hard_slopes (void)
{
  LimenPredictions numbers
      = calibration_case_draw (LIMEN_KIND_LOGIT, 100000, 13);
  double *scores = numbers.scores[0];

  g_clear_pointer (&numbers.weights, g_free);
  for (gsize i = 0; i < numbers.n_rows; i++)
    numbers.labels[i] = scores[i] > 0.3;
  check_slope_of_many (&numbers, FALSE);
  /* except some outside all subsamples */
  for (gsize i = 600; i < 700; i++)
    numbers.labels[i] = !numbers.labels[i];
  check_slope_of_many (&numbers, TRUE);
  for (gsize i = 0; i < numbers.n_rows; i++)
    scores[i] = 25 * scores[i] - 40;
  check_slope_of_many (&numbers, TRUE);
  for (gsize i = 0; i < numbers.n_rows; i++)
    {
      scores[i] = i < 700 ? -1 - (double) i : -2;
      numbers.labels[i] = i % 7 == 0;
    }
  check_slope_of_many (&numbers, TRUE);
  for (gsize i = 0; i < numbers.n_rows; i++)
    scores[i] = -2;
  check_slope_of_many (&numbers, FALSE);
  for (gsize i = 0; i < numbers.n_rows; i++)
    numbers.labels[i] = 1;
  g_assert_true (
      isnan (limen_calibration_slope_compute (&numbers).in_the_large));
  calibration_case_free_numbers (&numbers);
}

/* Finds by how much the logits are too low, by bisection. */
static double
find_in_the_large (const LimenPredictions *numbers)
{
  double low = -200, high = 200;

  while (high - low > 1e-13)
    {
      double middle = (low + high) / 2, too_high = 0;

      if (middle <= low || middle >= high)
        break;
      for (gsize i = 0; i < numbers->n_rows; i++)
        {
          double x = middle
                     + limen_bounded_logit (numbers->kind,
                                            numbers->scores[0][i]);

          too_high += numbers->weights[i]
                      * (numbers->labels[i] == numbers->positive
                             ? -limen_sigmoid (-x)
                             : limen_sigmoid (x));
        }
      if (too_high > 0)
        high = middle;
      else
        low = middle;
    }
  return (low + high) / 2;
}

/* Probabilities next to 0 and 1 keep their distance from these. */
static void
test_uneven_weights (void)
{
  LimenPredictions numbers
      = calibration_case_draw (LIMEN_KIND_PROBABILITY, 50000, 14);

  for (gsize i = 0; i < numbers.n_rows; i++)
    {
      gboolean is_positive = numbers.labels[i] == numbers.positive;

      numbers.weights[i] = is_positive ? 1 : 1e-12;
      if (i % 50 < 4)
        numbers.scores[0][i] = i % 50 < 2;
    }
  test_assert_near (limen_calibration_slope_compute (&numbers).in_the_large,
                    find_in_the_large (&numbers), 1e-11);
  calibration_case_free_numbers (&numbers);
}

/* Checks that a fit has a number, or a reason. */
static void
check_statuses (LimenCalibrationSlope found)
{
  g_assert_cmpint (isnan (found.slope), ==,
                   found.slope_status != LIMEN_FIT_DONE);
  g_assert_cmpint (isnan (found.intercept), ==,
                   found.slope_status != LIMEN_FIT_DONE);
  g_assert_cmpint (isnan (found.in_the_large), ==,
                   found.in_the_large_status != LIMEN_FIT_DONE);
  if (found.slope_status != LIMEN_FIT_NONE)
    g_assert_cmpint (limen_fit_status_describe (found.slope_status) == NULL,
                     ==, found.slope_status == LIMEN_FIT_DONE);
}

/* Rows that are wrong with extreme logits on both sides: the loss hardly
 * depends on the intercept, which still has a best value. Expected: SciPy's
 * brentq over sums of 80 digits. Where the loss underflows there is none. */
static void
test_flat_intercepts (void)
{
  static const struct
  {
    guint16 labels[4];
    double logits[4], weights[4], expected;
  } cases[] = {
    { { 0, 1 }, { 0, -120 }, { 1, 1 }, 60 },
    { { 0, 0, 1 }, { 0, 10, -120 }, { 1, 1, 2 }, 59.65344910916964 },
    { { 0, 0, 1, 1 }, { 40, 45.5, -40, -52.25 }, { 1, 0.5, 1, 0.5 },
      0.0010194541452246638 },
    { { 0, 1, 1 }, { 700, -30, -30.5 }, { 0.25, 0.125, 0.125 },
      -334.8904649018101 },
    { { 0, 1 }, { 0, -2000 }, { 1, 1 }, NAN },
  };
  enum
  {
    MANY = 25000
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LimenPredictions numbers
          = calibration_case_draw (LIMEN_KIND_LOGIT, 4 * MANY, 5);

      for (gsize n = 1; n <= MANY; n += MANY - 1)
        {
          LimenCalibrationSlope found;

          numbers.n_rows = 4 * n;
          for (gsize j = 0; j < numbers.n_rows; j++)
            {
              numbers.labels[j] = cases[i].labels[j % 4];
              numbers.scores[0][j] = cases[i].logits[j % 4];
              numbers.weights[j] = cases[i].weights[j % 4];
            }
          found = limen_calibration_slope_compute (&numbers);
          g_test_message ("case %u, %" G_GSIZE_FORMAT " rows", i,
                          numbers.n_rows);
          check_statuses (found);
          if (isnan (cases[i].expected))
            g_assert_cmpint (found.in_the_large_status, ==,
                             LIMEN_FIT_NOT_CONVERGED);
          else
            test_assert_near (found.in_the_large, cases[i].expected, 1e-11);
        }
      calibration_case_free_numbers (&numbers);
    }
}

/* Rows of which some in 20 are scores of 0 and 1, a share of them wrong; the
 * others have two scores. */
static LimenPredictions
draw_saturated (gsize n, int n_saturated, double wrong)
{
  LimenPredictions numbers
      = calibration_case_draw (LIMEN_KIND_PROBABILITY, n, 4);
  GRand *random = g_rand_new_with_seed (6);

  for (gsize i = 0; i < n; i++)
    {
      gboolean is_high = g_rand_double (random) < 0.4;
      gboolean is_saturated = g_rand_int_range (random, 0, 20) < n_saturated;

      numbers.scores[0][i] = is_saturated ? is_high : is_high ? 0.7 : 0.125;
      numbers.labels[i]
          = is_high != (g_rand_double (random) < (is_saturated ? wrong : 0.1));
    }
  g_rand_free (random);
  return numbers;
}

/* Only decisions have no result; a few or many of them, wrong ones pulling the
 * intercept to the logit bound, have one. */
static void
test_saturated_slopes (void)
{
  static const gsize sizes[] = { 200, 3000, 17000 };
  static const double wrong[] = { 0.1, 0.5, 0.9 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint j = 0; j < G_N_ELEMENTS (wrong); j++)
      for (int n_saturated = 19; n_saturated <= 20; n_saturated++)
        {
          LimenPredictions numbers
              = draw_saturated (sizes[i], n_saturated, wrong[j]);
          LimenCalibrationSlope found
              = limen_calibration_slope_compute (&numbers);

          g_test_message ("%" G_GSIZE_FORMAT " rows, %d of 20, %g wrong",
                          sizes[i], n_saturated, wrong[j]);
          check_statuses (found);
          if (n_saturated == 20)
            {
              g_assert_cmpint (found.slope_status, ==, LIMEN_FIT_DECISIONS);
              g_assert_cmpint (found.in_the_large_status, ==,
                               LIMEN_FIT_DECISIONS);
            }
          else
            {
              g_assert_cmpint (found.slope_status, ==, LIMEN_FIT_DONE);
              check_gradient (&numbers, found.slope, found.intercept, TRUE);
              test_assert_near (found.in_the_large,
                                find_in_the_large (&numbers), 1e-9);
            }
          calibration_case_free_numbers (&numbers);
        }
}

/* Each reason for having no slope is reported. */
static void
test_statuses (void)
{
  static const struct
  {
    LimenKind kind;
    double scores[4];
    guint16 labels[4];
    LimenFitStatus slope, in_the_large;
  } cases[] = {
    { LIMEN_KIND_SCORE, { 1, 2, 3, 4 }, { 0, 1, 0, 1 }, LIMEN_FIT_NONE,
      LIMEN_FIT_NONE },
    { LIMEN_KIND_LOGIT, { 1, 2, 3, 4 }, { 0, 1, 0, 1 }, LIMEN_FIT_DONE,
      LIMEN_FIT_DONE },
    { LIMEN_KIND_LOGIT, { 0, 0, 1, 1 }, { 0, 1, 0, 1 }, LIMEN_FIT_DONE,
      LIMEN_FIT_DONE },
    { LIMEN_KIND_LOGIT, { 1, 2, 3, 4 }, { 1, 1, 1, 1 }, LIMEN_FIT_ONE_CLASS,
      LIMEN_FIT_ONE_CLASS },
    { LIMEN_KIND_PROBABILITY, { 0.1, 0.2, 0.3, 0.4 }, { 0, 0, 1, 1 },
      LIMEN_FIT_SEPARATED, LIMEN_FIT_DONE },
    { LIMEN_KIND_PROBABILITY, { 0.2, 0.2, 0.2, 0.2 }, { 0, 0, 1, 1 },
      LIMEN_FIT_SEPARATED, LIMEN_FIT_DONE },
    { LIMEN_KIND_PROBABILITY, { 0, 0, 1, 1 }, { 0, 1, 0, 1 },
      LIMEN_FIT_DECISIONS, LIMEN_FIT_DECISIONS },
    { LIMEN_KIND_PROBABILITY, { 0, 0, 1, 1 }, { 0, 0, 1, 1 },
      LIMEN_FIT_DECISIONS, LIMEN_FIT_DECISIONS },
    { LIMEN_KIND_LOG_PROBABILITY, { -INFINITY, -INFINITY, 0, 0 },
      { 0, 1, 0, 1 }, LIMEN_FIT_DECISIONS, LIMEN_FIT_DECISIONS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double *columns[] = { (double *) cases[i].scores };
      LimenPredictions numbers = { .task = LIMEN_TASK_BINARY,
                                   .kind = cases[i].kind,
                                   .n_rows = 4,
                                   .n_classes = 2,
                                   .n_scores = 1,
                                   .positive = 1,
                                   .labels = (guint16 *) cases[i].labels,
                                   .scores = columns };
      LimenCalibrationSlope found = limen_calibration_slope_compute (&numbers);

      g_test_message ("case %u", i);
      check_statuses (found);
      g_assert_cmpint (found.slope_status, ==, cases[i].slope);
      g_assert_cmpint (found.in_the_large_status, ==, cases[i].in_the_large);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calibration-slope/slope-of-many", test_slope_of_many);
  g_test_add_func ("/calibration-slope/hard-slopes", test_hard_slopes);
  g_test_add_func ("/calibration-slope/uneven-weights", test_uneven_weights);
  g_test_add_func ("/calibration-slope/flat-intercepts",
                   test_flat_intercepts);
  g_test_add_func ("/calibration-slope/saturated-slopes",
                   test_saturated_slopes);
  g_test_add_func ("/calibration-slope/statuses", test_statuses);
  return g_test_run ();
}
