#include "figures-panel.h"

#include <math.h>

#include "curve-legend.h"
#include "curves-view.h"
#include "decimal.h"
#include "figure-page.h"
#include "figures.h"
#include "fitted-view.h"
#include "histogram-view.h"
#include "matrix-panel.h"
#include "number-spin.h"
#include "prevalence-badge.h"
#include "screen-format.h"
#include "threshold.h"

#define HISTOGRAM_SECTION 1 /* of the menu */

/* How many times less is shown after a key zooms in. */
#define KEY_ZOOM 1.5
/* Share of what is shown to which the zoom's chip is exact. */
#define CHIP_TOLERANCE 0.005

/* A tab, which comes and goes with its page: one that is only hidden does not
 * come back with it. */
typedef struct
{
  GtkWidget *page, *label;
} Tab;

struct _LimenFiguresPanel
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *decisions_note;
  GtkWidget *histogram_header;
  GtkWidget *histogram_place;
  GtkWidget *negative_swatch;
  GtkWidget *positive_swatch;
  GtkWidget *negative_name;
  GtkWidget *positive_name;
  GtkWidget *legend_note;
  GtkWidget *sketch_note;
  GtkWidget *zone_note;
  LimenPrevalenceBadge *badge;
  GtkWidget *fit_chip;
  GtkWidget *fit_label;
  GtkWidget *zoom_chip;
  GtkWidget *zoom_label;
  GtkMenuButton *view_button;
  GtkWidget *bins;
  GtkWidget *bins_complaint;
  GtkWidget *stacked;
  GtkWidget *density;
  GtkWidget *log_y;
  GtkWidget *logit_axis;
  LimenHistogramView *histogram;
  LimenCurvesView *curves;
  LimenCurveLegend *legend;
  GtkNotebook *tabs;
  GtkMenuButton *all_button;
  GMenu *all_menu; /* every tab by the figure's name */
  GMenu *figure_menu;
  GMenuModel *histogram_section; /* of that, for files that have one */
  GPtrArray *pages; /* LimenFigurePage */
  GArray *all_tabs; /* Tab, in their order, shown or not */
  LimenMatrixPanel *matrix;
  LimenTheme theme;
  LimenFittedView *fitted; /* what was turned on for the file */
  LimenSession *session; /* borrowed from the window */
};

enum
{
  PROP_0,
  PROP_FIGURE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LimenFiguresPanel, limen_figures_panel, GTK_TYPE_WIDGET)

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

/* "40 bins · density": what the view button says, beside the number of bins all
 * that is not as usual, unless a chip says it. */
static void
update_view_label (LimenFiguresPanel *self)
{
  gboolean is_density, has_log_y, is_stacked;
  GString *label = g_string_new (NULL);
  guint bins;

  g_object_get (self->histogram, "bins", &bins, "density", &is_density,
                "log-y", &has_log_y, "stacked", &is_stacked, NULL);
  g_string_printf (label, "%u bins", bins);
  if (is_density)
    g_string_append (label, " \302\267 density");
  if (has_log_y
      && (self->fitted == NULL
          || !limen_fitted_view_has_log_height (self->fitted)))
    g_string_append (label, " \302\267 log");
  if (!is_stacked)
    g_string_append (label, " \302\267 overlaid");
  gtk_menu_button_set_label (self->view_button, label->str);
  g_string_free (label, TRUE);
}

static void
view_changed_cb (LimenHistogramView *view, GParamSpec *pspec,
                 LimenFiguresPanel *self)
{
  update_view_label (self);
}

/* "; grey zone from 0.3: 0.870 of the rows decided, error rate 0.034", or
 * nothing. */
static char *
describe_zone (LimenFiguresPanel *self)
{
  g_autofree char *refer_from = NULL;
  g_autofree char *coverage = NULL;
  g_autofree char *error = NULL;
  LimenGreyZone zone;

  if (!limen_session_has_zone (self->session))
    return g_strdup ("");
  zone = limen_session_get_zone (self->session);
  refer_from = limen_screen_format_threshold (
      limen_session_reverse (self->session, zone.refer_from.threshold));
  coverage = limen_screen_format_value (zone.coverage, 3);
  error = limen_screen_format_value (zone.error, 3);
  return g_strdup_printf ("; grey zone from %s: %s of the rows decided, error "
                          "rate %s",
                          refer_from, coverage, error);
}

