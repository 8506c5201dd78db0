/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "row-columns.h"

#include <glib/gi18n.h>

#include "column-titles.h"

/* Horizontal padding of the text of a cell and of a title, in pixels; that of
 * the title includes the sort arrow. */
#define CELL_PADDING 12
#define TITLE_PADDING 30
/* Upper bound on the font size of titles, relative to that of cells. */
#define TITLE_SCALE 0.9
/* Upper bound on the width of a text column, in characters. */
#define MAX_TEXT_CHARS 30

#define COLUMNS_KEY "limen-row-columns"
#define PART_KEY "limen-row-part"

typedef struct
{
  LimenRowColumns *owner;
  guint part;
  GtkColumnViewColumn *column; /* NULL if not shown */
  int wanted; /* width of the widest text so far; 0: none yet */
  int width;  /* last width set by this object */
} Column;

struct _LimenRowColumns
{
  GObject parent_instance;

  GtkColumnView *view; /* must outlive this object */
  LimenDataset *dataset;
  Column *columns; /* indexed by part */
  guint n_parts;
  GArray *shown; /* int: parts, in display order */
  guint arranging_id;
  int probed; /* part whose sorter limen_row_columns_get_sorting()
               * called first; -1: none so far */
};

G_DEFINE_FINAL_TYPE (LimenRowColumns, limen_row_columns, G_TYPE_OBJECT)

static const char *const titles[LIMEN_ROW_FIRST_FIELD]
    = { NC_ ("column", "line"),     NC_ ("column", "label"),
        NC_ ("column", "decision"), NC_ ("column", "score"),
        NC_ ("column", "loss"),     NC_ ("column", "cost"),
        NC_ ("column", "distance"), NC_ ("column", "cell") };

static gboolean
is_number (guint part)
{
  return part == LIMEN_ROW_LINE
         || (part >= LIMEN_ROW_SCORE && part <= LIMEN_ROW_DISTANCE);
}

/* The title of a part, or the name of a field; a new string. */
static char *
format_title (LimenRowColumns *self, guint part)
{
  const char *name;

  if (part < LIMEN_ROW_FIRST_FIELD)
    return g_strdup (g_dpgettext2 (NULL, "column", titles[part]));
  name = limen_dataset_get_field_name (self->dataset,
                                       part - LIMEN_ROW_FIRST_FIELD);
  return limen_dataset_has_header (self->dataset)
             ? g_strdup (name)
             /* Translators: %s is the number of a column without a name. */
             : g_strdup_printf (_ ("column %s"), name);
}

/* Widths */

static int
get_limit (LimenRowColumns *self)
{
  PangoContext *context
      = gtk_widget_get_pango_context (GTK_WIDGET (self->view));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int width = MAX_TEXT_CHARS
              * pango_font_metrics_get_approximate_char_width (metrics);

  pango_font_metrics_unref (metrics);
  return PANGO_PIXELS (width);
}

/* Sets the width of a column, unless the user dragged it to another width. */
static void
set_width (Column *column, int width)
{
  int set = gtk_column_view_column_get_fixed_width (column->column);

  if (column->width != width && (set == column->width || set < 0))
    {
      gtk_column_view_column_set_fixed_width (column->column, width);
      column->width = width;
    }
}

static gboolean
arrange_cb (gpointer data)
{
  LimenRowColumns *self = data;
  int limit = get_limit (self);
  guint n = self->shown->len, n_shortened = 0;

  self->arranging_id = 0;
  for (guint i = 0; i < n; i++)
    {
      guint part = g_array_index (self->shown, guint, i);
      Column *column = &self->columns[part];
      gboolean is_shortened = !is_number (part) && column->wanted > limit;

      set_width (column, is_shortened ? limit : column->wanted);
      n_shortened += is_shortened;
      gtk_column_view_column_set_expand (
          column->column, is_shortened || (n_shortened == 0 && i == n - 1));
    }
  return G_SOURCE_REMOVE;
}

/* Schedules an update of the widths, before the next frame but outside the
 * layout of the table, in which widths must not change. */
static void
arrange (LimenRowColumns *self)
{
  if (self->arranging_id == 0)
    self->arranging_id
        = g_idle_add_full (G_PRIORITY_HIGH_IDLE, arrange_cb, self, NULL);
}

