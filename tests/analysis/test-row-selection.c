/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "row-selection.h"

#include <stdlib.h>

#include "support.h"

typedef struct
{
  guint64 key;
  guint32 row;
} Row;

static int
compare_rows (const void *a, const void *b)
{
  const Row *first = a, *second = b;

  if (first->key != second->key)
    return first->key < second->key ? -1 : 1;
  return (first->row > second->row) - (first->row < second->row);
}

static int
compare_places (const void *a, const void *b)
{
  const Row *first = a, *second = b;

  return (first->row > second->row) - (first->row < second->row);
}

/* Draws a key: one of few, so that many are equal, or any. */
static guint64
draw_key (guint64 n_keys)
{
  guint64 key
      = (guint64) g_test_rand_int () << 32 | (guint32) g_test_rand_int ();

  return n_keys > 0 ? (key % n_keys) * (G_MAXUINT64 / n_keys) : key;
}

static Row *
draw_rows (gsize n, guint64 n_keys, int order)
{
  Row *rows = g_new (Row, n + 1);

  for (gsize i = 0; i < n; i++)
    rows[i] = (Row){ draw_key (n_keys), (guint32) i };
  if (order != 0)
    qsort (rows, n, sizeof *rows, compare_rows);
  for (gsize i = 0; i < n / 2 && order < 0; i++)
    {
      guint64 key = rows[i].key;

      rows[i].key = rows[n - 1 - i].key;
      rows[n - 1 - i].key = key;
    }
  for (gsize i = 0; i < n; i++)
    rows[i].row = (guint32) i;
  return rows;
}

/* Adds all rows that are wanted, some at a time. */
static void
add_rows (LimenRowSelection *selection, const Row *rows, gsize n,
          int max_at_once)
{
  g_autofree guint32 *numbers = g_new (guint32, (gsize) max_at_once);
  g_autofree guint64 *keys = g_new (guint64, (gsize) max_at_once);

  for (gsize i = 0; i < n;)
    {
      gsize n_left = (gsize) g_test_rand_int_range (0, max_at_once + 1);
      gsize n_wanted = 0;

      for (; n_left > 0 && i < n; n_left--, i++)
        if (limen_row_selection_wants (selection, rows[i].key))
          {
            numbers[n_wanted] = rows[i].row;
            keys[n_wanted++] = rows[i].key;
          }
      g_assert_true (
          limen_row_selection_add (selection, numbers, keys, n_wanted, NULL));
    }
}

/* The selection is that of a stable sort, and in the order of the rows. */
static void
check (gsize n, gsize top, guint64 n_keys, int order)
{
  LimenRowSelection selection = { .path = "rows.csv", .top = top };
  g_autofree Row *rows = draw_rows (n, n_keys, order);
  gsize n_kept = MIN (top, n);

  add_rows (&selection, rows, n, 5000);
  limen_row_selection_finish (&selection);
  g_assert_cmpuint (selection.n, ==, n_kept);
  qsort (rows, n, sizeof *rows, compare_rows);
  qsort (rows, n_kept, sizeof *rows, compare_places);
  for (gsize i = 0; i < n_kept; i++)
    {
      g_assert_cmpuint (selection.rows[i], ==, rows[i].row);
      g_assert_cmpuint (selection.keys[i], ==, rows[i].key);
    }
  limen_row_selection_clear (&selection);
}

static void
test_first (void)
{
  static const gsize tops[] = { 1, 2, 20, 70000, 200000, G_MAXSIZE };
  static const guint64 n_keys[] = { 0, 1, 3, 1000 };

  for (guint i = 0; i < G_N_ELEMENTS (tops); i++)
    for (guint j = 0; j < G_N_ELEMENTS (n_keys); j++)
      for (int order = -1; order <= 1; order++)
        {
          check (200000, tops[i], n_keys[j], order);
          check (3, tops[i], n_keys[j], order);
        }
}

/* The largest key is one of them: rows without a number have it. */
static void
test_largest_key (void)
{
  LimenRowSelection selection = { .path = "rows.csv", .top = 2 };
  static const guint32 rows[] = { 5, 6, 7 };
  static const guint64 keys[] = { G_MAXUINT64, G_MAXUINT64, G_MAXUINT64 };

  g_assert_true (limen_row_selection_add (&selection, rows, keys, 3, NULL));
  limen_row_selection_finish (&selection);
  g_assert_cmpuint (selection.n, ==, 2);
  g_assert_cmpuint (selection.rows[1], ==, 6);
  limen_row_selection_clear (&selection);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/row-selection/first", test_first);
  g_test_add_func ("/row-selection/largest-key", test_largest_key);
  return g_test_run ();
}
