#include <string.h>

#include "column-chooser.h"
#include "columns-choice.h"
#include "columns-dialog.h"
#include "dataset.h"
#include "support.h"

#define CHOOSE_LABELS                                                         \
  "Choose the column of true labels, or the file that they stand in."
#define LABELS "label_a,label_b,label_c"
#define PROBS "prob_a,prob_b,prob_c"
#define BINARY "label,prob,weights,fold\n1,0.75,1,x\n0,0.5,2,y\n"
#define MULTICLASS "label," PROBS "\na,0.5,0.25,0.25\nc,0.25,0.5,0.25\n"
#define MULTILABEL                                                            \
  LABELS "," PROBS "\n1,0,1,0.5,0.25,0.75\n0,0,0,0.25,0.5,0.25\n"
#define SOFT LABELS "," PROBS "\n0.5,0,0.5,0.5,0.25,0.25\n1,0,0,0.25,0.5,0.25\n"
#define TOP "label,seen,p,q\na,b,0.5,0.25\nc,a,0.25,0.5\n"

static LimenColumnsDialog *
open_path (const char *path, const LimenReadOptions *options)
{
  g_autoptr (GError) error = NULL;
  GtkWidget *dialog
      = limen_columns_dialog_new (NULL, path, options, NULL, &error);

  g_assert_no_error (error);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_test_widget_wait_for_draw (dialog);
  return g_object_ref (LIMEN_COLUMNS_DIALOG (dialog));
}

static LimenColumnsDialog *
open_text (const char *text, const LimenReadOptions *options)
{
  g_autofree char *path = test_write_file ("input.csv", text, -1);

  return open_path (path, options);
}

static void
close_dialog (LimenColumnsDialog *dialog)
{
  gtk_window_destroy (GTK_WINDOW (dialog));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (dialog);
}

static gpointer
get_child (LimenColumnsDialog *dialog, const char *name)
{
  GObject *child = gtk_widget_get_template_child (
      GTK_WIDGET (dialog), LIMEN_TYPE_COLUMNS_DIALOG, name);

  g_assert_nonnull (child);
  return child;
}

static void
append_list (GString *out, GStrv list)
{
  g_autofree char *text
      = list != NULL ? g_strjoinv (",", list) : g_strdup ("?");

  g_string_append (out, text);
}

static void
append (GString *out, const char *mark, const char *text)
{
  if (text != NULL)
    g_string_append_printf (out, " %s%s", mark, text);
}

/* What the dialog says, in a line: task or "auto", labels / scores, then what
 * else there is. */
static char *
describe (LimenColumnsDialog *dialog)
{
  g_autoptr (LimenReadOptions) options
      = limen_columns_dialog_get_options (dialog);
  GString *out = g_string_new (
      options->has_task ? limen_task_get_name (options->task) : "auto");

  g_string_append_c (out, ' ');
  append_list (out, options->labels);
  g_string_append_c (out, '/');
  append_list (out, options->scores);
  append (out, "=", options->predicted);
  append (out, "*", options->weight);
  append (out, "#", options->group);
  append (out, "fp:", options->fp_cost);
  append (out, "fn:", options->fn_cost);
  append (out, "+", options->positive);
  if (options->has_kind)
    append (out, "", limen_kind_get_name (options->kind));
  if (options->undo != LIMEN_UNDO_NONE)
    append (out, "-", limen_undo_get_name (options->undo));
  return g_string_free (out, FALSE);
}

#define assert_says(dialog, expected)                                         \
  G_STMT_START                                                                \
  {                                                                           \
    g_autofree char *said = describe (dialog);                                \
    g_assert_cmpstr (said, ==, expected);                                     \
  }                                                                           \
  G_STMT_END

