/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "recall.h"

#include <glib/gi18n.h>
#include <string.h>

#include "column-names.h"
#include "display-text.h"
#include "message.h"
#include "preview.h"
#include "question.h"
#include "reading-memory.h"
#include "table-error.h"

static LimenPreview *
read_header (const char *path, const LimenReadOptions *options,
             GCancellable *cancellable, GError **error)
{
  return limen_preview_read (path, options, 0, cancellable, error);
}

/* Options for a file whose header is remembered: those remembered, overridden
 * by `options`. New; NULL if nothing is remembered or the header cannot be
 * read. */
LimenReadOptions *
limen_recall_find (const char *path, const LimenReadOptions *options,
                   GCancellable *cancellable)
{
  g_autoptr (LimenPreview) preview = NULL;
  g_autoptr (LimenReadOptions) kept = NULL;
  g_autofree char *key = NULL;
  LimenReadOptions *recalled;

  if (g_str_equal (path, "-") || limen_reading_memory_is_empty ())
    return NULL;
  preview = read_header (path, options, cancellable, NULL);
  if (preview != NULL)
    key = limen_reading_memory_make_key (preview->sample);
  if (key != NULL)
    kept = limen_reading_memory_find (key);
  if (kept == NULL)
    return NULL;
  recalled = limen_read_options_copy (options);
  limen_read_options_fill (recalled, kept);
  return recalled;
}

/* Options of a named file */

/* The columns that the reader infers from names and contents, as new options;
 * NULL with an error if they are not clear. */
static LimenReadOptions *
guess_options (LimenPreview *preview, GError **error)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();

  if (!limen_preview_check (preview, options, error))
    return NULL;
  options->labels = limen_preview_get_keys (preview, preview->labels);
  options->no_scores = preview->is_decision;
  if (preview->is_decision)
    options->predicted
        = limen_preview_get_key (preview,
                                 g_array_index (preview->scores, int, 0));
  else
    {
      options->scores = limen_preview_get_keys (preview, preview->scores);
      options->predicted = limen_preview_get_key (preview, preview->predicted);
    }
  options->weight = limen_preview_get_key (preview, preview->weight);
  options->fp_cost = limen_preview_get_key (preview, preview->fp_cost);
  options->fn_cost = limen_preview_get_key (preview, preview->fn_cost);
  options->group = limen_preview_get_key (preview, preview->group);
  options->unit = limen_preview_get_key (preview, preview->unit);
  return g_steal_pointer (&options);
}

static gboolean
has_name (const LimenPreview *preview, const char *name)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (name, strlen (name));

  return preview->has_header
         && g_ptr_array_find_with_equal_func (preview->sample->names, bytes,
                                              g_bytes_equal, NULL);
}

/* The search for the columns of one file in another. */
typedef struct
{
  const LimenPreview *preview, *like;
  GPtrArray *missing; /* quoted names */
  char *unnamed; /* a column that has only a number; or NULL */
  gboolean may_lack_labels, lacks_labels;
} Search;

/* A LimenRenameFunc that renames nothing, but checks that the columns
 * exist. */
static GStrv
find_columns (const char *option, GStrv columns, gpointer user_data,
              GError **error)
{
  Search *search = user_data;

  for (gsize i = 0; columns[i] != NULL; i++)
    {
      g_autofree char *shown
          = limen_display_text_new (columns[i], strlen (columns[i]), 0);

      if (!has_name (search->like, columns[i]))
        {
          g_free (search->unnamed);
          search->unnamed = g_strdup (columns[i]);
        }
      else if (has_name (search->preview, columns[i]))
        continue;
      else if (search->may_lack_labels && g_str_equal (option, "label"))
        search->lacks_labels = TRUE;
      else
        g_ptr_array_add (search->missing, g_strdup_printf ("\"%s\"", shown));
    }
  return g_strdupv (columns);
}

static gboolean
has_same_header (const LimenPreview *preview, const LimenPreview *like)
{
  g_autofree char *key = limen_reading_memory_make_key (preview->sample);
  g_autofree char *other = limen_reading_memory_make_key (like->sample);

  return g_strcmp0 (key, other) == 0
         && preview->sample->n_columns == like->sample->n_columns;
}

/* Sets an error that names the columns (char *, quoted) that a file lacks. */
static void
fail_missing (const LimenPreview *preview, const LimenPreview *like,
              const GPtrArray *missing, GError **error)
{
  g_autofree char *columns = limen_column_names_list (preview->sample);
  g_autofree char *lacks = limen_message_join (missing, N_ (", "));
  g_autofree char *needs = limen_message_part_plural (
      missing->len,
      /* Translators: two files, column */
      "to be read like %s it lacks the column %s",
      "to be read like %s it lacks the columns %s", like->name, lacks);

  limen_table_fail (error, LIMEN_TABLE_ERROR_ROLES,
                    /* Translators: file, sentence, list */
                    "%s: %s; the columns are %s", preview->name, needs,
                    columns);
}

