#include "columns-dialog.h"

#include <string.h>

#include "child-window.h"
#include "class-map.h"
#include "column-chooser.h"
#include "column-names.h"
#include "columns-choice.h"
#include "columns-reasons.h"
#include "drop-down.h"
#include "escape.h"
#include "label-boxes.h"
#include "preview-grid.h"

#define N_PREVIEW_ROWS 8
/* As many names are seen at a glance. */
#define MAX_WITHOUT_SEARCH 20
/* Readings that are offered, and labels that can be chosen one by one. */
#define MAX_READINGS 6
#define MAX_LABELS 20
/* Items that stand before the columns in the list of scores. */
#define N_SCORE_ITEMS 2

struct _LimenColumnsDialog
{
  GtkWindow parent_instance;

  GtkWidget *reason;
  GtkWidget *reading_box;
  GtkDropDown *reading;
  GtkGrid *preview;
  GtkDropDown *task;
  GtkDropDown *label;
  LimenColumnChooser *labels;
  GtkWidget *labels_from;
  GtkWidget *label_why;
  GtkWidget *ignored_title;
  LimenLabelBoxes *ignored;
  GtkDropDown *score;
  LimenColumnChooser *scores;
  GtkWidget *score_why;
  GtkWidget *classes_title;
  LimenClassMap *classes;
  GtkWidget *positive_title;
  GtkWidget *positive;
  GtkWidget *predicted_title;
  GtkWidget *predicted_box;
  GtkDropDown *predicted;
  GtkWidget *predicted_why;
  GtkDropDown *kind;
  GtkDropDown *undo;
  GtkDropDown *weight;
  GtkDropDown *fp_cost;
  GtkDropDown *fn_cost;
  GtkDropDown *group;
  GtkWidget *header;
  GtkWidget *skip_bad_rows, *skip_bad_cells, *reverse_scores;
  GtkWidget *remember;
  GtkWidget *outlook;

  char *path;
  LimenReadOptions *options;
  LimenPreview *data;
  GPtrArray *offered;   /* LimenPreviewReading, of the data */
  LimenTask found_task; /* of the file, where none is said */
  guint n_label_items;  /* that stand before the columns */
  LimenColumnsChoice *shown; /* that the boxes and the map are about */
  gboolean is_filling;
};

enum
{
  ACCEPTED,
  LABELS_ASKED,
  LABELS_DROPPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimenColumnsDialog, limen_columns_dialog, GTK_TYPE_WINDOW)

/* Columns that the file has itself; labels of another file follow them. */
static guint
count_own_columns (LimenColumnsDialog *self)
{
  return self->data->names->len - (guint) self->data->dialect->n_joined;
}

static gboolean
has_other_file (LimenColumnsDialog *self)
{
  return self->data->dialect->n_joined > 0;
}

/* The column chosen in a list where `n_items` others stand before it; -1: one
 * of those. */
static int
get_column (GtkDropDown *drop_down, guint n_items)
{
  guint selected = gtk_drop_down_get_selected (drop_down);

  return selected == GTK_INVALID_LIST_POSITION || selected < n_items
             ? -1
             : (int) (selected - n_items);
}

/* The columns by name after some other items; `column` is chosen, or if it is
 * -1 the first item. */
static void
fill_columns (LimenColumnsDialog *self, GtkDropDown *drop_down,
              const char *const *items, int column)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (items);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (list));
  g_autoptr (GtkExpression) name = gtk_property_expression_new (
      GTK_TYPE_STRING_OBJECT, NULL, "string");

  for (guint i = 0; i < count_own_columns (self); i++)
    {
      const char *full = g_ptr_array_index (self->data->names, i);
      g_autofree char *shown = limen_preview_grid_shorten (full);

      gtk_string_list_append (list, shown);
    }
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (list));
  gtk_drop_down_set_expression (drop_down, name);
  gtk_drop_down_set_enable_search (drop_down,
                                   count_own_columns (self)
                                       > MAX_WITHOUT_SEARCH);
  if (column < (int) count_own_columns (self))
    gtk_drop_down_set_selected (
        drop_down, column < 0 ? 0 : (guint) column + n_items);
}

