#include "preview.h"

#include <string.h>

#include "dialect.h"
#include "escape.h"
#include "memory.h"
#include "roles.h"
#include "sample.h"
#include "source.h"

#define MAX_CELL_CHARS 40
#define MAX_CLASSES 20

static char *
format_cell (GBytes *field)
{
  gsize length;
  const char *text = g_bytes_get_data (field, &length);

  return limen_escape_text (text, length, MAX_CELL_CHARS);
}

static GStrv
format_row (GPtrArray *fields)
{
  GStrv row = g_new0 (char *, fields->len + 1);

  for (guint i = 0; i < fields->len; i++)
    row[i] = format_cell (g_ptr_array_index (fields, i));
  return row;
}

static void
take_classes (LimenPreview *self, int label)
{
  g_ptr_array_set_size (self->classes, 0);
  for (guint i = 0; label >= 0 && i < self->dialect->rows->len; i++)
    {
      GPtrArray *fields = g_ptr_array_index (self->dialect->rows, i);
      g_autofree char *name
          = format_cell (g_ptr_array_index (fields, (guint) label));

      if (self->classes->len < MAX_CLASSES && *name != '\0'
          && !g_ptr_array_find_with_equal_func (self->classes, name,
                                                g_str_equal, NULL))
        g_ptr_array_add (self->classes, g_steal_pointer (&name));
    }
}

/* How many columns bear each name. */
static GHashTable *
count_names (const LimenDialect *dialect)
{
  GHashTable *counts = g_hash_table_new (g_bytes_hash, g_bytes_equal);

  for (gsize i = 0; i < dialect->n_columns; i++)
    {
      gpointer name = g_ptr_array_index (dialect->names, i);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, name));

      g_hash_table_insert (counts, name, GUINT_TO_POINTER (n + 1));
    }
  return counts;
}

/* A column's name to the byte; its number where that says nothing. */
static char *
make_key (const LimenDialect *dialect, gsize column, GHashTable *counts)
{
  gpointer bytes = g_ptr_array_index (dialect->names, column);
  gsize length;
  const char *name = g_bytes_get_data (bytes, &length);

  if (length == 0 || !dialect->has_header
      || GPOINTER_TO_UINT (g_hash_table_lookup (counts, bytes)) > 1)
    return limen_dialect_format_number (dialect, column);
  return g_strndup (name, length);
}

static void
take_columns (LimenPreview *self)
{
  const LimenDialect *dialect = self->dialect;
  g_autoptr (GHashTable) counts = count_names (dialect);

  for (gsize i = 0; i < dialect->n_columns; i++)
    {
      g_ptr_array_add (self->names, limen_dialect_format_name (dialect, i));
      g_ptr_array_add (self->keys, make_key (dialect, i, counts));
    }
}

static LimenPreview *
new_preview (const char *path, LimenDialect *dialect, guint n_rows)
{
  LimenPreview *self = g_new0 (LimenPreview, 1);

  self->name = g_path_get_basename (path);
  self->dialect = dialect;
  self->delimiter = dialect->delimiter;
  self->has_header = dialect->has_header;
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->keys = g_ptr_array_new_with_free_func (g_free);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->labels = g_array_new (FALSE, FALSE, sizeof (int));
  self->scores = g_array_new (FALSE, FALSE, sizeof (int));
  self->classes = g_ptr_array_new_with_free_func (g_free);
  take_columns (self);
  for (guint i = 0; i < MIN (n_rows, dialect->rows->len); i++)
    g_ptr_array_add (self->rows,
                     format_row (g_ptr_array_index (dialect->rows, i)));
  return self;
}

/* The first rows of a file as they may be shown, and the guess which column is
 * what. Reads a megabyte at most. Returns a new preview, or NULL with an
 * error. */
LimenPreview *
limen_preview_read (const char *path, const LimenReadOptions *options,
                    guint n_rows, GCancellable *cancellable, GError **error)
{
  g_autoptr (LimenSource) source = NULL;
  g_autoptr (LimenDialect) dialect = NULL;
  g_autoptr (LimenReadOptions) defaults = limen_read_options_new ();
  g_autofree char *bytes = NULL;
  LimenPreview *self;
  gsize length;

  source = limen_source_open (path, cancellable, error);
  if (source == NULL)
    return NULL;
  if (!limen_memory_resize (path, &bytes, 0, LIMEN_SAMPLE_SIZE, 1, error)
      || !limen_source_read_all (source, bytes, LIMEN_SAMPLE_SIZE, &length,
                                 error))
    return NULL;
  if (options == NULL)
    options = defaults;
  dialect = limen_dialect_detect (path, bytes, length,
                                  length < LIMEN_SAMPLE_SIZE, options, error);
  if (dialect == NULL)
    return NULL;
  self = new_preview (path, g_steal_pointer (&dialect), n_rows);
  limen_preview_guess (self, options);
  return self;
}

/* Frees a preview; NULL is nothing. */
void
limen_preview_free (LimenPreview *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  limen_dialect_free (self->dialect);
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->keys);
  g_ptr_array_unref (self->rows);
  g_array_unref (self->labels);
  g_array_unref (self->scores);
  g_ptr_array_unref (self->classes);
  g_free (self);
}

static void
set_columns (GArray *array, const LimenClassColumns *columns, int only)
{
  g_array_set_size (array, 0);
  if (columns != NULL)
    g_array_append_vals (array, columns->columns->data, columns->columns->len);
  else if (only >= 0)
    g_array_append_val (array, only);
}

/* Sets task, columns and classes to what the reader would choose if these were
 * the options. The options that tell how the file is written are those that it
 * was read with. */
void
limen_preview_guess (LimenPreview *self, const LimenReadOptions *options)
{
  g_auto (LimenRoles) roles = { 0 };

  limen_roles_guess (&roles, self->dialect, options);
  self->task = roles.task;
  set_columns (self->labels, roles.labels, roles.label);
  set_columns (self->scores, roles.scores, roles.score);
  self->predicted = roles.predicted;
  self->weight = roles.weight;
  self->fp_cost = roles.fp_cost;
  self->fn_cost = roles.fn_cost;
  self->group = roles.group;
  take_classes (self, roles.labels == NULL ? roles.label : -1);
}

/* Whether the reader would find its columns in these rows; FALSE with an error
 * that names the file where it would not. What the cells hold is not
 * checked. */
gboolean
limen_preview_check (const LimenPreview *self,
                     const LimenReadOptions *options, GError **error)
{
  g_auto (LimenRoles) roles = { 0 };

  return limen_roles_settle (&roles, self->name, self->dialect, options,
                             error);
}
