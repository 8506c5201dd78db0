/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>
#include <math.h>
#include <string.h>

#include "link.h"
#include "support.h"
#include "windows.h"

#define ROWS "label,prob\n0,0.1\n0,0.4\n1,0.4\n1,0.8\n"
#define THREE                                                                 \
  "label,prob_a,prob_b,prob_c\na,0.7,0.2,0.1\nb,0.2,0.5,0.3\nc,0.1,0.3,0.6\n" \
  "a,0.4,0.35,0.25\nb,0.45,0.35,0.2\nc,0.3,0.3,0.4\n"

static GtkApplication *application;

typedef struct
{
  LimenWindow *window;
  LimenSession *session;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->window = test_window_new (application, NULL);
  fixture->session = limen_window_get_session (fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
}

static gboolean
is_enabled (Fixture *fixture, const char *action)
{
  return g_action_get_enabled (g_action_map_lookup_action (
      G_ACTION_MAP (fixture->window), action));
}

static void
undo (Fixture *fixture, const char *title)
{
  g_assert_cmpstr (limen_session_get_undo_title (fixture->session), ==, title);
  test_window_activate (fixture->window, "win.undo");
  g_assert_cmpstr (limen_session_get_redo_title (fixture->session), ==, title);
}

static void
redo (Fixture *fixture, const char *title)
{
  g_assert_cmpstr (limen_session_get_redo_title (fixture->session), ==, title);
  test_window_activate (fixture->window, "win.redo");
  g_assert_cmpstr (limen_session_get_undo_title (fixture->session), ==, title);
}

static void
assert_name (Fixture *fixture, guint i, const char *name)
{
  g_autoptr (LimenCutoff) cutoff = test_window_get_cutoff (fixture->window, i);

  g_assert_cmpstr (limen_cutoff_get_name (cutoff), ==, name);
}

static void
assert_threshold (Fixture *fixture, double threshold)
{
  g_assert_cmpfloat (limen_session_get_threshold (fixture->session), ==,
                     threshold);
}

/* Pinning, moving, renaming and removing are undone one by one, and redone. */
static void
test_cutoffs (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LimenCutoff) cutoff = NULL;

  test_window_open_text (fixture->window, "one.csv", ROWS);
  g_assert_false (is_enabled (fixture, "undo"));
  g_assert_false (is_enabled (fixture, "redo"));
  limen_session_set_threshold (fixture->session, 0.3);
  test_window_activate (fixture->window, "win.pin");
  limen_session_set_threshold (fixture->session, 0.7);
  limen_session_set_threshold (fixture->session, 0.6);
  cutoff = test_window_get_cutoff (fixture->window, 0);
  limen_session_rename_cutoff (fixture->session, cutoff, "mine");
  limen_session_remove_cutoff (fixture->session, cutoff);
  g_assert_cmpuint (test_window_get_n_cutoffs (fixture->window), ==, 0);

  undo (fixture, "removing \342\200\234mine\342\200\235");
  assert_name (fixture, 0, "mine");
  undo (fixture, "renaming \342\200\234cutoff 1\342\200\235");
  assert_name (fixture, 0, "cutoff 1");
  undo (fixture, "moving the threshold");
  assert_threshold (fixture, 0.3);
  undo (fixture, "pinning \342\200\234cutoff 1\342\200\235");
  g_assert_cmpuint (test_window_get_n_cutoffs (fixture->window), ==, 0);
  undo (fixture, "moving the threshold");
  g_assert_false (is_enabled (fixture, "undo"));

  redo (fixture, "moving the threshold");
  assert_threshold (fixture, 0.3);
  redo (fixture, "pinning \342\200\234cutoff 1\342\200\235");
  redo (fixture, "moving the threshold");
  assert_threshold (fixture, 0.6);
  redo (fixture, "renaming \342\200\234cutoff 1\342\200\235");
  assert_name (fixture, 0, "mine");
  redo (fixture, "removing \342\200\234mine\342\200\235");
  g_assert_cmpuint (test_window_get_n_cutoffs (fixture->window), ==, 0);
  g_assert_false (is_enabled (fixture, "redo"));

  undo (fixture, "removing \342\200\234mine\342\200\235");
  test_window_activate (fixture->window, "win.pin");
  g_assert_false (is_enabled (fixture, "redo"));
}

