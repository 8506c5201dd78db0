/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loss-types.h"

#include <glib/gi18n.h>
#include <math.h>

#include "likelihood.h"
#include "loss-focal.h"
#include "loss-multiclass.h"
#include "loss-regression.h"

static void
set_loss (LimenLossNumbers numbers, LimenLoss loss)
{
  numbers[LIMEN_REDUCTION_MEAN] = loss.mean;
  numbers[LIMEN_REDUCTION_SUM] = loss.sum;
}

/* Losses of binary tasks and of each label of a multilabel file. The first
 * call computes all of them in one pass over the rows. */

static const LimenBinaryLosses *
get_binary (LimenLossWork *work)
{
  if (!work->has_binary)
    work->binary = limen_binary_losses_compute (work->numbers,
                                                work->options->pos_weight,
                                                work->options->dice_smooth);
  work->has_binary = TRUE;
  return &work->binary;
}

static gboolean
get_bce (LimenLossWork *work, LimenLossNumbers numbers)
{
  set_loss (numbers, get_binary (work)->bce);
  numbers[LIMEN_REDUCTION_BY_WEIGHT] = get_binary (work)->bce_by_weight;
  return TRUE;
}

/* The moments of all of them. FALSE when memory runs out. */
static gboolean
compute_moments_once (LimenLossWork *work)
{
  const LimenBinaryMomentOptions options
      = { .pos_weight = work->options->pos_weight,
          .dice_smooth = work->options->dice_smooth,
          .units = limen_predictions_get_units (work->numbers),
          .is_stratified = work->is_stratified };

  if (!work->has_moments)
    work->has_moments = limen_binary_losses_compute_moments (
        work->numbers, &options, &work->moments);
  return work->has_moments;
}

static gboolean
get_moments_of_bce (LimenLossWork *work,
                    LimenMoments moments[LIMEN_N_REDUCTIONS])
{
  if (!compute_moments_once (work))
    return FALSE;
  moments[LIMEN_REDUCTION_MEAN] = work->moments.bce;
  moments[LIMEN_REDUCTION_BY_WEIGHT] = work->moments.bce_by_weight;
  return TRUE;
}

static gboolean
get_moments_of_brier (LimenLossWork *work,
                      LimenMoments moments[LIMEN_N_REDUCTIONS])
{
  if (!compute_moments_once (work))
    return FALSE;
  moments[LIMEN_REDUCTION_MEAN] = work->moments.brier;
  return TRUE;
}

static gboolean
get_moments_of_dice (LimenLossWork *work,
                     LimenMoments moments[LIMEN_N_REDUCTIONS])
{
  if (!compute_moments_once (work))
    return FALSE;
  moments[LIMEN_REDUCTION_MEAN] = work->moments.dice;
  return TRUE;
}

static gboolean
get_moments_of_squared_dice (LimenLossWork *work,
                             LimenMoments moments[LIMEN_N_REDUCTIONS])
{
  if (!compute_moments_once (work))
    return FALSE;
  moments[LIMEN_REDUCTION_MEAN] = work->moments.squared_dice;
  return TRUE;
}

static gboolean
get_brier (LimenLossWork *work, LimenLossNumbers numbers)
{
  set_loss (numbers, get_binary (work)->brier);
  return TRUE;
}

static gboolean
get_dice (LimenLossWork *work, LimenLossNumbers numbers)
{
  numbers[LIMEN_REDUCTION_MEAN] = get_binary (work)->dice.plain;
  return TRUE;
}

static gboolean
get_squared_dice (LimenLossWork *work, LimenLossNumbers numbers)
{
  numbers[LIMEN_REDUCTION_MEAN] = get_binary (work)->dice.squared;
  return TRUE;
}

static gboolean
get_base_rate (LimenLossWork *work, LimenLossNumbers numbers)
{
  set_loss (numbers, get_binary (work)->base_rate);
  numbers[LIMEN_REDUCTION_BY_WEIGHT] = get_binary (work)->base_rate_by_weight;
  return TRUE;
}