/* The figures below the histogram know one threshold, and the numbers of the
 * panel beside them are of the decided rows: says so where these differ. */
static void
update_zone_note (LimenFiguresPanel *self, const char *threshold)
{
  g_autofree char *note = g_strdup_printf (
      "Figures below the histogram decide every row at %s, without the grey "
      "zone",
      threshold);

  gtk_label_set_label (GTK_LABEL (self->zone_note), note);
  gtk_widget_set_visible (self->zone_note,
                          limen_session_has_zone (self->session));
}

/* Of the rows that are decided, where there is a grey zone. */
static void
describe_histogram (LimenFiguresPanel *self, LimenConfusion all,
                    const char *threshold)
{
  gboolean has_zone = limen_session_has_zone (self->session);
  LimenConfusion c
      = has_zone ? limen_session_get_zone (self->session).confusion : all;
  g_autofree char *zone = describe_zone (self);
  g_autofree char *rows
      = limen_screen_format_count (limen_confusion_get_total (all));
  g_autofree char *tp = limen_screen_format_count (c.tp);
  g_autofree char *fp = limen_screen_format_count (c.fp);
  g_autofree char *fn = limen_screen_format_count (c.fn);
  g_autofree char *tn = limen_screen_format_count (c.tn);
  g_autofree char *text = g_strdup_printf (
      "%s rows; at threshold %s %s true and %s false positives, %s false and "
      "%s true negatives%s%s",
      rows, threshold, tp, fp, fn, tn,
      has_zone ? " among the rows decided" : "", zone);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->histogram),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
}

static void
describe_curves (LimenFiguresPanel *self, LimenConfusion c,
                 const char *threshold)
{
  const LimenMetric metrics[]
      = { { LIMEN_METRIC_PRECISION, 1 }, { LIMEN_METRIC_RECALL, 1 } };
  g_autofree char *rows
      = limen_screen_format_count (limen_confusion_get_total (c));
  g_autofree char *precision = limen_screen_format_value (
      limen_session_get_value (self->session, metrics[0]), 3);
  g_autofree char *recall = limen_screen_format_value (
      limen_session_get_value (self->session, metrics[1]), 3);
  g_autofree char *zone = describe_zone (self);
  g_autofree char *text = g_strdup_printf (
      "%s rows; at threshold %s%s precision %s, recall %s%s", rows, threshold,
      limen_session_has_zone (self->session) ? ", with every row decided,"
                                             : "",
      precision, recall, zone);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->curves),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
}

static void
threshold_changed_cb (LimenSession *session, GParamSpec *pspec,
                      LimenFiguresPanel *self)
{
  LimenObjective view;
  LimenConfusion confusion;
  g_autofree char *threshold = NULL;

  if (limen_session_get_class (session) == NULL)
    return;

  confusion = limen_session_get_confusion (session);
  threshold = limen_screen_format_threshold (
      limen_session_reverse (session, limen_session_get_threshold (session)));
  view = limen_session_get_view (session);
  limen_curve_legend_set_confusion (self->legend, confusion, &view);
  describe_histogram (self, confusion, threshold);
  describe_curves (self, confusion, threshold);
  update_zone_note (self, threshold);
}

static void
zone_changed_cb (LimenSession *session, GParamSpec *pspec,
                 LimenFiguresPanel *self)
{
  gtk_label_set_label (GTK_LABEL (self->legend_note),
                       limen_session_has_zone (session)
                           ? "pale: negative, shaded: referred"
                           : "pale: predicted negative");
  threshold_changed_cb (session, NULL, self);
}

static void
view_of_metrics_changed_cb (LimenSession *session, LimenFiguresPanel *self)
{
  threshold_changed_cb (session, NULL, self);
}

/* The chips */

