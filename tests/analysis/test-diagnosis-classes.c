#include <math.h>
#include <string.h>

#include "analysis.h"
#include "link.h"
#include "support.h"

#define MOST_CLASSES 100

typedef struct _Model Model;

/* Rows of a model whose probabilities are the chances that labels come true
 * with, unless something is done to them on the way. */
struct _Model
{
  guint n_classes, n_rows;
  gboolean is_multilabel;
  double spread;    /* of the logits; 0: 2 */
  const char *word; /* before the class in a column's name; NULL: "prob" */
  /* What is written instead of the probabilities; NULL: they are. */
  void (*transform) (const Model *model, guint row, double *p);
  /* Which class is true, or for several labels which are, as bits; NULL: by
   * chance. */
  guint (*choose) (const Model *model, guint row, const double *p);
  guint copies;    /* of each row beyond the first */
  guint least;     /* for `choose` */
  double factor;   /* for `transform` */
  guint n_written; /* columns, if not all */
  gboolean is_multiclass; /* two classes are not to be one score */
  guint32 seed;
};

static double
draw_normal (GRand *random)
{
  double radius = sqrt (-2 * log (1 - g_rand_double (random)));

  return radius * cos (2 * G_PI * g_rand_double (random));
}

static void
normalize (double *p, guint n)
{
  double sum = 0;

  for (guint k = 0; k < n; k++)
    sum += p[k];
  for (guint k = 0; k < n; k++)
    p[k] /= sum;
}

static void
draw_probabilities (const Model *model, GRand *random, double *p)
{
  double spread = model->spread > 0 ? model->spread : 2;

  for (guint k = 0; k < model->n_classes; k++)
    {
      double logit = spread * draw_normal (random);

      p[k] = model->is_multilabel ? limen_sigmoid (logit) : exp (logit);
    }
  if (!model->is_multilabel)
    normalize (p, model->n_classes);
}

/* A class by its probabilities, or a bit for each label. */
static guint
draw_label (const Model *model, GRand *random, const double *p)
{
  double chance = g_rand_double (random);
  guint label = 0;

  if (!model->is_multilabel)
    while (label + 1 < model->n_classes && chance >= p[label])
      chance -= p[label++];
  for (guint k = 0; model->is_multilabel && k < model->n_classes; k++)
    label |= (guint) (g_rand_double (random) < p[k]) << k;
  return label;
}

static void
append_row (GString *text, const Model *model, guint label, const double *p)
{
  guint n = model->n_written > 0 ? model->n_written : model->n_classes;
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (!model->is_multilabel)
    g_string_append_printf (text, "c%u", label);
  for (guint k = 0; model->is_multilabel && k < n; k++)
    g_string_append_printf (text, "%s%u", k > 0 ? "," : "", label >> k & 1);
  for (guint k = 0; k < n; k++)
    g_string_append_printf (
        text, ",%s", g_ascii_dtostr (number, sizeof number, p[k]));
  g_string_append_c (text, '\n');
}

static void
append_head (GString *text, const Model *model)
{
  const char *word = model->word != NULL ? model->word : "prob";
  guint n = model->n_written > 0 ? model->n_written : model->n_classes;

  if (!model->is_multilabel)
    g_string_append (text, "label");
  for (guint k = 0; model->is_multilabel && k < n; k++)
    g_string_append_printf (text, "%slabel_c%u", k > 0 ? "," : "", k);
  for (guint k = 0; k < n; k++)
    g_string_append_printf (text, ",%s_c%u", word, k);
  g_string_append_c (text, '\n');
}

/* Nothing but 0 and 1; of one class of several the largest. */
static void
decide (const Model *model, guint row, double *p)
{
  guint largest = 0;

  for (guint k = 0; k < model->n_classes; k++)
    if (p[k] > p[largest])
      largest = k;
  for (guint k = 0; k < model->n_classes; k++)
    p[k] = model->is_multilabel ? p[k] >= 0.5 : k == largest;
}

static void
decide_nearly (const Model *model, guint row, double *p)
{
  if (row > 0)
    decide (model, row, p);
}

