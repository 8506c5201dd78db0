/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "dataset.h"
#include "preview.h"
#include "support.h"
#include "table-error.h"

/* Options without scores; the label or decision column is NULL to infer it. */
static LimenReadOptions *
new_options (const char *label, const char *predicted)
{
  LimenReadOptions *options = limen_read_options_new ();

  options->labels = label != NULL ? g_strsplit (label, ";", -1) : NULL;
  options->predicted = g_strdup (predicted);
  options->no_scores = TRUE;
  return options;
}

static LimenDataset *
read_text (const char *text, const LimenReadOptions *options, GError **error)
{
  g_autofree char *path = test_write_file ("decisions.csv", text, -1);

  return limen_dataset_read (path, options, NULL, NULL, NULL, error);
}

static LimenDataset *
read_well (const char *text, const LimenReadOptions *options)
{
  g_autoptr (GError) error = NULL;
  LimenDataset *dataset = read_text (text, options, &error);

  g_assert_no_error (error);
  return dataset;
}

/* The dataset in one line, "binary no,yes* 0110": the task, the classes with a
 * star after the positive one, and the scores of each in row order. */
static char *
describe (LimenDataset *dataset)
{
  const LimenPredictions *numbers = limen_dataset_get_predictions (dataset);
  GString *out = g_string_new (limen_task_get_name (numbers->task));

  for (gsize k = 0; k < numbers->n_classes; k++)
    g_string_append_printf (
        out, "%c%s%s", k == 0 ? ' ' : ',',
        limen_dataset_get_class_name (dataset, k),
        numbers->task == LIMEN_TASK_BINARY && k == numbers->positive ? "*"
                                                                     : "");
  for (gsize k = 0; k < numbers->n_scores; k++)
    {
      g_string_append_c (out, ' ');
      for (gsize i = 0; i < numbers->n_rows; i++)
        {
          g_assert_true (numbers->scores[k][i] == 0
                         || numbers->scores[k][i] == 1);
          g_string_append_c (out, numbers->scores[k][i] == 1 ? '1' : '0');
        }
    }
  return g_string_free (out, FALSE);
}

static void
test_read (void)
{
  static const struct
  {
    const char *text, *expected;
  } cases[] = {
    { "y,d\n0,0\n1,0\n1,1\n0,1\n", "binary 0,1* 0011" },
    { "y,d\n0,0.0\n1,0.0\n1.0,1.0\n0,1\n", "binary 0,1* 0011" },
    { "y;d\n0;0,0\n1;0,0\n1;1,0\n0;1,0\n", "binary 0,1* 0011" },
    { "y,d\nno,no\nyes,no\nyes,yes\nno,yes\n", "binary no,yes* 0011" },
    { "y,d\nNo,no\nYES,no\nyes,Yes\nno,yes\n", "binary No,YES* 0011" },
    { "y,d\nhealthy,healthy\nsick,healthy\nsick,sick\n",
      "binary healthy,sick* 001" },
    { "y,d\n-1,-1\n1,-1\n1,1\n", "binary -1,1* 001" },
    /* Neither column alone has both classes. */
    { "y,d\n0,0\n1,0\n1,0\n", "binary 0,1* 000" },
    { "y,d\n0,0\n0,1\n0,0\n", "binary 0,1* 010" },
    { "y,d\n1,1\n1,1\n", "binary 0,1* 11" },
    { "y,d\na,a\na,a\n", "binary a* 11" },
    { "y,d\nb,c\na,b\nc,c\na,a\n", "multiclass a,b,c 0001 0100 1010" },
    { "y,d\n2,10\n1,2\n10,10\n", "multiclass 1,2,10 000 010 101" },
    /* A class may be predicted and never be true. */
    { "y,d\na,a\nb,c\na,b\n", "multiclass a,b,c 100 001 010" },
    { "y,d\n\"a\",\"a\"\n\"b\",\"c,d\"\na,b\n",
      "multiclass a,b,c,d 100 001 010" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LimenReadOptions) options = new_options ("y", "d");
      g_autoptr (LimenDataset) dataset = NULL;
      g_autofree char *found = NULL;

      g_test_message ("%s", cases[i].text);
      dataset = read_well (cases[i].text, options);
      found = describe (dataset);
      g_assert_cmpstr (found, ==, cases[i].expected);
      g_assert_cmpint (limen_dataset_get_predictions (dataset)->kind, ==,
                       LIMEN_KIND_DECISION);
      g_assert_cmpstr (limen_dataset_get_predicted_column (dataset), ==, "d");
      g_assert_null (limen_dataset_get_score_column (dataset, 0));
      g_assert_null (limen_dataset_get_predictions (dataset)->predicted);
    }
}

