/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agreement.h"

#include <math.h>
#include <stdlib.h>

/* Minimum number of rows to conclude how one column was derived from
 * another. */
#define MIN_ROWS 20
/* Decisions are made close to a boundary: maximum gap between the two sides of
 * a threshold, as a fraction of the score's range, and maximum margin of an
 * argmax. */
#define CLOSE 0.1
/* Minimum number of distinct scores to conclude where their range ends. */
#define MIN_DISTINCT 5
/* Percentage of rows in which decisions must equal the argmax. */
#define MIN_PERCENT_LARGEST 90

/* Sets the count and the range of `score` for the first and the second value
 * of a two-valued column. */
void
limen_agreement_find_sides (const LimenFacts *facts, int decision, int score,
                            LimenSide sides[2])
{
  for (int side = 0; side < 2; side++)
    sides[side] = (LimenSide){ .min = INFINITY, .max = -INFINITY };
  for (gsize row = 0; row < facts->n_rows; row++)
    {
      double number = facts->columns[score].numbers[row];
      int side = limen_facts_get_value (facts, decision, row);

      if (isnan (number) || side < 0 || side > 1)
        continue;
      sides[side].n++;
      sides[side].min = MIN (sides[side].min, number);
      sides[side].max = MAX (sides[side].max, number);
    }
}

/* Whether a threshold on the score separates the two sides perfectly. */
gboolean
limen_agreement_is_cut (const LimenSide sides[2])
{
  return sides[0].n >= LIMEN_MIN_DECIDED && sides[1].n >= LIMEN_MIN_DECIDED
         && (sides[0].max < sides[1].min || sides[1].max < sides[0].min);
}

/* Whether a two-valued column is a threshold on the score, and not only
 * separated by it: scores on both sides of the threshold are close. */
gboolean
limen_agreement_is_cut_closely (const LimenFacts *facts, int decision,
                                int score)
{
  LimenSide sides[2];
  double gap, range;

  if (!limen_facts_is_two_valued (facts, decision))
    return FALSE;
  limen_agreement_find_sides (facts, decision, score, sides);
  if (!limen_agreement_is_cut (sides) || sides[0].n + sides[1].n < MIN_ROWS)
    return FALSE;
  gap = MAX (sides[0].min, sides[1].min) - MIN (sides[0].max, sides[1].max);
  range = MAX (sides[0].max, sides[1].max) - MIN (sides[0].min, sides[1].min);
  return gap < CLOSE * range;
}

/* Whether a range is never below one half: as a probability, a percentage or a
 * log-probability. */
gboolean
limen_agreement_is_high (double min, double max)
{
  return (min >= 0.5 && max <= 1) || (min >= 50 && max <= 100)
         || (min >= log (0.5) && max <= 0);
}

/* Whether a score is the confidence in the value of a two-valued column: never
 * below one half for either value, which no threshold on it separates, and
 * with enough distinct numbers. */
gboolean
limen_agreement_is_confidence (const LimenFacts *facts, int decision,
                               int score)
{
  const LimenColumnFacts *of = &facts->columns[score];
  LimenSide sides[2];

  if (!limen_facts_is_two_valued (facts, decision)
      || (!of->has_many && limen_labels_get_n (of->values) < MIN_DISTINCT))
    return FALSE;
  limen_agreement_find_sides (facts, decision, score, sides);
  if (sides[0].n < LIMEN_MIN_DECIDED || sides[1].n < LIMEN_MIN_DECIDED
      || limen_agreement_is_cut (sides))
    return FALSE;
  return limen_agreement_is_high (of->min, of->max);
}

/* A number and whether its row has the value in question. */
typedef struct
{
  double number;
  int label;
} Ranked;

static int
compare_ranked (const void *a, const void *b)
{
  const Ranked *x = a, *y = b;

  return (x->number > y->number) - (x->number < y->number);
}

/* Sum of the ranks of the positive rows; ties get their mean rank. */
static double
sum_ranks (const Ranked *rows, gsize n)
{
  double sum = 0;

  for (gsize i = 0, end; i < n; i = end)
    {
      gsize n_second = 0;

      for (end = i; end < n && rows[end].number == rows[i].number; end++)
        n_second += rows[end].label == 1;
      sum += (double) n_second * ((double) (i + end) + 1) / 2;
    }
  return sum;
}

/* How well a score separates one value of a column from all others: the
 * Mann-Whitney U test (1947). AUC one half and deviation 0 if undefined. The
 * variance is not corrected for ties, so that the deviation is too small where
 * there are many. */
