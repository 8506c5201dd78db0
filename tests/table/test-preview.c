#include <string.h>

#include "preview.h"
#include "support.h"

static LimenPreview *
read_text (const char *text, const LimenReadOptions *options)
{
  g_autofree char *path = test_write_file ("input.csv", text, -1);
  g_autoptr (GError) error = NULL;
  LimenPreview *preview = limen_preview_read (path, options, 3, NULL, &error);

  g_assert_no_error (error);
  return preview;
}

static void
append_keys (GString *out, const LimenPreview *preview, GArray *columns)
{
  for (guint i = 0; i < columns->len; i++)
    {
      int column = g_array_index (columns, int, i);

      g_assert_cmpint (column, <, preview->keys->len);
      g_string_append_printf (
          out, "%s%s", i > 0 ? "," : "",
          (char *) g_ptr_array_index (preview->keys, (guint) column));
    }
}

static void
append_key (GString *out, const LimenPreview *preview, char mark, int column)
{
  if (column >= 0)
    g_string_append_printf (
        out, " %c%s", mark,
        (char *) g_ptr_array_index (preview->keys, (guint) column));
}

/* What is guessed, in a line: task, labels / scores, then the class of the
 * score, the weight and the group, each after a sign. */
static char *
describe (const LimenPreview *preview)
{
  GString *out = g_string_new (limen_task_get_name (preview->task));

  g_string_append_c (out, ' ');
  append_keys (out, preview, preview->labels);
  g_string_append_c (out, '/');
  append_keys (out, preview, preview->scores);
  append_key (out, preview, '=', preview->predicted);
  append_key (out, preview, '*', preview->weight);
  append_key (out, preview, '#', preview->group);
  return g_string_free (out, FALSE);
}

#define LABELS "label_a,label_b,label_c"
#define PROBS "prob_a,prob_b,prob_c"
#define PAIR "a,b,c\n0,0.1,0.2\n1,0.4,0.7\n"

