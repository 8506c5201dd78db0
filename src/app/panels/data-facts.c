/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data-facts.h"

#include <glib/gi18n.h>

#include "screen-format.h"
#include "test-heads.h"

static void
add_count (LimenValueTable *table, const char *name, double count,
           const char *tooltip)
{
  g_autofree char *text = limen_screen_format_count (count);

  limen_value_table_add (table, name, text, tooltip);
}

static double
sum_class (LimenOneVsRest *class)
{
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (class);

  return limen_sweep_get_positives (sweep) + limen_sweep_get_negatives (sweep);
}

static double
get_prevalence (LimenOneVsRest *class)
{
  return limen_sweep_get_positives (limen_one_vs_rest_get_sweep (class))
         / sum_class (class);
}

/* Adds the count of the test data to the last row. */
static void
add_test_count (LimenValueTable *table, double count)
{
  g_autofree char *text = limen_screen_format_count (count);

  limen_value_table_add_test (table, text);
}

/* Adds the positive rows and their share; `test` is the class in the test
 * data, NULL if there is none. */
static void
add_positives (LimenValueTable *table, LimenOneVsRest *class,
               LimenOneVsRest *test)
{
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (class);
  const char *positive = limen_one_vs_rest_get_title (class);
  double positives = limen_sweep_get_positives (sweep);
  /* Translators: %s is the name of the positive class. */
  g_autofree char *name = g_strdup_printf (_ ("positive (%s)"), positive);
  g_autofree char *prevalence
      = limen_screen_format_share (get_prevalence (class));

  add_count (table, name, positives, positive);
  if (test != NULL)
    add_test_count (
        table, limen_sweep_get_positives (limen_one_vs_rest_get_sweep (test)));
  limen_value_table_add (table, C_ ("data", "prevalence"), prevalence,
                         _ ("The share of positives among the rows"));
  if (test != NULL)
    {
      g_autofree char *share
          = limen_screen_format_share (get_prevalence (test));

      limen_value_table_add_test (table, share);
    }
}

static void
add_column (LimenValueTable *table, const char *name, const char *column)
{
  if (column != NULL)
    limen_value_table_add_text (table, name, column);
}

/* The name of the label column of the class at `index`, or that of the only
 * label column if the classes share one; NULL if unknown. */
static const char *
get_label_column (LimenDataset *dataset, gsize index)
{
  return limen_dataset_get_label_column (
      dataset,
      limen_dataset_get_label_column (dataset, 1) != NULL ? index : 0);
}

/* Adds the class and the kind of its scores. */
static void
add_class (LimenValueTable *table, LimenOneVsRest *class, LimenOneVsRest *test)
{
  const LimenPredictions *predictions
      = limen_dataset_get_predictions (limen_one_vs_rest_get_dataset (class));

  add_positives (table, class, test);
  if (limen_kind_has_thresholds (predictions->kind))
    /* Translators: a kind follows, such as “logits”. */
    limen_value_table_add (table, _ ("scores are"),
                           _ (limen_kind_get_title (predictions->kind)), NULL);
  if (predictions->is_reversed)
    /* Translators: a row is positive if its score is at most t. */
    limen_value_table_add (
        table, C_ ("data", "rule"), _ ("score \342\211\244 t"),
        _ ("Low scores mean positive: a row is predicted positive if its "
           "score is at most the threshold"));
}

static double
sum_weights (const LimenPredictions *predictions)
{
  double sum = 0;

  for (gsize i = 0; i < predictions->n_rows; i++)
    sum += limen_predictions_get_weight (predictions, i);
  return sum;
}

/* Adds the number of rows; with test data, below a line that names both
 * files' columns. */
static void
add_rows (LimenValueTable *table, LimenSession *session)
{
  LimenTestData *test = limen_session_get_test (session);
  double n = (double) limen_dataset_get_predictions (
                 limen_session_get_dataset (session))
                 ->n_rows;

  if (test != NULL)
    limen_test_heads_add (table, FALSE);
  add_count (table, C_ ("data", "rows"), n, NULL);
  if (test != NULL)
    add_test_count (table, (double) limen_dataset_get_predictions (
                               limen_analysis_get_dataset (
                                   limen_test_data_get_test (test)))
                               ->n_rows);
}

/* Adds the names of the columns that were read; `class` is NULL for a
 * regression. */
static void
add_columns (LimenValueTable *table, LimenDataset *dataset,
             LimenOneVsRest *class)
{
  const LimenPredictions *predictions
      = limen_dataset_get_predictions (dataset);
  const LimenLabelsFrom *from = limen_dataset_get_labels_from (dataset);
  gsize index = class != NULL ? limen_one_vs_rest_get_class (class) : 0;

  add_column (table, _ ("label column"), get_label_column (dataset, index));
  add_column (table, _ ("labels of"), from != NULL ? from->name : NULL);
  add_column (table,
              class != NULL ? _ ("score column") : _ ("prediction column"),
              limen_dataset_get_score_column (dataset, index));
  add_column (table, _ ("variance column"),
              limen_dataset_get_variance_column (dataset));
  add_column (table,
              limen_kind_has_thresholds (predictions->kind)
                  ? _ ("class column")
                  : _ ("decision column"),
              limen_dataset_get_predicted_column (dataset));
  add_column (table, _ ("weight column"),
              limen_dataset_get_weight_column (dataset));
  add_column (table, _ ("FP cost column"),
              limen_dataset_get_fp_cost_column (dataset));
  add_column (table, _ ("FN cost column"),
              limen_dataset_get_fn_cost_column (dataset));
  add_column (table, _ ("group column"),
              limen_dataset_get_group_column (dataset));
  add_column (table, _ ("unit column"),
              limen_dataset_get_unit_column (dataset));
}

/* Fills in a table with what is known of the rows of a session's file, and of
 * its test data; there must be a file. */
void
limen_data_facts_show (LimenValueTable *table, LimenSession *session)
{
  LimenOneVsRest *class = limen_session_get_class (session);
  LimenDataset *dataset = limen_session_get_dataset (session);
  const LimenPredictions *predictions
      = limen_dataset_get_predictions (dataset);
  gsize index = class != NULL ? limen_one_vs_rest_get_class (class) : 0;

  limen_value_table_begin (table);
  add_rows (table, session);
  if (class != NULL)
    add_class (table, class, limen_session_get_test_class (session));
  add_columns (table, dataset, class);
  if (predictions->units.of_rows != NULL)
    add_count (table, C_ ("data", "units"),
               (double) predictions->units.n_units,
               _ ("Rows that belong together, such as the images of one "
                  "patient"));
  if (predictions->weights != NULL)
    add_count (table, _ ("total weight"),
               class != NULL ? sum_class (class) : sum_weights (predictions),
               NULL);
  if (limen_dataset_get_n_rejected (dataset) > 0)
    add_count (table, _ ("rows skipped"),
               (double) limen_dataset_get_n_rejected (dataset),
               _ ("Rows that could not be read and were left out on request"));
  if (limen_dataset_get_n_unknown_cells (dataset, index) > 0)
    add_count (
        table, _ ("labels left out"),
        (double) limen_dataset_get_n_unknown_cells (dataset, index),
        _ ("Rows where this label is unknown; no number here includes them"));
  if (limen_dataset_get_n_blank_lines (dataset) > 0)
    add_count (table, _ ("blank lines"),
               (double) limen_dataset_get_n_blank_lines (dataset), NULL);
  limen_value_table_end (table);
}
