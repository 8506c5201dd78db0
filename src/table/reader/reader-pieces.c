/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reader-private.h"

#include <math.h>

#include "parallel.h"

/* Upper bounds on the rows and on the scores of a piece: large enough that
 * what is done once for each piece does not count, small enough for the
 * processor's cache. */
#define MAX_PIECE_ROWS (64 * 1024)
#define MAX_PIECE_SCORES (1024 * 1024)
#define MIN_PIECE_ROWS 1024

/* Whether the rows can be taken in pieces: nothing about one row depends on
 * the rows after it. Excluded are scores of predicted classes, labels from
 * another file, soft labels, and labels that are column numbers from 0 or
 * from 1. */
static gboolean
can_be_in_pieces (LimenReader *self)
{
  const LimenRoles *roles = &self->roles;

  return self->options->take_piece != NULL && !self->is_excerpt
         && self->options->label_is_optional && self->joined == NULL
         && self->sample->rows->len > 0 && roles->predicted < 0
         && !roles->is_decision
         && (!roles->is_pair
             || (limen_reader_knows_pair (self)
                 && !self->options->reverse_scores))
         && !roles->has_soft_labels
         && limen_task_get (roles->task)->thresholds != LIMEN_THRESHOLDS_NONE
         && (roles->label < 0 || roles->scores == NULL
             || roles->naming != LIMEN_CLASSES_BY_EITHER);
}

/* The kind of the scores as inferred from the sample, since the first rows are
 * decided before the last are read. */
static LimenKind
find_kind_of_sample (LimenReader *self)
{
  double min = INFINITY, max = -INFINITY, number;

  for (guint row = 0; row < self->sample->rows->len; row++)
    for (gsize i = 0; i < self->sample->n_columns; i++)
      if (self->uses[i].use == LIMEN_USE_SCORE
          && limen_sample_parse_number (self->sample, row, (int) i, &number))
        {
          min = MIN (min, number);
          max = MAX (max, number);
        }
  return limen_reader_find_kind (self, min, max);
}

/* Whether the text of the score says what is decided: it is the only one, and
 * a plain number with a decimal point. */
static gboolean
has_score_texts (LimenReader *self)
{
  return self->dataset->predictions.n_scores == 1
         && self->options->undo == LIMEN_UNDO_NONE
         && self->roles.decimal_point == '.'
         && limen_reader_get_form (
                self, limen_sample_find_field (
                          self->sample,
                          (gsize) limen_roles_get_first_score (&self->roles)))
                == NULL;
}

/* Decides whether the rows are taken in pieces. If so, sets the kind of the
 * scores; every row is then checked against the range of that kind. */
void
limen_reader_prepare_pieces (LimenReader *self)
{
  gsize n = MAX (self->dataset->predictions.n_scores, 1);
  LimenKind kind;

  self->is_in_pieces = can_be_in_pieces (self);
  if (!self->is_in_pieces)
    return;
  limen_reader_leave_units (self);
  if (has_score_texts (self))
    self->dataset->score_texts = limen_number_texts_new (self->dataset->path);
  self->piece_rows
      = self->options->piece_rows > 0
            ? self->options->piece_rows
            : CLAMP (MAX_PIECE_SCORES / n, MIN_PIECE_ROWS, MAX_PIECE_ROWS);
  kind = find_kind_of_sample (self);
  self->dataset->predictions.kind = kind;
  self->takes_minus_infinity &= kind == LIMEN_KIND_LOG_PROBABILITY;
  if (kind != LIMEN_KIND_PROBABILITY && kind != LIMEN_KIND_LOG_PROBABILITY)
    return;
  self->has_range = TRUE;
  self->range = kind;
}

/* Number of rows so far, in this piece and before it. */
guint64
limen_reader_get_n_rows (const LimenReader *self)
{
  return self->n_rows_before + self->dataset->predictions.n_rows;
}

/* Adds the unknown labels of the piece, if any, to those before it. */
static void
add_unknown_cells (LimenReader *self)
{
  gsize n = self->dataset->predictions.n_scores;

  if (self->dataset->n_unknown_cells == NULL)
    return;
  if (self->n_unknown_cells == NULL)
    self->n_unknown_cells = g_new0 (guint64, n);
  for (gsize k = 0; k < n; k++)
    self->n_unknown_cells[k] += self->dataset->n_unknown_cells[k];
  g_clear_pointer (&self->dataset->n_unknown_cells, g_free);
}

/* Empties the dataset, and keeps its arrays for the rows of the next piece. */
static void
begin_piece (LimenReader *self)
{
  LimenDataset *dataset = self->dataset;
  LimenPredictions *numbers = &dataset->predictions;

  self->n_rows_before += numbers->n_rows;
  numbers->n_rows = 0;
  numbers->n_classes = 0;
  if (self->roles.is_pair)
    numbers->n_scores = 2;
  if (dataset->label_numbers != NULL)
    {
      g_free (numbers->labels);
      numbers->labels = g_steal_pointer (&dataset->label_numbers);
    }
  if (self->texts == NULL)
    self->texts = g_steal_pointer (&dataset->label_texts);
  if (dataset->score_texts != NULL)
    limen_number_texts_clear (dataset->score_texts);
  dataset->n_labelled = 0;
  dataset->n_skipped = 0;
  add_unknown_cells (self);
  limen_row_index_free (dataset->row_index);
  dataset->row_index = limen_row_index_new (dataset->path);
}

/* Resolves the piece and hands it over, with all processors: the threads that
 * read wait for this one. FALSE with an error. */
static gboolean
take_piece (LimenReader *self, GError **error)
{
  const LimenReadOptions *options = self->options;
  gboolean was_busy = limen_parallel_set_busy (FALSE);
  gboolean is_taken
      = limen_reader_resolve_piece (self, error)
        && options->take_piece (self->dataset, options->piece_data, error);

  limen_parallel_set_busy (was_busy);
  self->n_pieces++;
  return is_taken;
}

/* Hands over the rows of a piece, unless a problem was found in this or an
 * earlier row that is to end the reading: then the rest of the file is read
 * only to find all problems. */
static gboolean
pass_piece (LimenReader *self, GError **error)
{
  if ((self->options->skip_bad_rows
       || limen_problems_get_n (self->problems) == 0)
      && !take_piece (self, error))
    return FALSE;
  begin_piece (self);
  return TRUE;
}

/* Hands over the rows of the piece if it is complete, or if more may take a
 * while. FALSE with an error. */
gboolean
limen_reader_offer_piece (LimenReader *self, gboolean is_pause, GError **error)
{
  gsize n_rows = self->dataset->predictions.n_rows;

  if (!self->is_in_pieces || n_rows < (is_pause ? 1 : self->piece_rows))
    return TRUE;
  return pass_piece (self, error);
}

/* Hands over the last rows, and concludes the file. If they are the only ones,
 * the kind of the scores is inferred from them rather than from the sample,
 * some of whose rows may not be used. FALSE with an error. */
gboolean
limen_reader_finish_pieces (LimenReader *self, GError **error)
{
  gboolean has_rows = limen_reader_get_n_rows (self) > 0;

  if (has_rows && self->n_pieces == 0)
    self->dataset->predictions.kind
        = limen_reader_find_kind (self, self->min, self->max);
  return (!has_rows || pass_piece (self, error))
         && limen_reader_conclude (self, error);
}
