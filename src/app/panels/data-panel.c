/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data-panel.h"

#include <math.h>
#include <string.h>

#include "help-entries.h"
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

static void
add_positives (LimenValueTable *table, LimenOneVsRest *class)
{
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (class);
  const char *positive = limen_one_vs_rest_get_name (class);
  double positives = limen_sweep_get_positives (sweep);
  double total = positives + limen_sweep_get_negatives (sweep);
  g_autofree char *name = g_strdup_printf ("positive (%s)", positive);
  g_autofree char *prevalence = limen_screen_format_share (positives / total);

  add_count (table, name, positives, positive);
  limen_value_table_add (table, "prevalence", prevalence,
                         "The share of positives among the rows");
}

static void
add_column (LimenValueTable *table, const char *name, const char *column)
{
  if (column != NULL)
    limen_value_table_add_text (table, name, column);
}

/* The only label column, or that of the class. */
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
    limen_value_table_add (table, "scores are",
                           limen_kind_get_name (predictions->kind), NULL);
  if (predictions->is_reversed)
    limen_value_table_add (table, "rule", "score \342\211\244 t",
                           "Low scores mean positive: a row is predicted "
                           "positive if its score is at most the threshold");
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
  add_count (table, "rows", (double) predictions->n_rows, NULL);
  if (class != NULL)
    add_class (table, class);
  add_column (table, "label column", get_label_column (dataset, index));
  add_column (table, "labels of", from != NULL ? from->name : NULL);
  add_column (table, class != NULL ? "score column" : "prediction column",
              limen_dataset_get_score_column (dataset, index));
  add_column (table, "variance column",
              limen_dataset_get_variance_column (dataset));
  add_column (table,
              limen_kind_has_thresholds (predictions->kind)
                  ? "class column"
                  : "decision column",
              limen_dataset_get_predicted_column (dataset));
  add_column (table, "weight column",
              limen_dataset_get_weight_column (dataset));
  add_column (table, "FP cost column",
              limen_dataset_get_fp_cost_column (dataset));
  add_column (table, "FN cost column",
              limen_dataset_get_fn_cost_column (dataset));
  add_column (table, "group column", limen_dataset_get_group_column (dataset));
  if (predictions->weights != NULL)
    add_count (table, "total weight",
               class != NULL ? sum_class (class) : sum_weights (predictions),
               NULL);
  if (limen_dataset_get_n_rejected (dataset) > 0)
    add_count (table, "rows skipped",
               (double) limen_dataset_get_n_rejected (dataset),
               "Rows that could not be read and were left out on request");
  if (limen_dataset_get_n_unknown_cells (dataset, index) > 0)
    add_count (
        table, "labels left out",
        (double) limen_dataset_get_n_unknown_cells (dataset, index),
        "Rows where this label is unknown; no number here includes them");
  if (limen_dataset_get_n_blank_lines (dataset) > 0)
    add_count (table, "blank lines",
               (double) limen_dataset_get_n_blank_lines (dataset), NULL);
  limen_value_table_end (table);
}

