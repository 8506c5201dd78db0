/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "agreement.h"
#include "proportion.h"
#include "support.h"

static LimenSampleValue
new_share (double n_hits, double n_rows, double confidence)
{
  double share = n_hits / n_rows;

  return (LimenSampleValue){ share,
                             limen_interval_wilson (share, n_rows, confidence),
                             confidence };
}

/* Newcombe (1998), table II: the difference of 56 of 70 and 48 of 80 is from
 * 0.0524 to 0.3339; that of 9 of 10 and 3 of 10 from 0.1705 to 0.8090; 10 of
 * 10 and 0 of 10, which have one-sided intervals, from 0.6075. */
static void
test_shares (void)
{
  static const struct
  {
    double a, m, b, n, shift;
    LimenAgreement agreement;
  } cases[] = {
    { 56, 70, 48, 80, 0, LIMEN_AGREEMENT_HIGHER },
    { 56, 70, 48, 80, 0.052, LIMEN_AGREEMENT_HIGHER },
    { 56, 70, 48, 80, 0.053, LIMEN_AGREEMENT_AGREES },
    { 56, 70, 48, 80, 0.3335, LIMEN_AGREEMENT_AGREES },
    { 56, 70, 48, 80, 0.3345, LIMEN_AGREEMENT_LOWER },
    { 9, 10, 3, 10, 0.17, LIMEN_AGREEMENT_HIGHER },
    { 9, 10, 3, 10, 0.171, LIMEN_AGREEMENT_AGREES },
    { 9, 10, 3, 10, 0.8095, LIMEN_AGREEMENT_LOWER },
    { 10, 10, 0, 10, 0.607, LIMEN_AGREEMENT_HIGHER },
    { 10, 10, 0, 10, 0.608, LIMEN_AGREEMENT_AGREES },
    { 3, 10, 9, 10, 0, LIMEN_AGREEMENT_LOWER },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LimenSampleValue now = new_share (cases[i].a, cases[i].m, 0.95);
      LimenSampleValue was = new_share (cases[i].b, cases[i].n, 0.95);

      g_test_message ("case %zu", i);
      was.value += cases[i].shift;
      was.interval.low += cases[i].shift;
      was.interval.high += cases[i].shift;
      g_assert_cmpint (limen_agreement_find (now, was), ==,
                       cases[i].agreement);
    }
}

/* The other interval is changed to the confidence of the new one. */
static void
test_confidence (void)
{
  LimenSampleValue now = { 0, { -0.196, 0.196 }, 0.95 };
  LimenSampleValue was = { -0.27, { -0.466, -0.074 }, 0.95 };

  g_assert_cmpint (limen_agreement_find (now, was), ==,
                   LIMEN_AGREEMENT_AGREES);
  was.interval = (LimenInterval){ -0.27 - 0.258, -0.27 + 0.258 };
  was.confidence = 0.99;
  g_assert_cmpint (limen_agreement_find (now, was), ==,
                   LIMEN_AGREEMENT_AGREES);
  was.value = -0.29;
  was.interval = (LimenInterval){ -0.29 - 0.258, -0.29 + 0.258 };
  g_assert_cmpint (limen_agreement_find (now, was), ==,
                   LIMEN_AGREEMENT_HIGHER);
}

/* Without the other interval, its value is compared with the new one; without
 * a new one, or a value, nothing is known. */
static void
test_missing (void)
{
  const LimenInterval none = { NAN, NAN };
  LimenSampleValue now = { 0.5, { 0.4, 0.7 }, 0.95 };

  g_assert_cmpint (
      limen_agreement_find (now, (LimenSampleValue){ 0.65, none, NAN }), ==,
      LIMEN_AGREEMENT_AGREES);
  g_assert_cmpint (
      limen_agreement_find (now, (LimenSampleValue){ 0.75, none, NAN }), ==,
      LIMEN_AGREEMENT_LOWER);
  g_assert_cmpint (
      limen_agreement_find (now, (LimenSampleValue){ 0.35, none, NAN }), ==,
      LIMEN_AGREEMENT_HIGHER);
  g_assert_cmpint (
      limen_agreement_find (now, (LimenSampleValue){ NAN, none, NAN }), ==,
      LIMEN_AGREEMENT_UNKNOWN);
  g_assert_cmpint (
      limen_agreement_find ((LimenSampleValue){ 0.5, none, 0.95 },
                            (LimenSampleValue){ 0.5, { 0.4, 0.6 }, 0.95 }),
      ==, LIMEN_AGREEMENT_UNKNOWN);
  now.interval.high = INFINITY;
  g_assert_cmpint (limen_agreement_find (
                       now, (LimenSampleValue){ 50, { 3, INFINITY }, 0.95 }),
                   ==, LIMEN_AGREEMENT_AGREES);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sample-agreement/shares", test_shares);
  g_test_add_func ("/sample-agreement/confidence", test_confidence);
  g_test_add_func ("/sample-agreement/missing", test_missing);
  return g_test_run ();
}
