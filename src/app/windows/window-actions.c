#include "window-actions.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "edit-cell.h"
#include "figures.h"
#include "file-dialog.h"
#include "file-name.h"
#include "help-window.h"
#include "recalibrate-window.h"
#include "rows-window.h"
#include "sample-file.h"
#include "why-log-window.h"
#include "window-labels.h"

static LimenSession *
get_session (gpointer window)
{
  return limen_window_get_session (LIMEN_WINDOW (window));
}

static const LimenTaskInfo *
get_task (LimenSession *session)
{
  LimenAnalysis *analysis = limen_session_get_analysis (session);

  return limen_task_get (
      limen_dataset_get_predictions (limen_analysis_get_dataset (analysis))
          ->task);
}

/* Actions can be activated over the bus: invalid parameters are ignored. */

/* Whether [low, high) is a range; not so with NaN. */
static gboolean
is_range (double low, double high)
{
  return low <= high;
}

/* Opening */

static void
add_filter (GtkFileChooser *chooser, const char *name,
            const char *const *patterns)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (; *patterns != NULL; patterns++)
    gtk_file_filter_add_pattern (filter, *patterns);
  gtk_file_chooser_add_filter (chooser, filter);
}

/* Whether a file dialog can be opened; shows an error where it cannot. */
gboolean
limen_window_can_ask_file (LimenWindow *self)
{
  g_autoptr (GError) error = NULL;

  if (!limen_file_dialog_can_open (&error))
    limen_window_show_error (self, "The file dialog cannot be opened",
                             error->message);
  return error == NULL;
}

static void
open_answered_cb (GtkNativeDialog *dialog, int response, LimenWindow *self)
{
  g_autoptr (GFile) file
      = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (response == GTK_RESPONSE_ACCEPT && path != NULL)
    limen_window_open (self, path);
}

static void
open_action (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  static const char *const predictions[]
      = { "*.csv", "*.tsv", "*.txt", "*.gz", "*.psv", NULL };
  static const char *const cutoffs[] = { "*.json", "*.csv", NULL };
  static const char *const all[] = { "*", NULL };
  GtkFileChooserNative *dialog;

  if (!limen_window_can_ask_file (LIMEN_WINDOW (window)))
    return;
  dialog = gtk_file_chooser_native_new (
      "Open predictions or cutoffs", GTK_WINDOW (window),
      GTK_FILE_CHOOSER_ACTION_OPEN, "_Open", "_Cancel");
  add_filter (GTK_FILE_CHOOSER (dialog), "Predictions", predictions);
  add_filter (GTK_FILE_CHOOSER (dialog), "Cutoffs", cutoffs);
  add_filter (GTK_FILE_CHOOSER (dialog), "All files", all);
  limen_file_dialog_show (dialog, G_CALLBACK (open_answered_cb));
}

static void
open_recent_action (GSimpleAction *action, GVariant *parameter,
                    gpointer window)
{
  const char *path = g_variant_get_bytestring (parameter);

  if (*path != '\0' && strlen (path) < PATH_MAX)
    limen_window_open (LIMEN_WINDOW (window), path);
}

static void
open_sample_action (GSimpleAction *action, GVariant *parameter,
                    gpointer window)
{
  g_autofree char *path = limen_sample_file_find ();

  if (path != NULL)
    limen_window_open (LIMEN_WINDOW (window), path);
}

static void
cancel_action (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  limen_window_cancel (LIMEN_WINDOW (window));
}

/* How the file is read */

static const char *
get_path (gpointer window)
{
  LimenAnalysis *analysis = limen_session_get_analysis (get_session (window));

  return limen_dataset_get_path (limen_analysis_get_dataset (analysis));
}

static void
columns_action (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  limen_window_ask_columns (LIMEN_WINDOW (window), get_path (window),
                            limen_session_get_options (get_session (window)),
                            NULL);
}

/* About the file that could not be read */

static void
choose_columns_action (GSimpleAction *action, GVariant *parameter,
                       gpointer window)
{
  LimenSession *session = get_session (window);

  limen_window_ask_columns (LIMEN_WINDOW (window),
                            limen_session_get_loading_path (session),
                            limen_session_get_loading_options (session),
                            NULL);
}

