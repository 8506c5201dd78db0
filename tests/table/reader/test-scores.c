/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "dataset.h"
#include "support.h"
#include "table-error.h"

static LimenDataset *
read_text (const char *text, const LimenReadOptions *options, GError **error)
{
  g_autofree char *path = test_write_file ("scores.csv", text, -1);

  return limen_dataset_read (path, options, NULL, NULL, NULL, error);
}

/* "" for auto, or the name of a kind. */
static LimenReadOptions
options_of_kind (const char *kind)
{
  LimenReadOptions options = { .has_kind = *kind != '\0' };

  if (options.has_kind)
    g_assert_true (limen_kind_parse (kind, &options.kind));
  return options;
}

static const char *
find_message (LimenDataset *dataset, const char *code)
{
  GPtrArray *findings = limen_dataset_get_findings (dataset);

  for (guint i = 0; i < findings->len; i++)
    {
      const LimenFinding *finding = g_ptr_array_index (findings, i);

      if (g_str_equal (finding->code, code))
        return finding->report_message;
    }
  return NULL;
}

/* The dataset in one line, "probability 0.5/0.25 1/0": the kind, and each
 * row's scores. */
static char *
describe (LimenDataset *dataset)
{
  const LimenPredictions *numbers = limen_dataset_get_predictions (dataset);
  GString *out = g_string_new (limen_kind_get_name (numbers->kind));

  for (gsize i = 0; i < numbers->n_rows; i++)
    for (gsize k = 0; k < numbers->n_scores; k++)
      {
        char text[G_ASCII_DTOSTR_BUF_SIZE];

        g_string_append_printf (
            out, "%s%s", k == 0 ? " " : "/",
            g_ascii_dtostr (text, sizeof text, numbers->scores[k][i]));
      }
  return g_string_free (out, FALSE);
}

typedef struct
{
  const char *text, *kind, *expected;
  const char *code, *message; /* expected finding; NULL if there is none on
                               * rounding */
} Good;

static void
check_good (const Good *cases, gsize n)
{
  for (gsize i = 0; i < n; i++)
    for (gsize block_size = 0; block_size < 2; block_size++)
      {
        LimenReadOptions options = options_of_kind (cases[i].kind);
        g_autoptr (GError) error = NULL;
        g_autoptr (LimenDataset) dataset = NULL;
        g_autofree char *found = NULL;

        g_test_message ("%s %s", cases[i].kind, cases[i].text);
        options.block_size = block_size;
        dataset = read_text (cases[i].text, &options, &error);
        g_assert_no_error (error);
        found = describe (dataset);
        g_assert_cmpstr (found, ==, cases[i].expected);
        if (cases[i].code == NULL)
          g_assert_null (find_message (dataset, "rounded-beyond"));
        else
          {
            g_assert_nonnull (find_message (dataset, cases[i].code));
            g_assert_nonnull (strstr (find_message (dataset, cases[i].code),
                                      cases[i].message));
          }
      }
}

