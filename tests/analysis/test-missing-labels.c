/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "losses.h"
#include "micro-average.h"
#include "report.h"
#include "rows.h"
#include "support.h"

#define TOLERANCE 1e-12
#define N_ROWS 240
#define N_LABELS 3

/* A multilabel file with missing cells, and all of its cells. */
typedef struct
{
  gboolean is_weighted;
  double scores[N_LABELS][N_ROWS], weights[N_ROWS];
  int truths[N_LABELS][N_ROWS]; /* -1: missing */
} Sample;

/* One label is complete, one lacks a few cells and one many; one row lacks all
 * but the first. */
static void
sample_init (Sample *self, gboolean is_weighted)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (is_weighted ? 7 : 3);

  self->is_weighted = is_weighted;
  for (gsize i = 0; i < N_ROWS; i++)
    {
      self->weights[i]
          = is_weighted ? g_rand_int_range (rand, 1, 40) / 8.0 : 1;
      for (gsize k = 0; k < N_LABELS; k++)
        {
          gboolean is_missing = g_rand_double (rand) < 0.35 * (double) k;

          self->scores[k][i] = g_rand_int_range (rand, 1, 100) / 128.0;
          self->truths[k][i]
              = is_missing
                    ? -1
                    : g_rand_double (rand) < 0.1 + self->scores[k][i];
        }
    }
}

static void
append_number (GString *text, const char *before, double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (text, "%s%s", before,
                          g_ascii_dtostr (buffer, sizeof buffer, number));
}

static void
append_weight (GString *text, const Sample *self, gsize i)
{
  if (self->is_weighted)
    append_number (text, ",", self->weights[i]);
  g_string_append_c (text, '\n');
}

static LimenDataset *
read_text (const GString *text, LimenReadOptions *options)
{
  g_autofree char *path = test_write_file ("input.csv", text->str, -1);
  g_autoptr (GError) error = NULL;
  LimenDataset *dataset
      = limen_dataset_read (path, options, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return dataset;
}

/* Writes the file, with `missing` for unknown labels. */
static LimenDataset *
read_sample (const Sample *self, const char *missing, LimenReadOptions *options)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize k = 0; k < N_LABELS; k++)
    g_string_append_printf (text, "label_%c,prob_%c%s", 'a' + (int) k,
                            'a' + (int) k, k + 1 < N_LABELS ? "," : "");
  g_string_append (text, self->is_weighted ? ",weight\n" : "\n");
  for (gsize i = 0; i < N_ROWS; i++)
    {
      for (gsize k = 0; k < N_LABELS; k++)
        {
          g_string_append (text, k > 0 ? "," : "");
          g_string_append (text, self->truths[k][i] < 0   ? missing
                                 : self->truths[k][i] > 0 ? "1"
                                                          : "0");
          append_number (text, ",", self->scores[k][i]);
        }
      append_weight (text, self, i);
    }
  return read_text (text, options);
}

static void
append_known (GString *text, const Sample *self, gsize k)
{
  for (gsize i = 0; i < N_ROWS; i++)
    if (self->truths[k][i] >= 0)
      {
        g_string_append_printf (text, "%d", self->truths[k][i]);
        append_number (text, ",", self->scores[k][i]);
        append_weight (text, self, i);
      }
}

/* Writes the known cells of a label, or of all labels (-1), as a binary
 * file. */
static LimenDataset *
read_cells (const Sample *self, int label)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (GString) text
      = g_string_new (self->is_weighted ? "label,prob,weight\n"
                                        : "label,prob\n");

  for (gsize k = 0; k < N_LABELS; k++)
    if (label < 0 || (gsize) label == k)
      append_known (text, self, k);
  if (self->is_weighted)
    options->weight = g_strdup ("weight");
  return read_text (text, options);
}

static LimenReadOptions *
new_options (const Sample *self)
{
  LimenReadOptions *options = limen_read_options_new ();

  options->skip_bad_cells = TRUE;
  if (self->is_weighted)
    options->weight = g_strdup ("weight");
  return options;
}

