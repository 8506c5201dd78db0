#include "text-set.h"

#include <string.h>

#include "memory.h"
#include "table-error.h"

#define FIRST_TEXTS 1024
#define FIRST_BYTES 16384
/* Slots of the hash table for each text that there is room for. */
#define SLOTS_PER_TEXT 2
/* A multiplier whose bits are mixed well: 2^64 by the golden ratio. */
#define MULTIPLIER G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)

struct _LimenTextSet
{
  char *path;
  char *bytes; /* of all texts, one after the other */
  gsize n_bytes, bytes_capacity;
  gsize *ends;     /* of each text in the bytes */
  guint32 n, capacity; /* texts */
  guint32 *slots;  /* numbers of texts; LIMEN_TEXT_NONE: free */
  gsize n_slots;   /* a power of two */
};

/* An empty set, whose room is asked for on behalf of the named file. */
LimenTextSet *
limen_text_set_new (const char *path)
{
  LimenTextSet *self = g_new0 (LimenTextSet, 1);

  self->path = g_strdup (path);
  return self;
}

/* Frees all; NULL is nothing. */
void
limen_text_set_free (LimenTextSet *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_free (self->bytes);
  g_free (self->ends);
  g_free (self->slots);
  g_free (self);
}

static guint64
mix (guint64 hash, guint64 word)
{
  hash = (hash ^ word) * MULTIPLIER;
  return hash ^ hash >> 32;
}

/* Eight bytes at a time. */
static guint64
hash_text (const char *text, gsize length)
{
  guint64 hash = length, word;

  for (; length >= sizeof word; text += sizeof word, length -= sizeof word)
    {
      memcpy (&word, text, sizeof word);
      hash = mix (hash, word);
    }
  word = 0;
  memcpy (&word, text, length);
  return mix (mix (hash, word), MULTIPLIER);
}

/* The slot where a text stands, or would stand. */
static gsize
find_slot (const LimenTextSet *self, const char *text, gsize length)
{
  gsize mask = self->n_slots - 1;
  gsize slot = (gsize) hash_text (text, length) & mask;

  for (; self->slots[slot] != LIMEN_TEXT_NONE; slot = (slot + 1) & mask)
    {
      gsize found_length;
      const char *found
          = limen_text_set_get (self, self->slots[slot], &found_length);

      if (found_length == length && memcmp (found, text, length) == 0)
        break;
    }
  return slot;
}

/* Makes room for n texts, and finds a slot for each that there is. */
static gboolean
resize (LimenTextSet *self, guint32 n, GError **error)
{
  gsize n_slots = FIRST_TEXTS * SLOTS_PER_TEXT;
  guint32 *slots = NULL;

  while (n_slots < (gsize) n * SLOTS_PER_TEXT)
    n_slots *= 2;
  if (!limen_memory_resize (self->path, &self->ends, self->capacity, n,
                            sizeof *self->ends, error)
      || !limen_memory_resize (self->path, &slots, 0, n_slots, sizeof *slots,
                               error))
    return FALSE;
  memset (slots, 0xff, n_slots * sizeof *slots);
  g_free (self->slots);
  self->slots = slots;
  self->n_slots = n_slots;
  self->capacity = n;
  for (guint32 i = 0; i < self->n; i++)
    {
      gsize length;
      const char *text = limen_text_set_get (self, i, &length);

      self->slots[find_slot (self, text, length)] = i;
    }
  return TRUE;
}

static gboolean
make_room (LimenTextSet *self, gsize length, GError **error)
{
  if (self->n == LIMEN_TEXT_NONE - 1)
    {
      g_set_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_DATA,
                   "%s: more than %u distinct texts, which is the limit",
                   self->path, self->n);
      return FALSE;
    }
  if (self->n == self->capacity
      && !resize (self,
                  (guint32) MIN (MAX (2 * (guint64) self->n, FIRST_TEXTS),
                                 LIMEN_TEXT_NONE - 1),
                  error))
    return FALSE;
  if (self->bytes_capacity - self->n_bytes <= length)
    {
      gsize capacity = MAX (self->n_bytes + self->n_bytes / 2 + length + 1,
                            FIRST_BYTES);

      if (!limen_memory_resize (self->path, &self->bytes,
                                self->bytes_capacity, capacity, 1, error))
        return FALSE;
      self->bytes_capacity = capacity;
    }
  return TRUE;
}

/* Sets *number to that of a text, which is the number of texts before where
 * the text is new. FALSE with an error when memory runs out. */
gboolean
limen_text_set_take (LimenTextSet *self, const char *text, gsize length,
                       guint32 *number, GError **error)
{
  *number = limen_text_set_find (self, text, length);
  if (*number != LIMEN_TEXT_NONE)
    return TRUE;
  if (!make_room (self, length, error))
    return FALSE;
  self->slots[find_slot (self, text, length)] = *number = self->n;
  memcpy (self->bytes + self->n_bytes, text, length);
  self->n_bytes += length;
  self->ends[self->n++] = self->n_bytes;
  return TRUE;
}

/* The number of a text; LIMEN_TEXT_NONE where it is not there. */
guint32
limen_text_set_find (const LimenTextSet *self, const char *text,
                       gsize length)
{
  return self->n > 0 ? self->slots[find_slot (self, text, length)]
                     : LIMEN_TEXT_NONE;
}

/* The text of a number, without a NUL; it lives until a text is added. */
const char *
limen_text_set_get (const LimenTextSet *self, guint32 number,
                      gsize *length)
{
  gsize start = number > 0 ? self->ends[number - 1] : 0;

  *length = self->ends[number] - start;
  return self->bytes + start;
}

/* How many texts there are. */
guint32
limen_text_set_get_n (const LimenTextSet *self)
{
  return self->n;
}
