/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <math.h>
#include <stdio.h>

#include "coverage-table.h"
#include "documented-methods.h"

static const char head[]
    = "# Coverage of the intervals of reports\n\n"
      "Each cell has %d files of as many rows as its name says, with a share "
      "of positives of 0.05 or 0.5, drawn from a known population, and "
      "reported with the default intervals of 95 %%. Covered: the share of "
      "the intervals that hold the population's value; its standard error is "
      "%.1f points at 95 %%. Too low, too high: intervals below and above it. "
      "Undefined and refused: files without the value, or with the value but "
      "without an interval. Unbounded: intervals without an upper end, which "
      "the mean width leaves out. Bias: the mean of the values minus that of "
      "the population. Reason: why the coverage is not between %g and %g "
      "%%.\n";

/* The options, and what they ask for. */
typedef struct
{
  int n_files;
  char **only; /* patterns of names; NULL: all cells */
  char *documented;
  gboolean keeps_measured;
} Options;

static gboolean
is_wanted (const Options *options, const char *name)
{
  for (guint i = 0; options->only != NULL && options->only[i] != NULL; i++)
    if (g_pattern_match_simple (options->only[i], name))
      return TRUE;
  return options->only == NULL;
}

/* Simulates the cells that are asked for; CellResult. */
static GPtrArray *
simulate (const Options *options, const char *folder)
{
  GPtrArray *results = g_ptr_array_new_with_free_func (g_free);
  gint64 start = g_get_monotonic_time ();

  for (gsize i = 0; i < cells_get_n (); i++)
    {
      Cell cell = cells_get (i);
      g_autofree char *name = cell_get_name (&cell);

      if (!is_wanted (options, name))
        continue;
      g_ptr_array_add (
          results, cell_simulate (&cell, (gsize) options->n_files, i, folder));
      coverage_print_cell (g_ptr_array_index (results, results->len - 1));
      fprintf (stderr, "%zu of %zu: %s, %.0f s\n", i + 1, cells_get_n (), name,
               (double) (g_get_monotonic_time () - start) / 1e6);
    }
  return results;
}

/* Writes the table of the documentation, with the coverage that was found now
 * instead of what the file has, or only where that has none. */
static void
document (const char *path, CellResult *const *results, gsize n,
          gboolean keeps_measured)
{
  g_autoptr (GPtrArray) methods = documented_methods_new ();

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_autoptr (GPtrArray) before = documented_methods_read (path);

      documented_methods_update (methods, before);
    }
  documented_methods_measure (methods, results, n, keeps_measured);
  documented_methods_write (methods, path);
}

/* Simulates how often the intervals of reports hold the truth, and prints
 * tables as Markdown. */
int
main (int argc, char **argv)
{
  Options options = { .n_files = 2000 };
  const GOptionEntry entries[]
      = { { "files", 0, 0, G_OPTION_ARG_INT, &options.n_files,
            "Files of each cell (2000)", "N" },
          { "only", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.only,
            "Only cells with such a name, as given/*/0.5/1000 (repeat)",
            "PATTERN" },
          { "document", 0, 0, G_OPTION_ARG_FILENAME, &options.documented,
            "Update data/interval-methods.csv", "FILE" },
          { "missing", 0, 0, G_OPTION_ARG_NONE, &options.keeps_measured,
            "Update only values there without coverage", NULL },
          { NULL } };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GPtrArray) results = NULL;
  g_autofree char *folder = NULL;
  GError *error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      fprintf (stderr, "simulate: %s\n", error->message);
      return 2;
    }
  folder = g_dir_make_tmp ("limen-simulate-XXXXXX", &error);
  g_assert_no_error (error);
  printf (head, options.n_files, 100 * sqrt (0.95 * 0.05 / options.n_files),
          100 * LEAST_COVERAGE, 100 * MOST_COVERAGE);
  results = simulate (&options, folder);
  coverage_print_summary ((CellResult *const *) results->pdata, results->len);
  if (options.documented != NULL)
    document (options.documented, (CellResult *const *) results->pdata,
              results->len, options.keeps_measured);
  g_rmdir (folder);
  g_strfreev (options.only);
  g_free (options.documented);
  return 0;
}
