#pragma once

#include <gio/gio.h>
#include <sys/stat.h>

/* The bytes of a file from its first to its last, decompressed where it is
 * gzip, hashed on the way. */
typedef struct _LimenSource LimenSource;

LimenSource *limen_source_open (const char *path, GCancellable *cancellable,
                                GError **error);
void limen_source_free (LimenSource *self);

gboolean limen_source_check (LimenSource *self, GError **error);
gssize limen_source_read (LimenSource *self, void *buffer, gsize size,
                          GError **error);
gboolean limen_source_read_all (LimenSource *self, void *buffer, gsize size,
                                gsize *length, GError **error);
gboolean limen_source_skip (LimenSource *self, guint64 n_bytes,
                            GError **error);
gboolean limen_source_read_at (LimenSource *self, goffset offset,
                               void *buffer, gsize size, gsize *length,
                               GError **error);
void limen_source_omit_hash (LimenSource *self);
void limen_source_leave_hash (LimenSource *self);
void limen_source_hash (LimenSource *self, const void *bytes, gsize length);
void limen_source_stop (LimenSource *self);
gboolean limen_source_finish (LimenSource *self, GError **error);
gboolean limen_source_check_same (LimenSource *self, const struct stat *before,
                                  GError **error);

const char *limen_source_get_path (LimenSource *self);
const struct stat *limen_source_get_stat (LimenSource *self);
/* Bytes of the file as it is stored. The total is -1 for standard input. */
goffset limen_source_get_bytes_done (LimenSource *self);
goffset limen_source_get_bytes_total (LimenSource *self);
gboolean limen_source_is_compressed (LimenSource *self);
const char *limen_source_get_sha256 (LimenSource *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenSource, limen_source_free)
