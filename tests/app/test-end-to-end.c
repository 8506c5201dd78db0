#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "remote.h"
#include "support.h"

/* What limen-cli says about the sample. */

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

/* All four cells of the matrix show what limen-cli counts. */
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

/* A click sets the line, dragging it moves it, in either figure. */
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
  test_remote_input ("key ctrl+t"); /* out of the figures */
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

static JsonObject *
get_cutoff (JsonNode *root)
{
  return json_array_get_object_element (
      json_object_get_array_member (json_node_get_object (root), "cutoffs"),
      0);
}

/* Pins and exports; the file is that of limen-cli, but for the name. */
static void
pin_and_export (void)
{
  g_autofree char *path
      = g_build_filename (test_get_folder (), "window.json", NULL);
  g_autofree char *other
      = g_build_filename (test_get_folder (), "cli.json", NULL);
  g_autofree char *arguments = g_strdup_printf (
      "choose --maximize f1 --name 'cutoff 1' --output %s", other);
  g_autofree char *out = NULL;
  g_autoptr (JsonNode) exported = NULL, expected = NULL;
  g_autoptr (AtspiAccessible) table = NULL;
  g_autoptr (JsonNode) a = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonNode) b = json_node_new (JSON_NODE_OBJECT);

  click_named ("push button", "Pin cutoff");
  table = test_remote_find ("table", "Cutoffs");
  click_named ("push button", "Export cutoffs");
  /* GTK's own dialog, with the name selected; no window manager is there to
   * give it the focus. */
  test_remote_input ("search --sync --onlyvisible --name '^Export cutoffs$' "
                     "windowfocus --sync sleep 0.5");
  test_remote_input ("key ctrl+a type %s", path);
  test_remote_input ("sleep 0.3 key Return");
  test_remote_wait (exists, path, "the exported file");
  out = run_cli (arguments);
  exported = test_load_json (path);
  expected = test_load_json (other);
  json_node_set_object (a, get_cutoff (exported));
  json_node_set_object (b, get_cutoff (expected));
  g_assert_true (json_node_equal (a, b));
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
  /* All is exported: the window closes without a question. */
  test_remote_input ("key ctrl+w");
  g_assert_cmpint (test_remote_wait_for_exit (), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* AT-SPI warns of programs that come and go. */
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
  g_test_add_func ("/end-to-end/session", test_session);
  return g_test_run ();
}