static char *
write_rows (const Model *model)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GRand *random = g_rand_new_with_seed (20260801 + model->seed);
  double p[MOST_CLASSES];

  append_head (text, model);
  for (guint i = 0; i < model->n_rows; i++)
    {
      guint label;

      draw_probabilities (model, random, p);
      label = draw_label (model, random, p);
      if (model->choose != NULL)
        label = model->choose (model, i, p);
      if (model->transform != NULL)
        model->transform (model, i, p);
      for (guint copy = 0; copy <= model->copies; copy++)
        append_row (text, model, label, p);
    }
  g_rand_free (random);
  return test_write_file ("rows.csv", text->str, (gssize) text->len);
}

static LimenAnalysis *
analyze_file (const char *path, gboolean has_task, LimenTask task)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenDataset) dataset = NULL;
  LimenAnalysis *analysis;

  options->has_task = has_task;
  options->task = task;
  dataset = limen_dataset_read (path, options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  analysis = limen_analysis_new (dataset, NULL, NULL, &error);
  g_assert_no_error (error);
  return analysis;
}

static LimenAnalysis *
analyze (const Model *model)
{
  g_autofree char *path = write_rows (model);

  return analyze_file (path, model->is_multilabel || model->is_multiclass,
                       model->is_multilabel ? LIMEN_TASK_MULTILABEL
                                            : LIMEN_TASK_MULTICLASS);
}

/* Changes on the way to the file */

static void
scale (const Model *model, guint row, double *p)
{
  for (guint k = 0; k < model->n_classes; k++)
    p[k] *= model->factor;
}

static void
softmax_again (const Model *model, guint row, double *p)
{
  for (guint k = 0; k < model->n_classes; k++)
    p[k] = exp (model->factor * p[k]);
  normalize (p, model->n_classes);
}

/* As softmax_again() would leave the second of two classes. */
static void
squeeze_apart (const Model *model, guint row, double *p)
{
  p[1] = limen_sigmoid (2 * p[1] - 1);
  p[0] = 0.9 * (1 - p[1]);
}

static void
sigmoid_again (const Model *model, guint row, double *p)
{
  for (guint k = 0; k < model->n_classes; k++)
    p[k] = limen_sigmoid (model->factor * p[k]);
}

static void
sharpen (const Model *model, guint row, double *p)
{
  for (guint k = 0; k < model->n_classes; k++)
    p[k] = fmax (pow (p[k], model->factor), 1e-300);
  normalize (p, model->n_classes);
}

static void
add_to_log (const Model *model, guint row, double *p)
{
  for (guint k = 0; k < model->n_classes; k++)
    p[k] = log (p[k]) + model->factor;
}

/* To so many steps from 0 to 1. */
static void
round_off (const Model *model, guint row, double *p)
{
  for (guint k = 0; k < model->n_classes; k++)
    p[k] = round (model->factor * p[k]) / model->factor;
}

/* Each class by itself: nothing makes their sum one. */
static void
one_by_one (const Model *model, guint row, double *p)
{
  for (guint k = 0; k < model->n_classes; k++)
    p[k] = limen_sigmoid (3 * p[k] - 1);
}

/* The columns of the classes one further on. */
static void
shift (const Model *model, guint row, double *p)
{
  double last = p[model->n_classes - 1];

  memmove (p + 1, p, (model->n_classes - 1) * sizeof *p);
  p[0] = last;
}

/* The first class upside down, and the others as they are. */
static void
turn_first (const Model *model, guint row, double *p)
{
  p[0] = 1 - p[0];
  if (!model->is_multilabel)
    normalize (p, model->n_classes);
}

static void
keep_first_constant (const Model *model, guint row, double *p)
{
  p[0] = 0.25 + model->factor * row;
}

/* The first rows sure of the first class. */
static void
saturate (const Model *model, guint row, double *p)
{
  for (guint k = 0; row < model->factor && k < model->n_classes; k++)
    p[k] = k == 0;
}

/* One row by half more. */
static void
halve (const Model *model, guint row, double *p)
{
  for (guint k = 0; k < model->n_classes; k++)
    p[k] *= row == model->factor ? 0.25 : 0.5;
}

/* One row alone, as no model makes it. */
static void
halve_one (const Model *model, guint row, double *p)
{
  for (guint k = 0; k < model->n_classes; k++)
    p[k] *= row == model->factor ? 0.5 : 1;
}

/* Labels that do not come by chance */

static guint
choose_largest (const Model *model, guint row, const double *p)
{
  guint best = 0, bits = 0;

  for (guint k = 0; k < model->n_classes; k++)
    {
      best = p[k] > p[best] ? k : best;
      bits |= (guint) (p[k] > 0.5) << k;
    }
  return model->is_multilabel ? bits : best;
}