/* An exported cutoff still counts as exported after undo and redo; after a
 * renaming it does not. */
static void
test_exported (Fixture *fixture, gconstpointer data)
{
  LimenCutoffStore *store = limen_session_get_cutoffs (fixture->session);
  g_autoptr (LimenCutoff) cutoff = NULL;
  g_autofree char *path = NULL;

  test_window_open_text (fixture->window, "one.csv", ROWS);
  test_window_activate (fixture->window, "win.pin");
  test_window_activate (fixture->window, "win.pin");
  path = test_window_export (fixture->window, "two.json");
  g_assert_false (limen_cutoff_store_has_unexported (store));
  test_window_activate (fixture->window, "win.undo");
  g_assert_false (limen_cutoff_store_has_unexported (store));
  test_window_activate (fixture->window, "win.redo");
  g_assert_cmpuint (test_window_get_n_cutoffs (fixture->window), ==, 2);
  g_assert_false (limen_cutoff_store_has_unexported (store));

  cutoff = test_window_get_cutoff (fixture->window, 1);
  limen_session_rename_cutoff (fixture->session, cutoff, "mine");
  g_assert_true (limen_cutoff_store_has_unexported (store));
  test_window_activate (fixture->window, "win.undo");
  g_assert_false (limen_cutoff_store_has_unexported (store));
  test_window_activate (fixture->window, "win.redo");
  limen_session_remove_cutoff (fixture->session, cutoff);
  g_assert_false (limen_cutoff_store_has_unexported (store));
  test_window_activate (fixture->window, "win.pin");
  g_assert_true (limen_cutoff_store_has_unexported (store));
}

static gboolean
has_optimum (Fixture *fixture)
{
  return limen_session_get_optimum (fixture->session) != NULL;
}

/* An objective, or a grey zone, is undone together with the threshold it set.
 */
static void
test_objective (Fixture *fixture, gconstpointer data)
{
  LimenObjective objective
      = limen_objective_new ((LimenMetric){ LIMEN_METRIC_ACCURACY, 1 }, FALSE);
  double found;

  test_window_open_text (fixture->window, "one.csv", ROWS);
  limen_session_set_threshold (fixture->session, 0.05);
  limen_session_set_objective (fixture->session, &objective);
  test_wait_for (has_optimum (fixture));
  found = limen_session_get_threshold (fixture->session);
  g_assert_cmpfloat (found, !=, 0.05);
  limen_session_begin_zone (fixture->session);
  g_assert_true (limen_session_has_zone (fixture->session));
  g_assert_null (limen_session_get_objective (fixture->session));

  undo (fixture, "turning on the grey zone");
  g_assert_false (limen_session_has_zone (fixture->session));
  g_assert_nonnull (limen_session_get_objective (fixture->session));
  undo (fixture, "changing the objective");
  g_assert_null (limen_session_get_objective (fixture->session));
  assert_threshold (fixture, 0.05);
  redo (fixture, "changing the objective");
  assert_threshold (fixture, found);
  g_assert_true (has_optimum (fixture));
  limen_session_set_prevalence (fixture->session, 0.1);
  undo (fixture, "changing the prevalence");
  g_assert_true (isnan (limen_session_get_prevalence (fixture->session)));
}

/* Another reading of the file is undone together with the choices made in it,
 * which refer to it. */
