/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "name-table.h"

#include <string.h>

#include "labels.h"

/* Upper bound on the number of names: no task has more classes. */
#define MAX_ENTRIES 4096
/* Names of one byte have a direct table. */
#define N_BYTES 256

typedef struct
{
  GBytes *text; /* NULL if the slot is free */
  guint16 number;
} Entry;

struct _LimenNameTable
{
  guint n;
  gsize n_places; /* power of two, at least 2n */
  Entry *places;
  guint16 bytes[N_BYTES];
};

static void
clear (gpointer data)
{
  LimenNameTable *self = data;

  for (gsize i = 0; i < self->n_places; i++)
    g_clear_pointer (&self->places[i].text, g_bytes_unref);
  g_free (self->places);
}

static LimenNameTable *
new_sized (gsize n_places)
{
  LimenNameTable *self = g_atomic_rc_box_new0 (LimenNameTable);

  self->n_places = n_places;
  self->places = g_new0 (Entry, n_places);
  for (guint i = 0; i < N_BYTES; i++)
    self->bytes[i] = LIMEN_LABEL_NONE;
  return self;
}

/* Creates an empty table. */
LimenNameTable *
limen_name_table_new (void)
{
  return new_sized (16);
}

/* Adds a reference; safe from any thread. */
LimenNameTable *
limen_name_table_ref (LimenNameTable *self)
{
  return g_atomic_rc_box_acquire (self);
}

/* Releases a reference; frees the table with the last one. NULL is ignored. */
void
limen_name_table_unref (LimenNameTable *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear);
}

/* The slot of a text, or the free slot where it would go (FNV-1a hash, linear
 * probing). */
static Entry *
find_place (const LimenNameTable *self, const char *text, gsize length)
{
  guint32 hash = 2166136261u;

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guchar) text[i]) * 16777619u;
  for (gsize place = hash;; place++)
    {
      Entry *found = &self->places[place & (self->n_places - 1)];
      gsize found_length;
      const char *found_text;

      if (found->text == NULL)
        return found;
      found_text = g_bytes_get_data (found->text, &found_length);
      if (found_length == length && memcmp (found_text, text, length) == 0)
        return found;
    }
}

static void
insert (LimenNameTable *self, GBytes *bytes, guint16 number)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  Entry *place = find_place (self, text, length);

  place->text = g_bytes_ref (bytes);
  place->number = number;
  self->n++;
  if (length == 1)
    self->bytes[(guchar) *text] = number;
}

/* A copy with twice as many slots. */
static LimenNameTable *
grow (const LimenNameTable *self)
{
  LimenNameTable *more = new_sized (2 * self->n_places);

  for (gsize i = 0; i < self->n_places; i++)
    if (self->places[i].text != NULL)
      insert (more, self->places[i].text, self->places[i].number);
  return more;
}

static LimenNameTable *
copy (const LimenNameTable *self)
{
  LimenNameTable *same = new_sized (self->n_places);

  same->n = self->n;
  memcpy (same->places, self->places, self->n_places * sizeof *self->places);
  memcpy (same->bytes, self->bytes, sizeof self->bytes);
  for (gsize i = 0; i < self->n_places; i++)
    if (same->places[i].text != NULL)
      g_bytes_ref (same->places[i].text);
  return same;
}

static gboolean
can_learn (const LimenNameTable *self, const char *text, gsize length)
{
  return self->n < MAX_ENTRIES && length > 0
         && memchr (text, '"', length) == NULL
         && memchr (text, '\r', length) == NULL
         && memchr (text, '\n', length) == NULL
         && limen_name_table_find (self, text, length) == LIMEN_LABEL_NONE;
}

/* Returns a table with one name more; takes the caller's reference and returns
 * a new one. Returns `self` if the name exists, is empty, exceeds the limit,
 * or contains quotes or line ends: such bytes may mean something else in an
 * unquoted field. */
LimenNameTable *
limen_name_table_add (LimenNameTable *self, const char *text, gsize length,
                      guint16 number)
{
  g_autoptr (GBytes) bytes = NULL;
  LimenNameTable *more;

  if (!can_learn (self, text, length))
    return self;
  bytes = g_bytes_new (text, length);
  more = 2 * self->n + 2 > self->n_places ? grow (self) : copy (self);
  insert (more, bytes, number);
  limen_name_table_unref (self);
  return more;
}

/* The table of one-byte names: 256 indices, LIMEN_LABEL_NONE where there is no
 * name; owned by the name table. */
const guint16 *
limen_name_table_get_bytes (const LimenNameTable *self)
{
  return self->bytes;
}

/* The index of a name, compared byte by byte; LIMEN_LABEL_NONE if unknown. */
guint16
limen_name_table_find (const LimenNameTable *self, const char *text,
                       gsize length)
{
  const Entry *place;

  if (length == 1)
    return self->bytes[(guchar) *text];
  place = find_place (self, text, length);
  return place->text != NULL ? place->number : LIMEN_LABEL_NONE;
}
