/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <atspi/atspi.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiAccessible, g_object_unref)

/* A program's window as a screen reader sees it, driven by real input. */

void test_remote_start (const char *file);
int test_remote_wait_for_exit (void);

/* Waits for the first element with this role and name; a name that ends in "*"
 * matches its beginning. */
AtspiAccessible *test_remote_find (const char *role, const char *name);
gboolean test_remote_exists (const char *role, const char *name);
gboolean test_remote_is_checked (AtspiAccessible *element);
double test_remote_get_value (AtspiAccessible *element);
char *test_remote_get_name (AtspiAccessible *element);

/* Waits for a condition; fails the test on timeout. */
typedef gboolean (*TestCondition) (gpointer data);
void test_remote_wait (TestCondition condition, gpointer data,
                       const char *what);

/* Position and size of an element on the screen. */
void test_remote_get_place (AtspiAccessible *element, int *x, int *y,
                            int *width, int *height);
void test_remote_click (AtspiAccessible *element);

/* Sends a command to xdotool. */
void test_remote_input (const char *format, ...) G_GNUC_PRINTF (1, 2);
