/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data-panel.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "data-intervals.h"
#include "finding-box.h"
#include "help-entries.h"
#include "interval-words.h"
#include "job.h"
#include "jobs.h"
#include "screen-format.h"
#include "value-table.h"

struct _LimenDataPanel
{
  LimenHolder parent_instance;

  GtkWidget *like;
  GtkWidget *like_label;
  LimenValueTable *data;
  GtkWidget *diagnosis;
  GtkWidget *findings;
  GtkWidget *losses_help;
  LimenValueTable *losses;
  GtkWidget *ranking_section;
  LimenValueTable *ranking;
  LimenSession *session; /* borrowed from the window */
  GPtrArray *help;       /* LimenHelpEntry; NULL until needed */
  double prevalence;     /* prevalence of the shown ranking metrics */
  GCancellable *computing;
  LimenDataIntervals *intervals;
};

G_DEFINE_FINAL_TYPE (LimenDataPanel, limen_data_panel, LIMEN_TYPE_HOLDER)

static void
add_count (LimenValueTable *table, const char *name, double count,
           const char *tooltip)
{
  g_autofree char *text = limen_screen_format_count (count);

  limen_value_table_add (table, name, text, tooltip);
}

static void
add_value (LimenValueTable *table, const char *name, double value,
           const char *tooltip)
{
  g_autofree char *text = limen_screen_format_value (value, 4);

  limen_value_table_add (table, name, text, tooltip);
}

/* Adds a value with its interval, if it `has_interval`; `estimate` is NULL
 * while it is being computed. */
static void
add_estimate (LimenDataPanel *self, LimenValueTable *table, const char *name,
              const char *value, const char *tooltip, gboolean has_interval,
              const LimenEstimate *estimate)
{
  const LimenBootstrap plan = limen_session_get_bootstrap (self->session);
  g_autofree char *interval = NULL, *explanation = NULL, *full = NULL;

  has_interval &= limen_session_has_intervals (self->session);
  if (estimate != NULL && limen_session_has_intervals (self->session))
    {
      interval = limen_interval_words_new (estimate->interval, 4);
      explanation = limen_interval_words_explain (estimate, &plan, FALSE);
    }
  full = limen_interval_words_join (tooltip, explanation);
  if (has_interval)
    limen_value_table_add_interval (table, name, value,
                                    interval != NULL ? interval : "", full);
  else
    limen_value_table_add (table, name, value, full);
}

static void
add_positives (LimenValueTable *table, LimenOneVsRest *class)
{
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (class);
  const char *positive = limen_one_vs_rest_get_title (class);
  double positives = limen_sweep_get_positives (sweep);
  double total = positives + limen_sweep_get_negatives (sweep);
  /* Translators: %s is the name of the positive class. */
  g_autofree char *name = g_strdup_printf (_ ("positive (%s)"), positive);
  g_autofree char *prevalence = limen_screen_format_share (positives / total);

  add_count (table, name, positives, positive);
  limen_value_table_add (table, C_ ("data", "prevalence"), prevalence,
                         _ ("The share of positives among the rows"));
}

static void
add_column (LimenValueTable *table, const char *name, const char *column)
{
  if (column != NULL)
    limen_value_table_add_text (table, name, column);
}

/* The name of the label column of the class at `index`, or that of the only
 * label column if the classes share one; NULL if unknown. */
static const char *
get_label_column (LimenDataset *dataset, gsize index)
{
  return limen_dataset_get_label_column (
      dataset,
      limen_dataset_get_label_column (dataset, 1) != NULL ? index : 0);
}

/* Adds the class and the kind of its scores. */
static void
add_class (LimenValueTable *table, LimenOneVsRest *class)
{
  const LimenPredictions *predictions
      = limen_dataset_get_predictions (limen_one_vs_rest_get_dataset (class));

  add_positives (table, class);
  if (limen_kind_has_thresholds (predictions->kind))
    /* Translators: a kind follows, such as “logits”. */
    limen_value_table_add (table, _ ("scores are"),
                           _ (limen_kind_get_title (predictions->kind)), NULL);
  if (predictions->is_reversed)
    /* Translators: a row is positive if its score is at most t. */
    limen_value_table_add (
        table, C_ ("data", "rule"), _ ("score \342\211\244 t"),
        _ ("Low scores mean positive: a row is predicted positive if its "
           "score is at most the threshold"));
}

