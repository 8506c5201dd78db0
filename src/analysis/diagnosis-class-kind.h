/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "diagnosis-private.h"

/* What all checks look at. */
typedef struct
{
  LimenAnalysis *analysis;
  LimenOneVsRest *class;
  LimenDataset *dataset;
  const LimenPredictions *numbers;
  const LimenSweep *sweep;
  GPtrArray *findings;
  gsize n_scores; /* distinct */
  double n_effective; /* rows of weight one that tell as much */
  gboolean has_decisions; /* instead of scores */
  double low, high;
  guint64 n_positives, n_negatives; /* rows */
} LimenDiagnosisClass;

gboolean limen_diagnosis_class_has_finding (const LimenDiagnosisClass *self,
                                            const char *code);
double limen_diagnosis_class_get_base (const LimenDiagnosisClass *self);
void
limen_diagnosis_class_check_sigmoid_twice (const LimenDiagnosisClass *self);
void
limen_diagnosis_class_check_softmax_twice (const LimenDiagnosisClass *self);
void limen_diagnosis_class_check_kind (const LimenDiagnosisClass *self);
