#include "name-sense.h"

#include <string.h>

#include "names.h"

/* What a word says of a column. */
typedef enum
{
  TRUTH,      /* a label */
  RIGHTNESS,  /* whether a decision was right: at times a label */
  SCORE,      /* a score */
  PREDICTION, /* what a model said: its decision or its score */
  INDEX,      /* an identifier, or the number of a class or a row */
  EVENT,      /* what models are made to foresee: "fraud" */
  BYSTANDER,  /* a property of who or what was judged: seldom a label */
  OTHER,      /* neither of them */
  N_MEANINGS,
} Meaning;

/* The points of a name that is certain. */
#define CERTAIN 4
/* And of one that leaves little doubt. */
#define CLEAR 2
/* What "label_id" has less than "label". */
#define AS_INDEX 1.5
/* What "two_year_relapse" has less than "relapse". */
#define AS_PART 1
/* What another word of the same meaning adds, and the most of it. */
#define AGAIN 0.5
#define MOST 5

static const struct
{
  const char *word;
  Meaning meaning;
  double points;
} vocabulary[] = {
  { "label", TRUTH, 4 },
  { "labels", TRUTH, 4 },
  { "true", TRUTH, 3.5 },
  { "truth", TRUTH, 4 },
  { "groundtruth", TRUTH, 4 },
  { "gt", TRUTH, 4 },
  { "gold", TRUTH, 3.5 },
  { "actual", TRUTH, 4 },
  { "actuals", TRUTH, 4 },
  { "observed", TRUTH, 4 },
  { "obs", TRUTH, 4 },
  { "target", TRUTH, 3.5 },
  { "targets", TRUTH, 3.5 },
  { "outcome", TRUTH, 3.5 },
  { "outcomes", TRUTH, 3.5 },
  { "expected", TRUTH, 3.5 },
  { "ytrue", TRUTH, 4 },
  { "ytest", TRUTH, 4 },
  { "class", TRUTH, 3 },
  { "classes", TRUTH, 2 },
  { "annotation", TRUTH, 3 },
  { "annotated", TRUTH, 3 },
  { "diagnosis", TRUTH, 3 },
  { "reference", TRUTH, 2.5 },
  { "real", TRUTH, 2.5 },
  { "verdict", TRUTH, 2.5 },
  { "status", TRUTH, 2 },
  { "response", TRUTH, 2 },
  { "event", TRUTH, 1.5 },
  { "category", TRUTH, 1.5 },
  { "result", TRUTH, 1.5 },
  { "klasse", TRUTH, 3 },
  { "clase", TRUTH, 3 },
  { "classe", TRUTH, 3 },
  { "etiqueta", TRUTH, 3.5 },
  { "prob", SCORE, 4 },
  { "probs", SCORE, 4 },
  { "proba", SCORE, 4 },
  { "probas", SCORE, 4 },
  { "probability", SCORE, 4 },
  { "probabilities", SCORE, 4 },
  { "score", SCORE, 4 },
  { "scores", SCORE, 4 },
  { "yscore", SCORE, 4 },
  { "yprob", SCORE, 4 },
  { "yproba", SCORE, 4 },
  { "phat", SCORE, 4 },
  { "logit", SCORE, 4 },
  { "logits", SCORE, 4 },
  { "logodds", SCORE, 4 },
  { "logprob", SCORE, 4 },
  { "logprobs", SCORE, 4 },
  { "logprobability", SCORE, 4 },
  { "confidence", SCORE, 4 },
  { "confidences", SCORE, 4 },
  { "conf", SCORE, 4 },
  { "risk", SCORE, 3.5 },
  { "likelihood", SCORE, 3.5 },
  { "propensity", SCORE, 4 },
  { "posterior", SCORE, 4 },
  { "softmax", SCORE, 4 },
  { "sigmoid", SCORE, 4 },
  { "margin", SCORE, 3.5 },
  { "pr", SCORE, 3.5 },
  { "llr", SCORE, 4 },
  { "odds", SCORE, 3 },
  { "oof", SCORE, 2.5 },
  { "certainty", SCORE, 3 },
  { "similarity", SCORE, 3 },
  { "distance", SCORE, 2.5 },
  { "activation", SCORE, 2.5 },
  { "output", SCORE, 2.5 },
  { "outputs", SCORE, 2.5 },
  { "wahrscheinlichkeit", SCORE, 4 },
  { "probabilidad", SCORE, 4 },
  { "probabilite", SCORE, 4 },
  { "pred", PREDICTION, 2.5 },
  { "preds", PREDICTION, 2.5 },
  { "predict", PREDICTION, 2.5 },
  { "predicted", PREDICTION, 2.5 },
  { "predictions", PREDICTION, 2.5 },
  { "prediction", PREDICTION, 2.5 },
  { "ypred", PREDICTION, 2.5 },
  { "yhat", PREDICTION, 2.5 },
  { "hat", PREDICTION, 2.5 },
  { "guess", PREDICTION, 2.5 },
  { "guessed", PREDICTION, 2.5 },
  { "forecast", PREDICTION, 2 },
  { "estimated", PREDICTION, 2 },
  { "estimate", PREDICTION, 2 },
  { "scored", PREDICTION, 1.5 },
  { "likely", PREDICTION, 1.5 },
  { "decision", PREDICTION, 1.5 },
  { "assigned", PREDICTION, 1.5 },
  { "inferred", PREDICTION, 1.5 },
  { "vorhersage", PREDICTION, 2.5 },
  { "id", INDEX, 5 },
  { "ids", INDEX, 5 },
  { "idx", INDEX, 5 },
  { "index", INDEX, 5 },
  { "inst", INDEX, 5 },
  { "row", INDEX, 5 },
  { "rows", INDEX, 5 },
  { "number", INDEX, 5 },
  { "num", INDEX, 5 },
  { "count", OTHER, 5 },
  { "counts", OTHER, 5 },
  { "n", OTHER, 5 },
  { "fold", OTHER, 5 },
  { "folds", OTHER, 5 },
  { "split", OTHER, 5 },
  { "epoch", OTHER, 5 },
  { "seed", OTHER, 5 },
  { "iteration", OTHER, 5 },
  { "batch", OTHER, 5 },
  { "step", OTHER, 5 },
  { "resample", OTHER, 5 },
  { "rank", OTHER, 5 },
  { "time", OTHER, 5 },
  { "timestamp", OTHER, 5 },
  { "date", OTHER, 5 },
  { "datetime", OTHER, 5 },
  { "day", OTHER, 5 },
  { "days", OTHER, 5 },
  { "month", OTHER, 5 },
  { "year", OTHER, 5 },
  { "hour", OTHER, 5 },
  { "duration", OTHER, 5 },
  { "latency", OTHER, 5 },
  { "ms", OTHER, 5 },
  { "age", OTHER, 5 },
  { "amount", OTHER, 5 },
  { "price", OTHER, 5 },
  { "income", OTHER, 5 },
  { "salary", OTHER, 5 },
  { "cost", OTHER, 5 },
  { "costs", OTHER, 5 },
  { "balance", OTHER, 5 },
  { "weight", OTHER, 5 },
  { "weights", OTHER, 5 },
  { "lat", OTHER, 5 },
  { "lon", OTHER, 5 },
  { "lng", OTHER, 5 },
  { "latitude", OTHER, 5 },
  { "longitude", OTHER, 5 },
  { "min", OTHER, 5 },
  { "max", OTHER, 5 },
  { "width", OTHER, 5 },
  { "height", OTHER, 5 },
  { "size", OTHER, 5 },
  { "length", OTHER, 5 },
  { "std", OTHER, 5 },
  { "sd", OTHER, 5 },
  { "se", OTHER, 5 },
  { "stderr", OTHER, 5 },
  { "stdev", OTHER, 5 },
  { "var", OTHER, 5 },
  { "variance", OTHER, 5 },
  { "uncertainty", OTHER, 5 },
  { "entropy", OTHER, 5 },
  { "sigma", OTHER, 5 },
  { "ci", OTHER, 5 },
  { "lo", OTHER, 5 },
  { "hi", OTHER, 5 },
  { "lower", OTHER, 5 },
  { "upper", OTHER, 5 },
  { "loss", OTHER, 5 },
  { "losses", OTHER, 5 },
  { "nll", OTHER, 5 },
  { "error", OTHER, 5 },
  { "err", OTHER, 5 },
  { "threshold", OTHER, 5 },
  { "cutoff", OTHER, 5 },
  { "verite", TRUTH, 3.5 },
  { "reel", TRUTH, 3.5 },
  { "reelle", TRUTH, 3.5 },
  { "reale", TRUTH, 3.5 },
  { "wahr", TRUTH, 3.5 },
  { "wahrheit", TRUTH, 3.5 },
  { "tatsachlich", TRUTH, 3.5 },
  { "wirklich", TRUTH, 3.5 },
  { "verdadero", TRUTH, 3.5 },
  { "verdadeiro", TRUTH, 3.5 },
  { "vero", TRUTH, 3.5 },
  { "vera", TRUTH, 3.5 },
  { "verdad", TRUTH, 3.5 },
  { "verdade", TRUTH, 3.5 },
  { "ziel", TRUTH, 3.5 },
  { "zielvariable", TRUTH, 3.5 },
  { "cible", TRUTH, 3.5 },
  { "objetivo", TRUTH, 3.5 },
  { "alvo", TRUTH, 3.5 },
  { "etikett", TRUTH, 3.5 },
  { "etichetta", TRUTH, 3.5 },
  { "rotulo", TRUTH, 3.5 },
  { "human", TRUTH, 3 },
  { "annotator", TRUTH, 3 },
  { "expert", TRUTH, 3 },
  { "consensus", TRUTH, 3 },
  { "majority", TRUTH, 3 },
  { "adjudicated", TRUTH, 3 },
  { "matched", TRUTH, 2.5 },
  { "clnsig", TRUTH, 2.5 },
  { "grade", TRUTH, 1.5 },
  { "chance", SCORE, 3.5 },
  { "punteggio", SCORE, 3.5 },
  { "puntuacion", SCORE, 3.5 },
  { "puntaje", SCORE, 3.5 },
  { "pontuacao", SCORE, 3.5 },
  { "probabilita", SCORE, 3.5 },
  { "probabilidade", SCORE, 3.5 },
  { "pd", SCORE, 2.5 },
  { "fitted", SCORE, 2.5 },
  { "predit", PREDICTION, 2.5 },
  { "predite", PREDICTION, 2.5 },
  { "predits", PREDICTION, 2.5 },
  { "predicha", PREDICTION, 2.5 },
  { "predicho", PREDICTION, 2.5 },
  { "prediccion", PREDICTION, 2.5 },
  { "predicao", PREDICTION, 2.5 },
  { "previsto", PREDICTION, 2.5 },
  { "prevista", PREDICTION, 2.5 },
  { "prevision", PREDICTION, 2.5 },
  { "predetto", PREDICTION, 2.5 },
  { "predetta", PREDICTION, 2.5 },
  { "previsao", PREDICTION, 2.5 },
  { "vorhergesagt", PREDICTION, 2.5 },
  { "vorhergesagte", PREDICTION, 2.5 },
  { "prognose", PREDICTION, 2.5 },
  { "detected", PREDICTION, 2.5 },
  { "top1", PREDICTION, 2.5 },
  { "gpt", PREDICTION, 1.5 },
  { "llm", PREDICTION, 1.5 },
  { "system", PREDICTION, 1.5 },
  { "model", PREDICTION, 1.5 },
  { "into", PREDICTION, 1.5 },
  { "gender", BYSTANDER, 3 },
  { "sex", BYSTANDER, 3 },
  { "race", BYSTANDER, 3 },
  { "ethnicity", BYSTANDER, 3 },
  { "country", BYSTANDER, 3 },
  { "region", BYSTANDER, 3 },
  { "state", BYSTANDER, 3 },
  { "city", BYSTANDER, 3 },
  { "segment", BYSTANDER, 3 },
  { "group", BYSTANDER, 3 },
  { "arm", BYSTANDER, 3 },
  { "variant", BYSTANDER, 3 },
  { "lang", BYSTANDER, 3 },
  { "language", BYSTANDER, 3 },
  { "set", BYSTANDER, 3 },
  { "partition", BYSTANDER, 3 },
  { "prev", BYSTANDER, 3 },
  { "previous", BYSTANDER, 3 },
  { "lag", BYSTANDER, 3 },
  { "last", BYSTANDER, 3 },
  { "vip", BYSTANDER, 3 },
  { "smoker", BYSTANDER, 3 },
  { "employed", BYSTANDER, 3 },
  { "device", BYSTANDER, 3 },
  { "channel", BYSTANDER, 3 },
  { "reviewed", BYSTANDER, 3 },
  { "lgd", OTHER, 5 },
  { "ead", OTHER, 5 },
  { "resid", OTHER, 5 },
  { "residual", OTHER, 5 },
  { "cooksd", OTHER, 5 },
  { "leverage", OTHER, 5 },
  { "h", OTHER, 5 },
  { "f1", OTHER, 5 },
  { "auc", OTHER, 5 },
  { "accuracy", OTHER, 5 },
  { "recall", OTHER, 5 },
  { "kappa", OTHER, 5 },
  { "mcc", OTHER, 5 },
  { "pvalue", OTHER, 5 },
  { "pval", OTHER, 5 },
  { "padj", OTHER, 5 },
  { "fdr", OTHER, 5 },
  { "qvalue", OTHER, 5 },
  { "log2fc", OTHER, 5 },
  { "fc", OTHER, 5 },
  { "quantile", OTHER, 5 },
  { "ratio", OTHER, 5 },
  { "rate", OTHER, 5 },
  { "optimal", OTHER, 5 },
  { "delta", OTHER, 5 },
  { "classification", TRUTH, 2.5 },
  { "sentiment", TRUTH, 1.5 },
  { "stance", TRUTH, 1.5 },
  { "severity", TRUTH, 1.5 },
  { "histology", TRUTH, 2 },
  { "biopsy", TRUTH, 2 },
  { "polarity", SCORE, 2 },
  { "rating", SCORE, 2 },
  { "mutual", OTHER, 5 },
  { "epistemic", OTHER, 5 },
  { "aleatoric", OTHER, 5 },
  { "female", BYSTANDER, 3 },
  { "male", BYSTANDER, 3 },
  { "married", BYSTANDER, 3 },
  { "marital", BYSTANDER, 3 },
  { "member", BYSTANDER, 3 },
  { "mobile", BYSTANDER, 3 },
  { "weekend", BYSTANDER, 3 },
  { "weekday", BYSTANDER, 3 },
  { "holiday", BYSTANDER, 3 },
  { "sexo", BYSTANDER, 3 },
  { "sexe", BYSTANDER, 3 },
  { "geschlecht", BYSTANDER, 3 },
};

