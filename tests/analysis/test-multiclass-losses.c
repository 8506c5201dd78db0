/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "multiclass-report.h"
#include "support.h"

/* Label smoothing and class weights as in the reference. */
static LimenLossOptions *
new_options (JsonObject *with)
{
  LimenLossOptions *options = limen_loss_options_new ();
  JsonObject *weights = json_object_get_object_member (with, "class-weight");
  g_autoptr (GList) names = json_object_get_members (weights);

  options->label_smoothing
      = json_object_get_double_member (with, "label-smoothing");
  for (GList *l = names; l != NULL; l = l->next)
    {
      g_autofree char *text = g_strdup_printf (
          "%s=%.10g", (char *) l->data,
          json_object_get_double_member (weights, l->data));
      g_autoptr (GError) error = NULL;

      g_assert_true (
          limen_loss_options_add_class_weight (options, text, &error));
      g_assert_no_error (error);
    }
  return options;
}

static void
check_losses_with (JsonObject *file)
{
  JsonArray *all = json_object_get_array_member (file, "losses-with");

  for (guint i = 0; i < json_array_get_length (all); i++)
    {
      JsonObject *with = json_array_get_object_element (all, i);
      g_autoptr (LimenLossOptions) options = new_options (with);
      g_autoptr (JsonNode) node = multiclass_report_of (file, options);

      g_test_message ("losses-with %u", i);
      multiclass_check_numbers (json_object_get_object_member (
                                    multiclass_get_object (node), "losses"),
                                with);
    }
}

/* Losses of the sample files, and of soft labels. */
static void
test_losses_with (void)
{
  g_autoptr (JsonNode) root = multiclass_load_reference ();
  JsonArray *files = json_node_get_array (root);
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (files); i++)
    {
      JsonObject *file = json_array_get_object_element (files, i);

      if (!json_object_has_member (file, "losses-with"))
        continue;
      check_losses_with (file);
      n++;
    }
  g_assert_cmpuint (n, ==, 5);
}

/* For hard labels the KL divergence is the cross-entropy, to the last bit. */
static void
test_divergence (void)
{
  static const char *const files[][2]
      = { { "../data/samples/digits.csv", "nll" },
          { "../data/samples/wine-logits.csv", "cross-entropy" } };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = test_get_source_path (files[i][0]);
      g_autoptr (LimenAnalysis) analysis
          = multiclass_analyze (path, NULL, NULL);
      g_autoptr (JsonNode) node = multiclass_report (analysis, NULL);
      JsonObject *losses = json_object_get_object_member (
          multiclass_get_object (node), "losses");

      g_assert_cmpfloat (json_object_get_double_member (losses, "kl"), ==,
                         json_object_get_double_member (losses, files[i][1]));
    }
}

/* Log-probabilities near 0: losses use the logarithms, however small, while
 * thresholds are on probabilities. */
