#include "reader-private.h"

#include <math.h>
#include <string.h>

#include "excerpt.h"
#include "memory.h"
#include "reader-prepare.h"
#include "sample.h"
#include "spread.h"
#include "table-error.h"

/* Rows that are looked at again. */
#define MAX_SURPRISES 100
/* Bytes above the header that the first lines of an excerpt have room for. */
#define MAX_PREAMBLE_OF_EXCERPT (8 * 1024)

static void
field_cb (gpointer user_data, guint column, const char *text, gsize length)
{
  LimenReader *self = user_data;

  if (column >= self->dialect->n_fields || !self->is_past_header)
    return;
  limen_reader_row_take_field (self, column, text, length);
  if ((int) self->dialect->fields[column].first_column == self->dialect->id)
    limen_reader_row_take_id (self, (guint) self->dialect->id, text, length);
}

/* Notes a row that may be a reason to look again at what the columns are. */
void
limen_reader_note_surprise (LimenReader *self, guint64 offset,
                            guint64 n_lines)
{
  LimenPlace place = { offset, n_lines };

  if (self->surprises->len < MAX_SURPRISES)
    g_array_append_val (self->surprises, place);
}

/* Keeps the row that was read, or counts what is wrong with it. */
static void
take_row (LimenReader *self, const LimenRecord *record)
{
  guint n_labels = limen_labels_get_n (self->labels);

  limen_reader_join_row (self, record);
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
      if (!limen_reader_skip_row (self, record))
        limen_record_parser_stop (self->parser);
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

/* Takes the row that was held, since another one follows. */
void
limen_reader_release_held (LimenReader *self)
{
  if (!self->has_held)
    return;
  self->has_held = FALSE;
  swap_rows (self);
  take_row (self, &self->held_record);
  swap_rows (self);
}

/* At the end of the file: a row that is held is a line of totals. */
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

static void
record_cb (gpointer user_data, const LimenRecord *record)
{
  LimenReader *self = user_data;

  if (!self->is_past_header)
    {
      self->is_past_header = TRUE;
      return;
    }
  limen_reader_release_held (self);
  if (self->row.is_total && !self->row.is_ignored
      && record->n_fields == self->dialect->n_fields)
    {
      swap_rows (self);
      self->held_record = *record;
      self->has_held = TRUE;
    }
  else
    take_row (self, record);
}

/* Parses the next bytes of the file. */
gboolean
limen_reader_feed (LimenReader *self, const char *bytes, gsize length,
                   GError **error)
{
  if (!limen_record_parser_feed (self->parser, bytes, length, error))
    return FALSE;
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

/* Goes past what stands above the header. */
static void
pass_preamble (LimenReader *self, const char **sample, gsize *length)
{
  const LimenPreamble *preamble = &self->dialect->preamble;

  if (preamble->n_bytes == 0)
    return;
  limen_record_parser_pass (self->parser, preamble->n_bytes,
                            preamble->n_lines);
  *sample += preamble->n_bytes;
  *length -= preamble->n_bytes;
}

static gboolean
finish_rows (LimenReader *self, GError **error)
{
  if (!limen_record_parser_finish (self->parser, error))
    return FALSE;
  refuse_held (self);
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

static gboolean
read_all (LimenReader *self, LimenSource *source, const char *sample,
          gsize sample_length, LimenProgressFunc progress, gpointer user_data,
          GError **error)
{
  g_autofree LimenPlainColumn *columns = limen_reader_plan_columns (self);
  LimenPlainFormat format = { .delimiter = self->dialect->delimiter,
                              .decimal_point = self->roles.decimal_point,
                              .undo = self->options->undo,
                              .n_columns
                              = limen_reader_get_n_own_columns (self),
                              .ids = self->joined != NULL
                                         ? limen_label_file_get_ids (
                                             self->joined)
                                         : NULL,
                              .columns = columns };

  pass_preamble (self, &sample, &sample_length);
  return limen_reader_read_blocks (self, source, sample, sample_length,
                                   columns != NULL ? &format : NULL, progress,
                                   user_data, error)
         && finish_rows (self, error) && limen_source_finish (source, error);
}

static void
reader_clear (LimenReader *self)
{
  limen_roles_clear (&self->roles);
  limen_record_parser_free (self->parser);
  limen_dialect_free (self->dialect);
  limen_label_file_free (self->joined);
  g_free (self->joined_labels);
  limen_labels_free (self->labels);
  limen_labels_free (self->groups);
  limen_labels_free (self->ignored);
  limen_label_texts_free (self->texts);
  limen_spellings_unref (self->names);
  limen_spellings_unref (self->group_names);
  limen_problems_free (self->problems);
  g_clear_pointer (&self->surprises, g_array_unref);
  limen_reader_row_clear (&self->row);
  limen_reader_row_clear (&self->held);
  limen_cell_content_clear (&self->content);
  g_free (self->uses);
  g_clear_error (&self->error);
}

/* The last of it: what is known once all rows are read. */
static gboolean
finish (LimenReader *self, LimenSource *source, GError **error)
{
  LimenDataset *dataset = self->dataset;

  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }
  if (!limen_reader_finish_joined (self, error)
      || !limen_reader_settle (self, error))
    return FALSE;
  dataset->n_bytes = (guint64) limen_source_get_bytes_done (source);
  dataset->sha256 = g_strdup (limen_source_get_sha256 (source));
  dataset->file = *limen_source_get_stat (source);
  return TRUE;
}

/* Begins with the first bytes, from which the dialect and the columns are
 * told. */
static gboolean
begin (LimenReader *self, LimenSource *source, char *sample, gsize *length,
       GError **error)
{
  if (!limen_source_read_all (source, sample, LIMEN_SAMPLE_SIZE, length,
                              error)
      || !limen_reader_prepare (self, source, sample, *length, error))
    return FALSE;
  self->parser = limen_record_parser_new (
      self->dataset->path, self->dialect->delimiter, field_cb, record_cb,
      self);
  return TRUE;
}

static gboolean
run (LimenReader *self, LimenSource *source, LimenProgressFunc progress,
     gpointer user_data, GError **error)
{
  g_autofree char *sample = NULL;
  gsize length;

  return limen_memory_resize (self->dataset->path, &sample, 0,
                              LIMEN_SAMPLE_SIZE, 1, error)
         && begin (self, source, sample, &length, error)
         && read_all (self, source, sample, length, progress, user_data, error)
         && finish (self, source, error);
}

static gboolean
run_excerpt (LimenReader *self, LimenSource *source, double *share,
             GError **error)
{
  g_autofree char *sample = NULL;
  g_autofree char *excerpt = NULL;
  gsize length, excerpt_length;

  if (!limen_memory_resize (self->dataset->path, &sample, 0,
                            LIMEN_SAMPLE_SIZE, 1, error)
      || !begin (self, source, sample, &length, error))
    return FALSE;
  if (self->dialect->preamble.n_bytes > MAX_PREAMBLE_OF_EXCERPT)
    {
      g_set_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_FORMAT,
                   "%s: what stands above the header is too long for an "
                   "excerpt",
                   self->dataset->path);
      return FALSE;
    }
  excerpt
      = limen_excerpt_read (source, sample, length, &excerpt_length, error);
  if (excerpt == NULL
      || !read_all (self, source, excerpt, excerpt_length, NULL, NULL, error)
      || !finish (self, source, error))
    return FALSE;
  self->dataset->n_bytes = excerpt_length;
  memset (&self->dataset->file, 0, sizeof self->dataset->file);
  *share = (double) excerpt_length
           / (double) limen_source_get_bytes_total (source);
  return TRUE;
}

/* A reader of the named file into a new dataset. */
static LimenReader
reader_new (const char *path, const LimenReadOptions *options,
            GCancellable *cancellable)
{
  LimenReader reader
      = { .min = INFINITY,
          .max = -INFINITY,
          .options = options,
          .cancellable = cancellable };

  reader.dataset = limen_dataset_new (path);
  reader.problems = limen_problems_new (path);
  reader.surprises = g_array_new (FALSE, FALSE, sizeof (LimenPlace));
  limen_cell_content_init (&reader.content);
  return reader;
}

/* What was read; NULL where that failed. */
static LimenDataset *
reader_end (LimenReader *self, gboolean is_read)
{
  reader_clear (self);
  if (!is_read)
    g_clear_pointer (&self->dataset, limen_dataset_unref);
  return self->dataset;
}

/* What one reading of a file came to. */
typedef struct
{
  LimenDataset *dataset; /* NULL: it failed */
  LimenRoles roles;
  GArray *surprises; /* LimenPlace */
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

/* Reads the file once. `earlier` is what a reading before came to, with rows
 * that the sample did not foretell, or NULL. */
static void
attempt (Attempt *self, const char *path, const LimenReadOptions *options,
         const Attempt *earlier, LimenProgressFunc progress,
         gpointer user_data, GCancellable *cancellable)
{
  g_autoptr (LimenSource) source
      = limen_source_open (path, cancellable, &self->error);
  LimenReader reader;
  gboolean is_read;

  if (source == NULL)
    return;
  reader = reader_new (path, options, cancellable);
  reader.known = earlier != NULL ? earlier->surprises : NULL;
  reader.known_roles = earlier != NULL ? &earlier->roles : NULL;
  is_read = run (&reader, source, progress, user_data, &self->error);
  self->surprises = g_array_ref (reader.surprises);
  self->roles = reader.roles;
  reader.roles = LIMEN_ROLES_NONE;
  self->dataset = reader_end (&reader, is_read);
}

/* Whether a file that could not be read may be read otherwise: by columns that
 * were not said, as rows tell that the sample did not have. */
static gboolean
is_worth_another (const Attempt *self, const char *path,
                  const LimenReadOptions *options)
{
  return self->dataset == NULL && self->surprises != NULL
         && self->surprises->len > 0 && !g_str_equal (path, "-")
         && options->labels_from == NULL
         && (options->labels == NULL || options->scores == NULL)
         && (g_error_matches (self->error, LIMEN_TABLE_ERROR,
                              LIMEN_TABLE_ERROR_ROWS)
             || g_error_matches (self->error, LIMEN_TABLE_ERROR,
                                 LIMEN_TABLE_ERROR_DATA)
             || g_error_matches (self->error, LIMEN_TABLE_ERROR,
                                 LIMEN_TABLE_ERROR_ROLES));
}

/* Reads a file of predictions, or standard input where `path` is "-".
 * `options` says what the reader need not find out; `progress` (may be NULL)
 * is called after every block, in the caller's thread; `cancellable` may be
 * NULL. Returns a new dataset, or NULL with an error of LIMEN_TABLE_ERROR or
 * G_IO_ERROR_CANCELLED: bad rows make it fail unless they are to be skipped,
 * LIMEN_TABLE_ERROR_ROLES means that the columns must be said, and
 * LIMEN_TABLE_ERROR_LABELS how the labels of another file belong to the rows.
 * Where rows contradict what the sample made of the columns, these are looked
 * at again with those rows, once. */
LimenDataset *
limen_dataset_read (const char *path, const LimenReadOptions *options,
                    LimenProgressFunc progress, gpointer user_data,
                    GCancellable *cancellable, GError **error)
{
  g_auto (Attempt) first = { 0 }, second = { 0 };

  g_return_val_if_fail (path != NULL && options != NULL, NULL);

  attempt (&first, path, options, NULL, progress, user_data, cancellable);
  if (is_worth_another (&first, path, options))
    attempt (&second, path, options, &first, progress, user_data,
             cancellable);
  if (second.dataset != NULL)
    return g_steal_pointer (&second.dataset);
  if (first.error != NULL)
    g_propagate_error (error, g_steal_pointer (&first.error));
  return g_steal_pointer (&first.dataset);
}

/* Reads rows from all over a large plain file, 4 MB of them, in a small part of
 * the time that all would take; bad ones are skipped. Columns, kind and classes
 * are those that limen_dataset_read() would find, as far as these rows tell.
 * Where a row stood in the file is not known, nor is its hash. Sets *share to
 * how much of the file that is, below 1. Returns a new dataset, or NULL with an
 * error: of a small or compressed file there is no excerpt, none where labels
 * stand in another file, and there may be none where quoted fields hold line
 * ends. */
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
      g_set_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_LABELS,
                   "%s: an excerpt has no labels of another file", path);
      return NULL;
    }
  source = limen_source_open (path, cancellable, error);
  if (source == NULL)
    return NULL;
  lenient = limen_read_options_copy (options);
  lenient->skip_bad_rows = TRUE;
  reader = reader_new (path, lenient, cancellable);
  reader.is_excerpt = TRUE;
  return reader_end (&reader, run_excerpt (&reader, source, share, error));
}
