/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure-page.h"

#include <glib/gi18n.h>

#include "bins-bar.h"
#include "figure-adapter.h"
#include "loss-histogram-view.h"

struct _LimenFigurePage
{
  GtkWidget parent_instance;

  const LimenFigureType *type;
  LimenBinsBar *bar; /* NULL if the figure has no calibration bins */
  GtkWidget *view;
  LimenFigureFeed *feed;
};

G_DEFINE_FINAL_TYPE (LimenFigurePage, limen_figure_page, GTK_TYPE_WIDGET)

static void
loss_bin_activated_cb (LimenLossHistogramView *view, int bin,
                       LimenFigurePage *self)
{
  double low, high;

  limen_loss_histogram_view_get_range (view, &low, &high);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.rows-of-loss", "(dd)",
                              low, high);
}

/* Removes the view first, since it uses the class that the feed holds. */
static void
limen_figure_page_dispose (GObject *object)
{
  LimenFigurePage *self = LIMEN_FIGURE_PAGE (object);

  if (self->bar != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->bar)));
  g_clear_pointer (&self->view, gtk_widget_unparent);
  if (self->feed != NULL)
    g_object_run_dispose (G_OBJECT (self->feed));
  g_clear_object (&self->feed);
  G_OBJECT_CLASS (limen_figure_page_parent_class)->dispose (object);
}

static void
limen_figure_page_class_init (LimenFigurePageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limen_figure_page_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass),
                                            GTK_TYPE_BOX_LAYOUT);
}

static void
limen_figure_page_init (LimenFigurePage *self)
{
  gtk_orientable_set_orientation (
      GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
      GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
}

/* A page for a figure; its shape must have a view type. */
LimenFigurePage *
limen_figure_page_new (const LimenFigureType *type)
{
  const LimenFigureAdapter *adapter = limen_figure_adapter_get (type->shape);
  LimenFigurePage *self = g_object_new (LIMEN_TYPE_FIGURE_PAGE, NULL);

  self->type = type;
  if (type->has_bins)
    {
      self->bar = g_object_new (LIMEN_TYPE_BINS_BAR, NULL);
      gtk_widget_set_parent (GTK_WIDGET (self->bar), GTK_WIDGET (self));
    }
  self->view = g_object_new (adapter->get_view_type (), "vexpand", TRUE, NULL);
  gtk_widget_set_parent (self->view, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (type->title), -1);
  if (type->shape == LIMEN_SHAPE_LOSSES)
    g_signal_connect (self->view, "bin-activated",
                      G_CALLBACK (loss_bin_activated_cb), self);
  self->feed = limen_figure_feed_new (type, self->view, self->bar);
  return self;
}

/* The figure of the page; static. */
const LimenFigureType *
limen_figure_page_get_figure (LimenFigurePage *self)
{
  g_return_val_if_fail (LIMEN_IS_FIGURE_PAGE (self), NULL);

  return self->type;
}

/* The feed of the page's view; owned by the page. */
LimenFigureFeed *
limen_figure_page_get_feed (LimenFigurePage *self)
{
  g_return_val_if_fail (LIMEN_IS_FIGURE_PAGE (self), NULL);

  return self->feed;
}

/* Follows a session; call it once. */
void
limen_figure_page_set_session (LimenFigurePage *self, LimenSession *session)
{
  g_return_if_fail (LIMEN_IS_FIGURE_PAGE (self));

  if (self->bar != NULL)
    limen_bins_bar_set_session (self->bar, session);
  limen_figure_feed_set_session (self->feed, session);
}
