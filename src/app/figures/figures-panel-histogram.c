/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figures-panel-private.h"

#include <glib/gi18n.h>

#include "figure-list.h"
#include "figure-words.h"
#include "number-spin.h"

#define HISTOGRAM_SECTION 1 /* position in figure_menu */

static void
draw_swatch_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height,
                gpointer user_data)
{
  LimenFiguresPanel *self = LIMEN_FIGURES_PANEL (user_data);
  LimenColor color = GTK_WIDGET (area) == self->positive_swatch
                         ? self->theme.positive : self->theme.negative;

  cairo_set_source_rgb (cr, color.red, color.green, color.blue);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_fill (cr);
}

/* Sets the text of the view button, "40 bins · density": the number of bins
 * and every option that differs from the default, unless a chip already shows
 * it. */
static void
update_view_label (LimenFiguresPanel *self)
{
  gboolean is_density, has_log_y, is_stacked;
  GString *label = g_string_new (NULL);
  guint bins;

  g_object_get (self->histogram, "bins", &bins, "density", &is_density,
                "log-y", &has_log_y, "stacked", &is_stacked, NULL);
  g_string_printf (label, ngettext ("%u bin", "%u bins", bins), bins);
  if (is_density)
    g_string_append (
        /* Translators: bars are as large as their share of the rows. */
        label, _ (" \302\267 density"));
  if (has_log_y
      && (self->fitted == NULL
          || !limen_fitted_view_has_log_height (self->fitted)))
    /* Translators: the height is logarithmic. */
    g_string_append (label, _ (" \302\267 log"));
  if (!is_stacked)
    /* Translators: the bars of the classes begin at the same line. */
    g_string_append (label, _ (" \302\267 overlaid"));
  gtk_menu_button_set_label (self->view_button, label->str);
  g_string_free (label, TRUE);
}

static void
view_changed_cb (LimenHistogramView *view, GParamSpec *pspec,
                 LimenFiguresPanel *self)
{
  update_view_label (self);
}

/* Chips */

/* Hides the legend's note for a preview, which has no threshold, and if two
 * chips need the space. */
static void
update_legend_note (LimenFiguresPanel *self)
{
  gtk_widget_set_visible (
      self->legend_note,
      limen_session_get_sample_preview (self->session) == NULL
          && gtk_widget_get_visible (self->fit_chip)
                     + gtk_widget_get_visible (self->zoom_chip)
                     + gtk_widget_get_visible (self->test_chip)
                 < 2);
}

/* Shows a chip: a button that names an option turned on by the program and
 * turns it off. NULL for `text` hides the chip. */
