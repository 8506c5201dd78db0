/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "curve-points.h"

#include <math.h>
#include <stdlib.h>

#include "probit.h"

/* Candidates processed at once. */
#define BLOCK_SIZE 256
#define FIRST_CAPACITY 256

static const struct
{
  const char *name;
  LimenMetricId x, y;
} kinds[] = {
  [LIMEN_POINTS_ROC] = { "roc", LIMEN_METRIC_FPR, LIMEN_METRIC_RECALL },
  [LIMEN_POINTS_PRECISION_RECALL]
  = { "precision-recall", LIMEN_METRIC_RECALL, LIMEN_METRIC_PRECISION },
  [LIMEN_POINTS_DET] = { "det", LIMEN_METRIC_FPR, LIMEN_METRIC_FNR },
  [LIMEN_POINTS_GAIN]
  = { "gain", LIMEN_METRIC_PREDICTED_POSITIVE_RATE, LIMEN_METRIC_RECALL },
  [LIMEN_POINTS_LIFT]
  = { "lift", LIMEN_METRIC_PREDICTED_POSITIVE_RATE, LIMEN_METRIC_LIFT },
};

struct _LimenCurvePoints
{
  LimenCurvePoint *points; /* from the highest candidate down */
  size_t n_points, capacity;
};

/* Consecutive points that fall on one pixel. */
typedef struct
{
  size_t column, row;
  bool is_open;
  LimenCurvePoint first, last, lowest, highest;
} Run;

/* State of thinning out points. */
typedef struct
{
  LimenCurvePoints *kept;
  size_t n_columns, n_rows;
  Run run;
  bool is_gap; /* the last point is undefined */
} Thinning;

/* An axis with its transformed ends. */
typedef struct
{
  const LimenPointAxis *axis;
  double low, high; /* transformed ends */
} Layout;

/* Returns the name of a curve in options; static. */
const char *
limen_points_kind_get_name (LimenPointsKind kind)
{
  return kinds[kind].name;
}

/* Returns a predefined curve: ROC (recall over false positive rate), precision
 * over recall, DET (detection error tradeoff, Martin and others, 1997: false
 * negative rate over false positive rate), cumulative gain (recall over the
 * predicted positive rate) or lift over the predicted positive rate.
 * `prevalence` is that of the population; NaN: that of the rows. */
LimenPointCurve
limen_point_curve_new (LimenPointsKind kind, double prevalence)
{
  return (LimenPointCurve){ .x = { kinds[kind].x, 1 },
                            .y = { kinds[kind].y, 1 },
                            .costs = LIMEN_COSTS_DEFAULT,
                            .prevalence = prevalence };
}

static void
move_to_prevalence (LimenConfusion *confusions, size_t n, double prevalence)
{
  if (isnan (prevalence))
    return;
  for (size_t i = 0; i < n; i++)
    confusions[i] = limen_confusion_at_prevalence (confusions[i], prevalence);
}

/* Returns the point of a candidate, in O(1), without its position along the
 * axes (NaN). */
LimenCurvePoint
limen_point_curve_get_point (const LimenPointCurve *self,
                             const LimenSweep *sweep, size_t candidate)
{
  LimenConfusion c = limen_sweep_get_confusion (sweep, candidate);

  move_to_prevalence (&c, 1, self->prevalence);
  return (LimenCurvePoint){
    .candidate = candidate,
    .x = limen_metric_value (self->x, c, self->costs),
    .y = limen_metric_value (self->y, c, self->costs),
    .across = NAN,
    .up = NAN,
  };
}

typedef bool (*VisitFunc) (void *data, size_t candidate, double x, double y);

/* Calls `visit` for every candidate, from the highest down; stops and returns
 * false as soon as a call returns false. */
static bool
visit_all (const LimenPointCurve *self, const LimenSweep *sweep,
           VisitFunc visit, void *data)
{
  LimenConfusion block[BLOCK_SIZE];
  double x[BLOCK_SIZE], y[BLOCK_SIZE];
  size_t end = limen_sweep_get_n_scores (sweep) + 1;

  while (end > 0)
    {
      size_t n = end < BLOCK_SIZE ? end : BLOCK_SIZE;

      end -= n;
      limen_sweep_get_confusions (sweep, end, n, block);
      move_to_prevalence (block, n, self->prevalence);
      limen_metric_values (self->x, block, n, self->costs, x);
      limen_metric_values (self->y, block, n, self->costs, y);
      for (size_t i = n; i-- > 0;)
        if (!visit (data, end + i, x[i], y[i]))
          return false;
    }
  return true;
}

