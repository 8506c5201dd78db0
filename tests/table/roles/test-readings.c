/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "dataset.h"
#include "question.h"
#include "support.h"
#include "table-error.h"

/* Generated files: a header and a template for each row, in which "$" and a
 * letter stand for an output of a model with two or three classes. */

#define N_ROWS 120

static const char *const animals[] = { "cat", "dog", "eel" };

/* One generated row. */
typedef struct
{
  guint i;
  gboolean truth;
  double p;      /* true label */
  guint animal;  /* the true animal */
  double of[3];  /* the probability of each animal */
  guint guessed; /* the likeliest animal */
} Row;

static Row
make_row (GRand *random, guint i)
{
  Row row = { .i = i, .truth = g_rand_double (random) < 0.4 };
  double sum = 0;

  row.p = 1 / (1 + exp (-(row.truth ? 1.0 : -1.0) - 3
                            * (g_rand_double (random) - 0.5)));
  row.animal = (guint) g_rand_int_range (random, 0, 3);
  for (guint k = 0; k < 3; k++)
    sum += row.of[k] = g_rand_double (random) + 0.7 * (k == row.animal);
  for (guint k = 0; k < 3; k++)
    {
      row.of[k] /= sum;
      if (row.of[k] > row.of[row.guessed])
        row.guessed = k;
    }
  return row;
}

static void
append_number (GString *out, const char *format, double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (out, g_ascii_formatd (text, sizeof text, format, number));
}

/* Appends the value of a letter. y: 0 or 1; d: the decision; p, q: the
 * probabilities of 1 and 0; l, n: the logits of 1 and 0; c: the confidence in
 * the decision; i: the number of the row; a: an age; m: an amount; o: an amount
 * in rows with label 1 only; f: a fold; u: a feature from 0 to 1; e: whether the
 * number of the row is odd; r: whether the decision is right; A: the animal; G:
 * the predicted animal; 1, 2, 3: the probabilities of each animal; C: that of
 * the predicted one; N: the number of the animal; W, D: truth and decision in
 * the words of the case. */
static void
append_token (GString *out, char token, const Row *row, GStrv words)
{
  gboolean decision = row->p >= 0.5;

  switch (token)
    {
    case 'y':
      g_string_append_printf (out, "%d", row->truth);
      break;
    case 'd':
      g_string_append_printf (out, "%d", decision);
      break;
    case 'p':
      append_number (out, "%.6f", row->p);
      break;
    case 'q':
      append_number (out, "%.6f", 1 - row->p);
      break;
    case 'l':
      append_number (out, "%.5f", log (row->p / (1 - row->p)));
      break;
    case 'n':
      append_number (out, "%.5f", -log (row->p / (1 - row->p)));
      break;
    case 'c':
      append_number (out, "%.6f", MAX (row->p, 1 - row->p));
      break;
    case 'i':
      g_string_append_printf (out, "%u", row->i);
      break;
    case 'a':
      g_string_append_printf (out, "%u", 20 + row->i * 7 % 53);
      break;
    case 'm':
      g_string_append_printf (out, "%u.%02u", row->i * 37 % 900,
                              row->i * 11 % 100);
      break;
    case 'o':
      if (row->truth)
        g_string_append_printf (out, "%u.5", row->i * 37 % 900);
      break;
    case 'r':
      g_string_append_printf (out, "%d", decision == row->truth);
      break;
    case 'e':
      g_string_append_printf (out, "%u", row->i % 2);
      break;
    case 'f':
      g_string_append_printf (out, "%u", row->i % 5);
      break;
    case 'u':
      append_number (out, "%.3f", row->i * 29 % 101 / 101.0);
      break;
    case 'A':
      g_string_append (out, animals[row->animal]);
      break;
    case 'G':
      g_string_append (out, animals[row->guessed]);
      break;
    case 'N':
      g_string_append_printf (out, "%u", row->animal);
      break;
    case 'C':
      append_number (out, "%.4f", row->of[row->guessed]);
      break;
    case 'W':
      g_string_append (out, words[row->truth]);
      break;
    case 'D':
      g_string_append (out, words[decision]);
      break;
    case '1':
    case '2':
    case '3':
      append_number (out, "%.6f", row->of[token - '1']);
      break;
    default:
      g_assert_not_reached ();
    }
}

static char *
make_text (const char *header, const char *line, const char *words)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  g_auto (GStrv) both = g_strsplit (words, "/", 2);
  GString *out = g_string_new (header);

  for (guint i = 0; i < N_ROWS; i++)
    {
      Row row = make_row (random, i);

      for (const char *p = line; *p != '\0'; p++)
        if (*p == '$')
          append_token (out, *++p, &row, both);
        else
          g_string_append_c (out, *p);
      g_string_append_c (out, '\n');
    }
  return g_string_free (out, FALSE);
}

