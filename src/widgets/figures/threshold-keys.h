/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Movements of a threshold by keys. */
typedef enum
{
  LIMEN_MOVE_NONE,
  LIMEN_MOVE_STEP,
  LIMEN_MOVE_LONG_STEP,
  LIMEN_MOVE_CANDIDATE, /* to the next candidate */
  LIMEN_MOVE_END        /* to the end of the candidates */
} LimenThresholdMove;

LimenThresholdMove
limen_threshold_keys_get_move (guint key, GdkModifierType state, int right,
                               gboolean is_reversed, int *direction);
