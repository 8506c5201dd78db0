/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cutoff-private.h"

/* What a field of a cutoff holds, and so how it is read, written, copied and
 * freed. */
typedef enum
{
  LIMEN_FIELD_TEXT,           /* char *, owned; NULL: not known */
  LIMEN_FIELD_NAME,           /* an enum, by the name of each of its values */
  LIMEN_FIELD_NUMBER,         /* double; NaN: not known */
  LIMEN_FIELD_WEIGHT,         /* double, never negative */
  LIMEN_FIELD_COUNT,          /* guint64 */
  LIMEN_FIELD_THRESHOLD,      /* of a LimenEdge; +inf: none is reached */
  LIMEN_FIELD_LOW,            /* of one; -inf where it is missing */
  LIMEN_FIELD_HIGH,           /* of one; +inf where it is missing */
  LIMEN_FIELD_OBJECTIVE,      /* LimenCutoffObjective */
  LIMEN_FIELD_METRICS,        /* LIMEN_N_METRICS doubles, by their names */
  LIMEN_FIELD_DERIVED_TEXT,   /* of other fields when it is written */
  LIMEN_FIELD_DERIVED_NUMBER, /* of other fields when it is written */
  LIMEN_FIELD_TRUE,           /* there or not */
  LIMEN_FIELD_OF_FILE,        /* in CSV what JSON says once for all cutoffs */
} LimenFieldType;

/* When a field is written to JSON; in CSV it is empty otherwise. */
typedef enum
{
  LIMEN_WRITTEN_ALWAYS, /* by all versions */
  LIMEN_WRITTEN_SINCE,  /* always, but not by the first versions */
  LIMEN_WRITTEN_IF_KNOWN,
  LIMEN_WRITTEN_IF_PROBABILITY,
  LIMEN_WRITTEN_IF_REVERSED,
  LIMEN_WRITTEN_IF_REFERRING, /* rows */
  LIMEN_WRITTEN_IF_MAPPED,
  LIMEN_WRITTEN_IF_MAPPED_REFERRING,
} LimenFieldPresence;

/* A field of a cutoff, the only description of it. */
typedef struct
{
  const char *parent; /* the member that has it; NULL: the cutoff itself */
  const char *key;    /* NULL: it is in CSV only */
  const char *column; /* of CSV, where it is not called by its key */
  guint place;        /* of the column, from 1 on; 0: there is none */
  LimenFieldType type;
  LimenFieldPresence presence;
  gboolean is_required;   /* to read it */
  gboolean is_calibrated; /* a threshold of probabilities that a map makes */
  gsize offset;           /* in LimenCutoffData */
  guint fallback;         /* of a name that is missing */
  guint n_names;
  const char *(*get_name) (guint value); /* NULL: no cutoff has it */
  const char *(*make_text) (const LimenCutoffData *data);
  double (*make_number) (const LimenCutoffData *data);
} LimenCutoffField;

/* The number that a threshold above all scores is written as, where it does
 * that. */
#define LIMEN_NEVER_REACHED DBL_MAX

/* In the order of JSON. */
extern const LimenCutoffField limen_cutoff_fields[];
extern const gsize limen_n_cutoff_fields;

gboolean limen_cutoff_field_is_text (const LimenCutoffField *self);
gboolean limen_cutoff_field_is_written (const LimenCutoffField *self,
                                        const LimenCutoffData *data);
const char *limen_cutoff_field_get_text (const LimenCutoffField *self,
                                         const LimenCutoffData *data);
double limen_cutoff_field_get_number (const LimenCutoffField *self,
                                      const LimenCutoffData *data);
gpointer limen_cutoff_field_get_place (const LimenCutoffField *self,
                                       LimenCutoffData *data);