static void
raise_wanted_width (Column *column, int width)
{
  if (width <= column->wanted)
    return;
  column->wanted = width;
  arrange (column->owner);
}

static void
fit_title (Column *column, const char *title)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (
      GTK_WIDGET (column->owner->view), title);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  raise_wanted_width (column, (int) (TITLE_SCALE * width) + TITLE_PADDING);
}

/* Cells */

static void
name_row (GtkWidget *label, LimenRowItem *item)
{
  GtkWidget *cell = gtk_widget_get_parent (label);
  GtkWidget *row = cell != NULL ? gtk_widget_get_parent (cell) : NULL;
  g_autofree char *name = NULL;

  if (row == NULL)
    return;
  name = limen_row_item_describe (item);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
fill_cb (LimenRowItem *item, GtkWidget *label)
{
  LimenRowColumns *self = g_object_get_data (G_OBJECT (label), COLUMNS_KEY);
  guint part
      = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (label), PART_KEY));
  g_autofree char *text = limen_row_item_format (item, part);
  int width;

  if (part == g_array_index (self->shown, guint, 0))
    name_row (label, item);
  if (g_str_equal (text, gtk_label_get_label (GTK_LABEL (label))))
    return;
  gtk_label_set_label (GTK_LABEL (label), text);
  gtk_widget_set_tooltip_text (label, NULL);
  gtk_widget_measure (label, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width,
                      NULL, NULL);
  if (!is_number (part) && width > get_limit (self))
    gtk_widget_set_tooltip_text (label, text);
  raise_wanted_width (&self->columns[part], width + CELL_PADDING);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item,
          LimenRowColumns *self)
{
  GtkWidget *label = gtk_label_new (NULL);
  gpointer part = g_object_get_data (G_OBJECT (factory), PART_KEY);

  gtk_label_set_xalign (GTK_LABEL (label),
                        is_number (GPOINTER_TO_UINT (part)) ? 1 : 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "value");
  g_object_set_data (G_OBJECT (label), COLUMNS_KEY, self);
  g_object_set_data (G_OBJECT (label), PART_KEY, part);
  gtk_list_item_set_child (list_item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item,
         LimenRowColumns *self)
{
  LimenRowItem *item = gtk_list_item_get_item (list_item);
  GtkWidget *label = gtk_list_item_get_child (list_item);

  g_signal_connect_object (item, "changed", G_CALLBACK (fill_cb), label, 0);
  fill_cb (item, label);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item,
           LimenRowColumns *self)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item),
                                        fill_cb,
                                        gtk_list_item_get_child (list_item));
}

/* Sorting. The sorters of the columns only show which part is sorted by; the
 * rows are already in order. */

static int
probe_cb (gconstpointer a, gconstpointer b, gpointer data)
{
  const Column *column = data;

  if (column->owner->probed < 0)
    column->owner->probed = (int) column->part;
  return -1;
}

static gboolean
can_sort (guint part)
{
  return is_number (part);
}

static void
add_column (LimenRowColumns *self, guint part)
{
  Column *column = &self->columns[part];
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autofree char *title = format_title (self, part);

  g_object_set_data (G_OBJECT (factory), PART_KEY, GUINT_TO_POINTER (part));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  column->column = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_resizable (column->column, TRUE);
  if (can_sort (part))
    {
      g_autoptr (GtkSorter) sorter
          = GTK_SORTER (gtk_custom_sorter_new (probe_cb, column, NULL));

      gtk_column_view_column_set_sorter (column->column, sorter);
    }
  column->width = -1;
  fit_title (column, title);
  gtk_column_view_append_column (self->view, column->column);
  if (is_number (part))
    limen_column_titles_set_end (self->view, column->column);
}

static void
remove_columns (LimenRowColumns *self)
{
  for (guint i = 0; i < self->shown->len; i++)
    {
      Column *column
          = &self->columns[g_array_index (self->shown, guint, i)];

      gtk_column_view_remove_column (self->view, column->column);
      g_clear_object (&column->column);
    }
  g_array_set_size (self->shown, 0);
}

static void
limen_row_columns_dispose (GObject *object)
{
  LimenRowColumns *self = LIMEN_ROW_COLUMNS (object);

  g_clear_handle_id (&self->arranging_id, g_source_remove);
  for (guint i = 0; i < self->n_parts; i++)
    g_clear_object (&self->columns[i].column);
  G_OBJECT_CLASS (limen_row_columns_parent_class)->dispose (object);
}

