#include "rows-window.h"

#include <math.h>
#include <string.h>

#include "child-window.h"
#include "column-chooser.h"
#include "escape.h"
#include "file-dialog.h"
#include "help-window.h"
#include "jobs.h"
#include "list-focus.h"
#include "loss-histogram-view.h"
#include "output.h"
#include "row-columns-memory.h"
#include "row-columns.h"
#include "row-list.h"
#include "rows-job.h"
#include "screen-format.h"
#include "threshold.h"
#include "toast.h"

/* Upper bound on the rows that are copied; so many of which, being selected,
 * stay selected when others are listed. */
#define MAX_COPIED 10000
#define MAX_KEPT 1000
/* The fields of a file that are shown at first. */
#define MAX_FIRST_FIELDS 24
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
  { "Highest loss first", LIMEN_ROW_LOSS, GTK_SORT_DESCENDING,
    LIMEN_ROW_ORDER_LOSS, FALSE },
  { "Lowest loss first", LIMEN_ROW_LOSS, GTK_SORT_ASCENDING,
    LIMEN_ROW_ORDER_LOSS, TRUE },
  { "Highest cost first", LIMEN_ROW_COST, GTK_SORT_DESCENDING,
    LIMEN_ROW_ORDER_COST, FALSE },
  { "Lowest cost first", LIMEN_ROW_COST, GTK_SORT_ASCENDING,
    LIMEN_ROW_ORDER_COST, TRUE },
  { "Highest score first", LIMEN_ROW_SCORE, GTK_SORT_DESCENDING,
    LIMEN_ROW_ORDER_SCORE, FALSE },
  { "Lowest score first", LIMEN_ROW_SCORE, GTK_SORT_ASCENDING,
    LIMEN_ROW_ORDER_SCORE, TRUE },
  { "Nearest the line first", LIMEN_ROW_DISTANCE, GTK_SORT_ASCENDING,
    LIMEN_ROW_ORDER_DISTANCE, FALSE },
  { "Farthest from the line first", LIMEN_ROW_DISTANCE, GTK_SORT_DESCENDING,
    LIMEN_ROW_ORDER_DISTANCE, TRUE },
  { "As in the file", LIMEN_ROW_LINE, GTK_SORT_ASCENDING,
    LIMEN_ROW_ORDER_LINE, FALSE },
  { "Last line first", LIMEN_ROW_LINE, GTK_SORT_DESCENDING,
    LIMEN_ROW_ORDER_LINE, TRUE },
};

/* Which rows are listed: those of a cell, or those near the line. */
typedef struct
{
  const char *title;
  LimenCell cell;
  gboolean is_near;
} Where;

static const Where wheres[] = {
  { "All rows", LIMEN_CELL_ANY, FALSE },
  { "True positives", LIMEN_CELL_TP, FALSE },
  { "False positives", LIMEN_CELL_FP, FALSE },
  { "False negatives", LIMEN_CELL_FN, FALSE },
  { "True negatives", LIMEN_CELL_TN, FALSE },
  { "Right ones", LIMEN_CELL_RIGHT, FALSE },
  { "Wrong ones", LIMEN_CELL_WRONG, FALSE },
  { "Referred rows", LIMEN_CELL_REFERRED, FALSE },
  { "Near the line", LIMEN_CELL_ANY, TRUE },
};

struct _LimenRowsWindow
{
  GtkWindow parent_instance;

  GtkDropDown *where, *order;
  GtkWidget *follow;
  LimenToast *toast;
  LimenLossHistogramView *losses;
  GtkColumnView *view;
  GtkWidget *summary;
  GtkWidget *progress, *cancel;
  GtkWidget *any_loss;
  LimenColumnChooser *chooser;
  LimenRowList *rows;
  GtkMultiSelection *selection;

  LimenSession *session;
  LimenRowColumns *columns;
  GArray *shown_wheres, *shown_orders; /* guint: what the drop-downs offer */
  LimenRowQuery *query; /* NULL: none yet */
  guint order_index;    /* among the orders */
  gboolean is_following;
  gboolean is_updating; /* what is chosen is not what somebody chose */
  gboolean is_moved;    /* the list is for another line, not another one */
  GCancellable *listing, *counting; /* NULL: not under way */
  gboolean is_list_stale, is_count_stale;
  GCancellable *saving;
};

enum
{
  PROP_0,
  PROP_FOLLOW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LimenRowsWindow, limen_rows_window, GTK_TYPE_WINDOW)

