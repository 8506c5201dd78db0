/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "columns-dialog-private.h"

#include <glib/gi18n.h>

#include "preview-grid.h"

/* Lists with more columns than this have a search box. */
#define MAX_WITHOUT_SEARCH 20
/* Maximum number of readings offered. */
#define MAX_READINGS 6

/* Fills a list with some items followed by the columns, and selects `column`,
 * or the first item for -1. */
static void
fill_columns (LimenColumnsDialog *self,
              GtkDropDown *drop_down,
              const char *const *items,
              int column)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (items);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (list));
  g_autoptr (GtkExpression) name =
      gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  for (guint i = 0; i < limen_columns_dialog_count_own_columns (self); i++)
    {
      const char *full = g_ptr_array_index (self->data->names, i);
      g_autofree char *shown = limen_preview_grid_shorten (full);

      gtk_string_list_append (list, shown);
    }
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (list));
  gtk_drop_down_set_expression (drop_down, name);
  gtk_drop_down_set_enable_search (
      drop_down,
      limen_columns_dialog_count_own_columns (self) > MAX_WITHOUT_SEARCH);
  if (column < (int) limen_columns_dialog_count_own_columns (self))
    gtk_drop_down_set_selected (drop_down,
                                column < 0 ? 0 : (guint) column + n_items);
}

static void
fill_label (LimenColumnsDialog *self, int column)
{
  LimenTask task = limen_columns_dialog_get_task (self);
  const char *const items[]
      = { _ ("choose\342\200\246"),
          limen_task_get (task)->has_joint_decision ? _ ("one for each class")
                                                    : NULL,
          NULL };

  fill_columns (self, self->label, items, column);
  self->n_label_items = items[1] != NULL ? 2 : 1;
}

/* Lets the reader infer the columns for the task. */
static void
infer_columns (LimenColumnsDialog *self)
{
  g_autoptr (LimenReadOptions) options =
      limen_read_options_copy (self->options);

  options->has_task = gtk_drop_down_get_selected (self->task) > 0;
  options->task = options->has_task ? limen_columns_dialog_get_task (self)
                                    : LIMEN_TASK_BINARY;
  limen_preview_guess (self->data, options);
}

/* When the task changes to one with a score column per class, keeps the single
 * score column chosen before, unless score columns were inferred. */
static void
keep_score (LimenColumnsDialog *self)
{
  g_autoptr (GArray) scores = g_array_new (FALSE, FALSE, sizeof (int));
  int score =
      limen_columns_dialog_get_column (self->score, LIMEN_N_SCORE_ITEMS);

  if (score < 0 || !limen_columns_dialog_has_classes (self)
      || limen_column_chooser_get_chosen (self->scores)->len > 0)
    return;
  g_array_append_val (scores, score);
  limen_column_chooser_set_chosen (self->scores, scores);
}

/* Fills in the inferred score columns, if none is chosen. */
static void
fill_score (LimenColumnsDialog *self)
{
  const LimenPreview *data = self->data;

  if (limen_column_chooser_get_chosen (self->scores)->len == 0
      && (limen_columns_dialog_has_classes (self) || data->is_pair))
    limen_column_chooser_set_chosen (self->scores, data->scores);
  if (gtk_drop_down_get_selected (self->score) > 0)
    return;
  if (data->scores->len == 1)
    gtk_drop_down_set_selected (self->score,
                                (guint) g_array_index (data->scores, int, 0)
                                    + LIMEN_N_SCORE_ITEMS);
  else if (data->is_pair)
    gtk_drop_down_set_selected (self->score, 1);
}

/* Fills in the inferred columns where none are chosen. */
static void
fill_gaps (LimenColumnsDialog *self)
{
  const LimenPreview *data = self->data;
  guint label = gtk_drop_down_get_selected (self->label);

  fill_score (self);
  if (limen_columns_dialog_has_other_file (self))
    return;
  if (limen_column_chooser_get_chosen (self->labels)->len == 0
      && data->labels->len > 1)
    limen_column_chooser_set_chosen (self->labels, data->labels);
  if (label == 0 && data->labels->len > 1 && self->n_label_items > 1)
    gtk_drop_down_set_selected (self->label, 1);
  else if (label == 0 && data->labels->len == 1)
    gtk_drop_down_set_selected (self->label,
                                (guint) g_array_index (data->labels, int, 0)
                                    + self->n_label_items);
}

/* Selects the column in a list, or the item for several columns if the list
 * has one. */
static void
select_column (GtkDropDown *drop_down,
               const GArray *columns,
               guint n_items,
               gboolean has_several)
{
  guint item = 0;

  if (columns->len == 1)
    item = (guint) g_array_index (columns, int, 0) + n_items;
  else if (columns->len > 1 && has_several)
    item = 1;
  gtk_drop_down_set_selected (drop_down, item);
}

