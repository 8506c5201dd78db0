/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text-source-private.h"

#include <string.h>

#include "memory.h"
#include "parallel.h"
#include "fast-path.h"

#define BLOCK_SIZE (256 * 1024)
/* The first bytes are read by libcsv alone, so that the names in them are
 * known before the threads start. */
#define LEAD_SIZE (64 * 1024)

/* A block of whole lines of the file, or the error of the input. */
typedef struct
{
  guint64 number;
  const char *bytes;
  gsize length;
  const char *unhashed;
  gsize n_unhashed;
  goffset bytes_done; /* bytes of the file read up to the end of the block */
  gboolean is_pause;  /* more input may take a while */
  GError *error;
  LimenNameTable *names, *groups;
} Block;

/* The parallel reader. Every thread takes a block and reads its plain lines.
 * When it is the block's turn in file order, the thread passes the plain lines
 * to the sink and the others to the parser. */
typedef struct
{
  LimenTextSource *text;
  LimenBytes *input;
  const char *head; /* bytes that were read from the input before */
  gsize head_length;
  gsize block_size;
  const LimenWanted *wanted; /* NULL to disable the fast path */
  LimenProgressFunc progress;
  gpointer progress_data;
  GThread *caller;

  GMutex input_mutex; /* guards the input and the members up to turn_mutex */
  guint64 n_taken;
  gboolean is_at_end;
  char *carried; /* incomplete last line of the previous block */
  gsize n_carried;

  GMutex turn_mutex; /* guards the members below */
  GCond turn_changed;
  guint64 n_done;
  LimenNameTable *names, *groups;
  gboolean has_failed;
  GError *error;
} BlockReader;

