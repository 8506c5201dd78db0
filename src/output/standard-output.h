/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

void limen_standard_output_guard (void);
void limen_standard_output_reserve (void);
int limen_standard_output_dup (void);
