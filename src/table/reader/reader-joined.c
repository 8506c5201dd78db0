/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reader-private.h"

#include <string.h>

#include "memory.h"

/* Number of columns in the file itself, without those joined from a label
 * file. */
gsize
limen_reader_get_n_own_columns (LimenReader *self)
{
  return self->sample->n_columns - self->sample->n_joined;
}

/* Reads the label file, if one was given, and appends its label columns to the
 * sample. FALSE with an error. */
gboolean
limen_reader_join (LimenReader *self, GError **error)
{
  if (self->options->labels_from == NULL || self->sample->n_columns == 0)
    return TRUE;
  self->joined = limen_label_file_read (
      self->options, self->source, self->sample, self->cancellable, error);
  return self->joined != NULL;
}

/* Allocates the table of labels by text of the label file, with every label
 * unknown. FALSE with an error. */
gboolean
limen_reader_prepare_joined (LimenReader *self, GError **error)
{
  guint32 n = self->joined != NULL
                  ? limen_text_set_get_n (
                      limen_label_file_get_texts (self->joined))
                  : 0;

  if (n == 0)
    return TRUE;
  if (!limen_memory_resize (self->dataset->path, &self->joined_labels, 0, n,
                            sizeof *self->joined_labels, error))
    return FALSE;
  memset (self->joined_labels, 0xff, n * sizeof *self->joined_labels);
  return TRUE;
}

/* Whether the fast path can be used with a label file: the labels are names or
 * truths, rows are matched by order, or by an identifier column that has no
 * other use, and all rows are read. */
gboolean
limen_reader_can_join_plain (LimenReader *self)
{
  int id = self->sample->id;

  return self->joined == NULL
         || (self->dataset->predictions.targets == NULL
             && self->roles.split < 0
             && !limen_label_file_compares_ids (self->joined)
             && (id < 0 || self->uses[id].use == LIMEN_USE_ID));
}

static void
take_labels (LimenReader *self, gsize row)
{
  gsize n_own = limen_reader_get_n_own_columns (self);

  for (gsize k = 0; k < self->sample->n_joined; k++)
    {
      gsize length = 0;
      const char *text = "";

      if (row != LIMEN_LABEL_FILE_NONE)
        text = limen_text_set_get (
            limen_label_file_get_texts (self->joined),
            limen_label_file_get_cell (self->joined, row, k), &length);
      limen_reader_row_take_column (self, (guint) (n_own + k), text, length);
    }
}

static gboolean
has_id (LimenReader *self)
{
  return !limen_label_file_needs_id (self->joined) || self->row.id->len > 0;
}

/* Adds the labels from the label file to the current row. A row without labels
 * is dropped, unless cutoffs are applied. Errors are stored in self->error. */
void
limen_reader_join_row (LimenReader *self, const LimenRecord *record)
{
  guint64 number = self->n_records++;
  gsize row;

  if (self->joined == NULL)
    return;
  self->n_blank_lines_before
      = limen_source_get_cursor (self->source).n_blank_lines;
  if (record->n_fields != self->sample->n_fields || !has_id (self))
    return;
  if (!limen_label_file_find (self->joined, number, record->line,
                              self->row.id->str, self->row.id->len, &row,
                              &self->error))
    return;
  self->row.joined = row;
  self->n_unlabelled += row == LIMEN_LABEL_FILE_NONE;
  self->row.is_unlabelled
      = row == LIMEN_LABEL_FILE_NONE && self->texts == NULL;
  if ((row == LIMEN_LABEL_FILE_NONE
       || limen_label_file_claim (self->joined, row, record->line,
                                  &self->error))
      && !self->row.is_unlabelled)
    take_labels (self, row);
}

/* Index of a joined label column among the columns of its use. */
static guint16
get_joined_index (LimenReader *self, gsize column)
{
  return self->uses[limen_reader_get_n_own_columns (self) + column].index;
}

