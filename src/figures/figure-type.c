/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure-type.h"

#include <glib/gi18n.h>

#define BORDER 10 /* margin of a picture, in pixels */
/* Columns of a curve per pixel. */
#define COLUMNS_PER_PIXEL 2

/* Whether a figure can be computed from an analysis. FALSE if self is NULL. */
gboolean
limen_figure_type_is_for (const LimenFigureType *self, LimenAnalysis *analysis)
{
  const LimenMulticlass *multiclass;
  const LimenPredictions *numbers;

  if (self == NULL)
    return FALSE;
  if (limen_analysis_get_n_classes (analysis) == 0)
    return self->takes_regression;
  numbers = limen_threshold_scores_get_numbers (
      limen_analysis_get_scores (analysis));
  if (!limen_kind_has_thresholds (numbers->kind) && !self->takes_decisions)
    return FALSE;
  multiclass = limen_analysis_get_multiclass (analysis);
  return self->scope != LIMEN_SCOPE_SEVERAL
         || (multiclass != NULL && multiclass->result->matrix != NULL);
}

/* The title of a figure for scores of a kind; translated, static. */
const char *
limen_figure_type_get_title (const LimenFigureType *self, LimenKind kind)
{
  return !limen_kind_has_thresholds (kind) && self->title_of_decisions != NULL
             ? _ (self->title_of_decisions)
             : _ (self->title);
}

/* The caption of a figure in a report; translated, static. */
const char *
limen_figure_type_get_caption (const LimenFigureType *self)
{
  return _ (self->caption != NULL ? self->caption : self->title);
}

/* Whether a figure can have bands around its curves. */
gboolean
limen_figure_type_has_bands (const LimenFigureType *self)
{
  return self->bands != NULL;
}

/* Sets the bands of the input, if it has resamples. FALSE with an error when
 * memory runs out. */
static gboolean
compute_bands (const LimenFigureType *self, LimenFigureInput *input,
               GError **error)
{
  GError *failed = NULL;

  g_clear_pointer (&input->bands, limen_bands_unref);
  if (self->bands != NULL && input->bootstrap.n_resamples > 0)
    input->bands = self->bands (self, input, NULL, &failed);
  if (failed != NULL)
    g_propagate_error (error, failed);
  return failed == NULL;
}

/* Computes and draws a figure, with axes that fit its data, and with bands if
 * the input has resamples: changes the axis, the resolution and the bands of
 * `input`. FALSE with an error when memory runs out. */
gboolean
limen_figure_type_draw (const LimenFigureType *self, LimenFigureInput *input,
                   cairo_t *cr, LimenRect rect, const LimenTheme *theme,
                   GError **error)
{
  gpointer computed;
  gboolean is_drawn;

  limen_figure_input_fit_axis (input);
  input->n_columns = (gsize) rect.width * COLUMNS_PER_PIXEL;
  if (!compute_bands (self, input, error))
    return FALSE;
  computed = self->compute (self, input, NULL);
  is_drawn = computed != NULL
             && self->draw (self, computed, input, cr, rect, theme);
  if (computed != NULL)
    self->free (computed);
  return is_drawn
         || limen_figure_input_fail_memory (input, LIMEN_FOR_DRAWING, error);
}

/* Draws a figure as a stand-alone picture with a background. FALSE with an
 * error when memory runs out. */
gboolean
limen_figure_type_draw_picture (const LimenFigureType *self,
                           LimenFigureInput *input, cairo_t *cr, int width,
                           int height, LimenThemeVariant variant,
                           GError **error)
{
  LimenTheme theme = limen_theme_get (variant);
  LimenRect rect
      = { BORDER, BORDER, width - 2 * BORDER, height - 2 * BORDER };

  cairo_set_source_rgb (cr, theme.background.red, theme.background.green,
                        theme.background.blue);
  cairo_paint (cr);
  return limen_figure_type_draw (self, input, cr, rect, &theme, error);
}

/* Saves the numbers of a figure as a table, in a format of
 * limen_table_writer_find_format(). Fits the axis of `input` to the data.
 * FALSE with an error if memory runs out or writing fails. */
gboolean
limen_figure_type_save (const LimenFigureType *self, LimenFigureInput *input,
                        const char *path, const char *format, GError **error)
{
  g_autoptr (LimenTableWriter) table
      = limen_table_writer_new (path, format, error);

  if (table == NULL)
    return FALSE;
  limen_figure_input_fit_axis (input);
  return (self->columns != NULL ? limen_candidate_table_write (
              input, self->columns, table, error)
                                : self->write (self, input, table, error))
         && limen_table_writer_commit (table, error);
}
