/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "memory.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "big-array.h"
#include "container.h"
#include "message.h"
#include "process-memory.h"
#include "table-error.h"

/* Requests below this size are granted without a check. */
#define ALWAYS_GRANTED (4 * 1024 * 1024)

/* Bytes that are still available, and the limit on the process or its
 * container that determines them; the limit is 0 if it is the machine's
 * memory. */
typedef struct
{
  guint64 available, limit;
} Allowance;

static void
restrict_to (Allowance *self, guint64 limit, guint64 available)
{
  if (available < self->available)
    *self = (Allowance){ available, limit };
}

static void
restrict_to_resource (Allowance *self, int resource, const char *key)
{
  struct rlimit limit;
  guint64 used;

  if (getrlimit (resource, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
    return;
  used = limen_process_read_kilobytes (LIMEN_PROCESS_STATUS, key);
  restrict_to (self, limit.rlim_cur,
               limit.rlim_cur > used ? limit.rlim_cur - used : 0);
}

static Allowance
find_allowance (void)
{
  LimenContainerMemory container = limen_container_get_memory ("");
  Allowance self
      = { limen_process_read_kilobytes ("/proc/meminfo", "\nMemAvailable:"), 0 };

  if (self.available == 0)
    self.available = G_MAXUINT64;
  if (container.limit < G_MAXUINT64)
    restrict_to (&self, container.limit, container.available);
  restrict_to_resource (&self, RLIMIT_AS, "\nVmSize:");
  restrict_to_resource (&self, RLIMIT_DATA, "\nVmData:");
  return self;
}

/* Bytes that this process can allocate without swapping: what the kernel calls
 * available, or what a limit on the process or its container leaves.
 * G_MAXUINT64 if unknown. */
static guint64
get_available (void)
{
  return find_allowance ().available;
}

/* Peak resident memory of this process, in bytes; 0 if unknown. */
guint64
limen_memory_get_peak (void)
{
  return limen_process_read_kilobytes (LIMEN_PROCESS_STATUS, "\nVmHWM:");
}

/* Sets the error for a failed allocation of unknown size; returns FALSE.
 * `purpose` says what it was for, such as "to sort the rows": English, with a
 * translation. */
gboolean
limen_memory_fail (const char *path, const char *purpose, GError **error)
{
  Allowance self = find_allowance ();
  g_autofree char *there = g_format_size (self.available);
  g_autofree char *limit = g_format_size (self.limit);

  if (self.limit > 0)
    return limen_table_fail (
        error, LIMEN_TABLE_ERROR_MEMORY,
        /* Translators: file, purpose such as "to sort its rows", two sizes */
        "%s: not enough memory %s; %s of the %s that a memory limit allows is "
        "available; raise the limit or take a sample of the rows",
        path, limen_message_word (purpose), there, limit);
  return limen_table_fail (
      error, LIMEN_TABLE_ERROR_MEMORY,
      /* Translators: file, purpose such as "to sort its rows", size */
      "%s: not enough memory %s; %s is available; close other programs or "
      "take a sample of the rows",
      path, limen_message_word (purpose), there);
}

static gboolean
fail (const char *path, guint64 n_bytes, GError **error)
{
  Allowance self = find_allowance ();
  g_autofree char *need = g_format_size (n_bytes);
  g_autofree char *there = g_format_size (self.available);
  g_autofree char *limit = g_format_size (self.limit);

  if (self.limit > 0)
    return limen_table_fail (
        error, LIMEN_TABLE_ERROR_MEMORY,
        "%s: this file needs about %s of memory, and %s of the %s that a "
        "memory limit allows is available; raise the limit or take a sample "
        "of the rows",
        path, need, there, limit);
  return limen_table_fail (
      error, LIMEN_TABLE_ERROR_MEMORY,
      "%s: this file needs about %s of memory, and %s is available; close "
      "other programs or take a sample of the rows",
      path, need, there);
}

/* FALSE with an error, which names the need and what is available, unless
 * n_bytes more can be allocated. */
gboolean
limen_memory_check (const char *path, guint64 n_bytes, GError **error)
{
  return n_bytes < ALWAYS_GRANTED || n_bytes <= get_available ()
         || fail (path, n_bytes, error);
}

/* Resizes *array, the address of a pointer of any type, from n_before to n
 * items. FALSE with an error, and the old array untouched, if it cannot grow;
 * shrinking always succeeds. */
gboolean
limen_memory_resize (const char *path, gpointer array, gsize n_before, gsize n,
                     gsize item_size, GError **error)
{
  gpointer *place = array;
  gpointer moved;
  guint64 n_bytes = n <= G_MAXSIZE / item_size ? n * item_size : G_MAXUINT64;

  if (n > n_before
      && !limen_memory_check (path, n_bytes - n_before * item_size, error))
    return FALSE;
  moved = limen_big_array_resize (*place, n, item_size);
  if (moved == NULL)
    return n <= n_before || fail (path, n_bytes, error);
  *place = moved;
  return TRUE;
}

/* Moves columns within their block to their positions with room for n items
 * each, in an order in which none is overwritten. */
static void
move_columns (char *block, gsize n_columns, gsize n_before, gsize n,
              gsize item_size)
{
  gsize n_bytes = MIN (n_before, n) * item_size;

  for (gsize i = 1; i < n_columns; i++)
    {
      gsize k = n < n_before ? i : n_columns - i;

      memmove (block + k * n * item_size, block + k * n_before * item_size,
               n_bytes);
    }
}

/* As limen_memory_resize(), for an array of pointers to columns, which are
 * NULL if n_before is 0. All columns are in one block, so that many short ones
 * fill large pages; free it by the first pointer. */
gboolean
limen_memory_resize_columns (const char *path, gpointer columns,
                             gsize n_columns, gsize n_before, gsize n,
                             gsize item_size, GError **error)
{
  gpointer *places = columns;
  gsize row_size = n_columns * item_size;

  if (n < n_before)
    move_columns (places[0], n_columns, n_before, n, item_size);
  if (!limen_memory_resize (path, places, n_before, n, row_size, error))
    return FALSE;
  if (n > n_before)
    move_columns (places[0], n_columns, n_before, n, item_size);
  for (gsize k = 1; k < n_columns; k++)
    places[k] = (char *) places[0] + k * n * item_size;
  return TRUE;
}