/* FALSE with an error unless a file has all columns that options for another
 * file name; columns are matched by name, not by position. Drops label columns
 * from the options if the file lacks them and may lack them. */
static gboolean
check_columns (const LimenPreview *preview, const LimenPreview *like,
               gboolean may_lack_labels, LimenReadOptions *options,
               GError **error)
{
  Search search = { .preview = preview,
                    .like = like,
                    .may_lack_labels = may_lack_labels };
  g_autoptr (GPtrArray) missing = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *unnamed = NULL;

  /* Reading says that a file without columns is empty. */
  if (preview->sample->n_columns == 0 || has_same_header (preview, like))
    return TRUE;
  search.missing = missing;
  limen_read_options_rename_columns (options, find_columns, &search, NULL);
  unnamed = search.unnamed;
  if (search.lacks_labels)
    g_clear_pointer (&options->labels, g_strfreev);
  if (unnamed != NULL)
    limen_table_fail (error, LIMEN_TABLE_ERROR_ROLES,
                      /* Translators: file, column, another file */
                      "%s: column %s of %s has no unique name by which it "
                      "could be found here; {give|choose} the column",
                      preview->name, unnamed, like->name);
  else if (missing->len > 0)
    fail_missing (preview, like, missing, error);
  return unnamed == NULL && missing->len == 0;
}

/* Options to read a file like another one, `as`: those last used for `as` or,
 * if none are remembered, those inferred from its contents, overridden by
 * `options`. Columns are matched by name. New; NULL with an error if a column
 * is missing, the columns of `as` are not clear, or a file cannot be read. */
LimenReadOptions *
limen_recall_find_like (const char *path, const char *as,
                        const LimenReadOptions *options,
                        GCancellable *cancellable, GError **error)
{
  g_autoptr (LimenReadOptions) nothing = limen_read_options_new ();
  g_autoptr (LimenReadOptions) found = NULL, recalled = NULL;
  g_autoptr (LimenPreview) preview = NULL;
  g_autoptr (LimenPreview) like
      = read_header (as, nothing, cancellable, error);
  g_autofree char *key = NULL;

  if (like == NULL)
    return NULL;
  key = limen_reading_memory_make_key (like->sample);
  if (key != NULL)
    found = limen_reading_memory_find (key);
  if (found == NULL)
    found = guess_options (like, error);
  if (found == NULL)
    return NULL;
  g_free (found->like);
  found->like = g_path_get_basename (as);
  limen_read_options_leave_out (found, options);
  if (!g_str_equal (path, "-"))
    {
      preview = read_header (path, options, cancellable, error);
      if (preview == NULL
          || !check_columns (preview, like, options->label_is_optional, found,
                             error))
        return NULL;
    }
  recalled = limen_read_options_copy (options);
  limen_read_options_fill (recalled, found);
  return g_steal_pointer (&recalled);
}

/* Contradictions */

static gboolean
has_scores_beyond (LimenDataset *dataset, double low, double high)
{
  const LimenPredictions *numbers = limen_dataset_get_predictions (dataset);

  for (gsize k = 0; k < numbers->n_scores; k++)
    for (gsize i = 0; i < numbers->n_rows; i++)
      if (numbers->scores[k][i] < low || numbers->scores[k][i] > high)
        return TRUE;
  return FALSE;
}

/* Why the scores contradict reused options that `given` does not repeat: a
 * sentence as an argument of a message, static; NULL if they do not. */
static const char *
find_contradiction (LimenDataset *dataset, const LimenReadOptions *options,
                    const LimenReadOptions *given)
{
  if (!given->has_undo && options->undo == LIMEN_UNDO_PERCENT
      && !has_scores_beyond (dataset, 0, 0.01))
    return limen_message_word (
        "no score is above 1, so these are not percentages");
  if (!given->has_kind && options->has_kind
      && options->kind == LIMEN_KIND_LOGIT && options->undo == LIMEN_UNDO_NONE
      && !has_scores_beyond (dataset, 0, 1))
    return limen_message_word (
        "all scores are from 0 to 1, so these are not logits");
  return NULL;
}

/* Whether other options may help: the error is about columns, labels or
 * values. */
static gboolean
may_be_misfit (const GError *error)
{
  return error->domain == LIMEN_TABLE_ERROR
         && (error->code == LIMEN_TABLE_ERROR_ROLES
             || error->code == LIMEN_TABLE_ERROR_OPTIONS
             || error->code == LIMEN_TABLE_ERROR_DATA
             || error->code == LIMEN_TABLE_ERROR_ROWS);
}