static LimenAnalysis *
analyze (LimenDataset *dataset)
{
  g_autoptr (GError) error = NULL;
  LimenAnalysis *analysis = limen_analysis_new (dataset, NULL, NULL, &error);

  g_assert_no_error (error);
  return analysis;
}

static double
find_loss (const LimenLossValue *losses, gsize n, const char *key)
{
  for (gsize i = 0; i < n; i++)
    if (g_str_equal (losses[i].key, key))
      return losses[i].value;
  g_assert_not_reached ();
}

static void
check_sweeps (const LimenSweep *found, const LimenSweep *expected)
{
  g_assert_cmpuint (limen_sweep_get_n_scores (found), ==,
                    limen_sweep_get_n_scores (expected));
  for (size_t i = 0; i <= limen_sweep_get_n_scores (expected); i++)
    {
      LimenConfusion a = limen_sweep_get_confusion (found, i);
      LimenConfusion b = limen_sweep_get_confusion (expected, i);

      g_assert_cmpfloat (a.tp, ==, b.tp);
      g_assert_cmpfloat (a.fp, ==, b.fp);
      g_assert_cmpfloat (a.fn, ==, b.fn);
      g_assert_cmpfloat (a.tn, ==, b.tn);
    }
}

/* A label has the results of a binary file of its known cells, to the last
 * bit. */
static void
check_label (LimenAnalysis *analysis, const Sample *sample, gsize k)
{
  g_autoptr (LimenDataset) cells = read_cells (sample, (int) k);
  g_autoptr (LimenAnalysis) binary = analyze (cells);
  g_autoptr (LimenOneVsRest) found
      = limen_analysis_get_class (analysis, k, NULL);
  g_autoptr (LimenOneVsRest) expected
      = limen_analysis_get_class (binary, 0, NULL);
  LimenLossValue a[LIMEN_MAX_LOSSES], b[LIMEN_MAX_LOSSES];
  gsize n, n_bins;
  LimenDataset *dataset = limen_analysis_get_dataset (analysis);
  const LimenPredictions *numbers = limen_one_vs_rest_get_numbers (found);
  const LimenCalibrationBin *bins;

  g_assert_cmpuint (numbers->n_rows, ==,
                    limen_dataset_get_predictions (cells)->n_rows);
  g_assert_cmpuint (limen_dataset_get_class_known (dataset, k), ==,
                    numbers->n_rows);
  g_assert_cmpuint (limen_dataset_get_class_rows (dataset, k), ==,
                    limen_dataset_get_class_rows (cells, 1));
  g_assert_cmpfloat (limen_dataset_get_class_weight (dataset, k), ==,
                     limen_dataset_get_class_weight (cells, 1));
  check_sweeps (limen_one_vs_rest_get_sweep (found),
                limen_one_vs_rest_get_sweep (expected));
  g_assert_cmpfloat (limen_one_vs_rest_get_ranking (found).roc_auc, ==,
                     limen_one_vs_rest_get_ranking (expected).roc_auc);
  g_assert_cmpfloat (limen_one_vs_rest_get_calibration (found).ece, ==,
                     limen_one_vs_rest_get_calibration (expected).ece);
  bins = limen_one_vs_rest_get_bins (found, &n_bins);
  for (gsize i = 0, rows = 0; i < n_bins; i++)
    {
      rows += bins[i].n_rows;
      g_assert_true (i + 1 < n_bins || rows == numbers->n_rows);
    }
  n = limen_losses_compute_class (numbers, NULL, a);
  g_assert_cmpuint (n, ==,
                    limen_losses_compute_class (
                        limen_one_vs_rest_get_numbers (expected), NULL, b));
  for (gsize i = 0; i < n; i++)
    g_assert_true (a[i].value == b[i].value
                   || (isnan (a[i].value) && isnan (b[i].value)));
}

