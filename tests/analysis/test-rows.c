/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "loss.h"
#include "parallel.h"
#include "rows.h"
#include "support.h"

#define N_ROWS 500

static LimenThresholdScores *
make_n_scores (const char *head, gboolean is_logit, guint n)
{
  g_autoptr (GString) text = g_string_new (head);
  g_autofree char *path = NULL;
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (LimenDataset) dataset = NULL;

  for (guint i = 0; i < n; i++)
    {
      /* Writes rows with ties and occasional blank lines. */
      double score = g_test_rand_int_range (1, 100) / 100.0;

      g_string_append_printf (text, "%d,%.2f,n%u\n%s",
                              i < 2 ? (int) i : g_test_rand_bit (),
                              is_logit ? 10 * score - 5 : score, i,
                              i % 50 == 0 ? "\n" : "");
    }
  path = test_write_file ("rows.csv", text->str, (gssize) text->len);
  dataset = limen_dataset_read (path, options, NULL, NULL, NULL, NULL);
  g_assert_nonnull (dataset);
  return limen_threshold_scores_new (dataset, NULL);
}

static LimenThresholdScores *
make_scores (const char *head, gboolean is_logit)
{
  return make_n_scores (head, is_logit, N_ROWS);
}

static gboolean
goes_before (const LimenFoundRow *a, const LimenFoundRow *b,
             LimenRowOrder order)
{
  if (order == LIMEN_ROW_ORDER_LOSS && a->loss != b->loss)
    return a->loss > b->loss;
  if (order == LIMEN_ROW_ORDER_SCORE && a->score != b->score)
    return a->score > b->score;
  return a->row < b->row;
}

/* The rows found are in order, and no row left out precedes them. */
static void
check_query (const LimenRowQuery *query)
{
  const LimenPredictions *numbers
      = limen_threshold_scores_get_numbers (query->scores);
  LimenRowQuery all = *query;
  gsize n, n_all, n_counted = 0;
  g_autofree LimenFoundRow *rows = limen_rows_find (query, &n);
  g_autofree LimenFoundRow *everything = NULL;

  all.top = G_MAXSIZE;
  everything = limen_rows_find (&all, &n_all);
  for (gsize i = 0; i < numbers->n_rows; i++)
    {
      double score = numbers->scores[0][i];
      gboolean is_positive = numbers->labels[i] == numbers->positive;
      LimenCell cell = score >= query->threshold
                           ? (is_positive ? LIMEN_CELL_TP : LIMEN_CELL_FP)
                           : (is_positive ? LIMEN_CELL_FN : LIMEN_CELL_TN);

      double loss = limen_loss_bce_row (score, is_positive);

      n_counted += (query->where == LIMEN_CELL_ANY || query->where == cell)
                   && (isnan (query->low)
                       || (score >= query->low && score < query->high))
                   && (isnan (query->loss_low)
                       || (loss >= query->loss_low
                           && loss < query->loss_high));
    }
  g_assert_cmpuint (n_all, ==, n_counted);
  g_assert_cmpuint (n, ==, MIN (n_all, query->top));
  for (gsize i = 0; i < n; i++)
    {
      g_assert_cmpuint (rows[i].row, ==, everything[i].row);
      if (i > 0)
        g_assert_true (goes_before (&rows[i - 1], &rows[i], query->order));
      if (query->where != LIMEN_CELL_ANY)
        g_assert_cmpint (rows[i].cell, ==, query->where);
    }
  for (gsize i = 1; i < n_all; i++)
    g_assert_true (
        goes_before (&everything[i - 1], &everything[i], query->order));
}

static void
test_queries (void)
{
  g_autoptr (LimenThresholdScores) scores
      = make_scores ("label,probability,note\n", FALSE);

  for (guint i = 0; i < 300; i++)
    {
      LimenRowQuery query = limen_row_query_new (
          scores, 0, (gsize) g_test_rand_int_range (0, 60));

      query.order = (LimenRowOrder) g_test_rand_int_range (0, 3);
      query.where = (LimenCell) g_test_rand_int_range (0, 5);
      query.threshold = g_test_rand_double ();

      if (g_test_rand_bit ())
        {
          query.low = g_test_rand_double ();
          query.high = query.low + 0.2;
        }
      if (g_test_rand_bit ())
        {
          query.loss_low = g_test_rand_double ();
          query.loss_high = g_test_rand_bit () ? query.loss_low + 0.3
                                               : (double) INFINITY;
        }
      check_query (&query);
    }
}

