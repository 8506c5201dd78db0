/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "run.h"
#include "support.h"

/* A language whose catalog gives every vowel an accent. */
#define PSEUDO "en_XA"

/* Texts that no language translates: options, names that commands take and
 * print, formats, and the words of the test's own files. */
static const char *const kept[] = {
  "--[a-z]+(-[a-z]+)+",
  "--[a-z]+",
  "-[a-z]\\b",
  "limen-cli( [a-z]+)?",
  "[a-z0-9-]+\\.(csv|json|txt|html|pdf|png|svg|mo)",
  "\"[^\"]*\"",
  "(maximize|minimize) [a-z0-9-]+( subject to [a-z0-9-]+[<>=]+[0-9.]+)?",
  "[a-z0-9+.:-]+(, [A-Za-z0-9+.:-]+){3,}", /* lists of names */
  "argmax(-over-threshold)?", /* objectives, as in files of cutoffs */
  "[0-9a-f]{64}", /* SHA-256 */
  "Limen",
};

/* Sets the language of the programs that are run. */
static void
set_language (const char *language)
{
  gboolean is_pseudo = g_str_equal (language, PSEUDO);

  g_setenv ("LANGUAGE", language, TRUE);
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_setenv ("SOURCE_DATE_EPOCH", "1700000000", TRUE); /* for the same time */
  g_setenv ("LIMEN_LOCALEDIR", g_getenv (is_pseudo ? "PSEUDO" : "CATALOGS"),
            TRUE);
}

/* Removes what no language translates. A new string. */
static char *
remove_kept (const char *text)
{
  g_autofree char *pattern = g_strjoinv ("|", (char **) kept);
  g_autoptr (GRegex) regex
      = g_regex_new (pattern, G_REGEX_OPTIMIZE, 0, NULL);

  return g_regex_replace_literal (regex, text, -1, 0, "", 0, NULL);
}

/* Fails on the control characters of a part of a message, which must not leave
 * the message. */
static void
assert_no_parts (const char *line, const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p) && strchr ("\n\r\t\f", *p) == NULL)
      {
        g_test_message ("%s prints a part of a message:\n%s", line, text);
        g_test_fail ();
        return;
      }
}

