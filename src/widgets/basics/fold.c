/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fold.h"

struct _LimenFold
{
  GtkWidget parent_instance;

  GtkWidget *side;
  GtkWidget *content;
  int content_width; /* the side folds if it would leave the content less
                      * than this width, or than its minimum width */
  gboolean is_folded;
  gboolean is_side_visible; /* used only while folded */
  guint notify_id;
};

enum
{
  PROP_0,
  PROP_SIDE,
  PROP_CONTENT,
  PROP_CONTENT_WIDTH,
  PROP_FOLDED,
  PROP_SIDE_VISIBLE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LimenFold, limen_fold, GTK_TYPE_WIDGET)

static gboolean
is_side_shown (LimenFold *self)
{
  return self->side != NULL && (!self->is_folded || self->is_side_visible);
}

static void
limen_fold_measure (GtkWidget *widget, GtkOrientation orientation,
                    int for_size, int *minimum, int *natural,
                    int *minimum_baseline, int *natural_baseline)
{
  LimenFold *self = LIMEN_FOLD (widget);
  int side_minimum = 0, side_natural = 0;

  if (self->content != NULL)
    gtk_widget_measure (self->content, orientation, -1, minimum, natural, NULL,
                        NULL);
  if (self->side == NULL)
    return;

  gtk_widget_measure (self->side, orientation, -1, &side_minimum,
                      &side_natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural += side_natural;
  else
    {
      *minimum = MAX (*minimum, side_minimum);
      *natural = MAX (*natural, side_natural);
    }
}

/* Notifies in an idle handler, since properties must not change during
 * layout. */
static gboolean
notify_folded_cb (gpointer data)
{
  LimenFold *self = data;

  self->notify_id = 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
  return G_SOURCE_REMOVE;
}

static void
set_folded (LimenFold *self, gboolean is_folded)
{
  if (self->is_folded == is_folded)
    return;
  self->is_folded = is_folded;
  if (self->notify_id == 0)
    self->notify_id = g_idle_add (notify_folded_cb, self);
}

static void
limen_fold_size_allocate (GtkWidget *widget, int width, int height,
                          int baseline)
{
  LimenFold *self = LIMEN_FOLD (widget);
  int side_width = 0, content_minimum = 0;

  if (self->side != NULL)
    gtk_widget_measure (self->side, GTK_ORIENTATION_HORIZONTAL, -1, NULL,
                        &side_width, NULL, NULL);
  if (self->content != NULL)
    gtk_widget_measure (self->content, GTK_ORIENTATION_HORIZONTAL, -1,
                        &content_minimum, NULL, NULL, NULL);
  set_folded (self,
              width - side_width < MAX (self->content_width, content_minimum));
  if (self->side != NULL)
    {
      gtk_widget_set_child_visible (self->side, is_side_shown (self));
      if (is_side_shown (self))
        gtk_widget_size_allocate (
            self->side, &(GtkAllocation){ 0, 0, side_width, height }, -1);
    }
  if (self->is_folded)
    side_width = 0;
  if (self->content != NULL)
    gtk_widget_size_allocate (
        self->content,
        &(GtkAllocation){ side_width, 0, width - side_width, height }, -1);
}

/* Draws the side last, so that it lies on top where both overlap. */
static void
limen_fold_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LimenFold *self = LIMEN_FOLD (widget);

  if (self->content != NULL)
    gtk_widget_snapshot_child (widget, self->content, snapshot);
  if (is_side_shown (self))
    gtk_widget_snapshot_child (widget, self->side, snapshot);
}

static void
set_child (LimenFold *self, GtkWidget **child, GtkWidget *new_child)
{
  g_clear_pointer (child, gtk_widget_unparent);
  *child = new_child;
  if (new_child == NULL)
    return;
  /* The children are ordered side, content, for the Tab key. Picking goes from
   * last to first, so the side is inserted as the last child. */
  gtk_widget_insert_before (new_child, GTK_WIDGET (self),
                            child == &self->content ? self->side : NULL);
}

static void
limen_fold_get_property (GObject *object, guint id, GValue *value,
                         GParamSpec *pspec)
{
  LimenFold *self = LIMEN_FOLD (object);

  switch (id)
    {
    case PROP_SIDE:
      g_value_set_object (value, self->side);
      break;
    case PROP_CONTENT:
      g_value_set_object (value, self->content);
      break;
    case PROP_CONTENT_WIDTH:
      g_value_set_int (value, self->content_width);
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, self->is_folded);
      break;
    case PROP_SIDE_VISIBLE:
      g_value_set_boolean (value, self->is_side_visible);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
limen_fold_set_property (GObject *object, guint id, const GValue *value,
                         GParamSpec *pspec)
{
  LimenFold *self = LIMEN_FOLD (object);

  switch (id)
    {
    case PROP_SIDE:
      set_child (self, &self->side, g_value_get_object (value));
      break;
    case PROP_CONTENT:
      set_child (self, &self->content, g_value_get_object (value));
      break;
    case PROP_CONTENT_WIDTH:
      self->content_width = g_value_get_int (value);
      gtk_widget_queue_allocate (GTK_WIDGET (self));
      break;
    case PROP_SIDE_VISIBLE:
      limen_fold_set_side_visible (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
limen_fold_dispose (GObject *object)
{
  LimenFold *self = LIMEN_FOLD (object);

  g_clear_handle_id (&self->notify_id, g_source_remove);
  g_clear_pointer (&self->side, gtk_widget_unparent);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  G_OBJECT_CLASS (limen_fold_parent_class)->dispose (object);
}

static void
limen_fold_class_init (LimenFoldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = limen_fold_get_property;
  object_class->set_property = limen_fold_set_property;
  object_class->dispose = limen_fold_dispose;
  widget_class->measure = limen_fold_measure;
  widget_class->size_allocate = limen_fold_size_allocate;
  widget_class->snapshot = limen_fold_snapshot;

  properties[PROP_SIDE] = g_param_spec_object ("side", NULL, NULL,
                                               GTK_TYPE_WIDGET, flags);
  properties[PROP_CONTENT] = g_param_spec_object ("content", NULL, NULL,
                                                  GTK_TYPE_WIDGET, flags);
  properties[PROP_CONTENT_WIDTH] = g_param_spec_int (
      "content-width", NULL, NULL, 0, G_MAXINT, 750, flags);
  properties[PROP_FOLDED] = g_param_spec_boolean (
      "folded", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SIDE_VISIBLE] = g_param_spec_boolean (
      "side-visible", NULL, NULL, FALSE, flags | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_css_name (widget_class, "fold");
}

static void
limen_fold_init (LimenFold *self)
{
  self->content_width = 750;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/* Whether the side is folded, since the widget is too narrow for the side and
 * the content next to each other. */
gboolean
limen_fold_get_folded (LimenFold *self)
{
  g_return_val_if_fail (LIMEN_IS_FOLD (self), FALSE);

  return self->is_folded;
}

/* Shows the side over the content, or hides it, while it is folded. The choice
 * has no effect while the side is not folded, but is kept. */
void
limen_fold_set_side_visible (LimenFold *self, gboolean is_visible)
{
  g_return_if_fail (LIMEN_IS_FOLD (self));

  if (self->is_side_visible == is_visible)
    return;
  self->is_side_visible = is_visible;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIDE_VISIBLE]);
}
