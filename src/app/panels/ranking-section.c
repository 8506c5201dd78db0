/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ranking-section.h"

#include <glib/gi18n.h>
#include <math.h>

#include "estimate-row.h"
#include "job.h"
#include "jobs.h"
#include "screen-format.h"
#include "test-heads.h"
#include "value-table.h"

struct _LimenRankingSection
{
  LimenHolder parent_instance;

  LimenValueTable *table;
  LimenSession *session; /* borrowed from the window */
  LimenDataIntervals *intervals;
  double prevalence; /* prevalence of the shown metrics */
  GCancellable *computing;
};

G_DEFINE_FINAL_TYPE (LimenRankingSection, limen_ranking_section,
                     LIMEN_TYPE_HOLDER)

/* Adds the value of the test data to the last row, if there are test data;
 * empty where it is unknown (NaN). */
static void
add_test (LimenRankingSection *self, double value)
{
  g_autofree char *text
      = isnan (value) ? g_strdup ("") : limen_screen_format_value (value, 4);

  if (limen_session_get_test_class (self->session) != NULL)
    limen_value_table_add_test (self->table, text);
}

/* The ranking metrics of the test data; NaN without, and for those that depend
 * on the population if another one is set. */
static LimenRanking
get_test_ranking (LimenRankingSection *self)
{
  LimenOneVsRest *class = limen_session_get_test_class (self->session);
  LimenRanking ranking = { NAN, NAN, NAN, NAN, NAN };

  if (class == NULL)
    return ranking;
  ranking = limen_one_vs_rest_get_ranking (class);
  if (!isnan (limen_session_get_prevalence (self->session)))
    ranking.average_precision = ranking.pr_auc_trapezoid = NAN;
  return ranking;
}

static void
add_value (LimenValueTable *table, const char *name, double value,
           const char *tooltip)
{
  g_autofree char *text = limen_screen_format_value (value, 4);

  limen_value_table_add (table, name, text, tooltip);
}

/* Adds rows for the two areas under the precision-recall curve in the
 * session's population: the average precision and the area by trapezoids, both
 * formatted by the caller. */
static void
add_precision_areas (LimenRankingSection *self, const char *average_precision,
                     const char *trapezoid)
{
  LimenRanking test = get_test_ranking (self);
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
    limen_estimate_row_add (
        self->table, self->session, _ ("average precision"), average_precision,
        _ ("The area under the precision-recall curve, summed in steps"), TRUE,
        estimates != NULL ? &estimates->average_precision : NULL);
  else
    limen_estimate_row_add (self->table, self->session, _ ("AP in population"),
                            average_precision, tooltip, TRUE,
                            estimates != NULL ? &estimates->average_precision
                                              : NULL);
  add_test (self, test.average_precision);
  limen_estimate_row_add (
      self->table, self->session, _ ("PR AUC, trapezoid"), trapezoid,
      _ ("The area under the precision-recall curve if its points are joined "
         "by straight lines: too optimistic where the points are far apart"),
      TRUE, estimates != NULL ? &estimates->pr_auc_trapezoid : NULL);
  add_test (self, test.pr_auc_trapezoid);
}

/* A value as text; an ellipsis while it is being computed (`found` NULL). */
static char *
format_found (const LimenRankingResult *found, double value)
{
  return found != NULL ? limen_screen_format_value (value, 4)
                       : g_strdup ("\342\200\246");
}

/* The calibration error of the test data; NaN without, and if it was computed
 * with other bins than the session's. */
static double
get_test_ece (LimenRankingSection *self)
{
  LimenOneVsRest *class = limen_session_get_test_class (self->session);
  LimenCalibrationOptions calibration
      = limen_session_get_calibration (self->session);
  gsize n_bins;

  if (class == NULL || calibration.binning != LIMEN_BINNING_EQUAL_WIDTH)
    return NAN;
  limen_one_vs_rest_get_bins (class, &n_bins);
  return n_bins == calibration.n_bins
             ? limen_one_vs_rest_get_calibration (class).ece
             : NAN;
}

/* Adds the expected calibration error (ECE), under a title with the number and
 * kind of bins, on which the error depends. */
static void
add_calibration_error (LimenRankingSection *self, gsize n_bins,
                       const char *ece)
{
  gboolean is_of_mass = limen_session_get_calibration (self->session).binning
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

  limen_value_table_add (self->table, name, ece, tooltip);
  add_test (self, get_test_ece (self));
}

