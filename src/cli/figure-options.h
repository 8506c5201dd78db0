/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli.h"
#include "figures.h"
#include "output-arguments.h"

/* The options of a command that saves a figure: their texts, which are owned,
 * and the values parsed from them. */
typedef struct
{
  char *figure, *class, *at;
  LimenOutputArguments output;
  LimenObjectiveOptions view_options;
  LimenCalibrationArguments bins;

  const LimenFigureType *type;
  double threshold;    /* --at, in the units of the file; NaN: not given */
  LimenObjective view; /* only its costs and prevalence are used */
  LimenCalibrationOptions calibration;
} LimenFigureArguments;

void limen_figure_arguments_clear (LimenFigureArguments *self);
gboolean limen_figure_arguments_parse (LimenFigureArguments *self,
                                       GError **error);
int limen_figure_arguments_check (LimenFigureArguments *self,
                                  const char *command, int argc);
LimenFigureInput *
limen_figure_arguments_read (const LimenFigureArguments *self,
                             const char *command, const char *file,
                             const LimenReadOptions *options, int *status);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LimenFigureArguments,
                                  limen_figure_arguments_clear)
