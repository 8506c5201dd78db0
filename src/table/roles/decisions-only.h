#pragma once

/* What to do about a file of decisions without scores. */
#define LIMEN_DECISIONS_REMEDY                                                \
  "export what the model gives before it decides, probabilities or logits "   \
  "(predict_proba in place of predict), or name the column that has them "    \
  "with --score"
