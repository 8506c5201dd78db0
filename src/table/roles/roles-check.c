/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "roles-private.h"

#include <string.h>

#include "column-names.h"
#include "decisions-only.h"
#include "labels.h"
#include "message.h"
#include "predictions.h"
#include "table-error.h"

static gboolean
add_column (GHashTable *seen, int column, const char *path,
            const LimenSample *sample, GError **error)
{
  g_autofree char *name = NULL;

  if (column < 0 || g_hash_table_add (seen, GINT_TO_POINTER (column + 1)))
    return TRUE;
  name = limen_sample_format_name (sample, (gsize) column);
  return limen_table_fail (error, LIMEN_TABLE_ERROR_ROLES,
                           "%s: column \"%s\" cannot have two roles; {give "
                           "--label, --score and --weight|choose another "
                           "column for one of them}",
                           path, name);
}

static gboolean
add_columns (GHashTable *seen, const LimenClassColumns *columns,
             const char *path, const LimenSample *sample, GError **error)
{
  for (gsize k = 0; columns != NULL && k < limen_class_columns_get_n (columns);
       k++)
    if (!add_column (seen, limen_class_columns_get (columns, k), path, sample,
                     error))
      return FALSE;
  return TRUE;
}

/* FALSE with an error if a column has two roles. */
gboolean
limen_roles_check_distinct (const LimenRoles *self, const char *path,
                            const LimenSample *sample, GError **error)
{
  const int columns[]
      = { self->label,  self->score,   self->predicted, self->variance,
          self->weight, self->fp_cost, self->fn_cost,   self->group,
          self->unit,   self->split };
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (!add_column (seen, columns[i], path, sample, error))
      return FALSE;
  return add_columns (seen, self->labels, path, sample, error)
         && add_columns (seen, self->scores, path, sample, error);
}

/* FALSE with an error if two score columns are for the same class, or if there
 * are too many. */
static gboolean
check_stems (const LimenRoles *self, const char *path, GError **error)
{
  gsize n = limen_class_columns_get_n (self->scores);
  g_autoptr (LimenLabels) seen
      = limen_labels_new (LIMEN_MAX_CLASSES, self->decimal_point);

  if (n > LIMEN_MAX_CLASSES)
    return limen_table_fail (error, LIMEN_TABLE_ERROR_OPTIONS,
                             "%s: %zu score columns; the limit is %d classes",
                             path, n, LIMEN_MAX_CLASSES);
  for (gsize k = 0; k < n; k++)
    {
      const char *stem = g_ptr_array_index (self->scores->stems, k);

      if (limen_labels_take (seen, stem, strlen (stem)) != k)
        return limen_table_fail (error, LIMEN_TABLE_ERROR_OPTIONS,
                                 "%s: two score columns are for class \"%s\"",
                                 path, stem);
    }
  return TRUE;
}

/* FALSE with an error if there are several label columns and not as many score
 * columns. */
static gboolean
check_pairs (const LimenRoles *self, const char *path, GError **error)
{
  gsize n_scores = self->scores != NULL
                       ? limen_class_columns_get_n (self->scores)
                       : 1;
  g_autofree char *score_columns = NULL;

  if (self->labels == NULL
      || limen_class_columns_get_n (self->labels) == n_scores)
    return TRUE;
  score_columns = limen_message_part_plural (n_scores, "%zu score column",
                                             "%zu score columns", n_scores);
  return limen_table_fail (error, LIMEN_TABLE_ERROR_OPTIONS,
                           /* Translators: file, number, "3 score columns" */
                           "%s: %zu label columns and %s; each class needs "
                           "one of each",
                           path, limen_class_columns_get_n (self->labels),
                           score_columns);
}

static gboolean
check_undo (const LimenRoles *self, const char *path,
            const LimenReadOptions *options, GError **error)
{
  if (options->undo != LIMEN_UNDO_NONE
      && limen_task_get (self->task)->labels == LIMEN_LABELS_NUMBERS)
    return limen_table_fail (error, LIMEN_TABLE_ERROR_OPTIONS,
                             /* Translators: "sigmoid", "softmax" or
                              * "percent" */
                             "%s: {--undo %s|undo \"%s\"}: a regression has "
                             "no probabilities",
                             path, limen_undo_get_name (options->undo),
                             limen_undo_get_name (options->undo));
  if (options->undo == LIMEN_UNDO_SOFTMAX
      && (self->scores == NULL
          || (!limen_task_get (self->task)->has_joint_decision
              && !self->is_pair)))
    return limen_table_fail (error, LIMEN_TABLE_ERROR_OPTIONS,
                             "%s: {--undo softmax|undoing a softmax} needs "
                             "several score columns, one for each class, of "
                             "which one is true",
                             path);
  return TRUE;
}

