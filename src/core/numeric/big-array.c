#include "big-array.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

/* What the system maps at once, if it is asked to. */
#define HUGE_PAGE ((size_t) 2 << 20)

/* Room for `n` things of a size, and a byte, with whatever is in it. Of large
 * arrays the system is asked for large pages, which takes a few hundred times
 * fewer faults to fill, and fewer misses to write in many places. NULL when
 * memory runs out; to be freed with free(). */
void *
limen_big_array_new (size_t n, size_t size)
{
  size_t n_bytes = n * size + 1;
  void *array;

  if (n > (SIZE_MAX - HUGE_PAGE) / size)
    return NULL;
  if (n_bytes < 2 * HUGE_PAGE)
    return malloc (n_bytes);
  if (posix_memalign (&array, HUGE_PAGE, n_bytes) != 0)
    return NULL;
  madvise (array, n_bytes, MADV_HUGEPAGE);
  return array;
}

/* The same with room for fewer things, which keep their places in it. */
void *
limen_big_array_shrink (void *array, size_t n, size_t size)
{
  void *shrunk = realloc (array, n * size + 1);

  return shrunk != NULL ? shrunk : array;
}
