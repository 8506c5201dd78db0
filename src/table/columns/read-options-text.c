/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read-options.h"

#include <string.h>

#include "column-names.h"
#include "display-text.h"
#include "table-error.h"

#define MAX_SHOWN_CHARS 60
/* With more columns than this, only the first and the last are shown. */
#define MAX_SHOWN_COLUMNS 8

typedef enum
{
  TYPE_COLUMN,    /* char *; the flag means "none" */
  TYPE_COLUMNS,   /* GStrv; the flag means "none" */
  TYPE_TEXT,      /* char * */
  TYPE_TEXTS,     /* GStrv */
  TYPE_SWITCH,    /* gboolean */
  TYPE_CHARACTER, /* char; 0 if not given */
  TYPE_CHOICE,    /* enum; the flag means that it was given */
} FieldType;

/* The subject of an option. */
typedef enum
{
  PART_ROLES,   /* roles of columns */
  PART_WRITING, /* format of the file, and rows that may be skipped */
  PART_ORIGIN,  /* origin of reused options */
} Part;

/* Describes a member of LimenReadOptions: offsets of its value and its flag; 0
 * if it has no flag. */
typedef struct
{
  const char *name; /* option on the command line, and key in a key file */
  FieldType type;
  Part part;
  gsize value, flag;
  const char *(*get_name) (gconstpointer choice);
  gboolean (*parse) (const char *name, gpointer choice);
} Field;

static const char *
get_kind_name (gconstpointer choice)
{
  return limen_kind_get_name (*(const LimenKind *) choice);
}

static gboolean
parse_kind (const char *name, gpointer choice)
{
  return limen_kind_parse (name, choice);
}

static const char *
get_task_name (gconstpointer choice)
{
  return limen_task_get_name (*(const LimenTask *) choice);
}

static gboolean
parse_task (const char *name, gpointer choice)
{
  return limen_task_parse (name, choice);
}

static const char *
get_undo_name (gconstpointer choice)
{
  return limen_undo_get_name (*(const LimenUndo *) choice);
}

static gboolean
parse_undo (const char *name, gpointer choice)
{
  return limen_undo_parse (name, choice);
}

#define AT(member) G_STRUCT_OFFSET (LimenReadOptions, member)

/* In display order. Options that are not listed are neither remembered nor
 * shown. */
static const Field fields[] = {
  { "label", TYPE_COLUMNS, PART_ROLES, AT (labels), 0, NULL, NULL },
  { "score", TYPE_COLUMNS, PART_ROLES, AT (scores), AT (no_scores), NULL,
    NULL },
  { "predicted", TYPE_COLUMN, PART_ROLES, AT (predicted), AT (no_predicted),
    NULL, NULL },
  { "variance", TYPE_COLUMN, PART_ROLES, AT (variance), 0, NULL, NULL },
  { "weight", TYPE_COLUMN, PART_ROLES, AT (weight), AT (no_weight), NULL,
    NULL },
  { "fp-cost-column", TYPE_COLUMN, PART_ROLES, AT (fp_cost), 0, NULL, NULL },
  { "fn-cost-column", TYPE_COLUMN, PART_ROLES, AT (fn_cost), 0, NULL, NULL },
  { "group", TYPE_COLUMN, PART_ROLES, AT (group), 0, NULL, NULL },
  { "unit", TYPE_COLUMN, PART_ROLES, AT (unit), 0, NULL, NULL },
  { "task", TYPE_CHOICE, PART_ROLES, AT (task), AT (has_task), get_task_name,
    parse_task },
  { "kind", TYPE_CHOICE, PART_ROLES, AT (kind), AT (has_kind), get_kind_name,
    parse_kind },
  { "undo", TYPE_CHOICE, PART_ROLES, AT (undo), AT (has_undo), get_undo_name,
    parse_undo },
  { "positive", TYPE_TEXT, PART_ROLES, AT (positive), 0, NULL, NULL },
  { "ignore-label", TYPE_TEXTS, PART_ROLES, AT (ignored), 0, NULL, NULL },
  { "classes", TYPE_TEXTS, PART_ROLES, AT (mapped), 0, NULL, NULL },
  { "reverse-scores", TYPE_SWITCH, PART_ROLES, AT (reverse_scores), 0, NULL,
    NULL },
  { "labels-from", TYPE_TEXT, PART_WRITING, AT (labels_from), 0, NULL, NULL },
  { "id", TYPE_TEXT, PART_WRITING, AT (id), AT (no_id), NULL, NULL },
  { "delimiter", TYPE_CHARACTER, PART_WRITING, AT (delimiter), 0, NULL, NULL },
  { "no-header", TYPE_SWITCH, PART_WRITING, AT (no_header), 0, NULL, NULL },
  { "skip-bad-rows", TYPE_SWITCH, PART_WRITING, AT (skip_bad_rows), 0, NULL,
    NULL },
  { "skip-bad-cells", TYPE_SWITCH, PART_WRITING, AT (skip_bad_cells), 0, NULL,
    NULL },
  { "like", TYPE_TEXT, PART_ORIGIN, AT (like), 0, NULL, NULL },
  { "like-date", TYPE_TEXT, PART_ORIGIN, AT (like_date), 0, NULL, NULL },
};