/* What models are made to foresee. Such a word says what a column is about, and
 * a little that it holds what came of it. */
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

/* Names that say more as a whole than their words do. */
static const struct
{
  const char *name;
  Meaning meaning;
  double points;
} wholes[] = {
  { "y", TRUTH, 3.5 },
  { "y test", TRUTH, 4 },
  { "y val", TRUTH, 4 },
  { "y valid", TRUTH, 4 },
  { "y eval", TRUTH, 4 },
  { "tp", TRUTH, 4 },
  { "correct", RIGHTNESS, 1.5 },
  { "is correct", RIGHTNESS, 1.5 },
  { "was correct", RIGHTNESS, 1.5 },
  { "right", RIGHTNESS, 1.5 },
  { "is right", RIGHTNESS, 1.5 },
  { "hit", RIGHTNESS, 1.5 },
  { "p", SCORE, 4 },
  { "p hat", SCORE, 4 },
  { "pd", SCORE, 2.5 },
  { "log odds", SCORE, 4 },
  { "decision function", SCORE, 4 },
  { "decision value", SCORE, 4 },
  { "decision values", SCORE, 4 },
  { "from", TRUTH, 3.5 },
  { "hat", OTHER, 5 },
  { "p value", OTHER, 5 },
  { "fold change", OTHER, 5 },
  { "raw formula val", SCORE, 3 },
  { "exponent", SCORE, 2.5 },
  { "linear predictor", SCORE, 3 },
  { "is tp", TRUTH, 4 },
  { "nr", INDEX, 5 },
  { "lfd nr", INDEX, 5 },
  { "ref std", TRUTH, 4 },
  { "reference standard", TRUTH, 4 },
};