/* Labels of another file, for the scores that were asked for last. */
static void
add_labels_action (GSimpleAction *action, GVariant *parameter,
                   gpointer window)
{
  LimenSession *session = get_session (window);

  limen_window_choose_labels (LIMEN_WINDOW (window),
                              limen_session_get_loading_path (session),
                              limen_session_get_loading_options (session));
}

/* Those that are loaded, in another way. */
static void
match_labels_action (GSimpleAction *action, GVariant *parameter,
                     gpointer window)
{
  limen_window_ask_labels (LIMEN_WINDOW (window), get_path (window),
                           limen_session_get_options (get_session (window)),
                           NULL);
}

static void
skip_bad_rows_action (GSimpleAction *action, GVariant *parameter,
                      gpointer window)
{
  LimenSession *session = get_session (window);
  g_autoptr (LimenReadOptions) options = limen_read_options_copy (
      limen_session_get_loading_options (session));

  options->skip_bad_rows = TRUE;
  limen_session_load (session, limen_session_get_loading_path (session),
                      options);
}

/* The file is read again with the other class as the positive one. */
static void
swap_positive_action (GSimpleAction *action, GVariant *parameter,
                      gpointer window)
{
  LimenSession *session = get_session (window);
  LimenDataset *dataset
      = limen_analysis_get_dataset (limen_session_get_analysis (session));
  const LimenPredictions *predictions
      = limen_dataset_get_predictions (dataset);
  g_autoptr (LimenReadOptions) options
      = limen_read_options_copy (limen_session_get_options (session));
  g_autofree char *message = NULL;

  if (predictions->n_classes < 2)
    return;
  g_free (options->positive);
  options->positive = g_strdup (limen_dataset_get_class_name (
      dataset, predictions->positive == 0 ? 1 : 0));
  message = g_strdup_printf ("\342\200\234%s\342\200\235 is positive now",
                             options->positive);
  limen_window_reload (LIMEN_WINDOW (window), options, message);
}

/* The file is read again with its low scores as the positive ones, or no more
 * so. Then they are no probabilities, whatever was said of them. */
static void
reverse_scores_action (GSimpleAction *action, GVariant *parameter,
                       gpointer window)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_copy (
      limen_session_get_options (get_session (window)));

  options->reverse_scores = !options->reverse_scores;
  if (options->reverse_scores)
    {
      options->undo = LIMEN_UNDO_NONE;
      options->has_kind &= options->kind == LIMEN_KIND_LOGIT
                           || options->kind == LIMEN_KIND_SCORE;
    }
  limen_window_reload (LIMEN_WINDOW (window), options,
                       options->reverse_scores
                           ? "Low scores mean positive now"
                           : "High scores mean positive now");
}

/* The scores are of the kind that the action names. */
static void
treat_as_action (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_copy (
      limen_session_get_options (get_session (window)));
  const char *kind = g_variant_get_string (parameter, NULL);
  g_autofree char *message = NULL;

  options->has_kind = limen_kind_parse (kind, &options->kind);
  if (!options->has_kind)
    return;
  options->reverse_scores &= options->kind == LIMEN_KIND_LOGIT
                             || options->kind == LIMEN_KIND_SCORE;
  message = g_strdup_printf ("The scores are treated as %s",
                             limen_kind_get_title (options->kind));
  limen_window_reload (LIMEN_WINDOW (window), options, message);
}

/* Takes back from the scores what the action names. */
static void
undo_scores_action (GSimpleAction *action, GVariant *parameter,
                    gpointer window)
{
  static const char *const messages[] = {
    [LIMEN_UNDO_NONE] = "The scores are taken as they are",
    [LIMEN_UNDO_SIGMOID] = "A sigmoid is taken off the scores",
    [LIMEN_UNDO_SOFTMAX] = "A softmax is taken off the scores",
    [LIMEN_UNDO_PERCENT] = "The scores are divided by 100",
  };
  g_autoptr (LimenReadOptions) options = limen_read_options_copy (
      limen_session_get_options (get_session (window)));

  if (!limen_undo_parse (g_variant_get_string (parameter, NULL),
                         &options->undo))
    return;
  options->has_undo = TRUE;
  options->has_kind = FALSE;
  options->reverse_scores &= options->undo == LIMEN_UNDO_NONE;
  limen_window_reload (LIMEN_WINDOW (window), options,
                       messages[options->undo]);
}

