/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "analysis.h"
#include "calibration-options.h"
#include "interval-options.h"
#include "loss-arguments.h"
#include "objective-options.h"
#include "read-options.h"
#include "test-options.h"

/* The exit status of the program. */
enum
{
  LIMEN_EXIT_DONE = 0,
  LIMEN_EXIT_INPUT = 1,        /* the input is wrong */
  LIMEN_EXIT_USAGE = 2,        /* the command line is wrong */
  LIMEN_EXIT_UNATTAINABLE = 3, /* the objective cannot be met */
};

/* The commands. argv[0] is the name of the command. Each prints its own errors
 * and returns the exit status. */
int limen_cli_report (int argc, char **argv);
int limen_cli_choose (int argc, char **argv);
int limen_cli_plot (int argc, char **argv);
int limen_cli_curve (int argc, char **argv);
int limen_cli_rows (int argc, char **argv);
int limen_cli_apply (int argc, char **argv);

/* Errors */
int limen_cli_fail (int status, GError *error);
int limen_cli_fail_usage (const char *command, const char *message);
int limen_cli_fail_options (const char *command, GError *error);

/* The arguments and options of a command. NULL members add no options. Texts
 * are English and translated where they are shown. */
typedef struct
{
  const char *arguments; /* "FILE" */
  const char *summary;
  const char *names;           /* text below the options in --help */
  const GOptionEntry *entries; /* options of this command only */
  const GOptionEntry *output;  /* output path and format; required */
  LimenObjectiveOptions *objective; /* objective, costs and population */
  LimenObjectiveOptions *view;      /* costs and population only */
  LimenLossArguments *losses;
  LimenCalibrationArguments *calibration; /* bins of a report */
  LimenCalibrationArguments *bins;        /* bins of a figure */
  LimenIntervalArguments *intervals;
  LimenTestArguments *test;
  LimenReadOptions *reading;              /* required */
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
void limen_cli_print_saved_rows (gsize n_rows, const char *path);
void limen_cli_print_saved_decisions (gsize n_rows, const char *path);
void limen_cli_print_skipped (LimenDataset *dataset);
void limen_cli_print_findings (GPtrArray *findings);
void limen_cli_print_positive (LimenDataset *dataset);
gboolean limen_cli_has_thresholds (LimenAnalysis *analysis);
gboolean limen_cli_fail_class (GError **error, const char *option,
                               const char *name, const char *const *names,
                               gsize n);
LimenOneVsRest *limen_cli_get_class (LimenAnalysis *analysis,
                                     const char *name, GError **error);
LimenDataset *limen_cli_read (const char *path,
                              const LimenReadOptions *options,
                              const LimenReadOptions *given, GError **error);
LimenAnalysis *limen_cli_analyze (const char *path,
                                  const LimenReadOptions *options,
                                  const LimenLossOptions *losses,
                                  LimenTimings *timings, GError **error);
LimenAnalysis *
limen_cli_analyze_recalibrated (const char *path,
                                const LimenReadOptions *options,
                                LimenRecalibrationMethod method,
                                GError **error);
