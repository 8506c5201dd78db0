/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sample.h"

/* Looks columns up by what the user typed: a name or a number. `option` and
 * `path` go into the error messages; the code is LIMEN_TABLE_ERROR_ROLES. */
gboolean limen_column_names_find (const LimenSample *sample, const char *path,
                                  const char *option, const char *text,
                                  int *column, GError **error);
GArray *limen_column_names_find_all (const LimenSample *sample,
                                     const char *path, const char *option,
                                     GStrv texts, GError **error);
char *limen_column_names_list (const LimenSample *sample);
char *limen_column_names_make_key (const LimenSample *sample, int column);
char *limen_column_names_cut_class (const char *text, char **class);
