/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "class-columns.h"

#include <string.h>

#include "positive-class.h"

static LimenClassColumns *
new_empty (void)
{
  LimenClassColumns *self = g_new0 (LimenClassColumns, 1);

  self->columns = g_array_new (FALSE, FALSE, sizeof (int));
  self->stems = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/* Frees the group; NULL is ignored. */
void
limen_class_columns_free (LimenClassColumns *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->columns);
  g_ptr_array_unref (self->stems);
  g_free (self);
}

/* A deep copy. */
LimenClassColumns *
limen_class_columns_copy (const LimenClassColumns *self)
{
  LimenClassColumns *copy = new_empty ();

  g_array_append_vals (copy->columns, self->columns->data,
                       self->columns->len);
  for (guint i = 0; i < self->stems->len; i++)
    g_ptr_array_add (copy->stems, g_strdup (self->stems->pdata[i]));
  return copy;
}

/* Whether all class names are digits, as those of several models or ranks may
 * be. */
gboolean
limen_class_columns_are_numbered (const LimenClassColumns *self)
{
  for (guint k = 0; k < self->stems->len; k++)
    {
      const char *stem = g_ptr_array_index (self->stems, k);

      if (stem[strspn (stem, "0123456789")] != '\0')
        return FALSE;
    }
  return TRUE;
}

static int
compare_numbers (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const guint *x = a, *y = b;
  GPtrArray *stems = user_data;
  guint64 first = g_ascii_strtoull (stems->pdata[*x], NULL, 10);
  guint64 second = g_ascii_strtoull (stems->pdata[*y], NULL, 10);

  return (first > second) - (first < second);
}

static int
compare_names (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const guint *x = a, *y = b;
  GPtrArray *stems = user_data;

  return strcmp (stems->pdata[*x], stems->pdata[*y]);
}

static void
sort (LimenClassColumns *self, GCompareDataFunc compare)
{
  guint n = self->stems->len;
  g_autofree guint *order = g_new (guint, MAX (n, 1));
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (int));
  g_autoptr (GPtrArray) stems = g_ptr_array_new_with_free_func (g_free);

  for (guint k = 0; k < n; k++)
    order[k] = k;
  g_qsort_with_data (order, (int) n, sizeof *order, compare, self->stems);
  for (guint k = 0; k < n; k++)
    {
      g_array_append_val (columns,
                          g_array_index (self->columns, int, order[k]));
      g_ptr_array_add (stems, g_strdup (self->stems->pdata[order[k]]));
    }
  g_array_unref (self->columns);
  g_ptr_array_unref (self->stems);
  self->columns = g_steal_pointer (&columns);
  self->stems = g_steal_pointer (&stems);
}

/* Sorts columns whose classes are numbers by number: "p2" after "p1", wherever
 * they are in the file. Does nothing for other classes. */
void
limen_class_columns_sort_by_number (LimenClassColumns *self)
{
  if (limen_class_columns_are_numbered (self))
    sort (self, compare_numbers);
}

/* Sorts columns by the names of their classes. */
void
limen_class_columns_sort_by_name (LimenClassColumns *self)
{
  sort (self, compare_names);
}

/* Sorts the columns so that their class names are in the order of those of
 * `other`. FALSE, with nothing changed, if the two groups have different class
 * names. */
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

/* Number of classes. */
gsize
limen_class_columns_get_n (const LimenClassColumns *self)
{
  return self->columns->len;
}

/* Column index of a class. */
int
limen_class_columns_get (const LimenClassColumns *self, gsize class)
{
  return g_array_index (self->columns, int, class);
}

/* Whether a column belongs to the group. */
gboolean
limen_class_columns_has (const LimenClassColumns *self, int column)
{
  for (gsize i = 0; i < limen_class_columns_get_n (self); i++)
    if (limen_class_columns_get (self, i) == column)
      return TRUE;
  return FALSE;
}

