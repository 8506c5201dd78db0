/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "estimate.h"
#include "interval.h"
#include "metric.h"
#include "population.h"

/* A value of a report as it stands in its JSON: at a threshold, a ranking
 * metric or a loss. Values of calibration stand for the intervals that the
 * report computes. */
typedef struct
{
  const char *name;
  LimenQuantity quantity;
  int threshold;        /* -1: the value does not depend on one */
  LimenMetricId metric; /* of a value at a threshold */
  const char *section;  /* member of the report with the other values; NULL:
                         * the calibration */
} ReportValue;

#define N_OTHER_VALUES 13
#define N_REPORT_VALUES (N_THRESHOLDS * LIMEN_N_METRICS + N_OTHER_VALUES)

/* A value with its interval: NaN without one, and the ends of one without
 * bounds infinite. */
typedef struct
{
  double value;
  LimenInterval interval;
} Reported;

ReportValue report_value_get (gsize i);

/* The values of a whole population of files of n rows, and its confusion
 * matrix at each threshold. */
void report_values_get_truths (const Population *population, gsize n,
                               double truths[N_REPORT_VALUES],
                               LimenConfusion expected[N_THRESHOLDS]);

/* Writes the file to `path`, reads and reports it as
 * `limen-cli report --json` does, with the arguments of
 * report_values_get_arguments(). */
void report_values_simulate (const Population *population,
                             const SimulatedFile *file, const char *path,
                             Reported values[N_REPORT_VALUES]);
char *report_values_get_arguments (const Population *population,
                                   const char *path);
/* The values in a report of limen-cli; those of the calibration NaN. */
void report_values_read (JsonObject *report, Reported values[N_REPORT_VALUES]);
