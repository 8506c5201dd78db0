/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "computed.h"
#include "loss.h"
#include "support.h"

/* Published binary losses of soft labels, and of several groups of rows. */

/* Rows with a label and one score, or a score per class. */
typedef struct
{
  LimenPredictions rows; /* multiclass scores, if any */
  double *labels;        /* as published */
} Group;

static JsonArray *
get_scores (JsonObject *data, LimenKind *kind)
{
  *kind = json_object_has_member (data, "logits") ? LIMEN_KIND_LOGIT
                                                  : LIMEN_KIND_PROBABILITY;
  return json_object_get_array_member (
      data, *kind == LIMEN_KIND_LOGIT ? "logits" : "probs");
}

static double
get_score (JsonArray *scores, guint row, guint class)
{
  JsonNode *node = json_array_get_element (scores, row);

  return JSON_NODE_HOLDS_ARRAY (node) ? json_array_get_double_element (
                                            json_node_get_array (node), class)
                                      : json_node_get_double (node);
}

/* n rows from `first` on. */
static void
group_init (Group *self, JsonObject *data, guint first, guint n)
{
  JsonArray *labels = json_object_get_array_member (data, "labels");
  LimenKind kind;
  JsonArray *scores = get_scores (data, &kind);
  JsonNode *node = json_array_get_element (scores, 0);
  guint n_scores = JSON_NODE_HOLDS_ARRAY (node)
                       ? json_array_get_length (json_node_get_array (node))
                       : 1;

  self->labels = g_new (double, n);
  self->rows = (LimenPredictions){
    .task = n_scores > 1 ? LIMEN_TASK_MULTICLASS : LIMEN_TASK_BINARY,
    .kind = kind,
    .n_rows = n,
    .n_classes = MAX (n_scores, 2),
    .n_scores = n_scores,
    .positive = 1,
    .labels = g_new (guint16, n),
    .scores = g_new (double *, n_scores),
  };
  for (guint i = 0; i < n; i++)
    {
      self->labels[i] = json_array_get_double_element (labels, first + i);
      self->rows.labels[i] = (guint16) self->labels[i];
    }
  for (guint k = 0; k < n_scores; k++)
    {
      self->rows.scores[k] = g_new (double, n);
      for (guint i = 0; i < n; i++)
        self->rows.scores[k][i] = get_score (scores, first + i, k);
    }
}

static void
group_clear (Group *self)
{
  for (gsize k = 0; k < self->rows.n_scores; k++)
    g_free (self->rows.scores[k]);
  g_free (self->rows.scores);
  g_free (self->rows.labels);
  g_free (self->labels);
}

static double
get_param (JsonObject *options, const char *name, double fallback)
{
  return json_object_get_double_member_with_default (options, name, fallback);
}

/* Losses of one class, with soft labels. */
static double
compute_one (Group *self, gsize class, const char *figure, JsonObject *options)
{
  gboolean is_several = self->rows.n_scores > 1;
  double smoothing = get_param (options, "label_smoothing", 0);
  g_autofree double *targets = g_new (double, self->rows.n_rows);
  LimenPredictions rows = self->rows;
  LimenBinaryLosses losses;

  for (gsize i = 0; i < rows.n_rows; i++)
    {
      double target
          = is_several ? self->labels[i] == (double) class : self->labels[i];

      targets[i] = target * (1 - smoothing) + smoothing / 2;
    }
  rows.task = LIMEN_TASK_BINARY;
  rows.scores = &self->rows.scores[class];
  rows.targets = (double *[]){ targets };
  losses = limen_binary_losses_compute (&rows,
                                        get_param (options, "pos_weight", 1),
                                        get_param (options, "smooth_nr", 0));
  return g_str_equal (figure, "dice_loss") ? losses.dice.plain
                                           : losses.bce.mean;
}

static void
compute (Group *self, const char *figure, JsonObject *options, GArray *values)
{
  const char *activation = json_object_get_string_member_with_default (
      options, "activation", "sigmoid");
  LimenDice classes[LIMEN_MAX_CLASSES];
  gboolean is_softmax
      = self->rows.n_scores > 1 && g_str_equal (activation, "softmax");

  if (is_softmax)
    computed_dice (&self->rows, get_param (options, "smooth_nr", 0), classes);
  for (gsize k = 0; k < self->rows.n_scores; k++)
    {
      double value = is_softmax ? classes[k].plain
                                : compute_one (self, k, figure, options);

      g_array_append_val (values, value);
    }
}

/* Groups as given, or of a fixed number of rows. */
static GArray *
compute_all (JsonObject *object)
{
  JsonObject *data = json_object_get_object_member (object, "data");
  JsonObject *options = json_object_get_object_member (object, "options");
  const char *figure = json_object_get_string_member (object, "figure");
  const char *reduction = json_object_get_string_member_with_default (
      options, "reduction", "mean");
  gboolean has_groups = json_object_has_member (data, "groups");
  JsonArray *groups
      = has_groups ? json_object_get_array_member (data, "groups") : NULL;
  guint n = has_groups ? 0
                       : json_array_get_length (
                           json_object_get_array_member (data, "labels"));
  guint size = g_str_equal (reduction, "none")            ? 1
               : g_str_equal (reduction, "mean of pairs") ? 2
                                                          : n;
  GArray *values = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < (has_groups ? json_array_get_length (groups) : n / size);
       i++)
    {
      JsonObject *rows
          = has_groups ? json_array_get_object_element (groups, i) : data;
      Group group;

      group_init (&group, rows, has_groups ? 0 : i * size,
                  has_groups ? json_array_get_length (
                      json_object_get_array_member (rows, "labels"))
                             : size);
      compute (&group, figure, options, values);
      group_clear (&group);
    }
  return values;
}

static double
add_up (GArray *values)
{
  double sum = 0;

  for (guint i = 0; i < values->len; i++)
    sum += g_array_index (values, double, i);
  return sum;
}

static gboolean
check (JsonObject *object)
{
  JsonObject *options = json_object_get_object_member (object, "options");
  JsonNode *expected = json_object_get_member (object, "exact");
  const char *reduction = json_object_get_string_member_with_default (
      options, "reduction", "mean");
  g_autoptr (GArray) values = compute_all (object);

  if (JSON_NODE_HOLDS_ARRAY (expected))
    {
      JsonArray *each = json_node_get_array (expected);

      g_assert_cmpuint (json_array_get_length (each), ==, values->len);
      for (guint i = 0; i < values->len; i++)
        test_assert_near (g_array_index (values, double, i),
                          json_array_get_double_element (each, i), 1e-12);
    }
  else
    test_assert_near (add_up (values)
                          / (g_str_equal (reduction, "sum") ? 1
                                                            : values->len),
                      json_node_get_double (expected), 1e-12);
  return values->len > 0;
}

static void
test_groups (void)
{
  test_check_published ("published-groups", check);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/published-groups/groups", test_groups);
  return g_test_run ();
}
