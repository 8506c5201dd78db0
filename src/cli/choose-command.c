/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>

#include "choose-classes.h"
#include "choose-intervals.h"
#include "choose-print.h"
#include "choose-test.h"
#include "cli.h"
#include "cutoff-file.h"
#include "decisions-only.h"
#include "option-value.h"
#include "output-arguments.h"
#include "table-error.h"

/* Saves the cutoff. *intervals is a new text about its intervals, and *judged
 * one about the test data; NULL if there are none. FALSE with an error. */
static gboolean
save (const LimenChoice *choice, LimenOneVsRest *class,
      const LimenOptimum *optimum, char **intervals, char **judged,
      GError **error)
{
  g_autoptr (GListStore) cutoffs = g_list_store_new (LIMEN_TYPE_CUTOFF);
  g_autoptr (LimenCutoff) cutoff = limen_cutoff_new (
      choice->name, class, optimum->positive_from.threshold,
      limen_objective_refers (choice->objective) ? optimum->refer_from.threshold
                                                 : NAN,
      choice->objective);

  g_list_store_append (cutoffs, cutoff);
  return limen_choose_estimate (choice, cutoff, class, intervals, error)
         && limen_choose_judge_one (choice, cutoff,
                                    limen_one_vs_rest_get_class (class),
                                    judged, error)
         && limen_choose_save (choice, G_LIST_MODEL (cutoffs), error);
}

static int
choose_one (const LimenChoice *choice, LimenAnalysis *analysis)
{
  GError *error = NULL;
  g_autoptr (LimenOneVsRest) class
      = limen_cli_get_class (analysis, choice->class, &error);
  g_autofree char *intervals = NULL, *judged = NULL;
  const LimenSweep *sweep;
  LimenOptimum optimum;

  if (class == NULL)
    return limen_cli_fail_options ("choose", error);
  sweep = limen_one_vs_rest_get_sweep (class);
  optimum = limen_objective_optimize (choice->objective, sweep);
  if (optimum.status == LIMEN_OPTIMUM_NO_MEMORY)
    limen_dataset_fail_memory (limen_one_vs_rest_get_dataset (class),
                               N_ ("to search for two thresholds"), &error);
  else if (!limen_choose_has_threshold (&optimum))
    return limen_choose_fail_unattainable (choice->objective, sweep, &optimum);
  if (error != NULL
      || !save (choice, class, &optimum, &intervals, &judged, &error))
    return limen_cli_fail (LIMEN_EXIT_INPUT, error);
  if (optimum.status == LIMEN_OPTIMUM_NO_POSITIVES)
    limen_choose_print_no_positives (limen_one_vs_rest_get_name (class),
                                     FALSE);
  limen_choose_print_optimum (choice->objective, &optimum,
                              limen_sweep_is_reversed (sweep));
  if (intervals != NULL)
    fputs (intervals, stdout);
  if (judged != NULL)
    fputs (judged, stdout);
  limen_choose_print_saved (choice);
  return LIMEN_EXIT_DONE;
}

/* Why the options do not suit the file; NULL if they do. */
static const char *
check_file (const LimenChoice *choice, LimenAnalysis *analysis)
{
  const LimenPredictions *numbers
      = limen_dataset_get_predictions (limen_analysis_get_dataset (analysis));
  LimenTask task = numbers->task;

  if (choice->is_shared && limen_analysis_get_n_classes (analysis) < 2)
    return _ ("--shared is for several classes, but this file has one "
              "threshold to choose");
  if (choice->is_joint && limen_analysis_get_n_classes (analysis) < 2)
    return _ ("--jointly is for several classes, but this file has one "
              "threshold to choose");
  if (choice->has_rule
      && (!limen_task_get (task)->has_joint_decision
          || limen_analysis_get_n_classes (analysis) < 2))
    return _ ("--rule applies only where each row has one of several classes "
              "and each class a score column");
  return limen_intervals_check_units (&choice->intervals, numbers);
}

