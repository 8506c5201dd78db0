/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "column-chooser.h"
#include "columns-dialog.h"
#include "dialog-case.h"
#include "message.h"

#define CHOOSE_LABELS                                                         \
  "Choose the column of true labels, or the file that holds them."
#define LABELS "label_a,label_b,label_c"
#define PROBS "prob_a,prob_b,prob_c"
#define BINARY "label,prob,weights,fold\n1,0.75,1,x\n0,0.5,2,y\n"
#define MULTICLASS "label," PROBS "\na,0.5,0.25,0.25\nc,0.25,0.5,0.25\n"
#define MULTILABEL                                                            \
  LABELS "," PROBS "\n1,0,1,0.5,0.25,0.75\n0,0,0,0.25,0.5,0.25\n"
#define SOFT                                                                  \
  LABELS "," PROBS "\n0.5,0,0.5,0.5,0.25,0.25\n1,0,0,0.25,0.5,0.25\n"
#define TOP "label,seen,p,q\na,b,0.5,0.25\nc,a,0.25,0.5\n"

/* The dialog opens with the inferred columns and shows the fields that the
 * task needs. */
static void
test_guess (void)
{
  static const struct
  {
    const char *text, *expected, *status, *shown, *hidden;
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
      "Will be read as multiclass: 3 classes, with a probability for each "
      "class as the label.",
      "label labels scores", "score positive predicted_box" },
    { "a,b\n0.5,0.25\n0.75,0.5\n", "auto /a", CHOOSE_LABELS,
      "label score positive predicted_box", "labels scores" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LimenColumnsDialog *dialog = dialog_case_open_text (cases[i].text, NULL);
      g_auto (GStrv) shown = g_strsplit (cases[i].shown, " ", -1);
      g_auto (GStrv) hidden = g_strsplit (cases[i].hidden, " ", -1);

      dialog_case_assert_says (dialog, cases[i].expected);
      g_assert_cmpstr (dialog_case_get_status (dialog), ==, cases[i].status);
      for (guint k = 0; shown[k] != NULL; k++)
        g_assert_true (dialog_case_is_shown (dialog, shown[k]));
      for (guint k = 0; hidden[k] != NULL; k++)
        g_assert_false (dialog_case_is_shown (dialog, hidden[k]));
      dialog_case_close (dialog);
    }
}

/* The dialog opens with the options given and returns them. */
static void
test_given_options (void)
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
  LimenColumnsDialog *dialog = dialog_case_open_text (TOP, &options);

  dialog_case_assert_says (dialog, "auto label/q =seen #p logit -percent");
  g_assert_cmpstr (dialog_case_get_status (dialog), ==,
                   "Will be read as multiclass, with the score of one class "
                   "in each row.");
  g_assert_false (
      gtk_widget_get_sensitive (dialog_case_get_child (dialog, "kind")));
  dialog_case_close (dialog);

  options = (LimenReadOptions){
    .labels = (char *[]){ "label_c,label_a", NULL },
    .scores = (char *[]){ "prob_c", "prob_a", NULL },
    .has_task = TRUE,
    .task = LIMEN_TASK_MULTILABEL,
  };
  dialog = dialog_case_open_text (MULTILABEL, &options);
  dialog_case_assert_says (dialog, "multilabel label_c,label_a/prob_c,prob_a");
  dialog_case_close (dialog);

  /* labels from another file */
  options = (LimenReadOptions){
    .labels = (char *[]){ "y", NULL },
    .positive = (char *) "0",
  };
  dialog = dialog_case_open_text (BINARY, &options);
  dialog_case_assert_says (dialog, "auto label/prob *weights +0");
  dialog_case_close (dialog);

  /* a regression, which has no positive class */
  options = (LimenReadOptions){
    .labels = (char *[]){ "label", NULL },
    .scores = (char *[]){ "prob", NULL },
    .positive = (char *) "0",
    .has_task = TRUE,
    .task = LIMEN_TASK_REGRESSION,
  };
  dialog = dialog_case_open_text (BINARY, &options);
  dialog_case_assert_says (dialog, "regression label/prob *weights");
  g_assert_cmpstr (dialog_case_get_status (dialog), ==,
                   "Will be read as a regression: numbers with losses, "
                   "without a threshold to choose.");
  g_assert_false (
      gtk_widget_get_sensitive (dialog_case_get_child (dialog, "kind")));
  dialog_case_close (dialog);
}

