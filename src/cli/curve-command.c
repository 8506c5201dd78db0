/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure-options.h"
#include "option-value.h"

static int
save_numbers (const char *file, const LimenReadOptions *options,
              const LimenFigureArguments *arguments, const char *format)
{
  const char *path = limen_output_arguments_get_path (&arguments->output);
  int status = LIMEN_EXIT_DONE;
  GError *error = NULL;
  g_autoptr (LimenFigureInput) input = limen_figure_arguments_read (
      arguments, "curve", file, options, &status);

  if (input == NULL)
    return status;
  if (!limen_figure_type_save (arguments->type, input, path, format, &error))
    return limen_cli_fail (LIMEN_EXIT_INPUT, error);
  limen_cli_print_saved (path);
  limen_cli_print_skipped (limen_analysis_get_dataset (input->analysis));
  return LIMEN_EXIT_DONE;
}

static gboolean
is_of_losses (const LimenFigureType *figure)
{
  return figure->scope == LIMEN_SCOPE_ALL;
}

/* limen-cli curve: the numbers in a figure. */
int
limen_cli_curve (int argc, char **argv)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_auto (LimenFigureArguments) arguments = { 0 };
  g_autofree char *losses = limen_figures_list (is_of_losses, " and ");
  g_autofree char *at
      = g_strconcat ("Threshold that decides rows, for ", losses, NULL);
  g_autofree char *keys = limen_figures_list (NULL, ", ");
  g_autofree char *figures = limen_option_wrap_list ("Figures:", keys);
  const GOptionEntry entries[] = {
    { "figure", 0, 0, G_OPTION_ARG_STRING, &arguments.figure,
      "Figure, from the list below", "NAME" },
    { "class", 0, 0, G_OPTION_ARG_FILENAME, &arguments.class,
      "The class that they are about, of several", "NAME" },
    { "at", 0, 0, G_OPTION_ARG_STRING, &arguments.at, at, "T" },
    { NULL }
  };
  const GOptionEntry output[]
      = { { "output", 'o', 0, G_OPTION_ARG_FILENAME, &arguments.output.path,
            "Save them as .csv or .json; - prints them", "FILE" },
          { "json", 0, 0, G_OPTION_ARG_NONE, &arguments.output.is_json,
            "Print them as JSON", NULL },
          { "format", 0, 0, G_OPTION_ARG_STRING, &arguments.output.format,
            "csv or json, if the name has no such end", "FORMAT" },
          { NULL } };
  const LimenCommandLine line = {
    .arguments = "FILE --figure NAME --output x.csv|.json",
    .summary = "Saves the numbers in a figure of a file of predictions, at "
               "every threshold\nwhere it is about thresholds; FILE may be - "
               "(standard input).",
    .entries = entries,
    .output = output,
    .names = figures,
    .view = &arguments.view_options,
    .bins = &arguments.bins,
    .reading = options,
  };
  GError *error = NULL;
  const char *format;
  int status;

  options->no_sha256 = TRUE;
  if (!limen_cli_parse (&line, &argc, &argv, &error)
      || !limen_figure_arguments_parse (&arguments, &error))
    return limen_cli_fail_options ("curve", error);
  status = limen_figure_arguments_check (&arguments, "curve", argc);
  if (status != LIMEN_EXIT_DONE)
    return status;
  if (!limen_output_arguments_find_table_format (&arguments.output, &format,
                                                 &error)
      || !limen_cli_take_output (
          limen_output_arguments_get_path (&arguments.output), options,
          (const char *const *) argv + 1, 1, &error))
    return limen_cli_fail_options ("curve", error);
  return save_numbers (argv[1], options, &arguments, format);
}
