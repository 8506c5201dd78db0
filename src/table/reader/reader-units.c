/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reader-private.h"

/* Numbers the unit of the current row, which is row i of the dataset. FALSE
 * with self->error. */
gboolean
limen_reader_keep_unit (LimenReader *self, gsize i)
{
  const GString *text = self->row.unit.text;

  return self->units == NULL
         || limen_text_set_take (self->units, text->str, text->len,
                                 &self->dataset->units[i], &self->error);
}

/* Numbers the units of a batch, whose first row is row `first` of the dataset.
 * FALSE with an error. */
gboolean
limen_reader_keep_units (LimenReader *self, gsize first,
                         const LimenBatch *batch, GError **error)
{
  const LimenTextSpan *spans;

  if (self->units == NULL)
    return TRUE;
  spans = batch->values[self->roles.unit];
  for (gsize i = 0; i < batch->n_rows; i++)
    if (!limen_text_set_take (self->units, batch->bytes + spans[i].start,
                              spans[i].length,
                              &self->dataset->units[first + i], error))
      return FALSE;
  return TRUE;
}

/* Ignores the units: what is decided in a row does not depend on the rows that
 * belong with it, and their texts would take memory. */
void
limen_reader_leave_units (LimenReader *self)
{
  if (self->units == NULL)
    return;
  self->uses[self->roles.unit].use = LIMEN_USE_NONE;
  g_clear_pointer (&self->units, limen_text_set_free);
}

/* Adds the units, numbered in order of first appearance, to the
 * predictions. */
void
limen_reader_resolve_units (LimenReader *self)
{
  LimenDataset *dataset = self->dataset;

  if (self->units != NULL)
    dataset->predictions.units = (LimenUnits){
      .of_rows = dataset->units,
      .n_units = limen_text_set_get_n (self->units),
    };
}
