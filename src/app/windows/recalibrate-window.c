/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "recalibrate-window.h"

#include <glib/gi18n.h>
#include <math.h>

#include "child-window.h"
#include "cutoff-text.h"
#include "job.h"
#include "recalibrate-job.h"
#include "recalibration-json.h"
#include "reliability-view.h"
#include "screen-format.h"
#include "template.h"
#include "threshold.h"
#include "toast.h"
#include "value-table.h"

/* Interval between updates of the progress bar. */
#define MILLISECONDS 100

struct _LimenRecalibrateWindow
{
  GtkWindow parent_instance;

  GtkWidget *class_text;
  GtkWidget *method;
  GtkWidget *pin;
  GtkWidget *stack;
  GtkProgressBar *progress;
  GtkWidget *none_title;
  GtkWidget *none_text;
  GtkWidget *try;
  LimenReliabilityView *before_view, *after_view;
  LimenValueTable *before_table, *after_table;
  GtkWidget *folds_text;
  GtkWidget *threshold_text;
  GtkWidget *note;
  GtkWidget *warning;
  LimenToast *toast;

  LimenSession *session;
  LimenRecalibrateJob *job; /* the test that is shown; NULL if none */
  GCancellable *work;
  guint progress_id; /* timeout that updates the progress bar; 0 if none */
};

G_DEFINE_FINAL_TYPE (LimenRecalibrateWindow, limen_recalibrate_window,
                     GTK_TYPE_WINDOW)

/* Display */

static void
add_value (LimenValueTable *table, const char *name, double value,
           const char *tooltip)
{
  g_autofree char *text = limen_screen_format_value (value, 4);

  limen_value_table_add (table, name, text, tooltip);
}

static void
show_measures (LimenValueTable *table, const LimenTrialMeasures *measures,
               double threshold)
{
  g_autofree char *undefined
      = isnan (measures->slope.slope)
            ? limen_calibration_describe_undefined (measures->slope)
            : NULL;
  g_autofree char *place
      = limen_screen_format_rounded_threshold (threshold, 4);

  limen_value_table_begin (table);
  add_value (table, measures->loss_title, measures->loss,
             _ ("Binary cross-entropy; undefined for plain scores"));
  add_value (
      table, measures->brier_title, measures->brier,
      _ ("Mean squared difference between probability and truth, which is 0 "
         "or 1"));
  add_value (
      table, _ ("ECE"), measures->ece,
      _ ("Expected calibration error: the mean difference between probability "
         "and observed frequency, in 15 bins of equal width"));
  add_value (table, _ ("MCE"), measures->mce,
             _ ("Maximum calibration error: the largest difference between "
                "probability and observed frequency in a bin"));
  add_value (table, _ ("Slope"), measures->slope.slope,
             undefined != NULL ? undefined
                               : _ ("Calibration slope of the log-odds: 1 if "
                                    "calibrated, below 1 if overconfident"));
  add_value (
      table, _ ("Intercept"), measures->slope.intercept,
      undefined != NULL
          ? undefined
          : _ ("Calibration intercept of the log-odds: 0 if calibrated"));
  add_value (table, _ ("ROC AUC"), measures->roc_auc, NULL);
  limen_value_table_add (table, _ ("Threshold"), place, NULL);
  limen_value_table_end (table);
}

/* "from 0.2 to 0.31", the range in which a map is flat. */
static char *
format_range (double low, double high)
{
  g_autofree char *first = limen_screen_format_value (low, 4);
  g_autofree char *last = limen_screen_format_value (high, 4);

  if (isfinite (low) && isfinite (high))
    /* Translators: the range in which a map is flat. */
    return g_strdup_printf (_ ("from %s to %s"), first, last);
  if (isfinite (low))
    return g_strdup_printf (_ ("from %s on"), first);
  return isfinite (high) ? g_strdup_printf (_ ("up to %s"), last)
                         /* Translators: a map is flat everywhere. */
                         : g_strdup (_ ("everywhere"));
}

static char *
describe_threshold (const LimenRecalibration *map, double threshold,
                    double calibrated, gboolean is_reversed)
{
  g_autofree char *before = limen_screen_format_rounded_threshold (
      limen_threshold_reverse (threshold, is_reversed), 4);
  g_autofree char *after
      = limen_screen_format_rounded_threshold (calibrated, 4);
  g_autofree char *range = NULL;
  double low, high;

  if (!limen_recalibration_is_monotone (map))
    return g_strdup (_ ("The threshold has no counterpart on the calibrated "
                        "scale, because the map decreases somewhere."));
  if (threshold == (double) INFINITY)
    return g_strdup (_ (
        "No row is predicted positive, either before the map or after it."));
  if (!limen_recalibration_invert (map, calibrated, &low, &high)
      || low >= high)
    return g_strdup_printf (
        _ ("The threshold %s becomes %s under the map fitted on all rows."),
        before, after);
  limen_interval_reverse (&low, &high, is_reversed);
  range = format_range (low, high);
  return g_strdup_printf (
      is_reversed
          /* Translators: the last %s is “from 0.2 to 0.31”. */
          ? _ ("The threshold %s becomes %s under the map fitted on all rows. "
               "The map is flat %s: all thresholds there become one "
               "probability, which decides like the highest of them.")
          /* Translators: the last %s is “from 0.2 to 0.31”. */
          : _ ("The threshold %s becomes %s under the map fitted on all rows. "
               "The map is flat %s: all thresholds there become one "
               "probability, which decides like the lowest of them."),
      before, after, range);
}

