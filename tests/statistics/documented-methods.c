/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "documented-methods.h"

#include <math.h>
#include <string.h>

#include "proportion.h"

#define HEAD "value,column,method,files,lowest,highest\n"

static const struct
{
  const char *name;
  LimenSituation situation;
  int simulated; /* a Situation; -1: none */
} columns[N_COLUMNS] = {
  [COLUMN_GIVEN] = { "given", { 0 }, SITUATION_GIVEN },
  [COLUMN_TUNED] = { "tuned", { .is_tuned = true }, -1 },
  [COLUMN_PREVALENCE]
  = { "prevalence", { .has_prevalence = true }, SITUATION_PREVALENCE },
  [COLUMN_WEIGHTED]
  = { "weighted", { .is_weighted = true }, SITUATION_WEIGHTED },
  [COLUMN_UNITS] = { "units", { .has_units = true }, SITUATION_UNITS },
};

/* Values that are no metrics at a threshold. */
static const struct
{
  const char *name;
  LimenQuantity quantity;
} others[] = {
  { "roc-auc", LIMEN_QUANTITY_ROC_AUC },
  { "average-precision", LIMEN_QUANTITY_PR_AREA },
  { "pr-auc-trapezoid", LIMEN_QUANTITY_PR_AREA },
  { "ks", LIMEN_QUANTITY_KS },
  { "bce", LIMEN_QUANTITY_MEAN_LOSS },
  { "brier", LIMEN_QUANTITY_MEAN_LOSS },
  { "dice", LIMEN_QUANTITY_WHOLE_LOSS },
  { "slope", LIMEN_QUANTITY_CALIBRATION_FIT },
  { "intercept", LIMEN_QUANTITY_CALIBRATION_FIT },
  { "in-the-large", LIMEN_QUANTITY_CALIBRATION_FIT },
  { "gap", LIMEN_QUANTITY_CALIBRATION_FIT },
  { "ece", LIMEN_QUANTITY_CALIBRATION_ERROR },
};

static void
documented_method_free (gpointer data)
{
  DocumentedMethod *self = data;

  g_free (self->value);
  g_free (self->column);
  g_free (self->method);
  g_free (self->files);
  g_free (self->lowest);
  g_free (self->highest);
  g_free (self);
}

static void
add (GPtrArray *self, const char *value, const char *column,
     const char *method, const char *files, const char *lowest,
     const char *highest)
{
  DocumentedMethod *documented = g_new (DocumentedMethod, 1);

  *documented = (DocumentedMethod){ g_strdup (value),  g_strdup (column),
                                    g_strdup (method), g_strdup (files),
                                    g_strdup (lowest), g_strdup (highest) };
  g_ptr_array_add (self, documented);
}

static void
add_value (GPtrArray *self, const char *value, LimenQuantity quantity)
{
  for (int i = 0; i < N_COLUMNS; i++)
    {
      LimenEstimatePlan plan
          = limen_estimate_plan (quantity, columns[i].situation);

      add (self, value, columns[i].name,
           plan.is_apparent ? "apparent"
                            : limen_estimate_method_get_name (plan.method),
           "", "", "");
    }
}

GPtrArray *
documented_methods_new (void)
{
  GPtrArray *self = g_ptr_array_new_with_free_func (documented_method_free);

  for (int i = 0; i < LIMEN_N_METRICS; i++)
    add_value (self, limen_metric_get_info (i)->name,
               limen_quantity_of_metric (i));
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    add_value (self, others[i].name, others[i].quantity);
  return self;
}

GPtrArray *
documented_methods_read (const char *path)
{
  GPtrArray *self = g_ptr_array_new_with_free_func (documented_method_free);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GError *error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (text, HEAD));
  lines = g_strsplit (text + strlen (HEAD), "\n", 0);
  for (guint i = 0; *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], ",", 0);

      g_assert_cmpuint (g_strv_length (cells), ==, 6);
      add (self, cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]);
    }
  return self;
}

static DocumentedMethod *
find (GPtrArray *self, const char *value, const char *column)
{
  for (guint i = 0; i < self->len; i++)
    {
      DocumentedMethod *documented = g_ptr_array_index (self, i);

      if (g_str_equal (documented->value, value)
          && g_str_equal (documented->column, column))
        return documented;
    }
  return NULL;
}

static void
set_coverage (DocumentedMethod *self, const char *files, const char *lowest,
              const char *highest)
{
  g_free (self->files);
  g_free (self->lowest);
  g_free (self->highest);
  self->files = g_strdup (files);
  self->lowest = g_strdup (lowest);
  self->highest = g_strdup (highest);
}

/* Takes the coverage of entries with the same method. */
void
documented_methods_update (GPtrArray *self, GPtrArray *other_methods)
{
  for (guint i = 0; i < other_methods->len; i++)
    {
      const DocumentedMethod *other = g_ptr_array_index (other_methods, i);
      DocumentedMethod *mine = find (self, other->value, other->column);

      if (mine != NULL && g_str_equal (mine->method, other->method))
        set_coverage (mine, other->files, other->lowest, other->highest);
    }
}

/* The range of the coverage of a value in a situation. */
typedef struct
{
  gsize n_files;
  double lowest, highest;
} Range;

static void
range_add (Range *self, const CellResult *result, gsize i)
{
  const Tally *tally = &result->tallies[i];
  double coverage = tally_get_coverage (tally);

  /* Where most files have no interval, the others are selected. */
  if (tally_get_n_intervals (tally) * 2 < tally->n_files)
    return;
  self->n_files = tally->n_files;
  self->lowest = fmin (self->lowest, coverage);
  self->highest = fmax (self->highest, coverage);
}

static void
measure (DocumentedMethod *self, int situation, CellResult *const *results,
         gsize n)
{
  Range range = { 0, INFINITY, -INFINITY };
  g_autofree char *files = NULL, *lowest = NULL, *highest = NULL;

  for (gsize i = 0; i < n; i++)
    for (gsize k = 0; k < N_REPORT_VALUES; k++)
      if ((int) results[i]->cell.situation == situation
          && g_str_equal (report_value_get (k).name, self->value))
        range_add (&range, results[i], k);
  if (range.n_files == 0)
    return;
  files = g_strdup_printf ("%" G_GSIZE_FORMAT, range.n_files);
  lowest = g_strdup_printf ("%.0f", 100 * range.lowest);
  highest = g_strdup_printf ("%.0f", 100 * range.highest);
  set_coverage (self, files, lowest, highest);
}

void
documented_methods_measure (GPtrArray *self, CellResult *const *results,
                            gsize n, gboolean keeps_measured)
{
  for (guint i = 0; i < self->len; i++)
    for (int k = 0; k < N_COLUMNS; k++)
      {
        DocumentedMethod *documented = g_ptr_array_index (self, i);

        if (columns[k].simulated >= 0
            && !(keeps_measured && *documented->files != '\0')
            && g_str_equal (documented->column, columns[k].name))
          measure (documented, columns[k].simulated, results, n);
      }
}

void
documented_methods_write (GPtrArray *self, const char *path)
{
  g_autoptr (GString) text = g_string_new (HEAD);
  GError *error = NULL;

  for (guint i = 0; i < self->len; i++)
    {
      const DocumentedMethod *documented = g_ptr_array_index (self, i);

      g_string_append_printf (text, "%s,%s,%s,%s,%s,%s\n", documented->value,
                              documented->column, documented->method,
                              documented->files, documented->lowest,
                              documented->highest);
    }
  g_file_set_contents (path, text->str, (gssize) text->len, &error);
  g_assert_no_error (error);
}
