/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ticks.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tick-label.h"

/* A round number: mantissa * 10^exponent with mantissa 1, 2 or 5. */
typedef struct
{
  int mantissa, exponent;
} Step;

/* The multiples of a step that lie on an axis. */
typedef struct
{
  Step step;
  double first, last; /* factors of the step, whole numbers */
  gsize count;        /* G_MAXSIZE: the step is below the spacing of doubles */
} Multiples;

/* Ticks chosen one by one. */
typedef struct
{
  const LimenScale *scale;
  const char *decimal_point;
  LimenTick *ticks;
  gsize n_ticks, max_ticks;
  double gap; /* minimum distance, as a share of the axis */
} TickList;

/* The product of a step and a factor. Divides by a power of ten rather than
 * multiplying by its inverse, so that 3 steps of 0.1 give the double nearest
 * to 0.3. */
static double
multiply (Step step, double factor)
{
  double value = factor * step.mantissa;

  if (step.exponent < -300)
    return value / 1e300 / pow (10, -300 - step.exponent);
  return step.exponent < 0 ? value / pow (10, -step.exponent)
                           : value * pow (10, step.exponent);
}

static Step
get_next_step (Step step)
{
  if (step.mantissa == 1)
    return (Step) { 2, step.exponent };
  if (step.mantissa == 2)
    return (Step) { 5, step.exponent };
  return (Step) { 1, step.exponent + 1 };
}

static Multiples
find_multiples (const LimenScale *scale, Step step)
{
  double low = scale->low / multiply (step, 1);
  double high = scale->high / multiply (step, 1);
  double slack = 1e-9 * MIN (1, (high - low));
  Multiples found = { step, ceil (low - slack), floor (high + slack), 0 };

  if (!(fabs (low) < 0x1p50 && fabs (high) < 0x1p50))
    found.count = G_MAXSIZE;
  else if (found.last >= found.first)
    found.count = (gsize) (found.last - found.first) + 1;
  return found;
}

/* Fills in the tick values and their step, and returns their number: all
 * multiples on the axis of the finest step that has at most max_ticks of them.
 * If there are fewer than two, the outermost two multiples of the next finer
 * step. */
static gsize
choose_values (const LimenScale *scale, gsize max_ticks, double *values,
               Step *step)
{
  double half = fmax (scale->high / 2 - scale->low / 2, G_MINDOUBLE);
  Multiples finer = { { 1, 0 }, 0, 0, G_MAXSIZE };
  Multiples found
      = find_multiples (scale, (Step) { 1, (int) floor (log10 (half)) - 2 });

  while (found.count > max_ticks)
    {
      finer = found;
      found = find_multiples (scale, get_next_step (found.step));
    }
  *step = found.step;
  for (gsize i = 0; i < found.count; i++)
    values[i] = multiply (found.step, found.first + (double) i);
  if (found.count >= MIN (max_ticks, 2) || finer.count == G_MAXSIZE)
    return found.count;

  *step = finer.step;
  values[0] = multiply (finer.step, finer.first);
  values[1] = multiply (finer.step, finer.last);
  return MIN (max_ticks, 2);
}

/* The number shown for a value: the value, or its negative on a reversed
 * scale. */
static double
get_shown_value (const LimenScale *scale, double value)
{
  return scale->is_reversed ? 0 - value : value;
}

/* Ticks at multiples of one step. On a nonlinear axis, ticks closer than `gap`
 * (a share of the axis) to the previous one are left out. */
static gsize
compute_even (const LimenScale *scale, gsize max_ticks,
              const char *decimal_point, double gap, LimenTick *ticks)
{
  double values[LIMEN_MAX_TICKS], greatest = 0;
  Step step;
  gsize n_values = choose_values (scale, max_ticks, values, &step);
  LimenTickFormat format;
  gsize n_ticks = 0;

  for (gsize i = 0; i < n_values; i++)
    greatest = fmax (greatest, fabs (values[i]));
  format = limen_tick_format_choose (greatest, step.exponent);
  for (gsize i = 0; i < n_values; i++)
    {
      LimenTick *tick = &ticks[n_ticks];
      double position = limen_scale_map (scale, values[i]);

      if (n_ticks > 0 && position - ticks[n_ticks - 1].position < gap)
        continue;
      tick->value = values[i] == 0 ? 0 : values[i];
      tick->position = position;
      limen_tick_label_write (format, get_shown_value (scale, tick->value),
                              decimal_point, tick->label, sizeof tick->label);
      n_ticks++;
    }
  return n_ticks;
}

static void
add_candidate (TickList *self, double value, int last_digit)
{
  LimenTickFormat format = limen_tick_format_choose (fabs (value), last_digit);
  double position = limen_scale_map (self->scale, value);
  LimenTick *tick = &self->ticks[self->n_ticks];

  if (self->n_ticks >= self->max_ticks || value < self->scale->low
      || value > self->scale->high)
    return;
  for (gsize i = 0; i < self->n_ticks; i++)
    if (fabs (position - self->ticks[i].position) < self->gap)
      return;

  tick->value = value;
  tick->position = position;
  limen_tick_label_write (format, get_shown_value (self->scale, value),
                          self->decimal_point, tick->label,
                          sizeof tick->label);
  self->n_ticks++;
}

