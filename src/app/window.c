#include "window.h"

#include <string.h>

#include "announcement.h"
#include "child-window.h"
#include "columns-dialog.h"
#include "cost-matrix.h"
#include "data-panel.h"
#include "escape.h"
#include "figures-panel.h"
#include "fold.h"
#include "label-memory.h"
#include "question.h"
#include "reading-memory.h"
#include "recent-menu.h"
#include "screen-format.h"
#include "table-error.h"
#include "threshold-panel.h"
#include "threshold.h"
#include "toast.h"
#include "window-actions.h"
#include "window-labels.h"

#define MAX_NAME_CHARS 80
#define PULSE_MILLISECONDS 50

struct _LimenWindow
{
  GtkApplicationWindow parent_instance;

  GtkWidget *title;
  GtkWidget *subtitle;
  GtkWidget *side_button;
  GtkMenuButton *recent_button;
  GtkWidget *stack;
  LimenFold *fold;
  LimenDataPanel *data_panel;
  LimenFiguresPanel *figures_panel;
  LimenThresholdPanel *threshold_panel;
  GtkWidget *loading_bar;
  GtkWidget *loading_label;
  GtkProgressBar *progress;
  guint pulse_id; /* 0: its fraction is known */
  GtkWidget *error_bar;
  GtkWidget *error_title;
  GtkWidget *error_message;
  GtkWidget *error_skip;
  GtkWidget *error_columns;
  GtkWidget *error_labels;
  LimenToast *toast;
  LimenReadOptions *options_before; /* of limen_window_reload() */
  gboolean is_remembered; /* how files with this header are read */
  LimenThemeVariant theme;

  LimenSession *session;
  /* What "Undo" would take back: a cutoff that was pinned or removed. */
  GPtrArray *undo_cutoffs; /* that decide together; NULL: nothing */
  guint undo_position;     /* of the first of them */
  gboolean undo_is_removal;
};

enum
{
  PROP_0,
  PROP_THEME,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LimenWindow, limen_window, GTK_TYPE_APPLICATION_WINDOW)

/* What is shown */

static char *
show_name (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);

  return limen_escape_text (base, strlen (base), MAX_NAME_CHARS);
}

static char *
describe_classes (LimenDataset *dataset)
{
  const LimenPredictions *predictions
      = limen_dataset_get_predictions (dataset);
  g_autofree char *n
      = limen_screen_format_count ((double) predictions->n_classes);

  if (predictions->task != LIMEN_TASK_BINARY)
    return g_strdup_printf ("%s %s", n,
                            predictions->task == LIMEN_TASK_MULTILABEL
                                ? "labels"
                                : "classes");
  return g_strdup_printf (
      "positive class \342\200\234%s\342\200\235",
      limen_dataset_get_class_name (dataset, predictions->positive));
}

static void
update_title (LimenWindow *self)
{
  LimenAnalysis *analysis = limen_session_get_analysis (self->session);
  LimenDataset *dataset = limen_analysis_get_dataset (analysis);
  const LimenPredictions *predictions
      = limen_dataset_get_predictions (dataset);
  g_autofree char *name = show_name (limen_dataset_get_path (dataset));
  g_autofree char *path
      = g_filename_display_name (limen_dataset_get_path (dataset));
  g_autofree char *rows
      = limen_screen_format_count ((double) predictions->n_rows);
  g_autofree char *classes = describe_classes (dataset);
  const LimenLabelsFrom *from = limen_dataset_get_labels_from (dataset);
  g_autofree char *labels
      = from != NULL ? g_strdup_printf (" \302\267 labels of %s", from->name)
                     : g_strdup ("");
  g_autofree char *subtitle = g_strdup_printf (
      "%s %s \302\267 %s \302\267 %s \302\267 %s%s", rows,
      predictions->n_rows == 1 ? "row" : "rows",
      limen_task_get_name (predictions->task),
      limen_kind_get_title (predictions->kind), classes, labels);
  g_autofree char *window_title = g_strdup_printf ("%s \342\200\223 Limen",
                                                   name);

  gtk_label_set_label (GTK_LABEL (self->title), name);
  gtk_label_set_label (GTK_LABEL (self->subtitle), subtitle);
  gtk_widget_set_visible (self->subtitle, TRUE);
  gtk_widget_set_tooltip_text (self->title, path);
  gtk_window_set_title (GTK_WINDOW (self), window_title);
}

