/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Marks a text in a table for translation; code that shows it calls gettext().
 * Defined as in glib/gi18n.h, which the core does not include. */
#define N_(String) (String)
