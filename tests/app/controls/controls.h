/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "windows.h"

/* Controls of the windows on the screen: listed from their widget trees, driven
 * by a real pointer and a real keyboard, and checked for an effect.
 *
 * A control is named "OWNER/NAME" after the template that it stands in and
 * its id, action, text, icon or type there; a second one of a window
 * that would be named so is "OWNER/NAME#2". In other windows than the main one
 * the name begins with the window's type. A widget that is no control is named
 * likewise. Blanks are written as "-". */

typedef enum
{
  TEST_WAY_POINTER,
  TEST_WAY_KEYBOARD
} TestWay;

/* How a control is driven, and what it does then.
 *
 * `before`, `after` and `effect` are lists of statements with "; " between
 * them. Those of `before` and `after`:
 *
 *   do ACTION [then ACTION]    the second at once after the first
 *   press NAME
 *   pop NAME                   a menu or a list opens
 *   set NAME PROPERTY VALUE
 *   choose NAME TEXT           an item of a drop-down
 *   pick NAME                  it takes the focus
 *   keys KEYS                  typed there
 *   hover NAME [PART]          of its width and height; 0.5
 *   open SAMPLE
 *   copy NAME                  the file is opened once more, as another one
 *   answer FILE                a dialog that asks for one gets it
 *   await EFFECT
 *
 * Those of an effect, no part of which may hold before the control is driven:
 *
 *   shows TEXT, hides TEXT
 *   opens TITLE, closes TITLE      a window
 *   pops NAME, drops NAME          a popover
 *   sets NAME PROPERTY VALUE
 *   leaves NAME PROPERTY VALUE     it is no longer so
 *   moves NAME PROPERTY            it is another value
 *   exceeds NAME PROPERTY VALUE    it is a larger number
 *   heads NAME TEXT                the first row of a table has it
 *   repaints NAME                  it looks otherwise
 *   focuses NAME
 *   copies TYPE
 *   pins N                         so many cutoffs there are now
 *   draws N                        so many curves
 *
 * Beside names of widgets there are "window", "session", "thresholds",
 * "clipboard" and "settings".
 *
 * A name that ends in a star stands for all that begin so; a star in the
 * effect for the rest of each one's name. A control without an effect is known
 * and not driven, and it is said why. */
typedef struct
{
  const char *stage; /* the file that is opened; see the test */
  const char *name;
  const char *before;  /* what makes it visible */
  const char *choose;  /* a drop-down's item */
  const char *text;    /* typed into it */
  const char *on;      /* what is pressed is the text within it */
  const char *pointer; /* for xdotool, instead of a click */
  const char *keys;    /* and instead of space, or Up in a number */
  const char *change;  /* what a view follows: nothing is pressed */
  const char *after;   /* what shows what came of it */
  double x, y; /* where it is pressed, of its width and height; 0: 0.5 */
  const char *effect;
  const char *keyboard_effect; /* where that differs */
  const char *only;            /* why only the pointer, or only keys, do it */
  const char *undriven;        /* why there is no effect */
} TestControl;

/* The names of all controls of all windows; free with g_strfreev(). */
GStrv test_controls_list (void);

/* Does what is to be done first, drives a control, waits for its effect. FALSE
 * where that did not come; it is said what was seen instead, and, at the last
 * try, the test fails. */
gboolean test_control_drive (LimenWindow *window,
                             const TestControl *control,
                             TestWay way,
                             gboolean is_last);

/* Closes all windows; this one is kept by the caller. */
void test_controls_close (LimenWindow *window);
