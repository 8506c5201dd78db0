#include "reliability-view.h"

#include <math.h>

#include "readout.h"
#include "screen-format.h"

struct _LimenReliabilityView
{
  GtkWidget parent_instance;

  LimenCalibrationBin *bins;
  double *low, *high; /* NULL: no intervals */
  gsize n_bins;
  double ece;
  double *edges;
  LimenHistogramBin *counts;
  gsize n_counts;
  char *negative_name, *positive_name;
  char *message; /* why there are no bins */
  double threshold;
  char *line_label;
  LimenTheme theme;
  int selected, hovered;
  gboolean has_focus;
  GtkWidget *readout;
  double pointer_x, pointer_y;
};

enum
{
  PROP_0,
  PROP_SELECTED_BIN,
  PROP_THEME,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LimenReliabilityView, limen_reliability_view,
                     GTK_TYPE_WIDGET)

static LimenReliabilityFigure
get_figure (LimenReliabilityView *self)
{
  return (LimenReliabilityFigure) {
    .bins = self->bins,
    .low = self->low,
    .high = self->high,
    .n_bins = self->n_bins,
    .edges = self->edges,
    .counts = self->counts,
    .n_counts = self->n_counts,
    .negative_name = self->negative_name,
    .positive_name = self->positive_name,
    .threshold = self->threshold,
    .line_label = self->line_label,
    .ece = self->ece,
    .hovered_bin = self->hovered,
    .selected_bin = self->selected,
    .has_focus = self->has_focus,
    .has_legend = TRUE,
    .message = self->message,
  };
}

static LimenRect
get_rect (LimenReliabilityView *self)
{
  return (LimenRect) { 0, 0, gtk_widget_get_width (GTK_WIDGET (self)),
                       gtk_widget_get_height (GTK_WIDGET (self)) };
}

static gboolean
has_rows (LimenReliabilityView *self, int bin)
{
  return bin >= 0 && (gsize) bin < self->n_bins && self->bins[bin].weight > 0;
}

/* The bin above or below a point; -1 where no row stands. */
static int
find_bin (LimenReliabilityView *self, double x, double y)
{
  LimenReliabilityFigure figure = get_figure (self);
  int bin = (int) limen_figure_reliability_get_bin (&figure, get_rect (self),
                                                    &self->theme, x, y);

  return has_rows (self, bin) ? bin : -1;
}

/* The next bin with rows in it, from `bin` in either direction; `bin` itself
 * where there is none. */
static int
find_next (LimenReliabilityView *self, int bin, int direction)
{
  for (int i = bin + direction; i >= 0 && i < (int) self->n_bins;
       i += direction)
    if (has_rows (self, i))
      return i;
  return bin;
}

/* In words */

/* A bin, with `open` and `close` around each value. */
static char *
describe_bin (LimenReliabilityView *self, int bin, const char *open,
              const char *close, const char *separator)
{
  const LimenCalibrationBin *counts = &self->bins[bin];
  g_autofree char *low = limen_screen_format_value (counts->low, 3);
  g_autofree char *high = limen_screen_format_value (counts->high, 3);
  g_autofree char *rows = limen_screen_format_count (counts->weight);
  g_autofree char *mean = limen_screen_format_value (counts->mean_score, 3);
  g_autofree char *share = limen_screen_format_value (counts->frequency, 3);
  GString *text = g_string_new (NULL);

  g_string_append_printf (
      text,
      "%s \342\200\223 %s%srows  %s%s%s%smean probability  %s%s%s"
      "%spositive  %s%s%s",
      low, high, separator, open, rows, close, separator, open, mean, close,
      separator, open, share, close);
  if (self->low != NULL && !isnan (self->low[bin]))
    {
      g_autofree char *least = limen_screen_format_value (self->low[bin], 3);
      g_autofree char *most = limen_screen_format_value (self->high[bin], 3);

      g_string_append_printf (text,
                              "%s95%s%% interval  %s%s \342\200\223 %s%s",
                              separator, "\342\200\257", open, least, most,
                              close);
    }
  return g_string_free (text, FALSE);
}

static char *
describe (LimenReliabilityView *self)
{
  g_autofree char *ece = limen_screen_format_value (self->ece, 3);
  g_autofree char *bin = NULL;
  gsize n_full = 0;

  for (gsize i = 0; i < self->n_bins; i++)
    n_full += has_rows (self, (int) i);
  if (n_full == 0)
    return g_strdup (self->message != NULL ? self->message : "no rows");
  if (has_rows (self, self->selected))
    bin = describe_bin (self, self->selected, "", "", ", ");
  return g_strdup_printf (
      "%" G_GSIZE_FORMAT " bins with rows, expected calibration error %s%s%s",
      n_full, ece, bin != NULL ? "; chosen: " : "", bin != NULL ? bin : "");
}

