#include <math.h>

#include "joint.h"
#include "ratios.h"
#include "support.h"

#define MAX_CLASSES 5
#define MAX_ROWS 600
#define FEW_ROWS 14
#define N_FILES 400
/* As much as an optimum may leave, and rounding besides. */
#define TOLERANCE 3e-12
/* Powers of ten that scores go down to: those that leave thresholds their
 * range, and those that leave the normal doubles. */
#define USUAL -25
#define EXTREME -320

/* A small random file, and what it is optimised for. */
typedef struct
{
  LimenPredictions predictions;
  double columns[MAX_CLASSES][MAX_ROWS];
  double *scores[MAX_CLASSES];
  guint16 labels[MAX_ROWS];
  double weights[MAX_ROWS];
  double costs[MAX_CLASSES * MAX_CLASSES];
  double start[MAX_CLASSES];
  LimenJointOptions options;
} File;

static void
draw_goal (File *self)
{
  gsize k = self->predictions.n_classes;

  for (gsize i = 0; i < k * k; i++)
    self->costs[i] = i % (k + 1) == 0 ? 0 : g_test_rand_int_range (0, 9) / 4.0;
  self->options = (LimenJointOptions){
    .goal = g_test_rand_int_range (0, LIMEN_N_JOINT_GOALS),
    .costs = self->costs,
  };
}

/* Weights are quarters, so that their sums are exact. Some files have scores
 * down to a power of ten. */
static void
draw_rows (File *self, gsize n_rows, gsize n_classes, double power)
{
  int kind = g_test_rand_int_range (0, 3);

  *self = (File){ .predictions = { .task = LIMEN_TASK_MULTICLASS,
                                   .kind = LIMEN_KIND_PROBABILITY,
                                   .n_rows = n_rows,
                                   .n_classes = n_classes,
                                   .n_scores = n_classes } };
  self->predictions.scores = self->scores;
  self->predictions.labels = self->labels;
  if (g_test_rand_bit ())
    self->predictions.weights = self->weights;
  for (gsize k = 0; k < n_classes; k++)
    {
      self->scores[k] = self->columns[k];
      self->start[k] = g_test_rand_int_range (1, 20) / 10.0;
    }
  for (gsize i = 0; i < n_rows; i++)
    {
      self->labels[i]
          = (guint16) g_test_rand_int_range (0, (gint32) n_classes);
      self->weights[i] = g_test_rand_int_range (0, 7) / 4.0;
      for (gsize k = 0; k < n_classes; k++)
        self->columns[k][i]
            = kind == 0   ? g_test_rand_int_range (0, 6) / 10.0
              : kind == 1 ? g_test_rand_double ()
                          : pow (10, g_test_rand_double_range (power, 0));
    }
  self->weights[0] = 1;
  draw_goal (self);
}

static void
draw (File *self, gsize n_classes, double power)
{
  draw_rows (self, (gsize) g_test_rand_int_range (1, FEW_ROWS), n_classes,
             power);
}

/* Whether a class is true of a row that weighs something. */
static gboolean
is_present (const File *self, gsize class)
{
  for (gsize i = 0; i < self->predictions.n_rows; i++)
    if (self->labels[i] == class
        && limen_predictions_get_weight (&self->predictions, i) > 0)
      return TRUE;
  return FALSE;
}

static gboolean
has_all (const File *self)
{
  for (gsize k = 0; k < self->predictions.n_classes; k++)
    if (!is_present (self, k))
      return FALSE;
  return TRUE;
}

static double
get_value (const File *self, const double *thresholds, LimenDecisionRule rule)
{
  LimenMatrix *matrix
      = limen_matrix_new (&self->predictions, thresholds, rule);
  double value = limen_joint_value (&self->options, matrix);

  limen_matrix_free (matrix);
  return value;
}

/* By how much one value is better than another. */
static double
get_lead (const File *self, double value, double than)
{
  return self->options.goal == LIMEN_JOINT_COST ? than - value : value - than;
}

