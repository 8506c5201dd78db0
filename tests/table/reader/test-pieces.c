/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "dataset-cases.h"
#include "support.h"
#include "table-error.h"

/* Appends what a dataset has of its rows, skipped ones in their places. */
static void
append_rows (GString *text, LimenDataset *dataset)
{
  const LimenPredictions *numbers = limen_dataset_get_predictions (dataset);
  gsize n_skipped = limen_dataset_get_n_skipped (dataset), skipped = 0;

  for (gsize row = 0; row <= numbers->n_rows; row++)
    {
      for (; skipped < n_skipped
             && limen_dataset_get_skipped (dataset, skipped)->n_before <= row;
           skipped++)
        g_string_append_printf (
            text, "%" PRIu64 " %s skipped\n",
            limen_dataset_get_skipped (dataset, skipped)->line,
            limen_dataset_get_skipped_label (dataset, skipped));
      if (row == numbers->n_rows)
        break;
      g_string_append_printf (text, "%" PRIu64,
                              limen_dataset_find_line (dataset, row, NULL));
      if (limen_dataset_has_label_texts (dataset))
        g_string_append_printf (text, " %s",
                                limen_dataset_get_label_text (dataset, row));
      for (gsize k = 0; k < numbers->n_scores; k++)
        g_string_append_printf (text, " %.17g", numbers->scores[k][row]);
      for (gsize k = 0; numbers->truths != NULL && k < numbers->n_scores; k++)
        g_string_append_printf (text, " %u", numbers->truths[k][row]);
      if (numbers->weights != NULL)
        g_string_append_printf (text, " weight %g", numbers->weights[row]);
      g_string_append_c (text, '\n');
    }
}

/* What was read in pieces. */
typedef struct
{
  GString *rows;
  guint n_pieces;
  GArray *labels; /* guint16: label of each row of a binary file */
} Pieces;

static gboolean
take_piece (LimenDataset *piece, gpointer user_data, GError **error)
{
  Pieces *self = user_data;
  const LimenPredictions *numbers = limen_dataset_get_predictions (piece);

  append_rows (self->rows, piece);
  self->n_pieces++;
  for (gsize i = 0; i < numbers->n_rows; i++)
    {
      guint16 label
          = numbers->labels != NULL ? numbers->labels[i] : LIMEN_UNKNOWN_LABEL;

      g_array_append_val (self->labels, label);
    }
  return TRUE;
}

/* The findings that matter for decisions: a single class does not. */
static char *
list_findings (LimenDataset *dataset)
{
  GPtrArray *findings = limen_dataset_get_findings (dataset);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const LimenFinding *finding = g_ptr_array_index (findings, i);

      if (finding->topic == LIMEN_FINDING_THRESHOLDS
          && !g_str_equal (finding->code, "single-class"))
        g_string_append_printf (text, "%s: %s\n", finding->code,
                                finding->export_message);
    }
  return g_string_free (text, FALSE);
}

/* Checks the classes of a binary file's labels against those of a file that
 * was read as a whole. */
static void
check_labels (const Pieces *pieces, LimenDataset *end, LimenDataset *whole)
{
  const LimenPredictions *numbers = limen_dataset_get_predictions (whole);
  const GArray *places = limen_dataset_get_label_places (end);

  g_assert_true (numbers->task == LIMEN_TASK_BINARY || places == NULL);
  if (places == NULL || numbers->labels == NULL)
    return;
  g_assert_cmpuint (limen_dataset_get_n_labelled (end), ==,
                    limen_dataset_get_n_labelled (whole));
  g_assert_cmpuint (pieces->labels->len, ==, numbers->n_rows);
  for (gsize i = 0; i < numbers->n_rows; i++)
    {
      guint16 label = g_array_index (pieces->labels, guint16, i);
      guint16 place = label == LIMEN_UNKNOWN_LABEL
                          ? label
                          : g_array_index (places, guint16, label);
      guint16 expected = numbers->labels[i] == LIMEN_UNKNOWN_LABEL
                             ? LIMEN_UNKNOWN_LABEL
                             : numbers->labels[i] == numbers->positive;

      g_assert_cmpuint (place, ==, expected);
    }
}

