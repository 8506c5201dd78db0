/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "criticals.h"
#include "joint-file.h"

/* Whether limen_decide() chooses a class in a row. */
static gboolean
is_chosen (const JointFile *self, const double *thresholds, gsize class,
           double threshold, gsize row)
{
  double tried[MAX_JOINT_CLASSES];
  guint16 decision;

  memcpy (tried, thresholds, self->predictions.n_classes * sizeof *tried);
  tried[class] = threshold;
  limen_decide (&self->predictions, tried,
                LIMEN_DECISION_ARGMAX_OVER_THRESHOLD, row, 1, &decision, NULL);
  return decision == class;
}

/* Critical thresholds are exact to the last bit. */
static void
check_criticals (const JointFile *self, const LimenRatios *ratios, gsize class)
{
  for (gsize i = 0; i < self->predictions.n_rows; i++)
    {
      double critical = limen_criticals_get (ratios, class, i);
      double low
          = critical == INFINITY ? LIMEN_RATIOS_MAX_THRESHOLD : critical;

      if (critical > 0)
        g_assert_true (is_chosen (self, ratios->thresholds, class, low, i));
      if (critical < INFINITY)
        g_assert_false (is_chosen (
            self, ratios->thresholds, class,
            nextafter (fmax (low, LIMEN_RATIOS_MIN_THRESHOLD), INFINITY), i));
    }
}

static void
check_decisions (const JointFile *self, const LimenRatios *ratios)
{
  guint16 decisions[MAX_JOINT_ROWS];

  limen_decide (&self->predictions, ratios->thresholds,
                LIMEN_DECISION_ARGMAX_OVER_THRESHOLD, 0,
                self->predictions.n_rows, decisions, NULL);
  for (gsize i = 0; i < self->predictions.n_rows; i++)
    g_assert_cmpuint (ratios->best_class[i], ==, decisions[i]);
}

/* After changes of single thresholds, the ratios agree with the decisions. */
static void
test_ratios (void)
{
  for (int i = 0; i < N_JOINT_FILES; i++)
    {
      JointFile file;
      LimenRatios *ratios;

      joint_file_draw (
          &file, (gsize) g_test_rand_int_range (2, MAX_JOINT_CLASSES + 1),
          JOINT_SCORES_EXTREME);
      ratios = limen_ratios_new (&file.predictions);
      limen_ratios_set_thresholds (ratios, file.start);
      for (int j = 0; j < 40; j++)
        {
          gsize k = (gsize) g_test_rand_int_range (
              0, (gint32) file.predictions.n_classes);

          check_decisions (&file, ratios);
          check_criticals (&file, ratios, k);
          limen_ratios_set_threshold (
              ratios, k,
              g_test_rand_bit ()
                  ? g_test_rand_int_range (1, 20) / 10.0
                  : pow (10, g_test_rand_double_range (-90, 90)));
        }
      limen_ratios_free (ratios);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ratios/ratios", test_ratios);
  return g_test_run ();
}
