/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "classes-panel.h"

#include <glib/gi18n.h>

#include "class-chooser.h"
#include "decision-intervals.h"
#include "interval-words.h"
#include "optimum-words.h"
#include "panel-room.h"
#include "screen-format.h"
#include "value-table.h"

/* Width of a negative coefficient with four decimals. */
#define MIN_VALUE_CHARS 7
/* Lines of text that the panel needs with a line for each number, above a
 * threshold panel with a line for each metric. */
#define LINES_WITH_INTERVALS 48

struct _LimenClassesPanel
{
  LimenHolder parent_instance;

  GtkWidget *class_title;
  LimenClassChooser *chooser;
  GtkWidget *rule_row;
  GtkDropDown *rule;
  GtkWidget *maps_row;
  GtkWidget *maps_text;
  LimenValueTable *result;
  GtkWidget *together;
  GtkWidget *comparison;
  GtkWidget *note;
  LimenDecisionIntervals *intervals;
  gboolean has_interval_column; /* else they are in tooltips alone */
  gboolean has_room;            /* for the column, when last updated */
  guint room_id;                /* of the source that checks the room */
  char *found;           /* what a joint search found; NULL: nothing */
  LimenSession *session; /* borrowed from the window */
};

G_DEFINE_FINAL_TYPE (LimenClassesPanel, limen_classes_panel, LIMEN_TYPE_HOLDER)

/* Whether the thresholds that decide jointly may have been chosen on these
 * rows; the largest score needs none. */
static gboolean
is_apparent (LimenClassesPanel *self)
{
  LimenThresholdSet *set = limen_session_get_thresholds (self->session);

  return limen_session_has_thresholds (self->session)
         && (limen_threshold_set_get_multiclass_result (set)->matrix == NULL
             || limen_threshold_set_get_rule (set) != LIMEN_DECISION_ARGMAX);
}

/* Adds a value with its interval; `estimate` is NULL while it is being
 * computed. */
static void
add_value (LimenClassesPanel *self, const char *name, double value,
           const char *tooltip, const LimenEstimate *estimate)
{
  const LimenBootstrap plan = limen_session_get_bootstrap (self->session);
  g_autofree char *text = limen_screen_format_value (value, 4);
  g_autofree char *interval
      = estimate != NULL ? limen_interval_words_new (estimate->interval, 4)
                         : g_strdup ("");
  g_autofree char *explanation
      = estimate != NULL ? limen_interval_words_explain (estimate, &plan,
                                                         is_apparent (self))
                         : NULL;
  g_autofree char *title
      = self->has_interval_column || *interval == '\0'
            ? g_strdup (tooltip)
            : g_strdup_printf ("%s\n%s %s", tooltip, text, interval);
  g_autofree char *full = limen_interval_words_join (title, explanation);

  if (self->has_interval_column)
    limen_value_table_add_interval (self->result, name, text, interval, full);
  else
    limen_value_table_add (self->result, name, text, full);
}

/* Estimates of the joint decision; NULL while they are being computed. */

static const LimenEstimate *
get_measure (LimenClassesPanel *self, LimenDecisionMeasure measure)
{
  const LimenDecisionEstimates *estimates
      = limen_decision_intervals_get (self->intervals);

  return estimates != NULL ? &estimates->measures[measure] : NULL;
}

static const LimenEstimate *
get_f1 (LimenClassesPanel *self, LimenAverage average)
{
  const LimenDecisionEstimates *estimates
      = limen_decision_intervals_get (self->intervals);

  return estimates != NULL ? &estimates->averages[LIMEN_METRIC_F1][average]
                           : NULL;
}

static const LimenEstimate *
get_balanced (LimenClassesPanel *self)
{
  const LimenDecisionEstimates *estimates
      = limen_decision_intervals_get (self->intervals);

  return estimates != NULL ? &estimates->balanced_accuracy : NULL;
}

static void
add_matrix (LimenClassesPanel *self, const LimenMulticlassResult *result)
{
  add_value (self, C_ ("metric", "accuracy"), result->accuracy,
             _ ("The share of rows decided for their true class"),
             get_measure (self, LIMEN_MEASURE_ACCURACY));
  add_value (self, _ ("macro F1"), result->f1.macro,
             _ ("The mean of the classes' F1"),
             get_f1 (self, LIMEN_AVERAGE_MACRO));
  add_value (self, C_ ("metric", "MCC"), result->mcc,
             _ ("Matthews' correlation coefficient"),
             get_measure (self, LIMEN_MEASURE_MCC));
  add_value (self, C_ ("metric", "kappa"), result->kappa, _ ("Cohen's kappa"),
             get_measure (self, LIMEN_MEASURE_KAPPA));
}

