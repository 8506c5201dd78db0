#pragma once

#include "class-columns.h"

/* What columns of a sample say of each other. */

/* Numbers beside the first and the second value of a column of two. */
typedef struct
{
  gsize n;
  double min, max;
} LimenSide;

void limen_agreement_find_sides (const LimenFacts *facts, int decision,
                                 int score, LimenSide sides[2]);
gboolean limen_agreement_is_cut (const LimenSide sides[2]);
gboolean limen_agreement_is_cut_closely (const LimenFacts *facts,
                                         int decision, int score);
gboolean limen_agreement_is_sure (const LimenFacts *facts, int decision,
                                  int score);
double limen_agreement_get_deviation (const LimenFacts *facts, int label,
                                      int score);
gboolean limen_agreement_is_largest (const LimenFacts *facts, int decision,
                                     const LimenClassColumns *group,
                                     gboolean *is_close, guint16 *values);