/* A sketch has no threshold, and two chips need the room. */
static void
update_legend_note (LimenFiguresPanel *self)
{
  gtk_widget_set_visible (
      self->legend_note,
      limen_session_get_sketch (self->session) == NULL
          && !(gtk_widget_get_visible (self->fit_chip)
               && gtk_widget_get_visible (self->zoom_chip)));
}

/* Shows a chip that says what is on, and does away with it; NULL hides it. */
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

/* The zoom */

/* The end of what is shown, as exact as the eye can tell it apart. */
static double
round_end (const LimenScale *range, double end, double inside)
{
  double room = fabs (limen_scale_unmap (range, inside) - end);

  return room > 0 && isfinite (end - room) && isfinite (end + room)
             ? limen_decimal_shortest_in (end - room, end + room)
             : end;
}

static char *
describe_range (const LimenScale *range)
{
  double low = round_end (range, range->low, CHIP_TOLERANCE);
  double high = round_end (range, range->high, 1 - CHIP_TOLERANCE);
  g_autofree char *low_text = NULL, *high_text = NULL;

  limen_interval_reverse (&low, &high, range->is_reversed);
  low_text = limen_screen_format_exact (low);
  high_text = limen_screen_format_exact (high);
  return g_strdup_printf ("zoom %s to %s", low_text, high_text);
}

static void
range_changed_cb (LimenSession *session, LimenFiguresPanel *self)
{
  LimenScale range = *limen_session_get_range (session);
  double step = limen_session_get_step (session);
  g_autofree char *label = describe_range (&range);

  limen_figure_view_set_range (LIMEN_FIGURE_VIEW (self->histogram), range,
                               step);
  limen_figure_view_set_range (LIMEN_FIGURE_VIEW (self->curves), range, step);
  show_chip (self, self->zoom_chip, self->zoom_label,
             limen_session_is_zoomed (session) ? label : NULL,
             "show all scores");
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

static void
axis_changed_cb (LimenSession *session, LimenFiguresPanel *self)
{
  const LimenSweep *sweep
      = limen_one_vs_rest_get_sweep (limen_session_get_class (session));
  const LimenThresholdLayout *axis = limen_session_get_axis (session);

  limen_histogram_view_set_share (self->histogram, 1);
  limen_figure_view_set_axis (LIMEN_FIGURE_VIEW (self->histogram), sweep,
                              axis->scale, axis->step, axis->title);
  limen_figure_view_set_axis (LIMEN_FIGURE_VIEW (self->curves), sweep,
                              axis->scale, axis->step, axis->title);
  range_changed_cb (session, self);
}

/* Of a cutoff, the threshold and the lower one of its grey zone; returns how
 * many there are. */
static guint
fill_thresholds (LimenFiguresPanel *self, LimenCutoff *cutoff,
                 double thresholds[2])
{
  LimenOneVsRest *class = limen_session_get_class (self->session);

  if (!limen_session_convert_threshold (self->session, cutoff,
                                        &thresholds[0]))
    return 0;
  return 1
         + limen_cutoff_convert_refer_from (
             cutoff, limen_one_vs_rest_get_numbers (class), &thresholds[1]);
}

/* The ticked cutoffs stand out. */
static void
update_marks (LimenFiguresPanel *self)
{
  LimenCutoffStore *store = limen_session_get_cutoffs (self->session);
  LimenAxisMark marks[LIMEN_CUTOFF_STORE_MAX_TICKED];
  gsize n = 0;

  for (guint i = 0; i < LIMEN_CUTOFF_STORE_MAX_TICKED; i++)
    {
      LimenCutoff *cutoff = limen_cutoff_store_get_ticked (store, i);

      if (cutoff == NULL
          || !limen_session_convert_threshold (self->session, cutoff,
                                               &marks[n].threshold))
        continue;
      marks[n++].name = limen_cutoff_get_name (cutoff);
    }
  limen_figure_view_set_marks (LIMEN_FIGURE_VIEW (self->histogram), marks, n);
  limen_figure_view_set_marks (LIMEN_FIGURE_VIEW (self->curves), marks, n);
  for (guint i = 0; i < self->pages->len; i++)
    limen_figure_page_set_marks (g_ptr_array_index (self->pages, i), marks, n);
}

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
  limen_figure_view_set_pinned (LIMEN_FIGURE_VIEW (self->curves), thresholds,
                                n_shown);
  for (guint i = 0; i < self->pages->len; i++)
    limen_figure_page_set_pinned (g_ptr_array_index (self->pages, i),
                                  thresholds, n_shown);
}

