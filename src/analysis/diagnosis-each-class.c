/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "diagnosis-each-class.h"

#include <math.h>

#include "class-facts.h"
#include "diagnosis-private.h"

/* Minimum rows for a perfect ranking to be suspicious, and upper bound on the
 * classes that a finding names. */
#define MIN_PERFECT_ROWS 20
#define MAX_NAMED 3
/* Standard deviations below a ROC AUC of 0.5 that count as certain. */
#define SURE_DEVIATIONS 3

typedef LimenClassFacts Facts;

/* Whether exactly one of several classes is true in each row. */
gboolean
limen_diagnosis_is_multiclass (const Facts *self)
{
  return limen_task_get (self->numbers->task)->has_joint_decision;
}

/* Whether the labels are independent of each other (multilabel). */
gboolean
limen_diagnosis_has_label_sets (const Facts *self)
{
  return limen_task_get (self->numbers->task)->labels == LIMEN_LABELS_SETS;
}

/* Returns the names of the classes that meet a condition, up to MAX_NAMED of
 * them, and the number of the others, as a part of a message; NULL if no class
 * does. */
static char *
list_classes (const Facts *self,
              gboolean (*is_meant) (const Facts *self, gsize class))
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  gsize n = 0;

  for (gsize k = 0; k < self->numbers->n_classes; k++)
    if (is_meant (self, k) && n++ < MAX_NAMED)
      g_ptr_array_add (
          names, g_strdup_printf ("\"%s\"", limen_dataset_get_class_name (
                                                self->dataset, k)));
  return n > 0 ? limen_message_join_first (names, n) : NULL;
}

static gboolean
is_absent (const Facts *self, gsize class)
{
  return limen_dataset_get_class_rows (self->dataset, class) == 0;
}

static gboolean
is_whole (const Facts *self, gsize class)
{
  return limen_dataset_get_class_rows (self->dataset, class)
         == limen_dataset_get_class_known (self->dataset, class);
}

static guint64
get_rarer_rows (const Facts *self, gsize class)
{
  guint64 rows = limen_dataset_get_class_rows (self->dataset, class);
  guint64 known = limen_dataset_get_class_known (self->dataset, class);

  return MIN (rows, known - rows);
}

static gboolean
is_small (const Facts *self, gsize class)
{
  guint64 rows = get_rarer_rows (self, class);

  return rows > 0 && rows < LIMEN_ENOUGH_ROWS;
}

static gboolean
is_rare (const Facts *self, gsize class)
{
  guint64 rows = get_rarer_rows (self, class);
  double known = (double) limen_dataset_get_class_known (self->dataset, class);

  return rows > 0 && (double) rows < LIMEN_RARE_SHARE * known;
}

/* Whether the ROC AUC is below one half by more than chance: the ROC AUC of
 * uninformative scores has the variance (n + 1) / (12 n+ n-) (Mann and
 * Whitney, 1947). */
static gboolean
is_reversed (const Facts *self, gsize class)
{
  double n_rows
      = (double) limen_dataset_get_class_known (self->dataset, class);
  double n = (double) limen_dataset_get_class_rows (self->dataset, class);
  double deviation = sqrt ((n_rows + 1) / (12 * n * (n_rows - n)));

  return limen_analysis_get_summary (self->analysis, class)->ranking.roc_auc
         < 0.5 - SURE_DEVIATIONS * deviation;
}

static gboolean
is_perfect (const Facts *self, gsize class)
{
  return limen_analysis_get_summary (self->analysis, class)->ranking.roc_auc
             == 1
         && get_rarer_rows (self, class) >= MIN_PERFECT_ROWS / 2;
}

/* Reports classes with no or few rows. */
void
limen_diagnosis_check_sizes (const Facts *self)
{
  g_autofree char *absent = list_classes (self, is_absent);
  g_autofree char *small = list_classes (self, is_small);
  g_autofree char *rare = list_classes (self, is_rare);
  guint64 fewest = G_MAXUINT64;

  for (gsize k = 0; k < self->numbers->n_classes; k++)
    if (is_small (self, k))
      fewest = MIN (fewest, get_rarer_rows (self, k));
  if (absent != NULL)
    limen_findings_add (
        self->findings, "absent-class", LIMEN_SEVERITY_INFO,
        "No row is of class %s, so no threshold can be chosen for it, and "
        "no row will be decided for it; averages over the classes leave out "
        "what is undefined for a class without rows.",
        absent);
  if (small != NULL)
    limen_findings_add (
        self->findings, "few-rows", LIMEN_SEVERITY_WARNING,
        "There are few rows to tell class %s from the rest, as few as "
        "%" PRIu64 ". Recall or specificity is uncertain by up to %.0f points "
        "(95 %% interval), so the best threshold is partly chance; from %d "
        "rows on, by at most 10 points. No option can make up for this: label "
        "more rows.",
        small, fewest, 100 * 1.96 * 0.5 / sqrt ((double) fewest),
        LIMEN_ENOUGH_ROWS);
  if (rare != NULL && limen_diagnosis_has_label_sets (self))
    limen_findings_add (
        self->findings, "imbalanced", LIMEN_SEVERITY_INFO,
        "For label %s, fewer than 1 %% of the rows have it or lack it; look "
        "at precision and recall there rather than accuracy.",
        rare);
}

/* Reports problems of individual labels. */
void
limen_diagnosis_check_labels (const Facts *self)
{
  g_autofree char *reversed = NULL, *perfect = NULL, *whole = NULL;

  if (!limen_diagnosis_has_label_sets (self))
    return;
  whole = list_classes (self, is_whole);
  reversed = list_classes (self, is_reversed);
  perfect = list_classes (self, is_perfect);
  if (whole != NULL)
    limen_findings_add (
        self->findings, "whole-class", LIMEN_SEVERITY_INFO,
        "Every row has label %s, so nothing is known about rows without it; "
        "a threshold chosen for it lies below all of its scores.",
        whole);
  if (reversed != NULL)
    limen_findings_add (
        self->findings, "auc-below-half", LIMEN_SEVERITY_WARNING,
        "The ROC AUC of %s is below one half: rows with the label tend to "
        "have lower scores. Are the score columns in the same order as the "
        "label columns? {Name both in the same order with --label and "
        "--score, in the window under Columns\342\200\246.|Choose both in "
        "the same order under Columns\342\200\246.}",
        reversed);
  if (perfect != NULL)
    limen_findings_add (
        self->findings, "label-leaked", LIMEN_SEVERITY_WARNING,
        "Every row with label %s scores above every one without it (ROC AUC "
        "1). Real models rarely do: is the label among the model's inputs, "
        "or are these its training rows? No option can fix this; check how "
        "the file was made.",
        perfect);
}

/* Reports score columns that seem to be in another order than the classes:
 * most classes rank in reverse. */
void
limen_diagnosis_check_order (const Facts *self)
{
  gsize n = 0, n_known = 0;

  for (gsize k = 0; k < self->numbers->n_classes; k++)
    {
      n_known += get_rarer_rows (self, k) > 0;
      n += is_reversed (self, k);
    }
  if (limen_diagnosis_is_multiclass (self) && n_known > 1 && 2 * n > n_known)
    limen_findings_add (
        self->findings, "auc-below-half", LIMEN_SEVERITY_WARNING,
        "Classes with a ROC AUC below one half: %zu of %zu. Their own rows "
        "tend to have lower scores. Are the score columns in the same order "
        "as the classes? {Assign the columns to classes with --classes, in "
        "the window under Columns\342\200\246.|Assign the columns to classes "
        "under Columns\342\200\246.}",
        n, n_known);
}
