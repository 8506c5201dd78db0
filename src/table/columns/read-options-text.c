/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "read-options.h"

#include <string.h>

#include "column-names.h"
#include "display-text.h"
#include "table-error.h"

#define MAX_SHOWN_CHARS 60
/* More columns than this are shown by the first and the last. */
#define MAX_SHOWN_COLUMNS 8

typedef enum
{
  TYPE_COLUMN,    /* char *; the flag: there is none of this kind */
  TYPE_COLUMNS,   /* GStrv; the flag: there is none of this kind */
  TYPE_TEXT,      /* char * */
  TYPE_TEXTS,     /* GStrv */
  TYPE_SWITCH,    /* gboolean */
  TYPE_CHARACTER, /* char; 0 where it was not said */
  TYPE_CHOICE,    /* enum; the flag: it was said */
} FieldType;

/* What an option is about. */
typedef enum
{
  PART_ROLES,   /* how files with these columns are read */
  PART_WRITING, /* how this file is written, and which rows it may lose */
  PART_ORIGIN,  /* where the options come from */
} Part;

/* Places in LimenReadOptions; no flag: 0, where no flag is. */
typedef struct
{
  const char *name; /* of the command line's option, and in a file */
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

/* In the order in which they are shown. An option that is not here is neither
 * remembered nor shown. */
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
  { "delimiter", TYPE_CHARACTER, PART_WRITING, AT (delimiter), 0, NULL,
    NULL },
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
is_said (const Field *field, const LimenReadOptions *options)
{
  return has_value (field, options) || has_flag (field, options);
}

/* The texts of a field that has a value, raw; a new list. */
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

/* Gives a field that is not said these texts. FALSE where they are none of its
 * values. */
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

/* Bytes of any encoding as text of a key file, in which UTF-8 stays
 * readable. */
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

/* Adds what options say to a group of a key file, under the names of the
 * command line's options. What was not said is left out. */
void
limen_read_options_write (const LimenReadOptions *self, GKeyFile *file,
                          const char *group)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (is_said (&fields[i], self))
      write_field (&fields[i], self, file, group);
}

/* The texts of a field in a key file, raw; NULL where they cannot be read. */
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

/* Takes one key of a group; FALSE where no option is meant. */
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
          && g_str_equal (key, none) && !is_said (field, self))
        return FIELD (gboolean, self, field->flag) = TRUE;
      if (!g_str_equal (key, field->name) || is_said (field, self))
        continue;
      texts = read_texts (field, file, group);
      return texts != NULL
             && set_texts (field, self, (const char *const *) texts);
    }
  return FALSE;
}

/* The options in a group that limen_read_options_write() wrote; free with
 * limen_read_options_free(). NULL with an error of LIMEN_TABLE_ERROR_OPTIONS
 * where anything in it is not known: half of the options might read a file
 * wrongly. */
LimenReadOptions *
limen_read_options_parse (GKeyFile *file, const char *group, GError **error)
{
  g_autoptr (LimenReadOptions) self = limen_read_options_new ();
  g_auto (GStrv) keys = g_key_file_get_keys (file, group, NULL, error);

  for (gsize i = 0; keys != NULL && keys[i] != NULL; i++)
    if (!parse_key (self, file, group, keys[i]))
      {
        limen_table_fail (error, LIMEN_TABLE_ERROR_OPTIONS,
                          "\"%s\" is no reading option that is known here",
                          keys[i]);
        return NULL;
      }
  return keys != NULL ? g_steal_pointer (&self) : NULL;
}

/* Whether anything is said of which column is what, or of what is in them. */
gboolean
limen_read_options_has_roles (const LimenReadOptions *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fields[i].part == PART_ROLES && is_said (&fields[i], self))
      return TRUE;
  return FALSE;
}

/* Leaves only what is said of which column is what, and of what is in them. */
void
limen_read_options_keep_roles (LimenReadOptions *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fields[i].part != PART_ROLES)
      clear_field (&fields[i], self);
}

/* Leaves out what `other` says. */
void
limen_read_options_leave_out (LimenReadOptions *self,
                              const LimenReadOptions *other)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (is_said (&fields[i], other))
      clear_field (&fields[i], self);
}

/* Takes from `other` what is not said. */
void
limen_read_options_fill (LimenReadOptions *self, const LimenReadOptions *other)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const Field *field = &fields[i];
      g_auto (GStrv) texts = NULL;

      if (is_said (field, self) || !is_said (field, other))
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

/* Renames the columns of "COLUMN=CLASS". */
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

/* Calls `rename` with every list of columns that is said, by its option, and
 * puts what it returns in its place: a new list, of one for a role that has one
 * column. FALSE with an error where it returns NULL. */
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

/* Appends all that is said as arguments of a command line (char *), new and
 * not quoted. */
void
limen_read_options_append_arguments (const LimenReadOptions *self,
                                     GPtrArray *arguments)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fields[i].part != PART_ORIGIN && is_said (&fields[i], self))
      append_arguments (arguments, &fields[i], self);
}

/* A text as it may be shown, and as a shell takes it where nothing in it had
 * to be escaped or cut. */
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

/* What is said of the columns as options of the command line, "--label y
 * --score p --weight none", safe to be shown; a new string, "" where nothing
 * is. */
char *
limen_read_options_describe_roles (const LimenReadOptions *self)
{
  GString *line = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fields[i].part == PART_ROLES && is_said (&fields[i], self))
      append_field (line, &fields[i], self);
  return g_string_free (line, FALSE);
}

/* "october.csv (2026-10-01)": the file that these options were taken from, and
 * when that was; a new string, NULL where they were said of this file. */
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