LimenSeparation
limen_agreement_separate_value (const LimenFacts *facts, int label,
                                int value, int score)
{
  g_autofree Ranked *rows = g_new (Ranked, MAX (facts->n_rows, 1));
  LimenSeparation none = { .auc = 0.5 };
  gsize n = 0, n_second = 0;
  double first, second, u;

  for (gsize row = 0; row < facts->n_rows; row++)
    {
      int found = limen_facts_get_value (facts, label, row);

      rows[n].number = facts->columns[score].numbers[row];
      rows[n].label = found == value;
      if (isnan (rows[n].number) || found < 0)
        continue;
      n_second += found == value;
      n++;
    }
  if (n_second == 0 || n_second == n)
    return none;
  qsort (rows, n, sizeof *rows, compare_ranked);
  first = (double) (n - n_second);
  second = (double) n_second;
  u = sum_ranks (rows, n) - second * (second + 1) / 2;
  return (LimenSeparation){
    .auc = u / (first * second),
    .deviation = (u - first * second / 2)
                 / sqrt (first * second * ((double) n + 1) / 12),
  };
}

/* How well a score separates the two values of a column, the second one as the
 * positive; AUC one half unless it has two values. */
LimenSeparation
limen_agreement_separate (const LimenFacts *facts, int label, int score)
{
  if (!limen_facts_is_two_valued (facts, label))
    return (LimenSeparation){ .auc = 0.5 };
  return limen_agreement_separate_value (facts, label, 1, score);
}

/* Whether a threshold on the score separates right decisions from wrong ones:
 * it is the score of the true class, whichever that is. */
gboolean
limen_agreement_is_of_truth (const LimenFacts *facts, int label, int decision,
                             int score)
{
  LimenSide sides[2] = { { .min = INFINITY, .max = -INFINITY },
                         { .min = INFINITY, .max = -INFINITY } };
  int positive; /* index of the second label among the decisions */

  if (!limen_facts_is_two_valued (facts, label)
      || !limen_facts_are_same_values (facts, label, decision))
    return FALSE;
  positive = limen_labels_find (
      facts->columns[decision].values,
      limen_labels_get_name (facts->columns[label].values, 1));
  for (gsize row = 0; row < facts->n_rows; row++)
    {
      double number = facts->columns[score].numbers[row];
      int truth = limen_facts_get_value (facts, label, row);
      int decided = limen_facts_get_value (facts, decision, row);
      LimenSide *side;

      if (isnan (number) || truth < 0 || decided < 0)
        continue;
      side = &sides[(truth == 1) == (decided == positive)];
      side->n++;
      side->min = MIN (side->min, number);
      side->max = MAX (side->max, number);
    }
  return sides[0].n + sides[1].n >= MIN_ROWS && limen_agreement_is_cut (sides)
         && sides[0].max < sides[1].min;
}

/* The column with the largest number in a row; -1 if a number is missing. Sets
 * *margin to the difference to the second largest. */
static int
find_largest (const LimenFacts *facts, const LimenClassColumns *group,
              gsize row, double *margin)
{
  double best = -INFINITY, next = -INFINITY;
  int found = -1;

  for (gsize k = 0; k < limen_class_columns_get_n (group); k++)
    {
      double number = facts->columns[limen_class_columns_get (group, k)]
                          .numbers[row];

      if (isnan (number))
        return -1;
      next = MAX (next, MIN (number, best));
      if (number <= best)
        continue;
      best = number;
      found = (int) k;
    }
  *margin = best - next;
  return found;
}

/* Computes the argmax of these columns in each row. */
LimenLargest *
limen_largest_new (const LimenFacts *facts, const LimenClassColumns *group)
{
  LimenLargest *self = g_new (LimenLargest, 1);

  self->n_columns = limen_class_columns_get_n (group);
  self->columns = g_new (int, MAX (facts->n_rows, 1));
  self->margins = g_new0 (double, MAX (facts->n_rows, 1));
  for (gsize row = 0; row < facts->n_rows; row++)
    self->columns[row] = find_largest (facts, group, row, &self->margins[row]);
  return self;
}

/* Frees the struct; NULL is ignored. */
void
limen_largest_free (LimenLargest *self)
{
  if (self == NULL)
    return;
  g_free (self->columns);
  g_free (self->margins);
  g_free (self);
}

/* Sets, per column, the most frequent value of the rows in which it is the
 * largest. FALSE if two columns have the same value. */
static gboolean
choose_values (const guint *counts, gsize n, gsize n_values, guint16 *values)
{
  for (gsize k = 0; k < n; k++)
    {
      gsize best = 0;

      for (gsize v = 1; v < n_values; v++)
        if (counts[k * n_values + v] > counts[k * n_values + best])
          best = v;
      values[k] = counts[k * n_values + best] > 0 ? (guint16) best
                                                  : LIMEN_LABEL_NONE;
      for (gsize j = 0; j < k; j++)
        if (values[j] == values[k] && values[k] != LIMEN_LABEL_NONE)
          return FALSE;
    }
  return TRUE;
}

