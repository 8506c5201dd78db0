#include <string.h>

#include "dataset.h"
#include "record.h"
#include "support.h"

/* Random files, made of what trips readers up. The seed is printed by GLib's
 * harness; --seed repeats a run, and -m slow makes SLOW_FACTOR times as
 * many. */

#define N_RECORD_FILES 40000
#define N_DATASET_FILES 2500
#define N_CLASS_FILES 4000
#define N_GOOD_FILES 1000
#define N_LANE_FILES 4000
#define N_FORM_FILES 6000
#define SLOW_FACTOR 100
#define MAX_TOKENS 40
#define MAX_THREADS 4

static const char *const tokens[]
    = { "\"", "\"", "\"\"", ",", ",", ",", "\n", "\n", "\r\n", "\r", "\r\r\n",
        " ", "\t", ";", "a", "0.5", "1", "1e-3", "-", "nan", "",
        "\357\273\277", "\303\244", "\377", "\342\200\256", "'", "\\" };

static guint
get_n (guint n)
{
  return g_test_slow () ? SLOW_FACTOR * n : n;
}

static const char *
pick (const char *const *texts, guint n)
{
  return texts[g_test_rand_int_range (0, (gint32) n)];
}

static GString *
make_text (void)
{
  GString *text = g_string_new (NULL);
  gint32 n = g_test_rand_int_range (0, MAX_TOKENS);

  for (gint32 i = 0; i < n; i++)
    g_string_append (text, pick (tokens, G_N_ELEMENTS (tokens)));
  if (g_test_rand_int_range (0, 50) == 0)
    g_string_append_len (text, "\0,1\n", 4);
  return text;
}

/* Records */

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
  for (guint i = 0; i < get_n (N_RECORD_FILES); i++)
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

/* Datasets */

static void
append_row (GString *text, LimenDataset *dataset, gsize i)
{
  const LimenPredictions *numbers = limen_dataset_get_predictions (dataset);

  g_string_append_printf (text, "\n%d",
                          (int) limen_dataset_find_line (dataset, i, NULL));
  g_string_append_printf (text, " %d",
                          numbers->labels != NULL ? numbers->labels[i] : -1);
  g_assert_true (numbers->labels == NULL
                 || numbers->labels[i] < numbers->n_classes
                 || numbers->labels[i] == LIMEN_UNKNOWN_LABEL);
  if (limen_dataset_has_label_texts (dataset))
    g_string_append_printf (text, "\"%s\"",
                            limen_dataset_get_label_text (dataset, i));
  if (numbers->predicted != NULL)
    g_string_append_printf (text, "~%d", numbers->predicted[i]);
  g_assert_true (numbers->predicted == NULL
                 || numbers->predicted[i] < numbers->n_classes);
  if (numbers->groups != NULL)
    g_string_append_printf (text, "@%d", (int) numbers->groups[i]);
  if (numbers->weights != NULL)
    g_string_append_printf (text, "*%a", numbers->weights[i]);
  for (gsize k = 0; k < numbers->n_scores; k++)
    {
      g_string_append_printf (text, ":%a", numbers->scores[k][i]);
      if (numbers->truths != NULL)
        g_string_append_printf (text, "=%d", numbers->truths[k][i]);
      if (numbers->targets != NULL)
        g_string_append_printf (text, "=%a", numbers->targets[k][i]);
    }
}

/* Those that cannot be decided. */
static void
append_skipped (GString *text, LimenDataset *dataset)
{
  for (gsize i = 0; i < limen_dataset_get_n_skipped (dataset); i++)
    {
      const LimenSkippedRow *row = limen_dataset_get_skipped (dataset, i);

      g_string_append_printf (text, "\n%d skipped before %d \"%s\"",
                              (int) row->line, (int) row->n_before,
                              limen_dataset_get_skipped_label (dataset, i));
    }
}

static void
append_findings (GString *text, LimenDataset *dataset)
{
  GPtrArray *findings = limen_dataset_get_findings (dataset);

  for (guint i = 0; i < findings->len; i++)
    {
      const LimenFinding *finding = g_ptr_array_index (findings, i);

      g_string_append_printf (text, "\n%s", finding->message);
    }
}

