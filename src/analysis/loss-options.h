/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A weighted term: a loss of a combination, or a class. */
typedef struct
{
  char *key;
  double weight;
} LimenLossTerm;

/* Parameters of the losses. */
typedef struct
{
  double pos_weight;      /* weight of positives in BCE of logits */
  GArray *class_weights;  /* LimenLossTerm of classes or labels, for
                           * cross-entropy; others weigh 1 */
  double label_smoothing; /* label smoothing of cross-entropy, 0 to 1 */
  double dice_smooth;     /* added to numerator and denominator */
  double variance;        /* variance of a regression without a column of
                           * variances */
  double focal_gamma;     /* gamma of focal loss, >= 0; NaN: not given */
  double focal_alpha;     /* weight of positives in focal loss, 0 to 1; below
                           * 0: none */
  GArray *terms;          /* LimenLossTerm, the losses of a combination */
  double penalty;         /* added to the combination */
  gboolean is_sum;        /* combine sums, not means */
} LimenLossOptions;

/* The parameters of losses, in the order of the help. */
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

/* Description of a parameter: a number, or a list of classes with weights. Its
 * texts but the name are English, with a translation. */
typedef struct
{
  const char *name;        /* of the command-line option */
  const char *argument;    /* its placeholder in the help */
  const char *description; /* in the help */
  const char *purpose;     /* the error if no loss of the file uses it */
  gsize offset;            /* in LimenLossOptions, of a double or a GArray */
  gboolean is_list;
  double default_value, least, most; /* of numbers; the default may be NaN */
  gboolean is_of_classes;    /* only for losses with a score per class */
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
