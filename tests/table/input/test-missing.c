/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "dataset.h"
#include "missing.h"
#include "support.h"
#include "table-error.h"

static LimenDataset *
read_text (const char *text, const LimenReadOptions *options, GError **error)
{
  g_autofree char *path = test_write_file ("input.csv", text, -1);
  g_autoptr (LimenReadOptions) defaults = limen_read_options_new ();

  return limen_dataset_read (path, options != NULL ? options : defaults, NULL,
                             NULL, NULL, error);
}

static LimenDataset *
read_good (const char *text, const LimenReadOptions *options)
{
  g_autoptr (GError) error = NULL;
  LimenDataset *dataset = read_text (text, options, &error);

  g_assert_no_error (error);
  return dataset;
}

/* The task, and the classes with their numbers of rows. */
static char *
describe (LimenDataset *dataset)
{
  const LimenPredictions *numbers = limen_dataset_get_predictions (dataset);
  GString *out = g_string_new (limen_task_get_name (numbers->task));

  for (gsize k = 0; k < numbers->n_classes; k++)
    g_string_append_printf (
        out, " %s:%d", limen_dataset_get_class_name (dataset, k),
        (int) limen_dataset_get_class_rows (dataset, k));
  return g_string_free (out, FALSE);
}

static void
test_words (void)
{
  static const char *const missing[]
      = { "",     " \t", "NA",  "NaN", "nan",  "null", "None", "N/A",
          "#N/A", "?",   ".",   "NULL", "none", "n/a", "#NA",  "<NA>",
          "NaT",  " NA", "NA ", "\t?\t" };
  static const char *const present[]
      = { "0", "Na", "Nan", "No", "N", "-", "+", "none of them", "nano", "..",
          "0.", "NA1", "nullify", "N A" };

  for (guint i = 0; i < G_N_ELEMENTS (missing); i++)
    g_assert_true (limen_is_missing (missing[i], strlen (missing[i])));
  for (guint i = 0; i < G_N_ELEMENTS (present); i++)
    g_assert_false (limen_is_missing (present[i], strlen (present[i])));
}

/* A missing label is never a class, whatever the word and the order of the
 * rows: the file is refused with one message, and is read without these rows
 * if they are skipped. */
static void
test_any_order (void)
{
  static const char *const words[]
      = { "NA", "NaN", "null", "None", "N/A", "#N/A", "?", ".", "", " " };
  static const char *const rows[]
      = { "1,0.75", "%s,0.25", "0,0.5", "1,0.625", "%s,0.125" };
  LimenReadOptions skip = { .skip_bad_rows = TRUE };

  for (guint w = 0; w < G_N_ELEMENTS (words); w++)
    for (guint first = 0; first < G_N_ELEMENTS (rows); first++)
      {
        g_autoptr (GString) text = g_string_new ("label,prob\n");
        g_autoptr (GError) error = NULL;
        g_autoptr (LimenDataset) dataset = NULL;
        g_autofree char *found = NULL;

        for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
          {
            const char *row = rows[(first + i) % G_N_ELEMENTS (rows)];

            if (*row == '%')
              g_string_append (text, words[w]);
            g_string_append_printf (text, "%s\n",
                                    *row == '%' ? row + 2 : row);
          }
        g_assert_null (read_text (text->str, NULL, &error));
        g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_ROWS);
        g_assert_null (strchr (error->message, '\n'));
        g_assert_nonnull (strstr (error->message, "column \"label\": the label "
                                                  "is missing"));
        g_assert_nonnull (strstr (error->message, " in 2 rows, on lines "));
        dataset = read_good (text->str, &skip);
        found = describe (dataset);
        g_assert_cmpstr (found, ==, "binary 0:1 1:2");
        g_assert_cmpuint (limen_dataset_get_n_rejected (dataset), ==, 2);
      }
}

