#include <math.h>
#include <stdio.h>

#include "cli.h"
#include "cost-matrix.h"
#include "cutoff-file.h"
#include "decimal.h"
#include "joint.h"
#include "pooled.h"
#include "report-error.h"
#include "text-table.h"

static int
fail_unattainable (const LimenObjective *objective,
                   const LimenOptimum *optimum)
{
  char text[LIMEN_OBJECTIVE_SIZE];

  fprintf (stderr, "cannot be met: %s\n",
           limen_objective_format (objective, text, sizeof text));
  if (optimum->status == LIMEN_OPTIMUM_UNDEFINED)
    {
      fprintf (stderr, "the metric is undefined at every threshold%s\n",
               objective->n_constraints > 0 ? " that meets the constraints"
                                            : "");
      return LIMEN_EXIT_UNATTAINABLE;
    }
  fprintf (stderr, "nearest is the threshold %s",
           limen_decimal_format (optimum->threshold, text, sizeof text));
  for (gsize i = 0; i < objective->n_constraints; i++)
    {
      LimenMetric metric = objective->constraints[i].metric;
      double value
          = limen_objective_value (objective, metric, optimum->confusion);

      fprintf (stderr, "%s %s ", i == 0 ? " with" : ",",
               limen_metric_format (metric, text, sizeof text));
      fprintf (stderr, "%s",
               isnan (value) ? "undefined"
                             : limen_decimal_format (value, text,
                                                     sizeof text));
    }
  fputc ('\n', stderr);
  return LIMEN_EXIT_UNATTAINABLE;
}

static void
print_choice (const LimenObjective *objective, const LimenOptimum *optimum,
              const char *path)
{
  char number[LIMEN_DECIMAL_SIZE], text[LIMEN_OBJECTIVE_SIZE];

  printf ("%s: ", limen_objective_format (objective, text, sizeof text));
  printf ("%.6g at threshold ", optimum->value);
  printf ("%s; alike above ",
          limen_decimal_format (optimum->threshold, number, sizeof number));
  printf ("%s up to ",
          limen_decimal_format (optimum->low, number, sizeof number));
  printf ("%s",
          limen_decimal_format (optimum->high, number, sizeof number));
  if (optimum->ties > 1)
    printf ("; the widest of %" G_GSIZE_FORMAT " intervals that do as well",
            optimum->ties);
  printf ("\nSaved %s\n", path);
}

static gboolean
save (const char *name, LimenOneVsRest *class,
      const LimenObjective *objective, const LimenOptimum *optimum,
      const char *path, GError **error)
{
  g_autoptr (GListStore) cutoffs = g_list_store_new (LIMEN_TYPE_CUTOFF);
  g_autoptr (LimenCutoff) cutoff
      = limen_cutoff_new (name, class, optimum->threshold, objective);

  g_list_store_append (cutoffs, cutoff);
  return limen_cutoff_file_save (G_LIST_MODEL (cutoffs), path, error);
}

/* What the command was asked for. */
typedef struct
{
  const LimenObjective *objective;
  const char *name, *path;
  const char *class;                 /* NULL: every one */
  LimenDecisionRule rule;            /* of several classes */
  gboolean is_shared;                /* one threshold for all classes */
  gboolean has_rule;                 /* it was said */
  gboolean is_joint;
  LimenJointGoal goal;
  const char *costs;                 /* a file; NULL: none */
} Choice;

static int
choose_one (const Choice *choice, LimenAnalysis *analysis)
{
  GError *error = NULL;
  g_autoptr (LimenOneVsRest) class
      = limen_cli_get_class (analysis, choice->class, &error);
  LimenOptimum optimum;

  if (class == NULL)
    return limen_cli_fail_options ("choose", error);
  optimum = limen_objective_optimize (choice->objective,
                                      limen_one_vs_rest_get_sweep (class));
  if (optimum.status != LIMEN_OPTIMUM_FOUND)
    return fail_unattainable (choice->objective, &optimum);
  if (!save (choice->name, class, choice->objective, &optimum, choice->path,
             &error))
    return limen_cli_fail (LIMEN_EXIT_INPUT, error);
  print_choice (choice->objective, &optimum, choice->path);
  return LIMEN_EXIT_DONE;
}

