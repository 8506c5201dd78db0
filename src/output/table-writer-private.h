/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "decimal.h"
#include "table-writer.h"

struct _LimenTableCells
{
  gboolean is_json;
  GString *text;  /* the texts of all cells, each with what ends it */
  GArray *starts; /* gsize: where each begins, and where the last ends */
};

void limen_table_append_verbatim (GString *out, gboolean is_json,
                                  const char *text);
void limen_table_append_number (GString *out, gboolean is_json, double value);
gboolean limen_table_writer_is_json (const LimenTableWriter *self);
