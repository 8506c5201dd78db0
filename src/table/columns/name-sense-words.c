/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "name-sense-words.h"

#include <string.h>

#include "name-sense.h"
#include "names.h"

#define MAX_POINTS 5

/* Words of column names in lower case, without accents: the meaning of each
 * and how strongly it suggests it, in points. */
static const struct
{
  const char *word;
  LimenMeaning meaning;
  double points;
} vocabulary[] = {
  { "label", LIMEN_MEANING_LABEL, 4 },
  { "labels", LIMEN_MEANING_LABEL, 4 },
  { "true", LIMEN_MEANING_LABEL, 3.5 },
  { "truth", LIMEN_MEANING_LABEL, 4 },
  { "groundtruth", LIMEN_MEANING_LABEL, 4 },
  { "gt", LIMEN_MEANING_LABEL, 4 },
  { "gold", LIMEN_MEANING_LABEL, 3.5 },
  { "actual", LIMEN_MEANING_LABEL, 4 },
  { "actuals", LIMEN_MEANING_LABEL, 4 },
  { "observed", LIMEN_MEANING_LABEL, 4 },
  { "obs", LIMEN_MEANING_LABEL, 4 },
  { "target", LIMEN_MEANING_LABEL, 3.5 },
  { "targets", LIMEN_MEANING_LABEL, 3.5 },
  { "outcome", LIMEN_MEANING_LABEL, 3.5 },
  { "outcomes", LIMEN_MEANING_LABEL, 3.5 },
  { "expected", LIMEN_MEANING_LABEL, 3.5 },
  { "ytrue", LIMEN_MEANING_LABEL, 4 },
  { "ytest", LIMEN_MEANING_LABEL, 4 },
  { "class", LIMEN_MEANING_LABEL, 3 },
  { "classes", LIMEN_MEANING_LABEL, 2 },
  { "annotation", LIMEN_MEANING_LABEL, 3 },
  { "annotated", LIMEN_MEANING_LABEL, 3 },
  { "diagnosis", LIMEN_MEANING_LABEL, 3 },
  { "reference", LIMEN_MEANING_LABEL, 2.5 },
  { "real", LIMEN_MEANING_LABEL, 2.5 },
  { "verdict", LIMEN_MEANING_LABEL, 2.5 },
  { "status", LIMEN_MEANING_LABEL, 2 },
  { "response", LIMEN_MEANING_LABEL, 2 },
  { "event", LIMEN_MEANING_LABEL, 1.5 },
  { "category", LIMEN_MEANING_LABEL, 1.5 },
  { "result", LIMEN_MEANING_LABEL, 1.5 },
  { "klasse", LIMEN_MEANING_LABEL, 3 },
  { "clase", LIMEN_MEANING_LABEL, 3 },
  { "classe", LIMEN_MEANING_LABEL, 3 },
  { "etiqueta", LIMEN_MEANING_LABEL, 3.5 },
  { "prob", LIMEN_MEANING_SCORE, 4 },
  { "probs", LIMEN_MEANING_SCORE, 4 },
  { "proba", LIMEN_MEANING_SCORE, 4 },
  { "probas", LIMEN_MEANING_SCORE, 4 },
  { "probability", LIMEN_MEANING_SCORE, 4 },
  { "probabilities", LIMEN_MEANING_SCORE, 4 },
  { "score", LIMEN_MEANING_SCORE, 4 },
  { "scores", LIMEN_MEANING_SCORE, 4 },
  { "yscore", LIMEN_MEANING_SCORE, 4 },
  { "yprob", LIMEN_MEANING_SCORE, 4 },
  { "yproba", LIMEN_MEANING_SCORE, 4 },
  { "phat", LIMEN_MEANING_SCORE, 4 },
  { "logit", LIMEN_MEANING_SCORE, 4 },
  { "logits", LIMEN_MEANING_SCORE, 4 },
  { "logodds", LIMEN_MEANING_SCORE, 4 },
  { "logprob", LIMEN_MEANING_SCORE, 4 },
  { "logprobs", LIMEN_MEANING_SCORE, 4 },
  { "logprobability", LIMEN_MEANING_SCORE, 4 },
  { "confidence", LIMEN_MEANING_SCORE, 4 },
  { "confidences", LIMEN_MEANING_SCORE, 4 },
  { "conf", LIMEN_MEANING_SCORE, 4 },
  { "risk", LIMEN_MEANING_SCORE, 3.5 },
  { "likelihood", LIMEN_MEANING_SCORE, 3.5 },
  { "propensity", LIMEN_MEANING_SCORE, 4 },
  { "posterior", LIMEN_MEANING_SCORE, 4 },
  { "softmax", LIMEN_MEANING_SCORE, 4 },
  { "sigmoid", LIMEN_MEANING_SCORE, 4 },
  { "margin", LIMEN_MEANING_SCORE, 3.5 },
  { "pr", LIMEN_MEANING_SCORE, 3.5 },
  { "llr", LIMEN_MEANING_SCORE, 4 },
  { "odds", LIMEN_MEANING_SCORE, 3 },
  { "oof", LIMEN_MEANING_SCORE, 2.5 },
  { "certainty", LIMEN_MEANING_SCORE, 3 },
  { "similarity", LIMEN_MEANING_SCORE, 3 },
  { "distance", LIMEN_MEANING_SCORE, 2.5 },
  { "activation", LIMEN_MEANING_SCORE, 2.5 },
  { "output", LIMEN_MEANING_SCORE, 2.5 },
  { "outputs", LIMEN_MEANING_SCORE, 2.5 },
  { "wahrscheinlichkeit", LIMEN_MEANING_SCORE, 4 },
  { "probabilidad", LIMEN_MEANING_SCORE, 4 },
  { "probabilite", LIMEN_MEANING_SCORE, 4 },
  { "pred", LIMEN_MEANING_PREDICTION, 2.5 },
  { "preds", LIMEN_MEANING_PREDICTION, 2.5 },
  { "predict", LIMEN_MEANING_PREDICTION, 2.5 },
  { "predicted", LIMEN_MEANING_PREDICTION, 2.5 },
  { "predictions", LIMEN_MEANING_PREDICTION, 2.5 },
  { "prediction", LIMEN_MEANING_PREDICTION, 2.5 },
  { "ypred", LIMEN_MEANING_PREDICTION, 2.5 },
  { "yhat", LIMEN_MEANING_PREDICTION, 2.5 },
  { "hat", LIMEN_MEANING_PREDICTION, 2.5 },
  { "guess", LIMEN_MEANING_PREDICTION, 2.5 },
  { "guessed", LIMEN_MEANING_PREDICTION, 2.5 },
  { "forecast", LIMEN_MEANING_PREDICTION, 2 },
  { "estimated", LIMEN_MEANING_PREDICTION, 2 },
  { "estimate", LIMEN_MEANING_PREDICTION, 2 },
  { "scored", LIMEN_MEANING_PREDICTION, 1.5 },
  { "likely", LIMEN_MEANING_PREDICTION, 1.5 },
  { "decision", LIMEN_MEANING_PREDICTION, 1.5 },
  { "assigned", LIMEN_MEANING_PREDICTION, 1.5 },
  { "inferred", LIMEN_MEANING_PREDICTION, 1.5 },
  { "vorhersage", LIMEN_MEANING_PREDICTION, 2.5 },
  { "id", LIMEN_MEANING_INDEX, 5 },
  { "ids", LIMEN_MEANING_INDEX, 5 },
  { "idx", LIMEN_MEANING_INDEX, 5 },
  { "index", LIMEN_MEANING_INDEX, 5 },
  { "inst", LIMEN_MEANING_INDEX, 5 },
  { "row", LIMEN_MEANING_INDEX, 5 },
  { "rows", LIMEN_MEANING_INDEX, 5 },
  { "number", LIMEN_MEANING_INDEX, 5 },
  { "num", LIMEN_MEANING_INDEX, 5 },
  { "count", LIMEN_MEANING_OTHER, 5 },
  { "counts", LIMEN_MEANING_OTHER, 5 },
  { "n", LIMEN_MEANING_OTHER, 5 },
  { "fold", LIMEN_MEANING_OTHER, 5 },
  { "folds", LIMEN_MEANING_OTHER, 5 },
  { "split", LIMEN_MEANING_OTHER, 5 },
  { "epoch", LIMEN_MEANING_OTHER, 5 },
  { "seed", LIMEN_MEANING_OTHER, 5 },
  { "iteration", LIMEN_MEANING_OTHER, 5 },
  { "batch", LIMEN_MEANING_OTHER, 5 },
  { "step", LIMEN_MEANING_OTHER, 5 },
  { "resample", LIMEN_MEANING_OTHER, 5 },
  { "rank", LIMEN_MEANING_OTHER, 5 },
  { "time", LIMEN_MEANING_OTHER, 5 },
  { "timestamp", LIMEN_MEANING_OTHER, 5 },
  { "date", LIMEN_MEANING_OTHER, 5 },
  { "datetime", LIMEN_MEANING_OTHER, 5 },
  { "day", LIMEN_MEANING_OTHER, 5 },
  { "days", LIMEN_MEANING_OTHER, 5 },
  { "month", LIMEN_MEANING_OTHER, 5 },
  { "year", LIMEN_MEANING_OTHER, 5 },
  { "hour", LIMEN_MEANING_OTHER, 5 },
  { "duration", LIMEN_MEANING_OTHER, 5 },
  { "latency", LIMEN_MEANING_OTHER, 5 },
  { "ms", LIMEN_MEANING_OTHER, 5 },
  { "age", LIMEN_MEANING_OTHER, 5 },
  { "amount", LIMEN_MEANING_OTHER, 5 },
  { "price", LIMEN_MEANING_OTHER, 5 },
  { "income", LIMEN_MEANING_OTHER, 5 },
  { "salary", LIMEN_MEANING_OTHER, 5 },
  { "cost", LIMEN_MEANING_OTHER, 5 },
  { "costs", LIMEN_MEANING_OTHER, 5 },
  { "balance", LIMEN_MEANING_OTHER, 5 },
  { "weight", LIMEN_MEANING_OTHER, 5 },
  { "weights", LIMEN_MEANING_OTHER, 5 },
  { "lat", LIMEN_MEANING_OTHER, 5 },
  { "lon", LIMEN_MEANING_OTHER, 5 },
  { "lng", LIMEN_MEANING_OTHER, 5 },
  { "latitude", LIMEN_MEANING_OTHER, 5 },
  { "longitude", LIMEN_MEANING_OTHER, 5 },
  { "min", LIMEN_MEANING_OTHER, 5 },
  { "max", LIMEN_MEANING_OTHER, 5 },
  { "width", LIMEN_MEANING_OTHER, 5 },
  { "height", LIMEN_MEANING_OTHER, 5 },
  { "size", LIMEN_MEANING_OTHER, 5 },
  { "length", LIMEN_MEANING_OTHER, 5 },
  { "std", LIMEN_MEANING_OTHER, 5 },
  { "sd", LIMEN_MEANING_OTHER, 5 },
  { "se", LIMEN_MEANING_OTHER, 5 },
  { "stderr", LIMEN_MEANING_OTHER, 5 },
  { "stdev", LIMEN_MEANING_OTHER, 5 },
  { "var", LIMEN_MEANING_OTHER, 5 },
  { "variance", LIMEN_MEANING_OTHER, 5 },
  { "uncertainty", LIMEN_MEANING_OTHER, 5 },
  { "entropy", LIMEN_MEANING_OTHER, 5 },
  { "sigma", LIMEN_MEANING_OTHER, 5 },
  { "ci", LIMEN_MEANING_OTHER, 5 },
  { "lo", LIMEN_MEANING_OTHER, 5 },
  { "hi", LIMEN_MEANING_OTHER, 5 },
  { "lower", LIMEN_MEANING_OTHER, 5 },
  { "upper", LIMEN_MEANING_OTHER, 5 },
  { "loss", LIMEN_MEANING_OTHER, 5 },
  { "losses", LIMEN_MEANING_OTHER, 5 },
  { "nll", LIMEN_MEANING_OTHER, 5 },
  { "error", LIMEN_MEANING_OTHER, 5 },
  { "err", LIMEN_MEANING_OTHER, 5 },
  { "threshold", LIMEN_MEANING_OTHER, 5 },
  { "cutoff", LIMEN_MEANING_OTHER, 5 },
  { "verite", LIMEN_MEANING_LABEL, 3.5 },
  { "reel", LIMEN_MEANING_LABEL, 3.5 },
  { "reelle", LIMEN_MEANING_LABEL, 3.5 },
  { "reale", LIMEN_MEANING_LABEL, 3.5 },
  { "wahr", LIMEN_MEANING_LABEL, 3.5 },
  { "wahrheit", LIMEN_MEANING_LABEL, 3.5 },
  { "tatsachlich", LIMEN_MEANING_LABEL, 3.5 },
  { "wirklich", LIMEN_MEANING_LABEL, 3.5 },
  { "verdadero", LIMEN_MEANING_LABEL, 3.5 },
  { "verdadeiro", LIMEN_MEANING_LABEL, 3.5 },
  { "vero", LIMEN_MEANING_LABEL, 3.5 },
  { "vera", LIMEN_MEANING_LABEL, 3.5 },
  { "verdad", LIMEN_MEANING_LABEL, 3.5 },
  { "verdade", LIMEN_MEANING_LABEL, 3.5 },
  { "ziel", LIMEN_MEANING_LABEL, 3.5 },
  { "zielvariable", LIMEN_MEANING_LABEL, 3.5 },
  { "cible", LIMEN_MEANING_LABEL, 3.5 },
  { "objetivo", LIMEN_MEANING_LABEL, 3.5 },
  { "alvo", LIMEN_MEANING_LABEL, 3.5 },
  { "etikett", LIMEN_MEANING_LABEL, 3.5 },
  { "etichetta", LIMEN_MEANING_LABEL, 3.5 },
  { "rotulo", LIMEN_MEANING_LABEL, 3.5 },
  { "human", LIMEN_MEANING_LABEL, 3 },
  { "annotator", LIMEN_MEANING_LABEL, 3 },
  { "expert", LIMEN_MEANING_LABEL, 3 },
  { "consensus", LIMEN_MEANING_LABEL, 3 },
  { "majority", LIMEN_MEANING_LABEL, 3 },
  { "adjudicated", LIMEN_MEANING_LABEL, 3 },
  { "matched", LIMEN_MEANING_LABEL, 2.5 },
  { "clnsig", LIMEN_MEANING_LABEL, 2.5 },
  { "grade", LIMEN_MEANING_LABEL, 1.5 },
  { "chance", LIMEN_MEANING_SCORE, 3.5 },
  { "punteggio", LIMEN_MEANING_SCORE, 3.5 },
  { "puntuacion", LIMEN_MEANING_SCORE, 3.5 },
  { "puntaje", LIMEN_MEANING_SCORE, 3.5 },
  { "pontuacao", LIMEN_MEANING_SCORE, 3.5 },
  { "probabilita", LIMEN_MEANING_SCORE, 3.5 },
  { "probabilidade", LIMEN_MEANING_SCORE, 3.5 },
  { "pd", LIMEN_MEANING_SCORE, 2.5 },
  { "fitted", LIMEN_MEANING_SCORE, 2.5 },
  { "predit", LIMEN_MEANING_PREDICTION, 2.5 },
  { "predite", LIMEN_MEANING_PREDICTION, 2.5 },
  { "predits", LIMEN_MEANING_PREDICTION, 2.5 },
  { "predicha", LIMEN_MEANING_PREDICTION, 2.5 },
  { "predicho", LIMEN_MEANING_PREDICTION, 2.5 },
  { "prediccion", LIMEN_MEANING_PREDICTION, 2.5 },
  { "predicao", LIMEN_MEANING_PREDICTION, 2.5 },
  { "previsto", LIMEN_MEANING_PREDICTION, 2.5 },
  { "prevista", LIMEN_MEANING_PREDICTION, 2.5 },
  { "prevision", LIMEN_MEANING_PREDICTION, 2.5 },
  { "predetto", LIMEN_MEANING_PREDICTION, 2.5 },
  { "predetta", LIMEN_MEANING_PREDICTION, 2.5 },
  { "previsao", LIMEN_MEANING_PREDICTION, 2.5 },
  { "vorhergesagt", LIMEN_MEANING_PREDICTION, 2.5 },
  { "vorhergesagte", LIMEN_MEANING_PREDICTION, 2.5 },
  { "prognose", LIMEN_MEANING_PREDICTION, 2.5 },
  { "detected", LIMEN_MEANING_PREDICTION, 2.5 },
  { "top1", LIMEN_MEANING_PREDICTION, 2.5 },
  { "gpt", LIMEN_MEANING_PREDICTION, 1.5 },
  { "llm", LIMEN_MEANING_PREDICTION, 1.5 },
  { "system", LIMEN_MEANING_PREDICTION, 1.5 },
  { "model", LIMEN_MEANING_PREDICTION, 1.5 },
  { "into", LIMEN_MEANING_PREDICTION, 1.5 },
  { "gender", LIMEN_MEANING_ATTRIBUTE, 3 },
  { "sex", LIMEN_MEANING_ATTRIBUTE, 3 },
  { "race", LIMEN_MEANING_ATTRIBUTE, 3 },
  { "ethnicity", LIMEN_MEANING_ATTRIBUTE, 3 },
  { "country", LIMEN_MEANING_ATTRIBUTE, 3 },
  { "region", LIMEN_MEANING_ATTRIBUTE, 3 },
  { "state", LIMEN_MEANING_ATTRIBUTE, 3 },
  { "city", LIMEN_MEANING_ATTRIBUTE, 3 },
  { "segment", LIMEN_MEANING_ATTRIBUTE, 3 },
  { "group", LIMEN_MEANING_ATTRIBUTE, 3 },
  { "arm", LIMEN_MEANING_ATTRIBUTE, 3 },
  { "variant", LIMEN_MEANING_ATTRIBUTE, 3 },
  { "lang", LIMEN_MEANING_ATTRIBUTE, 3 },
  { "language", LIMEN_MEANING_ATTRIBUTE, 3 },
  { "set", LIMEN_MEANING_ATTRIBUTE, 3 },
  { "partition", LIMEN_MEANING_ATTRIBUTE, 3 },
  { "prev", LIMEN_MEANING_ATTRIBUTE, 3 },
  { "previous", LIMEN_MEANING_ATTRIBUTE, 3 },
  { "lag", LIMEN_MEANING_ATTRIBUTE, 3 },
  { "last", LIMEN_MEANING_ATTRIBUTE, 3 },
  { "vip", LIMEN_MEANING_ATTRIBUTE, 3 },
  { "smoker", LIMEN_MEANING_ATTRIBUTE, 3 },
  { "employed", LIMEN_MEANING_ATTRIBUTE, 3 },
  { "device", LIMEN_MEANING_ATTRIBUTE, 3 },
  { "channel", LIMEN_MEANING_ATTRIBUTE, 3 },
  { "reviewed", LIMEN_MEANING_ATTRIBUTE, 3 },
  { "lgd", LIMEN_MEANING_OTHER, 5 },
  { "ead", LIMEN_MEANING_OTHER, 5 },
  { "resid", LIMEN_MEANING_OTHER, 5 },
  { "residual", LIMEN_MEANING_OTHER, 5 },
  { "cooksd", LIMEN_MEANING_OTHER, 5 },
  { "leverage", LIMEN_MEANING_OTHER, 5 },
  { "h", LIMEN_MEANING_OTHER, 5 },
  { "f1", LIMEN_MEANING_OTHER, 5 },
  { "auc", LIMEN_MEANING_OTHER, 5 },
  { "accuracy", LIMEN_MEANING_OTHER, 5 },
  { "recall", LIMEN_MEANING_OTHER, 5 },
  { "kappa", LIMEN_MEANING_OTHER, 5 },
  { "mcc", LIMEN_MEANING_OTHER, 5 },
  { "pvalue", LIMEN_MEANING_OTHER, 5 },
  { "pval", LIMEN_MEANING_OTHER, 5 },
  { "padj", LIMEN_MEANING_OTHER, 5 },
  { "fdr", LIMEN_MEANING_OTHER, 5 },
  { "qvalue", LIMEN_MEANING_OTHER, 5 },
  { "log2fc", LIMEN_MEANING_OTHER, 5 },
  { "fc", LIMEN_MEANING_OTHER, 5 },
  { "quantile", LIMEN_MEANING_OTHER, 5 },
  { "ratio", LIMEN_MEANING_OTHER, 5 },
  { "rate", LIMEN_MEANING_OTHER, 5 },
  { "optimal", LIMEN_MEANING_OTHER, 5 },
  { "delta", LIMEN_MEANING_OTHER, 5 },
  { "classification", LIMEN_MEANING_LABEL, 2.5 },
  { "sentiment", LIMEN_MEANING_LABEL, 1.5 },
  { "stance", LIMEN_MEANING_LABEL, 1.5 },
  { "severity", LIMEN_MEANING_LABEL, 1.5 },
  { "histology", LIMEN_MEANING_LABEL, 2 },
  { "biopsy", LIMEN_MEANING_LABEL, 2 },
  { "polarity", LIMEN_MEANING_SCORE, 2 },
  { "rating", LIMEN_MEANING_SCORE, 2 },
  { "mutual", LIMEN_MEANING_OTHER, 5 },
  { "epistemic", LIMEN_MEANING_OTHER, 5 },
  { "aleatoric", LIMEN_MEANING_OTHER, 5 },
  { "female", LIMEN_MEANING_ATTRIBUTE, 3 },
  { "male", LIMEN_MEANING_ATTRIBUTE, 3 },
  { "married", LIMEN_MEANING_ATTRIBUTE, 3 },
  { "marital", LIMEN_MEANING_ATTRIBUTE, 3 },
  { "member", LIMEN_MEANING_ATTRIBUTE, 3 },
  { "mobile", LIMEN_MEANING_ATTRIBUTE, 3 },
  { "weekend", LIMEN_MEANING_ATTRIBUTE, 3 },
  { "weekday", LIMEN_MEANING_ATTRIBUTE, 3 },
  { "holiday", LIMEN_MEANING_ATTRIBUTE, 3 },
  { "sexo", LIMEN_MEANING_ATTRIBUTE, 3 },
  { "sexe", LIMEN_MEANING_ATTRIBUTE, 3 },
  { "geschlecht", LIMEN_MEANING_ATTRIBUTE, 3 },
};

