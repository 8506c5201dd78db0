/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <string.h>

#include "file-type-private.h"

/* Upper bound on the nesting depth that is checked; deeper nesting counts as
 * JSON. */
#define MAX_DEPTH 64

/* Result of skipping a value. */
typedef enum
{
  VALUE_WHOLE,
  VALUE_CUT, /* the bytes end inside it */
  VALUE_BAD, /* not JSON */
} Value;

typedef struct
{
  const char *next, *end;
  guint depth;
} Cursor;

static Value skip_value (Cursor *self);

static void
skip_blanks (Cursor *self)
{
  while (self->next < self->end && g_ascii_isspace (*self->next))
    self->next++;
}

static gboolean
is_next (const Cursor *self, char c)
{
  return self->next < self->end && *self->next == c;
}

static Value
skip_string (Cursor *self)
{
  if (!is_next (self, '"'))
    return self->next == self->end ? VALUE_CUT : VALUE_BAD;
  for (self->next++; self->next < self->end; self->next++)
    {
      if (*self->next == '\n')
        return VALUE_BAD;
      if (*self->next == '\\')
        self->next++;
      else if (*self->next == '"')
        {
          self->next++;
          return VALUE_WHOLE;
        }
    }
  self->next = self->end;
  return VALUE_CUT;
}

/* Skips a number or a word such as true, or NaN as Python writes it. */
static Value
skip_word (Cursor *self)
{
  static const char *const words[]
      = { "true", "false", "null", "NaN", "Infinity", "-Infinity", NULL };
  const char *start = self->next;
  g_autofree char *word = NULL;

  while (self->next < self->end
         && (g_ascii_isalnum (*self->next)
             || strchr ("+-.", *self->next) != NULL))
    self->next++;
  if (self->next == self->end)
    return VALUE_CUT;
  word = g_strndup (start, (gsize) (self->next - start));
  return g_strv_contains (words, word)
                 || (strspn (word, G_CSET_DIGITS "+-.eE") == strlen (word)
                     && strpbrk (word, G_CSET_DIGITS) != NULL)
             ? VALUE_WHOLE
             : VALUE_BAD;
}

/* Skips a name and the colon after it. */
static Value
skip_name (Cursor *self)
{
  Value name = skip_string (self);

  if (name != VALUE_WHOLE)
    return name;
  skip_blanks (self);
  if (self->next == self->end)
    return VALUE_CUT;
  return *self->next++ == ':' ? VALUE_WHOLE : VALUE_BAD;
}

/* Skips an element of an array or a member of an object, up to the
 * separator. */
static Value
skip_element (Cursor *self, gboolean is_object)
{
  Value value = VALUE_WHOLE;

  skip_blanks (self);
  if (is_object)
    value = skip_name (self);
  if (value == VALUE_WHOLE)
    value = skip_value (self);
  if (value == VALUE_WHOLE)
    skip_blanks (self);
  return value;
}

static Value
skip_container (Cursor *self)
{
  gboolean is_object = *self->next++ == '{';
  char last = is_object ? '}' : ']';

  if (++self->depth > MAX_DEPTH)
    return VALUE_CUT;
  skip_blanks (self);
  while (!is_next (self, last))
    {
      Value value = skip_element (self, is_object);

      if (value != VALUE_WHOLE)
        return value;
      if (self->next == self->end)
        return VALUE_CUT;
      if (*self->next == ',')
        self->next++;
      else if (*self->next != last)
        return VALUE_BAD;
    }
  self->next++;
  self->depth--;
  return VALUE_WHOLE;
}

static Value
skip_value (Cursor *self)
{
  skip_blanks (self);
  if (self->next == self->end)
    return VALUE_CUT;
  if (*self->next == '[' || *self->next == '{')
    return skip_container (self);
  return *self->next == '"' ? skip_string (self) : skip_word (self);
}

/* Whether nothing follows a value on its line, as in JSON. A delimiter or
 * another cell would follow the value of a CSV cell. */
static gboolean
is_alone (const Cursor *self)
{
  const char *c = self->next;

  while (c < self->end && (*c == ' ' || *c == '\t' || *c == '\r'))
    c++;
  return c == self->end || *c == '\n';
}

static gboolean
is_last (const Cursor *self)
{
  Cursor rest = *self;

  skip_blanks (&rest);
  return rest.next == rest.end;
}

/* Whether an array is JSON and not a CSV cell such as [0.1, 0.9]. An array of
 * numbers is JSON only if it spans lines or is the whole file. */
