/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <atspi/atspi.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiAccessible, g_object_unref)

/* A program's window as a screen reader sees it, and as a hand moves it. */

void test_remote_start (const char *file);
int test_remote_wait_for_exit (void);

/* The first element of this role and name, waited for; names that end in "*"
 * need only begin so. */
AtspiAccessible *test_remote_find (const char *role, const char *name);
gboolean test_remote_exists (const char *role, const char *name);
gboolean test_remote_is_checked (AtspiAccessible *element);
double test_remote_get_value (AtspiAccessible *element);
char *test_remote_get_name (AtspiAccessible *element);

/* Waits for a condition; ends the test after ten seconds. */
typedef gboolean (*TestCondition) (gpointer data);
void test_remote_wait (TestCondition condition, gpointer data,
                       const char *what);

/* Where an element stands on the screen. */
void test_remote_get_place (AtspiAccessible *element, int *x, int *y,
                            int *width, int *height);
void test_remote_click (AtspiAccessible *element);

/* xdotool with these words. */
void test_remote_input (const char *format, ...) G_GNUC_PRINTF (1, 2);
