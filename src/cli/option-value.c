/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "option-value.h"

#include <string.h>

#include "message.h"
#include "metric.h"
#include "names.h"
#include "number.h"

#define MAX_COLUMNS 79

/* Sets an error of G_OPTION_ERROR about the command line, its message as
 * limen_message_new(); returns FALSE. */
gboolean
limen_option_fail (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_propagate_error (error, limen_message_new_error (G_OPTION_ERROR,
                                                     G_OPTION_ERROR_BAD_VALUE,
                                                     format, args));
  va_end (args);
  return FALSE;
}

/* The name nearest to a wrong value; NULL where no name is near. */
static const char *
find_nearest (const char *value, const char *const *names)
{
  int nearest = limen_names_find_nearest (
      names, g_strv_length ((char **) names), sizeof *names, value);

  return nearest >= 0 ? names[nearest] : NULL;
}

/* Sets an error about an option's value that is not one of `allowed`, a list
 * such as "light, dark, print". The message has the list, and the nearest name
 * as a suggestion. Returns FALSE. */
gboolean
limen_option_fail_value (GError **error, const char *option,
                         const char *value, const char *allowed)
{
  g_auto (GStrv) names = g_strsplit (allowed, ", ", -1);
  const char *meant = find_nearest (value, (const char *const *) names);

  if (meant != NULL)
    return limen_option_fail (error,
                              "%s: \"%s\" is not one of: %s; did you mean %s?",
                              option, value, allowed, meant);
  return limen_option_fail (error, "%s: \"%s\" is not one of: %s", option,
                            value, allowed);
}

/* The names of all metrics, separated by ", "; a new string. */
char *
limen_option_list_metrics (void)
{
  GString *list = g_string_new (NULL);

  for (LimenMetricId i = 0; i < LIMEN_N_ALL_METRICS; i++)
    if (i != LIMEN_METRIC_FBETA)
      g_string_append_printf (list, "%s, ", limen_metric_get_info (i)->name);
  g_string_append (list, "fbeta:BETA");
  return g_string_free (list, FALSE);
}

/* A list separated by ", ", wrapped at 79 columns and indented under a
 * heading; a new string. */
char *
limen_option_wrap_list (const char *heading, const char *list)
{
  g_auto (GStrv) names = g_strsplit (list, ", ", -1);
  GString *text = g_string_new (heading);
  gsize column = MAX_COLUMNS;

  for (guint i = 0; names[i] != NULL; i++)
    {
      gsize length = strlen (names[i]) + 2;

      if (column + length > MAX_COLUMNS)
        {
          g_string_append (text, "\n ");
          column = 1;
        }
      g_string_append_printf (text, " %s%s", names[i],
                              names[i + 1] != NULL ? "," : "");
      column += length;
    }
  return g_string_free (text, FALSE);
}

/* Parses the name of a metric, the value of `option`. FALSE with an error that
 * lists the metrics. */
gboolean
limen_option_parse_metric (const char *option, const char *name,
                           LimenMetric *metric, GError **error)
{
  g_auto (GStrv) names = NULL;
  g_autofree char *list = NULL;
  const char *meant;

  if (limen_metric_parse (name, metric))
    return TRUE;
  list = limen_option_list_metrics ();
  names = g_strsplit (list, ", ", -1);
  meant = find_nearest (name, (const char *const *) names);
  if (meant != NULL)
    return limen_option_fail (error,
                              "%s: \"%s\" is not a metric; did you mean %s? "
                              "The metrics are %s",
                              option, name, meant, list);
  return limen_option_fail (error,
                            "%s: \"%s\" is not a metric. The metrics are %s",
                            option, name, list);
}

/* Parses the value of `option` as a number, as limen_number_parse() with the
 * decimal mark ".", in every locale. FALSE with an error. */
gboolean
limen_option_parse_number (const char *option, const char *text, double *number,
                        GError **error)
{
  if (limen_number_parse (text, strlen (text), '.', number))
    return TRUE;
  return limen_option_fail (error, "%s: \"%s\" is not a number", option, text);
}

/* Parses each of the NULL-terminated `texts` (NULL: none) as a number, and
 * sets *n to their count. A new array, not NULL even if *n is 0; NULL with an
 * error. */
double *
limen_option_parse_numbers (const char *option, char **texts, gsize *n,
                         GError **error)
{
  g_autofree double *numbers = NULL;

  *n = texts != NULL ? g_strv_length (texts) : 0;
  numbers = g_new (double, *n + 1);
  for (gsize i = 0; i < *n; i++)
    if (!limen_option_parse_number (option, texts[i], &numbers[i], error))
      return NULL;
  return g_steal_pointer (&numbers);
}