/* Events that models predict. Such a word names the subject of a column, and
 * slightly suggests labels. */
static const char *const events[]
    = { "fraud",      "fraudulent",  "churn",       "churned",
        "default",    "defaulted",   "delinquent",  "bad",
        "died",       "dead",        "death",       "deceased",
        "mortality",  "survived",    "survival",    "relapse",
        "recurrence", "readmitted",  "readmission", "readmit",     "recid",
        "recidivism", "fuga",        "sepsis",
        "stroke",     "diabetes",    "diabetic",    "cancer",
        "disease",    "heartdisease", "malignant",  "malignancy",
        "pneumonia",  "infected",    "infection",   "intubated",
        "spam",       "toxic",       "hate",        "offensive",
        "scam",       "phishing",    "malware",     "attack",
        "intrusion",  "anomaly",     "outlier",     "defect",
        "defective",  "failure",     "failed",      "clicked",
        "converted",  "conversion",  "purchased",   "bought",
        "subscribed", "responded",   "cancelled",   "canceled",
        "late",       "delayed",     "hired",       "booked",
        "upgraded",   "attrition",   "resigned",    "exited",
        "chargeback", "bankrupt",    "bankruptcy",  "injured",
        "fell",       "returned",    "complication", "remission",
        "metastasis", "rezidiv",     "ausfall",     "gekundigt",
        "kundigung",  "betrug",      "abandono",    "impago",
        "fraude",     "resiliation", "deces",       "obito",
        "frode",      "decrochage" };

