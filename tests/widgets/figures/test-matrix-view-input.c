/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "matrix-view.h"

#include <math.h>

#include "figure-matrix.h"
#include "matrix-fixture.h"
#include "screen-theme.h"

static LimenRect
get_cell_rect (MatrixFixture *fixture, gsize row, gsize column)
{
  LimenMatrixFigure figure = { .n_classes = 3,
                               .n_columns = 4,
                               .names = matrix_fixture_names,
                               .has_legend = TRUE };
  LimenTheme theme = limen_screen_theme_get (GTK_WIDGET (fixture->view),
                                             LIMEN_THEME_LIGHT);
  LimenRect rect
      = { 0, 0, gtk_widget_get_width (GTK_WIDGET (fixture->view)),
          gtk_widget_get_height (GTK_WIDGET (fixture->view)) };

  return limen_figure_matrix_get_cell_rect (&figure, rect, &theme, row,
                                            column);
}

static void
click (MatrixFixture *fixture, const char *signal, gsize row, gsize column)
{
  LimenRect cell = get_cell_rect (fixture, row, column);

  g_signal_emit_by_name (
      matrix_fixture_find_controller (fixture, GTK_TYPE_GESTURE_CLICK), signal,
      1, cell.x + 5, cell.y + cell.height - 5);
}

static void
test_keys (MatrixFixture *fixture, gconstpointer data)
{
  static const struct
  {
    guint key;
    GdkModifierType state;
    guint true_class, predicted; /* in turn */
  } cases[] = {
    { GDK_KEY_Right, 0, 0, 1 },
    { GDK_KEY_Down, 0, 1, 1 },
    { GDK_KEY_KP_Left, 0, 1, 0 },
    { GDK_KEY_Left, 0, 1, 0 },
    { GDK_KEY_End, 0, 1, 3 },
    { GDK_KEY_Right, 0, 1, 3 },
    { GDK_KEY_KP_Up, 0, 0, 3 },
    { GDK_KEY_Up, 0, 0, 3 },
    { GDK_KEY_Home, 0, 0, 0 },
    { GDK_KEY_End, GDK_CONTROL_MASK, 2, 3 },
    { GDK_KEY_Page_Up, 0, 0, 3 },
    { GDK_KEY_Page_Down, 0, 2, 3 },
    { GDK_KEY_Down, 0, 2, 3 },
    { GDK_KEY_Home, GDK_CONTROL_MASK, 0, 0 },
  };

  matrix_fixture_assert_cursor (fixture, 0, 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_true (
          matrix_fixture_press (fixture, cases[i].key, cases[i].state));
      matrix_fixture_assert_cursor (fixture, cases[i].true_class,
                                    cases[i].predicted);
    }
}

/* Keys that the matrix does not handle reach the scrolled window or the
 * window. */
static void
test_other_keys (MatrixFixture *fixture, gconstpointer data)
{
  g_assert_false (matrix_fixture_press (fixture, GDK_KEY_Tab, 0));
  g_assert_false (
      matrix_fixture_press (fixture, GDK_KEY_Right, GDK_CONTROL_MASK));
  g_assert_false (matrix_fixture_press (fixture, GDK_KEY_Right, GDK_ALT_MASK));
  g_assert_false (
      matrix_fixture_press (fixture, GDK_KEY_Return, GDK_CONTROL_MASK));
  limen_matrix_view_set_cells (fixture->view, NULL, 0, 0);
  g_assert_false (matrix_fixture_press (fixture, GDK_KEY_Right, 0));
  g_assert_false (matrix_fixture_press (fixture, GDK_KEY_Return, 0));
  g_assert_cmpuint (fixture->n_activated, ==, 0);
}

static void
test_activating_keys (MatrixFixture *fixture, gconstpointer data)
{
  static const guint keys[] = { GDK_KEY_Return, GDK_KEY_KP_Enter,
                                GDK_KEY_space };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_assert_true (matrix_fixture_press (fixture, keys[i], 0));
      g_assert_cmpuint (fixture->n_activated, ==, i + 1);
    }
}

static void
test_click (MatrixFixture *fixture, gconstpointer data)
{
  for (guint row = 0; row < 3; row++)
    for (guint column = 0; column < 4; column++)
      {
        fixture->n_activated = 0;
        click (fixture, "pressed", row, column);
        g_assert_cmpuint (fixture->n_activated, ==, 0);
        click (fixture, "released", row, column);
        g_assert_cmpuint (fixture->n_activated, ==, 1);
        g_assert_cmpuint (fixture->true_class, ==, row);
        g_assert_cmpuint (fixture->predicted, ==, column);
        matrix_fixture_assert_cursor (fixture, row, column);
      }
}

/* A press that ends on another cell, or beside the cells, is no click. */
static void
test_no_click (MatrixFixture *fixture, gconstpointer data)
{
  click (fixture, "pressed", 0, 0);
  click (fixture, "released", 0, 1);
  g_signal_emit_by_name (
      matrix_fixture_find_controller (fixture, GTK_TYPE_GESTURE_CLICK),
      "pressed", 1, 2.0, 2.0);
  click (fixture, "released", 0, 0);
  g_assert_cmpuint (fixture->n_activated, ==, 0);
}

