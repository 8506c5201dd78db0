/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preview-private.h"

#include <string.h>

#include "column-names.h"
#include "display-text.h"
#include "label-file.h"
#include "question.h"
#include "roles.h"
#include "sample.h"
#include "source.h"

#define MAX_CELL_CHARS 40

static char *
format_cell (GBytes *field)
{
  gsize length;
  const char *text = g_bytes_get_data (field, &length);

  return limen_display_text_new (text, length, MAX_CELL_CHARS);
}

static GStrv
format_row (GPtrArray *fields)
{
  GStrv row = g_new0 (char *, fields->len + 1);

  for (guint i = 0; i < fields->len; i++)
    row[i] = format_cell (g_ptr_array_index (fields, i));
  return row;
}

static void
take_columns (LimenPreview *self)
{
  const LimenSample *sample = self->sample;

  for (gsize i = 0; i < sample->n_columns; i++)
    {
      g_ptr_array_add (self->names, limen_sample_format_name (sample, i));
      g_ptr_array_add (self->keys,
                       limen_column_names_make_key (sample, (int) i));
    }
}

static LimenPreview *
new_preview (const char *path, LimenSample *sample, guint n_rows)
{
  LimenPreview *self = g_new0 (LimenPreview, 1);

  self->name = g_path_get_basename (path);
  self->sample = sample;
  self->delimiter = sample->delimiter;
  self->has_header = sample->has_header;
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->keys = g_ptr_array_new_with_free_func (g_free);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->labels = g_array_new (FALSE, FALSE, sizeof (int));
  self->scores = g_array_new (FALSE, FALSE, sizeof (int));
  self->classes = g_ptr_array_new_with_free_func (g_free);
  self->readings = g_ptr_array_new_with_free_func (
      (GDestroyNotify) limen_preview_reading_free);
  take_columns (self);
  for (guint i = 0; i < MIN (n_rows, sample->rows->len); i++)
    g_ptr_array_add (self->rows,
                     format_row (g_ptr_array_index (sample->rows, i)));
  return self;
}

/* Appends the labels from a separate file as the last columns. FALSE with an
 * error. */
static gboolean
join_labels (LimenSource *source, LimenSample *sample,
             const LimenReadOptions *options, GCancellable *cancellable,
             GError **error)
{
  g_autoptr (LimenLabelFile) labels = NULL;

  if (options->labels_from == NULL)
    return TRUE;
  labels = limen_label_file_read_sample (options, source, sample, cancellable,
                                         error);
  return labels != NULL;
}

/* Reads the columns of a file and rows from all over it; with a separate label
 * file, its labels for the first rows. */
static LimenSample *
read_sample (const char *path, const LimenReadOptions *options,
             GCancellable *cancellable, GError **error)
{
  g_autoptr (LimenSource) source
      = limen_source_open (path, cancellable, error);
  g_autoptr (LimenSample) sample = NULL;

  if (source == NULL)
    return NULL;
  sample = limen_source_sample (source, options, error);
  if (sample == NULL
      || !join_labels (source, sample, options, cancellable, error))
    return NULL;
  if (sample->rows->len > 0 && options->labels_from == NULL)
    limen_source_spread (source, sample);
  return g_steal_pointer (&sample);
}

/* Reads the first n_rows rows of a file in display form, and guesses the roles
 * of its columns from about the first megabyte and some rows beyond; with a
 * separate label file, from about the first megabyte of both. `options` may be
 * NULL. Returns a new preview, or NULL with an error. */
LimenPreview *
limen_preview_read (const char *path, const LimenReadOptions *options,
                    guint n_rows, GCancellable *cancellable, GError **error)
{
  g_autoptr (LimenReadOptions) defaults = limen_read_options_new ();
  LimenSample *sample;
  LimenPreview *self;

  if (options == NULL)
    options = defaults;
  sample = read_sample (path, options, cancellable, error);
  if (sample == NULL)
    return NULL;
  self = new_preview (path, sample, n_rows);
  limen_preview_guess (self, options);
  return self;
}

