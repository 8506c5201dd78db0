/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint-bounds.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "criticals.h"
#include "wide.h"

/* Distances between thresholds are counted in steps, differences of the
 * leading bits of doubles; a factor of two has 2^16 steps. */
#define STEP_SHIFT 36
/* Places are bins of distances on a logarithmic scale, 2^6 per doubling. Each
 * distance is increased by FIRST_DISTANCE, which is place 0; FIRST_PLACE holds
 * the shifted bits of FIRST_DISTANCE. */
#define PLACE_SHIFT (23 - 6)
#define FIRST_DISTANCE 64
#define FIRST_PLACE                                                           \
  ((127 + 6) << 6)
/* Number of places, on each side of the threshold, that count as near:
 * distances up to half of the steps of a factor of two. */
#define NEAR 576
/* For macro F1, kinds of rows that move between the class whose threshold
 * changes and another class: rows that may return to the other class although
 * wrong there, wrong rows that may leave it with a critical threshold near the
 * current one or far from it, and right rows of it. */
enum
{
  BACK,
  NEAR_BY,
  FAR,
  RIGHT,
  N_KINDS
};
/* Marks rows whose critical threshold cannot be estimated by the quotient. */
#define UNKNOWN (INT32_C (1) << 30)

/* Allocates memory for the bounds of one class at a time. Borrows the ratios
 * and the tally. False when memory runs out; call limen_joint_bounds_clear()
 * in either case. */
bool
limen_joint_bounds_init (LimenJointBounds *self, const LimenRatios *ratios,
                         const LimenJointTally *tally)
{
  size_t n_classes = ratios->predictions->n_scores;
  size_t n_chunks = ratios->chunks.n_chunks + 1;

  *self = (LimenJointBounds){ .ratios = ratios, .tally = tally };
  self->places
      = malloc ((ratios->predictions->n_rows + 1) * sizeof *self->places);
  self->bins = malloc (n_chunks * LIMEN_JOINT_N_PLACES * sizeof *self->bins);
  self->zones = malloc (n_chunks * 2 * n_classes * sizeof *self->zones);
  self->gains = malloc (n_classes * N_KINDS * sizeof *self->gains);
  self->own = malloc (n_classes * sizeof *self->own);
  return self->places != NULL && self->bins != NULL && self->zones != NULL
         && self->gains != NULL && self->own != NULL;
}

/* Frees the arrays; safe on a zeroed struct. */
void
limen_joint_bounds_clear (LimenJointBounds *self)
{
  free (self->places);
  free (self->bins);
  free (self->zones);
  free (self->gains);
  free (self->own);
  *self = (LimenJointBounds){ 0 };
}

/* Returns the leading bits of a positive number, which rise with its
 * logarithm. */
static inline int32_t
get_steps (double value)
{
  uint64_t bits;

  memcpy (&bits, &value, sizeof bits);
  return (int32_t) (bits >> STEP_SHIFT);
}

/* Returns the place of a row whose critical threshold is `steps` above the
 * current threshold. Places are narrower close to the threshold: a distance is
 * rounded down to seven significant bits, read off its representation in
 * single precision. Rows decided for the class (is_own) get places from
 * LIMEN_JOINT_SIDE on, other rows places below it, even if rounding gives the
 * distance the opposite sign. */
static inline int32_t
get_place (int32_t steps, int32_t is_own)
{
  int32_t sign = 1 - 2 * is_own, toward = -sign * steps, bits, place;
  float distance = (float) ((toward > 0 ? toward : 0) + FIRST_DISTANCE);

  memcpy (&bits, &distance, sizeof bits);
  place = (bits >> PLACE_SHIFT) - FIRST_PLACE;
  place = place < LIMEN_JOINT_SIDE ? place : LIMEN_JOINT_SIDE - 1;
  return LIMEN_JOINT_SIDE - (sign > 0) - sign * place;
}

/* Whether the quotient estimates the critical threshold of a row within
 * LIMEN_CRITICALS_ERROR. */
static inline bool
is_usual (double quotient, double other)
{
  return (other >= LIMEN_CRITICALS_TINY)
         & (quotient > LIMEN_RATIOS_MIN_THRESHOLD * (1 + 1e-9))
         & (quotient < LIMEN_RATIOS_MAX_THRESHOLD * (1 - 1e-9));
}

/* Computes the places of n rows from their quotients. Returns the number of
 * rows whose place is unknown; these get LIMEN_JOINT_NOWHERE. Separate loops
 * over small arrays, which compilers vectorise. */
