/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "metrics-json.h"

#include <math.h>

/* Above this value, not every integer is a double. */
#define MAX_INTEGER 9007199254740992.0

/* A new number node: an integer for a whole number, null for a non-finite
 * one. */
static JsonNode *
new_number (double value)
{
  JsonNode *node = json_node_alloc ();

  if (!isfinite (value))
    return json_node_init_null (node);
  if (value == floor (value) && fabs (value) <= MAX_INTEGER)
    return json_node_init_int (node, (gint64) value);
  return json_node_init_double (node, value);
}

/* Sets a number member: an integer for a whole number, null for a non-finite
 * one. */
void
limen_json_set_number (JsonObject *object, const char *name, double value)
{
  json_object_set_member (object, name, new_number (value));
}

/* Appends a number to an array: an integer for a whole number, null for a
 * non-finite one. */
void
limen_json_add_number (JsonArray *array, double value)
{
  json_array_add_element (array, new_number (value));
}

/* Sets an interval as [low, high], with null as an end that is not bounded;
 * null if its ends are NaN, as there is none. */
void
limen_json_set_interval (JsonObject *object, const char *name,
                         LimenInterval interval)
{
  JsonArray *ends;

  if (isnan (interval.low))
    {
      json_object_set_null_member (object, name);
      return;
    }
  ends = json_array_new ();
  limen_json_add_number (ends, interval.low);
  limen_json_add_number (ends, interval.high);
  json_object_set_array_member (object, name, ends);
}

/* Sets a string member; null for NULL. */
void
limen_json_set_text (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

/* Sets the four cells of a confusion matrix as "tp", "fp", "fn" and "tn". */
void
limen_json_set_confusion (JsonObject *object, LimenConfusion confusion)
{
  limen_json_set_number (object, "tp", confusion.tp);
  limen_json_set_number (object, "fp", confusion.fp);
  limen_json_set_number (object, "fn", confusion.fn);
  limen_json_set_number (object, "tn", confusion.tn);
}

/* A new object with LIMEN_N_METRICS values by the metrics' names. */
JsonObject *
limen_json_new_metrics (const double *values)
{
  JsonObject *metrics = json_object_new ();

  for (int i = 0; i < LIMEN_N_METRICS; i++)
    limen_json_set_number (metrics, limen_metric_get_info (i)->name,
                           values[i]);
  return metrics;
}
