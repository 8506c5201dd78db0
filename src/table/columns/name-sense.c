/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "name-sense.h"

#include <string.h>

#include "name-sense-words.h"

/* Points of an unambiguous name. */
#define CERTAIN 4
/* Points of a fairly unambiguous name. */
#define CLEAR 2
/* Deduction for "label_id" compared with "label". */
#define AS_INDEX 1.5
/* Deduction for "two_year_relapse" compared with "relapse". */
#define AS_PART 1

static gboolean
is_word_byte (char c)
{
  return g_ascii_isalnum (c) || (c & 0x80) != 0;
}

/* Whether a word ends between two characters: "trueLabel", "prob1". */
static gboolean
is_boundary (char before, char after)
{
  return (g_ascii_islower (before) && g_ascii_isupper (after))
         || (g_ascii_isalpha (before) && g_ascii_isdigit (after))
         || (g_ascii_isdigit (before) && g_ascii_isalpha (after));
}

/* A word in lower case and, if that leaves letters, without accents. A new
 * string. */
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

/* Splits a name into words in lower case: "true" and "label" of "trueLabel".
 * Words end at other characters than letters and digits, at a capital after a
 * small letter, and between letters and digits. A new list. */
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

/* Removes everything from "of" or "for" on, if the words before describe the
 * column: "probability of default". */
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

/* Recognises "$R-churn" and "$RC-churn", SPSS Modeler's names for a predicted
 * class and its confidence. */
static void
count_spss_prefix (const char *name, LimenMeaningTally *tally)
{
  gsize n = 1;

  if (name[0] != '$')
    return;
  while (g_ascii_isupper (name[n]))
    n++;
  if (n > 1 && name[n] == '-')
    limen_meaning_tally_add (
        tally, n == 2 ? LIMEN_MEANING_PREDICTION : LIMEN_MEANING_SCORE,
        n == 2 ? 2.5 : 3);
}

/* Recognises first words such as in "p_cat" and "is_fraud". TRUE for the
 * letter "p". */
static gboolean
count_first_word (GStrv words, LimenMeaningTally *tally)
{
  static const char *const truths[] = { "is", "has", NULL };

  if (words[0] == NULL || words[1] == NULL || tally->last >= 0)
    return FALSE;
  if (g_str_equal (words[0], "p"))
    {
      limen_meaning_tally_add (tally, LIMEN_MEANING_SCORE, 3);
      return TRUE;
    }
  else if (g_strv_contains (truths, words[0]))
    limen_meaning_tally_add (tally, LIMEN_MEANING_LABEL, 1.5);
  return FALSE;
}

/* Lowers the points of a label for an index ("label_id"); any other index is
 * neither label nor score. */
static void
weigh_index (LimenMeaningTally *tally)
{
  if (tally->points[LIMEN_MEANING_INDEX] > 0
      && tally->points[LIMEN_MEANING_LABEL] > 0)
    tally->points[LIMEN_MEANING_LABEL] = MAX (
        tally->points[LIMEN_MEANING_LABEL] - AS_INDEX, LIMEN_MEANING_REPEAT);
  else if (tally->points[LIMEN_MEANING_INDEX] > 0)
    {
      tally->points[LIMEN_MEANING_OTHER]
          = MAX (tally->points[LIMEN_MEANING_OTHER],
                 tally->points[LIMEN_MEANING_INDEX]);
      tally->last = tally->last == LIMEN_MEANING_INDEX ? LIMEN_MEANING_OTHER
                                                       : tally->last;
    }
}

/* What a column's name suggests. If words disagree, the last one counts most:
 * "score label" is a label or a decision, and "prob std" is not a
 * probability. */
LimenNameSense
limen_name_sense_get (const char *name)
{
  g_auto (GStrv) words = limen_name_sense_split (name);
  LimenNameSense sense = { 0 };
  gboolean is_by_letter;
  LimenMeaningTally tally;

  cut_complement (words);
  tally = limen_meaning_tally_words (words);
  is_by_letter = count_first_word (words, &tally);
  count_spss_prefix (name, &tally);
  sense.is_prediction = (tally.points[LIMEN_MEANING_PREDICTION] > 0
                         && tally.last != LIMEN_MEANING_SCORE)
                        || (tally.points[LIMEN_MEANING_SCORE] >= CERTAIN
                            && tally.last == LIMEN_MEANING_LABEL);
  weigh_index (&tally);
  sense.is_other = tally.last == LIMEN_MEANING_OTHER
                   || (tally.points[LIMEN_MEANING_OTHER] > 0
                       && tally.points[LIMEN_MEANING_LABEL] == 0
                       && tally.points[LIMEN_MEANING_SCORE] == 0);
  sense.is_index = tally.points[LIMEN_MEANING_INDEX] > 0;
  sense.is_by_letter = is_by_letter;
  sense.is_correctness = tally.points[LIMEN_MEANING_CORRECTNESS] > 0;
  sense.label = MAX (tally.points[LIMEN_MEANING_LABEL],
                     tally.points[LIMEN_MEANING_CORRECTNESS])
                + tally.points[LIMEN_MEANING_EVENT];
  sense.score = MAX (tally.points[LIMEN_MEANING_SCORE],
                     tally.points[LIMEN_MEANING_PREDICTION]);
  if (tally.last == LIMEN_MEANING_LABEL && sense.is_prediction)
    sense.score = 0;
  if (tally.points[LIMEN_MEANING_PREDICTION] == 0
      && tally.last == LIMEN_MEANING_LABEL
      && tally.points[LIMEN_MEANING_SCORE] < CERTAIN
      && tally.points[LIMEN_MEANING_SCORE] > 0)
    {
      /* "risk_class" */
      sense.label = MAX (sense.label - AS_INDEX, LIMEN_MEANING_REPEAT);
      sense.score = 0;
    }
  else if (tally.points[LIMEN_MEANING_PREDICTION] >= CLEAR
           || tally.points[LIMEN_MEANING_SCORE] > 0)
    sense.label = -2 * CERTAIN;
  else if (tally.points[LIMEN_MEANING_PREDICTION] > 0)
    sense.label = -CLEAR;
  if (tally.points[LIMEN_MEANING_PREDICTION] > 0
      && tally.points[LIMEN_MEANING_SCORE] > 0)
    sense.score += LIMEN_MEANING_REPEAT;
  if (sense.is_other)
    {
      sense.score -= tally.points[LIMEN_MEANING_OTHER];
      sense.label
          -= tally.is_at_end ? tally.points[LIMEN_MEANING_OTHER] / 2 : AS_PART;
    }
  if (tally.points[LIMEN_MEANING_ATTRIBUTE] > 0
      && tally.points[LIMEN_MEANING_LABEL] < CERTAIN)
    sense.label -= tally.points[LIMEN_MEANING_ATTRIBUTE];
  return sense;
}
