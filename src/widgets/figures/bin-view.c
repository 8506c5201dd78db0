/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bin-view.h"

#include <glib/gi18n.h>

/* Result for keys that do not change the selection; -1 selects no bin. */
#define NO_CHANGE -2

typedef struct
{
  LimenValueScale *scale; /* 0: no bin selected; n: bin n - 1 */
  int selected, hovered;  /* -1: none */
  double pointer_x, pointer_y;
} LimenBinViewPrivate;

enum
{
  PROP_0,
  PROP_SELECTED_BIN,
  N_PROPS
};

enum
{
  BIN_ACTIVATED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (LimenBinView, limen_bin_view,
                                     LIMEN_TYPE_PLOT_VIEW)

static LimenBinViewPrivate *
get_private (LimenBinView *self)
{
  return limen_bin_view_get_instance_private (self);
}

static int
get_n_bins (LimenBinView *self)
{
  return LIMEN_BIN_VIEW_GET_CLASS (self)->get_n_bins (self);
}

static gboolean
has_rows (LimenBinView *self, int bin)
{
  return bin >= 0 && bin < get_n_bins (self)
         && LIMEN_BIN_VIEW_GET_CLASS (self)->has_rows (self, bin);
}

static int
find_bin (LimenBinView *self, double x, double y)
{
  int bin = LIMEN_BIN_VIEW_GET_CLASS (self)->find_bin (self, x, y);

  return has_rows (self, bin) ? bin : -1;
}

/* The next non-empty bin from `bin` in a direction; `bin` if there is none. */
static int
find_next (LimenBinView *self, int bin, int direction)
{
  int n_bins = get_n_bins (self);

  for (int i = bin + direction; i >= 0 && i < n_bins; i += direction)
    if (has_rows (self, i))
      return i;
  return bin;
}

/* Descriptions */

/* Converts lines of markup to a plain sentence; a new string. */
static char *
strip (const char *markup)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  pango_parse_markup (markup, -1, 0, NULL, &text, NULL, NULL);
  lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  return g_strjoinv (", ", lines);
}

static char *
describe (LimenBinView *self)
{
  LimenBinViewClass *klass = LIMEN_BIN_VIEW_GET_CLASS (self);
  int selected = get_private (self)->selected;
  g_autofree char *all = klass->describe (self);
  g_autofree char *markup = NULL, *chosen = NULL;

  if (!has_rows (self, selected))
    return g_steal_pointer (&all);
  markup = klass->describe_bin (self, selected);
  chosen = strip (markup);
  /* Translators: the description of a figure, and that of a bin. */
  return g_strdup_printf (_ ("%s; selected: %s"), all, chosen);
}

/* Shows the selected bin to assistive tools; 1 is the first bin. */
static void
update_scale (LimenBinView *self)
{
  LimenBinViewPrivate *priv = get_private (self);
  g_autofree char *markup = NULL, *text = NULL;

  if (has_rows (self, priv->selected))
    {
      markup = LIMEN_BIN_VIEW_GET_CLASS (self)->describe_bin (self,
                                                              priv->selected);
      text = strip (markup);
    }
  /* Translators: the name of a figure follows, for a screen reader. */
  limen_value_scale_update (priv->scale, _ ("Bin of"), 0, get_n_bins (self), 1,
                            priv->selected + 1,
                            text != NULL ? text : C_ ("bin", "none"));
}

/* Selects a bin on behalf of an assistive tool. */
static void
moved_cb (LimenValueScale *scale, double value, LimenBinView *self)
{
  limen_bin_view_set_selected (self, (int) value - 1);
  update_scale (self);
}

static gboolean
can_activate (LimenBinView *self)
{
  return g_signal_has_handler_pending (self, signals[BIN_ACTIVATED], 0, FALSE);
}

static void
update_readout (LimenBinView *self)
{
  LimenBinViewPrivate *priv = get_private (self);
  g_autofree char *lines = NULL, *markup = NULL;

  if (has_rows (self, priv->hovered))
    {
      lines = LIMEN_BIN_VIEW_GET_CLASS (self)->describe_bin (self,
                                                             priv->hovered);
      markup = can_activate (self)
                   ? g_strdup_printf ("%s\n<small>%s</small>", lines,
                                      _ ("double-click to list its rows"))
                   : g_strdup (lines);
    }
  limen_plot_view_show_readout (LIMEN_PLOT_VIEW (self), markup,
                                priv->pointer_x, priv->pointer_y);
}

/* Pointer and keys */

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y,
           LimenBinView *self)
{
  LimenBinViewPrivate *priv = get_private (self);

  priv->hovered = find_bin (self, x, y);
  priv->pointer_x = x;
  priv->pointer_y = y;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self),
                                   priv->hovered >= 0 ? "pointer" : NULL);
  update_readout (self);
}

static void
leave_cb (GtkEventControllerMotion *controller, LimenBinView *self)
{
  get_private (self)->hovered = -1;
  update_readout (self);
}

