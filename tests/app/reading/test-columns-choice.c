/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "column-chooser.h"
#include "columns-dialog.h"
#include "dataset.h"
#include "dialog-case.h"
#include "message.h"
#include "support.h"

#define LABELS "label_a,label_b,label_c"
#define PROBS "prob_a,prob_b,prob_c"
#define BINARY "label,prob,weights,fold\n1,0.75,1,x\n0,0.5,2,y\n"

static void
accepted_cb (LimenColumnsDialog *dialog, LimenReadOptions **options)
{
  *options = limen_columns_dialog_get_options (dialog);
}

/* The file is read with the accepted choices. */
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
      LimenColumnsDialog *dialog = dialog_case_open (path, NULL, NULL);
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
      dialog_case_close (dialog);
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
  return dialog_case_open_text (text->str, NULL);
}

/* With the largest number of columns, only a tenth as many widgets are made,
 * and the dialog opens quickly. */
static void
test_many (void)
{
  LimenColumnsDialog *dialog = open_wide (1000);
  guint n_widgets;
  gint64 start, end;

  dialog_case_select (dialog, "task", "multiclass");
  n_widgets = count_widgets (GTK_WIDGET (dialog));
  dialog_case_close (dialog);
  start = g_get_monotonic_time ();
  dialog = open_wide (10000);
  end = g_get_monotonic_time ();
  g_test_message ("opened in %.3f s", (double) (end - start) / 1e6);
  dialog_case_select (dialog, "task", "multiclass");
  g_assert_cmpuint (count_widgets (GTK_WIDGET (dialog)), <=, n_widgets);
  gtk_widget_activate_action (dialog_case_get_child (dialog, "scores"),
                              "columns.all", NULL);
  dialog_case_toggle (dialog, "scores", 0);
  g_assert_cmpstr (dialog_case_get_status (dialog), ==,
                   "9,999 score columns are chosen; 1,000 classes are the "
                   "limit.");
  gtk_widget_activate_action (dialog_case_get_child (dialog, "scores"),
                              "columns.none", NULL);
  for (guint k = 0; k < 10; k++)
    dialog_case_toggle (dialog, "scores", 9990 + k);
  start = g_get_monotonic_time ();
  dialog_case_toggle (dialog, "scores", 1);
  end = g_get_monotonic_time ();
  g_test_message ("checked in %.3f s", (double) (end - start) / 1e6);
  g_assert_cmpstr (dialog_case_get_status (dialog), ==,
                   "Will be read as multiclass: 11 classes.");
  dialog_case_close (dialog);
}

/* With a thousand classes, one is unchecked and checked again. */
static void
test_thousand (void)
{
  g_autoptr (GString) text = g_string_new ("label");
  LimenColumnsDialog *dialog;
  gint64 start, end;

  for (int k = 0; k < 1000; k++)
    g_string_append_printf (text, ",a_rather_long_name_of_a_class_%d", k);
  append_rows (text, 1001, 300);
  dialog = dialog_case_open_text (text->str, NULL);
  dialog_case_select (dialog, "task", "multiclass");
  gtk_widget_activate_action (dialog_case_get_child (dialog, "scores"),
                              "columns.all", NULL);
  dialog_case_toggle (dialog, "scores", 0);
  start = g_get_monotonic_time ();
  dialog_case_toggle (dialog, "scores", 500);
  dialog_case_toggle (dialog, "scores", 500);
  end = g_get_monotonic_time ();
  g_test_message ("checked twice in %.3f s", (double) (end - start) / 1e6);
  g_assert_cmpstr (dialog_case_get_status (dialog), ==,
                   "Will be read as multiclass: 1,000 classes.");
  dialog_case_close (dialog);
}

/* "none" means no weight, even if a column has that name. */
static void
test_no_weight (void)
{
  LimenColumnsDialog *dialog = dialog_case_open_text (BINARY, NULL);
  g_autoptr (LimenReadOptions) options = NULL;

  dialog_case_assert_says (dialog, "auto label/prob *weights");
  dialog_case_select (dialog, "weight", "none");
  options = limen_columns_dialog_get_options (dialog);
  dialog_case_close (dialog);
  dialog = dialog_case_open_text (BINARY, options);
  dialog_case_assert_says (dialog, "auto label/prob");
  dialog_case_close (dialog);
}

/* The role that the preview shows above a column. */
static const char *
get_role (LimenColumnsDialog *dialog, int column)
{
  return gtk_label_get_label (GTK_LABEL (gtk_grid_get_child_at (
      dialog_case_get_child (dialog, "preview"), column, 0)));
}

/* Cost columns are optional, are kept when column names change, and are shown
 * again when the dialog is reopened. */
