/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "columns-dialog.h"
#include "dataset.h"
#include "dialog-case.h"
#include "layout-file.h"
#include "support.h"
#include "windows.h"

static const char *
get_text (LimenColumnsDialog *dialog, const char *name)
{
  return gtk_label_get_label (
      GTK_LABEL (dialog_case_get_child (dialog, name)));
}

static guint
count_readings (LimenColumnsDialog *dialog)
{
  return g_list_model_get_n_items (gtk_drop_down_get_model (
             dialog_case_get_child (dialog, "reading")))
         - 1;
}

static const char *
get_item (GtkDropDown *drop_down, guint i)
{
  g_autoptr (GtkStringObject) item =
      g_list_model_get_item (gtk_drop_down_get_model (drop_down), i);

  return gtk_string_object_get_string (item); /* owned by the list */
}

static gboolean
can_accept (LimenColumnsDialog *dialog)
{
  return gtk_widget_get_sensitive (
      gtk_window_get_default_widget (GTK_WINDOW (dialog)));
}

static void
append_list (GString *out, GStrv list)
{
  g_autofree char *text =
      list != NULL ? g_strjoinv (",", list) : g_strdup ("none");

  g_string_append (out, text);
}

/* "labels/scores", "=" the predicted class, "-" the labels left out. */
static char *
describe (LimenColumnsDialog *dialog)
{
  g_autoptr (LimenReadOptions) options =
      limen_columns_dialog_get_options (dialog);
  GString *out = g_string_new (NULL);

  append_list (out, options->labels);
  g_string_append_c (out, '/');
  append_list (out, options->scores);
  if (options->predicted != NULL)
    g_string_append_printf (out, " =%s", options->predicted);
  if (options->ignored != NULL)
    g_string_append (out, " -");
  if (options->ignored != NULL)
    append_list (out, options->ignored);
  return g_string_free (out, FALSE);
}

