#include "decisions.h"

#include <math.h>
#include <string.h>

#include "csv-text.h"
#include "decimal.h"
#include "escape.h"
#include "outcome.h"
#include "output.h"
#include "report-error.h"
#include "text-table.h"

#define FLUSH_SIZE (256 * 1024)
#define MAX_NAME_CHARS 60
/* Rows decided in one go. */
#define BLOCK_SIZE 4096

/* One column of decisions: a cutoff's, 1 or 0; or that of a set of cutoffs of
 * one name, which is a class. A set decides in its own order, whatever that of
 * the file's columns: it is the order in which the first is looked for. */
typedef struct
{
  char *title;
  gboolean is_set;
  LimenDecisionRule rule; /* of a set */
  gsize n;                /* cutoffs of a set, so far */
  double *thresholds;     /* of each of them */
  gsize *classes;         /* of the file, that they are for */
  double **scores;        /* of those */
  gsize class;            /* of a cutoff */
  double threshold;
  LimenCutoff *cutoff;    /* the first one */
} Column;

struct _LimenDecisions
{
  LimenDataset *dataset;
  LimenThresholdScores *scores;
  GArray *columns; /* Column */
};

static void
clear_column (gpointer data)
{
  Column *column = data;

  g_free (column->title);
  g_free (column->thresholds);
  g_free (column->classes);
  g_free (column->scores);
  g_clear_object (&column->cutoff);
}

/* Frees the decisions; NULL is nothing. */
void
limen_decisions_free (LimenDecisions *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->dataset, limen_dataset_unref);
  g_clear_pointer (&self->scores, limen_threshold_scores_unref);
  g_array_unref (self->columns);
  g_free (self);
}

static gboolean G_GNUC_PRINTF (2, 3)
fail (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_propagate_error (error,
                     g_error_new_valist (LIMEN_REPORT_ERROR,
                                         LIMEN_REPORT_ERROR_FORMAT, format,
                                         args));
  va_end (args);
  return FALSE;
}

static LimenKind
get_kind (LimenDecisions *self)
{
  return limen_threshold_scores_get_numbers (self->scores)->kind;
}

static gboolean
convert (LimenDecisions *self, LimenCutoff *cutoff, double *threshold,
         GError **error)
{
  LimenKind kind = get_kind (self);

  return limen_cutoff_convert_threshold (cutoff, kind, threshold)
         || fail (error,
                  "cutoff \"%s\" was chosen on a %s, and \"%s\" holds the "
                  "kind %s; say what the scores are with --kind",
                  limen_cutoff_get_name (cutoff),
                  limen_kind_get_name (limen_cutoff_get_kind (cutoff)),
                  limen_dataset_get_score_column (self->dataset, 0),
                  limen_kind_get_name (kind));
}

/* The class that a cutoff is for; -1 where there is none. A binary file has
 * one only. */
static int
find_class (LimenDecisions *self, LimenCutoff *cutoff)
{
  gsize n = limen_threshold_scores_get_n_classes (self->scores);
  LimenTask task = limen_dataset_get_predictions (self->dataset)->task;

  for (gsize k = 0; k < n; k++)
    if (task == LIMEN_TASK_BINARY
        || g_str_equal (
            limen_threshold_scores_get_class_name (self->scores, k),
            limen_cutoff_get_class_name (cutoff)))
      return (int) k;
  return -1;
}

static gboolean
find_class_or_fail (LimenDecisions *self, LimenCutoff *cutoff, gsize *class,
                    GError **error)
{
  int found = find_class (self, cutoff);

  *class = (gsize) MAX (found, 0);
  return found >= 0
         || fail (error,
                  "cutoff \"%s\" is for class \"%s\", and no score column of "
                  "%s is",
                  limen_cutoff_get_name (cutoff),
                  limen_cutoff_get_class_name (cutoff),
                  limen_dataset_get_path (self->dataset));
}

/* Of a binary file all cutoffs must be for one class, that which its labels
 * call positive. */
