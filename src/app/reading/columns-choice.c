/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "columns-choice.h"

#include <glib/gi18n.h>
#include <string.h>

#include "display-text.h"
#include "predictions.h"
#include "screen-format.h"

/* An empty choice for a task; free with limen_columns_choice_free(). */
LimenColumnsChoice *
limen_columns_choice_new (LimenTask task)
{
  LimenColumnsChoice *self = g_new0 (LimenColumnsChoice, 1);

  self->task = task;
  self->labels = g_array_new (FALSE, FALSE, sizeof (int));
  self->scores = g_array_new (FALSE, FALSE, sizeof (int));
  self->predicted = self->weight = self->group = self->unit = -1;
  self->fp_cost = self->fn_cost = -1;
  self->classes = g_ptr_array_new_with_free_func (g_free);
  self->ignored = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/* Frees a choice. NULL is ignored. */
void
limen_columns_choice_free (LimenColumnsChoice *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->labels);
  g_array_unref (self->scores);
  g_ptr_array_unref (self->classes);
  g_ptr_array_unref (self->ignored);
  g_free (self);
}

static const char *
find_missing (const LimenColumnsChoice *self)
{
  const LimenTaskInfo *task = limen_task_get (self->task);
  gboolean is_multilabel = task->labels == LIMEN_LABELS_SETS;

  if (self->labels->len == 0)
    return is_multilabel ? _ ("Choose the label columns, one for each class.")
                         : _ ("Choose the column of true labels, or the file "
                              "that holds them.");
  if (self->scores->len == 0)
    return self->is_decision ? _ ("Choose the column of decisions.")
           : task->thresholds == LIMEN_THRESHOLDS_EACH
               ? _ ("Choose the score columns, one for each class.")
               : _ ("Choose the column of scores.");
  if (task->has_positive && self->scores->len > 2)
    return _ ("Choose one score column, or two, one for each class.");
  if (is_multilabel && self->scores->len == 1)
    return _ (
        "Choose a score column for each class; a single class is a binary "
        "task.");
  if (self->is_decision && self->scores->len > 1)
    return _ ("Decisions are in a single column: choose only that column.");
  if (task->has_joint_decision && self->scores->len == 1
      && self->labels->len == 1 && self->predicted < 0 && !self->is_decision)
    return _ ("Choose a score column for each class, or the column that names "
              "the class that a single score is for.");
  return NULL;
}

static char *
find_miscount (const LimenColumnsChoice *self)
{
  g_autofree char *count = limen_screen_format_count (self->scores->len);
  g_autofree char *most = limen_screen_format_count (LIMEN_MAX_CLASSES);

  if (self->scores->len > LIMEN_MAX_CLASSES)
    /* Translators: both %s are numbers. */
    return g_strdup_printf (_ ("%s score columns are chosen; %s classes are "
                               "the limit."),
                            count, most);
  if ((self->labels->len > 1
       || limen_task_get (self->task)->labels == LIMEN_LABELS_SETS)
      && self->labels->len != self->scores->len)
    return g_strdup_printf (_ ("Each class needs a label column and a score "
                               "column: %u and %u are chosen."),
                            self->labels->len, self->scores->len);
  if (self->undo == LIMEN_UNDO_SOFTMAX && self->scores->len == 1)
    return g_strdup (
        _ ("A softmax needs several score columns: choose another "
           "transformation to undo, or none."));
  return NULL;
}

/* Whether a single score column separates two labels. */
gboolean
limen_columns_choice_is_single (const LimenColumnsChoice *self)
{
  return limen_task_get (self->task)->has_positive && self->labels->len == 1
         && self->scores->len == 1 && self->predicted < 0 && !self->is_decision;
}

/* A sentence if a single score has to separate more than two labels: the label
 * column has more than two, and leaving out the ignored ones does not leave
 * two. A new string; else NULL. */
static char *
find_many_labels (const LimenColumnsChoice *self, const LimenPreview *preview)
{
  g_autoptr (GPtrArray) labels = NULL;
  g_autofree char *count = NULL;
  guint n_left = 0;

  if (!limen_columns_choice_is_single (self))
    return NULL;
  labels = limen_preview_list_labels (
      preview, g_array_index (self->labels, int, 0));
  if (labels->len <= 2)
    return NULL;
  for (guint i = 0; i < labels->len; i++)
    n_left += !g_ptr_array_find_with_equal_func (
        self->ignored, labels->pdata[i], g_str_equal, NULL);
  if (n_left == 2)
    return NULL;
  count = limen_screen_format_count (labels->len);
  return g_strdup_printf (
      /* Translators: a name and a number. */
      _ ("Column \"%s\" has %s labels, but one score can only separate two: "
         "leave out all but two, or choose the class of the score."),
      (char *) g_ptr_array_index (
          preview->names, (guint) g_array_index (self->labels, int, 0)),
      count);
}