static gboolean
is_json_array (const char *start, const Cursor *after, gboolean is_cut,
               gboolean is_whole)
{
  gsize length = (gsize) (after->next - start);

  if (!is_cut && !is_alone (after))
    return FALSE;
  if (memchr (start, '"', length) != NULL
      || memchr (start, '{', length) != NULL)
    return TRUE;
  if (memchr (start, ',', length) == NULL)
    return FALSE;
  return memchr (start, '\n', length) != NULL
         || (is_cut ? !is_whole : is_last (after));
}

/* Whether an object is JSON; no CSV cell begins like one. */
static gboolean
is_json_object (const Cursor *after, gboolean is_cut)
{
  return is_cut || is_alone (after) || is_next (after, '{');
}

/* Whether the file has more lines after its first value. */
static gboolean
has_lines (const Cursor *after, gboolean is_cut)
{
  return !is_cut && !is_last (after);
}

static const char *
get_array_remedy (const LimenHead *head)
{
  guint64 line = 0;
  LimenHead inner = { head->bytes + 1, head->length - 1, FALSE };

  inner = limen_head_skip_blank (&inner, &line);
  if (inner.length > 0 && *inner.bytes == '{')
    return LIMEN_PANDAS ("pd.read_json(\"predictions.json\")");
  return LIMEN_PANDAS ("pd.DataFrame(json.load(open(\"predictions.json\")))");
}

/* The bytes of the first member's value of an object. */
static LimenHead
get_first_member (const LimenHead *head)
{
  Cursor cursor = { head->bytes + 1, head->bytes + head->length, 0 };

  skip_blanks (&cursor);
  if (skip_name (&cursor) != VALUE_WHOLE)
    cursor.next = cursor.end;
  skip_blanks (&cursor);
  return (LimenHead){ cursor.next, (gsize) (cursor.end - cursor.next), FALSE };
}

/* Whether an array of objects begins here. */
static gboolean
are_records (const LimenHead *head)
{
  guint64 line = 0;
  LimenHead inner = { head->bytes + 1, head->length - 1, FALSE };

  if (!limen_head_begins (head, "[", 1))
    return FALSE;
  inner = limen_head_skip_blank (&inner, &line);
  return limen_head_begins (&inner, "{", 1);
}

static const char *
get_object_remedy (const LimenHead *head)
{
  LimenHead first = get_first_member (head);

  if (limen_head_contains (head, "\"columns\"", 9)
      && limen_head_contains (head, "\"data\"", 6))
    return LIMEN_PANDAS (
        "pd.read_json(\"predictions.json\", orient=\"split\")");
  if (are_records (&first))
    return LIMEN_PANDAS (
        "pd.json_normalize(json.load(open(\"predictions.json\")), "
        "\"predictions\")");
  return LIMEN_PANDAS ("pd.read_json(\"predictions.json\")");
}

static const char *
get_lines_remedy (const LimenHead *head, gsize length)
{
  if (memchr (head->bytes + 1, '{', length - 1) != NULL)
    return LIMEN_PANDAS ("pd.json_normalize([json.loads(line) for line in "
                         "open(\"predictions.jsonl\")])");
  return LIMEN_PANDAS ("pd.read_json(\"predictions.jsonl\", lines=True)");
}

/* Recognises JSON: an array, an object, or one per line. */
gboolean
limen_file_type_find_json (const LimenHead *head, LimenFileType *type)
{
  guint64 line = 1;
  LimenHead start = limen_head_skip_blank (head, &line);
  Cursor cursor = { start.bytes, start.bytes + start.length, 0 };
  gboolean is_object = limen_head_begins (&start, "{", 1), is_cut;
  Value value;

  if (!is_object && !limen_head_begins (&start, "[", 1))
    return FALSE;
  value = skip_value (&cursor);
  is_cut = value == VALUE_CUT;
  if (value == VALUE_BAD
      || !(is_object ? is_json_object (&cursor, is_cut)
                     : is_json_array (start.bytes, &cursor, is_cut,
                                      head->is_whole)))
    return FALSE;
  if (has_lines (&cursor, is_cut))
    return limen_file_type_take (
        type, "JSON lines", "Python",
        is_object
            ? get_lines_remedy (&start, (gsize) (cursor.next - start.bytes))
            : LIMEN_PANDAS ("pd.DataFrame([json.loads(line) for line in "
                            "open(\"predictions.jsonl\")])"),
        line);
  return limen_file_type_take (
      type, is_object ? N_ ("JSON, an object") : N_ ("JSON, an array"),
      "Python",
      is_object ? get_object_remedy (&start) : get_array_remedy (&start),
      line);
}
