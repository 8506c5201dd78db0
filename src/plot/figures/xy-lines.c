/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "xy-lines.h"

#include <glib/gi18n.h>
#include <math.h>

#include "tick-label.h"

/* Writes a value with three decimals; an em dash for NaN. */
void
limen_xy_write_value (double value, const char *decimal_point, char *text,
                      gsize size)
{
  if (isnan (value))
    g_strlcpy (text, "\342\200\224", size);
  else
    limen_tick_label_write ((LimenTickFormat) { LIMEN_TICK_FIXED, -3 }, value,
                            decimal_point, text, size);
}

/* Adds a reference line between two points and returns it; owned by the
 * figure, which has room for LIMEN_XY_MAX_LINES. The title is borrowed; a line
 * with a NULL title has no legend item, such as further lines of one kind. */
LimenXyLine *
limen_xy_figure_add_line (LimenXyFigure *figure, LimenXyLineKind kind,
                          double x1, double y1, double x2, double y2,
                          const char *title)
{
  LimenXyLine *line = &figure->lines[figure->n_lines++];

  *line = (LimenXyLine) { .kind = kind, .from = { x1, y1 },
                          .to = { x2, y2 }, .title = title };
  return line;
}

/* Adds the line from (0, 0) to (1, 1). */
static void
add_diagonal (LimenXyFigure *figure)
{
  limen_xy_figure_add_line (figure, LIMEN_XY_LINE_CHANCE, 0, 0, 1, 1,
                            _ ("chance"));
}

/* Adds the line at the prevalence, and lines of equal F1. The prevalence comes
 * first because a label is left out where it would touch an earlier one. */
static void
add_precision_lines (LimenXyFigure *figure, double prevalence,
                     const char *decimal_point)
{
  static const double f1[] = { 0.2, 0.4, 0.6, 0.8, 0.9 };
  LimenXyLine *line
      = limen_xy_figure_add_line (figure, LIMEN_XY_LINE_CHANCE, 0, prevalence,
                                  1, prevalence, _ ("prevalence"));

  limen_xy_write_value (prevalence, decimal_point, line->label,
                        sizeof line->label);
  for (gsize i = 0; i < G_N_ELEMENTS (f1); i++)
    {
      char number[24];

      line = limen_xy_figure_add_line (figure, LIMEN_XY_LINE_F1, NAN, NAN, NAN,
                                       NAN, i == 0 ? _ ("equal F1") : NULL);
      line->value = f1[i];
      limen_tick_label_write ((LimenTickFormat) { LIMEN_TICK_FIXED, -1 },
                              f1[i], decimal_point, number, sizeof number);
      g_snprintf (line->label, sizeof line->label, "F1 = %s", number);
    }
}

/* Adds the line of equal cost through the marker. Its slope at prevalence p is
 * (1 - p) / p * (fp_cost + tn_gain) / (fn_cost + tp_gain) (Provost and
 * Fawcett, 2001). Adds none without a marker, or where rows have costs of
 * their own: the cost of a point then does not follow from its rates. */
static void
add_cost_line (LimenXyFigure *figure, const LimenXySource *source)
{
  LimenXyPlace marker = figure->series[0].marker;
  double odds = (1 - source->prevalence) / source->prevalence;
  LimenXyLine *line;

  if (isnan (marker.x) || isnan (marker.y)
      || limen_sweep_has_row_costs (source->sweep))
    return;
  line = limen_xy_figure_add_line (figure, LIMEN_XY_LINE_COST, marker.x,
                                   marker.y, NAN, NAN, _ ("equal cost"));
  line->value = odds * (source->costs.fp_cost + source->costs.tn_gain)
                / (source->costs.fn_cost + source->costs.tp_gain);
}

/* Adds the reference lines of a kind of curve, such as chance or equal F1. The
 * figure must have its scales and, for a line of equal cost in ROC space, its
 * marker; there is no such line for decisions (`is_point`). */
void
limen_xy_lines_add (LimenXyFigure *figure, LimenPointsKind kind,
                    const LimenXySource *source, gboolean is_point,
                    const char *decimal_point)
{
  switch (kind)
    {
    case LIMEN_POINTS_ROC:
      add_diagonal (figure);
      if (!is_point)
        add_cost_line (figure, source);
      break;
    case LIMEN_POINTS_PRECISION_RECALL:
      add_precision_lines (figure, source->prevalence, decimal_point);
      break;
    case LIMEN_POINTS_DET:
      limen_xy_figure_add_line (figure, LIMEN_XY_LINE_CHANCE, figure->x.low,
                                figure->y.high, figure->x.high, figure->y.low,
                                _ ("chance"));
      break;
    case LIMEN_POINTS_GAIN:
      add_diagonal (figure);
      limen_xy_figure_add_line (figure, LIMEN_XY_LINE_LIMIT, 0, 0,
                                source->prevalence, 1, _ ("perfect"));
      break;
    case LIMEN_POINTS_LIFT:
      limen_xy_figure_add_line (figure, LIMEN_XY_LINE_CHANCE, 0, 1, 1, 1,
                                _ ("chance"));
      break;
    default:
      break;
    }
}
