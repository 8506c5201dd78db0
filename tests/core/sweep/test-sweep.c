/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "support.h"
#include "sweep-private.h"

/* A row for the naive sort. */
typedef struct
{
  double score;
  gboolean is_positive;
  double weight;
} Row;

/* Rows with scores of some distribution. */
typedef struct
{
  gsize n;
  double *scores;
  guint16 *labels;
  double *weights; /* NULL: none */
} Rows;

typedef double (*DrawScore) (GRand *random, gsize i, gsize n);

static double
draw_uniform (GRand *random, gsize i, gsize n)
{
  return g_rand_double (random);
}

static double
draw_signed (GRand *random, gsize i, gsize n)
{
  return 5 * (g_rand_double (random) - 0.5);
}

static double
draw_few (GRand *random, gsize i, gsize n)
{
  double score = g_rand_int_range (random, -3, 4) / 8.0;

  return score == 0 && g_rand_boolean (random) ? -0.0 : score;
}

static double
draw_equal (GRand *random, gsize i, gsize n)
{
  return -0.3;
}

static double
draw_zero (GRand *random, gsize i, gsize n)
{
  return g_rand_boolean (random) ? 0.0 : -0.0;
}

/* Half of the scores are 1, and many just below. */
static double
draw_saturated (GRand *random, gsize i, gsize n)
{
  return g_rand_boolean (random)
             ? 1
             : 1 - g_rand_int_range (random, 0, 5000) * 0x1p-53;
}

/* Nearly all scores fall into one cell of the partition. */
static double
draw_crowded (GRand *random, gsize i, gsize n)
{
  return i % 50 == 0 ? exp (-700 * g_rand_double (random))
                     : 0.7 + g_rand_double (random) * 1e-9;
}

static double
draw_outlying (GRand *random, gsize i, gsize n)
{
  return i == n / 2 ? -1e300 : 0.7 + g_rand_double (random) * 1e-3;
}

static double
draw_single_precision (GRand *random, gsize i, gsize n)
{
  return (float) g_rand_double (random);
}

/* All binary exponents except the smallest of one sign. */
static double
draw_wide (GRand *random, gsize i, gsize n)
{
  double score = ldexp (1 + g_rand_double (random),
                        g_rand_int_range (random, -1022, 1023));

  return g_rand_boolean (random) ? score : -fmin (score, 0x1p-1000);
}

/* All exponents with both signs: too many for a score code. */
static double
draw_too_wide (GRand *random, gsize i, gsize n)
{
  double score = ldexp (1 + g_rand_double (random),
                        g_rand_int_range (random, -1070, 1023));

  return g_rand_boolean (random) ? score : -score;
}

static double
draw_subnormal (GRand *random, gsize i, gsize n)
{
  return g_rand_int_range (random, -3000, 3000) * 0x1p-1074;
}

static double
draw_ascending (GRand *random, gsize i, gsize n)
{
  return (double) i / 3 - 1000;
}

static double
draw_descending (GRand *random, gsize i, gsize n)
{
  return (double) (n - i) / 3;
}

static const struct
{
  const char *name;
  DrawScore draw;
} distributions[] = {
  { "uniform", draw_uniform },
  { "signed", draw_signed },
  { "few values", draw_few },
  { "equal", draw_equal },
  { "zeros", draw_zero },
  { "saturated", draw_saturated },
  { "crowded", draw_crowded },
  { "outlying", draw_outlying },
  { "single precision", draw_single_precision },
  { "wide", draw_wide },
  { "too wide", draw_too_wide },
  { "subnormal", draw_subnormal },
  { "ascending", draw_ascending },
  { "descending", draw_descending },
};

static Rows
rows_draw (DrawScore draw, gsize n, double share, gboolean has_weights)
{
  Rows self = { .n = n,
                .scores = g_new (double, n + 1),
                .labels = g_new (guint16, n + 1),
                .weights = has_weights ? g_new (double, n + 1) : NULL };
  GRand *random = g_rand_new_with_seed ((guint32) n);

  for (gsize i = 0; i < n; i++)
    {
      self.scores[i] = draw (random, i, n);
      self.labels[i] = g_rand_double (random) < share ? 3 : 5;
      if (has_weights)
        self.weights[i] = g_rand_int_range (random, 0, 9) / 4.0;
    }
  g_rand_free (random);
  return self;
}

static void
rows_clear (Rows *self)
{
  g_free (self->scores);
  g_free (self->labels);
  g_free (self->weights);
}

static LimenSweep *
rows_sweep (const Rows *self, guint n_threads)
{
  LimenSweep *sweep = limen_sweep_build (self->scores, self->labels, 3,
                                         self->weights, self->n, n_threads);

  g_assert_nonnull (sweep);
  return sweep;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const Row *x = a, *y = b;

  return (x->score > y->score) - (x->score < y->score);
}

