/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "row-item.h"

#include <glib/gi18n.h>
#include <math.h>

#include "screen-format.h"

struct _LimenRowItem
{
  GObject parent_instance;

  LimenDataset *dataset; /* owns the texts, directly or through its scores */
  LimenThresholdScores *scores;
  LimenFoundRow row;
  const char *label, *decision;
  double score, distance; /* in the units of the file */
  GStrv fields;           /* NULL until read */
  gboolean is_wanted;
};

enum
{
  CHANGED,
  WANTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimenRowItem, limen_row_item, G_TYPE_OBJECT)

static void
limen_row_item_finalize (GObject *object)
{
  LimenRowItem *self = LIMEN_ROW_ITEM (object);

  limen_threshold_scores_unref (self->scores);
  limen_dataset_unref (self->dataset);
  g_strfreev (self->fields);
  G_OBJECT_CLASS (limen_row_item_parent_class)->finalize (object);
}

static void
limen_row_item_class_init (LimenRowItemClass *klass)
{
  static const char *const names[N_SIGNALS] = { "changed", "wanted" };

  G_OBJECT_CLASS (klass)->finalize = limen_row_item_finalize;
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], LIMEN_TYPE_ROW_ITEM,
                               G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
}

static void
limen_row_item_init (LimenRowItem *self)
{
}

/* Evaluates the row by the query: decision, loss, cost and texts. */
static void
evaluate (LimenRowItem *self, const LimenRowQuery *query, gsize row)
{
  limen_threshold_scores_ref (query->scores);
  g_clear_pointer (&self->scores, limen_threshold_scores_unref);
  self->scores = query->scores;
  self->row = limen_rows_get (query, row);
  self->label = limen_rows_get_label_title (query, row);
  self->decision = limen_rows_get_decision_title (query, &self->row);
  self->score = limen_rows_get_score (query, &self->row);
  self->distance = fabs (limen_rows_get_distance (query, &self->row));
}

/* The item of a row as seen by a query; holds a reference to the dataset. */
LimenRowItem *
limen_row_item_new (const LimenRowQuery *query, gsize row)
{
  LimenRowItem *self = g_object_new (LIMEN_TYPE_ROW_ITEM, NULL);

  self->dataset = limen_dataset_ref (
      limen_threshold_scores_get_dataset (query->scores));
  evaluate (self, query, row);
  return self;
}

/* Updates the item to another query on the same dataset. */
void
limen_row_item_update (LimenRowItem *self, const LimenRowQuery *query)
{
  g_return_if_fail (LIMEN_IS_ROW_ITEM (self));

  evaluate (self, query, self->row.row);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Sets the fields and takes ownership of them; NULL if the request was
 * dropped: the next use of a field then emits `wanted` again. */
void
limen_row_item_set_fields (LimenRowItem *self, GStrv fields)
{
  g_return_if_fail (LIMEN_IS_ROW_ITEM (self));

  g_strfreev (self->fields);
  self->fields = fields;
  self->is_wanted = FALSE;
  if (fields != NULL)
    g_signal_emit (self, signals[CHANGED], 0);
}

/* The index of the row in the dataset, from 0. */
gsize
limen_row_item_get_row (LimenRowItem *self)
{
  g_return_val_if_fail (LIMEN_IS_ROW_ITEM (self), 0);

  return self->row.row;
}

static char *
format_field (LimenRowItem *self, guint field)
{
  if (self->fields == NULL && !self->is_wanted)
    {
      self->is_wanted = TRUE;
      g_signal_emit (self, signals[WANTED], 0);
    }
  return g_strdup (self->fields != NULL && field < g_strv_length (self->fields)
                       ? self->fields[field]
                       : "");
}

static const char *
get_cell_title (LimenCell cell)
{
  static const char *const titles[] = { "",
                                        N_ ("true positive"),
                                        N_ ("false positive"),
                                        N_ ("false negative"),
                                        N_ ("true negative"),
                                        N_ ("right"),
                                        N_ ("wrong"),
                                        N_ ("referred") };

  return *titles[cell] != '\0' ? _ (titles[cell]) : "";
}

/* The text of a part or a field; "" while the field has not been read. A new
 * string. */
char *
limen_row_item_format (LimenRowItem *self, guint part)
{
  g_return_val_if_fail (LIMEN_IS_ROW_ITEM (self), NULL);

  switch (part)
    {
    case LIMEN_ROW_LINE:
      return limen_screen_format_count ((double) limen_dataset_find_line (
          self->dataset, self->row.row, NULL));
    case LIMEN_ROW_LABEL:
      return g_strdup (self->label);
    case LIMEN_ROW_DECISION:
      return g_strdup (self->decision);
    case LIMEN_ROW_SCORE:
      return limen_screen_format_exact (self->score);
    case LIMEN_ROW_LOSS:
      return limen_screen_format_value (self->row.loss, 4);
    case LIMEN_ROW_COST:
      return limen_screen_format_exact (self->row.cost);
    case LIMEN_ROW_DISTANCE:
      return limen_screen_format_value (self->distance, 6);
    case LIMEN_ROW_CELL:
      return g_strdup (get_cell_title (self->row.cell));
    default:
      return format_field (self, part - LIMEN_ROW_FIRST_FIELD);
    }
}

/* A phrase that identifies the row for a screen reader. A new string. */
char *
limen_row_item_describe (LimenRowItem *self)
{
  g_autofree char *line = NULL, *score = NULL, *loss = NULL;

  g_return_val_if_fail (LIMEN_IS_ROW_ITEM (self), NULL);

  line = limen_row_item_format (self, LIMEN_ROW_LINE);
  score = limen_row_item_format (self, LIMEN_ROW_SCORE);
  loss = limen_row_item_format (self, LIMEN_ROW_LOSS);
  if (*self->label == '\0')
    return g_strdup_printf (_ ("line %s, score %s, loss %s"), line, score,
                            loss);
  /* Translators: the number of a line, a label, a decision and a score. */
  return g_strdup_printf (_ ("line %s, %s, decided %s, score %s"), line,
                          self->label, self->decision, score);
}
