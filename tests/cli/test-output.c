/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <string.h>

#include "run.h"
#include "support.h"

static char *
copy_text (GBytes *bytes)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  return length > 0 ? g_strndup (text, length) : g_strdup ("");
}

/* Runs a shell script in the tests' folder, where $L is the program and $S the
 * folder of the samples. */
static TestRun
run_script (const char *script)
{
  g_autofree char *samples = test_get_source_path ("../data/samples");
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) out = NULL, err = NULL;
  TestRun run = { 0 };

  g_test_message ("%s", script);
  g_subprocess_launcher_set_cwd (launcher, test_get_folder ());
  g_subprocess_launcher_setenv (launcher, "L", g_getenv ("LIMEN_CLI"), TRUE);
  g_subprocess_launcher_setenv (launcher, "S", samples, TRUE);
  process = g_subprocess_launcher_spawn (launcher, &error, "/bin/bash", "-c",
                                         script, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate (process, NULL, NULL, &out, &err, &error);
  g_assert_no_error (error);
  run.out = copy_text (out);
  run.err = copy_text (err);
  run.status = g_subprocess_get_if_exited (process)
                   ? g_subprocess_get_exit_status (process)
                   : -1;
  return run;
}

/* A script, its exit status, and how its outputs begin (NULL: not checked). */
typedef struct
{
  const char *script;
  int status;
  const char *out, *err;
} Script;

static void
run_scripts (const Script *scripts, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      g_auto (TestRun) run = run_script (scripts[i].script);

      g_test_message ("%d %s", run.status, run.err);
      g_assert_cmpint (run.status, ==, scripts[i].status);
      if (scripts[i].out != NULL && *scripts[i].out == '\0')
        g_assert_cmpstr (run.out, ==, "");
      else if (scripts[i].out != NULL)
        g_assert_true (g_str_has_prefix (run.out, scripts[i].out));
      if (scripts[i].err != NULL && *scripts[i].err == '\0')
        g_assert_cmpstr (run.err, ==, "");
      else if (scripts[i].err != NULL)
        test_assert_contains (run.err, scripts[i].err);
    }
}

/* A full or closed standard output is an error for everything that is printed.
 */
static void
test_full (void)
{
#define FULL "cannot be written: No space left on device"
#define SOME "could be written"
  static const Script scripts[] = {
    { "$L --help > /dev/full", 1, "", FULL },
    { "$L --version > /dev/full", 1, "", FULL },
    { "$L report --help > /dev/full", 1, "", "standard output: " },
    { "$L choose -h > /dev/full", 1, "", "standard output: " },
    { "$L report --json $S/eights.csv > /dev/full", 1, "", FULL },
    { "$L report --json $S/digits.csv > /dev/full", 1, "", FULL },
    { "$L report $S/digits.csv > /dev/full", 1, "", FULL },
    { "$L report --format html $S/eights.csv > /dev/full", 1, "", FULL },
    { "$L rows --top 1700 $S/digits.csv > /dev/full", 1, "", NULL },
    { "$L rows $S/digits.csv > /dev/full", 1, "", FULL },
    { "$L choose $S/eights.csv -o c.json > /dev/full", 1, "", FULL },
    { "$L choose $S/digits.csv -o d.json > /dev/full", 1, "", FULL },
    { "$L choose $S/eights.csv --refer-cost 0.1 -o z.json > /dev/full", 1, "",
      FULL },
    { "$L apply c.json $S/eights.csv -o a.csv > /dev/full", 1, "", FULL },
    { "$L plot --figure roc $S/eights.csv -o r.svg > /dev/full", 1, "", FULL },
    { "$L curve --figure roc $S/eights.csv -o r.csv > /dev/full", 1, "",
      FULL },
    { "$L choose $S/eights.csv -o - > /dev/full", 1, "", FULL },
    { "$L plot --figure roc $S/eights.csv -o - > /dev/full", 1, "", FULL },
    { "$L curve --figure roc $S/eights.csv -o /dev/full", 1, "", FULL },
    { "$L report $S/eights.csv >&-", 1, "", "Bad file descriptor" },
    { "$L report $S/eights.csv > closed.txt <&-; cat closed.txt", 0,
      "eights.csv", "" },
  };

  run_scripts (scripts, G_N_ELEMENTS (scripts));
}