/* Scores out of range by rounding are clamped; others are not. */
static void
test_rounding (void)
{
#define BEYOND "rounded-beyond"
  static const Good cases[] = {
    { "y,p\n1,1.0000000000000002\n0,-1e-17\n1,0.75\n", "",
      "probability 1 0 0.75", BEYOND,
      "2 scores were below 0 or above 1 by rounding, and taken as 0 or 1" },
    { "y,p\n1,1.0000001\n0,0.25\n", "", "probability 1 0.25", BEYOND,
      "1 score was" },
    { "y,p\n1,1.0000004\n0,-0.0000004\n", "probability", "probability 1 0",
      BEYOND, "2 scores" },
    { "y,p\n1,1\n0,0\n", "", "probability 1 0", NULL, NULL },
    { "y,p\n1,1.000001\n0,0.5\n", "", "score 1.0000009999999999 0.5",
      "kind-guessed", "to 1.000001 (line 2 is the first outside" },
    /* line of the first score outside by more than rounding */
    { "y,p\n1,1.0000001\n0,0.5\n1,2\n", "", "score 1.0000001000000001 0.5 2",
      "kind-guessed", "(line 4 is the first outside" },
    /* tiny numbers are not rounding errors */
    { "y,s\n1,3e-8\n0,-2e-8\n", "", "score 2.9999999999999997e-08 -2e-08",
      "kind-guessed", "go from -2e-08 to 3e-08, so these" },
    { "y,logit\n1,1.0000001\n0,-1e-17\n", "",
      "logit 1.0000001000000001 -1.0000000000000001e-17", NULL, NULL },
    { "y,s\n1,1.0000001\n0,0\n", "score", "score 1.0000001000000001 0", NULL,
      NULL },
    /* several classes */
    { "y,prob_a,prob_b\na,1.0000001,-1e-9\nb,0.5,0.5\n", "",
      "probability 0 0.5", BEYOND, "2 scores" },
    { "y,prob_a,prob_b\na,1.0000001,-1e-9\nb,0.5,0.5\n", "probability",
      "probability 0 0.5", BEYOND, "2 scores" },
    { "label_a,label_b,prob_a,prob_b\n1,1,1.0000001,1\n0,0,0.5,0.25\n", "",
      "probability 1/1 0.5/0.25", BEYOND, "1 score was" },
    /* log-probabilities */
    { "y,log_prob\n1,1e-9\n0,-2\n", "", "log-probability 0 -2", BEYOND,
      "1 score was above 0 by rounding, and taken as 0." },
    { "y,s\n1,1e-9\n0,-2\n", "log-probability", "log-probability 0 -2", BEYOND,
      "1 score was above 0" },
    { "y,log_prob_a,log_prob_b\na,1.2e-7,-20\nb,-1,-0.5\n", "",
      "log-probability -20 -0.5", BEYOND, "1 score was above 0" },
    { "y,log_prob\n1,0.001\n0,-2\n", "", "score 0.001 -2", "kind-guessed",
      "0.001" },
  };

  check_good (cases, G_N_ELEMENTS (cases));
}

/* Soft labels are rounded like scores. */
static void
test_rounded_labels (void)
{
  static const char text[]
      = "label_a,label_b,prob_a,prob_b\n0.5,0.5,1,0\n1.0000001,-1e-8,0.5,0.5\n"
        "0,1,0.25,0.75\n";
  const LimenReadOptions options
      = { .has_task = TRUE, .task = LIMEN_TASK_MULTICLASS };
  g_autoptr (LimenDataset) dataset = read_text (text, &options, NULL);
  const LimenPredictions *numbers = limen_dataset_get_predictions (dataset);

  g_assert_cmpfloat (numbers->targets[0][1], ==, 1);
  g_assert_cmpfloat (numbers->targets[1][1], ==, 0);
  g_assert_nonnull (strstr (find_message (dataset, "rounded-beyond"),
                            "2 soft labels were below 0 or above 1"));
}

