/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

/* What a run of limen-cli gave. */
typedef struct
{
  int status;
  char *out, *err;
} TestRun;

/* A line of arguments, and how its run is to end. */
typedef struct
{
  const char *line;
  int status;
  const char *message; /* a part of what it says */
} TestLine;

void test_run_clear (TestRun *self);

/* Runs a line of arguments in the tests' folder; `@` stands for that of the
 * samples. */
TestRun test_run (const char *line);
TestRun test_run_with_input (const char *line, const char *input);

/* The number that a run prints behind a text; NaN where it does not. */
double test_run_find_number (const TestRun *self, const char *before);

/* Runs lines, which say their messages on stdout where they end with 0, and
 * nothing but findings on stderr; else on stderr, and nothing on stdout. */
void test_run_lines (const TestLine *lines, gsize n_lines);

void test_assert_contains (const char *text, const char *part);

/* What a run wrote into the tests' folder. */
char *test_read_output (const char *name);
JsonNode *test_parse_json (const char *text);
JsonNode *test_load_cutoff (const char *name); /* the only one in it */

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TestRun, test_run_clear)
