/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <math.h>
#include <string.h>

#include "sizes-fixture.h"
#include "support.h"

static gboolean
is_in_tooltip (GtkWidget *label)
{
  const char *text = gtk_label_get_text (GTK_LABEL (label));

  for (GtkWidget *widget = label; widget != NULL;
       widget = gtk_widget_get_parent (widget))
    {
      const char *tooltip = gtk_widget_get_tooltip_text (widget);

      if (tooltip != NULL)
        return strstr (tooltip, text) != NULL;
    }
  return FALSE;
}

static void
check_label (GtkWidget *label, gboolean *is_cut)
{
  PangoLayout *layout = gtk_label_get_layout (GTK_LABEL (label));
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  if (!pango_layout_is_ellipsized (layout)
      && width <= gtk_widget_get_width (label))
    return;
  g_test_message ("\"%s\" is cut off",
                  gtk_label_get_text (GTK_LABEL (label)));
  *is_cut |= !is_in_tooltip (label);
}

/* A typed text fits into its field. */
static void
check_text (GtkWidget *text, gboolean *is_cut)
{
  const char *content = gtk_editable_get_text (GTK_EDITABLE (text));
  g_autoptr (PangoLayout) layout
      = gtk_widget_create_pango_layout (text, content);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  if (width <= gtk_widget_get_width (text))
    return;
  g_test_message ("\"%s\" is cut off in its field", content);
  *is_cut = TRUE;
}

/* Numbers and titles are not ellipsized; names from the file may be, with a
 * tooltip. */
static void
check_whole (GtkWidget *widget, gboolean *is_cut)
{
  if (!gtk_widget_get_mapped (widget)
      || g_str_equal (G_OBJECT_TYPE_NAME (widget), "LimenCutoffsTable"))
    return;
  if (GTK_IS_LABEL (widget))
    check_label (widget, is_cut);
  else if (GTK_IS_TEXT (widget))
    check_text (widget, is_cut);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_whole (child, is_cut);
}

static void
assert_whole (SizesFixture *fixture)
{
  gboolean is_cut = FALSE;

  sizes_wait_for_layout (fixture);
  for (guint i = 0; i < N_SIZES_PANELS; i++)
    check_whole (sizes_get_panel (fixture, i), &is_cut);
  g_assert_false (is_cut);
}

/* Each objective has its own fields and texts. */
static void
check_objectives (SizesFixture *fixture)
{
  GtkDropDown *objective = sizes_get_objective (fixture);
  guint n
      = g_list_model_get_n_items (gtk_drop_down_get_model (objective));

  for (guint i = 0; i < n; i++)
    {
      gtk_drop_down_set_selected (objective, i);
      test_wait_for (test_window_is_idle (fixture->window));
      assert_whole (fixture);
    }
  gtk_drop_down_set_selected (objective, 0);
}

static void
check_samples (SizesFixture *fixture)
{
  for (guint i = 0; i < G_N_ELEMENTS (sizes_samples); i++)
    {
      sizes_open_sample (fixture, sizes_samples[i]);
      for (guint j = 0; j < G_N_ELEMENTS (sizes_fonts); j++)
        {
          g_test_message ("%s, %s", sizes_samples[i], sizes_fonts[j]);
          sizes_set_font (sizes_fonts[j]);
          limen_session_set_threshold (fixture->session, 0.123456789);
          assert_whole (fixture);
        }
      sizes_set_font (sizes_fonts[0]);
    }
}

/* No number and no title is cut off, at any text size. */
static void
test_whole (SizesFixture *fixture, gconstpointer data)
{
  check_samples (fixture);
  sizes_open_sample (fixture, sizes_samples[0]);
  sizes_set_font (sizes_fonts[1]);
  check_objectives (fixture);
  limen_session_begin_zone (fixture->session);
  assert_whole (fixture);
  limen_session_set_refer_from (fixture->session, NAN);
  limen_session_set_prevalence (fixture->session, 0.001);
  assert_whole (fixture);
  limen_session_set_prevalence (fixture->session, NAN);
}

