/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cutoffs-table.h"
#include "drawer.h"
#include "windows.h"

/* A window on the screen with its drawer and the table of cutoffs in it, which
 * are as they are at first. */
typedef struct
{
  GSettings *settings;
  LimenWindow *window;
  LimenSession *session;
  LimenDrawer *drawer;
  LimenCutoffsTable *table;
} DrawerFixture;

/* Begins and ends a test program; Ctrl+Z and Ctrl+Shift+Z undo and redo. */
void drawer_fixture_init (int *argc, char ***argv);
int drawer_fixture_run (void);

/* Adds a test that gets such a window. */
#define DRAWER_FIXTURE_ADD(path, function)                                    \
  g_test_add (path, DrawerFixture, NULL, drawer_fixture_set_up, function,     \
              drawer_fixture_tear_down)

void drawer_fixture_set_up (DrawerFixture *fixture, gconstpointer data);
void drawer_fixture_tear_down (DrawerFixture *fixture, gconstpointer data);

LimenCutoffStore *drawer_fixture_get_store (DrawerFixture *fixture);

/* Pins a threshold under a name. */
LimenCutoff *drawer_fixture_pin (DrawerFixture *fixture, double threshold,
                                 const char *name);

/* The fields of a row of the table as it is copied, without quotes. */
char **drawer_fixture_get_fields (DrawerFixture *fixture, guint row);

/* One of them, by the title of its column; NULL where there is none. */
char *drawer_fixture_get_field (DrawerFixture *fixture, guint row,
                                const char *title);
void drawer_fixture_assert_field (DrawerFixture *fixture, guint row,
                                  const char *title, const char *expected);

/* Whether the keyboard is in the table; puts it into the first row. */
gboolean drawer_fixture_has_key_focus (DrawerFixture *fixture);
void drawer_fixture_focus_table (DrawerFixture *fixture);

/* Presses keys of xdotool. */
void drawer_fixture_press (DrawerFixture *fixture, const char *keys);