/* Selects label and score columns. If the task takes a single column, the
 * chooser of several columns is cleared. */
static void
select_columns (LimenColumnsDialog *self, GArray *labels, GArray *scores)
{
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (int));
  gboolean is_single =
      !limen_columns_dialog_has_classes (self) && scores->len == 1;

  select_column (self->score, scores, LIMEN_N_SCORE_ITEMS, scores->len == 2);
  limen_column_chooser_set_chosen (self->scores, is_single ? none : scores);
  if (limen_columns_dialog_has_other_file (self))
    return;
  select_column (self->label, labels, self->n_label_items,
                 self->n_label_items > 1);
  limen_column_chooser_set_chosen (self->labels,
                                   labels->len > 1 ? labels : none);
}

/* Adapts the fields to the selected task and fills in the inferred columns.
 * For a regression, columns already chosen are replaced as well, since its
 * numbers are not in the columns of class labels. */
void
limen_columns_dialog_change_task (LimenColumnsDialog *self)
{
  LimenTask task = limen_columns_dialog_get_task (self);

  self->is_filling = TRUE;
  infer_columns (self);
  fill_label (
      self, limen_columns_dialog_get_column (self->label, self->n_label_items));
  if (limen_task_get (task)->labels == LIMEN_LABELS_NUMBERS)
    select_columns (self, self->data->labels, self->data->scores);
  fill_gaps (self);
  keep_score (self);
  self->is_filling = FALSE;
}

/* The title of a task in the list of tasks; translated, static. */
static const char *
get_task_title (LimenTask task)
{
  static const char *const titles[LIMEN_N_TASKS] = {
    [LIMEN_TASK_BINARY] = NC_ ("task", "binary"),
    [LIMEN_TASK_MULTICLASS] = NC_ ("task", "multiclass"),
    [LIMEN_TASK_MULTILABEL] = NC_ ("task", "multilabel"),
    [LIMEN_TASK_REGRESSION] = NC_ ("task", "regression"),
  };

  return g_dpgettext2 (NULL, "task", titles[limen_task_get_said (task)]);
}

/* Sets the inferred task, which the first item names: "inferred: binary". */
static void
set_inferred_task (LimenColumnsDialog *self, LimenTask task)
{
  g_autofree char *found = /* Translators: %s is a task, such as “binary”. */
      g_strdup_printf (_ ("inferred: %s"), get_task_title (task));
  GtkStringList *list = GTK_STRING_LIST (gtk_drop_down_get_model (self->task));
  const char *const items[] = { found, NULL };
  guint selected = gtk_drop_down_get_selected (self->task);

  self->inferred_task = task;
  gtk_string_list_splice (list, 0, 1, items);
  gtk_drop_down_set_selected (self->task, selected);
}

static void
fill_tasks (LimenColumnsDialog *self, const LimenColumnsChoice *choice)
{
  g_autoptr (LimenReadOptions) options =
      limen_read_options_copy (self->options);
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  options->has_task = FALSE;
  limen_preview_guess (self->data, options);
  gtk_string_list_append (list, "");
  for (LimenTask task = 0; task < LIMEN_N_TASKS; task++)
    if (limen_task_get_said (task) == task)
      gtk_string_list_append (list, get_task_title (task));
  gtk_drop_down_set_model (self->task, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (self->task,
                              choice->has_task ? choice->task + 1 : 0);
  set_inferred_task (self, self->data->task);
}

/* Offers the likely readings, the best first. */
static void
fill_readings (LimenColumnsDialog *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  GPtrArray *readings = self->data->readings;

  g_ptr_array_set_size (self->offered, 0);
  for (guint i = 0; i < readings->len && self->offered->len < MAX_READINGS; i++)
    {
      LimenPreviewReading *reading = g_ptr_array_index (readings, i);

      if (!reading->is_likely)
        continue;
      g_ptr_array_add (self->offered, reading);
      gtk_string_list_append (list, reading->text);
    }
  gtk_string_list_append (list, _ ("other columns, as chosen below"));
  gtk_drop_down_set_model (self->reading, G_LIST_MODEL (list));
  gtk_widget_set_visible (self->reading_box, self->offered->len > 0);
}

static GPtrArray *
list_own_columns (LimenColumnsDialog *self)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < limen_columns_dialog_count_own_columns (self); i++)
    g_ptr_array_add (names,
                     g_strdup (g_ptr_array_index (self->data->names, i)));
  return names;
}