/* FALSE with the sink's error, if it has one. */
gboolean
limen_text_source_check_sink (LimenTextSource *self, GError **error)
{
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

/* Parses the next bytes of the file. FALSE with an error of the parser or the
 * sink. */
gboolean
limen_text_source_feed (LimenTextSource *self, const char *bytes, gsize length,
                        GError **error)
{
  return limen_record_parser_feed (self->parser, bytes, length, error)
         && limen_text_source_check_sink (self, error);
}

/* Reads from the input until the buffer is full, the file ends, or no more has
 * arrived and there is a whole line. */
static void
read_input (BlockReader *self, char *buffer, gsize size, Block *block)
{
  block->unhashed = buffer;
  while (block->n_unhashed < size)
    {
      char *next = buffer + block->n_unhashed;
      gssize n = limen_bytes_read (self->input, next, size - block->n_unhashed,
                                   &block->error);

      self->is_at_end |= n == 0;
      if (n <= 0)
        return;
      block->n_unhashed += (gsize) n;
      block->is_pause = limen_bytes_is_idle (self->input)
                        && memrchr (buffer, '\n', block->n_unhashed) != NULL;
      if (block->is_pause)
        return;
    }
}

/* Fills a buffer with the next bytes: first from the head, which was hashed
 * when it was read, then from the input. Returns their number. */
static gsize
read_bytes (BlockReader *self, char *buffer, Block *block)
{
  gsize size = self->block_size, n = MIN (size, self->head_length);

  memcpy (buffer, self->head, n);
  self->head += n;
  self->head_length -= n;
  block->is_pause = n > 0 && limen_bytes_is_idle (self->input)
                    && memrchr (buffer, '\n', n) != NULL;
  if (!block->is_pause && limen_bytes_check (self->input, &block->error))
    read_input (self, buffer + n, size - n, block);
  return n + block->n_unhashed;
}

/* Takes the next block into a buffer of twice the block size. FALSE at the
 * end. */
static gboolean
take_block (BlockReader *self, char *buffer, Block *block)
{
  gsize n = self->n_carried, length;
  const char *end;

  if (self->is_at_end)
    return FALSE;
  *block = (Block){ .number = self->n_taken++, .bytes = buffer };
  memcpy (buffer, self->carried, n);
  self->n_carried = 0;
  length = read_bytes (self, buffer + n, block);
  if (block->error != NULL)
    {
      self->is_at_end = TRUE;
      return TRUE;
    }
  block->length = n + length;
  block->bytes_done = limen_bytes_get_bytes_done (self->input);
  end = self->is_at_end ? NULL : memrchr (buffer, '\n', block->length);
  if (end == NULL)
    return TRUE;
  block->length = (gsize) (end + 1 - buffer);
  self->n_carried = n + length - block->length;
  memcpy (self->carried, end + 1, self->n_carried);
  return TRUE;
}

static gboolean
take_next_block (BlockReader *self, char *buffer, Block *block)
{
  gboolean has_block;

  g_mutex_lock (&self->input_mutex);
  has_block = take_block (self, buffer, block);
  g_mutex_unlock (&self->input_mutex);
  if (!has_block)
    return FALSE;
  if (self->wanted == NULL)
    return TRUE;
  g_mutex_lock (&self->turn_mutex);
  block->names = limen_name_table_ref (self->names);
  block->groups = limen_name_table_ref (self->groups);
  g_mutex_unlock (&self->turn_mutex);
  return TRUE;
}

/* Passes a stretch of plain lines to the sink and, if it takes them, advances
 * the parser. */
static gboolean
deliver_batch (BlockReader *self, const Block *block, LimenFastPath *fast_path,
               const LimenStretch *stretch, gconstpointer *values,
               gboolean *is_taken)
{
  const LimenSink *sink = self->text->sink;
  LimenRecordParser *parser = self->text->parser;
  LimenBatch batch
      = { .n_rows = stretch->n_rows,
          .line = limen_record_parser_get_line (parser),
          .offset = limen_record_parser_get_offset (parser),
          .values = values,
          .bytes = block->bytes,
          .texts = limen_fast_path_get_texts (fast_path, stretch->first_row),
          .min = stretch->min,
          .max = stretch->max };

  for (gsize i = 0; i < self->wanted->n_columns; i++)
    values[i] = limen_fast_path_get_values (fast_path, i, stretch->first_row);
  if (!sink->take_batch (sink->user_data, &batch, is_taken, &self->error))
    return FALSE;
  if (*is_taken)
    limen_record_parser_pass (parser, stretch->length, stretch->n_rows);
  return TRUE;
}

static gboolean
deliver_stretch (BlockReader *self, const Block *block,
                 LimenFastPath *fast_path, const LimenStretch *stretch,
                 gconstpointer *values)
{
  gboolean is_taken = FALSE;

  if (stretch->is_plain && self->text->is_past_header
      && limen_record_parser_is_between_records (self->text->parser)
      && !deliver_batch (self, block, fast_path, stretch, values, &is_taken))
    return FALSE;
  return is_taken
         || limen_text_source_feed (self->text, block->bytes + stretch->start,
                                    stretch->length, &self->error);
}

static gboolean
deliver (BlockReader *self, Block *block, LimenFastPath *fast_path,
         gconstpointer *values)
{
  LimenStretch whole = { .length = block->length };
  const LimenStretch *stretches = &whole;
  gsize n = 1;

  if (block->error != NULL)
    {
      g_propagate_error (&self->error, g_steal_pointer (&block->error));
      return FALSE;
    }
  limen_bytes_hash (self->input, block->unhashed, block->n_unhashed);
  if (fast_path != NULL)
    stretches = limen_fast_path_get_stretches (fast_path, &n);
  for (gsize i = 0; i < n; i++)
    if (!deliver_stretch (self, block, fast_path, &stretches[i], values))
      return FALSE;
  return !block->is_pause || self->text->sink->pause == NULL
         || self->text->sink->pause (self->text->sink->user_data,
                                     &self->error);
}

static void
publish (LimenNameTable **place, LimenNameTable *names)
{
  if (*place == names)
    return;
  limen_name_table_unref (*place);
  *place = limen_name_table_ref (names);
}

/* Makes the names that the sink has learned visible to all threads. */
static void
publish_names (BlockReader *self)
{
  if (self->wanted == NULL)
    return;
  publish (&self->names, *self->wanted->names);
  publish (&self->groups, *self->wanted->groups);
}

/* Waits for the block's turn and passes it on. FALSE if reading has failed. */
static gboolean
take_turn (BlockReader *self, Block *block, LimenFastPath *fast_path,
           gconstpointer *values)
{
  gboolean is_good;

  g_mutex_lock (&self->turn_mutex);
  while (self->n_done != block->number && !self->has_failed)
    g_cond_wait (&self->turn_changed, &self->turn_mutex);
  is_good = !self->has_failed;
  g_mutex_unlock (&self->turn_mutex);

  is_good = is_good && deliver (self, block, fast_path, values);
  if (!is_good) /* another thread may be blocked on input that is no longer
                 * needed */
    limen_bytes_stop (self->input);

  g_mutex_lock (&self->turn_mutex);
  self->n_done += is_good;
  self->has_failed |= !is_good;
  publish_names (self);
  g_cond_broadcast (&self->turn_changed);
  g_mutex_unlock (&self->turn_mutex);
  return is_good;
}

static void
block_clear (Block *block)
{
  g_clear_error (&block->error);
  limen_name_table_unref (block->names);
  limen_name_table_unref (block->groups);
}

/* The function of a thread: handles blocks until none are left. A thread
 * without memory leaves them to the others. */
static void
read_blocks (gpointer data, gsize part)
{
  BlockReader *self = data;
  const LimenWanted *wanted = self->wanted;
  g_autofree char *buffer = g_try_malloc (2 * self->block_size);
  g_autofree gconstpointer *values
      = g_new0 (gconstpointer, wanted != NULL ? wanted->n_columns : 0);
  g_autoptr (LimenFastPath) fast_path
      = wanted != NULL ? limen_fast_path_new (
            wanted, self->text->dialect.delimiter, 2 * self->block_size)
                       : NULL;
  gboolean is_good = buffer != NULL && (fast_path != NULL || wanted == NULL);
  Block block;

  while (is_good && take_next_block (self, buffer, &block))
    {
      if (fast_path != NULL)
        limen_fast_path_read (fast_path, block.bytes, block.length,
                              block.names, block.groups);
      is_good = take_turn (self, &block, fast_path, values);
      if (is_good && self->progress != NULL
          && g_thread_self () == self->caller)
        self->progress (block.bytes_done,
                        limen_bytes_get_bytes_total (self->input),
                        self->progress_data);
      block_clear (&block);
    }
}

/* Reads everything after the lead with n_threads threads. FALSE with an
 * error. */
static gboolean
run (BlockReader *self, guint n_threads, GError **error)
{
  const char *path = self->text->base.path;

  if (!limen_memory_resize (path, &self->carried, 0, 2 * self->block_size, 1,
                            error))
    return FALSE;
  g_mutex_init (&self->input_mutex);
  g_mutex_init (&self->turn_mutex);
  g_cond_init (&self->turn_changed);
  publish_names (self);
  limen_parallel_run (read_blocks, self, n_threads, n_threads);
  limen_name_table_unref (self->names);
  limen_name_table_unref (self->groups);
  g_free (self->carried);
  g_cond_clear (&self->turn_changed);
  g_mutex_clear (&self->turn_mutex);
  g_mutex_clear (&self->input_mutex);
  if (self->has_failed)
    {
      g_propagate_error (error, self->error);
      return FALSE;
    }
  return self->is_at_end || limen_memory_fail (path, "to read it", error);
}

/* Reads the bytes of `head` and the rest of the input with as many threads as
 * the options specify. Plain lines take the fast path. Rows, names, problems
 * and errors are those, and in the same order, that a single parser would
 * give. FALSE with an error. */
gboolean
limen_text_source_read_blocks (LimenTextSource *self,
                               const LimenReadOptions *options,
                               const char *head, gsize head_length,
                               LimenProgressFunc progress,
                               gpointer progress_data, GError **error)
{
  gsize requested = options->block_size;
  gsize lead = MIN (requested > 0 ? requested : LEAD_SIZE, head_length);
  guint n_threads
      = options->n_threads > 0 ? options->n_threads : limen_parallel_count ();
  BlockReader reader = { .text = self,
                         .input = self->input,
                         .head = head + lead,
                         .head_length = head_length - lead,
                         .block_size = requested > 0 ? requested : BLOCK_SIZE,
                         .wanted = self->sink->wanted,
                         .progress = progress,
                         .progress_data = progress_data,
                         .caller = g_thread_self () };

  if (!limen_text_source_feed (self, head, lead, error))
    return FALSE;
  if (options->no_sha256)
    limen_bytes_omit_hash (self->input);
  limen_bytes_leave_hash (self->input);
  return run (&reader, n_threads, error);
}
