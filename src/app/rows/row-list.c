/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "row-list.h"

#include "job.h"

/* Maximum number of rows that wait for their fields: more than a view shows at
 * a time. Beyond it the oldest requests are dropped. */
#define MAX_WANTED 512

struct _LimenRowList
{
  GObject parent_instance;

  LimenRowQuery *query; /* NULL before the first query */
  GBytes *rows;         /* guint32 */
  GHashTable *items;    /* living items by row; not owned */
  GQueue wanted;        /* LimenRowItem, the latest request first */
  gboolean is_reading;
  GCancellable *work;
};

enum
{
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LimenRowList, limen_row_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      list_model_init))

/* A batch of rows whose fields a thread reads. */
typedef struct
{
  LimenDataset *dataset;
  GPtrArray *items; /* LimenRowItem, accessed only by the main thread */
  gsize *rows;
} Reading;

static void
reading_free (Reading *reading)
{
  limen_dataset_unref (reading->dataset);
  g_ptr_array_unref (reading->items);
  g_free (reading->rows);
  g_free (reading);
}

static void
read_fields (GTask *task, gpointer source, gpointer data,
             GCancellable *cancellable)
{
  const Reading *reading = data;
  GError *error = NULL;
  GPtrArray *fields = limen_dataset_read_fields (
      reading->dataset, reading->rows, reading->items->len, cancellable,
      &error);

  if (fields != NULL)
    g_task_return_pointer (task, fields, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void start_reading (LimenRowList *self);

/* Delivers the fields. After an error, items stay without fields and are not
 * tried again, since that would fail again. */
static void
fields_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  LimenRowList *self = LIMEN_ROW_LIST (source);
  Reading *reading = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) fields
      = g_task_propagate_pointer (G_TASK (result), &error);

  self->is_reading = FALSE;
  for (guint i = 0; fields != NULL && i < fields->len; i++)
    limen_row_item_set_fields (reading->items->pdata[i],
                               g_steal_pointer (&fields->pdata[i]));
  if (error != NULL
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[FAILED], 0, error);
  start_reading (self);
}

/* Reads the fields of all waiting items. Only one thread runs at a time. */
static void
start_reading (LimenRowList *self)
{
  Reading *reading;
  LimenRowItem *item;

  if (self->is_reading || self->wanted.length == 0
      || g_cancellable_is_cancelled (self->work))
    return;
  self->is_reading = TRUE;
  reading = g_new0 (Reading, 1);
  reading->dataset = limen_dataset_ref (
      limen_threshold_scores_get_dataset (self->query->scores));
  reading->items = g_ptr_array_new_with_free_func (g_object_unref);
  reading->rows = g_new (gsize, self->wanted.length);
  while ((item = g_queue_pop_head (&self->wanted)) != NULL)
    {
      reading->rows[reading->items->len] = limen_row_item_get_row (item);
      g_ptr_array_add (reading->items, item);
    }
  limen_job_start (reading, (GDestroyNotify) reading_free, read_fields,
                   self->work, self, fields_read_cb, NULL);
}

static gboolean
start_reading_cb (gpointer self)
{
  start_reading (self);
  return G_SOURCE_REMOVE;
}

/* Queues an item. The view asks row by row; requests made in one go are read
 * together. */
static void
wanted_cb (LimenRowItem *item, LimenRowList *self)
{
  if (self->wanted.length == MAX_WANTED)
    {
      g_autoptr (LimenRowItem) dropped = g_queue_pop_tail (&self->wanted);

      limen_row_item_set_fields (dropped, NULL);
    }
  g_queue_push_head (&self->wanted, g_object_ref (item));
  if (self->wanted.length == 1 && !self->is_reading)
    g_idle_add_full (G_PRIORITY_HIGH_IDLE, start_reading_cb,
                     g_object_ref (self), g_object_unref);
}

static GType
get_item_type (GListModel *list)
{
  return LIMEN_TYPE_ROW_ITEM;
}

static guint
get_n_items (GListModel *list)
{
  LimenRowList *self = LIMEN_ROW_LIST (list);

  return self->rows != NULL
             ? (guint) (g_bytes_get_size (self->rows) / sizeof (guint32))
             : 0;
}

static guint32
get_row (GBytes *rows, guint position)
{
  return ((const guint32 *) g_bytes_get_data (rows, NULL))[position];
}

static void
forget_cb (gpointer data, GObject *item)
{
  LimenRowList *self = data;
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (value == item)
      {
        g_hash_table_iter_remove (&iter);
        return;
      }
}

