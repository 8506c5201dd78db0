/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window, its exports and limen-cli agree. */
#include <gtk/gtk.h>
#include <locale.h>
#include <math.h>
#include <string.h>

#include "figures.h"
#include "support.h"
#include "threshold-panel.h"
#include "window-fixture.h"

/* The exported matrix is that of the thresholds, with the rows of no class. */
static void
test_confusion (Fixture *fixture, gconstpointer data)
{
  static const double thresholds[] = { 0.7, 0.7, 0.7 };
  g_autofree char *path
      = g_build_filename (test_get_folder (), "confusion.csv", NULL);
  LimenThresholdSet *set;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  test_window_open_text (fixture->window, "three.csv",
                         "label,prob_a,prob_b,prob_c\na,0.5,0.25,0.25\n"
                         "b,0.125,0.75,0.125\nc,0.25,0.5,0.25\n"
                         "a,0.75,0.125,0.125\n");
  set = limen_session_get_thresholds (fixture->session);
  limen_threshold_set_set_rule (set, LIMEN_DECISION_FIRST_ABOVE);
  limen_threshold_set_set_all (set, thresholds);
  limen_window_save_figure (fixture->window, "confusion", path, 900, 500,
                            LIMEN_THEME_PRINT);
  test_wait_for (test_window_shows (fixture->window, "Saved confusion.csv"));
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_strdelimit (text, "\r", ' ');
  g_test_message ("%s", text);
  g_assert_nonnull (strstr (text, "\"true\",\"a\",\"b\",\"c\",\"none\""));
  g_assert_nonnull (strstr (text, "\n\"a\",1,0,0,1"));
  g_assert_nonnull (strstr (text, "\n\"b\",0,1,0,0"));
  g_assert_nonnull (strstr (text, "\n\"c\",0,0,0,1"));
}

static const struct
{
  const char *name, *text;
} files[] = {
  { "probabilities", "label,prob\n0,0.1\n1,0.3\n0,0.6\n1,0.9\n" },
  { "one class", "label,prob\n1,0.1\n1,0.3\n1,0.6\n1,0.9\n" },
  { "scores of one class", "label,score\n1,7\n1,3\n1,-12.5\n1,9\n" },
  { "negative scores only", "label,score\n0,7\n0,3\n0,-12.5\n0,9\n" },
  { "plain scores", "label,score\n0,7\n1,3\n0,-12.5\n1,9\n" },
  { "equal scores", "label,score\n0,7\n1,7\n0,7\n1,7\n" },
  { "scores the wrong way round", "label,score\n1,-4\n1,-3\n0,5\n0,90\n" },
  { "one row", "label,score\n1,12\n" },
  { "logits", "label,logit\n0,-2.5\n1,0.25\n0,1.5\n1,4\n" },
  { "logits of one class", "label,logit\n1,-2.5\n1,0.25\n1,1.5\n1,4\n" },
  { "log-probabilities",
    "label,log_prob\n0,-2.5\n1,-0.25\n0,-1.5\n1,-0.125\n" },
  { "classes", "label,prob_a,prob_b,prob_c\na,0.5,0.25,0.25\n"
               "b,0.25,0.5,0.25\nc,0.25,0.5,0.25\na,0.75,0.125,0.125\n" },
  { "scores of classes", "label,score_a,score_b,score_c\na,5,2.5,25\n"
                         "b,-7,5,2\nc,25,5,-25\na,75,1,1\n" },
};

/* The start value of the threshold of a class, as limen-cli reports it. */
static double
get_reported_start (const char *json, const char *class)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *object;

  g_assert_true (json_parser_load_from_data (parser, json, -1, NULL));
  object = json_node_get_object (json_parser_get_root (parser));
  if (json_object_has_member (object, "one-vs-rest"))
    object = json_object_get_object_member (
        json_object_get_object_member (object, "one-vs-rest"), class);
  object = json_array_get_object_element (
      json_object_get_array_member (object, "at"), 0);
  return json_object_get_double_member (object, "threshold");
}

