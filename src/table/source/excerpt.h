/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bytes.h"

/* As many bytes as an excerpt has at the most. */
#define LIMEN_EXCERPT_SIZE (4 * 1024 * 1024)

/* Lines from all over a large file: what a fair sample of its rows is read
 * from in no time. */
char *limen_excerpt_read (LimenBytes *input, const char *head,
                          gsize head_length, gsize *length, GError **error);
