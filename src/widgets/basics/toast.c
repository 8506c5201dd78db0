/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "toast.h"

#include "announcement.h"

/* Time until a message hides, and between checks while it is in use. */
#define SECONDS 6

struct _LimenToast
{
  LimenHolder parent_instance;

  GtkWidget *revealer;
  GtkWidget *message;
  GtkWidget *button;
  GtkEventController *motion;
  guint timeout_id;
};

G_DEFINE_FINAL_TYPE (LimenToast, limen_toast, LIMEN_TYPE_HOLDER)

static gboolean
is_in_use (LimenToast *self)
{
  return gtk_event_controller_motion_contains_pointer (
             GTK_EVENT_CONTROLLER_MOTION (self->motion))
         || gtk_widget_has_focus (self->button);
}

static gboolean
timeout_cb (gpointer data)
{
  LimenToast *self = data;

  if (is_in_use (self))
    return G_SOURCE_CONTINUE;
  self->timeout_id = 0;
  limen_toast_hide (self);
  return G_SOURCE_REMOVE;
}

static void
clicked_cb (GtkButton *button, LimenToast *self)
{
  limen_toast_hide (self);
}

static void
limen_toast_dispose (GObject *object)
{
  LimenToast *self = LIMEN_TOAST (object);

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  G_OBJECT_CLASS (limen_toast_parent_class)->dispose (object);
}

static void
limen_toast_class_init (LimenToastClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limen_toast_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/limen/Limen/ui/toast.ui");
  gtk_widget_class_bind_template_child (widget_class, LimenToast, revealer);
  gtk_widget_class_bind_template_child (widget_class, LimenToast, message);
  gtk_widget_class_bind_template_child (widget_class, LimenToast, button);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
  gtk_widget_class_set_accessible_role (widget_class,
                                        GTK_ACCESSIBLE_ROLE_ALERT);
}

static void
limen_toast_init (LimenToast *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->motion = gtk_event_controller_motion_new ();
  gtk_widget_add_controller (GTK_WIDGET (self), self->motion);
}

/* Announces a message to assistive tools: they report an alert whose name
 * changes while it is shown. */
static void
announce (LimenToast *self, const char *message)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, message, -1);
}

/* Shows a message in place of the previous one, for some seconds. The button
 * has this label and activates this action; NULL as label: no button. */
void
limen_toast_show (LimenToast *self, const char *message,
                  const char *button_label, const char *action_name)
{
  g_return_if_fail (LIMEN_IS_TOAST (self));

  gtk_label_set_label (GTK_LABEL (self->message), message);
  gtk_widget_set_visible (self->button, button_label != NULL);
  if (button_label != NULL)
    gtk_button_set_label (GTK_BUTTON (self->button), button_label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), action_name);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  limen_announcement_prepare (GTK_WIDGET (self));
  announce (self, message);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), TRUE);
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  self->timeout_id = g_timeout_add_seconds (SECONDS, timeout_cb, self);
}

/* Hides the message, if one is shown. */
void
limen_toast_hide (LimenToast *self)
{
  g_return_if_fail (LIMEN_IS_TOAST (self));

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), FALSE);
  announce (self, "");
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
