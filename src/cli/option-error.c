#include "option-error.h"

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
