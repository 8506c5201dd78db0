/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "remote.h"
#include "support.h"

/* Reference values from limen-cli */

static char *
run_cli (const char *arguments)
{
  g_autofree char *file
      = test_get_source_path ("../data/samples/digits-odd.csv");
  g_autofree char *command = g_strdup_printf (
      "%s %s %s", g_getenv ("LIMEN_CLI"), arguments, file);
  g_autoptr (GError) error = NULL;
  char *out = NULL;
  int status;

  g_spawn_command_line_sync (command, &out, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  return out;
}

static JsonNode *
report_at (double threshold)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *arguments = g_strdup_printf (
      "report --json --at %s",
      g_ascii_dtostr (number, sizeof number, threshold));
  g_autofree char *text = run_cli (arguments);

  return json_from_string (text, NULL);
}

static gint64
get_count (JsonNode *report, const char *cell)
{
  JsonArray *at = json_object_get_array_member (json_node_get_object (report),
                                                "at");

  return json_object_get_int_member (json_array_get_object_element (at, 0),
                                     cell);
}

/* The window */

static double
get_threshold (void)
{
  g_autoptr (AtspiAccessible) spin
      = test_remote_find ("spin button", "Threshold");

  return test_remote_get_value (spin);
}

static gboolean
is_at (gpointer data)
{
  double *threshold = data;

  return fabs (get_threshold () - *threshold) < 1e-9;
}

static void
wait_for_threshold (double threshold)
{
  test_remote_wait (is_at, &threshold, "the threshold");
}

static gboolean
has_cell (gpointer data)
{
  return test_remote_exists ("table cell", data);
}

/* All four cells of the matrix show the counts of limen-cli. */
static void
check_matrix (void)
{
  static const struct
  {
    const char *title, *cell;
  } cells[] = { { "true positive", "tp" },
                { "false positive", "fp" },
                { "false negative", "fn" },
                { "true negative", "tn" } };
  g_autoptr (JsonNode) report = report_at (get_threshold ());

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      g_autofree char *name = g_strdup_printf (
          "%s %" G_GINT64_FORMAT ",*", cells[i].title,
          get_count (report, cells[i].cell));

      test_remote_wait (has_cell, name, name);
    }
}

