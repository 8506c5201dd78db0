/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "matrix-facts.h"

#include <glib/gi18n.h>
#include <math.h>

#include "screen-format.h"

static void
add_cell (LimenMatrixFacts *self, const LimenMatrixFigure *matrix, gsize row,
          gsize column)
{
  double cell = matrix->cells[row * matrix->n_columns + column];

  self->greatest = fmax (self->greatest, cell);
  if (row == column)
    self->n_right += cell;
  else if (column < matrix->n_classes && cell > self->worst)
    {
      self->worst = cell;
      self->worst_row = row;
      self->worst_column = column;
    }
}

/* Computes total, number right and most frequent confusion of a matrix in one
 * pass over its cells, and fills `row_totals` (n_classes) and `column_totals`
 * (n_columns). Cells that are NaN or not above 0 count as 0. Of equally
 * frequent confusions, the first in row-major order is reported. */
LimenMatrixFacts
limen_matrix_count (const LimenMatrixFigure *matrix, double *row_totals,
                    double *column_totals)
{
  LimenMatrixFacts facts = { 0 };

  for (gsize column = 0; column < matrix->n_columns; column++)
    column_totals[column] = 0;
  for (gsize row = 0; row < matrix->n_classes; row++)
    {
      row_totals[row] = 0;
      for (gsize column = 0; column < matrix->n_columns; column++)
        if (matrix->cells[row * matrix->n_columns + column] > 0)
          {
            double cell = matrix->cells[row * matrix->n_columns + column];

            row_totals[row] += cell;
            column_totals[column] += cell;
            add_cell (&facts, matrix, row, column);
          }
      facts.n_rows += row_totals[row];
    }
  return facts;
}

/* The name of a class, or its index if the matrix has no names; "none" for the
 * extra column of rows without a predicted class. A new string. */
static char *
get_name (const LimenMatrixFigure *matrix, gsize class)
{
  if (class >= matrix->n_classes)
    return g_strdup (C_ ("class", "none"));
  if (matrix->names != NULL)
    return g_utf8_make_valid (matrix->names[class], -1);
  return g_strdup_printf ("%zu", class);
}

static char *
format_rows (double n_rows)
{
  g_autofree char *count = limen_screen_format_count (n_rows);

  return g_strdup_printf (
      ngettext ("%s row", "%s rows", limen_screen_get_plural (n_rows)), count);
}

/* Describes a cell: "true cat, predicted dog: 12 rows, 3.4 % of cat". `matrix`
 * must have its totals. A new string. */
char *
limen_matrix_describe_cell (const LimenMatrixFigure *matrix, gsize row,
                            gsize column)
{
  double count = matrix->cells[row * matrix->n_columns + column];
  g_autofree char *name = get_name (matrix, row);
  g_autofree char *predicted = get_name (matrix, column);
  g_autofree char *rows = format_rows (count);
  g_autofree char *share
      = limen_screen_format_share (count / matrix->row_totals[row]);

  /* Translators: two classes, “12 rows”, a share, and the first class. */
  return g_strdup_printf (_ ("true %s, predicted %s: %s, %s of %s"), name,
                          predicted, rows, share, name);
}

/* Describes the totals of a cell's row and column: "353 true cat, 94 predicted
 * dog". `matrix` must have its totals. A new string. */
char *
limen_matrix_describe_totals (const LimenMatrixFigure *matrix, gsize row,
                              gsize column)
{
  g_autofree char *name = get_name (matrix, row);
  g_autofree char *predicted = get_name (matrix, column);
  g_autofree char *row_total
      = limen_screen_format_count (matrix->row_totals[row]);
  g_autofree char *column_total
      = limen_screen_format_count (matrix->column_totals[column]);

  /* Translators: a number and a class, twice. */
  return g_strdup_printf (_ ("%s true %s, %s predicted %s"), row_total, name,
                          column_total, predicted);
}

static char *
describe_worst (const LimenMatrixFigure *matrix, const LimenMatrixFacts *facts)
{
  g_autofree char *name = NULL;
  g_autofree char *predicted = NULL;
  g_autofree char *rows = NULL;

  if (!(facts->worst > 0))
    return g_strdup (_ ("no confusions"));
  name = get_name (matrix, facts->worst_row);
  predicted = get_name (matrix, facts->worst_column);
  rows = format_rows (facts->worst);
  /* Translators: two classes, and “12 rows”. */
  return g_strdup_printf (_ ("largest confusion: true %s, predicted %s, %s"),
                          name, predicted, rows);
}

/* Describes a matrix: number of rows, how many are right, and the most
 * frequent confusion. A new string. */
char *
limen_matrix_describe (const LimenMatrixFigure *matrix,
                       const LimenMatrixFacts *facts)
{
  g_autofree char *rows = NULL;
  g_autofree char *accuracy = NULL;
  g_autofree char *worst = NULL;

  if (!(facts->n_rows > 0))
    return g_strdup (_ ("no rows"));
  rows = format_rows (facts->n_rows);
  accuracy = limen_screen_format_share (facts->n_right / facts->n_rows);
  worst = describe_worst (matrix, facts);
  /* Translators: “500 rows”, and last the largest confusion. */
  return g_strdup_printf (ngettext ("%s, %zu class; accuracy %s; %s",
                                    "%s, %zu classes; accuracy %s; %s",
                                    matrix->n_classes),
                          rows, matrix->n_classes, accuracy, worst);
}
