/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figures.h"

#include <math.h>

static const double pinned[] = { 0.5, 0.73 };

/* An axis over probabilities with a line, and two pinned cutoffs. */
LimenThresholdAxis
test_axis_new (double threshold)
{
  return (LimenThresholdAxis) {
    .x = limen_scale_new (LIMEN_TRANSFORM_LINEAR, 0, 1),
    .threshold = threshold,
    .band_low = 0.4920,
    .band_high = 0.5320,
    .pinned = pinned,
    .n_pinned = G_N_ELEMENTS (pinned),
    .hover = NAN,
  };
}

/* Two modes, the negatives' at low scores. */
TestHistogram *
test_histogram_new (gsize n_bins)
{
  TestHistogram *self = g_new0 (TestHistogram, 1);

  self->edges = g_new (double, n_bins + 1);
  self->bins = g_new (LimenHistogramBin, n_bins);
  self->figure = (LimenHistogramFigure) {
    .axis = test_axis_new (0.52),
    .edges = self->edges,
    .bins = self->bins,
    .n_bins = n_bins,
    .is_stacked = TRUE,
    .hovered_bin = -1,
    .negative_name = "stayed",
    .positive_name = "churned",
  };
  limen_scale_fill_edges (&self->figure.axis.x, self->edges, n_bins);
  for (gsize i = 0; i < n_bins; i++)
    {
      double x = ((double) i + 0.5) / (double) n_bins;
      double wobble = 1 + 0.1 * sin (7.3 * (double) i);

      self->bins[i].negatives
          = floor (32000.0 / (double) n_bins * exp (-4 * x) * wobble);
      self->bins[i].positives
          = floor (8000.0 / (double) n_bins * (0.03 + x * x * x) * wobble);
    }
  return self;
}

void
test_histogram_free (TestHistogram *self)
{
  g_free (self->edges);
  g_free (self->bins);
  g_free (self);
}

/* The value of a series at x, 0..1. The sixth series is ragged, as precision
 * is at high thresholds, and undefined over the last tenth. */
static double
get_test_value (gsize series, double x)
{
  switch (series)
    {
    case 0:
      return 0.32 + 0.68 * pow (x, 0.9) + 0.004 * sin (900 * x * x);
    case 1:
      return 1 - pow (x, 2.2);
    case 2:
      return 0.48 + 0.8 * x - 1.28 * pow (x, 4);
    case 3:
      return 1 - pow (1 - x, 3);
    case 4:
      return 0.65 * sin (G_PI * x);
    default:
      return x > 0.9 ? (double) NAN : 0.2 + 0.1 * x * sin (31000 * x);
    }
}

TestCurves *
test_curves_new (gsize n_columns)
{
  static const char *const titles[N_TEST_SERIES]
      = { "precision", "recall", "F1", "specificity", "MCC", "ragged" };
  TestCurves *self = g_new0 (TestCurves, 1);

  for (gsize i = 0; i < N_TEST_SERIES; i++)
    {
      LimenCurveColumn *columns = g_new (LimenCurveColumn, n_columns);

      for (gsize j = 0; j < n_columns; j++)
        {
          double a = get_test_value (i, (double) j / (double) n_columns);
          double b = get_test_value (i, (double) (j + 1) / (double) n_columns);

          columns[j] = (LimenCurveColumn) { a, b, fmin (a, b), fmax (a, b) };
        }
      self->series[i] = (LimenCurveSeries) {
        titles[i], columns, n_columns, get_test_value (i, 0.52), (guint) i
      };
    }
  self->figure = (LimenCurvesFigure) {
    .axis = test_axis_new (0.52),
    .series = self->series,
    .n_series = N_TEST_SERIES,
    .y = limen_scale_new (LIMEN_TRANSFORM_LINEAR, 0, 1),
  };
  self->figure.axis.x_title = "threshold on P(positive)";
  return self;
}

void
test_curves_free (TestCurves *self)
{
  for (gsize i = 0; i < N_TEST_SERIES; i++)
    g_free ((LimenCurveColumn *) self->series[i].columns);
  g_free (self);
}