/* A sentence on the lower threshold of a grey zone, a new string; NULL if
 * there is no grey zone or the map is not monotone. */
static char *
describe_refer_from (LimenRecalibrateWindow *self,
                     const LimenRecalibrationTrial *trial)
{
  double refer_from = limen_session_get_refer_from (self->session);
  g_autofree char *before = NULL, *after = NULL;

  if (isnan (refer_from) || !limen_recalibration_is_monotone (trial->map))
    return NULL;
  before = limen_screen_format_rounded_threshold (
      limen_session_reverse (self->session, refer_from), 4);
  after = limen_screen_format_rounded_threshold (
      limen_recalibration_trial_map_threshold (trial, refer_from), 4);
  return g_strdup_printf (
      limen_session_is_reversed (self->session)
          ? _ ("The grey zone above it starts at %s, which becomes %s.")
          : _ ("The grey zone below it starts at %s, which becomes %s."),
      before, after);
}

/* Shows everything that depends on the thresholds. */
static void
show_threshold (LimenRecalibrateWindow *self)
{
  const LimenRecalibrateJob *job = self->job;
  const LimenRecalibration *map = job->trial->map;
  double threshold = limen_session_get_threshold (self->session);
  double calibrated
      = limen_recalibration_trial_map_threshold (job->trial, threshold);
  g_autofree char *sentence = describe_threshold (
      map, threshold, calibrated, limen_session_is_reversed (self->session));
  g_autofree char *zone = describe_refer_from (self, job->trial);
  g_autofree char *text
      = g_strjoin (" ", sentence, zone, NULL);

  show_measures (self->before_table, &job->trial->before,
                 limen_session_reverse (self->session, threshold));
  show_measures (self->after_table, &job->trial->after, calibrated);
  limen_reliability_view_set_threshold (
      self->before_view,
      limen_threshold_to_probability (
          limen_recalibrate_job_get_numbers (job)->kind, threshold));
  limen_reliability_view_set_threshold (self->after_view, calibrated);
  gtk_label_set_label (GTK_LABEL (self->threshold_text), text);
}

static void
show_text (GtkWidget *label, const char *text)
{
  gtk_label_set_label (GTK_LABEL (label), text != NULL ? text : "");
  gtk_widget_set_visible (label, text != NULL);
}

static gboolean
is_separated (const LimenRecalibrationTrial *trial)
{
  return trial->before.roc_auc >= 1 || trial->before.roc_auc <= 0;
}

/* A warning about the reliability of the result, a new sentence; NULL if there
 * is none. */
static char *
find_warning (const LimenRecalibrateJob *job)
{
  g_autofree char *n = limen_screen_format_count ((double) job->n_few);

  if (is_separated (job->trial)
      && !limen_recalibration_method_makes_ties (job->method))
    return g_strdup (
        _ ("The scores separate the classes completely, so a steeper map is "
           "always better; this one is limited to a finite steepness."));
  if (job->n_few < LIMEN_CALIBRATION_FEW_ROWS)
    return g_strdup_printf (
        ngettext ("One of the two classes has only %s row, too few for a "
                  "reliable map.",
                  "One of the two classes has only %s rows, too few for a "
                  "reliable map.",
                  job->n_few),
        n);
  return NULL;
}

/* A note on the properties of the map, a new string; NULL if there is none. */
static char *
find_notes (const LimenRecalibrationTrial *trial)
{
  const char *note = limen_recalibration_trial_get_note (trial);

  if (!limen_recalibration_is_monotone (trial->map)
      && limen_recalibration_method_makes_ties (trial->method))
    return g_strconcat (note, " ",
                        _ ("Scores in the same bin become equal. The falling "
                           "map and the equal scores both change the ROC "
                           "AUC."),
                        NULL);
  return g_strdup (note);
}

static void
show_counts (LimenReliabilityView *view, LimenReliabilityCounts *counts,
             LimenOneVsRest *class)
{
  limen_plot_view_set_class_names (
      LIMEN_PLOT_VIEW (view), limen_one_vs_rest_get_rest_title (class),
      limen_one_vs_rest_get_title (class));
  limen_reliability_view_set_counts (view, counts);
}

