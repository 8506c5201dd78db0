/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What to do about a file of decisions without scores; the option is that of
 * the command line. */
#define LIMEN_DECISIONS_EXPORT                                                \
  "export what the model gives before it decides, probabilities or logits "   \
  "(predict_proba in place of predict), or "
#define LIMEN_DECISIONS_OPTION "name the column that has them with --score"
#define LIMEN_DECISIONS_REMEDY LIMEN_DECISIONS_EXPORT LIMEN_DECISIONS_OPTION
