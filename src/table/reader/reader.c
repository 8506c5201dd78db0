/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reader-private.h"

#include <math.h>
#include <string.h>

#include "reader-prepare.h"
#include "table-error.h"

/* Maximum number of surprising rows that are kept for a second look at the
 * columns. */
#define MAX_SURPRISES 100

static void
take_cell (gpointer user_data, guint column, const char *text, gsize length)
{
  LimenReader *self = user_data;

  if (column >= self->sample->n_fields)
    return;
  limen_reader_row_take_field (self, column, text, length);
  if (self->joined != NULL
      && (int) self->sample->fields[column].first_column == self->sample->id)
    limen_reader_row_take_id (self, (guint) self->sample->id, text, length);
}

/* Records the place of a row that the sample did not anticipate, which may
 * change the roles of the columns. */
void
limen_reader_note_surprise (LimenReader *self, guint64 offset,
                            guint64 n_lines)
{
  LimenPlace place = { offset, n_lines };

  if (self->surprises->len < MAX_SURPRISES)
    g_array_append_val (self->surprises, place);
}

/* Stores the current row, or counts its problem. Errors are stored in
 * self->error. */
static void
keep_or_count (LimenReader *self, const LimenRecord *record)
{
  guint n_labels = limen_labels_get_n (self->labels);
  guint64 n_unlabelled = self->n_unlabelled;

  limen_reader_join_row (self, record);
  if (self->split.value != NULL && self->row.is_elsewhere)
    {
      self->split.n_elsewhere++;
      self->n_unlabelled = n_unlabelled;
      limen_reader_row_reset (self);
      return;
    }
  if (self->error != NULL || self->row.is_unlabelled)
    {
      limen_reader_row_reset (self);
      return;
    }
  if (self->row.is_ignored)
    self->dataset->n_ignored++;
  else if (limen_reader_row_check (self, record))
    {
      if (limen_labels_get_n (self->labels) > n_labels)
        limen_reader_note_surprise (self, record->offset, 0);
      limen_reader_keep_row (self, record);
    }
  else
    {
      limen_reader_note_surprise (self, record->offset, 0);
      limen_reader_row_report (self);
      limen_reader_skip_row (self, record);
    }
  limen_reader_row_reset (self);
}

static void
swap_rows (LimenReader *self)
{
  LimenRow row = self->row;

  self->row = self->held;
  self->held = row;
}

/* Stores the held row, since another row follows it. */
static void
release_held (LimenReader *self)
{
  if (!self->has_held)
    return;
  self->has_held = FALSE;
  swap_rows (self);
  keep_or_count (self, &self->held_record);
  swap_rows (self);
}

/* At the end of the file: a row that is still held is a summary row. */
static void
refuse_held (LimenReader *self)
{
  if (!self->has_held)
    return;
  self->has_held = FALSE;
  swap_rows (self);
  limen_reader_row_refuse_total (self, &self->held_record);
  limen_reader_row_report (self);
  limen_reader_skip_row (self, &self->held_record);
  limen_reader_row_reset (self);
  swap_rows (self);
}

