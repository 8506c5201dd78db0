#include <gtk/gtk.h>
#include <math.h>
#include <string.h>

#include "data-panel.h"
#include "data-panel.h"
#include "figure-page.h"
#include "figures-panel.h"
#include "figures.h"
#include "help-entries.h"
#include "help-window.h"
#include "histogram-view.h"
#include "loss-histogram-view.h"
#include "matrix-panel.h"
#include "prevalence-badge.h"
#include "prevalence-editor.h"
#include "recent-menu.h"
#include "support.h"
#include "threshold-panel.h"
#include "toast.h"
#include "windows.h"

#define ROWS "label,prob\n0,0.1\n0,0.4\n1,0.4\n1,0.8\n"

static GtkApplication *application;

typedef struct
{
  GSettings *settings;
  LimenWindow *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->settings = g_settings_new ("io.github.limen.Limen");
  fixture->window = test_window_new (application, fixture->settings);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->window != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_object_unref (fixture->settings);
}

static gboolean
window_shows (Fixture *fixture, const char *text)
{
  return test_window_shows (fixture->window, text);
}

static GtkWindow *
get_other_window (Fixture *fixture)
{
  return test_get_other_window (fixture->window);
}

static gsize
get_n_rows (Fixture *fixture)
{
  LimenAnalysis *analysis = limen_session_get_analysis (
      limen_window_get_session (fixture->window));

  return limen_dataset_get_predictions (limen_analysis_get_dataset (analysis))
      ->n_rows;
}

/* The title names the file; what is loaded stays when another file cannot be
 * read, whose error says where; and bad rows can be left out from there. */
static void
test_errors (Fixture *fixture, gconstpointer data)
{
  test_window_open_text (fixture->window, "good.csv", ROWS);
  g_assert_nonnull (strstr (
      gtk_window_get_title (GTK_WINDOW (fixture->window)), "good.csv"));
  g_assert_cmpuint (get_n_rows (fixture), ==, 4);

  test_window_open_text (fixture->window, "bad.csv", ROWS "1,x\n0,0.3\n");
  g_assert_true (window_shows (fixture, "bad.csv could not be opened"));
  g_assert_true (window_shows (fixture, "bad.csv:6:2: column \"prob\""));
  g_assert_true (window_shows (fixture, "Skip These Rows"));
  g_assert_cmpuint (get_n_rows (fixture), ==, 4);
  g_assert_nonnull (strstr (
      gtk_window_get_title (GTK_WINDOW (fixture->window)), "good.csv"));

  test_window_activate (fixture->window, "win.skip-bad-rows");
  g_assert_false (window_shows (fixture, "could not be opened"));
  g_assert_cmpuint (get_n_rows (fixture), ==, 5);
  g_assert_true (window_shows (fixture, "rows skipped"));

  test_window_open_text (fixture->window, "empty.csv", "");
  g_assert_true (window_shows (fixture, "no data rows"));
  g_assert_false (window_shows (fixture, "Skip These Rows"));
  test_window_activate (fixture->window, "win.dismiss-error");
  g_assert_false (window_shows (fixture, "no data rows"));
}

/* A label that is missing is told with its count, and its rows can be left out
 * from there, whatever their place. */
static void
test_missing_labels (Fixture *fixture, gconstpointer data)
{
  test_window_open_text (fixture->window, "gaps.csv",
                         "label,prob\nNA,0.9\n0,0.1\n0,0.4\n1,0.4\n1,0.8\n"
                         "NA,0.3\n");
  g_assert_true (window_shows (fixture, "gaps.csv could not be opened"));
  g_assert_true (window_shows (fixture, "the label is missing (\"NA\") in 2 "
                                        "rows, on lines 2 and 7"));
  test_window_activate (fixture->window, "win.skip-bad-rows");
  g_assert_false (window_shows (fixture, "could not be opened"));
  g_assert_cmpuint (get_n_rows (fixture), ==, 4);
  g_assert_true (window_shows (fixture, "rows skipped"));
}

/* Where it is not clear which column is what, a dialog asks. */
static void
test_columns (Fixture *fixture, gconstpointer data)
{
  GtkWindow *dialog;

  test_window_open_text (fixture->window, "unclear.csv",
                         "a,b,c\n0,0.1,0.2\n0,0.4,0.1\n1,0.4,0.7\n1,0.8,0.6\n");
  dialog = get_other_window (fixture);
  g_assert_nonnull (dialog);
  g_assert_cmpstr (gtk_window_get_title (dialog), ==,
                   "Columns of unclear.csv");
  g_assert_true (test_shows (GTK_WIDGET (dialog), "0.7"));
  gtk_window_destroy (dialog);
}

static gboolean
says_treated (Fixture *fixture)
{
  return window_shows (fixture, "treated as logits");
}

static gboolean
shows_cost_columns (Fixture *fixture)
{
  return test_window_is_idle (fixture->window)
         && window_shows (fixture, "FN cost column");
}

/* What rows cost is chosen in the dialog, and the window computes with it. */
static void
test_cost_columns (Fixture *fixture, gconstpointer data)
{
  LimenSession *session = limen_window_get_session (fixture->window);
  GtkWidget *dialog;
  GtkDropDown *fn_cost;

  test_window_open_text (
      fixture->window, "paid.csv",
      "label,prob,paid\n0,0.1,1\n0,0.7,1\n1,0.4,25\n1,0.8,2\n");
  limen_session_set_threshold (session, 0.5);
  g_assert_true (window_shows (fixture, "0.500")); /* two of four */
  test_window_activate (fixture->window, "win.columns");
  dialog = GTK_WIDGET (get_other_window (fixture));
  g_assert_nonnull (dialog);
  fn_cost = GTK_DROP_DOWN (gtk_widget_get_template_child (
      dialog, G_OBJECT_TYPE (dialog), "fn_cost"));
  gtk_drop_down_set_selected (fn_cost, 3);
  gtk_widget_activate_action (dialog, "columns.accept", NULL);
  test_wait_for (shows_cost_columns (fixture));
  limen_session_set_threshold (session, 0.5);
  g_assert_true (window_shows (fixture, "6.500")); /* (25 + 1) / 4 */
}

