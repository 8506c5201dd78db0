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

/* Every metric is there, and no two entries are called alike. */
static void
test_complete (void)
{
  LimenObjectiveEditor *editor = g_object_new (LIMEN_TYPE_OBJECTIVE_EDITOR,
                                               NULL);
  GListModel *titles;
  gboolean is_there[LIMEN_N_METRICS + 1] = { FALSE };
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
  for (guint i = 0; i <= LIMEN_N_METRICS; i++)
    g_assert_true (is_there[i]);
  g_clear_pointer (&seen, g_hash_table_unref);
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
  choose (editor, "Maximise Recall");
  for (guint i = 0; (add = find (editor, GTK_TYPE_BUTTON, i)) != NULL; i++)
    if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (add)), "Add constraint")
        == 0)
      break;
  g_assert_nonnull (add);
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

  choose (editor, "Minimise Cost");
  g_assert_true (limen_objective_editor_get_objective (editor, &objective));
  g_assert_true (objective.is_minimized);
  g_assert_cmpfloat (objective.costs.fp_cost, ==, 1);
  g_assert_cmpfloat (objective.costs.tn_gain, ==, 0);
  g_assert_finalize_object (editor);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/objective-editor/choices", test_choices);
  g_test_add_func ("/objective-editor/complete", test_complete);
  g_test_add_func ("/objective-editor/constraints", test_constraints);
  g_test_add_func ("/objective-editor/parameters", test_parameters);
  return g_test_run ();
}