/* The dataset in one line, "binary probability 1: y/p =d": task, kind,
 * positive class, labels, scores and the predicted class. */
static char *
describe (LimenDataset *dataset)
{
  const LimenPredictions *numbers = limen_dataset_get_predictions (dataset);
  GString *out = g_string_new (limen_task_get_name (numbers->task));
  const char *column;

  g_string_append_printf (out, " %s", limen_kind_get_name (numbers->kind));
  if (numbers->task == LIMEN_TASK_BINARY)
    g_string_append_printf (
        out, " %s", limen_dataset_get_class_name (dataset,
                                                  numbers->positive));
  g_string_append (out, ":");
  for (gsize k = 0;
       (column = limen_dataset_get_label_column (dataset, k)) != NULL; k++)
    g_string_append_printf (out, "%s%s", k == 0 ? " " : ",", column);
  g_string_append_c (out, '/');
  for (gsize k = 0;
       (column = limen_dataset_get_score_column (dataset, k)) != NULL; k++)
    g_string_append_printf (out, "%s%s", k == 0 ? "" : ",", column);
  column = limen_dataset_get_predicted_column (dataset);
  if (column != NULL)
    g_string_append_printf (out, " =%s", column);
  return g_string_free (out, FALSE);
}

static LimenDataset *
read_text (const char *text, GError **error)
{
  g_autofree char *path = test_write_file ("file.csv", text, -1);
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();

  return limen_dataset_read (path, options, NULL, NULL, NULL, error);
}

typedef struct
{
  const char *header, *line, *words, *expected;
} Case;