static void
print_outcome (const char *name, const LimenOutcome *outcome)
{
  if (outcome->matrix != NULL)
    printf ("%s: accuracy %.6g, macro F1 %.6g; no class for %.6g, several "
            "thresholds reached by %.6g\n",
            name, outcome->accuracy, outcome->f1.macro,
            limen_matrix_get_none (outcome->matrix).weight,
            limen_matrix_get_several_above (outcome->matrix).weight);
  else
    printf ("%s: subset accuracy %.6g, Hamming loss %.6g, macro F1 %.6g, "
            "micro F1 %.6g\n",
            name, outcome->multilabel.subset_accuracy,
            outcome->multilabel.hamming_loss, outcome->f1.macro,
            outcome->f1.micro);
}

/* What the thresholds make of the rows together, beside having none. */
static int
finish_classes (const Choice *choice, LimenAnalysis *analysis,
                const double *thresholds, GListModel *cutoffs)
{
  g_autoptr (LimenOutcome) outcome = limen_outcome_new (
      limen_analysis_get_scores (analysis), thresholds, choice->rule);
  LimenDataset *dataset = limen_analysis_get_dataset (analysis);
  const LimenMulticlass *multiclass = limen_analysis_get_multiclass (analysis);
  GError *error = NULL;

  if (!limen_cutoff_file_save (cutoffs, choice->path, &error))
    return limen_cli_fail (LIMEN_EXIT_INPUT, error);
  if (outcome != NULL)
    print_outcome (multiclass->outcome->matrix != NULL
                       ? limen_decision_rule_get_name (choice->rule)
                       : "with these thresholds",
                   outcome);
  print_outcome (multiclass->outcome->matrix != NULL
                     ? "argmax, no thresholds"
                 : limen_dataset_get_predictions (dataset)->kind
                         == LIMEN_KIND_SCORE
                     ? "with 0 for all"
                     : "with one half for all",
                 multiclass->outcome);
  printf ("Saved %s\n", choice->path);
  return LIMEN_EXIT_DONE;
}

static void
add_cutoff (GListStore *cutoffs, const Choice *choice, LimenOneVsRest *class,
            double threshold, const LimenObjective *objective)
{
  g_autoptr (LimenCutoff) cutoff
      = limen_cutoff_new (choice->name, class, threshold, objective);

  if (limen_cutoff_get_task (cutoff) == LIMEN_TASK_MULTICLASS)
    limen_cutoff_set_decision (cutoff, choice->rule);
  g_list_store_append (cutoffs, cutoff);
}

static void
add_found (LimenTextTable *table, const char *name, double value,
           double threshold)
{
  char text[LIMEN_DECIMAL_SIZE];

  limen_text_table_add (table, name);
  limen_text_table_add_number (table, value);
  limen_text_table_add (table,
                        limen_decimal_format (threshold, text, sizeof text));
  limen_text_table_end_row (table);
}

static LimenTextTable *
new_table (const char *value)
{
  LimenTextTable *table = limen_text_table_new ();

  limen_text_table_add (table, "class");
  limen_text_table_add (table, value);
  limen_text_table_add (table, "threshold");
  limen_text_table_end_row (table);
  return table;
}

static void
print_table (LimenTextTable *table)
{
  g_autoptr (GString) out = g_string_new (NULL);

  limen_text_table_append_to (table, out);
  fputs (out->str, stdout);
}

/* Each class by itself. */
static int
choose_each (const Choice *choice, LimenAnalysis *analysis)
{
  gsize n = limen_analysis_get_n_classes (analysis);
  g_autofree double *thresholds = g_new (double, n);
  g_autoptr (GListStore) cutoffs = g_list_store_new (LIMEN_TYPE_CUTOFF);
  char text[LIMEN_OBJECTIVE_SIZE];
  g_autoptr (LimenTextTable) table
      = new_table (limen_objective_format (choice->objective, text,
                                           sizeof text));

  for (gsize k = 0; k < n; k++)
    {
      GError *error = NULL;
      g_autoptr (LimenOneVsRest) class
          = limen_analysis_get_class (analysis, k, &error);
      LimenOptimum optimum;

      if (class == NULL)
        return limen_cli_fail (LIMEN_EXIT_INPUT, error);
      optimum = limen_objective_optimize (
          choice->objective, limen_one_vs_rest_get_sweep (class));
      if (optimum.status != LIMEN_OPTIMUM_FOUND)
        {
          fprintf (stderr, "class \"%s\": ",
                   limen_one_vs_rest_get_name (class));
          return fail_unattainable (choice->objective, &optimum);
        }
      thresholds[k] = optimum.threshold;
      add_cutoff (cutoffs, choice, class, optimum.threshold,
                  choice->objective);
      add_found (table, limen_one_vs_rest_get_name (class), optimum.value,
                 optimum.threshold);
    }
  print_table (table);
  return finish_classes (choice, analysis, thresholds,
                         G_LIST_MODEL (cutoffs));
}

