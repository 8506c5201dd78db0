#pragma once

#include <cairo.h>

#include "analysis.h"
#include "binned-calibration.h"
#include "decimal.h"
#include "figure.h"

/* What figures are made from. */
typedef struct
{
  LimenAnalysis *analysis;
  LimenOneVsRest *class;
  const LimenOutcome *outcome; /* whose confusion it is; NULL: by the largest
                                * score */
  LimenCosts costs;
  double prevalence; /* of the population; NaN: that of the rows */
  const LimenMetricId *metrics; /* of threshold-curves and rate-curves;
                                 * borrowed */
  gsize n_metrics;
  LimenCalibrationOptions calibration; /* its bins */
  LimenThresholdAxis axis;
  char label[LIMEN_DECIMAL_SIZE]; /* the threshold at the line */
  char refer_label[LIMEN_DECIMAL_SIZE]; /* that at the lower one */
} LimenFigureInput;

/* Every figure there is, by its name: its picture, and the numbers in it as
 * lines of CSV. */
extern const char limen_figure_names[];

int limen_figures_find (const char *name);
const char *limen_figures_get_name (int figure);
gboolean limen_figures_is_of_all (int figure);
gboolean limen_figures_is_of_several (int figure);
gboolean limen_figures_is_of_decisions (int figure);
gboolean limen_figures_has (int figure, LimenAnalysis *analysis);
gboolean limen_figures_has_bins (int figure);
gboolean limen_figures_is_square (int figure);
void limen_figure_input_init (LimenFigureInput *self, LimenAnalysis *analysis,
                              LimenOneVsRest *class, LimenCosts costs,
                              double prevalence, double threshold);
const LimenOutcome *
limen_figure_input_get_outcome (const LimenFigureInput *self);
void limen_figure_input_set_refer_from (LimenFigureInput *self,
                                        double refer_from);
gboolean limen_figures_draw (int figure, const LimenFigureInput *input,
                             cairo_t *cr, LimenRect rect,
                             const LimenTheme *theme, GError **error);
gboolean limen_figures_draw_picture (int figure,
                                     const LimenFigureInput *input,
                                     cairo_t *cr, int width, int height,
                                     LimenThemeVariant variant,
                                     GError **error);
gboolean limen_figures_save (int figure, const LimenFigureInput *input,
                             const char *path, GError **error);
