/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "curve-points.h"

#include <math.h>
#include <stdlib.h>

#include "probit.h"

/* Candidates processed, or left out by a bound, at once. */
#define BLOCK_SIZE 64
/* Margin for bounds on positions, far above their rounding error. */
#define MARGIN 1e-9
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

/* An axis with its transformed ends. */
typedef struct
{
  const LimenPointAxis *axis;
  double low, high; /* transformed ends */
} Layout;

/* A curve over the candidates of a sweep. */
typedef struct
{
  const LimenSweep *sweep;
  const LimenPointCurve *curve;
  bool is_bounded; /* whether limen_metric_rewards() for y */
  Layout x, y;
} Source;

/* Consecutive points that fall on one pixel. Blocks of candidates that are
 * known to fall on it are looked at when the run ends, and only where one of
 * them may be the lowest or the highest point: they are among those from
 * first_unseen up to, but not including, end_unseen. */
typedef struct
{
  size_t column, row;
  bool is_open;
  LimenCurvePoint first, last, lowest, highest;
  size_t first_unseen, end_unseen; /* equal: none */
} Run;

/* State of thinning out points. */
typedef struct
{
  const Source *source; /* NULL: the points are given */
  LimenCurvePoints *kept;
  size_t n_columns, n_rows;
  Run run;
  bool is_gap; /* the last point is undefined */
} Thinning;

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