static void
test_costs (void)
{
  LimenColumnsDialog *dialog = dialog_case_open_text (
      "label,prob,miss,alarm\n1,0.75,9,0\n0,0.5,0,3\n", NULL);
  g_autoptr (LimenReadOptions) options = NULL;
  g_autoptr (LimenDataset) dataset = NULL;
  g_autofree char *path
      = g_build_filename (test_get_folder (), "input.csv", NULL);

  dialog_case_assert_says (dialog, "auto label/prob");
  dialog_case_select (dialog, "fn_cost", "miss");
  dialog_case_assert_says (dialog, "auto label/prob fn:miss");
  dialog_case_select (dialog, "fp_cost", "miss");
  g_assert_cmpstr (dialog_case_get_status (dialog), ==,
                   "Column \"miss\" cannot be both the cost of a false "
                   "positive and the cost of a false negative.");
  dialog_case_select (dialog, "fp_cost", "alarm");
  dialog_case_assert_says (dialog, "auto label/prob fp:alarm fn:miss");
  dialog_case_get_status (dialog);
  g_assert_cmpstr (get_role (dialog, 1), ==, "score");
  g_assert_cmpstr (get_role (dialog, 2), ==, "FN cost");
  g_assert_cmpstr (get_role (dialog, 3), ==, "FP cost");
  gtk_check_button_set_active (dialog_case_get_child (dialog, "header"),
                               FALSE);
  dialog_case_assert_says (dialog, "auto 1/2 fp:4 fn:3");
  gtk_check_button_set_active (dialog_case_get_child (dialog, "header"), TRUE);
  options = limen_columns_dialog_get_options (dialog);
  dialog_case_close (dialog);

  dataset = limen_dataset_read (path, options, NULL, NULL, NULL, NULL);
  g_assert_nonnull (dataset);
  g_assert_cmpfloat (limen_dataset_get_predictions (dataset)->fn_costs[0], ==,
                     9);
  dialog = dialog_case_open (path, options, NULL);
  dialog_case_assert_says (dialog, "auto label/prob fp:alarm fn:miss");
  dialog_case_select (dialog, "fp_cost", "none");
  dialog_case_select (dialog, "fn_cost", "none");
  dialog_case_assert_says (dialog, "auto label/prob");
  dialog_case_close (dialog);
}

/* With several labels in a row, missing ones can be left out by themselves. */
static void
test_missing_labels (void)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (LimenReadOptions) chosen = NULL, before = NULL;
  LimenColumnsDialog *dialog
      = dialog_case_open_text (LABELS "," PROBS "\n1,,1,0.5,0.25,0.75\n"
                                      "0,0,1,0.25,0.5,0.25\n",
                               options);

  before = limen_columns_dialog_get_options (dialog);
  g_assert_false (before->skip_bad_cells);
  gtk_check_button_set_active (
      dialog_case_get_child (dialog, "skip_bad_cells"), TRUE);
  chosen = limen_columns_dialog_get_options (dialog);
  g_assert_true (chosen->skip_bad_cells);
  g_assert_false (chosen->skip_bad_rows);
  dialog_case_close (dialog);
}

/* Low scores as positive can be chosen, and a kind that contradicts it is
 * reported. */
static void
test_reversed (void)
{
  LimenColumnsDialog *dialog = dialog_case_open_text (BINARY, NULL);
  g_autoptr (LimenReadOptions) options = NULL, of_classes = NULL;
  GtkCheckButton *button = dialog_case_get_child (dialog, "reverse_scores");

  g_assert_false (gtk_check_button_get_active (button));
  gtk_check_button_set_active (button, TRUE);
  g_assert_cmpstr (dialog_case_get_status (dialog), ==,
                   "Will be read as binary.");
  dialog_case_select (dialog, "kind", "probabilities");
  g_assert_nonnull (
      strstr (dialog_case_get_status (dialog), "but not low probabilities"));
  dialog_case_select (dialog, "kind", "logits");
  g_assert_cmpstr (dialog_case_get_status (dialog), ==,
                   "Will be read as binary.");
  dialog_case_select (dialog, "undo", "percentages");
  g_assert_nonnull (
      strstr (dialog_case_get_status (dialog), "undoing \"percent\""));
  dialog_case_select (dialog, "undo", "nothing");
  options = limen_columns_dialog_get_options (dialog);
  g_assert_true (options->reverse_scores && options->has_kind);
  g_assert_cmpint (options->kind, ==, LIMEN_KIND_LOGIT);
  dialog_case_close (dialog);

  dialog = dialog_case_open_text (BINARY, options);
  button = dialog_case_get_child (dialog, "reverse_scores");
  g_assert_true (gtk_check_button_get_active (button));
  dialog_case_select (dialog, "task", "multiclass");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (button)));
  of_classes = limen_columns_dialog_get_options (dialog);
  g_assert_false (of_classes->reverse_scores);
  dialog_case_close (dialog);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  limen_message_prepare_program (LIMEN_MESSAGE_SCREEN);
#define ADD(path, name) g_test_add_func ("/columns-dialog/" path, test_##name)
  ADD ("accept", accept);
  ADD ("many", many);
  ADD ("thousand", thousand);
  ADD ("no-weight", no_weight);
  ADD ("reversed", reversed);
  ADD ("costs", costs);
  ADD ("missing-labels", missing_labels);
#undef ADD
  return g_test_run ();
}
