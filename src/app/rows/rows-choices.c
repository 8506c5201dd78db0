/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rows-choices.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* A way to sort the rows. */
typedef struct
{
  const char *title;
  LimenRowPart part;
  GtkSortType direction;
  LimenRowOrder order;
  gboolean is_backwards;
} Order;

static const Order orders[] = {
  { N_ ("Highest loss first"), LIMEN_ROW_LOSS, GTK_SORT_DESCENDING,
    LIMEN_ROW_ORDER_LOSS, FALSE },
  { N_ ("Lowest loss first"), LIMEN_ROW_LOSS, GTK_SORT_ASCENDING,
    LIMEN_ROW_ORDER_LOSS, TRUE },
  { N_ ("Highest cost first"), LIMEN_ROW_COST, GTK_SORT_DESCENDING,
    LIMEN_ROW_ORDER_COST, FALSE },
  { N_ ("Lowest cost first"), LIMEN_ROW_COST, GTK_SORT_ASCENDING,
    LIMEN_ROW_ORDER_COST, TRUE },
  { N_ ("Highest score first"), LIMEN_ROW_SCORE, GTK_SORT_DESCENDING,
    LIMEN_ROW_ORDER_SCORE, FALSE },
  { N_ ("Lowest score first"), LIMEN_ROW_SCORE, GTK_SORT_ASCENDING,
    LIMEN_ROW_ORDER_SCORE, TRUE },
  { N_ ("Nearest the line first"), LIMEN_ROW_DISTANCE, GTK_SORT_ASCENDING,
    LIMEN_ROW_ORDER_DISTANCE, FALSE },
  { N_ ("Farthest from the line first"), LIMEN_ROW_DISTANCE,
    GTK_SORT_DESCENDING, LIMEN_ROW_ORDER_DISTANCE, TRUE },
  { N_ ("As in the file"), LIMEN_ROW_LINE, GTK_SORT_ASCENDING,
    LIMEN_ROW_ORDER_LINE, FALSE },
  { N_ ("Last line first"), LIMEN_ROW_LINE, GTK_SORT_DESCENDING,
    LIMEN_ROW_ORDER_LINE, TRUE },
};

/* An item of the first drop-down: rows of a cell, or rows near the threshold.
 */
typedef struct
{
  const char *title;
  LimenCell cell;
  gboolean is_near;
} Filter;

static const Filter filters[] = {
  { N_ ("All rows"), LIMEN_CELL_ANY, FALSE },
  { N_ ("True positives"), LIMEN_CELL_TP, FALSE },
  { N_ ("False positives"), LIMEN_CELL_FP, FALSE },
  { N_ ("False negatives"), LIMEN_CELL_FN, FALSE },
  { N_ ("True negatives"), LIMEN_CELL_TN, FALSE },
  { N_ ("Right decisions"), LIMEN_CELL_RIGHT, FALSE },
  { N_ ("Wrong decisions"), LIMEN_CELL_WRONG, FALSE },
  { N_ ("Referred rows"), LIMEN_CELL_REFERRED, FALSE },
  { N_ ("Near the line"), LIMEN_CELL_ANY, TRUE },
};

struct _LimenRowsChoices
{
  GtkDropDown *where, *order;          /* borrowed */
  GArray *shown_filters, *shown_orders; /* guint: offered items */
  guint order_index;                   /* index of the current order */
};

static LimenKind
get_kind (const LimenRowQuery *query)
{
  return limen_threshold_scores_get_numbers (query->scores)->kind;
}

static gboolean
is_reversed (const LimenRowQuery *query)
{
  return limen_threshold_scores_get_numbers (query->scores)->is_reversed;
}

static guint
find_filter (const LimenRowQuery *query)
{
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    if (filters[i].cell == query->where
        && filters[i].is_near == (query->near > 0))
      return i;
  return 0;
}

