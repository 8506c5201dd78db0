/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "file-type-private.h"

/* Number of valid operations that cannot be a coincidence. */
#define ENOUGH_OPERATIONS 64

/* Result of skipping an operation. */
typedef enum
{
  OPERATION_GOOD,
  OPERATION_CUT, /* the bytes end inside it */
  OPERATION_BAD,
  OPERATION_STOP,
} Operation;

typedef struct
{
  const char *next, *end;
  gboolean is_memo; /* the last operation stored the top of the stack in the
                     * memo */
} Cursor;

static Operation
skip (Cursor *self, gsize n)
{
  if ((gsize) (self->end - self->next) < n)
    return OPERATION_CUT;
  self->next += n;
  return OPERATION_GOOD;
}

/* Skips bytes whose count precedes them as a little-endian number of `size`
 * bytes. */
static Operation
skip_counted (Cursor *self, gsize size)
{
  gsize n = 0;

  if ((gsize) (self->end - self->next) < size)
    return OPERATION_CUT;
  for (gsize i = 0; i < size; i++)
    n |= (gsize) (guchar) self->next[i] << (8 * i);
  self->next += size;
  return skip (self, n);
}

/* Skips the rest of a line of allowed characters; NULL allows any. */
static Operation
skip_line (Cursor *self, const char *allowed)
{
  const char *start = self->next;
  const char *end = memchr (start, '\n', (gsize) (self->end - start));
  const char *stop = end != NULL ? end : self->end;

  for (const char *c = start; allowed != NULL && c < stop; c++)
    if (*c == '\0' || strchr (allowed, *c) == NULL)
      return OPERATION_BAD;
  if (end == NULL)
    return OPERATION_CUT;
  self->next = end + 1;
  return end > start || allowed == NULL ? OPERATION_GOOD : OPERATION_BAD;
}

/* Skips a line with the name of a module or class. */
static Operation
skip_name (Cursor *self)
{
  return skip_line (self, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "._<>");
}

static Operation
skip_class (Cursor *self)
{
  Operation module = skip_name (self);

  return module == OPERATION_GOOD ? skip_name (self) : module;
}

static Operation
skip_quoted (Cursor *self)
{
  if (self->next < self->end && *self->next != '\'' && *self->next != '"')
    return OPERATION_BAD;
  return skip_line (self, NULL);
}

static Operation
skip_memo (Cursor *self, gboolean is_line)
{
  if (self->is_memo) /* no pickle stores an object twice */
    return OPERATION_BAD;
  return is_line ? skip_line (self, G_CSET_DIGITS) : skip (self, 1);
}

/* Skips one operation of protocol 0 or 1. */
static Operation
skip_operation (Cursor *self)
{
  char code = *self->next++;

  if (code != '\0' && strchr ("()]}tldaseuNRbo", code) != NULL)
    return OPERATION_GOOD; /* no arguments */
  switch (code)
    {
    case 'I':
    case 'L':
      return skip_line (self, G_CSET_DIGITS "-L");
    case 'F':
      return skip_line (self, G_CSET_DIGITS "+-.einfa");
    case 'g':
      return skip_line (self, G_CSET_DIGITS);
    case 'S':
      return skip_quoted (self);
    case 'V':
      return skip_line (self, NULL);
    case 'c':
    case 'i':
      return skip_class (self);
    case 'p':
      return skip_memo (self, TRUE);
    case 'q':
      return skip_memo (self, FALSE);
    case 'h':
    case 'K':
      return skip (self, 1);
    case 'M':
      return skip (self, 2);
    case 'J':
    case 'j':
    case 'r':
      return skip (self, 4);
    case 'G':
      return skip (self, 8);
    case 'U':
      return skip_counted (self, 1);
    case 'T':
    case 'X':
      return skip_counted (self, 4);
    case '.':
      return OPERATION_STOP;
    default:
      return OPERATION_BAD;
    }
}

/* Whether the bytes are a pickle program that stores something in the memo. A
 * coincidence is hardly possible: every line of a CSV file would have to begin
 * with an operation, and its delimiter to be one. */
static gboolean
is_old_pickle (const LimenHead *head)
{
  Cursor cursor = { head->bytes, head->bytes + head->length, TRUE };
  gboolean has_memo = FALSE;

  for (guint n = 0; n < ENOUGH_OPERATIONS; n++)
    {
      Operation operation;
      char code;

      if (cursor.next == cursor.end)
        return has_memo && !head->is_whole;
      code = *cursor.next;
      operation = skip_operation (&cursor);
      cursor.is_memo = code == 'p' || code == 'q' || code == 'r';
      has_memo |= cursor.is_memo;
      if (operation == OPERATION_STOP)
        return has_memo && cursor.next == cursor.end;
      if (operation == OPERATION_CUT)
        return has_memo && !head->is_whole;
      if (operation == OPERATION_BAD)
        return FALSE;
    }
  return has_memo;
}

/* Recognises pickles of protocols 0 and 1, which are text or nearly so and do
 * not begin with a protocol number. */
gboolean
limen_file_type_find_pickle (const LimenHead *head, LimenFileType *type)
{
  return is_old_pickle (head)
         && limen_file_type_take (
             type, "an old Python pickle", "Python",
             LIMEN_PANDAS ("pd.read_pickle(\"predictions.pkl\")"), 0);
}