/* Reads a text in pieces of some rows, and checks them against the rows of a
 * file that was read as a whole. */
static void
check_pieces (const char *text, const LimenReadOptions *options,
              LimenDataset *whole, const char *expected, guint piece_rows)
{
  g_autoptr (LimenReadOptions) given = limen_read_options_copy (options);
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autoptr (GArray) labels = g_array_new (FALSE, FALSE, sizeof (guint16));
  Pieces pieces = { .rows = rows, .labels = labels };
  g_autoptr (LimenDataset) end = NULL;
  g_autofree char *found = NULL, *wanted = NULL;

  given->take_piece = take_piece;
  given->piece_data = &pieces;
  given->piece_rows = piece_rows;
  given->block_size = 40; /* the rows are no single batch */
  end = dataset_case_read_good (text, given);
  g_assert_cmpuint (pieces.n_pieces, >, 1);
  g_assert_cmpstr (pieces.rows->str, ==, expected);
  found = list_findings (end);
  wanted = list_findings (whole);
  g_assert_cmpstr (found, ==, wanted);
  check_labels (&pieces, end, whole);
}

/* Rows, labels and findings of a file that is read in pieces are those of the
 * whole file. */
static void
test_like_whole (void)
{
  static const struct
  {
    const char *text;
    LimenReadOptions options;
  } cases[] = {
    { "y,prob\nyes,0.75\nno,0.25\nno,0.5\nyes,1\nno,0\n",
      { .positive = (char *) "yes" } },
    /* the positive label comes last; a label that is neither */
    { "y,prob\nno,0.75\nno,0.25\n?,0.5\nmaybe,0.5\nyes,0.125\nno,1\n",
      { .positive = (char *) "yes" } },
    /* the positive label does not occur */
    { "y,prob\nham,0.75\nspam,0.25\nham,0.5\nham,0.5\n",
      { .positive = (char *) "1" } },
    { "y,prob\n0,0.75\n0,0.25\n0,0.5\n0,0.5\n", { .positive = (char *) "1" } },
    { "prob\n0.5\n0.25\n0.125\n1\n", { .skip_bad_rows = TRUE } },
    /* rows that cannot be read, at the beginning and at the end */
    { "y,prob\n1,x\n0,0.5\n1,0.25\n0,\n1,0.125\n1,y\n0,z\n",
      { .positive = (char *) "1", .skip_bad_rows = TRUE } },
    { "y,logit,w\n1,-3,2\n0,0.5,1\n1,2,0.5\n0,7,1\n",
      { .positive = (char *) "1", .weight = (char *) "w" } },
    /* rounding, and the logarithm of 0 */
    { "y,prob\n1,1.0000001\n0,0.5\n1,-0.0000001\n0,1\n",
      { .positive = (char *) "1" } },
    { "y,lp\n1,-0.5\n0,-inf\n1,-2\n0,-inf\n1,-1\n",
      { .positive = (char *) "1",
        .has_kind = TRUE,
        .kind = LIMEN_KIND_LOG_PROBABILITY } },
    { "y,score\n1,-3\n0,5\n1,2\n0,7\n",
      { .positive = (char *) "1", .reverse_scores = TRUE } },
    { "y,p\n1,75\n0,50\n1,20\n0,70\n",
      { .positive = (char *) "1",
        .has_undo = TRUE,
        .undo = LIMEN_UNDO_PERCENT } },
    { "y,prob_no,prob_yes\nyes,0.25,0.75\nno,0.5,0.75\nno,0.75,0.25\n"
      "yes,1,0\n",
      { .positive = (char *) "yes" } },
    { "y,prob_0,prob_1\n1,0.25,0.75\n0,0.5,0.5\n0,0.75,0.25\n1,1,0\n",
      { .positive = (char *) "0" } },
    { "y,logit_0,logit_1\n1,-2,3\n0,0.5,-1.5\n0,2,-2\n1,1,4\n",
      { .positive = (char *) "1" } },
    { "prob_no,prob_yes\n0.25,0.75\n0.5,0.5\n0.75,0.25\n1,0\n",
      { .positive = (char *) "yes" } },
    { "y,prob_a,prob_b,prob_c\na,0.5,0.25,0.25\nb,0.25,0.5,0.25\n"
      "d,0.25,0.25,0.5\nc,0.25,0.25,0.5\na,1,0,0\n",
      { 0 } },
    { "label_a,label_b,prob_a,prob_b\n1,1,0.75,0.5\n0,?,0.25,1\n"
      "0,1,0.25,1\n1,0,0.25,0.5\n",
      { .skip_bad_cells = TRUE } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LimenReadOptions options = cases[i].options;
      g_autoptr (LimenDataset) whole = NULL;
      g_autoptr (GString) expected = g_string_new (NULL);

      g_test_message ("case %u", i);
      options.label_is_optional = TRUE;
      whole = dataset_case_read_good (cases[i].text, &options);
      append_rows (expected, whole);
      for (guint piece_rows = 1; piece_rows <= 3; piece_rows++)
        check_pieces (cases[i].text, &options, whole, expected->str,
                      piece_rows);
    }
}

/* A file whose rows depend on each other comes as a whole. */
static void
test_whole (void)
{
  static const char *const texts[] = {
    "y,a,b,c\n1,0.5,0.25,0.25\n2,0.25,0.5,0.25\n1,0.25,0.25,0.5\n",
    "y,predicted,confidence\na,a,0.75\nb,a,0.5\nc,c,0.75\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GString) rows = g_string_new (NULL);
      g_autoptr (GArray) labels = g_array_new (FALSE, FALSE, sizeof (guint16));
      Pieces pieces = { .rows = rows, .labels = labels };
      LimenReadOptions options = { .label_is_optional = TRUE,
                                   .take_piece = take_piece,
                                   .piece_data = &pieces,
                                   .piece_rows = 1 };
      g_autoptr (LimenDataset) dataset
          = dataset_case_read_good (texts[i], &options);

      g_assert_cmpuint (pieces.n_pieces, ==, 0);
      g_assert_cmpuint (limen_dataset_get_predictions (dataset)->n_rows, ==,
                        3);
    }
}

/* After a row that cannot be read no more pieces come; all problems are
 * found. */
static void
test_problems (void)
{
  static const char text[]
      = "y,prob\n1,0.5\n0,0.25\n1,x\n0,0.5\n1,0.5\n0,y\n1,0.5\n";
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autoptr (GArray) labels = g_array_new (FALSE, FALSE, sizeof (guint16));
  Pieces pieces = { .rows = rows, .labels = labels };
  LimenReadOptions options = { .label_is_optional = TRUE,
                               .positive = (char *) "1",
                               .take_piece = take_piece,
                               .piece_data = &pieces,
                               .piece_rows = 1 };
  g_autofree char *path = test_write_file ("problems.csv", text, -1);
  g_autoptr (GError) error = NULL;

  g_assert_null (
      limen_dataset_read (path, &options, NULL, NULL, NULL, &error));
  g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_ROWS);
  g_assert_nonnull (strstr (error->message, "problems.csv:4:2:"));
  g_assert_nonnull (strstr (error->message, "problems.csv:7:2:"));
  g_assert_cmpstr (rows->str, ==, "2 1 0.5\n3 0 0.25\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pieces/like-whole", test_like_whole);
  g_test_add_func ("/pieces/whole", test_whole);
  g_test_add_func ("/pieces/problems", test_problems);
  return g_test_run ();
}
