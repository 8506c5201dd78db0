/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "window.h"

/* Functions shared by the tests of windows. */

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

/* A registered application, and a window on the screen; no header is
 * remembered. */
GtkApplication *test_application_new (void);
LimenWindow *test_window_new (GtkApplication *application,
                              GSettings *settings);

/* Another window than this one, not referenced; NULL if there is none. */
GtkWindow *test_get_other_window (LimenWindow *window);

/* The first widget of a type at or below a widget, or the first visible one;
 * NULL if there is none. */
GtkWidget *test_find_widget (GtkWidget *widget, GType type);
GtkWidget *test_find_mapped (GtkWidget *widget, GType type);

/* Whether a signal is emitted before the last job of an object ends. Each job
 * holds a reference in addition to n_references. */
gboolean test_signal_comes (gpointer instance, const char *signal,
                            guint n_references);

/* A handler that only records that a signal was emitted. */
void test_set_true (gboolean *value);

/* Draws a widget again and returns its pixels, row by row in the format of
 * gdk_texture_download(); all 0 if nothing is drawn. */
guint32 *test_take_picture (GtkWidget *widget);

/* Opens a file and waits until it is read or has failed. */
void test_window_open (LimenWindow *window, const char *path);
void test_window_open_text (LimenWindow *window, const char *name,
                            const char *text);

/* Whether nothing is being read and no event is pending. */
gboolean test_window_is_idle (LimenWindow *window);

/* Activates an action, such as "win.step-figure(1)", and waits until the
 * window is idle. */
void test_window_activate (LimenWindow *window, const char *detailed_name);

/* The pinned cutoffs; a reference to one of them. */
GListModel *test_window_get_cutoffs (LimenWindow *window);
guint test_window_get_n_cutoffs (LimenWindow *window);
LimenCutoff *test_window_get_cutoff (LimenWindow *window, guint i);

/* Exports the cutoffs into the tests' folder; returns the path. */
char *test_window_export (LimenWindow *window, const char *name);

/* Run limen-cli, which must succeed: without output; with its output; and for
 * the decisions of cutoffs on a file, as CSV. */
void test_run_cli (const char *const *arguments);
char *test_run_cli_for_text (const char *const *arguments);
char *test_apply (const char *cutoffs, const char *path);

/* Whether a visible label at or below a widget contains a text; for
 * test_says(), any label. test_other_window_shows() needs another open window.
 */
gboolean test_shows (GtkWidget *widget, const char *text);
gboolean test_says (GtkWidget *widget, const char *text);
gboolean test_window_shows (LimenWindow *window, const char *text);
gboolean test_other_window_shows (LimenWindow *window, const char *text);

/* Checks that each title of the only table within a widget is aligned with the
 * texts of its column, and returns the number of right-aligned titles. Waits
 * for a row. */
guint test_check_titles (GtkWidget *widget);
