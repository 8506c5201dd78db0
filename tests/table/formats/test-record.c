/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "record.h"
#include "support.h"
#include "table-error.h"

/* The output of a parser as one text: a line per record, "line@offset
 * [field|field]", then the blank lines or the error. */
typedef struct
{
  GString *out, *fields;
} Log;

static void
field_cb (gpointer user_data, guint column, const char *text, gsize length)
{
  Log *log = user_data;

  g_assert_nonnull (text);
  if (column > 0)
    g_string_append_c (log->fields, '|');
  g_string_append_len (log->fields, text, (gssize) length);
}

static void
record_cb (gpointer user_data, const LimenRecord *record)
{
  Log *log = user_data;

  g_string_append_printf (
      log->out, "%" G_GUINT64_FORMAT "@%" G_GUINT64_FORMAT "[%s]",
      record->line, record->offset, log->fields->str);
  if (record->n_lines > 1)
    g_string_append_printf (log->out, "+%" G_GUINT64_FORMAT,
                            record->n_lines - 1);
  g_string_truncate (log->fields, 0);
}

static char *
parse (const char *text, gsize length, gsize block)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GString) fields = g_string_new (NULL);
  Log log = { out, fields };
  g_autoptr (LimenRecordParser) parser
      = limen_record_parser_new ("f", ',', field_cb, record_cb, &log);
  g_autoptr (GError) error = NULL;
  gboolean is_good = TRUE;

  for (gsize i = 0; i < length && is_good; i += block)
    is_good = limen_record_parser_feed (parser, text + i,
                                        MIN (block, length - i), &error);
  if (is_good)
    is_good = limen_record_parser_finish (parser, &error);
  if (!is_good)
    g_string_append_printf (out, " %s", error->message);
  else if (limen_record_parser_get_n_blank_lines (parser) > 0)
    g_string_append_printf (out, " %" G_GUINT64_FORMAT " blank",
                            limen_record_parser_get_n_blank_lines (parser));
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static const struct
{
  const char *text;
  gsize length;
  const char *expected; /* the whole output, or its beginning */
} cases[] = {
#define CASE(text, expected) { text, sizeof (text) - 1, expected }
  CASE ("", ""),
  CASE ("a,b\n1,2\n", "1@0[a|b]2@4[1|2]"),
  CASE ("a,b\n1,2", "1@0[a|b]2@4[1|2]"),
  CASE ("a,b\r\n1,2\r\n", "1@0[a|b]2@5[1|2]"),
  CASE ("a,b\r1,2\r", "1@0[a|b]2@4[1|2]"),
  CASE ("a,b\r\r\n1,2", "1@0[a|b]3@6[1|2] 1 blank"),
  CASE ("\n\na\n\n\nb\n\n", "3@2[a]6@6[b] 5 blank"),
  CASE ("\r\n\r\na\r\n", "3@4[a] 2 blank"),
  CASE ("\357\273\277a,b\n", "1@3[a|b]"),
  CASE ("\357\273\277\"a\",b\n", "1@3[a|b]"),
  CASE ("\357\273\277", ""),
  CASE ("\357\273x,y\n", "1@0[\357\273x|y]"),
  CASE ("\357\357\273\277x\n", "1@0[\357\357\273\277x]"),
  CASE ("\357", "1@0[\357]"),
  CASE (" a , b \n", "1@0[ a | b ]"),
  CASE ("\"a\"\"b\",\"\"\n", "1@0[a\"b|]"),
  CASE ("\"a\nb\",c\nd,e\n", "1@0[a\nb|c]+13@8[d|e]"),
  CASE ("\"a\r\nb\",c\r\nd,e", "1@0[a\r\nb|c]+13@10[d|e]"),
  CASE ("\"a\n\n\nb\"\nc\n", "1@0[a\n\n\nb]+35@8[c]"),
  CASE (",\n,,\n", "1@0[|]2@2[||]"),
  CASE (" \n", "1@0[ ]"),
  CASE ("\"\"\n", "1@0[]"),
  CASE ("a,b\n1,\"2\n3,4\n", "1@0[a|b] f:2:2: a quote is opened here"),
  CASE ("a\n\"b\nc\",\"d\ne", "1@0[a] f:3:2: a quote is opened here"),
  CASE ("a,b\n1,2\"3\n", "1@0[a|b] f:2:2: there is a quote in the middle"),
  CASE ("a\n\"x\ny\" z\n", "1@0[a] f:2:1: there is a quote in the middle"),
  CASE ("a,b\n1,\"2\"3\n", "1@0[a|b] f:2:2: there is a quote in the middle"),
  CASE ("a,b\n1,2\0003\n", "1@0[a|b] f:2:2: a NUL byte"),
  CASE ("a\n\0", "1@0[a] f:2:1: a NUL byte"),
  CASE ("\0", " f:1:1: a NUL byte"),
#undef CASE
};