static LimenTask
get_task (LimenColumnsDialog *self)
{
  guint selected = gtk_drop_down_get_selected (self->task);

  return selected == 0 || selected == GTK_INVALID_LIST_POSITION
             ? self->found_task
             : (LimenTask) (selected - 1);
}

/* Several classes may have a column each for the label, too. */
static gboolean
has_label_columns (LimenColumnsDialog *self)
{
  return get_task (self) == LIMEN_TASK_MULTILABEL
         || (get_task (self) == LIMEN_TASK_MULTICLASS
             && gtk_drop_down_get_selected (self->label) == 1);
}

/* One score may be made of two columns, too. */
static gboolean
has_score_columns (LimenColumnsDialog *self)
{
  return get_task (self) != LIMEN_TASK_BINARY
         || gtk_drop_down_get_selected (self->score) == 1;
}

static void
fill_label (LimenColumnsDialog *self, int column)
{
  const char *const items[]
      = { "choose\342\200\246",
          get_task (self) == LIMEN_TASK_MULTICLASS ? "one for each class"
                                                   : NULL,
          NULL };

  fill_columns (self, self->label, items, column);
  self->n_label_items = items[1] != NULL ? 2 : 1;
}

static gboolean
is_decision (LimenColumnsDialog *self)
{
  return gtk_drop_down_get_selected (self->kind) == LIMEN_KIND_DECISION + 1;
}

