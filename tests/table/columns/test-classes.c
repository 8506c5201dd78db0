#include <math.h>
#include <string.h>

#include "dataset.h"
#include "support.h"
#include "table-error.h"

/* Options as one line of words: "label=A,B score=C kind=logit skip". A word
 * may be given more than once where the option may. */

static void
append (GStrv *texts, const char *text)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_addv (builder, *texts != NULL
                                    ? (const char **) *texts
                                    : (const char *[]){ NULL });
  g_strv_builder_add (builder, text);
  g_strfreev (*texts);
  *texts = g_strv_builder_end (builder);
}

static void
set_option (LimenReadOptions *options, const char *name, const char *value)
{
  const struct
  {
    const char *name;
    GStrv *texts;
    char **text;
  } columns[] = {
    { "label", &options->labels, NULL },
    { "score", &options->scores, NULL },
    { "ignore", &options->ignored, NULL },
    { "class", &options->classes, NULL },
    { "predicted", NULL, &options->predicted },
    { "variance", NULL, &options->variance },
    { "weight", NULL, &options->weight },
    { "positive", NULL, &options->positive },
  };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (g_str_equal (columns[i].name, name))
      {
        if (columns[i].text != NULL)
          *columns[i].text = g_strdup (value);
        else
          append (columns[i].texts, value);
        return;
      }
  if (g_str_equal (name, "task"))
    options->has_task = limen_task_parse (value, &options->task);
  else if (g_str_equal (name, "kind"))
    options->has_kind = limen_kind_parse (value, &options->kind);
  else if (g_str_equal (name, "undo"))
    g_assert_true (limen_undo_parse (value, &options->undo));
  else if (g_str_equal (name, "skip"))
    options->skip_bad_rows = TRUE;
  else if (g_str_equal (name, "unlabelled"))
    options->label_is_optional = TRUE;
  else if (g_str_equal (name, "no-header"))
    options->no_header = TRUE;
  else
    g_assert_not_reached ();
}

