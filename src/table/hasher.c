#include "hasher.h"

#include <nettle/sha2.h>

/* The reader waits when the thread is this far behind, so that memory stays
 * bounded. */
#define MAX_QUEUED 8

struct _LimenHasher
{
  GThread *thread;
  GMutex mutex;
  GCond changed;
  GQueue queue; /* GBytes; an empty one ends the thread */
  struct sha256_ctx context;
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
        sha256_update (&self->context, length, start);
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
  sha256_init (&self->context);
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

/* Waits for all that was added; 64 hexadecimal digits, a new string. Nothing
 * can be added any more. */
char *
limen_hasher_finish (LimenHasher *self)
{
  guint8 digest[SHA256_DIGEST_SIZE];
  GString *text = g_string_sized_new (2 * sizeof digest);

  join (self);
  sha256_digest (&self->context, sizeof digest, digest);
  for (guint i = 0; i < sizeof digest; i++)
    g_string_append_printf (text, "%02x", digest[i]);
  return g_string_free (text, FALSE);
}

/* Ends the thread and frees everything; NULL is nothing. */
void
limen_hasher_free (LimenHasher *self)
{
  if (self == NULL)
    return;
  join (self);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->mutex);
  g_free (self);
}
