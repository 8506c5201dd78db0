/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "columns-dialog-private.h"

#include "column-names.h"
#include "columns-reasons.h"
#include "preview-grid.h"

/* Maximum number of labels for which check boxes or drop-downs are shown. */
#define MAX_LABELS 20

/* Number of columns in the file itself; those of a label file follow them. */
guint
limen_columns_dialog_count_own_columns (LimenColumnsDialog *self)
{
  return self->data->names->len - (guint) self->data->sample->n_joined;
}

/* Whether the labels are in another file. */
gboolean
limen_columns_dialog_has_other_file (LimenColumnsDialog *self)
{
  return self->data->sample->n_joined > 0;
}

/* The chosen column of a list that begins with `n_items` other items; -1 if
 * one of these is chosen. */
int
limen_columns_dialog_get_column (GtkDropDown *drop_down, guint n_items)
{
  guint selected = gtk_drop_down_get_selected (drop_down);

  return selected == GTK_INVALID_LIST_POSITION || selected < n_items
             ? -1
             : (int) (selected - n_items);
}

/* The chosen task, or the inferred one. */
LimenTask
limen_columns_dialog_get_task (LimenColumnsDialog *self)
{
  guint selected = gtk_drop_down_get_selected (self->task);

  return selected == 0 || selected == GTK_INVALID_LIST_POSITION
             ? self->inferred_task
             : (LimenTask) (selected - 1);
}

/* Whether there is one label column per class. */
static gboolean
has_label_columns (LimenColumnsDialog *self)
{
  const LimenTaskInfo *task =
      limen_task_get (limen_columns_dialog_get_task (self));

  return task->labels == LIMEN_LABELS_SETS
         || (task->has_joint_decision
             && gtk_drop_down_get_selected (self->label) == 1);
}

/* Whether the task has a score for each class. */
gboolean
limen_columns_dialog_has_classes (LimenColumnsDialog *self)
{
  return limen_task_get (limen_columns_dialog_get_task (self))->thresholds
         == LIMEN_THRESHOLDS_EACH;
}

/* Whether labels and scores are numbers (regression), which have no kind, no
 * undo and no costs. */
static gboolean
has_numbers (LimenColumnsDialog *self)
{
  return limen_task_get (limen_columns_dialog_get_task (self))->labels
         == LIMEN_LABELS_NUMBERS;
}

/* Whether there are several score columns: one per class, or two for a single
 * score. */
static gboolean
has_score_columns (LimenColumnsDialog *self)
{
  return limen_columns_dialog_has_classes (self)
         || (!has_numbers (self)
             && gtk_drop_down_get_selected (self->score) == 1);
}

/* Whether the score column holds decisions. */
gboolean
limen_columns_dialog_is_decision (LimenColumnsDialog *self)
{
  return !has_numbers (self)
         && gtk_drop_down_get_selected (self->kind) == LIMEN_KIND_DECISION + 1;
}

/* The chosen task, columns and kind, without ignored labels and the classes of
 * score columns; a new choice. */
static LimenColumnsChoice *
get_columns (LimenColumnsDialog *self)
{
  LimenColumnsChoice *choice =
      limen_columns_choice_new (limen_columns_dialog_get_task (self));
  GArray *labels = limen_column_chooser_get_chosen (self->labels);
  GArray *scores = limen_column_chooser_get_chosen (self->scores);
  int label =
      limen_columns_dialog_get_column (self->label, self->n_label_items);
  int score =
      limen_columns_dialog_get_column (self->score, LIMEN_N_SCORE_ITEMS);
  guint kind = has_numbers (self) ? 0 : gtk_drop_down_get_selected (self->kind);

  choice->has_task = gtk_drop_down_get_selected (self->task) > 0;
  if (limen_columns_dialog_has_other_file (self))
    for (int i = (int) limen_columns_dialog_count_own_columns (self);
         i < (int) self->data->names->len; i++)
      g_array_append_val (choice->labels, i);
  else if (has_label_columns (self))
    g_array_append_vals (choice->labels, labels->data, labels->len);
  else if (label >= 0)
    g_array_append_val (choice->labels, label);
  if (has_score_columns (self))
    g_array_append_vals (choice->scores, scores->data, scores->len);
  else if (score >= 0)
    g_array_append_val (choice->scores, score);
  choice->is_decision = limen_columns_dialog_is_decision (self);
  if (limen_task_get (choice->task)->labels == LIMEN_LABELS_CLASSES
      && choice->scores->len == 1 && !choice->is_decision)
    choice->predicted = limen_columns_dialog_get_column (self->predicted, 1);
  choice->weight = limen_columns_dialog_get_column (self->weight, 1);
  if (!has_numbers (self))
    {
      choice->fp_cost = limen_columns_dialog_get_column (self->fp_cost, 1);
      choice->fn_cost = limen_columns_dialog_get_column (self->fn_cost, 1);
      choice->undo = (LimenUndo) gtk_drop_down_get_selected (self->undo);
    }
  choice->group = limen_columns_dialog_get_column (self->group, 1);
  choice->unit = limen_columns_dialog_get_column (self->unit, 1);
  choice->has_kind = kind > 0;
  choice->kind = kind > 0 ? (LimenKind) (kind - 1) : LIMEN_KIND_PROBABILITY;
  choice->reverse_scores =
      gtk_check_button_get_active (GTK_CHECK_BUTTON (self->reverse_scores));
  return choice;
}

