/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* How the cells of a column are written around their numbers. */
typedef enum
{
  LIMEN_CELL_PLAIN,
  LIMEN_CELL_PERCENT, /* "93%" */
  LIMEN_CELL_GROUPED, /* "1,269.5", or a decimal comma between commas */
  LIMEN_CELL_UNCLEAR, /* "269,329": groups of digits, or a decimal comma */
  LIMEN_CELL_WRAPPED, /* "tensor(0.93)", "[0.1, 0.9]", "0.1 0.9" */
} LimenCellType;

typedef struct
{
  LimenCellType type;
  gsize n_elements; /* of each cell */
  char *example;    /* the first cell, as it may be shown; NULL: plain */
  /* Percentages and groups of digits */
  const char *group; /* what stands between three digits; static, maybe "" */
  char point;        /* the decimal point in the file */
  char point_read;   /* the decimal point of the elements */
  /* Wrapped: what stands around the numbers of the first cell, which many
   * cells have alike */
  char *prefix, *element_prefix, *element_suffix, *suffix;
  char separator; /* ',', ';', or ' ' for any blanks */
} LimenCellForm;

/* A part of a cell, which needs no NUL. */
typedef struct
{
  const char *text;
  gsize length;
} LimenCellElement;

/* What a cell holds: its elements, and room for their texts. */
typedef struct
{
  GArray *elements; /* LimenCellElement */
  GString *room;
} LimenCellContent;

/* What the numbers of a file show of its decimal point. */
typedef struct
{
  gboolean has_point, has_comma;
} LimenPointEvidence;

void limen_cell_content_init (LimenCellContent *self);
void limen_cell_content_clear (LimenCellContent *self);

LimenCellForm limen_cell_form_detect (GPtrArray *cells, char delimiter,
                                      LimenPointEvidence *evidence);
void limen_cell_form_resolve (LimenCellForm *self, char delimiter,
                              const LimenPointEvidence *evidence);
gboolean limen_cell_form_is_bare (const LimenCellForm *self);
void limen_cell_form_clear (LimenCellForm *self);
gboolean limen_cell_form_read (const LimenCellForm *self, const char *text,
                               gsize length, LimenCellContent *content);
gsize limen_cell_form_ungroup (const LimenCellForm *self, const char *text,
                               gsize length, char *number);
gboolean limen_cell_has_form (const char *text, gsize length);