/* A finding's remedy is one click away, and so is the way back. */
static void
test_remedies (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("label,output\n");
  GtkWidget *window = GTK_WIDGET (fixture->window);

  for (int i = 0; i < 40; i++)
    g_string_append_printf (text, "%d,%d.5\n", i % 3 == 0, i / 2 - 10);
  test_window_open_text (fixture->window, "logits.csv", text->str);
  g_assert_true (window_shows (fixture, "none, of plain scores"));
  g_assert_true (window_shows (fixture, "Treat as Logits"));
  g_assert_true (gtk_widget_activate_action (window, "win.treat-as", "s",
                                             "logit"));
  test_wait_for (test_window_is_idle (fixture->window));
  g_assert_true (window_shows (fixture, "BCE (mean)"));
  test_wait_for (says_treated (fixture));
  test_window_activate (fixture->window, "win.undo");
  g_assert_true (window_shows (fixture, "none, of plain scores"));
}

static GtkWidget *
find_spin (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (GTK_IS_SPIN_BUTTON (widget)
      && gtk_widget_has_css_class (widget, "threshold"))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_spin (child);
  return found;
}

static const char *
get_shown_threshold (Fixture *fixture)
{
  return gtk_editable_get_text (
      GTK_EDITABLE (find_spin (GTK_WIDGET (fixture->window))));
}

/* Where low scores mean positive all is in the units of the file: the field,
 * which moves the line, the cutoff, the rows, and what is exported. */
static void
test_reversed (Fixture *fixture, gconstpointer data)
{
  LimenSession *session = limen_window_get_session (fixture->window);
  g_autoptr (LimenCutoff) cutoff = NULL;
  g_autofree char *path = NULL, *text = NULL;
  GtkSpinButton *spin;
  LimenResolvedCutoff resolved;

  test_window_open_text (
      fixture->window, "credit.csv",
      "defaulted,score\n1,420\n1,512\n0,512.5\n1,580\n0,640\n0,700\n"
      "1,655\n0,810\n");
  g_assert_true (window_shows (fixture, "Swap the Positive Class"));
  g_assert_true (window_shows (fixture, "Reverse"));
  test_window_activate (fixture->window, "win.pin");
  test_window_activate (fixture->window, "win.reverse-scores");
  test_wait_for (test_window_is_idle (fixture->window));
  g_assert_true (limen_session_is_reversed (session));
  g_assert_true (limen_session_get_options (session)->reverse_scores);
  g_assert_true (window_shows (fixture, "Low scores mean positive"));
  g_assert_false (window_shows (fixture, "Swap the Positive Class"));
  /* what was pinned before belongs to another unit */
  cutoff = test_window_get_cutoff (fixture->window, 0);
  g_assert_false (
      limen_session_resolve_cutoff (session, cutoff, &resolved));
  limen_session_restore_cutoff (session, cutoff);
  g_assert_true (window_shows (fixture, "is for scores where high means "
                                        "positive; here low does"));
  test_window_activate (fixture->window, "win.dismiss-error");
  g_clear_object (&cutoff);

  spin = GTK_SPIN_BUTTON (find_spin (GTK_WIDGET (fixture->window)));
  gtk_spin_button_set_value (spin, 600);
  g_assert_cmpfloat (limen_session_get_threshold (session), ==, -600);
  g_assert_cmpstr (get_shown_threshold (fixture), ==, "600");
  g_assert_true (window_shows (fixture, "Metrics at 600"));
  g_assert_true (
      window_shows (fixture, "same decisions from 580.0000 to 640.0000"));
  limen_session_set_threshold (session, -512.25);
  g_assert_cmpstr (get_shown_threshold (fixture), ==, "512.25");
  limen_session_set_threshold (session, INFINITY);
  g_assert_cmpstr (get_shown_threshold (fixture), ==, "none");
  g_assert_true (window_shows (fixture, "none positive below 420"));
  limen_session_set_threshold (session, -600);

  test_window_activate (fixture->window, "win.pin");
  cutoff = test_window_get_cutoff (fixture->window, 1);
  g_assert_true (limen_cutoff_is_reversed (cutoff));
  g_assert_true (window_shows (fixture, "score \342\211\244 t"));
  path = test_window_export (fixture->window, "credit.json");
  g_file_get_contents (path, &text, NULL, NULL);
  g_assert_nonnull (strstr (text, "limen-cutoffs/2"));
  g_assert_nonnull (strstr (text, "\"threshold\": 600,"));

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window),
                                             "win.rows", "s", "fn"));
  test_wait_for (test_other_window_shows (fixture->window,
                                          "1 row, at threshold 600"));
  g_assert_true (test_other_window_shows (fixture->window, "655"));
  gtk_window_destroy (get_other_window (fixture));

  while (limen_session_is_reversed (session))
    {
      g_assert_nonnull (limen_session_get_undo_title (session));
      test_window_activate (fixture->window, "win.undo");
      test_wait_for (test_window_is_idle (fixture->window));
    }
  g_assert_true (window_shows (fixture, "Swap the Positive Class"));
}

static gboolean
lists_rows (Fixture *fixture)
{
  GtkWindow *rows = get_other_window (fixture);

  /* The row's own text comes from the file. */
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
  gtk_window_destroy (get_other_window (fixture));
}

static gboolean
lists_decided_negatives (Fixture *fixture)
{
  GtkWidget *rows = GTK_WIDGET (get_other_window (fixture));

  return test_shows (rows, "1 row, at threshold 0.5, referred from 0.3")
         && test_shows (rows, "decided") && !test_shows (rows, "0.4");
}

/* In the table, and what the toast says of it. */
static gboolean
shows_pinned_zone (Fixture *fixture)
{
  return window_shows (fixture, "0.3 to 0.5")
         && window_shows (fixture, "Pinned thresholds 0.3 to 0.5");
}

/* The matrix and the metrics are those of the rows that a grey zone decides,
 * and so are the rows of a cell; a zone is pinned with both lines. */