static Row *
rows_sort (const Rows *self)
{
  Row *sorted = g_new (Row, self->n + 1);

  for (gsize i = 0; i < self->n; i++)
    sorted[i] = (Row){ self->scores[i], self->labels[i] == 3,
                       self->weights != NULL ? self->weights[i] : 1 };
  qsort (sorted, self->n, sizeof *sorted, compare_rows);
  return sorted;
}

/* Weights are multiples of 1/4, so that all sums are exact. */
static void
check_cells (const LimenSweep *sweep, gsize candidate, LimenConfusion expected)
{
  LimenConfusion found = limen_sweep_get_confusion (sweep, candidate);

  g_assert_cmpfloat (found.tp, ==, expected.tp);
  g_assert_cmpfloat (found.fp, ==, expected.fp);
  g_assert_cmpfloat (found.fn, ==, expected.fn);
  g_assert_cmpfloat (found.tn, ==, expected.tn);
}

static void
check (const Rows *rows, const LimenSweep *sweep)
{
  g_autofree Row *sorted = rows_sort (rows);
  LimenConfusion c = { 0 };
  gsize candidate = 0;

  for (gsize i = 0; i < rows->n; i++)
    *(sorted[i].is_positive ? &c.tp : &c.fp) += sorted[i].weight;
  g_assert_cmpfloat (limen_sweep_get_positives (sweep), ==, c.tp);
  g_assert_cmpfloat (limen_sweep_get_negatives (sweep), ==, c.fp);
  for (gsize i = 0; i < rows->n; candidate++)
    {
      double score = sorted[i].score;

      g_assert_cmpfloat (limen_sweep_get_score (sweep, candidate), ==, score);
      g_assert_false (score == 0
                      && signbit (limen_sweep_get_score (sweep, candidate)));
      check_cells (sweep, candidate, c);
      for (; i < rows->n && sorted[i].score == score; i++)
        {
          double weight = sorted[i].weight;

          *(sorted[i].is_positive ? &c.tp : &c.fp) -= weight;
          *(sorted[i].is_positive ? &c.fn : &c.tn) += weight;
        }
    }
  g_assert_cmpuint (limen_sweep_get_n_scores (sweep), ==, candidate);
  check_cells (sweep, candidate, c);
}

/* Compares two sweeps to the last bit. */
static void
check_same (const LimenSweep *a, const LimenSweep *b)
{
  enum
  {
    BLOCK = 100
  };
  LimenConfusion x[BLOCK], y[BLOCK];
  gsize n = limen_sweep_get_n_scores (a) + 1;

  g_assert_cmpuint (limen_sweep_get_n_scores (b) + 1, ==, n);
  g_assert_cmpmem (a->scores, (n - 1) * sizeof (double), b->scores,
                   (n - 1) * sizeof (double));
  for (gsize first = 0; first < n; first += BLOCK)
    {
      gsize count = MIN (BLOCK, n - first);

      limen_sweep_get_confusions (a, first, count, x);
      limen_sweep_get_confusions (b, first, count, y);
      g_assert_cmpmem (x, count * sizeof *x, y, count * sizeof *y);
    }
}

static void
check_rows (const Rows *rows)
{
  static const guint n_threads[] = { 2, 7, 0 };
  LimenSweep *sweep = rows_sweep (rows, 1);

  check (rows, sweep);
  for (guint i = 0; i < G_N_ELEMENTS (n_threads); i++)
    {
      LimenSweep *other = rows_sweep (rows, n_threads[i]);

      check_same (sweep, other);
      limen_sweep_free (other);
    }
  limen_sweep_free (sweep);
}

/* Numbers of rows around the limits of the sorting methods and around words of
 * bits. */
static void
check_sizes (gboolean has_weights)
{
  static const gsize sizes[]
      = { 0,  1,    2,     3,     24,    25,     63,    64,
          65, 1000, 16384, 16385, 65536, 131073, 300000 };
  static const double shares[] = { 0.3, 0, 1 };

  for (guint i = 0; i < G_N_ELEMENTS (distributions); i++)
    for (guint j = 0; j < G_N_ELEMENTS (sizes); j++)
      for (guint k = 0; k < (sizes[j] < 2000 ? 3 : 1); k++)
        {
          Rows rows = rows_draw (distributions[i].draw, sizes[j], shares[k],
                                 has_weights);

          g_test_message ("%" G_GSIZE_FORMAT " rows, %s, %g", sizes[j],
                          distributions[i].name, shares[k]);
          check_rows (&rows);
          rows_clear (&rows);
        }
}

static void
test_counted (void)
{
  check_sizes (FALSE);
}

static void
test_weighted (void)
{
  check_sizes (TRUE);
}

/* Arbitrary weights: the same sums for any number of threads, as exact as
 * doubles allow. */
