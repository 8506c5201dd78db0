/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figure-input.h"
#include "table-writer.h"

/* What a column shows at a candidate. */
typedef enum
{
  LIMEN_COLUMN_METRIC,
  LIMEN_COLUMN_DEVIATE,        /* normal deviate (probit) of a metric */
  LIMEN_COLUMN_PROBABILITY,    /* probability that equals the threshold */
  LIMEN_COLUMN_BENEFIT,        /* net benefit at that probability */
  LIMEN_COLUMN_BENEFIT_OF_ALL, /* net benefit of "all rows positive" */
  LIMEN_COLUMN_CHOSEN,         /* expands to the metrics of the input */
} LimenColumnKind;

/* A column of the table. Arrays end with a column whose name is NULL. */
typedef struct
{
  const char *name;
  LimenColumnKind kind;
  LimenMetricId metric;
} LimenCandidateColumn;

#define LIMEN_METRIC_COLUMN(name, id)                                         \
  { name, LIMEN_COLUMN_METRIC, LIMEN_METRIC_##id }
#define LIMEN_CHOSEN_COLUMNS { "chosen", LIMEN_COLUMN_CHOSEN, 0 }

gboolean limen_candidate_table_write (const LimenFigureInput *input,
                                      const LimenCandidateColumn *columns,
                                      LimenTableWriter *table, GError **error);