static void
test_zone (Fixture *fixture, gconstpointer data)
{
  LimenSession *session = limen_window_get_session (fixture->window);

  test_window_open_text (
      fixture->window, "rows.csv",
      "label,prob,note\n0,0.1,a\n1,0.2,decided\n1,0.4,referred\n"
      "0,0.45,b\n1,0.8,c\n");
  g_assert_false (window_shows (fixture, "decided rows"));
  g_assert_true (window_shows (fixture, "pale: predicted negative"));
  limen_session_set_refer_from (session, 0.3);
  g_assert_true (window_shows (fixture, "Metrics of the decided rows"));
  g_assert_true (window_shows (fixture, "shaded: referred"));
  g_assert_true (window_shows (fixture, "Cost, all"));
  g_assert_true (window_shows (
      fixture, "decide every row at 0.5, without the grey zone"));
  g_assert_true (window_shows (fixture, "0.333")); /* the error rate */
  test_window_activate (fixture->window, "win.pin");
  test_wait_for (shows_pinned_zone (fixture));

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window),
                                             "win.rows", "s", "fn"));
  test_wait_for (lists_decided_negatives (fixture));
  gtk_window_destroy (get_other_window (fixture));
  limen_session_set_refer_from (session, NAN);
  g_assert_false (window_shows (fixture, "decided rows"));
  g_assert_false (window_shows (fixture, "without the grey zone"));
}

static GtkWidget *
find_widget (GtkWidget *widget, GType type)
{
  GtkWidget *found = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, type);
  return found;
}

static gboolean
shows_badge (Fixture *fixture)
{
  GtkWidget *badge = find_widget (GTK_WIDGET (fixture->window),
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
  return window_shows (fixture, "AP in population")
         && window_shows (fixture, "0.5909");
}

/* Another population is stated, marked, and left by a click. */
static void
test_prevalence (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  GtkWidget *editor, *badge;
  LimenSession *session = limen_window_get_session (fixture->window);

  test_window_open_text (fixture->window, "good.csv", ROWS);
  limen_session_set_threshold (session, 0.4);
  g_assert_true (shows_no_badge (fixture));
  g_assert_true (window_shows (fixture, "0.667"));
  editor = find_widget (window, LIMEN_TYPE_PREVALENCE_EDITOR);
  gtk_check_button_set_active (
      GTK_CHECK_BUTTON (find_widget (editor, GTK_TYPE_CHECK_BUTTON)), TRUE);
  gtk_spin_button_set_value (
      GTK_SPIN_BUTTON (find_widget (editor, GTK_TYPE_SPIN_BUTTON)), 10);
  test_wait_for (shows_badge (fixture));
  g_assert_cmpfloat (limen_session_get_prevalence (session), ==, 0.1);
  /* 0.1 / (0.1 + 0.9 / 2) */
  g_assert_true (window_shows (fixture, "0.182"));
  test_wait_for (ranks_in_population (fixture));
  g_assert_false (window_shows (fixture, "0.667"));

  badge = find_widget (window, LIMEN_TYPE_PREVALENCE_BADGE);
  g_signal_emit_by_name (find_widget (badge, GTK_TYPE_BUTTON), "clicked");
  test_wait_for (shows_no_badge (fixture));
  g_assert_true (isnan (limen_session_get_prevalence (session)));
  g_assert_true (isnan (limen_prevalence_editor_get_prevalence (
      LIMEN_PREVALENCE_EDITOR (editor))));
  g_assert_true (window_shows (fixture, "0.667"));
  g_assert_true (window_shows (fixture, "0.8333"));
  g_assert_false (window_shows (fixture, "AP in population"));
}

static gboolean
lists_all_losses (Fixture *fixture)
{
  GtkWidget *rows = GTK_WIDGET (get_other_window (fixture));
  GtkWidget *losses
      = rows != NULL ? find_widget (rows, LIMEN_TYPE_LOSS_HISTOGRAM_VIEW)
                     : NULL;

  if (losses == NULL || !test_shows (rows, "4 rows, at threshold 0.5"))
    return FALSE;
  /* Not before the losses have been counted. */
  limen_bin_view_set_selected (LIMEN_BIN_VIEW (losses), LIMEN_LOSS_BARS - 1);
  return limen_bin_view_get_selected (LIMEN_BIN_VIEW (losses)) >= 0;
}

static gboolean
lists_worst_bar (Fixture *fixture)
{
  GtkWidget *rows = GTK_WIDGET (get_other_window (fixture));

  return rows != NULL && test_shows (rows, "1 row, at threshold 0.")
         && test_shows (rows, ", loss 1.3586 and more")
         && test_shows (rows, "Rows of Any Loss")
         && test_shows (rows, "the worst") && !test_shows (rows, "0.1");
}

static gboolean
lists_four_rows (Fixture *fixture)
{
  GtkWidget *rows = GTK_WIDGET (get_other_window (fixture));

  return test_shows (rows, "4 rows, at threshold 0.5")
         && !test_shows (rows, "Rows of Any Loss");
}

static gboolean
lists_scores (Fixture *fixture)
{
  return test_other_window_shows (fixture->window, "40.5");
}

/* The tooltip of the row that a text names; NULL where there is none. */
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

/* What a loss is stands in its tooltip, and by what its mean divides. */
static void
test_explained_losses (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *title, *part;
  } losses[] = {
    { "BCE (mean by rows)", "with weights" },
    { "BCE (mean by weight)", "divides by \316\243 w" },
    { "BCE (sum)", "the sum does not divide" },
    { "Brier (mean by weight)", "The mean divides by the weight" },
    { "Base rate (sum)", "frequencies of the classes" },
    { "Dice", "overlap" },
  };

  test_window_open_text (fixture->window, "weighted.csv",
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

/* A bar of the losses lists its rows, and there is a way back; plain scores
 * have no bars. */
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
      GTK_WIDGET (get_other_window (fixture)), "rows.any-loss", NULL));
  test_wait_for (lists_four_rows (fixture));
  gtk_window_destroy (get_other_window (fixture));

  test_window_open_text (fixture->window, "scores.csv",
                         "label,output\n1,7.5\n0,-12.25\n1,40.5\n0,3.75\n");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window),
                                             "win.rows", "s", "any"));
  test_wait_for (lists_scores (fixture));
  g_assert_false (gtk_widget_get_visible (
      find_widget (GTK_WIDGET (get_other_window (fixture)),
                   LIMEN_TYPE_LOSS_HISTOGRAM_VIEW)));
  gtk_window_destroy (get_other_window (fixture));
}

static GtkNotebook *
get_tabs (Fixture *fixture)
{
  return GTK_NOTEBOOK (
      find_widget (GTK_WIDGET (fixture->window), GTK_TYPE_NOTEBOOK));
}