static void
test_start (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = test_write_file ("start.csv", files[i].text, -1);
      const char *const arguments[] = { "report", path, "--json", NULL };
      g_autofree char *json = test_run_cli_for_text (arguments);
      LimenThresholdSet *set;
      LimenThresholdScores *scores;

      g_test_message ("%s", files[i].name);
      fixture_reopen (fixture);
      test_window_open (fixture->window, path);
      set = limen_session_get_thresholds (fixture->session);
      scores = limen_analysis_get_scores (
          limen_session_get_analysis (fixture->session));
      for (gsize k = 0; k < limen_threshold_set_get_n (set); k++)
        g_assert_cmpfloat (
            limen_threshold_set_get (set, k), ==,
            get_reported_start (
                json, limen_threshold_scores_get_class_name (scores, k)));
    }
}

static const struct
{
  const char *name, *text;
} reported[] = {
  /* Numbers with fractions in the file and in its findings. */
  { "scores.csv", "label,score\n0,-7.125\n1,3.5\n0,-12.75\n1,9.25\n" },
  { "probabilities.csv", "label,prob\n0,0.125\n1,0.25\n0,0.625\n1,0.875\n"
                         "1,0.0625\n0,0.9375\n1,0.375\n0,0.75\n" },
  { "classes.csv", "label,prob_a,prob_b,prob_c\na,0.5,0.25,0.25\n"
                   "b,0.25,0.5,0.25\nc,0.25,0.5,0.25\n"
                   "a,0.75,0.125,0.125\n" },
};

/* Compares long texts and shows only their first difference. */
static void
assert_same_text (const char *first, const char *second)
{
  gsize i = 0;

  while (first[i] != '\0' && first[i] == second[i])
    i++;
  if (first[i] != second[i])
    g_error ("\"%.60s\" is not \"%.60s\"", first + i - MIN (i, 20),
             second + i - MIN (i, 20));
}

/* The window's report on a file with its cutoffs equals that of limen-cli. */
static void
assert_same_report (Fixture *fixture, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *html = g_strconcat (name, ".html", NULL);
  g_autofree char *output = g_build_filename (test_get_folder (), html, NULL);
  g_autofree char *other = g_strconcat (path, "-cli.html", NULL);
  g_autofree char *message = g_strconcat ("Saved ", html, NULL);
  g_autofree char *cutoffs = NULL, *first = NULL, *second = NULL;
  const char *arguments[]
      = { "report", path, "--cutoffs", NULL, "--output", other, NULL };
  g_autoptr (GError) error = NULL;

  fixture_reopen (fixture);
  test_window_open (fixture->window, path);
  if (limen_session_has_classes (fixture->session))
    {
      test_window_activate (fixture->window, "win.pin-all");
      test_wait_for (test_window_get_n_cutoffs (fixture->window) > 1);
    }
  else
    test_window_activate (fixture->window, "win.pin");
  cutoffs = test_window_export (fixture->window, "cutoffs.json");
  limen_window_export_report_to (fixture->window, output);
  test_wait_for (test_window_shows (fixture->window, message));
  arguments[3] = cutoffs;
  test_run_cli (arguments);
  g_file_get_contents (output, &first, NULL, &error);
  g_assert_no_error (error);
  g_file_get_contents (other, &second, NULL, &error);
  g_assert_no_error (error);
  assert_same_text (first, second);
}

/* Reports from a window with a German locale have decimal points. */
static void
test_report (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = g_strdup (setlocale (LC_ALL, NULL));

  if (setlocale (LC_ALL, "de_DE.UTF-8") == NULL)
    {
      g_test_skip ("there is no German locale here");
      return;
    }
  g_setenv ("SOURCE_DATE_EPOCH", "86400", TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (reported); i++)
    {
      g_autofree char *path
          = test_write_file (reported[i].name, reported[i].text, -1);

      g_test_message ("%s", reported[i].name);
      assert_same_report (fixture, path);
    }
  /* The screen follows the locale. */
  test_window_open_text (fixture->window, reported[0].name, reported[0].text);
  g_assert_true (test_window_shows (fixture->window, "from -12,75 to 9,25"));
  g_unsetenv ("SOURCE_DATE_EPOCH");
  setlocale (LC_ALL, before);
}