/* Whether a column is the argmax of several columns in nearly all rows. Sets
 * the value that stands for each column. Sets *is_close if it is so in all
 * rows, some with a small margin: then the column was derived from them. */
gboolean
limen_agreement_is_largest (const LimenFacts *facts, int decision,
                            const LimenLargest *largest, gboolean *is_close,
                            guint16 *values)
{
  gsize n = largest->n_columns;
  gsize n_values = limen_labels_get_n (facts->columns[decision].values);
  g_autofree guint *counts = NULL;
  gsize n_rows = 0, n_right = 0, n_close = 0;

  if (n_values < 2 || n_values > n || facts->columns[decision].has_many)
    return FALSE;
  counts = g_new0 (guint, n * n_values);
  for (gsize row = 0; row < facts->n_rows; row++)
    {
      int value = limen_facts_get_value (facts, decision, row);
      int column = largest->columns[row];

      if (value < 0 || column < 0)
        continue;
      n_rows++;
      n_close += largest->margins[row] < CLOSE;
      counts[(gsize) column * n_values + (gsize) value]++;
    }
  if (n_rows < MIN_ROWS || !choose_values (counts, n, n_values, values))
    return FALSE;
  for (gsize k = 0; k < n; k++)
    if (values[k] != LIMEN_LABEL_NONE)
      n_right += counts[k * n_values + values[k]];
  *is_close = n_right == n_rows && n_close >= LIMEN_MIN_DECIDED;
  return n_right * 100 >= n_rows * MIN_PERCENT_LARGEST;
}

/* Number of rows whose label, a number, is that of the largest column,
 * counting columns from `first`. */
gsize
limen_agreement_count_largest (const LimenFacts *facts, int label,
                               const LimenClassColumns *group, double first)
{
  gsize n = 0;

  for (gsize row = 0; row < facts->n_rows; row++)
    {
      double margin;
      int largest = find_largest (facts, group, row, &margin);

      n += largest >= 0
           && facts->columns[label].numbers[row] == first + largest;
    }
  return n;
}

/* Number of rows whose label is the most frequent one among the rows with
 * their argmax. Sets that label per column. 0 if two columns share a label, or
 * a column is never the argmax. */
gsize
limen_agreement_find_largest (const LimenFacts *facts, int label,
                              const LimenClassColumns *group, guint16 *values)
{
  gsize n = limen_class_columns_get_n (group);
  gsize n_values = limen_labels_get_n (facts->columns[label].values);
  g_autofree guint *counts = g_new0 (guint, MAX (n * n_values, 1));
  gsize n_right = 0;

  for (gsize row = 0; row < facts->n_rows; row++)
    {
      double margin;
      int value = limen_facts_get_value (facts, label, row);
      int largest = find_largest (facts, group, row, &margin);

      if (value >= 0 && largest >= 0)
        counts[(gsize) largest * n_values + (gsize) value]++;
    }
  if (!choose_values (counts, n, n_values, values))
    return 0;
  for (gsize k = 0; k < n; k++)
    {
      if (values[k] == LIMEN_LABEL_NONE)
        return 0;
      n_right += counts[k * n_values + values[k]];
    }
  return n_right;
}

/* Agreement of two two-valued columns beyond chance, Cohen's kappa (1960): 1
 * if equal in every row, 0 for chance; 0 if their values differ. */
double
limen_agreement_get_kappa (const LimenFacts *facts, int first, int second)
{
  LimenLabels *labels = facts->columns[first].values;
  LimenLabels *others = facts->columns[second].values;
  double counts[2][2] = { { 0 } }, n = 0, by_chance, agreed;

  if (!limen_facts_is_two_valued (facts, first)
      || !limen_facts_is_two_valued (facts, second)
      || !limen_facts_are_same_values (facts, first, second))
    return 0;
  for (gsize row = 0; row < facts->n_rows; row++)
    {
      int a = limen_facts_get_value (facts, first, row);
      int b = limen_facts_get_value (facts, second, row);

      if (a < 0 || b < 0)
        continue;
      b = limen_labels_find (labels,
                             limen_labels_get_name (others, (guint) b));
      counts[a][b]++;
      n++;
    }
  agreed = (counts[0][0] + counts[1][1]) / n;
  by_chance = ((counts[0][0] + counts[0][1]) * (counts[0][0] + counts[1][0])
               + (counts[1][0] + counts[1][1])
                     * (counts[0][1] + counts[1][1]))
              / (n * n);
  return n > 0 && by_chance < 1 ? (agreed - by_chance) / (1 - by_chance) : 0;
}
