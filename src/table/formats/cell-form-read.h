/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cell-form.h"

/* How a number with digit groups is written. */
typedef struct
{
  guint n_groups; /* number of group separators */
  /* has_three_behind: three digits follow the decimal point, and one to three
   * precede it, so that it might be a group separator */
  gboolean has_fraction, has_three_behind;
} LimenGrouping;

void limen_cell_trim (LimenCellElement *self);
gsize limen_cell_measure_wrapper (const char *text, gsize length);
gboolean limen_cell_unwrap (LimenCellElement *self);
char limen_cell_find_separator (const LimenCellElement *self);
gboolean limen_cell_read_wrapped (const char *text, gsize length,
                                  GArray *elements, gboolean *is_bracketed);
gboolean limen_cell_read_grouped (const char *text, gsize length,
                                  const char *group, char point,
                                  char point_read, LimenGrouping *how,
                                  char **out);
gboolean limen_cell_read_percent (const char *text, gsize length, char point,
                                  char point_read, GString *out);
gboolean limen_cell_is_clear_list (GArray *elements);
