/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "run.h"
#include "support.h"

/* Intervals of rows that belong together. */

#define N_ROWS 300
#define N_COPIES 9

/* What a file has beside the label, the score and the unit. */
typedef enum
{
  BINARY,
  WEIGHTED,
  MULTICLASS,
  MULTILABEL,
  REGRESSION,
  N_FILES
} File;

static const struct
{
  const char *head, *options;
} files[N_FILES] = {
  [BINARY] = { "y,p,who", "--positive 1" },
  [WEIGHTED] = { "y,p,w,who", "--positive 1 --weight w" },
  [MULTICLASS] = { "y,a,b,c,who", "--label y --score a,b,c" },
  [MULTILABEL]
  = { "la,lb,a,b,who",
      "--task multilabel --label la,lb --score a,b --ignore-label ?" },
  [REGRESSION] = { "y,p,who", "--task regression" },
};

static void
append_row (GString *text, File file, guint i)
{
  double random = (i * 7919 % 1009) / 1009.;
  guint label = (i * 37 % 101) / 101. < 0.25 + 0.5 * random;
  guint class = random * 3 > 2.4 ? i % 3 : (guint) (random * 3);
  double a = 0.1 + 0.6 * (class == 0), b = 0.1 + 0.6 * (class == 1);

  switch (file)
    {
    case WEIGHTED:
      g_string_append_printf (text, "%u,%.4f,%u,", label, random, 1 + i % 4);
      break;
    case MULTICLASS:
      g_string_append_printf (text, "%c,%.3f,%.3f,%.3f,", "abc"[i * 5 % 7 % 3],
                              a, b, 1 - a - b);
      break;
    case MULTILABEL:
      g_string_append_printf (text, "%u,%s,%.4f,%.4f,", label,
                              i % 9 == 0  ? "?"
                              : class > 0 ? "1"
                                          : "0",
                              random, fmod (random * 5, 1));
      break;
    case REGRESSION:
      g_string_append_printf (text, "%.4f,%.4f,", random * 3,
                              random * 3 + (i * 31 % 17) / 17. - 0.5);
      break;
    case BINARY:
    default:
      g_string_append_printf (text, "%u,%.4f,", label, random);
      break;
    }
}

/* Writes rows, each n_copies times in a row of the file or all over it. */
static void
write_file (const char *name, File file, guint n_copies)
{
  g_autoptr (GString) text = g_string_new (files[file].head);

  g_string_append_c (text, '\n');
  for (guint copy = 0; copy < n_copies; copy++)
    for (guint i = 0; i < N_ROWS; i++)
      {
        append_row (text, file, i);
        g_string_append_printf (text, "patient %u\n", i);
      }
  g_free (test_write_file (name, text->str, (gssize) text->len));
}

static JsonObject *
report (const char *name, File file, const char *options, JsonNode **root)
{
  g_autofree char *line
      = g_strconcat ("report --json --at 0.4 ", files[file].options, " ",
                     options, " ", name, NULL);
  g_autoptr (GString) text = g_string_new (line);
  g_auto (TestRun) run = { 0 };

  if (file == REGRESSION)
    g_string_replace (text, "--at 0.4 ", "", 0);
  run = test_run (text->str);
  if (run.status != 0)
    g_error ("%s: %s", text->str, run.err);
  *root = test_parse_json (run.out);
  return json_node_get_object (*root);
}

/* Widths of the intervals of an object, by name; NULL: none. */
static double *
get_width (JsonObject *intervals, const char *name, double *width)
{
  JsonNode *node = json_object_get_member (intervals, name);
  JsonArray *ends;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return NULL;
  ends = json_node_get_array (node);
  if (json_array_get_null_element (ends, 1)
      || json_array_get_null_element (ends, 0))
    return NULL;
  *width = json_array_get_double_element (ends, 1)
           - json_array_get_double_element (ends, 0);
  return width;
}

/* Whether the interval of a value of independent rows relies on the fitted
 * model, while that of units does not. */
static gboolean
is_fitted (const char *name)
{
  static const char *const names[]
      = { "slope", "intercept", "in-the-large", NULL };

  return g_strv_contains (names, name);
}

/* Whether a value has an interval of independent rows only: the errors of
 * bins. */
static gboolean
needs_rows (const char *name)
{
  return g_str_has_suffix (name, "ece");
}

/* The width without units, as a share of that with units, is less. KS, a
 * maximum, narrows more slowly with the number of rows. */
static double
get_share (const char *name)
{
  return g_str_equal (name, "ks") ? 0.6 : 0.5;
}

/* Compares the intervals of original rows, of their copies in units, and of
 * copies without units. Returns the number of intervals. */
static guint
compare (JsonObject *original, JsonObject *units, JsonObject *rows)
{
  g_autoptr (GList) names = json_object_get_members (original);
  guint n = 0;

  for (GList *name = names; name != NULL; name = name->next)
    {
      double expected, found, narrow;

      if (g_str_has_suffix (name->data, "-sum") || needs_rows (name->data)
          || get_width (original, name->data, &expected) == NULL)
        continue;
      if (get_width (units, name->data, &found) == NULL)
        g_error ("%s has no interval with units", (char *) name->data);
      if (!is_fitted (name->data)
          && !(found > 0.8 * expected && found < 1.25 * expected))
        g_error ("%s: width %g instead of %g", (char *) name->data, found,
                 expected);
      if (get_width (rows, name->data, &narrow) != NULL
          && !(narrow < get_share (name->data) * found))
        g_error ("%s: width %g with units, %g without", (char *) name->data,
                 found, narrow);
      n++;
    }
  return n;
}

