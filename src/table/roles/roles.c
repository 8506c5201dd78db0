/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "roles-private.h"

#include <math.h>
#include <string.h>

#include "number.h"
#include "sample.h"

/* Whether a number is an ignored label. */
static gboolean
is_ignored (double number, const LimenReadOptions *options)
{
  double ignored;

  for (GStrv text = options->ignored; text != NULL && *text != NULL; text++)
    if (limen_number_parse (*text, strlen (*text), '.', &ignored)
        && number == ignored)
      return TRUE;
  return FALSE;
}

/* Whether the label columns sum to one in every row of the sample, so that
 * they hold probabilities instead of 0 and 1. Rows with ignored labels, or
 * with something other than numbers, are not counted; reading will report the
 * latter. */
gboolean
limen_roles_sum_to_one (const LimenSample *sample,
                        const LimenClassColumns *labels,
                        const LimenReadOptions *options)
{
  gboolean has_numbers = FALSE;

  for (guint row = 0; row < sample->rows->len; row++)
    {
      double sum = 0, number;

      for (gsize k = 0; k < limen_class_columns_get_n (labels); k++)
        sum += limen_sample_parse_number (sample, row,
                                          limen_class_columns_get (labels, k),
                                          &number)
                       && !is_ignored (number, options)
                   ? number
                   : NAN;
      if (fabs (sum - 1) > LIMEN_SOFT_LABEL_TOLERANCE)
        return FALSE;
      has_numbers |= !isnan (sum);
    }
  return has_numbers;
}

/* Frees what the roles own. */
void
limen_roles_clear (LimenRoles *self)
{
  g_clear_pointer (&self->labels, limen_class_columns_free);
  g_clear_pointer (&self->scores, limen_class_columns_free);
}

static gboolean
are_equal (const LimenClassColumns *first, const LimenClassColumns *second)
{
  if (first == NULL || second == NULL)
    return first == second;
  return limen_class_columns_equal (first, second);
}

/* Whether two sets of roles assign the same columns. */
gboolean
limen_roles_equal (const LimenRoles *self, const LimenRoles *other)
{
  return self->task == other->task && self->label == other->label
         && self->score == other->score && self->predicted == other->predicted
         && self->is_pair == other->is_pair
         && self->is_decision == other->is_decision
         && are_equal (self->labels, other->labels)
         && are_equal (self->scores, other->scores);
}

/* The only score column, or the first; the column of decisions if there are no
 * scores; -1 if there is neither. */
int
limen_roles_get_first_score (const LimenRoles *self)
{
  if (self->scores != NULL)
    return limen_class_columns_get (self->scores, 0);
  return self->is_decision ? self->predicted : self->score;
}
