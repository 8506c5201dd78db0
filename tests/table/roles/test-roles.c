/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "dataset.h"
#include "support.h"
#include "table-error.h"

static LimenDataset *
read_text (const char *text, const LimenReadOptions *options, GError **error)
{
  g_autofree char *path = test_write_file ("roles.csv", text, -1);

  return limen_dataset_read (path, options, NULL, NULL, NULL, error);
}

/* Options in one line, "label=y score=p weight=w group=g", each at most once;
 * "-weight" for none. */
static LimenReadOptions *
parse_options (const char *text)
{
  LimenReadOptions *options = limen_read_options_new ();
  g_auto (GStrv) parts = g_strsplit (text, " ", -1);

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      char *value = strchr (parts[i], '=');

      if (value != NULL)
        *value++ = '\0';
      if (g_str_equal (parts[i], "label"))
        options->labels = g_strsplit (value, ";", -1);
      else if (g_str_equal (parts[i], "score"))
        options->scores = g_strsplit (value, ";", -1);
      else if (g_str_equal (parts[i], "weight"))
        options->weight = g_strdup (value);
      else if (g_str_equal (parts[i], "group"))
        options->group = g_strdup (value);
      else if (g_str_equal (parts[i], "predicted"))
        options->predicted = g_strdup (value);
      else if (g_str_equal (parts[i], "variance"))
        options->variance = g_strdup (value);
      else if (g_str_equal (parts[i], "fp"))
        options->fp_cost = g_strdup (value);
      else if (g_str_equal (parts[i], "fn"))
        options->fn_cost = g_strdup (value);
      else if (g_str_equal (parts[i], "-weight"))
        options->no_weight = TRUE;
      else if (g_str_equal (parts[i], "-predicted"))
        options->no_predicted = TRUE;
      else
        g_assert_cmpstr (parts[i], ==, "");
    }
  return options;
}

static void
append (GString *out, const char *sign, const char *column)
{
  if (column != NULL)
    g_string_append_printf (out, " %s%s", sign, column);
}

/* The roles in one line, "y/p *w #g": labels, scores, and the other roles
 * after signs. */
static char *
describe (LimenDataset *dataset)
{
  GString *out = g_string_new (NULL);
  const char *column;

  for (gsize i = 0;
       (column = limen_dataset_get_label_column (dataset, i)) != NULL; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? "," : "", column);
  g_string_append_c (out, '/');
  for (gsize i = 0;
       (column = limen_dataset_get_score_column (dataset, i)) != NULL; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? "," : "", column);
  append (out, "*", limen_dataset_get_weight_column (dataset));
  append (out, "#", limen_dataset_get_group_column (dataset));
  append (out, "=", limen_dataset_get_predicted_column (dataset));
  append (out, "~", limen_dataset_get_variance_column (dataset));
  append (out, "+", limen_dataset_get_fp_cost_column (dataset));
  append (out, "-", limen_dataset_get_fn_cost_column (dataset));
  return g_string_free (out, FALSE);
}

static const char *
find_message (LimenDataset *dataset, const char *code)
{
  GPtrArray *findings = limen_dataset_get_findings (dataset);

  for (guint i = 0; i < findings->len; i++)
    {
      const LimenFinding *finding = g_ptr_array_index (findings, i);

      if (g_str_equal (finding->code, code))
        return finding->report_message;
    }
  return NULL;
}

typedef struct
{
  const char *text, *options, *expected;
} Case;

