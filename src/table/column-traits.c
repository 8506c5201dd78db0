#include "column-traits.h"

#include <math.h>

#include "sample.h"

static LimenColumnTraits
get_traits (const LimenDialect *dialect, guint column)
{
  LimenColumnTraits traits = { .is_numeric = TRUE };
  GBytes *seen[2];

  if (dialect->has_header)
    traits.role
        = limen_role_names_match (g_ptr_array_index (dialect->names, column));
  for (guint row = 0; row < dialect->rows->len; row++)
    {
      GBytes *field = limen_sample_get_field (dialect, row, (int) column);
      double value = 0;
      guint i = 0;

      if (limen_sample_is_missing (dialect, row, (int) column))
        continue;
      traits.is_numeric &= limen_sample_parse_number (dialect, row,
                                                      (int) column, &value);
      traits.has_fraction |= value != trunc (value);
      while (i < MIN (traits.n_distinct, 2) && !g_bytes_equal (seen[i], field))
        i++;
      if (i == traits.n_distinct && i < 2)
        seen[i] = field;
      if (i == traits.n_distinct)
        traits.n_distinct = MIN (i + 1, 3);
    }
  traits.is_numeric &= traits.n_distinct > 0;
  return traits;
}

/* Of each column; a new array, to be freed with g_free(). */
LimenColumnTraits *
limen_column_traits_new (const LimenDialect *dialect)
{
  LimenColumnTraits *traits
      = g_new0 (LimenColumnTraits, MAX (dialect->n_columns, 1));

  for (guint i = 0; i < dialect->n_columns; i++)
    traits[i] = get_traits (dialect, i);
  return traits;
}
