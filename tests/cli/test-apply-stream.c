/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <string.h>
#include <sys/resource.h>

#include "run.h"
#include "support.h"

/* More rows than the first decisions wait for. */
#define N_ROWS 100000
/* Bytes from which the columns are inferred. */
#define HEAD_SIZE (1024 * 1024)

/* A cutoff of 0.5 for "yes" against "no". */
static void
choose_half (void)
{
  g_autofree char *file = test_write_file (
      "chosen.csv", "y,prob\nyes,0.75\nno,0.25\nyes,0.875\nno,0.125\n", -1);
  g_auto (TestRun) chosen
      = test_run ("choose --name cut -o cut.json chosen.csv");

  g_assert_nonnull (file);
  g_assert_cmpint (chosen.status, ==, 0);
}

/* Rows whose score is 0.25, except that every fourth is 0.75. */
static void
append_rows (GString *text, guint first, guint end, const char *label)
{
  for (guint i = first; i < end; i++)
    g_string_append_printf (text, "%s,%s\n", label,
                            i % 4 == 0 ? "0.75000000" : "0.25000000");
}

/* Bytes for a program's input, written by a thread, since its output may have
 * to be read meanwhile. */
typedef struct
{
  GOutputStream *stream;
  GString *text;
} Input;

static gpointer
write_input (gpointer data)
{
  Input *self = data;

  g_output_stream_write_all (self->stream, self->text->str, self->text->len,
                             NULL, NULL, NULL);
  g_output_stream_flush (self->stream, NULL, NULL);
  return NULL;
}

/* Reads lines until one has this beginning. */
static void
await_line (GDataInputStream *output, const char *beginning)
{
  for (;;)
    {
      g_autofree char *line
          = g_data_input_stream_read_line (output, NULL, NULL, NULL);

      g_assert_nonnull (line);
      if (g_str_has_prefix (line, beginning))
        return;
    }
}

/* A program that decides its input, row by row. */
typedef struct
{
  GSubprocess *process;
  GDataInputStream *output;
  Input input;
} Filter;

static Filter
start_filter (GString *text)
{
  g_autofree char *cutoffs
      = g_build_filename (test_get_folder (), "cut.json", NULL);
  g_autoptr (GError) error = NULL;
  Filter self = { .input.text = text };

  choose_half ();
  self.process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE
                                       | G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                       | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                                   &error, g_getenv ("LIMEN_CLI"), "apply",
                                   cutoffs, "-", "--output", "-", NULL);
  g_assert_no_error (error);
  self.input.stream = g_subprocess_get_stdin_pipe (self.process);
  self.output
      = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self.process));
  return self;
}

/* Writes the text, and waits for a line of decisions. */
static void
feed_filter (Filter *self, const char *beginning)
{
  GThread *writer = g_thread_new ("writer", write_input, &self->input);

  await_line (self->output, beginning);
  g_thread_join (writer);
}

static void
end_filter (Filter *self)
{
  g_autoptr (GError) error = NULL;

  g_output_stream_close (self->input.stream, NULL, NULL);
  g_assert_null (
      g_data_input_stream_read_line (self->output, NULL, NULL, NULL));
  g_assert_true (g_subprocess_wait_check (self->process, NULL, &error));
  g_assert_no_error (error);
  g_object_unref (self->output);
  g_object_unref (self->process);
}

/* Decisions come while input still does: even that of a row that stands alone,
 * after the rows from which the columns are inferred. */
static void
test_prompt (void)
{
  g_autoptr (GString) text = g_string_new ("y,prob\n");
  Filter filter = start_filter (text);

  append_rows (text, 0, N_ROWS, "no");
  feed_filter (&filter, "100001,\"no\",0.25000000,0");
  g_string_assign (text, "yes,0.875\n");
  feed_filter (&filter, "100002,\"yes\",0.875,1");
  end_filter (&filter);
}

/* The decisions come, too, if the input pauses right after the bytes from
 * which the columns are inferred, or one byte later. */
static void
test_pause_at_head (void)
{
  for (gsize size = HEAD_SIZE; size <= HEAD_SIZE + 1; size++)
    {
      g_autoptr (GString) text = g_string_new ("y,prob\n");
      Filter filter = start_filter (text);
      g_autofree char *last = NULL;
      guint line = 2;

      for (; text->len + 30 < size; line++)
        append_rows (text, 1, 2, "no");
      g_string_append (text, "yes,0.");
      while (text->len < size - 1)
        g_string_append_c (text, '8');
      g_string_append_c (text, '\n');
      last = g_strdup_printf ("%u,\"yes\",0.8", line);
      feed_filter (&filter, last);
      end_filter (&filter);
    }
}

/* The class that the labels mean, and a score that its kind does not have, may
 * come late. */
static void
test_late (void)
{
  g_autoptr (GString) text = g_string_new ("y,prob\n");
  g_autofree char *path = NULL, *ended = NULL;
  g_auto (TestRun) other = { 0 }, infinite = { 0 };

  choose_half ();
  append_rows (text, 0, N_ROWS, "no");
  append_rows (text, 0, N_ROWS, "yes");
  path = test_write_file ("two.csv", text->str, -1);
  other = test_run ("apply cut.json two.csv -o - --positive no");
  g_assert_cmpint (other.status, ==, 1);
  g_assert_cmpstr (other.out, ==, "");
  test_assert_contains (other.err, "is for class \"yes\"");

  g_string_append (text, "no,-inf\n");
  ended = test_write_file ("ended.csv", text->str, -1);
  infinite = test_run ("apply cut.json ended.csv -o out.csv");
  g_assert_cmpint (infinite.status, ==, 1);
  test_assert_contains (infinite.err, "ended.csv:200002:2:");
}

