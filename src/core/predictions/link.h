/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kind.h"

double limen_sigmoid (double logit);
double limen_log_sigmoid (double logit);
double limen_logit (double probability);

/* The same number in another unit; NaN for plain scores. */
double limen_score_to_probability (LimenKind kind, double score);
double limen_score_from_probability (LimenKind kind, double probability);

/* A threshold on one kind of score as one on another. */
double limen_score_convert (LimenKind from, LimenKind to, double score);