/* What the lists of columns say. */
static LimenColumnsChoice *
get_columns (LimenColumnsDialog *self)
{
  LimenColumnsChoice *choice = limen_columns_choice_new (get_task (self));
  GArray *labels = limen_column_chooser_get_chosen (self->labels);
  GArray *scores = limen_column_chooser_get_chosen (self->scores);
  int label = get_column (self->label, self->n_label_items);
  int score = get_column (self->score, N_SCORE_ITEMS);
  guint kind = gtk_drop_down_get_selected (self->kind);

  choice->has_task = gtk_drop_down_get_selected (self->task) > 0;
  if (has_other_file (self))
    for (int i = (int) count_own_columns (self);
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
  choice->is_decision = is_decision (self);
  if (choice->task != LIMEN_TASK_MULTILABEL && choice->scores->len == 1
      && !choice->is_decision)
    choice->predicted = get_column (self->predicted, 1);
  choice->weight = get_column (self->weight, 1);
  choice->fp_cost = get_column (self->fp_cost, 1);
  choice->fn_cost = get_column (self->fn_cost, 1);
  choice->group = get_column (self->group, 1);
  choice->has_kind = kind > 0;
  choice->kind = kind > 0 ? (LimenKind) (kind - 1) : LIMEN_KIND_PROBABILITY;
  choice->undo = (LimenUndo) gtk_drop_down_get_selected (self->undo);
  choice->reverse_scores = gtk_check_button_get_active (
      GTK_CHECK_BUTTON (self->reverse_scores));
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

/* The labels of columns, where they must be said or are others than the reader
 * would take. */
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

/* All that is chosen; the texts beside it are not part of it. */
static LimenColumnsChoice *
get_choice (LimenColumnsDialog *self)
{
  LimenColumnsChoice *choice = get_columns (self);

  g_ptr_array_unref (choice->ignored);
  choice->ignored = limen_label_boxes_list_checked (self->ignored);
  add_classes (self, choice);
  return choice;
}

/* Only what the task needs. */
static void
show_fields (LimenColumnsDialog *self, const LimenColumnsChoice *choice)
{
  gboolean is_binary = choice->task == LIMEN_TASK_BINARY;
  gboolean has_predicted = choice->task != LIMEN_TASK_MULTILABEL
                           && choice->scores->len == 1
                           && !choice->is_decision;

  gtk_widget_set_visible (GTK_WIDGET (self->label),
                          choice->task != LIMEN_TASK_MULTILABEL
                              && !has_other_file (self));
  gtk_widget_set_visible (GTK_WIDGET (self->labels),
                          has_label_columns (self)
                              && !has_other_file (self));
  gtk_widget_set_visible (GTK_WIDGET (self->score), is_binary);
  gtk_widget_set_visible (GTK_WIDGET (self->scores),
                          has_score_columns (self));
  gtk_widget_set_visible (self->positive_title, is_binary);
  gtk_widget_set_visible (self->positive, is_binary);
  gtk_widget_set_visible (self->reverse_scores, is_binary);
  gtk_widget_set_visible (self->predicted_title, has_predicted);
  gtk_widget_set_visible (self->predicted_box, has_predicted);
  /* What was taken back is a probability. */
  gtk_widget_set_sensitive (GTK_WIDGET (self->kind),
                            choice->undo == LIMEN_UNDO_NONE);
}

/* Labels */

static gboolean
has_text (const GPtrArray *texts, const char *text)
{
  return g_ptr_array_find_with_equal_func ((GPtrArray *) texts, text,
                                           g_str_equal, NULL);
}

/* Those that were said to be left out, and are not among the labels of the
 * sample, are appended. */
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

/* The labels to be left out: those that were said, else so many that two
 * remain where a score tells no more apart. */
static GPtrArray *
list_ignored (LimenColumnsDialog *self, const LimenColumnsChoice *choice,
              int column)
{
  GPtrArray *ignored;

  if (self->options->ignored == NULL
      && limen_columns_choice_is_single (choice))
    return limen_preview_suggest_ignored (self->data, column);
  ignored = g_ptr_array_new_with_free_func (g_free);
  for (GStrv said = self->options->ignored; said != NULL && *said != NULL;
       said++)
    g_ptr_array_add (ignored, g_strdup (*said));
  return ignored;
}

/* Offers to leave out labels where there are more than a score tells apart, or
 * where some are left out. */
static void
show_labels (LimenColumnsDialog *self, const LimenColumnsChoice *choice)
{
  g_autoptr (GPtrArray) labels
      = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) ignored = NULL;
  int column = choice->labels->len == 1
                   ? g_array_index (choice->labels, int, 0)
                   : -1;
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

/* The label of each score column as it was said; where it was not, as the
 * reader tells it. */
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
          g_autofree char *name
              = limen_column_names_cut_class (mapped[i], &said);

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

/* Asks which label each score column is for, where names do not tell. */
static void
show_classes (LimenColumnsDialog *self, const LimenColumnsChoice *choice)
{
  g_autoptr (GPtrArray) labels = NULL, names = NULL, classes = NULL;
  guint n = self->data->classes->len;
  gboolean is_asked = n > 0 && n <= MAX_LABELS && n == choice->scores->len
                      && choice->labels->len == 1
                      && (!self->data->is_named
                          || self->options->mapped != NULL);

  if (is_asked)
    labels = limen_preview_list_labels (
        self->data, g_array_index (choice->labels, int, 0));
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

/* Has the reader guess what is left open by the choice, and shows what depends
 * on that. */
static void
show_parts (LimenColumnsDialog *self)
{
  g_autoptr (LimenColumnsChoice) choice = get_columns (self);
  g_autoptr (LimenReadOptions) options
      = limen_read_options_copy (self->options);

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
          LimenColumnUse use, GtkWidget *why, GtkWidget *first,
          GtkWidget *second)
{
  g_autofree char *text
      = limen_columns_reasons_describe (self->data, choice, use);
  const char *shown = text != NULL ? text : "";

  gtk_label_set_label (GTK_LABEL (why), shown);
  gtk_widget_set_visible (why, text != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (first),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, shown,
                                  -1);
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

/* The reading that the choice is; the last item is for all others. */
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

/* What the reader will make of the choice, or what is missing. */
static void
show_outlook (LimenColumnsDialog *self, const LimenColumnsChoice *choice)
{
  g_autofree char *text
      = limen_columns_choice_find_problem (choice, self->data);
  gboolean is_good = text == NULL;

  if (is_good)
    text = limen_columns_choice_describe (choice, self->data);
  gtk_label_set_label (GTK_LABEL (self->outlook), text);
  if (is_good)
    gtk_widget_remove_css_class (self->outlook, "warning");
  else
    gtk_widget_add_css_class (self->outlook, "warning");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "columns.accept", is_good);
}

static void
update (LimenColumnsDialog *self)
{
  g_autoptr (LimenColumnsChoice) choice = NULL;

  if (self->is_filling)
    return;
  self->is_filling = TRUE;
  show_parts (self);
  choice = get_choice (self);
  show_reading (self, choice);
  self->is_filling = FALSE;
  show_reasons (self, choice);
  limen_preview_grid_show_uses (self->preview, choice);
  show_outlook (self, choice);
}

static void
selected_cb (GObject *object, GParamSpec *pspec, LimenColumnsDialog *self)
{
  update (self);
}

static void
chosen_cb (LimenColumnChooser *chooser, LimenColumnsDialog *self)
{
  update (self);
}

static void
reverse_toggled_cb (GtkCheckButton *button, LimenColumnsDialog *self)
{
  update (self);
}

static void
labels_changed_cb (LimenLabelBoxes *boxes, LimenColumnsDialog *self)
{
  update (self);
}

static void
classes_changed_cb (LimenClassMap *map, LimenColumnsDialog *self)
{
  update (self);
}

/* What the reader would choose for the task. */
static void
guess (LimenColumnsDialog *self)
{
  g_autoptr (LimenReadOptions) options
      = limen_read_options_copy (self->options);

  options->has_task = gtk_drop_down_get_selected (self->task) > 0;
  options->task = options->has_task ? get_task (self) : LIMEN_TASK_BINARY;
  limen_preview_guess (self->data, options);
}

/* The only score that was chosen becomes that of several classes where the
 * reader finds no others. */
static void
keep_score (LimenColumnsDialog *self)
{
  g_autoptr (GArray) scores = g_array_new (FALSE, FALSE, sizeof (int));
  int score = get_column (self->score, N_SCORE_ITEMS);

  if (score < 0 || get_task (self) == LIMEN_TASK_BINARY
      || limen_column_chooser_get_chosen (self->scores)->len > 0)
    return;
  g_array_append_val (scores, score);
  limen_column_chooser_set_chosen (self->scores, scores);
}

/* Puts what the reader would choose where no score is chosen yet. */
static void
fill_score (LimenColumnsDialog *self)
{
  const LimenPreview *data = self->data;

  if (limen_column_chooser_get_chosen (self->scores)->len == 0
      && (get_task (self) != LIMEN_TASK_BINARY || data->is_pair))
    limen_column_chooser_set_chosen (self->scores, data->scores);
  if (gtk_drop_down_get_selected (self->score) > 0)
    return;
  if (data->scores->len == 1)
    gtk_drop_down_set_selected (
        self->score,
        (guint) g_array_index (data->scores, int, 0) + N_SCORE_ITEMS);
  else if (data->is_pair)
    gtk_drop_down_set_selected (self->score, 1);
}

/* Puts what the reader would choose where nothing is chosen yet. */
static void
fill_gaps (LimenColumnsDialog *self)
{
  const LimenPreview *data = self->data;
  guint label = gtk_drop_down_get_selected (self->label);

  fill_score (self);
  if (has_other_file (self))
    return;
  if (limen_column_chooser_get_chosen (self->labels)->len == 0
      && data->labels->len > 1)
    limen_column_chooser_set_chosen (self->labels, data->labels);
  if (label == 0 && data->labels->len > 1 && self->n_label_items > 1)
    gtk_drop_down_set_selected (self->label, 1);
  else if (label == 0 && data->labels->len == 1)
    gtk_drop_down_set_selected (
        self->label, (guint) g_array_index (data->labels, int, 0)
                         + self->n_label_items);
}

/* Other fields, with what the reader would choose for this task. */
static void
task_changed_cb (GObject *object, GParamSpec *pspec, LimenColumnsDialog *self)
{
  if (self->is_filling)
    return;
  self->is_filling = TRUE;
  guess (self);
  fill_label (self, get_column (self->label, self->n_label_items));
  fill_gaps (self);
  keep_score (self);
  self->is_filling = FALSE;
  update (self);
}

/* "found out" says what. */
static void
set_found_task (LimenColumnsDialog *self, LimenTask task)
{
  g_autofree char *found
      = g_strdup_printf ("found out: %s", limen_task_get_name (task));
  GtkStringList *list = GTK_STRING_LIST (gtk_drop_down_get_model (self->task));
  const char *const items[] = { found, NULL };
  guint selected = gtk_drop_down_get_selected (self->task);

  self->found_task = task;
  gtk_string_list_splice (list, 0, 1, items);
  gtk_drop_down_set_selected (self->task, selected);
}

static void
fill_tasks (LimenColumnsDialog *self, const LimenColumnsChoice *choice)
{
  g_autoptr (LimenReadOptions) options
      = limen_read_options_copy (self->options);
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  options->has_task = FALSE;
  limen_preview_guess (self->data, options);
  gtk_string_list_append (list, "");
  for (LimenTask task = LIMEN_TASK_BINARY; task <= LIMEN_TASK_MULTILABEL;
       task++)
    gtk_string_list_append (list, limen_task_get_name (task));
  gtk_drop_down_set_model (self->task, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (self->task,
                              choice->has_task ? choice->task + 1 : 0);
  set_found_task (self, self->data->task);
}

/* The likely readings, the best first. */
static void
fill_readings (LimenColumnsDialog *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  GPtrArray *readings = self->data->readings;

  g_ptr_array_set_size (self->offered, 0);
  for (guint i = 0; i < readings->len && self->offered->len < MAX_READINGS;
       i++)
    {
      LimenPreviewReading *reading = g_ptr_array_index (readings, i);

      if (!reading->is_likely)
        continue;
      g_ptr_array_add (self->offered, reading);
      gtk_string_list_append (list, reading->text);
    }
  gtk_string_list_append (list, "other columns, as chosen below");
  gtk_drop_down_set_model (self->reading, G_LIST_MODEL (list));
  gtk_widget_set_visible (self->reading_box, self->offered->len > 0);
}

static GPtrArray *
list_own_names (LimenColumnsDialog *self)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < count_own_columns (self); i++)
    g_ptr_array_add (names,
                     g_strdup (g_ptr_array_index (self->data->names, i)));
  return names;
}

/* "target of labels.csv…" on the button that labels of another file are chosen
 * by. */
static void
show_other_file (LimenColumnsDialog *self)
{
  const char *path = self->options->labels_from;
  g_autofree char *base = NULL, *name = NULL, *column = NULL, *text = NULL;

  if (!has_other_file (self))
    return;
  base = g_path_get_basename (path);
  name = g_filename_display_name (base);
  column = limen_preview_grid_shorten (
      g_ptr_array_index (self->data->names, count_own_columns (self)));
  text = self->data->dialect->n_joined == 1
             ? g_strdup_printf ("\342\200\234%s\342\200\235 of "
                                "%s\342\200\246",
                                column, name)
             : g_strdup_printf ("%" G_GSIZE_FORMAT " columns of "
                                "%s\342\200\246",
                                self->data->dialect->n_joined, name);
  gtk_button_set_label (GTK_BUTTON (self->labels_from), text);
}

static void
fill_lists (LimenColumnsDialog *self, const LimenColumnsChoice *choice)
{
  const char *const choose[] = { "choose\342\200\246",
                                 "two, one for each class", NULL };
  const char *const none[] = { "none", NULL };
  g_autoptr (GPtrArray) names = list_own_names (self);

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
}

/* One column; or that there are several, where the list has that. */
static void
select_column (GtkDropDown *drop_down, const GArray *columns, guint n_items,
               gboolean has_several)
{
  guint item = 0;

  if (columns->len == 1)
    item = (guint) g_array_index (columns, int, 0) + n_items;
  else if (columns->len > 1 && has_several)
    item = 1;
  gtk_drop_down_set_selected (drop_down, item);
}

/* Chooses these labels and scores for the task. What one column is enough for
 * stays open in the lists of several. */
static void
select_columns (LimenColumnsDialog *self, GArray *labels, GArray *scores)
{
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (int));
  gboolean is_single = get_task (self) == LIMEN_TASK_BINARY
                       && scores->len == 1;

  select_column (self->score, scores, N_SCORE_ITEMS, scores->len == 2);
  limen_column_chooser_set_chosen (self->scores, is_single ? none : scores);
  if (has_other_file (self))
    return;
  select_column (self->label, labels, self->n_label_items,
                 self->n_label_items > 1);
  limen_column_chooser_set_chosen (self->labels,
                                   labels->len > 1 ? labels : none);
}

/* The columns' names everywhere, with what was chosen before and, where nothing
 * was, what the reader would choose. */
static void
fill (LimenColumnsDialog *self, const LimenColumnsChoice *choice)
{
  self->is_filling = TRUE;
  g_clear_pointer (&self->shown, limen_columns_choice_free);
  limen_preview_grid_fill (self->preview, self->data);
  fill_readings (self);
  fill_tasks (self, choice);
  fill_lists (self, choice);
  select_columns (self, choice->labels, choice->scores);
  guess (self);
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

/* Takes the columns as a reading does; what else is chosen stays. */
static void
take_reading (LimenColumnsDialog *self, const LimenPreviewReading *reading)
{
  self->is_filling = TRUE;
  gtk_drop_down_set_selected (self->task, 0);
  set_found_task (self, reading->task);
  fill_label (self, -1);
  select_columns (self, reading->labels, reading->scores);
  gtk_drop_down_set_selected (self->predicted,
                              (guint) (reading->predicted + 1));
  if (reading->is_decision)
    gtk_drop_down_set_selected (self->kind, LIMEN_KIND_DECISION + 1);
  else if (is_decision (self))
    gtk_drop_down_set_selected (self->kind, 0);
  scroll_to (self, reading->scores);
  scroll_to (self, reading->labels);
  self->is_filling = FALSE;
}

static void
reading_selected_cb (GObject *object, GParamSpec *pspec,
                     LimenColumnsDialog *self)
{
  guint selected = gtk_drop_down_get_selected (self->reading);

  if (self->is_filling || selected >= self->offered->len)
    return;
  take_reading (self, self->offered->pdata[selected]);
  update (self);
}

/* The columns get other names; what is chosen stays. */
static void
header_toggled_cb (GtkCheckButton *button, LimenColumnsDialog *self)
{
  g_autoptr (LimenColumnsChoice) choice = NULL;
  LimenPreview *preview;

  if (self->is_filling)
    return;
  self->options->no_header = !gtk_check_button_get_active (button);
  preview = limen_preview_read (self->path, self->options, N_PREVIEW_ROWS,
                                NULL, NULL);
  if (preview == NULL)
    return;
  choice = get_choice (self);
  limen_preview_free (self->data);
  self->data = preview;
  limen_preview_find_readings (preview, self->options);
  gtk_widget_set_sensitive (self->remember, preview->has_header);
  fill (self, choice);
  update (self);
}

static void
accept_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[ACCEPTED], 0);
  gtk_window_destroy (GTK_WINDOW (widget));
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_destroy (GTK_WINDOW (widget));
}

