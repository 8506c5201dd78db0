/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loss-arguments.h"

#include <glib/gi18n.h>
#include <math.h>

#include "option-value.h"

static void
add_parameters (LimenLossArguments *arguments, GOptionGroup *group)
{
  for (guint i = 0; i < LIMEN_N_LOSS_PARAMETERS; i++)
    {
      const LimenLossParameter *parameter = limen_loss_parameter_get (i);
      const GOptionEntry entries[] = {
        { parameter->name, 0, 0,
          parameter->is_list ? G_OPTION_ARG_FILENAME_ARRAY
                             : G_OPTION_ARG_STRING,
          parameter->is_list ? (gpointer) &arguments->class_weights
                             : (gpointer) &arguments->numbers[i],
          parameter->description, parameter->argument },
        { NULL }
      };

      g_option_group_add_entries (group, entries);
    }
}

/* Adds the options of losses to a group. Parsing fills `arguments`, which must
 * outlive it. */
void
limen_loss_arguments_add_to (LimenLossArguments *arguments,
                             GOptionGroup *group)
{
  const GOptionEntry entries[]
      = { { "combine", 0, 0, G_OPTION_ARG_STRING_ARRAY, &arguments->combine,
            N_ ("Weighted sum, as in bce=0.5,dice=0.5"), N_ ("LOSS=X") },
          { "penalty", 0, 0, G_OPTION_ARG_STRING, &arguments->penalty,
            N_ ("Constant to add to the sum (0)"), "X" },
          { "reduction", 0, 0, G_OPTION_ARG_STRING, &arguments->reduction,
            N_ ("mean or sum: which losses to add up (mean)"), "mean|sum" },
          { NULL } };

  add_parameters (arguments, group);
  g_option_group_add_entries (group, entries);
}

/* Frees the texts of the options. */
void
limen_loss_arguments_clear (LimenLossArguments *arguments)
{
  for (guint i = 0; i < LIMEN_N_LOSS_PARAMETERS; i++)
    g_clear_pointer (&arguments->numbers[i], g_free);
  g_clear_pointer (&arguments->class_weights, g_strfreev);
  g_clear_pointer (&arguments->penalty, g_free);
  g_clear_pointer (&arguments->reduction, g_free);
  g_clear_pointer (&arguments->combine, g_strfreev);
}

static gboolean
parse_number (const char *option, const char *text, double min, double max,
              double *number, GError **error)
{
  if (text == NULL)
    return TRUE;
  if (!limen_option_parse_number (option, text, number, error))
    return FALSE;
  if (!(*number >= min))
    limen_option_fail (error, "%s: %s is too small; %g or more is allowed",
                       option, text, min);
  else if (*number > max)
    limen_option_fail (error, "%s: %s is too large; %g or less is allowed",
                       option, text, max);
  else
    return TRUE;
  return FALSE;
}

static gboolean
parse_parameters (const LimenLossArguments *arguments,
                  LimenLossOptions *options, GError **error)
{
  for (guint i = 0; i < LIMEN_N_LOSS_PARAMETERS; i++)
    {
      const LimenLossParameter *parameter = limen_loss_parameter_get (i);
      g_autofree char *option = g_strconcat ("--", parameter->name, NULL);

      if (!parameter->is_list
          && !parse_number (option, arguments->numbers[i], parameter->least,
                            parameter->most,
                            limen_loss_options_get_number (options, i), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
parse_reduction (const char *text, gboolean *is_sum, GError **error)
{
  *is_sum = g_strcmp0 (text, "sum") == 0;
  if (text == NULL || *is_sum || g_str_equal (text, "mean"))
    return TRUE;
  return limen_option_fail_value (error, "--reduction", text, "mean, sum");
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
  return limen_option_fail (error, "--penalty and --reduction need --combine");
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

/* Parses and checks the texts; options that were not given keep their
 * defaults. New options, or NULL with an error. */
LimenLossOptions *
limen_loss_arguments_parse (const LimenLossArguments *arguments,
                            GError **error)
{
  g_autoptr (LimenLossOptions) options = limen_loss_options_new ();

  if (!parse_parameters (arguments, options, error)
      || !parse_class_weights (arguments, options, error)
      || !parse_number ("--penalty", arguments->penalty, -G_MAXDOUBLE,
                        INFINITY, &options->penalty, error)
      || !parse_reduction (arguments->reduction, &options->is_sum, error)
      || !parse_terms (arguments, options, error))
    return NULL;
  return g_steal_pointer (&options);
}
