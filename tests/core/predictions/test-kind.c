/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kind.h"

#include <glib.h>
#include <math.h>

#include "link.h"
#include "ranking.h"
#include "recalibration.h"
#include "sweep.h"

static const struct
{
  LimenKind kind;
  const char *name;
  gboolean has_probabilities, has_thresholds;
} kinds[] = {
  { LIMEN_KIND_PROBABILITY, "probability", TRUE, TRUE },
  { LIMEN_KIND_LOGIT, "logit", TRUE, TRUE },
  { LIMEN_KIND_LOG_PROBABILITY, "log-probability", TRUE, TRUE },
  { LIMEN_KIND_SCORE, "score", FALSE, TRUE },
  { LIMEN_KIND_DECISION, "decision", FALSE, FALSE },
};

/* Names parse to their kind. */
static void
test_names (void)
{
  LimenKind kind = LIMEN_KIND_SCORE;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_assert_cmpstr (limen_kind_get_name (kinds[i].kind), ==,
                       kinds[i].name);
      g_assert_true (limen_kind_parse (kinds[i].name, &kind));
      g_assert_cmpint (kind, ==, kinds[i].kind);
    }
  g_assert_false (limen_kind_parse ("decisions", &kind));
  g_assert_cmpint (kind, ==, LIMEN_KIND_DECISION);
}

/* Kinds with probabilities convert to and from them; others do not. */
static void
test_capabilities (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      LimenKind kind = kinds[i].kind;
      double half = limen_score_from_probability (kind, 0.5);

      g_assert_cmpint (limen_kind_has_probabilities (kind), ==,
                       kinds[i].has_probabilities);
      g_assert_cmpint (limen_kind_has_thresholds (kind), ==,
                       kinds[i].has_thresholds);
      g_assert_cmpint (!isnan (half), ==, kinds[i].has_probabilities);
      g_assert_cmpint (
          !isnan (limen_score_convert (kind, LIMEN_KIND_LOGIT, -0.25)), ==,
          kinds[i].has_probabilities);
      for (int m = 0; m < LIMEN_N_RECALIBRATIONS; m++)
        g_assert_cmpint (limen_recalibration_method_takes (m, kind), ==,
                         kinds[i].has_probabilities
                             || (kinds[i].has_thresholds
                                 && m != LIMEN_RECALIBRATION_TEMPERATURE
                                 && m != LIMEN_RECALIBRATION_BETA));
    }
}

/* The decision threshold keeps decisions, even if none or all are positive. */
static void
test_cut (void)
{
  static const double decisions[][3] = { { 0, 1, 0 }, { 0, 0, 0 },
                                         { 1, 1, 1 } };
  static const uint16_t labels[] = { 0, 1, 1 };
  static const double positives[] = { 1, 0, 3 };

  for (guint i = 0; i < G_N_ELEMENTS (decisions); i++)
    {
      LimenSweep *sweep = limen_sweep_new (decisions[i], labels, 1, NULL, 3);
      double cut
          = limen_ranking_get_start_threshold (LIMEN_KIND_DECISION, sweep);
      LimenConfusion c = limen_sweep_get_confusion (
          sweep, limen_sweep_find (sweep, cut));

      g_assert_cmpfloat (c.tp + c.fp, ==, positives[i]);
      limen_sweep_free (sweep);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kind/names", test_names);
  g_test_add_func ("/kind/capabilities", test_capabilities);
  g_test_add_func ("/kind/cut", test_cut);
  return g_test_run ();
}
