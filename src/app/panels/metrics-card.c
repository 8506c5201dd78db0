/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "metrics-card.h"

#include <glib/gi18n.h>

#include "interval-words.h"
#include "metric-intervals.h"
#include "panel-room.h"
#include "screen-format.h"
#include "test-heads.h"
#include "value-table.h"

/* Lines of text that the panel needs with a line for each metric. */
#define LINES_WITH_INTERVALS 37

struct _LimenMetricsCard
{
  LimenHolder parent_instance;

  LimenValueTable *table;
  GtkWidget *intervals_row;
  GtkWidget *intervals_note;
  LimenMetricIntervals *intervals;
  gboolean has_interval_column; /* else they are in tooltips alone */
  gboolean is_apparent;         /* the threshold was chosen on these rows */
  gboolean has_room;            /* for the column, when last updated */
  guint room_id;                /* of the source that checks the room */
  LimenSession *session;        /* borrowed from the window */
};

G_DEFINE_FINAL_TYPE (LimenMetricsCard, limen_metrics_card, LIMEN_TYPE_HOLDER)

/* The metrics in the panel, two per line: the most common ones; the help and
 * the legend have the others. Some are left out if the classes are decided
 * jointly: the classes panel shows the accuracy, MCC and kappa of that
 * decision. */
static const struct
{
  LimenMetricId id;
  const char *title; /* short title if the metric's is too long, else NULL */
  gboolean is_of_binary_only;
} shown_metrics[] = {
  { LIMEN_METRIC_PRECISION },
  { LIMEN_METRIC_RECALL },
  { LIMEN_METRIC_F1 },
  { LIMEN_METRIC_SPECIFICITY },
  { LIMEN_METRIC_ACCURACY, NULL, TRUE },
  { LIMEN_METRIC_BALANCED_ACCURACY, NC_ ("metric", "Balanced") },
  { LIMEN_METRIC_MCC, NULL, TRUE },
  { LIMEN_METRIC_NPV },
  { LIMEN_METRIC_YOUDEN_J, NULL, TRUE },
  { LIMEN_METRIC_KAPPA, NC_ ("metric", "Kappa"), TRUE },
  { LIMEN_METRIC_PREDICTED_POSITIVE_RATE, NC_ ("metric", "Flagged") },
  { LIMEN_METRIC_COST },
};

static double
get_value (LimenMetricsCard *self, LimenMetricId id)
{
  return limen_session_get_zone_value (self->session, (LimenMetric){ id, 1 });
}

/* Whether a metric covers all rows rather than the decided ones: the cost,
 * while there is a grey zone, since referring a row has a cost as well. */
static gboolean
is_of_all (LimenMetricsCard *self, LimenMetricId id)
{
  return id == LIMEN_METRIC_COST && limen_session_has_zone (self->session);
}

/* Adds the value of test data to the last row of the table, if there is any.
 */
static void
add_test (LimenMetricsCard *self, LimenMetricId id)
{
  g_autofree char *value = NULL;

  if (limen_session_get_test_class (self->session) == NULL)
    return;
  value = limen_screen_format_short (
      limen_session_get_test_value (self->session, (LimenMetric){ id, 1 }));
  limen_value_table_add_test (self->table, value);
}

/* Fills in the row of a metric with its interval; `estimate` is NULL while it
 * is being computed. `full` is its title, `title` the short one. */
static void
add_metric (LimenMetricsCard *self, LimenMetricId id, const char *title,
            const char *full, const LimenEstimate *estimate)
{
  const LimenBootstrap plan = limen_session_get_bootstrap (self->session);
  g_autofree char *value = limen_screen_format_short (get_value (self, id));
  g_autofree char *interval
      = estimate != NULL ? limen_interval_words_new_short (estimate->interval)
                         : g_strdup ("");
  g_autofree char *explanation
      = estimate != NULL
            ? limen_interval_words_explain (estimate, &plan, self->is_apparent)
            : NULL;
  g_autofree char *name = g_strdup_printf ("%s %s", full, interval);
  g_autofree char *tooltip = limen_interval_words_join (
      self->has_interval_column || *interval == '\0' ? full : name,
      explanation);

  if (self->has_interval_column)
    limen_value_table_add_interval (self->table, title, value, interval,
                                    tooltip);
  else
    limen_value_table_add (self->table, title, value, tooltip);
  add_test (self, id);
}

/* Whether a line for each metric fits; else the intervals are in the tooltips
 * alone. */
static gboolean
has_room (LimenMetricsCard *self)
{
  return limen_panel_has_room (GTK_WIDGET (self), LINES_WITH_INTERVALS);
}

/* Says of what the intervals are. */
static void
update_note (LimenMetricsCard *self)
{
  const LimenBootstrap plan = limen_session_get_bootstrap (self->session);
  g_autofree char *percent
      = limen_screen_format_exact (limen_screen_to_percent (plan.confidence));
  g_autofree char *note = g_strdup_printf (
      self->is_apparent ? _ ("Intervals: %s\342\200\257%%, apparent")
                        : _ ("Intervals: %s\342\200\257%%"),
      percent);

  gtk_label_set_label (GTK_LABEL (self->intervals_note), note);
  gtk_widget_set_tooltip_text (
      self->intervals_note,
      self->is_apparent
          ? _ ("Intervals for a threshold that is given. If it was chosen on "
               "these rows, metrics and intervals are too good. Each metric's "
               "tooltip names its method.")
          : _ ("Intervals for a threshold that was not chosen on these rows. "
               "Each metric's tooltip names its method."));
}

