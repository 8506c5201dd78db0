/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Remedy for a file with decisions but no scores, for the format of a message
 * that has no translation. The option is that of the command line. */
#define LIMEN_DECISIONS_EXPORT                                                \
  "export what the model gives before it decides, probabilities or logits "   \
  "(predict_proba in place of predict), or "
#define LIMEN_DECISIONS_OPTION "name the column that has them with --score"
#define LIMEN_DECISIONS_REMEDY                                                \
  LIMEN_DECISIONS_EXPORT                                                      \
  "{" LIMEN_DECISIONS_OPTION "|choose the column that has them}"

char *limen_decisions_describe_remedy (void);