static LimenDataset *
read_file (const char *path, const LimenReadOptions *options)
{
  g_autoptr (GError) error = NULL;
  LimenDataset *dataset =
      limen_dataset_read (path, options, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return dataset;
}

static const struct
{
  const char *layout, *expected;
  gboolean is_unclear;
} layouts[] = {
  { "y_true:y y_prob:p", "y_true/y_prob", FALSE },
  { "id:i target:y pred:p fold:m", "target/pred", FALSE },
  { "y_true:y y_pred:d prob_1:p", "y_true/prob_1", FALSE },
  { "actual:w predicted:c risk_score:p", "actual/risk_score", FALSE },
  { "obs:w pred:c no:q yes:p", "obs/no,yes", FALSE },
  { "Y:y p_0:q p_1:p Y_hat:d", "Y/p_0,p_1", FALSE },
  { "actual:y predict:d p0:q p1:p", "actual/p0,p1", FALSE },
  { "label:y score:g", "label/score", FALSE },
  { "label:y logit_0:q logit_1:g", "label/logit_0,logit_1", FALSE },
  { "Churn:w prediction(Churn):c confidence(yes):p confidence(no):q",
    "Churn/confidence(yes),confidence(no)", FALSE },
  { "churn:w .pred_no:q .pred_yes:p .pred_class:c", "churn/.pred_no,.pred_yes",
    FALSE },
  { "diagnosis:w prob_yes:p prob_no:q", "diagnosis/prob_yes,prob_no", FALSE },
  { "true_label:w pred_label:c score:f", "true_label/score =pred_label",
    FALSE },
  { "Class:y prediction_label:d prediction_score:f",
    "Class/prediction_score =prediction_label", FALSE },
  { "label:t pred:T prob:F", "label/prob =pred", FALSE },
  { "image:i gt:t prediction:T confidence:F", "gt/confidence =prediction",
    FALSE },
  { "True_Label:t Predicted_Label:T Confidence:F",
    "True_Label/Confidence =Predicted_Label", FALSE },
  { "species:t prob_bird:0 prob_cat:1 prob_dog:2",
    "species/prob_bird,prob_cat,prob_dog", FALSE },
  { "obs:t pred:T dog:2 bird:0 cat:1", "obs/dog,bird,cat", FALSE },
  { "label:3 prob_cat:0 prob_dog:1 prob_bird:2",
    "label/prob_cat,prob_dog,prob_bird", FALSE },
  { "y_true:3 0:0 1:1 2:2", "y_true/0,1,2", FALSE },
  { "target:3 predict:3 class_0:0 class_1:1 class_2:2",
    "target/class_0,class_1,class_2", FALSE },
  { "true:y pred:d", "true/none =pred", FALSE },
  { "True_Label:w Predicted_Label:c", "True_Label/none =Predicted_Label",
    FALSE },
  { "actual:t predicted:T", "actual/none =predicted", FALSE },
  { "label:y prob:p sample_weight:s", "label/prob", FALSE },
  { "label:y prob:p weight:s", "label/prob", FALSE },
  { "y:k p:p", "y/p", FALSE },
  { "is_fraud:y amount:A score:p", "is_fraud/score", FALSE },
  { "actual_is_fraud:y fraud_probability:p predicted_is_fraud:d",
    "actual_is_fraud/fraud_probability", FALSE },
  { "date:D region:G label:y prob:p", "label/prob", FALSE },
  { "label:y target:y prob:p", "label/prob", FALSE },
  { "target:y lgb_oof:p xgb_oof:r", "target/lgb_oof", TRUE },
  { "id:i target:y a_prob:p b_prob:r c_prob:q", "target/a_prob", TRUE },
  { "y_true:y lr_proba:p lr_pred:d knn_proba:r", "y_true/lr_proba", TRUE },
  { "variant:i clinvar_label:4 a_score:p b_score:r",
    "clinvar_label/a_score -Conflicting,VUS", TRUE },
  { "label:4 prob:p", "label/prob -Conflicting,VUS", FALSE },
  { "readmitted:y died:y prob:p r:r", "died/prob", FALSE },
  { "a:y b:p c:r", "a/b", TRUE },
  { "suicide:y age:A risk:p gender:w", "suicide/risk", FALSE },
};

/* Checks the columns of a reading against the names in its description. */
static void
check_columns (LimenDataset *dataset, const char *text)
{
  const char *label = limen_dataset_get_label_column (dataset, 0);
  const char *score = limen_dataset_get_score_column (dataset, 0);
  g_autofree char *label_part =
      g_strdup_printf ("labels \"%s\"", label != NULL ? label : "");

  g_assert_nonnull (strstr (text, label_part));
  if (score != NULL)
    {
      g_autofree char *name = g_strdup_printf ("\"%s\"", score);

      g_assert_nonnull (strstr (text, name));
    }
}

static LimenTask
find_task (const char *text)
{
  if (g_str_has_prefix (text, "multiclass"))
    return LIMEN_TASK_MULTICLASS;
  return g_str_has_prefix (text, "binary") ? LIMEN_TASK_BINARY
                                           : LIMEN_TASK_MULTILABEL;
}

/* Chooses a reading; the dialog shows it as chosen, and the file is read
 * accordingly. */
static void
check_reading (LimenColumnsDialog *dialog, const char *path, guint i)
{
  GtkDropDown *reading = dialog_case_get_child (dialog, "reading");
  const char *text = get_item (reading, i);
  g_autoptr (LimenReadOptions) options = NULL;
  g_autoptr (LimenDataset) dataset = NULL;

  g_test_message ("  %s", text);
  gtk_drop_down_set_selected (reading, count_readings (dialog));
  gtk_drop_down_set_selected (reading, i);
  g_assert_cmpuint (gtk_drop_down_get_selected (reading), ==, i);
  g_test_message ("  %s", get_text (dialog, "reading_status"));
  g_assert_true (can_accept (dialog));
  g_assert_true (dialog_case_is_shown (dialog, "label_why"));
  g_assert_cmpstr (get_text (dialog, "label_why"), !=, "");
  options = limen_columns_dialog_get_options (dialog);
  dataset = read_file (path, options);
  check_columns (dataset, text);
  if (!g_str_has_prefix (text, "predicted class"))
    g_assert_cmpint (limen_dataset_get_predictions (dataset)->task, ==,
                     find_task (text));
}

static void
test_layouts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (layouts); i++)
    {
      g_autofree char *path = layout_file_write (layouts[i].layout);
      LimenColumnsDialog *dialog = dialog_case_open (path, NULL, "Why");
      g_autofree char *found = describe (dialog);
      guint n = count_readings (dialog);

      g_test_message ("%s", layouts[i].layout);
      g_assert_cmpstr (found, ==, layouts[i].expected);
      g_assert_cmpint (
          strstr (get_text (dialog, "reason"), "not clear") != NULL
              || strstr (get_text (dialog, "reason"), "labels, and") != NULL
              || strstr (get_text (dialog, "reason"), "no column") != NULL,
          ==, layouts[i].is_unclear);
      g_assert_null (strstr (get_text (dialog, "reason"), "--"));
      g_assert_cmpuint (n, >, 0);
      g_assert_cmpuint (gtk_drop_down_get_selected (
                            dialog_case_get_child (dialog, "reading")),
                        ==, 0);
      for (guint k = 0; k < n; k++)
        check_reading (dialog, path, k);
      dialog_case_close (dialog);
    }
}

