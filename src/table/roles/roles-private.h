/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reading.h"
#include "roles.h"

GPtrArray *limen_roles_list_readings (LimenFacts *facts,
                                      const LimenReadOptions *options,
                                      gboolean *is_clear);

/* '.', or ',' where the numbers are written so */
char limen_roles_guess_decimal_point (const LimenRoles *self,
                                      const LimenSample *sample);

/* Labels that are numbers, or several columns of labels that were said */
gboolean limen_roles_take_numbers (LimenRoles *self, const LimenFacts *facts,
                                   const LimenSaid *said);
void limen_roles_take_listed (LimenRoles *self, const LimenFacts *facts,
                              const LimenSaid *said,
                              const LimenReadOptions *options);

gboolean limen_roles_check_distinct (const LimenRoles *self, const char *path,
                                     const LimenSample *sample,
                                     GError **error);

/* Whether a file can be read so; `is_listed`: several columns were said to be
 * labels, or scores. */
gboolean limen_roles_check (const LimenRoles *self, gboolean is_listed,
                            const char *path, const LimenSample *sample,
                            const LimenReadOptions *options, GError **error);
