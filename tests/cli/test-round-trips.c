/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "run.h"
#include "support.h"

/* Cutoffs chosen on one form of a two-class file and applied to other forms:
 * score columns, kinds, labels and row subsets. */

#define N_ROWS 120

/* The probability of "spam" of a model: never 0, 1/2 or 1, and exact in
 * decimals. */
static double
get_probability (guint row)
{
  return (2 * ((row * 37 + 5) % 64) + 1) / 128.;
}

/* The true class: the model is wrong in some rows. */
static gboolean
is_spam (guint row)
{
  return (get_probability (row) > 0.5) != (row % 7 == 3);
}

static const char *
name_class (gboolean is_positive)
{
  return is_positive ? "spam" : "ham";
}

static void
append_number (GString *text, double number)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (text, g_ascii_dtostr (digits, sizeof digits, number));
}

/* Appends a cell. i: row name; y, n, h: label as a name, as a number, always
 * "ham"; p, q: probability of "spam" and of "ham", P, Q: in percent; u, v:
 * logits whose difference is that of p; l: logit of p; d, c: predicted class
 * and its probability; e: decision at 0.875. */
static void
append_cell (GString *text, char what, guint row)
{
  double p = get_probability (row), offset = (row % 5) - 2.25;

  switch (what)
    {
    case 'i':
      g_string_append_printf (text, "mail-%u", row * row);
      break;
    case 'y':
      g_string_append (text, name_class (is_spam (row)));
      break;
    case 'n':
      g_string_append_c (text, is_spam (row) ? '1' : '0');
      break;
    case 'h':
      g_string_append (text, name_class (FALSE));
      break;
    case 'd':
      g_string_append (text, name_class (p > 0.5));
      break;
    case 'e':
      g_string_append (text, name_class (p >= 0.875));
      break;
    default:
      append_number (text, what == 'p'   ? p
                           : what == 'q' ? 1 - p
                           : what == 'P' ? 100 * p
                           : what == 'Q' ? 100 * (1 - p)
                           : what == 'c' ? MAX (p, 1 - p)
                           : what == 'l' ? log (p / (1 - p))
                           : what == 'u' ? offset
                                         : offset + log (p / (1 - p)));
    }
}

/* The rows of a file. */
typedef enum
{
  ALL_ROWS,
  FIRST_ROW,
  HAMS,  /* predicted as "ham" */
  SPAMS, /* predicted as "spam" */
} Rows;

static gboolean
has_row (Rows rows, guint row)
{
  switch (rows)
    {
    case FIRST_ROW:
      return row == 0;
    case HAMS:
      return get_probability (row) < 0.5;
    case SPAMS:
      return get_probability (row) > 0.5;
    default:
      return TRUE;
    }
}

/* Writes a file with columns such as "y=label p=prob_spam", each a kind of
 * cell and a name. */
static void
write_rows (const char *name, const char *columns, Rows rows)
{
  g_auto (GStrv) parts = g_strsplit (columns, " ", -1);
  guint n = g_strv_length (parts);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *path = NULL;

  for (guint k = 0; k < n; k++)
    g_string_append_printf (text, "%s%s", k > 0 ? "," : "", parts[k] + 2);
  for (guint row = 0; row < N_ROWS; row++)
    for (guint k = 0; k < n && has_row (rows, row); k++)
      {
        g_string_append_c (text, k > 0 ? ',' : '\n');
        append_cell (text, *parts[k], row);
      }
  g_string_append_c (text, '\n');
  path = test_write_file (name, text->str, (gssize) text->len);
}

/* The threshold of a class in "c.json"; NaN if the class is absent. */
static double
get_threshold (const char *class)
{
  g_autofree char *text = test_read_output ("c.json");
  g_autoptr (JsonNode) root = test_parse_json (text);
  JsonArray *cutoffs = json_object_get_array_member (
      json_node_get_object (root), "cutoffs");

  for (guint i = 0; i < json_array_get_length (cutoffs); i++)
    {
      JsonObject *cutoff = json_array_get_object_element (cutoffs, i);

      if (g_str_equal (json_object_get_string_member (cutoff, "class"),
                       class))
        return json_object_get_double_member (cutoff, "threshold");
    }
  return NAN;
}

