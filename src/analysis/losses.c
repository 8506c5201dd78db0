#include "losses.h"

#include <math.h>
#include <string.h>

#include "loss-multiclass.h"
#include "loss-regression.h"
#include "memory.h"
#include "number.h"
#include "report-error.h"
#include "sum.h"

#define COMBINED "combined"
#define BY_WEIGHT "-by-weight"

typedef struct
{
  LimenLossValue *values;
  gsize n;
} List;

static void
clear_term (gpointer data)
{
  LimenLossTerm *term = data;

  g_free (term->key);
}

static GArray *
new_terms (void)
{
  GArray *terms = g_array_new (FALSE, FALSE, sizeof (LimenLossTerm));

  g_array_set_clear_func (terms, clear_term);
  return terms;
}

/* Options that change nothing. */
LimenLossOptions *
limen_loss_options_new (void)
{
  LimenLossOptions *self = g_new0 (LimenLossOptions, 1);

  self->pos_weight = 1;
  self->variance = 1;
  self->terms = new_terms ();
  self->class_weights = new_terms ();
  return self;
}

/* Frees the options; NULL is nothing. */
void
limen_loss_options_free (LimenLossOptions *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->terms);
  g_array_unref (self->class_weights);
  g_free (self);
}

/* The last "=" is the one before the number: names may have some. */
static gboolean
parse_term (const char *text, LimenLossTerm *term)
{
  const char *equals = strrchr (text, '=');

  if (equals == NULL || equals == text
      || !limen_number_parse (equals + 1, strlen (equals + 1), '.',
                              &term->weight))
    return FALSE;
  term->key = g_strndup (text, (gsize) (equals - text));
  return TRUE;
}

/* Appends the terms of a text like "bce=0.5,dice=0.5". */
gboolean
limen_loss_options_add_terms (LimenLossOptions *self, const char *text,
                              GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      LimenLossTerm term;

      if (!parse_term (g_strstrip (parts[i]), &term))
        {
          g_set_error (error, LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_OPTIONS,
                       "\"%s\" is no loss with its weight; write it like "
                       "bce=0.5,dice=0.5",
                       text);
          return FALSE;
        }
      g_array_append_val (self->terms, term);
    }
  return TRUE;
}

/* Takes a weight like "cat=2.5" for rows of a class. */
gboolean
limen_loss_options_add_class_weight (LimenLossOptions *self, const char *text,
                                     GError **error)
{
  LimenLossTerm term = { NULL, -1 };

  if (parse_term (text, &term) && term.weight >= 0)
    {
      g_array_append_val (self->class_weights, term);
      return TRUE;
    }
  clear_term (&term);
  g_set_error (error, LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_OPTIONS,
               "\"%s\" is no class with its weight; write it like cat=2.5, "
               "with 0 or more",
               text);
  return FALSE;
}

static void
add (List *list, const char *key, const char *title, double value)
{
  g_assert (list->n < LIMEN_MAX_LOSSES);
  list->values[list->n++] = (LimenLossValue){ key, title, value };
}

/* The title of a mean; with weights it says what the mean divides by. */
static const char *
choose_title (gboolean is_weighted, const char *plain, const char *weighted)
{
  return is_weighted ? weighted : plain;
}

/* Both reductions of a loss; `sum_key` and `sum_title` name the second. */
static void
add_loss (List *list, const char *key, const char *title, const char *sum_key,
          const char *sum_title, LimenLoss loss)
{
  add (list, key, title, loss.mean);
  add (list, sum_key, sum_title, loss.sum);
}

static void
add_brier_and_dice (List *list, gboolean is_weighted, LimenLoss brier,
                    LimenDice dice)
{
  add_loss (list, "brier",
            choose_title (is_weighted, "Brier (mean)",
                          "Brier (mean by weight)"),
            "brier-sum", "Brier (sum)", brier);
  add (list, "dice", "Dice", dice.plain);
  add (list, "dice-squared", "Dice, squared", dice.squared);
}

/* Adds the losses of a binary task; with weights both means, by rows and by
 * weight. */
