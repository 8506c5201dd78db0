/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "column-titles.h"

#include "support.h"
#include "windows.h"

typedef struct
{
  GtkWidget *window;
  GtkColumnView *view;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->window = gtk_window_new ();
  fixture->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_window_set_child (GTK_WINDOW (fixture->window),
                        GTK_WIDGET (fixture->view));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
}

static void
append (Fixture *fixture, const char *title, gboolean is_end)
{
  g_autoptr (GtkColumnViewColumn) column
      = gtk_column_view_column_new (title, NULL);

  if (is_end)
    limen_column_titles_set_end (fixture->view, column);
  gtk_column_view_append_column (fixture->view, column);
}

static GtkLabel *
find_title (GtkWidget *widget, const char *title)
{
  GtkLabel *found = NULL;

  if (GTK_IS_LABEL (widget)
      && g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), title))
    return GTK_LABEL (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_title (child, title);
  return found;
}

static double
get_alignment (Fixture *fixture, const char *title)
{
  GtkLabel *label = find_title (GTK_WIDGET (fixture->view), title);

  g_assert_nonnull (label);
  return gtk_label_get_xalign (label);
}

/* Columns that are appended before and after the view is shown. */
static void
test_aligned (Fixture *fixture, gconstpointer data)
{
  append (fixture, "name", FALSE);
  append (fixture, "rows", TRUE);
  g_assert_cmpfloat (get_alignment (fixture, "rows"), ==, 1);
  gtk_window_present (GTK_WINDOW (fixture->window));
  test_wait_for (gtk_widget_get_mapped (GTK_WIDGET (fixture->view)));
  append (fixture, "cost", TRUE);
  append (fixture, "note", FALSE);
  g_assert_cmpfloat (get_alignment (fixture, "name"), ==, 0);
  g_assert_cmpfloat (get_alignment (fixture, "rows"), ==, 1);
  g_assert_cmpfloat (get_alignment (fixture, "cost"), ==, 1);
  g_assert_cmpfloat (get_alignment (fixture, "note"), ==, 0);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add ("/column-titles/aligned", Fixture, NULL, set_up, test_aligned,
              tear_down);
  return g_test_run ();
}