/* Parts of names in scripts without blanks between words. */
static const struct
{
  const char *part;
  Meaning meaning;
  double points;
} parts[] = {
  { "\346\230\257\345\220\246", TRUTH, 2.5 },     /* shifou: whether */
  { "\347\234\237\345\256\236", TRUTH, 3.5 },     /* zhenshi: true */
  { "\345\256\236\351\231\205", TRUTH, 3.5 },     /* shiji: actual */
  { "\346\240\207\347\255\276", TRUTH, 3.5 },     /* biaoqian: label */
  { "\346\255\243\350\247\243", TRUTH, 3.5 },     /* seikai: correct */
  { "\351\242\204\346\265\213", PREDICTION, 2.5 }, /* yuce: predict */
  { "\344\272\210\346\270\254", PREDICTION, 2.5 }, /* yosoku: predict */
  { "\346\246\202\347\216\207", SCORE, 4 },       /* gailu: probability */
  { "\347\242\272\347\216\207", SCORE, 4 },       /* kakuritsu: probability */
  { "\345\210\206\346\225\260", SCORE, 4 },       /* fenshu: score */
};

static gboolean
is_word_byte (char c)
{
  return g_ascii_isalnum (c) || (c & 0x80) != 0;
}

/* Whether a word ends between these two of its letters: "trueLabel",
 * "prob1". */
