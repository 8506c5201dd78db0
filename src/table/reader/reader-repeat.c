/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reader-private.h"

#include "column-names.h"

/* The key of a column in the read options; a new string, or NULL if `column`
 * is -1. A joined label column is named as in its own file. */
static char *
make_key (LimenReader *self, int column)
{
  int n_own = (int) limen_reader_get_n_own_columns (self);

  if (column < 0)
    return NULL;
  return column < n_own ? limen_column_names_make_key (self->sample, column)
                        : limen_label_file_make_key (self->joined,
                                                     (gsize) (column - n_own));
}

/* The keys of one column per class, or of the only column; a new list, or NULL
 * if there is none. */
static GStrv
make_keys (LimenReader *self, const LimenClassColumns *columns, int only)
{
  gsize n = columns != NULL ? limen_class_columns_get_n (columns) : only >= 0;
  GStrv keys = n > 0 ? g_new0 (char *, n + 1) : NULL;

  for (gsize k = 0; k < n; k++)
    keys[k] = make_key (
        self, columns != NULL ? limen_class_columns_get (columns, k) : only);
  return keys;
}

static void
replace (char **text, char *value)
{
  g_free (*text);
  *text = value;
}

static void
replace_list (GStrv *texts, GStrv values)
{
  g_strfreev (*texts);
  *texts = values;
}

/* Sets the columns, by the keys of those that were used. */
static void
set_columns (LimenReader *self, LimenReadOptions *options)
{
  const LimenRoles *roles = &self->roles;

  replace_list (&options->labels,
                make_keys (self, roles->labels, roles->label));
  replace_list (&options->scores,
                make_keys (self, roles->scores, roles->score));
  options->no_scores = roles->is_decision;
  replace (&options->predicted, make_key (self, roles->predicted));
  options->no_predicted = roles->predicted < 0;
  replace (&options->variance, make_key (self, roles->variance));
  replace (&options->weight, make_key (self, roles->weight));
  options->no_weight = roles->weight < 0;
  replace (&options->fp_cost, make_key (self, roles->fp_cost));
  replace (&options->fn_cost, make_key (self, roles->fn_cost));
  replace (&options->group, make_key (self, roles->group));
  replace (&options->unit, make_key (self, roles->unit));
}

/* Clears what is about one reading only. */
static void
clear_occasion (LimenReadOptions *options)
{
  options->label_is_optional = FALSE;
  options->take_piece = NULL;
  options->remembers = FALSE;
  g_clear_pointer (&options->as, g_free);
  limen_read_options_own (options);
}

/* The names of the classes; a new list. */
static GStrv
list_classes (LimenDataset *dataset)
{
  gsize n = dataset->classes->len;
  GStrv classes = g_new0 (char *, n + 1);

  for (gsize k = 0; k < n; k++)
    classes[k] = g_strdup (limen_dataset_get_class_name (dataset, k));
  return classes;
}

/* The classes that the score columns are named after; a new list. */
static GStrv
list_stems (const LimenClassColumns *columns)
{
  gsize n = columns->stems->len;
  GStrv stems = g_new0 (char *, n + 1);

  for (gsize k = 0; k < n; k++)
    stems[k] = g_strdup (g_ptr_array_index (columns->stems, k));
  return stems;
}

/* Sets how labels refer to the score columns, and the classes. */
static void
set_naming (LimenReader *self, LimenReadOptions *options)
{
  LimenClassNaming naming = self->roles.naming;

  if (self->roles.scores == NULL)
    return;
  g_clear_pointer (&options->mapped, g_strfreev);
  options->has_naming = TRUE;
  if (naming == LIMEN_CLASSES_BY_EITHER)
    naming = limen_reader_find_first_number (self) == 1
                 ? LIMEN_CLASSES_BY_NUMBER
                 : LIMEN_CLASSES_BY_INDEX;
  options->naming = naming;
  replace_list (&options->classes, naming == LIMEN_CLASSES_BY_ORDER
                                       ? list_classes (self->dataset)
                                       : list_stems (self->roles.scores));
}

/* Sets what the scores are. */
static void
set_kind (LimenReader *self, LimenReadOptions *options)
{
  const LimenPredictions *numbers = &self->dataset->predictions;
  const LimenTaskInfo *task = limen_task_get (numbers->task);

  options->has_task = TRUE;
  options->task = limen_task_get_said (numbers->task);
  if (task->has_positive && numbers->positive < numbers->n_classes)
    replace (&options->positive, g_strdup (limen_dataset_get_class_name (
                                     self->dataset, numbers->positive)));
  if (task->thresholds == LIMEN_THRESHOLDS_NONE
      || options->undo != LIMEN_UNDO_NONE
      || numbers->kind == LIMEN_KIND_DECISION)
    return;
  options->has_kind = TRUE;
  options->kind = numbers->kind;
}

/* Stores in the dataset, which is complete, the options that read another file
 * in the same way, without inferring anything from it. */
void
limen_reader_keep_reading (LimenReader *self)
{
  LimenReadOptions *options = limen_read_options_copy (self->options);

  clear_occasion (options);
  set_columns (self, options);
  set_kind (self, options);
  set_naming (self, options);
  limen_read_options_free (self->dataset->reading);
  self->dataset->reading = options;
}
