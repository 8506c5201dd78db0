/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "confusion-view.h"

#include <math.h>

static GtkWidget *
find_label (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget)
      && g_strcmp0 (gtk_label_get_label (GTK_LABEL (widget)), text) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_label (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_cells (void)
{
  LimenConfusionView *view = g_object_new (LIMEN_TYPE_CONFUSION_VIEW, NULL);
  const LimenConfusion confusion = { .tp = 18, .fp = 7, .fn = 12, .tn = 63 };

  g_object_ref_sink (view);
  gtk_test_accessible_assert_role (view, GTK_ACCESSIBLE_ROLE_TABLE);
  limen_confusion_view_set_theme (view, LIMEN_THEME_DARK);
  limen_confusion_view_set_confusion (view, confusion, NAN);
  g_assert_nonnull (find_label (GTK_WIDGET (view), "18"));
  g_assert_nonnull (find_label (GTK_WIDGET (view), "7"));
  g_assert_nonnull (find_label (GTK_WIDGET (view), "12"));
  g_assert_nonnull (find_label (GTK_WIDGET (view), "63"));
  g_assert_nonnull (find_label (GTK_WIDGET (view), "18.0\342\200\257%"));
  g_assert_nonnull (
      find_label (GTK_WIDGET (view), "positive: 30 of 100, predicted: 25"));

  /* Another prevalence changes the shares, not the counts. */
  limen_confusion_view_set_confusion (view, confusion, 0.1);
  g_assert_nonnull (find_label (GTK_WIDGET (view), "18"));
  g_assert_nonnull (find_label (GTK_WIDGET (view), "6.0\342\200\257%"));
  g_assert_nonnull (find_label (GTK_WIDGET (view), "81.0\342\200\257%"));
  g_assert_finalize_object (view);
}

/* Without rows, counts are 0 and shares undefined. */
static void
test_empty (void)
{
  LimenConfusionView *view = g_object_new (LIMEN_TYPE_CONFUSION_VIEW, NULL);

  g_object_ref_sink (view);
  limen_confusion_view_set_confusion (view, (LimenConfusion){ 0 }, NAN);
  g_assert_nonnull (find_label (GTK_WIDGET (view), "0"));
  g_assert_nonnull (find_label (GTK_WIDGET (view), "\342\200\224"));
  g_assert_finalize_object (view);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/confusion-view/cells", test_cells);
  g_test_add_func ("/confusion-view/empty", test_empty);
  return g_test_run ();
}