static gboolean
is_boundary (char before, char after)
{
  return (g_ascii_islower (before) && g_ascii_isupper (after))
         || (g_ascii_isalpha (before) && g_ascii_isdigit (after))
         || (g_ascii_isdigit (before) && g_ascii_isalpha (after));
}

/* A word in lower case, without accents where that leaves letters. */
static char *
fold (const char *word)
{
  g_autofree char *ascii = NULL;

  if (!g_utf8_validate (word, -1, NULL))
    return g_ascii_strdown (word, -1);
  ascii = g_str_to_ascii (word, "C");
  return strchr (ascii, '?') == NULL ? g_ascii_strdown (ascii, -1)
                                     : g_utf8_strdown (word, -1);
}

/* The words of a name in lower case: "true" and "label" of "trueLabel". Words
 * end at anything but letters and digits, at a capital after a small letter,
 * and between letters and digits. A new list. */
GStrv
limen_name_sense_split (const char *name)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  while (*name != '\0')
    {
      const char *start = name;

      while (is_word_byte (*name)
             && (name == start || !is_boundary (name[-1], *name)))
        name++;
      if (name > start)
        {
          g_autofree char *raw = g_strndup (start, (gsize) (name - start));
          g_autofree char *word = fold (raw);

          g_strv_builder_add (words, word);
        }
      else
        name++;
    }
  return g_strv_builder_end (words);
}

