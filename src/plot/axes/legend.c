/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "legend.h"

#include <math.h>

#include "axis.h"
#include "marker.h"

#define KEY_WIDTH 14.0
#define KEY_GAP 5.0
#define VALUE_GAP 4.0
#define ITEM_GAP 14.0

static double
get_row_height (const LimenPen *pen)
{
  return ceil (pen->theme->font_size * 1.6);
}

static LimenText
get_title (const LimenPen *pen, const LimenLegendItem *item, double width)
{
  return (LimenText) { item->title,
                       item->key == LIMEN_KEY_NONE ? pen->theme->dim
                                                   : pen->theme->foreground,
                       FALSE, fmax (width, 1) };
}

static LimenText
get_value (const LimenPen *pen, const LimenLegendItem *item)
{
  return (LimenText) { item->value, pen->theme->foreground, TRUE, 0 };
}

/* The width of an item without its title. */
static double
measure_extras (LimenPen *pen, const LimenLegendItem *item)
{
  double width = item->key == LIMEN_KEY_NONE ? 0 : KEY_WIDTH + KEY_GAP;
  LimenText value = get_value (pen, item);

  if (item->value != NULL)
    width += VALUE_GAP + limen_pen_measure (pen, &value);
  return width;
}

static double
measure_item (LimenPen *pen, const LimenLegendItem *item, double room)
{
  double extras = measure_extras (pen, item);
  LimenText title = get_title (pen, item, room - extras);

  return extras + limen_pen_measure (pen, &title);
}

/* Adds two dashes with a gap of their length between them. */
static void
add_dashes (LimenPen *pen, LimenRect rect, double y)
{
  double dash = rect.width / 3;

  cairo_rectangle (pen->cr, rect.x, y - 0.75, dash, 1.5);
  cairo_rectangle (pen->cr, rect.x + 2 * dash, y - 0.75, dash, 1.5);
}

/* Draws the sample of a series (line, swatch or pin) beside its name, centred
 * in @rect. */
void
limen_legend_draw_key (LimenPen *pen, LimenRect rect,
                       const LimenLegendItem *item)
{
  double x = rect.x + rect.width / 2, y = rect.y + rect.height / 2;
  double size = fmin (fmin (rect.width, rect.height), 10);

  limen_pen_set_color (pen, item->color);
  if (item->key == LIMEN_KEY_SWATCH)
    limen_pen_add_rounded (
        pen, (LimenRect) { x - size / 2, y - size / 2, size, size }, 2);
  else if (item->key == LIMEN_KEY_LINE)
    limen_pen_add_rounded (
        pen, (LimenRect) { rect.x, y - 1.25, rect.width, 2.5 }, 1.25);
  else if (item->key == LIMEN_KEY_THIN)
    cairo_rectangle (pen->cr, rect.x, y - 0.75, rect.width, 1.5);
  else if (item->key == LIMEN_KEY_DASHED)
    add_dashes (pen, rect, y);
  else if (item->key == LIMEN_KEY_PIN)
    limen_axis_add_pin (pen, x, y - LIMEN_PIN_HEIGHT / 2);
  cairo_fill (pen->cr);
  if (item->key == LIMEN_KEY_LINE && pen->theme->has_markers
      && item->marker != LIMEN_NO_MARKER)
    limen_marker_draw (pen, item->marker, x, y, item->color);
}

static void
draw_item (LimenPen *pen, const LimenLegendItem *item, double x, double y,
           double room)
{
  double height = get_row_height (pen);
  LimenText title
      = get_title (pen, item, room - measure_extras (pen, item));
  LimenText value = get_value (pen, item);

  if (item->key != LIMEN_KEY_NONE)
    {
      limen_legend_draw_key (
          pen, (LimenRect) { x, y - height / 2, KEY_WIDTH, height }, item);
      x += KEY_WIDTH + KEY_GAP;
    }
  limen_pen_draw_text (pen, &title, x, y, LIMEN_ALIGN_START);
  x += limen_pen_measure (pen, &title) + VALUE_GAP;
  if (item->value != NULL)
    limen_pen_draw_text (pen, &value, x, y, LIMEN_ALIGN_START);
}

/* Lays out items in rows like text and returns their height; draws them if
 * @is_drawn. */
static double
lay_out_items (LimenPen *pen, LimenRect rect, const LimenLegendItem *items,
               gsize n_items, gboolean is_drawn)
{
  double row = get_row_height (pen);
  double x = 0, y = row / 2;

  for (gsize i = 0; i < n_items; i++)
    {
      double width = measure_item (pen, &items[i], rect.width);

      if (x > 0 && x + width > rect.width)
        {
          x = 0;
          y += row;
        }
      if (is_drawn)
        draw_item (pen, &items[i], rect.x + x, rect.y + y, rect.width);
      x += width + ITEM_GAP;
    }
  return n_items > 0 ? y + row / 2 : 0;
}

/* The height of a legend of a given width; 0 without items. */
static double
get_height (LimenPen *pen,
            double width,
            const LimenLegendItem *items,
            gsize n_items)
{
  return lay_out_items (pen, (LimenRect){ 0, 0, width, 0 }, items, n_items,
                        FALSE);
}

/* Takes the legend's height off the top of a figure's @rect and returns the
 * legend's rectangle, between the margins. The height is 0 where the legend
 * would take more than LIMEN_LEGEND_MAX_SHARE of the figure. */
LimenRect
limen_legend_take_top (LimenPen *pen, LimenRect *rect, LimenMargins margins,
                       const LimenLegendItem *items, gsize n_items)
{
  LimenRect legend = { rect->x + margins.left, rect->y,
                       rect->width - margins.left - margins.right, 0 };
  double height = get_height (pen, legend.width, items, n_items);

  if (legend.width <= 0 || height > LIMEN_LEGEND_MAX_SHARE * rect->height)
    return legend;
  legend.height = height;
  rect->y += height;
  rect->height -= height;
  return legend;
}

/* Draws the items from the top left of @rect, in rows of its width; titles too
 * long for a row are ellipsized. */
void
limen_legend_draw (LimenPen *pen, LimenRect rect,
                   const LimenLegendItem *items, gsize n_items)
{
  lay_out_items (pen, rect, items, n_items, TRUE);
}
