/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>
#include <math.h>

#include "rows-losses.h"
#include "support.h"
#include "window-fixture.h"

/* Losses up to 2.3, and up to 0.1. */
#define LARGE "label,prob\n0,0.1\n1,0.1\n1,0.3\n0,0.4\n1,0.8\n"
#define SMALL "label,prob\n0,0.09\n1,0.91\n1,0.95\n0,0.02\n1,0.99\n"

static LimenRowQuery
open_rows (Fixture *fixture, const char *text)
{
  LimenRowQuery query;

  test_window_open_text (fixture->window, "rows.csv", text);
  query = limen_row_query_new (
      limen_analysis_get_scores (
          limen_session_get_analysis (fixture->session)),
      0, G_MAXSIZE);
  query.threshold = 0.5;
  return query;
}

/* Whether a query is restricted to a range of losses, which the button says.
 */
static gboolean
is_restricted (LimenRowsLosses *losses, GtkWidget *any_loss)
{
  LimenRowQuery query = { .loss_low = 0 };

  limen_rows_losses_apply (losses, &query);
  g_assert_cmpint (gtk_widget_get_visible (any_loss), ==,
                   !isnan (query.loss_low));
  return !isnan (query.loss_low);
}

static gboolean
has_chosen_last_bar (LimenLossHistogramView *view)
{
  limen_bin_view_set_selected (LIMEN_BIN_VIEW (view), LIMEN_LOSS_BARS - 1);
  return limen_bin_view_get_selected (LIMEN_BIN_VIEW (view)) >= 0;
}

static void
count_signal_cb (LimenRowsLosses *losses, guint *n)
{
  ++*n;
}

/* A bar whose losses other rows do not have stays a restriction, which the
 * button shows and removes. */
static void
test_lost_bar (Fixture *fixture, gconstpointer data)
{
  LimenLossHistogramView *view = g_object_ref_sink (
      g_object_new (LIMEN_TYPE_LOSS_HISTOGRAM_VIEW, NULL));
  GtkWidget *any_loss = g_object_ref_sink (gtk_button_new ());
  LimenRowQuery query = open_rows (fixture, LARGE);
  g_autoptr (LimenRowsLosses) losses
      = limen_rows_losses_new (view, any_loss, &query);
  guint n_changes = 0;

  g_signal_connect (losses, "changed", G_CALLBACK (count_signal_cb),
                    &n_changes);
  g_assert_false (is_restricted (losses, any_loss));
  limen_rows_losses_count (losses, &query);
  test_wait_for (has_chosen_last_bar (view));
  g_assert_true (is_restricted (losses, any_loss));
  g_assert_cmpuint (n_changes, ==, 1);

  query = open_rows (fixture, SMALL);
  limen_rows_losses_count (losses, &query);
  test_wait_for (limen_bin_view_get_selected (LIMEN_BIN_VIEW (view)) < 0);
  g_assert_true (is_restricted (losses, any_loss));
  limen_rows_losses_clear (losses);
  g_assert_false (is_restricted (losses, any_loss));
  g_assert_cmpuint (n_changes, ==, 2);
  limen_rows_losses_clear (losses);
  g_assert_cmpuint (n_changes, ==, 2);
  g_object_unref (view);
  g_object_unref (any_loss);
}

/* The range of a query is a restriction from the start, until a bar is
 * selected, which replaces it for good. */
static void
test_range (Fixture *fixture, gconstpointer data)
{
  LimenLossHistogramView *view = g_object_ref_sink (
      g_object_new (LIMEN_TYPE_LOSS_HISTOGRAM_VIEW, NULL));
  GtkWidget *any_loss = g_object_ref_sink (gtk_button_new ());
  LimenRowQuery query = open_rows (fixture, LARGE);
  g_autoptr (LimenRowsLosses) losses = NULL;

  query.loss_low = 5;
  query.loss_high = 6;
  losses = limen_rows_losses_new (view, any_loss, &query);
  g_assert_true (is_restricted (losses, any_loss));
  limen_rows_losses_count (losses, &query);
  test_wait_for (has_chosen_last_bar (view));
  g_assert_true (is_restricted (losses, any_loss));
  limen_bin_view_set_selected (LIMEN_BIN_VIEW (view), -1);
  g_assert_false (is_restricted (losses, any_loss));
  g_object_unref (view);
  g_object_unref (any_loss);
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  FIXTURE_ADD ("/rows-losses/lost-bar", test_lost_bar);
  FIXTURE_ADD ("/rows-losses/range", test_range);
  return fixture_run ();
}
