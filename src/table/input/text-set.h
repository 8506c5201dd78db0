/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#define LIMEN_TEXT_NONE G_MAXUINT32

/* A set of distinct texts, numbered from 0 in order of insertion. Concurrent
 * lookups are safe as long as nothing is added. */
typedef struct _LimenTextSet LimenTextSet;

LimenTextSet *limen_text_set_new (const char *path);
void limen_text_set_free (LimenTextSet *self);

gboolean limen_text_set_take (LimenTextSet *self, const char *text,
                                gsize length, guint32 *number,
                                GError **error);
guint32 limen_text_set_find (const LimenTextSet *self, const char *text,
                               gsize length);
const char *limen_text_set_get (const LimenTextSet *self, guint32 number,
                                  gsize *length);
guint32 limen_text_set_get_n (const LimenTextSet *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenTextSet, limen_text_set_free)
