#pragma once

#include <gio/gio.h>

gboolean limen_file_dialog_can_open (GError **error);
