/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "source-private.h"

#include <string.h>

#include "display-text.h"
#include "message.h"
#include "table-error.h"

/* Initialises the base of a new source, with one reference. */
void
limen_source_init (LimenSource *self, const LimenSourceType *type,
                   const char *path)
{
  self->type = type;
  g_atomic_ref_count_init (&self->n_owners);
  self->path = g_strdup (path);
}

/* Opens the file of a source again, to read it from the beginning. Returns a
 * new source, or NULL: with an error, or without one if it can be read only
 * once, as standard input. */
LimenSource *
limen_source_reopen (const LimenSource *self, GCancellable *cancellable,
                     GError **error)
{
  return self->type->reopen (self, cancellable, error);
}

/* Adds a reference; safe from any thread. */
LimenSource *
limen_source_ref (LimenSource *self)
{
  g_atomic_ref_count_inc (&self->n_owners);
  return self;
}

/* Releases a reference; frees the source with the last one. NULL is
 * ignored. */
void
limen_source_unref (LimenSource *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->n_owners))
    return;
  self->type->free (self);
  g_free (self->path);
  g_free (self->sha256);
  g_free (self);
}

/* Reads the columns and the first rows: a new sample, or NULL with an error if
 * the source is not a table. Call it before the other functions; it may be
 * called again with other options. */
LimenSample *
limen_source_sample (LimenSource *self, const LimenReadOptions *options,
                     GError **error)
{
  return self->type->sample (self, options, error);
}

/* Adds rows from all over the source to its sample, none twice. Without them,
 * the sample of a table sorted by label might contain only one label. Errors
 * are ignored here; reading will report them. */
void
limen_source_spread (LimenSource *self, LimenSample *sample)
{
  self->type->spread (self, sample);
}

/* Adds the rows at these places (LimenPlace) to the sample. They were chosen
 * for their content, so they show which values occur, not how often. */
void
limen_source_add_places (LimenSource *self, LimenSample *sample,
                         const GArray *places)
{
  self->type->add_places (self, sample, places);
}

/* Estimated number of rows of the source, or of the excerpt. */
gsize
limen_source_estimate_rows (LimenSource *self, gboolean is_excerpt)
{
  return self->type->estimate_rows (self, is_excerpt);
}

/* Restricts reading to an excerpt: rows from all over a large source. Sets
 * *share to the fraction that it covers, below 1. FALSE with an error if the
 * source has no excerpt, such as a small one. */
gboolean
limen_source_take_excerpt (LimenSource *self, double *share, GError **error)
{
  if (self->type->take_excerpt != NULL)
    return self->type->take_excerpt (self, share, error);
  return limen_table_fail (error, LIMEN_TABLE_ERROR_FORMAT,
                           "%s: an excerpt of such a file is not available",
                           self->path);
}

/* Restricts reading to the rows at the head of the source, some thousands. */
void
limen_source_keep_to_head (LimenSource *self)
{
  self->type->keep_to_head (self);
}

/* Passes all rows to `sink`; may be called once. `progress` (may be NULL) is
 * called at intervals in the caller's thread. FALSE with an error of the
 * source or the sink. */
gboolean
limen_source_read (LimenSource *self, const LimenReadOptions *options,
                   const LimenSink *sink, LimenProgressFunc progress,
                   gpointer progress_data, GError **error)
{
  return self->type->read (self, options, sink, progress, progress_data,
                           error);
}

/* The current position; may be called only from within the sink's
 * functions. */
LimenCursor
limen_source_get_cursor (LimenSource *self)
{
  return self->type->get_cursor (self);
}

/* Whether the source has counts instead of rows; then only
 * limen_source_read_counts() may be called. */
gboolean
limen_source_has_counts (const LimenSource *self)
{
  return self->type->read_counts != NULL;
}

/* Reads all counts; the caller clears them. FALSE with an error. */
gboolean
limen_source_read_counts (LimenSource *self, LimenCounts *counts,
                          GError **error)
{
  return self->type->read_counts (self, counts, error);
}

