/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "dataset.h"
#include "dataset-cases.h"
#include "table-error.h"

static void
test_accepted (void)
{
  static const struct
  {
    const char *text, *expected;
  } cases[] = {
    { "label,prob\n1,0.75\n0,0.5\n", "label/prob probability 0:1[1:1] +0.75 -0.5" },
    { "label,prob\r\n1,0.75\r\n0,0.5\r\n",
      "label/prob probability 0:1[1:1] +0.75 -0.5" },
    { "label,prob\r1,0.75\r0,0.5",
      "label/prob probability 0:1[1:1] +0.75 -0.5" },
    { "\357\273\277label,prob\n1,0.75\n0,0.5\n",
      "label/prob probability 0:1[1:1] +0.75 -0.5" },
    { "\357\273\277\"label\",\"prob\"\n\"1\",\"0.75\"\n0,0.5\n",
      "label/prob probability 0:1[1:1] +0.75 -0.5" },
    /* dialects */
    { "label;prob\n1;0,75\n0;0,5\n",
      "label/prob probability 0:1[1:1] +0.75 -0.5" },
    { "label\tprob\n1\t0,75\n0\t0,5\n",
      "label/prob probability 0:1[1:1] +0.75 -0.5" },
    { "label|prob\n1|0.75\n0|0.5\n",
      "label/prob probability 0:1[1:1] +0.75 -0.5" },
    { "label|prob\n1|0,75\n0|0,5\n",
      "label/prob probability 0:1[1:1] +0.75 -0.5" },
    { "label;logit;weights\n1;2;0,5\n0;-1;1\n",
      "label/logit logit 0:1[1:1] +2*0.5 --1*1" },
    { "1;0,75\n0;0,5\n1;1\n", "1/2 probability 0:1[1:2] +0.75 -0.5 +1" },
    { "1,0.75\n0,0.5\n", "1/2 probability 0:1[1:1] +0.75 -0.5" },
    { "0.75,yes\n0.5,no\n", "2/1 probability no:1[yes:1] +0.75 -0.5" },
    { "y,1.5\nn,0\ny,3\n", "1/2 score n:1[y:2] +1.5 -0 +3" },
    { "BZhours,y,p\n3,1,0.75\n4,0,0.5\n",
      "y/p probability 0:1[1:1] +0.75 -0.5" },
    { "y,0.75\nn,0.5\n", "1/2 probability n:1[y:1] +0.75 -0.5" },
    { "label;note;prob\n1;\"a,b\";0.75\n0;\"c,d\";0.5\n",
      "label/prob probability 0:1[1:1] +0.75 -0.5" },
    /* names */
    { "id,Y True,x,Y-Score\n7,1,3,0.75\n8,0,9,0.5\n",
      "Y True/Y-Score probability 0:1[1:1] +0.75 -0.5" },
    { "y_true,y_pred,y_score\n1,1,0.75\n0,1,0.5\n0,1,0.125\n",
      "y_true/y_score probability 0:2[1:1] +0.75 -0.5 -0.125" },
    { ",outcome,p\n0,1,0.75\n1,0,0.5\n",
      "outcome/p probability 0:1[1:1] +0.75 -0.5" },
    { "sick,model\nyes,0.75\nno,0.5\n",
      "sick/model probability no:1[yes:1] +0.75 -0.5" },
    { "target,prediction,w\n1,0.75,2\n0,0.5,0\n",
      "target/prediction probability 0:1[1:1] +0.75*2 -0.5*0" },
    { "a,a,label,prob\n1,2,1,0.75\n1,2,0,0.5\n",
      "label/prob probability 0:1[1:1] +0.75 -0.5" },
    /* labels */
    { "label,prob\nTrue,0.75\nfalse,0.5\nTRUE,0.5\n",
      "label/prob probability false:1[True:2] +0.75 -0.5 +0.5" },
    { "label,prob\n-1,0.75\n1,0.5\n",
      "label/prob probability -1:1[1:1] -0.75 +0.5" },
    { "label,prob\n1.0,0.75\n0.0,0.5\n1,0.25\n 1e0 ,0\n",
      "label/prob probability 0:1[1:3] +0.75 -0.5 +0.25 +0" },
    { "label,prob\n2,0.75\n1,0.5\n",
      "label/prob probability 1:1[2:1] +0.75 -0.5" },
    { "label,prob\n10,0.75\n9,0.5\n",
      "label/prob probability 9:1[10:1] +0.75 -0.5" },
    { "label,prob\nham,0.75\nspam,0.5\n",
      "label/prob probability ham:1[spam:1] -0.75 +0.5" },
    { "label,prob\nneg,0.75\nabc,0.5\n",
      "label/prob probability [abc:1]neg:1 -0.75 +0.5" },
    { "label,prob\n0,0.75\n0,0.5\n",
      "label/prob probability 0:2[1:0] -0.75 -0.5" },
    { "label,prob\ncat,0.75\ncat,0.5\n",
      "label/prob probability [cat:2] +0.75 +0.5" },
    { "label,prob\ncaf\351,0.75\ncaf\303\251,0.5\n",
      "label/prob probability caf\303\251:1[caf\\xE9:1] +0.75 -0.5" },
    /* numbers and kinds */
    { "label,prob\n1,1e-400\n0,-0\n1,+0.5\n0,.5\n1,1.\n0, 0.25 \n",
      "label/prob probability 0:3[1:3] +0 -0 +0.5 -0.5 +1 -0.25" },
    { "label,logit\n1,3.5\n0,-1000\n",
      "label/logit logit 0:1[1:1] +3.5 --1000" },
    { "label,logits\n1,0.5\n0,0.25\n",
      "label/logits logit 0:1[1:1] +0.5 -0.25" },
    { "label,log_prob\n1,-0.5\n0,-2\n",
      "label/log_prob log-probability 0:1[1:1] +-0.5 --2" },
    { "label,score\n1,3.5\n0,-2\n",
      "label/score score 0:1[1:1] +3.5 --2" },
    { "label,prob\n1,1.5\n0,0.5\n",
      "label/prob score 0:1[1:1] +1.5 -0.5" },
    { "label,score\n1,1\n0,0\n",
      "label/score probability 0:1[1:1] +1 -0" },
    { "label,prob\n\n1,0.75\n\n0,0.5\n\n",
      "label/prob probability 0:1[1:1] +0.75 -0.5" },
    { "label,prob\n1,0.75\n",
      "label/prob probability 0:0[1:1] +0.75" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LimenDataset) dataset = NULL;
      g_autofree char *found = NULL;

      g_test_message ("case %u", i);
      dataset = dataset_case_read_good (cases[i].text, NULL);
      found = dataset_case_describe (dataset);
      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

/* Which of three labels is rejected does not depend on the order of the rows,
 * and no class is dropped as invalid rows. */
static void
test_third_label (void)
{
  static const char *const rows[]
      = { "unknown,0.5\n1,0.9\n0,0.3\n0,0.2\n1,bad\n",
          "1,bad\n0,0.2\n0,0.3\n1,0.9\nunknown,0.5\n" };
  char *ignored[] = { (char *) "unknown", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      LimenReadOptions options = { .skip_bad_rows = TRUE };
      g_autofree char *text = g_strconcat ("label,prob\n", rows[i], NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (LimenDataset) dataset
          = dataset_case_read (text, -1, &options, &error);
      g_autoptr (LimenDataset) two = NULL;

      g_assert_null (dataset);
      g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_DATA);
      g_assert_nonnull (strstr (error->message, "\"0\" in 2 rows, "));
      options.ignored = ignored;
      two = dataset_case_read_good (text, &options);
      g_assert_cmpuint (limen_dataset_get_predictions (two)->n_rows, ==, 3);
      g_assert_cmpuint (limen_dataset_get_n_rejected (two), ==, 1);
    }
}

/* Ignored labels that are real numbers are left out anywhere in a file. */
static void
test_ignored_numbers (void)
{
  char *ignored[] = { (char *) "-999", NULL };
  const LimenReadOptions options = { .ignored = ignored,
                                     .has_task = TRUE,
                                     .task = LIMEN_TASK_REGRESSION };
  g_autoptr (GString) text = g_string_new ("y,pred\n");
  g_autoptr (LimenDataset) dataset = NULL;
  const LimenPredictions *numbers;

  for (guint i = 0; i < 50000; i++)
    g_string_append_printf (text, "%s,0.5\n", i % 5 == 0 ? "-999" : "1.25");
  dataset = dataset_case_read_good (text->str, &options);
  numbers = limen_dataset_get_predictions (dataset);
  g_assert_cmpuint (numbers->n_rows, ==, 40000);
  g_assert_cmpuint (limen_dataset_get_n_ignored (dataset), ==, 10000);
  for (gsize i = 0; i < numbers->n_rows; i++)
    g_assert_cmpfloat (numbers->targets[0][i], ==, 1.25);
}

/* A finding names the positive class if the labels are ambiguous. */
static void
test_positive (void)
{
  static const struct
  {
    const char *text, *positive, *code, *message;
  } cases[] = {
    { "y,p\nham,0.5\nspam,1\n", "spam", "positive-by-name",
      "because of its meaning next to \"ham\"" },
    { "status,risk_score\nCase,0.5\nControl,0.25\n", "Case",
      "positive-by-name", "--positive \"Control\"" },
    { "status,prob_bad\nbad,0.5\ngood,0.25\n", "bad", "positive-by-name",
      "because column \"prob_bad\" is named after it" },
    { "y,p\ncat,0.5\ndog,1\n", "dog", "positive-guessed",
      "second in alphabetical order. If that is wrong, give --positive "
      "\"cat\", or press Swap" },
    { "y,p\n1,0.5\n2,1\n", "2", "positive-guessed", "the larger number" },
    { "y,p\n1,0.5\n0,1\n", "1", NULL, NULL },
    { "y,prob_1\n1,0.5\n0,1\n", "1", NULL, NULL },
    { "y,prob_0\n1,0.5\n0,1\n", "0", "positive-by-name", "\"prob_0\"" },
    { "yes,0.75\nno,0.5\n", "yes", NULL, NULL },
    { "1,0.75\n2,0.5\n", "2", "positive-guessed", "number" },
    { "y,p\ncontrol,0.5\ncontrol,1\n", "case", "positive-by-name",
      "\"case\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LimenDataset) dataset
          = dataset_case_read_good (cases[i].text, NULL);
      g_autoptr (LimenReadOptions) options = limen_read_options_new ();
      g_autoptr (LimenDataset) given = NULL;
      const LimenPredictions *numbers
          = limen_dataset_get_predictions (dataset);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (
          limen_dataset_get_class_name (dataset, numbers->positive), ==,
          cases[i].positive);
      g_assert_cmpint (
          dataset_case_has_finding (dataset, "positive-by-name")
              + dataset_case_has_finding (dataset, "positive-guessed"),
          ==, cases[i].code != NULL);
      if (cases[i].code != NULL)
        g_assert_nonnull (
            strstr (dataset_case_find_message (dataset, cases[i].code),
                    cases[i].message));
      options->positive = g_strdup (cases[i].positive);
      given = dataset_case_read_good (cases[i].text, options);
      g_assert_false (dataset_case_has_finding (given, "positive-by-name")
                      || dataset_case_has_finding (given, "positive-guessed"));
    }
}

/* A class may contain the delimiter in quotes; an unquoted delimiter is not
 * part of a class. */
static void
test_comma_class (void)
{
  static const char text[] = "label,note,prob\n\",\",a,0.5\nx,a,0.25\n"
                             "\",\",a,0.75\n,,a,0.5\nx,a,0.125\n";

  for (gsize block = 1; block < 60; block++)
    {
      LimenReadOptions options
          = { .block_size = block, .skip_bad_rows = TRUE };
      g_autoptr (LimenDataset) dataset
          = dataset_case_read_good (text, &options);

      g_assert_cmpuint (limen_dataset_get_n_rejected (dataset), ==, 1);
      g_assert_cmpuint (limen_dataset_get_predictions (dataset)->n_rows, ==,
                        4);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dataset/accepted", test_accepted);
  g_test_add_func ("/dataset/third-label", test_third_label);
  g_test_add_func ("/dataset/ignored-numbers", test_ignored_numbers);
  g_test_add_func ("/dataset/positive", test_positive);
  g_test_add_func ("/dataset/comma-class", test_comma_class);
  return g_test_run ();
}