/* If all standard descriptors are closed, the descriptor of the input file is
 * not mistaken for standard output. */
static void
test_nothing_open (void)
{
  g_autofree char *file
      = test_write_file ("open.csv", "y,p\n1,0.75\n0,0.25\n", -1);
  g_auto (TestRun) run = run_script (
      "$L choose open.csv -o open.json <&- >&- 2>&-; echo $?");
  g_autofree char *text = test_read_output ("open.csv");

  g_assert_nonnull (file);
  g_assert_cmpstr (run.out, ==, "1\n");
  g_assert_cmpstr (text, ==, "y,p\n1,0.75\n0,0.25\n");
}

/* A closed pipe ends the command silently; with SIGPIPE ignored it is a write
 * error. */
static void
test_closed_pipe (void)
{
  static const Script scripts[] = {
    { "$L report --json $S/digits.csv | head -c 9; echo ${PIPESTATUS[0]}", 0,
      "{\n  \"sche", "" },
    { "$L rows --top 1700 $S/digits.csv | true", 0, "", "" },
    { "trap '' PIPE; $L rows --top 1700 $S/digits.csv | true", 0, "",
      "Broken pipe\n" },
    { "$L plot --figure roc $S/eights.csv -o - | true", 0, "", "" },
  };

  run_scripts (scripts, G_N_ELEMENTS (scripts));
}

/* "-" and other names of standard output: only the document is written there.
 */
static void
test_standard_output (void)
{
  static const Script scripts[] = {
    { "$L choose $S/eights.csv -o -", 0, "{\n  \"schema\"", "at threshold" },
    { "$L choose $S/digits.csv -o -", 0, "{\n  \"schema\"", "argmax" },
    { "$L choose $S/eights.csv --refer-cost 0.1 -o -", 0, "{\n  \"schema\"",
      "coverage" },
    { "$L choose $S/eights.csv -o - --format csv", 0, "\"name\",\"class\"",
      "at threshold" },
    { "$L choose $S/eights.csv -o /dev/stdout", 0, "{", "at threshold" },
    { "$L choose $S/eights.csv -o /dev/fd/1", 0, "{", "at threshold" },
    { "$L choose $S/eights.csv -o /proc/self/fd/1", 0, "{", NULL },
    { "ln -s /dev/stdout out; $L choose $S/eights.csv -o out", 0, "{", NULL },
    { "$L choose $S/eights.csv -o /dev/stdout > file.json && "
      "$L apply file.json $S/eights.csv -o - | head -n 1",
      0, "\"line\",\"label\",\"score\"", "Metrics on eights.csv" },
    { "$L curve --figure roc $S/eights.csv -o -", 0, "\"threshold\"", "" },
    { "$L rows $S/eights.csv -o -", 0, "\"line\"", "" },
    { "$L plot --figure roc $S/eights.csv -o -", 0, "<?xml", "" },
    { "$L plot --figure roc $S/eights.csv -o - --format svg", 0, "<?xml", "" },
    { "$L plot --figure roc $S/eights.csv -o - --format png | head -c 4", 0,
      "\211PNG", "" },
    { "$L plot --figure roc $S/eights.csv -o - --format pdf", 0, "%PDF-", "" },
    { "$L report $S/eights.csv -o -", 0, "eights.csv:", "" },
    { "$L report $S/eights.csv -o - --json", 0, "{", "" },
    { "$L report $S/eights.csv -o - --format json", 0, "{", "" },
    { "$L report $S/eights.csv -o - --format html", 0, "<!DOCTYPE", "" },
    { "$L report $S/eights.csv --format html", 0, "<!DOCTYPE", "" },
    { "$L report $S/eights.csv -o - --format pdf", 0, "%PDF-", "" },
    { "$L report $S/eights.csv --format pdf --json", 2, "", "two formats" },
    { "$L report $S/eights.csv --format docx", 2, "",
      "not one of the formats" },
    { "$L report $S/eights.csv --format pdf -o x.html", 2, "",
      "does not match the format" },
    { "$L report $S/eights.csv --format pdf -o x && head -c 5 x", 0,
      "Saved x\n", "" },
    /* other descriptors, pipes and devices */
    { "$L choose $S/eights.csv -o /dev/fd/3 3> third >&2; head -c 1 third", 0,
      "{", "Saved /dev/fd/3" },
    { "$L choose $S/eights.csv -o >(head -c 1) > /dev/null; sleep 0.2", 0, "{",
      "positive class: yes\n" },
    { "mkfifo pipe; $L plot --figure roc $S/eights.csv -o pipe > /dev/null & "
      "head -c 5 pipe",
      0, "<?xml", "" },
    /* an empty name, as from an unset variable */
    { "$L rows \"$UNSET\"", 1, "", "\"\": No such file" },
    { "$L curve --figure roc $S/eights.csv -o \"$UNSET\"", 1, "",
      "\"\": cannot be written: No such file" },
    { "$L choose $S/eights.csv -o \"$UNSET\"", 1, "",
      "\"\": cannot be written: No such file" },
    { "$L choose $S/eights.csv -o /dev/null", 0, NULL,
      "positive class: yes\n" },
  };

  run_scripts (scripts, G_N_ELEMENTS (scripts));
}

