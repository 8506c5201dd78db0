/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "column-chooser.h"
#include "column-row.h"

typedef struct
{
  GtkWidget *window;
  LimenColumnChooser *chooser;
  guint n_changes;
} Fixture;

static void
changed_cb (LimenColumnChooser *chooser, Fixture *fixture)
{
  fixture->n_changes++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  guint n = GPOINTER_TO_UINT (data);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (names, g_strdup_printf ("prob_%u", i));
  fixture->chooser = g_object_ref_sink (g_object_new (
      LIMEN_TYPE_COLUMN_CHOOSER, "title", "Score columns", NULL));
  limen_column_chooser_set_names (fixture->chooser, names);
  g_signal_connect (fixture->chooser, "changed", G_CALLBACK (changed_cb),
                    fixture);
  fixture->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (fixture->window),
                        GTK_WIDGET (fixture->chooser));
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (fixture->window);
}

static char *
list_chosen (Fixture *fixture)
{
  GArray *chosen = limen_column_chooser_get_chosen (fixture->chooser);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < chosen->len; i++)
    g_string_append_printf (out, "%s%d", i > 0 ? " " : "",
                            g_array_index (chosen, int, i));
  return g_string_free (out, FALSE);
}

#define assert_chosen(fixture, expected)                                      \
  G_STMT_START                                                                \
  {                                                                           \
    g_autofree char *found = list_chosen (fixture);                           \
    g_assert_cmpstr (found, ==, expected);                                    \
  }                                                                           \
  G_STMT_END

static void
act (Fixture *fixture, const char *action, int column)
{
  GVariant *parameter
      = column >= 0 ? g_variant_new_uint32 ((guint) column) : NULL;

  g_assert_true (gtk_widget_activate_action_variant (
      GTK_WIDGET (fixture->chooser), action, parameter));
}

static void
choose (Fixture *fixture, const int *columns, guint n)
{
  g_autoptr (GArray) array = g_array_new (FALSE, FALSE, sizeof (int));

  g_array_append_vals (array, columns, n);
  limen_column_chooser_set_chosen (fixture->chooser, array);
}

/* Finds the n-th mapped widget of a type below another. */
static GtkWidget *
find (GtkWidget *widget, GType type, guint *n)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && (*n)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, n);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
find_nth (Fixture *fixture, GType type, guint n)
{
  GtkWidget *found = find (GTK_WIDGET (fixture->chooser), type, &n);

  g_assert_nonnull (found);
  return found;
}

static void
open_list (Fixture *fixture)
{
  gtk_menu_button_popup (
      GTK_MENU_BUTTON (find_nth (fixture, GTK_TYPE_MENU_BUTTON, 0)));
  gtk_test_widget_wait_for_draw (fixture->window);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* Closes the list first: GTK would access the list under the pointer after its
 * window is gone. */
static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_menu_button_popdown (
      GTK_MENU_BUTTON (find_nth (fixture, GTK_TYPE_MENU_BUTTON, 0)));
  gtk_test_widget_wait_for_draw (fixture->window);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->chooser);
}

/* The text of the button. */
static const char *
get_summary (Fixture *fixture)
{
  return gtk_label_get_label (
      GTK_LABEL (find_nth (fixture, GTK_TYPE_LABEL, 0)));
}

/* Checked columns are in file order, or in the order that was set. */
static void
test_order (Fixture *fixture, gconstpointer data)
{
  assert_chosen (fixture, "");
  act (fixture, "columns.toggle", 3);
  act (fixture, "columns.toggle", 1);
  act (fixture, "columns.toggle", 2);
  assert_chosen (fixture, "1 2 3");
  act (fixture, "columns.toggle", 2);
  assert_chosen (fixture, "1 3");
  act (fixture, "columns.later", 3);
  act (fixture, "columns.earlier", 1);
  act (fixture, "columns.earlier", 2);
  g_assert_cmpuint (fixture->n_changes, ==, 4);
  act (fixture, "columns.earlier", 3);
  assert_chosen (fixture, "3 1");
  act (fixture, "columns.toggle", 0);
  assert_chosen (fixture, "3 1 0");
  act (fixture, "columns.later", 3);
  assert_chosen (fixture, "1 3 0");
  act (fixture, "columns.all", -1);
  assert_chosen (fixture, "1 3 0 2");
  act (fixture, "columns.none", -1);
  assert_chosen (fixture, "");
  act (fixture, "columns.all", -1);
  assert_chosen (fixture, "0 1 2 3");
}

