/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "roles-private.h"

gboolean limen_roles_find_given (LimenRoles *self, LimenGivenColumns *given,
                                 LimenFacts *facts, const char *path,
                                 const LimenReadOptions *options,
                                 GError **error);
