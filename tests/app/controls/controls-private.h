/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "controls.h"

/* Functions shared by the parts of controls.h. */

/* Timeout of all waiting, in microseconds. */
gint64 test_get_patience (void);

/* Reports an error and fails the test; other controls are still driven. */
void test_fail_control (const char *format, ...) G_GNUC_PRINTF (1, 2);

/* controls-list.c: widget trees, and the names of their widgets */

gboolean test_has_type (GtkWidget *widget, const char *name);
gboolean test_is_ours (GtkWindow *window);
char *test_get_name (GtkWidget *widget);

/* Looks up a control by name, or another widget by its id; NULL if there is
 * none. */
GtkWidget *test_find_control (const char *name);
GtkWidget *test_find (const char *name);

/* Look up visible widgets: the invisible scale by which a figure takes the
 * focus, the popover of a widget, the first widget of a type, the label with a
 * text. NULL if there is none. */
GtkWidget *test_find_scale (GtkWidget *widget);
GtkPopover *test_find_popover (GtkWidget *widget);
GtkWidget *test_find_type (GtkWidget *widget, GType type);
GtkWidget *test_find_text (GtkWidget *widget, const char *text);

/* controls-effects.c: what the windows show */

/* All texts that are visible in the windows. */
GPtrArray *test_get_texts (void);

/* Looks up a widget, or one of the other objects that statements name. */
GObject *test_find_object (LimenWindow *window, const char *name);
char *
test_get_value (LimenWindow *window, const char *name, const char *property);

/* Stores the values that an effect is to change. */
void test_remember (LimenWindow *window, GStrv statements);

/* Whether a statement of an effect holds. */
gboolean test_holds (LimenWindow *window, const char *statement);

/* Waits until all statements hold; FALSE on timeout. */
gboolean test_wait_for_effect (LimenWindow *window, GStrv statements);

/* controls-input.c: pointer and keyboard */

/* Waits until everything is drawn and no thread is running. */
void test_settle (LimenWindow *window);

/* Sends a command line to xdotool and runs the main loop until it is
 * processed. */
void test_send_input (const char *format, ...) G_GNUC_PRINTF (1, 2);

/* Types keys, separated by blanks, and waits after each. */
void test_send_keys (LimenWindow *window, const char *keys);

void test_focus (LimenWindow *window, GtkWidget *widget);

/* Moves the pointer over a widget, to this fraction of its width and height.
 */
void test_hover (LimenWindow *window, GtkWidget *widget, double part);

/* Drive a control: by an item of its list, by the pointer, by keys. */
void test_choose (LimenWindow *window,
                  GtkWidget *drop_down,
                  const char *text,
                  TestWay way);
void
test_point (LimenWindow *window, GtkWidget *widget, const TestControl *control);
void test_strike (LimenWindow *window,
                  GtkWidget *widget,
                  const TestControl *control);
