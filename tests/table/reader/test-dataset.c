#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dataset.h"
#include "support.h"
#include "table-error.h"

static LimenDataset *
read_text (const char *text, gssize length, const LimenReadOptions *options,
           GError **error)
{
  g_autofree char *path = test_write_file ("input.csv", text, length);
  g_autoptr (LimenReadOptions) defaults = limen_read_options_new ();

  return limen_dataset_read (path, options != NULL ? options : defaults, NULL,
                             NULL, NULL, error);
}

static LimenDataset *
read_good (const char *text, const LimenReadOptions *options)
{
  g_autoptr (GError) error = NULL;
  LimenDataset *dataset = read_text (text, -1, options, &error);

  g_assert_no_error (error);
  return dataset;
}

/* What was read, in a line: columns, classes with the positive one in
 * brackets, kind, scores with a sign for the class, weights. */
static char *
describe (LimenDataset *dataset)
{
  const LimenPredictions *numbers = limen_dataset_get_predictions (dataset);
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, "%s/%s %s ",
                          limen_dataset_get_label_column (dataset, 0),
                          limen_dataset_get_score_column (dataset, 0),
                          limen_kind_get_name (numbers->kind));
  for (gsize i = 0; i < numbers->n_classes; i++)
    g_string_append_printf (out,
                            i == numbers->positive ? "[%s:%d]" : "%s:%d",
                            limen_dataset_get_class_name (dataset, i),
                            (int) limen_dataset_get_class_rows (dataset, i));
  for (gsize i = 0; i < numbers->n_rows; i++)
    {
      char text[G_ASCII_DTOSTR_BUF_SIZE];

      g_string_append_printf (
          out, " %s%s",
          numbers->labels[i] == numbers->positive ? "+" : "-",
          g_ascii_dtostr (text, sizeof text, numbers->scores[0][i]));
      if (numbers->weights != NULL)
        g_string_append_printf (out, "*%s",
                                g_ascii_dtostr (text, sizeof text,
                                                numbers->weights[i]));
    }
  return g_string_free (out, FALSE);
}

