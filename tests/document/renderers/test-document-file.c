/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "document-file.h"
#include "document-html.h"
#include "pdf-flow.h"
#include "samples.h"
#include "support.h"

static char *
get_path (const char *name)
{
  return g_build_filename (test_get_folder (), name, NULL);
}

static char *
save (LimenDocument *document, const char *name, gsize *length)
{
  g_autofree char *path = get_path (name);
  g_autoptr (GError) error = NULL;
  char *bytes;

  limen_document_save (document, path, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &bytes, length, &error);
  g_assert_no_error (error);
  return bytes;
}

/* Returns the i-th analysis: all tasks, and names and numbers of classes that
 * are hard to lay out. */
static LimenAnalysis *
analyze (guint i)
{
  static const char *const samples[]
      = { "digits-odd.csv", "eights.csv", "digits.csv", "digit-traits.csv",
          "wine-logits.csv" };
  g_autofree char *path = NULL;

  if (i < G_N_ELEMENTS (samples))
    return test_analyze_sample (samples[i]);
  switch (i - G_N_ELEMENTS (samples))
    {
    case 0:
      path = test_write_hostile_names ();
      return test_analyze (path, NULL, "2;3;4;5;6");
    case 1:
      path = test_write_regression ();
      return test_analyze (path, "regression", NULL);
    case 2:
      path = test_write_many_classes ();
      return test_analyze (path, NULL, NULL);
    default:
      return NULL;
    }
}

/* Returns the i-th report; all but one with a recalibration, if that is
 * possible. */
static LimenDocument *
new_document (guint i)
{
  g_autoptr (LimenAnalysis) analysis = analyze (i);
  const LimenReportOptions options = {
    .has_recalibration = i != 1,
    .recalibration = i == 0 ? LIMEN_RECALIBRATION_ISOTONIC
                            : LIMEN_RECALIBRATION_TEMPERATURE,
  };

  return analysis != NULL ? test_new_document_with (analysis, &options, NULL)
                          : NULL;
}

/* An analysis always gives the same bytes. */
static void
test_same_bytes (void)
{
  static const char *const names[] = { "x.pdf", "x.html" };

  for (guint i = 0; i < 4; i++)
    for (guint j = 0; j < G_N_ELEMENTS (names); j++)
      {
        g_autoptr (LimenDocument) first = new_document (i);
        g_autoptr (LimenDocument) second = new_document (i);
        gsize a_length, b_length;
        g_autofree char *a = save (first, names[j], &a_length);
        g_autofree char *b = save (second, names[j], &b_length);

        g_assert_cmpmem (a, a_length, b, b_length);
      }
}

/* HTML */

/* State of parsing a page. */
typedef struct
{
  GHashTable *ids;
  GString *text;
  gboolean has_policy;
  guint n_tables, n_figures, n_pictures, n_headings;
} Page;

static void
check_attribute (Page *page, const char *name, const char *value)
{
  if (g_str_equal (name, "id"))
    g_assert_true (g_hash_table_add (page->ids, g_strdup (value)));
  /* No external content and no scripts. */
  g_assert_false (g_str_has_prefix (name, "on"));
  g_assert_false (g_str_equal (name, "src"));
  if (g_str_has_suffix (name, "href"))
    g_assert_true (g_str_has_prefix (value, "#p")
                   || g_str_has_prefix (value, "data:image/"));
  if (strstr (value, "url(") != NULL)
    g_assert_nonnull (strstr (value, "url(#p"));
}

/* The content security policy precedes all content that it governs, and
 * permits what the page contains. */
static void
check_policy (Page *page, const char **names, const char **values)
{
  gboolean is_policy = FALSE;

  for (; *names != NULL; names++, values++)
    if (g_str_equal (*names, "http-equiv"))
      is_policy = g_str_equal (*values, "Content-Security-Policy");
    else if (is_policy && g_str_equal (*names, "content"))
      {
        page->has_policy = TRUE;
        g_assert_true (g_str_has_prefix (*values, "default-src 'none';"));
        g_assert_nonnull (strstr (*values, "; style-src 'unsafe-inline';"));
        g_assert_nonnull (strstr (*values, "; img-src data:;"));
        g_assert_null (strstr (*values, "script"));
      }
}