/* Adds "rows over several thresholds: 222, none: 5", unless every row is over
 * exactly one threshold. Longer texts would wrap. */
static void
append_undecided (GString *text, const LimenMatrix *matrix)
{
  double n_none = limen_matrix_get_none (matrix).weight;
  double n_several = limen_matrix_get_several_above (matrix).weight;
  g_autofree char *none = limen_screen_format_count (n_none);
  g_autofree char *several = limen_screen_format_count (n_several);

  if (n_none == 0 && n_several == 0)
    return;
  if (text->len > 0)
    g_string_append_c (text, '\n');
  /* Translators: numbers of rows. */
  g_string_append_printf (
      text, _ ("rows over several thresholds: %s, none: %s"), several, none);
}

/* A note on the metrics of deciding by the largest score, if they differ, and
 * on rows over several thresholds or none; NULL if there is nothing to note.
 */
static char *
compare (const LimenMulticlassResult *result,
         const LimenMulticlassResult *argmax)
{
  GString *text = g_string_new (NULL);

  if (result->accuracy != argmax->accuracy
      || result->f1.macro != argmax->f1.macro)
    {
      g_autofree char *accuracy
          = limen_screen_format_value (argmax->accuracy, 4);
      g_autofree char *f1 = limen_screen_format_value (argmax->f1.macro, 4);

      g_string_append_printf (text, _ ("Largest score: accuracy %s, F1 %s"),
                              accuracy, f1);
    }
  append_undecided (text, result->matrix);
  return g_string_free (text, text->len == 0);
}

static void
add_decisions (LimenClassesPanel *self, const LimenMulticlassResult *result)
{
  add_value (self, C_ ("metric", "accuracy"), result->accuracy,
             _ ("The share of rows decided for their true class"),
             get_measure (self, LIMEN_MEASURE_ACCURACY));
  add_value (self, C_ ("metric", "balanced"), result->balanced_accuracy,
             _ ("Balanced accuracy: the mean of the classes' recall"),
             get_balanced (self));
  add_value (self, _ ("macro F1"), result->f1.macro,
             _ ("The mean of the classes' F1"),
             get_f1 (self, LIMEN_AVERAGE_MACRO));
  add_value (
      /* Translators: the mean of F1, weighted by the classes' rows. */
      self, _ ("weighted"), result->f1.weighted,
      _ ("The mean of the classes' F1, each weighted by its rows"),
      get_f1 (self, LIMEN_AVERAGE_WEIGHTED));
  add_value (self, C_ ("metric", "MCC"), result->mcc,
             _ ("Matthews' correlation coefficient"),
             get_measure (self, LIMEN_MEASURE_MCC));
  add_value (self, C_ ("metric", "kappa"), result->kappa, _ ("Cohen's kappa"),
             get_measure (self, LIMEN_MEASURE_KAPPA));
}

static void
add_labels (LimenClassesPanel *self, const LimenMulticlassResult *result)
{
  /* Translators: short for subset accuracy. */
  add_value (self, _ ("subset"), result->multilabel.subset_accuracy,
             _ ("Subset accuracy: the share of rows with all labels predicted "
                "correctly"),
             get_measure (self, LIMEN_MEASURE_SUBSET_ACCURACY));
  add_value (self, _ ("Hamming"), result->multilabel.hamming_loss,
             _ ("Hamming loss: the share of labels predicted wrongly"),
             get_measure (self, LIMEN_MEASURE_HAMMING_LOSS));
  add_value (self, _ ("macro F1"), result->f1.macro,
             _ ("The mean of the labels' F1"),
             get_f1 (self, LIMEN_AVERAGE_MACRO));
  add_value (self, _ ("micro F1"), result->f1.micro,
             _ ("F1 over all pairs of a row and a label"),
             get_f1 (self, LIMEN_AVERAGE_MICRO));
}

/* Whether a line for each number fits; else the intervals are in the tooltips
 * alone. */
static gboolean
has_room (LimenClassesPanel *self)
{
  return limen_panel_has_room (GTK_WIDGET (self), LINES_WITH_INTERVALS);
}