static void start_listing (LimenRowsWindow *self);
static void start_counting (LimenRowsWindow *self);

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
find_where (const LimenRowQuery *query)
{
  for (guint i = 0; i < G_N_ELEMENTS (wheres); i++)
    if (wheres[i].cell == query->where
        && wheres[i].is_near == (query->near > 0))
      return i;
  return 0;
}

/* What is listed, in words */

/* ", loss 0.41 – 0.49" */
static void
append_range (GString *text, const char *what, double low, double high)
{
  g_autofree char *low_text = limen_screen_format_value (low, 4);
  g_autofree char *high_text = limen_screen_format_value (high, 4);
  g_autofree char *range = limen_screen_format_range (low, high, 4);

  if (isnan (low))
    return;
  if (isinf (high))
    g_string_append_printf (text, ", %s %s and more", what, low_text);
  else if (isinf (low))
    g_string_append_printf (text, ", %s %s and less", what, high_text);
  else
    g_string_append_printf (text, ", %s %s", what, range);
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

/* "at threshold 0.5"; NULL where no threshold decides alone. */
static char *
format_threshold (const LimenRowQuery *query)
{
  g_autofree char *threshold = NULL, *refer_from = NULL;

  if (query->class < 0 || !limen_kind_has_thresholds (get_kind (query)))
    return NULL;
  threshold = limen_screen_format_threshold (
      limen_threshold_reverse (query->threshold, is_reversed (query)));
  if (isnan (query->refer_from))
    return g_strdup_printf ("at threshold %s", threshold);
  refer_from = limen_screen_format_threshold (
      limen_threshold_reverse (query->refer_from, is_reversed (query)));
  return g_strdup_printf ("at threshold %s, referred from %s", threshold,
                          refer_from);
}

/* "500 rows, at threshold 0.5, score 0.4 – 0.425" */
static char *
describe (const LimenRowQuery *query, gsize n)
{
  g_autofree char *count = limen_screen_format_count ((double) n);
  g_autofree char *threshold = format_threshold (query);
  GString *text = g_string_new (NULL);
  double low = query->low, high = query->high;

  g_string_append_printf (text, "%s %s", count, n == 1 ? "row" : "rows");
  if (query->near > 0)
    g_string_append (text, " whose decision changes first when the line "
                           "moves");
  if (threshold != NULL)
    g_string_append_printf (text, ", %s", threshold);
  append_class (text, query, "true class", query->label);
  append_class (text, query, "predicted", query->decision);
  limen_interval_reverse (&low, &high, is_reversed (query));
  append_range (text, "score", low, high);
  append_range (text, "loss", query->loss_low, query->loss_high);
  return g_string_free (text, FALSE);
}

/* "False negatives of “fraud” at threshold 0.5" */
static char *
format_title (const LimenRowQuery *query)
{
  g_autofree char *threshold = format_threshold (query);
  GString *title = g_string_new (wheres[find_where (query)].title);

  if (query->class >= 0
      && limen_threshold_scores_get_n_classes (query->scores) > 1)
    g_string_append_printf (title, " of \342\200\234%s\342\200\235",
                            limen_threshold_scores_get_class_name (
                                query->scores, (gsize) query->class));
  if (threshold != NULL)
    g_string_append_printf (title, " %s", threshold);
  return g_string_free (title, FALSE);
}

/* The list */

static GArray *
list_selected (LimenRowsWindow *self, gsize most)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (self->selection);
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (model);
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  GBytes *bytes = limen_row_list_get_rows (self->rows);
  GtkBitsetIter iter;
  guint place;

  if (bytes == NULL || gtk_bitset_get_size (selected) > most)
    return rows;
  for (gboolean has = gtk_bitset_iter_init_first (&iter, selected, &place);
       has; has = gtk_bitset_iter_next (&iter, &place))
    g_array_append_val (
        rows, ((const guint32 *) g_bytes_get_data (bytes, NULL))[place]);
  return rows;
}

static void
select_places (LimenRowsWindow *self, const GArray *places)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  g_autoptr (GtkBitset) selected = gtk_bitset_new_empty ();
  g_autoptr (GtkBitset) all = gtk_bitset_new_range (0, n);

  if (places->len == 0)
    return;
  for (guint i = 0; i < places->len; i++)
    gtk_bitset_add (selected, g_array_index (places, guint, i));
  gtk_selection_model_set_selection (GTK_SELECTION_MODEL (self->selection),
                                     selected, all);
}

/* What can be done with the rows, where there are any. */
static void
enable_output (LimenRowsWindow *self)
{
  gboolean has_rows
      = g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "rows.copy", has_rows);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "rows.save",
                                 has_rows && self->saving == NULL);
}

