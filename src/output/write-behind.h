/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Size of a buffer, in bytes. */
#define LIMEN_BUFFER_SIZE ((gsize) 256 * 1024)

/* Writes to a file in a thread of its own, so that the system copies what was
 * made while more is being made. Used by one thread. */
typedef struct _LimenWriteBehind LimenWriteBehind;

LimenWriteBehind *limen_write_behind_new (int fd);
void limen_write_behind_free (LimenWriteBehind *self);

char *limen_write_behind_exchange (LimenWriteBehind *self, char *buffer,
                                   gsize length, int *number);
int limen_write_behind_finish (LimenWriteBehind *self);

int limen_write_to (int fd, const char *data, gsize length);