/* Standard output holds only the document, with the bytes of a saved file. */
static void
test_same_bytes (void)
{
  static const Script scripts[] = {
    { "$L report $S/eights.csv -o a.pdf > /dev/null && "
      "$L report $S/eights.csv -o - --format pdf | cmp - a.pdf",
      0, "", "" },
    { "$L plot --figure histogram $S/eights.csv -o a.png > /dev/null && "
      "$L plot --figure histogram $S/eights.csv -o - --format png "
      "| cmp - a.png",
      0, "", "" },
    { "$L choose $S/eights.csv -o b.json > /dev/null 2>&1 && "
      "$L apply b.json $S/eights.csv -o b.csv > /dev/null && "
      "$L apply b.json $S/eights.csv -o - 2> /dev/null | cmp - b.csv",
      0, "", "" },
  };

  run_scripts (scripts, G_N_ELEMENTS (scripts));
}

/* Binary formats are not written to a terminal. */
static void
test_terminal (void)
{
  static const Script scripts[] = {
    { "script -qec \"$L plot --figure roc $S/eights.csv -o - --format png\" "
      "/dev/null < /dev/null",
      1, "standard output: this is a terminal", "" },
    { "script -qec \"$L report $S/eights.csv --format pdf\" /dev/null "
      "< /dev/null",
      1, "standard output: this is a terminal", "" },
    { "script -qec \"$L plot --figure roc $S/eights.csv -o -\" /dev/null "
      "< /dev/null",
      0, "<?xml", "" },
  };
  g_autofree char *script = g_find_program_in_path ("script");

  if (script == NULL)
    g_test_skip ("no script, which makes a terminal");
  else
    run_scripts (scripts, G_N_ELEMENTS (scripts));
}

/* No output overwrites an input of any command, whatever its name. */
static void
test_over_input (void)
{
#define READ "is an input"
  static const Script scripts[] = {
    { "$L choose - -o p.csv < p.csv", 2, "", READ },
    { "$L choose /dev/stdin -o p.csv < p.csv", 2, "", READ },
    { "$L choose - -o hard.csv < p.csv", 2, "", READ },
    { "$L rows - -o p.csv < p.csv", 2, "", READ },
    { "$L plot --figure roc --format svg -o p.csv p.csv", 2, "", "another" },
    { "$L plot --figure roc -o p.svg - < p.svg", 2, "", READ },
    { "$L curve --figure roc -o p.csv - < p.csv", 2, "", READ },
    { "$L report -o p.txt - < p.txt", 2, "", READ },
    { "$L report -o p.txt p.csv --cutoffs p.txt", 2, "", READ },
    { "$L apply c.json - -o p.csv < p.csv", 2, "", READ },
    { "$L apply c.json p.csv -o c.json", 2, "", READ },
    { "$L choose $S/wine-logits.csv --jointly cost --cost-matrix costs.csv "
      "-o costs.csv",
      2, "", READ },
    { "$L choose p.csv -o - >> p.csv", 2, "", READ },
    { "$L report p.csv >> p.csv", 2, "", READ },
    { "$L rows - < p.csv 1<> p.csv", 2, "", READ },
    { "$L choose p.csv -o c2.json >> p.csv", 2, "", READ },
    { "$L choose p.csv -o /dev/fd/5 5>> p.csv", 2, "", READ },
  };
  static const char text[] = "y,p\n1,0.75\n0,0.25\n1,0.5\n";
  static const char *const names[] = { "p.csv", "p.svg", "p.txt", "c.json" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_free (test_write_file (names[i], text, -1));
  g_free (test_write_file ("costs.csv", "0,1,2\n1,0,1\n1,1,0\n", -1));
  {
    g_auto (TestRun) linked = run_script ("ln p.csv hard.csv");

    g_assert_cmpint (linked.status, ==, 0);
  }
  run_scripts (scripts, G_N_ELEMENTS (scripts));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *left = test_read_output (names[i]);

      g_assert_cmpstr (left, ==, text);
    }
}

