/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

const char *limen_text_likeness_guess (const char *bytes, gsize length);
GError *limen_text_likeness_new_error (const char *likeness, const char *path);
