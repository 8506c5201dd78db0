/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "matrix-fixture.h"

#define NONE 99

const double matrix_fixture_cells[] = {
  330, 12, 11, 0,  /* cat: 353 */
  4,   80, 1,  15, /* dog: 100 */
  0,   2,  5,  0,  /* emu: 7 */
};

const char *const matrix_fixture_names[] = { "cat", "dog", "emu", NULL };

static void
activated_cb (LimenMatrixView *view, guint true_class, guint predicted,
              MatrixFixture *fixture)
{
  fixture->n_activated++;
  fixture->true_class = true_class;
  fixture->predicted = predicted;
}

void
matrix_fixture_set_up (MatrixFixture *fixture, gconstpointer data)
{
  fixture->view = g_object_new (LIMEN_TYPE_MATRIX_VIEW, NULL);
  g_signal_connect (fixture->view, "cell-activated",
                    G_CALLBACK (activated_cb), fixture);
  limen_matrix_view_set_names (fixture->view, matrix_fixture_names);
  limen_matrix_view_set_cells (fixture->view, matrix_fixture_cells, 3, 4);
  fixture->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (fixture->scrolled),
                                 GTK_WIDGET (fixture->view));
  fixture->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->scrolled);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 600, 450);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (fixture->window);
}

void
matrix_fixture_tear_down (MatrixFixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
}

GtkEventController *
matrix_fixture_find_controller (MatrixFixture *fixture, GType type)
{
  g_autoptr (GListModel) controllers
      = gtk_widget_observe_controllers (GTK_WIDGET (fixture->view));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller
          = g_list_model_get_item (controllers, i);

      /* The view holds a reference. */
      if (G_TYPE_CHECK_INSTANCE_TYPE (controller, type))
        return controller;
    }
  g_assert_not_reached ();
}

gboolean
matrix_fixture_press (MatrixFixture *fixture, guint key, GdkModifierType state)
{
  gboolean is_handled;

  g_signal_emit_by_name (
      matrix_fixture_find_controller (fixture, GTK_TYPE_EVENT_CONTROLLER_KEY),
      "key-pressed", key, 0, state, &is_handled);
  return is_handled;
}

void
matrix_fixture_assert_cursor (MatrixFixture *fixture, guint true_class,
                              guint predicted)
{
  fixture->true_class = fixture->predicted = NONE;
  g_assert_true (matrix_fixture_press (fixture, GDK_KEY_Return, 0));
  g_assert_cmpuint (fixture->true_class, ==, true_class);
  g_assert_cmpuint (fixture->predicted, ==, predicted);
}

void
matrix_fixture_point_at (MatrixFixture *fixture, double x, double y)
{
  g_signal_emit_by_name (matrix_fixture_find_controller (
                             fixture, GTK_TYPE_EVENT_CONTROLLER_MOTION),
                         "motion", x, y);
}

GtkWidget *
matrix_fixture_get_readout (MatrixFixture *fixture)
{
  return gtk_widget_get_first_child (GTK_WIDGET (fixture->view));
}
