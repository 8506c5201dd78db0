/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cutoff-private.h"

/* The type of a field, which determines how it is read, written, copied and
 * freed. */
typedef enum
{
  LIMEN_FIELD_TEXT,           /* char *, owned; NULL: unknown */
  LIMEN_FIELD_NAME,           /* an enum, by the names of its values */
  LIMEN_FIELD_NUMBER,         /* double; NaN: unknown */
  LIMEN_FIELD_WEIGHT,         /* double >= 0 */
  LIMEN_FIELD_COUNT,          /* guint64 */
  LIMEN_FIELD_THRESHOLD,      /* of a LimenEdge; +inf: no score reaches it */
  LIMEN_FIELD_LOW,            /* of a LimenEdge; -inf if missing */
  LIMEN_FIELD_HIGH,           /* of a LimenEdge; +inf if missing */
  LIMEN_FIELD_OBJECTIVE,      /* LimenCutoffObjective */
  LIMEN_FIELD_METRICS,        /* LIMEN_N_METRICS doubles, by name */
  LIMEN_FIELD_INTERVALS,      /* LIMEN_N_METRICS LimenIntervals, by name */
  LIMEN_FIELD_SEED,           /* guint64, with all digits */
  LIMEN_FIELD_DERIVED_TEXT,   /* derived from other fields on writing */
  LIMEN_FIELD_DERIVED_NUMBER, /* derived from other fields on writing */
  LIMEN_FIELD_TRUE,           /* true, or absent */
  LIMEN_FIELD_OF_FILE,        /* only a CSV column; JSON has it once, outside
                               * the cutoffs */
} LimenFieldType;

/* When a field is written. Otherwise it is left out of JSON and empty in
 * CSV. */
typedef enum
{
  LIMEN_WRITTEN_ALWAYS, /* read from files of all versions */
  LIMEN_WRITTEN_SINCE,  /* always, but files of the first versions lack it */
  LIMEN_WRITTEN_IF_KNOWN,
  LIMEN_WRITTEN_IF_PROBABILITY,
  LIMEN_WRITTEN_IF_REVERSED,
  LIMEN_WRITTEN_IF_REFERRING, /* has a grey zone */
  LIMEN_WRITTEN_IF_MAPPED,
  LIMEN_WRITTEN_IF_MAPPED_REFERRING,
  LIMEN_WRITTEN_IF_ESTIMATED, /* has intervals; CSV lacks the column if no
                               * cutoff has any */
} LimenFieldPresence;

/* The description of a field of a cutoff, which JSON, CSV, copying and freeing
 * all follow. */
typedef struct
{
  const char *parent; /* the JSON object it is in; NULL: the cutoff itself */
  const char *key;    /* NULL: only in CSV */
  const char *column; /* name in CSV, if it differs from the key */
  guint column_number; /* column number in CSV, from 1; 0: no column */
  LimenFieldType type;
  LimenFieldPresence presence;
  gboolean is_required;   /* an error if missing */
  gboolean is_calibrated; /* a threshold on recalibrated probabilities */
  gsize offset;           /* in LimenCutoffData */
  guint fallback;         /* value of a missing name */
  guint n_names;
  const char *(*get_name) (guint value); /* returns NULL for values that no
                                          * cutoff has */
  const char *(*make_text) (const LimenCutoffData *data);
  double (*make_number) (const LimenCutoffData *data);
} LimenCutoffField;

/* Number written for a threshold that no score reaches, for kinds of scores
 * where that is possible. */
#define LIMEN_NEVER_REACHED DBL_MAX

/* All fields, in JSON order. */
extern const LimenCutoffField limen_cutoff_fields[];
extern const gsize limen_n_cutoff_fields;

gboolean limen_cutoff_field_is_text (const LimenCutoffField *self);
gboolean limen_cutoff_field_is_written (const LimenCutoffField *self,
                                        const LimenCutoffData *data);
const char *limen_cutoff_field_get_text (const LimenCutoffField *self,
                                         const LimenCutoffData *data);
double limen_cutoff_field_get_number (const LimenCutoffField *self,
                                      const LimenCutoffData *data);
gpointer limen_cutoff_field_get_pointer (const LimenCutoffField *self,
                                         LimenCutoffData *data);
