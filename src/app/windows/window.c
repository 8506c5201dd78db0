/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window.h"

#include <glib/gi18n.h>

#include "cutoff-file.h"
#include "cutoff-text.h"
#include "data-panel.h"
#include "drawer.h"
#include "error-bar.h"
#include "display-text.h"
#include "figures-panel.h"
#include "file-name.h"
#include "fold.h"
#include "label-memory.h"
#include "loading-bar.h"
#include "reading-memory.h"
#include "recent-menu.h"
#include "row-columns-memory.h"
#include "threshold-panel.h"
#include "toast.h"
#include "welcome-page.h"
#include "window-actions.h"
#include "window-closing.h"
#include "window-failure.h"
#include "window-test.h"
#include "window-title.h"

struct _LimenWindow
{
  GtkApplicationWindow parent_instance;

  GtkWidget *title;
  GtkWidget *subtitle;
  GtkWidget *side_button;
  GtkMenuButton *recent_button;
  GtkWidget *stack;
  LimenWelcomePage *welcome_page;
  GtkWidget *drop_hint;
  GtkWidget *test_drop_hint;
  LimenDrawer *drawer;
  LimenFold *fold;
  LimenDataPanel *data_panel;
  LimenFiguresPanel *figures_panel;
  LimenThresholdPanel *threshold_panel;
  GtkWidget *threshold_side;
  LimenLoadingBar *loading_bar;
  LimenErrorBar *error_bar;
  LimenToast *toast;
  char *saved_path;       /* opened by the button of the toast */
  gboolean is_remembered; /* choices for this header are kept */
  LimenThemeVariant theme;

  LimenSession *session;
  GMenu *undo_menu;
  LimenUndoOffer *undo_offer;
};

enum
{
  PROP_0,
  PROP_THEME,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LimenWindow, limen_window, GTK_TYPE_APPLICATION_WINDOW)

/* Contents */

static char *
show_cutoff (LimenCutoff *cutoff)
{
  return limen_display_text_new_name (limen_cutoff_get_name (cutoff),
                                      LIMEN_NAME_CHARS);
}

static void
update_title (LimenWindow *self)
{
  LimenDataset *dataset = limen_session_get_dataset (self->session);
  const char *filename = limen_dataset_get_path (dataset);
  g_autofree char *name = limen_file_name_show (filename);
  g_autofree char *path = g_filename_display_name (filename);
  g_autofree char *test = limen_session_show_test_name (self->session);
  g_autofree char *subtitle = limen_window_title_describe (dataset, test);
  g_autofree char *window_title
      = test != NULL
            /* Translators: two files, in the title of the window. */
            ? g_strdup_printf (_ ("%s, test data %s \342\200\223 Limen"), name,
                               test)
            : g_strdup_printf ("%s \342\200\223 Limen", name);

  gtk_label_set_label (GTK_LABEL (self->title), name);
  gtk_label_set_label (GTK_LABEL (self->subtitle), subtitle);
  gtk_widget_set_visible (self->subtitle, TRUE);
  gtk_widget_set_tooltip_text (self->title, path);
  gtk_window_set_title (GTK_WINDOW (self), window_title);
}

static void
folded_cb (LimenFold *fold, GParamSpec *pspec, LimenWindow *self)
{
  gboolean is_folded;

  g_object_get (fold, "folded", &is_folded, NULL);
  limen_figures_panel_set_narrow (self->figures_panel, is_folded);
}

static void
analysis_changed_cb (LimenSession *session, LimenWindow *self)
{
  LimenDataset *dataset = limen_session_get_dataset (self->session);
  const char *key = limen_dataset_get_header_key (dataset);

  self->is_remembered = key != NULL && limen_reading_memory_has (key);
  update_title (self);
  gtk_widget_set_visible (self->threshold_side,
                          limen_session_get_class (session) != NULL);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "content");
  gtk_widget_set_visible (GTK_WIDGET (self->error_bar), FALSE);
  limen_recent_menu_add_file (limen_dataset_get_path (dataset));
  limen_label_memory_keep (limen_dataset_get_path (dataset),
                           limen_session_get_options (session));
  limen_window_update_actions (self);
}

/* Shows only the figures while a preview is shown; the panels beside them need
 * all rows. */
