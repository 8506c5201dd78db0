#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "analysis.h"
#include "cutoff-file.h"
#include "cutoff-private.h"
#include "report-error.h"
#include "schema.h"
#include "support.h"

static LimenOneVsRest *
analyze (const char *text)
{
  g_autofree char *path = test_write_file ("rows.csv", text, -1);
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenDataset) dataset
      = limen_dataset_read (path, options, NULL, NULL, NULL, &error);
  g_autoptr (LimenAnalysis) analysis = NULL;

  g_assert_no_error (error);
  analysis = limen_analysis_new (dataset, NULL, NULL, &error);
  g_assert_no_error (error);
  return limen_analysis_get_class (analysis, 0, NULL);
}

static GListStore *
new_cutoffs (LimenOneVsRest *class)
{
  GListStore *cutoffs = g_list_store_new (LIMEN_TYPE_CUTOFF);
  LimenObjective objective
      = limen_objective_new ((LimenMetric){ LIMEN_METRIC_F1, 1 }, FALSE);
  g_autoptr (LimenCutoff) by_hand
      = limen_cutoff_new ("=1+1, \"quoted\"", class, 0.4193847123000002,
                          NULL);
  g_autoptr (LimenCutoff) best
      = limen_cutoff_new ("best \303\251", class, 0.5, &objective);
  g_autoptr (LimenCutoff) none
      = limen_cutoff_new ("nobody", class, 2.5, NULL);

  g_list_store_append (cutoffs, by_hand);
  g_list_store_append (cutoffs, best);
  g_list_store_append (cutoffs, none);
  return cutoffs;
}

static const char rows[] = "label,prob,weight\n1,0.75,1\n0,0.5,0.3\n"
                           "1,0.419384712300001,2\n0,0.25,1\n0,1,0.1\n";

static void
assert_same_number (double a, double b)
{
  g_assert_true (a == b || (isnan (a) && isnan (b)));
}

static void
assert_same (LimenCutoff *a, LimenCutoff *b)
{
  const LimenCutoffData *first = limen_cutoff_get_data (a);
  const LimenCutoffData *second = limen_cutoff_get_data (b);

  g_assert_cmpstr (first->name, ==, second->name);
  g_assert_cmpstr (first->class_name, ==, second->class_name);
  g_assert_cmpstr (first->objective, ==, second->objective);
  g_assert_cmpstr (first->file, ==, second->file);
  g_assert_cmpstr (first->sha256, ==, second->sha256);
  g_assert_cmpint (first->kind, ==, second->kind);
  g_assert_cmpuint (first->n_rows, ==, second->n_rows);
  g_assert_cmpuint (first->n_rejected, ==, second->n_rejected);
  assert_same_number (first->threshold, second->threshold);
  assert_same_number (first->low, second->low);
  assert_same_number (first->high, second->high);
  assert_same_number (first->value, second->value);
  assert_same_number (first->confusion.tp, second->confusion.tp);
  assert_same_number (first->confusion.fp, second->confusion.fp);
  assert_same_number (first->confusion.fn, second->confusion.fn);
  assert_same_number (first->confusion.tn, second->confusion.tn);
  for (int i = 0; i < LIMEN_N_METRICS; i++)
    assert_same_number (first->metrics[i], second->metrics[i]);
}

/* Saved, loaded and saved again: the same cutoffs and the same bytes. */
static void
test_round_trip (void)
{
  g_autoptr (LimenOneVsRest) class = analyze (rows);
  g_autoptr (GListStore) cutoffs = new_cutoffs (class);
  g_autofree char *path
      = g_build_filename (test_get_folder (), "c.json", NULL);
  g_autofree char *again
      = g_build_filename (test_get_folder (), "again.json", NULL);
  g_autofree char *text = NULL, *text_again = NULL;
  g_autoptr (GListModel) loaded = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (
      limen_cutoff_file_save (G_LIST_MODEL (cutoffs), path, &error));
  g_assert_no_error (error);
  loaded = limen_cutoff_file_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (loaded), ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (LimenCutoff) a
          = g_list_model_get_item (G_LIST_MODEL (cutoffs), i);
      g_autoptr (LimenCutoff) b = g_list_model_get_item (loaded, i);

      assert_same (a, b);
    }
  g_assert_true (limen_cutoff_file_save (loaded, again, &error));
  g_file_get_contents (path, &text, NULL, NULL);
  g_file_get_contents (again, &text_again, NULL, NULL);
  g_assert_cmpstr (text, ==, text_again);
}

