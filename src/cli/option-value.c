#include "option-value.h"

#include <string.h>

#include "number.h"

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

/* Sets an error about an option whose value is none of those that are allowed,
 * which are listed; returns FALSE. */
gboolean
limen_option_fail_value (GError **error, const char *option,
                         const char *value, const char *allowed)
{
  return limen_option_fail (error, "%s: \"%s\" is none of %s", option, value,
                            allowed);
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
