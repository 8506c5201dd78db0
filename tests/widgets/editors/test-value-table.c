/* SPDX-License-Identifier: GPL-3.0-or-later */
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

  /* A shorter round removes the rest of a longer one. */
  limen_value_table_begin (table);
  add (table, "recall", "\342\200\224");
  limen_value_table_end (table);
  g_assert_cmpuint (limen_value_table_get_n_rows (table), ==, 1);
  g_assert_cmpstr (limen_value_table_get_value (table, "recall"), ==,
                   "\342\200\224");
  g_assert_null (limen_value_table_get_value (table, "precision"));

  g_assert_finalize_object (table);
}

static int
measure (LimenValueTable *table)
{
  int minimum;

  gtk_widget_measure (GTK_WIDGET (table), GTK_ORIENTATION_HORIZONTAL, -1,
                      &minimum, NULL, NULL, NULL);
  return minimum;
}

static int
measure_value (LimenValueTable *table, const char *value)
{
  limen_value_table_begin (table);
  add (table, "MCC", value);
  limen_value_table_end (table);
  return measure (table);
}

/* Names and numbers are never ellipsized, texts from a file may be; reserved
 * room keeps widths constant. */
static void
test_widths (void)
{
  LimenValueTable *table
      = g_object_new (LIMEN_TYPE_VALUE_TABLE, "value-chars", 6, NULL);
  int width;

  g_object_ref_sink (table);
  width = measure_value (table, "0.7");
  g_assert_cmpint (measure_value (table, "\342\210\2220.758"), ==, width);
  g_assert_cmpint (measure_value (table, "\342\210\2221,234,567.758"), >,
                   width);

  limen_value_table_begin (table);
  limen_value_table_add_text (table, "score column", "probability");
  limen_value_table_end (table);
  width = measure (table);
  limen_value_table_begin (table);
  limen_value_table_add_text (table, "score column",
                              "probability_of_the_positive_class");
  limen_value_table_end (table);
  g_assert_cmpint (measure (table), <, 2 * width);
  g_assert_finalize_object (table);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/value-table/rows", test_rows);
  g_test_add_func ("/value-table/widths", test_widths);
  return g_test_run ();
}
