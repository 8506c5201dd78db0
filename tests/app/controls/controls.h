/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "windows.h"

/* Controls of the windows on the screen: listed from their widget trees,
 * driven by a real pointer and keyboard, and checked for an effect.
 *
 * A control is named "OWNER/NAME": the template it belongs to, and its id,
 * action, text, icon or type there. A second one with that name in a window is
 * "OWNER/NAME#2". In windows other than the main one the name begins with the
 * window's type. Widgets that are not controls are named in this way, too.
 * Blanks are written as "-". */

typedef enum
{
  TEST_WAY_POINTER,
  TEST_WAY_KEYBOARD
} TestWay;

/* How a control is driven, and its effect.
 *
 * `before`, `after` and `effect` are lists of statements separated by "; ".
 * Statements of `before` and `after`:
 *
 *   do ACTION [then ACTION]    the second directly after the first
 *   press NAME
 *   pop NAME                   opens a menu or a list
 *   set NAME PROPERTY VALUE
 *   choose NAME TEXT           selects an item of a drop-down
 *   pick NAME                  moves the focus
 *   keys KEYS                  types keys there
 *   hover NAME [PART]          at this fraction of its size; 0.5
 *   open SAMPLE
 *   copy NAME                  opens a copy of the file
 *   answer FILE                answers a file dialog
 *   await EFFECT
 *
 * Statements of an effect, none of which may hold before the control is
 * driven:
 *
 *   shows TEXT, hides TEXT
 *   opens TITLE, closes TITLE      a window
 *   pops NAME, drops NAME          a popover
 *   sets NAME PROPERTY VALUE
 *   leaves NAME PROPERTY VALUE     it has another value than this
 *   moves NAME PROPERTY            its value changes
 *   exceeds NAME PROPERTY VALUE    its value is larger than this
 *   heads NAME TEXT                the first row of a table has the text
 *   repaints NAME                  its picture changes
 *   focuses NAME
 *   copies TYPE
 *   pins N                         the number of cutoffs is N
 *   draws N                        the number of curves is N
 *
 * Apart from widgets, NAME can be "window", "session", "thresholds",
 * "clipboard" or "settings".
 *
 * A name that ends in a star stands for all names that begin so; a star in the
 * effect stands for the rest of each name. A control without an effect is
 * known but not driven, and `undriven` says why. */
typedef struct
{
  const char *stage; /* the file that is opened; see the test */
  const char *name;
  const char *before;  /* statements that make it visible */
  const char *choose;  /* item of a drop-down to select */
  const char *text;    /* text to type */
  const char *on;      /* text within the control that is pressed */
  const char *pointer; /* commands for xdotool, instead of a click */
  const char *keys;    /* keys, instead of space or, in a number, Up */
  const char *change;  /* change that a view follows, nothing is pressed */
  const char *after;   /* statements that make the effect visible */
  double x, y; /* where it is pressed, as a fraction of its size; 0: 0.5 */
  const char *effect;
  const char *keyboard_effect; /* if different */
  const char *only;            /* why it is driven by one of the two */
  const char *undriven;        /* why it has no effect */
} TestControl;

/* The names of all controls of all windows; free with g_strfreev(). */
GStrv test_controls_list (void);

/* Runs `before`, drives a control and waits for its effect. FALSE on timeout:
 * reports the texts and properties seen instead, and fails the test on the
 * last try. */
gboolean test_control_drive (LimenWindow *window,
                             const TestControl *control,
                             TestWay way,
                             gboolean is_last);

/* Closes all windows; the caller keeps a reference to this one. */
void test_controls_close (LimenWindow *window);