/* Whether a dataset uses the columns of reused options: these must not be
 * given up for other columns because of single rows. */
static gboolean
has_columns (LimenDataset *dataset, const LimenReadOptions *options)
{
  const char *label = limen_dataset_get_label_column (dataset, 0);
  const char *score = limen_dataset_get_score_column (dataset, 0);

  return (options->labels == NULL
          || g_strcmp0 (options->labels[0], label) == 0)
         && (options->scores == NULL
             || g_strcmp0 (options->scores[0], score) == 0);
}

/* A copy of `options` with the sentence that says why reused options were not
 * taken, and what was taken instead. `reason` is an argument of a message, and
 * `instead` English with a translation. */
static LimenReadOptions *
new_misfit (const LimenReadOptions *recalled, const LimenReadOptions *options,
            const char *reason, const char *instead)
{
  LimenReadOptions *copy = limen_read_options_copy (options);
  g_autofree char *like = limen_read_options_describe_like (recalled);
  g_autofree char *roles = limen_read_options_describe_roles (recalled);

  copy->misfit = limen_message_part (
      /* Translators: file, options, reason; the last text is a sentence on
       * what was done instead */
      "The options of %s, %s, do not fit (%s). %s", like, roles, reason,
      limen_message_word (instead));
  return copy;
}

/* The reused options without the kind and transformation of the scores, unless
 * these were given. */
static LimenReadOptions *
new_part (const LimenReadOptions *recalled, const LimenReadOptions *options,
          const char *reason)
{
  LimenReadOptions *part
      = new_misfit (recalled, recalled, reason,
                    N_ ("Its columns are used; the kind of the scores is "
                        "inferred from their contents."));

  part->has_undo = options->has_undo;
  part->undo = options->undo;
  part->has_kind = options->has_kind;
  part->kind = options->kind;
  return part;
}

/* The message of an error without the path, as an argument of a message; a new
 * string. */
static char *
shorten (const GError *error, const char *path)
{
  g_autofree char *english
      = limen_question_shorten (limen_table_error_get_english (error), path);
  g_autofree char *translated = limen_question_shorten (error->message, path);

  return limen_message_pair (english, translated);
}

/* The reason why a file should not be read with reused options, from the error
 * of reading (`problem`) or from the contents of the dataset; NULL if there is
 * none. An argument of a message; a new string. */
static char *
find_misfit (LimenDataset *dataset, const char *path,
             const LimenReadOptions *recalled, const LimenReadOptions *options,
             const GError *problem)
{
  if (dataset != NULL)
    return g_strdup (find_contradiction (dataset, recalled, options));
  return may_be_misfit (problem) ? shorten (problem, path) : NULL;
}

/* Reads a file with the reused options *recalled, as limen_dataset_read(), or
 * with `options` if *recalled is NULL. If the reused options do not fit the
 * file, reads it with `options` instead. If only the kind of the scores does
 * not fit, and reading with `options` fails, reads it with the reused columns
 * and an inferred kind. After errors in single rows, the other reading counts
 * only if it succeeds with the reused columns. If another reading counts,
 * *recalled is replaced by its options, whose `misfit` says why. A NULL
 * `options` rules out any other reading. Returns a new dataset, or NULL with
 * an error. */
