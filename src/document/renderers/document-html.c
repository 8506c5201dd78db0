/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "document-html.h"

#include <glib/gi18n.h>
#include <string.h>

#include "svg-text.h"

/* Maximum length of a word in a table head that never breaks. */
#define MAX_UNBROKEN 14

/* Content security policy: browsers load and run nothing. Inline styles are
 * allowed, since pictures have styles in attributes. */
static const char policy[]
    = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
      "base-uri 'none'; form-action 'none'";

static const char style[]
    = "body{font:16px/1.5 Cantarell,'Noto Sans','Segoe UI',Roboto,"
      "'Helvetica Neue',Arial,sans-serif;color:#1a1a1a;background:#fff;"
      "max-width:60rem;margin:0 auto;padding:2rem 1.25rem 4rem}\n"
      "h1{font-size:1.9rem;line-height:1.2;margin:0;overflow-wrap:anywhere}\n"
      "h2{font-size:1.3rem;margin:2.75rem 0 .75rem;padding-top:.5rem;"
      "border-top:1px solid #c8c8c8}\n"
      "h3{font-size:1.05rem;margin:1.75rem 0 .5rem;overflow-wrap:anywhere}\n"
      "p{max-width:46rem}\n"
      "header p,footer{color:#505050}\n"
      "header p{margin:.25rem 0 0}\n"
      "footer{margin-top:3rem;border-top:1px solid #c8c8c8;"
      "padding-top:.75rem;font-size:.875rem}\n"
      ".table{overflow-x:auto;margin:1rem 0 1.5rem}\n"
      ".tables{display:flex;flex-wrap:wrap;align-items:flex-start;"
      "column-gap:3rem}\n"
      ".tables .table{max-width:100%}\n"
      "table{border-collapse:collapse;font-size:.875rem;line-height:1.4;"
      "font-variant-numeric:tabular-nums;"
      "border-bottom:1px solid #808080}\n"
      "caption{text-align:left;font-weight:600;padding:0 0 .375rem;"
      "overflow-wrap:anywhere}\n"
      "th,td{padding:.2rem 0 .2rem 1.5rem;vertical-align:top;"
      "text-align:right;border-top:1px solid #e4e4e4}\n"
      "td{white-space:nowrap}td.l{white-space:normal}\n"
      "th:first-child,td:first-child{padding-left:0}\n"
      "th.l,td.l{text-align:left;overflow-wrap:anywhere;min-width:5rem}\n"
      "tbody th{font-weight:400}\n"
      "thead th{border-top:1px solid #808080;"
      "border-bottom:1px solid #808080;font-weight:600;"
      "min-width:3rem;vertical-align:bottom}\n"
      "figure{margin:1.25rem 0 2rem}\n"
      "figure>div{display:flex;flex-wrap:wrap;gap:1.5rem}\n"
      "svg{flex:1 1 20rem;min-width:0;width:100%;height:auto}\n"
      "figcaption{font-size:.875rem;color:#505050;margin-top:.375rem;"
      "max-width:46rem;overflow-wrap:anywhere}\n"
      ".notice{border-left:4px solid #8a8a8a;padding:.125rem 0 .125rem "
      ".875rem;margin:.75rem 0;overflow-wrap:anywhere}\n"
      ".warning{border-color:#b08400}.error{border-color:#a33b00}\n"
      "@page{size:A4;margin:20mm}\n"
      "@media print{body{max-width:none;padding:0;font-size:10pt}"
      "h2,h3,caption{break-after:avoid}figure,tr,.notice{break-inside:avoid}"
      "thead{display:table-header-group}.table{overflow:visible}"
      "table{font-size:8pt}th,td{padding-left:.75rem}}\n";

/* State of writing a page. */
typedef struct
{
  GString *out;
  const GPtrArray *blocks; /* LimenBlock; owned by the document */
  guint n_pictures;
  gboolean is_in_section;
} Page;