/* Whole names whose meaning differs from that of their words. */
static const struct
{
  const char *name;
  LimenMeaning meaning;
  double points;
} wholes[] = {
  { "y", LIMEN_MEANING_LABEL, 3.5 },
  { "y test", LIMEN_MEANING_LABEL, 4 },
  { "y val", LIMEN_MEANING_LABEL, 4 },
  { "y valid", LIMEN_MEANING_LABEL, 4 },
  { "y eval", LIMEN_MEANING_LABEL, 4 },
  { "tp", LIMEN_MEANING_LABEL, 4 },
  { "correct", LIMEN_MEANING_CORRECTNESS, 1.5 },
  { "is correct", LIMEN_MEANING_CORRECTNESS, 1.5 },
  { "was correct", LIMEN_MEANING_CORRECTNESS, 1.5 },
  { "right", LIMEN_MEANING_CORRECTNESS, 1.5 },
  { "is right", LIMEN_MEANING_CORRECTNESS, 1.5 },
  { "hit", LIMEN_MEANING_CORRECTNESS, 1.5 },
  { "p", LIMEN_MEANING_SCORE, 4 },
  { "p hat", LIMEN_MEANING_SCORE, 4 },
  { "pd", LIMEN_MEANING_SCORE, 2.5 },
  { "log odds", LIMEN_MEANING_SCORE, 4 },
  { "decision function", LIMEN_MEANING_SCORE, 4 },
  { "decision value", LIMEN_MEANING_SCORE, 4 },
  { "decision values", LIMEN_MEANING_SCORE, 4 },
  { "from", LIMEN_MEANING_LABEL, 3.5 },
  { "hat", LIMEN_MEANING_OTHER, 5 },
  { "p value", LIMEN_MEANING_OTHER, 5 },
  { "fold change", LIMEN_MEANING_OTHER, 5 },
  { "raw formula val", LIMEN_MEANING_SCORE, 3 },
  { "exponent", LIMEN_MEANING_SCORE, 2.5 },
  { "linear predictor", LIMEN_MEANING_SCORE, 3 },
  { "is tp", LIMEN_MEANING_LABEL, 4 },
  { "nr", LIMEN_MEANING_INDEX, 5 },
  { "lfd nr", LIMEN_MEANING_INDEX, 5 },
  { "ref std", LIMEN_MEANING_LABEL, 4 },
  { "reference standard", LIMEN_MEANING_LABEL, 4 },
};

