/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loading-bar.h"

#include <glib/gi18n.h>

#include "file-name.h"

#define PULSE_MILLISECONDS 50

struct _LimenLoadingBar
{
  GtkBox parent_instance;

  GtkLabel *label;
  GtkProgressBar *progress;
  guint pulse_id; /* 0 while the fraction is known */
};

G_DEFINE_FINAL_TYPE (LimenLoadingBar, limen_loading_bar, GTK_TYPE_BOX)

static gboolean
pulse_cb (gpointer data)
{
  gtk_progress_bar_pulse (LIMEN_LOADING_BAR (data)->progress);
  return G_SOURCE_CONTINUE;
}

/* Lets the bar pulse while the fraction is unknown. Without a fraction
 * GtkProgressBar would request frames even when hidden. */
static void
set_pulsing (LimenLoadingBar *self, gboolean is_pulsing)
{
  if (!is_pulsing && self->pulse_id != 0)
    {
      g_clear_handle_id (&self->pulse_id, g_source_remove);
      gtk_progress_bar_set_fraction (self->progress, 0);
    }
  else if (is_pulsing && self->pulse_id == 0)
    self->pulse_id = g_timeout_add (PULSE_MILLISECONDS, pulse_cb, self);
}

static void
show_progress (LimenLoadingBar *self, LimenSession *session, double progress)
{
  gboolean is_read = progress >= 1;
  const char *test_path = limen_session_get_test_path (session);
  g_autofree char *name = limen_file_name_show (
      test_path != NULL ? test_path
                        : limen_session_get_loading_path (session));
  g_autofree char *label = g_strdup_printf (
      is_read ? _ ("Analysing %s") : _ ("Reading %s"), name);

  gtk_label_set_label (self->label, label);
  set_pulsing (self, progress < 0 || is_read);
  if (progress >= 0 && !is_read)
    gtk_progress_bar_set_fraction (self->progress, progress);
}

static void
progress_changed_cb (LimenSession *session, GParamSpec *pspec,
                     LimenLoadingBar *self)
{
  double progress;

  g_object_get (session, "progress", &progress, NULL);
  show_progress (self, session, progress);
}

static void
loading_changed_cb (LimenSession *session, GParamSpec *pspec,
                    LimenLoadingBar *self)
{
  gboolean is_loading = limen_session_is_loading (session);

  gtk_widget_set_visible (GTK_WIDGET (self), is_loading);
  if (!is_loading)
    set_pulsing (self, FALSE);
}

static void
limen_loading_bar_dispose (GObject *object)
{
  set_pulsing (LIMEN_LOADING_BAR (object), FALSE);
  G_OBJECT_CLASS (limen_loading_bar_parent_class)->dispose (object);
}

static void
limen_loading_bar_class_init (LimenLoadingBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limen_loading_bar_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/limen/Limen/ui/loading-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, LimenLoadingBar, label);
  gtk_widget_class_bind_template_child (widget_class, LimenLoadingBar,
                                        progress);
}

static void
limen_loading_bar_init (LimenLoadingBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Follows a session; call it once. */
void
limen_loading_bar_set_session (LimenLoadingBar *self, LimenSession *session)
{
  g_return_if_fail (LIMEN_IS_LOADING_BAR (self));

  g_signal_connect_object (session, "notify::loading",
                           G_CALLBACK (loading_changed_cb), self, 0);
  g_signal_connect_object (session, "notify::progress",
                           G_CALLBACK (progress_changed_cb), self, 0);
}
