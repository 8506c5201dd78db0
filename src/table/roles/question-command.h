/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "question.h"

/* The option that ignores a label in such a command line. */
#define LIMEN_QUESTION_IGNORE "--ignore-label"

void limen_question_add_column (GPtrArray *arguments, const char *option,
                                int column, const LimenClassColumns *columns,
                                const LimenFacts *facts);
gboolean limen_question_needs_ignored (const LimenReading *reading,
                                       const LimenFacts *facts);
const LimenReading *limen_question_find_confidence (GPtrArray *readings);
GPtrArray *limen_question_list_arguments (GPtrArray *readings,
                                          const LimenFacts *facts,
                                          const LimenGivenColumns *given,
                                          const LimenReadOptions *options);