/* Shows a figure that has a page of its own; what is on that. */
static GtkWidget *
show_figure (Fixture *fixture, const char *name)
{
  GtkNotebook *tabs = get_tabs (fixture);

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

  /* Not before the losses have been counted. */
  limen_bin_view_set_selected (losses, LIMEN_LOSS_BARS - 1);
  return limen_bin_view_get_selected (losses) >= 0;
}

static gboolean
lists_all_rows_of_file (Fixture *fixture)
{
  return test_other_window_shows (fixture->window, "4 rows, at threshold 0.8");
}

/* The tab of the losses follows the threshold, and lists the rows of a bar,
 * which is chosen in their window, too. */
static void
test_losses_tab (Fixture *fixture, gconstpointer data)
{
  static const char at_half[]
      = "mean loss 0.6578, that of the base rate 0.6931, the largest of a row "
        "1.3863; chosen: loss 1.3586 \342\200\223 1.3863, rows  1, decided "
        "wrongly  1, share of the loss  52.7\342\200\257%";
  static const char above[]
      = "mean loss 0.6578, that of the base rate 0.6931, the largest of a row "
        "1.3863; chosen: loss 1.3586 \342\200\223 1.3863, rows  1, decided "
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
      GTK_WIDGET (get_other_window (fixture)), "rows.any-loss", NULL));
  test_wait_for (lists_all_rows_of_file (fixture));
  gtk_window_destroy (get_other_window (fixture));

  test_window_open_text (fixture->window, "scores.csv",
                         "label,output\n1,7.5\n0,-12.25\n1,40.5\n0,3.75\n");
  gtk_test_accessible_assert_property (
      losses, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, none);
}

static gboolean
lists_two_of_three (Fixture *fixture)
{
  GtkWidget *rows = GTK_WIDGET (get_other_window (fixture));

  return rows != NULL && test_shows (rows, "2 rows, loss 0.6000 \342\200\223 1")
         && test_shows (rows, "0.25") && test_shows (rows, "-1");
}

/* Of several classes they are the rows of all. */
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
  gtk_window_destroy (get_other_window (fixture));
}

static gboolean
shows_losses_of_top_labels (Fixture *fixture)
{
  GtkWidget *rows = GTK_WIDGET (get_other_window (fixture));
  LimenBinView *losses;

  if (rows == NULL || !test_shows (rows, "0.9"))
    return FALSE;
  losses = LIMEN_BIN_VIEW (find_widget (rows, LIMEN_TYPE_LOSS_HISTOGRAM_VIEW));
  limen_bin_view_set_selected (losses, LIMEN_LOSS_BARS - 1);
  return limen_bin_view_get_selected (losses) >= 0;
}

/* The only score of a file of top labels is decided by its threshold. */
static void
test_losses_of_top_labels (Fixture *fixture, gconstpointer data)
{
  static const char chosen[]
      = "mean loss 0.8311, that of the base rate 0.5623, the largest of a row "
        "2.3026; chosen: loss 2.2565 \342\200\223 2.3026, rows  1, decided "
        "wrongly  1, share of the loss  69.3\342\200\257%";

  test_window_open_text (fixture->window, "top.csv",
                         "y,guess,confidence\na,b,0.9\nb,b,0.8\na,a,0.75\n"
                         "c,c,0.6\n");
  test_window_activate (fixture->window, "win.worst-rows");
  test_wait_for (shows_losses_of_top_labels (fixture));
  gtk_test_accessible_assert_property (
      find_widget (GTK_WIDGET (get_other_window (fixture)),
                   LIMEN_TYPE_LOSS_HISTOGRAM_VIEW),
      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, chosen);
  gtk_window_destroy (get_other_window (fixture));
}

static gboolean
tells_why (Fixture *fixture)
{
  GtkWidget *why = GTK_WIDGET (get_other_window (fixture));

  return why != NULL && test_shows (why, "labels of all 4 rows")
         && test_shows (why, "line 3, class 0")
         && test_shows (why, "0.2500")
         /* 0.9 * 0.25 * 0.4 * 0.8 and its logarithm */
         && test_shows (why, "0.0720") && test_shows (why, "\342\210\2221.1427")
         && test_shows (why, "0.6578") && test_shows (why, "BCE (mean)")
         && test_shows (why, "on line 3")
         && test_shows (why, "its loss is 1.3863");
}

static gboolean
tells_of_zero (Fixture *fixture)
{
  GtkWidget *why = GTK_WIDGET (get_other_window (fixture));

  return test_shows (why, "0 after 2 rows")
         && test_shows (why, "1 row has p = 0");
}

static gboolean
tells_there_is_none (Fixture *fixture)
{
  return test_other_window_shows (fixture->window,
                                  "Plain scores have no likelihood");
}

/* From the likelihood to the loss, in the numbers of the file that is open;
 * plain scores have none, and are told so. */
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
  gtk_window_destroy (get_other_window (fixture));
}

/* Cutoffs that were not exported since they changed are asked about. */
static void
test_closing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  GtkWindow *question;

  test_window_open_text (fixture->window, "good.csv", ROWS);
  test_window_activate (fixture->window, "win.pin");
  gtk_window_close (GTK_WINDOW (fixture->window));
  test_wait_for (test_window_is_idle (fixture->window));
  question = get_other_window (fixture);
  g_assert_nonnull (question);
  g_assert_true (GTK_IS_MESSAGE_DIALOG (question));
  gtk_dialog_response (GTK_DIALOG (question), GTK_RESPONSE_CANCEL);
  test_wait_for (test_window_is_idle (fixture->window));
  g_assert_null (get_other_window (fixture));

  path = test_window_export (fixture->window, "cutoffs.json");
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_object_add_weak_pointer (G_OBJECT (fixture->window),
                             (gpointer *) &fixture->window);
  gtk_window_close (GTK_WINDOW (fixture->window));
  while (fixture->window != NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* Exported cutoffs open again, beside the file that is loaded. */
static void
test_cutoffs_open_again (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;

  test_window_open_text (fixture->window, "good.csv", ROWS);
  test_window_activate (fixture->window, "win.pin");
  path = test_window_export (fixture->window, "again.json");
  test_window_activate (fixture->window, "win.undo");
  g_assert_cmpuint (test_window_get_n_cutoffs (fixture->window), ==, 0);
  limen_window_open (fixture->window, path);
  test_wait_for (test_window_is_idle (fixture->window));
  g_assert_cmpuint (test_window_get_n_cutoffs (fixture->window), ==, 1);
  g_assert_cmpuint (get_n_rows (fixture), ==, 4);
}

/* Cutoffs are opened as such whatever their name and format, and without
 * predictions the window says what is there and what is missing. */
static void
test_cutoffs_alone (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "alone.csv", "alone.txt" };

  g_assert_true (window_shows (fixture, "Open a file of predictions"));
  test_window_open_text (fixture->window, "good.csv", ROWS);
  test_window_activate (fixture->window, "win.pin");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = test_window_export (fixture->window, names[i]);
      LimenWindow *other = test_window_new (application, NULL);

      test_wait_for (window_shows (fixture, "Saved "));
      test_window_open (other, path);
      g_assert_cmpuint (test_window_get_n_cutoffs (other), ==, 1);
      g_assert_null (limen_session_get_analysis (
          limen_window_get_session (other)));
      g_assert_true (test_window_shows (other, "1 cutoff is open"));
      g_assert_true (
          test_window_shows (other, "Open a file of predictions as well"));
      gtk_window_destroy (GTK_WINDOW (other));
    }
}

