#include "recalibration-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "link.h"
#include "recalibration-inverse.h"

static const struct
{
  const char *name;
  size_t n_parameters;
  const char *parameters[LIMEN_RECALIBRATION_MAX_PARAMETERS];
} methods[] = {
  [LIMEN_RECALIBRATION_TEMPERATURE] = { "temperature", 1, { "temperature" } },
  [LIMEN_RECALIBRATION_PLATT] = { "platt", 2, { "a", "b" } },
  [LIMEN_RECALIBRATION_BETA] = { "beta", 3, { "a", "b", "c" } },
  [LIMEN_RECALIBRATION_ISOTONIC] = { "isotonic", 0, { NULL } },
  [LIMEN_RECALIBRATION_HISTOGRAM] = { "histogram", 0, { NULL } },
};

/* The name of a method, as options and JSON write it; static. */
const char *
limen_recalibration_method_get_name (LimenRecalibrationMethod method)
{
  return methods[method].name;
}

/* Reads a method's name. False, and *method untouched, for any other text. */
bool
limen_recalibration_method_parse (const char *name,
                                  LimenRecalibrationMethod *method)
{
  for (int i = 0; i < LIMEN_N_RECALIBRATIONS; i++)
    if (strcmp (name, methods[i].name) == 0)
      {
        *method = (LimenRecalibrationMethod) i;
        return true;
      }
  return false;
}

/* Whether a method can do with scores of a kind: temperature and beta need
 * probabilities, or what stands for them. */
bool
limen_recalibration_method_takes (LimenRecalibrationMethod method,
                                  LimenKind kind)
{
  return kind != LIMEN_KIND_SCORE
         || (method != LIMEN_RECALIBRATION_TEMPERATURE
             && method != LIMEN_RECALIBRATION_BETA);
}

/* Whether different scores may become the same probability, so that the
 * ranking of rows changes. */
bool
limen_recalibration_method_makes_ties (LimenRecalibrationMethod method)
{
  return method == LIMEN_RECALIBRATION_ISOTONIC
         || method == LIMEN_RECALIBRATION_HISTOGRAM;
}

/* How many parameters a map of this method has; those of the others are their
 * knots. */
size_t
limen_recalibration_method_get_n_parameters (LimenRecalibrationMethod method)
{
  return methods[method].n_parameters;
}

/* The name of a parameter, as JSON writes it; static. */
const char *
limen_recalibration_method_get_parameter_name (LimenRecalibrationMethod method,
                                               size_t index)
{
  return methods[method].parameters[index];
}

/* Room for knots; false when memory runs out. */
bool
limen_recalibration_allocate_knots (LimenRecalibration *self, size_t n_knots)
{
  self->n_knots = n_knots;
  self->xs = malloc (n_knots * sizeof *self->xs + 1);
  self->ys = malloc (n_knots * sizeof *self->ys + 1);
  return self->xs != NULL && self->ys != NULL;
}

static LimenRecalibration *
new_empty (LimenRecalibrationMethod method, LimenKind kind)
{
  LimenRecalibration *self = calloc (1, sizeof *self);

  if (self != NULL)
    {
      self->method = method;
      self->kind = kind;
    }
  return self;
}

static bool
fit (LimenRecalibration *self, const LimenPredictions *numbers, size_t n_bins)
{
  switch (self->method)
    {
    case LIMEN_RECALIBRATION_ISOTONIC:
      return limen_recalibration_fit_isotonic (self, numbers);
    case LIMEN_RECALIBRATION_HISTOGRAM:
      return limen_recalibration_fit_histogram (self, numbers, n_bins);
    case LIMEN_RECALIBRATION_TEMPERATURE:
    case LIMEN_RECALIBRATION_PLATT:
    case LIMEN_RECALIBRATION_BETA:
    case LIMEN_N_RECALIBRATIONS:
    default:
      return limen_recalibration_fit_smooth (self, numbers);
    }
}

