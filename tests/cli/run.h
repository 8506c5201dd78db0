/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

/* Exit status and output of a run of limen-cli. */
typedef struct
{
  int status;
  char *out, *err;
} TestRun;

/* Arguments of limen-cli with the expected exit status and message. */
typedef struct
{
  const char *line;
  int status;
  const char *message; /* part of the output */
} TestLine;

void test_run_clear (TestRun *self);

/* Runs limen-cli with arguments in the tests' folder; `@` stands for the
 * folder of the samples. */
TestRun test_run (const char *line);
TestRun test_run_with_input (const char *line, const char *input);

/* The number that a run prints after a text; NaN if it does not. */
double test_run_find_number (const TestRun *self, const char *before);

/* Runs command lines and checks their messages: on stdout if the status is 0,
 * with only findings on stderr; else on stderr, with an empty stdout. */
void test_run_lines (const TestLine *lines, gsize n_lines);

void test_assert_contains (const char *text, const char *part);

/* The text of a file that a run wrote into the tests' folder. */
char *test_read_output (const char *name);
JsonNode *test_parse_json (const char *text);

/* Writes a file into the tests' folder. */
void test_write_rows (const char *name, const char *text);

/* Runs a report in JSON, which is to succeed; free *root. */
JsonObject *test_report (const char *line, JsonNode **root);

/* The first threshold of a report or a class. */
JsonObject *test_get_at (JsonObject *object);

/* The ends of an interval; FALSE if it is null. An unbounded end is
 * infinite. */
gboolean test_read_interval (JsonObject *intervals, const char *key,
                             double *low, double *high);

JsonNode *test_load_cutoff (const char *name); /* of a single cutoff */

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TestRun, test_run_clear)
