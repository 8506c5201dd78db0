/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "prevalence-editor.h"

#include <math.h>

static GtkWidget *
find (GtkWidget *widget, GType type)
{
  GtkWidget *found = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type);
  return found;
}

static void
count_cb (LimenPrevalenceEditor *editor, guint *n)
{
  (*n)++;
}

/* The editor begins with the rows' prevalence, emits changes by the user, and
 * keeps the number while it is off. */
static void
test_states (void)
{
  LimenPrevalenceEditor *editor
      = g_object_new (LIMEN_TYPE_PREVALENCE_EDITOR, NULL);
  GtkCheckButton *check
      = GTK_CHECK_BUTTON (find (GTK_WIDGET (editor), GTK_TYPE_CHECK_BUTTON));
  GtkSpinButton *percent
      = GTK_SPIN_BUTTON (find (GTK_WIDGET (editor), GTK_TYPE_SPIN_BUTTON));
  guint n_changes = 0;

  g_object_ref_sink (editor);
  g_signal_connect (editor, "changed", G_CALLBACK (count_cb), &n_changes);
  limen_prevalence_editor_set_of_rows (editor, 906.0 / 1797);
  g_assert_true (isnan (limen_prevalence_editor_get_prevalence (editor)));
  g_assert_cmpuint (n_changes, ==, 0);

  gtk_check_button_set_active (check, TRUE);
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_cmpfloat_with_epsilon (
      limen_prevalence_editor_get_prevalence (editor), 906.0 / 1797, 0.003);
  gtk_spin_button_set_value (percent, 7);
  g_assert_cmpuint (n_changes, ==, 2);
  g_assert_cmpfloat (limen_prevalence_editor_get_prevalence (editor), ==,
                     0.07);

  limen_prevalence_editor_set_prevalence (editor, NAN);
  g_assert_cmpuint (n_changes, ==, 2);
  gtk_check_button_set_active (check, TRUE);
  g_assert_cmpfloat (limen_prevalence_editor_get_prevalence (editor), ==,
                     0.07);
  limen_prevalence_editor_set_prevalence (editor, 0.001);
  g_assert_cmpuint (n_changes, ==, 3);
  g_assert_cmpfloat (gtk_spin_button_get_value (percent), ==, 0.1);
  g_assert_cmpfloat (limen_prevalence_editor_get_prevalence (editor), ==,
                     0.001);
  g_assert_finalize_object (editor);
}

/* No prevalence can be stated where a class is absent, and none of 0 or 1. */
static void
test_limits (void)
{
  LimenPrevalenceEditor *editor
      = g_object_new (LIMEN_TYPE_PREVALENCE_EDITOR, NULL);
  GtkWidget *check = find (GTK_WIDGET (editor), GTK_TYPE_CHECK_BUTTON);
  GtkSpinButton *percent
      = GTK_SPIN_BUTTON (find (GTK_WIDGET (editor), GTK_TYPE_SPIN_BUTTON));

  g_object_ref_sink (editor);
  limen_prevalence_editor_set_of_rows (editor, 1);
  g_assert_false (gtk_widget_is_sensitive (check));
  limen_prevalence_editor_set_of_rows (editor, NAN);
  g_assert_false (gtk_widget_is_sensitive (check));
  limen_prevalence_editor_set_of_rows (editor, 0.25);
  g_assert_true (gtk_widget_is_sensitive (check));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  gtk_spin_button_set_value (percent, 0);
  g_assert_cmpfloat (limen_prevalence_editor_get_prevalence (editor), >, 0);
  gtk_spin_button_set_value (percent, 100);
  g_assert_cmpfloat (limen_prevalence_editor_get_prevalence (editor), <, 1);
  g_assert_finalize_object (editor);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/prevalence-editor/states", test_states);
  g_test_add_func ("/prevalence-editor/limits", test_limits);
  return g_test_run ();
}
