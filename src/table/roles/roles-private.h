/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reading.h"
#include "roles.h"

GPtrArray *limen_roles_list_readings (LimenFacts *facts,
                                      const LimenReadOptions *options,
                                      gboolean *is_clear);

/* The decimal point of the numbers: '.' or ','. */
char limen_roles_guess_decimal_point (const LimenRoles *self,
                                      const LimenSample *sample);

/* Tasks whose labels are numbers, or for which the user listed label
 * columns */
gboolean limen_roles_take_numbers (LimenRoles *self, const LimenFacts *facts,
                                   const LimenGivenColumns *given);
void limen_roles_take_listed (LimenRoles *self, const LimenFacts *facts,
                              const LimenGivenColumns *given,
                              const LimenReadOptions *options);

gboolean limen_roles_check_distinct (const LimenRoles *self, const char *path,
                                     const LimenSample *sample,
                                     GError **error);

/* Checks that a file can be read with these roles. `is_listed`: the user
 * listed several columns as labels or scores. */
gboolean limen_roles_check (const LimenRoles *self, gboolean is_listed,
                            const char *path, const LimenSample *sample,
                            const LimenReadOptions *options, GError **error);
