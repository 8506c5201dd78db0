/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "objective-editor.h"

#include <glib/gi18n.h>

#include "announcement.h"
#include "constraint-row.h"
#include "drop-down.h"
#include "number-spin.h"
#include "objective-choices.h"
#include "template.h"

/* Initial bound of a capacity constraint: rows that can be reviewed, and so
 * predicted positive. */
#define DEFAULT_CAPACITY 100

struct _LimenObjectiveEditor
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkDropDown *choice;
  GtkWidget *beta_row;
  GtkSpinButton *beta;
  GtkWidget *bound_row;
  GtkWidget *bound_title;
  GtkSpinButton *bound;
  GtkWidget *costs;
  GtkWidget *error_label;
  GtkWidget *row_costs;
  GtkWidget *fp_title;
  GtkSpinButton *fp_cost;
  GtkWidget *fn_title;
  GtkSpinButton *fn_cost;
  GtkWidget *tp_title;
  GtkSpinButton *tp_gain;
  GtkWidget *tn_title;
  GtkSpinButton *tn_gain;
  GtkWidget *constraints;
  GtkWidget *buttons;
  GtkWidget *status;

  GArray *choices; /* LimenObjectiveChoice; the drop-down's first entry is
                    * "by hand" */
  const LimenNamedPoint *point; /* chosen point, or NULL */
  char *fp_column;              /* column of costs per row; NULL: none */
  char *fn_column;
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

static const LimenObjectiveChoice *
get_choice (LimenObjectiveEditor *self)
{
  guint selected = gtk_drop_down_get_selected (self->choice);

  if (selected == 0 || selected > self->choices->len)
    return NULL;
  return &g_array_index (self->choices, LimenObjectiveChoice, selected - 1);
}

/* Whether the objective chooses a single threshold. Only then does the editor
 * show constraints and gains: objectives with referral choose two thresholds,
 * allow no constraints, and are edited without gains. */
static gboolean
is_of_one (LimenObjectiveEditor *self)
{
  return get_choice (self) != NULL
         && (self->point == NULL
             || self->point->referral == LIMEN_REFERRAL_NONE);
}

static gboolean
has_row_costs (LimenObjectiveEditor *self)
{
  return self->fp_column != NULL || self->fn_column != NULL;
}

/* Sets the title of a cost field, and takes ownership of `title`. `column`
 * (NULL: none), the column of costs per row that the field multiplies, becomes
 * the tooltip. */
static void
take_cost_title (GtkWidget *label, GtkSpinButton *spin, char *title,
                 const char *column)
{
  gtk_label_set_label (GTK_LABEL (label), title);
  gtk_widget_set_tooltip_text (label, column);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_free (title);
}

/* Updates the titles of the cost fields. They name the columns of costs per
 * row only if the objective uses the metric "cost": no other metric uses the
 * columns. */
static void
update_cost_titles (LimenObjectiveEditor *self, gboolean has_cost)
{
  const char *fp_column = has_cost ? self->fp_column : NULL;
  const char *fn_column = has_cost ? self->fn_column : NULL;

  take_cost_title (
      self->fp_title, self->fp_cost,
      fp_column == NULL
          ? g_strdup (_ ("cost of a false positive"))
          : g_strdup_printf (
              _ ("false positive, times\ncolumn \342\200\234%s\342\200\235"),
              fp_column),
      fp_column);
  take_cost_title (
      self->fn_title, self->fn_cost,
      fn_column == NULL
          ? g_strdup (_ ("cost of a false negative"))
          : g_strdup_printf (
              _ ("false negative, times\ncolumn \342\200\234%s\342\200\235"),
              fn_column),
      fn_column);
}

static void
update_costs (LimenObjectiveEditor *self)
{
  LimenObjective objective;
  gboolean is_stated
      = limen_objective_editor_get_objective (self, &objective);

  gtk_widget_set_visible (self->costs,
                          is_stated && limen_objective_has_costs (&objective));
  gtk_widget_set_visible (self->row_costs,
                          is_stated && has_row_costs (self)
                              && limen_objective_has_metric (
                                  &objective, LIMEN_METRIC_NET_BENEFIT));
  update_cost_titles (self, is_stated
                                && limen_objective_has_metric (
                                    &objective, LIMEN_METRIC_COST));
}

