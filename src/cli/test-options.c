/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-options.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cutoff-file.h"
#include "option-value.h"
#include "progress-line.h"
#include "table-error.h"

/* Adds --test and --split to a group. Parsing fills `arguments`, which must
 * outlive it. */
void
limen_test_arguments_add_to (LimenTestArguments *arguments,
                             GOptionGroup *group)
{
  const GOptionEntry entries[]
      = { { "test", 0, 0, G_OPTION_ARG_FILENAME, &arguments->path,
            N_ ("Other rows to judge the thresholds on"), N_ ("FILE") },
          { "split", 0, 0, G_OPTION_ARG_FILENAME, &arguments->split,
            N_ ("Rows of FILE to judge on, not to tune on"),
            N_ ("COL=VALUE") },
          { NULL } };

  g_option_group_add_entries (group, entries);
}

/* Frees the texts of the options. */
void
limen_test_arguments_clear (LimenTestArguments *arguments)
{
  g_clear_pointer (&arguments->path, g_free);
  g_clear_pointer (&arguments->split, g_free);
}

/* Whether test data were given, as a file or as a part of one. */
gboolean
limen_test_arguments_are_given (const LimenTestArguments *arguments)
{
  return arguments->path != NULL || arguments->split != NULL;
}

static gboolean
check_split (const LimenTestArguments *arguments, const char *file,
             const char *labels_from, GError **error)
{
  const char *equals = strrchr (arguments->split, '=');

  if (equals == NULL || equals == arguments->split || equals[1] == '\0')
    return limen_option_fail (error, "--split \"%s\": write COLUMN=VALUE",
                              arguments->split);
  if (arguments->path != NULL)
    return limen_option_fail (
        error, "--split takes the test data from FILE, and --test from "
               "another file; leave one of the two out");
  return (!g_str_equal (file, "-") && g_strcmp0 (labels_from, "-") != 0)
         || limen_option_fail (
             error, "--split reads FILE twice; the standard input can be "
                    "read only once");
}

/* Checks --test and --split, and sets the latter in the reading options of
 * FILE. FALSE with an error where they do not fit, or the standard input would
 * be read twice. */
gboolean
limen_test_arguments_check (const LimenTestArguments *arguments,
                            const char *file, LimenReadOptions *options,
                            GError **error)
{
  const char *labels_from = options->labels_from;

  g_free (options->split);
  options->split = g_strdup (arguments->split);
  if (arguments->split != NULL)
    return check_split (arguments, file, labels_from, error);
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

static LimenDataset *
read_part (LimenDataset *tuning, GError **error)
{
  g_autoptr (LimenProgressLine) line = limen_progress_line_new (
      _ ("Reading %s"), limen_dataset_get_path (tuning));

  return limen_test_data_read_split (tuning, limen_progress_line_take_bytes,
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
  LimenDataset *rows = limen_analysis_get_dataset (tuning);
  g_autoptr (LimenDataset) dataset = NULL;
  g_autoptr (LimenProgressLine) line = NULL;

  *data = NULL;
  if (!limen_test_arguments_are_given (arguments))
    return TRUE;
  if (arguments->path != NULL && limen_cutoff_file_detect (arguments->path))
    return limen_table_fail (
        error, LIMEN_TABLE_ERROR_FORMAT,
        "%s: these are exported cutoffs, not predictions; give a file of "
        "predictions with --test",
        arguments->path);
  dataset = arguments->path != NULL ? read_rows (arguments->path, rows, error)
                                    : read_part (rows, error);
  if (dataset == NULL)
    return FALSE;
  line = limen_progress_line_new (_ ("Computing"));
  *data = limen_test_data_new (tuning, dataset, losses, NULL, error);
  return *data != NULL;
}