/* The decision of the cutoffs in "c.json" on a row, as a cell of the output.
 */
static const char *
decide (guint row, gboolean is_logit)
{
  double p = get_probability (row);
  double spam = get_threshold ("spam"), ham = get_threshold ("ham");
  double one = get_threshold ("1");
  double sign = isnan (spam) && isnan (one) ? -1 : 1;
  double threshold = !isnan (one) ? one : isnan (spam) ? ham : spam;
  double score = is_logit ? sign * log (p / (1 - p)) : sign > 0 ? p : 1 - p;

  if (!isnan (spam) && !isnan (ham))
    return p / spam > (1 - p) / ham ? "\"spam\"" : "\"ham\"";
  g_assert_cmpfloat (fabs (score - threshold), >, 1e-6);
  return score >= threshold ? "1" : "0";
}

/* Checks that "d.csv" has these decisions for the rows. */
static void
check_decisions (Rows rows, gboolean is_logit)
{
  g_autofree char *text = test_read_output ("d.csv");
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n = 1;

  for (guint row = 0; row < N_ROWS; row++)
    if (has_row (rows, row))
      g_assert_cmpstr (strrchr (lines[n++], ',') + 1, ==,
                       decide (row, is_logit));
  g_assert_cmpstr (lines[n], ==, "");
}

/* A file that cutoffs are applied to. */
typedef struct
{
  const char *columns; /* NULL: end of the list */
  Rows rows;
  const char *options;
  const char *message; /* error; NULL: the file is decided */
} Applied;

typedef struct
{
  const char *columns, *options; /* where the cutoffs are chosen */
  const char *class, *task;      /* of the first cutoff */
  gboolean is_logit;
  Applied files[10];
} Trip;

static void
check_applied (const Applied *file, gboolean is_logit)
{
  g_autofree char *line = g_strdup_printf (
      "apply c.json rows.csv -o d.csv %s",
      file->options != NULL ? file->options : "");
  g_auto (TestRun) run = { 0 };

  g_test_message ("  %s", file->columns);
  write_rows ("rows.csv", file->columns, file->rows);
  run = test_run (line);
  if (file->message != NULL)
    {
      g_assert_cmpint (run.status, ==, 1);
      test_assert_contains (run.err, file->message);
      return;
    }
  if (run.status != 0)
    g_error ("%s", run.err);
  check_decisions (file->rows, is_logit);
}

static void
check_trip (const Trip *trip)
{
  g_autofree char *line = g_strdup_printf (
      "choose trained.csv --maximize accuracy --name c -o c.json %s",
      trip->options != NULL ? trip->options : "");
  g_auto (TestRun) chosen = { 0 };
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;
  JsonObject *cutoff;

  g_test_message ("%s", trip->columns);
  write_rows ("trained.csv", trip->columns, ALL_ROWS);
  chosen = test_run (line);
  if (chosen.status != 0)
    g_error ("%s", chosen.err);
  text = test_read_output ("c.json");
  root = test_parse_json (text);
  cutoff = json_array_get_object_element (
      json_object_get_array_member (json_node_get_object (root), "cutoffs"),
      0);
  g_assert_cmpstr (json_object_get_string_member (cutoff, "class"), ==,
                   trip->class);
  g_assert_cmpstr (json_object_get_string_member (cutoff, "task"), ==,
                   trip->task);
  for (guint i = 0; trip->files[i].columns != NULL; i++)
    check_applied (&trip->files[i], trip->is_logit);
}

static void
check_trips (const Trip *trips, gsize n)
{
  for (gsize i = 0; i < n; i++)
    check_trip (&trips[i]);
}