/* Records what the label texts of an accepted row stand for. */
void
limen_reader_learn_joined (LimenReader *self)
{
  const LimenPredictions *numbers = &self->dataset->predictions;

  if (self->joined == NULL || self->row.joined == LIMEN_LABEL_FILE_NONE
      || numbers->targets != NULL)
    return;
  for (gsize k = 0; k < self->sample->n_joined; k++)
    {
      guint32 text = limen_label_file_get_cell (self->joined,
                                                self->row.joined, k);

      self->joined_labels[text] =
          numbers->truths != NULL ? self->row.truths[get_joined_index (self, k)]
                                  : self->row.label.number;
    }
}

/* The rows of a batch, for matching them to the label file. */
typedef struct
{
  LimenReader *reader;
  const guint32 *ids; /* NULL if matched by order */
} Batch;

static Batch
batch_new (LimenReader *reader, const LimenBatch *batch)
{
  Batch self = { .reader = reader };

  if (limen_label_file_get_ids (reader->joined) != NULL)
    self.ids = batch->values[reader->sample->id];
  return self;
}

static gsize
find_row (const Batch *self, gsize i)
{
  return limen_label_file_get_row (
      self->reader->joined, self->reader->n_records + i,
      self->ids != NULL ? self->ids[i] : LIMEN_TEXT_NONE);
}

static guint16
find_label (const Batch *self, gsize row, gsize column)
{
  return self->reader->joined_labels[limen_label_file_get_cell (
      self->reader->joined, row, column)];
}

/* Whether all labels of a batch exist and are known; if not, its rows must be
 * read one by one. */
gboolean
limen_reader_knows_joined (LimenReader *self, const LimenBatch *batch)
{
  Batch rows;

  if (self->joined == NULL)
    return TRUE;
  rows = batch_new (self, batch);
  for (gsize i = 0; i < batch->n_rows; i++)
    {
      gsize row = find_row (&rows, i);

      if (row == LIMEN_LABEL_FILE_NONE)
        return FALSE;
      for (gsize k = 0; k < self->sample->n_joined; k++)
        if (find_label (&rows, row, k) == LIMEN_LABEL_NONE)
          return FALSE;
    }
  return TRUE;
}

/* Adds labels to the last rows of the dataset, which the batch has just
 * appended. FALSE with an error. */
gboolean
limen_reader_join_batch (LimenReader *self, const LimenBatch *batch,
                         GError **error)
{
  LimenPredictions *numbers = &self->dataset->predictions;
  gsize first = numbers->n_rows - batch->n_rows;
  Batch rows;

  if (self->joined == NULL)
    return TRUE;
  self->n_blank_lines_before
      = limen_source_get_cursor (self->source).n_blank_lines;
  rows = batch_new (self, batch);
  for (gsize i = 0; i < batch->n_rows; i++)
    {
      gsize row = find_row (&rows, i);

      if (!limen_label_file_claim (self->joined, row, batch->line + i, error))
        return FALSE;
      for (gsize k = 0; k < self->sample->n_joined; k++)
        if (numbers->truths != NULL)
          numbers->truths[get_joined_index (self, k)][first + i] =
              find_label (&rows, row, k);
        else
          numbers->labels[first + i] = find_label (&rows, row, k);
    }
  self->n_records += batch->n_rows;
  return TRUE;
}

/* The position of the current problem as the beginning of a message, in a new
 * string: in the label file if the problem is in a joined label. Sets *line to
 * its line there. */
char *
limen_reader_format_problem_place (LimenReader *self, guint64 *line)
{
  const LimenRow *row = &self->row;
  gsize field = row->problem_column, n_own = self->sample->n_fields;
  const char *name = row->problem_name;
  g_autofree char *own_name = NULL;

  *line = row->problem_line;
  if (self->joined != NULL && row->joined != LIMEN_LABEL_FILE_NONE
      && field >= n_own)
    {
      *line = limen_label_file_get_line (self->joined, row->joined);
      return limen_label_file_format_place (self->joined, *line, field - n_own,
                                            name);
    }
  if (name == NULL && field < n_own
      && !limen_source_numbers_fields (self->source))
    name = own_name = limen_sample_format_field_name (self->sample, field);
  return limen_source_format_place (self->source, *line, (int) field, name);
}