static void
sample_preview_changed_cb (LimenSession *session, LimenWindow *self)
{
  gboolean is_preview = limen_session_get_sample_preview (session) != NULL;
  gboolean has_content
      = is_preview || limen_session_get_analysis (session) != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->data_panel), !is_preview);
  gtk_widget_set_visible (GTK_WIDGET (self->threshold_panel), !is_preview);
  gtk_stack_set_visible_child_full (GTK_STACK (self->stack),
                                    has_content ? "content" : "welcome",
                                    GTK_STACK_TRANSITION_TYPE_NONE);
}

static void
failed_cb (LimenSession *session, GError *error, LimenWindow *self)
{
  limen_window_handle_failure (self, error, self->error_bar);
}

static void
compute_failed_cb (LimenSession *session, GError *error, LimenWindow *self)
{
  limen_window_show_error (self, _ ("The thresholds could not be computed"),
                           error->message);
}

static void
test_failed_cb (LimenWindow *self, GError *error)
{
  limen_window_fail_test (self, error);
}

/* Cutoffs */

static LimenCutoffStore *
get_cutoffs (LimenWindow *self)
{
  return limen_session_get_cutoffs (self->session);
}

static void
remove_cutoff_cb (LimenDrawer *drawer, LimenCutoff *cutoff,
                  LimenWindow *self)
{
  g_autofree char *name = show_cutoff (cutoff);
  g_autofree char *message
      = g_strdup_printf (_ ("Removed \342\200\234%s\342\200\235"), name);

  limen_session_remove_cutoff (self->session, cutoff);
  limen_undo_offer_show (self->undo_offer, message);
}

/* Shows a message about pinned cutoffs, one or those of all classes. */
static void
pinned_cb (LimenSession *session, GPtrArray *cutoffs, LimenWindow *self)
{
  g_autofree char *message = limen_cutoff_text_describe_pinned (cutoffs);

  limen_undo_offer_show (self->undo_offer, message);
}

/* Closing */

