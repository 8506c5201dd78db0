/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "kind.h"

/* Role that a column's name suggests, besides label and score. */
typedef enum
{
  LIMEN_ROLE_NONE,
  LIMEN_ROLE_WEIGHT,
  LIMEN_ROLE_MAYBE_WEIGHT, /* a weight or a measurement: used only on
                            * request */
  LIMEN_ROLE_ROW_ID,       /* numbers or identifies the rows; not a score */
  LIMEN_ROLE_ASSIGNED,     /* assigned by the user, whatever its name */
} LimenRole;

LimenRole limen_role_names_match (GBytes *name);
gboolean limen_role_names_match_any (GBytes *name);
gboolean limen_role_names_match_kind (GBytes *name, LimenKind *kind);