static double
sum_class (LimenOneVsRest *class)
{
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (class);

  return limen_sweep_get_positives (sweep) + limen_sweep_get_negatives (sweep);
}

static double
sum_weights (const LimenPredictions *predictions)
{
  double sum = 0;

  for (gsize i = 0; i < predictions->n_rows; i++)
    sum += limen_predictions_get_weight (predictions, i);
  return sum;
}

static void
update_data (LimenDataPanel *self, LimenOneVsRest *class)
{
  LimenDataset *dataset = limen_session_get_dataset (self->session);
  const LimenPredictions *predictions = limen_dataset_get_predictions (dataset);
  LimenValueTable *table = self->data;
  const LimenLabelsFrom *from = limen_dataset_get_labels_from (dataset);
  gsize index = class != NULL ? limen_one_vs_rest_get_class (class) : 0;

  limen_value_table_begin (table);
  add_count (table, C_ ("data", "rows"), (double) predictions->n_rows, NULL);
  if (class != NULL)
    add_class (table, class);
  add_column (table, _ ("label column"), get_label_column (dataset, index));
  add_column (table, _ ("labels of"), from != NULL ? from->name : NULL);
  add_column (table,
              class != NULL ? _ ("score column") : _ ("prediction column"),
              limen_dataset_get_score_column (dataset, index));
  add_column (table, _ ("variance column"),
              limen_dataset_get_variance_column (dataset));
  add_column (table,
              limen_kind_has_thresholds (predictions->kind)
                  ? _ ("class column")
                  : _ ("decision column"),
              limen_dataset_get_predicted_column (dataset));
  add_column (table, _ ("weight column"),
              limen_dataset_get_weight_column (dataset));
  add_column (table, _ ("FP cost column"),
              limen_dataset_get_fp_cost_column (dataset));
  add_column (table, _ ("FN cost column"),
              limen_dataset_get_fn_cost_column (dataset));
  add_column (table, _ ("group column"),
              limen_dataset_get_group_column (dataset));
  add_column (table, _ ("unit column"),
              limen_dataset_get_unit_column (dataset));
  if (predictions->units.of_rows != NULL)
    add_count (table, C_ ("data", "units"),
               (double) predictions->units.n_units,
               _ ("Rows that belong together, such as the images of one "
                  "patient"));
  if (predictions->weights != NULL)
    add_count (table, _ ("total weight"),
               class != NULL ? sum_class (class) : sum_weights (predictions),
               NULL);
  if (limen_dataset_get_n_rejected (dataset) > 0)
    add_count (table, _ ("rows skipped"),
               (double) limen_dataset_get_n_rejected (dataset),
               _ ("Rows that could not be read and were left out on request"));
  if (limen_dataset_get_n_unknown_cells (dataset, index) > 0)
    add_count (
        table, _ ("labels left out"),
        (double) limen_dataset_get_n_unknown_cells (dataset, index),
        _ ("Rows where this label is unknown; no number here includes them"));
  if (limen_dataset_get_n_blank_lines (dataset) > 0)
    add_count (table, _ ("blank lines"),
               (double) limen_dataset_get_n_blank_lines (dataset), NULL);
  limen_value_table_end (table);
}

/* Names the file whose column choices were reused; the table shows the
 * columns. */
static void
show_reused_choices (LimenDataPanel *self, const LimenFinding *finding)
{
  LimenDataset *dataset = limen_session_get_dataset (self->session);
  g_autofree char *text
      = finding != NULL ? g_strdup_printf (_ ("Columns read as in %s"),
                                           limen_dataset_get_like (dataset))
                        : NULL;

  gtk_label_set_label (GTK_LABEL (self->like_label),
                       text != NULL ? text : "");
  gtk_widget_set_tooltip_text (self->like_label,
                               finding != NULL ? finding->screen_message
                                               : NULL);
  gtk_widget_set_visible (self->like, finding != NULL);
}

static void
update_findings (LimenDataPanel *self, LimenAnalysis *analysis)
{
  GPtrArray *findings = limen_analysis_get_findings (analysis);
  const LimenFinding *like = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->findings)) != NULL)
    gtk_box_remove (GTK_BOX (self->findings), child);
  for (guint i = 0; i < findings->len; i++)
    {
      const LimenFinding *finding = g_ptr_array_index (findings, i);

      if (g_str_equal (finding->code, "read-like"))
        like = finding;
      else
        gtk_box_append (GTK_BOX (self->findings),
                        limen_finding_box_new (finding));
    }
  gtk_widget_set_visible (self->diagnosis,
                          findings->len > (like != NULL ? 1 : 0));
  show_reused_choices (self, like);
}