/* Compares all intervals in an object and in those that it contains. */
static guint
compare_all (JsonObject *original, JsonObject *units, JsonObject *rows)
{
  g_autoptr (GList) names = json_object_get_members (original);
  guint n = 0;

  for (GList *name = names; name != NULL; name = name->next)
    {
      const char *key = name->data;
      JsonNode *node = json_object_get_member (original, key);

      if (g_str_equal (key, "at"))
        n += compare_all (
            json_array_get_object_element (json_node_get_array (node), 0),
            json_array_get_object_element (
                json_object_get_array_member (units, key), 0),
            json_array_get_object_element (
                json_object_get_array_member (rows, key), 0));
      if (!JSON_NODE_HOLDS_OBJECT (node) || g_str_equal (key, "input"))
        continue;
      n += (g_str_has_suffix (key, "intervals") ? compare : compare_all) (
          json_node_get_object (node),
          json_object_get_object_member (units, key),
          json_object_get_object_member (rows, key));
    }
  return n;
}

/* Copies of rows that belong together add nothing: the intervals are those of
 * the rows themselves, and wider than if each copy counted. */
static void
test_copies (void)
{
  static const guint n_at_least[N_FILES] = {
    [BINARY] = 25,     [WEIGHTED] = 25,  [MULTICLASS] = 150,
    [MULTILABEL] = 50, [REGRESSION] = 2,
  };

  for (File file = 0; file < N_FILES; file++)
    {
      g_autoptr (JsonNode) first = NULL, second = NULL, third = NULL;
      JsonObject *original, *units, *rows;
      guint n;

      write_file ("original.csv", file, 1);
      write_file ("copies.csv", file, N_COPIES);
      original = report ("original.csv", file, "", &first);
      units = report ("copies.csv", file, "--unit who", &second);
      rows = report ("copies.csv", file, "--unit none", &third);
      n = compare_all (original, units, rows);
      g_test_message ("file %u: %u intervals", (guint) file, n);
      g_assert_cmpuint (n, >=, n_at_least[file]);
    }
}

/* A unit per row changes what is drawn, but not how far it reaches. */
static void
test_single (void)
{
  g_autoptr (JsonNode) first = NULL, second = NULL;
  JsonObject *roles, *plain, *object;
  double expected, found;

  write_file ("single.csv", BINARY, 1);
  plain = report ("single.csv", BINARY, "", &first);
  g_assert_false (json_object_has_member (
      json_object_get_object_member (plain, "roles"), "unit"));
  g_assert_true (json_object_get_null_member (
      json_object_get_object_member (plain, "uncertainty"), "unit"));
  object = report ("single.csv", BINARY, "--unit 3", &second);
  roles = json_object_get_object_member (object, "roles");
  g_assert_cmpstr (json_object_get_string_member (roles, "unit"), ==, "who");
  g_assert_cmpstr (
      json_object_get_string_member (
          json_object_get_object_member (object, "uncertainty"), "unit"),
      ==, "who");
  g_assert_nonnull (
      get_width (json_object_get_object_member (plain, "ranking-intervals"),
                 "roc-auc", &expected));
  g_assert_nonnull (
      get_width (json_object_get_object_member (object, "ranking-intervals"),
                 "roc-auc", &found));
  g_assert_cmpfloat (fabs (found - expected), <, 1e-9);
}

/* Nothing can be said of one unit, or of a class that one unit has. */
static void
test_few (void)
{
  static const char *const texts[] = {
    "y,p,who\n1,0.9,a\n0,0.2,a\n1,0.8,a\n0,0.1,a\n1,0.3,a\n0,0.5,a\n",
    "y,p,who\n1,0.9,a\n0,0.2,b\n1,0.8,a\n0,0.1,c\n1,0.3,a\n0,0.5,d\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (JsonNode) root = NULL;
      JsonObject *object, *at;
      double width;

      g_free (test_write_file ("few.csv", texts[i], -1));
      object = report ("few.csv", BINARY, "--unit who", &root);
      at = json_array_get_object_element (
          json_object_get_array_member (object, "at"), 0);
      g_assert_null (get_width (
          json_object_get_object_member (at, "intervals"), "recall", &width));
      g_assert_null (get_width (
          json_object_get_object_member (object, "ranking-intervals"),
          "roc-auc", &width));
    }
}

static void
test_lines (void)
{
  static const TestLine lines[] = {
    { "report single.csv --unit who", 0, "units in \"who\"" },
    { "report single.csv --unit whom", 1, "--unit" },
    { "report single.csv --unit p --score p", 1, "two roles" },
    { "report single.csv --unit who --stratified", 2,
      "--stratified: with units, whole units are resampled" },
    { "report single.csv --unit who --json --resamples 0", 0,
      "\"unit\": \"who\"" },
  };

  write_file ("single.csv", BINARY, 1);
  test_run_lines (lines, G_N_ELEMENTS (lines));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/units/copies", test_copies);
  g_test_add_func ("/units/single", test_single);
  g_test_add_func ("/units/few", test_few);
  g_test_add_func ("/units/lines", test_lines);
  return g_test_run ();
}
