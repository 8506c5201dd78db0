/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "class-cases.h"
#include "dataset.h"
#include "table-error.h"

#define CAT_DOG_EEL "multiclass probability cat:1,dog:1,eel:1"
#define THREE_ROWS " 0=0.5/0.25/0.25 1=0.25/0.5/0.25 2=0.25/0.25/0.5"

static void
test_columns (void)
{
  static const ClassCase cases[] = {
    /* a word, and the class after or before it */
    { CLASS_ROWS_NAMED ("y,prob_cat,prob_dog,prob_eel"), "",
      CAT_DOG_EEL THREE_ROWS },
    { CLASS_ROWS_NAMED ("y,cat.prob,dog.prob,eel.prob"), "",
      CAT_DOG_EEL THREE_ROWS },
    { CLASS_ROWS_NAMED ("y,Prob cat,PROB-dog,prob/eel"), "",
      CAT_DOG_EEL THREE_ROWS },
    { CLASS_ROWS_NAMED ("y,y_pred_cat,y_pred_dog,y_pred_eel"), "",
      CAT_DOG_EEL THREE_ROWS },
    { CLASS_ROWS_NAMED ("y,log_prob_cat,log_prob_dog,log_prob_eel"), "",
      CAT_DOG_EEL THREE_ROWS },
    { "label,logit.0,logit.1,logit.2\n2,-3,0.5,7\n0,1,0,-1\n", "",
      "multiclass logit 0:1,1:0,2:1 2=-3/0.5/7 0=1/0/-1" },
    { "y,log_prob_a,log_prob_b\na,-0.1,-2\nb,-1,-0.5\n", "",
      "binary log-probability a:1,b:1 0=-2 1=-0.5" },
    { CLASS_ROWS_FROM_0 ("y,p0,p1,p2"), "",
      "multiclass probability 0:1,1:1,2:1" THREE_ROWS },
    { CLASS_ROWS_FROM_1 ("y,p1,p2,p3"), "",
      "multiclass probability 1:1,2:1,3:1" THREE_ROWS },
    /* two classes are enough where names prove it */
    { "y,prob_0,prob_1\n0,0.75,0.25\n1,0.5,0.5\n", "",
      "binary probability 0:1,1:1 0=0.25 1=0.5" },
    { "y,no_prob,yes_prob\nyes,0.75,0.25\nno,0.5,0.5\n", "",
      "binary probability no:1,yes:1 1=0.25 0=0.5" },
    /* named after the labels, or by what the names do not have in common */
    { CLASS_ROWS_NAMED ("y,cat,dog,eel"), "", CAT_DOG_EEL THREE_ROWS },
    { CLASS_ROWS_FROM_0 ("y,0,1,2"), "",
      "multiclass probability 0:1,1:1,2:1" THREE_ROWS },
    { CLASS_ROWS_NAMED ("y,model_cat,model_dog,model_eel"), "",
      CAT_DOG_EEL THREE_ROWS },
    { CLASS_ROWS_NAMED ("y,cat (v2),dog (v2),eel (v2)"), "",
      CAT_DOG_EEL THREE_ROWS },
    { "y,cat,dog,eel\ncat,0.5,0.25,0.25\neel,0.25,0.25,0.5\n", "",
      "multiclass probability cat:1,dog:0,eel:1 0=0.5/0.25/0.25 "
      "2=0.25/0.25/0.5" },
    /* in another order than the labels, and with columns in between */
    { "id,prob_b,x,y,prob_a\n1,0.75,9,b,0.25\n2,0.5,8,a,0.5\n", "",
      "binary probability a:1,b:1 1=0.75 0=0.5" },
    { "prob_a,prob_b,y,weights\n0.75,0.25,a,2\n0.5,0.5,b,0.5\n", "",
      "binary probability a:1,b:1 0=0.25*2 1=0.5*0.5" },
    /* labels that are column numbers */
    { CLASS_ROWS_FROM_0 ("y,prob_cat,prob_dog,prob_eel"), "",
      CAT_DOG_EEL THREE_ROWS },
    { CLASS_ROWS_FROM_1 ("y,prob_cat,prob_dog,prob_eel"), "",
      CAT_DOG_EEL THREE_ROWS },
    /* sorted labels in column order, if nothing else fits */
    { CLASS_ROWS_NAMED ("y,p1,p2,p3"), "", CAT_DOG_EEL THREE_ROWS },
    { CLASS_ROWS_NAMED ("y,a,b,c"), "score=a,b,c", CAT_DOG_EEL THREE_ROWS },
    { "y,a,b\nx1,0.75,0.25\nx0,0.5,0.5\n", "score=b score=a",
      "binary probability x0:1,x1:1 1=0.75 0=0.5" },
    { "y,p,q,r\n10,1,0,0\n9,0,1,0\n8,0,0,1\n", "score=p,q,r",
      "multiclass probability 8:1,9:1,10:1 2=1/0/0 1=0/1/0 0=0/0/1" },
    /* a label column without a typical name */
    { CLASS_ROWS_NAMED ("animal,prob_cat,prob_dog,prob_eel"), "",
      CAT_DOG_EEL THREE_ROWS },
    { CLASS_ROWS_NAMED (",prob_cat,prob_dog,prob_eel"), "",
      CAT_DOG_EEL THREE_ROWS },
    { "animal,note,prob_a,prob_b\na,x,1,0\nb,y,0,1\n", "",
      "binary probability a:1,b:1 0=0 1=1" },
    /* different spellings of numbers and names */
    { "y,prob_1,prob_2,prob_3\n1.0,1,0,0\n 2 ,0,1,0\n3e0,0,0,1\n", "",
      "multiclass probability 1:1,2:1,3:1 0=1/0/0 1=0/1/0 2=0/0/1" },
    { "y,prob_true,prob_false\nTRUE,1,0\nFalse,0,1\n", "",
      "binary probability false:1,true:1 1=1 0=0" },
  };

  class_cases_check (cases, G_N_ELEMENTS (cases));
}