/* The sum of the rows' losses is the loss. */
static void
test_losses (void)
{
  g_autoptr (LimenThresholdScores) scores
      = make_scores ("label,logit,note\n", TRUE);
  const LimenPredictions *numbers
      = limen_threshold_scores_get_numbers (scores);
  LimenRowQuery query = limen_row_query_new (scores, 0, G_MAXSIZE);
  gsize n;
  g_autofree LimenFoundRow *rows = limen_rows_find (&query, &n);
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += rows[i].loss;
  test_assert_near (sum, limen_loss_bce (numbers, 1).sum, 1e-12);
}

/* The text of a row comes from its place in the file. */
static void
test_text (void)
{
  g_autoptr (LimenThresholdScores) scores
      = make_scores ("label,probability,note\n", FALSE);
  LimenRowQuery query = limen_row_query_new (scores, 0, 40);
  g_autofree char *path
      = g_build_filename (test_get_folder (), "found.csv", NULL);
  g_autofree char *text = NULL, *described = NULL;
  g_auto (GStrv) lines = NULL;
  gsize n;
  g_autofree guint32 *rows = NULL;

  query.order = LIMEN_ROW_ORDER_SCORE;
  query.threshold = 0.5;
  rows = limen_rows_list (&query, &n, NULL, NULL);
  g_assert_true (
      limen_rows_save (&query, rows, n, path, NULL, NULL, NULL, NULL, NULL));
  g_file_get_contents (path, &text, NULL, NULL);
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, n + 2);
  described = limen_rows_describe (&query, rows, n, NULL);
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *note
          = g_strdup_printf (",n%u\"", rows[i]);

      g_assert_true (g_str_has_suffix (lines[i + 1], note));
      note[strlen (note) - 1] = '\n';
      g_assert_nonnull (strstr (described, note));
    }
}

/* Returns the ascending key of an order. */
static double
get_order_key (const LimenRowQuery *query, const LimenFoundRow *row)
{
  double key = row->row;

  if (query->order == LIMEN_ROW_ORDER_LOSS)
    key = -row->loss;
  else if (query->order == LIMEN_ROW_ORDER_SCORE)
    key = -row->score;
  else if (query->order == LIMEN_ROW_ORDER_COST)
    key = -row->cost;
  else if (query->order == LIMEN_ROW_ORDER_DISTANCE)
    key = fabs (row->score - query->threshold);
  return query->is_backwards ? -key : key;
}

/* Tests every order, forwards and backwards, with all or the first rows; ties
 * keep file order. */
static void
test_orders (void)
{
  g_autoptr (LimenThresholdScores) scores
      = make_scores ("label,probability,note\n", FALSE);

  for (guint i = 0; i < 4 * (LIMEN_ROW_ORDER_DISTANCE + 1); i++)
    {
      LimenRowQuery query
          = limen_row_query_new (scores, 0, i % 4 < 2 ? G_MAXSIZE : 77);
      g_autofree LimenFoundRow *rows = NULL;
      gsize n;

      query.order = (LimenRowOrder) (i / 4);
      query.is_backwards = i % 2;
      query.threshold = 0.35;
      query.costs = (LimenCosts){ 3, 7, 0.5, 0.25 };
      rows = limen_rows_find (&query, &n);
      g_assert_cmpuint (n, ==, MIN (query.top, N_ROWS));
      for (gsize k = 1; k < n; k++)
        {
          double before = get_order_key (&query, &rows[k - 1]);
          double key = get_order_key (&query, &rows[k]);

          g_assert_cmpfloat (before, <=, key);
          if (before == key)
            g_assert_cmpuint (rows[k - 1].row, <, rows[k].row);
        }
    }
}

/* The nearest rows on each side of a threshold have no other row between them
 * and it. */