LimenDataset *
limen_recall_read (const char *path, LimenReadOptions **recalled,
                   const LimenReadOptions *options, LimenProgressFunc progress,
                   gpointer user_data, GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (LimenDataset) dataset = NULL, other = NULL;
  g_autoptr (LimenReadOptions) instead = NULL;
  g_autoptr (GError) problem = NULL, second = NULL;
  g_autofree char *reason = NULL;

  dataset = limen_dataset_read (path, *recalled != NULL ? *recalled : options,
                                progress, user_data, cancellable, &problem);
  if (*recalled != NULL && options != NULL)
    reason = find_misfit (dataset, path, *recalled, options, problem);
  if (reason != NULL)
    {
      g_clear_pointer (&dataset, limen_dataset_unref);
      instead = new_misfit (
          *recalled, options, reason,
          N_ ("The columns are inferred from their names and contents."));
      other = limen_dataset_read (path, instead, progress, user_data,
                                  cancellable, &second);
      if (other == NULL && problem == NULL && may_be_misfit (second))
        {
          limen_read_options_free (instead);
          instead = new_part (*recalled, options, reason);
          g_clear_error (&second);
          other = limen_dataset_read (path, instead, progress, user_data,
                                      cancellable, &second);
        }
      if (!g_error_matches (problem, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_ROWS)
          || (other != NULL && has_columns (other, *recalled)))
        {
          limen_read_options_free (*recalled);
          *recalled = g_steal_pointer (&instead);
          if (other == NULL)
            g_propagate_error (error, g_steal_pointer (&second));
          return g_steal_pointer (&other);
        }
    }
  if (dataset == NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  return g_steal_pointer (&dataset);
}

/* Remembering */

/* A LimenRenameFunc that replaces numbers and lists of columns by names. */
static GStrv
name_columns (const char *option, GStrv columns, gpointer user_data,
              GError **error)
{
  const LimenPreview *preview = user_data;
  g_autoptr (GArray) found = limen_column_names_find_all (
      preview->sample, preview->name, option, columns, error);

  return found != NULL ? limen_preview_get_keys (preview, found) : NULL;
}

/* The only column with this display name; -1 if there is none or several. */
static int
find_shown (const LimenPreview *preview, const char *name)
{
  int column = -1;

  for (guint i = 0; i < preview->names->len; i++)
    if (g_str_equal (g_ptr_array_index (preview->names, i), name))
      {
        if (column >= 0)
          return -1;
        column = (int) i;
      }
  return column;
}

/* The keys of the columns that were read, found by display name; a new list,
 * or NULL if a name is ambiguous. */
static GStrv
get_read_columns (const LimenPreview *preview, LimenDataset *dataset,
                  const char *(*get) (LimenDataset *dataset, gsize index))
{
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (int));

  for (gsize i = 0; get (dataset, i) != NULL; i++)
    {
      int column = find_shown (preview, get (dataset, i));

      if (column < 0)
        return NULL;
      g_array_append_val (columns, column);
    }
  return columns->len > 0 ? limen_preview_get_keys (preview, columns) : NULL;
}

/* A line that describes what the reader would infer with these options; a new
 * string. */
static char *
describe_guess (LimenPreview *preview, const LimenReadOptions *options)
{
  const GArray *lists[] = { preview->labels, preview->scores };
  GString *line;

  limen_preview_guess (preview, options);
  line = g_string_new (limen_task_get_name (preview->task));
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_string_append_c (line, '/');
      for (guint k = 0; k < lists[i]->len; k++)
        g_string_append_printf (line, " %d",
                                g_array_index (lists[i], int, k));
    }
  g_string_append_printf (line, "/%d", preview->predicted);
  return g_string_free (line, FALSE);
}

/* Adds the label and score columns that were read, if they were not given and
 * adding them changes nothing else. */
static void
take_read_columns (LimenReadOptions *self, LimenPreview *preview,
                   LimenDataset *dataset)
{
  g_autoptr (LimenReadOptions) full = limen_read_options_copy (self);
  g_autofree char *before = describe_guess (preview, self);
  g_autofree char *after = NULL;

  if (full->labels == NULL)
    full->labels = get_read_columns (preview, dataset,
                                     limen_dataset_get_label_column);
  if (full->scores == NULL)
    full->scores = get_read_columns (preview, dataset,
                                     limen_dataset_get_score_column);
  after = describe_guess (preview, full);
  if (g_str_equal (before, after))
    limen_read_options_fill (self, full);
}

static char *
get_today (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return g_date_time_format (now, "%Y-%m-%d");
}

/* Remembers, for files with this header, the options about columns with which
 * a dataset was read; options about skipped rows are not remembered. Returns
 * the remembered options, new; or NULL with an error of one sentence if they
 * cannot be remembered, which does not affect the dataset. */
LimenReadOptions *
limen_recall_keep (LimenDataset *dataset, const LimenReadOptions *options,
                   GError **error)
{
  const char *path = limen_dataset_get_path (dataset);
  g_autoptr (LimenReadOptions) kept = limen_read_options_copy (options);
  g_autoptr (LimenPreview) preview = read_header (path, options, NULL, error);
  g_autofree char *key = NULL;

  if (preview == NULL)
    return NULL;
  key = limen_reading_memory_make_key (preview->sample);
  if (key == NULL)
    {
      limen_table_fail (error, LIMEN_TABLE_ERROR_OPTIONS,
                        "%s: its options are not remembered, since it has no "
                        "header to recognise such files by",
                        preview->name);
      return NULL;
    }
  limen_read_options_keep_roles (kept);
  if (!limen_read_options_rename_columns (kept, name_columns, preview, error))
    return NULL;
  take_read_columns (kept, preview, dataset);
  kept->like = g_path_get_basename (path);
  kept->like_date = get_today ();
  return limen_reading_memory_store (key, kept, error)
             ? g_steal_pointer (&kept)
             : NULL;
}
