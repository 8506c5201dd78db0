/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "session-fixture.h"
#include "session.h"
#include "support.h"

static void
test_load (SessionFixture *fixture, gconstpointer data)
{
  LimenConfusion confusion;

  session_fixture_load (fixture, SESSION_ROWS);
  g_assert_no_error (fixture->error);
  g_assert_nonnull (limen_session_get_analysis (fixture->session));
  g_assert_cmpfloat (limen_session_get_threshold (fixture->session), ==, 0.5);
  confusion = limen_session_get_confusion (fixture->session);
  g_assert_cmpfloat (confusion.tp, ==, 3);
  g_assert_cmpfloat (confusion.fp, ==, 0);
  g_assert_cmpfloat (confusion.fn, ==, 2);
  g_assert_cmpfloat (confusion.tn, ==, 3);

  limen_session_set_threshold (fixture->session, 0.4);
  confusion = limen_session_get_confusion (fixture->session);
  g_assert_cmpfloat (confusion.tp, ==, 4);
  g_assert_cmpfloat (confusion.fp, ==, 1);
}

/* After a failed load, the loaded file and the cutoffs stay. */
static void
test_failure (SessionFixture *fixture, gconstpointer data)
{
  LimenAnalysis *before;

  session_fixture_load (fixture, SESSION_ROWS);
  before = limen_session_get_analysis (fixture->session);
  limen_session_pin (fixture->session);
  session_fixture_load (fixture, "label,prob\n0,0.1\n1,none\n");
  g_assert_nonnull (fixture->error);
  g_assert_nonnull (strstr (fixture->error->message, "rows.csv:3:2"));
  g_assert_true (limen_session_get_analysis (fixture->session) == before);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (
                        limen_session_get_cutoffs (fixture->session))),
                    ==, 1);
}

/* Of several loads the last one wins; a cancelled one emits nothing. */
static void
test_supersede (SessionFixture *fixture, gconstpointer data)
{
  g_autofree char *first = test_write_file ("first.csv", SESSION_ROWS, -1);
  g_autofree char *second
      = test_write_file ("second.csv", SESSION_ROWS "0,0.2\n", -1);
  LimenDataset *dataset;

  limen_session_load (fixture->session, first, NULL);
  limen_session_load (fixture->session, second, NULL);
  session_fixture_wait (fixture);
  g_assert_cmpuint (fixture->n_analyses, ==, 1);
  dataset = limen_analysis_get_dataset (
      limen_session_get_analysis (fixture->session));
  g_assert_cmpuint (limen_dataset_get_predictions (dataset)->n_rows, ==, 9);

  limen_session_load (fixture->session, first, NULL);
  limen_session_cancel (fixture->session);
  g_assert_false (limen_session_is_loading (fixture->session));
  for (guint i = 0; i < 50; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
  g_assert_cmpuint (fixture->n_analyses, ==, 1);
  g_assert_no_error (fixture->error);
}

#define LARGE_ROWS 4000000

/* A file large enough for a preview. */
static char *
write_large_file (const char *last_line)
{
  g_autoptr (GString) text = g_string_new ("label,prob\n");

  for (guint i = 0; i < LARGE_ROWS; i++)
    g_string_append_printf (text, "%u,0.%07u0\n", i % 3 == 0, i);
  g_string_append (text, last_line);
  return test_write_file ("large.csv", text->str, (gssize) text->len);
}

/* The preview resembles the file. */
static void
assert_is_preview (LimenSamplePreview *preview)
{
  const LimenSweep *sweep
      = limen_one_vs_rest_get_sweep (limen_sample_preview_get_class (preview));
  double positives = limen_sweep_get_positives (sweep);
  double negatives = limen_sweep_get_negatives (sweep);
  double share = limen_sample_preview_get_share (preview);

  test_assert_near ((positives + negatives) / share / LARGE_ROWS, 1, 0.02);
  test_assert_near (positives / share / LARGE_ROWS, 1 / 3.0, 0.02);
}

/* The events, in order: s a preview, - its removal, a an analysis, f a
 * failure; and a function to call when a preview appears. */
typedef struct
{
  GString *text;
  void (*at_preview) (LimenSession *session);
} Events;

static void
note_preview_cb (LimenSession *session, Events *events)
{
  LimenSamplePreview *preview = limen_session_get_sample_preview (session);

  g_string_append_c (events->text, preview != NULL ? 's' : '-');
  if (preview == NULL)
    return;
  g_assert_true (limen_session_is_loading (session));
  g_assert_null (limen_session_get_analysis (session));
  assert_is_preview (preview);
  if (events->at_preview != NULL)
    events->at_preview (session);
}

static void
note_analysis_cb (LimenSession *session, Events *events)
{
  g_string_append_c (events->text, 'a');
}

static void
note_failure_cb (LimenSession *session, GError *error, Events *events)
{
  g_string_append_c (events->text, 'f');
}

/* Loads a file until it is read, has failed, or was ended by `at_preview`. */
static void
assert_events (SessionFixture *fixture, const char *path,
               void (*at_preview) (LimenSession *session),
               const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Events events = { text, at_preview };
  LimenSession *session = fixture->session;
  gint64 end = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;

  g_signal_connect (session, "sample-preview-changed",
                    G_CALLBACK (note_preview_cb), &events);
  g_signal_connect (session, "analysis-changed",
                    G_CALLBACK (note_analysis_cb), &events);
  g_signal_connect (session, "failed", G_CALLBACK (note_failure_cb), &events);
  limen_session_load (session, path, NULL);
  while (limen_session_is_loading (session))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, TRUE);
    }
  g_assert_null (limen_session_get_sample_preview (session));
  g_assert_cmpstr (text->str, ==, expected);
  g_signal_handlers_disconnect_by_data (session, &events);
}

