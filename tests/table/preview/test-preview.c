/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "preview.h"
#include "question.h"
#include "support.h"
#include "table-error.h"

static LimenPreview *
read_text (const char *text, const LimenReadOptions *options)
{
  g_autofree char *path = test_write_file ("input.csv", text, -1);
  g_autoptr (GError) error = NULL;
  LimenPreview *preview = limen_preview_read (path, options, 3, NULL, &error);

  g_assert_no_error (error);
  return preview;
}

static void
append_keys (GString *out, const LimenPreview *preview, GArray *columns)
{
  for (guint i = 0; i < columns->len; i++)
    {
      int column = g_array_index (columns, int, i);

      g_assert_cmpint (column, <, preview->keys->len);
      g_string_append_printf (
          out, "%s%s", i > 0 ? "," : "",
          (char *) g_ptr_array_index (preview->keys, (guint) column));
    }
}

static void
append_key (GString *out, const LimenPreview *preview, char mark, int column)
{
  if (column >= 0)
    g_string_append_printf (
        out, " %c%s", mark,
        (char *) g_ptr_array_index (preview->keys, (guint) column));
}

/* The guess in one line: task, labels / scores, then the class of the score,
 * the weight and the group, each after a sign. */
static char *
describe (const LimenPreview *preview)
{
  GString *out = g_string_new (limen_task_get_name (preview->task));

  g_string_append_c (out, ' ');
  append_keys (out, preview, preview->labels);
  g_string_append_c (out, '/');
  append_keys (out, preview, preview->scores);
  append_key (out, preview, '=', preview->predicted);
  append_key (out, preview, '*', preview->weight);
  append_key (out, preview, '#', preview->group);
  return g_string_free (out, FALSE);
}

#define LABELS "label_a,label_b,label_c"
#define PROBS "prob_a,prob_b,prob_c"
#define PAIR "a,b,c\n0,0.1,0.2\n1,0.4,0.7\n"