/* An empty window offers a sample, which then stands open. */
static void
test_sample (Fixture *fixture, gconstpointer data)
{
  g_assert_true (window_shows (fixture, "Open a Sample"));
  test_window_activate (fixture->window, "win.open-sample");
  g_assert_cmpuint (get_n_rows (fixture), ==, 1797);
  test_wait_for (!window_shows (fixture, "Open a Sample"));
}

/* The menu of recent files says where there is none. */
static void
test_no_recent_files (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GMenuModel) menu = NULL;
  g_autofree char *label = NULL;

  gtk_recent_manager_purge_items (gtk_recent_manager_get_default (), NULL);
  menu = limen_recent_menu_new ();
  g_assert_cmpint (g_menu_model_get_n_items (menu), ==, 1);
  g_assert_true (g_menu_model_get_item_attribute (
      menu, 0, G_MENU_ATTRIBUTE_LABEL, "s", &label));
  g_assert_cmpstr (label, ==, "No recent files");
}

static void
set_true_cb (GtkRecentManager *manager, gpointer data)
{
  *(gboolean *) data = TRUE;
}

/* A menu of recent files that is open stays as it is while their list changes,
 * and has the new one when it is opened again. */
static void
test_recent_files (Fixture *fixture, gconstpointer data)
{
  GtkRecentManager *manager = gtk_recent_manager_get_default ();
  GtkMenuButton *button = GTK_MENU_BUTTON (gtk_widget_get_template_child (
      GTK_WIDGET (fixture->window), LIMEN_TYPE_WINDOW, "recent_button"));
  g_autofree char *first = test_write_file ("first.csv", ROWS, -1);
  g_autofree char *second = test_write_file ("second.csv", ROWS, -1);
  gboolean has_changed = FALSE;

  gtk_recent_manager_purge_items (manager, NULL);
  limen_recent_menu_add_file (first);
  gtk_menu_button_popup (button);
  test_wait_for (window_shows (fixture, "first.csv"));
  gtk_widget_child_focus (GTK_WIDGET (gtk_menu_button_get_popover (button)),
                          GTK_DIR_TAB_FORWARD);
  g_signal_connect (manager, "changed", G_CALLBACK (set_true_cb),
                    &has_changed);
  limen_recent_menu_add_file (second);
  test_wait_for (has_changed && !g_main_context_pending (NULL));
  g_assert_true (window_shows (fixture, "first.csv"));
  g_assert_false (window_shows (fixture, "second.csv"));
  gtk_menu_button_popdown (button);
  gtk_menu_button_popup (button);
  test_wait_for (window_shows (fixture, "second.csv"));
  g_signal_handlers_disconnect_by_data (manager, &has_changed);
}

static GtkWidget *
find_of_type (GtkWidget *widget, GType type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_of_type (child, type);
  return found;
}

/* Whether a message covers the whole title that it stands in place of. */
static gboolean
covers_title (Fixture *fixture, GtkWidget *toast)
{
  static const char *const names[] = { "title", "subtitle" };
  GtkWidget *box
      = gtk_widget_get_first_child (gtk_widget_get_first_child (toast));
  graphene_rect_t place, title;
  gboolean covers = gtk_widget_compute_bounds (box, toast, &place);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    covers &= gtk_widget_compute_bounds (
                  GTK_WIDGET (gtk_widget_get_template_child (
                      GTK_WIDGET (fixture->window), LIMEN_TYPE_WINDOW,
                      names[i])),
                  toast, &title)
              && graphene_rect_contains_rect (&place, &title);
  return covers;
}

/* A message covers neither a figure nor a panel, and of the title all. */
static void
test_toast_place (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  const GType types[] = { LIMEN_TYPE_FIGURES_PANEL, LIMEN_TYPE_DATA_PANEL,
                          LIMEN_TYPE_THRESHOLD_PANEL };
  GtkWidget *toast = find_of_type (window, LIMEN_TYPE_TOAST);
  graphene_rect_t place, other;

  test_window_open_text (fixture->window, "good.csv", ROWS);
  test_window_activate (fixture->window, "win.pin");
  test_wait_for (window_shows (fixture, "Pinned threshold 0.5"));
  gtk_test_widget_wait_for_draw (window);
  test_wait_for (covers_title (fixture, toast));
  g_assert_true (gtk_widget_compute_bounds (toast, window, &place));
  g_assert_cmpfloat (place.size.width, >, 100);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_assert_true (gtk_widget_compute_bounds (
          find_of_type (window, types[i]), window, &other));
      g_assert_false (graphene_rect_intersection (&place, &other, NULL));
    }
}

/* Cutoffs that are discarded close the window, within the answer: the question
 * outlives it. */