/* Sets the label of the button for the label file: "target of labels.csv…". */
static void
show_other_file (LimenColumnsDialog *self)
{
  const char *path = self->options->labels_from;
  g_autofree char *base = NULL, *name = NULL, *column = NULL, *text = NULL;

  if (!limen_columns_dialog_has_other_file (self))
    return;
  base = g_path_get_basename (path);
  name = g_filename_display_name (base);
  column = limen_preview_grid_shorten (g_ptr_array_index (
      self->data->names, limen_columns_dialog_count_own_columns (self)));
  text = self->data->sample->n_joined == 1
             /* Translators: a column and a file. */
             ? g_strdup_printf (_ ("\342\200\234%s\342\200\235 of "
                                   "%s\342\200\246"),
                                column, name)
             : g_strdup_printf (ngettext ("%zu column of %s\342\200\246",
                                          "%zu columns of %s\342\200\246",
                                          self->data->sample->n_joined),
                                self->data->sample->n_joined, name);
  gtk_button_set_label (GTK_BUTTON (self->labels_from), text);
}

static void
fill_lists (LimenColumnsDialog *self, const LimenColumnsChoice *choice)
{
  const char *const choose[]
      = { _ ("choose\342\200\246"), _ ("two, one for each class"), NULL };
  const char *const none[] = { C_ ("column", "none"), NULL };
  g_autoptr (GPtrArray) names = list_own_columns (self);

  fill_label (self, -1);
  fill_columns (self, self->score, choose, -1);
  limen_column_chooser_set_names (self->labels, names);
  limen_column_chooser_set_names (self->scores, names);
  show_other_file (self);
  fill_columns (self, self->predicted, none, choice->predicted);
  fill_columns (self, self->weight, none, choice->weight);
  fill_columns (self, self->fp_cost, none, choice->fp_cost);
  fill_columns (self, self->fn_cost, none, choice->fn_cost);
  fill_columns (self, self->group, none, choice->group);
  fill_columns (self, self->unit, none, choice->unit);
}

/* Fills all lists with the column names, selects what was chosen before, and
 * fills in inferred columns for the rest. */
void
limen_columns_dialog_fill (LimenColumnsDialog *self,
                           const LimenColumnsChoice *choice)
{
  self->is_filling = TRUE;
  g_clear_pointer (&self->shown, limen_columns_choice_free);
  limen_preview_grid_fill (self->preview, self->data);
  fill_readings (self);
  fill_tasks (self, choice);
  fill_lists (self, choice);
  select_columns (self, choice->labels, choice->scores);
  infer_columns (self);
  fill_gaps (self);
  self->is_filling = FALSE;
}

static void
scroll_to (LimenColumnsDialog *self, const GArray *columns)
{
  if (columns->len > 0)
    limen_preview_grid_scroll_to (self->preview,
                                  g_array_index (columns, int, 0));
}

/* Chooses the columns of a reading; other choices stay. */
void
limen_columns_dialog_take_reading (LimenColumnsDialog *self,
                                   const LimenPreviewReading *reading)
{
  self->is_filling = TRUE;
  gtk_drop_down_set_selected (self->task, 0);
  set_inferred_task (self, reading->task);
  fill_label (self, -1);
  select_columns (self, reading->labels, reading->scores);
  gtk_drop_down_set_selected (self->predicted,
                              (guint) (reading->predicted + 1));
  if (reading->is_decision)
    gtk_drop_down_set_selected (self->kind, LIMEN_KIND_DECISION + 1);
  else if (limen_columns_dialog_is_decision (self))
    gtk_drop_down_set_selected (self->kind, 0);
  scroll_to (self, reading->scores);
  scroll_to (self, reading->labels);
  self->is_filling = FALSE;
}

/* The initial choice: a task from the options, and the columns other than
 * labels and scores, as given in the options or inferred by the reader.
 * limen_columns_dialog_fill() adds labels and scores. Free with
 * limen_columns_choice_free(). */
static LimenColumnsChoice *
new_first_choice (LimenColumnsDialog *self)
{
  const LimenPreview *data = self->data;
  LimenColumnsChoice *choice = limen_columns_choice_new (self->options->task);

  choice->has_task = self->options->has_task;
  choice->predicted = data->predicted;
  choice->weight = data->weight;
  choice->fp_cost = data->fp_cost;
  choice->fn_cost = data->fn_cost;
  choice->group = data->group;
  choice->unit = data->unit;
  return choice;
}

/* Whether the options give neither a task nor columns, so that any reading
 * agrees with them. */
static gboolean
has_no_choices (const LimenReadOptions *options)
{
  return options->labels == NULL && options->scores == NULL
         && options->mapped == NULL && options->predicted == NULL
         && !options->no_scores && !options->has_task;
}

/* Fills in the best reading, even an uncertain one, unless the options give
 * the columns. */
void
limen_columns_dialog_show_first (LimenColumnsDialog *self)
{
  g_autoptr (LimenColumnsChoice) choice = new_first_choice (self);

  limen_columns_dialog_fill (self, choice);
  if (has_no_choices (self->options) && self->offered->len > 0)
    limen_columns_dialog_take_reading (self, self->offered->pdata[0]);
  limen_columns_dialog_update (self);
}
