/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calibration-cases.h"

#include <math.h>

#include "link.h"
#include "support.h"

double
calibration_case_get_number (JsonObject *object, const char *name)
{
  g_assert_true (json_object_has_member (object, name));
  return json_object_get_null_member (object, name)
             ? NAN
             : json_object_get_double_member (object, name);
}

double *
calibration_case_read_numbers (JsonArray *array)
{
  double *numbers = g_new (double, json_array_get_length (array) + 1);

  for (guint i = 0; i < json_array_get_length (array); i++)
    numbers[i] = json_array_get_double_element (array, i);
  return numbers;
}

static void
allocate (LimenPredictions *self, gsize n_rows, gsize n_scores)
{
  self->n_rows = n_rows;
  self->n_scores = n_scores;
  self->labels = g_new (guint16, n_rows);
  self->scores = g_new0 (double *, n_scores);
}

static void
read_labels (LimenPredictions *self, JsonArray *array)
{
  for (guint i = 0; i < self->n_rows; i++)
    self->labels[i] = (guint16) json_array_get_int_element (array, i);
}

static void
read_case (CalibrationCase *self, JsonObject *object, gboolean is_binary)
{
  LimenPredictions *numbers = &self->numbers;
  JsonArray *labels = json_object_get_array_member (object, "labels");
  JsonArray *scores = json_object_get_array_member (object, "scores");

  *self = (CalibrationCase){ .object = object };
  allocate (numbers, json_array_get_length (labels),
            is_binary ? 1 : json_array_get_length (scores));
  read_labels (numbers, labels);
  if (!json_object_get_null_member (object, "weights"))
    numbers->weights = calibration_case_read_numbers (
        json_object_get_array_member (object, "weights"));
  numbers->task = is_binary ? LIMEN_TASK_BINARY : LIMEN_TASK_MULTICLASS;
  numbers->kind = LIMEN_KIND_LOGIT;
  numbers->n_classes = is_binary ? 2 : numbers->n_scores;
  numbers->positive = 1;
  for (guint k = 0; k < numbers->n_scores; k++)
    numbers->scores[k] = calibration_case_read_numbers (
        is_binary ? scores : json_array_get_array_element (scores, k));
  g_assert_true (limen_kind_parse (
      json_object_get_string_member (object, "kind"), &numbers->kind));
  if (is_binary)
    self->n_bins = (gsize) json_object_get_int_member (object, "n-bins");
}

guint
calibration_cases_for_each (const char *task, CalibrationCheck check)
{
  g_autofree char *path = test_get_source_path ("reference/calibration.json");
  g_autoptr (JsonNode) root = test_load_json (path);
  JsonArray *cases = json_object_get_array_member (
      json_node_get_object (root), task);
  guint n = json_array_get_length (cases);

  for (guint i = 0; i < n; i++)
    {
      JsonObject *object = json_array_get_object_element (cases, i);
      CalibrationCase self;

      g_test_message ("%s", json_object_get_string_member (object, "name"));
      read_case (&self, object, g_str_equal (task, "binary"));
      check (&self);
      calibration_case_free_numbers (&self.numbers);
    }
  return n;
}

LimenPredictions
calibration_case_draw (LimenKind kind, gsize n, guint32 seed)
{
  LimenPredictions numbers = { .task = LIMEN_TASK_BINARY,
                               .kind = kind,
                               .n_classes = 2,
                               .positive = 1 };
  GRand *random = g_rand_new_with_seed (seed);

  allocate (&numbers, n, 1);
  numbers.scores[0] = g_new (double, n);
  numbers.weights = g_new (double, n);
  for (gsize i = 0; i < n; i++)
    {
      double logit = g_rand_double_range (random, -4, 4);

      numbers.labels[i] = g_rand_double (random) < limen_sigmoid (logit);
      numbers.scores[0][i]
          = kind == LIMEN_KIND_SCORE
                ? 7 * logit
                : limen_score_convert (LIMEN_KIND_LOGIT, kind,
                                       1.7 * logit - 0.5);
      numbers.weights[i] = g_rand_double_range (random, 0.1, 3);
    }
  g_rand_free (random);
  return numbers;
}

void
calibration_case_free_numbers (LimenPredictions *numbers)
{
  for (gsize k = 0; k < numbers->n_scores; k++)
    g_free (numbers->scores[k]);
  g_free (numbers->scores);
  g_free (numbers->labels);
  g_free (numbers->weights);
  g_free (numbers->groups);
}
