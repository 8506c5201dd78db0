/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "write-behind.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

/* Upper bound on the buffers that wait to be written, 4 MiB: more than is made
 * while the system writes for a while. */
#define MAX_WAITING 16
/* Bytes of a file that are written before the system begins to move them to
 * the disk, so that the sync at the end has little left to wait for. */
#define WRITE_BACK_SIZE (8 * 1024 * 1024)

/* A buffer of LIMEN_BUFFER_SIZE bytes, and how many of them to write. */
typedef struct
{
  char *bytes;
  gsize length;
} Block;

struct _LimenWriteBehind
{
  int fd;
  goffset n_written, n_written_back; /* bytes; used by the thread */
  GThread *thread;

  GMutex lock; /* of what follows */
  GCond changed;
  Block waiting[MAX_WAITING]; /* a ring */
  guint first, n_waiting;
  char *spare[MAX_WAITING + 1]; /* written buffers, for reuse */
  guint n_spare;
  gboolean is_ended; /* nothing will be added */
  int first_errno;   /* errno of the first failure; 0: none */
};

/* Whether to repeat a failed write: after an interrupt, or after waiting for a
 * full non-blocking pipe. */
static gboolean
may_write_again (int fd)
{
  struct pollfd output = { .fd = fd, .events = POLLOUT };

  if (errno != EAGAIN)
    return errno == EINTR;
  return poll (&output, 1, -1) >= 0 || errno == EINTR;
}

/* Writes all bytes to a file descriptor. Returns 0, or the errno of the
 * failure. */
int
limen_write_to (int fd, const char *data, gsize length)
{
  while (length > 0)
    {
      gssize n = write (fd, data, length);

      if (n < 0 && !may_write_again (fd))
        return errno;
      data += MAX (n, 0);
      length -= (gsize) MAX (n, 0);
    }
  return 0;
}

/* Makes the system begin to move what was written to the disk. */
static void
write_back (LimenWriteBehind *self, gsize length)
{
  goffset n;

  self->n_written += (goffset) length;
  n = self->n_written - self->n_written_back;
  if (n < WRITE_BACK_SIZE)
    return;
  sync_file_range (self->fd, self->n_written_back, n, SYNC_FILE_RANGE_WRITE);
  self->n_written_back = self->n_written;
}

/* Waits for a block and takes it out of the ring; FALSE if there will be
 * none. */
static gboolean
take_block (LimenWriteBehind *self, Block *block)
{
  while (self->n_waiting == 0 && !self->is_ended)
    g_cond_wait (&self->changed, &self->lock);
  if (self->n_waiting == 0)
    return FALSE;
  *block = self->waiting[self->first];
  self->first = (self->first + 1) % MAX_WAITING;
  self->n_waiting--;
  return TRUE;
}

static gpointer
run (gpointer data)
{
  LimenWriteBehind *self = data;
  Block block;

  g_mutex_lock (&self->lock);
  while (take_block (self, &block))
    {
      int number = self->first_errno;

      g_mutex_unlock (&self->lock);
      if (number == 0)
        {
          number = limen_write_to (self->fd, block.bytes, block.length);
          write_back (self, block.length);
        }
      g_mutex_lock (&self->lock);
      self->first_errno = number;
      self->spare[self->n_spare++] = block.bytes;
      g_cond_broadcast (&self->changed);
    }
  g_mutex_unlock (&self->lock);
  return NULL;
}

/* Creates the writing to a file, which stays open until
 * limen_write_behind_finish(). Free with limen_write_behind_free(); NULL if
 * the system refuses a thread. */
LimenWriteBehind *
limen_write_behind_new (int fd)
{
  LimenWriteBehind *self = g_new0 (LimenWriteBehind, 1);

  self->fd = fd;
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->thread = g_thread_try_new ("write", run, self, NULL);
  if (self->thread == NULL)
    g_clear_pointer (&self, limen_write_behind_free);
  return self;
}

/* Frees it; what waits is not written. NULL is ignored. */
void
limen_write_behind_free (LimenWriteBehind *self)
{
  if (self == NULL)
    return;
  g_mutex_lock (&self->lock);
  if (self->first_errno == 0)
    self->first_errno = ECANCELED;
  g_mutex_unlock (&self->lock);
  limen_write_behind_finish (self);
  for (guint i = 0; i < self->n_spare; i++)
    g_free (self->spare[i]);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self);
}

/* Waits until a block can be added and there is a spare buffer, which it
 * returns; a new one where memory allows. */
static char *
find_buffer (LimenWriteBehind *self)
{
  while (TRUE)
    {
      char *buffer = NULL;

      if (self->n_spare > 0)
        return self->spare[--self->n_spare];
      if (self->n_waiting < MAX_WAITING)
        buffer = g_try_malloc (LIMEN_BUFFER_SIZE);
      if (buffer != NULL)
        return buffer;
      g_cond_wait (&self->changed, &self->lock);
    }
}

/* Takes over a buffer from g_malloc() whose first `length` bytes are to be
 * written after those before, and returns another one. Waits if too many have
 * not been written yet. *number: 0, or the errno of the first failure so
 * far. */
char *
limen_write_behind_exchange (LimenWriteBehind *self, char *buffer,
                             gsize length, int *number)
{
  char *next;

  g_mutex_lock (&self->lock);
  self->waiting[(self->first + self->n_waiting) % MAX_WAITING]
      = (Block){ buffer, length };
  self->n_waiting++;
  g_cond_broadcast (&self->changed);
  next = find_buffer (self);
  while (self->n_waiting == MAX_WAITING)
    g_cond_wait (&self->changed, &self->lock);
  *number = self->first_errno;
  g_mutex_unlock (&self->lock);
  return next;
}

/* Waits until everything is written; nothing can be added afterwards. Returns
 * 0, or the errno of the first failure. */
int
limen_write_behind_finish (LimenWriteBehind *self)
{
  int number;

  g_mutex_lock (&self->lock);
  self->is_ended = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  if (self->thread != NULL)
    g_thread_join (g_steal_pointer (&self->thread));
  g_mutex_lock (&self->lock);
  number = self->first_errno;
  g_mutex_unlock (&self->lock);
  return number;
}
