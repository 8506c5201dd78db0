/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "finding.h"
#include "missing-intervals.h"
#include "text-table.h"

/* Helpers for text reports. */
void limen_text_append_table (GString *out, const char *title,
                              LimenTextTable *table);
void limen_text_add_value (LimenTextTable *table, const char *name,
                           double value, const char *note);
void limen_text_append_findings (GString *out, GPtrArray *findings);
void limen_text_add_estimate (LimenTextTable *table, const char *name,
                              LimenEstimate estimate, const char *note,
                              LimenMissingIntervals *missing);
void limen_text_add_cells (LimenTextTable *table, const char *const *cells);
