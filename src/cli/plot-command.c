/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <stdio.h>

#include "band-options.h"
#include "figure-options.h"
#include "option-value.h"
#include "output.h"
#include "picture.h"

#define MAX_SIZE 16384
#define DEFAULT_WIDTH 900
#define DEFAULT_HEIGHT 500
/* The default size of a figure with a square plot. */
#define SQUARE_WIDTH 600
#define SQUARE_HEIGHT 620

/* The options: texts, which are owned, and the values parsed from them. */
typedef struct
{
  LimenFigureArguments figure;
  LimenIntervalArguments bands;
  LimenBootstrap bootstrap; /* of the bands */
  const char *format; /* of the picture; "json": save its numbers instead */
  char *size, *theme;
  int width, height;
  LimenThemeVariant variant;
} Arguments;

static void
arguments_clear (Arguments *arguments)
{
  limen_figure_arguments_clear (&arguments->figure);
  limen_interval_arguments_clear (&arguments->bands);
  g_free (arguments->size);
  g_free (arguments->theme);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, arguments_clear)

/* The help of --size with the default sizes, of most figures and of square
 * ones; a new string. */
static char *
describe_size (void)
{
  return g_strdup_printf (_ ("In pixels (%dx%d, or %dx%d)"), DEFAULT_WIDTH,
                          DEFAULT_HEIGHT, SQUARE_WIDTH, SQUARE_HEIGHT);
}

static gboolean
parse_size (Arguments *arguments, GError **error)
{
  const char *text = arguments->size;
  const LimenFigureType *figure = limen_figures_find (arguments->figure.figure);
  gboolean has_square = figure != NULL && figure->is_square;
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", "x", 2);
  guint64 numbers[2];

  arguments->width = has_square ? SQUARE_WIDTH : DEFAULT_WIDTH;
  arguments->height = has_square ? SQUARE_HEIGHT : DEFAULT_HEIGHT;
  if (text == NULL)
    return TRUE;
  if (g_strv_length (parts) == 2
      && g_ascii_string_to_unsigned (parts[0], 10, 100, MAX_SIZE, &numbers[0],
                                     NULL)
      && g_ascii_string_to_unsigned (parts[1], 10, 100, MAX_SIZE, &numbers[1],
                                     NULL))
    {
      arguments->width = (int) numbers[0];
      arguments->height = (int) numbers[1];
      return TRUE;
    }
  return limen_option_fail (
      error,
      "--size: \"%s\" is not WIDTHxHEIGHT in pixels, from 100 to "
      "16384 each",
      text);
}

static gboolean
parse_theme (Arguments *arguments, GError **error)
{
  arguments->variant = LIMEN_THEME_PRINT;
  if (arguments->theme == NULL
      || limen_theme_variant_parse (arguments->theme, &arguments->variant))
    return TRUE;
  return limen_option_fail_value (
      error, "--theme", arguments->theme,
      "light, dark, print, contrast, contrast-dark");
}

/* Sets the format of the output from --json or --format, and checks that the
 * path's ending suits it. FALSE with an error. */
static gboolean
find_format (Arguments *arguments, GError **error)
{
  const LimenOutputArguments *output = &arguments->figure.output;
  const char *path = limen_output_arguments_get_path (output);

  if (!limen_output_arguments_find_format (output, &arguments->format, error))
    return FALSE;
  if (output->is_json)
    return limen_output_is_standard (path) || g_str_has_suffix (path, ".json")
           || limen_option_fail (error, "--json: %s does not end in .json",
                                 path);
  return limen_picture_find_format (path, arguments->format, error) != NULL;
}

/* Saves the picture; FALSE with an error. */
static gboolean
draw (const Arguments *arguments, LimenFigureInput *input, const char *path,
      GError **error)
{
  g_autoptr (LimenPicture) picture = limen_picture_new (
      path, arguments->format, arguments->width, arguments->height, error);

  return picture != NULL
         && limen_figure_type_draw_picture (
             arguments->figure.type, input, limen_picture_get_cairo (picture),
             arguments->width, arguments->height, arguments->variant, error)
         && limen_picture_save (picture, error);
}

