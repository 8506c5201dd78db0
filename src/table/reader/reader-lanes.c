#include "reader-private.h"

#include <math.h>
#include <string.h>

#include "memory.h"
#include "parallel.h"
#include "plain-lines.h"

#define BLOCK_SIZE (256 * 1024)
/* The first bytes are read by libcsv alone, for the names that stand there. */
#define LEAD_SIZE (64 * 1024)

/* Some whole lines of the file; or what kept the input from giving them. */
typedef struct
{
  guint64 number;
  const char *bytes;
  gsize length;
  const char *unhashed;
  gsize n_unhashed;
  goffset bytes_done; /* of the file, with them */
  GError *error;
  LimenSpellings *names, *groups;
} Block;

/* Every thread takes a block, reads its plain lines, and when its turn has
 * come hands them on, and the rest to the parser, so that it all happens in
 * the order of the file. */
typedef struct
{
  LimenReader *reader;
  LimenBytes *input;
  const char *sample; /* what was taken from the input before */
  gsize sample_length;
  gsize block_size;
  const LimenPlainFormat *format; /* NULL: no line is plain */
  LimenProgressFunc progress;
  gpointer user_data;
  GThread *caller;

  GMutex input_mutex; /* guards these, and the input */
  guint64 n_taken;
  gboolean is_at_end;
  char *carried; /* the beginning of a line that the next block ends */
  gsize n_carried;

  GMutex turn_mutex; /* guards these */
  GCond turn_changed;
  guint64 n_done;
  LimenSpellings *names, *groups;
  gboolean has_failed;
  GError *error;
} Lanes;

/* Bytes that follow those that were read before. How many; those of the sample
 * were hashed when they were read. */
static gsize
read_bytes (Lanes *self, char *buffer, Block *block)
{
  gsize size = self->block_size, n = MIN (size, self->sample_length);

  memcpy (buffer, self->sample, n);
  self->sample += n;
  self->sample_length -= n;
  block->unhashed = buffer + n;
  if (!limen_bytes_check (self->input, &block->error)
      || !limen_bytes_read_all (self->input, buffer + n, size - n,
                                &block->n_unhashed, &block->error))
    return 0;
  return n + block->n_unhashed;
}

/* Into a buffer of two blocks' size. FALSE at the end. */
static gboolean
take_block (Lanes *self, char *buffer, Block *block)
{
  gsize n = self->n_carried, length;
  const char *end;

  if (self->is_at_end)
    return FALSE;
  *block = (Block){ .number = self->n_taken++, .bytes = buffer };
  memcpy (buffer, self->carried, n);
  self->n_carried = 0;
  length = read_bytes (self, buffer + n, block);
  self->is_at_end = length < self->block_size;
  if (block->error != NULL)
    return TRUE;
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
take_next_block (Lanes *self, char *buffer, Block *block)
{
  gboolean has_block;

  g_mutex_lock (&self->input_mutex);
  has_block = take_block (self, buffer, block);
  g_mutex_unlock (&self->input_mutex);
  if (!has_block)
    return FALSE;
  g_mutex_lock (&self->turn_mutex);
  block->names = limen_spellings_ref (self->names);
  block->groups = limen_spellings_ref (self->groups);
  g_mutex_unlock (&self->turn_mutex);
  return TRUE;
}

static gboolean
hand_on_stretch (Lanes *self, const Block *block, LimenPlainLines *lines,
                 const LimenStretch *stretch)
{
  LimenReader *reader = self->reader;

  if (stretch->is_plain && reader->is_past_header
      && limen_record_parser_is_between_records (reader->parser)
      && limen_reader_knows_joined (reader, lines, stretch))
    return limen_reader_keep_stretch (reader, lines, stretch, &self->error);
  return limen_reader_feed (reader, block->bytes + stretch->start,
                            stretch->length, &self->error);
}

static gboolean
hand_on (Lanes *self, Block *block, LimenPlainLines *lines)
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
  if (lines != NULL)
    stretches = limen_plain_lines_get_stretches (lines, &n);
  for (gsize i = 0; i < n; i++)
    if (!hand_on_stretch (self, block, lines, &stretches[i]))
      return FALSE;
  return TRUE;
}

static void
publish (LimenSpellings **place, LimenSpellings *spellings)
{
  if (*place == spellings)
    return;
  limen_spellings_unref (*place);
  *place = limen_spellings_ref (spellings);
}

