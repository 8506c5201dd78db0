/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

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
  GArray *class_weights;  /* LimenLossTerm, of classes or labels, for
                           * cross-entropy; others weigh 1 */
  double label_smoothing; /* of cross-entropy, 0 to 1 */
  double dice_smooth;     /* added above and below the line */
  double variance;        /* of a regression without a column of them */
  double focal_gamma;     /* of focal loss, 0 or more; NaN: not said */
  double focal_alpha;     /* of its positives, 0 to 1; below 0: none */
  GArray *terms;          /* LimenLossTerm, to be combined */
  double penalty;         /* added to the combination */
  gboolean is_sum;        /* sums are combined, not means */
} LimenLossOptions;

/* The parameters of losses, in the order in which help lists them. */
typedef enum
{
  LIMEN_LOSS_POS_WEIGHT,
  LIMEN_LOSS_CLASS_WEIGHTS,
  LIMEN_LOSS_LABEL_SMOOTHING,
  LIMEN_LOSS_VARIANCE,
  LIMEN_LOSS_DICE_SMOOTH,
  LIMEN_LOSS_FOCAL_GAMMA,
  LIMEN_LOSS_FOCAL_ALPHA,
  LIMEN_N_LOSS_PARAMETERS
} LimenLossParameterId;

/* A parameter: a number of the options, or a list of classes with their
 * weights. */
typedef struct
{
  const char *name;        /* of its option on the command line */
  const char *argument;    /* its placeholder in the help */
  const char *description; /* in the help */
  const char *purpose;     /* the error where no loss of a file depends on it */
  gsize offset;            /* in LimenLossOptions, of a double or a GArray */
  gboolean is_list;
  double default_value, least, most; /* of a number; the default may be NaN */
  gboolean is_of_classes;    /* of losses with a score for each class only */
} LimenLossParameter;

const LimenLossParameter *
limen_loss_parameter_get (LimenLossParameterId parameter);

LimenLossOptions *limen_loss_options_new (void);
void limen_loss_options_free (LimenLossOptions *self);
double *limen_loss_options_get_number (LimenLossOptions *self,
                                       LimenLossParameterId parameter);
gboolean limen_loss_options_is_given (const LimenLossOptions *self,
                                      LimenLossParameterId parameter);
gboolean limen_loss_options_add_terms (LimenLossOptions *self,
                                       const char *text, GError **error);
gboolean limen_loss_options_add_class_weight (LimenLossOptions *self,
                                              const char *text,
                                              GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenLossOptions, limen_loss_options_free)
