/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session.h"

#define SESSION_ROWS                                                          \
  "label,prob\n0,0.1\n0,0.1\n1,0.25\n0,0.4\n1,0.4\n1,0.6\n1,0.8\n1,0.95\n"

/* A session, the number of times it read a file, and the last error. */
typedef struct
{
  LimenSession *session;
  GMainLoop *loop;
  GError *error;
  guint n_analyses;
} SessionFixture;

/* Adds a test with a session, which must be finalized at the end. */
#define SESSION_FIXTURE_ADD(path, function)                                   \
  g_test_add (path, SessionFixture, NULL, session_fixture_set_up, function,   \
              session_fixture_tear_down)

void session_fixture_set_up (SessionFixture *fixture, gconstpointer data);
void session_fixture_tear_down (SessionFixture *fixture, gconstpointer data);

/* Runs the main loop until a callback ends it. */
void session_fixture_wait (SessionFixture *fixture);

/* Loads a text as a file and waits until it is read or has failed. */
void session_fixture_load (SessionFixture *fixture, const char *text);
void session_fixture_load_with (SessionFixture *fixture, const char *text,
                                const LimenReadOptions *options);

/* Signal handlers: one ends the main loop, one counts. */
void session_fixture_quit_cb (LimenSession *session, SessionFixture *fixture);
void session_fixture_count_cb (LimenSession *session, guint *n);
