/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "document-table.h"
#include "finding.h"
#include "geometry.h"
#include "theme.h"

/* A document as a list of blocks, independent of the output format. Plain
 * data; not changed after it is built. */
typedef enum
{
  LIMEN_BLOCK_HEADING,
  LIMEN_BLOCK_PARAGRAPH,
  LIMEN_BLOCK_NOTICE,
  LIMEN_BLOCK_TABLE,
  LIMEN_BLOCK_FIGURE,
} LimenBlockKind;

/* Draws a panel of a figure, in pixels of 1/96 inch. FALSE with an error when
 * memory runs out. */
typedef gboolean (*LimenPanelFunc) (gpointer data, cairo_t *cr, LimenRect rect,
                                    const LimenTheme *theme, GError **error);

/* One of the panels of a figure, which are drawn side by side. */
typedef struct
{
  LimenPanelFunc draw;
  gpointer data;
  GDestroyNotify free_data;
} LimenPanel;

#define LIMEN_MAX_PANELS 2
/* Width of a figure in pixels, shared by its panels. */
#define LIMEN_FIGURE_WIDTH 780.0

/* A figure: panels side by side. */
typedef struct
{
  LimenPanel panels[LIMEN_MAX_PANELS];
  guint n_panels;
  double height; /* in pixels */
} LimenDocumentFigure;

/* A block of a document; the kind tells which members are set. */
typedef struct
{
  LimenBlockKind kind;
  char *text;             /* text of a heading, paragraph or notice; caption
                           * of a figure */
  guint level;            /* headings only: 1 or 2 */
  LimenSeverity severity; /* notices only */
  LimenDocumentTable *table;
  LimenDocumentFigure figure;
} LimenBlock;

/* A document with its title and metadata. */
typedef struct
{
  char *title;
  char *subtitle;
  char *program; /* "Limen 0.1.0" */
  char *time;    /* date of the document as ISO 8601; NULL: not shown */
  GPtrArray *blocks; /* array of LimenBlock */
} LimenDocument;

LimenDocument *limen_document_new (const char *title, const char *subtitle);
void limen_document_free (LimenDocument *self);

void limen_document_add_heading (LimenDocument *self, guint level,
                                 const char *text);
void limen_document_add_paragraph (LimenDocument *self, const char *format,
                                   ...) G_GNUC_PRINTF (2, 3);
void limen_document_add_notice (LimenDocument *self, LimenSeverity severity,
                                const char *text);
void limen_document_add_table (LimenDocument *self, LimenDocumentTable *table);
void limen_document_add_table_beside (LimenDocument *self,
                                      LimenDocumentTable *table);
LimenDocumentFigure *limen_document_add_figure (LimenDocument *self,
                                                const char *caption,
                                                double height);
void limen_document_figure_add_panel (LimenDocumentFigure *self,
                                      LimenPanelFunc draw, gpointer data,
                                      GDestroyNotify free_data);
const char *limen_severity_get_title (LimenSeverity severity);
LimenRect limen_document_figure_get_rect (const LimenDocumentFigure *self,
                                          guint panel);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenDocument, limen_document_free)
