/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf-flow.h"
#include "pdf-table.h"

#define LIMEN_PDF_LEADING 2.5     /* between lines */
#define LIMEN_PDF_NOTICE_INDENT 10.0
#define LIMEN_PDF_CAPTION_GAP 5.0
/* Points for each pixel of a figure. */
#define LIMEN_PDF_FIGURE_SCALE (LIMEN_TEXT_WIDTH / LIMEN_FIGURE_WIDTH)

/* What a piece of a page shows. */
typedef enum
{
  LIMEN_PDF_PIECE_LINE,    /* of a text */
  LIMEN_PDF_PIECE_CAPTION, /* of a table */
  LIMEN_PDF_PIECE_ROW,     /* of a table; -1: its head */
  LIMEN_PDF_PIECE_FIGURE,  /* a figure with its caption */
} LimenPdfPieceKind;

/* A part of a block that a page break cannot split. Sizes are in points. */
typedef struct
{
  LimenPdfPieceKind kind;
  guint block;
  gssize part; /* line or row */
  double gap, height;
  gboolean keeps_next; /* on one page with the next piece */
  /* For tables side by side: first piece of the first table; first piece of
   * each further table; last piece of the last one. */
  gboolean begins_row, begins_column, ends_row;
  guint page;
  double x, y;
} LimenPdfPiece;

/* Layout of a block, common to its pieces. */
typedef struct
{
  const LimenBlock *block;
  PangoLayout *text;
  LimenPdfStyle style;
  LimenPdfTable *table;
} LimenPdfItem;

struct _LimenPdfFlow
{
  PangoContext *context;
  GArray *items;  /* array of LimenPdfItem */
  GArray *pieces; /* array of LimenPdfPiece, in order */
  guint n_pages;
  double y;                   /* y of the next piece */
  double row_top, row_bottom; /* extent of the current row of tables */
};

void limen_pdf_item_clear (gpointer data);
LimenPdfItem *limen_pdf_flow_get_item (LimenPdfFlow *self, guint i);
LimenPdfPiece *limen_pdf_flow_get_piece (LimenPdfFlow *self, guint i);
guint limen_pdf_flow_add_row (LimenPdfFlow *self, GPtrArray *blocks,
                              guint first);
void limen_pdf_flow_add_block (LimenPdfFlow *self, const LimenBlock *block,
                               const LimenBlock *next);
void limen_pdf_flow_add_title (LimenPdfFlow *self, LimenDocument *document);
