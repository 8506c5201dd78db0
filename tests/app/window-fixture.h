/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "windows.h"

/* A window on the screen. */
typedef struct
{
  GtkApplication *application;
  GSettings *settings; /* NULL if nothing is remembered */
  LimenWindow *window; /* NULL if the test closed it */
  LimenSession *session;
} Fixture;

/* Starts and ends a test program. */
void fixture_init (int *argc, char ***argv);
int fixture_run (void);

/* Adds a test with a window, with settings or without. */
#define FIXTURE_ADD(path, function)                                           \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
#define FIXTURE_ADD_FORGETFUL(path, function)                                 \
  g_test_add (path, Fixture, NULL, fixture_set_up_forgetful, function,        \
              fixture_tear_down)

void fixture_set_up (Fixture *fixture, gconstpointer data);
void fixture_set_up_forgetful (Fixture *fixture, gconstpointer data);

/* Closes the window and waits until its session is finalized. */
void fixture_tear_down (Fixture *fixture, gconstpointer data);

/* Closes the window and opens another one. */
void fixture_reopen (Fixture *fixture);

/* Whether a label in the window contains a text. */
gboolean fixture_shows (Fixture *fixture, const char *text);

/* The number of rows of the loaded file. */
gsize fixture_get_n_rows (Fixture *fixture);

/* The tabs of figures below the histogram. */
GtkNotebook *fixture_get_tabs (Fixture *fixture);

/* Opens a sample and waits for its multiclass result. */
void fixture_open_sample (Fixture *fixture, const char *name);

/* Activates an action of the window, which must exist. */
void fixture_activate (Fixture *fixture, const char *action,
                       GVariant *parameter);

/* The thresholds of all classes, and the current class. */
LimenThresholdSet *fixture_get_set (Fixture *fixture);
gsize fixture_get_class (Fixture *fixture);
