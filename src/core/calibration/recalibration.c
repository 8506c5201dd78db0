/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "recalibration-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "calibration-slope.h"
#include "link.h"
#include "names.h"

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

/* Returns the name of a method in options and JSON; static. */
const char *
limen_recalibration_method_get_name (LimenRecalibrationMethod method)
{
  return methods[method].name;
}

/* Parses the name of a method. False, with *method untouched, if unknown. */
bool
limen_recalibration_method_parse (const char *name,
                                  LimenRecalibrationMethod *method)
{
  return LIMEN_NAMES_PARSE (methods, name, method);
}

static bool
takes_logits (LimenRecalibrationMethod method)
{
  return method == LIMEN_RECALIBRATION_TEMPERATURE
         || method == LIMEN_RECALIBRATION_BETA;
}

/* Whether a method takes scores of a kind: temperature and beta need
 * probabilities or their logits, and none takes decisions. */
bool
limen_recalibration_method_takes (LimenRecalibrationMethod method,
                                  LimenKind kind)
{
  return limen_kind_has_thresholds (kind)
         && (limen_kind_has_probabilities (kind) || !takes_logits (method));
}

/* Returns the transformed score that a map is fitted on and applied to: the
 * clamped logit for temperature and beta; for other methods the score itself,
 * but log-probabilities clamped to LIMEN_TEMPERATURE_LOG_FLOOR. */
double
limen_recalibration_transform (LimenRecalibrationMethod method, LimenKind kind,
                               double score)
{
  if (takes_logits (method))
    return limen_bounded_logit (kind, score);
  return kind == LIMEN_KIND_LOG_PROBABILITY
             ? fmax (score, LIMEN_TEMPERATURE_LOG_FLOOR)
             : score;
}

/* Whether a transformed score is clamped at the logit bound, so that its true
 * logit is unknown; never for scores that are logits. */
bool
limen_recalibration_is_saturated (const LimenRecalibration *self, double x)
{
  return takes_logits (self->method) && self->kind != LIMEN_KIND_LOGIT
         && fabs (x) >= LIMEN_LOGIT_BOUND;
}

/* Whether different scores may map to the same probability, which changes the
 * ranking of rows. */
bool
limen_recalibration_method_makes_ties (LimenRecalibrationMethod method)
{
  return method == LIMEN_RECALIBRATION_ISOTONIC
         || method == LIMEN_RECALIBRATION_HISTOGRAM;
}

/* Returns the number of parameters of a method; 0 for methods with knots. */
size_t
limen_recalibration_method_get_n_parameters (LimenRecalibrationMethod method)
{
  return methods[method].n_parameters;
}

/* Returns the name of a parameter in JSON; static. */
const char *
limen_recalibration_method_get_parameter_name (LimenRecalibrationMethod method,
                                               size_t index)
{
  return methods[method].parameters[index];
}

/* Allocates the knots. False when memory runs out. */
bool
limen_recalibration_allocate_knots (LimenRecalibration *self, size_t n_knots)
{
  self->n_knots = n_knots;
  self->xs = malloc (n_knots * sizeof *self->xs + 1);
  self->ys = malloc (n_knots * sizeof *self->ys + 1);
  return self->xs != NULL && self->ys != NULL;
}