static LimenReadOptions *
parse_options (const char *line)
{
  LimenReadOptions *options = limen_read_options_new ();
  g_auto (GStrv) words = g_strsplit (line, " ", -1);

  for (gsize i = 0; words[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (words[i], "=", 2);

      if (parts[0] != NULL)
        set_option (options, parts[0], parts[1]);
    }
  return options;
}

static LimenDataset *
read_text (const char *text, const char *line, gsize block_size,
           GError **error)
{
  g_autofree char *path = test_write_file ("input.csv", text, -1);
  g_autoptr (LimenReadOptions) options = parse_options (line);

  options->block_size = block_size;
  return limen_dataset_read (path, options, NULL, NULL, NULL, error);
}

static LimenDataset *
read_good (const char *text, const char *line)
{
  g_autoptr (GError) error = NULL;
  LimenDataset *dataset = read_text (text, line, 0, &error);

  g_assert_no_error (error);
  return dataset;
}

/* Describing */

static void
append_number (GString *out, const char *before, double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (text, sizeof text, "%.10g", number);
  g_string_append_printf (out, "%s%s", before, text);
}

static void
append_labels (GString *out, const LimenPredictions *numbers, gsize i)
{
  if (numbers->labels != NULL)
    g_string_append_printf (out, " %u", numbers->labels[i]);
  else
    g_string_append (out, " ");
  if (numbers->predicted != NULL)
    g_string_append_printf (out, "~%u", numbers->predicted[i]);
  for (gsize k = 0; numbers->truths != NULL && k < numbers->n_scores; k++)
    g_string_append_printf (out, "%u", numbers->truths[k][i]);
  for (gsize k = 0; numbers->targets != NULL && k < numbers->n_scores; k++)
    append_number (out, k == 0 ? "(" : " ", numbers->targets[k][i]);
  if (numbers->targets != NULL)
    g_string_append_c (out, ')');
}

/* What was read, in a line: the task, the kind, the classes with their rows,
 * then each row's label (its class's index, or 0s and 1s, or numbers in
 * brackets) and scores. */
static char *
describe (LimenDataset *dataset)
{
  const LimenPredictions *numbers = limen_dataset_get_predictions (dataset);
  GString *out = g_string_new (limen_task_get_name (numbers->task));

  g_string_append_printf (out, " %s", limen_kind_get_name (numbers->kind));
  for (gsize k = 0; k < numbers->n_classes; k++)
    g_string_append_printf (
        out, "%s%s:%d", k == 0 ? " " : ",",
        limen_dataset_get_class_name (dataset, k),
        (int) limen_dataset_get_class_rows (dataset, k));
  for (gsize i = 0; i < numbers->n_rows; i++)
    {
      append_labels (out, numbers, i);
      for (gsize k = 0; k < numbers->n_scores; k++)
        append_number (out, k == 0 ? "=" : "/", numbers->scores[k][i]);
      if (numbers->variances != NULL)
        append_number (out, "+-", numbers->variances[i]);
      if (numbers->weights != NULL)
        append_number (out, "*", numbers->weights[i]);
    }
  return g_string_free (out, FALSE);
}

typedef struct
{
  const char *text, *options, *expected;
} Case;

static void
check_accepted (const Case *cases, guint n)
{
  for (guint i = 0; i < n; i++)
    for (gsize block_size = 0; block_size < 2; block_size++)
      {
        g_autoptr (GError) error = NULL;
        g_autoptr (LimenDataset) dataset = NULL;
        g_autofree char *found = NULL;

        g_test_message ("case %u: %s", i, cases[i].text);
        dataset = read_text (cases[i].text, cases[i].options, block_size,
                             &error);
        g_assert_no_error (error);
        found = describe (dataset);
        g_assert_cmpstr (found, ==, cases[i].expected);
      }
}

/* How columns are found */

#define CAT_DOG_EEL "multiclass probability cat:1,dog:1,eel:1"
#define THREE_ROWS " 0=0.5/0.25/0.25 1=0.25/0.5/0.25 2=0.25/0.25/0.5"
#define NAMED(head)                                                           \
  head "\ncat,0.5,0.25,0.25\ndog,0.25,0.5,0.25\neel,0.25,0.25,0.5\n"
#define FROM_0(head)                                                          \
  head "\n0,0.5,0.25,0.25\n1,0.25,0.5,0.25\n2,0.25,0.25,0.5\n"
#define FROM_1(head)                                                          \
  head "\n1,0.5,0.25,0.25\n2,0.25,0.5,0.25\n3,0.25,0.25,0.5\n"

static void
test_columns (void)
{
  static const Case cases[] = {
    /* a word, and the class after or before it */
    { NAMED ("y,prob_cat,prob_dog,prob_eel"), "", CAT_DOG_EEL THREE_ROWS },
    { NAMED ("y,cat.prob,dog.prob,eel.prob"), "", CAT_DOG_EEL THREE_ROWS },
    { NAMED ("y,Prob cat,PROB-dog,prob/eel"), "", CAT_DOG_EEL THREE_ROWS },
    { NAMED ("y,y_pred_cat,y_pred_dog,y_pred_eel"), "",
      CAT_DOG_EEL THREE_ROWS },
    { NAMED ("y,log_prob_cat,log_prob_dog,log_prob_eel"), "",
      CAT_DOG_EEL THREE_ROWS },
    { "label,logit.0,logit.1,logit.2\n2,-3,0.5,7\n0,1,0,-1\n", "",
      "multiclass logit 0:1,1:0,2:1 2=-3/0.5/7 0=1/0/-1" },
    { "y,log_prob_a,log_prob_b\na,-0.1,-2\nb,-1,-0.5\n", "",
      "binary log-probability a:1,b:1 0=-2 1=-0.5" },
    { FROM_0 ("y,p0,p1,p2"), "", "multiclass probability 0:1,1:1,2:1"
                                 THREE_ROWS },
    { FROM_1 ("y,p1,p2,p3"), "", "multiclass probability 1:1,2:1,3:1"
                                 THREE_ROWS },
    /* two classes are enough where names prove it */
    { "y,prob_0,prob_1\n0,0.75,0.25\n1,0.5,0.5\n", "",
      "binary probability 0:1,1:1 0=0.25 1=0.5" },
    { "y,no_prob,yes_prob\nyes,0.75,0.25\nno,0.5,0.5\n", "",
      "binary probability no:1,yes:1 1=0.25 0=0.5" },
    /* named like the labels, or by what is not common to all */
    { NAMED ("y,cat,dog,eel"), "", CAT_DOG_EEL THREE_ROWS },
    { FROM_0 ("y,0,1,2"), "", "multiclass probability 0:1,1:1,2:1"
                              THREE_ROWS },
    { NAMED ("y,model_cat,model_dog,model_eel"), "", CAT_DOG_EEL THREE_ROWS },
    { NAMED ("y,cat (v2),dog (v2),eel (v2)"), "", CAT_DOG_EEL THREE_ROWS },
    { "y,cat,dog,eel\ncat,0.5,0.25,0.25\neel,0.25,0.25,0.5\n", "",
      "multiclass probability cat:1,dog:0,eel:1 0=0.5/0.25/0.25 "
      "2=0.25/0.25/0.5" },
    /* in another order than the labels, and with columns in between */
    { "id,prob_b,x,y,prob_a\n1,0.75,9,b,0.25\n2,0.5,8,a,0.5\n", "",
      "binary probability a:1,b:1 1=0.75 0=0.5" },
    { "prob_a,prob_b,y,weights\n0.75,0.25,a,2\n0.5,0.5,b,0.5\n", "",
      "binary probability a:1,b:1 0=0.25*2 1=0.5*0.5" },
    /* labels that are the columns' numbers */
    { FROM_0 ("y,prob_cat,prob_dog,prob_eel"), "", CAT_DOG_EEL THREE_ROWS },
    { FROM_1 ("y,prob_cat,prob_dog,prob_eel"), "", CAT_DOG_EEL THREE_ROWS },
    /* the order of the labels, where nothing else fits */
    { NAMED ("y,p1,p2,p3"), "", CAT_DOG_EEL THREE_ROWS },
    { NAMED ("y,a,b,c"), "score=a,b,c", CAT_DOG_EEL THREE_ROWS },
    { "y,a,b\nx1,0.75,0.25\nx0,0.5,0.5\n", "score=b score=a",
      "binary probability x0:1,x1:1 1=0.75 0=0.5" },
    { "y,p,q,r\n10,1,0,0\n9,0,1,0\n8,0,0,1\n", "score=p,q,r",
      "multiclass probability 8:1,9:1,10:1 2=1/0/0 1=0/1/0 0=0/0/1" },
    /* a column of labels that has no such name */
    { NAMED ("animal,prob_cat,prob_dog,prob_eel"), "",
      CAT_DOG_EEL THREE_ROWS },
    { NAMED (",prob_cat,prob_dog,prob_eel"), "", CAT_DOG_EEL THREE_ROWS },
    { "animal,note,prob_a,prob_b\na,x,1,0\nb,y,0,1\n", "",
      "binary probability a:1,b:1 0=0 1=1" },
    /* numbers and names as they may be written */
    { "y,prob_1,prob_2,prob_3\n1.0,1,0,0\n 2 ,0,1,0\n3e0,0,0,1\n", "",
      "multiclass probability 1:1,2:1,3:1 0=1/0/0 1=0/1/0 2=0/0/1" },
    { "y,prob_true,prob_false\nTRUE,1,0\nFalse,0,1\n", "",
      "binary probability false:1,true:1 1=1 0=0" },
  };

  check_accepted (cases, G_N_ELEMENTS (cases));
}

/* However it is written, it is the same file. */
static void
test_dialects (void)
{
  static const Case cases[] = {
    { "y,prob_a,prob_b\na,0.75,0.25\nb,0,1\n", "",
      "binary probability a:1,b:1 0=0.25 1=1" },
    { "\357\273\277y,prob_a,prob_b\r\na,0.75,0.25\r\nb,0,1\r\n", "",
      "binary probability a:1,b:1 0=0.25 1=1" },
    { "\357\273\277\"y\",\"prob_a\",\"prob_b\"\n\"a\",\"0.75\",0.25\n"
      "b,0,\"1\"",
      "", "binary probability a:1,b:1 0=0.25 1=1" },
    { "y;prob_a;prob_b\na;0,75;0,25\nb;0;1\n", "",
      "binary probability a:1,b:1 0=0.25 1=1" },
    /* a decimal comma that the first score column does not show */
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
    /* names in quotes, with what is elsewhere a delimiter */
    { "y,\"prob_a,b\",\"prob_c \"\"d\"\"\"\n\"a,b\",0.75,0.25\n"
      "\"c \"\"d\"\"\",0,1\n",
      "", "binary probability a,b:1,c \"d\":1 0=0.25 1=1" },
    { "y,prob_caf\303\251,prob_\347\214\253\n\347\214\253,0.25,0.75\n"
      "caf\303\251,1,0\n",
      "", "binary probability caf\303\251:1,\347\214\253:1 1=0.75 "
          "0=0" },
    /* no names at all: the classes are the labels */
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
    /* a score column without a name goes by its number */
    { "y,,prob_b\na,0.75,0.25\nb,0.5,0.5\n", "score=2,3",
      "binary probability a:1,b:1 0=0.25 1=0.5" },
  };

  check_accepted (cases, G_N_ELEMENTS (cases));
}

/* What looks like several classes and is not. */
static void
test_not_classes (void)
{
  static const struct
  {
    const char *text;
    const char *label, *score; /* of the binary file; NULL: unclear */
  } cases[] = {
    /* two or three models beside a label of 0 and 1 */
    { "label,prob_old,prob_new\n1,0.75,0.5\n0,0.5,0.25\n", NULL, NULL },
    { "label,prob_a,prob_b,prob_c\n1,0.75,0.5,1\n0,0.5,0.25,0\n", NULL,
      NULL },
    { "label,prob1,prob2\n1,0.75,0.5\n0,0.5,0.25\n", NULL, NULL },
    { "y,score_lr,score_gbm\nyes,0.75,0.5\nno,0.5,0.25\n", NULL, NULL },
    /* features beside a score */
    { "y,x1,x2,x3,prob\n1,3,4,5,0.75\n0,5,6,7,0.5\n", "y", "prob" },
    { "y,f_a,f_b,f_c,score\n1,3,4,5,0.75\n0,5,6,7,0.5\n", "y", "score" },
    { "y,p_a,p_b,prob\n1,0.5,0.5,0.75\n0,0.1,0.9,0.5\n", "y", "prob" },
    /* features, and nothing that may be a score */
    { "y,x1,x2,x3\n1,3.5,4,5\n0,5,6.5,7\n", NULL, NULL },
    /* labels and a score whose name has a number */
    { "y,prob_1\n1,0.75\n0,0.25\n", "y", "prob_1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LimenDataset) dataset
          = read_text (cases[i].text, "", 0, &error);

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

/* Several label columns, and what else is said by options. */
static void
test_labels (void)
{
  static const Case cases[] = {
    /* each 0 or 1 */
    { "label_a,label_b,prob_a,prob_b\n1,1,0.75,0.5\n0,1,0.25,1\n", "",
      "multilabel probability a:1,b:2 11=0.75/0.5 01=0.25/1" },
    { "prob_a,prob_b,true_b,true_a\n0.75,0.5,1,0\n0.25,1,1,1\n", "",
      "multilabel probability a:1,b:2 01=0.75/0.5 11=0.25/1" },
    { "a,b,logit_a,logit_b\nyes,no,2,-3\nTRUE,t,0.5,1\n", "label=a,b",
      "multilabel logit a:2,b:1 10=2/-3 11=0.5/1" },
    { "a,b,p_a,p_b\n1.0,0,0.5,0.5\n1,1,0,1\n", "label=a label=b",
      "multilabel probability a:2,b:1 10=0.5/0.5 11=0/1" },
    { "b,a,p_a,p_b\n1,0,0.5,0.5\n1,1,0,1\n", "label=a,b score=p_a,p_b",
      "multilabel probability a:1,b:2 01=0.5/0.5 11=0/1" },
    { "\"a,b\",c,\"p a,b\",p c\n1,0,0.5,0.5\n1,1,0,1\n",
      "label=a,b label=c",
      "multilabel probability a,b:2,c:1 10=0.5/0.5 11=0/1" },
    /* one of them in every row, and still labels by themselves if said so */
    { "label_a,label_b,prob_a,prob_b\n1,0,0.75,0.25\n0,1,0.25,0.75\n", "",
      "multiclass probability a:1,b:1 0(1 0)=0.75/0.25 1(0 1)=0.25/0.75" },
    { "label_a,label_b,prob_a,prob_b\n1,0,0.75,0.25\n0,1,0.25,0.75\n",
      "task=multilabel",
      "multilabel probability a:1,b:1 10=0.75/0.25 01=0.25/0.75" },
    /* soft ones; the class is the likeliest, of equal ones the first */
    { "label_a,label_b,label_c,prob_a,prob_b,prob_c\n"
      "0.2,0.5,0.3,0.25,0.5,0.25\n0.4,0.2,0.4,1,0,0\n",
      "",
      "multiclass probability a:1,b:1,c:0 1(0.2 0.5 0.3)=0.25/0.5/0.25 "
      "0(0.4 0.2 0.4)=1/0/0" },
    { "label_a,label_b,prob_a,prob_b\n0.2,0.8005,1,0\n0.7,0.2995,0,1\n", "",
      "multiclass probability a:1,b:1 1(0.2 0.8005)=1/0 0(0.7 0.2995)=0/1" },
    /* top labels */
    { "y,guess,confidence\ncat,dog,0.5\ndog,dog,0.75\ncow,cat,1\n",
      "predicted=guess",
      "multiclass probability cat:1,cow:1,dog:1 0~2=0.5 2~2=0.75 1~0=1" },
    { "y,prediction,confidence\n3,1,0.5\n1,1,0.75\n2,3,0.25\n",
      "predicted=prediction",
      "multiclass probability 1:1,2:1,3:1 2~0=0.5 0~0=0.75 1~2=0.25" },
    /* no row says more of one class than of another: they are no ranks */
    { "y,prob_0,prob_1,prob_2,prob_3\n0,0.25,0.25,0.25,0.25\n"
      "3,0.25,0.25,0.25,0.25\n",
      "",
      "multiclass probability 0:1,1:0,2:0,3:1 0=0.25/0.25/0.25/0.25 "
      "3=0.25/0.25/0.25/0.25" },
    /* names that are the labels to the sign */
    { "label,x=1,x=2,>5>\nx=1,0.5,0.25,0.25\n>5>,0.25,0.25,0.5\n"
      "x=2,0.25,0.5,0.25\n",
      "",
      "multiclass probability x=1:1,x=2:1,>5>:1 0=0.5/0.25/0.25 "
      "2=0.25/0.25/0.5 1=0.25/0.5/0.25" },
    /* of two, which is binary, unless it is said otherwise */
    { "y,pred,confidence\na,a,0.75\nb,b,1\nb,a,0.625\na,b,0.5625\n"
      "a,a,1\nb,b,0.875\n",
      "", "binary probability a:3,b:3 0=0.25 1=1 1=0.375 0=0.5625 0=0 1=0.875" },
    { "y,pred,confidence\na,a,0.75\nb,b,1\nb,a,0.625\na,b,0.5625\n"
      "a,a,1\nb,b,0.875\n",
      "positive=a",
      "binary probability a:3,b:3 0=0.75 1=0 1=0.625 0=0.4375 0=1 1=0.125" },
    { "y,pred,confidence\na,a,0.75\nb,b,1\nb,a,0.625\na,b,0.5625\n"
      "a,a,1\nb,b,0.875\n",
      "task=binary positive=a predicted=pred",
      "binary probability a:3,b:3 0=0.75 1=0 1=0.625 0=0.4375 0=1 1=0.125" },
    { "y,pred,confidence\na,a,0.75\nb,b,1\n",
      "task=multiclass predicted=pred",
      "multiclass probability a:1,b:1 0~0=0.75 1~1=1" },
    { "y,pred,confidence\na,a,0.75\nb,b,1\nc,a,0.625\n",
      "positive=a ignore=c predicted=pred",
      "binary probability a:1,b:1 0=0.75 1=0" },
    { "prediction,confidence\nb,0.5\nc,0.75\na,1\nb,0.25\n",
      "predicted=prediction unlabelled",
      "multiclass probability a:0,b:0,c:0 ~1=0.5 ~2=0.75 ~0=1 ~1=0.25" },
    /* regression */
    { "target,prediction\n-3.5,2\n1e3,0.5\n", "task=regression",
      "regression score (-3.5)=2 (1000)=0.5" },
    { "y,mean,var\n-3.5,2,0.25\n1e3,0.5,0\n", "variance=var score=mean",
      "regression score (-3.5)=2+-0.25 (1000)=0.5+-0" },
    { "y_true,y_pred,s\n1,2,3\n4,5,6\n", "variance=s",
      "regression score (1)=2+-3 (4)=5+-6" },
    { "y,p\n0,0.5\n1,0.25\n", "task=regression",
      "regression score (0)=0.5 (1)=0.25" },
    { "prediction\n0.5\n", "task=regression unlabelled",
      "regression score =0.5" },
    /* rows left out for their label, which may be the name of a class */
    { "y,prob_a,prob_b\na,0.75,0.25\n?,x,y\nb,0.5,0.5\n ? ,1,0\n",
      "ignore=?", "binary probability a:1,b:1 0=0.25 1=0.5" },
    { "y,guess,prob\n0,0,0.25\n1,1,0.75\n-1,1,0.5\n", "ignore=-1.0",
      "binary probability 0:1,1:1 0=0.25 1=0.75" },
    { "y,prob_0,prob_1,prob_2\n0,1,0,0\n1,0,1,0\n2,0,0,1\n1.0,0,1,0\n",
      "ignore=1",
      "multiclass probability 0:1,1:0,2:1 0=1/0/0 2=0/0/1" },
    { "y,prob_0,prob_1\n-100,1,0\n0,1,0\n1,0,1\n255,0,1\n",
      "ignore=-100 ignore=255",
      "binary probability 0:1,1:1 0=0 1=1" },
    { "y,p,q,r\n-1,0,0,1\n5,1,0,0\n6,0,1,0\n7,0,0,1\n",
      "ignore=-1 score=p,q,r",
      "multiclass probability 5:1,6:1,7:1 0=1/0/0 1=0/1/0 2=0/0/1" },
    { "target,prediction\n-3.5,2\n-999,1\n1e3,0.5\n-999.0,x\n",
      "task=regression ignore=-999",
      "regression score (-3.5)=2 (1000)=0.5" },
    { "label_a,label_b,prob_a,prob_b\n0.25,0.75,1,0\n-1,-1,0.5,0.5\n"
      "0.75,0.25,0,1\n0.5,-1,0,1\n",
      "ignore=-1",
      "multiclass probability a:1,b:1 1(0.25 0.75)=1/0 0(0.75 0.25)=0/1" },
    /* none, where they need not be */
    { "prob_b,prob_a\n0.75,0.25\n", "unlabelled",
      "binary probability a:0,b:0 =0.75" },
    { "prob_b,prob_a\n0.75,0.25\n", "unlabelled class=a class=b",
      "binary probability a:0,b:0 =0.75" },
    { "id,b,a\n1,0.75,0.25\n", "unlabelled class=a class=b task=multiclass",
      "multiclass probability b:0,a:0 =0.75/0.25" },
    { "prob_x,prob_y\n0.75,0.25\n",
      "unlabelled class=a class=b task=multiclass score=prob_x,prob_y",
      "multiclass probability a:0,b:0 =0.75/0.25" },
    { "p0,p1,p2\n0.75,0.25,0\n", "unlabelled class=2 class=0 class=1",
      "multiclass probability 0:0,1:0,2:0 =0.75/0.25/0" },
    { "prob_a,prob_b\n0.75,0.5\n", "unlabelled task=multilabel",
      "multilabel probability a:0,b:0 =0.75/0.5" },
    { "prob_a\n0.75\n", "unlabelled task=multilabel",
      "multilabel probability a:0 =0.75" },
    { "id,logit\n1,0.75\n", "unlabelled task=multilabel class=a",
      "multilabel logit a:0 =0.75" },
    { "label_a,prob_a\n1,0.75\n0,0.5\n", "task=multilabel",
      "multilabel probability a:1 1=0.75 0=0.5" },
    /* labels by order of which not all occur, but all are known */
    { "y,p1,p2,p3\ncat,0.5,0.25,0.25\neel,0.25,0.25,0.5\n",
      "unlabelled class=cat class=dog class=eel task=multiclass",
      "multiclass probability cat:1,dog:0,eel:1 0=0.5/0.25/0.25 "
      "2=0.25/0.25/0.5" },
    /* scores that are not probabilities */
    { "y,score_a,score_b\na,3,-4\nb,0.5,1\n", "",
      "binary score a:1,b:1 0=-7 1=0.5" },
    { "y,score_a,score_b\na,3,-4\nb,0.5,1\n", "kind=logit",
      "binary logit a:1,b:1 0=-7 1=0.5" },
    /* a row that is left out has no say in what the scores are */
    { "y,prob_a,prob_b\na,0.75,0.25\nc,7,8\nb,0.5,0.5\n", "skip",
      "binary probability a:1,b:1 0=0.25 1=0.5" },
    { "label_a,label_b,prob_a,prob_b\n0.5,0.5,1,0\n0.5,0.1,7,8\n",
      "skip task=multiclass",
      "multiclass probability a:1,b:0 0(0.5 0.5)=1/0" },
    /* nor in what the labels are, where it holds no numbers */
    { "label_a,label_b,prob_a,prob_b\n0.5,0.5,1,0\nx,0.5,1,0\n", "skip",
      "multiclass probability a:1,b:0 0(0.5 0.5)=1/0" },
  };

  check_accepted (cases, G_N_ELEMENTS (cases));
}

/* What was done to the probabilities, taken back. */
static void
test_undo (void)
{
  static const Case cases[] = {
    { "y,prob_a,prob_b\na,75,25\nb,0,100\n", "undo=percent",
      "binary probability a:1,b:1 0=0.25 1=1" },
    { "y,p\n1,75\n0,12.5\n", "undo=percent",
      "binary probability 0:1,1:1 1=0.75 0=0.125" },
    { "y,p\n1,0.6224593312018546\n0,0.5\n", "undo=sigmoid",
      "binary probability 0:1,1:1 1=0.5 0=0" },
    { "label_a,label_b,prob_a,prob_b\n"
      "1,1,0.6224593312018546,0.7310585786300049\n0,0,0.5,0.5\n",
      "undo=sigmoid",
      "multilabel probability a:1,b:1 11=0.5/1 00=0/0" },
    /* softmax (0.5, 0.25, 0.25), softmax (0, 1, 0) */
    { "y,prob_a,prob_b,prob_c\n"
      "a,0.390991315159432,0.304504342420284,0.304504342420284\n"
      "b,0.21194155761708544,0.5761168847658291,0.21194155761708544\n",
      "undo=softmax",
      "multiclass probability a:1,b:1,c:0 0=0.5/0.25/0.25 1=0/1/0" },
    /* in single precision */
    { "y,prob_a,prob_b\na,0.26894143,0.7310586\nb,0.5,0.5\n", "undo=softmax",
      NULL },
  };

  check_accepted (cases, G_N_ELEMENTS (cases) - 1);
  for (gsize block_size = 0; block_size < 2; block_size++)
    {
      g_autoptr (GError) error = NULL;
      const Case *single = &cases[G_N_ELEMENTS (cases) - 1];
      g_autoptr (LimenDataset) dataset
          = read_text (single->text, single->options, block_size, &error);

      g_assert_no_error (error);
      g_assert_cmpint (limen_dataset_get_undone (dataset), ==,
                       LIMEN_UNDO_SOFTMAX);
      test_assert_near (
          limen_dataset_get_predictions (dataset)->scores[0][0], 1, 1e-6);
    }
}

/* Every refusal, with its place. */
static void
test_refused (void)
{
  static const struct
  {
    const char *text, *options;
    int code;
    const char *message; /* what it contains */
  } cases[] = {
    /* of more than two classes, and said to be of two */
    { "y,pred,confidence\na,a,0.75\nb,b,1\nc,a,0.625\n", "positive=a",
      LIMEN_TABLE_ERROR_DATA,
      "\"y\" and \"pred\" have 3 labels together, and a binary file has two" },
    { "y,pred,confidence\na,a,0.75\nb,b,1\nc,a,0.625\n", "task=binary",
      LIMEN_TABLE_ERROR_DATA,
      "\"y\" has 3 labels, and one column of scores tells two apart" },
    { "y,pred,confidence\na,a,0.75\nb,b,1\n",
      "task=multiclass positive=a predicted=pred",
      LIMEN_TABLE_ERROR_OPTIONS, "this is a multiclass file" },
    /* columns that the task knows nothing of */
    { "y,prob_a,prob_b,guess\na,1,0,a\nb,0,1,b\n",
      "score=prob_a,prob_b predicted=guess", LIMEN_TABLE_ERROR_OPTIONS,
      "input.csv: --predicted says which class the only score is for" },
    { "y,p,guess\n0,1,0\n1,0,1\n", "predicted=guess task=multilabel",
      LIMEN_TABLE_ERROR_OPTIONS, "input.csv: a multilabel file has" },
    { "y,prob_a,prob_b,s\na,1,0,1\nb,0,1,2\n",
      "score=prob_a,prob_b variance=s", LIMEN_TABLE_ERROR_OPTIONS,
      "input.csv: --variance is for a regression" },
    /* labels without a column */
    { "y,prob_a,prob_b\na,1,0\nb,0,1\nc,0,1\n", "",
      LIMEN_TABLE_ERROR_ROWS,
      "input.csv:4:1: column \"y\": no score column is for label \"c\"; the "
      "labels that have one are \"a\", \"b\"" },
    { "prob_a,prob_b,y\n1,0,a\n0,1,b\n\n0,1,\n", "", LIMEN_TABLE_ERROR_ROWS,
      "input.csv:5:3: column \"y\": the label is missing in 1 row" },
    { FROM_1 ("y,prob_0,prob_1,prob_2"), "label=y score=2,3,4",
      LIMEN_TABLE_ERROR_ROLES,
      "say which is for which with --classes COLUMN=LABEL" },
    { "y,prob_a,prob_b\n", "", LIMEN_TABLE_ERROR_DATA,
      "input.csv: no data rows; a file of predictions has" },
    { "y,a,b,c,d,e,f\n1,1,0,0,0,0,0\n7,1,0,0,0,0,0\n",
      "score=a,b,c,d,e,f", LIMEN_TABLE_ERROR_OPTIONS,
      "input.csv: column \"y\" has 2 labels, none of which is the name of one "
      "of the 6 score columns" },
    { "y,a,b\nx,1,0\nz,0,1\nw,0,1\n", "score=a,b", LIMEN_TABLE_ERROR_ROWS,
      "input.csv:4:1: column \"y\": no score column is for label \"w\"" },
    { "a,b,c\n1,0,0\n", "unlabelled class=x class=y score=a,b,c "
                        "task=multiclass",
      LIMEN_TABLE_ERROR_OPTIONS,
      "input.csv: the classes are 2, none of which is the name of one of the "
      "3 score columns" },
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
    { "label_a,label_b,prob_a,prob_b\n0.5,0.5,1,0\n0.5,0.4,1,0\n",
      "task=multiclass", LIMEN_TABLE_ERROR_ROWS,
      "input.csv:3:1: the labels of this row add up to 0.9; 1 is needed" },
    { "label_a,label_b,prob_a,prob_b\n0.5,0.5,1,0\n1.5,-0.5,1,0\n",
      "task=multiclass", LIMEN_TABLE_ERROR_ROWS,
      "input.csv:3:1: 1.5 is no label of a class, which is a probability "
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
      "input.csv:3:3: 0.5 is not a log-probability, which is 0 at most" },
    /* regression */
    { "y,mean,var\n1,2,0.5\n1,2,-0.5\n", "variance=var score=mean",
      LIMEN_TABLE_ERROR_ROWS,
      "input.csv:3:3: variance -0.5 is negative; 0 or more is allowed" },
    { "y,mean,var\n1,2,0.5\n1,2,x\n", "variance=var score=mean",
      LIMEN_TABLE_ERROR_ROWS,
      "input.csv:3:3: column \"var\": \"x\" is not a number" },
    { "y,pred\n1,2\nx,2\n", "task=regression", LIMEN_TABLE_ERROR_ROWS,
      "input.csv:3:1: column \"y\": \"x\" is not a number" },
    /* what cannot be undone */
    { "y,prob_a,prob_b\na,75,25\nb,10,101\n", "undo=percent",
      LIMEN_TABLE_ERROR_ROWS,
      "input.csv:3:2: this does not come from probabilities by --undo "
      "percent" },
    { "y,p\n1,0.6\n0,0.4\n", "undo=sigmoid", LIMEN_TABLE_ERROR_ROWS,
      "input.csv:3:2: this does not come from probabilities by --undo "
      "sigmoid" },
    { "y,p\n1,0.6\n0,0.74\n", "undo=sigmoid", LIMEN_TABLE_ERROR_ROWS,
      "input.csv:3:2: " },
    { "y,prob_a,prob_b\na,0.5,0.5\nb,0.1,0.9\n", "undo=softmax",
      LIMEN_TABLE_ERROR_ROWS,
      "input.csv:3:2: this does not come from probabilities by --undo "
      "softmax" },
    { "y,prob_a,prob_b\na,0.5,0.5\nb,0,1\n", "undo=softmax",
      LIMEN_TABLE_ERROR_ROWS, "input.csv:3:2: " },
    { "y,p\n1,0.6\n0,0.5\n", "undo=softmax", LIMEN_TABLE_ERROR_OPTIONS,
      "input.csv: --undo softmax: a softmax is of several score columns" },
    { "label_a,label_b,prob_a,prob_b\n1,1,0.5,0.5\n0,0,0.4,0.6\n",
      "undo=softmax", LIMEN_TABLE_ERROR_OPTIONS,
      "input.csv: --undo softmax: " },
    { "y,pred\n1,2\n3,4\n", "task=regression undo=percent",
      LIMEN_TABLE_ERROR_OPTIONS,
      "input.csv: --undo percent: a regression has no probabilities" },
    /* columns that are for the same, or for nothing */
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
      "input.csv: column \"prob_a\" cannot be two things at once" },
    { "y,prob_a,prob_b\na,1,0\n", "label=prob_a score=prob_a,prob_b",
      LIMEN_TABLE_ERROR_ROLES, "column \"prob_a\" cannot be two things" },
    { "y,prob_a,prob_b\na,1,0\n", "weight=prob_a score=prob_a,prob_b",
      LIMEN_TABLE_ERROR_ROLES, "column \"prob_a\" cannot be two things" },
    { "y,prob_a,prob_b\na,1,0\n", "score=prob_a,prob_c",
      LIMEN_TABLE_ERROR_ROLES,
      "input.csv: --score \"prob_c\": there is no such column; the columns "
      "are \"y\", \"prob_a\", \"prob_b\"" },
    { "y,p\na,1\n", "predicted=guess", LIMEN_TABLE_ERROR_ROLES,
      "input.csv: --predicted \"guess\": there is no such column" },
    { "y,p\n1,1\n", "variance=v", LIMEN_TABLE_ERROR_ROLES,
      "input.csv: --variance \"v\": there is no such column" },
    /* labels and scores that are not one of each */
    { "a,b,c,prob_a,prob_b\n1,0,0,0.5,0.5\n1,1,0,0.5,0.5\n", "label=a,b,c",
      LIMEN_TABLE_ERROR_OPTIONS,
      "input.csv: 3 label columns and 2 score columns; each class needs one "
      "of both" },
    { "a,b,prob\n1,1,0.5\n0,1,0.25\n", "label=a,b",
      LIMEN_TABLE_ERROR_OPTIONS,
      "input.csv: 2 label columns and 1 score column; each class needs one "
      "of both" },
    { "a,b,prob\n1,0,0.5\n0,1,0.25\n", "label=a,b",
      LIMEN_TABLE_ERROR_OPTIONS,
      "input.csv: 2 label columns and 1 score column" },
    { "y,prob_a,prob_b\na,1,0\nb,0,1\n", "task=multilabel",
      LIMEN_TABLE_ERROR_OPTIONS,
      "input.csv: a multilabel file has a label column for each class; say "
      "--label A,B,..." },
    { "y,prob\n1,1\n0,0\n", "task=multiclass", LIMEN_TABLE_ERROR_OPTIONS,
      "input.csv: a multiclass file has a score column for each class, or "
      "one and the class that it is for" },
    { "y,prob_a,prob_b,prob_c\na,1,0,0\nb,0,1,0\n",
      "task=binary score=prob_a,prob_b,prob_c", LIMEN_TABLE_ERROR_OPTIONS,
      "input.csv: a binary file has one label column and one score column" },
    { "y,prob_a,prob_b\n1,1,0\n2,0,1\n",
      "task=regression score=prob_a,prob_b", LIMEN_TABLE_ERROR_OPTIONS,
      "input.csv: a regression file has one label column" },
    /* labels that nobody can find */
    { "u,v,prob_a,prob_b\na,b,1,0\nb,a,0,1\n", "", LIMEN_TABLE_ERROR_ROLES,
      "input.csv: it is not clear which column holds the true labels, \"u\" "
      "or \"v\": say --label COLUMN" },
    { "x,prob_a,prob_b\nc,1,0\nd,0,1\n", "", LIMEN_TABLE_ERROR_ROLES,
      "say --score COLUMN" },
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
        g_assert_null (read_text (cases[i].text, cases[i].options,
                                  block_size, &error));
        if (strstr (error->message, cases[i].message) == NULL)
          g_error ("\"%s\" has no \"%s\"", error->message, cases[i].message);
        g_assert_error (error, LIMEN_TABLE_ERROR, cases[i].code);
      }
}

static const LimenFinding *
find_finding (LimenDataset *dataset, const char *code)
{
  GPtrArray *findings = limen_dataset_get_findings (dataset);

  for (guint i = 0; i < findings->len; i++)
    {
      const LimenFinding *finding = g_ptr_array_index (findings, i);

      if (g_str_equal (finding->code, code))
        return finding;
    }
  return NULL;
}

/* Every kind of bad row left out, and counted. */
static void
test_skip (void)
{
  g_autoptr (LimenDataset) classes = read_good (
      "y,prob_a,prob_b\na,1,0\nc,0,1\nb,x,1\nb,1\n,0,1\n\nb,0,1\n?,0,1\n",
      "score=prob_a,prob_b skip ignore=?");
  g_autoptr (LimenDataset) labels
      = read_good ("label_a,label_b,prob_a,prob_b\n1,1,1,0\n2,0,1,0\n"
                   "1,,1,0\n0,0,0,1\n",
                   "task=multilabel skip");
  g_autoptr (LimenDataset) soft
      = read_good ("label_a,label_b,prob_a,prob_b\n0.5,0.5,1,0\n0.5,0,1,0\n"
                   "2,-1,1,0\n0.25,0.75,0,1\n",
                   "task=multiclass skip");
  g_autoptr (LimenDataset) undone
      = read_good ("y,prob_a,prob_b\na,75,25\nb,10,101\nb,0,100\n",
                   "undo=percent skip");
  g_autofree char *first = describe (classes), *second = describe (labels);
  g_autofree char *third = describe (soft), *fourth = describe (undone);

  g_assert_cmpstr (first, ==, "binary probability a:1,b:1 0=0 1=1");
  g_assert_cmpuint (limen_dataset_get_n_rejected (classes), ==, 4);
  g_assert_cmpuint (limen_dataset_get_n_ignored (classes), ==, 1);
  g_assert_cmpuint (limen_dataset_find_line (classes, 1, NULL), ==, 8);
  g_assert_nonnull (find_finding (classes, "rows-skipped"));
  g_assert_nonnull (find_finding (classes, "rows-ignored"));
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

/* What is said of how a file was read. */
static void
test_findings (void)
{
  static const struct
  {
    const char *text, *options, *code, *message;
  } cases[] = {
    { NAMED ("y,a,b,c"), "score=a,b,c", "classes-by-order",
      "column \"a\" is taken for class \"cat\"" },
    { NAMED ("y,prob_cat,prob_dog,prob_eel"), "", "classes-by-order", NULL },
    { FROM_0 ("y,prob_cat,prob_dog,prob_eel"), "", "classes-by-order",
      "column \"prob_cat\" is taken for class 0" },
    { FROM_0 ("y,prob_0,prob_1,prob_2"), "", "classes-by-order", NULL },
    { NAMED ("animal,prob_cat,prob_dog,prob_eel"), "", "columns-guessed",
      "Column \"animal\" is taken for the labels" },
    { NAMED ("y,prob_cat,prob_dog,prob_eel"), "", "columns-guessed", NULL },
    { "y,s_a,s_b\na,0.5,1\nb,3,-4\n", "", "kind-guessed",
      "\"s_a\" and the other score columns go from -4 to 3 (line 3 is the "
      "first" },
    { "y,prob_a,prob_b\na,0.5,0.5\nb,0,1\n", "", "kind-guessed", NULL },
    { "y,prob_a,prob_b\na,75,25\nb,0,100\n", "undo=percent", "undone",
      "read as percentages" },
    { "y,prob_a,prob_b\na,0.5,0.5\nb,0.4,0.6\n", "undo=softmax", "undone",
      "A softmax is taken off" },
    { "y,prob_a,prob_b\na,0.5,0.5\nb,0.4,0.6\n", "", "undone", NULL },
    { "y,prob_a,prob_b\na,0.5,0.5\na,0.4,0.6\n", "", "single-class",
      "Every row is labelled \"a\"" },
    { "y,prob_a,prob_b\na,0.5,0.5\nb,0.4,0.6\n", "", "single-class", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LimenDataset) dataset
          = read_good (cases[i].text, cases[i].options);
      const LimenFinding *finding = find_finding (dataset, cases[i].code);

      g_test_message ("case %u: %s", i, cases[i].code);
      if (cases[i].message == NULL)
        g_assert_null (finding);
      else
        {
          g_assert_nonnull (finding);
          if (strstr (finding->message, cases[i].message) == NULL)
            g_error ("no \"%s\" in \"%s\"", cases[i].message,
                     finding->message);
        }
    }
}

/* Which columns are which, for reports. */
static void
test_roles (void)
{
  g_autoptr (LimenDataset) top = read_good (
      "w,guess,y,p\n1,a,b,0.5\n2,b,a,0.75\n",
      "predicted=guess weight=w label=y score=p");
  g_autoptr (LimenDataset) labels = read_good (
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

/* Two rows of so many classes, the second of the last one. */
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
      g_autoptr (LimenDataset) dataset = read_text (most, "", block_size,
                                                    &error);
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
      g_assert_null (read_text (more, "", block_size, &error));
      g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_OPTIONS);
      g_assert_nonnull (strstr (
          error->message,
          "input.csv: 1001 score columns; 1000 classes are the limit"));
      g_clear_error (&error);
      g_assert_null (read_text (many, "", block_size, &error));
      g_assert_nonnull (strstr (
          error->message,
          "input.csv: 6000 score columns; 1000 classes are the limit"));
    }
}

/* Rows sorted by labels from `first` on, so many of each that the first ones
 * do not tell where the labels begin. */
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
    const char *expected; /* what the description begins with */
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
          = read_good (text, "score=p_cat,p_dog,p_eel");
      g_autofree char *found = describe (dataset);

      g_test_message ("case %u: %.80s", i, found);
      g_assert_true (g_str_has_prefix (found, cases[i].expected));
      g_assert_nonnull (find_finding (dataset, "classes-by-order"));
    }
}

/* Many rows of label 1, with other rows far down between the places where the
 * sample is taken. */
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

/* Labels far down that are no numbers of columns after all. */
static void
test_sorted_refused (void)
{
  static const struct
  {
    const char *row, *message;
  } cases[] = {
    { "x,1,0,0\n", "column \"y\": label \"x\" is none of the numbers of the "
                   "score columns, which go from 0 to 2" },
    { "4,1,0,0\n", "label \"4\" is none of the numbers" },
    { "0,1,0,0\n3,1,0,0\n", "label \"3\" is none of the numbers of the score "
                            "columns, which go from 0 to 2" },
    { "3,1,0,0\n4,1,0,0\n", "label \"4\" is none of the numbers of the score "
                            "columns, which go from 1 to 3" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = make_surprising (cases[i].row);
      g_autoptr (GError) error = NULL;

      g_assert_null (
          read_text (text, "score=p_cat,p_dog,p_eel", 0, &error));
      g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_OPTIONS);
      if (strstr (error->message, cases[i].message) == NULL)
        g_error ("\"%s\" has no \"%s\"", error->message, cases[i].message);
    }
}

/* Top labels of more classes than there may be. */
static void
test_many_labels (void)
{
  g_autoptr (GString) text = g_string_new ("y,guess,p\n");
  g_autoptr (LimenDataset) dataset = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (text, "%u,%u,0.5\n", i, 999 - i);
  dataset = read_good (text->str, "label=y predicted=guess");
  g_assert_cmpuint (limen_dataset_get_predictions (dataset)->n_classes, ==,
                    1000);
  g_string_append (text, "7,x,0.5\n");
  g_assert_null (read_text (text->str, "label=y predicted=guess", 0,
                              &error));
  g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_ROWS);
  g_assert_nonnull (strstr (error->message,
                            "input.csv:1002:2: column \"guess\": \"x\" is one "
                            "label too many; 1000 are the limit"));
}

