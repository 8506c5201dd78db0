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

/* A dataset that the reader shall fill. */
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

/* All stand in one block. */
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

/* One more owner; from any thread. */
LimenDataset *
limen_dataset_ref (LimenDataset *self)
{
  return g_atomic_rc_box_acquire (self);
}

/* One owner less, the last of whom frees it; NULL is nothing. */
void
limen_dataset_unref (LimenDataset *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear);
}

/* The numbers; they live as long as the dataset. */
const LimenPredictions *
limen_dataset_get_predictions (LimenDataset *self)
{
  return &self->predictions;
}

/* As it was given; "-" for standard input. */
const char *
limen_dataset_get_path (LimenDataset *self)
{
  return self->path;
}

/* FALSE with the error that memory has run out for something to do with these
 * rows, such as "to sort its rows". */
gboolean
limen_dataset_fail_memory (LimenDataset *self, const char *purpose,
                           GError **error)
{
  return limen_memory_fail (self->path, purpose, error);
}

/* The file's name without its folder, as it may be shown. */
const char *
limen_dataset_get_name (LimenDataset *self)
{
  return self->name;
}

/* Of the file as it is stored, in hexadecimal; NULL where the options left it
 * out, or where not all of it was read. */
const char *
limen_dataset_get_sha256 (LimenDataset *self)
{
  return self->source != NULL ? limen_source_get_sha256 (self->source) : NULL;
}

/* The size of the file as it is stored. */
guint64
limen_dataset_get_n_bytes (LimenDataset *self)
{
  return self->source != NULL ? limen_source_get_n_bytes (self->source) : 0;
}

/* When the file was last changed before it was read, in seconds since 1970; -1
 * for standard input. */
gint64
limen_dataset_get_time (LimenDataset *self)
{
  return self->source != NULL ? limen_source_get_time (self->source) : 0;
}

/* Rows that could not be used and were skipped on request. */
guint64
limen_dataset_get_n_rejected (LimenDataset *self)
{
  return self->n_rejected;
}

/* Rows left out because their label was to be ignored. */
guint64
limen_dataset_get_n_ignored (LimenDataset *self)
{
  return self->n_ignored;
}

/* Lines without a single character. */
guint64
limen_dataset_get_n_blank_lines (LimenDataset *self)
{
  return self->n_blank_lines;
}

/* What stands between two fields; ' ' for any run of blanks. */
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

/* What files with the same header have in common, a key of the reading
 * memory; NULL where there is no header. */
const char *
limen_dataset_get_header_key (LimenDataset *self)
{
  return self->header_key;
}

/* How many fields a row of the file has. */
guint
limen_dataset_get_n_fields (LimenDataset *self)
{
  return self->field_names->len;
}

/* The name of a field in the header, as it may be shown; its number, from 1,
 * where there is no header. Owned by the dataset. */
const char *
limen_dataset_get_field_name (LimenDataset *self, guint field)
{
  return g_ptr_array_index (self->field_names, field);
}

/* The name, as it may be shown, of the file whose options this one was read
 * with; NULL where they are its own. */
const char *
limen_dataset_get_like (LimenDataset *self)
{
  return self->like;
}

/* Whether the rows' true labels, or values, are known. */
gboolean
limen_dataset_has_labels (LimenDataset *self)
{
  return self->label_columns->len > 0;
}

/* The other file that the labels come from; NULL where they stand beside the
 * scores. Owned by the dataset. */
const LimenLabelsFrom *
limen_dataset_get_labels_from (LimenDataset *self)
{
  return self->labels_from;
}

/* How many rows have a label that is known, or, of several, at least one. */
gsize
limen_dataset_get_n_labelled (LimenDataset *self)
{
  return self->n_labelled;
}

/* How many rows leave one of several labels unknown. */
guint64
limen_dataset_get_n_unknown_cells (LimenDataset *self, gsize label)
{
  return self->n_unknown_cells != NULL ? self->n_unknown_cells[label] : 0;
}

/* What was taken back from the scores as they were read. */
LimenUndo
limen_dataset_get_undone (LimenDataset *self)
{
  return self->undone;
}

/* Whether its scores are minus those of the file, where low ones mean
 * positive. */
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

/* A column of true labels, or values; NULL past the last. */
const char *
limen_dataset_get_label_column (LimenDataset *self, gsize label)
{
  return get_column (self->label_columns, label);
}

/* A column of scores; NULL past the last. */
const char *
limen_dataset_get_score_column (LimenDataset *self, gsize score)
{
  return get_column (self->score_columns, score);
}

/* The column of the classes that the only score is for; NULL where there is
 * none. */
