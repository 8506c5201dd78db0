#include "role-names.h"

#include <string.h>

#define MAX_NAME_LENGTH 64

static const struct
{
  const char *name;
  LimenRole role;
} roles[] = {
  { "label", LIMEN_ROLE_LABEL },
  { "labels", LIMEN_ROLE_LABEL },
  { "y", LIMEN_ROLE_LABEL },
  { "y_true", LIMEN_ROLE_LABEL },
  { "y_test", LIMEN_ROLE_LABEL },
  { "y_val", LIMEN_ROLE_LABEL },
  { "ytrue", LIMEN_ROLE_LABEL },
  { "true_label", LIMEN_ROLE_LABEL },
  { "true_class", LIMEN_ROLE_LABEL },
  { "target", LIMEN_ROLE_LABEL },
  { "targets", LIMEN_ROLE_LABEL },
  { "truth", LIMEN_ROLE_LABEL },
  { "ground_truth", LIMEN_ROLE_LABEL },
  { "gt", LIMEN_ROLE_LABEL },
  { "outcome", LIMEN_ROLE_LABEL },
  { "class", LIMEN_ROLE_LABEL },
  { "actual", LIMEN_ROLE_LABEL },
  { "observed", LIMEN_ROLE_LABEL },
  { "prob", LIMEN_ROLE_SCORE },
  { "probs", LIMEN_ROLE_SCORE },
  { "proba", LIMEN_ROLE_SCORE },
  { "probability", LIMEN_ROLE_SCORE },
  { "probabilities", LIMEN_ROLE_SCORE },
  { "p", LIMEN_ROLE_SCORE },
  { "p_hat", LIMEN_ROLE_SCORE },
  { "phat", LIMEN_ROLE_SCORE },
  { "score", LIMEN_ROLE_SCORE },
  { "scores", LIMEN_ROLE_SCORE },
  { "y_score", LIMEN_ROLE_SCORE },
  { "y_scores", LIMEN_ROLE_SCORE },
  { "y_prob", LIMEN_ROLE_SCORE },
  { "y_proba", LIMEN_ROLE_SCORE },
  { "y_pred", LIMEN_ROLE_SCORE },
  { "y_pred_prob", LIMEN_ROLE_SCORE },
  { "y_pred_proba", LIMEN_ROLE_SCORE },
  { "y_hat", LIMEN_ROLE_SCORE },
  { "yhat", LIMEN_ROLE_SCORE },
  { "pred", LIMEN_ROLE_SCORE },
  { "preds", LIMEN_ROLE_SCORE },
  { "pred_prob", LIMEN_ROLE_SCORE },
  { "pred_proba", LIMEN_ROLE_SCORE },
  { "predict_proba", LIMEN_ROLE_SCORE },
  { "predicted", LIMEN_ROLE_SCORE },
  { "predicted_probability", LIMEN_ROLE_SCORE },
  { "prediction", LIMEN_ROLE_SCORE },
  { "predictions", LIMEN_ROLE_SCORE },
  { "logit", LIMEN_ROLE_SCORE },
  { "logits", LIMEN_ROLE_SCORE },
  { "log_odds", LIMEN_ROLE_SCORE },
  { "log_prob", LIMEN_ROLE_SCORE },
  { "log_proba", LIMEN_ROLE_SCORE },
  { "log_probability", LIMEN_ROLE_SCORE },
  { "logprob", LIMEN_ROLE_SCORE },
  { "decision_function", LIMEN_ROLE_SCORE },
  { "margin", LIMEN_ROLE_SCORE },
  { "confidence", LIMEN_ROLE_SCORE },
  { "output", LIMEN_ROLE_SCORE },
  { "outputs", LIMEN_ROLE_SCORE },
  { "weight", LIMEN_ROLE_MAYBE_WEIGHT },
  { "weights", LIMEN_ROLE_WEIGHT },
  { "w", LIMEN_ROLE_WEIGHT },
  { "sample_weight", LIMEN_ROLE_WEIGHT },
  { "sample_weights", LIMEN_ROLE_WEIGHT },
  { "case_weight", LIMEN_ROLE_WEIGHT },
  { "case_weights", LIMEN_ROLE_WEIGHT },
  { "importance_weight", LIMEN_ROLE_WEIGHT },
  { "importance_weights", LIMEN_ROLE_WEIGHT },
  { "", LIMEN_ROLE_ROW_ID },
  { "unnamed:_0", LIMEN_ROLE_ROW_ID },
  { "id", LIMEN_ROLE_ROW_ID },
  { "idx", LIMEN_ROLE_ROW_ID },
  { "index", LIMEN_ROLE_ROW_ID },
  { "row", LIMEN_ROLE_ROW_ID },
  { "row_id", LIMEN_ROLE_ROW_ID },
};

/* In lower case, without blanks around, words joined by "_". */
static gboolean
normalize (GBytes *name, char *out)
{
  gsize length;
  const char *text = g_bytes_get_data (name, &length);

  while (length > 0 && g_ascii_isspace (*text))
    text++, length--;
  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;
  if (length >= MAX_NAME_LENGTH)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    out[i] = strchr (" -.", text[i]) != NULL ? '_' : g_ascii_tolower (text[i]);
  out[length] = '\0';
  return TRUE;
}

/* What a column of this name is for; letter case and the blanks, dashes or
 * dots between words do not matter. */
LimenRole
limen_role_names_match (GBytes *name)
{
  char text[MAX_NAME_LENGTH];

  if (!normalize (name, text))
    return LIMEN_ROLE_NONE;
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_str_equal (roles[i].name, text))
      return roles[i].role;
  return LIMEN_ROLE_NONE;
}

/* Whether a field is a name that says what its column is for. */
gboolean
limen_role_names_match_any (GBytes *name)
{
  return g_bytes_get_size (name) > 0
         && limen_role_names_match (name) != LIMEN_ROLE_NONE;
}

/* Whether a name says what kind of scores its column holds. */
gboolean
limen_role_names_match_kind (GBytes *name, LimenKind *kind)
{
  char text[MAX_NAME_LENGTH];

  if (!normalize (name, text))
    return FALSE;
  if (strstr (text, "log_prob") != NULL || strstr (text, "logprob") != NULL)
    *kind = LIMEN_KIND_LOG_PROBABILITY;
  else if (strstr (text, "logit") != NULL || strstr (text, "log_odds") != NULL)
    *kind = LIMEN_KIND_LOGIT;
  else if (strstr (text, "prob") != NULL || g_str_equal (text, "p"))
    *kind = LIMEN_KIND_PROBABILITY;
  else
    return FALSE;
  return TRUE;
}