static void
test_accepted (void)
{
  static const struct
  {
    const char *text, *expected;
  } cases[] = {
    { "label,prob\n1,0.75\n0,0.5\n", "label/prob probability 0:1[1:1] +0.75 -0.5" },
    { "label,prob\r\n1,0.75\r\n0,0.5\r\n",
      "label/prob probability 0:1[1:1] +0.75 -0.5" },
    { "label,prob\r1,0.75\r0,0.5",
      "label/prob probability 0:1[1:1] +0.75 -0.5" },
    { "\357\273\277label,prob\n1,0.75\n0,0.5\n",
      "label/prob probability 0:1[1:1] +0.75 -0.5" },
    { "\357\273\277\"label\",\"prob\"\n\"1\",\"0.75\"\n0,0.5\n",
      "label/prob probability 0:1[1:1] +0.75 -0.5" },
    /* dialects */
    { "label;prob\n1;0,75\n0;0,5\n",
      "label/prob probability 0:1[1:1] +0.75 -0.5" },
    { "label\tprob\n1\t0,75\n0\t0,5\n",
      "label/prob probability 0:1[1:1] +0.75 -0.5" },
    { "label|prob\n1|0.75\n0|0.5\n",
      "label/prob probability 0:1[1:1] +0.75 -0.5" },
    { "label|prob\n1|0,75\n0|0,5\n",
      "label/prob probability 0:1[1:1] +0.75 -0.5" },
    { "label;logit;weights\n1;2;0,5\n0;-1;1\n",
      "label/logit logit 0:1[1:1] +2*0.5 --1*1" },
    { "1;0,75\n0;0,5\n1;1\n", "1/2 probability 0:1[1:2] +0.75 -0.5 +1" },
    { "1,0.75\n0,0.5\n", "1/2 probability 0:1[1:1] +0.75 -0.5" },
    { "0.75,yes\n0.5,no\n", "2/1 probability no:1[yes:1] +0.75 -0.5" },
    { "y,1.5\nn,0\ny,3\n", "1/2 score n:1[y:2] +1.5 -0 +3" },
    { "BZhours,y,p\n3,1,0.75\n4,0,0.5\n",
      "y/p probability 0:1[1:1] +0.75 -0.5" },
    { "y,0.75\nn,0.5\n", "1/2 probability n:1[y:1] +0.75 -0.5" },
    { "label;note;prob\n1;\"a,b\";0.75\n0;\"c,d\";0.5\n",
      "label/prob probability 0:1[1:1] +0.75 -0.5" },
    /* names */
    { "id,Y True,x,Y-Score\n7,1,3,0.75\n8,0,9,0.5\n",
      "Y True/Y-Score probability 0:1[1:1] +0.75 -0.5" },
    { "y_true,y_pred,y_score\n1,1,0.75\n0,1,0.5\n0,1,0.125\n",
      "y_true/y_score probability 0:2[1:1] +0.75 -0.5 -0.125" },
    { ",outcome,p\n0,1,0.75\n1,0,0.5\n",
      "outcome/p probability 0:1[1:1] +0.75 -0.5" },
    { "sick,model\nyes,0.75\nno,0.5\n",
      "sick/model probability no:1[yes:1] +0.75 -0.5" },
    { "target,prediction,w\n1,0.75,2\n0,0.5,0\n",
      "target/prediction probability 0:1[1:1] +0.75*2 -0.5*0" },
    { "a,a,label,prob\n1,2,1,0.75\n1,2,0,0.5\n",
      "label/prob probability 0:1[1:1] +0.75 -0.5" },
    /* labels */
    { "label,prob\nTrue,0.75\nfalse,0.5\nTRUE,0.5\n",
      "label/prob probability false:1[True:2] +0.75 -0.5 +0.5" },
    { "label,prob\n-1,0.75\n1,0.5\n",
      "label/prob probability -1:1[1:1] -0.75 +0.5" },
    { "label,prob\n1.0,0.75\n0.0,0.5\n1,0.25\n 1e0 ,0\n",
      "label/prob probability 0:1[1:3] +0.75 -0.5 +0.25 +0" },
    { "label,prob\n2,0.75\n1,0.5\n",
      "label/prob probability 1:1[2:1] +0.75 -0.5" },
    { "label,prob\n10,0.75\n9,0.5\n",
      "label/prob probability 9:1[10:1] +0.75 -0.5" },
    { "label,prob\nham,0.75\nspam,0.5\n",
      "label/prob probability ham:1[spam:1] -0.75 +0.5" },
    { "label,prob\nneg,0.75\nabc,0.5\n",
      "label/prob probability [abc:1]neg:1 -0.75 +0.5" },
    { "label,prob\n0,0.75\n0,0.5\n",
      "label/prob probability 0:2[1:0] -0.75 -0.5" },
    { "label,prob\ncat,0.75\ncat,0.5\n",
      "label/prob probability [cat:2] +0.75 +0.5" },
    { "label,prob\ncaf\351,0.75\ncaf\303\251,0.5\n",
      "label/prob probability caf\303\251:1[caf\\xE9:1] +0.75 -0.5" },
    /* numbers and kinds */
    { "label,prob\n1,1e-400\n0,-0\n1,+0.5\n0,.5\n1,1.\n0, 0.25 \n",
      "label/prob probability 0:3[1:3] +0 -0 +0.5 -0.5 +1 -0.25" },
    { "label,logit\n1,3.5\n0,-1000\n",
      "label/logit logit 0:1[1:1] +3.5 --1000" },
    { "label,logits\n1,0.5\n0,0.25\n",
      "label/logits logit 0:1[1:1] +0.5 -0.25" },
    { "label,log_prob\n1,-0.5\n0,-2\n",
      "label/log_prob log-probability 0:1[1:1] +-0.5 --2" },
    { "label,score\n1,3.5\n0,-2\n",
      "label/score score 0:1[1:1] +3.5 --2" },
    { "label,prob\n1,1.5\n0,0.5\n",
      "label/prob score 0:1[1:1] +1.5 -0.5" },
    { "label,score\n1,1\n0,0\n",
      "label/score probability 0:1[1:1] +1 -0" },
    { "label,prob\n\n1,0.75\n\n0,0.5\n\n",
      "label/prob probability 0:1[1:1] +0.75 -0.5" },
    { "label,prob\n1,0.75\n",
      "label/prob probability 0:0[1:1] +0.75" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LimenDataset) dataset = NULL;
      g_autofree char *found = NULL;

      g_test_message ("case %u", i);
      dataset = read_good (cases[i].text, NULL);
      found = describe (dataset);
      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    int code;
    const char *message; /* what it contains */
  } cases[] = {
    { "", LIMEN_TABLE_ERROR_DATA, "no data rows" },
    { "\n\n\r\n", LIMEN_TABLE_ERROR_DATA, "no data rows" },
    { "\357\273\277", LIMEN_TABLE_ERROR_DATA, "no data rows" },
    { "label,prob\n", LIMEN_TABLE_ERROR_DATA, "no data rows" },
    { "label,prob\n\n\n", LIMEN_TABLE_ERROR_DATA, "no data rows" },
    { "label,prob\n1,nan\n", LIMEN_TABLE_ERROR_DATA,
      "input.csv:2:2: column \"prob\": the score is missing (\"nan\") in 1 "
      "row" },
    { "label,prob\n1,inf\n", LIMEN_TABLE_ERROR_DATA, ":2:2: " },
    { "label,prob\n1,1e999\n", LIMEN_TABLE_ERROR_DATA, ":2:2: " },
    { "label,prob\n1,0x1p-1\n", LIMEN_TABLE_ERROR_DATA, ":2:2: " },
    { "label,prob\n1,90%\n0,0.5\n", LIMEN_TABLE_ERROR_ROWS, ":2:2: " },
    { "label,prob\n1,0_5\n", LIMEN_TABLE_ERROR_DATA, ":2:2: " },
    { "label,prob\n1,0. 9\n", LIMEN_TABLE_ERROR_DATA, ":2:2: " },
    { "label,prob\n1,0.5\n0,0.5f\n", LIMEN_TABLE_ERROR_ROWS, ":3:2: " },
    { "label,prob\n1,\357\274\220.5\n", LIMEN_TABLE_ERROR_DATA, ":2:2: " },
    { "label,prob\n1,\n", LIMEN_TABLE_ERROR_DATA,
      ":2:2: column \"prob\": the score is missing in 1 row" },
    { "label,prob\n,0.5\n", LIMEN_TABLE_ERROR_DATA,
      ":2:1: column \"label\": the label is missing in 1 row" },
    { "label,prob\n1,0.5\n\n2,0.5\n3,0.5\n2,0.25\n", LIMEN_TABLE_ERROR_DATA,
      ": column \"label\" has 3 labels, and one column of scores tells two "
      "apart: \"2\" in 2 rows, \"1\" in 1 row, \"3\" in 1 row; leave rows out "
      "with --ignore-label" },
    { "label,prob\n1,0.5\n0\n", LIMEN_TABLE_ERROR_ROWS,
      ":3:1: 1 field, expected 2" },
    { "label,prob\n1,0.5\n0,0.5,3\n", LIMEN_TABLE_ERROR_ROWS,
      ":3:3: 3 fields, expected 2" },
    /* no row is like the header */
    { "label,prob\n1,0.5,\n0,0.5,\n", LIMEN_TABLE_ERROR_DATA,
      ":2: 3 fields where the header has 2; the row ends in a delimiter" },
    { "label,prob\n1,0,5\n0,0,7\n", LIMEN_TABLE_ERROR_DATA,
      ":2: 3 fields where the header has 2; does the header lack a name" },
    { "\"obs\",\"prob\"\n\"1\",0,0.5\n\"2\",1,0.75\n",
      LIMEN_TABLE_ERROR_DATA, ":2: 3 fields where the header has 2; does" },
    { "u,v,w\n\n\n1,0.5\n2,0.75\n", LIMEN_TABLE_ERROR_DATA,
      ":4: 2 fields where the header has 3" },
    { "u,v,w\n1\n2\n", LIMEN_TABLE_ERROR_DATA,
      ":2: 1 field where the header has 3" },
    { "All my scores\nlabel,prob\n1,0.5\n", LIMEN_TABLE_ERROR_DATA,
      ":1: 1 field where line 2 has 2; if this is a title, remove it" },
    { "\nAll my scores\n\nlabel,prob\n1,0.5\n", LIMEN_TABLE_ERROR_DATA,
      ":2: 1 field where line 4 has 2; if this is a title, remove it" },
    /* or none can be read */
    { "u,v\n1,a\"b\n0,0.5\n", LIMEN_TABLE_ERROR_FORMAT,
      ":2:2: a quote stands in the middle" },
    { "u,v\n1,\"0.5\n0,0.5\n", LIMEN_TABLE_ERROR_FORMAT,
      ":2:2: a quote is opened here" },
    { "label;prob\n1;0,5\n0;0.7\n", LIMEN_TABLE_ERROR_ROWS,
      "\"0,5\" is not a number here in 1 row; the decimal point is '.' in "
      "this file" },
    { "label,prob,weights\n1,0.5,-1\n", LIMEN_TABLE_ERROR_DATA,
      ":2:3: weight -1 is negative" },
    { "label,prob,weights\n1,0.5,inf\n", LIMEN_TABLE_ERROR_DATA, ":2:3: " },
    { "label,prob,weights\n1,0.5,0\n0,0.5,0\n", LIMEN_TABLE_ERROR_DATA,
      "every weight is 0" },
    { "label,prob,weights\n1,0.5,1e200\n0,0.5,0\n", LIMEN_TABLE_ERROR_DATA,
      "too much to compute with" },
    { "label,prob,weights\n1,0.5,1e-200\n0,0.5,0\n", LIMEN_TABLE_ERROR_DATA,
      "too little to compute with" },
    { "yes,nan\nno,0.5\n", LIMEN_TABLE_ERROR_ROWS,
      ":1:2: column \"2\": the score is missing (\"nan\") in 1 row" },
    { "label,prob\n1,\"0.5\n0,0.5\n", LIMEN_TABLE_ERROR_FORMAT,
      ":2:2: a quote is opened here" },
    { "a,b,c\n1,2,3\n3,2,1\n", LIMEN_TABLE_ERROR_ROLES,
      "holds them with --score. The columns are \"a\", \"b\", \"c\"" },
    { "label,prob,score\n1,0.25,0.5\n0,0.5,0.75\n", LIMEN_TABLE_ERROR_ROLES,
      "--score" },
    { "label,truth,prob\n1,0,0.5\n0,1,0.75\n", LIMEN_TABLE_ERROR_ROLES,
      "--label" },
    { "prob\n0.5\n0.25\n", LIMEN_TABLE_ERROR_ROLES, "--label" },
    { "PK\003\004xxxx", LIMEN_TABLE_ERROR_FORMAT, "byte 0" },
    { "\211PNG\r\n\032\n", LIMEN_TABLE_ERROR_FORMAT, "PNG picture" },
    { "\377\376l\001", LIMEN_TABLE_ERROR_FORMAT, "UTF-16" },
    { "\050\265\057\375zz", LIMEN_TABLE_ERROR_FORMAT, "zstd" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("case %u", i);
      g_assert_null (read_text (cases[i].text, -1, NULL, &error));
      g_assert_error (error, LIMEN_TABLE_ERROR, cases[i].code);
      if (strstr (error->message, cases[i].message) == NULL)
        g_error ("\"%s\" has no \"%s\"", error->message, cases[i].message);
      g_assert_nonnull (strstr (error->message, "input.csv"));
    }
}

/* Where all rows are left out on request that is what is said. */
static void
test_none_left (void)
{
  char *ignored[] = { (char *) "1", (char *) "0", NULL };
  const LimenReadOptions ignoring = { .ignored = ignored };
  const LimenReadOptions skipping = { .skip_bad_rows = TRUE };
  g_autoptr (GError) left_out = NULL, skipped = NULL, named = NULL;
  g_autoptr (GError) bad = NULL;

  g_assert_null (read_text ("y,p\n1,0.5\n0,0.75\n", -1, &ignoring,
                            &left_out));
  g_assert_nonnull (strstr (left_out->message, "all 2 have labels that "
                                               "--ignore-label leaves out"));
  g_assert_null (read_text ("u,v\n1,0,0.5\n0,1,0.75\n", -1, &skipping,
                            &skipped));
  g_assert_nonnull (strstr (skipped->message,
                            ":2: 3 fields where the header has 2"));
  g_assert_null (read_text ("y,p\n1,0,0.5\n0,1,0.75\n", -1, &skipping,
                            &named));
  g_assert_nonnull (strstr (named->message,
                            ":2: 3 fields where the header has 2"));
  /* one line, and no advice to skip what all rows are */
  g_assert_null (read_text ("y,p\n1,a\n0,b\n1,\n", -1, NULL, &bad));
  g_assert_error (bad, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_DATA);
  g_assert_true (g_str_has_suffix (
      bad->message, ":2:2: column \"p\": \"a\" is not a number; write it "
                    "like 0.25 or -1.5e-3; none of the 3 rows can be used"));
}

/* Which of three labels is one too many is never decided by the order of the
 * rows, and no class is skipped with bad rows. */
static void
test_third_label (void)
{
  static const char *const rows[]
      = { "unknown,0.5\n1,0.9\n0,0.3\n0,0.2\n1,bad\n",
          "1,bad\n0,0.2\n0,0.3\n1,0.9\nunknown,0.5\n" };
  char *ignored[] = { (char *) "unknown", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      LimenReadOptions options = { .skip_bad_rows = TRUE };
      g_autofree char *text = g_strconcat ("label,prob\n", rows[i], NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (LimenDataset) dataset = read_text (text, -1, &options, &error);
      g_autoptr (LimenDataset) two = NULL;

      g_assert_null (dataset);
      g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_DATA);
      g_assert_nonnull (strstr (error->message, "\"0\" in 2 rows, "));
      options.ignored = ignored;
      two = read_good (text, &options);
      g_assert_cmpuint (limen_dataset_get_predictions (two)->n_rows, ==, 3);
      g_assert_cmpuint (limen_dataset_get_n_rejected (two), ==, 1);
    }
}

/* Labels that are real numbers are left out wherever they stand in a file. */
static void
test_ignored_numbers (void)
{
  char *ignored[] = { (char *) "-999", NULL };
  const LimenReadOptions options = { .ignored = ignored,
                                     .has_task = TRUE,
                                     .task = LIMEN_TASK_REGRESSION };
  g_autoptr (GString) text = g_string_new ("y,pred\n");
  g_autoptr (LimenDataset) dataset = NULL;
  const LimenPredictions *numbers;

  for (guint i = 0; i < 50000; i++)
    g_string_append_printf (text, "%s,0.5\n", i % 5 == 0 ? "-999" : "1.25");
  dataset = read_good (text->str, &options);
  numbers = limen_dataset_get_predictions (dataset);
  g_assert_cmpuint (numbers->n_rows, ==, 40000);
  g_assert_cmpuint (limen_dataset_get_n_ignored (dataset), ==, 10000);
  for (gsize i = 0; i < numbers->n_rows; i++)
    g_assert_cmpfloat (numbers->targets[0][i], ==, 1.25);
}

static void
test_options (void)
{
  static const char text[] = "a,a,b,c\n0.1,3,yes,0.75\n0.2,-3,no,0.5\n";
  char *scores[] = { (char *) "c", NULL };
  char *labels[] = { (char *) "b", NULL };
  char *number[] = { (char *) "2", NULL };
  char *twice[] = { (char *) "a", NULL };
  LimenReadOptions options = { .labels = labels, .scores = scores };
  g_autoptr (LimenDataset) dataset = read_good (text, &options);
  g_autoptr (LimenDataset) swapped = NULL, numbered = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *found = describe (dataset);

  g_assert_cmpstr (found, ==, "b/c probability no:1[yes:1] +0.75 -0.5");
  options.positive = (char *) "NO";
  swapped = read_good (text, &options);
  g_free (found);
  found = describe (swapped);
  g_assert_cmpstr (found, ==, "b/c probability [no:1]yes:1 -0.75 +0.5");

  options.scores = number;
  options.has_kind = TRUE;
  options.kind = LIMEN_KIND_LOGIT;
  numbered = read_good (text, &options);
  g_free (found);
  found = describe (numbered);
  g_assert_cmpstr (found, ==, "b/a logit [no:1]yes:1 -3 +-3");

  options.kind = LIMEN_KIND_PROBABILITY;
  g_assert_null (read_text (text, -1, &options, &error));
  g_assert_nonnull (strstr (error->message, ":2:2: 3 is not a probability"));
  g_assert_nonnull (strstr (error->message, "if these are logits"));
  g_clear_error (&error);

  options.scores = twice;
  g_assert_null (read_text (text, -1, &options, &error));
  g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_ROLES);
  g_assert_nonnull (strstr (error->message, "columns 1 and 2 are both named"));
  g_clear_error (&error);

  options = (LimenReadOptions){ .labels = labels, .scores = scores,
                                .positive = (char *) "maybe" };
  g_assert_null (read_text (text, -1, &options, &error));
  g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_OPTIONS);
  g_clear_error (&error);

  options = (LimenReadOptions){ .labels = (char *[]){ (char *) "zz", NULL } };
  g_assert_null (read_text (text, -1, &options, &error));
  g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_ROLES);
}

