/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "run.h"
#include "support.h"

/* The man page documents exactly the options of all commands. */

static const char *const commands[]
    = { "report", "choose", "plot", "curve", "rows", "apply" };

/* Adds each "--name" of a text to a set. */
static void
collect (GHashTable *options, const char *text)
{
  g_autoptr (GRegex) regex
      = g_regex_new ("--[a-z][a-z0-9]*(?:-[a-z0-9]+)*", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    g_hash_table_add (options, g_match_info_fetch (match, 0));
}

static void
check_all_in (GHashTable *these, GHashTable *those, const char *where)
{
  GHashTableIter iter;
  gpointer option;

  g_hash_table_iter_init (&iter, these);
  while (g_hash_table_iter_next (&iter, &option, NULL))
    if (!g_hash_table_contains (those, option))
      g_test_fail_printf ("%s is not in %s", (char *) option, where);
}

static void
test_options (void)
{
  g_autoptr (GHashTable) known
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) described
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *manual = test_read_manual ();

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *line = g_strconcat (commands[i], " --help", NULL);
      g_auto (TestRun) run = test_run (line);

      g_assert_cmpint (run.status, ==, 0);
      collect (known, run.out);
    }
  collect (described, manual);
  g_hash_table_add (described, g_strdup ("--help"));
  g_assert_cmpuint (g_hash_table_size (known), >, 50);
  check_all_in (known, described, "the man page");
  check_all_in (described, known, "any command's --help");
}

/* The output of --help fits a terminal of 80 columns. */
static void
test_width (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *line = g_strconcat (commands[i], " --help", NULL);
      g_auto (TestRun) run = test_run (line);
      g_auto (GStrv) lines = g_strsplit (run.out, "\n", -1);

      for (guint j = 0; lines[j] != NULL; j++)
        if (g_utf8_strlen (lines[j], -1) > 80)
          g_test_fail_printf ("%s --help: %s", commands[i], lines[j]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/options-agree/manual", test_options);
  g_test_add_func ("/options-agree/width", test_width);
  return g_test_run ();
}
