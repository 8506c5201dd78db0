/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-reading.h"

#include <glib/gi18n.h>
#include <string.h>

#include "column-facts.h"
#include "column-names.h"
#include "display-text.h"
#include "roles.h"
#include "table-error.h"

/* With fewer test rows, scores from 0 to 1 may be so by chance. */
#define MIN_ROWS_OF_RANGE 20

/* Checking */

typedef const char *(*ColumnFunc) (LimenDataset *dataset);

static const char *
get_label (LimenDataset *dataset)
{
  return limen_dataset_get_label_column (dataset, 0);
}

static const char *
get_score (LimenDataset *dataset)
{
  return limen_dataset_get_score_column (dataset, 0);
}

/* Whether the test data have their own labels, and the tuning data labels from
 * a file of labels, so that the names of the columns may differ. */
static gboolean
has_other_labels (LimenDataset *tuning, LimenDataset *test)
{
  return limen_dataset_get_labels_from (tuning) != NULL
         && limen_dataset_get_labels_from (test) == NULL;
}

/* FALSE with an error if a role has another column in the test data. Columns
 * are found by name; one without a unique name is found by number, and may
 * then be another. */
static gboolean
check_columns (LimenDataset *tuning, LimenDataset *test, GError **error)
{
  static const ColumnFunc roles[] = {
    get_label,
    get_score,
    limen_dataset_get_predicted_column,
    limen_dataset_get_variance_column,
    limen_dataset_get_weight_column,
    limen_dataset_get_fp_cost_column,
    limen_dataset_get_fn_cost_column,
  };

  for (guint i = has_other_labels (tuning, test); i < G_N_ELEMENTS (roles);
       i++)
    if (g_strcmp0 (roles[i](tuning), roles[i](test)) != 0)
      return limen_table_fail (
          error, LIMEN_TABLE_ERROR_ROLES,
          /* Translators: test file, column, tuning file, column */
          "%s: column \"%s\" of the test data is column \"%s\" in %s; test "
          "data need the columns of the tuning data, under unique names: "
          "rename them",
          limen_dataset_get_path (test),
          roles[i](test) != NULL ? roles[i](test) : "",
          roles[i](tuning) != NULL ? roles[i](tuning) : "",
          limen_dataset_get_name (tuning));
  return TRUE;
}

static gboolean
fail_kind (LimenDataset *tuning, LimenDataset *test, GError **error)
{
  LimenKind of_tuning = limen_dataset_get_predictions (tuning)->kind;
  LimenKind of_test = limen_dataset_get_predictions (test)->kind;

  return limen_table_fail (
      error, LIMEN_TABLE_ERROR_OPTIONS,
      /* Translators: test file, kind of scores, tuning file, kind of scores */
      "%s: the scores of the test data are %s, but those of %s, on which the "
      "thresholds are tuned, are %s; give test data with scores of that kind",
      limen_dataset_get_path (test),
      limen_message_word (limen_kind_get_title (of_test)),
      limen_dataset_get_name (tuning),
      limen_message_word (limen_kind_get_title (of_tuning)));
}

/* FALSE with an error if task, kind or direction of the scores differ. */
static gboolean
check_scores (LimenDataset *tuning, LimenDataset *test, GError **error)
{
  const LimenPredictions *first = limen_dataset_get_predictions (tuning);
  const LimenPredictions *second = limen_dataset_get_predictions (test);

  if (first->task != second->task || first->n_scores != second->n_scores
      || (first->targets == NULL) != (second->targets == NULL))
    return limen_table_fail (
        error, LIMEN_TABLE_ERROR_OPTIONS,
        /* Translators: test file, a task such as "binary", tuning file, a
         * task */
        "%s: the test data are %s with other labels or scores than %s, which "
        "is %s; give test data with labels and scores of that form",
        limen_dataset_get_path (test),
        limen_message_word (limen_task_get_name (second->task)),
        limen_dataset_get_name (tuning),
        limen_message_word (limen_task_get_name (first->task)));
  if (first->is_reversed != second->is_reversed
      || limen_dataset_get_undone (tuning) != limen_dataset_get_undone (test))
    return limen_table_fail (
        error, LIMEN_TABLE_ERROR_OPTIONS,
        /* Translators: test file, tuning file */
        "%s: the scores of the test data are not read like those of %s; read "
        "both with the same options",
        limen_dataset_get_path (test), limen_dataset_get_name (tuning));
  return first->kind == second->kind || fail_kind (tuning, test, error);
}

/* Returns the index of the first class of a dataset that has rows, and that
 * the other dataset does not have; -1 if there is none. */