static void
test_near (void)
{
  g_autoptr (LimenThresholdScores) scores
      = make_scores ("label,probability,note\n", FALSE);
  static const double thresholds[] = { 0.005, 0.02, 0.5, 0.98, INFINITY };

  for (guint i = 0; i < G_N_ELEMENTS (thresholds); i++)
    {
      LimenRowQuery query = limen_row_query_new (scores, 0, G_MAXSIZE);
      g_autofree LimenFoundRow *all = NULL, *near = NULL;
      double lowest_above = 2, highest_above = -1, lowest_below = 2;
      gsize n_all, n, n_above = 0, n_all_above = 0;

      query.threshold = thresholds[i];
      query.order = LIMEN_ROW_ORDER_SCORE;
      all = limen_rows_find (&query, &n_all);
      query.near = 30;
      near = limen_rows_find (&query, &n);
      for (gsize k = 0; k < n_all; k++)
        n_all_above += all[k].score >= query.threshold;
      for (gsize k = 0; k < n; k++)
        if (near[k].score >= query.threshold)
          {
            n_above++;
            highest_above = fmax (highest_above, near[k].score);
            lowest_above = fmin (lowest_above, near[k].score);
          }
        else
          lowest_below = fmin (lowest_below, near[k].score);
      g_assert_cmpuint (n_above, ==, MIN (30, n_all_above));
      g_assert_cmpuint (n - n_above, ==, MIN (30, n_all - n_all_above));
      /* No row left out is nearer. */
      for (gsize k = 0, place = 0; k < n_all; k++)
        if (place < n && near[place].row == all[k].row)
          place++;
        else if (all[k].score >= query.threshold)
          g_assert_cmpfloat (all[k].score, >=, highest_above);
        else
          g_assert_cmpfloat (all[k].score, <=, lowest_below);
    }
}

/* The table of the rows of a query. */
static char *
list_as_csv (const LimenRowQuery *query, gsize *n)
{
  g_autofree guint32 *rows = limen_rows_list (query, n, NULL, NULL);

  g_assert_nonnull (rows);
  return limen_rows_format_csv (query, rows, *n, NULL, NULL);
}

/* Rows of several chunks, and their table, are those of one thread. */
static void
test_threads (void)
{
  g_autoptr (LimenThresholdScores) scores
      = make_n_scores ("label,probability,note\n", FALSE, 30000);
  static const gsize tops[] = { 7, 3000, G_MAXSIZE };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (tops); i++)
    {
      LimenRowQuery query = limen_row_query_new (scores, 0, tops[i / 2]);
      g_autofree char *alone = NULL, *together = NULL;
      gsize n, n_together;

      query.threshold = 0.4;
      query.near = i % 2 == 0 ? 0 : 2000;
      query.order = (LimenRowOrder) g_test_rand_int_range (0, 3);
      limen_parallel_set_most (1);
      alone = list_as_csv (&query, &n);
      limen_parallel_set_most (0);
      together = list_as_csv (&query, &n_together);
      g_assert_cmpuint (n, ==, MIN (query.near > 0 ? 4000 : 30000, query.top));
      g_assert_cmpuint (n_together, ==, n);
      g_assert_cmpstr (together, ==, alone);
      if (query.near == 0)
        check_query (&query);
    }
}

