/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "help-entries.h"

#include <glib/gi18n.h>
#include <string.h>

#define FOLDER "/io/github/limen/Limen/help/"

static const char *const files[]
    = { "figures.xml",   "metrics.xml", "intervals.xml",
        "grey-zone.xml", "ranking.xml", "losses.xml" };

static const char *const part_names[LIMEN_N_HELP_PARTS]
    = { "shows", "read", "formula", "convention", "misleads" };

/* State of the parser while it reads a file. */
typedef struct
{
  GPtrArray *entries;
  char *section, *section_title;
  LimenHelpEntry *entry; /* NULL between entries */
  int part;              /* -1 between parts */
} Reader;

static void
fail (GError **error, const char *message, const char *name)
{
  g_set_error (error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT,
               "%s: %s", name, message);
}

static int
find_part (const char *name)
{
  for (int i = 0; i < LIMEN_N_HELP_PARTS; i++)
    if (g_str_equal (part_names[i], name))
      return i;
  return -1;
}

/* The translation of a text; of an empty one, gettext() would return the
 * header of the catalog. */
static const char *
translate (const char *text)
{
  return *text != '\0' ? _ (text) : text;
}

static void
start_help (Reader *self, const char **names, const char **values,
            GError **error)
{
  const char *section, *title;

  if (!g_markup_collect_attributes ("help", names, values, error,
                                    G_MARKUP_COLLECT_STRING, "section",
                                    &section, G_MARKUP_COLLECT_STRING, "title",
                                    &title, G_MARKUP_COLLECT_INVALID))
    return;
  self->section = g_strdup (section);
  self->section_title = g_strdup (translate (title));
}

/* The names that are searched, in the user's language and in English: people
 * look for either. `also` may be NULL. */
static char *
join_names (const char *name, const char *title, const char *also)
{
  g_autofree char *names
      = g_strjoin (" ", translate (title), title, name,
                   also != NULL ? translate (also) : NULL, also, NULL);

  return g_utf8_casefold (names, -1);
}

static void
start_entry (Reader *self, const char **names, const char **values,
             GError **error)
{
  const char *name, *title, *also;

  if (!g_markup_collect_attributes (
          "entry", names, values, error, G_MARKUP_COLLECT_STRING, "name",
          &name, G_MARKUP_COLLECT_STRING, "title", &title,
          G_MARKUP_COLLECT_STRING | G_MARKUP_COLLECT_OPTIONAL, "also", &also,
          G_MARKUP_COLLECT_INVALID))
    return;
  self->entry = g_new0 (LimenHelpEntry, 1);
  self->entry->key = g_strconcat (self->section, "/", name, NULL);
  self->entry->section = g_strdup (self->section_title);
  self->entry->title = g_strdup (translate (title));
  self->entry->names = join_names (name, title, also);
}

/* Reads the attribute "source", which only a formula may have. */
static gboolean
read_source (Reader *self, int part, const char **names, const char **values,
             GError **error)
{
  const char *source;

  if (part != LIMEN_HELP_FORMULA)
    return g_markup_collect_attributes (part_names[part], names, values, error,
                                        G_MARKUP_COLLECT_INVALID, NULL);
  if (!g_markup_collect_attributes (
          part_names[part], names, values, error,
          G_MARKUP_COLLECT_STRING | G_MARKUP_COLLECT_OPTIONAL, "source",
          &source, G_MARKUP_COLLECT_INVALID))
    return FALSE;
  if (source != NULL)
    self->entry->source = g_strdup (translate (source));
  return TRUE;
}

static void
start_part (Reader *self, const char *element, const char **names,
            const char **values, GError **error)
{
  int part = find_part (element);

  if (part < 0 || self->part >= 0 || self->entry->parts[part] != NULL)
    fail (error, "unknown or repeated part of an entry", element);
  else if (read_source (self, part, names, values, error))
    self->part = part;
}

static void
start_element_cb (GMarkupParseContext *context, const char *element,
                  const char **names, const char **values, gpointer data,
                  GError **error)
{
  Reader *self = data;

  if (self->entry != NULL)
    start_part (self, element, names, values, error);
  else if (self->section != NULL && g_str_equal (element, "entry"))
    start_entry (self, names, values, error);
  else if (self->section == NULL && g_str_equal (element, "help"))
    start_help (self, names, values, error);
  else
    fail (error, "unexpected element", element);
}

/* Translates a paragraph, as one line: white space is collapsed before the
 * look-up, as po/its/limen-help.its does when the texts are collected. */