/* Whether two groups have the same columns in the same order. */
gboolean
limen_class_columns_equal (const LimenClassColumns *self,
                           const LimenClassColumns *other)
{
  gsize n = limen_class_columns_get_n (self);

  return n == limen_class_columns_get_n (other)
         && memcmp (self->columns->data, other->columns->data,
                    n * sizeof (int))
                == 0;
}

/* Which of two columns, 0 or 1, is that of the positive class by name; -1 if
 * unclear. `what` is the name of the label column: with "is_fraud",
 * "prob_fraud" is positive and "prob_legit" is not. */
static int
find_positive_column (const LimenClassColumns *self, const char *what)
{
  const char *first = g_ptr_array_index (self->stems, 0);
  const char *second = g_ptr_array_index (self->stems, 1);
  gboolean is_first = limen_class_words_are_akin (first, what);
  gboolean is_second = limen_class_words_are_akin (second, what);
  int sign = limen_positive_class_compare (first, second);

  /* "s1" and "s2", unlike "0" and "1", suggest nothing. */
  if (g_ascii_isdigit (*first) && g_ascii_isdigit (*second)
      && !g_str_equal (first, "0") && !g_str_equal (second, "0"))
    return -1;
  if (sign != 0)
    return sign > 0 ? 0 : 1;
  return is_first == is_second ? -1 : is_second;
}

/* Names two columns after two labels by the meaning of both: "pos" and "neg"
 * for 1 and 0. Changes nothing if the meaning is unclear. */
void
limen_class_columns_name_by_meaning (LimenClassColumns *self,
                                     LimenLabels *labels, const char *what)
{
  LimenPositiveReason reason;
  int column, positive;

  if (limen_class_columns_get_n (self) != 2 || limen_labels_get_n (labels) != 2
      || limen_class_columns_cover (self, labels))
    return;
  column = find_positive_column (self, what);
  positive = limen_labels_find_positive (labels, NULL, &reason);
  if (column < 0 || reason == LIMEN_POSITIVE_BY_ORDER
      || (reason == LIMEN_POSITIVE_BY_NUMBER))
    return;
  for (int k = 0; k < 2; k++)
    {
      g_free (self->stems->pdata[k]);
      self->stems->pdata[k] = g_strdup (limen_labels_get_name (
          labels, (guint) (k == column ? positive : 1 - positive)));
    }
}

/* Creates a group. Each column's class is derived from its name: the part next
 * to a word such as "prob", else what the names do not have in common, else
 * the whole name. */
LimenClassColumns *
limen_class_columns_new (const LimenSample *sample, const int *columns,
                         gsize n)
{
  LimenClassColumns *self = new_empty ();
  g_autoptr (LimenLabels) none = limen_labels_new (1, '.');

  g_array_append_vals (self->columns, columns, (guint) n);
  limen_class_columns_name_after (self, sample, none);
  return self;
}

/* Whether there are labels and each has a column named after it. */
gboolean
limen_class_columns_cover (const LimenClassColumns *self, LimenLabels *labels)
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

/* Names the columns, as limen_class_columns_name_after(): after `known`,
 * classes known from elsewhere, if each of these has a column; otherwise after
 * the labels. Returns the labels used. */
LimenLabels *
limen_class_columns_name_after_any (LimenClassColumns *self,
                                    const LimenSample *sample,
                                    LimenLabels *known, LimenLabels *labels)
{
  limen_class_columns_name_after (self, sample, known);
  if (limen_class_columns_cover (self, known))
    return known;
  limen_class_columns_name_after (self, sample, labels);
  return labels;
}

/* Number of columns named after one of these labels. */
gsize
limen_class_columns_count_named (const LimenClassColumns *self,
                                 LimenLabels *labels)
{
  gsize n = 0;

  for (guint i = 0; i < self->stems->len; i++)
    n += limen_labels_find (labels, g_ptr_array_index (self->stems, i)) >= 0;
  return n;
}

