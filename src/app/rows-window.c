#include "rows-window.h"

#include <math.h>

#include "child-window.h"
#include "help-window.h"
#include "loss-histogram-view.h"
#include "row-item.h"
#include "screen-format.h"
#include "threshold.h"

/* Nobody reads more. */
#define MAX_ROWS 500

struct _LimenRowsWindow
{
  GtkWindow parent_instance;

  GtkDropDown *cell;
  GtkDropDown *order;
  GtkColumnViewColumn *score, *loss;
  LimenLossHistogramView *losses;
  GtkWidget *any_loss;
  GtkWidget *summary;
  GListStore *rows;

  GtkColumnViewColumn *decision;

  LimenRowQuery query; /* with scores that are kept; NULL: none yet */
  double *thresholds;  /* of the query */
  GCancellable *work;
  gboolean is_searching;
  gboolean is_stale; /* the search under way is for something else */
};

G_DEFINE_FINAL_TYPE (LimenRowsWindow, limen_rows_window, GTK_TYPE_WINDOW)

/* What a thread looks for, and what it found. */
typedef struct
{
  LimenRowQuery query;
  double *thresholds;
  LimenFoundRow *rows;
  gsize n;
} Search;

static void
search_free (Search *search)
{
  limen_threshold_scores_unref (search->query.scores);
  g_free (search->thresholds);
  g_free (search->rows);
  g_free (search);
}

static void
find_rows (GTask *task, gpointer source, gpointer data,
           GCancellable *cancellable)
{
  Search *search = data;

  search->rows = limen_rows_find (&search->query, &search->n);
  g_task_return_boolean (task, TRUE);
}

/* ", loss 0.41 – 0.49" */
static void
append_range (GString *text, const char *what, double low, double high)
{
  g_autofree char *low_text = NULL, *high_text = NULL;

  if (isnan (low))
    return;
  low_text = limen_screen_format_value (low, 4);
  high_text = limen_screen_format_value (high, 4);
  if (isinf (high))
    g_string_append_printf (text, ", %s %s and more", what, low_text);
  else if (isinf (low))
    g_string_append_printf (text, ", %s %s and less", what, high_text);
  else
    g_string_append_printf (text, ", %s %s \342\200\223 %s", what, low_text,
                            high_text);
}

static void
append_class (GString *text, const LimenRowQuery *query, const char *what,
              int class)
{
  LimenDataset *dataset = limen_threshold_scores_get_dataset (query->scores);

  if (class < 0)
    return;
  g_string_append_printf (text, ", %s \342\200\234%s\342\200\235", what,
                          class == LIMEN_CLASS_NONE
                              ? "none"
                              : limen_dataset_get_class_name (
                                  dataset, (gsize) class));
}

/* "the first 500 rows, at threshold 0.5, score 0.4 – 0.425" */
static char *
describe (const LimenRowQuery *query, gsize n)
{
  g_autofree char *count = limen_screen_format_count ((double) n);
  GString *text = g_string_new (n == query->top ? "the first " : "");
  gboolean is_reversed
      = limen_threshold_scores_get_numbers (query->scores)->is_reversed;
  double low = query->low, high = query->high;

  g_string_append_printf (text, "%s %s", count, n == 1 ? "row" : "rows");
  if (query->class >= 0
      && limen_kind_has_thresholds (
          limen_threshold_scores_get_numbers (query->scores)->kind))
    {
      g_autofree char *threshold
          = limen_screen_format_threshold (
              limen_threshold_reverse (query->threshold, is_reversed));

      g_string_append_printf (text, ", at threshold %s", threshold);
    }
  append_class (text, query, "true class", query->label);
  append_class (text, query, "predicted", query->decision);
  limen_interval_reverse (&low, &high, is_reversed);
  append_range (text, "score", low, high);
  append_range (text, "loss", query->loss_low, query->loss_high);
  return g_string_free (text, FALSE);
}

static void
show_rows (LimenRowsWindow *self, const Search *search)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *summary = describe (&search->query, search->n);

  for (gsize i = 0; i < search->n; i++)
    g_ptr_array_add (items,
                     limen_row_item_new (&search->query, &search->rows[i]));
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

static double *
copy_thresholds (const LimenRowQuery *query)
{
  gsize n = limen_threshold_scores_get_numbers (query->scores)->n_classes;

  return g_memdup2 (query->thresholds, query->thresholds != NULL
                                           ? n * sizeof (double)
                                           : 0);
}