/* Adds the tick p and its mirror image 1 - p. */
static void
add_probabilities (TickList *self, Step step)
{
  double value = multiply (step, 1);

  add_candidate (self, value, step.exponent);
  add_candidate (self, 1 - value, step.exponent);
}

static void
choose_probabilities (TickList *self)
{
  add_candidate (self, 0.5, -1);
  for (int k = 1; k <= 15; k++)
    add_probabilities (self, (Step) { 1, -k });
  add_probabilities (self, (Step) { 25, -2 });
  for (int k = 2; k <= 15; k++)
    add_probabilities (self, (Step) { 5, -k });
  for (int k = 1; k <= 15; k++)
    add_probabilities (self, (Step) { 2, -k });
}

static void
choose_logits (TickList *self)
{
  static const int logits[] = { 2, 1, 4, 3, 6, 8, 5, 10 };

  add_candidate (self, 0, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (logits); i++)
    {
      add_candidate (self, logits[i], 0);
      add_candidate (self, -logits[i], 0);
    }
  add_candidate (self, 0.5, -1);
  add_candidate (self, -0.5, -1);
}

static void
add_decades (TickList *self, int mantissa)
{
  for (int k = 0; k <= 300; k++)
    add_candidate (self, multiply ((Step) { mantissa, k }, 1), k);
}

static void
choose_counts (TickList *self)
{
  add_candidate (self, 0, 0);
  add_decades (self, 1);
  for (int mantissa = 5; mantissa >= 2 && self->n_ticks < 3; mantissa -= 3)
    add_decades (self, mantissa);
}

static int
compare_ticks (const void *a, const void *b)
{
  double x = ((const LimenTick *) a)->value;
  double y = ((const LimenTick *) b)->value;

  return (x > y) - (x < y);
}

/* Ticks at the usual values of a nonlinear axis; at even steps where too few
 * of them are in range. */
static gsize
compute_nonlinear (TickList *self)
{
  LimenTick even[LIMEN_MAX_TICKS];
  gsize n_even;

  if (self->scale->transform == LIMEN_TRANSFORM_LOGIT
      || self->scale->transform == LIMEN_TRANSFORM_PROBIT)
    choose_probabilities (self);
  else if (self->scale->transform == LIMEN_TRANSFORM_SIGMOID)
    choose_logits (self);
  else
    choose_counts (self);
  qsort (self->ticks, self->n_ticks, sizeof *self->ticks, compare_ticks);
  if (self->n_ticks >= 3)
    return self->n_ticks;

  n_even = compute_even (self->scale, self->max_ticks, self->decimal_point,
                         self->gap, even);
  if (n_even <= self->n_ticks)
    return self->n_ticks;
  memcpy (self->ticks, even, n_even * sizeof *even);
  return n_even;
}

/* The one tick of an axis without extent, labelled with six digits. */
static gsize
compute_single (const LimenScale *scale, const char *decimal_point,
                LimenTick *tick)
{
  if (!isfinite (scale->low) || scale->high != scale->low)
    return 0;
  tick->value = scale->low;
  tick->position = limen_scale_map (scale, scale->low);
  limen_tick_label_write_single (get_shown_value (scale, scale->low),
                                 decimal_point, tick->label,
                                 sizeof tick->label);
  return 1;
}

/**
 * Chooses at most @max_ticks round values on @scale, in increasing order. On a
 * linear axis: multiples of 1, 2 or 5 times a power of ten, at least two where
 * max_ticks allows. On a nonlinear axis: the usual values (0.01, 0.1, 0.5 ..;
 * 0, 1, 10 ..), at least 1 / max_ticks of the axis apart. Labels are UTF-8
 * with as many digits as tell them apart, and independent of the locale:
 * @decimal_point is written verbatim (NULL: "."). On a reversed scale they
 * show the negated values. Returns the number of ticks; on a degenerate scale
 * 1 if both ends are one number, else 0.
 */
gsize
limen_ticks_compute (const LimenScale *scale, gsize max_ticks,
                     const char *decimal_point,
                     LimenTick ticks[LIMEN_MAX_TICKS])
{
  TickList chosen = { scale,
                      decimal_point != NULL ? decimal_point : ".",
                      ticks,
                      0,
                      MIN (max_ticks, LIMEN_MAX_TICKS),
                      0 };

  if (chosen.max_ticks == 0)
    return 0;
  if (limen_scale_is_degenerate (scale))
    return compute_single (scale, chosen.decimal_point, ticks);
  if (scale->transform == LIMEN_TRANSFORM_LINEAR)
    return compute_even (scale, chosen.max_ticks, chosen.decimal_point, 0,
                         ticks);
  chosen.gap = 1.0 / (double) chosen.max_ticks;
  return compute_nonlinear (&chosen);
}
