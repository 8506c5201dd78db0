/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <string.h>

#include "file-type-private.h"
#include "message.h"

/* Number of lines, and of cells per line, in which "key=value" is looked
 * for. */
#define PAIR_LINES 10
#define MAX_CELLS 100
#define CELL_ENDS "\t,;| "

static gboolean
begins_any_case (const LimenHead *head, const char *word)
{
  gsize length = strlen (word);

  return head->length > length
         && g_ascii_strncasecmp (head->bytes, word, length) == 0;
}

static gboolean
contains_any_case (const LimenHead *head, const char *word)
{
  LimenHead rest = *head;

  for (; rest.length > strlen (word); rest.bytes++, rest.length--)
    if (begins_any_case (&rest, word))
      return TRUE;
  return FALSE;
}

/* Whether a page begins with a tag such as "<table", continued as no CSV cell
 * would be, and contains an inner tag. */
static gboolean
begins_with_tag (const LimenHead *head, const char *tag, const char *inner)
{
  gsize length = strlen (tag);

  return begins_any_case (head, tag) && head->length > length + 1
         && (g_ascii_isspace (head->bytes[length])
             || (head->bytes[length] == '>'
                 && strchr (CELL_ENDS, head->bytes[length + 1]) == NULL))
         && contains_any_case (head, inner);
}

static gboolean
is_html (const LimenHead *head)
{
  return begins_any_case (head, "<!doctype html")
         || begins_with_tag (head, "<html", "<head")
         || begins_with_tag (head, "<html", "<body")
         || begins_with_tag (head, "<html", "<table")
         || begins_with_tag (head, "<head", "<body")
         || begins_with_tag (head, "<table", "<tr");
}

static gboolean
find_html (const LimenHead *head, guint64 line, LimenFileType *type)
{
  if (!is_html (head))
    return FALSE;
  if (!contains_any_case (head, "<table"))
    return limen_file_type_take (
        type, "HTML, a web page", NULL,
        N_ ("was the page with a link to the file saved instead of the file? "
            "Get the file itself"),
        line);
  return limen_file_type_take (
      type, "HTML, a web page", "Python",
      LIMEN_PANDAS ("pd.read_html(\"predictions.html\")[0]"), line);
}

static gboolean
find_xml (const LimenHead *head, guint64 line, LimenFileType *type)
{
  gboolean is_pmml = begins_with_tag (head, "<PMML", "<");

  if (!is_pmml && !begins_any_case (head, "<?xml version"))
    return FALSE;
  if (is_pmml || limen_head_contains (head, "<PMML", 5))
    return limen_file_type_take (type, "PMML, a model and not its predictions",
                                 NULL,
                                 N_ ("predict with it, and write the true "
                                     "labels and the scores as CSV"),
                                 line);
  if (limen_head_contains (head, "Excel.Sheet", 11)
      || limen_head_contains (head, "<Workbook", 9))
    return limen_file_type_take (type, "a spreadsheet in XML", NULL,
                                 N_ ("write it as CSV, in Excel as "
                                     "\"CSV UTF-8\"; each row needs its "
                                     "true label and its score"),
                                 line);
  if (limen_head_contains (head, "<svg", 4))
    return limen_file_type_take (type, "an SVG picture", NULL, NULL, line);
  if (is_html (head) || contains_any_case (head, "<html"))
    return limen_file_type_take (
        type, "HTML, a web page", "Python",
        LIMEN_PANDAS ("pd.read_html(\"predictions.html\")[0]"), line);
  return limen_file_type_take (
      type, "XML", "Python", LIMEN_PANDAS ("pd.read_xml(\"predictions.xml\")"),
      line);
}

/* The head from its next non-blank line on. */
static LimenHead
skip_line (const LimenHead *head, guint64 *line)
{
  const char *end = memchr (head->bytes, '\n', head->length);
  LimenHead rest = *head;

  rest.bytes = end != NULL ? end + 1 : head->bytes + head->length;
  rest.length -= (gsize) (rest.bytes - head->bytes);
  ++*line;
  return limen_head_skip_blank (&rest, line);
}

/* Recognises ARFF: "@relation" and, on a later line, "@attribute", possibly
 * after comments. */
static gboolean
find_arff (const LimenHead *head, guint64 line, LimenFileType *type)
{
  LimenHead rest = *head;
  guint64 further;

  while (limen_head_begins (&rest, "%", 1))
    rest = skip_line (&rest, &line);
  if (!begins_any_case (&rest, "@relation") || !g_ascii_isspace (rest.bytes[9]))
    return FALSE;
  further = line;
  do
    rest = skip_line (&rest, &further);
  while (limen_head_begins (&rest, "%", 1));
  return begins_any_case (&rest, "@attribute")
         && g_ascii_isspace (rest.bytes[10])
         && limen_file_type_take (
             type, "ARFF", "Weka",
             "java weka.core.converters.CSVSaver -i predictions.arff "
             "-o predictions.csv",
             line);
}

/* Recognises the plain-text predictions that Weka prints, with or without a
 * title. Weka writes CSV under that title too. */