/* -inf, the logarithm of 0, among log-probabilities. */
static void
test_minus_infinity (void)
{
#define LOG "log-of-zero"
  static const Good cases[] = {
    { "y,log_prob\n1,-0.5\n0,-inf\n1,-Infinity\n", "",
      "log-probability -0.5 -inf -inf", LOG, "the first is in line 3" },
    { "y,s\n1,-0.5\n0,-INF\n", "log-probability", "log-probability -0.5 -inf",
      LOG, "line 3" },
    { "y,s\n1,-0.5\n0,\"-inf\"\n", "", "log-probability -0.5 -inf",
      "kind-guessed", "taken as log-probabilities" },
    { "y,s\n1,0\n0,-inf\n", "", "log-probability 0 -inf", LOG, "line 3" },
    { "y,prob\n1,-0.5\n0,-inf\n", "", "log-probability -0.5 -inf", LOG,
      "line 3" },
    { "label,log_prob_a,log_prob_b\na,-0.5,-inf\nb,-inf,-inf\n", "",
      "log-probability -inf -inf", LOG, "line 2" },
    { "label_a,label_b,log_prob_a,log_prob_b\n1,1,-0.5,-inf\n0,1,-1,-2\n", "",
      "log-probability -0.5/-inf -1/-2", LOG, "line 2" },
    /* a column with only -inf */
    { "label,logprob_a,logprob_b\na,0,-inf\nb,-1,-inf\n", "",
      "log-probability -inf -inf", LOG, "line 2" },
    { "label;log_prob\n1;-0,5\n0;-inf\n", "", "log-probability -0.5 -inf", LOG,
      "line 3" },
  };

  check_good (cases, G_N_ELEMENTS (cases));
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text, *kind;
    int code;
    const char *message;
  } cases[] = {
    { "y,p\n1,0.5\n0,-inf\n", "", LIMEN_TABLE_ERROR_ROWS,
      "scores.csv:3:2: column \"p\": \"-inf\" is allowed only among "
      "log-probabilities; if these are, give --kind log-probability" },
    { "y,p\n1,-0.5\n0,-inf\n", "probability", LIMEN_TABLE_ERROR_DATA,
      "scores.csv:2:2: -0.5 is not a probability" },
    { "y,p\n1,0.5\n0,-inf\n", "probability", LIMEN_TABLE_ERROR_ROWS,
      "scores.csv:3:2: " },
    { "y,logit\n1,-0.5\n0,-inf\n", "", LIMEN_TABLE_ERROR_ROWS,
      "scores.csv:3:2: " },
    { "y,s\n1,-0.5\n0,-inf\n", "score", LIMEN_TABLE_ERROR_ROWS,
      "scores.csv:3:2: " },
    { "y,log_prob\n1,-0.5\n0,inf\n", "", LIMEN_TABLE_ERROR_ROWS,
      "scores.csv:3:2: column \"log_prob\": \"inf\" is not a number" },
    { "y,log_prob\n1,-0.5\n0,-1e999\n", "", LIMEN_TABLE_ERROR_ROWS,
      "scores.csv:3:2: " },
    { "y,log_prob\n1,-0.5\n0,-nan\n", "", LIMEN_TABLE_ERROR_ROWS,
      "scores.csv:3:2: " },
    { "y,log_prob,w\n1,-0.5,1\n0,-1,-inf\n", "", LIMEN_TABLE_ERROR_ROWS,
      "scores.csv:3:3: column \"w\": \"-inf\" is not a number" },
    /* a log-probability by name, but not by its numbers */
    { "y,log_prob\n1,-0.5\n0,-inf\n1,0.75\n", "", LIMEN_TABLE_ERROR_DATA,
      "scores.csv:3:2: column \"log_prob\": \"-inf\" is allowed only as a "
      "log-probability, which is never above 0; these scores go up to 0.75" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize block_size = 0; block_size < 2; block_size++)
      {
        LimenReadOptions options = options_of_kind (cases[i].kind);
        g_autoptr (GError) error = NULL;

        g_test_message ("%s %s", cases[i].kind, cases[i].text);
        options.block_size = block_size;
        g_assert_null (read_text (cases[i].text, &options, &error));
        if (strstr (error->message, cases[i].message) == NULL)
          g_error ("\"%s\" has no \"%s\"", error->message, cases[i].message);
        g_assert_error (error, LIMEN_TABLE_ERROR, cases[i].code);
      }
}

/* After the sample: in many rows, with any number of threads, on the fast and
 * the slow path. */
static void
test_many_rows (void)
{
  g_autoptr (GString) text = g_string_new ("y,s_a,s_b,s_c\n");
  LimenReadOptions options = { .block_size = 4096, .n_threads = 3 };
  g_autoptr (LimenDataset) dataset = NULL;
  g_autoptr (GError) error = NULL;
  const LimenPredictions *numbers;

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (text, "%s,%s,%s,-3.5\n",
                            i % 3 == 0   ? "c"
                            : i % 2 == 0 ? "a"
                                         : "b",
                            i > 5000 && i % 7 == 0 ? "-inf" : "-0.5",
                            i % 3 == 0 ? "\"-1.25\"" : "-0.75");
  dataset = read_text (text->str, &options, &error);
  g_assert_no_error (error);
  numbers = limen_dataset_get_predictions (dataset);
  g_assert_cmpint (numbers->kind, ==, LIMEN_KIND_LOG_PROBABILITY);
  for (guint i = 0; i < 20000; i++)
    g_assert_cmpfloat (numbers->scores[0][i], ==,
                       i > 5000 && i % 7 == 0 ? -INFINITY : -0.5);
  g_assert_nonnull (strstr (find_message (dataset, "log-of-zero"),
                            "line 5007)"));
  g_string_append (text, "a,0.5,-1,-3.5\n");
  g_clear_pointer (&dataset, limen_dataset_unref);
  dataset = read_text (text->str, &options, &error);
  g_assert_null (dataset);
  g_assert_nonnull (strstr (error->message, "scores.csv:5007:2: "));
}

