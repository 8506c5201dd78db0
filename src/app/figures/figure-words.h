/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session.h"

/* Accessible descriptions of the figures of a session, new strings.
 * `threshold` is the session's threshold as text. */
char *limen_figure_words_new_of_histogram (LimenSession *session,
                                           const char *threshold);
char *limen_figure_words_new_of_curves (LimenSession *session,
                                        const char *threshold);
char *limen_figure_words_new_of_range (const LimenScale *range);
char *limen_figure_words_new_of_preview (LimenSamplePreview *preview,
                                         char **note);