static void
show_rows (LimenRowsWindow *self, LimenRowsResult *result)
{
  gsize n = g_bytes_get_size (result->rows) / sizeof (guint32);
  g_autofree char *summary = describe (result->query, n);
  g_autofree char *title = format_title (result->query);

  limen_row_list_set (self->rows, g_steal_pointer (&result->query),
                      result->rows);
  select_places (self, result->places);
  if (!self->is_moved && n > 0)
    gtk_widget_activate_action (gtk_widget_get_last_child (
                                    GTK_WIDGET (self->view)),
                                "list.scroll-to-item", "u", 0u);
  gtk_label_set_label (GTK_LABEL (self->summary), summary);
  gtk_window_set_title (GTK_WINDOW (self), title);
  enable_output (self);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  LimenRowsWindow *self = LIMEN_ROWS_WINDOW (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenRowsResult) found
      = limen_rows_job_list_finish (result, &error);

  g_clear_object (&self->listing);
  if (self->query == NULL) /* it was closed */
    return;
  if (self->is_list_stale)
    start_listing (self);
  else if (found != NULL)
    show_rows (self, found);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    limen_toast_show (self->toast, error->message, NULL, NULL);
}

/* What the drop-downs and the histogram say. */
static LimenRowQuery *
new_query (LimenRowsWindow *self)
{
  LimenRowQuery *query = limen_row_query_copy (self->query);
  const Order *order = &orders[self->order_index];

  query->order = order->order;
  query->is_backwards = order->is_backwards;
  /* The highest scores within are the lowest ones of the file. */
  if (order->order == LIMEN_ROW_ORDER_SCORE)
    query->is_backwards ^= is_reversed (query);
  if (limen_bin_view_get_selected (LIMEN_BIN_VIEW (self->losses)) >= 0)
    limen_loss_histogram_view_get_range (self->losses, &query->loss_low,
                                         &query->loss_high);
  return query;
}

/* One thread at a time, however fast the line moves. */
static void
start_listing (LimenRowsWindow *self)
{
  if (self->listing != NULL)
    {
      self->is_list_stale = TRUE;
      g_cancellable_cancel (self->listing);
      return;
    }
  self->is_list_stale = FALSE;
  self->listing = g_cancellable_new ();
  limen_rows_job_list_async (new_query (self), list_selected (self, MAX_KEPT),
                             self->listing, self, listed_cb);
}

/* Lists other rows, from the first on. */
static void
list_others (LimenRowsWindow *self)
{
  self->is_moved = FALSE;
  start_listing (self);
}

/* The rows' own text is gone, or the file is another one now. */
static void
fields_failed_cb (LimenRowList *rows, GError *error, LimenRowsWindow *self)
{
  limen_toast_show (self->toast, error->message, NULL, NULL);
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

/* The bar that was chosen stays so, where there is one of its losses. From
 * here on it says which are listed, until it is let go. */
static void
show_counts (LimenRowsWindow *self, const LimenLossCounts *counts)
{
  double low = self->query->loss_low, high;

  self->is_updating = TRUE;
  if (limen_bin_view_get_selected (LIMEN_BIN_VIEW (self->losses)) >= 0)
    limen_loss_histogram_view_get_range (self->losses, &low, &high);
  limen_loss_histogram_view_set_counts (self->losses, counts);
  limen_loss_histogram_view_select_loss (self->losses, low);
  if (limen_bin_view_get_selected (LIMEN_BIN_VIEW (self->losses)) >= 0)
    self->query->loss_low = self->query->loss_high = NAN;
  self->is_updating = FALSE;
  gtk_widget_set_visible (
      self->any_loss,
      limen_bin_view_get_selected (LIMEN_BIN_VIEW (self->losses)) >= 0);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  LimenRowsWindow *self = LIMEN_ROWS_WINDOW (source);
  g_autofree LimenLossCounts *counts
      = g_task_propagate_pointer (G_TASK (result), NULL);

  g_clear_object (&self->counting);
  if (self->query == NULL)
    return;
  if (self->is_count_stale)
    start_counting (self);
  else if (counts != NULL)
    show_counts (self, counts);
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
  g_autoptr (GTask) task = NULL;
  Count *count;

  if (!limen_row_query_has_losses (self->query))
    return;
  self->is_count_stale = self->counting != NULL;
  if (self->is_count_stale)
    return;
  self->counting = g_cancellable_new ();
  count = g_new (Count, 1);
  count->scores = limen_threshold_scores_ref (self->query->scores);
  count->class = (gsize) MAX (self->query->class, 0);
  count->threshold = get_threshold (self->query);
  task = g_task_new (self, self->counting, counted_cb, NULL);
  g_task_set_task_data (task, count, (GDestroyNotify) count_free);
  g_task_run_in_thread (task, count_losses);
}

static void
bin_chosen_cb (GObject *object, GParamSpec *pspec, LimenRowsWindow *self)
{
  if (self->query == NULL || self->is_updating)
    return;
  gtk_widget_set_visible (
      self->any_loss,
      limen_bin_view_get_selected (LIMEN_BIN_VIEW (self->losses)) >= 0);
  list_others (self);
}

static void
any_loss_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LimenRowsWindow *self = LIMEN_ROWS_WINDOW (widget);

  limen_bin_view_set_selected (LIMEN_BIN_VIEW (self->losses), -1);
}