/* Fails on words with a plain vowel that are not among the names. */
static void
assert_translated (const char *line, const char *text, const char *names)
{
  g_autofree char *rest = remove_kept (text);
  g_autoptr (GRegex) word = g_regex_new (
      "[A-Za-z]*[aeiouAEIOU][A-Za-z]*", G_REGEX_OPTIMIZE, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_auto (GStrv) known = g_strsplit (names, " ", -1);
  g_autoptr (GString) left = g_string_new (NULL);

  assert_no_parts (line, text);
  g_regex_match (word, rest, 0, &match);
  for (; g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *found = g_match_info_fetch (match, 0);

      if (!g_strv_contains ((const char *const *) known, found))
        g_string_append_printf (left, " %s", found);
    }
  if (left->len == 0)
    return;
  g_test_message ("%s prints words that are not translated:%s\n%s", line,
                  left->str, text);
  g_test_fail ();
}

static void
write_file (const char *name, const GString *text)
{
  g_autofree char *path
      = test_write_file (name, text->str, (gssize) text->len);

  g_assert_nonnull (path);
}

static void
write_files (void)
{
  g_autoptr (GString) two = g_string_new ("lbl,prb\n");
  g_autoptr (GString) three = g_string_new ("lbl,b,c,d\n");
  g_autoptr (GString) numbers = g_string_new ("trgt,prd\n");

  for (int i = 0; i < 60; i++)
    {
      double p = (i * 37 % 61 + 1) / 63.0;

      g_string_append_printf (two, "%d,%.4f\n", i * 53 % 61 > 61 * (1 - p), p);
      g_string_append_printf (three, "%c,%.4f,%.4f,%.4f\n", "bcd"[i % 3],
                              p / 2, p / 2, 1 - p);
      g_string_append_printf (numbers, "%d,%.4f\n", i, i + p);
    }
  write_file ("b.csv", two);
  write_file ("c.csv", three);
  write_file ("r.csv", numbers);
}

/* Every text that a command prints, or writes for people, has a translation. */
static void
test_all_marked (void)
{
  static const struct
  {
    const char *line, *names;
  } cases[] = {
    { "report b.csv --label lbl --score prb --timings", "" },
    { "report b.csv --label lbl --score prb --recalibrate isotonic",
      "isotonic" },
    { "report b.csv --label lbl --score prb --test b.csv", "" },
    { "report c.csv --label lbl --score b,c,d", "" },
    { "report c.csv --label lbl --score b,c,d --test c.csv", "" },
    { "report b.csv --label lbl --score prb --test r.csv", "" },
    { "report c.csv --label lbl --score b,c,d --recalibrate beta", "beta a" },
    { "choose b.csv --label lbl --score prb --objective break-even",
      "precision recall" },
    { "choose b.csv --label lbl --score prb --refer-cost 0.1", "refer cost" },
    { "report r.csv --label trgt --score prd --task regression", "" },
    { "report c.csv --label b,c --score c,d --task multilabel", "" },
    { "report b.csv --label lbl --score prb --explain", "" },
    { "report b.csv", "" },
    { "report b.csv --label lbl --predicted lbl --score none", "" },
    { "report b.csv --label prb --score prb", "" },
    { "report b.csv --label lbl --score x", "" },
    { "report nothing.csv", "No such file or directory" }, /* libc */
    { "report b.csv --kind logit --task multilabel", "" },
    { "choose b.csv --label lbl --score prb --maximize f3", "" },
    { "choose b.csv --label lbl --score prb", "" },
    { "choose b.csv --label lbl --score prb --subject-to precision>=2",
      "precision" },
    { "choose c.csv --label lbl --score b,c,d", "" },
    { "choose b.csv --label lbl --score prb -o b.json", "" },
    { "apply b.json b.csv -o d.csv", "" },
    { "apply b.json c.csv --label lbl --score b,c,d -o d.csv", "" },
    { "rows b.csv --label lbl --score prb --top 3 -o r.csv", "" },
    { "curve b.csv --label lbl --score prb --figure roc -o r.csv", "" },
    { "plot b.csv --label lbl --score prb --figure roc -o r.png", "" },
    { "plot b.csv --label lbl --score prb --figure nothing -o r.png", "" },
    { "report b.csv --label lbl --score prb -o r.pdf", "" },
  };

  set_language (PSEUDO);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (TestRun) run = test_run (cases[i].line);

      assert_translated (cases[i].line, run.out, cases[i].names);
      assert_translated (cases[i].line, run.err, cases[i].names);
    }
}

/* The report as a document, with the texts of its figures. */
static void
test_documents (void)
{
  static const char *const lines[] = {
    "report b.csv --label lbl --score prb --recalibrate isotonic -o r.pdf",
    "report c.csv --label lbl --score b,c,d -o r.pdf",
  };

  set_language (PSEUDO);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_auto (TestRun) run = test_run (lines[i]);
      g_autofree char *path = g_build_filename (test_get_folder (), "r.pdf",
                                                NULL);
      g_autofree char *text = NULL;

      g_assert_cmpint (run.status, ==, 0);
      text = test_read_pdf (path);
      if (text == NULL)
        return;
      assert_translated (lines[i], text, "recalibrate");
    }
}

/* The names of all figures, as plot lists them. */
static GStrv
list_figures (void)
{
  g_auto (TestRun) run = { 0 };
  g_autoptr (GString) list = NULL;
  const char *start;

  set_language ("en");
  run = test_run ("plot --help");
  start = strstr (run.out, "Figures:");
  g_assert_nonnull (start);
  list = g_string_new (start + strlen ("Figures:"));
  g_string_replace (list, "\n", "", 0);
  g_string_replace (list, " ", "", 0);
  return g_strsplit (list->str, ",", -1);
}

/* The texts of a figure, or why a file does not have it, where figures are
 * called by their names. Returns FALSE where nothing reads a PDF. */