static inline __attribute__ ((always_inline)) int32_t
place_rows (const double *restrict scores, const double *restrict best,
            const double *restrict second, const uint16_t *restrict best_class,
            uint16_t class, double threshold, size_t n,
            uint16_t *restrict places)
{
  int32_t origin = get_steps (threshold), n_unknown = 0;
  int32_t steps[LIMEN_RATIOS_BLOCK], is_own[LIMEN_RATIOS_BLOCK];

  for (size_t i = 0; i < n; i++)
    is_own[i] = best_class[i] == class;
  for (size_t i = 0; i < n; i++)
    {
      double first = best[i], next = second[i];
      double other = is_own[i] ? next : first;
      double quotient = scores[i] / other;
      int32_t found = get_steps (quotient);

      steps[i] = is_usual (quotient, other) ? found - origin : UNKNOWN;
    }
  for (size_t i = 0; i < n; i++)
    {
      int32_t is_unknown = steps[i] == UNKNOWN;
      int32_t place = get_place (steps[i], is_own[i]);

      /* All bits of LIMEN_JOINT_NOWHERE are set. */
      places[i] = (uint16_t) (place | -is_unknown);
      n_unknown += is_unknown;
    }
  return n_unknown;
}

LIMEN_WIDE static int32_t
place_block (const LimenJointBounds *self, LimenSpan block)
{
  const LimenRatios *ratios = self->ratios;
  size_t first = block.first;

  return place_rows (ratios->predictions->scores[self->class] + first,
                     ratios->best + first, ratios->second + first,
                     ratios->best_class + first, (uint16_t) self->class,
                     ratios->thresholds[self->class], block.end - first,
                     self->places + first);
}

/* Computes the place of a row from its exact critical threshold. Rows that no
 * threshold moves keep LIMEN_JOINT_NOWHERE. */
static void
place_row (const LimenJointBounds *self, size_t row)
{
  const LimenRatios *ratios = self->ratios;
  bool is_own = ratios->best_class[row] == self->class;
  double critical;

  if (ratios->predictions->scores[self->class][row] == 0
      && ratios->best[row] > 0 && !is_own)
    return;
  critical = limen_criticals_get (ratios, self->class, row);
  if (critical > 0 && critical < INFINITY)
    self->places[row] = (uint16_t) get_place (
        get_steps (critical) - get_steps (ratios->thresholds[self->class]),
        is_own);
}

static void
place_unknown (const LimenJointBounds *self, LimenSpan block)
{
  for (size_t i = block.first; i < block.end; i++)
    if (self->places[i] == LIMEN_JOINT_NOWHERE)
      place_row (self, i);
}

/* Adds a row to its bin: its gain per unit of weight, and whether it is of the
 * class (`right`, 0 or 1). */
static inline void
add_to_bin (LimenJointBin *bin, double gain, double right, double weight)
{
  bin->gain += weight * gain;
  bin->rise += weight * (gain > 0 ? gain : 0);
  bin->right += weight * right;
  bin->weight += weight;
}

static LimenJointBin *
get_bins (const LimenJointBounds *self, size_t chunk)
{
  return self->bins + chunk * LIMEN_JOINT_N_PLACES;
}

static void
add_worths (const LimenJointBounds *self, LimenSpan block, LimenJointBin *bins)
{
  const LimenPredictions *predictions = self->ratios->predictions;
  const LimenJointTally *tally = self->tally;

  for (size_t i = block.first; i < block.end; i++)
    {
      size_t place = self->places[i];
      double worth = tally->worths[i];

      if (place == LIMEN_JOINT_NOWHERE)
        continue;
      if (place >= LIMEN_JOINT_SIDE)
        worth = limen_joint_tally_get_worth (tally, i,
                                             self->ratios->second_class[i]);
      add_to_bin (&bins[place], self->own[predictions->labels[i]] - worth, 0,
                  limen_predictions_get_weight (predictions, i));
    }
}

static inline bool
is_near (uint16_t place)
{
  return (uint16_t) (place - (LIMEN_JOINT_SIDE - NEAR))
         < LIMEN_JOINT_SIDE + NEAR;
}

/* Lists the rows of a block that lie near the threshold or above it. */
LIMEN_WIDE static size_t
list_near (const uint16_t *places, LimenSpan block, size_t *rows)
{
  size_t n = 0;

  for (size_t first = block.first, end; first < block.end; first = end)
    {
      uint16_t any = 0;

      end = block.end - first < 32 ? block.end : first + 32;
      for (size_t i = first; i < end; i++)
        any |= is_near (places[i]);
      for (size_t i = first; any && i < end; i++)
        {
          rows[n] = i;
          n += is_near (places[i]);
        }
    }
  return n;
}

