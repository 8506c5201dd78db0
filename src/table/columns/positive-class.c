/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "positive-class.h"

#include <string.h>

/* Minimum length of a word that a prefix may negate: "unfit" is not fit, but
 * "note" does not negate "e". */
#define MIN_NEGATED 3

#define SEPARATORS " _-.:/"

/* How strongly a word indicates its class. */
enum
{
  CUSTOM = 1, /* used in one field, such as biometrics or risk; ambiguous in
               * others */
  CONVENTION = 2,
  TRUTH = 3,
};

/* Pairs of words for the positive and the negative class; the only such
 * table. */
static const struct
{
  const char *positive, *negative;
  int strength;
} words[] = {
  { "1", "0", TRUTH },
  { "true", "false", TRUTH },
  { "t", "f", TRUTH },
  { "yes", "no", TRUTH },
  { "y", "n", TRUTH },
  { "positive", "negative", TRUTH },
  { "pos", "neg", TRUTH },
  { "+", "-", TRUTH },
  { "ja", "nein", TRUTH },
  { "ja", "nee", TRUTH },
  { "oui", "non", TRUTH },
  { "sim", "n\303\243o", TRUTH },
  { "si", "no", TRUTH },
  { "s\303\255", "no", TRUTH },
  { "tak", "nie", TRUTH },
  { "vrai", "faux", TRUTH },
  { "verdadero", "falso", TRUTH },
  { "verdadeiro", "falso", TRUTH },
  { "vero", "falso", TRUTH },
  { "kyll\303\244", "ei", TRUTH },
  { "ja", "nej", TRUTH },
  { "ja", "nei", TRUTH },
  { "positiv", "negativ", TRUTH },
  { "positivo", "negativo", TRUTH },
  { "positif", "n\303\251gatif", TRUTH },
  { "evet", "hay\304\261r", TRUTH },
  { "evet", "hayir", TRUTH },
  { "ano", "ne", TRUTH },
  { "igen", "nem", TRUTH },
  { "ya", "tidak", TRUTH },
  { "wahr", "falsch", TRUTH },
  { "\320\264\320\260", "\320\275\320\265\321\202", TRUTH },
  { "\346\230\257", "\345\220\246", TRUTH },
  { "\343\201\257\343\201\204", "\343\201\204\343\201\204\343\201\210",
    TRUTH },
  { "case", "control", CONVENTION },
  { "cases", "controls", CONVENTION },
  { "disease", "healthy", CONVENTION },
  { "diseased", "healthy", CONVENTION },
  { "sick", "healthy", CONVENTION },
  { "abnormal", "normal", CONVENTION },
  { "anomaly", "normal", CONVENTION },
  { "attack", "normal", CONVENTION },
  { "malignant", "benign", CONVENTION },
  { "pathogenic", "benign", CONVENTION },
  { "malicious", "benign", CONVENTION },
  { "spam", "ham", CONVENTION },
  { "fraud", "legit", CONVENTION },
  { "fraudulent", "legitimate", CONVENTION },
  { "active", "inactive", CONVENTION },
  { "outlier", "inlier", CONVENTION },
  { "present", "absent", CONVENTION },
  { "died", "survived", CONVENTION },
  { "dead", "alive", CONVENTION },
  { "deceased", "alive", CONVENTION },
  { "churned", "stayed", CONVENTION },
  { "churn", "retained", CONVENTION },
  { "default", "paid", CONVENTION },
  { "defaulted", "paid", CONVENTION },
  { "defective", "ok", CONVENTION },
  { "mut", "wt", CONVENTION },
  { "mutant", "wildtype", CONVENTION },
  { "genuine", "impostor", CUSTOM },
  { "genuine", "imposter", CUSTOM },
  { "target", "nontarget", CUSTOM },
  { "bonafide", "spoof", CUSTOM },
  { "high", "low", CUSTOM },
};

/* Words that negate the next word, or everything the labels have in common. */
static const char *const negations[] = { "not", "non", "no", "without", NULL };

/* Maps each word to its strength, negative for the negative class; created
 * once. */
