#include "columns-dialog.h"

#include "child-window.h"
#include "column-chooser.h"
#include "columns-choice.h"
#include "preview-grid.h"

#define N_PREVIEW_ROWS 8
/* As many names are seen at a glance. */
#define MAX_WITHOUT_SEARCH 20

struct _LimenColumnsDialog
{
  GtkWindow parent_instance;

  GtkWidget *reason;
  GtkGrid *preview;
  GtkDropDown *task;
  GtkDropDown *label;
  LimenColumnChooser *labels;
  GtkWidget *labels_from;
  GtkDropDown *score;
  LimenColumnChooser *scores;
  GtkWidget *positive_title;
  GtkWidget *positive;
  GtkWidget *predicted_title;
  GtkDropDown *predicted;
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
  LimenTask found_task; /* of the file, where none is said */
  guint n_label_items;  /* that stand before the columns */
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

/* What the lists say; the texts beside them are not part of it. */
static LimenColumnsChoice *
get_choice (LimenColumnsDialog *self)
{
  LimenColumnsChoice *choice = limen_columns_choice_new (get_task (self));
  GArray *labels = limen_column_chooser_get_chosen (self->labels);
  GArray *scores = limen_column_chooser_get_chosen (self->scores);
  int label = get_column (self->label, self->n_label_items);
  int score = get_column (self->score, 1);
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
  if (choice->task != LIMEN_TASK_BINARY)
    g_array_append_vals (choice->scores, scores->data, scores->len);
  else if (score >= 0)
    g_array_append_val (choice->scores, score);
  choice->is_decision = gtk_drop_down_get_selected (self->kind)
                        == LIMEN_KIND_DECISION + 1;
  if (choice->task == LIMEN_TASK_MULTICLASS && choice->scores->len == 1
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

/* Only what the task needs. */
static void
show_fields (LimenColumnsDialog *self, const LimenColumnsChoice *choice)
{
  gboolean is_binary = choice->task == LIMEN_TASK_BINARY;
  gboolean is_top_label = choice->task == LIMEN_TASK_MULTICLASS
                          && choice->scores->len == 1 && !choice->is_decision;

  gtk_widget_set_visible (GTK_WIDGET (self->label),
                          choice->task != LIMEN_TASK_MULTILABEL
                              && !has_other_file (self));
  gtk_widget_set_visible (GTK_WIDGET (self->labels),
                          has_label_columns (self)
                              && !has_other_file (self));
  gtk_widget_set_visible (GTK_WIDGET (self->score), is_binary);
  gtk_widget_set_visible (GTK_WIDGET (self->scores), !is_binary);
  gtk_widget_set_visible (self->positive_title, is_binary);
  gtk_widget_set_visible (self->positive, is_binary);
  gtk_widget_set_visible (self->reverse_scores, is_binary);
  gtk_widget_set_visible (self->predicted_title, is_top_label);
  gtk_widget_set_visible (GTK_WIDGET (self->predicted), is_top_label);
  /* What was taken back is a probability. */
  gtk_widget_set_sensitive (GTK_WIDGET (self->kind),
                            choice->undo == LIMEN_UNDO_NONE);
}

/* What the reader will make of the choice, or what is missing. */
static void
show_outlook (LimenColumnsDialog *self, const LimenColumnsChoice *choice)
{
  g_autofree char *text
      = limen_columns_choice_find_problem (choice, self->data);
  gboolean is_good = text == NULL;

  if (is_good)
    {
      g_autoptr (LimenReadOptions) options
          = limen_columns_dialog_get_options (self);

      limen_preview_guess (self->data, options);
      text = limen_columns_choice_describe (choice, self->data->task);
    }
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
  choice = get_choice (self);
  show_fields (self, choice);
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

/* Puts what the reader would choose where nothing is chosen yet. */
static void
fill_gaps (LimenColumnsDialog *self)
{
  const LimenPreview *data = self->data;
  guint label = gtk_drop_down_get_selected (self->label);

  if (limen_column_chooser_get_chosen (self->scores)->len == 0
      && get_task (self) != LIMEN_TASK_BINARY)
    limen_column_chooser_set_chosen (self->scores, data->scores);
  if (gtk_drop_down_get_selected (self->score) == 0
      && data->scores->len == 1)
    gtk_drop_down_set_selected (
        self->score, (guint) g_array_index (data->scores, int, 0) + 1);
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
  self->is_filling = FALSE;
  update (self);
}

/* "found out" says what. */
static void
fill_tasks (LimenColumnsDialog *self)
{
  g_autoptr (LimenReadOptions) options
      = limen_read_options_copy (self->options);
  g_autofree char *found = NULL;
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  options->has_task = FALSE;
  limen_preview_guess (self->data, options);
  self->found_task = self->data->task;
  found = g_strdup_printf ("found out: %s",
                           limen_task_get_name (self->found_task));
  gtk_string_list_append (list, found);
  for (LimenTask task = LIMEN_TASK_BINARY; task <= LIMEN_TASK_MULTILABEL;
       task++)
    gtk_string_list_append (list, limen_task_get_name (task));
  gtk_drop_down_set_model (self->task, G_LIST_MODEL (list));
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

/* The columns' names everywhere, with what was chosen before and, where nothing
 * was, what the reader would choose. */
static void
fill (LimenColumnsDialog *self, const LimenColumnsChoice *choice)
{
  const char *const choose[] = { "choose\342\200\246", NULL };
  const char *const none[] = { "none", NULL };
  g_autoptr (GPtrArray) names = NULL;

  self->is_filling = TRUE;
  limen_preview_grid_fill (self->preview, self->data);
  fill_tasks (self);
  if (choice->has_task)
    gtk_drop_down_set_selected (self->task, choice->task + 1);
  fill_label (self, get_column (self->label, self->n_label_items));
  fill_columns (self, self->score, choose, get_column (self->score, 1));
  names = list_own_names (self);
  limen_column_chooser_set_names (self->labels, names);
  limen_column_chooser_set_names (self->scores, names);
  show_other_file (self);
  fill_columns (self, self->predicted, choose, choice->predicted);
  fill_columns (self, self->weight, none, choice->weight);
  fill_columns (self, self->fp_cost, none, choice->fp_cost);
  fill_columns (self, self->fn_cost, none, choice->fn_cost);
  fill_columns (self, self->group, none, choice->group);
  guess (self);
  fill_gaps (self);
  self->is_filling = FALSE;
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
  limen_preview_free (self->data);
  G_OBJECT_CLASS (limen_columns_dialog_parent_class)->finalize (object);
}

static void
limen_columns_dialog_class_init (LimenColumnsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = limen_columns_dialog_finalize;
  g_type_ensure (LIMEN_TYPE_COLUMN_CHOOSER);
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
  BIND (preview);
  BIND (task);
  BIND (label);
  BIND (labels);
  BIND (labels_from);
  BIND (score);
  BIND (scores);
  BIND (positive_title);
  BIND (positive);
  BIND (predicted_title);
  BIND (predicted);
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
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, reverse_toggled_cb);
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
  GtkDropTarget *target
      = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
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
  LimenColumnsChoice *choice
      = limen_columns_choice_new (self->options->task);

  choice->has_task = self->options->has_task;
  choice->predicted = self->data->predicted;
  choice->weight = self->data->weight;
  choice->fp_cost = self->data->fp_cost;
  choice->fn_cost = self->data->fn_cost;
  choice->group = self->data->group;
  return choice;
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
 * for none; `reason` says why it is asked, NULL when the user came by himself.
 * NULL with an error of LIMEN_TABLE_ERROR when the file cannot be read. */
GtkWidget *
limen_columns_dialog_new (GtkWindow *parent, const char *path,
                          const LimenReadOptions *options,
                          const char *reason, GError **error)
{
  g_autoptr (LimenReadOptions) said = copy_options (options);
  LimenPreview *preview
      = limen_preview_read (path, said, N_PREVIEW_ROWS, NULL, error);
  g_autoptr (LimenColumnsChoice) choice = NULL;
  LimenColumnsDialog *self;

  if (preview == NULL)
    return NULL;
  self = g_object_new (LIMEN_TYPE_COLUMNS_DIALOG, NULL);
  limen_child_window_set_parent (GTK_WINDOW (self), parent);
  self->path = g_strdup (path);
  self->options = g_steal_pointer (&said);
  self->data = preview;
  gtk_label_set_label (GTK_LABEL (self->reason), reason != NULL ? reason : "");
  gtk_widget_set_visible (self->reason, reason != NULL);
  fill_options (self);
  choice = new_first_choice (self);
  fill (self, choice);
  update (self);
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
