/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text-set.h"

#include <string.h>

#include "memory.h"
#include "table-error.h"

#define FIRST_TEXTS 1024
#define FIRST_BYTES 16384
#define FIRST_SLOTS 2048
/* Upper bound on the load factor of the hash table, in quarters. */
#define MAX_QUARTERS 3
/* Upper bound on the number of texts: 2^32 slots at the maximum load
 * factor. */
#define MAX_TEXTS 0xb0000000u
/* Multiplier of the hash: 2^64 divided by the golden ratio, which mixes bits
 * well. */
#define MULTIPLIER G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)

/* A slot of the hash table. The stored hash avoids most comparisons of texts,
 * and all hashing when the table grows. */
typedef struct
{
  guint32 number; /* LIMEN_TEXT_NONE if free */
  guint32 hash;
} Slot;

struct _LimenTextSet
{
  char *path;
  char *bytes; /* all texts, concatenated */
  gsize n_bytes, bytes_capacity;
  gsize *ends; /* end offset of each text in `bytes` */
  guint32 n;   /* number of texts */
  gsize capacity;
  Slot *slots;
  gsize n_slots; /* power of two, at most 2^32 */
};

/* Creates an empty set. `path` is for error messages. */
LimenTextSet *
limen_text_set_new (const char *path)
{
  LimenTextSet *self = g_new0 (LimenTextSet, 1);

  self->path = g_strdup (path);
  return self;
}

/* Frees the set; NULL is ignored. */
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

/* Hashes eight bytes at a time. */
static guint32
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
  return (guint32) mix (mix (hash, word), MULTIPLIER);
}

static gboolean
is_text (const LimenTextSet *self, guint32 number, const char *text,
         gsize length)
{
  gsize found_length;
  const char *found = limen_text_set_get (self, number, &found_length);

  return found_length == length && memcmp (found, text, length) == 0;
}

/* The slot of a text, or the free slot where it would go (linear probing). */
static Slot *
find_slot (const LimenTextSet *self, guint32 hash, const char *text,
           gsize length)
{
  gsize mask = self->n_slots - 1;

  for (gsize i = hash & mask;; i = (i + 1) & mask)
    {
      Slot *slot = &self->slots[i];

      if (slot->number == LIMEN_TEXT_NONE
          || (slot->hash == hash
              && is_text (self, slot->number, text, length)))
        return slot;
    }
}

/* A free slot for a text that is not in the set. */
static Slot *
find_free_slot (const LimenTextSet *self, guint32 hash)
{
  gsize mask = self->n_slots - 1, i = hash & mask;

  while (self->slots[i].number != LIMEN_TEXT_NONE)
    i = (i + 1) & mask;
  return &self->slots[i];
}

/* Replaces the hash table by one with n slots. FALSE with an error. */
static gboolean
grow (LimenTextSet *self, gsize n, GError **error)
{
  g_autofree Slot *old = NULL;
  Slot *slots = NULL;
  gsize n_old = self->n_slots;

  if (!limen_memory_resize (self->path, &slots, 0, n, sizeof *slots, error))
    return FALSE;
  memset (slots, 0xff, n * sizeof *slots);
  old = self->slots;
  self->slots = slots;
  self->n_slots = n;
  for (gsize i = 0; i < n_old; i++)
    if (old[i].number != LIMEN_TEXT_NONE)
      *find_free_slot (self, old[i].hash) = old[i];
  return TRUE;
}

/* Makes room for one more text of this length. FALSE with an error. */
static gboolean
make_room (LimenTextSet *self, gsize length, GError **error)
{
  gsize capacity = MAX (self->n + (gsize) self->n / 2, FIRST_TEXTS);
  gsize bytes = MAX (self->n_bytes + self->n_bytes / 2, FIRST_BYTES) + length;

  if (self->n_bytes + length >= self->bytes_capacity)
    {
      if (!limen_memory_resize (self->path, &self->bytes,
                                self->bytes_capacity, bytes, 1, error))
        return FALSE;
      self->bytes_capacity = bytes;
    }
  if (self->n == self->capacity)
    {
      if (!limen_memory_resize (self->path, &self->ends, self->capacity,
                                capacity, sizeof *self->ends, error))
        return FALSE;
      self->capacity = capacity;
    }
  return (gsize) self->n * 4 < self->n_slots * MAX_QUARTERS
         || grow (self, MAX (2 * self->n_slots, FIRST_SLOTS), error);
}

static gboolean
fail_full (const LimenTextSet *self, GError **error)
{
  return limen_table_fail (
      error, LIMEN_TABLE_ERROR_DATA,
      "%s: more than %u distinct values, which is the limit", self->path,
      self->n);
}

/* Adds a text unless it exists, and sets *number to its number. FALSE with an
 * error if memory runs out or the set is full. */
gboolean
limen_text_set_take (LimenTextSet *self, const char *text, gsize length,
                     guint32 *number, GError **error)
{
  guint32 hash = hash_text (text, length);
  Slot *slot = self->n > 0 ? find_slot (self, hash, text, length) : NULL;

  if (slot != NULL && slot->number != LIMEN_TEXT_NONE)
    {
      *number = slot->number;
      return TRUE;
    }
  if (self->n >= MAX_TEXTS)
    return fail_full (self, error);
  if (!make_room (self, length, error))
    return FALSE;
  *find_free_slot (self, hash) = (Slot){ self->n, hash };
  memcpy (self->bytes + self->n_bytes, text, length);
  self->n_bytes += length;
  self->ends[self->n] = self->n_bytes;
  *number = self->n++;
  return TRUE;
}

/* The number of a text; LIMEN_TEXT_NONE if it is not in the set. O(length) on
 * average. */
guint32
limen_text_set_find (const LimenTextSet *self, const char *text,
                     gsize length)
{
  return self->n > 0
             ? find_slot (self, hash_text (text, length), text, length)->number
             : LIMEN_TEXT_NONE;
}

/* The text with a number, not NUL-terminated; valid until a text is added. */
const char *
limen_text_set_get (const LimenTextSet *self, guint32 number,
                      gsize *length)
{
  gsize start = number > 0 ? self->ends[number - 1] : 0;

  *length = self->ends[number] - start;
  return self->bytes + start;
}

/* Number of texts. */
guint32
limen_text_set_get_n (const LimenTextSet *self)
{
  return self->n;
}
