/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "class-units.h"

#include <math.h>

/* The weight of the rows of a unit, by class. */
typedef struct
{
  double weights[2];
} Unit;

/* Sets effective[1] to the number of units of equal weight that the units with
 * positive rows of a binary task are worth, (sum of w)^2 / (sum of w^2) (Kish,
 * 1965), and effective[0] for the negative rows; infinite for a class without
 * rows, and if rows do not belong together. FALSE when memory runs out.
 * O(n). */
gboolean
limen_class_units_measure (const LimenPredictions *numbers,
                           double effective[2])
{
  const LimenUnits *units = limen_predictions_get_units (numbers);
  g_autofree Unit *sums = NULL;

  effective[0] = effective[1] = INFINITY;
  if (units == NULL)
    return TRUE;
  sums = g_try_new0 (Unit, units->n_units);
  if (sums == NULL && units->n_units > 0)
    return FALSE;
  for (gsize i = 0; i < numbers->n_rows; i++)
    sums[units->of_rows[i]].weights[numbers->labels[i] == numbers->positive]
        += limen_predictions_get_weight (numbers, i);
  for (int class = 0; class < 2; class ++)
    {
      double sum = 0, squares = 0;

      for (gsize i = 0; i < units->n_units; i++)
        {
          double weight = sums[i].weights[class];

          sum += weight;
          squares += weight * weight;
        }
      if (squares > 0)
        effective[class] = sum * sum / squares;
    }
  return TRUE;
}
