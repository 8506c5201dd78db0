/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>

#include "cli.h"
#include "option-value.h"
#include "output-arguments.h"
#include "rows.h"
#include "threshold.h"

#define DEFAULT_TOP 20
#define MAX_TOP 1000000

typedef struct
{
  char *sort, *top, *near, *where, *at, *class, *label, *decision;
  LimenOutputArguments output;
} Arguments;

static void
arguments_clear (Arguments *arguments)
{
  g_free (arguments->sort);
  g_free (arguments->top);
  g_free (arguments->near);
  g_free (arguments->where);
  g_free (arguments->at);
  g_free (arguments->class);
  g_free (arguments->label);
  g_free (arguments->decision);
  limen_output_arguments_clear (&arguments->output);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, arguments_clear)

static gboolean
fail_count (GError **error, const char *option, const char *text)
{
  return limen_option_fail (error,
                            "%s: \"%s\" is not a number of rows from 1 to %'d",
                            option, text, MAX_TOP);
}

/* Parses the options that do not depend on the file. FALSE with an error. */
static gboolean
parse (const Arguments *arguments, LimenRowQuery *query, GError **error)
{
  guint64 top = DEFAULT_TOP, near = 0;

  if (arguments->sort != NULL
      && !limen_row_order_parse (arguments->sort, &query->order))
    return limen_option_fail_value (error, "--sort", arguments->sort,
                                    "loss, score, line, cost, distance");
  if (arguments->where != NULL
      && (!limen_cell_parse (arguments->where, &query->where)
          || query->where == LIMEN_CELL_REFERRED))
    return limen_option_fail_value (error, "--where", arguments->where,
                                    "any, tp, fp, fn, tn, right, wrong");
  if (arguments->top != NULL
      && !g_ascii_string_to_unsigned (arguments->top, 10, 1, MAX_TOP, &top,
                                      NULL))
    return fail_count (error, "--top", arguments->top);
  if (arguments->near != NULL
      && !g_ascii_string_to_unsigned (arguments->near, 10, 1, MAX_TOP, &near,
                                      NULL))
    return fail_count (error, "--near", arguments->near);
  query->near = (gsize) near;
  query->top = (gsize) (near > 0 && arguments->top == NULL ? 2 * near : top);
  if (near > 0 && arguments->sort == NULL)
    query->order = LIMEN_ROW_ORDER_SCORE;
  return arguments->at == NULL
         || limen_option_parse_number ("--at", arguments->at,
                                       &query->threshold, error);
}

/* Sets the error that the file has no such class; returns FALSE. */
static gboolean
fail_class (LimenDataset *dataset, const char *option, const char *name,
            GError **error)
{
  gsize n = limen_dataset_get_predictions (dataset)->n_classes;
  g_autofree const char **names = g_new (const char *, n + 1);

  for (gsize k = 0; k < n; k++)
    names[k] = limen_dataset_get_class_name (dataset, k);
  return limen_cli_fail_class (error, option, name, names, n);
}

static gboolean
find_class (LimenDataset *dataset, const char *option, const char *name,
            int *class, GError **error)
{
  if (name == NULL)
    return TRUE;
  *class = limen_dataset_find_class (dataset, name);
  return *class >= 0 || fail_class (dataset, option, name, error);
}

/* FALSE with an error where an option needs classes or thresholds, which a
 * regression does not have. */