/* The sentence below; whether the button can be pressed must go with it. */
static const char *
get_outlook (LimenColumnsDialog *dialog)
{
  const char *text
      = gtk_label_get_label (GTK_LABEL (get_child (dialog, "outlook")));
  GtkWidget *accept = gtk_window_get_default_widget (GTK_WINDOW (dialog));

  g_assert_cmpint (gtk_widget_get_sensitive (accept), ==,
                   g_str_has_prefix (text, "Will be read as "));
  return text;
}

static void
select_item (LimenColumnsDialog *dialog, const char *name, const char *text)
{
  GtkDropDown *drop_down = get_child (dialog, name);
  GListModel *model = gtk_drop_down_get_model (drop_down);

  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (drop_down)));
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GtkStringObject) item = g_list_model_get_item (model, i);

      if (g_str_has_prefix (gtk_string_object_get_string (item), text))
        {
          gtk_drop_down_set_selected (drop_down, i);
          return;
        }
    }
  g_error ("%s: there is no %s", name, text);
}

static void
toggle (LimenColumnsDialog *dialog, const char *name, guint column)
{
  GtkWidget *chooser = get_child (dialog, name);

  g_assert_true (gtk_widget_get_mapped (chooser));
  g_assert_true (
      gtk_widget_activate_action (chooser, "columns.toggle", "u", column));
}

static gboolean
is_shown (LimenColumnsDialog *dialog, const char *name)
{
  return gtk_widget_get_visible (get_child (dialog, name));
}

