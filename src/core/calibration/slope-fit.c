#include "slope-fit.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>
#include <math.h>
#include <string.h>

#include "parallel.h"
#include "sum.h"
#include "vector-math.h"
#include "wide.h"

/* Rows computed in one go, parts that rows are cut into at most, and blocks of
 * a part at least. */
#define BLOCK_SIZE 512
#define MAX_PARTS 256
#define PART_BLOCKS 128
/* Passes over the same rows, and halvings of a step that has led away. */
#define MAX_PASSES 200
#define MAX_HALVINGS 40
/* Beyond these a probability is 1, whatever they are. */
#define MOST_ODDS 1e300
/* Blocks that a few passes leave out, between two that they take, and the
 * step, in standardised logits, that is small enough for them. */
static const size_t strides[] = { 64, 8 };
#define FEW_PASSES 16
#define ROUGH_STEP 0.02
/* The square of this step is nothing: so far from the solution Newton's method
 * is at most, when it has taken it. Before that steps tell how fast they
 * shrink, if they do. */
#define LAST_STEP 1e-7
#define SHRINKING_STEP 0.01
#define LAST_ERROR 1e-11
/* How far from 0 an intercept at slope 1 is looked for, by doubling. */
#define FIRST_SHIFT 64
#define MOST_SHIFT 1e9
#define MAX_ROOT_PASSES 200

/* What is summed over all rows, of residuals r = w (p - y) and curvatures
 * c = w p (1 - p), for either model. */
enum
{
  FREE_R,
  FREE_RX,
  FREE_C,
  FREE_CX,
  FREE_CXX,
  FIXED_R,
  FIXED_C,
  N_SUMS
};

typedef struct
{
  LimenSums sums[N_SUMS];
} Part;

/* A model of the log-odds: `slope` times the standardised logit, plus
 * `intercept`. */
typedef struct
{
  double slope, intercept;
} Model;

typedef struct
{
  const LimenPredictions *numbers;
  double mean, scale; /* of the logits */
  Model free, fixed;  /* the slope of the second is that of the logits */
  double factor; /* of the odds, in the second */
  bool has_free, has_fixed;
  size_t n_blocks, stride; /* every so many blocks are looked at */
  size_t part_blocks, n_parts;
  Part parts[MAX_PARTS];
} Pass;

/* Some rows; `x` are the standardised logits, `odds` what they are the
 * logarithms of, where the scores are probabilities. */
typedef struct
{
  size_t n;
  bool has_odds;
  double odds[BLOCK_SIZE], x[BLOCK_SIZE], targets[BLOCK_SIZE];
  const double *weights; /* NULL: 1 each */
  double residuals[BLOCK_SIZE], curvatures[BLOCK_SIZE];
} Block;

static void
block_load (Block *self, const Pass *pass, size_t first, size_t n)
{
  const LimenPredictions *numbers = pass->numbers;
  const double *scores = numbers->scores[0] + first;
  double mean = pass->mean, factor = 1 / pass->scale;

  self->n = n;
  self->weights = numbers->weights != NULL ? numbers->weights + first : NULL;
  self->has_odds = numbers->kind == LIMEN_KIND_PROBABILITY;
  if (self->has_odds)
    {
      limen_bounded_odds (scores, n, self->odds);
      limen_vector_log (self->odds, self->x, n);
    }
  else
    limen_bounded_logits (numbers->kind, scores, n, self->x);
  for (size_t i = 0; i < n; i++)
    {
      self->x[i] = (self->x[i] - mean) * factor;
      self->targets[i] = numbers->labels[first + i] == numbers->positive;
    }
}

static void
block_weigh (Block *self)
{
  for (size_t i = 0; i < self->n && self->weights != NULL; i++)
    {
      self->residuals[i] *= self->weights[i];
      self->curvatures[i] *= self->weights[i];
    }
}

/* What a model says whose odds are `factor` times those of the scores. Neither
 * p nor 1 - p is taken from the other, which would lose what is small. */
static void
block_apply_factor (Block *self, double factor)
{
  for (size_t i = 0; i < self->n; i++)
    {
      double odds = self->odds[i] * factor, small, large;

      odds = odds < MOST_ODDS ? odds : MOST_ODDS;
      small = 1 / (1 + odds);
      large = odds * small;
      self->residuals[i] = self->targets[i] != 0 ? -small : large;
      self->curvatures[i] = small * large;
    }
  block_weigh (self);
}

