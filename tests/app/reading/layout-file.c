/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "layout-file.h"

#include <math.h>
#include <string.h>

#include "support.h"

#define N_ROWS 60

/* A row, from which cells are made. */
typedef struct
{
  guint row;
  gboolean is_positive;
  double p;           /* probability of the positive class */
  guint class;        /* one of three */
  double of_class[3]; /* probabilities of the three classes */
} Row;

static double
get_random (guint *state)
{
  *state = *state * 1103515245u + 12345u;
  return (*state >> 8) / 16777216.0;
}

static Row
make_row (guint number, guint *state)
{
  Row row = { .row = number };
  double sum = 0;

  row.is_positive = get_random (state) < 0.4;
  row.p = 0.02 + 0.96 * (0.7 * get_random (state) + 0.3 * row.is_positive);
  row.class = (guint) (3 * get_random (state)) % 3;
  for (guint k = 0; k < 3; k++)
    sum += row.of_class[k] = 0.1 + get_random (state) + 0.5 * (k == row.class);
  for (guint k = 0; k < 3; k++)
    row.of_class[k] /= sum;
  return row;
}

static guint
find_best (const Row *row)
{
  guint best = 0;

  for (guint k = 1; k < 3; k++)
    if (row->of_class[k] > row->of_class[best])
      best = k;
  return best;
}

static const char *const animals[] = { "bird", "cat", "dog" };
static const char *const grades[] = { "Benign", "Pathogenic", "VUS",
                                      "Conflicting" };

/* The text of a cell of a kind of column. */
static char *
write_cell (char kind, const Row *row)
{
  gboolean is_called = row->p >= 0.5;
  guint best = find_best (row);

  switch (kind)
    {
    case 'i': /* row number */
      return g_strdup_printf ("%u", row->row + 1);
    case 'y': /* labels and decisions of two classes, as numbers and words */
      return g_strdup_printf ("%d", row->is_positive);
    case 'w':
      return g_strdup (row->is_positive ? "yes" : "no");
    case 'd':
      return g_strdup_printf ("%d", is_called);
    case 'c':
      return g_strdup (is_called ? "yes" : "no");
    case 'k':
      return g_strdup_printf ("%d", row->is_positive + 1);
    case 'p': /* scores of two classes */
      return g_strdup_printf ("%.6f", row->p);
    case 'q':
      return g_strdup_printf ("%.6f", 1 - row->p);
    case 'f':
      return g_strdup_printf ("%.6f", MAX (row->p, 1 - row->p));
    case 'g':
      return g_strdup_printf ("%.6f", log (row->p / (1 - row->p)));
    case 'r':
      return g_strdup_printf ("%.6f", sqrt (row->p));
    case 't': /* three classes */
      return g_strdup (animals[row->class]);
    case 'T':
      return g_strdup (animals[best]);
    case '3':
      return g_strdup_printf ("%u", row->class);
    case 'F':
      return g_strdup_printf ("%.6f", row->of_class[best]);
    case '0':
    case '1':
    case '2':
      return g_strdup_printf ("%.6f", row->of_class[kind - '0']);
    case '4': /* four labels, two of which belong together */
      return g_strdup (grades[row->row % 7 == 3    ? 2
                              : row->row % 11 == 5 ? 3
                                                   : row->is_positive]);
    case 'A': /* other columns */
      return g_strdup_printf ("%u", 20 + row->row * 37 % 50);
    case 'G':
      return g_strdup (row->row % 3 == 0 ? "north" : "south");
    case 'm':
      return g_strdup_printf ("%u", row->row % 5);
    case 's':
      return g_strdup_printf ("%g", 0.5 + row->row % 4);
    case 'D':
      return g_strdup_printf ("2026-01-%02u", row->row % 28 + 1);
    default:
      g_assert_not_reached ();
    }
}

char *
layout_file_write (const char *layout)
{
  g_auto (GStrv) columns = g_strsplit (layout, " ", -1);
  g_autoptr (GString) text = g_string_new (NULL);
  guint state = 1;

  for (guint i = 0; columns[i] != NULL; i++)
    g_string_append_printf (text, "%s%.*s", i > 0 ? "," : "",
                            (int) (strrchr (columns[i], ':') - columns[i]),
                            columns[i]);
  for (guint number = 0; number < N_ROWS; number++)
    {
      Row row = make_row (number, &state);

      for (guint i = 0; columns[i] != NULL; i++)
        {
          g_autofree char *cell =
              write_cell (strrchr (columns[i], ':')[1], &row);

          g_string_append_printf (text, "%c%s", i > 0 ? ',' : '\n', cell);
        }
    }
  g_string_append_c (text, '\n');
  return test_write_file ("layout.csv", text->str, -1);
}