/* Writes a file of so many rows. Its text is freed, as a program's memory
 * begins with that of its parent. */
static void
write_rows (guint n_rows)
{
  g_autoptr (GString) text = g_string_new ("y,prob\n");
  g_autofree char *path = NULL;

  append_rows (text, 0, n_rows, "no");
  path = test_write_file ("many.csv", text->str, (gssize) text->len);
}

static glong
measure_memory (guint n_rows)
{
  g_auto (TestRun) run = { 0 };
  struct rusage usage;

  write_rows (n_rows);
  run = test_run ("apply cut.json many.csv -o out.csv");
  g_assert_cmpint (run.status, ==, 0);
  getrusage (RUSAGE_CHILDREN, &usage);
  return usage.ru_maxrss; /* the most of all runs so far */
}

/* Thirty times the rows take no more memory, but for some megabytes that
 * differ from run to run; all rows together would take 70 MB more. */
static void
test_memory (void)
{
  glong few, many;

#ifdef __SANITIZE_ADDRESS__
  g_test_skip ("the sanitizer keeps memory that was freed");
  return;
#endif
  choose_half ();
  few = measure_memory (N_ROWS);
  many = measure_memory (30 * N_ROWS);
  g_test_message ("%ld and %ld KiB", few, many);
  g_assert_cmpint (many, <, few + 12 * 1024);
}

/* Which label is the negative one is known at the end of the file only; rows
 * of others have no label. */
static void
test_labels (void)
{
  g_autoptr (GString) text = g_string_new ("y,prob\n");
  g_autofree char *path = NULL;
  g_auto (TestRun) run = { 0 };

  choose_half ();
  append_rows (text, 0, N_ROWS, "perhaps");
  append_rows (text, 0, 2 * N_ROWS, "no");
  append_rows (text, 0, N_ROWS, "yes");
  path = test_write_file ("sorted.csv", text->str, -1);
  run = test_run ("apply cut.json sorted.csv -o out.csv");
  g_assert_cmpint (run.status, ==, 0);
  test_assert_contains (run.out, "Metrics on the 300000 of 400000 rows");
  test_assert_contains (
      run.out, " 0.5  25,000  50,000  75,000  150,000     0.3333  1.0000  "
               "0.2500 ");
}

/* A row that cannot be read, far behind: those before it are decided, if not
 * into a file, which is saved whole or not at all. */
static void
test_bad_row (void)
{
  g_autoptr (GString) text = g_string_new ("y,prob\n");
  g_auto (TestRun) printed = { 0 }, saved = { 0 }, skipped = { 0 };
  g_autofree char *file
      = g_build_filename (test_get_folder (), "bad.csv", NULL);
  const char *last;

  choose_half ();
  append_rows (text, 0, N_ROWS, "no");
  g_string_append (text, "yes,x\nno,0.5\nyes,1.5\n");
  printed = test_run_with_input ("apply cut.json - -o -", text->str);
  g_assert_cmpint (printed.status, ==, 1);
  test_assert_contains (printed.err, "-:100002:2:");
  /* The kind of the scores is that of the first rows. */
  test_assert_contains (printed.err, "-:100004:2:");
  test_assert_contains (printed.err, "1.5 is not a probability");
  g_assert_cmpuint (strlen (printed.out), >, 1000000);
  last = g_strrstr (printed.out, "\n");
  g_assert_cmpstr (last, ==, "\n"); /* whole lines */
  g_assert_null (strstr (printed.out, "100002,"));

  saved = test_run_with_input ("apply cut.json - -o bad.csv", text->str);
  g_assert_cmpint (saved.status, ==, 1);
  g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));

  skipped = test_run_with_input ("apply cut.json - -o - --skip-bad-rows",
                                 text->str);
  g_assert_cmpint (skipped.status, ==, 0);
  test_assert_contains (skipped.out,
                        "\n100002,\"yes\",,\n100003,\"no\",0.5,1\n"
                        "100004,\"yes\",,\n");
  test_assert_contains (skipped.err, "Rows without a decision, because their "
                                     "scores cannot be read: 2");
}

/* JSON is one array, whatever the number of pieces. */
static void
test_json (void)
{
  g_autoptr (GString) text = g_string_new ("y,prob\n");
  g_auto (TestRun) run = { 0 };
  g_autoptr (JsonNode) root = NULL;

  choose_half ();
  append_rows (text, 0, N_ROWS, "no");
  run = test_run_with_input ("apply cut.json - --json", text->str);
  g_assert_cmpint (run.status, ==, 0);
  root = test_parse_json (run.out);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (root)), ==,
                    N_ROWS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/apply-stream/prompt", test_prompt);
  g_test_add_func ("/apply-stream/pause-at-head", test_pause_at_head);
  g_test_add_func ("/apply-stream/late", test_late);
  g_test_add_func ("/apply-stream/memory", test_memory);
  g_test_add_func ("/apply-stream/labels", test_labels);
  g_test_add_func ("/apply-stream/bad-row", test_bad_row);
  g_test_add_func ("/apply-stream/json", test_json);
  return g_test_run ();
}
