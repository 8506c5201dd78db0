#include "matrix-view.h"

#include <math.h>

#include "figure-matrix.h"
#include "screen-theme.h"

#define NONE 99

/* Three classes and none; cat is never taken for none. */
static const double cells[] = {
  330, 12, 11, 0, /* cat: 353 */
  4, 80, 1, 15,   /* dog: 100 */
  0, 2, 5, 0,     /* emu: 7 */
};

static const char *const names[] = { "cat", "dog", "emu", NULL };

typedef struct
{
  GtkWidget *window;
  GtkWidget *scrolled;
  LimenMatrixView *view;
  guint n_activated, true_class, predicted;
} Fixture;

static void
activated_cb (LimenMatrixView *view, guint true_class, guint predicted,
              Fixture *fixture)
{
  fixture->n_activated++;
  fixture->true_class = true_class;
  fixture->predicted = predicted;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->view = g_object_new (LIMEN_TYPE_MATRIX_VIEW, NULL);
  g_signal_connect (fixture->view, "cell-activated",
                    G_CALLBACK (activated_cb), fixture);
  limen_matrix_view_set_names (fixture->view, names);
  limen_matrix_view_set_cells (fixture->view, cells, 3, 4);
  fixture->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (fixture->scrolled),
                                 GTK_WIDGET (fixture->view));
  fixture->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->scrolled);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 600, 450);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
}

static GtkEventController *
find_controller (Fixture *fixture, GType type)
{
  g_autoptr (GListModel) controllers
      = gtk_widget_observe_controllers (GTK_WIDGET (fixture->view));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller
          = g_list_model_get_item (controllers, i);

      /* The view keeps it. */
      if (G_TYPE_CHECK_INSTANCE_TYPE (controller, type))
        return controller;
    }
  g_assert_not_reached ();
}

static gboolean
press (Fixture *fixture, guint key, GdkModifierType state)
{
  gboolean is_handled;

  g_signal_emit_by_name (
      find_controller (fixture, GTK_TYPE_EVENT_CONTROLLER_KEY), "key-pressed",
      key, 0, state, &is_handled);
  return is_handled;
}

/* Where the cursor is, as activating the cell tells. */
static void
assert_cursor (Fixture *fixture, guint true_class, guint predicted)
{
  fixture->true_class = fixture->predicted = NONE;
  g_assert_true (press (fixture, GDK_KEY_Return, 0));
  g_assert_cmpuint (fixture->true_class, ==, true_class);
  g_assert_cmpuint (fixture->predicted, ==, predicted);
}

static LimenRect
get_cell_rect (Fixture *fixture, gsize row, gsize column)
{
  LimenMatrixFigure figure = { .n_classes = 3, .n_columns = 4, .names = names,
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
click (Fixture *fixture, const char *signal, gsize row, gsize column)
{
  LimenRect cell = get_cell_rect (fixture, row, column);

  g_signal_emit_by_name (find_controller (fixture, GTK_TYPE_GESTURE_CLICK),
                         signal, 1, cell.x + 5, cell.y + cell.height - 5);
}

static void
point_at (Fixture *fixture, double x, double y)
{
  g_signal_emit_by_name (
      find_controller (fixture, GTK_TYPE_EVENT_CONTROLLER_MOTION), "motion", x,
      y);
}

static GtkWidget *
get_readout (Fixture *fixture)
{
  return gtk_widget_get_first_child (GTK_WIDGET (fixture->view));
}

static GtkAdjustment *
get_adjustment (Fixture *fixture, GtkOrientation orientation)
{
  GtkScrollable *scrollable = GTK_SCROLLABLE (fixture->view);

  return orientation == GTK_ORIENTATION_HORIZONTAL
             ? gtk_scrollable_get_hadjustment (scrollable)
             : gtk_scrollable_get_vadjustment (scrollable);
}

static gboolean
is_scrolled (Fixture *fixture, GtkOrientation orientation)
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

static void
test_keys (Fixture *fixture, gconstpointer data)
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

  assert_cursor (fixture, 0, 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_true (press (fixture, cases[i].key, cases[i].state));
      assert_cursor (fixture, cases[i].true_class, cases[i].predicted);
    }
}

/* What is not the matrix's goes on to the scrolled window or the window. */
static void
test_other_keys (Fixture *fixture, gconstpointer data)
{
  g_assert_false (press (fixture, GDK_KEY_Tab, 0));
  g_assert_false (press (fixture, GDK_KEY_Right, GDK_CONTROL_MASK));
  g_assert_false (press (fixture, GDK_KEY_Right, GDK_ALT_MASK));
  g_assert_false (press (fixture, GDK_KEY_Return, GDK_CONTROL_MASK));
  limen_matrix_view_set_cells (fixture->view, NULL, 0, 0);
  g_assert_false (press (fixture, GDK_KEY_Right, 0));
  g_assert_false (press (fixture, GDK_KEY_Return, 0));
  g_assert_cmpuint (fixture->n_activated, ==, 0);
}

static void
test_activating_keys (Fixture *fixture, gconstpointer data)
{
  static const guint keys[] = { GDK_KEY_Return, GDK_KEY_KP_Enter,
                                GDK_KEY_space };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_assert_true (press (fixture, keys[i], 0));
      g_assert_cmpuint (fixture->n_activated, ==, i + 1);
    }
}

