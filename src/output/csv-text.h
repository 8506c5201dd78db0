/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The fields of a line of CSV. */
void limen_csv_append_text (GString *line, const char *text);
void limen_csv_append_verbatim (GString *line, const char *text);
void limen_csv_append_number (GString *line, double value);
void limen_csv_end_line (GString *line);
