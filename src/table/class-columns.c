#include "class-columns.h"

#include <string.h>

#include "class-name.h"
#include "predictions.h"
#include "sample.h"

/* Columns of three models may look like those of three classes; a name that
 * fits is proof, a number of labels only for more than two. */
#define FEWEST_BY_NUMBER 3

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

/* Puts columns into the order of others that are for classes of the same names.
 * FALSE, and nothing changed, where there are no such. */
gboolean
limen_class_columns_order_like (LimenClassColumns *self,
                                const LimenClassColumns *other)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (int));
  g_autoptr (GPtrArray) stems = g_ptr_array_new_with_free_func (g_free);

  for (guint k = 0; k < other->stems->len; k++)
    {
      const char *stem = g_ptr_array_index (other->stems, k);
      guint found;

      if (!g_ptr_array_find_with_equal_func (self->stems, stem, g_str_equal,
                                             &found))
        return FALSE;
      g_array_append_val (columns, g_array_index (self->columns, int, found));
      g_ptr_array_add (stems, g_strdup (stem));
    }
  if (columns->len != self->columns->len)
    return FALSE;
  g_array_unref (self->columns);
  g_ptr_array_unref (self->stems);
  self->columns = g_steal_pointer (&columns);
  self->stems = g_steal_pointer (&stems);
  return TRUE;
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

/* These columns, each with the class that its name tells: what stands beside a
 * word such as "prob", else what is not common to all, else all of it. */
LimenClassColumns *
limen_class_columns_new (const LimenDialect *dialect, const int *columns,
                         gsize n)
{
  LimenClassColumns *self = new_empty ();
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < n; i++)
    {
      g_array_append_val (self->columns, columns[i]);
      g_ptr_array_add (names, limen_class_name_get (dialect, columns[i]));
    }
  if (!limen_class_names_strip_words (names, LIMEN_CLASS_WORDS_OF_SCORES,
                                      self->stems)
      && !limen_class_names_strip_words (names, LIMEN_CLASS_WORDS_OF_LABELS,
                                         self->stems)
      && !limen_class_names_strip_common (names, self->stems))
    for (gsize i = 0; i < n; i++)
      g_ptr_array_add (self->stems,
                       g_strdup (g_ptr_array_index (names, i)));
  return self;
}

/* Whether most cells that have a value are numbers: one that is not makes a
 * bad row, which is said when it is read, and not a column of something
 * else. */
static gboolean
is_numeric (const LimenDialect *dialect, int column)
{
  guint n = 0, n_missing = 0;
  double number;

  for (guint row = 0; row < dialect->rows->len; row++)
    if (limen_sample_parse_number (dialect, row, column, &number))
      n++;
    else
      n_missing += limen_sample_is_missing (dialect, row, column);
  return 2 * n >= dialect->rows->len - n_missing && n > 0;
}

/* The classes that are known from elsewhere; new, and empty where none are. */
static LimenLabels *
list_known_classes (const LimenReadOptions *options)
{
  LimenLabels *labels = limen_labels_new (LIMEN_MAX_CLASSES, '.');

  for (gsize i = 0;
       options->classes != NULL && options->classes[i] != NULL; i++)
    limen_labels_take (labels, options->classes[i],
                       strlen (options->classes[i]));
  return labels;
}

/* The distinct labels of the sample; without any, the classes that are known
 * from elsewhere. */
static LimenLabels *
collect_labels (const LimenDialect *dialect, int label,
                const LimenReadOptions *options)
{
  LimenLabels *labels;

  if (label >= 0)
    {
      labels
          = limen_sample_collect_labels (dialect, label, options->ignored);
      if (limen_labels_get_n (labels) > 0)
        return labels;
      limen_labels_free (labels);
    }
  return list_known_classes (options);
}

