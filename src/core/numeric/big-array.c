/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "big-array.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

/* What the system maps at once, if it is asked to. */
#define HUGE_PAGE ((size_t) 2 << 20)

/* Large pages take a few hundred times fewer faults to fill, and fewer misses
 * to write in many places. */
static void
ask_for_large_pages (void *array, size_t n_bytes)
{
  uintptr_t start = ((uintptr_t) array + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
  uintptr_t end = ((uintptr_t) array + n_bytes) / HUGE_PAGE * HUGE_PAGE;

  if (end > start)
    madvise ((void *) start, end - start, MADV_HUGEPAGE);
}

/* Room for n things of a size, with whatever is in it. NULL when memory runs
 * out, or addresses do; to be freed with free(). */
void *
limen_big_array_new (size_t n, size_t size)
{
  return limen_big_array_resize (NULL, n, size);
}

/* An array, or NULL, with room for n things instead, of which those that were
 * there are kept, perhaps in another place. NULL, and the array untouched, when
 * memory runs out. */
void *
limen_big_array_resize (void *array, size_t n, size_t size)
{
  void *moved;

  if (n > (SIZE_MAX - 1) / size)
    return NULL;
  moved = realloc (array, n * size + 1);
  if (moved != NULL)
    ask_for_large_pages (moved, n * size);
  return moved;
}

/* An array with room for fewer things, which never fails. */
void *
limen_big_array_shrink (void *array, size_t n, size_t size)
{
  void *shrunk = limen_big_array_resize (array, n, size);

  return shrunk != NULL ? shrunk : array;
}
