#include "class-columns.h"

#include <string.h>

#include "labels.h"
#include "predictions.h"
#include "role-names.h"
#include "sample.h"

#define SEPARATORS "_.- :/"
/* Columns of three models may look like those of three classes; a name that
 * fits is proof, a number of labels only for more than two. */
#define FEWEST_BY_NUMBER 3

/* What names of columns say before or after the class, longer words before the
 * shorter ones that they end in or begin with. */
static const char *const score_words[]
    = { "log_probability", "predict_proba", "pred_proba", "pred_prob",
        "probability", "log_proba", "log_prob", "logprob", "y_proba",
        "y_prob", "y_score", "y_pred", "y_hat", "softmax", "logits", "logit",
        "proba", "probs", "prob", "scores", "score", "prediction", "pred",
        "confidence", "outputs", "output", "p", NULL };
static const char *const label_words[]
    = { "ground_truth", "true_label", "label", "target", "y_true", "truth",
        "actual", "true", "gt", "y", NULL };

/* A column's name in two: the word that many share, and the class. */
typedef struct
{
  const char *word; /* NULL: there is none */
  gboolean is_suffix;
  char *stem;
} Split;

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

/* A column's name; its number, from 1, where it has none. */
static char *
get_name (const LimenDialect *dialect, int column)
{
  g_autofree char *name
      = copy_text (g_ptr_array_index (dialect->names, (guint) column));

  return *name != '\0' ? g_steal_pointer (&name)
                       : g_strdup_printf ("%d", column + 1);
}

/* "prob_cat", "prob2", "cat.prob" */
static Split
split_by_word (const char *name, const char *word)
{
  gsize length = strlen (name), n = strlen (word);
  Split split = { 0 };

  if (length <= n)
    return split;
  if (is_like (name, word)
      && (is_separator (name[n]) || g_ascii_isdigit (name[n])))
    {
      const char *stem = name + n + (is_separator (name[n]) ? 1 : 0);

      if (*stem != '\0')
        split = (Split){ word, FALSE, g_strstrip (g_strdup (stem)) };
    }
  else if (length > n + 1 && is_like (name + length - n, word)
           && is_separator (name[length - n - 1]))
    split = (Split){ word, TRUE,
                     g_strstrip (g_strndup (name, length - n - 1)) };
  return split;
}

static Split
split_name (const char *name, const char *const *words)
{
  Split split = { 0 };

  for (; split.word == NULL && *words != NULL; words++)
    split = split_by_word (name, *words);
  return split;
}

static LimenClassColumns *
new_empty (void)
{
  LimenClassColumns *self = g_new0 (LimenClassColumns, 1);

  self->columns = g_array_new (FALSE, FALSE, sizeof (int));
  self->stems = g_ptr_array_new_with_free_func (g_free);
  return self;
}

static void
append (LimenClassColumns *self, int column, char *stem)
{
  g_array_append_val (self->columns, column);
  g_ptr_array_add (self->stems, stem);
}

/* Frees it; NULL is nothing. */
void
limen_class_columns_free (LimenClassColumns *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->columns);
  g_ptr_array_unref (self->stems);
  g_free (self);
}

/* How many classes there are. */
gsize
limen_class_columns_get_n (const LimenClassColumns *self)
{
  return self->columns->len;
}

/* The column of a class. */
int
limen_class_columns_get (const LimenClassColumns *self, gsize class)
{
  return g_array_index (self->columns, int, class);
}

/* Whether a column is one of these. */
gboolean
limen_class_columns_has (const LimenClassColumns *self, int column)
{
  for (gsize i = 0; i < limen_class_columns_get_n (self); i++)
    if (limen_class_columns_get (self, i) == column)
      return TRUE;
  return FALSE;
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

/* Stems of names with nothing of what they have in common; FALSE where one
 * would be empty. */
static gboolean
strip_common (GPtrArray *names, GPtrArray *stems)
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

      g_ptr_array_add (stems, g_strndup (name + prefix,
                                         strlen (name) - prefix - suffix));
    }
  return TRUE;
}

