/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "diagnosis-private.h"

/* The facts about a class that the checks use. */
typedef struct
{
  LimenAnalysis *analysis;
  LimenOneVsRest *class;
  LimenDataset *dataset;
  const LimenPredictions *numbers;
  const LimenSweep *sweep;
  GPtrArray *findings;
  gsize n_scores; /* distinct scores */
  double n_effective; /* effective sample size */
  gboolean has_decisions; /* all scores are 0 or 1 */
  double low, high;
  guint64 n_positives, n_negatives; /* numbers of rows */
} LimenDiagnosisClass;

gboolean limen_diagnosis_class_has_finding (const LimenDiagnosisClass *self,
                                            const char *code);
double limen_diagnosis_class_get_base (const LimenDiagnosisClass *self);
void
limen_diagnosis_class_check_sigmoid_twice (const LimenDiagnosisClass *self);
void
limen_diagnosis_class_check_softmax_twice (const LimenDiagnosisClass *self);
void limen_diagnosis_class_check_kind (const LimenDiagnosisClass *self);
void limen_diagnosis_class_check_ties (const LimenDiagnosisClass *self);
