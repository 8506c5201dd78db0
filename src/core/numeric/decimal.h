/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>

/* Bytes that hold any text written by limen_decimal_write(), and a NUL. */
#define LIMEN_DECIMAL_SIZE 32

size_t limen_decimal_write (double value, char *buffer);
char *limen_decimal_format (double value, char *buffer, size_t size);
double limen_decimal_shortest_in (double low, double high);
double limen_decimal_shortest_between (double low, double high, double aim);
double limen_decimal_aim_between (double low, double high);
double limen_decimal_complement (double value);
double limen_decimal_hundredth (double value);
