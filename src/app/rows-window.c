#include "rows-window.h"

#include <math.h>

#include "loss-histogram-view.h"
#include "row-item.h"
#include "screen-format.h"

/* Nobody reads more. */
#define MAX_ROWS 500

struct _LimenRowsWindow
{
  GtkWindow parent_instance;

  GtkDropDown *cell;
  GtkDropDown *order;
  LimenLossHistogramView *losses;
  GtkWidget *any_loss;
  GtkWidget *summary;
  GListStore *rows;

  LimenDataset *dataset;
  double threshold;
  GCancellable *work;
  gboolean is_searching;
  gboolean is_stale; /* the search under way is for something else */
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

/* ", loss 0.41 – 0.49", or nothing where all losses are listed. */
static char *
describe_losses (const LimenRowQuery *query)
{
  g_autofree char *low = NULL, *high = NULL;

  if (isnan (query->loss_low))
    return g_strdup ("");
  low = limen_screen_format_value (query->loss_low, 4);
  if (isinf (query->loss_high))
    return g_strdup_printf (", loss %s and more", low);
  high = limen_screen_format_value (query->loss_high, 4);
  return g_strdup_printf (", loss %s \342\200\223 %s", low, high);
}

static void
show_rows (LimenRowsWindow *self, const Search *search)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *count = limen_screen_format_count ((double) search->n);
  g_autofree char *threshold = limen_screen_format_exact (self->threshold);
  g_autofree char *losses = describe_losses (&search->query);
  g_autofree char *summary = g_strdup_printf (
      "%s%s %s, at threshold %s%s",
      search->n == MAX_ROWS ? "the first " : "", count,
      search->n == 1 ? "row" : "rows", threshold, losses);

  for (gsize i = 0; i < search->n; i++)
    g_ptr_array_add (items,
                     limen_row_item_new (self->dataset, &search->rows[i]));
  g_list_store_splice (self->rows, 0,
                       g_list_model_get_n_items (G_LIST_MODEL (self->rows)),
                       items->pdata, items->len);
  gtk_label_set_label (GTK_LABEL (self->summary), summary);
}

static void start_search (LimenRowsWindow *self);

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  LimenRowsWindow *self = LIMEN_ROWS_WINDOW (source);

  self->is_searching = FALSE;
  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return;
  if (self->is_stale)
    start_search (self);
  else
    show_rows (self, g_task_get_task_data (G_TASK (result)));
}

/* One thread at a time, however fast somebody walks along the bars. */
static void
start_search (LimenRowsWindow *self)
{
  g_autoptr (GTask) task = g_task_new (self, self->work, found_cb, NULL);
  Search *search = g_new0 (Search, 1);

  self->is_searching = TRUE;
  self->is_stale = FALSE;
  search->dataset = limen_dataset_ref (self->dataset);
  search->query = (LimenRowQuery){
    .order = (LimenRowOrder) gtk_drop_down_get_selected (self->order),
    .where = (LimenCell) gtk_drop_down_get_selected (self->cell),
    .threshold = self->threshold,
    .low = NAN,
    .high = NAN,
    .top = MAX_ROWS,
  };
  limen_loss_histogram_view_get_range (self->losses, &search->query.loss_low,
                                       &search->query.loss_high);
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);
  g_task_run_in_thread (task, find_rows);
}

/* Looks for what the drop-downs and the histogram say. */
static void
search_cb (GObject *object, GParamSpec *pspec, LimenRowsWindow *self)
{
  if (self->dataset == NULL)
    return;
  gtk_widget_set_visible (
      self->any_loss,
      limen_loss_histogram_view_get_selected (self->losses) >= 0);
  if (self->is_searching)
    self->is_stale = TRUE;
  else
    start_search (self);
}

/* The losses */

typedef struct
{
  LimenDataset *dataset;
  double threshold;
} Count;

static void
count_free (Count *count)
{
  limen_dataset_unref (count->dataset);
  g_free (count);
}

