#include "figure-options.h"

#include "cli.h"
#include "decisions-only.h"
#include "option-value.h"
#include "threshold.h"

/* Says which figures there are. */
static int
fail_figure (const char *command)
{
  g_autofree char *message
      = g_strconcat ("say --figure ", limen_figures_get_keys (), NULL);

  return limen_cli_fail_usage (command, message);
}

/* The bins that were asked for. FALSE with an error, also where the figure has
 * none. */
static gboolean
parse_bins (const LimenFigureType *figure,
            const LimenCalibrationArguments *arguments,
            LimenCalibrationOptions *options, GError **error)
{
  if (figure->has_bins
      || !limen_calibration_arguments_are_given (arguments))
    return limen_calibration_arguments_parse (arguments, options, error);
  return limen_option_fail (
      error,
      "--bins and --binning: --figure %s has no bins of the "
      "calibration",
      figure->key);
}

/* Checks what a command that saves a figure takes: one FILE, a figure, its
 * bins, which go to *options, and an output. Prints what is wrong with them;
 * returns the status of the program, LIMEN_EXIT_DONE if nothing is. */
int
limen_cli_check_figure (const char *command, int argc, const char *figure,
                        const LimenCalibrationArguments *bins,
                        LimenCalibrationOptions *options, const char *output)
{
  const LimenFigureType *type = limen_figures_find (figure);
  GError *error = NULL;

  if (argc != 2)
    return limen_cli_fail_usage (command, "give one FILE");
  if (type == NULL)
    return fail_figure (command);
  if (!parse_bins (type, bins, options, &error))
    return limen_cli_fail_options (command, error);
  if (output == NULL)
    return limen_cli_fail_usage (command, "say where to save with --output");
  return LIMEN_EXIT_DONE;
}

static gboolean
is_point (const LimenFigureType *figure)
{
  return figure->takes_decisions && figure->scope == LIMEN_SCOPE_CLASS;
}

static gboolean
is_matrix (const LimenFigureType *figure)
{
  return figure->takes_decisions && figure->scope == LIMEN_SCOPE_SEVERAL;
}

/* Says which figures there are of decisions. */
static void
fail_decisions (const LimenFigureType *figure, GError **error)
{
  g_autofree char *points = limen_figures_list (is_point, ", ");
  g_autofree char *matrices = limen_figures_list (is_matrix, " or ");

  limen_option_fail (
      error,
      "--figure %s needs scores, and these are decisions, which "
      "are one point: say --figure %s or, of several classes, %s; "
      "for the others " LIMEN_DECISIONS_REMEDY,
      figure->key, points, matrices);
}

/* FALSE with an error where a figure is about thresholds, or one is to be
 * shown, and the file has decisions. */
static gboolean
check_decisions (const LimenFigureType *figure, LimenAnalysis *analysis,
                 gboolean has_threshold, GError **error)
{
  if (limen_cli_has_thresholds (analysis)
      || (!has_threshold && figure->takes_decisions))
    return TRUE;
  if (has_threshold)
    limen_option_fail (error,
                       "--at: these are decisions, and have no thresholds");
  else
    fail_decisions (figure, error);
  return FALSE;
}

/* The class that a figure is about; any for one of all classes. NULL with an
 * error where that is not said, the file has no such figure, or the figure has
 * no such class or threshold. */
LimenOneVsRest *
limen_cli_get_figure_class (const LimenFigureType *figure,
                            LimenAnalysis *analysis, const char *name,
                            gboolean has_threshold, GError **error)
{
  const LimenMulticlass *multiclass = limen_analysis_get_multiclass (analysis);
  gboolean has_matrix
      = multiclass != NULL && multiclass->outcome->matrix != NULL;
  gboolean is_of_several = figure->scope == LIMEN_SCOPE_SEVERAL;
  gboolean is_of_all = figure->scope != LIMEN_SCOPE_CLASS && has_matrix
                       && name == NULL;

  if (!check_decisions (figure, analysis, has_threshold, error))
    return NULL;
  if (is_of_several && !has_matrix)
    {
      limen_option_fail (
          error,
          "--figure %s is for files of which one of several classes "
          "is true",
          figure->key);
      return NULL;
    }
  if (is_of_several && name != NULL)
    {
      limen_option_fail (error,
                         "--figure %s is about all classes; leave out --class",
                         figure->key);
      return NULL;
    }
  if (is_of_all && has_threshold)
    {
      limen_option_fail (
          error,
          "--figure %s of all classes is by the largest score; leave "
          "out --at",
          figure->key);
      return NULL;
    }
  return is_of_all ? limen_analysis_get_class (analysis, 0, error)
                   : limen_cli_get_class (analysis, name, error);
}

/* What a figure is made from, at a threshold in the units of the file; NaN: the
 * one to begin with. */
LimenFigureInput *
limen_cli_new_figure_input (LimenAnalysis *analysis, LimenOneVsRest *class,
                            const LimenObjective *view, double threshold,
                            LimenCalibrationOptions calibration)
{
  gboolean is_reversed
      = limen_sweep_is_reversed (limen_one_vs_rest_get_sweep (class));
  LimenFigureInput *input = limen_figure_input_new (
      analysis, class, view->costs, view->prevalence,
      limen_threshold_reverse (threshold, is_reversed));

  input->calibration = calibration;
  return input;
}