/* Which figure is shown */

static const char *
get_name (LimenFiguresPanel *self, GtkWidget *page)
{
  if (LIMEN_IS_FIGURE_PAGE (page))
    return limen_figure_page_get_name (LIMEN_FIGURE_PAGE (page));
  return page == GTK_WIDGET (self->matrix) ? "confusion" : "threshold-curves";
}

static const char *
get_title (LimenFiguresPanel *self, GtkWidget *page)
{
  if (LIMEN_IS_FIGURE_PAGE (page))
    return limen_figure_page_get_title (LIMEN_FIGURE_PAGE (page));
  return page == GTK_WIDGET (self->matrix) ? "Confusion of all classes"
                                           : "Threshold curves";
}

static void
show_figure (LimenFiguresPanel *self, const char *name)
{
  for (int i = 0; i < gtk_notebook_get_n_pages (self->tabs); i++)
    if (g_strcmp0 (get_name (self, gtk_notebook_get_nth_page (self->tabs, i)),
                   name)
        == 0)
      gtk_notebook_set_current_page (self->tabs, i);
}

/* GTK calls each tab "Tab", and the strip of them, which has the focus, by its
 * type. */
static void
name_tab (GtkWidget *label)
{
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (gtk_widget_get_parent (label)),
      GTK_ACCESSIBLE_PROPERTY_LABEL, gtk_label_get_label (GTK_LABEL (label)),
      -1);
}

static void
name_tabs (GtkNotebook *tabs)
{
  GtkWidget *page = gtk_notebook_get_nth_page (
      tabs, gtk_notebook_get_current_page (tabs));
  g_autofree char *name = NULL;

  if (page == NULL)
    return;
  name = g_strdup_printf ("Figures: %s",
                          gtk_notebook_get_tab_label_text (tabs, page));
  gtk_accessible_update_property (GTK_ACCESSIBLE (tabs),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
page_changed_cb (GtkNotebook *tabs, GParamSpec *pspec, LimenFiguresPanel *self)
{
  name_tabs (tabs);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FIGURE]);
}

/* What does not fit as a tab is found here. */
static void
fill_all_menu (LimenFiguresPanel *self)
{
  g_menu_remove_all (self->all_menu);
  for (int i = 0; i < gtk_notebook_get_n_pages (self->tabs); i++)
    {
      GtkWidget *page = gtk_notebook_get_nth_page (self->tabs, i);
      g_autoptr (GMenuItem) item
          = g_menu_item_new (get_title (self, page), NULL);

      g_menu_item_set_action_and_target (item, "figures.show", "s",
                                         get_name (self, page));
      g_menu_append_item (self->all_menu, item);
    }
}

/* Whether what is loaded has a figure; before that all are shown that most
 * files have. */
static gboolean
has_figure (LimenFiguresPanel *self, const char *name)
{
  LimenAnalysis *analysis = self->session != NULL
                                ? limen_session_get_analysis (self->session)
                                : NULL;
  int figure = limen_figures_find (name);

  return analysis != NULL ? limen_figures_has (figure, analysis)
                          : !limen_figures_is_of_several (figure);
}

/* Only the tabs of what is loaded: of several classes also the matrix of them
 * all, of decisions only what needs no thresholds. */
static void
update_tabs (LimenFiguresPanel *self)
{
  g_autofree char *before
      = g_strdup (limen_figures_panel_get_figure (self));
  int place = 0;

  for (guint i = 0; i < self->all_tabs->len; i++)
    {
      const Tab *tab = &g_array_index (self->all_tabs, Tab, i);
      int page = gtk_notebook_page_num (self->tabs, tab->page);
      gboolean is_shown = has_figure (self, get_name (self, tab->page));

      if (is_shown && page < 0)
        gtk_notebook_insert_page (self->tabs, tab->page, tab->label, place);
      else if (!is_shown && page >= 0)
        gtk_notebook_remove_page (self->tabs, page);
      if (is_shown)
        name_tab (tab->label);
      place += is_shown;
    }
  name_tabs (self->tabs);
  if (!has_figure (self, before))
    gtk_notebook_set_current_page (self->tabs, 0);
  fill_all_menu (self);
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
  update_tabs (self);
  show_histogram (self, has_figure (self, "histogram"));
}

