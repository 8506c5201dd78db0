/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-builder.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "display-text.h"
#include "figure-list.h"
#include "threshold.h"

/* Heights of figures in pixels. */
#define FULL_HEIGHT 266.0
#define HALF_HEIGHT 232.0
#define PAIR_HEIGHT 372.0
#define MATRIX_HEIGHT 560.0
#define SMALL_MATRIX_HEIGHT 400.0
#define MAX_NAME_CHARS 40

/* Data of a panel, kept until it is drawn. */
typedef struct
{
  const LimenFigureType *figure;
  LimenAnalysis *analysis;
  gsize class;
  LimenMulticlassResult *result; /* NULL: argmax of the scores */
  LimenCosts costs;
  double prevalence;
  LimenBootstrap intervals; /* of the bands */
  double *thresholds; /* the class's cutoffs; the line is at the first one */
  gsize n_thresholds;
} Panel;

/* Figures of a class; two figures in an entry are drawn side by side. Those
 * that need thresholds are left out for decisions. */
static const struct
{
  const LimenFigureType *figures[2];
  double height;
  gboolean has_line;   /* over the threshold axis */
  gboolean is_of_each; /* also for each of several classes */
  const char *caption; /* of both figures of a pair */
} class_figures[] = {
  { { &limen_histogram_figure }, FULL_HEIGHT, TRUE, TRUE },
  { { &limen_threshold_curves_figure }, FULL_HEIGHT, TRUE, TRUE },
  { .figures = { &limen_roc_figure, &limen_precision_recall_figure },
    .height = PAIR_HEIGHT,
    .caption = N_ ("ROC curve and precision\342\200\223recall curve.") },
};

static void
panel_free (gpointer data)
{
  Panel *panel = data;

  limen_analysis_unref (panel->analysis);
  limen_multiclass_result_free (panel->result);
  g_free (panel->thresholds);
  g_free (panel);
}

static Panel *
new_panel (LimenReportBuilder *self, const LimenFigureType *figure,
           gsize class)
{
  Panel *panel = g_new0 (Panel, 1);
  GArray *cutoffs = self->cutoffs->cutoffs;

  panel->figure = figure;
  panel->analysis = limen_analysis_ref (self->analysis);
  panel->class = class;
  panel->costs = self->view.costs;
  panel->prevalence = self->view.prevalence;
  panel->intervals = self->options->intervals;
  panel->thresholds = g_new (double, cutoffs->len + 1);
  for (guint i = 0; i < cutoffs->len; i++)
    if (g_array_index (cutoffs, LimenMarkedCutoff, i).class == class)
      panel->thresholds[panel->n_thresholds++]
          = g_array_index (cutoffs, LimenMarkedCutoff, i).threshold;
  return panel;
}

static gboolean
draw_panel (gpointer data, cairo_t *cr, LimenRect rect,
            const LimenTheme *theme, GError **error)
{
  const Panel *panel = data;
  g_autoptr (LimenOneVsRest) class
      = limen_analysis_get_class (panel->analysis, panel->class, error);
  g_autoptr (LimenFigureInput) input = NULL;

  if (class == NULL)
    return FALSE;
  input = limen_figure_input_new (
      panel->analysis, class, panel->costs, panel->prevalence,
      panel->n_thresholds > 0 ? panel->thresholds[0] : NAN);
  input->result = panel->result;
  input->bootstrap = panel->intervals;
  if (panel->n_thresholds > 1)
    {
      input->axis.pinned = panel->thresholds + 1;
      input->axis.n_pinned = panel->n_thresholds - 1;
    }
  return limen_figure_type_draw (panel->figure, input, cr, rect, theme, error);
}

/* The threshold of the line in a class's figures, that of the class's first
 * cutoff; NaN without a cutoff. */
double
limen_report_builder_get_line (const LimenReportBuilder *self, gsize class)
{
  GArray *cutoffs = self->cutoffs->cutoffs;

  for (guint i = 0; i < cutoffs->len; i++)
    if (g_array_index (cutoffs, LimenMarkedCutoff, i).class == class)
      return g_array_index (cutoffs, LimenMarkedCutoff, i).threshold;
  return NAN;
}

