/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loss-options.h"
#include "loss.h"

/* A loss as a number for all rows. */
typedef enum
{
  LIMEN_REDUCTION_MEAN,
  LIMEN_REDUCTION_BY_WEIGHT, /* its other mean, of weighted rows */
  LIMEN_REDUCTION_SUM,
  LIMEN_N_REDUCTIONS
} LimenReduction;

/* How the rows of a loss become a number, and the labels of a multilabel file
 * the one of the file. Sums add up. */
typedef enum
{
  LIMEN_LOSS_BY_ROWS,   /* the mean divides by the number of rows, and another
                         * by what they weigh; labels count by their share of
                         * either */
  LIMEN_LOSS_BY_WEIGHT, /* the mean divides by what the rows weigh; labels
                         * count by their share of that */
  LIMEN_LOSS_TOTAL,     /* one number for all rows, of labels the sum */
  LIMEN_LOSS_WHOLE,     /* one number for all rows together, of labels the
                         * mean of those that have one */
} LimenLossForm;

typedef double LimenLossNumbers[LIMEN_N_REDUCTIONS];

/* What losses are computed from, and what several of them share. */
typedef struct
{
  const LimenPredictions *numbers;
  const LimenPredictions *probabilities; /* which those of several classes
                                          * give, which may be logits */
  const LimenLossOptions *options;
  const double *class_weights; /* of each class; NULL: 1 each */
  LimenBinaryLosses binary;
  LimenDice dice;
  gboolean has_binary, has_dice;
} LimenLossWork;

/* FALSE when memory runs out. Numbers that a form has not are left alone. */
typedef gboolean (*LimenLossFunction) (LimenLossWork *work,
                                       LimenLossNumbers numbers);

/* A loss of a family, for some kinds of scores. There may be several of one
 * key, for families that differ. */
typedef struct
{
  const char *keys[LIMEN_N_REDUCTIONS];   /* "bce", "bce-by-weight", "bce-sum";
                                           * NULL: there is no such number */
  const char *titles[LIMEN_N_REDUCTIONS]; /* for screens: "BCE (mean)" */
  const char *weighted_title;             /* of the mean of weighted rows */
  LimenLossFamily family;
  guint kinds;                            /* bits by LimenKind */
  LimenLossForm form;
  guint parameters;     /* bits by LimenLossParameterId: it depends on */
  guint demand;         /* those that it is computed for; 0: always */
  gboolean is_log_loss; /* the mean of what limen_row_losses() gives rows */
  const char *reference; /* what defines it; NULL: common knowledge */
  LimenLossFunction compute;
} LimenLossType;

const LimenLossType *limen_loss_types_get (gsize *n);
gboolean limen_loss_type_is_for (const LimenLossType *self,
                                 LimenLossFamily family, LimenKind kind,
                                 const LimenLossOptions *options);
const char *limen_loss_types_find_needless (const LimenPredictions *numbers,
                                            const LimenLossOptions *options);