#undef AT

#define FIELD(type, options, offset)                                          \
  (*(type *) G_STRUCT_MEMBER_P (options, offset))

static gboolean
has_flag (const Field *field, const LimenReadOptions *options)
{
  return field->flag > 0 && FIELD (gboolean, options, field->flag);
}

static gboolean
is_list (const Field *field)
{
  return field->type == TYPE_COLUMNS || field->type == TYPE_TEXTS;
}

static gboolean
has_value (const Field *field, const LimenReadOptions *options)
{
  switch (field->type)
    {
    case TYPE_COLUMN:
    case TYPE_TEXT:
      return FIELD (char *, options, field->value) != NULL;
    case TYPE_COLUMNS:
    case TYPE_TEXTS:
      return FIELD (GStrv, options, field->value) != NULL
             && *FIELD (GStrv, options, field->value) != NULL;
    case TYPE_SWITCH:
      return FIELD (gboolean, options, field->value);
    case TYPE_CHARACTER:
      return FIELD (char, options, field->value) != 0;
    case TYPE_CHOICE:
    default:
      return has_flag (field, options);
    }
}

static gboolean
is_given (const Field *field, const LimenReadOptions *options)
{
  return has_value (field, options) || has_flag (field, options);
}

/* The raw texts of a field that has a value; a new list. */
static GStrv
get_texts (const Field *field, const LimenReadOptions *options)
{
  char text[2] = { 0 };
  const char *texts[] = { text, NULL };

  switch (field->type)
    {
    case TYPE_COLUMNS:
    case TYPE_TEXTS:
      return g_strdupv (FIELD (GStrv, options, field->value));
    case TYPE_SWITCH:
      texts[0] = "true";
      break;
    case TYPE_CHARACTER:
      text[0] = FIELD (char, options, field->value);
      break;
    case TYPE_CHOICE:
      texts[0] = field->get_name (
          G_STRUCT_MEMBER_P (options, field->value));
      break;
    case TYPE_COLUMN:
    case TYPE_TEXT:
    default:
      texts[0] = FIELD (char *, options, field->value);
      break;
    }
  return g_strdupv ((char **) texts);
}