/* The path of the file that holds the labels; owned by the reader. */
const char *
limen_reader_get_label_path (LimenReader *self)
{
  return self->joined != NULL ? limen_label_file_get_path (self->joined)
                              : self->dataset->path;
}

/* Checks, after all rows were read, that the two files match; describes the
 * match in the dataset. FALSE with an error. */
gboolean
limen_reader_finish_joined (LimenReader *self, GError **error)
{
  if (self->joined == NULL)
    return TRUE;
  if (!limen_label_file_finish (self->joined, self->n_records,
                                self->n_unlabelled, self->sample->n_fields,
                                self->n_blank_lines_before, error))
    return FALSE;
  self->dataset->labels_from = limen_label_file_describe (self->joined);
  return TRUE;
}

/* Adds a finding on unmatched rows, `n_alone` of them in the label file. */
static void
note_unmatched (LimenReader *self, guint64 n_alone)
{
  const LimenLabelsFrom *from = self->dataset->labels_from;
  GPtrArray *findings = self->dataset->findings;

  if (from->n_unlabelled == 0)
    limen_findings_add (
        findings, "rows-unmatched", LIMEN_SEVERITY_INFO,
        /* Translators: numbers of rows and files */
        "Unmatched rows: %'" PRIu64 " of %'" PRIu64 " in %s (no label in %s). "
        "Unmatched labels there: %'" PRIu64 " of %'" PRIu64 " (no scores).",
        from->n_unlabelled, self->n_records, self->dataset->name, from->name,
        n_alone, from->n_rows);
  else if (self->options->label_is_optional)
    limen_findings_add (
        findings, "rows-unmatched", LIMEN_SEVERITY_WARNING,
        /* Translators: numbers of rows and files */
        "Unmatched rows, decided anyway: %'" PRIu64 " of %'" PRIu64 " in %s "
        "(no label in %s). Unmatched labels there: %'" PRIu64 " of %'" PRIu64
        " (no scores).",
        from->n_unlabelled, self->n_records, self->dataset->name, from->name,
        n_alone, from->n_rows);
  else
    limen_findings_add (
        findings, "rows-unmatched", LIMEN_SEVERITY_WARNING,
        /* Translators: numbers of rows and files */
        "Unmatched rows, left out: %'" PRIu64 " of %'" PRIu64 " in %s (no "
        "label in %s). Unmatched labels there: %'" PRIu64 " of %'" PRIu64 " "
        "(no scores).",
        from->n_unlabelled, self->n_records, self->dataset->name, from->name,
        n_alone, from->n_rows);
}

/* Adds findings about how the rows of the two files were matched. */
void
limen_reader_note_joined (LimenReader *self)
{
  const LimenLabelsFrom *from = self->dataset->labels_from;
  GPtrArray *findings = self->dataset->findings;
  guint64 n_alone;

  if (from == NULL)
    return;
  if (self->roles.has_labels_by_order)
    limen_findings_add (
        findings, "classes-by-order", LIMEN_SEVERITY_INFO,
        "The label columns of %s are not named like the score columns and are "
        "matched by order, \"%s\" with \"%s\" and so on. {--label and --score "
        "change that.|Columns\342\200\246 changes that.}",
        from->name, limen_dataset_get_label_column (self->dataset, 0),
        limen_dataset_get_score_column (self->dataset, 0));
  n_alone = limen_labels_from_count_unused (from);
  if (from->is_id_guessed)
    limen_findings_add (
        findings, "labels-matched-by-id", LIMEN_SEVERITY_INFO,
        "Both files have a column \"%s\" with the same values, by which the "
        "labels of %s are matched. {--id none would match them by the order "
        "of rows.|Match Rows Differently\342\200\246 changes that.}",
        from->scores_id, from->name);
  if (from->n_unlabelled > 0 || n_alone > 0)
    note_unmatched (self, n_alone);
}
