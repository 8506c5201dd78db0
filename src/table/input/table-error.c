/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table-error.h"

#include "message.h"

/* The message in English, and what may avoid the error. */
typedef struct
{
  char *english; /* the message for files such as JSON */
  char *command; /* of limen-cli; or NULL */
  GStrv ignored; /* labels to ignore; or NULL */
} LimenTableErrorPrivate;

static void
limen_table_error_private_init (LimenTableErrorPrivate *self)
{
}

static void
limen_table_error_private_copy (const LimenTableErrorPrivate *from,
                                LimenTableErrorPrivate *to)
{
  to->english = g_strdup (from->english);
  to->command = g_strdup (from->command);
  to->ignored = g_strdupv (from->ignored);
}

static void
limen_table_error_private_clear (LimenTableErrorPrivate *self)
{
  g_free (self->english);
  g_free (self->command);
  g_strfreev (self->ignored);
}

G_DEFINE_EXTENDED_ERROR (LimenTableError, limen_table_error)

/* Adds to an error of LIMEN_TABLE_ERROR what may avoid it: a command line of
 * limen-cli, and all labels that it ignores. Either may be NULL; both are
 * copied. `error` may be NULL. */
void
limen_table_error_suggest (GError *error, const char *command, GStrv ignored)
{
  LimenTableErrorPrivate *private;

  if (error == NULL)
    return;
  private = limen_table_error_get_private (error);
  private->command = g_strdup (command);
  private->ignored = g_strdupv (ignored);
}

/* The command line of limen-cli that may avoid an error of any domain; NULL if
 * none is suggested. Owned by the error. */
const char *
limen_table_error_get_command (const GError *error)
{
  return error->domain == LIMEN_TABLE_ERROR
             ? limen_table_error_get_private (error)->command
             : NULL;
}

/* The labels that should be ignored to avoid an error of any domain; NULL if
 * none are suggested. Owned by the error. */
GStrv
limen_table_error_get_ignored (const GError *error)
{
  return error->domain == LIMEN_TABLE_ERROR
             ? limen_table_error_get_private (error)->ignored
             : NULL;
}

/* The message as LIMEN_MESSAGE_EXPORT shows it; of an error of another domain,
 * its message. Owned by the error. */
const char *
limen_table_error_get_english (const GError *error)
{
  const char *english = error->domain == LIMEN_TABLE_ERROR
                            ? limen_table_error_get_private (error)->english
                            : NULL;

  return english != NULL ? english : error->message;
}

/* As limen_table_error_new(). */
GError *
limen_table_error_new_valist (LimenTableError code, const char *format,
                              va_list args)
{
  va_list again;
  GError *error;

  va_copy (again, args);
  error = limen_message_new_error (LIMEN_TABLE_ERROR, code, format, args);
  limen_table_error_get_private (error)->english
      = limen_message_new_for (LIMEN_MESSAGE_EXPORT, format, again);
  va_end (again);
  return error;
}

/* Creates an error of LIMEN_TABLE_ERROR, its message as limen_message_new().
 */
GError *
limen_table_error_new (LimenTableError code, const char *format, ...)
{
  va_list args;
  GError *error;

  va_start (args, format);
  error = limen_table_error_new_valist (code, format, args);
  va_end (args);
  return error;
}

/* Sets an error of LIMEN_TABLE_ERROR, its message as limen_message_new();
 * returns FALSE. */
gboolean
limen_table_fail (GError **error, LimenTableError code, const char *format,
                  ...)
{
  va_list args;

  va_start (args, format);
  g_propagate_error (error, limen_table_error_new_valist (code, format, args));
  va_end (args);
  return FALSE;
}