/* Delimiters, quotes and line ends do not matter. */
static void
test_dialects (void)
{
  static const ClassCase cases[] = {
    { "y,prob_a,prob_b\na,0.75,0.25\nb,0,1\n", "",
      "binary probability a:1,b:1 0=0.25 1=1" },
    { "\357\273\277y,prob_a,prob_b\r\na,0.75,0.25\r\nb,0,1\r\n", "",
      "binary probability a:1,b:1 0=0.25 1=1" },
    { "\357\273\277\"y\",\"prob_a\",\"prob_b\"\n\"a\",\"0.75\",0.25\n"
      "b,0,\"1\"",
      "", "binary probability a:1,b:1 0=0.25 1=1" },
    { "y;prob_a;prob_b\na;0,75;0,25\nb;0;1\n", "",
      "binary probability a:1,b:1 0=0.25 1=1" },
    /* a decimal comma that does not occur in the first score column */
    { "y;prob_a;prob_b\nb;0;1\na;1;0\na;0;1,0\n", "",
      "binary probability a:2,b:1 1=1 0=0 0=1" },
    { "y;prob_a;prob_b;prob_c\na;0;0,25;0,75\nb;0;0,5;0,5\nc;0;0;1\n", "",
      "multiclass probability a:1,b:1,c:1 0=0/0.25/0.75 1=0/0.5/0.5 "
      "2=0/0/1" },
    { "label_a;label_b;prob_a;prob_b\n0,25;0,75;0;1\n0,5;0,5;1;0\n", "",
      "multiclass probability a:1,b:1 1(0.25 0.75)=0/1 0(0.5 0.5)=1/0" },
    { "target;prediction\n0,5;1\n2;3\n", "task=regression",
      "regression score (0.5)=1 (2)=3" },
    { "y\tprob_a\tprob_b\na\t0.75\t0.25\nb\t0\t1\n", "",
      "binary probability a:1,b:1 0=0.25 1=1" },
    /* quoted names that contain other delimiters */
    { "y,\"prob_a,b\",\"prob_c \"\"d\"\"\"\n\"a,b\",0.75,0.25\n"
      "\"c \"\"d\"\"\",0,1\n",
      "", "binary probability a,b:1,c \"d\":1 0=0.25 1=1" },
    { "y,prob_caf\303\251,prob_\347\214\253\n\347\214\253,0.25,0.75\n"
      "caf\303\251,1,0\n",
      "",
      "binary probability caf\303\251:1,\347\214\253:1 1=0.75 "
      "0=0" },
    /* no header: the classes are the labels */
    { "a,0.75,0.25\nb,0,1\n", "label=1 score=2,3",
      "binary probability a:1,b:1 0=0.25 1=1" },
    { "2,0.5,0.25,0.25\n0,0.25,0.5,0.25\n1,0.25,0.25,0.5\n",
      "label=1 score=2,3,4 no-header",
      "multiclass probability 0:1,1:1,2:1 2=0.5/0.25/0.25 0=0.25/0.5/0.25 "
      "1=0.25/0.25/0.5" },
    { "3,0.5,0.25,0.25\n2,0.25,0.5,0.25\n1,0.25,0.25,0.5\n",
      "label=1 score=2,3,4 no-header",
      "multiclass probability 1:1,2:1,3:1 2=0.5/0.25/0.25 1=0.25/0.5/0.25 "
      "0=0.25/0.25/0.5" },
    /* a score column without a name is identified by its number */
    { "y,,prob_b\na,0.75,0.25\nb,0.5,0.5\n", "score=2,3",
      "binary probability a:1,b:1 0=0.25 1=0.5" },
  };

  class_cases_check (cases, G_N_ELEMENTS (cases));
}