static void
test_rounding (void)
{
  Rows rows = rows_draw (draw_single_precision, 200000, 0.4, TRUE);
  __float128 positives = 0;
  LimenSweep *one, *seven;

  for (gsize i = 0; i < rows.n; i++)
    {
      rows.weights[i] = 1 / (1 + 100 * rows.scores[i]);
      positives += rows.labels[i] == 3 ? rows.weights[i] : 0;
    }
  one = rows_sweep (&rows, 1);
  seven = rows_sweep (&rows, 7);
  check_same (one, seven);
  g_assert_cmpfloat (limen_sweep_get_positives (one), ==, (double) positives);
  g_assert_true (limen_sweep_is_weighted (one));
  limen_sweep_free (one);
  limen_sweep_free (seven);
  rows_clear (&rows);
}

/* The costs of errors at each candidate, where `costs` has those of each row
 * times its weight. Both are multiples of 1/4, so that all sums are exact. */
static void
check_costs (const Rows *costs, const LimenSweep *sweep)
{
  g_autofree Row *sorted = rows_sort (costs);
  LimenErrorCosts expected = { 0, 0 };
  gsize i = 0, n_candidates = limen_sweep_get_n_scores (sweep) + 1;

  for (gsize k = 0; k < costs->n; k++)
    expected.fp += sorted[k].is_positive ? 0 : sorted[k].weight;
  for (gsize k = 0; k < n_candidates; k++)
    {
      LimenErrorCosts found;

      limen_sweep_get_error_costs (sweep, k, 1, &found);
      g_assert_cmpfloat (found.fp, ==, expected.fp);
      g_assert_cmpfloat (found.fn, ==, expected.fn);
      for (;
           i < costs->n && sorted[i].score == limen_sweep_get_score (sweep, k);
           i++)
        if (sorted[i].is_positive)
          expected.fn += sorted[i].weight;
        else
          expected.fp -= sorted[i].weight;
    }
  g_assert_cmpuint (i, ==, costs->n);
}

/* Costs of the rows' own, for one kind of error or both, with or without
 * weights. */
static void
check_row_costs (DrawScore draw, gsize n, gboolean has_weights,
                 gboolean has_fp, gboolean has_fn)
{
  Rows rows = rows_draw (draw, n, 0.4, has_weights);
  g_autofree double *costs = g_new (double, n), *products = g_new (double, n);
  LimenPredictions numbers = { .task = LIMEN_TASK_BINARY,
                               .kind = LIMEN_KIND_SCORE,
                               .n_rows = n,
                               .n_classes = 4,
                               .n_scores = 1,
                               .positive = 3,
                               .labels = rows.labels,
                               .scores = &rows.scores,
                               .weights = rows.weights,
                               .fp_costs = has_fp ? costs : NULL,
                               .fn_costs = has_fn ? costs : NULL };
  Rows expected = rows;
  LimenSweep *sweep;

  for (gsize i = 0; i < n; i++)
    {
      gboolean has_cost = rows.labels[i] == 3 ? has_fn : has_fp;

      costs[i] = g_test_rand_int_range (0, 40) / 4.0;
      products[i] = limen_predictions_get_weight (&numbers, i)
                    * (has_cost ? costs[i] : 1);
    }
  expected.weights = products;
  sweep = limen_sweep_new_from_predictions (&numbers);
  check_costs (&expected, sweep);
  limen_sweep_free (sweep);
  rows_clear (&rows);
}

static void
test_row_costs (void)
{
  static const gsize sizes[] = { 0, 1, 30, 20000, 150000 };

  for (guint i = 0; i < 3 * G_N_ELEMENTS (sizes); i++)
    {
      gsize n = sizes[i / 3];

      check_row_costs (draw_signed, n, i % 2, i % 3 != 1, i % 3 != 2);
      check_row_costs (draw_few, n, i % 2, i % 3 != 1, i % 3 != 2);
    }
}

/* Pre-aggregated counts give the results of the rows. */
static void
test_counts (void)
{
  Rows rows = rows_draw (draw_few, 50000, 0.3, FALSE);
  g_autofree double *positives = g_new (double, rows.n);
  g_autofree double *negatives = g_new (double, rows.n);
  LimenSweep *expected = rows_sweep (&rows, 1), *one, *seven;

  for (gsize i = 0; i < rows.n; i++)
    {
      positives[i] = rows.labels[i] == 3;
      negatives[i] = rows.labels[i] != 3;
    }
  one = limen_sweep_build_from_counts (rows.scores, positives, negatives,
                                       rows.n, 1);
  seven = limen_sweep_build_from_counts (rows.scores, positives, negatives,
                                         rows.n, 7);
  check_same (expected, one);
  check_same (expected, seven);
  g_assert_false (limen_sweep_is_weighted (one));
  limen_sweep_free (expected);
  limen_sweep_free (one);
  limen_sweep_free (seven);
  rows_clear (&rows);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sweep/counted", test_counted);
  g_test_add_func ("/sweep/weighted", test_weighted);
  g_test_add_func ("/sweep/rounding", test_rounding);
  g_test_add_func ("/sweep/row-costs", test_row_costs);
  g_test_add_func ("/sweep/counts", test_counts);
  return g_test_run ();
}