static void
test_discarding (Fixture *fixture, gconstpointer data)
{
  GtkWindow *question;

  test_window_open_text (fixture->window, "good.csv", ROWS);
  test_window_activate (fixture->window, "win.pin");
  gtk_window_close (GTK_WINDOW (fixture->window));
  test_wait_for (test_window_is_idle (fixture->window));
  question = g_object_ref (get_other_window (fixture));
  g_object_add_weak_pointer (G_OBJECT (fixture->window),
                             (gpointer *) &fixture->window);
  gtk_dialog_response (GTK_DIALOG (question), GTK_RESPONSE_REJECT);
  while (fixture->window != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (gtk_window_get_transient_for (question));
  g_assert_finalize_object (question);
}

static const char *
get_help_key (Fixture *fixture)
{
  return limen_help_window_get_entry (
             LIMEN_HELP_WINDOW (get_other_window (fixture)))
      ->key;
}

/* Clicks the button with a tooltip; FALSE where there is none. */
static gboolean
click_help (GtkWidget *widget, const char *tooltip)
{
  const char *text = gtk_widget_get_tooltip_text (widget);

  if (GTK_IS_BUTTON (widget) && g_strcmp0 (text, tooltip) == 0)
    {
      g_signal_emit_by_name (widget, "clicked");
      return TRUE;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (click_help (child, tooltip))
      return TRUE;
  return FALSE;
}

static void
assert_helps (Fixture *fixture, const char *tooltip, const char *key)
{
  g_assert_true (click_help (GTK_WIDGET (fixture->window), tooltip));
  test_wait_for (test_window_is_idle (fixture->window));
  g_assert_cmpstr (get_help_key (fixture), ==, key);
}

/* The same window comes back at another entry, and each entry with all its
 * parts; what there is no entry for changes nothing. */
static void
test_help (Fixture *fixture, gconstpointer data)
{
  GtkWindow *help;

  test_window_activate (fixture->window, "win.help-figures::");
  help = get_other_window (fixture);
  g_assert_cmpstr (get_help_key (fixture), ==, "figure/histogram");
  test_window_activate (fixture->window, "win.help-figures::metric/mcc");
  g_assert_true (get_other_window (fixture) == help);
  g_assert_cmpstr (get_help_key (fixture), ==, "metric/mcc");
  g_assert_true (
      test_shows (GTK_WIDGET (help), "decisions and truth correlate"));
  g_assert_true (test_shows (GTK_WIDGET (help), "Matthews, 1975"));
  test_window_activate (fixture->window, "win.help-figures::metric/none");
  g_assert_cmpstr (get_help_key (fixture), ==, "metric/mcc");
  test_window_activate (fixture->window, "win.help-figures::ranking/ks");
  g_assert_cmpstr (get_help_key (fixture), ==, "ranking/ks");
  g_assert_false (test_shows (GTK_WIDGET (help), "Source:"));
  gtk_window_destroy (help);
}

/* Searching shows the first that is found; Escape takes the search back, and
 * then closes the window. */
static void
test_help_search (Fixture *fixture, gconstpointer data)
{
  GtkWidget *search;
  GtkWindow *help;

  test_window_activate (fixture->window, "win.help-figures::");
  help = get_other_window (fixture);
  search = find_widget (GTK_WIDGET (help), GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (search), "sensitivity");
  g_signal_emit_by_name (search, "search-changed");
  g_assert_cmpstr (get_help_key (fixture), ==, "metric/recall");
  gtk_editable_set_text (GTK_EDITABLE (search), "no such thing");
  g_signal_emit_by_name (search, "search-changed");
  test_wait_for (test_window_is_idle (fixture->window));
  g_assert_true (test_shows (GTK_WIDGET (help), "Nothing has such a name"));
  g_signal_emit_by_name (search, "stop-search");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (search)), ==, "");
  g_signal_emit_by_name (search, "stop-search");
  test_wait_for (test_window_is_idle (fixture->window));
  g_assert_null (get_other_window (fixture));
}

static char *
get_figure_key (GtkWidget *page)
{
  if (LIMEN_IS_FIGURE_PAGE (page))
    return g_strconcat (
        "figure/",
        limen_figure_page_get_figure (LIMEN_FIGURE_PAGE (page))->key, NULL);
  return g_strdup (LIMEN_IS_MATRIX_PANEL (page) ? "figure/confusion"
                                                : "figure/threshold-curves");
}

static GtkMenuButton *
find_all_figures (GtkWidget *widget)
{
  GtkMenuButton *found = NULL;

  if (GTK_IS_MENU_BUTTON (widget)
      && g_strcmp0 (gtk_widget_get_tooltip_text (widget), "All figures") == 0)
    return GTK_MENU_BUTTON (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_all_figures (child);
  return found;
}

/* The figures with a tab that the file on the screen has. */
static int
count_tabs (Fixture *fixture)
{
  LimenSession *session = limen_window_get_session (fixture->window);
  LimenAnalysis *analysis = limen_session_get_analysis (session);
  int n = 0;

  for (guint i = 0; i < limen_figures_get_n (); i++)
    n += limen_figures_get (i)->tab != NULL
         && limen_figure_type_is_for (limen_figures_get (i), analysis);
  return n;
}

/* Every item of the list of figures shows its own, is the same tab by the name
 * that the help has for it, and can be drawn by limen-cli. */
static void
assert_lists_figures (Fixture *fixture)
{
  int n_figures = count_tabs (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) help = limen_help_entries_load (&error);
  GMenuModel *menu = gtk_menu_button_get_menu_model (
      find_all_figures (GTK_WIDGET (fixture->window)));
  GtkNotebook *tabs = get_tabs (fixture);

  g_assert_no_error (error);
  g_assert_cmpint (g_menu_model_get_n_items (menu), ==, n_figures);
  g_assert_cmpint (gtk_notebook_get_n_pages (tabs), ==, n_figures);
  for (int i = 0; i < n_figures; i++)
    {
      g_autofree char *label = NULL, *name = NULL, *key = NULL;
      const LimenHelpEntry *entry = NULL;

      g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_LABEL, "s",
                                       &label);
      g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_TARGET, "s",
                                       &name);
      gtk_widget_activate_action (GTK_WIDGET (tabs), "figures.show", "s",
                                  name);
      g_assert_cmpint (gtk_notebook_get_current_page (tabs), ==, i);
      g_assert_cmpstr (limen_window_get_figure (fixture->window), ==, name);
      g_assert_nonnull (limen_figures_find (name));
      g_assert_cmpstr (
          gtk_widget_get_tooltip_text (gtk_notebook_get_tab_label (
              tabs, gtk_notebook_get_nth_page (tabs, i))),
          ==, label);
      key = g_strconcat ("figure/", name, NULL);
      for (guint j = 0; j < help->len && entry == NULL; j++)
        if (g_str_equal (
                ((LimenHelpEntry *) g_ptr_array_index (help, j))->key, key))
          entry = g_ptr_array_index (help, j);
      g_assert_nonnull (entry);
      g_assert_cmpstr (entry->title, ==, label);
    }
}

