/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "document.h"
#include "pdf-text.h"

/* A document laid out on pages, as pieces that cannot be split. */
typedef struct _LimenPdfFlow LimenPdfFlow;

/* A4 paper, in points. */
#define LIMEN_PAGE_WIDTH 595.276
#define LIMEN_PAGE_HEIGHT 841.890
#define LIMEN_PAGE_MARGIN 56.7
#define LIMEN_PAGE_TOP 64.0    /* top of the text */
#define LIMEN_PAGE_BOTTOM 64.0 /* free space below the text */
#define LIMEN_TEXT_WIDTH (LIMEN_PAGE_WIDTH - 2 * LIMEN_PAGE_MARGIN)

LimenPdfFlow *limen_pdf_flow_new (LimenDocument *document,
                                  PangoContext *context);
void limen_pdf_flow_free (LimenPdfFlow *self);

guint limen_pdf_flow_get_n_pages (LimenPdfFlow *self);
gboolean limen_pdf_flow_draw (LimenPdfFlow *self, cairo_t *cr, guint page,
                              GError **error);
gboolean limen_pdf_flow_find_heading (LimenPdfFlow *self, guint block,
                                      guint *page, double *y);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenPdfFlow, limen_pdf_flow_free)
