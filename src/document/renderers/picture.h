/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

/* A picture that is being written to a file. */
typedef struct _LimenPicture LimenPicture;

const char *limen_picture_find_format (const char *path, const char *format,
                                       GError **error);
LimenPicture *limen_picture_new (const char *path, const char *format,
                                 int width, int height, GError **error);
cairo_t *limen_picture_get_cairo (LimenPicture *self);
gboolean limen_picture_save (LimenPicture *self, GError **error);
void limen_picture_free (LimenPicture *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenPicture, limen_picture_free)
