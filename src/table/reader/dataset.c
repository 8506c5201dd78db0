/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dataset-private.h"

#include <string.h>

#include "display-text.h"
#include "memory.h"
#include "table-error.h"

#define MAX_NAME_CHARS 120

static void
clear_class (LimenClass *class)
{
  g_free (class->name);
}

static GArray *
new_classes (void)
{
  GArray *classes = g_array_new (FALSE, TRUE, sizeof (LimenClass));

  g_array_set_clear_func (classes, (GDestroyNotify) clear_class);
  return classes;
}

/* Creates an empty dataset for the reader to fill. `path` is "-" for standard
 * input. */
LimenDataset *
limen_dataset_new (const char *path)
{
  LimenDataset *self = g_atomic_rc_box_new0 (LimenDataset);
  g_autofree char *name
      = g_str_equal (path, "-") ? g_strdup ("standard input")
                                : g_path_get_basename (path);

  self->path = g_strdup (path);
  self->name = limen_display_text_new (name, strlen (name), MAX_NAME_CHARS);
  self->field_names = g_ptr_array_new_with_free_func (g_free);
  self->label_columns = g_ptr_array_new_with_free_func (g_free);
  self->score_columns = g_ptr_array_new_with_free_func (g_free);
  self->classes = new_classes ();
  self->groups = new_classes ();
  self->findings = limen_findings_new ();
  self->row_index = limen_row_index_new (path);
  return self;
}

/* Frees an array of columns and the one block of memory, beginning at the
 * first column, that holds them all. NULL is ignored. */
static void
free_columns (gpointer columns)
{
  gpointer *arrays = columns;

  if (arrays != NULL)
    g_free (arrays[0]);
  g_free (arrays);
}

static void
clear (gpointer data)
{
  LimenDataset *self = data;

  free_columns (self->predictions.scores);
  free_columns (self->predictions.targets);
  free_columns (self->predictions.truths);
  g_free (self->predictions.labels);
  g_free (self->predictions.predicted);
  g_free (self->predictions.variances);
  g_free (self->predictions.weights);
  g_free (self->predictions.fp_costs);
  g_free (self->predictions.fn_costs);
  g_free (self->predictions.groups);
  g_free (self->n_unknown_cells);
  limen_label_texts_free (self->label_texts);
  g_free (self->label_numbers);
  g_clear_pointer (&self->label_places, g_array_unref);
  limen_number_texts_free (self->score_texts);
  g_free (self->skipped);
  g_free (self->path);
  g_free (self->name);
  g_free (self->header_key);
  g_free (self->like);
  limen_labels_from_free (self->labels_from);
  g_ptr_array_unref (self->field_names);
  g_ptr_array_unref (self->label_columns);
  g_ptr_array_unref (self->score_columns);
  g_free (self->predicted_column);
  g_free (self->variance_column);
  g_free (self->weight_column);
  g_free (self->fp_cost_column);
  g_free (self->fn_cost_column);
  g_free (self->group_column);
  g_array_unref (self->classes);
  g_array_unref (self->groups);
  g_ptr_array_unref (self->findings);
  limen_row_index_free (self->row_index);
  limen_source_unref (self->source);
}

/* Adds a reference; safe from any thread. */
LimenDataset *
limen_dataset_ref (LimenDataset *self)
{
  return g_atomic_rc_box_acquire (self);
}

/* Releases a reference; frees the dataset with the last one. NULL is
 * ignored. */
void
limen_dataset_unref (LimenDataset *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear);
}

/* The predictions; owned by the dataset. */
const LimenPredictions *
limen_dataset_get_predictions (LimenDataset *self)
{
  return &self->predictions;
}

/* The path as given; "-" for standard input. */
const char *
limen_dataset_get_path (LimenDataset *self)
{
  return self->path;
}

/* Sets the error for running out of memory; returns FALSE. `purpose` says what
 * the memory was for, such as "to sort its rows": English, with a
 * translation. */
gboolean
limen_dataset_fail_memory (LimenDataset *self, const char *purpose,
                           GError **error)
{
  return limen_memory_fail (self->path, purpose, error);
}

/* The file's name without its folder, in display form. */
const char *
limen_dataset_get_name (LimenDataset *self)
{
  return self->name;
}

/* SHA-256 of the stored file, in hexadecimal; NULL if the options omit it or
 * only a part was read. */
const char *
limen_dataset_get_sha256 (LimenDataset *self)
{
  return self->source != NULL ? limen_source_get_sha256 (self->source) : NULL;
}

/* Size of the stored file in bytes; 0 if unknown. */
guint64
limen_dataset_get_n_bytes (LimenDataset *self)
{
  return self->source != NULL ? limen_source_get_n_bytes (self->source) : 0;
}

/* Modification time of the file before it was read, in seconds since 1970; -1
 * for standard input; 0 if unknown. */
gint64
limen_dataset_get_time (LimenDataset *self)
{
  return self->source != NULL ? limen_source_get_time (self->source) : 0;
}

