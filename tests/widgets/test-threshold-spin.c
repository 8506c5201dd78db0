#include "threshold-spin.h"

static GtkSpinButton *
new_spin (double value)
{
  GtkAdjustment *adjustment = gtk_adjustment_new (value, -1e300, 1e300, 0.01,
                                                  0.1, 0);
  GtkSpinButton *spin
      = GTK_SPIN_BUTTON (gtk_spin_button_new (adjustment, 1, 0));

  limen_threshold_spin_set_up (spin);
  gtk_spin_button_set_value (spin, value + 1);
  gtk_spin_button_set_value (spin, value);
  return g_object_ref_sink (spin);
}

static const char *
get_text (GtkSpinButton *spin)
{
  return gtk_editable_get_text (GTK_EDITABLE (spin));
}

static void
test_shows_shortest (void)
{
  GtkSpinButton *spin = new_spin (0.42);

  g_assert_cmpstr (get_text (spin), ==, "0.42");
  gtk_spin_button_set_value (spin, 0.1 + 0.2);
  g_assert_cmpstr (get_text (spin), ==, "0.30000000000000004");
  g_assert_finalize_object (spin);
}

/* Ten steps make a tenth, to the last digit. */
static void
test_steps (void)
{
  GtkSpinButton *spin = new_spin (0.4);

  for (guint i = 0; i < 10; i++)
    gtk_spin_button_spin (spin, GTK_SPIN_STEP_FORWARD, 0.01);
  g_assert_cmpfloat (gtk_spin_button_get_value (spin), ==, 0.5);
  gtk_spin_button_spin (spin, GTK_SPIN_PAGE_BACKWARD, 0.1);
  g_assert_cmpfloat (gtk_spin_button_get_value (spin), ==, 0.4);
  g_assert_cmpstr (get_text (spin), ==, "0.4");
  g_assert_finalize_object (spin);
}

static void
test_typing (void)
{
  GtkSpinButton *spin = new_spin (0.5);

  gtk_editable_set_text (GTK_EDITABLE (spin), "0.41938471230000017");
  gtk_spin_button_update (spin);
  g_assert_cmpfloat (gtk_spin_button_get_value (spin), ==,
                     0.41938471230000017);
  /* What is no number leaves the value as it was. */
  gtk_editable_set_text (GTK_EDITABLE (spin), "a lot");
  gtk_spin_button_update (spin);
  g_assert_cmpfloat (gtk_spin_button_get_value (spin), ==,
                     0.41938471230000017);
  g_assert_finalize_object (spin);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/threshold-spin/shows-shortest", test_shows_shortest);
  g_test_add_func ("/threshold-spin/steps", test_steps);
  g_test_add_func ("/threshold-spin/typing", test_typing);
  return g_test_run ();
}
