/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rows-actions.h"

#include <math.h>

#include "rows-choices.h"
#include "rows-query.h"
#include "rows-window.h"

/* Actions can be activated over D-Bus, so invalid parameters are ignored. */

/* Whether [low, high) is a range; FALSE for NaN. */
static gboolean
is_range (double low, double high)
{
  return low <= high;
}

static void
show_rows (gpointer window, const LimenRowQuery *query)
{
  gtk_window_present (GTK_WINDOW (limen_rows_window_new (
      window, limen_window_get_session (window), query)));
}

static void
rows_action (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  LimenCell cell = LIMEN_CELL_ANY;
  g_autoptr (LimenRowQuery) query = NULL;

  if (!limen_cell_parse (g_variant_get_string (parameter, NULL), &cell))
    return;
  query
      = limen_rows_query_new (limen_window_get_session (window), FALSE);
  query->where = cell;
  show_rows (window, query);
}

/* Lists the rows nearest to the threshold, whose decisions change first when
 * it moves. */
static void
rows_near_action (GSimpleAction *action, GVariant *parameter,
                  gpointer window)
{
  g_autoptr (LimenRowQuery) query
      = limen_rows_query_new (limen_window_get_session (window), FALSE);

  query->near = LIMEN_ROWS_NEAR;
  show_rows (window, query);
}

/* Lists the rows with scores in a range, such as that of a bar of the
 * histogram. */
static void
rows_between_action (GSimpleAction *action, GVariant *parameter,
                     gpointer window)
{
  g_autoptr (LimenRowQuery) query
      = limen_rows_query_new (limen_window_get_session (window), FALSE);

  g_variant_get (parameter, "(dd)", &query->low, &query->high);
  if (is_range (query->low, query->high))
    show_rows (window, query);
}

/* Lists rows by the joint decision of all classes, the largest losses first:
 * all rows, those of a cell of the matrix, or those with losses in a range. */
static void
show_decided_rows (gpointer window, int label, int decision, double loss_low,
                   double loss_high)
{
  g_autoptr (LimenRowQuery) query
      = limen_rows_query_new (limen_window_get_session (window), TRUE);

  query->label = label;
  query->decision = decision;
  query->loss_low = loss_low;
  query->loss_high = loss_high;
  show_rows (window, query);
}

/* Whether losses are those of all classes together rather than of the current
 * class. */
static gboolean
has_common_loss (LimenSession *session)
{
  return limen_predictions_decide_jointly (limen_threshold_scores_get_numbers (
      limen_analysis_get_scores (limen_session_get_analysis (session))));
}

/* Lists the rows with losses in a range, such as that of a bar. */
static void
rows_of_loss_action (GSimpleAction *action, GVariant *parameter,
                     gpointer window)
{
  LimenSession *session = limen_window_get_session (window);
  g_autoptr (LimenRowQuery) query
      = limen_rows_query_new (session, FALSE);

  g_variant_get (parameter, "(dd)", &query->loss_low, &query->loss_high);
  if (!is_range (query->loss_low, query->loss_high))
    return;
  if (has_common_loss (session))
    show_decided_rows (window, -1, -1, query->loss_low, query->loss_high);
  else
    show_rows (window, query);
}

/* Lists the rows of a cell of the matrix of all classes: a true class and a
 * decided class. The number of classes stands for "none". */
static void
rows_decided_action (GSimpleAction *action, GVariant *parameter,
                     gpointer window)
{
  guint label, decision;
  gsize n = limen_dataset_get_predictions (
                limen_session_get_dataset (limen_window_get_session (window)))
                ->n_classes;

  g_variant_get (parameter, "(uu)", &label, &decision);
  if (label < n && decision <= n)
    show_decided_rows (window, (int) label,
                       decision < n ? (int) decision : LIMEN_CLASS_NONE, NAN,
                       NAN);
}

/* Whether there is a joint decision of all classes. */
static gboolean
has_matrix (LimenSession *session)
{
  LimenDataset *dataset = limen_session_get_dataset (session);

  return limen_task_get (limen_dataset_get_predictions (dataset)->task)
      ->has_matrix;
}

static void
worst_rows_action (GSimpleAction *action, GVariant *parameter,
                   gpointer window)
{
  LimenSession *session = limen_window_get_session (window);
  gboolean is_decided = has_matrix (session);
  g_autoptr (LimenRowQuery) query
      = limen_rows_query_new (session, is_decided);

  show_rows (window, query);
}

static const GActionEntry entries[] = {
  { .name = "rows", .activate = rows_action, .parameter_type = "s" },
  { .name = "rows-between",
    .activate = rows_between_action,
    .parameter_type = "(dd)" },
  { .name = "rows-of-loss",
    .activate = rows_of_loss_action,
    .parameter_type = "(dd)" },
  { .name = "rows-decided",
    .activate = rows_decided_action,
    .parameter_type = "(uu)" },
  { .name = "worst-rows", .activate = worst_rows_action },
  { .name = "rows-near", .activate = rows_near_action },
};

/* Adds the actions to a window; call it once. */
void
limen_rows_actions_add (LimenWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries,
                                   G_N_ELEMENTS (entries), self);
}
