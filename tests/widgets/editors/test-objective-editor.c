/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "objective-editor.h"

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
find (LimenObjectiveEditor *editor, GType type, guint n)
{
  return find_nth (GTK_WIDGET (editor), type, &n);
}

static GtkDropDown *
get_choice (LimenObjectiveEditor *editor)
{
  return GTK_DROP_DOWN (find (editor, GTK_TYPE_DROP_DOWN, 0));
}

static void
choose (LimenObjectiveEditor *editor, const char *title)
{
  GListModel *titles = gtk_drop_down_get_model (get_choice (editor));

  for (guint i = 0; i < g_list_model_get_n_items (titles); i++)
    if (g_strcmp0 (gtk_string_list_get_string (GTK_STRING_LIST (titles), i),
                   title) == 0)
      {
        gtk_drop_down_set_selected (get_choice (editor), i);
        return;
      }
  g_error ("no objective is called \"%s\"", title);
}

static void
count_cb (LimenObjectiveEditor *editor, guint *n)
{
  (*n)++;
}

static void
test_choices (void)
{
  LimenObjectiveEditor *editor = g_object_new (LIMEN_TYPE_OBJECTIVE_EDITOR,
                                               NULL);
  LimenObjective objective;
  guint n_changes = 0;

  g_object_ref_sink (editor);
  g_signal_connect (editor, "changed", G_CALLBACK (count_cb), &n_changes);
  g_assert_false (limen_objective_editor_get_objective (editor, &objective));

  choose (editor, "Maximise MCC");
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_true (limen_objective_editor_get_objective (editor, &objective));
  g_assert_cmpint (objective.metric.id, ==, LIMEN_METRIC_MCC);
  g_assert_false (objective.is_minimized);
  g_assert_cmpuint (objective.n_constraints, ==, 0);

  limen_objective_editor_set_objective (editor, NULL);
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_false (limen_objective_editor_get_objective (editor, &objective));
  g_assert_finalize_object (editor);
}

/* Every metric is listed, and titles are unique. */
static void
test_complete (void)
{
  LimenObjectiveEditor *editor = g_object_new (LIMEN_TYPE_OBJECTIVE_EDITOR,
                                               NULL);
  GListModel *titles;
  gboolean is_there[LIMEN_N_ALL_METRICS] = { FALSE };
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_object_ref_sink (editor);
  titles = gtk_drop_down_get_model (get_choice (editor));
  for (guint i = 0; i < g_list_model_get_n_items (titles); i++)
    {
      LimenObjective objective;

      g_assert_true (g_hash_table_add (
          seen, (char *) gtk_string_list_get_string (GTK_STRING_LIST (titles),
                                                     i)));
      gtk_drop_down_set_selected (get_choice (editor), i);
      if (limen_objective_editor_get_objective (editor, &objective))
        is_there[objective.metric.id] = TRUE;
    }
  for (guint i = 0; i < LIMEN_N_ALL_METRICS; i++)
    g_assert_true (is_there[i] || i == LIMEN_METRIC_PREDICTED_POSITIVES);
  g_clear_pointer (&seen, g_hash_table_unref);
  g_assert_finalize_object (editor);
}

static gboolean
shows (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_visible (widget)
      && g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), text))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (shows (child, text))
      return TRUE;
  return FALSE;
}

/* The index of a title in the list. */
static guint
get_place (LimenObjectiveEditor *editor, const char *title)
{
  choose (editor, title);
  return gtk_drop_down_get_selected (get_choice (editor));
}

