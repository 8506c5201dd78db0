#include "objective-editor.h"

#include <math.h>

#include "constraint-row.h"
#include "threshold-spin.h"

typedef struct
{
  LimenMetricId metric;
  gboolean is_minimized;
} Choice;

struct _LimenObjectiveEditor
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkDropDown *choice;
  GtkWidget *beta_row;
  GtkSpinButton *beta;
  GtkWidget *costs;
  GtkSpinButton *fp_cost;
  GtkSpinButton *fn_cost;
  GtkSpinButton *tp_gain;
  GtkSpinButton *tn_gain;
  GtkWidget *constraints;
  GtkWidget *add_button;
  GtkWidget *status;

  GArray *choices; /* Choice; the drop-down's first entry is "by hand" */
  gboolean is_resetting;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimenObjectiveEditor, limen_objective_editor,
                     GTK_TYPE_WIDGET)

/* What people ask for most comes first; every other metric follows. */
static const LimenMetricId usual[] = {
  LIMEN_METRIC_F1,       LIMEN_METRIC_FBETA,    LIMEN_METRIC_MCC,
  LIMEN_METRIC_YOUDEN_J, LIMEN_METRIC_ACCURACY, LIMEN_METRIC_BALANCED_ACCURACY,
  LIMEN_METRIC_COST,     LIMEN_METRIC_PRECISION, LIMEN_METRIC_RECALL,
  LIMEN_METRIC_SPECIFICITY,
};

static const Choice *
get_choice (LimenObjectiveEditor *self)
{
  guint selected = gtk_drop_down_get_selected (self->choice);

  if (selected == 0 || selected > self->choices->len)
    return NULL;
  return &g_array_index (self->choices, Choice, selected - 1);
}

static void
update_rows (LimenObjectiveEditor *self)
{
  const Choice *choice = get_choice (self);
  gboolean has_costs = choice != NULL
                       && (choice->metric == LIMEN_METRIC_COST
                           || choice->metric == LIMEN_METRIC_NET_BENEFIT);

  gtk_widget_set_visible (self->beta_row,
                          choice != NULL
                              && choice->metric == LIMEN_METRIC_FBETA);
  gtk_widget_set_visible (self->costs, has_costs);
  gtk_widget_set_visible (self->constraints, choice != NULL);
  gtk_widget_set_visible (self->add_button, choice != NULL);
}

static void
emit_changed (LimenObjectiveEditor *self)
{
  update_rows (self);
  if (!self->is_resetting)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
choice_changed_cb (GObject *object, GParamSpec *pspec,
                   LimenObjectiveEditor *self)
{
  emit_changed (self);
}

static void
value_changed_cb (GtkSpinButton *spin, LimenObjectiveEditor *self)
{
  emit_changed (self);
}

static guint
count_constraints (LimenObjectiveEditor *self)
{
  guint n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (self->constraints);
       row != NULL; row = gtk_widget_get_next_sibling (row))
    n++;
  return n;
}

static void
update_add_button (LimenObjectiveEditor *self)
{
  gtk_widget_set_sensitive (self->add_button, count_constraints (self)
                                                  < LIMEN_MAX_CONSTRAINTS);
}

static void
constraint_removed_cb (LimenConstraintRow *row, LimenObjectiveEditor *self)
{
  gtk_box_remove (GTK_BOX (self->constraints), GTK_WIDGET (row));
  update_add_button (self);
  emit_changed (self);
}

static LimenConstraintRow *
add_constraint (LimenObjectiveEditor *self)
{
  GtkWidget *row = limen_constraint_row_new ();

  g_signal_connect_swapped (row, "changed", G_CALLBACK (emit_changed), self);
  g_signal_connect (row, "removed", G_CALLBACK (constraint_removed_cb), self);
  gtk_box_append (GTK_BOX (self->constraints), row);
  update_add_button (self);
  return LIMEN_CONSTRAINT_ROW (row);
}

static void
add_constraint_cb (GtkButton *button, LimenObjectiveEditor *self)
{
  add_constraint (self);
  emit_changed (self);
}

static void
add_choice (LimenObjectiveEditor *self, GtkStringList *titles,
            LimenMetricId metric, gboolean is_minimized)
{
  Choice choice = { metric, is_minimized };
  g_autofree char *title = g_strdup_printf (
      "%s %s", is_minimized ? "Minimise" : "Maximise",
      limen_metric_get_info (metric)->title);

  g_array_append_val (self->choices, choice);
  gtk_string_list_append (titles, title);
}

static gboolean
is_usual (LimenMetricId metric)
{
  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    if (usual[i] == metric)
      return TRUE;
  return FALSE;
}

static void
fill_choices (LimenObjectiveEditor *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  gtk_string_list_append (titles, "Set by hand");
  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    add_choice (self, titles, usual[i],
                limen_metric_get_info (usual[i])->is_lower_better);
  for (guint i = 0; i < LIMEN_N_METRICS; i++)
    if (!is_usual (i))
      add_choice (self, titles, i, limen_metric_get_info (i)->is_lower_better);
  /* Fewest alarms that still meet a constraint: the one metric that people
   * push either way. */
  add_choice (self, titles, LIMEN_METRIC_PREDICTED_POSITIVE_RATE,
              !limen_metric_get_info (LIMEN_METRIC_PREDICTED_POSITIVE_RATE)
                   ->is_lower_better);
  gtk_drop_down_set_model (self->choice, G_LIST_MODEL (titles));
}

static void
limen_objective_editor_dispose (GObject *object)
{
  LimenObjectiveEditor *self = LIMEN_OBJECTIVE_EDITOR (object);

  self->is_resetting = TRUE;
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (limen_objective_editor_parent_class)->dispose (object);
}