/* It opens with what the reader finds, and shows what the task needs. */
static void
test_guess (void)
{
  static const struct
  {
    const char *text, *expected, *outlook, *shown, *hidden;
  } cases[] = {
    { BINARY, "auto label/prob *weights", "Will be read as binary.",
      "label score positive predicted_box", "labels scores" },
    { MULTICLASS, "auto label/" PROBS,
      "Will be read as multiclass: 3 classes.", "label scores",
      "labels score positive predicted_box" },
    { MULTILABEL, "auto " LABELS "/" PROBS,
      "Will be read as multilabel: 3 classes.", "labels scores",
      "label score positive predicted_box" },
    { SOFT, "auto " LABELS "/" PROBS,
      "Will be read as multiclass: 3 classes, with a probability of each as "
      "the label.",
      "label labels scores", "score positive predicted_box" },
    { "a,b\n0.5,0.25\n0.75,0.5\n", "auto /a",
      CHOOSE_LABELS, "label score positive predicted_box",
      "labels scores" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LimenColumnsDialog *dialog = open_text (cases[i].text, NULL);
      g_auto (GStrv) shown = g_strsplit (cases[i].shown, " ", -1);
      g_auto (GStrv) hidden = g_strsplit (cases[i].hidden, " ", -1);

      assert_says (dialog, cases[i].expected);
      g_assert_cmpstr (get_outlook (dialog), ==, cases[i].outlook);
      for (guint k = 0; shown[k] != NULL; k++)
        g_assert_true (is_shown (dialog, shown[k]));
      for (guint k = 0; hidden[k] != NULL; k++)
        g_assert_false (is_shown (dialog, hidden[k]));
      close_dialog (dialog);
    }
}

/* What was said before is what it opens with, and says again. */
static void
test_said (void)
{
  LimenReadOptions options = {
    .labels = (char *[]){ "label", NULL },
    .scores = (char *[]){ "q", NULL },
    .predicted = (char *) "seen",
    .group = (char *) "p",
    .has_kind = TRUE,
    .kind = LIMEN_KIND_LOGIT,
    .undo = LIMEN_UNDO_PERCENT,
  };
  LimenColumnsDialog *dialog = open_text (TOP, &options);

  assert_says (dialog, "auto label/q =seen #p logit -percent");
  g_assert_cmpstr (get_outlook (dialog), ==,
                   "Will be read as multiclass, with the score of one class "
                   "in each row.");
  g_assert_false (gtk_widget_get_sensitive (get_child (dialog, "kind")));
  close_dialog (dialog);

  options = (LimenReadOptions){
    .labels = (char *[]){ "label_c,label_a", NULL },
    .scores = (char *[]){ "prob_c", "prob_a", NULL },
    .has_task = TRUE,
    .task = LIMEN_TASK_MULTILABEL,
  };
  dialog = open_text (MULTILABEL, &options);
  assert_says (dialog, "multilabel label_c,label_a/prob_c,prob_a");
  close_dialog (dialog);

  /* of another file */
  options = (LimenReadOptions){
    .labels = (char *[]){ "y", NULL },
    .positive = (char *) "0",
  };
  dialog = open_text (BINARY, &options);
  assert_says (dialog, "auto label/prob *weights +0");
  close_dialog (dialog);

  /* of a regression, which has no positive class */
  options = (LimenReadOptions){
    .labels = (char *[]){ "label", NULL },
    .scores = (char *[]){ "prob", NULL },
    .positive = (char *) "0",
    .has_task = TRUE,
    .task = LIMEN_TASK_REGRESSION,
  };
  dialog = open_text (BINARY, &options);
  assert_says (dialog, "regression label/prob *weights");
  g_assert_cmpstr (get_outlook (dialog), ==,
                   "Will be read as a regression: numbers with losses, "
                   "without a threshold to choose.");
  g_assert_false (gtk_widget_get_sensitive (get_child (dialog, "kind")));
  close_dialog (dialog);
}

/* Decisions in place of scores are one of the kinds. */
static void
test_decisions (void)
{
  LimenReadOptions options = {
    .labels = (char *[]){ "label", NULL },
    .predicted = (char *) "seen",
    .no_scores = TRUE,
  };
  LimenColumnsDialog *dialog = open_text (TOP, &options);

  assert_says (dialog, "auto label/? =seen decision");
  g_assert_cmpstr (get_outlook (dialog), ==,
                   "Will be read as decisions, without a threshold to "
                   "choose.");
  g_assert_false (is_shown (dialog, "predicted_box"));
  select_item (dialog, "kind", "found out");
  assert_says (dialog, "auto label/seen");
  close_dialog (dialog);

  options = (LimenReadOptions){
    .labels = (char *[]){ "label", NULL },
    .scores = (char *[]){ "seen", NULL },
    .has_task = TRUE,
    .task = LIMEN_TASK_MULTICLASS,
    .has_kind = TRUE,
    .kind = LIMEN_KIND_DECISION,
  };
  dialog = open_text (TOP, &options);
  assert_says (dialog, "multiclass label/? =seen decision");
  g_assert_cmpstr (get_outlook (dialog), ==,
                   "Will be read as decisions, without a threshold to "
                   "choose.");
  toggle (dialog, "scores", 2);
  g_assert_cmpstr (get_outlook (dialog), ==,
                   "Decisions stand in one column: choose only that.");
  close_dialog (dialog);
}

/* Another task shows other fields, filled as far as the reader can; what was
 * chosen stays. */
static void
test_tasks (void)
{
  LimenColumnsDialog *dialog = open_text (MULTICLASS, NULL);

  select_item (dialog, "task", "binary");
  assert_says (dialog, "binary label/prob_a");
  select_item (dialog, "score", "choose");
  g_assert_cmpstr (get_outlook (dialog), ==, "Choose the column of scores.");
  select_item (dialog, "score", "prob_b");
  gtk_editable_set_text (GTK_EDITABLE (get_child (dialog, "positive")), "c");
  assert_says (dialog, "binary label/prob_b +c");
  get_outlook (dialog);
  select_item (dialog, "task", "multiclass");
  assert_says (dialog, "multiclass label/" PROBS);
  get_outlook (dialog);
  select_item (dialog, "task", "multilabel");
  g_assert_cmpstr (get_outlook (dialog), ==,
                   "Choose the label columns, one for each class.");
  select_item (dialog, "task", "found out: multiclass");
  assert_says (dialog, "auto label/" PROBS);
  close_dialog (dialog);
}

/* Labels of several columns, too, and one score with the class it is for. */
static void
test_multiclass (void)
{
  LimenColumnsDialog *dialog = open_text (TOP, NULL);

  select_item (dialog, "task", "multiclass");
  assert_says (dialog, "multiclass label/p");
  g_assert_cmpstr (get_outlook (dialog), ==,
                   "Choose a score column for each class, or the column that "
                   "says which class the only score is for.");
  select_item (dialog, "predicted", "seen");
  assert_says (dialog, "multiclass label/p =seen");
  get_outlook (dialog);
  toggle (dialog, "scores", 3);
  g_assert_false (is_shown (dialog, "predicted_box"));
  assert_says (dialog, "multiclass label/p,q");
  get_outlook (dialog);
  select_item (dialog, "label", "one for each class");
  toggle (dialog, "labels", 1);
  toggle (dialog, "labels", 0);
  assert_says (dialog, "multiclass label,seen/p,q");
  g_assert_cmpstr (get_outlook (dialog), ==,
                   "Will be read as multiclass: 2 classes, with a probability "
                   "of each as the label.");
  select_item (dialog, "label", "label");
  assert_says (dialog, "multiclass label/p,q");
  close_dialog (dialog);
}

static void
test_problems (void)
{
  LimenColumnsDialog *dialog = open_text (MULTILABEL, NULL);

  toggle (dialog, "labels", 1);
  g_assert_cmpstr (get_outlook (dialog), ==,
                   "Each class needs a label column and a score column: 2 and "
                   "3 are chosen.");
  toggle (dialog, "labels", 3);
  g_assert_cmpstr (get_outlook (dialog), ==,
                   "Column \"prob_a\" cannot be both the label and a score.");
  toggle (dialog, "labels", 3);
  toggle (dialog, "labels", 1);
  select_item (dialog, "weight", "prob_c");
  g_assert_cmpstr (get_outlook (dialog), ==,
                   "Column \"prob_c\" cannot be both a score and the weight.");
  select_item (dialog, "weight", "none");
  select_item (dialog, "undo", "a softmax");
  assert_says (dialog, "auto " LABELS "/" PROBS " -softmax");
  get_outlook (dialog);
  for (guint column = 0; column < 2; column++)
    {
      toggle (dialog, "labels", column);
      toggle (dialog, "scores", column + 3);
    }
  g_assert_cmpstr (get_outlook (dialog), ==,
                   "Choose a score column for each class; a single class is a "
                   "binary task.");
  select_item (dialog, "task", "binary");
  select_item (dialog, "label", "label_a");
  select_item (dialog, "score", "prob_a");
  g_assert_cmpstr (get_outlook (dialog), ==,
                   "A softmax is of several score columns: undo something "
                   "else, or nothing.");
  select_item (dialog, "undo", "percentages");
  assert_says (dialog, "binary label_a/prob_a -percent");
  get_outlook (dialog);
  close_dialog (dialog);

  /* what only the reader knows */
  dialog = open_text ("label,prob_a,prob.a\n0,0.5,0.25\n1,0.25,0.5\n", NULL);
  select_item (dialog, "task", "multiclass");
  gtk_widget_activate_action (get_child (dialog, "scores"), "columns.none",
                              NULL);
  toggle (dialog, "scores", 1);
  toggle (dialog, "scores", 2);
  g_assert_cmpstr (get_outlook (dialog), ==,
                   "input.csv: two score columns are for class \"a\".");
  close_dialog (dialog);
}

/* Columns that get other names stay chosen. */
static void
test_header (void)
{
  LimenColumnsDialog *dialog = open_text (MULTICLASS, NULL);

  select_item (dialog, "group", "prob_c");
  toggle (dialog, "scores", 3);
  assert_says (dialog, "auto label/prob_a,prob_b #prob_c");
  select_item (dialog, "task", "multiclass");
  gtk_check_button_set_active (get_child (dialog, "header"), FALSE);
  assert_says (dialog, "multiclass 1/2,3 #4");
  gtk_check_button_set_active (get_child (dialog, "header"), TRUE);
  assert_says (dialog, "multiclass label/prob_a,prob_b #prob_c");
  get_outlook (dialog);
  close_dialog (dialog);
}

static void
accepted_cb (LimenColumnsDialog *dialog, LimenReadOptions **options)
{
  *options = limen_columns_dialog_get_options (dialog);
}

/* What is accepted reads the file. */
static void
test_accept (void)
{
  static const struct
  {
    const char *path;
    LimenTask task;
    gsize n_scores;
  } cases[] = {
    { "../data/samples/digits-odd.csv", LIMEN_TASK_BINARY, 1 },
    { "../data/samples/digits.csv", LIMEN_TASK_MULTICLASS, 10 },
    { "../data/samples/digit-traits.csv", LIMEN_TASK_MULTILABEL, 4 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = test_get_source_path (cases[i].path);
      LimenColumnsDialog *dialog = open_path (path, NULL);
      g_autoptr (LimenReadOptions) options = NULL;
      g_autoptr (LimenDataset) dataset = NULL;
      g_autoptr (GError) error = NULL;
      const LimenPredictions *numbers;

      g_signal_connect (dialog, "accepted", G_CALLBACK (accepted_cb),
                        &options);
      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog),
                                                 "columns.accept", NULL));
      g_assert_nonnull (options);
      g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (dialog)));
      close_dialog (dialog);
      dataset = limen_dataset_read (path, options, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      numbers = limen_dataset_get_predictions (dataset);
      g_assert_cmpint (numbers->task, ==, cases[i].task);
      g_assert_cmpuint (numbers->n_scores, ==, cases[i].n_scores);
    }
}

