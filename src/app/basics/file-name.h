/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

char *limen_file_name_replace_ending (const char *path, const char *ending);
char *limen_file_name_show (const char *path);
