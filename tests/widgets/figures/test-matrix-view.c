/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "matrix-view.h"

#include "matrix-fixture.h"

static GtkAdjustment *
get_adjustment (MatrixFixture *fixture, GtkOrientation orientation)
{
  GtkScrollable *scrollable = GTK_SCROLLABLE (fixture->view);

  return orientation == GTK_ORIENTATION_HORIZONTAL
             ? gtk_scrollable_get_hadjustment (scrollable)
             : gtk_scrollable_get_vadjustment (scrollable);
}

static gboolean
is_scrolled (MatrixFixture *fixture, GtkOrientation orientation)
{
  GtkAdjustment *adjustment = get_adjustment (fixture, orientation);

  return gtk_adjustment_get_upper (adjustment)
         > gtk_adjustment_get_page_size (adjustment);
}

static void
assert_description (gpointer view, const char *expected)
{
  g_autofree char *found = NULL;

  while (g_main_context_iteration (NULL, FALSE))
    ;
  found = gtk_test_accessible_check_property (
      view, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, expected);
  g_assert_cmpstr (found, ==, NULL);
}

static double *
make_large (guint n_classes)
{
  double *large = g_new0 (double, (gsize) n_classes * n_classes);

  for (guint i = 0; i < n_classes; i++)
    {
      large[(gsize) i * n_classes + i] = 100 + i;
      large[(gsize) i * n_classes + i * 7 % n_classes] += 3;
    }
  return large;
}

static void
test_zoom (MatrixFixture *fixture, gconstpointer data)
{
  g_autofree double *large = make_large (100);

  limen_matrix_view_set_cells (fixture->view, large, 100, 100);
  g_assert_false (is_scrolled (fixture, GTK_ORIENTATION_HORIZONTAL));
  g_assert_false (is_scrolled (fixture, GTK_ORIENTATION_VERTICAL));
  for (int i = 0; i < 5; i++)
    g_assert_true (
        matrix_fixture_press (fixture, GDK_KEY_plus, GDK_SHIFT_MASK));
  gtk_test_widget_wait_for_draw (fixture->window);
  g_assert_true (is_scrolled (fixture, GTK_ORIENTATION_HORIZONTAL));
  g_assert_true (is_scrolled (fixture, GTK_ORIENTATION_VERTICAL));
  matrix_fixture_press (fixture, GDK_KEY_KP_Subtract, 0);
  g_assert_true (is_scrolled (fixture, GTK_ORIENTATION_VERTICAL));
  matrix_fixture_press (fixture, GDK_KEY_0, GDK_CONTROL_MASK);
  g_assert_false (is_scrolled (fixture, GTK_ORIENTATION_VERTICAL));
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "matrix.zoom-in",
                              NULL);
  g_assert_true (is_scrolled (fixture, GTK_ORIENTATION_VERTICAL));
  for (int i = 0; i < 40; i++)
    matrix_fixture_press (fixture, GDK_KEY_minus, 0);
  g_assert_false (is_scrolled (fixture, GTK_ORIENTATION_VERTICAL));
}

/* Zooming in ends where cells are large enough for all numbers. */
static void
test_zoom_ends (MatrixFixture *fixture, gconstpointer data)
{
  g_autofree double *large = make_large (100);
  GtkAdjustment *adjustment
      = get_adjustment (fixture, GTK_ORIENTATION_VERTICAL);
  double upper;

  limen_matrix_view_set_cells (fixture->view, large, 100, 100);
  for (int i = 0; i < 40; i++)
    matrix_fixture_press (fixture, GDK_KEY_plus, 0);
  upper = gtk_adjustment_get_upper (adjustment);
  g_assert_cmpfloat (upper, >=, 100 * 48);
  g_assert_cmpfloat (upper, <=, 100 * 200);
  matrix_fixture_press (fixture, GDK_KEY_plus, 0);
  g_assert_cmpfloat (gtk_adjustment_get_upper (adjustment), ==, upper);
}

/* The view scrolls to keep the cursor visible. */
static void
test_scroll_to_cursor (MatrixFixture *fixture, gconstpointer data)
{
  g_autofree double *large = make_large (100);
  GtkAdjustment *across
      = get_adjustment (fixture, GTK_ORIENTATION_HORIZONTAL);
  GtkAdjustment *down = get_adjustment (fixture, GTK_ORIENTATION_VERTICAL);

  limen_matrix_view_set_cells (fixture->view, large, 100, 100);
  for (int i = 0; i < 8; i++)
    matrix_fixture_press (fixture, GDK_KEY_plus, 0);
  matrix_fixture_press (fixture, GDK_KEY_End, GDK_CONTROL_MASK);
  g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (across)
                                      + gtk_adjustment_get_page_size (across),
                                  gtk_adjustment_get_upper (across), 1e-6);
  g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (down)
                                      + gtk_adjustment_get_page_size (down),
                                  gtk_adjustment_get_upper (down), 1e-6);
  matrix_fixture_press (fixture, GDK_KEY_Home, 0);
  g_assert_cmpfloat (gtk_adjustment_get_value (across), ==, 0);
  g_assert_cmpfloat (gtk_adjustment_get_value (down), >, 0);
  matrix_fixture_press (fixture, GDK_KEY_Home, GDK_CONTROL_MASK);
  g_assert_cmpfloat (gtk_adjustment_get_value (down), ==, 0);
  matrix_fixture_assert_cursor (fixture, 0, 0);
}