static void
test_no_header (void)
{
  LimenReadOptions options = { .no_header = TRUE, .delimiter = '|' };
  g_autoptr (LimenDataset) dataset
      = read_good ("x|0.5\ny|0.25\n", &options);
  g_autofree char *found = describe (dataset);

  g_assert_cmpstr (found, ==, "1/2 probability x:1[y:1] -0.5 +0.25");
  g_assert_false (limen_dataset_has_header (dataset));
  g_assert_cmpint (limen_dataset_get_delimiter (dataset), ==, '|');
}

static const char *
find_message (LimenDataset *dataset, const char *code)
{
  GPtrArray *findings = limen_dataset_get_findings (dataset);

  for (guint i = 0; i < findings->len; i++)
    {
      LimenFinding *finding = g_ptr_array_index (findings, i);

      if (g_str_equal (finding->code, code))
        return finding->message;
    }
  return NULL;
}

static gboolean
has_finding (LimenDataset *dataset, const char *code)
{
  return find_message (dataset, code) != NULL;
}

static void
test_skip (void)
{
  LimenReadOptions options = { .skip_bad_rows = TRUE };
  g_autoptr (LimenDataset) dataset = read_good (
      "label,prob\n1,0.75\n\nx,y,z\n0,n/a\n0,0.5\n1,0.25\n", &options);
  g_autofree char *found = describe (dataset);
  g_autofree char *row = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (found, ==,
                   "label/prob probability 0:1[1:2] +0.75 -0.5 +0.25");
  g_assert_cmpuint (limen_dataset_get_n_rejected (dataset), ==, 2);
  g_assert_cmpuint (limen_dataset_get_n_blank_lines (dataset), ==, 1);
  g_assert_true (has_finding (dataset, "rows-skipped"));
  g_assert_true (has_finding (dataset, "blank-lines"));
  g_assert_cmpuint (limen_dataset_find_line (dataset, 0, NULL), ==, 2);
  g_assert_cmpuint (limen_dataset_find_line (dataset, 1, NULL), ==, 6);
  g_assert_cmpuint (limen_dataset_find_line (dataset, 2, NULL), ==, 7);
  row = limen_dataset_read_row (dataset, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (row, ==, "0,0.5");
  g_assert_cmpuint (limen_dataset_find_line (dataset, 3, &error), ==, 0);
  g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_OPTIONS);
  g_clear_error (&error);
  g_assert_null (read_text ("label,prob\nx\ny\n", -1, &options, &error));
  g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_DATA);
}