static gboolean
strip_words (GPtrArray *names, const char *const *words, GPtrArray *stems)
{
  for (guint i = 0; i < names->len; i++)
    {
      Split split = split_name (g_ptr_array_index (names, i), words);

      if (split.word == NULL)
        {
          g_ptr_array_set_size (stems, 0);
          return FALSE;
        }
      g_ptr_array_add (stems, split.stem);
    }
  return TRUE;
}

/* These columns, each with the class that its name tells: what stands beside a
 * word that all share, or else the name itself. */
LimenClassColumns *
limen_class_columns_new (const LimenDialect *dialect, const int *columns,
                         gsize n)
{
  LimenClassColumns *self = new_empty ();
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < n; i++)
    {
      g_array_append_val (self->columns, columns[i]);
      g_ptr_array_add (names, get_name (dialect, columns[i]));
    }
  if (!strip_words (names, score_words, self->stems)
      && !strip_words (names, label_words, self->stems)
      && !strip_common (names, self->stems))
    for (gsize i = 0; i < n; i++)
      g_ptr_array_add (self->stems,
                       g_strdup (g_ptr_array_index (names, i)));
  return self;
}

/* Whether most cells are numbers: one that is not makes a bad row, which is
 * said when it is read, and not a column of something else. */
static gboolean
is_numeric (const LimenDialect *dialect, int column)
{
  guint n = 0;
  double number;

  for (guint row = 0; row < dialect->rows->len; row++)
    n += limen_sample_parse_number (dialect, row, column, &number);
  return 2 * n >= dialect->rows->len && n > 0;
}

/* The distinct labels of the sample; without any, the classes that are known
 * from elsewhere. */
static LimenLabels *
collect_labels (const LimenDialect *dialect, int label,
                const LimenReadOptions *options)
{
  LimenLabels *labels;

  if (label >= 0)
    return limen_sample_collect_labels (dialect, label, options->ignored);
  labels = limen_labels_new (LIMEN_MAX_CLASSES, '.');
  for (gsize i = 0;
       options->classes != NULL && options->classes[i] != NULL; i++)
    limen_labels_take (labels, options->classes[i],
                       strlen (options->classes[i]));
  return labels;
}

/* Whether every label of the sample is one that a column is named after. */
gboolean
limen_class_columns_cover (const LimenClassColumns *self,
                           const LimenDialect *dialect, int label,
                           const LimenReadOptions *options)
{
  g_autoptr (LimenLabels) labels = collect_labels (dialect, label, options);
  g_autoptr (LimenLabels) stems = limen_labels_new (G_MAXUINT16 - 1, '.');

  for (guint i = 0; i < self->stems->len; i++)
    {
      const char *stem = g_ptr_array_index (self->stems, i);

      limen_labels_take (stems, stem, strlen (stem));
    }
  for (guint i = 0; i < limen_labels_get_n (labels); i++)
    if (limen_labels_find (stems, limen_labels_get_name (labels, i)) < 0)
      return FALSE;
  return limen_labels_get_n (labels) > 0;
}

/* How many columns are named after a label. */
static gsize
count_named (const LimenClassColumns *self, LimenLabels *labels)
{
  gsize n = 0;

  for (guint i = 0; i < self->stems->len; i++)
    n += limen_labels_find (labels, g_ptr_array_index (self->stems, i)) >= 0;
  return n;
}

/* Whether all labels are whole numbers from `first` on that n columns reach;
 * `has_last`: the last one is among them. */
static gboolean
are_numbers (LimenLabels *labels, gsize first, gsize n, gboolean *has_last)
{
  *has_last = FALSE;
  for (guint i = 0; i < limen_labels_get_n (labels); i++)
    {
      const char *name = limen_labels_get_name (labels, i);
      guint64 number;

      if (!g_ascii_string_to_unsigned (name, 10, first, first + n - 1,
                                       &number, NULL))
        return FALSE;
      *has_last |= number == first + n - 1;
    }
  return limen_labels_get_n (labels) > 0;
}

