/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sys/stat.h>

/* The destination that an output path leads to. */
typedef struct
{
  int descriptor; /* file descriptor if it is already open; -1 if not */
  char *path;     /* target of the last symbolic link; NULL for a descriptor */
  mode_t type;    /* S_IFMT bits of the existing file; 0 if there is none */
} LimenOutputPlace;

gboolean limen_output_place_find (const char *path, LimenOutputPlace *self);
void limen_output_place_clear (LimenOutputPlace *self);
gboolean limen_output_place_is_direct (const LimenOutputPlace *self);
char *limen_output_place_show (const char *path);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LimenOutputPlace, limen_output_place_clear)