/* Long names from a file are ellipsized and do not widen the panels. */
static void
test_long_names (SizesFixture *fixture, gconstpointer data)
{
  static const char text[]
      = "whether_the_customer_really_went_away_in_the_end,"
        "probability_of_going_away_by_the_third_model_of_november\n"
        "the_one_that_stayed_with_us_for_good,0.1\n"
        "the_one_that_left_us_after_a_year,0.4\n"
        "the_one_that_stayed_with_us_for_good,0.4\n"
        "the_one_that_left_us_after_a_year,0.8\n";
  int widths[N_SIZES_PANELS];

  sizes_open_sample (fixture, sizes_samples[0]);
  sizes_wait_for_layout (fixture);
  for (guint i = 0; i < N_SIZES_PANELS; i++)
    widths[i] = gtk_widget_get_width (sizes_get_panel (fixture, i));
  test_window_open_text (fixture->window, "long.csv", text);
  assert_whole (fixture);
  for (guint i = 0; i < N_SIZES_PANELS; i++)
    g_assert_cmpint (gtk_widget_get_width (sizes_get_panel (fixture, i)), <=,
                     widths[i] * 6 / 5);
}

/* The panels keep their width at any threshold, while numbers change length
 * and notes appear. */
static void
check_widths (SizesFixture *fixture)
{
  int widths[N_SIZES_PANELS];

  sizes_wait_for_layout (fixture);
  for (guint i = 0; i < N_SIZES_PANELS; i++)
    widths[i] = gtk_widget_get_width (sizes_get_panel (fixture, i));
  for (int n = 0; n <= 200; n++)
    {
      limen_session_set_threshold (
          fixture->session, n == 200 ? (double) INFINITY : n / 199.0 - 0.001);
      for (guint i = 0; i < N_SIZES_PANELS; i++)
        {
          GtkWidget *panel = sizes_get_panel (fixture, i);
          int minimum;

          /* In a language with long texts there is no room for the left one.
           */
          if (!gtk_widget_get_mapped (panel))
            continue;
          gtk_widget_measure (panel, GTK_ORIENTATION_HORIZONTAL, -1, &minimum,
                              NULL, NULL, NULL);
          g_assert_cmpint (minimum, <=, widths[i]);
        }
    }
  sizes_wait_for_layout (fixture);
  for (guint i = 0; i < N_SIZES_PANELS; i++)
    g_assert_cmpint (gtk_widget_get_width (sizes_get_panel (fixture, i)), ==,
                     widths[i]);
}

static void
test_widths (SizesFixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (sizes_samples); i++)
    {
      sizes_open_sample (fixture, sizes_samples[i]);
      for (guint j = 0; j < G_N_ELEMENTS (sizes_fonts); j++)
        {
          g_test_message ("%s, %s", sizes_samples[i], sizes_fonts[j]);
          sizes_set_font (sizes_fonts[j]);
          check_widths (fixture);
        }
      sizes_set_font (sizes_fonts[0]);
    }
}

/* How many pixels of the panel of metrics have to be scrolled. */
static double
get_overflow (SizesFixture *fixture)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (sizes_get_panel (fixture, 1),
                                                 GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (
      GTK_SCROLLED_WINDOW (scroller));

  return gtk_adjustment_get_upper (adjustment)
         - gtk_adjustment_get_page_size (adjustment);
}

static void
check_fits_here (SizesFixture *fixture, const char *what, gboolean *fits)
{
  double overflow;

  test_wait_for (test_window_is_idle (fixture->window));
  sizes_wait_for_layout (fixture);
  overflow = get_overflow (fixture);
  g_test_message ("%s: %g pixels beyond the panel", what, overflow);
  *fits &= overflow <= 0;
}

/* With a threshold set by hand, at an optimum, and elsewhere, where the panel
 * shows the interval; with several classes, also under the rule that leaves
 * rows without a class. */
static void
check_fits (SizesFixture *fixture, gboolean *fits)
{
  LimenThresholdSet *thresholds
      = limen_session_get_thresholds (fixture->session);

  gtk_drop_down_set_selected (sizes_get_objective (fixture), 0);
  check_fits_here (fixture, "by hand", fits);
  gtk_drop_down_set_selected (sizes_get_objective (fixture), 1);
  check_fits_here (fixture, "an objective", fits);
  limen_session_set_threshold (fixture->session, 0.0123);
  check_fits_here (fixture, "moved down", fits);
  g_object_set (thresholds, "rule", LIMEN_DECISION_FIRST_ABOVE, NULL);
  check_fits_here (fixture, "first above its threshold", fits);
  limen_session_set_threshold (fixture->session, 0.87654321);
  check_fits_here (fixture, "moved up", fits);
  g_object_set (thresholds, "rule", LIMEN_DECISION_ARGMAX_OVER_THRESHOLD,
                NULL);
}

/* Everything from the threshold to the metrics is visible without scrolling,
 * beside a folded drawer and one with cutoffs. */