static void
check_names (void)
{
  static const struct
  {
    const char *role, *name;
  } controls[] = {
    { "spin button", "Threshold" },    { "image", "Histogram" },
    { "image", "Threshold curves" },   { "combo box", "Objective" },
    { "push button", "Open" },         { "push button", "Pin cutoff" },
    { "push button", "Export cutoffs" }, { "table", "Confusion matrix" },
    { "table", "Metrics" },            { "table", "Losses" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (controls); i++)
    {
      g_autoptr (AtspiAccessible) control
          = test_remote_find (controls[i].role, controls[i].name);

      g_assert_nonnull (control);
    }
}

static void
click_named (const char *role, const char *name)
{
  g_autoptr (AtspiAccessible) element = test_remote_find (role, name);

  test_remote_click (element);
}

static gboolean
has_moved (gpointer data)
{
  double *before = data;

  return get_threshold () != *before;
}

/* A click sets the threshold and a drag moves it, in either figure. */
static void
drag (const char *figure)
{
  g_autoptr (AtspiAccessible) element = test_remote_find ("image", figure);
  int x, y, width, height;
  double before = get_threshold (), at_click;

  test_remote_get_place (element, &x, &y, &width, &height);
  x += width / 3;
  y += height / 2;
  test_remote_input ("mousemove %d %d sleep 0.2 click 1", x, y);
  test_remote_wait (has_moved, &before, "the line to come");
  at_click = get_threshold ();
  check_matrix ();
  test_remote_input ("mousedown 1 sleep 0.1 mousemove %d %d sleep 0.1 "
                     "mousemove %d %d sleep 0.1 mouseup 1",
                     x + 60, y, x + 150, y);
  test_remote_wait (has_moved, &at_click, "the line to follow");
  g_assert_cmpfloat (get_threshold (), >, at_click + 0.1);
  check_matrix ();
}

static void
check_keys (void)
{
  double threshold = get_threshold ();

  test_remote_input ("key Right");
  wait_for_threshold (round ((threshold + 0.01) * 1e9) / 1e9);
  threshold = get_threshold ();
  test_remote_input ("key shift+Left");
  wait_for_threshold (round ((threshold - 0.1) * 1e9) / 1e9);
  test_remote_input ("key End");
  wait_for_threshold (1);
  test_remote_input ("key Home");
  wait_for_threshold (0);
  test_remote_input ("key ctrl+t sleep 0.2 type 0.25");
  test_remote_input ("key Return");
  wait_for_threshold (0.25);
  check_matrix ();
}

static void
choose_objective (void)
{
  test_remote_input ("key ctrl+t"); /* moves the focus out of the figures */
  click_named ("combo box", "Objective");
  test_remote_input ("sleep 0.3 key Down key Return");
  wait_for_threshold (0.3495);
  check_matrix ();
}

static gboolean
exists (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static JsonNode *
get_cutoff (JsonNode *root, guint index)
{
  JsonArray *cutoffs = json_object_get_array_member (
      json_node_get_object (root), "cutoffs");

  return json_array_get_element (cutoffs, index);
}

/* Clicks reach the window only once the dialog is gone. */
static gboolean
has_no_dialog (gpointer data)
{
  g_autofree char *out = NULL, *error = NULL;
  int status;

  g_assert_true (g_spawn_command_line_sync (
      "xdotool search --onlyvisible --name '^Export cutoffs$'", &out, &error,
      &status, NULL));
  return status != 0;
}

/* Exports through GTK's file dialog, whose name field is selected; without a
 * window manager it must be given the focus. */
static void
export_to (char *path)
{
  click_named ("push button", "Export cutoffs");
  test_remote_input ("search --sync --onlyvisible --name '^Export cutoffs$' "
                     "windowfocus --sync sleep 0.5");
  g_assert_false (has_no_dialog (NULL));
  test_remote_input ("key ctrl+a type %s", path);
  test_remote_input ("sleep 0.3 key Return");
  test_remote_wait (exists, path, "the exported file");
  test_remote_wait (has_no_dialog, NULL, "the dialog to go");
  test_remote_input ("sleep 0.3");
}

/* A cutoff in the exported file equals the one chosen by limen-cli. */
static void
check_exported (const char *path, guint index, const char *objective)
{
  g_autofree char *other
      = g_build_filename (test_get_folder (), "cli.json", NULL);
  g_autofree char *arguments
      = g_strdup_printf ("choose %s --name 'cutoff %u' --output %s", objective,
                         index + 1, other);
  g_autoptr (JsonNode) exported = test_load_json (path);
  g_autoptr (JsonNode) expected = NULL;

  g_free (run_cli (arguments));
  expected = test_load_json (other);
  g_assert_true (json_node_equal (get_cutoff (exported, index),
                                  get_cutoff (expected, 0)));
}

static void
pin_and_export (void)
{
  g_autofree char *path
      = g_build_filename (test_get_folder (), "window.json", NULL);
  g_autoptr (AtspiAccessible) table = NULL;

  click_named ("push button", "Pin cutoff");
  table = test_remote_find ("table", "Cutoffs");
  export_to (path);
  check_exported (path, 0, "--maximize f1");
}

static double
get_refer_from (void)
{
  g_autoptr (AtspiAccessible) spin
      = test_remote_find ("spin button", "Lower threshold");

  return test_remote_get_value (spin);
}

static gboolean
is_referred_from (gpointer data)
{
  double *refer_from = data;

  return fabs (get_refer_from () - *refer_from) < 1e-9;
}

static void
wait_for_refer_from (double refer_from)
{
  test_remote_wait (is_referred_from, &refer_from, "the lower threshold");
}

static gboolean
has_left (gpointer data)
{
  double *before = data;

  return get_refer_from () != *before;
}

/* Drags the lower line, then moves it by keys. */
static void
move_lower_line (void)
{
  g_autoptr (AtspiAccessible) element
      = test_remote_find ("image", "Histogram");
  double threshold = get_threshold (), before = get_refer_from (), dragged;
  int x, y, width, height;

  test_remote_get_place (element, &x, &y, &width, &height);
  y += height / 2;
  test_remote_input ("mousemove %d %d sleep 0.2 click 1", x + width / 8, y);
  test_remote_wait (has_left, &before, "the lower line to come");
  dragged = get_refer_from ();
  test_remote_input ("mousedown 1 sleep 0.1 mousemove %d %d sleep 0.1 "
                     "mousemove %d %d sleep 0.1 mouseup 1",
                     x + width / 8 + 20, y, x + width / 8 + 40, y);
  test_remote_wait (has_left, &dragged, "the lower line to follow");
  g_assert_cmpfloat (get_refer_from (), >, dragged);
  g_assert_cmpfloat (get_threshold (), ==, threshold);
  test_remote_input ("key Home");
  wait_for_refer_from (0);
  test_remote_input ("key space sleep 0.1 key End");
  wait_for_threshold (1);
  wait_for_refer_from (0);
}

static gboolean
is_zone_on (void)
{
  g_autoptr (AtspiAccessible) check
      = test_remote_find ("check box", "Grey zone");

  return test_remote_is_checked (check);
}

static gboolean
is_zone_on_or_late (gpointer until)
{
  return is_zone_on () || g_get_monotonic_time () > *(gint64 *) until;
}

/* A click that arrives while a dialog closes may be lost with it. */
static void
switch_zone_on (void)
{
  for (guint i = 0; i < 5 && !is_zone_on (); i++)
    {
      gint64 until = g_get_monotonic_time () + 5 * G_USEC_PER_SEC;

      click_named ("check box", "Grey zone");
      test_remote_wait (is_zone_on_or_late, &until, "the grey zone");
    }
}

/* Position of "Coverage at error rate" in the list of objectives. */
#define COVERAGE_PLACE "31"

/* A grey zone is turned on, moved, chosen by an objective and exported. */
static void
refer (void)
{
  g_autofree char *path
      = g_build_filename (test_get_folder (), "zone.json", NULL);
  g_autoptr (AtspiAccessible) numbers = NULL;

  switch_zone_on ();
  g_assert_cmpfloat (get_refer_from (), <, get_threshold ());
  numbers = test_remote_find ("table", "Grey zone");
  move_lower_line ();
  click_named ("combo box", "Objective");
  test_remote_input ("sleep 0.3 key Home key --repeat " COVERAGE_PLACE
                     " Down key Return");
  wait_for_threshold (0.8239);
  wait_for_refer_from (0.2203);
  test_remote_wait (has_cell, "false positive 18,*", "the decided rows");
  click_named ("push button", "Pin cutoff");
  export_to (path);
  check_exported (path, 1, "--max-error 0.05");
}

static void
test_session (void)
{
  g_autofree char *file
      = test_get_source_path ("../data/samples/digits-odd.csv");
  g_autoptr (AtspiAccessible) frame = NULL;

  test_remote_start (file);
  frame = test_remote_find ("frame", "digits-odd.csv*");
  check_names ();
  wait_for_threshold (0.5);
  check_matrix ();
  drag ("Histogram");
  drag ("Threshold curves");
  check_keys ();
  choose_objective ();
  pin_and_export ();
  refer ();
  /* Everything is exported, so the window closes without a question. */
  test_remote_input ("key ctrl+w");
  g_assert_cmpint (test_remote_wait_for_exit (), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* AT-SPI prints warnings about programs that start and end. */
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
  g_test_add_func ("/end-to-end/session", test_session);
  return g_test_run ();
}