/* Which rows, and in which order */

static gboolean
can_list (const LimenRowQuery *query, const Where *where)
{
  gboolean has_line
      = query->class >= 0 && limen_kind_has_thresholds (get_kind (query));

  switch (where->cell)
    {
    case LIMEN_CELL_ANY:
      return has_line || !where->is_near;
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

/* Offers these titles, and chooses one. */
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
fill_wheres (LimenRowsWindow *self)
{
  g_autoptr (GArray) fresh = g_array_new (FALSE, FALSE, sizeof (guint));
  const char *titles[G_N_ELEMENTS (wheres) + 1] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (wheres); i++)
    if (can_list (self->query, &wheres[i]))
      {
        titles[fresh->len] = wheres[i].title;
        g_array_append_val (fresh, i);
      }
  fill_drop_down (self->where, &self->shown_wheres, fresh, titles,
                  find_where (self->query));
}

static void
fill_orders (LimenRowsWindow *self)
{
  g_autoptr (GArray) fresh = g_array_new (FALSE, FALSE, sizeof (guint));
  const char *titles[G_N_ELEMENTS (orders) + 1] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    if (can_order (self->query, &orders[i]))
      {
        titles[fresh->len] = orders[i].title;
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

/* The drop-downs offer what can be chosen, and the titles of the columns say by
 * what the rows are sorted. */
static void
update_choices (LimenRowsWindow *self)
{
  const Order *order;

  self->is_updating = TRUE;
  fill_wheres (self);
  fill_orders (self);
  order = &orders[self->order_index];
  limen_row_columns_sort (self->columns, order->part, order->direction);
  self->is_updating = FALSE;
}

static void
order_chosen_cb (GObject *object, GParamSpec *pspec, LimenRowsWindow *self)
{
  guint place = gtk_drop_down_get_selected (self->order);

  if (self->query == NULL || self->is_updating
      || place >= self->shown_orders->len)
    return;
  self->order_index = g_array_index (self->shown_orders, guint, place);
  update_choices (self);
  list_others (self);
}

static void
sorter_changed_cb (GtkSorter *sorter, GtkSorterChange change,
                   LimenRowsWindow *self)
{
  GtkSortType direction;
  guint part;

  if (self->query == NULL || self->is_updating
      || !limen_row_columns_get_sorting (self->columns, &part, &direction))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    if (orders[i].part == part && orders[i].direction == direction
        && can_order (self->query, &orders[i]))
      self->order_index = i;
  update_choices (self);
  list_others (self);
}

/* Whether each part of the rows that is not a field is worth a column. */
static void
offer_parts (LimenRowsWindow *self, gboolean *is_offered)
{
  const LimenRowQuery *query = self->query;
  gboolean has_scores = limen_kind_has_thresholds (get_kind (query));
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

/* What is offered, then fields of the file. */
static GArray *
list_first_parts (LimenRowsWindow *self, const gboolean *is_offered)
{
  LimenDataset *dataset
      = limen_threshold_scores_get_dataset (self->query->scores);
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (int));
  int n = LIMEN_ROW_FIRST_FIELD
          + (int) MIN (limen_dataset_get_n_fields (dataset),
                       MAX_FIRST_FIELDS);

  for (int i = 0; i < n; i++)
    if (i >= LIMEN_ROW_FIRST_FIELD || is_offered[i])
      g_array_append_val (parts, i);
  return parts;
}

/* Those that the user chose before; else the first ones. */
static void
choose_columns (LimenRowsWindow *self)
{
  g_autoptr (GPtrArray) titles = limen_row_columns_list_titles (self->columns);
  gboolean is_offered[LIMEN_ROW_FIRST_FIELD];
  g_autoptr (GArray) parts = NULL;

  offer_parts (self, is_offered);
  parts = limen_row_columns_memory_recall (G_OBJECT (self->session), titles,
                                           is_offered);
  if (parts == NULL)
    parts = list_first_parts (self, is_offered);
  limen_column_chooser_set_names (self->chooser, titles);
  limen_column_chooser_set_chosen (self->chooser, parts);
  limen_row_columns_show (self->columns, parts);
}

static void
remember_columns (LimenRowsWindow *self, GArray *parts)
{
  g_autoptr (GPtrArray) titles = limen_row_columns_list_titles (self->columns);
  gboolean is_offered[LIMEN_ROW_FIRST_FIELD];

  offer_parts (self, is_offered);
  limen_row_columns_memory_keep (G_OBJECT (self->session), titles, is_offered,
                                 parts);
}

/* A column more, where it is the first time that there is something in it. */
static void
add_column (LimenRowsWindow *self, LimenRowPart part)
{
  GArray *chosen = limen_column_chooser_get_chosen (self->chooser);
  g_autoptr (GArray) parts = NULL;
  guint place = 0;
  int value = part;

  if (limen_row_columns_shows (self->columns, part))
    return;
  parts = g_array_copy (chosen);
  while (place < parts->len && g_array_index (parts, int, place) < value)
    place++;
  g_array_insert_val (parts, place, value);
  limen_column_chooser_set_chosen (self->chooser, parts);
  limen_row_columns_show (self->columns, parts);
}

static void
columns_chosen_cb (LimenColumnChooser *chooser, LimenRowsWindow *self)
{
  GArray *parts = limen_column_chooser_get_chosen (chooser);

  self->is_updating = TRUE;
  limen_row_columns_show (self->columns, parts);
  update_choices (self);
  remember_columns (self, parts);
  if (parts->len > LIMEN_ROW_COLUMNS_MAX)
    {
      g_autofree char *message = g_strdup_printf (
          "The first %d columns are shown", LIMEN_ROW_COLUMNS_MAX);

      limen_toast_show (self->toast, message, NULL, NULL);
    }
}

static void
where_chosen_cb (GObject *object, GParamSpec *pspec, LimenRowsWindow *self)
{
  guint place = gtk_drop_down_get_selected (self->where);
  const Where *where;

  if (self->query == NULL || self->is_updating
      || place >= self->shown_wheres->len)
    return;
  where = &wheres[g_array_index (self->shown_wheres, guint, place)];
  self->query->where = where->cell;
  self->query->near = where->is_near ? LIMEN_ROWS_NEAR : 0;
  self->is_updating = TRUE;
  if (where->is_near)
    {
      add_column (self, LIMEN_ROW_DISTANCE);
      self->order_index = find_order (LIMEN_ROW_ORDER_SCORE, FALSE);
    }
  update_choices (self);
  list_others (self);
}

/* Following the line */

/* Several classes are not told apart by one threshold. */
static void
name_classes (LimenRowsWindow *self)
{
  const LimenRowQuery *query = self->query;

  if (query->class >= 0)
    limen_loss_histogram_view_set_class_names (
        self->losses, limen_threshold_scores_get_rest_name (query->scores),
        limen_threshold_scores_get_class_name (query->scores,
                                               (gsize) query->class));
}

static gboolean
can_follow (LimenRowsWindow *self)
{
  LimenAnalysis *analysis = limen_session_get_analysis (self->session);

  return self->query != NULL && limen_session_get_class (self->session) != NULL
         && limen_analysis_get_dataset (analysis)
                == limen_threshold_scores_get_dataset (self->query->scores);
}

/* Takes the line over from the session, and keeps what else was asked for. */
static void
take_line (LimenRowsWindow *self)
{
  LimenRowQuery *query = limen_rows_window_new_query (
      self->session, self->query->class < 0);
  const LimenRowQuery *old = self->query;
  gboolean had_costs = limen_row_query_has_costs (old);

  query->where = old->where;
  query->near = old->near;
  query->label = old->label;
  query->decision = old->decision;
  query->low = old->low;
  query->high = old->high;
  query->loss_low = old->loss_low;
  query->loss_high = old->loss_high;
  if (!can_list (query, &wheres[find_where (query)]))
    query->where = LIMEN_CELL_ANY;
  limen_row_query_free (self->query);
  self->query = query;
  self->is_updating = TRUE;
  if (!had_costs && limen_row_query_has_costs (query))
    add_column (self, LIMEN_ROW_COST);
  name_classes (self);
  update_choices (self);
}

static void
line_moved_cb (LimenRowsWindow *self)
{
  if (!self->is_following || !can_follow (self))
    return;
  take_line (self);
  self->is_moved = TRUE;
  start_listing (self);
  start_counting (self);
}

static void
set_following (LimenRowsWindow *self, gboolean is_following)
{
  if (self->is_following == is_following)
    return;
  self->is_following = is_following;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLLOW]);
  line_moved_cb (self);
}

/* Another file has another line. */
static void
analysis_changed_cb (LimenRowsWindow *self)
{
  gboolean can = can_follow (self);

  if (!can)
    set_following (self, FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "rows.follow", can);
}

static void
watch_session (LimenRowsWindow *self)
{
  static const char *const signals[]
      = { "notify::threshold", "notify::refer-from", "view-changed" };

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_object (self->session, signals[i],
                             G_CALLBACK (line_moved_cb), self,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (limen_session_get_thresholds (self->session),
                           "outcome-changed", G_CALLBACK (line_moved_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "analysis-changed",
                           G_CALLBACK (analysis_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/* Copying and saving */

static void
tell_count (LimenRowsWindow *self, const char *format, gsize n, gsize n_all)
{
  g_autofree char *count = limen_screen_format_count ((double) n);
  g_autofree char *all = limen_screen_format_count ((double) n_all);
  g_autofree char *message = NULL;

  if (n < n_all)
    message = g_strdup_printf ("%s the first %s of %s rows", format, count,
                               all);
  else
    message = g_strdup_printf ("%s %s %s", format, count,
                               n == 1 ? "row" : "rows");
  limen_toast_show (self->toast, message, NULL, NULL);
}

typedef struct
{
  gsize n, n_all;
} Copied;

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  LimenRowsWindow *self = LIMEN_ROWS_WINDOW (source);
  g_autofree Copied *copied = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = limen_rows_job_write_finish (result, &error);

  if (self->query == NULL)
    return;
  if (text == NULL)
    {
      limen_toast_show (self->toast, error->message, NULL, NULL);
      return;
    }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  tell_count (self, "Copied", copied->n, copied->n_all);
}

/* The selected rows; else the first that are listed. */
static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LimenRowsWindow *self = LIMEN_ROWS_WINDOW (widget);
  GBytes *listed = limen_row_list_get_rows (self->rows);
  g_autoptr (GArray) selected = NULL;
  g_autoptr (GBytes) rows = NULL;
  Copied *copied;

  if (listed == NULL)
    return;
  selected = list_selected (self, MAX_COPIED);
  copied = g_new (Copied, 1);
  if (selected->len > 0)
    rows = g_bytes_new (selected->data, selected->len * sizeof (guint32));
  else
    rows = g_bytes_new_from_bytes (
        listed, 0,
        MIN (g_bytes_get_size (listed), MAX_COPIED * sizeof (guint32)));
  copied->n = g_bytes_get_size (rows) / sizeof (guint32);
  copied->n_all = selected->len > 0
                      ? selected->len
                      : g_bytes_get_size (listed) / sizeof (guint32);
  limen_rows_job_write_async (limen_row_list_get_query (self->rows), rows,
                              NULL, NULL, NULL, self, copied_cb, copied);
}

static void
show_saving (LimenRowsWindow *self, gboolean is_saving)
{
  gtk_widget_set_visible (self->progress, is_saving);
  gtk_widget_set_visible (self->cancel, is_saving);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), 0);
  enable_output (self);
}

static void
saving_cb (gpointer source, double share)
{
  LimenRowsWindow *self = source;

  if (self->query != NULL)
    gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), share);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer application)
{
  LimenRowsWindow *self = LIMEN_ROWS_WINDOW (source);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = limen_rows_job_write_finish (result, &error);
  g_autofree char *message = NULL;

  g_clear_object (&self->saving);
  if (path != NULL)
    {
      g_autofree char *name = g_path_get_basename (path);
      g_autofree char *shown
          = limen_escape_name (name, LIMEN_NAME_CHARS);

      message = g_strdup_printf ("Saved %s", shown);
    }
  else
    message = limen_escape_lines (
        g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
            ? "The rows were not saved"
            : error->message);
  if (self->query != NULL)
    {
      show_saving (self, FALSE);
      limen_toast_show (self->toast, message, NULL, NULL);
    }
  else if (path == NULL)
    g_printerr ("%s\n", message);
  if (application != NULL)
    g_application_release (application);
  g_clear_object (&application);
}