/* The exponential is only taken of negative numbers. */
static void
block_apply (Block *self, Model model)
{
  double odds[BLOCK_SIZE], e[BLOCK_SIZE];

  for (size_t i = 0; i < self->n; i++)
    {
      odds[i] = model.slope * self->x[i] + model.intercept;
      e[i] = -fabs (odds[i]);
    }
  limen_vector_exp (e, e, self->n);
  for (size_t i = 0; i < self->n; i++)
    {
      double large = 1 / (1 + e[i]), small = e[i] * large;
      double p = odds[i] >= 0 ? large : small;
      double rest = odds[i] >= 0 ? small : large;

      self->residuals[i] = self->targets[i] != 0 ? -rest : p;
      self->curvatures[i] = small * large;
    }
  block_weigh (self);
}

static const double ones[BLOCK_SIZE] = { [0 ... BLOCK_SIZE - 1] = 1 };

static void
add_fixed (Block *block, const Pass *pass, LimenSums *sums)
{
  if (block->has_odds)
    block_apply_factor (block, pass->factor);
  else
    block_apply (block, pass->fixed);
  limen_sums_add_products (&sums[FIXED_R], block->residuals, ones, NULL,
                           block->n);
  limen_sums_add_products (&sums[FIXED_C], block->curvatures, ones, NULL,
                           block->n);
}

static void
add_free (Block *block, Model model, LimenSums *sums)
{
  const double *r = block->residuals, *c = block->curvatures, *x = block->x;

  block_apply (block, model);
  limen_sums_add_products (&sums[FREE_R], r, ones, NULL, block->n);
  limen_sums_add_products (&sums[FREE_RX], r, x, NULL, block->n);
  limen_sums_add_products (&sums[FREE_C], c, ones, NULL, block->n);
  limen_sums_add_products (&sums[FREE_CX], c, x, NULL, block->n);
  limen_sums_add_products (&sums[FREE_CXX], c, x, x, block->n);
}

/* Takes a block of rows. */
static void
block_init (Block *self, const Pass *pass, size_t index)
{
  size_t first = index * BLOCK_SIZE;
  size_t n = pass->numbers->n_rows - first;

  block_load (self, pass, first, n < BLOCK_SIZE ? n : BLOCK_SIZE);
}

LIMEN_WIDE static void
sum_part (void *data, size_t part)
{
  Pass *self = data;
  LimenSums *sums = self->parts[part].sums;
  size_t index = part * self->part_blocks * self->stride;
  size_t end = index + self->part_blocks * self->stride;
  Block block;

  memset (sums, 0, sizeof self->parts[part]);
  for (; index < end && index < self->n_blocks; index += self->stride)
    {
      block_init (&block, self, index);
      if (self->has_fixed)
        add_fixed (&block, self, sums);
      if (self->has_free)
        add_free (&block, self->free, sums);
    }
}

/* One of the sums, over all parts in their order. */
static double
get_sum (const Pass *self, size_t index)
{
  LimenSum total = { 0 };

  for (size_t i = 0; i < self->n_parts; i++)
    {
      LimenSum part = limen_sums_get_sum (&self->parts[i].sums[index]);

      limen_sum_add_sum (&total, &part);
    }
  return limen_sum_value (&total);
}

/* A model being improved by Newton's method. */
typedef struct
{
  Model model;
  double norm;         /* of the gradient there; infinite: not known */
  Model step;          /* from there to where to look next */
  double length;       /* of the step; NaN: it is no whole one */
  unsigned n_halvings; /* of it */
  bool is_done;
} Search;

static Model
get_next (const Search *self)
{
  return (Model){ self->model.slope + self->step.slope,
                  self->model.intercept + self->step.intercept };
}

static void
shorten (Search *self, double factor)
{
  self->step.slope *= factor;
  self->step.intercept *= factor;
  self->length = NAN;
}

/* Takes a step from where the last one has led, which is no longer than what
 * is known of where it leads: a model that is far too steep says little about
 * the right one. */
