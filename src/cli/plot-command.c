#include <math.h>
#include <stdio.h>

#include "cli.h"
#include "figure-options.h"
#include "option-value.h"
#include "picture.h"

#define MAX_SIZE 16384
#define DEFAULT_WIDTH 900
#define DEFAULT_HEIGHT 500
/* Of a figure whose plot is as high as it is wide. */
#define SQUARE_WIDTH 600
#define SQUARE_HEIGHT 620

/* What the command line says. */
typedef struct
{
  char *figure, *path, *format, *class, *size, *at, *theme;
  int width, height;
  double threshold;
  LimenThemeVariant variant;
  LimenObjective view; /* its costs and its population */
  LimenCalibrationOptions calibration;
} Arguments;

static void
arguments_clear (Arguments *arguments)
{
  g_free (arguments->figure);
  g_free (arguments->path);
  g_free (arguments->format);
  g_free (arguments->class);
  g_free (arguments->size);
  g_free (arguments->at);
  g_free (arguments->theme);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, arguments_clear)

static gboolean
is_square (const LimenFigureType *figure)
{
  return figure->is_square;
}

/* Sizes where none is given; a new string. */
static char *
describe_size (void)
{
  g_autofree char *squares = limen_figures_list (is_square, " and ");

  return g_strdup_printf ("In pixels (%dx%d; of %s %dx%d)", DEFAULT_WIDTH,
                          DEFAULT_HEIGHT, squares, SQUARE_WIDTH,
                          SQUARE_HEIGHT);
}

static gboolean
parse_size (Arguments *arguments, GError **error)
{
  const char *text = arguments->size;
  const LimenFigureType *figure = limen_figures_find (arguments->figure);
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
  return limen_option_fail (
      error,
      "--theme: \"%s\" is none of light, dark, print, contrast, "
      "contrast-dark",
      arguments->theme);
}

static gboolean
parse (Arguments *arguments, const LimenObjectiveOptions *view,
       GError **error)
{
  arguments->threshold = NAN;
  return parse_size (arguments, error) && parse_theme (arguments, error)
         && limen_objective_options_parse (view, &arguments->view, error)
         && (arguments->at == NULL
             || limen_option_parse_number ("--at", arguments->at,
                                           &arguments->threshold, error));
}

static int
plot (const char *file, const LimenReadOptions *options,
      const Arguments *arguments)
{
  const LimenFigureType *figure = limen_figures_find (arguments->figure);
  GError *error = NULL;
  g_autoptr (LimenAnalysis) analysis
      = limen_cli_analyze (file, options, NULL, NULL, &error);
  g_autoptr (LimenOneVsRest) class = NULL;
  g_autoptr (LimenPicture) picture = NULL;
  g_autoptr (LimenFigureInput) input = NULL;

  if (analysis == NULL)
    return limen_cli_fail (LIMEN_EXIT_INPUT, error);
  class = limen_cli_get_figure_class (figure, analysis, arguments->class,
                                      !isnan (arguments->threshold), &error);
  if (class == NULL)
    return limen_cli_fail_options ("plot", error);
  picture = limen_picture_new (arguments->path, arguments->format,
                               arguments->width, arguments->height, &error);
  if (picture == NULL)
    return limen_cli_fail (LIMEN_EXIT_INPUT, error);
  input = limen_cli_new_figure_input (analysis, class, &arguments->view,
                                      arguments->threshold,
                                      arguments->calibration);
  if (!limen_figure_type_draw_picture (
          figure, input, limen_picture_get_cairo (picture), arguments->width,
          arguments->height, arguments->variant, &error)
      || !limen_picture_save (picture, &error))
    return limen_cli_fail (LIMEN_EXIT_INPUT, error);
  limen_cli_print_saved (arguments->path);
  limen_cli_print_skipped (limen_analysis_get_dataset (analysis));
  return LIMEN_EXIT_DONE;
}

/* limen-cli plot: one figure as a picture. */
int
limen_cli_plot (int argc, char **argv)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_auto (LimenObjectiveOptions) view = { 0 };
  g_auto (LimenCalibrationArguments) bins = { 0 };
  g_auto (Arguments) arguments = { 0 };
  g_autofree char *size = describe_size ();
  const GOptionEntry entries[] = {
    { "figure", 0, 0, G_OPTION_ARG_STRING, &arguments.figure,
      limen_figures_get_keys (), "NAME" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &arguments.path,
      "Where to save the picture; its name says the format. - is the "
      "standard output",
      "x.png|.svg|.pdf" },
    { "format", 0, 0, G_OPTION_ARG_STRING, &arguments.format,
      "svg, png or pdf; by default what the name of the output says, and svg "
      "for -",
      "FORMAT" },
    { "class", 0, 0, G_OPTION_ARG_FILENAME, &arguments.class,
      "Which of several classes it is about", "NAME" },
    { "size", 0, 0, G_OPTION_ARG_STRING, &arguments.size, size, "WxH" },
    { "theme", 0, 0, G_OPTION_ARG_STRING, &arguments.theme,
      "light, dark, print (if nothing is said), contrast or contrast-dark",
      "NAME" },
    { "at", 0, 0, G_OPTION_ARG_STRING, &arguments.at,
      "Threshold that the figure shows; the usual one if none is given", "T" },
    { NULL }
  };
  const LimenCommandLine line = {
    .arguments = "FILE --figure NAME --output x.png",
    .summary = "Draws a figure of a file of predictions; FILE may be - "
               "(standard input).",
    .entries = entries,
    .view = &view,
    .bins = &bins,
    .reading = options,
  };
  GError *error = NULL;
  int status;

  options->no_sha256 = TRUE;
  if (!limen_cli_parse (&line, &argc, &argv, &error)
      || !parse (&arguments, &view, &error))
    return limen_cli_fail_options ("plot", error);
  status = limen_cli_check_figure ("plot", argc, arguments.figure, &bins,
                                   &arguments.calibration, arguments.path);
  if (status != LIMEN_EXIT_DONE)
    return status;
  if (limen_picture_find_format (arguments.path, arguments.format, &error)
          == NULL
      || !limen_cli_take_output (arguments.path, options,
                                 (const char *const *) argv + 1, 1, &error))
    return limen_cli_fail_options ("plot", error);
  return plot (argv[1], options, &arguments);
}