const char *
limen_dataset_get_predicted_column (LimenDataset *self)
{
  return self->predicted_column;
}

/* The column of variances; NULL where there is none. */
const char *
limen_dataset_get_variance_column (LimenDataset *self)
{
  return self->variance_column;
}

/* The column of weights; NULL where every row weighs 1. */
const char *
limen_dataset_get_weight_column (LimenDataset *self)
{
  return self->weight_column;
}

/* The column of what each row costs as a false positive; NULL where all cost
 * the same. */
const char *
limen_dataset_get_fp_cost_column (LimenDataset *self)
{
  return self->fp_cost_column;
}

/* The same as a false negative. */
const char *
limen_dataset_get_fn_cost_column (LimenDataset *self)
{
  return self->fn_cost_column;
}

/* The column of groups; NULL where there is none. */
const char *
limen_dataset_get_group_column (LimenDataset *self)
{
  return self->group_column;
}

/* The name of a class, below predictions->n_classes. */
const char *
limen_dataset_get_class_name (LimenDataset *self, gsize index)
{
  return g_array_index (self->classes, LimenClass, index).name;
}

/* The class of this name; -1 where there is none. */
int
limen_dataset_find_class (LimenDataset *self, const char *name)
{
  for (guint i = 0; i < self->classes->len; i++)
    if (g_str_equal (limen_dataset_get_class_name (self, i), name))
      return (int) i;
  return -1;
}

/* How many rows have this class. */
guint64
limen_dataset_get_class_rows (LimenDataset *self, gsize index)
{
  return g_array_index (self->classes, LimenClass, index).rows;
}

/* How many rows tell whether they have this class: all but those whose label,
 * of several, is unknown. */
guint64
limen_dataset_get_class_known (LimenDataset *self, gsize index)
{
  return self->predictions.n_rows
         - limen_dataset_get_n_unknown_cells (self, index);
}

/* What they weigh together. */
double
limen_dataset_get_class_weight (LimenDataset *self, gsize index)
{
  return g_array_index (self->classes, LimenClass, index).weight;
}

/* How many groups there are. */
gsize
limen_dataset_get_n_groups (LimenDataset *self)
{
  return self->groups->len;
}

/* The name of a group, in the order in which they came. */
const char *
limen_dataset_get_group_name (LimenDataset *self, gsize index)
{
  return g_array_index (self->groups, LimenClass, index).name;
}

/* Whether labels are known as they are written. */
gboolean
limen_dataset_has_label_texts (LimenDataset *self)
{
  return self->label_numbers != NULL;
}

/* The label of a row as it is written, known or not; owned by the dataset. */
const char *
limen_dataset_get_label_text (LimenDataset *self, gsize row)
{
  return limen_label_texts_get (self->label_texts, self->label_numbers[row]);
}

/* How many rows that cannot be decided have their place kept. */
gsize
limen_dataset_get_n_skipped (LimenDataset *self)
{
  return self->n_skipped;
}

/* A row that cannot be decided, in the order of the file; owned by the
 * dataset. */
const LimenSkippedRow *
limen_dataset_get_skipped (LimenDataset *self, gsize i)
{
  return &self->skipped[i];
}

/* The label of a row that cannot be decided as it is written, "" where it has
 * none; owned by the dataset. */
const char *
limen_dataset_get_skipped_label (LimenDataset *self, gsize i)
{
  return limen_label_texts_get (self->label_texts, self->skipped[i].label);
}

/* LimenFinding of what was seen while reading; owned by the dataset. */
GPtrArray *
limen_dataset_get_findings (LimenDataset *self)
{
  return self->findings;
}

/* What the number of a row in its file is called: "line"; static. */
const char *
limen_dataset_get_row_word (LimenDataset *self)
{
  return self->source != NULL ? limen_source_get_row_word (self->source)
                              : "row";
}

/* FALSE with an error where there is no such row, from 0. */
gboolean
limen_dataset_check_row (LimenDataset *self, gsize row, GError **error)
{
  if (row < self->predictions.n_rows)
    return TRUE;
  return limen_table_fail (error, LIMEN_TABLE_ERROR_OPTIONS,
                           "%s: there is no row %" G_GSIZE_FORMAT
                           "; the last is %" G_GSIZE_FORMAT,
                           self->path, row, self->predictions.n_rows - 1);
}

/* The physical line, from 1, on which a row, from 0, begins; 0 with an error
 * where there is no such row. */
guint64
limen_dataset_find_line (LimenDataset *self, gsize row, GError **error)
{
  LimenRowPlace place;

  if (!limen_dataset_check_row (self, row, error))
    return 0;
  place = limen_row_index_find (self->row_index, row);
  return place.line + (row - place.row);
}
