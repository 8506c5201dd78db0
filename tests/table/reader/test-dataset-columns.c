/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "dataset.h"
#include "dataset-cases.h"
#include "table-error.h"

static void
test_options (void)
{
  static const char text[] = "a,a,b,c\n0.1,3,yes,0.75\n0.2,-3,no,0.5\n";
  char *scores[] = { (char *) "c", NULL };
  char *labels[] = { (char *) "b", NULL };
  char *number[] = { (char *) "2", NULL };
  char *twice[] = { (char *) "a", NULL };
  LimenReadOptions options = { .labels = labels, .scores = scores };
  g_autoptr (LimenDataset) dataset = dataset_case_read_good (text, &options);
  g_autoptr (LimenDataset) swapped = NULL, numbered = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *found = dataset_case_describe (dataset);

  g_assert_cmpstr (found, ==, "b/c probability no:1[yes:1] +0.75 -0.5");
  options.positive = (char *) "NO";
  swapped = dataset_case_read_good (text, &options);
  g_free (found);
  found = dataset_case_describe (swapped);
  g_assert_cmpstr (found, ==, "b/c probability [no:1]yes:1 -0.75 +0.5");

  options.scores = number;
  options.has_kind = TRUE;
  options.kind = LIMEN_KIND_LOGIT;
  numbered = dataset_case_read_good (text, &options);
  g_free (found);
  found = dataset_case_describe (numbered);
  g_assert_cmpstr (found, ==, "b/a logit [no:1]yes:1 -3 +-3");

  options.kind = LIMEN_KIND_PROBABILITY;
  g_assert_null (dataset_case_read (text, -1, &options, &error));
  g_assert_nonnull (strstr (error->message, ":2:2: 3 is not a probability"));
  g_assert_nonnull (strstr (error->message, "if these are logits"));
  g_clear_error (&error);

  options.scores = twice;
  g_assert_null (dataset_case_read (text, -1, &options, &error));
  g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_ROLES);
  g_assert_nonnull (strstr (error->message, "columns 1 and 2 are both named"));
  g_clear_error (&error);

  options = (LimenReadOptions){ .labels = labels, .scores = scores,
                                .positive = (char *) "maybe" };
  g_assert_null (dataset_case_read (text, -1, &options, &error));
  g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_OPTIONS);
  g_clear_error (&error);

  options = (LimenReadOptions){ .labels = (char *[]){ (char *) "zz", NULL } };
  g_assert_null (dataset_case_read (text, -1, &options, &error));
  g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_ROLES);
}

static void
test_no_header (void)
{
  LimenReadOptions options = { .no_header = TRUE, .delimiter = '|' };
  g_autoptr (LimenDataset) dataset
      = dataset_case_read_good ("x|0.5\ny|0.25\n", &options);
  g_autofree char *found = dataset_case_describe (dataset);

  g_assert_cmpstr (found, ==, "1/2 probability x:1[y:1] -0.5 +0.25");
  g_assert_false (limen_dataset_has_header (dataset));
  g_assert_cmpint (limen_dataset_get_delimiter (dataset), ==, '|');
}

static void
test_without_labels (void)
{
  LimenReadOptions options = { .label_is_optional = TRUE };
  g_autoptr (LimenDataset) dataset
      = dataset_case_read_good ("prob\n0.5\n0.25\n", &options);

  g_assert_null (limen_dataset_get_predictions (dataset)->labels);
  g_assert_null (limen_dataset_get_label_column (dataset, 0));
  g_assert_cmpuint (limen_dataset_get_predictions (dataset)->n_rows, ==, 2);
}

static void
test_groups (void)
{
  LimenReadOptions options = { .group = (char *) "site" };
  g_autoptr (LimenDataset) dataset = dataset_case_read_good (
      "site,label,prob\nB,1,0.5\nA,0,0.25\nB,0,1\n", &options);

  g_assert_cmpuint (limen_dataset_get_n_groups (dataset), ==, 2);
  g_assert_cmpstr (limen_dataset_get_group_name (dataset, 0), ==, "B");
}

/* Costs per row are used only if given, never by name; such a column has no
 * other role. */