static void
count_losses (GTask *task, gpointer source, gpointer data,
              GCancellable *cancellable)
{
  Count *count = data;

  g_task_return_pointer (
      task,
      limen_loss_counts_new (limen_dataset_get_predictions (count->dataset),
                             count->threshold),
      g_free);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree LimenLossCounts *counts
      = g_task_propagate_pointer (G_TASK (result), NULL);

  if (counts != NULL)
    limen_loss_histogram_view_set_counts (
        LIMEN_ROWS_WINDOW (source)->losses, counts);
}

static void
start_counting (LimenRowsWindow *self)
{
  g_autoptr (GTask) task = g_task_new (self, self->work, counted_cb, NULL);
  Count *count = g_new (Count, 1);

  count->dataset = limen_dataset_ref (self->dataset);
  count->threshold = self->threshold;
  g_task_set_task_data (task, count, (GDestroyNotify) count_free);
  g_task_run_in_thread (task, count_losses);
}

static void
any_loss_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  limen_loss_histogram_view_set_selected (LIMEN_ROWS_WINDOW (widget)->losses,
                                          -1);
}

static void
limen_rows_window_dispose (GObject *object)
{
  LimenRowsWindow *self = LIMEN_ROWS_WINDOW (object);

  g_cancellable_cancel (self->work);
  g_clear_pointer (&self->dataset, limen_dataset_unref);
  G_OBJECT_CLASS (limen_rows_window_parent_class)->dispose (object);
}

static void
limen_rows_window_finalize (GObject *object)
{
  g_object_unref (LIMEN_ROWS_WINDOW (object)->work);
  G_OBJECT_CLASS (limen_rows_window_parent_class)->finalize (object);
}

static void
limen_rows_window_class_init (LimenRowsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limen_rows_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = limen_rows_window_finalize;
  g_type_ensure (LIMEN_TYPE_LOSS_HISTOGRAM_VIEW);
  g_type_ensure (LIMEN_TYPE_ROW_ITEM);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/limen/Limen/ui/rows-window.ui");
  gtk_widget_class_bind_template_child (widget_class, LimenRowsWindow, cell);
  gtk_widget_class_bind_template_child (widget_class, LimenRowsWindow, order);
  gtk_widget_class_bind_template_child (widget_class, LimenRowsWindow, losses);
  gtk_widget_class_bind_template_child (widget_class, LimenRowsWindow,
                                        any_loss);
  gtk_widget_class_bind_template_child (widget_class, LimenRowsWindow,
                                        summary);
  gtk_widget_class_bind_template_child (widget_class, LimenRowsWindow, rows);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_install_action (widget_class, "rows.any-loss", NULL,
                                   any_loss_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0,
                                       "window.close", NULL);
}

static void
limen_rows_window_init (LimenRowsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->work = g_cancellable_new ();
}

/* The rows of a cell of the matrix at a threshold; the dataset has labels, and
 * is kept. */
GtkWidget *
limen_rows_window_new (LimenWindow *parent, LimenDataset *dataset,
                       double threshold, LimenCell cell)
{
  LimenRowsWindow *self
      = g_object_new (LIMEN_TYPE_ROWS_WINDOW, "transient-for", parent, NULL);
  /* Plain scores have no loss to go by. */
  gboolean has_losses
      = limen_dataset_get_predictions (dataset)->kind != LIMEN_KIND_SCORE;

  self->threshold = threshold;
  gtk_drop_down_set_selected (self->cell, cell);
  gtk_drop_down_set_selected (self->order, has_losses ? LIMEN_ROW_ORDER_LOSS
                                                      : LIMEN_ROW_ORDER_SCORE);
  gtk_widget_set_visible (GTK_WIDGET (self->losses), has_losses);
  g_object_bind_property (parent, "theme", self->losses, "theme",
                          G_BINDING_SYNC_CREATE);
  self->dataset = limen_dataset_ref (dataset);
  if (has_losses)
    start_counting (self);
  search_cb (NULL, NULL, self);
  return GTK_WIDGET (self);
}
