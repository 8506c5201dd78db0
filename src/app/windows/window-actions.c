/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window-actions.h"

#include "class-actions.h"
#include "edit-cell.h"
#include "help-window.h"
#include "reading-actions.h"
#include "recalibrate-window.h"
#include "rows-actions.h"
#include "saving-actions.h"
#include "why-log-window.h"
#include "window-test.h"

static void
why_log_action (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  gtk_window_present (GTK_WINDOW (
      limen_why_log_window_new (window, limen_window_get_session (window))));
}

/* An empty parameter opens the help at its last page. */
static void
help_figures_action (GSimpleAction *action, GVariant *parameter,
                     gpointer window)
{
  limen_help_window_show (GTK_WINDOW (window),
                          g_variant_get_string (parameter, NULL));
}

static void
recalibrate_action (GSimpleAction *action, GVariant *parameter,
                    gpointer window)
{
  gtk_window_present (GTK_WINDOW (limen_recalibrate_window_new (
      window, limen_window_get_session (window))));
}

static void
pin_action (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  limen_session_pin (limen_window_get_session (window));
}

/* Performs undo or redo in the text field that is being edited, since the keys
 * reach the window first. FALSE if no text field has the focus or it has
 * nothing to undo. The field of a name or note always keeps the keys, since
 * undo could remove the cutoff it belongs to. */
static gboolean
step_in_text (gpointer window, const char *action)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));
  g_autofree char *before = NULL;

  if (!GTK_IS_TEXT (focus))
    return FALSE;
  before = g_strdup (gtk_editable_get_text (GTK_EDITABLE (focus)));
  gtk_widget_activate_action (focus, action, NULL);
  return gtk_widget_get_ancestor (focus, LIMEN_TYPE_EDIT_CELL) != NULL
         || !g_str_equal (before,
                          gtk_editable_get_text (GTK_EDITABLE (focus)));
}

static void
undo_action (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  if (!step_in_text (window, "text.undo"))
    limen_undo_offer_undo (limen_window_get_undo_offer (window));
}

static void
redo_action (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  if (!step_in_text (window, "text.redo"))
    limen_undo_offer_redo (limen_window_get_undo_offer (window));
}

static void
dismiss_error_action (GSimpleAction *action, GVariant *parameter,
                      gpointer window)
{
  limen_window_dismiss_error (LIMEN_WINDOW (window));
}

static void
focus_threshold_action (GSimpleAction *action, GVariant *parameter,
                        gpointer window)
{
  limen_window_focus_threshold (LIMEN_WINDOW (window));
}

static void
step_figure_action (GSimpleAction *action, GVariant *parameter,
                    gpointer window)
{
  limen_window_step_figure (LIMEN_WINDOW (window),
                            g_variant_get_int32 (parameter));
}

static void
zoom_action (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  limen_window_zoom (LIMEN_WINDOW (window), g_variant_get_int32 (parameter));
}

static void
intervals_state_cb (GSimpleAction *action, GVariant *state, gpointer window)
{
  g_object_set (limen_window_get_session (window), "intervals",
                g_variant_get_boolean (state), NULL);
}

static void
intervals_changed_cb (LimenSession *session, GParamSpec *pspec,
                      gpointer window)
{
  GAction *action
      = g_action_map_lookup_action (G_ACTION_MAP (window), "intervals");

  g_simple_action_set_state (
      G_SIMPLE_ACTION (action),
      g_variant_new_boolean (limen_session_has_intervals (session)));
}

static const GActionEntry entries[] = {
  { .name = "intervals", .state = "true", .change_state = intervals_state_cb },
  { .name = "why-log", .activate = why_log_action },
  { .name = "help-figures",
    .activate = help_figures_action,
    .parameter_type = "s" },
  { .name = "recalibrate", .activate = recalibrate_action },
  { .name = "pin", .activate = pin_action },
  { .name = "undo", .activate = undo_action },
  { .name = "redo", .activate = redo_action },
  { .name = "dismiss-error", .activate = dismiss_error_action },
  { .name = "focus-threshold", .activate = focus_threshold_action },
  { .name = "step-figure",
    .activate = step_figure_action,
    .parameter_type = "i" },
  { .name = "zoom", .activate = zoom_action, .parameter_type = "i" },
};

