/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "constraint-row.h"

#include <glib/gi18n.h>

#include "screen-format.h"
#include "number-spin.h"

/* Unit of a bound: initial value and step. */
typedef struct
{
  double bound, step;
  LimenRelation relation;
} Unit;

static const Unit of_shares = { 0.8, 0.01, LIMEN_AT_LEAST };
static const Unit of_percent = { 5, 1, LIMEN_AT_MOST };
static const Unit of_rows = { 100, 10, LIMEN_AT_MOST };

struct _LimenConstraintRow
{
  LimenHolder parent_instance;

  GtkDropDown *metric;
  GtkDropDown *relation;
  GtkSpinButton *bound;
  GtkWidget *error_label;
  const Unit *unit;
  gboolean is_updating;
};

enum
{
  CHANGED,
  REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimenConstraintRow, limen_constraint_row,
                     LIMEN_TYPE_HOLDER)

/* The metrics in list order. Predicted positives, which limits how many rows
 * can be reviewed, come last, as a share and as a count. */
static LimenMetricId
get_nth_metric (guint n)
{
  if (n >= LIMEN_N_METRICS)
    return LIMEN_METRIC_PREDICTED_POSITIVES;
  if (n == LIMEN_N_METRICS - 1)
    return LIMEN_METRIC_PREDICTED_POSITIVE_RATE;
  return n < LIMEN_METRIC_PREDICTED_POSITIVE_RATE ? n : n + 1;
}

static guint
find_metric (LimenMetricId metric)
{
  for (guint i = 0; i <= LIMEN_N_METRICS; i++)
    if (get_nth_metric (i) == metric)
      return i;
  return 0;
}

static const char *
get_title (LimenMetricId metric)
{
  switch (metric)
    {
    case LIMEN_METRIC_PREDICTED_POSITIVE_RATE:
      return _ ("Predicted positives, %");
    case LIMEN_METRIC_PREDICTED_POSITIVES:
      return _ ("Predicted positives, rows");
    default:
      return _ (limen_metric_get_info (metric)->title);
    }
}

static const Unit *
get_unit (LimenMetricId metric)
{
  switch (metric)
    {
    case LIMEN_METRIC_PREDICTED_POSITIVE_RATE:
      return &of_percent;
    case LIMEN_METRIC_PREDICTED_POSITIVES:
      return &of_rows;
    default:
      return &of_shares;
    }
}

static LimenMetricId
get_metric (LimenConstraintRow *self)
{
  return get_nth_metric (gtk_drop_down_get_selected (self->metric));
}

static void
emit_changed (LimenConstraintRow *self)
{
  if (!self->is_updating)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
show_bound (LimenConstraintRow *self, LimenRelation relation, double bound)
{
  gtk_spin_button_set_increments (self->bound, self->unit->step,
                                  10 * self->unit->step);
  gtk_drop_down_set_selected (self->relation,
                              relation == LIMEN_AT_LEAST ? 0 : 1);
  gtk_spin_button_set_value (self->bound, bound);
}

/* Resets the bound when its unit changes. */
static void
metric_changed_cb (GObject *object, GParamSpec *pspec,
                   LimenConstraintRow *self)
{
  const Unit *unit = get_unit (get_metric (self));

  if (self->is_updating)
    return;
  if (unit != self->unit)
    {
      self->unit = unit;
      self->is_updating = TRUE;
      show_bound (self, unit->relation, unit->bound);
      self->is_updating = FALSE;
    }
  emit_changed (self);
}

static void
relation_changed_cb (GObject *object, GParamSpec *pspec,
                     LimenConstraintRow *self)
{
  emit_changed (self);
}

static void
value_changed_cb (GtkSpinButton *spin, LimenConstraintRow *self)
{
  emit_changed (self);
}

static void
removed_cb (GtkButton *button, LimenConstraintRow *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

static void
limen_constraint_row_class_init (LimenConstraintRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[CHANGED] = g_signal_new ("changed", LIMEN_TYPE_CONSTRAINT_ROW,
                                   G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[REMOVED] = g_signal_new ("removed", LIMEN_TYPE_CONSTRAINT_ROW,
                                   G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/limen/Limen/ui/constraint-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LimenConstraintRow,
                                        metric);
  gtk_widget_class_bind_template_child (widget_class, LimenConstraintRow,
                                        relation);
  gtk_widget_class_bind_template_child (widget_class, LimenConstraintRow,
                                        bound);
  gtk_widget_class_bind_template_child (widget_class, LimenConstraintRow,
                                        error_label);
  gtk_widget_class_bind_template_callback (widget_class, metric_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, relation_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, value_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, removed_cb);
}

static void
limen_constraint_row_init (LimenConstraintRow *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  self->is_updating = TRUE;
  self->unit = &of_shares;
  gtk_widget_init_template (GTK_WIDGET (self));
  limen_number_spin_set_up (self->bound);
  limen_number_spin_set_error_label (self->bound, self->error_label);
  for (guint i = 0; i <= LIMEN_N_METRICS; i++)
    gtk_string_list_append (titles, get_title (get_nth_metric (i)));
  gtk_drop_down_set_model (self->metric, G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (self->metric,
                              find_metric (LIMEN_METRIC_PRECISION));
  self->is_updating = FALSE;
}

/* A new row, initially "precision at least 0.8". */
GtkWidget *
limen_constraint_row_new (void)
{
  return g_object_new (LIMEN_TYPE_CONSTRAINT_ROW, NULL);
}

/* The constraint that the row states. */
LimenConstraint
limen_constraint_row_get_constraint (LimenConstraintRow *self)
{
  LimenConstraint constraint = { 0 };

  g_return_val_if_fail (LIMEN_IS_CONSTRAINT_ROW (self), constraint);

  constraint.metric.id = get_metric (self);
  constraint.metric.beta = 1;
  constraint.relation = gtk_drop_down_get_selected (self->relation) == 0
                            ? LIMEN_AT_LEAST : LIMEN_AT_MOST;
  constraint.bound = gtk_spin_button_get_value (self->bound);
  if (self->unit == &of_percent)
    constraint.bound = limen_screen_from_percent (constraint.bound);
  return constraint;
}

/* Shows a constraint; emits `changed`. */
void
limen_constraint_row_set_constraint (LimenConstraintRow *self,
                                     LimenConstraint constraint)
{
  g_return_if_fail (LIMEN_IS_CONSTRAINT_ROW (self));

  self->is_updating = TRUE;
  self->unit = get_unit (constraint.metric.id);
  gtk_drop_down_set_selected (self->metric,
                              find_metric (constraint.metric.id));
  show_bound (self, constraint.relation,
              self->unit == &of_percent
                  ? limen_screen_to_percent (constraint.bound)
                  : constraint.bound);
  self->is_updating = FALSE;
  emit_changed (self);
}
