/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "row-sample.h"

#include "stream.h"

/* Seed of the choice. */
#define SEED 1

/* A choice of some of the numbers below n_all, which are asked for in
 * order. */
typedef struct
{
  LimenStream stream;
  gsize n_all, n_wanted;
  gsize n_asked, n_chosen;
} Choice;

static Choice
choice_new (gsize n_all, gsize n_wanted)
{
  Choice self = { .n_all = n_all, .n_wanted = MIN (n_wanted, n_all) };

  limen_stream_init (&self.stream, SEED, 0, 0);
  return self;
}

/* Whether the next number is chosen. */
static gboolean
choose (Choice *self)
{
  gsize n_left = self->n_all - self->n_asked++;
  gsize n_missing = self->n_wanted - self->n_chosen;
  gboolean is_chosen
      = n_missing == n_left
        || (n_missing > 0
            && limen_stream_uniform (&self->stream) * (double) n_left
                   < (double) n_missing);

  self->n_chosen += is_chosen;
  return is_chosen;
}

/* FALSE when memory runs out. */
static gboolean
choose_rows (LimenRowSample *self, const LimenPredictions *numbers, gsize n)
{
  Choice choice = choice_new (numbers->n_rows, n);

  self->rows = g_try_new (gsize, choice.n_wanted + 1);
  if (self->rows == NULL)
    return FALSE;
  for (gsize i = 0; i < numbers->n_rows; i++)
    if (choose (&choice))
      self->rows[self->n++] = i;
  self->n_units = self->n;
  self->share = (double) self->n / (double) numbers->n_rows;
  return TRUE;
}

/* Takes the rows of the chosen units, whose numbers among these are in
 * `places`; G_MAXUINT32 for others. FALSE when memory runs out. */
static gboolean
take_rows (LimenRowSample *self, const LimenPredictions *numbers,
           const guint32 *places)
{
  const guint32 *units = numbers->units.of_rows;
  gsize n = 0;

  for (gsize i = 0; i < numbers->n_rows; i++)
    n += places[units[i]] != G_MAXUINT32;
  self->rows = g_try_new (gsize, n + 1);
  self->units = g_try_new (guint32, n + 1);
  if (self->rows == NULL || self->units == NULL)
    return FALSE;
  for (gsize i = 0; i < numbers->n_rows; i++)
    if (places[units[i]] != G_MAXUINT32)
      {
        self->units[self->n] = places[units[i]];
        self->rows[self->n++] = i;
      }
  return TRUE;
}

/* Chooses units that have about n rows together. FALSE when memory runs
 * out. */
static gboolean
choose_units (LimenRowSample *self, const LimenPredictions *numbers, gsize n)
{
  gsize n_all = numbers->units.n_units;
  double share = MIN (1, (double) n / (double) numbers->n_rows);
  Choice choice = choice_new (n_all, (gsize) (share * (double) n_all) + 1);
  g_autofree guint32 *places = g_try_new (guint32, n_all);

  if (places == NULL)
    return FALSE;
  for (gsize i = 0; i < n_all; i++)
    places[i] = choose (&choice) ? (guint32) self->n_units++ : G_MAXUINT32;
  self->share = (double) self->n_units / (double) n_all;
  return take_rows (self, numbers, places);
}

/* Chooses n rows, or all if there are fewer; where rows belong together, whole
 * units with about as many rows. The choice depends on the numbers of rows and
 * units only. FALSE when memory runs out; call limen_row_sample_clear() in
 * either case. */
gboolean
limen_row_sample_init (LimenRowSample *self, const LimenPredictions *numbers,
                       gsize n)
{
  *self = (LimenRowSample){ 0 };
  return numbers->units.of_rows != NULL ? choose_units (self, numbers, n)
                                        : choose_rows (self, numbers, n);
}

/* Frees what the sample holds. */
void
limen_row_sample_clear (LimenRowSample *self)
{
  g_clear_pointer (&self->rows, g_free);
  g_clear_pointer (&self->units, g_free);
}
