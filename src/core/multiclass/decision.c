/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decision.h"

#include <math.h>

#include "names.h"
#include "parallel.h"
#include "wide.h"

/* Rows looked at in one go: what is known of them stays in a first-level
 * cache while the classes go by. */
#define BLOCK_SIZE 512
/* Rows that a thread decides at a time. */
#define PART_SIZE 2048

static const struct
{
  const char *name, *title;
} rules[] = {
  [LIMEN_DECISION_ARGMAX] = { "argmax", "Largest score" },
  [LIMEN_DECISION_ARGMAX_OVER_THRESHOLD]
  = { "argmax-over-threshold", "Largest score over threshold" },
  [LIMEN_DECISION_FIRST_ABOVE]
  = { "first-above", "First above its threshold, else none" },
};

/* The name of a rule, as options and JSON write it; static. */
const char *
limen_decision_rule_get_name (LimenDecisionRule rule)
{
  return rules[rule].name;
}

/* A rule as screens say it; static. */
const char *
limen_decision_rule_get_title (LimenDecisionRule rule)
{
  return rules[rule].title;
}

/* Reads a rule's name. False, and *rule untouched, for any other text. */
bool
limen_decision_rule_parse (const char *name, LimenDecisionRule *rule)
{
  return LIMEN_NAMES_PARSE (rules, name, rule);
}

/* What is known of a block of rows while the classes go by. All members are
 * of one width, so that the loops over them are vectors. */
typedef struct
{
  const LimenPredictions *predictions;
  size_t first, n;
  double best[BLOCK_SIZE];
  int64_t chosen[BLOCK_SIZE];
  int64_t n_above[BLOCK_SIZE];
} Block;

static void
block_start (Block *self, size_t first, size_t n)
{
  self->first = first;
  self->n = n;
  for (size_t i = 0; i < n; i++)
    {
      self->best[i] = -INFINITY;
      self->chosen[i] = LIMEN_CLASS_NONE;
      self->n_above[i] = 0;
    }
}

static const double *
block_get_scores (const Block *self, size_t class)
{
  return self->predictions->scores[class] + self->first;
}

/* A class is chosen where its value is larger than that of all before it. By
 * masks, for compilers make vectors of them rather than of branches. */
static inline __attribute__ ((always_inline)) void
offer (double *best, int64_t *chosen, int64_t class, double value)
{
  double before = *best;
  int64_t mask = -(int64_t) (value > before);

  *chosen = (class & mask) | (*chosen & ~mask);
  *best = value > before ? value : before;
}

static inline void
block_offer_scores (Block *self, size_t class)
{
  const double *scores = block_get_scores (self, class);
  size_t n = self->n;

  for (size_t i = 0; i < n; i++)
    offer (&self->best[i], &self->chosen[i], (int64_t) class, scores[i]);
}

/* A threshold of +inf is never reached, not even by the largest score. */
static inline bool
is_never (const double *thresholds, size_t class)
{
  return thresholds != NULL && thresholds[class] == INFINITY;
}

static inline void
block_offer_ratios (Block *self, size_t class, double threshold)
{
  const double *scores = block_get_scores (self, class);
  size_t n = self->n;

  if (threshold > 0 && threshold < INFINITY)
    for (size_t i = 0; i < n; i++)
      offer (&self->best[i], &self->chosen[i], (int64_t) class,
             scores[i] / threshold);
  else if (threshold <= 0)
    for (size_t i = 0; i < n; i++)
      offer (&self->best[i], &self->chosen[i], (int64_t) class,
             scores[i] == 0 ? 0 : scores[i] * INFINITY);
}

/* For classes from the last to the first, so that the first one stays. */
static inline void
block_choose_above (Block *self, size_t class, double threshold)
{
  const double *scores = block_get_scores (self, class);
  size_t n = self->n;

  for (size_t i = 0; i < n; i++)
    {
      int64_t mask = -(int64_t) (scores[i] >= threshold);

      self->chosen[i] = ((int64_t) class & mask) | (self->chosen[i] & ~mask);
    }
}

static inline void
block_count_above (Block *self, size_t class, double threshold)
{
  const double *scores = block_get_scores (self, class);
  size_t n = self->n;

  for (size_t i = 0; i < n; i++)
    self->n_above[i] += scores[i] >= threshold;
}

/* One class after the other, with all that is asked of it while its scores are
 * in the cache. */
