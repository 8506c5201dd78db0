/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pen.h"

#include <math.h>

/* Half the height of a digit in units of the font size; centres labels on a
 * line. */
#define HALF_DIGIT 0.36
/* A scale factor below this is rounding error of a rotation by 90 degrees. */
#define MIN_SCALE 1e-9

/* A context that draws nowhere, for measuring text. */
static cairo_t *
new_context (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 1, 1);
  cairo_t *cr = cairo_create (surface);

  cairo_surface_destroy (surface);
  return cr;
}

/**
 * Saves the state of @cr and prepares it for filling paths. With a @cr of NULL
 * the pen only measures text.
 */
void
limen_pen_begin (LimenPen *self, cairo_t *cr, const LimenTheme *theme)
{
  self->cr = cr != NULL ? cairo_reference (cr) : new_context ();
  self->theme = theme;
  self->layout = NULL;
  cairo_save (self->cr);
  cairo_new_path (self->cr);
  cairo_get_matrix (self->cr, &self->matrix);
}

/* Restores the state of the context and frees what the pen holds. */
void
limen_pen_end (LimenPen *self)
{
  cairo_new_path (self->cr);
  cairo_restore (self->cr);
  cairo_destroy (self->cr);
  g_clear_object (&self->layout);
}

/* The centre nearest to @value for a line of @width (0: an edge) that covers
 * whole device pixels. Returns @value under a rotation. */
static double
snap (double value, double width, double scale, double offset)
{
  double device = value * scale + offset;
  long pixels = lround (fmin (fabs (width * scale), 1000));

  if (fabs (scale) < MIN_SCALE || !isfinite (device))
    return value;
  device = pixels % 2 != 0 ? floor (device) + 0.5 : floor (device + 0.5);
  return (device - offset) / scale;
}

/* The x nearest to @x where a vertical line of @width, 0 for an edge, covers
 * whole device pixels. */
double
limen_pen_snap_x (const LimenPen *self, double x, double width)
{
  return snap (x, width, self->matrix.xx, self->matrix.x0);
}

/* The y nearest to @y where a horizontal line of @width, 0 for an edge, covers
 * whole device pixels. */
double
limen_pen_snap_y (const LimenPen *self, double y, double width)
{
  return snap (y, width, self->matrix.yy, self->matrix.y0);
}

/* The width of a device pixel in user space; 1 under a rotation. */
double
limen_pen_get_pixel (const LimenPen *self)
{
  double scale = fabs (self->matrix.xx);

  return scale < MIN_SCALE ? 1 : 1 / scale;
}

/* Sets the colour of the next fill or stroke. */
void
limen_pen_set_color (LimenPen *self, LimenColor color)
{
  cairo_set_source_rgba (self->cr, color.red, color.green, color.blue,
                         color.alpha);
}

static void
add_whole_pixels (LimenPen *self, LimenRect rect)
{
  double x1 = limen_pen_snap_x (self, rect.x, 0);
  double y1 = limen_pen_snap_y (self, rect.y, 0);
  double x2 = limen_pen_snap_x (self, rect.x + rect.width, 0);
  double y2 = limen_pen_snap_y (self, rect.y + rect.height, 0);

  cairo_rectangle (self->cr, x1, y1, x2 - x1, y2 - y1);
}

/* Clips drawing to a rectangle, its edges rounded to whole pixels. */
void
limen_pen_clip (LimenPen *self, LimenRect rect)
{
  add_whole_pixels (self, rect);
  cairo_clip (self->cr);
}

/* Fills a rectangle, its edges rounded to whole pixels. */
void
limen_pen_fill_rect (LimenPen *self, LimenRect rect, LimenColor color)
{
  add_whole_pixels (self, rect);
  limen_pen_set_color (self, color);
  cairo_fill (self->cr);
}

/* Adds a crisp vertical line to the path, as a rectangle to be filled. */
void
limen_pen_add_vertical (LimenPen *self, double x, double y1, double y2,
                        double width)
{
  x = limen_pen_snap_x (self, x, width);
  cairo_rectangle (self->cr, x - width / 2, y1, width, y2 - y1);
}

/* Adds a crisp horizontal line to the path, as a rectangle to be filled. */
void
limen_pen_add_horizontal (LimenPen *self, double y, double x1, double x2,
                          double width)
{
  y = limen_pen_snap_y (self, y, width);
  cairo_rectangle (self->cr, x1, y - width / 2, x2 - x1, width);
}

