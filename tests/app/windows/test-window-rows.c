/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>
#include <math.h>
#include <string.h>

#include "figures.h"
#include "loss-histogram-view.h"
#include "prevalence-badge.h"
#include "prevalence-editor.h"
#include "support.h"
#include "window-fixture.h"

#define ROWS "label,prob\n0,0.1\n0,0.4\n1,0.4\n1,0.8\n"

static gboolean
lists_rows (Fixture *fixture)
{
  GtkWindow *rows = test_get_other_window (fixture->window);

  /* The text of the row comes from the file. */
  return rows != NULL && test_shows (GTK_WIDGET (rows), "the worst")
         && test_shows (GTK_WIDGET (rows), "1 row, at threshold 0.5");
}

/* A cell of the matrix lists its rows. */
static void
test_rows (Fixture *fixture, gconstpointer data)
{
  test_window_open_text (
      fixture->window, "rows.csv",
      "label,prob,note\n0,0.1,a\n0,0.75,the worst\n1,0.4,b\n1,0.8,c\n");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window),
                                             "win.rows", "s", "fp"));
  test_wait_for (lists_rows (fixture));
  g_assert_false (test_other_window_shows (fixture->window, "0.1"));
  gtk_window_destroy (test_get_other_window (fixture->window));
}

static gboolean
lists_decided_negatives (Fixture *fixture)
{
  GtkWidget *rows = GTK_WIDGET (test_get_other_window (fixture->window));

  return test_shows (rows, "1 row, at threshold 0.5, referred from 0.3")
         && test_shows (rows, "decided") && !test_shows (rows, "0.4");
}

/* In the table, and in the toast. */
static gboolean
shows_pinned_zone (Fixture *fixture)
{
  return fixture_shows (fixture, "0.3 to 0.5")
         && fixture_shows (fixture, "Pinned thresholds 0.3 to 0.5");
}

/* The matrix and the metrics are those of the rows decided by a grey zone, and
 * so are the rows of a cell; both lines are pinned. */
static void
test_zone (Fixture *fixture, gconstpointer data)
{
  LimenSession *session = limen_window_get_session (fixture->window);

  test_window_open_text (
      fixture->window, "rows.csv",
      "label,prob,note\n0,0.1,a\n1,0.2,decided\n1,0.4,referred\n"
      "0,0.45,b\n1,0.8,c\n");
  g_assert_false (fixture_shows (fixture, "decided rows"));
  g_assert_true (fixture_shows (fixture, "pale: predicted negative"));
  limen_session_set_refer_from (session, 0.3);
  g_assert_true (fixture_shows (fixture, "Metrics of the decided rows"));
  g_assert_true (fixture_shows (fixture, "shaded: referred"));
  g_assert_true (fixture_shows (fixture, "Cost, all"));
  g_assert_true (fixture_shows (
      fixture, "use the threshold 0.5 alone, without the grey zone"));
  g_assert_true (fixture_shows (fixture, "0.333")); /* the error rate */
  test_window_activate (fixture->window, "win.pin");
  test_wait_for (shows_pinned_zone (fixture));

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window),
                                             "win.rows", "s", "fn"));
  test_wait_for (lists_decided_negatives (fixture));
  gtk_window_destroy (test_get_other_window (fixture->window));
  limen_session_set_refer_from (session, NAN);
  g_assert_false (fixture_shows (fixture, "decided rows"));
  g_assert_false (fixture_shows (fixture, "without the grey zone"));
}

static gboolean
shows_badge (Fixture *fixture)
{
  GtkWidget *badge = test_find_widget (GTK_WIDGET (fixture->window),
                                       LIMEN_TYPE_PREVALENCE_BADGE);

  return gtk_widget_get_visible (badge) && test_shows (badge, "prevalence 10");
}

static gboolean
shows_no_badge (Fixture *fixture)
{
  return !shows_badge (fixture);
}

/* 1 at a recall of 0.5, then 0.1 / (0.1 + 0.9 / 2). */
static gboolean
ranks_in_population (Fixture *fixture)
{
  return fixture_shows (fixture, "AP in population")
         && fixture_shows (fixture, "0.5909");
}