static int
fail_decisions (LimenDataset *dataset)
{
  g_autofree char *remedy = limen_decisions_describe_remedy ();

  return limen_cli_fail (
      LIMEN_EXIT_INPUT,
      limen_table_error_new (
          LIMEN_TABLE_ERROR_DATA,
          /* Translators: the last text says what to do */
          "%s: column \"%s\" has decisions, so there is no threshold to "
          "choose; %s",
          limen_dataset_get_path (dataset),
          limen_dataset_get_predicted_column (dataset), remedy));
}

static int
choose (const char *file, const LimenReadOptions *options,
        const LimenTestArguments *test_arguments, LimenChoice *choice)
{
  g_autoptr (LimenTestData) test = NULL;
  GError *error = NULL;
  g_autoptr (LimenAnalysis) analysis
      = choice->is_recalibrated
            ? limen_cli_analyze_recalibrated (
                file, options, choice->recalibration, &error)
            : limen_cli_analyze (file, options, NULL, NULL, &error);

  if (analysis == NULL)
    return limen_cli_fail (LIMEN_EXIT_INPUT, error);
  if (!limen_cli_has_thresholds (analysis))
    return fail_decisions (limen_analysis_get_dataset (analysis));
  if (check_file (choice, analysis) != NULL)
    return limen_cli_fail_usage ("choose", check_file (choice, analysis));
  if (!limen_test_arguments_read (test_arguments, analysis, NULL, &test,
                                  &error))
    return limen_cli_fail (LIMEN_EXIT_INPUT, error);
  choice->test = test;
  limen_cli_print_positive (limen_analysis_get_dataset (analysis));
  if (test != NULL)
    limen_cli_print_findings (limen_test_data_get_findings (test));
  limen_cli_print_findings (limen_analysis_get_findings (analysis));
  if (limen_analysis_get_n_classes (analysis) < 2 || choice->class != NULL
      || limen_objective_refers (choice->objective))
    return choose_one (choice, analysis);
  return limen_choose_classes (choice, analysis);
}

/* The texts of the options; NULL: not given. */
typedef struct
{
  char *name, *class, *rule, *jointly, *costs, *method;
  LimenOutputArguments output;
  gboolean is_shared;
  LimenObjectiveOptions objective;
  LimenIntervalArguments intervals;
  LimenTestArguments test;
} Arguments;

static void
arguments_clear (Arguments *arguments)
{
  g_free (arguments->name);
  limen_output_arguments_clear (&arguments->output);
  g_free (arguments->class);
  g_free (arguments->rule);
  g_free (arguments->jointly);
  g_free (arguments->costs);
  g_free (arguments->method);
  limen_objective_options_clear (&arguments->objective);
  limen_interval_arguments_clear (&arguments->intervals);
  limen_test_arguments_clear (&arguments->test);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, arguments_clear)

/* FALSE with an error where options for all classes are combined with options
 * for one class, or with each other. */
static gboolean
check_together (const Arguments *arguments, const LimenReadOptions *options,
                GError **error)
{
  const LimenObjectiveOptions *objective = &arguments->objective;

  if (arguments->class != NULL
      && (arguments->jointly != NULL || arguments->rule != NULL
          || arguments->is_shared))
    return limen_option_fail (error,
                              "--class is about one class alone; --jointly, "
                              "--shared and --rule are about all");
  if (arguments->is_shared && arguments->jointly != NULL)
    return limen_option_fail (error, "give either --shared or --jointly");
  if (arguments->jointly != NULL
      && (limen_objective_options_are_given (objective)
          || limen_read_options_has_costs (options)))
    return limen_option_fail (error,
                              "--jointly is an objective of its own and "
                              "cannot be combined with --maximize, "
                              "--minimize, --objective, --subject-to, "
                              "--capacity, --prevalence or the costs and "
                              "gains of one class or of single rows");
  return TRUE;
}

/* FALSE with an error where a referral, which is for one class, is combined
 * with options for several classes. */