static void
check (LimenReadOptions *options, const char *text, const char *expected)
{
  g_autoptr (LimenReadOptions) owned = options;
  g_autoptr (LimenDataset) dataset = read_well (text, owned);
  g_autofree char *found = describe (dataset);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_options (void)
{
  LimenReadOptions *options;

  /* Of two columns, the one that is not given has the labels. */
  check (new_options (NULL, "d"), "d,t\nx,x\nx,w\n", "binary w,x* 11");
  check (new_options ("2", "1"), "d,t\nx,x\nx,w\n", "binary w,x* 11");
  options = new_options ("y", "d");
  options->positive = g_strdup ("no");
  check (options, "y,d\nno,no\nyes,no\nyes,yes\n", "binary no*,yes 110");
  options = new_options ("y", "d");
  options->has_task = TRUE;
  options->task = LIMEN_TASK_MULTICLASS;
  check (options, "y,d\n0,0\n1,0\n1,1\n", "multiclass 0,1 110 001");
  options = new_options ("y", "d");
  options->ignored = g_strsplit ("maybe", ",", -1);
  check (options, "y,d\n0,0\nmaybe,0\n1,1\n", "binary 0,1* 01");
  options = new_options ("y", "d");
  options->skip_bad_rows = TRUE;
  check (options, "y,d\n0,0\n1,\nNA,1\n1,1\n", "binary 0,1* 01");
  /* --kind decision has the same effect for a score column. */
  options = limen_read_options_new ();
  options->labels = g_strsplit ("y", ",", -1);
  options->scores = g_strsplit ("d", ",", -1);
  options->has_kind = TRUE;
  options->kind = LIMEN_KIND_DECISION;
  check (options, "y,d,e\na,b,1\nb,b,2\nc,c,3\n",
         "multiclass a,b,c 000 110 001");
}

/* A column given as the scores is used as such, whatever it contains. */
static void
test_given_score (void)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (LimenDataset) dataset = NULL;

  options->scores = g_strsplit ("y_pred", ",", -1);
  dataset = read_well ("y_true,y_pred\n0,0\n1,1\n1,0\n", options);
  g_assert_cmpint (limen_dataset_get_predictions (dataset)->kind, ==,
                   LIMEN_KIND_PROBABILITY);
  g_assert_cmpstr (limen_dataset_get_score_column (dataset, 0), ==, "y_pred");
}

/* The rows do not depend on the fast path and the block size. */
static void
test_blocks (void)
{
  static const char *const words[] = { "ant", "bee", "cat", "\"bee\"" };
  g_autoptr (GString) text = g_string_new ("t,p,w\n");
  g_autofree char *expected = NULL;

  for (guint i = 0; i < 3000; i++)
    g_string_append_printf (text, "%s,%s,%u\n", words[i % 3],
                            words[i * i % (i % 500 == 7 ? 4 : 3)],
                            1 + i % 4);
  for (gsize size = 1 << 20; size >= 64; size /= 8)
    {
      g_autoptr (LimenReadOptions) options = new_options ("t", "p");
      g_autoptr (LimenDataset) dataset = NULL;
      g_autofree char *found = NULL;

      options->block_size = size;
      options->weight = g_strdup ("w");
      dataset = read_well (text->str, options);
      found = describe (dataset);
      if (expected == NULL)
        expected = g_steal_pointer (&found);
      else
        g_assert_cmpstr (found, ==, expected);
    }
}

static void
assert_fails (LimenReadOptions *options, const char *text,
              const char *message)
{
  g_autoptr (LimenReadOptions) owned = options;
  g_autoptr (GError) error = NULL;
  LimenDataset *dataset = read_text (text, owned, &error);

  g_assert_null (dataset);
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, message));
}

static void
test_errors (void)
{
  static const char three[] = "y,d\na,a\nb,c\na,b\n";
  LimenReadOptions *options = new_options ("y", "d");

  options->has_task = TRUE;
  options->task = LIMEN_TASK_BINARY;
  assert_fails (options, three, "have 3 labels together");
  options = new_options ("y", "d");
  options->positive = g_strdup ("a");
  assert_fails (options, three, "have 3 labels together");
  options = new_options ("y", "d");
  options->has_task = TRUE;
  options->task = LIMEN_TASK_MULTILABEL;
  assert_fails (options, three, "--task multilabel");
  options = new_options ("y", "d");
  options->has_kind = TRUE;
  options->kind = LIMEN_KIND_LOGIT;
  assert_fails (options, three, "--kind logit");
  options = new_options ("y", "d");
  options->undo = LIMEN_UNDO_SIGMOID;
  assert_fails (options, three, "--undo sigmoid");
  options = new_options ("y", "d");
  options->label_is_optional = TRUE;
  assert_fails (options, three, "cutoffs apply to scores");
  assert_fails (new_options ("y", NULL), three, "--predicted COLUMN");
  assert_fails (new_options ("y", "y"), three, "two roles");
  assert_fails (new_options ("y", "z"), three, "\"z\"");
  assert_fails (new_options ("y", "d"), "y,d\n0,\n1,1\n",
                "the predicted class is missing");
  assert_fails (new_options ("y", "d"), "y,d\n", "no data rows");
  options = limen_read_options_new ();
  options->scores = g_strsplit ("a,b", ",", -1);
  options->has_kind = TRUE;
  options->kind = LIMEN_KIND_DECISION;
  assert_fails (options, "y,a,b\na,1,0\nb,0,1\n",
                "decisions are in one column");
}

static void
test_preview (void)
{
  g_autofree char *path
      = test_write_file ("rows.csv", "id,y,d\n7,a,a\n8,b,c\n9,a,b\n", -1);
  g_autoptr (LimenReadOptions) options = new_options ("y", "d");
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenPreview) preview
      = limen_preview_read (path, options, 5, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (preview->is_decision);
  g_assert_cmpuint (preview->scores->len, ==, 1);
  g_assert_cmpint (g_array_index (preview->scores, int, 0), ==, 2);
  g_assert_cmpint (preview->predicted, ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/decision-columns/read", test_read);
  g_test_add_func ("/decision-columns/options", test_options);
  g_test_add_func ("/decision-columns/given-score", test_given_score);
  g_test_add_func ("/decision-columns/blocks", test_blocks);
  g_test_add_func ("/decision-columns/errors", test_errors);
  g_test_add_func ("/decision-columns/preview", test_preview);
  return g_test_run ();
}