static void
test_guess (void)
{
  static const struct
  {
    const char *text, *expected;
  } cases[] = {
    { "label,prob\n1,0.75\n0,0.5\n", "binary label/prob" },
    { "1,0.75\n0,0.5\n", "binary 1/2" },
    { "x,y,sample_weight,p\n1,1,2,0.75\n3,0,1,0.5\n",
      "binary y/p *sample_weight" },
    { "x,y,weight,p\n1,1,2,0.75\n3,0,1,0.5\n", "binary y/p" },
    { "label," PROBS "\na,0.5,0.25,0.25\nc,0.25,0.5,0.25\n",
      "multiclass label/" PROBS },
    { "a,b,kind\n0.5,0.5,b\n0.25,0.75,b\n0.5,0.5,a\n", "binary kind/a,b" },
    { LABELS "," PROBS "\n1,0,1,0.5,0.25,0.75\n0,0,0,0.25,0.5,0.25\n",
      "multilabel " LABELS "/" PROBS },
    { LABELS "," PROBS "\n0.5,0,0.5,0.5,0.25,0.25\n1,0,0,0.25,0.5,0.25\n",
      "multiclass " LABELS "/" PROBS },
    /* unclear files: the most likely reading */
    { "a,b\n0.5,0.25\n0.75,0.5\n", "binary /a" },
    { PAIR, "binary a/b" },
    { "x," PROBS "\nq,0.5,0.25,0.25\nr,0.25,0.5,0.25\n", "binary x/prob_a" },
    { "label,prob\n", "binary label/prob" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LimenPreview) preview = read_text (cases[i].text, NULL);
      g_autofree char *found = describe (preview);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

static void
test_given (void)
{
#define MULTI "label,p1,p2,p3\n1,0.5,0.25,0.25\n3,0.25,0.5,0.25\n"
  static const struct
  {
    const char *text, *labels, *scores, *predicted, *group;
    int task; /* -1 if not given */
    const char *expected;
  } cases[] = {
    { PAIR, NULL, "c", NULL, NULL, -1, "binary a/c" },
    { PAIR, "a", "b,c", NULL, NULL, -1, "binary a/b,c" },
    { PAIR, "a", "c,b", NULL, NULL, -1, "binary a/c,b" },
    { PAIR, "a,b", "c", NULL, NULL, -1, "multilabel a,b/c" },
    { PAIR, "a", "3", "b", NULL, -1, "multiclass a/c =b" },
    { PAIR, "c", "a", NULL, "b", -1, "binary c/a #b" },
    { MULTI, NULL, NULL, NULL, NULL, LIMEN_TASK_MULTICLASS,
      "multiclass label/p1,p2,p3" },
    { MULTI, NULL, NULL, NULL, NULL, LIMEN_TASK_BINARY, "binary label/" },
    { "label,prob\n1,0.75\n0,0.5\n", NULL, NULL, NULL, NULL,
      LIMEN_TASK_MULTICLASS, "multiclass label/prob" },
    { "a,b\n1,0\n0,1\n", "a,b", NULL, NULL, NULL, LIMEN_TASK_BINARY,
      "binary /" },
    /* a name alone does not turn something else into a weight */
    { "y,weights,p\n1,0.5,0.75\n0,1,0.5\n", NULL, "weights", NULL, NULL, -1,
      "binary y/weights" },
    { "y,weights,p\n1,0.5,0.75\n0,1,0.5\n", NULL, NULL, NULL, "weights", -1,
      "binary y/p #weights" },
    /* options that name missing columns are ignored */
    { PAIR, "a", "d", NULL, NULL, -1, "binary a/b" },
    { PAIR, "a", "b,9", NULL, NULL, -1, "binary a/b" },
    { PAIR, "d", "b", "e", "f", -1, "binary a/b" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LimenReadOptions) options = limen_read_options_new ();
      g_autoptr (LimenPreview) preview = NULL;
      g_autofree char *found = NULL;

      if (cases[i].labels != NULL)
        options->labels = g_strsplit (cases[i].labels, ";", -1);
      if (cases[i].scores != NULL)
        options->scores = g_strsplit (cases[i].scores, ";", -1);
      options->predicted = g_strdup (cases[i].predicted);
      options->group = g_strdup (cases[i].group);
      options->has_task = cases[i].task >= 0;
      options->task = options->has_task ? (LimenTask) cases[i].task : 0;
      preview = read_text (cases[i].text, options);
      found = describe (preview);
      g_test_message ("%u: %s", i, cases[i].text);
      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

/* The guess is repeated for the same rows with other options, without the
 * file. */
static void
test_guess_again (void)
{
  g_autoptr (LimenPreview) preview
      = read_text ("label,p,q\n0,0.5,0.25\n1,0.25,0.5\n", NULL);
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autofree char *before = describe (preview), *after = NULL;

  g_assert_cmpstr (before, ==, "binary label/p");
  g_assert_cmpuint (preview->classes->len, ==, 0);
  options->scores = g_strsplit ("q p", " ", -1);
  options->labels = g_strsplit ("label p", " ", -1);
  options->has_task = TRUE;
  options->task = LIMEN_TASK_MULTILABEL;
  limen_preview_guess (preview, options);
  after = describe (preview);
  g_assert_cmpstr (after, ==, "multilabel label,p/q,p");
  g_assert_cmpuint (preview->classes->len, ==, 0);
}

/* A weight inferred from its name can be declined. */
static void
test_no_weight (void)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (LimenPreview) preview
      = read_text ("y,weights,p\n1,0.5,0.75\n0,1,0.5\n", NULL);

  g_assert_cmpint (preview->weight, ==, 1);
  options->no_weight = TRUE;
  limen_preview_guess (preview, options);
  g_assert_cmpint (preview->weight, ==, -1);
  options->weight = g_strdup ("p");
  limen_preview_guess (preview, options);
  g_assert_cmpint (preview->weight, ==, 2);
}

/* Costs are never inferred. */
static void
test_costs (void)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (LimenPreview) preview
      = read_text ("y,cost,p\n1,5,0.75\n0,2,0.5\n", NULL);

  g_assert_cmpint (preview->fp_cost, ==, -1);
  g_assert_cmpint (preview->fn_cost, ==, -1);
  options->fn_cost = g_strdup ("cost");
  limen_preview_guess (preview, options);
  g_assert_cmpint (preview->fp_cost, ==, -1);
  g_assert_cmpint (preview->fn_cost, ==, 1);
}

/* Keys identify columns with empty or duplicate names. */
static void
test_keys (void)
{
  g_autoptr (LimenPreview) preview
      = read_text ("a,,label,a,p\n7,8,1,9,0.5\n6,5,0,4,0.25\n", NULL);
  static const char *const keys[] = { "1", "2", "label", "4", "p" };
  GStrv row = g_ptr_array_index (preview->rows, 1);

  g_assert_cmpuint (preview->keys->len, ==, G_N_ELEMENTS (keys));
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_assert_cmpstr (g_ptr_array_index (preview->keys, i), ==, keys[i]);
  g_assert_cmpuint (preview->rows->len, ==, 2);
  g_assert_cmpstr (row[3], ==, "4");
  g_assert_true (preview->has_header);
  g_assert_cmpint (preview->delimiter, ==, ',');
}

static void
test_check (void)
{
  g_autoptr (LimenPreview) preview = read_text (
      "label,prob_a,prob.a,prob_b\n0,0.5,0.25,0.25\n1,0.25,0.5,0.5\n", NULL);
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (GError) error = NULL;

  options->labels = g_strsplit ("label", " ", -1);
  options->scores = g_strsplit ("prob_a prob_b", " ", -1);
  g_assert_true (limen_preview_check (preview, options, &error));
  g_assert_no_error (error);
  g_strfreev (options->scores);
  options->scores = g_strsplit ("prob_a prob.a", " ", -1);
  g_assert_false (limen_preview_check (preview, options, &error));
  g_assert_cmpstr (error->message, ==,
                   "input.csv: two score columns are for class \"a\"");
}

#define MODELS                                                                \
  "id,target,a_prob,b_prob\n7,0,0.1,0.3\n4,1,0.6,0.7\n9,0,0.4,0.2\n"         \
  "2,1,0.8,0.9\n3,0,0.3,0.35\n8,1,0.7,0.6\n5,0,0.2,0.1\n1,1,0.9,0.8\n"      \
  "6,0,0.15,0.25\n11,1,0.65,0.75\n"
#define CONFIDENCE                                                            \
  "truth,pred,conf\nno,no,0.9\nyes,yes,0.8\nno,yes,0.6\nno,no,0.7\n"         \
  "yes,no,0.55\nyes,yes,0.95\nno,no,0.85\nyes,yes,0.75\nno,no,0.65\n"       \
  "yes,yes,0.9\n"

static const LimenPreviewReading *
get_reading (const LimenPreview *preview, guint i)
{
  g_assert_cmpuint (i, <, preview->readings->len);
  return g_ptr_array_index (preview->readings, i);
}

/* The reasons about a column; those against it have a "-". */
static char *
join_reasons (const LimenPreviewReading *reading, int column)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < reading->reasons->len; i++)
    {
      const LimenPreviewReason *reason
          = g_ptr_array_index (reading->reasons, i);

      if (reason->column == column)
        g_string_append_printf (out, "%s%s%s", out->len > 0 ? "; " : "",
                                reason->is_against ? "-" : "", reason->text);
    }
  return g_string_free (out, FALSE);
}

