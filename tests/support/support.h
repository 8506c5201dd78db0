/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

/* A folder of this test program alone, removed with all it holds at exit. */
const char *test_get_folder (void);
/* Writes a file into that folder; returns its path. */
char *test_write_file (const char *name, const char *text, gssize length);

/* A file under tests/. */
char *test_get_source_path (const char *path);

/* A file of the shared test material, or NULL after g_test_skip() where this
 * machine has none. */
char *test_read_manual (void);
char *test_get_shared_path (const char *path);

/* The text of a PDF, laid out as on its pages, or NULL after g_test_skip() where
 * this machine has nothing that reads it. */
char *test_read_pdf (const char *path);

JsonNode *test_load_json (const char *path);

/* Checks the published figures that are this test's, in published/figures.json;
 * `check` says whether it knows the figure, and fails where it differs. */
void test_check_published (const char *test,
                           gboolean (*check) (JsonObject *object));

/* |a - b| <= tolerance * max (1, |b|); NaN equals NaN, infinities themselves. */
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
