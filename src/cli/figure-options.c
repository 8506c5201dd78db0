/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure-options.h"

#include <glib/gi18n.h>
#include <math.h>

#include "message.h"
#include "option-value.h"
#include "threshold.h"

/* Frees the texts of the options. */
void
limen_figure_arguments_clear (LimenFigureArguments *self)
{
  g_free (self->figure);
  g_free (self->class);
  g_free (self->at);
  limen_output_arguments_clear (&self->output);
  limen_objective_options_clear (&self->view_options);
  limen_calibration_arguments_clear (&self->bins);
}

/* Parses the costs, the prevalence and the threshold (NaN if not given). FALSE
 * with an error. */
gboolean
limen_figure_arguments_parse (LimenFigureArguments *self, GError **error)
{
  self->threshold = NAN;
  return limen_objective_options_parse (&self->view_options, &self->view,
                                        error)
         && (self->at == NULL
             || limen_option_parse_number ("--at", self->at, &self->threshold,
                                           error));
}

/* Prints that --figure is missing or unknown, and the known figures. Returns
 * the exit status. */
static int
fail_figure (const char *figure, const char *command)
{
  g_autofree char *message = NULL;
  g_autofree char *list = NULL;
  GError *error = NULL;

  if (figure == NULL)
    {
      list = limen_figures_list (NULL, _ (" or "));
      message = limen_message_new ("give --figure %s", list);
      return limen_cli_fail_usage (command, message);
    }
  list = limen_figures_list (NULL, ", ");
  limen_option_fail_value (&error, "--figure", figure, list);
  return limen_cli_fail_options (command, error);
}

/* Parses --bins and --binning. FALSE with an error, also where they were given
 * for a figure without bins. */
static gboolean
parse_bins (LimenFigureArguments *self, GError **error)
{
  if (self->type->has_bins
      || !limen_calibration_arguments_are_given (&self->bins))
    return limen_calibration_arguments_parse (&self->bins, &self->calibration,
                                              error);
  return limen_option_fail (
      error, "--bins and --binning: --figure %s has no calibration bins",
      self->type->key);
}

/* Checks that one FILE, a known figure and an output were given, and sets the
 * figure's type and bins. Returns LIMEN_EXIT_DONE, or prints what is wrong and
 * returns the exit status. */
