/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reader-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "decimal.h"
#include "table-error.h"

/* Tolerance for the sum of two rounded probabilities. */
#define TOLERANCE 0.02
/* One half, allowing for rounding. */
#define MIN_CONFIDENCE 0.4999

#define add(self, ...)                                                        \
  limen_findings_add ((self)->dataset->findings, __VA_ARGS__)

/* Whether the scores of one class are meaningful alone; of logits and plain
 * scores, only the differences are. */
static gboolean
is_of_one_class (LimenKind kind)
{
  return kind == LIMEN_KIND_PROBABILITY || kind == LIMEN_KIND_LOG_PROBABILITY;
}

/* Sets the labels of the two columns, in column order. FALSE with an error
 * unless there are two. */
static gboolean
order_labels (LimenReader *self, guint16 order[2], GError **error)
{
  LimenLabels *labels = self->labels;
  g_autofree guint16 *sorted = NULL;

  order[0] = 0;
  order[1] = 1;
  if (self->roles.naming == LIMEN_CLASSES_BY_EITHER)
    for (gsize k = 0, first = limen_reader_find_first_number (self); k < 2;
         k++)
      {
        g_autofree char *number
            = g_strdup_printf ("%" G_GSIZE_FORMAT, first + k);

        order[k] = limen_labels_take (labels, number, strlen (number));
      }
  if (limen_labels_get_n (labels) != 2)
    return limen_reader_fail_unequal (self, limen_labels_get_n (labels),
                                      error);
  if (self->roles.naming != LIMEN_CLASSES_BY_ORDER)
    return TRUE;
  sorted = limen_labels_sort (labels);
  order[0] = sorted[0];
  order[1] = sorted[1];
  return TRUE;
}

/* Counts the rows whose probabilities of the two classes do not sum to one. */
static void
count_sums (LimenReader *self)
{
  const LimenPredictions *numbers = &self->dataset->predictions;

  if (numbers->kind != LIMEN_KIND_PROBABILITY)
    return;
  for (gsize i = 0; i < numbers->n_rows; i++)
    self->n_not_one += fabs (numbers->scores[0][i] + numbers->scores[1][i] - 1)
                       > TOLERANCE;
}

/* Adds a finding if the probabilities of the two classes do not sum to one. */
static void
note_sums (LimenReader *self)
{
  if (self->n_not_one > 0)
    add (self, "pair-not-one", LIMEN_SEVERITY_WARNING,
         N_ ("The probabilities of the two classes do not add up to 1 in %'zu "
             "of %'zu rows. Only those of the positive class are used."),
         (gsize) self->n_not_one, (gsize) limen_reader_get_n_rows (self));
}

static void
note_pair (LimenReader *self, gsize column, const char *positive)
{
  const char *of = limen_dataset_get_score_column (self->dataset, column);
  const char *other
      = limen_dataset_get_score_column (self->dataset, 1 - column);
  gboolean is_number = self->roles.naming != LIMEN_CLASSES_BY_NAME;

  if (is_of_one_class (self->dataset->predictions.kind) && is_number)
    add (self, "two-columns", LIMEN_SEVERITY_INFO,
         N_ ("Columns \"%s\" and \"%s\" hold the scores of the two classes, "
             "in the order of the labels; those of \"%s\", for label \"%s\", "
             "are used."),
         of, other, of, positive);
  else if (is_of_one_class (self->dataset->predictions.kind))
    add (self, "two-columns", LIMEN_SEVERITY_INFO,
         N_ ("Columns \"%s\" and \"%s\" hold the scores of the two classes; "
             "those of \"%s\", for label \"%s\", are used."),
         of, other, of, positive);
  else if (is_number)
    add (self, "two-columns", LIMEN_SEVERITY_INFO,
         N_ ("The score is column \"%s\", for label \"%s\", minus column "
             "\"%s\", by the order of the labels."),
         of, positive, other);
  else
    add (self, "two-columns", LIMEN_SEVERITY_INFO,
         N_ ("The score is column \"%s\", for label \"%s\", minus column "
             "\"%s\"."),
         of, positive, other);
}

/* Reduces two columns of scores to one: the probability of the positive class,
 * or its logarithm; for other kinds, the difference. Their memory stays as it
 * is. */
static void
reduce_scores (LimenReader *self, gsize column)
{
  LimenPredictions *numbers = &self->dataset->predictions;
  const double *positive = numbers->scores[column];
  const double *negative = numbers->scores[1 - column];
  double *kept = numbers->scores[0]; /* start of the block that holds both
                                      * columns */
  gboolean is_alone = is_of_one_class (numbers->kind);

  for (gsize i = 0; i < numbers->n_rows; i++)
    kept[i] = is_alone ? positive[i] : positive[i] - negative[i] + 0.0;
  numbers->n_scores = 1;
}

/* Adds findings on the two columns, and drops the name of the one that is not
 * used. */
static void
note_columns (LimenReader *self, gsize column, int positive)
{
  note_sums (self);
  note_pair (self, column,
             limen_labels_get_name (self->labels, (guint) positive));
  if (is_of_one_class (self->dataset->predictions.kind))
    g_ptr_array_remove_index (self->dataset->score_columns,
                              (guint) (1 - column));
}

/* Turns two score columns, one per class, into a binary task. FALSE with an
 * error unless there are two labels. */
