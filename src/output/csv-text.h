/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Builders for one line of CSV: each appends a field, or ends the line. */
void limen_csv_append_text (GString *line, const char *text);
void limen_csv_append_verbatim (GString *line, const char *text);
void limen_csv_append_number (GString *line, double value);
void limen_csv_end_line (GString *line);
