/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "threshold-panel.h"

#include <glib/gi18n.h>
#include <math.h>

#include "classes-panel.h"
#include "confusion-view.h"
#include "grey-zone-panel.h"
#include "link.h"
#include "metrics-card.h"
#include "other-unit.h"
#include "objective-editor.h"
#include "optimum-words.h"
#include "panel-room.h"
#include "prevalence-badge.h"
#include "prevalence-editor.h"
#include "screen-format.h"
#include "number-spin.h"
#include "threshold.h"

/* Lines of text that the panel needs to say below an optimum that its rows
 * chose and judge it. */
#define LINES_WITH_FINDING 30

struct _LimenThresholdPanel
{
  GtkWidget parent_instance;

  GtkWidget *box;
  LimenClassesPanel *classes;
  GtkSpinButton *threshold;
  GtkAdjustment *adjustment;
  GtkWidget *error_label;
  GtkWidget *title_row;
  GtkWidget *unit;
  GtkWidget *note;
  LimenGreyZonePanel *zone;
  LimenObjectiveEditor *objective;
  LimenPrevalenceEditor *prevalence;
  LimenConfusionView *confusion;
  GtkWidget *metrics_title;
  LimenPrevalenceBadge *badge;
  LimenMetricsCard *metrics;
  guint room_id;         /* of the source that shows the optimum again */
  LimenSession *session; /* borrowed from the window */
};

G_DEFINE_FINAL_TYPE (LimenThresholdPanel, limen_threshold_panel,
                     GTK_TYPE_WIDGET)

/* Explains why there is no threshold to choose. */
static const char decisions_note[] = N_ (
    "The file holds decisions, so there is no threshold to choose. To choose "
    "one, open a file with the probabilities or logits of the model.");

/* Whether the threshold is at the optimum of the objective, whose status line
 * then already gives the interval of thresholds with the same decisions. */
static gboolean
is_at_optimum (LimenSession *session)
{
  const LimenOptimum *optimum = limen_session_get_optimum (session);

  return limen_session_get_objective (session) != NULL && optimum != NULL
         && optimum->status == LIMEN_OPTIMUM_FOUND
         && optimum->positive_from.candidate
                == limen_session_get_candidate (session)
         && !limen_session_has_zone (session);
}

static void
update_note (LimenThresholdPanel *self)
{
  LimenOneVsRest *class = limen_session_get_class (self->session);
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (class);
  gsize candidate = limen_session_get_candidate (self->session);
  LimenKind kind = limen_one_vs_rest_get_numbers (class)->kind;
  g_autofree char *interval = limen_optimum_words_new_of_interval (
      limen_sweep_get_low (sweep, candidate),
      limen_sweep_get_score (sweep, candidate),
      limen_sweep_is_reversed (sweep));
  g_autofree char *unit = limen_other_unit_describe (
      kind, limen_session_get_threshold (self->session));
  gboolean has_thresholds = limen_session_has_thresholds (self->session);

  gtk_label_set_label (GTK_LABEL (self->unit),
                       has_thresholds && unit != NULL ? unit : "");
  gtk_label_set_label (GTK_LABEL (self->note),
                       has_thresholds ? interval : _ (decisions_note));
  gtk_widget_set_visible (self->note, !is_at_optimum (self->session));
}

/* Names the place of the metrics above them. */
static void
update_title (LimenThresholdPanel *self)
{
  g_autofree char *place
      = limen_screen_format_threshold (limen_session_reverse (
          self->session, limen_session_get_threshold (self->session)));
  g_autofree char *title = NULL;

  if (!limen_session_has_thresholds (self->session))
    title = g_strdup (_ ("Metrics"));
  else if (limen_session_has_zone (self->session))
    title = g_strdup (_ ("Metrics of the decided rows"));
  else if (isinf (limen_session_get_threshold (self->session)))
    title = g_strdup (_ ("Metrics with no row predicted positive"));
  else if (limen_session_is_against_rest (self->session))
    title = g_strdup_printf (_ ("One-vs-rest metrics at %s"), place);
  else
    title = g_strdup_printf (_ ("Metrics at %s"), place);
  gtk_label_set_label (GTK_LABEL (self->metrics_title), title);
}