static guint
count_widgets (GtkWidget *widget)
{
  guint n = 1;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_widgets (child);
  return n;
}

/* Rows that sum to one and differ in each column. */
static void
append_rows (GString *text, guint n_columns, guint n_rows)
{
  for (guint row = 0; row < n_rows; row++)
    {
      double last = (row + 1.0) / (n_rows + 1.0);

      g_string_append_printf (text, "\n%u", row * 7 % 10);
      for (guint k = 1; k + 1 < n_columns; k++)
        g_string_append_printf (text, ",%g", (1 - last) / (n_columns - 2));
      g_string_append_printf (text, ",%g", last);
    }
}

static LimenColumnsDialog *
open_wide (guint n_columns)
{
  g_autoptr (GString) text = g_string_new ("label");

  for (guint k = 0; k + 1 < n_columns; k++)
    g_string_append_printf (text, ",prob_%u", k);
  append_rows (text, n_columns, 20);
  return open_text (text->str, NULL);
}

/* As many columns as a file can have are no more widgets than a tenth of them,
 * and take no time to speak of. */
static void
test_many (void)
{
  LimenColumnsDialog *dialog = open_wide (1000);
  guint n_widgets;
  gint64 start, end;

  select_item (dialog, "task", "multiclass");
  n_widgets = count_widgets (GTK_WIDGET (dialog));
  close_dialog (dialog);
  start = g_get_monotonic_time ();
  dialog = open_wide (10000);
  end = g_get_monotonic_time ();
  g_test_message ("opened in %.3f s", (double) (end - start) / 1e6);
  select_item (dialog, "task", "multiclass");
  g_assert_cmpuint (count_widgets (GTK_WIDGET (dialog)), <=, n_widgets);
  gtk_widget_activate_action (get_child (dialog, "scores"), "columns.all",
                              NULL);
  toggle (dialog, "scores", 0);
  g_assert_cmpstr (get_outlook (dialog), ==,
                   "9,999 score columns are chosen; 1,000 classes are the "
                   "limit.");
  gtk_widget_activate_action (get_child (dialog, "scores"), "columns.none",
                              NULL);
  for (guint k = 0; k < 10; k++)
    toggle (dialog, "scores", 9990 + k);
  start = g_get_monotonic_time ();
  toggle (dialog, "scores", 1);
  end = g_get_monotonic_time ();
  g_test_message ("checked in %.3f s", (double) (end - start) / 1e6);
  g_assert_cmpstr (get_outlook (dialog), ==,
                   "Will be read as multiclass: 11 classes.");
  close_dialog (dialog);
}