/* The role that a column already has; NULL if it has none, and `role` is then
 * recorded. */
static const char *
record_role (GHashTable *roles, int column, const char *role)
{
  const char *other;

  if (column < 0)
    return NULL;
  other = g_hash_table_lookup (roles, GINT_TO_POINTER (column));
  if (other == NULL)
    g_hash_table_insert (roles, GINT_TO_POINTER (column), (gpointer) role);
  return other;
}

static char *
find_duplicate_column (const LimenColumnsChoice *self,
                       const LimenPreview *preview)
{
  const struct
  {
    const GArray *columns;
    int column;
    const char *role;
  } parts[] = {
    { self->labels, -1, C_ ("role", "the label") },
    { self->scores, -1, C_ ("role", "a score") },
    { NULL, self->predicted, C_ ("role", "the class of the score") },
    { NULL, self->weight, C_ ("role", "the weight") },
    { NULL, self->fp_cost, C_ ("role", "the cost of a false positive") },
    { NULL, self->fn_cost, C_ ("role", "the cost of a false negative") },
    { NULL, self->group, C_ ("role", "the group") },
    { NULL, self->unit, C_ ("role", "the unit") },
  };
  g_autoptr (GHashTable) roles = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    for (guint k = 0;
         k < (parts[i].columns != NULL ? parts[i].columns->len : 1); k++)
      {
        int column = parts[i].columns != NULL
                         ? g_array_index (parts[i].columns, int, k)
                         : parts[i].column;
        const char *other = record_role (roles, column, parts[i].role);

        if (other != NULL)
          return g_strdup_printf (
              /* Translators: the two roles, such as “the label” and “a score”.
               */
              _ ("Column \"%s\" cannot be both %s and %s."),
              (char *) g_ptr_array_index (preview->names, (guint) column),
              other, parts[i].role);
      }
  return NULL;
}

static char *
find_duplicate_class (const LimenColumnsChoice *self)
{
  for (guint k = 0; k < self->classes->len; k++)
    for (guint i = 0; i < k; i++)
      if (g_str_equal (self->classes->pdata[i], self->classes->pdata[k]))
        {
          const char *class = self->classes->pdata[k];
          g_autofree char *shown
              = limen_display_text_new (class, strlen (class), 0);

          return g_strdup_printf (
              _ ("Two score columns cannot both be for label \"%s\"."), shown);
        }
  return NULL;
}

/* A sentence on what is missing or wrong in the choice, a new string; NULL if
 * the file can be read with the choice. */
char *
limen_columns_choice_find_problem (const LimenColumnsChoice *self,
                                   LimenPreview *preview)
{
  char *problem = g_strdup (find_missing (self));
  g_autoptr (LimenReadOptions) options = NULL;
  g_autoptr (GError) error = NULL;

  if (problem == NULL)
    problem = find_miscount (self);
  if (problem == NULL)
    problem = find_duplicate_column (self, preview);
  if (problem == NULL)
    problem = find_many_labels (self, preview);
  if (problem == NULL)
    problem = find_duplicate_class (self);
  if (problem != NULL)
    return problem;
  options = limen_read_options_new ();
  limen_columns_choice_apply (self, preview, options);
  if (!limen_preview_check (preview, options, &error))
    return g_strdup_printf ("%s.", error->message);
  return NULL;
}

/* How a file with a positive class will be read. */
static const char *
describe_binary (const LimenPreview *preview)
{
  if (preview->is_pair)
    return _ ("Will be read as binary, with one score computed from both "
              "columns.");
  if (preview->is_confidence)
    return _ ("Will be read as binary, with the score of the positive class "
              "computed from the predicted class and its confidence.");
  return _ ("Will be read as binary.");
}

/* A sentence on how the file will be read, from what the reader inferred into
 * `preview`. A new string. */
