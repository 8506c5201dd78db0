/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decision.h"

#include <math.h>

#include "names.h"
#include "parallel.h"
#include "translatable.h"
#include "wide.h"

/* Rows processed at once: their state stays in the first-level cache while the
 * loop runs over the classes. */
#define BLOCK_SIZE 512
/* Rows per chunk of a thread. */
#define PART_SIZE 2048

static const struct
{
  const char *name, *title;
} rules[] = {
  [LIMEN_DECISION_ARGMAX] = { "argmax", N_ ("Largest score") },
  [LIMEN_DECISION_ARGMAX_OVER_THRESHOLD]
  = { "argmax-over-threshold", N_ ("Largest score over threshold") },
  [LIMEN_DECISION_FIRST_ABOVE]
  = { "first-above", N_ ("First above its threshold, else none") },
};

/* Returns the name of a rule in options and JSON; static. */
const char *
limen_decision_rule_get_name (LimenDecisionRule rule)
{
  return rules[rule].name;
}

/* Returns the title of a rule, to show to users; English, with a translation;
 * static. */
const char *
limen_decision_rule_get_title (LimenDecisionRule rule)
{
  return rules[rule].title;
}

/* Parses the name of a rule. False, with *rule untouched, if unknown. */
bool
limen_decision_rule_parse (const char *name, LimenDecisionRule *rule)
{
  return LIMEN_NAMES_PARSE (rules, name, rule);
}

/* State of a block of rows while the loop runs over the classes. All members
 * have 64-bit elements, so that the loops are vectorised. */
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

/* Chooses a class if its value exceeds those of all classes before it. Uses
 * masks, which compilers vectorise, instead of branches. */
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

/* Whether the class is never chosen: its threshold is +inf. */
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

/* Chooses the class where its score reaches its threshold. Called from the
 * last class to the first, so that the first one stays. */
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

/* Runs the rule over the classes, and counts classes above their threshold
 * while their scores are in the cache. */
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

/* Decides n rows from index `first` on: writes a class index or
 * LIMEN_CLASS_NONE per row into `decisions`, and the number of classes whose
 * score is at least their threshold into `n_above` (NULL: not wanted). The
 * scores are probabilities or plain scores of several classes. `thresholds`
 * has one entry per class; NULL is allowed for ARGMAX, and nothing is above
 * then. A class with a threshold of +inf is never chosen.
 *
 * - ARGMAX: the highest score; ties: the lowest class index.
 * - ARGMAX_OVER_THRESHOLD: the highest quotient score / threshold, as a double;
 *   ties: the lowest class index. Intended for scores >= 0. A class with a
 *   threshold of NaN is never chosen; a threshold <= 0 gives positive scores
 *   +inf and a score of 0 the quotient 0. No class if none may be chosen.
 * - FIRST_ABOVE: the first class, by index, whose score is at least its
 *   threshold; no class if there is none.
 *
 * For top label, the `predicted` class is decided; by FIRST_ABOVE only if its
 * score is at least its threshold. */
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

/* State of deciding all rows, shared by the threads. */
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

/* Decides all rows, as limen_decide() does, on all processors. `decisions` and
 * `n_above` (NULL: not wanted) have n_rows entries. */
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