/* The places of the words, plus one. */
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

/* Whether a word, in lower case, says what columns hold, rather than what they
 * are about. */
gboolean
limen_name_sense_is_known (const char *word)
{
  return find_word (word) >= 0;
}

/* Cuts what stands behind "of" or "for", where what stands before says what
 * the column is: "probability of default". */
static void
cut_complement (GStrv words)
{
  gboolean has_known = FALSE;

  for (gsize i = 0; words[i] != NULL; i++)
    {
      if (has_known
          && (g_str_equal (words[i], "of") || g_str_equal (words[i], "for")))
        {
          for (gsize k = i; words[k] != NULL; k++)
            g_clear_pointer (&words[k], g_free);
          return;
        }
      has_known |= limen_name_sense_is_known (words[i]);
    }
}

static gboolean
is_event (const char *word)
{
  return LIMEN_NAMES_FIND (events, word) >= 0;
}

/* Whether a word says which month, or the like, is meant. */
static gboolean
is_part_of_time (const char *word)
{
  static const char *const words[] = { "next", "this", "following", NULL };

  return g_strv_contains (words, word);
}

/* The points of each meaning, and which one the last word with any has. */
typedef struct
{
  double points[N_MEANINGS];
  int last;            /* a meaning; -1: none */
  gboolean is_at_end; /* nothing stands behind that word */
} Tally;

static void
tally_add (Tally *tally, Meaning meaning, double points)
{
  double *sum = &tally->points[meaning];

  *sum = *sum > 0 ? MIN (MAX (*sum, points) + AGAIN, MOST) : points;
  tally->last = (int) meaning;
}