/* Shows the confusion matrix of the decided rows. Their prevalence differs
 * from the population's if the grey zone refers more rows of one class. */
static void
show_decided (LimenThresholdPanel *self)
{
  const LimenSweep *sweep
      = limen_one_vs_rest_get_sweep (limen_session_get_class (self->session));
  LimenConfusion decided = limen_session_get_zone (self->session).confusion;
  LimenClassFactors factors = limen_class_factors_at_prevalence (
      limen_sweep_get_positives (sweep), limen_sweep_get_negatives (sweep),
      limen_session_get_prevalence (self->session));

  limen_confusion_view_set_confusion (
      self->confusion, decided,
      limen_confusion_get_prevalence (
          limen_confusion_scale (decided, factors)));
}

static void
update_confusion (LimenThresholdPanel *self)
{
  if (limen_session_has_zone (self->session))
    show_decided (self);
  else
    limen_confusion_view_set_confusion (
        self->confusion, limen_session_get_confusion (self->session),
        limen_session_get_prevalence (self->session));
}

static void
threshold_changed_cb (LimenSession *session, GParamSpec *pspec,
                      LimenThresholdPanel *self)
{
  if (limen_session_get_class (session) == NULL)
    return;

  update_note (self);
  update_confusion (self);
  update_title (self);
}

static void
view_changed_cb (LimenSession *session, LimenThresholdPanel *self)
{
  limen_prevalence_editor_set_prevalence (
      self->prevalence, limen_session_get_prevalence (session));
  threshold_changed_cb (session, NULL, self);
}

static void
cell_activated_cb (LimenConfusionView *view, const char *cell,
                   LimenThresholdPanel *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.rows", "s", cell);
}

static void
axis_changed_cb (LimenSession *session, LimenThresholdPanel *self)
{
  if (limen_session_get_class (session) != NULL)
    limen_number_spin_set_limits (self->threshold,
                                  limen_session_get_limits (session));
}

/* Takes the focus from a widget before it becomes insensitive: GTK does not
 * notify a text field inside that it loses the focus. */
static void
drop_focus (GtkWidget *widget)
{
  if (gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_FOCUS_WITHIN)
    gtk_root_set_focus (gtk_widget_get_root (widget), NULL);
}

/* Hides or disables the controls of the threshold for a file of decisions,
 * which has no threshold to choose. */
static void
show_choice (LimenThresholdPanel *self)
{
  gboolean has_thresholds = limen_session_has_thresholds (self->session);

  if (!has_thresholds)
    {
      drop_focus (GTK_WIDGET (self->threshold));
      drop_focus (GTK_WIDGET (self->objective));
    }
  limen_number_spin_set_blank (self->threshold, !has_thresholds);
  gtk_widget_set_visible (limen_grey_zone_panel_get_header (self->zone),
                          has_thresholds);
  gtk_widget_set_sensitive (GTK_WIDGET (self->objective), has_thresholds);
}

static void
class_changed_cb (LimenSession *session, LimenThresholdPanel *self)
{
  LimenOneVsRest *class = limen_session_get_class (session);
  const LimenSweep *sweep;
  LimenDataset *dataset;

  show_choice (self);
  if (class == NULL)
    return;
  sweep = limen_one_vs_rest_get_sweep (class);
  dataset = limen_one_vs_rest_get_dataset (class);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->threshold),
                               limen_sweep_is_reversed (sweep)
                                   ? _ ("A row is predicted positive if its "
                                        "score is at most this threshold")
                                   : _ ("A row is predicted positive if its "
                                        "score is at least this threshold"));
  limen_objective_editor_set_cost_columns (
      self->objective, limen_dataset_get_fp_cost_column (dataset),
      limen_dataset_get_fn_cost_column (dataset));
  limen_objective_editor_set_objective (
      self->objective, limen_session_get_objective (session));
  limen_prevalence_editor_set_of_rows (
      self->prevalence, limen_confusion_get_prevalence (
                            limen_sweep_get_confusion (sweep, 0)));
  view_changed_cb (session, self);
}