/* Another population is entered, marked by the badge, and left by a click. */
static void
test_prevalence (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  GtkWidget *editor, *badge;
  LimenSession *session = limen_window_get_session (fixture->window);

  test_window_open_text (fixture->window, "good.csv", ROWS);
  limen_session_set_threshold (session, 0.4);
  g_assert_true (shows_no_badge (fixture));
  g_assert_true (fixture_shows (fixture, "0.667"));
  editor = test_find_widget (window, LIMEN_TYPE_PREVALENCE_EDITOR);
  gtk_check_button_set_active (
      GTK_CHECK_BUTTON (test_find_widget (editor, GTK_TYPE_CHECK_BUTTON)),
      TRUE);
  gtk_spin_button_set_value (
      GTK_SPIN_BUTTON (test_find_widget (editor, GTK_TYPE_SPIN_BUTTON)), 10);
  test_wait_for (shows_badge (fixture));
  g_assert_cmpfloat (limen_session_get_prevalence (session), ==, 0.1);
  /* 0.1 / (0.1 + 0.9 / 2) */
  g_assert_true (fixture_shows (fixture, "0.182"));
  test_wait_for (ranks_in_population (fixture));
  g_assert_false (fixture_shows (fixture, "0.667"));

  badge = test_find_widget (window, LIMEN_TYPE_PREVALENCE_BADGE);
  g_signal_emit_by_name (test_find_widget (badge, GTK_TYPE_BUTTON), "clicked");
  test_wait_for (shows_no_badge (fixture));
  g_assert_true (isnan (limen_session_get_prevalence (session)));
  g_assert_true (isnan (limen_prevalence_editor_get_prevalence (
      LIMEN_PREVALENCE_EDITOR (editor))));
  g_assert_true (fixture_shows (fixture, "0.667"));
  g_assert_true (fixture_shows (fixture, "0.8333"));
  g_assert_false (fixture_shows (fixture, "AP in population"));
}

static gboolean
lists_all_losses (Fixture *fixture)
{
  GtkWidget *rows = GTK_WIDGET (test_get_other_window (fixture->window));
  GtkWidget *losses
      = rows != NULL ? test_find_widget (rows, LIMEN_TYPE_LOSS_HISTOGRAM_VIEW)
                     : NULL;

  if (losses == NULL || !test_shows (rows, "4 rows, at threshold 0.5"))
    return FALSE;
  /* FALSE until the losses have been counted. */
  limen_bin_view_set_selected (LIMEN_BIN_VIEW (losses), LIMEN_LOSS_BARS - 1);
  return limen_bin_view_get_selected (LIMEN_BIN_VIEW (losses)) >= 0;
}

static gboolean
lists_worst_bar (Fixture *fixture)
{
  GtkWidget *rows = GTK_WIDGET (test_get_other_window (fixture->window));

  return rows != NULL && test_shows (rows, "1 row, at threshold 0.")
         && test_shows (rows, ", loss 1.3586 and more")
         && test_shows (rows, "All Losses") && test_shows (rows, "the worst")
         && !test_shows (rows, "0.1");
}

static gboolean
lists_four_rows (Fixture *fixture)
{
  GtkWidget *rows = GTK_WIDGET (test_get_other_window (fixture->window));

  return test_shows (rows, "4 rows, at threshold 0.5")
         && !test_shows (rows, "All Losses");
}

static gboolean
lists_scores (Fixture *fixture)
{
  return test_other_window_shows (fixture->window, "40.5");
}

/* The tooltip of the row with a name; NULL if there is none. */
static const char *
get_tooltip_of (GtkWidget *widget, const char *text)
{
  const char *found = NULL;

  if (GTK_IS_LABEL (widget)
      && g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), text))
    return gtk_widget_get_tooltip_text (gtk_widget_get_parent (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = get_tooltip_of (child, text);
  return found;
}

/* The tooltip of a loss says what it is, with its formula. */
static void
test_explained_losses (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *title, *part;
  } losses[] = {
    { "BCE (mean by rows)", "(1 / n)" },
    { "BCE (mean by weight)", "The usual training loss" },
    { "BCE (sum)", "y log p" },
    { "Brier (mean by weight)", "squared difference" },
    { "Base rate (sum)", "frequencies of the classes" },
    { "Dice", "soft form of F1" },
  };

  test_window_open_text (
      fixture->window, "weighted.csv",
      "label,prob,sample_weight\n0,0.1,2\n1,0.75,1\n1,0.4,3\n"
      "0,0.8,1\n");
  for (guint i = 0; i < G_N_ELEMENTS (losses); i++)
    {
      const char *tooltip = get_tooltip_of (GTK_WIDGET (fixture->window),
                                            losses[i].title);

      if (tooltip == NULL || strstr (tooltip, losses[i].part) == NULL)
        g_error ("%s: %s", losses[i].title, tooltip);
    }
}

/* A bar of the losses lists its rows, and a button lists all again; plain
 * scores have no bars. */