static void
show_chip (LimenFiguresPanel *self, GtkWidget *chip, GtkWidget *label,
           const char *text, const char *verb)
{
  g_autofree char *name = g_strconcat (text != NULL ? text : "", ": ", verb,
                                       NULL);

  gtk_widget_set_visible (chip, text != NULL);
  if (text != NULL)
    {
      gtk_label_set_label (GTK_LABEL (label), text);
      gtk_accessible_update_property (GTK_ACCESSIBLE (chip),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    }
  update_legend_note (self);
}

/* Zoom */

static void
range_changed_cb (LimenSession *session, LimenFiguresPanel *self)
{
  LimenScale range = *limen_session_get_range (session);
  double step = limen_session_get_step (session);
  g_autofree char *label = limen_figure_words_new_of_range (&range);

  limen_figure_view_set_range (LIMEN_FIGURE_VIEW (self->histogram), range,
                               step);
  show_chip (self, self->zoom_chip, self->zoom_label,
             limen_session_is_zoomed (session) ? label : NULL,
             _ ("show all scores"));
}

static void
range_requested_cb (LimenFigureView *view, double low, double high,
                    LimenFiguresPanel *self)
{
  limen_session_set_range (self->session, low, high);
}

static void
zoom_chip_cb (GtkButton *button, LimenFiguresPanel *self)
{
  limen_figures_panel_zoom (self, 0);
}

/* Test data */

/* Shows the test data in the histogram, and a chip that removes it. */
static void
test_changed_cb (LimenSession *session, LimenFiguresPanel *self)
{
  LimenOneVsRest *class = limen_session_get_test_class (session);
  g_autofree char *name = limen_session_show_test_name (session);
  g_autofree char *label = NULL, *tooltip = NULL;

  limen_histogram_view_set_test (
      self->histogram,
      class != NULL ? limen_one_vs_rest_get_sweep (class) : NULL);
  if (name != NULL)
    {
      /* Translators: %s is a file. */
      label = g_strdup_printf (_ ("test data: %s"), name);
      tooltip = g_strdup_printf (
          _ ("Outlines and thin lines are the test data %s; its bars are "
             "scaled to as many rows. Click to remove it."),
          name);
      gtk_widget_set_tooltip_text (self->test_chip, tooltip);
    }
  show_chip (self, self->test_chip, self->test_label, label, _ ("remove"));
}

static void
axis_changed_cb (LimenSession *session, LimenFiguresPanel *self)
{
  LimenOneVsRest *class = limen_session_get_class (session);
  const LimenSweep *sweep
      = class != NULL ? limen_one_vs_rest_get_sweep (class) : NULL;
  const LimenThresholdLayout *axis = limen_session_get_axis (session);

  limen_histogram_view_set_share (self->histogram, 1);
  limen_figure_view_set_axis (LIMEN_FIGURE_VIEW (self->histogram), sweep,
                              axis->scale, axis->step, axis->title);
  range_changed_cb (session, self);
}

static void
show_histogram (LimenFiguresPanel *self, gboolean is_shown)
{
  GMenuModel *menu = G_MENU_MODEL (self->figure_menu);
  gboolean has_section
      = g_menu_model_get_n_items (menu) > HISTOGRAM_SECTION;

  gtk_widget_set_visible (self->decisions_note, !is_shown);
  gtk_widget_set_visible (self->histogram_header, is_shown);
  gtk_widget_set_visible (self->histogram_place, is_shown);
  if (is_shown && !has_section)
    g_menu_append_section (self->figure_menu, NULL, self->histogram_section);
  else if (!is_shown && has_section)
    g_menu_remove (self->figure_menu, HISTOGRAM_SECTION);
}

static void
analysis_changed_cb (LimenSession *session, LimenFiguresPanel *self)
{
  gtk_label_set_label (
      GTK_LABEL (self->decisions_note),
      limen_session_get_class (session) != NULL
          ? _ ("The file holds decisions, not scores: they are a single point "
               "here, and have no histogram and no curves.")
          : _ ("The file holds predicted numbers, not classes, so there is no "
               "threshold to choose. The loss of a row says how far its "
               "prediction is from the target."));
  show_histogram (self, limen_figure_type_is_for (
                            &limen_histogram_figure,
                            limen_session_get_analysis (session)));
}

static void
bin_activated_cb (LimenHistogramView *view, double low, double high,
                  LimenFiguresPanel *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.rows-between", "(dd)",
                              low, high);
}

/* Sets the names of the classes in the header of the histogram and in the
 * histogram itself. */
void
limen_figures_panel_name_classes (LimenFiguresPanel *self,
                                  LimenOneVsRest *class)
{
  LimenKind kind = limen_one_vs_rest_get_numbers (class)->kind;
  const char *positive_name = limen_one_vs_rest_get_title (class);
  const char *negative_name = limen_one_vs_rest_get_rest_title (class);

  gtk_label_set_label (GTK_LABEL (self->positive_name), positive_name);
  gtk_label_set_label (GTK_LABEL (self->negative_name), negative_name);
  gtk_widget_set_tooltip_text (self->positive_name, positive_name);
  gtk_widget_set_tooltip_text (self->negative_name, negative_name);
  limen_plot_view_set_class_names (LIMEN_PLOT_VIEW (self->histogram),
                                   negative_name, positive_name);
  gtk_widget_set_visible (self->logit_axis,
                          limen_threshold_layout_has_alternative (kind));
}

/* Automatic axis and height */

static void
fitted_cb (LimenFittedView *fitted, GParamSpec *pspec, LimenFiguresPanel *self)
{
  show_chip (self, self->fit_chip, self->fit_label,
             limen_fitted_view_get_label (fitted), _ ("turn off"));
  update_view_label (self);
}

static void
fit_chip_cb (GtkButton *button, LimenFiguresPanel *self)
{
  limen_fitted_view_turn_off (self->fitted);
}

/* Preview of a large file */

static void
draw_preview (LimenFiguresPanel *self, LimenSamplePreview *preview)
{
  LimenOneVsRest *class = limen_sample_preview_get_class (preview);
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (class);
  LimenThresholdLayout axis = limen_threshold_layout_new (
      limen_one_vs_rest_get_numbers (class)->kind, sweep,
      limen_session_has_logit_axis (self->session));
  g_autofree char *note = NULL, *text = NULL;

  limen_figures_panel_name_classes (self, class);
  limen_histogram_view_set_share (self->histogram,
                                  limen_sample_preview_get_share (preview));
  limen_figure_view_set_axis (LIMEN_FIGURE_VIEW (self->histogram), sweep,
                              axis.scale, axis.step, axis.title);
  limen_figure_view_set_axis (LIMEN_FIGURE_VIEW (self->curves), NULL,
                              axis.scale, axis.step, axis.title);
  text = limen_figure_words_new_of_preview (preview, &note);
  gtk_label_set_label (GTK_LABEL (self->preview_note), note);
  gtk_widget_set_tooltip_text (self->preview_note, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->histogram),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
}