static int
find_other_class (LimenDataset *dataset, LimenDataset *other)
{
  const LimenPredictions *numbers = limen_dataset_get_predictions (dataset);

  for (gsize k = 0; k < numbers->n_classes; k++)
    {
      const char *name = limen_dataset_get_class_name (dataset, k);
      int found = limen_dataset_find_class (other, name);

      if (limen_dataset_get_class_rows (dataset, k) > 0
          && (found < 0
              || (limen_task_get (numbers->task)->has_positive
                  && limen_dataset_get_class_rows (other, (gsize) found)
                         == 0)))
        return (int) k;
    }
  return -1;
}

/* FALSE with an error if a class of two is only in one of the files, or one of
 * several only in the test data; for the predicted class alone and for
 * decisions the classes need not agree. */
static gboolean
check_classes (LimenDataset *tuning, LimenDataset *test, GError **error)
{
  const LimenPredictions *numbers = limen_dataset_get_predictions (tuning);
  const LimenTaskInfo *task = limen_task_get (numbers->task);
  int class;

  if (task->thresholds == LIMEN_THRESHOLDS_NONE || task->has_predicted)
    return TRUE;
  class = find_other_class (test, tuning);
  if (class >= 0)
    return limen_table_fail (
        error, LIMEN_TABLE_ERROR_DATA,
        /* Translators: test file, class, tuning file */
        "%s: class \"%s\" of the test data does not occur in %s, on which the "
        "thresholds are tuned; {leave its rows out with --ignore-label|leave "
        "its rows out}, or correct the labels",
        limen_dataset_get_path (test),
        limen_dataset_get_class_name (test, (gsize) class),
        limen_dataset_get_name (tuning));
  class = task->has_positive ? find_other_class (tuning, test) : -1;
  if (class < 0)
    return TRUE;
  return limen_table_fail (
      error, LIMEN_TABLE_ERROR_DATA,
      /* Translators: test file, class, tuning file */
      "%s: no row of the test data is of class \"%s\", as rows of %s are; "
      "give test data with rows of both classes",
      limen_dataset_get_path (test),
      limen_dataset_get_class_name (tuning, (gsize) class),
      limen_dataset_get_name (tuning));
}

/* Checks that thresholds tuned on one dataset can be judged on another: the
 * columns are named alike, task, kind and direction of the scores agree, and
 * so do the classes. FALSE with an error of LIMEN_TABLE_ERROR, of one sentence
 * that names both files. */
gboolean
limen_test_data_check (LimenDataset *tuning, LimenDataset *test,
                       GError **error)
{
  if (!limen_dataset_has_labels (test))
    return limen_table_fail (error, LIMEN_TABLE_ERROR_DATA,
                             "%s: the test data have no labels; thresholds "
                             "are judged on rows with labels",
                             limen_dataset_get_path (test));
  return check_columns (tuning, test, error)
         && check_scores (tuning, test, error)
         && check_classes (tuning, test, error);
}

/* Reading */

/* Whether the kind of the test scores may be what an error of reading is
 * about: their rows could not be used, although some were. */
static gboolean
may_be_kind (const LimenReadOptions *options, const GError *error)
{
  return options->has_kind
         && (g_error_matches (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_ROWS)
             || g_error_matches (error, LIMEN_TABLE_ERROR,
                                 LIMEN_TABLE_ERROR_DATA));
}

/* Sets the error about scores of another kind, if the kind that is inferred
 * from the test data is another. Whether it is. */
static gboolean
blame_kind (LimenDataset *tuning, const char *path,
            const LimenReadOptions *options, GCancellable *cancellable,
            GError **error)
{
  g_autoptr (LimenReadOptions) free_kind = limen_read_options_copy (options);
  g_autoptr (LimenDataset) test = NULL;

  free_kind->has_kind = FALSE;
  test = limen_dataset_read (path, free_kind, NULL, NULL, cancellable, NULL);
  if (test == NULL
      || limen_dataset_get_predictions (test)->kind
             == limen_dataset_get_predictions (tuning)->kind)
    return FALSE;
  fail_kind (tuning, test, error);
  return TRUE;
}

/* The search for the columns of the tuning data in the test data. */
typedef struct
{
  const LimenSample *sample; /* of the test data */
  GPtrArray *missing;        /* char *, quoted; without label columns if the
                              * tuning data have labels from another file */
  GPtrArray *labels;         /* char *, quoted: missing label columns */
  gboolean has_labels_elsewhere;
} Search;

/* Whether a column of the test data has this very name: the number of a column
 * of labels is that in their own file. */