/* As limen_preview_read(), for a label file. */
LimenPreview *
limen_preview_read_labels (const char *path, guint n_rows,
                           GCancellable *cancellable, GError **error)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (LimenSource) source
      = limen_source_open (path, cancellable, error);
  LimenSample *sample;
  LimenPreview *self;

  if (source == NULL)
    return NULL;
  sample = limen_label_file_sample (source, error);
  if (sample == NULL)
    return NULL;
  self = new_preview (path, sample, n_rows);
  limen_preview_guess (self, options);
  return self;
}

/* Frees a preview; NULL is ignored. */
void
limen_preview_free (LimenPreview *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  limen_facts_free (self->facts);
  g_strfreev (self->ignored);
  limen_sample_free (self->sample);
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->keys);
  g_ptr_array_unref (self->rows);
  g_array_unref (self->labels);
  g_array_unref (self->scores);
  g_ptr_array_unref (self->classes);
  g_ptr_array_unref (self->readings);
  g_free (self->doubt);
  g_free (self);
}

static void
set_columns (GArray *array, const LimenClassColumns *columns, int only)
{
  g_array_set_size (array, 0);
  if (columns != NULL)
    g_array_append_vals (array, columns->columns->data, columns->columns->len);
  else if (only >= 0)
    g_array_append_val (array, only);
}

/* The labels sorted by value, as a new array of char *. */
static GPtrArray *
sort_labels (LimenLabels *labels)
{
  GPtrArray *sorted = g_ptr_array_new_with_free_func (g_free);
  g_autofree guint16 *order = limen_labels_sort (labels);

  for (guint i = 0; i < limen_labels_get_n (labels); i++)
    g_ptr_array_add (sorted,
                     g_strdup (limen_labels_get_name (labels, order[i])));
  return sorted;
}

/* Sets the label of each score column: by name, number or order, as the reader
 * would. */
static void
take_classes (LimenPreview *self, const LimenRoles *roles)
{
  g_autoptr (LimenLabels) labels = NULL, none = NULL;
  g_autoptr (LimenClassColumns) scores = NULL;
  LimenClassNaming naming;

  g_ptr_array_set_size (self->classes, 0);
  self->is_named = self->is_partly_named = FALSE;
  if (roles->scores == NULL || roles->labels != NULL || roles->label < 0)
    return;
  labels = limen_sample_collect_labels (self->sample, roles->label, NULL);
  none = limen_labels_new (1, '.');
  scores = limen_class_columns_copy (roles->scores);
  if (limen_class_columns_count_named (scores, labels) == 0)
    limen_class_columns_name_after (scores, self->sample, labels);
  naming = limen_class_columns_get_naming (scores, labels, none,
                                           self->has_header);
  self->is_named = naming == LIMEN_CLASSES_BY_NAME
                   && limen_class_columns_cover (scores, labels);
  self->is_partly_named
      = naming == LIMEN_CLASSES_BY_NAME && !self->is_named
        && limen_labels_get_n (labels) > 0;
  g_ptr_array_unref (self->classes);
  self->classes
      = self->is_partly_named
            ? limen_class_columns_assign (scores, labels)
            : limen_class_columns_list_classes (scores, naming, labels);
}

/* Whether the predicted class, whose confidence the score is, and the labels
 * have only two classes, which makes the task binary. */
static gboolean
has_two_classes (const LimenPreview *self, const LimenRoles *roles)
{
  return limen_task_get (roles->task)->has_predicted
         && limen_preview_count_classes (self, roles->label,
                                         roles->predicted)
                <= 2;
}

static gboolean
are_equal (GStrv first, GStrv second)
{
  static char *none[] = { NULL };

  return g_strv_equal ((const char *const *) (first != NULL ? first : none),
                       (const char *const *) (second != NULL ? second : none));
}

/* The key of a column in the read options; a new string, or NULL if `column`
 * is below 0. */
char *
limen_preview_get_key (const LimenPreview *self, int column)
{
  return column >= 0 ? g_strdup (g_ptr_array_index (self->keys,
                                                    (guint) column))
                     : NULL;
}