/* One threshold for all classes: the objective's metric is their micro
 * average. */
static int
choose_shared (const Choice *choice, LimenAnalysis *analysis)
{
  gsize n = limen_analysis_get_n_classes (analysis);
  g_autofree double *thresholds = g_new (double, n);
  g_autoptr (GListStore) cutoffs = g_list_store_new (LIMEN_TYPE_CUTOFF);
  char text[LIMEN_OBJECTIVE_SIZE];
  g_autofree char *objective = NULL;
  GError *error = NULL;
  LimenSweep *sweep = limen_pooled_sweep_new (
      limen_analysis_get_scores (analysis), &error);
  LimenOptimum optimum;

  if (sweep == NULL)
    return limen_cli_fail (LIMEN_EXIT_INPUT, error);
  optimum = limen_objective_optimize (choice->objective, sweep);
  limen_sweep_free (sweep);
  if (optimum.status != LIMEN_OPTIMUM_FOUND)
    return fail_unattainable (choice->objective, &optimum);
  objective = g_strdup_printf (
      "%s over all classes",
      limen_objective_format (choice->objective, text, sizeof text));
  for (gsize k = 0; k < n; k++)
    {
      g_autoptr (LimenOneVsRest) class
          = limen_analysis_get_class (analysis, k, &error);
      g_autoptr (LimenCutoff) cutoff = NULL;

      if (class == NULL)
        return limen_cli_fail (LIMEN_EXIT_INPUT, error);
      thresholds[k] = optimum.threshold;
      add_cutoff (cutoffs, choice, class, optimum.threshold,
                  choice->objective);
      cutoff = g_list_model_get_item (G_LIST_MODEL (cutoffs), (guint) k);
      limen_cutoff_set_objective (cutoff, objective, optimum.value);
    }
  printf ("%s: %.6g at threshold %s for every class\n", objective,
          optimum.value,
          limen_decimal_format (optimum.threshold, text, sizeof text));
  return finish_classes (choice, analysis, thresholds,
                         G_LIST_MODEL (cutoffs));
}

/* The thresholds that serve all classes together best. */
static gboolean
optimize_jointly (const Choice *choice, LimenAnalysis *analysis,
                  double *thresholds, LimenJointResult *result,
                  GError **error)
{
  LimenThresholdScores *scores = limen_analysis_get_scores (analysis);
  gsize n = limen_analysis_get_n_classes (analysis);
  g_autofree double *start = g_new (double, n), *costs = NULL;
  LimenJointOptions options = { .goal = choice->goal };

  if (choice->costs != NULL)
    {
      costs = limen_cost_matrix_read (
          choice->costs, limen_analysis_get_dataset (analysis), error);
      if (costs == NULL)
        return FALSE;
    }
  options.costs = costs;
  for (gsize k = 0; k < n; k++)
    start[k] = limen_analysis_get_summary (analysis, k)->best_f1.threshold;
  *result = limen_joint_optimize (limen_threshold_scores_get_numbers (scores),
                                  &options, start, thresholds);
  if (result->status == LIMEN_JOINT_FOUND)
    return TRUE;
  g_set_error_literal (
      error, LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_OPTIONS,
      result->status == LIMEN_JOINT_NO_MEMORY
          ? "no memory to search for thresholds together"
          : "thresholds are chosen together for probabilities, or logits, of "
            "one class of several");
  return FALSE;
}

