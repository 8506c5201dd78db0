/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "confusion-view.h"

#include <glib/gi18n.h>

#include "confusion-cell.h"
#include "screen-format.h"

#define STRONG_TINT 0.42
#define WEAK_TINT 0.18

struct _LimenConfusionView
{
  LimenHolder parent_instance;

  GtkLabel *totals;
  LimenConfusionCell *tp;
  LimenConfusionCell *fp;
  LimenConfusionCell *fn;
  LimenConfusionCell *tn;
};

enum
{
  CELL_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimenConfusionView, limen_confusion_view,
                     LIMEN_TYPE_HOLDER)

static void
cell_activated_cb (LimenConfusionCell *cell, LimenConfusionView *self)
{
  const char *name = cell == self->tp   ? "tp"
                     : cell == self->fp ? "fp"
                     : cell == self->fn ? "fn"
                                        : "tn";

  g_signal_emit (self, signals[CELL_ACTIVATED], 0, name);
}

static void
limen_confusion_view_class_init (LimenConfusionViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  /* argument: "tp", "fp", "fn" or "tn" */
  signals[CELL_ACTIVATED] = g_signal_new (
      "cell-activated", LIMEN_TYPE_CONFUSION_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
      NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (LIMEN_TYPE_CONFUSION_CELL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/limen/Limen/ui/confusion-view.ui");
  gtk_widget_class_bind_template_child (widget_class, LimenConfusionView,
                                        totals);
  gtk_widget_class_bind_template_child (widget_class, LimenConfusionView, tp);
  gtk_widget_class_bind_template_child (widget_class, LimenConfusionView, fp);
  gtk_widget_class_bind_template_child (widget_class, LimenConfusionView, fn);
  gtk_widget_class_bind_template_child (widget_class, LimenConfusionView, tn);
  gtk_widget_class_bind_template_callback (widget_class, cell_activated_cb);
  gtk_widget_class_set_accessible_role (widget_class,
                                        GTK_ACCESSIBLE_ROLE_TABLE);
}

static void
limen_confusion_view_init (LimenConfusionView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Shows in a short line the numbers of positive rows, of all rows and of rows
 * predicted positive, and in the tooltip the totals of both classes and of
 * both predictions. */
static void
show_totals (LimenConfusionView *self, LimenConfusion confusion)
{
  g_autofree char *positives
      = limen_screen_format_count (confusion.tp + confusion.fn);
  g_autofree char *negatives
      = limen_screen_format_count (confusion.fp + confusion.tn);
  g_autofree char *above
      = limen_screen_format_count (confusion.tp + confusion.fp);
  g_autofree char *below
      = limen_screen_format_count (confusion.fn + confusion.tn);
  g_autofree char *all
      = limen_screen_format_count (limen_confusion_get_total (confusion));
  /* Translators: numbers of rows: positive, all, and predicted positive. */
  g_autofree char *text = g_strdup_printf (
      _ ("positive: %s of %s, predicted: %s"), positives, all, above);
  g_autofree char *words = g_strdup_printf (
      _ ("%s rows positive and %s negative; %s predicted positive and %s "
         "predicted negative"),
      positives, negatives, above, below);

  gtk_label_set_label (self->totals, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->totals), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->totals),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

/* Shows a confusion matrix: counts of rows with their totals, and shares of a
 * population with this prevalence (NaN: the prevalence of the rows). */
void
limen_confusion_view_set_confusion (LimenConfusionView *self,
                                    LimenConfusion confusion,
                                    double prevalence)
{
  LimenConfusion seen
      = limen_confusion_at_prevalence (confusion, prevalence);
  double total = limen_confusion_get_total (seen);
  double positives = confusion.tp + confusion.fn;
  double negatives = confusion.fp + confusion.tn;

  g_return_if_fail (LIMEN_IS_CONFUSION_VIEW (self));

  limen_confusion_cell_set_value (self->tp, confusion.tp, seen.tp / total,
                                  confusion.tp / positives);
  limen_confusion_cell_set_value (self->fp, confusion.fp, seen.fp / total,
                                  confusion.fp / negatives);
  limen_confusion_cell_set_value (self->fn, confusion.fn, seen.fn / total,
                                  confusion.fn / positives);
  limen_confusion_cell_set_value (self->tn, confusion.tn, seen.tn / total,
                                  confusion.tn / negatives);
  show_totals (self, confusion);
}

/* Uses the colours of the histogram: by true class; strong if predicted
 * positive, pale if predicted negative. */
void
limen_confusion_view_set_theme (LimenConfusionView *self,
                                LimenThemeVariant variant)
{
  LimenTheme theme = limen_theme_get (variant);

  g_return_if_fail (LIMEN_IS_CONFUSION_VIEW (self));

  limen_confusion_cell_set_color (self->tp, theme.positive, STRONG_TINT);
  limen_confusion_cell_set_color (self->fp, theme.negative, STRONG_TINT);
  limen_confusion_cell_set_color (self->fn, theme.positive, WEAK_TINT);
  limen_confusion_cell_set_color (self->tn, theme.negative, WEAK_TINT);
}