/* Labels of so many classes that most rows have one of their own, which columns
 * are named after all the same. */
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
      dataset = read_good (text->str, "");
      g_assert_cmpint (limen_dataset_get_predictions (dataset)->task, ==,
                       LIMEN_TASK_MULTICLASS);
      g_assert_cmpstr (limen_dataset_get_label_column (dataset, 0), ==,
                       "label");
      g_assert_cmpuint (limen_dataset_get_predictions (dataset)->n_scores, ==,
                        n_classes);
    }
}

/* The last classes are scores as well, however small they are in all rows. */
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
  dataset = read_good (text->str, "");
  g_assert_cmpuint (limen_dataset_get_predictions (dataset)->n_scores, ==,
                    40);
  g_assert_cmpstr (limen_dataset_get_score_column (dataset, 39), ==, "p.39");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/classes/columns", test_columns);
  g_test_add_func ("/classes/dialects", test_dialects);
  g_test_add_func ("/classes/not-classes", test_not_classes);
  g_test_add_func ("/classes/labels", test_labels);
  g_test_add_func ("/classes/undo", test_undo);
  g_test_add_func ("/classes/refused", test_refused);
  g_test_add_func ("/classes/skip", test_skip);
  g_test_add_func ("/classes/findings", test_findings);
  g_test_add_func ("/classes/roles", test_roles);
  g_test_add_func ("/classes/sorted-rows", test_sorted_rows);
  g_test_add_func ("/classes/sorted-refused", test_sorted_refused);
  g_test_add_func ("/classes/many-classes", test_many_classes);
  g_test_add_func ("/classes/many-labels", test_many_labels);
  g_test_add_func ("/classes/few-rows-each", test_few_rows_each);
  g_test_add_func ("/classes/rare-classes", test_rare_classes);
  return g_test_run ();
}
