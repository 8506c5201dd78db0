/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Notation of a column's cells beyond plain numbers. */
typedef enum
{
  LIMEN_CELL_PLAIN,
  LIMEN_CELL_PERCENT, /* "93%" */
  LIMEN_CELL_GROUPED, /* "1,269.5", or a quoted decimal comma in a
                       * comma-delimited file */
  LIMEN_CELL_UNCLEAR, /* ambiguous: "269,329" may have a digit group or a
                       * decimal comma */
  LIMEN_CELL_WRAPPED, /* "tensor(0.93)", "[0.1, 0.9]", "0.1 0.9" */
} LimenCellType;

/* The form of a column's cells: how numbers are read from them. */
typedef struct
{
  LimenCellType type;
  gsize n_elements; /* numbers per cell */
  char *example;    /* first cell in display form; NULL if plain */
  /* For LIMEN_CELL_PERCENT and LIMEN_CELL_GROUPED */
  const char *group; /* digit group separator; static, may be "" */
  char point;        /* decimal point in the file */
  char point_read;   /* decimal point of the elements that are returned */
  /* For LIMEN_CELL_WRAPPED: the text around the numbers of the first cell,
   * which most cells share */
  char *prefix, *element_prefix, *element_suffix, *suffix;
  char separator; /* element separator: ',', ';', or ' ' for any run of
                   * blanks */
} LimenCellForm;

/* A part of a cell; not NUL-terminated. */
typedef struct
{
  const char *text;
  gsize length;
} LimenCellElement;

/* The elements of a cell, and a buffer for rewritten texts. */
typedef struct
{
  GArray *elements; /* LimenCellElement */
  GString *room;
} LimenCellContent;

/* Which decimal points the numbers of a file were found to use. */
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
