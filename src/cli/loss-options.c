#include "loss-options.h"

#include "cli.h"

/* Adds the options to a group; they fill `arguments`, which must outlive the
 * parsing. */
void
limen_loss_arguments_add_to (LimenLossArguments *arguments,
                             GOptionGroup *group)
{
  const GOptionEntry entries[] = {
    { "pos-weight", 0, 0, G_OPTION_ARG_STRING, &arguments->pos_weight,
      "How much positives count in the binary cross-entropy of logits (1)",
      "X" },
    { "class-weight", 0, 0, G_OPTION_ARG_FILENAME_ARRAY,
      &arguments->class_weights,
      "Weight of one of several classes in cross-entropy (repeat; 1)",
      "NAME=X" },
    { "label-smoothing", 0, 0, G_OPTION_ARG_STRING,
      &arguments->label_smoothing,
      "Label smoothing of the cross-entropy of several classes (0)", "E" },
    { "fixed-variance", 0, 0, G_OPTION_ARG_STRING, &arguments->variance,
      "Variance of a regression without a column of them (1)", "X" },
    { "dice-smooth", 0, 0, G_OPTION_ARG_STRING, &arguments->dice_smooth,
      "Smoothing of Dice (0)", "X" },
    { "combine", 0, 0, G_OPTION_ARG_STRING_ARRAY, &arguments->combine,
      "Weighted sum of losses, such as bce=0.5,dice=0.5", "LOSS=X" },
    { "penalty", 0, 0, G_OPTION_ARG_STRING, &arguments->penalty,
      "Constant to add to the weighted sum (0)", "X" },
    { "reduction", 0, 0, G_OPTION_ARG_STRING, &arguments->reduction,
      "What to combine: each loss's mean or its sum (mean)", "mean|sum" },
    { NULL }
  };

  g_option_group_add_entries (group, entries);
}

/* Frees what the arguments own. */
void
limen_loss_arguments_clear (LimenLossArguments *arguments)
{
  g_clear_pointer (&arguments->pos_weight, g_free);
  g_clear_pointer (&arguments->dice_smooth, g_free);
  g_clear_pointer (&arguments->label_smoothing, g_free);
  g_clear_pointer (&arguments->variance, g_free);
  g_clear_pointer (&arguments->class_weights, g_strfreev);
  g_clear_pointer (&arguments->penalty, g_free);
  g_clear_pointer (&arguments->reduction, g_free);
  g_clear_pointer (&arguments->combine, g_strfreev);
}

static gboolean
parse_number (const char *option, const char *text, double least,
              double *number, GError **error)
{
  if (text == NULL)
    return TRUE;
  if (!limen_cli_parse_number (option, text, number, error))
    return FALSE;
  if (*number >= least)
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               "%s: %s is too small; %g or more is allowed", option, text,
               least);
  return FALSE;
}

static gboolean
parse_reduction (const char *text, gboolean *is_sum, GError **error)
{
  *is_sum = g_strcmp0 (text, "sum") == 0;
  if (text == NULL || *is_sum || g_str_equal (text, "mean"))
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               "--reduction: \"%s\" is none of mean, sum", text);
  return FALSE;
}

static gboolean
parse_terms (const LimenLossArguments *arguments, LimenLossOptions *options,
             GError **error)
{
  for (gsize i = 0; arguments->combine != NULL && arguments->combine[i] != NULL;
       i++)
    if (!limen_loss_options_add_terms (options, arguments->combine[i], error))
      return FALSE;
  if (arguments->combine != NULL
      || (arguments->penalty == NULL && arguments->reduction == NULL))
    return TRUE;
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       "--penalty and --reduction need --combine");
  return FALSE;
}

static gboolean
check_smoothing (const LimenLossOptions *options, GError **error)
{
  if (options->label_smoothing <= 1)
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               "--label-smoothing: %g is too large; 1 is the most",
               options->label_smoothing);
  return FALSE;
}

static gboolean
parse_class_weights (const LimenLossArguments *arguments,
                     LimenLossOptions *options, GError **error)
{
  char **texts = arguments->class_weights;

  for (gsize i = 0; texts != NULL && texts[i] != NULL; i++)
    if (!limen_loss_options_add_class_weight (options, texts[i], error))
      return FALSE;
  return TRUE;
}

/* What was given; new options, or NULL with an error. */
LimenLossOptions *
limen_loss_arguments_parse (const LimenLossArguments *arguments,
                            GError **error)
{
  g_autoptr (LimenLossOptions) options = limen_loss_options_new ();

  if (!parse_number ("--pos-weight", arguments->pos_weight, 0,
                     &options->pos_weight, error)
      || !parse_number ("--label-smoothing", arguments->label_smoothing, 0,
                        &options->label_smoothing, error)
      || !parse_number ("--fixed-variance", arguments->variance, 0,
                        &options->variance, error)
      || !check_smoothing (options, error)
      || !parse_class_weights (arguments, options, error)
      || !parse_number ("--dice-smooth", arguments->dice_smooth, 0,
                        &options->dice_smooth, error)
      || !parse_number ("--penalty", arguments->penalty, -G_MAXDOUBLE,
                        &options->penalty, error)
      || !parse_reduction (arguments->reduction, &options->is_sum, error)
      || !parse_terms (arguments, options, error))
    return NULL;
  return g_steal_pointer (&options);
}
