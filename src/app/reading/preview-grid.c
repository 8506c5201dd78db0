/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preview-grid.h"

#include <glib/gi18n.h>

#include "columns-reasons.h"

#define MAX_CELL_CHARS 40
#define MAX_SHOWN_COLUMNS 50
/* Maximum number of readings whose columns are shown in a wide file, and of
 * label and score columns of each. */
#define MAX_SHOWN_READINGS 6
#define MAX_OF_READING 4
#define SHOWN "shown-columns"

static GtkWidget *
add_cell (GtkGrid *grid, const char *text, const char *style, int column,
          int row)
{
  g_autofree char *shown = limen_preview_grid_shorten (text);
  GtkWidget *label = gtk_label_new (shown);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, style);
  gtk_grid_attach (grid, label, column, row, 1, 1);
  return label;
}

/* Adds the name of a column, shortened, with the full name and the reasons for
 * its role as tooltip. */
static void
add_name (GtkGrid *grid, const LimenPreview *preview, int column, int place)
{
  const char *name = g_ptr_array_index (preview->names, (guint) column);
  GtkWidget *cell = add_cell (grid, name, "value-name", place, 1);
  g_autofree char *why
      = limen_columns_reasons_describe_column (preview, column);
  g_autofree char *text = why != NULL ? g_strconcat (name, "\n", why, NULL)
                                      : g_strdup (name);

  gtk_widget_set_tooltip_text (cell, text);
}

static void
clear (GtkGrid *grid)
{
  GtkWidget *cell;

  while ((cell = gtk_widget_get_first_child (GTK_WIDGET (grid))) != NULL)
    gtk_grid_remove (grid, cell);
}

/* Marks columns as shown, at most `max_new` new ones. Returns the number of
 * new ones. */
static guint
mark (gboolean *is_shown, const GArray *columns, guint max_new)
{
  guint n = 0;

  for (guint i = 0; i < columns->len && n < max_new; i++)
    {
      int column = g_array_index (columns, int, i);

      n += !is_shown[column];
      is_shown[column] = TRUE;
    }
  return n;
}

/* The columns to show, in file order: of a wide file only the first ones and
 * those of the best readings. A new array of int. */
static GArray *
list_shown (const LimenPreview *preview)
{
  guint n_columns = preview->names->len, n = 0;
  g_autofree gboolean *is_shown = g_new0 (gboolean, n_columns + 1);
  GArray *shown = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint i = 0; i < MIN (preview->readings->len, MAX_SHOWN_READINGS); i++)
    {
      const LimenPreviewReading *reading = preview->readings->pdata[i];

      n += mark (is_shown, reading->labels, MAX_OF_READING);
      n += mark (is_shown, reading->scores, MAX_OF_READING);
    }
  for (guint i = 0; i < n_columns && n < MAX_SHOWN_COLUMNS; i++)
    {
      n += !is_shown[i];
      is_shown[i] = TRUE;
    }
  for (int i = 0; i < (int) n_columns; i++)
    if (is_shown[i])
      g_array_append_val (shown, i);
  return shown;
}

/* The grid column where a column is shown; -1 if it is not. */
static int
find_place (GtkGrid *grid, int column)
{
  GArray *shown = g_object_get_data (G_OBJECT (grid), SHOWN);

  for (guint i = 0; shown != NULL && i < shown->len; i++)
    if (g_array_index (shown, int, i) == column)
      return (int) i;
  return -1;
}

static void
set_role (GtkGrid *grid, int column, const char *role)
{
  GtkWidget *cell = NULL;
  int place = find_place (grid, column);

  if (place >= 0)
    cell = gtk_grid_get_child_at (grid, place, 0);
  if (cell != NULL)
    gtk_label_set_label (GTK_LABEL (cell), role);
}

static void
set_roles (GtkGrid *grid, const GArray *columns, const char *role)
{
  for (guint i = 0; i < columns->len; i++)
    {
      g_autofree char *text
          = columns->len > 1
                ? /* Translators: a role, such as “score”, and a number. */
                g_strdup_printf (_ ("%s %u"), role, i + 1)
                : g_strdup (role);

      set_role (grid, g_array_index (columns, int, i), text);
    }
}

