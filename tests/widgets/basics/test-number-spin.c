/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "number-spin.h"

#include "constraint-row.h"
#include "objective-editor.h"
#include "prevalence-editor.h"

static GtkSpinButton *
new_spin (double value)
{
  GtkAdjustment *adjustment = gtk_adjustment_new (value, -1e300, 1e300, 0.01,
                                                  0.1, 0);
  GtkSpinButton *spin
      = GTK_SPIN_BUTTON (gtk_spin_button_new (adjustment, 1, 0));

  limen_number_spin_set_up (spin);
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

/* Ten steps of 0.01 change the value by exactly 0.1. */
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
  /* Text that is not a number leaves the value unchanged. */
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

/* Steps stop at the ends of the scores; the step beyond the last score is
 * "none", and one step leads back. */
static void
test_limits (void)
{
  GtkAdjustment *adjustment
      = gtk_adjustment_new (0.5, -1e300, G_MAXDOUBLE, 0.01, 0.1, 0);
  GtkSpinButton *spin = g_object_ref_sink (
      GTK_SPIN_BUTTON (gtk_spin_button_new (adjustment, 1, 0)));
  LimenThresholdLimits limits = { .low = 0, .high = 1, .step = 0.02,
                                  .is_probability = TRUE };

  limen_number_spin_set_up (spin);
  limen_number_spin_set_limits (spin, limits);
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
  /* A value set by the program stays, even out of range, such as that of a
   * cutoff of another file. */
  gtk_spin_button_set_value (spin, 1.2);
  g_assert_cmpfloat (gtk_spin_button_get_value (spin), ==, 1.2);

  /* With reversed scores, no row is positive below the lowest. */
  limits.is_probability = FALSE;
  limits.is_none_below = TRUE;
  limen_number_spin_set_limits (spin, limits);
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

/* An error is shown until something else is typed. */
static void
test_error_label (void)
{
  GtkSpinButton *spin = new_spin (0.5);
  GtkWidget *label = g_object_ref_sink (gtk_label_new (NULL));

  limen_number_spin_set_error_label (spin, label);
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

static void
type (GtkSpinButton *spin, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (spin), text);
  gtk_spin_button_update (spin);
}

/* Fields that share an error label show the last error; numbers out of range
 * are rejected like text. */
static void
test_shared_error_label (void)
{
  GtkSpinButton *cost = new_spin (1), *bins = new_spin (15);
  GtkWidget *label = g_object_ref_sink (gtk_label_new (NULL));

  gtk_spin_button_set_range (cost, 0, 1e9);
  gtk_spin_button_set_range (bins, 1, 1000);
  limen_number_spin_set_whole (bins);
  limen_number_spin_set_error_label (cost, label);
  limen_number_spin_set_error_label (bins, label);
  type (cost, "-5");
  g_assert_cmpstr (
      gtk_label_get_label (GTK_LABEL (label)), ==,
      "\342\200\234-5\342\200\235 is too small: the minimum is 0");
  g_assert_cmpfloat (gtk_spin_button_get_value (cost), ==, 1);
  gtk_test_accessible_assert_state (cost, GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_TRUE);
  type (bins, "2000");
  g_assert_cmpstr (
      gtk_label_get_label (GTK_LABEL (label)), ==,
      "\342\200\2342000\342\200\235 is too large: the maximum is 1000");
  gtk_test_accessible_assert_state (cost, GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_FALSE);
  type (bins, "12.5");
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (label)), ==,
                   "\342\200\23412.5\342\200\235 is not a whole number");
  type (bins, "12");
  g_assert_false (gtk_widget_get_visible (label));
  g_assert_cmpfloat (gtk_spin_button_get_value (bins), ==, 12);
  g_assert_finalize_object (cost);
  g_assert_finalize_object (bins);
  g_assert_finalize_object (label);
}

static gboolean
says (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_visible (widget)
      && g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), text))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says (child, text))
      return TRUE;
  return FALSE;
}

/* Types text, then a number, into every field within a widget. */
static guint
check_fields (GtkWidget *editor, GtkWidget *widget)
{
  static const char fault[] = "\342\200\234a lot\342\200\235 is not a number";
  guint n = 0;

  if (GTK_IS_SPIN_BUTTON (widget))
    {
      GtkSpinButton *spin = GTK_SPIN_BUTTON (widget);
      double before = gtk_spin_button_get_value (spin);

      type (spin, "a lot");
      g_assert_true (says (editor, fault));
      g_assert_cmpfloat (gtk_spin_button_get_value (spin), ==, before);
      type (spin, "0.5");
      g_assert_false (says (editor, fault));
      g_assert_cmpfloat (gtk_spin_button_get_value (spin), ==, 0.5);
      return 1;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += check_fields (editor, child);
  return n;
}

/* Every number field shows an error for rejected text. */
static void
test_editors (void)
{
  const struct
  {
    GType type;
    guint n_fields;
  } editors[] = { { LIMEN_TYPE_OBJECTIVE_EDITOR, 6 },
                  { LIMEN_TYPE_CONSTRAINT_ROW, 1 },
                  { LIMEN_TYPE_PREVALENCE_EDITOR, 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (editors); i++)
    {
      GtkWidget *editor = g_object_new (editors[i].type, NULL);

      g_object_ref_sink (editor);
      g_assert_cmpuint (check_fields (editor, editor), ==,
                        editors[i].n_fields);
      g_assert_finalize_object (editor);
    }
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/number-spin/shows-shortest", test_shows_shortest);
  g_test_add_func ("/number-spin/steps", test_steps);
  g_test_add_func ("/number-spin/typing", test_typing);
  g_test_add_func ("/number-spin/limits", test_limits);
  g_test_add_func ("/number-spin/error-label", test_error_label);
  g_test_add_func ("/number-spin/shared-error-label", test_shared_error_label);
  g_test_add_func ("/number-spin/editors", test_editors);
  return g_test_run ();
}
