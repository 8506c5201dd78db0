/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "matrix-keys.h"

/* Jumps to an end of the row; with Control, of the whole matrix. */
static gboolean
jump (guint key, gboolean has_control, const LimenMatrixFigure *matrix,
      gssize *row, gssize *column)
{
  switch (key)
    {
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      *row = has_control ? 0 : *row;
      *column = 0;
      return TRUE;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      *row = has_control ? (gssize) matrix->n_classes - 1 : *row;
      *column = (gssize) matrix->n_columns - 1;
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
step (guint key, gssize page, gssize *row, gssize *column)
{
  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      *column -= 1;
      return TRUE;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      *column += 1;
      return TRUE;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      *row -= 1;
      return TRUE;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      *row += 1;
      return TRUE;
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      *row -= page;
      return TRUE;
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      *row += page;
      return TRUE;
    default:
      return FALSE;
    }
}

/* Moves the cursor at (*row, *column) by a key; the result may lie outside of
 * `matrix`. `page` is the number of rows per page. FALSE for keys that do not
 * move the cursor, such as Control with arrow or page keys, which scroll. */
gboolean
limen_matrix_keys_move (guint key, GdkModifierType state,
                        const LimenMatrixFigure *matrix, gssize page,
                        gssize *row, gssize *column)
{
  gboolean has_control = (state & GDK_CONTROL_MASK) != 0;

  return jump (key, has_control, matrix, row, column)
         || (!has_control && step (key, page, row, column));
}

/* Whether a key activates the cell at the cursor. */
gboolean
limen_matrix_keys_activate (guint key, GdkModifierType state)
{
  return !(state & GDK_CONTROL_MASK)
         && (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter
             || key == GDK_KEY_ISO_Enter || key == GDK_KEY_space
             || key == GDK_KEY_KP_Space);
}

/* The zoom action of a key; static; NULL for other keys. */
const char *
limen_matrix_keys_get_action (guint key)
{
  switch (key)
    {
    case GDK_KEY_plus:
    case GDK_KEY_equal: /* the plus key without Shift */
    case GDK_KEY_KP_Add:
      return "matrix.zoom-in";
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      return "matrix.zoom-out";
    case GDK_KEY_0:
    case GDK_KEY_KP_0:
      return "matrix.zoom-fit";
    default:
      return NULL;
    }
}