static gboolean
check_output (LimenRowsWindow *self, const char *path, GError **error)
{
  LimenDataset *dataset = limen_threshold_scores_get_dataset (
      self->query->scores);
  const LimenLabelsFrom *from = limen_dataset_get_labels_from (dataset);
  const char *const inputs[] = { limen_dataset_get_path (dataset),
                                 from != NULL ? from->path : NULL };

  return limen_output_check_inputs (path, inputs, G_N_ELEMENTS (inputs),
                                    error);
}

/* Begins to save the rows that are listed as CSV; a toast tells when they are
 * there. The program waits for them, whatever becomes of the window. */
void
limen_rows_window_save_to (LimenRowsWindow *self, const char *path)
{
  GBytes *rows;
  GtkWindow *parent;
  GtkApplication *application;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (LIMEN_IS_ROWS_WINDOW (self));

  rows = limen_row_list_get_rows (self->rows);
  if (rows == NULL || self->saving != NULL)
    return;
  if (!check_output (self, path, &error))
    {
      limen_toast_show (self->toast, error->message, NULL, NULL);
      return;
    }
  parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  application = parent != NULL ? gtk_window_get_application (parent) : NULL;
  if (application != NULL)
    g_application_hold (G_APPLICATION (g_object_ref (application)));
  self->saving = g_cancellable_new ();
  show_saving (self, TRUE);
  limen_rows_job_write_async (limen_row_list_get_query (self->rows), rows,
                              path, saving_cb, self->saving, self, saved_cb,
                              application);
}