static void
forget_columns_action (GSimpleAction *action, GVariant *parameter,
                       gpointer window)
{
  limen_window_forget_columns (LIMEN_WINDOW (window));
}

/* Rows */

static void
show_rows (gpointer window, const LimenRowQuery *query)
{
  gtk_window_present (
      GTK_WINDOW (limen_rows_window_new (window, get_session (window), query)));
}

static void
rows_action (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  LimenCell cell = LIMEN_CELL_ANY;
  g_autoptr (LimenRowQuery) query = NULL;

  if (!limen_cell_parse (g_variant_get_string (parameter, NULL), &cell))
    return;
  query = limen_rows_window_new_query (get_session (window), FALSE);
  query->where = cell;
  show_rows (window, query);
}

/* Those whose decision changes first when the line moves. */
static void
rows_near_action (GSimpleAction *action, GVariant *parameter,
                  gpointer window)
{
  g_autoptr (LimenRowQuery) query
      = limen_rows_window_new_query (get_session (window), FALSE);

  query->near = LIMEN_ROWS_NEAR;
  show_rows (window, query);
}

/* Those whose score lies in a range, such as that of a bar. */
static void
rows_between_action (GSimpleAction *action, GVariant *parameter,
                     gpointer window)
{
  g_autoptr (LimenRowQuery) query
      = limen_rows_window_new_query (get_session (window), FALSE);

  g_variant_get (parameter, "(dd)", &query->low, &query->high);
  if (is_range (query->low, query->high))
    show_rows (window, query);
}

/* Of several classes, those that cost the most by the decision of all; or those
 * of a cell of their matrix, or with a loss in a range. */
static void
show_decided_rows (gpointer window, int label, int decision, double loss_low,
                   double loss_high)
{
  g_autoptr (LimenRowQuery) query
      = limen_rows_window_new_query (get_session (window), TRUE);

  query->label = label;
  query->decision = decision;
  query->loss_low = loss_low;
  query->loss_high = loss_high;
  show_rows (window, query);
}

/* Whether losses are of all classes and not of the one at hand. */
static gboolean
has_common_loss (LimenSession *session)
{
  return limen_predictions_decide_jointly (limen_threshold_scores_get_numbers (
      limen_analysis_get_scores (limen_session_get_analysis (session))));
}

/* Those whose loss lies in a range, such as that of a bar. */
static void
rows_of_loss_action (GSimpleAction *action, GVariant *parameter,
                     gpointer window)
{
  LimenSession *session = get_session (window);
  g_autoptr (LimenRowQuery) query
      = limen_rows_window_new_query (session, FALSE);

  g_variant_get (parameter, "(dd)", &query->loss_low, &query->loss_high);
  if (!is_range (query->loss_low, query->loss_high))
    return;
  if (has_common_loss (session))
    show_decided_rows (window, -1, -1, query->loss_low, query->loss_high);
  else
    show_rows (window, query);
}

/* Lists the rows of a cell of the matrix of all classes: a true class, and the
 * class decided, or none, which comes after the last class. */
static void
rows_decided_action (GSimpleAction *action, GVariant *parameter,
                     gpointer window)
{
  guint label, decision;
  gsize n = limen_dataset_get_predictions (
                limen_analysis_get_dataset (
                    limen_session_get_analysis (get_session (window))))
                ->n_classes;

  g_variant_get (parameter, "(uu)", &label, &decision);
  if (label < n && decision <= n)
    show_decided_rows (window, (int) label,
                       decision < n ? (int) decision : LIMEN_CLASS_NONE, NAN,
                       NAN);
}