/* Adds the actions; call it once. */
void
limen_window_add_actions (LimenWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries,
                                   G_N_ELEMENTS (entries), self);
  g_signal_connect_object (limen_window_get_session (self),
                           "notify::intervals",
                           G_CALLBACK (intervals_changed_cb), self, 0);
  limen_reading_actions_add (self);
  limen_rows_actions_add (self);
  limen_class_actions_add (self);
  limen_saving_actions_add (self);
  limen_window_add_test_actions (self);
}

static void
set_enabled (LimenWindow *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static const LimenTaskInfo *
get_task (LimenSession *session)
{
  LimenDataset *dataset = limen_session_get_dataset (session);

  return limen_task_get (limen_dataset_get_predictions (dataset)->task);
}

static gboolean
is_binary (LimenSession *session)
{
  return limen_session_get_analysis (session) != NULL
         && get_task (session)->has_positive;
}

static gboolean
is_multiclass (LimenSession *session)
{
  return limen_session_has_classes (session)
         && get_task (session)->has_joint_decision;
}

static gboolean
has_other_labels (LimenSession *session)
{
  LimenDataset *dataset = limen_session_get_dataset (session);

  return dataset != NULL && limen_dataset_get_labels_from (dataset) != NULL;
}

/* Enables the actions according to the state of the window. */
void
limen_window_update_actions (LimenWindow *self)
{
  LimenSession *session = limen_window_get_session (self);
  gboolean has_data = limen_session_get_analysis (session) != NULL;
  gboolean has_class = limen_session_get_class (session) != NULL;
  gboolean has_numbers = has_data && !has_class;
  gboolean has_thresholds = limen_session_has_thresholds (session);
  gboolean has_several
      = has_thresholds && limen_session_has_classes (session);
  gboolean has_path = limen_session_get_loading_path (session) != NULL;
  gboolean is_loading = limen_session_is_loading (session);
  guint n_cutoffs = g_list_model_get_n_items (
      G_LIST_MODEL (limen_session_get_cutoffs (session)));

  set_enabled (self, "cancel", is_loading);
  set_enabled (self, "columns", has_data);
  set_enabled (self, "choose-columns", has_path);
  set_enabled (self, "add-labels", has_path);
  set_enabled (self, "match-labels", has_other_labels (session));
  set_enabled (self, "skip-bad-rows", has_path);
  set_enabled (self, "add-test", has_class);
  set_enabled (self, "remove-test", limen_session_get_test (session) != NULL);
  set_enabled (self, "treat-as", has_class);
  set_enabled (self, "undo-scores", has_class);
  set_enabled (self, "swap-positive", is_binary (session));
  set_enabled (self, "reverse-scores",
               is_binary (session) && has_thresholds);
  set_enabled (self, "share-threshold", has_several);
  set_enabled (self, "optimize-shared", has_several);
  set_enabled (self, "pin-all", has_several);
  set_enabled (self, "optimize-jointly",
               has_several && is_multiclass (session));
  set_enabled (self, "rows", has_class);
  set_enabled (self, "rows-between", has_thresholds);
  set_enabled (self, "rows-of-loss", has_thresholds || has_numbers);
  set_enabled (self, "rows-decided", is_multiclass (session));
  set_enabled (self, "worst-rows", has_data);
  set_enabled (self, "rows-near", has_thresholds);
  set_enabled (self, "why-log", has_thresholds);
  set_enabled (self, "recalibrate", has_thresholds);
  set_enabled (self, "pin", has_thresholds);
  set_enabled (self, "focus-threshold", has_thresholds);
  set_enabled (self, "step-figure", has_data);
  set_enabled (self, "zoom", has_thresholds);
  set_enabled (self, "copy-figure", has_data);
  set_enabled (self, "save-figure", has_data);
  set_enabled (self, "save-figure-data", has_data);
  set_enabled (self, "export", n_cutoffs > 0);
  set_enabled (self, "open-saved", limen_window_get_saved (self) != NULL);
  set_enabled (self, "export-report", has_data);
  set_enabled (self, "undo",
               !is_loading && limen_session_get_undo_title (session) != NULL);
  set_enabled (self, "redo",
               !is_loading && limen_session_get_redo_title (session) != NULL);
  set_enabled (self, "forget-columns", limen_window_is_remembered (self));
}
