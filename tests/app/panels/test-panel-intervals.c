/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "curves-view.h"
#include "data-panel.h"
#include "estimates.h"
#include "interval-words.h"
#include "support.h"
#include "threshold-panel.h"
#include "value-table.h"
#include "window-fixture.h"
#include "xy-view.h"

/* Rows with scores that overlap; with a weight if `is_weighted`. */
static char *
new_rows (gboolean is_weighted)
{
  GString *text
      = g_string_new (is_weighted ? "label,prob,weight\n" : "label,prob\n");

  for (guint i = 0; i < 120; i++)
    {
      gboolean is_positive = i % 3 == 0;
      guint score = (i * 37 + 11) % 60 + (is_positive ? 25 : 5);

      g_string_append_printf (text, "%d,0.%02u", is_positive, score);
      g_string_append (text,
                       is_weighted ? (i % 2 == 0 ? ",2.5\n" : ",1\n") : "\n");
    }
  return g_string_free (text, FALSE);
}

static void
open_rows (Fixture *fixture, gboolean is_weighted)
{
  g_autofree char *text = new_rows (is_weighted);
  g_autofree char *path = test_write_file ("rows.csv", text, -1);
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();

  if (is_weighted)
    options->weight = g_strdup ("weight");
  limen_session_load (fixture->session, path, options);
  test_wait_for (test_window_is_idle (fixture->window)
                 && limen_session_get_class (fixture->session) != NULL);
}