/* Parts of names in scripts without spaces between words. */
static const struct
{
  const char *part;
  LimenMeaning meaning;
  double points;
} parts[] = {
  { "\346\230\257\345\220\246", LIMEN_MEANING_LABEL,
    2.5 }, /* shifou: whether */
  { "\347\234\237\345\256\236", LIMEN_MEANING_LABEL, 3.5 }, /* zhenshi: true */
  { "\345\256\236\351\231\205", LIMEN_MEANING_LABEL, 3.5 }, /* shiji: actual */
  { "\346\240\207\347\255\276", LIMEN_MEANING_LABEL,
    3.5 }, /* biaoqian: label */
  { "\346\255\243\350\247\243", LIMEN_MEANING_LABEL,
    3.5 }, /* seikai: correct */
  { "\351\242\204\346\265\213", LIMEN_MEANING_PREDICTION,
    2.5 }, /* yuce: predict */
  { "\344\272\210\346\270\254", LIMEN_MEANING_PREDICTION,
    2.5 }, /* yosoku: predict */
  { "\346\246\202\347\216\207", LIMEN_MEANING_SCORE,
    4 }, /* gailu: probability */
  { "\347\242\272\347\216\207", LIMEN_MEANING_SCORE,
    4 }, /* kakuritsu: probability */
  { "\345\210\206\346\225\260", LIMEN_MEANING_SCORE, 4 }, /* fenshu: score */
};

