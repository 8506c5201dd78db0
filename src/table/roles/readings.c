/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "readings-private.h"

#include <string.h>

/* Upper bound on the number of candidate label columns: those with the most
 * points. */
#define MAX_LABELS 8

static int
compare_candidates (const void *a, const void *b)
{
  const LimenCandidate *x = a, *y = b;

  if (x->points != y->points)
    return x->points < y->points ? 1 : -1;
  return x->column - y->column;
}

/* Whether a column holds row numbers or fractions and is not named like
 * labels, so that no other evidence can make it a label column. */
static gboolean
is_no_label (const LimenFacts *facts, int column)
{
  const LimenColumnFacts *of = &facts->columns[column];

  return (of->is_counting || limen_readings_has_fractions (of))
         && of->sense.label <= 0;
}

/* Keeps the best MAX_LABELS candidates. Columns that cannot hold labels are
 * left out, except the best candidate. */
static void
choose_labels (const LimenFacts *facts, GArray *labels)
{
  for (guint i = labels->len; i-- > 1;)
    if (is_no_label (facts, g_array_index (labels, LimenCandidate, i).column))
      g_array_remove_index (labels, i);
  g_array_set_size (labels, MIN (labels->len, MAX_LABELS));
}

/* The columns that may hold labels, those with the most points first; a new
 * array of LimenCandidate. */
static GArray *
list_labels (const LimenReadings *self)
{
  GArray *labels = g_array_new (FALSE, FALSE, sizeof (LimenCandidate));

  for (int i = 0; i < (int) self->facts->n_columns; i++)
    {
      g_autoptr (LimenReading) reading = NULL;
      LimenCandidate candidate = { .column = i };

      if (!limen_readings_is_free (self->facts, i)
          || (self->options->label_is_optional
              && self->facts->columns[i].sense.label < LIMEN_MIN_POINTS))
        continue;
      reading = limen_readings_begin (self, i);
      candidate.points = reading->label_points;
      /* Points lost by the name may be regained if scores match the column. */
      if (candidate.points >= -DECISIVE)
        g_array_append_val (labels, candidate);
    }
  g_array_sort (labels, compare_candidates);
  if (labels->len > MAX_LABELS)
    choose_labels (self->facts, labels);
  return labels;
}

static GArray *
list_scores (const LimenReadings *self)
{
  GArray *scores = g_array_new (FALSE, FALSE, sizeof (LimenCandidate));

  for (int i = 0; i < (int) self->facts->n_columns; i++)
    {
      const char *text;
      LimenCandidate candidate = { .column = i };

      if (!limen_readings_is_free (self->facts, i)
          || self->facts->columns[i].role == LIMEN_ROLE_WEIGHT
          || (!limen_facts_is_numeric (self->facts, i)
              && !limen_readings_is_blank (self->facts, i)
              && !limen_readings_is_unreadable (self->facts, i)))
        continue;
      candidate.points = self->facts->columns[i].sense.score
                         + limen_readings_rate_numbers (self->facts, i, &text);
      g_array_append_val (scores, candidate);
    }
  g_array_sort (scores, compare_candidates);
  if (scores->len > MAX_SCORES)
    g_array_set_size (scores, MAX_SCORES);
  return scores;
}

/* Replaces the candidates by the column that the user gave. */
static void
set_candidate (GArray *candidates, int column)
{
  LimenCandidate candidate = { .column = column, .points = DECISIVE };

  g_array_set_size (candidates, 0);
  g_array_append_val (candidates, candidate);
}

/* Whether some column is plausible as the only score. */
static gboolean
has_likely_score (const LimenReadings *self, GArray *scores)
{
  for (guint i = 0; i < scores->len; i++)
    {
      const LimenCandidate *candidate
          = &g_array_index (scores, LimenCandidate, i);

      if (candidate->points >= LIMEN_MIN_POINTS
          && (limen_readings_is_scale (self->facts, candidate->column)
              || limen_readings_is_unreadable (self->facts,
                                               candidate->column)))
        return TRUE;
    }
  return FALSE;
}

/* Whether the options allow a predicted class with its confidence; a binary
 * task only if there are two classes. */
static gboolean
takes_confidence (const LimenReadings *self, int label, int predicted)
{
  LimenLabels *labels = limen_readings_get_labels (self, label);
  LimenLabels *values = self->facts->columns[predicted].values;

  return limen_readings_takes (self, LIMEN_TASK_MULTICLASS)
         || (limen_labels_get_n (labels) <= 2
             && limen_labels_get_n (values) <= 2);
}

/* Adds readings with one score column. */
static void
add_of_score (LimenReadings *self, int label, int score, GArray *predicted)
{
  if (score == label)
    return;
  if (limen_readings_takes (self, LIMEN_TASK_BINARY)
      && self->given->predicted < 0)
    limen_readings_add_single (self, label, score);
  for (guint i = 0; i < predicted->len; i++)
    {
      int column = g_array_index (predicted, int, i);

      if (column != score && takes_confidence (self, label, column))
        limen_readings_add_confidence (self, label, column, score);
    }
}

static void
add_with_label (LimenReadings *self, int label, GArray *scores)
{
  g_autofree gboolean *is_class = limen_readings_find_classes (self, label);
  g_autoptr (GArray) predicted = limen_readings_list_predicted (self, label);

  if (!limen_readings_takes (self, LIMEN_TASK_BINARY)
      && !limen_readings_takes (self, LIMEN_TASK_MULTICLASS))
    return;
  self->is_class = is_class;
  if (!self->options->no_scores && self->given->scores->len <= 1)
    for (guint i = 0; i < scores->len; i++)
      add_of_score (self, label,
                    g_array_index (scores, LimenCandidate, i).column,
                    predicted);
  if (!self->options->no_scores && self->given->scores->len != 1
      && self->given->predicted < 0)
    limen_readings_add_classes (self, label);
  limen_readings_add_decisions (self, label, predicted);
}