#define PAIR "y=label q=prob_ham p=prob_spam"
#define LOGITS "y=label u=logit_ham v=logit_spam"

/* A score column for each of two classes, in any order, with labels and
 * without. */
static void
test_pairs (void)
{
  static const Trip trips[] = {
    { PAIR, NULL, "spam", "binary", FALSE,
      { { PAIR, ALL_ROWS, NULL, NULL },
        { "p=prob_spam y=label q=prob_ham", ALL_ROWS, NULL, NULL },
        { "q=prob_ham p=prob_spam", ALL_ROWS, NULL, NULL },
        { "p=prob_spam i=id q=prob_ham", ALL_ROWS, NULL, NULL },
        { "p=spam q=ham", ALL_ROWS, NULL, NULL },
        { "q=prob_ham p=prob_spam", FIRST_ROW, NULL, NULL },
        { PAIR, FIRST_ROW, NULL, NULL },
        { PAIR, HAMS, NULL, NULL },
        { "i=id p=prob_spam", ALL_ROWS, NULL, NULL } } },
    { PAIR, "--positive ham", "ham", "binary", FALSE,
      { { PAIR, ALL_ROWS, NULL, NULL },
        { "p=prob_spam q=prob_ham y=label", ALL_ROWS, NULL, NULL },
        { "p=prob_spam q=prob_ham", ALL_ROWS, NULL, NULL } } },
    { PAIR, "--task multiclass", "ham", "multiclass", FALSE,
      { { PAIR, ALL_ROWS, NULL, NULL },
        { "p=prob_spam q=prob_ham", ALL_ROWS, NULL, NULL },
        { "q=prob_ham p=prob_spam", FIRST_ROW, NULL, NULL },
        { "p=prob_spam", ALL_ROWS, NULL, "a score column for each class" } } },
    { "y=label Q=prob_ham P=prob_spam", "--undo percent", "spam", "binary",
      FALSE,
      { { "y=label Q=prob_ham P=prob_spam", ALL_ROWS, NULL, NULL },
        { "P=prob_spam Q=prob_ham", ALL_ROWS, NULL, NULL },
        { PAIR, ALL_ROWS, "--undo none", NULL } } },
    { LOGITS, NULL, "spam", "binary", TRUE,
      { { LOGITS, ALL_ROWS, NULL, NULL },
        { "v=logit_spam y=label u=logit_ham", ALL_ROWS, NULL, NULL },
        { "u=logit_ham v=logit_spam", ALL_ROWS, NULL, NULL },
        { "v=logit_spam i=id u=logit_ham", ALL_ROWS, NULL, NULL },
        { "v=logit_spam u=logit_ham", FIRST_ROW, NULL, NULL },
        { LOGITS, SPAMS, NULL, NULL },
        { "i=id l=logit_spam", ALL_ROWS, NULL, NULL } } },
    { LOGITS, "--positive ham", "ham", "binary", TRUE,
      { { "v=logit_spam u=logit_ham", ALL_ROWS, NULL, NULL },
        { "u=logit_ham v=logit_spam y=label", ALL_ROWS, NULL, NULL } } },
    { "n=y u=logits_0 v=logits_1", NULL, "1", "binary", TRUE,
      { { "v=logits_1 u=logits_0 n=y", ALL_ROWS, NULL, NULL },
        { "v=logits_1 u=logits_0", ALL_ROWS, NULL, NULL } } },
  };

  check_trips (trips, G_N_ELEMENTS (trips));
}

/* Columns whose names do not tell their class: without labels their classes
 * are unknown. */