/* Whether the text of a label or a field at or below a widget, visible or not,
 * matches a pattern. */
static gboolean
has_word (GtkWidget *widget, const char *pattern)
{
  if (GTK_IS_LABEL (widget)
      && g_regex_match_simple (pattern,
                               gtk_label_get_label (GTK_LABEL (widget)), 0, 0))
    return TRUE;
  if (GTK_IS_EDITABLE (widget)
      && g_regex_match_simple (
          pattern, gtk_editable_get_text (GTK_EDITABLE (widget)), 0, 0))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_word (child, pattern))
      return TRUE;
  return FALSE;
}

/* Draws every figure, in the window and into a picture. */
static void
draw_all_figures (Fixture *fixture)
{
  GtkNotebook *tabs = GTK_NOTEBOOK (
      test_find_widget (GTK_WIDGET (fixture->window), GTK_TYPE_NOTEBOOK));

  for (int i = 0; i < gtk_notebook_get_n_pages (tabs); i++)
    {
      static guint n_pictures;
      g_autofree char *name = g_strdup_printf ("none-%u.png", n_pictures++);
      g_autofree char *path
          = g_build_filename (test_get_folder (), name, NULL);
      g_autofree char *message = g_strconcat ("Saved ", name, NULL);

      gtk_notebook_set_current_page (tabs, i);
      gtk_test_widget_wait_for_draw (GTK_WIDGET (tabs));
      test_wait_for (test_window_is_idle (fixture->window));
      limen_window_save_figure (fixture->window,
                                limen_window_get_figure (fixture->window),
                                path, 600, 400, LIMEN_THEME_PRINT);
      test_wait_for (test_window_shows (fixture->window, message));
    }
}

static GtkWidget *
get_spin (Fixture *fixture)
{
  return test_find_widget (test_find_widget (GTK_WIDGET (fixture->window),
                                             LIMEN_TYPE_THRESHOLD_PANEL),
                           GTK_TYPE_SPIN_BUTTON);
}

static const char *
get_spin_text (Fixture *fixture)
{
  return gtk_editable_get_text (GTK_EDITABLE (get_spin (fixture)));
}

static void
assert_nothing_positive (Fixture *fixture, double threshold, const char *text)
{
  LimenConfusion c = limen_session_get_confusion (fixture->session);

  g_assert_cmpfloat (limen_session_get_threshold (fixture->session), ==,
                     threshold);
  g_assert_cmpfloat (c.tp + c.fp, ==, 0);
  g_assert_cmpstr (get_spin_text (fixture), ==, text);
  g_assert_true (test_window_shows (fixture->window,
                                    "none positive above"));
  draw_all_figures (fixture);
  g_assert_false (
      has_word (GTK_WIDGET (fixture->window), "\\b(inf|nan)\\b|\342\210\236"));
}

/* The optimum is to predict nothing positive: at a number above the largest
 * score if there is one, else at infinity. */