/* Lets the help button open the page of the file's main loss. */
static void
set_help (LimenDataPanel *self, const char *loss)
{
  g_autofree char *key = g_strconcat ("loss/", loss, NULL);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->losses_help), "s",
                                    key);
}

static const LimenHelpEntry *
find_help (LimenDataPanel *self, const char *key)
{
  for (guint i = 0; i < self->help->len; i++)
    {
      const LimenHelpEntry *entry = g_ptr_array_index (self->help, i);

      if (g_str_equal (entry->key, key))
        return entry;
    }
  return NULL;
}

/* The tooltip of a loss, from the help: what it shows, and its formula. The
 * sum and the weighted mean of a loss use the help entry of its plain mean. A
 * new string; NULL if the help has no entry. */
static char *
explain_loss (LimenDataPanel *self, const LimenLossValue *loss)
{
  g_autofree char *key = g_strconcat (
      "loss/",
      loss->type != NULL ? loss->type->keys[LIMEN_REDUCTION_MEAN] : loss->key,
      NULL);
  const LimenHelpEntry *entry;

  if (self->help == NULL)
    self->help = limen_help_entries_load (NULL);
  entry = self->help != NULL ? find_help (self, key) : NULL;
  return entry != NULL ? g_strjoin ("\n", entry->parts[LIMEN_HELP_SHOWS],
                                    entry->parts[LIMEN_HELP_FORMULA], NULL)
                       : NULL;
}

static void
update_losses (LimenDataPanel *self, LimenAnalysis *analysis)
{
  gsize n;
  const LimenLossValue *losses = limen_analysis_get_losses (analysis, &n);
  LimenKind kind
      = limen_dataset_get_predictions (limen_analysis_get_dataset (analysis))
            ->kind;
  /* Translators: no losses; %s is “plain scores” or “decisions”. */
  g_autofree char *none
      = g_strdup_printf (_ ("none for %s"), _ (limen_kind_get_title (kind)));

  limen_value_table_begin (self->losses);
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *tooltip = explain_loss (self, &losses[i]);
      g_autofree char *value = limen_screen_format_value (losses[i].value, 4);

      add_estimate (self, self->losses, losses[i].title, value, tooltip,
                    limen_loss_value_has_interval (&losses[i]),
                    limen_data_intervals_get_loss (self->intervals, i));
    }
  if (n == 0)
    limen_value_table_add (self->losses, none, "", NULL);
  else
    set_help (self, losses[0].key);
  limen_value_table_end (self->losses);
}

/* Adds rows for the two areas under the precision-recall curve in the
 * session's population: the average precision and the area by trapezoids, both
 * formatted by the caller. */
static void
add_precision_areas (LimenDataPanel *self, const char *average_precision,
                     const char *trapezoid)
{
  double prevalence = limen_session_get_prevalence (self->session);
  const LimenRankingEstimates *estimates
      = limen_data_intervals_get_ranking (self->intervals);
  g_autofree char *percent
      = limen_screen_format_exact (limen_screen_to_percent (prevalence));
  g_autofree char *tooltip = g_strdup_printf (
      _ ("Average precision at a prevalence of %s\342\200\257%%: the area "
         "under the precision-recall curve of that population, summed in "
         "steps"),
      percent);

  if (isnan (prevalence))
    add_estimate (
        self, self->ranking, _ ("average precision"), average_precision,
        _ ("The area under the precision-recall curve, summed in steps"), TRUE,
        estimates != NULL ? &estimates->average_precision : NULL);
  else
    add_estimate (self, self->ranking, _ ("AP in population"),
                  average_precision, tooltip, TRUE,
                  estimates != NULL ? &estimates->average_precision : NULL);
  add_estimate (
      self, self->ranking, _ ("PR AUC, trapezoid"), trapezoid,
      _ ("The area under the precision-recall curve if its points are joined "
         "by straight lines: too optimistic where the points are far apart"),
      TRUE, estimates != NULL ? &estimates->pr_auc_trapezoid : NULL);
}