/* Number of invalid rows that were skipped on request. */
guint64
limen_dataset_get_n_rejected (LimenDataset *self)
{
  return self->n_rejected;
}

/* Number of rows left out because of an ignored label. */
guint64
limen_dataset_get_n_ignored (LimenDataset *self)
{
  return self->n_ignored;
}

/* Number of empty lines. */
guint64
limen_dataset_get_n_blank_lines (LimenDataset *self)
{
  return self->n_blank_lines;
}

/* The field delimiter; ' ' for any run of blanks. */
char
limen_dataset_get_delimiter (LimenDataset *self)
{
  return self->delimiter;
}

/* Whether the first record holds the columns' names. */
gboolean
limen_dataset_has_header (LimenDataset *self)
{
  return self->has_header;
}

/* Key of the header in the reading memory; files with the same header share
 * it. NULL without a header. */
const char *
limen_dataset_get_header_key (LimenDataset *self)
{
  return self->header_key;
}

/* Number of fields per row of the file. */
guint
limen_dataset_get_n_fields (LimenDataset *self)
{
  return self->field_names->len;
}

/* Name of a field in display form; its number, from 1, if there is no header.
 * Owned by the dataset. */
const char *
limen_dataset_get_field_name (LimenDataset *self, guint field)
{
  return g_ptr_array_index (self->field_names, field);
}

/* Name, in display form, of the file whose read options were reused; NULL if
 * none were. */
const char *
limen_dataset_get_like (LimenDataset *self)
{
  return self->like;
}

/* Whether the file has true labels or target values. */
gboolean
limen_dataset_has_labels (LimenDataset *self)
{
  return self->label_columns->len > 0;
}

/* The separate label file; NULL if the labels are in this file. Owned by the
 * dataset. */
const LimenLabelsFrom *
limen_dataset_get_labels_from (LimenDataset *self)
{
  return self->labels_from;
}

/* Number of rows with a known label; of several labels, at least one. */
gsize
limen_dataset_get_n_labelled (LimenDataset *self)
{
  return self->n_labelled;
}

/* Number of rows in which one label of a multilabel task is unknown. */
guint64
limen_dataset_get_n_unknown_cells (LimenDataset *self, gsize label)
{
  return self->n_unknown_cells != NULL ? self->n_unknown_cells[label] : 0;
}

/* The transformation that was inverted when the scores were read. */
LimenUndo
limen_dataset_get_undone (LimenDataset *self)
{
  return self->undone;
}

/* Whether low scores mean positive in the file; the dataset then holds the
 * negated scores. */
gboolean
limen_dataset_is_reversed (LimenDataset *self)
{
  return self->predictions.is_reversed;
}

static const char *
get_column (GPtrArray *columns, gsize index)
{
  return index < columns->len ? g_ptr_array_index (columns, index) : NULL;
}

/* Name of a column of true labels or values; NULL past the last one. */
const char *
limen_dataset_get_label_column (LimenDataset *self, gsize label)
{
  return get_column (self->label_columns, label);
}

/* Name of a score column; NULL past the last one. */
const char *
limen_dataset_get_score_column (LimenDataset *self, gsize score)
{
  return get_column (self->score_columns, score);
}

/* Name of the column of predicted classes, which come with their confidence as
 * the only score, or are decisions without scores; NULL if there is none. */
const char *
limen_dataset_get_predicted_column (LimenDataset *self)
{
  return self->predicted_column;
}

/* Name of the column of variances; NULL if there is none. */
const char *
limen_dataset_get_variance_column (LimenDataset *self)
{
  return self->variance_column;
}

/* Name of the weight column; NULL if every row weighs 1. */
const char *
limen_dataset_get_weight_column (LimenDataset *self)
{
  return self->weight_column;
}

/* Name of the column with the cost of each row as a false positive; NULL if
 * all rows cost the same. */
const char *
limen_dataset_get_fp_cost_column (LimenDataset *self)
{
  return self->fp_cost_column;
}

/* Name of the column with the cost of each row as a false negative; NULL if
 * all rows cost the same. */
const char *
limen_dataset_get_fn_cost_column (LimenDataset *self)
{
  return self->fn_cost_column;
}

/* Name of the group column; NULL if there is none. */
const char *
limen_dataset_get_group_column (LimenDataset *self)
{
  return self->group_column;
}

/* Name of a class, in display form; `index` is below predictions->n_classes.
 * Owned by the dataset. */
const char *
limen_dataset_get_class_name (LimenDataset *self, gsize index)
{
  return g_array_index (self->classes, LimenClass, index).name;
}

/* Index of the class with this name; -1 if there is none. */
int
limen_dataset_find_class (LimenDataset *self, const char *name)
{
  for (guint i = 0; i < self->classes->len; i++)
    if (g_str_equal (limen_dataset_get_class_name (self, i), name))
      return (int) i;
  return -1;
}

/* Number of rows of a class. */
guint64
limen_dataset_get_class_rows (LimenDataset *self, gsize index)
{
  return g_array_index (self->classes, LimenClass, index).rows;
}

/* Number of rows for which it is known whether they belong to a class: all
 * rows, except those with an unknown label in a multilabel task. */
