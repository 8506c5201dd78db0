/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "label-file-read.h"

#include <string.h>

#include "column-names.h"
#include "display-text.h"
#include "memory.h"
#include "message.h"
#include "table-error.h"

/* An identifier in display form; a new string. */
char *
limen_label_file_format_id (const LimenLabelFile *self, guint32 id)
{
  gsize length;
  const char *text = limen_text_set_get (self->ids, id, &length);

  return limen_display_text_new (text, length, LIMEN_LABEL_FILE_MAX_SHOWN);
}

/* Frees the label file; NULL is ignored. */
void
limen_label_file_free (LimenLabelFile *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_free (self->name);
  limen_source_unref (self->scores);
  limen_sample_free (self->sample);
  limen_label_columns_clear (&self->columns);
  g_clear_pointer (&self->uses, g_array_unref);
  limen_text_set_free (self->texts);
  limen_text_set_free (self->ids);
  g_free (self->cells);
  g_free (self->row_ids);
  g_free (self->lines);
  limen_row_index_free (self->index);
  g_free (self->id_name);
  g_free (self->scores_id_name);
  limen_source_unref (self->source);
  g_free (self->row);
  g_clear_error (&self->error);
  g_free (self);
}

/* Position of an identifier of the scores as the beginning of a message; a new
 * string. */
static char *
format_scores_id_place (const LimenLabelFile *self, guint64 line)
{
  return limen_source_format_place (
      self->scores, line, self->columns.scores_id, self->scores_id_name);
}

/* Whether a row without an identifier is an error: not if the identifier
 * column was inferred. */
gboolean
limen_label_file_needs_id (const LimenLabelFile *self)
{
  return self->columns.id >= 0 && !self->columns.is_id_guessed;
}

/* Whether rows are matched by order and the identifiers are only compared. */
gboolean
limen_label_file_compares_ids (const LimenLabelFile *self)
{
  return self->compares_ids;
}

/* The identifiers, whose indices are row numbers; NULL if rows are matched by
 * order. */
const LimenTextSet *
limen_label_file_get_ids (const LimenLabelFile *self)
{
  return self->columns.id >= 0 && !self->compares_ids ? self->ids : NULL;
}

/* The row that matches a record of the scores, given by its number from 0 and
 * the index of its identifier; LIMEN_LABEL_FILE_NONE if there is none. */
gsize
limen_label_file_get_row (const LimenLabelFile *self, guint64 record,
                          guint32 id)
{
  if (limen_label_file_get_ids (self) != NULL)
    return id != LIMEN_TEXT_NONE ? id : LIMEN_LABEL_FILE_NONE;
  return record < self->n_rows ? (gsize) record : LIMEN_LABEL_FILE_NONE;
}

/* FALSE with an error if two rows at the same position have different
 * identifiers. */
static gboolean
check_same_id (LimenLabelFile *self, gsize row, guint64 line, const char *id,
               gsize length, GError **error)
{
  gsize other_length;
  const char *other
      = limen_text_set_get (self->ids, self->row_ids[row], &other_length);
  g_autofree char *shown = NULL, *other_shown = NULL, *place = NULL;

  if (length == other_length && memcmp (id, other, length) == 0)
    return TRUE;
  shown = limen_display_text_new (id, length, LIMEN_LABEL_FILE_MAX_SHOWN);
  other_shown = limen_display_text_new (other, other_length,
                                        LIMEN_LABEL_FILE_MAX_SHOWN);
  place = format_scores_id_place (self, line);
  return limen_table_fail (
      error, LIMEN_TABLE_ERROR_LABELS,
      /* Translators: a place such as "FILE:3:1: " with an id, another id with
       * its "line", number and file, and a column */
      "%s\"%s\", and \"%s\" on %s %" PRIu64 " of %s: the rows of the two "
      "files are in different orders, and the values of \"%s\" are not "
      "unique; {give --id COLUMN, or --id none if the order is right|choose "
      "the id columns, or match the rows by their order if it is right}",
      place, shown, other_shown, limen_source_get_row_word (self->source),
      limen_label_file_get_line (self, row), self->name, self->id_name);
}

/* Finds the row that matches a record of the scores, given by its number from
 * 0 and its identifier, with blanks trimmed. *row is LIMEN_LABEL_FILE_NONE if
 * there is none. FALSE with an error if the identifiers show that the order is
 * wrong. */
gboolean
limen_label_file_find (LimenLabelFile *self, guint64 record, guint64 line,
                       const char *id, gsize length, gsize *row,
                       GError **error)
{
  guint32 number = limen_label_file_get_ids (self) != NULL
                       ? limen_text_set_find (self->ids, id, length)
                       : LIMEN_TEXT_NONE;

  *row = limen_label_file_get_row (self, record, number);
  return !self->compares_ids || *row == LIMEN_LABEL_FILE_NONE
         || check_same_id (self, *row, line, id, length, error);
}