static LimenDataset *
get_dataset (LimenWindow *self)
{
  return limen_analysis_get_dataset (
      limen_session_get_analysis (self->session));
}

static void
analysis_changed_cb (LimenSession *session, LimenWindow *self)
{
  LimenDataset *dataset = get_dataset (self);
  const char *key = limen_dataset_get_header_key (dataset);

  self->is_remembered = key != NULL && limen_reading_memory_has (key);
  update_title (self);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "content");
  gtk_widget_set_visible (self->error_bar, FALSE);
  limen_recent_menu_add_file (limen_dataset_get_path (dataset));
  limen_label_memory_keep (limen_dataset_get_path (dataset),
                           limen_session_get_options (session));
  limen_window_update_actions (self);
}

/* What there is to see of a file whose rows are still being read: the panels
 * beside the figures have nothing to say yet. */
static void
sketch_changed_cb (LimenSession *session, LimenWindow *self)
{
  gboolean is_sketched = limen_session_get_sketch (session) != NULL;
  gboolean has_content
      = is_sketched || limen_session_get_analysis (session) != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->data_panel), !is_sketched);
  gtk_widget_set_visible (GTK_WIDGET (self->threshold_panel), !is_sketched);
  gtk_stack_set_visible_child_full (GTK_STACK (self->stack),
                                    has_content ? "content" : "welcome",
                                    GTK_STACK_TRANSITION_TYPE_NONE);
}

static gboolean
pulse_cb (gpointer data)
{
  gtk_progress_bar_pulse (LIMEN_WINDOW (data)->progress);
  return G_SOURCE_CONTINUE;
}

/* The bar moves, too, where nobody knows how much is left. */
static void
set_pulsing (LimenWindow *self, gboolean is_pulsing)
{
  if (!is_pulsing)
    g_clear_handle_id (&self->pulse_id, g_source_remove);
  else if (self->pulse_id == 0)
    self->pulse_id = g_timeout_add (PULSE_MILLISECONDS, pulse_cb, self);
}

static void
show_progress (LimenWindow *self, double progress)
{
  gboolean is_read = progress >= 1;
  g_autofree char *name
      = show_name (limen_session_get_loading_path (self->session));
  g_autofree char *label
      = g_strdup_printf (is_read ? "Analysing %s" : "Reading %s", name);

  gtk_label_set_label (GTK_LABEL (self->loading_label), label);
  if (progress >= 0 && !is_read)
    gtk_progress_bar_set_fraction (self->progress, progress);
  set_pulsing (self, progress < 0 || is_read);
}

static void
progress_changed_cb (LimenSession *session, GParamSpec *pspec,
                     LimenWindow *self)
{
  double progress;

  g_object_get (session, "progress", &progress, NULL);
  show_progress (self, progress);
}

static void
loading_changed_cb (LimenSession *session, GParamSpec *pspec,
                    LimenWindow *self)
{
  gboolean is_loading = limen_session_is_loading (session);

  gtk_widget_set_visible (self->loading_bar, is_loading);
  if (!is_loading)
    set_pulsing (self, FALSE);
  limen_window_update_actions (self);
}

/* "bad.csv could not be opened", or "... could not be read like good.csv". */
static char *
describe_failure (const char *name, const LimenReadOptions *options)
{
  g_autofree char *like = limen_read_options_describe_like (options);

  return like != NULL
             ? g_strdup_printf ("%s could not be read like %s", name, like)
             : g_strdup_printf ("%s could not be opened", name);
}

/* Asks where an answer lets the file be read: which column is what, or which of
 * several labels to leave out. */
static gboolean
asks_columns (LimenWindow *self, const GError *error, const char *path,
              const LimenReadOptions *options)
{
  g_autofree char *reason = limen_question_shorten (error->message, path);
  g_autoptr (LimenReadOptions) suggested = NULL;
  g_auto (GStrv) ignored = NULL;

  *reason = g_ascii_toupper (*reason);
  if (g_error_matches (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_ROLES))
    {
      limen_window_ask_columns (self, path, options, reason);
      return TRUE;
    }
  ignored = limen_question_list_ignored (error->message);
  if (ignored == NULL)
    return FALSE;
  suggested = limen_read_options_copy (options);
  g_strfreev (suggested->ignored);
  suggested->ignored = g_steal_pointer (&ignored);
  limen_window_ask_columns (self, path, suggested, "There are more labels "
                                                   "than one column of scores "
                                                   "tells apart");
  return TRUE;
}

