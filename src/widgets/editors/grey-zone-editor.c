#include "grey-zone-editor.h"

#include "announcement.h"
#include "number-spin.h"
#include "template.h"

/* What may be asked for, by LimenReferralKind. */
static const struct
{
  const char *title, *bound_title;
  double bound; /* where people begin */
  double most, step;
} goals[LIMEN_N_REFERRALS] = {
  [LIMEN_REFERRAL_COST] = { "Minimise Cost, with referring",
                            "cost of referring a row", 0.2, 1e9, 0.1 },
  [LIMEN_REFERRAL_MAX_ERROR] = { "Coverage at error rate \342\211\244",
                                 "error rate at most", 0.05, 1, 0.01 },
  [LIMEN_REFERRAL_MIN_COVERAGE] = { "Accuracy at coverage \342\211\245",
                                    "coverage at least", 0.9, 1, 0.01 },
};

struct _LimenGreyZoneEditor
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkDropDown *choice;
  GtkWidget *bound_row;
  GtkWidget *bound_title;
  GtkSpinButton *bound;
  GtkWidget *costs;
  GtkWidget *complaint;
  GtkWidget *row_costs;
  GtkSpinButton *fp_cost;
  GtkSpinButton *fn_cost;
  GtkWidget *status;

  gboolean has_row_costs;
  gboolean is_resetting;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimenGreyZoneEditor, limen_grey_zone_editor,
                     GTK_TYPE_WIDGET)

/* None: set by hand, the drop-down's first entry. */
static LimenReferralKind
get_goal (LimenGreyZoneEditor *self)
{
  return gtk_drop_down_get_selected (self->choice);
}

static void
update_rows (LimenGreyZoneEditor *self)
{
  gboolean has_cost = get_goal (self) == LIMEN_REFERRAL_COST;

  gtk_widget_set_visible (self->bound_row,
                          get_goal (self) != LIMEN_REFERRAL_NONE);
  gtk_widget_set_visible (self->costs, has_cost);
  gtk_widget_set_visible (self->row_costs, has_cost && self->has_row_costs);
}

static void
emit_changed (LimenGreyZoneEditor *self)
{
  update_rows (self);
  if (!self->is_resetting)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
value_changed_cb (GtkSpinButton *spin, LimenGreyZoneEditor *self)
{
  emit_changed (self);
}

/* Of the goal that is chosen; one goal's bound means nothing to another. */
static void
show_bound (LimenGreyZoneEditor *self, double bound)
{
  LimenReferralKind goal = get_goal (self);

  gtk_label_set_label (GTK_LABEL (self->bound_title), goals[goal].bound_title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bound),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  goals[goal].bound_title, -1);
  gtk_spin_button_set_range (self->bound, 0, goals[goal].most);
  gtk_spin_button_set_increments (self->bound, goals[goal].step,
                                  10 * goals[goal].step);
  gtk_spin_button_set_value (self->bound, bound);
}

static void
choice_changed_cb (GObject *object, GParamSpec *pspec,
                   LimenGreyZoneEditor *self)
{
  gboolean was_resetting = self->is_resetting;

  self->is_resetting = TRUE;
  if (get_goal (self) != LIMEN_REFERRAL_NONE)
    show_bound (self, goals[get_goal (self)].bound);
  self->is_resetting = was_resetting;
  emit_changed (self);
}

static void
limen_grey_zone_editor_dispose (GObject *object)
{
  LimenGreyZoneEditor *self = LIMEN_GREY_ZONE_EDITOR (object);

  self->is_resetting = TRUE;
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (limen_grey_zone_editor_parent_class)->dispose (object);
}

static void
limen_grey_zone_editor_class_init (LimenGreyZoneEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limen_grey_zone_editor_dispose;
  signals[CHANGED] = g_signal_new ("changed", LIMEN_TYPE_GREY_ZONE_EDITOR,
                                   G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/limen/Limen/ui/grey-zone-editor.ui");
  LIMEN_BIND_CHILDREN (widget_class, LimenGreyZoneEditor, box, choice,
                       bound_row, bound_title, bound, costs, complaint,
                       row_costs, fp_cost, fn_cost, status);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, value_changed_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
fill_choice (LimenGreyZoneEditor *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  gtk_string_list_append (titles, "Set by hand");
  for (guint i = LIMEN_REFERRAL_COST; i < LIMEN_N_REFERRALS; i++)
    gtk_string_list_append (titles, goals[i].title);
  gtk_drop_down_set_model (self->choice, G_LIST_MODEL (titles));
}

static void
limen_grey_zone_editor_init (LimenGreyZoneEditor *self)
{
  self->is_resetting = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  limen_number_spin_set_up (self->bound);
  limen_number_spin_set_complaint (self->bound, self->complaint);
  limen_number_spin_set_up (self->fp_cost);
  limen_number_spin_set_complaint (self->fp_cost, self->complaint);
  limen_number_spin_set_up (self->fn_cost);
  limen_number_spin_set_complaint (self->fn_cost, self->complaint);
  fill_choice (self);
  limen_grey_zone_editor_set_objective (self, NULL);
}

/* The objective as it stands. FALSE, and nothing filled in, when the lines are
 * set by hand. */
gboolean
limen_grey_zone_editor_get_objective (LimenGreyZoneEditor *self,
                                      LimenObjective *objective)
{
  g_return_val_if_fail (LIMEN_IS_GREY_ZONE_EDITOR (self), FALSE);

  if (get_goal (self) == LIMEN_REFERRAL_NONE)
    return FALSE;
  *objective = limen_objective_new_referral (
      get_goal (self), gtk_spin_button_get_value (self->bound));
  objective->has_row_costs = self->has_row_costs;
  objective->costs.fp_cost = gtk_spin_button_get_value (self->fp_cost);
  objective->costs.fn_cost = gtk_spin_button_get_value (self->fn_cost);
  return TRUE;
}

/* Shows an objective, NULL for "by hand"; says so to nobody. */
void
limen_grey_zone_editor_set_objective (LimenGreyZoneEditor *self,
                                      const LimenObjective *objective)
{
  g_return_if_fail (LIMEN_IS_GREY_ZONE_EDITOR (self));

  self->is_resetting = TRUE;
  gtk_drop_down_set_selected (self->choice,
                              objective != NULL ? objective->referral.kind : 0);
  if (objective != NULL)
    {
      show_bound (self, objective->referral.bound);
      gtk_spin_button_set_value (self->fp_cost, objective->costs.fp_cost);
      gtk_spin_button_set_value (self->fn_cost, objective->costs.fn_cost);
    }
  limen_grey_zone_editor_set_status (self, NULL, FALSE);
  update_rows (self);
  self->is_resetting = FALSE;
}

/* Whether each row says what it costs if it is decided wrongly: least cost then
 * takes that. Says so to nobody. */
void
limen_grey_zone_editor_set_has_row_costs (LimenGreyZoneEditor *self,
                                          gboolean has_row_costs)
{
  g_return_if_fail (LIMEN_IS_GREY_ZONE_EDITOR (self));

  self->has_row_costs = has_row_costs;
  update_rows (self);
}

/* What became of the objective, below it; NULL: nothing to say. */
void
limen_grey_zone_editor_set_status (LimenGreyZoneEditor *self,
                                   const char *status, gboolean is_warning)
{
  g_return_if_fail (LIMEN_IS_GREY_ZONE_EDITOR (self));

  limen_announcement_show (self->status, status, is_warning);
}
