/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

/* A temporary folder of this test program, removed at exit. */
const char *test_get_folder (void);
/* Writes a file into the folder of test_get_folder(). `length` in bytes, -1
 * for a null-terminated text. Returns the path, a new string. */
char *test_write_file (const char *name, const char *text, gssize length);

/* The path of a file under tests/; a new string. */
char *test_get_source_path (const char *path);

/* test_read_manual(): the man page of limen-cli as text.
 * test_get_shared_path(): a path in the folder that the variable LIMEN_SHARED
 * names; NULL after g_test_skip() if it does not exist. Both return new
 * strings. */
char *test_read_manual (void);
char *test_get_shared_path (const char *path);

/* The text of a PDF in the layout of its pages, a new string; NULL after
 * g_test_skip() if pdftotext is not installed. */
char *test_read_pdf (const char *path);

JsonNode *test_load_json (const char *path);

/* Checks the values in published/figures.json for this test. `check` returns
 * whether it recognises a value, and fails if the value differs. */
void test_check_published (const char *test,
                           gboolean (*check) (JsonObject *object));

/* Whether |a - b| <= tolerance * max (1, |b|). NaN equals NaN, and an infinity
 * itself. */
gboolean test_is_near (double a, double b, double tolerance);

#define test_assert_near(a, b, tolerance)                                     \
  G_STMT_START                                                                \
  {                                                                           \
    double test_a = (a), test_b = (b), test_tolerance = (tolerance);          \
    if (!test_is_near (test_a, test_b, test_tolerance))                       \
      g_error ("%s:%d: %s is %.17g, expected %.17g within %g", __FILE__,      \
               __LINE__, #a, test_a, test_b, test_tolerance);                 \
  }                                                                           \
  G_STMT_END
