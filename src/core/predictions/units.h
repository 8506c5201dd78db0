/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* Rows that belong together, such as the images of one patient: only units are
 * independent. The creator owns the array. Each unit has a row. */
typedef struct
{
  const uint32_t *of_rows; /* n_rows indices of units, below n_units */
  size_t n_units;
} LimenUnits;
