#pragma once

#include <glib.h>

gboolean limen_fonts_check (GError **error);
