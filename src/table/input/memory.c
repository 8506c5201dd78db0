/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "memory.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "big-array.h"
#include "container.h"
#include "process-memory.h"
#include "table-error.h"

/* Less than this is never worth asking about. */
#define ALWAYS_GRANTED (4 * 1024 * 1024)

/* What can still be had, and of how much where something other than the
 * machine says how much that is; 0: nothing does. */
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

/* "12 MB is there", or "12 MB of the 50 MB that a limit allows is there", and
 * what to do; a new string. */
static char *
describe_allowance (void)
{
  Allowance self = find_allowance ();
  g_autofree char *there = g_format_size (self.available);
  g_autofree char *limit = g_format_size (self.limit);

  return self.limit > 0
             ? g_strdup_printf ("%s of the %s that a limit allows is there; "
                                "raise the limit or take a sample of the rows",
                                there, limit)
             : g_strdup_printf ("%s is there; close other programs or take a "
                                "sample of the rows",
                                there);
}

/* Bytes that this process can still take without making the machine swap:
 * what the kernel calls available, or what a limit on the process or its
 * container leaves. Where none is known, a number that refuses nothing. */
static guint64
get_available (void)
{
  return find_allowance ().available;
}

/* The most bytes that this process has had in memory at once; 0: unknown. */
guint64
limen_memory_get_peak (void)
{
  return limen_process_read_kilobytes (LIMEN_PROCESS_STATUS, "\nVmHWM:");
}

/* FALSE with the error that memory has run out where nothing says how much is
 * missing; `purpose` is what it was for, such as "to sort the rows". */
gboolean
limen_memory_fail (const char *path, const char *purpose, GError **error)
{
  g_autofree char *allowance = describe_allowance ();

  return limen_table_fail (error, LIMEN_TABLE_ERROR_MEMORY,
                           "%s: no memory %s; %s", path, purpose, allowance);
}

static gboolean
fail (const char *path, guint64 n_bytes, GError **error)
{
  g_autofree char *need = g_format_size (n_bytes);
  g_autofree char *allowance = describe_allowance ();

  return limen_table_fail (error, LIMEN_TABLE_ERROR_MEMORY,
                           "%s: this file needs about %s of memory, and %s",
                           path, need, allowance);
}

/* Whether n_bytes more can be had; FALSE with an error that names both the
 * need and what is there. */
gboolean
limen_memory_check (const char *path, guint64 n_bytes, GError **error)
{
  return n_bytes < ALWAYS_GRANTED || n_bytes <= get_available ()
         || fail (path, n_bytes, error);
}

/* Makes room for n items in *array, a pointer to any pointer, which has room
 * for n_before. The old array is untouched when that fails, which it does not
 * where it becomes smaller. */
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

/* Moves columns within their block to where they begin with room for n items,
 * in an order in which none is written over before it is moved. */
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

/* The same for several columns, an array of pointers that are NULL as long as
 * n_before is 0. They stand one after the other in one block, so that many
 * short ones fill large pages, too; it is freed as the first of them. */
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