/* Shows the ranking metrics; `found` is NULL while they are being computed. */
static void
show_ranking (LimenRankingSection *self, LimenOneVsRest *class,
              const LimenRankingResult *found)
{
  LimenRanking ranking = limen_one_vs_rest_get_ranking (class);
  LimenRanking test = get_test_ranking (self);
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
  g_autofree char *ks_place = limen_screen_format_value (
      limen_session_reverse (self->session, ranking.ks_threshold), 2);
  g_autofree char *ks_name = g_strdup_printf (_ ("KS (at %s)"), ks_place);

  limen_value_table_begin (self->table);
  if (limen_session_get_test_class (self->session) != NULL)
    limen_test_heads_add (self->table, FALSE);
  if (!limen_kind_has_thresholds (kind))
    {
      add_value (
          self->table, _ ("AUC of one point"), ranking.roc_auc,
          _ ("The area under the two lines through the single ROC point of "
             "the decisions, which equals their balanced accuracy"));
      add_test (self, test.roc_auc);
      limen_value_table_end (self->table);
      return;
    }
  limen_estimate_row_add (
      self->table, self->session, _ ("ROC AUC"), roc_auc,
      _ ("The probability that a positive row scores higher than a "
         "negative row"),
      TRUE, estimates != NULL ? &estimates->roc_auc : NULL);
  add_test (self, test.roc_auc);
  add_precision_areas (self, average_precision, trapezoid);
  add_value (
      self->table, isnan (ranking.ks) ? _ ("KS") : ks_name, ranking.ks,
      _ ("The largest distance between the cumulative score distributions of "
         "the two classes"));
  add_test (self, test.ks);
  if (limen_kind_has_probabilities (kind))
    add_calibration_error (
        self,
        found != NULL ? found->n_bins
                      : limen_session_get_calibration (self->session).n_bins,
        ece);
  limen_value_table_end (self->table);
}

static void
ranking_computed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  LimenRankingSection *self = LIMEN_RANKING_SECTION (object);
  LimenRankingResult found;

  if (limen_job_ranking_finish (result, &found))
    show_ranking (self, limen_session_get_class (self->session), &found);
}

/* Gets the ranking metrics and the calibration error that were computed with
 * the class. FALSE if they do not fit the session's population and bins and
 * must be recomputed. */
static gboolean
find_ranking (LimenRankingSection *self, LimenOneVsRest *class,
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
update (LimenRankingSection *self)
{
  LimenOneVsRest *class = limen_session_get_class (self->session);
  LimenRankingResult found;

  limen_job_cancel (&self->computing);
  gtk_widget_set_visible (GTK_WIDGET (self), class != NULL);
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
view_changed_cb (LimenSession *session, LimenRankingSection *self)
{
  double prevalence = limen_session_get_prevalence (session);

  if (prevalence != self->prevalence
      && !(isnan (prevalence) && isnan (self->prevalence)))
    update (self);
}

/* Cancels the computation when the section leaves its window: the job keeps
 * the section alive, but the session is freed with the window. */
static void
limen_ranking_section_unroot (GtkWidget *widget)
{
  limen_job_cancel (&LIMEN_RANKING_SECTION (widget)->computing);
  GTK_WIDGET_CLASS (limen_ranking_section_parent_class)->unroot (widget);
}

static void
limen_ranking_section_dispose (GObject *object)
{
  LimenRankingSection *self = LIMEN_RANKING_SECTION (object);

  limen_job_cancel (&self->computing);
  g_clear_object (&self->intervals);
  G_OBJECT_CLASS (limen_ranking_section_parent_class)->dispose (object);
}

static void
limen_ranking_section_class_init (LimenRankingSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limen_ranking_section_dispose;
  widget_class->unroot = limen_ranking_section_unroot;
  g_type_ensure (LIMEN_TYPE_VALUE_TABLE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/limen/Limen/ui/ranking-section.ui");
  gtk_widget_class_bind_template_child (widget_class, LimenRankingSection,
                                        table);
}

static void
limen_ranking_section_init (LimenRankingSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->prevalence = NAN;
}

/* Shows the ranking metrics of the current class of a session, which must
 * outlive the section, with intervals; call it once. */
void
limen_ranking_section_set_session (LimenRankingSection *self,
                                   LimenSession *session,
                                   LimenDataIntervals *intervals)
{
  g_return_if_fail (LIMEN_IS_RANKING_SECTION (self));

  self->session = session;
  self->intervals = g_object_ref (intervals);
  g_signal_connect_object (intervals, "changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "view-changed",
                           G_CALLBACK (view_changed_cb), self, 0);
  g_signal_connect_object (session, "calibration-changed", G_CALLBACK (update),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "class-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "test-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
}
