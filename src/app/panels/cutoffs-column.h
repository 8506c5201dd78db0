/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session.h"

/* What the cells of a column hold. */
typedef enum
{
  LIMEN_CUTOFFS_TICK,
  LIMEN_CUTOFFS_NAME,
  LIMEN_CUTOFFS_CLASS,
  LIMEN_CUTOFFS_FILE,
  LIMEN_CUTOFFS_THRESHOLD,
  LIMEN_CUTOFFS_OBJECTIVE,
  LIMEN_CUTOFFS_METRIC,
  LIMEN_CUTOFFS_NOTE,
  LIMEN_CUTOFFS_BUTTONS,
} LimenCutoffsColumnKind;

/* What a column of a metric was measured on. */
typedef enum
{
  LIMEN_CUTOFFS_THEN,     /* the rows that the cutoff was pinned on */
  LIMEN_CUTOFFS_NOW,      /* the rows of the open file */
  LIMEN_CUTOFFS_TEST,     /* the test data */
  LIMEN_CUTOFFS_OPTIMISM, /* the open file against the test data */
} LimenCutoffsPart;

/* A column of the table of cutoffs. */
typedef struct
{
  LimenCutoffsColumnKind kind;
  const char *key;      /* name in settings; NULL: not optional */
  LimenMetricId metric; /* if kind is LIMEN_CUTOFFS_METRIC */
  LimenCutoffsPart part; /* of the metric */
  char *title;          /* in the user's language */
  const char *heading;  /* in CSV, in English; NULL for a metric */
  LimenSession *session; /* borrowed; NULL until set */
} LimenCutoffsColumn;

gboolean limen_cutoffs_column_is_text (const LimenCutoffsColumn *column);
gboolean limen_cutoffs_column_is_number (const LimenCutoffsColumn *column);
gboolean limen_cutoffs_column_is_editable (const LimenCutoffsColumn *column);

double limen_cutoffs_column_get_value (const LimenCutoffsColumn *column,
                                       LimenCutoff *cutoff);
char *limen_cutoffs_column_format (const LimenCutoffsColumn *column,
                                   LimenCutoff *cutoff);
char *limen_cutoffs_column_describe (const LimenCutoffsColumn *column,
                                     LimenCutoff *cutoff);
void limen_cutoffs_column_append_heading (GString *line,
                                          const LimenCutoffsColumn *column);
void limen_cutoffs_column_append_csv (GString *line,
                                      const LimenCutoffsColumn *column,
                                      LimenCutoff *cutoff);
int limen_cutoffs_column_compare (gconstpointer a, gconstpointer b,
                                  gpointer data);