static GHashTable *
get_ratings (void)
{
  static GHashTable *ratings;

  if (g_once_init_enter (&ratings))
    {
      GHashTable *made = g_hash_table_new (g_str_hash, g_str_equal);

      /* In reverse, so that the first entry of a word wins. */
      for (guint i = G_N_ELEMENTS (words); i-- > 0;)
        {
          g_hash_table_insert (made, (gpointer) words[i].negative,
                               GINT_TO_POINTER (-words[i].strength));
          g_hash_table_insert (made, (gpointer) words[i].positive,
                               GINT_TO_POINTER (words[i].strength));
        }
      g_once_init_leave (&ratings, made);
    }
  return ratings;
}

static int
rate (const char *word)
{
  return GPOINTER_TO_INT (g_hash_table_lookup (get_ratings (), word));
}

/* 1 for a word that means true, -1 for one that means false, 0 for any other;
 * `word` is in lower case. */
int
limen_truth_word_get_sign (const char *word)
{
  int rating = rate (word);

  return ABS (rating) == TRUTH ? (rating > 0) - (rating < 0) : 0;
}

/* The counterpart of a word for true or false, or of a word for the negative
 * class; `word` is in lower case. NULL if unknown. Static. */
const char *
limen_class_word_get_counterpart (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (g_str_equal (word, words[i].negative))
        return words[i].positive;
      if (words[i].strength == TRUTH && g_str_equal (word, words[i].positive))
        return words[i].negative;
    }
  return NULL;
}

static gboolean
is_sign (char c)
{
  return c == '+' || c == '-';
}

static gboolean
is_number (const char *text)
{
  char *end;

  g_ascii_strtod (text, &end);
  return end != text && *end == '\0';
}

/* Splits a label into words in lower case: "gon" and "+" of "GON+". A number
 * is one word, and so is "bona fide". A new array. */
static GPtrArray *
split (const char *label)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *lower = g_ascii_strdown (label, -1);
  gsize length = strlen (lower);
  g_auto (GStrv) all = NULL;
  char sign[2] = "";

  if (is_number (lower))
    {
      g_ptr_array_add (parts, g_steal_pointer (&lower));
      return parts;
    }
  if (length > 0 && is_sign (lower[length - 1]))
    {
      sign[0] = lower[length - 1];
      lower[length - 1] = '\0';
    }
  all = g_strsplit_set (lower, SEPARATORS, -1);
  for (gsize i = 0; all[i] != NULL; i++)
    if (parts->len > 0 && g_str_equal (all[i], "fide")
        && g_str_equal (g_ptr_array_index (parts, parts->len - 1), "bona"))
      {
        g_ptr_array_set_size (parts, (int) parts->len - 1);
        g_ptr_array_add (parts, g_strdup ("bonafide"));
      }
    else if (*all[i] != '\0')
      g_ptr_array_add (parts, g_strdup (all[i]));
  if (*sign != '\0')
    g_ptr_array_add (parts, g_strdup (sign));
  return parts;
}

static gboolean
has_word (GPtrArray *parts, const char *word)
{
  return g_ptr_array_find_with_equal_func (parts, word, g_str_equal, NULL);
}

/* The words of one label that the other does not have; a new array, which
 * borrows them. */
static GPtrArray *
subtract (GPtrArray *parts, GPtrArray *others)
{
  GPtrArray *rest = g_ptr_array_new ();

  for (guint i = 0; i < parts->len; i++)
    if (!has_word (others, g_ptr_array_index (parts, i)))
      g_ptr_array_add (rest, g_ptr_array_index (parts, i));
  return rest;
}

/* The rating of the strongest word; numbers are ignored if there are several
 * words. */
static int
rate_words (GPtrArray *parts)
{
  int best = 0;

  for (guint i = 0; i < parts->len; i++)
    {
      const char *word = g_ptr_array_index (parts, i);
      int rating = parts->len > 1 && g_ascii_isdigit (*word) ? 0 : rate (word);

      if (ABS (rating) > ABS (best))
        best = rating;
    }
  return best;
}

/* Whether a word is the other with a negating prefix: "nontarget" and
 * "target", "uninfected" and "infected". */
static gboolean
is_joined_negation (const char *word, const char *other)
{
  static const char *const prefixes[] = { "non", "un", "in", "not" };

  if (strlen (other) < MIN_NEGATED)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_str_has_prefix (word, prefixes[i])
        && g_str_equal (word + strlen (prefixes[i]), other))
      return TRUE;
  return FALSE;
}

