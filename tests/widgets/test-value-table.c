#include "value-table.h"

static void
add (LimenValueTable *table, const char *name, const char *value)
{
  limen_value_table_add (table, name, value, NULL);
}

static void
test_rows (void)
{
  LimenValueTable *table = g_object_new (LIMEN_TYPE_VALUE_TABLE, NULL);

  g_object_ref_sink (table);
  gtk_test_accessible_assert_role (table, GTK_ACCESSIBLE_ROLE_TABLE);

  limen_value_table_begin (table);
  add (table, "precision", "0.758");
  add (table, "recall", "0.760");
  add (table, "F1", "0.759");
  limen_value_table_end (table);
  g_assert_cmpuint (limen_value_table_get_n_rows (table), ==, 3);
  g_assert_cmpstr (limen_value_table_get_value (table, "recall"), ==, "0.760");
  g_assert_null (limen_value_table_get_value (table, "nothing"));

  /* A shorter round leaves nothing of the longer one. */
  limen_value_table_begin (table);
  add (table, "recall", "\342\200\224");
  limen_value_table_end (table);
  g_assert_cmpuint (limen_value_table_get_n_rows (table), ==, 1);
  g_assert_cmpstr (limen_value_table_get_value (table, "recall"), ==,
                   "\342\200\224");
  g_assert_null (limen_value_table_get_value (table, "precision"));

  g_assert_finalize_object (table);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/value-table/rows", test_rows);
  return g_test_run ();
}