/* FALSE when reading is over because something failed. */
static gboolean
take_turn (Lanes *self, Block *block, LimenPlainLines *lines)
{
  gboolean is_good;

  g_mutex_lock (&self->turn_mutex);
  while (self->n_done != block->number && !self->has_failed)
    g_cond_wait (&self->turn_changed, &self->turn_mutex);
  is_good = !self->has_failed;
  g_mutex_unlock (&self->turn_mutex);

  is_good = is_good && hand_on (self, block, lines);
  if (!is_good) /* another thread may wait for input that nobody needs */
    limen_bytes_stop (self->input);

  g_mutex_lock (&self->turn_mutex);
  self->n_done += is_good;
  self->has_failed |= !is_good;
  publish (&self->names, self->reader->names);
  publish (&self->groups, self->reader->group_names);
  g_cond_broadcast (&self->turn_changed);
  g_mutex_unlock (&self->turn_mutex);
  return is_good;
}

static void
block_clear (Block *block)
{
  g_clear_error (&block->error);
  limen_spellings_unref (block->names);
  limen_spellings_unref (block->groups);
}

/* A thread's part: blocks until there are none. One that has no memory leaves
 * them to the others. */
static void
read_blocks (gpointer data, gsize part)
{
  Lanes *self = data;
  g_autofree char *buffer = g_try_malloc (2 * self->block_size);
  g_autoptr (LimenPlainLines) lines
      = self->format != NULL
            ? limen_plain_lines_new (self->format, 2 * self->block_size)
            : NULL;
  gboolean is_good
      = buffer != NULL && (lines != NULL || self->format == NULL);
  Block block;

  while (is_good && take_next_block (self, buffer, &block))
    {
      if (lines != NULL)
        limen_plain_lines_read (lines, block.bytes, block.length, block.names,
                                block.groups);
      is_good = take_turn (self, &block, lines);
      if (is_good && self->progress != NULL && g_thread_self () == self->caller)
        self->progress (block.bytes_done,
                        limen_bytes_get_bytes_total (self->input),
                        self->user_data);
      block_clear (&block);
    }
}

/* Reads the bytes of `sample` and all that the input has behind them, on as
 * many threads as the options say. `format` says how plain lines are read;
 * NULL: none is. Rows, names, problems and errors are those, and in the order,
 * of a parser that is fed everything. */
gboolean
limen_reader_read_blocks (LimenReader *self, LimenBytes *input,
                          const char *sample, gsize sample_length,
                          const LimenPlainFormat *format,
                          LimenProgressFunc progress, gpointer user_data,
                          GError **error)
{
  gsize said = self->options->block_size;
  gsize lead = MIN (said > 0 ? said : LEAD_SIZE, sample_length);
  guint n_threads = self->options->n_threads > 0 ? self->options->n_threads
                                                 : limen_parallel_count ();
  Lanes lanes = { .reader = self,
                  .input = input,
                  .sample = sample + lead,
                  .sample_length = sample_length - lead,
                  .block_size = said > 0 ? said : BLOCK_SIZE,
                  .format = format,
                  .progress = progress,
                  .user_data = user_data,
                  .caller = g_thread_self () };

  if (!limen_memory_resize (self->dataset->path, &lanes.carried, 0,
                            2 * lanes.block_size, 1, error))
    return FALSE;
  if (!limen_reader_feed (self, sample, lead, error))
    {
      g_free (lanes.carried);
      return FALSE;
    }
  g_mutex_init (&lanes.input_mutex);
  g_mutex_init (&lanes.turn_mutex);
  g_cond_init (&lanes.turn_changed);
  publish (&lanes.names, self->names);
  publish (&lanes.groups, self->group_names);
  if (self->options->no_sha256)
    limen_bytes_omit_hash (input);
  limen_bytes_leave_hash (input);
  limen_parallel_run (read_blocks, &lanes, n_threads, n_threads);
  limen_spellings_unref (lanes.names);
  limen_spellings_unref (lanes.groups);
  g_free (lanes.carried);
  g_cond_clear (&lanes.turn_changed);
  g_mutex_clear (&lanes.turn_mutex);
  g_mutex_clear (&lanes.input_mutex);
  if (lanes.has_failed)
    {
      g_propagate_error (error, lanes.error);
      return FALSE;
    }
  return lanes.is_at_end
         || limen_memory_fail (self->dataset->path, "to read it", error);
}
