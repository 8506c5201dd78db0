/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>

#include "figure-page.h"
#include "figures.h"
#include "help-entries.h"
#include "help-window.h"
#include "matrix-panel.h"
#include "support.h"
#include "window-fixture.h"

#define ROWS "label,prob\n0,0.1\n0,0.4\n1,0.4\n1,0.8\n"

static const char *
get_help_key (Fixture *fixture)
{
  return limen_help_window_get_entry (
             LIMEN_HELP_WINDOW (test_get_other_window (fixture->window)))
      ->key;
}

/* Clicks the button with a tooltip; FALSE if there is none. */
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

/* The same window is reused for another entry, which has all its parts; an
 * unknown entry changes nothing. */
static void
test_help (Fixture *fixture, gconstpointer data)
{
  GtkWindow *help;

  test_window_activate (fixture->window, "win.help-figures::");
  help = test_get_other_window (fixture->window);
  g_assert_cmpstr (get_help_key (fixture), ==, "figure/histogram");
  test_window_activate (fixture->window, "win.help-figures::metric/mcc");
  g_assert_true (test_get_other_window (fixture->window) == help);
  g_assert_cmpstr (get_help_key (fixture), ==, "metric/mcc");
  g_assert_true (test_shows (GTK_WIDGET (help),
                             "correlation between decision and true class"));
  g_assert_true (test_shows (GTK_WIDGET (help), "Matthews, 1975"));
  test_window_activate (fixture->window, "win.help-figures::metric/none");
  g_assert_cmpstr (get_help_key (fixture), ==, "metric/mcc");
  test_window_activate (fixture->window, "win.help-figures::ranking/ks");
  g_assert_cmpstr (get_help_key (fixture), ==, "ranking/ks");
  g_assert_false (test_shows (GTK_WIDGET (help), "Source:"));
  gtk_window_destroy (help);
}

/* Searching shows the first match; Escape clears the search and then closes
 * the window. */
static void
test_help_search (Fixture *fixture, gconstpointer data)
{
  GtkWidget *search;
  GtkWindow *help;

  test_window_activate (fixture->window, "win.help-figures::");
  help = test_get_other_window (fixture->window);
  search = test_find_widget (GTK_WIDGET (help), GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (search), "sensitivity");
  g_signal_emit_by_name (search, "search-changed");
  g_assert_cmpstr (get_help_key (fixture), ==, "metric/recall");
  gtk_editable_set_text (GTK_EDITABLE (search), "no such thing");
  g_signal_emit_by_name (search, "search-changed");
  test_wait_for (test_window_is_idle (fixture->window));
  g_assert_true (test_shows (GTK_WIDGET (help), "No entry matches"));
  g_signal_emit_by_name (search, "stop-search");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (search)), ==, "");
  g_signal_emit_by_name (search, "stop-search");
  test_wait_for (test_window_is_idle (fixture->window));
  g_assert_null (test_get_other_window (fixture->window));
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

/* The number of figures with a tab for the current file. */
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

/* Every item of the list of figures shows its figure, has the title of the
 * help, and can be drawn by limen-cli. */
static void
assert_lists_figures (Fixture *fixture)
{
  int n_figures = count_tabs (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) help = limen_help_entries_load (&error);
  GMenuModel *menu = gtk_menu_button_get_menu_model (
      find_all_figures (GTK_WIDGET (fixture->window)));
  GtkNotebook *tabs = fixture_get_tabs (fixture);

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

/* All figures are in a list, the matrix only with several classes; keys go
 * through them and wrap around. */
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

/* The help opens at the figure of the current tab, and at what each heading is
 * about. */
static void
test_help_buttons (Fixture *fixture, gconstpointer data)
{
  GtkNotebook *tabs;

  test_window_open_text (
      fixture->window, "three.csv",
      "label,logit_a,logit_b,logit_c\na,2,0.5,-1\nb,0.25,1,0\n"
      "c,-1,0.5,0.75\na,0,0.5,0.25\n");
  tabs = fixture_get_tabs (fixture);
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
  assert_helps (fixture, "What an interval is, and what it is not",
                "interval/interval");
  assert_helps (fixture, "What the losses mean", "loss/cross-entropy");
  assert_helps (fixture, "What these numbers mean", "ranking/roc-auc");
  gtk_window_destroy (test_get_other_window (fixture->window));
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  FIXTURE_ADD ("/window/help", test_help);
  FIXTURE_ADD ("/window/help-search", test_help_search);
  FIXTURE_ADD ("/window/help-buttons", test_help_buttons);
  FIXTURE_ADD ("/window/all-figures", test_all_figures);
  return fixture_run ();
}