/* For macro F1: adds, for each other class, the weight of the rows that may
 * return to it (the first n_classes zones), and of the wrong rows near the
 * threshold that may leave it (the next n_classes). */
static void
add_zones (const LimenJointBounds *self, LimenSpan block, double *zones)
{
  const LimenRatios *ratios = self->ratios;
  const LimenPredictions *predictions = ratios->predictions;
  size_t rows[LIMEN_RATIOS_BLOCK], n = list_near (self->places, block, rows);

  for (size_t i = 0; i < n; i++)
    {
      size_t row = rows[i], other = ratios->best_class[row];
      bool is_own = other == self->class;
      bool is_counted = is_own || predictions->labels[row] != other;

      other
          = is_own ? ratios->second_class[row] : predictions->n_scores + other;
      zones[other]
          += limen_predictions_get_weight (predictions, row) * is_counted;
    }
}

/* Computes the places of the rows of a chunk; for macro F1 the zones, for the
 * other goals, which are sums over the rows, the bins. */
static void
place_chunk (void *data, size_t chunk)
{
  const LimenJointBounds *self = data;
  LimenSpan rows = limen_chunks_get (self->ratios->chunks, chunk);
  size_t n_classes = self->ratios->predictions->n_scores;
  LimenJointBin *bins = get_bins (self, chunk);
  double *zones = self->zones + chunk * 2 * n_classes;
  bool is_f1 = limen_joint_tally_is_f1 (self->tally);

  memset (zones, 0, 2 * n_classes * sizeof *zones);
  memset (bins, 0, LIMEN_JOINT_N_PLACES * sizeof *bins);
  for (size_t i = rows.first; i < rows.end; i += LIMEN_RATIOS_BLOCK)
    {
      LimenSpan block = limen_ratios_get_block (rows, i);

      if (place_block (self, block) > 0)
        place_unknown (self, block);
      if (is_f1)
        add_zones (self, block, zones);
      else
        add_worths (self, block, bins);
    }
}

/* For macro F1: computes what rows gain or lose by leaving their class, or by
 * returning to it. Let w be the weight of the rows decided for a class, r that
 * of the right ones among them, s that of all rows of the class, and t = s +
 * w. Its F1 is 2 r / t. After right rows of weight a and wrong rows of weight
 * b have left, it is
 *
 *   2 (r - a) / (t - a - b) <= f(b) - a 2 (t - r) / t^2
 *   with f(b) = 2 r / (t - b),
 *
 * as it is concave in a, with a slope that is least steep at a = 0, b = 0. As
 * f is convex in b, it lies below its chords: the chord from 0 to z, the
 * weight of the wrong rows near the threshold, which leave before the far
 * ones, and the chord from z to w - r, the weight of all wrong rows. After
 * right rows of weight a and wrong rows of weight b have returned, out of a
 * total weight y that may return, the F1 is at most
 *
 *   2 r / t + a 2 (t - r) / t^2 - b 2 r / (t (t + y))
 *
 * as it is concave in a, grows with a, and loses at least that by b. */
static void
fill_gains_of (LimenJointBounds *self, size_t class, double returning,
               double near)
{
  const LimenJointDecided *decided = &self->tally->classes[class];
  double right = limen_sum_value (&decided->right);
  double size = self->tally->supports[class];
  double all = size + limen_sum_value (&decided->weight);
  double least = size + right; /* without rounding at most all - near */
  double rest = all - near > least ? all - near : least;
  LimenJointGain *gains = self->gains + N_KINDS * class;
  double wrong[] = {
    [BACK] = 2 * right / (all * (all + returning)),
    [NEAR_BY] = 2 * right / (all * rest),
    [FAR] = 2 * right / (least * rest),
  };

  for (size_t kind = 0; kind < RIGHT; kind++)
    gains[kind] = (LimenJointGain){ wrong[kind], wrong[kind] };
  gains[RIGHT] = (LimenJointGain){ -2 * (all - right) / (all * all), 0 };
}

static void
fill_gains (LimenJointBounds *self)
{
  size_t n_classes = self->ratios->predictions->n_scores;
  double *zones = self->zones;

  for (size_t chunk = 1; chunk < self->ratios->chunks.n_chunks; chunk++)
    for (size_t k = 0; k < 2 * n_classes; k++)
      zones[k] += zones[chunk * 2 * n_classes + k];
  for (size_t k = 0; k < n_classes; k++)
    if (self->tally->supports[k] > 0)
      fill_gains_of (self, k, zones[k], zones[n_classes + k]);
}

