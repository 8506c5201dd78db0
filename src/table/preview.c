#include "preview.h"

#include <string.h>

#include "dialect.h"
#include "escape.h"
#include "roles.h"
#include "source.h"

#define SAMPLE_SIZE (1024 * 1024)
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
take_classes (LimenPreview *self, const LimenDialect *dialect)
{
  for (guint i = 0; self->label >= 0 && i < dialect->rows->len; i++)
    {
      GPtrArray *fields = g_ptr_array_index (dialect->rows, i);
      g_autofree char *name
          = format_cell (g_ptr_array_index (fields, (guint) self->label));

      if (self->classes->len < MAX_CLASSES && *name != '\0'
          && !g_ptr_array_find_with_equal_func (self->classes, name,
                                                g_str_equal, NULL))
        g_ptr_array_add (self->classes, g_steal_pointer (&name));
    }
}

static gboolean
is_equal_to_other (const LimenDialect *dialect, gsize column)
{
  gconstpointer name = g_ptr_array_index (dialect->names, column);

  for (gsize i = 0; i < dialect->n_columns; i++)
    if (i != column
        && g_bytes_equal (g_ptr_array_index (dialect->names, i), name))
      return TRUE;
  return FALSE;
}

/* A column's name to the byte; its number where that says nothing. */
static char *
make_key (const LimenDialect *dialect, gsize column)
{
  gsize length;
  const char *name = g_bytes_get_data (
      g_ptr_array_index (dialect->names, column), &length);

  if (length == 0 || !dialect->has_header
      || is_equal_to_other (dialect, column))
    return g_strdup_printf ("%" G_GSIZE_FORMAT, column + 1);
  return g_strndup (name, length);
}

static LimenPreview *
new_preview (const LimenDialect *dialect, guint n_rows)
{
  LimenPreview *self = g_new0 (LimenPreview, 1);
  LimenRoles roles = limen_roles_guess (dialect);

  self->delimiter = dialect->delimiter;
  self->has_header = dialect->has_header;
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->keys = g_ptr_array_new_with_free_func (g_free);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->classes = g_ptr_array_new_with_free_func (g_free);
  self->label = roles.label;
  self->score = roles.score;
  self->weight = roles.weight;
  for (gsize i = 0; i < dialect->n_columns; i++)
    {
      g_ptr_array_add (self->names, limen_dialect_format_name (dialect, i));
      g_ptr_array_add (self->keys, make_key (dialect, i));
    }
  for (guint i = 0; i < MIN (n_rows, dialect->rows->len); i++)
    g_ptr_array_add (self->rows,
                     format_row (g_ptr_array_index (dialect->rows, i)));
  take_classes (self, dialect);
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
  g_autofree char *bytes = g_malloc (SAMPLE_SIZE);
  gsize length;

  source = limen_source_open (path, cancellable, error);
  if (source == NULL)
    return NULL;
  if (!limen_source_read_all (source, bytes, SAMPLE_SIZE, &length, error))
    return NULL;
  dialect = limen_dialect_detect (path, bytes, length, length < SAMPLE_SIZE,
                                  options != NULL ? options : defaults, error);
  return dialect != NULL ? new_preview (dialect, n_rows) : NULL;
}

/* Frees a preview; NULL is nothing. */
void
limen_preview_free (LimenPreview *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->keys);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->classes);
  g_free (self);
}