static void
test_messages (void)
{
  static const struct
  {
    const char *text, *message;
  } cases[] = {
    { "label,prob\nNA,0.5\n1,0.25\n",
      "input.csv:2:1: column \"label\": the label is missing (\"NA\") in 1 "
      "row" },
    { "label,prob\n1,0.5\n,0.5\n\nNA,0.5\nNA,0.5\n?,0.5\n",
      "input.csv:3:1: column \"label\": the label is missing in 4 rows, the "
      "first on lines 3, 5 and 6" },
    { "label,prob\n1,0.5\n0,NaN\n1,null\n",
      "input.csv:3:2: column \"prob\": the score is missing (\"NaN\") in 2 "
      "rows, on lines 3 and 4" },
    /* other problems are reported too, and each row once */
    { "label,prob\n1,0.5\n0,x\nNA,NA\n1,.\n",
      "input.csv:3:2: column \"prob\": \"x\" is not a number; write it like "
      "0.25 or -1.5e-3\n"
      "input.csv:4:2: column \"prob\": the score is missing (\"NA\") in 2 "
      "rows, on lines 4 and 5" },
    { "label,prob,weights\n1,0.5,NA\n0,0.25,1\n",
      "input.csv:2:3: column \"weights\": the weight is missing (\"NA\") in 1 "
      "row" },
    { "y,p_a,p_b\na,0.5,0.5\nb,,0.75\na,0.5,NA\n",
      "input.csv:3:2: column \"p_a\": the score is missing in 2 rows, on lines "
      "3 and 4" },
    { "y,pred,conf\na,a,0.5\nb,NA,0.75\nc,b,0.25\n",
      "input.csv:3:2: column \"pred\": the predicted class is missing "
      "(\"NA\") in 1 row" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *folder
          = g_strconcat (test_get_folder (), "/", NULL);
      g_autoptr (GString) message = NULL;

      g_test_message ("case %u", i);
      g_assert_null (read_text (cases[i].text, NULL, &error));
      g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_ROWS);
      message = g_string_new (error->message);
      g_string_replace (message, folder, "", 0);
      g_assert_cmpstr (message->str, ==, cases[i].message);
    }
}

/* Many rows without a label and many with other problems: both are counted,
 * and the message stays short. */
static void
test_many (void)
{
  g_autoptr (GString) text = g_string_new ("label,prob\n1,0.5\n0,0.25\n");
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;

  for (guint i = 0; i < 50000; i++)
    g_string_append (text, i % 2 == 0 ? "NA,0.5\n" : "1,x\n");
  g_assert_null (read_text (text->str, NULL, &error));
  lines = g_strsplit (error->message, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 22);
  g_assert_nonnull (strstr (lines[20], "(\"NA\") in 25,000 rows, the first on "
                                       "lines 4, 6 and 8"));
  g_assert_nonnull (strstr (lines[21], "50,000 rows cannot be used"));
}

