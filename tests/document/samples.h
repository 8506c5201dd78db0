/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report-document.h"

/* The analysis of a file with the given options of the command line; NULL:
 * detected. */
LimenAnalysis *test_analyze (const char *path, const char *task,
                             const char *scores);
LimenAnalysis *test_analyze_sample (const char *name);

void test_get_objectives (
    LimenObjective objectives[LIMEN_REPORT_N_OBJECTIVES]);

/* A document on an analysis, with the default table of best thresholds. */
LimenDocument *test_new_document (LimenAnalysis *analysis,
                                  GListModel *cutoffs, const double *at,
                                  gsize n);

/* A document with these options, but the default table of best thresholds. */
LimenDocument *test_new_document_with (LimenAnalysis *analysis,
                                       const LimenReportOptions *options,
                                       GListModel *cutoffs);

/* Write files of predictions that are hard to show, and return their paths. */
char *test_write_hostile_names (void);
char *test_write_many_classes (void);
char *test_write_regression (void);

/* The name of class `i` in the file of test_write_hostile_names(). */
const char *test_get_hostile_name (guint i);

/* The text of the row with a title, in a column of any table; NULL: none. */
const char *test_find_cell (LimenDocument *document, const char *title,
                            gsize column);

/* The text of the row with a title, in tables with this caption, or whose head
 * begins with it; NULL: none. */
const char *test_find_cell_in (LimenDocument *document, const char *caption,
                               const char *title, gsize column);

/* Checks the number of the row with a title, in a column of any table. */
void test_assert_cell (LimenDocument *document, const char *title,
                       gsize column, double value);

/* Number of blocks of a kind. */
guint test_count_blocks (LimenDocument *document, LimenBlockKind kind);