static size_t
smaller (size_t a, size_t b)
{
  return a < b ? a : b;
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

/* Computes a curve at up to BLOCK_SIZE candidates from `first` on. */
static void
read_block (const LimenPointCurve *self, const LimenSweep *sweep, size_t first,
            size_t n, double *x, double *y)
{
  LimenConfusion block[BLOCK_SIZE];

  limen_sweep_get_confusions (sweep, first, n, block);
  move_to_prevalence (block, n, self->prevalence);
  limen_metric_values (self->x, block, n, self->costs, x);
  limen_metric_values (self->y, block, n, self->costs, y);
}

/* Finds the smallest and the largest finite y over all candidates, in O(n);
 * both NaN if there is none. */
void
limen_point_curve_get_range (const LimenPointCurve *self,
                             const LimenSweep *sweep, double *low,
                             double *high)
{
  size_t n_candidates = limen_sweep_get_n_scores (sweep) + 1;
  double x[BLOCK_SIZE], y[BLOCK_SIZE];

  *low = *high = NAN;
  for (size_t first = 0, n; first < n_candidates; first += n)
    {
      n = smaller (n_candidates - first, BLOCK_SIZE);
      read_block (self, sweep, first, n, x, y);
      for (size_t i = 0; i < n; i++)
        if (isfinite (x[i]) && isfinite (y[i]))
          {
            *low = fmin (*low, y[i]);
            *high = fmax (*high, y[i]);
          }
    }
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

/* Makes the point of a candidate, at `across` at least, to keep x from falling
 * through rounding. */
static LimenCurvePoint
place_point (const Source *self, size_t candidate, double x, double y,
             double across)
{
  LimenCurvePoint point = { candidate, x, y, get_position (&self->x, x),
                            get_position (&self->y, y) };

  if (point.across < across)
    point.across = across;
  return point;
}

/* Bounds on the points of consecutive candidates. */
typedef struct
{
  LimenCurvePoint end; /* the point of the lowest candidate */
  double low, high;    /* of `up`; with a margin, so perhaps beyond 0 to 1 */
} Bounds;

/* Bounds the points of n candidates from `first` on by those of hypothetical
 * candidates that decide each class as well as the best, or as badly as the
 * worst of them does. False where that is no bound, or undefined. */
static bool
get_bounds (const Source *self, size_t first, size_t n, double across,
            Bounds *bounds)
{
  const LimenPointCurve *curve = self->curve;
  LimenConfusion c[4];
  double x, y[4];

  if (!self->is_bounded)
    return false;
  limen_sweep_get_confusions (self->sweep, first, 1, &c[0]);
  limen_sweep_get_confusions (self->sweep, first + n - 1, 1, &c[1]);
  c[2] = (LimenConfusion){ c[0].tp, c[1].fp, c[0].fn, c[1].tn };
  c[3] = (LimenConfusion){ c[1].tp, c[0].fp, c[1].fn, c[0].tn };
  move_to_prevalence (c, 4, curve->prevalence);
  limen_metric_values (curve->x, c, 1, curve->costs, &x);
  limen_metric_values (curve->y, c, 4, curve->costs, y);
  bounds->end = place_point (self, first, x, y[0], across);
  y[2] = get_position (&self->y, y[2]);
  y[3] = get_position (&self->y, y[3]);
  bounds->low = fmin (y[2], y[3]) - MARGIN;
  bounds->high = fmax (y[2], y[3]) + MARGIN;
  return !isnan (x) && !isnan (y[0]) && !isnan (y[1]) && !isnan (y[2])
         && !isnan (y[3]);
}

/* Includes a point in the extremes of a run; of equal ones the highest
 * candidate's counts. */
static void
include (Run *run, LimenCurvePoint point)
{
  if (point.up < run->lowest.up
      || (point.up == run->lowest.up
          && point.candidate > run->lowest.candidate))
    run->lowest = point;
  if (point.up > run->highest.up
      || (point.up == run->highest.up
          && point.candidate > run->highest.candidate))
    run->highest = point;
}

/* Includes the blocks that were left out, as far as bounds do not exclude
 * them from the extremes. */
static void
include_unseen (const Source *self, Run *run)
{
  double x[BLOCK_SIZE], y[BLOCK_SIZE];
  Bounds bounds;

  for (size_t n, end = run->end_unseen; end > run->first_unseen; end -= n)
    {
      n = smaller (end - run->first_unseen, BLOCK_SIZE);
      if (get_bounds (self, end - n, n, 0, &bounds)
          && bounds.low >= run->lowest.up && bounds.high <= run->highest.up)
        continue;
      read_block (self->curve, self->sweep, end - n, n, x, y);
      for (size_t i = n; i-- > 0;)
        {
          LimenCurvePoint point
              = place_point (self, end - n + i, x[i], y[i], run->first.across);

          point.across = fmin (point.across, run->last.across);
          include (run, point);
        }
    }
}

/* Appends a point of a run unless it is the point just appended; `start` is
 * where the run begins. */
static void
append_next (LimenCurvePoints *self, size_t start, LimenCurvePoint point)
{
  if (self->n_points > start)
    {
      const LimenCurvePoint *before = &self->points[self->n_points - 1];

      if (before->candidate == point.candidate)
        return;
      point.across = fmax (point.across, before->across);
    }
  self->points[self->n_points++] = point;
}

/* Appends the first, last, lowest and highest point of a run, in their
 * original order. */
static bool
close_run (Thinning *self)
{
  Run *run = &self->run;
  bool is_low_first;
  size_t start = self->kept->n_points;

  if (!run->is_open)
    return true;
  run->is_open = false;
  if (!reserve (self->kept, 4))
    return false;
  if (run->end_unseen > run->first_unseen)
    include_unseen (self->source, run);
  is_low_first = run->lowest.candidate > run->highest.candidate;
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
      include (run, point);
      return true;
    }
  if (!close_run (self))
    return false;
  *run = (Run){ column, row, true, point, point, point, point, 0, 0 };
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

/* Adds a block to the open run as a whole if it falls on the run's pixel. */
static bool
leave_out (Thinning *self, size_t first, double *across)
{
  Run *run = &self->run;
  Bounds bounds;

  if (!run->is_open
      || !get_bounds (self->source, first, BLOCK_SIZE, *across, &bounds)
      || find_pixel (bounds.end.across, self->n_columns) != run->column
      || find_pixel (fmax (0, bounds.low), self->n_rows) != run->row
      || find_pixel (bounds.high, self->n_rows) != run->row)
    return false;
  if (run->end_unseen == 0)
    run->end_unseen = first + BLOCK_SIZE;
  run->first_unseen = first;
  run->last = bounds.end;
  include (run, bounds.end);
  *across = bounds.end.across;
  return true;
}

/* Adds the points of n candidates from `first` on, from the highest down.
 * `across` is that of the point before. False when memory runs out. */
static bool
add_block (Thinning *self, size_t first, size_t n, double *across)
{
  const Source *source = self->source;
  double x[BLOCK_SIZE], y[BLOCK_SIZE];
  bool is_done = true;

  read_block (source->curve, source->sweep, first, n, x, y);
  for (size_t i = n; i-- > 0 && is_done;)
    {
      LimenCurvePoint point
          = place_point (source, first + i, x[i], y[i], *across);

      if (!isnan (point.across))
        *across = point.across;
      is_done = add_point (self, point);
    }
  return is_done;
}

/* Computes the points of a curve, from the highest candidate down, so that x
 * ascends, thinned out to what is visible at the axes' sizes in pixels. Of
 * consecutive points on one pixel, the first, last, lowest and highest are
 * kept. So a line through the kept points covers the same pixels as one
 * through all points, and every candidate is within a pixel of a kept one. A
 * run of undefined points becomes one point, a gap.
 *
 * One pass, O(n): not for the main thread; points that a bound shows to be
 * left out are not computed. Returns NULL when memory runs out; free with
 * limen_curve_points_free(). */
LimenCurvePoints *
limen_curve_points_new (const LimenSweep *sweep, const LimenPointCurve *curve,
                        LimenPointAxis x, LimenPointAxis y)
{
  const Source source
      = { sweep, curve, limen_metric_rewards (curve->y, curve->costs),
          new_layout (&x), new_layout (&y) };
  Thinning thinning = new_thinning (x.n_pixels, y.n_pixels);
  bool is_done = thinning.kept != NULL;
  double across = 0;

  thinning.source = &source;
  for (size_t n, end = limen_sweep_get_n_scores (sweep) + 1;
       end > 0 && is_done; end -= n)
    {
      n = smaller (end, BLOCK_SIZE);
      if (n < BLOCK_SIZE || !leave_out (&thinning, end - n, &across))
        is_done = add_block (&thinning, end - n, n, &across);
    }
  return thinning.kept != NULL ? finish (&thinning, is_done) : NULL;
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
