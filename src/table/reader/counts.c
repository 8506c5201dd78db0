/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "counts.h"

#include <math.h>

#include "memory.h"
#include "table-error.h"

static gboolean
check_counts (LimenSource *source, const char *column, const double *counts,
              gsize n, GError **error)
{
  for (gsize i = 0; i < n; i++)
    if (!(isfinite (counts[i]) && counts[i] >= 0))
      {
        g_autofree char *place
            = limen_source_format_place (source, i + 1, -1, column);

        return limen_table_fail (error, LIMEN_TABLE_ERROR_DATA,
                                 "%s%g is not a count; counts are 0 or more",
                                 place, counts[i]);
      }
  return TRUE;
}

static gboolean
check (LimenSource *source, const LimenCounts *counts, GError **error)
{
  for (gsize i = 0; i < counts->n; i++)
    if (!isfinite (counts->scores[i]))
      {
        g_autofree char *place
            = limen_source_format_place (source, i + 1, -1, "score");

        return limen_table_fail (
            error, LIMEN_TABLE_ERROR_DATA,
            "%s%g is not a score; scores are finite numbers", place,
            counts->scores[i]);
      }
  if (!check_counts (source, "positives", counts->positives, counts->n, error)
      || !check_counts (source, "negatives", counts->negatives, counts->n,
                        error))
    return FALSE;
  if (counts->n > 0)
    return TRUE;
  return limen_table_fail (
      error, LIMEN_TABLE_ERROR_DATA,
      "%s: no counts; each score needs a row with its positives and negatives",
      limen_source_get_path (source));
}

/* Builds the one-vs-rest sweep of a source of counts. Returns a new sweep, or
 * NULL with an error, such as for a negative count. */
LimenSweep *
limen_counts_read_sweep (LimenSource *source, GError **error)
{
  g_auto (LimenCounts) counts = { 0 };
  LimenSweep *sweep;

  if (!limen_source_read_counts (source, &counts, error)
      || !check (source, &counts, error))
    return NULL;
  sweep = limen_sweep_new_from_counts (counts.scores, counts.positives,
                                       counts.negatives, counts.n);
  if (sweep == NULL)
    limen_memory_fail (limen_source_get_path (source), "to sort its scores",
                       error);
  return sweep;
}
