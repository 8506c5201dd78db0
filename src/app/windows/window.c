#include "window.h"

#include <string.h>

#include "announcement.h"
#include "child-window.h"
#include "columns-dialog.h"
#include "cost-matrix.h"
#include "cutoff-file.h"
#include "cutoff-text.h"
#include "data-panel.h"
#include "drawer.h"
#include "escape.h"
#include "figures-panel.h"
#include "fold.h"
#include "label-memory.h"
#include "question.h"
#include "reading-memory.h"
#include "recent-menu.h"
#include "row-columns-memory.h"
#include "sample-file.h"
#include "saving-actions.h"
#include "screen-format.h"
#include "table-error.h"
#include "threshold-panel.h"
#include "toast.h"
#include "window-actions.h"
#include "window-labels.h"

#define PULSE_MILLISECONDS 50

struct _LimenWindow
{
  GtkApplicationWindow parent_instance;

  GtkWidget *title;
  GtkWidget *subtitle;
  GtkWidget *side_button;
  GtkMenuButton *recent_button;
  GtkWidget *stack;
  GtkLabel *welcome_title;
  GtkLabel *welcome_text;
  GtkWidget *sample_button;
  GtkWidget *drop_hint;
  LimenDrawer *drawer;
  LimenFold *fold;
  LimenDataPanel *data_panel;
  LimenFiguresPanel *figures_panel;
  LimenThresholdPanel *threshold_panel;
  GtkWidget *threshold_side;
  GtkWidget *loading_bar;
  GtkWidget *loading_label;
  GtkProgressBar *progress;
  guint pulse_id; /* 0: its fraction is known */
  GtkWidget *error_bar;
  GtkWidget *error_title;
  GtkWidget *error_message;
  GtkWidget *error_actions;
  GtkWidget *error_skip;
  GtkWidget *error_columns;
  GtkWidget *error_labels;
  LimenToast *toast;
  /* What is said once the file is read, and the button and its action beside
   * it. */
  char *awaited_message; /* NULL: nothing */
  const char *awaited_button, *awaited_action;
  char *saved_path; /* what "Open" in the toast opens */
  gboolean is_remembered; /* how files with this header are read */
  LimenThemeVariant theme;

  LimenSession *session;
  GMenu *undo_menu; /* what can be taken back and made again */
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

  return limen_escape_name (base, LIMEN_NAME_CHARS);
}

static char *
show_cutoff (LimenCutoff *cutoff)
{
  return limen_escape_name (limen_cutoff_get_name (cutoff), LIMEN_NAME_CHARS);
}