/* A value as text; an ellipsis while it is being computed (`found` NULL). */
static char *
format_found (const LimenRankingResult *found, double value)
{
  return found != NULL ? limen_screen_format_value (value, 4)
                       : g_strdup ("\342\200\246");
}

/* Adds the expected calibration error (ECE), under a title with the number and
 * kind of bins, on which the error depends. */
static void
add_calibration_error (LimenDataPanel *self, gsize n_bins, const char *ece)
{
  gboolean is_of_mass
      = limen_session_get_calibration (self->session).binning
        == LIMEN_BINNING_EQUAL_MASS;
  g_autofree char *name = g_strdup_printf (
      is_of_mass
          /* Translators: the calibration error, over bins of equal mass. */
          ? ngettext ("ECE, %zu equal-mass bin", "ECE, %zu equal-mass bins",
                      n_bins)
          : ngettext ("ECE, %zu bin", "ECE, %zu bins", n_bins),
      n_bins);
  const char *tooltip
      = is_of_mass
            ? _ ("Expected calibration error: the mean difference between "
                 "probabilities and observed frequencies, over bins of equal "
                 "mass. The bins are chosen above the reliability diagram.")
            : _ ("Expected calibration error: the mean difference between "
                 "probabilities and observed frequencies, over bins of equal "
                 "width. The bins are chosen above the reliability diagram.");

  limen_value_table_add (self->ranking, name, ece, tooltip);
}

/* Shows the ranking metrics; `found` is NULL while they are being computed. */
static void
show_ranking (LimenDataPanel *self, LimenOneVsRest *class,
              const LimenRankingResult *found)
{
  LimenRanking ranking = limen_one_vs_rest_get_ranking (class);
  const LimenRankingEstimates *estimates
      = limen_data_intervals_get_ranking (self->intervals);
  g_autofree char *roc_auc = limen_screen_format_value (ranking.roc_auc, 4);
  LimenKind kind = limen_one_vs_rest_get_numbers (class)->kind;
  g_autofree char *average_precision = format_found (
      found, found != NULL ? found->ranking.average_precision : NAN);
  g_autofree char *trapezoid = format_found (
      found, found != NULL ? found->ranking.pr_auc_trapezoid : NAN);
  g_autofree char *ece
      = format_found (found, found != NULL ? found->ece : NAN);
  g_autofree char *ks_place
      = limen_screen_format_value (
          limen_session_reverse (self->session, ranking.ks_threshold), 2);
  g_autofree char *ks_name = g_strdup_printf (_ ("KS (at %s)"), ks_place);

  limen_value_table_begin (self->ranking);
  if (!limen_kind_has_thresholds (kind))
    {
      add_value (
          self->ranking, _ ("AUC of one point"), ranking.roc_auc,
          _ ("The area under the two lines through the single ROC point of "
             "the decisions, which equals their balanced accuracy"));
      limen_value_table_end (self->ranking);
      return;
    }
  add_estimate (self, self->ranking, _ ("ROC AUC"), roc_auc,
                _ ("The probability that a positive row scores higher than a "
                   "negative row"),
                TRUE, estimates != NULL ? &estimates->roc_auc : NULL);
  add_precision_areas (self, average_precision, trapezoid);
  add_value (
      self->ranking, isnan (ranking.ks) ? _ ("KS") : ks_name, ranking.ks,
      _ ("The largest distance between the cumulative score distributions of "
         "the two classes"));
  if (limen_kind_has_probabilities (kind))
    add_calibration_error (
        self,
        found != NULL ? found->n_bins
                      : limen_session_get_calibration (self->session).n_bins,
        ece);
  limen_value_table_end (self->ranking);
}

static void
ranking_computed_cb (GObject *object, GAsyncResult *result,
                     gpointer user_data)
{
  LimenDataPanel *self = LIMEN_DATA_PANEL (object);
  LimenRankingResult found;

  if (limen_job_ranking_finish (result, &found))
    show_ranking (self, limen_session_get_class (self->session), &found);
}

/* Gets the ranking metrics and the calibration error that were computed with
 * the class. FALSE if they do not fit the session's population and bins and
 * must be recomputed. */
static gboolean
find_ranking (LimenDataPanel *self, LimenOneVsRest *class,
              LimenRankingResult *found)
{
  LimenCalibrationOptions calibration
      = limen_session_get_calibration (self->session);

  found->ranking = limen_one_vs_rest_get_ranking (class);
  found->ece = limen_one_vs_rest_get_calibration (class).ece;
  limen_one_vs_rest_get_bins (class, &found->n_bins);
  return isnan (self->prevalence)
         && (found->n_bins == 0
             || (calibration.binning == LIMEN_BINNING_EQUAL_WIDTH
                 && calibration.n_bins == found->n_bins));
}