static gboolean
check_referral (const LimenChoice *choice, GError **error)
{
  return !limen_objective_refers (choice->objective)
         || !(choice->is_shared || choice->is_joint || choice->has_rule)
         || limen_option_fail (
             error, "--refer-cost, --max-error and --min-coverage are for one "
                    "class; choose it with --class");
}

/* Parses and checks the options for several classes. */
static gboolean
parse_classes (const Arguments *arguments, const LimenReadOptions *options,
               LimenChoice *choice, GError **error)
{
  choice->rule = LIMEN_DECISION_ARGMAX_OVER_THRESHOLD;
  choice->has_rule = arguments->rule != NULL;
  choice->is_joint = arguments->jointly != NULL;
  choice->is_shared = arguments->is_shared;
  choice->costs = arguments->costs;
  choice->class = arguments->class;
  if (arguments->rule != NULL
      && !limen_decision_rule_parse (arguments->rule, &choice->rule))
    return limen_option_fail_value (
        error, "--rule", arguments->rule,
        "argmax, argmax-over-threshold, first-above");
  if (arguments->jointly != NULL
      && !limen_joint_goal_parse (arguments->jointly, &choice->goal))
    return limen_option_fail_value (error, "--jointly", arguments->jointly,
                                    "macro-f1, accuracy, cost");
  if (choice->is_joint
      && choice->rule != LIMEN_DECISION_ARGMAX_OVER_THRESHOLD)
    return limen_option_fail (error,
                              "--jointly needs --rule argmax-over-threshold");
  if ((choice->costs != NULL)
      != (choice->is_joint && choice->goal == LIMEN_JOINT_COST))
    return limen_option_fail (
        error, "--jointly cost and --cost-matrix need each other");
  return check_together (arguments, options, error)
         && check_referral (choice, error);
}

static char *
get_name (const Arguments *arguments, const LimenChoice *choice)
{
  char text[LIMEN_OBJECTIVE_SIZE];

  if (arguments->name != NULL)
    return g_strdup (arguments->name);
  if (choice->is_joint)
    return g_strdup (arguments->jointly);
  return g_strdup (
      limen_objective_format (choice->objective, text, sizeof text));
}

/* Parses the command line; argv keeps the command's name and FILE. */
static gboolean
parse_line (Arguments *arguments, LimenReadOptions *options, int *argc,
            char ***argv, GError **error)
{
  g_autofree char *metrics = limen_option_list_metrics ();
  g_autofree char *names = limen_option_wrap_list (_ ("Metrics:"), metrics);
  const GOptionEntry entries[]
      = { { "class", 0, 0, G_OPTION_ARG_FILENAME, &arguments->class,
            N_ ("Only this class, if there are several"), N_ ("NAME") },
          { "rule", 0, 0, G_OPTION_ARG_STRING, &arguments->rule,
            N_ ("argmax-over-threshold, first-above or argmax"), N_ ("RULE") },
          { "shared", 0, 0, G_OPTION_ARG_NONE, &arguments->is_shared,
            N_ ("One threshold for all classes"), NULL },
          { "jointly", 0, 0, G_OPTION_ARG_STRING, &arguments->jointly,
            N_ ("Jointly, for macro-f1, accuracy or cost"), N_ ("GOAL") },
          { "cost-matrix", 0, 0, G_OPTION_ARG_FILENAME, &arguments->costs,
            N_ ("Costs of each decision for each true class"), N_ ("FILE") },
          { "recalibrate", 0, 0, G_OPTION_ARG_STRING, &arguments->method,
            LIMEN_RECALIBRATE_HELP, N_ ("METHOD") },
          { NULL } };
  const GOptionEntry output[]
      = { { "name", 0, 0, G_OPTION_ARG_FILENAME, &arguments->name,
            N_ ("Name of the cutoffs (the objective)"), N_ ("NAME") },
          { "output", 'o', 0, G_OPTION_ARG_FILENAME, &arguments->output.path,
            N_ ("Save cutoffs as .json or .csv; - prints them"), N_ ("FILE") },
          { "json", 0, 0, G_OPTION_ARG_NONE, &arguments->output.is_json,
            N_ ("Print as JSON"), NULL },
          { "format", 0, 0, G_OPTION_ARG_STRING, &arguments->output.format,
            N_ ("json or csv, if the name does not tell"), N_ ("FORMAT") },
          { NULL } };
  const LimenCommandLine line = {
    .arguments = N_ ("FILE"),
    .summary = N_ ("Finds the best threshold for an objective by exact "
                   "search; with several classes,\n"
                   "one for each. Prints it, and saves it with --output as "
                   "cutoffs for apply and\n"
                   "other programs. FILE may be - (standard input). Exits "
                   "with 3 if the objective\n"
                   "cannot be met."),
    .entries = entries,
    .output = output,
    .names = names,
    .objective = &arguments->objective,
    .intervals = &arguments->intervals,
    .test = &arguments->test,
    .reading = options,
  };

  return limen_cli_parse (&line, argc, argv, error);
}