static void
test_guess (void)
{
  static const struct
  {
    const char *text, *expected;
  } cases[] = {
    { "label,prob\n1,0.75\n0,0.5\n", "binary label/prob" },
    { "1,0.75\n0,0.5\n", "binary 1/2" },
    { "x,y,sample_weight,p\n1,1,2,0.75\n3,0,1,0.5\n",
      "binary y/p *sample_weight" },
    { "x,y,weight,p\n1,1,2,0.75\n3,0,1,0.5\n", "binary y/p" },
    { "label," PROBS "\na,0.5,0.25,0.25\nc,0.25,0.5,0.25\n",
      "multiclass label/" PROBS },
    { "a,b,kind\n0.5,0.5,b\n0.25,0.75,b\n0.5,0.5,a\n",
      "binary kind/a,b" },
    { LABELS "," PROBS "\n1,0,1,0.5,0.25,0.75\n0,0,0,0.25,0.5,0.25\n",
      "multilabel " LABELS "/" PROBS },
    { LABELS "," PROBS "\n0.5,0,0.5,0.5,0.25,0.25\n1,0,0,0.25,0.5,0.25\n",
      "multiclass " LABELS "/" PROBS },
    /* where it is not clear: what is likeliest */
    { "a,b\n0.5,0.25\n0.75,0.5\n", "binary /" },
    { PAIR, "binary a/b" },
    { "x," PROBS "\nq,0.5,0.25,0.25\nr,0.25,0.5,0.25\n",
      "binary x/prob_a" },
    { "label,prob\n", "binary label/prob" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LimenPreview) preview = read_text (cases[i].text, NULL);
      g_autofree char *found = describe (preview);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

static void
test_said (void)
{
#define MULTI "label,p1,p2,p3\n1,0.5,0.25,0.25\n3,0.25,0.5,0.25\n"
  static const struct
  {
    const char *text, *labels, *scores, *predicted, *group;
    int task; /* -1: not said */
    const char *expected;
  } cases[] = {
    { PAIR, NULL, "c", NULL, NULL, -1, "binary a/c" },
    { PAIR, "a", "b,c", NULL, NULL, -1, "binary a/b,c" },
    { PAIR, "a", "c,b", NULL, NULL, -1, "binary a/c,b" },
    { PAIR, "a,b", "c", NULL, NULL, -1, "multilabel a,b/c" },
    { PAIR, "a", "3", "b", NULL, -1, "multiclass a/c =b" },
    { PAIR, "c", "a", NULL, "b", -1, "binary c/a #b" },
    { MULTI, NULL, NULL, NULL, NULL, LIMEN_TASK_MULTICLASS,
      "multiclass label/p1,p2,p3" },
    { MULTI, NULL, NULL, NULL, NULL, LIMEN_TASK_BINARY, "binary label/" },
    { "label,prob\n1,0.75\n0,0.5\n", NULL, NULL, NULL, NULL,
      LIMEN_TASK_MULTICLASS, "multiclass label/prob" },
    { "a,b\n1,0\n0,1\n", "a,b", NULL, NULL, NULL, LIMEN_TASK_BINARY,
      "binary /" },
    /* a name alone makes no weight of what is something else */
    { "y,weights,p\n1,0.5,0.75\n0,1,0.5\n", NULL, "weights", NULL, NULL, -1,
      "binary y/weights" },
    { "y,weights,p\n1,0.5,0.75\n0,1,0.5\n", NULL, NULL, NULL, "weights", -1,
      "binary y/p #weights" },
    /* what is not there counts as not said */
    { PAIR, "a", "d", NULL, NULL, -1, "binary a/b" },
    { PAIR, "a", "b,9", NULL, NULL, -1, "binary a/b" },
    { PAIR, "d", "b", "e", "f", -1, "binary a/b" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LimenReadOptions) options = limen_read_options_new ();
      g_autoptr (LimenPreview) preview = NULL;
      g_autofree char *found = NULL;

      if (cases[i].labels != NULL)
        options->labels = g_strsplit (cases[i].labels, ";", -1);
      if (cases[i].scores != NULL)
        options->scores = g_strsplit (cases[i].scores, ";", -1);
      options->predicted = g_strdup (cases[i].predicted);
      options->group = g_strdup (cases[i].group);
      options->has_task = cases[i].task >= 0;
      options->task = options->has_task ? (LimenTask) cases[i].task : 0;
      preview = read_text (cases[i].text, options);
      found = describe (preview);
      g_test_message ("%u: %s", i, cases[i].text);
      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

/* Another guess of the same rows, without the file. */
static void
test_guess_again (void)
{
  g_autoptr (LimenPreview) preview
      = read_text ("label,p,q\n0,0.5,0.25\n1,0.25,0.5\n", NULL);
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autofree char *before = describe (preview), *after = NULL;

  g_assert_cmpstr (before, ==, "binary label/p");
  g_assert_cmpuint (preview->classes->len, ==, 0);
  options->scores = g_strsplit ("q p", " ", -1);
  options->labels = g_strsplit ("label p", " ", -1);
  options->has_task = TRUE;
  options->task = LIMEN_TASK_MULTILABEL;
  limen_preview_guess (preview, options);
  after = describe (preview);
  g_assert_cmpstr (after, ==, "multilabel label,p/q,p");
  g_assert_cmpuint (preview->classes->len, ==, 0);
}

/* Weights by name alone can be declined. */
static void
test_no_weight (void)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (LimenPreview) preview
      = read_text ("y,weights,p\n1,0.5,0.75\n0,1,0.5\n", NULL);

  g_assert_cmpint (preview->weight, ==, 1);
  options->no_weight = TRUE;
  limen_preview_guess (preview, options);
  g_assert_cmpint (preview->weight, ==, -1);
  options->weight = g_strdup ("p");
  limen_preview_guess (preview, options);
  g_assert_cmpint (preview->weight, ==, 2);
}

/* What rows cost is said, never guessed. */
static void
test_costs (void)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (LimenPreview) preview
      = read_text ("y,cost,p\n1,5,0.75\n0,2,0.5\n", NULL);

  g_assert_cmpint (preview->fp_cost, ==, -1);
  g_assert_cmpint (preview->fn_cost, ==, -1);
  options->fn_cost = g_strdup ("cost");
  limen_preview_guess (preview, options);
  g_assert_cmpint (preview->fp_cost, ==, -1);
  g_assert_cmpint (preview->fn_cost, ==, 1);
}

/* Keys pick out columns whose names are empty or not their own. */
static void
test_keys (void)
{
  g_autoptr (LimenPreview) preview
      = read_text ("a,,label,a,p\n7,8,1,9,0.5\n6,5,0,4,0.25\n", NULL);
  static const char *const keys[] = { "1", "2", "label", "4", "p" };
  GStrv row = g_ptr_array_index (preview->rows, 1);

  g_assert_cmpuint (preview->keys->len, ==, G_N_ELEMENTS (keys));
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_assert_cmpstr (g_ptr_array_index (preview->keys, i), ==, keys[i]);
  g_assert_cmpuint (preview->rows->len, ==, 2);
  g_assert_cmpstr (row[3], ==, "4");
  g_assert_true (preview->has_header);
  g_assert_cmpint (preview->delimiter, ==, ',');
}

static void
test_check (void)
{
  g_autoptr (LimenPreview) preview = read_text (
      "label,prob_a,prob.a,prob_b\n0,0.5,0.25,0.25\n1,0.25,0.5,0.5\n", NULL);
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (GError) error = NULL;

  options->labels = g_strsplit ("label", " ", -1);
  options->scores = g_strsplit ("prob_a prob_b", " ", -1);
  g_assert_true (limen_preview_check (preview, options, &error));
  g_assert_no_error (error);
  g_strfreev (options->scores);
  options->scores = g_strsplit ("prob_a prob.a", " ", -1);
  g_assert_false (limen_preview_check (preview, options, &error));
  g_assert_cmpstr (error->message, ==,
                   "input.csv: two score columns are for class \"a\"");
}

/* A column for each of many classes is no matter of seconds. */
static void
test_wide (void)
{
  g_autoptr (GString) text = g_string_new ("label");
  g_autoptr (LimenPreview) preview = NULL;
  gint64 start;

  for (int k = 0; k < 4000; k++)
    g_string_append_printf (text, ",label_%d,prob_%d", k, k);
  for (int row = 0; row < 3; row++)
    {
      g_string_append_printf (text, "\n%d", row);
      for (int k = 0; k < 4000; k++)
        g_string_append (text, ",1,0.25");
    }
  start = g_get_monotonic_time ();
  preview = read_text (text->str, NULL);
  g_test_message ("%.3f s", (double) (g_get_monotonic_time () - start)
                                / G_USEC_PER_SEC);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
  g_assert_cmpint (preview->task, ==, LIMEN_TASK_MULTILABEL);
  g_assert_cmpuint (preview->labels->len, ==, 4000);
  g_assert_cmpuint (preview->scores->len, ==, 4000);
  g_assert_cmpint (g_array_index (preview->scores, int, 3999), ==, 8000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/preview/guess", test_guess);
  g_test_add_func ("/preview/said", test_said);
  g_test_add_func ("/preview/guess-again", test_guess_again);
  g_test_add_func ("/preview/no-weight", test_no_weight);
  g_test_add_func ("/preview/costs", test_costs);
  g_test_add_func ("/preview/keys", test_keys);
  g_test_add_func ("/preview/check", test_check);
  g_test_add_func ("/preview/wide", test_wide);
  return g_test_run ();
}
