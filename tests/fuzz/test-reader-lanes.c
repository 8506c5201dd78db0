/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fuzz.h"
#include "record.h"
#include "support.h"

#define N_LANE_FILES 4000
#define N_FORM_FILES 6000

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
                              fuzz_pick (labels, is_plain ? 2 : n_labels),
                              fuzz_pick (scores, is_plain ? 2 : n_scores),
                              fuzz_pick (scores, is_plain ? 2 : n_scores),
                              fuzz_pick (groups, is_plain ? 2 : n_groups),
                              fuzz_pick (labels, is_plain ? 2 : n_labels),
                              fuzz_pick (extras, is_plain ? 1 : n_extras),
                              fuzz_pick (ends, is_plain ? 1 : n_ends));
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

  for (guint i = 0; i < fuzz_get_n (N_LANE_FILES); i++)
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
        options.unit
            = (char *) (options.group == NULL && g_test_rand_bit () ? "site"
                                                                    : "note");
      if (g_test_rand_bit ())
        options.ignored = ignored;
      options.scores = score;
      bytewise = fuzz_describe (path, &options);
      options.block_size = (gsize) g_test_rand_int_range (2, 200);
      options.n_threads
          = (guint) g_test_rand_int_range (1, FUZZ_MAX_THREADS + 1);
      lanes = fuzz_describe (path, &options);
      g_assert_cmpstr (lanes, ==, bytewise);
      n_good += strstr (lanes, "skipped") != NULL;
    }
  g_test_message ("%u good files", n_good);
  g_assert_cmpuint (n_good, >, fuzz_get_n (N_LANE_FILES) / 20);
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
                  : fuzz_pick (strange, G_N_ELEMENTS (strange));
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
  GString *text = g_string_new (fuzz_pick (tops, G_N_ELEMENTS (tops)));
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
          = { has_ids ? "row" : "0.25", fuzz_pick (labels, n_labels),
              pick_cell (form, !is_odd || g_test_rand_int_range (0, 6) > 0),
              g_test_rand_bit () ? "2" : "0.5" };

      if (g_test_rand_int_range (0, 30) == 0)
        cells[0] = g_test_rand_bit () ? "Total" : "sum:";
      for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
        {
          if (i > 0 && delimiter == LIMEN_DELIMITER_BLANKS)
            g_string_append (text, fuzz_pick (blanks, G_N_ELEMENTS (blanks)));
          else if (i > 0)
            g_string_append_c (text, delimiter);
          append_cell (text, cells[i], delimiter);
        }
      g_string_append (text, fuzz_pick (ends, n_ends));
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

  for (guint i = 0; i < fuzz_get_n (N_FORM_FILES); i++)
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
      bytewise = fuzz_describe (path, &options);
      options.block_size = (gsize) g_test_rand_int_range (2, 400);
      options.n_threads
          = (guint) g_test_rand_int_range (1, FUZZ_MAX_THREADS + 1);
      lanes = fuzz_describe (path, &options);
      g_assert_cmpstr (lanes, ==, bytewise);
      n_good += strstr (lanes, "skipped") != NULL;
    }
  g_test_message ("%u good files", n_good);
  g_assert_cmpuint (n_good, >, fuzz_get_n (N_FORM_FILES) / 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reader-lanes/lanes", test_lanes);
  g_test_add_func ("/reader-lanes/forms", test_forms);
  return g_test_run ();
}
