#pragma once

#include <gio/gio.h>

/* A file that is there whole or not at all: written beside its name, synced,
 * then renamed over it by limen_output_commit(). Freed uncommitted, it leaves
 * nothing behind. */
typedef struct _LimenOutput LimenOutput;

LimenOutput *limen_output_new (const char *path, GError **error);
gboolean limen_output_write (LimenOutput *self, const void *data, gsize length,
                             GError **error);
gboolean limen_output_commit (LimenOutput *self, GError **error);
void limen_output_free (LimenOutput *self);
void limen_output_remove_unfinished (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenOutput, limen_output_free)
