/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

gboolean limen_desktop_services_can_write (const char *folder);
void limen_desktop_services_prepare (void);
