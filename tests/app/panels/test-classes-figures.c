/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>
#include <math.h>
#include <string.h>

#include "bins-bar.h"
#include "figure-page.h"
#include "matrix-view.h"
#include "reliability-view.h"
#include "screen-format.h"
#include "support.h"
#include "threshold-lines-view.h"
#include "window-fixture.h"
#include "xy-view.h"

/* A cell of the matrix lists its rows. */
static GtkWidget *
find_matrix (GtkWidget *widget)
{
  GtkWidget *found = LIMEN_IS_MATRIX_VIEW (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_matrix (child);
  return found;
}

static void
test_rows (Fixture *fixture, gconstpointer data)
{
  GtkWidget *matrix;

  fixture_open_sample (fixture, "digits.csv");
  matrix = find_matrix (GTK_WIDGET (fixture->window));
  g_assert_nonnull (matrix);
  g_signal_emit_by_name (matrix, "cell-activated", 8u, 0u);
  test_wait_for (test_get_other_window (fixture->window) != NULL);
  test_wait_for (test_other_window_shows (fixture->window, "27 rows"));
  g_assert_true (test_other_window_shows (
      fixture->window,
      "true class \342\200\2348\342\200\235, predicted \342\200\2340"));
  gtk_window_destroy (test_get_other_window (fixture->window));

  fixture_activate (fixture, "win.worst-rows", NULL);
  test_wait_for (test_get_other_window (fixture->window) != NULL);
  test_wait_for (
      test_other_window_shows (fixture->window, "1,797 rows"));
  gtk_window_destroy (test_get_other_window (fixture->window));

  fixture_activate (fixture, "win.rows-between",
                    g_variant_new ("(dd)", 0.5, 0.525));
  test_wait_for (test_get_other_window (fixture->window) != NULL);
  test_wait_for (test_other_window_shows (fixture->window,
                                          "score 0.5000 \342\200\223 0.5250"));
  gtk_window_destroy (test_get_other_window (fixture->window));
}

/* Shows the tab of a figure. */
static GtkWidget *
show_figure (Fixture *fixture, const char *name)
{
  GtkNotebook *tabs = GTK_NOTEBOOK (
      test_find_mapped (GTK_WIDGET (fixture->window), GTK_TYPE_NOTEBOOK));

  for (int i = 0; i < gtk_notebook_get_n_pages (tabs); i++)
    {
      GtkWidget *page = gtk_notebook_get_nth_page (tabs, i);

      if (!LIMEN_IS_FIGURE_PAGE (page)
          || !g_str_equal (
              limen_figure_page_get_figure (LIMEN_FIGURE_PAGE (page))->key,
              name))
        continue;
      gtk_notebook_set_current_page (tabs, i);
      return gtk_widget_get_first_child (page);
    }
  g_error ("no figure %s", name);
}

static const LimenSweep *
get_sweep (Fixture *fixture)
{
  return limen_one_vs_rest_get_sweep (
      limen_session_get_class (fixture->session));
}

/* The curves of the current class are computed once their tab is visible and
 * follow the class; their threshold is that of the session, in both
 * directions. */
static void
test_figures (Fixture *fixture, gconstpointer data)
{
  static const char *const names[]
      = { "rate-curves", "roc", "precision-recall", "gain", "lift", "det" };

  fixture_open_sample (fixture, "digits.csv");
  test_wait_for (test_window_shows (fixture->window, "All classes"));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      LimenXyView *view = LIMEN_XY_VIEW (show_figure (fixture, names[i]));

      test_wait_for (limen_xy_view_get_curves (view) != NULL);
      g_assert_true (
          limen_xy_curves_get_sweep (limen_xy_view_get_curves (view))
          == get_sweep (fixture));
      limen_xy_view_set_threshold (view, 0.25 + 0.01 * i);
      g_assert_cmpfloat (limen_session_get_threshold (fixture->session), ==,
                         0.25 + 0.01 * i);
      limen_session_select_class (fixture->session, i + 1);
      test_wait_for (fixture_get_class (fixture) == i + 1);
      g_assert_null (limen_xy_view_get_curves (view));
      g_assert_cmpfloat (limen_xy_view_get_threshold (view), ==, 0.5);
      test_wait_for (limen_xy_view_get_curves (view) != NULL);
      g_assert_true (
          limen_xy_curves_get_sweep (limen_xy_view_get_curves (view))
          == get_sweep (fixture));
    }
}