/* Remedies for findings, each a button; some findings have several. */
static const struct
{
  const char *code;
  const char *label;
  const char *action;
} remedies[] = {
  { "auc-below-half", "Swap the Positive Class", "win.swap-positive" },
  { "auc-below-half", "Reverse", "win.reverse-scores" },
  { "reversed", "Reverse", "win.reverse-scores" },
  { "positive-by-name", "Swap the Positive Class", "win.swap-positive" },
  { "positive-guessed", "Swap the Positive Class", "win.swap-positive" },
  { "badly-calibrated", "Recalibrate\342\200\246", "win.recalibrate" },
  { "clamped-rows", "Recalibrate\342\200\246", "win.recalibrate" },
  { "constant-scores", "Choose Columns\342\200\246", "win.columns" },
  { "columns-guessed", "Choose Columns\342\200\246", "win.columns" },
  { "decisions-only", "Choose Columns\342\200\246", "win.columns" },
  { "not-read-like", "Choose Columns\342\200\246", "win.columns" },
  { "few-outside", "Choose Columns\342\200\246", "win.columns" },
  { "labels-matched-by-id", "Match Rows Differently\342\200\246",
    "win.match-labels" },
  { "rows-unmatched", "Match Rows Differently\342\200\246",
    "win.match-labels" },
  { "kind-guessed", "Treat as Logits", "win.treat-as::logit" },
  { "sigmoid-twice", "Undo the Sigmoid", "win.undo-scores::sigmoid" },
  { "softmax-twice", "Undo the Softmax", "win.undo-scores::softmax" },
  { "percentages", "Divide by 100", "win.undo-scores::percent" },
  { "undone", "Use Scores Unchanged", "win.undo-scores::none" },
  { "probabilities-as-logits", "Treat as Probabilities",
    "win.treat-as::probability" },
  { "log-probabilities", "Treat as Log-Probabilities",
    "win.treat-as::log-probability" },
};

static void
append_remedies (GtkBox *box, const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (remedies); i++)
    if (g_str_equal (remedies[i].code, code))
      {
        GtkWidget *button = gtk_button_new_with_label (remedies[i].label);

        gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button),
                                                 remedies[i].action);
        gtk_widget_set_halign (button, GTK_ALIGN_START);
        gtk_widget_add_css_class (button, "remedy");
        gtk_box_append (box, button);
      }
}

static GtkWidget *
new_finding (const LimenFinding *finding)
{
  static const char *const css_classes[] = { "info", "warning", "error" };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *label = gtk_label_new (finding->screen_message);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_box_append (GTK_BOX (box), label);
  append_remedies (GTK_BOX (box), finding->code);
  gtk_widget_add_css_class (box, "finding");
  gtk_widget_add_css_class (box, css_classes[finding->severity]);
  return box;
}

/* Names the file whose column choices were reused; the table shows the
 * columns. */
static void
show_like (LimenDataPanel *self, const LimenFinding *finding)
{
  LimenDataset *dataset = limen_session_get_dataset (self->session);
  g_autofree char *text
      = finding != NULL ? g_strdup_printf ("Read like %s",
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
        gtk_box_append (GTK_BOX (self->findings), new_finding (finding));
    }
  gtk_widget_set_visible (self->diagnosis,
                          findings->len > (like != NULL ? 1 : 0));
  show_like (self, like);
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

/* The tooltip of a loss: what it shows and how its mean divides, from the
 * help. Its sum and its mean by weight have the help entry of its mean. A new
 * string; NULL if the help has no entry. */
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
  return entry != NULL
             ? g_strjoin (" ", entry->parts[LIMEN_HELP_SHOWS],
                          entry->parts[LIMEN_HELP_CONVENTION], NULL)
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
  g_autofree char *none
      = g_strdup_printf ("none for %s", limen_kind_get_title (kind));

  limen_value_table_begin (self->losses);
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *tooltip = explain_loss (self, &losses[i]);

      add_value (self->losses, losses[i].title, losses[i].value, tooltip);
    }
  if (n == 0)
    limen_value_table_add (self->losses, none, "", NULL);
  else
    set_help (self, losses[0].key);
  limen_value_table_end (self->losses);
}

/* Adds both areas under the precision-recall curve, for the session's
 * population, given as text. */
static void
add_precision_areas (LimenDataPanel *self, const char *average_precision,
                     const char *trapezoid)
{
  double prevalence = limen_session_get_prevalence (self->session);
  g_autofree char *percent
      = limen_screen_format_exact (limen_screen_to_percent (prevalence));
  g_autofree char *tooltip = g_strdup_printf (
      "Average precision at a prevalence of %s\342\200\257%%: the area under "
      "the precision-recall curve of that population, summed in steps",
      percent);

  if (isnan (prevalence))
    limen_value_table_add (
        self->ranking, "average precision", average_precision,
        "The area under the precision-recall curve, summed in steps");
  else
    limen_value_table_add (self->ranking, "AP in population",
                           average_precision, tooltip);
  limen_value_table_add (
      self->ranking, "PR AUC, trapezoid", trapezoid,
      "The area under the precision-recall curve if its points are joined by "
      "straight lines: too optimistic where the points are far apart");
}

