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

/* Command lines that may avoid an error */
void limen_question_add_ignored (GPtrArray *arguments, LimenLabels *labels,
                                 const guint64 *counts, const char *score);
void limen_question_suggest (GError *error, const char *path,
                             const LimenReadOptions *options,
                             GPtrArray *arguments);

char *limen_question_shorten (const char *message, const char *path);
