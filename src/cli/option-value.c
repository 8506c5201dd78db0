/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "option-value.h"

#include <string.h>

#include "metric.h"
#include "names.h"
#include "number.h"

#define MAX_COLUMNS 79

/* Sets an error about the command line; returns FALSE. */
gboolean
limen_option_fail (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_propagate_error (error, g_error_new_valist (G_OPTION_ERROR,
                                                G_OPTION_ERROR_BAD_VALUE,
                                                format, args));
  va_end (args);
  return FALSE;
}

/* "; did you mean tab?", or nothing where no name is near; a new string. */
static char *
suggest (const char *value, const char *const *names)
{
  int nearest = limen_names_find_nearest (
      names, g_strv_length ((char **) names), sizeof *names, value);

  return nearest >= 0 ? g_strdup_printf ("; did you mean %s?", names[nearest])
                      : g_strdup ("");
}

/* Sets an error about an option whose value is none of those that are allowed,
 * "light, dark, print", which are listed, and the one that it was probably
 * meant to be; returns FALSE. */
gboolean
limen_option_fail_value (GError **error, const char *option,
                         const char *value, const char *allowed)
{
  g_auto (GStrv) names = g_strsplit (allowed, ", ", -1);
  g_autofree char *meant = suggest (value, (const char *const *) names);

  return limen_option_fail (error, "%s: \"%s\" is none of %s%s", option,
                            value, allowed, meant);
}

/* The names of all metrics, with commas between; a new string. */
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

/* A list with commas under a heading, in lines that a terminal shows whole; a
 * new string. */
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

/* Reads the name of a metric, which `option` was given. */
gboolean
limen_option_parse_metric (const char *option, const char *name,
                           LimenMetric *metric, GError **error)
{
  g_auto (GStrv) names = NULL;
  g_autofree char *list = NULL;
  g_autofree char *meant = NULL;

  if (limen_metric_parse (name, metric))
    return TRUE;
  list = limen_option_list_metrics ();
  names = g_strsplit (list, ", ", -1);
  meant = suggest (name, (const char *const *) names);
  return limen_option_fail (error,
                            "%s: \"%s\" is no metric%s The metrics are %s",
                            option, name, *meant != '\0' ? meant : ".", list);
}

/* A number in Limen's own grammar, whatever the locale. */
gboolean
limen_option_parse_number (const char *option, const char *text, double *number,
                        GError **error)
{
  if (limen_number_parse (text, strlen (text), '.', number))
    return TRUE;
  return limen_option_fail (error, "%s: \"%s\" is not a number", option, text);
}

/* As many numbers as there are texts (NULL: none); a new array, or NULL with
 * an error. */
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