/* Whether the editor shows the session's objective, ignoring its numbers. */
static gboolean
shows_objective (LimenThresholdPanel *self, const LimenObjective *objective)
{
  LimenObjective shown;

  if (!limen_objective_editor_get_objective (self->objective, &shown))
    return objective == NULL;
  return objective != NULL && shown.metric.id == objective->metric.id
         && shown.is_minimized == objective->is_minimized
         && shown.referral.kind == objective->referral.kind;
}

/* Says below the objective what was found for it. */
static void
show_optimum (LimenThresholdPanel *self)
{
  const LimenObjective *objective
      = limen_session_get_objective (self->session);
  const LimenOptimum *optimum = limen_session_get_optimum (self->session);
  g_autofree char *sentence = NULL, *status = NULL;
  gboolean has_finding;

  if (objective == NULL || optimum == NULL
      || limen_session_get_class (self->session) == NULL)
    {
      limen_objective_editor_set_status (self->objective, NULL, FALSE);
      return;
    }
  sentence = limen_optimum_words_new (
      objective, optimum,
      limen_one_vs_rest_get_sweep (limen_session_get_class (self->session)));
  has_finding
      = optimum->status == LIMEN_OPTIMUM_FOUND
        && limen_panel_has_room (GTK_WIDGET (self), LINES_WITH_FINDING);
  status = has_finding ? limen_optimum_words_add_tuned (
               sentence, limen_session_get_test (self->session))
                       : g_strdup (sentence);
  limen_objective_editor_set_status (self->objective, status,
                                     optimum->status != LIMEN_OPTIMUM_FOUND);
}

static gboolean
check_room_cb (gpointer data)
{
  LimenThresholdPanel *self = data;

  self->room_id = 0;
  show_optimum (self);
  return G_SOURCE_REMOVE;
}

/* Shows or hides the finding below the optimum, after the layout. */
static void
room_changed_cb (LimenThresholdPanel *self)
{
  if (self->room_id == 0)
    self->room_id
        = g_idle_add_full (G_PRIORITY_HIGH_IDLE, check_room_cb, self, NULL);
}

/* Updates the editor: adding or removing a grey zone clears or restores the
 * objective. */
static void
optimum_changed_cb (LimenSession *session, LimenThresholdPanel *self)
{
  const LimenObjective *objective = limen_session_get_objective (session);

  if (!shows_objective (self, objective))
    limen_objective_editor_set_objective (self->objective, objective);
  show_optimum (self);
  threshold_changed_cb (session, NULL, self);
}

static void
objective_changed_cb (LimenObjectiveEditor *editor, LimenThresholdPanel *self)
{
  LimenObjective objective;

  if (limen_objective_editor_get_objective (editor, &objective))
    limen_session_set_objective (self->session, &objective);
  else
    limen_session_set_objective (self->session, NULL);
}

static void
prevalence_changed_cb (LimenPrevalenceEditor *editor,
                       LimenThresholdPanel *self)
{
  limen_session_set_prevalence (
      self->session, limen_prevalence_editor_get_prevalence (editor));
}