/* Parses the objective; it uses the costs of single rows where a column of
 * costs was given. FALSE with an error. */
static gboolean
parse_objective (const Arguments *arguments, const LimenReadOptions *options,
                 LimenObjective *objective, GError **error)
{
  gboolean has_costs = limen_read_options_has_costs (options);

  if (!limen_objective_options_parse (&arguments->objective, objective, error))
    return FALSE;
  if (objective->has_row_costs && !has_costs)
    return limen_option_fail (error,
                              "--objective: this objective needs the cost of "
                              "each row; name its column with "
                              "--fp-cost-column or --fn-cost-column");
  objective->has_row_costs = has_costs;
  return TRUE;
}

/* Resolves the path and the format of the cutoffs; --json alone is JSON on
 * standard output. FALSE with an error. */
static gboolean
parse_output (const Arguments *arguments, LimenReadOptions *options,
              const char *file, LimenChoice *choice, GError **error)
{
  const char *const inputs[]
      = { file, arguments->costs, arguments->test.path };

  const char *format;

  choice->path = limen_output_arguments_get_path (&arguments->output);
  if (!limen_output_arguments_find_format (&arguments->output, &format, error))
    return FALSE;
  if (choice->path != NULL)
    choice->format
        = limen_cutoff_file_find_format (choice->path, format, error);
  return (choice->path == NULL || choice->format != NULL)
         && limen_test_arguments_check (&arguments->test, file, options, error)
         && limen_cli_take_output (choice->path, options, inputs,
                                   G_N_ELEMENTS (inputs), error);
}

/* limen-cli choose: the best threshold for an objective. */
int
limen_cli_choose (int argc, char **argv)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_auto (Arguments) arguments = { 0 };
  LimenObjective objective;
  LimenChoice choice = { .objective = &objective };
  g_autofree char *name = NULL;
  GError *error = NULL;

  if (!parse_line (&arguments, options, &argc, &argv, &error)
      || !parse_objective (&arguments, options, &objective, &error)
      || !parse_classes (&arguments, options, &choice, &error)
      || !limen_interval_arguments_parse (&arguments.intervals,
                                          &choice.intervals, &error)
      || !limen_recalibrate_parse (arguments.method, &choice.is_recalibrated,
                                   &choice.recalibration, &error))
    return limen_cli_fail_options ("choose", error);
  if (argc != 2)
    return limen_cli_fail_usage ("choose", _ ("give one FILE"));
  if (!parse_output (&arguments, options, argv[1], &choice, &error))
    return limen_cli_fail_options ("choose", error);
  if (arguments.name != NULL && !g_utf8_validate (arguments.name, -1, NULL))
    return limen_cli_fail_usage ("choose", _ ("--name is not UTF-8 text"));
  name = get_name (&arguments, &choice);
  choice.name = name;
  return choose (argv[1], options, &arguments.test, &choice);
}
