/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "losses.h"

#include <glib/gi18n.h>
#include <math.h>

#include "message.h"
#include "report-error.h"
#include "sum.h"

#define COMBINED "combined"
/* Maximum number of classes that an error names. */
#define MAX_NAMES 10

typedef struct
{
  LimenLossValue *values;
  gsize n;
} List;

static void
add (List *list, LimenLossValue value)
{
  g_assert (list->n < LIMEN_MAX_LOSSES);
  list->values[list->n++] = value;
}

/* Adds every reduction of a loss. A mean by weight beside a mean by rows is
 * only added if rows are weighted. */
static void
add_numbers (List *list, const LimenLossType *type, gboolean is_weighted,
             const LimenLossNumbers numbers)
{
  for (guint i = 0; i < LIMEN_N_REDUCTIONS; i++)
    {
      const char *title = is_weighted && i == LIMEN_REDUCTION_MEAN
                              ? type->weighted_title
                              : type->titles[i];

      if (type->keys[i] != NULL
          && (is_weighted || i != LIMEN_REDUCTION_BY_WEIGHT))
        add (list, (LimenLossValue){ type->keys[i], _ (title), numbers[i],
                                     type, (LimenReduction) i });
    }
}

/* The share of a label among all known cells, by number and by weight. */
typedef struct
{
  double rows, weight;
} Share;

/* Input for the losses of a file: its rows, or the rows of each label. */
typedef struct
{
  LimenLossFamily family;
  LimenPredictions *numbers; /* one per element of `works` */
  LimenLossWork *works;
  gsize n_works;
  Share *shares; /* multilabel: one per label; else NULL */
} Losses;

static double
sum_weights (const LimenPredictions *numbers)
{
  LimenSum sum = { 0 };

  for (gsize i = 0; i < numbers->n_rows; i++)
    limen_sum_add (&sum, limen_predictions_get_weight (numbers, i));
  return limen_sum_value (&sum);
}

/* Returns the shares of the labels as a new array; equal if every cell is
 * known. */
static Share *
new_shares (LimenThresholdScores *scores)
{
  LimenDataset *dataset = limen_threshold_scores_get_dataset (scores);
  gsize n = limen_threshold_scores_get_n_classes (scores);
  Share *shares = g_new (Share, n), all = { 0 };
  guint64 n_unknown = 0;

  for (gsize k = 0; k < n; k++)
    n_unknown += limen_dataset_get_n_unknown_cells (dataset, k);
  for (gsize k = 0; k < n; k++)
    {
      LimenPredictions numbers = limen_threshold_scores_get_class (scores, k);

      shares[k].rows = n_unknown > 0 ? (double) numbers.n_rows : 1;
      shares[k].weight = n_unknown > 0 ? sum_weights (&numbers) : 1;
      all.rows += shares[k].rows;
      all.weight += shares[k].weight;
    }
  for (gsize k = 0; k < n; k++)
    {
      shares[k].rows /= all.rows;
      shares[k].weight /= all.weight;
    }
  return shares;
}

static void
losses_init (Losses *self, LimenThresholdScores *scores,
             const LimenLossOptions *options, const double *class_weights)
{
  const LimenPredictions *numbers = limen_dataset_get_predictions (
      limen_threshold_scores_get_dataset (scores));
  const LimenTaskInfo *task = limen_task_get (numbers->task);
  gboolean is_common = task->has_common_loss;

  *self = (Losses){ .family = task->losses };
  if (!is_common)
    self->shares = new_shares (scores);
  self->n_works = is_common ? 1 : limen_threshold_scores_get_n_classes (scores);
  self->numbers = g_new (LimenPredictions, self->n_works);
  self->works = g_new0 (LimenLossWork, self->n_works);
  for (gsize k = 0; k < self->n_works; k++)
    {
      self->numbers[k] = limen_threshold_scores_get_loss_numbers (scores, k);
      self->works[k] = (LimenLossWork){ .numbers = &self->numbers[k],
                                        .options = options,
                                        .class_weights = class_weights };
      if (self->family == LIMEN_LOSSES_MULTICLASS)
        self->works[k].probabilities
            = limen_threshold_scores_get_file_probabilities (scores);
    }
}

static void
losses_clear (Losses *self)
{
  g_free (self->numbers);
  g_free (self->works);
  g_free (self->shares);
}

/* Returns the label weights if a loss uses them; NULL: all equal. */
static const double *
get_label_weights (const Losses *self, const LimenLossType *type)
{
  return (type->parameters & 1u << LIMEN_LOSS_CLASS_WEIGHTS) != 0
             ? self->works[0].class_weights
             : NULL;
}

