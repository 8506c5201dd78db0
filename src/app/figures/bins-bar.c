/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bins-bar.h"

#include <glib/gi18n.h>

#include "number-spin.h"
#include "template.h"

struct _LimenBinsBar
{
  LimenHolder parent_instance;

  GtkWidget *note;
  GtkMenuButton *button;
  GtkWidget *bins;
  GtkWidget *error_label;
  GtkWidget *equal_width;
  GtkWidget *equal_mass;
  LimenSession *session; /* the window's; NULL once it is destroyed */
};

G_DEFINE_FINAL_TYPE (LimenBinsBar, limen_bins_bar, LIMEN_TYPE_HOLDER)

/* Sets the text of the button: "15 bins · equal width". */
static void
update_label (LimenBinsBar *self)
{
  LimenCalibrationOptions options
      = limen_session_get_calibration (self->session);
  g_autofree char *label = g_strdup_printf (
      options.binning == LIMEN_BINNING_EQUAL_MASS
          ? ngettext ("%zu bin \302\267 equal mass",
                      "%zu bins \302\267 equal mass", options.n_bins)
          : ngettext ("%zu bin \302\267 equal width",
                      "%zu bins \302\267 equal width", options.n_bins),
      options.n_bins);

  gtk_menu_button_set_label (self->button, label);
}

static void
limen_bins_bar_dispose (GObject *object)
{
  LimenBinsBar *self = LIMEN_BINS_BAR (object);

  g_clear_weak_pointer (&self->session);
  G_OBJECT_CLASS (limen_bins_bar_parent_class)->dispose (object);
}

static void
limen_bins_bar_class_init (LimenBinsBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limen_bins_bar_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/limen/Limen/ui/bins-bar.ui");
  LIMEN_BIND_CHILDREN (widget_class, LimenBinsBar, note, button, bins,
                       error_label, equal_width, equal_mass);
}

static void
limen_bins_bar_init (LimenBinsBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  limen_number_spin_set_up (GTK_SPIN_BUTTON (self->bins));
  limen_number_spin_set_whole (GTK_SPIN_BUTTON (self->bins));
  limen_number_spin_set_error_label (GTK_SPIN_BUTTON (self->bins),
                                     self->error_label);
}

/* Binds the controls to a session; call it once. */
void
limen_bins_bar_set_session (LimenBinsBar *self, LimenSession *session)
{
  const GBindingFlags flags
      = G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE;

  g_return_if_fail (LIMEN_IS_BINS_BAR (self));

  g_set_weak_pointer (&self->session, session);
  g_object_bind_property (session, "calibration-bins", self->bins, "value",
                          flags);
  g_object_bind_property (session, "equal-mass", self->equal_mass, "active",
                          flags);
  g_object_bind_property (session, "equal-mass", self->equal_width, "active",
                          flags | G_BINDING_INVERT_BOOLEAN);
  g_signal_connect_object (session, "calibration-changed",
                           G_CALLBACK (update_label), self,
                           G_CONNECT_SWAPPED);
  update_label (self);
}

/* "Bins with rows: 11 of 30; with fewer than 10: 5", without the second part
 * if no bin has few rows; a new string. */
static char *
describe_missing (gsize n_asked, gsize n_bins, gsize n_small)
{
  if (n_small == 0)
    return g_strdup_printf (_ ("Bins with rows: %zu of %zu"), n_bins, n_asked);
  return g_strdup_printf (
      /* Translators: the numbers of bins with rows and of all bins, the
       * minimum of rows, and the number of bins with rows, but fewer. */
      _ ("Bins with rows: %zu of %zu; with fewer than %d: %zu"), n_bins,
      n_asked, LIMEN_CALIBRATION_FEW_ROWS, n_small);
}

/* "5 bins hold fewer than 10 rows"; a new string. */
static char *
describe_small (gsize n_small)
{
  return g_strdup_printf (ngettext ("%zu bin holds fewer than %d rows",
                                    "%zu bins hold fewer than %d rows",
                                    n_small),
                          n_small, LIMEN_CALIBRATION_FEW_ROWS);
}

/* The tooltip: why bins are missing, and which bins have few rows. A new
 * string. */
static char *
explain (gboolean has_missing, const LimenCalibrationBin *bins, gsize n_bins)
{
  const char *reason = _ ("Rows with equal scores share a bin.");
  g_autofree char *small
      = limen_calibration_describe_small_bins (bins, n_bins);

  if (small == NULL)
    return g_strdup (has_missing ? reason : "");
  return has_missing ? g_strdup_printf ("%s %s.", reason, small)
                     : g_strdup_printf ("%s.", small);
}

/* Shows a note if there are fewer bins than requested, as happens with bins of
 * equal mass, or if bins have few rows. `bins` is used during the call only.
 */
void
limen_bins_bar_set_bins (LimenBinsBar *self, const LimenCalibrationBin *bins,
                         gsize n_bins)
{
  gsize n_asked, n_small;
  gboolean has_missing;
  g_autofree char *text = NULL, *tooltip = NULL;

  g_return_if_fail (LIMEN_IS_BINS_BAR (self));

  n_asked = limen_session_get_calibration (self->session).n_bins;
  n_small = limen_calibration_count_small_bins (bins, n_bins);
  has_missing = n_bins > 0 && n_bins < n_asked;
  if (has_missing)
    text = describe_missing (n_asked, n_bins, n_small);
  else if (n_small > 0)
    text = describe_small (n_small);
  if (text != NULL)
    tooltip = explain (has_missing, bins, n_bins);
  gtk_label_set_label (GTK_LABEL (self->note), text != NULL ? text : "");
  gtk_widget_set_tooltip_text (self->note, tooltip);
}