static void
bin_activated_cb (LimenHistogramView *view, double low, double high,
                  LimenFiguresPanel *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.rows-between", "(dd)",
                              low, high);
}

static void
matrix_cell_cb (LimenMatrixPanel *panel, guint label, guint decision,
                LimenFiguresPanel *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.rows-decided",
                              "(uu)", label, decision);
}

static void
name_classes (LimenFiguresPanel *self, LimenOneVsRest *class)
{
  LimenKind kind = limen_one_vs_rest_get_numbers (class)->kind;
  const char *positive_name = limen_one_vs_rest_get_name (class);
  const char *negative_name = limen_one_vs_rest_get_rest_name (class);

  gtk_label_set_label (GTK_LABEL (self->positive_name), positive_name);
  gtk_label_set_label (GTK_LABEL (self->negative_name), negative_name);
  gtk_widget_set_tooltip_text (self->positive_name, positive_name);
  gtk_widget_set_tooltip_text (self->negative_name, negative_name);
  limen_histogram_view_set_class_names (self->histogram, negative_name,
                                        positive_name);
  gtk_widget_set_visible (self->logit_axis,
                          limen_threshold_layout_has_alternative (kind));
}

static void
class_changed_cb (LimenSession *session, LimenFiguresPanel *self)
{
  name_classes (self, limen_session_get_class (session));
  update_pinned (self);
  update_marks (self);
  threshold_changed_cb (session, NULL, self);
}

/* What was turned on for the file */

static void
fitted_cb (LimenFittedView *fitted, GParamSpec *pspec, LimenFiguresPanel *self)
{
  show_chip (self, self->fit_chip, self->fit_label,
             limen_fitted_view_get_label (fitted), "turn off");
  update_view_label (self);
}

static void
fit_chip_cb (GtkButton *button, LimenFiguresPanel *self)
{
  limen_fitted_view_turn_off (self->fitted);
}

/* The first picture of a large file */

/* About how many rows there are, to two digits. */
static char *
format_estimate (double n)
{
  double unit = pow (10, floor (log10 (n)) - 1);

  return limen_screen_format_count (round (n / unit) * unit);
}

/* What a sketch is, for those who see the mark and those who hear it. */
static void
describe_sketch (LimenFiguresPanel *self, LimenSketch *sketch)
{
  double n = (double) limen_one_vs_rest_get_numbers (
      limen_sketch_get_class (sketch))->n_rows;
  g_autofree char *rows = limen_screen_format_count (n);
  g_autofree char *all
      = format_estimate (n / limen_sketch_get_share (sketch));
  g_autofree char *note = g_strdup_printf (
      "From a sample of %s rows, still reading\342\200\246", rows);
  g_autofree char *text = g_strdup_printf (
      "From a sample of %s rows; the bars are as high as all rows, about %s, "
      "will make them. They are still being read.",
      rows, all);

  gtk_label_set_label (GTK_LABEL (self->sketch_note), note);
  gtk_widget_set_tooltip_text (self->sketch_note, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->histogram),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
}

static void
draw_sketch (LimenFiguresPanel *self, LimenSketch *sketch)
{
  LimenOneVsRest *class = limen_sketch_get_class (sketch);
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (class);
  LimenThresholdLayout axis = limen_threshold_layout_new (
      limen_one_vs_rest_get_numbers (class)->kind, sweep,
      limen_session_has_logit_axis (self->session));

  name_classes (self, class);
  limen_histogram_view_set_share (self->histogram,
                                  limen_sketch_get_share (sketch));
  limen_figure_view_set_axis (LIMEN_FIGURE_VIEW (self->histogram), sweep,
                              axis.scale, axis.step, axis.title);
  limen_figure_view_set_axis (LIMEN_FIGURE_VIEW (self->curves), NULL,
                              axis.scale, axis.step, axis.title);
  describe_sketch (self, sketch);
}