static void
check (const Case *cases, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *text = make_text (cases[i].header, cases[i].line,
                                         cases[i].words);
      g_autoptr (GError) error = NULL;
      g_autoptr (LimenDataset) dataset = read_text (text, &error);
      g_autofree char *found = NULL;

      g_test_message ("%s", cases[i].header);
      g_assert_no_error (error);
      found = describe (dataset);
      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

/* One score, next to decisions, features, counters and other columns. */
static void
test_single (void)
{
  static const Case cases[] = {
    { "id,y_true,y_pred,prob\n", "$i,$y,$d,$p", "",
      "binary probability 1: y_true/prob" },
    { "id,y_true,y_pred,model\n", "$i,$y,$d,$p", "",
      "binary probability 1: y_true/model" },
    /* a threshold on the score is not the label if there is another
     * candidate */
    { "label,target,prob\n", "$y,$d,$p", "",
      "binary probability 1: label/prob" },
    /* nor is a column that the scores do not separate */
    { "is_member,churn,prob\n", "$e,$y,$p", "",
      "binary probability 1: churn/prob" },
    { "id,probability_of_rain,late,lgbm_output\n", "$i,$u,$y,$p", "",
      "binary probability 1: late/lgbm_output" },
    { "ID,GroundTruth,ModelOutput\n", "$i,$y,$p", "",
      "binary probability 1: GroundTruth/ModelOutput" },
    { "age,is_churned,churn_pred,churn_risk\n", "$a,$y,$d,$p", "",
      "binary probability 1: is_churned/churn_risk" },
    { "fold,target,oof\n", "$f,$y,$p", "",
      "binary probability 1: target/oof" },
    { "Amount,Outcome,score_mean,score_std\n", "$m,$y,$p,$u", "",
      "binary probability 1: Outcome/score_mean" },
    { "x1,female,actual status,probability of default\n", "$u,$d,$y,$p", "",
      "binary probability 1: actual status/probability of default" },
    { "y,logit,prob\n", "$y,$l,$p", "", "binary probability 1: y/prob" },
    { "label,decision function\n", "$y,$l", "",
      "binary score 1: label/decision function" },
    { "label,label_text,proba\n", "$y,$W,$p", "neg/pos",
      "binary probability 1: label/proba" },
    { "diagnosis,prob_ill\n", "$W,$p", "well/ill",
      "binary probability ill: diagnosis/prob_ill" },
    { "diagnosis,pathology\n", "$W,$p", "healthy/pathologic",
      "binary probability pathologic: diagnosis/pathology" },
    { "", "$y,$p", "", "binary probability 1: 1/2" },
    { "", "$i,$W,$p", "no/yes", "binary probability yes: 2/3" },
  };

  check (cases, G_N_ELEMENTS (cases));
}

/* A score column for each class, with various names. */
static void
test_classes (void)
{
  static const Case cases[] = {
    /* two columns make one score */
    { "label,prob_0,prob_1\n", "$y,$q,$p", "",
      "binary probability 1: label/prob_1" },
    { "label,p_c1,p_c0\n", "$y,$p,$q", "",
      "binary probability 1: label/p_c1" },
    { "p2,p1,y\n", "$p,$q,$W", "a/b", "binary probability b: y/p2" },
    { "y,said.classes,said.scores\n",
      "$W,\"[\"\"b\"\",\"\"a\"\"]\",\"[$p,$q]\"", "a/b",
      "binary probability b: y/said.scores[0]" },
    { "obs,No,Yes,pred\n", "$W,$q,$p,$D", "No/Yes",
      "binary probability Yes: obs/Yes" },
    { "truth;confidence(bad);confidence(good)\n", "$W;$p;$q", "good/bad",
      "binary probability good: truth/confidence(good)" },
    { "label,logit_0,logit_1\n", "$y,$n,$l", "",
      "binary logit 1: label/logit_0,logit_1" },
    { "", "$y,$q,$p", "", "binary probability 1: 1/3" },
    /* three */
    { "species,P (species=eel),P (species=cat),P (species=dog)\n",
      "$A,$3,$1,$2", "",
      "multiclass probability: species/P (species=eel),P (species=cat),P "
      "(species=dog)" },
    { "Scored.Cat,Scored.Dog,Scored.Eel,animal,Scored.Labels\n",
      "$1,$2,$3,$A,$G", "",
      "multiclass probability: animal/Scored.Cat,Scored.Dog,Scored.Eel" },
    { ",cat,dog,eel,target\n", "$i,$1,$2,$3,$N", "",
      "multiclass probability: target/cat,dog,eel" },
    /* with any sums */
    { "true_label,pred_label,prob_mild,prob_bad,prob_worst\n",
      "$N,$N,$p,$u,$q", "",
      "multiclass probability: true_label/prob_mild,prob_bad,prob_worst" },
    { "predict,cat,dog,eel,Kind\n", "$G,$1,$2,$3,$A", "",
      "multiclass probability: Kind/cat,dog,eel" },
  };

  check (cases, G_N_ELEMENTS (cases));
}

/* A predicted class and its confidence, or the decision alone. */
static void
test_predicted (void)
{
  static const Case cases[] = {
    { "true_label,pred_label,score\n", "$W,$D,$c", "NEGATIVE/POSITIVE",
      "binary probability POSITIVE: true_label/score =pred_label" },
    { "target,prediction_label,prediction_score\n", "$y,$d,$c", "",
      "binary probability 1: target/prediction_score =prediction_label" },
    { "fake,length,predicted_fake,private\n", "$y,$m,$d,$y", "",
      "binary decision 1: fake/ =predicted_fake" },
    { "TP,FP,FN,TN,gt_found,pred_found\n", "$d,$y,$d,$y,$y,$d", "",
      "binary decision 1: gt_found/ =pred_found" },
    /* the score of the positive class is not the confidence of the decision */
    { "target,prediction_label,prediction_score\n", "$y,$d,$p", "",
      "binary probability 1: target/prediction_score" },
    { "truth,guess,conf\n", "$A,$G,$C", "",
      "multiclass probability: truth/conf =guess" },
    { "y_true,y_pred\n", "$y,$d", "", "binary decision 1: y_true/ =y_pred" },
    { "age,actual,predicted\n", "$a,$W,$D", "no/yes",
      "binary decision yes: actual/ =predicted" },
    { "path,true,pred\n", "$i.jpg,$A,$G", "",
      "multiclass decision: true/ =pred" },
    { "id,score,label_value\n", "$i,$d,$y", "",
      "binary decision 1: label_value/ =score" },
  };

  check (cases, G_N_ELEMENTS (cases));
}

/* The question, and whether its command line works. */
static void
test_questions (void)
{
  static const struct
  {
    const char *header, *line, *words;
    const char *parts[5];  /* expected part of the message */
    const char *arguments; /* expected part of the command line */
  } cases[] = {
    { "id,target,lgb,xgb\n",
      "$i,$y,$p,$u",
      "",
      { "--score", "\"lgb\" or \"xgb\"", NULL },
      "--label target --score lgb" },
    /* the name suggests one column, the scores another */
    { "label,churn,score\n",
      "$e,$y,$p",
      "",
      { "\"churn\" or \"label\"", NULL },
      "--label churn --score score" },
    /* the rows suggest another order than names and positions */
    { "risk_class,p_high,p_low,p_mid\n",
      "$N,$3,$1,$2",
      "",
      { "--classes", NULL },
      "--label risk_class --classes p_high=2 --classes p_low=0 "
      "--classes p_mid=1" },
    { "stars,stars_pred\n",
      "$f,$m",
      "",
      { "--task regression", NULL },
      "--label stars --score stars_pred --task regression" },
    { "a,b,c\n",
      "$y,$d,$m",
      "",
      { "--label", "--score", NULL },
      "--label b --score c" },
    { "label,weight_kg,height\n", "$y,$m,$a", "", { "--score", NULL }, NULL },
    { "label,fold\n", "$y,$f", "", { "--score", NULL }, NULL },
    { "name,prob\n",
      "n$i,$p",
      "",
      { "--label", "--labels-from", NULL },
      NULL },
    { "y,p1,p2,p3\n",
      "$N,$1,$2,$3",
      "",
      { "--classes", NULL },
      "--label y --classes p1=0 --classes p2=1 --classes p3=2" },
    { "id,prob,correct\n",
      "$i,$p,$r",
      "",
      { "\"correct\" may say which decisions were right", NULL },
      "--label correct --score prob" },
    { "amount,is_known,prob\n", "$o,$y,$p", "", { "--label", NULL }, NULL },
    { "actual_size,predicted_size\n",
      "$m,$u",
      "",
      { "regression", "--task regression", NULL },
      "--label actual_size --score predicted_size --task regression" },
    { "churn,churn_2m,prediction\n",
      "$y,,$d",
      "",
      { "\"churn_2m\" is empty", NULL },
      "--label churn --predicted prediction --score none" },
    { "truth,forest\n",
      "$A,$G",
      "",
      { "\"forest\" has the values of the labels", NULL },
      "--label truth --predicted forest --score none" },
    { "label,probability\n",
      "$y,{1: $p}",
      "",
      { "\"probability\"", "not numbers", NULL },
      NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = make_text (cases[i].header, cases[i].line,
                                         cases[i].words);
      g_autoptr (GError) error = NULL;
      const char *command;

      g_test_message ("%s", cases[i].header);
      g_assert_null (read_text (text, &error));
      g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_ROLES);
      for (gsize k = 0; cases[i].parts[k] != NULL; k++)
        if (strstr (error->message, cases[i].parts[k]) == NULL)
          g_error ("\"%s\" has no \"%s\"", error->message, cases[i].parts[k]);
      command = limen_table_error_get_command (error);
      if (cases[i].arguments == NULL)
        g_assert_null (command);
      else
        g_assert_true (g_str_has_suffix (command, cases[i].arguments));
    }
}

/* All labels of one kind first: rows after the sample count, too. */
static void
test_sorted (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  g_autoptr (GString) text = g_string_new ("file,label,predicted,prob\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenDataset) dataset = NULL;
  g_autofree char *found = NULL;

  for (guint i = 0; i < 30000; i++)
    {
      Row row = make_row (random, i);

      g_string_append_printf (text, "%u.jpg,%s,%s,", i, animals[i / 14000],
                              animals[row.guessed]);
      append_number (text, "%.4f\n", row.of[row.guessed]);
    }
  dataset = read_text (text->str, &error);
  g_assert_no_error (error);
  found = describe (dataset);
  g_assert_cmpstr (found, ==, "multiclass probability: label/prob =predicted");
}

/* A confidence that is below one half far down is not one. */
static void
test_contradicted (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  g_autoptr (GString) text = g_string_new ("label,predicted,prob\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenDataset) dataset = NULL;
  g_autofree char *found = NULL;

  for (guint i = 0; i < 40000; i++)
    {
      Row row = make_row (random, i);

      g_string_append_printf (text, "%d,%u,", row.truth, i % 2);
      append_number (text, "%.4f\n",
                     i == 40000 / 64 * 21 ? 0.25 : 0.5 + row.p / 2);
    }
  dataset = read_text (text->str, &error);
  g_assert_no_error (error);
  found = describe (dataset);
  g_assert_cmpstr (found, ==, "binary probability 1: label/prob");
}

/* A cell that is not a number makes an invalid row; it does not change the
 * column's role. */
static void
test_bad_cell (void)
{
  g_autofree char *good = make_text ("label,amount,prob\n", "$y,$m,$p", "");
  g_autofree char *text = g_strconcat (good, "1,7.25,error\n", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (read_text (text, &error));
  g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_ROWS);
  g_assert_nonnull (strstr (error->message,
                            ":122:3: column \"prob\": \"error\" is not a "
                            "number"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/readings/single", test_single);
  g_test_add_func ("/readings/classes", test_classes);
  g_test_add_func ("/readings/predicted", test_predicted);
  g_test_add_func ("/readings/questions", test_questions);
  g_test_add_func ("/readings/sorted", test_sorted);
  g_test_add_func ("/readings/contradicted", test_contradicted);
  g_test_add_func ("/readings/bad-cell", test_bad_cell);
  return g_test_run ();
}
