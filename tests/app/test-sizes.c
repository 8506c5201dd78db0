#include <gtk/gtk.h>
#include <locale.h>
#include <math.h>
#include <string.h>

#include "application.h"
#include "support.h"
#include "windows.h"

static GtkApplication *application;

typedef struct
{
  GSettings *settings;
  LimenWindow *window;
  LimenSession *session;
} Fixture;

static const char *const samples[] = {
  "digits-odd.csv", "wine-logits.csv", "digits.csv", "digit-traits.csv",
};
static const char *const fonts[] = { "Cantarell 11", "Cantarell 14" };
static const char *const panels[]
    = { "LimenDataPanel", "LimenThresholdPanel" };

static void
set_font (const char *font)
{
  g_object_set (gtk_settings_get_default (), "gtk-font-name", font, NULL);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  set_font (fonts[0]);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE,
                NULL);
  fixture->settings = g_settings_new ("io.github.limen.Limen");
  fixture->window = test_window_new (application, fixture->settings);
  fixture->session = limen_window_get_session (fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_object_unref (fixture->settings);
}

static void
open_sample (Fixture *fixture, const char *name)
{
  g_autofree char *base = test_get_source_path ("../data/samples");
  g_autofree char *path = g_build_filename (base, name, NULL);

  test_window_open (fixture->window, path);
}

static GtkWidget *
find (GtkWidget *widget, const char *type)
{
  GtkWidget *found = g_str_equal (G_OBJECT_TYPE_NAME (widget), type) ? widget
                                                                     : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type);
  return found;
}

static GtkWidget *
get_panel (Fixture *fixture, guint i)
{
  return find (GTK_WIDGET (fixture->window), panels[i]);
}

/* Until GTK has laid the window out with what was changed. */
static void
wait_for_layout (Fixture *fixture)
{
  for (guint i = 0; i < 2; i++)
    {
      GdkFrameClock *clock
          = gtk_widget_get_frame_clock (GTK_WIDGET (fixture->window));
      gint64 frame = gdk_frame_clock_get_frame_counter (clock);

      gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_LAYOUT);
      test_wait_for (gdk_frame_clock_get_frame_counter (clock) > frame);
    }
}

/* Whether all of a text stands in a tooltip at or above a label. */
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

/* What is typed is as wide as its field has room for. */
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

/* Numbers and titles; a name of the file's may be in the tooltip. */
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
assert_whole (Fixture *fixture)
{
  gboolean is_cut = FALSE;

  wait_for_layout (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (panels); i++)
    check_whole (get_panel (fixture, i), &is_cut);
  g_assert_false (is_cut);
}

static GtkDropDown *
get_objective (Fixture *fixture)
{
  return GTK_DROP_DOWN (find (
      find (get_panel (fixture, 1), "LimenObjectiveEditor"), "GtkDropDown"));
}

/* Each objective has its own fields and its own words. */
static void
check_objectives (Fixture *fixture)
{
  GtkDropDown *objective = get_objective (fixture);
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
check_samples (Fixture *fixture)
{
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      open_sample (fixture, samples[i]);
      for (guint j = 0; j < G_N_ELEMENTS (fonts); j++)
        {
          g_test_message ("%s, %s", samples[i], fonts[j]);
          set_font (fonts[j]);
          limen_session_set_threshold (fixture->session, 0.123456789);
          assert_whole (fixture);
        }
      set_font (fonts[0]);
    }
}

/* No number and no name is cut off, however large the text is. */
static void
test_whole (Fixture *fixture, gconstpointer data)
{
  check_samples (fixture);
  open_sample (fixture, samples[0]);
  set_font (fonts[1]);
  check_objectives (fixture);
  limen_session_begin_zone (fixture->session);
  assert_whole (fixture);
  limen_session_set_refer_from (fixture->session, NAN);
  limen_session_set_prevalence (fixture->session, 0.001);
  assert_whole (fixture);
  limen_session_set_prevalence (fixture->session, NAN);
}

/* Long names of a file end in an ellipsis, and do not make the panels wide. */
static void
test_long_names (Fixture *fixture, gconstpointer data)
{
  static const char text[]
      = "whether_the_customer_really_went_away_in_the_end,"
        "probability_of_going_away_by_the_third_model_of_november\n"
        "the_one_that_stayed_with_us_for_good,0.1\n"
        "the_one_that_left_us_after_a_year,0.4\n"
        "the_one_that_stayed_with_us_for_good,0.4\n"
        "the_one_that_left_us_after_a_year,0.8\n";
  int widths[G_N_ELEMENTS (panels)];

  open_sample (fixture, samples[0]);
  wait_for_layout (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (panels); i++)
    widths[i] = gtk_widget_get_width (get_panel (fixture, i));
  test_window_open_text (fixture->window, "long.csv", text);
  assert_whole (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (panels); i++)
    g_assert_cmpint (gtk_widget_get_width (get_panel (fixture, i)), <=,
                     widths[i] * 6 / 5);
}