/* Readings are sorted, and have reasons. */
static void
test_readings (void)
{
  g_autoptr (LimenPreview) preview = read_text (MODELS, NULL);
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autofree char *why = NULL;
  const LimenPreviewReading *reading;

  g_assert_cmpuint (preview->readings->len, ==, 0);
  limen_preview_find_readings (preview, options);
  reading = get_reading (preview, 0);
  g_assert_cmpstr (reading->text, ==,
                   "binary: labels \"target\", scores \"a_prob\"");
  g_assert_cmpint (reading->task, ==, LIMEN_TASK_BINARY);
  g_assert_cmpint (g_array_index (reading->labels, int, 0), ==, 1);
  g_assert_cmpint (g_array_index (reading->scores, int, 0), ==, 2);
  g_assert_true (reading->is_likely && !reading->is_taken);
  why = join_reasons (reading, 2);
  g_assert_true (g_str_has_prefix (why, "it is named like scores; it has "
                                        "fractions from 0 to 1"));
  reading = get_reading (preview, 1);
  g_assert_cmpstr (reading->text, ==,
                   "binary: labels \"target\", scores \"b_prob\"");
  g_assert_true (reading->is_likely);
  g_assert_false (get_reading (preview, 2)->is_likely);
  g_assert_cmpstr (preview->doubt, ==,
                   "it is not clear which column holds the scores, \"a_prob\" "
                   "or \"b_prob\"");
}

