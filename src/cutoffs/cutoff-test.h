/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "cutoff.h"
#include "test-data.h"

/* The results of a cutoff on test rows, which it was not chosen on. Immutable
 * and reference counted. */
typedef struct
{
  char *file, *sha256; /* of the test data; NULL: unknown */
  guint64 n_rows;
  LimenConfusion confusion;
  double coverage; /* share of rows decided; NaN: without a grey zone, all */
  gboolean has_intervals;
  /* At the cutoff's target prevalence; those without an interval have the
   * method NONE. The optimism is that of limen_test_optimism(). */
  LimenEstimate metrics[LIMEN_N_METRICS], optimism[LIMEN_N_METRICS];
} LimenCutoffTest;

LimenCutoffTest *limen_cutoff_test_ref (LimenCutoffTest *self);
void limen_cutoff_test_unref (LimenCutoffTest *self);

gboolean limen_cutoff_judge (LimenCutoff *cutoff, LimenTestData *data,
                             gsize class, const LimenBootstrap *plan,
                             GError **error);
const LimenCutoffTest *limen_cutoff_get_test (LimenCutoff *cutoff);

/* JSON */
JsonObject *limen_cutoff_test_to_json (const LimenCutoffTest *self);
LimenCutoffTest *limen_cutoff_test_read (JsonObject *object, const char *where,
                                         GError **error);