/* What the scores are and the classes, of which a regression has neither. */
static char *
describe_classes (LimenDataset *dataset)
{
  const LimenPredictions *predictions
      = limen_dataset_get_predictions (dataset);
  const LimenTaskInfo *task = limen_task_get (predictions->task);
  const char *kind = limen_kind_get_title (predictions->kind);
  g_autofree char *n
      = limen_screen_format_count ((double) predictions->n_classes);

  if (task->class_nouns == NULL)
    return g_strdup ("");
  if (!task->has_positive)
    return g_strdup_printf (" \302\267 %s \302\267 %s %s", kind, n,
                            task->class_nouns);
  return g_strdup_printf (
      " \302\267 %s \302\267 positive class \342\200\234%s\342\200\235", kind,
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
      "%s %s \302\267 %s%s%s", rows, predictions->n_rows == 1 ? "row" : "rows",
      limen_task_get_name (predictions->task), classes, labels);
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
  gtk_widget_set_visible (self->threshold_side,
                          limen_session_get_class (session) != NULL);
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

/* Where cutoffs are opened before any predictions, the welcome page says that
 * they are there and what is missing. */
static void
update_welcome (LimenWindow *self)
{
  guint n = g_list_model_get_n_items (
      G_LIST_MODEL (limen_session_get_cutoffs (self->session)));
  g_autofree char *title = NULL;

  if (n == 0)
    {
      gtk_label_set_label (self->welcome_title,
                           "Open a file of predictions");
      gtk_label_set_label (
          self->welcome_text,
          "A CSV file with the true label of each row and the probability, "
          "logit or score that a model gave it. Drop it here, or press Open.");
      return;
    }
  title = n == 1 ? g_strdup ("1 cutoff is open")
                 : g_strdup_printf ("%u cutoffs are open", n);
  gtk_label_set_label (self->welcome_title, title);
  gtk_label_set_label (self->welcome_text,
                       n == 1 ? "Open a file of predictions as well to see "
                                "what it does. Drop it here, or press Open."
                              : "Open a file of predictions as well to see "
                                "what they do. Drop it here, or press Open.");
}

static gboolean
pulse_cb (gpointer data)
{
  gtk_progress_bar_pulse (LIMEN_WINDOW (data)->progress);
  return G_SOURCE_CONTINUE;
}

/* The bar moves, too, where nobody knows how much is left. Without a fraction
 * it would ask for frames even when it is hidden. */
static void
set_pulsing (LimenWindow *self, gboolean is_pulsing)
{
  if (!is_pulsing && self->pulse_id != 0)
    {
      g_clear_handle_id (&self->pulse_id, g_source_remove);
      gtk_progress_bar_set_fraction (self->progress, 0);
    }
  else if (is_pulsing && self->pulse_id == 0)
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
  set_pulsing (self, progress < 0 || is_read);
  if (progress >= 0 && !is_read)
    gtk_progress_bar_set_fraction (self->progress, progress);
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
  if (is_loading)
    g_clear_pointer (&self->awaited_message, g_free);
  else
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

/* Says something once what is being read is there; button and action are
 * static, or NULL. */
static void
await_reading (LimenWindow *self, const char *message, const char *button,
               const char *action)
{
  g_free (self->awaited_message);
  self->awaited_message = g_strdup (message);
  self->awaited_button = button;
  self->awaited_action = action;
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
  await_reading (self, message, NULL, NULL);
  return TRUE;
}

/* The buttons below an error: about its rows, about its columns, which bad rows
 * may come from as well, and about the file that its labels are in. */
static void
show_error_actions (LimenWindow *self, gboolean has_bad_rows,
                    gboolean has_bad_columns, gboolean has_labels)
{
  gtk_widget_set_visible (self->error_skip, has_bad_rows);
  gtk_widget_set_visible (self->error_columns,
                          has_bad_rows || has_bad_columns);
  gtk_widget_set_visible (self->error_labels, has_labels);
  gtk_widget_set_visible (self->error_actions,
                          has_bad_rows || has_bad_columns || has_labels);
}

static void
failed_cb (LimenSession *session, GError *error, LimenWindow *self)
{
  const char *path = limen_session_get_loading_path (session);
  const LimenReadOptions *options
      = limen_session_get_loading_options (session);
  g_autofree char *name = show_name (path);
  g_autofree char *title = NULL;

  g_clear_pointer (&self->awaited_message, g_free);
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
  show_error_actions (
      self, g_error_matches (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_ROWS),
      g_error_matches (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_OPTIONS),
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

/* "_Undo pinning", and a name's own underscores are no mnemonics. */
static void
add_undo_item (LimenWindow *self, const char *verb, const char *title,
               const char *action)
{
  g_autofree char *what
      = title != NULL ? limen_screen_escape_mnemonic (title) : NULL;
  g_autofree char *label = what != NULL
                               ? g_strdup_printf ("%s %s", verb, what)
                               : g_strdup (verb);

  g_menu_append (self->undo_menu, label, action);
}

static void
offer_undo (LimenWindow *self, const char *message)
{
  limen_toast_show (self->toast, message, "Undo", "win.undo");
}

static void
offer_redo (LimenWindow *self, const char *message)
{
  limen_toast_show (self->toast, message, "Redo", "win.redo");
}

/* What was offered was about the change before. */
static void
history_changed_cb (LimenSession *session, LimenWindow *self)
{
  g_autofree char *message = g_steal_pointer (&self->awaited_message);

  g_menu_remove_all (self->undo_menu);
  add_undo_item (self, "_Undo", limen_session_get_undo_title (session),
                 "win.undo");
  add_undo_item (self, "_Redo", limen_session_get_redo_title (session),
                 "win.redo");
  limen_window_update_actions (self);
  limen_toast_hide (self->toast);
  if (message != NULL)
    limen_toast_show (self->toast, message, self->awaited_button,
                      self->awaited_action);
}

static void
remove_cutoff_cb (LimenDrawer *drawer, LimenCutoff *cutoff,
                  LimenWindow *self)
{
  g_autofree char *name = show_cutoff (cutoff);
  g_autofree char *message
      = g_strdup_printf ("Removed \342\200\234%s\342\200\235", name);

  limen_session_remove_cutoff (self->session, cutoff);
  offer_undo (self, message);
}

/* All classes were pinned. */
static void
pinned_cb (LimenSession *session, GPtrArray *cutoffs, LimenWindow *self)
{
  g_autofree char *message = limen_cutoff_text_describe_pinned (cutoffs);

  offer_undo (self, message);
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

static gboolean
has_object (GBinding *binding, const GValue *from, GValue *to, gpointer data)
{
  g_value_set_boolean (to, g_value_get_object (from) != NULL);
  return TRUE;
}

static void
add_drop_target (LimenWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST,
                                               GDK_ACTION_COPY);

  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  g_object_bind_property_full (target, "current-drop", self->drop_hint,
                               "visible", G_BINDING_SYNC_CREATE, has_object,
                               NULL, NULL, NULL);
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
  G_OBJECT_CLASS (limen_window_parent_class)->dispose (object);
}

static void
limen_window_finalize (GObject *object)
{
  g_clear_object (&LIMEN_WINDOW (object)->session);
  g_free (LIMEN_WINDOW (object)->awaited_message);
  g_free (LIMEN_WINDOW (object)->saved_path);
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
  BIND (welcome_title);
  BIND (welcome_text);
  BIND (sample_button);
  BIND (drop_hint);
  BIND (drawer);
  BIND (fold);
  BIND (data_panel);
  BIND (figures_panel);
  BIND (threshold_panel);
  BIND (threshold_side);
  BIND (loading_bar);
  BIND (loading_label);
  BIND (progress);
  BIND (error_bar);
  BIND (error_title);
  BIND (error_message);
  BIND (error_actions);
  BIND (error_skip);
  BIND (error_columns);
  BIND (error_labels);
  BIND (toast);
  BIND (undo_menu);
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
  g_type_ensure (LIMEN_TYPE_DRAWER);
  g_type_ensure (LIMEN_TYPE_FIGURES_PANEL);
  g_type_ensure (LIMEN_TYPE_FOLD);
  g_type_ensure (LIMEN_TYPE_THRESHOLD_PANEL);
  g_type_ensure (LIMEN_TYPE_TOAST);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/limen/Limen/ui/window.ui");
  bind_children (widget_class);
}

/* A new one each time: GTK 4.8 warns of a menu that changes while it is
 * open. */
static void
create_recent_menu_cb (GtkMenuButton *button, gpointer data)
{
  g_autoptr (GMenuModel) menu = limen_recent_menu_new ();

  gtk_menu_button_set_menu_model (button, menu);
}

static void
limen_window_init (LimenWindow *self)
{
  g_autofree char *sample = limen_sample_file_find ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->session = limen_session_new ();
  gtk_menu_button_set_create_popup_func (self->recent_button,
                                         create_recent_menu_cb, NULL, NULL);
  gtk_widget_set_visible (self->sample_button, sample != NULL);
  limen_window_add_actions (self);
  add_drop_target (self);

  limen_data_panel_set_session (self->data_panel, self->session);
  limen_figures_panel_set_session (self->figures_panel, self->session);
  limen_threshold_panel_set_session (self->threshold_panel, self->session);
  limen_drawer_set_session (self->drawer, self->session);
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
  g_signal_connect (self->session, "history-changed",
                    G_CALLBACK (history_changed_cb), self);
  g_signal_connect_object (get_cutoffs (self), "items-changed",
                           G_CALLBACK (limen_window_update_actions), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_cutoffs (self), "items-changed",
                           G_CALLBACK (update_welcome), self,
                           G_CONNECT_SWAPPED);
  update_welcome (self);
  history_changed_cb (self->session, self);
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
  limen_drawer_bind_settings (self->drawer, settings);
  limen_row_columns_memory_bind (G_OBJECT (self->session), settings);
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

  if (limen_session_open_cutoffs (self->session, path, &error))
    {
      text = g_strdup_printf ("Added the cutoffs of %s", name);
      offer_undo (self, text);
      return;
    }
  text = g_strdup_printf ("%s could not be opened", name);
  limen_window_show_error (self, text, error->message);
}

/* Opens predictions, as is remembered of their header if anything is, or
 * exported cutoffs, which are told by what the file holds. */
void
limen_window_open (LimenWindow *self, const char *path)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();

  g_return_if_fail (LIMEN_IS_WINDOW (self));

  gtk_widget_set_visible (self->error_bar, FALSE);
  limen_toast_hide (self->toast);
  options->remembers = TRUE;
  if (limen_cutoff_file_is (path))
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

/* Says that a file was saved, and offers to open it. */
void
limen_window_show_saved (LimenWindow *self, const char *path)
{
  g_autofree char *name = show_name (path);
  g_autofree char *message = g_strdup_printf ("Saved %s", name);

  g_return_if_fail (LIMEN_IS_WINDOW (self));

  g_free (self->saved_path);
  self->saved_path = g_canonicalize_filename (path, NULL);
  limen_window_update_actions (self);
  limen_toast_show (self->toast, message, "Open", "win.open-saved");
}

/* The file that was saved last; NULL where none was. Owned by the window. */
const char *
limen_window_get_saved (LimenWindow *self)
{
  g_return_val_if_fail (LIMEN_IS_WINDOW (self), NULL);

  return self->saved_path;
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
  show_error_actions (self, FALSE, FALSE, FALSE);
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

/* Reads the file that is loaded again, in another way, says so once that is
 * done, and offers to go back. */
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
  limen_session_load (
      self->session,
      limen_dataset_get_path (limen_analysis_get_dataset (analysis)), said);
  await_reading (self, message, "Undo", "win.undo");
}

/* Forgets how files with the header of this one are read, which stays as it
 * is. */
void
limen_window_forget_columns (LimenWindow *self)
{
  const char *key;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (LIMEN_IS_WINDOW (self));

  key = limen_dataset_get_header_key (get_dataset (self));
  if (key != NULL && !limen_reading_memory_forget (key, &error))
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
/* Takes the last change back, and offers to make it again. */
void
limen_window_undo (LimenWindow *self)
{
  g_autofree char *message = NULL;

  g_return_if_fail (LIMEN_IS_WINDOW (self));

  message = g_strdup_printf ("Undone: %s",
                             limen_session_get_undo_title (self->session));
  limen_session_undo (self->session);
  if (limen_session_is_loading (self->session))
    await_reading (self, message, "Redo", "win.redo");
  else
    offer_redo (self, message);
}

/* Makes the change again that was taken back last, and offers to take it
 * back. */
void
limen_window_redo (LimenWindow *self)
{
  g_autofree char *message = NULL;

  g_return_if_fail (LIMEN_IS_WINDOW (self));

  message = g_strdup_printf ("Done again: %s",
                             limen_session_get_redo_title (self->session));
  limen_session_redo (self->session);
  if (limen_session_is_loading (self->session))
    await_reading (self, message, "Undo", "win.undo");
  else
    offer_undo (self, message);
}

/* Gives up what is being read. */
void
limen_window_cancel (LimenWindow *self)
{
  g_return_if_fail (LIMEN_IS_WINDOW (self));

  g_clear_pointer (&self->awaited_message, g_free);
  limen_session_cancel (self->session);
}

/* Writes the cutoffs and says so; false when it could not. */
gboolean
limen_window_export_to (LimenWindow *self, const char *path)
{
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (LIMEN_IS_WINDOW (self), FALSE);

  if (!limen_window_check_export (self, path, "The cutoffs were not exported"))
    return FALSE;
  if (!limen_cutoff_store_export (get_cutoffs (self), path, &error))
    {
      limen_window_show_error (self, "The cutoffs were not exported",
                               error->message);
      return FALSE;
    }
  limen_window_show_saved (self, path);
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

/* Zooms the figures over the threshold axis, as limen_figures_panel_zoom(). */
void
limen_window_zoom (LimenWindow *self, int n_steps)
{
  g_return_if_fail (LIMEN_IS_WINDOW (self));

  limen_figures_panel_zoom (self->figures_panel, n_steps);
}