static void
start_cb (GMarkupParseContext *context, const char *element,
          const char **names, const char **values, gpointer data,
          GError **error)
{
  Page *page = data;

  g_assert_false (g_str_equal (element, "script"));
  g_assert_false (g_str_equal (element, "link"));
  if (g_str_equal (element, "meta"))
    check_policy (page, names, values);
  if (g_str_equal (element, "style"))
    g_assert_true (page->has_policy);
  page->n_tables += g_str_equal (element, "table");
  page->n_figures += g_str_equal (element, "figure");
  page->n_pictures += g_str_equal (element, "svg");
  page->n_headings
      += g_str_equal (element, "h2") || g_str_equal (element, "h3");
  for (; *names != NULL; names++, values++)
    check_attribute (page, *names, *values);
}

static void
end_cb (GMarkupParseContext *context, const char *element, gpointer data,
        GError **error)
{
  g_string_append_c (((Page *) data)->text, '\n');
}

static void
text_cb (GMarkupParseContext *context, const char *text, gsize length,
         gpointer data, GError **error)
{
  g_string_append_len (((Page *) data)->text, text, (gssize) length);
}

static const GMarkupParser parser
    = { .start_element = start_cb, .end_element = end_cb, .text = text_cb };

static void
parse (Page *page, const char *html)
{
  g_autoptr (GMarkupParseContext) context
      = g_markup_parse_context_new (&parser, 0, page, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_str_has_prefix (html, "<!DOCTYPE html>\n"));
  g_markup_parse_context_parse (context, html, -1, &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
}

static guint
count_blocks (LimenDocument *document, LimenBlockKind kind)
{
  guint n = 0;

  for (guint i = 0; i < document->blocks->len; i++)
    n += ((LimenBlock *) g_ptr_array_index (document->blocks, i))->kind
         == kind;
  return n;
}

/* Replaces non-breaking spaces by plain ones; a new string. */
static char *
make_plain (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "\302\240", -1);

  return g_strjoinv (" ", parts);
}

/* Checks that a text contains every cell. */
static void
check_cells (LimenDocument *document, const char *text)
{
  g_autofree char *plain = make_plain (text);

  for (guint i = 0; i < document->blocks->len; i++)
    {
      const LimenBlock *block = g_ptr_array_index (document->blocks, i);

      for (guint j = 0; block->table != NULL && j < block->table->cells->len;
           j++)
        {
          g_autofree char *cell
              = make_plain (g_ptr_array_index (block->table->cells, j));

          if (strstr (plain, cell) == NULL)
            g_error ("no \"%s\"", cell);
        }
    }
}

/* A page is valid XML with all text of the document, no external content and
 * unique ids. */
static void
test_html (void)
{
  LimenDocument *document;

  for (guint i = 0; (document = new_document (i)) != NULL; i++)
    {
      g_autoptr (GHashTable) ids
          = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      g_autofree char *html = limen_document_to_html (document, &error);
      Page page = { .ids = ids, .text = text };

      g_assert_no_error (error);
      g_test_message ("%s", document->title);
      parse (&page, html);
      g_assert_cmpuint (page.n_tables, ==,
                        count_blocks (document, LIMEN_BLOCK_TABLE));
      g_assert_cmpuint (page.n_figures, ==,
                        count_blocks (document, LIMEN_BLOCK_FIGURE));
      g_assert_cmpuint (page.n_pictures, >=, page.n_figures);
      g_assert_cmpuint (page.n_headings, ==,
                        count_blocks (document, LIMEN_BLOCK_HEADING));
      check_cells (document, text->str);
      limen_document_free (document);
    }
}

/* Long names in a table head may break; the report's own words do not. */
static void
test_html_heads (void)
{
  g_autofree char *names = test_write_hostile_names ();
  g_autoptr (LimenAnalysis) analysis
      = test_analyze (names, NULL, "2;3;4;5;6");
  g_autoptr (LimenDocument) document
      = test_new_document (analysis, NULL, NULL, 0);
  g_autofree char *html = limen_document_to_html (document, NULL);

  g_assert_nonnull (
      strstr (html, "scope=\"col\">xxxxxxxxxxxxxx<wbr/>xxxxxxxxxxxxxx<wbr/>"));
  g_assert_nonnull (strstr (html, "scope=\"col\">Average precision</th>"));
  g_assert_nonnull (strstr (html, "scope=\"col\">&lt;script&gt;alert("));
}

/* PDF */

static char *
run (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  char *out;
  int status;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                &out, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, &error));
  return out;
}

static gboolean
has_program (const char *name)
{
  g_autofree char *path = g_find_program_in_path (name);

  if (path == NULL)
    g_test_skip ("poppler-utils is not installed");
  return path != NULL;
}

/* Saves a document into the temporary folder. */
static void
put (LimenDocument *document, const char *name)
{
  gsize length;

  g_free (save (document, name, &length));
}