/* Whether all labels are whole numbers from `first` to first + n - 1. */
static gboolean
are_numbers (LimenLabels *labels, gsize first, gsize n)
{
  for (guint i = 0; i < limen_labels_get_n (labels); i++)
    {
      const char *name = limen_labels_get_name (labels, i);
      guint64 number;

      if (!g_ascii_string_to_unsigned (name, 10, first, first + n - 1,
                                       &number, NULL))
        return FALSE;
    }
  return limen_labels_get_n (labels) > 0;
}

/* How labels refer to the columns, as far as the sample shows: by name if a
 * label is a class name and there is a header; else by number; else by name if
 * a class known from elsewhere is a class name; else by order. */
LimenClassNaming
limen_class_columns_get_naming (const LimenClassColumns *self,
                                LimenLabels *labels, LimenLabels *known,
                                gboolean has_header)
{
  gsize n = limen_class_columns_get_n (self);
  gboolean has_own = limen_labels_get_n (labels) > 0;
  LimenLabels *all = has_own ? labels : known;
  gboolean is_index, is_number;

  if ((has_header && limen_class_columns_count_named (self, all) > 0)
      || limen_labels_get_n (all) == 0)
    return LIMEN_CLASSES_BY_NAME;
  is_index = are_numbers (all, 0, n);
  is_number = are_numbers (all, 1, n);
  if (is_index && is_number && has_own)
    return LIMEN_CLASSES_BY_EITHER;
  if (is_index)
    return LIMEN_CLASSES_BY_INDEX;
  if (is_number)
    return LIMEN_CLASSES_BY_NUMBER;
  return has_header && limen_class_columns_count_named (self, known) > 0
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

/* The most likely label of each column if only some are named after labels:
 * those keep theirs, and the others get the remaining labels in order. If the
 * names are numbers other than the labels, all are assigned in order. A column
 * left without a label keeps its name. A new array of char *. */
GPtrArray *
limen_class_columns_assign (const LimenClassColumns *self,
                            LimenLabels *labels)
{
  gboolean is_numbered = limen_class_columns_are_numbered (self)
                         && !limen_class_columns_cover (self, labels);
  g_autofree guint16 *order = limen_labels_sort (labels);
  GPtrArray *classes = g_ptr_array_new_with_free_func (g_free);
  guint next = 0, n = limen_labels_get_n (labels);

  for (guint k = 0; k < self->stems->len; k++)
    {
      const char *stem = g_ptr_array_index (self->stems, k);

      if (!is_numbered && limen_labels_find (labels, stem) >= 0)
        {
          g_ptr_array_add (classes, g_strdup (stem));
          continue;
        }
      while (next < n && !is_numbered
             && g_ptr_array_find_with_equal_func (
                 self->stems, limen_labels_get_name (labels, order[next]),
                 g_str_equal, NULL))
        next++;
      if (next < n)
        g_ptr_array_add (classes, g_strdup (limen_labels_get_name (
                                      labels, order[next++])));
      else
        g_ptr_array_add (classes, g_strdup (stem));
    }
  return classes;
}

/* The class of each column under a naming scheme, with the labels sorted. A
 * new array of char *. */
GPtrArray *
limen_class_columns_list_classes (const LimenClassColumns *self,
                                  LimenClassNaming naming,
                                  LimenLabels *labels)
{
  g_autofree guint16 *order = limen_labels_sort (labels);
  GPtrArray *classes = g_ptr_array_new_with_free_func (g_free);

  for (guint k = 0; k < self->stems->len; k++)
    if (naming == LIMEN_CLASSES_BY_NUMBER)
      g_ptr_array_add (classes, g_strdup_printf ("%u", k + 1));
    else if (naming == LIMEN_CLASSES_BY_INDEX
             || naming == LIMEN_CLASSES_BY_EITHER)
      g_ptr_array_add (classes, g_strdup_printf ("%u", k));
    else if (naming == LIMEN_CLASSES_BY_ORDER
             && k < limen_labels_get_n (labels))
      g_ptr_array_add (classes,
                       g_strdup (limen_labels_get_name (labels, order[k])));
    else
      g_ptr_array_add (classes, g_strdup (self->stems->pdata[k]));
  return classes;
}