static void
test_losses (Fixture *fixture, gconstpointer data)
{
  test_window_open_text (
      fixture->window, "rows.csv",
      "label,prob,note\n0,0.1,a\n0,0.75,the worst\n1,0.4,b\n1,0.8,c\n");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window),
                                             "win.rows", "s", "any"));
  test_wait_for (lists_all_losses (fixture));
  test_wait_for (lists_worst_bar (fixture));
  g_assert_true (gtk_widget_activate_action (
      GTK_WIDGET (test_get_other_window (fixture->window)), "rows.any-loss",
      NULL));
  test_wait_for (lists_four_rows (fixture));
  gtk_window_destroy (test_get_other_window (fixture->window));

  test_window_open_text (fixture->window, "scores.csv",
                         "label,output\n1,7.5\n0,-12.25\n1,40.5\n0,3.75\n");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window),
                                             "win.rows", "s", "any"));
  test_wait_for (lists_scores (fixture));
  g_assert_false (gtk_widget_get_visible (
      test_find_widget (GTK_WIDGET (test_get_other_window (fixture->window)),
                        LIMEN_TYPE_LOSS_HISTOGRAM_VIEW)));
  gtk_window_destroy (test_get_other_window (fixture->window));
}

/* Shows a figure with a page of its own; returns its view. */
static GtkWidget *
show_figure (Fixture *fixture, const char *name)
{
  GtkNotebook *tabs = fixture_get_tabs (fixture);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (tabs),
                                             "figures.show", "s", name));
  return gtk_widget_get_first_child (gtk_notebook_get_nth_page (
      tabs, gtk_notebook_get_current_page (tabs)));
}

static gboolean
has_chosen_worst_bar (Fixture *fixture)
{
  LimenBinView *losses
      = LIMEN_BIN_VIEW (show_figure (fixture, "losses"));

  /* FALSE until the losses have been counted. */
  limen_bin_view_set_selected (losses, LIMEN_LOSS_BARS - 1);
  return limen_bin_view_get_selected (losses) >= 0;
}

static gboolean
lists_all_rows_of_file (Fixture *fixture)
{
  return test_other_window_shows (fixture->window, "4 rows, at threshold 0.8");
}

/* The tab of the losses follows the threshold and lists the rows of a bar,
 * which is also selected in the window of rows. */
static void
test_losses_tab (Fixture *fixture, gconstpointer data)
{
  static const char at_half[]
      = "mean loss 0.6578 (0.6931 for the base rate), largest of a row "
        "1.3863; selected: loss 1.3586 \342\200\223 1.3863, rows  1, decided "
        "wrongly  1, share of the loss  52.7\342\200\257%";
  static const char above[]
      = "mean loss 0.6578 (0.6931 for the base rate), largest of a row "
        "1.3863; selected: loss 1.3586 \342\200\223 1.3863, rows  1, decided "
        "wrongly  0, share of the loss  52.7\342\200\257%";
  static const char none[] = "plain scores have no loss";
  GtkWidget *losses;

  test_window_open_text (
      fixture->window, "rows.csv",
      "label,prob,note\n0,0.1,a\n0,0.75,the worst\n1,0.4,b\n1,0.8,c\n");
  test_wait_for (has_chosen_worst_bar (fixture));
  g_assert_cmpstr (limen_window_get_figure (fixture->window), ==, "losses");
  losses = show_figure (fixture, "losses");
  gtk_test_accessible_assert_property (
      losses, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, at_half);
  limen_session_set_threshold (limen_window_get_session (fixture->window),
                               0.8);
  gtk_test_accessible_assert_property (
      losses, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, above);
  g_signal_emit_by_name (losses, "bin-activated", LIMEN_LOSS_BARS - 1);
  test_wait_for (lists_worst_bar (fixture));
  g_assert_true (gtk_widget_activate_action (
      GTK_WIDGET (test_get_other_window (fixture->window)), "rows.any-loss",
      NULL));
  test_wait_for (lists_all_rows_of_file (fixture));
  gtk_window_destroy (test_get_other_window (fixture->window));

  test_window_open_text (fixture->window, "scores.csv",
                         "label,output\n1,7.5\n0,-12.25\n1,40.5\n0,3.75\n");
  gtk_test_accessible_assert_property (
      losses, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, none);
}

static gboolean
lists_two_of_three (Fixture *fixture)
{
  GtkWidget *rows = GTK_WIDGET (test_get_other_window (fixture->window));

  return rows != NULL
         && test_shows (rows, "2 rows, loss 0.6000 \342\200\223 1")
         && test_shows (rows, "0.25") && test_shows (rows, "-1");
}

/* With several classes, the losses are those of the joint decision. */
static void
test_rows_of_loss (Fixture *fixture, gconstpointer data)
{
  test_window_open_text (
      fixture->window, "three.csv",
      "label,logit_a,logit_b,logit_c\na,2,0.5,-1\nb,0.25,1,0\n"
      "c,-1,0.5,0.75\na,0,0.5,0.25\n");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window),
                                             "win.rows-of-loss", "(dd)", 0.6,
                                             1.0));
  test_wait_for (lists_two_of_three (fixture));
  gtk_window_destroy (test_get_other_window (fixture->window));
}