/* FALSE with an error for options about scores if there are only decisions. */
static gboolean
check_decisions (const LimenRoles *self, const char *path,
                 const LimenSample *sample, const LimenReadOptions *options,
                 GError **error)
{
  g_autofree char *name = NULL;
  g_autofree char *remedy = limen_decisions_describe_remedy ();
  const char *task = limen_task_get_name (self->task);

  if (options->no_scores && self->predicted < 0)
    return limen_table_fail (
        error, LIMEN_TABLE_ERROR_OPTIONS,
        "%s: without scores there must be decisions; {give --predicted "
        "COLUMN|choose their column}",
        path);
  if (!self->is_decision)
    return TRUE;
  name = limen_sample_format_name (sample, (gsize) self->predicted);
  if (options->label_is_optional)
    return limen_table_fail (
        error, LIMEN_TABLE_ERROR_OPTIONS,
        /* Translators: the last text says what to do */
        "%s: column \"%s\" has decisions, but cutoffs apply to scores; %s",
        path, name, remedy);
  if (options->has_kind && options->kind != LIMEN_KIND_DECISION)
    return limen_table_fail (
        error, LIMEN_TABLE_ERROR_OPTIONS,
        /* Translators: a kind: "probability", or "probabilities" */
        "%s: {--kind %s|%s}: there are decisions, but no scores", path,
        limen_kind_get_name (options->kind),
        limen_message_word (limen_kind_get_title (options->kind)));
  if (options->has_task
      && limen_task_get (self->task)->labels != LIMEN_LABELS_CLASSES)
    return limen_table_fail (error, LIMEN_TABLE_ERROR_OPTIONS,
                             /* Translators: a task such as "multilabel" */
                             "%s: {--task %s|%s}: decisions without scores "
                             "need one class for each row, binary or "
                             "multiclass",
                             path, task, limen_message_word (task));
  if (options->undo != LIMEN_UNDO_NONE)
    return limen_table_fail (
        error, LIMEN_TABLE_ERROR_OPTIONS,
        /* Translators: "sigmoid", "softmax" or "percent" */
        "%s: {--undo %s|undo \"%s\"}: there are decisions, but no scores",
        path, limen_undo_get_name (options->undo),
        limen_undo_get_name (options->undo));
  return TRUE;
}

/* FALSE with an error if --reverse-scores does not apply: it needs one
 * positive class, and scores that remain valid when negated. */
static gboolean
check_reversed (const LimenRoles *self, const char *path,
                const LimenReadOptions *options, GError **error)
{
  if (!options->reverse_scores)
    return TRUE;
  if (!limen_task_get (self->task)->has_positive)
    return limen_table_fail (
        error, LIMEN_TABLE_ERROR_OPTIONS,
        /* Translators: the last text is a task such as "multiclass" */
        "%s: {--reverse-scores applies|low scores can mean positive} only "
        "with one score column and two labels, but this is a %s file",
        path, limen_message_word (limen_task_get_name (self->task)));
  if (options->undo != LIMEN_UNDO_NONE)
    return limen_table_fail (
        error, LIMEN_TABLE_ERROR_OPTIONS,
        /* Translators: "sigmoid", "softmax" or "percent" */
        "%s: {--undo %s gives probabilities, to which --reverse-scores does "
        "not apply: make the other class positive with --positive|undoing "
        "\"%s\" gives probabilities, and low probabilities cannot mean "
        "positive: choose the other class as the positive class}",
        path, limen_undo_get_name (options->undo),
        limen_undo_get_name (options->undo));
  if (options->has_kind && options->kind != LIMEN_KIND_LOGIT
      && options->kind != LIMEN_KIND_SCORE)
    return limen_table_fail (
        error, LIMEN_TABLE_ERROR_OPTIONS,
        /* Translators: a kind: "probability", or "probabilities" */
        "%s: {--reverse-scores applies to plain scores and logits, not to the "
        "kind %s: give the other class with --positive, or give --kind "
        "score|low plain scores and logits can mean positive, but not low %s: "
        "choose the other class as the positive class, or choose plain "
        "scores}",
        path, limen_kind_get_name (options->kind),
        limen_message_word (limen_kind_get_title (options->kind)));
  return TRUE;
}