int
limen_figure_arguments_check (LimenFigureArguments *self, const char *command,
                              int argc)
{
  GError *error = NULL;

  self->type = limen_figures_find (self->figure);
  if (argc != 2)
    return limen_cli_fail_usage (command, "give one FILE");
  if (self->type == NULL)
    return fail_figure (self->figure, command);
  if (!parse_bins (self, &error))
    return limen_cli_fail_options (command, error);
  if (limen_output_arguments_get_path (&self->output) == NULL)
    return limen_cli_fail_usage (command,
                                 _ ("give --output to save the numbers, or "
                                    "--json to print them"));
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

/* Sets an error that names the figures which decisions have. */
static void
fail_decisions (const LimenFigureType *figure, GError **error)
{
  g_autofree char *points = limen_figures_list (is_point, ", ");
  g_autofree char *matrices = limen_figures_list (is_matrix, _ (" or "));

  limen_option_fail (
      error,
      /* Translators: each %s is a figure or a list of some. */
      "--figure %s needs scores, but the file has decisions, which are a "
      "single point: give --figure %s or, for several classes, %s; for the "
      "other figures export the model's probabilities or logits "
      "(predict_proba instead of predict), or name their column with --score",
      figure->key, points, matrices);
}

/* FALSE with an error where the file has decisions, and the figure needs
 * scores, or a threshold was given. */
static gboolean
check_decisions (const LimenFigureType *figure, LimenAnalysis *analysis,
                 gboolean has_threshold, GError **error)
{
  if (limen_cli_has_thresholds (analysis)
      || (!has_threshold && figure->takes_decisions))
    return TRUE;
  if (has_threshold)
    limen_option_fail (error, "--at: the file has decisions, which have no "
                              "thresholds");
  else
    fail_decisions (figure, error);
  return FALSE;
}

static gboolean
takes_regression (const LimenFigureType *figure)
{
  return figure->takes_regression;
}

/* FALSE with an error where the figure or an option needs classes, which a
 * regression does not have. */
static gboolean
check_numbers (const LimenFigureArguments *self, GError **error)
{
  g_autofree char *figures = limen_figures_list (takes_regression, _ (" or "));

  if (!self->type->takes_regression)
    return limen_option_fail (error,
                              "--figure %s needs classes, and a regression "
                              "has none: give --figure %s",
                              self->type->key, figures);
  if (self->class != NULL)
    return limen_option_fail (error, "--class: a regression has no classes");
  return isnan (self->threshold)
         || limen_option_fail (error, "--at: a regression has no thresholds");
}

/* Sets *class to the class that the figure shows; the first class for a
 * figure of all classes, NULL for a regression. FALSE with an error where
 * --class is missing or unknown, or the file, --class or --at does not suit
 * the figure. */
static gboolean
find_class (const LimenFigureArguments *self, LimenAnalysis *analysis,
            LimenOneVsRest **class, GError **error)
{
  const LimenFigureType *figure = self->type;
  const LimenMulticlass *multiclass = limen_analysis_get_multiclass (analysis);
  gboolean has_matrix
      = multiclass != NULL && multiclass->result->matrix != NULL;
  gboolean has_threshold = !isnan (self->threshold);
  gboolean is_of_several = figure->scope == LIMEN_SCOPE_SEVERAL;
  gboolean is_of_all = figure->scope != LIMEN_SCOPE_CLASS && has_matrix
                       && self->class == NULL;

  if (limen_analysis_get_n_classes (analysis) == 0)
    return check_numbers (self, error);
  if (!check_decisions (figure, analysis, has_threshold, error))
    return FALSE;
  if (is_of_several && !has_matrix)
    limen_option_fail (
        error,
        "--figure %s is for files in which each row has one of several "
        "classes",
        figure->key);
  else if (is_of_several && self->class != NULL)
    limen_option_fail (error,
                       "--figure %s is about all classes; leave out --class",
                       figure->key);
  else if (is_of_all && has_threshold)
    limen_option_fail (
        error,
        "--figure %s of all classes decides by the largest score; leave out "
        "--at",
        figure->key);
  else
    *class = is_of_all ? limen_analysis_get_class (analysis, 0, error)
                       : limen_cli_get_class (analysis, self->class, error);
  return *class != NULL;
}

/* The threshold of --at in the order of the class's sweep, in which reversed
 * scores have their signs changed; NaN without a class. */
static double
get_threshold (const LimenFigureArguments *self, LimenOneVsRest *class)
{
  return class != NULL
             ? limen_threshold_reverse (
                   self->threshold, limen_sweep_is_reversed (
                                        limen_one_vs_rest_get_sweep (class)))
             : NAN;
}

/* Reads and analyses a file for a figure, with the parsed and checked options.
 * A new input; or prints what is wrong, sets *status to the exit status and
 * returns NULL. */
LimenFigureInput *
limen_figure_arguments_read (const LimenFigureArguments *self,
                             const char *command, const char *file,
                             const LimenReadOptions *options, int *status)
{
  GError *error = NULL;
  g_autoptr (LimenAnalysis) analysis
      = limen_cli_analyze (file, options, NULL, NULL, &error);
  g_autoptr (LimenOneVsRest) class = NULL;
  LimenFigureInput *input;

  if (analysis == NULL)
    {
      *status = limen_cli_fail (LIMEN_EXIT_INPUT, error);
      return NULL;
    }
  if (!find_class (self, analysis, &class, &error))
    {
      *status = limen_cli_fail_options (command, error);
      return NULL;
    }
  input = limen_figure_input_new (analysis, class, self->view.costs,
                                  self->view.prevalence,
                                  get_threshold (self, class));
  input->calibration = self->calibration;
  return input;
}
