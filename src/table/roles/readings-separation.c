/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "readings-private.h"

#include <math.h>

#include "agreement.h"

static const LimenBestSeparation *
find_separation (const LimenReadings *self, int label)
{
  for (guint i = 0; i < self->separations->len; i++)
    {
      const LimenBestSeparation *best
          = &g_array_index (self->separations, LimenBestSeparation, i);

      if (best->label == label)
        return best;
    }
  return NULL;
}

/* Another two-valued column that scores certainly separate: a rival of this
 * label column; -1 if there is none. */
int
limen_readings_find_rival (const LimenReadings *self, int label)
{
  int found = -1;
  double most = 0;

  for (guint i = 0; i < self->separations->len; i++)
    {
      const LimenBestSeparation *best
          = &g_array_index (self->separations, LimenBestSeparation, i);

      if (best->label == label || best->is_cut
          || best->deviation < SURE_DEVIATION || best->auc < SURE_AUC
          || best->deviation <= most
          || limen_facts_are_equal (self->facts, best->label, label))
        continue;
      found = best->label;
      most = best->deviation;
    }
  return found;
}

/* Whether scores separate these labels no better than chance. */
static gboolean
is_unseparated (const LimenReadings *self, int label)
{
  const LimenBestSeparation *best = find_separation (self, label);

  return best != NULL && best->n_scores > 0
         && best->deviation < CLEAR_DEVIATION
         && self->facts->n_rows >= ENOUGH_ROWS;
}

/* Another column that is clearly named like labels but that the scores do not
 * belong to; -1 if there is none. */
static int
find_misnamed (const LimenReadings *self, int label)
{
  for (guint i = 0; i < self->separations->len; i++)
    {
      const LimenBestSeparation *best
          = &g_array_index (self->separations, LimenBestSeparation, i);

      if (best->label != label
          && self->facts->columns[best->label].sense.label >= CLEAR_NAME
          && (best->is_cut || is_unseparated (self, best->label)))
        return best->label;
    }
  return -1;
}

/* Rates a label column by whether any score separates its values: penalises it
 * if not, more so if scores separate another column. Doubts a column that only
 * its numbers suggest if another is named like labels. */
void
limen_readings_judge_separation (const LimenReadings *self,
                                 LimenReading *reading)
{
  int label = reading->roles.label;
  double sense;

  if (label < 0 || self->given->labels->len > 0
      || find_separation (self, label) == NULL)
    return;
  sense = self->facts->columns[label].sense.label;
  if (is_unseparated (self, label)
      && limen_readings_find_rival (self, label) >= 0)
    limen_readings_say_label_named (
        reading, -4, label, "the scores separate another column, not %s");
  else if (is_unseparated (self, label) && sense < LIMEN_MIN_POINTS
           && self->given->scores->len == 0)
    limen_readings_say_label_named (reading, -1.5, label,
                                    "the scores do not separate %s");
  else if (sense < LIMEN_MIN_POINTS && find_misnamed (self, label) >= 0)
    limen_readings_doubt (
        reading, find_misnamed (self, label),
        "%s is named like labels, but the scores belong to another column");
}

/* For each two-valued label column, how well the best score separates its
 * values. A new array of LimenBestSeparation. */
GArray *
limen_readings_list_separations (const LimenReadings *self, GArray *labels)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (LimenBestSeparation));

  for (guint i = 0; i < labels->len; i++)
    {
      const LimenCandidate *label = &g_array_index (labels, LimenCandidate, i);
      LimenBestSeparation best = { .label = label->column };

      if (label->points < LIMEN_MIN_POINTS
          || !limen_facts_is_two_valued (self->facts, label->column))
        continue;
      for (guint k = 0; k < self->scores->len; k++)
        {
          const LimenCandidate *score
              = &g_array_index (self->scores, LimenCandidate, k);
          LimenSeparation separation;

          if (score->points < LIMEN_MIN_POINTS
              || score->column == label->column)
            continue;
          best.n_scores++;
          separation = limen_agreement_separate (self->facts, label->column,
                                                 score->column);
          best.is_cut |= limen_agreement_is_cut_closely (
              self->facts, label->column, score->column);
          if (fabs (separation.deviation) <= best.deviation)
            continue;
          best.deviation = fabs (separation.deviation);
          best.auc = 0.5 + fabs (separation.auc - 0.5);
        }
      g_array_append_val (list, best);
    }
  return list;
}
