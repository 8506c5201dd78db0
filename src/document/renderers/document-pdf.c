/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "document-pdf.h"

#include <cairo-pdf.h>
#include <glib/gi18n.h>
#include <math.h>

#include "pdf-flow.h"
#include "report-error.h"

#define SMALL_SIZE 8.0
/* Baselines of header and footer, in points from the page's edge. */
#define HEADER_Y 34.0
#define FOOTER_Y 40.0

/* State of writing a file. Keeps the error, since cairo only knows that
 * writing failed. */
typedef struct
{
  LimenDocument *document;
  LimenOutput *output;
  cairo_surface_t *surface;
  cairo_t *cr;
  PangoContext *context;
  GError *error;
} Printing;

static cairo_status_t
write_cb (void *closure, const unsigned char *data, unsigned length)
{
  Printing *self = closure;

  if (self->error == NULL
      && limen_output_write (self->output, data, length, &self->error))
    return CAIRO_STATUS_SUCCESS;
  return CAIRO_STATUS_WRITE_ERROR;
}

/* Sets the metadata. The creation time is always set, since cairo would use
 * the clock. */
static void
set_metadata (Printing *self)
{
  const LimenDocument *document = self->document;
  const char *time = document->time != NULL ? document->time
                                            : "1970-01-01T00:00:00Z";

  cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_TITLE,
                                  document->title);
  cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_SUBJECT,
                                  document->subtitle);
  cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_CREATOR,
                                  document->program);
  cairo_pdf_surface_set_metadata (self->surface,
                                  CAIRO_PDF_METADATA_CREATE_DATE, time);
}

static void
draw_small (Printing *self, const char *text, double y, gboolean is_right)
{
  g_autoptr (PangoLayout) layout = limen_pdf_text_new (
      self->context, text,
      (LimenPdfStyle){ SMALL_SIZE, FALSE, LIMEN_PDF_DIM },
      LIMEN_TEXT_WIDTH * 0.7);
  double x = LIMEN_PAGE_MARGIN;

  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  if (is_right)
    x += LIMEN_TEXT_WIDTH - limen_pdf_text_get_width (layout);
  limen_pdf_text_set_color (self->cr, LIMEN_PDF_DIM);
  limen_pdf_text_draw (self->cr, layout, x, y);
}

/* Draws header and footer; the first page has the title instead of a
 * header. */
static void
draw_frame (Printing *self, guint page, guint n_pages)
{
  g_autofree char *number = g_strdup_printf (
      /* Translators: a page and the number of pages. */
      _ ("%u of %u"), page + 1, n_pages);

  if (page > 0)
    {
      draw_small (self, self->document->title, HEADER_Y, FALSE);
      limen_pdf_text_draw_rule (self->cr, LIMEN_PAGE_MARGIN, HEADER_Y + 14,
                                LIMEN_TEXT_WIDTH, 0.4, LIMEN_PDF_RULE);
    }
  draw_small (self, self->document->program, LIMEN_PAGE_HEIGHT - FOOTER_Y,
              FALSE);
  draw_small (self, number, LIMEN_PAGE_HEIGHT - FOOTER_Y, TRUE);
}

static int
add_bookmark (Printing *self, LimenPdfFlow *flow, guint i, int parent)
{
  const LimenBlock *block = g_ptr_array_index (self->document->blocks, i);
  g_autofree char *target = NULL;
  guint page;
  double y;

  if (!limen_pdf_flow_find_heading (flow, i, &page, &y))
    return parent;
  /* Whole points, since cairo parses fractions by the locale. */
  target
      = g_strdup_printf ("page=%u pos=[0 %d]", page + 1, (int) fmax (y - 8, 0));
  return cairo_pdf_surface_add_outline (
      self->surface, parent, block->text, target,
      block->level == 1 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : 0);
}

/* Adds the headings as an outline tree. */
static void
add_bookmarks (Printing *self, LimenPdfFlow *flow)
{
  int section = CAIRO_PDF_OUTLINE_ROOT;

  for (guint i = 0; i < self->document->blocks->len; i++)
    {
      const LimenBlock *block = g_ptr_array_index (self->document->blocks, i);

      if (block->kind != LIMEN_BLOCK_HEADING)
        continue;
      if (block->level == 1)
        section = add_bookmark (self, flow, i, CAIRO_PDF_OUTLINE_ROOT);
      else
        add_bookmark (self, flow, i, section);
    }
}

static void
draw_pages (Printing *self)
{
  g_autoptr (LimenPdfFlow) flow
      = limen_pdf_flow_new (self->document, self->context);
  guint n_pages = limen_pdf_flow_get_n_pages (flow);

  cairo_tag_begin (self->cr, "Document", NULL);
  for (guint page = 0; page < n_pages; page++)
    {
      draw_frame (self, page, n_pages);
      if (!limen_pdf_flow_draw (flow, self->cr, page,
                                self->error == NULL ? &self->error : NULL))
        return;
      if (page == n_pages - 1)
        cairo_tag_end (self->cr, "Document");
      cairo_show_page (self->cr);
    }
  add_bookmarks (self, flow);
}

static gboolean
finish (Printing *self, GError **error)
{
  cairo_status_t status = cairo_status (self->cr);

  cairo_surface_finish (self->surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (self->surface);
  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  return limen_report_fail (error, LIMEN_REPORT_ERROR_WRITE,
                            "the pages cannot be drawn: %s",
                            cairo_status_to_string (status));
}

/* Writes the document as PDF on A4 pages. A document always gives the same
 * bytes. FALSE with an error if that fails. */
gboolean
limen_document_save_pdf (LimenDocument *self, LimenOutput *output,
                         GError **error)
{
  Printing printing = { .document = self, .output = output };
  gboolean is_done;

  printing.surface = cairo_pdf_surface_create_for_stream (
      write_cb, &printing, LIMEN_PAGE_WIDTH, LIMEN_PAGE_HEIGHT);
  printing.cr = cairo_create (printing.surface);
  printing.context = limen_pdf_text_new_context (printing.cr);
  set_metadata (&printing);
  draw_pages (&printing);
  is_done = finish (&printing, error);
  g_object_unref (printing.context);
  cairo_destroy (printing.cr);
  cairo_surface_destroy (printing.surface);
  return is_done;
}
