/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "estimate-rows.h"

#include <math.h>

#include "support.h"

static EstimateRows *
new_rows (gsize n)
{
  EstimateRows *self = g_new0 (EstimateRows, 1);

  self->n = n;
  self->scores = g_new0 (double, n);
  self->labels = g_new0 (guint16, n);
  self->of_rows = g_new0 (guint32, n);
  return self;
}

void
estimate_rows_update (EstimateRows *self)
{
  self->units.of_rows = self->of_rows;
  self->units.n_units = 0;
  for (gsize i = 0; i < self->n; i++)
    self->units.n_units = MAX (self->units.n_units, self->of_rows[i] + 1);
  self->columns[0] = self->scores;
  self->numbers = (LimenPredictions){ .task = LIMEN_TASK_BINARY,
                                      .kind = LIMEN_KIND_LOGIT,
                                      .n_rows = self->n,
                                      .n_classes = 2,
                                      .n_scores = 1,
                                      .positive = 1,
                                      .labels = self->labels,
                                      .scores = self->columns,
                                      .weights = self->weights };
  g_clear_pointer (&self->sweep, limen_sweep_free);
  self->sweep = limen_sweep_new_from_predictions (&self->numbers);
  g_assert_nonnull (self->sweep);
}

EstimateRows *
estimate_rows_new (const double *scores, const guint16 *labels,
                   const double *weights, gsize n)
{
  EstimateRows *self = new_rows (n);

  for (gsize i = 0; i < n; i++)
    {
      self->scores[i] = scores[i];
      self->labels[i] = labels[i];
      self->of_rows[i] = (guint32) i;
    }
  if (weights != NULL)
    self->weights = g_memdup2 (weights, n * sizeof *weights);
  estimate_rows_update (self);
  return self;
}

EstimateRows *
estimate_rows_draw (gsize n, double step, gboolean is_weighted,
                    gsize unit_size)
{
  EstimateRows *self = new_rows (n);
  gint n_units = (gint) (n / unit_size);

  if (is_weighted)
    self->weights = g_new (double, n);
  for (gsize i = 0; i < n; i++)
    {
      double score = g_test_rand_double_range (-3, 3);

      self->labels[i]
          = i < 6 ? i % 2 : g_test_rand_double_range (-4, 4) < score;
      self->scores[i] = step > 0 ? rint (score / step) * step : score;
      self->of_rows[i] = i < (gsize) n_units
                             ? (guint32) i
                             : (guint32) g_test_rand_int_range (0, n_units);
      if (is_weighted)
        self->weights[i] = g_test_rand_int_range (0, 9) / 4.0 + 0.25;
    }
  estimate_rows_update (self);
  return self;
}

void
estimate_rows_free (EstimateRows *self)
{
  limen_sweep_free (self->sweep);
  g_free (self->scores);
  g_free (self->weights);
  g_free (self->labels);
  g_free (self->of_rows);
  g_free (self);
}

static EstimateRows *
read_rows (JsonObject *object)
{
  JsonArray *scores = json_object_get_array_member (object, "scores");
  JsonArray *labels = json_object_get_array_member (object, "labels");
  JsonArray *units = json_object_get_array_member (object, "units");
  guint n = json_array_get_length (scores);
  EstimateRows *self = new_rows (n);

  for (guint i = 0; i < n; i++)
    {
      self->scores[i] = json_array_get_double_element (scores, i);
      self->labels[i] = (guint16) json_array_get_int_element (labels, i);
      self->of_rows[i] = (guint32) json_array_get_int_element (units, i);
    }
  if (!json_object_get_null_member (object, "weights"))
    {
      JsonArray *weights = json_object_get_array_member (object, "weights");

      self->weights = g_new (double, n);
      for (guint i = 0; i < n; i++)
        self->weights[i] = json_array_get_double_element (weights, i);
    }
  estimate_rows_update (self);
  return self;
}

guint
estimate_rows_for_each (void (*check) (EstimateRows *rows, JsonObject *object))
{
  g_autofree char *path = test_get_source_path ("reference/estimates.json");
  g_autoptr (JsonNode) root = test_load_json (path);
  JsonArray *cases
      = json_object_get_array_member (json_node_get_object (root), "cases");
  guint n = json_array_get_length (cases);

  for (guint i = 0; i < n; i++)
    {
      JsonObject *object = json_array_get_object_element (cases, i);
      g_autoptr (EstimateRows) rows = read_rows (object);

      check (rows, object);
    }
  return n;
}