/* Shows, for each column, a cell for its role, its name and its first values.
 * Of a wide file only some columns are shown. */
void
limen_preview_grid_fill (GtkGrid *grid, const LimenPreview *preview)
{
  GArray *shown = list_shown (preview);
  int n = (int) shown->len;

  clear (grid);
  g_object_set_data_full (G_OBJECT (grid), SHOWN, shown,
                          (GDestroyNotify) g_array_unref);
  for (int place = 0; place < n; place++)
    {
      add_cell (grid, "", "section-title", place, 0);
      add_name (grid, preview, g_array_index (shown, int, place), place);
    }
  for (guint row = 0; row < preview->rows->len; row++)
    {
      GStrv fields = g_ptr_array_index (preview->rows, row);

      for (int place = 0; place < n; place++)
        add_cell (grid, fields[g_array_index (shown, int, place)], "value",
                  place, (int) row + 2);
    }
  if ((int) preview->names->len > n)
    {
      guint n_more = preview->names->len - (guint) n;
      g_autofree char *more = g_strdup_printf (
          ngettext ("and %u more column", "and %u more columns", n_more),
          n_more);

      add_cell (grid, more, "value-name", n, 1);
    }
}

/* Shows the role of each visible column. */
void
limen_preview_grid_show_roles (GtkGrid *grid, const LimenColumnsChoice *choice)
{
  GArray *shown = g_object_get_data (G_OBJECT (grid), SHOWN);

  for (guint i = 0; shown != NULL && i < shown->len; i++)
    set_role (grid, g_array_index (shown, int, i), "");
  set_roles (grid, choice->labels, C_ ("role", "label"));
  set_roles (grid, choice->scores,
             choice->is_decision ? C_ ("role", "decision")
                                 : C_ ("role", "score"));
  set_role (grid, choice->predicted, C_ ("role", "class"));
  set_role (grid, choice->weight, C_ ("role", "weight"));
  set_role (grid, choice->fp_cost, C_ ("role", "FP cost"));
  set_role (grid, choice->fn_cost, C_ ("role", "FN cost"));
  set_role (grid, choice->group, C_ ("role", "group"));
  set_role (grid, choice->unit, C_ ("role", "unit"));
}

/* Scrolls once the cells have been laid out and so have positions. */
static gboolean
scroll_cb (GtkWidget *grid, GdkFrameClock *clock, gpointer column)
{
  int place = find_place (GTK_GRID (grid), GPOINTER_TO_INT (column));
  GtkWidget *cell
      = place >= 0 ? gtk_grid_get_child_at (GTK_GRID (grid), place, 1) : NULL;
  GtkWidget *window
      = gtk_widget_get_ancestor (grid, GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t bounds;

  if (cell != NULL && gtk_widget_get_width (cell) == 0)
    return G_SOURCE_CONTINUE;
  if (cell != NULL && window != NULL
      && gtk_widget_compute_bounds (cell, grid, &bounds))
    gtk_adjustment_clamp_page (
        gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (window)),
        bounds.origin.x, bounds.origin.x + bounds.size.width);
  return G_SOURCE_REMOVE;
}

/* Scrolls a column into view; the grid must be in a GtkScrolledWindow. */
void
limen_preview_grid_scroll_to (GtkGrid *grid, int column)
{
  gtk_widget_add_tick_callback (GTK_WIDGET (grid), scroll_cb,
                                GINT_TO_POINTER (column), NULL);
}

/* Shortens a text to 40 characters by leaving out its middle, since long names
 * tend to differ at their ends. A new string. */
char *
limen_preview_grid_shorten (const char *text)
{
  glong n_chars = g_utf8_strlen (text, -1);
  g_autofree char *start = NULL;

  if (n_chars <= MAX_CELL_CHARS)
    return g_strdup (text);
  start = g_utf8_substring (text, 0, MAX_CELL_CHARS / 2);
  return g_strconcat (start, "\342\200\246",
                      g_utf8_offset_to_pointer (
                          text, n_chars - MAX_CELL_CHARS / 2 + 1),
                      NULL);
}