/* Maps each word to its index in the vocabulary + 1. */
static GHashTable *
map_vocabulary (void)
{
  static GHashTable *map;
  static gsize is_made;

  if (g_once_init_enter (&is_made))
    {
      map = g_hash_table_new (g_str_hash, g_str_equal);
      for (guint i = G_N_ELEMENTS (vocabulary); i > 0; i--)
        g_hash_table_insert (map, (gpointer) vocabulary[i - 1].word,
                             GUINT_TO_POINTER (i));
      g_once_init_leave (&is_made, 1);
    }
  return map;
}

static int
find_word (const char *word)
{
  return GPOINTER_TO_INT (g_hash_table_lookup (map_vocabulary (), word)) - 1;
}

/* Whether a word in lower case describes the kind of a column rather than its
 * subject. */
gboolean
limen_name_sense_is_known (const char *word)
{
  return find_word (word) >= 0;
}

static gboolean
is_event (const char *word)
{
  return LIMEN_NAMES_FIND (events, word) >= 0;
}

/* Whether a word makes the next one a time span: "next month". */
static gboolean
is_part_of_time (const char *word)
{
  static const char *const words[] = { "next", "this", "following", NULL };

  return g_strv_contains (words, word);
}

/* Adds points for a meaning; a further word of that meaning adds only
 * LIMEN_MEANING_REPEAT. */