/* All figures are found in a list, that of all classes where there is one;
 * keys go from one to the next, and around. */
static void
test_all_figures (Fixture *fixture, gconstpointer data)
{
  test_window_open_text (fixture->window, "good.csv", ROWS);
  assert_lists_figures (fixture);
  test_window_open_text (
      fixture->window, "three.csv",
      "label,prob_a,prob_b,prob_c\na,0.5,0.25,0.25\n"
      "b,0.25,0.5,0.25\nc,0.25,0.5,0.25\na,0.75,0.125,0.125\n");
  assert_lists_figures (fixture);
  test_window_activate (fixture->window, "win.step-figure(1)");
  g_assert_cmpstr (limen_window_get_figure (fixture->window), ==,
                   "threshold-curves");
  test_window_activate (fixture->window, "win.step-figure(1)");
  g_assert_cmpstr (limen_window_get_figure (fixture->window), ==,
                   "confusion");
  test_window_activate (fixture->window, "win.step-figure(-2)");
  g_assert_cmpstr (limen_window_get_figure (fixture->window), ==, "det");
  test_window_open_text (fixture->window, "good.csv", ROWS);
  assert_lists_figures (fixture);
}

/* From every tab the help opens at its figure, and from every heading at what
 * stands below it. */
static void
test_help_buttons (Fixture *fixture, gconstpointer data)
{
  GtkNotebook *tabs;

  test_window_open_text (
      fixture->window, "three.csv",
      "label,logit_a,logit_b,logit_c\na,2,0.5,-1\nb,0.25,1,0\n"
      "c,-1,0.5,0.75\na,0,0.5,0.25\n");
  tabs = get_tabs (fixture);
  for (int i = 0; i < gtk_notebook_get_n_pages (tabs); i++)
    {
      g_autofree char *key
          = get_figure_key (gtk_notebook_get_nth_page (tabs, i));

      gtk_notebook_set_current_page (tabs, i);
      g_assert_cmpint (gtk_notebook_get_current_page (tabs), ==, i);
      assert_helps (fixture, "What this figure shows", key);
    }
  assert_helps (fixture, "What the histogram shows", "figure/histogram");
  assert_helps (fixture, "What the metrics mean", "metric/precision");
  assert_helps (fixture, "What the losses mean", "loss/cross-entropy");
  assert_helps (fixture, "What these numbers mean", "ranking/roc-auc");
  gtk_window_destroy (get_other_window (fixture));
}

/* Windows that belong to another one go with it, although a task keeps
 * them. */
static void
test_children (Fixture *fixture, gconstpointer data)
{
  static const char *const actions[]
      = { "win.worst-rows", "win.why-log", "win.recalibrate",
          "win.help-figures::" };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      GtkWindow *child;

      test_window_open_text (fixture->window, "good.csv", ROWS);
      test_window_activate (fixture->window, actions[i]);
      child = g_object_ref (get_other_window (fixture));
      g_assert_true (gtk_window_get_transient_for (child)
                     == GTK_WINDOW (fixture->window));
      gtk_window_destroy (GTK_WINDOW (fixture->window));
      g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (child)));
      g_assert_null (gtk_window_get_transient_for (child));
      g_object_unref (child);
      fixture->window = test_window_new (application, fixture->settings);
    }
}

/* A file that is large enough for a sketch. */
static char *
write_large_file (const char *last_line)
{
  g_autoptr (GString) text = g_string_new ("label,prob\n");

  for (guint i = 0; i < 4000000; i++)
    g_string_append_printf (text, "%u,0.%07u0\n", i % 3 == 0, i);
  g_string_append (text, last_line);
  return test_write_file ("large.csv", text->str, (gssize) text->len);
}

typedef struct
{
  Fixture *fixture;
  const char *action; /* that is activated then; or NULL */
  guint n;
  gboolean was_read;
} Look;

static LimenTransform
get_transform (GtkWidget *histogram)
{
  return limen_figure_view_get_scale (LIMEN_FIGURE_VIEW (histogram))->transform;
}

/* The axis of a sketch is that of the session. */
static void
look_at_axis (Fixture *fixture)
{
  LimenSession *session = limen_window_get_session (fixture->window);
  GtkWidget *histogram = find_widget (GTK_WIDGET (fixture->window),
                                      LIMEN_TYPE_HISTOGRAM_VIEW);

  g_object_set (session, "logit-axis", TRUE, NULL);
  g_assert_cmpint (get_transform (histogram), ==, LIMEN_TRANSFORM_LOGIT);
  g_object_set (session, "logit-axis", FALSE, NULL);
  g_assert_cmpint (get_transform (histogram), ==, LIMEN_TRANSFORM_LINEAR);
}

/* While there is a sketch, nothing can be done with it, and it says what it
 * is. */
static void
look_at_sketch_cb (LimenSession *session, Look *look)
{
  GtkWidget *window = GTK_WIDGET (look->fixture->window);

  if (limen_session_get_sketch (session) == NULL)
    return;
  look->n++;
  g_assert_true (window_shows (look->fixture, "From a sample of "));
  g_assert_true (window_shows (look->fixture, "Reading large.csv"));
  g_assert_true (window_shows (look->fixture, "Thresholds"));
  g_assert_false (window_shows (look->fixture, "predicted negative"));
  g_assert_false (window_shows (look->fixture, "Ranking"));
  g_assert_false (window_shows (look->fixture, "false negative"));
  g_assert_false (g_action_group_get_action_enabled (
      G_ACTION_GROUP (look->fixture->window), "pin"));
  g_assert_false (g_action_group_get_action_enabled (
      G_ACTION_GROUP (look->fixture->window), "copy-figure"));
  look_at_axis (look->fixture);
  if (look->action != NULL)
    g_assert_true (gtk_widget_activate_action (window, look->action, NULL));
}

/* What is read is still to be analysed. */
static void
look_at_progress_cb (LimenSession *session, GParamSpec *pspec, Look *look)
{
  double progress;

  g_object_get (session, "progress", &progress, NULL);
  g_assert_true (progress < 0
                 || window_shows (look->fixture, progress < 1 ? "Reading "
                                                              : "Analysing "));
  look->was_read |= progress == 1;
}