static gboolean
check_class (GListModel *cutoffs, GError **error)
{
  g_autoptr (LimenCutoff) first = g_list_model_get_item (cutoffs, 0);

  for (guint i = 1; i < g_list_model_get_n_items (cutoffs); i++)
    {
      g_autoptr (LimenCutoff) cutoff = g_list_model_get_item (cutoffs, i);

      if (!g_str_equal (limen_cutoff_get_class_name (cutoff),
                        limen_cutoff_get_class_name (first)))
        return fail (error,
                     "cutoff \"%s\" is for class \"%s\", and \"%s\" for "
                     "\"%s\"; apply those of one class at a time",
                     limen_cutoff_get_name (first),
                     limen_cutoff_get_class_name (first),
                     limen_cutoff_get_name (cutoff),
                     limen_cutoff_get_class_name (cutoff));
    }
  return TRUE;
}

static gboolean
is_title_of_several (GListModel *cutoffs, LimenCutoff *cutoff)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (cutoffs); i++)
    {
      g_autoptr (LimenCutoff) other = g_list_model_get_item (cutoffs, i);

      n += g_str_equal (limen_cutoff_get_name (other),
                        limen_cutoff_get_name (cutoff));
    }
  return n > 1;
}

/* A cutoff that decides alone. */
static gboolean
add_cutoff (LimenDecisions *self, GListModel *cutoffs, LimenCutoff *cutoff,
            GError **error)
{
  const char *name = limen_cutoff_get_name (cutoff);
  Column column = { .cutoff = cutoff };

  if (!find_class_or_fail (self, cutoff, &column.class, error)
      || !convert (self, cutoff, &column.threshold, error))
    return FALSE;
  column.title = is_title_of_several (cutoffs, cutoff)
                     ? g_strdup_printf ("%s: %s", name,
                                        limen_cutoff_get_class_name (cutoff))
                     : g_strdup (name);
  g_object_ref (cutoff);
  g_array_append_val (self->columns, column);
  return TRUE;
}

static Column *
find_set (LimenDecisions *self, LimenCutoff *cutoff)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      Column *column = &g_array_index (self->columns, Column, i);

      if (column->is_set
          && g_str_equal (column->title, limen_cutoff_get_name (cutoff)))
        return column;
    }
  return NULL;
}

static Column *
new_set (LimenDecisions *self, LimenCutoff *cutoff, LimenDecisionRule rule)
{
  gsize n = limen_threshold_scores_get_n_classes (self->scores);
  Column column = {
    .title = g_strdup (limen_cutoff_get_name (cutoff)),
    .is_set = TRUE,
    .rule = rule,
    .thresholds = g_new (double, n),
    .classes = g_new (gsize, n),
    .scores = g_new (double *, n),
    .cutoff = g_object_ref (cutoff),
  };

  g_array_append_val (self->columns, column);
  return &g_array_index (self->columns, Column, self->columns->len - 1);
}

static gboolean
has_class (const Column *set, gsize class)
{
  for (gsize k = 0; k < set->n; k++)
    if (set->classes[k] == class)
      return TRUE;
  return FALSE;
}

/* A set decides between classes of which each has a score, and one is true. */
static gboolean
check_set (LimenDecisions *self, LimenCutoff *cutoff, GError **error)
{
  const LimenPredictions *numbers
      = limen_threshold_scores_get_numbers (self->scores);

  return (numbers->task == LIMEN_TASK_MULTICLASS && numbers->n_scores > 1)
         || fail (error,
                  "the cutoffs named \"%s\" decide between several classes, "
                  "and %s is no multiclass file with a score column for each",
                  limen_cutoff_get_name (cutoff),
                  limen_dataset_get_path (self->dataset));
}

/* One of a set of cutoffs. */
static gboolean
add_to_set (LimenDecisions *self, LimenCutoff *cutoff, LimenDecisionRule rule,
            GError **error)
{
  Column *set;
  gsize class;

  if (!check_set (self, cutoff, error))
    return FALSE;
  set = find_set (self, cutoff);
  if (set == NULL)
    set = new_set (self, cutoff, rule);
  if (!find_class_or_fail (self, cutoff, &class, error))
    return FALSE;
  if (set->rule != rule || has_class (set, class))
    return fail (error,
                 "there are two sets of cutoffs named \"%s\"; give them "
                 "different names",
                 set->title);
  set->classes[set->n] = class;
  set->scores[set->n]
      = limen_threshold_scores_get_numbers (self->scores)->scores[class];
  return convert (self, cutoff, &set->thresholds[set->n++], error);
}