/* Options about columns do not change the readings; a clear one is taken. */
static void
test_clear_readings (void)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (LimenPreview) preview = NULL;
  const LimenPreviewReading *reading;

  options->scores = g_strsplit ("conf", " ", -1);
  options->no_predicted = TRUE;
  preview = read_text (CONFIDENCE, options);
  g_assert_false (preview->is_confidence);
  limen_preview_find_readings (preview, options);
  g_assert_null (preview->doubt);
  reading = get_reading (preview, 0);
  g_assert_true (reading->is_taken && reading->is_likely);
  g_assert_true (reading->is_confidence);
  g_assert_cmpint (reading->task, ==, LIMEN_TASK_BINARY);
  g_assert_cmpint (reading->predicted, ==, 1);
  g_assert_false (get_reading (preview, 1)->is_taken);
  limen_preview_find_readings (preview, options);
  g_assert_true (get_reading (preview, 0)->is_taken);
}

/* Decisions take the place of the scores. */
static void
test_decision_readings (void)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (LimenPreview) preview = read_text (
      "y_true,y_pred\n1,1\n0,0\n1,0\n0,0\n1,1\n0,1\n1,1\n0,0\n1,1\n0,0\n",
      NULL);
  const LimenPreviewReading *reading;

  limen_preview_find_readings (preview, options);
  reading = get_reading (preview, 0);
  g_assert_true (reading->is_decision && reading->is_taken);
  g_assert_cmpint (g_array_index (reading->scores, int, 0), ==, 1);
  g_assert_cmpint (reading->predicted, ==, -1);
}

static void
assert_texts (GPtrArray *found, const char *expected)
{
  g_autoptr (GString) joined = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (joined, "%s%s", i > 0 ? "," : "",
                            (char *) found->pdata[i]);
  g_assert_cmpstr (joined->str, ==, expected);
}

/* The label of each score column. */
static void
test_classes (void)
{
  static const struct
  {
    const char *text, *classes;
    gboolean is_named, is_partly_named;
  } cases[] = {
    { "label,p_b,p_a\na,0.25,0.75\nb,0.5,0.5\n", "b,a", TRUE, FALSE },
    { "label,p_x,p_y\na,0.25,0.75\nb,0.5,0.5\n", "a,b", FALSE, FALSE },
    { "label,p_x,p_y,p_z\n0,0.25,0.5,0.25\n2,0.5,0.25,0.25\n", "0,1,2",
      FALSE, FALSE },
    { "label,p_x,p_y,p_z\n1,0.25,0.5,0.25\n3,0.5,0.25,0.25\n", "1,2,3",
      FALSE, FALSE },
    { "label,1,2,3\n0,0.25,0.5,0.25\n1,0.5,0.25,0.25\n2,0.5,0.25,0.25\n",
      "0,1,2", FALSE, TRUE },
    { "label,p_b,p_x,p_a\na,0.25,0.5,0.25\nb,0.5,0.25,0.25\n"
      "c,0.5,0.25,0.25\n",
      "b,c,a", FALSE, TRUE },
    { "label,prob\na,0.25\nb,0.75\n", "", FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LimenReadOptions) options = limen_read_options_new ();
      g_autoptr (LimenPreview) preview = read_text (cases[i].text, NULL);
      guint n = preview->names->len - 1;

      g_test_message ("%s", cases[i].text);
      options->labels = g_strsplit ("label", " ", -1);
      options->scores = g_new0 (char *, n + 1);
      for (guint k = 0; k < n; k++)
        options->scores[k]
            = g_strdup (g_ptr_array_index (preview->keys, k + 1));
      limen_preview_guess (preview, options);
      assert_texts (preview->classes, cases[i].classes);
      g_assert_cmpint (preview->is_named, ==, cases[i].is_named);
      g_assert_cmpint (preview->is_partly_named, ==,
                       cases[i].is_partly_named);
    }
}