/* What the drop-down offers depends on what rows are decided for. */
static LimenCell
get_cell (LimenRowsWindow *self)
{
  guint selected = gtk_drop_down_get_selected (self->cell);

  if (selected == 0 || self->query.class >= 0)
    return (LimenCell) selected;
  return selected == 1 ? LIMEN_CELL_RIGHT : LIMEN_CELL_WRONG;
}

/* One thread at a time, however fast somebody walks along the bars. */
static void
start_search (LimenRowsWindow *self)
{
  g_autoptr (GTask) task = g_task_new (self, self->work, found_cb, NULL);
  Search *search = g_new0 (Search, 1);

  self->is_searching = TRUE;
  self->is_stale = FALSE;
  search->query = self->query;
  limen_threshold_scores_ref (search->query.scores);
  search->thresholds = copy_thresholds (&self->query);
  search->query.thresholds = search->thresholds;
  search->query.order
      = (LimenRowOrder) gtk_drop_down_get_selected (self->order);
  search->query.where = get_cell (self);
  if (limen_bin_view_get_selected (LIMEN_BIN_VIEW (self->losses)) >= 0)
    limen_loss_histogram_view_get_range (
        self->losses, &search->query.loss_low, &search->query.loss_high);
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);
  g_task_run_in_thread (task, find_rows);
}

/* Looks for what the drop-downs and the histogram say. */
static void
search_cb (GObject *object, GParamSpec *pspec, LimenRowsWindow *self)
{
  if (self->query.scores == NULL)
    return;
  gtk_widget_set_visible (
      self->any_loss,
      limen_bin_view_get_selected (LIMEN_BIN_VIEW (self->losses)) >= 0);
  if (self->is_searching)
    self->is_stale = TRUE;
  else
    start_search (self);
}

/* The losses */

typedef struct
{
  LimenThresholdScores *scores;
  gsize class;
  double threshold;
} Count;

static void
count_free (Count *count)
{
  limen_threshold_scores_unref (count->scores);
  g_free (count);
}

static void
count_losses (GTask *task, gpointer source, gpointer data,
              GCancellable *cancellable)
{
  Count *count = data;
  LimenPredictions numbers
      = limen_threshold_scores_get_loss_numbers (count->scores, count->class);

  g_task_return_pointer (
      task, limen_loss_counts_new (&numbers, count->threshold), g_free);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  LimenRowsWindow *self = LIMEN_ROWS_WINDOW (source);
  g_autofree LimenLossCounts *counts
      = g_task_propagate_pointer (G_TASK (result), NULL);

  if (counts == NULL)
    return;
  limen_loss_histogram_view_set_counts (self->losses, counts);
  limen_loss_histogram_view_select_loss (self->losses, self->query.loss_low);
  /* From here on the bar says it, until it is let go. */
  if (limen_bin_view_get_selected (LIMEN_BIN_VIEW (self->losses)) >= 0)
    self->query.loss_low = self->query.loss_high = NAN;
}

/* What decides the only score of a file of top labels, too. */
static double
get_threshold (const LimenRowQuery *query)
{
  return query->class < 0 && query->thresholds != NULL ? query->thresholds[0]
                                                       : query->threshold;
}

static void
start_counting (LimenRowsWindow *self)
{
  g_autoptr (GTask) task = g_task_new (self, self->work, counted_cb, NULL);
  Count *count = g_new (Count, 1);

  count->scores = limen_threshold_scores_ref (self->query.scores);
  count->class = (gsize) MAX (self->query.class, 0);
  count->threshold = get_threshold (&self->query);
  g_task_set_task_data (task, count, (GDestroyNotify) count_free);
  g_task_run_in_thread (task, count_losses);
}

static void
any_loss_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LimenRowsWindow *self = LIMEN_ROWS_WINDOW (widget);

  limen_bin_view_set_selected (LIMEN_BIN_VIEW (self->losses), -1);
}

static void
help_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (widget));

  if (parent != NULL)
    limen_help_window_show (LIMEN_WINDOW (parent), "figure/losses");
}

static void
limen_rows_window_dispose (GObject *object)
{
  LimenRowsWindow *self = LIMEN_ROWS_WINDOW (object);

  g_cancellable_cancel (self->work);
  g_clear_pointer (&self->query.scores, limen_threshold_scores_unref);
  G_OBJECT_CLASS (limen_rows_window_parent_class)->dispose (object);
}