char *
limen_columns_choice_describe (const LimenColumnsChoice *self,
                               const LimenPreview *preview)
{
  const LimenTaskInfo *task = limen_task_get (preview->task);
  g_autofree char *count = limen_screen_format_count (self->scores->len);
  gulong n = limen_screen_get_plural (self->scores->len);

  if (self->is_decision)
    return g_strdup (_ ("Will be read as decisions, without a threshold to "
                        "choose."));
  if (task->labels == LIMEN_LABELS_NUMBERS)
    return g_strdup (_ ("Will be read as a regression: numbers with losses, "
                        "without a threshold to choose."));
  if (task->has_positive)
    return g_strdup (describe_binary (preview));
  if (self->scores->len == 1)
    return g_strdup (_ ("Will be read as multiclass, with the score of one "
                        "class in each row."));
  if (!task->has_joint_decision)
    return g_strdup_printf (
        ngettext ("Will be read as multilabel: %s class.",
                  "Will be read as multilabel: %s classes.", n),
        count);
  if (self->labels->len <= 1)
    return g_strdup_printf (
        ngettext ("Will be read as multiclass: %s class.",
                  "Will be read as multiclass: %s classes.", n),
        count);
  return g_strdup_printf (
      ngettext ("Will be read as multiclass: %s class, with a probability for "
                "each class as the label.",
                "Will be read as multiclass: %s classes, with a probability "
                "for each class as the label.",
                n),
      count);
}

/* Whether two arrays hold the same columns in the same order. */
gboolean
limen_columns_choice_are_equal (const GArray *first, const GArray *second)
{
  return first->len == second->len
         && memcmp (first->data, second->data, first->len * sizeof (int))
                == 0;
}

/* Whether a reading assigns labels, scores and predicted class to the same
 * columns as the choice, for the same task. */
gboolean
limen_columns_choice_matches (const LimenColumnsChoice *self,
                              const LimenPreviewReading *reading)
{
  return self->task == reading->task
         && self->is_decision == reading->is_decision
         && self->predicted == reading->predicted
         && limen_columns_choice_are_equal (self->labels, reading->labels)
         && limen_columns_choice_are_equal (self->scores, reading->scores);
}

static GStrv
copy_texts (const GPtrArray *texts)
{
  GStrv copy = texts->len > 0 ? g_new0 (char *, texts->len + 1) : NULL;

  for (guint i = 0; i < texts->len; i++)
    copy[i] = g_strdup (texts->pdata[i]);
  return copy;
}

/* "COLUMN=CLASS" for each score column; NULL if the classes are inferred. */
static GStrv
map_classes (const LimenColumnsChoice *self, const LimenPreview *preview)
{
  g_autoptr (GPtrArray) mapped = g_ptr_array_new_with_free_func (g_free);

  for (guint k = 0; k < MIN (self->classes->len, self->scores->len); k++)
    g_ptr_array_add (
        mapped, g_strdup_printf (
                    "%s=%s",
                    (char *) g_ptr_array_index (
                        preview->keys,
                        (guint) g_array_index (self->scores, int, k)),
                    (char *) self->classes->pdata[k]));
  return copy_texts (mapped);
}

/* Writes the choice into options: columns, task, kind, ignored labels, undo
 * and reversal. If the labels are in another file, the options about it are
 * kept. */
void
limen_columns_choice_apply (const LimenColumnsChoice *self,
                            const LimenPreview *preview,
                            LimenReadOptions *options)
{
  gboolean is_single = self->scores->len == 1;
  int predicted = !is_single          ? -1
                  : self->is_decision ? g_array_index (self->scores, int, 0)
                                      : self->predicted;

  options->no_scores = self->is_decision;
  if (limen_task_get (self->task)->labels != LIMEN_LABELS_NUMBERS)
    g_clear_pointer (&options->variance, g_free);
  options->has_task = self->has_task;
  options->task = self->has_task ? self->task : LIMEN_TASK_BINARY;
  options->has_kind = self->has_kind;
  options->kind = self->kind;
  options->undo = self->undo;
  options->has_undo = self->undo != LIMEN_UNDO_NONE;
  options->reverse_scores
      = self->reverse_scores && limen_task_get (self->task)->has_positive;
  if (preview->sample->n_joined == 0)
    {
      g_strfreev (options->labels);
      options->labels = limen_preview_get_keys (preview, self->labels);
    }
  g_strfreev (options->scores);
  options->scores
      = self->is_decision ? NULL
                          : limen_preview_get_keys (preview, self->scores);
  g_free (options->predicted);
  options->predicted = limen_preview_get_key (preview, predicted);
  options->no_predicted = is_single && predicted < 0;
  g_strfreev (options->mapped);
  options->mapped = map_classes (self, preview);
  g_strfreev (options->ignored);
  options->ignored = copy_texts (self->ignored);
  g_free (options->weight);
  options->weight = limen_preview_get_key (preview, self->weight);
  options->no_weight = self->weight < 0;
  g_free (options->fp_cost);
  options->fp_cost = limen_preview_get_key (preview, self->fp_cost);
  g_free (options->fn_cost);
  options->fn_cost = limen_preview_get_key (preview, self->fn_cost);
  g_free (options->group);
  options->group = limen_preview_get_key (preview, self->group);
  g_free (options->unit);
  options->unit = limen_preview_get_key (preview, self->unit);
}