static void
test_labels (void)
{
  g_autoptr (LimenPreview) preview
      = read_text ("label,p\nmaybe,0.5\nno,0.25\nyes,0.75\n"
                   "maybe,0.4\nNA,0.3\n",
                   NULL);
  g_autoptr (GPtrArray) labels = limen_preview_list_labels (preview, 0);
  g_autoptr (GPtrArray) ignored = limen_preview_suggest_ignored (preview, 0);
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (LimenPreview) two = NULL;

  assert_texts (labels, "maybe,no,yes");
  assert_texts (ignored, "maybe");
  two = read_text ("label,p\nno,0.5\nyes,0.25\n", NULL);
  none = limen_preview_suggest_ignored (two, 0);
  assert_texts (none, "");
}

static void
add_arguments (GPtrArray *arguments, const char *option, const char *value)
{
  g_ptr_array_add (arguments, g_strdup (option));
  g_ptr_array_add (arguments, g_strdup (value));
}

/* A suggestion is not part of the message: a command line, and all labels that
 * it ignores if it ignores more than the options do. */
static void
test_command (void)
{
  g_autoptr (GError) error = limen_table_error_new (
      LIMEN_TABLE_ERROR_DATA, "a b.csv: it has 3 labels\nand so on");
  g_autoptr (GError) plain
      = limen_table_error_new (LIMEN_TABLE_ERROR_DATA, "a b.csv: broken");
  g_autoptr (GError) copy = NULL;
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (GPtrArray) arguments = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *shortened
      = limen_question_shorten (error->message, "a b.csv");
  GStrv ignored;

  g_assert_cmpstr (shortened, ==, "it has 3 labels");
  g_assert_null (limen_table_error_get_command (error));
  options->ignored = g_strsplit ("not known", ",", -1);
  add_arguments (arguments, "--label", "y");
  limen_question_suggest (plain, "a b.csv", options, arguments);
  g_assert_null (limen_table_error_get_ignored (plain));
  add_arguments (arguments, "--ignore-label", "2");
  limen_question_suggest (error, "a b.csv", options, arguments);
  copy = g_error_copy (error);
  g_assert_cmpstr (limen_table_error_get_command (copy), ==,
                   "limen-cli report 'a b.csv' --ignore-label 'not known' "
                   "--label y --ignore-label 2");
  ignored = limen_table_error_get_ignored (copy);
  g_assert_cmpuint (g_strv_length (ignored), ==, 2);
  g_assert_cmpstr (ignored[0], ==, "not known");
  g_assert_cmpstr (ignored[1], ==, "2");
}

/* A score is not one of the numbered columns next to it. */
static void
test_numbered (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autoptr (GString) text = g_string_new ("label,prob");
  g_autoptr (LimenPreview) preview = NULL;

  for (int k = 0; k < 20; k++)
    g_string_append_printf (text, ",%d", k);
  for (int row = 0; row < 30; row++)
    {
      g_string_append_printf (text, "\n%d", row % 2);
      for (int k = 0; k < 21; k++)
        g_string_append_printf (text, ",%.2f", g_rand_double (random));
    }
  preview = read_text (text->str, NULL);
  g_assert_cmpint (preview->task, ==, LIMEN_TASK_BINARY);
  g_assert_cmpuint (preview->scores->len, ==, 1);
  g_assert_cmpint (g_array_index (preview->scores, int, 0), ==, 1);
}

