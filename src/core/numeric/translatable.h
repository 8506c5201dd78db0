/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Marks a text in a table for translation; who shows it calls gettext(). The
 * same definition as in glib/gi18n.h, which the core does not know. */
#define N_(String) (String)
