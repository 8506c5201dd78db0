#pragma once

#include <glib.h>

/* What a run of limen-cli gave. */
typedef struct
{
  int status;
  char *out, *err;
} TestRun;

void test_run_clear (TestRun *self);

/* Runs a line of arguments in the tests' folder; `@` stands for that of the
 * samples. */
TestRun test_run (const char *line);
TestRun test_run_with_input (const char *line, const char *input);

void test_assert_contains (const char *text, const char *part);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TestRun, test_run_clear)