/* Of a thousand classes one is unchecked and checked again. */
static void
test_thousand (void)
{
  g_autoptr (GString) text = g_string_new ("label");
  LimenColumnsDialog *dialog;
  gint64 start, end;

  for (int k = 0; k < 1000; k++)
    g_string_append_printf (text, ",a_rather_long_name_of_a_class_%d", k);
  append_rows (text, 1001, 300);
  dialog = open_text (text->str, NULL);
  select_item (dialog, "task", "multiclass");
  gtk_widget_activate_action (get_child (dialog, "scores"), "columns.all",
                              NULL);
  toggle (dialog, "scores", 0);
  start = g_get_monotonic_time ();
  toggle (dialog, "scores", 500);
  toggle (dialog, "scores", 500);
  end = g_get_monotonic_time ();
  g_test_message ("checked twice in %.3f s", (double) (end - start) / 1e6);
  g_assert_cmpstr (get_outlook (dialog), ==,
                   "Will be read as multiclass: 1,000 classes.");
  close_dialog (dialog);
}

/* "none" is no weight, whatever the columns are named. */
static void
test_no_weight (void)
{
  LimenColumnsDialog *dialog = open_text (BINARY, NULL);
  g_autoptr (LimenReadOptions) options = NULL;

  assert_says (dialog, "auto label/prob *weights");
  select_item (dialog, "weight", "none");
  options = limen_columns_dialog_get_options (dialog);
  close_dialog (dialog);
  dialog = open_text (BINARY, options);
  assert_says (dialog, "auto label/prob");
  close_dialog (dialog);
}

