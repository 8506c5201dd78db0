#pragma once

#include "calibration-options.h"
#include "figures.h"

int limen_cli_check_figure (const char *command, int argc, const char *figure,
                            const LimenCalibrationArguments *bins,
                            LimenCalibrationOptions *options,
                            const char *output);
LimenOneVsRest *limen_cli_get_figure_class (const LimenFigureType *figure,
                                            LimenAnalysis *analysis,
                                            const char *name,
                                            gboolean has_threshold,
                                            GError **error);
LimenFigureInput *
limen_cli_new_figure_input (LimenAnalysis *analysis, LimenOneVsRest *class,
                            const LimenObjective *view, double threshold,
                            LimenCalibrationOptions calibration);