static gboolean
are_equal (GPtrArray *first, GPtrArray *second)
{
  for (guint i = 0; i < MIN (first->len, second->len); i++)
    if (!g_str_equal (first->pdata[i], second->pdata[i]))
      return FALSE;
  return first->len == second->len;
}

/* Adds the labels of the score columns, if they must be given or differ from
 * those that the reader infers. */
static void
add_classes (LimenColumnsDialog *self, LimenColumnsChoice *choice)
{
  g_autoptr (GPtrArray) classes = NULL;

  if (!gtk_widget_get_visible (GTK_WIDGET (self->classes)))
    return;
  classes = limen_class_map_list_classes (self->classes);
  if (!self->data->is_partly_named && are_equal (classes, self->data->classes))
    return;
  g_ptr_array_unref (choice->classes);
  choice->classes = g_steal_pointer (&classes);
}

/* The choice in all fields of the dialog; free with
 * limen_columns_choice_free(). */
LimenColumnsChoice *
limen_columns_dialog_get_choice (LimenColumnsDialog *self)
{
  LimenColumnsChoice *choice = get_columns (self);

  g_ptr_array_unref (choice->ignored);
  choice->ignored = limen_label_boxes_list_checked (self->ignored);
  add_classes (self, choice);
  return choice;
}

/* Shows only the fields that the task needs. */
static void
show_fields (LimenColumnsDialog *self, const LimenColumnsChoice *choice)
{
  const LimenTaskInfo *task = limen_task_get (choice->task);
  gboolean has_predicted = task->labels == LIMEN_LABELS_CLASSES
                           && choice->scores->len == 1 && !choice->is_decision;

  gtk_widget_set_visible (GTK_WIDGET (self->label),
                          task->labels != LIMEN_LABELS_SETS
                              && !limen_columns_dialog_has_other_file (self));
  gtk_widget_set_visible (GTK_WIDGET (self->labels),
                          has_label_columns (self)
                              && !limen_columns_dialog_has_other_file (self));
  gtk_widget_set_visible (GTK_WIDGET (self->score),
                          task->thresholds != LIMEN_THRESHOLDS_EACH);
  gtk_widget_set_visible (GTK_WIDGET (self->scores), has_score_columns (self));
  gtk_widget_set_visible (self->positive_title, task->has_positive);
  gtk_widget_set_visible (self->positive, task->has_positive);
  gtk_widget_set_visible (self->reverse_scores, task->has_positive);
  gtk_widget_set_visible (self->predicted_title, has_predicted);
  gtk_widget_set_visible (self->predicted_box, has_predicted);
  /* Undoing a transformation gives probabilities, so the kind is fixed. */
  gtk_widget_set_sensitive (GTK_WIDGET (self->kind),
                            choice->undo == LIMEN_UNDO_NONE
                                && !has_numbers (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->undo), !has_numbers (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->fp_cost), !has_numbers (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->fn_cost), !has_numbers (self));
}

/* Labels */

static gboolean
has_text (const GPtrArray *texts, const char *text)
{
  return g_ptr_array_find_with_equal_func ((GPtrArray *) texts, text,
                                           g_str_equal, NULL);
}

