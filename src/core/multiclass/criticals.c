/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "criticals.h"

#include <math.h>
#include <string.h>

#include "wide.h"

/* Upper bound on the neighbouring doubles tried before bisection. */
#define MAX_STEPS 4

/* Returns the double `by` steps away from a positive one. */
static inline double
step (double value, int64_t by)
{
  int64_t bits;

  memcpy (&bits, &value, sizeof bits);
  bits += by;
  memcpy (&value, &bits, sizeof value);
  return value;
}

/* The comparison, in one row, of a class with the best of the other classes.
 * The class wins if its quotient score / threshold is larger than the
 * ratio. */
typedef struct
{
  double score;
  double ratio;  /* largest quotient of the other classes */
  bool is_first; /* whether the class wins ties */
} Contest;

static inline bool
is_won (Contest self, double threshold)
{
  double ratio = self.score / threshold;

  return self.is_first ? ratio >= self.ratio : ratio > self.ratio;
}

/* Returns the largest threshold that wins, by bisection over the doubles
 * between `low`, which wins, and `high`, which does not. */
static double
bisect (Contest self, double low, double high)
{
  int64_t low_bits, high_bits;

  memcpy (&low_bits, &low, sizeof low_bits);
  memcpy (&high_bits, &high, sizeof high_bits);
  while (high_bits - low_bits > 1)
    {
      int64_t half = (high_bits - low_bits) / 2;

      if (is_won (self, step (low, half)))
        {
          low = step (low, half);
          low_bits += half;
        }
      else
        high_bits = low_bits + half;
    }
  return low;
}

static double
search_all (Contest self)
{
  if (is_won (self, LIMEN_RATIOS_MAX_THRESHOLD))
    return INFINITY;
  if (!is_won (self, LIMEN_RATIOS_MIN_THRESHOLD))
    return 0;
  return bisect (self, LIMEN_RATIOS_MIN_THRESHOLD, LIMEN_RATIOS_MAX_THRESHOLD);
}

/* Returns the largest threshold that wins; +inf if all allowed ones do, 0 if
 * none does. Up to the rounding of quotients it is score / ratio, so
 * neighbouring doubles are tried first, then search_all(). */
static inline double
find_critical (Contest self)
{
  double value = self.score / self.ratio;
  bool is_winning;

  if (!(value > LIMEN_RATIOS_MIN_THRESHOLD
        && value < LIMEN_RATIOS_MAX_THRESHOLD))
    return search_all (self);
  is_winning = is_won (self, value);
  for (int i = 0; i < MAX_STEPS; i++)
    {
      double next = step (value, is_winning ? 1 : -1);

      if (is_won (self, next) != is_winning)
        return is_winning ? value : next;
      value = next;
    }
  return search_all (self);
}

/* Returns the critical threshold of a class in a row: the largest threshold of
 * the class with which limen_decide() chooses it, the thresholds of the other
 * classes fixed; exact to the last bit. +inf if the class is chosen even with
 * LIMEN_RATIOS_MAX_THRESHOLD, 0 if with no threshold above
 * LIMEN_RATIOS_MIN_THRESHOLD. */
double
limen_criticals_get (const LimenRatios *self, size_t class, size_t row)
{
  bool is_best = self->best_class[row] == class;
  Contest contest = {
    .score = self->predictions->scores[class][row],
    .ratio = is_best ? self->second[row] : self->best[row],
    .is_first
    = class < (is_best ? self->second_class[row] : self->best_class[row]),
  };
  double critical = find_critical (contest);

  return critical > LIMEN_RATIOS_MIN_THRESHOLD ? critical : 0;
}

/* Returns a cell widened by the rounding error of quotients. */
static LimenCriticalsCell
get_margin (LimenCriticalsCell cell)
{
  return (LimenCriticalsCell){ cell.low * (1 - LIMEN_CRITICALS_ERROR),
                               cell.high * (1 + LIMEN_CRITICALS_ERROR) };
}