static void
worst_rows_action (GSimpleAction *action, GVariant *parameter,
                   gpointer window)
{
  LimenSession *session = get_session (window);
  gboolean is_decided = get_task (session)->has_matrix;
  g_autoptr (LimenRowQuery) query
      = limen_rows_window_new_query (session, is_decided);

  show_rows (window, query);
}

static void
why_log_action (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  gtk_window_present (
      GTK_WINDOW (limen_why_log_window_new (window, get_session (window))));
}

/* Empty: at whatever it showed last. */
static void
help_figures_action (GSimpleAction *action, GVariant *parameter,
                     gpointer window)
{
  limen_help_window_show (GTK_WINDOW (window),
                          g_variant_get_string (parameter, NULL));
}

static void
recalibrate_action (GSimpleAction *action, GVariant *parameter,
                    gpointer window)
{
  gtk_window_present (
      GTK_WINDOW (limen_recalibrate_window_new (window, get_session (window))));
}

/* All classes */

static void
share_threshold_action (GSimpleAction *action, GVariant *parameter,
                        gpointer window)
{
  LimenSession *session = get_session (window);

  limen_threshold_set_share (limen_session_get_thresholds (session),
                             limen_session_get_threshold (session));
}

static void
leave_maps_action (GSimpleAction *action, GVariant *parameter,
                   gpointer window)
{
  limen_threshold_set_leave_maps (
      limen_session_get_thresholds (get_session (window)));
}

static void
optimize_shared_action (GSimpleAction *action, GVariant *parameter,
                        gpointer window)
{
  LimenSession *session = get_session (window);

  limen_threshold_set_optimize_shared (limen_session_get_thresholds (session),
                                       limen_session_get_objective (session));
}

static void
pin_all_action (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  limen_session_pin_all (get_session (window));
}

static void
costs_answered_cb (GtkNativeDialog *dialog, int response, LimenWindow *self)
{
  g_autoptr (GFile) file
      = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (response == GTK_RESPONSE_ACCEPT && path != NULL)
    limen_window_minimize_costs (self, path);
}

static void
choose_costs (LimenWindow *self)
{
  static const char *const csv[] = { "*.csv", "*.tsv", "*.txt", NULL };
  static const char *const all[] = { "*", NULL };
  GtkFileChooserNative *dialog;

  if (!limen_window_can_ask_file (self))
    return;
  dialog = gtk_file_chooser_native_new (
      "Open a cost matrix", GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_OPEN,
      "_Open", "_Cancel");
  add_filter (GTK_FILE_CHOOSER (dialog), "Cost matrices (CSV)", csv);
  add_filter (GTK_FILE_CHOOSER (dialog), "All files", all);
  limen_file_dialog_show (dialog, G_CALLBACK (costs_answered_cb));
}

/* The thresholds that serve all classes together best, for what the action
 * names; costs come from a file. */
static void
optimize_jointly_action (GSimpleAction *action, GVariant *parameter,
                         gpointer window)
{
  LimenJointGoal goal;

  if (!limen_joint_goal_parse (g_variant_get_string (parameter, NULL), &goal))
    return;
  if (goal == LIMEN_JOINT_COST)
    choose_costs (LIMEN_WINDOW (window));
  else
    limen_threshold_set_optimize_jointly (
        limen_session_get_thresholds (get_session (window)), goal, NULL);
}

/* Cutoffs */

static void
pin_action (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  limen_session_pin (get_session (window));
}

/* Goes back or forth in a text that is being typed: the keys are of the window
 * first. FALSE where there is nothing of the kind in it. A name or a note has
 * its keys to itself, as what it names must not go meanwhile. */
static gboolean
step_in_text (gpointer window, const char *action)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));
  g_autofree char *before = NULL;

  if (!GTK_IS_TEXT (focus))
    return FALSE;
  before = g_strdup (gtk_editable_get_text (GTK_EDITABLE (focus)));
  gtk_widget_activate_action (focus, action, NULL);
  return gtk_widget_get_ancestor (focus, LIMEN_TYPE_EDIT_CELL) != NULL
         || !g_str_equal (before,
                          gtk_editable_get_text (GTK_EDITABLE (focus)));
}