/* A column for each of many classes is read quickly. */
static void
test_wide (void)
{
  g_autoptr (GString) text = g_string_new ("label");
  g_autoptr (LimenPreview) preview = NULL;
  gint64 start;

  for (int k = 0; k < 4000; k++)
    g_string_append_printf (text, ",label_%d,prob_%d", k, k);
  for (int row = 0; row < 3; row++)
    {
      g_string_append_printf (text, "\n%d", row);
      for (int k = 0; k < 4000; k++)
        g_string_append (text, ",1,0.25");
    }
  start = g_get_monotonic_time ();
  preview = read_text (text->str, NULL);
  g_test_message ("%.3f s", (double) (g_get_monotonic_time () - start)
                                / G_USEC_PER_SEC);
  g_assert_cmpint (preview->task, ==, LIMEN_TASK_MULTILABEL);
  g_assert_cmpuint (preview->labels->len, ==, 4000);
  g_assert_cmpuint (preview->scores->len, ==, 4000);
  g_assert_cmpint (g_array_index (preview->scores, int, 3999), ==, 8000);
}

/* So are many columns of which only the first row sums to one. */
static void
test_wide_sums (void)
{
  g_autoptr (GString) text = g_string_new ("label");
  g_autoptr (LimenPreview) preview = NULL;
  gint64 start;

  for (int k = 0; k < 4000; k++)
    g_string_append_printf (text, ",m%d%c", k, 'a' + k % 26);
  for (int row = 0; row < 8; row++)
    {
      g_string_append_printf (text, "\n%d", row % 2);
      for (int k = 0; k < 4000; k++)
        g_string_append_printf (text, ",%g",
                                row > 0     ? (k * 7 + row) % 100 / 100.
                                : k == 2000 ? 1.
                                            : 0.);
    }
  start = g_get_monotonic_time ();
  preview = read_text (text->str, NULL);
  g_test_message ("%.3f s", (double) (g_get_monotonic_time () - start)
                                / G_USEC_PER_SEC);
  g_assert_cmpint (g_array_index (preview->labels, int, 0), ==, 0);
}

/* So are many score columns next to as many with the labels' values. */
static void
test_wide_decisions (void)
{
  static const char *const names[] = { "c", "pred_c", "score_c" };
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autoptr (GString) text = g_string_new ("id");
  g_autoptr (LimenPreview) preview = NULL;
  gint64 start;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    for (int k = 0; k < 1000; k++)
      g_string_append_printf (text, ",%s%c%c%c", names[i], 'a' + k / 676,
                              'a' + k / 26 % 26, 'a' + k % 26);
  for (int row = 0; row < 40; row++)
    {
      g_string_append_printf (text, "\n%d", row);
      for (int k = 0; k < 2000; k++)
        g_string_append (text, g_rand_boolean (random) ? ",1" : ",0");
      for (int k = 0; k < 1000; k++)
        g_string_append_printf (text, ",%.2f", g_rand_double (random));
    }
  start = g_get_monotonic_time ();
  preview = read_text (text->str, NULL);
  g_test_message ("%.3f s", (double) (g_get_monotonic_time () - start)
                                / G_USEC_PER_SEC);
  g_assert_cmpuint (preview->scores->len, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/preview/guess", test_guess);
  g_test_add_func ("/preview/given", test_given);
  g_test_add_func ("/preview/guess-again", test_guess_again);
  g_test_add_func ("/preview/no-weight", test_no_weight);
  g_test_add_func ("/preview/costs", test_costs);
  g_test_add_func ("/preview/keys", test_keys);
  g_test_add_func ("/preview/check", test_check);
  g_test_add_func ("/preview/readings", test_readings);
  g_test_add_func ("/preview/clear-readings", test_clear_readings);
  g_test_add_func ("/preview/decision-readings", test_decision_readings);
  g_test_add_func ("/preview/classes", test_classes);
  g_test_add_func ("/preview/labels", test_labels);
  g_test_add_func ("/preview/command", test_command);
  g_test_add_func ("/preview/numbered", test_numbered);
  g_test_add_func ("/preview/wide", test_wide);
  g_test_add_func ("/preview/wide-sums", test_wide_sums);
  g_test_add_func ("/preview/wide-decisions", test_wide_decisions);
  return g_test_run ();
}
