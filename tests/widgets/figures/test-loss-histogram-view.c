/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loss-histogram-view.h"

#include <math.h>
#include <string.h>

#include "screen-theme.h"

#define N_ROWS 6

typedef struct
{
  GtkWidget *window;
  LimenLossHistogramView *view;
  LimenLossCounts *counts;
  LimenPredictions numbers;
  double scores[N_ROWS];
  double *columns[1];
  guint16 labels[N_ROWS];
  int n_notified;
} Fixture;

static void
notify_cb (GObject *object, GParamSpec *pspec, Fixture *fixture)
{
  fixture->n_notified++;
}

/* Losses of 0.05, 0.11, 0.36, 1.2, 1.22 and 4.6: six rows in five bars of 50
 * over 0 to 4.6. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const double losses[N_ROWS] = { 0.05, 0.11, 0.36, 1.2, 1.22, 4.6 };

  fixture->columns[0] = fixture->scores;
  fixture->numbers = (LimenPredictions){
    .task = LIMEN_TASK_BINARY,
    .kind = LIMEN_KIND_PROBABILITY,
    .n_rows = N_ROWS,
    .n_classes = 2,
    .n_scores = 1,
    .positive = 1,
    .labels = fixture->labels,
    .scores = fixture->columns,
  };
  for (int i = 0; i < N_ROWS; i++)
    {
      fixture->labels[i] = (guint16) (i % 2);
      fixture->scores[i]
          = i % 2 ? exp (-losses[i]) : -expm1 (-losses[i]);
    }
  fixture->counts = limen_loss_counts_new (&fixture->numbers, 0.5);
  fixture->view = g_object_new (LIMEN_TYPE_LOSS_HISTOGRAM_VIEW, NULL);
  limen_loss_histogram_view_set_counts (fixture->view, fixture->counts);
  g_signal_connect (fixture->view, "notify::selected-bin",
                    G_CALLBACK (notify_cb), fixture);
  fixture->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (fixture->window),
                        GTK_WIDGET (fixture->view));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 700, 240);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_free (fixture->counts);
}

static int
get_selected (Fixture *fixture)
{
  return limen_bin_view_get_selected (LIMEN_BIN_VIEW (fixture->view));
}

static void
choose (Fixture *fixture, int bin)
{
  limen_bin_view_set_selected (LIMEN_BIN_VIEW (fixture->view), bin);
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

      if (G_TYPE_CHECK_INSTANCE_TYPE (controller, type))
        return controller;
    }
  g_assert_not_reached ();
}

/* Presses a key; returns whether it was handled. */
static gboolean
press_key (Fixture *fixture, guint key)
{
  gboolean is_handled;

  g_signal_emit_by_name (
      find_controller (fixture, GTK_TYPE_EVENT_CONTROLLER_KEY), "key-pressed",
      key, 0, 0, &is_handled);
  return is_handled;
}

/* Finds a point in the middle of a bar, just above its base. */
static void
get_point (Fixture *fixture, int bar, double *x, double *y)
{
  LimenTheme theme = limen_screen_theme_get (GTK_WIDGET (fixture->view),
                                             LIMEN_THEME_LIGHT);
  LimenLossesFigure figure = limen_loss_counts_get_losses (fixture->counts);
  LimenMargins margins = limen_figure_losses_get_margins (&figure, &theme);
  double width = gtk_widget_get_width (GTK_WIDGET (fixture->view));
  double height = gtk_widget_get_height (GTK_WIDGET (fixture->view));
  double step = (width - margins.left - margins.right) / LIMEN_LOSS_BARS;

  *x = margins.left + (bar + 0.5) * step;
  *y = height - margins.bottom - 30;
}

static void
press_bar (Fixture *fixture, int n_press, int bar)
{
  double x, y;

  get_point (fixture, bar, &x, &y);
  g_signal_emit_by_name (find_controller (fixture, GTK_TYPE_GESTURE_CLICK),
                         "pressed", n_press, x, y);
}

/* Moves the pointer over a bar and returns the readout; NULL: none. */
static const char *
hover_bar (Fixture *fixture, int bar)
{
  GtkWidget *readout = gtk_widget_get_first_child (GTK_WIDGET (fixture->view));
  double x, y;

  get_point (fixture, bar, &x, &y);
  g_signal_emit_by_name (
      find_controller (fixture, GTK_TYPE_EVENT_CONTROLLER_MOTION), "motion",
      x, y);
  return gtk_widget_get_visible (readout)
             ? gtk_label_get_text (GTK_LABEL (readout))
             : NULL;
}

