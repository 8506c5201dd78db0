/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "figures.h"
#include "support.h"

/* Ten rows with six distinct scores. */
#define BINARY                                                                \
  "label,prob\n0,0.1\n0,0.1\n1,0.25\n0,0.25\n0,0.375\n1,0.375\n1,0.625\n"      \
  "0,0.75\n1,0.75\n1,0.95\n"
#define CLASSES                                                               \
  "label,prob_a,prob_b,prob_c\na,0.5,0.25,0.25\nb,0.125,0.75,0.125\n"         \
  "c,0.25,0.5,0.25\na,0.75,0.125,0.125\n"
#define DECISIONS "label,predicted\n0,0\n1,1\n0,1\n1,1\n1,0\n0,0\n"

static LimenAnalysis *
analyze (const char *text)
{
  g_autofree char *path = test_write_file ("rows.csv", text, -1);
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenDataset) dataset
      = limen_dataset_read (path, options, NULL, NULL, NULL, &error);
  LimenAnalysis *analysis;

  g_assert_no_error (error);
  analysis = limen_analysis_new (dataset, NULL, NULL, &error);
  g_assert_no_error (error);
  return analysis;
}

static LimenFigureInput *
new_input (LimenAnalysis *analysis)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenOneVsRest) class
      = limen_analysis_get_class (analysis, 0, &error);

  g_assert_no_error (error);
  return limen_figure_input_new (analysis, class, LIMEN_COSTS_DEFAULT, NAN,
                                 NAN);
}

/* The types */

/* Each type has what lists, tabs and files need, and keys and titles are
 * unique. */
static void
test_types (void)
{
  for (guint i = 0; i < limen_figures_get_n (); i++)
    {
      const LimenFigureType *type = limen_figures_get (i);

      g_test_message ("%s", type->key);
      g_assert_true (limen_figures_find (type->key) == type);
      g_assert_nonnull (type->compute);
      g_assert_nonnull (type->draw);
      g_assert_nonnull (type->free);
      g_assert_true ((type->columns == NULL) == (type->write != NULL));
      g_assert_cmpstr (limen_figure_type_get_caption (type), !=, "");
      for (guint j = 0; j < i; j++)
        {
          const LimenFigureType *other = limen_figures_get (j);

          g_assert_cmpstr (type->key, !=, other->key);
          g_assert_cmpstr (type->title, !=, other->title);
          if (type->tab != NULL)
            g_assert_cmpstr (type->tab, !=, other->tab);
        }
    }
  g_assert_null (limen_figures_find ("pie"));
  g_assert_null (limen_figures_find (NULL));
}

static gboolean
is_histogram (const LimenFigureType *type)
{
  return type == &limen_histogram_figure;
}

static gboolean
is_square (const LimenFigureType *type)
{
  return type->is_square;
}

static void
test_lists (void)
{
  g_autofree char *one = limen_figures_list (is_histogram, " or ");
  g_autofree char *some = limen_figures_list (is_square, " and ");
  g_autofree char *all = limen_figures_list (NULL, " or ");

  g_assert_cmpstr (one, ==, "histogram");
  g_assert_cmpstr (some, ==, "roc, precision-recall and det");
  g_assert_true (g_str_has_prefix (all, "histogram, threshold-curves, "));
  g_assert_nonnull (strstr (all, " or "));
}