static gboolean
check_sets (LimenDecisions *self, GError **error)
{
  gsize n = limen_threshold_scores_get_n_classes (self->scores);

  for (guint i = 0; i < self->columns->len; i++)
    {
      const Column *column = &g_array_index (self->columns, Column, i);

      for (gsize k = 0; column->is_set && k < n; k++)
        if (!has_class (column, k))
          return fail (
              error, "the cutoffs named \"%s\" have none for class \"%s\"",
              column->title,
              limen_threshold_scores_get_class_name (self->scores, k));
    }
  return TRUE;
}

static gboolean
add_all (LimenDecisions *self, GListModel *cutoffs, GError **error)
{
  for (guint i = 0; i < g_list_model_get_n_items (cutoffs); i++)
    {
      g_autoptr (LimenCutoff) cutoff = g_list_model_get_item (cutoffs, i);
      LimenDecisionRule rule;

      if (limen_cutoff_get_decision (cutoff, &rule)
              ? !add_to_set (self, cutoff, rule, error)
              : !add_cutoff (self, cutoffs, cutoff, error))
        return FALSE;
    }
  return check_sets (self, error);
}

/* What these cutoffs decide of a dataset, which is kept. A cutoff of another
 * kind is converted; those of one name that belong together give each row a
 * class. NULL with an error where that cannot be. */
