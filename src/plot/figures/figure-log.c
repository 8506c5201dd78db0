/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure-log.h"

#include <glib/gi18n.h>
#include <math.h>

#include "axis.h"
#include "legend.h"
#include "tick-label.h"

#define N_LEGEND_ITEMS 4
/* Bounds for the upper end of the axis of -log p. The larger one is a
 * probability of about one in a thousand, beyond which the curve is a vertical
 * wall. */
#define MIN_TOP 3.0
#define MAX_TOP 7.0
#define N_CURVE_POINTS 256
#define CURVE_WIDTH 2.0
#define MAX_RADIUS 10.0
#define MIN_RADIUS 2.5
#define RING_GAP 3.0
#define DASH 4.0
/* Series colours of right and wrong decisions, as in the figure of the
 * losses. */
#define RIGHT_SERIES 0
#define WRONG_SERIES 1

typedef struct
{
  double x, y;
} Point;

/* Drawing state of one figure. */
typedef struct
{
  LimenPen pen;
  const LimenLogFigure *data;
  LimenThresholdAxis axis; /* x axis: p from 0 to 1 */
  LimenRect rect, plot, legend;
  double max_weight; /* weight of the fullest bin */
  double radius; /* radius of its disc */
  char mean[64], above[64];
} Canvas;

/* The axis of -log p for rows whose largest loss is `largest` (NaN: no
 * losses). It ends at 7 at most, a probability of about one in a thousand;
 * rows with larger losses are counted at its end. */
LimenScale
limen_figure_log_get_scale (double largest)
{
  double top = isnan (largest) ? MAX_TOP : ceil (largest * 1.05);

  return limen_scale_new (LIMEN_TRANSFORM_LINEAR, 0,
                          CLAMP (top, MIN_TOP, MAX_TOP));
}

/* Fills n + 1 losses from 0 to the end of an axis, at about equal distances
 * along the curve of -log p: in equal steps of p where the curve is flat, of
 * -log p where it is steep. */
void
limen_figure_log_fill_edges (const LimenScale *y, double *edges, gsize n)
{
  double top = y->high, turn = top > 1 ? log (top) : top;
  double across = -expm1 (-turn), up = (top - turn) / top;
  gsize n_flat = (gsize) ceil ((double) n * across / (across + up));

  for (gsize i = 0; i <= n_flat; i++)
    edges[i] = i == 0 ? 0
                      : -log1p (-across * (double) i / (double) n_flat);
  for (gsize i = n_flat + 1; i <= n; i++)
    edges[i] = turn
               + (top - turn) * (double) (i - n_flat) / (double) (n - n_flat);
  edges[n] = top;
}

static double
get_weight (LimenLossBin bin)
{
  double weight = bin.right + bin.wrong;

  return isfinite (weight) && weight > 0 ? weight : 0;
}

static void
fill_legend (const Canvas *self, LimenLegendItem items[N_LEGEND_ITEMS])
{
  const LimenTheme *theme = self->pen.theme;

  items[0] = (LimenLegendItem){ LIMEN_KEY_SWATCH, theme->series[RIGHT_SERIES],
                                0, _ ("decided rightly"), NULL };
  items[1] = (LimenLegendItem){ LIMEN_KEY_SWATCH, theme->series[WRONG_SERIES],
                                0, _ ("decided wrongly"), NULL };
  items[2] = (LimenLegendItem){ .title = _ ("size: number of rows, log") };
  items[3] = (LimenLegendItem) { .title = self->mean };
}

static void
make_room_for_legend (Canvas *self, LimenMargins margins)
{
  LimenLegendItem items[N_LEGEND_ITEMS];
  gsize n = isnan (self->data->mean) ? N_LEGEND_ITEMS - 1 : N_LEGEND_ITEMS;

  fill_legend (self, items);
  self->legend = limen_legend_take_top (&self->pen, &self->rect, margins,
                                        items, n);
}

static void
draw_legend (Canvas *self)
{
  LimenLegendItem items[N_LEGEND_ITEMS];

  if (!(self->legend.height > 0))
    return;
  fill_legend (self, items);
  limen_legend_draw (&self->pen, self->legend, items,
                     isnan (self->data->mean) ? N_LEGEND_ITEMS - 1
                                              : N_LEGEND_ITEMS);
}

static void
write_texts (Canvas *self)
{
  char number[24];
  double above = get_weight (self->data->above);

  limen_tick_label_write_loss (self->data->mean,
                               self->pen.theme->decimal_point, number,
                               sizeof number);
  g_snprintf (self->mean, sizeof self->mean, _ ("dashed: mean %s"), number);
  limen_tick_label_write (
      (LimenTickFormat) { LIMEN_TICK_FIXED, above == floor (above) ? 0 : -2 },
      above, self->pen.theme->decimal_point, number, sizeof number);
  g_snprintf (self->above, sizeof self->above,
              /* Translators: rows whose loss is beyond the axis. */
              ngettext ("%s row above", "%s rows above",
                        above == floor (above) ? (gulong) above : 2),
              number);
}