static void
open_and_look (Fixture *fixture, const char *path, const char *action,
               gboolean was_read)
{
  LimenSession *session = limen_window_get_session (fixture->window);
  Look look = { .fixture = fixture, .action = action };

  g_signal_connect_after (session, "sketch-changed",
                          G_CALLBACK (look_at_sketch_cb), &look);
  g_signal_connect_after (session, "notify::progress",
                          G_CALLBACK (look_at_progress_cb), &look);
  limen_window_open (fixture->window, path);
  test_wait_for (test_window_is_idle (fixture->window));
  g_assert_cmpuint (look.n, ==, 1);
  g_assert_true (look.was_read == was_read);
  g_signal_handlers_disconnect_by_data (session, &look);
  g_assert_false (window_shows (fixture, "From a sample of "));
}

/* The first picture of a large file goes with the loading of it, which ends in
 * one of three ways. */
static void
test_sketch (Fixture *fixture, gconstpointer data)
{
  g_autofree char *bad = write_large_file ("1,none\n");
  g_autofree char *good = NULL;

  open_and_look (fixture, bad, "win.cancel", FALSE);
  g_assert_true (window_shows (fixture, "Open a file of predictions"));
  open_and_look (fixture, bad, NULL, FALSE);
  g_assert_true (window_shows (fixture, "large.csv could not be opened"));
  g_assert_true (window_shows (fixture, "Open a file of predictions"));

  good = write_large_file ("");
  open_and_look (fixture, good, NULL, TRUE);
  g_assert_cmpuint (get_n_rows (fixture), ==, 4000000);
  g_assert_true (window_shows (fixture, "predicted negative"));
  g_assert_true (window_shows (fixture, "false negative"));
}

/* What the figures look like is kept for the next window. */
static void
test_settings (Fixture *fixture, gconstpointer data)
{
  const char *const curves[] = { "recall", "mcc", NULL };
  LimenCalibrationOptions calibration;
  LimenWindow *second;

  test_window_open_text (fixture->window, "good.csv", ROWS);
  g_settings_set_uint (fixture->settings, "histogram-bins", 77);
  g_settings_set_strv (fixture->settings, "curves", curves);
  g_object_set (limen_window_get_session (fixture->window),
                "calibration-bins", 9, "equal-mass", TRUE, NULL);
  test_wait_for (test_window_is_idle (fixture->window));
  g_assert_true (window_shows (fixture, "77 bins"));
  second = limen_window_new (application, fixture->settings);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  fixture->window = second;
  gtk_window_present (GTK_WINDOW (second));
  test_window_open_text (fixture->window, "good.csv", ROWS);
  g_assert_true (window_shows (fixture, "77 bins"));
  calibration
      = limen_session_get_calibration (limen_window_get_session (second));
  g_assert_cmpuint (calibration.n_bins, ==, 9);
  g_assert_cmpint (calibration.binning, ==, LIMEN_BINNING_EQUAL_MASS);
}

static GtkWidget *
find_panel (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (LIMEN_IS_DATA_PANEL (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_panel (child);
  return found;
}

/* A window may go while what it shows is computed. */
static void
test_gone_meanwhile (Fixture *fixture, gconstpointer data)
{
  GtkWidget *panel;

  test_window_open_text (fixture->window, "good.csv", ROWS);
  panel = find_panel (GTK_WIDGET (fixture->window));
  g_assert_nonnull (panel);
  g_object_add_weak_pointer (G_OBJECT (panel), (gpointer *) &panel);
  g_object_set (limen_window_get_session (fixture->window),
                "calibration-bins", 7, NULL);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  fixture->window = NULL;
  test_wait_for (panel == NULL);
}

/* Whether the window asks for no further frame, for a good while. */
static gboolean
rests (Fixture *fixture)
{
  GdkFrameClock *clock
      = gtk_widget_get_frame_clock (GTK_WIDGET (fixture->window));
  gint64 frame = gdk_frame_clock_get_frame_counter (clock);
  gint64 end = g_get_monotonic_time () + G_USEC_PER_SEC / 2;

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  return gdk_frame_clock_get_frame_counter (clock) == frame;
}

/* Once a file is read, nothing moves, so nothing is computed either. */
static void
test_resting (Fixture *fixture, gconstpointer data)
{
  LimenSession *session = limen_window_get_session (fixture->window);

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE,
                NULL);
  test_window_open_text (fixture->window, "good.csv", ROWS);
  /* As while a large file is read, which ends then. */
  g_object_notify (G_OBJECT (session), "progress");
  test_wait_for (!rests (fixture));
  g_object_notify (G_OBJECT (session), "loading");
  test_wait_for (rests (fixture));
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE,
                NULL);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (name, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  int status;

  gtk_test_init (&argc, &argv, NULL);
  application = test_application_new ();
  add ("/window/errors", test_errors);
  add ("/window/missing-labels", test_missing_labels);
  add ("/window/columns", test_columns);
  add ("/window/cost-columns", test_cost_columns);
  add ("/window/remedies", test_remedies);
  add ("/window/reversed", test_reversed);
  add ("/window/rows", test_rows);
  add ("/window/zone", test_zone);
  add ("/window/prevalence", test_prevalence);
  add ("/window/losses", test_losses);
  add ("/window/losses-tab", test_losses_tab);
  add ("/window/rows-of-loss", test_rows_of_loss);
  add ("/window/losses-of-top-labels", test_losses_of_top_labels);
  add ("/window/why-log", test_why_log);
  add ("/window/closing", test_closing);
  add ("/window/discarding", test_discarding);
  add ("/window/help", test_help);
  add ("/window/help-search", test_help_search);
  add ("/window/help-buttons", test_help_buttons);
  add ("/window/all-figures", test_all_figures);
  add ("/window/children", test_children);
  add ("/window/cutoffs-open-again", test_cutoffs_open_again);
  add ("/window/cutoffs-alone", test_cutoffs_alone);
  add ("/window/sample", test_sample);
  add ("/window/toast-place", test_toast_place);
  add ("/window/no-recent-files", test_no_recent_files);
  add ("/window/recent-files", test_recent_files);
  add ("/window/explained-losses", test_explained_losses);
  add ("/window/sketch", test_sketch);
  add ("/window/resting", test_resting);
  add ("/window/settings", test_settings);
  add ("/window/gone-meanwhile", test_gone_meanwhile);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