/* The labels of a column in the sample, followed by labels that were left out
 * before but do not occur in it. */
static GPtrArray *
list_labels (LimenColumnsDialog *self, int column)
{
  GPtrArray *labels = limen_preview_list_labels (self->data, column);
  GStrv said = self->options->ignored;

  for (gsize i = 0; said != NULL && said[i] != NULL; i++)
    if (!has_text (labels, said[i]))
      g_ptr_array_add (labels, g_strdup (said[i]));
  return labels;
}

/* The labels to leave out: those given before, else a suggestion that leaves
 * two labels where a single score can separate only two. */
static GPtrArray *
list_ignored (LimenColumnsDialog *self,
              const LimenColumnsChoice *choice,
              int column)
{
  GPtrArray *ignored;

  if (self->options->ignored == NULL && limen_columns_choice_is_single (choice))
    return limen_preview_suggest_ignored (self->data, column);
  ignored = g_ptr_array_new_with_free_func (g_free);
  for (GStrv said = self->options->ignored; said != NULL && *said != NULL;
       said++)
    g_ptr_array_add (ignored, g_strdup (*said));
  return ignored;
}

/* Offers to leave out labels if there are too many for a single score, or if
 * some are left out already. */
static void
show_labels (LimenColumnsDialog *self, const LimenColumnsChoice *choice)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) ignored = NULL;
  int column =
      choice->labels->len == 1 ? g_array_index (choice->labels, int, 0) : -1;
  gboolean is_single = limen_columns_choice_is_single (choice);

  if (self->shown != NULL
      && limen_columns_choice_are_equal (choice->labels, self->shown->labels)
      && is_single == limen_columns_choice_is_single (self->shown))
    return;
  if (column >= 0)
    {
      g_ptr_array_unref (labels);
      labels = list_labels (self, column);
    }
  ignored = list_ignored (self, choice, column);
  if (labels->len > MAX_LABELS
      || (self->options->ignored == NULL && (!is_single || labels->len <= 2)))
    g_ptr_array_set_size (labels, 0);
  limen_label_boxes_set_labels (self->ignored, labels, ignored);
  gtk_widget_set_visible (self->ignored_title, labels->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->ignored), labels->len > 0);
}

/* The label of each score column: as given, else as the reader infers it. */
static GPtrArray *
list_classes (LimenColumnsDialog *self, const LimenColumnsChoice *choice)
{
  GPtrArray *classes = g_ptr_array_new_with_free_func (g_free);
  GStrv mapped = self->options->mapped;

  for (guint k = 0; k < choice->scores->len; k++)
    {
      const char *key = g_ptr_array_index (
          self->data->keys, (guint) g_array_index (choice->scores, int, k));
      char *class = g_strdup (self->data->classes->pdata[k]);

      for (gsize i = 0; mapped != NULL && mapped[i] != NULL; i++)
        {
          g_autofree char *said = NULL;
          g_autofree char *name =
              limen_column_names_cut_class (mapped[i], &said);

          if (!g_str_equal (name, key))
            continue;
          g_free (class);
          class = g_steal_pointer (&said);
        }
      g_ptr_array_add (classes, class);
    }
  return classes;
}

static GPtrArray *
list_names (LimenColumnsDialog *self, const GArray *columns)
{
  GPtrArray *names = g_ptr_array_new ();

  for (guint k = 0; k < columns->len; k++)
    g_ptr_array_add (names,
                     self->data->names->pdata[g_array_index (columns, int, k)]);
  return names;
}

/* Asks for the label of each score column, unless the names of the columns say
 * which label they are for. */
static void
show_classes (LimenColumnsDialog *self, const LimenColumnsChoice *choice)
{
  g_autoptr (GPtrArray) labels = NULL, names = NULL, classes = NULL;
  guint n = self->data->classes->len;
  gboolean is_asked =
      n > 0 && n <= MAX_LABELS && n == choice->scores->len
      && choice->labels->len == 1
      && (!self->data->is_named || self->options->mapped != NULL);

  if (is_asked)
    labels = limen_preview_list_labels (self->data,
                                        g_array_index (choice->labels, int, 0));
  is_asked = is_asked && labels->len > 0 && labels->len <= MAX_LABELS;
  if (is_asked
      && (self->shown == NULL
          || !gtk_widget_get_visible (GTK_WIDGET (self->classes))
          || !limen_columns_choice_are_equal (choice->labels,
                                              self->shown->labels)
          || !limen_columns_choice_are_equal (choice->scores,
                                              self->shown->scores)))
    {
      names = list_names (self, choice->scores);
      classes = list_classes (self, choice);
      limen_class_map_set_columns (self->classes, names, labels, classes);
    }
  gtk_widget_set_visible (self->classes_title, is_asked);
  gtk_widget_set_visible (GTK_WIDGET (self->classes), is_asked);
}