/* The use that the preview writes above a column. */
static const char *
get_use (LimenColumnsDialog *dialog, int column)
{
  return gtk_label_get_label (GTK_LABEL (
      gtk_grid_get_child_at (get_child (dialog, "preview"), column, 0)));
}

/* What rows cost is optional, stays when columns get other names, and is what
 * the dialog opens with again. */
static void
test_costs (void)
{
  LimenColumnsDialog *dialog = open_text (
      "label,prob,miss,alarm\n1,0.75,9,0\n0,0.5,0,3\n", NULL);
  g_autoptr (LimenReadOptions) options = NULL;
  g_autoptr (LimenDataset) dataset = NULL;
  g_autofree char *path
      = g_build_filename (test_get_folder (), "input.csv", NULL);

  assert_says (dialog, "auto label/prob");
  select_item (dialog, "fn_cost", "miss");
  assert_says (dialog, "auto label/prob fn:miss");
  select_item (dialog, "fp_cost", "miss");
  g_assert_cmpstr (get_outlook (dialog), ==,
                   "Column \"miss\" cannot be both the cost of a false "
                   "positive and the cost of a false negative.");
  select_item (dialog, "fp_cost", "alarm");
  assert_says (dialog, "auto label/prob fp:alarm fn:miss");
  get_outlook (dialog);
  g_assert_cmpstr (get_use (dialog, 1), ==, "score");
  g_assert_cmpstr (get_use (dialog, 2), ==, "FN cost");
  g_assert_cmpstr (get_use (dialog, 3), ==, "FP cost");
  gtk_check_button_set_active (get_child (dialog, "header"), FALSE);
  assert_says (dialog, "auto 1/2 fp:4 fn:3");
  gtk_check_button_set_active (get_child (dialog, "header"), TRUE);
  options = limen_columns_dialog_get_options (dialog);
  close_dialog (dialog);

  dataset = limen_dataset_read (path, options, NULL, NULL, NULL, NULL);
  g_assert_nonnull (dataset);
  g_assert_cmpfloat (limen_dataset_get_predictions (dataset)->fn_costs[0], ==,
                     9);
  dialog = open_path (path, options);
  assert_says (dialog, "auto label/prob fp:alarm fn:miss");
  select_item (dialog, "fp_cost", "none");
  select_item (dialog, "fn_cost", "none");
  assert_says (dialog, "auto label/prob");
  close_dialog (dialog);
}