static gboolean
limen_window_close_request (GtkWindow *window)
{
  LimenWindow *self = LIMEN_WINDOW (window);

  if (limen_cutoff_store_has_unexported (get_cutoffs (self)))
    {
      limen_window_ask_before_closing (self);
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

  if (self->session != NULL)
    {
      limen_session_cancel (self->session);
      g_signal_handlers_disconnect_by_data (self->session, self);
    }
  g_clear_object (&self->undo_offer);
  G_OBJECT_CLASS (limen_window_parent_class)->dispose (object);
}

static void
limen_window_finalize (GObject *object)
{
  g_clear_object (&LIMEN_WINDOW (object)->session);
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
  BIND (welcome_page);
  BIND (drop_hint);
  BIND (test_drop_hint);
  BIND (drawer);
  BIND (fold);
  BIND (data_panel);
  BIND (figures_panel);
  BIND (threshold_panel);
  BIND (threshold_side);
  BIND (loading_bar);
  BIND (error_bar);
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
  g_type_ensure (LIMEN_TYPE_ERROR_BAR);
  g_type_ensure (LIMEN_TYPE_FIGURES_PANEL);
  g_type_ensure (LIMEN_TYPE_FOLD);
  g_type_ensure (LIMEN_TYPE_LOADING_BAR);
  g_type_ensure (LIMEN_TYPE_THRESHOLD_PANEL);
  g_type_ensure (LIMEN_TYPE_TOAST);
  g_type_ensure (LIMEN_TYPE_WELCOME_PAGE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/limen/Limen/ui/window.ui");
  bind_children (widget_class);
}

/* Creates the menu each time it is opened: GTK 4.8 prints a warning if a menu
 * changes while it is open. */
static void
create_recent_menu_cb (GtkMenuButton *button, gpointer window)
{
  g_autoptr (GMenuModel) menu
      = limen_window_files_menu_new (LIMEN_WINDOW (window));

  gtk_menu_button_set_menu_model (button, menu);
}

static void
limen_window_init (LimenWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->session = limen_session_new ();
  gtk_menu_button_set_create_popup_func (self->recent_button,
                                         create_recent_menu_cb, self, NULL);
  limen_window_add_actions (self);
  limen_window_accept_drops (self, self->drop_hint,
                             GTK_WIDGET (self->figures_panel),
                             self->test_drop_hint);

  limen_data_panel_set_session (self->data_panel, self->session);
  limen_figures_panel_set_session (self->figures_panel, self->session);
  limen_threshold_panel_set_session (self->threshold_panel, self->session);
  limen_drawer_set_session (self->drawer, self->session);
  limen_loading_bar_set_session (self->loading_bar, self->session);
  limen_welcome_page_set_cutoffs (self->welcome_page,
                                  G_LIST_MODEL (get_cutoffs (self)));
  self->undo_offer = limen_undo_offer_new (self->session, self->toast,
                                           self->undo_menu);
  g_object_bind_property (self->fold, "folded", self->side_button, "visible",
                          G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->fold, "side-visible", self->side_button,
                          "active", G_BINDING_BIDIRECTIONAL);
  g_signal_connect (self->fold, "notify::folded", G_CALLBACK (folded_cb),
                    self);
  folded_cb (self->fold, NULL, self);
  g_signal_connect (self->session, "analysis-changed",
                    G_CALLBACK (analysis_changed_cb), self);
  g_signal_connect (self->session, "sample-preview-changed",
                    G_CALLBACK (sample_preview_changed_cb), self);
  g_signal_connect_swapped (self->session, "notify::loading",
                            G_CALLBACK (limen_window_update_actions), self);
  g_signal_connect (self->session, "failed", G_CALLBACK (failed_cb), self);
  g_signal_connect (self->session, "compute-failed",
                    G_CALLBACK (compute_failed_cb), self);
  g_signal_connect (self->session, "pinned", G_CALLBACK (pinned_cb), self);
  g_signal_connect_swapped (self->session, "test-changed",
                            G_CALLBACK (update_title), self);
  g_signal_connect_swapped (self->session, "test-failed",
                            G_CALLBACK (test_failed_cb), self);
  g_signal_connect_swapped (self->session, "history-changed",
                            G_CALLBACK (limen_window_update_actions), self);
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
  limen_drawer_bind_settings (self->drawer, settings);
  g_settings_bind (settings, "intervals", self->session, "intervals",
                   G_SETTINGS_BIND_DEFAULT);
  limen_row_columns_memory_bind (G_OBJECT (self->session), settings);
}

/* An empty window. With NULL for the settings, nothing is remembered. */
LimenWindow *
limen_window_new (GtkApplication *application, GSettings *settings)
{
  LimenWindow *self = g_object_new (LIMEN_TYPE_WINDOW, "application",
                                    application, NULL);

  if (settings != NULL)
    bind_settings (self, settings);
  return self;
}

/* The session of the window; owned by the window. */
LimenSession *
limen_window_get_session (LimenWindow *self)
{
  g_return_val_if_fail (LIMEN_IS_WINDOW (self), NULL);

  return self->session;
}

/* The undo messages of the window; owned by the window. */
LimenUndoOffer *
limen_window_get_undo_offer (LimenWindow *self)
{
  g_return_val_if_fail (LIMEN_IS_WINDOW (self), NULL);

  return self->undo_offer;
}

static void
open_cutoffs (LimenWindow *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = limen_file_name_show (path);
  g_autofree char *text = NULL;

  if (limen_session_open_cutoffs (self->session, path, &error))
    {
      /* Translators: %s is a file. */
      text = g_strdup_printf (_ ("Added the cutoffs of %s"), name);
      limen_undo_offer_show (self->undo_offer, text);
      return;
    }
  text = g_strdup_printf (_ ("%s could not be opened"), name);
  limen_window_show_error (self, text, error->message);
}

/* Opens predictions, with the choices remembered for their header if there are
 * any, or exported cutoffs, which are recognised by their content. */
void
limen_window_open (LimenWindow *self, const char *path)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();

  g_return_if_fail (LIMEN_IS_WINDOW (self));

  gtk_widget_set_visible (GTK_WIDGET (self->error_bar), FALSE);
  limen_toast_hide (self->toast);
  options->remembers = TRUE;
  if (limen_cutoff_file_detect (path))
    open_cutoffs (self, path);
  else
    limen_session_load (self->session, path, options);
}

/* Sets the theme. Child windows follow it through the property `theme`. */
void
limen_window_set_theme (LimenWindow *self, LimenThemeVariant variant)
{
  g_return_if_fail (LIMEN_IS_WINDOW (self));

  limen_figures_panel_set_theme (self->figures_panel, variant);
  limen_threshold_panel_set_theme (self->threshold_panel, variant);
  self->theme = variant;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_THEME]);
}