/* A large file has a preview until it is loaded; a small file has none, and
 * neither has a file loaded in place of another. */
static void
test_preview (SessionFixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_large_file ("");

  assert_events (fixture, path, NULL, "sa-");
  assert_events (fixture, path, NULL, "a");
}

static void
test_preview_of_small_file (SessionFixture *fixture, gconstpointer data)
{
  g_autofree char *path = test_write_file ("small.csv", SESSION_ROWS, -1);

  assert_events (fixture, path, NULL, "a");
}

static void
load_small_file (LimenSession *session)
{
  g_autofree char *path = test_write_file ("small.csv", SESSION_ROWS, -1);

  limen_session_load (session, path, NULL);
}

/* The preview is removed at once when loading is cancelled, another file is
 * loaded, or the file is invalid. */
static void
test_preview_without_end (SessionFixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_large_file ("1,none\n");

  assert_events (fixture, path, limen_session_cancel, "s-");
  g_assert_no_error (fixture->error);
  assert_events (fixture, path, NULL, "s-f");
  g_assert_nonnull (strstr (fixture->error->message, "\"none\""));
  assert_events (fixture, path, load_small_file, "s-a");
}

static void
progress_cb (LimenSession *session, GParamSpec *pspec, double *last)
{
  g_object_get (session, "progress", last, NULL);
}

/* After reading, the file is analysed. */
static void
test_progress (SessionFixture *fixture, gconstpointer data)
{
  double last = NAN;

  g_signal_connect (fixture->session, "notify::progress",
                    G_CALLBACK (progress_cb), &last);
  session_fixture_load (fixture, SESSION_ROWS);
  g_assert_cmpfloat (last, ==, 1);
  g_signal_handlers_disconnect_by_data (fixture->session, &last);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  SESSION_FIXTURE_ADD ("/session/load", test_load);
  SESSION_FIXTURE_ADD ("/session/failure", test_failure);
  SESSION_FIXTURE_ADD ("/session/supersede", test_supersede);
  SESSION_FIXTURE_ADD ("/session/preview", test_preview);
  SESSION_FIXTURE_ADD ("/session/preview-of-small-file",
                       test_preview_of_small_file);
  SESSION_FIXTURE_ADD ("/session/preview-without-end",
                       test_preview_without_end);
  SESSION_FIXTURE_ADD ("/session/progress", test_progress);
  return g_test_run ();
}