static void
add_binary (List *list, const LimenBinaryLosses *losses, LimenKind kind,
            gboolean is_weighted)
{
  gboolean has_logits = kind == LIMEN_KIND_LOGIT;

  add (list, has_logits ? "bce-with-logits" : "bce",
       choose_title (is_weighted, "BCE (mean)", "BCE (mean by rows)"),
       losses->bce.mean);
  if (is_weighted)
    add (list, has_logits ? "bce-with-logits" BY_WEIGHT : "bce" BY_WEIGHT,
         "BCE (mean by weight)", losses->bce_by_weight);
  add (list, has_logits ? "bce-with-logits-sum" : "bce-sum", "BCE (sum)",
       losses->bce.sum);
  add_brier_and_dice (list, is_weighted, losses->brier, losses->dice);
  add (list, "base-rate",
       choose_title (is_weighted, "Base rate (mean)",
                     "Base rate (mean by rows)"),
       losses->base_rate.mean);
  if (is_weighted)
    add (list, "base-rate" BY_WEIGHT, "Base rate (mean by weight)",
         losses->base_rate_by_weight);
  add (list, "base-rate-sum", "Base rate (sum)", losses->base_rate.sum);
  add (list, "log10-likelihood", "log10 likelihood",
       losses->log10_likelihood);
}

static void
add_share (LimenLoss *total, LimenLoss loss, double share)
{
  total->mean += share * loss.mean;
  total->sum += loss.sum;
}

/* The share of a label in all cells: by their number, and by their weights. */
typedef struct
{
  double rows, weight;
} Share;

static double
sum_weights (const LimenPredictions *numbers)
{
  LimenSum sum = { 0 };

  for (gsize i = 0; i < numbers->n_rows; i++)
    limen_sum_add (&sum, limen_predictions_get_weight (numbers, i));
  return limen_sum_value (&sum);
}

/* A new array; all labels have the same share where every cell is known. */
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

/* The mean over all cells that are known, as PyTorch has it for a matrix of
 * rows and labels; Dice is the mean of the labels that have one. */
static void
add_multilabel (List *list, LimenThresholdScores *scores,
                const LimenLossOptions *options)
{
  const LimenPredictions *all = limen_threshold_scores_get_numbers (scores);
  gsize n = limen_threshold_scores_get_n_classes (scores), n_dice = 0;
  g_autofree Share *shares = new_shares (scores);
  LimenBinaryLosses total = { 0 };

  for (gsize k = 0; k < n; k++)
    {
      LimenPredictions numbers
          = limen_threshold_scores_get_loss_numbers (scores, k);
      LimenBinaryLosses losses = limen_binary_losses_compute (
          &numbers, options->pos_weight, options->dice_smooth);

      add_share (&total.bce, losses.bce, shares[k].rows);
      add_share (&total.brier, losses.brier, shares[k].weight);
      add_share (&total.base_rate, losses.base_rate, shares[k].rows);
      total.bce_by_weight += shares[k].weight * losses.bce_by_weight;
      total.base_rate_by_weight
          += shares[k].weight * losses.base_rate_by_weight;
      total.log10_likelihood += losses.log10_likelihood;
      if (isnan (losses.dice.plain))
        continue;
      total.dice.plain += losses.dice.plain;
      total.dice.squared += losses.dice.squared;
      n_dice++;
    }
  total.dice.plain /= (double) n_dice;
  total.dice.squared /= (double) n_dice;
  add_binary (list, &total, all->kind, all->weights != NULL);
}

/* `probabilities` are what `numbers` give, which may be logits. FALSE when
 * memory runs out. */
static gboolean
add_multiclass (List *list, const LimenPredictions *numbers,
                const LimenPredictions *probabilities,
                const LimenLossOptions *options, const double *class_weights)
{
  const LimenCrossEntropyOptions cross_entropy
      = { .class_weights = class_weights,
          .label_smoothing = options->label_smoothing };
  gboolean has_logits = numbers->kind == LIMEN_KIND_LOGIT;
  gboolean is_weighted = numbers->weights != NULL;
  LimenLoss loss
      = numbers->targets != NULL
            ? limen_loss_cross_entropy_soft (
                numbers, (const double *const *) numbers->targets,
                &cross_entropy)
            : limen_loss_cross_entropy (numbers, &cross_entropy);
  LimenLoss base_rate;
  LimenDice dice;

  if (!limen_loss_dice_multiclass (probabilities, options->dice_smooth, NULL,
                                   &dice)
      || !limen_loss_base_rate_multiclass (numbers, &base_rate))
    return FALSE;
  add_loss (list, has_logits ? "cross-entropy" : "nll",
            has_logits
                ? choose_title (is_weighted, "CE (mean)", "CE (mean by weight)")
                : choose_title (is_weighted, "NLL (mean)",
                                "NLL (mean by weight)"),
            has_logits ? "cross-entropy-sum" : "nll-sum",
            has_logits ? "CE (sum)" : "NLL (sum)", loss);
  add_loss (list, "kl",
            choose_title (is_weighted, "KL (mean)", "KL (mean by weight)"),
            "kl-sum", "KL (sum)", limen_loss_kl_divergence (numbers));
  add_brier_and_dice (list, is_weighted,
                      limen_loss_brier_multiclass (probabilities), dice);
  add_loss (list, "base-rate",
            choose_title (is_weighted, "Base rate (mean)",
                          "Base rate (mean by weight)"),
            "base-rate-sum", "Base rate (sum)", base_rate);
  add (list, "log10-likelihood", "log10 likelihood",
       limen_log10_likelihood_multiclass (numbers));
  return TRUE;
}

