/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preview-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "display-text.h"
#include "message.h"
#include "question.h"
#include "roles-private.h"
#include "sample.h"

/* Maximum number of readings that are kept. */
#define MAX_READINGS 100
#define MAX_NAME_CHARS 40

static void
reason_free (LimenPreviewReason *self)
{
  g_free (self->text);
  g_free (self);
}

/* Frees the reading; NULL is ignored. */
void
limen_preview_reading_free (LimenPreviewReading *self)
{
  if (self == NULL)
    return;
  g_free (self->text);
  g_array_unref (self->labels);
  g_array_unref (self->scores);
  g_ptr_array_unref (self->reasons);
  g_free (self);
}

static char *
shorten_name (const LimenFacts *facts, int column)
{
  g_autofree char *part = limen_reading_name_column (facts, column);
  g_autofree char *name = limen_message_new ("%s", part);

  return limen_display_text_new (name, strlen (name), MAX_NAME_CHARS);
}

/* The text of a reason; a new string. The column becomes "it", unless the
 * reason needs its name. */
static char *
describe_reason (const LimenReason *reason, const LimenFacts *facts)
{
  g_autofree char *name = NULL, *part = NULL;

  if (reason->column < 0)
    return g_strdup (_ (reason->text));
  name = reason->is_named ? shorten_name (facts, reason->column)
                          /* Translators: the column, in place of its name */
                          : g_strdup (C_ ("column", "it"));
  part = limen_message_part_of (reason->text, name);
  return limen_message_new ("%s", part);
}

static void
take_reasons (LimenPreviewReading *self,
              const LimenReading *reading,
              const LimenFacts *facts)
{
  for (guint i = 0; i < reading->reasons->len; i++)
    {
      const LimenReason *from =
          &g_array_index (reading->reasons, LimenReason, i);
      LimenPreviewReason *reason = g_new0 (LimenPreviewReason, 1);

      reason->column = from->column;
      reason->is_against = from->points < 0;
      reason->text = describe_reason (from, facts);
      g_ptr_array_add (self->reasons, reason);
    }
}

static GArray *
list_columns (const LimenClassColumns *columns, int only)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (int));

  if (columns != NULL)
    g_array_append_vals (list, columns->columns->data, columns->columns->len);
  else if (only >= 0)
    g_array_append_val (list, only);
  return list;
}

/* Number of classes that a label column and a column of predicted classes have
 * together in the sample. */
guint
limen_preview_count_classes (const LimenPreview *self, int label, int predicted)
{
  const int columns[] = { label, predicted };
  g_autoptr (LimenLabels) all = limen_labels_new (LIMEN_MAX_CLASSES, '.');

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr (LimenLabels) labels = NULL;

      if (columns[i] < 0)
        continue;
      labels = limen_sample_collect_labels (self->sample, columns[i], NULL);
      for (guint k = 0; k < limen_labels_get_n (labels); k++)
        {
          const char *name = limen_labels_get_name (labels, k);

          limen_labels_take (all, name, strlen (name));
        }
    }
  return limen_labels_get_n (all);
}

static LimenPreviewReading *
reading_new (const LimenPreview *preview,
             LimenReading *from,
             const LimenFacts *facts)
{
  const LimenRoles *roles = &from->roles;
  gboolean is_confidence = limen_task_get (roles->task)->has_predicted;
  LimenPreviewReading *self = g_new0 (LimenPreviewReading, 1);

  self->text = limen_question_describe (from, facts);
  self->task = limen_task_get_said (roles->task);
  if (is_confidence
      && limen_preview_count_classes (preview, roles->label, roles->predicted)
             <= 2)
    self->task = LIMEN_TASK_BINARY;
  self->labels = list_columns (roles->labels, roles->label);
  self->scores = list_columns (
      roles->scores, roles->is_decision ? roles->predicted : roles->score);
  self->predicted = is_confidence ? roles->predicted : -1;
  self->is_pair = roles->is_pair;
  self->is_confidence = is_confidence;
  self->is_decision = roles->is_decision;
  self->reasons = g_ptr_array_new_with_free_func ((GDestroyNotify) reason_free);
  limen_reading_sort (from);
  take_reasons (self, from, facts);
  return self;
}

/* Whether an earlier reading gives the same predictions. */
static gboolean
is_repeated (GPtrArray *readings, guint i, const LimenFacts *facts)
{
  for (guint k = 0; k < i; k++)
    if (limen_readings_are_alike (readings->pdata[k], readings->pdata[i],
                                  facts))
      return TRUE;
  return FALSE;
}

/* A copy of the options without those about columns. */
static LimenReadOptions *
copy_unsaid (const LimenReadOptions *options)
{
  LimenReadOptions *copy = limen_read_options_copy (options);

  g_clear_pointer (&copy->labels, g_strfreev);
  g_clear_pointer (&copy->scores, g_strfreev);
  g_clear_pointer (&copy->mapped, g_strfreev);
  g_clear_pointer (&copy->predicted, g_free);
  g_clear_pointer (&copy->variance, g_free);
  g_clear_pointer (&copy->weight, g_free);
  g_clear_pointer (&copy->fp_cost, g_free);
  g_clear_pointer (&copy->fn_cost, g_free);
  g_clear_pointer (&copy->group, g_free);
  g_clear_pointer (&copy->unit, g_free);
  copy->no_scores = copy->no_predicted = FALSE;
  copy->has_task = FALSE;
  return copy;
}

/* Finds the readings of the file, the best first, as if no columns were given.
 * Of the options, only the file's format and ignored labels are used. */
void
limen_preview_find_readings (LimenPreview *self,
                             const LimenReadOptions *options)
{
  g_autoptr (LimenReadOptions) unsaid = copy_unsaid (options);
  LimenFacts *facts = limen_preview_get_facts (self, unsaid->ignored);
  gboolean is_clear;
  g_autoptr (GPtrArray) found =
      limen_roles_list_readings (facts, unsaid, &is_clear);
  gboolean holds_best = FALSE;

  g_ptr_array_set_size (self->readings, 0);
  g_clear_pointer (&self->doubt, g_free);
  if (found == NULL)
    return; /* labels in several columns of another file */
  for (guint i = 0; i < MIN (found->len, MAX_READINGS); i++)
    {
      LimenReading *from = found->pdata[i];
      LimenPreviewReading *reading = reading_new (self, from, facts);

      holds_best |= i == 0 && limen_reading_holds (from);
      reading->is_taken = i == 0 && is_clear;
      reading->is_likely = (!holds_best || limen_reading_holds (from))
                           && limen_question_is_likely (from, facts)
                           && !is_repeated (found, i, facts);
      g_ptr_array_add (self->readings, reading);
    }
  if (!is_clear && facts->n_rows > 0)
    self->doubt = limen_question_describe_doubt (found, facts, unsaid);
}