static gboolean
has_name (const LimenSample *sample, const char *name)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (name, strlen (name));

  for (guint i = 0; sample->has_header && i < sample->names->len; i++)
    if (g_bytes_equal (g_ptr_array_index (sample->names, i), bytes))
      return TRUE;
  return FALSE;
}

/* A LimenRenameFunc that renames nothing, but collects the columns that are
 * missing. */
static GStrv
find_columns (const char *option, GStrv columns, gpointer user_data,
              GError **error)
{
  Search *search = user_data;

  for (gsize i = 0; columns[i] != NULL; i++)
    {
      g_autofree char *shown
          = limen_display_text_new (columns[i], strlen (columns[i]), 0);
      gboolean is_elsewhere
          = search->has_labels_elsewhere && g_str_equal (option, "label");
      int column = -1;

      if (is_elsewhere ? !has_name (search->sample, columns[i])
                       : !limen_column_names_find (search->sample, "", "",
                                                   columns[i], &column, NULL))
        g_ptr_array_add (is_elsewhere ? search->labels : search->missing,
                         g_strdup_printf ("\"%s\"", shown));
    }
  return g_strdupv (columns);
}

static gboolean
fail_missing (LimenDataset *tuning, const char *path, const Search *search,
              GError **error)
{
  g_autofree char *missing = limen_message_join (search->missing, N_ (", "));
  g_autofree char *columns = limen_column_names_list (search->sample);
  g_autofree char *lacks
      = limen_message_part_plural (search->missing->len,
                                   /* Translators: column, tuning file */
                                   "the test data lack the column %s of %s",
                                   "the test data lack the columns %s of %s",
                                   missing, limen_dataset_get_name (tuning));

  return limen_table_fail (
      error, LIMEN_TABLE_ERROR_ROLES,
      /* Translators: test file, clause, a list of columns */
      "%s: %s; the columns are %s; rename them, or give test data with the "
      "columns of the tuning data",
      path, lacks, columns);
}

/* Fails where test data have no labels, and there is no identifier that finds
 * them in the file of labels. Always FALSE. */
static gboolean
fail_labels (const LimenLabelsFrom *from, const char *path,
             const Search *search, GError **error)
{
  g_autofree char *labels = limen_message_join (search->labels, N_ (", "));
  g_autofree char *columns = limen_column_names_list (search->sample);
  g_autofree char *id = from->scores_id != NULL ? limen_display_text_new (
                            from->scores_id, strlen (from->scores_id), 0)
                                                : NULL;

  if (id != NULL)
    return limen_table_fail (
        error, LIMEN_TABLE_ERROR_ROLES,
        /* Translators: test file, label columns, identifier column, file of
         * labels, a list of columns */
        "%s: the test data have neither labels (%s) nor the identifier "
        "(\"%s\") that finds them in %s; the columns are %s; add one of "
        "them to the test data",
        path, labels, id, from->name, columns);
  return limen_table_fail (
      error, LIMEN_TABLE_ERROR_ROLES,
      /* Translators: test file, file of labels, a list of columns, label
       * columns */
      "%s: the test data have no labels, and those in %s are for the rows of "
      "the other file, matched by order; the columns are %s; add the labels "
      "(%s) to the test data",
      path, from->name, columns, labels);
}

/* Whether the test data have labels under another name. Where an identifier
 * finds the labels in a file, only a column whose name says so is taken. */
static gboolean
has_own_labels (const char *path, const LimenReadOptions *own,
                const LimenLabelsFrom *from, const Search *search)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_copy (own);
  g_autoptr (LimenFacts) facts
      = limen_facts_new (search->sample, options->ignored);
  g_auto (LimenRoles) roles = LIMEN_ROLES_NONE;

  g_clear_pointer (&options->labels, g_strfreev);
  return limen_roles_infer (&roles, path, facts, options, NULL)
         && (roles.label >= 0 || roles.labels != NULL)
         && (from->id == NULL || !roles.is_label_guessed);
}

/* Sets the options for test data that lack the label columns of a file of
 * labels: own labels under another name or, by the identifier, those of that
 * file. FALSE with an error if there are none. */
static gboolean
find_other_labels (const char *path, LimenReadOptions *options,
                   const LimenReadOptions *own, const LimenLabelsFrom *from,
                   const Search *search, GError **error)
{
  int id = -1;

  if (has_own_labels (path, own, from, search))
    {
      g_clear_pointer (&options->labels, g_strfreev);
      g_clear_pointer (&options->labels_from, g_free);
      g_clear_pointer (&options->id, g_free);
      options->no_id = FALSE;
      return TRUE;
    }
  return (from->scores_id != NULL && g_strcmp0 (options->labels_from, "-") != 0
          && limen_column_names_find (search->sample, "", "", from->scores_id,
                                      &id, NULL))
         || fail_labels (from, path, search, error);
}

