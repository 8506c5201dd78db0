/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "predictions.h"

gboolean limen_class_units_measure (const LimenPredictions *numbers,
                                    double effective[2]);
