/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "document.h"

#include <glib/gi18n.h>
#include <stdarg.h>
#include <string.h>

#include "display-text.h"

/* Gap between the panels of a figure, in pixels. */
#define PANEL_GAP 24.0

static char *
clean (const char *text)
{
  return limen_display_text_new (text, strlen (text), 0);
}

static void
block_free (gpointer data)
{
  LimenBlock *block = data;
  LimenDocumentFigure *figure = &block->figure;

  for (guint i = 0; i < figure->n_panels; i++)
    if (figure->panels[i].free_data != NULL)
      figure->panels[i].free_data (figure->panels[i].data);
  limen_document_table_free (block->table);
  g_free (block->text);
  g_free (block);
}

/* A document without blocks. */
LimenDocument *
limen_document_new (const char *title, const char *subtitle)
{
  LimenDocument *self = g_new0 (LimenDocument, 1);

  self->title = clean (title);
  self->subtitle = clean (subtitle);
  self->program = g_strdup ("Limen " LIMEN_VERSION);
  self->blocks = g_ptr_array_new_with_free_func (block_free);
  return self;
}

/* Frees the document; NULL is ignored. */
void
limen_document_free (LimenDocument *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->blocks);
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->program);
  g_free (self->time);
  g_free (self);
}

/* Adds a block with a text, which is made safe to show. */
static LimenBlock *
add (LimenDocument *self, LimenBlockKind kind, const char *text)
{
  LimenBlock *block = g_new0 (LimenBlock, 1);

  block->kind = kind;
  block->text = text != NULL ? clean (text) : NULL;
  g_ptr_array_add (self->blocks, block);
  return block;
}

/* Adds the heading of a section (level 1) or subsection (level 2). */
void
limen_document_add_heading (LimenDocument *self, guint level, const char *text)
{
  add (self, LIMEN_BLOCK_HEADING, text)->level = level;
}

/* Adds a paragraph of text, by a printf() format. */
void
limen_document_add_paragraph (LimenDocument *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  add (self, LIMEN_BLOCK_PARAGRAPH, text);
}

/* Adds a highlighted sentence. */
void
limen_document_add_notice (LimenDocument *self, LimenSeverity severity,
                           const char *text)
{
  add (self, LIMEN_BLOCK_NOTICE, text)->severity = severity;
}

/* Adds a table and takes ownership of it; a table without rows is freed. */
void
limen_document_add_table (LimenDocument *self, LimenDocumentTable *table)
{
  if (limen_document_table_get_n_rows (table) > 0)
    add (self, LIMEN_BLOCK_TABLE, NULL)->table = table;
  else
    limen_document_table_free (table);
}

/* Adds a table beside the previous block if that is a table and both fit, else
 * below it; takes ownership. A table without rows is freed. */
void
limen_document_add_table_beside (LimenDocument *self,
                                 LimenDocumentTable *table)
{
  const LimenBlock *last
      = self->blocks->len > 0
            ? g_ptr_array_index (self->blocks, self->blocks->len - 1)
            : NULL;

  table->is_beside = last != NULL && last->kind == LIMEN_BLOCK_TABLE;
  limen_document_add_table (self, table);
}

/* Adds a figure without panels, of a height in pixels; the figure is owned by
 * the document. */
LimenDocumentFigure *
limen_document_add_figure (LimenDocument *self, const char *caption,
                           double height)
{
  LimenBlock *block = add (self, LIMEN_BLOCK_FIGURE, caption);

  block->figure.height = height;
  return &block->figure;
}

/* Adds a panel at the right end of a figure; takes ownership of `data`. */
void
limen_document_figure_add_panel (LimenDocumentFigure *self,
                                 LimenPanelFunc draw, gpointer data,
                                 GDestroyNotify free_data)
{
  g_return_if_fail (self->n_panels < LIMEN_MAX_PANELS);

  self->panels[self->n_panels++] = (LimenPanel){ draw, data, free_data };
}

/* The rectangle of a panel in its figure, in pixels. */
LimenRect
limen_document_figure_get_rect (const LimenDocumentFigure *self, guint panel)
{
  double width = (LIMEN_FIGURE_WIDTH - PANEL_GAP * (self->n_panels - 1))
                 / self->n_panels;

  return (LimenRect){ panel * (width + PANEL_GAP), 0, width, self->height };
}

/* The start of a notice, such as "Warning: "; translated, static. */
const char *
limen_severity_get_title (LimenSeverity severity)
{
  switch (severity)
    {
    case LIMEN_SEVERITY_WARNING:
      return _ ("Warning: ");
    case LIMEN_SEVERITY_ERROR:
      return _ ("Error: ");
    case LIMEN_SEVERITY_INFO:
    default:
      return _ ("Note: ");
    }
}
