/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "analysis.h"
#include "calibration-options.h"
#include "loss-arguments.h"
#include "objective-options.h"
#include "read-options.h"

/* How the program ends. */
enum
{
  LIMEN_EXIT_DONE = 0,
  LIMEN_EXIT_INPUT = 1,        /* the input is wrong */
  LIMEN_EXIT_USAGE = 2,        /* the command line is wrong */
  LIMEN_EXIT_UNATTAINABLE = 3, /* the objective cannot be met */
};

/* A command gets its own arguments, its name first. */
int limen_cli_report (int argc, char **argv);
int limen_cli_choose (int argc, char **argv);
int limen_cli_plot (int argc, char **argv);
int limen_cli_curve (int argc, char **argv);
int limen_cli_rows (int argc, char **argv);
int limen_cli_apply (int argc, char **argv);

/* What every command does alike */
int limen_cli_fail (int status, GError *error);
int limen_cli_fail_usage (const char *command, const char *message);
int limen_cli_fail_options (const char *command, GError *error);

/* What a command takes */
typedef struct
{
  const char *arguments; /* "FILE" */
  const char *summary;
  const char *names; /* what stands under the options; NULL: nothing */
  const GOptionEntry *entries; /* of its own; NULL: none */
  const GOptionEntry *output;  /* of what it makes and where that goes */
  LimenObjectiveOptions *objective;  /* NULL: it takes none */
  LimenObjectiveOptions *view;       /* the same of costs and population */
  LimenLossArguments *losses;        /* NULL: it takes none */
  LimenCalibrationArguments *calibration; /* NULL: it takes none */
  LimenCalibrationArguments *bins;   /* the same of a figure */
  LimenReadOptions *reading;
} LimenCommandLine;

gboolean limen_cli_parse (const LimenCommandLine *line, int *argc,
                          char ***argv, GError **error);
gboolean limen_cli_take_output (const char *output,
                                const LimenReadOptions *reading,
                                const char *const *inputs, gsize n_inputs,
                                GError **error);
gboolean limen_cli_write_text (const char *path, const char *text,
                               GError **error);
void limen_cli_print_saved (const char *path);
void limen_cli_print_saved_rows (const char *what, gsize n_rows,
                                 const char *path);
void limen_cli_print_skipped (LimenDataset *dataset);
void limen_cli_print_findings (GPtrArray *findings);
void limen_cli_print_positive (LimenDataset *dataset);
gboolean limen_cli_has_thresholds (LimenAnalysis *analysis);
LimenOneVsRest *limen_cli_get_class (LimenAnalysis *analysis,
                                     const char *name, GError **error);
LimenDataset *limen_cli_read (const char *path,
                              const LimenReadOptions *options,
                              const LimenReadOptions *said, GError **error);
LimenAnalysis *limen_cli_analyze (const char *path,
                                  const LimenReadOptions *options,
                                  const LimenLossOptions *losses,
                                  LimenTimings *timings, GError **error);
LimenAnalysis *
limen_cli_analyze_recalibrated (const char *path,
                                const LimenReadOptions *options,
                                LimenRecalibrationMethod method,
                                GError **error);
