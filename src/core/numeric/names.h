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

/* Index of a name in `list`, an array of names or of structs whose first
 * member is their name; -1 if there is none. */
#define LIMEN_NAMES_FIND(list, name)                                          \
  (limen_names_find ((const char *const *) (const void *) (list),             \
                     sizeof (list) / sizeof (list)[0], sizeof (list)[0],      \
                     (name)))

/* Sets *value, an enum without negative values, to the index of a name in
 * `list`. False, with *value untouched, if the list does not have it. */
#define LIMEN_NAMES_PARSE(list, name, value)                                  \
  (limen_names_parse ((const char *const *) (const void *) (list),            \
                      sizeof (list) / sizeof (list)[0], sizeof (list)[0],     \
                      (name), (unsigned *) (value)))
