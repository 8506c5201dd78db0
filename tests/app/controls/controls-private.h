/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "controls.h"

/* What the parts of controls.h share. */

/* Microseconds that anything is waited for. */
gint64 test_get_patience (void);

/* Says what is wrong, and fails the test; the others go on. */
void test_fail_control (const char *format, ...) G_GNUC_PRINTF (1, 2);

/* controls-list.c: the widget trees, and the names of what stands in them */

gboolean test_has_type (GtkWidget *widget, const char *name);
gboolean test_is_ours (GtkWindow *window);
char *test_get_name (GtkWidget *widget);

/* A control, or also another widget by its id; NULL where there is none. */
GtkWidget *test_find_control (const char *name);
GtkWidget *test_find (const char *name);

/* The scale without a look that a figure holds for the keyboard, the popover
 * of a widget, the first one of a type, the label with this text: of those that
 * are seen, except for the scale; NULL where there is none. */
GtkWidget *test_find_scale (GtkWidget *widget);
GtkPopover *test_find_popover (GtkWidget *widget);
GtkWidget *test_find_type (GtkWidget *widget, GType type);
GtkWidget *test_find_text (GtkWidget *widget, const char *text);

/* controls-effects.c: what is seen */

/* All that can be read in the windows now. */
GPtrArray *test_get_texts (void);

/* A widget, or one of the objects that statements name. */
GObject *test_find_object (LimenWindow *window, const char *name);
char *
test_get_value (LimenWindow *window, const char *name, const char *property);

/* Keeps the values that an effect is to change. */
void test_remember (LimenWindow *window, GStrv statements);

/* Whether one statement of an effect holds. */
gboolean test_holds (LimenWindow *window, const char *statement);

/* Waits until all of them do; FALSE where they do not. */
gboolean test_wait_for_effect (LimenWindow *window, GStrv statements);

/* controls-input.c: a pointer and a keyboard */

/* Waits until there is nothing to do and no thread at work: all is drawn. */
void test_settle (LimenWindow *window);

/* Tells xdotool a line of its commands; the main loop goes on meanwhile. */
void test_send_input (const char *format, ...) G_GNUC_PRINTF (1, 2);

/* Types keys, with blanks between them; each comes to what it led to. */
void test_send_keys (LimenWindow *window, const char *keys);

void test_focus (LimenWindow *window, GtkWidget *widget);

/* Moves the pointer over it, to such a part of its width and height. */
void test_hover (LimenWindow *window, GtkWidget *widget, double part);

/* Drives a control: by an item of its list, by the pointer, by keys. */
void test_choose (LimenWindow *window,
                  GtkWidget *drop_down,
                  const char *text,
                  TestWay way);
void
test_point (LimenWindow *window, GtkWidget *widget, const TestControl *control);
void test_strike (LimenWindow *window,
                  GtkWidget *widget,
                  const TestControl *control);