/* How labels tell columns apart, as the sample shows: by name if one of them
 * is the name of a class, where columns have names; else by number; else by
 * their order. */
LimenClassNaming
limen_class_columns_get_naming (const LimenClassColumns *self,
                                const LimenDialect *dialect, int label,
                                const LimenReadOptions *options)
{
  g_autoptr (LimenLabels) labels = collect_labels (dialect, label, options);
  gsize n = limen_class_columns_get_n (self);
  gboolean is_index, is_number, has_last;

  if ((dialect->has_header && count_named (self, labels) > 0)
      || limen_labels_get_n (labels) == 0)
    return LIMEN_CLASSES_BY_NAME;
  is_index = are_numbers (labels, 0, n, &has_last);
  is_number = are_numbers (labels, 1, n, &has_last);
  if (is_index && is_number && label >= 0)
    return LIMEN_CLASSES_BY_EITHER;
  if (is_index)
    return LIMEN_CLASSES_BY_INDEX;
  return is_number ? LIMEN_CLASSES_BY_NUMBER : LIMEN_CLASSES_BY_ORDER;
}

/* Names the classes by numbers from `first` on, for columns without names. */
void
limen_class_columns_number (LimenClassColumns *self, gsize first)
{
  for (guint i = 0; i < self->stems->len; i++)
    {
      g_free (self->stems->pdata[i]);
      self->stems->pdata[i]
          = g_strdup_printf ("%" G_GSIZE_FORMAT, first + i);
    }
}

/* Columns that may hold the score of some class: numbers, and nothing that
 * their name says is for something else. */
static GArray *
list_candidates (const LimenDialect *dialect, int label)
{
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (int));

  for (int i = 0; i < (int) dialect->n_columns; i++)
    if (i != label
        && limen_role_names_match (
               g_ptr_array_index (dialect->names, (guint) i))
               == LIMEN_ROLE_NONE
        && is_numeric (dialect, i))
      g_array_append_val (candidates, i);
  return candidates;
}

/* The largest set of candidates whose names share one word. */
static LimenClassColumns *
find_by_word (const LimenDialect *dialect, GArray *candidates,
              const char *const *words)
{
  LimenClassColumns *best = NULL;

  for (; *words != NULL; words++)
    for (int side = 0; side <= 1; side++)
      {
        LimenClassColumns *found = new_empty ();

        for (guint i = 0; i < candidates->len; i++)
          {
            int column = g_array_index (candidates, int, i);
            g_autofree char *name = get_name (dialect, column);
            Split split = split_name (name, words);

            if (split.word == *words && split.is_suffix == side)
              append (found, column, split.stem);
            else
              g_free (split.stem);
          }
        if (found->columns->len < 2
            || (best != NULL && found->columns->len <= best->columns->len))
          limen_class_columns_free (found);
        else
          {
            limen_class_columns_free (best);
            best = found;
          }
      }
  return best;
}

/* Candidates named like the labels, and whatever stands between them. */
static LimenClassColumns *
find_by_label (const LimenDialect *dialect, GArray *candidates, int label,
               const LimenReadOptions *options)
{
  g_autoptr (LimenLabels) labels = collect_labels (dialect, label, options);
  LimenClassColumns *found = new_empty ();
  int first = -1, last = -1;

  for (guint i = 0; i < candidates->len; i++)
    {
      g_autofree char *name
          = get_name (dialect, g_array_index (candidates, int, i));

      if (limen_labels_find (labels, name) < 0)
        continue;
      first = first < 0 ? (int) i : first;
      last = (int) i;
    }
  for (int i = first; first >= 0 && i <= last; i++)
    {
      int column = g_array_index (candidates, int, i);

      append (found, column, get_name (dialect, column));
    }
  return found;
}