/* A value as text; an ellipsis while it is being computed (`found` NULL). */
static char *
format_found (const LimenRankingResult *found, double value)
{
  return found != NULL ? limen_screen_format_value (value, 4)
                       : g_strdup ("\342\200\246");
}

/* Adds the ECE; its title names the bins, which it depends on. */
static void
add_calibration_error (LimenDataPanel *self, gsize n_bins, const char *ece)
{
  gboolean is_of_mass
      = limen_session_get_calibration (self->session).binning
        == LIMEN_BINNING_EQUAL_MASS;
  g_autofree char *name = g_strdup_printf (
      "ECE, %" G_GSIZE_FORMAT "%s bin%s", n_bins,
      is_of_mass ? " mass" : "", n_bins == 1 ? "" : "s");
  g_autofree char *tooltip = g_strdup_printf (
      "Expected calibration error: the mean difference between probabilities "
      "and observed frequencies, over bins of equal %s. The bins are chosen "
      "above the reliability diagram.",
      is_of_mass ? "mass" : "width");

  limen_value_table_add (self->ranking, name, ece, tooltip);
}

/* Shows the ranking metrics; `found` is NULL while they are being computed. */
static void
show_ranking (LimenDataPanel *self, LimenOneVsRest *class,
              const LimenRankingResult *found)
{
  LimenRanking ranking = limen_one_vs_rest_get_ranking (class);
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
  g_autofree char *ks_name = g_strdup_printf ("KS (at %s)", ks_place);

  limen_value_table_begin (self->ranking);
  if (!limen_kind_has_thresholds (kind))
    {
      add_value (self->ranking, "AUC of one point", ranking.roc_auc,
                 "The area under the two lines through the single ROC point "
                 "of the decisions, which equals their balanced accuracy");
      limen_value_table_end (self->ranking);
      return;
    }
  add_value (
      self->ranking, "ROC AUC", ranking.roc_auc,
      "The probability that a positive row scores higher than a negative row");
  add_precision_areas (self, average_precision, trapezoid);
  add_value (self->ranking, isnan (ranking.ks) ? "KS" : ks_name, ranking.ks,
             "The largest distance between the cumulative score distributions "
             "of the two classes");
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

/* Takes precomputed values of a class; FALSE for another population or other
 * bins, for which they must be computed. */
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
class_changed_cb (LimenSession *session, LimenDataPanel *self)
{
  update_data (self, limen_session_get_class (session));
  update_ranking (self);
}

/* Cancels the computation when the panel leaves its window: the job holds a
 * reference to the panel, but the session goes with the window. */
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
  gtk_widget_class_bind_template_child (widget_class, LimenDataPanel, like);
  gtk_widget_class_bind_template_child (widget_class, LimenDataPanel,
                                        like_label);
  gtk_widget_class_bind_template_child (widget_class, LimenDataPanel, data);
  gtk_widget_class_bind_template_child (widget_class, LimenDataPanel,
                                        diagnosis);
  gtk_widget_class_bind_template_child (widget_class, LimenDataPanel,
                                        findings);
  gtk_widget_class_bind_template_child (widget_class, LimenDataPanel,
                                        losses_help);
  gtk_widget_class_bind_template_child (widget_class, LimenDataPanel, losses);
  gtk_widget_class_bind_template_child (widget_class, LimenDataPanel, ranking);
  gtk_widget_class_bind_template_child (widget_class, LimenDataPanel,
                                        ranking_section);
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
