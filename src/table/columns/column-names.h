#pragma once

#include "dialect.h"

/* Columns by what a user calls them. `option` and `path` are for the errors,
 * which are of LIMEN_TABLE_ERROR_ROLES. */
gboolean limen_column_names_find (const LimenDialect *dialect,
                                  const char *path, const char *option,
                                  const char *text, int *column,
                                  GError **error);
GArray *limen_column_names_find_all (const LimenDialect *dialect,
                                     const char *path, const char *option,
                                     GStrv texts, GError **error);
char *limen_column_names_list (const LimenDialect *dialect);
char *limen_column_names_make_key (const LimenDialect *dialect, int column);
char *limen_column_names_cut_class (const char *text, char **class);
