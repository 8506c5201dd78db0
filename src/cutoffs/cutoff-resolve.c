/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cutoff-resolve.h"

#include <glib/gi18n.h>
#include <math.h>

#include "link.h"
#include "message.h"
#include "report-error.h"

/* Converts a threshold to another kind of scores; NaN if that is impossible.
 * +inf, which no score reaches, stays +inf, although a logit of +inf is a
 * probability of 1. */
static double
convert (LimenKind from, LimenKind to, double threshold)
{
  double converted = limen_score_convert (from, to, threshold);

  return threshold == INFINITY && !isnan (converted) ? INFINITY : converted;
}

/* Returns the name that cutoffs use for the only class of a file: the one that
 * the user gave for the positive class, or that of the file; NULL if the file
 * has no labels and so does not name it. */
static const char *
get_only_class (LimenThresholdScores *scores, const LimenCutoffSaid *said)
{
  const LimenPredictions *numbers
      = limen_threshold_scores_get_numbers (scores);

  if (limen_task_get (numbers->task)->has_positive)
    {
      if (said != NULL && said->positive != NULL)
        return said->positive;
      if (numbers->n_classes == 0)
        return NULL;
    }
  return limen_threshold_scores_get_class_name (scores, 0);
}

/* Returns the index of the class with this name; -1 if there is none. */
static int
find_class (LimenThresholdScores *scores, const char *name,
            const LimenCutoffSaid *said)
{
  gsize n = limen_threshold_scores_get_n_classes (scores);

  if (n == 1)
    return g_strcmp0 (get_only_class (scores, said), name) == 0
                   || get_only_class (scores, said) == NULL
               ? 0
               : -1;
  for (gsize k = 0; k < n; k++)
    if (g_str_equal (limen_threshold_scores_get_class_name (scores, k), name))
      return (int) k;
  return -1;
}

static LimenCutoffFit
find_fit (LimenCutoff *cutoff, LimenThresholdScores *scores, int class,
          const LimenCutoffSaid *said, int *found)
{
  LimenDataset *dataset = limen_threshold_scores_get_dataset (scores);
  const LimenPredictions *numbers
      = limen_threshold_scores_get_numbers (scores);

  if (!limen_kind_has_thresholds (numbers->kind))
    return LIMEN_CUTOFF_NO_SCORES;
  if (limen_cutoff_get_task (cutoff) != limen_task_get_said (numbers->task))
    return LIMEN_CUTOFF_OTHER_TASK;
  *found = find_class (scores, limen_cutoff_get_class_name (cutoff), said);
  if (*found < 0 || (class != LIMEN_ANY_CLASS && *found != class))
    return LIMEN_CUTOFF_OTHER_CLASS;
  if (limen_cutoff_get_undone (cutoff) != limen_dataset_get_undone (dataset)
      && (said == NULL || !said->is_undone))
    return LIMEN_CUTOFF_OTHER_UNDO;
  if (limen_cutoff_is_reversed (cutoff) != numbers->is_reversed)
    return LIMEN_CUTOFF_OTHER_DIRECTION;
  return isnan (convert (limen_cutoff_get_kind (cutoff), numbers->kind,
                         limen_cutoff_get_threshold (cutoff)))
             ? LIMEN_CUTOFF_OTHER_KIND
             : LIMEN_CUTOFF_APPLIES;
}

/* Resolves a cutoff against the scores of a file, which must not be
 * recalibrated. It applies if all of these hold: the file has the cutoff's
 * task and its class (the one at index `class`, unless LIMEN_ANY_CLASS); the
 * same transformation was undone; the same direction of scores means positive;
 * and the cutoff's kind of scores is that of the file or converts to it.
 * Probabilities, logits and log-probabilities convert to each other, plain
 * scores to no other kind, not even if no score reaches the threshold. `said`
 * may be NULL. The map in the result is owned by the cutoff. */
LimenResolvedCutoff
limen_cutoff_resolve (LimenCutoff *cutoff, LimenThresholdScores *scores,
                      int class, const LimenCutoffSaid *said)
{
  LimenKind to = limen_threshold_scores_get_numbers (scores)->kind;
  LimenKind from = limen_cutoff_get_kind (cutoff);
  LimenResolvedCutoff self = { .refer_from = NAN };
  LimenCutoffGreyZone zone;
  int found = 0;

  self.fit = find_fit (cutoff, scores, class, said, &found);
  if (self.fit != LIMEN_CUTOFF_APPLIES)
    return self;
  self.class = (gsize) found;
  self.threshold = convert (from, to, limen_cutoff_get_threshold (cutoff));
  if (limen_cutoff_get_grey_zone (cutoff, &zone))
    self.refer_from = convert (from, to, zone.refer_from);
  self.map = limen_cutoff_get_recalibration (cutoff);
  self.calibrated_threshold = limen_cutoff_get_calibrated_threshold (cutoff);
  self.calibrated_refer_from = limen_cutoff_get_calibrated_refer_from (cutoff);
  return self;
}

