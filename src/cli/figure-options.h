#pragma once

#include "calibration-options.h"
#include "figures.h"

int limen_cli_check_figure (const char *command, int argc, const char *figure,
                            const LimenCalibrationArguments *bins,
                            LimenCalibrationOptions *options,
                            const char *output);
LimenOneVsRest *limen_cli_get_figure_class (int figure,
                                            LimenAnalysis *analysis,
                                            const char *name,
                                            gboolean has_threshold,
                                            GError **error);
