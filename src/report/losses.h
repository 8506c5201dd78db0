#pragma once

#include <glib.h>

#include "predictions.h"

/* A loss by its key, such as "bce". */
typedef struct
{
  const char *key;
  const char *title; /* for screens: "BCE (mean)" */
  double value;
} LimenLossValue;

/* One loss of a weighted sum. */
typedef struct
{
  char *key;
  double weight;
} LimenLossTerm;

/* What the losses depend on beside the rows. */
typedef struct
{
  double pos_weight;  /* of positives in binary cross-entropy of logits */
  double dice_smooth; /* added above and below the line */
  GArray *terms;      /* LimenLossTerm, to be combined; NULL: none */
  double penalty;     /* added to the combination */
  gboolean is_sum;    /* sums are combined, not means */
} LimenLossOptions;

LimenLossOptions *limen_loss_options_new (void);
void limen_loss_options_free (LimenLossOptions *self);
gboolean limen_loss_options_add_terms (LimenLossOptions *self,
                                       const char *text, GError **error);

#define LIMEN_MAX_LOSSES 12

gsize limen_losses_compute (const LimenPredictions *numbers,
                            const LimenLossOptions *options,
                            LimenLossValue losses[LIMEN_MAX_LOSSES]);
gboolean limen_losses_check (const LimenLossOptions *options,
                             const LimenLossValue *losses, gsize n_losses,
                             GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenLossOptions, limen_loss_options_free)
