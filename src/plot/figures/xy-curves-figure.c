/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "xy-curves-private.h"

#include <glib/gi18n.h>
#include <math.h>

/* The title of a curve in a legend; translated, static. */
static const char *
get_series_title (const LimenXyCurves *self, gsize series)
{
  if (self->is_point)
    return _ ("the decisions");
  return self->words->series != NULL
             ? _ (self->words->series)
             : limen_xy_curves_get_y_name (self, series);
}

static void
fill_series (const LimenXyCurves *self, gsize index, double threshold,
             const char *decimal_point, LimenXySeries *series)
{
  const LimenXyCurve *source = &self->series[index];

  series->title = get_series_title (self, index);
  if (source->points != NULL && !self->is_point)
    series->points
        = limen_curve_points_get (source->points, &series->n_points);
  series->is_stepped = self->kind == LIMEN_POINTS_PRECISION_RECALL;
  series->color = source->color;
  series->band
      = self->names_values ? (guint) source->curve.y.id : (guint) index;
  series->marker = limen_xy_curves_get_place (self, index, threshold);
  if (!isnan (self->summary))
    limen_xy_write_value (self->summary, decimal_point, series->value,
                          sizeof series->value);
  else if (self->names_values && !isnan (threshold))
    limen_xy_write_value (series->marker.y, decimal_point, series->value,
                          sizeof series->value);
}

/* Adds the points and the value of test data. */
static void
fill_test (const LimenXyCurves *self, double threshold,
           const char *decimal_point, LimenXyFigure *figure)
{
  const LimenXyCurves *test = self->test;

  figure->has_test = TRUE;
  for (gsize i = 0; i < self->n_series; i++)
    {
      LimenXySeries *series = &figure->series[i];

      if (!test->is_point)
        series->test_points = limen_curve_points_get (test->series[i].points,
                                                      &series->n_test_points);
      series->test_marker = limen_xy_curves_get_place (test, i, threshold);
    }
  if (!isnan (test->summary))
    limen_xy_write_value (test->summary, decimal_point, figure->test_value,
                          sizeof figure->test_value);
}

static void
write_caption (const LimenXyCurves *self, LimenXyFigure *figure,
               const char *decimal_point)
{
  LimenXyPlace marker = figure->series[0].marker;
  char x[24], y[24];

  limen_xy_write_value (marker.x, decimal_point, x, sizeof x);
  limen_xy_write_value (marker.y, decimal_point, y, sizeof y);
  if (self->words->y_short == NULL)
    g_snprintf (figure->caption, sizeof figure->caption, "%s %s",
                _ (self->words->x_short), x);
  else
    g_snprintf (figure->caption, sizeof figure->caption, "%s %s, %s %s",
                _ (self->words->x_short), x, _ (self->words->y_short), y);
}

/* A figure of the curves with the marker at a threshold; NaN for no marker.
 * Numbers are written with @decimal_point. The caller adds pins, label, hover
 * and focus. The figure points into the curves, which must outlive it. */
LimenXyFigure
limen_xy_curves_get_figure (const LimenXyCurves *self, double threshold,
                            const char *decimal_point)
{
  LimenXyFigure figure = {
    .x = self->x,
    .y = self->y,
    .x_title = _ (self->words->x_title),
    .y_title = self->words->y_title != NULL ? _ (self->words->y_title) : NULL,
    .n_series = self->n_series,
    .hull = self->hull,
    .n_hull = self->n_hull,
    .hover = { NAN, NAN },
    .has_legend = TRUE,
    .message = self->message,
  };

  for (gsize i = 0; i < self->n_series; i++)
    fill_series (self, i, threshold, decimal_point, &figure.series[i]);
  if (self->message != NULL || self->n_series == 0)
    return figure;
  if (self->test != NULL)
    fill_test (self, threshold, decimal_point, &figure);
  if (self->kind >= 0)
    limen_xy_lines_add (&figure, (LimenPointsKind) self->kind, &self->source,
                        self->is_point, decimal_point);
  if (self->custom != NULL)
    self->custom->add_lines (&self->source,
                             limen_sweep_find (self->source.sweep, threshold),
                             &figure);
  if (!isnan (threshold))
    write_caption (self, &figure, decimal_point);
  return figure;
}
