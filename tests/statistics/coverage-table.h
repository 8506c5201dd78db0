/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "simulation.h"

/* Intervals of a confidence of 95 % should hold the truth this often. */
#define LEAST_COVERAGE 0.93
#define MOST_COVERAGE 0.97

/* Why the intervals of value `i` may hold the truth more or less often,
 * static; NULL: no reason is known. */
const char *coverage_find_reason (const CellResult *result, gsize i);

/* The table of a cell as Markdown, and the summary of all cells. */
void coverage_print_cell (const CellResult *result);
void coverage_print_summary (CellResult *const *results, gsize n);