/* The panels keep their width wherever the threshold goes: numbers get longer
 * and shorter, notes come and go. */
static void
check_widths (Fixture *fixture)
{
  int widths[G_N_ELEMENTS (panels)];

  wait_for_layout (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (panels); i++)
    widths[i] = gtk_widget_get_width (get_panel (fixture, i));
  for (int n = 0; n <= 200; n++)
    {
      limen_session_set_threshold (
          fixture->session, n == 200 ? (double) INFINITY : n / 199.0 - 0.001);
      for (guint i = 0; i < G_N_ELEMENTS (panels); i++)
        {
          GtkWidget *panel = get_panel (fixture, i);
          int minimum;

          gtk_widget_measure (panel, GTK_ORIENTATION_HORIZONTAL, -1, &minimum,
                              NULL, NULL, NULL);
          g_assert_cmpint (minimum, <=, widths[i]);
        }
    }
  wait_for_layout (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (panels); i++)
    g_assert_cmpint (gtk_widget_get_width (get_panel (fixture, i)), ==,
                     widths[i]);
}

static void
test_widths (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      open_sample (fixture, samples[i]);
      for (guint j = 0; j < G_N_ELEMENTS (fonts); j++)
        {
          g_test_message ("%s, %s", samples[i], fonts[j]);
          set_font (fonts[j]);
          check_widths (fixture);
        }
      set_font (fonts[0]);
    }
}

/* How many pixels of the panel with the metrics are to be scrolled to. */
static double
get_overflow (Fixture *fixture)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (get_panel (fixture, 1),
                                                 GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (
      GTK_SCROLLED_WINDOW (scroller));

  return gtk_adjustment_get_upper (adjustment)
         - gtk_adjustment_get_page_size (adjustment);
}

static void
check_fits_here (Fixture *fixture, const char *what, gboolean *fits)
{
  double overflow;

  test_wait_for (test_window_is_idle (fixture->window));
  wait_for_layout (fixture);
  overflow = get_overflow (fixture);
  g_test_message ("%s: %g pixels beyond the panel", what, overflow);
  *fits &= overflow <= 0;
}

/* Set by hand, at what an objective finds, and elsewhere, where the panel says
 * what the threshold does; with several classes also by the rule that leaves
 * rows without a class. */
static void
check_fits (Fixture *fixture, gboolean *fits)
{
  LimenThresholdSet *thresholds
      = limen_session_get_thresholds (fixture->session);

  gtk_drop_down_set_selected (get_objective (fixture), 0);
  check_fits_here (fixture, "by hand", fits);
  gtk_drop_down_set_selected (get_objective (fixture), 1);
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

/* From the threshold to the metrics, nothing is to be scrolled to, beside a
 * folded drawer and one with cutoffs. */
static void
check_fits_beside_drawer (Fixture *fixture, gboolean *fits)
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
check_fits_of_samples (Fixture *fixture)
{
  gboolean fits = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      open_sample (fixture, samples[i]);
      for (guint j = 0; j < G_N_ELEMENTS (fonts); j++)
        {
          g_test_message ("%s, %s", samples[i], fonts[j]);
          set_font (fonts[j]);
          check_fits_beside_drawer (fixture, &fits);
        }
      set_font (fonts[0]);
    }
  return fits;
}

static void
test_fits (Fixture *fixture, gconstpointer data)
{
  g_assert_true (check_fits_of_samples (fixture));
}

/* Nothing is cut off, and nothing is to be scrolled to, with decimal commas. */
static void
test_german (Fixture *fixture, gconstpointer data)
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

/* What a widget and what is in it need at least, for the log. */
static void
log_sizes (GtkWidget *widget, GtkOrientation orientation, guint depth)
{
  int minimum;

  if (depth > 18 || !gtk_widget_get_visible (widget))
    return;
  gtk_widget_measure (widget, orientation, -1, &minimum, NULL, NULL, NULL);
  if (minimum > 60)
    g_test_message ("%*s%s %d", (int) depth, "", G_OBJECT_TYPE_NAME (widget),
                    minimum);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    log_sizes (child, orientation, depth + 1);
}

static void
check_minimum (Fixture *fixture, GtkOrientation orientation, int most)
{
  int minimum;

  gtk_widget_measure (GTK_WIDGET (fixture->window), orientation, -1, &minimum,
                      NULL, NULL, NULL);
  if (minimum > most)
    log_sizes (GTK_WIDGET (fixture->window), orientation, 0);
  g_assert_cmpint (minimum, <=, most);
}

static void
check_small (Fixture *fixture, const char *what)
{
  g_test_message ("%s", what);
  wait_for_layout (fixture);
  check_minimum (fixture, GTK_ORIENTATION_HORIZONTAL, 900);
  check_minimum (fixture, GTK_ORIENTATION_VERTICAL, 600);
}

