#pragma once

#include <cairo.h>
#include <glib.h>

/* A picture on its way into a file, whose name says which format. */
typedef struct _LimenPicture LimenPicture;

LimenPicture *limen_picture_new (const char *path, int width, int height,
                                 GError **error);
cairo_t *limen_picture_get_cairo (LimenPicture *self);
gboolean limen_picture_save (LimenPicture *self, GError **error);
void limen_picture_free (LimenPicture *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenPicture, limen_picture_free)