gboolean
limen_reader_resolve_pair (LimenReader *self, GError **error)
{
  LimenPredictions *numbers = &self->dataset->predictions;
  guint16 order[2];
  int positive;
  gsize column;

  if (!order_labels (self, order, error)
      || !limen_reader_find_positive (self, &positive, error))
    return FALSE;
  column = order[1] == positive;
  count_sums (self);
  note_columns (self, column, positive);
  reduce_scores (self, column);
  numbers->scores[0]
      = g_realloc (numbers->scores[0],
                   MAX (numbers->n_rows, 1) * sizeof *numbers->scores[0]);
  return limen_reader_sort_classes (self, positive, error);
}

/* Whether it is known before the rows are read which of two score columns is
 * that of the positive class. */
gboolean
limen_reader_knows_pair (LimenReader *self)
{
  return self->has_all_labels && limen_labels_get_n (self->labels) == 2
         && limen_reader_find_given_positive (self) >= 0;
}

/* Makes one column of scores of the two of a piece. */
void
limen_reader_reduce_pair (LimenReader *self)
{
  count_sums (self);
  reduce_scores (self, limen_reader_find_given_positive (self) == 1);
}

/* Adds findings on the two columns of a file that was read in pieces. */
void
limen_reader_note_pair (LimenReader *self)
{
  int positive = limen_reader_find_given_positive (self);

  note_columns (self, positive == 1, positive);
}

static gboolean
fail_kind (LimenReader *self, GError **error)
{
  return limen_table_fail (
      error, LIMEN_TABLE_ERROR_OPTIONS,
      /* Translators: the last text is a kind, such as "logits" */
      "%s: column \"%s\" is taken as the confidence of the class in column "
      "\"%s\", of two classes, and must hold probabilities, but holds %s; "
      "{give --undo percent if it holds percentages, or --predicted none if "
      "it holds the score of the positive class|if it holds percentages, "
      "choose that next to Undo under Columns\342\200\246; if it holds the "
      "score of the positive class, choose no class of the score there}",
      self->dataset->path, limen_dataset_get_score_column (self->dataset, 0),
      limen_dataset_get_predicted_column (self->dataset),
      limen_message_word (
          limen_kind_get_title (self->dataset->predictions.kind)));
}

static gboolean
fail_confidence (LimenReader *self, gsize row, GError **error)
{
  LimenRowPlace place = limen_row_index_find (self->dataset->row_index, row);
  g_autofree char *where = limen_source_format_place (
      self->source, place.line + (row - place.row), -1, NULL);
  const char *predicted = limen_dataset_get_predicted_column (self->dataset);

  limen_reader_note_surprise (self, place.offset, row - place.row);
  return limen_table_fail (
      error, LIMEN_TABLE_ERROR_ROLES,
      /* Translators: a place such as "FILE:3: ", then columns */
      "%scolumn \"%s\" is below one half here, too low for the confidence of "
      "the class in column \"%s\", one of two; {give --predicted \"%s\" if it "
      "is the confidence nevertheless, or --predicted none if it is the score "
      "of the positive class|choose that column as the class of the score if "
      "it is the confidence nevertheless, or none if it is the score of the "
      "positive class}",
      where, limen_dataset_get_score_column (self->dataset, 0), predicted,
      predicted);
}

/* The confidence of one of two classes is never below one half: FALSE with an
 * error if it is and the columns were inferred. */
static gboolean
check_confidence (LimenReader *self, GError **error)
{
  const LimenPredictions *numbers = &self->dataset->predictions;
  double least = numbers->kind == LIMEN_KIND_PROBABILITY
                     ? MIN_CONFIDENCE
                     : log (MIN_CONFIDENCE);

  for (gsize i = 0; self->options->predicted == NULL && i < numbers->n_rows;
       i++)
    if (numbers->scores[0][i] < least)
      return fail_confidence (self, i, error);
  return TRUE;
}

/* Turns a predicted class and its confidence p into a binary task: the score
 * is p in rows where the positive class is predicted, else 1 - p; for
 * log-probabilities, log1p (-exp (log p)). FALSE with an error if the scores
 * are of another kind. */
gboolean
limen_reader_resolve_confidence (LimenReader *self, GError **error)
{
  LimenDataset *dataset = self->dataset;
  LimenPredictions *numbers = &dataset->predictions;
  int positive;

  if (numbers->kind != LIMEN_KIND_PROBABILITY
      && numbers->kind != LIMEN_KIND_LOG_PROBABILITY)
    return fail_kind (self, error);
  if (!check_confidence (self, error)
      || !limen_reader_find_positive (self, &positive, error))
    return FALSE;
  for (gsize i = 0; i < numbers->n_rows; i++)
    if (numbers->predicted[i] != positive)
      numbers->scores[0][i]
          = numbers->kind == LIMEN_KIND_PROBABILITY
                ? limen_decimal_complement (numbers->scores[0][i])
                : log1p (-exp (numbers->scores[0][i]));
  g_clear_pointer (&numbers->predicted, g_free);
  add (self, "confidence", LIMEN_SEVERITY_INFO,
       N_ ("Column \"%s\" is taken as the confidence of the predicted class "
           "in column \"%s\": the score of \"%s\" is that confidence where it "
           "is predicted, and 1 minus the confidence elsewhere. If it is the "
           "score of the positive class in every row, {give --predicted none, "
           "or clear the predicted class under \"Columns\342\200\246\".|clear "
           "the predicted class under Columns\342\200\246.}"),
       limen_dataset_get_score_column (dataset, 0),
       limen_dataset_get_predicted_column (dataset),
       limen_labels_get_name (self->labels, (guint) positive));
  return limen_reader_sort_classes (self, positive, error);
}
