/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "column-facts.h"
#include "sample.h"
#include "read-options.h"

/* A reason for or against a reading of the file. */
typedef struct
{
  int column; /* column it is about; -1 if none */
  gboolean is_against;
  char *text; /* such as "it is named like scores"; fits into a sentence */
} LimenPreviewReason;

/* One possible reading of a file, for display. */
typedef struct
{
  char *text; /* such as "binary: labels \"y\", scores \"p\"" */
  LimenTask task;
  GArray *labels, *scores; /* int: column indices, as in LimenPreview */
  int predicted;           /* column of predicted classes; -1 if none */
  gboolean is_pair, is_confidence, is_decision; /* as in LimenPreview */
  gboolean is_likely; /* plausible; FALSE also where an earlier reading gives
                       * the same numbers */
  gboolean is_taken;  /* the reader takes it without asking */
  GPtrArray *reasons; /* LimenPreviewReason, the strongest first */
} LimenPreviewReading;

/* The first rows of a file as text, and what the reader infers about its
 * columns: all that a person needs in order to assign the columns. */
typedef struct
{
  char *name; /* file name without its folder */
  LimenSample *sample;
  LimenFacts *facts; /* basis of the guesses, without the ignored labels */
  GStrv ignored;     /* labels that are ignored; NULL if none */
  char delimiter;
  gboolean has_header;
  GPtrArray *names; /* char *, one per column; "1", "2" ... without a header */
  GPtrArray *keys;  /* char *: identifies each column in the read options */
  GPtrArray *rows;  /* GStrv, each with names->len fields */
  LimenTask task;   /* task that the reader infers */
  GArray *labels;   /* int: one column, or one per class; empty if unclear */
  GArray *scores;   /* int: one column, or one per class; empty if unclear */
  gboolean is_decision;   /* the only score column holds decisions */
  gboolean is_pair;       /* the two score columns make one score */
  gboolean is_confidence; /* the only score column is the confidence of
                           * `predicted` */
  int predicted, weight, fp_cost, fn_cost, group, unit; /* column indices; -1
                                                         * if none */
  GPtrArray *classes; /* char *: class of each score column, of several beside
                       * one label column */
  gboolean is_named;  /* the columns' names determine all classes */
  gboolean is_partly_named; /* the columns' names determine some classes; the
                             * user must assign the others */
  GPtrArray *readings; /* LimenPreviewReading, the best first; empty before
                        * limen_preview_find_readings() */
  char *doubt;         /* clause: why no reading is taken; NULL if one is */
} LimenPreview;

LimenPreview *limen_preview_read (const char *path,
                                  const LimenReadOptions *options,
                                  guint n_rows, GCancellable *cancellable,
                                  GError **error);
LimenPreview *limen_preview_read_labels (const char *path, guint n_rows,
                                         GCancellable *cancellable,
                                         GError **error);
void limen_preview_free (LimenPreview *self);

void limen_preview_guess (LimenPreview *self, const LimenReadOptions *options);
gboolean limen_preview_check (LimenPreview *self,
                              const LimenReadOptions *options,
                              GError **error);

/* Labels */
char *limen_preview_get_key (const LimenPreview *self, int column);
GStrv limen_preview_get_keys (const LimenPreview *self, const GArray *columns);
GPtrArray *limen_preview_list_labels (const LimenPreview *self, int column);
GPtrArray *limen_preview_suggest_ignored (const LimenPreview *self,
                                          int column);

/* All possible readings of the file */
void limen_preview_find_readings (LimenPreview *self,
                                  const LimenReadOptions *options);
void limen_preview_reading_free (LimenPreviewReading *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenPreview, limen_preview_free)