static void
leave_preview (LimenFiguresPanel *self)
{
  LimenFigureView *view = LIMEN_FIGURE_VIEW (self->histogram);

  limen_figure_view_set_axis (view, NULL, *limen_figure_view_get_scale (view),
                              0, NULL);
}

/* Shows the preview, which cannot be interacted with, or removes it when the
 * file was read or failed. */
static void
sample_preview_changed_cb (LimenSession *session, LimenFiguresPanel *self)
{
  LimenSamplePreview *preview = limen_session_get_sample_preview (session);

  gtk_widget_set_visible (self->preview_note, preview != NULL);
  update_legend_note (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->histogram), preview == NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->tabs), preview == NULL);
  if (preview != NULL)
    draw_preview (self, preview);
  else if (limen_session_get_class (session) == NULL)
    leave_preview (self);
}

static void
logit_axis_changed_cb (LimenSession *session, GParamSpec *pspec,
                       LimenFiguresPanel *self)
{
  LimenSamplePreview *preview = limen_session_get_sample_preview (session);

  if (preview != NULL)
    draw_preview (self, preview);
}

static void
bind_controls (LimenFiguresPanel *self)
{
  const GBindingFlags flags
      = G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE;

  limen_number_spin_set_up (GTK_SPIN_BUTTON (self->bins));
  limen_number_spin_set_whole (GTK_SPIN_BUTTON (self->bins));
  limen_number_spin_set_error_label (GTK_SPIN_BUTTON (self->bins),
                                     self->bins_error_label);
  g_object_bind_property (self->histogram, "bins", self->bins, "value", flags);
  g_object_bind_property (self->histogram, "stacked", self->stacked, "active",
                          flags);
  g_object_bind_property (self->histogram, "density", self->density, "active",
                          flags);
  g_object_bind_property (self->histogram, "log-y", self->log_y, "active",
                          flags);
}

/* Binds the template callbacks of the histogram. */
void
limen_figures_panel_bind_histogram (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_callback (klass, bin_activated_cb);
  gtk_widget_class_bind_template_callback (klass, fit_chip_cb);
  gtk_widget_class_bind_template_callback (klass, range_requested_cb);
  gtk_widget_class_bind_template_callback (klass, view_changed_cb);
  gtk_widget_class_bind_template_callback (klass, zoom_chip_cb);
}

/* Initialises the histogram of a panel after its template. */
void
limen_figures_panel_init_histogram (LimenFiguresPanel *self)
{
  self->histogram_section = g_menu_model_get_item_link (
      G_MENU_MODEL (self->figure_menu), HISTOGRAM_SECTION, G_MENU_LINK_SECTION);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->negative_swatch),
                                  draw_swatch_cb, self, NULL);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->positive_swatch),
                                  draw_swatch_cb, self, NULL);
  bind_controls (self);
  update_view_label (self);
}

/* Connects the histogram to the panel's session. */
void
limen_figures_panel_follow_histogram (LimenFiguresPanel *self)
{
  const GBindingFlags flags
      = G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE;
  LimenSession *session = self->session;

  self->fitted = limen_fitted_view_new (session, self->histogram);
  g_signal_connect_object (self->fitted, "notify::label",
                           G_CALLBACK (fitted_cb), self, 0);
  g_object_bind_property (session, "threshold", self->histogram, "threshold",
                          flags);
  g_object_bind_property (session, "refer-from", self->histogram,
                          "refer-from", flags);
  g_object_bind_property (session, "logit-axis", self->logit_axis, "active",
                          flags);
  g_signal_connect_object (session, "axis-changed",
                           G_CALLBACK (axis_changed_cb), self, 0);
  g_signal_connect_object (session, "range-changed",
                           G_CALLBACK (range_changed_cb), self, 0);
  g_signal_connect_object (session, "sample-preview-changed",
                           G_CALLBACK (sample_preview_changed_cb), self, 0);
  g_signal_connect_object (session, "notify::logit-axis",
                           G_CALLBACK (logit_axis_changed_cb), self, 0);
  g_signal_connect_object (session, "analysis-changed",
                           G_CALLBACK (analysis_changed_cb), self, 0);
  g_signal_connect_object (session, "test-changed",
                           G_CALLBACK (test_changed_cb), self, 0);
}