static void
add_regression (List *list, const LimenPredictions *numbers,
                const LimenLossOptions *options)
{
  const double *scores = numbers->scores[0], *targets = numbers->targets[0];
  gboolean is_weighted = numbers->weights != NULL;

  add_loss (list, "mse",
            choose_title (is_weighted, "MSE (mean)", "MSE (mean by weight)"),
            "mse-sum", "MSE (sum)",
            limen_loss_squared_error (scores, targets, numbers->weights,
                                      numbers->n_rows));
  add_loss (list, "gaussian-nll",
            choose_title (is_weighted, "Gaussian NLL (mean)",
                          "Gaussian NLL (mean by weight)"),
            "gaussian-nll-sum", "Gaussian NLL (sum)",
            limen_loss_gaussian (scores, targets, numbers->variances,
                                 options->variance, numbers->weights,
                                 numbers->n_rows));
}

static gboolean
add_all (List *list, LimenThresholdScores *scores,
         const LimenLossOptions *options, const double *class_weights)
{
  LimenDataset *dataset = limen_threshold_scores_get_dataset (scores);
  const LimenPredictions *numbers = limen_dataset_get_predictions (dataset);

  if (numbers->task == LIMEN_TASK_REGRESSION)
    add_regression (list, numbers, options);
  else if (!limen_kind_has_probabilities (numbers->kind))
    return TRUE;
  else if (numbers->task == LIMEN_TASK_MULTILABEL)
    add_multilabel (list, scores, options);
  else if (numbers->n_scores > 1)
    {
      LimenPredictions all
          = limen_threshold_scores_get_loss_numbers (scores, 0);

      return add_multiclass (
          list, &all, limen_threshold_scores_get_file_probabilities (scores),
          options, class_weights);
    }
  else
    {
      LimenPredictions binary
          = limen_threshold_scores_get_loss_numbers (scores, 0);
      LimenBinaryLosses losses = limen_binary_losses_compute (
          &binary, options->pos_weight, options->dice_smooth);

      add_binary (list, &losses, binary.kind, binary.weights != NULL);
    }
  return TRUE;
}

static const LimenLossValue *
find_loss (const LimenLossValue *losses, gsize n, const char *key)
{
  for (gsize i = 0; i < n; i++)
    if (g_str_equal (losses[i].key, key))
      return &losses[i];
  return NULL;
}

/* The key of the sum over rows; both means of a loss have the same one. */
static char *
get_sum_key (const char *key)
{
  const char *end = g_str_has_suffix (key, BY_WEIGHT)
                        ? key + strlen (key) - strlen (BY_WEIGHT)
                        : key + strlen (key);

  return g_strdup_printf ("%.*s-sum", (int) (end - key), key);
}

/* The sum over rows of a loss that has one, if sums are asked for. */
static double
find_value (const List *list, const char *key, gboolean is_sum)
{
  g_autofree char *sum_key = get_sum_key (key);
  const LimenLossValue *loss
      = is_sum ? find_loss (list->values, list->n, sum_key) : NULL;

  if (loss == NULL)
    loss = find_loss (list->values, list->n, key);
  return loss != NULL ? loss->value : NAN;
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
    if (!g_str_has_suffix (list->values[i].key, "-sum"))
      g_strv_builder_add (keys, list->values[i].key);
  strv = g_strv_builder_end (keys);
  return g_strjoinv (", ", strv);
}

