/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "support.h"

/* An allocation counts from so many bytes on; one that GLib would end the
 * program for, mostly, only if it is as large as a column of all rows. */
#define SIZE "16384"
#define COLUMN_SIZE "180000"
#define N_ROWS 25000
/* More allocations than any run has. */
#define MANY 400
/* Of so many runs one goes on without memory. */
#define SEVERAL 4

/* Lines of arguments, and from how many bytes on an allocation counts, and one
 * that GLib would end the program for. */
typedef struct
{
  const char *size, *glib_size;
  const char *lines[8];
} Lines;

/* What a run gave. */
typedef struct
{
  int status;
  char *out, *err;
  char *file;   /* what it wrote; NULL: nothing */
  gsize length;
  gboolean has_failed; /* an allocation */
} Run;

static void
run_clear (Run *self)
{
  g_free (self->out);
  g_free (self->err);
  g_free (self->file);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

/* The word of a line that names what is written; NULL: none does. */
static char *
find_output (char **argv)
{
  for (guint i = 1; argv[i] != NULL; i++)
    if (g_str_equal (argv[i - 1], "-o"))
      return g_build_filename (test_get_folder (), argv[i], NULL);
  return NULL;
}

/* Runs a line of arguments where the large allocation `fail_at` fails, and if
 * not `is_once` all after it. */
static Run
run (const char *line, const Lines *sizes, guint fail_at, gboolean is_once)
{
  g_autofree char *command
      = g_strconcat (g_getenv ("LIMEN_CLI"), " ", line, NULL);
  g_auto (GStrv) argv = g_strsplit (command, " ", -1);
  g_auto (GStrv) environment = g_get_environ ();
  g_autofree char *place = g_strdup_printf ("%u", fail_at);
  g_autofree char *path = find_output (argv);
  g_autofree char *note
      = g_build_filename (test_get_folder (), "note", NULL);
  g_autoptr (GError) error = NULL;
  Run result = { 0 };

  if (path != NULL)
    g_unlink (path);
  g_unlink (note);
  environment = g_environ_setenv (environment, "LD_PRELOAD",
                                  g_getenv ("LIMEN_FAIL_ALLOCATION"), TRUE);
  environment = g_environ_setenv (environment, "LIMEN_FAIL_SIZE", sizes->size,
                                  TRUE);
  environment = g_environ_setenv (environment, "LIMEN_FAIL_GLIB",
                                  sizes->glib_size, TRUE);
  environment = g_environ_setenv (environment, "LIMEN_FAIL_AT", place, TRUE);
  environment = g_environ_setenv (environment, "LIMEN_FAIL_ONCE",
                                  is_once ? "1" : "0", TRUE);
  environment = g_environ_setenv (environment, "LIMEN_FAIL_NOTE", note, TRUE);
  environment = g_environ_setenv (environment, "SOURCE_DATE_EPOCH", "0", TRUE);
  g_spawn_sync (test_get_folder (), argv, environment, G_SPAWN_DEFAULT, NULL,
                NULL, &result.out, &result.err, &result.status, &error);
  g_assert_no_error (error);
  result.has_failed = g_file_test (note, G_FILE_TEST_EXISTS);
  if (path != NULL)
    g_file_get_contents (path, &result.file, &result.length, NULL);
  return result;
}

static void
assert_no_memory (const Run *self, guint fail_at)
{
  if (!WIFEXITED (self->status) || WEXITSTATUS (self->status) != 1)
    g_error ("allocation %u: %s", fail_at, self->err);
  g_assert_cmpstr (self->out, ==, "");
  g_assert_null (self->file);
  if (strstr (self->err, "memory") == NULL)
    g_error ("no word of memory in \"%s\"", self->err);
}

static gboolean
is_whole (const Run *self, const Run *full)
{
  if (self->status != full->status)
    return FALSE;
  g_assert_cmpstr (self->out, ==, full->out);
  g_assert_cmpstr (self->err, ==, full->err);
  g_assert_cmpmem (self->file, self->length, full->file, full->length);
  return TRUE;
}

/* Every run gives all or nothing. Returns how many large allocations the line
 * has. */
static guint
check_line (const char *line, const Lines *sizes)
{
  g_auto (Run) full = run (line, sizes, 0, FALSE);
  gboolean is_done = FALSE;
  guint n = 0;

  g_test_message ("%s", line);
  g_assert_cmpint (full.status, ==, 0);
  while (!is_done)
    {
      gboolean is_once = ++n % SEVERAL != 0;
      g_auto (Run) result = run (line, sizes, n, is_once);

      g_assert_cmpuint (n, <, MANY);
      is_done = !result.has_failed;
      if (!is_whole (&result, &full))
        assert_no_memory (&result, n);
    }
  return n - 1;
}

static void
append_number (GString *text, double value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (
      text, ",%s", g_ascii_formatd (number, sizeof number, "%.4f", value));
}

static double
draw (GRand *random)
{
  double sum = 0;

  for (int i = 0; i < 4; i++)
    sum += g_rand_double (random);
  return sum / 4;
}

/* Rows of one class against the other, of three, and of two labels. */
static void
write_files (void)
{
  GRand *random = g_rand_new_with_seed (7);
  g_autoptr (GString) two = g_string_new ("label,probability\n");
  g_autoptr (GString) three = g_string_new ("label,a,b,c\n");
  g_autoptr (GString) labels = g_string_new ("true_a,true_b,score_a,score_b\n");
  const char *const names[] = { "a", "b", "c" };

  for (guint i = 0; i < N_ROWS; i++)
    {
      int label = g_rand_int_range (random, 0, 3);

      g_string_append (two, label == 0 ? "1" : "0");
      append_number (two, draw (random) * (label == 0 ? 1 : 0.8));
      g_string_append_c (two, '\n');
      g_string_append (three, names[label]);
      for (int k = 0; k < 3; k++)
        append_number (three, 4 * draw (random) - 2.2 + (k == label));
      g_string_append_c (three, '\n');
      g_string_append_printf (labels, "%d,%d", label == 0, label < 2);
      append_number (labels, draw (random));
      append_number (labels, draw (random));
      g_string_append_c (labels, '\n');
    }
  g_free (test_write_file ("two.csv", two->str, -1));
  g_free (test_write_file ("three.csv", three->str, -1));
  g_free (test_write_file ("labels.csv", labels->str, -1));
  g_rand_free (random);
}

/* Cutoffs for what is applied, and reported. */
static void
write_cutoffs (void)
{
  static const char *const lines[] = {
    "choose two.csv --recalibrate isotonic -o two.json",
    "choose three.csv --kind logit -o three.json",
  };

  const Lines none = { SIZE, COLUMN_SIZE, { NULL } };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_auto (Run) result = run (lines[i], &none, 0, FALSE);

      g_assert_cmpint (result.status, ==, 0);
    }
}

