/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-heads.h"

#include <glib/gi18n.h>

/* Adds a line that names the two columns of values: of the file, and of its
 * test data. `has_interval_column`: intervals stand between them. */
void
limen_test_heads_add (LimenValueTable *table, gboolean has_interval_column)
{
  limen_value_table_add_interval (table, "",
                                  /* Translators: heads a column: the values
                                   * of the file that the threshold is tuned
                                   * on. */
                                  C_ ("column", "tuning"),
                                  has_interval_column ? "" : NULL, NULL);
  limen_value_table_add_test (table,
                              /* Translators: heads a column: the values of
                               * test data. */
                              C_ ("column", "test"));
}
