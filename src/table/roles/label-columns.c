/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "label-columns.h"

#include <math.h>
#include <string.h>

#include "column-names.h"
#include "message.h"
#include "names.h"
#include "roles.h"
#include "reading.h"
#include "sample.h"
#include "table-error.h"

/* Names of identifier columns, best first; plain row numbers come last. */
static const char *const id_names[]
    = { "id",       "uid",      "uuid",   "guid",    "key",    "identifier",
        "filename", "file",     "path",   "image",   "sample", "document",
        "docid",    "rowid",    "row_id", "row",     "index",  "idx",
        "",         "unnamed: 0" };

/* Columns in the solution files of competitions that are not labels. */
static const char *const other_names[] = { "usage" };

/* A name in lower case without surrounding blanks; a new string. */
static char *
normalize (GBytes *name)
{
  gsize length;
  const char *text = g_bytes_get_data (name, &length);
  g_autofree char *lower = g_ascii_strdown (text, (gssize) length);

  return g_strdup (g_strstrip (lower));
}

static GBytes *
get_name (const LimenSample *sample, gsize column)
{
  return g_ptr_array_index (sample->names, (guint) column);
}

/* Whether a name ends in "id": "image_id", "row id", "passengerId",
 * "TransactionID". */
static gboolean
ends_in_id (GBytes *name)
{
  gsize length;
  const char *text = g_bytes_get_data (name, &length);
  char before, first;

  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;
  if (length < 3 || g_ascii_tolower (text[length - 2]) != 'i'
      || g_ascii_tolower (text[length - 1]) != 'd')
    return FALSE;
  before = text[length - 3];
  first = text[length - 2];
  return strchr ("_-. ", before) != NULL
         || (g_ascii_islower (before) && first == 'I');
}

/* Rank of a name as an identifier column, 0 for the best; -1 if it is none. */
static int
rank_id (const LimenSample *sample, gsize column)
{
  g_autofree char *name = NULL;
  int found;

  if (!sample->has_header)
    return -1;
  name = normalize (get_name (sample, column));
  found = LIMEN_NAMES_FIND (id_names, name);
  if (found >= 0)
    return found;
  return ends_in_id (get_name (sample, column)) ? 0 : -1;
}

/* The column with this name; -1 if there is none or several. */
static int
find_same_name (const LimenSample *sample, const char *name)
{
  int found = -1;

  for (gsize i = 0; sample->has_header && i < sample->n_columns; i++)
    {
      g_autofree char *other = normalize (get_name (sample, i));

      if (!g_str_equal (name, other))
        continue;
      if (found >= 0)
        return -1;
      found = (int) i;
    }
  return found;
}

/* Infers the identifier column: the best name that is unique in both files. */
static void
guess_id (LimenLabelColumns *self, const LimenSample *scores,
          const LimenSample *labels)
{
  int best = G_MAXINT;

  for (gsize i = 0; i < scores->n_columns; i++)
    {
      int rank = rank_id (scores, i), other;
      g_autofree char *name = NULL;

      if (rank < 0 || rank >= best)
        continue;
      name = normalize (get_name (scores, i));
      other = find_same_name (labels, name);
      if (other < 0 || find_same_name (scores, name) < 0)
        continue;
      best = rank;
      self->scores_id = (int) i;
      self->id = other;
      self->is_id_guessed = TRUE;
    }
}

static gboolean
is_there (const LimenSample *sample, const char *name)
{
  int column = -1;

  return limen_column_names_find (sample, "", "", name, &column, NULL);
}

/* The "=" of "NAME=OTHER", where names may contain one as well; NULL if there
 * is none or the whole text is a name. */
static const char *
find_equal (const LimenSample *scores, const LimenSample *labels,
            const char *given)
{
  const char *first = strchr (given, '=');

  if (is_there (scores, given))
    return NULL;
  for (const char *equal = first; equal != NULL; equal = strchr (equal + 1,
                                                                 '='))
    {
      g_autofree char *name = g_strndup (given, (gsize) (equal - given));

      if (is_there (scores, name) && is_there (labels, equal + 1))
        return equal;
    }
  return first;
}

/* Finds the identifier columns by "NAME", or "NAME=OTHER" if the label file
 * uses another name. FALSE with an error. */
static gboolean
find_id (LimenLabelColumns *self, const char *scores_path,
         const LimenSample *scores, const char *path,
         const LimenSample *labels, const char *given, GError **error)
{
  const char *equal = find_equal (scores, labels, given);
  g_autofree char *name = equal != NULL
                              ? g_strndup (given, (gsize) (equal - given))
                              : g_strdup (given);
  const char *other = equal != NULL ? equal + 1 : name;

  if (!limen_column_names_find (scores, scores_path, "--id", name,
                                &self->scores_id, error))
    return FALSE;
  if (limen_column_names_find (labels, path, "--id", other, &self->id, error))
    return TRUE;
  if (equal == NULL)
    {
      g_autofree char *hint = limen_message_new (
          /* Translators: one more sentence follows */
          "{if the columns have other names, give --id NAME=NAME of both "
          "files. |}");

      g_prefix_error_literal (error, hint);
    }
  return FALSE;
}

static gboolean
is_other_name (const LimenSample *sample, gsize column)
{
  g_autofree char *name = normalize (get_name (sample, column));

  return LIMEN_NAMES_FIND (other_names, name) >= 0;
}