/* The list has headings, and the choices below each belong to it. */
static void
test_groups (void)
{
  static const char *const headings[]
      = { "Maximise",     "Under a constraint",
          "Costs",        "Refer uncertain rows",
          "Named points", "Minimise" };
  LimenObjectiveEditor *editor = g_object_new (LIMEN_TYPE_OBJECTIVE_EDITOR,
                                               NULL);
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (editor));
  g_assert_cmpuint (get_place (editor, "Maximise F1"), ==, 1);
  g_assert_cmpuint (get_place (editor, "Maximise lift"), <,
                    get_place (editor, "Recall at FPR \342\211\244"));
  g_assert_cmpuint (get_place (editor, "Recall at FPR \342\211\244"), <,
                    get_place (editor, "Minimise cost"));
  g_assert_cmpuint (get_place (editor, "Maximise net benefit"), ==,
                    get_place (editor, "Minimise cost") + 1);
  g_assert_cmpuint (get_place (editor, "Maximise net benefit"), <,
                    get_place (editor, "Minimise cost, with referral"));
  g_assert_cmpuint (get_place (editor, "Minimise cost, with referral"), <,
                    get_place (editor, "Equal error rate"));
  g_assert_cmpuint (get_place (editor, "Equal error rate"), <,
                    get_place (editor, "Minimise false positive rate"));

  gtk_window_present (GTK_WINDOW (window));
  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    g_assert_true (shows (GTK_WIDGET (editor), headings[i]));
  g_assert_false (shows (GTK_WIDGET (editor), "Constraints"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static GtkWidget *
find_button (LimenObjectiveEditor *editor, const char *label)
{
  GtkWidget *button;

  for (guint i = 0; (button = find (editor, GTK_TYPE_BUTTON, i)) != NULL; i++)
    if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), label) == 0)
      return button;
  g_error ("no button is called \"%s\"", label);
}

static GtkSpinButton *
find_spin (LimenObjectiveEditor *editor, double value)
{
  GtkWidget *spin;

  for (guint i = 0; (spin = find (editor, GTK_TYPE_SPIN_BUTTON, i)) != NULL;
       i++)
    if (gtk_widget_get_visible (gtk_widget_get_parent (spin))
        && gtk_spin_button_get_value (GTK_SPIN_BUTTON (spin)) == value)
      return GTK_SPIN_BUTTON (spin);
  g_error ("no field says %g", value);
}

static void
assert_objective (LimenObjectiveEditor *editor, const char *expected)
{
  LimenObjective objective;
  char text[LIMEN_OBJECTIVE_SIZE];

  g_assert_true (limen_objective_editor_get_objective (editor, &objective));
  g_assert_cmpstr (limen_objective_format (&objective, text, sizeof text), ==,
                   expected);
}

static const char *
get_chosen (LimenObjectiveEditor *editor)
{
  return gtk_string_object_get_string (
      gtk_drop_down_get_selected_item (get_choice (editor)));
}

/* Named points convert to objectives and back. */
static void
test_points (void)
{
  static const struct
  {
    const char *title, *objective;
  } cases[] = {
    { "Equal error rate", "minimize error-rate-gap" },
    { "Closest to (0, 1)", "minimize corner-distance" },
    { "Break-even: precision = recall", "minimize precision-recall-gap" },
    { "Prevalence matching", "minimize prevalence-gap" },
    { "Precision at recall \342\211\245",
      "maximize precision subject to recall>=0.9" },
    { "Recall at precision \342\211\245",
      "maximize recall subject to precision>=0.9" },
    { "Sensitivity at specificity \342\211\245",
      "maximize recall subject to specificity>=0.95" },
    { "Specificity at sensitivity \342\211\245",
      "maximize specificity subject to recall>=0.95" },
    { "Recall at FPR \342\211\244", "maximize recall subject to fpr<=0.01" },
    { "Minimise cost, with referral", "minimize cost, refer-cost 0.2" },
    { "Coverage at error rate \342\211\244",
      "maximize coverage subject to error<=0.05" },
    { "Accuracy at coverage \342\211\245",
      "maximize accuracy subject to coverage>=0.9" },
    { "Minimise cost", "minimize cost" },
    { "Maximise accuracy", "maximize accuracy" },
    { "Maximise recall", "maximize recall" },
  };
  LimenObjectiveEditor *editor = g_object_new (LIMEN_TYPE_OBJECTIVE_EDITOR,
                                               NULL);

  g_object_ref_sink (editor);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LimenObjective objective;

      choose (editor, cases[i].title);
      assert_objective (editor, cases[i].objective);
      g_assert_true (
          limen_objective_editor_get_objective (editor, &objective));
      limen_objective_editor_set_objective (editor, NULL);
      limen_objective_editor_set_objective (editor, &objective);
      g_assert_cmpstr (get_chosen (editor), ==, cases[i].title);
      assert_objective (editor, cases[i].objective);
    }
  g_assert_finalize_object (editor);
}

