/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file-name.h"

/* Only the last ending is replaced, or two where the last one is of a
 * compressed file. */
static void
test_endings (void)
{
  static const struct
  {
    const char *path, *ending, *expected;
  } cases[] = {
    { "/data/validation.csv", ".pdf", "validation.pdf" },
    { "/data/model.v2.csv", ".pdf", "model.v2.pdf" },
    { "/data/model.v2.csv.gz", ".pdf", "model.v2.pdf" },
    { "/data/MODEL.CSV.GZ", "-roc.png", "MODEL-roc.png" },
    { "/data/2026.11.29.tsv", "-roc.csv", "2026.11.29-roc.csv" },
    { "/da.ta/predictions", ".pdf", "predictions.pdf" },
    { "/data/model.v2", ".pdf", "model.pdf" },
    { "/data/x.gz", ".pdf", "x.pdf" },
    { "/data/.hidden", ".pdf", ".hidden.pdf" },
    { "/data/.hidden.csv", ".pdf", ".hidden.pdf" },
    { "/data/csv", ".pdf", "csv.pdf" },
    { "/data/a.csv.gz.csv", ".pdf", "a.csv.gz.pdf" },
    { "/data/d\303\251j\303\240.vu.csv", ".pdf",
      "d\303\251j\303\240.vu.pdf" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = limen_file_name_replace_ending (
          cases[i].path, cases[i].ending);

      g_assert_cmpstr (name, ==, cases[i].expected);
    }
}

/* A file name that is not valid UTF-8 becomes valid UTF-8. */
static void
test_no_text (void)
{
  g_autofree char *name
      = limen_file_name_replace_ending ("/data/a\377.b.csv", ".pdf");

  g_assert_true (g_utf8_validate (name, -1, NULL));
  g_assert_true (g_str_has_suffix (name, ".b.pdf"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/file-name/endings", test_endings);
  g_test_add_func ("/file-name/no-text", test_no_text);
  return g_test_run ();
}
