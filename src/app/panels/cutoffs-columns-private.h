/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cutoffs-columns.h"

/* Members and functions shared by the parts of the columns: cutoffs-columns.c
 * has the cells, cutoffs-columns-metrics.c the columns of metrics. */

/* A column of the table. */
typedef struct
{
  LimenCutoffsColumn info; /* description of the column */
  LimenCutoffsColumns *owner;
  GtkColumnViewColumn *view_column;
} LimenTableColumn;

struct _LimenCutoffsColumns
{
  GObject parent_instance;

  GtkColumnView *view; /* borrowed, like `actions` */
  GActionMap *actions;
  GPtrArray *columns; /* LimenTableColumn, from left to right */
  GHashTable *bound;  /* GtkListItem to LimenTableColumn */
  GMenu *menu;
  LimenSession *session; /* borrowed */
  gboolean has_test;     /* the columns of test data are shown */
};

LimenTableColumn *limen_cutoffs_columns_add (LimenCutoffsColumns *self,
                                             LimenCutoffsColumnKind kind,
                                             const char *heading,
                                             const char *title,
                                             const char *key);
void limen_cutoffs_columns_add_choice (LimenCutoffsColumns *self,
                                       const LimenTableColumn *column,
                                       GMenu *menu, const char *title);
void limen_cutoffs_columns_show_test (LimenCutoffsColumns *self,
                                      gboolean is_shown);
void limen_cutoffs_columns_add_metrics (LimenCutoffsColumns *self,
                                        GMenu *metrics);