/* Frees the arrays of the counts, not the struct. */
void
limen_counts_clear (LimenCounts *self)
{
  g_clear_pointer (&self->scores, g_free);
  g_clear_pointer (&self->positives, g_free);
  g_clear_pointer (&self->negatives, g_free);
}

/* The unit in which rows are numbered, such as "line", as an argument of a
 * message; static. */
const char *
limen_source_get_row_word (const LimenSource *self)
{
  return limen_message_word (self->type->row_word);
}

/* As limen_source_get_row_word(), for several rows: "lines". */
const char *
limen_source_get_rows_word (const LimenSource *self)
{
  return limen_message_word (self->type->rows_word);
}

/* Whether positions include the number of a field, so that the column's name
 * may be omitted. */
gboolean
limen_source_numbers_fields (const LimenSource *self)
{
  return self->type->numbers_fields;
}

/* "FILE:3:2"; a new string. */
static char *
format_numbers (const char *path, guint64 line, int field)
{
  if (field < 0)
    return g_strdup_printf ("%s:%" PRIu64, path, line);
  return g_strdup_printf ("%s:%" PRIu64 ":%d", path, line, field + 1);
}

/* A position as the beginning of a message, to be an argument of it, in a new
 * string: "FILE:3:2: column "prob": ", or "FILE: record 3, column "prob": ".
 * `field` counts from 0; negative to omit it. `column` is a name in display
 * form; NULL to omit it. */
char *
limen_source_format_place (const LimenSource *self, guint64 line, int field,
                           const char *column)
{
  g_autofree char *path
      = limen_display_text_new (self->path, strlen (self->path), 0);
  g_autofree char *numbers = format_numbers (path, line, field);
  const char *word = limen_source_get_row_word (self);

  if (self->type->numbers_fields && column == NULL)
    return g_strdup_printf ("%s: ", numbers);
  if (self->type->numbers_fields)
    /* Translators: "FILE:LINE:FIELD"; a space at the end */
    return limen_message_part ("%s: column \"%s\": ", numbers, column);
  if (column == NULL)
    /* Translators: file, "line" or "record", number; a space at the end */
    return limen_message_part ("%s: %s %" PRIu64 ": ", path, word, line);
  /* Translators: file, "line" or "record", number; a space at the end */
  return limen_message_part ("%s: %s %" PRIu64 ", column \"%s\": ", path, word,
                             line, column);
}

/* The path as given; "-" for standard input. */
const char *
limen_source_get_path (const LimenSource *self)
{
  return self->path;
}

/* Size in bytes of the stored file, known once it was read; of an excerpt, the
 * size of the excerpt. */
guint64
limen_source_get_n_bytes (const LimenSource *self)
{
  return self->n_bytes;
}

/* SHA-256 of the stored file, in hexadecimal; NULL if only a part was read or
 * the options omit it. */
const char *
limen_source_get_sha256 (const LimenSource *self)
{
  return self->sha256;
}

/* Modification time of the file before it was read, in seconds since 1970; 0
 * if unknown; -1 if it is not a file. */
gint64
limen_source_get_time (const LimenSource *self)
{
  return self->time;
}

/* Number of comment lines. */
guint64
limen_source_get_n_comments (const LimenSource *self)
{
  return self->n_comments;
}

/* Number of empty lines. */
guint64
limen_source_get_n_blank_lines (const LimenSource *self)
{
  return self->n_blank_lines;
}

/* Reads rows again, in any order. Returns a new array with one string per
 * requested row, its fields in display form with a separator between them, and
 * a final NULL; or NULL with an error, for example if the file has changed.
 * Thread-safe. */
char **
limen_source_read_rows (const LimenSource *self, const LimenSourceQuery *query,
                        GCancellable *cancellable, GError **error)
{
  return self->type->read_rows (self, query, cancellable, error);
}
