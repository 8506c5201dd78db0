/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The handlers of the program: of signals, keys and actions, in code and in
 * templates. tests/mutate-handlers leaves out one after another.
 *
 * LIMEN_HANDLERS=FILE writes all connected handlers: name, address of the
 * caller, and, in a build with -finstrument-functions, the tests that run
 * them. LIMEN_WITHOUT=NAME leaves out the handler with this name. */

/* Whether a handler is left out; tests then stop at the first failure. */
gboolean test_handlers_is_one_left_out (void);