/* A referred row is neither right nor wrong, and its cost is unknown. */
static void
test_referred (void)
{
  static const char text[]
      = "y,p,fp,fn\n0,0.2,3,50\n1,0.25,3,60\n0,0.5,3,70\n1,0.5,3,80\n"
        "0,0.8,4,90\n1,0.9,5,100\n";
  g_autofree char *path = test_write_file ("rows.csv", text, -1);
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (LimenDataset) dataset = NULL;
  g_autoptr (LimenThresholdScores) scores = NULL;
  g_autofree LimenFoundRow *all = NULL, *referred = NULL, *wrong = NULL;
  LimenRowQuery query;
  gsize n;

  options->fp_cost = g_strdup ("fp");
  options->fn_cost = g_strdup ("fn");
  dataset = limen_dataset_read (path, options, NULL, NULL, NULL, NULL);
  scores = limen_threshold_scores_new (dataset, NULL);
  query = limen_row_query_new (scores, 0, G_MAXSIZE);
  g_assert_true (limen_row_query_has_costs (&query));
  query.threshold = 0.75;
  query.refer_from = 0.4;
  query.costs.fn_cost = 2;
  query.costs.tp_gain = 11;
  query.order = LIMEN_ROW_ORDER_COST;
  all = limen_rows_find (&query, &n);
  g_assert_cmpuint (n, ==, 6);
  g_assert_cmpfloat (all[0].cost, ==, 120);
  g_assert_cmpfloat (all[1].cost, ==, 4);
  g_assert_cmpfloat (all[2].cost, ==, 0);
  g_assert_cmpfloat (all[3].cost, ==, -11);
  g_assert_true (isnan (all[4].cost) && isnan (all[5].cost));
  query.where = LIMEN_CELL_REFERRED;
  referred = limen_rows_find (&query, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (limen_rows_get_decision (&query, &referred[0]), ==,
                   "referred");
  query.where = LIMEN_CELL_WRONG;
  wrong = limen_rows_find (&query, &n);
  g_assert_cmpuint (n, ==, 2);
}

/* A cancelled list ends, and a cancelled save leaves no file. */
static void
test_cancelled (void)
{
  g_autoptr (LimenThresholdScores) scores
      = make_scores ("label,probability,note\n", FALSE);
  LimenRowQuery query = limen_row_query_new (scores, 0, G_MAXSIZE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *path
      = g_build_filename (test_get_folder (), "cancelled.csv", NULL);
  g_autofree guint32 *rows = NULL;
  g_autoptr (GError) error = NULL, save_error = NULL;
  gsize n;

  rows = limen_rows_list (&query, &n, NULL, NULL);
  g_cancellable_cancel (cancellable);
  g_assert_null (limen_rows_list (&query, &n, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (limen_rows_save (&query, rows, N_ROWS, path, NULL, NULL,
                                   NULL, cancellable, &save_error));
  g_assert_error (save_error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* Multiclass rows are right or wrong by their decision, and can be filtered by
 * cell of the matrix. */
static void
test_classes (void)
{
  static const char text[] = "label,prob_a,prob_b,prob_c\n"
                             "a,0.7,0.2,0.1\nb,0.5,0.3,0.2\n"
                             "c,0.05,0.9,0.05\nb,0.1,0.8,0.1\n";
  static const double thresholds[] = { 0.6, 0.2, 0.5 };
  g_autofree char *path = test_write_file ("rows.csv", text, -1);
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (LimenDataset) dataset
      = limen_dataset_read (path, options, NULL, NULL, NULL, NULL);
  g_autoptr (LimenThresholdScores) scores
      = limen_threshold_scores_new (dataset, NULL);
  LimenRowQuery query = limen_row_query_new (scores, -1, 10);
  g_autofree LimenFoundRow *all = NULL, *wrong = NULL, *cell = NULL;
  g_autofree LimenFoundRow *mended = NULL, *one = NULL;
  gsize n;

  all = limen_rows_find (&query, &n);
  g_assert_cmpuint (n, ==, 4);
  g_assert_cmpuint (all[0].row, ==, 2);
  g_assert_cmpfloat (all[0].score, ==, 0.05);
  test_assert_near (all[0].loss, -log (0.05), 1e-15);
  g_assert_cmpstr (limen_rows_get_label (&query, 2), ==, "c");
  g_assert_cmpstr (limen_rows_get_decision (&query, &all[0]), ==, "b");

  query.where = LIMEN_CELL_WRONG;
  wrong = limen_rows_find (&query, &n);
  g_assert_cmpuint (n, ==, 2);
  query.where = LIMEN_CELL_ANY;
  query.label = 1;
  query.decision = 0;
  cell = limen_rows_find (&query, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (cell[0].row, ==, 1);

  query.thresholds = thresholds;
  query.rule = LIMEN_DECISION_ARGMAX_OVER_THRESHOLD;
  mended = limen_rows_find (&query, &n);
  g_assert_cmpuint (n, ==, 0);

  query = limen_row_query_new (scores, 2, 10);
  query.threshold = 0.1;
  query.where = LIMEN_CELL_FP;
  one = limen_rows_find (&query, &n);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpfloat (one[0].score, ==, 0.2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rows/queries", test_queries);
  g_test_add_func ("/rows/losses", test_losses);
  g_test_add_func ("/rows/orders", test_orders);
  g_test_add_func ("/rows/near", test_near);
  g_test_add_func ("/rows/threads", test_threads);
  g_test_add_func ("/rows/referred", test_referred);
  g_test_add_func ("/rows/cancelled", test_cancelled);
  g_test_add_func ("/rows/text", test_text);
  g_test_add_func ("/rows/classes", test_classes);
  return g_test_run ();
}
