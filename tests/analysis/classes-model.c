/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "classes-model.h"

#include <math.h>
#include <string.h>

#include "link.h"
#include "support.h"

#define MOST_CLASSES 100

static double
draw_normal (GRand *random)
{
  double radius = sqrt (-2 * log (1 - g_rand_double (random)));

  return radius * cos (2 * G_PI * g_rand_double (random));
}

void
classes_normalize (double *p, guint n)
{
  double sum = 0;

  for (guint k = 0; k < n; k++)
    sum += p[k];
  for (guint k = 0; k < n; k++)
    p[k] /= sum;
}

static void
draw_probabilities (const ClassesModel *model, GRand *random, double *p)
{
  double spread = model->spread > 0 ? model->spread : 2;

  for (guint k = 0; k < model->n_classes; k++)
    {
      double logit = spread * draw_normal (random);

      p[k] = model->is_multilabel ? limen_sigmoid (logit) : exp (logit);
    }
  if (!model->is_multilabel)
    classes_normalize (p, model->n_classes);
}

/* Draws a class by its probabilities; multilabel: a bit per label. */
static guint
draw_label (const ClassesModel *model, GRand *random, const double *p)
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
append_row (GString *text, const ClassesModel *model, guint label,
            const double *p)
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
append_head (GString *text, const ClassesModel *model)
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

char *
classes_write_rows (const ClassesModel *model)
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

LimenAnalysis *
classes_analyze_file (const char *path, gboolean has_task, LimenTask task)
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

LimenAnalysis *
classes_analyze (const ClassesModel *model)
{
  g_autofree char *path = classes_write_rows (model);

  return classes_analyze_file (
      path, model->is_multilabel || model->is_multiclass,
      model->is_multilabel ? LIMEN_TASK_MULTILABEL : LIMEN_TASK_MULTICLASS);
}

void
classes_scale (const ClassesModel *model, guint row, double *p)
{
  for (guint k = 0; k < model->n_classes; k++)
    p[k] *= model->factor;
}

void
classes_softmax_again (const ClassesModel *model, guint row, double *p)
{
  for (guint k = 0; k < model->n_classes; k++)
    p[k] = exp (model->factor * p[k]);
  classes_normalize (p, model->n_classes);
}

void
classes_add_to_log (const ClassesModel *model, guint row, double *p)
{
  for (guint k = 0; k < model->n_classes; k++)
    p[k] = log (p[k]) + model->factor;
}

void
classes_round_off (const ClassesModel *model, guint row, double *p)
{
  for (guint k = 0; k < model->n_classes; k++)
    p[k] = round (model->factor * p[k]) / model->factor;
}

void
classes_shift (const ClassesModel *model, guint row, double *p)
{
  double last = p[model->n_classes - 1];

  memmove (p + 1, p, (model->n_classes - 1) * sizeof *p);
  p[0] = last;
}

void
classes_turn_first (const ClassesModel *model, guint row, double *p)
{
  p[0] = 1 - p[0];
  if (!model->is_multilabel)
    classes_normalize (p, model->n_classes);
}

void
classes_keep_first_constant (const ClassesModel *model, guint row, double *p)
{
  p[0] = 0.25 + model->factor * row;
}

void
classes_saturate (const ClassesModel *model, guint row, double *p)
{
  for (guint k = 0; row < model->factor && k < model->n_classes; k++)
    p[k] = k == 0;
}

void
classes_halve_one (const ClassesModel *model, guint row, double *p)
{
  for (guint k = 0; k < model->n_classes; k++)
    p[k] *= row == model->factor ? 0.5 : 1;
}

guint
classes_choose_first_always (const ClassesModel *model, guint row,
                             const double *p)
{
  return row % 8 | 1;
}

guint
classes_choose_few (const ClassesModel *model, guint row, const double *p)
{
  if (model->is_multilabel)
    return (guint) (row < model->least) | (row % 2) << 1;
  return row < model->least ? 0 : 1 + row % (model->n_classes - 1);
}

guint
classes_choose_first (const ClassesModel *model, guint row, const double *p)
{
  if (row >= 20)
    return classes_choose_few (model, row, p);
  return model->is_multilabel ? 1 : 0;
}

const LimenFinding *
classes_find_finding (LimenAnalysis *analysis, const char *code)
{
  GPtrArray *findings = limen_analysis_get_findings (analysis);

  for (guint i = 0; i < findings->len; i++)
    {
      const LimenFinding *finding = g_ptr_array_index (findings, i);

      g_test_message ("%s: %s", finding->code, finding->report_message);
      g_assert_null (strstr (finding->screen_message, " --"));
      if (g_str_equal (finding->code, code))
        return finding;
    }
  return NULL;
}
