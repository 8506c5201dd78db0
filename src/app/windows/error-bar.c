/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "error-bar.h"

#include <glib/gi18n.h>

#include "announcement.h"
#include "display-text.h"

struct _LimenErrorBar
{
  GtkBox parent_instance;

  GtkLabel *title;
  GtkLabel *message;
  GtkWidget *actions;
  GtkWidget *skip;
  GtkWidget *columns;
  GtkWidget *labels;
};

G_DEFINE_FINAL_TYPE (LimenErrorBar, limen_error_bar, GTK_TYPE_BOX)

static void
limen_error_bar_class_init (LimenErrorBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_accessible_role (widget_class,
                                        GTK_ACCESSIBLE_ROLE_ALERT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/limen/Limen/ui/error-bar.ui");
#define BIND(name)                                                            \
  gtk_widget_class_bind_template_child (widget_class, LimenErrorBar, name)
  BIND (title);
  BIND (message);
  BIND (actions);
  BIND (skip);
  BIND (columns);
  BIND (labels);
#undef BIND
}

static void
limen_error_bar_init (LimenErrorBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Shows an error without buttons. The message may contain a path that is not
 * UTF-8. */
void
limen_error_bar_show (LimenErrorBar *self, const char *title,
                      const char *message)
{
  g_autofree char *shown = limen_display_text_new_lines (message);
  /* Translators: the title of an error and its message. */
  g_autofree char *accessible_text
      = g_strdup_printf (_ ("%s. %s"), title, shown);

  g_return_if_fail (LIMEN_IS_ERROR_BAR (self));

  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->message, shown);
  limen_error_bar_offer (self, FALSE, FALSE, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  limen_announcement_prepare (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  accessible_text, -1);
}

/* Shows the buttons that suit an error: skip bad rows, choose columns (which
 * may also be the cause of bad rows), choose another file of labels. */
void
limen_error_bar_offer (LimenErrorBar *self, gboolean has_bad_rows,
                       gboolean has_bad_columns, gboolean has_labels)
{
  g_return_if_fail (LIMEN_IS_ERROR_BAR (self));

  gtk_widget_set_visible (self->skip, has_bad_rows);
  gtk_widget_set_visible (self->columns,
                          has_bad_rows || has_bad_columns);
  gtk_widget_set_visible (self->labels, has_labels);
  gtk_widget_set_visible (self->actions,
                          has_bad_rows || has_bad_columns || has_labels);
}