static void
update_description (LimenReliabilityView *self)
{
  g_autofree char *text = describe (self);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
}

static void
update (LimenReliabilityView *self)
{
  update_description (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Pointer and keys */

static void
set_hovered (LimenReliabilityView *self, int bin)
{
  g_autofree char *markup
      = bin >= 0 ? describe_bin (self, bin, "<b>", "</b>", "\n") : NULL;

  self->hovered = bin;
  limen_readout_show (self->readout, markup);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y,
           LimenReliabilityView *self)
{
  self->pointer_x = x;
  self->pointer_y = y;
  set_hovered (self, find_bin (self, x, y));
}

static void
leave_cb (GtkEventControllerMotion *controller, LimenReliabilityView *self)
{
  set_hovered (self, -1);
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y,
            LimenReliabilityView *self)
{
  int bin = find_bin (self, x, y);

  gtk_widget_grab_focus (GTK_WIDGET (self));
  limen_reliability_view_set_selected (self, bin == self->selected ? -1 : bin);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code,
                GdkModifierType state, LimenReliabilityView *self)
{
  int n_bins = (int) self->n_bins, bin = self->selected;

  if (state & (GDK_ALT_MASK | GDK_CONTROL_MASK))
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      bin = find_next (self, bin < 0 ? n_bins : bin, -1);
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
      bin = find_next (self, n_bins, -1);
      break;
    case GDK_KEY_Escape:
      if (bin < 0)
        return GDK_EVENT_PROPAGATE;
      bin = -1;
      break;
    default:
      return GDK_EVENT_PROPAGATE;
    }
  limen_reliability_view_set_selected (self, bin);
  return GDK_EVENT_STOP;
}

static void
focus_changed_cb (GtkEventControllerFocus *controller, GParamSpec *pspec,
                  LimenReliabilityView *self)
{
  self->has_focus = gtk_event_controller_focus_is_focus (controller);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The widget */

static void
limen_reliability_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LimenReliabilityView *self = LIMEN_RELIABILITY_VIEW (widget);
  LimenReliabilityFigure figure = get_figure (self);
  LimenRect rect = get_rect (self);
  cairo_t *cr = gtk_snapshot_append_cairo (
      snapshot,
      &GRAPHENE_RECT_INIT (0, 0, (float) rect.width, (float) rect.height));

  limen_figure_reliability_draw (cr, rect, &figure, &self->theme);
  cairo_destroy (cr);
  if (gtk_widget_get_visible (self->readout))
    gtk_widget_snapshot_child (widget, self->readout, snapshot);
}

static void
limen_reliability_view_size_allocate (GtkWidget *widget, int width,
                                      int height, int baseline)
{
  LimenReliabilityView *self = LIMEN_RELIABILITY_VIEW (widget);

  limen_readout_allocate (self->readout, width, height, self->pointer_x,
                          self->pointer_y);
}

static void
limen_reliability_view_measure (GtkWidget *widget, GtkOrientation orientation,
                                int for_size, int *minimum, int *natural,
                                int *minimum_baseline, int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 220 : 150;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 640 : 400;
}

static void
set_theme (LimenReliabilityView *self, LimenThemeVariant variant)
{
  self->theme = limen_theme_get (variant);
  self->theme.decimal_point = limen_screen_get_decimal_point ();
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
limen_reliability_view_get_property (GObject *object, guint id, GValue *value,
                                     GParamSpec *pspec)
{
  LimenReliabilityView *self = LIMEN_RELIABILITY_VIEW (object);

  if (id == PROP_SELECTED_BIN)
    g_value_set_int (value, self->selected);
  else if (id == PROP_THEME)
    g_value_set_uint (value, self->theme.variant);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
limen_reliability_view_set_property (GObject *object, guint id,
                                     const GValue *value, GParamSpec *pspec)
{
  LimenReliabilityView *self = LIMEN_RELIABILITY_VIEW (object);

  if (id == PROP_SELECTED_BIN)
    limen_reliability_view_set_selected (self, g_value_get_int (value));
  else if (id == PROP_THEME)
    set_theme (self, (LimenThemeVariant) g_value_get_uint (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
limen_reliability_view_dispose (GObject *object)
{
  LimenReliabilityView *self = LIMEN_RELIABILITY_VIEW (object);

  g_clear_pointer (&self->readout, gtk_widget_unparent);
  G_OBJECT_CLASS (limen_reliability_view_parent_class)->dispose (object);
}

static void
limen_reliability_view_finalize (GObject *object)
{
  LimenReliabilityView *self = LIMEN_RELIABILITY_VIEW (object);

  g_free (self->bins);
  g_free (self->low);
  g_free (self->high);
  g_free (self->edges);
  g_free (self->counts);
  g_free (self->negative_name);
  g_free (self->positive_name);
  g_free (self->message);
  g_free (self->line_label);
  G_OBJECT_CLASS (limen_reliability_view_parent_class)->finalize (object);
}

static void
limen_reliability_view_class_init (LimenReliabilityViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = limen_reliability_view_get_property;
  object_class->set_property = limen_reliability_view_set_property;
  object_class->dispose = limen_reliability_view_dispose;
  object_class->finalize = limen_reliability_view_finalize;
  widget_class->snapshot = limen_reliability_view_snapshot;
  widget_class->measure = limen_reliability_view_measure;
  widget_class->size_allocate = limen_reliability_view_size_allocate;

  properties[PROP_SELECTED_BIN]
      = g_param_spec_int ("selected-bin", NULL, NULL, -1, G_MAXINT, -1,
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
add_controllers (LimenReliabilityView *self)
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
limen_reliability_view_init (LimenReliabilityView *self)
{
  self->selected = self->hovered = -1;
  self->threshold = self->ece = NAN;
  set_theme (self, LIMEN_THEME_LIGHT);
  self->readout = limen_readout_new (GTK_WIDGET (self));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Reliability diagram", -1);
  add_controllers (self);
  update_description (self);
}

static double *
copy_numbers (const double *numbers, gsize n)
{
  return numbers != NULL ? g_memdup2 (numbers, n * sizeof *numbers) : NULL;
}

/* Shows these bins, with the ends of an interval around each frequency, or
 * NULL for none; copied. `ece` is the expected calibration error, NaN for none.
 * Nothing is selected then. */
void
limen_reliability_view_set_bins (LimenReliabilityView *self,
                                 const LimenCalibrationBin *bins,
                                 const double *low, const double *high,
                                 gsize n_bins, double ece)
{
  g_return_if_fail (LIMEN_IS_RELIABILITY_VIEW (self));
  g_return_if_fail ((low == NULL) == (high == NULL));

  limen_reliability_view_set_selected (self, -1);
  g_free (self->bins);
  g_free (self->low);
  g_free (self->high);
  self->bins = g_memdup2 (bins, n_bins * sizeof *bins);
  self->low = copy_numbers (low, n_bins);
  self->high = copy_numbers (high, n_bins);
  self->n_bins = n_bins;
  self->ece = ece;
  set_hovered (self, -1);
  update (self);
}

/* Shows this histogram, over n_counts + 1 probabilities, below; copied. */
void
limen_reliability_view_set_counts (LimenReliabilityView *self,
                                   const double *edges,
                                   const LimenHistogramBin *counts,
                                   gsize n_counts)
{
  g_return_if_fail (LIMEN_IS_RELIABILITY_VIEW (self));

  g_free (self->edges);
  g_free (self->counts);
  self->edges = n_counts > 0 ? copy_numbers (edges, n_counts + 1) : NULL;
  self->counts = g_memdup2 (counts, n_counts * sizeof *counts);
  self->n_counts = n_counts;
  update (self);
}

/* The names of the true classes, for the legend; copied. */
void
limen_reliability_view_set_class_names (LimenReliabilityView *self,
                                        const char *negative,
                                        const char *positive)
{
  g_return_if_fail (LIMEN_IS_RELIABILITY_VIEW (self));

  g_free (self->negative_name);
  g_free (self->positive_name);
  self->negative_name = g_strdup (negative);
  self->positive_name = g_strdup (positive);
  update (self);
}

/* Why there are no bins, said in their place; copied. */
void
limen_reliability_view_set_message (LimenReliabilityView *self,
                                    const char *message)
{
  g_return_if_fail (LIMEN_IS_RELIABILITY_VIEW (self));

  g_free (self->message);
  self->message = g_strdup (message);
  update (self);
}

/* Where a line stands through both parts; NaN: none. */
void
limen_reliability_view_set_threshold (LimenReliabilityView *self,
                                      double probability)
{
  g_return_if_fail (LIMEN_IS_RELIABILITY_VIEW (self));

  g_free (self->line_label);
  self->threshold = probability;
  self->line_label = limen_screen_format_value (probability, 3);
  update (self);
}

/* The bin that is chosen; -1: none. */
int
limen_reliability_view_get_selected (LimenReliabilityView *self)
{
  g_return_val_if_fail (LIMEN_IS_RELIABILITY_VIEW (self), -1);

  return self->selected;
}

/* Chooses a bin; none (-1) where no row stands in it. */
void
limen_reliability_view_set_selected (LimenReliabilityView *self, int bin)
{
  g_return_if_fail (LIMEN_IS_RELIABILITY_VIEW (self));

  if (!has_rows (self, bin))
    bin = -1;
  if (self->selected == bin)
    return;
  self->selected = bin;
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED_BIN]);
}