static gboolean
compute_label (Losses *self, const LimenLossType *type, gsize label,
               LimenLossNumbers numbers)
{
  const double *weights = get_label_weights (self, type);

  if (!type->compute (&self->works[label], numbers))
    return FALSE;
  for (guint i = 0; weights != NULL && i < LIMEN_N_REDUCTIONS; i++)
    numbers[i] = weights[label] != 0 ? weights[label] * numbers[i] : 0;
  return TRUE;
}

/* Returns the divisor of the mean by weight: the mean of the label weights,
 * each weighted by its label's share. */
static double
sum_label_weights (const Losses *self, const LimenLossType *type)
{
  const double *weights = get_label_weights (self, type);
  double sum = 0;

  for (gsize k = 0; weights != NULL && k < self->n_works; k++)
    sum += self->shares[k].weight * weights[k];
  return weights != NULL ? sum : 1;
}

/* Computes a loss over all labels. Means are PyTorch's for a matrix of rows
 * and labels: they divide by the number of cells; label weights act as a
 * weight per column. FALSE when memory runs out. */
static gboolean
compute_labels (Losses *self, const LimenLossType *type,
                LimenLossNumbers total)
{
  gsize n_defined = 0;

  for (gsize k = 0; k < self->n_works; k++)
    {
      const Share *share = &self->shares[k];
      LimenLossNumbers one = { 0 };
      double mean;

      if (!compute_label (self, type, k, one))
        return FALSE;
      total[LIMEN_REDUCTION_SUM] += one[LIMEN_REDUCTION_SUM];
      total[LIMEN_REDUCTION_BY_WEIGHT]
          += share->weight * one[LIMEN_REDUCTION_BY_WEIGHT];
      mean = one[LIMEN_REDUCTION_MEAN];
      if (type->form == LIMEN_LOSS_BY_ROWS)
        mean *= share->rows;
      else if (type->form == LIMEN_LOSS_BY_WEIGHT)
        mean *= share->weight;
      else if (type->form == LIMEN_LOSS_WHOLE && isnan (mean))
        continue;
      total[LIMEN_REDUCTION_MEAN] += mean;
      n_defined++;
    }
  if (type->form == LIMEN_LOSS_WHOLE)
    total[LIMEN_REDUCTION_MEAN] /= (double) n_defined;
  total[LIMEN_REDUCTION_BY_WEIGHT] /= sum_label_weights (self, type);
  return TRUE;
}

/* Adds all losses that apply to the rows and options. FALSE when memory runs
 * out. */
static gboolean
add_all (List *list, Losses *losses, const LimenLossOptions *options)
{
  const LimenPredictions *rows = &losses->numbers[0];
  gsize n;
  const LimenLossType *types = limen_loss_types_get (&n);

  for (gsize i = 0; i < n; i++)
    {
      LimenLossNumbers numbers = { 0 };

      if (!limen_loss_type_is_for (&types[i], losses->family, rows->kind,
                                   options))
        continue;
      if (losses->shares != NULL
              ? !compute_labels (losses, &types[i], numbers)
              : !types[i].compute (&losses->works[0], numbers))
        return FALSE;
      add_numbers (list, &types[i], rows->weights != NULL, numbers);
    }
  return TRUE;
}

/* Returns the loss with a key; NULL if there is none. Points into `losses`. */
const LimenLossValue *
limen_losses_find (const LimenLossValue *losses, gsize n, const char *key)
{
  for (gsize i = 0; i < n; i++)
    if (g_str_equal (losses[i].key, key))
      return &losses[i];
  return NULL;
}

/* Whether a loss is a mean or a sum over rows, which has an interval, unless
 * it is over several labels. */
gboolean
limen_loss_value_has_interval (const LimenLossValue *self)
{
  return self->type != NULL && self->type->compute_moments != NULL;
}

/* Returns the value of a loss by its key, or with `is_sum` that of its sum, if
 * it has one. The loss must be in the list. */
static double
find_value (const List *list, const char *key, gboolean is_sum)
{
  const LimenLossValue *loss = limen_losses_find (list->values, list->n, key);
  const char *sum_key
      = is_sum ? loss->type->keys[LIMEN_REDUCTION_SUM] : NULL;

  if (sum_key != NULL)
    loss = limen_losses_find (list->values, list->n, sum_key);
  return loss->value;
}

static double
combine (const List *list, const LimenLossOptions *options)
{
  double total = options->penalty;

  for (guint i = 0; i < options->terms->len; i++)
    {
      const LimenLossTerm *term
          = &g_array_index (options->terms, LimenLossTerm, i);

      total += term->weight * find_value (list, term->key, options->is_sum);
    }
  return total;
}

