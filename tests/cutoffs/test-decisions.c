/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>
#include <time.h>

#include "analysis.h"
#include "cutoff-set.h"
#include "decimal.h"
#include "decision-text.h"
#include "report-error.h"
#include "support.h"

/* Reads a file with optional labels and known classes ("a,b"); NULL: no
 * classes or task given. */
static LimenDataset *
read_as (const char *text, const char *classes, LimenTask task)
{
  g_autofree char *path = test_write_file ("rows.csv", text, -1);
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (GError) error = NULL;
  LimenDataset *dataset;

  options->label_is_optional = TRUE;
  if (classes != NULL)
    options->classes = g_strsplit (classes, ",", -1);
  options->has_task = classes != NULL;
  options->task = task;
  dataset = limen_dataset_read (path, options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return dataset;
}

static LimenDataset *
read_text (const char *text, const char *classes)
{
  return read_as (text, classes, LIMEN_TASK_MULTICLASS);
}

/* Appends a cutoff per class of a file, in the order of its classes. */
static void
add_cutoffs (GListStore *cutoffs, const char *name, const char *text,
             const double *thresholds, const LimenDecisionRule *rule)
{
  g_autoptr (LimenDataset) dataset = read_text (text, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenAnalysis) analysis
      = limen_analysis_new (dataset, NULL, NULL, &error);

  g_assert_no_error (error);
  for (gsize k = 0; k < limen_analysis_get_n_classes (analysis); k++)
    {
      g_autoptr (LimenOneVsRest) class
          = limen_analysis_get_class (analysis, k, NULL);
      g_autoptr (LimenCutoff) cutoff
          = limen_cutoff_new (name, class, thresholds[k], NAN, NULL);

      if (rule != NULL)
        limen_cutoff_set_decision (cutoff, *rule);
      g_list_store_append (cutoffs, cutoff);
    }
}

static const char trained[]
    = "y,prob_a,prob_b,prob_c\na,0.5,0.25,0.25\nb,0.25,0.5,0.25\n"
      "c,0.25,0.25,0.5\n";
static const double thresholds[] = { 0.5, 0.25, 0.125 };

static GListStore *
new_set (LimenDecisionRule rule)
{
  GListStore *cutoffs = g_list_store_new (LIMEN_TYPE_CUTOFF);

  add_cutoffs (cutoffs, "set", trained, thresholds, &rule);
  return cutoffs;
}

static char *
decide (GListStore *cutoffs, LimenDataset *dataset)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenDecisions) decisions
      = limen_decisions_new (G_LIST_MODEL (cutoffs), dataset, NULL, &error);
  g_autofree char *path = g_build_filename (test_get_folder (), "d.csv", NULL);
  char *text;

  g_assert_no_error (error);
  save_decisions (decisions, path);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

/* Decisions of each rule, with and without labels, for any column order;
 * thresholds: a 0.5, b 0.25, c 0.125. */
