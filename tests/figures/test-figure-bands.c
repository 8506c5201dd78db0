/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "estimates.h"
#include "figures.h"
#include "support.h"
#include "threshold-lines.h"
#include "xy-curves.h"

#define N_ROWS 80
#define N_RESAMPLES 2000

typedef struct
{
  LimenAnalysis *analysis;
  LimenFigureInput *input;
} Fixture;

static Fixture
set_up (const char *text)
{
  g_autofree char *path = test_write_file ("rows.csv", text, -1);
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenDataset) dataset = NULL;
  g_autoptr (LimenOneVsRest) class = NULL;
  Fixture self;

  if (strstr (text, "weight") != NULL)
    options->weight = g_strdup ("weight");
  dataset = limen_dataset_read (path, options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  self.analysis = limen_analysis_new (dataset, NULL, NULL, &error);
  g_assert_no_error (error);
  class = limen_analysis_get_class (self.analysis, 0, &error);
  g_assert_no_error (error);
  self.input = limen_figure_input_new (self.analysis, class,
                                       LIMEN_COSTS_DEFAULT, NAN, NAN);
  self.input->bootstrap = LIMEN_BOOTSTRAP_DEFAULT;
  return self;
}

static void
tear_down (Fixture *self)
{
  limen_figure_input_free (self->input);
  limen_analysis_unref (self->analysis);
}

/* Rows whose scores overlap, some of them equal; every third is positive. */
static void
get_row (guint i, int *label, double *score)
{
  *label = i % 3 == 0;
  *score = (double) ((i * 37 + 11) % 50 + (*label ? 22 : 0)) / 80;
}