static void
test_summary (Fixture *fixture, gconstpointer data)
{
  static const int order[] = { 2, 0, 3 };

  g_assert_cmpstr (get_summary (fixture), ==, "choose\342\200\246");
  choose (fixture, order, 1);
  g_assert_cmpstr (get_summary (fixture), ==, "prob_2");
  choose (fixture, order, 2);
  g_assert_cmpstr (get_summary (fixture), ==, "2 columns: prob_2, prob_0");
  choose (fixture, order, 3);
  g_assert_cmpstr (get_summary (fixture), ==,
                   "3 columns: prob_2 \342\200\246 prob_3");
  g_assert_cmpuint (fixture->n_changes, ==, 0);
}

/* Only existing columns can be chosen, each once; chosen columns stay when the
 * columns are renamed. */
static void
test_names (Fixture *fixture, gconstpointer data)
{
  static const int columns[] = { 2, -1, 0, 2, 4, 3 };
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  choose (fixture, columns, G_N_ELEMENTS (columns));
  assert_chosen (fixture, "2 0 3");
  limen_column_chooser_set_chosen (
      fixture->chooser, limen_column_chooser_get_chosen (fixture->chooser));
  assert_chosen (fixture, "2 0 3");
  for (guint i = 0; i < 3; i++)
    g_ptr_array_add (names, (gpointer) (i == 0 ? "a" : "b"));
  limen_column_chooser_set_names (fixture->chooser, names);
  assert_chosen (fixture, "2 0");
  g_assert_cmpstr (get_summary (fixture), ==, "2 columns: b, a");
}

/* The rows of the list show and change the chosen columns. */
static void
test_rows (Fixture *fixture, gconstpointer data)
{
  static const int columns[] = { 2, 0 };
  GtkWidget *row, *check;

  choose (fixture, columns, G_N_ELEMENTS (columns));
  open_list (fixture);
  row = find_nth (fixture, LIMEN_TYPE_COLUMN_ROW, 1);
  check = gtk_widget_get_first_child (row);
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  assert_chosen (fixture, "2 0 1");
  row = find_nth (fixture, LIMEN_TYPE_COLUMN_ROW, 2);
  check = gtk_widget_get_first_child (row);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
  g_assert_cmpstr (gtk_label_get_label (
                       GTK_LABEL (gtk_widget_get_next_sibling (check))),
                   ==, "1");
  act (fixture, "columns.toggle", 2);
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
  g_assert_cmpuint (fixture->n_changes, ==, 2);
}

/* All columns that match the search are checked at once, and only visible rows
 * have widgets. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  gint64 start = g_get_monotonic_time ();
  guint n_rows = 0;

  open_list (fixture);
  gtk_editable_set_text (
      GTK_EDITABLE (find_nth (fixture, GTK_TYPE_SEARCH_ENTRY, 0)), "_999");
  act (fixture, "columns.all", -1);
  assert_chosen (fixture, "999 9990 9991 9992 9993 9994 9995 9996 9997 9998 "
                          "9999");
  gtk_editable_set_text (
      GTK_EDITABLE (find_nth (fixture, GTK_TYPE_SEARCH_ENTRY, 0)), "prob_9990");
  act (fixture, "columns.none", -1);
  gtk_editable_set_text (
      GTK_EDITABLE (find_nth (fixture, GTK_TYPE_SEARCH_ENTRY, 0)), "");
  act (fixture, "columns.toggle", 9998);
  act (fixture, "columns.toggle", 9999);
  assert_chosen (fixture, "999 9991 9992 9993 9994 9995 9996 9997");
  gtk_test_widget_wait_for_draw (fixture->window);
  for (GtkWidget *row = gtk_widget_get_first_child (gtk_widget_get_ancestor (
           find_nth (fixture, LIMEN_TYPE_COLUMN_ROW, 0), GTK_TYPE_LIST_VIEW));
       row != NULL; row = gtk_widget_get_next_sibling (row))
    n_rows++;
  g_test_message ("%u rows, %.3f s", n_rows,
                  (double) (g_get_monotonic_time () - start)
                      / G_USEC_PER_SEC);
  g_assert_cmpuint (n_rows, <, 500);
}

/* Escape in the search entry closes the list. */
static void
test_escape (Fixture *fixture, gconstpointer data)
{
  GtkWidget *search;

  open_list (fixture);
  search = find_nth (fixture, GTK_TYPE_SEARCH_ENTRY, 0);
  g_signal_emit_by_name (search, "stop-search");
  while (gtk_widget_get_mapped (search))
    g_main_context_iteration (NULL, TRUE);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
#define ADD(name, n)                                                          \
  g_test_add ("/column-chooser/" #name, Fixture, GUINT_TO_POINTER (n),        \
              set_up, test_##name, tear_down)
  ADD (order, 4);
  ADD (summary, 4);
  ADD (names, 4);
  ADD (rows, 4);
  ADD (many, 10000);
  ADD (escape, 20);
#undef ADD
  return g_test_run ();
}