/* The text of a PDF can be selected: every heading, and every cell of the
 * samples, whose names do not break, can be extracted. */
static void
test_pdf_text (void)
{
  g_autofree char *path = get_path ("x.pdf");

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (LimenDocument) document = new_document (i);
      g_autofree char *text = NULL;

      put (document, "x.pdf");
      text = test_read_pdf (path);
      if (text == NULL)
        return;
      g_test_message ("%s", document->title);
      g_assert_nonnull (strstr (text, document->subtitle));
      g_assert_nonnull (strstr (text, "1 of "));
      g_assert_nonnull (strstr (text, "Conventions"));
      check_cells (document, text);
    }
}

/* Short tables are side by side, in PDF and in HTML. */
static void
test_beside (void)
{
  g_autofree char *path = get_path ("x.pdf");
  g_autoptr (LimenDocument) document = new_document (0);
  g_autofree char *html = limen_document_to_html (document, NULL);
  g_autofree char *text = NULL;

  g_assert_true (g_regex_match_simple (
      "<div class=\"tables\">\n<div class=\"table\"><table>\n"
      "<caption>Losses</caption>(?s:.(?!</section>))*"
      "<caption>Ranking</caption>",
      html, 0, 0));
  put (document, "x.pdf");
  text = test_read_pdf (path);
  if (text != NULL)
    g_assert_true (g_regex_match_simple ("\n *Losses +Ranking *\n", text, 0,
                                         0));
}

/* Tables side by side are never split by a page break. */
static void
test_row_kept_together (void)
{
  for (guint n = 0; n < 60; n++)
    {
      g_autoptr (LimenDocument) document = limen_document_new ("x", "y");
      cairo_surface_t *surface
          = cairo_recording_surface_create (CAIRO_CONTENT_COLOR, NULL);
      cairo_t *cr = cairo_create (surface);
      PangoContext *context = limen_pdf_text_new_context (cr);
      g_autoptr (LimenPdfFlow) flow = NULL;
      guint pages[3];
      double y;

      for (guint i = 0; i < n; i++)
        limen_document_add_paragraph (document, "%u", i);
      for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
        {
          LimenDocumentTable *table = limen_document_table_new (
              i == 1 ? NULL : "caption", "lr");

          for (guint j = 0; j < 4 + 7 * (i % 2); j++)
            limen_document_table_add_value (table, "a", j);
          limen_document_add_table_beside (document, table);
        }
      flow = limen_pdf_flow_new (document, context);
      for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
        g_assert_true (
            limen_pdf_flow_find_heading (flow, n + i, &pages[i], &y));
      g_assert_cmpuint (pages[0], ==, pages[1]);
      g_assert_cmpuint (pages[0], ==, pages[2]);
      g_object_unref (context);
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
}

/* Producer, title and paper size. */
static void
test_pdf_info (void)
{
  g_autofree char *path = get_path ("x.pdf");
  const char *const argv[] = { "pdfinfo", path, NULL };
  g_autoptr (LimenDocument) document = new_document (0);
  g_autofree char *info = NULL;

  if (!has_program ("pdfinfo"))
    return;
  put (document, "x.pdf");
  info = run (argv);
  g_assert_nonnull (strstr (info, "digits-odd.csv"));
  g_assert_nonnull (strstr (info, "Limen " LIMEN_VERSION));
  g_assert_nonnull (strstr (info, "(A4)"));
  g_assert_null (strstr (info, "Author"));
}

/* No word in the head of a number column breaks, however long the names in
 * other columns are. */
static void
test_heads (void)
{
  static const double at[] = { 0.3 };
  static const char *const words[]
      = { "Threshold ", "decisions ", "Precision ", "Recall " };
  g_autofree char *names = test_write_hostile_names ();
  g_autoptr (LimenAnalysis) analysis
      = test_analyze (names, NULL, "2;3;4;5;6");
  g_autoptr (LimenDocument) document
      = test_new_document (analysis, NULL, at, 1);
  g_autofree char *path = get_path ("x.pdf");
  g_autofree char *text = NULL;
  const char *list;

  put (document, "x.pdf");
  text = test_read_pdf (path);
  if (text == NULL)
    return;
  list = strstr (text, "Decision");
  g_assert_nonnull (list);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_assert_nonnull (strstr (list, words[i]));
}

static guint
count (const char *text, const char *word)
{
  guint n = 0;

  for (const char *p = text; (p = strstr (p, word)) != NULL; p++)
    n++;
  return n;
}

/* Headings, tables and figures have structure tags for screen readers. */
static void
test_pdf_tags (void)
{
  g_autofree char *path = get_path ("x.pdf");
  const char *const info[] = { "pdfinfo", path, NULL };
  const char *const structure[] = { "pdfinfo", "-struct-text", path, NULL };
  guint n_headings, n_figures;

  if (!has_program ("pdfinfo"))
    return;
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (LimenDocument) document = new_document (i);
      g_autofree char *about = NULL, *text = NULL;

      put (document, "x.pdf");
      about = run (info);
      text = run (structure);
      n_headings = count (text, "H2 (block)") + count (text, "H3 (block)");
      n_figures = count (text, "Figure");
      g_assert_true (g_regex_match_simple ("Tagged: +yes", about, 0, 0));
      g_assert_cmpuint (count (text, "H1 (block)"), ==, 1);
      g_assert_cmpuint (n_headings, ==,
                        count_blocks (document, LIMEN_BLOCK_HEADING));
      g_assert_cmpuint (n_figures, ==,
                        count_blocks (document, LIMEN_BLOCK_FIGURE));
      g_assert_cmpuint (count (text, "Table (block)"), >=,
                        count_blocks (document, LIMEN_BLOCK_TABLE));
      g_assert_cmpuint (count (text, "TD\n"), >, 100);
      g_assert_cmpuint (count (text, "TH\n"), >, 50);
    }
}

