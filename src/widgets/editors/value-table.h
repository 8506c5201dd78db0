/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "holder.h"

/* A table of names and values, in one or more columns of pairs. */
#define LIMEN_TYPE_VALUE_TABLE (limen_value_table_get_type ())
G_DECLARE_FINAL_TYPE (LimenValueTable, limen_value_table, LIMEN, VALUE_TABLE,
                      LimenHolder)

/* Fill in rows between begin and end; rows not filled in are removed. Labels
 * are reused between rounds, so that dragging creates no widgets. */
void limen_value_table_set_widest_interval (LimenValueTable *self,
                                            const char *interval);
void limen_value_table_begin (LimenValueTable *self);
void limen_value_table_add (LimenValueTable *self, const char *name,
                            const char *value, const char *tooltip);
void limen_value_table_add_interval (LimenValueTable *self, const char *name,
                                     const char *value, const char *interval,
                                     const char *tooltip);
void limen_value_table_add_text (LimenValueTable *self, const char *name,
                                 const char *text);
void limen_value_table_add_test (LimenValueTable *self, const char *value);
void limen_value_table_end (LimenValueTable *self);

void limen_value_table_set_value_chars (LimenValueTable *self, int n_chars);
const char *limen_value_table_get_test (LimenValueTable *self,
                                        const char *name);
const char *limen_value_table_get_interval (LimenValueTable *self,
                                            const char *name);
guint limen_value_table_get_n_rows (LimenValueTable *self);
const char *limen_value_table_get_value (LimenValueTable *self,
                                         const char *name);
