/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "criticals.h"
#include "joint-file.h"
#include "joint-step.h"
#include "support.h"

#define N_STEPS 6000
#define TOLERANCE 1e-12

/* The parts of a joint search at given thresholds. */
typedef struct
{
  JointFile file;
  LimenRatios *ratios;
  LimenJointTally tally;
  LimenJointStep step;
  double thresholds[MAX_JOINT_CLASSES];
  gboolean is_uneven; /* whether the rows of a class weigh next to nothing */
} Search;

/* Draws thresholds: some equal, none for classes without rows. FALSE if fewer
 * than two classes have rows. */
static gboolean
draw_thresholds (Search *self)
{
  gsize n = 0;

  for (gsize k = 0; k < self->file.predictions.n_classes; k++)
    {
      gboolean is_present = joint_file_is_present (&self->file, k);

      self->thresholds[k]
          = is_present ? g_test_rand_int_range (1, 8) / 8.0 : INFINITY;
      n += is_present;
    }
  return n > 1;
}

/* Makes the rows of a class weigh next to nothing. */
static void
shrink_class (JointFile *self)
{
  guint16 class = (guint16) g_test_rand_int_range (
      0, (gint32) self->predictions.n_classes);

  for (gsize i = 0; i < self->predictions.n_rows; i++)
    if (self->labels[i] == class)
      self->weights[i] *= 0x1p-70;
}

static void
search_init (Search *self, gsize n_rows, gsize n_classes, double power)
{
  do
    joint_file_draw_rows (&self->file, n_rows, n_classes, power);
  while (!draw_thresholds (self));
  self->is_uneven = g_test_rand_int_range (0, 4) == 0;
  if (self->is_uneven)
    shrink_class (&self->file);
  self->ratios = limen_ratios_new (&self->file.predictions);
  limen_ratios_set_thresholds (self->ratios, self->thresholds);
  g_assert_true (limen_joint_tally_init (&self->tally, &self->file.predictions,
                                         &self->file.options));
  limen_joint_tally_count (&self->tally, self->ratios);
  g_assert_true (
      limen_joint_step_init (&self->step, self->ratios, &self->tally));
}

static void
search_clear (Search *self)
{
  limen_joint_step_clear (&self->step);
  limen_joint_tally_clear (&self->tally);
  limen_ratios_free (self->ratios);
}

/* Returns the value with another threshold of a class, from scratch; larger is
 * better. */
static double
get_value (const Search *self, gsize class, double threshold)
{
  double tried[MAX_JOINT_CLASSES], value;
  LimenMatrix *matrix;

  memcpy (tried, self->thresholds, sizeof tried);
  tried[class] = threshold;
  matrix = limen_matrix_new (&self->file.predictions, tried,
                             LIMEN_DECISION_ARGMAX_OVER_THRESHOLD);
  value = limen_joint_value (&self->file.options, matrix);
  limen_matrix_free (matrix);
  return self->file.options.goal == LIMEN_JOINT_COST ? -value : value;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Lists the ends of all intervals of thresholds, in ascending order. */
static GArray *
list_ends (const Search *self, gsize class, gboolean has_all)
{
  GArray *ends = g_array_new (FALSE, FALSE, sizeof (double));
  const double outer[] = { LIMEN_RATIOS_MIN_THRESHOLD, INFINITY };

  g_array_append_vals (ends, outer, 2);
  for (gsize i = 0; i < self->file.predictions.n_rows; i++)
    {
      double critical = limen_criticals_get (self->ratios, class, i);
      gsize other = limen_ratios_get_other (self->ratios, i, class);

      if (critical > 0 && critical < INFINITY
          && (has_all
              || limen_joint_tally_is_affected (&self->tally, i, other,
                                                class)))
        g_array_append_val (ends, critical);
    }
  g_array_sort (ends, compare);
  return ends;
}

static gboolean
is_better (LimenJointInterval here, LimenJointInterval than)
{
  double width = here.high - here.low, other = than.high - than.low;

  if (fabs (here.value - than.value) > TOLERANCE)
    return here.value > than.value;
  return width > other || (width == other && here.low < than.low);
}

/* Finds the best interval by trying each. */
static LimenJointInterval
find_best (const Search *self, gsize class, gboolean has_all)
{
  g_autoptr (GArray) ends = list_ends (self, class, has_all);
  LimenJointInterval best = { -INFINITY, 0, 0 };

  for (guint i = 0; i + 1 < ends->len; i++)
    {
      LimenJointInterval here = { 0, g_array_index (ends, double, i),
                                  g_array_index (ends, double, i + 1) };
      double high = fmin (here.high, LIMEN_RATIOS_MAX_THRESHOLD);

      if (!limen_joint_has_room (here.low, here.high) || here.low >= high)
        continue;
      here.value = get_value (self, class, sqrt (here.low) * sqrt (high));
      if (is_better (here, best))
        best = here;
    }
  return best;
}

/* Whether equal values are equal to the last bit. */
static gboolean
is_exact (const Search *self)
{
  return self->file.options.goal != LIMEN_JOINT_MACRO_F1 && !self->is_uneven;
}

static void
check_step (Search *self, gsize class, double margin, gboolean has_all)
{
  double value = limen_joint_tally_get_value (&self->tally);
  LimenJointInterval best = find_best (self, class, has_all), found;

  test_assert_near (value, get_value (self, class, self->thresholds[class]),
                    TOLERANCE);
  g_assert_true (limen_joint_step_find (&self->step, class, value + margin,
                                        has_all, &found));
  if (best.value < value + margin - TOLERANCE)
    {
      g_assert_cmpfloat (found.value, <, value + margin);
      return;
    }
  if (best.value < value + margin + TOLERANCE)
    return;
  test_assert_near (found.value, best.value, TOLERANCE);
  test_assert_near (
      get_value (self, class,
                 sqrt (found.low)
                     * sqrt (fmin (found.high, LIMEN_RATIOS_MAX_THRESHOLD))),
      best.value, TOLERANCE);
  if (!is_exact (self))
    return;
  g_assert_cmpfloat (found.low, ==, best.low);
  g_assert_cmpfloat (found.high, ==, best.high);
}

static void
check_file (gsize n_rows, double power)
{
  Search search;
  gsize class;

  search_init (&search, n_rows,
               (gsize) g_test_rand_int_range (2, MAX_JOINT_CLASSES + 1),
               power);
  do
    class = (gsize) g_test_rand_int_range (
        0, (gint32) search.file.predictions.n_classes);
  while (search.thresholds[class] == INFINITY);
  check_step (&search, class, TOLERANCE / 2, FALSE);
  check_step (&search, class, -TOLERANCE, TRUE);
  check_step (&search, class, -0.1, TRUE);
  search_clear (&search);
}

/* A step finds what trying all thresholds does. Scores and weights are often
 * equal or 0, and classes may lack rows. */
static void
test_few_rows (void)
{
  for (int i = 0; i < N_STEPS; i++)
    check_file ((gsize) g_test_rand_int_range (2, 15),
                i % 2 == 0 ? JOINT_SCORES_USUAL : JOINT_SCORES_EXTREME);
}

static void
test_many_rows (void)
{
  for (int i = 0; i < N_STEPS / 60; i++)
    check_file ((gsize) g_test_rand_int_range (100, MAX_JOINT_ROWS),
                JOINT_SCORES_USUAL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/joint-step/few-rows", test_few_rows);
  g_test_add_func ("/joint-step/many-rows", test_many_rows);
  return g_test_run ();
}
