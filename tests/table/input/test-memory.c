/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "memory.h"
#include "table-error.h"

#define N_COLUMNS 5

static guint32
get_value (gsize column, gsize row)
{
  return (guint32) (1000003 * column + row);
}

/* Columns keep their first items when they grow and shrink. */
static void
test_columns (void)
{
  guint32 *columns[N_COLUMNS] = { NULL };
  gsize n_before = 0, n_filled = 0;

  for (guint i = 0; i < 200; i++)
    {
      gsize n = (gsize) g_test_rand_int_range (0, 2000);
      g_autoptr (GError) error = NULL;

      g_assert_true (limen_memory_resize_columns (
          "rows.csv", columns, N_COLUMNS, n_before, n, sizeof (guint32),
          &error));
      g_assert_no_error (error);
      n_filled = MIN (n_filled, n);
      for (gsize k = 0; k < N_COLUMNS; k++)
        {
          for (gsize row = 0; row < n_filled; row++)
            g_assert_cmpuint (columns[k][row], ==, get_value (k, row));
          for (gsize row = n_filled; row < n; row++)
            columns[k][row] = get_value (k, row);
        }
      n_before = n_filled = n;
    }
  g_free (columns[0]);
}

/* A failed allocation is an error that leaves the old array unchanged. */
static void
test_failed_allocation (void)
{
  guint32 *columns[N_COLUMNS] = { NULL };
  const gsize sizes[] = { G_MAXSIZE / 8, G_MAXSIZE / 64 };

  g_assert_true (limen_memory_resize_columns ("rows.csv", columns, N_COLUMNS,
                                              0, 3, sizeof (guint32), NULL));
  for (gsize k = 0; k < N_COLUMNS; k++)
    for (gsize row = 0; row < 3; row++)
      columns[k][row] = get_value (k, row);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (limen_memory_resize_columns (
          "rows.csv", columns, N_COLUMNS, 3, sizes[i], sizeof (guint32),
          &error));
      g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_MEMORY);
    }
  for (gsize k = 0; k < N_COLUMNS; k++)
    for (gsize row = 0; row < 3; row++)
      g_assert_cmpuint (columns[k][row], ==, get_value (k, row));
  g_free (columns[0]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/memory/columns", test_columns);
  g_test_add_func ("/memory/failed-allocation", test_failed_allocation);
  return g_test_run ();
}
