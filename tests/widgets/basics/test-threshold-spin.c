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

static void
step (GtkSpinButton *spin, GtkSpinType direction)
{
  double step, page;

  gtk_spin_button_get_increments (spin, &step, &page);
  gtk_spin_button_spin (spin, direction, step);
}

/* Steps stop at the ends of the scores; beyond the last is none, and one step
 * leads back. */
static void
test_limits (void)
{
  GtkAdjustment *adjustment
      = gtk_adjustment_new (0.5, -1e300, G_MAXDOUBLE, 0.01, 0.1, 0);
  GtkSpinButton *spin = g_object_ref_sink (
      GTK_SPIN_BUTTON (gtk_spin_button_new (adjustment, 1, 0)));
  LimenThresholdLimits limits = { .low = 0, .high = 1, .step = 0.02,
                                  .is_probability = TRUE };

  limen_threshold_spin_set_up (spin);
  limen_threshold_spin_set_limits (spin, limits);
  gtk_spin_button_set_value (spin, 0.97);
  step (spin, GTK_SPIN_STEP_FORWARD);
  g_assert_cmpfloat (gtk_spin_button_get_value (spin), ==, 0.99);
  step (spin, GTK_SPIN_STEP_FORWARD);
  g_assert_cmpfloat (gtk_spin_button_get_value (spin), ==, 1);
  step (spin, GTK_SPIN_STEP_FORWARD);
  g_assert_cmpstr (get_text (spin), ==, "none");
  step (spin, GTK_SPIN_STEP_FORWARD);
  g_assert_cmpstr (get_text (spin), ==, "none");
  step (spin, GTK_SPIN_STEP_BACKWARD);
  g_assert_cmpfloat (gtk_spin_button_get_value (spin), ==, 1);
  gtk_spin_button_set_value (spin, 0.01);
  step (spin, GTK_SPIN_STEP_BACKWARD);
  g_assert_cmpfloat (gtk_spin_button_get_value (spin), ==, 0);
  step (spin, GTK_SPIN_STEP_BACKWARD);
  g_assert_cmpfloat (gtk_spin_button_get_value (spin), ==, 0);
  gtk_spin_button_spin (spin, GTK_SPIN_HOME, 0);
  g_assert_cmpfloat (gtk_spin_button_get_value (spin), ==, 0);
  /* What is set stays where it is: a cutoff of another file. */
  gtk_spin_button_set_value (spin, 1.2);
  g_assert_cmpfloat (gtk_spin_button_get_value (spin), ==, 1.2);

  /* Of reversed scores none is positive below the lowest. */
  limits.is_probability = FALSE;
  limits.is_none_below = TRUE;
  limen_threshold_spin_set_limits (spin, limits);
  gtk_spin_button_set_value (spin, 0);
  step (spin, GTK_SPIN_STEP_BACKWARD);
  g_assert_cmpstr (get_text (spin), ==, "none");
  step (spin, GTK_SPIN_STEP_BACKWARD);
  g_assert_cmpfloat (gtk_spin_button_get_value (spin), ==, 0);
  gtk_spin_button_set_value (spin, 1);
  step (spin, GTK_SPIN_STEP_FORWARD);
  g_assert_cmpfloat (gtk_spin_button_get_value (spin), ==, 1);
  g_assert_finalize_object (spin);
}

/* What is refused is said, until something else is typed. */
static void
test_complaint (void)
{
  GtkSpinButton *spin = new_spin (0.5);
  GtkWidget *label = g_object_ref_sink (gtk_label_new (NULL));

  limen_threshold_spin_set_complaint (spin, label);
  g_assert_false (gtk_widget_get_visible (label));
  gtk_editable_set_text (GTK_EDITABLE (spin), "a lot");
  gtk_spin_button_update (spin);
  g_assert_true (gtk_widget_get_visible (label));
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (label)), ==,
                   "\342\200\234a lot\342\200\235 is not a number");
  g_assert_cmpstr (get_text (spin), ==, "0.5");
  gtk_editable_set_text (GTK_EDITABLE (spin), "0.");
  g_assert_false (gtk_widget_get_visible (label));
  gtk_editable_set_text (GTK_EDITABLE (spin), "none");
  gtk_spin_button_update (spin);
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (label)), ==,
                   "\342\200\234none\342\200\235 is not a number");
  gtk_editable_set_text (GTK_EDITABLE (spin), " ");
  gtk_spin_button_update (spin);
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (label)), ==,
                   "Type a number");
  gtk_spin_button_set_value (spin, 0.7);
  g_assert_false (gtk_widget_get_visible (label));
  g_assert_finalize_object (spin);
  g_assert_finalize_object (label);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/threshold-spin/shows-shortest", test_shows_shortest);
  g_test_add_func ("/threshold-spin/steps", test_steps);
  g_test_add_func ("/threshold-spin/typing", test_typing);
  g_test_add_func ("/threshold-spin/limits", test_limits);
  g_test_add_func ("/threshold-spin/complaint", test_complaint);
  return g_test_run ();
}
