/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times losses and sweeps of numbers that are already in memory: bench-memory
 * FILE ROWS CLASSES. FILE, written by bench.py, holds the logits as doubles,
 * class by class; then, as 16-bit integers, the label of each row and a binary
 * label, 0 or 1, for each logit. Each line of standard input names a
 * computation and a number of threads; the answer is the time in seconds and
 * the result. */

#include <glib.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>

#include "../support/binary-losses.h"
#include "link.h"
#include "loss-multiclass.h"
#include "parallel.h"
#include "softmax.h"
#include "sweep.h"

/* Rows per task of a thread in the softmax. */
#define STRETCH 10000

typedef struct
{
  LimenPredictions logits, log_probabilities;
  double **columns; /* for results */
  double *probabilities;
  guint16 *truths;
} Data;

static double **
make_columns (double *numbers, gsize n_columns, gsize n_rows)
{
  double **columns = g_new (double *, n_columns);

  for (gsize k = 0; k < n_columns; k++)
    columns[k] = numbers + k * n_rows;
  return columns;
}

static gboolean
read_data (Data *self, const char *path, gsize n_rows, gsize n_classes)
{
  gsize n = n_rows * n_classes;
  double *numbers = g_new (double, 4 * n);
  guint16 *labels = g_new (guint16, n_rows + n);
  FILE *file = fopen (path, "rb");
  gboolean is_read
      = file != NULL && fread (numbers, sizeof *numbers, n, file) == n
        && fread (labels, sizeof *labels, n_rows + n, file) == n_rows + n;

  if (file != NULL)
    fclose (file);
  self->logits = (LimenPredictions){ .task = LIMEN_TASK_MULTICLASS,
                                     .kind = LIMEN_KIND_LOGIT,
                                     .n_rows = n_rows,
                                     .n_classes = n_classes,
                                     .n_scores = n_classes,
                                     .labels = labels };
  self->log_probabilities = self->logits;
  self->log_probabilities.kind = LIMEN_KIND_LOG_PROBABILITY;
  self->logits.scores = make_columns (numbers, n_classes, n_rows);
  self->log_probabilities.scores
      = make_columns (numbers + n, n_classes, n_rows);
  self->columns = make_columns (numbers + 2 * n, n_classes, n_rows);
  self->probabilities = numbers + 3 * n;
  self->truths = labels + n_rows;
  return is_read;
}

static void
take_logarithms (Data *self)
{
  static double block[LIMEN_SOFTMAX_NUMBERS];
  gsize n_rows = self->logits.n_rows;
  gsize size = limen_softmax_get_block_size (self->logits.n_scores);

  for (gsize first = 0; first < n_rows; first += size)
    {
      gsize n = MIN (size, n_rows - first);

      limen_log_softmax (&self->logits, first, n, block);
      for (gsize k = 0; k < self->logits.n_scores; k++)
        memcpy (self->log_probabilities.scores[k] + first, block + k * n,
                n * sizeof *block);
    }
}

static void
take_probabilities (Data *self)
{
  const double *logits = self->logits.scores[0];

  for (gsize i = 0; i < self->logits.n_rows * self->logits.n_scores; i++)
    self->probabilities[i] = limen_sigmoid (logits[i]);
}

/* Limits the process to n processors, for computations that take no number of
 * threads. */
static void
limit_processors (guint n)
{
  static cpu_set_t all;
  cpu_set_t set;

  if (CPU_COUNT (&all) == 0)
    sched_getaffinity (0, sizeof all, &all);
  CPU_ZERO (&set);
  for (int i = 0; i < CPU_SETSIZE && n > 0; i++)
    if (CPU_ISSET (i, &all))
      {
        CPU_SET (i, &set);
        n--;
      }
  sched_setaffinity (0, sizeof set, &set);
}

static void
fill_stretch (void *data, size_t part)
{
  Data *self = data;
  gsize first = part * STRETCH;

  limen_softmax_columns (&self->logits, first,
                         MIN (STRETCH, self->logits.n_rows - first),
                         self->columns);
}

/* The number of true positives among the upper half of all logits. */
static double
sweep (Data *self, gsize n)
{
  LimenSweep *made = limen_sweep_new (self->logits.scores[0], self->truths, 1,
                                      NULL, n);
  gsize n_scores = limen_sweep_get_n_scores (made);
  double tp = limen_sweep_get_confusion (made, n_scores - 1 - n / 2).tp;

  limen_sweep_free (made);
  return tp;
}

static double
compute (Data *self, const char *what, guint n_threads)
{
  LimenCrossEntropyOptions options = { .n_threads = n_threads };
  gsize n_rows = self->logits.n_rows;
  gsize n = n_rows * self->logits.n_scores;

  if (g_str_equal (what, "bce"))
    return test_bce (LIMEN_KIND_PROBABILITY, self->probabilities, self->truths,
                     1, NULL, n, 1)
        .mean;
  if (g_str_equal (what, "bce-with-logits"))
    return test_bce (LIMEN_KIND_LOGIT, self->logits.scores[0], self->truths, 1,
                     NULL, n, 1)
        .mean;
  if (g_str_equal (what, "sweep"))
    return sweep (self, n);
  if (g_str_equal (what, "cross-entropy"))
    return limen_loss_cross_entropy (&self->logits, &options).mean;
  if (g_str_equal (what, "nll"))
    return limen_loss_cross_entropy (&self->log_probabilities, &options).mean;
  limen_parallel_run (fill_stretch, self, (n_rows + STRETCH - 1) / STRETCH,
                      n_threads);
  return self->columns[0][n_rows / 2];
}

int
main (int argc, char **argv)
{
  Data data;
  char what[32];
  guint n_threads;

  if (argc != 4
      || !read_data (&data, argv[1], g_ascii_strtoull (argv[2], NULL, 10),
                     g_ascii_strtoull (argv[3], NULL, 10)))
    {
      g_printerr ("usage: bench-memory FILE ROWS CLASSES\n");
      return 2;
    }
  take_logarithms (&data);
  take_probabilities (&data);
  g_print ("ready\n");
  fflush (stdout);
  while (scanf ("%31s %u", what, &n_threads) == 2)
    {
      gint64 start;
      double value;

      limit_processors (n_threads);
      start = g_get_monotonic_time ();
      value = compute (&data, what, n_threads);
      g_print ("%.6f %.17g\n",
               (double) (g_get_monotonic_time () - start) / 1e6, value);
      fflush (stdout);
    }
  return 0;
}
