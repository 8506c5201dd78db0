/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#define LIMEN_MAX_TIMINGS 16

/* The times that the steps of a computation took, in order. */
typedef struct
{
  gint64 start; /* start of the current step, in microseconds */
  guint n;
  struct
  {
    const char *step; /* static */
    double seconds;
  } steps[LIMEN_MAX_TIMINGS];
} LimenTimings;

void limen_timings_start (LimenTimings *self);
void limen_timings_end_step (LimenTimings *self, const char *step);
void limen_timings_append (LimenTimings *self, const LimenTimings *more);
char *limen_timings_to_text (const LimenTimings *self);