static void
show_trial (LimenRecalibrateWindow *self)
{
  const LimenRecalibrateJob *job = self->job;
  g_autofree char *warning = find_warning (job);
  g_autofree char *notes = find_notes (job->trial);
  g_autofree char *folds = g_strdup_printf (
      ngettext ("\342\200\234After\342\200\235 comes from rows that the map "
                "was not fitted on: each of %zu fold is mapped by a map "
                "fitted on the others.",
                "\342\200\234After\342\200\235 comes from rows that the map "
                "was not fitted on: each of %zu folds is mapped by a map "
                "fitted on the others.",
                job->trial->n_folds),
      job->trial->n_folds);

  show_counts (self->before_view, job->before, job->class);
  show_counts (self->after_view, job->after, job->class);
  gtk_label_set_label (GTK_LABEL (self->folds_text), folds);
  show_text (self->note, notes);
  show_text (self->warning, warning);
  show_threshold (self);
}

/* Whether the threshold can be pinned together with the shown map. */
static gboolean
can_pin (LimenRecalibrateWindow *self)
{
  const LimenRecalibrateJob *job = self->job;

  return job != NULL && limen_recalibration_is_monotone (job->trial->map);
}

static void
update_pin (LimenRecalibrateWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "recalibrate.pin",
                                 can_pin (self));
  gtk_widget_set_tooltip_text (
      self->pin,
      self->job != NULL && !can_pin (self)
          ? _ ("The map decreases somewhere, so a threshold cannot be mapped")
          : _ (
              "Add the threshold and the map to the cutoffs, to export both"));
}

static void
show_message (LimenRecalibrateWindow *self, const char *title,
              const char *message)
{
  gtk_label_set_label (GTK_LABEL (self->none_title), title);
  gtk_label_set_label (GTK_LABEL (self->none_text), message);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "none");
}

/* Shows why no map can be tested. */
static void
show_obstacle (LimenRecalibrateWindow *self, const char *message)
{
  gtk_widget_set_visible (self->try, FALSE);
  show_message (self, _ ("No map can be tested"), message);
}

static void
computed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  LimenRecalibrateWindow *self = LIMEN_RECALIBRATE_WINDOW (source);
  LimenRecalibrateJob *job = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return;
  g_clear_handle_id (&self->progress_id, g_source_remove);
  if (job->message != NULL)
    {
      show_obstacle (self, job->message);
      return;
    }
  self->job = g_atomic_rc_box_acquire (job);
  show_trial (self);
  update_pin (self);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "trial");
}

static void
cancel_test (LimenRecalibrateWindow *self)
{
  g_clear_handle_id (&self->progress_id, g_source_remove);
  limen_job_cancel (&self->work);
  g_clear_pointer (&self->job, limen_recalibrate_job_unref);
}

/* Shows the progress of a running test. */
static gboolean
show_progress_cb (gpointer task)
{
  LimenRecalibrateWindow *self = g_task_get_source_object (task);
  LimenRecalibrateJob *job = g_task_get_task_data (task);

  gtk_progress_bar_set_fraction (self->progress,
                                 limen_recalibrate_job_get_progress (job));
  return G_SOURCE_CONTINUE;
}

static void
follow_progress (LimenRecalibrateWindow *self, GTask *task)
{
  gtk_progress_bar_set_fraction (self->progress, 0);
  self->progress_id = g_timeout_add_full (
      G_PRIORITY_DEFAULT, MILLISECONDS, show_progress_cb, g_object_ref (task),
      g_object_unref);
}

static LimenRecalibrateJob *
new_job (LimenRecalibrateWindow *self)
{
  return limen_recalibrate_job_new (
      limen_session_get_class (self->session),
      limen_analysis_get_scores (limen_session_get_analysis (self->session)),
      (LimenRecalibrationMethod) gtk_drop_down_get_selected (
          GTK_DROP_DOWN (self->method)));
}

static void
start (LimenRecalibrateWindow *self)
{
  g_autoptr (GTask) task = NULL;

  self->work = g_cancellable_new ();
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "busy");
  task = g_task_new (self, self->work, computed_cb, NULL);
  g_task_set_task_data (task, new_job (self), limen_recalibrate_job_unref);
  follow_progress (self, task);
  g_task_run_in_thread (task, limen_recalibrate_job_run);
}

/* Tests the selected method on the current class. */
static void
update (LimenRecalibrateWindow *self)
{
  LimenOneVsRest *class = limen_session_get_class (self->session);
  g_autofree char *name = NULL;

  cancel_test (self);
  update_pin (self);
  if (class != NULL)
    name = g_strdup_printf (_ ("Class \342\200\234%s\342\200\235"),
                            limen_one_vs_rest_get_title (class));
  show_text (self->class_text, name);
  if (class != NULL)
    start (self);
  else
    show_obstacle (self, _ ("There is no current class to recalibrate."));
}

