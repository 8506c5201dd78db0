/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "kind.h"

/* What stands for a threshold of +inf, which no score reaches: in files, in
 * reports, in figures and on the screen. */
#define LIMEN_THRESHOLD_NONE "none"

/* Which decision a threshold keeps first where rounding lets it keep one
 * only: that of the rows at the upper end of its interval (positive), or of
 * those at the lower end (negative). */
typedef enum
{
  LIMEN_KEEP_EITHER,
  LIMEN_KEEP_POSITIVES,
  LIMEN_KEEP_NEGATIVES,
} LimenKeep;

void limen_threshold_get_single (double score, double *low, double *high);
bool limen_threshold_is_safe (double threshold, double low, double high);
double limen_threshold_between (double low, double high, LimenKeep keep);
double limen_threshold_to_probability (LimenKind kind, double threshold);

/* Scores whose low values mean positive are read as minus what the file has,
 * so that a row is positive if score >= threshold within the program, as ever,
 * and if score <= threshold in the file's own units. These lead from one to
 * the other, either way; without is_reversed nothing changes. */
double limen_score_reverse (double score, bool is_reversed);
double limen_threshold_reverse (double threshold, bool is_reversed);
void limen_interval_reverse (double *low, double *high, bool is_reversed);
const char *limen_threshold_get_rule (bool is_reversed);
char *limen_threshold_format (double threshold, char *buffer, size_t size);