LimenDecisions *
limen_decisions_new (GListModel *cutoffs, LimenDataset *dataset,
                     GError **error)
{
  g_autoptr (LimenDecisions) self = g_new0 (LimenDecisions, 1);

  self->columns = g_array_new (FALSE, FALSE, sizeof (Column));
  g_array_set_clear_func (self->columns, clear_column);
  self->dataset = limen_dataset_ref (dataset);
  if (limen_dataset_get_predictions (dataset)->task == LIMEN_TASK_BINARY
      && !check_class (cutoffs, error))
    return NULL;
  self->scores = limen_threshold_scores_new (dataset, error);
  if (self->scores == NULL || !add_all (self, cutoffs, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* Writing */

static gboolean
has_single_score (LimenDecisions *self)
{
  return limen_threshold_scores_get_numbers (self->scores)->n_scores == 1;
}

static void
append_head (GString *text, LimenDecisions *self)
{
  const LimenPredictions *numbers
      = limen_threshold_scores_get_numbers (self->scores);

  limen_csv_append_text (text, "line");
  if (numbers->labels != NULL)
    limen_csv_append_text (text, "label");
  if (has_single_score (self))
    limen_csv_append_text (text, "score");
  for (guint i = 0; i < self->columns->len; i++)
    limen_csv_append_text (text,
                           g_array_index (self->columns, Column, i).title);
  limen_csv_end_line (text);
}

static const char *
get_decision (LimenDecisions *self, const Column *set, guint16 decision)
{
  return decision == LIMEN_CLASS_NONE
             ? NULL
             : limen_dataset_get_class_name (self->dataset,
                                             set->classes[decision]);
}

static void
append_row (GString *text, LimenDecisions *self, gsize row,
            const guint16 *decisions, gsize stride)
{
  const LimenPredictions *numbers
      = limen_threshold_scores_get_numbers (self->scores);

  limen_csv_append_number (
      text, (double) limen_dataset_find_line (self->dataset, row, NULL));
  if (numbers->labels != NULL)
    limen_csv_append_text (text, limen_dataset_get_class_name (
                                     self->dataset, numbers->labels[row]));
  if (has_single_score (self))
    limen_csv_append_number (text, numbers->scores[0][row]);
  for (guint i = 0; i < self->columns->len; i++)
    {
      const Column *column = &g_array_index (self->columns, Column, i);

      if (column->is_set)
        limen_csv_append_text (
            text, get_decision (self, column, decisions[i * stride]));
      else
        limen_csv_append_number (text, numbers->scores[column->class][row]
                                           >= column->threshold);
    }
  limen_csv_end_line (text);
}

/* The rows as a set sees them, in its own order. */
static LimenPredictions
get_numbers (LimenDecisions *self, const Column *set)
{
  LimenPredictions numbers
      = *limen_threshold_scores_get_numbers (self->scores);

  numbers.scores = set->scores;
  return numbers;
}

/* The decisions of every set for a block of rows, set by set. */
static void
decide (LimenDecisions *self, gsize first, gsize n, guint16 *decisions)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const Column *column = &g_array_index (self->columns, Column, i);
      LimenPredictions numbers;

      if (!column->is_set)
        continue;
      numbers = get_numbers (self, column);
      limen_decide (&numbers, column->thresholds, column->rule, first, n,
                    decisions + i * BLOCK_SIZE, NULL);
    }
}

static gboolean
flush (GString *text, LimenOutput *output, gsize size, GError **error)
{
  if (text->len < size)
    return TRUE;
  if (!limen_output_write (output, text->str, text->len, error))
    return FALSE;
  g_string_truncate (text, 0);
  return TRUE;
}

/* Writes a line per row: its line in the file, the label where there is one,
 * the score where there is one only, then 1 or 0 for each cutoff, and a class,
 * or nothing for none, for each set of cutoffs. */
gboolean
limen_decisions_save (LimenDecisions *self, const char *path, GError **error)
{
  gsize n_rows = limen_dataset_get_predictions (self->dataset)->n_rows;
  g_autofree guint16 *decisions
      = g_new (guint16, BLOCK_SIZE * MAX (self->columns->len, 1));
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (LimenOutput) output = limen_output_new (path, error);

  if (output == NULL)
    return FALSE;
  append_head (text, self);
  for (gsize first = 0; first < n_rows; first += BLOCK_SIZE)
    {
      gsize n = MIN (BLOCK_SIZE, n_rows - first);

      decide (self, first, n, decisions);
      for (gsize i = 0; i < n; i++)
        {
          append_row (text, self, first + i, decisions + i, BLOCK_SIZE);
          if (!flush (text, output, FLUSH_SIZE, error))
            return FALSE;
        }
    }
  return flush (text, output, 0, error)
         && limen_output_commit (output, error);
}

/* Describing */

static void
add_cutoff_row (LimenTextTable *table, const Column *column,
                LimenConfusion confusion, gboolean has_class)
{
  static const LimenMetricId metrics[]
      = { LIMEN_METRIC_PRECISION, LIMEN_METRIC_RECALL, LIMEN_METRIC_F1 };
  const char *name = limen_cutoff_get_name (column->cutoff);
  g_autofree char *shown
      = limen_escape_text (name, strlen (name), MAX_NAME_CHARS);
  char text[LIMEN_DECIMAL_SIZE];

  limen_text_table_add (table, shown);
  if (has_class)
    limen_text_table_add (table,
                          limen_cutoff_get_class_name (column->cutoff));
  limen_text_table_add (
      table, limen_decimal_format (column->threshold, text, sizeof text));
  limen_text_table_add_count (table, confusion.tp);
  limen_text_table_add_count (table, confusion.fp);
  limen_text_table_add_count (table, confusion.fn);
  limen_text_table_add_count (table, confusion.tn);
  for (guint i = 0; i < G_N_ELEMENTS (metrics); i++)
    {
      LimenMetric metric = { metrics[i], 1 };

      limen_text_table_add_number (
          table,
          limen_metric_value (metric, confusion, LIMEN_COSTS_DEFAULT));
      limen_text_table_add_number (
          table, limen_cutoff_get_metric (column->cutoff, metric));
    }
  limen_text_table_end_row (table);
}

static gboolean
describe_cutoffs (LimenDecisions *self, GString *out, GError **error)
{
  static const char *const head[]
      = { "threshold", "TP",     "FP",  "FN", "TN", "precision", "was",
          "recall",    "was",    "F1",  "was" };
  gboolean has_class
      = limen_threshold_scores_get_n_classes (self->scores) > 1;
  g_autoptr (LimenTextTable) table = limen_text_table_new ();
  guint n = 0;

  limen_text_table_add (table, "cutoff");
  if (has_class)
    limen_text_table_add (table, "class");
  for (guint i = 0; i < G_N_ELEMENTS (head); i++)
    limen_text_table_add (table, head[i]);
  limen_text_table_end_row (table);
  for (guint i = 0; i < self->columns->len; i++)
    {
      const Column *column = &g_array_index (self->columns, Column, i);
      g_autoptr (LimenOneVsRest) class = NULL;
      const LimenSweep *sweep;

      if (column->is_set)
        continue;
      class = limen_one_vs_rest_new (self->scores, column->class, error);
      if (class == NULL)
        return FALSE;
      sweep = limen_one_vs_rest_get_sweep (class);
      add_cutoff_row (table, column,
                      limen_sweep_get_confusion (
                          sweep, limen_sweep_find (sweep, column->threshold)),
                      has_class);
      n++;
    }
  if (n > 0)
    limen_text_table_append_to (table, out);
  return TRUE;
}

static void
add_outcome (LimenTextTable *table, const char *name,
             const LimenOutcome *outcome)
{
  g_autofree char *shown
      = limen_escape_text (name, strlen (name), MAX_NAME_CHARS);

  limen_text_table_add (table, shown);
  limen_text_table_add_number (table, outcome->accuracy);
  limen_text_table_add_number (table, outcome->f1.macro);
  limen_text_table_add_count (table,
                              limen_matrix_get_none (outcome->matrix).weight);
  limen_text_table_add_count (
      table, limen_matrix_get_several_above (outcome->matrix).weight);
  limen_text_table_end_row (table);
}

/* The rows' labels as places in a set; NULL when memory runs out. */
static guint16 *
place_labels (const LimenPredictions *numbers, const Column *set)
{
  g_autofree guint16 *places = g_new (guint16, set->n);
  guint16 *labels = g_try_new (guint16, numbers->n_rows);

  for (gsize k = 0; k < set->n; k++)
    places[set->classes[k]] = (guint16) k;
  for (gsize i = 0; labels != NULL && i < numbers->n_rows; i++)
    labels[i] = places[numbers->labels[i]];
  return labels;
}

static gboolean
describe_set (LimenDecisions *self, LimenTextTable *table, const char *name,
              const Column *set, LimenDecisionRule rule, GError **error)
{
  LimenPredictions numbers = get_numbers (self, set);
  g_autofree guint16 *labels = place_labels (&numbers, set);
  g_autoptr (LimenOutcome) outcome = NULL;

  numbers.labels = labels;
  if (labels != NULL)
    outcome = limen_outcome_new_of (&numbers, set->thresholds, rule);
  if (outcome == NULL)
    return fail (error, "no memory for the confusion matrix");
  add_outcome (table, name, outcome);
  return TRUE;
}

static gboolean
describe_sets (LimenDecisions *self, GString *out, GError **error)
{
  static const char *const head[]
      = { "cutoffs", "accuracy", "macro F1", "none", "several above" };
  g_autoptr (LimenTextTable) table = limen_text_table_new ();
  const Column *last = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (head); i++)
    limen_text_table_add (table, head[i]);
  limen_text_table_end_row (table);
  for (guint i = 0; i < self->columns->len; i++)
    {
      const Column *column = &g_array_index (self->columns, Column, i);

      if (!column->is_set)
        continue;
      if (!describe_set (self, table, column->title, column, column->rule,
                         error))
        return FALSE;
      last = column;
    }
  if (last == NULL)
    return TRUE;
  if (!describe_set (self, table, "argmax, no thresholds", last,
                     LIMEN_DECISION_ARGMAX, error))
    return FALSE;
  limen_text_table_append_to (table, out);
  return TRUE;
}

/* How the cutoffs do on the rows, which have labels, each metric beside what it
 * was where the cutoff was chosen; sets of cutoffs beside argmax. A new string
 * of lines, or NULL with an error. */
char *
limen_decisions_describe (LimenDecisions *self, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (!describe_cutoffs (self, out, error)
      || !describe_sets (self, out, error))
    return NULL;
  return g_string_free (g_steal_pointer (&out), FALSE);
}
