/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "dataset.h"
#include "fuzz.h"
#include "record.h"
#include "support.h"

#define N_RECORD_FILES 40000
#define N_DATASET_FILES 2500
#define N_CLASS_FILES 4000
#define N_GOOD_FILES 1000

#define MAX_TOKENS 40

static const char *const tokens[]
    = { "\"", "\"", "\"\"", ",", ",", ",", "\n", "\n", "\r\n", "\r", "\r\r\n",
        " ", "\t", ";", "a", "0.5", "1", "1e-3", "-", "nan", "",
        "\357\273\277", "\303\244", "\377", "\342\200\256", "'", "\\" };

static GString *
make_text (void)
{
  GString *text = g_string_new (NULL);
  gint32 n = g_test_rand_int_range (0, MAX_TOKENS);

  for (gint32 i = 0; i < n; i++)
    g_string_append (text, fuzz_pick (tokens, G_N_ELEMENTS (tokens)));
  if (g_test_rand_int_range (0, 50) == 0)
    g_string_append_len (text, "\0,1\n", 4);
  return text;
}

static void
field_cb (gpointer user_data, guint column, const char *text, gsize length)
{
  GString *transcript = user_data;

  g_string_append_printf (transcript, "%u[", column);
  g_string_append_len (transcript, text, (gssize) length);
  g_string_append_c (transcript, ']');
}

static void
record_cb (gpointer user_data, const LimenRecord *record)
{
  g_string_append_printf (user_data,
                          " line %" G_GUINT64_FORMAT " byte %" G_GUINT64_FORMAT
                          " lines %" G_GUINT64_FORMAT " fields %u\n",
                          record->line, record->offset, record->n_lines,
                          record->n_fields);
}

/* All that the parser says of a text, fed in blocks. */
static char *
transcribe (const GString *text, char delimiter, gsize block)
{
  GString *transcript = g_string_new (NULL);
  g_autoptr (LimenRecordParser) parser
      = limen_record_parser_new ("f", delimiter, field_cb, record_cb, transcript);
  g_autoptr (GError) error = NULL;
  gboolean is_good = TRUE;

  for (gsize i = 0; i < text->len && is_good; i += block)
    is_good = limen_record_parser_feed (parser, text->str + i,
                                        MIN (block, text->len - i), &error);
  if (is_good)
    is_good = limen_record_parser_finish (parser, &error);
  g_string_append_printf (
      transcript, "%s, %" G_GUINT64_FORMAT " blank",
      is_good ? "good" : error->message,
      limen_record_parser_get_n_blank_lines (parser));
  return g_string_free (transcript, FALSE);
}

/* Whole lines are cut in place and others by libcsv, and fed byte by byte no
 * line is whole: every block size must make the same of a text. */
static void
test_blocks (void)
{
  for (guint i = 0; i < fuzz_get_n (N_RECORD_FILES); i++)
    {
      g_autoptr (GString) text = make_text ();
      char delimiter = g_test_rand_bit () ? ',' : LIMEN_DELIMITER_BLANKS;
      g_autofree char *bytewise = transcribe (text, delimiter, 1);
      g_autofree char *whole
          = transcribe (text, delimiter, MAX (text->len, 1));
      g_autofree char *blocks = transcribe (
          text, delimiter, (gsize) g_test_rand_int_range (2, 20));

      g_assert_cmpstr (whole, ==, bytewise);
      g_assert_cmpstr (blocks, ==, bytewise);
    }
}

static char *
describe (const char *path, gsize block_size)
{
  LimenReadOptions options
      = { .label_is_optional = TRUE, .block_size = block_size };

  return fuzz_describe (path, &options);
}

