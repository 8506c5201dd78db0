/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decisions-only.h"

#include "message.h"

/* The remedy for a file with decisions but no scores, as an argument of a
 * message; a new string. */
char *
limen_decisions_describe_remedy (void)
{
  return limen_message_part (
      "export what the model gives before it decides, probabilities or logits "
      "(predict_proba in place of predict), or {name the column that has them "
      "with --score|choose the column that has them under "
      "Columns\342\200\246}");
}