/* Adds a rectangle with round corners to the path. */
void
limen_pen_add_rounded (LimenPen *self, LimenRect rect, double radius)
{
  double r = fmax (0, fmin (radius, fmin (rect.width, rect.height) / 2));
  double right = rect.x + rect.width, bottom = rect.y + rect.height;

  cairo_new_sub_path (self->cr);
  cairo_arc (self->cr, right - r, rect.y + r, r, -G_PI_2, 0);
  cairo_arc (self->cr, right - r, bottom - r, r, 0, G_PI_2);
  cairo_arc (self->cr, rect.x + r, bottom - r, r, G_PI_2, G_PI);
  cairo_arc (self->cr, rect.x + r, rect.y + r, r, G_PI, 3 * G_PI_2);
  cairo_close_path (self->cr);
}

/* Metrics are not hinted, so that text is laid out identically at every
 * scale. */
static PangoLayout *
create_layout (cairo_t *cr)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (pango_layout_get_context (layout),
                                        options);
  pango_layout_context_changed (layout);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  cairo_font_options_destroy (options);
  return layout;
}

static void
set_font (LimenPen *self, gboolean is_bold)
{
  PangoFontDescription *font = pango_font_description_new ();
  const char *family = self->theme->font_family;

  pango_font_description_set_family (font, family != NULL ? family : "Sans");
  pango_font_description_set_absolute_size (font, self->theme->font_size
                                                      * PANGO_SCALE);
  pango_font_description_set_weight (font, is_bold ? PANGO_WEIGHT_BOLD
                                                   : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (self->layout, font);
  pango_font_description_free (font);
}

/* Sets the text of a layout. Names may hold any bytes, so invalid UTF-8 is
 * replaced before Pango sees it. */
static void
set_text (PangoLayout *layout, const char *text)
{
  g_autofree char *valid = NULL;

  if (g_utf8_validate (text, -1, NULL))
    {
      pango_layout_set_text (layout, text, -1);
      return;
    }
  valid = g_utf8_make_valid (text, -1);
  pango_layout_set_text (layout, valid, -1);
}

static void
prepare_layout (LimenPen *self, const LimenText *text)
{
  if (self->layout == NULL)
    self->layout = create_layout (self->cr);
  set_font (self, text->is_bold);
  pango_layout_set_width (self->layout,
                          text->max_width > 0
                              ? (int) (fmin (text->max_width, 1e5)
                                       * PANGO_SCALE)
                              : -1);
  pango_layout_set_ellipsize (self->layout, text->max_width > 0
                                                ? PANGO_ELLIPSIZE_END
                                                : PANGO_ELLIPSIZE_NONE);
  set_text (self->layout, text->text);
}

static double
get_layout_width (PangoLayout *layout)
{
  int width;

  pango_layout_get_size (layout, &width, NULL);
  return (double) width / PANGO_SCALE;
}

/* The x offset of the text in its layout: not 0 for right-to-left text, which
 * is aligned at the right of its maximum width. */
static double
get_layout_start (PangoLayout *layout)
{
  PangoRectangle rect;

  pango_layout_get_extents (layout, NULL, &rect);
  return (double) rect.x / PANGO_SCALE;
}

/* The width of a text, in user space. */
double
limen_pen_measure (LimenPen *self, const LimenText *text)
{
  prepare_layout (self, text);
  return get_layout_width (self->layout);
}

/* Draws a line of text that starts, is centred, or ends at @x, its digits
 * centred at the height @y. */
void
limen_pen_draw_text (LimenPen *self, const LimenText *text, double x, double y,
                     LimenAlign align)
{
  double baseline, width;

  prepare_layout (self, text);
  width = get_layout_width (self->layout);
  baseline = (double) pango_layout_get_baseline (self->layout) / PANGO_SCALE;
  if (align == LIMEN_ALIGN_CENTER)
    x -= width / 2;
  else if (align == LIMEN_ALIGN_END)
    x -= width;
  limen_pen_set_color (self, text->color);
  cairo_move_to (self->cr, x - get_layout_start (self->layout),
                 limen_pen_snap_y (
                     self, y + HALF_DIGIT * self->theme->font_size, 0)
                     - baseline);
  pango_cairo_show_layout (self->cr, self->layout);
}

/* Draws a line of text that reads upward, its digits centred at @x; it starts,
 * is centred, or ends at @y. */
void
limen_pen_draw_turned_text (LimenPen *self, const LimenText *text, double x,
                            double y, LimenAlign align)
{
  cairo_matrix_t matrix = self->matrix;

  cairo_save (self->cr);
  cairo_translate (self->cr, x, y);
  cairo_rotate (self->cr, -G_PI_2);
  cairo_get_matrix (self->cr, &self->matrix);
  limen_pen_draw_text (self, text, 0, 0, align);
  cairo_restore (self->cr);
  self->matrix = matrix;
}