static void
append_text (GString *out, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append (out, escaped);
}

static void
append_element (GString *out, const char *name, const char *text)
{
  g_string_append_printf (out, "<%s>", name);
  append_text (out, text);
  g_string_append_printf (out, "</%s>\n", name);
}

/* Appends a heading, and opens the section that holds what follows. */
static void
append_heading (Page *self, const LimenBlock *block)
{
  if (block->level == 1)
    {
      if (self->is_in_section)
        g_string_append (self->out, "</section>\n");
      g_string_append (self->out, "<section>\n");
      self->is_in_section = TRUE;
    }
  append_element (self->out, block->level == 1 ? "h2" : "h3", block->text);
}

static void
append_notice (GString *out, const LimenBlock *block)
{
  g_string_append_printf (out, "<p class=\"notice %s\"><strong>%s</strong>",
                          limen_severity_get_name (block->severity),
                          limen_severity_get_title (block->severity));
  append_text (out, block->text);
  g_string_append (out, "</p>\n");
}

/* Appends text in which long words may break. */
static void
append_breakable (GString *out, const char *text)
{
  guint n = 0;

  for (const char *next; *text != '\0'; text = next)
    {
      g_autofree char *escaped = NULL;

      next = g_utf8_next_char (text);
      escaped = g_markup_escape_text (text, next - text);
      if (n == MAX_UNBROKEN && *text != ' ')
        {
          g_string_append (out, "<wbr/>");
          n = 0;
        }
      n = *text == ' ' ? 0 : n + 1;
      g_string_append (out, escaped);
    }
}

static void
append_cell (GString *out, const LimenDocumentTable *table, gsize column,
             const char *element, const char *scope, const char *text)
{
  g_string_append_printf (out, "<%s", element);
  if (limen_document_table_is_text (table, column))
    g_string_append (out, " class=\"l\"");
  if (scope != NULL)
    g_string_append_printf (out, " scope=\"%s\"", scope);
  g_string_append_c (out, '>');
  if (g_strcmp0 (scope, "col") == 0)
    append_breakable (out, text);
  else
    append_text (out, text);
  g_string_append_printf (out, "</%s>", element);
}

static void
append_head (GString *out, const LimenDocumentTable *table)
{
  g_string_append (out, "<thead><tr>");
  for (gsize j = 0; j < table->n_columns; j++)
    append_cell (out, table, j, "th", "col",
                 g_ptr_array_index (table->head, j));
  g_string_append (out, "</tr></thead>\n");
}

static void
append_row (GString *out, const LimenDocumentTable *table, gsize i)
{
  g_string_append (out, "<tr>");
  for (gsize j = 0; j < table->n_columns; j++)
    append_cell (out, table, j, j == 0 ? "th" : "td", j == 0 ? "row" : NULL,
                 limen_document_table_get (table, i, j));
  g_string_append (out, "</tr>\n");
}

static void
append_table (GString *out, const LimenDocumentTable *table)
{
  g_string_append (out, "<div class=\"table\"><table>\n");
  if (table->caption != NULL)
    append_element (out, "caption", table->caption);
  if (table->head->len > 0)
    append_head (out, table);
  g_string_append (out, "<tbody>\n");
  for (gsize i = 0; i < limen_document_table_get_n_rows (table); i++)
    append_row (out, table, i);
  g_string_append (out, "</tbody></table></div>\n");
}

/* Whether a block is a table beside the block before. */
static gboolean
is_beside (const Page *self, guint i)
{
  const LimenBlock *block
      = i < self->blocks->len ? g_ptr_array_index (self->blocks, i) : NULL;

  return block != NULL && block->kind == LIMEN_BLOCK_TABLE
         && block->table->is_beside;
}