/* Decisions are one of the kinds of scores. */
static void
test_decisions (void)
{
  LimenReadOptions options = {
    .labels = (char *[]){ "label", NULL },
    .predicted = (char *) "seen",
    .no_scores = TRUE,
  };
  LimenColumnsDialog *dialog = dialog_case_open_text (TOP, &options);

  dialog_case_assert_says (dialog, "auto label/? =seen decision");
  g_assert_cmpstr (dialog_case_get_status (dialog), ==,
                   "Will be read as decisions, without a threshold to "
                   "choose.");
  g_assert_false (dialog_case_is_shown (dialog, "predicted_box"));
  dialog_case_select (dialog, "kind", "inferred");
  dialog_case_assert_says (dialog, "auto label/seen");
  dialog_case_close (dialog);

  options = (LimenReadOptions){
    .labels = (char *[]){ "label", NULL },
    .scores = (char *[]){ "seen", NULL },
    .has_task = TRUE,
    .task = LIMEN_TASK_MULTICLASS,
    .has_kind = TRUE,
    .kind = LIMEN_KIND_DECISION,
  };
  dialog = dialog_case_open_text (TOP, &options);
  dialog_case_assert_says (dialog, "multiclass label/? =seen decision");
  g_assert_cmpstr (dialog_case_get_status (dialog), ==,
                   "Will be read as decisions, without a threshold to "
                   "choose.");
  dialog_case_toggle (dialog, "scores", 2);
  g_assert_cmpstr (
      dialog_case_get_status (dialog), ==,
      "Decisions are in a single column: choose only that column.");
  dialog_case_close (dialog);
}

/* Changing the task shows other fields, filled with inferred columns; earlier
 * choices are kept. */
static void
test_tasks (void)
{
  LimenColumnsDialog *dialog = dialog_case_open_text (MULTICLASS, NULL);

  dialog_case_select (dialog, "task", "binary");
  dialog_case_assert_says (dialog, "binary label/prob_a");
  dialog_case_select (dialog, "score", "choose");
  g_assert_cmpstr (dialog_case_get_status (dialog), ==,
                   "Choose the column of scores.");
  dialog_case_select (dialog, "score", "prob_b");
  gtk_editable_set_text (
      GTK_EDITABLE (dialog_case_get_child (dialog, "positive")), "c");
  dialog_case_assert_says (dialog, "binary label/prob_b +c");
  dialog_case_get_status (dialog);
  dialog_case_select (dialog, "task", "multiclass");
  dialog_case_assert_says (dialog, "multiclass label/" PROBS);
  dialog_case_get_status (dialog);
  dialog_case_select (dialog, "task", "multilabel");
  g_assert_cmpstr (dialog_case_get_status (dialog), ==,
                   "Choose the label columns, one for each class.");
  dialog_case_select (dialog, "task", "inferred: multiclass");
  dialog_case_assert_says (dialog, "auto label/" PROBS);
  dialog_case_close (dialog);
}

/* Labels in several columns, and a single score with a column for its class.
 */
static void
test_multiclass (void)
{
  LimenColumnsDialog *dialog = dialog_case_open_text (TOP, NULL);

  dialog_case_select (dialog, "task", "multiclass");
  dialog_case_assert_says (dialog, "multiclass label/p");
  g_assert_cmpstr (dialog_case_get_status (dialog), ==,
                   "Choose a score column for each class, or the column that "
                   "names the class that a single score is for.");
  dialog_case_select (dialog, "predicted", "seen");
  dialog_case_assert_says (dialog, "multiclass label/p =seen");
  dialog_case_get_status (dialog);
  dialog_case_toggle (dialog, "scores", 3);
  g_assert_false (dialog_case_is_shown (dialog, "predicted_box"));
  dialog_case_assert_says (dialog, "multiclass label/p,q");
  dialog_case_get_status (dialog);
  dialog_case_select (dialog, "label", "one for each class");
  dialog_case_toggle (dialog, "labels", 1);
  dialog_case_toggle (dialog, "labels", 0);
  dialog_case_assert_says (dialog, "multiclass label,seen/p,q");
  g_assert_cmpstr (dialog_case_get_status (dialog), ==,
                   "Will be read as multiclass: 2 classes, with a probability "
                   "for each class as the label.");
  dialog_case_select (dialog, "label", "label");
  dialog_case_assert_says (dialog, "multiclass label/p,q");
  dialog_case_close (dialog);
}

