/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rows-case.h"

#include "support.h"

void
rows_case_open (Fixture *fixture, guint n, guint n_more, gboolean has_costs)
{
  g_autoptr (GString) text = g_string_new ("y,p,note");

  if (has_costs)
    g_string_append (text, ",miss");
  for (guint k = 0; k < n_more; k++)
    g_string_append_printf (text, ",more_%u", k);
  g_string_append_c (text, '\n');
  for (guint i = 0; i < n; i++)
    {
      g_string_append_printf (text, "%d,%.6f,\"a, n%u\"", i % 3 == 0,
                              (i + 1.0) / (n + 1), i);
      if (has_costs)
        g_string_append_printf (text, ",%u", 1 + i * 7 % 101);
      for (guint k = 0; k < n_more; k++)
        g_string_append_printf (text, ",%u", i + k);
      g_string_append_c (text, '\n');
    }
  if (has_costs)
    {
      g_autofree char *path = test_write_file ("rows.csv", text->str, -1);
      g_autoptr (LimenReadOptions) options = limen_read_options_new ();

      options->fn_cost = g_strdup ("miss");
      limen_session_load (fixture->session, path, options);
      test_wait_for (test_window_is_idle (fixture->window));
    }
  else
    test_window_open_text (fixture->window, "rows.csv", text->str);
}

LimenRowsWindow *
rows_case_show (Fixture *fixture, const char *action)
{
  GtkWindow *window;

  test_window_activate (fixture->window, action);
  window = test_get_other_window (fixture->window);
  g_assert_true (LIMEN_IS_ROWS_WINDOW (window));
  return LIMEN_ROWS_WINDOW (window);
}

gpointer
rows_case_get_child (LimenRowsWindow *rows, const char *name)
{
  gpointer child = G_OBJECT (gtk_widget_get_template_child (
      GTK_WIDGET (rows), LIMEN_TYPE_ROWS_WINDOW, name));

  g_assert_nonnull (child);
  return child;
}

guint
rows_case_get_n (LimenRowsWindow *rows)
{
  return g_list_model_get_n_items (rows_case_get_child (rows, "rows"));
}

static char *
format (LimenRowsWindow *rows, guint place, guint part)
{
  g_autoptr (LimenRowItem) item
      = g_list_model_get_item (rows_case_get_child (rows, "rows"), place);

  return limen_row_item_format (item, part);
}

void
rows_case_assert_part (LimenRowsWindow *rows, guint place, guint part,
             const char *expected)
{
  g_autofree char *text = format (rows, place, part);

  g_assert_cmpstr (text, ==, expected);
}

gboolean
rows_case_has_text (LimenRowsWindow *rows, guint place, guint part,
          const char *expected)
{
  g_autofree char *text = format (rows, place, part);

  return g_str_equal (text, expected);
}

void
rows_case_choose (LimenRowsWindow *rows, const char *name, const char *title)
{
  GtkDropDown *drop_down = rows_case_get_child (rows, name);
  GListModel *model = gtk_drop_down_get_model (drop_down);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    if (g_str_equal (
            gtk_string_list_get_string (GTK_STRING_LIST (model), i), title))
      {
        gtk_drop_down_set_selected (drop_down, i);
        return;
      }
  g_error ("%s is not offered", title);
}