static char *
new_text (const char *weight)
{
  GString *text
      = g_string_new (weight != NULL ? "label,prob,weight\n" : "label,prob\n");

  for (guint i = 0; i < N_ROWS; i++)
    {
      double score;
      int label;

      get_row (i, &label, &score);
      g_string_append_printf (text, "%d,%.6f", label, score);
      if (weight != NULL)
        g_string_append_printf (text, ",%s", i % 2 == 0 ? weight : "1");
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

static LimenBands *
compute (Fixture *self, const char *key)
{
  const LimenFigureType *type = limen_figures_find (key);
  g_autoptr (GError) error = NULL;
  LimenBands *bands = type->bands (type, self->input, NULL, &error);

  g_assert_no_error (error);
  return bands;
}

/* The interval of a band at x, between the points beside it. */
static LimenBandPoint
get_at (LimenBands *bands, guint key, double x)
{
  gsize n;
  const LimenBandPoint *points = limen_bands_get (bands, key, &n);
  gsize i = 0;
  double share;

  g_assert_nonnull (points);
  while (i + 1 < n && points[i + 1].x < x)
    i++;
  g_assert_cmpuint (i + 1, <, n);
  share = (x - points[i].x) / (points[i + 1].x - points[i].x);
  return (LimenBandPoint){
    x, points[i].low + share * (points[i + 1].low - points[i].low),
    points[i].high + share * (points[i + 1].high - points[i].high)
  };
}

/* Over the threshold axis */

/* At the score of each candidate the band is the interval of the estimate. */
static void
test_thresholds (void)
{
  g_autofree char *text = new_text (NULL);
  Fixture self = set_up (text);
  g_autoptr (LimenBands) bands = compute (&self, "threshold-curves");
  const LimenSweep *sweep = limen_figure_input_get_sweep (self.input);
  LimenObjective view
      = limen_objective_new_view (sweep, LIMEN_COSTS_DEFAULT, NAN);

  g_assert_cmpfloat (limen_bands_get_confidence (bands), ==, 0.95);
  for (gsize i = 0; i < self.input->n_metrics; i++)
    {
      LimenMetricId metric = self.input->metrics[i];
      gsize n, candidate = 0;
      const LimenBandPoint *points = limen_bands_get (bands, metric, &n);

      g_assert_cmpuint (n, >=, limen_sweep_get_n_scores (sweep));
      for (gsize j = 0; j < n; j++)
        {
          g_autofree LimenEstimate *estimates = NULL;

          candidate = limen_sweep_find (sweep, points[j].x);
          g_assert_true (j == 0 || points[j].x >= points[j - 1].x);
          if (points[j].x != limen_sweep_get_score (sweep, candidate)
              || (j > 0 && points[j].x == points[j - 1].x))
            continue;
          estimates
              = limen_estimates_new_at (self.input->class, &view, &candidate,
                                        1, &self.input->bootstrap, NULL);
          g_assert_cmpfloat (points[j].low, ==,
                             estimates[metric].interval.low);
          g_assert_cmpfloat (points[j].high, ==,
                             estimates[metric].interval.high);
        }
      g_assert_cmpuint (candidate, ==, limen_sweep_get_n_scores (sweep));
    }
  tear_down (&self);
}

/* A part of the axis has as many points over its width as the whole. */
static void
test_zoomed (void)
{
  g_autofree char *text = new_text (NULL);
  Fixture self = set_up (text);
  g_autoptr (LimenBands) bands = NULL;
  const LimenBandPoint *points;
  gsize n;

  self.input->axis.x = limen_scale_cut (&self.input->axis.x, 0.4, 0.5);
  bands = compute (&self, "threshold-curves");
  points = limen_bands_get (bands, self.input->metrics[0], &n);
  g_assert_cmpuint (n, >, 256);
  g_assert_cmpfloat (points[0].x, ==, 0.4);
  g_assert_cmpfloat (points[n - 1].x, ==, 0.5);
  tear_down (&self);
}

/* Each figure over thresholds has a band that its curve is in. */
static void
test_lines (void)
{
  static const char *const keys[] = { "ks", "cost", "decision" };
  g_autofree char *text = new_text (NULL);
  Fixture self = set_up (text);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      const LimenFigureType *type = limen_figures_find (keys[i]);
      g_autoptr (LimenBands) bands = compute (&self, keys[i]);
      g_autoptr (LimenThresholdLines) lines
          = type->compute (type, self.input, NULL);

      for (double x = 0.205; x < 0.6; x += 0.05)
        {
          LimenBandPoint at = get_at (bands, 0, x);
          double value = limen_threshold_lines_get_value (lines, 0, x);

          g_assert_cmpfloat (at.low, <, value);
          g_assert_cmpfloat (at.high, >, value);
        }
    }
  tear_down (&self);
}

/* Over other axes */

static double
get_rate (const int *counts, int label, double threshold)
{
  double hits = 0, total = 0;

  for (guint i = 0; i < N_ROWS; i++)
    {
      double score;
      int is_positive;

      get_row (i, &is_positive, &score);
      if (is_positive != label)
        continue;
      total += counts[i];
      hits += score >= threshold ? counts[i] : 0;
    }
  return hits / total;
}

/* Recall of a resample at a false positive rate, by straight lines between
 * its thresholds. */
static double
read_roc (const int *counts, double x)
{
  double x1 = 0, y1 = 0;

  for (int i = 80; i >= 0; i--)
    {
      double x2 = get_rate (counts, 0, (double) i / 80 - 1e-6);
      double y2 = get_rate (counts, 1, (double) i / 80 - 1e-6);

      if (x2 > x)
        return y1 + (x - x1) / (x2 - x1) * (y2 - y1);
      x1 = x2;
      y1 = y2;
    }
  return 1;
}

static int
compare (const void *a, const void *b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return (first > second) - (first < second);
}

/* The band of a ROC curve agrees with rows drawn one by one. */
static void
test_roc (void)
{
  g_autofree char *text = new_text (NULL);
  Fixture self = set_up (text);
  g_autoptr (LimenBands) bands = NULL;
  g_autoptr (GRand) random = g_rand_new_with_seed (4);
  static double values[3][N_RESAMPLES];

  self.input->bootstrap.n_resamples = N_RESAMPLES;
  bands = compute (&self, "roc");
  for (guint i = 0; i < N_RESAMPLES; i++)
    {
      int counts[N_ROWS] = { 0 };

      for (guint j = 0; j < N_ROWS; j++)
        counts[g_rand_int_range (random, 0, N_ROWS)]++;
      for (guint k = 0; k < 3; k++)
        values[k][i] = read_roc (counts, 0.1 + 0.2 * k);
    }
  for (guint k = 0; k < 3; k++)
    {
      LimenBandPoint at = get_at (bands, 0, 0.1 + 0.2 * k);

      qsort (values[k], N_RESAMPLES, sizeof (double), compare);
      g_assert_cmpfloat_with_epsilon (at.low, values[k][49], 0.03);
      g_assert_cmpfloat_with_epsilon (at.high, values[k][1949], 0.03);
    }
  tear_down (&self);
}

/* Each figure of points has a band that its curve is in, from end to end, and
 * a number gives it again. */
static void
test_points (void)
{
  static const char *const keys[]
      = { "roc", "precision-recall", "det", "gain", "lift", "rate-curves" };
  g_autofree char *text = new_text (NULL);
  Fixture self = set_up (text);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      gboolean is_of_rates = g_str_equal (keys[i], "rate-curves");
      guint key = is_of_rates ? self.input->metrics[0] : 0;
      const LimenFigureType *type = limen_figures_find (keys[i]);
      g_autoptr (LimenBands) bands = compute (&self, keys[i]);
      g_autoptr (LimenBands) again = compute (&self, keys[i]);
      g_autoptr (LimenXyCurves) curves
          = type->compute (type, self.input, NULL);
      gsize n, n_again;
      const LimenBandPoint *points = limen_bands_get (bands, key, &n);

      g_assert_cmpmem (points, n * sizeof *points,
                       limen_bands_get (again, key, &n_again),
                       n_again * sizeof *points);
      g_assert_cmpfloat (points[n - 1].x, ==, 1);
      for (double threshold = 0.4; threshold < 0.6; threshold += 0.05)
        {
          LimenXyPlace place
              = limen_xy_curves_get_place (curves, 0, threshold);
          LimenBandPoint at = get_at (bands, key, place.x);

          g_test_message ("%s: %g in %g to %g", keys[i], place.y, at.low,
                          at.high);
          g_assert_cmpfloat (at.low, <, place.y);
          g_assert_cmpfloat (at.high, >, place.y);
        }
    }
  tear_down (&self);
}