/* No heading is the last item of a page, and all items are on a page, in
 * order. */
static void
test_pages (void)
{
  LimenDocument *document;

  for (guint i = 0; (document = new_document (i)) != NULL; i++)
    {
      cairo_surface_t *surface
          = cairo_recording_surface_create (CAIRO_CONTENT_COLOR, NULL);
      cairo_t *cr = cairo_create (surface);
      PangoContext *context = limen_pdf_text_new_context (cr);
      g_autoptr (LimenPdfFlow) flow = limen_pdf_flow_new (document, context);
      double lowest
          = LIMEN_PAGE_HEIGHT - LIMEN_PAGE_BOTTOM - 40, last_y = 0;
      guint last_page = 0;

      g_test_message ("%s", document->title);
      for (guint j = 0; j < document->blocks->len; j++)
        {
          const LimenBlock *block = g_ptr_array_index (document->blocks, j);
          guint page;
          double y;

          g_assert_true (limen_pdf_flow_find_heading (flow, j, &page, &y));
          g_assert_cmpuint (page, <, limen_pdf_flow_get_n_pages (flow));
          g_assert_true (page > last_page
                         || (page == last_page
                             && (y > last_y
                                 || (block->table != NULL
                                     && block->table->is_beside))));
          if (block->kind == LIMEN_BLOCK_HEADING)
            g_assert_cmpfloat (y, <, lowest);
          last_page = page;
          last_y = y;
        }
      g_object_unref (context);
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
      limen_document_free (document);
    }
}

/* An error of saving names the file, and leaves no file behind. */
static void
test_errors (void)
{
  static const struct
  {
    const char *path, *message;
  } cases[] = {
    { "/nowhere/x.pdf", "/nowhere/x.pdf: cannot be written" },
    { "/nowhere/x.html", "/nowhere/x.html: cannot be written" },
    { "/tmp/x.docx", "/tmp/x.docx: the name must end in .pdf or .html" },
    { "/tmp/pdf", "must end in" },
  };
  g_autoptr (LimenDocument) document = new_document (1);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (
          limen_document_save (document, cases[i].path, &error));
      g_assert_nonnull (error);
      g_assert_nonnull (strstr (error->message, cases[i].message));
    }
  g_assert_true (limen_document_has_format ("pdf"));
  g_assert_true (limen_document_has_format ("html"));
  g_assert_false (limen_document_has_format ("txt"));
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document-file/same-bytes", test_same_bytes);
  g_test_add_func ("/document-file/html", test_html);
  g_test_add_func ("/document-file/html-heads", test_html_heads);
  g_test_add_func ("/document-file/pdf-text", test_pdf_text);
  g_test_add_func ("/document-file/beside", test_beside);
  g_test_add_func ("/document-file/row-kept-together", test_row_kept_together);
  g_test_add_func ("/document-file/pdf-info", test_pdf_info);
  g_test_add_func ("/document-file/heads", test_heads);
  g_test_add_func ("/document-file/pdf-tags", test_pdf_tags);
  g_test_add_func ("/document-file/pages", test_pages);
  g_test_add_func ("/document-file/errors", test_errors);
  return g_test_run ();
}