/* The scroll bars move the cells under a resting pointer. */
static void
test_scroll_bars (MatrixFixture *fixture, gconstpointer data)
{
  g_autofree double *large = make_large (100);
  g_autofree char *before = NULL;
  GtkAdjustment *down = get_adjustment (fixture, GTK_ORIENTATION_VERTICAL);
  GtkBorder border;

  limen_matrix_view_set_cells (fixture->view, large, 100, 100);
  for (int i = 0; i < 8; i++)
    matrix_fixture_press (fixture, GDK_KEY_plus, 0);
  gtk_test_widget_wait_for_draw (fixture->window);
  matrix_fixture_point_at (fixture, 300, 250);
  before = g_strdup (
      gtk_label_get_text (GTK_LABEL (matrix_fixture_get_readout (fixture))));
  gtk_adjustment_set_value (down, 400);
  g_assert_cmpstr (
      gtk_label_get_text (GTK_LABEL (matrix_fixture_get_readout (fixture))),
      !=, before);
  gtk_test_widget_wait_for_draw (fixture->window);
  g_assert_cmpfloat (gtk_adjustment_get_value (down), ==, 400);
  g_assert_true (gtk_scrollable_get_border (GTK_SCROLLABLE (fixture->view),
                                            &border));
  g_assert_cmpint (border.top, >, 20);
  g_assert_cmpint (border.left, >, 20);
}

/* Cells of an equal size keep zoom, scrolling and cursor. */
static void
test_same_size (MatrixFixture *fixture, gconstpointer data)
{
  g_autofree double *large = make_large (100);
  GtkAdjustment *down = get_adjustment (fixture, GTK_ORIENTATION_VERTICAL);
  double upper;

  limen_matrix_view_set_cells (fixture->view, large, 100, 100);
  for (int i = 0; i < 6; i++)
    matrix_fixture_press (fixture, GDK_KEY_plus, 0);
  matrix_fixture_press (fixture, GDK_KEY_Page_Down, 0);
  matrix_fixture_press (fixture, GDK_KEY_Right, 0);
  gtk_adjustment_set_value (down, 77);
  upper = gtk_adjustment_get_upper (down);
  large[5] = 17;
  limen_matrix_view_set_cells (fixture->view, large, 100, 100);
  g_assert_cmpfloat (gtk_adjustment_get_value (down), ==, 77);
  g_assert_cmpfloat (gtk_adjustment_get_upper (down), ==, upper);
  matrix_fixture_press (fixture, GDK_KEY_Return, 0);
  g_assert_cmpuint (fixture->true_class, >, 0);
  g_assert_cmpuint (fixture->predicted, ==, 1);

  limen_matrix_view_set_cells (fixture->view, matrix_fixture_cells, 3, 4);
  g_assert_false (is_scrolled (fixture, GTK_ORIENTATION_VERTICAL));
  matrix_fixture_assert_cursor (fixture, 0, 0);
}

static void
count_cb (GObject *object, GParamSpec *pspec, guint *count)
{
  ++*count;
}

static void
test_properties (MatrixFixture *fixture, gconstpointer data)
{
  guint n_normalized = 0, n_selected = 0;
  gboolean is_normalized;
  int selected;

  g_signal_connect (fixture->view, "notify::normalized",
                    G_CALLBACK (count_cb), &n_normalized);
  g_signal_connect (fixture->view, "notify::selected", G_CALLBACK (count_cb),
                    &n_selected);
  g_object_set (fixture->view, "normalized", TRUE, "selected", 2, NULL);
  g_object_set (fixture->view, "normalized", TRUE, "selected", 2, NULL);
  g_object_get (fixture->view, "normalized", &is_normalized, "selected",
                &selected, NULL);
  g_assert_true (is_normalized);
  g_assert_cmpint (selected, ==, 2);
  g_assert_cmpuint (n_normalized, ==, 1);
  g_assert_cmpuint (n_selected, ==, 1);
  gtk_test_widget_wait_for_draw (fixture->window);

  /* A class that no longer exists is deselected. */
  limen_matrix_view_set_cells (fixture->view, matrix_fixture_cells, 2, 2);
  g_object_get (fixture->view, "selected", &selected, NULL);
  g_assert_cmpint (selected, ==, -1);
  g_assert_cmpuint (n_selected, ==, 2);
}

