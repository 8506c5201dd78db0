/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-fixture.h"

#include "support.h"

static gboolean
timeout_cb (gpointer data)
{
  g_error ("nothing came within ten seconds");
  return G_SOURCE_REMOVE;
}

static void
analysis_cb (LimenSession *session, SessionFixture *fixture)
{
  fixture->n_analyses++;
  g_main_loop_quit (fixture->loop);
}

static void
failed_cb (LimenSession *session, GError *error, SessionFixture *fixture)
{
  fixture->error = g_error_copy (error);
  g_main_loop_quit (fixture->loop);
}

void
session_fixture_quit_cb (LimenSession *session, SessionFixture *fixture)
{
  g_main_loop_quit (fixture->loop);
}

void
session_fixture_wait (SessionFixture *fixture)
{
  guint id = g_timeout_add_seconds (10, timeout_cb, NULL);

  g_main_loop_run (fixture->loop);
  g_source_remove (id);
}

void
session_fixture_load_with (SessionFixture *fixture, const char *text,
                           const LimenReadOptions *options)
{
  g_autofree char *path = test_write_file ("rows.csv", text, -1);

  limen_session_load (fixture->session, path, options);
  g_assert_true (limen_session_is_loading (fixture->session));
  session_fixture_wait (fixture);
  g_assert_false (limen_session_is_loading (fixture->session));
}

void
session_fixture_load (SessionFixture *fixture, const char *text)
{
  session_fixture_load_with (fixture, text, NULL);
}

void
session_fixture_set_up (SessionFixture *fixture, gconstpointer data)
{
  fixture->session = limen_session_new ();
  fixture->loop = g_main_loop_new (NULL, FALSE);
  g_signal_connect (fixture->session, "analysis-changed",
                    G_CALLBACK (analysis_cb), fixture);
  g_signal_connect (fixture->session, "failed", G_CALLBACK (failed_cb),
                    fixture);
}

/* Ending tasks may hold the session a moment longer. */
static void
assert_finalized (LimenSession *session)
{
  guint id = g_timeout_add_seconds (10, timeout_cb, NULL);

  g_object_add_weak_pointer (G_OBJECT (session), (gpointer *) &session);
  g_object_unref (session);
  while (session != NULL)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
  g_source_remove (id);
}

void
session_fixture_tear_down (SessionFixture *fixture, gconstpointer data)
{
  g_signal_handlers_disconnect_by_data (fixture->session, fixture);
  assert_finalized (fixture->session);
  g_main_loop_unref (fixture->loop);
  g_clear_error (&fixture->error);
}

void
session_fixture_count_cb (LimenSession *session, guint *n)
{
  (*n)++;
}
