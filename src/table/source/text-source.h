/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "source.h"

/* A source of the rows of a delimited text file, such as CSV. */
LimenSource *limen_text_source_open (const char *path,
                                     GCancellable *cancellable,
                                     GError **error);