/* The finding about a file with one class fits its kind. */
static void
test_single_class (void)
{
  static const struct
  {
    const char *text, *message;
  } cases[] = {
    { "y,p\n1,0.5\n1,0.75\n", "Losses can be computed; ROC AUC" },
    { "y,s\n1,5.5\n1,7\n", "plain scores, which have no loss; ROC AUC" },
    { "y,s_a,s_b\na,5,7\na,7,-8\n", "plain scores, which have no loss" },
    { "y,s_a,s_b,s_c\na,5,7,1\na,7,-8,2\n",
      "plain scores, which have no loss" },
    { "y,logit\n1,5\n1,7\n", "Losses can be computed" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const LimenReadOptions options = { 0 };
      g_autoptr (LimenDataset) dataset
          = read_text (cases[i].text, &options, NULL);

      g_test_message ("%s", cases[i].text);
      g_assert_nonnull (strstr (find_message (dataset, "single-class"),
                                cases[i].message));
    }
}

/* If low scores mean positive, the scores are negated, whatever their range,
 * with a finding. */
static void
test_reversed (void)
{
  static const struct
  {
    const char *text, *kind, *expected, *message;
  } good[] = {
    { "y,score\n1,300\n0,850\n0,0\n", "", "score -300 -850 0",
      "positive if score <= threshold" },
    { "y,decision\n1,-0.25\n0,0.125\n", "", "score 0.25 -0.125",
      "in the units of the file" },
    { "y,logit\n1,-2\n0,3\n", "", "logit 2 -3", "<=" },
    { "y,x\n1,-2.5\n0,3\n", "logit", "logit 2.5 -3", "<=" },
    { "y,s\n1,-2\n0,-3.5\n", "score", "score 2 3.5", "<=" },
    /* neither probabilities of the positive class nor their logarithms */
    { "y,p\nbad,0.25\ngood,0.75\n", "", "score -0.25 -0.75",
      "--positive \"bad\"" },
    { "y,log_prob\n1,-2\n0,-0.5\n", "", "score 2 0.5", "<=" },
  };
  static const struct
  {
    const char *text;
    LimenReadOptions options;
    const char *message;
  } bad[] = {
    { "y,p\n1,0.25\n0,0.75\n",
      { .has_kind = TRUE, .kind = LIMEN_KIND_PROBABILITY },
      "not to the kind probability" },
    { "y,p\n1,-1\n0,-2\n",
      { .has_kind = TRUE, .kind = LIMEN_KIND_LOG_PROBABILITY },
      "--kind score" },
    { "y,p\n1,25\n0,75\n", { .undo = LIMEN_UNDO_PERCENT }, "--undo percent" },
    { "y,prob_a,prob_b,prob_c\na,1,0,0\nb,0,1,0\nc,0,0,1\n",
      { 0 },
      "this is a multiclass file" },
    { "y,p\n1.5,1.25\n2.5,2.75\n",
      { .has_task = TRUE, .task = LIMEN_TASK_REGRESSION },
      "this is a regression file" },
    { "y,log_prob\n1,-2\n0,-inf\n", { 0 }, "\"-inf\"" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      LimenReadOptions options = options_of_kind (good[i].kind);
      g_autoptr (GError) error = NULL;
      g_autoptr (LimenDataset) dataset = NULL;
      g_autofree char *found = NULL;

      options.reverse_scores = TRUE;
      dataset = read_text (good[i].text, &options, &error);
      g_assert_no_error (error);
      found = describe (dataset);
      g_assert_cmpstr (found, ==, good[i].expected);
      g_assert_true (limen_dataset_is_reversed (dataset));
      g_assert_nonnull (find_message (dataset, "reversed"));
      g_assert_nonnull (
          strstr (find_message (dataset, "reversed"), good[i].message));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      LimenReadOptions options = bad[i].options;
      g_autoptr (GError) error = NULL;

      options.reverse_scores = TRUE;
      g_assert_null (read_text (bad[i].text, &options, &error));
      if (strstr (error->message, bad[i].message) == NULL)
        g_error ("\"%s\" has no \"%s\"", error->message, bad[i].message);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scores/rounding", test_rounding);
  g_test_add_func ("/scores/rounded-labels", test_rounded_labels);
  g_test_add_func ("/scores/minus-infinity", test_minus_infinity);
  g_test_add_func ("/scores/refused", test_refused);
  g_test_add_func ("/scores/many-rows", test_many_rows);
  g_test_add_func ("/scores/single-class", test_single_class);
  g_test_add_func ("/scores/reversed", test_reversed);
  return g_test_run ();
}