static gboolean
shows_losses_of_top_labels (Fixture *fixture)
{
  GtkWidget *rows = GTK_WIDGET (test_get_other_window (fixture->window));
  LimenBinView *losses;

  if (rows == NULL || !test_shows (rows, "0.9"))
    return FALSE;
  losses = LIMEN_BIN_VIEW (
      test_find_widget (rows, LIMEN_TYPE_LOSS_HISTOGRAM_VIEW));
  limen_bin_view_set_selected (losses, LIMEN_LOSS_BARS - 1);
  return limen_bin_view_get_selected (losses) >= 0;
}

/* The single score of a file of top labels is decided by its threshold. */
static void
test_losses_of_top_labels (Fixture *fixture, gconstpointer data)
{
  static const char chosen[]
      = "mean loss 0.8311 (0.5623 for the base rate), largest of a row "
        "2.3026; selected: loss 2.2565 \342\200\223 2.3026, rows  1, decided "
        "wrongly  1, share of the loss  69.3\342\200\257%";

  test_window_open_text (fixture->window, "top.csv",
                         "y,guess,confidence\na,b,0.9\nb,b,0.8\na,a,0.75\n"
                         "c,c,0.6\n");
  test_window_activate (fixture->window, "win.worst-rows");
  test_wait_for (shows_losses_of_top_labels (fixture));
  gtk_test_accessible_assert_property (
      test_find_widget (GTK_WIDGET (test_get_other_window (fixture->window)),
                        LIMEN_TYPE_LOSS_HISTOGRAM_VIEW),
      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, chosen);
  gtk_window_destroy (test_get_other_window (fixture->window));
}

static gboolean
tells_why (Fixture *fixture)
{
  GtkWidget *why = GTK_WIDGET (test_get_other_window (fixture->window));

  return why != NULL && test_shows (why, "labels of all 4 rows")
         && test_shows (why, "line 3, class 0")
         && test_shows (why, "0.2500")
         /* 0.9 * 0.25 * 0.4 * 0.8 and its logarithm */
         && test_shows (why, "0.0720")
         && test_shows (why, "\342\210\2221.1427")
         && test_shows (why, "0.6578") && test_shows (why, "BCE (mean)")
         && test_shows (why, "on line 3")
         && test_shows (why, "its loss is 1.3863");
}

static gboolean
tells_of_zero (Fixture *fixture)
{
  GtkWidget *why = GTK_WIDGET (test_get_other_window (fixture->window));

  return test_shows (why, "0 after 2 rows")
         && test_shows (why, "1 row has p = 0");
}

static gboolean
tells_there_is_none (Fixture *fixture)
{
  return test_other_window_shows (fixture->window,
                                  "Plain scores have no likelihood");
}

/* From the likelihood to the loss, with the numbers of the loaded file; for
 * plain scores the window says why there is none. */
static void
test_why_log (Fixture *fixture, gconstpointer data)
{
  GAction *action = g_action_map_lookup_action (
      G_ACTION_MAP (fixture->window), "why-log");

  g_assert_false (g_action_get_enabled (action));
  test_window_open_text (fixture->window, "why.csv",
                         "label,prob\n0,0.1\n0,0.75\n1,0.4\n1,0.8\n");
  g_assert_true (g_action_get_enabled (action));
  test_window_activate (fixture->window, "win.why-log");
  test_wait_for (tells_why (fixture));
  g_assert_false (test_other_window_shows (fixture->window, "p = 0,"));

  test_window_open_text (fixture->window, "zero.csv",
                         "label,prob\n1,0.7\n0,1\n1,0.4\n0,0.2\n");
  test_wait_for (tells_of_zero (fixture));
  test_window_open_text (fixture->window, "scores.csv",
                         "label,output\n1,7.5\n0,-12.25\n1,40.5\n0,3.75\n");
  test_wait_for (tells_there_is_none (fixture));
  gtk_window_destroy (test_get_other_window (fixture->window));
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  FIXTURE_ADD ("/window/rows", test_rows);
  FIXTURE_ADD ("/window/zone", test_zone);
  FIXTURE_ADD ("/window/prevalence", test_prevalence);
  FIXTURE_ADD ("/window/losses", test_losses);
  FIXTURE_ADD ("/window/losses-tab", test_losses_tab);
  FIXTURE_ADD ("/window/rows-of-loss", test_rows_of_loss);
  FIXTURE_ADD ("/window/losses-of-top-labels", test_losses_of_top_labels);
  FIXTURE_ADD ("/window/why-log", test_why_log);
  FIXTURE_ADD ("/window/explained-losses", test_explained_losses);
  return fixture_run ();
}
