/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "columns-dialog.h"

/* The dialog of columns on the screen; `reason` may be NULL. */
LimenColumnsDialog *dialog_case_open (const char *path,
                                      const LimenReadOptions *options,
                                      const char *reason);
LimenColumnsDialog *dialog_case_open_text (const char *text,
                                           const LimenReadOptions *options);

/* Closes it, and checks that nothing keeps it. */
void dialog_case_close (LimenColumnsDialog *dialog);

/* A child of its template, and whether that is shown. */
gpointer dialog_case_get_child (LimenColumnsDialog *dialog, const char *name);
gboolean dialog_case_is_shown (LimenColumnsDialog *dialog, const char *name);

/* What the dialog says, in a line: task or "auto", labels / scores, then what
 * else there is. */
char *dialog_case_describe (LimenColumnsDialog *dialog);
#define dialog_case_assert_says(dialog, expected)                             \
  G_STMT_START                                                                \
  {                                                                           \
    g_autofree char *said = dialog_case_describe (dialog);                    \
    g_assert_cmpstr (said, ==, expected);                                     \
  }                                                                           \
  G_STMT_END

/* The sentence below; whether the button can be pressed must go with it. */
const char *dialog_case_get_outlook (LimenColumnsDialog *dialog);

/* Chooses the item of a drop-down that begins so, which must be seen. */
void dialog_case_select (LimenColumnsDialog *dialog, const char *name,
                         const char *text);

/* Ticks a column in a list, which must be seen, or takes its tick away. */
void dialog_case_toggle (LimenColumnsDialog *dialog, const char *name,
                         guint column);