static void
take_step (Search *self, double norm, Model step, double last_step)
{
  double before = self->length, most;

  self->model = get_next (self);
  self->norm = norm;
  self->step = step;
  self->n_halvings = 0;
  self->length = hypot (step.slope, step.intercept);
  most = 2 * (1 + hypot (self->model.slope, self->model.intercept));
  /* Lengths go like squares: this one, to that of the next. */
  self->is_done
      = self->length <= last_step
        || (before <= SHRINKING_STEP
            && pow (self->length / before, 2) * self->length <= LAST_ERROR);
  if (self->length > most)
    shorten (self, most / self->length);
}

/* Goes where it has looked if the gradient is smaller there, and takes `step`
 * from there; else half the way. The loss being convex, there is a part of the
 * way that is good enough. */
static void
search_advance (Search *self, double norm, Model step, double last_step)
{
  if (norm < self->norm && isfinite (step.slope) && isfinite (step.intercept))
    take_step (self, norm, step, last_step);
  else
    {
      shorten (self, 0.5);
      self->is_done = ++self->n_halvings > MAX_HALVINGS;
    }
  if (self->is_done && self->n_halvings == 0)
    self->model = get_next (self);
}

static void
advance_free (Search *self, const Pass *pass, double last_step)
{
  double r = get_sum (pass, FREE_R), rx = get_sum (pass, FREE_RX);
  double c = get_sum (pass, FREE_C), cx = get_sum (pass, FREE_CX);
  double cxx = get_sum (pass, FREE_CXX);
  double determinant = c * cxx - cx * cx;

  search_advance (self, hypot (r, rx),
                  (Model){ (cx * r - c * rx) / determinant,
                           (cx * rx - cxx * r) / determinant },
                  last_step);
}

static void
advance_fixed (Search *self, const Pass *pass, double last_step)
{
  double r = get_sum (pass, FIXED_R), c = get_sum (pass, FIXED_C);

  search_advance (self, fabs (r), (Model){ 0, -r / c }, last_step);
}

/* Divides every so many blocks among the parts. */
static void
set_stride (Pass *pass, size_t stride)
{
  size_t n_blocks = (pass->n_blocks + stride - 1) / stride;

  pass->stride = stride;
  pass->part_blocks = n_blocks / MAX_PARTS + 1;
  if (pass->part_blocks < PART_BLOCKS)
    pass->part_blocks = PART_BLOCKS;
  pass->n_parts = (n_blocks + pass->part_blocks - 1) / pass->part_blocks;
}

static void
run (Pass *pass)
{
  pass->factor = pass->fixed.intercept - pass->mean;
  limen_vector_exp (&pass->factor, &pass->factor, 1);
  limen_parallel_run (sum_part, pass, pass->n_parts, 0);
}

/* Both models, each from where it is, on every so many blocks. */
static void
improve (Pass *pass, Search *free, Search *fixed, size_t stride,
         size_t n_passes, double last_step)
{
  set_stride (pass, stride);
  for (size_t i = 0; i < n_passes && !(free->is_done && fixed->is_done); i++)
    {
      pass->free = get_next (free);
      pass->fixed = get_next (fixed);
      pass->has_free = !free->is_done;
      pass->has_fixed = !fixed->is_done;
      run (pass);
      if (pass->has_free)
        advance_free (free, pass, last_step);
      if (pass->has_fixed)
        advance_fixed (fixed, pass, last_step);
    }
}

static Search
search_from (Model model)
{
  return (Search){ .model = model, .norm = INFINITY, .length = NAN };
}

static bool
has_converged (const Search *self)
{
  return self->is_done && self->n_halvings == 0;
}

/* Where to go on with more rows; from `start` if these have led nowhere: some
 * rows may have no best model. */
static Search
search_again (const Search *self, Model start)
{
  return search_from (has_converged (self) ? self->model : start);
}

/* The sum of the residuals of all rows with their logits shifted. */
static double
shift_cb (double shift, void *data)
{
  Pass *self = data;

  self->fixed.intercept = shift + self->mean;
  run (self);
  return get_sum (self, FIXED_R);
}

/* The intercept at slope 1 by Brent's method: residuals rise with it, from
 * minus what the positives weigh to what the others do. Slower than Newton's
 * method, and sure. NaN where it is beyond MOST_SHIFT. */