static void
clear_field (const Field *field, LimenReadOptions *options)
{
  if (field->flag > 0)
    FIELD (gboolean, options, field->flag) = FALSE;
  switch (field->type)
    {
    case TYPE_COLUMN:
    case TYPE_TEXT:
      g_clear_pointer (&FIELD (char *, options, field->value), g_free);
      break;
    case TYPE_COLUMNS:
    case TYPE_TEXTS:
      g_clear_pointer (&FIELD (GStrv, options, field->value), g_strfreev);
      break;
    case TYPE_SWITCH:
      FIELD (gboolean, options, field->value) = FALSE;
      break;
    case TYPE_CHARACTER:
      FIELD (char, options, field->value) = 0;
      break;
    case TYPE_CHOICE:
    default:
      memset (G_STRUCT_MEMBER_P (options, field->value), 0,
              sizeof (LimenKind));
      break;
    }
}

/* Sets a field that has no value from texts. FALSE if they are not valid. */
static gboolean
set_texts (const Field *field, LimenReadOptions *options,
           const char *const *texts)
{
  if (texts[0] == NULL || (!is_list (field) && texts[1] != NULL))
    return FALSE;
  switch (field->type)
    {
    case TYPE_COLUMNS:
    case TYPE_TEXTS:
      FIELD (GStrv, options, field->value) = g_strdupv ((char **) texts);
      return TRUE;
    case TYPE_SWITCH:
      FIELD (gboolean, options, field->value) = TRUE;
      return g_str_equal (texts[0], "true");
    case TYPE_CHARACTER:
      FIELD (char, options, field->value) = *texts[0];
      return strlen (texts[0]) == 1;
    case TYPE_CHOICE:
      FIELD (gboolean, options, field->flag) = TRUE;
      return field->parse (texts[0],
                           G_STRUCT_MEMBER_P (options, field->value));
    case TYPE_COLUMN:
    case TYPE_TEXT:
    default:
      FIELD (char *, options, field->value) = g_strdup (texts[0]);
      return TRUE;
    }
}

/* Escapes bytes of any encoding for a key file; valid UTF-8 stays readable. A
 * new string. */
static char *
encode (const char *text)
{
  GString *high = g_string_new (NULL);
  char *encoded;

  for (int byte = 0x80; byte <= 0xff; byte++)
    g_string_append_c (high, (char) byte);
  encoded = g_strescape (text, g_utf8_validate (text, -1, NULL) ? high->str
                                                                : NULL);
  g_string_free (high, TRUE);
  return encoded;
}

static char *
get_none_key (const Field *field)
{
  return g_strconcat ("no-", field->name, NULL);
}

static void
write_field (const Field *field, const LimenReadOptions *options,
             GKeyFile *file, const char *group)
{
  g_auto (GStrv) texts = NULL;
  g_autofree char *none = get_none_key (field);

  if (!has_value (field, options))
    {
      g_key_file_set_boolean (file, group, none, TRUE);
      return;
    }
  texts = get_texts (field, options);
  for (gsize i = 0; texts[i] != NULL; i++)
    {
      char *raw = texts[i];

      texts[i] = encode (raw);
      g_free (raw);
    }
  if (is_list (field))
    g_key_file_set_string_list (file, group, field->name,
                                (const char *const *) texts,
                                g_strv_length (texts));
  else
    g_key_file_set_string (file, group, field->name, texts[0]);
}

/* Writes the options that were given to a group of a key file, under their
 * names on the command line. */
void
limen_read_options_write (const LimenReadOptions *self, GKeyFile *file,
                          const char *group)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (is_given (&fields[i], self))
      write_field (&fields[i], self, file, group);
}

/* The raw texts of a field in a key file; a new list, or NULL if they cannot
 * be read. */
static GStrv
read_texts (const Field *field, GKeyFile *file, const char *group)
{
  GStrv texts;

  if (is_list (field))
    texts = g_key_file_get_string_list (file, group, field->name, NULL, NULL);
  else
    {
      texts = g_new0 (char *, 2);
      texts[0] = g_key_file_get_string (file, group, field->name, NULL);
    }
  for (gsize i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      char *encoded = texts[i];

      texts[i] = g_strcompress (encoded);
      g_free (encoded);
    }
  return texts;
}

