/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reader-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "table-error.h"
#include "threshold.h"

/* Share of scores outside [0, 1] that still counts as a few outliers. */
#define FEW_OUTSIDE 0.01

#define add(self, ...)                                                        \
  limen_findings_add ((self)->dataset->findings, __VA_ARGS__)

/* Where the scores are: the only score column, or the first of several. A part
 * of a message. */
static char *
describe_scores (LimenReader *self)
{
  const char *first = g_ptr_array_index (self->dataset->score_columns, 0);

  if (self->dataset->score_columns->len == 1)
    /* Translators: in "The scores in column \"p\" go from ..." */
    return limen_message_part ("column \"%s\"", first);
  /* Translators: in "The scores in \"p\" and the other score columns go ..."
   */
  return limen_message_part ("\"%s\" and the other score columns", first);
}

/* Clamps and counts scores that are out of range by rounding only. */
static void
clamp_scores (LimenReader *self, double min, double max)
{
  const LimenPredictions *numbers = &self->dataset->predictions;

  if (self->min >= min && self->max <= max)
    return;
  for (gsize k = 0; k < numbers->n_scores; k++)
    for (gsize i = 0; i < numbers->n_rows; i++)
      {
        double *score = &numbers->scores[k][i];

        self->n_clamped += *score < min || *score > max;
        *score = CLAMP (*score, min, max);
      }
}

#define add_rounded(self, n, singular, plural)                                \
  limen_findings_add_plural ((self)->dataset->findings, "rounded-beyond",     \
                             LIMEN_SEVERITY_INFO, LIMEN_FINDING_THRESHOLDS,   \
                             n, singular, plural, n)

/* Adds findings on scores and soft labels that were out of range by rounding
 * only. */
static void
note_rounding (LimenReader *self)
{
  LimenKind kind = self->dataset->predictions.kind;
  guint64 n_scores = self->n_clamped;

  if (n_scores > 0 && kind == LIMEN_KIND_PROBABILITY)
    add_rounded (self, n_scores,
                 "%'" PRIu64 " score was below 0 or above 1 by rounding, and "
                 "taken as 0 or 1.",
                 "%'" PRIu64 " scores were below 0 or above 1 by rounding, "
                 "and taken as 0 or 1.");
  else if (n_scores > 0)
    add_rounded (self, n_scores,
                 "%'" PRIu64 " score was above 0 by rounding, and taken as 0.",
                 "%'" PRIu64 " scores were above 0 by rounding, and taken as "
                 "0.");
  if (self->n_rounded > 0)
    add_rounded (self, self->n_rounded,
                 "%'" PRIu64 " soft label was below 0 or above 1 by rounding, "
                 "and taken as 0 or 1.",
                 "%'" PRIu64 " soft labels were below 0 or above 1 by "
                 "rounding, and taken as 0 or 1.");
}

/* Whether all scores, which range from min to max, are in [0, 1], allowing for
 * rounding. The tolerance is meant for numbers near 1: it does not apply where
 * all scores are tiny. */
static gboolean
are_probabilities (double min, double max)
{
  return limen_is_probability (min) && limen_is_probability (max)
         && (min >= 0 || max > 1000 * -min);
}

/* Counts the scores outside [0, 1] of a file that has any. */
static void
count_outside (LimenReader *self)
{
  const LimenPredictions *numbers = &self->dataset->predictions;

  for (gsize k = 0; self->outside_line > 0 && k < numbers->n_scores; k++)
    for (gsize i = 0; i < numbers->n_rows; i++)
      self->n_outside += !limen_is_probability (numbers->scores[k][i]);
}

/* Whether all but a few scores are in [0, 1]; if so, adds a finding. */
static gboolean
note_few_outside (LimenReader *self)
{
  const LimenPredictions *numbers = &self->dataset->predictions;
  double most = FEW_OUTSIDE * (double) limen_reader_get_n_rows (self)
                * (double) numbers->n_scores;
  guint64 n = self->n_outside;
  g_autofree char *scores = NULL;

  if (n == 0 || self->outside_line == 0 || (double) n > most)
    return FALSE;
  scores = describe_scores (self);
  add (self, "few-outside", LIMEN_SEVERITY_WARNING,
       /* Translators: columns, range, a number of scores, "line" and its
        * number */
       N_ ("The scores in %s go from %.9g to %.9g, but all except "
           "%'" PRIu64 " are from 0 to 1 (%s %" PRIu64 " has the first), so "
           "these are taken as plain scores, which have no loss. If they are "
           "probabilities, correct those rows; or {leave them out with --kind "
           "probability --skip-bad-rows, in the window under "
           "Columns\342\200\246.|treat the scores as probabilities under "
           "Columns\342\200\246 and leave these rows out.}"),
       scores, self->min, self->max, n,
       limen_source_get_row_word (self->source), self->outside_line);
  return TRUE;
}