/* Which class was taken as positive is said where labels leave a choice. */
static void
test_positive (void)
{
  static const struct
  {
    const char *text, *positive, *code, *message;
  } cases[] = {
    { "y,p\nham,0.5\nspam,1\n", "spam", "positive-by-name",
      "by the meaning of the word beside \"ham\"" },
    { "status,risk_score\nCase,0.5\nControl,0.25\n", "Case",
      "positive-by-name", "--positive \"Control\"" },
    { "status,prob_bad\nbad,0.5\ngood,0.25\n", "bad", "positive-by-name",
      "because column \"prob_bad\" is named after it" },
    { "y,p\ncat,0.5\ndog,1\n", "dog", "positive-guessed",
      "second in alphabetical order. If that is wrong, give --positive "
      "\"cat\", or press Swap" },
    { "y,p\n1,0.5\n2,1\n", "2", "positive-guessed", "the larger number" },
    { "y,p\n1,0.5\n0,1\n", "1", NULL, NULL },
    { "y,prob_1\n1,0.5\n0,1\n", "1", NULL, NULL },
    { "y,prob_0\n1,0.5\n0,1\n", "0", "positive-by-name", "\"prob_0\"" },
    { "yes,0.75\nno,0.5\n", "yes", NULL, NULL },
    { "1,0.75\n2,0.5\n", "2", "positive-guessed", "number" },
    { "y,p\ncontrol,0.5\ncontrol,1\n", "case", "positive-by-name",
      "\"case\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LimenDataset) dataset = read_good (cases[i].text, NULL);
      g_autoptr (LimenReadOptions) options = limen_read_options_new ();
      g_autoptr (LimenDataset) said = NULL;
      const LimenPredictions *numbers
          = limen_dataset_get_predictions (dataset);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (
          limen_dataset_get_class_name (dataset, numbers->positive), ==,
          cases[i].positive);
      g_assert_cmpint (has_finding (dataset, "positive-by-name")
                           + has_finding (dataset, "positive-guessed"),
                       ==, cases[i].code != NULL);
      if (cases[i].code != NULL)
        g_assert_nonnull (strstr (find_message (dataset, cases[i].code),
                                  cases[i].message));
      options->positive = g_strdup (cases[i].positive);
      said = read_good (cases[i].text, options);
      g_assert_false (has_finding (said, "positive-by-name")
                      || has_finding (said, "positive-guessed"));
    }
}

static void
test_findings (void)
{
  g_autoptr (LimenDataset) one = read_good ("y,p\n1,0.5\n1,1\n", NULL);
  g_autoptr (LimenDataset) wide = read_good ("y,p\n1,0.5\n0,7\n", NULL);

  g_assert_true (has_finding (one, "single-class"));
  g_assert_false (has_finding (one, "positive-guessed"));
  g_assert_true (has_finding (wide, "kind-guessed"));
}

/* The first twenty are worded, all are counted, memory does not grow. */
static void
test_many_problems (void)
{
  g_autoptr (GString) text = g_string_new ("label,prob\n0,0.5\n");
  char *scores[] = { "prob", NULL };
  const LimenReadOptions options = { .scores = scores };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append (text, "1,x\n");
  g_assert_null (read_text (text->str, -1, &options, &error));
  lines = g_strsplit (error->message, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 21);
  g_assert_nonnull (strstr (lines[20], "100,000 rows cannot be used"));
}

static void
test_nul (void)
{
  static const char text[] = "label,prob\n1,0.5\n0,0.\0005\n";
  g_autoptr (GError) error = NULL;

  g_assert_null (read_text (text, sizeof text - 1, NULL, &error));
  g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, ":3:2: a NUL byte"));
}

