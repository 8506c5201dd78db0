/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scale.h"

#include <math.h>

#include "support.h"

static const LimenTransform transforms[] = {
  LIMEN_TRANSFORM_LINEAR,
  LIMEN_TRANSFORM_LOGIT,
  LIMEN_TRANSFORM_SIGMOID,
  LIMEN_TRANSFORM_LOG1P,
  LIMEN_TRANSFORM_PROBIT,
};

typedef struct
{
  LimenTransform transform;
  double low, high, value, position;
} MapCase;

/* Positions computed by hand: logit (0.9) = log 9, sigmoid (log 3) = 0.75,
 * log1p (9) = log 10; the normal deviates of 0.841344746068543 and
 * 0.977249868051821 are 1 and 2. */
static const MapCase map_cases[] = {
  { LIMEN_TRANSFORM_LINEAR, 0, 1, 0.52, 0.52 },
  { LIMEN_TRANSFORM_LINEAR, -3, 5, -1, 0.25 },
  { LIMEN_TRANSFORM_LINEAR, -3, 5, -3, 0 },
  { LIMEN_TRANSFORM_LINEAR, -3, 5, 5, 1 },
  { LIMEN_TRANSFORM_LINEAR, -3, 5, -3.1, 0 },
  { LIMEN_TRANSFORM_LINEAR, -3, 5, 7, 1 },
  { LIMEN_TRANSFORM_LINEAR, -1e308, 1.5e308, 1e308, 0.8 },
  { LIMEN_TRANSFORM_LOGIT, 0.1, 0.9, 0.5, 0.5 },
  { LIMEN_TRANSFORM_LOGIT, 0.1, 0.9, 0.25, 0.25 },
  { LIMEN_TRANSFORM_LOGIT, 0.01, 0.99, 0.9, 0.739082401438546 },
  { LIMEN_TRANSFORM_LOGIT, 0, 1, 0.5, 0.5 },
  { LIMEN_TRANSFORM_LOGIT, 0, 1, 0, 0 },
  { LIMEN_TRANSFORM_LOGIT, 0, 1, 1e-9, 0 },
  { LIMEN_TRANSFORM_LOGIT, 0, 1, 1, 1 },
  { LIMEN_TRANSFORM_LOGIT, 0, 0.5, 0.5, 1 },
  { LIMEN_TRANSFORM_SIGMOID, -40, 40, 1.0986122886681098, 0.75 },
  { LIMEN_TRANSFORM_SIGMOID, -1000, 1000, 0, 0.5 },
  { LIMEN_TRANSFORM_LOG1P, 0, 99, 9, 0.5 },
  { LIMEN_TRANSFORM_LOG1P, 0, 999, 9, 1 / 3.0 },
  { LIMEN_TRANSFORM_LOG1P, -5, 99, -2, 0 },
  { LIMEN_TRANSFORM_PROBIT, 0.022750131948179, 0.977249868051821,
    0.841344746068543, 0.75 },
  { LIMEN_TRANSFORM_PROBIT, 0.01, 0.99, 0.5, 0.5 },
  { LIMEN_TRANSFORM_PROBIT, 0, 1, 0, 0 },
  { LIMEN_TRANSFORM_PROBIT, 0, 1, 1, 1 },
  { LIMEN_TRANSFORM_PROBIT, 0, 0.5, 0.5, 1 },
};

static void
test_map (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (map_cases); i++)
    {
      const MapCase *c = &map_cases[i];
      LimenScale scale = limen_scale_new (c->transform, c->low, c->high);

      g_assert_false (limen_scale_is_degenerate (&scale));
      test_assert_near (limen_scale_map (&scale, c->value), c->position,
                        1e-11);
    }
}

static void
test_not_finite (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (transforms); i++)
    {
      LimenScale scale = limen_scale_new (transforms[i], 0.1, 0.8);

      g_assert_cmpfloat (limen_scale_map (&scale, -INFINITY), ==, 0);
      g_assert_cmpfloat (limen_scale_map (&scale, INFINITY), ==, 1);
      g_assert_cmpfloat (limen_scale_map (&scale, NAN), ==, 0);
      g_assert_cmpfloat (limen_scale_unmap (&scale, -INFINITY), ==, 0.1);
      g_assert_cmpfloat (limen_scale_unmap (&scale, INFINITY), ==, 0.8);
      g_assert_cmpfloat (limen_scale_unmap (&scale, NAN), ==, 0.1);
      g_assert_cmpfloat (limen_scale_unmap (&scale, 0), ==, 0.1);
      g_assert_cmpfloat (limen_scale_unmap (&scale, 1), ==, 0.8);
    }
}

