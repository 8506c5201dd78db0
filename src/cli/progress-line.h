/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A line on a terminal that says what takes longer than a second, and how far
 * it is; none where the standard error is no terminal. Nothing is to be printed
 * while it lives. */
typedef struct _LimenProgressLine LimenProgressLine;

LimenProgressLine *limen_progress_line_new (const char *format, ...)
    G_GNUC_PRINTF (1, 2);
void limen_progress_line_free (LimenProgressLine *self);
void limen_progress_line_take_bytes (goffset bytes_done, goffset bytes_total,
                                     gpointer self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenProgressLine, limen_progress_line_free)