#define assert_says(dialog, expected)                                         \
  G_STMT_START                                                                \
  {                                                                           \
    g_autofree char *described = describe (dialog);                           \
    g_assert_cmpstr (described, ==, expected);                                \
  }                                                                           \
  G_STMT_END

static LimenColumnsDialog *
open_layout (const char *layout, const LimenReadOptions *options)
{
  g_autofree char *path = layout_file_write (layout);

  return dialog_case_open (path, options, "Why");
}

/* The reasons for a column are shown below it, also to assistive tools, and in
 * the tooltip of its name in the preview. */
static void
test_reasons (void)
{
  LimenColumnsDialog *dialog =
      open_layout ("y_true:y y_prob:p amount:A pred:d", NULL);
  GtkWidget *cell;

  g_assert_true (g_str_has_prefix (
      get_text (dialog, "label_why"),
      "It is named like labels; it has two values, one of which means "
      "positive"));
  g_assert_nonnull (strstr (get_text (dialog, "score_why"),
                            "It is named like scores; it has fractions from "
                            "0 to 1"));
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (dialog_case_get_child (dialog, "score")),
      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, get_text (dialog, "score_why"));
  g_assert_false (dialog_case_is_shown (dialog, "predicted_why"));
  dialog_case_select (dialog, "score", "amount");
  g_assert_nonnull (strstr (get_text (dialog, "score_why"), "whole numbers"));
  g_assert_cmpstr (get_item (dialog_case_get_child (dialog, "reading"),
                             gtk_drop_down_get_selected (
                                 dialog_case_get_child (dialog, "reading"))),
                   ==, "other columns, as chosen below");
  cell = gtk_grid_get_child_at (dialog_case_get_child (dialog, "preview"), 1,
                                1);
  g_assert_true (g_str_has_prefix (gtk_widget_get_tooltip_text (cell),
                                   "y_prob\nAs the score: it is named like "
                                   "scores"));
  dialog_case_select (dialog, "score", "y_prob");
  g_assert_cmpuint (
      gtk_drop_down_get_selected (dialog_case_get_child (dialog, "reading")),
      ==, 0);
  dialog_case_close (dialog);
}

/* Reasons against it come last. */
static void
test_against (void)
{
  LimenColumnsDialog *dialog = open_layout ("label:4 prob:p", NULL);

  g_assert_cmpstr (get_text (dialog, "label_why"), ==,
                   "It is named like labels; it has few values; but it has "
                   "more labels than one score separates.");
  dialog_case_close (dialog);
}

/* Two columns for two classes make one score, or two if chosen so; one of the
 * columns alone is a score by itself. */
static void
test_pair (void)
{
  g_autofree char *path = layout_file_write ("obs:w no:q yes:p");
  LimenColumnsDialog *dialog = dialog_case_open (path, NULL, "Why");
  g_autoptr (LimenReadOptions) pair = NULL, two = NULL;
  g_autoptr (LimenDataset) binary = NULL, multiclass = NULL;

  assert_says (dialog, "obs/no,yes");
  g_assert_cmpstr (
      get_text (dialog, "reading_status"), ==,
      "Will be read as binary, with one score computed from both columns.");
  g_assert_true (dialog_case_is_shown (dialog, "positive"));
  g_assert_false (dialog_case_is_shown (dialog, "classes"));
  pair = limen_columns_dialog_get_options (dialog);
  dialog_case_select (dialog, "task", "multiclass");
  assert_says (dialog, "obs/no,yes");
  g_assert_cmpstr (get_text (dialog, "reading_status"), ==,
                   "Will be read as multiclass: 2 classes.");
  two = limen_columns_dialog_get_options (dialog);
  dialog_case_select (dialog, "task", "binary");
  assert_says (dialog, "obs/no,yes");
  dialog_case_select (dialog, "score", "yes");
  assert_says (dialog, "obs/yes");
  dialog_case_select (dialog, "score", "two");
  assert_says (dialog, "obs/no,yes");
  gtk_widget_activate_action (dialog_case_get_child (dialog, "scores"),
                              "columns.none", NULL);
  g_assert_cmpstr (get_text (dialog, "reading_status"), ==,
                   "Choose the column of scores.");
  dialog_case_close (dialog);

  binary = read_file (path, pair);
  g_assert_cmpuint (limen_dataset_get_predictions (binary)->n_scores, ==, 1);
  multiclass = read_file (path, two);
  g_assert_cmpuint (limen_dataset_get_predictions (multiclass)->n_scores, ==,
                    2);
}

