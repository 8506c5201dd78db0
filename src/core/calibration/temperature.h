/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

/* The derivative of a loss with respect to the reciprocal of the
 * temperature. */
typedef double (*LimenTemperatureSlope) (double reciprocal, void *data);

double limen_temperature_find (LimenTemperatureSlope slope, void *data);