static gboolean
get_log10_likelihood (LimenLossWork *work, LimenLossNumbers numbers)
{
  numbers[LIMEN_REDUCTION_MEAN] = get_binary (work)->log10_likelihood;
  return TRUE;
}

/* Multiclass */

static LimenCrossEntropyOptions
get_cross_entropy_options (const LimenLossWork *work)
{
  return (LimenCrossEntropyOptions){ .class_weights = work->class_weights,
                                     .label_smoothing
                                     = work->options->label_smoothing };
}

static gboolean
compute_cross_entropy (LimenLossWork *work, LimenLossNumbers numbers)
{
  const LimenPredictions *rows = work->numbers;
  const LimenCrossEntropyOptions options = get_cross_entropy_options (work);

  set_loss (numbers, rows->targets != NULL
                         ? limen_loss_cross_entropy_soft (
                             rows, (const double *const *) rows->targets,
                             &options)
                         : limen_loss_cross_entropy (rows, &options));
  return TRUE;
}

static gboolean
compute_moments_of_cross_entropy (LimenLossWork *work,
                                  LimenMoments moments[LIMEN_N_REDUCTIONS])
{
  const LimenPredictions *rows = work->numbers;
  const LimenCrossEntropyOptions options = get_cross_entropy_options (work);

  return limen_loss_cross_entropy_compute_moments (
      rows, (const double *const *) rows->targets, &options,
      limen_predictions_get_units (rows), &moments[LIMEN_REDUCTION_MEAN]);
}

static gboolean
compute_divergence (LimenLossWork *work, LimenLossNumbers numbers)
{
  set_loss (numbers, limen_loss_kl_divergence (work->numbers));
  return TRUE;
}

static gboolean
compute_moments_of_divergence (LimenLossWork *work,
                               LimenMoments moments[LIMEN_N_REDUCTIONS])
{
  return limen_loss_kl_divergence_compute_moments (
      work->numbers, limen_predictions_get_units (work->numbers),
      &moments[LIMEN_REDUCTION_MEAN]);
}

static gboolean
compute_moments_of_brier (LimenLossWork *work,
                          LimenMoments moments[LIMEN_N_REDUCTIONS])
{
  return limen_loss_brier_multiclass_compute_moments (
      work->probabilities, limen_predictions_get_units (work->probabilities),
      &moments[LIMEN_REDUCTION_MEAN]);
}

static gboolean
compute_brier (LimenLossWork *work, LimenLossNumbers numbers)
{
  set_loss (numbers, limen_loss_brier_multiclass (work->probabilities));
  return TRUE;
}

static gboolean
compute_dice_once (LimenLossWork *work)
{
  if (!work->has_dice)
    work->has_dice = limen_loss_dice_multiclass (work->probabilities,
                                                 work->options->dice_smooth,
                                                 NULL, &work->dice);
  return work->has_dice;
}

static gboolean
compute_dice (LimenLossWork *work, LimenLossNumbers numbers)
{
  if (!compute_dice_once (work))
    return FALSE;
  numbers[LIMEN_REDUCTION_MEAN] = work->dice.plain;
  return TRUE;
}

static gboolean
compute_squared_dice (LimenLossWork *work, LimenLossNumbers numbers)
{
  if (!compute_dice_once (work))
    return FALSE;
  numbers[LIMEN_REDUCTION_MEAN] = work->dice.squared;
  return TRUE;
}

static gboolean
compute_base_rate (LimenLossWork *work, LimenLossNumbers numbers)
{
  LimenLoss loss;

  if (!limen_loss_base_rate_multiclass (work->numbers, &loss))
    return FALSE;
  set_loss (numbers, loss);
  return TRUE;
}

static gboolean
compute_log10_likelihood (LimenLossWork *work, LimenLossNumbers numbers)
{
  numbers[LIMEN_REDUCTION_MEAN]
      = limen_log10_likelihood_multiclass (work->numbers);
  return TRUE;
}

/* Binary and multiclass */

/* torchvision's default, used if only alpha is given. */
#define DEFAULT_GAMMA 2

