/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report-document.h"

/* The analysis of a file, read as a command line would say: NULL for what is
 * found by itself. */
LimenAnalysis *test_analyze (const char *path, const char *task,
                             const char *scores);
LimenAnalysis *test_analyze_sample (const char *name);

void test_get_objectives (
    LimenObjective objectives[LIMEN_REPORT_N_OBJECTIVES]);

/* A document of it, with the best thresholds of a report. */
LimenDocument *test_new_document (LimenAnalysis *analysis,
                                  GListModel *cutoffs, const double *at,
                                  gsize n);

/* The same with these options, but for the best thresholds. */
LimenDocument *test_new_document_with (LimenAnalysis *analysis,
                                       const LimenReportOptions *options,
                                       GListModel *cutoffs);

/* Files of predictions that are hard to show; their paths. */
char *test_write_hostile_names (void);
char *test_write_many_classes (void);
char *test_write_regression (void);

/* A name of class `i` of the first of them. */
const char *test_get_hostile_name (guint i);

/* The text in a column, of the row of a title in any table; NULL: none. */
const char *test_find_cell (LimenDocument *document, const char *title,
                            gsize column);

/* The same, of the tables with a caption, or a head whose first cell is it. */
const char *test_find_cell_in (LimenDocument *document, const char *caption,
                               const char *title, gsize column);

/* Checks the number in a column, of the row of a title in any table. */
void test_assert_cell (LimenDocument *document, const char *title,
                       gsize column, double value);

/* How many blocks are of a kind. */
guint test_count_blocks (LimenDocument *document, LimenBlockKind kind);