static void
undo_action (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  if (!step_in_text (window, "text.undo"))
    limen_window_undo (LIMEN_WINDOW (window));
}

static void
redo_action (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  if (!step_in_text (window, "text.redo"))
    limen_window_redo (LIMEN_WINDOW (window));
}

static void
export_answered_cb (GtkNativeDialog *dialog, int response, LimenWindow *self)
{
  g_autoptr (GFile) file
      = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  gboolean closes_after
      = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (dialog), "closes"));

  if (response == GTK_RESPONSE_ACCEPT && path != NULL
      && limen_window_export_to (self, path) && closes_after)
    gtk_window_close (GTK_WINDOW (self));
}

/* In the folder of the predictions: "validation.csv" has its report in
 * "validation.pdf". */
static void
suggest_name (GtkFileChooser *chooser, gpointer window, const char *ending)
{
  g_autofree char *suggested
      = limen_file_name_replace_ending (get_path (window), ending);
  g_autofree char *folder = g_path_get_dirname (get_path (window));
  g_autoptr (GFile) file = g_file_new_for_path (folder);

  gtk_file_chooser_set_current_folder (chooser, file, NULL);
  gtk_file_chooser_set_current_name (chooser, suggested);
}

/* Asks where to export the cutoffs to; `closes_after` closes the window once
 * they are safe. */
void
limen_window_choose_export (LimenWindow *self, gboolean closes_after)
{
  static const char *const json[] = { "*.json", NULL };
  static const char *const csv[] = { "*.csv", NULL };
  GtkFileChooserNative *dialog;

  if (!limen_window_can_ask_file (self))
    return;
  dialog = gtk_file_chooser_native_new (
      "Export cutoffs", GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE,
      "_Export", "_Cancel");
  add_filter (GTK_FILE_CHOOSER (dialog), "Cutoffs as JSON (*.json)", json);
  add_filter (GTK_FILE_CHOOSER (dialog), "Cutoffs as CSV (*.csv)", csv);
  if (limen_session_get_analysis (get_session (self)) != NULL)
    suggest_name (GTK_FILE_CHOOSER (dialog), self, "-cutoffs.json");
  else
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog),
                                       "cutoffs.json");
  g_object_set_data (G_OBJECT (dialog), "closes",
                     GINT_TO_POINTER (closes_after));
  limen_file_dialog_show (dialog, G_CALLBACK (export_answered_cb));
}

static void
export_action (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  limen_window_choose_export (LIMEN_WINDOW (window), FALSE);
}

/* Figures and reports */

/* The figure that the action names, static; "" is the one below the histogram.
 * NULL where the file has no such figure. */
static const char *
get_figure (GVariant *parameter, gpointer window)
{
  const char *name = g_variant_get_string (parameter, NULL);
  const LimenFigureType *figure = limen_figures_find (
      *name != '\0' ? name : limen_window_get_figure (window));

  return limen_figure_type_is_for (
             figure, limen_session_get_analysis (get_session (window)))
             ? figure->key
             : NULL;
}

static void
copy_figure_action (GSimpleAction *action, GVariant *parameter,
                    gpointer window)
{
  const char *figure = get_figure (parameter, window);

  if (figure != NULL)
    limen_window_copy_figure (window, figure);
}

static const char *const figure_sizes[]
    = { "600x400", "900x500", "1280x720", "1600x900", "1000x1000", NULL };
static const char *const figure_themes[] = { "print", "light", "dark", NULL };

/* Which of some words is chosen; the one at `usual` where the dialog does not
 * know, or does not ask, as it does for numbers. */
static const char *
get_choice (GtkNativeDialog *dialog, const char *id, const char *usual)
{
  const char *chosen
      = g_object_get_data (G_OBJECT (dialog), "has-choices") != NULL
            ? gtk_file_chooser_get_choice (GTK_FILE_CHOOSER (dialog), id)
            : NULL;

  return chosen != NULL ? chosen : usual;
}

