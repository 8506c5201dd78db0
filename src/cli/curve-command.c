/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "figure-options.h"
#include "message.h"
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
  g_autofree char *losses = limen_figures_list (is_of_losses, _ (" and "));
  g_autofree char *at
      /* Translators: %s is a list of figures. */
      = limen_message_new ("Decision threshold, for %s", losses);
  g_autofree char *keys = limen_figures_list (NULL, ", ");
  g_autofree char *figures = limen_option_wrap_list (_ ("Figures:"), keys);
  const GOptionEntry entries[]
      = { { "figure", 0, 0, G_OPTION_ARG_STRING, &arguments.figure,
            N_ ("Figure, from the list below"), N_ ("NAME") },
          { "class", 0, 0, G_OPTION_ARG_FILENAME, &arguments.class,
            N_ ("Class of the numbers, if there are several"), N_ ("NAME") },
          { "at", 0, 0, G_OPTION_ARG_STRING, &arguments.at, at, "T" },
          { NULL } };
  const GOptionEntry output[]
      = { { "output", 'o', 0, G_OPTION_ARG_FILENAME, &arguments.output.path,
            N_ ("Save numbers as .csv or .json; - prints them"), N_ ("FILE") },
          { "json", 0, 0, G_OPTION_ARG_NONE, &arguments.output.is_json,
            N_ ("Print as JSON"), NULL },
          { "format", 0, 0, G_OPTION_ARG_STRING, &arguments.output.format,
            N_ ("csv or json, if the name does not tell"), N_ ("FORMAT") },
          { NULL } };
  const LimenCommandLine line = {
    .arguments = N_ ("FILE --figure NAME --output x.csv|.json"),
    .summary = N_ ("Saves the numbers in a figure, such as every point of a "
                   "curve, as CSV or JSON;\n"
                   "FILE may be - (standard input)."),
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
