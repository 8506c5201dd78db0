/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rows-losses.h"

#include <math.h>

struct _LimenRowsLosses
{
  GObject parent_instance;

  LimenLossHistogramView *view; /* NULL once its window was closed */
  GtkWidget *any_loss;          /* a button; valid while `view` is */
  double low, high;             /* range of losses while no bar is selected;
                                 * NaN: any */
  gboolean is_updating;         /* the program changes the selection */
  gboolean is_counting;
  LimenRowQuery *stale; /* query to count next, or NULL */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimenRowsLosses, limen_rows_losses, G_TYPE_OBJECT)

static gboolean
is_bar_chosen (LimenRowsLosses *self)
{
  return limen_bin_view_get_selected (LIMEN_BIN_VIEW (self->view)) >= 0;
}

static gboolean
is_restricted (LimenRowsLosses *self)
{
  return is_bar_chosen (self) || !isnan (self->low);
}

static void
update_button (LimenRowsLosses *self)
{
  gtk_widget_set_visible (self->any_loss, is_restricted (self));
}

/* Counting */

typedef struct
{
  LimenThresholdScores *scores;
  gsize class;
  double threshold;
} Count;

static void
count_free (Count *count)
{
  limen_threshold_scores_unref (count->scores);
  g_free (count);
}

static void
count_losses (GTask *task, gpointer source, gpointer data,
              GCancellable *cancellable)
{
  Count *count = data;
  LimenPredictions numbers
      = limen_threshold_scores_get_loss_numbers (count->scores, count->class);

  g_task_return_pointer (
      task, limen_loss_counts_new (&numbers, count->threshold), g_free);
}

/* Shows the counts. The selected bar stays selected if a bar contains its
 * losses; from then on the bar defines the range of losses, until it is
 * deselected. If no bar contains them, the range of losses stays. */
static void
show_counts (LimenRowsLosses *self, const LimenLossCounts *counts)
{
  double low = self->low, high = self->high;

  self->is_updating = TRUE;
  if (is_bar_chosen (self))
    limen_loss_histogram_view_get_range (self->view, &low, &high);
  limen_loss_histogram_view_set_counts (self->view, counts);
  limen_loss_histogram_view_select_loss (self->view, low);
  self->low = is_bar_chosen (self) ? NAN : low;
  self->high = is_bar_chosen (self) ? NAN : high;
  self->is_updating = FALSE;
  update_button (self);
}

static void start_counting (LimenRowsLosses *self, const LimenRowQuery *query);

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  LimenRowsLosses *self = LIMEN_ROWS_LOSSES (source);
  g_autofree LimenLossCounts *counts
      = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autoptr (LimenRowQuery) stale = g_steal_pointer (&self->stale);

  self->is_counting = FALSE;
  if (self->view == NULL)
    return;
  if (stale != NULL)
    start_counting (self, stale);
  else
    show_counts (self, counts);
}

/* The threshold that decides which rows of a bar are right and which are
 * wrong: the threshold of the class. A joint decision uses that of the first
 * class, which is the only one in a file of top labels. */
static double
get_threshold (const LimenRowQuery *query)
{
  return query->class < 0 && query->thresholds != NULL ? query->thresholds[0]
                                                       : query->threshold;
}

static void
start_counting (LimenRowsLosses *self, const LimenRowQuery *query)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, counted_cb, NULL);
  Count *count = g_new (Count, 1);

  self->is_counting = TRUE;
  count->scores = limen_threshold_scores_ref (query->scores);
  count->class = (gsize) MAX (query->class, 0);
  count->threshold = get_threshold (query);
  g_task_set_task_data (task, count, (GDestroyNotify) count_free);
  g_task_run_in_thread (task, count_losses);
}

static void
bin_chosen_cb (LimenRowsLosses *self)
{
  if (self->is_updating)
    return;
  self->low = self->high = NAN;
  update_button (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
limen_rows_losses_finalize (GObject *object)
{
  LimenRowsLosses *self = LIMEN_ROWS_LOSSES (object);

  g_clear_weak_pointer (&self->view);
  g_clear_pointer (&self->stale, limen_row_query_free);
  G_OBJECT_CLASS (limen_rows_losses_parent_class)->finalize (object);
}

static void
limen_rows_losses_class_init (LimenRowsLossesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = limen_rows_losses_finalize;
  signals[CHANGED] = g_signal_new ("changed", LIMEN_TYPE_ROWS_LOSSES,
                                   G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
limen_rows_losses_init (LimenRowsLosses *self)
{
}

/* Names the two classes of a one-vs-rest query in the histogram. A joint
 * decision has no two classes to name. */
static void
name_classes (LimenRowsLosses *self, const LimenRowQuery *query)
{
  if (query->class >= 0)
    limen_plot_view_set_class_names (
        LIMEN_PLOT_VIEW (self->view),
        limen_threshold_scores_get_rest_title (query->scores),
        limen_threshold_scores_get_class_title (query->scores,
                                               (gsize) query->class));
}

/* A new object that shows the losses of a query's rows in the histogram
 * `view`, which it hides if rows have no losses. `any_loss` is the button that
 * removes the restriction to a range of losses; it is shown while there is
 * one. Both widgets are borrowed. */
LimenRowsLosses *
limen_rows_losses_new (LimenLossHistogramView *view, GtkWidget *any_loss,
                       const LimenRowQuery *query)
{
  LimenRowsLosses *self = g_object_new (LIMEN_TYPE_ROWS_LOSSES, NULL);

  g_set_weak_pointer (&self->view, view);
  self->any_loss = any_loss;
  self->low = query->loss_low;
  self->high = query->loss_high;
  gtk_widget_set_visible (GTK_WIDGET (view),
                          limen_row_query_has_losses (query));
  update_button (self);
  g_signal_connect_object (view, "notify::selected-bin",
                           G_CALLBACK (bin_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/* Counts the losses of a query's rows in the background and shows them later.
 * Only one thread runs at a time, however often this is called. */
void
limen_rows_losses_count (LimenRowsLosses *self, const LimenRowQuery *query)
{
  g_return_if_fail (LIMEN_IS_ROWS_LOSSES (self));

  name_classes (self, query);
  if (!limen_row_query_has_losses (query))
    return;
  if (!self->is_counting)
    {
      start_counting (self, query);
      return;
    }
  g_clear_pointer (&self->stale, limen_row_query_free);
  self->stale = limen_row_query_copy (query);
}

/* Restricts a query to the selected range of losses. */
void
limen_rows_losses_apply (LimenRowsLosses *self, LimenRowQuery *query)
{
  g_return_if_fail (LIMEN_IS_ROWS_LOSSES (self));

  query->loss_low = self->low;
  query->loss_high = self->high;
  if (is_bar_chosen (self))
    limen_loss_histogram_view_get_range (self->view, &query->loss_low,
                                         &query->loss_high);
}

/* Removes the restriction to a range of losses, if there is one. */
void
limen_rows_losses_clear (LimenRowsLosses *self)
{
  g_return_if_fail (LIMEN_IS_ROWS_LOSSES (self));

  if (!is_restricted (self))
    return;
  self->is_updating = TRUE;
  limen_bin_view_set_selected (LIMEN_BIN_VIEW (self->view), -1);
  self->is_updating = FALSE;
  bin_chosen_cb (self);
}