static gpointer
get_item (GListModel *list, guint position)
{
  LimenRowList *self = LIMEN_ROW_LIST (list);
  LimenRowItem *item;
  guint32 row;

  if (position >= get_n_items (list))
    return NULL;
  row = get_row (self->rows, position);
  item = g_hash_table_lookup (self->items, GUINT_TO_POINTER (row));
  if (item != NULL)
    return g_object_ref (item);
  item = limen_row_item_new (self->query, row);
  g_signal_connect_object (item, "wanted", G_CALLBACK (wanted_cb), self, 0);
  g_object_weak_ref (G_OBJECT (item), forget_cb, self);
  g_hash_table_insert (self->items, GUINT_TO_POINTER (row), item);
  return item;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
limen_row_list_dispose (GObject *object)
{
  LimenRowList *self = LIMEN_ROW_LIST (object);
  GHashTableIter iter;
  gpointer item;

  g_cancellable_cancel (self->work);
  g_queue_clear_full (&self->wanted, g_object_unref);
  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    g_object_weak_unref (item, forget_cb, self);
  g_hash_table_remove_all (self->items);
  G_OBJECT_CLASS (limen_row_list_parent_class)->dispose (object);
}

static void
limen_row_list_finalize (GObject *object)
{
  LimenRowList *self = LIMEN_ROW_LIST (object);

  g_hash_table_unref (self->items);
  g_clear_pointer (&self->rows, g_bytes_unref);
  limen_row_query_free (self->query);
  g_object_unref (self->work);
  G_OBJECT_CLASS (limen_row_list_parent_class)->finalize (object);
}

static void
limen_row_list_class_init (LimenRowListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limen_row_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = limen_row_list_finalize;
  signals[FAILED]
      = g_signal_new ("failed", LIMEN_TYPE_ROW_LIST, G_SIGNAL_RUN_LAST, 0,
                      NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
limen_row_list_init (LimenRowList *self)
{
  self->items = g_hash_table_new (NULL, NULL);
  self->work = g_cancellable_new ();
}

/* Length of the common prefix of two lists of rows, or of their common suffix
 * if `is_from_end`; at most `max`. */
static guint
count_common (GBytes *a, guint n_a, GBytes *b, guint n_b, guint max,
              gboolean is_from_end)
{
  guint n = 0;

  while (n < max
         && get_row (a, is_from_end ? n_a - 1 - n : n)
                == get_row (b, is_from_end ? n_b - 1 - n : n))
    n++;
  return n;
}

/* Replaces the query, of which it takes ownership, and the rows (guint32), to
 * which it takes a reference. Both queries must be on one dataset. Only the
 * rows between the common start and the common end of the old and the new list
 * are reported as changed, so that a view keeps its scroll position. */
void
limen_row_list_set (LimenRowList *self, LimenRowQuery *query, GBytes *rows)
{
  g_autoptr (GBytes) old = NULL;
  guint n_before, n, n_first = 0, n_last = 0;
  g_autoptr (GList) items = NULL;

  g_return_if_fail (LIMEN_IS_ROW_LIST (self));

  n_before = get_n_items (G_LIST_MODEL (self));
  old = g_steal_pointer (&self->rows);
  limen_row_query_free (self->query);
  self->query = query;
  self->rows = g_bytes_ref (rows);
  n = get_n_items (G_LIST_MODEL (self));
  if (old != NULL)
    {
      n_first = count_common (old, n_before, rows, n, MIN (n_before, n), FALSE);
      n_last = count_common (old, n_before, rows, n,
                             MIN (n_before, n) - n_first, TRUE);
    }
  items = g_hash_table_get_values (self->items);
  /* A view may release some items while others change. */
  for (GList *i = items; i != NULL; i = i->next)
    g_object_ref (i->data);
  for (GList *i = items; i != NULL; i = i->next)
    {
      limen_row_item_update (i->data, query);
      g_object_unref (i->data);
    }
  if (n_first < MAX (n_before, n))
    g_list_model_items_changed (G_LIST_MODEL (self), n_first,
                                n_before - n_first - n_last,
                                n - n_first - n_last);
}

/* The current query; NULL before the first. Owned by the list. */
const LimenRowQuery *
limen_row_list_get_query (LimenRowList *self)
{
  g_return_val_if_fail (LIMEN_IS_ROW_LIST (self), NULL);

  return self->query;
}

/* The row numbers (guint32); NULL before the first query. Owned by the list.
 */
GBytes *
limen_row_list_get_rows (LimenRowList *self)
{
  g_return_val_if_fail (LIMEN_IS_ROW_LIST (self), NULL);

  return self->rows;
}

/* The rows (guint32) that are selected in a selection model of the list, in
 * the order of the list; of more than `max_rows`, the first ones. A new array.
 */
GArray *
limen_row_list_get_selected (LimenRowList *self, GtkSelectionModel *model,
                             gsize max_rows)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (model);
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  GBytes *bytes = limen_row_list_get_rows (self);
  GtkBitsetIter iter;
  guint place;

  if (bytes == NULL)
    return rows;
  for (gboolean has = gtk_bitset_iter_init_first (&iter, selected, &place);
       has && rows->len < max_rows; has = gtk_bitset_iter_next (&iter, &place))
    g_array_append_val (
        rows, ((const guint32 *) g_bytes_get_data (bytes, NULL))[place]);
  return rows;
}