static void
note_plain_scores (LimenReader *self)
{
  g_autofree char *scores = describe_scores (self);
  LimenSeverity severity
      = self->has_kind ? LIMEN_SEVERITY_WARNING : LIMEN_SEVERITY_INFO;
  g_autofree char *remedy = limen_message_part (
      "If they are logits, {give --kind logit, or press Treat as "
      "Logits.|press Treat as Logits.}");

  if (self->outside_line > 0)
    add (self, "kind-guessed", severity,
         /* Translators: columns, range, "line" and its number; the last text
          * is the sentence "If they are logits..." */
         N_ ("The scores in %s go from %.9g to %.9g (%s %" PRIu64 " is the "
             "first outside 0 to 1), so these are taken as plain scores, "
             "which have no loss. %s"),
         scores, self->min, self->max,
         limen_source_get_row_word (self->source), self->outside_line, remedy);
  else
    add (self, "kind-guessed", severity,
         /* Translators: columns, range; the last text is the sentence "If they
          * are logits..." */
         N_ ("The scores in %s go from %.9g to %.9g, so these are taken as "
             "plain scores, which have no loss. %s"),
         scores, self->min, self->max, remedy);
}

static gboolean
fail_minus_infinity (LimenReader *self, GError **error)
{
  guint column = self->minus_infinity.column;
  g_autofree char *name = limen_sample_format_name (self->sample, column);
  g_autofree char *place = limen_source_format_place (
      self->source, self->minus_infinity.line,
      (int) limen_sample_find_field (self->sample, column), name);

  return limen_table_fail (
      error, LIMEN_TABLE_ERROR_DATA,
      /* Translators: a place such as "FILE:3:2: " */
      "%s\"-inf\" is allowed only as a log-probability, which is never above "
      "0; these scores go up to %.9g",
      place, self->max);
}

static void
note_log_probabilities (LimenReader *self)
{
  g_autofree char *scores = describe_scores (self);

  add (self, "kind-guessed", LIMEN_SEVERITY_INFO,
       N_ ("The scores in %s go from -inf to %.9g, so these are taken as "
           "log-probabilities. {If they are not, give --kind.|If they are "
           "not, choose what they are under Columns\342\200\246.}"),
       scores, self->max);
}

/* Whether the kind has to be inferred from the values. */
static gboolean
is_guessed (const LimenReader *self)
{
  return limen_task_get (self->dataset->predictions.task)->thresholds
             != LIMEN_THRESHOLDS_NONE
         && self->options->undo == LIMEN_UNDO_NONE && !self->options->has_kind
         && !(self->has_kind && self->kind == LIMEN_KIND_LOGIT);
}

/* The kind of scores that range from min to max: as given, or inferred from
 * column names and values. If low scores mean positive, scores in [0, 1] are
 * not probabilities of the positive class. */
LimenKind
limen_reader_find_kind (LimenReader *self, double min, double max)
{
  gboolean is_log = max <= LIMEN_PROBABILITY_TOLERANCE;

  if (limen_task_get (self->dataset->predictions.task)->thresholds
      == LIMEN_THRESHOLDS_NONE)
    return LIMEN_KIND_SCORE;
  if (self->options->undo != LIMEN_UNDO_NONE)
    return LIMEN_KIND_PROBABILITY;
  if (!is_guessed (self))
    return self->kind;
  if (self->options->reverse_scores && are_probabilities (min, max))
    return LIMEN_KIND_SCORE; /* explained by limen_reader_note_reversed() */
  if (self->has_kind && self->kind == LIMEN_KIND_LOG_PROBABILITY && is_log
      && !self->options->reverse_scores)
    return LIMEN_KIND_LOG_PROBABILITY;
  if (min == -INFINITY)
    return LIMEN_KIND_LOG_PROBABILITY;
  return are_probabilities (min, max) ? LIMEN_KIND_PROBABILITY
                                      : LIMEN_KIND_SCORE;
}

