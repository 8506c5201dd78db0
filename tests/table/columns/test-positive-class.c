/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "labels.h"

static const char *const reasons[]
    = { "certain", "score", "word", "number", "order" };

/* Two labels, the name of the score column, the positive label, and the
 * reason. */
static void
test_pairs (void)
{
  static const struct
  {
    const char *first, *second, *score, *positive;
    LimenPositiveReason reason;
  } cases[] = {
    /* words for true and false */
    { "0", "1", NULL, "1", LIMEN_POSITIVE_CERTAIN },
    { "1.0", "0.0", NULL, "1", LIMEN_POSITIVE_CERTAIN },
    { "-1", "1", NULL, "1", LIMEN_POSITIVE_CERTAIN },
    { "yes", "no", NULL, "yes", LIMEN_POSITIVE_CERTAIN },
    { "No", "Yes", NULL, "Yes", LIMEN_POSITIVE_CERTAIN },
    { "TRUE", "false", NULL, "TRUE", LIMEN_POSITIVE_CERTAIN },
    { "Y", "N", NULL, "Y", LIMEN_POSITIVE_CERTAIN },
    { "T", "F", NULL, "T", LIMEN_POSITIVE_CERTAIN },
    { "+", "-", NULL, "+", LIMEN_POSITIVE_CERTAIN },
    { "NEGATIVE", "POSITIVE", NULL, "POSITIVE", LIMEN_POSITIVE_CERTAIN },
    { "neg", "pos", NULL, "pos", LIMEN_POSITIVE_CERTAIN },
    /* one word for true or false */
    { "negative", "HER2", NULL, "HER2", LIMEN_POSITIVE_BY_WORD },
    { "positive", "zero", NULL, "positive", LIMEN_POSITIVE_BY_WORD },
    { "f", "m", NULL, "m", LIMEN_POSITIVE_BY_WORD },
    { "t", "n", NULL, "t", LIMEN_POSITIVE_BY_WORD },
    { "0", "fraud", NULL, "fraud", LIMEN_POSITIVE_BY_WORD },
    { "1", "other", NULL, "1", LIMEN_POSITIVE_BY_WORD },
    /* conventions */
    { "Case", "Control", NULL, "Case", LIMEN_POSITIVE_BY_WORD },
    { "controls", "cases", NULL, "cases", LIMEN_POSITIVE_BY_WORD },
    { "AD", "Control", NULL, "AD", LIMEN_POSITIVE_BY_WORD },
    { "Healthy", "Disease", NULL, "Disease", LIMEN_POSITIVE_BY_WORD },
    { "healthy", "COPD", NULL, "COPD", LIMEN_POSITIVE_BY_WORD },
    { "healthy control", "Parkinson", NULL, "Parkinson",
      LIMEN_POSITIVE_BY_WORD },
    { "benign", "Malignant", NULL, "Malignant", LIMEN_POSITIVE_BY_WORD },
    { "Benign", "DDoS", NULL, "DDoS", LIMEN_POSITIVE_BY_WORD },
    { "Pathogenic", "Benign", NULL, "Pathogenic", LIMEN_POSITIVE_BY_WORD },
    { "normal", "abnormal", NULL, "abnormal", LIMEN_POSITIVE_BY_WORD },
    { "NORMAL", "PNEUMONIA", NULL, "PNEUMONIA", LIMEN_POSITIVE_BY_WORD },
    { "anomaly", "normal.", NULL, "anomaly", LIMEN_POSITIVE_BY_WORD },
    { "ham", "spam", NULL, "spam", LIMEN_POSITIVE_BY_WORD },
    { "legitimate", "fraudulent", NULL, "fraudulent", LIMEN_POSITIVE_BY_WORD },
    { "active", "inactive", NULL, "active", LIMEN_POSITIVE_BY_WORD },
    { "absent", "present", NULL, "present", LIMEN_POSITIVE_BY_WORD },
    /* conventions of a single field */
    { "genuine", "impostor", NULL, "genuine", LIMEN_POSITIVE_BY_WORD },
    { "genuine", "zombie", NULL, "genuine", LIMEN_POSITIVE_BY_WORD },
    { "genuine", "fraud", NULL, "fraud", LIMEN_POSITIVE_BY_WORD },
    { "target", "nontarget", NULL, "target", LIMEN_POSITIVE_BY_WORD },
    { "bonafide", "spoof", NULL, "bonafide", LIMEN_POSITIVE_BY_WORD },
    { "bona fide", "morph", NULL, "bona fide", LIMEN_POSITIVE_BY_WORD },
    { "high", "low", NULL, "high", LIMEN_POSITIVE_BY_WORD },
    /* negations */
    { "default", "non_default", NULL, "default", LIMEN_POSITIVE_BY_WORD },
    { "readmitted", "not readmitted", NULL, "readmitted",
      LIMEN_POSITIVE_BY_WORD },
    { "churn", "No churn", NULL, "churn", LIMEN_POSITIVE_BY_WORD },
    { "No DR", "DR", NULL, "DR", LIMEN_POSITIVE_BY_WORD },
    { "No Finding", "Effusion", NULL, "Effusion", LIMEN_POSITIVE_BY_WORD },
    { "toxic", "non-toxic", NULL, "toxic", LIMEN_POSITIVE_BY_WORD },
    { "toxic", "nontoxic", NULL, "toxic", LIMEN_POSITIVE_BY_WORD },
    { "without tumour", "tumour", NULL, "tumour", LIMEN_POSITIVE_BY_WORD },
    { "normal", "not normal", NULL, "not normal", LIMEN_POSITIVE_BY_WORD },
    { "nonspam", "spam", NULL, "spam", LIMEN_POSITIVE_BY_WORD },
    /* words that both labels have do not count */
    { "tested_positive", "tested_negative", NULL, "tested_positive",
      LIMEN_POSITIVE_BY_WORD },
    { "GON+", "GON-", NULL, "GON+", LIMEN_POSITIVE_BY_WORD },
    { "__label__neg", "__label__pos", NULL, "__label__pos",
      LIMEN_POSITIVE_BY_WORD },
    { "positive control", "negative control", NULL, "positive control",
      LIMEN_POSITIVE_BY_WORD },
    /* only numbers, or alphabetical order */
    { "1", "2", NULL, "2", LIMEN_POSITIVE_BY_NUMBER },
    { "10", "9", NULL, "10", LIMEN_POSITIVE_BY_NUMBER },
    { "0", "-1", NULL, "0", LIMEN_POSITIVE_BY_NUMBER },
    { "Class2", "Class1", NULL, "Class2", LIMEN_POSITIVE_BY_ORDER },
    { "good", "bad", NULL, "good", LIMEN_POSITIVE_BY_ORDER },
    { "cat", "dog", NULL, "dog", LIMEN_POSITIVE_BY_ORDER },
    { "normal", "healthy", NULL, "normal", LIMEN_POSITIVE_BY_ORDER },
    { "note", "e", NULL, "note", LIMEN_POSITIVE_BY_ORDER },
    { "-2", "ham", NULL, "-2", LIMEN_POSITIVE_BY_WORD },
    { "nonsense", "sense of it", NULL, "sense of it",
      LIMEN_POSITIVE_BY_ORDER },
    { "case", "CASE", NULL, "case", LIMEN_POSITIVE_BY_ORDER },
    /* names of the score column */
    { "good", "bad", "bad", "bad", LIMEN_POSITIVE_BY_SCORE },
    { "Good", "Bad", "bad", "Bad", LIMEN_POSITIVE_BY_SCORE },
    { "cat", "dog", "dog", "dog", LIMEN_POSITIVE_BY_SCORE },
    { "Case", "Control", "control", "Control", LIMEN_POSITIVE_BY_SCORE },
    { "not readmitted", "readmitted", "not_readmitted", "not readmitted",
      LIMEN_POSITIVE_BY_SCORE },
    { "0", "1", "0", "0", LIMEN_POSITIVE_BY_SCORE },
    { "0", "1", "1", "1", LIMEN_POSITIVE_CERTAIN },
    { "yes", "no", "Yes", "yes", LIMEN_POSITIVE_CERTAIN },
    { "1", "2", "1", "1", LIMEN_POSITIVE_BY_SCORE },
    { "cat", "dog", "score", "dog", LIMEN_POSITIVE_BY_ORDER },
    { "cat", "dog", "", "dog", LIMEN_POSITIVE_BY_ORDER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint turn = 0; turn < 2; turn++)
      {
        g_autoptr (LimenLabels) labels = limen_labels_new (2, '.');
        const char *first = turn == 0 ? cases[i].first : cases[i].second;
        const char *second = turn == 0 ? cases[i].second : cases[i].first;
        LimenPositiveReason reason;
        int positive;

        limen_labels_take (labels, first, strlen (first));
        limen_labels_take (labels, second, strlen (second));
        positive = limen_labels_find_positive (labels, cases[i].score,
                                               &reason);
        g_test_message ("%s, %s, %s", first, second, cases[i].score);
        g_assert_cmpint (positive, >=, 0);
        g_assert_cmpstr (limen_labels_get_name (labels, (guint) positive), ==,
                         cases[i].positive);
        g_assert_cmpstr (reasons[reason], ==, reasons[cases[i].reason]);
      }
}

/* The counterpart that completes a file of one class, and which of the two is
 * positive; NULL if there is none. */
static void
test_alone (void)
{
  static const struct
  {
    const char *label, *other, *positive;
  } cases[] = {
    { "0", "1", "1" },          { "1", "0", "1" },
    { "-1", "1", "1" },         { "no", "yes", "yes" },
    { "TRUE", "false", "TRUE" }, { "-", "+", "+" },
    { "Control", "case", "case" }, { "benign", "malignant", "malignant" },
    { "ham", "spam", "spam" },  { "case", NULL, "case" },
    { "cat", NULL, "cat" },     { "7", NULL, "7" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LimenLabels) labels = limen_labels_new (2, '.');
      LimenPositiveReason reason;
      int positive;

      g_test_message ("%s", cases[i].label);
      limen_labels_take (labels, cases[i].label, strlen (cases[i].label));
      limen_labels_complete (labels, NULL);
      g_assert_cmpuint (limen_labels_get_n (labels), ==,
                        cases[i].other != NULL ? 2 : 1);
      if (cases[i].other != NULL)
        g_assert_cmpstr (limen_labels_get_name (labels, 1), ==,
                         cases[i].other);
      positive = limen_labels_find_positive (labels, NULL, &reason);
      g_assert_cmpint (positive, >=, 0);
      g_assert_cmpstr (limen_labels_get_name (labels, (guint) positive), ==,
                       cases[i].positive);
    }
}

static void
test_none (void)
{
  g_autoptr (LimenLabels) labels = limen_labels_new (2, '.');
  LimenPositiveReason reason;

  g_assert_cmpint (limen_labels_find_positive (labels, "p", &reason), ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/positive-class/pairs", test_pairs);
  g_test_add_func ("/positive-class/alone", test_alone);
  g_test_add_func ("/positive-class/none", test_none);
  return g_test_run ();
}
