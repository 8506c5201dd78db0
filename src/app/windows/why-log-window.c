/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "why-log-window.h"

#include <glib/gi18n.h>
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
  LimenPredictions numbers; /* predictions that losses are computed from */
  LimenLikelihood likelihood;
  LimenLossCounts *counts;
  Row first[N_FIRST];
  gsize n_first;
  Row worst;
} Job;

static void
job_free (Job *job)
{
  limen_analysis_unref (job->analysis);
  g_free (job->counts);
  g_free (job);
}

static LimenDataset *
get_dataset (const Job *job)
{
  return limen_analysis_get_dataset (job->analysis);
}

static const LimenPredictions *
get_numbers (const Job *job)
{
  return &job->numbers;
}

/* Computation, in a thread */

static Row
look_up_row (const Job *job, gsize row)
{
  double log;

  limen_log_likelihoods (get_numbers (job), row, 1, &log);
  return (Row){
    .line = limen_dataset_find_line (get_dataset (job), row, NULL),
    .row = row,
    .p = exp (log),
  };
}

static void
find_worst (Job *job)
{
  gsize n;
  g_autofree LimenFoundRow *rows = limen_rows_find (&job->query, &n);

  if (n > 0)
    job->worst = look_up_row (job, rows[0].row);
}

static void
compute (GTask *task, gpointer source, gpointer data,
         GCancellable *cancellable)
{
  Job *job = data;

  job->n_first = MIN (get_numbers (job)->n_rows, N_FIRST);
  for (gsize i = 0; i < job->n_first; i++)
    job->first[i] = look_up_row (job, i);
  job->likelihood = limen_likelihood_compute (get_numbers (job));
  job->counts
      = limen_loss_counts_new (get_numbers (job), job->query.threshold);
  find_worst (job);
  if (job->counts != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_MEMORY,
                             _ ("Not enough memory to count the losses"));
}

/* Display */