static void
check (const Case *cases, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (LimenReadOptions) options = parse_options (cases[i].options);
      g_autoptr (GError) error = NULL;
      g_autoptr (LimenDataset) dataset = NULL;
      g_autofree char *found = NULL;

      g_test_message ("%s %s", cases[i].options, cases[i].text);
      dataset = read_text (cases[i].text, options, &error);
      g_assert_no_error (error);
      found = describe (dataset);
      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

/* Names that are weights, and names that only may be. */
static void
test_weight_names (void)
{
#define ROWS "\n1,0.75,2.5\n0,0.5,1\n"
  static const Case cases[] = {
    { "label,prob,sample_weight" ROWS, "", "label/prob *sample_weight" },
    { "label,prob,Sample Weights" ROWS, "", "label/prob *Sample Weights" },
    { "label,prob,weights" ROWS, "", "label/prob *weights" },
    { "label,prob,w" ROWS, "", "label/prob *w" },
    { "label,prob,case.weight" ROWS, "", "label/prob *case.weight" },
    { "label,prob,importance_weight" ROWS, "",
      "label/prob *importance_weight" },
    { "label,prob,weight" ROWS, "", "label/prob" },
    { "label,prob,Weight" ROWS, "", "label/prob" },
    { "label,prob,weight_kg" ROWS, "", "label/prob" },
    { "label,prob,weight" ROWS, "weight=weight", "label/prob *weight" },
    { "label,prob,weights" ROWS, "-weight", "label/prob" },
    /* a measurement is not a score, nor does it make one unclear */
    { "ill,risk,weight\n1,0.75,80.5\n0,0.5,61.2\n", "", "ill/risk" },
    { "ill,weight,risk\n1,80.5,0.75\n0,61.2,0.5\n", "", "ill/risk" },
    /* a weight and a column that may be one */
    { "label,prob,weight,w\n1,0.75,80,2\n0,0.5,60,1\n", "", "label/prob *w" },
    /* several: none is used */
    { "label,prob,weights,w\n1,0.75,80,2\n0,0.5,60,1\n", "", "label/prob" },
    /* a class with such a name */
    { "label,u,v,w\nu,0.5,0.25,0.25\nw,0,0,1\nv,0,1,0\n", "", "label/u,v,w" },
    { "label,height,weight\nheight,0.5,0.5\nweight,0.25,0.75\n", "",
      "label/weight" },
  };

  check (cases, G_N_ELEMENTS (cases));
}

static void
test_unused_weight (void)
{
  static const char text[] = "id,weight,outcome,prob\n1,80.5,1,0.9\n"
                             "2,60,0,0.2\n";
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (LimenDataset) unasked = read_text (text, options, NULL);
  g_autoptr (LimenDataset) declined = NULL, asked = NULL, other = NULL;
  const char *message = find_message (unasked, "weight-unused");

  g_assert_nonnull (message);
  g_assert_nonnull (strstr (message, "--weight \"weight\""));
  g_assert_nonnull (strstr (message, "Columns"));
  options->no_weight = TRUE;
  declined = read_text (text, options, NULL);
  g_assert_null (find_message (declined, "weight-unused"));
  options->no_weight = FALSE;
  options->weight = g_strdup ("weight");
  asked = read_text (text, options, NULL);
  g_assert_null (find_message (asked, "weight-unused"));
  g_free (options->weight);
  options->weight = g_strdup ("1");
  other = read_text (text, options, NULL);
  g_assert_null (find_message (other, "weight-unused"));
}

/* A column with an assigned role gets no other one. */
static void
test_assigned (void)
{
  static const Case cases[] = {
    /* a two-valued group next to two-valued labels */
    { "sex,ill,risk\nm,1,0.75\nf,0,0.5\nm,0,0.25\n", "group=sex",
      "ill/risk #sex" },
    { "sex,ill,risk\n0,1,0.75\n1,0,0.5\n", "group=sex", "ill/risk #sex" },
    { "class,ill,risk\n0,1,0.75\n1,0,0.5\n", "group=class",
      "ill/risk #class" },
    /* weights with fractions next to scores with fractions */
    { "ill,v,risk\n1,0.5,0.75\n0,0.25,0.5\n", "weight=v", "ill/risk *v" },
    { "ill,output,risk\n1,0.5,0.75\n0,0.25,0.5\n", "weight=output",
      "ill/risk *output" },
    { "ill,v,risk,c\n1,0.5,0.75,1.5\n0,0.25,0.5,2.5\n", "weight=v fn=c",
      "ill/risk *v -c" },
    { "ill,site,risk\n1,0.5,0.75\n0,0.25,0.5\n", "group=site",
      "ill/risk #site" },
    { "y,mean,sd\n1.5,1.25,0.5\n2.5,2.25,0.75\n", "variance=sd label=y",
      "y/mean ~sd" },
    /* if only labels or scores are given, the other is inferred */
    { "pred,prob,ill\n1,0.75,1\n0,0.5,0\n", "label=pred", "pred/prob" },
    { "target,truth,p\n1,0,0.75\n0,1,0.5\n", "score=target", "truth/target" },
    { "a,b,c\n1,0,0.75\n0,1,0.5\n", "label=b", "b/c" },
    { "a,b,c\n1,0.5,0.75\n0,1,0.5\n", "score=b", "a/b" },
    /* of several classes */
    { "y,prob_a,prob_b,prob_w\na,0.75,0.25,2\nb,0.5,0.5,1\n", "weight=prob_w",
      "y/prob_b *prob_w" },
    { "y,prob_a,prob_b,prob_c\na,0.75,0.25,2\nb,0.5,0.5,1\n", "group=prob_c",
      "y/prob_b #prob_c" },
    { "fold,y,prob_a,prob_b\na,a,0.75,0.25\nb,b,0.5,0.5\n", "group=fold",
      "y/prob_b #fold" },
    { "y,site,pred,p\na,a,b,0.5\nb,c,c,0.75\nc,b,a,0.25\n", "group=site",
      "y/p #site =pred" },
    { "y_a,y_b,prob_a,prob_b\n1,0,0.75,0.25\n0,1,0.5,0.5\n", "",
      "y_a,y_b/prob_a,prob_b" },
  };

  check (cases, G_N_ELEMENTS (cases));
}

/* No column of predicted classes is looked for if declined. */
static void
test_no_predicted (void)
{
  static const char text[] = "y,site,p\na,a,0.5\nb,c,0.75\nc,b,0.25\n";
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (LimenDataset) guessed = read_text (text, options, NULL);
  g_autoptr (LimenDataset) declined = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *found = describe (guessed);

  g_assert_cmpstr (found, ==, "y/p =site");
  options->no_predicted = TRUE;
  declined = read_text (text, options, &error);
  g_assert_null (declined);
  g_assert_nonnull (strstr (error->message, "has 3 labels"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/roles/weight-names", test_weight_names);
  g_test_add_func ("/roles/unused-weight", test_unused_weight);
  g_test_add_func ("/roles/assigned", test_assigned);
  g_test_add_func ("/roles/no-predicted", test_no_predicted);
  return g_test_run ();
}
