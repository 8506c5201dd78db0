/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Curves in the window, in its exports and in limen-cli agree. */
#include <gtk/gtk.h>
#include <string.h>

#include "curve-palette.h"
#include "curves-view.h"
#include "figures.h"
#include "support.h"
#include "threshold-lines-view.h"
#include "window-fixture.h"
#include "xy-view.h"

#define ROWS                                                                  \
  "label,prob\n0,0.1\n0,0.2\n1,0.3\n0,0.4\n1,0.4\n0,0.6\n1,0.7\n1,0.8\n"

static void
show_figure (Fixture *fixture, const char *name)
{
  GtkWidget *tabs
      = test_find_widget (GTK_WIDGET (fixture->window), GTK_TYPE_NOTEBOOK);

  gtk_widget_activate_action (tabs, "figures.show", "s", name);
  g_assert_cmpstr (limen_window_get_figure (fixture->window), ==, name);
}

/* The view of the visible tab. */
static GtkWidget *
get_view (Fixture *fixture, GType type)
{
  GtkNotebook *tabs = GTK_NOTEBOOK (
      test_find_widget (GTK_WIDGET (fixture->window), GTK_TYPE_NOTEBOOK));

  return test_find_widget (
      gtk_notebook_get_nth_page (tabs, gtk_notebook_get_current_page (tabs)),
      type);
}

/* How to find the curves of a figure in the window, and which exported column
 * is the horizontal axis. */
static const struct
{
  const char *name;
  GType (*get_view_type) (void);
  guint n_across;
} curve_figures[] = {
  { "threshold-curves", limen_curves_view_get_type, 0 },
  { "rate-curves", limen_xy_view_get_type, 1 },
  { "roc", limen_xy_view_get_type, 1 },
  { "precision-recall", limen_xy_view_get_type, 1 },
  { "gain", limen_xy_view_get_type, 1 },
  { "lift", limen_xy_view_get_type, 1 },
  { "ks", limen_threshold_lines_view_get_type, 0 },
  { "cost", limen_threshold_lines_view_get_type, 0 },
};

#define N_CHOSEN 2 /* figures of the chosen metrics, which come first */

/* Collects the titles of curves from a tooltip such as "Precision
 * <b>0.5</b>". */
static void
add_titles (GStrvBuilder *titles, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 1; lines[i] != NULL; i++)
    {
      char *title = strstr (lines[i], "</span> ") + strlen ("</span> ");

      *strstr (title, "  <b>") = '\0';
      g_strv_builder_add (titles, title);
    }
}

/* The titles of the curves of the visible view; NULL before they are computed.
 */
static GStrv
new_titles (GtkWidget *view)
{
  g_autoptr (GStrvBuilder) titles = g_strv_builder_new ();

  if (LIMEN_IS_XY_VIEW (view))
    {
      LimenXyCurves *curves = limen_xy_view_get_curves (LIMEN_XY_VIEW (view));

      for (gsize i = 0;
           curves != NULL && i < limen_xy_curves_get_n_series (curves); i++)
        g_strv_builder_add (titles, limen_xy_curves_get_y_name (curves, i));
    }
  else
    {
      g_autofree char *text
          = LIMEN_FIGURE_VIEW_GET_CLASS (view)->describe_point (
              LIMEN_FIGURE_VIEW (view), 0.5);

      if (text != NULL)
        add_titles (titles, text);
    }
  return g_strv_builder_end (titles);
}

static gboolean
has_titles (GtkWidget *view, guint least, guint most)
{
  g_auto (GStrv) titles = new_titles (view);
  guint n = g_strv_length (titles);

  return n >= least && n <= most;
}

/* The columns of the exported numbers, without those of the confusion matrix.
 */
