/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "role-names.h"

#include <string.h>

#include "name-sense.h"
#include "names.h"
#include "positive-class.h"

#define MAX_NAME_LENGTH 64
/* Minimum points for a name to be typical of labels or scores. */
#define MIN_POINTS 2

static const struct
{
  const char *name;
  LimenRole role;
} roles[] = {
  { "weight", LIMEN_ROLE_MAYBE_WEIGHT },
  { "weights", LIMEN_ROLE_WEIGHT },
  { "w", LIMEN_ROLE_WEIGHT },
  { "sample_weight", LIMEN_ROLE_WEIGHT },
  { "sample_weights", LIMEN_ROLE_WEIGHT },
  { "case_weight", LIMEN_ROLE_WEIGHT },
  { "case_weights", LIMEN_ROLE_WEIGHT },
  { "importance_weight", LIMEN_ROLE_WEIGHT },
  { "importance_weights", LIMEN_ROLE_WEIGHT },
  { "", LIMEN_ROLE_ROW_ID },
  { "unnamed:_0", LIMEN_ROLE_ROW_ID },
  { "id", LIMEN_ROLE_ROW_ID },
  { "idx", LIMEN_ROLE_ROW_ID },
  { "index", LIMEN_ROLE_ROW_ID },
  { "row", LIMEN_ROLE_ROW_ID },
  { "row_id", LIMEN_ROLE_ROW_ID },
};

/* Normalises a name: lower case, trimmed, words joined by "_". FALSE if it is
 * too long. */
static gboolean
normalize (GBytes *name, char *out)
{
  gsize length;
  const char *text = g_bytes_get_data (name, &length);

  while (length > 0 && g_ascii_isspace (*text))
    text++, length--;
  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;
  if (length >= MAX_NAME_LENGTH)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    out[i] = strchr (" -.", text[i]) != NULL ? '_' : g_ascii_tolower (text[i]);
  out[length] = '\0';
  return TRUE;
}

/* The role that a name suggests, ignoring case and the blanks, dashes or dots
 * between words. */
LimenRole
limen_role_names_match (GBytes *name)
{
  char text[MAX_NAME_LENGTH];
  int found = normalize (name, text) ? LIMEN_NAMES_FIND (roles, text) : -1;

  return found >= 0 ? roles[found].role : LIMEN_ROLE_NONE;
}

/* Whether a field is a typical column name, and not a possible value such as
 * "true". */
gboolean
limen_role_names_match_any (GBytes *name)
{
  gsize length;
  const char *bytes = g_bytes_get_data (name, &length);
  g_autofree char *text = NULL, *lower = NULL;
  LimenNameSense sense;

  if (length == 0 || length >= MAX_NAME_LENGTH)
    return FALSE;
  if (limen_role_names_match (name) != LIMEN_ROLE_NONE)
    return TRUE;
  text = g_strstrip (g_strndup (bytes, length));
  lower = g_ascii_strdown (text, -1);
  if (strlen (lower) > 1 && limen_truth_word_get_sign (lower) != 0)
    return FALSE;
  sense = limen_name_sense_get (text);
  return sense.label >= MIN_POINTS || sense.score >= MIN_POINTS;
}

/* Whether a name indicates the kind of scores; sets *kind if so. */
gboolean
limen_role_names_match_kind (GBytes *name, LimenKind *kind)
{
  char text[MAX_NAME_LENGTH];

  if (!normalize (name, text))
    return FALSE;
  if (strstr (text, "log_prob") != NULL || strstr (text, "logprob") != NULL)
    *kind = LIMEN_KIND_LOG_PROBABILITY;
  else if (strstr (text, "logit") != NULL || strstr (text, "log_odds") != NULL)
    *kind = LIMEN_KIND_LOGIT;
  else if (strstr (text, "prob") != NULL || g_str_equal (text, "p"))
    *kind = LIMEN_KIND_PROBABILITY;
  else
    return FALSE;
  return TRUE;
}
