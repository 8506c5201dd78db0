#include "grey-zone-editor.h"

/* The nth widget of a type, from 0. */
static GtkWidget *
find_nth (GtkWidget *widget, GType type, guint *n)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && (*n)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_nth (child, type, n);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
find (LimenGreyZoneEditor *editor, GType type, guint n)
{
  return find_nth (GTK_WIDGET (editor), type, &n);
}

enum
{
  BOUND,
  FP_COST,
  FN_COST,
};

static GtkSpinButton *
get_spin (LimenGreyZoneEditor *editor, guint n)
{
  return GTK_SPIN_BUTTON (find (editor, GTK_TYPE_SPIN_BUTTON, n));
}

static GtkDropDown *
get_choice (LimenGreyZoneEditor *editor)
{
  return GTK_DROP_DOWN (find (editor, GTK_TYPE_DROP_DOWN, 0));
}

static void
count_cb (LimenGreyZoneEditor *editor, guint *n)
{
  (*n)++;
}

static LimenGreyZoneEditor *
new_editor (guint *n_changes)
{
  LimenGreyZoneEditor *editor
      = g_object_new (LIMEN_TYPE_GREY_ZONE_EDITOR, NULL);

  *n_changes = 0;
  g_signal_connect (editor, "changed", G_CALLBACK (count_cb), n_changes);
  return g_object_ref_sink (editor);
}

/* Each goal says once that it was chosen, with a bound of its own, and asks
 * for costs only where they count. */
static void
test_goals (void)
{
  static const struct
  {
    double bound, most;
    const char *title;
  } goals[] = { { 0.2, 1e9, "cost of referring a row" },
                { 0.05, 1, "error rate at most" },
                { 0.9, 1, "coverage at least" } };
  guint n_changes;
  LimenGreyZoneEditor *editor = new_editor (&n_changes);
  LimenObjective objective;

  g_assert_false (limen_grey_zone_editor_get_objective (editor, &objective));
  for (guint i = 0; i < G_N_ELEMENTS (goals); i++)
    {
      double most;

      gtk_drop_down_set_selected (get_choice (editor), i + 1);
      g_assert_cmpuint (n_changes, ==, i + 1);
      g_assert_true (
          limen_grey_zone_editor_get_objective (editor, &objective));
      g_assert_cmpint (objective.referral.kind, ==, i + 1);
      g_assert_cmpfloat (objective.referral.bound, ==, goals[i].bound);
      gtk_spin_button_get_range (get_spin (editor, BOUND), NULL, &most);
      g_assert_cmpfloat (most, ==, goals[i].most);
      gtk_test_accessible_assert_property (get_spin (editor, BOUND),
                                           GTK_ACCESSIBLE_PROPERTY_LABEL,
                                           goals[i].title);
      g_assert_cmpint (gtk_widget_get_visible (gtk_widget_get_parent (
                           GTK_WIDGET (get_spin (editor, FP_COST)))),
                       ==, i + 1 == LIMEN_REFERRAL_COST);
    }
  gtk_drop_down_set_selected (get_choice (editor), 0);
  g_assert_false (limen_grey_zone_editor_get_objective (editor, &objective));
  g_assert_finalize_object (editor);
}

static void
test_values (void)
{
  guint n_changes;
  LimenGreyZoneEditor *editor = new_editor (&n_changes);
  LimenObjective objective;

  gtk_drop_down_set_selected (get_choice (editor), LIMEN_REFERRAL_COST);
  gtk_spin_button_set_value (get_spin (editor, BOUND), 0.375);
  gtk_spin_button_set_value (get_spin (editor, FP_COST), 2);
  gtk_spin_button_set_value (get_spin (editor, FN_COST), 7);
  g_assert_cmpuint (n_changes, ==, 4);
  limen_grey_zone_editor_set_has_row_costs (editor, TRUE);
  g_assert_true (limen_grey_zone_editor_get_objective (editor, &objective));
  g_assert_cmpfloat (objective.referral.bound, ==, 0.375);
  g_assert_cmpfloat (objective.costs.fp_cost, ==, 2);
  g_assert_cmpfloat (objective.costs.fn_cost, ==, 7);
  g_assert_cmpfloat (objective.costs.tp_gain, ==, 0);
  g_assert_true (objective.has_row_costs);
  g_assert_finalize_object (editor);
}

/* What is shown is what is read, and nobody is told. */
static void
test_show (void)
{
  guint n_changes;
  LimenGreyZoneEditor *editor = new_editor (&n_changes);

  for (int kind = LIMEN_REFERRAL_COST; kind < LIMEN_N_REFERRALS; kind++)
    {
      LimenObjective shown = limen_objective_new_referral (kind, 0.0625);
      LimenObjective read;

      shown.costs.fn_cost = 3;
      limen_grey_zone_editor_set_objective (editor, &shown);
      g_assert_true (limen_grey_zone_editor_get_objective (editor, &read));
      g_assert_cmpint (read.referral.kind, ==, kind);
      g_assert_cmpfloat (read.referral.bound, ==, 0.0625);
      g_assert_cmpfloat (read.costs.fn_cost, ==, 3);
      limen_grey_zone_editor_set_objective (editor, NULL);
      g_assert_false (limen_grey_zone_editor_get_objective (editor, &read));
    }
  g_assert_cmpuint (n_changes, ==, 0);
  g_assert_finalize_object (editor);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/grey-zone-editor/goals", test_goals);
  g_test_add_func ("/grey-zone-editor/values", test_values);
  g_test_add_func ("/grey-zone-editor/show", test_show);
  return g_test_run ();
}