/* All candidates, by what their names do not have in common. */
static LimenClassColumns *
find_by_common_part (const LimenDialect *dialect, GArray *candidates)
{
  LimenClassColumns *found = new_empty ();
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < candidates->len; i++)
    g_ptr_array_add (names,
                     get_name (dialect, g_array_index (candidates, int, i)));
  if (strip_common (names, found->stems))
    g_array_append_vals (found->columns, candidates->data, candidates->len);
  return found;
}

static gboolean
is_convincing (const LimenClassColumns *self, const LimenDialect *dialect,
               int label, const LimenReadOptions *options)
{
  g_autoptr (LimenLabels) labels = collect_labels (dialect, label, options);
  gsize n = limen_class_columns_get_n (self);
  gboolean has_last;

  if (limen_class_columns_cover (self, dialect, label, options))
    return n >= 2;
  if (count_named (self, labels) >= 2)
    return TRUE;
  if (n < FEWEST_BY_NUMBER)
    return FALSE;
  return (are_numbers (labels, 0, n, &has_last) && has_last)
         || (are_numbers (labels, 1, n, &has_last) && has_last)
         || limen_labels_get_n (labels) == n
         || (options->classes != NULL
             && g_strv_length (options->classes) == n);
}

/* The columns that hold a score for each class, where names and labels say so
 * beyond doubt; NULL where they do not. `label` is the column of labels, -1 if
 * unknown; the options tell labels that do not count, and classes known from
 * elsewhere. */
LimenClassColumns *
limen_class_columns_guess_scores (const LimenDialect *dialect, int label,
                                  const LimenReadOptions *options)
{
  g_autoptr (GArray) candidates = NULL;
  LimenClassColumns *found;

  if (!dialect->has_header)
    return NULL;
  candidates = list_candidates (dialect, label);
  found = find_by_word (dialect, candidates, score_words);
  if (found != NULL
      && ((label < 0 && options->classes == NULL)
          || is_convincing (found, dialect, label, options)))
    return found;
  limen_class_columns_free (found);
  if (label < 0 && options->classes == NULL)
    return NULL;
  found = find_by_label (dialect, candidates, label, options);
  if (limen_class_columns_get_n (found) >= 2
      && limen_class_columns_cover (found, dialect, label, options))
    return found;
  limen_class_columns_free (found);
  found = find_by_common_part (dialect, candidates);
  if (limen_class_columns_get_n (found) >= 2
      && limen_class_columns_cover (found, dialect, label, options))
    return found;
  limen_class_columns_free (found);
  return NULL;
}

/* Columns, plus one, by the class that a word such as "label" leaves of their
 * names: the first of each. */
static GHashTable *
map_labels (const LimenDialect *dialect, const LimenClassColumns *scores)
{
  GHashTable *map = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                           NULL);

  for (int i = 0; i < (int) dialect->n_columns; i++)
    {
      g_autofree char *name = get_name (dialect, i);
      Split split = split_name (name, label_words);

      if (split.stem == NULL || g_hash_table_contains (map, split.stem)
          || limen_class_columns_has (scores, i))
        g_free (split.stem);
      else
        g_hash_table_insert (map, split.stem, GINT_TO_POINTER (i + 1));
    }
  return map;
}

/* The columns of labels that have a word such as "label" and the same classes
 * as these scores, in the order of the scores; NULL where there are none. */
LimenClassColumns *
limen_class_columns_guess_labels (const LimenDialect *dialect,
                                  const LimenClassColumns *scores)
{
  g_autoptr (LimenClassColumns) labels = new_empty ();
  g_autoptr (GHashTable) map = map_labels (dialect, scores);

  for (guint k = 0; k < scores->stems->len; k++)
    {
      const char *stem = g_ptr_array_index (scores->stems, k);
      int column = GPOINTER_TO_INT (g_hash_table_lookup (map, stem)) - 1;

      if (column < 0)
        return NULL;
      append (labels, column, g_strdup (stem));
    }
  return g_steal_pointer (&labels);
}
