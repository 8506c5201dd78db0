#include "table-error.h"

#include <locale.h>
#include <string.h>

G_DEFINE_QUARK (limen-table-error-quark, limen_table_error)

/* What an errno means, in English as the messages around it are, whatever the
 * locale; owned by the C library. */
const char *
limen_table_error_get_system_text (int number)
{
  static gsize english;

  if (g_once_init_enter (&english))
    g_once_init_leave (&english,
                       (gsize) newlocale (LC_ALL_MASK, "C", (locale_t) 0));
  return strerror_l (number, (locale_t) english);
}
