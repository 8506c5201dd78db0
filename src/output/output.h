/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* An output file that is replaced as a whole or left as it was: the data go to
 * a temporary file beside it, which is synced and renamed over it by
 * limen_output_commit(). Freeing an uncommitted output removes the temporary
 * file. Standard output, pipes and devices are written directly. */
typedef struct _LimenOutput LimenOutput;

LimenOutput *limen_output_new (const char *path, GError **error);
gboolean limen_output_refuse_terminal (LimenOutput *self, GError **error);
gboolean limen_output_write (LimenOutput *self, const void *data, gsize length,
                             GError **error);
gboolean limen_output_flush (LimenOutput *self, GError **error);
gboolean limen_output_commit (LimenOutput *self, GError **error);
void limen_output_free (LimenOutput *self);

/* Checks of a path before anything is opened */
gboolean limen_output_is_standard (const char *path);
gboolean limen_output_check_inputs (const char *path,
                                    const char *const *inputs, gsize n_inputs,
                                    GError **error);
const char *limen_output_find_format (const char *path, const char *format,
                                      const char *const *formats,
                                      const char *fallback, GError **error);

/* Called once, at the start of main() */
void limen_output_prepare_program (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenOutput, limen_output_free)
