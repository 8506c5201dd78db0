#include "loss-histogram-view.h"

#include <math.h>

#include "screen-format.h"

struct _LimenLossHistogramView
{
  GtkWidget parent_instance;

  LimenLossCounts *counts; /* NULL: not there yet */
  LimenTheme theme;
  int selected;
  int hovered;
  gboolean has_focus;
};

enum
{
  PROP_0,
  PROP_SELECTED_BIN,
  PROP_THEME,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LimenLossHistogramView, limen_loss_histogram_view,
                     GTK_TYPE_WIDGET)

static LimenLossesFigure
get_figure (LimenLossHistogramView *self)
{
  LimenLossesFigure figure = { .x = { .high = NAN },
                               .mean = NAN,
                               .base_rate = NAN,
                               .message = "counting\342\200\246" };

  if (self->counts != NULL)
    figure = limen_loss_counts_get_losses (self->counts);
  figure.selected_bin = self->selected;
  figure.hovered_bin = self->hovered;
  figure.has_focus = self->has_focus;
  return figure;
}

static LimenRect
get_rect (LimenLossHistogramView *self)
{
  return (LimenRect){ 0, 0, gtk_widget_get_width (GTK_WIDGET (self)),
                      gtk_widget_get_height (GTK_WIDGET (self)) };
}

static double
get_weight (LimenLossHistogramView *self, int bin)
{
  if (self->counts == NULL || bin < 0 || bin >= LIMEN_LOSS_BARS)
    return 0;
  return self->counts->bins[bin].right + self->counts->bins[bin].wrong;
}

/* The bar at a point, however low it is; -1 where no row stands. */
static int
find_bin (LimenLossHistogramView *self, double x, double y)
{
  LimenLossesFigure figure = get_figure (self);
  int bin = (int) limen_figure_losses_get_bin (&figure, get_rect (self),
                                               &self->theme, x, y);

  return get_weight (self, bin) > 0 ? bin : -1;
}

/* The next bar with rows in it, from `bin` in either direction; `bin` itself
 * where there is none. */
static int
find_next (LimenLossHistogramView *self, int bin, int direction)
{
  for (int i = bin + direction; i >= 0 && i < LIMEN_LOSS_BARS; i += direction)
    if (get_weight (self, i) > 0)
      return i;
  return bin;
}

/* In words */

static char *
describe_bin (LimenLossHistogramView *self, int bin)
{
  const LimenLossBin *counts = &self->counts->bins[bin];
  g_autofree char *low
      = limen_screen_format_value (self->counts->edges[bin], 4);
  g_autofree char *high
      = limen_screen_format_value (self->counts->edges[bin + 1], 4);
  g_autofree char *right = limen_screen_format_count (counts->right);
  g_autofree char *wrong = limen_screen_format_count (counts->wrong);

  return g_strdup_printf ("loss %s \342\200\223 %s: %s decided rightly, %s "
                          "wrongly",
                          low, high, right, wrong);
}

static char *
describe (LimenLossHistogramView *self)
{
  const LimenLossSummary *summary;
  g_autofree char *mean = NULL, *base = NULL, *largest = NULL, *bin = NULL;

  if (self->counts == NULL)
    return g_strdup ("counting");
  if (self->counts->message != NULL)
    return g_strdup (self->counts->message);
  summary = &self->counts->summary;
  mean = limen_screen_format_value (summary->mean, 4);
  base = limen_screen_format_value (summary->base_rate, 4);
  largest = limen_screen_format_value (summary->largest, 4);
  bin = self->selected >= 0 ? describe_bin (self, self->selected) : NULL;
  return g_strdup_printf (
      "mean loss %s, that of the base rate %s, the largest of a row %s%s%s",
      mean, base, largest, bin != NULL ? "; chosen: " : "",
      bin != NULL ? bin : "");
}

static void
update_description (LimenLossHistogramView *self)
{
  g_autofree char *text = describe (self);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
}

