/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "window.h"

/* What tests of windows have in common. */

/* Runs the main loop until a condition holds. */
#define test_wait_for(condition)                                              \
  G_STMT_START                                                                \
  {                                                                           \
    gint64 test_end = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;          \
                                                                              \
    while (!(condition))                                                      \
      {                                                                       \
        if (g_get_monotonic_time () > test_end)                               \
          g_error ("%s:%d: %s did not come", __FILE__, __LINE__, #condition); \
        if (!g_main_context_iteration (NULL, FALSE))                          \
          g_usleep (1000);                                                    \
      }                                                                       \
  }                                                                           \
  G_STMT_END

/* A registered application, and a window of it on the screen; nothing is
 * remembered of any header. */
GtkApplication *test_application_new (void);
LimenWindow *test_window_new (GtkApplication *application,
                              GSettings *settings);

/* Another window than this one, or NULL; it keeps itself. */
GtkWindow *test_get_other_window (LimenWindow *window);

/* The first widget of a type at or below a widget, or NULL; or the first that
 * is seen. */
GtkWidget *test_find_widget (GtkWidget *widget, GType type);
GtkWidget *test_find_mapped (GtkWidget *widget, GType type);

/* Whether a signal is emitted before the last job of an object is done: each
 * holds a reference beside those that there were without any. */
gboolean test_signal_comes (gpointer instance, const char *signal,
                            guint n_references);

/* For a signal whose coming is all that matters. */
void test_set_true (gboolean *value);

/* Opens a file and waits until it is read, or could not be. */
void test_window_open (LimenWindow *window, const char *path);
void test_window_open_text (LimenWindow *window, const char *name,
                            const char *text);

/* Whether nothing is read and no event waits. */
gboolean test_window_is_idle (LimenWindow *window);

/* Activates an action, such as "win.step-figure(1)", and waits likewise. */
void test_window_activate (LimenWindow *window, const char *detailed_name);

/* The pinned cutoffs, and a reference to one of them. */
GListModel *test_window_get_cutoffs (LimenWindow *window);
guint test_window_get_n_cutoffs (LimenWindow *window);
LimenCutoff *test_window_get_cutoff (LimenWindow *window, guint i);

/* Exports them into the tests' folder; returns the path. */
char *test_window_export (LimenWindow *window, const char *name);

/* Runs limen-cli, which must succeed; what it prints; what it decides of a
 * file by cutoffs, as CSV. */
void test_run_cli (const char *const *arguments);
char *test_run_cli_for_text (const char *const *arguments);
char *test_apply (const char *cutoffs, const char *path);

/* Whether a label at or below a widget holds this text; a visible one, or, for
 * test_says(), any at all. There must be another window where that is asked. */
gboolean test_shows (GtkWidget *widget, const char *text);
gboolean test_says (GtkWidget *widget, const char *text);
gboolean test_window_shows (LimenWindow *window, const char *text);
gboolean test_other_window_shows (LimenWindow *window, const char *text);

/* Checks that each title of the only table within a widget stands where the
 * texts of its column do, and returns the number of titles to the right. Waits
 * for a row. */
guint test_check_titles (GtkWidget *widget);