static void
figure_answered_cb (GtkNativeDialog *dialog, int response, LimenWindow *self)
{
  g_autoptr (GFile) file
      = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  const char *figure = g_object_get_data (G_OBJECT (dialog), "figure");
  LimenThemeVariant variant = LIMEN_THEME_PRINT;
  int width = 900, height = 500;

  sscanf (get_choice (dialog, "size", "900x500"), "%dx%d", &width, &height);
  limen_theme_variant_parse (get_choice (dialog, "theme", "print"),
                             &variant);
  if (response == GTK_RESPONSE_ACCEPT && path != NULL)
    limen_window_save_figure (self, figure, path, width, height, variant);
}

static void
ask_figure (gpointer window, const char *figure, const char *title,
            gboolean is_data)
{
  static const char *const csv[] = { "*.csv", NULL };
  static const char *const pictures[] = { "*.png", "*.svg", "*.pdf", NULL };
  GtkFileChooserNative *dialog;
  GtkFileChooser *chooser;
  g_autofree char *ending
      = g_strconcat ("-", figure, is_data ? ".csv" : ".png", NULL);

  if (!limen_window_can_ask_file (LIMEN_WINDOW (window)))
    return;
  dialog = gtk_file_chooser_native_new (
      title, GTK_WINDOW (window), GTK_FILE_CHOOSER_ACTION_SAVE, "_Save",
      "_Cancel");
  chooser = GTK_FILE_CHOOSER (dialog);
  if (is_data)
    add_filter (chooser, "Numbers (*.csv)", csv);
  else
    {
      add_filter (chooser, "Pictures (*.png, *.svg, *.pdf)", pictures);
      gtk_file_chooser_add_choice (chooser, "size", "Size in pixels",
                                   (const char **) figure_sizes,
                                   (const char **) figure_sizes);
      gtk_file_chooser_set_choice (chooser, "size", "900x500");
      gtk_file_chooser_add_choice (chooser, "theme", "Colours for",
                                   (const char **) figure_themes,
                                   (const char **) figure_themes);
      gtk_file_chooser_set_choice (chooser, "theme", "print");
      g_object_set_data (G_OBJECT (dialog), "has-choices",
                         GINT_TO_POINTER (TRUE));
    }
  suggest_name (chooser, window, ending);
  g_object_set_data (G_OBJECT (dialog), "figure", (gpointer) figure);
  limen_file_dialog_show (dialog, G_CALLBACK (figure_answered_cb));
}

static void
save_figure_action (GSimpleAction *action, GVariant *parameter,
                    gpointer window)
{
  const char *figure = get_figure (parameter, window);

  if (figure != NULL)
    ask_figure (window, figure, "Save figure", FALSE);
}

static void
save_figure_data_action (GSimpleAction *action, GVariant *parameter,
                         gpointer window)
{
  const char *figure = get_figure (parameter, window);

  if (figure != NULL)
    ask_figure (window, figure, "Save the numbers in the figure", TRUE);
}

static void
report_answered_cb (GtkNativeDialog *dialog, int response, LimenWindow *self)
{
  g_autoptr (GFile) file
      = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (response == GTK_RESPONSE_ACCEPT && path != NULL)
    limen_window_export_report_to (self, path);
}

static void
export_report_action (GSimpleAction *action, GVariant *parameter,
                      gpointer window)
{
  static const char *const pdf[] = { "*.pdf", NULL };
  static const char *const html[] = { "*.html", NULL };
  GtkFileChooserNative *dialog;

  if (!limen_window_can_ask_file (LIMEN_WINDOW (window)))
    return;
  dialog = gtk_file_chooser_native_new (
      "Export report", GTK_WINDOW (window), GTK_FILE_CHOOSER_ACTION_SAVE,
      "_Export", "_Cancel");
  add_filter (GTK_FILE_CHOOSER (dialog), "Report as PDF (*.pdf)", pdf);
  add_filter (GTK_FILE_CHOOSER (dialog), "Report as HTML (*.html)", html);
  suggest_name (GTK_FILE_CHOOSER (dialog), window, ".pdf");
  limen_file_dialog_show (dialog, G_CALLBACK (report_answered_cb));
}

