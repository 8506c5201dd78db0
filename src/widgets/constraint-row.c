#include "constraint-row.h"

struct _LimenConstraintRow
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkDropDown *metric;
  GtkDropDown *relation;
  GtkSpinButton *bound;
};

enum
{
  CHANGED,
  REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimenConstraintRow, limen_constraint_row, GTK_TYPE_WIDGET)

static void
notify_cb (GObject *object, GParamSpec *pspec, LimenConstraintRow *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
value_changed_cb (GtkSpinButton *spin, LimenConstraintRow *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
removed_cb (GtkButton *button, LimenConstraintRow *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

static void
limen_constraint_row_dispose (GObject *object)
{
  LimenConstraintRow *self = LIMEN_CONSTRAINT_ROW (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (limen_constraint_row_parent_class)->dispose (object);
}

static void
limen_constraint_row_class_init (LimenConstraintRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limen_constraint_row_dispose;
  signals[CHANGED] = g_signal_new ("changed", LIMEN_TYPE_CONSTRAINT_ROW,
                                   G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[REMOVED] = g_signal_new ("removed", LIMEN_TYPE_CONSTRAINT_ROW,
                                   G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/limen/Limen/ui/constraint-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LimenConstraintRow, box);
  gtk_widget_class_bind_template_child (widget_class, LimenConstraintRow,
                                        metric);
  gtk_widget_class_bind_template_child (widget_class, LimenConstraintRow,
                                        relation);
  gtk_widget_class_bind_template_child (widget_class, LimenConstraintRow,
                                        bound);
  gtk_widget_class_bind_template_callback (widget_class, notify_cb);
  gtk_widget_class_bind_template_callback (widget_class, value_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, removed_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
limen_constraint_row_init (LimenConstraintRow *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < LIMEN_N_METRICS; i++)
    gtk_string_list_append (titles, limen_metric_get_info (i)->title);
  g_signal_handlers_block_by_func (self->metric, notify_cb, self);
  gtk_drop_down_set_model (self->metric, G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (self->metric, LIMEN_METRIC_PRECISION);
  g_signal_handlers_unblock_by_func (self->metric, notify_cb, self);
}

/* A new row: precision at least 0.8. */
GtkWidget *
limen_constraint_row_new (void)
{
  return g_object_new (LIMEN_TYPE_CONSTRAINT_ROW, NULL);
}

/* The constraint as it stands. */
LimenConstraint
limen_constraint_row_get_constraint (LimenConstraintRow *self)
{
  LimenConstraint constraint = { 0 };

  g_return_val_if_fail (LIMEN_IS_CONSTRAINT_ROW (self), constraint);

  constraint.metric.id = gtk_drop_down_get_selected (self->metric);
  constraint.metric.beta = 1;
  constraint.relation = gtk_drop_down_get_selected (self->relation) == 0
                            ? LIMEN_AT_LEAST : LIMEN_AT_MOST;
  constraint.bound = gtk_spin_button_get_value (self->bound);
  return constraint;
}

/* Shows another one; `changed` tells. */
void
limen_constraint_row_set_constraint (LimenConstraintRow *self,
                                     LimenConstraint constraint)
{
  g_return_if_fail (LIMEN_IS_CONSTRAINT_ROW (self));

  gtk_drop_down_set_selected (self->metric, constraint.metric.id);
  gtk_drop_down_set_selected (self->relation,
                              constraint.relation == LIMEN_AT_LEAST ? 0 : 1);
  gtk_spin_button_set_value (self->bound, constraint.bound);
}
