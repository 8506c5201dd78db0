/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figures-panel-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "bands.h"
#include "figure-list.h"
#include "figure-words.h"
#include "screen-format.h"
#include "template.h"

/* Zoom factor of one key press. */
#define KEY_ZOOM 1.5

enum
{
  PROP_0,
  PROP_FIGURE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LimenFiguresPanel, limen_figures_panel, GTK_TYPE_WIDGET)

/* While there is a grey zone, shows a note that the figures below the
 * histogram use the upper threshold alone: the metrics in the threshold panel
 * are those of the decided rows. */
static void
update_zone_note (LimenFiguresPanel *self, const char *threshold)
{
  g_autofree char *note = g_strdup_printf (
      _ ("The figures below the histogram use the threshold %s alone, without "
         "the grey zone"),
      threshold);

  gtk_label_set_label (GTK_LABEL (self->zone_note), note);
  gtk_widget_set_visible (self->zone_note,
                          limen_session_has_zone (self->session));
}

static void
threshold_changed_cb (LimenSession *session, GParamSpec *pspec,
                      LimenFiguresPanel *self)
{
  LimenObjective view;
  g_autofree char *threshold = NULL, *histogram = NULL, *curves = NULL;

  if (limen_session_get_class (session) == NULL)
    return;

  threshold = limen_screen_format_threshold (
      limen_session_reverse (session, limen_session_get_threshold (session)));
  view = limen_session_get_view (session);
  limen_curve_legend_set_confusion (
      self->legend, limen_session_get_confusion (session), &view);
  histogram = limen_figure_words_new_of_histogram (session, threshold);
  curves = limen_figure_words_new_of_curves (session, threshold);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->histogram),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  histogram, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->curves),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, curves,
                                  -1);
  update_zone_note (self, threshold);
}

static void
zone_changed_cb (LimenSession *session, GParamSpec *pspec,
                 LimenFiguresPanel *self)
{
  gtk_label_set_label (GTK_LABEL (self->legend_note),
                       limen_session_has_zone (session)
                           /* Translators: colours of the histogram. */
                           ? _ ("pale: negative, shaded: referred")
                           /* Translators: a colour of the histogram. */
                           : _ ("pale: predicted negative"));
  threshold_changed_cb (session, NULL, self);
}

static void
costs_changed_cb (LimenSession *session, LimenFiguresPanel *self)
{
  threshold_changed_cb (session, NULL, self);
}

/* Stores the threshold of a cutoff, and the lower one of its grey zone;
 * returns their number. */
static guint
fill_thresholds (LimenFiguresPanel *self, LimenCutoff *cutoff,
                 double thresholds[2])
{
  LimenResolvedCutoff resolved;

  if (!limen_session_resolve_cutoff (self->session, cutoff, &resolved))
    return 0;
  thresholds[0] = resolved.threshold;
  thresholds[1] = resolved.refer_from;
  return isnan (resolved.refer_from) ? 1 : 2;
}

/* Draws a named line for each ticked cutoff. */
static void
update_marks (LimenFiguresPanel *self)
{
  LimenCutoffStore *store = limen_session_get_cutoffs (self->session);
  LimenAxisMark marks[LIMEN_CUTOFF_STORE_MAX_TICKED];
  gsize n = 0;

  for (guint i = 0; i < LIMEN_CUTOFF_STORE_MAX_TICKED; i++)
    {
      LimenCutoff *cutoff = limen_cutoff_store_get_ticked (store, i);
      LimenResolvedCutoff resolved;

      if (cutoff == NULL
          || !limen_session_resolve_cutoff (self->session, cutoff, &resolved))
        continue;
      marks[n].threshold = resolved.threshold;
      marks[n++].name = limen_cutoff_get_name (cutoff);
    }
  limen_figure_view_set_marks (LIMEN_FIGURE_VIEW (self->histogram), marks, n);
  for (guint i = 0; i < self->feeds->len; i++)
    limen_figure_feed_set_marks (g_ptr_array_index (self->feeds, i), marks, n);
}

/* Marks the thresholds of all pinned cutoffs that apply to the current class.
 */
