/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session.h"

/* What the figures of a session show, in words; new strings. `threshold` is the
 * session's, as text. */
char *limen_figure_words_new_of_histogram (LimenSession *session,
                                           const char *threshold);
char *limen_figure_words_new_of_curves (LimenSession *session,
                                        const char *threshold);
char *limen_figure_words_new_of_range (const LimenScale *range);
char *limen_figure_words_new_of_preview (LimenSamplePreview *preview,
                                         char **note);