static void
save_answered_cb (GtkNativeDialog *dialog, int response,
                  LimenRowsWindow *self)
{
  g_autoptr (GFile) file
      = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (response == GTK_RESPONSE_ACCEPT && path != NULL)
    limen_rows_window_save_to (self, path);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LimenRowsWindow *self = LIMEN_ROWS_WINDOW (widget);
  g_autoptr (GtkFileFilter) filter = NULL;
  g_autoptr (GError) error = NULL;
  GtkFileChooserNative *dialog;

  if (!limen_file_dialog_can_open (&error))
    {
      limen_toast_show (self->toast, error->message, NULL, NULL);
      return;
    }
  filter = gtk_file_filter_new ();
  gtk_file_filter_set_name (filter, "CSV");
  gtk_file_filter_add_pattern (filter, "*.csv");
  dialog = gtk_file_chooser_native_new ("Save the rows", GTK_WINDOW (widget),
                                        GTK_FILE_CHOOSER_ACTION_SAVE, "_Save",
                                        "_Cancel");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), "rows.csv");
  limen_file_dialog_show (dialog, G_CALLBACK (save_answered_cb));
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_cancellable_cancel (LIMEN_ROWS_WINDOW (widget)->saving);
}

static void
help_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (widget));

  if (parent != NULL)
    limen_help_window_show (parent, "figure/losses");
}