/* Without fonts, pictures and documents are refused, but not outputs without
 * drawn text. */
static void
test_no_font (void)
{
#define FONT "fonts-dejavu-core"
  static const Script scripts[] = {
    { "$L plot --figure roc $S/eights.csv -o f.svg", 1, "", FONT },
    { "$L plot --figure roc $S/eights.csv -o f.png", 1, "", FONT },
    { "$L plot --figure roc $S/eights.csv -o f.pdf", 1, "", FONT },
    { "$L report $S/eights.csv -o f.pdf", 1, "", FONT },
    { "$L report $S/eights.csv -o f.html", 1, "", FONT },
    { "$L report $S/eights.csv -o f.txt", 0, "Saved f.txt", "" },
    { "$L curve --figure roc $S/eights.csv -o f.csv", 0, "Saved f.csv", "" },
    { "ls f.svg f.png f.pdf f.html", 2, "", NULL },
  };
  g_autofree char *config = test_write_file (
      "fonts.conf", "<?xml version=\"1.0\"?>\n<fontconfig></fontconfig>\n",
      -1);

  g_setenv ("FONTCONFIG_FILE", config, TRUE);
  run_scripts (scripts, G_N_ELEMENTS (scripts));
  g_unsetenv ("FONTCONFIG_FILE");
}