/* Precision at a recall follows the prevalence of the population. */
static void
test_prevalence (void)
{
  g_autofree char *text = new_text (NULL);
  Fixture self = set_up (text);
  g_autoptr (LimenBands) rows = compute (&self, "precision-recall");
  g_autoptr (LimenBands) population = NULL;
  LimenBandPoint at;

  self.input->prevalence = 0.02;
  population = compute (&self, "precision-recall");
  at = get_at (population, 0, 0.9);
  g_assert_cmpfloat (at.high, <, get_at (rows, 0, 0.9).low);
  g_assert_cmpfloat (at.low, >=, 0.02);
  tear_down (&self);
}

/* Figures without bands */

/* Rows with weights have bands; not of curves whose points depend on all
 * thresholds of a resample if drawing the rows would take long. */
static void
test_weights (void)
{
  g_autofree char *text = new_text ("2.5");
  Fixture self = set_up (text);
  g_autoptr (LimenBands) roc = compute (&self, "roc");
  g_autoptr (LimenBands) thresholds = compute (&self, "threshold-curves");
  LimenBandPoint at = get_at (roc, 0, 0.3);

  g_assert_cmpfloat (at.low, <, at.high);
  g_assert_false (limen_bands_is_empty (thresholds));
  self.input->bootstrap.n_resamples = 700000;
  g_assert_null (compute (&self, "roc"));
  tear_down (&self);
}

/* A single class and decisions have no bands, and no figure breaks. */
static void
test_none (void)
{
  static const char *const texts[]
      = { "label,prob\n0,0.25\n0,0.5\n0,0.75\n",
          "label,predicted\n0,0\n1,1\n0,1\n1,1\n1,0\n0,0\n" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      Fixture self = set_up (texts[i]);

      for (guint j = 0; j < limen_figures_get_n (); j++)
        {
          const LimenFigureType *type = limen_figures_get (j);

          if (type->bands != NULL
              && limen_figure_type_is_for (type, self.analysis))
            g_assert_null (compute (&self, type->key));
        }
      tear_down (&self);
    }
}

static void
test_cancelled (void)
{
  g_autofree char *text = new_text (NULL);
  Fixture self = set_up (text);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < limen_figures_get_n (); i++)
    {
      const LimenFigureType *type = limen_figures_get (i);

      if (type->bands != NULL)
        g_assert_null (type->bands (type, self.input, cancellable, &error));
      g_assert_no_error (error);
    }
  tear_down (&self);
}

/* Pictures */

static guint
draw (Fixture *self, const char *key)
{
  cairo_surface_t *surface
      = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 300, 300);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  limen_figure_type_draw_picture (limen_figures_find (key), self->input, cr,
                                  300, 300, LIMEN_THEME_PRINT, &error);
  g_assert_no_error (error);
  cairo_surface_flush (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface), 300 * 300 * 4);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return g_bytes_hash (bytes);
}

/* A picture has bands if the input has resamples, and only then. */
static void
test_drawn (void)
{
  static const char *const keys[] = { "threshold-curves", "roc", "cost" };
  g_autofree char *text = new_text (NULL);
  Fixture self = set_up (text);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      guint with, without;

      self.input->bootstrap = LIMEN_BOOTSTRAP_DEFAULT;
      with = draw (&self, keys[i]);
      g_assert_nonnull (self.input->bands);
      self.input->bootstrap.n_resamples = 0;
      without = draw (&self, keys[i]);
      g_assert_null (self.input->bands);
      g_assert_cmpuint (with, !=, without);
    }
  self.input->bootstrap = LIMEN_BOOTSTRAP_DEFAULT;
  draw (&self, "histogram");
  g_assert_null (self.input->bands);
  tear_down (&self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figure-bands/thresholds", test_thresholds);
  g_test_add_func ("/figure-bands/zoomed", test_zoomed);
  g_test_add_func ("/figure-bands/lines", test_lines);
  g_test_add_func ("/figure-bands/roc", test_roc);
  g_test_add_func ("/figure-bands/points", test_points);
  g_test_add_func ("/figure-bands/prevalence", test_prevalence);
  g_test_add_func ("/figure-bands/weights", test_weights);
  g_test_add_func ("/figure-bands/none", test_none);
  g_test_add_func ("/figure-bands/cancelled", test_cancelled);
  g_test_add_func ("/figure-bands/drawn", test_drawn);
  return g_test_run ();
}
