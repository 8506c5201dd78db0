#pragma once

#include "dialect.h"
#include "role-names.h"

/* What the sample's rows show of one column; missing cells show nothing. */
typedef struct
{
  LimenRole role; /* by its name */
  gboolean is_numeric;
  gboolean has_fraction; /* some number is not whole */
  guint n_distinct;      /* of 1, 2, or 3 for more */
} LimenColumnTraits;

LimenColumnTraits *limen_column_traits_new (const LimenDialect *dialect);
