/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "loss-multiclass.h"
#include "support.h"

/* A published multiclass case with its rows inline. */
typedef struct
{
  JsonObject *data, *options;
  LimenPredictions predictions;
  double **targets; /* NULL: hard labels */
  gsize n_given;    /* number of rows, including ignored ones */
} Published;

static const struct
{
  const char *name;
  LimenKind kind;
} members[] = { { "probs", LIMEN_KIND_PROBABILITY },
                { "logits", LIMEN_KIND_LOGIT },
                { "log_probs", LIMEN_KIND_LOG_PROBABILITY } };

/* Returns the class of a label: its index among the classes, or itself. */
static int
find_class (const Published *self, JsonNode *label)
{
  JsonArray *classes;

  if (!json_object_has_member (self->data, "classes"))
    return (int) json_node_get_int (label);
  classes = json_object_get_array_member (self->data, "classes");
  for (guint k = 0; k < json_array_get_length (classes); k++)
    if (json_node_equal (json_array_get_element (classes, k), label))
      return (int) k;
  return -1;
}

static gboolean
is_ignored (const Published *self, JsonNode *label)
{
  return json_object_has_member (self->options, "ignore_index")
         && json_node_get_int (label)
                == json_object_get_int_member (self->options, "ignore_index");
}

static double **
new_columns (gsize n_classes, gsize n_rows)
{
  double **columns = g_new (double *, n_classes);

  for (gsize k = 0; k < n_classes; k++)
    columns[k] = g_new0 (double, MAX (n_rows, 1));
  return columns;
}

static void
free_columns (double **columns, gsize n_classes)
{
  for (gsize k = 0; columns != NULL && k < n_classes; k++)
    g_free (columns[k]);
  g_free (columns);
}

static void
set_row (double **columns, gsize row, JsonArray *values)
{
  for (guint k = 0; k < json_array_get_length (values); k++)
    columns[k][row] = json_array_get_double_element (values, k);
}

static JsonArray *
get_rows (Published *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (json_object_has_member (self->data, members[i].name))
      {
        JsonNode *node
            = json_object_get_member (self->data, members[i].name);

        self->predictions.kind = members[i].kind;
        if (JSON_NODE_HOLDS_ARRAY (node))
          return json_node_get_array (node);
      }
  return NULL;
}

/* Removes ignored rows, which count in no sum. */
static gboolean
read_rows (Published *self)
{
  LimenPredictions *numbers = &self->predictions;
  JsonArray *rows = get_rows (self), *labels = NULL, *soft = NULL;
  gsize n;

  if (json_object_has_member (self->data, "labels"))
    labels = json_object_get_array_member (self->data, "labels");
  else if (json_object_has_member (self->data, "soft_labels"))
    soft = json_object_get_array_member (self->data, "soft_labels");
  if (rows == NULL || (labels == NULL && soft == NULL))
    return FALSE;
  n = self->n_given = json_array_get_length (rows);
  numbers->n_scores = numbers->n_classes
      = n > 0 ? json_array_get_length (json_array_get_array_element (rows, 0))
              : 3;
  numbers->scores = new_columns (numbers->n_scores, n);
  numbers->labels = g_new0 (guint16, MAX (n, 1));
  if (soft != NULL)
    self->targets = new_columns (numbers->n_scores, n);
  for (guint i = 0; i < n; i++)
    {
      JsonNode *label
          = labels != NULL ? json_array_get_element (labels, i) : NULL;

      if (label != NULL && is_ignored (self, label))
        continue;
      set_row (numbers->scores, numbers->n_rows,
               json_array_get_array_element (rows, i));
      if (soft != NULL)
        set_row (self->targets, numbers->n_rows,
                 json_array_get_array_element (soft, i));
      else
        numbers->labels[numbers->n_rows]
            = (guint16) find_class (self, label);
      numbers->n_rows++;
    }
  return TRUE;
}

static double *
get_numbers (JsonObject *object, const char *name)
{
  JsonArray *array;
  double *numbers;

  if (!json_object_has_member (object, name))
    return NULL;
  array = json_object_get_array_member (object, name);
  numbers = g_new (double, json_array_get_length (array));
  for (guint i = 0; i < json_array_get_length (array); i++)
    numbers[i] = json_array_get_double_element (array, i);
  return numbers;
}

static double
compute (Published *self)
{
  g_autofree double *class_weights
      = get_numbers (self->options, "class_weight");
  g_autofree double *weights = get_numbers (self->data, "sample_weight");
  const char *reduction
      = json_object_get_string_member_with_default (self->options, "reduction",
                                                    "mean");
  LimenCrossEntropyOptions options = {
    .class_weights = class_weights,
    .label_smoothing = json_object_get_double_member_with_default (
        self->options, "label_smoothing", 0),
  };
  LimenLoss loss;

  self->predictions.weights = weights;
  loss = self->targets != NULL
             ? limen_loss_cross_entropy_soft (
                   &self->predictions, (const double *const *) self->targets,
                   &options)
             : limen_loss_cross_entropy (&self->predictions, &options);
  self->predictions.weights = NULL;
  if (g_str_equal (reduction, "sum(w*l)/n"))
    return loss.sum / (double) self->n_given;
  return g_str_equal (reduction, "sum") ? loss.sum : loss.mean;
}

/* Checks the loss of each row. */
static void
check_rows (Published *self, JsonArray *expected)
{
  LimenPredictions *numbers = &self->predictions;
  gsize n_rows = numbers->n_rows;
  double **scores = numbers->scores;
  double *row[LIMEN_MAX_CLASSES];
  guint16 *labels = numbers->labels;

  numbers->n_rows = 1;
  numbers->scores = row;
  for (guint i = 0; i < n_rows; i++)
    {
      for (gsize k = 0; k < numbers->n_scores; k++)
        row[k] = scores[k] + i;
      numbers->labels = labels + i;
      test_assert_near (limen_loss_cross_entropy (numbers, NULL).mean,
                        json_array_get_double_element (expected, i), 1e-12);
    }
  numbers->n_rows = n_rows;
  numbers->scores = scores;
  numbers->labels = labels;
}

static gboolean
check (JsonObject *object)
{
  Published self = { .data = json_object_get_object_member (object, "data"),
                  .options = json_object_get_object_member (object, "options") };
  const char *metric = json_object_get_string_member (object, "figure");
  JsonNode *expected
      = json_object_has_member (object, "exact")
            ? json_object_get_member (object, "exact")
            : json_object_get_member (object, "value");
  gboolean is_known
      = (g_str_equal (metric, "cross_entropy") || g_str_equal (metric, "nll")
         || g_str_equal (metric, "log_loss"))
        && !json_object_has_member (self.options, "normalise_rows")
        && json_object_get_boolean_member_with_default (
            object, "pytorch", TRUE)
        && read_rows (&self);

  g_test_message ("%s %s%s", metric,
                  json_object_get_string_member (object, "name"),
                  is_known ? "" : ": left out");
  if (is_known && JSON_NODE_HOLDS_ARRAY (expected))
    check_rows (&self, json_node_get_array (expected));
  else if (is_known)
    test_assert_near (compute (&self), json_node_get_double (expected),
                      1e-12);
  free_columns (self.predictions.scores, self.predictions.n_scores);
  free_columns (self.targets, self.predictions.n_scores);
  g_free (self.predictions.labels);
  return is_known;
}

static void
test_multiclass (void)
{
  test_check_published ("published-losses", check);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/published-losses/multiclass", test_multiclass);
  return g_test_run ();
}