/* The threshold at which a row comes to a class, about. */
static double
get_critical (const File *self, const double *thresholds, gsize class,
              gsize row)
{
  double other = 0;

  for (gsize k = 0; k < self->predictions.n_classes; k++)
    if (k != class)
      other = fmax (other, self->columns[k][row] / thresholds[k]);
  return self->columns[class][row] / other;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Everything that one threshold may decide differently: what lies between the
 * critical ones, unless only rounding keeps them apart, and beyond. */
static GArray *
list_candidates (const File *self, const double *thresholds, gsize class)
{
  g_autoptr (GArray) criticals = g_array_new (FALSE, FALSE, sizeof (double));
  GArray *list = g_array_new (FALSE, FALSE, sizeof (double));
  const double ends[] = { 1e-99, 1e99 };

  g_array_append_vals (criticals, ends, G_N_ELEMENTS (ends));
  for (gsize i = 0; i < self->predictions.n_rows; i++)
    {
      double critical = get_critical (self, thresholds, class, i);

      if (critical > ends[0] && critical < ends[1])
        g_array_append_val (criticals, critical);
    }
  g_array_sort (criticals, compare);
  for (guint i = 0; i + 1 < criticals->len; i++)
    {
      double low = g_array_index (criticals, double, i);
      double high = g_array_index (criticals, double, i + 1);
      double middle = sqrt (low) * sqrt (high);

      if (high > low * (1 + 1e-11))
        g_array_append_val (list, middle);
    }
  return list;
}

/* The best that a class's threshold could do alone. */
static double
get_best_alone (const File *self, const double *thresholds, gsize class)
{
  g_autoptr (GArray) list = list_candidates (self, thresholds, class);
  double tried[MAX_CLASSES], best = NAN;

  memcpy (tried, thresholds, sizeof tried);
  for (guint i = 0; i < list->len; i++)
    {
      double value;

      tried[class] = g_array_index (list, double, i);
      value = get_value (self, tried, LIMEN_DECISION_ARGMAX_OVER_THRESHOLD);
      if (isnan (best) || get_lead (self, value, best) > 0)
        best = value;
    }
  return best;
}

static LimenJointResult
optimize (const File *self, const double *start, double *thresholds)
{
  LimenJointResult result = limen_joint_optimize (
      &self->predictions, &self->options, start, thresholds);

  g_assert_cmpint (result.status, ==, LIMEN_JOINT_FOUND);
  return result;
}

static void
check_result (const File *self, const double *start, const double *thresholds,
              LimenJointResult result)
{
  g_assert_cmpfloat (
      result.value, ==,
      get_value (self, thresholds, LIMEN_DECISION_ARGMAX_OVER_THRESHOLD));
  g_assert_cmpfloat (result.argmax_value, ==,
                     get_value (self, NULL, LIMEN_DECISION_ARGMAX));
  if (has_all (self))
    g_assert_cmpfloat (get_lead (self, result.value, result.argmax_value), >=,
                       0);
  if (start == NULL)
    {
      g_assert_true (isnan (result.start_value));
      return;
    }
  g_assert_cmpfloat (
      result.start_value, ==,
      get_value (self, start, LIMEN_DECISION_ARGMAX_OVER_THRESHOLD));
  if (has_all (self))
    g_assert_cmpfloat (get_lead (self, result.value, result.start_value), >=,
                       0);
}

/* How many decisions change where scores and thresholds are rounded to single
 * precision, or either. */
static gsize
count_flipped (const File *self, const double *thresholds)
{
  static double singles[MAX_CLASSES][MAX_ROWS];
  double *scores[MAX_CLASSES], rounded[MAX_CLASSES];
  LimenPredictions narrow = self->predictions;
  gsize n = narrow.n_rows, n_flipped = 0;
  guint16 decisions[3][MAX_ROWS];

  for (gsize k = 0; k < narrow.n_classes; k++)
    {
      rounded[k] = (float) thresholds[k];
      scores[k] = singles[k];
      for (gsize i = 0; i < n; i++)
        singles[k][i] = (float) self->columns[k][i];
    }
  limen_decide (&narrow, thresholds, LIMEN_DECISION_ARGMAX_OVER_THRESHOLD, 0,
                n, decisions[0], NULL);
  narrow.scores = scores;
  limen_decide (&narrow, thresholds, LIMEN_DECISION_ARGMAX_OVER_THRESHOLD, 0,
                n, decisions[1], NULL);
  limen_decide (&narrow, rounded, LIMEN_DECISION_ARGMAX_OVER_THRESHOLD, 0, n,
                decisions[2], NULL);
  for (gsize i = 0; i < n; i++)
    n_flipped += decisions[1][i] != decisions[0][i]
                 || decisions[2][i] != decisions[0][i];
  return n_flipped;
}

/* Scores of one digit leave room: thresholds chosen on them decide them alike
 * as single precision. */
static void
test_single_precision (void)
{
  for (int i = 0; i < N_FILES; i++)
    {
      File file;
      double thresholds[MAX_CLASSES];

      draw (&file, (gsize) g_test_rand_int_range (2, MAX_CLASSES + 1), USUAL);
      for (gsize k = 0; k < file.predictions.n_classes; k++)
        for (gsize row = 0; row < file.predictions.n_rows; row++)
          file.columns[k][row] = g_test_rand_int_range (1, 10) / 10.0;
      optimize (&file, NULL, thresholds);
      g_assert_cmpuint (count_flipped (&file, thresholds), ==, 0);
    }
}

/* No row is decided for a class that is true of none, not even where all other
 * scores are 0; without it the others are what they are by themselves. */
static void
test_absent_class (void)
{
  for (int i = 0; i < N_FILES; i++)
    {
      File file;
      double thresholds[MAX_CLASSES], others[MAX_CLASSES];
      guint16 decisions[MAX_ROWS];
      LimenJointResult result;

      draw (&file, 4, USUAL);
      for (gsize row = 0; row < file.predictions.n_rows; row++)
        file.labels[row] = MIN (file.labels[row], 2);
      file.columns[0][0] = file.columns[1][0] = file.columns[2][0] = 0;
      file.columns[3][0] = 1;
      result = optimize (&file, file.start, thresholds);
      g_assert_cmpfloat (thresholds[3], ==, INFINITY);
      limen_decide (&file.predictions, thresholds,
                    LIMEN_DECISION_ARGMAX_OVER_THRESHOLD, 0,
                    file.predictions.n_rows, decisions, NULL);
      for (gsize row = 0; row < file.predictions.n_rows; row++)
        g_assert_cmpuint (decisions[row], !=, 3);
      if (file.options.goal != LIMEN_JOINT_ACCURACY)
        continue;
      file.predictions.n_classes = file.predictions.n_scores = 3;
      test_assert_near (optimize (&file, file.start, others).value,
                        result.value, 1e-12);
    }
}

/* In the end no threshold alone does better. */
static void
check_single_steps (const File *self, const double *start,
                    gboolean is_normalized)
{
  double thresholds[MAX_CLASSES];
  LimenJointResult result = optimize (self, start, thresholds);

  check_result (self, start, thresholds, result);
  for (gsize k = 0; k < self->predictions.n_classes; k++)
    {
      double best;

      if (!is_present (self, k))
        {
          g_assert_cmpfloat (thresholds[k], ==, INFINITY);
          continue;
        }
      best = get_best_alone (self, thresholds, k);
      g_assert_cmpfloat (thresholds[k], >, 0);
      if (is_normalized)
        g_assert_cmpfloat (thresholds[k], <, 1);
      g_assert_cmpfloat (get_lead (self, best, result.value), <, TOLERANCE);
    }
}

static void
test_single_steps (void)
{
  for (int i = 0; i < N_FILES; i++)
    {
      File file;
      double power = i % 2 == 0 ? USUAL : EXTREME;

      draw (&file, (gsize) g_test_rand_int_range (2, MAX_CLASSES + 1), power);
      check_single_steps (&file, g_test_rand_bit () ? file.start : NULL,
                          power == USUAL);
    }
}

/* Enough for several buckets, of which some are passed at once. */
static void
test_many_rows (void)
{
  for (int i = 0; i < 12; i++)
    {
      File file;

      draw_rows (&file, (gsize) g_test_rand_int_range (200, MAX_ROWS),
                 (gsize) g_test_rand_int_range (3, MAX_CLASSES + 1), USUAL);
      /* Scores that say something. */
      for (gsize row = 0; row < file.predictions.n_rows; row++)
        file.columns[file.labels[row]][row] *= 1.5;
      check_single_steps (&file, file.start, TRUE);
    }
}

/* Of two classes only the proportion of the thresholds counts, so that one
 * step finds the best of all. */
static void
test_two_classes (void)
{
  for (int i = 0; i < N_FILES; i++)
    {
      File file;
      double thresholds[MAX_CLASSES], equal[MAX_CLASSES] = { 0.5, 0.5 };
      double value;

      draw (&file, 2, USUAL);
      if (!has_all (&file))
        continue;
      value = optimize (&file, NULL, thresholds).value;
      test_assert_near (value, get_best_alone (&file, equal, 0), TOLERANCE);
      test_assert_near (value, get_best_alone (&file, equal, 1), TOLERANCE);
    }
}

/* The best of all combinations of three classes: the proportions of the first
 * two may each be anything. */
static double
get_best_of_all (const File *self)
{
  double thresholds[MAX_CLASSES] = { 0.5, 0.5, 0.5 }, best = NAN;
  GArray *list = g_array_new (FALSE, FALSE, sizeof (double));

  for (gsize i = 0; i < self->predictions.n_rows; i++)
    for (gsize k = 1; k < 3; k++)
      {
        double proportion = self->columns[0][i] / self->columns[k][i];
        double near[]
            = { proportion / 2 * (1 - 1e-9), proportion / 2 * (1 + 1e-9) };

        if (proportion > 1e-99 && proportion < 1e99)
          g_array_append_vals (list, near, 2);
      }
  g_array_append_val (list, thresholds[0]);
  for (guint i = 0; i < list->len; i++)
    {
      double value;

      thresholds[0] = g_array_index (list, double, i);
      value = get_best_alone (self, thresholds, 1);
      if (isnan (best) || get_lead (self, value, best) > 0)
        best = value;
    }
  g_array_unref (list);
  return best;
}

/* A local optimum may miss the best of all, but never beats it, and mostly
 * finds it. */
static void
test_all_combinations (void)
{
  int n_reached = 0;
  const int n_files = 100;

  for (int i = 0; i < n_files; i++)
    {
      File file;
      double thresholds[MAX_CLASSES], lead;

      do
        draw (&file, 3, USUAL);
      while (!has_all (&file));
      lead = get_lead (&file, optimize (&file, NULL, thresholds).value,
                       get_best_of_all (&file));
      n_reached += lead > -TOLERANCE;
    }
  g_test_message ("best of all in %d of %d files", n_reached, n_files);
  g_assert_cmpint (n_reached, >, n_files * 3 / 5);
}

/* Whether limen_decide() would choose a class in a row. */
static gboolean
is_chosen (const File *self, const double *thresholds, gsize class,
           double threshold, gsize row)
{
  double tried[MAX_CLASSES];
  guint16 decision;

  memcpy (tried, thresholds, self->predictions.n_classes * sizeof *tried);
  tried[class] = threshold;
  limen_decide (&self->predictions, tried,
                LIMEN_DECISION_ARGMAX_OVER_THRESHOLD, row, 1, &decision, NULL);
  return decision == class;
}

/* To the last bit. */
static void
check_criticals (const File *self, const LimenRatios *ratios, gsize class)
{
  double criticals[MAX_ROWS];

  limen_ratios_get_criticals (ratios, class, criticals);
  for (gsize i = 0; i < self->predictions.n_rows; i++)
    {
      double low = criticals[i] == INFINITY ? LIMEN_RATIOS_MAX_THRESHOLD
                                            : criticals[i];

      if (criticals[i] > 0)
        g_assert_true (is_chosen (self, ratios->thresholds, class, low, i));
      if (criticals[i] < INFINITY)
        g_assert_false (is_chosen (
            self, ratios->thresholds, class,
            nextafter (fmax (low, LIMEN_RATIOS_MIN_THRESHOLD), INFINITY), i));
    }
}

static void
check_decisions (const File *self, const LimenRatios *ratios)
{
  guint16 decisions[MAX_ROWS];

  limen_decide (&self->predictions, ratios->thresholds,
                LIMEN_DECISION_ARGMAX_OVER_THRESHOLD, 0,
                self->predictions.n_rows, decisions, NULL);
  for (gsize i = 0; i < self->predictions.n_rows; i++)
    g_assert_cmpuint (ratios->best_class[i], ==, decisions[i]);
}

/* Thresholds change one by one; what is kept agrees with what is decided. */
static void
test_ratios (void)
{
  for (int i = 0; i < N_FILES; i++)
    {
      File file;
      LimenRatios *ratios;

      draw (&file, (gsize) g_test_rand_int_range (2, MAX_CLASSES + 1),
            EXTREME);
      ratios = limen_ratios_new (&file.predictions);
      limen_ratios_set_thresholds (ratios, file.start);
      for (int j = 0; j < 40; j++)
        {
          gsize k = (gsize) g_test_rand_int_range (
              0, (gint32) file.predictions.n_classes);

          check_decisions (&file, ratios);
          check_criticals (&file, ratios, k);
          limen_ratios_set_threshold (
              ratios, k,
              g_test_rand_bit ()
                  ? g_test_rand_int_range (1, 20) / 10.0
                  : pow (10, g_test_rand_double_range (-90, 90)));
        }
      limen_ratios_free (ratios);
    }
}

/* A rare class that argmax hardly ever finds. */
static void
test_rare_class (void)
{
  enum
  {
    N_ROWS = 5000
  };
  g_autofree double *numbers = g_new (double, N_ROWS * 3);
  g_autofree guint16 *labels = g_new (guint16, N_ROWS);
  double *scores[] = { numbers, numbers + N_ROWS, numbers + 2 * N_ROWS };
  LimenPredictions predictions = { .task = LIMEN_TASK_MULTICLASS,
                                   .n_rows = N_ROWS,
                                   .n_classes = 3,
                                   .n_scores = 3,
                                   .labels = labels,
                                   .scores = scores };
  double thresholds[3] = { 0.5, 0.5, 0.5 };

  for (gsize i = 0; i < N_ROWS; i++)
    {
      labels[i] = g_test_rand_double () < 0.03 ? 2 : g_test_rand_bit ();
      for (gsize k = 0; k < 3; k++)
        scores[k][i] = g_test_rand_double () * (k == 2 ? 0.4 : 1)
                       * (k == labels[i] ? 2 : 1);
    }
  for (int goal = 0; goal < LIMEN_JOINT_COST; goal++)
    {
      LimenJointOptions options = { .goal = goal };
      LimenJointResult result = limen_joint_optimize (&predictions, &options,
                                                      thresholds, thresholds);

      g_assert_cmpint (result.status, ==, LIMEN_JOINT_FOUND);
      g_assert_cmpfloat (result.value, >, result.argmax_value + 0.001);
      g_assert_cmpuint (result.n_passes, >, 1);
      for (int k = 0; k < 3; k++)
        {
          g_assert_cmpfloat (thresholds[k], >, 0);
          g_assert_cmpfloat (thresholds[k], <, 1);
        }
    }
}

static bool
is_cancelled_cb (void *data)
{
  int *n_left = data;

  return --*n_left < 0;
}

static void
test_cancel (void)
{
  File file;
  double thresholds[MAX_CLASSES] = { -7, -7, -7, -7, -7 };
  int n_calls = 1000000, n_used;

  do
    draw (&file, 4, USUAL);
  while (!has_all (&file));
  file.options.is_cancelled = is_cancelled_cb;
  file.options.data = &n_calls;
  optimize (&file, file.start, thresholds);
  n_used = 1000000 - n_calls;
  g_assert_cmpint (n_used, >=, 8);
  for (int i = 0; i < n_used; i++)
    {
      memcpy (thresholds, (double[]){ -7, -7, -7, -7 }, 4 * sizeof (double));
      n_calls = i;
      g_assert_cmpint (limen_joint_optimize (&file.predictions, &file.options,
                                             file.start, thresholds)
                           .status,
                       ==, LIMEN_JOINT_CANCELLED);
      g_assert_cmpfloat (thresholds[0], ==, -7);
    }
}

/* Thresholds that no search may have; those that the rule cannot take. */
static void
test_odd_starts (void)
{
  for (int i = 0; i < N_FILES; i++)
    {
      const double odd[] = { 0, -1, NAN, INFINITY, 1e-200, 1e200, 0.3 };
      File file;
      double thresholds[MAX_CLASSES];
      LimenJointResult result;

      draw (&file, (gsize) g_test_rand_int_range (2, MAX_CLASSES + 1),
            EXTREME);
      for (gsize k = 0; k < file.predictions.n_classes; k++)
        file.start[k] = odd[g_test_rand_int_range (0, G_N_ELEMENTS (odd))];
      result = optimize (&file, file.start, thresholds);
      if (has_all (&file))
        g_assert_cmpfloat (get_lead (&file, result.value, result.argmax_value),
                           >=, 0);
      for (gsize k = 0; k < file.predictions.n_classes; k++)
        g_assert_true (thresholds[k] > 0
                       && isfinite (thresholds[k]) == is_present (&file, k));
    }
}

static void
assert_unsuitable (const File *file)
{
  double thresholds[MAX_CLASSES] = { 0.5, 0.5, 0.5, 0.5, 0.5 };
  LimenJointResult result = limen_joint_optimize (
      &file->predictions, &file->options, NULL, thresholds);

  g_assert_cmpint (result.status, ==, LIMEN_JOINT_UNSUITABLE);
  g_assert_true (isnan (result.value));
  g_assert_cmpfloat (thresholds[0], ==, 0.5);
}

static void
test_unsuitable (void)
{
  File file;

  draw (&file, 3, USUAL);
  file.columns[2][0] = -0.25;
  assert_unsuitable (&file);
  draw (&file, 3, USUAL);
  file.columns[1][0] = 1e101;
  assert_unsuitable (&file);
  draw (&file, 3, USUAL);
  file.predictions.labels = NULL;
  assert_unsuitable (&file);
  draw (&file, 3, USUAL);
  file.predictions.n_scores = 1;
  assert_unsuitable (&file);
}

/* No row, or none that weighs anything. */
static void
test_empty (void)
{
  for (int goal = 0; goal < LIMEN_N_JOINT_GOALS; goal++)
    {
      File file;
      double thresholds[MAX_CLASSES];

      draw (&file, 3, USUAL);
      file.options.goal = goal;
      file.predictions.n_rows = 0;
      g_assert_true (isnan (optimize (&file, NULL, thresholds).value));
      g_assert_cmpfloat (thresholds[0], >, 0);
      file.predictions.n_rows = 2;
      file.predictions.weights = (double[]){ 0, 0 };
      g_assert_true (isnan (optimize (&file, file.start, thresholds).value));
      g_assert_cmpfloat (thresholds[0], >, 0);
    }
}

static void
test_names (void)
{
  for (int i = 0; i < LIMEN_N_JOINT_GOALS; i++)
    {
      LimenJointGoal goal = LIMEN_N_JOINT_GOALS;

      g_assert_true (
          limen_joint_goal_parse (limen_joint_goal_get_name (i), &goal));
      g_assert_cmpint (goal, ==, i);
      g_assert_cmpuint (strlen (limen_joint_goal_get_title (i)), >, 0);
    }
  g_assert_false (limen_joint_goal_parse (
      "f1", &(LimenJointGoal){ LIMEN_JOINT_ACCURACY }));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/joint/names", test_names);
  g_test_add_func ("/joint/ratios", test_ratios);
  g_test_add_func ("/joint/single-steps", test_single_steps);
  g_test_add_func ("/joint/many-rows", test_many_rows);
  g_test_add_func ("/joint/two-classes", test_two_classes);
  g_test_add_func ("/joint/all-combinations", test_all_combinations);
  g_test_add_func ("/joint/single-precision", test_single_precision);
  g_test_add_func ("/joint/absent-class", test_absent_class);
  g_test_add_func ("/joint/rare-class", test_rare_class);
  g_test_add_func ("/joint/cancel", test_cancel);
  g_test_add_func ("/joint/odd-starts", test_odd_starts);
  g_test_add_func ("/joint/unsuitable", test_unsuitable);
  g_test_add_func ("/joint/empty", test_empty);
  return g_test_run ();
}