static void
test_none (Fixture *fixture, gconstpointer data)
{
  static const char large[] = "label,score\n0,1\n1,2.5\n"
                              "0,1.7976931348623157e308\n";
  LimenSession *session;
  LimenObjective objective
      = limen_objective_new ((LimenMetric){ LIMEN_METRIC_COST, 1 }, TRUE);
  g_autoptr (LimenCutoff) cutoff = NULL;

  objective.costs.fp_cost = 100;
  session = fixture->session;
  test_window_open_text (fixture->window, "small.csv",
                         "label,score\n0,1\n1,2.5\n0,7.25\n");
  limen_session_set_objective (session, &objective);
  test_wait_for (limen_session_get_optimum (session) != NULL);
  assert_nothing_positive (fixture, 8, "8");

  limen_session_set_objective (session, NULL);
  test_window_open_text (fixture->window, "large.csv", large);
  limen_session_set_objective (session, &objective);
  test_wait_for (limen_session_get_optimum (session) != NULL);
  assert_nothing_positive (fixture, INFINITY, "none");
  g_assert_true (test_window_shows (fixture->window,
                                    "Metrics with no row predicted positive"));

  /* The threshold is pinned, left and restored; typed; and given a grey zone.
   */
  test_window_activate (fixture->window, "win.pin");
  test_wait_for (
      test_window_shows (fixture->window, "Pinned threshold none as"));
  cutoff = test_window_get_cutoff (fixture->window, 0);
  limen_session_set_objective (session, NULL);
  limen_session_set_threshold (session, 2);
  g_assert_cmpstr (get_spin_text (fixture), ==, "2");
  gtk_editable_set_text (GTK_EDITABLE (get_spin (fixture)), " None ");
  gtk_spin_button_update (GTK_SPIN_BUTTON (get_spin (fixture)));
  assert_nothing_positive (fixture, INFINITY, "none");
  limen_session_set_threshold (session, 2);
  limen_session_restore_cutoff (session, cutoff);
  assert_nothing_positive (fixture, INFINITY, "none");
  test_window_activate (fixture->window, "win.rows::any");
  gtk_window_destroy (test_get_other_window (fixture->window));
  g_free (test_window_export (fixture->window, "none.json"));
  limen_session_begin_zone (session);
  g_assert_true (limen_session_has_zone (session));
  draw_all_figures (fixture);
}

static const struct
{
  const char *action, *option, *value;
} common[] = {
  { "win.optimize-jointly::macro-f1", "--jointly", "macro-f1" },
  { "win.optimize-jointly::accuracy", "--jointly", "accuracy" },
  { "win.optimize-shared", "--shared", "--maximize=f1" },
};

/* Pins the thresholds of all classes and exports them; returns the text. */
static char *
export_all (Fixture *fixture)
{
  guint n_before = test_window_get_n_cutoffs (fixture->window);
  g_autofree char *path = NULL;
  char *text;
  g_autoptr (GError) error = NULL;

  test_window_activate (fixture->window, "win.pin-all");
  test_wait_for (test_window_get_n_cutoffs (fixture->window) > n_before);
  path = test_window_export (fixture->window, "common.json");
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* The objective of a search over all classes is exported with its thresholds,
 * while these stay unchanged. */
static void
test_common_objectives (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sample
      = test_get_source_path ("../data/samples/wine-logits.csv");
  g_autofree char *other
      = g_build_filename (test_get_folder (), "common-cli.json", NULL);

  g_setenv ("SOURCE_DATE_EPOCH", "86400", TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (common); i++)
    {
      const char *arguments[]
          = { "choose",  sample,       common[i].option, common[i].value,
              "--name",  "cutoff 1",   "--output",       other,
              NULL };
      g_autofree char *first = NULL, *second = NULL, *moved = NULL;
      g_autoptr (GError) error = NULL;
      LimenThresholdSet *set;

      fixture_reopen (fixture);
      test_window_open (fixture->window, sample);
      set = limen_session_get_thresholds (fixture->session);
      test_window_activate (fixture->window, common[i].action);
      test_wait_for (limen_threshold_set_get_objective (set) != NULL);
      first = export_all (fixture);
      test_run_cli (arguments);
      g_file_get_contents (other, &second, NULL, &error);
      g_assert_no_error (error);
      assert_same_text (first, second);
      g_assert_null (strstr (first, "\"objective\": null"));

      test_window_activate (fixture->window, "win.undo");
      limen_session_set_threshold (fixture->session, 0.123);
      moved = export_all (fixture);
      g_assert_nonnull (strstr (moved, "\"objective\": null"));
    }
  g_unsetenv ("SOURCE_DATE_EPOCH");
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  FIXTURE_ADD ("/agreement/confusion", test_confusion);
  FIXTURE_ADD ("/agreement/start", test_start);
  FIXTURE_ADD ("/agreement/report", test_report);
  FIXTURE_ADD ("/agreement/none", test_none);
  FIXTURE_ADD ("/agreement/common-objectives", test_common_objectives);
  return fixture_run ();
}
