/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "undo.h"

#include <math.h>

#include "decimal.h"
#include "link.h"
#include "names.h"

/* Tolerance for results outside [0, 1], due to rounding: single precision
 * leaves an error of about 5e-7 after the inverse sigmoid. */
#define TOLERANCE 1e-5

static const char *const names[] = { "none", "sigmoid", "softmax", "percent" };

/* Returns the name of a transformation in options and JSON; static. */
const char *
limen_undo_get_name (LimenUndo undo)
{
  return names[undo];
}

/* Parses the name of a transformation. False, with *undo untouched, if
 * unknown. */
bool
limen_undo_parse (const char *name, LimenUndo *undo)
{
  return LIMEN_NAMES_PARSE (names, name, undo);
}

/* Inverts q = softmax (p). log q_k = p_k - log sum exp p, and the p_k sum to
 * 1, hence p_k = log q_k - mean (log q) + 1 / n. */
static void
undo_softmax (double *scores, size_t n)
{
  double sum = 0;

  for (size_t k = 0; k < n; k++)
    {
      scores[k] = log (scores[k]);
      sum += scores[k];
    }
  for (size_t k = 0; k < n; k++)
    scores[k] += (1 - sum) / (double) n;
}

static bool
clamp (double *score)
{
  if (!(*score >= -TOLERANCE && *score <= 1 + TOLERANCE))
    return false;
  *score = fmin (fmax (*score, 0), 1);
  return true;
}

/* Inverts a transformation of the n probabilities of one row, in place. False
 * if they cannot be the result of that transformation. */
bool
limen_undo_apply (LimenUndo undo, double *scores, size_t n)
{
  bool is_good = true;

  if (undo == LIMEN_UNDO_NONE)
    return true;
  if (undo == LIMEN_UNDO_SOFTMAX)
    undo_softmax (scores, n);
  for (size_t k = 0; k < n; k++)
    {
      if (undo == LIMEN_UNDO_SIGMOID)
        scores[k] = limen_logit (scores[k]);
      else if (undo == LIMEN_UNDO_PERCENT)
        scores[k] = limen_decimal_hundredth (scores[k]);
      is_good &= clamp (&scores[k]);
    }
  return is_good;
}
