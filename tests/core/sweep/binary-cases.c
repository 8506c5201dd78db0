/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "binary-cases.h"

static double *
read_numbers (JsonObject *object, const char *name, gsize *n)
{
  JsonArray *array;
  double *numbers;

  if (json_object_get_null_member (object, name))
    return NULL;
  array = json_object_get_array_member (object, name);
  *n = json_array_get_length (array);
  numbers = g_new (double, *n);
  for (gsize i = 0; i < *n; i++)
    numbers[i] = json_array_get_double_element (array, (guint) i);
  return numbers;
}

/* Free with limen_sweep_free(). */
LimenSweep *
binary_case_new_sweep (JsonObject *object)
{
  gsize n = 0;
  g_autofree double *labels = read_numbers (object, "labels", &n);
  g_autofree double *scores = read_numbers (object, "scores", &n);
  g_autofree double *weights = read_numbers (object, "weights", &n);
  g_autofree guint16 *classes = g_new (guint16, n);

  for (gsize i = 0; i < n; i++)
    classes[i] = (guint16) labels[i];
  return limen_sweep_new (scores, classes, 1, weights, n);
}
