/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "label-boxes.h"

#include <string.h>

#include "display-text.h"

#define N_ACROSS 2

struct _LimenLabelBoxes
{
  LimenHolder parent_instance;

  GtkGrid *grid;
  GPtrArray *labels; /* char * */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimenLabelBoxes, limen_label_boxes, LIMEN_TYPE_HOLDER)

static void
toggled_cb (GtkCheckButton *button, LimenLabelBoxes *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
has_label (GPtrArray *labels, const char *label)
{
  return g_ptr_array_find_with_equal_func (labels, label, g_str_equal, NULL);
}

static void
clear (LimenLabelBoxes *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
}

static GtkWidget *
new_box (LimenLabelBoxes *self, const char *label, gboolean is_checked)
{
  g_autofree char *shown = limen_display_text_new (label, strlen (label), 0);
  GtkWidget *box = gtk_check_button_new ();
  GtkWidget *name = gtk_label_new (shown);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_MIDDLE);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (box), name);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (box), is_checked);
  gtk_widget_set_tooltip_text (box, shown);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (box),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, shown, -1);
  g_signal_connect (box, "toggled", G_CALLBACK (toggled_cb), self);
  return box;
}

static void
limen_label_boxes_finalize (GObject *object)
{
  LimenLabelBoxes *self = LIMEN_LABEL_BOXES (object);

  g_ptr_array_unref (self->labels);
  G_OBJECT_CLASS (limen_label_boxes_parent_class)->finalize (object);
}

static void
limen_label_boxes_class_init (LimenLabelBoxesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = limen_label_boxes_finalize;
  signals[CHANGED]
      = g_signal_new ("changed", LIMEN_TYPE_LABEL_BOXES, G_SIGNAL_RUN_LAST, 0,
                      NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_accessible_role (widget_class,
                                        GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
limen_label_boxes_init (LimenLabelBoxes *self)
{
  self->labels = g_ptr_array_new_with_free_func (g_free);
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_homogeneous (self->grid, TRUE);
  gtk_grid_set_column_spacing (self->grid, 12);
  gtk_widget_set_parent (GTK_WIDGET (self->grid), GTK_WIDGET (self));
}

/* Shows a check box for each label (char *); those in `checked` are checked.
 * Both arrays are copied. */
void
limen_label_boxes_set_labels (LimenLabelBoxes *self,
                              GPtrArray *labels,
                              GPtrArray *checked)
{
  g_return_if_fail (LIMEN_IS_LABEL_BOXES (self));

  clear (self);
  g_ptr_array_set_size (self->labels, 0);
  for (guint i = 0; i < labels->len; i++)
    {
      const char *label = g_ptr_array_index (labels, i);

      g_ptr_array_add (self->labels, g_strdup (label));
      gtk_grid_attach (self->grid,
                       new_box (self, label, has_label (checked, label)),
                       (int) i % N_ACROSS, (int) i / N_ACROSS, 1, 1);
    }
}

/* The checked labels, a new array of char *. */
GPtrArray *
limen_label_boxes_list_checked (LimenLabelBoxes *self)
{
  GPtrArray *checked = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (LIMEN_IS_LABEL_BOXES (self), checked);

  for (guint i = 0; i < self->labels->len; i++)
    {
      GtkWidget *box = gtk_grid_get_child_at (self->grid, (int) i % N_ACROSS,
                                              (int) i / N_ACROSS);

      if (gtk_check_button_get_active (GTK_CHECK_BUTTON (box)))
        g_ptr_array_add (checked, g_strdup (self->labels->pdata[i]));
    }
  return checked;
}
