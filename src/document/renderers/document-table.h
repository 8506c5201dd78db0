/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "interval.h"

/* A table of texts. Its head, if any, names the columns; the first cell of a
 * row names the row. */
typedef struct
{
  char *caption; /* NULL: none */
  char *columns; /* "lrr": 'l' text, aligned left; 'r' numbers, aligned
                  * right */
  gsize n_columns;
  GPtrArray *head;  /* n_columns texts; empty: no head */
  GPtrArray *cells; /* n_columns texts for each row */
  gboolean is_beside; /* beside the previous block, if that is a table and
                       * both fit */
} LimenDocumentTable;

LimenDocumentTable *limen_document_table_new (const char *caption,
                                              const char *columns);
void limen_document_table_free (LimenDocumentTable *self);

void limen_document_table_add_heads (LimenDocumentTable *self,
                                     const char *const *titles);
void limen_document_table_add_head (LimenDocumentTable *self,
                                    const char *title);
void limen_document_table_add (LimenDocumentTable *self, const char *text);
void limen_document_table_add_name (LimenDocumentTable *self,
                                    const char *name);
void limen_document_table_add_number (LimenDocumentTable *self, double value);
void limen_document_table_add_estimate (LimenDocumentTable *self, double value,
                                        LimenInterval interval);
void limen_document_table_add_count (LimenDocumentTable *self, double value);
void limen_document_table_add_share (LimenDocumentTable *self, double part,
                                     double whole);
void limen_document_table_add_exact (LimenDocumentTable *self, double value);
void limen_document_table_add_threshold (LimenDocumentTable *self,
                                         double value);
void limen_document_table_add_interval (LimenDocumentTable *self, double low,
                                        double high);
void limen_document_table_add_fact (LimenDocumentTable *self,
                                    const char *title, const char *text);
void limen_document_table_add_value (LimenDocumentTable *self,
                                     const char *title, double value);

gsize limen_document_table_get_n_rows (const LimenDocumentTable *self);
const char *limen_document_table_get (const LimenDocumentTable *self,
                                      gsize row, gsize column);
gboolean limen_document_table_is_text (const LimenDocumentTable *self,
                                       gsize column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenDocumentTable, limen_document_table_free)