/* A saved figure shows the current state of the session, in the format of the
 * file name; a copied one is a picture. */
static void
test_saved_figures (Fixture *fixture, gconstpointer data)
{
  g_autofree char *csv = test_write_file ("roc.csv", "", 0);
  g_autofree char *svg = test_write_file ("confusion.svg", "", 0);
  g_autofree char *text = NULL, *picture = NULL;
  GdkClipboard *clipboard;
  GdkContentProvider *copy;
  g_auto (GValue) value = G_VALUE_INIT;

  fixture_open_sample (fixture, "digits.csv");
  limen_session_select_class (fixture->session, 8);
  test_wait_for (fixture_get_class (fixture) == 8);
  limen_window_save_figure (fixture->window, "roc", csv, 900, 500,
                            LIMEN_THEME_PRINT);
  test_wait_for (test_window_shows (fixture->window, "Saved roc.csv"));
  g_assert_true (g_file_get_contents (csv, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "\"threshold\",\"tp\","));
  g_assert_nonnull (strstr (text, "\n0.5"));
  limen_window_save_figure (fixture->window, "confusion", svg, 600, 400,
                            LIMEN_THEME_DARK);
  test_wait_for (test_window_shows (fixture->window, "Saved confusion.svg"));
  g_assert_true (g_file_get_contents (svg, &picture, NULL, NULL));
  g_assert_nonnull (strstr (picture, "width=\"450pt\""));

  limen_window_copy_figure (fixture->window, "precision-recall");
  test_wait_for (test_window_shows (fixture->window, "Copied the figure"));
  clipboard = gtk_widget_get_clipboard (GTK_WIDGET (fixture->window));
  copy = gdk_clipboard_get_content (clipboard);
  g_value_init (&value, GDK_TYPE_TEXTURE);
  g_assert_true (gdk_content_provider_get_value (copy, &value, NULL));
  g_assert_cmpint (
      gdk_texture_get_width (GDK_TEXTURE (g_value_get_object (&value))), ==,
      1800);

  limen_window_save_figure (fixture->window, "roc", "/nowhere/roc.png", 900,
                            500, LIMEN_THEME_PRINT);
  test_wait_for (
      test_window_shows (fixture->window, "The figure was not saved"));
}

/* A child of an open bins bar. */
static gpointer
get_part (GtkWidget *bar, const char *name)
{
  return gtk_widget_get_template_child (bar, LIMEN_TYPE_BINS_BAR, name);
}

/* Whether the diagram and the table beside the figures use this number and
 * kind of bins. */
static gboolean
has_bins (Fixture *fixture, LimenBinning binning, gsize n_asked)
{
  const LimenCalibrationOptions options = { binning, n_asked };
  GtkWidget *window = GTK_WIDGET (fixture->window);
  GtkWidget *view = test_find_mapped (window, LIMEN_TYPE_RELIABILITY_VIEW);
  g_autoptr (LimenBinnedCalibration) binned
      = limen_binned_calibration_new_of_class (
          limen_session_get_class (fixture->session), options);
  g_autofree char *ece = limen_screen_format_value (binned->sums.ece, 3);
  g_autofree char *exact = limen_screen_format_value (binned->sums.ece, 4);
  g_autofree char *name = g_strdup_printf (
      "ECE, %" G_GSIZE_FORMAT "%s bins", binned->n_bins,
      binning == LIMEN_BINNING_EQUAL_MASS ? " equal-mass" : "");
  g_autofree char *expected = NULL, *difference = NULL;
  gsize n_full = 0;

  for (gsize i = 0; i < binned->n_bins; i++)
    n_full += binned->bins[i].weight > 0;
  expected = g_strdup_printf (
      "%" G_GSIZE_FORMAT " bins with rows, expected calibration error %s",
      n_full, ece);
  difference = gtk_test_accessible_check_property (
      GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, expected);
  return difference == NULL && test_shows (window, name)
         && test_shows (window, exact);
}

