#include "read-arguments.h"

#include <string.h>

static void
add (GPtrArray *arguments, const char *option, const char *value)
{
  if (value == NULL)
    return;
  g_ptr_array_add (arguments, g_strdup (option));
  g_ptr_array_add (arguments, g_strdup (value));
}

static void
add_all (GPtrArray *arguments, const char *option, GStrv values)
{
  for (gsize i = 0; values != NULL && values[i] != NULL; i++)
    add (arguments, option, values[i]);
}

static void
add_flag (GPtrArray *arguments, const char *option, gboolean is_set)
{
  if (is_set)
    g_ptr_array_add (arguments, g_strdup (option));
}

/* Appends new strings for everything that was said; nothing for what the
 * reader finds out. */
void
limen_read_arguments_append (GPtrArray *arguments,
                             const LimenReadOptions *options)
{
  const char delimiter[] = { options->delimiter, '\0' };

  add_all (arguments, "--label", options->labels);
  add_all (arguments, "--score", options->scores);
  add_all (arguments, "--classes", options->mapped);
  add (arguments, "--predicted",
       options->no_predicted ? "none" : options->predicted);
  add (arguments, "--variance", options->variance);
  add (arguments, "--positive", options->positive);
  add_all (arguments, "--ignore-label", options->ignored);
  add (arguments, "--kind",
       options->has_kind ? limen_kind_get_name (options->kind) : NULL);
  add (arguments, "--task",
       options->has_task ? limen_task_get_name (options->task) : NULL);
  add (arguments, "--undo",
       options->has_undo ? limen_undo_get_name (options->undo) : NULL);
  add (arguments, "--weight", options->no_weight ? "none" : options->weight);
  add (arguments, "--fp-cost-column", options->fp_cost);
  add (arguments, "--fn-cost-column", options->fn_cost);
  add (arguments, "--group", options->group);
  add (arguments, "--delimiter",
       options->delimiter == '\t' ? "tab"
       : options->delimiter != 0  ? delimiter
                                  : NULL);
  add_flag (arguments, "--no-header", options->no_header);
  add_flag (arguments, "--skip-bad-rows", options->skip_bad_rows);
  add_flag (arguments, "--skip-bad-cells", options->skip_bad_cells);
}

/* An argument as a shell takes it, in quotes where it needs them; a new
 * string. */
char *
limen_read_arguments_quote (const char *argument)
{
  static const char safe[] = "abcdefghijklmnopqrstuvwxyz"
                             "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                             "_-+.,/:=@%";

  return *argument != '\0' && strspn (argument, safe) == strlen (argument)
             ? g_strdup (argument)
             : g_shell_quote (argument);
}
