/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cutoffs-table.h"
#include "drawer.h"
#include "windows.h"

/* A window on the screen with its drawer and the table of cutoffs, both in
 * their initial state. */
typedef struct
{
  GSettings *settings;
  LimenWindow *window;
  LimenSession *session;
  LimenDrawer *drawer;
  LimenCutoffsTable *table;
} DrawerFixture;

/* Starts and ends a test program, in which Ctrl+Z and Ctrl+Shift+Z undo and
 * redo. */
void drawer_fixture_init (int *argc, char ***argv);
int drawer_fixture_run (void);

/* Adds a test with a new window. */
#define DRAWER_FIXTURE_ADD(path, function)                                    \
  g_test_add (path, DrawerFixture, NULL, drawer_fixture_set_up, function,     \
              drawer_fixture_tear_down)

void drawer_fixture_set_up (DrawerFixture *fixture, gconstpointer data);
void drawer_fixture_tear_down (DrawerFixture *fixture, gconstpointer data);

LimenCutoffStore *drawer_fixture_get_store (DrawerFixture *fixture);

/* Pins a threshold under a name. */
LimenCutoff *drawer_fixture_pin (DrawerFixture *fixture, double threshold,
                                 const char *name);

/* The fields of a row of the table as copied, without quotes. */
char **drawer_fixture_get_fields (DrawerFixture *fixture, guint row);

/* A field of a row, by the title of its column; NULL if there is no such
 * column. */
char *drawer_fixture_get_field (DrawerFixture *fixture, guint row,
                                const char *title);
void drawer_fixture_assert_field (DrawerFixture *fixture, guint row,
                                  const char *title, const char *expected);

/* Whether the table has the focus; moves the focus to its first row. */
gboolean drawer_fixture_has_key_focus (DrawerFixture *fixture);
void drawer_fixture_focus_table (DrawerFixture *fixture);

/* Presses keys, named as for xdotool. */
void drawer_fixture_press (DrawerFixture *fixture, const char *keys);