/* Many rows with small losses, few with large ones; losses above log 2 are
 * wrong decisions. */
static LimenLossBin
get_loss_bin (double low, double high)
{
  double weight = floor (9000 * (exp (-1.7 * low) - exp (-1.7 * high)) + 0.5);
  double wrong
      = high <= log (2) ? 0
                        : weight * (high - fmax (low, log (2))) / (high - low);

  return (LimenLossBin) { weight - floor (wrong), floor (wrong),
                          weight * (low + high) / 2 };
}

TestLosses *
test_losses_new (gsize n_bins, double largest)
{
  TestLosses *self = g_new0 (TestLosses, 1);
  const LimenLossSummary summary = { 0.4449, 0.6931, largest };

  self->edges = g_new (double, n_bins + 1);
  self->bins = g_new (LimenLossBin, n_bins);
  self->figure = (LimenLossesFigure) {
    .x = limen_figure_losses_get_scale (&summary),
    .edges = self->edges,
    .bins = self->bins,
    .n_bins = n_bins,
    .mean = summary.mean,
    .base_rate = summary.base_rate,
    .negative_edge = 0.2,
    .positive_edge = 3.1,
    .negative_name = "stayed",
    .positive_name = "churned",
    .has_log_y = TRUE,
    .hovered_bin = -1,
    .selected_bin = -1,
  };
  limen_scale_fill_edges (&self->figure.x, self->edges, n_bins);
  for (gsize i = 0; i < n_bins; i++)
    self->bins[i] = get_loss_bin (self->edges[i], self->edges[i + 1]);
  return self;
}

void
test_losses_free (TestLosses *self)
{
  g_free (self->edges);
  g_free (self->bins);
  g_free (self);
}

TestLog *
test_log_new (double largest)
{
  TestLog *self = g_new0 (TestLog, 1);

  self->figure = (LimenLogFigure) {
    .y = limen_figure_log_get_scale (largest),
    .edges = self->edges,
    .bins = self->bins,
    .n_bins = LIMEN_FIGURE_LOG_BINS,
    .mean = 0.4449,
    .marked = largest,
  };
  limen_figure_log_fill_edges (&self->figure.y, self->edges,
                               LIMEN_FIGURE_LOG_BINS);
  for (gsize i = 0; i < LIMEN_FIGURE_LOG_BINS; i++)
    self->bins[i] = get_loss_bin (self->edges[i], self->edges[i + 1]);
  if (largest > self->figure.y.high)
    self->figure.above = (LimenLossBin) { 0, 3 };
  return self;
}

/* A pseudo-random number between 0 and 1, by a linear congruential
 * generator. */
static double
draw_number (guint32 *state)
{
  *state = *state * 1664525u + 1013904223u;
  return (double) (*state >> 8) / (1 << 24);
}

static char *
make_name (gsize index)
{
  static const char *const words[]
      = { "cat", "dog", "horse", "aeroplane", "sea lion", "lorry", "frog",
          "ship", "deer", "great crested grebe" };
  gsize n_words = G_N_ELEMENTS (words);

  return index < n_words ? g_strdup (words[index])
                         : g_strdup_printf ("%s %u", words[index % n_words],
                                            (guint) (index / n_words + 1));
}

/* Classes of different sizes, mostly right, otherwise mostly taken for a
 * neighbour; the fourth of more than three classes has no rows. */
