/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "prevalence-editor.h"

#include <glib/gi18n.h>
#include <math.h>

#include "decimal.h"
#include "screen-format.h"
#include "number-spin.h"
#include "template.h"

struct _LimenPrevalenceEditor
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *title;
  GtkCheckButton *check;
  GtkWidget *row;
  GtkSpinButton *percent;
  GtkWidget *note;
  GtkWidget *error_label;
  gboolean is_resetting;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimenPrevalenceEditor, limen_prevalence_editor,
                     GTK_TYPE_WIDGET)

static void
emit_changed (LimenPrevalenceEditor *self)
{
  gtk_widget_set_visible (self->row,
                          gtk_check_button_get_active (self->check));
  if (!self->is_resetting)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
toggled_cb (GtkCheckButton *check, LimenPrevalenceEditor *self)
{
  emit_changed (self);
}

static void
value_changed_cb (GtkSpinButton *spin, LimenPrevalenceEditor *self)
{
  emit_changed (self);
}

static void
limen_prevalence_editor_dispose (GObject *object)
{
  LimenPrevalenceEditor *self = LIMEN_PREVALENCE_EDITOR (object);

  self->is_resetting = TRUE;
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (limen_prevalence_editor_parent_class)->dispose (object);
}

static void
limen_prevalence_editor_class_init (LimenPrevalenceEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limen_prevalence_editor_dispose;
  signals[CHANGED] = g_signal_new ("changed", LIMEN_TYPE_PREVALENCE_EDITOR,
                                   G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/limen/Limen/ui/prevalence-editor.ui");
  LIMEN_BIND_CHILDREN (widget_class, LimenPrevalenceEditor, box, title, check,
                       row, percent, note, error_label);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, value_changed_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
limen_prevalence_editor_init (LimenPrevalenceEditor *self)
{
  self->is_resetting = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  limen_number_spin_set_up (self->percent);
  limen_number_spin_set_error_label (self->percent, self->error_label);
  gtk_widget_set_visible (self->row, FALSE);
  self->is_resetting = FALSE;
}

/* Sets the title of the section of the panel that begins with the editor;
 * copied. The title is shown at the start of the check button's line, and the
 * check button at its end. */
void
limen_prevalence_editor_set_title (LimenPrevalenceEditor *self,
                                   const char *title)
{
  g_return_if_fail (LIMEN_IS_PREVALENCE_EDITOR (self));

  gtk_label_set_label (GTK_LABEL (self->title), title);
  gtk_widget_set_visible (self->title, TRUE);
  gtk_widget_set_halign (GTK_WIDGET (self->check), GTK_ALIGN_END);
}

/* The stated prevalence, between 0 and 1; NaN: the rows' own. */
double
limen_prevalence_editor_get_prevalence (LimenPrevalenceEditor *self)
{
  g_return_val_if_fail (LIMEN_IS_PREVALENCE_EDITOR (self), NAN);

  return gtk_check_button_get_active (self->check)
             ? limen_screen_from_percent (
                   gtk_spin_button_get_value (self->percent))
             : NAN;
}

/* Shows a prevalence; NaN: the rows' own. Does not emit `changed`. */
void
limen_prevalence_editor_set_prevalence (LimenPrevalenceEditor *self,
                                        double prevalence)
{
  g_return_if_fail (LIMEN_IS_PREVALENCE_EDITOR (self));

  self->is_resetting = TRUE;
  gtk_check_button_set_active (self->check, !isnan (prevalence));
  if (!isnan (prevalence))
    gtk_spin_button_set_value (self->percent,
                               limen_screen_to_percent (prevalence));
  self->is_resetting = FALSE;
}

/* Sets the rows' own prevalence, the initial value of the editor. At 0 or 1,
 * where a class is absent and its rates are unknown, no other prevalence can
 * be stated. Does not emit `changed`. */
void
limen_prevalence_editor_set_of_rows (LimenPrevalenceEditor *self,
                                     double prevalence)
{
  double percent = 100 * prevalence;
  g_autofree char *share = limen_screen_format_share (prevalence);
  g_autofree char *note
      /* Translators: the prevalence in the file. */
      = g_strdup_printf (_ ("%% (file: %s)"), share);

  g_return_if_fail (LIMEN_IS_PREVALENCE_EDITOR (self));

  gtk_label_set_label (GTK_LABEL (self->note), note);
  gtk_widget_set_sensitive (GTK_WIDGET (self->check),
                            prevalence > 0 && prevalence < 1);
  gtk_widget_set_sensitive (self->row, prevalence > 0 && prevalence < 1);
  if (!(prevalence > 0 && prevalence < 1))
    return;
  self->is_resetting = TRUE;
  gtk_spin_button_set_value (
      self->percent,
      limen_decimal_shortest_in (percent - percent / 200,
                                 percent + percent / 200));
  self->is_resetting = FALSE;
}