static void
test_not_files (void)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autofree char *fifo
      = g_build_filename (test_get_folder (), "fifo", NULL);
  g_autofree char *link
      = g_build_filename (test_get_folder (), "dangling", NULL);
  const char *paths[] = { test_get_folder (), fifo, link, "/dev/zero",
                          "/nowhere/at all.csv" };

  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  g_assert_cmpint (symlink ("nothing there", link), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (limen_dataset_read (paths[i], options, NULL, NULL, NULL,
                                         &error));
      g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_FILE);
      g_assert_true (g_str_has_prefix (error->message, paths[i]));
    }
}

static char *
make_rows (gsize n)
{
  GString *text = g_string_new ("label,prob\n");

  for (gsize i = 0; i < n; i++)
    g_string_append_printf (text, "%d,0.%06d\n", i % 3 == 0, (int) (i * 7919 % 1000003));
  return g_string_free (text, FALSE);
}

static char *
write_gzip (const char *name, const char *text, gsize length)
{
  g_autoptr (GConverter) converter = G_CONVERTER (
      g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6));
  g_autofree char *out = g_malloc (length + 1000);
  gsize n_read, n_written;

  g_assert_cmpint (g_converter_convert (converter, text, length, out,
                                        length + 1000,
                                        G_CONVERTER_INPUT_AT_END, &n_read,
                                        &n_written, NULL),
                   ==, G_CONVERTER_FINISHED);
  g_assert_cmpuint (n_read, ==, length);
  return test_write_file (name, out, (gssize) n_written);
}

