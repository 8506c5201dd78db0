/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calibration-options.h"

#include <glib/gi18n.h>
#include <math.h>

#include "option-value.h"

static void
add (LimenCalibrationArguments *arguments, GOptionGroup *group,
     const char *n_bins_help, const char *binning_help)
{
  const GOptionEntry entries[]
      = { { "bins", 0, 0, G_OPTION_ARG_STRING, &arguments->n_bins, n_bins_help,
            "N" },
          { "binning", 0, 0, G_OPTION_ARG_STRING, &arguments->binning,
            binning_help, N_ ("HOW") },
          { NULL } };

  g_option_group_add_entries (group, entries);
}

/* Adds --bins and --binning to a group, with help for a report. Parsing fills
 * `arguments`, which must outlive it. */
void
limen_calibration_arguments_add_to (LimenCalibrationArguments *arguments,
                                    GOptionGroup *group)
{
  add (arguments, group,
       N_ ("Bins of the calibration, and of a histogram (15)"),
       N_ ("equal-width (default) or equal-mass"));
}

/* Adds --bins and --binning to a group, with help for a figure, as
 * limen_calibration_arguments_add_to(). */
void
limen_calibration_arguments_add_figure_to (
    LimenCalibrationArguments *arguments, GOptionGroup *group)
{
  add (arguments, group, N_ ("Bins of --figure reliability (15)"),
       N_ ("equal-width (default) or equal-mass"));
}

/* Whether --bins or --binning was given. */
gboolean
limen_calibration_arguments_are_given (
    const LimenCalibrationArguments *arguments)
{
  return arguments->n_bins != NULL || arguments->binning != NULL;
}

/* Frees the texts of the options. */
void
limen_calibration_arguments_clear (LimenCalibrationArguments *arguments)
{
  g_clear_pointer (&arguments->binning, g_free);
  g_clear_pointer (&arguments->n_bins, g_free);
}

static gboolean
parse_n_bins (const char *text, gsize *n_bins, GError **error)
{
  double number;

  if (text == NULL)
    return TRUE;
  if (!limen_option_parse_number ("--bins", text, &number, error))
    return FALSE;
  if (number >= 1 && number <= LIMEN_CALIBRATION_MAX_BINS
      && number == floor (number))
    {
      *n_bins = (gsize) number;
      return TRUE;
    }
  return limen_option_fail (
      error, "--bins: \"%s\" is not a number of bins from 1 to %d", text,
      LIMEN_CALIBRATION_MAX_BINS);
}

/* Sets the number of bins and the binning in `options`; an option that was not
 * given leaves its field unchanged. FALSE with an error of G_OPTION_ERROR. */
gboolean
limen_calibration_arguments_parse (const LimenCalibrationArguments *arguments,
                                   LimenCalibrationOptions *options,
                                   GError **error)
{
  if (!parse_n_bins (arguments->n_bins, &options->n_bins, error))
    return FALSE;
  if (arguments->binning == NULL
      || limen_binning_parse (arguments->binning, &options->binning))
    return TRUE;
  return limen_option_fail_value (error, "--binning", arguments->binning,
                                  "equal-width, equal-mass");
}

/* Parses the value of --recalibrate; NULL, where the option was not given,
 * sets *has_method to FALSE and leaves *method unchanged. FALSE with an error
 * of G_OPTION_ERROR. */
gboolean
limen_recalibrate_parse (const char *text, gboolean *has_method,
                         LimenRecalibrationMethod *method, GError **error)
{
  *has_method = text != NULL;
  if (text == NULL || limen_recalibration_method_parse (text, method))
    return TRUE;
  return limen_option_fail_value (
      error, "--recalibrate", text,
      "temperature, platt, beta, isotonic, histogram");
}