static void
test_accessible (MatrixFixture *fixture, gconstpointer data)
{
  double wrong[] = { 3, 0, 0, 4 };
  g_autofree char *label = gtk_test_accessible_check_property (
      GTK_ACCESSIBLE (fixture->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
      "Confusion matrix");

  gtk_test_accessible_assert_role (fixture->view, GTK_ACCESSIBLE_ROLE_TABLE);
  g_assert_cmpstr (label, ==, NULL);
  gtk_window_set_focus (GTK_WINDOW (fixture->window), NULL);
  assert_description (fixture->view,
                      "460 rows, 3 classes; accuracy 90.2\342\200\257%; "
                      "largest confusion: true cat, predicted dog, 12 rows");
  /* Three names for two classes are ignored. */
  limen_matrix_view_set_cells (fixture->view, wrong, 2, 2);
  assert_description (fixture->view,
                      "7 rows, 2 classes; accuracy 100.0\342\200\257%; "
                      "no confusions");
  wrong[2] = 1;
  limen_matrix_view_set_cells (fixture->view, wrong, 2, 2);
  assert_description (fixture->view,
                      "8 rows, 2 classes; accuracy 87.5\342\200\257%; "
                      "largest confusion: true 1, predicted 0, 1 row");
  limen_matrix_view_set_cells (fixture->view, NULL, 0, 0);
  assert_description (fixture->view, "no rows");
}

/* The accessible text begins with the cell at the cursor, then the totals of
 * its row and its column. */
static void
test_accessible_cursor (MatrixFixture *fixture, gconstpointer data)
{
  gtk_widget_grab_focus (GTK_WIDGET (fixture->view));
  matrix_fixture_press (fixture, GDK_KEY_Right, 0);
  assert_description (
      fixture->view,
      "true cat, predicted dog: 12 rows, 3.4\342\200\257% of cat; "
      "totals: 353 true cat, 94 predicted dog; "
      "460 rows, 3 classes; accuracy 90.2\342\200\257%; "
      "largest confusion: true cat, predicted dog, 12 rows");
}

/* The view draws something whatever is set. */
static void
test_draws (MatrixFixture *fixture, gconstpointer data)
{
  static const guint sizes[] = { 1, 2, 30, 1000 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint v = 0; v <= LIMEN_THEME_CONTRAST_DARK; v++)
      {
        g_autofree double *large = make_large (sizes[i]);

        limen_matrix_view_set_theme (fixture->view, (LimenThemeVariant) v);
        limen_matrix_view_set_cells (fixture->view, large, sizes[i],
                                     sizes[i]);
        matrix_fixture_point_at (fixture, 300, 250);
        gtk_test_widget_wait_for_draw (fixture->window);
      }
  limen_matrix_view_set_names (fixture->view, NULL);
  limen_matrix_view_set_cells (fixture->view, NULL, 0, 0);
  matrix_fixture_point_at (fixture, 300, 250);
  gtk_test_widget_wait_for_draw (fixture->window);
}

/* A view releases all that it holds, and its pending idle handlers. */
static void
test_finalize (void)
{
  LimenMatrixView *view
      = g_object_ref_sink (g_object_new (LIMEN_TYPE_MATRIX_VIEW, NULL));
  GtkAdjustment *adjustment
      = g_object_ref_sink (gtk_adjustment_new (0, 0, 0, 0, 0, 0));

  gtk_scrollable_set_hadjustment (GTK_SCROLLABLE (view), adjustment);
  limen_matrix_view_set_names (view, matrix_fixture_names);
  limen_matrix_view_set_cells (view, matrix_fixture_cells, 3, 4);
  g_assert_finalize_object (view);
  g_assert_finalize_object (adjustment);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  MATRIX_FIXTURE_ADD ("/matrix-view/zoom", test_zoom);
  MATRIX_FIXTURE_ADD ("/matrix-view/zoom-ends", test_zoom_ends);
  MATRIX_FIXTURE_ADD ("/matrix-view/scroll-to-cursor", test_scroll_to_cursor);
  MATRIX_FIXTURE_ADD ("/matrix-view/scroll-bars", test_scroll_bars);
  MATRIX_FIXTURE_ADD ("/matrix-view/same-size", test_same_size);
  MATRIX_FIXTURE_ADD ("/matrix-view/properties", test_properties);
  MATRIX_FIXTURE_ADD ("/matrix-view/accessible", test_accessible);
  MATRIX_FIXTURE_ADD ("/matrix-view/accessible-cursor",
                      test_accessible_cursor);
  MATRIX_FIXTURE_ADD ("/matrix-view/draws", test_draws);
  g_test_add_func ("/matrix-view/finalize", test_finalize);
  return g_test_run ();
}
