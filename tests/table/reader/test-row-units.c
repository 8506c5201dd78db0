/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "dataset-cases.h"
#include "support.h"
#include "table-error.h"

/* Rows that belong together. */

static char *
describe (LimenDataset *dataset)
{
  const LimenPredictions *numbers = limen_dataset_get_predictions (dataset);
  GString *text = g_string_new (limen_dataset_get_unit_column (dataset));

  g_string_append_printf (text, " %zu:", numbers->units.n_units);
  for (gsize i = 0; i < numbers->n_rows; i++)
    g_string_append_printf (text, " %u", numbers->units.of_rows[i]);
  return g_string_free (text, FALSE);
}

/* Units are compared as texts, without the blanks around them, and numbered in
 * order of first appearance among the rows that are kept. */
static void
test_numbers (void)
{
  static const struct
  {
    const char *text, *unit, *expected;
  } cases[] = {
    { "y,p,who\n1,0.9,a\n0,0.2,b\n1,0.8,a\n0,0.1,c\n", "who",
      "who 3: 0 1 0 2" },
    { "y,p,who\n1,0.9, a \n0,0.2,\"a\"\n1,0.8,\"a \"\n0,0.1,\"a\"\"\"\n",
      "who", "who 2: 0 0 0 1" },
    { "who,y,p\n1,1,0.9\n1.0,0,0.2\n01,1,0.8\n1,0,0.1\n", "1",
      "who 3: 0 1 2 0" },
    { "y;p;who\n1;0,9;7\n0;0,2;7\n1;0,8;8\n", "who", "who 2: 0 0 1" },
    { "y,p,who\n?,0.9,x\n0,0.2,a\n1,0.8,z\n1,0.8,a\n0,0.2,x\n", "who",
      "who 3: 0 1 0 2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char *ignored[] = { (char *) "?", NULL };
      LimenReadOptions options
          = { .unit = (char *) cases[i].unit, .ignored = ignored };
      g_autoptr (LimenDataset) dataset = NULL;
      g_autofree char *found = NULL;

      g_test_message ("case %u", i);
      dataset = dataset_case_read_good (cases[i].text, &options);
      found = describe (dataset);
      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

/* Rows that are skipped leave no unit behind. */
static void
test_skipped (void)
{
  LimenReadOptions options = { .unit = (char *) "who",
                               .weight = (char *) "w",
                               .skip_bad_rows = TRUE };
  g_autoptr (LimenDataset) dataset = dataset_case_read_good (
      "y,p,w,who\n1,0.9,-1,x\n0,0.2,1,a\n1,,1,z\n1,0.7,1,\n0,0.3,2,a\n",
      &options);
  g_autofree char *found = describe (dataset);

  g_assert_cmpstr (found, ==, "who 1: 0 0");
  g_assert_cmpuint (limen_dataset_get_n_rejected (dataset), ==, 3);
}

/* A row without a unit would belong with all others that have none. */
static void
test_missing (void)
{
  LimenReadOptions options = { .unit = (char *) "who" };
  g_autoptr (GError) error = NULL;

  g_assert_null (dataset_case_read (
      "y,p,who\n1,0.9,a\n0,0.2, \n1,0.7,NA\n0,0.3,b\n", -1, &options, &error));
  g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_ROWS);
  g_assert_nonnull (strstr (error->message,
                            ":3:3: column \"who\": the unit is missing in 2 "
                            "rows, on lines 3 and 4; give every row its "
                            "unit"));
}

static void
test_errors (void)
{
  LimenReadOptions unknown = { .unit = (char *) "whom" };
  LimenReadOptions both = { .unit = (char *) "p" };
  static const char text[] = "y,p,who\n1,0.9,a\n0,0.2,b\n";
  g_autoptr (GError) error = NULL;

  g_assert_null (dataset_case_read (text, -1, &unknown, &error));
  g_assert_nonnull (strstr (error->message, "--unit"));
  g_clear_error (&error);
  both.scores = (char *[]){ (char *) "p", NULL };
  g_assert_null (dataset_case_read (text, -1, &both, &error));
  g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_ROLES);
}

/* Large files are read by several threads in blocks, with the same result. */
static void
test_blocks (void)
{
  g_autoptr (GString) text = g_string_new ("y,p,who\n");
  LimenReadOptions options
      = { .unit = (char *) "who", .block_size = 64, .n_threads = 3 };
  g_autoptr (LimenDataset) dataset = NULL;
  const LimenPredictions *numbers;

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (text, "%u,0.%03u,patient %u\n", i % 2, i % 1000,
                            i % 7000);
  dataset = dataset_case_read_good (text->str, &options);
  numbers = limen_dataset_get_predictions (dataset);
  g_assert_cmpuint (numbers->units.n_units, ==, 7000);
  for (guint i = 0; i < 20000; i++)
    g_assert_cmpuint (numbers->units.of_rows[i], ==, i % 7000);
}

/* Decisions in pieces need no units. */
static gboolean
count_rows (LimenDataset *piece, gpointer user_data, GError **error)
{
  const LimenPredictions *numbers = limen_dataset_get_predictions (piece);

  g_assert_null (numbers->units.of_rows);
  *(gsize *) user_data += numbers->n_rows;
  return TRUE;
}

static void
test_pieces (void)
{
  gsize n_rows = 0;
  LimenReadOptions options = { .unit = (char *) "who",
                               .label_is_optional = TRUE,
                               .take_piece = count_rows,
                               .piece_data = &n_rows };
  g_autoptr (LimenDataset) dataset = dataset_case_read_good (
      "y,p,who\n1,0.9,a\n0,0.2,\n1,0.8,a\n", &options);

  g_assert_nonnull (dataset);
  g_assert_cmpuint (n_rows, ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/row-units/numbers", test_numbers);
  g_test_add_func ("/row-units/skipped", test_skipped);
  g_test_add_func ("/row-units/missing", test_missing);
  g_test_add_func ("/row-units/errors", test_errors);
  g_test_add_func ("/row-units/blocks", test_blocks);
  g_test_add_func ("/row-units/pieces", test_pieces);
  return g_test_run ();
}
