/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-options.h"

#include <glib/gi18n.h>

#include "cutoff-file.h"
#include "option-value.h"
#include "progress-line.h"
#include "table-error.h"

/* Adds --test to a group. Parsing fills `arguments`, which must outlive it. */
void
limen_test_arguments_add_to (LimenTestArguments *arguments,
                             GOptionGroup *group)
{
  const GOptionEntry entries[]
      = { { "test", 0, 0, G_OPTION_ARG_FILENAME, &arguments->path,
            N_ ("Other rows to judge the thresholds on"), N_ ("FILE") },
          { NULL } };

  g_option_group_add_entries (group, entries);
}

/* Frees the texts of the options. */
void
limen_test_arguments_clear (LimenTestArguments *arguments)
{
  g_clear_pointer (&arguments->path, g_free);
}

/* FALSE with an error where the standard input would be read twice: as the
 * test data and as FILE, or as the file with the labels (NULL: none). */
gboolean
limen_test_arguments_check (const LimenTestArguments *arguments,
                            const char *file, const char *labels_from,
                            GError **error)
{
  if (g_strcmp0 (arguments->path, "-") != 0
      || (!g_str_equal (file, "-") && g_strcmp0 (labels_from, "-") != 0))
    return TRUE;
  return limen_option_fail (error, "--test: only one file can be the standard "
                                   "input");
}

static LimenDataset *
read_rows (const char *path, LimenDataset *tuning, GError **error)
{
  g_autoptr (LimenProgressLine) line
      = g_str_equal (path, "-")
            ? limen_progress_line_new (_ ("Reading the standard input"))
            : limen_progress_line_new (_ ("Reading %s"), path);

  return limen_test_data_read (tuning, path, limen_progress_line_take_bytes,
                               line, NULL, error);
}

/* Reads and analyses the test data for the thresholds of an analysis. Sets
 * *data to a new reference, or to NULL if no test data were given. `losses`
 * may be NULL. FALSE with an error. */
gboolean
limen_test_arguments_read (const LimenTestArguments *arguments,
                           LimenAnalysis *tuning,
                           const LimenLossOptions *losses,
                           LimenTestData **data, GError **error)
{
  g_autoptr (LimenDataset) dataset = NULL;
  g_autoptr (LimenProgressLine) line = NULL;

  *data = NULL;
  if (arguments->path == NULL)
    return TRUE;
  if (limen_cutoff_file_detect (arguments->path))
    return limen_table_fail (
        error, LIMEN_TABLE_ERROR_FORMAT,
        "%s: these are exported cutoffs, not predictions; give a file of "
        "predictions with --test",
        arguments->path);
  dataset = read_rows (arguments->path, limen_analysis_get_dataset (tuning),
                       error);
  if (dataset == NULL)
    return FALSE;
  line = limen_progress_line_new (_ ("Computing"));
  *data = limen_test_data_new (tuning, dataset, losses, NULL, error);
  return *data != NULL;
}
