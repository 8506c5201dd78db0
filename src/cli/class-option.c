/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli.h"
#include "message.h"
#include "names.h"
#include "option-value.h"

#define MAX_LISTED_CLASSES 10

/* The first class names, quoted and separated by commas; a part of a
 * message. */
static char *
list_names (const char *const *names, gsize n)
{
  g_autoptr (GPtrArray) quoted = g_ptr_array_new_with_free_func (g_free);

  for (gsize k = 0; k < MIN (n, MAX_LISTED_CLASSES); k++)
    g_ptr_array_add (quoted, g_strdup_printf ("\"%s\"", names[k]));
  return limen_message_join_first (quoted, n);
}

/* Sets the error that `option` names no class of the file, with the classes
 * that there are, and the nearest name as a suggestion; returns FALSE. */
gboolean
limen_cli_fail_class (GError **error, const char *option, const char *name,
                      const char *const *names, gsize n)
{
  g_autofree char *list = list_names (names, n);
  int nearest = limen_names_find_nearest (names, n, sizeof *names, name);

  if (nearest >= 0)
    return limen_option_fail (error,
                              "%s: there is no class \"%s\"; did you mean "
                              "\"%s\"? The classes are %s",
                              option, name, names[nearest], list);
  return limen_option_fail (error,
                            "%s: there is no class \"%s\"; the classes are %s",
                            option, name, list);
}

/* The class called `name` against the rest; a NULL name is allowed where the
 * file has one class only. A new reference; NULL with an error, which is of
 * G_OPTION_ERROR where no class, or more than one, matches. */
LimenOneVsRest *
limen_cli_get_class (LimenAnalysis *analysis, const char *name, GError **error)
{
  LimenThresholdScores *scores = limen_analysis_get_scores (analysis);
  gsize n = limen_threshold_scores_get_n_classes (scores);
  g_autofree const char **names = g_new (const char *, n + 1);
  g_autofree char *list = NULL;

  if (n == 1 && name == NULL)
    return limen_analysis_get_class (analysis, 0, error);
  for (gsize k = 0; k < n; k++)
    {
      names[k] = limen_threshold_scores_get_class_name (scores, k);
      if (g_strcmp0 (name, names[k]) == 0)
        return limen_analysis_get_class (analysis, k, error);
    }
  if (n == 0)
    limen_option_fail (error,
                       "a regression has no classes, and no thresholds");
  else if (name == NULL)
    {
      list = list_names (names, n);
      limen_option_fail (error,
                         "this file has several classes; choose one with "
                         "--class: %s",
                         list);
    }
  else
    limen_cli_fail_class (error, "--class", name, names, n);
  return NULL;
}
