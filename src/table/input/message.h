/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <inttypes.h> /* for the formats of counts */

/* Messages are sentences for people, translated, and fitted to the place where
 * they appear. They are made as by printf(), from an English format that is
 * the key of its translation:
 *
 *   g_autofree char *rows = limen_message_part_plural (
 *       n, "%'zu row cannot be used", "%'zu rows cannot be used", n);
 *
 *   limen_message_new ("%s: %s; {give --skip-bad-rows|press Skip}",
 *                      path, rows);
 *
 * Beyond printf(), a format may have
 *
 * - alternatives "{for reports|for the window}", of which one is kept. They do
 *   not nest. Both take their arguments, as if there were no braces, and those
 *   arguments must not contain alternatives. Braces in arguments are kept as
 *   they are;
 * - the flag "'" in a conversion of a count, such as "%'zu" or "%1$'zu", which
 *   gets thousands separators.
 *
 * An argument that is to be translated, too, must be made as a part: a word
 * (limen_message_word()), a clause (limen_message_part()) or a list
 * (limen_message_join()). A part contains control characters, and is for
 * messages and other parts only.
 *
 * po/meson.build lists the functions that take formats, so a literal needs no
 * N_() there. */

/* Where a message appears, which decides its language, its numbers and which
 * remedy it names. */
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
char *limen_message_join_first (const GPtrArray *items, gsize n);
