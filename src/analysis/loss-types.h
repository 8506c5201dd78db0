/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loss-options.h"
#include "loss.h"
#include "mean-estimate.h"

/* Reductions of a loss to one number. */
typedef enum
{
  LIMEN_REDUCTION_MEAN,
  LIMEN_REDUCTION_BY_WEIGHT, /* mean divided by the weights, beside a mean
                              * divided by the rows */
  LIMEN_REDUCTION_SUM,
  LIMEN_N_REDUCTIONS
} LimenReduction;

/* How a loss is reduced over rows, and over the labels of a multilabel file.
 * Sums are added over labels. */
typedef enum
{
  LIMEN_LOSS_BY_ROWS,   /* MEAN divides by the number of rows, BY_WEIGHT by the
                         * weights; labels are weighted by their share of the
                         * known rows, or of their weight */
  LIMEN_LOSS_BY_WEIGHT, /* MEAN divides by the weights; labels are weighted by
                         * their share of the known rows' weight */
  LIMEN_LOSS_TOTAL,     /* one number for all rows; the sum over labels */
  LIMEN_LOSS_WHOLE,     /* one number for all rows; the mean over labels for
                         * which it is defined */
} LimenLossForm;

/* The values of a loss, by LimenReduction. */
typedef double LimenLossNumbers[LIMEN_N_REDUCTIONS];

/* Input of the loss functions, and intermediate results that several of them
 * share. */
typedef struct
{
  const LimenPredictions *numbers;
  const LimenPredictions *probabilities; /* multiclass: the probabilities, if
                                          * the scores are logits */
  const LimenLossOptions *options;
  const double *class_weights; /* per class; NULL: 1 each */
  gboolean is_stratified;      /* each class keeps its rows in all samples; of
                                * binary losses */
  LimenBinaryLosses binary;
  LimenDice dice;
  LimenBinaryLossMoments moments;
  gboolean has_binary, has_dice, has_moments;
} LimenLossWork;

/* Computes a loss; leaves reductions that its form lacks untouched. FALSE when
 * memory runs out. */
typedef gboolean (*LimenLossFunction) (LimenLossWork *work,
                                       LimenLossNumbers numbers);

/* Computes the moments of the rows' losses, for the reductions that are means.
 * FALSE when memory runs out. */
typedef gboolean (*LimenLossMomentsFunction) (
    LimenLossWork *work, LimenMoments moments[LIMEN_N_REDUCTIONS]);

/* A type of loss of a family, for some kinds of scores. Several types may
 * share a key if their families differ. */
typedef struct
{
  const char *keys[LIMEN_N_REDUCTIONS];   /* "bce", "bce-by-weight", "bce-sum";
                                           * NULL: no such number */
  const char *titles[LIMEN_N_REDUCTIONS]; /* "BCE (mean)"; English, with a
                                           * translation */
  const char *weighted_title;             /* title of the mean if rows are
                                           * weighted */
  LimenLossFamily family;
  guint kinds;                            /* bit mask of LimenKind */
  LimenLossForm form;
  guint parameters;     /* bit mask of LimenLossParameterId that it uses */
  guint demand;         /* bit mask: only computed if one of these parameters
                         * is given; 0: always */
  gboolean is_log_loss; /* its mean is that of limen_row_losses() */
  const char *reference; /* definition or source; NULL: common knowledge */
  LimenLossFunction compute;
  LimenLossMomentsFunction compute_moments; /* NULL: no interval, as it is no
                                             * mean over rows */
  LimenRange range;                         /* of the loss of a row */
} LimenLossType;

const LimenLossType *limen_loss_types_get (gsize *n);
gboolean limen_loss_type_is_for (const LimenLossType *self,
                                 LimenLossFamily family, LimenKind kind,
                                 const LimenLossOptions *options);
const char *limen_loss_types_find_unused (const LimenPredictions *numbers,
                                          const LimenLossOptions *options);
