/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "class-name.h"
#include "dataset.h"
#include "preview.h"
#include "support.h"
#include "text-cases.h"

static void
test_blanks (void)
{
  static const TextCase cases[] = {
    { "label prob\n1 0.75\n0 0.25\n", NULL, NULL,
      "blanks, header: 2 1=0.75 3 0=0.25" },
    { "   label      prob\n       1  0.75\n       0  0.25  \n", NULL, NULL,
      "blanks, header: 2 1=0.75 3 0=0.25" },
    { "label\tprob \n1 \t 0.75\n 0  0.25\n", NULL, NULL,
      "blanks, header: 2 1=0.75 3 0=0.25" },
    { "1.000e+00 7.500e-01\n0.000e+00 2.500e-01\n", NULL, NULL,
      "blanks: 1 1=0.75 2 0=0.25" },
    { "-0.75 nontarget\n0.25 target\n-0.5 nontarget\n", "2", "1",
      "blanks: 1 nontarget=-0.75 2 target=0.25 3 nontarget=-0.5" },
    { "u1 A11 spoof 0.25\nu2 - bonafide 0.75\n", "3", "4",
      "blanks: 1 spoof=0.25 2 bonafide=0.75" },
    { "__label__neg __label__neg 0.75\n__label__pos __label__neg 0.5\n", "1",
      "3", "blanks: 1 __label__neg=0.75 2 __label__pos=0.5" },
    { "label \"the score\"\n\"no  way\" 0.25\nyes \"0.75\"\n", "label",
      "the score", "blanks, header: 2 no  way=0.25 3 yes=0.75" },
    { "label prob\n\n1 0.75\n   \n0 0.25\n", NULL, NULL,
      "blanks, header: 3 1=0.75 5 0=0.25" },
    { "label score\n1 1,5\n0 -0,25\n", NULL, NULL,
      "blanks, header: 2 1=1.5 3 0=-0.25" },
    /* an unnamed first column of row names */
    { "\"label\" \"prob\"\n\"1\" 1 0.75\n\"2\" 0 0.25\n\"3\" 1 0.5\n", NULL,
      NULL, "blanks, header: 2 1=0.75 3 0=0.25 4 1=0.5" },
    { "label\tprob\na\t1\t0.75\nb\t0\t0.25\nc\t1\t0.5\n", NULL, NULL,
      "tab, header: 2 1=0.75 3 0=0.25 4 1=0.5" },
    /* other delimiters, with blanks in names and labels */
    { "In Situ,0.25\nInvasive,0.75\nIn Situ,0.5\n", NULL, NULL,
      "comma: 1 In Situ=0.25 2 Invasive=0.75 3 In Situ=0.5" },
    { "In Situ,0.25\nNot Here,0.75\n", NULL, NULL,
      "comma: 1 In Situ=0.25 2 Not Here=0.75" },
    { "In Situ\t0.25\nNot Here\t0.75\n", NULL, NULL,
      "tab: 1 In Situ=0.25 2 Not Here=0.75" },
    { "label, prob\n1, 0.75\n0, 0.25\n", "1", "2",
      "comma, header: 2 1=0.75 3 0=0.25" },
    { "true label;model score\nIn Situ;0.25\nNot Here;0.75\n", "true label",
      "model score", "semicolon, header: 2 In Situ=0.25 3 Not Here=0.75" },
  };

  text_cases_check (cases, G_N_ELEMENTS (cases));
}