static GString *
make_table (void)
{
  static const char *const heads[]
      = { "label,prob\n", "y,score\r\n", "\"label\",\"p\"\n", "" };
  static const char *const labels[] = { "0", "1", "1", "0", "yes", " 1", "" };
  static const char *const scores[]
      = { "0.5", "0.25", ".75", "1", "1e-3", "\"0.5\"", "0,5", "x", "-2", "" };
  GString *text = g_string_new (fuzz_pick (heads, G_N_ELEMENTS (heads)));
  gint32 n = g_test_rand_int_range (0, 12);
  guint n_labels = g_test_rand_bit () ? 4 : G_N_ELEMENTS (labels);
  guint n_scores = g_test_rand_bit () ? 5 : G_N_ELEMENTS (scores);

  for (gint32 i = 0; i < n; i++)
    g_string_append_printf (text, "%s,%s%s", fuzz_pick (labels, n_labels),
                            fuzz_pick (scores, n_scores),
                            g_test_rand_bit () ? "\n" : "\r\n");
  if (n > 0 && g_test_rand_int_range (0, 4) == 0)
    g_string_insert (text, g_test_rand_int_range (0, (gint32) text->len + 1),
                     fuzz_pick (tokens, G_N_ELEMENTS (tokens)));
  return text;
}

static void
test_tables (void)
{
  for (guint i = 0; i < fuzz_get_n (N_DATASET_FILES); i++)
    {
      g_autoptr (GString) text
          = i % 4 == 0 ? make_text () : make_table ();
      g_autofree char *path
          = test_write_file ("table.csv", text->str, (gssize) text->len);
      g_autofree char *whole = describe (path, 0);
      g_autofree char *blocks
          = describe (path, (gsize) g_test_rand_int_range (1, 30));

      g_assert_cmpstr (whole, ==, blocks);
    }
}

/* Files of several classes: names that belong together or nearly so, and rows
 * of which most are good. */
static GString *
make_classes (void)
{
  static const char *const heads[]
      = { "y,prob_a,prob_b,prob_c", "label,p0,p1,p2", "y,a,b,c",
          "label_a,label_b,prob_a,prob_b", "\"y\",\"prob_a\",prob_b,prob_b",
          "y,logit.1,logit.01,logit.2", "y,,prob_b,prob_c",
          "label,guess,confidence,x", "target,prediction,variance,x" };
  static const char *const labels[]
      = { "a", "b", "c", "0", "1", "2", "0.5", "\"a\"", " b", "-1", "d", "NA",
          "" };
  static const char *const scores[]
      = { "0.25", "0.5", "1", "0", ".75", "1e-3", "\"0.5\"", "-2", "x", "",
          "75" };
  GString *text = g_string_new (fuzz_pick (heads, G_N_ELEMENTS (heads)));
  const char *end = g_test_rand_bit () ? "\n" : "\r\n";
  guint n_labels = g_test_rand_bit () ? 6 : G_N_ELEMENTS (labels);
  guint n_scores = g_test_rand_bit () ? 5 : G_N_ELEMENTS (scores);

  g_string_append (text, end);
  for (gint32 i = g_test_rand_int_range (0, 12); i > 0; i--)
    g_string_append_printf (
        text, "%s,%s,%s,%s%s", fuzz_pick (labels, n_labels),
        fuzz_pick (g_test_rand_bit () ? labels : scores, 6),
        fuzz_pick (scores, n_scores), fuzz_pick (scores, n_scores),
        g_test_rand_int_range (0, 20) == 0 ? "\n\n" : end);
  if (g_test_rand_int_range (0, 4) == 0)
    g_string_insert (text, g_test_rand_int_range (0, (gint32) text->len + 1),
                     fuzz_pick (tokens, G_N_ELEMENTS (tokens)));
  return text;
}

/* Options as somebody might say them, whether or not they fit. */
static void
draw_options (LimenReadOptions *options, char **columns)
{
  static char *const lists[]
      = { (char *) "2,3", (char *) "2,3,4", (char *) "3", (char *) "prob_a,b",
          (char *) "1,2", (char *) "1" };
  static char *ignored[] = { (char *) "-1", NULL };

  options->skip_bad_rows = g_test_rand_bit ();
  options->label_is_optional = g_test_rand_int_range (0, 3) == 0;
  options->skip_bad_cells = g_test_rand_bit ();
  options->has_task = g_test_rand_int_range (0, 3) == 0;
  options->task = (LimenTask) g_test_rand_int_range (0, 4);
  if (g_test_rand_int_range (0, 4) == 0)
    options->undo = (LimenUndo) g_test_rand_int_range (0, 4);
  if (g_test_rand_int_range (0, 3) == 0)
    options->ignored = ignored;
  if (g_test_rand_int_range (0, 6) == 0)
    options->predicted = (char *) "guess";
  if (g_test_rand_int_range (0, 6) == 0)
    options->variance = (char *) "variance";
  options->no_header = g_test_rand_int_range (0, 8) == 0;
  columns[0] = lists[g_test_rand_int_range (0, G_N_ELEMENTS (lists))];
  columns[2] = lists[g_test_rand_int_range (0, G_N_ELEMENTS (lists))];
  if (g_test_rand_int_range (0, 3) == 0)
    options->scores = &columns[0];
  if (g_test_rand_int_range (0, 3) == 0)
    options->labels = &columns[2];
}

