/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "row-columns-choice.h"

#include <string.h>

#include "row-columns-memory.h"

/* Maximum number of fields of the file that are shown by default. */
#define MAX_FIRST_FIELDS 24

/* Stores which parts, other than fields, are shown by default: those that have
 * values for the rows of a query. */
static void
offer_parts (const LimenRowQuery *query, gboolean *is_offered)
{
  gboolean has_scores = limen_kind_has_thresholds (
      limen_threshold_scores_get_numbers (query->scores)->kind);
  const gboolean is_worth[LIMEN_ROW_FIRST_FIELD] = {
    [LIMEN_ROW_LINE] = TRUE,
    [LIMEN_ROW_LABEL] = limen_row_query_has_classes (query),
    [LIMEN_ROW_DECISION] = limen_row_query_has_classes (query),
    [LIMEN_ROW_SCORE] = has_scores,
    [LIMEN_ROW_LOSS] = has_scores && limen_row_query_has_losses (query),
    [LIMEN_ROW_COST] = limen_row_query_has_costs (query),
    [LIMEN_ROW_DISTANCE] = query->near > 0,
  };

  memcpy (is_offered, is_worth, sizeof is_worth);
}

/* The offered parts, followed by fields of the file. */
static GArray *
list_first_parts (const LimenRowQuery *query, const gboolean *is_offered)
{
  LimenDataset *dataset
      = limen_threshold_scores_get_dataset (query->scores);
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (int));
  int n = LIMEN_ROW_FIRST_FIELD
          + (int) MIN (limen_dataset_get_n_fields (dataset),
                       MAX_FIRST_FIELDS);

  for (int i = 0; i < n; i++)
    if (i >= LIMEN_ROW_FIRST_FIELD || is_offered[i])
      g_array_append_val (parts, i);
  return parts;
}

/* Shows the columns that the user chose before, remembered with `owner`; else
 * the default columns for the query. */
void
limen_row_columns_choice_start (LimenRowColumns *columns,
                                LimenColumnChooser *chooser, GObject *owner,
                                const LimenRowQuery *query)
{
  g_autoptr (GPtrArray) titles = limen_row_columns_list_titles (columns);
  gboolean is_offered[LIMEN_ROW_FIRST_FIELD];
  g_autoptr (GArray) parts = NULL;

  offer_parts (query, is_offered);
  parts = limen_row_columns_memory_recall (owner, titles, is_offered);
  if (parts == NULL)
    parts = list_first_parts (query, is_offered);
  limen_column_chooser_set_names (chooser, titles);
  limen_column_chooser_set_chosen (chooser, parts);
  limen_row_columns_show (columns, parts);
}

/* Remembers the user's choice with `owner`. */
void
limen_row_columns_choice_keep (LimenRowColumns *columns,
                               LimenColumnChooser *chooser, GObject *owner,
                               const LimenRowQuery *query)
{
  g_autoptr (GPtrArray) titles = limen_row_columns_list_titles (columns);
  gboolean is_offered[LIMEN_ROW_FIRST_FIELD];

  offer_parts (query, is_offered);
  limen_row_columns_memory_keep (owner, titles, is_offered,
                                 limen_column_chooser_get_chosen (chooser));
}

/* Shows the column of a part that has values now, at its default place, unless
 * it is shown already. */
void
limen_row_columns_choice_add (LimenRowColumns *columns,
                              LimenColumnChooser *chooser, LimenRowPart part)
{
  GArray *chosen = limen_column_chooser_get_chosen (chooser);
  g_autoptr (GArray) parts = NULL;
  guint place = 0;
  int value = part;

  if (limen_row_columns_shows (columns, part))
    return;
  parts = g_array_copy (chosen);
  while (place < parts->len && g_array_index (parts, int, place) < value)
    place++;
  g_array_insert_val (parts, place, value);
  limen_column_chooser_set_chosen (chooser, parts);
  limen_row_columns_show (columns, parts);
}