/* Computes the index into `gains` of each of n rows. */
static inline __attribute__ ((always_inline)) void
find_rows (const uint16_t *restrict best_class,
           const uint16_t *restrict second_class,
           const uint16_t *restrict labels, const uint16_t *restrict places,
           uint16_t class, size_t n, uint16_t *restrict slots)
{
  for (size_t i = 0; i < n; i++)
    {
      uint16_t first = best_class[i], next = second_class[i];
      uint16_t other = first == class ? next : first;
      uint16_t kind = (uint16_t) ((places[i] < LIMEN_JOINT_SIDE)
                                  + (places[i] < LIMEN_JOINT_SIDE - NEAR));

      kind = labels[i] == other ? RIGHT : kind;
      slots[i] = (uint16_t) (N_KINDS * other + kind);
    }
}

LIMEN_WIDE static void
find_gains (const LimenJointBounds *self, LimenSpan block, uint16_t *slots)
{
  const LimenRatios *ratios = self->ratios;
  size_t first = block.first;

  find_rows (ratios->best_class + first, ratios->second_class + first,
             ratios->predictions->labels + first, self->places + first,
             (uint16_t) self->class, block.end - first, slots);
}

/* Adds a row of weight 1 to its bin. The four additions without a branch
 * compile to few vector instructions. */
static inline void
count_in_bin (LimenJointBin *bin, LimenJointGain gain, bool is_right)
{
  static const double counts[][2] = { { 0, 1 }, { 1, 1 } };
  double right = counts[is_right][0], weight = counts[is_right][1];

  bin->gain += gain.gain;
  bin->rise += gain.rise;
  bin->right += right;
  bin->weight += weight;
}

static void
add_f1 (const LimenJointBounds *self, LimenSpan block, LimenJointBin *bins)
{
  const LimenPredictions *predictions = self->ratios->predictions;
  const uint16_t *labels = predictions->labels, *places = self->places;
  const double *weights = predictions->weights;
  const LimenJointGain *gains = self->gains;
  uint16_t slots[LIMEN_RATIOS_BLOCK], class = (uint16_t) self->class;

  find_gains (self, block, slots);
  for (size_t i = block.first; weights == NULL && i < block.end; i++)
    if (places[i] != LIMEN_JOINT_NOWHERE)
      count_in_bin (&bins[places[i]], gains[slots[i - block.first]],
                    labels[i] == class);
  for (size_t i = block.first; weights != NULL && i < block.end; i++)
    if (places[i] != LIMEN_JOINT_NOWHERE)
      add_to_bin (&bins[places[i]], gains[slots[i - block.first]].gain,
                  labels[i] == class, weights[i]);
}

static void
add_f1_chunk (void *data, size_t chunk)
{
  const LimenJointBounds *self = data;
  LimenSpan rows = limen_chunks_get (self->ratios->chunks, chunk);

  for (size_t i = rows.first; i < rows.end; i += LIMEN_RATIOS_BLOCK)
    add_f1 (self, limen_ratios_get_block (rows, i), get_bins (self, chunk));
}

static void
fill_own (LimenJointBounds *self)
{
  const LimenPredictions *predictions = self->ratios->predictions;
  const LimenJointOptions *options = self->tally->options;
  size_t n_classes = predictions->n_scores;

  for (size_t label = 0; label < n_classes; label++)
    self->own[label] = options->goal == LIMEN_JOINT_COST
                           ? -options->costs[label * n_classes + self->class]
                           : label == self->class;
}

/* Adds the bins of all chunks to those of the first, in the order of the
 * chunks. */
static void
add_bins (LimenJointBounds *self)
{
  for (size_t chunk = 1; chunk < self->ratios->chunks.n_chunks; chunk++)
    for (size_t i = 0; i < LIMEN_JOINT_N_PLACES; i++)
      {
        const LimenJointBin *part = &get_bins (self, chunk)[i];

        self->bins[i].gain += part->gain;
        self->bins[i].rise += part->rise;
        self->bins[i].right += part->right;
        self->bins[i].weight += part->weight;
      }
}

/* Computes the places and the bins for the threshold of a class, the
 * thresholds of the other classes fixed. O(n_rows). */
void
limen_joint_bounds_fill (LimenJointBounds *self, size_t class)
{
  size_t n_chunks = self->ratios->chunks.n_chunks;

  self->class = class;
  fill_own (self);
  limen_parallel_run (place_chunk, self, n_chunks, 0);
  if (limen_joint_tally_is_f1 (self->tally))
    {
      fill_gains (self);
      limen_parallel_run (add_f1_chunk, self, n_chunks, 0);
    }
  add_bins (self);
}

