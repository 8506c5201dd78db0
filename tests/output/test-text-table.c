/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text-table.h"

#include "support.h"

/* Columns are as wide as their texts on a terminal: letters of several bytes
 * count once, wide ones twice, and combining accents not at all. */
static void
test_widths (void)
{
  static const char *const rows[][2] = {
    { "F1", "1" },
    { "\303\204\303\226\303\234", "12" },
    { "\346\227\245\346\234\254", "\342\200\224" },
    { "e\314\201", "" },
  };
  g_autoptr (LimenTextTable) table = limen_text_table_new ();
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      limen_text_table_add (table, rows[i][0]);
      limen_text_table_add (table, rows[i][1]);
      limen_text_table_end_row (table);
    }
  limen_text_table_append_to (table, out);
  g_assert_cmpstr (out->str, ==,
                   "  F1     1\n"
                   "  \303\204\303\226\303\234   12\n"
                   "  \346\227\245\346\234\254   \342\200\224\n"
                   "  e\314\201\n");
}

/* Rows of another table widen the columns, and may have more of them. */
static void
test_add_rows (void)
{
  g_autoptr (LimenTextTable) table = limen_text_table_new ();
  g_autoptr (LimenTextTable) other = limen_text_table_new ();
  g_autoptr (LimenTextTable) empty = limen_text_table_new ();
  g_autoptr (GString) out = g_string_new (NULL);

  limen_text_table_add (table, "a");
  limen_text_table_add (table, "1234");
  limen_text_table_end_row (table);
  limen_text_table_add (other, "long");
  limen_text_table_add (other, "1");
  limen_text_table_add (other, "22");
  limen_text_table_end_row (other);
  limen_text_table_add_rows (table, other);
  limen_text_table_add_rows (table, empty);
  limen_text_table_add (table, "b");
  limen_text_table_end_row (table);
  limen_text_table_append_to (table, out);
  g_assert_cmpstr (out->str, ==,
                   "  a     1234\n"
                   "  long     1  22\n"
                   "  b\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-table/widths", test_widths);
  g_test_add_func ("/text-table/add-rows", test_add_rows);
  return g_test_run ();
}