static GStrv
export_columns (Fixture *fixture, const char *figure)
{
  static guint n_exports;
  g_autofree char *name
      = g_strdup_printf ("%s-%u.csv", figure, n_exports++);
  g_autofree char *path = g_build_filename (test_get_folder (), name, NULL);
  g_autofree char *text = NULL, *message = g_strconcat ("Saved ", name, NULL);
  g_autoptr (GError) error = NULL;
  char *head;

  limen_window_save_figure (fixture->window, figure, path, 900, 500,
                            LIMEN_THEME_PRINT);
  test_wait_for (test_window_shows (fixture->window, message));
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  *strpbrk (text, "\r\n") = '\0';
  head = strstr (text, "\"tn\",\"");
  g_assert_nonnull (head);
  g_assert_true (g_str_has_suffix (head, "\""));
  head[strlen (head) - 1] = '\0';
  return g_strsplit (head + strlen ("\"tn\",\""), "\",\"", -1);
}

static const char *
get_title (const char *name)
{
  LimenMetric metric;

  g_assert_true (limen_metric_parse (name, &metric));
  return limen_metric_get_info (metric.id)->title;
}

/* The exported curves are those shown in the window, n_chosen of them. */
static void
assert_same_curves (Fixture *fixture, guint index, guint n_chosen)
{
  gboolean is_chosen = index < N_CHOSEN;
  const char *figure = curve_figures[index].name;
  g_auto (GStrv) titles = NULL, columns = NULL;
  GtkWidget *view;
  guint n_across = curve_figures[index].n_across;

  show_figure (fixture, figure);
  view = get_view (fixture, curve_figures[index].get_view_type ());
  test_wait_for (has_titles (view, is_chosen ? n_chosen : 1,
                             is_chosen ? n_chosen : 2)
                 && test_window_is_idle (fixture->window));
  titles = new_titles (view);
  columns = export_columns (fixture, figure);
  g_test_message ("%s: %u curves, %u columns", figure, g_strv_length (titles),
                  g_strv_length (columns));
  g_assert_cmpuint (g_strv_length (columns), ==,
                    g_strv_length (titles) + n_across);
  if (LIMEN_IS_THRESHOLD_LINES_VIEW (view))
    return; /* its curves are not named after metrics */
  for (guint i = 0; titles[i] != NULL; i++)
    g_assert_cmpint (
        g_ascii_strcasecmp (titles[i], get_title (columns[n_across + i])), ==,
        0);
}

static void
test_curves (Fixture *fixture, gconstpointer data)
{
  static const char *const others[]
      = { "recall", "mcc", "npv", "jaccard", NULL };
  g_autoptr (GVariant) usual
      = g_settings_get_default_value (fixture->settings, "curves");
  g_autofree const char **names = g_variant_get_strv (usual, NULL);

  g_assert_cmpuint (g_strv_length ((GStrv) names), ==, LIMEN_N_DEFAULT_CURVES);
  for (guint i = 0; i < LIMEN_N_DEFAULT_CURVES; i++)
    g_assert_cmpstr (names[i], ==,
                     limen_metric_get_info (limen_default_curves[i])->name);
  test_window_open_text (fixture->window, "rows.csv", ROWS);
  for (guint i = 0; i < G_N_ELEMENTS (curve_figures); i++)
    assert_same_curves (fixture, i, LIMEN_N_DEFAULT_CURVES);
  /* Both figures show and export the chosen metrics. */
  g_settings_set_strv (fixture->settings, "curves", others);
  for (guint i = 0; i < G_N_ELEMENTS (curve_figures); i++)
    assert_same_curves (fixture, i, 4);
  g_settings_reset (fixture->settings, "curves");
}

/* Without settings, the window shows the default curves. */
static void
test_no_settings (Fixture *fixture, gconstpointer data)
{
  test_window_open_text (fixture->window, "rows.csv", ROWS);
  for (guint i = 0; i < G_N_ELEMENTS (curve_figures); i++)
    assert_same_curves (fixture, i, LIMEN_N_DEFAULT_CURVES);
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  FIXTURE_ADD ("/agreement/curves", test_curves);
  FIXTURE_ADD_FORGETFUL ("/agreement/no-settings", test_no_settings);
  return fixture_run ();
}