static void
limen_row_columns_finalize (GObject *object)
{
  LimenRowColumns *self = LIMEN_ROW_COLUMNS (object);

  g_free (self->columns);
  g_array_unref (self->shown);
  limen_dataset_unref (self->dataset);
  G_OBJECT_CLASS (limen_row_columns_parent_class)->finalize (object);
}

static void
limen_row_columns_class_init (LimenRowColumnsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limen_row_columns_dispose;
  G_OBJECT_CLASS (klass)->finalize = limen_row_columns_finalize;
}

static void
limen_row_columns_init (LimenRowColumns *self)
{
  self->shown = g_array_new (FALSE, FALSE, sizeof (int));
}

/* A new object that manages the columns of a table, which must have none and
 * must outlive the object. No columns are shown at first. */
LimenRowColumns *
limen_row_columns_new (GtkColumnView *view, LimenDataset *dataset)
{
  LimenRowColumns *self = g_object_new (LIMEN_TYPE_ROW_COLUMNS, NULL);

  self->view = view;
  self->dataset = limen_dataset_ref (dataset);
  self->n_parts
      = LIMEN_ROW_FIRST_FIELD + limen_dataset_get_n_fields (dataset);
  self->columns = g_new0 (Column, self->n_parts);
  for (guint i = 0; i < self->n_parts; i++)
    self->columns[i] = (Column){ .owner = self, .part = i };
  return self;
}

/* The titles (char *) of all parts, indexed by part; a new array. */
GPtrArray *
limen_row_columns_list_titles (LimenRowColumns *self)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (LIMEN_IS_ROW_COLUMNS (self), list);

  for (guint i = 0; i < self->n_parts; i++)
    g_ptr_array_add (list, format_title (self, i));
  return list;
}

/* Replaces the shown columns by these parts, in this order, up to
 * LIMEN_ROW_COLUMNS_MAX. No column is marked as sorted. */
void
limen_row_columns_show (LimenRowColumns *self, GArray *parts)
{
  g_return_if_fail (LIMEN_IS_ROW_COLUMNS (self));

  remove_columns (self);
  for (guint i = 0; i < MIN (parts->len, LIMEN_ROW_COLUMNS_MAX); i++)
    {
      int part = g_array_index (parts, int, i);

      if ((guint) part < self->n_parts
          && self->columns[part].column == NULL)
        {
          g_array_append_val (self->shown, part);
          add_column (self, (guint) part);
        }
    }
  arrange (self);
}

/* Whether a part is shown. */
gboolean
limen_row_columns_shows (LimenRowColumns *self, guint part)
{
  g_return_val_if_fail (LIMEN_IS_ROW_COLUMNS (self), FALSE);

  return part < self->n_parts && self->columns[part].column != NULL;
}

/* Marks the title of a part with the arrow of the sort order; removes the
 * arrow if the part is not shown. */
void
limen_row_columns_sort (LimenRowColumns *self, guint part,
                        GtkSortType direction)
{
  g_return_if_fail (LIMEN_IS_ROW_COLUMNS (self));

  gtk_column_view_sort_by_column (
      self->view,
      limen_row_columns_shows (self, part) ? self->columns[part].column : NULL,
      direction);
}

/* Gets the part whose title has the arrow of the sort order, and the order;
 * FALSE if none has. GTK 4.8 has no getter for it. The sorter of the table
 * calls the sorters of the columns in turn, so comparing once shows which one
 * is called first. */
gboolean
limen_row_columns_get_sorting (LimenRowColumns *self, guint *part,
                               GtkSortType *direction)
{
  GtkOrdering ordering;

  g_return_val_if_fail (LIMEN_IS_ROW_COLUMNS (self), FALSE);

  self->probed = -1;
  ordering = gtk_sorter_compare (gtk_column_view_get_sorter (self->view),
                                 self, self->view);
  *part = (guint) MAX (self->probed, 0);
  *direction = ordering == GTK_ORDERING_SMALLER ? GTK_SORT_ASCENDING
                                                : GTK_SORT_DESCENDING;
  return self->probed >= 0;
}