static void
test_degenerate (void)
{
  static const double ends[][2]
      = { { 0.4, 0.4 },  { 0.6, 0.2 },         { NAN, 0.5 },
          { 0.1, NAN },  { -INFINITY, 0.5 },   { 0.5, INFINITY },
          { -INFINITY, INFINITY } };

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      LimenScale scale = limen_scale_new (LIMEN_TRANSFORM_LINEAR, ends[i][0],
                                          ends[i][1]);

      g_assert_true (limen_scale_is_degenerate (&scale));
      g_assert_cmpfloat (limen_scale_map (&scale, 0.4), ==, 0.5);
      g_assert_cmpfloat (limen_scale_map (&scale, NAN), ==, 0.5);
      g_assert_cmpfloat (limen_scale_get_length (&scale), ==, 0);
      test_assert_near (limen_scale_unmap (&scale, 0.7), ends[i][0], 0);
    }
}

/* Ends that a transform maps to one value, or to infinity. */
static void
test_degenerate_after_transform (void)
{
  LimenScale far = limen_scale_new (LIMEN_TRANSFORM_SIGMOID, 800, 900);
  LimenScale open = { LIMEN_TRANSFORM_LOGIT, 0, 1 };
  LimenScale below = limen_scale_new (LIMEN_TRANSFORM_LOG1P, -9, -2);

  g_assert_true (limen_scale_is_degenerate (&far));
  g_assert_true (limen_scale_is_degenerate (&open));
  g_assert_true (limen_scale_is_degenerate (&below));
}

static void
make_random_ends (LimenTransform transform, double *low, double *high)
{
  double a = g_test_rand_double_range (-6, 6);
  double b = a + exp (g_test_rand_double_range (-6, 2));

  if (transform == LIMEN_TRANSFORM_LOGIT
      || transform == LIMEN_TRANSFORM_PROBIT)
    {
      a = 1 / (1 + exp (-a));
      b = 1 / (1 + exp (-b));
    }
  else if (transform == LIMEN_TRANSFORM_LOG1P)
    {
      a = exp (a) - exp (-6);
      b = exp (b);
    }
  *low = a;
  *high = b;
}

static void
test_round_trip (void)
{
  for (int n = 0; n < 20000; n++)
    {
      LimenTransform transform = transforms[n % G_N_ELEMENTS (transforms)];
      double low, high, value, position;
      LimenScale scale;

      make_random_ends (transform, &low, &high);
      scale = limen_scale_new (transform, low, high);
      value = g_test_rand_double_range (low, high);
      position = limen_scale_map (&scale, value);
      g_assert_cmpfloat (position, >=, 0);
      g_assert_cmpfloat (position, <=, 1);
      g_assert_cmpfloat (fabs (limen_scale_unmap (&scale, position) - value),
                         <=, 1e-9 * (high - low) + 1e-12 * fabs (high));
    }
}

static void
test_edges (void)
{
  double edges[201];

  for (int n = 0; n < 2000; n++)
    {
      LimenTransform transform = transforms[n % G_N_ELEMENTS (transforms)];
      double low, high;
      LimenScale scale;

      make_random_ends (transform, &low, &high);
      scale = limen_scale_new (transform, low, high);
      limen_scale_fill_edges (&scale, edges, 200);
      g_assert_cmpfloat (edges[0], ==, low);
      g_assert_cmpfloat (edges[200], ==, high);
      for (int i = 0; i < 200; i++)
        {
          g_assert_cmpfloat (edges[i], <=, edges[i + 1]);
          test_assert_near (limen_scale_map (&scale, edges[i]), i / 200.0,
                            1e-9);
        }
    }
}