static void
add_panel (LimenDocumentFigure *figure, Panel *panel)
{
  limen_document_figure_add_panel (figure, draw_panel, panel, panel_free);
}

/* "0.35 (name)": the threshold of a cutoff and its name; a new string. */
static char *
describe_cutoff (LimenReportBuilder *self, const LimenMarkedCutoff *cutoff)
{
  g_autofree char *name = limen_display_text_new (
      cutoff->name, strlen (cutoff->name), MAX_NAME_CHARS);
  char text[LIMEN_DECIMAL_SIZE];

  return g_strdup_printf (
      /* Translators: a threshold, and the name of its cutoff. */
      _ ("%s (%s)"),
      limen_report_format_threshold (
          limen_threshold_reverse (cutoff->threshold,
                                   self->numbers->is_reversed),
          text, sizeof text),
      name);
}

/* Appends the sentence "The line is at threshold 0.35 (...); also marked: 0.5
 * (...)." */
static void
append_cutoffs (LimenReportBuilder *self, GString *caption, gsize class)
{
  GArray *cutoffs = self->cutoffs->cutoffs;
  g_autofree char *first = NULL;
  g_autoptr (GString) others = g_string_new (NULL);

  for (guint i = 0; i < cutoffs->len; i++)
    {
      const LimenMarkedCutoff *cutoff
          = &g_array_index (cutoffs, LimenMarkedCutoff, i);
      g_autofree char *text = NULL;

      if (cutoff->class != class)
        continue;
      text = describe_cutoff (self, cutoff);
      if (first == NULL)
        first = g_steal_pointer (&text);
      else
        g_string_append_printf (others, "%s%s",
                                others->len > 0 ? _ (", ") : "", text);
    }
  if (first == NULL)
    return;
  g_string_append_c (caption, ' ');
  if (others->len > 0)
    g_string_append_printf (
        caption,
        /* Translators: a threshold with its name; a list of them. */
        _ ("The line is at threshold %s; also marked: %s."), first,
        others->str);
  else
    g_string_append_printf (caption,
                            /* Translators: a threshold with its name. */
                            _ ("The line is at threshold %s."), first);
}

static void
add_of_only_class (LimenReportBuilder *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (class_figures); i++)
    {
      const LimenFigureType *const *figures = class_figures[i].figures;
      gboolean is_pair = figures[1] != NULL;
      g_autoptr (GString) caption = g_string_new (
          is_pair ? _ (class_figures[i].caption)
                  : limen_figure_type_get_caption (figures[0]));
      LimenDocumentFigure *figure;

      if (!limen_figure_type_is_for (figures[0], self->analysis))
        continue;
      if (class_figures[i].has_line)
        append_cutoffs (self, caption, 0);
      figure = limen_document_add_figure (self->document, caption->str,
                                          class_figures[i].height);
      add_panel (figure, new_panel (self, figures[0], 0));
      if (is_pair)
        add_panel (figure, new_panel (self, figures[1], 0));
    }
}

/* Adds the figures of one of several classes, side by side. */
static void
add_of_class (LimenReportBuilder *self, gsize class)
{
  const char *name
      = limen_threshold_scores_get_class_title (self->scores, class);
  g_autofree char *shown
      = limen_display_text_new (name, strlen (name), MAX_NAME_CHARS);
  g_autoptr (GString) caption = g_string_new (NULL);
  LimenDocumentFigure *figure;

  g_string_printf (caption,
                   limen_task_get (self->numbers->task)->labels
                           == LIMEN_LABELS_SETS
                       ? _ ("Label %s: the rows with it and those without.")
                       : _ ("Class %s against the rest."),
                   shown);
  append_cutoffs (self, caption, class);
  figure
      = limen_document_add_figure (self->document, caption->str, HALF_HEIGHT);
  for (guint i = 0; i < G_N_ELEMENTS (class_figures); i++)
    if (class_figures[i].is_of_each)
      add_panel (figure, new_panel (self, class_figures[i].figures[0], class));
}

/* A class with the criteria for choosing the classes to show. */
typedef struct
{
  gsize class;
  guint n_cutoffs;
  guint64 n_rows;
} Candidate;

