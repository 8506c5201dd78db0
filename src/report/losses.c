#include "losses.h"

#include <math.h>
#include <string.h>

#include "loss.h"
#include "number.h"
#include "report-error.h"

#define COMBINED "combined"

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

/* Options that change nothing. */
LimenLossOptions *
limen_loss_options_new (void)
{
  LimenLossOptions *self = g_new0 (LimenLossOptions, 1);

  self->pos_weight = 1;
  self->terms = g_array_new (FALSE, FALSE, sizeof (LimenLossTerm));
  g_array_set_clear_func (self->terms, clear_term);
  return self;
}

/* Frees the options; NULL is nothing. */
void
limen_loss_options_free (LimenLossOptions *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->terms);
  g_free (self);
}

static gboolean
parse_term (const char *text, LimenLossTerm *term)
{
  const char *equals = strchr (text, '=');

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

static void
add (List *list, const char *key, const char *title, double value)
{
  g_assert (list->n < LIMEN_MAX_LOSSES);
  list->values[list->n++] = (LimenLossValue){ key, title, value };
}

/* Both reductions of a loss; `sum_key` and `sum_title` name the second. */
static void
add_loss (List *list, const char *key, const char *title, const char *sum_key,
          const char *sum_title, LimenLoss loss)
{
  add (list, key, title, loss.mean);
  add (list, sum_key, sum_title, loss.sum);
}

static LimenLoss
compute_cross_entropy (const LimenPredictions *numbers, double pos_weight)
{
  const double *scores = numbers->scores[0];

  switch (numbers->kind)
    {
    case LIMEN_KIND_LOGIT:
      return limen_loss_bce_with_logits (scores, numbers->labels,
                                         numbers->positive, numbers->weights,
                                         numbers->n_rows, pos_weight);
    case LIMEN_KIND_LOG_PROBABILITY:
      return limen_loss_bce_from_log (scores, numbers->labels,
                                      numbers->positive, numbers->weights,
                                      numbers->n_rows);
    case LIMEN_KIND_PROBABILITY:
    case LIMEN_KIND_SCORE:
    default:
      return limen_loss_bce (scores, numbers->labels, numbers->positive,
                             numbers->weights, numbers->n_rows);
    }
}

static const LimenLossValue *
find_loss (const LimenLossValue *losses, gsize n, const char *key)
{
  for (gsize i = 0; i < n; i++)
    if (g_str_equal (losses[i].key, key))
      return &losses[i];
  return NULL;
}

/* The sum over rows of a loss that has one, if sums are asked for. */
static double
find_value (const List *list, const char *key, gboolean is_sum)
{
  g_autofree char *sum_key = g_strconcat (key, "-sum", NULL);
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

/* Every loss that the scores' kind has, none for plain scores; returns how
 * many. The combination of all terms is the last, where there are any. */
gsize
limen_losses_compute (const LimenPredictions *numbers,
                      const LimenLossOptions *options,
                      LimenLossValue losses[LIMEN_MAX_LOSSES])
{
  gboolean has_logits = numbers->kind == LIMEN_KIND_LOGIT;
  List list = { losses, 0 };
  LimenDice dice;

  if (numbers->kind == LIMEN_KIND_SCORE)
    return 0;
  add_loss (&list, has_logits ? "bce-with-logits" : "bce", "BCE (mean)",
            has_logits ? "bce-with-logits-sum" : "bce-sum", "BCE (sum)",
            compute_cross_entropy (numbers, options->pos_weight));
  add_loss (&list, "brier", "Brier (mean)", "brier-sum", "Brier (sum)",
            limen_loss_brier (numbers->kind, numbers->scores[0],
                              numbers->labels, numbers->positive,
                              numbers->weights, numbers->n_rows));
  dice = limen_loss_dice (numbers->kind, numbers->scores[0], numbers->labels,
                          numbers->positive, numbers->weights,
                          numbers->n_rows, options->dice_smooth);
  add (&list, "dice", "Dice", dice.plain);
  add (&list, "dice-squared", "Dice, squared", dice.squared);
  add_loss (&list, "base-rate", "Base rate (mean)", "base-rate-sum",
            "Base rate (sum)",
            limen_loss_base_rate (numbers->labels, numbers->positive,
                                  numbers->weights, numbers->n_rows));
  add (&list, "log10-likelihood", "log10 likelihood",
       limen_log10_likelihood (numbers->kind, numbers->scores[0],
                               numbers->labels, numbers->positive,
                               numbers->weights, numbers->n_rows));
  if (options->terms->len > 0)
    add (&list, COMBINED, "Combined", combine (&list, options));
  return list.n;
}

static char *
list_keys (const LimenLossValue *losses, gsize n_losses)
{
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();
  g_auto (GStrv) strv = NULL;

  for (gsize i = 0; i < n_losses; i++)
    if (!g_str_has_suffix (losses[i].key, "-sum")
        && !g_str_equal (losses[i].key, COMBINED))
      g_strv_builder_add (keys, losses[i].key);
  strv = g_strv_builder_end (keys);
  return g_strjoinv (", ", strv);
}

/* FALSE, and an error that lists what there is, where a term names a loss that
 * these rows do not have. */
gboolean
limen_losses_check (const LimenLossOptions *options,
                    const LimenLossValue *losses, gsize n_losses,
                    GError **error)
{
  for (guint i = 0; i < options->terms->len; i++)
    {
      const char *key = g_array_index (options->terms, LimenLossTerm, i).key;
      g_autofree char *keys = list_keys (losses, n_losses);

      if (find_loss (losses, n_losses, key) != NULL
          && !g_str_equal (key, COMBINED))
        continue;
      g_set_error (error, LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_OPTIONS,
                   "there is no loss \"%s\" to combine; the losses are: %s",
                   key, n_losses > 0 ? keys : "none, of plain scores");
      return FALSE;
    }
  return TRUE;
}