static void
test_click (Fixture *fixture, gconstpointer data)
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
        assert_cursor (fixture, row, column);
      }
}

/* A press that slips to another cell, and one beside the cells. */
static void
test_no_click (Fixture *fixture, gconstpointer data)
{
  click (fixture, "pressed", 0, 0);
  click (fixture, "released", 0, 1);
  g_signal_emit_by_name (find_controller (fixture, GTK_TYPE_GESTURE_CLICK),
                         "pressed", 1, 2.0, 2.0);
  click (fixture, "released", 0, 0);
  g_assert_cmpuint (fixture->n_activated, ==, 0);
}

static void
test_double_click (Fixture *fixture, gconstpointer data)
{
  LimenRect cell = get_cell_rect (fixture, 1, 1);
  double x = cell.x + cell.width / 2, y = cell.y + cell.height / 2;

  for (int n_press = 1; n_press <= 3; n_press++)
    for (int i = 0; i < 2; i++)
      g_signal_emit_by_name (find_controller (fixture, GTK_TYPE_GESTURE_CLICK),
                             i == 0 ? "pressed" : "released", n_press, x, y);
  g_assert_cmpuint (fixture->n_activated, ==, 1);
}

static void
test_hover (Fixture *fixture, gconstpointer data)
{
  GtkWidget *readout = get_readout (fixture);
  LimenRect cell = get_cell_rect (fixture, 0, 1);
  LimenRect none = get_cell_rect (fixture, 1, 3);

  g_assert_false (gtk_widget_get_visible (readout));
  point_at (fixture, cell.x + 9, cell.y + 9);
  g_assert_true (gtk_widget_get_visible (readout));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (readout)), ==,
                   "true cat, predicted dog: 12 rows, 3.4\342\200\257% of cat");
  gtk_test_widget_wait_for_draw (fixture->window);
  point_at (fixture, none.x + 9, none.y + 9);
  g_assert_cmpstr (
      gtk_label_get_text (GTK_LABEL (readout)), ==,
      "true dog, predicted none: 15 rows, 15.0\342\200\257% of dog");
  point_at (fixture, cell.x + 9, 1);
  g_assert_false (gtk_widget_get_visible (readout));
}

/* Cells that change under the pointer are read out anew. */
static void
test_hover_follows (Fixture *fixture, gconstpointer data)
{
  double changed[12] = { 0 };
  LimenRect cell = get_cell_rect (fixture, 0, 1);

  point_at (fixture, cell.x + 9, cell.y + 9);
  changed[0] = 3;
  changed[1] = 1;
  limen_matrix_view_set_cells (fixture->view, changed, 3, 4);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (get_readout (fixture))), ==,
                   "true cat, predicted dog: 1 row, 25.0\342\200\257% of cat");
  changed[0] = changed[1] = NAN;
  limen_matrix_view_set_cells (fixture->view, changed, 3, 4);
  g_assert_false (gtk_widget_get_visible (get_readout (fixture)));
}