static void
test_costs (void)
{
  static const char text[] = "label,p,missed,alarm,weights\n"
                             "1,0.5,12.5,1,1\n0,0.25,0,0.125,2\n";
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (LimenDataset) plain = dataset_case_read_good (text, options);
  g_autoptr (LimenReadOptions) copy = NULL;
  g_autoptr (LimenDataset) dataset = NULL, guessed = NULL;
  const LimenPredictions *numbers = limen_dataset_get_predictions (plain);

  g_assert_null (numbers->fn_costs);
  g_assert_null (numbers->fp_costs);
  g_assert_null (limen_dataset_get_fn_cost_column (plain));
  options->fn_cost = g_strdup ("missed");
  options->fp_cost = g_strdup ("4");
  copy = limen_read_options_copy (options);
  dataset = dataset_case_read_good (text, copy);
  numbers = limen_dataset_get_predictions (dataset);
  g_assert_cmpstr (limen_dataset_get_fn_cost_column (dataset), ==, "missed");
  g_assert_cmpstr (limen_dataset_get_fp_cost_column (dataset), ==, "alarm");
  g_assert_cmpfloat (numbers->fn_costs[0], ==, 12.5);
  g_assert_cmpfloat (numbers->fn_costs[1], ==, 0);
  g_assert_cmpfloat (numbers->fp_costs[0], ==, 1);
  g_assert_cmpfloat (numbers->fp_costs[1], ==, 0.125);
  g_assert_cmpfloat (numbers->weights[1], ==, 2);
  /* Without the costs, only one column can be the score. */
  guessed = dataset_case_read_good (
      "a,b,missed,alarm\n1,0.5,2.5,0\n0,0.25,1,1\n", options);
  g_assert_cmpstr (limen_dataset_get_score_column (guessed, 0), ==, "b");
  g_assert_cmpstr (limen_dataset_get_label_column (guessed, 0), ==, "a");
}

static void
test_wrong_costs (void)
{
  static const struct
  {
    const char *text, *column;
    int code;
    const char *message;
  } cases[] = {
    { "label,p,c\n1,0.5,1\n0,0.25,-2\n", "c", LIMEN_TABLE_ERROR_ROWS,
      ":3:3: cost -2 is negative; it must be 0 or more" },
    { "label,p,c\n1,0.5,dear\n0,0.25,2\n", "c", LIMEN_TABLE_ERROR_ROWS,
      ":2:3: column \"c\": \"dear\" is not a number" },
    { "label,p,c\n1,0.5,\n0,0.25,2\n", "c", LIMEN_TABLE_ERROR_ROWS,
      ":2:3: column \"c\": the cost is missing in 1 row" },
    { "label,p,c\n1,0.5,1e300\n0,0.25,2\n", "c", LIMEN_TABLE_ERROR_DATA,
      "column \"c\": the costs add up to 1e+300, which is too large" },
    { "label,p,c\n1,0.5,1\n0,0.25,2\n", "d", LIMEN_TABLE_ERROR_ROLES,
      "--fn-cost-column" },
    { "label,p,c\n1,0.5,1\n0,0.25,2\n", "p", LIMEN_TABLE_ERROR_ROLES,
      "column \"p\" cannot have two roles" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LimenReadOptions) options = limen_read_options_new ();
      g_autoptr (GError) error = NULL;

      g_test_message ("case %u", i);
      options->scores = g_strsplit ("p", " ", 0);
      options->fn_cost = g_strdup (cases[i].column);
      g_assert_null (dataset_case_read (cases[i].text, -1, options, &error));
      g_assert_error (error, LIMEN_TABLE_ERROR, cases[i].code);
      if (strstr (error->message, cases[i].message) == NULL)
        g_error ("\"%s\" has no \"%s\"", error->message,
                 cases[i].message);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dataset-columns/options", test_options);
  g_test_add_func ("/dataset-columns/no-header", test_no_header);
  g_test_add_func ("/dataset-columns/without-labels", test_without_labels);
  g_test_add_func ("/dataset-columns/groups", test_groups);
  g_test_add_func ("/dataset-columns/costs", test_costs);
  g_test_add_func ("/dataset-columns/wrong-costs", test_wrong_costs);
  return g_test_run ();
}