/* Begins the table; with intervals, each number has a line. */
static void
begin_result (LimenClassesPanel *self)
{
  guint columns, wanted;

  self->has_room = has_room (self);
  self->has_interval_column
      = self->has_room && limen_session_has_intervals (self->session);
  wanted = self->has_interval_column ? 1 : 2;
  g_object_get (self->result, "columns", &columns, NULL);
  if (columns != wanted)
    g_object_set (self->result, "columns", wanted, NULL);
  limen_value_table_begin (self->result);
}

static void
result_changed_cb (LimenThresholdSet *thresholds, LimenClassesPanel *self)
{
  const LimenMulticlassResult *result
      = limen_threshold_set_get_multiclass_result (thresholds);
  const LimenMulticlass *multiclass = limen_analysis_get_multiclass (
      limen_session_get_analysis (self->session));
  gboolean has_thresholds = limen_session_has_thresholds (self->session);
  g_autofree char *comparison = result->matrix != NULL && has_thresholds
                                    ? compare (result, multiclass->result)
                                    : NULL;

  gtk_label_set_label (GTK_LABEL (self->comparison),
                       comparison != NULL ? comparison : "");
  gtk_widget_set_visible (self->comparison, comparison != NULL);
  begin_result (self);
  if (result->matrix != NULL && !has_thresholds)
    add_decisions (self, result);
  else if (result->matrix != NULL)
    add_matrix (self, result);
  else
    add_labels (self, result);
  limen_value_table_end (self->result);
}

static void
update_result (LimenClassesPanel *self)
{
  LimenThresholdSet *set = limen_session_get_thresholds (self->session);

  if (limen_threshold_set_get_multiclass_result (set) != NULL)
    result_changed_cb (set, self);
}

static gboolean
check_room_cb (gpointer data)
{
  LimenClassesPanel *self = data;

  self->room_id = 0;
  update_result (self);
  return G_SOURCE_REMOVE;
}

/* Shows or hides the column of intervals, after the layout. */
static void
room_changed_cb (LimenClassesPanel *self)
{
  if (self->room_id == 0 && has_room (self) != self->has_room)
    self->room_id
        = g_idle_add_full (G_PRIORITY_HIGH_IDLE, check_room_cb, self, NULL);
}

static void
update_note (LimenClassesPanel *self)
{
  g_autofree char *note
      = self->found != NULL ? limen_optimum_words_add_tuned (
            self->found, limen_session_get_test (self->session))
                            : NULL;

  gtk_label_set_label (GTK_LABEL (self->note), note != NULL ? note : "");
  gtk_widget_set_visible (self->note, note != NULL);
}

static void
set_found (LimenClassesPanel *self, const char *sentence)
{
  g_free (self->found);
  self->found = g_strdup (sentence);
  update_note (self);
}

/* Reserves space for the largest possible count. */
static void
reserve_room (LimenClassesPanel *self, LimenAnalysis *analysis)
{
  LimenDataset *dataset = limen_analysis_get_dataset (analysis);
  g_autofree char *total = limen_screen_format_count (
      (double) limen_dataset_get_predictions (dataset)->n_rows);

  limen_value_table_set_value_chars (
      self->result, MAX ((int) g_utf8_strlen (total, -1), MIN_VALUE_CHARS));
}

static void
analysis_changed_cb (LimenSession *session, LimenClassesPanel *self)
{
  LimenAnalysis *analysis = limen_session_get_analysis (session);
  const LimenMulticlass *multiclass = limen_analysis_get_multiclass (analysis);
  gboolean has_classes = limen_session_has_classes (session);
  gboolean is_multiclass
      = multiclass != NULL && multiclass->result->matrix != NULL;
  gboolean has_thresholds = limen_session_has_thresholds (session);
  const LimenTaskInfo *task = limen_task_get (
      limen_dataset_get_predictions (limen_analysis_get_dataset (analysis))
          ->task);

  reserve_room (self, analysis);
  gtk_widget_set_visible (GTK_WIDGET (self), multiclass != NULL);
  gtk_label_set_label (GTK_LABEL (self->class_title),
                       has_classes ? _ (task->class_title)
                                   : _ ("All classes"));
  gtk_widget_set_visible (GTK_WIDGET (self->chooser), has_classes);
  gtk_widget_set_visible (self->rule_row, is_multiclass && has_thresholds);
  gtk_widget_set_visible (self->together, has_classes && has_thresholds);
  set_found (self, NULL);
}