static guint
choose_first_always (const Model *model, guint row, const double *p)
{
  return row % 8 | 1;
}

/* As many of the first class as said, and the others in turn. */
static guint
choose_few (const Model *model, guint row, const double *p)
{
  if (model->is_multilabel)
    return (guint) (row < model->least) | (row % 2) << 1;
  return row < model->least ? 0 : 1 + row % (model->n_classes - 1);
}

static guint
choose_of_three (const Model *model, guint row, const double *p)
{
  return row % 3;
}

static guint
choose_first (const Model *model, guint row, const double *p)
{
  if (row >= 20)
    return choose_few (model, row, p);
  return model->is_multilabel ? 1 : 0;
}

static guint
choose_first_but_one (const Model *model, guint row, const double *p)
{
  return row == 19 ? 0 : choose_first (model, row, p);
}

/* The last of the rows that saturate() is sure of has no label. */
static guint
choose_first_but_last (const Model *model, guint row, const double *p)
{
  return row + 1 != model->factor;
}

/* Findings */

static const LimenFinding *
find_finding (LimenAnalysis *analysis, const char *code)
{
  GPtrArray *findings = limen_analysis_get_findings (analysis);

  for (guint i = 0; i < findings->len; i++)
    {
      const LimenFinding *finding = g_ptr_array_index (findings, i);

      g_test_message ("%s: %s", finding->code, finding->message);
      g_assert_null (strstr (finding->screen_message, " --"));
      if (g_str_equal (finding->code, code))
        return finding;
    }
  return NULL;
}

