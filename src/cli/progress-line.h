/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A progress line on standard error, shown from one second on, with the
 * elapsed time and the share that is done. NULL, and nothing shown, where
 * standard error is not a terminal. Print nothing else until it is freed. */
typedef struct _LimenProgressLine LimenProgressLine;

LimenProgressLine *limen_progress_line_new (const char *format, ...)
    G_GNUC_PRINTF (1, 2);
void limen_progress_line_free (LimenProgressLine *self);
void limen_progress_line_take_bytes (goffset bytes_done, goffset bytes_total,
                                     gpointer self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenProgressLine, limen_progress_line_free)
