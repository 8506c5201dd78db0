/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rows-window.h"

#include <glib/gi18n.h>

#include "child-window.h"
#include "column-chooser.h"
#include "help-window.h"
#include "list-focus.h"
#include "loss-histogram-view.h"
#include "row-columns-choice.h"
#include "row-columns.h"
#include "row-list.h"
#include "rows-choices.h"
#include "rows-job.h"
#include "rows-losses.h"
#include "rows-output.h"
#include "rows-query.h"
#include "rows-text.h"
#include "toast.h"

/* Selected rows stay selected when the list changes if there are at most this
 * many. */
#define MAX_KEPT 1000

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
  LimenRowsChoices *choices;
  LimenRowsLosses *loss_choice;
  LimenRowsOutput *output;
  LimenRowQuery *query; /* NULL before the window is set up and after it is
                         * closed */
  gboolean is_following;
  gboolean is_updating;  /* the controls change, but not by the user */
  gboolean is_moved;     /* the list is updated for a moved threshold: keep
                          * the scroll position */
  GCancellable *listing; /* NULL while no job runs */
  gboolean is_list_stale;
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

/* List */

static void
select_positions (LimenRowsWindow *self, const GArray *positions)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  g_autoptr (GtkBitset) selected = gtk_bitset_new_empty ();
  g_autoptr (GtkBitset) all = gtk_bitset_new_range (0, n);

  if (positions->len == 0)
    return;
  for (guint i = 0; i < positions->len; i++)
    gtk_bitset_add (selected, g_array_index (positions, guint, i));
  gtk_selection_model_set_selection (GTK_SELECTION_MODEL (self->selection),
                                     selected, all);
}

static void
show_rows (LimenRowsWindow *self, LimenRowsResult *result)
{
  gsize n = g_bytes_get_size (result->rows) / sizeof (guint32);
  g_autofree char *summary = limen_rows_text_describe (result->query, n);
  g_autofree char *title = limen_rows_text_format_title (result->query);

  limen_row_list_set (self->rows, g_steal_pointer (&result->query),
                      result->rows);
  select_positions (self, result->positions);
  if (!self->is_moved && n > 0)
    gtk_widget_activate_action (gtk_widget_get_last_child (
                                    GTK_WIDGET (self->view)),
                                "list.scroll-to-item", "u", 0u);
  gtk_label_set_label (GTK_LABEL (self->summary), summary);
  gtk_window_set_title (GTK_WINDOW (self), title);
  limen_rows_output_update (self->output);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  LimenRowsWindow *self = LIMEN_ROWS_WINDOW (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenRowsResult) found
      = limen_rows_job_list_finish (result, &error);

  g_clear_object (&self->listing);
  if (self->query == NULL) /* the window was closed */
    return;
  if (self->is_list_stale)
    start_listing (self);
  else if (found != NULL)
    show_rows (self, found);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    limen_toast_show (self->toast, error->message, NULL, NULL);
}

/* The query described by the drop-downs and the histogram. */
static LimenRowQuery *
new_query (LimenRowsWindow *self)
{
  LimenRowQuery *query = limen_row_query_copy (self->query);

  limen_rows_choices_apply_order (self->choices, query);
  limen_rows_losses_apply (self->loss_choice, query);
  return query;
}

/* The selected rows (guint32), which the next list selects again; none if
 * there are more than MAX_KEPT. A new array. */
static GArray *
list_kept (LimenRowsWindow *self)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (self->selection);
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (model);

  return gtk_bitset_get_size (selected) <= MAX_KEPT
             ? limen_row_list_get_selected (self->rows, model, MAX_KEPT)
             : g_array_new (FALSE, FALSE, sizeof (guint32));
}

/* Starts listing in the background. Only one thread runs at a time, however
 * fast the threshold moves. */
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
  limen_rows_job_list_async (new_query (self), list_kept (self), self->listing,
                             self, listed_cb);
}

/* Lists the rows that the controls now describe, and scrolls to the first. */
static void
list_others (LimenRowsWindow *self)
{
  self->is_moved = FALSE;
  start_listing (self);
}

/* The file was removed or replaced, so the fields of rows cannot be read. */
static void
fields_failed_cb (LimenRowList *rows, GError *error, LimenRowsWindow *self)
{
  limen_toast_show (self->toast, error->message, NULL, NULL);
}

static void
any_loss_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LimenRowsWindow *self = LIMEN_ROWS_WINDOW (widget);

  limen_rows_losses_clear (self->loss_choice);
}

/* Choice of rows and order */

/* Updates the drop-downs and the sort arrow in the column titles. */
static void
update_choices (LimenRowsWindow *self)
{
  GtkSortType direction;
  LimenRowPart part;

  self->is_updating = TRUE;
  limen_rows_choices_update (self->choices, self->query);
  part = limen_rows_choices_get_sorting (self->choices, &direction);
  limen_row_columns_sort (self->columns, part, direction);
  self->is_updating = FALSE;
}

static void
order_chosen_cb (GObject *object, GParamSpec *pspec, LimenRowsWindow *self)
{
  if (self->query == NULL || self->is_updating
      || !limen_rows_choices_take_order (self->choices))
    return;
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
  limen_rows_choices_sort (self->choices, self->query, part, direction);
  update_choices (self);
  list_others (self);
}

static void
add_column (LimenRowsWindow *self, LimenRowPart part)
{
  limen_row_columns_choice_add (self->columns, self->chooser, part);
}