static gboolean
check_figure (const char *file, const char *figure, const char *names)
{
  g_autofree char *line
      = g_strdup_printf ("plot %s --figure %s -o f.pdf", file, figure);
  g_autofree char *path = g_build_filename (test_get_folder (), "f.pdf", NULL);
  g_auto (TestRun) run = test_run (line);
  g_autofree char *text = NULL;

  assert_translated (line, run.err, names);
  if (run.status != 0)
    return TRUE;
  text = test_read_pdf (path);
  if (text != NULL)
    assert_translated (line, text, "");
  return text != NULL;
}

static void
test_figures (void)
{
  static const char *const files[] = {
    "b.csv --label lbl --score prb",
    "c.csv --label lbl --score b,c,d",
    "c.csv --label lbl --score b,c,d --class b",
    "r.csv --label trgt --score prd --task regression",
  };
  g_auto (GStrv) figures = list_figures ();
  g_autofree char *names = g_strdelimit (g_strjoinv (" ", figures), "-", ' ');

  g_assert_cmpuint (g_strv_length (figures), >, 10);
  set_language (PSEUDO);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    for (guint j = 0; figures[j] != NULL; j++)
      if (!check_figure (files[i], figures[j], names))
        return;
}

/* Fails where a command prints other text in German. */
static void
assert_same (const char *line)
{
  g_auto (TestRun) english = { 0 }, german = { 0 };

  set_language ("en");
  english = test_run (line);
  set_language ("de");
  german = test_run (line);
  g_assert_cmpint (german.status, ==, english.status);
  g_assert_cmpstr (german.out, ==, english.out);
}

/* What programs read is the same in every language. */
static void
test_machine_readable (void)
{
  static const char *const lines[] = {
    "report @digits-odd.csv --json",
    "report @digits.csv --json --recalibrate temperature",
    "report @wine-logits.csv --json --maximize kappa",
    "report @eights.csv --json",
    "choose @tumours.csv -o -",
    "choose @tumours.csv --refer-cost 0.1 --format csv -o -",
    "choose @digits.csv --format csv -o -",
    "rows @digits-odd.csv --top 5 -o -",
    "rows @digits.csv --top 5 --json",
    "curve @digits-odd.csv --figure thresholds",
    "curve @digits.csv --figure confusion",
    "curve @digits.csv --figure confusion --json",
  };

  g_auto (GStrv) figures = list_figures ();

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    assert_same (lines[i]);
  for (guint i = 0; figures[i] != NULL; i++)
    {
      g_autofree char *two = g_strdup_printf (
          "curve b.csv --label lbl --score prb --figure %s -o -", figures[i]);
      g_autofree char *three = g_strdup_printf (
          "curve c.csv --label lbl --score b,c,d --class b --figure %s -o -",
          figures[i]);

      assert_same (two);
      assert_same (three);
    }
}

/* A translation arrives on the terminal. The rate of errors has another word
 * than an error. */
static void
test_german (void)
{
  g_auto (TestRun) run = { 0 }, saved = { 0 }, applied = { 0 };

  set_language ("de");
  run = test_run ("report @digits-odd.csv");
  g_assert_cmpint (run.status, ==, 0);
  test_assert_contains (run.out, "Schwelle");

  saved = test_run ("choose @digits-odd.csv --max-error 0.1 "
                    "--output zone.json");
  g_assert_cmpint (saved.status, ==, 0);
  applied = test_run ("apply zone.json @digits-odd.csv --output zone.csv");
  g_assert_cmpint (applied.status, ==, 0);
  test_assert_contains (applied.out, "Fehlerrate");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("SOURCE_DATE_EPOCH", "86400", TRUE); /* cutoffs have a time */
  write_files ();
  g_test_add_func ("/languages/all-marked", test_all_marked);
  g_test_add_func ("/languages/documents", test_documents);
  g_test_add_func ("/languages/figures", test_figures);
  g_test_add_func ("/languages/machine-readable", test_machine_readable);
  g_test_add_func ("/languages/german", test_german);
  return g_test_run ();
}