/* Looks for the columns of the tuning data in the test data, and sets the
 * options to the labels of these. A file of labels of the tuning rows is not
 * that of the test rows: their labels are looked for in the test data, by name
 * and then by what looks like labels; only an identifier finds those of other
 * rows in that file. FALSE with an error about columns that are missing. */
static gboolean
find_labels (LimenDataset *tuning, const char *path, LimenReadOptions *options,
             GCancellable *cancellable, GError **error)
{
  const LimenLabelsFrom *from = limen_dataset_get_labels_from (tuning);
  g_autoptr (LimenReadOptions) own = limen_read_options_copy (options);
  g_autoptr (GPtrArray) missing = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (LimenSource) source = NULL;
  g_autoptr (LimenSample) sample = NULL;
  Search search = { .missing = missing,
                    .labels = labels,
                    .has_labels_elsewhere = from != NULL };

  g_clear_pointer (&own->labels_from, g_free);
  g_clear_pointer (&own->id, g_free);
  own->no_id = FALSE;
  if (!g_str_equal (path, "-"))
    {
      source = limen_source_open (path, cancellable, error);
      sample
          = source != NULL ? limen_source_sample (source, own, error) : NULL;
      if (sample == NULL)
        return FALSE;
      /* Reading says that a file without columns is empty. */
      if (sample->n_columns == 0)
        return TRUE;
      search.sample = sample;
      limen_read_options_rename_columns (own, find_columns, &search, NULL);
    }
  if (missing->len > 0)
    return fail_missing (tuning, path, &search, error);
  if (labels->len > 0)
    return find_other_labels (path, options, own, from, &search, error);
  g_clear_pointer (&options->labels_from, g_free);
  g_clear_pointer (&options->id, g_free);
  options->no_id = FALSE;
  return TRUE;
}

/* Reads the file at `path` as test data for thresholds that are tuned on
 * another dataset: with the columns, by name, and with the task, the kind, the
 * classes and the positive class of that dataset, so that nothing is inferred
 * from the test data. Where the labels of the tuning rows are in a file of
 * their own, test data have theirs in a column of that name, or in one that
 * looks like labels, or else take them from that file, by the identifier.
 * `progress` and `cancellable` may be NULL. Returns a new dataset that
 * limen_test_data_check() has found to fit, or NULL with an error of
 * LIMEN_TABLE_ERROR or G_IO_ERROR_CANCELLED. */
LimenDataset *
limen_test_data_read (LimenDataset *tuning, const char *path,
                      LimenProgressFunc progress, gpointer user_data,
                      GCancellable *cancellable, GError **error)
{
  g_autoptr (LimenReadOptions) options = limen_dataset_new_reading (tuning);
  g_autoptr (LimenDataset) test = NULL;
  g_autoptr (GError) problem = NULL;

  g_return_val_if_fail (options != NULL, NULL);

  if (!find_labels (tuning, path, options, cancellable, error))
    return NULL;
  test = limen_dataset_read (path, options, progress, user_data, cancellable,
                             &problem);
  if (test != NULL)
    return limen_test_data_check (tuning, test, error)
               ? g_steal_pointer (&test)
               : NULL;
  if (!may_be_kind (options, problem)
      || !blame_kind (tuning, path, options, cancellable, error))
    g_propagate_error (error, g_steal_pointer (&problem));
  return NULL;
}

/* Reads the test data of a file that has both: the rows that `tuning`, which
 * was read with a `split` in its options, does not have. The file is read once
 * more, in the same way, so that each part takes memory for its own rows only.
 * Returns a new dataset, or NULL with an error. */
LimenDataset *
limen_test_data_read_split (LimenDataset *tuning, LimenProgressFunc progress,
                            gpointer user_data, GCancellable *cancellable,
                            GError **error)
{
  g_autoptr (LimenReadOptions) options = limen_dataset_new_reading (tuning);
  g_autoptr (LimenDataset) test = NULL;

  options->takes_test = TRUE;
  test = limen_dataset_read (limen_dataset_get_path (tuning), options,
                             progress, user_data, cancellable, error);
  return test != NULL && limen_test_data_check (tuning, test, error)
             ? g_steal_pointer (&test)
             : NULL;
}

/* Findings */

