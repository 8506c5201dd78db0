/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* What a key does to a threshold. */
typedef enum
{
  LIMEN_MOVE_NONE,
  LIMEN_MOVE_STEP,
  LIMEN_MOVE_LONG_STEP,
  LIMEN_MOVE_CANDIDATE, /* to the next one */
  LIMEN_MOVE_END        /* to the last one */
} LimenThresholdMove;

LimenThresholdMove
limen_threshold_keys_get_move (guint key, GdkModifierType state, int right,
                               gboolean is_reversed, int *direction);
