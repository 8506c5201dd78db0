/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <inttypes.h> /* for the formats of counts */

/* Where a message appears, which decides its language, its numbers and which
 * way out it names. */
typedef enum
{
  LIMEN_MESSAGE_EXPORT, /* in JSON: English, "." and ",", options */
  LIMEN_MESSAGE_REPORT, /* in reports and on a terminal: translated, "." and
                         * ",", options */
  LIMEN_MESSAGE_SCREEN, /* in the window: translated, numbers of the locale,
                         * buttons */
} LimenMessagePlace;

void limen_message_prepare_program (LimenMessagePlace place);

char *limen_message_new (const char *format, ...) G_GNUC_PRINTF (1, 2);
char *limen_message_new_valist (const char *format, va_list args)
    G_GNUC_PRINTF (1, 0);
char *limen_message_new_for (LimenMessagePlace place, const char *format,
                             va_list args) G_GNUC_PRINTF (2, 0);
char *limen_message_new_plural_for (LimenMessagePlace place, gulong n,
                                    const char *singular, const char *plural,
                                    va_list args) G_GNUC_PRINTF (3, 0)
    G_GNUC_PRINTF (4, 0);
GError *limen_message_new_error (GQuark domain, int code, const char *format,
                                 va_list args) G_GNUC_PRINTF (3, 0);
const char *limen_message_word (const char *word);
char *limen_message_part (const char *format, ...) G_GNUC_PRINTF (1, 2);
char *limen_message_part_valist (const char *format, va_list args)
    G_GNUC_PRINTF (1, 0);
char *limen_message_part_plural (gulong n, const char *singular,
                                 const char *plural, ...) G_GNUC_PRINTF (2, 4)
    G_GNUC_PRINTF (3, 4);
char *limen_message_part_of (const char *text, ...);
char *limen_message_pair (const char *english, const char *translated);
char *limen_message_join (const GPtrArray *items, const char *last);
