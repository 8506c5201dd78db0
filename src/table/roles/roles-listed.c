/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "roles-private.h"

#include <string.h>

#include "sample.h"

/* The decimal point of a column; '\0' if no number has one. */
static char
find_decimal_point (const LimenSample *sample, int column)
{
  gboolean has_comma = FALSE;

  if (column < 0)
    return '\0';
  for (guint row = 0; row < sample->rows->len; row++)
    {
      gsize length;
      const char *text = g_bytes_get_data (
          limen_sample_get_cell (sample, row, column), &length);

      if (limen_sample_is_cell_missing (sample, row, column))
        continue;
      if (memchr (text, '.', length) != NULL)
        return '.';
      has_comma |= memchr (text, ',', length) != NULL;
    }
  return has_comma ? ',' : '\0';
}

/* The decimal point of the first of these columns that has one; '\0' if none
 * has. */
static char
find_decimal_point_of (const LimenSample *sample,
                       const LimenClassColumns *columns)
{
  char point = '\0';

  for (gsize k = 0; columns != NULL && point == '\0'
                    && k < limen_class_columns_get_n (columns);
       k++)
    point = find_decimal_point (sample, limen_class_columns_get (columns, k));
  return point;
}

/* The decimal point of the numbers: '.' or ','. */
char
limen_roles_guess_decimal_point (const LimenRoles *self,
                                 const LimenSample *sample)
{
  const int columns[] = { self->score,
                          self->weight,
                          self->variance,
                          self->fp_cost,
                          self->fn_cost,
                          limen_task_get (self->task)->labels
                                  == LIMEN_LABELS_NUMBERS
                              ? self->label
                              : -1,
                          self->is_decision ? self->predicted : -1 };
  char point = '\0';

  if (!limen_sample_may_have_comma (sample))
    return '.';
  point = find_decimal_point_of (sample, self->scores);
  for (guint i = 0; i < G_N_ELEMENTS (columns) && point == '\0'; i++)
    point = find_decimal_point (sample, columns[i]);
  if (point == '\0')
    point = find_decimal_point_of (sample, self->labels);
  return point != '\0' ? point : '.';
}

static gboolean
is_number_column (const LimenFacts *facts, int column, int but)
{
  return column != but
         && facts->columns[column].role != LIMEN_ROLE_ASSIGNED
         && limen_facts_is_numeric (facts, column)
         && !facts->columns[column].is_counting;
}

/* The only numeric column, other than `but`, that is named like labels if
 * `is_label`, else like scores. If none is, the only one that is not named
 * like something else. -1 if there is none or several. */
static int
find_numbers (const LimenFacts *facts, gboolean is_label, int but)
{
  int found = -1, best = -1;
  gboolean is_only = TRUE, is_best = TRUE;

  for (int i = 0; i < (int) facts->n_columns; i++)
    {
      const LimenNameSense *sense = &facts->columns[i].sense;
      double points = is_label ? sense->label : sense->score;

      if (!is_number_column (facts, i, but))
        continue;
      if (points >= LIMEN_MIN_POINTS)
        {
          is_best = best < 0;
          best = i;
        }
      if (!sense->is_other && (is_label ? sense->score : sense->label) <= 0)
        {
          is_only = found < 0;
          found = i;
        }
    }
  if (best >= 0)
    return is_best ? best : -1;
  return found >= 0 && is_only ? found : -1;
}

/* Sets label and score of a regression, both numeric. Whether both were
 * found. */
gboolean
limen_roles_take_numbers (LimenRoles *self, const LimenFacts *facts,
                          const LimenGivenColumns *given)
{
  self->task = LIMEN_TASK_REGRESSION;
  self->label
      = given->labels->len == 1 ? g_array_index (given->labels, int, 0) : -1;
  self->score
      = given->scores->len == 1 ? g_array_index (given->scores, int, 0) : -1;
  if (self->label < 0 && given->labels->len == 0)
    self->label = find_numbers (facts, TRUE, self->score);
  if (self->score < 0 && given->scores->len == 0)
    self->score = find_numbers (facts, FALSE, self->label);
  return self->label >= 0 && self->score >= 0;
}

static gboolean
can_be_score (const LimenFacts *facts, int column)
{
  return facts->columns[column].role != LIMEN_ROLE_ASSIGNED
         && limen_facts_is_numeric (facts, column);
}

/* The scores in the order of the labels with the same names; in their own
 * order if the names do not match. New. */
static LimenClassColumns *
order_scores (const LimenClassColumns *scores, const LimenClassColumns *labels,
              const LimenSample *sample)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint i = 0; i < labels->stems->len; i++)
    for (guint k = 0; k < scores->stems->len; k++)
      if (g_str_equal (labels->stems->pdata[i], scores->stems->pdata[k]))
        {
          int column = limen_class_columns_get (scores, k);

          g_array_append_val (columns, column);
        }
  if (columns->len != labels->stems->len)
    return limen_class_columns_copy (scores);
  return limen_class_columns_new (sample, (const int *) columns->data,
                                  columns->len);
}

/* The only numeric column; NULL if there is none or several. */
static LimenClassColumns *
find_only_score (const LimenFacts *facts)
{
  int found = -1;

  for (int i = 0; i < (int) facts->n_columns; i++)
    if (can_be_score (facts, i))
      {
        if (found >= 0)
          return NULL;
        found = i;
      }
  return found >= 0 ? limen_class_columns_new (facts->sample, &found, 1)
                    : NULL;
}

/* The group with as many columns as labels, or else the first group, or else
 * the only numeric column; NULL if there is none of these. New. */
static LimenClassColumns *
find_scores (const LimenFacts *facts, const LimenClassColumns *labels)
{
  g_autoptr (GPtrArray) sets = g_ptr_array_new ();
  g_autoptr (GPtrArray) groups
      = limen_class_groups_find (facts, can_be_score, sets);

  for (guint i = 0; i < groups->len; i++)
    {
      const LimenClassColumns *group = g_ptr_array_index (groups, i);

      if (limen_class_columns_get_n (group)
          == limen_class_columns_get_n (labels))
        return facts->sample->n_joined > 0
                   ? limen_class_columns_copy (group) /* the labels are put in
                                                       * the order of the
                                                       * scores instead */
                   : order_scores (group, labels, facts->sample);
    }
  return groups->len > 0 ? limen_class_columns_copy (groups->pdata[0])
                         : find_only_score (facts);
}

static LimenClassColumns *
new_columns (const LimenFacts *facts, GArray *columns)
{
  return limen_class_columns_new (facts->sample, (const int *) columns->data,
                                  columns->len);
}

/* Takes several label columns, which the user gave, and the scores that belong
 * to them. */
void
limen_roles_take_listed (LimenRoles *self, const LimenFacts *facts,
                         const LimenGivenColumns *given,
                         const LimenReadOptions *options)
{
  self->task = options->has_task ? options->task : LIMEN_TASK_MULTILABEL;
  if (limen_task_get (self->task)->has_positive)
    return;
  self->labels = new_columns (facts, given->labels);
  if (given->scores->len > 0)
    self->scores = new_columns (facts, given->scores);
  else
    self->scores = find_scores (facts, self->labels);
}
