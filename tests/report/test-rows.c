#include <math.h>
#include <string.h>

#include "loss.h"
#include "rows.h"
#include "support.h"

#define N_ROWS 500

static LimenThresholdScores *
make_scores (const char *head, gboolean is_logit)
{
  g_autoptr (GString) text = g_string_new (head);
  g_autofree char *path = NULL;
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (LimenDataset) dataset = NULL;

  for (guint i = 0; i < N_ROWS; i++)
    {
      /* Ties are wanted, and a blank line now and then. */
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

/* What was found is in order, and nothing that was left out goes before. */
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
  test_assert_near (sum,
                    limen_loss_bce_with_logits (
                        numbers->scores[0], numbers->labels, numbers->positive,
                        NULL, numbers->n_rows, 1)
                        .sum,
                    1e-12);
}

/* The row's own text comes from its own place in the file. */
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
  g_autofree LimenFoundRow *rows = NULL;

  query.order = LIMEN_ROW_ORDER_SCORE;
  query.threshold = 0.5;
  rows = limen_rows_find (&query, &n);
  g_assert_true (limen_rows_save (&query, rows, n, path, NULL));
  g_file_get_contents (path, &text, NULL, NULL);
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, n + 2);
  described = limen_rows_describe (&query, rows, n, NULL);
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *note
          = g_strdup_printf (",n%" G_GSIZE_FORMAT "\"", rows[i].row);

      g_assert_true (g_str_has_suffix (lines[i + 1], note));
      note[strlen (note) - 1] = '\n';
      g_assert_nonnull (strstr (described, note));
    }
}

/* Of several classes, rows are right or wrong as they are decided, and those of
 * one cell of the matrix can be asked for. */
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
  g_test_add_func ("/rows/text", test_text);
  g_test_add_func ("/rows/classes", test_classes);
  return g_test_run ();
}