/* Bins are chosen above the diagram. The diagram, the ECE beside the figures
 * and saved figures follow, also tabs that were hidden at the time. */
static void
test_bins (Fixture *fixture, gconstpointer data)
{
  g_autofree char *csv = test_write_file ("bins.csv", "", 0);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GtkWidget *bar;

  fixture_open_sample (fixture, "eights.csv");
  show_figure (fixture, "reliability");
  test_wait_for (has_bins (fixture, LIMEN_BINNING_EQUAL_WIDTH, 15));
  bar = test_find_mapped (GTK_WIDGET (fixture->window), LIMEN_TYPE_BINS_BAR);
  g_assert_true (test_shows (bar, "15 bins \302\267 equal width"));
  gtk_spin_button_set_value (get_part (bar, "bins"), 200);
  test_wait_for (has_bins (fixture, LIMEN_BINNING_EQUAL_WIDTH, 200));
  g_assert_true (test_shows (bar, "200 bins \302\267 equal width"));
  g_assert_true (test_shows (bar, "bins hold fewer than 10 rows"));
  gtk_check_button_set_active (get_part (bar, "equal_mass"), TRUE);
  test_wait_for (has_bins (fixture, LIMEN_BINNING_EQUAL_MASS, 200));
  gtk_spin_button_set_value (get_part (bar, "bins"), 12);
  test_wait_for (has_bins (fixture, LIMEN_BINNING_EQUAL_MASS, 12));
  g_assert_true (test_shows (bar, "12 bins \302\267 equal mass"));
  g_assert_false (test_shows (bar, "fewer"));

  limen_window_save_figure (fixture->window, "reliability", csv, 900, 500,
                            LIMEN_THEME_PRINT);
  test_wait_for (test_window_shows (fixture->window, "Saved bins.csv"));
  g_assert_true (g_file_get_contents (csv, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + 12 + 1);

  show_figure (fixture, "roc");
  g_object_set (fixture->session, "calibration-bins", 7, "equal-mass", FALSE,
                NULL);
  show_figure (fixture, "reliability");
  test_wait_for (has_bins (fixture, LIMEN_BINNING_EQUAL_WIDTH, 7));
  g_assert_true (
      gtk_check_button_get_active (get_part (bar, "equal_width")));
}

/* Ties reduce the number of bins of equal mass; plain scores have no bins. */
static void
test_missing_bins (Fixture *fixture, gconstpointer data)
{
  g_autofree char *ties = test_write_file (
      "ties.csv", "y,p\n0,0.25\n0,0.25\n1,0.25\n0,0.25\n1,0.75\n1,0.875\n",
      -1);
  g_autofree char *plain
      = test_write_file ("plain.csv", "y,score\n0,-3\n1,40.5\n0,2\n", -1);

  g_object_set (fixture->session, "calibration-bins", 6, "equal-mass", TRUE,
                NULL);
  limen_window_open (fixture->window, ties);
  test_wait_for (limen_session_get_class (fixture->session) != NULL);
  show_figure (fixture, "reliability");
  test_wait_for (test_shows (GTK_WIDGET (fixture->window),
                             "Bins with rows: 3 of 6; with fewer than 10: 3"));
  g_assert_true (has_bins (fixture, LIMEN_BINNING_EQUAL_MASS, 6));
  limen_window_open (fixture->window, plain);
  test_wait_for (
      test_find_mapped (GTK_WIDGET (fixture->window), LIMEN_TYPE_BINS_BAR)
      == NULL);
  g_assert_false (test_window_shows (fixture->window, "ECE"));
}

/* Figures that depend on costs are recomputed when costs change, and figures
 * over the threshold axis when the axis changes. */
static void
test_costs (Fixture *fixture, gconstpointer data)
{
  LimenObjective objective = limen_objective_new (
      (LimenMetric){ LIMEN_METRIC_COST, 1 }, TRUE);
  LimenThresholdLinesView *view;

  fixture_open_sample (fixture, "tumours.csv");
  view = LIMEN_THRESHOLD_LINES_VIEW (show_figure (fixture, "cost"));
  test_wait_for (limen_threshold_lines_view_get_lines (view) != NULL);
  test_assert_near (limen_threshold_lines_get_value (
                        limen_threshold_lines_view_get_lines (view), 0, -100),
                    357.0 / 569, 1e-15);

  objective.costs.fp_cost = 3;
  limen_session_set_objective (fixture->session, &objective);
  g_assert_null (limen_threshold_lines_view_get_lines (view));
  test_wait_for (limen_threshold_lines_view_get_lines (view) != NULL);
  test_assert_near (limen_threshold_lines_get_value (
                        limen_threshold_lines_view_get_lines (view), 0, -100),
                    3 * 357.0 / 569, 1e-15);

  g_object_set (fixture->session, "logit-axis", FALSE, NULL);
  test_wait_for (limen_threshold_lines_view_get_lines (view) != NULL);
  g_assert_true (limen_figure_view_get_sweep (LIMEN_FIGURE_VIEW (view))
                 == get_sweep (fixture));
  show_figure (fixture, "reliability");
  fixture_open_sample (fixture, "digits.csv");
  g_assert_null (limen_threshold_lines_view_get_lines (view));
  g_assert_null (limen_figure_view_get_sweep (LIMEN_FIGURE_VIEW (view)));
}

/* A softmax applied twice is found; one click undoes it, another restores it.
 */
static void
test_softmax_twice (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("label,prob_a,prob_b,prob_c\n");
  g_autofree char *path = NULL;
  LimenAnalysis *analysis;

  for (guint i = 0; i < 600; i++)
    {
      double p = 0.05 + 0.9 * (double) (i % 30) / 29, rest = (1 - p) / 2;
      double a = exp (p), b = exp (rest), sum = a + 2 * b;

      g_string_append_printf (text, "%s,%.9f,%.9f,%.9f\n",
                              (double) (i * 7 % 601) / 600 < p ? "a"
                              : i % 2 == 0                   ? "b"
                                                             : "c",
                              a / sum, b / sum, b / sum);
    }
  path = test_write_file ("twice.csv", text->str, (gssize) text->len);
  limen_window_open (fixture->window, path);
  test_wait_for (test_window_shows (fixture->window, "Undo the Softmax"));
  fixture_activate (fixture, "win.undo-scores",
                    g_variant_new_string ("softmax"));
  test_wait_for (test_window_shows (fixture->window, "Use Scores Unchanged"));
  analysis = limen_session_get_analysis (fixture->session);
  test_assert_near (limen_dataset_get_predictions (
                        limen_analysis_get_dataset (analysis))
                        ->scores[0][29],
                    0.95, 1e-7);
  fixture_activate (fixture, "win.undo", NULL);
  test_wait_for (test_window_shows (fixture->window, "Undo the Softmax"));
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
#define ADD(name, test)                                                       \
  FIXTURE_ADD_FORGETFUL ("/classes/" name, test)
  ADD ("rows", test_rows);
  ADD ("figures", test_figures);
  ADD ("saved-figures", test_saved_figures);
  ADD ("bins", test_bins);
  ADD ("missing-bins", test_missing_bins);
  ADD ("costs", test_costs);
  ADD ("softmax-twice", test_softmax_twice);
#undef ADD
  return fixture_run ();
}