/* The map of a method that suits the rows of a binary task best:
 *
 * - temperature: p = sigmoid (logit / T) with the T > 0 of the least
 *   cross-entropy, within LIMEN_TEMPERATURE_LEAST and _MOST (Guo and others,
 *   2017);
 * - platt: p = sigmoid (a * score + b), of the score as it is, with targets
 *   (n+ + 1) / (n+ + 2) and 1 / (n- + 2) for 1 and 0 (Platt, 1999), where n+
 *   and n- are the weights of the classes, as scikit-learn has it (whose a and
 *   b have the other sign);
 * - beta: p = sigmoid (a * log s - b * log (1 - s) + c) of the probability s,
 *   with a and b at least 0: what would be less is left out, and the rest is
 *   fitted again (Kull, Silva Filho and Flach, 2017);
 * - isotonic: the nondecreasing map of the least squared error at the scores,
 *   by pooling adjacent violators, linear between them and constant beyond
 *   them, as scikit-learn's IsotonicRegression (out_of_bounds="clip");
 * - histogram: the frequency of positives in each of n_bins bins of equal mass
 *   (Zadrozny and Elkan, 2001; the bins are those of
 *   limen_binning_find_equal_mass()). The only one that may fall somewhere.
 *
 * For temperature and beta, probabilities of 0 and 1 count as
 * limen_bounded_logit() has them. Where a smooth map could be made better
 * without end, since the classes are separated, it is steep and finite.
 * n_bins is of no account but for histograms. The same bits whatever the
 * number of threads. To be freed with limen_recalibration_free(); NULL for
 * plain scores where the method does not take them, without rows that weigh
 * something, and when memory runs out. */
LimenRecalibration *
limen_recalibration_fit (LimenRecalibrationMethod method,
                         const LimenPredictions *numbers, size_t n_bins)
{
  LimenRecalibration *self;

  if (!limen_recalibration_method_takes (method, numbers->kind))
    return NULL;
  self = new_empty (method, numbers->kind);
  if (self != NULL && fit (self, numbers, n_bins))
    return self;
  limen_recalibration_free (self);
  return NULL;
}

static bool
are_parameters_valid (const LimenRecalibration *self)
{
  const double *values = self->parameters;

  for (size_t i = 0; i < methods[self->method].n_parameters; i++)
    if (!isfinite (values[i]))
      return false;
  switch (self->method)
    {
    case LIMEN_RECALIBRATION_TEMPERATURE:
      return values[0] > 0;
    case LIMEN_RECALIBRATION_BETA:
      return values[0] >= 0 && values[1] >= 0;
    case LIMEN_RECALIBRATION_PLATT:
    case LIMEN_RECALIBRATION_ISOTONIC:
    case LIMEN_RECALIBRATION_HISTOGRAM:
    case LIMEN_N_RECALIBRATIONS:
    default:
      return true;
    }
}

static bool
are_knots_valid (const LimenRecalibration *self)
{
  if (methods[self->method].n_parameters > 0)
    return self->n_knots == 0;
  for (size_t i = 0; i < self->n_knots; i++)
    if (!isfinite (self->xs[i]) || !(self->ys[i] >= 0 && self->ys[i] <= 1)
        || (i > 0 && self->xs[i] <= self->xs[i - 1])
        || (i > 0 && self->ys[i] < self->ys[i - 1]
            && self->method == LIMEN_RECALIBRATION_ISOTONIC))
      return false;
  return self->n_knots > 0;
}

/* A map that was fitted earlier, from what the getters gave; the arrays are
 * copied. NULL for what no fit gives: numbers that are not finite, a
 * temperature that is not positive, a beta map that falls, knots that do not
 * ascend, or none; and when memory runs out. */
LimenRecalibration *
limen_recalibration_new (LimenRecalibrationMethod method, LimenKind kind,
                         const double *parameters, const double *xs,
                         const double *ys, size_t n_knots)
{
  LimenRecalibration *self;

  if (!limen_recalibration_method_takes (method, kind))
    return NULL;
  self = new_empty (method, kind);
  if (self == NULL || !limen_recalibration_allocate_knots (self, n_knots))
    {
      limen_recalibration_free (self);
      return NULL;
    }
  if (methods[method].n_parameters > 0)
    memcpy (self->parameters, parameters,
            methods[method].n_parameters * sizeof *parameters);
  if (n_knots > 0)
    {
      memcpy (self->xs, xs, n_knots * sizeof *xs);
      memcpy (self->ys, ys, n_knots * sizeof *ys);
    }
  if (are_parameters_valid (self) && are_knots_valid (self))
    return self;
  limen_recalibration_free (self);
  return NULL;
}

