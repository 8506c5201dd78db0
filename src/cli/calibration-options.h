/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "binned-calibration.h"
#include "recalibration.h"

/* The texts of --binning and --bins; NULL: not given. */
typedef struct
{
  char *binning;
  char *n_bins;
} LimenCalibrationArguments;

void
limen_calibration_arguments_add_to (LimenCalibrationArguments *arguments,
                                    GOptionGroup *group);
void limen_calibration_arguments_add_figure_to (
    LimenCalibrationArguments *arguments, GOptionGroup *group);
gboolean limen_calibration_arguments_are_given (
    const LimenCalibrationArguments *arguments);
void limen_calibration_arguments_clear (LimenCalibrationArguments *arguments);
gboolean
limen_calibration_arguments_parse (const LimenCalibrationArguments *arguments,
                                   LimenCalibrationOptions *options,
                                   GError **error);

/* The methods that --recalibrate takes, as its help text. */
#define LIMEN_RECALIBRATE_HELP                                                \
  "temperature, platt, beta, isotonic, histogram"
gboolean limen_recalibrate_parse (const char *text, gboolean *has_method,
                                  LimenRecalibrationMethod *method,
                                  GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LimenCalibrationArguments,
                                  limen_calibration_arguments_clear)
