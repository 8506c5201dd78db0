/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

/* Reading JSON that another program may have written: a member that is missing
 * or of the wrong type is an error that names it. `where` is the object's
 * place in error messages, such as "cutoffs.json: cutoffs[2]". */
JsonNode *limen_json_load (const char *path, GError **error);
gboolean limen_json_fail (const char *where, GError **error,
                          const char *format, ...) G_GNUC_PRINTF (3, 4);
gboolean limen_json_get_text (JsonObject *object, const char *where,
                              const char *name, gboolean is_required,
                              char **text, GError **error);
gboolean limen_json_get_number (JsonObject *object, const char *where,
                                const char *name, double fallback,
                                double *number, GError **error);
