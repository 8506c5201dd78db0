/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <math.h>
#include <stdlib.h>

#include "figure-list.h"
#include "points-figure.h"
#include "roc-hull.h"

/* Number of segments of the envelope along one candidate's line. */
#define N_STEPS 16

static const LimenCandidateColumn columns[]
    = { LIMEN_METRIC_COLUMN ("fpr", FPR),
        LIMEN_METRIC_COLUMN ("fnr", FNR),
        { 0 } };

/* The expected cost of a candidate at every operating condition is a straight
 * line, from its false positive rate to its false negative rate. */
typedef struct
{
  double fpr, fnr;
} CostLine;

static CostLine
get_line (const LimenXySource *source, gsize candidate)
{
  LimenConfusion c = limen_sweep_get_confusion (source->sweep, candidate);

  return (CostLine){ c.fp / (c.fp + c.tn), c.fn / (c.fn + c.tp) };
}

static double
get_cost (CostLine line, double x)
{
  return line.fpr * (1 - x) + line.fnr * x;
}

/* The probability-cost of positives at the costs and the prevalence of the
 * source; NaN where each row has costs of its own. */
static double
get_condition (const LimenXySource *source)
{
  double positive = source->prevalence
                    * (source->costs.fn_cost + source->costs.tp_gain);
  double negative = (1 - source->prevalence)
                    * (source->costs.fp_cost + source->costs.tn_gain);

  return limen_sweep_has_row_costs (source->sweep)
             ? (double) NAN
             : positive / (positive + negative);
}

/* The upper end of the y axis: the larger cost of the two trivial decisions at
 * the source's condition, or 0.5 where that is undefined. */
static double
get_top (const LimenXySource *source)
{
  double x = get_condition (source);

  return isnan (x) ? 0.5 : fmax (x, 1 - x);
}

/* The x at which the line of the next hull corner, with a higher false
 * positive rate and a lower false negative rate, becomes the lower one. */
static double
find_crossing (CostLine line, CostLine next)
{
  double rise = next.fpr - line.fpr;

  return rise / (rise + line.fnr - next.fnr);
}

static void
fill_segment (CostLine line, gsize candidate, double from, double to,
              LimenCurvePoint points[N_STEPS + 1])
{
  for (gsize i = 0; i <= N_STEPS; i++)
    {
      double x = from + (to - from) * (double) i / N_STEPS;

      points[i] = (LimenCurvePoint){ .candidate = candidate,
                                     .x = x,
                                     .y = get_cost (line, x) };
    }
}

/* Points of the lower envelope of all candidates' lines, from left to right.
 * It consists of segments of the lines of the ROC convex hull's corners. A new
 * array; NULL when memory runs out. */
static LimenCurvePoint *
new_points (const LimenXySource *source, gsize *n)
{
  size_t n_hull;
  size_t *hull = limen_roc_hull_new (source->sweep, &n_hull);
  LimenCurvePoint *points = NULL;
  double from = 0;

  if (hull != NULL)
    points = g_new (LimenCurvePoint, n_hull * (N_STEPS + 1) + 1);
  for (gsize i = 0; i < n_hull; i++)
    {
      CostLine line = get_line (source, hull[i]);
      double to = i + 1 < n_hull
                      ? find_crossing (line, get_line (source, hull[i + 1]))
                      : 1;

      fill_segment (line, hull[i], from, to, points + i * (N_STEPS + 1));
      from = to;
    }
  *n = n_hull * (N_STEPS + 1);
  free (hull);
  return points;
}

static LimenXyPlace
get_place (const LimenXySource *source, gsize candidate)
{
  double x = get_condition (source);

  return (LimenXyPlace){ x, get_cost (get_line (source, candidate), x) };
}

/* Adds a candidate's or a trivial decision's line, clipped at the top of the
 * figure. */
static void
add_line (LimenXyFigure *figure, LimenXyLineKind kind, CostLine line,
          const char *title)
{
  double top = figure->y.high;
  double from = 0, to = 1;
  double cut = (top - line.fpr) / (line.fnr - line.fpr);

  if (line.fpr > top)
    from = cut;
  if (line.fnr > top)
    to = cut;
  if (line.fpr <= top || line.fnr <= top)
    limen_xy_figure_add_line (figure, kind, from, get_cost (line, from), to,
                              get_cost (line, to), title);
}

static void
add_lines (const LimenXySource *source, gsize candidate, LimenXyFigure *figure)
{
  add_line (figure, LIMEN_XY_LINE_CHANCE, (CostLine){ 0, 1 },
            _ ("without a model"));
  add_line (figure, LIMEN_XY_LINE_CHANCE, (CostLine){ 1, 0 }, NULL);
  add_line (figure, LIMEN_XY_LINE_LIMIT, get_line (source, candidate),
            _ ("this threshold"));
}

static const LimenXyKind kind = {
  .words
  = { N_ ("best threshold at each condition"),
      N_ ("probability-cost of positives"), N_ ("normalised expected cost"),
      N_ ("probability-cost"), N_ ("normalised expected cost"),
      N_ ("probability-cost"), N_ ("normalised cost") },
  .get_top = get_top,
  .new_points = new_points,
  .get_place = get_place,
  .add_lines = add_lines,
};

static LimenXyCurves *
new_curves (const LimenFigureInput *input, const LimenSweep *sweep)
{
  return limen_xy_curves_new_of_kind (sweep, &kind, input->costs,
                                      input->prevalence);
}

static gpointer
compute (const LimenFigureType *self, const LimenFigureInput *input,
         GCancellable *cancellable)
{
  return limen_points_figure_make (input, new_curves);
}

/* Expected cost over operating conditions (Drummond and Holte, 2006). */
const LimenFigureType limen_cost_space_figure = {
  .key = "cost-space",
  .title = N_ ("Cost curve over operating conditions"),
  .tab = N_ ("Cost space"),
  .shape = LIMEN_SHAPE_POINTS,
  .compute = compute,
  .free = (GDestroyNotify) limen_xy_curves_unref,
  .draw = limen_points_figure_draw,
  .columns = columns,
};
