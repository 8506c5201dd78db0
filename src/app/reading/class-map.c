/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "class-map.h"

#include <string.h>

#include "drop-down.h"
#include "display-text.h"

struct _LimenClassMap
{
  LimenHolder parent_instance;

  GtkGrid *grid;
  GPtrArray *labels;  /* char * */
  GPtrArray *classes; /* char *: initial class of each column */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimenClassMap, limen_class_map, LIMEN_TYPE_HOLDER)

static void
selected_cb (GtkDropDown *drop_down, GParamSpec *pspec, LimenClassMap *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
clear (LimenClassMap *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
}

static void
append (GtkStringList *list, const char *label)
{
  g_autofree char *shown = limen_display_text_new (label, strlen (label), 0);

  gtk_string_list_append (list, shown);
}

/* A drop-down of the labels, with the class of the column selected. A class
 * that is the label of no row is added as an extra item. */
static GtkWidget *
new_drop_down (LimenClassMap *self, const char *column, const char *class)
{
  GtkStringList *list = gtk_string_list_new (NULL);
  GtkWidget *drop_down;
  guint place;

  for (guint i = 0; i < self->labels->len; i++)
    append (list, self->labels->pdata[i]);
  if (!g_ptr_array_find_with_equal_func (self->labels, class, g_str_equal,
                                         &place))
    {
      place = self->labels->len;
      append (list, class);
    }
  drop_down = gtk_drop_down_new (G_LIST_MODEL (list), NULL);
  limen_drop_down_shorten (GTK_DROP_DOWN (drop_down));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), place);
  gtk_widget_set_hexpand (drop_down, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, column, -1);
  g_signal_connect (drop_down, "notify::selected", G_CALLBACK (selected_cb),
                    self);
  return drop_down;
}

static GtkWidget *
new_name (const char *column)
{
  GtkWidget *name = gtk_label_new (column);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_set_tooltip_text (name, column);
  return name;
}

static void
limen_class_map_finalize (GObject *object)
{
  LimenClassMap *self = LIMEN_CLASS_MAP (object);

  g_ptr_array_unref (self->labels);
  g_ptr_array_unref (self->classes);
  G_OBJECT_CLASS (limen_class_map_parent_class)->finalize (object);
}

static void
limen_class_map_class_init (LimenClassMapClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = limen_class_map_finalize;
  signals[CHANGED]
      = g_signal_new ("changed", LIMEN_TYPE_CLASS_MAP, G_SIGNAL_RUN_LAST, 0,
                      NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_accessible_role (widget_class,
                                        GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
limen_class_map_init (LimenClassMap *self)
{
  self->labels = g_ptr_array_new_with_free_func (g_free);
  self->classes = g_ptr_array_new_with_free_func (g_free);
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_homogeneous (self->grid, TRUE);
  gtk_grid_set_column_spacing (self->grid, 12);
  gtk_grid_set_row_spacing (self->grid, 4);
  gtk_widget_set_parent (GTK_WIDGET (self->grid), GTK_WIDGET (self));
}

static void
copy_texts (GPtrArray *to, GPtrArray *from)
{
  g_ptr_array_set_size (to, 0);
  for (guint i = 0; i < from->len; i++)
    g_ptr_array_add (to, g_strdup (from->pdata[i]));
}

/* Shows a drop-down for each column, with the labels as items and the class of
 * the column selected. All are arrays of char *, which are copied. */
void
limen_class_map_set_columns (LimenClassMap *self,
                             GPtrArray *columns,
                             GPtrArray *labels,
                             GPtrArray *classes)
{
  g_return_if_fail (LIMEN_IS_CLASS_MAP (self));
  g_return_if_fail (columns->len == classes->len);

  clear (self);
  copy_texts (self->labels, labels);
  copy_texts (self->classes, classes);
  for (guint i = 0; i < columns->len; i++)
    {
      gtk_grid_attach (self->grid, new_name (columns->pdata[i]), 0, (int) i, 1,
                       1);
      gtk_grid_attach (
          self->grid,
          new_drop_down (self, columns->pdata[i], classes->pdata[i]), 1,
          (int) i, 1, 1);
    }
}

/* The class of each column, a new array of char *. */
GPtrArray *
limen_class_map_list_classes (LimenClassMap *self)
{
  GPtrArray *classes = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (LIMEN_IS_CLASS_MAP (self), classes);

  for (guint i = 0; i < self->classes->len; i++)
    {
      guint place = gtk_drop_down_get_selected (
          GTK_DROP_DOWN (gtk_grid_get_child_at (self->grid, 1, (int) i)));

      g_ptr_array_add (classes, g_strdup (place < self->labels->len
                                              ? self->labels->pdata[place]
                                              : self->classes->pdata[i]));
    }
  return classes;
}