static void
test_lines (gconstpointer data)
{
  const Lines *self = data;

  for (guint i = 0; self->lines[i] != NULL; i++)
    g_assert_cmpuint (check_line (self->lines[i], self), >, 5);
}

static const Lines report
    = { SIZE,
        COLUMN_SIZE,
        { "report --json two.csv",
          "report labels.csv --at 0.4 --prevalence 0.2" } };
/* What is resampled per class, with few resamples: the report of two classes
 * has all of it with many. */
static const Lines classes
    = { SIZE, COLUMN_SIZE,
        { "report --json three.csv --kind logit --resamples 100" } };
static const Lines recalibration
    = { SIZE, COLUMN_SIZE,
        { "report --json two.csv --recalibrate isotonic",
          "report three.csv --kind logit --recalibrate temperature" } };
static const Lines choice
    = { SIZE, COLUMN_SIZE,
        { "choose three.csv --kind logit --jointly macro-f1 -o out.json",
          "choose two.csv --max-error 0.2 -o out.json",
          "choose labels.csv --recalibrate isotonic -o out.csv",
          "apply three.json three.csv --kind logit -o out.csv",
          "apply two.json two.csv -o out.csv" } };
/* Points that are thinned to the pixels of a figure are a detail: without
 * memory for it all of them are drawn. */
static const Lines figures
    = { COLUMN_SIZE, COLUMN_SIZE,
        { "curve three.csv --kind logit --figure losses -o out.csv",
          "plot two.csv --figure reliability --binning equal-mass -o out.svg",
          "plot two.csv --figure roc -o out.svg" } };
/* Its text does not grow with the rows. */
static const Lines document
    = { COLUMN_SIZE, "16777216",
        { "report two.csv --cutoffs two.json --recalibrate platt "
          "-o out.html" } };

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  write_files ();
  write_cutoffs ();
  g_test_add_data_func ("/no-memory/report", &report, test_lines);
  g_test_add_data_func ("/no-memory/classes", &classes, test_lines);
  g_test_add_data_func ("/no-memory/recalibration", &recalibration,
                        test_lines);
  g_test_add_data_func ("/no-memory/choice", &choice, test_lines);
  g_test_add_data_func ("/no-memory/figures", &figures, test_lines);
  g_test_add_data_func ("/no-memory/document", &document, test_lines);

  return g_test_run ();
}
