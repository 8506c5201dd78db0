#pragma once

#include "column-traits.h"
#include "roles.h"

/* Guesses from names and contents, for columns that were not assigned */
void limen_roles_guess_label (LimenRoles *self, const LimenColumnTraits *traits,
                              gsize n_columns);
void limen_roles_guess_score (LimenRoles *self, const LimenColumnTraits *traits,
                              gsize n_columns);
void limen_roles_guess_weight (LimenRoles *self,
                               const LimenColumnTraits *traits,
                               gsize n_columns);
void limen_roles_guess_classes (LimenRoles *self, const LimenDialect *dialect,
                                const LimenColumnTraits *traits,
                                const LimenReadOptions *options);
void limen_roles_guess_scores (LimenRoles *self, const LimenDialect *dialect,
                               const LimenColumnTraits *traits,
                               const LimenReadOptions *options);
void limen_roles_guess_top_label (LimenRoles *self,
                                  const LimenDialect *dialect,
                                  const LimenColumnTraits *traits,
                                  const LimenReadOptions *options);
void limen_roles_guess_label_of_classes (LimenRoles *self,
                                         const LimenDialect *dialect,
                                         const LimenColumnTraits *traits,
                                         const LimenReadOptions *options);
char limen_roles_guess_decimal_point (const LimenRoles *self,
                                      const LimenDialect *dialect);

/* Whether a file can be read so; `is_listed`: several columns were said to be
 * labels, or scores. */
gboolean limen_roles_check (const LimenRoles *self, gboolean is_listed,
                            const char *path, const LimenDialect *dialect,
                            const LimenReadOptions *options, GError **error);