static void
labels_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[LABELS_ASKED], 0);
  gtk_window_destroy (GTK_WINDOW (widget));
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y,
         LimenColumnsDialog *self)
{
  GSList *files = g_value_get_boxed (value);
  g_autofree char *path = files != NULL ? g_file_get_path (files->data) : NULL;

  if (path == NULL)
    return FALSE;
  g_signal_emit (self, signals[LABELS_DROPPED], 0, path);
  gtk_window_destroy (GTK_WINDOW (self));
  return TRUE;
}

static void
limen_columns_dialog_finalize (GObject *object)
{
  LimenColumnsDialog *self = LIMEN_COLUMNS_DIALOG (object);

  g_free (self->path);
  limen_read_options_free (self->options);
  g_ptr_array_unref (self->offered);
  limen_columns_choice_free (self->shown);
  limen_preview_free (self->data);
  G_OBJECT_CLASS (limen_columns_dialog_parent_class)->finalize (object);
}

static void
limen_columns_dialog_class_init (LimenColumnsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = limen_columns_dialog_finalize;
  g_type_ensure (LIMEN_TYPE_COLUMN_CHOOSER);
  g_type_ensure (LIMEN_TYPE_LABEL_BOXES);
  g_type_ensure (LIMEN_TYPE_CLASS_MAP);
  signals[ACCEPTED] = g_signal_new ("accepted", LIMEN_TYPE_COLUMNS_DIALOG,
                                    G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
  signals[LABELS_ASKED] = g_signal_new (
      "labels-asked", LIMEN_TYPE_COLUMNS_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
      NULL, NULL, G_TYPE_NONE, 0);
  signals[LABELS_DROPPED] = g_signal_new (
      "labels-dropped", LIMEN_TYPE_COLUMNS_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
      NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/limen/Limen/ui/columns-dialog.ui");
#define BIND(name)                                                            \
  gtk_widget_class_bind_template_child (widget_class, LimenColumnsDialog, name)
  BIND (reason);
  BIND (reading_box);
  BIND (reading);
  BIND (preview);
  BIND (task);
  BIND (label);
  BIND (labels);
  BIND (labels_from);
  BIND (label_why);
  BIND (ignored_title);
  BIND (ignored);
  BIND (score);
  BIND (scores);
  BIND (score_why);
  BIND (classes_title);
  BIND (classes);
  BIND (positive_title);
  BIND (positive);
  BIND (predicted_title);
  BIND (predicted_box);
  BIND (predicted);
  BIND (predicted_why);
  BIND (kind);
  BIND (undo);
  BIND (weight);
  BIND (fp_cost);
  BIND (fn_cost);
  BIND (group);
  BIND (header);
  BIND (skip_bad_rows);
  BIND (skip_bad_cells);
  BIND (remember);
  BIND (reverse_scores);
  BIND (outlook);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, reading_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, reverse_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, labels_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, classes_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, task_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, header_toggled_cb);
  gtk_widget_class_install_action (widget_class, "columns.accept", NULL,
                                   accept_action);
  gtk_widget_class_install_action (widget_class, "columns.cancel", NULL,
                                   cancel_action);
  gtk_widget_class_install_action (widget_class, "columns.labels", NULL,
                                   labels_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0,
                                       "columns.cancel", NULL);
}

static void
limen_columns_dialog_init (LimenColumnsDialog *self)
{
  GtkDropDown **lists[]
      = { &self->reading, &self->task,    &self->label,   &self->score,
          &self->kind,    &self->undo,    &self->predicted, &self->weight,
          &self->group,   &self->fp_cost, &self->fn_cost };

  GtkDropTarget *target
      = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  self->is_filling = TRUE;
  self->offered = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    limen_drop_down_shorten (*lists[i]);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self),
                             GTK_EVENT_CONTROLLER (target));
}