/* All that was read, or why it was not. */
static char *
describe_with (const char *path, const LimenReadOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenDataset) dataset
      = limen_dataset_read (path, options, NULL, NULL, NULL, &error);
  const LimenPredictions *numbers;
  GString *text;

  if (dataset == NULL)
    {
      /* A refusal always says what is wrong. */
      g_assert_nonnull (error);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return g_strdup (error->message);
    }
  numbers = limen_dataset_get_predictions (dataset);
  text = g_string_new (limen_dataset_get_sha256 (dataset));
  g_string_append_printf (text, " %s %s, %d skipped, %d ignored",
                          limen_task_get_name (numbers->task),
                          limen_kind_get_name (numbers->kind),
                          (int) limen_dataset_get_n_rejected (dataset),
                          (int) limen_dataset_get_n_ignored (dataset));
  append_findings (text, dataset);
  for (gsize k = 0; k < numbers->n_classes; k++)
    g_string_append_printf (text, " %s*%d",
                            limen_dataset_get_class_name (dataset, k),
                            (int) limen_dataset_get_class_rows (dataset, k));
  g_string_append_printf (text, ", %d labelled",
                          (int) limen_dataset_get_n_labelled (dataset));
  for (gsize i = 0; i < numbers->n_rows; i++)
    append_row (text, dataset, i);
  append_skipped (text, dataset);
  return g_string_free (text, FALSE);
}

static char *
describe (const char *path, gsize block_size)
{
  LimenReadOptions options
      = { .label_is_optional = TRUE, .block_size = block_size };

  return describe_with (path, &options);
}

static GString *
make_table (void)
{
  static const char *const heads[]
      = { "label,prob\n", "y,score\r\n", "\"label\",\"p\"\n", "" };
  static const char *const labels[] = { "0", "1", "1", "0", "yes", " 1", "" };
  static const char *const scores[]
      = { "0.5", "0.25", ".75", "1", "1e-3", "\"0.5\"", "0,5", "x", "-2", "" };
  GString *text = g_string_new (pick (heads, G_N_ELEMENTS (heads)));
  gint32 n = g_test_rand_int_range (0, 12);
  guint n_labels = g_test_rand_bit () ? 4 : G_N_ELEMENTS (labels);
  guint n_scores = g_test_rand_bit () ? 5 : G_N_ELEMENTS (scores);

  for (gint32 i = 0; i < n; i++)
    g_string_append_printf (text, "%s,%s%s", pick (labels, n_labels),
                            pick (scores, n_scores),
                            g_test_rand_bit () ? "\n" : "\r\n");
  if (n > 0 && g_test_rand_int_range (0, 4) == 0)
    g_string_insert (text,
                     g_test_rand_int_range (0, (gint32) text->len + 1),
                     pick (tokens, G_N_ELEMENTS (tokens)));
  return text;
}

static void
test_tables (void)
{
  for (guint i = 0; i < get_n (N_DATASET_FILES); i++)
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
  GString *text = g_string_new (pick (heads, G_N_ELEMENTS (heads)));
  const char *end = g_test_rand_bit () ? "\n" : "\r\n";
  guint n_labels = g_test_rand_bit () ? 6 : G_N_ELEMENTS (labels);
  guint n_scores = g_test_rand_bit () ? 5 : G_N_ELEMENTS (scores);

  g_string_append (text, end);
  for (gint32 i = g_test_rand_int_range (0, 12); i > 0; i--)
    g_string_append_printf (
        text, "%s,%s,%s,%s%s", pick (labels, n_labels),
        pick (g_test_rand_bit () ? labels : scores, 6),
        pick (scores, n_scores), pick (scores, n_scores),
        g_test_rand_int_range (0, 20) == 0 ? "\n\n" : end);
  if (g_test_rand_int_range (0, 4) == 0)
    g_string_insert (text, g_test_rand_int_range (0, (gint32) text->len + 1),
                     pick (tokens, G_N_ELEMENTS (tokens)));
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

  for (guint i = 0; i < get_n (N_CLASS_FILES); i++)
    {
      g_autoptr (GString) text = make_classes ();
      g_autofree char *path
          = test_write_file ("classes.csv", text->str, (gssize) text->len);
      LimenReadOptions options = { 0 };
      char *columns[4] = { NULL };
      g_autofree char *whole = NULL, *blocks = NULL, *bytewise = NULL;

      draw_options (&options, columns);
      whole = describe_with (path, &options);
      options.block_size = (gsize) g_test_rand_int_range (2, 200);
      options.n_threads = (guint) g_test_rand_int_range (1, MAX_THREADS + 1);
      blocks = describe_with (path, &options);
      options.block_size = 1;
      bytewise = describe_with (path, &options);
      g_assert_cmpstr (whole, ==, blocks);
      g_assert_cmpstr (whole, ==, bytewise);
      n_good += strstr (whole, "skipped") != NULL;
    }
  /* Not all are refused. */
  g_test_message ("%u good files", n_good);
  g_assert_cmpuint (n_good, >, get_n (N_CLASS_FILES) / 20);
}

