#pragma once

#include "column-traits.h"
#include "roles.h"

/* What names and contents say. */
void limen_roles_guess_single (LimenRoles *self, const LimenDialect *dialect,
                               const LimenColumnTraits *traits);
void limen_roles_guess_classes (LimenRoles *self, const LimenDialect *dialect,
                                const LimenColumnTraits *traits,
                                const LimenReadOptions *options);
void limen_roles_guess_scores (LimenRoles *self, const LimenDialect *dialect,
                               const LimenReadOptions *options);
void limen_roles_guess_top_label (LimenRoles *self,
                                  const LimenDialect *dialect,
                                  const LimenColumnTraits *traits,
                                  const LimenReadOptions *options);
void limen_roles_guess_label_of_classes (LimenRoles *self,
                                         const LimenDialect *dialect,
                                         const LimenReadOptions *options);
char limen_roles_guess_decimal_point (const LimenRoles *self,
                                      const LimenDialect *dialect);

/* Whether a file can be read so; `is_listed`: several columns were said to be
 * labels, or scores. */
gboolean limen_roles_check (const LimenRoles *self, gboolean is_listed,
                            const char *path, const LimenDialect *dialect,
                            const LimenReadOptions *options, GError **error);