static void
test_classes (void)
{
  guint n_good = 0;

  for (guint i = 0; i < fuzz_get_n (N_CLASS_FILES); i++)
    {
      g_autoptr (GString) text = make_classes ();
      g_autofree char *path
          = test_write_file ("classes.csv", text->str, (gssize) text->len);
      LimenReadOptions options = { 0 };
      char *columns[4] = { NULL };
      g_autofree char *whole = NULL, *blocks = NULL, *bytewise = NULL;

      draw_options (&options, columns);
      whole = fuzz_describe (path, &options);
      options.block_size = (gsize) g_test_rand_int_range (2, 200);
      options.n_threads
          = (guint) g_test_rand_int_range (1, FUZZ_MAX_THREADS + 1);
      blocks = fuzz_describe (path, &options);
      options.block_size = 1;
      bytewise = fuzz_describe (path, &options);
      g_assert_cmpstr (whole, ==, blocks);
      g_assert_cmpstr (whole, ==, bytewise);
      n_good += strstr (whole, "skipped") != NULL;
    }
  /* Not all are refused. */
  g_test_message ("%u good files", n_good);
  g_assert_cmpuint (n_good, >, fuzz_get_n (N_CLASS_FILES) / 20);
}

/* What was written is what is read, to the last bit, however it is written. */
static void
check_good_file (void)
{
  static const char delimiters[] = { ',', ';', '\t', '|' };
  char delimiter = delimiters[g_test_rand_int_range (0, 4)];
  const char *end = g_test_rand_bit () ? "\n" : "\r\n";
  gsize n = (gsize) g_test_rand_int_range (2, 60);
  g_autofree double *scores = g_new (double, n);
  g_autofree guint16 *labels = g_new (guint16, n);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenDataset) dataset = NULL;
  LimenReadOptions options = { 0 };
  const LimenPredictions *numbers;

  g_string_append_printf (text, "extra%cprobability%clabel%s", delimiter,
                          delimiter, end);
  for (gsize i = 0; i < n; i++)
    {
      char number[G_ASCII_DTOSTR_BUF_SIZE];
      const char *quote = g_test_rand_int_range (0, 3) == 0 ? "\"" : "";

      scores[i] = g_test_rand_double ();
      labels[i] = i < 2 ? (guint16) i : (guint16) g_test_rand_bit ();
      g_ascii_dtostr (number, sizeof number, scores[i]);
      g_string_append_printf (
          text, "%s%c%s%s%s%c%u%s",
          g_test_rand_bit () ? "\"a\"\"b\nc\"" : "plain", delimiter, quote,
          number, quote, delimiter, labels[i], end);
    }
  path = test_write_file ("good.csv", text->str, (gssize) text->len);
  dataset = limen_dataset_read (path, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  numbers = limen_dataset_get_predictions (dataset);
  g_assert_cmpuint (numbers->n_rows, ==, n);
  g_assert_cmpmem (numbers->scores[0], n * sizeof *scores, scores,
                   n * sizeof *scores);
  g_assert_cmpmem (numbers->labels, n * sizeof *labels, labels,
                   n * sizeof *labels);
}

static void
test_good_files (void)
{
  for (guint i = 0; i < fuzz_get_n (N_GOOD_FILES); i++)
    check_good_file ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reader/blocks", test_blocks);
  g_test_add_func ("/reader/tables", test_tables);
  g_test_add_func ("/reader/classes", test_classes);
  g_test_add_func ("/reader/good-files", test_good_files);
  return g_test_run ();
}
