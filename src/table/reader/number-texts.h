/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wanted.h"

/* The texts of numbers of consecutive rows, as they were written. */
typedef struct _LimenNumberTexts LimenNumberTexts;

LimenNumberTexts *limen_number_texts_new (const char *path);
void limen_number_texts_free (LimenNumberTexts *self);
void limen_number_texts_clear (LimenNumberTexts *self);
gboolean limen_number_texts_reserve (LimenNumberTexts *self, gsize n_texts,
                                     GError **error);
void limen_number_texts_add (LimenNumberTexts *self, const char *text,
                             gsize length);
void limen_number_texts_add_spans (LimenNumberTexts *self, const char *bytes,
                                   const LimenTextSpan *spans, gsize n);
const char *limen_number_texts_get (const LimenNumberTexts *self, gsize row,
                                    gsize *length);