/* Missing cells do not affect the roles of columns. */
static void
test_roles (void)
{
  static const struct
  {
    const char *text, *label, *score, *classes;
  } cases[] = {
    { "id,sick,model\n1,NA,0.5\n2,yes,0.25\n3,no,0.75\n4,yes,NA\n", "sick",
      "model", "binary no:1 yes:1" },
    { "sick,model\nyes,.\nno,0.5\nyes,0.75\n", "sick", "model",
      "binary no:1 yes:1" },
    { "sick;model\nyes;.\nno;0,5\nyes;0,75\n", "sick", "model",
      "binary no:1 yes:1" },
    { "NA,0.5\n1,0.25\n0,0.75\n", "1", "2", "binary 0:1 1:1" },
    { "?,0.5\nyes,0.25\nno,0.75\n", "1", "2", "binary no:1 yes:1" },
    { "y,pred,conf\nNA,a,0.5\na,b,0.75\nb,b,0.25\nc,c,0.75\n", "y", "conf",
      "multiclass a:1 b:1 c:1" },
    { "y,pred,conf\na,a,0.5\nNA,d,0.5\nb,b,0.25\n,e,1\nc,c,0.75\n", "y",
      "conf", "multiclass a:1 b:1 c:1" },
    /* nor does a cell that is not a number, in a column named like scores */
    { "y,pred,score\na,a,0.5\na,b,x\nb,b,0.25\nc,c,0.75\n", "y", "score",
      "multiclass a:1 b:1 c:1" },
    { "y,prediction,prob\na,a,.5\na,b,inf\nb,b,.25\nc,c,.75\n", "y", "prob",
      "multiclass a:1 b:1 c:1" },
    { "y,prob_a,prob_b\n?,0.5,0.5\na,0.25,0.75\nb,0.5,0.5\n", "y", "prob_b",
      "binary a:1 b:1" },
    { "y,prob_a,prob_b\na,,\na,,\na,0.25,0.75\nb,0.5,0.5\n", "y", "prob_b",
      "binary a:1 b:1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LimenReadOptions skip = { .skip_bad_rows = TRUE };
      g_autoptr (LimenDataset) dataset = NULL;
      g_autofree char *found = NULL;

      g_test_message ("case %u", i);
      dataset = read_good (cases[i].text, &skip);
      found = describe (dataset);
      g_assert_cmpstr (limen_dataset_get_label_column (dataset, 0), ==,
                       cases[i].label);
      g_assert_cmpstr (limen_dataset_get_score_column (dataset, 0), ==,
                       cases[i].score);
      g_assert_cmpstr (found, ==, cases[i].classes);
    }
}

/* A class may be called "none" if a column or the user names it. */
static void
test_named_classes (void)
{
  static const char *const texts[] = {
    "y,prob_none,prob_mild\nnone,0.75,0.25\nmild,0.5,0.5\nnone,0.5,0.5\n",
    "label,none,mild\nnone,0.75,0.25\nmild,0.5,0.5\nnone,0.5,0.5\n",
  };
  static const struct
  {
    const char *text;
    guint positive;
  } binary[] = {
    { "y,prob_none\nnone,0.75\nmild,0.5\nnone,0.5\n", 1 },
    { "y,none_score\nmild,0.75\nnone,0.5\nnone,0.5\n", 1 },
  };
  LimenReadOptions positive = { .positive = (char *) "none" };
  LimenReadOptions ignored
      = { .ignored = (char *[]){ (char *) "NA", NULL } };
  g_autoptr (LimenDataset) dataset = NULL, without = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *found = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (LimenDataset) classes = read_good (texts[i], NULL);
      g_autofree char *names = describe (classes);

      g_assert_cmpstr (names, ==, "binary mild:1 none:2");
    }
  for (guint i = 0; i < G_N_ELEMENTS (binary); i++)
    {
      g_autoptr (LimenDataset) classes = read_good (binary[i].text, NULL);
      g_autofree char *names = describe (classes);

      g_assert_cmpstr (names, ==, "binary mild:1 none:2");
      g_assert_cmpuint (limen_dataset_get_predictions (classes)->positive, ==,
                        binary[i].positive);
    }
  dataset = read_good ("y,p\nnone,0.75\nmild,0.5\nnone,0.5\n", &positive);
  found = describe (dataset);
  g_assert_cmpstr (found, ==, "binary mild:1 none:2");
  g_assert_null (read_text ("y,p\nnone,0.75\nmild,0.5\nNA,0.5\n", &positive,
                            &error));
  g_assert_nonnull (strstr (error->message, "(\"NA\") in 1 row"));
  /* an ignored label needs no value */
  without = read_good ("y,p\nNA,0.75\nb,0.5\na,0.5\n", &ignored);
  g_assert_cmpuint (limen_dataset_get_n_ignored (without), ==, 1);
  g_assert_cmpuint (limen_dataset_get_n_rejected (without), ==, 0);
}

/* Groups may be called NA; an empty cell is not a group. */
static void
test_groups (void)
{
  LimenReadOptions options
      = { .group = (char *) "g", .skip_bad_rows = TRUE };
  g_autoptr (LimenDataset) dataset
      = read_good ("y,p,g\n1,0.5,NA\n0,0.25,a\n1,0.75,\n", &options);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (limen_dataset_get_n_groups (dataset), ==, 2);
  g_assert_cmpstr (limen_dataset_get_group_name (dataset, 0), ==, "NA");
  g_assert_cmpuint (limen_dataset_get_n_rejected (dataset), ==, 1);
  options.skip_bad_rows = FALSE;
  g_assert_null (read_text ("y,p,g\n1,0.5,NA\n0,0.25,a\n1,0.75,\n", &options,
                            &error));
  g_assert_nonnull (strstr (error->message, ":4:3: column \"g\": the group is "
                                            "missing in 1 row"));
}

static void
test_regression (void)
{
  LimenReadOptions options
      = { .has_task = TRUE, .task = LIMEN_TASK_REGRESSION };
  g_autoptr (LimenDataset) dataset = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (read_text ("y,pred\nNA,2\n1,2\n?,3\n", &options, &error));
  g_assert_nonnull (strstr (error->message,
                            "input.csv:2:1: column \"y\": the label is missing "
                            "(\"NA\") in 2 rows, on lines 2 and 4"));
  options.skip_bad_rows = TRUE;
  dataset = read_good ("y,pred\nNA,2\n1,2\n?,3\n", &options);
  g_assert_cmpuint (limen_dataset_get_predictions (dataset)->n_rows, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/missing/words", test_words);
  g_test_add_func ("/missing/any-order", test_any_order);
  g_test_add_func ("/missing/messages", test_messages);
  g_test_add_func ("/missing/many", test_many);
  g_test_add_func ("/missing/roles", test_roles);
  g_test_add_func ("/missing/named-classes", test_named_classes);
  g_test_add_func ("/missing/groups", test_groups);
  g_test_add_func ("/missing/regression", test_regression);
  return g_test_run ();
}