static LimenFocalOptions
get_focal_options (const LimenLossWork *work)
{
  double gamma = work->options->focal_gamma;

  return (LimenFocalOptions){ .gamma = isnan (gamma) ? DEFAULT_GAMMA : gamma,
                              .alpha = work->options->focal_alpha,
                              .class_weights = work->class_weights };
}

static gboolean
compute_moments_of_focal (LimenLossWork *work,
                          LimenMoments moments[LIMEN_N_REDUCTIONS])
{
  const LimenPredictions *rows = work->numbers;
  const LimenFocalOptions options = get_focal_options (work);
  gboolean is_binary
      = limen_task_get (rows->task)->losses == LIMEN_LOSSES_BINARY;
  const double *const *targets
      = is_binary ? NULL : (const double *const *) rows->targets;
  const LimenUnits *units = limen_predictions_get_units (rows);

  return limen_loss_focal_compute_moments (rows, targets, &options, is_binary,
                                           units,
                                           &moments[LIMEN_REDUCTION_MEAN])
         && limen_loss_focal_compute_moments (
             rows, targets, &options, FALSE, units,
             &moments[LIMEN_REDUCTION_BY_WEIGHT]);
}

static gboolean
compute_focal (LimenLossWork *work, LimenLossNumbers numbers)
{
  const LimenPredictions *rows = work->numbers;
  const LimenFocalOptions options = get_focal_options (work);
  gboolean is_binary
      = limen_task_get (rows->task)->losses == LIMEN_LOSSES_BINARY;
  LimenFocalLoss loss
      = !is_binary && rows->targets != NULL
            ? limen_loss_focal_soft (
                rows, (const double *const *) rows->targets, &options)
            : limen_loss_focal (rows, &options);

  numbers[LIMEN_REDUCTION_MEAN] = is_binary ? loss.by_rows : loss.by_weight;
  numbers[LIMEN_REDUCTION_BY_WEIGHT] = loss.by_weight;
  numbers[LIMEN_REDUCTION_SUM] = loss.sum;
  return TRUE;
}

/* Regression */

static gboolean
compute_squared_error (LimenLossWork *work, LimenLossNumbers numbers)
{
  const LimenPredictions *rows = work->numbers;

  set_loss (numbers,
            limen_loss_squared_error (rows->scores[0], rows->targets[0],
                                      rows->weights, rows->n_rows));
  return TRUE;
}

static gboolean
compute_moments_of_rows (LimenLossWork *work,
                         LimenMoments moments[LIMEN_N_REDUCTIONS])
{
  return limen_row_losses_compute_moments (
      work->numbers, limen_predictions_get_units (work->numbers),
      &moments[LIMEN_REDUCTION_MEAN]);
}

static gboolean
compute_moments_of_gaussian (LimenLossWork *work,
                             LimenMoments moments[LIMEN_N_REDUCTIONS])
{
  return limen_loss_gaussian_compute_moments (
      work->numbers, work->options->variance,
      limen_predictions_get_units (work->numbers),
      &moments[LIMEN_REDUCTION_MEAN]);
}

static gboolean
compute_gaussian (LimenLossWork *work, LimenLossNumbers numbers)
{
  const LimenPredictions *rows = work->numbers;

  set_loss (numbers,
            limen_loss_gaussian (rows->scores[0], rows->targets[0],
                                 rows->variances, work->options->variance,
                                 rows->weights, rows->n_rows));
  return TRUE;
}

#define BIT(I) (1u << (I))
#define BINARY LIMEN_LOSSES_BINARY
#define MULTICLASS LIMEN_LOSSES_MULTICLASS
#define REGRESSION LIMEN_LOSSES_REGRESSION
#define LOGITS BIT (LIMEN_KIND_LOGIT)
#define PROBABILITIES                                                         \
  (BIT (LIMEN_KIND_PROBABILITY) | BIT (LIMEN_KIND_LOG_PROBABILITY))
#define ANY_PROBABILITIES (LOGITS | PROBABILITIES)
#define ANY_KIND (~0u)