/* Chooses the maximum radius of discs so that full bins next to each other
 * just touch along the curve, whose approximate length is computed here. */
static void
size_discs (Canvas *self)
{
  double length = 0.8 * (self->plot.width + self->plot.height);

  for (gsize i = 0; i < self->data->n_bins; i++)
    self->max_weight
        = fmax (self->max_weight, get_weight (self->data->bins[i]));
  self->radius = CLAMP (length / (2 * (double) MAX (self->data->n_bins, 1)),
                        MIN_RADIUS, MAX_RADIUS);
}

static void
begin (Canvas *self, cairo_t *cr, LimenRect rect, const LimenLogFigure *data,
       const LimenTheme *theme)
{
  LimenMargins margins;

  *self = (Canvas){
    .data = data,
    .rect = rect,
    .axis = { .x = limen_scale_new (LIMEN_TRANSFORM_LINEAR, 0, 1),
              .threshold = NAN,
              .band_low = NAN,
              .band_high = NAN,
              .hover = NAN,
              .x_title = _ ("p, the probability given to the true class") },
  };
  limen_pen_begin (&self->pen, cr, theme);
  limen_pen_clip (&self->pen, rect);
  write_texts (self);
  margins = limen_axis_get_margins (&self->axis, theme);
  margins.top = ceil (theme->font_size * 2.2);
  if (data->has_legend)
    make_room_for_legend (self, margins);
  self->plot = limen_figure_get_plot (self->rect, margins);
  size_discs (self);
}

static Point
get_point (const Canvas *self, double loss)
{
  LimenRect plot = self->plot;

  return (Point) {
    limen_threshold_axis_get_x (&self->axis, plot, exp (-loss)),
    plot.y + plot.height * (1 - limen_scale_map (&self->data->y, loss)),
  };
}