static void
fill_options (LimenColumnsDialog *self)
{
  if (self->options->has_kind)
    gtk_drop_down_set_selected (self->kind, self->options->kind + 1);
  else if (self->data->is_decision)
    gtk_drop_down_set_selected (self->kind, LIMEN_KIND_DECISION + 1);
  gtk_drop_down_set_selected (self->undo, self->options->undo);
  if (self->options->positive != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->positive),
                           self->options->positive);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->header),
                               self->data->has_header);
  gtk_widget_set_sensitive (self->header, self->data->has_header
                                              || self->options->no_header);
  gtk_widget_set_sensitive (self->remember, self->data->has_header);
  gtk_check_button_set_active (
      GTK_CHECK_BUTTON (self->remember),
      self->options->remembers
          || !limen_read_options_has_roles (self->options));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->skip_bad_rows),
                               self->options->skip_bad_rows);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->skip_bad_cells),
                               self->options->skip_bad_cells);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->reverse_scores),
                               self->options->reverse_scores);
}

/* What was said of the columns, or else what the reader finds. */
static LimenColumnsChoice *
new_first_choice (LimenColumnsDialog *self)
{
  const LimenPreview *data = self->data;
  LimenColumnsChoice *choice
      = limen_columns_choice_new (self->options->task);

  choice->has_task = self->options->has_task;
  choice->predicted = data->predicted;
  choice->weight = data->weight;
  choice->fp_cost = data->fp_cost;
  choice->fn_cost = data->fn_cost;
  choice->group = data->group;
  return choice;
}