static gboolean
check_numbers (const Arguments *arguments, const LimenRowQuery *query,
               GError **error)
{
  const struct
  {
    const char *option;
    gboolean is_given;
  } options[] = {
    { "--at", arguments->at != NULL },
    { "--near", query->near > 0 },
    { "--where", query->where != LIMEN_CELL_ANY },
    { "--class", arguments->class != NULL },
    { "--true", arguments->label != NULL },
    { "--decided", arguments->decision != NULL },
    { "--sort cost", query->order == LIMEN_ROW_ORDER_COST },
    { "--sort distance", query->order == LIMEN_ROW_ORDER_DISTANCE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    if (options[i].is_given)
      return limen_option_fail (error,
                                "%s: a regression has no classes, and no "
                                "thresholds",
                                options[i].option);
  return TRUE;
}

/* Resolves the decisions that the query lists: one class against the rest,
 * with its threshold, the multiclass decision, or the numbers of a regression.
 * FALSE with an error where an option does not suit them. */
static gboolean
resolve_class (const Arguments *arguments, LimenAnalysis *analysis,
               LimenRowQuery *query, GError **error)
{
  LimenDataset *dataset = limen_analysis_get_dataset (analysis);
  g_autoptr (LimenOneVsRest) class = NULL;
  LimenTask task = limen_dataset_get_predictions (dataset)->task;

  query->scores = limen_analysis_get_scores (analysis);
  if (!limen_row_query_has_classes (query))
    return check_numbers (arguments, query, error);
  if (arguments->at != NULL && !limen_cli_has_thresholds (analysis))
    return limen_option_fail (error, "--at: the file has decisions, which "
                                     "have no thresholds");
  if (limen_task_get (task)->has_matrix && arguments->class == NULL)
    {
      if (query->where >= LIMEN_CELL_TP && query->where <= LIMEN_CELL_TN)
        return limen_option_fail (error,
                                  "--where: \"%s\" needs one class; give it "
                                  "with --class, or use any, right or wrong",
                                  arguments->where);
      if (!isnan (query->threshold))
        return limen_option_fail (error,
                                  "--at: name the class of the threshold with "
                                  "--class");
      if (query->near > 0 || query->order == LIMEN_ROW_ORDER_COST
          || query->order == LIMEN_ROW_ORDER_DISTANCE)
        return limen_option_fail (error, "--near and --sort cost or distance "
                                         "need one class; give it with "
                                         "--class");
      return find_class (dataset, "--true", arguments->label, &query->label,
                         error)
             && find_class (dataset, "--decided", arguments->decision,
                            &query->decision, error);
    }
  if (arguments->label != NULL || arguments->decision != NULL)
    return limen_option_fail (error,
                              "--true and --decided are about the decision "
                              "for one of several classes; leave out "
                              "--class");
  class = limen_cli_get_class (analysis, arguments->class, error);
  if (class == NULL)
    return FALSE;
  query->class = (int) limen_one_vs_rest_get_class (class);
  query->threshold
      = isnan (query->threshold)
            ? limen_one_vs_rest_get_start (class)
            : limen_threshold_reverse (
                  query->threshold, limen_sweep_is_reversed (
                                        limen_one_vs_rest_get_sweep (class)));
  return TRUE;
}

static int
print_rows (const LimenRowQuery *query, const guint32 *rows, gsize n,
            const LimenOutputArguments *output, const char *format)
{
  const char *path = limen_output_arguments_get_path (output);
  GError *error = NULL;
  g_autofree char *text = NULL;

  if (path != NULL
      && !limen_rows_save (query, rows, n, path, format, NULL, NULL, NULL,
                           &error))
    return limen_cli_fail (LIMEN_EXIT_INPUT, error);
  if (path != NULL)
    {
      limen_cli_print_saved_rows (n, path);
      return LIMEN_EXIT_DONE;
    }
  text = limen_rows_describe (query, rows, n, &error);
  if (text == NULL || !limen_cli_write_text ("-", text, &error))
    return limen_cli_fail (LIMEN_EXIT_INPUT, error);
  return LIMEN_EXIT_DONE;
}

/* Why the rows cannot be sorted, or taken near the threshold, as the query
 * says; NULL if they can. */
static const char *
check_order (const LimenRowQuery *query, LimenKind kind)
{
  if (query->near > 0 && !limen_kind_has_thresholds (kind))
    return _ ("decisions have no threshold; leave out --near");
  if (query->order == LIMEN_ROW_ORDER_COST
      && !limen_row_query_has_costs (query))
    return _ ("rows have no costs of their own; give the column of costs with "
              "--fp-cost-column or --fn-cost-column");
  if (query->order == LIMEN_ROW_ORDER_LINE
      || query->order == LIMEN_ROW_ORDER_COST)
    return NULL;
  if (!limen_kind_has_thresholds (kind))
    return _ ("decisions have no loss and no score; leave out --sort, or give "
              "--sort line");
  if (query->order == LIMEN_ROW_ORDER_LOSS
      && limen_row_query_has_classes (query)
      && !limen_kind_has_probabilities (kind))
    return _ ("plain scores have no loss; give --sort score, or the kind of "
              "the scores with --kind");
  return NULL;
}

static int
list_rows (const char *file, const LimenReadOptions *options,
           const Arguments *arguments, LimenRowQuery *query,
           const char *format)
{
  GError *error = NULL;
  g_autoptr (LimenAnalysis) analysis
      = limen_cli_analyze (file, options, NULL, NULL, &error);
  g_autofree guint32 *rows = NULL;
  LimenDataset *dataset;
  const char *message;
  int status;
  gsize n;

  if (analysis == NULL)
    return limen_cli_fail (LIMEN_EXIT_INPUT, error);
  dataset = limen_analysis_get_dataset (analysis);
  if (!resolve_class (arguments, analysis, query, &error))
    return limen_cli_fail_options ("rows", error);
  if (arguments->sort == NULL && query->near == 0
      && !limen_cli_has_thresholds (analysis))
    query->order = LIMEN_ROW_ORDER_LINE;
  message = check_order (query, limen_dataset_get_predictions (dataset)->kind);
  if (message != NULL)
    return limen_cli_fail_usage ("rows", message);
  rows = limen_rows_list (query, &n, NULL, &error);
  if (rows == NULL)
    return limen_cli_fail (LIMEN_EXIT_INPUT, error);
  status = print_rows (query, rows, n, &arguments->output, format);
  if (status == LIMEN_EXIT_DONE)
    limen_cli_print_skipped (dataset);
  return status;
}

/* limen-cli rows: the rows with the highest loss, or in another order. */
int
limen_cli_rows (int argc, char **argv)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_auto (Arguments) arguments = { 0 };
  const GOptionEntry entries[]
      = { { "sort", 0, 0, G_OPTION_ARG_STRING, &arguments.sort,
            N_ ("loss, score, line, cost or distance"), N_ ("ORDER") },
          { "top", 0, 0, G_OPTION_ARG_STRING, &arguments.top,
            N_ ("Number of rows to list (20)"), "N" },
          { "near", 0, 0, G_OPTION_ARG_STRING, &arguments.near,
            N_ ("N rows on each side of the threshold"), "N" },
          { "where", 0, 0, G_OPTION_ARG_STRING, &arguments.where,
            N_ ("tp, fp, fn, tn, right, wrong or any"), N_ ("CELL") },
          { "at", 0, 0, G_OPTION_ARG_STRING, &arguments.at,
            N_ ("Decision threshold"), "T" },
          { "class", 0, 0, G_OPTION_ARG_FILENAME, &arguments.class,
            N_ ("Class of the decisions, if there are several"), N_ ("NAME") },
          { "true", 0, 0, G_OPTION_ARG_FILENAME, &arguments.label,
            N_ ("Only rows of this true class"), N_ ("NAME") },
          { "decided", 0, 0, G_OPTION_ARG_FILENAME, &arguments.decision,
            N_ ("Only rows decided for this class"), N_ ("NAME") },
          { NULL } };
  const GOptionEntry output[]
      = { { "output", 'o', 0, G_OPTION_ARG_FILENAME, &arguments.output.path,
            N_ ("Save rows as .csv or .json; - prints them"), N_ ("FILE") },
          { "json", 0, 0, G_OPTION_ARG_NONE, &arguments.output.is_json,
            N_ ("Print as JSON"), NULL },
          { "format", 0, 0, G_OPTION_ARG_STRING, &arguments.output.format,
            N_ ("csv or json, if the name does not tell"), N_ ("FORMAT") },
          { NULL } };
  const LimenCommandLine line = {
    .arguments = N_ ("FILE"),
    .summary = N_ ("Lists the rows of a file of predictions that cost the "
                   "most, with the text of\n"
                   "each row; FILE may be - (standard input), where rows have "
                   "no text."),
    .entries = entries,
    .output = output,
    .reading = options,
  };
  LimenRowQuery query = limen_row_query_new (NULL, -1, DEFAULT_TOP);
  const char *format;
  GError *error = NULL;

  options->no_sha256 = TRUE;
  if (!limen_cli_parse (&line, &argc, &argv, &error)
      || !parse (&arguments, &query, &error)
      || !limen_output_arguments_find_table_format (&arguments.output, &format,
                                                    &error)
      || (argc == 2
          && !limen_cli_take_output (
              limen_output_arguments_get_path (&arguments.output), options,
              (const char *const *) argv + 1, 1, &error)))
    return limen_cli_fail_options ("rows", error);
  if (argc != 2)
    return limen_cli_fail_usage ("rows", _ ("give one FILE"));
  return list_rows (argv[1], options, &arguments, &query, format);
}