static void
update_pinned (LimenFiguresPanel *self)
{
  GListModel *cutoffs
      = G_LIST_MODEL (limen_session_get_cutoffs (self->session));
  guint n = g_list_model_get_n_items (cutoffs);
  g_autofree double *thresholds = g_new (double, 2 * n + 1);
  guint n_shown = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LimenCutoff) cutoff = g_list_model_get_item (cutoffs, i);

      n_shown += fill_thresholds (self, cutoff, &thresholds[n_shown]);
    }
  limen_figure_view_set_pinned (LIMEN_FIGURE_VIEW (self->histogram),
                                thresholds, n_shown);
  for (guint i = 0; i < self->feeds->len; i++)
    limen_figure_feed_set_pinned (g_ptr_array_index (self->feeds, i),
                                  thresholds, n_shown);
}

/* Choice of figure */

static void
page_changed_cb (GtkNotebook *tabs, GParamSpec *pspec, LimenFiguresPanel *self)
{
  if (self->figures != NULL)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FIGURE]);
}

static void
matrix_cell_cb (LimenMatrixPanel *panel, guint label, guint decision,
                LimenFiguresPanel *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.rows-decided",
                              "(uu)", label, decision);
}

static void
class_changed_cb (LimenSession *session, LimenFiguresPanel *self)
{
  if (limen_session_get_class (session) == NULL)
    return;
  limen_figures_panel_name_classes (self, limen_session_get_class (session));
  update_pinned (self);
  update_marks (self);
  threshold_changed_cb (session, NULL, self);
}

/* Says in the legend what the bands are, also before they are computed. */
static void
update_bands_note (LimenFiguresPanel *self)
{
  const LimenBootstrap plan = limen_session_get_bootstrap (self->session);
  g_autoptr (LimenBands) bands = limen_bands_new (plan.confidence);
  g_autofree char *note
      = limen_bands_describe (bands, limen_screen_get_decimal_point ());

  gboolean has_bands = limen_session_has_intervals (self->session);

  limen_curve_legend_set_note (self->legend,
                               has_bands && !self->is_narrow ? note : NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->legend),
                               has_bands ? note : NULL);
}

/* Sets whether the panel has little room, so that what the legend says about
 * bands is in its tooltip alone. */
void
limen_figures_panel_set_narrow (LimenFiguresPanel *self, gboolean is_narrow)
{
  g_return_if_fail (LIMEN_IS_FIGURES_PANEL (self));

  self->is_narrow = is_narrow;
  if (self->session != NULL)
    update_bands_note (self);
}

static void
metrics_changed_cb (LimenCurveLegend *legend, GParamSpec *pspec,
                    LimenFiguresPanel *self)
{
  g_auto (GStrv) metrics = limen_curve_legend_get_metrics (legend);

  if (self->session != NULL)
    limen_session_set_curves (self->session, (const char **) metrics);
}

static void
optimum_changed_cb (LimenSession *session, LimenFiguresPanel *self)
{
  const LimenOptimum *optimum = limen_session_get_optimum (session);
  gboolean has_band = optimum != NULL && optimum->status == LIMEN_OPTIMUM_FOUND
                      && !limen_session_has_zone (session);
  double low = has_band ? optimum->positive_from.low : NAN;
  double high = has_band ? optimum->positive_from.high : NAN;

  limen_figure_view_set_band (LIMEN_FIGURE_VIEW (self->histogram), low, high);
  for (guint i = 0; i < self->feeds->len; i++)
    limen_figure_feed_set_band (g_ptr_array_index (self->feeds, i), low, high);
}

/* Help */

static void
help_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LimenFiguresPanel *self = LIMEN_FIGURES_PANEL (widget);
  g_autofree char *key
      = g_strconcat ("figure/", limen_figures_panel_get_figure (self), NULL);

  gtk_widget_activate_action (widget, "win.help-figures", "s", key);
}

