/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* A table of LimenCutoff, one per line, below the titles of columns (const
 * LimenCutoffsColumn *). */
char *limen_cutoffs_copy_to_text (const GPtrArray *columns,
                                  GListModel *cutoffs);
char *limen_cutoffs_copy_to_csv (const GPtrArray *columns,
                                 GListModel *cutoffs);
