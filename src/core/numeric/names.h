/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>

int limen_names_find (const char *const *names, size_t n, size_t stride,
                      const char *name);
bool limen_names_parse (const char *const *names, size_t n, size_t stride,
                        const char *name, unsigned *index);

int limen_names_find_nearest (const char *const *names, size_t n,
                              size_t stride, const char *text);

/* The index of a name in `list`, an array of names or of structs that begin
 * with theirs; -1 where it is none of them. */
#define LIMEN_NAMES_FIND(list, name)                                          \
  (limen_names_find ((const char *const *) (const void *) (list),             \
                     sizeof (list) / sizeof (list)[0], sizeof (list)[0],      \
                     (name)))

/* Sets *value, of an enum without negative values, to the index of a name in
 * `list`; false, and *value untouched, where it is none of them. */
#define LIMEN_NAMES_PARSE(list, name, value)                                  \
  (limen_names_parse ((const char *const *) (const void *) (list),            \
                      sizeof (list) / sizeof (list)[0], sizeof (list)[0],     \
                      (name), (unsigned *) (value)))
