/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cutoffs-summary.h"

#include <glib/gi18n.h>

#include "cutoff-text.h"
#include "cutoffs-column.h"

/* Counts the cutoffs of a session and those that apply to its current scores,
 * and finds out whether the table needs a column for the class. */
LimenCutoffsSummary
limen_cutoffs_summary_count (LimenSession *session)
{
  GListModel *cutoffs = G_LIST_MODEL (limen_session_get_cutoffs (session));
  LimenOneVsRest *class = limen_session_get_class (session);
  LimenCutoffsSummary self
      = { .n = g_list_model_get_n_items (cutoffs),
          .has_other_class = limen_session_has_classes (session) };

  for (guint i = 0; i < self.n; i++)
    {
      g_autoptr (LimenCutoff) cutoff = g_list_model_get_item (cutoffs, i);
      LimenResolvedCutoff resolved;

      self.n_applying
          += limen_session_resolve_cutoff (session, cutoff, &resolved);
      if (class != NULL
          && !g_str_equal (limen_cutoff_get_class_name (cutoff),
                           limen_one_vs_rest_get_name (class)))
        self.has_other_class = TRUE;
    }
  return self;
}

/* "Cutoffs 3", with the number that apply; a new string. */
char *
limen_cutoffs_summary_format_title (const LimenCutoffsSummary *self)
{
  return self->n == 0 ? g_strdup (_ ("Cutoffs"))
                      : g_strdup_printf (_ ("Cutoffs %u"), self->n_applying);
}

/* A remark on the cutoffs that the title does not count, or on an empty table;
 * "" if there is none. A new string. */
char *
limen_cutoffs_summary_describe_rest (const LimenCutoffsSummary *self,
                                     LimenSession *session)
{
  guint n_other = self->n - self->n_applying;

  if (self->n == 0)
    return g_strdup (limen_session_get_analysis (session) == NULL
                             || limen_session_has_thresholds (session)
                         ? _ ("Pin a threshold to keep it here and export it.")
                         : _ ("There is no threshold to pin or export."));
  if (n_other == 0 || limen_session_get_analysis (session) == NULL)
    return g_strdup ("");
  if (n_other == 1)
    /* Translators: after “Cutoffs 3”. */
    return g_strdup (_ ("and one that does not apply to the current scores"));
  return g_strdup_printf (
      ngettext ("and %u that does not apply to the current scores",
                "and %u that do not apply to the current scores", n_other),
      n_other);
}

/* How the second of two ticked cutoffs differs from the first in the metrics
 * among `columns` (const LimenCutoffsColumn *); a new string, NULL if fewer
 * than two are ticked. */
char *
limen_cutoffs_summary_compare (LimenSession *session, const GPtrArray *columns)
{
  LimenCutoffStore *store = limen_session_get_cutoffs (session);
  LimenCutoff *second = limen_cutoff_store_get_ticked (store, 1);
  LimenMetricId metrics[LIMEN_N_METRICS];
  gsize n = 0;

  if (second == NULL)
    return NULL;
  for (guint i = 0; i < columns->len; i++)
    {
      const LimenCutoffsColumn *column = g_ptr_array_index (columns, i);

      if (column->kind == LIMEN_CUTOFFS_METRIC
          && column->part == LIMEN_CUTOFFS_THEN /* the others go with it */)
        metrics[n++] = column->metric;
    }
  return limen_cutoff_text_compare (session,
                                    limen_cutoff_store_get_ticked (store, 0),
                                    second, metrics, n);
}
