/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "source-private.h"

#include <string.h>

#include "display-text.h"
#include "table-error.h"

/* The beginning of a source of some kind, which has one owner. */
void
limen_source_init (LimenSource *self, const LimenSourceType *type,
                   const char *path)
{
  self->type = type;
  g_atomic_ref_count_init (&self->n_owners);
  self->path = g_strdup (path);
}

/* Opens again what a source was opened for, to read it from the beginning.
 * NULL with an error, or without one where that cannot be, as for standard
 * input. */
LimenSource *
limen_source_reopen (const LimenSource *self, GCancellable *cancellable,
                     GError **error)
{
  return self->type->reopen (self, cancellable, error);
}

/* One more owner; from any thread. */
LimenSource *
limen_source_ref (LimenSource *self)
{
  g_atomic_ref_count_inc (&self->n_owners);
  return self;
}

/* One owner less, the last of whom frees it; NULL is nothing. */
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

/* The columns, with the first rows: a new sample, or NULL with an error where
 * it is no table. To be called before all the others, and perhaps again with
 * other options. */
LimenSample *
limen_source_sample (LimenSource *self, const LimenReadOptions *options,
                     GError **error)
{
  return self->type->sample (self, options, error);
}

/* Adds rows from all over the source to its sample, no row twice, which else
 * shows the first ones only, and of a table that is sorted by its labels
 * perhaps one of them. What cannot be read is passed over: reading itself will
 * say so. */
void
limen_source_spread (LimenSource *self, LimenSample *sample)
{
  self->type->spread (self, sample);
}

/* Adds the rows at these places (LimenPlace) to the sample: they show what
 * there is, and not how often. */
void
limen_source_add_places (LimenSource *self, LimenSample *sample,
                         const GArray *places)
{
  self->type->add_places (self, sample, places);
}

/* Rows to expect of all, or of the excerpt. */
gsize
limen_source_estimate_rows (LimenSource *self, gboolean is_excerpt)
{
  return self->type->estimate_rows (self, is_excerpt);
}

/* Takes rows from all over a large source: they are all that is read then.
 * Sets *share to how much of it that is, below 1. FALSE with an error where it
 * has no excerpt, as a small one has not. */
gboolean
limen_source_take_excerpt (LimenSource *self, double *share, GError **error)
{
  if (self->type->take_excerpt != NULL)
    return self->type->take_excerpt (self, share, error);
  return limen_table_fail (error, LIMEN_TABLE_ERROR_FORMAT,
                           "%s: there is no excerpt of such a file",
                           self->path);
}

/* Only the rows at the head of the source are read then, some thousands. */
void
limen_source_keep_to_head (LimenSource *self)
{
  self->type->keep_to_head (self);
}

/* Gives all rows to `sink`, once. `progress` (may be NULL) is called now and
 * then, in the caller's thread. FALSE with an error, of the source or of the
 * sink. */
gboolean
limen_source_read (LimenSource *self, const LimenReadOptions *options,
                   const LimenSink *sink, LimenProgressFunc progress,
                   gpointer progress_data, GError **error)
{
  return self->type->read (self, options, sink, progress, progress_data,
                           error);
}

/* From inside the calls to a sink: where the reading stands. */
LimenCursor
limen_source_get_cursor (LimenSource *self)
{
  return self->type->get_cursor (self);
}

/* Whether it has counts and no rows: then limen_source_read_counts() is all
 * there is to read. */
gboolean
limen_source_has_counts (const LimenSource *self)
{
  return self->type->read_counts != NULL;
}

/* All counts, new. FALSE with an error. */
gboolean
limen_source_read_counts (LimenSource *self, LimenCounts *counts,
                          GError **error)
{
  return self->type->read_counts (self, counts, error);
}

/* Frees the arrays. */
void
limen_counts_clear (LimenCounts *self)
{
  g_clear_pointer (&self->scores, g_free);
  g_clear_pointer (&self->positives, g_free);
  g_clear_pointer (&self->negatives, g_free);
}

/* What the number of a row is called: "line"; static. */
const char *
limen_source_get_row_word (const LimenSource *self)
{
  return self->type->row_word;
}

/* Whether places have the number of a field, and need no name of a column. */
gboolean
limen_source_numbers_fields (const LimenSource *self)
{
  return self->type->numbers_fields;
}

/* Where something stands, as a message begins: "FILE:3:2: column "prob": ", or
 * "FILE: record 3, column "prob": ". `field` counts from 0; below 0 it is not
 * said. `column` is its name as it may be shown; NULL: it is not said. A new
 * string. */
char *
limen_source_format_place (const LimenSource *self, guint64 line, int field,
                           const char *column)
{
  g_autofree char *path
      = limen_display_text_new (self->path, strlen (self->path), 0);
  GString *place = g_string_new (path);

  if (self->type->numbers_fields)
    {
      g_string_append_printf (place, ":%" G_GUINT64_FORMAT, line);
      if (field >= 0)
        g_string_append_printf (place, ":%d", field + 1);
    }
  else
    g_string_append_printf (place, ": %s %" G_GUINT64_FORMAT,
                            self->type->row_word, line);
  if (column != NULL)
    g_string_append_printf (place, "%s column \"%s\"",
                            self->type->numbers_fields ? ":" : ",", column);
  g_string_append (place, ": ");
  return g_string_free (place, FALSE);
}

/* As it was given; "-" for standard input. */
const char *
limen_source_get_path (const LimenSource *self)
{
  return self->path;
}

/* The size of the file as it is stored, once it was read; of an excerpt, that
 * of the excerpt. */
guint64
limen_source_get_n_bytes (const LimenSource *self)
{
  return self->n_bytes;
}

/* Of the file as it is stored, in hexadecimal; NULL where not all of it was
 * read, or the options left it out. */
const char *
limen_source_get_sha256 (const LimenSource *self)
{
  return self->sha256;
}

/* When the file was last changed before it was read, in seconds since 1970; 0:
 * not known; -1: it is no file. */
gint64
limen_source_get_time (const LimenSource *self)
{
  return self->time;
}

/* Lines that are no rows, but comments. */
guint64
limen_source_get_n_comments (const LimenSource *self)
{
  return self->n_comments;
}

/* Lines without a single character. */
guint64
limen_source_get_n_blank_lines (const LimenSource *self)
{
  return self->n_blank_lines;
}

/* Rows in any order, read again: the fields of each as they may be shown, with
 * a separator between them. New strings, one for each row that is asked for,
 * and a NULL; or NULL with an error, such as that the file is not the same any
 * more. From any thread. */
char **
limen_source_read_rows (const LimenSource *self, const LimenSourceQuery *query,
                        GCancellable *cancellable, GError **error)
{
  return self->type->read_rows (self, query, cancellable, error);
}