static void
test_log_of_zero (void)
{
  static const struct
  {
    const char *text;
    LimenKind kind; /* of the thresholds */
    const char *loss;
    double value;
  } cases[] = {
    /* (0.5 - log (1 - exp (-1e-20))) / 2, of which the second is 46.05 */
    { "y,log_prob\n1,-0.5\n0,-1e-20\n0,-inf\n",
      LIMEN_KIND_PROBABILITY, "bce", (0.5 + 46.051701859880914) / 3 },
    { "y,log_prob\n1,-0.5\n0,-1e-20\n", LIMEN_KIND_LOG_PROBABILITY,
      "bce", (0.5 + 46.051701859880914) / 2 },
    { "y,log_prob\n1,-inf\n0,-inf\n", LIMEN_KIND_PROBABILITY, "bce",
      100 / 2.0 },
    { "label_a,label_b,log_prob_a,log_prob_b\n1,0,-0.5,-inf\n"
      "0,0,-1e-20,-0.5\n",
      LIMEN_KIND_PROBABILITY, "bce",
      (0.5 + 46.051701859880914 + 0.93275212956718856) / 4 },
    { "y,log_prob_a,log_prob_b,log_prob_c\na,-0.25,-inf,-2\n"
      "b,-1000,-800,-3\nc,-3,-2,-0.5\n",
      LIMEN_KIND_PROBABILITY, "nll", 800.75 / 3 },
    { "y,log_prob_a,log_prob_b,log_prob_c\na,-inf,0,-2\nb,-1,-0.5,-3\n"
      "c,-3,-2,-0.5\n",
      LIMEN_KIND_PROBABILITY, "nll", INFINITY },
    /* two classes: the scores of the second one */
    { "y,log_prob_a,log_prob_b\na,-0.25,-inf\nb,-1000,-800\n",
      LIMEN_KIND_PROBABILITY, "bce", 100 / 2.0 },
    { "y,log_prob_a,log_prob_b\na,-inf,0\nb,-1,-0.5\n",
      LIMEN_KIND_LOG_PROBABILITY, "bce", (100 + 0.5) / 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path
          = test_write_file ("log-of-zero.csv", cases[i].text, -1);
      g_autoptr (LimenAnalysis) analysis
          = multiclass_analyze (path, NULL, NULL);
      g_autoptr (JsonNode) node = multiclass_report (analysis, NULL);
      JsonObject *losses = json_object_get_object_member (
          json_node_get_object (node), "losses");
      LimenThresholdScores *scores = limen_analysis_get_scores (analysis);
      const LimenPredictions *numbers
          = limen_threshold_scores_get_numbers (scores);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (numbers->kind, ==, cases[i].kind);
      g_assert_cmpint (limen_dataset_get_predictions (
                           limen_analysis_get_dataset (analysis))
                           ->kind,
                       ==, LIMEN_KIND_LOG_PROBABILITY);
      if (isinf (cases[i].value))
        g_assert_true (
            json_object_get_null_member (losses, cases[i].loss));
      else
        test_assert_near (
            json_object_get_double_member (losses, cases[i].loss),
            cases[i].value, 1e-12);
      for (gsize k = 0; k < numbers->n_scores; k++)
        for (gsize row = 0; row < numbers->n_rows; row++)
          g_assert_true (isfinite (numbers->scores[k][row]));
    }
}

/* Contradictory options are refused with a reason. */
static void
test_refused_losses (void)
{
  static const struct
  {
    const char *file, *class_weight;
    double smoothing;
    const char *term, *message;
  } cases[] = {
    { "digits.csv", "10=2", 0, NULL,
      "no class \"10\" to give a weight; the classes are \"0\", \"1\"" },
    { "digits.csv", NULL, 0, "bce=1",
      "no loss \"bce\" to combine; the losses are: nll, kl, brier, dice" },
    { "digit-traits.csv", "odd=2", 0, NULL,
      "no class \"odd\" to give a weight" },
    { "digit-traits.csv", NULL, 0.1, NULL,
      "label smoothing applies only to cross-entropy" },
    { "digits-odd.csv", "1=2", 0, NULL, "apply only to cross-entropy" },
    { "wine-logits.csv", NULL, 0, "nll=1",
      "the losses are: cross-entropy, kl" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *relative
          = g_strconcat ("../data/samples/", cases[i].file, NULL);
      g_autofree char *path = test_get_source_path (relative);
      g_autoptr (LimenReadOptions) reading = limen_read_options_new ();
      g_autoptr (LimenLossOptions) options = limen_loss_options_new ();
      g_autoptr (LimenDataset) dataset = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("case %u", i);
      options->label_smoothing = cases[i].smoothing;
      if (cases[i].class_weight != NULL)
        g_assert_true (limen_loss_options_add_class_weight (
            options, cases[i].class_weight, NULL));
      if (cases[i].term != NULL)
        g_assert_true (limen_loss_options_add_terms (options, cases[i].term,
                                                     NULL));
      dataset = limen_dataset_read (path, reading, NULL, NULL, NULL, NULL);
      g_assert_nonnull (dataset);
      g_assert_null (limen_analysis_new (dataset, options, NULL, &error));
      if (strstr (error->message, cases[i].message) == NULL)
        g_error ("\"%s\" has no \"%s\"", error->message, cases[i].message);
    }
}

/* The loss of all labels is the mean of their losses, with any options. */
static void
test_losses_of_labels (void)
{
  g_autofree char *path = test_write_file (
      "logits.csv",
      "label_a,label_b,logit_a,logit_b\n1,0,2,-1\n0,1,0.5,0.25\n1,1,-3,4\n",
      -1);
  g_autoptr (LimenLossOptions) options = limen_loss_options_new ();
  g_autoptr (LimenAnalysis) analysis = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *all, *classes;
  double mean = 0;

  options->pos_weight = 3;
  analysis = multiclass_analyze (path, options, NULL);
  node = multiclass_report (analysis, options);
  all = json_object_get_object_member (json_node_get_object (node), "losses");
  classes = json_object_get_object_member (json_node_get_object (node),
                                           "one-vs-rest");
  for (guint k = 0; k < 2; k++)
    {
      JsonObject *class
          = json_object_get_object_member (classes, k == 0 ? "a" : "b");
      JsonObject *losses = json_object_get_object_member (class, "losses");

      mean += json_object_get_double_member (losses, "bce-with-logits") / 2;
    }
  test_assert_near (json_object_get_double_member (all, "bce-with-logits"),
                    mean, REPORT_TOLERANCE);
  test_assert_near (mean, 2.099358800489739, REPORT_TOLERANCE);
}

/* Label weights act as in PyTorch's BCEWithLogitsLoss for each column, and
 * scale torchvision's sigmoid_focal_loss per cell; a mean by weight divides by
 * them, too. Other losses ignore them. */
static void
test_label_weights (void)
{
  static const struct
  {
    const char *key;
    double value;
  } expected[] = { { "bce-with-logits", 3.120134696691579 },
                   { "bce-with-logits-sum", 18.720808180149472 },
                   { "bce-with-logits-by-weight", 1.0473179401482222 },
                   { "focal", 0.1418948428298832 },
                   { "focal-sum", 0.8513690569792993 },
                   { "focal-by-weight", 0.047629038152688076 },
                   { "brier", 0.3567929450589322 } };
  g_autofree char *path = test_write_file (
      "weighted.csv",
      "label_a,label_b,logit_a,logit_b,weight\n1,0,2,-1,0.5\n"
      "0,1,0.5,0.25,2\n1,1,-3,4,3\n",
      -1);
  g_autoptr (LimenReadOptions) reading = limen_read_options_new ();
  g_autoptr (LimenLossOptions) options = limen_loss_options_new ();
  g_autoptr (LimenAnalysis) analysis = NULL;
  g_autoptr (JsonNode) node = NULL;

  reading->weight = g_strdup ("weight");
  options->pos_weight = 3;
  options->focal_alpha = 0.25;
  limen_loss_options_add_class_weight (options, "a=0.25", NULL);
  limen_loss_options_add_class_weight (options, "b=3", NULL);
  analysis = multiclass_analyze (path, options, reading);
  node = multiclass_report (analysis, options);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    multiclass_check_number (
        json_object_get_object_member (json_node_get_object (node), "losses"),
        expected[i].key, expected[i].value);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/multiclass-losses/losses-with", test_losses_with);
  g_test_add_func ("/multiclass-losses/losses-of-labels",
                   test_losses_of_labels);
  g_test_add_func ("/multiclass-losses/label-weights", test_label_weights);
  g_test_add_func ("/multiclass-losses/divergence", test_divergence);
  g_test_add_func ("/multiclass-losses/log-of-zero", test_log_of_zero);
  g_test_add_func ("/multiclass-losses/refused-losses", test_refused_losses);
  return g_test_run ();
}