/* Begins the table. With intervals or test data, each metric has a line; with
 * test data, a first line names the values. */
static void
begin_metrics (LimenMetricsCard *self)
{
  gboolean has_intervals = limen_metric_intervals_are_shown (self->intervals);
  gboolean has_test = limen_session_get_test_class (self->session) != NULL;
  guint columns, wanted;

  self->has_room = has_room (self);
  self->has_interval_column = has_intervals && self->has_room;
  wanted = self->has_interval_column || has_test ? 1 : 2;
  g_object_get (self->table, "columns", &columns, NULL);
  if (columns != wanted)
    g_object_set (self->table, "columns", wanted, NULL);
  gtk_widget_set_visible (self->intervals_row, self->has_interval_column);
  self->is_apparent = limen_session_is_apparent (self->session);
  update_note (self);
  limen_value_table_begin (self->table);
  if (has_test)
    limen_test_heads_add (self->table, self->has_interval_column);
}

static void
update (LimenMetricsCard *self)
{
  const LimenEstimate *estimates;
  gboolean is_against_rest;

  if (limen_session_get_class (self->session) == NULL)
    return;
  estimates = limen_metric_intervals_get (self->intervals);
  is_against_rest = limen_session_is_against_rest (self->session);
  begin_metrics (self);
  for (guint i = 0; i < G_N_ELEMENTS (shown_metrics); i++)
    {
      LimenMetricId id = shown_metrics[i].id;
      const char *full = _ (limen_metric_get_info (id)->title);
      const char *title
          = shown_metrics[i].title != NULL
                ? g_dpgettext2 (NULL, "metric", shown_metrics[i].title)
                : full;

      if (shown_metrics[i].is_of_binary_only && is_against_rest)
        continue;
      if (is_of_all (self, id))
        {
          title = _ ("Cost, all");
          full = _ ("Mean cost of all rows, decided or referred");
        }
      add_metric (self, id, title, full,
                  estimates != NULL ? &estimates[id] : NULL);
    }
  limen_value_table_end (self->table);
}

static gboolean
check_room_cb (gpointer data)
{
  LimenMetricsCard *self = data;

  self->room_id = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

/* Shows or hides the column of intervals, after the layout. */
static void
room_changed_cb (LimenMetricsCard *self)
{
  if (self->room_id == 0 && self->session != NULL
      && has_room (self) != self->has_room)
    self->room_id
        = g_idle_add_full (G_PRIORITY_HIGH_IDLE, check_room_cb, self, NULL);
}

static void
limen_metrics_card_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (limen_metrics_card_parent_class)
      ->css_changed (widget, change);
  room_changed_cb (LIMEN_METRICS_CARD (widget));
}

static void
limen_metrics_card_dispose (GObject *object)
{
  LimenMetricsCard *self = LIMEN_METRICS_CARD (object);

  g_clear_handle_id (&self->room_id, g_source_remove);
  if (self->intervals != NULL)
    g_object_run_dispose (G_OBJECT (self->intervals));
  g_clear_object (&self->intervals);
  G_OBJECT_CLASS (limen_metrics_card_parent_class)->dispose (object);
}

static void
limen_metrics_card_class_init (LimenMetricsCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limen_metrics_card_dispose;
  widget_class->css_changed = limen_metrics_card_css_changed;
  g_type_ensure (LIMEN_TYPE_VALUE_TABLE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/limen/Limen/ui/metrics-card.ui");
#define BIND(name)                                                            \
  gtk_widget_class_bind_template_child (widget_class, LimenMetricsCard, name)
  BIND (table);
  BIND (intervals_row);
  BIND (intervals_note);
#undef BIND
}

static void
limen_metrics_card_init (LimenMetricsCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Follows the threshold of a session, which must outlive the card, and the
 * room in the panel that holds the card; call it once. */
void
limen_metrics_card_set_session (LimenMetricsCard *self, LimenSession *session)
{
  static const char *const changes[]
      = { "notify::threshold", "notify::refer-from", "notify::intervals",
          "view-changed",      "optimum-changed",    "class-changed",
          "test-changed" };
  g_autofree char *widest
      = limen_interval_words_new_short ((LimenInterval){ -0.888, -0.888 });

  g_return_if_fail (LIMEN_IS_METRICS_CARD (self));

  self->session = session;
  limen_value_table_set_widest_interval (self->table, widest);
  self->intervals = limen_metric_intervals_new (session);
  g_signal_connect_object (self->intervals, "changed", G_CALLBACK (update),
                           self, G_CONNECT_SWAPPED);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    g_signal_connect_object (session, changes[i], G_CALLBACK (update), self,
                             G_CONNECT_SWAPPED);
  /* A cutoff from another file may have the threshold. */
  g_signal_connect_object (limen_session_get_cutoffs (session),
                           "items-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  limen_panel_room_connect (GTK_WIDGET (self), G_CALLBACK (room_changed_cb));
}