/* Whether the critical threshold of a row may lie in a cell, judged by its
 * quotient score / other. Always if `other` is too small for the quotient to
 * be accurate. */
static inline bool
is_inside (double quotient, double other, LimenCriticalsCell cell)
{
  return ((quotient > cell.low) & (quotient < cell.high))
         | (other < LIMEN_CRITICALS_TINY);
}

/* Counts the rows that may have a critical threshold in a cell. */
static inline __attribute__ ((always_inline)) int64_t
count_rows (const double *restrict scores, const double *restrict best,
            const double *restrict second, const uint16_t *restrict best_class,
            uint16_t class, size_t n, LimenCriticalsCell cell)
{
  int64_t is_own[LIMEN_RATIOS_BLOCK], count = 0;

  for (size_t i = 0; i < n; i++)
    is_own[i] = best_class[i] == class;
  for (size_t i = 0; i < n; i++)
    {
      double first = best[i], next = second[i];
      double other = is_own[i] ? next : first;

      count += is_inside (scores[i] / other, other, cell);
    }
  return count;
}

LIMEN_WIDE static int64_t
count_inside (const LimenRatios *self, size_t class, LimenSpan block,
              LimenCriticalsCell cell)
{
  size_t first = block.first;

  return count_rows (self->predictions->scores[class] + first,
                     self->best + first, self->second + first,
                     self->best_class + first, (uint16_t) class,
                     block.end - first, get_margin (cell));
}

static void
narrow_cell (const LimenRatios *self, size_t class, LimenSpan block,
             LimenCriticalsCell *cell)
{
  double threshold = self->thresholds[class];

  for (size_t i = block.first; i < block.end; i++)
    {
      double other
          = self->best_class[i] == class ? self->second[i] : self->best[i];
      double quotient = self->predictions->scores[class][i] / other, critical;

      if (!is_inside (quotient, other, get_margin (*cell)))
        continue;
      critical = limen_criticals_get (self, class, i);
      if (critical < threshold)
        cell->low = fmax (cell->low, critical);
      else
        cell->high = fmin (cell->high, critical);
    }
}

/* State of limen_criticals_find_cell(), shared by the threads. */
typedef struct
{
  const LimenRatios *ratios;
  size_t class;
  double highest;
  LimenCriticalsCell cells[LIMEN_RATIOS_MAX_CHUNKS];
} Search;

static void
search_chunk (void *data, size_t chunk)
{
  Search *self = data;
  LimenSpan rows = limen_chunks_get (self->ratios->chunks, chunk);
  LimenCriticalsCell cell = { LIMEN_RATIOS_MIN_THRESHOLD, self->highest };

  for (size_t i = rows.first; i < rows.end; i += LIMEN_RATIOS_BLOCK)
    {
      LimenSpan block = limen_ratios_get_block (rows, i);

      if (count_inside (self->ratios, self->class, block, cell) > 0)
        narrow_cell (self->ratios, self->class, block, &cell);
    }
  self->cells[chunk] = cell;
}

/* Returns the cell that contains the threshold of a class: the nearest
 * critical thresholds of any row on both sides, at least
 * LIMEN_RATIOS_MIN_THRESHOLD and at most `highest`. All thresholds in (low,
 * high] make the same decisions. O(n_rows). */
LimenCriticalsCell
limen_criticals_find_cell (const LimenRatios *self, size_t class,
                           double highest)
{
  LimenCriticalsCell cell = { LIMEN_RATIOS_MIN_THRESHOLD, highest };
  Search search = { .ratios = self, .class = class, .highest = highest };

  limen_parallel_run (search_chunk, &search, self->chunks.n_chunks, 0);
  for (size_t chunk = 0; chunk < self->chunks.n_chunks; chunk++)
    {
      cell.low = fmax (cell.low, search.cells[chunk].low);
      cell.high = fmin (cell.high, search.cells[chunk].high);
    }
  return cell;
}