/* State of moving the threshold from its current value past one bin after
 * another: the sum of the bins passed, and the sum of their absolute terms,
 * for a bound on rounding errors. */
typedef struct
{
  const LimenJointBounds *self;
  double value, right, weight, support, f1; /* at the current threshold; f1 is
                                             * that of the class, included in
                                             * value */
  double error, count_error; /* relative rounding errors of sums, and of sums
                              * of weights */
  LimenJointBin passed;
  double terms;
} Passing;

static Passing
start_passing (const LimenJointBounds *self)
{
  const LimenJointDecided *decided = &self->tally->classes[self->class];
  size_t n_terms = self->ratios->chunks.size + self->ratios->chunks.n_chunks
                   + LIMEN_JOINT_N_PLACES;
  double error = (double) n_terms * DBL_EPSILON;

  return (Passing){
    .self = self,
    .value = limen_sum_value (&self->tally->sum),
    .right = limen_sum_value (&decided->right),
    .weight = limen_sum_value (&decided->weight),
    .support = self->tally->supports[self->class],
    .f1 = decided->f1,
    .error = error,
    .count_error = self->ratios->predictions->weights != NULL ? error : 0,
  };
}

/* Returns an upper bound on the change of the F1 of the class if it has at
 * most the weight `right` of right rows among at least `weight`; 0 for the
 * other goals. Allows for the rounding of both sums. */
static double
get_f1_gain (const Passing *self, double right, double weight)
{
  double error = self->count_error * (self->weight + self->passed.weight);

  if (!limen_joint_tally_is_f1 (self->self->tally))
    return 0;
  right += error;
  right = right > 0 ? right : 0;
  right = right < self->support ? right : self->support;
  weight -= error;
  weight = weight > right ? weight : right;
  return 2 * right / (self->support + weight) - self->f1;
}

/* Lowers the threshold past a bin, whose rows come to the class. Returns an
 * upper bound on the goal anywhere in the bin, its ends included: at best all
 * rows of the class and all rows with a positive gain come. */
static double
pass_down (Passing *self, const LimenJointBin *bin)
{
  LimenJointBin *passed = &self->passed;
  double f1 = get_f1_gain (self, self->right + passed->right + bin->right,
                           self->weight + passed->weight + bin->right);
  double bound = self->value + passed->gain + bin->rise + f1;

  self->terms += 2 * bin->rise - bin->gain;
  passed->gain += bin->gain;
  passed->right += bin->right;
  passed->weight += bin->weight;
  return bound + self->error * self->terms;
}

/* Raises the threshold past a bin, whose rows leave the class. Returns an
 * upper bound on the goal anywhere in the bin, its ends included. */
static double
pass_up (Passing *self, const LimenJointBin *bin)
{
  LimenJointBin *passed = &self->passed;
  double f1 = get_f1_gain (self, self->right - passed->right,
                           self->weight - passed->weight
                               - (bin->weight - bin->right));
  double bound = self->value - passed->gain + bin->rise - bin->gain + f1;

  self->terms += 2 * bin->rise - bin->gain;
  passed->gain += bin->gain;
  passed->right += bin->right;
  passed->weight += bin->weight;
  return bound + self->error * self->terms;
}

/* Finds the window of places that contains all thresholds with which the goal
 * may be at least `least`. False if there are none. A place without rows has
 * the bound of the end of its neighbour towards the current threshold, so it
 * is only tested if that neighbour may be good enough. */
bool
limen_joint_bounds_find_window (const LimenJointBounds *self, double least,
                                LimenJointWindow *window)
{
  double sum = least * self->tally->size;
  Passing down = start_passing (self), up = down;
  bool is_open = down.value >= sum;
  size_t first = LIMEN_JOINT_SIDE, last = LIMEN_JOINT_SIDE - 1;

  for (size_t i = LIMEN_JOINT_SIDE; i > 0; i--)
    if (is_open || self->bins[i - 1].weight > 0)
      {
        is_open = pass_down (&down, &self->bins[i - 1]) >= sum;
        first = is_open ? i - 1 : first;
      }
  is_open = up.value >= sum;
  for (size_t i = LIMEN_JOINT_SIDE; i < LIMEN_JOINT_N_PLACES; i++)
    if (is_open || self->bins[i].weight > 0)
      {
        is_open = pass_up (&up, &self->bins[i]) >= sum;
        last = is_open ? i : last;
      }
  *window = (LimenJointWindow){ first, last, first == 0,
                                last == LIMEN_JOINT_N_PLACES - 1 };
  return first <= last;
}
