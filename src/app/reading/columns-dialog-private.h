/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "class-map.h"
#include "column-chooser.h"
#include "columns-choice.h"
#include "columns-dialog.h"
#include "label-boxes.h"

/* Number of items before the columns in the list of scores. */
#define LIMEN_N_SCORE_ITEMS 2

/* State shared by the parts of the dialog. columns-dialog.c: the window and
 * its signals; columns-dialog-filling.c: filling in the fields;
 * columns-dialog-choice.c: the choice in the fields, and the texts about it.
 */
struct _LimenColumnsDialog
{
  GtkWindow parent_instance;

  GtkWidget *reason;
  GtkWidget *reading_box;
  GtkDropDown *reading;
  GtkGrid *preview;
  GtkDropDown *task;
  GtkDropDown *label;
  LimenColumnChooser *labels;
  GtkWidget *labels_from;
  GtkWidget *label_why;
  GtkWidget *ignored_title;
  LimenLabelBoxes *ignored;
  GtkDropDown *score;
  LimenColumnChooser *scores;
  GtkWidget *score_why;
  GtkWidget *classes_title;
  LimenClassMap *classes;
  GtkWidget *positive_title;
  GtkWidget *positive;
  GtkWidget *predicted_title;
  GtkWidget *predicted_box;
  GtkDropDown *predicted;
  GtkWidget *predicted_why;
  GtkDropDown *kind;
  GtkDropDown *undo;
  GtkDropDown *weight;
  GtkDropDown *fp_cost;
  GtkDropDown *fn_cost;
  GtkDropDown *group;
  GtkDropDown *unit;
  GtkWidget *header;
  GtkWidget *skip_bad_rows, *skip_bad_cells, *reverse_scores;
  GtkWidget *remember;
  GtkWidget *reading_status;

  char *path;
  LimenReadOptions *options;
  LimenPreview *data;
  GPtrArray *offered;        /* LimenPreviewReading, owned by `data` */
  LimenTask inferred_task;   /* inferred for the file */
  guint n_label_items;       /* items before the columns in `label` */
  LimenColumnsChoice *shown; /* choice when `ignored` and `classes` were
                              * last filled; or NULL */
  gboolean is_filling;
};

/* Getters of what is chosen */
guint limen_columns_dialog_count_own_columns (LimenColumnsDialog *self);
gboolean limen_columns_dialog_has_other_file (LimenColumnsDialog *self);
int limen_columns_dialog_get_column (GtkDropDown *drop_down, guint n_items);
LimenTask limen_columns_dialog_get_task (LimenColumnsDialog *self);
gboolean limen_columns_dialog_has_classes (LimenColumnsDialog *self);
gboolean limen_columns_dialog_is_decision (LimenColumnsDialog *self);
LimenColumnsChoice *limen_columns_dialog_get_choice (LimenColumnsDialog *self);
void limen_columns_dialog_update (LimenColumnsDialog *self);

/* Filling in the fields */
void limen_columns_dialog_fill (LimenColumnsDialog *self,
                                const LimenColumnsChoice *choice);
void limen_columns_dialog_change_task (LimenColumnsDialog *self);
void limen_columns_dialog_take_reading (LimenColumnsDialog *self,
                                        const LimenPreviewReading *reading);
void limen_columns_dialog_show_first (LimenColumnsDialog *self);
