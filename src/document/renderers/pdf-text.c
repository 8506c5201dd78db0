/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdf-text.h"

/* Font families by preference; the first one installed is used. */
const char limen_pdf_font[]
    = "Cantarell,Noto Sans,Liberation Sans,DejaVu Sans,sans-serif";

/* A new Pango context with units of points and unrounded glyph widths. */
PangoContext *
limen_pdf_text_new_context (cairo_t *cr)
{
  PangoContext *context = pango_cairo_create_context (cr);
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_cairo_context_set_resolution (context, 72);
  pango_context_set_round_glyph_positions (context, FALSE);
  return context;
}

/* Uses digits of equal width, so that numbers align in columns. */
static void
use_tabular_digits (PangoLayout *layout)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
}

/* A new layout of text that wraps at a width in points; a negative width does
 * not wrap. */
PangoLayout *
limen_pdf_text_new (PangoContext *context, const char *text,
                    LimenPdfStyle style, double width)
{
  PangoLayout *layout = pango_layout_new (context);
  PangoFontDescription *font
      = pango_font_description_from_string (limen_pdf_font);

  pango_font_description_set_size (font, (int) (style.size * PANGO_SCALE));
  pango_font_description_set_weight (
      font, style.is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_auto_dir (layout, FALSE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout,
                          width < 0 ? -1 : (int) (width * PANGO_SCALE));
  use_tabular_digits (layout);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

/* The width of a layout in points. */
double
limen_pdf_text_get_width (PangoLayout *layout)
{
  int width;

  pango_layout_get_size (layout, &width, NULL);
  return (double) width / PANGO_SCALE;
}

/* The height of a layout in points. */
double
limen_pdf_text_get_height (PangoLayout *layout)
{
  int height;

  pango_layout_get_size (layout, NULL, &height);
  return (double) height / PANGO_SCALE;
}

/* Sets the colour of what is drawn next. */
void
limen_pdf_text_set_color (cairo_t *cr, LimenColor color)
{
  cairo_set_source_rgb (cr, color.red, color.green, color.blue);
}

/* Draws text at its upper left corner. */
void
limen_pdf_text_draw (cairo_t *cr, PangoLayout *layout, double x, double y)
{
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
}

/* Draws a horizontal line. */
void
limen_pdf_text_draw_rule (cairo_t *cr, double x, double y, double width,
                          double thickness, LimenColor color)
{
  limen_pdf_text_set_color (cr, color);
  cairo_rectangle (cr, x, y - thickness / 2, width, thickness);
  cairo_fill (cr);
}