/* Whether there are labels, and each is one that a column is named after. */
static gboolean
cover (const LimenClassColumns *self, LimenLabels *labels)
{
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

/* Whether every label of the sample is one that a column is named after. */
gboolean
limen_class_columns_cover (const LimenClassColumns *self,
                           const LimenDialect *dialect, int label,
                           const LimenReadOptions *options)
{
  g_autoptr (LimenLabels) labels = collect_labels (dialect, label, options);

  return cover (self, labels);
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
 * name if one of the classes known from elsewhere is, whatever the labels are;
 * else by their order. */
LimenClassNaming
limen_class_columns_get_naming (const LimenClassColumns *self,
                                const LimenDialect *dialect, int label,
                                const LimenReadOptions *options)
{
  g_autoptr (LimenLabels) labels = collect_labels (dialect, label, options);
  g_autoptr (LimenLabels) known = list_known_classes (options);
  g_autoptr (LimenLabels) own
      = label >= 0 ? limen_sample_collect_labels (dialect, label,
                                                  options->ignored)
                   : limen_labels_new (0, '.');
  gsize n = limen_class_columns_get_n (self);
  gboolean is_index, is_number, has_last;

  if ((dialect->has_header && count_named (self, labels) > 0)
      || limen_labels_get_n (labels) == 0)
    return LIMEN_CLASSES_BY_NAME;
  is_index = are_numbers (labels, 0, n, &has_last);
  is_number = are_numbers (labels, 1, n, &has_last);
  if (is_index && is_number && limen_labels_get_n (own) > 0)
    return LIMEN_CLASSES_BY_EITHER;
  if (is_index)
    return LIMEN_CLASSES_BY_INDEX;
  if (is_number)
    return LIMEN_CLASSES_BY_NUMBER;
  return dialect->has_header && count_named (self, known) > 0
             ? LIMEN_CLASSES_BY_NAME
             : LIMEN_CLASSES_BY_ORDER;
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

/* Whether a column is named after a class, and not after weights. */
static gboolean
is_class_like_weight (const LimenDialect *dialect, LimenRole role, int column,
                      LimenLabels *labels)
{
  g_autofree char *name = limen_class_name_get (dialect, column);

  return (role == LIMEN_ROLE_WEIGHT || role == LIMEN_ROLE_MAYBE_WEIGHT)
         && limen_labels_find (labels, name) >= 0;
}

/* Columns that may hold the score of some class: numeric ones, which neither
 * the user nor their name assigns to anything else. */
static GArray *
list_candidates (const LimenDialect *dialect, const LimenColumnTraits *traits,
                 int label, LimenLabels *labels)
{
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (int));

  for (int i = 0; i < (int) dialect->n_columns; i++)
    if (i != label
        && (traits[i].role == LIMEN_ROLE_NONE
            || is_class_like_weight (dialect, traits[i].role, i, labels))
        && is_numeric (dialect, i))
      g_array_append_val (candidates, i);
  return candidates;
}

/* Where most of the names stand that have a word. */
static LimenClassName
find_commonest (const LimenClassName *names, guint n)
{
  guint counts[LIMEN_MAX_CLASS_WORDS][2] = { 0 }, most = 0;
  LimenClassName best = { .word = -1 };

  for (guint i = 0; i < n; i++)
    if (names[i].word >= 0)
      counts[names[i].word][names[i].is_suffix]++;
  for (int word = 0; word < LIMEN_MAX_CLASS_WORDS; word++)
    for (gboolean is_suffix = FALSE; is_suffix <= TRUE; is_suffix++)
      if (counts[word][is_suffix] > most)
        {
          most = counts[word][is_suffix];
          best = (LimenClassName){ .word = word, .is_suffix = is_suffix };
        }
  return best;
}

/* The largest set of candidates whose names share one word on one side. */
static LimenClassColumns *
find_by_word (const LimenDialect *dialect, GArray *candidates)
{
  LimenClassColumns *found = new_empty ();
  g_autofree LimenClassName *names
      = g_new (LimenClassName, candidates->len + 1);
  LimenClassName best;

  for (guint i = 0; i < candidates->len; i++)
    {
      g_autofree char *name = limen_class_name_get (
          dialect, g_array_index (candidates, int, i));

      names[i] = limen_class_name_split (name, LIMEN_CLASS_WORDS_OF_SCORES);
    }
  best = find_commonest (names, candidates->len);
  for (guint i = 0; i < candidates->len; i++)
    if (best.word >= 0 && names[i].word == best.word
        && names[i].is_suffix == best.is_suffix)
      append (found, g_array_index (candidates, int, i), names[i].stem);
    else
      g_free (names[i].stem);
  return found;
}

/* Candidates named like the labels, and whatever stands between them. */
static LimenClassColumns *
find_by_label (const LimenDialect *dialect, GArray *candidates,
               LimenLabels *labels)
{
  LimenClassColumns *found = new_empty ();
  int first = -1, last = -1;

  for (guint i = 0; i < candidates->len; i++)
    {
      g_autofree char *name
          = limen_class_name_get (dialect,
                                  g_array_index (candidates, int, i));

      if (limen_labels_find (labels, name) < 0)
        continue;
      first = first < 0 ? (int) i : first;
      last = (int) i;
    }
  for (int i = first; first >= 0 && i <= last; i++)
    {
      int column = g_array_index (candidates, int, i);

      append (found, column, limen_class_name_get (dialect, column));
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
    g_ptr_array_add (names, limen_class_name_get (
                                dialect, g_array_index (candidates, int, i)));
  if (limen_class_names_strip_common (names, found->stems))
    g_array_append_vals (found->columns, candidates->data, candidates->len);
  return found;
}

static gboolean
is_convincing (const LimenClassColumns *self, LimenLabels *labels,
               const LimenReadOptions *options)
{
  gsize n = limen_class_columns_get_n (self);
  gboolean has_last;

  if (cover (self, labels))
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

/* Those that these labels bear out; NULL where there are none. */
static LimenClassColumns *
find_scores (const LimenDialect *dialect, const LimenColumnTraits *traits,
             int label, LimenLabels *labels, const LimenReadOptions *options)
{
  g_autoptr (GArray) candidates
      = list_candidates (dialect, traits, label, labels);
  LimenClassColumns *found = find_by_word (dialect, candidates);

  if (limen_class_columns_get_n (found) >= 2
      && ((label < 0 && options->classes == NULL)
          || is_convincing (found, labels, options)))
    return found;
  limen_class_columns_free (found);
  if (label < 0 && options->classes == NULL)
    return NULL;
  found = find_by_label (dialect, candidates, labels);
  if (limen_class_columns_get_n (found) >= 2 && cover (found, labels))
    return found;
  limen_class_columns_free (found);
  found = find_by_common_part (dialect, candidates);
  if (limen_class_columns_get_n (found) >= 2 && cover (found, labels))
    return found;
  limen_class_columns_free (found);
  return NULL;
}

/* The columns that hold a score for each class, where names and labels say so
 * beyond doubt; NULL where they do not. `label` is the column of labels, -1 if
 * unknown; the options tell labels that do not count, and classes known from
 * elsewhere, which say so where labels do not. */
LimenClassColumns *
limen_class_columns_guess_scores (const LimenDialect *dialect,
                                  const LimenColumnTraits *traits, int label,
                                  const LimenReadOptions *options)
{
  g_autoptr (LimenLabels) labels = NULL, known = NULL;
  LimenClassColumns *found;

  if (!dialect->has_header)
    return NULL;
  labels = collect_labels (dialect, label, options);
  found = find_scores (dialect, traits, label, labels, options);
  if (found != NULL || options->classes == NULL)
    return found;
  known = list_known_classes (options);
  return find_scores (dialect, traits, label, known, options);
}

/* Columns, plus one, by the class that a word such as "label" leaves of their
 * names: the first of each. */
static GHashTable *
map_labels (const LimenDialect *dialect, const LimenColumnTraits *traits,
            const LimenClassColumns *scores)
{
  GHashTable *map = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                           NULL);

  for (int i = 0; i < (int) dialect->n_columns; i++)
    {
      g_autofree char *name = limen_class_name_get (dialect, i);
      LimenClassName split
          = limen_class_name_split (name, LIMEN_CLASS_WORDS_OF_LABELS);

      if (split.stem == NULL || g_hash_table_contains (map, split.stem)
          || traits[i].role == LIMEN_ROLE_ASSIGNED
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
                                  const LimenColumnTraits *traits,
                                  const LimenClassColumns *scores)
{
  g_autoptr (LimenClassColumns) labels = new_empty ();
  g_autoptr (GHashTable) map = map_labels (dialect, traits, scores);

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