static gboolean
find_weka (const LimenHead *head, guint64 line, LimenFileType *type)
{
  LimenHead rest = *head;
  guint64 further = line;

  while (limen_head_begins (&rest, "===", 3))
    rest = skip_line (&rest, &further);
  return limen_head_begins (&rest, "inst#", 5) && rest.length > 5
         && (rest.bytes[5] == ' ' || rest.bytes[5] == '\t')
         && limen_file_type_take (
             type, "the plain text that Weka prints", NULL,
             N_ ("write it as CSV, in Weka: -classifications "
                 "\"weka.classifiers.evaluation.output.prediction.CSV "
                 "-file predictions.csv\"; in its Explorer, More "
                 "options, Output predictions, CSV; each row needs its "
                 "true label and its score"),
             line);
}

/* Recognises a Markdown table: a header above a line of dashes and bars,
 * "|---|:--:|". */
static gboolean
find_markdown_table (const LimenHead *head, guint64 line, LimenFileType *type)
{
  g_autofree char *rule = NULL;
  const char *end;
  LimenHead rest;

  if (head->length == 0)
    return FALSE;
  end = memchr (head->bytes, '\n', head->length);
  if (end == NULL || memchr (head->bytes, '|', (gsize) (end - head->bytes))
                         == NULL)
    return FALSE;
  rest = skip_line (head, &line);
  end = rest.length > 0 ? memchr (rest.bytes, '\n', rest.length) : NULL;
  if (end == NULL)
    return FALSE;
  rule = g_strstrip (g_strndup (rest.bytes, (gsize) (end - rest.bytes)));
  return strstr (rule, "--") != NULL && strchr (rule, '|') != NULL
         && rule[strspn (rule, "|:- \t")] == '\0'
         && limen_file_type_take (
             type, "a table in Markdown", NULL,
             N_ ("remove the line of dashes, and it can be read"), line);
}

static gsize
count_key_chars (const char *cell, gsize length)
{
  gsize n = 0;

  while (n < length
         && (g_ascii_isalpha (cell[n]) || cell[n] == '_'
             || (n > 0 && (g_ascii_isdigit (cell[n]) || cell[n] == '-'
                           || cell[n] == '.'))))
    n++;
  return n;
}

/* The keys in a line of cells such as "score=0.9", separated by commas, with
 * "id" for one cell without a key. NULL if there are fewer than two keys, or
 * more cells without one. A new string. */
static char *
list_keys (const char *line, gsize length)
{
  g_autoptr (GString) keys = g_string_new (NULL);
  g_autofree char *copy = g_strndup (line, length);
  g_auto (GStrv) cells = g_strsplit_set (copy, CELL_ENDS "\r", MAX_CELLS);
  guint n_keys = 0, n_others = 0;

  for (guint i = 0; cells[i] != NULL; i++)
    {
      gsize n = count_key_chars (cells[i], strlen (cells[i]));
      gboolean is_pair = n > 0 && cells[i][n] == '=';

      if (*cells[i] == '\0')
        continue;
      g_string_append (keys, keys->len > 0 ? "," : "");
      g_string_append_len (keys, is_pair ? cells[i] : "id",
                           is_pair ? (gssize) n : 2);
      n_keys += is_pair;
      n_others += !is_pair;
    }
  return n_keys >= 2 && n_others <= 1 ? g_strdup (keys->str) : NULL;
}

/* Recognises cells that name their column, as in TREC files: the first lines,
 * at least two, have the same keys. */
static gboolean
find_pairs (const LimenHead *head, guint64 line, LimenFileType *type)
{
  LimenHead rest = *head;
  g_autofree char *first = NULL, *command = NULL;
  guint64 further = line;
  guint n = 0;

  for (; n < PAIR_LINES && rest.length > 0; n++)
    {
      const char *end = memchr (rest.bytes, '\n', rest.length);
      g_autofree char *keys = NULL;

      if (end == NULL && !head->is_whole)
        break;
      keys = list_keys (rest.bytes, end != NULL ? (gsize) (end - rest.bytes)
                                                : rest.length);
      if (keys == NULL || (first != NULL && !g_str_equal (keys, first)))
        return FALSE;
      if (first == NULL)
        first = g_steal_pointer (&keys);
      rest = skip_line (&rest, &further);
    }
  if (n < 2)
    return FALSE;
  type->name = N_ ("text with cells of the form key=value");
  type->line = line;
  command = g_strdup_printf (
      "(echo %s; sed -E 's/[^[:blank:],;]+=//g; s/[[:blank:]]+/,/g' "
      "predictions.txt) > predictions.csv",
      first);
  /* Translators: a command */
  type->remedy = limen_message_part ("write the keys once, as the names of "
                                     "the columns, and the values alone: %s",
                                     command);
  return TRUE;
}

/* Recognises formats that are text. */
gboolean
limen_file_type_find_text (const LimenHead *head, LimenFileType *type)
{
  static gboolean (*const finders[]) (const LimenHead *, guint64,
                                      LimenFileType *)
      = { find_html, find_xml,   find_arff,
          find_weka, find_pairs, find_markdown_table };
  guint64 line = 1;
  LimenHead start = limen_head_skip_blank (head, &line);

  for (guint i = 0; i < G_N_ELEMENTS (finders); i++)
    if (finders[i](&start, line, type))
      return TRUE;
  return FALSE;
}