static void
assert_same (LimenDataset *a, LimenDataset *b)
{
  const LimenPredictions *first = limen_dataset_get_predictions (a);
  const LimenPredictions *second = limen_dataset_get_predictions (b);

  g_assert_cmpuint (first->n_rows, ==, second->n_rows);
  g_assert_cmpmem (first->scores[0], first->n_rows * sizeof (double),
                   second->scores[0], second->n_rows * sizeof (double));
  g_assert_cmpmem (first->labels, first->n_rows * sizeof (guint16),
                   second->labels, second->n_rows * sizeof (guint16));
}

static void
test_gzip (void)
{
  g_autofree char *text = make_rows (200000);
  gsize length = strlen (text), half = length / 2;
  g_autofree char *path = write_gzip ("rows.csv.gz", text, length);
  g_autofree char *first = write_gzip ("first", text, half);
  g_autofree char *second = write_gzip ("second", text + half, length - half);
  g_autofree char *first_bytes = NULL, *second_bytes = NULL, *joined = NULL;
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (LimenDataset) plain = read_good (text, NULL);
  g_autoptr (LimenDataset) packed = NULL, members = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *row = NULL;
  gsize n_first, n_second;

  packed = limen_dataset_read (path, options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_same (plain, packed);
  row = limen_dataset_read_row (packed, 150000, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (row, "1,0."));

  /* two members and zeros behind */
  g_file_get_contents (first, &first_bytes, &n_first, NULL);
  g_file_get_contents (second, &second_bytes, &n_second, NULL);
  g_byte_array_append (bytes, (guint8 *) first_bytes, (guint) n_first);
  g_byte_array_append (bytes, (guint8 *) second_bytes, (guint) n_second);
  g_byte_array_append (bytes, (guint8 *) "\0\0\0", 3);
  joined = test_write_file ("joined.gz", (char *) bytes->data, bytes->len);
  members = limen_dataset_read (joined, options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_same (plain, members);

  /* cut short */
  g_free (joined);
  joined = test_write_file ("cut.gz", first_bytes, (gssize) n_first - 9);
  g_assert_null (
      limen_dataset_read (joined, options, NULL, NULL, NULL, &error));
  g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "gzip"));
}