/* Initialisers of a type by its reductions: BY_ROWS has two means and a sum,
 * BY_WEIGHT a mean and a sum, ONE a single number. */
#define BY_ROWS(KEY, MEAN, MEAN_BY_ROWS, MEAN_BY_WEIGHT, SUM)                 \
  .keys = { KEY, KEY "-by-weight", KEY "-sum" },                              \
  .titles = { MEAN, MEAN_BY_WEIGHT, SUM }, .weighted_title = MEAN_BY_ROWS,    \
  .form = LIMEN_LOSS_BY_ROWS
#define BY_WEIGHT(KEY, MEAN, MEAN_BY_WEIGHT, SUM)                             \
  .keys = { KEY, NULL, KEY "-sum" }, .titles = { MEAN, NULL, SUM },           \
  .weighted_title = MEAN_BY_WEIGHT, .form = LIMEN_LOSS_BY_WEIGHT
#define ONE(KEY, TITLE, FORM)                                                 \
  .keys = { KEY }, .titles = { TITLE }, .weighted_title = TITLE, .form = FORM

/* Ranges of the loss of a row. */
#define FROM_0                                                                \
  {                                                                           \
    LIMEN_SCALE_LOG, 0, INFINITY                                              \
  }
#define UP_TO(HIGH)                                                           \
  {                                                                           \
    LIMEN_SCALE_LOGIT, 0, (HIGH)                                              \
  }
#define ANY_NUMBER                                                            \
  {                                                                           \
    LIMEN_SCALE_IDENTITY, -INFINITY, INFINITY                                 \
  }

/* All types of losses, in the order of display. To add one, add an entry here
 * with its function, and one in data/help/losses.xml; a test compares them. */
