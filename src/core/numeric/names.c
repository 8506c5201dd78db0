/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "names.h"

#include <stdbool.h>
#include <string.h>

/* Returns the index of a name among n, whose pointers are `stride` bytes
 * apart; -1 if none matches. A NULL name matches none. */
int
limen_names_find (const char *const *names, size_t n, size_t stride,
                  const char *name)
{
  const char *place = (const char *) names;

  for (size_t i = 0; i < n && name != NULL; i++, place += stride)
    if (strcmp (*(const char *const *) (const void *) place, name) == 0)
      return (int) i;
  return -1;
}

/* Sets *index to the result of limen_names_find(). False, with *index
 * untouched, if no name matches. */
bool
limen_names_parse (const char *const *names,
                   size_t n,
                   size_t stride,
                   const char *name,
                   unsigned *index)
{
  int found = limen_names_find (names, n, stride, name);

  if (found >= 0)
    *index = (unsigned) found;
  return found >= 0;
}

/* Maximum length of a name and a text for limen_names_find_nearest(), which
 * skips longer ones. */
#define MAX_LENGTH 63

static char
fold (char c)
{
  return c >= 'A' && c <= 'Z' ? (char) (c - 'A' + 'a') : c == '_' ? '-' : c;
}

static size_t
get_least (size_t a, size_t b)
{
  return a < b ? a : b;
}

/* Returns the optimal string alignment distance: the number of insertions,
 * deletions, replacements and swaps of adjacent letters between two texts;
 * ignores ASCII case, and '_' equals '-'. */
static size_t
get_distance (const char *a, size_t n_a, const char *b, size_t n_b)
{
  size_t rows[3][MAX_LENGTH + 1];
  size_t *before = rows[0], *last = rows[1], *row = rows[2];

  for (size_t j = 0; j <= n_b; j++)
    last[j] = j;
  for (size_t i = 1; i <= n_a; i++)
    {
      size_t *unused = before;

      row[0] = i;
      for (size_t j = 1; j <= n_b; j++)
        {
          bool is_same = fold (a[i - 1]) == fold (b[j - 1]);
          bool is_swapped = i > 1 && j > 1
                            && fold (a[i - 1]) == fold (b[j - 2])
                            && fold (a[i - 2]) == fold (b[j - 1]);

          row[j] = get_least (get_least (last[j], row[j - 1]) + 1,
                              last[j - 1] + !is_same);
          if (is_swapped)
            row[j] = get_least (row[j], before[j - 2] + 1);
        }
      before = last;
      last = row;
      row = unused;
    }
  return last[n_b];
}

/* Returns the index of the name that a misspelt text probably means, with
 * names laid out as for limen_names_find(): the first of those at the smallest
 * distance, at most one edit per three letters (at least one), ignoring case.
 * -1 if no name is that close. */
int
limen_names_find_nearest (const char *const *names, size_t n, size_t stride,
                          const char *text)
{
  const char *place = (const char *) names;
  size_t length = strlen (text), least = (length < 6 ? 1 : length / 3) + 1;
  int nearest = -1;

  for (size_t i = 0; i < n && length <= MAX_LENGTH; i++, place += stride)
    {
      const char *name = *(const char *const *) (const void *) place;
      size_t name_length = strlen (name), distance;

      if (name_length > MAX_LENGTH)
        continue;
      distance = get_distance (text, length, name, name_length);
      if (distance < least)
        {
          least = distance;
          nearest = (int) i;
        }
    }
  return nearest;
}
