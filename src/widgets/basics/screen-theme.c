/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen-theme.h"

#include "screen-format.h"

#define PIXELS_PER_POINT (96.0 / 72.0)

/* The font size of a widget in pixels, which follows the desktop's text size
 * and style.css. */
static double
get_text_size (GtkWidget *widget)
{
  const PangoFontDescription *font = pango_context_get_font_description (
      gtk_widget_get_pango_context (widget));
  double size = (double) pango_font_description_get_size (font) / PANGO_SCALE;

  return pango_font_description_get_size_is_absolute (font)
             ? size : size * PIXELS_PER_POINT;
}

/* A theme for drawing a figure in a widget: with the widget's font and text
 * size, and the locale's decimal point. Call again when the widget's style
 * changes. */
LimenTheme
limen_screen_theme_get (GtkWidget *widget, LimenThemeVariant variant)
{
  const PangoFontDescription *font = pango_context_get_font_description (
      gtk_widget_get_pango_context (widget));
  LimenTheme theme = limen_theme_get (variant);

  theme.font_family
      = g_intern_string (pango_font_description_get_family (font));
  theme.font_size = get_text_size (widget);
  theme.decimal_point = limen_screen_get_decimal_point ();
  return theme;
}