static void
test_double_click (MatrixFixture *fixture, gconstpointer data)
{
  LimenRect cell = get_cell_rect (fixture, 1, 1);
  double x = cell.x + cell.width / 2, y = cell.y + cell.height / 2;

  for (int n_press = 1; n_press <= 3; n_press++)
    for (int i = 0; i < 2; i++)
      g_signal_emit_by_name (
          matrix_fixture_find_controller (fixture, GTK_TYPE_GESTURE_CLICK),
          i == 0 ? "pressed" : "released", n_press, x, y);
  g_assert_cmpuint (fixture->n_activated, ==, 1);
}

static void
test_hover (MatrixFixture *fixture, gconstpointer data)
{
  GtkWidget *readout = matrix_fixture_get_readout (fixture);
  LimenRect cell = get_cell_rect (fixture, 0, 1);
  LimenRect none = get_cell_rect (fixture, 1, 3);

  g_assert_false (gtk_widget_get_visible (readout));
  matrix_fixture_point_at (fixture, cell.x + 9, cell.y + 9);
  g_assert_true (gtk_widget_get_visible (readout));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (readout)), ==,
                   "true cat, predicted dog: 12 rows, 3.4\342\200\257% of cat");
  gtk_test_widget_wait_for_draw (fixture->window);
  matrix_fixture_point_at (fixture, none.x + 9, none.y + 9);
  g_assert_cmpstr (
      gtk_label_get_text (GTK_LABEL (readout)), ==,
      "true dog, predicted none: 15 rows, 15.0\342\200\257% of dog");
  matrix_fixture_point_at (fixture, cell.x + 9, 1);
  g_assert_false (gtk_widget_get_visible (readout));
}

/* The readout follows when cells change under the pointer. */
static void
test_hover_follows (MatrixFixture *fixture, gconstpointer data)
{
  double changed[12] = { 0 };
  LimenRect cell = get_cell_rect (fixture, 0, 1);

  matrix_fixture_point_at (fixture, cell.x + 9, cell.y + 9);
  changed[0] = 3;
  changed[1] = 1;
  limen_matrix_view_set_cells (fixture->view, changed, 3, 4);
  g_assert_cmpstr (
      gtk_label_get_text (GTK_LABEL (matrix_fixture_get_readout (fixture))),
      ==, "true cat, predicted dog: 1 row, 25.0\342\200\257% of cat");
  changed[0] = changed[1] = NAN;
  limen_matrix_view_set_cells (fixture->view, changed, 3, 4);
  g_assert_false (
      gtk_widget_get_visible (matrix_fixture_get_readout (fixture)));
}

static void
test_key_readout (MatrixFixture *fixture, gconstpointer data)
{
  GtkWidget *readout = matrix_fixture_get_readout (fixture);

  matrix_fixture_press (fixture, GDK_KEY_Down, 0);
  g_assert_true (gtk_widget_get_visible (readout));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (readout)), ==,
                   "true dog, predicted cat: 4 rows, 4.0\342\200\257% of dog");
}

/* The readout follows whichever of keys and pointer was used last. */
static void
test_key_after_pointer (MatrixFixture *fixture, gconstpointer data)
{
  GtkLabel *readout = GTK_LABEL (matrix_fixture_get_readout (fixture));
  LimenRect cell = get_cell_rect (fixture, 0, 1);
  double changed[12] = { 0 };

  matrix_fixture_point_at (fixture, cell.x + 9, cell.y + 9);
  matrix_fixture_press (fixture, GDK_KEY_Down, 0);
  matrix_fixture_point_at (fixture, cell.x + 9,
                           cell.y + 9); /* has not moved */
  g_assert_cmpstr (gtk_label_get_text (readout), ==,
                   "true dog, predicted cat: 4 rows, 4.0\342\200\257% of dog");
  changed[4] = 1;
  limen_matrix_view_set_cells (fixture->view, changed, 3, 4);
  g_assert_cmpstr (
      gtk_label_get_text (readout), ==,
      "true dog, predicted cat: 1 row, 100.0\342\200\257% of dog");
  limen_matrix_view_set_cells (fixture->view, matrix_fixture_cells, 3, 4);
  matrix_fixture_point_at (fixture, cell.x + 10, cell.y + 9);
  g_assert_cmpstr (gtk_label_get_text (readout), ==,
                   "true cat, predicted dog: 12 rows, 3.4\342\200\257% of cat");
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  MATRIX_FIXTURE_ADD ("/matrix-view-input/keys", test_keys);
  MATRIX_FIXTURE_ADD ("/matrix-view-input/other-keys", test_other_keys);
  MATRIX_FIXTURE_ADD ("/matrix-view-input/activating-keys",
                      test_activating_keys);
  MATRIX_FIXTURE_ADD ("/matrix-view-input/click", test_click);
  MATRIX_FIXTURE_ADD ("/matrix-view-input/no-click", test_no_click);
  MATRIX_FIXTURE_ADD ("/matrix-view-input/double-click", test_double_click);
  MATRIX_FIXTURE_ADD ("/matrix-view-input/hover", test_hover);
  MATRIX_FIXTURE_ADD ("/matrix-view-input/hover-follows", test_hover_follows);
  MATRIX_FIXTURE_ADD ("/matrix-view-input/key-readout", test_key_readout);
  MATRIX_FIXTURE_ADD ("/matrix-view-input/key-after-pointer",
                      test_key_after_pointer);
  return g_test_run ();
}
