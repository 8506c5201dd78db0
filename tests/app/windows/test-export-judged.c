/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>
#include <string.h>

#include "support.h"
#include "window-fixture.h"
#include "window-test.h"

#define ROWS                                                                  \
  "label,prob\n0,0.1\n0,0.2\n1,0.3\n0,0.4\n1,0.6\n1,0.7\n1,0.8\n0,0.9\n"
#define TEST "label,prob\n0,0.15\n1,0.35\n0,0.65\n1,0.85\n"

static void
open_and_pin (Fixture *fixture)
{
  g_autofree char *path = test_write_file ("test.csv", TEST, -1);

  test_window_open_text (fixture->window, "rows.csv", ROWS);
  limen_window_add_test (fixture->window, path);
  test_wait_for (test_window_is_idle (fixture->window)
                 && limen_session_get_test (fixture->session) != NULL);
  limen_session_pin (fixture->session);
}

static gboolean
has_unexported (Fixture *fixture)
{
  return limen_cutoff_store_has_unexported (
      limen_session_get_cutoffs (fixture->session));
}

static char *
get_path (const char *name)
{
  return g_build_filename (test_get_folder (), name, NULL);
}

static gboolean
exists (const char *path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* The cutoffs are judged and written in the background, and count as exported
 * once the file is there. */
static void
test_background (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = get_path ("background.json"), *text = NULL;

  open_and_pin (fixture);
  g_assert_true (limen_window_export_to (fixture->window, path, FALSE));
  g_assert_true (has_unexported (fixture));
  test_wait_for (!has_unexported (fixture));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "\"test\""));
  g_assert_nonnull (strstr (text, "test.csv"));
  test_wait_for (fixture_shows (fixture, "background.json"));
}

/* What is renamed or pinned while the file is written is not in it. */
static void
test_changes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = get_path ("changes.json"), *text = NULL;
  g_autoptr (LimenCutoff) cutoff = NULL;

  open_and_pin (fixture);
  cutoff = test_window_get_cutoff (fixture->window, 0);
  g_assert_true (limen_window_export_to (fixture->window, path, FALSE));
  limen_session_rename_cutoff (fixture->session, cutoff, "later");
  test_wait_for (fixture_shows (fixture, "changes.json"));
  g_assert_true (has_unexported (fixture));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_null (strstr (text, "later"));
  limen_session_undo (fixture->session);
  g_assert_false (has_unexported (fixture));
}

/* A file that cannot be written is reported, and nothing counts as exported.
 */
static void
test_failure (Fixture *fixture, gconstpointer data)
{
  open_and_pin (fixture);
  g_assert_true (limen_window_export_to (fixture->window,
                                         "/no/such/folder/c.json", FALSE));
  test_wait_for (fixture_shows (fixture, "The cutoffs were not exported"));
  g_assert_true (has_unexported (fixture));
}

/* A window that is to close after an export does so once the file is there,
 * without a question about the cutoffs. */
static void
test_closing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = get_path ("first.json");
  g_autofree char *second = get_path ("second.json");

  open_and_pin (fixture);
  g_assert_true (limen_window_export_to (fixture->window, first, FALSE));
  g_assert_true (limen_window_export_to (fixture->window, second, TRUE));
  test_wait_for (exists (first) && exists (second)
                 && fixture->session == NULL);
  fixture->window = NULL;
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  FIXTURE_ADD ("/export-judged/background", test_background);
  FIXTURE_ADD ("/export-judged/changes", test_changes);
  FIXTURE_ADD ("/export-judged/failure", test_failure);
  FIXTURE_ADD ("/export-judged/closing", test_closing);
  return fixture_run ();
}