static void
test_problems (void)
{
  LimenColumnsDialog *dialog = dialog_case_open_text (MULTILABEL, NULL);

  dialog_case_toggle (dialog, "labels", 1);
  g_assert_cmpstr (dialog_case_get_status (dialog), ==,
                   "Each class needs a label column and a score column: 2 and "
                   "3 are chosen.");
  dialog_case_toggle (dialog, "labels", 3);
  g_assert_cmpstr (dialog_case_get_status (dialog), ==,
                   "Column \"prob_a\" cannot be both the label and a score.");
  dialog_case_toggle (dialog, "labels", 3);
  dialog_case_toggle (dialog, "labels", 1);
  dialog_case_select (dialog, "weight", "prob_c");
  g_assert_cmpstr (dialog_case_get_status (dialog), ==,
                   "Column \"prob_c\" cannot be both a score and the weight.");
  dialog_case_select (dialog, "weight", "none");
  dialog_case_select (dialog, "undo", "a softmax");
  dialog_case_assert_says (dialog, "auto " LABELS "/" PROBS " -softmax");
  dialog_case_get_status (dialog);
  for (guint column = 0; column < 2; column++)
    {
      dialog_case_toggle (dialog, "labels", column);
      dialog_case_toggle (dialog, "scores", column + 3);
    }
  g_assert_cmpstr (dialog_case_get_status (dialog), ==,
                   "Choose a score column for each class; a single class is a "
                   "binary task.");
  dialog_case_select (dialog, "task", "binary");
  dialog_case_select (dialog, "label", "label_a");
  dialog_case_select (dialog, "score", "prob_a");
  g_assert_cmpstr (dialog_case_get_status (dialog), ==,
                   "A softmax needs several score columns: choose another "
                   "transformation to undo, or none.");
  dialog_case_select (dialog, "undo", "percentages");
  dialog_case_assert_says (dialog, "binary label_a/prob_a -percent");
  dialog_case_get_status (dialog);
  dialog_case_close (dialog);

  /* which only the reader can tell */
  dialog = dialog_case_open_text (
      "label,prob_a,prob.a\n0,0.5,0.25\n1,0.25,0.5\n", NULL);
  dialog_case_select (dialog, "task", "multiclass");
  gtk_widget_activate_action (dialog_case_get_child (dialog, "scores"),
                              "columns.none", NULL);
  dialog_case_toggle (dialog, "scores", 1);
  dialog_case_toggle (dialog, "scores", 2);
  g_assert_cmpstr (dialog_case_get_status (dialog), ==,
                   "input.csv: two score columns are for class \"a\".");
  dialog_case_close (dialog);
}

/* Columns stay chosen when their names change. */
static void
test_header (void)
{
  LimenColumnsDialog *dialog = dialog_case_open_text (MULTICLASS, NULL);

  dialog_case_select (dialog, "group", "prob_c");
  dialog_case_toggle (dialog, "scores", 3);
  dialog_case_assert_says (dialog, "auto label/prob_a,prob_b #prob_c");
  dialog_case_select (dialog, "task", "multiclass");
  gtk_check_button_set_active (dialog_case_get_child (dialog, "header"),
                               FALSE);
  dialog_case_assert_says (dialog, "multiclass 1/2,3 #4");
  gtk_check_button_set_active (dialog_case_get_child (dialog, "header"), TRUE);
  dialog_case_assert_says (dialog, "multiclass label/prob_a,prob_b #prob_c");
  dialog_case_get_status (dialog);
  dialog_case_close (dialog);
}

/* An empty file offers nothing to choose. */
static void
test_nothing (void)
{
  LimenColumnsDialog *dialog = dialog_case_open_text ("", NULL);
  g_autoptr (GError) error = NULL;

  dialog_case_assert_says (dialog, "auto /");
  g_assert_cmpstr (dialog_case_get_status (dialog), ==, CHOOSE_LABELS);
  dialog_case_close (dialog);
  g_assert_null (limen_columns_dialog_new (NULL, "/no/such/file.csv", NULL,
                                           NULL, &error));
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  limen_message_prepare_program (LIMEN_MESSAGE_SCREEN);
#define ADD(path, name) g_test_add_func ("/columns-dialog/" path, test_##name)
  ADD ("guess", guess);
  ADD ("given-options", given_options);
  ADD ("decisions", decisions);
  ADD ("tasks", tasks);
  ADD ("multiclass", multiclass);
  ADD ("problems", problems);
  ADD ("header", header);
  ADD ("nothing", nothing);
#undef ADD
  return g_test_run ();
}