/* Pointer and keys */

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y,
            LimenLossHistogramView *self)
{
  int bin = find_bin (self, x, y);

  gtk_widget_grab_focus (GTK_WIDGET (self));
  limen_loss_histogram_view_set_selected (self,
                                          bin == self->selected ? -1 : bin);
}

static void
set_hovered (LimenLossHistogramView *self, int bin)
{
  if (self->hovered == bin)
    return;
  self->hovered = bin;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self),
                                   bin >= 0 ? "pointer" : NULL);
  gtk_widget_trigger_tooltip_query (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y,
           LimenLossHistogramView *self)
{
  set_hovered (self, find_bin (self, x, y));
}

static void
leave_cb (GtkEventControllerMotion *controller, LimenLossHistogramView *self)
{
  set_hovered (self, -1);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code,
                GdkModifierType state, LimenLossHistogramView *self)
{
  int bin = self->selected;

  if (state & (GDK_ALT_MASK | GDK_CONTROL_MASK))
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      bin = find_next (self, bin < 0 ? LIMEN_LOSS_BARS : bin, -1);
      break;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      bin = find_next (self, bin, 1);
      break;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      bin = find_next (self, -1, 1);
      break;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      bin = find_next (self, LIMEN_LOSS_BARS, -1);
      break;
    case GDK_KEY_Escape:
      /* Closes the window, where nothing is chosen. */
      if (bin < 0)
        return GDK_EVENT_PROPAGATE;
      bin = -1;
      break;
    default:
      return GDK_EVENT_PROPAGATE;
    }
  limen_loss_histogram_view_set_selected (
      self, bin < LIMEN_LOSS_BARS ? bin : -1);
  return GDK_EVENT_STOP;
}