static gboolean
is_strange (void)
{
  return g_test_rand_int_range (0, 6) == 0;
}

/* Mostly plain lines of a label, numbers, a group, a label that was predicted
 * and something that is not
 * used, with here and there what plain lines do not have. */
static GString *
make_lines (void)
{
  static const char *const labels[]
      = { "0", "1", "\"1\"", " 1", "1.0", "no", "maybe", "\"n\"\"o\"", "?",
          "" };
  static const char *const scores[]
      = { "0.5", "0.1234567890123456789", "\"0.25\"", " 0.75", "1e-3\t", "2",
          "+0.5", "-0", ".5", "5.", "1e400", "inf", "nan", "0x1", "1_0",
          "0,5", "\" 1\"", "1e", "1e-400", "0.5\r", "\"0.5\" ", "" };
  static const char *const groups[]
      = { "a", "b c", "\"a\"", "\"a,b\"", "\"a\nb\"", "\"a\"\"b\"", "a\"b",
          "a\rb", "c\"", "" };
  static const char *const extras[]
      = { "text", "\"text\"", "\"a,b\"", "\"two\nlines\"", "", "a\"b",
          "\"\"", "\"a\"\"b\"", "it's" };
  static const char *const ends[]
      = { "\n", "\n", "\r\n", "\n\n", "\r", "\r\r\n", ",\n", "\r\n" };
  GString *text = g_string_new ("label,prob,w,site,guess,note\n");
  /* How strange the file is, in each respect. */
  guint n_labels = is_strange () ? G_N_ELEMENTS (labels) : 4;
  guint n_scores = is_strange () ? G_N_ELEMENTS (scores) : 5;
  guint n_groups = is_strange () ? G_N_ELEMENTS (groups) : 4;
  guint n_extras = is_strange () ? G_N_ELEMENTS (extras) : 4;
  guint n_ends = is_strange () ? G_N_ELEMENTS (ends) : 4;

  for (gint32 n = g_test_rand_int_range (1, 40); n > 0; n--)
    {
      gboolean is_plain = g_test_rand_int_range (0, 4) > 0;

      g_string_append_printf (text, "%s,%s,%s,%s,%s,%s%s",
                              pick (labels, is_plain ? 2 : n_labels),
                              pick (scores, is_plain ? 2 : n_scores),
                              pick (scores, is_plain ? 2 : n_scores),
                              pick (groups, is_plain ? 2 : n_groups),
                              pick (labels, is_plain ? 2 : n_labels),
                              pick (extras, is_plain ? 1 : n_extras),
                              pick (ends, is_plain ? 1 : n_ends));
    }
  if (g_test_rand_int_range (0, 30) == 0)
    g_string_insert_len (text,
                         g_test_rand_int_range (0, (gint32) text->len + 1),
                         "\0", 1);
  if (g_test_rand_int_range (0, 4) == 0)
    g_string_truncate (text,
                       (gsize) g_test_rand_int_range (0, (gint32) text->len));
  return text;
}

/* Plain lines are read by several threads, and whatever is in doubt by libcsv,
 * which reads everything when blocks have one byte. */
static void
test_lanes (void)
{
  guint n_good = 0;

  for (guint i = 0; i < get_n (N_LANE_FILES); i++)
    {
      g_autoptr (GString) text = make_lines ();
      g_autofree char *path
          = test_write_file ("lines.csv", text->str, (gssize) text->len);
      LimenReadOptions options
          = { .block_size = 1,
              .n_threads = 1,
              .skip_bad_rows = g_test_rand_bit (),
              .label_is_optional = g_test_rand_bit (),
              .positive = g_test_rand_int_range (0, 3) == 0 ? (char *) "1"
                                                            : NULL,
              .group = g_test_rand_bit () ? (char *) "site" : NULL,
              .weight = g_test_rand_bit () ? (char *) "w" : NULL,
              .kind = LIMEN_KIND_PROBABILITY,
              .has_kind = g_test_rand_bit (),
              .undo = g_test_rand_int_range (0, 6) == 0
                          ? (LimenUndo) g_test_rand_int_range (0, 4)
                          : LIMEN_UNDO_NONE };
      g_autofree char *bytewise = NULL, *lanes = NULL;
      char *score[] = { (char *) "prob", NULL };
      char *ignored[] = { (char *) "1", NULL };

      if (g_test_rand_bit ())
        options.predicted = (char *) "guess";
      if (g_test_rand_bit ())
        options.ignored = ignored;
      options.scores = score;
      bytewise = describe_with (path, &options);
      options.block_size = (gsize) g_test_rand_int_range (2, 200);
      options.n_threads = (guint) g_test_rand_int_range (1, MAX_THREADS + 1);
      lanes = describe_with (path, &options);
      g_assert_cmpstr (lanes, ==, bytewise);
      n_good += strstr (lanes, "skipped") != NULL;
    }
  g_test_message ("%u good files", n_good);
  g_assert_cmpuint (n_good, >, get_n (N_LANE_FILES) / 20);
}