static void
limen_objective_editor_finalize (GObject *object)
{
  g_array_unref (LIMEN_OBJECTIVE_EDITOR (object)->choices);
  G_OBJECT_CLASS (limen_objective_editor_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
#define BIND(name)                                                            \
  gtk_widget_class_bind_template_child (widget_class, LimenObjectiveEditor,   \
                                        name)
  BIND (box);
  BIND (choice);
  BIND (beta_row);
  BIND (beta);
  BIND (costs);
  BIND (fp_cost);
  BIND (fn_cost);
  BIND (tp_gain);
  BIND (tn_gain);
  BIND (constraints);
  BIND (add_button);
  BIND (status);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, value_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_constraint_cb);
}

static void
limen_objective_editor_class_init (LimenObjectiveEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = limen_objective_editor_dispose;
  object_class->finalize = limen_objective_editor_finalize;
  signals[CHANGED] = g_signal_new ("changed", LIMEN_TYPE_OBJECTIVE_EDITOR,
                                   G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/limen/Limen/ui/objective-editor.ui");
  bind_children (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
limen_objective_editor_init (LimenObjectiveEditor *self)
{
  self->choices = g_array_new (FALSE, FALSE, sizeof (Choice));
  self->is_resetting = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  limen_threshold_spin_set_up (self->beta);
  limen_threshold_spin_set_up (self->fp_cost);
  limen_threshold_spin_set_up (self->fn_cost);
  limen_threshold_spin_set_up (self->tp_gain);
  limen_threshold_spin_set_up (self->tn_gain);
  fill_choices (self);
  limen_objective_editor_set_objective (self, NULL);
}

static void
fill_constraints (LimenObjectiveEditor *self, LimenObjective *objective)
{
  for (GtkWidget *row = gtk_widget_get_first_child (self->constraints);
       row != NULL; row = gtk_widget_get_next_sibling (row))
    objective->constraints[objective->n_constraints++]
        = limen_constraint_row_get_constraint (LIMEN_CONSTRAINT_ROW (row));
}

/* The objective as it stands. False, and nothing filled in, when the threshold
 * is set by hand. */
gboolean
limen_objective_editor_get_objective (LimenObjectiveEditor *self,
                                      LimenObjective *objective)
{
  const Choice *choice;
  LimenMetric metric;

  g_return_val_if_fail (LIMEN_IS_OBJECTIVE_EDITOR (self), FALSE);

  choice = get_choice (self);
  if (choice == NULL)
    return FALSE;

  metric.id = choice->metric;
  metric.beta = gtk_spin_button_get_value (self->beta);
  *objective = limen_objective_new (metric, choice->is_minimized);
  objective->costs = (LimenCosts){
    .fp_cost = gtk_spin_button_get_value (self->fp_cost),
    .fn_cost = gtk_spin_button_get_value (self->fn_cost),
    .tp_gain = gtk_spin_button_get_value (self->tp_gain),
    .tn_gain = gtk_spin_button_get_value (self->tn_gain),
  };
  fill_constraints (self, objective);
  return TRUE;
}

static guint
find_choice (LimenObjectiveEditor *self, const LimenObjective *objective)
{
  for (guint i = 0; i < self->choices->len; i++)
    {
      const Choice *choice = &g_array_index (self->choices, Choice, i);

      if (choice->metric == objective->metric.id
          && !choice->is_minimized == !objective->is_minimized)
        return i + 1;
    }
  return 0;
}

static void
show_objective (LimenObjectiveEditor *self, const LimenObjective *objective)
{
  if (objective->metric.id == LIMEN_METRIC_FBETA)
    gtk_spin_button_set_value (self->beta, objective->metric.beta);
  gtk_spin_button_set_value (self->fp_cost, objective->costs.fp_cost);
  gtk_spin_button_set_value (self->fn_cost, objective->costs.fn_cost);
  gtk_spin_button_set_value (self->tp_gain, objective->costs.tp_gain);
  gtk_spin_button_set_value (self->tn_gain, objective->costs.tn_gain);
  for (gsize i = 0; i < objective->n_constraints; i++)
    limen_constraint_row_set_constraint (add_constraint (self),
                                         objective->constraints[i]);
}

/* Shows an objective, NULL for "by hand" without constraints; says so to
 * nobody. */
void
limen_objective_editor_set_objective (LimenObjectiveEditor *self,
                                      const LimenObjective *objective)
{
  GtkWidget *row;

  g_return_if_fail (LIMEN_IS_OBJECTIVE_EDITOR (self));

  self->is_resetting = TRUE;
  gtk_drop_down_set_selected (
      self->choice, objective != NULL ? find_choice (self, objective) : 0);
  while ((row = gtk_widget_get_first_child (self->constraints)) != NULL)
    gtk_box_remove (GTK_BOX (self->constraints), row);
  if (objective != NULL)
    show_objective (self, objective);
  limen_objective_editor_set_status (self, NULL, FALSE);
  update_rows (self);
  update_add_button (self);
  self->is_resetting = FALSE;
}

/* What became of the objective, below it; NULL: nothing to say. */
void
limen_objective_editor_set_status (LimenObjectiveEditor *self,
                                   const char *status, gboolean is_warning)
{
  g_return_if_fail (LIMEN_IS_OBJECTIVE_EDITOR (self));

  gtk_widget_set_visible (self->status, status != NULL);
  gtk_label_set_label (GTK_LABEL (self->status), status ? status : "");
  if (is_warning)
    gtk_widget_add_css_class (self->status, "warning");
  else
    gtk_widget_remove_css_class (self->status, "warning");
}
