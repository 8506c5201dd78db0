/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* How names were written that have a number already. Immutable, so that
 * threads may look names up while another learns new ones; counted. */
typedef struct _LimenSpellings LimenSpellings;

LimenSpellings *limen_spellings_new (void);
LimenSpellings *limen_spellings_ref (LimenSpellings *self);
void limen_spellings_unref (LimenSpellings *self);

LimenSpellings *limen_spellings_add (LimenSpellings *self, const char *text,
                                     gsize length, guint16 number);
const guint16 *limen_spellings_get_bytes (const LimenSpellings *self);
guint16 limen_spellings_find (const LimenSpellings *self, const char *text,
                              gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenSpellings, limen_spellings_unref)