static void
focus_changed_cb (GtkEventControllerFocus *controller, GParamSpec *pspec,
                  LimenLossHistogramView *self)
{
  self->has_focus = gtk_event_controller_focus_is_focus (controller);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
limen_loss_histogram_view_query_tooltip (GtkWidget *widget, int x, int y,
                                         gboolean is_keyboard,
                                         GtkTooltip *tooltip)
{
  LimenLossHistogramView *self = LIMEN_LOSS_HISTOGRAM_VIEW (widget);
  int bin = is_keyboard ? self->selected : find_bin (self, x, y);
  g_autofree char *text = NULL;

  if (!(get_weight (self, bin) > 0))
    return FALSE;
  text = describe_bin (self, bin);
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

/* The widget */

static void
limen_loss_histogram_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LimenLossHistogramView *self = LIMEN_LOSS_HISTOGRAM_VIEW (widget);
  LimenLossesFigure figure = get_figure (self);
  LimenRect rect = get_rect (self);
  cairo_t *cr = gtk_snapshot_append_cairo (
      snapshot,
      &GRAPHENE_RECT_INIT (0, 0, (float) rect.width, (float) rect.height));

  limen_figure_losses_draw (cr, rect, &figure, &self->theme);
  cairo_destroy (cr);
}

static void
limen_loss_histogram_view_measure (GtkWidget *widget,
                                   GtkOrientation orientation, int for_size,
                                   int *minimum, int *natural,
                                   int *minimum_baseline,
                                   int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 220 : 120;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 640 : 210;
}

static void
set_theme (LimenLossHistogramView *self, LimenThemeVariant variant)
{
  self->theme = limen_theme_get (variant);
  self->theme.decimal_point = limen_screen_get_decimal_point ();
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
limen_loss_histogram_view_get_property (GObject *object, guint id,
                                        GValue *value, GParamSpec *pspec)
{
  LimenLossHistogramView *self = LIMEN_LOSS_HISTOGRAM_VIEW (object);

  if (id == PROP_SELECTED_BIN)
    g_value_set_int (value, self->selected);
  else if (id == PROP_THEME)
    g_value_set_uint (value, self->theme.variant);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
limen_loss_histogram_view_set_property (GObject *object, guint id,
                                        const GValue *value, GParamSpec *pspec)
{
  LimenLossHistogramView *self = LIMEN_LOSS_HISTOGRAM_VIEW (object);

  if (id == PROP_SELECTED_BIN)
    limen_loss_histogram_view_set_selected (self, g_value_get_int (value));
  else if (id == PROP_THEME)
    set_theme (self, (LimenThemeVariant) g_value_get_uint (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
limen_loss_histogram_view_finalize (GObject *object)
{
  g_free (LIMEN_LOSS_HISTOGRAM_VIEW (object)->counts);
  G_OBJECT_CLASS (limen_loss_histogram_view_parent_class)->finalize (object);
}

static void
limen_loss_histogram_view_class_init (LimenLossHistogramViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = limen_loss_histogram_view_get_property;
  object_class->set_property = limen_loss_histogram_view_set_property;
  object_class->finalize = limen_loss_histogram_view_finalize;
  widget_class->snapshot = limen_loss_histogram_view_snapshot;
  widget_class->measure = limen_loss_histogram_view_measure;
  widget_class->query_tooltip = limen_loss_histogram_view_query_tooltip;

  properties[PROP_SELECTED_BIN]
      = g_param_spec_int ("selected-bin", NULL, NULL, -1,
                          LIMEN_LOSS_BARS - 1, -1,
                          flags | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_THEME]
      = g_param_spec_uint ("theme", NULL, NULL, 0, LIMEN_THEME_CONTRAST_DARK,
                           LIMEN_THEME_LIGHT, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_accessible_role (widget_class,
                                        GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "figure");
}

static void
add_controllers (LimenLossHistogramView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect (key, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect (focus, "notify::is-focus", G_CALLBACK (focus_changed_cb),
                    self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, key);
  gtk_widget_add_controller (widget, focus);
}

static void
limen_loss_histogram_view_init (LimenLossHistogramView *self)
{
  self->selected = self->hovered = -1;
  set_theme (self, LIMEN_THEME_LIGHT);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  add_controllers (self);
  update_description (self);
}

/* Shows these counts, which are copied; nothing is selected then. */
void
limen_loss_histogram_view_set_counts (LimenLossHistogramView *self,
                                      const LimenLossCounts *counts)
{
  g_return_if_fail (LIMEN_IS_LOSS_HISTOGRAM_VIEW (self));

  limen_loss_histogram_view_set_selected (self, -1);
  g_free (self->counts);
  self->counts = g_memdup2 (counts, sizeof *counts);
  self->hovered = -1;
  update_description (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The bar that is chosen; -1: none. */
int
limen_loss_histogram_view_get_selected (LimenLossHistogramView *self)
{
  g_return_val_if_fail (LIMEN_IS_LOSS_HISTOGRAM_VIEW (self), -1);

  return self->selected;
}

/* Chooses a bar; none (-1) where no row stands in it. */
void
limen_loss_histogram_view_set_selected (LimenLossHistogramView *self, int bin)
{
  g_return_if_fail (LIMEN_IS_LOSS_HISTOGRAM_VIEW (self));

  if (!(get_weight (self, bin) > 0))
    bin = -1;
  if (self->selected == bin)
    return;
  self->selected = bin;
  update_description (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED_BIN]);
}

/* The losses [low, high) of the bar that is chosen, the last of which has no
 * end; both NaN where none is. */
void
limen_loss_histogram_view_get_range (LimenLossHistogramView *self, double *low,
                                     double *high)
{
  g_return_if_fail (LIMEN_IS_LOSS_HISTOGRAM_VIEW (self));

  *low = *high = NAN;
  if (self->selected < 0)
    return;
  *low = self->counts->edges[self->selected];
  *high = self->selected + 1 == LIMEN_LOSS_BARS
              ? (double) INFINITY
              : self->counts->edges[self->selected + 1];
}