static int
choose_jointly (const Choice *choice, LimenAnalysis *analysis)
{
  gsize n = limen_analysis_get_n_classes (analysis);
  g_autofree double *thresholds = g_new (double, n);
  g_autoptr (GListStore) cutoffs = g_list_store_new (LIMEN_TYPE_CUTOFF);
  g_autofree char *objective = g_strdup_printf (
      "%s %s jointly",
      choice->goal == LIMEN_JOINT_COST ? "minimize" : "maximize",
      limen_joint_goal_get_name (choice->goal));
  g_autoptr (LimenTextTable) table = new_table ("F1");
  LimenJointResult result;
  GError *error = NULL;

  if (!optimize_jointly (choice, analysis, thresholds, &result, &error))
    return limen_cli_fail (LIMEN_EXIT_INPUT, error);
  for (gsize k = 0; k < n; k++)
    {
      g_autoptr (LimenOneVsRest) class
          = limen_analysis_get_class (analysis, k, &error);
      g_autoptr (LimenCutoff) cutoff = NULL;

      if (class == NULL)
        return limen_cli_fail (LIMEN_EXIT_INPUT, error);
      add_cutoff (cutoffs, choice, class, thresholds[k], NULL);
      cutoff = g_list_model_get_item (G_LIST_MODEL (cutoffs), (guint) k);
      limen_cutoff_set_objective (cutoff, objective, result.value);
      add_found (table, limen_one_vs_rest_get_name (class),
                 limen_cutoff_get_metric (
                     cutoff, (LimenMetric){ LIMEN_METRIC_F1, 1 }),
                 thresholds[k]);
    }
  print_table (table);
  printf ("%s: %.6g, %.6g by argmax; found in %" G_GSIZE_FORMAT " passes\n",
          objective, result.value, result.argmax_value, result.n_passes);
  return finish_classes (choice, analysis, thresholds,
                         G_LIST_MODEL (cutoffs));
}

/* Whether the file has what the options are about; NULL, or what is wrong. */
static const char *
check_file (const Choice *choice, LimenAnalysis *analysis)
{
  LimenTask task
      = limen_dataset_get_predictions (limen_analysis_get_dataset (analysis))
            ->task;

  if (choice->is_shared && limen_analysis_get_n_classes (analysis) < 2)
    return "--shared is for several classes, and this file has one threshold "
           "to choose";
  if (choice->is_joint && limen_analysis_get_n_classes (analysis) < 2)
    return "--jointly is for several classes, and this file has one "
           "threshold to choose";
  if (choice->has_rule
      && (task != LIMEN_TASK_MULTICLASS
          || limen_analysis_get_n_classes (analysis) < 2))
    return "--rule is for a score column of each of several classes, of "
           "which one is true";
  return NULL;
}

static int
choose (const char *file, const LimenReadOptions *options,
        const Choice *choice)
{
  GError *error = NULL;
  g_autoptr (LimenAnalysis) analysis
      = limen_cli_analyze (file, options, NULL, &error);
  int status;

  if (analysis == NULL)
    return limen_cli_fail (LIMEN_EXIT_INPUT, error);
  if (check_file (choice, analysis) != NULL)
    return limen_cli_fail_usage ("choose", check_file (choice, analysis));
  if (limen_analysis_get_n_classes (analysis) < 2 || choice->class != NULL)
    status = choose_one (choice, analysis);
  else if (choice->is_shared)
    status = choose_shared (choice, analysis);
  else if (choice->is_joint)
    status = choose_jointly (choice, analysis);
  else
    status = choose_each (choice, analysis);
  if (status == LIMEN_EXIT_DONE)
    limen_cli_print_skipped (limen_analysis_get_dataset (analysis));
  return status;
}

/* The options as they were given. */
typedef struct
{
  char *name, *path, *class, *rule, *jointly, *costs;
  gboolean is_shared;
  LimenObjectiveOptions objective;
} Arguments;

static void
arguments_clear (Arguments *arguments)
{
  g_free (arguments->name);
  g_free (arguments->path);
  g_free (arguments->class);
  g_free (arguments->rule);
  g_free (arguments->jointly);
  g_free (arguments->costs);
  limen_objective_options_clear (&arguments->objective);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, arguments_clear)

static gboolean G_GNUC_PRINTF (2, 3)
fail_option (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_propagate_error (error, g_error_new_valist (G_OPTION_ERROR,
                                                G_OPTION_ERROR_BAD_VALUE,
                                                format, args));
  va_end (args);
  return FALSE;
}

/* What is of all classes together does not go with what is of one. */
static gboolean
check_together (const Arguments *arguments, GError **error)
{
  const LimenObjectiveOptions *objective = &arguments->objective;

  if (arguments->class != NULL
      && (arguments->jointly != NULL || arguments->rule != NULL
          || arguments->is_shared))
    return fail_option (error, "--class is about one class alone; --jointly, "
                               "--shared and --rule are about all");
  if (arguments->is_shared && arguments->jointly != NULL)
    return fail_option (error, "give either --shared or --jointly");
  if (arguments->jointly != NULL
      && limen_objective_options_are_given (objective))
    return fail_option (error, "--jointly is an objective of its own; it does "
                               "not go with --maximize, --minimize, "
                               "--subject-to, --prevalence and the costs and "
                               "gains of one class");
  return TRUE;
}

