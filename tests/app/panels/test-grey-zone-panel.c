/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "grey-zone-panel.h"
#include "objective-editor.h"
#include "support.h"
#include "threshold-panel.h"
#include "value-table.h"
#include "windows.h"

#define ROWS                                                                  \
  "label,prob\n0,0.1\n0,0.1\n1,0.25\n0,0.4\n1,0.4\n1,0.6\n1,0.8\n1,0.95\n"

typedef struct
{
  LimenSession *session;
  LimenThresholdPanel *whole;
  LimenGreyZonePanel *panel; /* that contains it */
} Fixture;

/* The nth widget of a type, from 0. */
static GtkWidget *
find_nth (GtkWidget *widget, GType type, guint *n)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && (*n)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_nth (child, type, n);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gpointer
find (Fixture *fixture, GType type)
{
  guint n = 0;

  return find_nth (GTK_WIDGET (fixture->panel), type, &n);
}

static GtkCheckButton *
get_switch (Fixture *fixture)
{
  guint n = 0;

  return GTK_CHECK_BUTTON (
      find_nth (limen_grey_zone_panel_get_header (fixture->panel),
                GTK_TYPE_CHECK_BUTTON, &n));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = test_write_file ("rows.csv", ROWS, -1);
  guint n = 0;

  fixture->session = limen_session_new ();
  fixture->whole
      = g_object_ref_sink (g_object_new (LIMEN_TYPE_THRESHOLD_PANEL, NULL));
  fixture->panel = LIMEN_GREY_ZONE_PANEL (
      find_nth (GTK_WIDGET (fixture->whole), LIMEN_TYPE_GREY_ZONE_PANEL, &n));
  limen_threshold_panel_set_session (fixture->whole, fixture->session);
  limen_session_load (fixture->session, path, NULL);
  test_wait_for (limen_session_get_class (fixture->session) != NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->whole);
  g_object_add_weak_pointer (G_OBJECT (fixture->session),
                             (gpointer *) &fixture->session);
  g_object_unref (fixture->session);
  test_wait_for (fixture->session == NULL);
}

static void
assert_number (Fixture *fixture, const char *name, const char *value)
{
  g_assert_cmpstr (limen_value_table_get_value (
                       find (fixture, LIMEN_TYPE_VALUE_TABLE), name),
                   ==, value);
}

/* Turning it on adds a lower line and shows its metrics; it can be turned off.
 */
