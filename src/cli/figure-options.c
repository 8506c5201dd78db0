#include "figure-options.h"

#include "cli.h"
#include "decisions-only.h"

/* Says which figures there are. */
static int
fail_figure (const char *command)
{
  g_autofree char *message
      = g_strconcat ("say --figure ", limen_figure_names, NULL);

  return limen_cli_fail_usage (command, message);
}

/* The bins that were asked for. FALSE with an error, also where the figure has
 * none. */
static gboolean
parse_bins (int figure, const LimenCalibrationArguments *arguments,
            LimenCalibrationOptions *options, GError **error)
{
  if (limen_figures_has_bins (figure)
      || !limen_calibration_arguments_are_given (arguments))
    return limen_calibration_arguments_parse (arguments, options, error);
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               "--bins and --binning: --figure %s has no bins of the "
               "calibration",
               limen_figures_get_name (figure));
  return FALSE;
}

/* Checks what a command that saves a figure takes: one FILE, a figure, its
 * bins, which go to *options, and an output. Prints what is wrong with them;
 * returns the status of the program, LIMEN_EXIT_DONE if nothing is. */
int
limen_cli_check_figure (const char *command, int argc, const char *figure,
                        const LimenCalibrationArguments *bins,
                        LimenCalibrationOptions *options, const char *output)
{
  GError *error = NULL;

  if (argc != 2)
    return limen_cli_fail_usage (command, "give one FILE");
  if (limen_figures_find (figure) < 0)
    return fail_figure (command);
  if (!parse_bins (limen_figures_find (figure), bins, options, &error))
    return limen_cli_fail_options (command, error);
  if (output == NULL)
    return limen_cli_fail_usage (command, "say where to save with --output");
  return LIMEN_EXIT_DONE;
}

/* FALSE with an error where a figure is about thresholds, or one is to be
 * shown, and the file has decisions. */
static gboolean
check_decisions (int figure, LimenAnalysis *analysis, gboolean has_threshold,
                 GError **error)
{
  if (limen_cli_has_thresholds (analysis)
      || (!has_threshold && limen_figures_is_of_decisions (figure)))
    return TRUE;
  if (has_threshold)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         "--at: these are decisions, and have no thresholds");
  else
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 "--figure %s needs scores, and these are decisions, which "
                 "are one point: say --figure roc, precision-recall or, of "
                 "several classes, confusion; for the others "
                 LIMEN_DECISIONS_REMEDY,
                 limen_figures_get_name (figure));
  return FALSE;
}

/* The class that a figure is about; any for one of all classes. NULL with an
 * error where that is not said, the file has no such figure, or the figure has
 * no such class or threshold. */
LimenOneVsRest *
limen_cli_get_figure_class (int figure, LimenAnalysis *analysis,
                            const char *name, gboolean has_threshold,
                            GError **error)
{
  const LimenMulticlass *multiclass = limen_analysis_get_multiclass (analysis);
  gboolean has_matrix
      = multiclass != NULL && multiclass->outcome->matrix != NULL;

  if (!check_decisions (figure, analysis, has_threshold, error))
    return NULL;
  if (limen_figures_is_of_several (figure) && !has_matrix)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   "--figure %s is for files of which one of several classes "
                   "is true",
                   limen_figures_get_name (figure));
      return NULL;
    }
  if (limen_figures_is_of_several (figure) && name != NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   "--figure %s is about all classes; leave out --class",
                   limen_figures_get_name (figure));
      return NULL;
    }
  if (limen_figures_is_of_all (figure) && has_matrix && name == NULL
      && has_threshold)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   "--figure %s of all classes is by the largest score; leave "
                   "out --at",
                   limen_figures_get_name (figure));
      return NULL;
    }
  return limen_figures_is_of_all (figure) && has_matrix && name == NULL
             ? limen_analysis_get_class (analysis, 0, error)
             : limen_cli_get_class (analysis, name, error);
}