/* Whether nothing was said that a reading would have to agree with. */
static gboolean
is_unsaid (const LimenReadOptions *options)
{
  return options->labels == NULL && options->scores == NULL
         && options->mapped == NULL && options->predicted == NULL
         && !options->no_scores && !options->has_task;
}

/* Opens with the best reading, however doubtful, unless others are said. */
static void
show_first (LimenColumnsDialog *self)
{
  g_autoptr (LimenColumnsChoice) choice = new_first_choice (self);

  fill (self, choice);
  if (is_unsaid (self->options) && self->offered->len > 0)
    take_reading (self, self->offered->pdata[0]);
  update (self);
}

static void
set_title (LimenColumnsDialog *self)
{
  g_autofree char *name
      = limen_escape_text (self->data->name, strlen (self->data->name), 0);
  g_autofree char *title = g_strdup_printf ("Columns of %s", name);

  gtk_window_set_title (GTK_WINDOW (self), title);
}

/* Why the user is asked: what the columns leave unclear, if they do, and why
 * what is remembered of them was not taken. */
static void
show_reason (LimenColumnsDialog *self, const char *reason)
{
  const char *misfit = self->options->misfit;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->reason, reason != NULL);
  if (reason == NULL)
    return;
  if (self->data->doubt != NULL)
    reason = self->data->doubt;
  text = g_strdup_printf ("%s. Choose below%s.%s%s",
                          reason,
                          self->shown->labels->len == 0
                              ? "; labels may stand in another file"
                              : "",
                          misfit != NULL ? "\n" : "",
                          misfit != NULL ? misfit : "");
  gtk_label_set_label (GTK_LABEL (self->reason), text);
}

