/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "columns-reasons.h"

#include <glib/gi18n.h>

#include "screen-format.h"

static gboolean
has_column (const GArray *columns, int column)
{
  for (guint i = 0; i < columns->len; i++)
    if (g_array_index (columns, int, i) == column)
      return TRUE;
  return FALSE;
}

/* Whether a reading and the choice give `role` to the same columns. */
static gboolean
has_same (const LimenPreviewReading *reading, const LimenColumnsChoice *choice,
          LimenChosenRole role)
{
  if (role == LIMEN_COLUMN_LABEL)
    return limen_columns_choice_are_equal (reading->labels, choice->labels);
  if (role == LIMEN_COLUMN_PREDICTED)
    return reading->predicted >= 0 && reading->predicted == choice->predicted;
  return reading->is_decision == choice->is_decision
         && limen_columns_choice_are_equal (reading->scores, choice->scores);
}

/* The reading that matches the choice. If none does: of the readings that give
 * `role` to the chosen columns, the first one that agrees with the choice on
 * most roles. NULL if there is no such reading. */
static const LimenPreviewReading *
find_reading (const LimenPreview *preview, const LimenColumnsChoice *choice,
              LimenChosenRole role)
{
  const LimenPreviewReading *found = NULL;
  int n_best = 0;

  for (guint i = 0; i < preview->readings->len; i++)
    {
      const LimenPreviewReading *reading = preview->readings->pdata[i];
      int n = has_same (reading, choice, LIMEN_COLUMN_LABEL)
              + has_same (reading, choice, LIMEN_COLUMN_SCORE)
              + (reading->predicted == choice->predicted);

      if (limen_columns_choice_matches (choice, reading))
        return reading;
      if (has_same (reading, choice, role) && n > n_best)
        {
          found = reading;
          n_best = n;
        }
    }
  return found;
}

/* The role that a reason belongs to; a reason for scores may be about the
 * column of predicted classes. */
static LimenChosenRole
get_role (const LimenPreviewReading *reading, const LimenPreviewReason *reason)
{
  if (has_column (reading->labels, reason->column))
    return LIMEN_COLUMN_LABEL;
  return reason->column >= 0 && reason->column == reading->predicted
             ? LIMEN_COLUMN_PREDICTED
             : LIMEN_COLUMN_SCORE;
}

static void
append_reasons (GString *out, const LimenPreviewReading *reading,
                LimenChosenRole role, gboolean is_against)
{
  gboolean is_first = TRUE;

  for (guint i = 0; i < reading->reasons->len; i++)
    {
      const LimenPreviewReason *reason = reading->reasons->pdata[i];

      if (get_role (reading, reason) != role
          || reason->is_against != is_against)
        continue;
      if (out->len > 0)
        g_string_append (out, "; ");
      if (is_first && is_against && out->len > 0)
        /* Translators: a reason against a column, after reasons for it. */
        g_string_append_printf (out, _ ("but %s"), reason->text);
      else
        g_string_append (out, reason->text);
      is_first = FALSE;
    }
}

/* "it is named like scores; it has fractions from 0 to 1." */
static char *
describe (const LimenPreviewReading *reading, LimenChosenRole role)
{
  GString *out = g_string_new (NULL);

  append_reasons (out, reading, role, FALSE);
  append_reasons (out, reading, role, TRUE);
  if (out->len == 0)
    {
      g_string_free (out, TRUE);
      return NULL;
    }
  g_string_append_c (out, '.');
  return g_string_free (out, FALSE);
}

/* A sentence on the reasons for and against the columns chosen for a role; a
 * new string, NULL if there are none. */
char *
limen_columns_reasons_describe (const LimenPreview *preview,
                                const LimenColumnsChoice *choice,
                                LimenChosenRole role)
{
  const LimenPreviewReading *reading = find_reading (preview, choice, role);

  g_autofree char *text = reading != NULL ? describe (reading, role) : NULL;

  return text != NULL ? limen_screen_capitalize (text) : NULL;
}

/* "As the label: " and the reasons; a new string. */
static char *
format_role (const LimenPreviewReading *reading, LimenChosenRole role,
             const char *reasons)
{
  switch (role)
    {
    case LIMEN_COLUMN_LABEL:
      return g_strdup_printf (_ ("As the label: %s"), reasons);
    case LIMEN_COLUMN_PREDICTED:
      return g_strdup_printf (_ ("As the predicted class: %s"), reasons);
    default:
      return g_strdup_printf (reading->is_decision ? _ ("As the decision: %s")
                                                   : _ ("As the score: %s"),
                              reasons);
    }
}

/* A sentence on the reasons for a column's likeliest role; a new string, NULL
 * if no reading gives it a role. */
char *
limen_columns_reasons_describe_column (const LimenPreview *preview, int column)
{
  for (guint i = 0; i < preview->readings->len; i++)
    {
      const LimenPreviewReading *reading = preview->readings->pdata[i];
      LimenChosenRole role;
      g_autofree char *text = NULL;

      if (has_column (reading->labels, column))
        role = LIMEN_COLUMN_LABEL;
      else if (has_column (reading->scores, column))
        role = LIMEN_COLUMN_SCORE;
      else if (column == reading->predicted)
        role = LIMEN_COLUMN_PREDICTED;
      else
        continue;
      text = describe (reading, role);
      if (text != NULL)
        return format_role (reading, role, text);
    }
  return NULL;
}