/* Arrow keys go to the next non-empty bar, and stop at the ends. */
static void
test_keys (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    guint key;
    int expected;
  } steps[] = {
    { GDK_KEY_Right, 0 },  { GDK_KEY_Right, 1 }, { GDK_KEY_Right, 3 },
    { GDK_KEY_Right, 13 }, { GDK_KEY_Left, 3 },  { GDK_KEY_End, 49 },
    { GDK_KEY_Right, 49 }, { GDK_KEY_Home, 0 },  { GDK_KEY_Left, 0 },
    { GDK_KEY_Escape, -1 }, { GDK_KEY_Left, 49 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_assert_true (press_key (fixture, steps[i].key));
      g_assert_cmpint (get_selected (fixture), ==, steps[i].expected);
    }
  g_assert_cmpint (fixture->n_notified, ==, 9);
  g_assert_true (press_key (fixture, GDK_KEY_Escape));
  g_assert_false (press_key (fixture, GDK_KEY_Escape));
  g_assert_false (press_key (fixture, GDK_KEY_Tab));
}

/* A click anywhere above a bar selects it, however low it is; a second click,
 * or one beside all bars, deselects it. */
static void
test_pointer (Fixture *fixture, gconstpointer data)
{
  press_bar (fixture, 1, 13);
  g_assert_cmpint (get_selected (fixture), ==, 13);
  press_bar (fixture, 1, 3);
  g_assert_cmpint (get_selected (fixture), ==, 3);
  press_bar (fixture, 1, 3);
  g_assert_cmpint (get_selected (fixture), ==, -1);
  press_bar (fixture, 1, 49);
  press_bar (fixture, 1, 30);
  g_assert_cmpint (get_selected (fixture), ==, -1);
}

static void
activated_cb (LimenBinView *view, int bin, GArray *bins)
{
  g_assert_cmpint (limen_bin_view_get_selected (view), ==, bin);
  g_array_append_val (bins, bin);
}

static void
test_hover (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpstr (hover_bar (fixture, 13), ==,
                   "loss 1.1960 \342\200\223 1.2880\nrows  2\n"
                   "decided wrongly  2\n"
                   "share of the loss  32.1\342\200\257%");
  g_assert_null (hover_bar (fixture, 30));
}

/* A double click selects a bar and asks for its rows, whether it was selected
 * or not; Enter asks for those of the selected bar. Nothing is asked for
 * without a selection, and without a signal handler Enter is not handled. */
static void
test_activation (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) bins = g_array_new (FALSE, FALSE, sizeof (int));

  choose (fixture, 3);
  g_assert_false (press_key (fixture, GDK_KEY_Return));
  g_signal_connect (fixture->view, "bin-activated", G_CALLBACK (activated_cb),
                    bins);
  g_assert_true (press_key (fixture, GDK_KEY_Return));
  press_bar (fixture, 1, 13);
  press_bar (fixture, 2, 13);
  press_bar (fixture, 1, 13);
  press_bar (fixture, 2, 13);
  press_bar (fixture, 1, 30);
  press_bar (fixture, 2, 30);
  g_assert_false (press_key (fixture, GDK_KEY_KP_Enter));
  g_assert_cmpuint (bins->len, ==, 3);
  g_assert_cmpint (g_array_index (bins, int, 0), ==, 3);
  g_assert_cmpint (g_array_index (bins, int, 1), ==, 13);
  g_assert_cmpint (g_array_index (bins, int, 2), ==, 13);
  g_assert_nonnull (
      strstr (hover_bar (fixture, 13), "double-click to list its rows"));
}

/* The range of a bar includes its rows; the last bar has no upper end. */
static void
test_range (Fixture *fixture, gconstpointer data)
{
  double low, high;

  limen_loss_histogram_view_get_range (fixture->view, &low, &high);
  g_assert_true (isnan (low) && isnan (high));
  choose (fixture, 13);
  limen_loss_histogram_view_get_range (fixture->view, &low, &high);
  g_assert_cmpfloat (low, <=, 1.2);
  g_assert_cmpfloat (high, >, 1.22);
  g_assert_cmpfloat (high - low, <, 0.1);
  choose (fixture, 49);
  limen_loss_histogram_view_get_range (fixture->view, &low, &high);
  g_assert_cmpfloat (low, <, 4.6);
  g_assert_true (isinf (high));
  choose (fixture, 20);
  g_assert_cmpint (get_selected (fixture), ==, -1);
}

/* A bar is found by a loss in it. */
static void
test_select_loss (Fixture *fixture, gconstpointer data)
{
  limen_loss_histogram_view_select_loss (fixture->view, 1.2);
  g_assert_cmpint (get_selected (fixture), ==, 13);
  limen_loss_histogram_view_select_loss (fixture->view, 4.6);
  g_assert_cmpint (get_selected (fixture), ==, 49);
  limen_loss_histogram_view_select_loss (fixture->view,
                                         fixture->counts->edges[3]);
  g_assert_cmpint (get_selected (fixture), ==, 3);
  limen_loss_histogram_view_select_loss (fixture->view, NAN);
  g_assert_cmpint (get_selected (fixture), ==, -1);
}