/* A column of texts with blanks is one column. */
static void
test_one_column (void)
{
  static const char *const texts[]
      = { "text\nso it is\nit is not so\nso so\n",
          "label\nclass 1\nclass 2\nclass 1\n",
          "true label\nIn Situ\nNot Here\n", "prob\n0.5\n0.25 \n" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *path = test_write_file ("one.txt", texts[i], -1);
      g_autoptr (GError) error = NULL;
      g_autoptr (LimenPreview) preview
          = limen_preview_read (path, NULL, 5, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (preview->names->len, ==, 1);
    }
}

static void
test_cells (void)
{
  static const TextCase cases[] = {
    { "label,prob\n1,75%\n0,2.5 %\n", NULL, NULL,
      "comma, header: 2 1=0.75 3 0=0.025" },
    { "label,score\n1,1234.5%\n0,-.5%\n1,7%\n0,NA\n", NULL, NULL, NULL },
    { "label;prob\n1;75,5%\n0;2%\n", NULL, NULL,
      "semicolon, header: 2 1=0.755 3 0=0.02" },
    { "label,prob\n1,\"75,5%\"\n0,2%\n", NULL, NULL,
      "comma, header: 2 1=0.755 3 0=0.02" },
    { "1,75%\n0,25%\n", "1", "2", "comma: 1 1=0.75 2 0=0.25" },
    { "label,prob\n[1],[0.75]\n[0],[ 0.25 ]\n", NULL, NULL,
      "comma, header: 2 1=0.75 3 0=0.25" },
    { "label prob\n(1) (0.75)\n(0) (0.25)\n", NULL, NULL,
      "blanks, header: 2 1=0.75 3 0=0.25" },
    { "label,prob\ntensor(1),tensor(0.75)\ntensor(0),tensor(0.25)\n", NULL,
      NULL, "comma, header: 2 1=0.75 3 0=0.25" },
    { "label,prob\n1,\"tensor(0.75, device='cuda:0')\"\n"
      "0,\"tensor([0.25], grad_fn=<A>)\"\n",
      NULL, NULL, "comma, header: 2 1=0.75 3 0=0.25" },
    { "label,prob\n1,np.float32(0.75)\n0,np.float32(0.25)\n", NULL, NULL,
      "comma, header: 2 1=0.75 3 0=0.25" },
    { "label,prob\n1,\"(0.75,)\"\n0,\"(0.25,)\"\n", NULL, NULL,
      "comma, header: 2 1=0.75 3 0=0.25" },
    /* several numbers */
    { "label,p\n1,\"[0.25, 0.75]\"\n0,\"[0.5,0.5]\"\n", "label", "p[1]",
      "comma, header: 2 1=0.75 3 0=0.5" },
    { "label,p\n1,\"[0.25, 0.75]\"\n0,\"[0.5,0.5]\"\n", "label", "p",
      "comma, header: 2 1=0.75 3 0=0.5" },
    { "label,p\n1,\"[0.25, 0.75]\"\n0,\"[0.5,0.5]\"\n", "1", "2",
      "comma, header: 2 1=0.75 3 0=0.5" },
    { "label,p,w\n1,\"[0.25, 0.75]\",1\n0,\"[0.5,0.5]\",2\n", "label", "2[1]",
      "comma, header: 2 1=0.75 3 0=0.5" },
    { "label,p,last\n1,\"[0.25, 0.75]\",1\n0,\"[0.5,0.5]\",2\n", "label", "3",
      "comma, header: 2 1=1 3 0=2" },
    { "0\t[0.25 0.75]\n1\t[1.  0. ]\n", "1", "2[1]", "tab: 1 0=0.75 2 1=0" },
    { "label;p\n1;tensor([0.25, 0.75])\n0;tensor([[0.5, 0.5]])\n", "label",
      "p[0]", "semicolon, header: 2 1=0.25 3 0=0.5" },
    { "label,p\n1,\"array([0.25, 0.75], dtype=float32)\"\n"
      "0,\"array([0.5, 0.5], dtype=float32)\"\n",
      "label", "p[1]", "comma, header: 2 1=0.75 3 0=0.5" },
    { "label,p\n1,\"[np.float64(0.25), np.float64(0.75)]\"\n"
      "0,\"[np.float64(0.5), np.float64(0.5)]\"\n",
      "label", "p[1]", "comma, header: 2 1=0.75 3 0=0.5" },
    { "label,p\n1,0.25 0.75\n0,0.5 0.5\n", "label", "p[1]",
      "comma, header: 2 1=0.75 3 0=0.5" },
    { "label,p\n1,0.25;0.75\n0,0.5;0.5\n", "label", "p[1]",
      "comma, header: 2 1=0.75 3 0=0.5" },
    /* groups of digits */
    { "label,score\n1,\"1,269,329\"\n0,\"269,329\"\n1,12\n", NULL, "score",
      "comma, header: 2 1=1269329 3 0=269329 4 1=12" },
    { "label,score\n1,\"1,234.5\"\n0,\"-1,234\"\n", NULL, "score",
      "comma, header: 2 1=1234.5 3 0=-1234" },
    { "label,score\n1,\"1,234\"\n0,12.5\n", NULL, "score",
      "comma, header: 2 1=1234 3 0=12.5" },
    { "label;score\n1;1 269 329\n0;269 329,5\n", NULL, "score",
      "semicolon, header: 2 1=1269329 3 0=269329.5" },
    { "label;score\n1;1'269.5\n0;1'000\n", NULL, "score",
      "semicolon, header: 2 1=1269.5 3 0=1000" },
    { "label;score\n1;1.269,5\n0;1.000.000\n", NULL, "score",
      "semicolon, header: 2 1=1269.5 3 0=1000000" },
    { "label;score\n1;1\302\240269,5\n0;12,5\n", NULL, "score",
      "semicolon, header: 2 1=1269.5 3 0=12.5" },
    { "label,score\n1,\"0,75\"\n0,\"0,125\"\n", NULL, "score",
      "comma, header: 2 1=0.75 3 0=0.125" },
    /* another column shows what the comma means */
    { "label\tscore\tx\n1\t269,329\t0.5\n0\t1,269\t0.75\n", NULL, "score",
      "tab, header: 2 1=269329 3 0=1269" },
    { "label\tscore\tx\n1\t269,329\t0,5\n0\t1,269\t0,75\n", NULL, "score",
      "tab, header: 2 1=269.329 3 0=1.269" },
    { "label;score\n1;269,329\n0;1,269\n", NULL, "score",
      "semicolon, header: 2 1=269.329 3 0=1.269" },
    /* names with such notations stay unchanged */
    { "label,prob\n10%,0.75\n20%,0.25\n", "label", NULL,
      "comma, header: 2 10%=0.75 3 20%=0.25" },
    { "label,2.5%,97.5%\n1,0.25,0.75\n0,0.5,0.625\n", "label", "97.5%",
      "comma, header: 2 1=0.75 3 0=0.625" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LimenDataset) dataset = NULL;
      g_autofree char *found = NULL;

      g_test_message ("case %u", i);
      if (cases[i].expected != NULL)
        {
          text_case_check (cases[i].text, cases[i].label, cases[i].score,
                           cases[i].expected);
          continue;
        }
      dataset = text_case_read (cases[i].text, -1, NULL, NULL, TRUE, &error);
      g_assert_no_error (error);
      found = text_case_describe (dataset);
      g_assert_cmpstr (found, ==,
                       "comma, header: 2 1=12.345 3 0=-0.005 4 1=0.07");
    }
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text, *label, *score, *message;
  } cases[] = {
    { "label,prob\n1,75%\n0,0.5\n", NULL, NULL,
      ":2:2: column \"prob\": \"75%\" is not a number here" },
    { "label,prob\n1,75%\n0,25%\n1,5%\n0,x\n", NULL, NULL,
      ":5:2: column \"prob\": \"x\" is not written like the rest of this "
      "column, such as \"75%\"" },
    { "label,p\n1,\"[0.25,0.75]\"\n0,\"[0.5,0.5]\"\n1,\"[1]\"\n0,\"[1,0]\"\n",
      "label", "p[1]", ":4:2: column \"p\": \"[1]\" is not written like" },
    { "label,p\n1,\"[0.25,0.75]\"\n0,\"[nan,nan]\"\n", "label", "p[1]",
      ":3:2: column \"p[1]\": the score is missing (\"nan\") in 1 row" },
    { "label,p\n1,\"[0.25,0.75]\"\n0,\n", "label", "p[1]",
      ":3:2: column \"p[1]\": the score is missing in 1 row" },
    { "label,p,q\n1,\"[0.25,0.75]\",1\n0,\"[0.5,0.5]\",x\n", "label", "q",
      ":3:3: column \"q\": \"x\" is not a number" },
    { "label,p\n1,\"[0.25,0.75]\"\n0,\"[0.5,0.5]\"\n", "p", "label", NULL },
    { "label,p\n1,\"{'a': 0.25}\"\n0,\"{'a': 0.5}\"\n", NULL, "p",
      "is not a number" },
    { "label,score\n1,\"269,329\"\n0,\"372,383\"\n", NULL, NULL,
      ": column \"score\": it is not clear whether the comma in numbers such "
      "as \"269,329\" separates thousands or is the decimal point" },
    { "label\tscore\n1\t269,329\n0\t372,383\n", NULL, NULL,
      "it is not clear" },
    { "label,score\n1,\"1,23\"\n0,\"1,234.5\"\n", NULL, "score", ":2:2: " },
    { "label,prob\n1,[0x1p-1]\n0,[0.5]\n", NULL, NULL, ":2:2: " },
    { "label,prob\n1,[0_5]\n0,[1e999]\n", NULL, NULL, ":2:2: " },
    /* lines above the table, and comments below */
    { "Model output\n\nlabel;prob\n1;0.75\n0;0.25\n", NULL, NULL,
      ":1: 1 field where line 3 has 2; if this is a title, remove it" },
    { "Output, model 1.2, 2024\nlabel,prob\n1,0.75\n0,0.25\n", NULL, NULL,
      ":1: 3 fields where line 2 has 2; if this is a title, remove it" },
    { "# c\nModel output\nlabel;prob\n1;0.75\n0;0.25\n", NULL, NULL,
      ":2: 1 field where line 3 has 2; if this is a title, remove it" },
    { "Output of a model\nlabel prob\n1 0.75\n0 0.25\n", NULL, NULL,
      ":2: 2 fields where the header has 4; if the first line is a title" },
    { "label,prob\n1,0.75\n# half\n0,0.25\n", NULL, NULL,
      ":3:1: 1 field, expected 2; every row must have as many as the first, "
      "and comments are skipped only above the header" },
    { "# c\n\nlabel,prob\n1,0.75\n0,0.25\nx\n", NULL, NULL,
      ":6:1: 1 field, expected 2" },
    /* summary rows */
    { "label,prob\n1,0.75\n0,0.25\nTotal,2\n", NULL, NULL,
      ":4:1: the last line looks like totals" },
    { "label;n;prob\n1;1;0.75\n0;1;0.25\nsum:;2;1.0\n\n", NULL, "prob",
      ":4:1: the last line looks like totals" },
    { "id,label,prob\na,1,0.75\nb,0,0.25\n\"Grand total\",1,0.5", "label",
      NULL, ":4:1: the last line looks like totals" },
    { "label prob\n1 0.75\n0 0.25\nTotal 2\n", NULL, NULL,
      ":4:1: the last line looks like totals" },
    { "label,prob\n1,0.75\n0,0.25\n(2 rows affected)\n", NULL, NULL,
      ":4:1: 1 field, expected 2" },
    { "label,prob\n1,0.75\n0,0.25\n-- end --\n", NULL, NULL,
      ":4:1: 1 field, expected 2" },
    { "label prob\n1 0.75\n0 0.25\n-- end --\n", NULL, NULL,
      ":4:3: 3 fields, expected 2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("case %u", i);
      g_assert_null (text_case_read (cases[i].text, -1, cases[i].label,
                                     cases[i].score, FALSE, &error));
      g_assert_nonnull (error);
      if (cases[i].message == NULL)
        continue;
      if (strstr (error->message, cases[i].message) == NULL)
        g_error ("\"%s\" is not in \"%s\"", cases[i].message, error->message);
    }
}

/* Percentages are rounded once, to the number that they stand for, anywhere in
 * the file. */
static void
test_exact (void)
{
  enum { N = 20000 };
  g_autoptr (GString) text = g_string_new ("label,score\n");
  g_autofree double *expected = g_new (double, N);
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenDataset) dataset = NULL;
  const LimenPredictions *numbers;

  for (guint i = 0; i < N; i++)
    {
      int digits = g_test_rand_int_range (0, 16);
      g_autofree char *number = g_strdup_printf (
          "%.*f", digits, g_test_rand_double_range (-200, 200));
      g_autofree char *small = g_strconcat (number, "e-2", NULL);

      g_string_append_printf (text, "%u,%s%%\n", i % 2, number);
      expected[i] = g_ascii_strtod (small, NULL) + 0.0;
    }
  dataset = text_case_read (text->str, (gssize) text->len, NULL, NULL, FALSE,
                            &error);
  g_assert_no_error (error);
  numbers = limen_dataset_get_predictions (dataset);
  g_assert_cmpuint (numbers->n_rows, ==, N);
  g_assert_cmpmem (numbers->scores[0], N * sizeof (double), expected,
                   N * sizeof (double));
}

/* An element of a list is a class if the list is named with a word for
 * scores. */
static void
test_class_names (void)
{
  static const struct
  {
    const char *name, *stem;
  } cases[] = {
    { "probability[0]", "0" },   { "p[12]", "12" },
    { "y_pred_probs[1]", "1" },  { "model logits[2]", "2" },
    { "prob[cat]", "cat" },      { "embedding[3]", NULL },
    { "prob_[1]x", "[1]x" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LimenClassName split = limen_class_name_split (
          cases[i].name, LIMEN_CLASS_WORDS_OF_SCORES);

      g_assert_cmpstr (split.stem, ==, cases[i].stem);
      g_free (split.stem);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-forms/blanks", test_blanks);
  g_test_add_func ("/text-forms/one-column", test_one_column);
  g_test_add_func ("/text-forms/cells", test_cells);
  g_test_add_func ("/text-forms/refused", test_refused);
  g_test_add_func ("/text-forms/exact", test_exact);
  g_test_add_func ("/text-forms/class-names", test_class_names);
  return g_test_run ();
}