/* Reads scores again with the labels that they were opened with last. FALSE
 * where that is not known, or what just failed. */
static gboolean
load_with_labels (LimenWindow *self)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_copy (
      limen_session_get_loading_options (self->session));
  g_autofree char *path
      = g_strdup (limen_session_get_loading_path (self->session));
  g_autofree char *name = NULL, *message = NULL;

  if (!limen_label_memory_recall (path, options))
    return FALSE;
  name = show_name (options->labels_from);
  message = g_strdup_printf ("With the labels of %s, as before", name);
  limen_session_load (self->session, path, options);
  limen_toast_show (self->toast, message, NULL, NULL);
  return TRUE;
}

static void
failed_cb (LimenSession *session, GError *error, LimenWindow *self)
{
  const char *path = limen_session_get_loading_path (session);
  const LimenReadOptions *options
      = limen_session_get_loading_options (session);
  g_autofree char *name = show_name (path);
  g_autofree char *title = NULL;

  if (g_error_matches (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_ROLES)
      && load_with_labels (self))
    return;
  if (asks_columns (self, error, path, options))
    return;
  if (g_error_matches (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_LABELS))
    {
      limen_window_ask_labels (self, path, options, error->message);
      return;
    }
  title = describe_failure (name, options);
  limen_window_show_error (self, title, error->message);
  gtk_widget_set_visible (
      self->error_skip,
      g_error_matches (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_ROWS));
  gtk_widget_set_visible (
      self->error_columns,
      g_error_matches (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_ROWS)
          || g_error_matches (error, LIMEN_TABLE_ERROR,
                              LIMEN_TABLE_ERROR_OPTIONS));
  gtk_widget_set_visible (
      self->error_labels,
      limen_session_get_loading_options (session)->labels_from != NULL);
}

static void
compute_failed_cb (LimenSession *session, GError *error, LimenWindow *self)
{
  limen_window_show_error (self, "The thresholds could not be computed",
                           error->message);
}

/* Undo */

static LimenCutoffStore *
get_cutoffs (LimenWindow *self)
{
  return limen_session_get_cutoffs (self->session);
}

static gboolean
find_cutoff (LimenWindow *self, LimenCutoff *cutoff, guint *position)
{
  return limen_cutoff_store_find (get_cutoffs (self), cutoff, position);
}

/* Takes the cutoffs over. */
static void
remember_undo (LimenWindow *self, GPtrArray *cutoffs, gboolean is_removal)
{
  g_clear_pointer (&self->undo_cutoffs, g_ptr_array_unref);
  self->undo_cutoffs = cutoffs;
  self->undo_is_removal = is_removal;
  if (!find_cutoff (self, g_ptr_array_index (cutoffs, 0),
                    &self->undo_position))
    self->undo_position = 0;
}

static void
remove_cutoffs (LimenWindow *self, GPtrArray *cutoffs)
{
  guint position;

  for (guint i = 0; i < cutoffs->len; i++)
    if (find_cutoff (self, g_ptr_array_index (cutoffs, i), &position))
      limen_cutoff_store_remove (get_cutoffs (self), position);
}

/* One of a set is not removed without the others. */
static void
remove_cutoff_cb (LimenThresholdPanel *panel, LimenCutoff *cutoff,
                  LimenWindow *self)
{
  GPtrArray *set = limen_cutoff_store_get_set (get_cutoffs (self), cutoff);
  g_autofree char *message
      = g_strdup_printf ("Removed \342\200\234%s\342\200\235",
                         limen_cutoff_get_name (cutoff));

  remember_undo (self, set, TRUE);
  remove_cutoffs (self, set);
  limen_window_update_actions (self);
  limen_toast_show (self->toast, message, "Undo", "win.undo");
}