static void
update_rows (LimenObjectiveEditor *self)
{
  GtkWidget *const gains[] = { self->tp_title, GTK_WIDGET (self->tp_gain),
                               self->tn_title, GTK_WIDGET (self->tn_gain) };
  const LimenObjectiveChoice *choice = get_choice (self);

  for (guint i = 0; i < G_N_ELEMENTS (gains); i++)
    gtk_widget_set_visible (gains[i], is_of_one (self));
  gtk_widget_set_visible (self->beta_row,
                          choice != NULL
                              && choice->metric == LIMEN_METRIC_FBETA);
  gtk_widget_set_visible (self->bound_row,
                          self->point != NULL
                              && self->point->bound_title != NULL);
  gtk_widget_set_visible (self->constraints,
                          is_of_one (self)
                              && gtk_widget_get_first_child (self->constraints)
                                     != NULL);
  gtk_widget_set_visible (self->buttons, is_of_one (self));
  update_costs (self);
}

static void
emit_changed (LimenObjectiveEditor *self)
{
  update_rows (self);
  if (!self->is_resetting)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
value_changed_cb (GtkSpinButton *spin, LimenObjectiveEditor *self)
{
  emit_changed (self);
}

/* Number of constraints, including that of the chosen named point. */
static guint
count_constraints (LimenObjectiveEditor *self)
{
  guint n = self->point != NULL && self->point->bound_title != NULL;

  for (GtkWidget *row = gtk_widget_get_first_child (self->constraints);
       row != NULL; row = gtk_widget_get_next_sibling (row))
    n++;
  return n;
}

static void
update_buttons (LimenObjectiveEditor *self)
{
  gtk_widget_set_sensitive (self->buttons, count_constraints (self)
                                               < LIMEN_MAX_CONSTRAINTS);
}

static void
show_bound (LimenObjectiveEditor *self, double bound)
{
  const LimenNamedPoint *point = self->point;
  const char *title = _ (point->bound_title);

  gtk_label_set_label (GTK_LABEL (self->bound_title), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bound),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_spin_button_set_range (self->bound, 0, point->max);
  gtk_spin_button_set_increments (self->bound, point->step, 10 * point->step);
  gtk_spin_button_set_value (self->bound, bound);
}

/* Sets the bound to its initial value when another named point is chosen. */
static void
choice_changed_cb (GObject *object, GParamSpec *pspec,
                   LimenObjectiveEditor *self)
{
  gboolean was_resetting = self->is_resetting;
  const LimenObjectiveChoice *choice = get_choice (self);

  self->point = choice != NULL ? choice->point : NULL;
  self->is_resetting = TRUE;
  if (self->point != NULL && self->point->bound_title != NULL)
    show_bound (self, self->point->bound);
  self->is_resetting = was_resetting;
  update_buttons (self);
  emit_changed (self);
}

static void
constraint_removed_cb (LimenConstraintRow *row, LimenObjectiveEditor *self)
{
  gtk_box_remove (GTK_BOX (self->constraints), GTK_WIDGET (row));
  update_buttons (self);
  emit_changed (self);
}

static LimenConstraintRow *
add_constraint (LimenObjectiveEditor *self)
{
  GtkWidget *row = limen_constraint_row_new ();

  g_signal_connect_swapped (row, "changed", G_CALLBACK (emit_changed), self);
  g_signal_connect (row, "removed", G_CALLBACK (constraint_removed_cb), self);
  gtk_box_append (GTK_BOX (self->constraints), row);
  update_buttons (self);
  return LIMEN_CONSTRAINT_ROW (row);
}

static void
add_constraint_cb (GtkButton *button, LimenObjectiveEditor *self)
{
  add_constraint (self);
  emit_changed (self);
}

static void
add_capacity_cb (GtkButton *button, LimenObjectiveEditor *self)
{
  const LimenConstraint capacity = { { LIMEN_METRIC_PREDICTED_POSITIVES, 1 },
                                     LIMEN_AT_MOST,
                                     DEFAULT_CAPACITY };

  limen_constraint_row_set_constraint (add_constraint (self), capacity);
}

static void
fill_choices (LimenObjectiveEditor *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  gtk_string_list_append (titles, _ ("Set by hand"));
  for (guint i = 0; i < self->choices->len; i++)
    {
      g_autofree char *title = limen_objective_choice_make_title (
          &g_array_index (self->choices, LimenObjectiveChoice, i));

      gtk_string_list_append (titles, title);
    }
  gtk_drop_down_set_model (self->choice, G_LIST_MODEL (titles));
}

/* Rows of the drop-down list. A group's heading is inside the row of its first
 * choice, since a separate row could be selected. */

/* A label for a row's title or the heading above it. */
static GtkWidget *
new_row_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
setup_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item,
              LimenObjectiveEditor *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  gtk_box_append (GTK_BOX (box), new_row_label ("group-title"));
  gtk_box_append (GTK_BOX (box), new_row_label (NULL));
  gtk_list_item_set_child (item, box);
}