static void
draw_curve (Canvas *self)
{
  double losses[N_CURVE_POINTS + 1];

  limen_figure_log_fill_edges (&self->data->y, losses, N_CURVE_POINTS);
  cairo_new_path (self->pen.cr);
  for (gsize i = 0; i <= N_CURVE_POINTS; i++)
    {
      Point point = get_point (self, losses[i]);

      cairo_line_to (self->pen.cr, point.x, point.y);
    }
  limen_pen_set_color (&self->pen, self->pen.theme->dim);
  cairo_set_line_width (self->pen.cr, CURVE_WIDTH);
  cairo_set_line_join (self->pen.cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke (self->pen.cr);
}

/* The radius of a disc, which grows with the logarithm of the weight from
 * MIN_RADIUS on, so that a single row is visible beside thousands. */
static double
get_radius (const Canvas *self, double weight)
{
  return MIN_RADIUS
         + (self->radius - MIN_RADIUS) * log1p (weight)
               / log1p (self->max_weight);
}

/* Draws a disc that grows with the weight of a bin, with the share of wrong
 * decisions as a wedge. */
static void
draw_disc (Canvas *self, Point center, LimenLossBin bin)
{
  cairo_t *cr = self->pen.cr;
  const LimenTheme *theme = self->pen.theme;
  double weight = get_weight (bin);
  double radius = get_radius (self, weight);
  double share = CLAMP (bin.wrong / weight, 0, 1);

  cairo_new_path (cr);
  cairo_arc (cr, center.x, center.y, radius, 0, 2 * G_PI);
  limen_pen_set_color (&self->pen, theme->series[share < 1 ? RIGHT_SERIES
                                                           : WRONG_SERIES]);
  cairo_fill (cr);
  if (!(share > 0 && share < 1))
    return;
  cairo_move_to (cr, center.x, center.y);
  cairo_arc (cr, center.x, center.y, radius, -G_PI_2,
             -G_PI_2 + 2 * G_PI * share);
  cairo_close_path (cr);
  limen_pen_set_color (&self->pen, theme->series[WRONG_SERIES]);
  cairo_fill (cr);
}

static gboolean
draw_discs (Canvas *self)
{
  for (gsize i = 0; i < self->data->n_bins; i++)
    if (get_weight (self->data->bins[i]) > 0)
      draw_disc (self,
                 get_point (self, (self->data->edges[i]
                                   + self->data->edges[i + 1])
                                      / 2),
                 self->data->bins[i]);
  return self->max_weight > 0;
}

/* Draws the rows with losses beyond the axis as an arrow at its end, with
 * their number. */
static void
draw_above (Canvas *self)
{
  const LimenTheme *theme = self->pen.theme;
  Point end = get_point (self, self->data->y.high);
  double size = theme->font_size;
  LimenText text = { self->above, theme->foreground, FALSE,
                     fmax (1, self->plot.width - 2 * size) };
  double y = self->plot.y - 1.4 * size;

  if (!(get_weight (self->data->above) > 0))
    return;
  cairo_move_to (self->pen.cr, end.x, y - 0.45 * size);
  cairo_line_to (self->pen.cr, end.x + 0.5 * size, y + 0.45 * size);
  cairo_line_to (self->pen.cr, end.x - 0.5 * size, y + 0.45 * size);
  cairo_close_path (self->pen.cr);
  limen_pen_set_color (&self->pen, theme->series[WRONG_SERIES]);
  cairo_fill (self->pen.cr);
  limen_pen_draw_text (&self->pen, &text, end.x + size, y, LIMEN_ALIGN_START);
}

/* Draws the mean loss as a dashed line to the curve, and from there down to
 * the p that has this loss. */
static void
draw_mean (Canvas *self)
{
  const double dashes[] = { DASH, DASH };
  double bottom = self->plot.y + self->plot.height;
  Point point = get_point (self, self->data->mean);

  if (!(self->data->mean <= self->data->y.high))
    return;
  point.x = limen_pen_snap_x (&self->pen, point.x, 1);
  point.y = limen_pen_snap_y (&self->pen, point.y, 1);
  cairo_move_to (self->pen.cr, self->plot.x, point.y);
  cairo_line_to (self->pen.cr, point.x, point.y);
  cairo_line_to (self->pen.cr, point.x, bottom);
  limen_pen_set_color (&self->pen, self->pen.theme->foreground);
  cairo_set_dash (self->pen.cr, dashes, 2, 0);
  cairo_set_line_width (self->pen.cr, 1);
  cairo_stroke (self->pen.cr);
  cairo_set_dash (self->pen.cr, NULL, 0, 0);
}

static void
draw_marked (Canvas *self)
{
  Point point = get_point (self, self->data->marked);

  if (!(self->data->marked <= self->data->y.high))
    return;
  cairo_new_sub_path (self->pen.cr);
  cairo_arc (self->pen.cr, point.x, point.y, MIN_RADIUS + RING_GAP, 0,
             2 * G_PI);
  limen_pen_set_color (&self->pen, self->pen.theme->foreground);
  cairo_set_line_width (self->pen.cr, 1.5);
  cairo_stroke (self->pen.cr);
}

static void
draw_rows (Canvas *self)
{
  gboolean is_any = draw_discs (self);

  is_any = get_weight (self->data->above) > 0 || is_any;
  draw_above (self);
  draw_marked (self);
  if (!is_any)
    limen_axis_draw_message (&self->pen, self->plot,
                             self->data->message != NULL ? self->data->message
                                                         : _ ("no rows"),
                             self->pen.theme->plot);
}

static void
draw_y_title (Canvas *self)
{
  const LimenTheme *theme = self->pen.theme;
  double space = self->plot.x - self->rect.x - 8;

  if (self->plot.y - self->rect.y >= 2 * theme->font_size
      && space >= 2 * theme->font_size)
    limen_pen_draw_text (
        &self->pen,
        &(LimenText){ _ ("\342\210\222log p"), theme->dim, FALSE, space },
        self->plot.x - 8, self->plot.y - 1.4 * theme->font_size,
        LIMEN_ALIGN_END);
}

/**
 * Draws the curve of -log p, with the rows as discs on it that grow with their
 * number, into @rect of @cr, whose state is restored. Nothing is drawn into a
 * rect without area, labels are left out of small ones, and data without
 * weight show a message.
 */
void
limen_figure_log_draw (cairo_t *cr, LimenRect rect, const LimenLogFigure *data,
                       const LimenTheme *theme)
{
  Canvas self;

  if (!limen_figure_can_draw (rect))
    return;
  begin (&self, cr, rect, data, theme);
  limen_pen_fill_rect (&self.pen, rect, theme->background);
  limen_pen_fill_rect (&self.pen, self.plot, theme->plot);
  limen_axis_draw_y (&self.pen, self.rect, self.plot, &data->y,
                     LIMEN_MAX_Y_TICKS);
  limen_axis_draw_x (&self.pen, self.rect, self.plot, &self.axis);
  draw_mean (&self);
  draw_curve (&self);
  draw_rows (&self);
  draw_y_title (&self);
  draw_legend (&self);
  limen_pen_end (&self.pen);
}
