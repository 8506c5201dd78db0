/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "column-facts.h"
#include "sample.h"
#include "labels.h"

/* A group of columns with one column per class: all scores or all labels. */
typedef struct
{
  GArray *columns;  /* int: column indices, in the order of the file or as
                     * given */
  GPtrArray *stems; /* char *: class that each column's name suggests */
} LimenClassColumns;

/* How a label in a row refers to one of the columns. */
typedef enum
{
  LIMEN_CLASSES_BY_NAME,   /* the label is the class that a column is named
                            * after */
  LIMEN_CLASSES_BY_INDEX,  /* the label is an index: 0 is the first column */
  LIMEN_CLASSES_BY_NUMBER, /* the label is a number: 1 is the first column */
  LIMEN_CLASSES_BY_EITHER, /* index or number: the labels so far fit both */
  LIMEN_CLASSES_BY_ORDER,  /* the sorted labels belong to the columns in
                            * order */
} LimenClassNaming;

LimenClassColumns *limen_class_columns_new (const LimenSample *sample,
                                            const int *columns, gsize n);
LimenClassColumns *limen_class_columns_copy (const LimenClassColumns *self);
void limen_class_columns_free (LimenClassColumns *self);

gboolean limen_class_columns_are_numbered (const LimenClassColumns *self);
void limen_class_columns_sort_by_number (LimenClassColumns *self);
void limen_class_columns_sort_by_name (LimenClassColumns *self);
gboolean limen_class_columns_order_like (LimenClassColumns *self,
                                         const LimenClassColumns *other);

gsize limen_class_columns_get_n (const LimenClassColumns *self);
int limen_class_columns_get (const LimenClassColumns *self, gsize class);
gboolean limen_class_columns_has (const LimenClassColumns *self, int column);
gboolean limen_class_columns_equal (const LimenClassColumns *self,
                                    const LimenClassColumns *other);

LimenLabels *limen_class_columns_name_after_any (LimenClassColumns *self,
                                                 const LimenSample *sample,
                                                 LimenLabels *known,
                                                 LimenLabels *labels);
void limen_class_columns_name_after (LimenClassColumns *self,
                                     const LimenSample *sample,
                                     LimenLabels *labels);
void limen_class_columns_name_by_meaning (LimenClassColumns *self,
                                          LimenLabels *labels,
                                          const char *what);
gsize limen_class_columns_count_named (const LimenClassColumns *self,
                                       LimenLabels *labels);
gboolean limen_class_columns_cover (const LimenClassColumns *self,
                                    LimenLabels *labels);
LimenClassNaming
limen_class_columns_get_naming (const LimenClassColumns *self,
                                LimenLabels *labels, LimenLabels *known,
                                gboolean has_header);
GPtrArray *limen_class_columns_list_classes (const LimenClassColumns *self,
                                             LimenClassNaming naming,
                                             LimenLabels *labels);
GPtrArray *limen_class_columns_assign (const LimenClassColumns *self,
                                       LimenLabels *labels);
void limen_class_columns_number (LimenClassColumns *self, gsize first);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenClassColumns, limen_class_columns_free)
