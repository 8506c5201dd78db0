/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "sizes-fixture.h"
#include "support.h"

/* Logs the minimum sizes of a widget and its descendants. */
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
check_minimum (SizesFixture *fixture, GtkOrientation orientation, int most)
{
  int minimum;

  gtk_widget_measure (GTK_WIDGET (fixture->window), orientation, -1, &minimum,
                      NULL, NULL, NULL);
  if (minimum > most)
    log_sizes (GTK_WIDGET (fixture->window), orientation, 0);
  g_assert_cmpint (minimum, <=, most);
}

static void
check_small (SizesFixture *fixture, const char *what)
{
  g_test_message ("%s", what);
  sizes_wait_for_layout (fixture);
  check_minimum (fixture, GTK_ORIENTATION_HORIZONTAL, 900);
  check_minimum (fixture, GTK_ORIENTATION_VERTICAL, 600);
}

static void
check_small_objectives (SizesFixture *fixture)
{
  GtkDropDown *objective = sizes_get_objective (fixture);
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

/* The window fits into 900 by 600 pixels with cutoffs in the drawer, for every
 * objective. */
static void
test_small_window (SizesFixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (sizes_samples); i++)
    {
      sizes_open_sample (fixture, sizes_samples[i]);
      limen_session_pin (fixture->session);
      sizes_set_font (sizes_fonts[1]);
      check_small (fixture, sizes_samples[i]);
      if (i == 0) /* equal for all fonts */
        check_small_objectives (fixture);
      limen_session_set_prevalence (fixture->session, 0.001);
      check_small (fixture, "population");
      limen_session_set_prevalence (fixture->session, NAN);
      limen_session_begin_zone (fixture->session);
      check_small (fixture, "grey zone");
      limen_session_set_refer_from (fixture->session, NAN);
      sizes_set_font (sizes_fonts[0]);
    }
}

/* The shortcuts, whose window cannot be resized, fit on a small screen. */
static void
test_shortcuts (SizesFixture *fixture, gconstpointer data)
{
  GtkWindow *shortcuts;
  int width, height;

  sizes_set_font (sizes_fonts[1]);
  test_window_activate (fixture->window, "win.show-help-overlay");
  test_wait_for (test_get_other_window (fixture->window) != NULL);
  shortcuts = test_get_other_window (fixture->window);
  test_wait_for (gtk_widget_get_mapped (GTK_WIDGET (shortcuts)));
  gtk_widget_measure (GTK_WIDGET (shortcuts), GTK_ORIENTATION_HORIZONTAL, -1,
                      NULL, &width, NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (shortcuts), GTK_ORIENTATION_VERTICAL, -1,
                      NULL, &height, NULL, NULL);
  g_test_message ("%d by %d", width, height);
  g_assert_cmpint (width, <=, 900);
  g_assert_cmpint (height, <=, 600);
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
are_rows_in_sight (SizesFixture *fixture)
{
  GtkWidget *table
      = sizes_find (GTK_WIDGET (fixture->window), "LimenCutoffsTable");
  GtkWidget *list = sizes_find (table, "GtkColumnListView");
  GtkWidget *first = gtk_widget_get_first_child (list);
  GtkWidget *second
      = first != NULL ? gtk_widget_get_next_sibling (first) : NULL;

  return second != NULL && is_within (first, list) && is_within (second, list);
}

/* Two compared cutoffs with notes, and the comparison below them, are visible
 * in a small window. */
static void
test_rows_in_sight (SizesFixture *fixture, gconstpointer data)
{
  LimenCutoffStore *store = limen_session_get_cutoffs (fixture->session);

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 900, 600);
  sizes_open_sample (fixture, sizes_samples[0]);
  for (guint i = 0; i < 2; i++)
    {
      limen_session_set_threshold (fixture->session, 0.25 + 0.5 * i);
      limen_cutoff_store_set_ticked (
          store, limen_session_pin (fixture->session), TRUE);
    }
  test_wait_for (are_rows_in_sight (fixture));
  sizes_open_sample (fixture, sizes_samples[2]);
  g_assert_true (test_window_shows (fixture->window,
                                    "for a binary file; here multiclass"));
  test_wait_for (are_rows_in_sight (fixture));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
#define ADD(name, test)                                                       \
  g_test_add ("/sizes/" name, SizesFixture, NULL, sizes_set_up, test,         \
              sizes_tear_down)
  ADD ("small-window", test_small_window);
  ADD ("shortcuts", test_shortcuts);
  ADD ("rows-in-sight", test_rows_in_sight);
#undef ADD
  return sizes_run ();
}