/* The records do not depend on the block size. */
static void
test_blocks (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *whole
          = parse (cases[i].text, cases[i].length, G_MAXINT);

      g_test_message ("case %u", i);
      if (strstr (cases[i].expected, " f:") != NULL)
        g_assert_true (g_str_has_prefix (whole, cases[i].expected));
      else
        g_assert_cmpstr (whole, ==, cases[i].expected);
      for (gsize block = 1; block < cases[i].length; block++)
        {
          g_autofree char *pieces
              = parse (cases[i].text, cases[i].length, block);

          g_assert_cmpstr (pieces, ==, whole);
        }
    }
}

static char *
parse_string (GString *text)
{
  return parse (text->str, text->len, 100000);
}

static void
append_many (GString *text, char c, gsize n)
{
  gsize length = text->len;

  g_string_set_size (text, length + n);
  memset (text->str + length, c, n);
}

static void
test_field_limit (void)
{
  for (int is_quoted = 0; is_quoted < 2; is_quoted++)
    for (int excess = 0; excess < 3; excess++)
      {
        g_autoptr (GString) text = g_string_new ("a\n1,");
        g_autofree char *log = NULL;

        if (is_quoted)
          g_string_append_c (text, '"');
        append_many (text, 'x',
                     excess == 2 ? 1 << 22
                                 : (gsize) (LIMEN_MAX_FIELD_BYTES + excess));
        g_string_append (text, is_quoted ? "\"\n" : "\n");
        log = parse_string (text);
        if (excess == 0)
          g_assert_cmpuint (strlen (log), >, LIMEN_MAX_FIELD_BYTES);
        else
          g_assert_true (g_str_has_prefix (
              log, "1@0[a] f:2:2: the field that begins here is longer"));
      }
}

static void
test_column_limit (void)
{
  for (guint excess = 0; excess < 2; excess++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *log = NULL;

      append_many (text, ',', LIMEN_MAX_COLUMNS - 1 + excess);
      g_string_append_c (text, '\n');
      log = parse_string (text);
      g_assert_cmpint (strstr (log, "f:1:10001: this line has more than")
                           != NULL,
                       ==, excess == 1);
    }
}

/* The line is refused before its end is read. */
static void
test_line_limit (void)
{
  for (guint excess = 0; excess < 2; excess++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *log = NULL;

      while (text->len + 60001 < LIMEN_MAX_LINE_BYTES)
        {
          append_many (text, 'x', 60000);
          g_string_append_c (text, ',');
        }
      append_many (text, 'y', LIMEN_MAX_LINE_BYTES - text->len - 1 + excess);
      g_string_append_c (text, '\n');
      if (excess > 0)
        g_string_append (text, "1,2\n");
      log = parse_string (text);
      g_assert_cmpint (strstr (log, "f:1:") != NULL, ==, excess == 1);
      g_assert_cmpint (strstr (log, "longer than 16 MB") != NULL, ==,
                       excess == 1);
    }
}

static void
stop_cb (gpointer user_data, const LimenRecord *record)
{
  LimenRecordParser **parser = user_data;

  g_assert_cmpuint (record->line, ==, 1);
  limen_record_parser_stop (*parser);
}

static void
ignore_cb (gpointer user_data, guint column, const char *text, gsize length)
{
}

static void
test_stop (void)
{
  g_autoptr (LimenRecordParser) parser = NULL;

  parser = limen_record_parser_new ("f", ',', ignore_cb, stop_cb, &parser);
  g_assert_true (limen_record_parser_feed (parser, "a\nb\nc\n", 6, NULL));
  g_assert_true (limen_record_parser_finish (parser, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record/blocks", test_blocks);
  g_test_add_func ("/record/field-limit", test_field_limit);
  g_test_add_func ("/record/column-limit", test_column_limit);
  g_test_add_func ("/record/line-limit", test_line_limit);
  g_test_add_func ("/record/stop", test_stop);
  return g_test_run ();
}