static const LimenLossType types[] = {
  { BY_ROWS ("bce", N_ ("BCE (mean)"), N_ ("BCE (mean by rows)"),
             N_ ("BCE (mean by weight)"), N_ ("BCE (sum)")),
    .family = BINARY, .kinds = PROBABILITIES,
    .parameters = BIT (LIMEN_LOSS_CLASS_WEIGHTS), .is_log_loss = TRUE,
    .reference = "PyTorch's BCELoss", .compute = get_bce,
    .compute_moments = get_moments_of_bce, .range = FROM_0 },
  { BY_ROWS ("bce-with-logits", N_ ("BCE (mean)"), N_ ("BCE (mean by rows)"),
             N_ ("BCE (mean by weight)"), N_ ("BCE (sum)")),
    .family = BINARY, .kinds = LOGITS,
    .parameters = BIT (LIMEN_LOSS_POS_WEIGHT) | BIT (LIMEN_LOSS_CLASS_WEIGHTS),
    .is_log_loss = TRUE, .reference = "PyTorch's BCEWithLogitsLoss",
    .compute = get_bce, .compute_moments = get_moments_of_bce,
    .range = FROM_0 },
  { BY_WEIGHT ("cross-entropy", N_ ("CE (mean)"), N_ ("CE (mean by weight)"),
               N_ ("CE (sum)")),
    .family = MULTICLASS, .kinds = LOGITS,
    .parameters
    = BIT (LIMEN_LOSS_CLASS_WEIGHTS) | BIT (LIMEN_LOSS_LABEL_SMOOTHING),
    .is_log_loss = TRUE, .reference = "PyTorch's CrossEntropyLoss",
    .compute = compute_cross_entropy,
    .compute_moments = compute_moments_of_cross_entropy, .range = FROM_0 },
  { BY_WEIGHT ("nll", N_ ("NLL (mean)"), N_ ("NLL (mean by weight)"),
               N_ ("NLL (sum)")),
    .family = MULTICLASS, .kinds = PROBABILITIES,
    .parameters
    = BIT (LIMEN_LOSS_CLASS_WEIGHTS) | BIT (LIMEN_LOSS_LABEL_SMOOTHING),
    .is_log_loss = TRUE, .reference = "PyTorch's NLLLoss",
    .compute = compute_cross_entropy,
    .compute_moments = compute_moments_of_cross_entropy, .range = FROM_0 },
  { BY_WEIGHT ("kl", N_ ("KL (mean)"), N_ ("KL (mean by weight)"),
               N_ ("KL (sum)")),
    .family = MULTICLASS, .kinds = ANY_PROBABILITIES,
    .reference = "Kullback and Leibler, 1951", .compute = compute_divergence,
    .compute_moments = compute_moments_of_divergence, .range = FROM_0 },
  { BY_ROWS ("focal", N_ ("Focal (mean)"), N_ ("Focal (mean by rows)"),
             N_ ("Focal (mean by weight)"), N_ ("Focal (sum)")),
    .family = BINARY, .kinds = ANY_PROBABILITIES,
    .parameters = BIT (LIMEN_LOSS_FOCAL_GAMMA) | BIT (LIMEN_LOSS_FOCAL_ALPHA)
                  | BIT (LIMEN_LOSS_CLASS_WEIGHTS),
    .demand = BIT (LIMEN_LOSS_FOCAL_GAMMA) | BIT (LIMEN_LOSS_FOCAL_ALPHA),
    .reference = "Lin and others, 2017", .compute = compute_focal,
    .compute_moments = compute_moments_of_focal, .range = FROM_0 },
  { BY_WEIGHT ("focal", N_ ("Focal (mean)"), N_ ("Focal (mean by weight)"),
               N_ ("Focal (sum)")),
    .family = MULTICLASS, .kinds = ANY_PROBABILITIES,
    .parameters
    = BIT (LIMEN_LOSS_FOCAL_GAMMA) | BIT (LIMEN_LOSS_CLASS_WEIGHTS),
    .demand = BIT (LIMEN_LOSS_FOCAL_GAMMA),
    .reference = "Lin and others, 2017", .compute = compute_focal,
    .compute_moments = compute_moments_of_focal, .range = FROM_0 },
  { BY_WEIGHT ("brier", N_ ("Brier (mean)"), N_ ("Brier (mean by weight)"),
               N_ ("Brier (sum)")),
    .family = BINARY, .kinds = ANY_PROBABILITIES, .reference = "Brier, 1950",
    .compute = get_brier, .compute_moments = get_moments_of_brier,
    .range = UP_TO (1) },
  { BY_WEIGHT ("brier", N_ ("Brier (mean)"), N_ ("Brier (mean by weight)"),
               N_ ("Brier (sum)")),
    .family = MULTICLASS, .kinds = ANY_PROBABILITIES,
    .reference = "Brier, 1950", .compute = compute_brier,
    .compute_moments = compute_moments_of_brier, .range = UP_TO (2) },
  { ONE ("dice", N_ ("Dice"), LIMEN_LOSS_WHOLE), .family = BINARY,
    .kinds = ANY_PROBABILITIES, .parameters = BIT (LIMEN_LOSS_DICE_SMOOTH),
    .compute = get_dice, .compute_moments = get_moments_of_dice,
    .range = UP_TO (1) },
  { ONE ("dice", N_ ("Dice"), LIMEN_LOSS_WHOLE), .family = MULTICLASS,
    .kinds = ANY_PROBABILITIES, .parameters = BIT (LIMEN_LOSS_DICE_SMOOTH),
    .compute = compute_dice },
  { ONE ("dice-squared", N_ ("Dice, squared"), LIMEN_LOSS_WHOLE),
    .family = BINARY, .kinds = ANY_PROBABILITIES,
    .parameters = BIT (LIMEN_LOSS_DICE_SMOOTH),
    .reference = "Milletari and others, 2016", .compute = get_squared_dice,
    .compute_moments = get_moments_of_squared_dice, .range = UP_TO (1) },
  { ONE ("dice-squared", N_ ("Dice, squared"), LIMEN_LOSS_WHOLE),
    .family = MULTICLASS, .kinds = ANY_PROBABILITIES,
    .parameters = BIT (LIMEN_LOSS_DICE_SMOOTH),
    .reference = "Milletari and others, 2016",
    .compute = compute_squared_dice },
  { BY_ROWS ("base-rate", N_ ("Base rate (mean)"),
             N_ ("Base rate (mean by rows)"),
             N_ ("Base rate (mean by weight)"), N_ ("Base rate (sum)")),
    .family = BINARY, .kinds = ANY_PROBABILITIES, .compute = get_base_rate },
  { BY_WEIGHT ("base-rate", N_ ("Base rate (mean)"),
               N_ ("Base rate (mean by weight)"), N_ ("Base rate (sum)")),
    .family = MULTICLASS, .kinds = ANY_PROBABILITIES,
    .compute = compute_base_rate },
  { ONE ("log10-likelihood", N_ ("log10 likelihood"), LIMEN_LOSS_TOTAL),
    .family = BINARY, .kinds = ANY_PROBABILITIES,
    .compute = get_log10_likelihood },
  { ONE ("log10-likelihood", N_ ("log10 likelihood"), LIMEN_LOSS_TOTAL),
    .family = MULTICLASS, .kinds = ANY_PROBABILITIES,
    .compute = compute_log10_likelihood },
  { BY_WEIGHT ("mse", N_ ("MSE (mean)"), N_ ("MSE (mean by weight)"),
               N_ ("MSE (sum)")),
    .family = REGRESSION, .kinds = ANY_KIND, .reference = "PyTorch's MSELoss",
    .compute = compute_squared_error,
    .compute_moments = compute_moments_of_rows, .range = FROM_0 },
  { BY_WEIGHT ("gaussian-nll", N_ ("Gaussian NLL (mean)"),
               N_ ("Gaussian NLL (mean by weight)"),
               N_ ("Gaussian NLL (sum)")),
    .family = REGRESSION, .kinds = ANY_KIND,
    .parameters = BIT (LIMEN_LOSS_VARIANCE),
    .reference = "PyTorch's GaussianNLLLoss", .compute = compute_gaussian,
    .compute_moments = compute_moments_of_gaussian, .range = ANY_NUMBER },
};