/* Without the class of the score, the score is for the positive class. */
static void
test_confidence (void)
{
  g_autofree char *path
      = layout_file_write ("true_label:w pred_label:c score:f");
  LimenColumnsDialog *dialog = dialog_case_open (path, NULL, "Why");
  g_autoptr (LimenReadOptions) with = NULL, without = NULL;
  g_autoptr (LimenDataset) confidence = NULL, plain = NULL;

  g_assert_cmpstr (
      get_text (dialog, "reading_status"), ==,
      "Will be read as binary, with the score of the positive class computed "
      "from the predicted class and its confidence.");
  g_assert_true (dialog_case_is_shown (dialog, "predicted_why"));
  with = limen_columns_dialog_get_options (dialog);
  dialog_case_select (dialog, "predicted", "none");
  assert_says (dialog, "true_label/score");
  g_assert_cmpstr (get_text (dialog, "reading_status"), ==,
                   "Will be read as binary.");
  without = limen_columns_dialog_get_options (dialog);
  g_assert_true (without->no_predicted);
  dialog_case_close (dialog);

  confidence = read_file (path, with);
  plain = read_file (path, without);
  g_assert_cmpint (limen_dataset_get_predictions (confidence)->task, ==,
                   LIMEN_TASK_BINARY);
  g_assert_nonnull (limen_dataset_get_predicted_column (confidence));
  g_assert_null (limen_dataset_get_predicted_column (plain));
}

/* The label of each score column is asked for if the names do not tell. */
static void
test_classes (void)
{
  g_autofree char *path = layout_file_write ("animal:t m0:0 m1:1 m2:2");
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (LimenReadOptions) as_it_is = NULL, mapped = NULL;
  g_autoptr (LimenDataset) dataset = NULL;
  LimenColumnsDialog *dialog;
  GtkWidget *grid, *last;

  options->labels = g_strsplit ("animal", " ", -1);
  options->scores = g_strsplit ("m0 m1 m2", " ", -1);
  dialog = dialog_case_open (path, options, "Why");
  g_assert_true (dialog_case_is_shown (dialog, "classes"));
  as_it_is = limen_columns_dialog_get_options (dialog);
  g_assert_null (as_it_is->mapped);
  grid
      = gtk_widget_get_first_child (dialog_case_get_child (dialog, "classes"));
  last = gtk_grid_get_child_at (GTK_GRID (grid), 1, 2);
  g_assert_cmpstr (get_item (GTK_DROP_DOWN (last), 2), ==, "dog");
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (last)), ==, 2);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (last), 0);
  g_assert_cmpstr (get_text (dialog, "reading_status"), ==,
                   "Two score columns cannot both be for label \"bird\".");
  g_assert_false (can_accept (dialog));
  gtk_drop_down_set_selected (
      GTK_DROP_DOWN (gtk_grid_get_child_at (GTK_GRID (grid), 1, 0)), 2);
  g_assert_true (can_accept (dialog));
  mapped = limen_columns_dialog_get_options (dialog);
  g_assert_cmpstr (mapped->mapped[0], ==, "m0=dog");
  g_assert_cmpstr (mapped->mapped[1], ==, "m1=cat");
  g_assert_cmpstr (mapped->mapped[2], ==, "m2=bird");
  dialog_case_close (dialog);

  dataset = read_file (path, mapped);
  g_assert_cmpuint (limen_dataset_get_predictions (dataset)->n_scores, ==, 3);
  dialog = dialog_case_open (path, mapped, "Why");
  grid
      = gtk_widget_get_first_child (dialog_case_get_child (dialog, "classes"));
  last = gtk_grid_get_child_at (GTK_GRID (grid), 1, 2);
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (last)), ==, 0);
  dialog_case_close (dialog);
  dialog = open_layout ("animal:t bird:0 cat:1 dog:2", NULL);
  g_assert_false (dialog_case_is_shown (dialog, "classes"));
  dialog_case_close (dialog);
}