/* FALSE with self->error, if it is set. */
static gboolean
check_error (LimenReader *self, GError **error)
{
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

static gboolean
take_row (gpointer user_data, const LimenRecord *record, GError **error)
{
  LimenReader *self = user_data;

  release_held (self);
  if (self->row.is_total && !self->row.is_ignored
      && record->n_fields == self->sample->n_fields)
    {
      swap_rows (self);
      self->held_record = *record;
      self->has_held = TRUE;
    }
  else
    keep_or_count (self, record);
  return check_error (self, error)
         && limen_reader_offer_piece (self, FALSE, error);
}

static gboolean
take_batch (gpointer user_data, const LimenBatch *batch, gboolean *is_taken,
            GError **error)
{
  LimenReader *self = user_data;

  *is_taken = limen_reader_knows_joined (self, batch);
  if (!*is_taken)
    return TRUE;
  release_held (self);
  return check_error (self, error)
         && limen_reader_keep_part (self, batch, error)
         && limen_reader_offer_piece (self, FALSE, error);
}

static gboolean
pause_cb (gpointer user_data, GError **error)
{
  return limen_reader_offer_piece (user_data, TRUE, error);
}

static gboolean
read_all (LimenReader *self, LimenProgressFunc progress, gpointer user_data,
          GError **error)
{
  LimenWanted wanted
      = { .n_columns = limen_reader_get_n_own_columns (self),
          .columns = self->wanted,
          .decimal_point = self->roles.decimal_point,
          .undo = self->options->undo,
          .ids = self->joined != NULL ? limen_label_file_get_ids (self->joined)
                                      : NULL,
          .names = &self->names,
          .groups = &self->group_names };
  LimenSink sink = { .user_data = self,
                     .wanted = self->wanted != NULL ? &wanted : NULL,
                     .take_batch = take_batch,
                     .take_cell = take_cell,
                     .take_row = take_row,
                     .pause = pause_cb };

  if (!limen_source_read (self->source, self->options, &sink, progress,
                          user_data, error))
    return FALSE;
  refuse_held (self);
  return check_error (self, error);
}

static void
reader_clear (LimenReader *self)
{
  limen_roles_clear (&self->roles);
  limen_sample_free (self->sample);
  limen_label_file_free (self->joined);
  g_free (self->joined_labels);
  limen_labels_free (self->labels);
  limen_labels_free (self->groups);
  limen_labels_free (self->ignored);
  limen_label_texts_free (self->texts);
  limen_name_table_unref (self->names);
  limen_name_table_unref (self->group_names);
  limen_text_set_free (self->units);
  limen_reader_clear_split (self);
  limen_problems_free (self->problems);
  g_clear_pointer (&self->surprises, g_array_unref);
  g_clear_pointer (&self->label_counts, g_array_unref);
  g_free (self->n_unknown_cells);
  limen_reader_row_clear (&self->row);
  limen_reader_row_clear (&self->held);
  limen_cell_content_clear (&self->content);
  g_free (self->uses);
  g_free (self->wanted);
  g_clear_error (&self->error);
}

/* Finishes reading after the last row. FALSE with an error. */
static gboolean
finish (LimenReader *self, GError **error)
{
  if (self->is_in_pieces)
    return limen_reader_finish_pieces (self, error);
  if (!limen_reader_finish_joined (self, error)
      || !limen_reader_resolve (self, error))
    return FALSE;
  self->dataset->source = limen_source_ref (self->source);
  return TRUE;
}

static gboolean
run (LimenReader *self, LimenProgressFunc progress, gpointer user_data,
     GError **error)
{
  return limen_reader_prepare (self, error) && read_all (self, progress, user_data, error)
         && finish (self, error);
}

static gboolean
run_excerpt (LimenReader *self, double *share, GError **error)
{
  return limen_reader_prepare (self, error)
         && limen_source_take_excerpt (self->source, share, error)
         && read_all (self, NULL, NULL, error) && finish (self, error);
}

/* Creates the state for reading a source into a new dataset. */
static LimenReader
reader_new (LimenSource *source, const LimenReadOptions *options,
            GCancellable *cancellable)
{
  const char *path = limen_source_get_path (source);
  LimenReader reader = { .source = source,
                         .min = INFINITY,
                         .max = -INFINITY,
                         .options = options,
                         .cancellable = cancellable };

  reader.dataset = limen_dataset_new (path);
  reader.problems
      = limen_problems_new (path, limen_source_get_rows_word (source));
  reader.surprises = g_array_new (FALSE, FALSE, sizeof (LimenPlace));
  reader.label_counts = g_array_new (FALSE, TRUE, sizeof (guint64));
  limen_cell_content_init (&reader.content);
  return reader;
}

/* Clears the reader. Returns the dataset, or NULL if reading failed. */
static LimenDataset *
reader_end (LimenReader *self, gboolean is_read)
{
  reader_clear (self);
  if (!is_read)
    g_clear_pointer (&self->dataset, limen_dataset_unref);
  return self->dataset;
}

/* The result of reading a file once. */
typedef struct
{
  LimenDataset *dataset; /* NULL if reading failed */
  LimenRoles roles;
  GArray *surprises; /* LimenPlace */
  gboolean is_taken; /* some rows were handed over in a piece */
  GError *error;
} Attempt;

static void
attempt_clear (Attempt *self)
{
  limen_roles_clear (&self->roles);
  g_clear_pointer (&self->surprises, g_array_unref);
  g_clear_pointer (&self->dataset, limen_dataset_unref);
  g_clear_error (&self->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Attempt, attempt_clear)

/* Reads the source once. `earlier` is the result of a first attempt, whose
 * surprising rows are added to the sample; or NULL. */
static void
attempt (Attempt *self, LimenSource *source, const LimenReadOptions *options,
         const Attempt *earlier, LimenProgressFunc progress,
         gpointer user_data, GCancellable *cancellable)
{
  LimenReader reader = reader_new (source, options, cancellable);
  gboolean is_read;

  reader.known = earlier != NULL ? earlier->surprises : NULL;
  reader.known_roles = earlier != NULL ? &earlier->roles : NULL;
  is_read = run (&reader, progress, user_data, &self->error);
  self->surprises = g_array_ref (reader.surprises);
  self->is_taken = reader.n_pieces > 0;
  self->roles = reader.roles;
  reader.roles = LIMEN_ROLES_NONE;
  self->dataset = reader_end (&reader, is_read);
}

/* Whether reading a source again may succeed with other columns: roles were
 * inferred, and some rows were surprising. */
static gboolean
is_worth_retrying (const Attempt *self, const LimenReadOptions *options)
{
  return self->dataset == NULL && self->surprises->len > 0 && !self->is_taken
         && options->labels_from == NULL
         && (options->labels == NULL || options->scores == NULL)
         && (g_error_matches (self->error, LIMEN_TABLE_ERROR,
                              LIMEN_TABLE_ERROR_ROWS)
             || g_error_matches (self->error, LIMEN_TABLE_ERROR,
                                 LIMEN_TABLE_ERROR_DATA)
             || g_error_matches (self->error, LIMEN_TABLE_ERROR,
                                 LIMEN_TABLE_ERROR_ROLES));
}

/* As limen_dataset_read(), from a source of which no rows were read yet. The
 * dataset keeps a reference, to read rows again. A source of counts is an
 * error. */
LimenDataset *
limen_dataset_read_source (LimenSource *source,
                           const LimenReadOptions *options,
                           LimenProgressFunc progress, gpointer user_data,
                           GCancellable *cancellable, GError **error)
{
  g_auto (Attempt) first = { 0 }, second = { 0 };
  g_autoptr (LimenSource) again = NULL;

  g_return_val_if_fail (source != NULL && options != NULL, NULL);

  if (limen_source_has_counts (source))
    {
      limen_table_fail (error, LIMEN_TABLE_ERROR_FORMAT,
                        "%s: this file has counts for each score; rows with a "
                        "label and a score are needed here",
                        limen_source_get_path (source));
      return NULL;
    }
  attempt (&first, source, options, NULL, progress, user_data, cancellable);
  if (is_worth_retrying (&first, options))
    again = limen_source_reopen (source, cancellable, NULL);
  if (again != NULL)
    attempt (&second, again, options, &first, progress, user_data,
             cancellable);
  if (second.dataset != NULL)
    return g_steal_pointer (&second.dataset);
  if (first.error != NULL)
    g_propagate_error (error, g_steal_pointer (&first.error));
  return g_steal_pointer (&first.dataset);
}

/* Reads a file of predictions, or standard input if `path` is "-". What
 * `options` does not specify is inferred. `progress` (may be NULL) is called
 * after every block in the caller's thread; `cancellable` may be NULL. If rows
 * contradict the roles that the sample suggested, they are added to the sample
 * and the file is read once more.
 * Returns a new dataset, or NULL with an error of LIMEN_TABLE_ERROR or
 * G_IO_ERROR_CANCELLED. Invalid rows are an error unless they are to be
 * skipped. LIMEN_TABLE_ERROR_ROLES means that the columns must be specified,
 * and LIMEN_TABLE_ERROR_LABELS how the label file matches the rows. */
LimenDataset *
limen_dataset_read (const char *path, const LimenReadOptions *options,
                    LimenProgressFunc progress, gpointer user_data,
                    GCancellable *cancellable, GError **error)
{
  g_autoptr (LimenSource) source = NULL;

  g_return_val_if_fail (path != NULL && options != NULL, NULL);

  source = limen_source_open (path, cancellable, error);
  return source != NULL ? limen_dataset_read_source (
             source, options, progress, user_data, cancellable, error)
                        : NULL;
}

/* Reads an excerpt of a large uncompressed file: 4 MB of rows from all over
 * it, in a small part of the time that the whole file takes. Invalid rows are
 * skipped. Columns, kind and classes are those that limen_dataset_read() would
 * infer from these rows. Positions of rows and the SHA-256 are not known. Sets
 * *share to the fraction of the file, below 1.
 * Returns a new dataset, or NULL with an error: there is no excerpt of a small
 * or compressed file, none with a separate label file, and there may be none
 * if quoted fields contain line ends. */
LimenDataset *
limen_dataset_read_excerpt (const char *path, const LimenReadOptions *options,
                            double *share, GCancellable *cancellable,
                            GError **error)
{
  g_autoptr (LimenSource) source = NULL;
  g_autoptr (LimenReadOptions) lenient = NULL;
  LimenReader reader;

  g_return_val_if_fail (path != NULL && options != NULL, NULL);

  if (options->labels_from != NULL)
    {
      limen_table_fail (error, LIMEN_TABLE_ERROR_LABELS,
                        "%s: an excerpt cannot use a separate label file",
                        path);
      return NULL;
    }
  source = limen_source_open (path, cancellable, error);
  if (source == NULL)
    return NULL;
  lenient = limen_read_options_copy (options);
  lenient->skip_bad_rows = TRUE;
  reader = reader_new (source, lenient, cancellable);
  reader.is_excerpt = TRUE;
  return reader_end (&reader, run_excerpt (&reader, share, error));
}