static void
test_switch (Fixture *fixture, gconstpointer data)
{
  GtkCheckButton *check = get_switch (fixture);
  GtkSpinButton *spin = find (fixture, GTK_TYPE_SPIN_BUTTON);
  GtkWidget *panel = GTK_WIDGET (fixture->panel);

  gtk_test_accessible_assert_property (spin, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Lower threshold");
  g_assert_false (gtk_widget_get_visible (panel));
  gtk_check_button_set_active (check, TRUE);
  g_assert_true (limen_session_has_zone (fixture->session));
  g_assert_true (gtk_widget_get_visible (panel));
  g_assert_cmpfloat (gtk_spin_button_get_value (spin), ==, 0.3);
  assert_number (fixture, "Coverage", "0.750");
  assert_number (fixture, "Error rate", "0.167");
  assert_number (fixture, "Referred", "2");
  assert_number (fixture, "Positives", "1");

  limen_session_set_threshold (fixture->session, 0.7);
  assert_number (fixture, "Referred", "3");
  limen_session_set_refer_from (fixture->session, 0.2);
  g_assert_cmpfloat (gtk_spin_button_get_value (spin), ==, 0.2);
  assert_number (fixture, "Error rate", "0.000");

  gtk_check_button_set_active (check, FALSE);
  g_assert_false (limen_session_has_zone (fixture->session));
  g_assert_false (gtk_widget_get_visible (panel));
}

/* The spin button stops at the upper threshold, which takes it along when it
 * moves down. */
static void
test_spin (Fixture *fixture, gconstpointer data)
{
  GtkSpinButton *spin = find (fixture, GTK_TYPE_SPIN_BUTTON);

  limen_session_set_refer_from (fixture->session, 0.2);
  g_assert_true (gtk_check_button_get_active (get_switch (fixture)));
  gtk_spin_button_spin (spin, GTK_SPIN_STEP_FORWARD, 0);
  g_assert_cmpfloat (limen_session_get_refer_from (fixture->session), ==,
                     0.21);
  gtk_spin_button_set_value (spin, 0.9);
  g_assert_cmpfloat (limen_session_get_refer_from (fixture->session), ==, 0.5);
  g_assert_cmpfloat (gtk_spin_button_get_value (spin), ==, 0.5);
  gtk_spin_button_set_value (spin, 0.75);
  g_assert_cmpfloat (gtk_spin_button_get_value (spin), ==, 0.5);
  limen_session_set_threshold (fixture->session, 0.25);
  g_assert_cmpfloat (gtk_spin_button_get_value (spin), ==, 0.25);
}

static GtkWidget *
get_editor (Fixture *fixture)
{
  guint n = 0;

  return find_nth (GTK_WIDGET (fixture->whole), LIMEN_TYPE_OBJECTIVE_EDITOR,
                   &n);
}

static gboolean
says (Fixture *fixture, const char *text)
{
  GtkWidget *status;

  for (guint i = 0;; i++)
    {
      guint n = i;

      status = find_nth (get_editor (fixture), GTK_TYPE_LABEL, &n);
      if (status == NULL)
        return FALSE;
      if (strcmp (gtk_label_get_label (GTK_LABEL (status)), text) == 0)
        return TRUE;
    }
}

static GtkDropDown *
get_choice (Fixture *fixture)
{
  guint n = 0;

  return GTK_DROP_DOWN (
      find_nth (get_editor (fixture), GTK_TYPE_DROP_DOWN, &n));
}

static void
choose (Fixture *fixture, const char *title)
{
  GtkDropDown *choice = get_choice (fixture);
  GtkStringList *titles = GTK_STRING_LIST (gtk_drop_down_get_model (choice));
  guint i = 0;

  while (strcmp (gtk_string_list_get_string (titles, i), title) != 0)
    i++;
  gtk_drop_down_set_selected (choice, i);
}

static gboolean
is_chosen (Fixture *fixture, const char *title)
{
  return g_str_equal (
      gtk_string_object_get_string (
          gtk_drop_down_get_selected_item (get_choice (fixture))),
      title);
}

/* An objective for the grey zone is searched, its result is shown, and it is
 * cleared with the grey zone. */
static void
test_objective (Fixture *fixture, gconstpointer data)
{
  gtk_check_button_set_active (get_switch (fixture), TRUE);
  choose (fixture, "Coverage at error rate \342\211\244");
  test_wait_for (says (fixture, "Coverage 0.6250 at an error rate of 0.0000"));
  assert_number (fixture, "Coverage", "0.625");
  choose (fixture, "Minimise cost, with referral");
  test_wait_for (
      says (fixture, "Mean cost 0.0750, of all rows, decided or referred"));
  gtk_check_button_set_active (get_switch (fixture), FALSE);
  g_assert_true (is_chosen (fixture, "Set by hand"));
  /* The interval with the same decisions is shown again. */
  g_assert_true (
      gtk_widget_get_visible (GTK_WIDGET (gtk_widget_get_template_child (
          GTK_WIDGET (fixture->whole), LIMEN_TYPE_THRESHOLD_PANEL, "note"))));
}

/* An objective for one threshold does not apply to a grey zone, and is
 * restored when the grey zone's objective is cleared; choosing it turns the
 * grey zone off. */
static void
test_one_or_both (Fixture *fixture, gconstpointer data)
{
  choose (fixture, "Maximise F1");
  test_wait_for (limen_session_get_optimum (fixture->session) != NULL);
  gtk_check_button_set_active (get_switch (fixture), TRUE);
  g_assert_true (is_chosen (fixture, "Set by hand"));
  choose (fixture, "Maximise F1");
  g_assert_false (gtk_check_button_get_active (get_switch (fixture)));

  choose (fixture, "Coverage at error rate \342\211\244");
  g_assert_true (gtk_check_button_get_active (get_switch (fixture)));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (fixture->panel)));
  test_wait_for (says (fixture, "Coverage 0.6250 at an error rate of 0.0000"));
  gtk_check_button_set_active (get_switch (fixture), FALSE);
  test_wait_for (is_chosen (fixture, "Maximise F1"));
  g_assert_false (says (fixture, "Coverage 0.6250 at an error rate of 0.0000"));
}

/* A file in which no pair of thresholds meets the bound. */
static void
test_unattainable (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = test_write_file (
      "bad.csv", "label,prob\n1,0.1\n0,0.1\n1,0.9\n0,0.9\n0,0.9\n", -1);
  LimenObjective objective
      = limen_objective_new_referral (LIMEN_REFERRAL_MAX_ERROR, 0);
  LimenOneVsRest *before = limen_session_get_class (fixture->session);

  limen_session_load (fixture->session, path, NULL);
  test_wait_for (limen_session_get_class (fixture->session) != before);
  limen_session_set_refer_from (fixture->session, 0.2);
  limen_session_set_objective (fixture->session, &objective);
  test_wait_for (limen_session_get_optimum (fixture->session) != NULL);
  g_assert_true (
      says (fixture, "No two thresholds meet this bound. The lowest possible "
                     "error rate is 0.4000, at a coverage of 1.0000."));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
#define ADD(name, test)                                                       \
  g_test_add ("/grey-zone-panel/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("switch", test_switch);
  ADD ("spin", test_spin);
  ADD ("objective", test_objective);
  ADD ("one-or-both", test_one_or_both);
  ADD ("unattainable", test_unattainable);
#undef ADD
  return g_test_run ();
}
