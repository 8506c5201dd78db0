/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "dataset.h"
#include "support.h"
#include "table-error.h"
#include "text-likeness.h"

static const struct
{
  const char *text, *expected;
} cases[] = {
  { "# Threshold finder\n\nA program, which finds thresholds.\n\n- fast\n"
    "- exact\n",
    "Markdown" },
  { "Results\n=======\n\n1. first\n2. second\n\nMore, of words.\n",
    "Markdown" },
  { "Use it so:\n\n```sh\nfind-it --all\n```\n", "Markdown" },
  { "#include <stdio.h>\n\nint\nmain (void)\n{\n  puts (\"a, b\");\n"
    "  return 0;\n}\n",
    "source code" },
  { "import pandas as pd\n\ndef read (path):\n    return pd.read_csv (path)\n",
    "source code" },
  { "#!/bin/sh\nset -e\nfor f in a b; do\n  echo $f\ndone\nexport A\n",
    "source code" },
  { "library(pROC)\nx <- read.csv(path)\nroc(x$y, x$p)\n", "source code" },
  { "label,prob\n1,0.5\n0,0.25\n", NULL },
  { "# made by hand\n# of two models\nlabel,prob\n1,0.5\n0,0.25\n0,1\n",
    NULL },
  { "label;prob;\n1;0.5;\n0;0.25;\n", NULL },
  { "text;label\nfor (i = 0;1\nreturn x;0\nimport y;1\n", NULL },
  { "label,text\ncat,one\ndog,two\n", NULL },
  { "Dear Sir,\n\nI write to you.\n", NULL },
  { "- a\n- b\n", NULL },
  { "# only a title\n", NULL },
  { "\n\n", NULL },
  { "", NULL },
};

static void
test_guess (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %u", i);
      g_assert_cmpstr (
          limen_text_likeness_guess (cases[i].text, strlen (cases[i].text)),
          ==, cases[i].expected);
    }
}

/* A text that resembles something else is an error if it is not a table, and
 * is read if it is. */
static void
test_reading (void)
{
  static const char table[] = "class,p_import\nreturn ,0.5\n} ,0.25\n";

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (LimenReadOptions) options = limen_read_options_new ();
      g_autoptr (LimenDataset) dataset = NULL;

      if (cases[i].expected == NULL)
        continue;
      path = test_write_file ("input.csv", cases[i].text, -1);
      dataset = limen_dataset_read (path, options, NULL, NULL, NULL, &error);
      g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_FORMAT);
      g_assert_nonnull (strstr (error->message, "input.csv: this looks like "));
      g_assert_nonnull (strstr (error->message, cases[i].expected));
    }
  {
    g_autofree char *path = test_write_file ("input.csv", table, -1);
    g_autoptr (GError) error = NULL;
    g_autoptr (LimenReadOptions) options = limen_read_options_new ();
    g_autoptr (LimenDataset) dataset = NULL;

    dataset = limen_dataset_read (path, options, NULL, NULL, NULL, &error);
    g_assert_no_error (error);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-likeness/guess", test_guess);
  g_test_add_func ("/text-likeness/reading", test_reading);
  return g_test_run ();
}
