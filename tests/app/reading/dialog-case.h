/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "columns-dialog.h"

/* Opens the dialog of columns on the screen; `reason` may be NULL. */
LimenColumnsDialog *dialog_case_open (const char *path,
                                      const LimenReadOptions *options,
                                      const char *reason);
LimenColumnsDialog *dialog_case_open_text (const char *text,
                                           const LimenReadOptions *options);

/* Closes the dialog and checks that nothing holds a reference to it. */
void dialog_case_close (LimenColumnsDialog *dialog);

/* A child of the dialog's template, and whether it is visible. */
gpointer dialog_case_get_child (LimenColumnsDialog *dialog, const char *name);
gboolean dialog_case_is_shown (LimenColumnsDialog *dialog, const char *name);

/* The choices in the dialog, in one line: task or "auto", labels / scores,
 * then the other ones. */
char *dialog_case_describe (LimenColumnsDialog *dialog);
#define dialog_case_assert_says(dialog, expected)                             \
  G_STMT_START                                                                \
  {                                                                           \
    g_autofree char *said = dialog_case_describe (dialog);                    \
    g_assert_cmpstr (said, ==, expected);                                     \
  }                                                                           \
  G_STMT_END

/* The sentence at the bottom; also checks that the button is enabled
 * accordingly. */
const char *dialog_case_get_status (LimenColumnsDialog *dialog);

/* Selects the item of a visible drop-down that begins with a text. */
void dialog_case_select (LimenColumnsDialog *dialog, const char *name,
                         const char *text);

/* Toggles a column in a visible list. */
void dialog_case_toggle (LimenColumnsDialog *dialog, const char *name,
                         guint column);
