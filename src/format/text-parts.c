/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text-parts.h"

#include <glib/gi18n.h>

#include "number-text.h"

/* Titles of severities. */
static const char *const severity_titles[] = {
  [LIMEN_SEVERITY_INFO] = N_ ("info"),
  [LIMEN_SEVERITY_WARNING] = N_ ("warning"),
  [LIMEN_SEVERITY_ERROR] = N_ ("error"),
};

/* Appends an empty line, a title and a table. */
void
limen_text_append_table (GString *out, const char *title,
                         LimenTextTable *table)
{
  g_string_append_printf (out, "\n%s\n", title);
  limen_text_table_append_to (table, out);
}

/* Adds a row with a name, a value and a note, which may be NULL. */
void
limen_text_add_value (LimenTextTable *table, const char *name, double value,
                      const char *note)
{
  limen_text_table_add (table, name);
  limen_text_table_add_number (table, value);
  if (note != NULL)
    limen_text_table_add (table, note);
  limen_text_table_end_row (table);
}

/* Adds a row with a name, an estimate, its interval, if it has one, and a
 * note, which may be NULL. An estimate without an interval is added to
 * `missing`. */
void
limen_text_add_estimate (LimenTextTable *table, const char *name,
                         LimenEstimate estimate, const char *note,
                         LimenMissingIntervals *missing)
{
  g_autofree char *low = limen_number_text (estimate.interval.low);
  g_autofree char *high = limen_number_text (estimate.interval.high);
  /* Translators: an interval. */
  g_autofree char *interval = g_strdup_printf (_ ("%s to %s"), low, high);
  g_autofree char *both
      = note != NULL ? g_strdup_printf ("%s, %s", interval, note) : NULL;

  if (estimate.method != LIMEN_ESTIMATE_NONE)
    note = both != NULL ? both : interval;
  limen_text_add_value (table, name, estimate.value, note);
  limen_missing_intervals_add (missing, name, estimate);
}

/* Adds the texts of a NULL-terminated array as cells of the current row. */
void
limen_text_add_cells (LimenTextTable *table, const char *const *cells)
{
  for (; *cells != NULL; cells++)
    limen_text_table_add (table, *cells);
}

/* Appends a line for each finding, of LimenFinding. */
void
limen_text_append_findings (GString *out, GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const LimenFinding *finding = g_ptr_array_index (findings, i);

      g_string_append_printf (out, "  %s: %s\n",
                              _ (severity_titles[finding->severity]),
                              finding->report_message);
    }
}