/* Sets the option for one key of a group; FALSE if the key is unknown or its
 * value invalid. */
static gboolean
parse_key (LimenReadOptions *self, GKeyFile *file, const char *group,
           const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const Field *field = &fields[i];
      g_autofree char *none = get_none_key (field);
      g_auto (GStrv) texts = NULL;

      if (field->type != TYPE_CHOICE && field->flag > 0
          && g_str_equal (key, none) && !is_given (field, self))
        return FIELD (gboolean, self, field->flag) = TRUE;
      if (!g_str_equal (key, field->name) || is_given (field, self))
        continue;
      texts = read_texts (field, file, group);
      return texts != NULL
             && set_texts (field, self, (const char *const *) texts);
    }
  return FALSE;
}

/* Reads the options that limen_read_options_write() wrote to a group. Returns
 * new options, or NULL with an error of LIMEN_TABLE_ERROR_OPTIONS if a key is
 * unknown, since a part of the options might read a file wrongly. */
LimenReadOptions *
limen_read_options_parse (GKeyFile *file, const char *group, GError **error)
{
  g_autoptr (LimenReadOptions) self = limen_read_options_new ();
  g_auto (GStrv) keys = g_key_file_get_keys (file, group, NULL, error);

  for (gsize i = 0; keys != NULL && keys[i] != NULL; i++)
    if (!parse_key (self, file, group, keys[i]))
      {
        limen_table_fail (error, LIMEN_TABLE_ERROR_OPTIONS,
                          "\"%s\" is not a known reading option", keys[i]);
        return NULL;
      }
  return keys != NULL ? g_steal_pointer (&self) : NULL;
}

/* Whether any option about the roles or contents of columns was given. */
gboolean
limen_read_options_has_roles (const LimenReadOptions *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fields[i].part == PART_ROLES && is_given (&fields[i], self))
      return TRUE;
  return FALSE;
}

/* Clears all options except those about the roles and contents of columns. */
void
limen_read_options_keep_roles (LimenReadOptions *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fields[i].part != PART_ROLES)
      clear_field (&fields[i], self);
}

/* Clears the options that `other` has. */
void
limen_read_options_leave_out (LimenReadOptions *self,
                              const LimenReadOptions *other)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (is_given (&fields[i], other))
      clear_field (&fields[i], self);
}

/* Copies the options that were not given from `other`. */
void
limen_read_options_fill (LimenReadOptions *self, const LimenReadOptions *other)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const Field *field = &fields[i];
      g_auto (GStrv) texts = NULL;

      if (is_given (field, self) || !is_given (field, other))
        continue;
      if (!has_value (field, other))
        {
          FIELD (gboolean, self, field->flag) = TRUE;
          continue;
        }
      clear_field (field, self);
      texts = get_texts (field, other);
      set_texts (field, self, (const char *const *) texts);
    }
}

/* Renames the columns in "COLUMN=CLASS". FALSE with an error. */
static gboolean
rename_mapped (LimenReadOptions *self, LimenRenameFunc rename,
               gpointer user_data, GError **error)
{
  for (gsize i = 0; self->mapped != NULL && self->mapped[i] != NULL; i++)
    {
      g_autofree char *class = NULL;
      g_autofree char *name
          = limen_column_names_cut_class (self->mapped[i], &class);
      char *names[] = { name, NULL };
      g_auto (GStrv) others = rename ("classes", names, user_data, error);

      if (others == NULL)
        return FALSE;
      g_free (self->mapped[i]);
      self->mapped[i] = g_strconcat (others[0], "=", class, NULL);
    }
  return TRUE;
}

/* Calls `rename` for every list of columns, with the name of its option, and
 * stores the new list that it returns; a role with one column has a list of
 * one. FALSE with an error if it returns NULL. */
