#include "memory.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>

#include "table-error.h"

/* Less than this is never worth asking about. */
#define ALWAYS_GRANTED (64 * 1024 * 1024)

/* What the system maps at once, if it is asked to. */
#define HUGE_PAGE ((gsize) 2 << 20)

static guint64
read_kilobytes (const char *path, const char *key)
{
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return 0;
  line = strstr (text, key);
  return line != NULL
             ? 1024 * g_ascii_strtoull (line + strlen (key), NULL, 10)
             : 0;
}

/* Bytes that this process can still take without making the machine swap:
 * what the kernel calls available, or what a limit on the process leaves.
 * Where neither is known, a number that refuses nothing. */
guint64
limen_memory_get_available (void)
{
  guint64 available = read_kilobytes ("/proc/meminfo", "\nMemAvailable:");
  struct rlimit limit;

  if (available == 0)
    available = G_MAXUINT64;
  if (getrlimit (RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
    {
      guint64 used = read_kilobytes ("/proc/self/status", "\nVmSize:");

      available = MIN (available,
                       limit.rlim_cur > used ? limit.rlim_cur - used : 0);
    }
  return available;
}

/* The most bytes that this process has had in memory at once; 0: unknown. */
guint64
limen_memory_get_peak (void)
{
  return read_kilobytes ("/proc/self/status", "\nVmHWM:");
}

/* FALSE with the error that memory has run out where nothing says how much is
 * missing; `purpose` is what it was for, such as "to sort the rows". */
gboolean
limen_memory_fail (const char *path, const char *purpose, GError **error)
{
  g_autofree char *there = g_format_size (limen_memory_get_available ());

  g_set_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_MEMORY,
               "%s: no memory %s, and %s is there; close other programs or "
               "take a sample of the rows",
               path, purpose, there);
  return FALSE;
}

static gboolean
fail (const char *path, guint64 n_bytes, GError **error)
{
  g_autofree char *need = g_format_size (n_bytes);
  g_autofree char *there = g_format_size (limen_memory_get_available ());

  g_set_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_MEMORY,
               "%s: this file needs about %s of memory, and %s is there; "
               "close other programs or take a sample of the rows",
               path, need, there);
  return FALSE;
}

/* Whether n_bytes more can be had; FALSE with an error that names both the
 * need and what is there. */
gboolean
limen_memory_check (const char *path, guint64 n_bytes, GError **error)
{
  return n_bytes < ALWAYS_GRANTED || n_bytes <= limen_memory_get_available ()
         || fail (path, n_bytes, error);
}

/* Of what is large the system is asked for large pages, which take a few hundred
 * times fewer faults to fill. */
static void
ask_for_large_pages (gpointer array, gsize n_bytes)
{
  gsize start = ((gsize) array + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
  gsize end = ((gsize) array + n_bytes) / HUGE_PAGE * HUGE_PAGE;

  if (end > start)
    madvise ((gpointer) start, end - start, MADV_HUGEPAGE);
}

/* Makes room for n items in *array, a pointer to any pointer, which has room
 * for n_before. The old array is untouched when that fails, which it does not
 * where it becomes smaller. */
gboolean
limen_memory_resize (const char *path, gpointer array, gsize n_before, gsize n,
                     gsize item_size, GError **error)
{
  gpointer *place = array;
  gpointer moved = NULL;
  guint64 n_bytes = n <= G_MAXSIZE / item_size ? n * item_size : G_MAXUINT64;

  if (n > n_before
      && !limen_memory_check (path, n_bytes - n_before * item_size, error))
    return FALSE;
  if (n_bytes < G_MAXSIZE)
    moved = g_try_realloc_n (*place, MAX (n, 1), item_size);
  if (moved == NULL)
    return n <= n_before || fail (path, n_bytes, error);
  ask_for_large_pages (moved, n * item_size);
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