/* Regressions have no thresholds: whatever was said of one is dropped. */
static LimenReadOptions *
copy_options (const LimenReadOptions *options)
{
  LimenReadOptions *copy = options != NULL ? limen_read_options_copy (options)
                                           : limen_read_options_new ();

  if (copy->task == LIMEN_TASK_REGRESSION)
    {
      copy->has_task = FALSE;
      copy->task = LIMEN_TASK_BINARY;
    }
  g_clear_pointer (&copy->variance, g_free);
  return copy;
}

/* A dialog about one file, whose first rows are read. `options` is copied, NULL
 * for none; `reason` says why it is asked, without a full stop, where the
 * columns are clear; NULL when the user came by himself.
 * NULL with an error of LIMEN_TABLE_ERROR when the file cannot be read. */
GtkWidget *
limen_columns_dialog_new (GtkWindow *parent, const char *path,
                          const LimenReadOptions *options,
                          const char *reason, GError **error)
{
  g_autoptr (LimenReadOptions) said = copy_options (options);
  LimenPreview *preview
      = limen_preview_read (path, said, N_PREVIEW_ROWS, NULL, error);
  LimenColumnsDialog *self;

  if (preview == NULL)
    return NULL;
  self = g_object_new (LIMEN_TYPE_COLUMNS_DIALOG, NULL);
  limen_child_window_set_parent (GTK_WINDOW (self), parent);
  self->path = g_strdup (path);
  self->options = g_steal_pointer (&said);
  self->data = preview;
  limen_preview_find_readings (preview, self->options);
  set_title (self);
  fill_options (self);
  show_first (self);
  show_reason (self, reason);
  return GTK_WIDGET (self);
}

