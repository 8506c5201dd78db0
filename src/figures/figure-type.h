/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "candidate-table.h"
#include "figure-input.h"
#include "table-writer.h"
#include "theme.h"

/* Which classes a figure shows. */
typedef enum
{
  LIMEN_SCOPE_CLASS,   /* one class against the rest */
  LIMEN_SCOPE_ALL,     /* multiclass files: all classes, unless one is chosen;
                        * else one class */
  LIMEN_SCOPE_SEVERAL, /* all classes; only for multiclass files */
} LimenFigureScope;

/* Type of a figure's computed data; decides which widget shows it. */
typedef enum
{
  LIMEN_SHAPE_HISTOGRAM,   /* LimenHistogramBin[] */
  LIMEN_SHAPE_CURVES,      /* LimenMetricCurves */
  LIMEN_SHAPE_LINES,       /* LimenThresholdLines */
  LIMEN_SHAPE_POINTS,      /* LimenXyCurves */
  LIMEN_SHAPE_RELIABILITY, /* LimenReliabilityCounts */
  LIMEN_SHAPE_LOSSES,      /* LimenLossCounts */
  LIMEN_SHAPE_LOG,         /* LimenLossCounts */
  LIMEN_SHAPE_MATRIX,      /* a matrix of cells */
} LimenFigureShape;

typedef struct _LimenFigureType LimenFigureType;

/* Computes the data to draw. Takes up to a pass over the rows: not for the
 * main thread. NULL when memory runs out or the work was cancelled. */
typedef gpointer LimenFigureCompute (const LimenFigureType *self,
                                     const LimenFigureInput *input,
                                     GCancellable *cancellable);
/* Computes the bands around the curves, with the resamples of the input: not
 * for the main thread. NULL without an error where there are none, such as for
 * decisions or too many weighted rows, and when cancelled; NULL with an error
 * when memory runs out. */
typedef LimenBands *LimenFigureBands (const LimenFigureType *self,
                                      const LimenFigureInput *input,
                                      GCancellable *cancellable,
                                      GError **error);
/* Draws computed data, with the bands of the input. FALSE if memory ran out
 * while they were computed. */
typedef gboolean LimenFigureDraw (const LimenFigureType *self,
                                  gconstpointer computed,
                                  const LimenFigureInput *input,
                                  cairo_t *cr,
                                  LimenRect rect,
                                  const LimenTheme *theme);
/* Computes and writes the figure's numbers as rows of a table. FALSE with an
 * error if memory runs out or writing fails. */
typedef gboolean LimenFigureWrite (const LimenFigureType *self,
                                   const LimenFigureInput *input,
                                   LimenTableWriter *table, GError **error);

/* A kind of figure, for window, exports, reports and help. Title, tab and
 * caption are English; gettext() has their translations. */
struct _LimenFigureType
{
  const char *key; /* in options, settings and help */
  const char *title;
  const char *title_of_decisions; /* title for decisions; NULL: title */
  const char *tab;                /* title of its tab; NULL: no tab */
  const char *caption;            /* caption in a report; NULL: its title */
  LimenFigureShape shape;
  LimenFigureScope scope;
  gboolean takes_decisions; /* works without thresholds, for decisions */
  gboolean takes_regression; /* works without a class, for a regression */
  gboolean has_bins;        /* shows the calibration's bins */
  gboolean has_metrics;     /* shows the metrics of the input */
  gboolean is_square;       /* its plot is square */
  guint kind;               /* LimenPointsKind or LimenLinesKind, by shape */

  LimenFigureCompute *compute;
  GDestroyNotify free;
  LimenFigureDraw *draw;
  LimenFigureBands *bands; /* NULL: the figure has no bands */

  /* Table of the numbers: either these columns for every candidate, or, if
   * columns is NULL, the output of write(). */
  const LimenCandidateColumn *columns;
  LimenFigureWrite *write;
};

gboolean limen_figure_type_is_for (const LimenFigureType *self,
                                   LimenAnalysis *analysis);
const char *limen_figure_type_get_title (const LimenFigureType *self,
                                         LimenKind kind);
const char *limen_figure_type_get_caption (const LimenFigureType *self);
gboolean limen_figure_type_has_bands (const LimenFigureType *self);
gboolean limen_figure_type_draw (const LimenFigureType *self,
                                 LimenFigureInput *input, cairo_t *cr,
                                 LimenRect rect, const LimenTheme *theme,
                                 GError **error);
gboolean limen_figure_type_draw_picture (const LimenFigureType *self,
                                         LimenFigureInput *input, cairo_t *cr,
                                         int width, int height,
                                         LimenThemeVariant variant,
                                         GError **error);
gboolean limen_figure_type_save (const LimenFigureType *self,
                                 LimenFigureInput *input, const char *path,
                                 const char *format, GError **error);
