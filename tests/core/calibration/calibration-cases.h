/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "predictions.h"

/* A case of reference/calibration.json. */
typedef struct
{
  JsonObject *object;
  LimenPredictions numbers;
  gsize n_bins;
} CalibrationCase;

typedef void (*CalibrationCheck) (const CalibrationCase *self);

/* Calls `check` for every case of "binary" or "multiclass"; returns their
 * number. */
guint calibration_cases_for_each (const char *task, CalibrationCheck check);

/* Returns a number; NaN for null. */
double calibration_case_get_number (JsonObject *object, const char *name);
double *calibration_case_read_numbers (JsonArray *array);

/* Returns n random rows of a kind, with weights and without groups; free with
 * calibration_case_free_numbers(). */
LimenPredictions calibration_case_draw (LimenKind kind, gsize n,
                                        guint32 seed);
void calibration_case_free_numbers (LimenPredictions *numbers);