TestMatrix *
test_matrix_new (gsize n_classes, gboolean has_none)
{
  TestMatrix *self = g_new0 (TestMatrix, 1);
  gsize n_columns = n_classes + (has_none ? 1 : 0);
  guint32 state = 7;

  self->names = g_new0 (char *, n_classes + 1);
  self->cells = g_new0 (double, n_classes * n_columns);
  for (gsize i = 0; i < n_classes; i++)
    {
      double n_rows = floor (20 + 1500 * pow (draw_number (&state), 3));

      self->names[i] = make_name (i);
      for (gsize j = 0; j < n_columns && (i != 3 || n_classes == 3); j++)
        {
          double near = exp (-fabs ((double) i - (double) j) / 2);
          double share = i == j ? 0.6 + 0.4 * draw_number (&state)
                                : 0.12 * near * draw_number (&state);

          self->cells[i * n_columns + j] = floor (n_rows * share);
        }
    }
  self->figure = (LimenMatrixFigure) {
    .n_classes = n_classes,
    .n_columns = n_columns,
    .names = (const char *const *) self->names,
    .cells = self->cells,
    .selected = -1,
    .hovered_row = -1,
    .hovered_column = -1,
    .cursor_row = -1,
    .cursor_column = -1,
  };
  return self;
}

void
test_matrix_free (TestMatrix *self)
{
  g_strfreev (self->names);
  g_free (self->cells);
  g_free (self);
}

/* An overconfident model with an empty bin and many rows at both ends. */
TestReliability *
test_reliability_new (void)
{
  TestReliability *self = g_new0 (TestReliability, 1);

  for (gsize i = 0; i < N_TEST_BINS; i++)
    {
      double middle = ((double) i + 0.5) / N_TEST_BINS;
      double frequency = 0.5 + 0.7 * (middle - 0.5);
      double weight
          = i == 10 ? 0 : floor (900 * pow (fabs (middle - 0.5), 3)) + 8;

      self->bins[i] = (LimenCalibrationBin) {
        .low = (double) i / N_TEST_BINS,
        .high = (double) (i + 1) / N_TEST_BINS,
        .weight = weight,
        .mean_score = weight > 0 ? middle : (double) NAN,
        .frequency = weight > 0 ? frequency : (double) NAN,
      };
      self->low[i] = fmax (0, frequency - 1 / sqrt (weight));
      self->high[i] = fmin (1, frequency + 1 / sqrt (weight));
    }
  for (gsize i = 0; i <= N_TEST_COUNTS; i++)
    self->edges[i] = (double) i / N_TEST_COUNTS;
  for (gsize i = 0; i < N_TEST_COUNTS; i++)
    {
      double middle = (self->edges[i] + self->edges[i + 1]) / 2;

      self->counts[i].negatives = floor (90 * pow (1 - middle, 4));
      self->counts[i].positives = floor (60 * pow (middle, 3));
    }
  self->figure = (LimenReliabilityFigure) {
    .bins = self->bins,
    .low = self->low,
    .high = self->high,
    .n_bins = N_TEST_BINS,
    .edges = self->edges,
    .counts = self->counts,
    .n_counts = N_TEST_COUNTS,
    .negative_name = "stayed",
    .positive_name = "churned",
    .threshold = 0.52,
    .line_label = "0.52",
    .ece = 0.071,
    .hovered_bin = -1,
    .selected_bin = -1,
    .has_legend = TRUE,
  };
  return self;
}

/* Calibrated probabilities, three in ten rows positive. */
LimenSweep *
test_sweep_new (gsize n_rows)
{
  g_autofree double *scores = g_new (double, n_rows);
  g_autofree guint16 *labels = g_new (guint16, n_rows);
  guint32 state = 11;

  for (gsize i = 0; i < n_rows; i++)
    {
      scores[i] = pow (draw_number (&state), 2.3);
      labels[i] = draw_number (&state) < scores[i];
    }
  return limen_sweep_new (scores, labels, 1, NULL, n_rows);
}

TestXy *
test_xy_new (LimenPointsKind kind, gsize n_rows, double threshold)
{
  TestXy *self = g_new0 (TestXy, 1);

  self->sweep = test_sweep_new (n_rows);
  self->curves
      = limen_xy_curves_new (self->sweep, kind, LIMEN_COSTS_DEFAULT, NAN);
  self->figure = limen_xy_curves_get_figure (self->curves, threshold, ".");
  g_strlcpy (self->figure.label, "0.52", sizeof self->figure.label);
  return self;
}

void
test_xy_free (TestXy *self)
{
  limen_xy_curves_unref (self->curves);
  limen_sweep_free (self->sweep);
  g_free (self);
}
