/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file-type.h"

#include <string.h>

#include "file-type-private.h"

/* Sets a file type; returns TRUE. `name` is static; `remedy` is copied, and
 * may be NULL. */
gboolean
limen_file_type_take (LimenFileType *type, const char *name,
                      const char *remedy, guint64 line)
{
  type->name = name;
  type->remedy = g_strdup (remedy);
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