/* Shows a message above the content for some time. */
void
limen_window_show_message (LimenWindow *self, const char *message)
{
  g_return_if_fail (LIMEN_IS_WINDOW (self));

  limen_toast_show (self->toast, message, NULL, NULL);
}

/* Shows a message that a file was saved, with a button that opens it. */
void
limen_window_show_saved (LimenWindow *self, const char *path)
{
  g_autofree char *name = limen_file_name_show (path);
  g_autofree char *message = g_strdup_printf (_ ("Saved %s"), name);

  g_return_if_fail (LIMEN_IS_WINDOW (self));

  g_free (self->saved_path);
  self->saved_path = g_canonicalize_filename (path, NULL);
  limen_window_update_actions (self);
  limen_toast_show (self->toast, message, _ ("Open"), "win.open-saved");
}

/* The file that was saved last; NULL if there is none. Owned by the window. */
const char *
limen_window_get_saved (LimenWindow *self)
{
  g_return_val_if_fail (LIMEN_IS_WINDOW (self), NULL);

  return self->saved_path;
}

/* Shows an error above the content; see limen_error_bar_show(). */
void
limen_window_show_error (LimenWindow *self, const char *title,
                         const char *message)
{
  g_return_if_fail (LIMEN_IS_WINDOW (self));

  limen_error_bar_show (self->error_bar, title, message);
}

/* Hides the error. */
void
limen_window_dismiss_error (LimenWindow *self)
{
  g_return_if_fail (LIMEN_IS_WINDOW (self));

  gtk_widget_set_visible (GTK_WIDGET (self->error_bar), FALSE);
}

/* Forgets the column choices remembered for files with the header of the
 * loaded file. The loaded file is not read again. */
void
limen_window_forget_columns (LimenWindow *self)
{
  const char *key;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (LIMEN_IS_WINDOW (self));

  key = limen_dataset_get_header_key (
      limen_session_get_dataset (self->session));
  if (key != NULL && !limen_reading_memory_forget (key, &error))
    {
      limen_window_show_error (self, _ ("Nothing was forgotten"),
                               error->message);
      return;
    }
  self->is_remembered = FALSE;
  limen_window_update_actions (self);
  limen_toast_show (self->toast,
                    _ ("The columns of files with this header are inferred "
                       "again"),
                    NULL, NULL);
}

/* Whether choices for files with the header of the loaded file are remembered.
 */
gboolean
limen_window_is_remembered (LimenWindow *self)
{
  g_return_val_if_fail (LIMEN_IS_WINDOW (self), FALSE);

  return self->is_remembered;
}

/* Cancels reading. */
void
limen_window_cancel (LimenWindow *self)
{
  g_return_if_fail (LIMEN_IS_WINDOW (self));

  limen_undo_offer_forget (self->undo_offer);
  limen_session_cancel (self->session);
}

/* Key of the figure below the histogram; see limen_figures_panel_get_figure().
 */
const char *
limen_window_get_figure (LimenWindow *self)
{
  g_return_val_if_fail (LIMEN_IS_WINDOW (self), NULL);

  return limen_figures_panel_get_figure (self->figures_panel);
}

/* Moves the focus to the field of the threshold. */
void
limen_window_focus_threshold (LimenWindow *self)
{
  g_return_if_fail (LIMEN_IS_WINDOW (self));

  limen_threshold_panel_focus_threshold (self->threshold_panel);
}

/* Shows another figure below the histogram; see limen_figures_panel_step(). */
void
limen_window_step_figure (LimenWindow *self, int n_steps)
{
  g_return_if_fail (LIMEN_IS_WINDOW (self));

  limen_figures_panel_step (self->figures_panel, n_steps);
}

/* Zooms the threshold axis; see limen_figures_panel_zoom(). */
void
limen_window_zoom (LimenWindow *self, int n_steps)
{
  g_return_if_fail (LIMEN_IS_WINDOW (self));

  limen_figures_panel_zoom (self->figures_panel, n_steps);
}
