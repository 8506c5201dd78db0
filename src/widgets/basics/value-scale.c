/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "value-scale.h"

#include <math.h>

struct _LimenValueScale
{
  GtkScale parent_instance;

  gboolean is_updating; /* the program changes the value: no `moved` */
};

G_DEFINE_FINAL_TYPE (LimenValueScale, limen_value_scale, GTK_TYPE_SCALE)

enum
{
  MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
limen_value_scale_value_changed (GtkRange *range)
{
  if (!LIMEN_VALUE_SCALE (range)->is_updating)
    g_signal_emit (range, signals[MOVED], 0, gtk_range_get_value (range));
}

static void
limen_value_scale_class_init (LimenValueScaleClass *klass)
{
  GTK_RANGE_CLASS (klass)->value_changed = limen_value_scale_value_changed;

  signals[MOVED] = g_signal_new ("moved", LIMEN_TYPE_VALUE_SCALE,
                                 G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_DOUBLE);
}

static void
limen_value_scale_init (LimenValueScale *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

/* A new scale for the value of a figure, labelled and described by the figure.
 * The scale is a child widget of the figure, which must unparent it in dispose
 * and must not draw it. */
LimenValueScale *
limen_value_scale_new (GtkWidget *figure)
{
  LimenValueScale *self = g_object_new (LIMEN_TYPE_VALUE_SCALE, NULL);
  GtkAccessible *accessible = GTK_ACCESSIBLE (self);

  gtk_widget_set_parent (GTK_WIDGET (self), figure);
  gtk_accessible_update_relation (
      accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY, figure, NULL,
      GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, figure, NULL, -1);
  return self;
}

/* Clamps a number to finite values between which GTK can compute differences
 * without overflow; assistive tools cannot handle infinities. */
static double
make_finite (double value)
{
  return CLAMP (value, -G_MAXDOUBLE / 4, G_MAXDOUBLE / 4);
}

/* Sets the value, clamped to low..high; NaN shows `low`. `step` is that of an
 * arrow key. Assistive tools read `name` before the figure's name, and `text`
 * as the value. Does not emit `moved`. */
void
limen_value_scale_update (LimenValueScale *self, const char *name, double low,
                          double high, double step, double value,
                          const char *text)
{
  GtkAdjustment *adjustment;

  g_return_if_fail (LIMEN_IS_VALUE_SCALE (self));

  adjustment = gtk_range_get_adjustment (GTK_RANGE (self));
  self->is_updating = TRUE;
  gtk_adjustment_configure (adjustment,
                            make_finite (isnan (value) ? low : value),
                            make_finite (low), make_finite (high), step,
                            10 * step, 0);
  self->is_updating = FALSE;
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
      GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
}

/* Allocates the scale over the whole area of a figure of this size. */
void
limen_value_scale_allocate (LimenValueScale *self, int width, int height)
{
  GtkRequisition minimum;

  g_return_if_fail (LIMEN_IS_VALUE_SCALE (self));

  gtk_widget_get_preferred_size (GTK_WIDGET (self), &minimum, NULL);
  gtk_widget_size_allocate (GTK_WIDGET (self),
                            &(GtkAllocation){ 0, 0, MAX (width, minimum.width),
                                              MAX (height, minimum.height) },
                            -1);
}
