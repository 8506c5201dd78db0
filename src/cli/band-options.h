/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figures.h"
#include "interval-options.h"

void limen_band_arguments_add_to (LimenIntervalArguments *arguments,
                                  GOptionGroup *group);
gboolean limen_band_arguments_parse (const LimenIntervalArguments *arguments,
                                     const LimenFigureType *figure,
                                     gboolean is_picture, LimenBootstrap *plan,
                                     GError **error);