static Tally
count (GStrv words)
{
  g_autofree char *whole = g_strjoinv (" ", words);
  Tally tally = { .last = -1 };
  int known = LIMEN_NAMES_FIND (wholes, whole);

  if (known >= 0)
    {
      tally_add (&tally, wholes[known].meaning, wholes[known].points);
      return tally;
    }
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (strstr (whole, parts[i].part) != NULL)
      tally_add (&tally, parts[i].meaning, parts[i].points);
  for (gsize i = 0; words[i] != NULL; i++)
    {
      int found = i > 0 && is_part_of_time (words[i - 1])
                      ? -1
                      : find_word (words[i]);

      if (is_event (words[i]))
        tally.points[EVENT] = AGAIN;
      if (found >= 0)
        tally_add (&tally, vocabulary[found].meaning,
                   vocabulary[found].points);
      tally.is_at_end = found >= 0;
    }
  return tally;
}

/* "$R-churn", "$RC-churn": what SPSS Modeler calls the class that a model said,
 * and its confidence or its chance. */
static void
count_sign (const char *name, Tally *tally)
{
  gsize n = 1;

  if (name[0] != '$')
    return;
  while (g_ascii_isupper (name[n]))
    n++;
  if (n > 1 && name[n] == '-')
    tally_add (tally, n == 2 ? PREDICTION : SCORE, n == 2 ? 2.5 : 3);
}

/* "p_cat", "is_fraud": a first word that tells beside others. Whether it is the
 * letter. */
static gboolean
count_first (GStrv words, Tally *tally)
{
  static const char *const truths[] = { "is", "has", NULL };

  if (words[0] == NULL || words[1] == NULL || tally->last >= 0)
    return FALSE;
  if (g_str_equal (words[0], "p"))
    {
      tally_add (tally, SCORE, 3);
      return TRUE;
    }
  else if (g_strv_contains (truths, words[0]))
    tally_add (tally, TRUTH, 1.5);
  return FALSE;
}

/* What a name says. The last word weighs most where words disagree: a "score
 * label" is a label, or a model's decision, and "prob std" no probability. */
LimenNameSense
limen_name_sense_get (const char *name)
{
  g_auto (GStrv) words = limen_name_sense_split (name);
  LimenNameSense sense = { 0 };
  gboolean is_by_letter;
  Tally tally;

  cut_complement (words);
  tally = count (words);
  is_by_letter = count_first (words, &tally);
  count_sign (name, &tally);
  sense.is_prediction
      = (tally.points[PREDICTION] > 0 && tally.last != SCORE)
        || (tally.points[SCORE] >= CERTAIN && tally.last == TRUTH);
  if (tally.points[INDEX] > 0 && tally.points[TRUTH] > 0)
    tally.points[TRUTH] = MAX (tally.points[TRUTH] - AS_INDEX, AGAIN);
  else if (tally.points[INDEX] > 0)
    {
      tally.points[OTHER] = MAX (tally.points[OTHER], tally.points[INDEX]);
      tally.last = tally.last == INDEX ? OTHER : tally.last;
    }
  sense.is_other = tally.last == OTHER
                   || (tally.points[OTHER] > 0 && tally.points[TRUTH] == 0
                       && tally.points[SCORE] == 0);
  sense.is_index = tally.points[INDEX] > 0;
  sense.is_by_letter = is_by_letter;
  sense.is_rightness = tally.points[RIGHTNESS] > 0;
  sense.label = MAX (tally.points[TRUTH], tally.points[RIGHTNESS])
                + tally.points[EVENT];
  sense.score = MAX (tally.points[SCORE], tally.points[PREDICTION]);
  if (tally.last == TRUTH && sense.is_prediction)
    sense.score = 0;
  if (tally.points[PREDICTION] == 0 && tally.last == TRUTH
      && tally.points[SCORE] < CERTAIN && tally.points[SCORE] > 0)
    {
      /* "risk_class" */
      sense.label = MAX (sense.label - AS_INDEX, AGAIN);
      sense.score = 0;
    }
  else if (tally.points[PREDICTION] >= CLEAR || tally.points[SCORE] > 0)
    sense.label = -2 * CERTAIN;
  else if (tally.points[PREDICTION] > 0)
    sense.label = -CLEAR;
  if (tally.points[PREDICTION] > 0 && tally.points[SCORE] > 0)
    sense.score += AGAIN;
  if (sense.is_other)
    {
      sense.score -= tally.points[OTHER];
      sense.label -= tally.is_at_end ? tally.points[OTHER] / 2 : AS_PART;
    }
  if (tally.points[BYSTANDER] > 0 && tally.points[TRUTH] < CERTAIN)
    sense.label -= tally.points[BYSTANDER];
  return sense;
}