/* Names are escaped before they are printed to a terminal. */
static void
test_escapes (void)
{
#define NASTY "$'a\\033[31m\\r\\n\\u202e\\x9b\\xff'"
  static const char *const scripts[] = {
    "$L report " NASTY ".csv",
    "$L " NASTY,
    "$L report " NASTY,
    "$L report --" NASTY " x.csv",
    "$L report --at " NASTY " $S/eights.csv",
    "$L report --label " NASTY " $S/eights.csv",
    "$L report --score " NASTY " $S/eights.csv",
    "$L report --positive " NASTY " $S/eights.csv",
    "$L report --kind " NASTY " $S/eights.csv",
    "$L report --group " NASTY " $S/eights.csv",
    "$L report --weight " NASTY " $S/eights.csv",
    "$L report --combine " NASTY " $S/eights.csv",
    "$L report --class-weight " NASTY "=2 $S/digits.csv",
    "$L report --recalibrate " NASTY " $S/eights.csv",
    "$L report --delimiter " NASTY " $S/eights.csv",
    "$L report --format " NASTY " $S/eights.csv",
    "$L report --cutoffs " NASTY " -o x.html $S/eights.csv",
    "$L report -o " NASTY " $S/eights.csv",
    "$L report -o " NASTY ".txt $S/eights.csv",
    "$L report -o /nowhere/" NASTY ".txt $S/eights.csv",
    "$L choose -o " NASTY " $S/eights.csv",
    "$L choose --refer-cost 0.1 -o " NASTY " $S/eights.csv",
    "$L choose -o " NASTY " $S/digits.csv",
    "$L choose -o n.json --name $'a\\033[31m\\u202e\\n' $S/eights.csv",
    "$L apply n.json $S/eights.csv -o " NASTY,
    "$L apply n.json $S/tumours.csv -o n.csv",
    "$L report --cutoffs n.json $S/tumours.csv -o n.html",
    "$L apply " NASTY " $S/eights.csv -o n.csv",
    "$L choose -o n.json --maximize " NASTY " $S/eights.csv",
    "$L choose -o n.json --subject-to " NASTY " $S/eights.csv",
    "$L choose -o n.json --class " NASTY " $S/digits.csv",
    "$L choose -o n.json --jointly " NASTY " $S/digits.csv",
    "$L choose -o n.json --jointly cost --cost-matrix " NASTY " $S/digits.csv",
    "$L choose -o n.json --rule " NASTY " $S/digits.csv",
    "$L plot --figure " NASTY " -o n.svg $S/eights.csv",
    "$L plot --figure roc --theme " NASTY " -o n.svg $S/eights.csv",
    "$L plot --figure roc --size " NASTY " -o n.svg $S/eights.csv",
    "$L plot --figure roc -o " NASTY ".svg $S/eights.csv",
    "$L curve --figure roc -o " NASTY " $S/eights.csv",
    "$L rows --true " NASTY " $S/digits.csv",
    "$L rows --sort " NASTY " $S/digits.csv",
    "$L rows -o " NASTY " $S/digits.csv",
    /* names inside files */
    "printf 'y,p\\n1,0.5\\n0,x\\n' > " NASTY ".csv; $L report " NASTY ".csv",
    "cp $S/eights.csv " NASTY ".csv; $L report " NASTY ".csv",
    "$L rows " NASTY ".csv",
    "$L apply n.json " NASTY ".csv -o n.csv",
    "printf 'y,p\\n\\033[31m\\r,0.5\\nno\\377,0.25\\n' > l.csv; "
    "$L report l.csv; $L rows l.csv; $L choose l.csv -o l.json; "
    "$L apply l.json l.csv -o n.csv",
    "printf 'y,\\033[31m\\n1,a\\n0,0.25\\n' > l.csv; $L report l.csv",
    "printf 'y,prob_\\033[1m,prob_b,prob_\\342\\200\\256\\n0,0.2,0.3,0.5\\n1,"
    "0.2,0.7,0.1\\n2,0.1,0.2,0.7\\n' > m.csv; $L report m.csv; $L rows m.csv; "
    "$L choose m.csv -o m.json; $L apply m.json m.csv -o n.csv; "
    "$L apply n.json m.csv -o n.csv",
  };

  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      g_auto (TestRun) run = run_script (scripts[i]);
      const char *const streams[] = { run.out, run.err };

      g_assert_true (*run.out != '\0' || *run.err != '\0');
      for (guint k = 0; k < 2; k++)
        {
          g_assert_true (g_utf8_validate (streams[k], -1, NULL));
          g_assert_null (strpbrk (streams[k], "\033\r\177\a\b"));
          g_assert_null (strstr (streams[k], "\342\200\256"));
          g_assert_null (strstr (streams[k], "\302\233"));
          g_assert_null (strstr (streams[k], "\n\\u"));
        }
    }
}

/* A failed write, beyond the limit on file sizes, leaves no file behind. */
static void
test_size_limit (void)
{
  static const Script scripts[] = {
    { "mkdir limit && cd limit && ulimit -f 8 && "
      "$L rows --top 1700 -o o.csv $S/digits.csv",
      1, "", "o.csv: cannot be written: File too large" },
    { "ls -A limit", 0, "", "" },
  };

  run_scripts (scripts, G_N_ELEMENTS (scripts));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/output/full", test_full);
  g_test_add_func ("/output/nothing-open", test_nothing_open);
  g_test_add_func ("/output/closed-pipe", test_closed_pipe);
  g_test_add_func ("/output/standard-output", test_standard_output);
  g_test_add_func ("/output/same-bytes", test_same_bytes);
  g_test_add_func ("/output/terminal", test_terminal);
  g_test_add_func ("/output/over-input", test_over_input);
  g_test_add_func ("/output/no-font", test_no_font);
  g_test_add_func ("/output/escapes", test_escapes);
  g_test_add_func ("/output/size-limit", test_size_limit);
  return g_test_run ();
}
