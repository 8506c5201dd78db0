#pragma once

#include "threshold-scores.h"

/* A loss by its key, such as "bce". */
typedef struct
{
  const char *key;
  const char *title; /* for screens: "BCE (mean)" */
  double value;
} LimenLossValue;

/* One loss of a weighted sum, or one class with its weight. */
typedef struct
{
  char *key;
  double weight;
} LimenLossTerm;

/* What the losses depend on beside the rows. */
typedef struct
{
  double pos_weight;      /* of positives in binary cross-entropy of logits */
  GArray *class_weights;  /* LimenLossTerm, for cross-entropy; others weigh 1 */
  double label_smoothing; /* of cross-entropy, 0 to 1 */
  double dice_smooth;     /* added above and below the line */
  double variance;        /* of a regression without a column of them */
  GArray *terms;          /* LimenLossTerm, to be combined */
  double penalty;         /* added to the combination */
  gboolean is_sum;        /* sums are combined, not means */
} LimenLossOptions;

LimenLossOptions *limen_loss_options_new (void);
void limen_loss_options_free (LimenLossOptions *self);
gboolean limen_loss_options_add_terms (LimenLossOptions *self,
                                       const char *text, GError **error);
gboolean limen_loss_options_add_class_weight (LimenLossOptions *self,
                                              const char *text,
                                              GError **error);

#define LIMEN_MAX_LOSSES 16

gboolean limen_losses_compute (LimenThresholdScores *scores,
                               const LimenLossOptions *options,
                               LimenLossValue losses[LIMEN_MAX_LOSSES],
                               gsize *n_losses, GError **error);

/* Of one class against the rest, by itself. */
gsize limen_losses_compute_class (const LimenPredictions *numbers,
                                  const LimenLossOptions *options,
                                  LimenLossValue losses[LIMEN_MAX_LOSSES]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenLossOptions, limen_loss_options_free)