/* A point's bound is a field of its own; constraints are additional. */
static void
test_bound (void)
{
  LimenObjectiveEditor *editor = g_object_new (LIMEN_TYPE_OBJECTIVE_EDITOR,
                                               NULL);
  LimenObjective objective;
  guint n_changes = 0;

  g_object_ref_sink (editor);
  g_signal_connect (editor, "changed", G_CALLBACK (count_cb), &n_changes);
  choose (editor, "Precision at recall \342\211\245");
  g_assert_cmpuint (n_changes, ==, 1);
  gtk_spin_button_set_value (find_spin (editor, 0.9), 0.75);
  g_assert_cmpuint (n_changes, ==, 2);
  g_signal_emit_by_name (find_button (editor, "Add capacity"), "clicked");
  g_assert_cmpuint (n_changes, ==, 3);
  gtk_spin_button_set_value (find_spin (editor, 100), 500);
  assert_objective (editor, "maximize precision subject to recall>=0.75, "
                            "predicted-positives<=500");
  g_assert_true (limen_objective_editor_get_objective (editor, &objective));
  limen_objective_editor_set_objective (editor, NULL);
  limen_objective_editor_set_objective (editor, &objective);
  assert_objective (editor, "maximize precision subject to recall>=0.75, "
                            "predicted-positives<=500");
  g_assert_finalize_object (editor);
}

/* A capacity in rows or in percent: switching the unit resets the number, and
 * percentages are not rounded twice. */
static void
test_capacity (void)
{
  LimenObjectiveEditor *editor = g_object_new (LIMEN_TYPE_OBJECTIVE_EDITOR,
                                               NULL);
  LimenObjective objective;
  GtkDropDown *metric;
  guint n_changes = 0;

  g_object_ref_sink (editor);
  choose (editor, "Maximise F1");
  g_signal_emit_by_name (find_button (editor, "Add capacity"), "clicked");
  assert_objective (editor, "maximize f1 subject to predicted-positives<=100");
  g_signal_connect (editor, "changed", G_CALLBACK (count_cb), &n_changes);
  metric = GTK_DROP_DOWN (find (editor, GTK_TYPE_DROP_DOWN, 1));
  gtk_drop_down_set_selected (metric,
                              gtk_drop_down_get_selected (metric) - 1);
  g_assert_cmpuint (n_changes, ==, 1);
  assert_objective (editor,
                    "maximize f1 subject to predicted-positive-rate<=0.05");
  gtk_spin_button_set_value (find_spin (editor, 5), 7);
  assert_objective (editor,
                    "maximize f1 subject to predicted-positive-rate<=0.07");
  g_assert_true (limen_objective_editor_get_objective (editor, &objective));
  limen_objective_editor_set_objective (editor, &objective);
  find_spin (editor, 7);
  assert_objective (editor,
                    "maximize f1 subject to predicted-positive-rate<=0.07");
  g_assert_finalize_object (editor);
}

static void
test_constraints (void)
{
  LimenObjectiveEditor *editor = g_object_new (LIMEN_TYPE_OBJECTIVE_EDITOR,
                                               NULL);
  LimenObjective objective;
  GtkWidget *add;

  g_object_ref_sink (editor);
  choose (editor, "Maximise recall");
  add = find_button (editor, "Add constraint");
  g_signal_emit_by_name (add, "clicked");
  g_signal_emit_by_name (add, "clicked");
  g_assert_true (limen_objective_editor_get_objective (editor, &objective));
  g_assert_cmpuint (objective.n_constraints, ==, 2);
  g_assert_cmpint (objective.constraints[0].metric.id, ==,
                   LIMEN_METRIC_PRECISION);
  g_assert_cmpint (objective.constraints[0].relation, ==, LIMEN_AT_LEAST);
  g_assert_cmpfloat (objective.constraints[0].bound, ==, 0.8);
  g_assert_finalize_object (editor);
}

