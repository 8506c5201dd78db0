/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

#include "support.h"

void
test_run_clear (TestRun *self)
{
  g_free (self->out);
  g_free (self->err);
}

TestRun
test_run_with_input (const char *line, const char *input)
{
  g_autofree char *samples = test_get_source_path ("../data/samples/");
  g_auto (GStrv) parts = g_strsplit (line, "@", -1);
  g_autofree char *arguments = g_strjoinv (samples, parts);
  g_autofree char *quoted = g_shell_quote (g_getenv ("LIMEN_CLI"));
  g_autofree char *command = g_strconcat (quoted, " ", arguments, NULL);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE
      | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) argv = NULL;
  TestRun run = { 0 };

  g_test_message ("%s", line);
  g_assert_true (g_shell_parse_argv (command, NULL, &argv, &error));
  g_subprocess_launcher_set_cwd (launcher, test_get_folder ());
  process = g_subprocess_launcher_spawnv (
      launcher, (const char *const *) argv, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, input, NULL, &run.out, &run.err,
                                 &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  run.status = g_subprocess_get_exit_status (process);
  return run;
}

TestRun
test_run (const char *line)
{
  return test_run_with_input (line, "");
}

double
test_run_find_number (const TestRun *self, const char *before)
{
  const char *place = strstr (self->out, before);

  return place != NULL ? g_ascii_strtod (place + strlen (before), NULL) : NAN;
}

static void
assert_only_findings (const char *text)
{
  static const char *const beginnings[]
      = { "positive class: ", "info: ", "warning: ", "error: " };
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      gboolean is_finding = *lines[i] == '\0';

      for (gsize j = 0; j < G_N_ELEMENTS (beginnings); j++)
        is_finding |= g_str_has_prefix (lines[i], beginnings[j]);
      if (!is_finding)
        g_error ("\"%s\" is no finding", lines[i]);
    }
}

void
test_run_lines (const TestLine *lines, gsize n_lines)
{
  for (gsize i = 0; i < n_lines; i++)
    {
      g_auto (TestRun) run = test_run (lines[i].line);

      g_assert_cmpint (run.status, ==, lines[i].status);
      test_assert_contains (run.status == 0 ? run.out : run.err,
                            lines[i].message);
      if (run.status == 0)
        assert_only_findings (run.err);
      else
        g_assert_cmpstr (run.out, ==, "");
    }
}

void
test_assert_contains (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("no \"%s\" in \"%s\"", part, text);
}

char *
test_read_output (const char *name)
{
  g_autofree char *path = g_build_filename (test_get_folder (), name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

JsonNode *
test_parse_json (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (text, &error);

  g_assert_no_error (error);
  return node;
}

JsonNode *
test_load_cutoff (const char *name)
{
  g_autofree char *text = test_read_output (name);
  g_autoptr (JsonNode) root = test_parse_json (text);
  JsonArray *cutoffs = json_object_get_array_member (
      json_node_get_object (root), "cutoffs");

  g_assert_cmpuint (json_array_get_length (cutoffs), ==, 1);
  return json_node_copy (json_array_get_element (cutoffs, 0));
}

void
test_write_rows (const char *name, const char *text)
{
  g_free (test_write_file (name, text, -1));
}

JsonObject *
test_report (const char *line, JsonNode **root)
{
  g_auto (TestRun) run = test_run (line);

  if (run.status != 0)
    g_error ("%s: %s", line, run.err);
  *root = test_parse_json (run.out);
  return json_node_get_object (*root);
}

JsonObject *
test_get_at (JsonObject *object)
{
  return json_array_get_object_element (
      json_object_get_array_member (object, "at"), 0);
}

gboolean
test_read_interval (JsonObject *intervals, const char *key, double *low,
                    double *high)
{
  JsonNode *node = json_object_get_member (intervals, key);
  JsonArray *ends;

  g_assert_nonnull (node);
  if (JSON_NODE_HOLDS_NULL (node))
    return FALSE;
  ends = json_node_get_array (node);
  g_assert_cmpuint (json_array_get_length (ends), ==, 2);
  *low = json_array_get_null_element (ends, 0)
             ? -INFINITY
             : json_array_get_double_element (ends, 0);
  *high = json_array_get_null_element (ends, 1)
              ? INFINITY
              : json_array_get_double_element (ends, 1);
  return TRUE;
}
