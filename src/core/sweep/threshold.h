/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "kind.h"

/* Text for a threshold of +inf, which no score reaches, in files, reports,
 * figures and on the screen. */
#define LIMEN_THRESHOLD_NONE "none"

/* Which decision has priority where rounding to single precision allows only
 * one: that of the rows at the upper end of the interval (positive) or at its
 * lower end (negative). */
typedef enum
{
  LIMEN_KEEP_EITHER,
  LIMEN_KEEP_POSITIVES,
  LIMEN_KEEP_NEGATIVES,
} LimenKeep;

void limen_threshold_get_float_range (double score, double *low, double *high);
bool limen_threshold_is_safe (double threshold, double low, double high);
double limen_threshold_between (double low, double high, LimenKeep keep);
double limen_threshold_to_probability (LimenKind kind, double threshold);

/* Reversed scores: if low scores mean positive, the program works with negated
 * scores, so that the rule is always score >= threshold internally and score
 * <= threshold in the file's units. These functions convert in both
 * directions; if is_reversed is false they change nothing. */
double limen_score_reverse (double score, bool is_reversed);
double limen_threshold_reverse (double threshold, bool is_reversed);
void limen_interval_reverse (double *low, double *high, bool is_reversed);
const char *limen_threshold_get_rule (bool is_reversed);
char *limen_threshold_format (double threshold, char *buffer, size_t size);