static void
leave_sketch (LimenFiguresPanel *self)
{
  LimenFigureView *view = LIMEN_FIGURE_VIEW (self->histogram);

  limen_figure_view_set_axis (view, NULL, *limen_figure_view_get_scale (view),
                              0, NULL);
}

/* A sketch is only to be looked at. It goes when its file is there, or when
 * that will never be. */
static void
sketch_changed_cb (LimenSession *session, LimenFiguresPanel *self)
{
  LimenSketch *sketch = limen_session_get_sketch (session);

  gtk_widget_set_visible (self->sketch_note, sketch != NULL);
  update_legend_note (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->histogram), sketch == NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->tabs), sketch == NULL);
  if (sketch != NULL)
    draw_sketch (self, sketch);
  else if (limen_session_get_class (session) == NULL)
    leave_sketch (self);
}

static void
logit_axis_changed_cb (LimenSession *session, GParamSpec *pspec,
                       LimenFiguresPanel *self)
{
  LimenSketch *sketch = limen_session_get_sketch (session);

  if (sketch != NULL)
    draw_sketch (self, sketch);
}

static void
curves_ready_cb (LimenSession *session, GPtrArray *curves,
                 LimenFiguresPanel *self)
{
  limen_curves_view_set_curves (self->curves, curves);
}

static void
metrics_changed_cb (LimenCurveLegend *legend, GParamSpec *pspec,
                    LimenFiguresPanel *self)
{
  g_auto (GStrv) metrics = limen_curve_legend_get_metrics (legend);

  if (self->session != NULL)
    limen_session_request_curves (self->session, (const char **) metrics);
}