void
limen_meaning_tally_add (LimenMeaningTally *tally, LimenMeaning meaning,
                         double points)
{
  double *sum = &tally->points[meaning];

  *sum = *sum > 0 ? MIN (MAX (*sum, points) + LIMEN_MEANING_REPEAT, MAX_POINTS)
                  : points;
  tally->last = (int) meaning;
}

/* The combined meaning of words in lower case. */
LimenMeaningTally
limen_meaning_tally_words (GStrv words)
{
  g_autofree char *whole = g_strjoinv (" ", words);
  LimenMeaningTally tally = { .last = -1 };
  int known = LIMEN_NAMES_FIND (wholes, whole);

  if (known >= 0)
    {
      limen_meaning_tally_add (&tally, wholes[known].meaning,
                               wholes[known].points);
      return tally;
    }
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (strstr (whole, parts[i].part) != NULL)
      limen_meaning_tally_add (&tally, parts[i].meaning, parts[i].points);
  for (gsize i = 0; words[i] != NULL; i++)
    {
      int found = i > 0 && is_part_of_time (words[i - 1])
                      ? -1
                      : find_word (words[i]);

      if (is_event (words[i]))
        tally.points[LIMEN_MEANING_EVENT] = LIMEN_MEANING_REPEAT;
      if (found >= 0)
        limen_meaning_tally_add (&tally, vocabulary[found].meaning,
                                 vocabulary[found].points);
      tally.is_at_end = found >= 0;
    }
  return tally;
}
