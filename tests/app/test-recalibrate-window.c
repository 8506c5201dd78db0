#include <gtk/gtk.h>
#include <string.h>

#include "recalibrate-window.h"
#include "recalibration-trial.h"
#include "screen-format.h"
#include "support.h"
#include "value-table.h"

#define SAMPLE "../data/samples/digits-odd.csv"

static GtkApplication *application;

typedef struct
{
  LimenWindow *window;
  GtkWidget *child;
} Fixture;

typedef gboolean (*Condition) (Fixture *fixture);

static void
wait_until (Fixture *fixture, Condition condition)
{
  gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  while (!condition (fixture))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
    }
}

static LimenSession *
get_session (Fixture *fixture)
{
  return limen_window_get_session (fixture->window);
}

static gboolean
is_loaded (Fixture *fixture)
{
  return !limen_session_is_loading (get_session (fixture))
         && limen_session_get_class (get_session (fixture)) != NULL
         && !g_main_context_pending (NULL);
}

static void
open (Fixture *fixture, const char *path)
{
  limen_window_open (fixture->window, path);
  wait_until (fixture, is_loaded);
}

static void
open_text (Fixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = test_write_file (name, text, -1);

  open (fixture, path);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->window = limen_window_new (application, NULL);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
}

/* The child window, of whatever is open. */
static void
show_child (Fixture *fixture)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window),
                                             "win.recalibrate", NULL));
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (LIMEN_IS_RECALIBRATE_WINDOW (window))
        fixture->child = window;
    }
  g_assert_nonnull (fixture->child);
}

static GtkWidget *
find (Fixture *fixture, const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (
      fixture->child, LIMEN_TYPE_RECALIBRATE_WINDOW, name));
}

static const char *
get_page (Fixture *fixture)
{
  return gtk_stack_get_visible_child_name (
      GTK_STACK (find (fixture, "stack")));
}

static gboolean
is_done (Fixture *fixture)
{
  return !g_str_equal (get_page (fixture), "busy");
}

static void
choose (Fixture *fixture, LimenRecalibrationMethod method)
{
  gtk_drop_down_set_selected (GTK_DROP_DOWN (find (fixture, "method")),
                              method);
  wait_until (fixture, is_done);
}

static void
assert_value (Fixture *fixture, const char *table, const char *name,
              double expected)
{
  g_autofree char *text = limen_screen_format_value (expected, 4);

  g_assert_cmpstr (limen_value_table_get_value (
                       LIMEN_VALUE_TABLE (find (fixture, table)), name),
                   ==, text);
}

static void
assert_figures (Fixture *fixture, const char *table,
                const LimenTrialFigures *figures)
{
  assert_value (fixture, table, "BCE (mean)", figures->loss);
  assert_value (fixture, table, "Brier (mean)", figures->brier);
  assert_value (fixture, table, "ECE", figures->ece);
  assert_value (fixture, table, "MCE", figures->mce);
  assert_value (fixture, table, "Slope", figures->slope.slope);
  assert_value (fixture, table, "Intercept", figures->slope.intercept);
  assert_value (fixture, table, "ROC AUC", figures->roc_auc);
}

static void
assert_says (Fixture *fixture, const char *label, const char *text)
{
  GtkWidget *widget = find (fixture, label);

  g_assert_true (gtk_widget_get_visible (widget));
  g_assert_nonnull (
      strstr (gtk_label_get_label (GTK_LABEL (widget)), text));
}

/* Every method shows what the report finds, and where the threshold goes. */
static void
test_methods (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = test_get_source_path (SAMPLE);
  GAction *action = g_action_map_lookup_action (
      G_ACTION_MAP (fixture->window), "recalibrate");

  g_assert_false (g_action_get_enabled (action));
  open (fixture, path);
  g_assert_true (g_action_get_enabled (action));
  show_child (fixture);
  for (guint i = 0; i < LIMEN_N_RECALIBRATIONS; i++)
    {
      LimenRecalibrationMethod method = (LimenRecalibrationMethod) i;
      g_autoptr (LimenRecalibrationTrial) trial
          = limen_recalibration_trial_new (
              limen_session_get_class (get_session (fixture)), method,
              (LimenCalibrationOptions){ 0 }, NULL, NULL, NULL);

      choose (fixture, method);
      g_assert_cmpstr (get_page (fixture), ==, "trial");
      assert_figures (fixture, "before_table", &trial->before);
      assert_figures (fixture, "after_table", &trial->after);
      assert_says (fixture, "folds_text", "each of 5 folds");
      g_assert_true (gtk_widget_get_visible (find (fixture, "note"))
                     == limen_recalibration_method_makes_ties (method));
    }
}

