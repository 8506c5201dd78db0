/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <stdio.h>

#include "cli.h"
#include "container.h"
#include "message.h"
#include "names.h"
#include "option-value.h"
#include "output.h"

static const struct
{
  const char *name;
  int (*run) (int argc, char **argv);
  const char *summary;
} commands[] = {
  { "report", limen_cli_report,
    N_ ("losses, ranking, confusion, best thresholds") },
  { "choose", limen_cli_choose, N_ ("the best thresholds for an objective") },
  { "plot", limen_cli_plot, N_ ("a figure as PNG, SVG or PDF") },
  { "curve", limen_cli_curve, N_ ("the numbers in a figure as CSV") },
  { "rows", limen_cli_rows, N_ ("the rows that cost the most") },
  { "apply", limen_cli_apply, N_ ("what saved cutoffs decide for each row") },
};

static void
print_usage (FILE *out)
{
  fputs (_ ("Usage: limen-cli COMMAND [OPTION...] FILE\n"
            "\n"
            "Picks the decision thresholds of a classifier from a file of "
            "predictions:\n"
            "true labels, and the probabilities or logits that a model gave "
            "to one class or\n"
            "to each of several.\n"
            "\n"),
         out);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    fprintf (out, "  %-8s %s\n", commands[i].name, _ (commands[i].summary));
  fputs (_ ("\n"
            "limen-cli COMMAND --help lists a command's options; the man page "
            "has the rest.\n"
            "A row is positive if score >= threshold.\n"),
         out);
}

static int
fail_command (const char *name)
{
  g_autoptr (GString) list = g_string_new (NULL);
  GError *error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "",
                            commands[i].name);
  limen_option_fail_value (&error, _ ("COMMAND"), name, list->str);
  return limen_cli_fail_options ("", error);
}

static int
run (int argc, char **argv)
{
  int command = argc > 1 ? LIMEN_NAMES_FIND (commands, argv[1]) : -1;

  if (command >= 0)
    return commands[command].run (argc - 1, argv + 1);
  if (argc > 1 && g_str_equal (argv[1], "--version"))
    {
      puts ("limen-cli " LIMEN_VERSION);
      return LIMEN_EXIT_DONE;
    }
  if (argc > 1
      && (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h")))
    {
      print_usage (stdout);
      return LIMEN_EXIT_DONE;
    }
  if (argc > 1)
    return fail_command (argv[1]);
  print_usage (stderr);
  return LIMEN_EXIT_USAGE;
}

int
main (int argc, char **argv)
{
  limen_output_prepare_program ();
  limen_container_respect_limits ();
  /* LC_NUMERIC stays "C": numbers are written with "." in every locale. */
  limen_message_prepare_program (LIMEN_MESSAGE_REPORT);
  return run (argc, argv);
}
