/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "document-table.h"
#include "pdf-text.h"

/* Layout of a table on a page. */
typedef struct _LimenPdfTable LimenPdfTable;

LimenPdfTable *limen_pdf_table_new (const LimenDocumentTable *table,
                                    PangoContext *context, double width);
LimenPdfTable *limen_pdf_table_new_at (const LimenDocumentTable *table,
                                       PangoContext *context, double width);
double limen_pdf_table_measure (const LimenDocumentTable *table,
                                PangoContext *context);
void limen_pdf_table_free (LimenPdfTable *self);

/* Row -1 is the head. */
double limen_pdf_table_get_height (LimenPdfTable *self, gssize row);
void limen_pdf_table_draw (LimenPdfTable *self, cairo_t *cr, gssize row,
                           double x, double y);
