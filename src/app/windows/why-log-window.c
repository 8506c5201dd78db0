/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "why-log-window.h"

#include <math.h>

#include "child-window.h"
#include "job.h"
#include "likelihood.h"
#include "log-view.h"
#include "rows.h"
#include "screen-format.h"
#include "table-error.h"
#include "template.h"
#include "value-table.h"

#define N_FIRST 8

struct _LimenWhyLogWindow
{
  GtkWindow parent_instance;

  GtkWidget *stack;
  LimenValueTable *first;
  GtkWidget *product_text;
  LimenValueTable *product;
  LimenValueTable *sum;
  GtkWidget *zero_text;
  LimenLogView *figure;
  GtkWidget *worst_text;

  GCancellable *work;
};

G_DEFINE_FINAL_TYPE (LimenWhyLogWindow, limen_why_log_window, GTK_TYPE_WINDOW)

/* A row with the probability of its true class. */
typedef struct
{
  guint64 line;
  gsize row;
  double p;
} Row;

/* Inputs and results of the background computation. */
typedef struct
{
  LimenAnalysis *analysis;
  LimenRowQuery query;      /* for the rows with the largest losses */
  LimenPredictions numbers; /* that the losses are computed from */
  LimenLikelihood likelihood;
  LimenLossCounts *counts;
  Row first[N_FIRST];
  gsize n_first;
  Row worst;
} Story;

static void
story_free (Story *story)
{
  limen_analysis_unref (story->analysis);
  g_free (story->counts);
  g_free (story);
}

static LimenDataset *
get_dataset (const Story *story)
{
  return limen_analysis_get_dataset (story->analysis);
}

static const LimenPredictions *
get_numbers (const Story *story)
{
  return &story->numbers;
}

/* Computation, in a thread */

static Row
look_up_row (const Story *story, gsize row)
{
  double log;

  limen_log_likelihoods (get_numbers (story), row, 1, &log);
  return (Row){
    .line = limen_dataset_find_line (get_dataset (story), row, NULL),
    .row = row,
    .p = exp (log),
  };
}

static void
find_worst (Story *story)
{
  gsize n;
  g_autofree LimenFoundRow *rows = limen_rows_find (&story->query, &n);

  if (n > 0)
    story->worst = look_up_row (story, rows[0].row);
}

static void
compute (GTask *task, gpointer source, gpointer data,
         GCancellable *cancellable)
{
  Story *story = data;

  story->n_first = MIN (get_numbers (story)->n_rows, N_FIRST);
  for (gsize i = 0; i < story->n_first; i++)
    story->first[i] = look_up_row (story, i);
  story->likelihood = limen_likelihood_compute (get_numbers (story));
  story->counts = limen_loss_counts_new (get_numbers (story),
                                         story->query.threshold);
  find_worst (story);
  if (story->counts != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_MEMORY,
                             "Not enough memory to count the losses");
}

/* Display */

static const char *
get_class_name (const Story *story, const Row *row)
{
  return limen_rows_get_label (&story->query, row->row);
}

static void
add_value (LimenValueTable *table, const char *name, double value,
           const char *tooltip)
{
  g_autofree char *text = limen_screen_format_value (value, 4);

  limen_value_table_add (table, name, text, tooltip);
}

/* A probability as text; "0" only if it is exactly 0. */
static char *
format_probability (double p)
{
  return p == 0 ? g_strdup ("0") : limen_screen_format_value (p, 4);
}

static void
show_first (LimenWhyLogWindow *self, const Story *story)
{
  limen_value_table_begin (self->first);
  for (gsize i = 0; i < story->n_first; i++)
    {
      const Row *row = &story->first[i];
      g_autofree char *line = limen_screen_format_count ((double) row->line);
      g_autofree char *p = format_probability (row->p);
      g_autofree char *name
          = g_strdup_printf ("line %s, class %s", line,
                             get_class_name (story, row));

      limen_value_table_add (self->first, name, p, name);
    }
  limen_value_table_end (self->first);
}

static void
show_product (LimenWhyLogWindow *self, const Story *story)
{
  const LimenLikelihood *likelihood = &story->likelihood;
  g_autofree char *count
      = limen_screen_format_count ((double) likelihood->n_rows_to_zero);
  g_autofree char *product = format_probability (likelihood->naive_product);
  g_autofree char *rows
      = limen_screen_format_count ((double) likelihood->n_rows);
  g_autofree char *text
      = g_strdup_printf ("The probability that the model gives to the true "
                         "labels of all %s rows together%s.",
                         rows,
                         get_numbers (story)->weights != NULL
                             ? ", each p to the power of its weight"
                             : "");
  g_autofree char *zero = g_strdup_printf (
      "0 after %s %s", count,
      likelihood->n_rows_to_zero == 1 ? "row" : "rows");

  gtk_label_set_label (GTK_LABEL (self->product_text), text);
  limen_value_table_begin (self->product);
  limen_value_table_add (
      self->product, "product in double precision",
      likelihood->n_rows_to_zero > 0 ? zero : product,
      "Multiplied row by row; a double below about 1e-324 is 0");
  add_value (self->product, "log10 of the product",
             likelihood->log10_likelihood,
             "Computed as the sum of the logarithms");
  limen_value_table_end (self->product);
}

/* The loss of the analysis that is the mean of −log p; NULL if it has none. */
static const LimenLossValue *
find_loss (const Story *story)
{
  gsize n;
  const LimenLossValue *losses
      = limen_analysis_get_losses (story->analysis, &n);

  for (gsize i = 0; i < n; i++)
    if (losses[i].type != NULL && losses[i].type->is_log_loss)
      return &losses[i];
  return NULL;
}

