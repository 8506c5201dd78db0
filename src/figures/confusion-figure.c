/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure-list.h"

#include <glib/gi18n.h>

#include "figure-matrix.h"

/* Data of the figure: a row per true class and a column per decided class,
 * plus a last column if some rows were given no class. */
typedef struct
{
  gsize n, n_columns;
  const char **names; /* n class names; the strings are borrowed */
  double cells[];
} Matrix;

static void
matrix_free (gpointer data)
{
  g_free (((Matrix *) data)->names);
  g_free (data);
}

static gpointer
compute (const LimenFigureType *self, const LimenFigureInput *input,
         GCancellable *cancellable)
{
  LimenDataset *dataset = limen_analysis_get_dataset (input->analysis);
  const LimenMatrix *matrix
      = limen_figure_input_get_multiclass_result (input)->matrix;
  gsize n = limen_matrix_get_n_classes (matrix);
  gsize n_columns = n + (limen_matrix_get_none (matrix).n_rows > 0);
  Matrix *computed
      = g_malloc (sizeof *computed + n * n_columns * sizeof (double));

  computed->n = n;
  computed->n_columns = n_columns;
  computed->names = g_new (const char *, n);
  for (gsize i = 0; i < n; i++)
    {
      computed->names[i] = limen_dataset_get_class_name (dataset, i);
      for (gsize j = 0; j < n_columns; j++)
        computed->cells[i * n_columns + j]
            = limen_matrix_get_cell (matrix, i, j);
    }
  return computed;
}

static gboolean
draw (const LimenFigureType *self, gconstpointer computed,
      const LimenFigureInput *input, cairo_t *cr, LimenRect rect,
      const LimenTheme *theme)
{
  const Matrix *matrix = computed;
  LimenMatrixFigure figure = {
    .n_classes = matrix->n,
    .n_columns = matrix->n_columns,
    .names = matrix->names,
    .cells = matrix->cells,
    .selected = -1,
    .hovered_row = -1,
    .hovered_column = -1,
    .cursor_row = -1,
    .cursor_column = -1,
    .has_legend = TRUE,
  };

  limen_figure_matrix_draw (cr, rect, &figure, theme);
  return TRUE;
}

/* Writes the cells, a row per true class and a column per decided class. */
static gboolean
write_cells (const LimenFigureType *self, const LimenFigureInput *input,
             LimenTableWriter *table, GError **error)
{
  Matrix *matrix = compute (self, input, NULL);
  gboolean is_written = TRUE;

  limen_table_writer_add_column (table, "true");
  for (gsize i = 0; i < matrix->n; i++)
    limen_table_writer_add_column (table, matrix->names[i]);
  if (matrix->n_columns > matrix->n)
    limen_table_writer_add_column (table, "none");
  for (gsize i = 0; i < matrix->n && is_written; i++)
    {
      limen_table_writer_add_text (table, matrix->names[i]);
      limen_table_writer_add_numbers (
          table, &matrix->cells[i * matrix->n_columns], matrix->n_columns);
      is_written = limen_table_writer_end_row (table, error);
    }
  matrix_free (matrix);
  return is_written;
}

/* Confusion matrix of several classes. */
const LimenFigureType limen_confusion_figure = {
  .key = "confusion",
  .title = N_ ("Confusion of all classes"),
  .tab = N_ ("All classes"),
  .shape = LIMEN_SHAPE_MATRIX,
  .scope = LIMEN_SCOPE_SEVERAL,
  .takes_decisions = TRUE,
  .compute = compute,
  .free = matrix_free,
  .draw = draw,
  .write = write_cells,
};