static void
check_small_objectives (Fixture *fixture)
{
  GtkDropDown *objective = get_objective (fixture);
  guint n
      = g_list_model_get_n_items (gtk_drop_down_get_model (objective));

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *what = g_strdup_printf ("objective %u", i);

      gtk_drop_down_set_selected (objective, i);
      test_wait_for (test_window_is_idle (fixture->window));
      check_small (fixture, what);
    }
  gtk_drop_down_set_selected (objective, 0);
}

/* The window goes into 900 by 600 pixels with cutoffs in the drawer, whatever
 * is asked for. */
static void
test_small_window (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      open_sample (fixture, samples[i]);
      limen_session_pin (fixture->session);
      set_font (fonts[1]);
      check_small (fixture, samples[i]);
      if (i == 0) /* they are the same for all */
        check_small_objectives (fixture);
      limen_session_set_prevalence (fixture->session, 0.001);
      check_small (fixture, "population");
      limen_session_set_prevalence (fixture->session, NAN);
      limen_session_begin_zone (fixture->session);
      check_small (fixture, "grey zone");
      limen_session_set_refer_from (fixture->session, NAN);
      set_font (fonts[0]);
    }
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

/* The tab that is current is in sight, and none is cut. */
static void
check_tabs (Fixture *fixture, GtkNotebook *notebook)
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
step_through_tabs (Fixture *fixture, int width, int height)
{
  GtkNotebook *notebook
      = GTK_NOTEBOOK (find (GTK_WIDGET (fixture->window), "GtkNotebook"));
  int n = gtk_notebook_get_n_pages (notebook);

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), width, height);
  test_wait_for (gtk_widget_get_width (GTK_WIDGET (fixture->window)) <= width);
  for (int i = 0; i < 2 * n; i++)
    {
      test_window_activate (fixture->window, i < n ? "win.step-figure(1)"
                                                   : "win.step-figure(-1)");
      wait_for_layout (fixture);
      check_tabs (fixture, notebook);
    }
}

/* Whatever tab is current is seen whole, as are those beside it. */
static void
test_tabs (Fixture *fixture, gconstpointer data)
{
  open_sample (fixture, samples[2]);
  for (guint j = 0; j < G_N_ELEMENTS (fonts); j++)
    {
      set_font (fonts[j]);
      step_through_tabs (fixture, 1280, 800);
      step_through_tabs (fixture, 900, 600);
    }
}

static gboolean
is_within (GtkWidget *widget, GtkWidget *whole)
{
  graphene_rect_t bounds;

  return gtk_widget_get_mapped (widget)
         && gtk_widget_compute_bounds (widget, whole, &bounds)
         && bounds.origin.y >= 0
         && bounds.origin.y + bounds.size.height
                <= (float) gtk_widget_get_height (whole);
}

static gboolean
are_rows_in_sight (Fixture *fixture)
{
  GtkWidget *table
      = find (GTK_WIDGET (fixture->window), "LimenCutoffsTable");
  GtkWidget *list = find (table, "GtkColumnListView");
  GtkWidget *first = gtk_widget_get_first_child (list);
  GtkWidget *second
      = first != NULL ? gtk_widget_get_next_sibling (first) : NULL;

  return second != NULL && is_within (first, list) && is_within (second, list);
}

/* Two cutoffs that are compared are in sight in a small window, with notes
 * below their names, and with the difference below both. */
static void
test_rows_in_sight (Fixture *fixture, gconstpointer data)
{
  LimenCutoffStore *store = limen_session_get_cutoffs (fixture->session);

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 900, 600);
  open_sample (fixture, samples[0]);
  for (guint i = 0; i < 2; i++)
    {
      limen_session_set_threshold (fixture->session, 0.25 + 0.5 * i);
      limen_cutoff_store_set_ticked (
          store, limen_session_pin (fixture->session), TRUE);
    }
  test_wait_for (are_rows_in_sight (fixture));
  open_sample (fixture, samples[2]);
  g_assert_true (test_window_shows (fixture->window,
                                    "for a binary file; here multiclass"));
  test_wait_for (are_rows_in_sight (fixture));
}

int
main (int argc, char **argv)
{
  int status;

  gtk_test_init (&argc, &argv, NULL);
  application = limen_application_new ();
  g_application_set_flags (G_APPLICATION (application),
                           G_APPLICATION_NON_UNIQUE);
  g_assert_true (
      g_application_register (G_APPLICATION (application), NULL, NULL));
#define ADD(name, test)                                                       \
  g_test_add ("/sizes/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("whole", test_whole);
  ADD ("german", test_german);
  ADD ("long-names", test_long_names);
  ADD ("widths", test_widths);
  ADD ("fits", test_fits);
  ADD ("small-window", test_small_window);
  ADD ("tabs", test_tabs);
  ADD ("rows-in-sight", test_rows_in_sight);
#undef ADD
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
