/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

/* A function of the reciprocal of the temperature. */
typedef double (*LimenTemperatureSlope) (double reciprocal, void *data);

double limen_temperature_find (LimenTemperatureSlope slope, void *data);
