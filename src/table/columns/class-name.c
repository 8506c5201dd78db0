/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "class-name.h"

#include <string.h>

#define SEPARATORS "_.- :/=()[]{}"

/* Words that column names have before or after the class. A longer word
 * precedes the shorter ones that it begins or ends with. */
static const char *const score_words[]
    = { "scored_probabilities", "log_probability", "predict_proba",
        "pred_proba", "pred_prob", "probabilities", "probability",
        "log_proba", "log_prob", "logprob", "y_proba", "y_prob", "y_score",
        "y_pred", "y_hat", "softmax", "logits", "logit", "proba", "probs",
        "prob", "scores", "score", "prediction", "pred", "confidence",
        "outputs", "output", "pr", "p", NULL };
static const char *const label_words[]
    = { "ground_truth", "true_label", "label", "target", "y_true", "truth",
        "actual", "true", "gt", "y", NULL };

G_STATIC_ASSERT (G_N_ELEMENTS (score_words) <= LIMEN_MAX_CLASS_WORDS
                 && G_N_ELEMENTS (label_words) <= LIMEN_MAX_CLASS_WORDS);

static gboolean
is_separator (char c)
{
  return c != '\0' && strchr (SEPARATORS, c) != NULL;
}

/* Whether a text begins with a word, ignoring case; "_" in the word matches
 * any separator. */
static gboolean
is_like (const char *text, const char *word)
{
  for (; *word != '\0'; word++, text++)
    if (*word == '_' ? !is_separator (*text)
                     : g_ascii_tolower (*text) != *word)
      return FALSE;
  return TRUE;
}

static char *
copy_text (GBytes *field)
{
  gsize length;
  const char *text = g_bytes_get_data (field, &length);

  return length > 0 ? g_strstrip (g_strndup (text, length)) : g_strdup ("");
}

/* A column's name; its number, from 1, if it has none. A new string. */
char *
limen_class_name_get (const LimenSample *sample, int column)
{
  g_autofree char *name
      = copy_text (g_ptr_array_index (sample->names, (guint) column));

  return *name != '\0' ? g_steal_pointer (&name)
                       : g_strdup_printf ("%d", column + 1);
}

static gboolean
is_opening (char c)
{
  return c != '\0' && strchr ("([{", c) != NULL;
}

static gboolean
is_closing (char c)
{
  return c != '\0' && strchr (")]}", c) != NULL;
}

/* Removes brackets and "NAME=": "setosa" of "(species=setosa)", "0" of "0]". A
 * new string. */
static char *
clean_stem (const char *text, gsize length)
{
  g_autofree char *stem = g_strstrip (g_strndup (text, length));
  char *start = stem, *equals;
  gsize n = strlen (stem);

  if (n > 2 && is_opening (stem[0]) && is_closing (stem[n - 1]))
    {
      stem[n - 1] = '\0';
      start++;
    }
  else if (n > 1 && is_closing (stem[n - 1]) && strpbrk (stem, "([{") == NULL)
    stem[n - 1] = '\0';
  equals = strrchr (start, '=');
  if (equals != NULL && equals[1] != '\0' && equals > start
      && strchr ("<>!=", equals[-1]) == NULL)
    start = equals + 1;
  return g_strstrip (g_strdup (start));
}

/* Sets the stem of "prob_cat", "prob2", "prob(cat)" or "cat.prob" if the name
 * has this word. */
static void
split_by_word (LimenClassName *self, const char *name, const char *word)
{
  gsize length = strlen (name), n = strlen (word);

  if (length <= n)
    return;
  if (is_like (name, word)
      && (is_separator (name[n]) || g_ascii_isdigit (name[n])))
    {
      const char *stem
          = name + n + (is_separator (name[n]) && !is_opening (name[n]));

      if (*stem != '\0')
        self->stem = clean_stem (stem, strlen (stem));
    }
  else if (length > n + 1 && is_like (name + length - n, word)
           && is_separator (name[length - n - 1]))
    {
      self->is_suffix = TRUE;
      self->stem = clean_stem (name, length - n - 1);
    }
}

/* The class in a name without a known word: the part in brackets or after "=",
 * or the name itself. A new string. */
