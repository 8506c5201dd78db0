#include <math.h>
#include <stdio.h>

#include "cli.h"
#include "rows.h"

#define DEFAULT_TOP 20
#define MAX_TOP 1000000

typedef struct
{
  char *sort, *top, *where, *at, *path;
} Arguments;

static gboolean
fail (GError **error, const char *option, const char *text,
      const char *allowed)
{
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               "%s: \"%s\" is none of %s", option, text, allowed);
  return FALSE;
}

static gboolean
parse (const Arguments *arguments, LimenRowQuery *query, GError **error)
{
  guint64 top = DEFAULT_TOP;

  *query = (LimenRowQuery){ .threshold = NAN, .low = NAN, .high = NAN,
                            .loss_low = NAN, .loss_high = NAN };
  if (arguments->sort != NULL
      && !limen_row_order_parse (arguments->sort, &query->order))
    return fail (error, "--sort", arguments->sort, "loss, score, line");
  if (arguments->where != NULL
      && !limen_cell_parse (arguments->where, &query->where))
    return fail (error, "--where", arguments->where, "any, tp, fp, fn, tn");
  if (arguments->top != NULL
      && !g_ascii_string_to_unsigned (arguments->top, 10, 1, MAX_TOP, &top,
                                      NULL))
    return fail (error, "--top", arguments->top, "1 to 1000000");
  query->top = (gsize) top;
  return arguments->at == NULL
         || limen_cli_parse_number ("--at", arguments->at, &query->threshold,
                                    error);
}

static int
list_rows (const char *file, const LimenReadOptions *options,
           LimenRowQuery *query, const char *path)
{
  GError *error = NULL;
  g_autoptr (LimenAnalysis) analysis
      = limen_cli_analyze (file, options, NULL, &error);
  g_autoptr (LimenOneVsRest) class = NULL;
  g_autofree LimenFoundRow *rows = NULL;
  g_autofree char *text = NULL;
  LimenDataset *dataset;
  LimenKind kind;
  gsize n;

  if (analysis == NULL)
    return limen_cli_fail (LIMEN_EXIT_INPUT, error);
  class = limen_analysis_get_class (analysis, 0, &error);
  dataset = limen_analysis_get_dataset (analysis);
  kind = limen_dataset_get_predictions (dataset)->kind;
  if (query->order == LIMEN_ROW_ORDER_LOSS && kind == LIMEN_KIND_SCORE)
    return limen_cli_fail_usage (
        "rows", "plain scores have no loss; say --sort score, or what the "
                "scores are with --kind");
  if (isnan (query->threshold))
    query->threshold = limen_one_vs_rest_get_start (class);
  rows = limen_rows_find (dataset, query, &n);
  if (path != NULL && !limen_rows_save (dataset, rows, n, path, &error))
    return limen_cli_fail (LIMEN_EXIT_INPUT, error);
  if (path == NULL)
    {
      text = limen_rows_describe (dataset, rows, n, &error);
      if (text == NULL)
        return limen_cli_fail (LIMEN_EXIT_INPUT, error);
      fputs (text, stdout);
    }
  else
    printf ("Saved %" G_GSIZE_FORMAT " %s to %s\n", n, n == 1 ? "row" : "rows",
            path);
  limen_cli_print_skipped (dataset);
  return LIMEN_EXIT_DONE;
}

static int
run (int argc, char **argv, Arguments *arguments)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  const GOptionEntry entries[] = {
    { "sort", 0, 0, G_OPTION_ARG_STRING, &arguments->sort,
      "loss (the worst first), score (the highest first) or line", "ORDER" },
    { "top", 0, 0, G_OPTION_ARG_STRING, &arguments->top,
      "How many to list (20)", "N" },
    { "where", 0, 0, G_OPTION_ARG_STRING, &arguments->where,
      "Only those of a cell: tp, fp, fn or tn", "CELL" },
    { "at", 0, 0, G_OPTION_ARG_STRING, &arguments->at,
      "Threshold that the cells are about; the usual one if none is given",
      "T" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &arguments->path,
      "Where to save them as CSV, instead of printing them", "rows.csv" },
    { NULL }
  };
  const LimenCommandLine line = {
    .arguments = "FILE",
    .summary = "Lists the rows of a file of predictions that cost the most, "
               "with their own text;\nFILE may be - (standard input), whose "
               "text is gone by then.",
    .entries = entries,
    .reading = options,
  };
  LimenRowQuery query;
  GError *error = NULL;

  if (!limen_cli_parse (&line, &argc, &argv, &error)
      || !parse (arguments, &query, &error)
      || (argc == 2 && arguments->path != NULL
          && !limen_cli_check_output (arguments->path, argv[1], &error)))
    return limen_cli_fail_options ("rows", error);
  if (argc != 2)
    return limen_cli_fail_usage ("rows", "give one FILE");
  return list_rows (argv[1], options, &query, arguments->path);
}

/* limen-cli rows: the rows that hurt most. */
int
limen_cli_rows (int argc, char **argv)
{
  Arguments arguments = { 0 };
  int status = run (argc, argv, &arguments);

  g_free (arguments.sort);
  g_free (arguments.top);
  g_free (arguments.where);
  g_free (arguments.at);
  g_free (arguments.path);
  return status;
}
