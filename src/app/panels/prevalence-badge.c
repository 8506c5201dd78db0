/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "prevalence-badge.h"

#include <glib/gi18n.h>
#include <math.h>

#include "screen-format.h"

struct _LimenPrevalenceBadge
{
  LimenHolder parent_instance;

  GtkWidget *button;
  GtkWidget *label;
  LimenSession *session; /* borrowed from the window */
};

G_DEFINE_FINAL_TYPE (LimenPrevalenceBadge, limen_prevalence_badge,
                     LIMEN_TYPE_HOLDER)

static void
changed_cb (LimenSession *session, LimenPrevalenceBadge *self)
{
  double prevalence = limen_session_get_prevalence (session);
  g_autofree char *percent
      = limen_screen_format_exact (limen_screen_to_percent (prevalence));
  g_autofree char *label
      = g_strdup_printf (_ ("prevalence %s\342\200\257%%"), percent);
  g_autofree char *name = g_strdup_printf (
      _ ("Population with a prevalence of %s\342\200\257%%; click to "
         "return to the prevalence of the file"),
      percent);

  gtk_widget_set_visible (GTK_WIDGET (self), !isnan (prevalence));
  gtk_label_set_label (GTK_LABEL (self->label), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
clicked_cb (GtkButton *button, LimenPrevalenceBadge *self)
{
  limen_session_set_prevalence (self->session, NAN);
}

static void
limen_prevalence_badge_class_init (LimenPrevalenceBadgeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/limen/Limen/ui/prevalence-badge.ui");
  gtk_widget_class_bind_template_child (widget_class, LimenPrevalenceBadge,
                                        button);
  gtk_widget_class_bind_template_child (widget_class, LimenPrevalenceBadge,
                                        label);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
limen_prevalence_badge_init (LimenPrevalenceBadge *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/* Follows the prevalence of a session, which must outlive the badge; call it
 * once. */
void
limen_prevalence_badge_set_session (LimenPrevalenceBadge *self,
                                    LimenSession *session)
{
  g_return_if_fail (LIMEN_IS_PREVALENCE_BADGE (self));

  self->session = session;
  g_signal_connect_object (session, "view-changed", G_CALLBACK (changed_cb),
                           self, 0);
  g_signal_connect_object (session, "class-changed", G_CALLBACK (changed_cb),
                           self, 0);
}