/* Whether the class of a cutoff has its name from the task, as "correct" where
 * scores are for the predicted class, and not from a file. `scores` are those
 * of a file that may have a class of this name; NULL: none. */
gboolean
limen_cutoff_has_own_class (LimenCutoff *cutoff, LimenThresholdScores *scores)
{
  const char *name = limen_cutoff_get_class_name (cutoff);
  LimenTask task = limen_cutoff_get_task (cutoff);
  gboolean is_own = FALSE;

  for (LimenTask i = 0; i < LIMEN_N_TASKS; i++)
    is_own |= limen_task_get_said (i) == task
              && g_strcmp0 (limen_task_get (i)->own_name, name) == 0;
  if (!is_own || scores == NULL)
    return is_own;
  task = limen_threshold_scores_get_numbers (scores)->task;
  return limen_task_get (task)->own_name != NULL
         || limen_dataset_find_class (
                limen_threshold_scores_get_dataset (scores), name)
                < 0;
}

/* Returns the class of a cutoff, to show to users: translated, unless it is a
 * name from a file; see limen_cutoff_has_own_class(). Owned by the cutoff, or
 * static. */
const char *
limen_cutoff_get_class_title (LimenCutoff *cutoff,
                              LimenThresholdScores *scores)
{
  const char *name = limen_cutoff_get_class_name (cutoff);

  return limen_cutoff_has_own_class (cutoff, scores) ? _ (name) : name;
}

static char *
explain_direction (LimenCutoff *cutoff)
{
  return g_strdup (limen_cutoff_is_reversed (cutoff)
                       ? _ ("for scores where low means positive; here high "
                            "does")
                       : _ ("for scores where high means positive; here low "
                            "does"));
}

/* Returns the reason why a cutoff does not apply, as the end of a sentence in
 * the user's language ("for class “cat”; here “dog”"), a new string; NULL if
 * it applies. */
char *
limen_cutoff_explain (LimenCutoff *cutoff, LimenThresholdScores *scores,
                      int class)
{
  const LimenPredictions *numbers
      = limen_threshold_scores_get_numbers (scores);

  switch (limen_cutoff_resolve (cutoff, scores, class, NULL).fit)
    {
    case LIMEN_CUTOFF_NO_SCORES:
      return g_strdup (_ ("for scores; here decisions"));
    case LIMEN_CUTOFF_OTHER_TASK:
      return g_strdup_printf (
          /* Translators: both are tasks, such as "binary". */
          _ ("for a %s file; here %s"),
          _ (limen_task_get_name (limen_cutoff_get_task (cutoff))),
          _ (limen_task_get_name (numbers->task)));
    case LIMEN_CUTOFF_OTHER_CLASS:
      return g_strdup_printf (_ ("for class \342\200\234%s\342\200\235; here "
                                 "\342\200\234%s\342\200\235"),
                              limen_cutoff_get_class_title (cutoff, scores),
                              limen_threshold_scores_get_class_title (
                                  scores, (gsize) MAX (class, 0)));
    case LIMEN_CUTOFF_OTHER_UNDO:
      return g_strdup_printf (
          /* Translators: both are as options name them: "sigmoid", "none". */
          _ ("for scores with \342\200\234%s\342\200\235 undone; here "
             "\342\200\234%s\342\200\235"),
          limen_undo_get_name (limen_cutoff_get_undone (cutoff)),
          limen_undo_get_name (limen_dataset_get_undone (
              limen_threshold_scores_get_dataset (scores))));
    case LIMEN_CUTOFF_OTHER_DIRECTION:
      return explain_direction (cutoff);
    case LIMEN_CUTOFF_OTHER_KIND:
      return g_strdup_printf (
          /* Translators: both are kinds of scores: "probabilities". */
          _ ("for %s; here %s"),
          _ (limen_kind_get_title (limen_cutoff_get_kind (cutoff))),
          _ (limen_kind_get_title (numbers->kind)));
    case LIMEN_CUTOFF_APPLIES:
    default:
      return NULL;
    }
}

/* Sets the error about a cutoff for another class; returns FALSE. */
static gboolean
fail_class (LimenCutoff *cutoff, LimenThresholdScores *scores,
            const LimenCutoffSaid *said, const char *path, GError **error)
{
  const char *name = limen_cutoff_get_name (cutoff);
  const char *class = limen_cutoff_get_class_name (cutoff);
  LimenTask task = limen_threshold_scores_get_numbers (scores)->task;

  if (limen_cutoff_has_own_class (cutoff, scores))
    class = limen_message_word (class);
  if (limen_task_get (task)->has_positive)
    return limen_report_fail (error, LIMEN_REPORT_ERROR_FORMAT,
                              "%s: cutoff \"%s\" is for class \"%s\", and the "
                              "scores are for \"%s\"",
                              path, name, class,
                              get_only_class (scores, said));
  return limen_report_fail (error, LIMEN_REPORT_ERROR_FORMAT,
                            "%s: cutoff \"%s\" is for class \"%s\", but this "
                            "file has no score column for it",
                            path, name, class);
}

