#include "sample.h"

#include <math.h>
#include <string.h>

#include "number.h"
#include "predictions.h"

/* A cell as it stands in the file; owned by the dialect. */
GBytes *
limen_sample_get_field (const LimenDialect *dialect, guint row, int column)
{
  return g_ptr_array_index (
      (GPtrArray *) g_ptr_array_index (dialect->rows, row), (guint) column);
}

/* The number that a cell is, with either decimal point where the delimiter
 * leaves a choice; -inf where it is the logarithm of 0. FALSE, and *number
 * untouched, where it is none. */
gboolean
limen_sample_parse_number (const LimenDialect *dialect, guint row, int column,
                           double *number)
{
  gsize length;
  const char *text = g_bytes_get_data (
      limen_sample_get_field (dialect, row, column), &length);

  if (limen_number_is_minus_infinity (text, length))
    {
      *number = -INFINITY;
      return TRUE;
    }
  return limen_number_parse (text, length, '.', number)
         || (dialect->delimiter != ','
             && limen_number_parse (text, length, ',', number));
}

/* Whether a cell is a missing value. */
gboolean
limen_sample_is_missing (const LimenDialect *dialect, guint row, int column)
{
  gsize length;
  const char *text = g_bytes_get_data (
      limen_sample_get_field (dialect, row, column), &length);

  return limen_dialect_is_missing (dialect, text, length);
}

static gboolean
has_label (LimenLabels *labels, const char *text, gsize length)
{
  g_autofree char *copy = g_strndup (text, length);

  return copy != NULL && limen_labels_find (labels, copy) >= 0;
}

static gboolean
is_label (const LimenDialect *dialect, guint row, int column,
          LimenLabels *unwanted)
{
  gsize length;
  const char *text = g_bytes_get_data (
      limen_sample_get_field (dialect, row, column), &length);

  return !limen_sample_is_missing (dialect, row, column)
         && (limen_labels_get_n (unwanted) == 0
             || !has_label (unwanted, text, length));
}

/* The distinct labels of a column, in rows where the column `beside` has one,
 * too, but for missing ones and those to be ignored (NULL: none); new. Of more
 * than LIMEN_MAX_CLASSES the first. */
LimenLabels *
limen_sample_collect_labels_beside (const LimenDialect *dialect, int column,
                                    int beside, GStrv ignored)
{
  LimenLabels *labels = limen_labels_new (LIMEN_MAX_CLASSES, '.');
  g_autoptr (LimenLabels) unwanted = limen_labels_new (LIMEN_MAX_CLASSES, '.');

  for (gsize i = 0; ignored != NULL && ignored[i] != NULL; i++)
    limen_labels_take (unwanted, ignored[i], strlen (ignored[i]));
  for (guint row = 0; row < dialect->rows->len; row++)
    {
      gsize length;
      const char *text = g_bytes_get_data (
          limen_sample_get_field (dialect, row, column), &length);

      if (is_label (dialect, row, column, unwanted)
          && is_label (dialect, row, beside, unwanted))
        limen_labels_take (labels, text, length);
    }
  return labels;
}

/* Those of a column in any row. */
LimenLabels *
limen_sample_collect_labels (const LimenDialect *dialect, int column,
                             GStrv ignored)
{
  return limen_sample_collect_labels_beside (dialect, column, column, ignored);
}
