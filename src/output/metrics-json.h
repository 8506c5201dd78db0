/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "confusion.h"
#include "interval.h"
#include "metric.h"

/* JSON members that reports and cutoff files have in common. */
void limen_json_set_number (JsonObject *object, const char *name,
                            double value);
void limen_json_add_number (JsonArray *array, double value);
void limen_json_set_interval (JsonObject *object, const char *name,
                              LimenInterval interval);
void limen_json_set_text (JsonObject *object, const char *name,
                          const char *text);
void limen_json_set_confusion (JsonObject *object, LimenConfusion confusion);
JsonObject *limen_json_new_metrics (const double *values);
