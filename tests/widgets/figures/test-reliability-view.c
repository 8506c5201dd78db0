/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reliability-view.h"

#include <math.h>

#define N_BINS 4

static const LimenCalibrationBin bins[N_BINS] = {
  { 0, 0.25, 40, 0.11, 0.05, { 0.01, 0.16 } },
  { 0.25, 0.5, 0, NAN, NAN, { NAN, NAN } },
  { 0.5, 0.75, 12, 0.61, 0.75, { 0.47, 0.91 } },
  { 0.75, 1, 1500, 0.93, 0.9, { 0.88, 0.92 } },
};

typedef struct
{
  GtkWidget *window;
  LimenReliabilityView *view;
  int n_notified;
} Fixture;

static void
notify_cb (GObject *object, GParamSpec *pspec, Fixture *fixture)
{
  fixture->n_notified++;
}

/* Shows counts with the first n_bins of the bins above and the histogram of
 * four rows. */
static void
show (LimenReliabilityView *view, LimenKind kind, gsize n_bins)
{
  static const double scores[] = { 0.1, 0.62, 0.93, 0.97 };
  static const guint16 labels[] = { 0, 1, 1, 1 };
  LimenSweep *sweep
      = limen_sweep_new (scores, labels, 1, NULL, G_N_ELEMENTS (scores));
  g_autoptr (LimenReliabilityCounts) counts
      = limen_reliability_counts_new (kind, sweep, bins, n_bins, 0.031);

  limen_sweep_free (sweep);
  limen_reliability_view_set_counts (view, counts);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->view = g_object_new (LIMEN_TYPE_RELIABILITY_VIEW, NULL);
  show (fixture->view, LIMEN_KIND_PROBABILITY, N_BINS);
  limen_plot_view_set_class_names (LIMEN_PLOT_VIEW (fixture->view), "stayed",
                                   "churned");
  g_signal_connect (fixture->view, "notify::selected-bin",
                    G_CALLBACK (notify_cb), fixture);
  fixture->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (fixture->window),
                        GTK_WIDGET (fixture->view));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 700, 400);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
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

      if (g_type_is_a (G_OBJECT_TYPE (controller), type))
        return controller; /* the widget holds a reference */
    }
  g_assert_not_reached ();
}

static gboolean
press (Fixture *fixture, guint key)
{
  gboolean is_handled;

  g_signal_emit_by_name (
      find_controller (fixture, GTK_TYPE_EVENT_CONTROLLER_KEY), "key-pressed",
      key, 0, 0, &is_handled);
  return is_handled;
}

/* Keys skip empty bins. */
static void
test_keys (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    guint key;
    int expected;
  } cases[] = { { GDK_KEY_Right, 0 }, { GDK_KEY_Right, 2 },
                { GDK_KEY_Right, 3 }, { GDK_KEY_Right, 3 },
                { GDK_KEY_Left, 2 },  { GDK_KEY_Home, 0 },
                { GDK_KEY_Left, 0 },  { GDK_KEY_End, 3 },
                { GDK_KEY_Escape, -1 }, { GDK_KEY_Left, 3 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_true (press (fixture, cases[i].key));
      g_assert_cmpint (get_selected (fixture), ==, cases[i].expected);
    }
  g_assert_cmpint (fixture->n_notified, ==, 8);
  g_assert_false (press (fixture, GDK_KEY_Tab));
  press (fixture, GDK_KEY_Escape);
  g_assert_false (press (fixture, GDK_KEY_Escape));
}

static const char *
get_readout (Fixture *fixture)
{
  GtkWidget *label
      = gtk_widget_get_first_child (GTK_WIDGET (fixture->view));

  return gtk_widget_get_visible (label) ? gtk_label_get_text (GTK_LABEL (label))
                                        : NULL;
}

static void
hover (Fixture *fixture, double share)
{
  g_signal_emit_by_name (
      find_controller (fixture, GTK_TYPE_EVENT_CONTROLLER_MOTION), "motion",
      75 + 600 * share, 150.0);
}