/* Every finding on both sides of its limit. */
static void
test_limits (void)
{
  static const struct
  {
    const char *code;
    Model with, without;
  } cases[] = {
    { "softmax-twice",
      { 3, 1000, .transform = softmax_again, .factor = 1 },
      { 3, 1000, .transform = softmax_again, .factor = 1.05 } },
    { "softmax-twice",
      { 10, 1000, .transform = softmax_again, .factor = 1 },
      { 10, 1000, .transform = softmax_again, .factor = 1.05 } },
    { "softmax-twice",
      { 10, 20, .transform = softmax_again, .factor = 1 },
      { 10, 19, .transform = softmax_again, .factor = 1 } },
    /* within the range of such a file, and right as it is */
    { "softmax-twice",
      { 2, 20000, .transform = softmax_again, .factor = 1 },
      { 2, 20000, .spread = 0.1 } },
    { "softmax-twice",
      { 2, 200, .transform = softmax_again, .factor = 1 },
      { 2, 20, .transform = softmax_again, .factor = 1 } },
    { "softmax-twice",
      { 2, 20000, .transform = softmax_again, .factor = 1,
        .is_multiclass = TRUE },
      { 2, 20000, .spread = 0.1, .is_multiclass = TRUE } },
    { "softmax-twice",
      { 2, 200, .transform = softmax_again, .factor = 1,
        .is_multiclass = TRUE },
      { 2, 20, .transform = softmax_again, .factor = 1,
        .is_multiclass = TRUE } },
    /* two numbers that do not add up to one are no softmax */
    { "softmax-twice",
      { 2, 1000, .transform = softmax_again, .factor = 1 },
      { 2, 1000, .transform = squeeze_apart } },
    { "sigmoid-twice",
      { 3, 1000, TRUE, .transform = sigmoid_again, .factor = 1 },
      { 3, 1000, TRUE, .transform = sigmoid_again, .factor = 1.05 } },
    { "sigmoid-twice",
      { 3, 20, TRUE, .transform = sigmoid_again, .factor = 1 },
      { 3, 19, TRUE, .transform = sigmoid_again, .factor = 1 } },
    /* as likely as they are */
    { "sigmoid-twice",
      { 3, 1000, TRUE, .transform = sigmoid_again, .factor = 1 },
      { 3, 1000, TRUE, .transform = sigmoid_again, .factor = 1,
        .choose = choose_first_always } },
    { "sums-not-one",
      { 3, 1000, .transform = halve_one, .factor = 500 },
      { 3, 1000, .transform = halve_one, .factor = 1000 } },
    { "class-left-out",
      { 3, 1000, .transform = scale, .factor = 0.5 },
      { 3, 1000, .transform = halve_one, .factor = 500 } },
    { "saturated-scores",
      { 3, 1000, .transform = saturate, .factor = 20 },
      { 3, 1000, .transform = round_off, .factor = 10 } },
    { "badly-calibrated",
      { 3, 1000, .spread = 0.1, .choose = choose_few, .least = 10 },
      { 3, 1000, .spread = 0.1 } },
    { "probabilities-as-logits",
      { 3, 1000, .word = "logit" },
      { 3, 1000, .word = "logit", .transform = scale, .factor = 1.002 } },
    { "probabilities-as-logits",
      { 3, 20, .word = "logit" },
      { 3, 19, .word = "logit" } },
    { "log-probabilities",
      { 3, 1000, .word = "score", .transform = add_to_log },
      { 3, 1000, .word = "score", .transform = add_to_log,
        .factor = -0.002 } },
    { "percentages",
      { 3, 1000, .spread = 1, .transform = scale, .factor = 100.9 },
      { 3, 1000, .spread = 1, .transform = scale, .factor = 101.1 } },
    { "percentages",
      { 3, 1000, .transform = scale, .factor = 100 },
      { 3, 1000, .transform = scale, .factor = 1 } },
    { "rounded-sums",
      { 3, 1000, .spread = 1, .transform = scale, .factor = 1.0099 },
      { 3, 1000, .spread = 1, .transform = scale, .factor = 1.0101 } },
    { "rounded-sums",
      { 3, 1000, .transform = scale, .factor = 0.998 },
      { 3, 1000, .transform = scale, .factor = 0.9991 } },
    { "rounded-sums",
      { 3, 1000, .transform = round_off, .factor = 100 },
      { 3, 1000, .transform = round_off, .factor = 10000 } },
    { "rounded-sums",
      { 10, 1000, .transform = round_off, .factor = 100 },
      { 10, 1000, .transform = round_off, .factor = 1e6 } },
    { "rounded-sums",
      { 10, 1000, .transform = round_off, .factor = 10 },
      { 10, 1000, .transform = scale, .factor = 0.9 } },
    { "class-left-out",
      { 3, 1000, .transform = scale, .factor = 0.9899 },
      { 3, 1000, .transform = scale, .factor = 0.9901 } },
    { "class-left-out",
      { 4, 1000, .n_written = 3, .choose = choose_of_three },
      { 4, 1000, .choose = choose_of_three } },
    { "class-left-out",
      { 3, 1000, .transform = scale, .factor = 0 },
      { 3, 1000, .transform = round_off, .factor = 10 } },
    { "class-left-out",
      { 3, 1000, .transform = scale, .factor = 0.5 },
      { 3, 1000, .transform = round_off, .factor = 100 } },
    { "sums-not-one",
      { 3, 1000, .spread = 1, .transform = scale, .factor = 1.0101 },
      { 3, 1000, .spread = 1, .transform = scale, .factor = 1.0099 } },
    { "sums-not-one",
      { 3, 1000, .transform = one_by_one },
      { 3, 1000 } },
    { "sums-not-one",
      { 3, 1000, .transform = one_by_one },
      { 3, 1000, TRUE } },
    { "auc-below-half",
      { 3, 1000, .transform = shift },
      { 3, 1000 } },
    /* one of three may be weak */
    { "auc-below-half",
      { 2, 1000, .transform = shift },
      { 3, 1000, .transform = turn_first } },
    { "auc-below-half",
      { 2, 1000, .transform = shift, .is_multiclass = TRUE },
      { 2, 1000, .is_multiclass = TRUE } },
    { "auc-below-half",
      { 3, 1000, TRUE, .transform = turn_first },
      { 3, 1000, TRUE } },
    { "label-leaked",
      { 3, 20, .choose = choose_largest },
      { 3, 19, .choose = choose_largest } },
    { "label-leaked",
      { 3, 1000, TRUE, .choose = choose_largest },
      { 3, 1000, TRUE } },
    { "constant-scores",
      { 3, 1000, TRUE, .transform = keep_first_constant },
      { 3, 1000, TRUE, .transform = keep_first_constant, .factor = 1e-9 } },
    { "constant-scores",
      { 3, 1000, .word = "logit", .transform = keep_first_constant },
      { 3, 1000, .word = "logit", .transform = keep_first_constant,
        .factor = 1e-9 } },
    { "saturated-scores",
      { 3, 1000, .transform = saturate, .factor = 10 },
      { 3, 1000, .transform = saturate, .factor = 9 } },
    { "saturated-scores",
      { 3, 1000, .transform = saturate, .factor = 10 },
      { 3, 1001, .transform = saturate, .factor = 10 } },
    { "clamped-rows",
      { 3, 1000, .transform = saturate, .factor = 20 },
      { 3, 1000, .transform = saturate, .factor = 20,
        .choose = choose_first } },
    { "saturated-scores",
      { 3, 1000, TRUE, .transform = saturate, .factor = 10 },
      { 3, 1000, TRUE, .transform = saturate, .factor = 9 } },
    { "clamped-rows",
      { 3, 1000, TRUE, .transform = saturate, .factor = 20 },
      { 3, 1000, TRUE, .transform = saturate, .factor = 20,
        .choose = choose_first } },
    { "decisions-only",
      { 3, 1000, .transform = decide },
      { 3, 1000, .transform = decide_nearly } },
    { "decisions-only",
      { 3, 1000, TRUE, .transform = decide },
      { 3, 1000, TRUE, .transform = decide_nearly } },
    { "saturated-scores",
      { 3, 1000, .transform = decide_nearly },
      { 3, 1000, .transform = decide } },
    { "clamped-rows",
      { 3, 1000, TRUE, .transform = decide_nearly },
      { 3, 1000, TRUE, .transform = decide } },
    { "badly-calibrated",
      { 3, 1000, .transform = decide_nearly },
      { 3, 1000, .transform = decide } },
    { "absent-class",
      { 3, 1000, .choose = choose_few, .least = 0 },
      { 3, 1000, .choose = choose_few, .least = 1 } },
    { "absent-class",
      { 3, 1000, TRUE, .choose = choose_few, .least = 0 },
      { 2, 1000, TRUE, .choose = choose_few, .least = 1 } },
    { "few-rows",
      { 3, 1000, .choose = choose_few, .least = 96 },
      { 3, 1000, .choose = choose_few, .least = 97 } },
    { "few-rows",
      { 2, 1000, TRUE, .choose = choose_few, .least = 904 },
      { 2, 1000, TRUE, .choose = choose_few, .least = 903 } },
    { "imbalanced",
      { 2, 1000, TRUE, .choose = choose_few, .least = 9 },
      { 2, 1000, TRUE, .choose = choose_few, .least = 10 } },
    { "imbalanced",
      { 2, 1000, TRUE, .choose = choose_few, .least = 9 },
      { 3, 1000, .choose = choose_few, .least = 9 } },
    { "badly-calibrated",
      { 3, 1000, .transform = sharpen, .factor = 12 },
      { 3, 1000, .transform = sharpen, .factor = 1.2 } },
    { "duplicated-rows",
      { 3, 200, .copies = 1 },
      { 3, 200 } },
    /* so few copies, or of labels so certain, may be chance */
    { "duplicated-rows",
      { 3, 100, .copies = 1 },
      { 3, 14, .copies = 1 } },
    { "duplicated-rows",
      { 3, 200, TRUE, .copies = 1 },
      { 3, 200, TRUE } },
    { "duplicated-rows",
      { 3, 200, .word = "logit", .transform = add_to_log, .copies = 1 },
      { 3, 200, .word = "logit", .transform = add_to_log } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LimenAnalysis) with = analyze (&cases[i].with);
      g_autoptr (LimenAnalysis) without = analyze (&cases[i].without);

      g_test_message ("case %u: %s", i, cases[i].code);
      g_assert_nonnull (find_finding (with, cases[i].code));
      g_assert_null (find_finding (without, cases[i].code));
    }
}

