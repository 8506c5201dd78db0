/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decisions-only.h"

#include "message.h"

/* The remedy for a file with decisions but no scores, as an argument of a
 * message; a new string. */
char *
limen_decisions_describe_remedy (void)
{
  return limen_message_part (
      "export the model's probabilities or logits (predict_proba instead of "
      "predict), or {name their column with --score|choose their column under "
      "Columns\342\200\246}");
}