char *
limen_class_name_clean (const char *name)
{
  return clean_stem (name, strlen (name));
}

/* Length of a name without a final "[1]"; the whole length if there is
 * none. */
static gsize
measure_base (const char *name)
{
  gsize length = strlen (name);
  const char *bracket = strrchr (name, '[');

  return bracket != NULL && bracket > name && name[length - 1] == ']'
                 && bracket[1] != ']'
             ? (gsize) (bracket - name)
             : length;
}

/* Whether a name is a word, or begins or ends with it. */
static gboolean
has_word (const char *name, const char *word)
{
  gsize length = strlen (name), n = strlen (word);

  if (length < n)
    return FALSE;
  return (is_like (name, word)
          && (name[n] == '\0' || is_separator (name[n])))
         || (is_like (name + length - n, word)
             && is_separator (name[length - n - 1]));
}

/* Splits the name of a list element, such as "probability[0]": its index is
 * the class. */
static gboolean
split_element (LimenClassName *self, const char *name,
               const char *const *words)
{
  gsize n = measure_base (name);
  g_autofree char *base = g_strndup (name, n);

  if (name[n] == '\0')
    return FALSE;
  for (int i = 0; self->word < 0 && words[i] != NULL; i++)
    if (has_word (base, words[i]))
      {
        self->word = i;
        self->stem = g_strndup (name + n + 1, strlen (name) - n - 2);
      }
  return TRUE;
}

/* Splits a name at the first word that it has before or after a class. The
 * caller frees the stem. */
LimenClassName
limen_class_name_split (const char *name, LimenClassWords words)
{
  const char *const *all = words == LIMEN_CLASS_WORDS_OF_SCORES ? score_words
                                                                : label_words;
  LimenClassName self = { .word = -1 };

  if (split_element (&self, name, all))
    return self;
  while (*name == '.' || *name == '_')
    name++;
  for (int i = 0; self.stem == NULL && all[i] != NULL; i++)
    {
      split_by_word (&self, name, all[i]);
      if (self.stem != NULL)
        self.word = i;
    }
  return self;
}

/* Derives the stems if every name contains a word of this vocabulary. */
gboolean
limen_class_names_strip_words (GPtrArray *names, LimenClassWords words,
                               GPtrArray *stems)
{
  for (guint i = 0; i < names->len; i++)
    {
      LimenClassName split
          = limen_class_name_split (g_ptr_array_index (names, i), words);

      if (split.word < 0)
        {
          g_ptr_array_set_size (stems, 0);
          return FALSE;
        }
      g_ptr_array_add (stems, split.stem);
    }
  return TRUE;
}

/* Lengths of the prefix and suffix that all names have in common, ending at
 * separators or digits. */
static void
find_common (GPtrArray *names, gsize *prefix, gsize *suffix)
{
  const char *first = g_ptr_array_index (names, 0);

  *prefix = *suffix = strlen (first);
  for (guint i = 1; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      gsize length = strlen (name), n = 0;

      while (n < *prefix && name[n] == first[n])
        n++;
      *prefix = n;
      n = 0;
      while (n < MIN (*suffix, length - MIN (length, *prefix))
             && name[length - n - 1] == first[strlen (first) - n - 1])
        n++;
      *suffix = n;
    }
  while (*prefix > 0 && !is_separator (first[*prefix - 1])
         && !(g_ascii_isdigit (first[*prefix])
              && !g_ascii_isdigit (first[*prefix - 1])))
    --*prefix;
  while (*suffix > 0 && !is_separator (first[strlen (first) - *suffix]))
    --*suffix;
}

/* Derives the stems by removing the prefix and suffix that all names share.
 * FALSE for fewer than two names, if they share nothing, or if a stem would be
 * empty. */
gboolean
limen_class_names_strip_common (GPtrArray *names, GPtrArray *stems)
{
  gsize prefix, suffix;

  if (names->len < 2)
    return FALSE;
  find_common (names, &prefix, &suffix);
  if (prefix + suffix == 0)
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    if (strlen (g_ptr_array_index (names, i)) <= prefix + suffix)
      return FALSE;
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);

      g_ptr_array_add (stems,
                       clean_stem (name + prefix,
                                   strlen (name) - prefix - suffix));
    }
  return TRUE;
}
