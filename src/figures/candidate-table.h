/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figure-input.h"
#include "table-writer.h"

/* What stands in a column beside a candidate. */
typedef enum
{
  LIMEN_COLUMN_METRIC,
  LIMEN_COLUMN_DEVIATE,        /* of a metric */
  LIMEN_COLUMN_PROBABILITY,    /* that the threshold stands for */
  LIMEN_COLUMN_BENEFIT,        /* net benefit at that probability */
  LIMEN_COLUMN_BENEFIT_OF_ALL, /* where everybody is positive */
  LIMEN_COLUMN_CHOSEN,         /* one for each metric of the input */
} LimenColumnKind;

/* An array of them ends with one without a name. */
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