/* The table with a row of this name, at or below a widget. */
static LimenValueTable *
find_table (GtkWidget *widget, const char *name)
{
  LimenValueTable *found = NULL;

  if (LIMEN_IS_VALUE_TABLE (widget)
      && limen_value_table_get_value (LIMEN_VALUE_TABLE (widget), name)
             != NULL)
    return LIMEN_VALUE_TABLE (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_table (child, name);
  return found;
}

static const char *
get_interval (Fixture *fixture, const char *name)
{
  LimenValueTable *table = find_table (GTK_WIDGET (fixture->window), name);

  g_assert_nonnull (table);
  return limen_value_table_get_interval (table, name);
}

/* The interval of a metric at the session's threshold, as text. */
static char *
estimate (Fixture *fixture, LimenMetricId metric)
{
  LimenOneVsRest *class = limen_session_get_class (fixture->session);
  LimenObjective view = limen_session_get_view (fixture->session);
  gsize candidate = limen_session_get_candidate (fixture->session);
  LimenBootstrap plan = LIMEN_BOOTSTRAP_DEFAULT;
  g_autofree LimenEstimate *estimates
      = limen_estimates_new_at (class, &view, &candidate, 1, &plan, NULL);

  return limen_interval_words_new_short (estimates[metric].interval);
}

static gboolean
has_interval (Fixture *fixture, const char *name)
{
  const char *interval = get_interval (fixture, name);

  return interval != NULL && *interval == '(';
}

static gboolean
has_bands (Fixture *fixture, GType type)
{
  GtkWidget *view = test_find_mapped (GTK_WIDGET (fixture->window), type);

  return view != NULL
         && !limen_bands_is_empty (
             limen_plot_view_get_bands (LIMEN_PLOT_VIEW (view)));
}

/* The intervals of the metrics follow the threshold at once. */
static void
test_metrics (Fixture *fixture, gconstpointer data)
{
  open_rows (fixture, FALSE);
  for (double threshold = 0.3; threshold < 0.6; threshold += 0.1)
    {
      g_autofree char *precision = NULL, *f1 = NULL;

      limen_session_set_threshold (fixture->session, threshold);
      precision = estimate (fixture, LIMEN_METRIC_PRECISION);
      f1 = estimate (fixture, LIMEN_METRIC_F1);
      g_assert_cmpstr (get_interval (fixture, "Precision"), ==, precision);
      g_assert_cmpstr (get_interval (fixture, "F1"), ==, f1);
    }
}

/* With weights they come later, and are those of the last threshold. */
static void
test_weighted (Fixture *fixture, gconstpointer data)
{
  g_autofree char *f1 = NULL;

  open_rows (fixture, TRUE);
  test_wait_for (has_interval (fixture, "F1"));
  limen_session_set_threshold (fixture->session, 0.35);
  g_assert_cmpstr (get_interval (fixture, "F1"), ==, "");
  limen_session_set_threshold (fixture->session, 0.55);
  f1 = estimate (fixture, LIMEN_METRIC_F1);
  test_wait_for (has_interval (fixture, "F1"));
  g_assert_cmpstr (get_interval (fixture, "F1"), ==, f1);
}

/* Losses and ranking have intervals once they are computed, and their tables
 * do not change their size when these arrive. */
static void
test_data (Fixture *fixture, gconstpointer data)
{
  GtkWidget *panel;
  int before, after;

  open_rows (fixture, FALSE);
  panel
      = test_find_widget (GTK_WIDGET (fixture->window), LIMEN_TYPE_DATA_PANEL);
  gtk_widget_measure (panel, GTK_ORIENTATION_VERTICAL, 280, &before, NULL,
                      NULL, NULL);
  test_wait_for (has_interval (fixture, "ROC AUC")
                 && has_interval (fixture, "BCE (mean)"));
  g_assert_true (has_interval (fixture, "average precision"));
  g_assert_null (get_interval (fixture, "log10 likelihood"));
  gtk_widget_measure (panel, GTK_ORIENTATION_VERTICAL, 280, &after, NULL, NULL,
                      NULL);
  g_assert_cmpint (before, ==, after);
}

/* The panel has one width, wherever the threshold is. */
static void
test_width (Fixture *fixture, gconstpointer data)
{
  GtkWidget *panel;
  int width = 0;

  open_rows (fixture, FALSE);
  panel = test_find_widget (GTK_WIDGET (fixture->window),
                            LIMEN_TYPE_THRESHOLD_PANEL);
  for (double threshold = 0.1; threshold < 0.9; threshold += 0.02)
    {
      int minimum;

      limen_session_set_threshold (fixture->session, threshold);
      gtk_widget_measure (panel, GTK_ORIENTATION_HORIZONTAL, -1, &minimum,
                          NULL, NULL, NULL);
      if (width == 0)
        width = minimum;
      g_assert_cmpint (minimum, ==, width);
    }
}

/* The interval of a metric of the rows that the grey zone decides. */
static char *
estimate_between (Fixture *fixture, LimenMetricId metric)
{
  LimenOptimum zone = limen_session_get_zone (fixture->session);
  LimenObjective view = limen_session_get_view (fixture->session);
  LimenBootstrap plan = LIMEN_BOOTSTRAP_DEFAULT;
  g_autofree LimenEstimate *estimates = limen_estimates_new_between (
      limen_session_get_class (fixture->session), &view,
      zone.refer_from.candidate, zone.positive_from.candidate, &plan);

  return limen_interval_words_new_short (estimates[metric].interval);
}

/* With a grey zone the intervals are those of the decided rows; the cost, of
 * all rows, has none. */
static void
test_zone (Fixture *fixture, gconstpointer data)
{
  open_rows (fixture, FALSE);
  for (double lower = 0.2; lower < 0.5; lower += 0.1)
    {
      g_autofree char *recall = NULL, *f1 = NULL;

      limen_session_set_refer_from (fixture->session, lower);
      recall = estimate_between (fixture, LIMEN_METRIC_RECALL);
      f1 = estimate_between (fixture, LIMEN_METRIC_F1);
      g_assert_true (has_interval (fixture, "Recall"));
      g_assert_cmpstr (get_interval (fixture, "Recall"), ==, recall);
      g_assert_cmpstr (get_interval (fixture, "F1"), ==, f1);
      g_assert_cmpstr (get_interval (fixture, "Cost, all"), ==, "");
    }
  limen_session_set_refer_from (fixture->session, NAN);
  g_assert_true (has_interval (fixture, "Precision"));
}

static gboolean
has_tooltip (GtkWidget *widget, const char *text)
{
  const char *tooltip = gtk_widget_get_tooltip_text (widget);

  if (tooltip != NULL && strstr (tooltip, text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_tooltip (child, text))
      return TRUE;
  return FALSE;
}

/* Whether note and tooltips call the intervals apparent. */
static gboolean
is_apparent (Fixture *fixture)
{
  gboolean is_apparent = fixture_shows (fixture, "%, apparent");

  g_assert_cmpint (
      has_tooltip (GTK_WIDGET (fixture->window), "Apparent: if the threshold"),
      ==, is_apparent);
  return is_apparent;
}

/* The intervals at the threshold of a cutoff from another file are not
 * apparent, until the threshold is moved, and again when it is back. */
static void
test_apparent (Fixture *fixture, gconstpointer data)
{
  GListModel *cutoffs
      = G_LIST_MODEL (limen_session_get_cutoffs (fixture->session));
  g_autofree char *path = NULL;
  g_autoptr (LimenCutoff) cutoff = NULL, pinned = NULL;
  g_autoptr (GError) error = NULL;

  test_window_open_text (fixture->window, "other.csv",
                         "label,prob\n0,0.1\n0,0.3\n1,0.52\n1,0.7\n");
  limen_session_set_threshold (fixture->session, 0.41);
  g_assert_true (is_apparent (fixture));
  limen_session_pin (fixture->session);
  path = test_window_export (fixture->window, "other.json");
  limen_session_undo (fixture->session);

  open_rows (fixture, FALSE);
  limen_session_set_threshold (fixture->session, 0.5);
  g_assert_cmpuint (g_list_model_get_n_items (cutoffs), ==, 0);
  g_assert_true (is_apparent (fixture));
  limen_session_open_cutoffs (fixture->session, path, &error);
  g_assert_no_error (error);
  g_assert_true (is_apparent (fixture));
  cutoff = g_list_model_get_item (cutoffs, 0);
  limen_session_restore_cutoff (fixture->session, cutoff);
  g_assert_false (is_apparent (fixture));
  limen_session_set_threshold (fixture->session, 0.42);
  g_assert_true (is_apparent (fixture));
  limen_session_undo (fixture->session);
  g_assert_false (is_apparent (fixture));

  limen_session_set_threshold (fixture->session, 0.45);
  pinned = g_object_ref (limen_session_pin (fixture->session));
  limen_session_set_threshold (fixture->session, 0.5);
  limen_session_restore_cutoff (fixture->session, pinned);
  g_assert_true (is_apparent (fixture));
  limen_session_set_threshold (fixture->session, 0.41);
  g_assert_false (is_apparent (fixture));
  limen_session_remove_cutoff (fixture->session, cutoff);
  g_assert_true (is_apparent (fixture));
}

/* The numbers of the joint decision have intervals, which follow the decision
 * rule and the switch. */
static void
test_joint (Fixture *fixture, gconstpointer data)
{
  LimenAnalysis *analysis;
  LimenDecisionEstimates estimates;
  g_autofree char *f1 = NULL, *kappa = NULL;
  GtkWidget *window = GTK_WIDGET (fixture->window);

  fixture_open_sample (fixture, "digits.csv");
  analysis = limen_session_get_analysis (fixture->session);
  g_assert_true (
      limen_multiclass_estimate (limen_analysis_get_multiclass (analysis),
                                 limen_analysis_get_scores (analysis),
                                 LIMEN_COSTS_DEFAULT, 0.95, &estimates, NULL));
  f1 = limen_interval_words_new (
      estimates.averages[LIMEN_METRIC_F1][LIMEN_AVERAGE_MACRO].interval, 4);
  kappa = limen_interval_words_new (
      estimates.measures[LIMEN_MEASURE_KAPPA].interval, 4);
  test_wait_for (has_tooltip (window, f1));
  g_assert_true (has_tooltip (window, kappa));
  test_window_activate (fixture->window, "win.intervals");
  g_assert_false (has_tooltip (window, f1));
  test_window_activate (fixture->window, "win.intervals");
  g_assert_true (has_tooltip (window, f1));
  limen_threshold_set_set_rule (fixture_get_set (fixture),
                                LIMEN_DECISION_FIRST_ABOVE);
  test_wait_for (!has_tooltip (window, f1));
  test_wait_for (has_tooltip (window, "infinitesimal jackknife\nApparent"));
}

/* The bands of the curves and of other figures arrive. */
static void
test_bands (Fixture *fixture, gconstpointer data)
{
  open_rows (fixture, FALSE);
  test_wait_for (has_bands (fixture, LIMEN_TYPE_CURVES_VIEW));
  limen_session_set_range (fixture->session, 0.3, 0.5);
  g_assert_true (has_bands (fixture, LIMEN_TYPE_CURVES_VIEW));
  test_window_activate (fixture->window, "win.step-figure(2)");
  test_wait_for (has_bands (fixture, LIMEN_TYPE_XY_VIEW));
}

/* One switch hides all of them, and shows them again; it is remembered. */
static void
test_switch (Fixture *fixture, gconstpointer data)
{
  open_rows (fixture, FALSE);
  test_wait_for (has_bands (fixture, LIMEN_TYPE_CURVES_VIEW)
                 && has_interval (fixture, "ROC AUC"));
  g_assert_true (fixture_shows (fixture, "bands"));
  test_window_activate (fixture->window, "win.intervals");
  g_assert_null (get_interval (fixture, "Precision"));
  g_assert_null (get_interval (fixture, "ROC AUC"));
  g_assert_null (get_interval (fixture, "BCE (mean)"));
  g_assert_false (has_bands (fixture, LIMEN_TYPE_CURVES_VIEW));
  g_assert_cmpuint (limen_session_get_bootstrap (fixture->session).n_resamples,
                    ==, 0);
  g_assert_false (g_settings_get_boolean (fixture->settings, "intervals"));
  test_window_activate (fixture->window, "win.intervals");
  g_assert_true (has_interval (fixture, "Precision"));
  g_assert_true (has_interval (fixture, "ROC AUC"));
  test_wait_for (has_bands (fixture, LIMEN_TYPE_CURVES_VIEW));
  g_assert_true (g_settings_get_boolean (fixture->settings, "intervals"));
}

/* A switch that was off stays off, and nothing is computed. */
static void
test_off (Fixture *fixture, gconstpointer data)
{
  g_settings_set_boolean (fixture->settings, "intervals", FALSE);
  open_rows (fixture, FALSE);
  test_window_activate (fixture->window, "win.step-figure(2)");
  g_assert_null (get_interval (fixture, "Recall"));
  g_assert_false (has_bands (fixture, LIMEN_TYPE_XY_VIEW));
  g_assert_false (fixture_shows (fixture, "bands"));
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  FIXTURE_ADD ("/panel-intervals/metrics", test_metrics);
  FIXTURE_ADD ("/panel-intervals/weighted", test_weighted);
  FIXTURE_ADD ("/panel-intervals/data", test_data);
  FIXTURE_ADD ("/panel-intervals/width", test_width);
  FIXTURE_ADD ("/panel-intervals/zone", test_zone);
  FIXTURE_ADD ("/panel-intervals/apparent", test_apparent);
  FIXTURE_ADD ("/panel-intervals/joint", test_joint);
  FIXTURE_ADD ("/panel-intervals/bands", test_bands);
  FIXTURE_ADD ("/panel-intervals/switch", test_switch);
  FIXTURE_ADD ("/panel-intervals/off", test_off);
  return fixture_run ();
}