/* Actions */

static void
try_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  update (LIMEN_RECALIBRATE_WINDOW (widget));
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LimenRecalibrateWindow *self = LIMEN_RECALIBRATE_WINDOW (widget);

  if (self->work == NULL || self->job != NULL)
    return;
  cancel_test (self);
  gtk_widget_set_visible (self->try, TRUE);
  show_message (self, _ ("Cancelled"),
                _ ("The test of the map was cancelled."));
  gtk_widget_grab_focus (self->try);
}

static void
pin_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LimenRecalibrateWindow *self = LIMEN_RECALIBRATE_WINDOW (widget);
  const LimenRecalibrateJob *job = self->job;

  if (can_pin (self))
    limen_session_pin_with_map (self->session, job->trial->map);
}

static void
pinned_cb (LimenSession *session, GPtrArray *cutoffs,
           LimenRecalibrateWindow *self)
{
  g_autofree char *message = limen_cutoff_text_describe_pinned (cutoffs);

  limen_toast_show (self->toast, message, _ ("Undo"), "win.undo");
}

static void
threshold_changed_cb (LimenSession *session, GParamSpec *pspec,
                      LimenRecalibrateWindow *self)
{
  if (self->job != NULL)
    show_threshold (self);
}

static void
limen_recalibrate_window_dispose (GObject *object)
{
  LimenRecalibrateWindow *self = LIMEN_RECALIBRATE_WINDOW (object);

  cancel_test (self);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (limen_recalibrate_window_parent_class)->dispose (object);
}

/* Cancels a running test: its task holds a reference to the window, which
 * would otherwise stay alive until the test ends. */
static void
limen_recalibrate_window_unrealize (GtkWidget *widget)
{
  cancel_test (LIMEN_RECALIBRATE_WINDOW (widget));
  GTK_WIDGET_CLASS (limen_recalibrate_window_parent_class)->unrealize (widget);
}

static void
limen_recalibrate_window_class_init (LimenRecalibrateWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limen_recalibrate_window_dispose;
  widget_class->unrealize = limen_recalibrate_window_unrealize;
  g_type_ensure (LIMEN_TYPE_RELIABILITY_VIEW);
  g_type_ensure (LIMEN_TYPE_TOAST);
  g_type_ensure (LIMEN_TYPE_VALUE_TABLE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/limen/Limen/ui/recalibrate-window.ui");
  LIMEN_BIND_CHILDREN (widget_class, LimenRecalibrateWindow, class_text,
                       method, pin, stack, progress, none_title, none_text,
                       try, before_view, after_view, before_table, after_table,
                       folds_text, threshold_text, note, warning, toast);
  gtk_widget_class_install_action (widget_class, "recalibrate.try", NULL,
                                   try_action);
  gtk_widget_class_install_action (widget_class, "recalibrate.cancel", NULL,
                                   cancel_action);
  gtk_widget_class_install_action (widget_class, "recalibrate.pin", NULL,
                                   pin_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_d,
                                       GDK_CONTROL_MASK, "recalibrate.pin",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F1, 0,
                                       "win.help-figures", "s",
                                       "ranking/recalibration");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0,
                                       "window.close", NULL);
}

static void
limen_recalibrate_window_init (LimenRecalibrateWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
follow (LimenRecalibrateWindow *self, GtkWindow *parent)
{
  g_object_bind_property (parent, "theme", self->before_view, "theme",
                          G_BINDING_SYNC_CREATE);
  g_object_bind_property (parent, "theme", self->after_view, "theme",
                          G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->method, "notify::selected",
                           G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "class-changed",
                           G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::threshold",
                           G_CALLBACK (threshold_changed_cb), self, 0);
  g_signal_connect_object (self->session, "notify::refer-from",
                           G_CALLBACK (threshold_changed_cb), self, 0);
  g_signal_connect_object (self->session, "pinned", G_CALLBACK (pinned_cb),
                           self, 0);
  /* The Undo button of a message applies to the last change only. */
  g_signal_connect_object (self->session, "history-changed",
                           G_CALLBACK (limen_toast_hide), self->toast,
                           G_CONNECT_SWAPPED);
}

/* A window that tests maps on the current class of a session, which must have
 * one, and follows changes of the class. */
GtkWidget *
limen_recalibrate_window_new (GtkWindow *parent, LimenSession *session)
{
  LimenRecalibrateWindow *self
      = g_object_new (LIMEN_TYPE_RECALIBRATE_WINDOW, NULL);

  self->session = g_object_ref (session);
  limen_child_window_set_parent (GTK_WINDOW (self), parent);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "win",
                                  G_ACTION_GROUP (parent));
  follow (self, parent);
  update (self);
  return GTK_WIDGET (self);
}