/* Which figures a file has, by its task and scores. */
static void
test_scopes (void)
{
  static const struct
  {
    const char *text;
    gboolean has_scores, has_classes;
  } files[] = { { BINARY, TRUE, FALSE },
                { CLASSES, TRUE, TRUE },
                { DECISIONS, FALSE, FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (LimenAnalysis) analysis = analyze (files[i].text);

      g_assert_false (limen_figure_type_is_for (NULL, analysis));
      for (guint j = 0; j < limen_figures_get_n (); j++)
        {
          const LimenFigureType *type = limen_figures_get (j);
          gboolean is_there
              = (files[i].has_scores || type->takes_decisions)
                && (files[i].has_classes
                    || type->scope != LIMEN_SCOPE_SEVERAL);

          g_assert_cmpint (limen_figure_type_is_for (type, analysis), ==,
                           is_there);
        }
    }
}

/* Output */

static guint
count_colors (cairo_surface_t *surface)
{
  g_autoptr (GHashTable) colors = g_hash_table_new (NULL, NULL);
  const guint32 *pixels
      = (const guint32 *) (void *) cairo_image_surface_get_data (surface);
  gsize n = (gsize) cairo_image_surface_get_stride (surface) / 4
            * (gsize) cairo_image_surface_get_height (surface);

  for (gsize i = 0; i < n; i++)
    g_hash_table_add (colors, GUINT_TO_POINTER (pixels[i]));
  return g_hash_table_size (colors);
}

static void
assert_draws (const LimenFigureType *type, LimenAnalysis *analysis)
{
  g_autoptr (LimenFigureInput) input = new_input (analysis);
  g_autoptr (GError) error = NULL;
  cairo_surface_t *surface
      = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 300, 300);
  cairo_t *cr = cairo_create (surface);

  limen_figure_type_draw_picture (type, input, cr, 300, 300, LIMEN_THEME_LIGHT,
                                  &error);
  g_assert_no_error (error);
  cairo_surface_flush (surface);
  g_assert_cmpuint (count_colors (surface), >, 8);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static char *
save (const LimenFigureType *type, LimenFigureInput *input)
{
  g_autofree char *path
      = g_build_filename (test_get_folder (), "figure.csv", NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  limen_figure_type_save (type, input, path, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

/* Each figure of a file can be drawn as a picture and saved as a table. */
static void
test_outputs (void)
{
  static const char *const files[] = { BINARY, CLASSES, DECISIONS };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (LimenAnalysis) analysis = analyze (files[i]);

      for (guint j = 0; j < limen_figures_get_n (); j++)
        {
          const LimenFigureType *type = limen_figures_get (j);
          g_autoptr (LimenFigureInput) input = new_input (analysis);
          g_autofree char *table = NULL;

          if (!limen_figure_type_is_for (type, analysis))
            continue;
          g_test_message ("%s of file %u", type->key, i);
          assert_draws (type, analysis);
          table = save (type, input);
          g_assert_nonnull (strchr (table, '\n'));
          g_assert_cmpint (strchr (table, '\n')[1], !=, '\0');
        }
    }
}

/* Figures of metrics have a column for each chosen metric, in that order. */
static void
test_metrics (void)
{
  static const LimenMetricId metrics[]
      = { LIMEN_METRIC_MCC, LIMEN_METRIC_RECALL };
  g_autoptr (LimenAnalysis) analysis = analyze (BINARY);
  guint n = 0;

  for (guint i = 0; i < limen_figures_get_n (); i++)
    {
      const LimenFigureType *type = limen_figures_get (i);
      g_autoptr (LimenFigureInput) input = new_input (analysis);
      g_autofree char *table = NULL;

      if (!limen_figure_type_is_for (type, analysis))
        continue;
      limen_figure_input_set_metrics (input, metrics, G_N_ELEMENTS (metrics));
      table = save (type, input);
      g_assert_cmpint (strstr (table, "\"mcc\",\"recall\"") != NULL, ==,
                       type->has_metrics);
      n += type->has_metrics;
    }
  g_assert_cmpuint (n, ==, 2);
}

/* A cancelled computation returns NULL. */
static void
test_cancelled (void)
{
  g_autoptr (LimenAnalysis) analysis = analyze (BINARY);
  g_autoptr (LimenFigureInput) input = new_input (analysis);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const LimenFigureType *type = &limen_threshold_curves_figure;
  gpointer computed = type->compute (type, input, cancellable);

  g_assert_nonnull (computed);
  type->free (computed);
  g_cancellable_cancel (cancellable);
  g_assert_null (type->compute (type, input, cancellable));
}

/* Figures listed in help, manual and elsewhere are those of the registry, in
 * its order. */

static char *
read_source (const char *name)
{
  g_autofree char *relative = g_strconcat ("../", name, NULL);
  g_autofree char *path = test_get_source_path (relative);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&text);
}

static void
assert_lists (const char *file, GPtrArray *keys)
{
  for (guint i = 0; i < MAX (keys->len, limen_figures_get_n ()); i++)
    {
      const char *key = i < keys->len ? g_ptr_array_index (keys, i) : "nothing";
      const char *expected = i < limen_figures_get_n ()
                                 ? limen_figures_get (i)->key
                                 : "nothing";

      if (!g_str_equal (key, expected))
        g_error ("%s has %s where the figure %s should stand", file, key,
                 expected);
    }
}

/* Returns the first group of every match of a pattern. */
static GPtrArray *
find_all (const char *text, const char *pattern)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_MULTILINE, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);

  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    g_ptr_array_add (found, g_match_info_fetch (match, 1));
  return found;
}

static void
test_manual (void)
{
  g_autofree char *text = test_read_manual ();
  const char *start = strstr (text, ".BI --figure \" NAME\"\n");
  g_autofree char *part = NULL;
  g_autoptr (GPtrArray) keys = NULL;

  g_assert_nonnull (start);
  part = g_strndup (start, (gsize) (strstr (start, ".RE\n") - start));
  keys = find_all (part, "^\\.B ([a-z-]+)$");
  assert_lists ("the manual page", keys);
}

static void
test_help (void)
{
  g_autofree char *text = read_source ("data/help/figures.xml");
  g_autoptr (GPtrArray) keys = find_all (text, "<entry name=\"([^\"]+)\"");
  g_autoptr (GPtrArray) titles = find_all (text, "<entry .*title=\"([^\"]+)\"");

  assert_lists ("the help", keys);
  for (guint i = 0; i < titles->len; i++)
    g_assert_cmpstr (g_ptr_array_index (titles, i), ==,
                     limen_figures_get (i)->title);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figure-types/types", test_types);
  g_test_add_func ("/figure-types/lists", test_lists);
  g_test_add_func ("/figure-types/scopes", test_scopes);
  g_test_add_func ("/figure-types/outputs", test_outputs);
  g_test_add_func ("/figure-types/metrics", test_metrics);
  g_test_add_func ("/figure-types/cancelled", test_cancelled);
  g_test_add_func ("/figure-types/manual", test_manual);
  g_test_add_func ("/figure-types/help", test_help);
  return g_test_run ();
}