/* The numbers and names in a message. */
static void
test_messages (void)
{
  static const struct
  {
    const char *code, *message;
    Model model;
  } cases[] = {
    { "class-left-out", "at worst to 0.5 on line ",
      { 3, 1000, .transform = scale, .factor = 0.5 } },
    { "sums-not-one",
      "In 1 of 1,000 rows the probabilities do not add up to one, at worst by "
      "0.5 on line 502.",
      { 3, 1000, .transform = halve_one, .factor = 500 } },
    { "sums-not-one", "they make 1.5 to 1.5, and line ",
      { 3, 50, .transform = scale, .factor = 1.5, .spread = 0.1 } },
    { "constant-scores",
      "Every score of class \"c0\" is 0.25: no threshold of it tells any rows "
      "apart. Is column \"prob_c0\" the right one?",
      { 3, 1000, TRUE, .transform = keep_first_constant } },
    { "absent-class",
      "No row is of class \"c0\": nothing is known of a threshold there, so "
      "that it gets none of its own, by which no row is ever decided for "
      "it; averages over the classes leave out what is undefined",
      { 3, 1000, .choose = choose_few, .least = 0 } },
    { "whole-class",
      "Every row has label \"c0\", so nothing is known of rows without it",
      { 3, 1000, TRUE, .choose = choose_first_always } },
    { "few-rows",
      "Few rows tell class \"c0\" from the rest, at the least 25. A rate among "
      "those is uncertain by up to 20 points",
      { 3, 1000, .choose = choose_few, .least = 25 } },
    { "imbalanced", "tells class \"c0\" from the rest",
      { 2, 1000, TRUE, .choose = choose_few, .least = 9 } },
    { "few-rows", "tell class \"c0\", \"c1\", \"c2\" and 7 more from",
      { 10, 100 } },
    { "saturated-scores", "In 1.5 % of the rows",
      { 3, 1000, .transform = saturate, .factor = 15 } },
    { "saturated-scores", "1.5 % of the probabilities are exactly 0 or 1",
      { 3, 1000, TRUE, .transform = saturate, .factor = 15 } },
    { "clamped-rows", "by 1 of the scores, the first on line 21.",
      { 3, 1000, TRUE, .transform = saturate, .factor = 20,
        .choose = choose_first_but_one } },
    /* more rows than one thread looks at */
    { "saturated-scores", "In 55.0 % of the rows",
      { 3, 10000, .transform = saturate, .factor = 5500 } },
    { "clamped-rows", "by 1 of the scores, the first on line 5501.",
      { 3, 10000, TRUE, .transform = saturate, .factor = 5500,
        .choose = choose_first_but_last } },
    { "class-left-out", "at worst to 0.25 on line 5502:",
      { 3, 10000, .transform = halve, .factor = 5500 } },
    { "duplicated-rows", "50.0 % of the rows repeat",
      { 3, 200, .copies = 1 } },
    { "auc-below-half", "The ROC AUC of \"c0\" is below one half",
      { 3, 1000, TRUE, .transform = turn_first } },
    { "auc-below-half", "3 of 3 classes have a ROC AUC below one half",
      { 3, 1000, .transform = shift } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LimenAnalysis) analysis = analyze (&cases[i].model);
      const LimenFinding *finding = find_finding (analysis, cases[i].code);

      g_test_message ("case %u: %s", i, cases[i].code);
      g_assert_nonnull (finding);
      if (strstr (finding->message, cases[i].message) == NULL)
        g_error ("no \"%s\" in \"%s\"", cases[i].message, finding->message);
    }
}