static double
find_shift (Pass *self)
{
  gsl_function function = { shift_cb, self };
  double low = -FIRST_SHIFT, high = FIRST_SHIFT, root = NAN;
  gsl_root_fsolver *solver;
  int status;

  set_stride (self, 1);
  self->has_free = false;
  self->has_fixed = true;
  while (shift_cb (low, self) > 0)
    if ((low *= 2) < -MOST_SHIFT)
      return NAN;
  while (shift_cb (high, self) < 0)
    if ((high *= 2) > MOST_SHIFT)
      return NAN;
  solver = gsl_root_fsolver_alloc (gsl_root_fsolver_brent);
  status = gsl_root_fsolver_set (solver, &function, low, high);
  for (int i = 0; i < MAX_ROOT_PASSES && status == GSL_SUCCESS; i++)
    {
      status = gsl_root_fsolver_iterate (solver);
      if (gsl_root_test_interval (gsl_root_fsolver_x_lower (solver),
                                  gsl_root_fsolver_x_upper (solver), 1e-13,
                                  1e-15)
          != GSL_SUCCESS)
        continue;
      root = gsl_root_fsolver_root (solver);
      break;
    }
  gsl_root_fsolver_free (solver);
  return root;
}

/* Sets about where the logits are, and how far apart. */
static void
standardize (Pass *self)
{
  LimenSum sum = { 0 }, squares = { 0 };
  size_t n = 0;
  Block block;

  for (size_t index = 0; index < self->n_blocks; index += strides[0])
    {
      block_init (&block, self, index);
      for (size_t i = 0; i < block.n; i++)
        limen_sum_add (&sum, block.x[i]);
      n += block.n;
    }
  self->mean = limen_sum_value (&sum) / (double) n;
  for (size_t index = 0; index < self->n_blocks; index += strides[0])
    {
      block_init (&block, self, index);
      for (size_t i = 0; i < block.n; i++)
        limen_sum_add (&squares, block.x[i] * block.x[i]);
    }
  if (limen_sum_value (&squares) > 0)
    self->scale = sqrt (limen_sum_value (&squares) / (double) n);
}

/* The result of the searches. */
static LimenCalibrationSlope
get_result (Pass *pass, const Search *free, const Search *fixed,
            bool has_slope)
{
  LimenCalibrationSlope result = LIMEN_CALIBRATION_SLOPE_NONE;

  result.slope_status
      = has_slope ? LIMEN_FIT_NOT_CONVERGED : LIMEN_FIT_SEPARATED;
  if (has_slope && has_converged (free))
    {
      result.slope = free->model.slope / pass->scale;
      result.intercept
          = free->model.intercept - result.slope * pass->mean;
      result.slope_status = LIMEN_FIT_DONE;
    }
  result.in_the_large = has_converged (fixed)
                            ? fixed->model.intercept - pass->mean
                            : find_shift (pass);
  result.in_the_large_status = isnan (result.in_the_large)
                                   ? LIMEN_FIT_NOT_CONVERGED
                                   : LIMEN_FIT_DONE;
  return result;
}

/* Cox's calibration of many rows of both classes, see
 * limen_calibration_slope_compute(), by Newton's method: on some of the rows,
 * on more, and on all. Log-odds are computed anew each time, so that it takes
 * no memory to speak of. Slope and intercept are NaN where the rows have no
 * slope, since a threshold parts the classes, and where it does not converge,
 * which their status tells. The same bits for any number of threads. */
LimenCalibrationSlope
limen_slope_fit_run (const LimenPredictions *numbers, bool has_slope)
{
  Pass pass = { .numbers = numbers,
                .scale = 1,
                .n_blocks = (numbers->n_rows + BLOCK_SIZE - 1) / BLOCK_SIZE };
  Model free_start = { 0, 0 }, fixed_start;
  Search free, fixed;

  standardize (&pass);
  fixed_start = (Model){ pass.scale, pass.mean };
  free = search_from (free_start);
  fixed = search_from (fixed_start);
  for (size_t i = 0; i < sizeof strides / sizeof strides[0]; i++)
    {
      free.is_done = !has_slope;
      improve (&pass, &free, &fixed, strides[i], FEW_PASSES, ROUGH_STEP);
      free = search_again (&free, free_start);
      fixed = search_again (&fixed, fixed_start);
    }
  free.is_done = !has_slope;
  improve (&pass, &free, &fixed, 1, MAX_PASSES, LAST_STEP);
  return get_result (&pass, &free, &fixed, has_slope);
}