static void
limen_rows_window_finalize (GObject *object)
{
  g_object_unref (LIMEN_ROWS_WINDOW (object)->work);
  g_free (LIMEN_ROWS_WINDOW (object)->thresholds);
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
  gtk_widget_class_bind_template_child (widget_class, LimenRowsWindow, score);
  gtk_widget_class_bind_template_child (widget_class, LimenRowsWindow, loss);
  gtk_widget_class_bind_template_child (widget_class, LimenRowsWindow,
                                        decision);
  gtk_widget_class_bind_template_child (widget_class, LimenRowsWindow, losses);
  gtk_widget_class_bind_template_child (widget_class, LimenRowsWindow,
                                        any_loss);
  gtk_widget_class_bind_template_child (widget_class, LimenRowsWindow,
                                        summary);
  gtk_widget_class_bind_template_child (widget_class, LimenRowsWindow, rows);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_install_action (widget_class, "rows.any-loss", NULL,
                                   any_loss_action);
  gtk_widget_class_install_action (widget_class, "rows.help", NULL,
                                   help_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0,
                                       "window.close", NULL);
}

static void
limen_rows_window_init (LimenRowsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->work = g_cancellable_new ();
}

/* Of the decision for one of several classes, rows are right or wrong. */
static void
fill_cells (LimenRowsWindow *self)
{
  static const char *const cells[]
      = { "All rows", "Right ones", "Wrong ones", NULL };
  g_autoptr (GtkStringList) list = NULL;

  gtk_column_view_column_set_visible (self->decision, self->query.class < 0);
  if (self->query.class >= 0)
    return;
  list = gtk_string_list_new (cells);
  gtk_drop_down_set_model (self->cell, G_LIST_MODEL (list));
}

static void
select_cell (LimenRowsWindow *self, LimenCell cell)
{
  if (self->query.class >= 0)
    gtk_drop_down_set_selected (self->cell, cell);
  else
    gtk_drop_down_set_selected (self->cell, cell == LIMEN_CELL_RIGHT   ? 1
                                            : cell == LIMEN_CELL_WRONG ? 2
                                                                       : 0);
}

/* Several classes are not told apart by one threshold. */
static void
name_classes (LimenRowsWindow *self, const LimenRowQuery *query)
{
  if (query->class >= 0)
    limen_loss_histogram_view_set_class_names (
        self->losses, limen_threshold_scores_get_rest_name (query->scores),
        limen_threshold_scores_get_class_name (query->scores,
                                               (gsize) query->class));
}

/* The worst rows come first where rows have losses, else those of the highest
 * scores; decisions, which have neither, are as in the file. */
static void
show_order (LimenRowsWindow *self, LimenKind kind)
{
  gboolean has_scores = limen_kind_has_thresholds (kind);
  LimenRowOrder order = !has_scores ? LIMEN_ROW_ORDER_LINE
                        : limen_kind_has_probabilities (kind)
                            ? LIMEN_ROW_ORDER_LOSS
                            : LIMEN_ROW_ORDER_SCORE;

  gtk_drop_down_set_selected (self->order, order);
  gtk_widget_set_visible (GTK_WIDGET (self->order), has_scores);
  gtk_column_view_column_set_visible (self->score, has_scores);
  gtk_column_view_column_set_visible (self->loss, has_scores);
}

/* The rows that a query is about, whose scores are kept, and thresholds
 * copied; the worst first, where they have a loss. */
GtkWidget *
limen_rows_window_new (LimenWindow *parent, const LimenRowQuery *query)
{
  LimenRowsWindow *self = g_object_new (LIMEN_TYPE_ROWS_WINDOW, NULL);
  /* Plain scores have no loss to go by. */
  LimenKind kind = limen_threshold_scores_get_numbers (query->scores)->kind;
  gboolean has_losses = limen_kind_has_probabilities (kind);

  limen_child_window_set_parent (GTK_WINDOW (self), GTK_WINDOW (parent));
  self->query.class = query->class;
  fill_cells (self);
  select_cell (self, query->where);
  show_order (self, kind);
  gtk_widget_set_visible (GTK_WIDGET (self->losses), has_losses);
  g_object_bind_property (parent, "theme", self->losses, "theme",
                          G_BINDING_SYNC_CREATE);
  self->query = *query;
  self->query.top = MAX_ROWS;
  limen_threshold_scores_ref (self->query.scores);
  self->thresholds = copy_thresholds (query);
  self->query.thresholds = self->thresholds;
  name_classes (self, query);
  if (has_losses)
    start_counting (self);
  search_cb (NULL, NULL, self);
  return GTK_WIDGET (self);
}