static char *
list_keys (const List *list)
{
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();
  g_auto (GStrv) strv = NULL;

  for (gsize i = 0; i < list->n; i++)
    if (list->values[i].reduction != LIMEN_REDUCTION_SUM)
      g_strv_builder_add (keys, list->values[i].key);
  strv = g_strv_builder_end (keys);
  return g_strjoinv (", ", strv);
}

static gboolean
check_terms (const List *list, LimenKind kind, const LimenLossOptions *options,
             GError **error)
{
  for (guint i = 0; i < options->terms->len; i++)
    {
      const char *key = g_array_index (options->terms, LimenLossTerm, i).key;
      g_autofree char *keys = list_keys (list);

      if (limen_losses_find (list->values, list->n, key) != NULL)
        continue;
      if (list->n == 0)
        return limen_report_fail (
            error, LIMEN_REPORT_ERROR_OPTIONS,
            /* Translators: the second %s is a kind: "plain scores". */
            "there is no loss \"%s\" to combine: the file has %s, which have "
            "no losses",
            key, _ (limen_kind_get_title (kind)));
      return limen_report_fail (
          error, LIMEN_REPORT_ERROR_OPTIONS,
          "there is no loss \"%s\" to combine; the losses are: %s", key, keys);
    }
  return TRUE;
}

static gboolean
check_needed (LimenDataset *dataset, const LimenLossOptions *options,
              GError **error)
{
  const char *message = limen_loss_types_find_unused (
      limen_dataset_get_predictions (dataset), options);

  if (message != NULL)
    limen_report_fail (error, LIMEN_REPORT_ERROR_OPTIONS, "%s", message);
  return message == NULL;
}

/* Sets an error that names some of the classes; always FALSE. */
static gboolean
fail_class (LimenDataset *dataset, const char *name, GError **error)
{
  gsize n = limen_dataset_get_predictions (dataset)->n_classes;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *list = NULL;

  for (gsize k = 0; k < MIN (n, MAX_NAMES); k++)
    g_ptr_array_add (
        names,
        g_strdup_printf ("\"%s\"", limen_dataset_get_class_name (dataset, k)));
  list = limen_message_join_first (names, n);
  return limen_report_fail (
      error, LIMEN_REPORT_ERROR_OPTIONS,
      "there is no class \"%s\" to give a weight; the classes are %s", name,
      list);
}

/* Finds the weight of each class; *weights is new, NULL if no weight was
 * given. FALSE with an error for an unknown class. */
static gboolean
find_class_weights (LimenDataset *dataset, const LimenLossOptions *options,
                    double **weights, GError **error)
{
  const LimenPredictions *numbers = limen_dataset_get_predictions (dataset);

  *weights = NULL;
  if (options->class_weights->len == 0)
    return TRUE;
  *weights = g_new (double, numbers->n_classes);
  for (gsize k = 0; k < numbers->n_classes; k++)
    (*weights)[k] = 1;
  for (guint i = 0; i < options->class_weights->len; i++)
    {
      const LimenLossTerm *term
          = &g_array_index (options->class_weights, LimenLossTerm, i);
      int class = limen_dataset_find_class (dataset, term->key);

      if (class >= 0)
        {
          (*weights)[class] = term->weight;
          continue;
        }
      fail_class (dataset, term->key, error);
      g_clear_pointer (weights, g_free);
      return FALSE;
    }
  return TRUE;
}

/* Computes all losses of the task and the kind of scores; plain scores and
 * decisions have none, except in a regression. If the options have terms,
 * their combination is the last. FALSE with an error if the options name
 * unknown losses or classes, or have no effect on this file, and when memory
 * runs out. */
gboolean
limen_losses_compute (LimenThresholdScores *scores,
                      const LimenLossOptions *options,
                      LimenLossValue losses[LIMEN_MAX_LOSSES], gsize *n_losses,
                      GError **error)
{
  g_autofree double *class_weights = NULL;
  LimenDataset *dataset = limen_threshold_scores_get_dataset (scores);
  List list = { losses, 0 };
  Losses work;
  gboolean is_done;

  *n_losses = 0;
  if (!check_needed (dataset, options, error)
      || !find_class_weights (dataset, options, &class_weights, error))
    return FALSE;
  losses_init (&work, scores, options, class_weights);
  is_done = add_all (&list, &work, options);
  losses_clear (&work);
  if (!is_done)
    return limen_dataset_fail_memory (
        dataset, N_ ("for the losses of its classes"), error);
  if (!check_terms (&list, limen_dataset_get_predictions (dataset)->kind,
                    options, error))
    return FALSE;
  if (options->terms->len > 0)
    add (&list, (LimenLossValue){ .key = COMBINED,
                                  .title = _ ("Combined"),
                                  .value = combine (&list, options) });
  *n_losses = list.n;
  return TRUE;
}

