#include "preview-grid.h"

#include "columns-reasons.h"

#define MAX_CELL_CHARS 40
#define MAX_SHOWN_COLUMNS 50

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

/* The whole name, and what speaks for the column. */
static void
add_name (GtkGrid *grid, const LimenPreview *preview, int column)
{
  const char *name = g_ptr_array_index (preview->names, (guint) column);
  GtkWidget *cell = add_cell (grid, name, "value-name", column, 1);
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

static void
set_use (GtkGrid *grid, int column, const char *use)
{
  GtkWidget *cell = NULL;

  if (column >= 0 && column < MAX_SHOWN_COLUMNS)
    cell = gtk_grid_get_child_at (grid, column, 0);
  if (cell != NULL)
    gtk_label_set_label (GTK_LABEL (cell), use);
}

static void
set_uses (GtkGrid *grid, const GArray *columns, const char *use)
{
  for (guint i = 0; i < columns->len; i++)
    {
      g_autofree char *text
          = columns->len > 1 ? g_strdup_printf ("%s %u", use, i + 1)
                             : g_strdup (use);

      set_use (grid, g_array_index (columns, int, i), text);
    }
}

/* Above each column room for its use, then its name and its first values. Of
 * many columns only the first are shown. */
void
limen_preview_grid_fill (GtkGrid *grid, const LimenPreview *preview)
{
  int n = (int) MIN (preview->names->len, MAX_SHOWN_COLUMNS);

  clear (grid);
  for (int column = 0; column < n; column++)
    {
      add_cell (grid, "", "section-title", column, 0);
      add_name (grid, preview, column);
    }
  for (guint row = 0; row < preview->rows->len; row++)
    {
      GStrv fields = g_ptr_array_index (preview->rows, row);

      for (int column = 0; column < n; column++)
        add_cell (grid, fields[column], "value", column, (int) row + 2);
    }
  if ((int) preview->names->len > n)
    {
      g_autofree char *more = g_strdup_printf (
          "and %u more columns", preview->names->len - (guint) n);

      add_cell (grid, more, "value-name", n, 1);
    }
}

/* What each column that is shown is for. */
void
limen_preview_grid_show_uses (GtkGrid *grid, const LimenColumnsChoice *choice)
{
  for (int column = 0; column < MAX_SHOWN_COLUMNS; column++)
    set_use (grid, column, "");
  set_uses (grid, choice->labels, "label");
  set_uses (grid, choice->scores,
            choice->is_decision ? "decision" : "score");
  set_use (grid, choice->predicted, "class");
  set_use (grid, choice->weight, "weight");
  set_use (grid, choice->fp_cost, "FP cost");
  set_use (grid, choice->fn_cost, "FN cost");
  set_use (grid, choice->group, "group");
}

/* A text of 40 characters at most. Long names tend to differ at their ends: it
 * is the middle that goes. A new string. */
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