/* Infers what the choice leaves open, and updates the fields that depend on
 * it: visible fields, ignored labels and classes of score columns. */
static void
show_parts (LimenColumnsDialog *self)
{
  g_autoptr (LimenColumnsChoice) choice = get_columns (self);
  g_autoptr (LimenReadOptions) options =
      limen_read_options_copy (self->options);

  show_fields (self, choice);
  if (choice->scores->len <= LIMEN_MAX_CLASSES)
    {
      limen_columns_choice_apply (choice, self->data, options);
      limen_preview_guess (self->data, options);
    }
  show_labels (self, choice);
  show_classes (self, choice);
  limen_columns_choice_free (self->shown);
  self->shown = g_steal_pointer (&choice);
}

/* Reasons */

static void
show_why (LimenColumnsDialog *self, const LimenColumnsChoice *choice,
          LimenChosenRole role, GtkWidget *why, GtkWidget *first,
          GtkWidget *second)
{
  /* Reasons are given only for columns of classes. */
  g_autofree char *text
      = has_numbers (self)
            ? NULL
            : limen_columns_reasons_describe (self->data, choice, role);
  const char *shown = text != NULL ? text : "";

  gtk_label_set_label (GTK_LABEL (why), shown);
  gtk_widget_set_visible (why, text != NULL);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (first), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, shown, -1);
  if (second != NULL)
    gtk_widget_set_tooltip_text (second, text);
}

static void
show_reasons (LimenColumnsDialog *self, const LimenColumnsChoice *choice)
{
  show_why (self, choice, LIMEN_COLUMN_LABEL, self->label_why,
            GTK_WIDGET (self->label), GTK_WIDGET (self->labels));
  show_why (self, choice, LIMEN_COLUMN_SCORE, self->score_why,
            GTK_WIDGET (self->score), GTK_WIDGET (self->scores));
  show_why (self, choice, LIMEN_COLUMN_PREDICTED, self->predicted_why,
            GTK_WIDGET (self->predicted), NULL);
}

/* Selects the offered reading that matches the choice, or the last item, which
 * stands for a choice that matches none. */
static void
show_reading (LimenColumnsDialog *self, const LimenColumnsChoice *choice)
{
  guint i = 0;

  while (i < self->offered->len
         && !limen_columns_choice_matches (choice, self->offered->pdata[i]))
    i++;
  gtk_drop_down_set_selected (self->reading, i);
  gtk_widget_set_tooltip_text (
      GTK_WIDGET (self->reading),
      i < self->offered->len
          ? ((LimenPreviewReading *) self->offered->pdata[i])->text
          : NULL);
}

/* Shows how the file will be read, or what is missing. */
static void
show_reading_status (LimenColumnsDialog *self,
                     const LimenColumnsChoice *choice)
{
  g_autofree char *text =
      limen_columns_choice_find_problem (choice, self->data);
  gboolean is_good = text == NULL;

  if (is_good)
    text = limen_columns_choice_describe (choice, self->data);
  gtk_label_set_label (GTK_LABEL (self->reading_status), text);
  if (is_good)
    gtk_widget_remove_css_class (self->reading_status, "warning");
  else
    gtk_widget_add_css_class (self->reading_status, "warning");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "columns.accept", is_good);
}

/* Updates everything that depends on the choice. */
void
limen_columns_dialog_update (LimenColumnsDialog *self)
{
  g_autoptr (LimenColumnsChoice) choice = NULL;

  if (self->is_filling)
    return;
  self->is_filling = TRUE;
  show_parts (self);
  choice = limen_columns_dialog_get_choice (self);
  show_reading (self, choice);
  self->is_filling = FALSE;
  show_reasons (self, choice);
  limen_preview_grid_show_roles (self->preview, choice);
  show_reading_status (self, choice);
}
