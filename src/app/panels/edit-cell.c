/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edit-cell.h"

struct _LimenEditCell
{
  LimenHolder parent_instance;

  GtkWidget *label;
  GtkWidget *field;
  gboolean is_editing;
};

enum
{
  DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimenEditCell, limen_edit_cell, LIMEN_TYPE_HOLDER)

/* Ends editing and emits `done` once, even if a handler moves the focus: with
 * the text if `is_taken`, else NULL. `is_free`: the focus did not move
 * elsewhere, so it should return to the row. */
static void
stop (LimenEditCell *self, gboolean is_taken, gboolean is_free)
{
  g_autofree char *text
      = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->field)));

  if (!self->is_editing)
    return;
  self->is_editing = FALSE;
  g_object_ref (self);
  g_signal_emit (self, signals[DONE], 0, is_taken ? text : NULL,
                 is_free);
  gtk_widget_set_visible (self->field, FALSE);
  gtk_widget_set_visible (self->label, TRUE);
  g_object_unref (self);
}

static void
activate_cb (LimenEditCell *self)
{
  stop (self, TRUE, TRUE);
}

/* Takes the text when the focus leaves the field, without returning the focus
 * to the row. */
static void
leave_cb (LimenEditCell *self)
{
  stop (self, TRUE, FALSE);
}

static gboolean
escape_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  LimenEditCell *self = LIMEN_EDIT_CELL (widget);
  gboolean was_editing = self->is_editing;

  stop (self, FALSE, TRUE);
  return was_editing;
}

static void
limen_edit_cell_dispose (GObject *object)
{
  LimenEditCell *self = LIMEN_EDIT_CELL (object);

  self->is_editing = FALSE;
  G_OBJECT_CLASS (limen_edit_cell_parent_class)->dispose (object);
}

static void
limen_edit_cell_class_init (LimenEditCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limen_edit_cell_dispose;
  signals[DONE]
      = g_signal_new ("done", LIMEN_TYPE_EDIT_CELL, G_SIGNAL_RUN_LAST, 0, NULL,
                      NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                      G_TYPE_BOOLEAN);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb,
                                NULL);
  gtk_widget_class_set_css_name (widget_class, "editcell");
}

static void
limen_edit_cell_init (LimenEditCell *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  self->field = gtk_text_new ();
  gtk_widget_set_visible (self->field, FALSE);
  gtk_widget_set_parent (self->field, GTK_WIDGET (self));
  g_signal_connect_swapped (self->field, "activate", G_CALLBACK (activate_cb),
                            self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (self->field, focus);
}

/* A new, empty cell with a minimum width of `min_chars` and a natural width
 * of at most `max_chars`, in characters (floating reference). */
GtkWidget *
limen_edit_cell_new (int min_chars, int max_chars)
{
  LimenEditCell *self = g_object_new (LIMEN_TYPE_EDIT_CELL, NULL);

  gtk_label_set_width_chars (GTK_LABEL (self->label), min_chars);
  gtk_label_set_max_width_chars (GTK_LABEL (self->label), max_chars);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->field), min_chars);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->field), max_chars);
  return GTK_WIDGET (self);
}

/* Sets the text, NULL for none, and the accessible name of the field while it
 * is edited. */
void
limen_edit_cell_set_text (LimenEditCell *self, const char *text,
                          const char *name)
{
  g_return_if_fail (LIMEN_IS_EDIT_CELL (self));

  gtk_label_set_label (GTK_LABEL (self->label), text != NULL ? text : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->field),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* Starts editing; the whole text is selected. */
void
limen_edit_cell_start (LimenEditCell *self)
{
  g_return_if_fail (LIMEN_IS_EDIT_CELL (self));

  if (self->is_editing)
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->field),
                         gtk_label_get_label (GTK_LABEL (self->label)));
  gtk_widget_set_visible (self->label, FALSE);
  gtk_widget_set_visible (self->field, TRUE);
  self->is_editing = TRUE;
  gtk_widget_grab_focus (self->field);
}