static void
optimum_changed_cb (LimenSession *session, LimenFiguresPanel *self)
{
  const LimenOptimum *optimum = limen_session_get_optimum (session);
  gboolean has_band = optimum != NULL
                      && optimum->status == LIMEN_OPTIMUM_FOUND;
  double low = has_band ? optimum->low : NAN;
  double high = has_band ? optimum->high : NAN;

  limen_figure_view_set_band (LIMEN_FIGURE_VIEW (self->histogram), low, high);
  limen_figure_view_set_band (LIMEN_FIGURE_VIEW (self->curves), low, high);
  for (guint i = 0; i < self->pages->len; i++)
    limen_figure_page_set_band (g_ptr_array_index (self->pages, i), low, high);
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
    show_figure (LIMEN_FIGURES_PANEL (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
limen_figures_panel_dispose (GObject *object)
{
  LimenFiguresPanel *self = LIMEN_FIGURES_PANEL (object);

  g_clear_pointer (&self->all_tabs, g_array_unref);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->pages, g_ptr_array_unref);
  g_clear_object (&self->histogram_section);
  g_clear_object (&self->all_menu);
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
#define BIND(name)                                                            \
  gtk_widget_class_bind_template_child (widget_class, LimenFiguresPanel, name)
  BIND (box);
  BIND (decisions_note);
  BIND (histogram_header);
  BIND (histogram_place);
  BIND (figure_menu);
  BIND (negative_swatch);
  BIND (positive_swatch);
  BIND (negative_name);
  BIND (positive_name);
  BIND (legend_note);
  BIND (sketch_note);
  BIND (zone_note);
  BIND (badge);
  BIND (fit_chip);
  BIND (fit_label);
  BIND (zoom_chip);
  BIND (zoom_label);
  BIND (view_button);
  BIND (bins);
  BIND (bins_complaint);
  BIND (stacked);
  BIND (density);
  BIND (log_y);
  BIND (logit_axis);
  BIND (histogram);
  BIND (curves);
  BIND (legend);
  BIND (tabs);
  BIND (all_button);
  BIND (matrix);
#undef BIND
  gtk_widget_class_install_action (widget_class, "figures.help", NULL,
                                   help_action);
  gtk_widget_class_install_property_action (widget_class, "figures.show",
                                            "figure");
  gtk_widget_class_bind_template_callback (widget_class, bin_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, fit_chip_cb);
  gtk_widget_class_bind_template_callback (widget_class, matrix_cell_cb);
  gtk_widget_class_bind_template_callback (widget_class, metrics_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, page_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, range_requested_cb);
  gtk_widget_class_bind_template_callback (widget_class, view_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, zoom_chip_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
bind_controls (LimenFiguresPanel *self)
{
  const GBindingFlags flags
      = G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE;

  limen_number_spin_set_up (GTK_SPIN_BUTTON (self->bins));
  limen_number_spin_set_whole (GTK_SPIN_BUTTON (self->bins));
  limen_number_spin_set_complaint (GTK_SPIN_BUTTON (self->bins),
                                   self->bins_complaint);
  g_object_bind_property (self->histogram, "bins", self->bins, "value", flags);
  g_object_bind_property (self->histogram, "stacked", self->stacked, "active",
                          flags);
  g_object_bind_property (self->histogram, "density", self->density, "active",
                          flags);
  g_object_bind_property (self->histogram, "log-y", self->log_y, "active",
                          flags);
}

/* After the threshold curves and the matrix. */
static void
add_pages (LimenFiguresPanel *self)
{
  self->pages = g_ptr_array_new ();
  for (guint i = 0; i < limen_figure_page_get_n_figures (); i++)
    {
      LimenFigurePage *page = limen_figure_page_new (i);
      GtkWidget *label = gtk_label_new (limen_figure_page_get_tab (page));

      gtk_widget_set_tooltip_text (label, limen_figure_page_get_title (page));
      gtk_notebook_append_page (self->tabs, GTK_WIDGET (page), label);
      g_ptr_array_add (self->pages, page);
    }
}

static void
clear_tab (Tab *tab)
{
  g_clear_object (&tab->page);
  g_clear_object (&tab->label);
}

/* Keeps all tabs, whether they are shown or not. */
static void
take_tabs (LimenFiguresPanel *self)
{
  self->all_tabs = g_array_new (FALSE, FALSE, sizeof (Tab));
  g_array_set_clear_func (self->all_tabs, (GDestroyNotify) clear_tab);
  for (int i = 0; i < gtk_notebook_get_n_pages (self->tabs); i++)
    {
      GtkWidget *page = gtk_notebook_get_nth_page (self->tabs, i);
      Tab tab = {
        .page = g_object_ref (page),
        .label = g_object_ref (gtk_notebook_get_tab_label (self->tabs, page)),
      };

      g_array_append_val (self->all_tabs, tab);
    }
}

static void
limen_figures_panel_init (LimenFiguresPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->all_menu = g_menu_new ();
  gtk_menu_button_set_menu_model (self->all_button,
                                  G_MENU_MODEL (self->all_menu));
  add_pages (self);
  take_tabs (self);
  update_tabs (self);
  self->histogram_section = g_menu_model_get_item_link (
      G_MENU_MODEL (self->figure_menu), HISTOGRAM_SECTION, G_MENU_LINK_SECTION);
  self->theme = limen_theme_get (LIMEN_THEME_LIGHT);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->negative_swatch),
                                  draw_swatch_cb, self, NULL);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->positive_swatch),
                                  draw_swatch_cb, self, NULL);
  bind_controls (self);
  update_view_label (self);
}

