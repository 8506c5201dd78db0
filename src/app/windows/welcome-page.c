/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "welcome-page.h"

#include <glib/gi18n.h>

#include "sample-file.h"

struct _LimenWelcomePage
{
  GtkBox parent_instance;

  GtkLabel *title;
  GtkLabel *text;
  GtkWidget *sample_button;
  GListModel *cutoffs; /* borrowed */
};

G_DEFINE_FINAL_TYPE (LimenWelcomePage, limen_welcome_page, GTK_TYPE_BOX)

static void
update_welcome (LimenWelcomePage *self)
{
  guint n = g_list_model_get_n_items (
      self->cutoffs);
  g_autofree char *title = NULL;

  if (n == 0)
    {
      gtk_label_set_label (self->title, _ ("Open a file of predictions"));
      gtk_label_set_label (
          self->text,
          _ ("A CSV file with the true label of each row and the probability, "
             "logit or score that a model gave it. Drop it here, or press "
             "Open."));
      return;
    }
  title = g_strdup_printf (
      ngettext ("%u cutoff is open", "%u cutoffs are open", n), n);
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (
      self->text, n == 1
                      ? _ ("Open a file of predictions to see what this "
                           "cutoff does. Drop the file here, or press Open.")
                      : _ ("Open a file of predictions to see what these "
                           "cutoffs do. Drop the file here, or press Open."));
}

static void
limen_welcome_page_class_init (LimenWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/limen/Limen/ui/welcome-page.ui");
#define BIND(name)                                                            \
  gtk_widget_class_bind_template_child (widget_class, LimenWelcomePage, name)
  BIND (title);
  BIND (text);
  BIND (sample_button);
#undef BIND
}

static void
limen_welcome_page_init (LimenWelcomePage *self)
{
  g_autofree char *sample = limen_sample_file_find ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (self->sample_button, sample != NULL);
}

/* Follows a list of cutoffs, which must outlive the page; call it once. */
void
limen_welcome_page_set_cutoffs (LimenWelcomePage *self, GListModel *cutoffs)
{
  g_return_if_fail (LIMEN_IS_WELCOME_PAGE (self));

  self->cutoffs = cutoffs;
  g_signal_connect_object (cutoffs, "items-changed",
                           G_CALLBACK (update_welcome), self,
                           G_CONNECT_SWAPPED);
  update_welcome (self);
}