static char *
translate_paragraph (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \t\r\n", -1);
  g_autoptr (GString) line = g_string_new (NULL);

  for (gsize i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_string_append_printf (line, "%s%s", line->len > 0 ? " " : "",
                              words[i]);
  return g_strdup (translate (line->str));
}

/* Translates a formula, which is looked up with all its white space, and
 * removes the indentation of its lines. */
static char *
translate_formula (const char *text)
{
  g_autofree char *copy = g_strdup (translate (text));
  g_auto (GStrv) lines = g_strsplit (g_strstrip (copy), "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    g_strstrip (lines[i]);
  return g_strjoinv ("\n", lines);
}

static void
text_cb (GMarkupParseContext *context, const char *text, gsize length,
         gpointer data, GError **error)
{
  Reader *self = data;
  g_autofree char *copy = NULL;
  char **part;

  if (self->part < 0)
    return;
  copy = g_strndup (text, length);
  part = &self->entry->parts[self->part];
  g_free (*part);
  *part = self->part == LIMEN_HELP_FORMULA ? translate_formula (copy)
                                           : translate_paragraph (copy);
}

static gboolean
has_key (const GPtrArray *entries, const char *key)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const LimenHelpEntry *entry = g_ptr_array_index (entries, i);

      if (g_str_equal (entry->key, key))
        return TRUE;
    }
  return FALSE;
}

static void
end_entry (Reader *self, GError **error)
{
  const LimenHelpEntry *entry = self->entry;

  for (guint i = 0; i < LIMEN_N_HELP_PARTS; i++)
    if (entry->parts[i] == NULL || *entry->parts[i] == '\0')
      {
        fail (error, "a part is missing", entry->key);
        return;
      }
  if (has_key (self->entries, entry->key))
    fail (error, "duplicate entry", entry->key);
  else
    g_ptr_array_add (self->entries, g_steal_pointer (&self->entry));
}

static void
end_element_cb (GMarkupParseContext *context, const char *element,
                gpointer data, GError **error)
{
  Reader *self = data;

  if (self->part >= 0)
    self->part = -1;
  else if (self->entry != NULL)
    end_entry (self, error);
}

/* Parses a help file and appends its entries, each with all its parts and
 * translated, to an array of LimenHelpEntry. `length` is in bytes, -1 for a
 * null-terminated text. FALSE and an error if the text is not a help file;
 * entries that precede the error stay in the array. */
gboolean
limen_help_entries_parse (const char *text, gssize length, GPtrArray *entries,
                          GError **error)
{
  const GMarkupParser parser = { .start_element = start_element_cb,
                                 .end_element = end_element_cb,
                                 .text = text_cb };
  Reader reader = { .entries = entries, .part = -1 };
  g_autoptr (GMarkupParseContext) context
      = g_markup_parse_context_new (&parser, 0, &reader, NULL);
  gboolean is_done
      = g_markup_parse_context_parse (context, text, length, error)
        && g_markup_parse_context_end_parse (context, error);

  limen_help_entry_free (reader.entry);
  g_free (reader.section);
  g_free (reader.section_title);
  return is_done;
}

/* All entries of the built-in help files, translated, section by section; free
 * with g_ptr_array_unref(). NULL and an error if a file is malformed, which
 * the tests rule out. */
GPtrArray *
limen_help_entries_load (GError **error)
{
  g_autoptr (GPtrArray) entries
      = g_ptr_array_new_with_free_func ((GDestroyNotify) limen_help_entry_free);

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_strconcat (FOLDER, files[i], NULL);
      g_autoptr (GBytes) bytes
          = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);

      if (bytes == NULL
          || !limen_help_entries_parse (g_bytes_get_data (bytes, NULL),
                                        (gssize) g_bytes_get_size (bytes),
                                        entries, error))
        return NULL;
    }
  return g_steal_pointer (&entries);
}

/* Whether every word of a text occurs in the names of an entry, ignoring case.
 */
gboolean
limen_help_entry_matches (const LimenHelpEntry *self, const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);
  g_auto (GStrv) words = g_strsplit_set (folded, " \t", -1);

  for (gsize i = 0; words[i] != NULL; i++)
    if (strstr (self->names, words[i]) == NULL)
      return FALSE;
  return TRUE;
}

/* Frees an entry. NULL is ignored. */
void
limen_help_entry_free (LimenHelpEntry *self)
{
  if (self == NULL)
    return;
  g_free (self->key);
  g_free (self->section);
  g_free (self->title);
  g_free (self->names);
  g_free (self->source);
  for (guint i = 0; i < LIMEN_N_HELP_PARTS; i++)
    g_free (self->parts[i]);
  g_free (self);
}
