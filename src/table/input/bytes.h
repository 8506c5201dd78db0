/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sys/stat.h>

/* An input stream over a file or standard input: decompresses gzip and
 * computes the SHA-256 while reading. */
typedef struct _LimenBytes LimenBytes;

LimenBytes *limen_bytes_open (const char *path, GCancellable *cancellable,
                              GError **error);
void limen_bytes_free (LimenBytes *self);

gboolean limen_bytes_check (LimenBytes *self, GError **error);
gssize limen_bytes_read (LimenBytes *self, void *buffer, gsize size,
                         GError **error);
gboolean limen_bytes_is_idle (LimenBytes *self);
gboolean limen_bytes_read_all (LimenBytes *self, void *buffer, gsize size,
                               gsize *length, GError **error);
gboolean limen_bytes_skip (LimenBytes *self, guint64 n_bytes, GError **error);
gboolean limen_bytes_read_at (LimenBytes *self, goffset offset, void *buffer,
                              gsize size, gsize *length, GError **error);
void limen_bytes_omit_hash (LimenBytes *self);
void limen_bytes_leave_hash (LimenBytes *self);
void limen_bytes_hash (LimenBytes *self, const void *bytes, gsize length);
void limen_bytes_stop (LimenBytes *self);
gboolean limen_bytes_finish (LimenBytes *self, GError **error);
gboolean limen_bytes_check_same (LimenBytes *self, const struct stat *before,
                                 GError **error);

const char *limen_bytes_get_path (LimenBytes *self);
const struct stat *limen_bytes_get_stat (LimenBytes *self);
/* Progress in bytes of the file as stored, compressed or not. The total is -1
 * if standard input is not a file. */
goffset limen_bytes_get_bytes_done (LimenBytes *self);
goffset limen_bytes_get_bytes_total (LimenBytes *self);
gboolean limen_bytes_is_compressed (LimenBytes *self);
const char *limen_bytes_get_sha256 (LimenBytes *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenBytes, limen_bytes_free)