/* Adds a finding on a kind that was inferred from the values and may not be
 * what the user expects. */
static void
note_kind (LimenReader *self)
{
  LimenKind kind = self->dataset->predictions.kind;

  if (!is_guessed (self))
    return;
  if (kind == LIMEN_KIND_LOG_PROBABILITY
      && !(self->has_kind && self->kind == LIMEN_KIND_LOG_PROBABILITY))
    note_log_probabilities (self);
  else if (kind == LIMEN_KIND_SCORE
           && !(self->options->reverse_scores
                && are_probabilities (self->min, self->max))
           && !note_few_outside (self))
    note_plain_scores (self);
}

/* Adds a finding on -inf as a log-probability: such rows are decided by
 * probabilities. */
static void
note_log_of_zero (LimenReader *self)
{
  if (self->minus_infinity.line == 0)
    return;
  add (self, "log-of-zero", LIMEN_SEVERITY_INFO,
       /* Translators: "line" and its number */
       N_ ("\"-inf\" is the logarithm of a probability of 0 (the first is in "
           "%s %" PRIu64 "). Thresholds and exported cutoffs are "
           "probabilities; the cutoffs also apply to log-probabilities."),
       limen_source_get_row_word (self->source), self->minus_infinity.line);
}

/* Adds a finding that low scores mean positive. If they may be probabilities
 * of the other class, it recommends to swap the classes. */
void
limen_reader_note_reversed (LimenReader *self)
{
  const LimenPredictions *numbers = &self->dataset->predictions;
  g_autofree char *remedy = NULL;

  if (!numbers->is_reversed)
    return;
  for (gsize k = 0; k < numbers->n_classes; k++)
    if (k != numbers->positive && numbers->kind == LIMEN_KIND_SCORE
        && are_probabilities (self->min, self->max))
      remedy = limen_message_part (
          "The scores are from 0 to 1 and are taken as plain scores, which "
          "have no loss. If they are probabilities of \"%s\", {make that the "
          "positive class with --positive \"%s\", or press Swap, and leave "
          "out --reverse-scores, or press Reverse.|press Swap and Reverse.}",
          limen_dataset_get_class_name (self->dataset, k),
          limen_dataset_get_class_name (self->dataset, k));
  if (remedy == NULL)
    remedy = limen_message_part (
        "If high scores mean positive, {leave out --reverse-scores, or press "
        "Reverse.|press Reverse.}");
  add (self, "reversed", LIMEN_SEVERITY_INFO,
       /* Translators: %s is one more sentence or two */
       N_ ("Low scores mean positive: a row is positive if score <= "
           "threshold, and thresholds are in the units of the file. Exported "
           "cutoffs record this and apply to files that are read in this way. "
           "%s"),
       remedy);
}

/* Negates all scores; exact. */
static void
reverse_scores (LimenPredictions *numbers)
{
  numbers->is_reversed = true;
  for (gsize i = 0; i < numbers->n_rows; i++)
    numbers->scores[0][i] = limen_score_reverse (numbers->scores[0][i], true);
}

/* Sets the kind of the scores of the rows so far, clamps rounding errors, and
 * negates the scores if low ones mean positive. FALSE with an error if scores
 * other than log-probabilities include -inf. */
gboolean
limen_reader_resolve_scores (LimenReader *self, GError **error)
{
  LimenPredictions *numbers = &self->dataset->predictions;

  if (self->roles.is_decision)
    {
      numbers->kind = LIMEN_KIND_DECISION;
      return TRUE;
    }
  if (self->minus_infinity.line > 0 && self->max > LIMEN_PROBABILITY_TOLERANCE)
    return fail_minus_infinity (self, error);
  if (!self->is_in_pieces)
    numbers->kind = limen_reader_find_kind (self, self->min, self->max);
  if (numbers->kind == LIMEN_KIND_PROBABILITY)
    clamp_scores (self, 0, 1);
  else if (numbers->kind == LIMEN_KIND_LOG_PROBABILITY)
    clamp_scores (self, -INFINITY, 0);
  else if (is_guessed (self))
    count_outside (self);
  if (self->options->reverse_scores)
    reverse_scores (numbers);
  return TRUE;
}

/* Adds findings on the scores of all rows. */
void
limen_reader_note_scores (LimenReader *self)
{
  if (self->roles.is_decision)
    return;
  note_kind (self);
  note_rounding (self);
  note_log_of_zero (self);
}