static const char *
get_class_name (const Job *job, const Row *row)
{
  return limen_rows_get_label_title (&job->query, row->row);
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
show_first (LimenWhyLogWindow *self, const Job *job)
{
  limen_value_table_begin (self->first);
  for (gsize i = 0; i < job->n_first; i++)
    {
      const Row *row = &job->first[i];
      g_autofree char *line = limen_screen_format_count ((double) row->line);
      g_autofree char *p = format_probability (row->p);
      g_autofree char *name
          /* Translators: a number and a name. */
          = g_strdup_printf (_ ("line %s, class %s"), line,
                             get_class_name (job, row));

      limen_value_table_add (self->first, name, p, name);
    }
  limen_value_table_end (self->first);
}

static void
show_product (LimenWhyLogWindow *self, const Job *job)
{
  const LimenLikelihood *likelihood = &job->likelihood;
  g_autofree char *count
      = limen_screen_format_count ((double) likelihood->n_rows_to_zero);
  g_autofree char *product = format_probability (likelihood->naive_product);
  g_autofree char *rows
      = limen_screen_format_count ((double) likelihood->n_rows);
  g_autofree char *text = g_strdup_printf (
      get_numbers (job)->weights != NULL
          ? ngettext ("The probability that the model gives to the true label "
                      "of %s row, p to the power of its weight.",
                      "The probability that the model gives to the true "
                      "labels of all %s rows together, each p to the power of "
                      "its weight.",
                      likelihood->n_rows)
          : ngettext ("The probability that the model gives to the true label "
                      "of %s row.",
                      "The probability that the model gives to the true "
                      "labels of all %s rows together.",
                      likelihood->n_rows),
      rows);
  g_autofree char *zero
      = g_strdup_printf (ngettext ("0 after %s row", "0 after %s rows",
                                   likelihood->n_rows_to_zero),
                         count);

  gtk_label_set_label (GTK_LABEL (self->product_text), text);
  limen_value_table_begin (self->product);
  limen_value_table_add (
      self->product, _ ("product in double precision"),
      likelihood->n_rows_to_zero > 0 ? zero : product,
      _ ("Multiplied row by row; a double below about 1e-324 is 0"));
  add_value (self->product, _ ("log10 of the product"),
             likelihood->log10_likelihood,
             _ ("Computed as the sum of the logarithms"));
  limen_value_table_end (self->product);
}

/* The loss of the analysis that is the mean of −log p; NULL if it has none. */
static const LimenLossValue *
find_loss (const Job *job)
{
  gsize n;
  const LimenLossValue *losses = limen_analysis_get_losses (job->analysis, &n);

  for (gsize i = 0; i < n; i++)
    if (losses[i].type != NULL && losses[i].type->is_log_loss)
      return &losses[i];
  return NULL;
}

static void
show_sum (LimenWhyLogWindow *self, const Job *job)
{
  const LimenLikelihood *likelihood = &job->likelihood;
  const LimenLossValue *loss = find_loss (job);
  g_autofree char *count
      = limen_screen_format_count ((double) likelihood->n_zero);
  g_autofree char *zero = g_strdup_printf (
      ngettext ("%s row has p = 0, which makes the likelihood 0 and its "
                "logarithm \342\210\222\342\210\236. The loss counts it as "
                "100.",
                "%s rows have p = 0, which makes the likelihood 0 and its "
                "logarithm \342\210\222\342\210\236. The loss counts each as "
                "100.",
                likelihood->n_zero),
      count);

  limen_value_table_begin (self->sum);
  add_value (self->sum, _ ("sum of log p"),
             likelihood->log10_likelihood * log (10), NULL);
  add_value (self->sum, _ ("mean of \342\210\222log p"), likelihood->mean_nll,
             NULL);
  if (loss != NULL)
    add_value (self->sum, loss->title, loss->value,
               _ ("The value in the list of losses of the main window"));
  limen_value_table_end (self->sum);
  gtk_label_set_label (GTK_LABEL (self->zero_text), zero);
  gtk_widget_set_visible (self->zero_text, likelihood->n_zero > 0);
}

static void
show_worst (LimenWhyLogWindow *self, const Job *job)
{
  const LimenLossSummary *summary = &job->counts->summary;
  const Row *row = &job->worst;
  g_autofree char *line = limen_screen_format_count ((double) row->line);
  g_autofree char *p = format_probability (row->p);
  g_autofree char *loss = limen_screen_format_value (summary->largest, 4);
  g_autofree char *times
      = limen_screen_format_value (summary->largest / summary->mean, 1);
  g_autofree char *text = g_strdup_printf (
      _ ("The row with the largest loss is on line %s: its class "
         "\342\200\234%s\342\200\235 got p = %s, so its loss is %s, %s times "
         "the mean."),
      line, get_class_name (job, row), p, loss, times);

  gtk_label_set_label (GTK_LABEL (self->worst_text), text);
}

static void
show (LimenWhyLogWindow *self, const Job *job)
{
  gboolean has_losses = job->counts->message == NULL;

  if (has_losses)
    {
      show_first (self, job);
      show_product (self, job);
      show_sum (self, job);
      limen_log_view_set_counts (self->figure, job->counts);
      show_worst (self, job);
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

/* A query that finds the largest losses: of the joint decision for a task that
 * gives each row one of several classes, else of the current class. */
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

/* Computes the window's contents for the session's current class. Closes the
 * window if there is no class (regression). */
static void
class_changed_cb (LimenSession *session, LimenWhyLogWindow *self)
{
  Job *job;

  limen_job_cancel (&self->work);
  if (limen_session_get_class (session) == NULL)
    {
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  job = g_new0 (Job, 1);
  job->analysis = limen_analysis_ref (limen_session_get_analysis (session));
  job->query = new_query (session);
  job->numbers = limen_threshold_scores_get_loss_numbers (
      job->query.scores,
      limen_one_vs_rest_get_class (limen_session_get_class (session)));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "busy");
  limen_job_start (job, (GDestroyNotify) job_free, compute,
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

/* A new window about the current class of `session`, which must have one. It
 * follows changes of the class and of the file. */
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
