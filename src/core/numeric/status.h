/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* How a computation ended. Every function that allocates reports when memory
 * runs out, and never by a value that could be a result: with a LimenStatus if
 * it may have no result for another reason, else with false or NULL, which
 * then have no other meaning. Undefined numbers within a result are NaN. */
typedef enum
{
  LIMEN_OK,
  LIMEN_UNDEFINED, /* the result is undefined for these rows */
  LIMEN_NO_MEMORY,
} LimenStatus;

/* Makes the compiler warn where a result is ignored. */
#define LIMEN_MUST_CHECK __attribute__ ((warn_unused_result))