guint64
limen_dataset_get_class_known (LimenDataset *self, gsize index)
{
  return self->predictions.n_rows
         - limen_dataset_get_n_unknown_cells (self, index);
}

/* Total weight of the rows of a class; without weights, their number. */
double
limen_dataset_get_class_weight (LimenDataset *self, gsize index)
{
  return g_array_index (self->classes, LimenClass, index).weight;
}

/* Number of groups. */
gsize
limen_dataset_get_n_groups (LimenDataset *self)
{
  return self->groups->len;
}

/* Name of a group; groups are in order of first appearance. Owned by the
 * dataset. */
const char *
limen_dataset_get_group_name (LimenDataset *self, gsize index)
{
  return g_array_index (self->groups, LimenClass, index).name;
}

/* Whether the label texts were kept, for applying cutoffs. */
gboolean
limen_dataset_has_label_texts (LimenDataset *self)
{
  return self->label_numbers != NULL;
}

/* The label text of a row as it was written, also for an unknown label; owned
 * by the dataset, which must have label texts. */
const char *
limen_dataset_get_label_text (LimenDataset *self, gsize row)
{
  return limen_label_texts_get (self->label_texts, self->label_numbers[row]);
}

/* The index of each row's label among the distinct label texts; NULL if these
 * were not kept. Owned by the dataset. */
const guint16 *
limen_dataset_get_label_numbers (LimenDataset *self)
{
  return self->label_numbers;
}

/* Number of distinct label texts; 0 if they were not kept. */
guint
limen_dataset_get_n_label_texts (LimenDataset *self)
{
  return self->label_texts != NULL
             ? limen_label_texts_get_n (self->label_texts)
             : 0;
}

/* A distinct label text as it was written; `number` is below their number.
 * Owned by the dataset. */
const char *
limen_dataset_get_numbered_label (LimenDataset *self, guint number)
{
  return limen_label_texts_get (self->label_texts, (guint16) number);
}

/* For a binary file that was read in pieces: the class of each label index of
 * the pieces, 1 (positive), 0 or LIMEN_UNKNOWN_LABEL (guint16); else NULL.
 * Owned by the dataset. */
const GArray *
limen_dataset_get_label_places (LimenDataset *self)
{
  return self->label_places;
}

/* The text of the only score of a row as it was written, a plain number with
 * "." that is not NUL-terminated; NULL if it was not kept. Owned by the
 * dataset. */
const char *
limen_dataset_get_score_text (LimenDataset *self, gsize row, gsize *length)
{
  const char *text = NULL;

  *length = 0;
  if (self->score_texts != NULL)
    text = limen_number_texts_get (self->score_texts, row, length);
  return *length > 0 ? text : NULL;
}

/* Number of skipped rows whose positions were kept. */
gsize
limen_dataset_get_n_skipped (LimenDataset *self)
{
  return self->n_skipped;
}

/* A skipped row; `i` is below limen_dataset_get_n_skipped(), in file order.
 * Owned by the dataset. */
const LimenSkippedRow *
limen_dataset_get_skipped (LimenDataset *self, gsize i)
{
  return &self->skipped[i];
}

/* The label text of the skipped row `i`; "" if it has none. Owned by the
 * dataset. */
const char *
limen_dataset_get_skipped_label (LimenDataset *self, gsize i)
{
  return limen_label_texts_get (self->label_texts, self->skipped[i].label);
}

/* LimenFinding about the file, in the order of reading; owned by the
 * dataset. */
GPtrArray *
limen_dataset_get_findings (LimenDataset *self)
{
  return self->findings;
}

/* The unit in which the file's rows are numbered, such as "line", as an
 * argument of a message; static. */
const char *
limen_dataset_get_row_word (LimenDataset *self)
{
  return self->source != NULL ? limen_source_get_row_word (self->source)
                              : limen_message_word ("row");
}

/* FALSE with an error if there is no such row; rows count from 0. */
gboolean
limen_dataset_check_row (LimenDataset *self, gsize row, GError **error)
{
  if (row < self->predictions.n_rows)
    return TRUE;
  return limen_table_fail (error, LIMEN_TABLE_ERROR_OPTIONS,
                           "%s: there is no row %zu; the last is %zu",
                           self->path, row, self->predictions.n_rows - 1);
}

/* The physical line, from 1, on which a row (from 0) begins; 0 with an error
 * if there is no such row. */
guint64
limen_dataset_find_line (LimenDataset *self, gsize row, GError **error)
{
  LimenRowPlace place;

  if (!limen_dataset_check_row (self, row, error))
    return 0;
  place = limen_row_index_find (self->row_index, row);
  return place.line + (row - place.row);
}

/* Writes to `lines` the physical lines, from 1, on which n consecutive rows
 * begin, from `row` on. All of them must exist. */
void
limen_dataset_find_lines (LimenDataset *self, gsize row, gsize n,
                          guint64 *lines)
{
  if (n > 0)
    limen_row_index_find_lines (self->row_index, row, n, lines);
}
