/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "roles-private.h"

gboolean limen_roles_find_said (LimenRoles *self, LimenSaid *said,
                                LimenFacts *facts, const char *path,
                                const LimenReadOptions *options,
                                GError **error);
