/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "kind.h"

/* What a column is for, as its name tells. */
typedef enum
{
  LIMEN_ROLE_NONE,
  LIMEN_ROLE_WEIGHT,
  LIMEN_ROLE_MAYBE_WEIGHT, /* or a measurement: nothing unless asked for */
  LIMEN_ROLE_ROW_ID, /* counts or names the rows: no score */
  LIMEN_ROLE_ASSIGNED, /* the user said what it is: by no name */
} LimenRole;

LimenRole limen_role_names_match (GBytes *name);
gboolean limen_role_names_match_any (GBytes *name);
gboolean limen_role_names_match_kind (GBytes *name, LimenKind *kind);