static void
test_reading (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) kind
      = g_variant_ref_sink (g_variant_new_string ("score"));

  test_window_open_text (fixture->window, "one.csv", ROWS);
  limen_session_set_threshold (fixture->session, 0.3);
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "treat-as",
                                  kind);
  test_wait_for (test_window_is_idle (fixture->window));
  test_wait_for (test_window_shows (fixture->window,
                                    "The scores are treated as"));
  limen_session_set_threshold (fixture->session, 0.7);

  undo (fixture, "moving the threshold");
  undo (fixture, "changing how the file is read");
  g_assert_cmpint (
      limen_one_vs_rest_get_numbers (
          limen_session_get_class (fixture->session))->kind,
      ==, LIMEN_KIND_PROBABILITY);
  assert_threshold (fixture, 0.3);
  undo (fixture, "moving the threshold");
  redo (fixture, "moving the threshold");
  redo (fixture, "changing how the file is read");
  g_assert_cmpint (
      limen_one_vs_rest_get_numbers (
          limen_session_get_class (fixture->session))->kind,
      ==, LIMEN_KIND_SCORE);
  redo (fixture, "moving the threshold");
  assert_threshold (fixture, 0.7);
}

/* Opening another file clears the history and hides its message. */
static void
test_another_file (Fixture *fixture, gconstpointer data)
{
  test_window_open_text (fixture->window, "one.csv", ROWS);
  test_window_activate (fixture->window, "win.pin");
  test_wait_for (test_window_shows (fixture->window, "Pinned threshold"));
  test_window_open_text (fixture->window, "two.csv", ROWS);
  g_assert_false (test_window_shows (fixture->window, "Pinned threshold"));
  g_assert_false (is_enabled (fixture, "undo"));
  g_assert_cmpuint (test_window_get_n_cutoffs (fixture->window), ==, 1);
}

/* A message with an Undo button is hidden by the next change. */
static void
test_message (Fixture *fixture, gconstpointer data)
{
  test_window_open_text (fixture->window, "one.csv", ROWS);
  test_window_activate (fixture->window, "win.pin");
  test_wait_for (test_window_shows (fixture->window, "Pinned threshold"));
  limen_session_set_threshold (fixture->session, 0.2);
  g_assert_false (test_window_shows (fixture->window, "Pinned threshold"));
  test_window_activate (fixture->window, "win.undo");
  test_wait_for (test_window_shows (fixture->window,
                                    "Undone: moving the threshold"));
}

/* With several classes, changes of all thresholds are undone, and so are
 * changes of one class, together with that class. */
static void
test_classes (Fixture *fixture, gconstpointer data)
{
  LimenThresholdSet *set = limen_session_get_thresholds (fixture->session);

  test_window_open_text (fixture->window, "three.csv", THREE);
  limen_session_set_threshold (fixture->session, 0.3);
  limen_session_select_class (fixture->session, 2);
  test_wait_for (limen_one_vs_rest_get_class (
                     limen_session_get_class (fixture->session))
                 == 2);
  limen_session_set_threshold (fixture->session, 0.2);
  test_window_activate (fixture->window, "win.share-threshold");
  g_assert_cmpfloat (limen_threshold_set_get (set, 0), ==, 0.2);

  undo (fixture, "changing all classes");
  g_assert_cmpfloat (limen_threshold_set_get (set, 0), ==, 0.3);
  g_assert_cmpfloat (limen_threshold_set_get (set, 2), ==, 0.2);
  undo (fixture, "moving the threshold");
  g_assert_cmpfloat (limen_threshold_set_get (set, 2), !=, 0.2);
  g_assert_cmpfloat (limen_threshold_set_get (set, 0), ==, 0.3);
}

static gsize
get_class (Fixture *fixture)
{
  return limen_one_vs_rest_get_class (
      limen_session_get_class (fixture->session));
}

static void
show_class (Fixture *fixture, gsize class)
{
  limen_session_select_class (fixture->session, class);
  test_wait_for (get_class (fixture) == class);
}

/* Undo and redo show the class in which a change was made, whichever is
 * current. */