/* The cross-entropy that a message promises is the one that is found once the
 * softmax is taken off. */
static void
check_softmax_undone (const Model *model)
{
  g_autofree char *path = write_rows (model);
  g_autoptr (LimenAnalysis) squeezed
      = analyze_file (path, FALSE, LIMEN_TASK_BINARY);
  const LimenFinding *finding = find_finding (squeezed, "softmax-twice");
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (LimenDataset) dataset = NULL;
  g_autoptr (LimenAnalysis) undone = NULL;
  g_autofree char *promise = NULL;
  gsize n;

  options->undo = LIMEN_UNDO_SOFTMAX;
  dataset = limen_dataset_read (path, options, NULL, NULL, NULL, NULL);
  undone = limen_analysis_new (dataset, NULL, NULL, NULL);
  promise = g_strdup_printf (
      "is %.4f instead of %.4f", limen_analysis_get_losses (undone, &n)->value,
      limen_analysis_get_losses (squeezed, &n)->value);
  g_assert_nonnull (finding);
  if (strstr (finding->message, promise) == NULL)
    g_error ("no \"%s\" in \"%s\"", promise, finding->message);
  g_assert_null (find_finding (undone, "softmax-twice"));
  g_assert_nonnull (find_finding (undone, "undone"));
}

static void
test_softmax_undone (void)
{
  static const Model models[] = {
    { 3, 1000, .transform = softmax_again, .factor = 1 },
    { 2, 1000, .transform = softmax_again, .factor = 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    check_softmax_undone (&models[i]);
}

static gboolean
has_absent_class (LimenAnalysis *analysis)
{
  LimenDataset *dataset = limen_analysis_get_dataset (analysis);

  for (gsize k = 0; k < limen_dataset_get_predictions (dataset)->n_classes;
       k++)
    if (limen_dataset_get_class_rows (dataset, k) == 0)
      return TRUE;
  return FALSE;
}

/* Whether a finding only says how two columns are read, or that one score of a
 * weak model may be below chance by chance. */
static gboolean
is_about_pair (const LimenFinding *finding, LimenAnalysis *analysis)
{
  LimenDataset *dataset = limen_analysis_get_dataset (analysis);

  return limen_dataset_get_predictions (dataset)->task == LIMEN_TASK_BINARY
         && finding->severity == LIMEN_SEVERITY_INFO
         && (g_str_equal (finding->code, "two-columns")
             || g_str_equal (finding->code, "positive-guessed")
             || g_str_equal (finding->code, "auc-below-half"));
}

/* Nothing but that there are few rows of some class, or none. */
static void
assert_healthy (LimenAnalysis *analysis)
{
  GPtrArray *findings = limen_analysis_get_findings (analysis);

  for (guint i = 0; i < findings->len; i++)
    {
      const LimenFinding *finding = g_ptr_array_index (findings, i);

      if (!g_str_equal (finding->code, "few-rows")
          && !is_about_pair (finding, analysis)
          && !(g_str_equal (finding->code, "absent-class")
               && has_absent_class (analysis)))
        g_error ("%s: %s", finding->code, finding->message);
    }
}

/* Nothing is said of models that are as they should be. */
static void
test_healthy (void)
{
  static const Model models[] = {
    { 3, 200 },
    { 3, 200, .spread = 0.3 },
    { 3, 2000, .spread = 1 },
    { 3, 20000, .spread = 0.1 },
    { 2, 100, .spread = 0.2 },
    { 2, 200, .spread = 0.3 },
    { 2, 20000, .spread = 0.3 },
    { 2, 100, .spread = 0.2, .is_multiclass = TRUE },
    { 2, 200, .spread = 0.3, .is_multiclass = TRUE },
    { 2, 20000, .spread = 0.3, .is_multiclass = TRUE },
    { 3, 100000 },
    { 3, 2000, .word = "logit", .transform = add_to_log, .factor = 5 },
    { 3, 2000, .word = "log_prob", .transform = add_to_log },
    { 10, 200 },
    { 10, 200, .spread = 0.7 },
    { 10, 10000 },
    { 10, 10000, .transform = round_off, .factor = 1e6 },
    { 100, 200 },
    { 100, 200, .spread = 0.5 },
    { 100, 5000 },
    { 3, 200, TRUE },
    { 3, 200, TRUE, .spread = 0.3 },
    { 3, 2000, TRUE, .spread = 1 },
    { 3, 100000, TRUE },
    { 20, 5000, TRUE, .spread = 4 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    for (guint32 seed = 0; seed < (models[i].n_rows < 10000 ? 10 : 2); seed++)
      {
        Model model = models[i];
        g_autoptr (LimenAnalysis) analysis = NULL;

        g_test_message ("model %u, seed %u", i, seed);
        model.seed = seed;
        analysis = analyze (&model);
        assert_healthy (analysis);
      }
}

static void
test_samples (void)
{
  static const char *const names[]
      = { "digits.csv", "digit-traits.csv", "wine-logits.csv" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *relative
          = g_strconcat ("../data/samples/", names[i], NULL);
      g_autofree char *path = test_get_source_path (relative);
      g_autoptr (LimenAnalysis) analysis
          = analyze_file (path, FALSE, LIMEN_TASK_BINARY);

      g_test_message ("%s", names[i]);
      assert_healthy (analysis);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagnosis-classes/limits", test_limits);
  g_test_add_func ("/diagnosis-classes/messages", test_messages);
  g_test_add_func ("/diagnosis-classes/softmax-undone", test_softmax_undone);
  g_test_add_func ("/diagnosis-classes/healthy", test_healthy);
  g_test_add_func ("/diagnosis-classes/samples", test_samples);
  return g_test_run ();
}