/* All classes were pinned. */
static void
pinned_cb (LimenSession *session, GPtrArray *cutoffs, LimenWindow *self)
{
  g_autofree char *message = g_strdup_printf (
      "Pinned %u thresholds as \342\200\234%s\342\200\235", cutoffs->len,
      limen_cutoff_get_name (g_ptr_array_index (cutoffs, 0)));

  remember_undo (self, g_ptr_array_ref (cutoffs), FALSE);
  limen_window_update_actions (self);
  limen_toast_show (self->toast, message, "Undo", "win.undo");
}

/* Files from elsewhere */

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y,
         LimenWindow *self)
{
  GSList *files = g_value_get_boxed (value);
  g_autofree char *path = files != NULL ? g_file_get_path (files->data) : NULL;

  if (path == NULL)
    return FALSE;
  limen_window_open (self, path);
  return TRUE;
}

static void
add_drop_target (LimenWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST,
                                               GDK_ACTION_COPY);

  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self),
                             GTK_EVENT_CONTROLLER (target));
}

/* Closing */

static void
close_answered_cb (GtkDialog *dialog, int response, LimenWindow *self)
{
  gtk_window_destroy (GTK_WINDOW (dialog));
  if (response == GTK_RESPONSE_ACCEPT)
    limen_window_choose_export (self, TRUE);
  else if (response == GTK_RESPONSE_REJECT)
    gtk_window_destroy (GTK_WINDOW (self));
}

static void
ask_before_closing (LimenWindow *self)
{
  GtkWidget *dialog = gtk_message_dialog_new (
      NULL, GTK_DIALOG_MODAL, GTK_MESSAGE_QUESTION, GTK_BUTTONS_NONE,
      "Export the pinned cutoffs before closing?");
  GtkWidget *discard;

  limen_child_window_set_parent (GTK_WINDOW (dialog), GTK_WINDOW (self));
  gtk_message_dialog_format_secondary_text (
      GTK_MESSAGE_DIALOG (dialog),
      "They have not been exported since they last changed.");
  discard = gtk_dialog_add_button (GTK_DIALOG (dialog), "Discard",
                                   GTK_RESPONSE_REJECT);
  gtk_widget_add_css_class (discard, "destructive-action");
  gtk_dialog_add_button (GTK_DIALOG (dialog), "Cancel", GTK_RESPONSE_CANCEL);
  gtk_dialog_add_button (GTK_DIALOG (dialog), "Export\342\200\246",
                         GTK_RESPONSE_ACCEPT);
  gtk_dialog_set_default_response (GTK_DIALOG (dialog), GTK_RESPONSE_ACCEPT);
  g_signal_connect (dialog, "response", G_CALLBACK (close_answered_cb), self);
  gtk_window_present (GTK_WINDOW (dialog));
}

static gboolean
limen_window_close_request (GtkWindow *window)
{
  LimenWindow *self = LIMEN_WINDOW (window);

  if (limen_cutoff_store_has_unexported (get_cutoffs (self)))
    {
      ask_before_closing (self);
      return TRUE;
    }
  return GTK_WINDOW_CLASS (limen_window_parent_class)->close_request (window);
}