gboolean
limen_read_options_rename_columns (LimenReadOptions *self,
                                   LimenRenameFunc rename, gpointer user_data,
                                   GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const Field *field = &fields[i];
      g_auto (GStrv) names = NULL, others = NULL;

      if ((field->type != TYPE_COLUMN && field->type != TYPE_COLUMNS)
          || !has_value (field, self))
        continue;
      names = get_texts (field, self);
      others = rename (field->name, names, user_data, error);
      if (others == NULL)
        return FALSE;
      clear_field (field, self);
      set_texts (field, self, (const char *const *) others);
    }
  return rename_mapped (self, rename, user_data, error);
}

static void
append_arguments (GPtrArray *arguments, const Field *field,
                  const LimenReadOptions *options)
{
  g_auto (GStrv) texts = NULL;

  if (field->type == TYPE_SWITCH)
    {
      g_ptr_array_add (arguments, g_strconcat ("--", field->name, NULL));
      return;
    }
  texts = has_value (field, options) ? get_texts (field, options)
                                     : g_strsplit ("none", " ", -1);
  for (gsize i = 0; texts[i] != NULL; i++)
    {
      g_ptr_array_add (arguments, g_strconcat ("--", field->name, NULL));
      g_ptr_array_add (arguments,
                       g_strdup (g_str_equal (texts[i], "\t")  ? "tab"
                                 : g_str_equal (texts[i], " ") ? "space"
                                                               : texts[i]));
    }
}

/* Appends the options that were given as command-line arguments (char *), new
 * and unquoted. */
void
limen_read_options_append_arguments (const LimenReadOptions *self,
                                     GPtrArray *arguments)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fields[i].part != PART_ORIGIN && is_given (&fields[i], self))
      append_arguments (arguments, &fields[i], self);
}

/* A text in display form, quoted for a shell. A new string. */
static char *
quote (const char *text)
{
  g_autofree char *shown
      = limen_display_text_new (text, strlen (text), MAX_SHOWN_CHARS);

  return limen_read_options_quote (shown);
}

static void
append_option (GString *line, const char *name, const char *value)
{
  g_autofree char *quoted = value != NULL ? quote (value) : NULL;

  g_string_append_printf (line, "%s--%s", line->len > 0 ? " " : "", name);
  if (quoted != NULL)
    g_string_append_printf (line, " %s", quoted);
}

static void
append_field (GString *line, const Field *field,
              const LimenReadOptions *options)
{
  g_auto (GStrv) texts = NULL;
  guint n;

  if (!has_value (field, options))
    {
      append_option (line, field->name, "none");
      return;
    }
  if (field->type == TYPE_SWITCH)
    {
      append_option (line, field->name, NULL);
      return;
    }
  texts = get_texts (field, options);
  n = g_strv_length (texts);
  for (guint i = 0; i < n; i++)
    if (n <= MAX_SHOWN_COLUMNS || i == 0 || i == n - 1)
      {
        append_option (line, field->name, texts[i]);
        if (n > MAX_SHOWN_COLUMNS && i == 0)
          g_string_append_printf (line, " \342\200\246 (%u)", n);
      }
}

/* The roles as command-line options in display form: "--label y --score p
 * --weight none". A new string, "" if there are none. */
char *
limen_read_options_describe_roles (const LimenReadOptions *self)
{
  GString *line = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fields[i].part == PART_ROLES && is_given (&fields[i], self))
      append_field (line, &fields[i], self);
  return g_string_free (line, FALSE);
}

/* The file whose options were reused and when it was read: "october.csv
 * (2026-10-01)". A new string; NULL if the options were given for this
 * file. */
char *
limen_read_options_describe_like (const LimenReadOptions *self)
{
  g_autofree char *name = NULL;

  if (self->like == NULL)
    return NULL;
  name = limen_display_text_new (self->like, strlen (self->like),
                                 MAX_SHOWN_CHARS);
  return self->like_date != NULL
             ? g_strdup_printf ("%s (%s)", name, self->like_date)
             : g_steal_pointer (&name);
}
