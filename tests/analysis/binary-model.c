/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "binary-model.h"

#include <math.h>

#include "link.h"
#include "support.h"

double
binary_keep (double p)
{
  return p;
}

double
binary_sigmoid_of (double p)
{
  return limen_sigmoid (p);
}

double
binary_percent_of (double p)
{
  return 100 * p;
}

double
binary_log_of (double p)
{
  return log (p);
}

double
binary_logit_of (double p)
{
  return limen_logit (p);
}

double
binary_overconfident (double p)
{
  return limen_sigmoid (12 * limen_logit (p));
}

double
binary_saturate (double p)
{
  return p < 0.12 ? 0 : p;
}

double
binary_decide (double p)
{
  return p >= 0.5;
}

double
binary_decide_nearly (double p)
{
  return p < 0.05 ? 0.25 : binary_decide (p);
}

double
binary_upside_down (double p)
{
  return 1 - p;
}

double
binary_separate (double p)
{
  return p;
}

double
binary_half_to_073 (double p)
{
  return 0.5 + 0.23 * p;
}

double
binary_rare (double p)
{
  return 0.1 * p;
}

double
binary_near_half (double p)
{
  return 0.45 + 0.1 * p;
}

double
binary_five_percent (double p)
{
  return 0.02 + 0.06 * p;
}

double
binary_vote (double p, guint n_trees)
{
  return round (n_trees * p) / n_trees;
}

double
binary_vote_10 (double p)
{
  return binary_vote (1.1 * p - 0.05, 10);
}

char *
binary_write_rows (const BinaryModel *model)
{
  GString *text = g_string_new (model->head);
  g_autofree char *rows = NULL;
  GRand *random = g_rand_new_with_seed (model->seed);
  double sum = 0;

  for (guint i = 0; i < model->n_rows; i++)
    {
      char number[G_ASCII_DTOSTR_BUF_SIZE];
      double spread = fmod ((i + 0.5) * 0.6180339887498949, 1);
      double p = pow (spread, 1 / model->share - 1);
      double chance;
      gboolean is_positive;

      if (model->share >= 0.1)
        p = 0.02 + 0.96 * p; /* like a model that is certain of a few rows */
      chance = model->chance != NULL ? model->chance (p) : p;
      if (model->transform == binary_separate)
        is_positive = p > 0.5;
      else if (model->seed > 0)
        is_positive = g_rand_double (random) < chance;
      else
        is_positive = floor (sum + chance) > floor (sum);
      sum += chance;
      g_ascii_dtostr (number, sizeof number,
                      model->has_odd && i + 1 == model->n_rows
                          ? 1.7
                          : model->transform (p));
      for (guint copy = 0; copy <= model->copies; copy++)
        g_string_append_printf (text, "%d,%s%s\n", is_positive, number,
                                model->more != NULL ? model->more : "");
    }
  g_rand_free (random);
  rows = g_string_free (text, FALSE);
  return test_write_file ("rows.csv", rows, -1);
}

gboolean
binary_has_finding (LimenAnalysis *analysis, const char *code)
{
  GPtrArray *findings = limen_analysis_get_findings (analysis);

  for (guint i = 0; i < findings->len; i++)
    {
      LimenFinding *finding = g_ptr_array_index (findings, i);

      g_test_message ("%s: %s", finding->code, finding->report_message);
      g_assert_null (strstr (finding->screen_message, " --"));
      if (code == NULL || g_str_equal (finding->code, code))
        return TRUE;
    }
  return FALSE;
}

LimenAnalysis *
binary_analyze_with (const BinaryModel *model, const LimenReadOptions *options)
{
  g_autofree char *path = binary_write_rows (model);
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenDataset) dataset
      = limen_dataset_read (path, options, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return limen_analysis_new (dataset, NULL, NULL, NULL);
}

LimenAnalysis *
binary_analyze (const BinaryModel *model)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();

  return binary_analyze_with (model, options);
}
