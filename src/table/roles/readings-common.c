/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "readings-private.h"

gboolean
limen_readings_is_free (const LimenFacts *facts, int column)
{
  return facts->columns[column].role != LIMEN_ROLE_ASSIGNED;
}

/* Whether a column may hold scores at all. */
gboolean
limen_readings_can_be_score (const LimenFacts *facts, int column)
{
  const LimenColumnFacts *of = &facts->columns[column];

  return limen_readings_is_free (facts, column)
         && limen_facts_is_numeric (facts, column) && !of->is_counting;
}

/* Whether files of this task are looked for. */
gboolean
limen_readings_takes (const LimenReadings *self, LimenTask task)
{
  return !self->options->has_task || self->options->task == task;
}

/* The values of a label column in the sample; without any, the classes that
 * are known from elsewhere. */
LimenLabels *
limen_readings_get_labels (const LimenReadings *self, int label)
{
  return label >= 0
                 && limen_labels_get_n (self->facts->columns[label].values) > 0
             ? self->facts->columns[label].values
             : self->known;
}

void
limen_readings_say_label (LimenReading *self, double points, int column,
                          const char *text)
{
  self->label_points += points;
  limen_reading_add (self, points, column, text);
}

void
limen_readings_say_score (LimenReading *self, double points, int column,
                          const char *text)
{
  self->score_points += points;
  limen_reading_add (self, points, column, text);
}

/* Lets a reading be asked for, however many points it has. `text`, static,
 * says why, with a %s for the column's name. */
void
limen_readings_doubt (LimenReading *self, int column, const char *text)
{
  self->is_doubtful = TRUE;
  self->doubt = text;
  self->doubted = column;
}

/* Takes a reading that was made. */
void
limen_readings_keep (LimenReadings *self, LimenReading *reading)
{
  g_ptr_array_add (self->readings, reading);
}
