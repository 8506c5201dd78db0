/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reading-options.h"

#include <glib/gi18n.h>
#include <string.h>

#include "option-value.h"

static gboolean
kind_cb (const char *option, const char *value, gpointer data, GError **error)
{
  LimenReadOptions *options = data;

  options->has_kind = !g_str_equal (value, "auto");
  return !options->has_kind || limen_kind_parse (value, &options->kind)
         || limen_option_fail_value (
             error, option, value,
             "auto, probability, logit, log-probability, score, "
             "decision");
}

static gboolean
task_cb (const char *option, const char *value, gpointer data, GError **error)
{
  LimenReadOptions *options = data;

  options->has_task = !g_str_equal (value, "auto");
  return !options->has_task || limen_task_parse (value, &options->task)
         || limen_option_fail_value (
             error, option, value,
             "auto, binary, multiclass, multilabel, regression");
}

static gboolean
delimiter_cb (const char *option, const char *value, gpointer data,
              GError **error)
{
  LimenReadOptions *options = data;

  if (g_str_equal (value, "tab") || g_str_equal (value, "\\t"))
    value = "\t";
  if (g_str_equal (value, "space"))
    value = " ";
  if (strlen (value) != 1 || strchr (",;|\t ", *value) == NULL)
    return limen_option_fail_value (error, option, value,
                                    "',', ';', '|', tab, space");
  options->delimiter = *value;
  return TRUE;
}

static gboolean
undo_cb (const char *option, const char *value, gpointer data, GError **error)
{
  LimenReadOptions *options = data;

  options->has_undo = TRUE;
  return limen_undo_parse (value, &options->undo)
         || limen_option_fail_value (error, option, value,
                                     "none, sigmoid, softmax, percent");
}

static gboolean
explain_cb (const char *option, const char *value, gpointer data,
            GError **error)
{
  LimenReadOptions *options = data;

  if (options->explanation == NULL)
    options->explanation = g_string_new (NULL);
  return TRUE;
}

/* Adds the options for the columns of labels and scores. */
static void
add_columns (GOptionGroup *group, LimenReadOptions *options)
{
  const GOptionEntry entries[] = {
    { "label", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->labels,
      N_ ("Label column, or one per class (repeat)"), N_ ("COL") },
    { "labels-from", 0, 0, G_OPTION_ARG_FILENAME, &options->labels_from,
      N_ ("File with the labels; - is standard input"), N_ ("FILE") },
    { "id", 0, 0, G_OPTION_ARG_FILENAME, &options->id,
      N_ ("Column that matches rows of both files"), N_ ("COL") },
    { "score", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->scores,
      N_ ("Score column, or one per class (repeat)"), N_ ("COL") },
    { "predicted", 0, 0, G_OPTION_ARG_FILENAME, &options->predicted,
      N_ ("Column of decisions, or none"), N_ ("COL") },
    { "classes", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->mapped,
      N_ ("Class that a score column is for (repeat)"), N_ ("COL=LABEL") },
    { "variance", 0, 0, G_OPTION_ARG_FILENAME, &options->variance,
      N_ ("Column of variances, of a regression"), N_ ("COL") },
    { "positive", 0, 0, G_OPTION_ARG_FILENAME, &options->positive,
      N_ ("Label that counts as positive, of two"), N_ ("VALUE") },
    { "ignore-label", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->ignored,
      N_ ("Label whose rows are left out (repeat)"), N_ ("VALUE") },
    { NULL }
  };

  g_option_group_add_entries (group, entries);
}

/* Adds the options for the meaning of the scores: kind, task, undo, order. */
static void
add_meaning (GOptionGroup *group, LimenReadOptions *options)
{
  const GOptionEntry entries[]
      = { { "kind", 0, 0, G_OPTION_ARG_CALLBACK, kind_cb,
            "probability, logit, log-probability, score", N_ ("KIND") },
          { "task", 0, 0, G_OPTION_ARG_CALLBACK, task_cb,
            "binary, multiclass, multilabel, regression", N_ ("TASK") },
          { "undo", 0, 0, G_OPTION_ARG_CALLBACK, undo_cb,
            N_ ("Undo sigmoid, softmax, percent or none"), N_ ("WHAT") },
          { "reverse-scores", 0, 0, G_OPTION_ARG_NONE,
            &options->reverse_scores, N_ ("Low scores mean positive"), NULL },
          { NULL } };

  g_option_group_add_entries (group, entries);
}

/* Adds the options for the columns of weights, costs, groups and units. */
static void
add_roles (GOptionGroup *group, LimenReadOptions *options)
{
  const GOptionEntry entries[]
      = { { "weight", 0, 0, G_OPTION_ARG_FILENAME, &options->weight,
            N_ ("Column of row weights, or none"), N_ ("COL") },
          { "fp-cost-column", 0, 0, G_OPTION_ARG_FILENAME, &options->fp_cost,
            N_ ("Column of costs of a false positive"), N_ ("COL") },
          { "fn-cost-column", 0, 0, G_OPTION_ARG_FILENAME, &options->fn_cost,
            N_ ("Column of costs of a false negative"), N_ ("COL") },
          { "group", 0, 0, G_OPTION_ARG_FILENAME, &options->group,
            N_ ("Column of groups, or none"), N_ ("COL") },
          { "unit", 0, 0, G_OPTION_ARG_FILENAME, &options->unit,
            N_ ("Column of what rows belong to, or none"), N_ ("COL") },
          { NULL } };

  g_option_group_add_entries (group, entries);
}

