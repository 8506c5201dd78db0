/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "output.h"

/* Buffered CSV lines of figures. */
void limen_table_text_append_head (GString *text, const char *const *names);
void limen_table_text_append_numbers (GString *text, const double *numbers,
                                      gsize n);
gboolean limen_table_text_flush (GString *text, LimenOutput *output,
                                 GError **error);
gboolean limen_table_text_end (GString *text, LimenOutput *output,
                               GError **error);