static int
plot (const char *file, const LimenReadOptions *options,
      const Arguments *arguments)
{
  const LimenFigureArguments *figure = &arguments->figure;
  const char *path = limen_output_arguments_get_path (&figure->output);
  int status = LIMEN_EXIT_DONE;
  GError *error = NULL;
  g_autoptr (LimenFigureInput) input
      = limen_figure_arguments_read (figure, "plot", file, options, &status);

  if (input == NULL)
    return status;
  input->bootstrap = arguments->bootstrap;
  if (!(figure->output.is_json ? limen_figure_type_save (figure->type, input,
                                                         path, "json", &error)
                               : draw (arguments, input, path, &error)))
    return limen_cli_fail (LIMEN_EXIT_INPUT, error);
  if (input->bootstrap.n_resamples > 0 && input->bands == NULL)
    fputs (_ ("No bands were drawn: a class has no rows, the file has "
              "decisions, or too\n"
              "many of its rows have weights or costs of their own\n"),
           stderr);
  limen_cli_print_saved (path);
  limen_cli_print_skipped (limen_analysis_get_dataset (input->analysis));
  return LIMEN_EXIT_DONE;
}

/* limen-cli plot: one figure as a picture. */
int
limen_cli_plot (int argc, char **argv)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_auto (Arguments) arguments = { 0 };
  LimenFigureArguments *of_figure = &arguments.figure;
  g_autofree char *size = describe_size ();
  g_autofree char *keys = limen_figures_list (NULL, ", ");
  g_autofree char *figures = limen_option_wrap_list (_ ("Figures:"), keys);
  const GOptionEntry entries[]
      = { { "figure", 0, 0, G_OPTION_ARG_STRING, &of_figure->figure,
            N_ ("Figure, from the list below"), N_ ("NAME") },
          { "class", 0, 0, G_OPTION_ARG_FILENAME, &of_figure->class,
            N_ ("Class to draw, if there are several"), N_ ("NAME") },
          { "at", 0, 0, G_OPTION_ARG_STRING, &of_figure->at,
            N_ ("Threshold to show"), "T" },
          { NULL } };
  const GOptionEntry output[]
      = { { "output", 'o', 0, G_OPTION_ARG_FILENAME, &of_figure->output.path,
            N_ ("Save as .png, .svg or .pdf; - prints it"), N_ ("FILE") },
          { "json", 0, 0, G_OPTION_ARG_NONE, &of_figure->output.is_json,
            N_ ("Print the numbers as JSON, as curve does"), NULL },
          { "format", 0, 0, G_OPTION_ARG_STRING, &of_figure->output.format,
            N_ ("svg, png or pdf, if the name does not tell"), N_ ("FORMAT") },
          { "size", 0, 0, G_OPTION_ARG_STRING, &arguments.size, size, "WxH" },
          { "theme", 0, 0, G_OPTION_ARG_STRING, &arguments.theme,
            "light, dark, print, contrast, contrast-dark", N_ ("NAME") },
          { NULL } };
  const LimenCommandLine line = {
    .arguments = N_ ("FILE --figure NAME --output x.png"),
    .summary = N_ ("Draws a figure of a file of predictions; FILE may be - "
                   "(standard input)."),
    .entries = entries,
    .output = output,
    .names = figures,
    .view = &of_figure->view_options,
    .bins = &of_figure->bins,
    .bands = &arguments.bands,
    .reading = options,
  };
  GError *error = NULL;
  int status;

  options->no_sha256 = TRUE;
  if (!limen_cli_parse (&line, &argc, &argv, &error)
      || !parse_size (&arguments, &error) || !parse_theme (&arguments, &error)
      || !limen_figure_arguments_parse (of_figure, &error))
    return limen_cli_fail_options ("plot", error);
  status = limen_figure_arguments_check (of_figure, "plot", argc);
  if (status != LIMEN_EXIT_DONE)
    return status;
  if (!find_format (&arguments, &error)
      || !limen_band_arguments_parse (
          &arguments.bands, of_figure->type,
          !of_figure->output.is_json
              && g_strcmp0 (arguments.format, "json") != 0,
          &arguments.bootstrap, &error)
      || !limen_cli_take_output (
          limen_output_arguments_get_path (&of_figure->output), options,
          (const char *const *) argv + 1, 1, &error))
    return limen_cli_fail_options ("plot", error);
  return plot (argv[1], options, &arguments);
}
