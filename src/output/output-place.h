/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sys/stat.h>

/* Where a path of an output leads. */
typedef struct
{
  int descriptor; /* already open; -1: none */
  char *path;     /* behind the last link; NULL for a descriptor */
  mode_t type;    /* S_IFMT of what is there; 0: nothing */
} LimenOutputPlace;

gboolean limen_output_place_find (const char *path, LimenOutputPlace *self);
void limen_output_place_clear (LimenOutputPlace *self);
gboolean limen_output_place_is_direct (const LimenOutputPlace *self);
char *limen_output_place_show (const char *path);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LimenOutputPlace, limen_output_place_clear)