static int
compare_readings (gconstpointer a, gconstpointer b)
{
  const LimenReading *x = *(const LimenReading *const *) a;
  const LimenReading *y = *(const LimenReading *const *) b;
  gboolean x_holds
      = MIN (x->label_points, x->score_points) >= LIMEN_MIN_POINTS;
  gboolean y_holds
      = MIN (y->label_points, y->score_points) >= LIMEN_MIN_POINTS;

  if (x_holds != y_holds)
    return x_holds ? -1 : 1;
  if (x->points != y->points)
    return x->points < y->points ? 1 : -1;
  return x->roles.score - y->roles.score;
}

/* The classes that the options name: those of cutoffs, or at least the
 * positive one; a new object. */
static LimenLabels *
list_known (const LimenReadOptions *options)
{
  LimenLabels *labels = limen_labels_new (LIMEN_MAX_CLASSES, '.');

  for (gsize i = 0; options->classes != NULL && options->classes[i] != NULL;
       i++)
    limen_labels_take (labels, options->classes[i],
                       strlen (options->classes[i]));
  if (options->positive != NULL)
    limen_labels_take (labels, options->positive, strlen (options->positive));
  return labels;
}

/* The sets of classes that columns may be named after; a new array of
 * LimenLabels, borrowed. */
static GPtrArray *
list_label_sets (const LimenReadings *self, GArray *labels)
{
  GPtrArray *sets = g_ptr_array_new ();

  for (guint i = 0; i < labels->len; i++)
    g_ptr_array_add (
        sets,
        self->facts->columns[g_array_index (labels, LimenCandidate, i).column]
            .values);
  if (limen_labels_get_n (self->known) > 0)
    g_ptr_array_add (sets, self->known);
  return sets;
}

/* Finds the plausible readings of a file, the best first: a new array of
 * LimenReading. `others` are roles that are already known, such as weights.
 * Columns assigned by the user or in `others` are LIMEN_ROLE_ASSIGNED in the
 * facts. */
GPtrArray *
limen_readings_find (const LimenFacts *facts, const LimenGivenColumns *given,
                     const LimenRoles *others, const LimenReadOptions *options)
{
  g_autoptr (LimenLabels) known = list_known (options);
  LimenReadings self = { .facts = facts,
                         .given = given,
                         .others = others,
                         .options = options,
                         .known = known };
  g_autoptr (GArray) labels = list_labels (&self);
  g_autoptr (GArray) scores = list_scores (&self);
  g_autoptr (GPtrArray) sets = NULL;
  g_autoptr (GArray) separations = NULL;

  self.readings
      = g_ptr_array_new_with_free_func ((GDestroyNotify) limen_reading_free);
  if (given->labels->len == 1)
    set_candidate (labels, g_array_index (given->labels, int, 0));
  if (given->scores->len == 1)
    set_candidate (scores, g_array_index (given->scores, int, 0));
  self.scores = scores;
  self.separations = separations
      = limen_readings_list_separations (&self, labels);
  self.has_single = has_likely_score (&self, scores);
  sets = list_label_sets (&self, labels);
  self.groups
      = limen_class_groups_find (facts, limen_readings_can_be_score, sets);
  for (guint i = 0; i < labels->len; i++)
    add_with_label (&self, g_array_index (labels, LimenCandidate, i).column,
                    scores);
  if (options->label_is_optional && given->labels->len == 0)
    add_with_label (&self, -1, scores);
  limen_readings_add_multilabel (&self);
  g_ptr_array_unref (self.groups);
  g_clear_pointer (&self.named, g_ptr_array_unref);
  g_clear_pointer (&self.decided, g_array_unref);
  g_ptr_array_sort (self.readings, compare_readings);
  return self.readings;
}

static gboolean
are_same (const LimenFacts *facts, int first, int second)
{
  if (first == second)
    return TRUE;
  return first >= 0 && second >= 0
         && limen_facts_are_equal (facts, first, second);
}

static gboolean
have_same_classes (const LimenRoles *first, const LimenRoles *second)
{
  if (first->scores == NULL || second->scores == NULL)
    return first->scores == second->scores;
  return limen_class_columns_equal (first->scores, second->scores);
}

/* Whether two readings give the same predictions: their columns are the same,
 * or equal in every row. */
gboolean
limen_readings_are_alike (const LimenReading *first,
                          const LimenReading *second, const LimenFacts *facts)
{
  const LimenRoles *a = &first->roles, *b = &second->roles;

  return a->task == b->task && a->is_decision == b->is_decision
         && have_same_classes (a, b)
         && (a->labels == NULL) == (b->labels == NULL)
         && are_same (facts, a->label, b->label)
         && are_same (facts, a->score, b->score)
         && are_same (facts, a->predicted, b->predicted);
}

/* Whether the first reading holds, needs no confirmation, and leads clearly
 * over all readings that differ from it. */
gboolean
limen_readings_is_clear (GPtrArray *readings, const LimenFacts *facts)
{
  const LimenReading *best;

  if (readings->len == 0)
    return FALSE;
  best = g_ptr_array_index (readings, 0);
  if (!limen_reading_holds (best) || best->is_doubtful)
    return FALSE;
  for (guint i = 1; i < readings->len; i++)
    {
      const LimenReading *other = g_ptr_array_index (readings, i);

      if (limen_reading_holds (other)
          && best->points - other->points < LIMEN_MIN_LEAD
          && !limen_readings_are_alike (best, other, facts))
        return FALSE;
    }
  return TRUE;
}
