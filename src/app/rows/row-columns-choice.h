/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "column-chooser.h"
#include "row-columns.h"
#include "rows.h"

/* Connects a column chooser to the columns of the table of rows. */
void limen_row_columns_choice_start (LimenRowColumns *columns,
                                     LimenColumnChooser *chooser,
                                     GObject *owner,
                                     const LimenRowQuery *query);
void limen_row_columns_choice_keep (LimenRowColumns *columns,
                                    LimenColumnChooser *chooser,
                                    GObject *owner,
                                    const LimenRowQuery *query);
void limen_row_columns_choice_add (LimenRowColumns *columns,
                                   LimenColumnChooser *chooser,
                                   LimenRowPart part);
