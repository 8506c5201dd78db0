/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "predictions.h"

/* Rows that stand for all: whole units, chosen at random. */
typedef struct
{
  gsize n;        /* rows */
  gsize *rows;    /* their indices */
  gsize n_units;  /* units they belong to: each is one, unless rows belong
                   * together */
  guint32 *units; /* unit of each row, below n_units; NULL: each is one */
  double share;   /* of all units */
} LimenRowSample;

gboolean limen_row_sample_init (LimenRowSample *self,
                                const LimenPredictions *numbers, gsize n);
void limen_row_sample_clear (LimenRowSample *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LimenRowSample, limen_row_sample_clear)