/* Ends so close that there are not enough doubles between them. */
static void
test_edges_too_close (void)
{
  double edges[51] = { [50] = 7 };
  LimenScale scale = limen_scale_new (LIMEN_TRANSFORM_LINEAR, 1,
                                      1 + 1e-15);

  limen_scale_fill_edges (&scale, edges, 50);
  for (int i = 0; i < 50; i++)
    g_assert_cmpfloat (edges[i], <=, edges[i + 1]);
  edges[0] = 7;
  limen_scale_fill_edges (&scale, edges, 0);
  g_assert_cmpfloat (edges[0], ==, 7);
}

static void
test_length (void)
{
  LimenScale linear = limen_scale_new (LIMEN_TRANSFORM_LINEAR, -2, 3);
  LimenScale logit = limen_scale_new (LIMEN_TRANSFORM_LOGIT, 0.1, 0.9);

  test_assert_near (limen_scale_get_length (&linear), 5, 0);
  test_assert_near (limen_scale_get_length (&logit), 2 * log (9), 1e-14);
}

typedef struct
{
  double low, high; /* range of the data */
  double mark;
  double expected_low, expected_high;
} FitCase;

/* The shown part of an axis from 0 to 1. */
static const FitCase fit_cases[] = {
  { 0.02, 0.23, NAN, 0, 0.25 },
  { 0.02, 0.23, 0.15, 0, 0.25 },
  { 0.02, 0.23, 0.5, 0, 0.6 },     /* near mark: included */
  { 0.001, 0.023, 0.5, 0, 0.025 }, /* far mark: left out */
  { 0.02, 0.23, INFINITY, 0, 0.25 },
  { 0.85, 0.95, NAN, 0.84, 1 }, /* one end of the axis is near enough
                                 * to be kept */
  { 0.45, 0.5, NAN, 0.44, 0.51 },
  { 0, 1, NAN, 0, 1 },
  { 0.1, 0.9, NAN, 0, 1 },
  { 0.02, 0.23, 1.5, 0, 0.25 },
  { 0.3, 0.3, 0.5, 0, 1 }, /* no extent */
  { NAN, NAN, 0.5, 0, 1 },
  { INFINITY, INFINITY, 0.5, 0, 1 }, /* no rows */
  { -3, 4, NAN, 0, 1 },
};

static void
test_fit (void)
{
  LimenScale whole = limen_scale_new (LIMEN_TRANSFORM_LINEAR, 0, 1);

  for (gsize i = 0; i < G_N_ELEMENTS (fit_cases); i++)
    {
      const FitCase *fit = &fit_cases[i];
      LimenScale part
          = limen_scale_fit (&whole, fit->low, fit->high, &fit->mark, 1);

      g_test_message ("%g to %g, mark %g: %g to %g", fit->low, fit->high,
                      fit->mark, part.low, part.high);
      test_assert_near (part.low, fit->expected_low, 1e-12);
      test_assert_near (part.high, fit->expected_high, 1e-12);
      g_assert_cmpint (part.is_cut_low, ==, part.low > 0);
      g_assert_cmpint (part.is_cut_high, ==, part.high < 1);
    }
}

/* Nonlinear axes are not cut. */
static void
test_fit_of_others (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (transforms); i++)
    {
      LimenScale whole = limen_scale_new (transforms[i], 0.1, 0.9);
      LimenScale part = limen_scale_fit (&whole, 0.2, 0.3, NULL, 0);

      g_assert_cmpint (part.high < whole.high, ==,
                       transforms[i] == LIMEN_TRANSFORM_LINEAR);
      g_assert_cmpint (part.is_cut_high, ==,
                       transforms[i] == LIMEN_TRANSFORM_LINEAR);
    }
}

/* Zooming keeps the value under the pointer in place, within the axis. */
static void
test_zoom (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (transforms); i++)
    {
      LimenScale scale = limen_scale_new (transforms[i], 0.05, 0.8);
      LimenScale part = limen_scale_zoom (&scale, &scale, 0.3, 0.25);
      double value = limen_scale_unmap (&scale, 0.3);

      test_assert_near (limen_scale_map (&part, value), 0.3, 1e-12);
      test_assert_near (limen_scale_map (&scale, part.low), 0.225, 1e-12);
      test_assert_near (limen_scale_map (&scale, part.high), 0.475, 1e-12);
      g_assert_true (limen_scale_is_part (&scale, &part));
      part = limen_scale_zoom (&scale, &part, 0.3, 4);
      test_assert_near (part.low, scale.low, 1e-12);
      part = limen_scale_zoom (&scale, &part, 0.9, 1000);
      g_assert_cmpfloat (part.low, ==, scale.low);
      g_assert_cmpfloat (part.high, ==, scale.high);
      g_assert_false (limen_scale_is_part (&scale, &part));
      for (double place = 0.05; place < 1; place += 0.05)
        {
          part = limen_scale_zoom (&scale, &scale, place, 1 / 1.5);
          part = limen_scale_zoom (&scale, &part, place, 1.5);
          g_assert_false (limen_scale_is_part (&scale, &part));
        }
      for (int step = 0; step < 200; step++)
        part = limen_scale_zoom (&scale, &part, 0.6, 0.5);
      g_assert_false (limen_scale_is_degenerate (&part));
      test_assert_near (limen_scale_map (&scale, part.high)
                            - limen_scale_map (&scale, part.low),
                        1e-6, 1e-9);
    }
}

