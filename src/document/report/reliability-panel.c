/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reliability-panel.h"

#include <math.h>

#include "decimal.h"
#include "pen.h"
#include "report.h"
#include "tick-label.h"

/* Height of the title in font sizes. */
#define TITLE_HEIGHT 2.0

/* A new panel without title and threshold line. Takes ownership of the counts
 * and copies the names. */
LimenReliabilityPanel *
limen_reliability_panel_new (LimenReliabilityCounts *counts,
                             const char *negative_name,
                             const char *positive_name)
{
  LimenReliabilityPanel *self = g_new0 (LimenReliabilityPanel, 1);

  self->counts = counts;
  self->negative_name = g_strdup (negative_name);
  self->positive_name = g_strdup (positive_name);
  self->threshold = NAN;
  return self;
}

static void
panel_free (gpointer data)
{
  LimenReliabilityPanel *self = data;

  limen_reliability_counts_unref (self->counts);
  g_free (self->bins_title);
  g_free (self->negative_name);
  g_free (self->positive_name);
  g_free (self);
}

/* Draws the title at the top of a rectangle and shrinks the rectangle by
 * it. */
static void
draw_title (const LimenReliabilityPanel *self, cairo_t *cr, LimenRect *rect,
            const LimenTheme *theme)
{
  const LimenText text = { .text = self->title,
                           .color = theme->foreground,
                           .is_bold = TRUE,
                           .max_width = rect->width };
  double height = TITLE_HEIGHT * theme->font_size;
  LimenPen pen;

  limen_pen_begin (&pen, cr, theme);
  limen_pen_draw_text (&pen, &text, rect->x, rect->y + height / 2 - 2,
                       LIMEN_ALIGN_START);
  limen_pen_end (&pen);
  rect->y += height;
  rect->height -= height;
}

static gboolean
draw (gpointer data, cairo_t *cr, LimenRect rect, const LimenTheme *theme,
      GError **error)
{
  const LimenReliabilityPanel *self = data;
  LimenReliabilityFigure figure
      = limen_reliability_counts_get_figure (self->counts);
  char label[LIMEN_DECIMAL_SIZE];

  if (self->title != NULL)
    draw_title (self, cr, &rect, theme);
  figure.is_fitted = TRUE;
  figure.negative_name = self->negative_name;
  figure.positive_name = self->positive_name;
  figure.threshold = self->threshold;
  figure.bins_title = self->bins_title;
  if (isinf (self->threshold))
    figure.line_label
        = limen_report_format_threshold (self->threshold, label, sizeof label);
  else if (!isnan (self->threshold))
    {
      limen_tick_label_write_single (self->threshold, theme->decimal_point,
                                     label, sizeof label);
      figure.line_label = label;
    }
  limen_figure_reliability_draw (cr, rect, &figure, theme);
  return TRUE;
}

/* Adds a panel at the right end of a figure and takes ownership of it. */
void
limen_document_figure_add_reliability (LimenDocumentFigure *figure,
                                       LimenReliabilityPanel *panel)
{
  limen_document_figure_add_panel (figure, draw, panel, panel_free);
}
