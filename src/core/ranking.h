#pragma once

#include "sweep.h"

typedef struct
{
  double value;
  double threshold; /* the score where the two distributions differ most */
} LimenKs;

double limen_roc_auc (const LimenSweep *sweep);
double limen_average_precision (const LimenSweep *sweep);
LimenKs limen_ks (const LimenSweep *sweep);