static void
test_pan (void)
{
  LimenScale scale = limen_scale_new (LIMEN_TRANSFORM_LINEAR, -2, 8);
  LimenScale part = limen_scale_cut (&scale, 1, 3);

  part = limen_scale_pan (&scale, &part, 0.5);
  test_assert_near (part.low, 2, 1e-12);
  test_assert_near (part.high, 4, 1e-12);
  part = limen_scale_pan (&scale, &part, -100);
  g_assert_cmpfloat (part.low, ==, -2);
  test_assert_near (part.high, 0, 1e-12);
  part = limen_scale_pan (&scale, &part, 100);
  test_assert_near (part.low, 6, 1e-12);
  g_assert_cmpfloat (part.high, ==, 8);
  part = limen_scale_center (&scale, &part, 3.5);
  test_assert_near (part.low, 2.5, 1e-12);
  test_assert_near (part.high, 4.5, 1e-12);
  part = limen_scale_center (&scale, &part, 8);
  test_assert_near (part.low, 6, 1e-12);
}

static void
test_cut (void)
{
  LimenScale scale = limen_scale_new (LIMEN_TRANSFORM_LOGIT, 0.01, 0.99);
  LimenScale lone = limen_scale_new (LIMEN_TRANSFORM_LINEAR, 2, 2);
  LimenScale part = limen_scale_cut (&scale, 0.1, 0.3);

  g_assert_cmpfloat (part.low, ==, 0.1);
  g_assert_cmpfloat (part.high, ==, 0.3);
  g_assert_cmpint (part.transform, ==, LIMEN_TRANSFORM_LOGIT);
  part = limen_scale_cut (&scale, 0, 0.3);
  g_assert_cmpfloat (part.low, ==, 0.01);
  part = limen_scale_cut (&scale, -INFINITY, INFINITY);
  g_assert_false (limen_scale_is_part (&scale, &part));
  part = limen_scale_cut (&scale, 0.3, 0.1);
  g_assert_false (limen_scale_is_part (&scale, &part));
  part = limen_scale_cut (&scale, 0.995, 0.999);
  g_assert_false (limen_scale_is_part (&scale, &part));
  part = limen_scale_cut (&scale, NAN, NAN);
  g_assert_false (limen_scale_is_part (&scale, &part));
  part = limen_scale_cut (&scale, 0.2, 0.2 + 1e-9);
  g_assert_false (limen_scale_is_part (&scale, &part));
  part = limen_scale_zoom (&lone, &lone, 0.5, 0.1);
  g_assert_false (limen_scale_is_part (&lone, &part));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scale/map", test_map);
  g_test_add_func ("/scale/not-finite", test_not_finite);
  g_test_add_func ("/scale/degenerate", test_degenerate);
  g_test_add_func ("/scale/degenerate-after-transform",
                   test_degenerate_after_transform);
  g_test_add_func ("/scale/round-trip", test_round_trip);
  g_test_add_func ("/scale/edges", test_edges);
  g_test_add_func ("/scale/edges-too-close", test_edges_too_close);
  g_test_add_func ("/scale/length", test_length);
  g_test_add_func ("/scale/fit", test_fit);
  g_test_add_func ("/scale/fit-of-others", test_fit_of_others);
  g_test_add_func ("/scale/zoom", test_zoom);
  g_test_add_func ("/scale/pan", test_pan);
  g_test_add_func ("/scale/cut", test_cut);
  return g_test_run ();
}
