/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times reading files, beside libcsv alone, and opening them, which adds the
 * computations for the first view of the window. Each line of standard input
 * is "read FILE", "read-hash FILE", "read-list FILE", "libcsv FILE" or "open
 * FILE". "read" reads the numbers only, as the peers do; "read-hash" and
 * "open" also compute the SHA-256 of the file. For "read-list" the column
 * "probability" holds lists of two numbers, of which the second one is the
 * score. The answer is the time in seconds and the number of rows or, for
 * "open", the first loss. */

#include <csv.h>
#include <malloc.h>
#include <stdio.h>
#include <string.h>

#include "analysis.h"

#define BLOCK_SIZE (256 * 1024)

static LimenDataset *
new_dataset (const char *path, gboolean has_hash, gboolean has_list)
{
  char *scores[] = { (char *) "probability[1]", NULL };
  const LimenReadOptions options
      = { .no_sha256 = !has_hash, .scores = has_list ? scores : NULL };
  g_autoptr (GError) error = NULL;
  LimenDataset *dataset
      = limen_dataset_read (path, &options, NULL, NULL, NULL, &error);

  if (dataset == NULL)
    g_error ("%s", error->message);
  return dataset;
}

static double
read_dataset (const char *path, gboolean has_hash, gboolean has_list)
{
  g_autoptr (LimenDataset) dataset = new_dataset (path, has_hash, has_list);

  return (double) limen_dataset_get_predictions (dataset)->n_rows;
}

static double
open_file (const char *path)
{
  g_autoptr (LimenDataset) dataset = new_dataset (path, TRUE, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenAnalysis) analysis
      = limen_analysis_new (dataset, NULL, NULL, &error);
  gsize n;

  if (analysis == NULL)
    g_error ("%s", error->message);
  return limen_analysis_get_losses (analysis, &n)->value;
}

static void
count_row (int terminator, void *n_rows)
{
  ++*(double *) n_rows;
}

static void
ignore_field (void *text, size_t length, void *n_rows)
{
}

/* Parses a file with callbacks that ignore the fields. */
static double
parse_with_libcsv (const char *path)
{
  g_autofree char *block = g_malloc (BLOCK_SIZE);
  FILE *file = fopen (path, "rb");
  struct csv_parser parser;
  double n_rows = -1; /* without the header */
  size_t length;

  if (file == NULL)
    g_error ("%s: cannot be read", path);
  csv_init (&parser, CSV_STRICT);
  while ((length = fread (block, 1, BLOCK_SIZE, file)) > 0)
    csv_parse (&parser, block, length, ignore_field, count_row, &n_rows);
  csv_fini (&parser, ignore_field, count_row, &n_rows);
  csv_free (&parser);
  fclose (file);
  return n_rows;
}

static double
run (const char *what, const char *path)
{
  if (g_str_equal (what, "libcsv"))
    return parse_with_libcsv (path);
  if (g_str_equal (what, "open"))
    return open_file (path);
  return read_dataset (path, g_str_equal (what, "read-hash"),
                       g_str_equal (what, "read-list"));
}

int
main (void)
{
  char what[16], path[4096];

  /* Keeps freed memory, as the allocators of the peers do, so that clearing of
   * pages by the system is not timed. */
  mallopt (M_MMAP_THRESHOLD, G_MAXINT);
  mallopt (M_TRIM_THRESHOLD, G_MAXINT);
  g_print ("ready\n");
  fflush (stdout);
  while (scanf ("%15s %4095s", what, path) == 2)
    {
      gint64 start = g_get_monotonic_time ();
      double result = run (what, path);

      g_print ("%.6f %.17g\n",
               (double) (g_get_monotonic_time () - start) / 1e6, result);
      fflush (stdout);
    }
  return 0;
}