static void
check_fits_beside_drawer (SizesFixture *fixture, gboolean *fits)
{
  LimenCutoff *cutoffs[2];

  check_fits (fixture, fits);
  for (guint i = 0; i < G_N_ELEMENTS (cutoffs); i++)
    {
      g_test_message ("with %u cutoffs", i + 1);
      cutoffs[i] = limen_session_pin (fixture->session);
      check_fits (fixture, fits);
    }
  for (guint i = 0; i < G_N_ELEMENTS (cutoffs); i++)
    limen_session_remove_cutoff (fixture->session, cutoffs[i]);
}

static gboolean
check_fits_of_samples (SizesFixture *fixture)
{
  gboolean fits = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (sizes_samples); i++)
    {
      sizes_open_sample (fixture, sizes_samples[i]);
      for (guint j = 0; j < G_N_ELEMENTS (sizes_fonts); j++)
        {
          g_test_message ("%s, %s", sizes_samples[i], sizes_fonts[j]);
          sizes_set_font (sizes_fonts[j]);
          check_fits_beside_drawer (fixture, &fits);
        }
      sizes_set_font (sizes_fonts[0]);
    }
  return fits;
}

static void
test_fits (SizesFixture *fixture, gconstpointer data)
{
  g_assert_true (check_fits_of_samples (fixture));
}

/* With decimal commas, nothing is cut off and nothing has to be scrolled. */
static void
test_german (SizesFixture *fixture, gconstpointer data)
{
  g_autofree char *before = g_strdup (setlocale (LC_ALL, NULL));

  if (setlocale (LC_ALL, "de_DE.UTF-8") == NULL)
    {
      g_test_skip ("the locale de_DE.UTF-8 is not on this machine");
      return;
    }
  check_samples (fixture);
  g_assert_true (check_fits_of_samples (fixture));
  setlocale (LC_ALL, before);
}

static gboolean
is_beside (GtkWidget *widget, GtkWidget *whole)
{
  graphene_rect_t bounds;

  return gtk_widget_compute_bounds (widget, whole, &bounds)
         && bounds.origin.x >= 0
         && bounds.origin.x + bounds.size.width
                <= (float) gtk_widget_get_width (whole);
}

/* The current tab is visible, and no tab is cut off. */
static void
check_tabs (SizesFixture *fixture, GtkNotebook *notebook)
{
  int current = gtk_notebook_get_current_page (notebook);

  for (int i = 0; i < gtk_notebook_get_n_pages (notebook); i++)
    {
      GtkWidget *page = gtk_notebook_get_nth_page (notebook, i);
      GtkWidget *label = gtk_notebook_get_tab_label (notebook, page);
      GtkWidget *tab = gtk_widget_get_parent (label);

      if (i == current)
        g_assert_true (gtk_widget_get_mapped (label));
      if (gtk_widget_get_mapped (label))
        {
          gboolean is_cut = FALSE;

          check_label (label, &is_cut);
          g_assert_false (is_cut);
          g_assert_true (is_beside (tab, gtk_widget_get_parent (tab)));
        }
    }
}

static void
step_through_tabs (SizesFixture *fixture, int width, int height)
{
  GtkNotebook *notebook
      = GTK_NOTEBOOK (sizes_find (GTK_WIDGET (fixture->window), "GtkNotebook"));
  int n = gtk_notebook_get_n_pages (notebook);

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), width, height);
  test_wait_for (gtk_widget_get_width (GTK_WIDGET (fixture->window)) <= width);
  for (int i = 0; i < 2 * n; i++)
    {
      test_window_activate (fixture->window, i < n ? "win.step-figure(1)"
                                                   : "win.step-figure(-1)");
      sizes_wait_for_layout (fixture);
      check_tabs (fixture, notebook);
    }
}

/* The current tab and its neighbours are fully visible. */
static void
test_tabs (SizesFixture *fixture, gconstpointer data)
{
  sizes_open_sample (fixture, sizes_samples[2]);
  for (guint j = 0; j < G_N_ELEMENTS (sizes_fonts); j++)
    {
      sizes_set_font (sizes_fonts[j]);
      step_through_tabs (fixture, 1280, 800);
      step_through_tabs (fixture, 900, 600);
    }
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
#define ADD(name, test)                                                       \
  g_test_add ("/sizes/" name, SizesFixture, NULL, sizes_set_up, test,         \
              sizes_tear_down)
  ADD ("whole", test_whole);
  ADD ("german", test_german);
  ADD ("long-names", test_long_names);
  ADD ("widths", test_widths);
  ADD ("fits", test_fits);
  ADD ("tabs", test_tabs);
#undef ADD
  return sizes_run ();
}
