#pragma once

#include <glib.h>

#include "dialect.h"
#include "read-options.h"

/* Which column is what, by its index; -1: none. */
typedef struct
{
  int label;
  int score;
  int weight;
  int group;
  char decimal_point;
  /* by content, not by name or by the user */
  gboolean is_label_guessed, is_score_guessed;
} LimenRoles;

LimenRoles limen_roles_guess (const LimenDialect *dialect);
gboolean limen_roles_settle (LimenRoles *self, const char *path,
                             const LimenDialect *dialect,
                             const LimenReadOptions *options, GError **error);
