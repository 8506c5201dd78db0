/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "readings-private.h"

/* Whether the user has not assigned a column. */
gboolean
limen_readings_is_free (const LimenFacts *facts, int column)
{
  return facts->columns[column].role != LIMEN_ROLE_ASSIGNED;
}

/* Whether a column may hold scores: unassigned, numeric, and not a row
 * number. */
gboolean
limen_readings_can_be_score (const LimenFacts *facts, int column)
{
  const LimenColumnFacts *of = &facts->columns[column];

  return limen_readings_is_free (facts, column)
         && limen_facts_is_numeric (facts, column) && !of->is_counting;
}

/* Whether the options allow this task. */
gboolean
limen_readings_takes (const LimenReadings *self, LimenTask task)
{
  return !self->options->has_task || self->options->task == task;
}

/* The distinct values of a label column in the sample; the known classes if
 * `label` is -1 or the column is empty. Borrowed. */
LimenLabels *
limen_readings_get_labels (const LimenReadings *self, int label)
{
  return label >= 0
                 && limen_labels_get_n (self->facts->columns[label].values) > 0
             ? self->facts->columns[label].values
             : self->known;
}

/* Adds a reason and its points for the labels of a reading; `column` and
 * `text` are as in limen_reading_add(). */
void
limen_readings_say_label (LimenReading *self, double points, int column,
                          const char *text)
{
  self->label_points += points;
  limen_reading_add (self, points, column, text);
}

/* As limen_readings_say_label(); see limen_reading_add_named(). */
void
limen_readings_say_label_named (LimenReading *self, double points, int column,
                                const char *text)
{
  self->label_points += points;
  limen_reading_add_named (self, points, column, text);
}

/* Adds a reason and its points for the scores of a reading; `column` and
 * `text` are as in limen_reading_add(). */
void
limen_readings_say_score (LimenReading *self, double points, int column,
                          const char *text)
{
  self->score_points += points;
  limen_reading_add (self, points, column, text);
}

/* As limen_readings_say_score(); see limen_reading_add_named(). */
void
limen_readings_say_score_named (LimenReading *self, double points, int column,
                                const char *text)
{
  self->score_points += points;
  limen_reading_add_named (self, points, column, text);
}

/* Marks a reading that the user must confirm, whatever its points. `text` says
 * why, with one %s for the column's name; it is static and English, and has a
 * translation. */
void
limen_readings_doubt (LimenReading *self, int column, const char *text)
{
  self->is_doubtful = TRUE;
  self->doubt = text;
  self->doubted = column;
}

/* Adds a reading to the results, which take it over. */
void
limen_readings_keep (LimenReadings *self, LimenReading *reading)
{
  g_ptr_array_add (self->readings, reading);
}