/* Whether a label is the other one plus a word such as "not". */
static gboolean
is_negation (GPtrArray *rest, GPtrArray *other_rest)
{
  if (rest->len == 1 && other_rest->len == 1)
    return is_joined_negation (g_ptr_array_index (rest, 0),
                               g_ptr_array_index (other_rest, 0));
  return rest->len == 1 && other_rest->len == 0
         && g_strv_contains (negations, g_ptr_array_index (rest, 0));
}

/* Compares two labels by their words: above 0 if the first is positive, below
 * 0 if the second is, 0 if unclear. Words that both have do not count, except
 * that a negated negative is positive: "not normal" and "normal". */
int
limen_positive_class_compare (const char *first, const char *second)
{
  g_autoptr (GPtrArray) parts = split (first), others = split (second);
  g_autoptr (GPtrArray) rest = subtract (parts, others);
  g_autoptr (GPtrArray) other_rest = subtract (others, parts);

  if (is_negation (rest, other_rest))
    return rate_words (others) < 0 ? 1 : -1;
  if (is_negation (other_rest, rest))
    return rate_words (parts) < 0 ? -1 : 1;
  return rate_words (rest) - rate_words (other_rest);
}

/* The words of a name in lower case, joined by blanks; a new string. Equal for
 * names that limen_class_words_equal() considers equal. */
char *
limen_class_words_join (const char *name)
{
  g_autoptr (GPtrArray) parts = split (name);

  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" ", (char **) parts->pdata);
}

/* Whether two names have the same words in the same order, ignoring case and
 * separators. */
gboolean
limen_class_words_equal (const char *first, const char *second)
{
  g_autoptr (GPtrArray) parts = split (first), others = split (second);

  if (parts->len != others->len)
    return FALSE;
  for (guint i = 0; i < parts->len; i++)
    if (!g_str_equal (parts->pdata[i], others->pdata[i]))
      return FALSE;
  return parts->len > 0;
}

/* Words for harm, in names of scores that increase with it and in labels. */
static const char *const harms[]
    = { "pd",        "risk",     "default",    "mortality", "attrition",
        "defect",    "hazard",   "bad",        "died",      "dead",
        "deceased",  "fail",     "failed",     "left",      "canceled",
        "cancelled", "churned",  "defaulted",  "fraud",     "ill",
        "sick",      "positive", "readmitted", "failure",   "death",
        "churn",     "loss",     "default12m", NULL };

/* Whether a name contains a word for harm. */
gboolean
limen_class_words_have_harm (const char *name)
{
  g_autoptr (GPtrArray) parts = split (name);

  for (guint i = 0; i < parts->len; i++)
    if (g_strv_contains (harms, parts->pdata[i]))
      return TRUE;
  return FALSE;
}

/* Whether two names share a word stem: at least four first letters that are
 * all of one word, or six: "churn" and "churned", "pathogenicity" and
 * "pathogenic". */
gboolean
limen_class_words_are_akin (const char *first, const char *second)
{
  g_autoptr (GPtrArray) parts = split (first), others = split (second);

  for (guint i = 0; i < parts->len; i++)
    for (guint k = 0; k < others->len; k++)
      {
        const char *a = parts->pdata[i], *b = others->pdata[k];
        gsize n = 0;

        while (a[n] != '\0' && a[n] == b[n])
          n++;
        if (n >= 6 || (n >= 4 && (a[n] == '\0' || b[n] == '\0')))
          return TRUE;
      }
  return FALSE;
}

/* Whether two labels are words for true and false. A single letter only counts
 * with its own counterpart, since "f" and "m" mean something else. */
gboolean
limen_positive_class_is_certain (const char *first, const char *second)
{
  g_autofree char *word = g_ascii_strdown (first, -1);
  g_autofree char *other = g_ascii_strdown (second, -1);
  gboolean has_letter = (word[0] != '\0' && word[1] == '\0')
                        || (other[0] != '\0' && other[1] == '\0');

  if (limen_truth_word_get_sign (word) * limen_truth_word_get_sign (other)
      != -1)
    return FALSE;
  return !has_letter
         || g_str_equal (limen_class_word_get_counterpart (word), other);
}