/* The columns that may hold labels; a new array of int. */
static GArray *
list_candidates (const LimenLabelColumns *self, const LimenSample *labels)
{
  GArray *columns = g_array_new (FALSE, FALSE, sizeof (int));

  for (int i = 0; i < (int) labels->n_columns; i++)
    if (i != self->id && rank_id (labels, (gsize) i) < 0
        && !is_other_name (labels, (gsize) i))
      g_array_append_val (columns, i);
  for (int i = 0; columns->len == 0 && i < (int) labels->n_columns; i++)
    if (i != self->id && labels->n_columns - (self->id >= 0) == 1)
      g_array_append_val (columns, i);
  return columns;
}

/* Keeps only the column that is named like labels, or most clearly so; FALSE
 * if there is no such column. */
static gboolean
keep_named (GArray *columns, const LimenSample *labels)
{
  double most = 0, next = 0;
  int found = -1;

  for (guint i = 0; i < columns->len; i++)
    {
      int column = g_array_index (columns, int, i);
      g_autofree char *name
          = limen_sample_format_name (labels, (gsize) column);
      double points = limen_name_sense_get (name).label;

      next = MAX (next, MIN (points, most));
      if (points <= most)
        continue;
      most = points;
      found = column;
    }
  if (!labels->has_header || most < LIMEN_MIN_POINTS
      || most - next < LIMEN_MIN_LEAD)
    return FALSE;
  g_array_set_size (columns, 0);
  g_array_append_val (columns, found);
  return TRUE;
}

/* Whether the columns hold one class each: only 0 and 1, or rows that sum to
 * 1. */
static gboolean
are_of_classes (GArray *columns, const LimenSample *labels)
{
  gboolean are_truths = labels->rows->len > 0, are_soft = are_truths;

  for (guint row = 0; row < labels->rows->len; row++)
    {
      double sum = 0, number;

      for (guint i = 0; i < columns->len; i++)
        {
          int column = g_array_index (columns, int, i);

          if (limen_sample_is_cell_missing (labels, row, column))
            continue;
          if (!limen_sample_parse_number (labels, row, column, &number)
              || number < 0 || number > 1)
            return FALSE;
          are_truths &= number == 0 || number == 1;
          sum += number;
        }
      are_soft &= fabs (sum - 1) <= LIMEN_SOFT_LABEL_TOLERANCE;
    }
  return are_truths || are_soft;
}

static gboolean
fail_unclear (const char *path, const LimenSample *labels, GError **error)
{
  g_autofree char *columns = limen_column_names_list (labels);

  return limen_table_fail (error, LIMEN_TABLE_ERROR_LABELS,
                           "%s: it is not clear which column holds the true "
                           "labels; {give --label COLUMN|choose it}. The "
                           "columns are %s",
                           path, columns);
}

static gboolean
guess_labels (LimenLabelColumns *self, const LimenSample *scores,
              const char *path, const LimenSample *labels, GError **error)
{
  gsize n_scores = scores->n_columns - (self->scores_id >= 0);

  self->labels = list_candidates (self, labels);
  if (self->labels->len == 1 || keep_named (self->labels, labels)
      || (self->labels->len > 1 && self->labels->len <= n_scores
          && are_of_classes (self->labels, labels)))
    return TRUE;
  return fail_unclear (path, labels, error);
}

/* FALSE with an error if a column was given twice. */
static gboolean
check_distinct (const LimenLabelColumns *self, const char *path,
                const LimenSample *labels, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  g_hash_table_add (seen, GINT_TO_POINTER (self->id));
  for (guint i = 0; i < self->labels->len; i++)
    {
      int column = g_array_index (self->labels, int, i);
      g_autofree char *name = NULL;

      if (g_hash_table_add (seen, GINT_TO_POINTER (column)))
        continue;
      name = limen_sample_format_name (labels, (gsize) column);
      return limen_table_fail (
          error, LIMEN_TABLE_ERROR_LABELS,
          "%s: column \"%s\" cannot have two roles; {give --label and "
          "--id|choose different columns for labels and id}",
          path, name);
    }
  return TRUE;
}

static gboolean
find_columns (LimenLabelColumns *self, const char *scores_path,
              const LimenSample *scores, const char *path,
              const LimenSample *labels, const LimenReadOptions *options,
              GError **error)
{
  if (options->id == NULL && !options->no_id)
    guess_id (self, scores, labels);
  else if (options->id != NULL
           && !find_id (self, scores_path, scores, path, labels, options->id,
                        error))
    return FALSE;
  if (options->labels == NULL || *options->labels == NULL)
    return guess_labels (self, scores, path, labels, error);
  self->labels = limen_column_names_find_all (labels, path, "--label",
                                              options->labels, error);
  return self->labels != NULL
         && check_distinct (self, path, labels, error);
}

/* Finds the label columns and the identifier columns: from the options, then
 * from names and contents. FALSE with LIMEN_TABLE_ERROR_LABELS if they are not
 * clear. Clear the struct in any case. */
gboolean
limen_label_columns_find (LimenLabelColumns *self, const char *scores_path,
                          const LimenSample *scores, const char *path,
                          const LimenSample *labels,
                          const LimenReadOptions *options, GError **error)
{
  GError *local_error = NULL;

  *self = (LimenLabelColumns){ .scores_id = -1, .id = -1 };
  if (find_columns (self, scores_path, scores, path, labels, options,
                    &local_error))
    return TRUE;
  if (local_error->domain == LIMEN_TABLE_ERROR)
    local_error->code = LIMEN_TABLE_ERROR_LABELS;
  g_propagate_error (error, local_error);
  return FALSE;
}

/* Frees what the struct owns. */
void
limen_label_columns_clear (LimenLabelColumns *self)
{
  g_clear_pointer (&self->labels, g_array_unref);
}