/* The micro average has the results of a binary file of all known cells. */
static void
check_all_cells (LimenAnalysis *analysis, const Sample *sample)
{
  g_autoptr (LimenDataset) cells = read_cells (sample, -1);
  g_autoptr (LimenAnalysis) binary = analyze (cells);
  g_autoptr (LimenOneVsRest) expected
      = limen_analysis_get_class (binary, 0, NULL);
  g_autoptr (GError) error = NULL;
  LimenSweep *micro = limen_micro_average_sweep_new (
      limen_analysis_get_scores (analysis), &error);
  static const char *const keys[]
      = { "bce", "bce-sum", "brier", "brier-sum", "log10-likelihood" };
  const LimenLossValue *a, *b;
  gsize n_a, n_b;

  g_assert_no_error (error);
  check_sweeps (micro, limen_one_vs_rest_get_sweep (expected));
  limen_sweep_free (micro);
  a = limen_analysis_get_losses (analysis, &n_a);
  b = limen_analysis_get_losses (binary, &n_b);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    test_assert_near (find_loss (a, n_a, keys[i]), find_loss (b, n_b, keys[i]),
                      TOLERANCE);
}

/* Counts the decisions for all labels row by row. */
static void
check_decisions (LimenAnalysis *analysis, const Sample *sample)
{
  static const double thresholds[N_LABELS] = { 0.375, 0.5, 0.25 };
  g_autoptr (LimenMulticlassResult) result = limen_multiclass_result_new (
      limen_analysis_get_scores (analysis), thresholds, LIMEN_DECISION_ARGMAX);
  double right = 0, rows = 0, wrong = 0, cells = 0;
  double tp[N_LABELS] = { 0 }, fp[N_LABELS] = { 0 }, sum = 0;

  for (gsize i = 0; i < N_ROWS; i++)
    {
      guint n_known = 0, n_wrong = 0;

      for (gsize k = 0; k < N_LABELS; k++)
        if (sample->truths[k][i] >= 0)
          {
            gboolean is_above = sample->scores[k][i] >= thresholds[k];

            n_known++;
            n_wrong += is_above != sample->truths[k][i];
            if (is_above)
              *(sample->truths[k][i] ? &tp[k] : &fp[k]) += sample->weights[i];
          }
      rows += n_known > 0 ? sample->weights[i] : 0;
      right += n_known > 0 && n_wrong == 0 ? sample->weights[i] : 0;
      wrong += n_wrong * sample->weights[i];
      cells += n_known * sample->weights[i];
    }
  for (gsize k = 0; k < N_LABELS; k++)
    {
      g_assert_cmpfloat (result->confusions[k].tp, ==, tp[k]);
      g_assert_cmpfloat (result->confusions[k].fp, ==, fp[k]);
      sum += tp[k] / (tp[k] + fp[k]) / N_LABELS;
    }
  test_assert_near (result->multilabel.subset_accuracy, right / rows,
                    TOLERANCE);
  test_assert_near (result->multilabel.hamming_loss, wrong / cells, TOLERANCE);
  test_assert_near (result->precision.macro, sum, TOLERANCE);
}

/* The rows of a label are those where it is known, at their place in the
 * file. */
static void
check_rows (LimenAnalysis *analysis, const Sample *sample, gsize k)
{
  LimenThresholdScores *scores = limen_analysis_get_scores (analysis);
  LimenDataset *dataset = limen_analysis_get_dataset (analysis);
  LimenRowQuery query = limen_row_query_new (scores, (int) k, N_ROWS);
  g_autofree LimenFoundRow *rows = NULL;
  gsize n, next = 0;

  query.threshold = 0.5;
  query.order = LIMEN_ROW_ORDER_LINE;
  rows = limen_rows_find (&query, &n);
  g_assert_cmpuint (n, ==, limen_dataset_get_class_known (dataset, k));
  for (gsize i = 0; i < N_ROWS; i++)
    {
      double p = sample->scores[k][i];

      if (sample->truths[k][i] < 0)
        continue;
      g_assert_cmpuint (rows[next].row, ==, i);
      g_assert_cmpuint (limen_threshold_scores_find_row (scores, k, next), ==,
                        i);
      g_assert_cmpfloat (rows[next].score, ==, p);
      test_assert_near (rows[next].loss,
                        -log (sample->truths[k][i] ? p : 1 - p), TOLERANCE);
      g_assert_cmpstr (limen_rows_get_label (&query, i), ==,
                       sample->truths[k][i]
                           ? limen_dataset_get_class_name (dataset, k)
                           : "without");
      next++;
    }
}

