#include "names.h"

#include <string.h>

/* The index of a name among n, each of which stands `stride` bytes behind the
 * one before; -1 where it is none of them. NULL is no name. */
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

/* Sets *index to what limen_names_find() finds; false, and *index untouched,
 * where that is nothing. */
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