/* Returns all types of losses, in the order of display; static. */
const LimenLossType *
limen_loss_types_get (gsize *n)
{
  *n = G_N_ELEMENTS (types);
  return types;
}

/* Whether any of these parameters differs from its default. */
static gboolean
is_any_given (guint parameters, const LimenLossOptions *options)
{
  for (guint i = 0; i < LIMEN_N_LOSS_PARAMETERS; i++)
    if ((parameters & BIT (i)) != 0
        && limen_loss_options_is_given (options, i))
      return TRUE;
  return FALSE;
}

/* Whether a loss is computed for a family, a kind of scores and options. */
gboolean
limen_loss_type_is_for (const LimenLossType *self, LimenLossFamily family,
                        LimenKind kind, const LimenLossOptions *options)
{
  return self->family == family && (self->kinds & BIT (kind)) != 0
         && (self->demand == 0 || is_any_given (self->demand, options));
}

/* Whether any loss of the file uses a parameter. */
static gboolean
is_needed (LimenLossParameterId parameter, const LimenPredictions *numbers,
           const LimenLossOptions *options)
{
  const LimenTaskInfo *task = limen_task_get (numbers->task);

  if (limen_loss_parameter_get (parameter)->is_of_classes
      && task->thresholds != LIMEN_THRESHOLDS_EACH)
    return FALSE;
  if (parameter == LIMEN_LOSS_VARIANCE && numbers->variances != NULL)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if ((types[i].parameters & BIT (parameter)) != 0
        && limen_loss_type_is_for (&types[i], task->losses, numbers->kind,
                                   options))
      return TRUE;
  return FALSE;
}

/* Returns the purpose of the last parameter that is given but used by no loss
 * of the file, in the user's language; NULL if all given ones are used. */
const char *
limen_loss_types_find_unused (const LimenPredictions *numbers,
                              const LimenLossOptions *options)
{
  for (guint i = LIMEN_N_LOSS_PARAMETERS; i-- > 0;)
    if (limen_loss_options_is_given (options, i)
        && !is_needed (i, numbers, options))
      return _ (limen_loss_parameter_get (i)->purpose);
  return NULL;
}
