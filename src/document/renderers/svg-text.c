/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "svg-text.h"

#include <cairo-svg.h>
#include <string.h>

#include "report-error.h"

static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned length)
{
  g_string_append_len (closure, (const char *) data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* The names (ids) found in a picture so far. */
typedef struct
{
  const char *prefix;
  GHashTable *numbers; /* name -> number, from 1 */
} Names;

static gboolean
rename_cb (const GMatchInfo *match, GString *result, gpointer data)
{
  Names *names = data;
  g_autofree char *mark = g_match_info_fetch (match, 1);
  char *name = g_match_info_fetch (match, 2);
  guint number
      = GPOINTER_TO_UINT (g_hash_table_lookup (names->numbers, name));

  if (number == 0)
    {
      number = g_hash_table_size (names->numbers) + 1;
      g_hash_table_insert (names->numbers, name, GUINT_TO_POINTER (number));
    }
  else
    g_free (name);
  g_string_append_printf (result, "%s%s%u", mark, names->prefix, number);
  return FALSE;
}

/* Renames all ids of a picture to a prefix and a number. Cairo numbers clips
 * and groups over the lifetime of the process, and reuses the names of glyphs
 * in every picture; renamed ids are unique within a page and reproducible. The
 * SVG has outlines only, no text from the file. */
static char *
rename_all (const char *svg, const char *prefix)
{
  g_autoptr (GHashTable) numbers
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GRegex) regex = g_regex_new (
      "( id=\"|href=\"#|url\\(#)([^\")]+)", 0, 0, NULL);
  Names names = { prefix, numbers };

  return g_regex_replace_eval (regex, svg, -1, 0, 0, rename_cb, &names, NULL);
}

/* Appends a new opening tag, without a fixed size but with an accessible
 * label. */
static void
append_tag (GString *out, LimenRect rect, const char *label)
{
  g_autofree char *text = g_markup_escape_text (label, -1);

  g_string_append_printf (
      out,
      "<svg xmlns=\"http://www.w3.org/2000/svg\" "
      "xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
      "viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"%s\">",
      rect.width, rect.height, text);
}

static gboolean
draw (GString *svg, const LimenDocumentFigure *figure, guint panel,
      GError **error)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_PRINT);
  LimenRect rect = limen_document_figure_get_rect (figure, panel);
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (
      append_cb, svg, rect.width, rect.height);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;
  gboolean is_drawn;

  rect.x = 0;
  is_drawn = figure->panels[panel].draw (figure->panels[panel].data, cr, rect,
                                         &theme, error);
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (is_drawn && status != CAIRO_STATUS_SUCCESS)
    limen_report_fail (error, LIMEN_REPORT_ERROR_WRITE,
                       "a figure cannot be drawn: %s",
                       cairo_status_to_string (status));
  return is_drawn && status == CAIRO_STATUS_SUCCESS;
}

/* Appends a panel of a figure as inline SVG. All its ids begin with a prefix;
 * `label` is its accessible description. FALSE with an error if it could not
 * be drawn. */
gboolean
limen_svg_text_append (GString *out, const LimenDocumentFigure *figure,
                       guint panel, const char *prefix, const char *label,
                       GError **error)
{
  g_autoptr (GString) svg = g_string_new (NULL);
  g_autofree char *renamed = NULL;
  const char *body;

  if (!draw (svg, figure, panel, error))
    return FALSE;
  body = strstr (svg->str, "<svg");
  body = body != NULL ? strchr (body, '>') : NULL;
  if (body == NULL)
    return limen_report_fail (error, LIMEN_REPORT_ERROR_WRITE,
                              "a figure cannot be drawn: its SVG is not "
                              "valid");
  renamed = rename_all (body + 1, prefix);
  append_tag (out, limen_document_figure_get_rect (figure, panel), label);
  g_string_append (out, renamed);
  return TRUE;
}