static void
activate (LimenBinView *self, int bin)
{
  limen_bin_view_set_selected (self, bin);
  g_signal_emit (self, signals[BIN_ACTIVATED], 0, bin);
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y,
            LimenBinView *self)
{
  guint button = gtk_gesture_single_get_current_button (
      GTK_GESTURE_SINGLE (gesture));
  int selected = get_private (self)->selected;
  int bin = find_bin (self, x, y);

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (button > GDK_BUTTON_PRIMARY && button != GDK_BUTTON_SECONDARY)
    return;
  if (bin >= 0 && (n_press == 2 || button == GDK_BUTTON_SECONDARY))
    activate (self, bin);
  else if (n_press == 1)
    limen_bin_view_set_selected (self, bin == selected ? -1 : bin);
}

/* The bin that a key goes to, or NO_CHANGE. */
static int
find_bin_of_key (LimenBinView *self, guint key)
{
  int selected = get_private (self)->selected;
  int n_bins = get_n_bins (self);

  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      return find_next (self, selected < 0 ? n_bins : selected, -1);
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      return find_next (self, selected, 1);
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      return find_next (self, -1, 1);
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      return find_next (self, n_bins, -1);
    case GDK_KEY_Escape:
      /* With nothing selected, Escape is left to the window. */
      return selected < 0 ? NO_CHANGE : -1;
    default:
      return NO_CHANGE;
    }
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code,
                GdkModifierType state, LimenBinView *self)
{
  int selected = get_private (self)->selected;
  int bin = find_bin_of_key (self, key);
  gboolean is_enter = key == GDK_KEY_Return || key == GDK_KEY_KP_Enter;

  if (state & (GDK_ALT_MASK | GDK_CONTROL_MASK))
    return GDK_EVENT_PROPAGATE;
  if (is_enter && selected >= 0 && can_activate (self))
    activate (self, selected);
  else if (bin == NO_CHANGE)
    return GDK_EVENT_PROPAGATE;
  else
    limen_bin_view_set_selected (self, bin);
  return GDK_EVENT_STOP;
}

/* The widget */

static void
limen_bin_view_get_property (GObject *object, guint id, GValue *value,
                             GParamSpec *pspec)
{
  if (id == PROP_SELECTED_BIN)
    g_value_set_int (value,
                     limen_bin_view_get_selected (LIMEN_BIN_VIEW (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
limen_bin_view_set_property (GObject *object, guint id, const GValue *value,
                             GParamSpec *pspec)
{
  if (id == PROP_SELECTED_BIN)
    limen_bin_view_set_selected (LIMEN_BIN_VIEW (object),
                                 g_value_get_int (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

/* The vfuncs that describe the bins work only after construction. */
static void
limen_bin_view_constructed (GObject *object)
{
  G_OBJECT_CLASS (limen_bin_view_parent_class)->constructed (object);
  limen_bin_view_update (LIMEN_BIN_VIEW (object));
}

static void
limen_bin_view_class_init (LimenBinViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = limen_bin_view_constructed;
  object_class->get_property = limen_bin_view_get_property;
  object_class->set_property = limen_bin_view_set_property;

  signals[BIN_ACTIVATED] = g_signal_new (
      "bin-activated", LIMEN_TYPE_BIN_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
      NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  properties[PROP_SELECTED_BIN] = g_param_spec_int (
      "selected-bin", NULL, NULL, -1, G_MAXINT, -1,
      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
limen_bin_view_init (LimenBinView *self)
{
  LimenBinViewPrivate *priv = get_private (self);
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  priv->selected = priv->hovered = -1;
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect (key, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (widget, motion);
  priv->scale = limen_plot_view_add_scale (LIMEN_PLOT_VIEW (self), key);
  g_signal_connect (priv->scale, "moved", G_CALLBACK (moved_cb), self);
}

/* The selected bin; -1: none. */
int
limen_bin_view_get_selected (LimenBinView *self)
{
  g_return_val_if_fail (LIMEN_IS_BIN_VIEW (self), -1);

  return get_private (self)->selected;
}

/* The bin under the pointer; -1: none. */
int
limen_bin_view_get_hovered (LimenBinView *self)
{
  g_return_val_if_fail (LIMEN_IS_BIN_VIEW (self), -1);

  return get_private (self)->hovered;
}

/* Selects a bin; an empty bin selects none (-1). */
void
limen_bin_view_set_selected (LimenBinView *self, int bin)
{
  LimenBinViewPrivate *priv = get_private (self);

  g_return_if_fail (LIMEN_IS_BIN_VIEW (self));

  if (!has_rows (self, bin))
    bin = -1;
  if (priv->selected == bin)
    return;
  priv->selected = bin;
  limen_bin_view_update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED_BIN]);
}

/* Clears selection and hover; call before the bins change. */
void
limen_bin_view_reset (LimenBinView *self)
{
  g_return_if_fail (LIMEN_IS_BIN_VIEW (self));

  get_private (self)->hovered = -1;
  limen_bin_view_set_selected (self, -1);
  update_readout (self);
}

/* Redraws the figure and updates its descriptions. */
void
limen_bin_view_update (LimenBinView *self)
{
  g_autofree char *text = NULL;

  g_return_if_fail (LIMEN_IS_BIN_VIEW (self));

  text = describe (self);
  limen_plot_view_describe (LIMEN_PLOT_VIEW (self), text);
  update_scale (self);
  update_readout (self);
}