static void
test_unnamed_pairs (void)
{
  static const Trip trips[] = {
    { "y=label q=p1 p=p2",
      NULL,
      "spam",
      "binary",
      FALSE,
      { { "y=label q=p1 p=p2", ALL_ROWS, NULL, NULL },
        { "q=p1 p=p2", ALL_ROWS, NULL, "give --score COLUMN" },
        { "q=p1 p=p2", ALL_ROWS, "--score p2", NULL },
        { "p=p2 q=p1", ALL_ROWS, "--classes p1=ham --classes p2=spam",
          NULL } } },
    { "n=label q=p1 p=p2",
      "--classes p1=0 --classes p2=1",
      "1",
      "binary",
      FALSE,
      { { "q=p1 p=p2", ALL_ROWS, NULL, "--classes COLUMN=LABEL" },
        { "q=p1 p=p2", ALL_ROWS, "--score p1,p2", "--classes COLUMN=LABEL" },
        { "q=p1 p=p2", ALL_ROWS, "--classes p1=0 --classes p2=1", NULL } } },
    { "n=label q=probs_0 p=probs_1",
      NULL,
      "1",
      "binary",
      FALSE,
      { { "q=first p=second", ALL_ROWS, "--task binary --score first,second",
          "the positive label \"1\" does not occur; the score columns are "
          "named after \"first\" and \"second\"" } } },
  };

  check_trips (trips, G_N_ELEMENTS (trips));
}

#define TOP "y=label d=pred c=confidence"

/* The confidence of the predicted class must not be taken for the score of the
 * positive one. */
static void
test_confidence (void)
{
  static const Trip trips[] = {
    { TOP,
      NULL,
      "spam",
      "binary",
      FALSE,
      { { TOP, ALL_ROWS, NULL, NULL },
        { "c=confidence d=pred y=label", ALL_ROWS, NULL, NULL },
        { "c=confidence d=pred", ALL_ROWS, NULL, NULL },
        { "d=pred c=confidence", SPAMS, NULL, NULL },
        { "d=pred c=confidence", HAMS, NULL,
          "the score of the positive class, or that of the class in "
          "\"pred\": give --predicted none" },
        { "d=pred c=confidence", HAMS, "--predicted pred", NULL },
        { TOP, FIRST_ROW, NULL, "give --predicted none" },
        { TOP, FIRST_ROW, "--predicted pred", NULL },
        { "d=pred p=prob_spam", ALL_ROWS, NULL, NULL } } },
    { TOP,
      "--positive ham",
      "ham",
      "binary",
      FALSE,
      { { "c=confidence d=pred", ALL_ROWS, NULL, NULL },
        { "d=pred c=confidence", HAMS, NULL, NULL },
        { "d=pred c=confidence", SPAMS, NULL, "give --predicted none" } } },
    { "y=label e=pred p=prob",
      NULL,
      "spam",
      "binary",
      FALSE,
      { { "e=pred p=prob", ALL_ROWS, NULL, NULL },
        { "e=pred p=prob", FIRST_ROW, NULL, NULL },
        { "e=pred p=prob", HAMS, NULL, NULL },
        { "e=pred p=prob", SPAMS, NULL, NULL } } },
  };

  check_trips (trips, G_N_ELEMENTS (trips));
}

/* A file with a single label value is decided like any other. */
static void
test_single (void)
{
  static const Trip trips[] = {
    { "y=label p=prob", NULL, "spam", "binary", FALSE,
      { { "h=label p=prob", ALL_ROWS, NULL, NULL },
        { "h=label q=prob_ham p=prob_spam", ALL_ROWS, NULL, NULL },
        { "y=label p=prob", HAMS, NULL, NULL },
        { "y=label p=prob", FIRST_ROW, NULL, NULL },
        { "p=prob", ALL_ROWS, NULL, NULL },
        { PAIR, ALL_ROWS, NULL, NULL } } },
  };

  check_trips (trips, G_N_ELEMENTS (trips));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/round-trips/pairs", test_pairs);
  g_test_add_func ("/round-trips/unnamed-pairs", test_unnamed_pairs);
  g_test_add_func ("/round-trips/confidence", test_confidence);
  g_test_add_func ("/round-trips/single", test_single);
  return g_test_run ();
}