static void
found_cb (LimenThresholdSet *thresholds, const char *sentence,
          LimenClassesPanel *self)
{
  set_found (self, sentence);
}

/* Drops the message about a joint search once a threshold is moved. */
static void
threshold_changed_cb (LimenSession *session, GParamSpec *pspec,
                      LimenClassesPanel *self)
{
  set_found (self, NULL);
}

static void
maps_changed_cb (LimenThresholdSet *thresholds, GParamSpec *pspec,
                 LimenClassesPanel *self)
{
  const char *name = limen_threshold_set_get_maps (thresholds);
  g_autofree char *text = g_strdup_printf (
      _ ("Decided on scores recalibrated as for \342\200\234%s\342\200\235"),
      name != NULL ? name : "");

  gtk_label_set_label (GTK_LABEL (self->maps_text), text);
  gtk_widget_set_visible (self->maps_row, name != NULL);
}

static void
limen_classes_panel_dispose (GObject *object)
{
  LimenClassesPanel *self = LIMEN_CLASSES_PANEL (object);

  g_clear_handle_id (&self->room_id, g_source_remove);
  if (self->intervals != NULL)
    g_object_run_dispose (G_OBJECT (self->intervals));
  g_clear_object (&self->intervals);
  G_OBJECT_CLASS (limen_classes_panel_parent_class)->dispose (object);
}

static void
limen_classes_panel_finalize (GObject *object)
{
  g_free (LIMEN_CLASSES_PANEL (object)->found);
  G_OBJECT_CLASS (limen_classes_panel_parent_class)->finalize (object);
}

static void
limen_classes_panel_class_init (LimenClassesPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limen_classes_panel_dispose;
  G_OBJECT_CLASS (klass)->finalize = limen_classes_panel_finalize;
  g_type_ensure (LIMEN_TYPE_CLASS_CHOOSER);
  g_type_ensure (LIMEN_TYPE_VALUE_TABLE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/limen/Limen/ui/classes-panel.ui");
#define BIND(name)                                                            \
  gtk_widget_class_bind_template_child (widget_class, LimenClassesPanel, name)
  BIND (class_title);
  BIND (chooser);
  BIND (rule_row);
  BIND (rule);
  BIND (maps_row);
  BIND (maps_text);
  BIND (result);
  BIND (together);
  BIND (comparison);
  BIND (note);
#undef BIND
}

static void
fill_rules (LimenClassesPanel *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  for (guint i = 0; i < LIMEN_N_DECISION_RULES; i++)
    gtk_string_list_append (titles, _ (limen_decision_rule_get_title (i)));
  gtk_drop_down_set_model (self->rule, G_LIST_MODEL (titles));
}

static void
limen_classes_panel_init (LimenClassesPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_rules (self);
}

/* Follows a session, which must outlive the panel; call it once. */
void
limen_classes_panel_set_session (LimenClassesPanel *self,
                                 LimenSession *session)
{
  LimenThresholdSet *thresholds;

  g_return_if_fail (LIMEN_IS_CLASSES_PANEL (self));

  self->session = session;
  thresholds = limen_session_get_thresholds (session);
  self->intervals = limen_decision_intervals_new (session);
  g_signal_connect_object (self->intervals, "changed",
                           G_CALLBACK (update_result), self,
                           G_CONNECT_SWAPPED);
  limen_panel_room_connect (GTK_WIDGET (self), G_CALLBACK (room_changed_cb));
  limen_class_chooser_set_session (self->chooser, session);
  g_object_bind_property (thresholds, "rule", self->rule, "selected",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_signal_connect_object (thresholds, "notify::maps",
                           G_CALLBACK (maps_changed_cb), self, 0);
  g_signal_connect_object (session, "analysis-changed",
                           G_CALLBACK (analysis_changed_cb), self, 0);
  g_signal_connect_object (thresholds, "result-changed",
                           G_CALLBACK (result_changed_cb), self, 0);
  g_signal_connect_object (session, "notify::threshold",
                           G_CALLBACK (threshold_changed_cb), self, 0);
  g_signal_connect_object (thresholds, "found", G_CALLBACK (found_cb), self,
                           0);
  g_signal_connect_object (session, "test-changed", G_CALLBACK (update_note),
                           self, G_CONNECT_SWAPPED);
}