static void
test_key_readout (Fixture *fixture, gconstpointer data)
{
  GtkWidget *readout = get_readout (fixture);

  press (fixture, GDK_KEY_Down, 0);
  g_assert_true (gtk_widget_get_visible (readout));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (readout)), ==,
                   "true dog, predicted cat: 4 rows, 4.0\342\200\257% of dog");
}

/* Keys and pointer take turns: the last one used is read out. */
static void
test_key_after_pointer (Fixture *fixture, gconstpointer data)
{
  GtkLabel *readout = GTK_LABEL (get_readout (fixture));
  LimenRect cell = get_cell_rect (fixture, 0, 1);
  double changed[12] = { 0 };

  point_at (fixture, cell.x + 9, cell.y + 9);
  press (fixture, GDK_KEY_Down, 0);
  point_at (fixture, cell.x + 9, cell.y + 9); /* has not moved */
  g_assert_cmpstr (gtk_label_get_text (readout), ==,
                   "true dog, predicted cat: 4 rows, 4.0\342\200\257% of dog");
  changed[4] = 1;
  limen_matrix_view_set_cells (fixture->view, changed, 3, 4);
  g_assert_cmpstr (
      gtk_label_get_text (readout), ==,
      "true dog, predicted cat: 1 row, 100.0\342\200\257% of dog");
  limen_matrix_view_set_cells (fixture->view, cells, 3, 4);
  point_at (fixture, cell.x + 10, cell.y + 9);
  g_assert_cmpstr (gtk_label_get_text (readout), ==,
                   "true cat, predicted dog: 12 rows, 3.4\342\200\257% of cat");
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
test_zoom (Fixture *fixture, gconstpointer data)
{
  g_autofree double *large = make_large (100);

  limen_matrix_view_set_cells (fixture->view, large, 100, 100);
  g_assert_false (is_scrolled (fixture, GTK_ORIENTATION_HORIZONTAL));
  g_assert_false (is_scrolled (fixture, GTK_ORIENTATION_VERTICAL));
  for (int i = 0; i < 5; i++)
    g_assert_true (press (fixture, GDK_KEY_plus, GDK_SHIFT_MASK));
  gtk_test_widget_wait_for_draw (fixture->window);
  g_assert_true (is_scrolled (fixture, GTK_ORIENTATION_HORIZONTAL));
  g_assert_true (is_scrolled (fixture, GTK_ORIENTATION_VERTICAL));
  press (fixture, GDK_KEY_KP_Subtract, 0);
  g_assert_true (is_scrolled (fixture, GTK_ORIENTATION_VERTICAL));
  press (fixture, GDK_KEY_0, GDK_CONTROL_MASK);
  g_assert_false (is_scrolled (fixture, GTK_ORIENTATION_VERTICAL));
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "matrix.zoom-in",
                              NULL);
  g_assert_true (is_scrolled (fixture, GTK_ORIENTATION_VERTICAL));
  for (int i = 0; i < 40; i++)
    press (fixture, GDK_KEY_minus, 0);
  g_assert_false (is_scrolled (fixture, GTK_ORIENTATION_VERTICAL));
}

/* Zooming has an end, where cells are large enough for all they say. */
static void
test_zoom_ends (Fixture *fixture, gconstpointer data)
{
  g_autofree double *large = make_large (100);
  GtkAdjustment *adjustment
      = get_adjustment (fixture, GTK_ORIENTATION_VERTICAL);
  double upper;

  limen_matrix_view_set_cells (fixture->view, large, 100, 100);
  for (int i = 0; i < 40; i++)
    press (fixture, GDK_KEY_plus, 0);
  upper = gtk_adjustment_get_upper (adjustment);
  g_assert_cmpfloat (upper, >=, 100 * 48);
  g_assert_cmpfloat (upper, <=, 100 * 200);
  press (fixture, GDK_KEY_plus, 0);
  g_assert_cmpfloat (gtk_adjustment_get_upper (adjustment), ==, upper);
}