static void
test_class_of_change (Fixture *fixture, gconstpointer data)
{
  LimenCutoff *cutoff;

  test_window_open_text (fixture->window, "three.csv", THREE);
  limen_session_set_threshold (fixture->session, 0.3);
  show_class (fixture, 2);
  cutoff = limen_session_pin (fixture->session);
  show_class (fixture, 1);
  limen_session_set_threshold (fixture->session, 0.2);
  show_class (fixture, 0);

  undo (fixture, "moving the threshold");
  test_wait_for (get_class (fixture) == 1);
  undo (fixture, "pinning \342\200\234cutoff 1\342\200\235");
  test_wait_for (get_class (fixture) == 2);
  undo (fixture, "moving the threshold");
  test_wait_for (get_class (fixture) == 0);
  show_class (fixture, 1);
  redo (fixture, "moving the threshold");
  test_wait_for (get_class (fixture) == 0);
  assert_threshold (fixture, 0.3);
  redo (fixture, "pinning \342\200\234cutoff 1\342\200\235");
  test_wait_for (get_class (fixture) == 2);

  show_class (fixture, 1);
  limen_session_restore_cutoff (fixture->session, cutoff);
  test_wait_for (get_class (fixture) == 2);
  undo (fixture, "restoring \342\200\234cutoff 1\342\200\235");
  test_wait_for (get_class (fixture) == 1);
  redo (fixture, "restoring \342\200\234cutoff 1\342\200\235");
  test_wait_for (get_class (fixture) == 2);
}

/* Restoring a set of cutoffs is a single change with its own title. */
static void
test_set (Fixture *fixture, gconstpointer data)
{
  LimenThresholdSet *set = limen_session_get_thresholds (fixture->session);
  g_autoptr (LimenCutoff) cutoff = NULL;

  test_window_open_text (fixture->window, "three.csv", THREE);
  limen_session_set_threshold (fixture->session, 0.3);
  limen_threshold_set_set_rule (set, LIMEN_DECISION_FIRST_ABOVE);
  test_window_activate (fixture->window, "win.pin-all");
  test_wait_for (test_window_get_n_cutoffs (fixture->window) == 3);
  limen_threshold_set_set_rule (set, LIMEN_DECISION_ARGMAX);
  limen_session_set_threshold (fixture->session, 0.4);
  cutoff = test_window_get_cutoff (fixture->window, 1);
  limen_session_restore_cutoff (fixture->session, cutoff);
  test_wait_for (limen_threshold_set_get (set, 0) == 0.3);

  undo (fixture, "restoring \342\200\234cutoff 1\342\200\235");
  g_assert_cmpfloat (limen_threshold_set_get (set, 0), ==, 0.4);
  g_assert_cmpint (limen_threshold_set_get_rule (set), ==,
                   LIMEN_DECISION_ARGMAX);
  undo (fixture, "moving the threshold");
  redo (fixture, "moving the threshold");
  redo (fixture, "restoring \342\200\234cutoff 1\342\200\235");
  g_assert_cmpfloat (limen_threshold_set_get (set, 0), ==, 0.3);
}

/* Undo scrolls to the restored threshold if the axis is zoomed. */
static void
test_zoomed (Fixture *fixture, gconstpointer data)
{
  const LimenScale *range;

  test_window_open_text (fixture->window, "one.csv", ROWS);
  limen_session_set_threshold (fixture->session, 0.75);
  limen_session_set_range (fixture->session, 0.7, 0.8);
  undo (fixture, "moving the threshold");
  range = limen_session_get_range (fixture->session);
  g_assert_cmpfloat (range->low, <=, 0.5);
  g_assert_cmpfloat (range->high, >=, 0.5);
  g_assert_cmpfloat_with_epsilon (range->high - range->low, 0.1, 1e-9);
  redo (fixture, "moving the threshold");
  range = limen_session_get_range (fixture->session);
  g_assert_cmpfloat (range->high, >=, 0.75);

  test_window_activate (fixture->window, "win.pin");
  limen_session_set_range (fixture->session, 0.1, 0.2);
  undo (fixture, "pinning \342\200\234cutoff 1\342\200\235");
  range = limen_session_get_range (fixture->session);
  g_assert_cmpfloat (range->high, ==, 0.2);
}

