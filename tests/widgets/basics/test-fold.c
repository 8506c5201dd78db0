/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fold.h"

typedef struct
{
  GtkWidget *window;
  LimenFold *fold;
  GtkWidget *side;
  GtkWidget *content;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  int width = GPOINTER_TO_INT (data);

  fixture->fold = g_object_new (LIMEN_TYPE_FOLD, "content-width", 450, NULL);
  fixture->side = gtk_button_new_with_label ("side");
  fixture->content = gtk_button_new_with_label ("content");
  gtk_widget_set_size_request (fixture->side, 150, -1);
  g_object_set (fixture->fold, "content", fixture->content, "side",
                fixture->side, NULL);
  fixture->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (fixture->window),
                        GTK_WIDGET (fixture->fold));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), width, 300);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (fixture->window);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
}

static void
test_wide (Fixture *fixture, gconstpointer data)
{
  int side_width;

  g_assert_false (limen_fold_get_folded (fixture->fold));
  g_assert_true (gtk_widget_get_child_visible (fixture->side));
  gtk_widget_measure (fixture->side, GTK_ORIENTATION_HORIZONTAL, -1, NULL,
                      &side_width, NULL, NULL);
  g_assert_cmpint (side_width, >=, 150);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture->fold))
                       - gtk_widget_get_allocated_width (fixture->content),
                   ==, side_width);
}

static void
test_narrow (Fixture *fixture, gconstpointer data)
{
  g_assert_true (limen_fold_get_folded (fixture->fold));
  g_assert_false (gtk_widget_get_child_visible (fixture->side));
  g_assert_cmpint (gtk_widget_get_allocated_width (fixture->content), ==,
                   gtk_widget_get_width (GTK_WIDGET (fixture->fold)));

  limen_fold_set_side_visible (fixture->fold, TRUE);
  gtk_test_widget_wait_for_draw (fixture->window);
  g_assert_true (gtk_widget_get_child_visible (fixture->side));
  /* The side overlaps the content, which keeps its width; the pointer meets
   * the side there. */
  g_assert_cmpint (gtk_widget_get_allocated_width (fixture->content), ==,
                   gtk_widget_get_width (GTK_WIDGET (fixture->fold)));
  g_assert_true (
      gtk_widget_is_ancestor (gtk_widget_pick (GTK_WIDGET (fixture->fold), 75,
                                               100, GTK_PICK_DEFAULT),
                              fixture->side)
      || gtk_widget_pick (GTK_WIDGET (fixture->fold), 75, 100,
                          GTK_PICK_DEFAULT) == fixture->side);
}

/* A side that grows, as with the desktop's text size, leaves the content its
 * minimum width. */
static void
test_growing (Fixture *fixture, gconstpointer data)
{
  gtk_widget_set_size_request (fixture->side, 500, -1);
  gtk_test_widget_wait_for_draw (fixture->window);
  g_assert_true (limen_fold_get_folded (fixture->fold));
  gtk_widget_set_size_request (fixture->side, 150, -1);
  gtk_test_widget_wait_for_draw (fixture->window);
  g_assert_false (limen_fold_get_folded (fixture->fold));
}

/* Content with a minimum above content-width is not pushed out of the window
 * by the side. */
static void
test_wide_content (Fixture *fixture, gconstpointer data)
{
  gtk_widget_set_size_request (fixture->content, 800, -1);
  gtk_test_widget_wait_for_draw (fixture->window);
  g_assert_true (limen_fold_get_folded (fixture->fold));
  g_assert_cmpint (gtk_widget_get_allocated_width (fixture->content), ==,
                   gtk_widget_get_width (GTK_WIDGET (fixture->fold)));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add ("/fold/wide", Fixture, GINT_TO_POINTER (900), set_up, test_wide,
              tear_down);
  g_test_add ("/fold/narrow", Fixture, GINT_TO_POINTER (400), set_up,
              test_narrow, tear_down);
  g_test_add ("/fold/growing", Fixture, GINT_TO_POINTER (900), set_up,
              test_growing, tear_down);
  g_test_add ("/fold/wide-content", Fixture, GINT_TO_POINTER (900), set_up,
              test_wide_content, tear_down);
  return g_test_run ();
}