static void
test_parameters (void)
{
  LimenObjectiveEditor *editor = g_object_new (LIMEN_TYPE_OBJECTIVE_EDITOR,
                                               NULL);
  LimenObjective objective;

  g_object_ref_sink (editor);
  choose (editor, "Maximise F-beta");
  g_assert_true (limen_objective_editor_get_objective (editor, &objective));
  g_assert_cmpint (objective.metric.id, ==, LIMEN_METRIC_FBETA);
  g_assert_cmpfloat (objective.metric.beta, ==, 3);

  choose (editor, "Minimise cost");
  g_assert_true (limen_objective_editor_get_objective (editor, &objective));
  g_assert_true (objective.is_minimized);
  g_assert_cmpfloat (objective.costs.fp_cost, ==, 1);
  g_assert_cmpfloat (objective.costs.tn_gain, ==, 0);
  g_assert_false (objective.has_row_costs);
  g_assert_finalize_object (editor);
}

static gpointer
get_child (LimenObjectiveEditor *editor, const char *name)
{
  return gtk_widget_get_template_child (
      GTK_WIDGET (editor), LIMEN_TYPE_OBJECTIVE_EDITOR, name);
}

static void
assert_titles (LimenObjectiveEditor *editor, const char *fp, const char *fn)
{
  g_assert_true (gtk_widget_get_visible (get_child (editor, "costs")));
  g_assert_cmpstr (gtk_label_get_label (get_child (editor, "fp_title")), ==,
                   fp);
  g_assert_cmpstr (gtk_label_get_label (get_child (editor, "fn_title")), ==,
                   fn);
}

/* Costs come from columns, multiplied by the stated factors; net benefit
 * ignores the columns, which the editor states. */
static void
test_cost_columns (void)
{
  static const char plain_fp[] = "cost of a false positive";
  static const char plain_fn[] = "cost of a false negative";
  static const char column[]
      = "false negative, times\ncolumn \342\200\234amount\342\200\235";
  LimenObjectiveEditor *editor = g_object_new (LIMEN_TYPE_OBJECTIVE_EDITOR,
                                               NULL);
  GtkWidget *note;

  g_object_ref_sink (editor);
  note = get_child (editor, "row_costs");
  choose (editor, "Minimise cost");
  assert_titles (editor, plain_fp, plain_fn);
  limen_objective_editor_set_cost_columns (editor, NULL, "amount");
  assert_titles (editor, plain_fp, column);
  g_assert_false (gtk_widget_get_visible (note));
  assert_objective (editor, "minimize cost, row-costs");

  choose (editor, "Maximise net benefit");
  assert_titles (editor, plain_fp, plain_fn);
  g_assert_true (gtk_widget_get_visible (note));
  assert_objective (editor, "maximize net-benefit");

  choose (editor, "Minimise cost");
  limen_objective_editor_set_cost_columns (editor, NULL, NULL);
  assert_titles (editor, plain_fp, plain_fn);
  assert_objective (editor, "minimize cost");
  g_assert_finalize_object (editor);
}

/* Each referral emits one change when it is chosen, has a bound of its own,
 * asks for costs only where they count, and has no constraints. */
static void
test_referrals (void)
{
  static const struct
  {
    const char *choice;
    double bound, most;
    const char *title;
  } cases[] = {
    { "Minimise cost, with referral", 0.2, 1e9, "cost of referring a row" },
    { "Coverage at error rate \342\211\244", 0.05, 1, "error rate at most" },
    { "Accuracy at coverage \342\211\245", 0.9, 1, "coverage at least" }
  };
  LimenObjectiveEditor *editor
      = g_object_new (LIMEN_TYPE_OBJECTIVE_EDITOR, NULL);
  LimenObjective objective;
  guint n_changes = 0;

  g_object_ref_sink (editor);
  choose (editor, "Maximise F1");
  g_signal_emit_by_name (find_button (editor, "Add constraint"), "clicked");
  g_signal_connect (editor, "changed", G_CALLBACK (count_cb), &n_changes);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkSpinButton *bound = get_child (editor, "bound");
      double most;

      choose (editor, cases[i].choice);
      g_assert_cmpuint (n_changes, ==, i + 1);
      g_assert_true (limen_objective_editor_get_objective (editor, &objective));
      g_assert_cmpint (objective.referral.kind, ==, i + 1);
      g_assert_cmpfloat (objective.referral.bound, ==, cases[i].bound);
      g_assert_cmpuint (objective.n_constraints, ==, 0);
      gtk_spin_button_get_range (bound, NULL, &most);
      g_assert_cmpfloat (most, ==, cases[i].most);
      gtk_test_accessible_assert_property (bound, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                           cases[i].title);
      g_assert_cmpint (gtk_widget_get_visible (get_child (editor, "costs")), ==,
                       i + 1 == LIMEN_REFERRAL_COST);
      g_assert_false (
          gtk_widget_get_visible (get_child (editor, "constraints")));
      g_assert_false (gtk_widget_get_visible (get_child (editor, "buttons")));
    }
  /* The constraint is kept for objectives with constraints. */
  choose (editor, "Maximise F1");
  assert_objective (editor, "maximize f1 subject to precision>=0.8");
  g_assert_true (gtk_widget_get_visible (get_child (editor, "buttons")));
  choose (editor, "Set by hand");
  g_assert_false (limen_objective_editor_get_objective (editor, &objective));
  g_assert_finalize_object (editor);
}

