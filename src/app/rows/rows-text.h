/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "rows.h"

/* Texts about what a query lists. */
char *limen_rows_text_describe (const LimenRowQuery *query, gsize n);
char *limen_rows_text_format_title (const LimenRowQuery *query);