static void
bind_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item,
             LimenObjectiveEditor *self)
{
  GtkWidget *heading
      = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *title = gtk_widget_get_next_sibling (heading);
  guint place = gtk_list_item_get_position (item);
  const char *group
      = place > 0
            ? limen_objective_choices_get_heading (self->choices, place - 1)
            : NULL;

  gtk_label_set_label (GTK_LABEL (heading), group != NULL ? group : "");
  gtk_widget_set_visible (heading, group != NULL);
  gtk_label_set_label (GTK_LABEL (title),
                       gtk_string_object_get_string (
                           gtk_list_item_get_item (item)));
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
  LimenObjectiveEditor *self = LIMEN_OBJECTIVE_EDITOR (object);

  g_array_unref (self->choices);
  g_free (self->fp_column);
  g_free (self->fn_column);
  G_OBJECT_CLASS (limen_objective_editor_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  LIMEN_BIND_CHILDREN (widget_class, LimenObjectiveEditor, box, choice,
                       beta_row, beta, bound_row, bound_title, bound, costs,
                       error_label, row_costs, fp_title, fp_cost, fn_title,
                       fn_cost, tp_title, tp_gain, tn_title, tn_gain,
                       constraints, buttons, status);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, value_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_constraint_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_capacity_cb);
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
set_up_numbers (LimenObjectiveEditor *self)
{
  GtkSpinButton *const spins[]
      = { self->beta,    self->bound,   self->fp_cost,
          self->fn_cost, self->tp_gain, self->tn_gain };

  for (guint i = 0; i < G_N_ELEMENTS (spins); i++)
    {
      limen_number_spin_set_up (spins[i]);
      limen_number_spin_set_error_label (spins[i], self->error_label);
    }
}

static void
limen_objective_editor_init (LimenObjectiveEditor *self)
{
  self->choices = limen_objective_choices_new ();
  self->is_resetting = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  limen_drop_down_shorten (self->choice);
  set_up_numbers (self);
  fill_choices (self);
  limen_objective_editor_set_objective (self, NULL);
}

static void
fill_constraints (LimenObjectiveEditor *self, LimenObjective *objective)
{
  for (GtkWidget *row = gtk_widget_get_first_child (self->constraints);
       row != NULL && objective->n_constraints < LIMEN_MAX_CONSTRAINTS;
       row = gtk_widget_get_next_sibling (row))
    objective->constraints[objective->n_constraints++]
        = limen_constraint_row_get_constraint (LIMEN_CONSTRAINT_ROW (row));
}

/* Gets the stated objective. Returns FALSE, and leaves *objective unchanged,
 * if the threshold is set by hand. */
gboolean
limen_objective_editor_get_objective (LimenObjectiveEditor *self,
                                      LimenObjective *objective)
{
  const LimenObjectiveChoice *choice;
  LimenMetric metric;

  g_return_val_if_fail (LIMEN_IS_OBJECTIVE_EDITOR (self), FALSE);

  choice = get_choice (self);
  if (choice == NULL)
    return FALSE;

  metric.id = choice->metric;
  metric.beta = gtk_spin_button_get_value (self->beta);
  *objective = choice->point != NULL
                   ? limen_named_point_get_objective (
                       choice->point, gtk_spin_button_get_value (self->bound))
                   : limen_objective_new (metric, choice->is_minimized);
  objective->has_row_costs = has_row_costs (self);
  objective->costs = (LimenCosts){
    .fp_cost = gtk_spin_button_get_value (self->fp_cost),
    .fn_cost = gtk_spin_button_get_value (self->fn_cost),
  };
  if (is_of_one (self))
    {
      objective->costs.tp_gain = gtk_spin_button_get_value (self->tp_gain);
      objective->costs.tn_gain = gtk_spin_button_get_value (self->tn_gain);
      fill_constraints (self, objective);
    }
  return TRUE;
}

static void
show_objective (LimenObjectiveEditor *self, const LimenObjective *objective)
{
  gsize n_of_point = 0;

  if (limen_objective_refers (objective))
    show_bound (self, objective->referral.bound);
  else if (self->point != NULL && self->point->bound_title != NULL)
    show_bound (self, objective->constraints[n_of_point++].bound);
  if (objective->metric.id == LIMEN_METRIC_FBETA)
    gtk_spin_button_set_value (self->beta, objective->metric.beta);
  gtk_spin_button_set_value (self->fp_cost, objective->costs.fp_cost);
  gtk_spin_button_set_value (self->fn_cost, objective->costs.fn_cost);
  gtk_spin_button_set_value (self->tp_gain, objective->costs.tp_gain);
  gtk_spin_button_set_value (self->tn_gain, objective->costs.tn_gain);
  for (gsize i = n_of_point; i < objective->n_constraints; i++)
    limen_constraint_row_set_constraint (add_constraint (self),
                                         objective->constraints[i]);
}

/* Shows an objective; NULL: "by hand" without constraints. Does not emit
 * `changed`. */
void
limen_objective_editor_set_objective (LimenObjectiveEditor *self,
                                      const LimenObjective *objective)
{
  GtkWidget *row;

  g_return_if_fail (LIMEN_IS_OBJECTIVE_EDITOR (self));

  self->is_resetting = TRUE;
  gtk_drop_down_set_selected (
      self->choice,
      objective != NULL
          ? limen_objective_choices_find (self->choices, objective) + 1
          : 0);
  while ((row = gtk_widget_get_first_child (self->constraints)) != NULL)
    gtk_box_remove (GTK_BOX (self->constraints), row);
  if (objective != NULL)
    show_objective (self, objective);
  limen_objective_editor_set_status (self, NULL, FALSE);
  update_rows (self);
  update_buttons (self);
  self->is_resetting = FALSE;
}

static void
set_column (char **column, const char *name)
{
  g_free (*column);
  *column = g_strdup (name);
}

/* Sets the columns with the cost of a false positive and of a false negative
 * per row, which the metric "cost" then uses; NULL: none. Does not emit
 * `changed`. */
void
limen_objective_editor_set_cost_columns (LimenObjectiveEditor *self,
                                         const char *fp_column,
                                         const char *fn_column)
{
  g_return_if_fail (LIMEN_IS_OBJECTIVE_EDITOR (self));

  set_column (&self->fp_column, fp_column);
  set_column (&self->fn_column, fn_column);
  update_rows (self);
}

/* Shows a text about the optimum below the objective, as a warning if
 * `is_warning`; NULL hides the text. Copied. */
void
limen_objective_editor_set_status (LimenObjectiveEditor *self,
                                   const char *status, gboolean is_warning)
{
  g_return_if_fail (LIMEN_IS_OBJECTIVE_EDITOR (self));

  limen_announcement_show (self->status, status, is_warning);
}