/* Computes the losses of one class as a binary task and returns their number;
 * 0 for plain scores and decisions. Uses only the options of binary losses
 * (`options` NULL: defaults). */
gsize
limen_losses_compute_class (const LimenPredictions *numbers,
                            const LimenLossOptions *options,
                            LimenLossValue losses[LIMEN_MAX_LOSSES])
{
  g_autoptr (LimenLossOptions) defaults = limen_loss_options_new ();
  LimenPredictions rows = *numbers;
  LimenLossWork work
      = { .numbers = &rows, .options = options != NULL ? options : defaults };
  Losses all = { LIMEN_LOSSES_BINARY, &rows, &work, 1, NULL };
  List list = { losses, 0 };

  return add_all (&list, &all, work.options) ? list.n : 0;
}

/* Estimates the reductions of one type, which stand one after the other. FALSE
 * when memory runs out. */
static gboolean
estimate_type (LimenLossWork *work, const LimenLossType *type,
               double confidence, const LimenLossValue *losses, gsize n,
               LimenEstimate *estimates)
{
  LimenMoments moments[LIMEN_N_REDUCTIONS] = { 0 };

  if (!type->compute_moments (work, moments))
    return FALSE;
  for (gsize i = 0; i < n; i++)
    {
      gboolean is_sum = losses[i].reduction == LIMEN_REDUCTION_SUM;

      estimates[i] = is_sum
                         ? limen_estimate_sum (&moments[LIMEN_REDUCTION_MEAN],
                                               type->range, confidence)
                         : limen_estimate_mean (&moments[losses[i].reduction],
                                                type->range, confidence);
      estimates[i].value = losses[i].value;
    }
  return TRUE;
}

/* Estimates losses that are means or sums over rows; others have no interval.
 * `work` NULL: none have. FALSE when memory runs out. */
static gboolean
estimate_all (LimenLossWork *work, double confidence,
              const LimenLossValue *losses, gsize n, LimenEstimate *estimates)
{
  gsize end;

  for (gsize first = 0; first < n; first = end)
    {
      const LimenLossType *type = losses[first].type;

      for (end = first; end < n && losses[end].type == type; end++)
        estimates[end] = limen_estimate_none (losses[end].value,
                                              LIMEN_NO_INTERVAL_NO_SUM);
      if (work != NULL && type != NULL && type->compute_moments != NULL
          && !estimate_type (work, type, confidence, losses + first,
                             end - first, estimates + first))
        return FALSE;
    }
  return TRUE;
}

/* Estimates the losses of limen_losses_compute(), with the same options
 * (NULL: defaults), into n estimates. Losses over several labels have no
 * intervals, nor has a combination. If the plan is stratified, those of two
 * classes allow for the variation within the classes only. FALSE with an error
 * when memory runs out.
 */
gboolean
limen_losses_estimate (LimenThresholdScores *scores,
                       const LimenLossOptions *options,
                       const LimenBootstrap *plan,
                       const LimenLossValue *losses, gsize n,
                       LimenEstimate *estimates, GError **error)
{
  LimenDataset *dataset = limen_threshold_scores_get_dataset (scores);
  g_autoptr (LimenLossOptions) defaults = limen_loss_options_new ();
  g_autofree double *class_weights = NULL;
  gboolean is_done;
  Losses work;

  if (options == NULL)
    options = defaults;
  if (!find_class_weights (dataset, options, &class_weights, error))
    return FALSE;
  losses_init (&work, scores, options, class_weights);
  work.works[0].is_stratified = plan->is_stratified;
  is_done = estimate_all (work.shares == NULL ? &work.works[0] : NULL,
                          plan->confidence, losses, n, estimates);
  losses_clear (&work);
  return is_done
         || limen_dataset_fail_memory (dataset, N_ ("for its intervals"),
                                       error);
}

/* Estimates the losses of limen_losses_compute_class(), with the same options,
 * into n estimates. FALSE when memory runs out. */
gboolean
limen_losses_estimate_class (const LimenPredictions *numbers,
                             const LimenLossOptions *options,
                             const LimenBootstrap *plan,
                             const LimenLossValue *losses, gsize n,
                             LimenEstimate *estimates)
{
  g_autoptr (LimenLossOptions) defaults = limen_loss_options_new ();
  LimenLossWork work = { .numbers = numbers,
                         .options = options != NULL ? options : defaults,
                         .is_stratified = plan->is_stratified };

  return estimate_all (&work, plan->confidence, losses, n, estimates);
}