/* Range of the finite y seen so far. */
typedef struct
{
  double low, high;
} Range;

static bool
widen (void *data, size_t candidate, double x, double y)
{
  Range *range = data;

  if (isfinite (x) && isfinite (y))
    {
      range->low = fmin (range->low, y);
      range->high = fmax (range->high, y);
    }
  return true;
}

/* Finds the smallest and the largest finite y over all candidates, in O(n);
 * both NaN if there is none. */
void
limen_point_curve_get_range (const LimenPointCurve *self,
                             const LimenSweep *sweep, double *low,
                             double *high)
{
  Range range = { NAN, NAN };

  visit_all (self, sweep, widen, &range);
  *low = range.low;
  *high = range.high;
}

/* Positions along the axes */

static double
transform (const LimenPointAxis *axis, double value)
{
  return axis->is_probit ? limen_probit (value) : value;
}

static Layout
new_layout (const LimenPointAxis *axis)
{
  return (Layout){ axis, transform (axis, axis->low),
                   transform (axis, axis->high) };
}

static double
get_position (const Layout *self, double value)
{
  double position;

  if (isnan (value))
    return NAN;
  if (value <= self->axis->low)
    return 0;
  if (value >= self->axis->high)
    return 1;
  position = (transform (self->axis, value) - self->low)
             / (self->high - self->low);
  return fmin (1, fmax (0, position));
}

/* Returns the position of a value along an axis, from 0 to 1. Values beyond an
 * end are placed at that end; NaN stays. */
double
limen_point_axis_get_position (const LimenPointAxis *self, double value)
{
  Layout layout = new_layout (self);

  return get_position (&layout, value);
}

/* Thinning */

static bool
reserve (LimenCurvePoints *self, size_t n)
{
  size_t capacity = self->capacity > 0 ? self->capacity : FIRST_CAPACITY;
  LimenCurvePoint *points;

  if (self->n_points + n <= self->capacity)
    return true;
  while (capacity < self->n_points + n)
    capacity *= 2;
  points = realloc (self->points, capacity * sizeof *points);
  if (points == NULL)
    return false;
  self->points = points;
  self->capacity = capacity;
  return true;
}

/* Appends a point of a run unless it is the point just appended; `start` is
 * where the run begins. */
static void
append_next (LimenCurvePoints *self, size_t start, LimenCurvePoint point)
{
  if (self->n_points > start
      && self->points[self->n_points - 1].candidate == point.candidate)
    return;
  self->points[self->n_points++] = point;
}

/* Appends the first, last, lowest and highest point of a run, in their
 * original order. */
static bool
close_run (Thinning *self)
{
  const Run *run = &self->run;
  bool is_low_first = run->lowest.candidate > run->highest.candidate;
  size_t start = self->kept->n_points;

  if (!run->is_open)
    return true;
  self->run.is_open = false;
  if (!reserve (self->kept, 4))
    return false;
  append_next (self->kept, start, run->first);
  append_next (self->kept, start, is_low_first ? run->lowest : run->highest);
  append_next (self->kept, start, is_low_first ? run->highest : run->lowest);
  append_next (self->kept, start, run->last);
  return true;
}

static bool
add_gap (Thinning *self, LimenCurvePoint point)
{
  if (!close_run (self))
    return false;
  if (self->is_gap)
    return true;
  self->is_gap = true;
  if (!reserve (self->kept, 1))
    return false;
  point.across = point.up = NAN;
  self->kept->points[self->kept->n_points++] = point;
  return true;
}

static size_t
find_pixel (double position, size_t n_pixels)
{
  size_t pixel = (size_t) (position * (double) n_pixels);

  return pixel < n_pixels ? pixel : n_pixels - 1;
}