static void
limen_window_get_property (GObject *object, guint id, GValue *value,
                           GParamSpec *pspec)
{
  if (id == PROP_THEME)
    g_value_set_uint (value, LIMEN_WINDOW (object)->theme);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
limen_window_dispose (GObject *object)
{
  LimenWindow *self = LIMEN_WINDOW (object);

  set_pulsing (self, FALSE);
  if (self->session != NULL)
    {
      limen_session_cancel (self->session);
      g_signal_handlers_disconnect_by_data (self->session, self);
    }
  g_clear_pointer (&self->undo_cutoffs, g_ptr_array_unref);
  G_OBJECT_CLASS (limen_window_parent_class)->dispose (object);
}

static void
limen_window_finalize (GObject *object)
{
  g_clear_object (&LIMEN_WINDOW (object)->session);
  g_clear_pointer (&LIMEN_WINDOW (object)->options_before,
                   limen_read_options_free);
  G_OBJECT_CLASS (limen_window_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
#define BIND(name)                                                            \
  gtk_widget_class_bind_template_child (widget_class, LimenWindow, name)
  BIND (title);
  BIND (subtitle);
  BIND (side_button);
  BIND (recent_button);
  BIND (stack);
  BIND (fold);
  BIND (data_panel);
  BIND (figures_panel);
  BIND (threshold_panel);
  BIND (loading_bar);
  BIND (loading_label);
  BIND (progress);
  BIND (error_bar);
  BIND (error_title);
  BIND (error_message);
  BIND (error_skip);
  BIND (error_columns);
  BIND (error_labels);
  BIND (toast);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, remove_cutoff_cb);
}

static void
limen_window_class_init (LimenWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = limen_window_get_property;
  object_class->dispose = limen_window_dispose;
  object_class->finalize = limen_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = limen_window_close_request;

  properties[PROP_THEME]
      = g_param_spec_uint ("theme", NULL, NULL, 0, LIMEN_THEME_CONTRAST_DARK,
                           LIMEN_THEME_LIGHT,
                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (LIMEN_TYPE_DATA_PANEL);
  g_type_ensure (LIMEN_TYPE_FIGURES_PANEL);
  g_type_ensure (LIMEN_TYPE_FOLD);
  g_type_ensure (LIMEN_TYPE_THRESHOLD_PANEL);
  g_type_ensure (LIMEN_TYPE_TOAST);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/limen/Limen/ui/window.ui");
  bind_children (widget_class);
}

static void
limen_window_init (LimenWindow *self)
{
  g_autoptr (GMenuModel) recent = limen_recent_menu_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->session = limen_session_new ();
  gtk_menu_button_set_menu_model (self->recent_button, recent);
  limen_window_add_actions (self);
  add_drop_target (self);

  limen_data_panel_set_session (self->data_panel, self->session);
  limen_figures_panel_set_session (self->figures_panel, self->session);
  limen_threshold_panel_set_session (self->threshold_panel, self->session);
  g_object_bind_property (self->fold, "folded", self->side_button, "visible",
                          G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->fold, "side-visible", self->side_button,
                          "active", G_BINDING_BIDIRECTIONAL);
  g_signal_connect (self->session, "analysis-changed",
                    G_CALLBACK (analysis_changed_cb), self);
  g_signal_connect (self->session, "sketch-changed",
                    G_CALLBACK (sketch_changed_cb), self);
  g_signal_connect (self->session, "notify::loading",
                    G_CALLBACK (loading_changed_cb), self);
  g_signal_connect (self->session, "notify::progress",
                    G_CALLBACK (progress_changed_cb), self);
  g_signal_connect (self->session, "failed", G_CALLBACK (failed_cb), self);
  g_signal_connect (self->session, "compute-failed",
                    G_CALLBACK (compute_failed_cb), self);
  g_signal_connect (self->session, "pinned", G_CALLBACK (pinned_cb), self);
  g_signal_connect_object (get_cutoffs (self), "items-changed",
                           G_CALLBACK (limen_window_update_actions), self,
                           G_CONNECT_SWAPPED);
  limen_window_update_actions (self);
}

static void
bind_settings (LimenWindow *self, GSettings *settings)
{
  g_settings_bind (settings, "window-width", self, "default-width",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-height", self, "default-height",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-maximized", self, "maximized",
                   G_SETTINGS_BIND_DEFAULT);
  limen_figures_panel_bind_settings (self->figures_panel, settings);
}

/* An empty window. Without settings (NULL) nothing is remembered. */
LimenWindow *
limen_window_new (GtkApplication *application, GSettings *settings)
{
  LimenWindow *self = g_object_new (LIMEN_TYPE_WINDOW, "application",
                                    application, NULL);

  if (settings != NULL)
    bind_settings (self, settings);
  return self;
}

/* The window's session; owned by it. */
LimenSession *
limen_window_get_session (LimenWindow *self)
{
  g_return_val_if_fail (LIMEN_IS_WINDOW (self), NULL);

  return self->session;
}

static void
open_cutoffs (LimenWindow *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = show_name (path);
  g_autofree char *text = NULL;

  if (limen_cutoff_store_open (get_cutoffs (self), path, &error))
    {
      text = g_strdup_printf ("Added the cutoffs of %s", name);
      limen_toast_show (self->toast, text, NULL, NULL);
      return;
    }
  text = g_strdup_printf ("%s could not be opened", name);
  limen_window_show_error (self, text, error->message);
}

/* Opens predictions, as is remembered of their header if anything is, or the
 * cutoffs of a JSON file. */
void
limen_window_open (LimenWindow *self, const char *path)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();

  g_return_if_fail (LIMEN_IS_WINDOW (self));

  gtk_widget_set_visible (self->error_bar, FALSE);
  options->remembers = TRUE;
  if (g_str_has_suffix (path, ".json"))
    open_cutoffs (self, path);
  else
    limen_session_load (self->session, path, options);
}

/* Draws in the colours of a theme, which windows of this one follow by the
 * property `theme`. */
void
limen_window_set_theme (LimenWindow *self, LimenThemeVariant variant)
{
  g_return_if_fail (LIMEN_IS_WINDOW (self));

  limen_figures_panel_set_theme (self->figures_panel, variant);
  limen_threshold_panel_set_theme (self->threshold_panel, variant);
  self->theme = variant;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_THEME]);
}