static void
opened_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  LimenWindow *self = LIMEN_WINDOW (object);
  g_autoptr (GError) error = NULL;

  if (!gtk_show_uri_full_finish (GTK_WINDOW (self), result, &error)
      && gtk_window_get_application (GTK_WINDOW (self)) != NULL)
    limen_window_show_error (self, "No program opened the file",
                             limen_window_get_saved (self));
}

/* Opens what was saved last in the program that the desktop has for it. */
static void
open_saved_action (GSimpleAction *action, GVariant *parameter,
                   gpointer window)
{
  g_autofree char *uri
      = g_filename_to_uri (limen_window_get_saved (window), NULL, NULL);

  gtk_show_uri_full (GTK_WINDOW (window), uri, GDK_CURRENT_TIME, NULL,
                     opened_cb, NULL);
}

static void
dismiss_error_action (GSimpleAction *action, GVariant *parameter,
                      gpointer window)
{
  limen_window_dismiss_error (LIMEN_WINDOW (window));
}

static void
focus_threshold_action (GSimpleAction *action, GVariant *parameter,
                        gpointer window)
{
  limen_window_focus_threshold (LIMEN_WINDOW (window));
}

static void
step_figure_action (GSimpleAction *action, GVariant *parameter,
                    gpointer window)
{
  limen_window_step_figure (LIMEN_WINDOW (window),
                            g_variant_get_int32 (parameter));
}

static void
zoom_action (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  limen_window_zoom (LIMEN_WINDOW (window), g_variant_get_int32 (parameter));
}

static const GActionEntry entries[] = {
  { .name = "open", .activate = open_action },
  { .name = "open-recent",
    .activate = open_recent_action,
    .parameter_type = "ay" },
  { .name = "open-sample", .activate = open_sample_action },
  { .name = "cancel", .activate = cancel_action },
  { .name = "columns", .activate = columns_action },
  { .name = "choose-columns", .activate = choose_columns_action },
  { .name = "add-labels", .activate = add_labels_action },
  { .name = "match-labels", .activate = match_labels_action },
  { .name = "skip-bad-rows", .activate = skip_bad_rows_action },
  { .name = "swap-positive", .activate = swap_positive_action },
  { .name = "reverse-scores", .activate = reverse_scores_action },
  { .name = "treat-as",
    .activate = treat_as_action,
    .parameter_type = "s" },
  { .name = "undo-scores",
    .activate = undo_scores_action,
    .parameter_type = "s" },
  { .name = "forget-columns", .activate = forget_columns_action },
  { .name = "rows", .activate = rows_action, .parameter_type = "s" },
  { .name = "rows-between",
    .activate = rows_between_action,
    .parameter_type = "(dd)" },
  { .name = "rows-of-loss",
    .activate = rows_of_loss_action,
    .parameter_type = "(dd)" },
  { .name = "rows-decided",
    .activate = rows_decided_action,
    .parameter_type = "(uu)" },
  { .name = "worst-rows", .activate = worst_rows_action },
  { .name = "rows-near", .activate = rows_near_action },
  { .name = "why-log", .activate = why_log_action },
  { .name = "help-figures",
    .activate = help_figures_action,
    .parameter_type = "s" },
  { .name = "recalibrate", .activate = recalibrate_action },
  { .name = "leave-maps", .activate = leave_maps_action },
  { .name = "share-threshold", .activate = share_threshold_action },
  { .name = "optimize-shared", .activate = optimize_shared_action },
  { .name = "pin-all", .activate = pin_all_action },
  { .name = "optimize-jointly",
    .activate = optimize_jointly_action,
    .parameter_type = "s" },
  { .name = "pin", .activate = pin_action },
  { .name = "undo", .activate = undo_action },
  { .name = "redo", .activate = redo_action },
  { .name = "export", .activate = export_action },
  { .name = "copy-figure",
    .activate = copy_figure_action,
    .parameter_type = "s" },
  { .name = "save-figure",
    .activate = save_figure_action,
    .parameter_type = "s" },
  { .name = "save-figure-data",
    .activate = save_figure_data_action,
    .parameter_type = "s" },
  { .name = "export-report", .activate = export_report_action },
  { .name = "open-saved", .activate = open_saved_action },
  { .name = "dismiss-error", .activate = dismiss_error_action },
  { .name = "focus-threshold", .activate = focus_threshold_action },
  { .name = "step-figure",
    .activate = step_figure_action,
    .parameter_type = "i" },
  { .name = "zoom", .activate = zoom_action, .parameter_type = "i" },
};

