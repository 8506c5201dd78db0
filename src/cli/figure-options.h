#pragma once

#include "figures.h"

int limen_cli_fail_figure (const char *command);
LimenOneVsRest *limen_cli_get_figure_class (int figure,
                                            LimenAnalysis *analysis,
                                            const char *name,
                                            gboolean has_threshold,
                                            GError **error);