/* Marks a row as matched by the row of the scores on `line`. FALSE with an
 * error if another row already has that identifier, or if memory runs out. */
gboolean
limen_label_file_claim (LimenLabelFile *self, gsize row, guint64 line,
                        GError **error)
{
  g_autofree char *shown = NULL, *place = NULL;

  self->n_matched++;
  if (limen_label_file_get_ids (self) == NULL)
    return TRUE;
  if (self->lines == NULL)
    {
      if (!limen_memory_resize (self->path, &self->lines, 0, self->n_rows,
                                sizeof *self->lines, error))
        return FALSE;
      memset (self->lines, 0, self->n_rows * sizeof *self->lines);
    }
  if (self->lines[row] == 0)
    {
      self->lines[row] = (guint32) MIN (line, G_MAXUINT32);
      return TRUE;
    }
  shown = limen_label_file_format_id (self, (guint32) row);
  place = format_scores_id_place (self, line);
  if (self->columns.is_id_guessed)
    return limen_table_fail (
        error, LIMEN_TABLE_ERROR_LABELS,
        /* Translators: a place such as "FILE:3:1: " with an id, "line" and
         * number */
        "%s\"%s\" is also the id on %s %u, but every row needs an id of its "
        "own; {give --id none to match the rows by order|or match the rows by "
        "their order}",
        place, shown, limen_source_get_row_word (self->scores),
        self->lines[row]);
  return limen_table_fail (
      error, LIMEN_TABLE_ERROR_LABELS,
      /* Translators: a place such as "FILE:3:1: " with an id, "line" and
       * number */
      "%s\"%s\" is also the id on %s %u, but every row needs an id of its "
      "own; {give another column with --id, or --id none to match the rows by "
      "order|choose other id columns, or match the rows by their order}",
      place, shown, limen_source_get_row_word (self->scores),
      self->lines[row]);
}

/* A hint how the first line was taken, if the opposite would make the numbers
 * of rows equal; a part of a message. */
static char *
describe_header (LimenLabelFile *self, guint64 n_records)
{
  g_autofree char *name = NULL;

  if (!self->sample->has_header && n_records + 1 == self->n_rows)
    /* Translators: follows a sentence about the file */
    return limen_message_part ("; its first line was taken for a row: if it "
                               "is a header, name the column label");
  if (!self->sample->has_header || n_records != self->n_rows + 1)
    return g_strdup ("");
  name = limen_sample_format_name (self->sample,
                                   limen_label_file_get_column (self, 0));
  /* Translators: follows a sentence about the file */
  return limen_message_part ("; its first line, with \"%s\", was taken for "
                             "the header: if it is a row, add a header above "
                             "it",
                             name);
}

static gboolean
fail_unequal (LimenLabelFile *self, guint64 n_records, GError **error)
{
  g_autofree char *header = describe_header (self, n_records);
  g_autofree char *rows = limen_message_part_plural (self->n_rows, "%zu row",
                                                     "%zu rows", self->n_rows);

  return limen_table_fail (
      error, LIMEN_TABLE_ERROR_LABELS,
      /* Translators: file, "5 rows", the other file, its number of rows; the
       * last text may be a hint "; ..." */
      "%s: %s of labels, but %s has %" PRIu64 " of scores: rows cannot be "
      "matched by order; {give --id COLUMN, which identifies|choose the id "
      "columns, which identify} the rows in both files%s",
      self->path, rows, limen_source_get_path (self->scores), n_records,
      header);
}

/* Whether blank lines may be rows with a missing value: in a file with one
 * column, unless every row is followed by one. */
static gboolean
may_be_rows (guint64 n_blank_lines, guint64 n_rows, gsize n_columns)
{
  return n_columns == 1 && n_blank_lines > 0 && n_blank_lines + 1 < n_rows;
}

static gboolean
check_order (LimenLabelFile *self, guint64 n_records, guint64 n_blank_lines,
             gsize n_columns, GError **error)
{
  gboolean is_scores = may_be_rows (n_blank_lines, n_records, n_columns);
  g_autofree char *blank_lines = NULL;
  guint64 n_blank;

  if (n_records != self->n_rows)
    return fail_unequal (self, n_records, error);
  if (!is_scores
      && !may_be_rows (self->n_inner_blank_lines, self->n_rows,
                       self->sample->n_columns))
    return TRUE;
  n_blank = is_scores ? n_blank_lines : self->n_inner_blank_lines;
  blank_lines = limen_message_part_plural (n_blank, "%" PRIu64 " blank line",
                                           "%" PRIu64 " blank lines", n_blank);
  return limen_table_fail (
      error, LIMEN_TABLE_ERROR_LABELS,
      /* Translators: file, "3 blank lines" */
      "%s: %s between the rows may be missing values, so that labels and "
      "scores cannot be matched by order; write NA there",
      is_scores ? limen_source_get_path (self->scores) : self->path,
      blank_lines);
}