/* Shows a message for a while, over the content. */
void
limen_window_show_message (LimenWindow *self, const char *message)
{
  g_return_if_fail (LIMEN_IS_WINDOW (self));

  limen_toast_show (self->toast, message, NULL, NULL);
}

/* Shows an error above the content, which stays. The message may hold a path
 * that is not UTF-8; a command line that it offers is left out. */
void
limen_window_show_error (LimenWindow *self, const char *title,
                         const char *message)
{
  g_autofree char *kept = limen_question_strip_command (message);
  g_autofree char *shown = limen_escape_lines (kept);
  g_autofree char *heard = g_strdup_printf ("%s. %s", title, shown);

  g_return_if_fail (LIMEN_IS_WINDOW (self));

  gtk_label_set_label (GTK_LABEL (self->error_title), title);
  gtk_label_set_label (GTK_LABEL (self->error_message), shown);
  gtk_widget_set_visible (self->error_skip, FALSE);
  gtk_widget_set_visible (self->error_columns, FALSE);
  gtk_widget_set_visible (self->error_labels, FALSE);
  gtk_widget_set_visible (self->error_bar, TRUE);
  limen_announcement_prepare (self->error_bar);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->error_bar),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, heard, -1);
}

/* Takes the error away. */
void
limen_window_dismiss_error (LimenWindow *self)
{
  g_return_if_fail (LIMEN_IS_WINDOW (self));

  gtk_widget_set_visible (self->error_bar, FALSE);
}

static void
columns_accepted_cb (LimenColumnsDialog *dialog, LimenWindow *self)
{
  g_autoptr (LimenReadOptions) options
      = limen_columns_dialog_get_options (dialog);

  limen_session_load (self->session, limen_columns_dialog_get_path (dialog),
                      options);
}

/* Of a file that has labels from another one, how they belong to it; of any
 * other, which file that is. */
static void
labels_asked_cb (LimenColumnsDialog *dialog, LimenWindow *self)
{
  g_autoptr (LimenReadOptions) options
      = limen_columns_dialog_get_options (dialog);
  const char *path = limen_columns_dialog_get_path (dialog);

  if (options->labels_from != NULL)
    limen_window_ask_labels (self, path, options, NULL);
  else
    limen_window_choose_labels (self, path, options);
}

static void
labels_dropped_cb (LimenColumnsDialog *dialog, const char *labels_path,
                   LimenWindow *self)
{
  g_autoptr (LimenReadOptions) options
      = limen_columns_dialog_get_options (dialog);

  limen_window_add_labels (self, limen_columns_dialog_get_path (dialog),
                           options, labels_path);
}