/* How the cells of a column of two numbers, or one, are written. */
typedef struct
{
  const char *good[4];
  gsize n_elements;
} Form;

static const Form forms[] = {
  { { "0.5", "0.25", "1", "0.125" }, 1 },
  { { "50%", "12.5%", "99.99%", "3%" }, 1 },
  { { "[0.5]", "[0.25]", "[1]", "[ 0.125 ]" }, 1 },
  { { "tensor(0.5)", "tensor(0.25)", "tensor(1.)",
      "tensor(0.125, device='cuda:0')" },
    1 },
  { { "1,234.5", "2,345.25", "12.5", "3,234,567.125" }, 1 },
  { { "1 234.5", "2 345", "12.5", "3 234 567.125" }, 1 },
  { { "1.234,5", "2.345,25", "12,5", "3.234.567,125" }, 1 },
  { { "0,5", "0,25", "1", "0,1259" }, 1 },
  { { "[0.5, 0.5]", "[0.25, 0.75]", "[1.0, 0.0]", "[0.125,0.875]" }, 2 },
  { { "[0.5 0.5]", "[0.25  0.75]", "[1. 0.]", "[0.125 0.875]" }, 2 },
  { { "tensor([0.5, 0.5])", "tensor([0.25, 0.75])", "tensor([1., 0.])",
      "tensor([0.125,0.875])" },
    2 },
  { { "[np.float64(0.5), np.float64(0.5)]",
      "[np.float64(0.25), np.float64(0.75)]",
      "[np.float64(1.0), np.float64(0.0)]",
      "[np.float64(0.125),np.float64(0.875)]" },
    2 },
  { { "0.5 0.5", "0.25  0.75", "1.0 0.0", "0.125 0.875" }, 2 },
  { { "0.5;0.5", "0.25;0.75", "1.0;0.0", "0.125; 0.875" }, 2 },
};

/* A cell, in quotes where the delimiter or chance asks for them. */
static void
append_cell (GString *text, const char *cell, char delimiter)
{
  gboolean needs_quotes
      = strchr (cell, delimiter) != NULL
        || (delimiter == LIMEN_DELIMITER_BLANKS && *cell == '\0');
  const char *quote = needs_quotes != (g_test_rand_int_range (0, 12) == 0)
                          ? "\""
                          : "";

  g_string_append_printf (text, "%s%s%s", quote, cell, quote);
}

static const char *
pick_cell (const Form *form, gboolean is_plain)
{
  static const char *const strange[]
      = { "", "NA", "nan", "x", "0.5", "[0.5]", "[0.5, 0.5, 0.5]", "[0.5,",
          "[0.5 x]", "50 %", "5e1%", "%", "1,23", "1,2345.5", "-inf",
          "[nan, 0.5]", "[inf, 0.5]", "[1e999, 0.5]", "[-0.5, +1.5]",
          "tensor(0.5, 0.5)", "0.5\t0.5", "[0.5\t0.5]", "[[0.5, 0.5]]",
          "(0.5,)", "(0.5, 0.5)", "  [0.5, 0.5] ", "1,234", "0.5 ", "Total",
          "0x1", "\"\"", "[0.5\n0.5]" };

  return is_plain ? form->good[g_test_rand_int_range (0, 4)]
                  : pick (strange, G_N_ELEMENTS (strange));
}

/* Lines above, a header or none, and rows of a label, scores in some form and
 * what is not used, which mostly all are of one form. */