static void
test_schema (void)
{
  g_autoptr (LimenOneVsRest) class = analyze (rows);
  g_autoptr (GListStore) cutoffs = new_cutoffs (class);
  g_autofree char *path
      = g_build_filename (test_get_folder (), "c.json", NULL);
  g_autofree char *schema_path
      = test_get_source_path ("../data/limen-cutoffs.schema.json");
  g_autoptr (JsonNode) schema = test_load_json (schema_path);
  g_autoptr (JsonNode) file = NULL;

  g_assert_true (limen_cutoff_file_save (G_LIST_MODEL (cutoffs), path, NULL));
  file = test_load_json (path);
  test_assert_schema (file, json_node_get_object (schema), "file");
}

static void
test_csv (void)
{
  g_autoptr (LimenOneVsRest) class = analyze (rows);
  g_autoptr (GListStore) cutoffs = new_cutoffs (class);
  g_autofree char *path
      = g_build_filename (test_get_folder (), "c.CSV", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_true (limen_cutoff_file_save (G_LIST_MODEL (cutoffs), path, NULL));
  g_file_get_contents (path, &text, NULL, NULL);
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 5);
  g_assert_true (g_str_has_prefix (
      lines[0], "\"name\",\"class\",\"kind\",\"threshold\","));
  /* no formula for a spreadsheet; quotes doubled; digits kept */
  g_assert_true (g_str_has_prefix (
      lines[1], "\"'=1+1, \"\"quoted\"\"\",\"1\",\"probability\","
                "0.4193847123000002,"));
  g_assert_nonnull (strstr (lines[2], "\"maximize f1\""));
  /* nothing predicted positive: no precision, and no upper end */
  g_assert_nonnull (strstr (lines[3], ",1,inf,"));
}