/* It follows the threshold, and says where the map is flat. */
static void
test_threshold (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = test_get_source_path (SAMPLE);
  g_autoptr (LimenRecalibrationTrial) trial = NULL;

  open (fixture, path);
  show_child (fixture);
  choose (fixture, LIMEN_RECALIBRATION_PLATT);
  trial = limen_recalibration_trial_new (
      limen_session_get_class (get_session (fixture)),
      LIMEN_RECALIBRATION_PLATT, (LimenCalibrationOptions){ 0 }, NULL, NULL, NULL);
  limen_session_set_threshold (get_session (fixture), 0.25);
  assert_value (fixture, "before_table", "Threshold", 0.25);
  assert_value (fixture, "after_table", "Threshold",
                limen_recalibration_apply (trial->map, 0.25));
  assert_says (fixture, "threshold_text", "The threshold 0.2500 becomes");

  choose (fixture, LIMEN_RECALIBRATION_ISOTONIC);
  limen_session_set_threshold (get_session (fixture), 0.0001);
  assert_says (fixture, "threshold_text", "It is flat up to");
}

/* What cannot be fitted is said, and what little stands on as well. */
static void
test_obstacles (Fixture *fixture, gconstpointer data)
{
  open_text (fixture, "few.csv", "label,prob\n0,0.1\n0,0.4\n1,0.3\n1,0.8\n");
  show_child (fixture);
  choose (fixture, LIMEN_RECALIBRATION_BETA);
  assert_says (fixture, "warning", "Only 2 rows are of one");

  open_text (fixture, "apart.csv", "label,prob\n0,0.1\n0,0.2\n1,0.7\n1,0.8\n");
  wait_until (fixture, is_done);
  assert_says (fixture, "warning", "separate the classes");

  open_text (fixture, "scores.csv",
             "label,output\n1,7.5\n0,-12.25\n1,40.5\n0,13.75\n");
  wait_until (fixture, is_done);
  g_assert_cmpstr (get_page (fixture), ==, "none");
  assert_says (fixture, "none_text", "Beta recalibration is for");
  choose (fixture, LIMEN_RECALIBRATION_PLATT);
  g_assert_cmpstr (get_page (fixture), ==, "trial");

  open_text (fixture, "one.csv", "label,prob\n1,0.1\n1,0.2\n1,0.7\n1,0.8\n");
  wait_until (fixture, is_done);
  assert_says (fixture, "none_text", "All rows are of one class");
}

/* Another choice, or the end of the window, goes before what is under way. */
static void
test_cancelling (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = test_get_source_path (SAMPLE);
  GtkWidget *child;

  open (fixture, path);
  show_child (fixture);
  for (guint i = 0; i < LIMEN_N_RECALIBRATIONS; i++)
    gtk_drop_down_set_selected (GTK_DROP_DOWN (find (fixture, "method")), i);
  wait_until (fixture, is_done);
  assert_says (fixture, "note", "The map falls");

  child = fixture->child;
  g_object_add_weak_pointer (G_OBJECT (child), (gpointer *) &child);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (find (fixture, "method")), 0);
  gtk_window_destroy (GTK_WINDOW (child));
  while (child != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (name, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  int status;

  gtk_test_init (&argc, &argv, NULL);
  application = gtk_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  g_assert_true (
      g_application_register (G_APPLICATION (application), NULL, NULL));
  add ("/recalibrate-window/methods", test_methods);
  add ("/recalibrate-window/threshold", test_threshold);
  add ("/recalibrate-window/obstacles", test_obstacles);
  add ("/recalibrate-window/cancelling", test_cancelling);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
