/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint-step.h"

#include <stdlib.h>

#include "criticals.h"
#include "sort.h"
#include "wide.h"

/* Rows whose places are checked at once. */
#define BLOCK_SIZE 256
/* Initial capacity in rows, and the largest number of rows for insertion
 * sort. */
#define FIRST_ROWS 1024
#define MAX_INSERTED 64

/* Allocates a search. Borrows the ratios and the tally, which hold the current
 * decisions. False when memory runs out; call limen_joint_step_clear() in
 * either case. */
bool
limen_joint_step_init (LimenJointStep *self, const LimenRatios *ratios,
                       const LimenJointTally *tally)
{
  *self = (LimenJointStep){ .ratios = ratios, .tally = tally };
  return limen_joint_tally_init_trial (&self->trial, tally)
         && limen_joint_bounds_init (&self->bounds, ratios, tally);
}

/* Frees the memory; safe on a zeroed struct. */
void
limen_joint_step_clear (LimenJointStep *self)
{
  limen_joint_bounds_clear (&self->bounds);
  limen_joint_tally_clear_trial (&self->trial);
  free (self->keys);
  free (self->rows);
  *self = (LimenJointStep){ 0 };
}

/* Makes room for n_more rows; never for more than the file has. False when
 * memory runs out. */
static bool
reserve (LimenJointStep *self, size_t n_more)
{
  size_t n_rows = self->ratios->predictions->n_rows;
  size_t n = self->n_allocated > 0 ? self->n_allocated : FIRST_ROWS;
  uint64_t *keys;
  double *rows;

  if (self->n + n_more <= self->n_allocated)
    return true;
  while (n < self->n + n_more)
    n += n / 2;
  n = n < n_rows ? n : n_rows;
  keys = realloc (self->keys, n * sizeof *keys);
  self->keys = keys != NULL ? keys : self->keys;
  rows = realloc (self->rows, n * sizeof *rows);
  self->rows = rows != NULL ? rows : self->rows;
  if (keys == NULL || rows == NULL)
    return false;
  self->n_allocated = n;
  return true;
}

/* Whether any of n rows has a place in the window. */
LIMEN_WIDE static bool
has_any (const uint16_t *places, size_t n, LimenJointWindow window)
{
  uint16_t first = (uint16_t) window.first, any = 0;
  uint16_t n_places = (uint16_t) (window.last - window.first);

  for (size_t i = 0; i < n; i++)
    any |= (uint16_t) (places[i] - first) <= n_places;
  return any != 0;
}

static void
add_row (LimenJointStep *self, size_t row, size_t class, bool has_all)
{
  size_t other = limen_ratios_get_other (self->ratios, row, class);

  if (!has_all
      && !limen_joint_tally_is_affected (self->tally, row, other, class))
    return;
  self->keys[self->n]
      = limen_sort_key (limen_criticals_get (self->ratios, class, row));
  self->rows[self->n++] = (double) row;
}

/* Gathers the rows with a place in the window: only those that affect the
 * goal, or with `has_all` all of them. False when memory runs out. */
static bool
gather (LimenJointStep *self, size_t class, LimenJointWindow window,
        bool has_all)
{
  size_t n_rows = self->ratios->predictions->n_rows;
  const uint16_t *places = self->bounds.places;

  self->n = 0;
  for (size_t first = 0, n; first < n_rows; first += n)
    {
      n = n_rows - first < BLOCK_SIZE ? n_rows - first : BLOCK_SIZE;
      if (!has_any (places + first, n, window))
        continue;
      if (!reserve (self, n))
        return false;
      for (size_t i = first; i < first + n; i++)
        if (places[i] >= window.first && places[i] <= window.last)
          add_row (self, i, class, has_all);
    }
  return true;
}

static void
insertion_sort (uint64_t *keys, double *rows, size_t n)
{
  for (size_t i = 1; i < n; i++)
    {
      uint64_t key = keys[i];
      double row = rows[i];
      size_t j = i;

      for (; j > 0 && keys[j - 1] > key; j--)
        {
          keys[j] = keys[j - 1];
          rows[j] = rows[j - 1];
        }
      keys[j] = key;
      rows[j] = row;
    }
}

/* Sorts the rows by key. False when memory runs out. */
static bool
sort (LimenJointStep *self)
{
  if (self->n > MAX_INSERTED)
    return limen_sort_keys (self->keys, self->rows, self->n);
  insertion_sort (self->keys, self->rows, self->n);
  return true;
}

/* Compares the interval between two adjacent critical thresholds with the
 * incumbent. The larger value wins; ties: the wider interval, then the lower
 * one, which comes later. */
static void
consider (const LimenJointStep *self, double low, double high,
          LimenJointInterval *best)
{
  LimenJointInterval here
      = { limen_joint_tally_get_value (&self->trial), low, high };

  if (!limen_joint_has_room (low, high))
    return;
  if (here.value > best->value
      || (here.value == best->value
          && here.high - here.low >= best->high - best->low))
    *best = here;
}

/* Starts a trial with the threshold above all gathered rows: those decided for
 * the class go to their second class. */
static void
start_above (LimenJointStep *self, size_t class)
{
  limen_joint_tally_start_trial (&self->trial, self->tally);
  for (size_t i = 0; i < self->n; i++)
    {
      size_t row = (size_t) self->rows[i];

      if (self->ratios->best_class[row] == class)
        limen_joint_tally_move (&self->trial, row, class,
                                self->ratios->second_class[row]);
    }
}

/* Lowers the threshold past the gathered rows, one by one, and considers the
 * interval below each. The interval above the first row is considered only if
 * the window reaches the top, and the interval below the last row only if it
 * reaches the bottom. Otherwise these intervals extend into a place outside
 * the window, whose bound excludes them. */
static void
descend (LimenJointStep *self, size_t class, LimenJointWindow window,
         LimenJointInterval *best)
{
  double high = INFINITY;

  start_above (self, class);
  for (size_t i = self->n; i > 0; i--)
    {
      size_t row = (size_t) self->rows[i - 1];
      double critical = limen_sort_value (self->keys[i - 1]);

      if (i < self->n || window.is_top)
        consider (self, critical, high, best);
      high = critical;
      limen_joint_tally_move (
          &self->trial, row, limen_ratios_get_other (self->ratios, row, class),
          class);
    }
  if (window.is_bottom && (self->n > 0 || window.is_top))
    consider (self, LIMEN_RATIOS_MIN_THRESHOLD, high, best);
}

/* Finds the best interval for the threshold of a class, the thresholds of the
 * other classes fixed, if its value is at least `least`; if no interval
 * attains that, best->value is -inf or below `least`. Intervals lie between
 * critical thresholds of the rows that affect the goal, or with `has_all` of
 * all rows. O(n_rows), and O(m log m) for the m rows that upper bounds leave.
 * False when memory runs out. */
bool
limen_joint_step_find (LimenJointStep *self, size_t class, double least,
                       bool has_all, LimenJointInterval *best)
{
  LimenJointWindow window;

  *best = (LimenJointInterval){ -INFINITY, 0, 0 };
  limen_joint_bounds_fill (&self->bounds, class);
  if (!limen_joint_bounds_find_window (&self->bounds, least, &window))
    return true;
  if (!gather (self, class, window, has_all) || !sort (self))
    return false;
  descend (self, class, window, best);
  return true;
}
