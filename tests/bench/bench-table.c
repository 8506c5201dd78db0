/* Times the reading of files, beside libcsv alone. Each line of the standard
 * input says "read FILE" or "libcsv FILE"; each is answered by the seconds
 * that it took and the number of rows. */

#include <csv.h>
#include <stdio.h>
#include <string.h>

#include "dataset.h"

#define BLOCK_SIZE (256 * 1024)

static double
read_dataset (const char *path)
{
  const LimenReadOptions options = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenDataset) dataset
      = limen_dataset_read (path, &options, NULL, NULL, NULL, &error);

  if (dataset == NULL)
    g_error ("%s", error->message);
  return (double) limen_dataset_get_predictions (dataset)->n_rows;
}

static void
count_row (int terminator, void *n_rows)
{
  ++*(double *) n_rows;
}

/* Nothing is done with the fields. */
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
    csv_parse (&parser, block, length, NULL, count_row, &n_rows);
  csv_fini (&parser, NULL, count_row, &n_rows);
  csv_free (&parser);
  fclose (file);
  return n_rows;
}

int
main (void)
{
  char what[16], path[4096];

  while (scanf ("%15s %4095s", what, path) == 2)
    {
      gint64 start = g_get_monotonic_time ();
      double n_rows = g_str_equal (what, "libcsv") ? parse_with_libcsv (path)
                                                   : read_dataset (path);

      g_print ("%.6f %.17g\n",
               (double) (g_get_monotonic_time () - start) / 1e6, n_rows);
      fflush (stdout);
    }
  return 0;
}