static gboolean
can_list (const LimenRowQuery *query, const Filter *filter)
{
  gboolean has_line
      = query->class >= 0 && limen_kind_has_thresholds (get_kind (query));

  switch (filter->cell)
    {
    case LIMEN_CELL_ANY:
      return has_line || !filter->is_near;
    case LIMEN_CELL_RIGHT:
    case LIMEN_CELL_WRONG:
      return query->class < 0 && limen_row_query_has_classes (query);
    case LIMEN_CELL_REFERRED:
      return has_line && !isnan (query->refer_from);
    default:
      return query->class >= 0;
    }
}

static gboolean
can_order (const LimenRowQuery *query, const Order *order)
{
  LimenKind kind = get_kind (query);

  switch (order->order)
    {
    case LIMEN_ROW_ORDER_LOSS:
      return limen_row_query_has_losses (query);
    case LIMEN_ROW_ORDER_COST:
      return limen_row_query_has_costs (query);
    case LIMEN_ROW_ORDER_DISTANCE:
      return query->class >= 0 && limen_kind_has_thresholds (kind);
    case LIMEN_ROW_ORDER_SCORE:
      return limen_kind_has_thresholds (kind);
    case LIMEN_ROW_ORDER_LINE:
    default:
      return TRUE;
    }
}

static guint
find (const GArray *list, guint value)
{
  for (guint i = 0; i < list->len; i++)
    if (g_array_index (list, guint, i) == value)
      return i;
  return GTK_INVALID_LIST_POSITION;
}

/* Fills a drop-down with titles and selects one. */
static void
fill_drop_down (GtkDropDown *drop_down, GArray **shown, GArray *fresh,
                const char *const *titles, guint chosen)
{
  if (*shown == NULL || (*shown)->len != fresh->len
      || memcmp ((*shown)->data, fresh->data, fresh->len * sizeof (guint))
             != 0)
    {
      g_autoptr (GtkStringList) list = gtk_string_list_new (titles);

      gtk_drop_down_set_model (drop_down, G_LIST_MODEL (list));
      g_clear_pointer (shown, g_array_unref);
      *shown = g_array_ref (fresh);
    }
  gtk_drop_down_set_selected (drop_down, find (*shown, chosen));
}

static void
fill_filters (LimenRowsChoices *self, const LimenRowQuery *query)
{
  g_autoptr (GArray) fresh = g_array_new (FALSE, FALSE, sizeof (guint));
  const char *titles[G_N_ELEMENTS (filters) + 1] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    if (can_list (query, &filters[i]))
      {
        titles[fresh->len] = _ (filters[i].title);
        g_array_append_val (fresh, i);
      }
  fill_drop_down (self->where, &self->shown_filters, fresh, titles,
                  find_filter (query));
}

static void
fill_orders (LimenRowsChoices *self, const LimenRowQuery *query)
{
  g_autoptr (GArray) fresh = g_array_new (FALSE, FALSE, sizeof (guint));
  const char *titles[G_N_ELEMENTS (orders) + 1] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    if (can_order (query, &orders[i]))
      {
        titles[fresh->len] = _ (orders[i].title);
        g_array_append_val (fresh, i);
      }
  if (find (fresh, self->order_index) == GTK_INVALID_LIST_POSITION)
    self->order_index = g_array_index (fresh, guint, 0);
  fill_drop_down (self->order, &self->shown_orders, fresh, titles,
                  self->order_index);
}

static guint
find_order (LimenRowOrder order, gboolean is_backwards)
{
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    if (orders[i].order == order && orders[i].is_backwards == is_backwards)
      return i;
  return 0;
}

/* The default order: largest losses first; without losses, highest scores
 * first; decisions, which have neither, as in the file. Rows near the
 * threshold are ordered by score. */
static guint
find_first_order (const LimenRowQuery *query)
{
  LimenKind kind = get_kind (query);

  if (!limen_kind_has_thresholds (kind))
    return find_order (LIMEN_ROW_ORDER_LINE, FALSE);
  return query->near > 0 || !limen_row_query_has_losses (query)
             ? find_order (LIMEN_ROW_ORDER_SCORE, FALSE)
             : find_order (LIMEN_ROW_ORDER_LOSS, FALSE);
}

