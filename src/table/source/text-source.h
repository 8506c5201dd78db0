/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "source.h"

/* The rows of a text file: CSV and its relatives. */
LimenSource *limen_text_source_open (const char *path,
                                     GCancellable *cancellable,
                                     GError **error);