/* Returns a map without parameters or knots; NULL when memory runs out. */
LimenRecalibration *
limen_recalibration_new_empty (LimenRecalibrationMethod method, LimenKind kind)
{
  LimenRecalibration *self = calloc (1, sizeof *self);

  if (self != NULL)
    {
      self->method = method;
      self->kind = kind;
      self->range = (LimenRecalibrationRange){ 0, 1 };
    }
  return self;
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

/* Restores a map from the values of its getters; copies the arrays. *map is
 * NULL unless the status is OK: UNDEFINED for values that no fit produces:
 * non-finite numbers, a temperature <= 0, a decreasing beta map, knots that do
 * not ascend, or no knots. */
LimenStatus
limen_recalibration_new (LimenRecalibrationMethod method, LimenKind kind,
                         const double *parameters, const double *xs,
                         const double *ys, size_t n_knots,
                         LimenRecalibration **map)
{
  LimenRecalibration *self;

  *map = NULL;
  if (!limen_recalibration_method_takes (method, kind))
    return LIMEN_UNDEFINED;
  self = limen_recalibration_new_empty (method, kind);
  if (self == NULL || !limen_recalibration_allocate_knots (self, n_knots))
    {
      limen_recalibration_free (self);
      return LIMEN_NO_MEMORY;
    }
  if (methods[method].n_parameters > 0)
    memcpy (self->parameters, parameters,
            methods[method].n_parameters * sizeof *parameters);
  if (n_knots > 0)
    {
      memcpy (self->xs, xs, n_knots * sizeof *xs);
      memcpy (self->ys, ys, n_knots * sizeof *ys);
    }
  if (!are_parameters_valid (self) || !are_knots_valid (self))
    {
      limen_recalibration_free (self);
      return LIMEN_UNDEFINED;
    }
  *map = self;
  return LIMEN_OK;
}

/* Restores a temperature or beta map with its range. *map is NULL unless the
 * status is OK: UNDEFINED as in limen_recalibration_new(), for other methods,
 * and for an invalid range. */
LimenStatus
limen_recalibration_new_in_range (LimenRecalibrationMethod method,
                                  LimenKind kind, const double *parameters,
                                  LimenRecalibrationRange range,
                                  LimenRecalibration **map)
{
  LimenStatus status;

  *map = NULL;
  if (!takes_logits (method)
      || !(range.least >= 0 && range.least <= range.most && range.most <= 1))
    return LIMEN_UNDEFINED;
  status = limen_recalibration_new (method, kind, parameters, NULL, NULL, 0,
                                    map);
  if (status == LIMEN_OK)
    (*map)->range = range;
  return status;
}

/* Adds a reference, from any thread. NULL for NULL. */
LimenRecalibration *
limen_recalibration_ref (const LimenRecalibration *self)
{
  LimenRecalibration *owned = (LimenRecalibration *) self;

  if (owned != NULL)
    atomic_fetch_add (&owned->n_extra_references, 1);
  return owned;
}

/* Releases a reference, from any thread; frees the map with the last one. NULL
 * is ignored. */
void
limen_recalibration_free (LimenRecalibration *self)
{
  if (self == NULL || atomic_fetch_sub (&self->n_extra_references, 1) > 0)
    return;
  free (self->xs);
  free (self->ys);
  free (self);
}

/* Returns the method of the map. */
LimenRecalibrationMethod
limen_recalibration_get_method (const LimenRecalibration *self)
{
  return self->method;
}

/* Returns the kind of scores that the map takes. */
LimenKind
limen_recalibration_get_kind (const LimenRecalibration *self)
{
  return self->kind;
}

/* Returns a parameter; `index` is below the method's number of parameters. */
double
limen_recalibration_get_parameter (const LimenRecalibration *self,
                                   size_t index)
{
  return self->parameters[index];
}

/* Returns the smallest and the largest probability of the map. */
LimenRecalibrationRange
limen_recalibration_get_range (const LimenRecalibration *self)
{
  return self->range;
}

/* Returns the number of corners or bins; 0 for parametric maps. */
size_t
limen_recalibration_get_n_knots (const LimenRecalibration *self)
{
  return self->n_knots;
}

/* Returns the score of a corner, or the lowest score of a bin, and its
 * probability in *y. */
double
limen_recalibration_get_knot (const LimenRecalibration *self, size_t index,
                              double *y)
{
  *y = self->ys[index];
  return self->xs[index];
}

/* Whether the map is nondecreasing, so that thresholds carry over. Histograms
 * may not be, and Platt's map of scores that rank in reverse is not. */
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

/* Returns the index of the last knot at or below a score; 0 for lower
 * scores. */
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

/* Applies a temperature, Platt or beta map to a transformed score, within the
 * range of the map. */
double
limen_recalibration_apply_smooth (const LimenRecalibration *self, double x)
{
  const double *values = self->parameters;
  double p;

  if (self->method == LIMEN_RECALIBRATION_PLATT)
    return limen_sigmoid (values[0] * x + values[1]);
  if (limen_recalibration_is_saturated (self, x))
    {
      if (x > 0 && self->range.most < 1)
        return self->range.most;
      if (x < 0 && self->range.least > 0)
        return self->range.least;
    }
  p = limen_sigmoid (self->method == LIMEN_RECALIBRATION_TEMPERATURE
                         ? x / values[0]
                         : limen_recalibration_get_beta_logit (values, x));
  return fmin (fmax (p, self->range.least), self->range.most);
}

/* Returns the calibrated probability of a score of the map's kind; NaN for
 * NaN. */
double
limen_recalibration_apply (const LimenRecalibration *self, double score)
{
  double x = limen_recalibration_transform (self->method, self->kind, score);

  if (isnan (score) || isnan (x))
    return NAN;
  switch (self->method)
    {
    case LIMEN_RECALIBRATION_ISOTONIC:
      return interpolate (self, x);
    case LIMEN_RECALIBRATION_HISTOGRAM:
      return self->ys[find_knot (self, x)];
    case LIMEN_RECALIBRATION_TEMPERATURE:
    case LIMEN_RECALIBRATION_PLATT:
    case LIMEN_RECALIBRATION_BETA:
    case LIMEN_N_RECALIBRATIONS:
    default:
      return limen_recalibration_apply_smooth (self, x);
    }
}

/* Computes the calibrated probabilities of n scores of any kind, which are
 * converted to the map's kind; NaN where that is impossible. `probabilities`
 * may be `scores`. */
void
limen_recalibration_apply_all (const LimenRecalibration *self, LimenKind kind,
                               const double *scores, double *probabilities,
                               size_t n)
{
  for (size_t i = 0; i < n; i++)
    probabilities[i] = limen_recalibration_apply (
        self, limen_score_convert (kind, self->kind, scores[i]));
}

/* Returns a log s - b log (1 - s) + c for s = sigmoid (logit). Terms with
 * coefficient 0 are skipped, as they may be infinite. */
double
limen_recalibration_get_beta_logit (const double *parameters, double logit)
{
  double a = parameters[0], b = parameters[1], c = parameters[2];

  return (a > 0 ? a * limen_log_sigmoid (logit) : 0)
         - (b > 0 ? b * limen_log_sigmoid (-logit) : 0) + c;
}