static void
test_link_and_mode (void)
{
  g_autoptr (LimenOneVsRest) class = analyze (rows);
  g_autoptr (GListStore) cutoffs = new_cutoffs (class);
  g_autofree char *target = test_write_file ("target.json", "old", -1);
  g_autofree char *link
      = g_build_filename (test_get_folder (), "link.json", NULL);
  GStatBuf status;

  g_assert_cmpint (g_chmod (target, 0640), ==, 0);
  g_assert_cmpint (symlink ("target.json", link), ==, 0);
  g_assert_true (limen_cutoff_file_save (G_LIST_MODEL (cutoffs), link, NULL));
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  g_assert_cmpint (g_stat (target, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 07777, ==, 0640);
  g_assert_cmpint (status.st_size, >, 1000);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* A place that cannot be written to: an error, and nothing left behind. */
static void
test_failure (void)
{
  g_autoptr (LimenOneVsRest) class = analyze (rows);
  g_autoptr (GListStore) cutoffs = new_cutoffs (class);
  g_autofree char *folder
      = g_build_filename (test_get_folder (), "a folder.json", NULL);
  guint n_files;
  const char *paths[] = { folder, "/nowhere/c.json", "/proc/c.json" };

  g_mkdir (folder, 0700);
  n_files = count_files (test_get_folder ());
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (limen_cutoff_file_save (G_LIST_MODEL (cutoffs),
                                              paths[i], &error));
      g_assert_error (error, LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_WRITE);
      g_assert_true (g_str_has_prefix (error->message, paths[i]));
    }
  g_assert_cmpuint (count_files (test_get_folder ()), ==, n_files);
}

#define HEAD "{\"schema\":\"limen-cutoffs/1\",\"cutoffs\":[{"

static void
test_refused (void)
{
  static const struct
  {
    const char *text, *message;
  } cases[] = {
    { "", "empty" },
    { "{", "not JSON" },
    { "[]", "no file of cutoffs" },
    { "{}", "\"schema\" is missing" },
    { "{\"schema\":\"limen-report/1\"}", "\"schema\" is not" },
    { "{\"schema\":7}", "\"schema\" is not a string" },
    { "{\"schema\":\"limen-cutoffs/1\"}", "\"cutoffs\" is missing" },
    { "{\"schema\":\"limen-cutoffs/1\",\"cutoffs\":[7]}", "cutoffs[0]" },
    { HEAD "}]}", "cutoffs[0]: \"name\" is missing" },
    { HEAD "\"name\":\"a\",\"class\":\"1\",\"kind\":\"odds\"}]}",
      "\"kind\" is none" },
    { HEAD "\"name\":\"a\",\"class\":\"1\",\"kind\":\"logit\"}]}",
      "\"threshold\" is missing" },
    { HEAD "\"name\":\"a\",\"class\":\"1\",\"kind\":\"logit\","
           "\"threshold\":\"x\"}]}",
      "\"threshold\" is not a number" },
    { HEAD "\"name\":\"a\",\"class\":\"1\",\"kind\":\"logit\","
           "\"threshold\":3,\"high\":2}]}",
      "does not lie in its interval" },
    { HEAD "\"name\":\"a\",\"class\":\"1\",\"kind\":\"logit\","
           "\"threshold\":3,\"tp\":-1}]}",
      "negative" },
    { HEAD "\"rule\":\"score > threshold\"}]}", "\"rule\" is not" },
    { "\377\376", "UTF-8" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = test_write_file ("bad.json", cases[i].text, -1);
      g_autoptr (GError) error = NULL;

      g_test_message ("case %u", i);
      g_assert_null (limen_cutoff_file_load (path, &error));
      g_assert_error (error, LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_FORMAT);
      if (strstr (error->message, cases[i].message) == NULL)
        g_error ("\"%s\" has no \"%s\"", error->message, cases[i].message);
    }
}

static void
test_deep (void)
{
  /* Some hide in what the parser takes for comments and strings. */
  static const char *const starts[]
      = { "", "/*\"*/", "/*]]]]*/", "'\"' ", "{\"a\": #\"\n" };
  g_autofree char *brackets = g_strnfill (1000000, '[');

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      g_autofree char *text = g_strconcat (starts[i], brackets, NULL);
      g_autofree char *path = test_write_file ("deep.json", text, -1);
      g_autoptr (GError) error = NULL;

      g_assert_null (limen_cutoff_file_load (path, &error));
      g_assert_error (error, LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_FORMAT);
    }
}

static void
test_kinds (void)
{
  g_autoptr (LimenOneVsRest) class = analyze (rows);
  g_autoptr (LimenCutoff) cutoff
      = limen_cutoff_new ("a", class, 0.5, NULL);
  double threshold;

  g_assert_true (limen_cutoff_convert_threshold (
      cutoff, LIMEN_KIND_PROBABILITY, &threshold));
  g_assert_cmpfloat (threshold, ==, 0.5);
  g_assert_true (limen_cutoff_convert_threshold (cutoff, LIMEN_KIND_LOGIT,
                                                 &threshold));
  g_assert_cmpfloat (threshold, ==, 0);
  g_assert_false (limen_cutoff_convert_threshold (cutoff, LIMEN_KIND_SCORE,
                                                  &threshold));
}

int
main (int argc, char **argv)
{
  g_setenv ("SOURCE_DATE_EPOCH", "1770000000", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cutoff-file/round-trip", test_round_trip);
  g_test_add_func ("/cutoff-file/schema", test_schema);
  g_test_add_func ("/cutoff-file/csv", test_csv);
  g_test_add_func ("/cutoff-file/link-and-mode", test_link_and_mode);
  g_test_add_func ("/cutoff-file/failure", test_failure);
  g_test_add_func ("/cutoff-file/refused", test_refused);
  g_test_add_func ("/cutoff-file/deep", test_deep);
  g_test_add_func ("/cutoff-file/kinds", test_kinds);
  return g_test_run ();
}
