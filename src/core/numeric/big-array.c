/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "big-array.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

/* Size of a huge page on x86-64 and 64-bit ARM, in bytes. */
#define HUGE_PAGE ((size_t) 2 << 20)

/* Requests huge pages: filling the array then takes a few hundred times fewer
 * page faults, and scattered writes fewer TLB misses. Only a hint; failure is
 * ignored. */
static void
request_huge_pages (void *array, size_t n_bytes)
{
  uintptr_t start = ((uintptr_t) array + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
  uintptr_t end = ((uintptr_t) array + n_bytes) / HUGE_PAGE * HUGE_PAGE;

  if (end > start)
    madvise ((void *) start, end - start, MADV_HUGEPAGE);
}

/* Allocates an array of n elements of `size` bytes each, uninitialised. Free
 * it with free(). NULL when memory runs out or n * size overflows. */
void *
limen_big_array_new (size_t n, size_t size)
{
  return limen_big_array_resize (NULL, n, size);
}

/* Resizes `array` (NULL: a new one) to n elements of `size` bytes each; it may
 * move, and elements within the new size keep their values. NULL when memory
 * runs out or n * size overflows; `array` then stays valid. */
void *
limen_big_array_resize (void *array, size_t n, size_t size)
{
  void *moved;

  if (n > (SIZE_MAX - 1) / size)
    return NULL;
  moved = realloc (array, n * size + 1);
  if (moved != NULL)
    request_huge_pages (moved, n * size);
  return moved;
}

/* Shrinks `array` to n elements and returns it, possibly moved. Never fails:
 * if realloc() does, the array keeps its size. */
void *
limen_big_array_shrink (void *array, size_t n, size_t size)
{
  void *shrunk = limen_big_array_resize (array, n, size);

  return shrunk != NULL ? shrunk : array;
}