/* Each change of a referral's numbers emits one change; a gain stated for one
 * threshold is not used for two. */
static void
test_referral_values (void)
{
  LimenObjectiveEditor *editor
      = g_object_new (LIMEN_TYPE_OBJECTIVE_EDITOR, NULL);
  guint n_changes = 0;

  g_object_ref_sink (editor);
  choose (editor, "Minimise cost");
  gtk_spin_button_set_value (get_child (editor, "tp_gain"), 3);
  g_signal_connect (editor, "changed", G_CALLBACK (count_cb), &n_changes);
  choose (editor, "Minimise cost, with referral");
  g_assert_false (gtk_widget_get_visible (get_child (editor, "tp_gain")));
  gtk_spin_button_set_value (get_child (editor, "bound"), 0.375);
  gtk_spin_button_set_value (get_child (editor, "fp_cost"), 2);
  gtk_spin_button_set_value (get_child (editor, "fn_cost"), 7);
  g_assert_cmpuint (n_changes, ==, 4);
  limen_objective_editor_set_cost_columns (editor, NULL, "amount");
  assert_objective (editor, "minimize cost, refer-cost 0.375, fp-cost 2, "
                            "fn-cost 7, row-costs");
  g_assert_finalize_object (editor);
}

/* The editor returns the objective that it is given, without emitting a
 * change. */
static void
test_show_referral (void)
{
  LimenObjectiveEditor *editor
      = g_object_new (LIMEN_TYPE_OBJECTIVE_EDITOR, NULL);
  guint n_changes = 0;

  g_object_ref_sink (editor);
  g_signal_connect (editor, "changed", G_CALLBACK (count_cb), &n_changes);
  for (int kind = LIMEN_REFERRAL_COST; kind < LIMEN_N_REFERRALS; kind++)
    {
      LimenObjective shown = limen_objective_new_referral (kind, 0.0625);
      LimenObjective read;

      shown.costs.fn_cost = 3;
      limen_objective_editor_set_objective (editor, &shown);
      g_assert_true (limen_objective_editor_get_objective (editor, &read));
      g_assert_cmpint (read.referral.kind, ==, kind);
      g_assert_cmpfloat (read.referral.bound, ==, 0.0625);
      g_assert_cmpfloat (read.costs.fn_cost, ==, 3);
      limen_objective_editor_set_objective (editor, NULL);
      g_assert_false (limen_objective_editor_get_objective (editor, &read));
    }
  g_assert_cmpuint (n_changes, ==, 0);
  g_assert_finalize_object (editor);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/objective-editor/choices", test_choices);
  g_test_add_func ("/objective-editor/complete", test_complete);
  g_test_add_func ("/objective-editor/groups", test_groups);
  g_test_add_func ("/objective-editor/points", test_points);
  g_test_add_func ("/objective-editor/bound", test_bound);
  g_test_add_func ("/objective-editor/capacity", test_capacity);
  g_test_add_func ("/objective-editor/constraints", test_constraints);
  g_test_add_func ("/objective-editor/parameters", test_parameters);
  g_test_add_func ("/objective-editor/cost-columns", test_cost_columns);
  g_test_add_func ("/objective-editor/referrals", test_referrals);
  g_test_add_func ("/objective-editor/referral-values", test_referral_values);
  g_test_add_func ("/objective-editor/show-referral", test_show_referral);
  return g_test_run ();
}
