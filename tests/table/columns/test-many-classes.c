/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "class-cases.h"
#include "dataset.h"
#include "table-error.h"

/* A file with this many classes and two rows, the second with the last
 * class. */
static char *
make_wide (guint n_classes)
{
  GString *text = g_string_new ("label");

  for (guint k = 0; k < n_classes; k++)
    g_string_append_printf (text, ",prob_c%u", k);
  for (guint row = 0; row < 2; row++)
    {
      g_string_append_printf (text, "\nc%u", row * (n_classes - 1));
      for (guint k = 0; k < n_classes; k++)
        g_string_append_printf (text, ",%u.5e-3", k % 7);
    }
  g_string_append_c (text, '\n');
  return g_string_free (text, FALSE);
}

static void
test_many_classes (void)
{
  for (gsize block_size = 0; block_size < 2; block_size++)
    {
      g_autofree char *most = make_wide (1000), *more = make_wide (1001);
      g_autofree char *many = make_wide (6000);
      g_autoptr (GError) error = NULL;
      g_autoptr (LimenDataset) dataset
          = class_case_read (most, "", block_size, &error);
      const LimenPredictions *numbers
          = limen_dataset_get_predictions (dataset);

      g_assert_no_error (error);
      g_assert_cmpuint (numbers->n_classes, ==, 1000);
      g_assert_cmpuint (numbers->n_scores, ==, 1000);
      g_assert_cmpuint (numbers->labels[0], ==, 0);
      g_assert_cmpuint (numbers->labels[1], ==, 999);
      for (gsize k = 0; k < 1000; k++)
        {
          g_autofree char *name = g_strdup_printf ("c%u", (guint) k);

          g_assert_cmpstr (limen_dataset_get_class_name (dataset, k), ==,
                           name);
          g_assert_cmpfloat (numbers->scores[k][1], ==,
                             ((double) (k % 7) + 0.5) / 1000);
        }
      g_assert_null (class_case_read (more, "", block_size, &error));
      g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_OPTIONS);
      g_assert_nonnull (
          strstr (error->message,
                  "input.csv: 1001 score columns; the limit is 1000 classes"));
      g_clear_error (&error);
      g_assert_null (class_case_read (many, "", block_size, &error));
      g_assert_nonnull (
          strstr (error->message,
                  "input.csv: 6000 score columns; the limit is 1000 classes"));
    }
}

/* Rows sorted by label, from `first` on, so many of each that the head of the
 * file does not show the first number. */
static char *
make_sorted (guint first, guint n_labels)
{
  GString *text = g_string_new ("y,p_cat,p_dog,p_eel\n");

  for (guint label = first; label < first + n_labels; label++)
    for (guint i = 0; i < 1200; i++)
      g_string_append_printf (text, "%u,0.5,0.25,0.25\n", label);
  return g_string_free (text, FALSE);
}

static void
test_sorted_rows (void)
{
  static const struct
  {
    guint first, n_labels;
    const char *expected; /* beginning of the expected description */
  } cases[] = {
    { 0, 3, "multiclass probability cat:1200,dog:1200,eel:1200 0=" },
    { 1, 3, "multiclass probability cat:1200,dog:1200,eel:1200 0=" },
    { 2, 2, "multiclass probability cat:0,dog:1200,eel:1200 1=" },
    { 1, 2, "multiclass probability cat:0,dog:1200,eel:1200 1=" },
    { 1, 1, "multiclass probability cat:0,dog:1200,eel:0 1=" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text
          = make_sorted (cases[i].first, cases[i].n_labels);
      g_autoptr (LimenDataset) dataset
          = class_case_read_good (text, "score=p_cat,p_dog,p_eel");
      g_autofree char *found = class_case_describe (dataset);

      g_test_message ("case %u: %.80s", i, found);
      g_assert_true (g_str_has_prefix (found, cases[i].expected));
      g_assert_nonnull (class_case_find_finding (dataset, "classes-by-order"));
    }
}

/* Many rows with label 1, and other rows far down, between the places that are
 * sampled. */
static char *
make_surprising (const char *row)
{
  const guint n_rows = 32000;
  GString *text = g_string_new ("y,p_cat,p_dog,p_eel\n");

  for (guint i = 0; i < n_rows; i++)
    g_string_append_printf (text, "1,0.5,0.25,0.25\n%s",
                            i == n_rows / 64 * 21 ? row : "");
  return g_string_free (text, FALSE);
}

/* Labels far down that are not column numbers. */
static void
test_sorted_refused (void)
{
  static const struct
  {
    const char *row, *message;
  } cases[] = {
    { "x,1,0,0\n", "column \"y\": label \"x\" is not the number of a score "
                   "column; the numbers go from 0 to 2" },
    { "4,1,0,0\n", "label \"4\" is not the number of a score column" },
    { "0,1,0,0\n3,1,0,0\n", "label \"3\" is not the number of a score column; "
                            "the numbers go from 0 to 2" },
    { "3,1,0,0\n4,1,0,0\n", "label \"4\" is not the number of a score column; "
                            "the numbers go from 1 to 3" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = make_surprising (cases[i].row);
      g_autoptr (GError) error = NULL;

      g_assert_null (
          class_case_read (text, "score=p_cat,p_dog,p_eel", 0, &error));
      g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_OPTIONS);
      if (strstr (error->message, cases[i].message) == NULL)
        g_error ("\"%s\" has no \"%s\"", error->message, cases[i].message);
    }
}

/* A top-label file with more classes than the limit. */
static void
test_many_labels (void)
{
  g_autoptr (GString) text = g_string_new ("y,guess,p\n");
  g_autoptr (LimenDataset) dataset = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (text, "%u,%u,0.5\n", i, 999 - i);
  dataset = class_case_read_good (text->str, "label=y predicted=guess");
  g_assert_cmpuint (limen_dataset_get_predictions (dataset)->n_classes, ==,
                    1000);
  g_string_append (text, "7,x,0.5\n");
  g_assert_null (
      class_case_read (text->str, "label=y predicted=guess", 0, &error));
  g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_ROWS);
  g_assert_nonnull (strstr (error->message,
                            "input.csv:1002:2: column \"guess\": more than "
                            "1000 labels, which is the limit; the first "
                            "beyond it is \"x\"; is this the right column?"));
}

