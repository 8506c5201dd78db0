#pragma once

#include "analysis.h"

/* With so many rows a rate is known to 10 points:
 * 1.96 sqrt (0.25 / n) <= 0.1. */
#define LIMEN_ENOUGH_ROWS 97
/* So many different scores that a range is no accident. */
#define LIMEN_FEW_SCORES 20

double limen_diagnosis_get_loss (LimenAnalysis *analysis, const char *key);

/* The checks of one class's scores, and those of several classes. */
void limen_diagnosis_check_class (LimenAnalysis *analysis,
                                  LimenOneVsRest *class, GPtrArray *findings);
void limen_diagnosis_check_classes (LimenAnalysis *analysis,
                                    GPtrArray *findings);
