/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file-type.h"

#include <string.h>

#include "file-type-private.h"
#include "message.h"

/* Sets a file type; returns TRUE. `name` is static, English, and has a
 * translation. `remedy` is what to do: a clause in English that has a
 * translation if `program` is NULL, else code of that program, such as
 * "Python", or of a shell if it is "", that writes a CSV file. NULL if nothing
 * can be done. */
gboolean
limen_file_type_take (LimenFileType *type, const char *name,
                      const char *program, const char *remedy, guint64 line)
{
  type->name = name;
  if (remedy != NULL && program == NULL)
    type->remedy = limen_message_part_of (remedy);
  else if (remedy != NULL && *program == '\0')
    type->remedy = limen_message_part (
        /* Translators: a command */
        "write it as CSV, %s; each row needs its true label and its score",
        remedy);
  else if (remedy != NULL)
    type->remedy = limen_message_part (
        /* Translators: a program such as Python, and its code */
        "write it as CSV, in %s: %s; each row needs its true label and its "
        "score",
        program, remedy);
  type->line = line;
  return TRUE;
}

/* Whether a file begins with these bytes. */
gboolean
limen_head_begins (const LimenHead *self, const char *bytes, gsize length)
{
  return self->length >= length && memcmp (self->bytes, bytes, length) == 0;
}

/* Whether these bytes occur in the head of a file. */
gboolean
limen_head_contains (const LimenHead *self, const char *bytes, gsize length)
{
  return memmem (self->bytes, self->length, bytes, length) != NULL;
}

/* The head without a byte order mark and leading white space; adds the skipped
 * line ends to *line. */
LimenHead
limen_head_skip_blank (const LimenHead *self, guint64 *line)
{
  LimenHead rest = *self;

  if (limen_head_begins (&rest, "\357\273\277", 3))
    {
      rest.bytes += 3;
      rest.length -= 3;
    }
  for (; rest.length > 0 && g_ascii_isspace (*rest.bytes); rest.length--)
    *line += *rest.bytes++ == '\n';
  return rest;
}