/* Opening cutoffs without predictions can be undone as well. */
static void
test_no_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LimenSession) session = limen_session_new ();
  GListModel *cutoffs = G_LIST_MODEL (limen_session_get_cutoffs (session));
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  test_window_open_text (fixture->window, "one.csv", ROWS);
  test_window_activate (fixture->window, "win.pin");
  path = test_window_export (fixture->window, "alone.json");
  g_assert_true (limen_session_open_cutoffs (session, path, &error));
  g_assert_no_error (error);
  limen_session_undo (session);
  g_assert_cmpuint (g_list_model_get_n_items (cutoffs), ==, 0);
  limen_session_redo (session);
  g_assert_cmpuint (g_list_model_get_n_items (cutoffs), ==, 1);
}

/* An underscore in a name is not a mnemonic in the menu, and long names are
 * shortened. */
static void
test_menu (Fixture *fixture, gconstpointer data)
{
  GMenuModel *menu = G_MENU_MODEL (gtk_widget_get_template_child (
      GTK_WIDGET (fixture->window), LIMEN_TYPE_WINDOW, "undo_menu"));
  g_autofree char *label = NULL, *name = g_strnfill (500, 'x');
  g_autoptr (LimenCutoff) cutoff = NULL;

  test_window_open_text (fixture->window, "one.csv", ROWS);
  test_window_activate (fixture->window, "win.pin");
  cutoff = test_window_get_cutoff (fixture->window, 0);
  limen_session_rename_cutoff (fixture->session, cutoff, "fraud_v2");
  limen_session_rename_cutoff (fixture->session, cutoff, name);
  g_assert_true (g_menu_model_get_item_attribute (menu, 0, "label", "s",
                                                  &label));
  g_assert_cmpstr (
      label, ==, "_Undo renaming \342\200\234fraud__v2\342\200\235");
  limen_session_remove_cutoff (fixture->session, cutoff);
  g_assert_true (g_str_has_suffix (
      limen_session_get_undo_title (fixture->session), "xx\342\200\235"));
  g_assert_cmpuint (
      strlen (limen_session_get_undo_title (fixture->session)), <, 100);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (name, Fixture, NULL, set_up, test, tear_down);
}

/* A grey zone that begins below all probabilities begins below all logits as
 * well, also when it is restored. */
static void
test_lowest_zone (Fixture *fixture, gconstpointer data)
{
  const LimenMetric recall = { LIMEN_METRIC_RECALL, 1 };
  g_autoptr (LimenCutoff) cutoff = NULL;

  test_window_open_text (fixture->window, "one.csv", ROWS);
  limen_session_set_threshold (fixture->session, 0.6);
  limen_session_set_refer_from (fixture->session, 0);
  test_window_activate (fixture->window, "win.pin");
  cutoff = test_window_get_cutoff (fixture->window, 0);
  test_window_open_text (
      fixture->window, "two.csv",
      "label,logit\n0,-3\n0,-0.5\n1,-0.25\n1,2\n1,3\n0,2.5\n");
  /* the positive row that would be decided wrongly is referred */
  g_assert_cmpfloat (limen_session_get_cutoff_value (fixture->session, cutoff,
                                                     recall),
                     ==, 1);
  limen_session_restore_cutoff (fixture->session, cutoff);
  assert_threshold (fixture, limen_logit (0.6));
  g_assert_true (limen_session_has_zone (fixture->session));
  g_assert_cmpfloat (limen_session_get_refer_from (fixture->session), <, -3);
}

int
main (int argc, char **argv)
{
  int status;

  gtk_test_init (&argc, &argv, NULL);
  application = test_application_new ();
  add ("/history/cutoffs", test_cutoffs);
  add ("/history/exported", test_exported);
  add ("/history/objective", test_objective);
  add ("/history/reading", test_reading);
  add ("/history/another-file", test_another_file);
  add ("/history/message", test_message);
  add ("/history/classes", test_classes);
  add ("/history/class-of-change", test_class_of_change);
  add ("/history/set", test_set);
  add ("/history/zoomed", test_zoomed);
  add ("/history/lowest-zone", test_lowest_zone);
  add ("/history/no-file", test_no_file);
  add ("/history/menu", test_menu);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