/* GObject */

static void
limen_rows_window_get_property (GObject *object, guint id, GValue *value,
                                GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_FOLLOW:
      g_value_set_boolean (value, LIMEN_ROWS_WINDOW (object)->is_following);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
limen_rows_window_set_property (GObject *object, guint id,
                                const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_FOLLOW:
      set_following (LIMEN_ROWS_WINDOW (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
limen_rows_window_dispose (GObject *object)
{
  LimenRowsWindow *self = LIMEN_ROWS_WINDOW (object);

  g_cancellable_cancel (self->listing);
  g_cancellable_cancel (self->counting);
  g_clear_pointer (&self->query, limen_row_query_free);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (limen_rows_window_parent_class)->dispose (object);
}

static void
limen_rows_window_finalize (GObject *object)
{
  LimenRowsWindow *self = LIMEN_ROWS_WINDOW (object);

  g_clear_object (&self->columns);
  g_clear_pointer (&self->shown_wheres, g_array_unref);
  g_clear_pointer (&self->shown_orders, g_array_unref);
  g_clear_object (&self->listing);
  g_clear_object (&self->counting);
  g_clear_object (&self->saving);
  G_OBJECT_CLASS (limen_rows_window_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_property_action (widget_class, "rows.follow",
                                            "follow");
  gtk_widget_class_install_action (widget_class, "rows.any-loss", NULL,
                                   any_loss_action);
  gtk_widget_class_install_action (widget_class, "rows.copy", NULL,
                                   copy_action);
  gtk_widget_class_install_action (widget_class, "rows.save", NULL,
                                   save_action);
  gtk_widget_class_install_action (widget_class, "rows.cancel", NULL,
                                   cancel_action);
  gtk_widget_class_install_action (widget_class, "rows.help", NULL,
                                   help_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c,
                                       GDK_CONTROL_MASK, "rows.copy", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s,
                                       GDK_CONTROL_MASK, "rows.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0,
                                       "window.close", NULL);
}

static void
limen_rows_window_class_init (LimenRowsWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = limen_rows_window_get_property;
  object_class->set_property = limen_rows_window_set_property;
  object_class->dispose = limen_rows_window_dispose;
  object_class->finalize = limen_rows_window_finalize;
  properties[PROP_FOLLOW] = g_param_spec_boolean (
      "follow", NULL, NULL, FALSE,
      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  install_actions (widget_class);
  g_type_ensure (LIMEN_TYPE_COLUMN_CHOOSER);
  g_type_ensure (LIMEN_TYPE_LOSS_HISTOGRAM_VIEW);
  g_type_ensure (LIMEN_TYPE_ROW_LIST);
  g_type_ensure (LIMEN_TYPE_TOAST);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/limen/Limen/ui/rows-window.ui");
#define BIND(name)                                                            \
  gtk_widget_class_bind_template_child (widget_class, LimenRowsWindow, name)
  BIND (where);
  BIND (order);
  BIND (follow);
  BIND (toast);
  BIND (losses);
  BIND (view);
  BIND (summary);
  BIND (progress);
  BIND (cancel);
  BIND (any_loss);
  BIND (chooser);
  BIND (rows);
  BIND (selection);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, where_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, order_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, bin_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, columns_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, fields_failed_cb);
}

static void
limen_rows_window_init (LimenRowsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  limen_list_focus_keep (self->view);
  enable_output (self);
}

/* The worst rows come first where rows have losses, else those of the highest
 * scores; decisions, which have neither, are as in the file. Near the line
 * those above it stand above it. */
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

/* The rows that a query, which is copied, is about: all of them; the worst
 * first, where they have a loss. */
GtkWidget *
limen_rows_window_new (GtkWindow *parent, LimenSession *session,
                       const LimenRowQuery *query)
{
  LimenRowsWindow *self = g_object_new (LIMEN_TYPE_ROWS_WINDOW, NULL);

  limen_child_window_set_parent (GTK_WINDOW (self), parent);
  self->session = g_object_ref (session);
  self->query = limen_row_query_copy (query);
  self->query->top = G_MAXSIZE;
  self->columns = limen_row_columns_new (
      self->view, limen_threshold_scores_get_dataset (query->scores));
  choose_columns (self);
  self->order_index = find_first_order (query);
  update_choices (self);
  g_signal_connect_object (gtk_column_view_get_sorter (self->view), "changed",
                           G_CALLBACK (sorter_changed_cb), self, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->losses),
                          limen_row_query_has_losses (query));
  g_object_bind_property (parent, "theme", self->losses, "theme",
                          G_BINDING_SYNC_CREATE);
  name_classes (self);
  watch_session (self);
  self->is_following = can_follow (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "rows.follow",
                                 self->is_following);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLLOW]);
  start_counting (self);
  start_listing (self);
  return GTK_WIDGET (self);
}

/* A query for all rows of what the session shows: of the class that is shown,
 * at its thresholds and costs; or, decided, by the decision for all classes; or
 * of numbers, where there are no classes. */
LimenRowQuery *
limen_rows_window_new_query (LimenSession *session, gboolean is_decided)
{
  LimenThresholdSet *set = limen_session_get_thresholds (session);
  LimenRowQuery query;
  g_autofree double *thresholds = NULL;

  if (limen_session_get_class (session) == NULL)
    {
      query = limen_row_query_new (
          limen_analysis_get_scores (limen_session_get_analysis (session)), -1,
          G_MAXSIZE);
      return limen_row_query_copy (&query);
    }
  if (is_decided)
    {
      LimenThresholdScores *scores
          = limen_threshold_set_get_deciding_scores (set);
      gsize n = limen_threshold_scores_get_numbers (scores)->n_classes;

      query = limen_row_query_new (scores, -1, G_MAXSIZE);
      thresholds = g_new (double, n);
      for (gsize k = 0; k < n; k++)
        thresholds[k] = limen_threshold_set_get_deciding_thresholds (
            set)[limen_session_has_classes (session) ? k : 0];
      query.thresholds = thresholds;
      query.rule = limen_threshold_set_get_rule (set);
      return limen_row_query_copy (&query);
    }
  query = limen_row_query_new (
      limen_analysis_get_scores (limen_session_get_analysis (session)),
      (int) limen_one_vs_rest_get_class (limen_session_get_class (session)),
      G_MAXSIZE);
  query.threshold = limen_session_get_threshold (session);
  query.refer_from = limen_session_get_refer_from (session);
  query.costs = limen_session_get_view (session).costs;
  return limen_row_query_copy (&query);
}