/* Asks which column is what; `options` and `reason` may be NULL. */
void
limen_window_ask_columns (LimenWindow *self, const char *path,
                          const LimenReadOptions *options, const char *reason)
{
  g_autoptr (GError) error = NULL;
  GtkWidget *dialog;

  g_return_if_fail (LIMEN_IS_WINDOW (self));

  dialog = limen_columns_dialog_new (GTK_WINDOW (self), path, options, reason,
                                     &error);
  if (dialog == NULL)
    {
      limen_window_show_error (self, "The columns could not be read",
                               error->message);
      return;
    }
  g_signal_connect_object (dialog, "accepted",
                           G_CALLBACK (columns_accepted_cb), self, 0);
  g_signal_connect_object (dialog, "labels-asked",
                           G_CALLBACK (labels_asked_cb), self, 0);
  g_signal_connect_object (dialog, "labels-dropped",
                           G_CALLBACK (labels_dropped_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Reads the file that is loaded again, in another way, and offers to go
 * back. */
void
limen_window_reload (LimenWindow *self, const LimenReadOptions *options,
                     const char *message)
{
  LimenAnalysis *analysis;
  g_autoptr (LimenReadOptions) said = NULL;

  g_return_if_fail (LIMEN_IS_WINDOW (self));

  analysis = limen_session_get_analysis (self->session);
  g_return_if_fail (analysis != NULL);
  said = limen_read_options_copy (options);
  limen_read_options_own (said);
  g_clear_pointer (&self->options_before, limen_read_options_free);
  self->options_before
      = limen_read_options_copy (limen_session_get_options (self->session));
  limen_session_load (
      self->session,
      limen_dataset_get_path (limen_analysis_get_dataset (analysis)), said);
  limen_toast_show (self->toast, message, "Undo", "win.reload-as-before");
}

static gboolean
forget_columns (LimenWindow *self, GError **error)
{
  const char *key = limen_dataset_get_header_key (get_dataset (self));

  return key == NULL || limen_reading_memory_forget (key, error);
}

/* Goes back to how the file was read before limen_window_reload(). */
void
limen_window_reload_as_before (LimenWindow *self)
{
  g_autoptr (LimenReadOptions) options = NULL;

  g_return_if_fail (LIMEN_IS_WINDOW (self));

  options = g_steal_pointer (&self->options_before);
  if (options == NULL)
    return;
  if (!limen_read_options_has_roles (options))
    forget_columns (self, NULL);
  limen_window_reload (self, options, "Read as before");
}

/* Forgets how files with the header of this one are read, which stays as it
 * is. */
void
limen_window_forget_columns (LimenWindow *self)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (LIMEN_IS_WINDOW (self));

  if (!forget_columns (self, &error))
    {
      limen_window_show_error (self, "Nothing was forgotten", error->message);
      return;
    }
  self->is_remembered = FALSE;
  limen_window_update_actions (self);
  limen_toast_show (self->toast,
                    "Files with these columns are read by their names and "
                    "contents again",
                    NULL, NULL);
}

/* Whether it is remembered how files with the header of this one are read. */
gboolean
limen_window_is_remembered (LimenWindow *self)
{
  g_return_val_if_fail (LIMEN_IS_WINDOW (self), FALSE);

  return self->is_remembered;
}

/* Looks for the thresholds that are cheapest by a file of costs. */
void
limen_window_minimize_costs (LimenWindow *self, const char *path)
{
  LimenAnalysis *analysis;
  g_autoptr (GError) error = NULL;
  double *costs;

  g_return_if_fail (LIMEN_IS_WINDOW (self));

  analysis = limen_session_get_analysis (self->session);
  g_return_if_fail (analysis != NULL);
  costs = limen_cost_matrix_read (path, limen_analysis_get_dataset (analysis),
                                  &error);
  if (costs != NULL)
    limen_threshold_set_optimize_jointly (
        limen_session_get_thresholds (self->session), LIMEN_JOINT_COST, costs);
  else
    limen_window_show_error (self, "The costs could not be read",
                             error->message);
}

/* "threshold 0.5", or "thresholds 0.3 to 0.5" of a grey zone. */
static char *
describe_place (LimenCutoff *cutoff)
{
  gboolean is_reversed = limen_cutoff_is_reversed (cutoff);
  g_autofree char *threshold
      = limen_screen_format_threshold (limen_threshold_reverse (
          limen_cutoff_get_threshold (cutoff), is_reversed));
  g_autofree char *lower = NULL;
  LimenCutoffGreyZone zone;

  if (!limen_cutoff_get_grey_zone (cutoff, &zone))
    return g_strdup_printf ("threshold %s", threshold);
  lower = limen_screen_format_threshold (
      limen_threshold_reverse (zone.refer_from, is_reversed));
  return g_strdup_printf ("thresholds %s to %s", lower, threshold);
}

/* Says that a cutoff was pinned and offers to take it back. */
static void
tell_pinned (LimenWindow *self, LimenCutoff *cutoff, const char *message)
{
  GPtrArray *cutoffs = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (cutoffs, g_object_ref (cutoff));
  remember_undo (self, cutoffs, FALSE);
  limen_window_update_actions (self);
  limen_toast_show (self->toast, message, "Undo", "win.undo");
}

/* Pins the threshold and offers to take it back. */
void
limen_window_pin (LimenWindow *self)
{
  LimenCutoff *cutoff;
  g_autofree char *place = NULL;
  g_autofree char *message = NULL;

  g_return_if_fail (LIMEN_IS_WINDOW (self));

  cutoff = limen_session_pin (self->session);
  place = describe_place (cutoff);
  message = g_strdup_printf ("Pinned %s as \342\200\234%s\342\200\235", place,
                             limen_cutoff_get_name (cutoff));
  tell_pinned (self, cutoff, message);
}

/* The same with a map that rises, which is copied; returns the cutoff, owned
 * by the session. */
LimenCutoff *
limen_window_pin_with_map (LimenWindow *self, const LimenRecalibration *map)
{
  LimenCutoff *cutoff;
  g_autofree char *place = NULL, *message = NULL;

  g_return_val_if_fail (LIMEN_IS_WINDOW (self), NULL);

  cutoff = limen_session_pin_with_map (self->session, map);
  place = describe_place (cutoff);
  message = g_strdup_printf (
      "Pinned %s with its map as \342\200\234%s\342\200\235", place,
      limen_cutoff_get_name (cutoff));
  tell_pinned (self, cutoff, message);
  return cutoff;
}

/* Takes the last pinning or removal back. */
void
limen_window_undo (LimenWindow *self)
{
  g_autoptr (GPtrArray) cutoffs = NULL;

  g_return_if_fail (LIMEN_IS_WINDOW (self));

  cutoffs = g_steal_pointer (&self->undo_cutoffs);
  if (cutoffs == NULL)
    return;
  if (!self->undo_is_removal)
    remove_cutoffs (self, cutoffs);
  for (guint i = 0; self->undo_is_removal && i < cutoffs->len; i++)
    limen_cutoff_store_insert (get_cutoffs (self), self->undo_position + i,
                               g_ptr_array_index (cutoffs, i));
  limen_toast_show (self->toast, "Undone", NULL, NULL);
  limen_window_update_actions (self);
}

/* Whether there is something to take back. */
gboolean
limen_window_has_undo (LimenWindow *self)
{
  g_return_val_if_fail (LIMEN_IS_WINDOW (self), FALSE);

  return self->undo_cutoffs != NULL;
}

/* Writes the cutoffs and says so; false when it could not. */
gboolean
limen_window_export_to (LimenWindow *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = show_name (path);
  g_autofree char *message = NULL;

  g_return_val_if_fail (LIMEN_IS_WINDOW (self), FALSE);

  if (!limen_window_check_export (self, path, "The cutoffs were not exported"))
    return FALSE;
  if (!limen_cutoff_store_export (get_cutoffs (self), path, &error))
    {
      limen_window_show_error (self, "The cutoffs were not exported",
                               error->message);
      return FALSE;
    }
  message = g_strdup_printf ("Saved %s", name);
  limen_toast_show (self->toast, message, NULL, NULL);
  return TRUE;
}

/* The figure below the histogram, as limen_figures_panel_get_figure(). */
const char *
limen_window_get_figure (LimenWindow *self)
{
  g_return_val_if_fail (LIMEN_IS_WINDOW (self), NULL);

  return limen_figures_panel_get_figure (self->figures_panel);
}

/* Puts the keyboard into the threshold's field. */
void
limen_window_focus_threshold (LimenWindow *self)
{
  g_return_if_fail (LIMEN_IS_WINDOW (self));

  limen_threshold_panel_focus_threshold (self->threshold_panel);
}

/* Shows another figure there, as limen_figures_panel_step(). */
void
limen_window_step_figure (LimenWindow *self, int n_steps)
{
  g_return_if_fail (LIMEN_IS_WINDOW (self));

  limen_figures_panel_step (self->figures_panel, n_steps);
}