static void
cancel_cb (goffset done, goffset total, gpointer user_data)
{
  g_assert_false (g_cancellable_is_cancelled (user_data));
  g_cancellable_cancel (user_data);
}

static void
test_cancel (void)
{
  g_autofree char *text = make_rows (300000);
  g_autofree char *path = test_write_file ("large.csv", text, -1);
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  options->n_threads = 1; /* so that the one that tells of progress reads */
  g_assert_null (limen_dataset_read (path, options, cancel_cb, cancellable,
                                     cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
append_cb (goffset done, goffset total, gpointer user_data)
{
  FILE *file = fopen (user_data, "a");

  fputs ("1,0.5\n", file);
  fclose (file);
}

static void
truncate_cb (goffset done, goffset total, gpointer user_data)
{
  g_assert_cmpint (truncate (user_data, 20), ==, 0);
}

static void
test_changing_file (void)
{
  g_autofree char *text = make_rows (300000);
  g_autofree char *path = test_write_file ("large.csv", text, -1);
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  LimenProgressFunc changes[] = { append_cb, truncate_cb };

  options->n_threads = 1; /* so that the one that tells of progress reads */
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (limen_dataset_read (path, options, changes[i], path, NULL,
                                         &error));
      g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_FILE);
      g_assert_nonnull (strstr (error->message, "changed"));
    }
}

/* A file that says it has a terabyte of rows. */
static void
test_memory (void)
{
  g_autofree char *text = make_rows (200000);
  g_autofree char *path = test_write_file ("huge.csv", text, -1);
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (GError) error = NULL;

  if (truncate (path, (off_t) 1 << 40) != 0)
    {
      g_test_skip ("this file system has no such sparse files");
      return;
    }
  g_assert_null (limen_dataset_read (path, options, NULL, NULL, NULL, &error));
  g_assert_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_MEMORY);
  g_assert_nonnull (strstr (error->message, "is there"));
}

static void
test_provenance (void)
{
  static const char text[] = "label,prob\n1,0.75\n0,0.5\n";
  g_autoptr (LimenDataset) dataset = read_good (text, NULL);
  g_autofree char *sum
      = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  g_assert_cmpstr (limen_dataset_get_sha256 (dataset), ==, sum);
  g_assert_cmpstr (limen_dataset_get_name (dataset), ==, "input.csv");
  g_assert_cmpuint (limen_dataset_get_n_bytes (dataset), ==, strlen (text));
}

/* Rows over several lines, and far down. */
static void
test_row_places (void)
{
  g_autoptr (GString) text = g_string_new ("note,label,prob\n");
  g_autoptr (LimenDataset) dataset = NULL;

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (text, "\"%s%u\",%u,0.5\n",
                            i % 5000 == 7 ? "two\nlines" : "", i, i % 2);
  dataset = read_good (text->str, NULL);
  for (guint i = 0; i < 20000; i += 997)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *row = limen_dataset_read_row (dataset, i, &error);
      g_autofree char *expected = g_strdup_printf ("%u,%u,0.5", i, i % 2);

      g_assert_no_error (error);
      g_assert_cmpstr (row, ==, expected);
      g_assert_cmpuint (limen_dataset_find_line (dataset, i, NULL), ==,
                        i + 2 + (i > 7) + (i > 5007) + (i > 10007)
                            + (i > 15007));
    }
}

static void
test_blocks (void)
{
  g_autofree char *text = make_rows (300);
  g_autoptr (LimenDataset) whole = read_good (text, NULL);

  for (gsize block = 1; block < 40; block++)
    {
      LimenReadOptions options = { .block_size = block };
      g_autoptr (LimenDataset) pieces = read_good (text, &options);

      assert_same (whole, pieces);
    }
}

/* A class may be called like the delimiter, and then a delimiter is no class. */
static void
test_comma_class (void)
{
  static const char text[] = "label,note,prob\n\",\",a,0.5\nx,a,0.25\n"
                             "\",\",a,0.75\n,,a,0.5\nx,a,0.125\n";

  for (gsize block = 1; block < 60; block++)
    {
      LimenReadOptions options
          = { .block_size = block, .skip_bad_rows = TRUE };
      g_autoptr (LimenDataset) dataset = read_good (text, &options);

      g_assert_cmpuint (limen_dataset_get_n_rejected (dataset), ==, 1);
      g_assert_cmpuint (limen_dataset_get_predictions (dataset)->n_rows, ==,
                        4);
    }
}

static void
test_without_labels (void)
{
  LimenReadOptions options = { .label_is_optional = TRUE };
  g_autoptr (LimenDataset) dataset = read_good ("prob\n0.5\n0.25\n", &options);

  g_assert_null (limen_dataset_get_predictions (dataset)->labels);
  g_assert_null (limen_dataset_get_label_column (dataset, 0));
  g_assert_cmpuint (limen_dataset_get_predictions (dataset)->n_rows, ==, 2);
}