/* Maps are fitted on and applied to the rows where a label is known. */
static void
check_recalibrated (LimenAnalysis *analysis, const Sample *sample)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenThresholdScores) mapped
      = limen_threshold_scores_recalibrate (
          limen_analysis_get_scores (analysis),
          LIMEN_RECALIBRATION_PLATT, LIMEN_RECALIBRATION_DEFAULT_BINS, &error);

  g_assert_no_error (error);
  for (gsize k = 0; k < N_LABELS; k++)
    {
      g_autoptr (LimenDataset) cells = read_cells (sample, (int) k);
      g_autoptr (LimenThresholdScores) plain
          = limen_threshold_scores_new (cells, NULL);
      g_autoptr (LimenThresholdScores) expected
          = limen_threshold_scores_recalibrate (
              plain, LIMEN_RECALIBRATION_PLATT,
              LIMEN_RECALIBRATION_DEFAULT_BINS, &error);
      LimenPredictions a = limen_threshold_scores_get_class (mapped, k);
      LimenPredictions b = limen_threshold_scores_get_class (expected, 0);

      g_assert_no_error (error);
      g_assert_cmpuint (a.n_rows, ==, b.n_rows);
      for (gsize i = 0; i < a.n_rows; i++)
        {
          g_assert_cmpfloat (a.scores[0][i], ==, b.scores[0][i]);
          g_assert_cmpint (a.labels[i] == a.positive, ==,
                           b.labels[i] == b.positive);
        }
    }
}

static void
check_report (LimenAnalysis *analysis, const Sample *sample)
{
  const LimenReportOptions options = { 0 };
  g_autofree char *text = limen_report_to_json (analysis, &options, NULL);

  g_assert_nonnull (strstr (text, "labels-left-out"));
  for (gsize k = 0; k < N_LABELS; k++)
    {
      g_autofree char *part = NULL;
      guint n = 0;

      for (gsize i = 0; i < N_ROWS; i++)
        n += sample->truths[k][i] < 0;
      part = g_strdup_printf ("%u of \\\"%c\\\"", n, 'a' + (int) k);
      g_assert_true ((strstr (text, part) != NULL) == (n > 0));
    }
}

static void
test_brute_force (gconstpointer data)
{
  g_autofree Sample *sample = g_new0 (Sample, 1);
  g_autoptr (LimenReadOptions) options = NULL;
  g_autoptr (LimenDataset) dataset = NULL;
  g_autoptr (LimenAnalysis) analysis = NULL;

  sample_init (sample, GPOINTER_TO_INT (data));
  options = new_options (sample);
  dataset = read_sample (sample, "", options);
  analysis = analyze (dataset);
  g_assert_cmpuint (limen_dataset_get_predictions (dataset)->n_rows, ==,
                    N_ROWS);
  for (gsize k = 0; k < N_LABELS; k++)
    {
      check_label (analysis, sample, k);
      check_rows (analysis, sample, k);
    }
  check_all_cells (analysis, sample);
  check_decisions (analysis, sample);
  check_recalibrated (analysis, sample);
  check_report (analysis, sample);
}

/* Empty cells and ignored label values are equivalent; without the options
 * they are an error of one line. */
