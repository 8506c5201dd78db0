#pragma once

#include "calibration-options.h"
#include "figures.h"

int limen_cli_fail_figure (const char *command);
gboolean
limen_cli_parse_figure_bins (int figure,
                             const LimenCalibrationArguments *arguments,
                             LimenCalibrationOptions *options,
                             GError **error);
LimenOneVsRest *limen_cli_get_figure_class (int figure,
                                            LimenAnalysis *analysis,
                                            const char *name,
                                            gboolean has_threshold,
                                            GError **error);