/* Shows the ranking metrics, and starts computing them if population or bins
 * were changed. */
static void
update_ranking (LimenDataPanel *self)
{
  LimenOneVsRest *class = limen_session_get_class (self->session);
  LimenRankingResult found;

  limen_job_cancel (&self->computing);
  gtk_widget_set_visible (self->ranking_section, class != NULL);
  if (class == NULL)
    return;
  self->prevalence = limen_session_get_prevalence (self->session);
  if (find_ranking (self, class, &found))
    {
      show_ranking (self, class, &found);
      return;
    }
  show_ranking (self, class, NULL);
  self->computing = g_cancellable_new ();
  limen_job_ranking_async (class, self->prevalence,
                           limen_session_get_calibration (self->session),
                           self->computing, self, ranking_computed_cb);
}

/* Costs do not affect the ranking; a new prevalence does. */
static void
view_changed_cb (LimenSession *session, LimenDataPanel *self)
{
  double prevalence = limen_session_get_prevalence (session);

  if (prevalence != self->prevalence
      && !(isnan (prevalence) && isnan (self->prevalence)))
    update_ranking (self);
}

static void
analysis_changed_cb (LimenSession *session, LimenDataPanel *self)
{
  LimenAnalysis *analysis = limen_session_get_analysis (session);

  update_findings (self, analysis);
  update_losses (self, analysis);
}

static void
intervals_changed_cb (LimenDataPanel *self)
{
  if (limen_session_get_analysis (self->session) != NULL)
    update_losses (self, limen_session_get_analysis (self->session));
  update_ranking (self);
}

static void
class_changed_cb (LimenSession *session, LimenDataPanel *self)
{
  update_data (self, limen_session_get_class (session));
  update_ranking (self);
}

/* Cancels the computation when the panel leaves its window: the job keeps the
 * panel alive, but the session is freed with the window. */
static void
limen_data_panel_unroot (GtkWidget *widget)
{
  limen_job_cancel (&LIMEN_DATA_PANEL (widget)->computing);
  GTK_WIDGET_CLASS (limen_data_panel_parent_class)->unroot (widget);
}

static void
limen_data_panel_dispose (GObject *object)
{
  LimenDataPanel *self = LIMEN_DATA_PANEL (object);

  limen_job_cancel (&self->computing);
  g_clear_pointer (&self->help, g_ptr_array_unref);
  if (self->intervals != NULL)
    g_object_run_dispose (G_OBJECT (self->intervals));
  g_clear_object (&self->intervals);
  G_OBJECT_CLASS (limen_data_panel_parent_class)->dispose (object);
}

static void
limen_data_panel_class_init (LimenDataPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limen_data_panel_dispose;
  widget_class->unroot = limen_data_panel_unroot;
  g_type_ensure (LIMEN_TYPE_VALUE_TABLE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/limen/Limen/ui/data-panel.ui");
#define BIND(name)                                                            \
  gtk_widget_class_bind_template_child (widget_class, LimenDataPanel, name)
  BIND (like);
  BIND (like_label);
  BIND (data);
  BIND (diagnosis);
  BIND (findings);
  BIND (losses_help);
  BIND (losses);
  BIND (ranking);
  BIND (ranking_section);
#undef BIND
}

static void
limen_data_panel_init (LimenDataPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->prevalence = NAN;
}

/* Shows the data of a session, which must outlive the panel; call it once. */
void
limen_data_panel_set_session (LimenDataPanel *self, LimenSession *session)
{
  g_return_if_fail (LIMEN_IS_DATA_PANEL (self));

  self->session = session;
  self->intervals = limen_data_intervals_new (session);
  g_signal_connect_object (self->intervals, "changed",
                           G_CALLBACK (intervals_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "view-changed",
                           G_CALLBACK (view_changed_cb), self, 0);
  g_signal_connect_object (session, "calibration-changed",
                           G_CALLBACK (update_ranking), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "analysis-changed",
                           G_CALLBACK (analysis_changed_cb), self, 0);
  g_signal_connect_object (session, "class-changed",
                           G_CALLBACK (class_changed_cb), self, 0);
}