/* So many classes that most rows have a different label; columns are named
 * after them. */
static void
test_few_rows_each (void)
{
  static const char *const before[] = { "", "c" };
  const guint n_classes = 60, n_rows = 90;

  for (guint i = 0; i < G_N_ELEMENTS (before); i++)
    {
      g_autoptr (GString) text = g_string_new ("label");
      g_autoptr (LimenDataset) dataset = NULL;

      for (guint k = 0; k < n_classes; k++)
        g_string_append_printf (text, ",prob_%s%u", before[i], k);
      for (guint row = 0; row < n_rows; row++)
        {
          g_string_append_printf (text, "\n%s%u", before[i],
                                  row * 7 % n_classes);
          for (guint k = 0; k < n_classes; k++)
            g_string_append (text, k == row % 9 ? ",0.4875"
                                   : k == 10    ? ",0.5125"
                                                : ",0");
        }
      dataset = class_case_read_good (text->str, "");
      g_assert_cmpint (limen_dataset_get_predictions (dataset)->task, ==,
                       LIMEN_TASK_MULTICLASS);
      g_assert_cmpstr (limen_dataset_get_label_column (dataset, 0), ==,
                       "label");
      g_assert_cmpuint (limen_dataset_get_predictions (dataset)->n_scores, ==,
                        n_classes);
    }
}

/* The last classes have scores too, however small they are in all rows. */
static void
test_rare_classes (void)
{
  g_autoptr (GString) text = g_string_new ("label,p.0,p.1,p.2");
  g_autoptr (LimenDataset) dataset = NULL;

  for (guint k = 3; k < 40; k++)
    g_string_append_printf (text, ",p.%u", k);
  g_string_append (text, ",p_value\n");
  for (guint row = 0; row < 30; row++)
    {
      g_string_append_printf (text, "%u", row % 3);
      for (guint k = 0; k < 3; k++)
        g_string_append (text, k == row * 2 % 3 ? ",0.6963" : ",0.15");
      for (guint k = 3; k < 40; k++)
        g_string_append (text, ",0.0001");
      g_string_append_printf (text, ",0.%u1\n", row % 5);
    }
  dataset = class_case_read_good (text->str, "");
  g_assert_cmpuint (limen_dataset_get_predictions (dataset)->n_scores, ==,
                    40);
  g_assert_cmpstr (limen_dataset_get_score_column (dataset, 39), ==, "p.39");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/many-classes/sorted-rows", test_sorted_rows);
  g_test_add_func ("/many-classes/sorted-refused", test_sorted_refused);
  g_test_add_func ("/many-classes/many-classes", test_many_classes);
  g_test_add_func ("/many-classes/many-labels", test_many_labels);
  g_test_add_func ("/many-classes/few-rows-each", test_few_rows_each);
  g_test_add_func ("/many-classes/rare-classes", test_rare_classes);
  return g_test_run ();
}