static void
test_options (void)
{
  g_autofree Sample *sample = g_new0 (Sample, 1);
  g_autoptr (LimenReadOptions) skip = NULL, ignore = NULL, plain = NULL;
  g_autoptr (LimenDataset) empty = NULL, ignored = NULL, words = NULL;
  static const char *const texts[] = { "", "-1" };
  static const char *const remedies[]
      = { "--skip-bad-cells", "--ignore-label -1" };

  sample_init (sample, FALSE);
  skip = new_options (sample);
  plain = limen_read_options_new ();
  ignore = limen_read_options_new ();
  ignore->ignored = g_strsplit ("-1", " ", -1);
  empty = read_sample (sample, "", skip);
  words = read_sample (sample, "NaN", skip);
  ignored = read_sample (sample, "-1", ignore);
  for (gsize k = 0; k < N_LABELS; k++)
    for (gsize i = 0; i < N_ROWS; i++)
      {
        guint16 truth = limen_dataset_get_predictions (empty)->truths[k][i];

        g_assert_cmpuint (truth, ==,
                          sample->truths[k][i] < 0
                              ? LIMEN_UNKNOWN_LABEL
                              : (guint16) sample->truths[k][i]);
        g_assert_cmpuint (
            truth, ==,
            limen_dataset_get_predictions (ignored)->truths[k][i]);
        g_assert_cmpuint (truth, ==,
                          limen_dataset_get_predictions (words)->truths[k][i]);
      }
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text
          = g_strdup_printf ("label_a,label_b,prob_a,prob_b\n1,0,0.5,0.25\n"
                             "%s,1,0.5,0.25\n0,%s,0.5,0.75\n1,1,0.5,0.25\n",
                             texts[i], texts[i]);
      g_autofree char *path = test_write_file ("input.csv", text, -1);
      g_autoptr (GError) error = NULL;

      g_assert_null (limen_dataset_read (path, plain, NULL, NULL, NULL,
                                         &error));
      g_assert_null (strchr (error->message, '\n'));
      g_assert_nonnull (strstr (error->message, "input.csv:3:1: "));
      g_assert_nonnull (strstr (error->message, " in 2 rows, on lines 3 and "
                                                "4; "));
      g_assert_nonnull (strstr (error->message, remedies[i]));
    }
}

/* A label without known rows has no results. */
static void
test_no_cells (void)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autofree char *path = test_write_file (
      "input.csv", "label_a,label_b,prob_a,prob_b\n1,,0.5,0.25\n0,,0.5,0.75\n",
      -1);
  g_autoptr (GError) error = NULL;

  options->skip_bad_cells = TRUE;
  g_assert_null (limen_dataset_read (path, options, NULL, NULL, NULL, &error));
  g_assert_nonnull (strstr (error->message, "column \"label_b\": no row has a "
                                            "known label"));
}

/* Ignoring 0 leaves only cells that are 1. */
static void
test_ignored_zero (void)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autofree char *path = test_write_file (
      "input.csv",
      "label_a,label_b,prob_a,prob_b\n1,0,0.5,0.25\n0,1,0.5,0.75\n"
      "1,1,0.25,0.125\n",
      -1);
  g_autoptr (LimenDataset) dataset = NULL;
  g_autoptr (GError) error = NULL;

  options->ignored = g_strsplit ("0", " ", -1);
  options->block_size = 1;
  dataset = limen_dataset_read (path, options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (limen_dataset_get_n_unknown_cells (dataset, 0), ==, 1);
  g_assert_cmpuint (limen_dataset_get_n_unknown_cells (dataset, 1), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/missing-labels/brute-force",
                        GINT_TO_POINTER (FALSE), test_brute_force);
  g_test_add_data_func ("/missing-labels/brute-force-weighted",
                        GINT_TO_POINTER (TRUE), test_brute_force);
  g_test_add_func ("/missing-labels/options", test_options);
  g_test_add_func ("/missing-labels/no-cells", test_no_cells);
  g_test_add_func ("/missing-labels/ignored-zero", test_ignored_zero);
  return g_test_run ();
}