/* Sets the error about a cutoff for scores of another direction; returns
 * FALSE. */
static gboolean
fail_direction (LimenCutoff *cutoff, const char *path, GError **error)
{
  const char *name = limen_cutoff_get_name (cutoff);

  if (limen_cutoff_is_reversed (cutoff))
    return limen_report_fail (
        error, LIMEN_REPORT_ERROR_FORMAT,
        "%s: cutoff \"%s\" is for scores whose low values mean positive; "
        "{read the file with --reverse-scores|press Reverse}",
        path, name);
  return limen_report_fail (
      error, LIMEN_REPORT_ERROR_FORMAT,
      "%s: cutoff \"%s\" is for scores whose high values mean positive; {read "
      "the file without --reverse-scores|press Reverse}",
      path, name);
}

/* Sets the error about a cutoff for scores of another kind, or with another
 * transformation undone; returns FALSE. */
static gboolean
fail_scores (LimenCutoff *cutoff, LimenThresholdScores *scores,
             LimenCutoffFit fit, const char *path, GError **error)
{
  LimenDataset *dataset = limen_threshold_scores_get_dataset (scores);
  const LimenPredictions *numbers
      = limen_threshold_scores_get_numbers (scores);
  const char *undo = limen_undo_get_name (limen_cutoff_get_undone (cutoff));
  const char *name = limen_cutoff_get_name (cutoff);

  if (fit == LIMEN_CUTOFF_OTHER_UNDO)
    return limen_report_fail (
        error, LIMEN_REPORT_ERROR_FORMAT,
        "%s: cutoff \"%s\" was chosen on scores with \"%s\" undone; {read the "
        "file with --undo %s|choose that next to Undo under "
        "Columns\342\200\246}",
        path, name, undo, undo);
  return limen_report_fail (
      error, LIMEN_REPORT_ERROR_FORMAT,
      "%s: cutoff \"%s\" was chosen on scores of kind %s, but \"%s\" has kind "
      "%s; set the kind of the scores {with --kind|under Columns\342\200\246}",
      path, name, limen_kind_get_name (limen_cutoff_get_kind (cutoff)),
      limen_dataset_get_score_column (dataset, 0),
      limen_kind_get_name (numbers->kind));
}

/* Sets the error that says why a cutoff does not apply, and the remedy if
 * there is one; returns FALSE. */
static gboolean
fail_misfit (LimenCutoff *cutoff, LimenThresholdScores *scores,
             const LimenCutoffSaid *said, LimenCutoffFit fit, GError **error)
{
  const char *path
      = limen_dataset_get_path (limen_threshold_scores_get_dataset (scores));
  const char *name = limen_cutoff_get_name (cutoff);

  switch (fit)
    {
    case LIMEN_CUTOFF_NO_SCORES:
      return limen_report_fail (error, LIMEN_REPORT_ERROR_FORMAT,
                                "%s: cutoff \"%s\" is for scores, but this "
                                "file has decisions",
                                path, name);
    case LIMEN_CUTOFF_OTHER_TASK:
      return limen_report_fail (
          error, LIMEN_REPORT_ERROR_FORMAT,
          /* Translators: a file, a name, and two tasks, such as "binary" */
          "%s: cutoff \"%s\" is for a %s file, and this is a %s one", path,
          name, _ (limen_task_get_name (limen_cutoff_get_task (cutoff))),
          _ (limen_task_get_name (
              limen_threshold_scores_get_numbers (scores)->task)));
    case LIMEN_CUTOFF_OTHER_CLASS:
      return fail_class (cutoff, scores, said, path, error);
    case LIMEN_CUTOFF_OTHER_DIRECTION:
      return fail_direction (cutoff, path, error);
    default:
      return fail_scores (cutoff, scores, fit, path, error);
    }
}

/* Resolves a cutoff against the scores of a file with limen_cutoff_resolve(),
 * for any class. FALSE with an error that names the file and the cutoff if the
 * cutoff does not apply. */
gboolean
limen_cutoff_resolve_or_fail (LimenCutoff *cutoff,
                              LimenThresholdScores *scores,
                              const LimenCutoffSaid *said,
                              LimenResolvedCutoff *resolved, GError **error)
{
  *resolved = limen_cutoff_resolve (cutoff, scores, LIMEN_ANY_CLASS, said);
  return resolved->fit == LIMEN_CUTOFF_APPLIES
         || fail_misfit (cutoff, scores, said, resolved->fit, error);
}
