#include "rows-window.h"

#include <math.h>

#include "row-item.h"
#include "screen-format.h"

/* Nobody reads more. */
#define MAX_ROWS 500

struct _LimenRowsWindow
{
  GtkWindow parent_instance;

  GtkDropDown *cell;
  GtkDropDown *order;
  GtkWidget *summary;
  GListStore *rows;

  LimenDataset *dataset;
  double threshold;
  GCancellable *search;
};

G_DEFINE_FINAL_TYPE (LimenRowsWindow, limen_rows_window, GTK_TYPE_WINDOW)

/* What a thread looks for, and what it found. */
typedef struct
{
  LimenDataset *dataset;
  LimenRowQuery query;
  LimenFoundRow *rows;
  gsize n;
} Search;

static void
search_free (Search *search)
{
  limen_dataset_unref (search->dataset);
  g_free (search->rows);
  g_free (search);
}

static void
find_rows (GTask *task, gpointer source, gpointer data,
           GCancellable *cancellable)
{
  Search *search = data;

  search->rows
      = limen_rows_find (search->dataset, &search->query, &search->n);
  g_task_return_boolean (task, TRUE);
}

static void
show_rows (LimenRowsWindow *self, const Search *search)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *count = limen_screen_format_count ((double) search->n);
  g_autofree char *threshold = limen_screen_format_exact (self->threshold);
  g_autofree char *summary = g_strdup_printf (
      "%s%s %s, at threshold %s", search->n == MAX_ROWS ? "the first " : "",
      count, search->n == 1 ? "row" : "rows", threshold);

  for (gsize i = 0; i < search->n; i++)
    g_ptr_array_add (items,
                     limen_row_item_new (self->dataset, &search->rows[i]));
  g_list_store_splice (self->rows, 0,
                       g_list_model_get_n_items (G_LIST_MODEL (self->rows)),
                       items->pdata, items->len);
  gtk_label_set_label (GTK_LABEL (self->summary), summary);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  if (g_task_propagate_boolean (G_TASK (result), NULL))
    show_rows (LIMEN_ROWS_WINDOW (source),
               g_task_get_task_data (G_TASK (result)));
}

/* Looks for what the drop-downs say, in a thread. */
static void
search_cb (GObject *object, GParamSpec *pspec, LimenRowsWindow *self)
{
  g_autoptr (GTask) task = NULL;
  Search *search;

  if (self->dataset == NULL)
    return;
  g_cancellable_cancel (self->search);
  g_set_object (&self->search, NULL);
  self->search = g_cancellable_new ();
  search = g_new0 (Search, 1);
  search->dataset = limen_dataset_ref (self->dataset);
  search->query = (LimenRowQuery){
    .order = (LimenRowOrder) gtk_drop_down_get_selected (self->order),
    .where = (LimenCell) gtk_drop_down_get_selected (self->cell),
    .threshold = self->threshold,
    .low = NAN,
    .high = NAN,
    .loss_low = NAN,
    .loss_high = NAN,
    .top = MAX_ROWS,
  };
  task = g_task_new (self, self->search, found_cb, NULL);
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);
  g_task_run_in_thread (task, find_rows);
}

static void
limen_rows_window_dispose (GObject *object)
{
  LimenRowsWindow *self = LIMEN_ROWS_WINDOW (object);

  g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  g_clear_pointer (&self->dataset, limen_dataset_unref);
  G_OBJECT_CLASS (limen_rows_window_parent_class)->dispose (object);
}

static void
limen_rows_window_class_init (LimenRowsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limen_rows_window_dispose;
  g_type_ensure (LIMEN_TYPE_ROW_ITEM);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/limen/Limen/ui/rows-window.ui");
  gtk_widget_class_bind_template_child (widget_class, LimenRowsWindow, cell);
  gtk_widget_class_bind_template_child (widget_class, LimenRowsWindow, order);
  gtk_widget_class_bind_template_child (widget_class, LimenRowsWindow,
                                        summary);
  gtk_widget_class_bind_template_child (widget_class, LimenRowsWindow, rows);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0,
                                       "window.close", NULL);
}

static void
limen_rows_window_init (LimenRowsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The rows of a cell of the matrix at a threshold; the dataset has labels, and
 * is kept. */
GtkWidget *
limen_rows_window_new (GtkWindow *parent, LimenDataset *dataset,
                       double threshold, LimenCell cell)
{
  LimenRowsWindow *self
      = g_object_new (LIMEN_TYPE_ROWS_WINDOW, "transient-for", parent, NULL);

  self->threshold = threshold;
  gtk_drop_down_set_selected (self->cell, cell);
  /* Plain scores have no loss to go by. */
  gtk_drop_down_set_selected (
      self->order,
      limen_dataset_get_predictions (dataset)->kind == LIMEN_KIND_SCORE
          ? LIMEN_ROW_ORDER_SCORE
          : LIMEN_ROW_ORDER_LOSS);
  self->dataset = limen_dataset_ref (dataset);
  search_cb (NULL, NULL, self);
  return GTK_WIDGET (self);
}
