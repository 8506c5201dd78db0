#include "recalibration-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "calibration-slope.h"
#include "link.h"
#include "names.h"
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
  int found = LIMEN_NAMES_FIND (methods, name);

  if (found >= 0)
    *method = (LimenRecalibrationMethod) found;
  return found >= 0;
}

static bool
takes_logits (LimenRecalibrationMethod method)
{
  return method == LIMEN_RECALIBRATION_TEMPERATURE
         || method == LIMEN_RECALIBRATION_BETA;
}

/* Whether a method can do with scores of a kind: temperature and beta need
 * probabilities, or what stands for them, and none does with decisions. */
bool
limen_recalibration_method_takes (LimenRecalibrationMethod method,
                                  LimenKind kind)
{
  return limen_kind_has_thresholds (kind)
         && (limen_kind_has_probabilities (kind) || !takes_logits (method));
}

/* What a method makes of a score before anything else, when it is fitted and
 * when it is applied. */
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

/* Whether a transformed score is one whose logit is not known but for being
 * beyond the bound; logits themselves never are. */
bool
limen_recalibration_is_saturated (const LimenRecalibration *self, double x)
{
  return takes_logits (self->method) && self->kind != LIMEN_KIND_LOGIT
         && fabs (x) >= LIMEN_LOGIT_BOUND;
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
      self->range = (LimenRecalibrationRange){ 0, 1 };
    }
  return self;
}

static LimenStatus
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
 * Temperature and beta take logits as limen_bounded_logit() has them, in
 * fitting and applying alike. Probabilities at the bound, such as 0 and 1, say
 * nothing about a slope of finite logits: they become the share of positives
 * among their own rows, within that bound, or where that would be out of order
 * what the nearest other score of the rows becomes; so these maps, and those of
 * Platt for logits, never have a larger cross-entropy than the scores have on
 * the rows that they were fitted on: where nothing better was found they leave
 * scores as they are. No log-probability counts as less than
 * LIMEN_TEMPERATURE_LOG_FLOOR. Where a smooth map could be made better
 * without end, since the classes are separated, it is steep and finite.
 * n_bins is of no account but for histograms. The same bits whatever the
 * number of threads. *map is to be freed with limen_recalibration_free(), and
 * NULL unless the status is OK: UNDEFINED for plain scores where the method
 * does not take them, and without rows that weigh something. */
LimenStatus
limen_recalibration_fit (LimenRecalibrationMethod method,
                         const LimenPredictions *numbers, size_t n_bins,
                         LimenRecalibration **map)
{
  LimenStatus status = LIMEN_NO_MEMORY;
  LimenRecalibration *self;

  *map = NULL;
  if (!limen_recalibration_method_takes (method, numbers->kind))
    return LIMEN_UNDEFINED;
  self = new_empty (method, numbers->kind);
  if (self != NULL)
    status = fit (self, numbers, n_bins);
  if (status == LIMEN_OK)
    *map = self;
  else
    limen_recalibration_free (self);
  return status;
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
 * copied. *map is NULL unless the status is OK: UNDEFINED for what no fit gives:
 * numbers that are not finite, a temperature that is not positive, a beta map
 * that falls, knots that do not ascend, or none. */
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
  self = new_empty (method, kind);
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

/* A temperature or beta map that was fitted earlier, with its range; *map is
 * NULL unless the status is OK: UNDEFINED as limen_recalibration_new() has it,
 * for other methods, and for what is no range of probabilities. */
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

/* One more owner, from any thread; NULL for NULL. */
LimenRecalibration *
limen_recalibration_ref (const LimenRecalibration *self)
{
  LimenRecalibration *owned = (LimenRecalibration *) self;

  if (owned != NULL)
    atomic_fetch_add (&owned->n_further_owners, 1);
  return owned;
}

/* One owner less, the last of whom frees the map; NULL is nothing. */
void
limen_recalibration_free (LimenRecalibration *self)
{
  if (self == NULL || atomic_fetch_sub (&self->n_further_owners, 1) > 0)
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

/* The least and the largest probability that it gives. */
LimenRecalibrationRange
limen_recalibration_get_range (const LimenRecalibration *self)
{
  return self->range;
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

/* The probability that a map of parameters gives a transformed score. */
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

/* The probability that a score of the map's kind is given. */
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