/* The cursor is never out of sight. */
static void
test_scroll_to_cursor (Fixture *fixture, gconstpointer data)
{
  g_autofree double *large = make_large (100);
  GtkAdjustment *across
      = get_adjustment (fixture, GTK_ORIENTATION_HORIZONTAL);
  GtkAdjustment *down = get_adjustment (fixture, GTK_ORIENTATION_VERTICAL);

  limen_matrix_view_set_cells (fixture->view, large, 100, 100);
  for (int i = 0; i < 8; i++)
    press (fixture, GDK_KEY_plus, 0);
  press (fixture, GDK_KEY_End, GDK_CONTROL_MASK);
  g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (across)
                                      + gtk_adjustment_get_page_size (across),
                                  gtk_adjustment_get_upper (across), 1e-6);
  g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (down)
                                      + gtk_adjustment_get_page_size (down),
                                  gtk_adjustment_get_upper (down), 1e-6);
  press (fixture, GDK_KEY_Home, 0);
  g_assert_cmpfloat (gtk_adjustment_get_value (across), ==, 0);
  g_assert_cmpfloat (gtk_adjustment_get_value (down), >, 0);
  press (fixture, GDK_KEY_Home, GDK_CONTROL_MASK);
  g_assert_cmpfloat (gtk_adjustment_get_value (down), ==, 0);
  assert_cursor (fixture, 0, 0);
}

/* The scroll bars move the cells under a pointer that stays. */
static void
test_scroll_bars (Fixture *fixture, gconstpointer data)
{
  g_autofree double *large = make_large (100);
  g_autofree char *before = NULL;
  GtkAdjustment *down = get_adjustment (fixture, GTK_ORIENTATION_VERTICAL);
  GtkBorder border;

  limen_matrix_view_set_cells (fixture->view, large, 100, 100);
  for (int i = 0; i < 8; i++)
    press (fixture, GDK_KEY_plus, 0);
  gtk_test_widget_wait_for_draw (fixture->window);
  point_at (fixture, 300, 250);
  before = g_strdup (gtk_label_get_text (GTK_LABEL (get_readout (fixture))));
  gtk_adjustment_set_value (down, 400);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (get_readout (fixture))), !=,
                   before);
  gtk_test_widget_wait_for_draw (fixture->window);
  g_assert_cmpfloat (gtk_adjustment_get_value (down), ==, 400);
  g_assert_true (gtk_scrollable_get_border (GTK_SCROLLABLE (fixture->view),
                                            &border));
  g_assert_cmpint (border.top, >, 20);
  g_assert_cmpint (border.left, >, 20);
}

/* The same size again: what the user looks at stays. */
static void
test_same_size (Fixture *fixture, gconstpointer data)
{
  g_autofree double *large = make_large (100);
  GtkAdjustment *down = get_adjustment (fixture, GTK_ORIENTATION_VERTICAL);
  double upper;

  limen_matrix_view_set_cells (fixture->view, large, 100, 100);
  for (int i = 0; i < 6; i++)
    press (fixture, GDK_KEY_plus, 0);
  press (fixture, GDK_KEY_Page_Down, 0);
  press (fixture, GDK_KEY_Right, 0);
  gtk_adjustment_set_value (down, 77);
  upper = gtk_adjustment_get_upper (down);
  large[5] = 17;
  limen_matrix_view_set_cells (fixture->view, large, 100, 100);
  g_assert_cmpfloat (gtk_adjustment_get_value (down), ==, 77);
  g_assert_cmpfloat (gtk_adjustment_get_upper (down), ==, upper);
  press (fixture, GDK_KEY_Return, 0);
  g_assert_cmpuint (fixture->true_class, >, 0);
  g_assert_cmpuint (fixture->predicted, ==, 1);

  limen_matrix_view_set_cells (fixture->view, cells, 3, 4);
  g_assert_false (is_scrolled (fixture, GTK_ORIENTATION_VERTICAL));
  assert_cursor (fixture, 0, 0);
}

static void
count_cb (GObject *object, GParamSpec *pspec, guint *count)
{
  ++*count;
}

static void
test_properties (Fixture *fixture, gconstpointer data)
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

  /* A class that is gone is selected no more. */
  limen_matrix_view_set_cells (fixture->view, cells, 2, 2);
  g_object_get (fixture->view, "selected", &selected, NULL);
  g_assert_cmpint (selected, ==, -1);
  g_assert_cmpuint (n_selected, ==, 2);
}