/* Adds the options for the file format, bad rows and remembered columns. */
static void
add_file (GOptionGroup *group, LimenReadOptions *options)
{
  const GOptionEntry entries[] = {
    { "delimiter", 0, 0, G_OPTION_ARG_CALLBACK, delimiter_cb,
      N_ ("',', ';', '|', tab or space"), "C" },
    { "no-header", 0, 0, G_OPTION_ARG_NONE, &options->no_header,
      N_ ("The first row is data"), NULL },
    { "skip-bad-rows", 0, 0, G_OPTION_ARG_NONE, &options->skip_bad_rows,
      N_ ("Leave out rows that cannot be used"), NULL },
    { "skip-bad-cells", 0, 0, G_OPTION_ARG_NONE, &options->skip_bad_cells,
      N_ ("Leave out missing labels, keep their rows"), NULL },
    { "explain", 0, G_OPTION_FLAG_NO_ARG, G_OPTION_ARG_CALLBACK, explain_cb,
      N_ ("Print the reasons for each column's role"), NULL },
    { "as", 0, 0, G_OPTION_ARG_FILENAME, &options->as,
      N_ ("Read FILE like this other file"), N_ ("OTHER") },
    { "remember", 0, 0, G_OPTION_ARG_NONE, &options->remembers,
      N_ ("Remember columns for files like this one"), NULL },
    { NULL }
  };

  g_option_group_add_entries (group, entries);
}

/* Adds the options for the roles of columns to a group whose user data must be
 * `options`. Parsing fills `options`, which must outlive it. Names of columns
 * and labels are taken as bytes, not converted from the locale's encoding, to
 * match those of the file. */
void
limen_reading_options_add_columns_to (GOptionGroup *group,
                                      LimenReadOptions *options)
{
  add_columns (group, options);
  add_roles (group, options);
}

/* Adds the options for the file format and the meaning of the scores to a
 * group, as limen_reading_options_add_columns_to(). */
void
limen_reading_options_add_file_to (GOptionGroup *group,
                                   LimenReadOptions *options)
{
  add_meaning (group, options);
  add_file (group, options);
}

static gboolean
check_columns (const char *option, GStrv columns, GError **error)
{
  for (gsize i = 0; columns != NULL && columns[i] != NULL; i++)
    if (*columns[i] == '\0')
      return limen_option_fail (error, "%s: give a column's name or number",
                                option);
  return TRUE;
}

/* FALSE with an error where --id was given without --labels-from. */
static gboolean
check_labels_from (const LimenReadOptions *options, GError **error)
{
  if (options->labels_from != NULL || (options->id == NULL && !options->no_id))
    return TRUE;
  return limen_option_fail (
      error, "--id matches rows to labels in another file; name that file "
             "with --labels-from");
}

static gboolean
take_none (char **column)
{
  if (*column == NULL || !g_str_equal (*column, "none"))
    return FALSE;
  g_clear_pointer (column, g_free);
  return TRUE;
}

/* Whether a list of columns is just "none"; clears it then. */
static gboolean
take_none_of_list (GStrv *columns)
{
  if (*columns == NULL || g_strv_length (*columns) != 1
      || !g_str_equal (**columns, "none"))
    return FALSE;
  g_clear_pointer (columns, g_strfreev);
  return TRUE;
}

/* Replaces columns given as "none", which say that the file has no column of
 * that role, whatever its header suggests. */
static void
take_nones (LimenReadOptions *options)
{
  options->no_scores = take_none_of_list (&options->scores);
  options->no_id = take_none (&options->id);
  options->no_weight = take_none (&options->weight);
  options->no_predicted = take_none (&options->predicted);
  take_none (&options->variance);
  take_none (&options->fp_cost);
  take_none (&options->fn_cost);
  take_none (&options->group);
  take_none (&options->unit);
}

/* Resolves columns given as "none", and checks the options. FALSE with an
 * error where a value is wrong or options exclude each other. */
gboolean
limen_reading_options_check (LimenReadOptions *options, GError **error)
{
  take_nones (options);
  if (options->has_kind && options->kind != LIMEN_KIND_PROBABILITY
      && options->undo != LIMEN_UNDO_NONE)
    return limen_option_fail (
        error,
        "--undo gives probabilities, so --kind %s does not fit; leave one of "
        "the two out",
        limen_kind_get_name (options->kind));
  for (gsize i = 0; options->mapped != NULL && options->mapped[i] != NULL; i++)
    if (strchr (options->mapped[i], '=') == NULL)
      return limen_option_fail (error, "--classes \"%s\": write COLUMN=LABEL",
                                options->mapped[i]);
  return check_labels_from (options, error)
         && check_columns ("--label", options->labels, error)
         && check_columns ("--score", options->scores, error);
}

/* FALSE with an error where --as names standard input, or --remember is used
 * on it: its header cannot be read in advance. */
gboolean
limen_reading_options_check_file (const LimenReadOptions *options,
                                  const char *path, GError **error)
{
  const char *option = NULL;

  if (options->as != NULL && g_str_equal (options->as, "-"))
    option = "--as";
  else if (options->remembers && g_str_equal (path, "-"))
    option = "--remember";
  if (option != NULL)
    limen_option_fail (error,
                       "%s needs a file; standard input can be read only once",
                       option);
  return option == NULL;
}