static void
limen_threshold_panel_dispose (GObject *object)
{
  LimenThresholdPanel *self = LIMEN_THRESHOLD_PANEL (object);

  g_clear_handle_id (&self->room_id, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (limen_threshold_panel_parent_class)->dispose (object);
}

static void
limen_threshold_panel_class_init (LimenThresholdPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limen_threshold_panel_dispose;
  g_type_ensure (LIMEN_TYPE_CLASSES_PANEL);
  g_type_ensure (LIMEN_TYPE_CONFUSION_VIEW);
  g_type_ensure (LIMEN_TYPE_GREY_ZONE_PANEL);
  g_type_ensure (LIMEN_TYPE_METRICS_CARD);
  g_type_ensure (LIMEN_TYPE_OBJECTIVE_EDITOR);
  g_type_ensure (LIMEN_TYPE_PREVALENCE_BADGE);
  g_type_ensure (LIMEN_TYPE_PREVALENCE_EDITOR);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/limen/Limen/ui/threshold-panel.ui");
#define BIND(name)                                                            \
  gtk_widget_class_bind_template_child (widget_class, LimenThresholdPanel,    \
                                        name)
  BIND (box);
  BIND (classes);
  BIND (threshold);
  BIND (adjustment);
  BIND (error_label);
  BIND (title_row);
  BIND (unit);
  BIND (note);
  BIND (zone);
  BIND (objective);
  BIND (prevalence);
  BIND (confusion);
  BIND (metrics_title);
  BIND (badge);
  BIND (metrics);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, objective_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class,
                                           prevalence_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, cell_activated_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
limen_threshold_panel_init (LimenThresholdPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_box_insert_child_after (GTK_BOX (self->title_row),
                              limen_grey_zone_panel_get_header (self->zone),
                              gtk_widget_get_prev_sibling (self->unit));
  limen_prevalence_editor_set_title (self->prevalence, _ ("Objective"));
  limen_number_spin_set_up (self->threshold);
  limen_number_spin_set_error_label (self->threshold, self->error_label);
}

/* Converts the session's threshold to the value of the adjustment, in the
 * units of the file. Infinity, at which no row is positive, becomes
 * G_MAXDOUBLE, since an adjustment holds no infinity. */
static gboolean
to_adjustment_cb (GBinding *binding, const GValue *threshold, GValue *value,
                  gpointer session)
{
  double shown
      = limen_session_reverse (session, g_value_get_double (threshold));

  g_value_set_double (value, fmin (shown, G_MAXDOUBLE));
  return TRUE;
}

static gboolean
from_adjustment_cb (GBinding *binding, const GValue *value, GValue *threshold,
                    gpointer session)
{
  double shown = g_value_get_double (value);

  g_value_set_double (threshold,
                      shown < G_MAXDOUBLE
                          ? limen_session_reverse (session, shown)
                          : (double) INFINITY);
  return TRUE;
}

/* Follows the threshold of a session, which must outlive the panel; call it
 * once. */
void
limen_threshold_panel_set_session (LimenThresholdPanel *self,
                                   LimenSession *session)
{
  g_return_if_fail (LIMEN_IS_THRESHOLD_PANEL (self));

  self->session = session;
  limen_metrics_card_set_session (self->metrics, session);
  limen_panel_room_connect (GTK_WIDGET (self), G_CALLBACK (room_changed_cb));
  limen_classes_panel_set_session (self->classes, session);
  limen_grey_zone_panel_set_session (self->zone, session);
  limen_prevalence_badge_set_session (self->badge, session);
  g_object_bind_property_full (
      session, "threshold", self->adjustment, "value",
      G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE, to_adjustment_cb,
      from_adjustment_cb, session, NULL);
  g_signal_connect_object (session, "notify::threshold",
                           G_CALLBACK (threshold_changed_cb), self, 0);
  g_signal_connect_object (session, "notify::refer-from",
                           G_CALLBACK (threshold_changed_cb), self, 0);
  g_signal_connect_object (session, "axis-changed",
                           G_CALLBACK (axis_changed_cb), self, 0);
  g_signal_connect_object (session, "range-changed",
                           G_CALLBACK (axis_changed_cb), self, 0);
  g_signal_connect_object (session, "class-changed",
                           G_CALLBACK (class_changed_cb), self, 0);
  g_signal_connect_object (session, "view-changed",
                           G_CALLBACK (view_changed_cb), self, 0);
  g_signal_connect_object (session, "optimum-changed",
                           G_CALLBACK (optimum_changed_cb), self, 0);
  g_signal_connect_object (session, "test-changed", G_CALLBACK (show_optimum),
                           self, G_CONNECT_SWAPPED);
}

/* Sets the colours of a theme. */
void
limen_threshold_panel_set_theme (LimenThresholdPanel *self,
                                 LimenThemeVariant variant)
{
  g_return_if_fail (LIMEN_IS_THRESHOLD_PANEL (self));

  limen_confusion_view_set_theme (self->confusion, variant);
}

/* Moves the focus to the field of the threshold. */
void
limen_threshold_panel_focus_threshold (LimenThresholdPanel *self)
{
  g_return_if_fail (LIMEN_IS_THRESHOLD_PANEL (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->threshold));
}