/* What concerns several classes. */
static gboolean
parse_classes (const Arguments *arguments, Choice *choice, GError **error)
{
  choice->rule = LIMEN_DECISION_ARGMAX_OVER_THRESHOLD;
  choice->has_rule = arguments->rule != NULL;
  choice->is_joint = arguments->jointly != NULL;
  choice->is_shared = arguments->is_shared;
  choice->costs = arguments->costs;
  choice->class = arguments->class;
  if (arguments->rule != NULL
      && !limen_decision_rule_parse (arguments->rule, &choice->rule))
    return fail_option (error,
                        "--rule: \"%s\" is none of argmax, "
                        "argmax-over-threshold, first-above",
                        arguments->rule);
  if (arguments->jointly != NULL
      && !limen_joint_goal_parse (arguments->jointly, &choice->goal))
    return fail_option (error,
                        "--jointly: \"%s\" is none of macro-f1, accuracy, "
                        "cost",
                        arguments->jointly);
  if (choice->is_joint
      && choice->rule != LIMEN_DECISION_ARGMAX_OVER_THRESHOLD)
    return fail_option (error,
                        "--jointly is for --rule argmax-over-threshold");
  if ((choice->costs != NULL)
      != (choice->is_joint && choice->goal == LIMEN_JOINT_COST))
    return fail_option (error,
                        "--jointly cost and --cost-matrix need each other");
  return check_together (arguments, error);
}

/* limen-cli choose: the best threshold for an objective, as a file. */
int
limen_cli_choose (int argc, char **argv)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_auto (Arguments) arguments = { 0 };
  LimenObjective objective;
  Choice choice = { .objective = &objective };
  const GOptionEntry entries[] = {
    { "name", 0, 0, G_OPTION_ARG_FILENAME, &arguments.name,
      "Name of the cutoffs; the objective if none is given", "NAME" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &arguments.path,
      "Where to save the cutoffs, as JSON or (if it ends so) CSV",
      "cutoffs.json|.csv" },
    { "class", 0, 0, G_OPTION_ARG_FILENAME, &arguments.class,
      "Only the threshold of this class, of several", "NAME" },
    { "rule", 0, 0, G_OPTION_ARG_STRING, &arguments.rule,
      "How several thresholds decide: argmax-over-threshold, first-above or "
      "argmax",
      "RULE" },
    { "shared", 0, 0, G_OPTION_ARG_NONE, &arguments.is_shared,
      "One threshold for all classes, best for their micro average", NULL },
    { "jointly", 0, 0, G_OPTION_ARG_STRING, &arguments.jointly,
      "Choose all thresholds together: macro-f1, accuracy or cost", "GOAL" },
    { "cost-matrix", 0, 0, G_OPTION_ARG_FILENAME, &arguments.costs,
      "What each decision costs rows of each class (rows true, columns "
      "decided)",
      "costs.csv" },
    { NULL }
  };
  const LimenCommandLine line = {
    .arguments = "FILE --output cutoffs.json",
    .summary = "Finds the threshold that serves an objective best, "
               "exactly, and saves it; of several\nclasses, that of each. "
               "FILE may be - (standard input). Exits with 3 where the "
               "objective\ncannot be met.",
    .entries = entries,
    .objective = &arguments.objective,
    .reading = options,
  };
  char text[LIMEN_OBJECTIVE_SIZE];
  GError *error = NULL;

  if (!limen_cli_parse (&line, &argc, &argv, &error)
      || !limen_objective_options_parse (&arguments.objective, &objective,
                                         &error)
      || !parse_classes (&arguments, &choice, &error))
    return limen_cli_fail_options ("choose", error);
  if (argc != 2)
    return limen_cli_fail_usage ("choose", "give one FILE");
  if (arguments.path == NULL)
    return limen_cli_fail_usage ("choose", "say where to save with --output");
  if (!limen_cli_check_output (arguments.path, argv[1], &error))
    return limen_cli_fail_options ("choose", error);
  if (arguments.name != NULL && !g_utf8_validate (arguments.name, -1, NULL))
    return limen_cli_fail_usage ("choose", "--name is not UTF-8 text");
  choice.path = arguments.path;
  choice.name = arguments.name != NULL
                    ? arguments.name
                : choice.is_joint
                    ? arguments.jointly
                    : limen_objective_format (&objective, text, sizeof text);
  return choose (argv[1], options, &choice);
}