/* Shows a session, once. The session must outlive the panel. */
void
limen_figures_panel_set_session (LimenFiguresPanel *self,
                                 LimenSession *session)
{
  const GBindingFlags flags
      = G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE;

  g_return_if_fail (LIMEN_IS_FIGURES_PANEL (self));

  self->session = session;
  self->fitted = limen_fitted_view_new (session, self->histogram);
  g_signal_connect_object (self->fitted, "notify::label",
                           G_CALLBACK (fitted_cb), self, 0);
  g_object_bind_property (session, "threshold", self->histogram, "threshold",
                          flags);
  g_object_bind_property (session, "threshold", self->curves, "threshold",
                          flags);
  g_object_bind_property (session, "refer-from", self->histogram,
                          "refer-from", flags);
  g_object_bind_property (session, "refer-from", self->curves, "refer-from",
                          flags);
  g_object_bind_property (session, "logit-axis", self->logit_axis, "active",
                          flags);
  g_signal_connect_object (session, "notify::threshold",
                           G_CALLBACK (threshold_changed_cb), self, 0);
  g_signal_connect_object (session, "notify::refer-from",
                           G_CALLBACK (zone_changed_cb), self, 0);
  g_signal_connect_object (session, "axis-changed",
                           G_CALLBACK (axis_changed_cb), self, 0);
  g_signal_connect_object (session, "range-changed",
                           G_CALLBACK (range_changed_cb), self, 0);
  g_signal_connect_object (session, "sketch-changed",
                           G_CALLBACK (sketch_changed_cb), self, 0);
  g_signal_connect_object (session, "notify::logit-axis",
                           G_CALLBACK (logit_axis_changed_cb), self, 0);
  limen_matrix_panel_set_session (self->matrix, session);
  limen_prevalence_badge_set_session (self->badge, session);
  for (guint i = 0; i < self->pages->len; i++)
    limen_figure_page_set_session (g_ptr_array_index (self->pages, i),
                                   session);
  g_signal_connect_object (session, "analysis-changed",
                           G_CALLBACK (analysis_changed_cb), self, 0);
  g_signal_connect_object (session, "class-changed",
                           G_CALLBACK (class_changed_cb), self, 0);
  g_signal_connect_object (session, "curves-ready",
                           G_CALLBACK (curves_ready_cb), self, 0);
  g_signal_connect_object (session, "view-changed",
                           G_CALLBACK (view_of_metrics_changed_cb), self, 0);
  g_signal_connect_object (session, "optimum-changed",
                           G_CALLBACK (optimum_changed_cb), self, 0);
  g_signal_connect_object (limen_session_get_cutoffs (session),
                           "items-changed", G_CALLBACK (update_pinned), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (limen_session_get_cutoffs (session), "changed",
                           G_CALLBACK (update_marks), self, G_CONNECT_SWAPPED);
  metrics_changed_cb (self->legend, NULL, self);
}

/* Remembers how the figures are shown. */
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

/* Draws in the colours of a theme. */
void
limen_figures_panel_set_theme (LimenFiguresPanel *self,
                               LimenThemeVariant variant)
{
  g_return_if_fail (LIMEN_IS_FIGURES_PANEL (self));

  self->theme = limen_theme_get (variant);
  limen_figure_view_set_theme (LIMEN_FIGURE_VIEW (self->histogram), variant);
  limen_figure_view_set_theme (LIMEN_FIGURE_VIEW (self->curves), variant);
  limen_curve_legend_set_theme (self->legend, variant);
  limen_matrix_panel_set_theme (self->matrix, variant);
  for (guint i = 0; i < self->pages->len; i++)
    limen_figure_page_set_theme (g_ptr_array_index (self->pages, i), variant);
  gtk_widget_queue_draw (self->negative_swatch);
  gtk_widget_queue_draw (self->positive_swatch);
}

/* The figure that is shown below the histogram, by the name that limen-cli plot
 * has for it; static. */
const char *
limen_figures_panel_get_figure (LimenFiguresPanel *self)
{
  g_return_val_if_fail (LIMEN_IS_FIGURES_PANEL (self), NULL);

  return get_name (self,
                   gtk_notebook_get_nth_page (
                       self->tabs, gtk_notebook_get_current_page (self->tabs)));
}

/* Shows the figure that stands so many tabs further on, around the end. */
void
limen_figures_panel_step (LimenFiguresPanel *self, int n_steps)
{
  int n, page;

  g_return_if_fail (LIMEN_IS_FIGURES_PANEL (self));

  n = gtk_notebook_get_n_pages (self->tabs);
  page = gtk_notebook_get_current_page (self->tabs) + n_steps % n;
  gtk_notebook_set_current_page (self->tabs, (page + n) % n);
}

/* Zooms the figures over the threshold axis in by so many steps, or out, about
 * the threshold where that is shown, else about the middle; 0 shows all of the
 * axis. */
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