/* The keys of several columns (int) in the read options; a new list. */
GStrv
limen_preview_get_keys (const LimenPreview *self, const GArray *columns)
{
  GStrv keys = g_new0 (char *, columns->len + 1);

  for (guint i = 0; i < columns->len; i++)
    keys[i] = limen_preview_get_key (self, g_array_index (columns, int, i));
  return keys;
}

/* The facts about the columns without ignored labels; owned by the preview,
 * until called with other labels. */
LimenFacts *
limen_preview_get_facts (LimenPreview *self, GStrv ignored)
{
  if (self->facts != NULL && are_equal (self->ignored, ignored))
    return self->facts;
  g_strfreev (self->ignored);
  self->ignored = g_strdupv (ignored);
  limen_facts_free (self->facts);
  self->facts = limen_facts_new (self->sample, ignored);
  return self->facts;
}

/* Sets task, columns and classes to what the reader would infer with these
 * options. Options about the file's format must be those that the preview was
 * read with. */
void
limen_preview_guess (LimenPreview *self, const LimenReadOptions *options)
{
  g_auto (LimenRoles) roles = { 0 };

  limen_roles_guess (
      &roles, limen_preview_get_facts (self, options->ignored), options);
  self->task = has_two_classes (self, &roles)
                   ? LIMEN_TASK_BINARY
                   : limen_task_get_said (roles.task);
  self->is_pair = roles.is_pair;
  self->is_confidence = limen_task_get (roles.task)->has_predicted;
  set_columns (self->labels, roles.labels, roles.label);
  set_columns (self->scores, roles.scores, roles.score);
  self->is_decision = roles.is_decision;
  if (roles.is_decision)
    set_columns (self->scores, NULL, roles.predicted);
  self->predicted = roles.is_decision ? -1 : roles.predicted;
  self->weight = roles.weight;
  self->fp_cost = roles.fp_cost;
  self->fn_cost = roles.fn_cost;
  self->group = roles.group;
  self->unit = roles.unit;
  take_classes (self, &roles);
}

/* FALSE with an error, which names the file, if the reader could not determine
 * the roles of the columns. The contents of the cells are not checked. */
gboolean
limen_preview_check (LimenPreview *self,
                     const LimenReadOptions *options, GError **error)
{
  g_auto (LimenRoles) roles = { 0 };

  return limen_roles_infer (&roles, self->name,
                            limen_preview_get_facts (self, options->ignored),
                            options, error);
}

/* The labels of a column in the sample, sorted by value: a new array of char
 * *. */
GPtrArray *
limen_preview_list_labels (const LimenPreview *self, int column)
{
  g_autoptr (LimenLabels) labels
      = limen_sample_collect_labels (self->sample, column, NULL);

  return sort_labels (labels);
}

/* Labels to ignore so that two remain: a new array of char *, empty if there
 * are only two, or too many. */
GPtrArray *
limen_preview_suggest_ignored (const LimenPreview *self, int column)
{
  g_autoptr (LimenLabels) labels
      = limen_sample_collect_labels (self->sample, column, NULL);
  g_autoptr (GPtrArray) arguments = g_ptr_array_new_with_free_func (g_free);
  g_autofree guint64 *counts
      = g_new0 (guint64, limen_labels_get_n (labels) + 1);
  GPtrArray *ignored = g_ptr_array_new_with_free_func (g_free);

  for (guint row = 0; row < self->sample->rows->len; row++)
    {
      gsize length;
      const char *text = g_bytes_get_data (
          limen_sample_get_cell (self->sample, row, column), &length);
      guint16 label = limen_labels_lookup (labels, text, length);

      if (label != LIMEN_LABEL_NONE)
        counts[label]++;
    }
  limen_question_add_ignored (arguments, labels, counts, NULL);
  for (guint i = 1; i < arguments->len; i += 2)
    g_ptr_array_add (ignored, g_strdup (arguments->pdata[i]));
  return ignored;
}