/* The file that was asked about; owned by the dialog. */
const char *
limen_columns_dialog_get_path (LimenColumnsDialog *self)
{
  g_return_val_if_fail (LIMEN_IS_COLUMNS_DIALOG (self), NULL);

  return self->path;
}

/* What the dialog says now; free with limen_read_options_free(). */
LimenReadOptions *
limen_columns_dialog_get_options (LimenColumnsDialog *self)
{
  g_autoptr (LimenColumnsChoice) choice = NULL;
  LimenReadOptions *chosen;
  const char *positive;

  g_return_val_if_fail (LIMEN_IS_COLUMNS_DIALOG (self), NULL);

  chosen = limen_read_options_copy (self->options);
  choice = get_choice (self);
  limen_columns_choice_apply (choice, self->data, chosen);
  positive = gtk_editable_get_text (GTK_EDITABLE (self->positive));

  g_free (chosen->positive);
  chosen->positive = choice->task == LIMEN_TASK_BINARY && positive[0] != '\0'
                         ? g_strdup (positive)
                         : NULL;
  chosen->skip_bad_rows
      = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->skip_bad_rows));
  chosen->skip_bad_cells
      = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->skip_bad_cells));
  limen_read_options_own (chosen);
  chosen->remembers
      = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->remember))
        && self->data->has_header;
  return chosen;
}