static void
show_sum (LimenWhyLogWindow *self, const Story *story)
{
  const LimenLikelihood *likelihood = &story->likelihood;
  const LimenLossValue *loss = find_loss (story);
  g_autofree char *count
      = limen_screen_format_count ((double) likelihood->n_zero);
  g_autofree char *zero = g_strdup_printf (
      "%s %s p = 0, which makes the likelihood 0 and its logarithm "
      "\342\210\222\342\210\236. The loss counts each as 100.",
      count, likelihood->n_zero == 1 ? "row has" : "rows have");

  limen_value_table_begin (self->sum);
  add_value (self->sum, "sum of log p",
             likelihood->log10_likelihood * log (10), NULL);
  add_value (self->sum, "mean of \342\210\222log p", likelihood->mean_nll,
             NULL);
  if (loss != NULL)
    add_value (self->sum, loss->title, loss->value,
               "The value in the list of losses of the main window");
  limen_value_table_end (self->sum);
  gtk_label_set_label (GTK_LABEL (self->zero_text), zero);
  gtk_widget_set_visible (self->zero_text, likelihood->n_zero > 0);
}

static void
show_worst (LimenWhyLogWindow *self, const Story *story)
{
  const LimenLossSummary *summary = &story->counts->summary;
  const Row *row = &story->worst;
  g_autofree char *line = limen_screen_format_count ((double) row->line);
  g_autofree char *p = format_probability (row->p);
  g_autofree char *loss = limen_screen_format_value (summary->largest, 4);
  g_autofree char *times
      = limen_screen_format_value (summary->largest / summary->mean, 1);
  g_autofree char *text
      = g_strdup_printf ("The row with the largest loss is on line %s: its "
                         "class \342\200\234%s\342\200\235 got p = %s, so its "
                         "loss is %s, %s times the mean.",
                         line, get_class_name (story, row), p, loss, times);

  gtk_label_set_label (GTK_LABEL (self->worst_text), text);
}

static void
show (LimenWhyLogWindow *self, const Story *story)
{
  gboolean has_losses = story->counts->message == NULL;

  if (has_losses)
    {
      show_first (self, story);
      show_product (self, story);
      show_sum (self, story);
      limen_log_view_set_counts (self->figure, story->counts);
      show_worst (self, story);
    }
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack),
                                    has_losses ? "story" : "none");
}

static void
computed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  if (g_task_propagate_boolean (G_TASK (result), NULL))
    show (LIMEN_WHY_LOG_WINDOW (source),
          g_task_get_task_data (G_TASK (result)));
}

/* The query for the losses: those of the joint decision of several classes;
 * with several labels in a row, those of the current label. */
static LimenRowQuery
new_query (LimenSession *session)
{
  LimenThresholdScores *scores
      = limen_analysis_get_scores (limen_session_get_analysis (session));
  const LimenPredictions *numbers
      = limen_threshold_scores_get_numbers (scores);
  gboolean is_of_all = limen_task_get (numbers->task)->has_matrix;
  gsize class = limen_one_vs_rest_get_class (limen_session_get_class (session));
  LimenRowQuery query
      = limen_row_query_new (scores, is_of_all ? -1 : (int) class, 1);

  query.threshold = limen_session_get_threshold (session);
  return query;
}

/* Updates the window for the session's current file; closes it if that has no
 * probabilities. */
static void
class_changed_cb (LimenSession *session, LimenWhyLogWindow *self)
{
  Story *story;

  limen_job_cancel (&self->work);
  if (limen_session_get_class (session) == NULL)
    {
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  story = g_new0 (Story, 1);
  story->analysis = limen_analysis_ref (limen_session_get_analysis (session));
  story->query = new_query (session);
  story->numbers = limen_threshold_scores_get_loss_numbers (
      story->query.scores,
      limen_one_vs_rest_get_class (limen_session_get_class (session)));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "busy");
  limen_job_start (story, (GDestroyNotify) story_free, compute,
                   limen_job_restart (&self->work), self, computed_cb, NULL);
}

static void
limen_why_log_window_dispose (GObject *object)
{
  limen_job_cancel (&LIMEN_WHY_LOG_WINDOW (object)->work);
  G_OBJECT_CLASS (limen_why_log_window_parent_class)->dispose (object);
}

static void
limen_why_log_window_class_init (LimenWhyLogWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limen_why_log_window_dispose;
  g_type_ensure (LIMEN_TYPE_LOG_VIEW);
  g_type_ensure (LIMEN_TYPE_VALUE_TABLE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/limen/Limen/ui/why-log-window.ui");
  LIMEN_BIND_CHILDREN (widget_class, LimenWhyLogWindow, stack, first,
                       product_text, product, sum, zero_text, figure,
                       worst_text);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0,
                                       "window.close", NULL);
}

static void
limen_why_log_window_init (LimenWhyLogWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The window for the file of a session, which must have one; it follows
 * changes of the file. */
GtkWidget *
limen_why_log_window_new (GtkWindow *parent, LimenSession *session)
{
  LimenWhyLogWindow *self = g_object_new (LIMEN_TYPE_WHY_LOG_WINDOW, NULL);

  limen_child_window_set_parent (GTK_WINDOW (self), parent);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "win",
                                  G_ACTION_GROUP (parent));
  g_object_bind_property (parent, "theme", self->figure, "theme",
                          G_BINDING_SYNC_CREATE);
  g_signal_connect_object (session, "class-changed",
                           G_CALLBACK (class_changed_cb), self, 0);
  class_changed_cb (session, self);
  return GTK_WIDGET (self);
}