LIMEN_WIDE static void
block_decide (Block *self, const double *thresholds, LimenDecisionRule rule,
              bool counts_above)
{
  size_t n = self->predictions->n_scores;

  for (size_t i = 0; i < n; i++)
    {
      size_t k = rule == LIMEN_DECISION_FIRST_ABOVE ? n - 1 - i : i;

      switch (rule)
        {
        case LIMEN_DECISION_ARGMAX_OVER_THRESHOLD:
          block_offer_ratios (self, k, thresholds[k]);
          break;
        case LIMEN_DECISION_FIRST_ABOVE:
          block_choose_above (self, k, thresholds[k]);
          break;
        case LIMEN_DECISION_ARGMAX:
        default:
          if (!is_never (thresholds, k))
            block_offer_scores (self, k);
        }
      if (counts_above)
        block_count_above (self, k, thresholds[k]);
    }
}

static void
decide_top_label (const LimenPredictions *predictions,
                  const double *thresholds, LimenDecisionRule rule,
                  size_t first, size_t n, uint16_t *decisions,
                  uint16_t *n_above)
{
  for (size_t i = 0; i < n; i++)
    {
      uint16_t class = predictions->predicted[first + i];
      bool is_above
          = thresholds != NULL
            && predictions->scores[0][first + i] >= thresholds[class];

      decisions[i] = is_above
                             || (rule != LIMEN_DECISION_FIRST_ABOVE
                                 && !is_never (thresholds, class))
                         ? class
                         : LIMEN_CLASS_NONE;
      if (n_above != NULL)
        n_above[i] = is_above;
    }
}

/* Decides the n rows from `first` on, each for one class or for
 * LIMEN_CLASS_NONE, and counts into n_above (NULL: do not) the classes whose
 * score is at least their threshold. The predictions are of several classes,
 * probabilities or plain scores; there is a threshold for each class, and they
 * may be NULL for ARGMAX, when nothing is above. No rule ever chooses a class
 * with a threshold of +inf.
 *
 * - ARGMAX: the largest score; of equal ones the lowest class index.
 * - ARGMAX_OVER_THRESHOLD: the largest quotient of score and threshold, as a
 *   double; of equal ones the lowest class index. Made for scores that are not
 *   negative. A class with a threshold of NaN is never chosen; one of
 *   0 or less gives a positive score +inf, a score of 0 still 0. No class is
 *   chosen where none may be.
 * - FIRST_ABOVE: the first class in the order of the indices whose score is at
 *   least its threshold; none where there is none.
 *
 * Where the file gives but the score of one class, `predicted`, that class is
 * decided; by FIRST_ABOVE only where its score is at least its threshold. */
void
limen_decide (const LimenPredictions *predictions, const double *thresholds,
              LimenDecisionRule rule, size_t first, size_t n,
              uint16_t *decisions, uint16_t *n_above)
{
  Block block = { .predictions = predictions };

  if (limen_task_get (predictions->task)->has_predicted)
    {
      decide_top_label (predictions, thresholds, rule, first, n, decisions,
                        n_above);
      return;
    }
  for (size_t done = 0; done < n; done += block.n)
    {
      block_start (&block, first + done,
                   n - done < BLOCK_SIZE ? n - done : BLOCK_SIZE);
      block_decide (&block, thresholds, rule,
                    thresholds != NULL && n_above != NULL);
      for (size_t i = 0; i < block.n; i++)
        decisions[done + i] = (uint16_t) block.chosen[i];
      for (size_t i = 0; i < block.n && n_above != NULL; i++)
        n_above[done + i] = (uint16_t) block.n_above[i];
    }
}

/* All rows being decided. */
typedef struct
{
  const LimenPredictions *predictions;
  const double *thresholds;
  LimenDecisionRule rule;
  LimenChunks chunks;
  uint16_t *decisions, *n_above;
} Deciding;

static void
decide_part (void *data, size_t part)
{
  const Deciding *self = data;
  LimenSpan rows = limen_chunks_get (self->chunks, part);

  limen_decide (self->predictions, self->thresholds, self->rule, rows.first,
                rows.end - rows.first, self->decisions + rows.first,
                self->n_above != NULL ? self->n_above + rows.first : NULL);
}

/* The same for all rows, on all processors. */
void
limen_decide_all (const LimenPredictions *predictions,
                  const double *thresholds, LimenDecisionRule rule,
                  uint16_t *decisions, uint16_t *n_above)
{
  Deciding deciding
      = { predictions, thresholds, rule,
          limen_chunks_new (predictions->n_rows, PART_SIZE, SIZE_MAX, 1),
          decisions, n_above };

  limen_parallel_run (decide_part, &deciding, deciding.chunks.n_chunks, 0);
}