/* Another threshold changes the decisions, not the bars. At 0.2 the positive
 * row of the loss 1.2 is right, and the negative one of 0.36 wrong. */
static void
test_decide (Fixture *fixture, gconstpointer data)
{
  LimenPredictions numbers = fixture->numbers;
  LimenSweep *sweep = limen_sweep_new_from_predictions (&numbers);

  choose (fixture, 13);
  g_assert_nonnull (strstr (hover_bar (fixture, 13), "wrongly  2"));
  g_assert_nonnull (strstr (hover_bar (fixture, 3), "wrongly  0"));
  limen_loss_histogram_view_decide (fixture->view, sweep, numbers.kind, 0.2);
  g_assert_nonnull (strstr (hover_bar (fixture, 13), "wrongly  1"));
  g_assert_nonnull (strstr (hover_bar (fixture, 3), "wrongly  1"));
  g_assert_cmpint (get_selected (fixture), ==, 13);
  limen_plot_view_set_class_names (LIMEN_PLOT_VIEW (fixture->view), "stayed",
                                   "churned");
  gtk_test_widget_wait_for_draw (fixture->window);
  limen_loss_histogram_view_set_counts (fixture->view, NULL);
  limen_loss_histogram_view_decide (fixture->view, sweep, numbers.kind, 0.9);
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (fixture->view), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
      "counting");
  limen_sweep_free (sweep);
}

/* Several classes are decided by argmax, whatever the threshold. */
static void
test_no_threshold (Fixture *fixture, gconstpointer data)
{
  LimenPredictions numbers = fixture->numbers;
  LimenSweep *sweep = limen_sweep_new_from_predictions (&numbers);
  LimenLossCounts counts = *fixture->counts;

  counts.is_of_threshold = FALSE;
  limen_loss_histogram_view_set_counts (fixture->view, &counts);
  limen_loss_histogram_view_decide (fixture->view, sweep, numbers.kind, 0.2);
  g_assert_nonnull (strstr (hover_bar (fixture, 13), "wrongly  2"));
  limen_sweep_free (sweep);
}

/* Without losses, a message says why. */
static void
test_messages (Fixture *fixture, gconstpointer data)
{
  LimenPredictions scores = fixture->numbers;
  LimenPredictions unlabelled = fixture->numbers;
  const LimenPredictions *cases[] = { &scores, &unlabelled };
  const char *const messages[] = { "plain scores have no loss",
                                   "rows without labels have no loss" };

  scores.kind = LIMEN_KIND_SCORE;
  unlabelled.labels = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree LimenLossCounts *counts
          = limen_loss_counts_new (cases[i], 0.5);

      limen_loss_histogram_view_set_counts (fixture->view, counts);
      gtk_test_widget_wait_for_draw (fixture->window);
      gtk_test_accessible_assert_property (
          GTK_ACCESSIBLE (fixture->view),
          GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, messages[i]);
      g_assert_null (hover_bar (fixture, 13));
      g_assert_true (press_key (fixture, GDK_KEY_Right));
      g_assert_cmpint (get_selected (fixture), ==, -1);
    }
}

/* The description follows the selection. */
static void
test_description (Fixture *fixture, gconstpointer data)
{
  static const char chosen[]
      = "mean loss 1.2567 (0.6931 for the base rate), largest of a row "
        "4.6000; selected: loss 1.1960 \342\200\223 1.2880, rows  2, decided "
        "wrongly  2, share of the loss  32.1\342\200\257%";
  GtkWidget *view = GTK_WIDGET (fixture->view);

  gtk_test_accessible_assert_role (view, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (
      view, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
      "mean loss 1.2567 (0.6931 for the base rate), largest of a row "
      "4.6000");
  choose (fixture, 13);
  gtk_test_accessible_assert_property (
      view, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, chosen);
  gtk_test_widget_wait_for_draw (fixture->window);
  limen_loss_histogram_view_set_counts (fixture->view, fixture->counts);
  g_assert_cmpint (get_selected (fixture), ==, -1);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (name, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  add ("/loss-histogram-view/keys", test_keys);
  add ("/loss-histogram-view/pointer", test_pointer);
  add ("/loss-histogram-view/hover", test_hover);
  add ("/loss-histogram-view/activation", test_activation);
  add ("/loss-histogram-view/range", test_range);
  add ("/loss-histogram-view/select-loss", test_select_loss);
  add ("/loss-histogram-view/decide", test_decide);
  add ("/loss-histogram-view/no-threshold", test_no_threshold);
  add ("/loss-histogram-view/messages", test_messages);
  add ("/loss-histogram-view/description", test_description);
  return g_test_run ();
}
