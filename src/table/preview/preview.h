/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "column-facts.h"
#include "sample.h"
#include "read-options.h"

/* Something that speaks for how a column is read, or against it. */
typedef struct
{
  int column; /* -1: none */
  gboolean is_against;
  char *text; /* "it is named like scores": may stand in a sentence */
} LimenPreviewReason;

/* One way to read a file. */
typedef struct
{
  char *text; /* "binary: labels \"y\", scores \"p\"" */
  LimenTask task;
  GArray *labels, *scores; /* int, as in LimenPreview */
  int predicted;           /* -1: there is none */
  gboolean is_pair, is_confidence, is_decision;
  gboolean is_likely; /* worth a try; FALSE too for what comes to the numbers
                       * of another one before it */
  gboolean is_taken;  /* without a question */
  GPtrArray *reasons; /* LimenPreviewReason, the strongest first */
} LimenPreviewReading;

/* The first rows of a file as text, and what the reader makes of its columns:
 * what a person needs to see in order to say which column is what. */
typedef struct
{
  char *name;            /* of the file, without its folder */
  LimenSample *sample;
  LimenFacts *facts; /* what guesses are made from, without the labels to be */
  GStrv ignored;     /* ignored; NULL: none */
  char delimiter;
  gboolean has_header;
  GPtrArray *names; /* char *, one a column; "1", "2" ... without a header */
  GPtrArray *keys;  /* char *: what picks each out in the read options */
  GPtrArray *rows;  /* GStrv, each of names->len fields */
  LimenTask task;   /* what the reader takes the file for */
  GArray *labels;   /* int: one column, one for each class; none: unclear */
  GArray *scores;   /* int: one column, one for each class; none: unclear */
  gboolean is_decision; /* the only one of them has decisions */
  gboolean is_pair;     /* the two of them make one score */
  gboolean is_confidence; /* the only one of them is the confidence of
                           * `predicted` */
  int predicted, weight, fp_cost, fn_cost, group; /* -1: there is none */
  GPtrArray *classes; /* char *: the label that each score column is for, of
                       * several beside one column of labels */
  gboolean is_named;  /* the columns' names say all of these */
  gboolean is_partly_named; /* they say some, and these must be said */
  GPtrArray *readings; /* LimenPreviewReading, the best first; none before
                        * limen_preview_find_readings() */
  char *doubt; /* why none of them is taken, in a sentence; NULL: one is */
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

/* All ways to read the file */
void limen_preview_find_readings (LimenPreview *self,
                                  const LimenReadOptions *options);
void limen_preview_reading_free (LimenPreviewReading *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenPreview, limen_preview_free)
