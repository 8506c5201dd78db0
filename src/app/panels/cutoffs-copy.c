/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cutoffs-copy.h"

#include "csv-text.h"
#include "cutoffs-column.h"
#include "text-table.h"

static const LimenCutoffsColumn *
get_column (const GPtrArray *columns, guint k)
{
  return g_ptr_array_index (columns, k);
}

/* A list of LimenCutoff as text in aligned columns (const LimenCutoffsColumn
 * *), below their titles, in the user's language; a new string. */
char *
limen_cutoffs_copy_to_text (const GPtrArray *columns,
                            GListModel *cutoffs)
{
  g_autoptr (LimenTextTable) table = limen_text_table_new ();
  GString *text = g_string_new (NULL);

  for (guint k = 0; k < columns->len; k++)
    limen_text_table_add (table, get_column (columns, k)->title);
  limen_text_table_end_row (table);
  for (guint i = 0; i < g_list_model_get_n_items (cutoffs); i++)
    {
      g_autoptr (LimenCutoff) cutoff = g_list_model_get_item (cutoffs, i);

      for (guint k = 0; k < columns->len; k++)
        {
          g_autofree char *cell
              = limen_cutoffs_column_format (get_column (columns, k), cutoff);

          limen_text_table_add (table, cell != NULL ? cell : "");
        }
      limen_text_table_end_row (table);
    }
  limen_text_table_append_to (table, text);
  return g_string_free (text, FALSE);
}

/* A list of LimenCutoff as CSV with these columns (const LimenCutoffsColumn
 * *), in English, numbers with full precision; a new string. */
char *
limen_cutoffs_copy_to_csv (const GPtrArray *columns,
                            GListModel *cutoffs)
{
  GString *text = g_string_new (NULL);

  for (guint k = 0; k < columns->len; k++)
    limen_cutoffs_column_append_heading (text, get_column (columns, k));
  limen_csv_end_line (text);
  for (guint i = 0; i < g_list_model_get_n_items (cutoffs); i++)
    {
      g_autoptr (LimenCutoff) cutoff = g_list_model_get_item (cutoffs, i);

      for (guint k = 0; k < columns->len; k++)
        limen_cutoffs_column_append_csv (text, get_column (columns, k),
                                         cutoff);
      limen_csv_end_line (text);
    }
  return g_string_free (text, FALSE);
}