/* Appends a table; tables side by side share a parent element. */
static void
append_table_block (Page *self, guint i)
{
  const LimenBlock *block = g_ptr_array_index (self->blocks, i);

  if (!is_beside (self, i) && is_beside (self, i + 1))
    g_string_append (self->out, "<div class=\"tables\">\n");
  append_table (self->out, block->table);
  if (is_beside (self, i) && !is_beside (self, i + 1))
    g_string_append (self->out, "</div>\n");
}

static gboolean
append_figure (Page *self, const LimenBlock *block, GError **error)
{
  g_string_append (self->out, "<figure><div>\n");
  for (guint i = 0; i < block->figure.n_panels; i++)
    {
      g_autofree char *prefix
          = g_strdup_printf ("p%u-", ++self->n_pictures);

      if (!limen_svg_text_append (self->out, &block->figure, i, prefix,
                                  block->text, error))
        return FALSE;
    }
  g_string_append (self->out, "</div>\n");
  append_element (self->out, "figcaption", block->text);
  g_string_append (self->out, "</figure>\n");
  return TRUE;
}

static gboolean
append_block (Page *self, guint i, GError **error)
{
  const LimenBlock *block = g_ptr_array_index (self->blocks, i);

  switch (block->kind)
    {
    case LIMEN_BLOCK_HEADING:
      append_heading (self, block);
      return TRUE;
    case LIMEN_BLOCK_NOTICE:
      append_notice (self->out, block);
      return TRUE;
    case LIMEN_BLOCK_TABLE:
      append_table_block (self, i);
      return TRUE;
    case LIMEN_BLOCK_FIGURE:
      return append_figure (self, block, error);
    case LIMEN_BLOCK_PARAGRAPH:
    default:
      append_element (self->out, "p", block->text);
      return TRUE;
    }
}

/* The language of the texts as an HTML language tag, such as "de" or "pt-BR": a
 * translation names it in its header, which is the translation of the empty
 * text. A new string. */
static char *
find_language (void)
{
  static const char empty[] = "", key[] = "\nLanguage: ";
  const char *start = strstr (gettext (empty), key);

  if (start == NULL)
    return g_strdup ("en");
  start += strlen (key);
  return g_strdelimit (g_strndup (start, strcspn (start, "\n.@")), "_", '-');
}

static void
append_top (GString *out, LimenDocument *document)
{
  g_autofree char *language = find_language ();

  g_string_append_printf (out,
                   "<!DOCTYPE html>\n"
                   "<html lang=\"%s\" xmlns=\"http://www.w3.org/1999/xhtml\">\n"
                   "<head>\n<meta charset=\"utf-8\"/>\n", language);
  g_string_append_printf (out,
                          "<meta http-equiv=\"Content-Security-Policy\" "
                          "content=\"%s\"/>\n",
                          policy);
  g_string_append (out,
                   "<meta name=\"viewport\" content=\"width=device-width, "
                   "initial-scale=1\"/>\n");
  g_string_append_printf (out, "<meta name=\"generator\" content=\"%s\"/>\n",
                          document->program);
  append_element (out, "title", document->title);
  g_string_append_printf (out, "<style>\n%s</style>\n</head>\n<body>\n",
                          style);
  g_string_append (out, "<header>\n");
  append_element (out, "h1", document->title);
  append_element (out, "p", document->subtitle);
  g_string_append (out, "</header>\n<main>\n");
}

/* Renders the document as one self-contained page, which is valid XML too; a
 * new string. NULL with an error if a figure could not be drawn. */
char *
limen_document_to_html (LimenDocument *self, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  Page page = { .out = out, .blocks = self->blocks };

  append_top (out, self);
  for (guint i = 0; i < self->blocks->len; i++)
    if (!append_block (&page, i, error))
      return NULL;
  if (page.is_in_section)
    g_string_append (out, "</section>\n");
  g_string_append_printf (out,
                          "</main>\n<footer>%s</footer>\n</body>\n</html>\n",
                          self->program);
  return g_strdup (out->str);
}
