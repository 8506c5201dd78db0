/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bytes.h"

/* Upper bound on the size of an excerpt, in bytes. */
#define LIMEN_EXCERPT_SIZE (4 * 1024 * 1024)

/* Reads lines at places spread over a large file: a fair sample of its rows,
 * without reading all of it. */
char *limen_excerpt_read (LimenBytes *input, const char *head,
                          gsize head_length, gsize *length, GError **error);