/* Another of the same, NULL for NULL and when memory runs out. */
LimenRecalibration *
limen_recalibration_copy (const LimenRecalibration *self)
{
  return self != NULL
             ? limen_recalibration_new (self->method, self->kind,
                                        self->parameters, self->xs, self->ys,
                                        self->n_knots)
             : NULL;
}

/* Frees a map; NULL is nothing. */
void
limen_recalibration_free (LimenRecalibration *self)
{
  if (self == NULL)
    return;
  free (self->xs);
  free (self->ys);
  free (self);
}

/* How it was made. */
LimenRecalibrationMethod
limen_recalibration_get_method (const LimenRecalibration *self)
{
  return self->method;
}

/* What scores it takes. */
LimenKind
limen_recalibration_get_kind (const LimenRecalibration *self)
{
  return self->kind;
}

/* One of the parameters that its method has. */
double
limen_recalibration_get_parameter (const LimenRecalibration *self,
                                   size_t index)
{
  return self->parameters[index];
}

/* How many corners, or bins; 0 for maps of parameters. */
size_t
limen_recalibration_get_n_knots (const LimenRecalibration *self)
{
  return self->n_knots;
}

/* The score of a corner, or the lowest of a bin, and the probability there. */
double
limen_recalibration_get_knot (const LimenRecalibration *self, size_t index,
                              double *y)
{
  *y = self->ys[index];
  return self->xs[index];
}

/* Whether a higher score never has a lower probability, so that a threshold
 * for one is a threshold for the other. Histograms need not be, and Platt's
 * map of scores that rank the wrong way round is not. */
bool
limen_recalibration_is_monotone (const LimenRecalibration *self)
{
  if (self->method == LIMEN_RECALIBRATION_PLATT)
    return self->parameters[0] >= 0;
  if (self->method != LIMEN_RECALIBRATION_HISTOGRAM)
    return true;
  for (size_t i = 1; i < self->n_knots; i++)
    if (self->ys[i] < self->ys[i - 1])
      return false;
  return true;
}

/* The last knot at or below a score, the first for lower ones. */
static size_t
find_knot (const LimenRecalibration *self, double score)
{
  size_t first = 0, end = self->n_knots;

  while (end - first > 1)
    {
      size_t middle = first + (end - first) / 2;

      if (score >= self->xs[middle])
        first = middle;
      else
        end = middle;
    }
  return first;
}

static double
interpolate (const LimenRecalibration *self, double score)
{
  size_t i = find_knot (self, score);
  double slope, y;

  if (score <= self->xs[i] || i + 1 == self->n_knots)
    return self->ys[i];
  slope = (self->ys[i + 1] - self->ys[i]) / (self->xs[i + 1] - self->xs[i]);
  y = self->ys[i] + (score - self->xs[i]) * slope;
  return fmin (y, self->ys[i + 1]);
}

/* The probability that a score of the map's kind is given. */
double
limen_recalibration_apply (const LimenRecalibration *self, double score)
{
  const double *values = self->parameters;

  if (isnan (score))
    return NAN;
  switch (self->method)
    {
    case LIMEN_RECALIBRATION_TEMPERATURE:
      return limen_sigmoid (
          limen_score_convert (self->kind, LIMEN_KIND_LOGIT, score)
          / values[0]);
    case LIMEN_RECALIBRATION_PLATT:
      return limen_sigmoid (values[0] * score + values[1]);
    case LIMEN_RECALIBRATION_BETA:
      return limen_sigmoid (limen_recalibration_get_beta_logit (
          values,
          limen_score_convert (self->kind, LIMEN_KIND_LOGIT, score)));
    case LIMEN_RECALIBRATION_ISOTONIC:
      return interpolate (self, score);
    case LIMEN_RECALIBRATION_HISTOGRAM:
    case LIMEN_N_RECALIBRATIONS:
    default:
      return self->ys[find_knot (self, score)];
    }
}

/* The same for n scores, which may be of another kind; NaN where they cannot
 * be converted. The result may stand in the place of the scores. */
void
limen_recalibration_apply_all (const LimenRecalibration *self, LimenKind kind,
                               const double *scores, double *probabilities,
                               size_t n)
{
  for (size_t i = 0; i < n; i++)
    probabilities[i] = limen_recalibration_apply (
        self, limen_score_convert (kind, self->kind, scores[i]));
}
