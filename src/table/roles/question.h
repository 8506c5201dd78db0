/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reading.h"

/* The error that asks the user to assign columns when no reading is clear, and
 * descriptions of the readings. */
gboolean limen_question_fail (GPtrArray *readings, const LimenFacts *facts,
                              const LimenGivenColumns *given, const char *path,
                              const LimenReadOptions *options, GError **error);
void limen_question_explain (GString *out, GPtrArray *readings,
                             const LimenFacts *facts);
char *limen_question_describe (const LimenReading *reading,
                               const LimenFacts *facts);
char *limen_question_describe_doubt (GPtrArray *readings,
                                     const LimenFacts *facts,
                                     const LimenReadOptions *options);
gboolean limen_question_is_likely (const LimenReading *reading,
                                   const LimenFacts *facts);

/* Complete command lines for messages */
char *limen_question_make_command (const char *path,
                                   const LimenReadOptions *options,
                                   GPtrArray *arguments);
void limen_question_add_ignored (GPtrArray *arguments, LimenLabels *labels,
                                 const guint64 *counts, const char *score);
const char *limen_question_find_command (const char *message);
char *limen_question_strip_command (const char *message);
char *limen_question_shorten (const char *message, const char *path);
GStrv limen_question_list_ignored (const char *message);
