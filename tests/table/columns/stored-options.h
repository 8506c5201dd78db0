/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "read-options.h"

/* The path of the file with remembered options. */
char *stored_options_get_path (void);

/* Removes all remembered options. */
void stored_options_remove (void);

/* The texts of a list, joined by "|". */
GStrv stored_options_split (const char *list);

/* Parses options from the text of a key file with the group "g". */
LimenReadOptions *stored_options_parse (const char *text, GError **error);