static void
columns_chosen_cb (LimenColumnChooser *chooser, LimenRowsWindow *self)
{
  GArray *parts = limen_column_chooser_get_chosen (chooser);

  self->is_updating = TRUE;
  limen_row_columns_show (self->columns, parts);
  update_choices (self);
  limen_row_columns_choice_keep (self->columns, self->chooser,
                                 G_OBJECT (self->session), self->query);
  if (parts->len > LIMEN_ROW_COLUMNS_MAX)
    {
      g_autofree char *message = g_strdup_printf (
          _ ("The first %d columns are shown"), LIMEN_ROW_COLUMNS_MAX);

      limen_toast_show (self->toast, message, NULL, NULL);
    }
}

static void
filter_chosen_cb (GObject *object, GParamSpec *pspec, LimenRowsWindow *self)
{
  if (self->query == NULL || self->is_updating
      || !limen_rows_choices_take_filter (self->choices, self->query))
    return;
  self->is_updating = TRUE;
  if (self->query->near > 0)
    add_column (self, LIMEN_ROW_DISTANCE);
  update_choices (self);
  list_others (self);
}

/* Following the session */

static gboolean
can_follow (LimenRowsWindow *self)
{
  return self->query != NULL && limen_session_get_class (self->session) != NULL
         && limen_session_get_dataset (self->session)
                == limen_threshold_scores_get_dataset (self->query->scores);
}

/* Updates the query to the session's class, thresholds and costs. Keeps the
 * choice of rows to list, or falls back to all rows if the choice is not
 * possible any more, such as referred rows without a grey zone. */
static void
update_query (LimenRowsWindow *self)
{
  LimenRowQuery *query
      = limen_rows_query_new (self->session, self->query->class < 0);
  const LimenRowQuery *old = self->query;
  gboolean had_costs = limen_row_query_has_costs (old);

  query->where = old->where;
  query->near = old->near;
  query->label = old->label;
  query->decision = old->decision;
  query->low = old->low;
  query->high = old->high;
  if (!limen_rows_choices_can_list (query))
    query->where = LIMEN_CELL_ANY;
  limen_row_query_free (self->query);
  self->query = query;
  self->is_updating = TRUE;
  if (!had_costs && limen_row_query_has_costs (query))
    add_column (self, LIMEN_ROW_COST);
  update_choices (self);
}

static void
decision_changed_cb (LimenRowsWindow *self)
{
  if (!self->is_following || !can_follow (self))
    return;
  update_query (self);
  self->is_moved = TRUE;
  start_listing (self);
  limen_rows_losses_count (self->loss_choice, self->query);
}

static void
set_following (LimenRowsWindow *self, gboolean is_following)
{
  if (self->is_following == is_following)
    return;
  self->is_following = is_following;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLLOW]);
  decision_changed_cb (self);
}

/* Stops following when another file is loaded. */
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
                             G_CALLBACK (decision_changed_cb), self,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (limen_session_get_thresholds (self->session),
                           "result-changed", G_CALLBACK (decision_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "analysis-changed",
                           G_CALLBACK (analysis_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/* Copying and saving */

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  limen_rows_output_copy (LIMEN_ROWS_WINDOW (widget)->output);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  limen_rows_output_ask (LIMEN_ROWS_WINDOW (widget)->output);
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  limen_rows_output_cancel (LIMEN_ROWS_WINDOW (widget)->output);
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
  g_clear_pointer (&self->query, limen_row_query_free);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (limen_rows_window_parent_class)->dispose (object);
}

static void
limen_rows_window_finalize (GObject *object)
{
  LimenRowsWindow *self = LIMEN_ROWS_WINDOW (object);

  g_clear_object (&self->columns);
  g_clear_object (&self->loss_choice);
  g_clear_object (&self->output);
  g_clear_pointer (&self->choices, limen_rows_choices_free);
  g_clear_object (&self->listing);
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
  gtk_widget_class_bind_template_callback (widget_class, filter_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, order_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, columns_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, fields_failed_cb);
}

static void
limen_rows_window_init (LimenRowsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  limen_list_focus_keep (self->view);
  self->choices = limen_rows_choices_new (self->where, self->order);
  self->output = limen_rows_output_new (
      GTK_WINDOW (self), self->rows, GTK_SELECTION_MODEL (self->selection),
      self->toast, GTK_PROGRESS_BAR (self->progress), self->cancel);
}

/* A window that lists all rows of a query in the default order, see
 * limen_rows_choices_start(). Copies the query, whose limit on the number of
 * rows is ignored. */
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
  limen_row_columns_choice_start (self->columns, self->chooser,
                                  G_OBJECT (session), query);
  limen_rows_choices_start (self->choices, query);
  update_choices (self);
  g_signal_connect_object (gtk_column_view_get_sorter (self->view), "changed",
                           G_CALLBACK (sorter_changed_cb), self, 0);
  self->loss_choice
      = limen_rows_losses_new (self->losses, self->any_loss, query);
  g_signal_connect_object (self->loss_choice, "changed",
                           G_CALLBACK (list_others), self, G_CONNECT_SWAPPED);
  g_object_bind_property (parent, "theme", self->losses, "theme",
                          G_BINDING_SYNC_CREATE);
  watch_session (self);
  self->is_following = can_follow (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "rows.follow",
                                 self->is_following);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLLOW]);
  limen_rows_losses_count (self->loss_choice, self->query);
  start_listing (self);
  return GTK_WIDGET (self);
}

/* Starts saving the listed rows as CSV; see limen_rows_output_save_to(). */
void
limen_rows_window_save_to (LimenRowsWindow *self, const char *path)
{
  g_return_if_fail (LIMEN_IS_ROWS_WINDOW (self));

  limen_rows_output_save_to (self->output, path);
}