static void
test_rules (void)
{
  static const struct
  {
    LimenDecisionRule rule;
    const char *text, *expected;
  } cases[] = {
    /* 0.45 / 0.5, 0.35 / 0.25, 0.2 / 0.125 */
    { LIMEN_DECISION_ARGMAX_OVER_THRESHOLD,
      "y,prob_a,prob_b,prob_c\na,0.45,0.35,0.2\nc,0.75,0.15,0.1\n",
      "\"line\",\"label\",\"set\"\n2,\"a\",\"c\"\n3,\"c\",\"a\"\n" },
    { LIMEN_DECISION_ARGMAX_OVER_THRESHOLD,
      "prob_c,y,prob_b,prob_a\n0.2,a,0.35,0.45\n0.1,c,0.15,0.75\n",
      "\"line\",\"label\",\"set\"\n2,\"a\",\"c\"\n3,\"c\",\"a\"\n" },
    { LIMEN_DECISION_ARGMAX_OVER_THRESHOLD,
      "prob_c,prob_b,prob_a\n0.2,0.35,0.45\n0.1,0.15,0.75\n",
      "\"line\",\"set\"\n2,\"c\"\n3,\"a\"\n" },
    { LIMEN_DECISION_ARGMAX,
      "prob_c,prob_b,prob_a\n0.2,0.35,0.45\n0.1,0.15,0.75\n",
      "\"line\",\"set\"\n2,\"a\"\n3,\"a\"\n" },
    /* the first in the order of the set, not of the file; or none */
    { LIMEN_DECISION_FIRST_ABOVE,
      "prob_c,prob_b,prob_a\n0.2,0.35,0.45\n0.1,0.15,0.75\n0.12,0.24,0.49\n",
      "\"line\",\"set\"\n2,\"b\"\n3,\"a\"\n4,\n" },
    { LIMEN_DECISION_FIRST_ABOVE,
      "prob_a,prob_b,prob_c\n0.45,0.35,0.2\n",
      "\"line\",\"set\"\n2,\"b\"\n" },
    /* only names, and an extra class of the file */
    { LIMEN_DECISION_ARGMAX_OVER_THRESHOLD,
      "id,c,b,a\n7,0.2,0.35,0.45\n", "\"line\",\"set\"\n2,\"c\"\n" },
    /* logits: those of 0.45, 0.35 and 0.2 */
    { LIMEN_DECISION_ARGMAX_OVER_THRESHOLD,
      "logit_c,logit_a,logit_b\n0,0.8109302162163288,0.5596157879354227\n",
      "\"line\",\"set\"\n2,\"c\"\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GListStore) cutoffs = new_set (cases[i].rule);
      g_autoptr (LimenDataset) dataset = read_text (cases[i].text, "a,b,c");
      g_autofree char *found = decide (cutoffs, dataset);

      g_test_message ("case %u", i);
      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

/* Single cutoffs, sets, and multilabel cutoffs. */
static void
test_columns (void)
{
  static const char labels[]
      = "label_a,label_b,prob_a,prob_b\n1,1,0.75,0.5\n0,1,0.25,1\n";
  static const double low[] = { 0.2, 0.2, 0.2 };
  g_autoptr (GListStore) both = new_set (LIMEN_DECISION_ARGMAX);
  g_autoptr (GListStore) alone = g_list_store_new (LIMEN_TYPE_CUTOFF);
  g_autoptr (LimenDataset) dataset
      = read_text ("y,prob_c,prob_b,prob_a\nb,0.2,0.35,0.45\n", "a,b,c");
  g_autoptr (LimenDataset) others = read_as (
      "logit_b,logit_a\n-1.3862943611198906,-1.38\n"
      "-1.3862943611198908,3\n",
      "a,b", LIMEN_TASK_MULTILABEL);
  g_autofree char *found = NULL, *found_alone = NULL;

  add_cutoffs (both, "by itself", trained, thresholds, NULL);
  found = decide (both, dataset);
  g_assert_cmpstr (found, ==,
                   "\"line\",\"label\",\"set\",\"by itself: a\","
                   "\"by itself: b\",\"by itself: c\"\n"
                   "2,\"b\",\"a\",0,1,1\n");
  /* 0.2 as a logit is -1.3862943611198906 */
  add_cutoffs (alone, "low", labels, low, NULL);
  found_alone = decide (alone, others);
  g_assert_cmpstr (found_alone, ==,
                   "\"line\",\"low: a\",\"low: b\"\n2,1,1\n3,1,0\n");
}

static void
test_refused (void)
{
  static const LimenDecisionRule rule = LIMEN_DECISION_FIRST_ABOVE;
  static const char scores[]
      = "y,score_a,score_b,score_c\na,5,-2,1\nb,0,9,1\nc,0,1,2\n";
  static const struct
  {
    const char *trained; /* NULL: the default */
    gboolean is_set;
    guint n_left_out, n_more; /* number of cutoffs in the set */
    gboolean is_other; /* task than that of the cutoffs */
    const char *text, *message;
  } cases[] = {
    { NULL, TRUE, 1, 0, FALSE, "prob_a,prob_b,prob_c\n1,0,0\n",
      "the cutoffs named \"set\" have none for class \"c\"" },
    { NULL, TRUE, 0, 1, FALSE, "prob_a,prob_b,prob_c\n1,0,0\n",
      "there are two sets of cutoffs named \"set\"; give them different" },
    { NULL, TRUE, 0, 3, FALSE, "prob_a,prob_b,prob_c\n1,0,0\n",
      "there are two sets of cutoffs named \"set\"" },
    { NULL, TRUE, 0, 0, FALSE, "prob_a,prob_b\n1,0\n",
      "cutoff \"set\" is for class \"c\", but this file has no score" },
    { NULL, TRUE, 0, 0, FALSE,
      "prob_a,prob_b,prob_c,prob_d\n0.5,0.25,0.125,0.125\n",
      "the cutoffs named \"set\" have none for class \"d\"" },
    { NULL, FALSE, 0, 0, FALSE, "prob_a,prob_c\n0.75,0.25\n",
      "cutoff \"set\" is for class \"b\", but this file has no score" },
    { NULL, TRUE, 0, 0, TRUE,
      "label_a,label_b,prob_a,prob_b\n1,1,1,0\n0,0,1,0\n",
      "the cutoffs named \"set\" decide between several classes" },
    { NULL, TRUE, 0, 0, TRUE, "y,prob\n1,0.5\n0,0.25\n",
      "the cutoffs named \"set\" decide between several classes" },
    { NULL, TRUE, 0, 0, FALSE, "score_a,score_b,score_c\n1,-7,0\n",
      "cutoff \"set\" was chosen on scores of kind probability, but "
      "\"score_a\" has kind score; set the kind of the scores with --kind" },
    { scores, TRUE, 0, 0, FALSE, "prob_a,prob_b,prob_c\n1,0,0\n",
      "cutoff \"set\" was chosen on scores of kind score, but \"prob_a\" has "
      "kind probability" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GListStore) cutoffs = g_list_store_new (LIMEN_TYPE_CUTOFF);
      g_autoptr (LimenDataset) dataset
          = read_text (cases[i].text, cases[i].is_other ? NULL : "a,b,c");
      const char *text
          = cases[i].trained != NULL ? cases[i].trained : trained;
      g_autoptr (GError) error = NULL;

      g_test_message ("case %u", i);
      add_cutoffs (cutoffs, "set", text, thresholds,
                   cases[i].is_set ? &rule : NULL);
      if (cases[i].n_more > 0)
        add_cutoffs (cutoffs, "set", text, thresholds, &rule);
      while (g_list_model_get_n_items (G_LIST_MODEL (cutoffs))
             > 3 - cases[i].n_left_out + cases[i].n_more)
        g_list_store_remove (
            cutoffs, g_list_model_get_n_items (G_LIST_MODEL (cutoffs)) - 1);
      g_assert_null (
          limen_decisions_new (G_LIST_MODEL (cutoffs), dataset, NULL, &error));
      g_assert_error (error, LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_FORMAT);
      if (strstr (error->message, cases[i].message) == NULL)
        g_error ("\"%s\" has no \"%s\"", error->message, cases[i].message);
    }
}

/* Two sets with one name and different rules are refused. */
static void
test_two_rules (void)
{
  LimenDecisionRule other = LIMEN_DECISION_FIRST_ABOVE;
  g_autoptr (GListStore) cutoffs = new_set (LIMEN_DECISION_ARGMAX);
  g_autoptr (LimenDataset) dataset
      = read_text ("prob_a,prob_b,prob_c\n1,0,0\n", "a,b,c");
  g_autoptr (LimenCutoff) last
      = g_list_model_get_item (G_LIST_MODEL (cutoffs), 2);
  g_autoptr (GError) error = NULL;

  limen_cutoff_set_decision (last, other);
  g_assert_null (
      limen_decisions_new (G_LIST_MODEL (cutoffs), dataset, NULL, &error));
  g_assert_error (error, LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "two sets of cutoffs"));
}

/* Enough rows for several blocks. */
#define N_ROWS 10000

static char *
make_rows (void)
{
  GString *text = g_string_new ("prob_b,y,prob_c,prob_a\n");
  GRand *random = g_rand_new_with_seed (7);

  for (guint i = 0; i < N_ROWS; i++)
    {
      double a = g_rand_double (random), b = g_rand_double (random);
      char first[LIMEN_DECIMAL_SIZE], second[LIMEN_DECIMAL_SIZE];
      char third[LIMEN_DECIMAL_SIZE];

      limen_decimal_format (a * b, first, sizeof first);
      limen_decimal_format (a * (1 - b), second, sizeof second);
      limen_decimal_format (1 - a, third, sizeof third);
      g_string_append_printf (text, "%s,%c,%s,%s\n", first,
                              "abc"[g_rand_int_range (random, 0, 3)], second,
                              third);
    }
  g_rand_free (random);
  return g_string_free (text, FALSE);
}

/* Each line has the decision of the rule for its row, and the description the
 * share of right ones. */
static void
test_many_rows (void)
{
  g_autoptr (GListStore) cutoffs
      = new_set (LIMEN_DECISION_ARGMAX_OVER_THRESHOLD);
  g_autofree char *rows = make_rows (), *found = NULL, *described = NULL;
  g_autofree char *expected = NULL;
  g_autoptr (LimenDataset) dataset = read_text (rows, "a,b,c");
  const LimenPredictions *numbers = limen_dataset_get_predictions (dataset);
  g_autoptr (LimenDecisions) decisions
      = limen_decisions_new (G_LIST_MODEL (cutoffs), dataset, NULL, NULL);
  g_auto (GStrv) lines = NULL;
  guint n_right = 0;

  found = decide (cutoffs, dataset);
  lines = g_strsplit (found, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, N_ROWS + 2);
  for (guint i = 0; i < N_ROWS; i++)
    {
      static const double by_column[] = { 0.25, 0.125, 0.5 }; /* b, c, a */
      guint best = 0;
      g_autofree char *line = NULL;

      for (guint k = 1; k < 3; k++)
        if (numbers->scores[k][i] / by_column[k]
            > numbers->scores[best][i] / by_column[best])
          best = k;
      n_right += best == numbers->labels[i];
      line = g_strdup_printf ("%u,\"%c\",\"%c\"", i + 2,
                              "bca"[numbers->labels[i]], "bca"[best]);
      g_assert_cmpstr (lines[i + 1], ==, line);
    }
  described = describe_decisions (decisions);
  expected = g_strdup_printf ("%.4f", (double) n_right / N_ROWS);
  g_test_message ("%s", described);
  g_assert_nonnull (strstr (described, expected));
  g_assert_nonnull (strstr (described, "argmax, no thresholds"));
}

/* Descriptions of labelled rows for any file. */
static void
test_described (void)
{
  static const char labels[]
      = "label_a,label_b,prob_a,prob_b\n1,1,0.75,0.5\n0,1,0.25,1\n";
  static const double half[] = { 0.5, 0.5 };
  g_autoptr (GListStore) cutoffs = g_list_store_new (LIMEN_TYPE_CUTOFF);
  g_autoptr (LimenDataset) dataset = read_text (labels, NULL);
  g_autoptr (LimenDecisions) decisions = NULL;
  g_autofree char *text = NULL;

  add_cutoffs (cutoffs, "half", labels, half, NULL);
  decisions
      = limen_decisions_new (G_LIST_MODEL (cutoffs), dataset, NULL, NULL);
  text = describe_decisions (decisions);
  g_test_message ("%s", text);
  g_assert_nonnull (strstr (text, "class"));
  /* a: 1 of 1, nothing else; b: both */
  g_assert_nonnull (strstr (text, " a        0.5   1   0   0   1 "));
  g_assert_nonnull (strstr (text, " b        0.5   2   0   0   0 "));
  g_assert_null (strstr (text, "argmax"));
}

/* The description counts the saved decisions: right, right and none. */
static void
test_described_in_order (void)
{
  g_autoptr (GListStore) cutoffs = new_set (LIMEN_DECISION_FIRST_ABOVE);
  g_autoptr (LimenDataset) dataset
      = read_text ("y,prob_c,prob_b,prob_a\nb,0.2,0.35,0.45\n"
                   "a,0.1,0.15,0.75\nc,0.12,0.24,0.49\n",
                   "a,b,c");
  g_autoptr (LimenDecisions) decisions
      = limen_decisions_new (G_LIST_MODEL (cutoffs), dataset, NULL, NULL);
  g_autofree char *text = describe_decisions (decisions);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  g_test_message ("%s", text);
  g_assert_nonnull (strstr (lines[1], "set "));
  g_assert_nonnull (strstr (lines[1], " 0.6667 "));
  g_assert_nonnull (strstr (lines[2], "argmax, no thresholds"));
  g_assert_nonnull (strstr (lines[2], " 0.3333 "));
}

/* A set in the order of the file's classes: equal if no row changes, refused
 * if one does or if another transformation was undone. */
static void
test_set (void)
{
  static const struct
  {
    LimenDecisionRule rule;
    const char *text, *message; /* NULL: same decisions */
    double expected[3];
  } cases[] = {
    { LIMEN_DECISION_FIRST_ABOVE, "prob_a,prob_b,prob_c\n0.45,0.35,0.2\n",
      NULL, { 0.5, 0.25, 0.125 } },
    { LIMEN_DECISION_ARGMAX_OVER_THRESHOLD,
      "prob_c,prob_b,prob_a\n0.2,0.35,0.45\n0.1,0.15,0.75\n",
      NULL, { 0.125, 0.25, 0.5 } },
    { LIMEN_DECISION_FIRST_ABOVE,
      "prob_c,prob_b,prob_a\n0.1,0.15,0.75\n0.12,0.24,0.49\n",
      NULL, { 0.125, 0.25, 0.5 } },
    { LIMEN_DECISION_FIRST_ABOVE,
      "prob_c,prob_b,prob_a\n0.2,0.35,0.45\n0.1,0.15,0.75\n",
      "in another order than this file, which would give another class to 1 "
      "row; limen-cli apply",
      { 0 } },
    { LIMEN_DECISION_ARGMAX,
      "prob_b,prob_a,prob_c\n0.5,0.5,0\n0.25,0.25,0.5\n0.5,0.5,0\n",
      "another class to 2 rows",
      { 0 } },
    { LIMEN_DECISION_ARGMAX,
      "prob_a,prob_b,prob_c,prob_d\n0.5,0.25,0.125,0.125\n",
      "have none for class \"d\"",
      { 0 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GListStore) cutoffs = new_set (cases[i].rule);
      g_autoptr (LimenDataset) dataset = read_text (cases[i].text, "a,b,c");
      g_autoptr (LimenThresholdScores) scores
          = limen_threshold_scores_new (dataset, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (LimenCutoffSet) set
          = limen_cutoff_set_new (G_LIST_MODEL (cutoffs), scores, &error);

      g_test_message ("case %u", i);
      if (cases[i].message == NULL)
        {
          g_assert_no_error (error);
          g_assert_null (set->mapped);
          g_assert_cmpint (set->rule, ==, cases[i].rule);
          g_assert_cmpmem (set->thresholds, set->n * sizeof (double),
                           cases[i].expected, sizeof cases[i].expected);
          continue;
        }
      g_assert_null (set);
      g_assert_error (error, LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_FORMAT);
      if (strstr (error->message, cases[i].message) == NULL)
        g_error ("\"%s\" has no \"%s\"", error->message, cases[i].message);
    }
}

static void
test_set_undone (void)
{
  g_autoptr (GListStore) cutoffs = new_set (LIMEN_DECISION_ARGMAX);
  g_autofree char *path = test_write_file (
      "undone.csv", "prob_a,prob_b,prob_c\n60,20,20\n", -1);
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (LimenDataset) dataset = NULL;
  g_autoptr (LimenThresholdScores) scores = NULL;
  g_autoptr (LimenCutoffSet) set = NULL;
  g_autoptr (GError) error = NULL;

  options->label_is_optional = TRUE;
  options->has_task = TRUE;
  options->task = LIMEN_TASK_MULTICLASS;
  options->undo = LIMEN_UNDO_PERCENT;
  dataset = limen_dataset_read (path, options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  scores = limen_threshold_scores_new (dataset, NULL);
  set = limen_cutoff_set_new (G_LIST_MODEL (cutoffs), scores, &error);
  g_assert_null (set);
  g_assert_nonnull (strstr (error->message, "undone"));
}

/* Returns the shortest time of a few runs with a number of cutoffs, each with
 * a name of its own. */
static double
time_cutoffs (LimenOneVsRest *class, guint n)
{
  g_autoptr (GListStore) cutoffs = g_list_store_new (LIMEN_TYPE_CUTOFF);
  double least = INFINITY;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("cutoff %u", i);
      g_autoptr (LimenCutoff) cutoff
          = limen_cutoff_new (name, class, 0.5, NAN, NULL);

      g_list_store_append (cutoffs, cutoff);
    }
  for (int i = 0; i < 3; i++)
    {
      clock_t start = clock ();
      g_autoptr (LimenDecisions) decisions = limen_decisions_new (
          G_LIST_MODEL (cutoffs), limen_one_vs_rest_get_dataset (class), NULL,
          NULL);

      g_assert_nonnull (decisions);
      least = fmin (least, (double) (clock () - start) / CLOCKS_PER_SEC);
    }
  return least;
}

/* Eight times as many cutoffs take about eight times as long, not 64. */
static void
test_many_cutoffs (void)
{
  g_autoptr (LimenDataset) dataset
      = read_text ("y,p\n1,0.7\n0,0.4\n1,0.6\n0,0.1\n", NULL);
  g_autoptr (LimenAnalysis) analysis
      = limen_analysis_new (dataset, NULL, NULL, NULL);
  g_autoptr (LimenOneVsRest) class
      = limen_analysis_get_class (analysis, 0, NULL);

  g_assert_cmpfloat (time_cutoffs (class, 20000), <,
                     24 * time_cutoffs (class, 2500));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/decisions/rules", test_rules);
  g_test_add_func ("/decisions/columns", test_columns);
  g_test_add_func ("/decisions/refused", test_refused);
  g_test_add_func ("/decisions/two-rules", test_two_rules);
  g_test_add_func ("/decisions/many-rows", test_many_rows);
  g_test_add_func ("/decisions/set", test_set);
  g_test_add_func ("/decisions/set-undone", test_set_undone);
  g_test_add_func ("/decisions/described", test_described);
  g_test_add_func ("/decisions/described-in-order", test_described_in_order);
  g_test_add_func ("/decisions/many-cutoffs", test_many_cutoffs);
  return g_test_run ();
}
