/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "diagnosis-class-kind.h"

#include "score-grid.h"

/* Minimum rows to look for multiples of 1 / n among the probabilities. */
#define ROUNDED_ROWS 100
/* With more distinct scores than this, ties are not reported. */
#define MAX_DISTINCT_SCORES 100
/* With fewer distinct scores than this, multiples of 1 / n, where n divides
 * 100, are taken to be rounded numbers. */
#define ENOUGH_VOTES 10
/* Minimum rows, and largest number of distinct scores as a share of them, to
 * report ties. */
#define TIED_ROWS 200
#define TIED_SHARE 0.05

static void
note_rounded (const LimenDiagnosisClass *self, gsize grid)
{
  int n_decimals = grid == 100 ? 2 : 1;

  limen_findings_add_plural (
      self->findings, "rounded-scores", LIMEN_SEVERITY_INFO,
      LIMEN_FINDING_THRESHOLDS, (gulong) n_decimals,
      "The probabilities are multiples of %g: rounded to %d decimal, or votes "
      "of %zu trees or neighbours. There are %'zu different values for %'zu "
      "rows, and thresholds between two of them make the same decisions. No "
      "option can separate the rows: export more digits, or use more trees.",
      "The probabilities are multiples of %g: rounded to %d decimals, or "
      "votes of %zu trees or neighbours. There are %'zu different values for "
      "%'zu rows, and thresholds between two of them make the same decisions. "
      "No option can separate the rows: export more digits, or use more "
      "trees.",
      1 / (double) grid, n_decimals, grid, self->n_scores,
      self->numbers->n_rows);
}

static void
note_votes (const LimenDiagnosisClass *self, gsize grid)
{
  limen_findings_add (
      self->findings, "vote-shares", LIMEN_SEVERITY_INFO,
      "The probabilities are multiples of 1/%zu, like the votes of %zu trees "
      "or neighbours. There are %'zu different values for %'zu rows, "
      "thresholds between two of them make the same decisions, and 0 and 1 "
      "do not mean certainty. No option can separate the rows: use more "
      "trees.",
      grid, grid, self->n_scores, self->numbers->n_rows);
}

/* Reports why there are few distinct probabilities, if they are multiples of
 * one number. */
static gboolean
note_grid (const LimenDiagnosisClass *self)
{
  gsize grid;
  gboolean is_decimal;

  if (self->numbers->kind != LIMEN_KIND_PROBABILITY
      || self->numbers->n_rows < ROUNDED_ROWS
      || self->n_scores > MAX_DISTINCT_SCORES + 1)
    return FALSE;
  grid = limen_score_grid_find (self->sweep);
  is_decimal = grid > 0 && 100 % grid == 0
               && (grid == 100 || grid == 10 || self->n_scores < ENOUGH_VOTES);
  if (is_decimal)
    note_rounded (self, 10 % grid == 0 ? 10 : 100);
  else if (grid > 0 && grid <= self->numbers->n_rows)
    note_votes (self, grid);
  return is_decimal || grid > 0;
}

/* Reports few distinct scores, and why they are few. */
void
limen_diagnosis_class_check_ties (const LimenDiagnosisClass *self)
{
  double n_rows = (double) self->numbers->n_rows;

  if (self->n_scores == 1 || self->has_decisions || note_grid (self)
      || n_rows < TIED_ROWS || (double) self->n_scores > TIED_SHARE * n_rows
      || self->n_scores > MAX_DISTINCT_SCORES)
    return;
  if (self->numbers->kind == LIMEN_KIND_PROBABILITY)
    limen_findings_add (
        self->findings, "tied-scores", LIMEN_SEVERITY_INFO,
        "There are only %'zu different scores for %'.0f rows, steps like "
        "those of isotonic recalibration, bins or the leaves of a tree, so a "
        "threshold can only move past %.1f rows at a time on average. No "
        "option can separate rows with equal scores: export the scores from "
        "before that step.",
        self->n_scores, n_rows, n_rows / (double) self->n_scores);
  else
    limen_findings_add (
        self->findings, "tied-scores", LIMEN_SEVERITY_INFO,
        "There are only %'zu different scores for %'.0f rows, so a threshold "
        "can only move past %.1f rows at a time on average. No option can "
        "separate rows with equal scores: export finer scores.",
        self->n_scores, n_rows, n_rows / (double) self->n_scores);
}
