/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "class-name.h"

#include <string.h>

#define SEPARATORS "_.- :/=()[]{}"

/* What names of columns say before or after the class, longer words before the
 * shorter ones that they end in or begin with. */
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

/* Letter by letter, where "_" stands for any separator. */
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

/* A column's name; its number, from 1, where it has none. A new string. */
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

/* "setosa" of "(species=setosa)", "0" of "0]": a new string. */
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

/* "prob_cat", "prob2", "prob(cat)", "cat.prob": sets `stem`, unless it has not
 * this word. */
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

/* The class that a name says without a word: what stands in brackets or behind
 * "=" where that is all of it; else the name. A new string. */
char *
limen_class_name_clean (const char *name)
{
  return clean_stem (name, strlen (name));
}

/* The length of a name without the "[1]" at its end; all of it where there is
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

/* Whether a name is a word, or has it before or after others. */
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

/* "probability[0]": an element of a list, which is all about one class. */
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

/* A name by the first word that it has before or after a class; its stem is
 * to be freed. */
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

/* Stems beside some word of this kind in each name. */
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

/* How many characters all names begin with alike, and end with alike, and that
 * end at a separator or before a digit. */
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

/* Stems with nothing of what the names have in common, none of them empty. */
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