static void
test_accessible (Fixture *fixture, gconstpointer data)
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
  /* Three names do not name two classes. */
  limen_matrix_view_set_cells (fixture->view, wrong, 2, 2);
  assert_description (fixture->view,
                      "7 rows, 2 classes; accuracy 100.0\342\200\257%; "
                      "no class is taken for another");
  wrong[2] = 1;
  limen_matrix_view_set_cells (fixture->view, wrong, 2, 2);
  assert_description (fixture->view,
                      "8 rows, 2 classes; accuracy 87.5\342\200\257%; "
                      "largest confusion: true 1, predicted 0, 1 row");
  limen_matrix_view_set_cells (fixture->view, NULL, 0, 0);
  assert_description (fixture->view, "no rows");
}

/* Who hears the matrix hears the cell at the cursor first, then the totals of
 * its row and its column. */
static void
test_accessible_cursor (Fixture *fixture, gconstpointer data)
{
  gtk_widget_grab_focus (GTK_WIDGET (fixture->view));
  press (fixture, GDK_KEY_Right, 0);
  assert_description (
      fixture->view,
      "true cat, predicted dog: 12 rows, 3.4\342\200\257% of cat; "
      "totals: 353 true cat, 94 predicted dog; "
      "460 rows, 3 classes; accuracy 90.2\342\200\257%; "
      "largest confusion: true cat, predicted dog, 12 rows");
}

/* Whatever is set, there is something to draw. */
static void
test_draws (Fixture *fixture, gconstpointer data)
{
  static const guint sizes[] = { 1, 2, 30, 1000 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint v = 0; v <= LIMEN_THEME_CONTRAST_DARK; v++)
      {
        g_autofree double *large = make_large (sizes[i]);

        limen_matrix_view_set_theme (fixture->view, (LimenThemeVariant) v);
        limen_matrix_view_set_cells (fixture->view, large, sizes[i],
                                     sizes[i]);
        point_at (fixture, 300, 250);
        gtk_test_widget_wait_for_draw (fixture->window);
      }
  limen_matrix_view_set_names (fixture->view, NULL);
  limen_matrix_view_set_cells (fixture->view, NULL, 0, 0);
  point_at (fixture, 300, 250);
  gtk_test_widget_wait_for_draw (fixture->window);
}

/* A view lets go of all that it holds, and of what it meant to do yet. */
static void
test_finalize (void)
{
  LimenMatrixView *view
      = g_object_ref_sink (g_object_new (LIMEN_TYPE_MATRIX_VIEW, NULL));
  GtkAdjustment *adjustment
      = g_object_ref_sink (gtk_adjustment_new (0, 0, 0, 0, 0, 0));

  gtk_scrollable_set_hadjustment (GTK_SCROLLABLE (view), adjustment);
  limen_matrix_view_set_names (view, names);
  limen_matrix_view_set_cells (view, cells, 3, 4);
  g_assert_finalize_object (view);
  g_assert_finalize_object (adjustment);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

#define ADD(name, function)                                                   \
  g_test_add ("/matrix-view/" name, Fixture, NULL, set_up, function,          \
              tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  ADD ("keys", test_keys);
  ADD ("other-keys", test_other_keys);
  ADD ("activating-keys", test_activating_keys);
  ADD ("click", test_click);
  ADD ("no-click", test_no_click);
  ADD ("double-click", test_double_click);
  ADD ("hover", test_hover);
  ADD ("hover-follows", test_hover_follows);
  ADD ("key-readout", test_key_readout);
  ADD ("key-after-pointer", test_key_after_pointer);
  ADD ("zoom", test_zoom);
  ADD ("zoom-ends", test_zoom_ends);
  ADD ("scroll-to-cursor", test_scroll_to_cursor);
  ADD ("scroll-bars", test_scroll_bars);
  ADD ("same-size", test_same_size);
  ADD ("properties", test_properties);
  ADD ("accessible", test_accessible);
  ADD ("accessible-cursor", test_accessible_cursor);
  ADD ("draws", test_draws);
  g_test_add_func ("/matrix-view/finalize", test_finalize);
  return g_test_run ();
}