static bool
add_point (Thinning *self, LimenCurvePoint point)
{
  Run *run = &self->run;
  size_t column, row;

  if (isnan (point.across) || isnan (point.up))
    return add_gap (self, point);
  self->is_gap = false;
  column = find_pixel (point.across, self->n_columns);
  row = find_pixel (point.up, self->n_rows);
  if (run->is_open && run->column == column && run->row == row)
    {
      run->last = point;
      if (point.up < run->lowest.up)
        run->lowest = point;
      if (point.up > run->highest.up)
        run->highest = point;
      return true;
    }
  if (!close_run (self))
    return false;
  *run = (Run){ column, row, true, point, point, point, point };
  return true;
}

static LimenCurvePoints *
finish (Thinning *self, bool is_done)
{
  if (is_done && close_run (self))
    return self->kept;
  limen_curve_points_free (self->kept);
  return NULL;
}

static Thinning
new_thinning (size_t n_columns, size_t n_rows)
{
  return (Thinning){ .kept = calloc (1, sizeof (LimenCurvePoints)),
                     .n_columns = n_columns > 0 ? n_columns : 1,
                     .n_rows = n_rows > 0 ? n_rows : 1 };
}

/* State of a pass over a sweep. */
typedef struct
{
  Thinning thinning;
  Layout x, y;
  double across; /* of the previous point */
} Pass;

static bool
place_point (void *data, size_t candidate, double x, double y)
{
  Pass *pass = data;
  LimenCurvePoint point = { candidate, x, y, get_position (&pass->x, x),
                            get_position (&pass->y, y) };

  /* Keep x from falling through rounding. */
  if (point.across < pass->across)
    point.across = pass->across;
  if (!isnan (point.across))
    pass->across = point.across;
  return add_point (&pass->thinning, point);
}

/* Computes the points of a curve, from the highest candidate down, so that x
 * ascends, thinned out to what is visible at the axes' sizes in pixels. Of
 * consecutive points on one pixel, the first, last, lowest and highest are
 * kept. So a line through the kept points covers the same pixels as one
 * through all points, and every candidate is within a pixel of a kept one. A
 * run of undefined points becomes one point, a gap.
 *
 * One pass, O(n): not for the main thread. Returns NULL when memory runs out;
 * free with limen_curve_points_free(). */
LimenCurvePoints *
limen_curve_points_new (const LimenSweep *sweep, const LimenPointCurve *curve,
                        LimenPointAxis x, LimenPointAxis y)
{
  Pass pass = { new_thinning (x.n_pixels, y.n_pixels), new_layout (&x),
                new_layout (&y), 0 };

  if (pass.thinning.kept == NULL)
    return NULL;
  return finish (&pass.thinning,
                 visit_all (curve, sweep, place_point, &pass));
}

/* Thins out points that already have positions, for a picture of fewer pixels,
 * by the rules of limen_curve_points_new(). O(points). NULL when memory runs
 * out; free with limen_curve_points_free(). */
LimenCurvePoints *
limen_curve_points_thin (const LimenCurvePoint *points, size_t n_points,
                         size_t n_columns, size_t n_rows)
{
  Thinning thinning = new_thinning (n_columns, n_rows);
  bool is_done = thinning.kept != NULL;

  for (size_t i = 0; i < n_points && is_done; i++)
    is_done = add_point (&thinning, points[i]);
  return thinning.kept != NULL ? finish (&thinning, is_done) : NULL;
}

/* Frees the curve points. NULL is ignored. */
void
limen_curve_points_free (LimenCurvePoints *self)
{
  if (self == NULL)
    return;
  free (self->points);
  free (self);
}

/* Returns the array of points, owned by `self`. */
const LimenCurvePoint *
limen_curve_points_get (const LimenCurvePoints *self, size_t *n_points)
{
  *n_points = self->n_points;
  return self->points;
}

/* Returns the index of the point nearest to a position (0 to 1 along each
 * axis) in a picture of the given width and height in pixels; the first one of
 * equally near ones. SIZE_MAX if all are gaps. O(points), which is
 * O(pixels). */
size_t
limen_curve_points_find_nearest (const LimenCurvePoint *points,
                                 size_t n_points, double across, double up,
                                 double width, double height)
{
  double least = INFINITY;
  size_t nearest = SIZE_MAX;

  for (size_t i = 0; i < n_points; i++)
    {
      double dx = (points[i].across - across) * width;
      double dy = (points[i].up - up) * height;

      if (dx * dx + dy * dy < least)
        {
          least = dx * dx + dy * dy;
          nearest = i;
        }
    }
  return nearest;
}
