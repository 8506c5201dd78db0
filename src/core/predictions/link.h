/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kind.h"

double limen_sigmoid (double logit);
double limen_log_sigmoid (double logit);
double limen_logit (double probability);

/* Link functions between probabilities and scores; NaN for plain scores and
 * decisions. */
double limen_score_to_probability (LimenKind kind, double score);
double limen_score_from_probability (LimenKind kind, double probability);

/* Conversion of a threshold from one kind of score to another. */
double limen_score_convert (LimenKind from, LimenKind to, double score);
