#include "hasher.h"

/* The reader waits when the thread is this far behind, so that memory stays
 * bounded. */
#define MAX_QUEUED 8

struct _LimenHasher
{
  GThread *thread;
  GMutex mutex;
  GCond changed;
  GQueue queue; /* GBytes; an empty one ends the thread */
  GChecksum *checksum;
};

static gpointer
hash (gpointer data)
{
  LimenHasher *self = data;
  gboolean is_last;

  do
    {
      g_autoptr (GBytes) bytes = NULL;
      gsize length;
      const guint8 *start;

      g_mutex_lock (&self->mutex);
      while ((bytes = g_queue_pop_head (&self->queue)) == NULL)
        g_cond_wait (&self->changed, &self->mutex);
      g_cond_signal (&self->changed);
      g_mutex_unlock (&self->mutex);

      start = g_bytes_get_data (bytes, &length);
      is_last = length == 0;
      if (!is_last)
        g_checksum_update (self->checksum, start, (gssize) length);
    }
  while (!is_last);
  return NULL;
}

static void
push (LimenHasher *self, GBytes *bytes)
{
  g_mutex_lock (&self->mutex);
  while (g_queue_get_length (&self->queue) >= MAX_QUEUED)
    g_cond_wait (&self->changed, &self->mutex);
  g_queue_push_tail (&self->queue, bytes);
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->mutex);
}

static void
join (LimenHasher *self)
{
  if (self->thread == NULL)
    return;
  push (self, g_bytes_new (NULL, 0));
  g_thread_join (g_steal_pointer (&self->thread));
}

/* A hasher of nothing yet. */
LimenHasher *
limen_hasher_new (void)
{
  LimenHasher *self = g_new0 (LimenHasher, 1);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
  g_queue_init (&self->queue);
  self->checksum = g_checksum_new (G_CHECKSUM_SHA256);
  self->thread = g_thread_new ("limen-hasher", hash, self);
  return self;
}

/* Appends bytes, which are copied. */
void
limen_hasher_add (LimenHasher *self, const void *data, gsize length)
{
  if (length > 0)
    push (self, g_bytes_new (data, length));
}

/* Waits for all that was added; 64 hexadecimal digits, a new string. */
char *
limen_hasher_finish (LimenHasher *self)
{
  join (self);
  return g_strdup (g_checksum_get_string (self->checksum));
}

/* Ends the thread and frees everything; NULL is nothing. */
void
limen_hasher_free (LimenHasher *self)
{
  if (self == NULL)
    return;
  join (self);
  g_checksum_free (self->checksum);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->mutex);
  g_free (self);
}