static gboolean
has_scores_beyond_unit (LimenDataset *dataset)
{
  const LimenPredictions *numbers = limen_dataset_get_predictions (dataset);

  for (gsize k = 0; k < numbers->n_scores; k++)
    for (gsize i = 0; i < numbers->n_rows; i++)
      if (!limen_is_probability (numbers->scores[k][i]))
        return TRUE;
  return FALSE;
}

/* Adds a finding if the test scores are all from 0 to 1 and others are not:
 * these may be probabilities beside logits. */
static void
find_other_range (LimenDataset *tuning, LimenDataset *test,
                  GPtrArray *findings)
{
  const LimenPredictions *numbers = limen_dataset_get_predictions (test);

  if (numbers->n_rows < MIN_ROWS_OF_RANGE || numbers->is_reversed
      || limen_task_get (numbers->task)->thresholds == LIMEN_THRESHOLDS_NONE
      || (numbers->kind != LIMEN_KIND_LOGIT
          && numbers->kind != LIMEN_KIND_SCORE)
      || has_scores_beyond_unit (test) || !has_scores_beyond_unit (tuning))
    return;
  limen_findings_add (
      findings, "test-other-range", LIMEN_SEVERITY_WARNING,
      /* Translators: test file, tuning file, kind of scores */
      N_ ("All scores of the test data, %s, are from 0 to 1, unlike those of "
          "%s, which are taken as %s. If they are probabilities, the "
          "thresholds do not apply to them."),
      limen_dataset_get_name (test), limen_dataset_get_name (tuning),
      limen_message_word (limen_kind_get_title (numbers->kind)));
}

/* Adds a finding on a class that only the tuning data have. */
static void
find_absent_class (LimenDataset *tuning, LimenDataset *test,
                   GPtrArray *findings)
{
  const LimenPredictions *numbers = limen_dataset_get_predictions (tuning);

  for (gsize k = 0; k < numbers->n_classes; k++)
    {
      const char *name = limen_dataset_get_class_name (tuning, k);
      int found = limen_dataset_find_class (test, name);

      if (limen_dataset_get_class_rows (tuning, k) == 0
          || (found >= 0
              && limen_dataset_get_class_rows (test, (gsize) found) > 0))
        continue;
      limen_findings_add (
          findings, "test-class-absent", LIMEN_SEVERITY_WARNING,
          /* Translators: test file, class, tuning file */
          N_ ("No row of the test data, %s, is of class \"%s\", as rows of %s "
              "are, so its threshold cannot be judged. Give test data with "
              "rows of all classes."),
          limen_dataset_get_name (test), name,
          limen_dataset_get_name (tuning));
      return;
    }
}

static void
find_equal_file (LimenDataset *tuning, LimenDataset *test, GPtrArray *findings)
{
  const char *sha256 = limen_dataset_get_sha256 (test);

  if (sha256 == NULL || limen_dataset_get_part (test) != NULL
      || g_strcmp0 (limen_dataset_get_sha256 (tuning), sha256) != 0)
    return;
  limen_findings_add (
      findings, "test-equals-tuning", LIMEN_SEVERITY_WARNING,
      /* Translators: test file, tuning file */
      N_ ("The test data, %s, are the tuning data, %s, byte for byte: the "
          "thresholds are judged on the rows that they were chosen on, so "
          "the values are too good. Give other rows."),
      limen_dataset_get_name (test), limen_dataset_get_name (tuning));
}

/* Adds a finding if the labels of the test data are in a column of another
 * name. */
static void
find_other_label (LimenDataset *tuning, LimenDataset *test,
                  GPtrArray *findings)
{
  if (!has_other_labels (tuning, test)
      || g_strcmp0 (get_label (tuning), get_label (test)) == 0)
    return;
  limen_findings_add (
      findings, "test-other-label", LIMEN_SEVERITY_INFO,
      /* Translators: test file, column, file of labels, column */
      N_ ("The labels of the test data, %s, are taken from column \"%s\"; "
          "those in %s are in column \"%s\". If that is wrong, rename the "
          "column of the test data that has the labels."),
      limen_dataset_get_name (test), get_label (test),
      limen_dataset_get_labels_from (tuning)->name, get_label (tuning));
}

/* Adds the findings about test data that fit, but should be looked at:
 * LimenFinding about equal files, another range of the scores, an absent
 * class, and labels in a column of another name. */
void
limen_test_data_find_misfits (LimenDataset *tuning, LimenDataset *test,
                              GPtrArray *findings)
{
  find_equal_file (tuning, test, findings);
  find_other_range (tuning, test, findings);
  find_absent_class (tuning, test, findings);
  find_other_label (tuning, test, findings);
}