/* Labels that are missing, of several, can be left out by themselves. */
static void
test_missing_labels (void)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (LimenReadOptions) chosen = NULL, before = NULL;
  LimenColumnsDialog *dialog
      = open_text (LABELS "," PROBS "\n1,,1,0.5,0.25,0.75\n"
                          "0,0,1,0.25,0.5,0.25\n",
                   options);

  before = limen_columns_dialog_get_options (dialog);
  g_assert_false (before->skip_bad_cells);
  gtk_check_button_set_active (get_child (dialog, "skip_bad_cells"), TRUE);
  chosen = limen_columns_dialog_get_options (dialog);
  g_assert_true (chosen->skip_bad_cells);
  g_assert_false (chosen->skip_bad_rows);
  close_dialog (dialog);
}

/* Low scores that mean positive are chosen beside the kind of the scores, and
 * what does not go with them is said. */
static void
test_reversed (void)
{
  LimenColumnsDialog *dialog = open_text (BINARY, NULL);
  g_autoptr (LimenReadOptions) options = NULL, of_classes = NULL;
  GtkCheckButton *button = get_child (dialog, "reverse_scores");

  g_assert_false (gtk_check_button_get_active (button));
  gtk_check_button_set_active (button, TRUE);
  g_assert_cmpstr (get_outlook (dialog), ==, "Will be read as binary.");
  select_item (dialog, "kind", "probabilities");
  g_assert_nonnull (strstr (get_outlook (dialog), "not for the kind "
                                                  "probability"));
  select_item (dialog, "kind", "logits");
  g_assert_cmpstr (get_outlook (dialog), ==, "Will be read as binary.");
  select_item (dialog, "undo", "percentages");
  g_assert_nonnull (strstr (get_outlook (dialog), "--undo percent"));
  select_item (dialog, "undo", "nothing");
  options = limen_columns_dialog_get_options (dialog);
  g_assert_true (options->reverse_scores && options->has_kind);
  g_assert_cmpint (options->kind, ==, LIMEN_KIND_LOGIT);
  close_dialog (dialog);

  dialog = open_text (BINARY, options);
  button = get_child (dialog, "reverse_scores");
  g_assert_true (gtk_check_button_get_active (button));
  select_item (dialog, "task", "multiclass");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (button)));
  of_classes = limen_columns_dialog_get_options (dialog);
  g_assert_false (of_classes->reverse_scores);
  close_dialog (dialog);
}

/* Of nothing nothing can be chosen. */
static void
test_nothing (void)
{
  LimenColumnsDialog *dialog = open_text ("", NULL);
  g_autoptr (GError) error = NULL;

  assert_says (dialog, "auto /");
  g_assert_cmpstr (get_outlook (dialog), ==,
                   CHOOSE_LABELS);
  close_dialog (dialog);
  g_assert_null (limen_columns_dialog_new (NULL, "/no/such/file.csv", NULL,
                                           NULL, &error));
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
#define ADD(path, name) g_test_add_func ("/columns-dialog/" path, test_##name)
  ADD ("guess", guess);
  ADD ("said", said);
  ADD ("decisions", decisions);
  ADD ("tasks", tasks);
  ADD ("multiclass", multiclass);
  ADD ("problems", problems);
  ADD ("header", header);
  ADD ("accept", accept);
  ADD ("many", many);
  ADD ("thousand", thousand);
  ADD ("no-weight", no_weight);
  ADD ("reversed", reversed);
  ADD ("costs", costs);
  ADD ("missing-labels", missing_labels);
  ADD ("nothing", nothing);
#undef ADD
  return g_test_run ();
}
