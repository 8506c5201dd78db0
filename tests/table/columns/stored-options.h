/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "read-options.h"

/* The path of the file that options are kept in. */
char *stored_options_get_path (void);

/* Forgets all that is kept. */
void stored_options_remove (void);

/* The texts of a list with "|" between them. */
GStrv stored_options_split (const char *list);

/* Options from the text of a key file, whose group is "g". */
LimenReadOptions *stored_options_parse (const char *text, GError **error);