static GString *
make_formed_lines (const Form *form, char delimiter)
{
  static const char *const tops[]
      = { "", "", "# a comment\n", "% two\n\n#lines \"here\n",
          "\357\273\277# marked\r\n" };
  static const char *const labels[]
      = { "0", "1", "1", "0", "[1]", "Total", "", "NA", "\"1\"", "\"1\"0" };
  static const char *const ends[]
      = { "\n", "\n", "\r\n", "\n\n", "\n# no row\n", "\n   \n" };
  static const char *const blanks[] = { " ", "  ", "\t", " \t " };
  GString *text = g_string_new (pick (tops, G_N_ELEMENTS (tops)));
  guint n_labels = is_strange () ? G_N_ELEMENTS (labels) : 4;
  guint n_ends = is_strange () ? G_N_ELEMENTS (ends) : 3;
  gboolean has_ids = g_test_rand_bit ();
  gboolean is_odd = g_test_rand_bit ();

  g_string_append_printf (text, "%s%s%clabel%cp%cw\n",
                          g_test_rand_int_range (0, 4) == 0 ? "#" : "",
                          has_ids ? "id" : "x", delimiter, delimiter,
                          delimiter);
  for (gint32 n = g_test_rand_int_range (1, 40); n > 0; n--)
    {
      const char *cells[4]
          = { has_ids ? "row" : "0.25", pick (labels, n_labels),
              pick_cell (form, !is_odd || g_test_rand_int_range (0, 6) > 0),
              g_test_rand_bit () ? "2" : "0.5" };

      if (g_test_rand_int_range (0, 30) == 0)
        cells[0] = g_test_rand_bit () ? "Total" : "sum:";
      for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
        {
          if (i > 0 && delimiter == LIMEN_DELIMITER_BLANKS)
            g_string_append (text, pick (blanks, G_N_ELEMENTS (blanks)));
          else if (i > 0)
            g_string_append_c (text, delimiter);
          append_cell (text, cells[i], delimiter);
        }
      g_string_append (text, pick (ends, n_ends));
    }
  return text;
}

/* What is around the numbers of cells is taken off by the threads that read
 * plain lines, and by the reader of all others; runs of blanks, and what stands
 * above the header, are nothing special to either. */
static void
test_forms (void)
{
  static const char delimiters[]
      = { ',', ';', '\t', '|', LIMEN_DELIMITER_BLANKS };
  guint n_good = 0;

  for (guint i = 0; i < get_n (N_FORM_FILES); i++)
    {
      const Form *form
          = &forms[g_test_rand_int_range (0, G_N_ELEMENTS (forms))];
      char delimiter = delimiters[g_test_rand_int_range (0, 5)];
      g_autoptr (GString) text = make_formed_lines (form, delimiter);
      g_autofree char *path
          = test_write_file ("forms.csv", text->str, (gssize) text->len);
      char *label[] = { (char *) "label", NULL };
      char *score[] = { (char *) "p", NULL };
      LimenReadOptions options
          = { .block_size = 1,
              .n_threads = 1,
              .labels = label,
              .scores = score,
              .delimiter = g_test_rand_bit () ? delimiter : '\0',
              .skip_bad_rows = g_test_rand_bit (),
              .label_is_optional = g_test_rand_bit (),
              .weight = g_test_rand_bit () ? (char *) "w" : NULL };
      g_autofree char *bytewise = NULL, *lanes = NULL;

      if (form->n_elements > 1 && g_test_rand_int_range (0, 4) > 0)
        score[0] = (char *) (g_test_rand_bit () ? "p[1]" : "p[0]");
      bytewise = describe_with (path, &options);
      options.block_size = (gsize) g_test_rand_int_range (2, 400);
      options.n_threads = (guint) g_test_rand_int_range (1, MAX_THREADS + 1);
      lanes = describe_with (path, &options);
      g_assert_cmpstr (lanes, ==, bytewise);
      n_good += strstr (lanes, "skipped") != NULL;
    }
  g_test_message ("%u good files", n_good);
  g_assert_cmpuint (n_good, >, get_n (N_FORM_FILES) / 10);
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
  for (guint i = 0; i < get_n (N_GOOD_FILES); i++)
    check_good_file ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fuzz/blocks", test_blocks);
  g_test_add_func ("/fuzz/tables", test_tables);
  g_test_add_func ("/fuzz/classes", test_classes);
  g_test_add_func ("/fuzz/lanes", test_lanes);
  g_test_add_func ("/fuzz/forms", test_forms);
  g_test_add_func ("/fuzz/good-files", test_good_files);
  return g_test_run ();
}
