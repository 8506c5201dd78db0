/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "row-list.h"
#include "rows-window.h"
#include "window-fixture.h"

/* Opens a file with scores 0.001, 0.002 and so on, every third row positive,
 * with n_more further columns and, optionally, costs for each row. */
void rows_case_open (Fixture *fixture, guint n, guint n_more,
                     gboolean has_costs);

/* The window of rows that an action opens. */
LimenRowsWindow *rows_case_show (Fixture *fixture, const char *action);

/* A child of the window's template; the number of listed rows. */
gpointer rows_case_get_child (LimenRowsWindow *rows, const char *name);
guint rows_case_get_n (LimenRowsWindow *rows);

/* Checks the text of a part of the row at a position. */
void rows_case_assert_part (LimenRowsWindow *rows, guint place, guint part,
                            const char *expected);
gboolean rows_case_has_text (LimenRowsWindow *rows, guint place, guint part,
                             const char *expected);

/* Selects an item of a drop-down by its text. */
void rows_case_choose (LimenRowsWindow *rows, const char *name,
                       const char *title);
