/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "candidate-table.h"
#include "figure-input.h"
#include "table-writer.h"
#include "theme.h"

typedef enum
{
  LIMEN_SCOPE_CLASS,   /* one class against the rest */
  LIMEN_SCOPE_ALL,     /* all classes where one of several is true, unless one
                        * is asked for; else one class */
  LIMEN_SCOPE_SEVERAL, /* all classes; only where one of several is true */
} LimenFigureScope;

/* What is computed for a figure, and with that how a window can show it. */
typedef enum
{
  LIMEN_SHAPE_HISTOGRAM,   /* LimenHistogramBin[] */
  LIMEN_SHAPE_CURVES,      /* LimenMetricCurves */
  LIMEN_SHAPE_LINES,       /* LimenThresholdLines */
  LIMEN_SHAPE_POINTS,      /* LimenXyCurves */
  LIMEN_SHAPE_RELIABILITY, /* LimenReliabilityCounts */
  LIMEN_SHAPE_LOSSES,      /* LimenLossCounts */
  LIMEN_SHAPE_LOG,         /* LimenLossCounts, too */
  LIMEN_SHAPE_MATRIX,      /* a matrix of cells */
} LimenFigureShape;

typedef struct _LimenFigureType LimenFigureType;

/* What is drawn and saved. Takes up to a pass over the rows: not for the main
 * thread. NULL when memory runs out, or when it was cancelled. */
typedef gpointer LimenFigureCompute (const LimenFigureType *self,
                                     const LimenFigureInput *input,
                                     GCancellable *cancellable);
/* FALSE where memory did not suffice for what was computed. */
typedef gboolean LimenFigureDraw (const LimenFigureType *self,
                                  gconstpointer computed,
                                  const LimenFigureInput *input,
                                  cairo_t *cr,
                                  LimenRect rect,
                                  const LimenTheme *theme);
typedef gboolean LimenFigureWrite (const LimenFigureType *self,
                                   const LimenFigureInput *input,
                                   LimenTableWriter *table, GError **error);

/* One kind of figure, wherever it is shown, saved or listed. */
struct _LimenFigureType
{
  const char *key;     /* of options, settings and help */
  const char *title;
  const char *title_of_decisions; /* NULL: the same */
  const char *tab;     /* what its tab says; NULL: it has none */
  const char *caption; /* what a report says below it; NULL: its title */
  LimenFigureShape shape;
  LimenFigureScope scope;
  gboolean takes_decisions; /* it needs no thresholds */
  gboolean takes_numbers;   /* it needs no class: there may be none */
  gboolean has_bins;        /* those of the calibration */
  gboolean has_metrics;     /* those that are chosen */
  gboolean is_square;       /* the plot of a picture is as high as wide */
  guint kind;               /* which one of its shape */

  LimenFigureCompute *compute;
  GDestroyNotify free;
  LimenFigureDraw *draw;

  /* The numbers as a table: a column for each of these beside every candidate,
   * or, where that is NULL, whatever is written. */
  const LimenCandidateColumn *columns;
  LimenFigureWrite *write;
};

gboolean limen_figure_type_is_for (const LimenFigureType *self,
                                   LimenAnalysis *analysis);
const char *limen_figure_type_get_title (const LimenFigureType *self,
                                         LimenKind kind);
const char *limen_figure_type_get_caption (const LimenFigureType *self);
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