static void
limen_figures_panel_get_property (GObject *object, guint id, GValue *value,
                                  GParamSpec *pspec)
{
  if (id == PROP_FIGURE)
    g_value_set_string (value, limen_figures_panel_get_figure (
                                   LIMEN_FIGURES_PANEL (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
limen_figures_panel_set_property (GObject *object, guint id,
                                  const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_FIGURE)
    limen_figure_tabs_show_figure (LIMEN_FIGURES_PANEL (object)->figures,
                                   g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
limen_figures_panel_dispose (GObject *object)
{
  LimenFiguresPanel *self = LIMEN_FIGURES_PANEL (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->figures);
  g_clear_pointer (&self->feeds, g_ptr_array_unref);
  if (self->feed != NULL)
    g_object_run_dispose (G_OBJECT (self->feed));
  g_clear_object (&self->feed);
  g_clear_object (&self->histogram_section);
  g_clear_object (&self->fitted);
  G_OBJECT_CLASS (limen_figures_panel_parent_class)->dispose (object);
}

static void
limen_figures_panel_class_init (LimenFiguresPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = limen_figures_panel_get_property;
  G_OBJECT_CLASS (klass)->set_property = limen_figures_panel_set_property;
  G_OBJECT_CLASS (klass)->dispose = limen_figures_panel_dispose;
  properties[PROP_FIGURE] = g_param_spec_string (
      "figure", NULL, NULL, "threshold-curves",
      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS,
                                     properties);
  g_type_ensure (LIMEN_TYPE_HISTOGRAM_VIEW);
  g_type_ensure (LIMEN_TYPE_CURVES_VIEW);
  g_type_ensure (LIMEN_TYPE_CURVE_LEGEND);
  g_type_ensure (LIMEN_TYPE_MATRIX_PANEL);
  g_type_ensure (LIMEN_TYPE_PREVALENCE_BADGE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/limen/Limen/ui/figures-panel.ui");
  LIMEN_BIND_CHILDREN (
      widget_class, LimenFiguresPanel, box, decisions_note, histogram_header,
      histogram_place, figure_menu, negative_swatch, positive_swatch,
      negative_name, positive_name, legend_note, preview_note, zone_note,
      badge, fit_chip, fit_label, zoom_chip, zoom_label, test_chip, test_label, view_button, bins,
      bins_error_label, stacked, density, log_y, logit_axis, histogram, curves,
      curves_page, legend, tabs, all_button, matrix);
  gtk_widget_class_install_action (widget_class, "figures.help", NULL,
                                   help_action);
  gtk_widget_class_install_property_action (widget_class, "figures.show",
                                            "figure");
  gtk_widget_class_bind_template_callback (widget_class, matrix_cell_cb);
  gtk_widget_class_bind_template_callback (widget_class, metrics_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, page_changed_cb);
  limen_figures_panel_bind_histogram (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
add_figures (LimenFiguresPanel *self)
{
  self->figures = limen_figure_tabs_new (self->tabs, self->curves_page,
                                         GTK_WIDGET (self->matrix));
  self->feed = limen_figure_feed_new (&limen_threshold_curves_figure,
                                      GTK_WIDGET (self->curves), NULL);
  self->feeds = g_ptr_array_new ();
  g_ptr_array_add (self->feeds, self->feed);
  limen_figure_tabs_add_feeds (self->figures, self->feeds);
  gtk_menu_button_set_menu_model (self->all_button,
                                  limen_figure_tabs_get_menu (self->figures));
}

static void
limen_figures_panel_init (LimenFiguresPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_figures (self);
  self->theme = limen_theme_get (LIMEN_THEME_LIGHT);
  limen_figures_panel_init_histogram (self);
}

/* Follows a session, which must outlive the panel; call it once. */
void
limen_figures_panel_set_session (LimenFiguresPanel *self,
                                 LimenSession *session)
{
  g_return_if_fail (LIMEN_IS_FIGURES_PANEL (self));

  self->session = session;
  limen_figures_panel_follow_histogram (self);
  g_signal_connect_object (session, "notify::threshold",
                           G_CALLBACK (threshold_changed_cb), self, 0);
  g_signal_connect_object (session, "notify::refer-from",
                           G_CALLBACK (zone_changed_cb), self, 0);
  limen_matrix_panel_set_session (self->matrix, session);
  limen_prevalence_badge_set_session (self->badge, session);
  limen_figure_feed_set_session (self->feed, session);
  limen_figure_tabs_set_session (self->figures, session);
  g_signal_connect_object (session, "class-changed",
                           G_CALLBACK (class_changed_cb), self, 0);
  g_signal_connect_object (session, "view-changed",
                           G_CALLBACK (costs_changed_cb), self, 0);
  g_signal_connect_object (session, "optimum-changed",
                           G_CALLBACK (optimum_changed_cb), self, 0);
  g_signal_connect_object (limen_session_get_cutoffs (session),
                           "items-changed", G_CALLBACK (update_pinned), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (limen_session_get_cutoffs (session), "changed",
                           G_CALLBACK (update_marks), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::intervals",
                           G_CALLBACK (update_bands_note), self,
                           G_CONNECT_SWAPPED);
  update_bands_note (self);
  metrics_changed_cb (self->legend, NULL, self);
}

/* Stores display options in settings. */
void
limen_figures_panel_bind_settings (LimenFiguresPanel *self,
                                   GSettings *settings)
{
  g_return_if_fail (LIMEN_IS_FIGURES_PANEL (self));

  g_settings_bind (settings, "histogram-bins", self->histogram, "bins",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "histogram-stacked", self->histogram, "stacked",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "histogram-density", self->histogram, "density",
                   G_SETTINGS_BIND_DEFAULT);
  limen_fitted_view_bind_settings (self->fitted, settings);
  g_settings_bind (settings, "calibration-bins", self->session,
                   "calibration-bins", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "calibration-equal-mass", self->session,
                   "equal-mass", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "curves", self->legend, "metrics",
                   G_SETTINGS_BIND_DEFAULT);
}

/* Sets the colours of all figures. */
void
limen_figures_panel_set_theme (LimenFiguresPanel *self,
                               LimenThemeVariant variant)
{
  g_return_if_fail (LIMEN_IS_FIGURES_PANEL (self));

  self->theme = limen_theme_get (variant);
  g_object_set (self->histogram, "theme", (guint) variant, NULL);
  limen_curve_legend_set_theme (self->legend, variant);
  limen_matrix_panel_set_theme (self->matrix, variant);
  for (guint i = 0; i < self->feeds->len; i++)
    limen_figure_feed_set_theme (g_ptr_array_index (self->feeds, i), variant);
  gtk_widget_queue_draw (self->negative_swatch);
  gtk_widget_queue_draw (self->positive_swatch);
}

/* Key of the figure below the histogram, as in limen-cli plot; static. */
const char *
limen_figures_panel_get_figure (LimenFiguresPanel *self)
{
  g_return_val_if_fail (LIMEN_IS_FIGURES_PANEL (self), NULL);

  return limen_figure_tabs_get_figure (self->figures);
}

/* Moves n_steps tabs forward, or backward if negative, wrapping around. */
void
limen_figures_panel_step (LimenFiguresPanel *self, int n_steps)
{
  g_return_if_fail (LIMEN_IS_FIGURES_PANEL (self));

  limen_figure_tabs_step (self->figures, n_steps);
}

/* Zooms the threshold axis in by n_steps, or out if negative, around the
 * threshold if it is visible, else around the middle; 0 shows the whole axis.
 */
void
limen_figures_panel_zoom (LimenFiguresPanel *self, int n_steps)
{
  const LimenScale *range;
  LimenScale zoomed;
  double threshold, position;

  g_return_if_fail (LIMEN_IS_FIGURES_PANEL (self));

  if (n_steps == 0)
    {
      limen_session_set_range (self->session, -(double) INFINITY, INFINITY);
      return;
    }
  range = limen_session_get_range (self->session);
  threshold = limen_session_get_threshold (self->session);
  position = threshold >= range->low && threshold <= range->high
                 ? limen_scale_map (range, threshold)
                 : 0.5;
  zoomed = limen_scale_zoom (&limen_session_get_axis (self->session)->scale,
                             range, position,
                             pow (KEY_ZOOM, -(double) n_steps));
  limen_session_set_range (self->session, zoomed.low, zoomed.high);
}