static gboolean
fail_guessed (LimenLabelFile *self, guint64 n_records, guint64 n_unlabelled,
              GError **error)
{
  return limen_table_fail (
      error, LIMEN_TABLE_ERROR_LABELS,
      "%s: both files have a column \"%s\", but %" PRIu64 " of %" PRIu64 " "
      "rows here cannot be matched with %s, and %zu of %zu rows there cannot "
      "be matched with this file; {give --id \"%s\" to leave these rows out, "
      "or --id none to match the rows by order|choose that column as the id "
      "to leave these rows out, or match the rows by their order}",
      limen_source_get_path (self->scores), self->scores_id_name, n_unlabelled,
      n_records, self->path, self->n_rows - self->n_matched, self->n_rows,
      self->scores_id_name);
}

static gboolean
fail_strange (LimenLabelFile *self, GError **error)
{
  g_autofree char *shown = limen_label_file_format_id (self, 0);

  return limen_table_fail (
      error, LIMEN_TABLE_ERROR_LABELS,
      "%s: column \"%s\": no row has an id that a row of %s has in column "
      "\"%s\", such as \"%s\"; ids must be written the same way in both files",
      limen_source_get_path (self->scores), self->scores_id_name, self->path,
      self->id_name, shown);
}

/* Checks, after all rows of the scores were read, that the two files match;
 * FALSE with an error. `n_records` is the number of records of the scores,
 * `n_unlabelled` of records without a matching label row, `n_columns` of
 * columns, and `n_blank_lines` of blank lines before the last record. Scores
 * without records are not an error here. */
gboolean
limen_label_file_finish (LimenLabelFile *self, guint64 n_records,
                         guint64 n_unlabelled, gsize n_columns,
                         guint64 n_blank_lines, GError **error)
{
  self->n_unlabelled = n_unlabelled;
  if (n_records == 0)
    return TRUE;
  if (limen_label_file_get_ids (self) == NULL)
    return check_order (self, n_records, n_blank_lines, n_columns, error);
  if (self->columns.is_id_guessed
      && (n_unlabelled > 0 || self->n_matched < self->n_rows))
    return fail_guessed (self, n_records, n_unlabelled, error);
  return self->n_matched > 0 || fail_strange (self, error);
}

/* The distinct texts of all labels; owned by the label file. */
const LimenTextSet *
limen_label_file_get_texts (const LimenLabelFile *self)
{
  return self->texts;
}

/* The label of a row as an index into limen_label_file_get_texts(); `column`
 * is an index among the label columns. */
guint32
limen_label_file_get_cell (const LimenLabelFile *self, gsize row,
                           gsize column)
{
  return self->cells[row * self->columns.labels->len + column];
}

/* Index in the file of a label column, given by its index among the label
 * columns. */
guint
limen_label_file_get_column (const LimenLabelFile *self, gsize column)
{
  return (guint) g_array_index (self->columns.labels, int, (guint) column);
}

/* The text that identifies a label column, given by its index among the label
 * columns, in an option; a new string. */
char *
limen_label_file_make_key (const LimenLabelFile *self, gsize column)
{
  return limen_column_names_make_key (
      self->sample, (int) limen_label_file_get_column (self, column));
}

/* The physical line of a row, from 1. */
guint64
limen_label_file_get_line (const LimenLabelFile *self, gsize row)
{
  LimenRowPlace place = limen_row_index_find (self->index, row);

  return place.line + (row - place.row);
}

/* Position of a label as the beginning of a message, in a new string. `column`
 * is an index among the label columns; `name` may be NULL to omit it. */
char *
limen_label_file_format_place (const LimenLabelFile *self, guint64 line,
                               gsize column, const char *name)
{
  guint field = limen_label_file_get_column (self, column);
  g_autofree char *own_name = NULL;

  if (name == NULL && !limen_source_numbers_fields (self->source))
    name = own_name = limen_sample_format_name (self->sample, field);
  return limen_source_format_place (self->source, line, (int) field, name);
}

/* The path as given; "-" for standard input. */
const char *
limen_label_file_get_path (const LimenLabelFile *self)
{
  return self->path;
}

/* Describes the label file in a new struct. The numbers of matched rows are
 * known after limen_label_file_finish(). */
LimenLabelsFrom *
limen_label_file_describe (const LimenLabelFile *self)
{
  gboolean has_id = limen_label_file_get_ids (self) != NULL;
  LimenLabelsFrom from = {
    .path = self->path,
    .name = self->name,
    .sha256 = (char *) limen_source_get_sha256 (self->source),
    .n_bytes = limen_source_get_n_bytes (self->source),
    .n_rows = self->n_rows,
    .n_matched = self->n_matched,
    .n_unlabelled = self->n_unlabelled,
    .id = has_id ? self->id_name : NULL,
    .scores_id = has_id ? self->scores_id_name : NULL,
    .is_id_guessed = has_id && self->columns.is_id_guessed,
  };

  return limen_labels_from_copy (&from);
}