static GtkCheckButton *
get_box (LimenColumnsDialog *dialog, int i)
{
  GtkWidget *grid
      = gtk_widget_get_first_child (dialog_case_get_child (dialog, "ignored"));

  return GTK_CHECK_BUTTON (
      gtk_grid_get_child_at (GTK_GRID (grid), i % 2, i / 2));
}

/* If there are more labels than a score can separate, two must remain. */
static void
test_ignored (void)
{
  LimenColumnsDialog *dialog = open_layout ("label:4 prob:p", NULL);
  g_autoptr (LimenReadOptions) options = NULL;

  g_assert_true (dialog_case_is_shown (dialog, "ignored"));
  assert_says (dialog, "label/prob -Conflicting,VUS");
  gtk_check_button_set_active (get_box (dialog, 3), FALSE);
  assert_says (dialog, "label/prob -Conflicting");
  g_assert_cmpstr (
      get_text (dialog, "reading_status"), ==,
      "Column \"label\" has 4 labels, but one score can only separate two: "
      "leave out all but two, or choose the class of the score.");
  g_assert_false (can_accept (dialog));
  gtk_check_button_set_active (get_box (dialog, 0), TRUE);
  assert_says (dialog, "label/prob -Benign,Conflicting");
  g_assert_true (can_accept (dialog));
  options = limen_columns_dialog_get_options (dialog);
  dialog_case_close (dialog);

  dialog = open_layout ("label:4 prob:p", options);
  assert_says (dialog, "label/prob -Benign,Conflicting");
  dialog_case_close (dialog);
  dialog = open_layout ("label:y prob:p", NULL);
  g_assert_false (dialog_case_is_shown (dialog, "ignored"));
  dialog_case_close (dialog);
}

/* A label that does not occur in the sample can be left out as well. */
static void
test_ignored_elsewhere (void)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  LimenColumnsDialog *dialog;

  options->ignored = g_strsplit ("7", " ", -1);
  dialog = open_layout ("label:y prob:p", options);
  g_assert_true (dialog_case_is_shown (dialog, "ignored"));
  assert_says (dialog, "label/prob -7");
  dialog_case_close (dialog);
}

/* A question in the window says what is unclear, without a command line; its
 * first answer is the best reading. */
static void
check_window (GtkApplication *application,
              const char *layout,
              const char *question,
              const char *expected)
{
  g_autoptr (GSettings) settings = g_settings_new ("io.github.limen.Limen");
  LimenWindow *window = test_window_new (application, settings);
  g_autofree char *path = layout_file_write (layout);
  g_autofree char *text = NULL;
  LimenColumnsDialog *dialog;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  test_window_open_text (window, "layout.csv", text);
  dialog = LIMEN_COLUMNS_DIALOG (test_get_other_window (window));
  g_assert_nonnull (dialog);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (dialog)), ==,
                   "Columns of layout.csv");
  g_assert_true (test_other_window_shows (window, question));
  g_assert_false (test_other_window_shows (window, "limen-cli"));
  g_assert_false (test_other_window_shows (window, "--"));
  assert_says (dialog, expected);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "columns.accept", NULL);
  test_wait_for (limen_session_get_analysis (limen_window_get_session (window))
                 != NULL);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_window (void)
{
  g_autoptr (GtkApplication) application = test_application_new ();

  check_window (application, "target:y lgb_oof:p xgb_oof:r",
                "It is not clear which column holds the scores, \"lgb_oof\" "
                "or \"xgb_oof\". Choose below.",
                "target/lgb_oof");
  check_window (application, "label:4 prob:p",
                "There are more labels than a single score column can "
                "separate. Choose below.",
                "label/prob -Conflicting,VUS");
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
#define ADD(path, name)                                                       \
  g_test_add_func ("/columns-readings/" path, test_##name)
  ADD ("layouts", layouts);
  ADD ("reasons", reasons);
  ADD ("against", against);
  ADD ("pair", pair);
  ADD ("confidence", confidence);
  ADD ("classes", classes);
  ADD ("ignored", ignored);
  ADD ("ignored-elsewhere", ignored_elsewhere);
  ADD ("window", window);
#undef ADD
  return g_test_run ();
}
