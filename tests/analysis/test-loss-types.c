/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "loss-types.h"
#include "support.h"

/* Returns the manual page with its lines joined. */
static char *
read_manual (void)
{
  return g_strdelimit (test_read_manual (), "\n", ' ');
}

static void
assert_has (const char *manual, const char *text)
{
  if (strstr (manual, text) == NULL)
    g_error ("limen-cli.1 does not speak of %s", text);
}

/* Every loss has a name, a title and a task, and is in the manual with its
 * source; losses with one key differ in task or kind. */
static void
test_types (void)
{
  g_autofree char *manual = read_manual ();
  gsize n;
  const LimenLossType *types = limen_loss_types_get (&n);

  for (gsize i = 0; i < n; i++)
    {
      g_test_message ("%s", types[i].keys[0]);
      assert_has (manual, types[i].keys[LIMEN_REDUCTION_MEAN]);
      if (types[i].reference != NULL
          && g_str_has_prefix (types[i].reference, "PyTorch's "))
        assert_has (manual, types[i].reference);
      g_assert_nonnull (types[i].weighted_title);
      g_assert_nonnull (types[i].compute);
      for (guint j = 0; j < LIMEN_N_REDUCTIONS; j++)
        g_assert_cmpint (types[i].keys[j] != NULL, ==,
                         types[i].titles[j] != NULL);
      g_assert_cmpint (types[i].keys[LIMEN_REDUCTION_BY_WEIGHT] != NULL, ==,
                       types[i].form == LIMEN_LOSS_BY_ROWS);
      for (gsize j = 0; j < i; j++)
        g_assert_true (!g_str_equal (types[i].keys[0], types[j].keys[0])
                       || types[i].family != types[j].family
                       || (types[i].kinds & types[j].kinds) == 0);
    }
}

/* Every parameter belongs to a loss and is an option in the manual. */
static void
test_parameters (void)
{
  g_autofree char *manual = read_manual ();
  g_autoptr (LimenLossOptions) options = limen_loss_options_new ();
  gsize n;
  const LimenLossType *types = limen_loss_types_get (&n);
  guint used = 0;

  for (gsize i = 0; i < n; i++)
    {
      used |= types[i].parameters;
      g_assert_cmpuint (types[i].demand & ~types[i].parameters, ==, 0);
    }
  for (guint i = 0; i < LIMEN_N_LOSS_PARAMETERS; i++)
    {
      const LimenLossParameter *parameter = limen_loss_parameter_get (i);
      g_autofree char *option = g_strconcat ("--", parameter->name, NULL);

      g_test_message ("%s", parameter->name);
      assert_has (manual, option);
      g_assert_nonnull (parameter->description);
      g_assert_nonnull (parameter->purpose);
      g_assert_true ((used & (1u << i)) != 0);
      g_assert_false (limen_loss_options_is_given (options, i));
      if (!parameter->is_list)
        *limen_loss_options_get_number (options, i) = 0.75;
      else
        g_assert_true (
            limen_loss_options_add_class_weight (options, "a=0.75", NULL));
      g_assert_true (limen_loss_options_is_given (options, i));
    }
}

/* Predictions of a task and kind to which any parameter may apply. */
static LimenPredictions
new_rows (LimenTask task, LimenKind kind)
{
  return (LimenPredictions){ .task = task,
                             .kind = kind,
                             .n_scores = task == LIMEN_TASK_BINARY ? 1 : 3 };
}

#define FOR_TWO "dice-smooth focal-gamma focal-alpha"

/* Each parameter is refused for files whose losses do not use it. */
static void
test_needless (void)
{
  static const struct
  {
    LimenTask task;
    LimenKind kind;
    const char *needed; /* names of the parameters that apply */
  } cases[] = {
    { LIMEN_TASK_BINARY, LIMEN_KIND_PROBABILITY, FOR_TWO },
    { LIMEN_TASK_BINARY, LIMEN_KIND_LOGIT, "pos-weight " FOR_TWO },
    { LIMEN_TASK_BINARY, LIMEN_KIND_SCORE, "" },
    { LIMEN_TASK_MULTILABEL, LIMEN_KIND_LOG_PROBABILITY,
      "class-weight " FOR_TWO },
    { LIMEN_TASK_MULTILABEL, LIMEN_KIND_LOGIT,
      "pos-weight class-weight " FOR_TWO },
    { LIMEN_TASK_MULTICLASS, LIMEN_KIND_PROBABILITY,
      "class-weight label-smoothing dice-smooth focal-gamma" },
    { LIMEN_TASK_MULTICLASS, LIMEN_KIND_LOGIT,
      "class-weight label-smoothing dice-smooth focal-gamma" },
    { LIMEN_TASK_MULTICLASS, LIMEN_KIND_DECISION, "" },
    { LIMEN_TASK_TOP_LABEL, LIMEN_KIND_LOGIT, "pos-weight " FOR_TWO },
    { LIMEN_TASK_REGRESSION, LIMEN_KIND_SCORE, "fixed-variance" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint j = 0; j < LIMEN_N_LOSS_PARAMETERS; j++)
      {
        const LimenLossParameter *parameter = limen_loss_parameter_get (j);
        LimenPredictions rows = new_rows (cases[i].task, cases[i].kind);
        g_autoptr (LimenLossOptions) options = limen_loss_options_new ();
        g_auto (GStrv) needed = g_strsplit (cases[i].needed, " ", -1);
        const char *message;

        g_assert_null (limen_loss_types_find_unused (&rows, options));
        if (parameter->is_list)
          limen_loss_options_add_class_weight (options, "a=0.75", NULL);
        else
          *limen_loss_options_get_number (options, j) = 0.75;
        message = limen_loss_types_find_unused (&rows, options);
        g_test_message ("case %u, %s: %s", i, parameter->name,
                        message != NULL ? message : "needed");
        if (g_strv_contains ((const char *const *) needed, parameter->name))
          g_assert_null (message);
        else
          g_assert_cmpstr (message, ==, parameter->purpose);
      }
}

/* Top label has binary losses; a column of variances excludes a fixed one. */
static void
test_exceptions (void)
{
  LimenPredictions classes
      = new_rows (LIMEN_TASK_MULTICLASS, LIMEN_KIND_LOGIT);
  LimenPredictions top = new_rows (LIMEN_TASK_TOP_LABEL, LIMEN_KIND_LOGIT);
  LimenPredictions values = new_rows (LIMEN_TASK_REGRESSION, LIMEN_KIND_SCORE);
  g_autoptr (LimenLossOptions) weight = limen_loss_options_new ();
  g_autoptr (LimenLossOptions) variance = limen_loss_options_new ();
  double variances[] = { 1 };

  weight->pos_weight = 2;
  variance->variance = 2;
  g_assert_nonnull (limen_loss_types_find_unused (&classes, weight));
  g_assert_null (limen_loss_types_find_unused (&top, weight));
  g_assert_null (limen_loss_types_find_unused (&values, variance));
  values.variances = variances;
  g_assert_nonnull (limen_loss_types_find_unused (&values, variance));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/loss-types/types", test_types);
  g_test_add_func ("/loss-types/parameters", test_parameters);
  g_test_add_func ("/loss-types/needless", test_needless);
  g_test_add_func ("/loss-types/exceptions", test_exceptions);
  return g_test_run ();
}