static void
test_hover (Fixture *fixture, gconstpointer data)
{
  hover (fixture, 0.9);
  g_assert_nonnull (strstr (get_readout (fixture), "0.750 \342\200\223 1.000"));
  g_assert_nonnull (strstr (get_readout (fixture), "rows  1,500"));
  g_assert_nonnull (strstr (get_readout (fixture), "mean probability  0.930"));
  g_assert_nonnull (strstr (get_readout (fixture), "positive  0.900"));
  g_assert_nonnull (strstr (get_readout (fixture), "0.880 \342\200\223 0.920"));
  gtk_test_widget_wait_for_draw (fixture->window);
  hover (fixture, 0.35); /* empty */
  g_assert_null (get_readout (fixture));
  hover (fixture, 0.9);
  g_signal_emit_by_name (
      find_controller (fixture, GTK_TYPE_EVENT_CONTROLLER_MOTION), "leave");
  g_assert_null (get_readout (fixture));
}

static void
test_accessible (Fixture *fixture, gconstpointer data)
{
  static const char chosen[]
      = "3 bins with rows, expected calibration error 0.031; selected: "
        "0.500 \342\200\223 0.750, rows  12, mean probability  0.610, "
        "positive  0.750, 95\342\200\257% interval  0.470 \342\200\223 "
        "0.910";
  GtkAccessible *accessible = GTK_ACCESSIBLE (fixture->view);

  gtk_test_accessible_assert_role (accessible, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (
      accessible, GTK_ACCESSIBLE_PROPERTY_LABEL, "Reliability diagram");
  gtk_test_accessible_assert_property (
      accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
      "3 bins with rows, expected calibration error 0.031");
  choose (fixture, 2);
  gtk_test_accessible_assert_property (
      accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
      chosen);
  /* An empty bin cannot be selected. */
  choose (fixture, 1);
  g_assert_cmpint (get_selected (fixture), ==, -1);
}

static void
assert_description (Fixture *fixture, const char *description)
{
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (fixture->view), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
      description);
}

static void
test_draws (Fixture *fixture, gconstpointer data)
{
  limen_reliability_view_set_threshold (fixture->view, 0.52);
  g_object_set (fixture->view, "theme", LIMEN_THEME_CONTRAST_DARK, NULL);
  gtk_test_widget_wait_for_draw (fixture->window);
  limen_reliability_view_set_threshold (fixture->view, NAN);
  gtk_test_widget_wait_for_draw (fixture->window);
  limen_reliability_view_set_counts (fixture->view, NULL);
  gtk_test_widget_wait_for_draw (fixture->window);
  assert_description (fixture, "counting\342\200\246");
  show (fixture->view, LIMEN_KIND_SCORE, 0);
  gtk_test_widget_wait_for_draw (fixture->window);
  assert_description (fixture, "plain scores are not probabilities");
}

/* Other bins clear the selection. */
static void
test_reset (Fixture *fixture, gconstpointer data)
{
  choose (fixture, 2);
  show (fixture->view, LIMEN_KIND_PROBABILITY, 3);
  g_assert_cmpint (get_selected (fixture), ==, -1);
  press (fixture, GDK_KEY_End);
  g_assert_cmpint (get_selected (fixture), ==, 2);
  limen_reliability_view_set_counts (fixture->view, NULL);
  g_assert_cmpint (get_selected (fixture), ==, -1);
}

static void
test_finalize (void)
{
  LimenReliabilityView *view
      = g_object_ref_sink (g_object_new (LIMEN_TYPE_RELIABILITY_VIEW, NULL));

  show (view, LIMEN_KIND_PROBABILITY, N_BINS);
  g_assert_finalize_object (view);
}

#define ADD(name, test)                                                       \
  g_test_add (name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  ADD ("/reliability-view/keys", test_keys);
  ADD ("/reliability-view/hover", test_hover);
  ADD ("/reliability-view/accessible", test_accessible);
  ADD ("/reliability-view/draws", test_draws);
  ADD ("/reliability-view/reset", test_reset);
  g_test_add_func ("/reliability-view/finalize", test_finalize);
  return g_test_run ();
}