static void
test_groups (void)
{
  LimenReadOptions options = { .group = (char *) "site" };
  g_autoptr (LimenDataset) dataset = read_good (
      "site,label,prob\nB,1,0.5\nA,0,0.25\nB,0,1\n", &options);

  g_assert_cmpuint (limen_dataset_get_n_groups (dataset), ==, 2);
  g_assert_cmpstr (limen_dataset_get_group_name (dataset, 0), ==, "B");
  g_assert_cmpuint (limen_dataset_get_group_rows (dataset, 0), ==, 2);
}

/* What each row costs, where the user says so: never by a name, and then the
 * column is nothing else. */
static void
test_costs (void)
{
  static const char text[] = "label,p,missed,alarm,weights\n"
                             "1,0.5,12.5,1,1\n0,0.25,0,0.125,2\n";
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (LimenDataset) plain = read_good (text, options);
  g_autoptr (LimenReadOptions) copy = NULL;
  g_autoptr (LimenDataset) dataset = NULL, guessed = NULL;
  const LimenPredictions *numbers = limen_dataset_get_predictions (plain);

  g_assert_null (numbers->fn_costs);
  g_assert_null (numbers->fp_costs);
  g_assert_null (limen_dataset_get_fn_cost_column (plain));
  options->fn_cost = g_strdup ("missed");
  options->fp_cost = g_strdup ("4");
  copy = limen_read_options_copy (options);
  dataset = read_good (text, copy);
  numbers = limen_dataset_get_predictions (dataset);
  g_assert_cmpstr (limen_dataset_get_fn_cost_column (dataset), ==, "missed");
  g_assert_cmpstr (limen_dataset_get_fp_cost_column (dataset), ==, "alarm");
  g_assert_cmpfloat (numbers->fn_costs[0], ==, 12.5);
  g_assert_cmpfloat (numbers->fn_costs[1], ==, 0);
  g_assert_cmpfloat (numbers->fp_costs[0], ==, 1);
  g_assert_cmpfloat (numbers->fp_costs[1], ==, 0.125);
  g_assert_cmpfloat (numbers->weights[1], ==, 2);
  /* Without the costs only one column can be the score. */
  guessed = read_good ("a,b,missed,alarm\n1,0.5,2.5,0\n0,0.25,1,1\n",
                       options);
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
      ":3:3: cost -2 is negative; 0 or more is allowed" },
    { "label,p,c\n1,0.5,dear\n0,0.25,2\n", "c", LIMEN_TABLE_ERROR_ROWS,
      ":2:3: column \"c\": \"dear\" is not a number" },
    { "label,p,c\n1,0.5,\n0,0.25,2\n", "c", LIMEN_TABLE_ERROR_ROWS,
      ":2:3: column \"c\": the cost is missing in 1 row" },
    { "label,p,c\n1,0.5,1e300\n0,0.25,2\n", "c", LIMEN_TABLE_ERROR_DATA,
      "column \"c\": the costs add up to 1e+300, which is too much" },
    { "label,p,c\n1,0.5,1\n0,0.25,2\n", "d", LIMEN_TABLE_ERROR_ROLES,
      "--fn-cost-column" },
    { "label,p,c\n1,0.5,1\n0,0.25,2\n", "p", LIMEN_TABLE_ERROR_ROLES,
      "column \"p\" cannot be two things at once" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LimenReadOptions) options = limen_read_options_new ();
      g_autoptr (GError) error = NULL;

      g_test_message ("case %u", i);
      options->scores = g_strsplit ("p", " ", 0);
      options->fn_cost = g_strdup (cases[i].column);
      g_assert_null (read_text (cases[i].text, -1, options, &error));
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
  g_test_add_func ("/dataset/accepted", test_accepted);
  g_test_add_func ("/dataset/refused", test_refused);
  g_test_add_func ("/dataset/none-left", test_none_left);
  g_test_add_func ("/dataset/third-label", test_third_label);
  g_test_add_func ("/dataset/ignored-numbers", test_ignored_numbers);
  g_test_add_func ("/dataset/options", test_options);
  g_test_add_func ("/dataset/no-header", test_no_header);
  g_test_add_func ("/dataset/skip", test_skip);
  g_test_add_func ("/dataset/positive", test_positive);
  g_test_add_func ("/dataset/findings", test_findings);
  g_test_add_func ("/dataset/many-problems", test_many_problems);
  g_test_add_func ("/dataset/nul", test_nul);
  g_test_add_func ("/dataset/not-files", test_not_files);
  g_test_add_func ("/dataset/gzip", test_gzip);
  g_test_add_func ("/dataset/cancel", test_cancel);
  g_test_add_func ("/dataset/changing-file", test_changing_file);
  g_test_add_func ("/dataset/memory", test_memory);
  g_test_add_func ("/dataset/provenance", test_provenance);
  g_test_add_func ("/dataset/row-places", test_row_places);
  g_test_add_func ("/dataset/blocks", test_blocks);
  g_test_add_func ("/dataset/without-labels", test_without_labels);
  g_test_add_func ("/dataset/groups", test_groups);
  g_test_add_func ("/dataset/costs", test_costs);
  g_test_add_func ("/dataset/wrong-costs", test_wrong_costs);
  g_test_add_func ("/dataset/comma-class", test_comma_class);
  return g_test_run ();
}
