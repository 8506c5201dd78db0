/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "confusion-cell.h"

#include <glib/gi18n.h>
#include <math.h>

#include "screen-format.h"

#define EDGE_WIDTH 5.0f

struct _LimenConfusionCell
{
  GtkWidget parent_instance;

  GtkWidget *title;
  GtkWidget *numbers;
  GtkWidget *count;
  GtkWidget *share;
  double fill; /* filled share of the width, 0..1 */
  GdkRGBA color;
  GdkRGBA tint;
};

enum
{
  PROP_0,
  PROP_TITLE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  ACTIVATE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimenConfusionCell, limen_confusion_cell, GTK_TYPE_WIDGET)

/* The area has a tint of the class's colour, so that text on it has enough
 * contrast; its edge has the full colour. */
static void
limen_confusion_cell_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LimenConfusionCell *self = LIMEN_CONFUSION_CELL (widget);
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);
  GskRoundedRect clip;

  gsk_rounded_rect_init_from_rect (
      &clip, &GRAPHENE_RECT_INIT (0, 0, width, height), 6);
  gtk_snapshot_push_rounded_clip (snapshot, &clip);
  gtk_snapshot_append_color (
      snapshot, &self->tint,
      &GRAPHENE_RECT_INIT (0, 0, (float) (self->fill * width), height));
  gtk_snapshot_append_color (snapshot, &self->color,
                             &GRAPHENE_RECT_INIT (0, 0, EDGE_WIDTH, height));
  gtk_snapshot_pop (snapshot);

  GTK_WIDGET_CLASS (limen_confusion_cell_parent_class)
      ->snapshot (widget, snapshot);
}

static void
limen_confusion_cell_get_property (GObject *object, guint id, GValue *value,
                                   GParamSpec *pspec)
{
  LimenConfusionCell *self = LIMEN_CONFUSION_CELL (object);

  if (id == PROP_TITLE)
    g_value_set_string (value, gtk_label_get_label (GTK_LABEL (self->title)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
limen_confusion_cell_set_property (GObject *object, guint id,
                                   const GValue *value, GParamSpec *pspec)
{
  LimenConfusionCell *self = LIMEN_CONFUSION_CELL (object);

  if (id == PROP_TITLE)
    gtk_label_set_label (GTK_LABEL (self->title), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
limen_confusion_cell_dispose (GObject *object)
{
  LimenConfusionCell *self = LIMEN_CONFUSION_CELL (object);

  g_clear_pointer (&self->title, gtk_widget_unparent);
  g_clear_pointer (&self->numbers, gtk_widget_unparent);
  G_OBJECT_CLASS (limen_confusion_cell_parent_class)->dispose (object);
}

static void
limen_confusion_cell_class_init (LimenConfusionCellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = limen_confusion_cell_get_property;
  object_class->set_property = limen_confusion_cell_set_property;
  object_class->dispose = limen_confusion_cell_dispose;
  widget_class->snapshot = limen_confusion_cell_snapshot;

  signals[ACTIVATE] = g_signal_new (
      "activate", LIMEN_TYPE_CONFUSION_CELL,
      G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION, 0, NULL, NULL, NULL, G_TYPE_NONE,
      0);
  gtk_widget_class_set_activate_signal (widget_class, signals[ACTIVATE]);
  properties[PROP_TITLE] = g_param_spec_string (
      "title", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/limen/Limen/ui/confusion-cell.ui");
  gtk_widget_class_bind_template_child (widget_class, LimenConfusionCell,
                                        title);
  gtk_widget_class_bind_template_child (widget_class, LimenConfusionCell,
                                        numbers);
  gtk_widget_class_bind_template_child (widget_class, LimenConfusionCell,
                                        count);
  gtk_widget_class_bind_template_child (widget_class, LimenConfusionCell,
                                        share);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "confusioncell");
  gtk_widget_class_set_accessible_role (widget_class,
                                        GTK_ACCESSIBLE_ROLE_CELL);
}

static void
limen_confusion_cell_init (LimenConfusionCell *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "pointer");
  g_signal_connect_swapped (click, "released",
                            G_CALLBACK (gtk_widget_activate), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_orientable_set_orientation (
      GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
      GTK_ORIENTATION_VERTICAL);
}

/* Shows a count of rows, its share of all rows as text, and its share of the
 * true class as a filled part of the cell. NaN, for undefined, is shown as a
 * dash or as nothing filled. */
void
limen_confusion_cell_set_value (LimenConfusionCell *self, double count,
                                double share_of_all, double share_of_class)
{
  g_autofree char *count_text = limen_screen_format_count (count);
  g_autofree char *share_text = limen_screen_format_share (share_of_all);
  g_autofree char *class_text = limen_screen_format_share (share_of_class);
  g_autofree char *tooltip = NULL;
  g_autofree char *name = NULL;

  g_return_if_fail (LIMEN_IS_CONFUSION_CELL (self));

  gtk_label_set_label (GTK_LABEL (self->count), count_text);
  gtk_label_set_label (GTK_LABEL (self->share), share_text);
  self->fill = isnan (share_of_class) ? 0 : share_of_class;
  tooltip
      /* Translators: two percentages. */
      = g_strdup_printf (_ ("%s of all rows, %s of its true class; click to "
                            "list its rows"),
                         share_text, class_text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tooltip);
  name = g_strdup_printf ("%s %s, %s",
                          gtk_label_get_label (GTK_LABEL (self->title)),
                          count_text, share_text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Sets the colour of the true class and the strength of its tint, 0..1. */
void
limen_confusion_cell_set_color (LimenConfusionCell *self, LimenColor color,
                                double strength)
{
  g_return_if_fail (LIMEN_IS_CONFUSION_CELL (self));

  self->color = (GdkRGBA){ (float) color.red, (float) color.green,
                           (float) color.blue, 1 };
  self->tint = self->color;
  self->tint.alpha = (float) strength;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