/* Choices in two drop-downs, which must outlive the object. The drop-downs are
 * filled by limen_rows_choices_update(). */
LimenRowsChoices *
limen_rows_choices_new (GtkDropDown *where, GtkDropDown *order)
{
  LimenRowsChoices *self = g_new0 (LimenRowsChoices, 1);

  self->where = where;
  self->order = order;
  return self;
}

/* Frees the choices. NULL is ignored. */
void
limen_rows_choices_free (LimenRowsChoices *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->shown_filters, g_array_unref);
  g_clear_pointer (&self->shown_orders, g_array_unref);
  g_free (self);
}

/* Selects the default order for a query. */
void
limen_rows_choices_start (LimenRowsChoices *self, const LimenRowQuery *query)
{
  self->order_index = find_first_order (query);
}

/* Offers the items that suit a query and selects those that match it. */
void
limen_rows_choices_update (LimenRowsChoices *self, const LimenRowQuery *query)
{
  fill_filters (self, query);
  fill_orders (self, query);
}

/* Sets a query to the rows selected in the drop-down; rows near the threshold
 * are then ordered by score. FALSE if nothing is selected. */
gboolean
limen_rows_choices_take_filter (LimenRowsChoices *self, LimenRowQuery *query)
{
  guint place = gtk_drop_down_get_selected (self->where);
  const Filter *filter;

  if (place >= self->shown_filters->len)
    return FALSE;
  filter = &filters[g_array_index (self->shown_filters, guint, place)];
  query->where = filter->cell;
  query->near = filter->is_near ? LIMEN_ROWS_NEAR : 0;
  if (filter->is_near)
    self->order_index = find_order (LIMEN_ROW_ORDER_SCORE, FALSE);
  return TRUE;
}

/* Takes the order selected in the drop-down; FALSE if nothing is selected. */
gboolean
limen_rows_choices_take_order (LimenRowsChoices *self)
{
  guint place = gtk_drop_down_get_selected (self->order);

  if (place >= self->shown_orders->len)
    return FALSE;
  self->order_index = g_array_index (self->shown_orders, guint, place);
  return TRUE;
}

/* Selects the order by a part in a direction; does nothing if the rows of the
 * query cannot be ordered by the part. */
void
limen_rows_choices_sort (LimenRowsChoices *self, const LimenRowQuery *query,
                         LimenRowPart part, GtkSortType direction)
{
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    if (orders[i].part == part && orders[i].direction == direction
        && can_order (query, &orders[i]))
      self->order_index = i;
}

/* The part that the rows are ordered by; stores the direction of the order. */
LimenRowPart
limen_rows_choices_get_sorting (LimenRowsChoices *self, GtkSortType *direction)
{
  *direction = orders[self->order_index].direction;
  return orders[self->order_index].part;
}

/* Sets the selected order in a query. */
void
limen_rows_choices_apply_order (LimenRowsChoices *self, LimenRowQuery *query)
{
  const Order *order = &orders[self->order_index];

  query->order = order->order;
  query->is_backwards = order->is_backwards;
  /* With reversed scores, the highest internal scores are the lowest of the
   * file. */
  if (order->order == LIMEN_ROW_ORDER_SCORE)
    query->is_backwards ^= is_reversed (query);
}

/* Whether the rows that a query selects can be listed for its class: referred
 * rows, for example, only while there is a grey zone. */
gboolean
limen_rows_choices_can_list (const LimenRowQuery *query)
{
  return can_list (query, &filters[find_filter (query)]);
}

/* The title of the listed rows in the user's language, such as "False
 * negatives"; static. */
const char *
limen_rows_choices_get_title (const LimenRowQuery *query)
{
  return _ (filters[find_filter (query)].title);
}
