/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "table-error.h"

/* Collects problems in the rows of a file. All are counted; the first few are
 * kept as messages; a kind of problem that many rows may have is one
 * message. */
typedef struct _LimenProblems LimenProblems;

LimenProblems *limen_problems_new (const char *path, const char *rows_word);
void limen_problems_free (LimenProblems *self);
void limen_problems_add (LimenProblems *self, const char *place,
                         const char *text);
void limen_problems_add_kind (LimenProblems *self, const char *place,
                              guint64 line, const char *name, const char *text,
                              const char *remedy);
guint64 limen_problems_get_n (LimenProblems *self);
gboolean limen_problems_report (LimenProblems *self, GError **error);
gboolean limen_problems_report_none_left (LimenProblems *self,
                                          GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenProblems, limen_problems_free)
