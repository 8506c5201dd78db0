#include "reading-options.h"

#include <string.h>

static gboolean
fail (GError **error, const char *option, const char *value,
      const char *allowed)
{
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               "%s: \"%s\" is none of %s", option, value, allowed);
  return FALSE;
}

static gboolean
kind_cb (const char *option, const char *value, gpointer data, GError **error)
{
  LimenReadOptions *options = data;

  options->has_kind = !g_str_equal (value, "auto");
  return !options->has_kind || limen_kind_parse (value, &options->kind)
         || fail (error, option, value,
                  "auto, probability, logit, log-probability, score");
}

static gboolean
task_cb (const char *option, const char *value, gpointer data, GError **error)
{
  LimenReadOptions *options = data;

  options->has_task = !g_str_equal (value, "auto");
  return !options->has_task || limen_task_parse (value, &options->task)
         || fail (error, option, value,
                  "auto, binary, multiclass, multilabel");
}

static gboolean
delimiter_cb (const char *option, const char *value, gpointer data,
              GError **error)
{
  LimenReadOptions *options = data;

  if (g_str_equal (value, "tab") || g_str_equal (value, "\\t"))
    value = "\t";
  if (strlen (value) != 1 || strchr (",;|\t", *value) == NULL)
    return fail (error, option, value, "',', ';', '|', tab");
  options->delimiter = *value;
  return TRUE;
}

/* Repeated, or a list with commas. */
static gboolean
score_cb (const char *option, const char *value, gpointer data, GError **error)
{
  LimenReadOptions *options = data;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = g_strsplit (value, ",", -1);

  if (*value == '\0')
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   "%s: give a column's name or number", option);
      return FALSE;
    }
  if (options->scores != NULL)
    g_strv_builder_addv (builder, (const char **) options->scores);
  g_strv_builder_addv (builder, (const char **) names);
  g_strfreev (options->scores);
  options->scores = g_strv_builder_end (builder);
  return TRUE;
}

/* Names of columns and labels are taken byte by byte, as they stand in the
 * file, whatever the locale. */

/* Adds the options to a group whose user data are `options`, which they fill
 * and which must outlive the parsing. */
void
limen_reading_options_add_to (GOptionGroup *group, LimenReadOptions *options)
{
  const GOptionEntry entries[] = {
    { "label", 0, 0, G_OPTION_ARG_FILENAME, &options->label,
      "Column of true labels, by name or number", "COL" },
    { "score", 0, G_OPTION_FLAG_FILENAME, G_OPTION_ARG_CALLBACK, score_cb,
      "Column of scores (repeat, or a comma list)", "COL" },
    { "positive", 0, 0, G_OPTION_ARG_FILENAME, &options->positive,
      "Label that counts as positive", "VALUE" },
    { "ignore-label", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->ignored,
      "Label whose rows are left out (repeat)", "VALUE" },
    { "kind", 0, 0, G_OPTION_ARG_CALLBACK, kind_cb,
      "auto, probability, logit, log-probability or score", "KIND" },
    { "task", 0, 0, G_OPTION_ARG_CALLBACK, task_cb,
      "auto or binary", "TASK" },
    { "weight", 0, 0, G_OPTION_ARG_FILENAME, &options->weight,
      "Column of row weights", "COL" },
    { "group", 0, 0, G_OPTION_ARG_FILENAME, &options->group,
      "Column of groups", "COL" },
    { "delimiter", 0, 0, G_OPTION_ARG_CALLBACK, delimiter_cb,
      "',', ';', '|' or tab, instead of finding out", "C" },
    { "no-header", 0, 0, G_OPTION_ARG_NONE, &options->no_header,
      "The first row is data; columns are numbered from 1", NULL },
    { "skip-bad-rows", 0, 0, G_OPTION_ARG_NONE, &options->skip_bad_rows,
      "Leave out rows that cannot be used, and count them", NULL },
    { NULL }
  };

  g_option_group_add_entries (group, entries);
}
