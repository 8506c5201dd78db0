/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* How a computation ended. Whatever allocates says when memory ran out, and
 * never by a value that could be a result: by a LimenStatus where there may be
 * no result for another reason; else by false or NULL, which then mean nothing
 * else. Undefined numbers within a result are NaN. */
typedef enum
{
  LIMEN_OK,
  LIMEN_UNDEFINED, /* the rows have no such result */
  LIMEN_NO_MEMORY,
} LimenStatus;

/* The compiler warns where the result is not looked at. */
#define LIMEN_MUST_CHECK __attribute__ ((warn_unused_result))
