/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "kind.h"
#include "link.h"
#include "support.h"

static void
test_links (void)
{
  g_assert_cmpfloat (limen_sigmoid (0), ==, 0.5);
  g_assert_cmpfloat (limen_sigmoid (1000), ==, 1);
  g_assert_cmpfloat (limen_sigmoid (-1000), ==, 0);
  g_assert_cmpfloat (limen_log_sigmoid (-1000), ==, -1000);
  test_assert_near (limen_log_sigmoid (40), -exp (-40), 1e-30);
  for (double z = -30; z <= 3; z += 0.37)
    test_assert_near (limen_logit (limen_sigmoid (z)), z, 1e-14);
  g_assert_true (isinf (limen_logit (0)));
  g_assert_true (isnan (limen_score_to_probability (LIMEN_KIND_SCORE, 0.5)));
  test_assert_near (
      limen_score_to_probability (LIMEN_KIND_LOG_PROBABILITY, log (0.3)), 0.3,
      1e-15);
  test_assert_near (limen_score_from_probability (LIMEN_KIND_LOGIT, 0.5), 0,
                    1e-15);
}

static void
test_kinds (void)
{
  for (int i = 0; i <= LIMEN_KIND_SCORE; i++)
    {
      LimenKind kind;

      g_assert_true (limen_kind_parse (limen_kind_get_name (i), &kind));
      g_assert_cmpint (kind, ==, i);
    }
  g_assert_false (limen_kind_parse ("auto", NULL));
}

/* Thresholds convert between kinds without underflow. */
static void
test_conversions (void)
{
  static const struct
  {
    LimenKind from, to;
    double score, expected;
  } cases[] = {
    { LIMEN_KIND_SCORE, LIMEN_KIND_SCORE, -3, -3 },
    { LIMEN_KIND_SCORE, LIMEN_KIND_LOGIT, 1, NAN },
    { LIMEN_KIND_LOGIT, LIMEN_KIND_SCORE, 1, NAN },
    { LIMEN_KIND_PROBABILITY, LIMEN_KIND_LOGIT, 0.5, 0 },
    { LIMEN_KIND_LOGIT, LIMEN_KIND_PROBABILITY, 0, 0.5 },
    { LIMEN_KIND_LOGIT, LIMEN_KIND_LOG_PROBABILITY, -800, -800 },
    { LIMEN_KIND_LOG_PROBABILITY, LIMEN_KIND_LOGIT, -800, -800 },
    { LIMEN_KIND_LOG_PROBABILITY, LIMEN_KIND_PROBABILITY, -INFINITY, 0 },
    { LIMEN_KIND_PROBABILITY, LIMEN_KIND_LOGIT, 2, INFINITY },
    { LIMEN_KIND_PROBABILITY, LIMEN_KIND_LOGIT, -1, -INFINITY },
    { LIMEN_KIND_LOG_PROBABILITY, LIMEN_KIND_LOGIT, 1, INFINITY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    test_assert_near (
        limen_score_convert (cases[i].from, cases[i].to, cases[i].score),
        cases[i].expected, 1e-15);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/link/links", test_links);
  g_test_add_func ("/link/conversions", test_conversions);
  g_test_add_func ("/link/kinds", test_kinds);
  return g_test_run ();
}