static gboolean
check_terms (const List *list, LimenKind kind, const LimenLossOptions *options,
             GError **error)
{
  g_autofree char *none
      = g_strdup_printf ("none, of %s", limen_kind_get_title (kind));

  for (guint i = 0; i < options->terms->len; i++)
    {
      const char *key = g_array_index (options->terms, LimenLossTerm, i).key;
      g_autofree char *keys = list_keys (list);

      if (find_loss (list->values, list->n, key) != NULL)
        continue;
      g_set_error (error, LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_OPTIONS,
                   "there is no loss \"%s\" to combine; the losses are: %s",
                   key, list->n > 0 ? keys : none);
      return FALSE;
    }
  return TRUE;
}

/* What an option is for where the file has no such loss; NULL where all that
 * was said counts. */
static const char *
find_needless (const LimenPredictions *numbers,
               const LimenLossOptions *options)
{
  gboolean is_regression = numbers->task == LIMEN_TASK_REGRESSION;
  gboolean has_losses
      = limen_kind_has_probabilities (numbers->kind) && !is_regression;
  gboolean is_multiclass = numbers->task == LIMEN_TASK_MULTICLASS
                           && numbers->n_scores > 1;

  if (!(is_multiclass && has_losses)
      && (options->class_weights->len > 0 || options->label_smoothing != 0))
    return "class weights and label smoothing are for cross-entropy, which "
           "needs a score column for each of several classes";
  if ((is_multiclass || numbers->kind != LIMEN_KIND_LOGIT)
      && options->pos_weight != 1)
    return "a weight of positives is for the binary cross-entropy of logits";
  if ((!is_regression || numbers->variances != NULL)
      && options->variance != 1)
    return "a fixed variance is for a regression without a column of "
           "variances";
  if (!has_losses && options->dice_smooth != 0)
    return "a smoothing of Dice is for probabilities and logits";
  return NULL;
}

static gboolean
check_needed (LimenDataset *dataset, const LimenLossOptions *options,
              GError **error)
{
  const char *message
      = find_needless (limen_dataset_get_predictions (dataset), options);

  if (message != NULL)
    g_set_error_literal (error, LIMEN_REPORT_ERROR,
                         LIMEN_REPORT_ERROR_OPTIONS, message);
  return message == NULL;
}

/* The weight of each class by its index; `*weights` is NULL where none was
 * said. */
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
      g_set_error (error, LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_OPTIONS,
                   "there is no class \"%s\" to weigh", term->key);
      g_clear_pointer (weights, g_free);
      return FALSE;
    }
  return TRUE;
}

/* Every loss that the task and the scores' kind have, none for plain scores
 * and decisions;
 * the combination of all terms is the last, where there are any. FALSE with an
 * error where the options speak of losses or classes that there are not, or of
 * what would change nothing, and when memory runs out. */
gboolean
limen_losses_compute (LimenThresholdScores *scores,
                      const LimenLossOptions *options,
                      LimenLossValue losses[LIMEN_MAX_LOSSES], gsize *n_losses,
                      GError **error)
{
  g_autofree double *class_weights = NULL;
  LimenDataset *dataset = limen_threshold_scores_get_dataset (scores);
  List list = { losses, 0 };

  *n_losses = 0;
  if (!check_needed (dataset, options, error)
      || !find_class_weights (dataset, options, &class_weights, error))
    return FALSE;
  if (!add_all (&list, scores, options, class_weights))
    return limen_memory_fail (limen_dataset_get_path (dataset),
                              "for the losses of its classes", error);
  if (!check_terms (&list, limen_dataset_get_predictions (dataset)->kind,
                    options, error))
    return FALSE;
  if (options->terms->len > 0)
    add (&list, COMBINED, "Combined", combine (&list, options));
  *n_losses = list.n;
  return TRUE;
}

/* The losses of one class as a binary task, none for plain scores and
 * decisions; of the
 * options (NULL: the usual ones) only the weight of positives and Dice's
 * smoothing matter. Returns how many. */
gsize
limen_losses_compute_class (const LimenPredictions *numbers,
                            const LimenLossOptions *options,
                            LimenLossValue losses[LIMEN_MAX_LOSSES])
{
  g_autoptr (LimenLossOptions) defaults = limen_loss_options_new ();
  List list = { losses, 0 };
  LimenBinaryLosses values;

  if (!limen_kind_has_probabilities (numbers->kind))
    return 0;
  if (options == NULL)
    options = defaults;
  values = limen_binary_losses_compute (numbers, options->pos_weight,
                                        options->dice_smooth);
  add_binary (&list, &values, numbers->kind, numbers->weights != NULL);
  return list.n;
}