/* FALSE with an error for options that belong to another task. */
static gboolean
check_options (const LimenRoles *self, const char *path,
               const LimenReadOptions *options, GError **error)
{
  if (options->has_kind && options->kind == LIMEN_KIND_DECISION
      && !self->is_decision)
    return limen_table_fail (
        error, LIMEN_TABLE_ERROR_OPTIONS,
        "%s: {--kind decision: decisions|decisions} are in one column; {name "
        "it with --predicted COLUMN --score none|choose only that column}",
        path);
  if (options->positive != NULL && !limen_task_get (self->task)->has_positive
      && (!limen_task_get (self->task)->has_predicted
          || (options->has_task
              && !limen_task_get (options->task)->has_positive)))
    return limen_table_fail (
        error, LIMEN_TABLE_ERROR_OPTIONS,
        /* Translators: the last text is a task such as "multiclass" */
        "%s: {--positive|a positive class} is for one of two labels, but this "
        "is a %s file",
        path, limen_message_word (limen_task_get_name (self->task)));
  if (options->has_kind && options->kind != LIMEN_KIND_SCORE
      && limen_task_get (self->task)->labels == LIMEN_LABELS_NUMBERS)
    return limen_table_fail (
        error, LIMEN_TABLE_ERROR_OPTIONS,
        /* Translators: a kind: "probability", or
         * "probabilities" */
        "%s: {--kind %s|%s}: a regression has plain "
        "scores",
        path, limen_kind_get_name (options->kind),
        limen_message_word (limen_kind_get_title (options->kind)));
  if (self->predicted >= 0 && !self->is_decision
      && (!limen_task_get (self->task)->has_matrix || self->scores != NULL))
    return limen_table_fail (
        error, LIMEN_TABLE_ERROR_OPTIONS,
        "%s: {--predicted|the class of the score} is for a multiclass file "
        "with a single score column; this file is another kind",
        path);
  if (self->variance >= 0
      && limen_task_get (self->task)->labels != LIMEN_LABELS_NUMBERS)
    return limen_table_fail (error, LIMEN_TABLE_ERROR_OPTIONS,
                             "%s: {--variance|a column of variances} is for a "
                             "regression",
                             path);
  if ((self->fp_cost >= 0 || self->fn_cost >= 0)
      && limen_task_get (self->task)->labels == LIMEN_LABELS_NUMBERS)
    return limen_table_fail (error, LIMEN_TABLE_ERROR_OPTIONS,
                             "%s: {--fp-cost-column and "
                             "--fn-cost-column|columns of costs}: a "
                             "regression makes no decisions that could "
                             "cost anything",
                             path);
  return TRUE;
}

/* FALSE with an error if the task lacks columns, or has columns that it does
 * not use. */
static gboolean
check_task (const LimenRoles *self, gboolean is_listed, const char *path,
            const LimenSample *sample, const LimenReadOptions *options,
            GError **error)
{
  gboolean has_label = self->label >= 0 || self->labels != NULL;
  const LimenTaskInfo *task = limen_task_get (self->task);

  if (task->thresholds != LIMEN_THRESHOLDS_EACH && is_listed && !self->is_pair)
    return limen_table_fail (
        error, LIMEN_TABLE_ERROR_OPTIONS,
        /* Translators: a task such as "binary" */
        "%s: a %s file has one label column and one score column; for several "
        "classes {give --task multiclass or multilabel|choose the task "
        "multiclass or multilabel}",
        path, limen_message_word (task->name));
  if (!check_decisions (self, path, sample, options, error))
    return FALSE;
  if (task->labels == LIMEN_LABELS_SETS && self->labels == NULL
      && (has_label || !options->label_is_optional))
    return limen_table_fail (
        error, LIMEN_TABLE_ERROR_OPTIONS,
        "%s: a multilabel file has a label column for each class; {give "
        "--label A,B,... in the order of --score|choose the label columns in "
        "the order of the score columns}",
        path);
  if (!check_pairs (self, path, error))
    return FALSE;
  if (task->has_joint_decision && self->scores == NULL && self->predicted < 0)
    return limen_table_fail (
        error, LIMEN_TABLE_ERROR_OPTIONS,
        "%s: a multiclass file has a score column for each class, or one "
        "score column and the class that it is for; {give --score A,B,... or "
        "--predicted COLUMN|choose the score columns, or the class of the "
        "score}",
        path);
  return check_options (self, path, options, error)
         && check_undo (self, path, options, error)
         && check_reversed (self, path, options, error)
         && (self->scores == NULL || check_stems (self, path, error));
}

/* Checks that a file can be read with these roles. FALSE with an error if
 * something is missing or contradictory. `is_listed`: the user listed several
 * columns as labels or scores. */
gboolean
limen_roles_check (const LimenRoles *self, gboolean is_listed,
                   const char *path, const LimenSample *sample,
                   const LimenReadOptions *options, GError **error)
{
  return limen_roles_check_distinct (self, path, sample, error)
         && check_task (self, is_listed, path, sample, options, error);
}
