/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure-input.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "curve-palette.h"
#include "metric-curves.h"
#include "threshold-layout.h"
#include "threshold.h"

/* Writes a threshold of the axis in the units of the file, or "none" for the
 * infinite threshold. */
static void
write_threshold (double threshold, gboolean is_reversed,
                 char label[LIMEN_DECIMAL_SIZE])
{
  threshold = limen_threshold_reverse (threshold, is_reversed);
  if (threshold == INFINITY)
    /* Translators: the threshold at which no row is positive. */
    g_strlcpy (label, C_ ("threshold", "none"), LIMEN_DECIMAL_SIZE);
  else
    limen_decimal_format (threshold, label, LIMEN_DECIMAL_SIZE);
}

static void
set_axis (LimenFigureInput *self, double threshold)
{
  LimenKind kind = limen_figure_input_get_kind (self);
  LimenThresholdLayout layout = limen_threshold_layout_new (
      kind, limen_figure_input_get_sweep (self), kind == LIMEN_KIND_LOGIT);

  if (isnan (threshold))
    threshold = limen_one_vs_rest_get_start (self->class);
  self->axis = (LimenThresholdAxis){ .x = layout.scale,
                                     .threshold = threshold,
                                     .band_low = NAN,
                                     .band_high = NAN,
                                     .hover = NAN,
                                     .x_title = layout.title,
                                     .line_label = self->label };
  if (limen_kind_has_thresholds (kind))
    write_threshold (threshold, layout.scale.is_reversed, self->label);
  else
    g_strlcpy (self->label, _ ("the decisions"), sizeof self->label);
}

/* A new input with default metrics, bins and axis for the scores of a class. A
 * class of NULL (regression) has no axis; a prevalence of NaN is that of the
 * rows; a threshold of NaN is the class's default. Takes references to
 * analysis and class. Free with limen_figure_input_free(). */
LimenFigureInput *
limen_figure_input_new (LimenAnalysis *analysis,
                        LimenOneVsRest *class,
                        LimenCosts costs,
                        double prevalence,
                        double threshold)
{
  LimenFigureInput *self = g_new0 (LimenFigureInput, 1);

  self->analysis = limen_analysis_ref (analysis);
  self->class = class != NULL ? limen_one_vs_rest_ref (class) : NULL;
  self->costs = costs;
  self->prevalence = prevalence;
  limen_figure_input_set_metrics (self, limen_default_curves,
                                  LIMEN_N_DEFAULT_CURVES);
  self->n_columns = LIMEN_CURVE_COLUMNS;
  if (class != NULL)
    set_axis (self, threshold);
  return self;
}

/* Frees an input; NULL is ignored. */
void
limen_figure_input_free (LimenFigureInput *self)
{
  if (self == NULL)
    return;
  limen_analysis_unref (self->analysis);
  limen_one_vs_rest_unref (self->class);
  limen_one_vs_rest_unref (self->test);
  limen_bands_unref (self->bands);
  g_free (self);
}

/* Sets the metrics of threshold curves and rate curves; copied. Metrics beyond
 * LIMEN_N_METRICS are left out. */
void
limen_figure_input_set_metrics (LimenFigureInput *self,
                                const LimenMetricId *metrics, gsize n_metrics)
{
  self->n_metrics = MIN (n_metrics, LIMEN_N_METRICS);
  memcpy (self->metrics, metrics, self->n_metrics * sizeof *metrics);
}

/* Sets the lower end of a grey zone that reaches up to the threshold; NaN: no
 * grey zone. */
void
limen_figure_input_set_refer_from (LimenFigureInput *self, double refer_from)
{
  self->axis.has_zone = !isnan (refer_from);
  self->axis.refer_from = refer_from;
  self->axis.refer_label = self->refer_label;
  write_threshold (refer_from, self->axis.x.is_reversed, self->refer_label);
}

/* Sets the class of the input in test data, to which it takes a reference;
 * NULL: no test data. Its scores must be of the same kind and in the same
 * units. */
void
limen_figure_input_set_test (LimenFigureInput *self, LimenOneVsRest *test)
{
  if (test != NULL)
    limen_one_vs_rest_ref (test);
  limen_one_vs_rest_unref (self->test);
  self->test = test;
}

/* Widens [low, high], NaN if empty, to the scores of a sweep. */
static void
add_scores (const LimenSweep *sweep, double *low, double *high)
{
  gsize n = limen_sweep_get_n_scores (sweep);

  if (n == 0)
    return;
  *low = fmin (*low, limen_sweep_get_score (sweep, 0));
  *high = fmax (*high, limen_sweep_get_score (sweep, n - 1));
}

/* Fits the threshold axis, if there is one, to the scores of the class and of
 * its test data, the threshold, the grey zone and the pinned cutoffs. */
void
limen_figure_input_fit_axis (LimenFigureInput *self)
{
  LimenThresholdAxis *axis = &self->axis;
  g_autofree double *marks = g_new (double, axis->n_pinned + 2);
  double low = NAN, high = NAN;

  marks[0] = axis->threshold;
  marks[1] = axis->has_zone ? axis->refer_from : NAN;
  for (gsize i = 0; i < axis->n_pinned; i++)
    marks[i + 2] = axis->pinned[i];
  if (self->class != NULL)
    add_scores (limen_figure_input_get_sweep (self), &low, &high);
  if (self->test != NULL)
    add_scores (limen_figure_input_get_test_sweep (self), &low, &high);
  if (!isnan (low))
    axis->x = limen_scale_fit (&axis->x, low, high, marks, axis->n_pinned + 2);
}

/* The sweep of the class, which must not be NULL; owned by the class. */
const LimenSweep *
limen_figure_input_get_sweep (const LimenFigureInput *self)
{
  return limen_one_vs_rest_get_sweep (self->class);
}

/* The sweep of the class in test data, owned by that; NULL without test data.
 */
const LimenSweep *
limen_figure_input_get_test_sweep (const LimenFigureInput *self)
{
  return self->test != NULL ? limen_one_vs_rest_get_sweep (self->test) : NULL;
}

/* The kind of the scores: probability, logit and so on; one for all
 * classes. */
LimenKind
limen_figure_input_get_kind (const LimenFigureInput *self)
{
  return limen_threshold_scores_get_numbers (
             limen_analysis_get_scores (self->analysis))
      ->kind;
}

/* The result whose confusion matrix is shown; owned by the input or its
 * analysis. The task must have a joint decision over several classes. */
const LimenMulticlassResult *
limen_figure_input_get_multiclass_result (const LimenFigureInput *self)
{
  return self->result != NULL
             ? self->result
             : limen_analysis_get_multiclass (self->analysis)->result;
}

/* Sets the error that memory is insufficient for a purpose, such as
 * LIMEN_FOR_DRAWING; returns FALSE. */
gboolean
limen_figure_input_fail_memory (const LimenFigureInput *self,
                                const char *purpose, GError **error)
{
  LimenDataset *dataset = limen_analysis_get_dataset (self->analysis);

  return limen_dataset_fail_memory (dataset, purpose, error);
}