/* Adds the actions, once. */
void
limen_window_add_actions (LimenWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries,
                                   G_N_ELEMENTS (entries), self);
}

static void
set_enabled (LimenWindow *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static gboolean
is_binary (LimenSession *session)
{
  return limen_session_get_analysis (session) != NULL
         && get_task (session)->has_positive;
}

static gboolean
is_multiclass (LimenSession *session)
{
  return limen_session_has_classes (session)
         && get_task (session)->has_joint_decision;
}

static gboolean
has_other_labels (LimenSession *session)
{
  LimenAnalysis *analysis = limen_session_get_analysis (session);

  return analysis != NULL
         && limen_dataset_get_labels_from (
                limen_analysis_get_dataset (analysis))
                != NULL;
}

/* Lets the verbs follow what there is to act on. */
void
limen_window_update_actions (LimenWindow *self)
{
  LimenSession *session = limen_window_get_session (self);
  gboolean has_data = limen_session_get_analysis (session) != NULL;
  gboolean has_class = limen_session_get_class (session) != NULL;
  gboolean has_numbers = has_data && !has_class;
  gboolean has_thresholds = limen_session_has_thresholds (session);
  gboolean has_several
      = has_thresholds && limen_session_has_classes (session);
  gboolean has_path = limen_session_get_loading_path (session) != NULL;
  gboolean is_loading = limen_session_is_loading (session);
  guint n_cutoffs = g_list_model_get_n_items (
      G_LIST_MODEL (limen_session_get_cutoffs (session)));

  set_enabled (self, "cancel", is_loading);
  set_enabled (self, "columns", has_data);
  set_enabled (self, "choose-columns", has_path);
  set_enabled (self, "add-labels", has_path);
  set_enabled (self, "match-labels", has_other_labels (session));
  set_enabled (self, "skip-bad-rows", has_path);
  set_enabled (self, "treat-as", has_class);
  set_enabled (self, "undo-scores", has_class);
  set_enabled (self, "swap-positive", is_binary (session));
  set_enabled (self, "reverse-scores",
               is_binary (session) && has_thresholds);
  set_enabled (self, "share-threshold", has_several);
  set_enabled (self, "optimize-shared", has_several);
  set_enabled (self, "pin-all", has_several);
  set_enabled (self, "optimize-jointly",
               has_several && is_multiclass (session));
  set_enabled (self, "rows", has_class);
  set_enabled (self, "rows-between", has_thresholds);
  set_enabled (self, "rows-of-loss", has_thresholds || has_numbers);
  set_enabled (self, "rows-decided", is_multiclass (session));
  set_enabled (self, "worst-rows", has_data);
  set_enabled (self, "rows-near", has_thresholds);
  set_enabled (self, "why-log", has_thresholds);
  set_enabled (self, "recalibrate", has_thresholds);
  set_enabled (self, "pin", has_thresholds);
  set_enabled (self, "focus-threshold", has_thresholds);
  set_enabled (self, "step-figure", has_data);
  set_enabled (self, "zoom", has_thresholds);
  set_enabled (self, "copy-figure", has_data);
  set_enabled (self, "save-figure", has_data);
  set_enabled (self, "save-figure-data", has_data);
  set_enabled (self, "export", n_cutoffs > 0);
  set_enabled (self, "open-saved", limen_window_get_saved (self) != NULL);
  set_enabled (self, "export-report", has_data);
  set_enabled (self, "undo",
               !is_loading && limen_session_get_undo_title (session) != NULL);
  set_enabled (self, "redo",
               !is_loading && limen_session_get_redo_title (session) != NULL);
  set_enabled (self, "forget-columns", limen_window_is_remembered (self));
}
