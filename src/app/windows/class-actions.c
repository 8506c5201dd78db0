/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "class-actions.h"

#include <glib/gi18n.h>

#include "cost-matrix.h"
#include "file-dialog.h"

static void
share_threshold_action (GSimpleAction *action, GVariant *parameter,
                        gpointer window)
{
  LimenSession *session = limen_window_get_session (window);

  limen_threshold_set_share (limen_session_get_thresholds (session),
                             limen_session_get_threshold (session));
}

static void
leave_maps_action (GSimpleAction *action, GVariant *parameter,
                   gpointer window)
{
  limen_threshold_set_drop_maps (
      limen_session_get_thresholds (limen_window_get_session (window)));
}

static void
optimize_shared_action (GSimpleAction *action, GVariant *parameter,
                        gpointer window)
{
  LimenSession *session = limen_window_get_session (window);

  limen_threshold_set_optimize_shared (limen_session_get_thresholds (session),
                                       limen_session_get_objective (session));
}

static void
pin_all_action (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  limen_session_pin_all (limen_window_get_session (window));
}

/* Searches the thresholds with the lowest cost by a matrix of costs from a
 * file. */
static void
minimize_costs (LimenWindow *self, const char *path)
{
  LimenSession *session = limen_window_get_session (self);
  LimenAnalysis *analysis = limen_session_get_analysis (session);
  g_autoptr (GError) error = NULL;
  double *costs;

  g_return_if_fail (analysis != NULL);
  costs = limen_cost_matrix_read (path, limen_analysis_get_dataset (analysis),
                                  &error);
  if (costs != NULL)
    limen_threshold_set_optimize_jointly (
        limen_session_get_thresholds (session), LIMEN_JOINT_COST, costs);
  else
    limen_window_show_error (self, _ ("The costs could not be read"),
                             error->message);
}

static void
costs_answered_cb (GtkNativeDialog *dialog, int response, LimenWindow *self)
{
  g_autofree char *path = limen_file_dialog_get_path (dialog, response);

  if (path != NULL)
    minimize_costs (self, path);
}

static void
choose_costs (LimenWindow *self)
{
  static const char *const csv[] = { "*.csv", "*.tsv", "*.txt", NULL };
  static const char *const all[] = { "*", NULL };
  GtkFileChooserNative *dialog;

  if (!limen_window_can_ask_file (self))
    return;
  dialog = gtk_file_chooser_native_new (
      _ ("Open a cost matrix"), GTK_WINDOW (self),
      GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), _ ("_Cancel"));
  limen_file_dialog_add_filter (dialog, _ ("Cost matrices (CSV)"), csv);
  limen_file_dialog_add_filter (dialog, _ ("All files"), all);
  limen_file_dialog_show (dialog, G_CALLBACK (costs_answered_cb), self);
}

/* Searches the thresholds that are best for all classes together, by the goal
 * in the parameter of the action; for costs it asks for a file. */
static void
optimize_jointly_action (GSimpleAction *action, GVariant *parameter,
                         gpointer window)
{
  LimenJointGoal goal;

  if (!limen_joint_goal_parse (g_variant_get_string (parameter, NULL), &goal))
    return;
  if (goal == LIMEN_JOINT_COST)
    choose_costs (LIMEN_WINDOW (window));
  else
    limen_threshold_set_optimize_jointly (
        limen_session_get_thresholds (limen_window_get_session (window)), goal,
        NULL);
}

static const GActionEntry entries[] = {
  { .name = "leave-maps", .activate = leave_maps_action },
  { .name = "share-threshold", .activate = share_threshold_action },
  { .name = "optimize-shared", .activate = optimize_shared_action },
  { .name = "pin-all", .activate = pin_all_action },
  { .name = "optimize-jointly",
    .activate = optimize_jointly_action,
    .parameter_type = "s" },
};

/* Adds the actions to a window; call it once. */
void
limen_class_actions_add (LimenWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries,
                                   G_N_ELEMENTS (entries), self);
}