static int
compare_candidates (const void *a, const void *b)
{
  const Candidate *first = a, *second = b;

  if ((first->n_cutoffs > 0) != (second->n_cutoffs > 0))
    return first->n_cutoffs > 0 ? -1 : 1;
  if (first->n_rows != second->n_rows)
    return first->n_rows > second->n_rows ? -1 : 1;
  return first->class < second->class ? -1 : 1;
}

static int
compare_classes (const void *a, const void *b)
{
  const Candidate *first = a, *second = b;

  return first->class < second->class ? -1 : first->class > second->class;
}

/* The classes to show in figures, in increasing order: all if there are at
 * most LIMEN_REPORT_FEW_CLASSES, otherwise those with cutoffs and then those
 * with the most rows. A new array of *n indices. */
gsize *
limen_report_builder_choose_classes (LimenReportBuilder *self, gsize *n)
{
  g_autofree Candidate *candidates = g_new0 (Candidate, self->n_classes);
  gsize *classes = g_new (gsize, LIMEN_REPORT_FEW_CLASSES);
  GArray *cutoffs = self->cutoffs->cutoffs;

  for (gsize k = 0; k < self->n_classes; k++)
    {
      candidates[k].class = k;
      candidates[k].n_rows = limen_dataset_get_class_rows (self->dataset, k);
    }
  for (guint i = 0; i < cutoffs->len; i++)
    candidates[g_array_index (cutoffs, LimenMarkedCutoff, i).class]
        .n_cutoffs++;
  *n = MIN (self->n_classes, LIMEN_REPORT_FEW_CLASSES);
  qsort (candidates, self->n_classes, sizeof *candidates, compare_candidates);
  qsort (candidates, *n, sizeof *candidates, compare_classes);
  for (gsize i = 0; i < *n; i++)
    classes[i] = candidates[i].class;
  return classes;
}

static void
add_of_classes (LimenReportBuilder *self)
{
  gsize n;
  g_autofree gsize *classes = limen_report_builder_choose_classes (self, &n);

  limen_report_builder_add_sentences (
      self,
      _ ("Left: histogram of the scores, of rows of the class and of all "
         "others. Right: metrics over the threshold of the class."),
      n < self->n_classes ? _ ("Not all classes are shown: those with cutoffs "
                               "come first, then those with the most rows.")
                          : NULL);
  for (gsize i = 0; i < n; i++)
    add_of_class (self, classes[i]);
}

/* Adds the histogram of the losses, of a binary file or of several classes of
 * which each row has one. */
static void
add_losses (LimenReportBuilder *self)
{
  LimenDocumentFigure *figure;

  if (!limen_kind_has_probabilities (self->numbers->kind)
      || !limen_task_get (self->numbers->task)->has_common_loss
      || self->n_classes == 0)
    return;
  figure = limen_document_add_figure (
      self->document, limen_figure_type_get_caption (&limen_losses_figure),
      FULL_HEIGHT);
  add_panel (figure, new_panel (self, &limen_losses_figure, 0));
}

/* Adds the figure of the confusion matrix. Takes ownership of the result; NULL
 * stands for argmax. */
void
limen_report_builder_add_confusion_figure (LimenReportBuilder *self,
                                           LimenMulticlassResult *result,
                                           const char *caption)
{
  gboolean is_small = self->numbers->n_classes <= LIMEN_REPORT_FEW_CLASSES;
  LimenDocumentFigure *figure = limen_document_add_figure (
      self->document, caption,
      is_small ? SMALL_MATRIX_HEIGHT : MATRIX_HEIGHT);
  Panel *panel = new_panel (self, &limen_confusion_figure, 0);

  panel->result = result;
  add_panel (figure, panel);
}

/* Adds the figures of the classes. */
void
limen_report_builder_add_figures (LimenReportBuilder *self)
{
  if (self->n_classes == 0)
    return;
  if (self->n_classes > 1 && !self->has_thresholds)
    return; /* the confusion matrix shows all that decisions have */
  limen_document_add_heading (self->document, 1,
                              self->has_thresholds
                                  ? _ ("Scores and thresholds")
                                  : _ ("Operating point of "
                                       "the decisions"));
  if (self->n_classes == 1)
    add_of_only_class (self);
  else
    add_of_classes (self);
  add_losses (self);
}