/* Files that look like several classes and are binary. */
static void
test_not_classes (void)
{
  static const struct
  {
    const char *text;
    const char *label, *score; /* expected columns; NULL if unclear */
  } cases[] = {
    /* two or three models beside a label of 0 and 1 */
    { "label,prob_old,prob_new\n1,0.75,0.5\n0,0.5,0.25\n", NULL, NULL },
    { "label,prob_a,prob_b,prob_c\n1,0.75,0.5,1\n0,0.5,0.25,0\n", NULL, NULL },
    { "label,prob1,prob2\n1,0.75,0.5\n0,0.5,0.25\n", NULL, NULL },
    { "y,score_lr,score_gbm\nyes,0.75,0.5\nno,0.5,0.25\n", NULL, NULL },
    /* features next to a score */
    { "y,x1,x2,x3,prob\n1,3,4,5,0.75\n0,5,6,7,0.5\n", "y", "prob" },
    { "y,f_a,f_b,f_c,score\n1,3,4,5,0.75\n0,5,6,7,0.5\n", "y", "score" },
    { "y,p_a,p_b,prob\n1,0.5,0.5,0.75\n0,0.1,0.9,0.5\n", "y", "prob" },
    /* features, and no possible score */
    { "y,x1,x2,x3\n1,3.5,4,5\n0,5,6.5,7\n", NULL, NULL },
    /* labels and a score whose name has a number */
    { "y,prob_1\n1,0.75\n0,0.25\n", "y", "prob_1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LimenDataset) dataset
          = class_case_read (cases[i].text, "", 0, &error);

      g_test_message ("case %u", i);
      if (cases[i].score == NULL)
        {
          g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_ROLES);
          g_assert_nonnull (strstr (error->message, "--score"));
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpint (limen_dataset_get_predictions (dataset)->task, ==,
                       LIMEN_TASK_BINARY);
      g_assert_cmpstr (limen_dataset_get_label_column (dataset, 0), ==,
                       cases[i].label);
      g_assert_cmpstr (limen_dataset_get_score_column (dataset, 0), ==,
                       cases[i].score);
    }
}

/* Names of the label and score columns for reports. */
static void
test_roles (void)
{
  g_autoptr (LimenDataset) top
      = class_case_read_good ("w,guess,y,p\n1,a,b,0.5\n2,b,a,0.75\n",
                              "predicted=guess weight=w label=y score=p");
  g_autoptr (LimenDataset) labels = class_case_read_good (
      "true_b,prob_a,true_a,prob_b\n1,0.5,1,0.25\n", "");

  g_assert_cmpstr (limen_dataset_get_predicted_column (top), ==, "guess");
  g_assert_cmpstr (limen_dataset_get_weight_column (top), ==, "w");
  g_assert_cmpstr (limen_dataset_get_label_column (top, 0), ==, "y");
  g_assert_null (limen_dataset_get_label_column (top, 1));
  g_assert_cmpfloat (limen_dataset_get_class_weight (top, 0), ==, 2);
  g_assert_cmpstr (limen_dataset_get_label_column (labels, 0), ==, "true_a");
  g_assert_cmpstr (limen_dataset_get_label_column (labels, 1), ==, "true_b");
  g_assert_cmpstr (limen_dataset_get_score_column (labels, 0), ==, "prob_a");
  g_assert_cmpstr (limen_dataset_get_score_column (labels, 1), ==, "prob_b");
  g_assert_null (limen_dataset_get_score_column (labels, 2));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/class-columns/columns", test_columns);
  g_test_add_func ("/class-columns/dialects", test_dialects);
  g_test_add_func ("/class-columns/not-classes", test_not_classes);
  g_test_add_func ("/class-columns/roles", test_roles);
  return g_test_run ();
}
