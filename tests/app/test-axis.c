#include <math.h>

#include "axis.h"
#include "support.h"

static LimenAnalysis *
analyse (const char *text, LimenKind kind)
{
  g_autofree char *path = test_write_file ("rows.csv", text, -1);
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenDataset) dataset = NULL;
  LimenAnalysis *analysis;

  options->has_kind = TRUE;
  options->kind = kind;
  dataset = limen_dataset_read (path, options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  analysis = limen_analysis_new (dataset, NULL, &error);
  g_assert_no_error (error);
  return analysis;
}

static void
test_probability (void)
{
  g_autoptr (LimenAnalysis) analysis = analyse (
      "y,p\n0,0\n0,0.02\n1,0.3\n1,0.999\n1,1\n", LIMEN_KIND_PROBABILITY);
  LimenAxis plain = limen_axis_new (analysis, FALSE);
  LimenAxis logit = limen_axis_new (analysis, TRUE);

  g_assert_cmpfloat (plain.scale.low, ==, 0);
  g_assert_cmpfloat (plain.scale.high, ==, 1);
  g_assert_cmpfloat (plain.step, ==, 0.01);
  /* As far as the farthest finite logit, 6.9, on either side. */
  g_assert_cmpint (logit.scale.transform, ==, LIMEN_TRANSFORM_LOGIT);
  g_assert_cmpfloat (logit.scale.low, <, 0.001);
  g_assert_cmpfloat (logit.scale.low, >, 0);
  test_assert_near (logit.scale.low + logit.scale.high, 1.0, 1e-12);
  g_assert_cmpfloat (limen_axis_get_default_threshold (analysis), ==, 0.5);
}

static void
test_logit (void)
{
  g_autoptr (LimenAnalysis) analysis
      = analyse ("y,x\n0,-4\n0,-1\n1,0.5\n1,6\n", LIMEN_KIND_LOGIT);
  LimenAxis logit = limen_axis_new (analysis, TRUE);
  LimenAxis probability = limen_axis_new (analysis, FALSE);

  g_assert_cmpint (logit.scale.transform, ==, LIMEN_TRANSFORM_LINEAR);
  g_assert_cmpfloat (logit.scale.low, <, -4);
  g_assert_cmpfloat (logit.scale.high, >, 6);
  g_assert_cmpfloat (logit.step, ==, 0.1);
  g_assert_cmpint (probability.scale.transform, ==, LIMEN_TRANSFORM_SIGMOID);
  g_assert_cmpfloat (limen_axis_get_default_threshold (analysis), ==, 0);
}

/* One score for all rows: the axis has room on both sides of it. */
static void
test_constant (void)
{
  g_autoptr (LimenAnalysis) analysis
      = analyse ("y,s\n0,1000\n1,1000\n", LIMEN_KIND_SCORE);
  LimenAxis axis = limen_axis_new (analysis, FALSE);

  g_assert_cmpfloat (axis.scale.low, <, 1000);
  g_assert_cmpfloat (axis.scale.high, >, 1000);
  g_assert_true (isfinite (limen_axis_get_default_threshold (analysis)));
  g_assert_false (limen_axis_has_alternative (LIMEN_KIND_SCORE));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/axis/probability", test_probability);
  g_test_add_func ("/axis/logit", test_logit);
  g_test_add_func ("/axis/constant", test_constant);
  return g_test_run ();
}
