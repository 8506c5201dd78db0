/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "class-cases.h"
#include "dataset.h"
#include "message.h"
#include "table-error.h"

/* The window has no options: its messages name none, and those for files do as
 * reports do. */
static void
check_screen (const char *text, const char *options, const char *message)
{
  g_autoptr (GError) error = NULL;

  limen_message_prepare_program (LIMEN_MESSAGE_SCREEN);
  g_assert_null (class_case_read (text, options, 0, &error));
  limen_message_prepare_program (LIMEN_MESSAGE_REPORT);
  if (strstr (error->message, "--") != NULL)
    g_error ("\"%s\" names an option", error->message);
  g_assert_nonnull (strstr (limen_table_error_get_english (error), message));
}

/* Every error, with its position. */
static void
test_refused (void)
{
  static const struct
  {
    const char *text, *options;
    int code;
    const char *message; /* expected part of the message */
  } cases[] = {
    /* more than two classes, for a task with two */
    { "y,pred,confidence\na,a,0.75\nb,b,1\nc,a,0.625\n", "positive=a",
      LIMEN_TABLE_ERROR_DATA,
      "\"y\" and \"pred\" have 3 labels together, but a binary file has two" },
    { "y,pred,confidence\na,a,0.75\nb,b,1\nc,a,0.625\n", "task=binary",
      LIMEN_TABLE_ERROR_DATA,
      "\"y\" has 3 labels, but one column of scores separates only two" },
    { "y,pred,confidence\na,a,0.75\nb,b,1\n",
      "task=multiclass positive=a predicted=pred", LIMEN_TABLE_ERROR_OPTIONS,
      "this is a multiclass file" },
    /* columns that the task does not use */
    { "y,prob_a,prob_b,guess\na,1,0,a\nb,0,1,b\n",
      "score=prob_a,prob_b predicted=guess", LIMEN_TABLE_ERROR_OPTIONS,
      "input.csv: --predicted is for a multiclass file with a single score "
      "column" },
    { "y,p,guess\n0,1,0\n1,0,1\n", "predicted=guess task=multilabel",
      LIMEN_TABLE_ERROR_OPTIONS, "input.csv: a multilabel file has" },
    { "y,prob_a,prob_b,s\na,1,0,1\nb,0,1,2\n",
      "score=prob_a,prob_b variance=s", LIMEN_TABLE_ERROR_OPTIONS,
      "input.csv: --variance is for a regression" },
    /* labels without a score column */
    { "y,prob_a,prob_b\na,1,0\nb,0,1\nc,0,1\n", "", LIMEN_TABLE_ERROR_ROWS,
      "input.csv:4:1: column \"y\": label \"c\" has no score column; the "
      "labels that have one are \"a\", \"b\"" },
    { "prob_a,prob_b,y\n1,0,a\n0,1,b\n\n0,1,\n", "", LIMEN_TABLE_ERROR_ROWS,
      "input.csv:5:3: column \"y\": the label is missing in 1 row" },
    { CLASS_ROWS_FROM_1 ("y,prob_0,prob_1,prob_2"), "label=y score=2,3,4",
      LIMEN_TABLE_ERROR_ROLES, "match them with --classes COLUMN=LABEL" },
    { "y,prob_a,prob_b\n", "", LIMEN_TABLE_ERROR_DATA,
      "input.csv: no data rows; a file of predictions needs" },
    { "y,a,b,c,d,e,f\n1,1,0,0,0,0,0\n7,1,0,0,0,0,0\n", "score=a,b,c,d,e,f",
      LIMEN_TABLE_ERROR_OPTIONS,
      "input.csv: column \"y\" has 2 labels, none of which is the name of one "
      "of the 6 score columns" },
    { "y,a,b\nx,1,0\nz,0,1\nw,0,1\n", "score=a,b", LIMEN_TABLE_ERROR_ROWS,
      "input.csv:4:1: column \"y\": label \"w\" has no score column" },
    { "a,b,c\n1,0,0\n",
      "unlabelled class=x class=y score=a,b,c "
      "task=multiclass",
      LIMEN_TABLE_ERROR_OPTIONS,
      "input.csv: there are 2 classes, none of which is the name of one of "
      "the 3 score columns" },
    /* truths */
    { "label_a,label_b,prob_a,prob_b\n1,1,0.5,0.5\n1,2,0.5,0.5\n", "",
      LIMEN_TABLE_ERROR_ROWS,
      "input.csv:3:2: column \"label_b\": \"2\" is neither 0 nor 1" },
    { "label_a,label_b,prob_a,prob_b\n1,1,0.5,0.5\n,1,0.5,0.5\n", "",
      LIMEN_TABLE_ERROR_ROWS,
      "input.csv:3:1: column \"label_a\": the label is missing in 1 row; "
      "--skip-bad-cells leaves out such labels" },
    { "label_a,label_b,prob_a,prob_b\n1,1,0.5,0.5\nmaybe,1,0.5,0.5\n", "",
      LIMEN_TABLE_ERROR_ROWS, "input.csv:3:1: column \"label_a\": \"maybe\"" },
    /* soft labels */
    { "y,prob\n0.5,1\n1.5,0\n0,1\n", "task=binary label=y",
      LIMEN_TABLE_ERROR_DATA, "column \"y\" has 3 labels" },
    { "y,prob\n0.5,1\nhigh,0\n", "task=binary label=y", LIMEN_TABLE_ERROR_ROWS,
      "input.csv:3:1: column \"y\": \"high\" is not a number" },
    { "y,prob\n0.5,1\n0,0\n0.75,1\n", "label=y score=prob",
      LIMEN_TABLE_ERROR_DATA,
      "if they are probabilities of the positive class, give --task binary" },
    { "label_a,label_b,prob_a,prob_b\n0.5,0.5,1,0\n0.5,0.4,1,0\n",
      "task=multiclass", LIMEN_TABLE_ERROR_ROWS,
      "input.csv:3:1: the labels of this row add up to 0.9; they must add up "
      "to 1" },
    { "label_a,label_b,prob_a,prob_b\n0.5,0.5,1,0\n1.5,-0.5,1,0\n",
      "task=multiclass", LIMEN_TABLE_ERROR_ROWS,
      "input.csv:3:1: 1.5 is not a soft label, which is a probability "
      "from 0 to 1" },
    { "label_a,label_b,prob_a,prob_b\n0.5,0.5,1,0\n0.5,x,1,0\n",
      "task=multiclass", LIMEN_TABLE_ERROR_ROWS,
      "input.csv:3:2: column \"label_b\": \"x\" is not a number" },
    /* scores */
    { "y,prob_a,prob_b\na,1,0\nb,x,1\n", "", LIMEN_TABLE_ERROR_ROWS,
      "input.csv:3:2: column \"prob_a\": \"x\" is not a number" },
    { "y,prob_a,prob_b\na,1,0\nb,0,\n", "", LIMEN_TABLE_ERROR_ROWS,
      "input.csv:3:3: column \"prob_b\": the score is missing in 1 row" },
    { "y,prob_a,prob_b\na,1,0\nb,0\n", "", LIMEN_TABLE_ERROR_ROWS,
      "input.csv:3:2: 2 fields, expected 3" },
    { "y,prob_a,prob_b\na,1,0\nb,0,1.5\n", "kind=probability",
      LIMEN_TABLE_ERROR_ROWS,
      "input.csv:3:3: 1.5 is not a probability, which lies from 0 to 1" },
    { "y,s_a,s_b\na,-1,0\nb,-2,0.5\n", "kind=log-probability",
      LIMEN_TABLE_ERROR_ROWS,
      "input.csv:3:3: 0.5 is not a log-probability, which is at most 0" },
    /* regression */
    { "y,mean,var\n1,2,0.5\n1,2,-0.5\n", "variance=var score=mean",
      LIMEN_TABLE_ERROR_ROWS,
      "input.csv:3:3: variance -0.5 is negative; it must be 0 or more" },
    { "y,mean,var\n1,2,0.5\n1,2,x\n", "variance=var score=mean",
      LIMEN_TABLE_ERROR_ROWS,
      "input.csv:3:3: column \"var\": \"x\" is not a number" },
    { "y,pred\n1,2\nx,2\n", "task=regression", LIMEN_TABLE_ERROR_ROWS,
      "input.csv:3:1: column \"y\": \"x\" is not a number" },
    /* scores that --undo cannot invert */
    { "y,prob_a,prob_b\na,75,25\nb,10,101\n", "undo=percent",
      LIMEN_TABLE_ERROR_ROWS,
      "input.csv:3:2: --undo percent does not give "
      "probabilities in this row" },
    { "y,p\n1,0.6\n0,0.4\n", "undo=sigmoid", LIMEN_TABLE_ERROR_ROWS,
      "input.csv:3:2: --undo sigmoid does not give "
      "probabilities in this row" },
    { "y,p\n1,0.6\n0,0.74\n", "undo=sigmoid", LIMEN_TABLE_ERROR_ROWS,
      "input.csv:3:2: " },
    { "y,prob_a,prob_b\na,0.5,0.5\nb,0.1,0.9\n", "undo=softmax",
      LIMEN_TABLE_ERROR_ROWS,
      "input.csv:3:2: --undo softmax does not give "
      "probabilities in this row" },
    { "y,prob_a,prob_b\na,0.5,0.5\nb,0,1\n", "undo=softmax",
      LIMEN_TABLE_ERROR_ROWS, "input.csv:3:2: " },
    { "y,p\n1,0.6\n0,0.5\n", "undo=softmax", LIMEN_TABLE_ERROR_OPTIONS,
      "input.csv: --undo softmax needs several score columns" },
    { "label_a,label_b,prob_a,prob_b\n1,1,0.5,0.5\n0,0,0.4,0.6\n",
      "undo=softmax", LIMEN_TABLE_ERROR_OPTIONS,
      "input.csv: --undo softmax needs several score columns" },
    { "y,pred\n1,2\n3,4\n", "task=regression undo=percent",
      LIMEN_TABLE_ERROR_OPTIONS,
      "input.csv: --undo percent: a regression has no probabilities" },
    /* columns for one class, or columns that do not exist */
    { "y,prob_a,a.prob\na,1,0\n", "score=prob_a,a.prob",
      LIMEN_TABLE_ERROR_OPTIONS, "" },
    { "y,prob_1,prob_01,prob_2\n1,1,0,0\n2,0,0,1\n", "",
      LIMEN_TABLE_ERROR_OPTIONS,
      "input.csv: two score columns are for class \"01\"" },
    { "y,prob_yes,prob_Yes\nyes,1,0\n", "score=prob_yes,prob_Yes",
      LIMEN_TABLE_ERROR_OPTIONS,
      "input.csv: two score columns are for class \"Yes\"" },
    { "y,prob_a,prob_a\na,1,0\n", "score=2,3", LIMEN_TABLE_ERROR_OPTIONS,
      "input.csv: two score columns are for class \"a\"" },
    { "y,prob_a,prob_b\na,1,0\n", "score=prob_a,prob_a",
      LIMEN_TABLE_ERROR_ROLES,
      "input.csv: column \"prob_a\" cannot have two roles" },
    { "y,prob_a,prob_b\na,1,0\n", "label=prob_a score=prob_a,prob_b",
      LIMEN_TABLE_ERROR_ROLES, "column \"prob_a\" cannot have two roles" },
    { "y,prob_a,prob_b\na,1,0\n", "weight=prob_a score=prob_a,prob_b",
      LIMEN_TABLE_ERROR_ROLES, "column \"prob_a\" cannot have two roles" },
    { "y,prob_a,prob_b\na,1,0\n", "score=prob_a,prob_c",
      LIMEN_TABLE_ERROR_ROLES,
      "input.csv: --score \"prob_c\": there is no such column; did you "
      "mean \"prob_a\"? The columns are \"y\", \"prob_a\", \"prob_b\"" },
    { "y,p\na,1\n", "predicted=guess", LIMEN_TABLE_ERROR_ROLES,
      "input.csv: --predicted \"guess\": there is no such column" },
    { "y,p\n1,1\n", "variance=v", LIMEN_TABLE_ERROR_ROLES,
      "input.csv: --variance \"v\": there is no such column" },
    /* unequal numbers of label and score columns */
    { "a,b,c,prob_a,prob_b\n1,0,0,0.5,0.5\n1,1,0,0.5,0.5\n", "label=a,b,c",
      LIMEN_TABLE_ERROR_OPTIONS,
      "input.csv: 3 label columns and 2 score columns; each class needs one "
      "of each" },
    { "a,b,prob\n1,1,0.5\n0,1,0.25\n", "label=a,b", LIMEN_TABLE_ERROR_OPTIONS,
      "input.csv: 2 label columns and 1 score column; each class needs one "
      "of each" },
    { "a,b,prob\n1,0,0.5\n0,1,0.25\n", "label=a,b", LIMEN_TABLE_ERROR_OPTIONS,
      "input.csv: 2 label columns and 1 score column" },
    { "y,prob_a,prob_b\na,1,0\nb,0,1\n", "task=multilabel",
      LIMEN_TABLE_ERROR_OPTIONS,
      "input.csv: a multilabel file has a label column for each class; give "
      "--label A,B,..." },
    { "y,prob\n1,1\n0,0\n", "task=multiclass", LIMEN_TABLE_ERROR_OPTIONS,
      "input.csv: a multiclass file has a score column for each class, or "
      "one score column and the class that it is for" },
    { "y,prob_a,prob_b,prob_c\na,1,0,0\nb,0,1,0\n",
      "task=binary score=prob_a,prob_b,prob_c", LIMEN_TABLE_ERROR_OPTIONS,
      "input.csv: a binary file has one label column and one score column" },
    { "y,prob_a,prob_b\n1,1,0\n2,0,1\n", "task=regression score=prob_a,prob_b",
      LIMEN_TABLE_ERROR_OPTIONS,
      "input.csv: a regression file has one label column" },
    /* labels that are not clear */
    { "u,v,prob_a,prob_b\na,b,1,0\nb,a,0,1\n", "", LIMEN_TABLE_ERROR_ROLES,
      "input.csv: it is not clear which column holds the true labels, \"u\" "
      "or \"v\": give --label COLUMN" },
    { "x,prob_a,prob_b\nc,1,0\nd,0,1\n", "", LIMEN_TABLE_ERROR_ROLES,
      "give --score COLUMN" },
    { "y,prob_a,prob_b\na,1,0\nb,0,1\n", "ignore=a ignore=b",
      LIMEN_TABLE_ERROR_ROLES, "--score" },
    { "y,prob_a,prob_b\na,1,0\nb,0,1\n",
      "ignore=a ignore=b score=prob_a,prob_b", LIMEN_TABLE_ERROR_DATA,
      "no data rows" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize block_size = 0; block_size < 2; block_size++)
      {
        g_autoptr (GError) error = NULL;

        g_test_message ("case %u: %s", i, cases[i].message);
        g_assert_null (class_case_read (cases[i].text, cases[i].options,
                                        block_size, &error));
        if (strstr (error->message, cases[i].message) == NULL)
          g_error ("\"%s\" has no \"%s\"", error->message, cases[i].message);
        g_assert_error (error, LIMEN_TABLE_ERROR, cases[i].code);
        if (block_size == 0)
          check_screen (cases[i].text, cases[i].options, cases[i].message);
      }
}

/* Every kind of invalid row is skipped and counted. */
static void
test_skip (void)
{
  g_autoptr (LimenDataset) classes = class_case_read_good (
      "y,prob_a,prob_b\na,1,0\nc,0,1\nb,x,1\nb,1\n,0,1\n\nb,0,1\n?,0,1\n",
      "score=prob_a,prob_b skip ignore=?");
  g_autoptr (LimenDataset) labels = class_case_read_good (
      "label_a,label_b,prob_a,prob_b\n1,1,1,0\n2,0,1,0\n"
      "1,,1,0\n0,0,0,1\n",
      "task=multilabel skip");
  g_autoptr (LimenDataset) soft = class_case_read_good (
      "label_a,label_b,prob_a,prob_b\n0.5,0.5,1,0\n0.5,0,1,0\n"
      "2,-1,1,0\n0.25,0.75,0,1\n",
      "task=multiclass skip");
  g_autoptr (LimenDataset) undone = class_case_read_good (
      "y,prob_a,prob_b\na,75,25\nb,10,101\nb,0,100\n", "undo=percent skip");
  g_autofree char *first = class_case_describe (classes),
                  *second = class_case_describe (labels);
  g_autofree char *third = class_case_describe (soft),
                  *fourth = class_case_describe (undone);

  g_assert_cmpstr (first, ==, "binary probability a:1,b:1 0=0 1=1");
  g_assert_cmpuint (limen_dataset_get_n_rejected (classes), ==, 4);
  g_assert_cmpuint (limen_dataset_get_n_ignored (classes), ==, 1);
  g_assert_cmpuint (limen_dataset_find_line (classes, 1, NULL), ==, 8);
  g_assert_nonnull (class_case_find_finding (classes, "rows-skipped"));
  g_assert_nonnull (class_case_find_finding (classes, "rows-ignored"));
  g_assert_cmpstr (second, ==,
                   "multilabel probability a:1,b:1 11=1/0 00=0/1");
  g_assert_cmpuint (limen_dataset_get_n_rejected (labels), ==, 2);
  g_assert_cmpstr (third, ==, "multiclass probability a:1,b:1 "
                              "0(0.5 0.5)=1/0 1(0.25 0.75)=0/1");
  g_assert_cmpuint (limen_dataset_get_n_rejected (soft), ==, 2);
  g_assert_cmpstr (fourth, ==,
                   "binary probability a:1,b:1 0=0.25 1=1");
  g_assert_cmpuint (limen_dataset_get_n_rejected (undone), ==, 1);
}

/* Findings about how a file was read. */
static void
test_findings (void)
{
  static const struct
  {
    const char *text, *options, *code, *message;
  } cases[] = {
    { CLASS_ROWS_NAMED ("y,a,b,c"), "score=a,b,c", "classes-by-order",
      "column \"a\" is taken for class \"cat\"" },
    { CLASS_ROWS_NAMED ("y,prob_cat,prob_dog,prob_eel"), "",
      "classes-by-order", NULL },
    { CLASS_ROWS_FROM_0 ("y,prob_cat,prob_dog,prob_eel"), "",
      "classes-by-order", "column \"prob_cat\" is taken for class 0" },
    { CLASS_ROWS_FROM_0 ("y,prob_0,prob_1,prob_2"), "", "classes-by-order",
      NULL },
    { CLASS_ROWS_NAMED ("animal,prob_cat,prob_dog,prob_eel"), "",
      "columns-guessed", "Column \"animal\" is taken as the labels" },
    { CLASS_ROWS_NAMED ("y,prob_cat,prob_dog,prob_eel"), "", "columns-guessed",
      NULL },
    { "y,s_a,s_b\na,0.5,1\nb,3,-4\n", "", "kind-guessed",
      "\"s_a\" and the other score columns go from -4 to 3 (line 3 is the "
      "first" },
    { "y,prob_a,prob_b\na,0.5,0.5\nb,0,1\n", "", "kind-guessed", NULL },
    { "y,prob_a,prob_b\na,75,25\nb,0,100\n", "undo=percent", "undone",
      "read as percentages" },
    { "y,prob_a,prob_b\na,0.5,0.5\nb,0.4,0.6\n", "undo=softmax", "undone",
      "A softmax is undone" },
    { "y,prob_a,prob_b\na,0.5,0.5\nb,0.4,0.6\n", "", "undone", NULL },
    { "y,prob_a,prob_b\na,0.5,0.5\na,0.4,0.6\n", "", "single-class",
      "Every row is labelled \"a\"" },
    { "y,prob_a,prob_b\na,0.5,0.5\nb,0.4,0.6\n", "", "single-class", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LimenDataset) dataset
          = class_case_read_good (cases[i].text, cases[i].options);
      const LimenFinding *finding
          = class_case_find_finding (dataset, cases[i].code);

      g_test_message ("case %u: %s", i, cases[i].code);
      if (cases[i].message == NULL)
        g_assert_null (finding);
      else
        {
          g_assert_nonnull (finding);
          if (strstr (finding->report_message, cases[i].message) == NULL)
            g_error ("no \"%s\" in \"%s\"", cases[i].message,
                     finding->report_message);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/class-errors/refused", test_refused);
  g_test_add_func ("/class-errors/skip", test_skip);
  g_test_add_func ("/class-errors/findings", test_findings);
  return g_test_run ();
}
