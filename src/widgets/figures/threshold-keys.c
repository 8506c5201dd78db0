/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "threshold-keys.h"

static const struct
{
  guint key, on_keypad;
  int right, up; /* direction: 1 is right or up, -1 left or down, 0 neither */
  LimenThresholdMove move;
} keys[] = {
  { GDK_KEY_Left, GDK_KEY_KP_Left, -1, 0, LIMEN_MOVE_STEP },
  { GDK_KEY_Right, GDK_KEY_KP_Right, 1, 0, LIMEN_MOVE_STEP },
  { GDK_KEY_Down, GDK_KEY_KP_Down, 0, -1, LIMEN_MOVE_STEP },
  { GDK_KEY_Up, GDK_KEY_KP_Up, 0, 1, LIMEN_MOVE_STEP },
  { GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, 0, -1, LIMEN_MOVE_LONG_STEP },
  { GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, 0, 1, LIMEN_MOVE_LONG_STEP },
  { GDK_KEY_Home, GDK_KEY_KP_Home, -1, 0, LIMEN_MOVE_END },
  { GDK_KEY_End, GDK_KEY_KP_End, 1, 0, LIMEN_MOVE_END },
};

/* How a key moves a threshold; LIMEN_MOVE_NONE for other keys, which leave
 * *direction unchanged. A direction is 1 towards higher thresholds and -1
 * towards lower ones; `right` is the direction of the right arrow key. Up goes
 * to larger numbers in the file's units, that is, to lower thresholds if
 * scores are reversed. Shift makes a step long; Control goes to the next
 * candidate. */
LimenThresholdMove
limen_threshold_keys_get_move (guint key, GdkModifierType state, int right,
                               gboolean is_reversed, int *direction)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (key == keys[i].key || key == keys[i].on_keypad)
      {
        *direction
            = keys[i].right * right + (is_reversed ? -keys[i].up : keys[i].up);
        if (keys[i].move == LIMEN_MOVE_END)
          return LIMEN_MOVE_END;
        if (state & GDK_CONTROL_MASK)
          return LIMEN_MOVE_CANDIDATE;
        return state & GDK_SHIFT_MASK ? LIMEN_MOVE_LONG_STEP : keys[i].move;
      }
  return LIMEN_MOVE_NONE;
}
