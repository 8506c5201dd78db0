/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Actions can also be activated from outside, over D-Bus. Whatever the
 * parameters, no invalid memory is read and no critical warning is logged. */
#include <gtk/gtk.h>
#include <math.h>
#include <string.h>

#include "application.h"
#include "figures.h"
#include "support.h"
#include "windows.h"

static GtkApplication *application;

static const struct
{
  const char *name, *text;
} files[] = {
  { "nothing", NULL },
  { "binary", "label,prob\n0,0.1\n0,0.4\n1,0.4\n1,0.8\n" },
  { "scores", "label,score\n0,-7\n0,4\n1,40\n1,80\n" },
  { "classes", "label,prob_a,prob_b,prob_c\na,0.5,0.25,0.25\n"
               "b,0.25,0.5,0.25\nc,0.25,0.5,0.25\na,0.75,0.125,0.125\n" },
  { "labels", "label_a,label_b,prob_a,prob_b\n1,0,0.5,0.25\n"
              "0,1,0.25,0.5\n0,0,0.25,0.5\n1,1,0.75,0.125\n" },
  { "top labels", "label,predicted,confidence\na,a,0.5\nb,b,0.75\n"
                  "c,b,0.25\na,a,0.875\n" },
};

static void
collect (GPtrArray *values, GVariant *value)
{
  g_ptr_array_add (values, g_variant_ref_sink (value));
}

static void
collect_texts (GPtrArray *values)
{
  static const char *const texts[]
      = { "nothing of the kind", "confusion", "losses", "figure/", "-1",
          "18446744073709551616", "%s%n", "\342\200\256", "tp ", "System" };
  g_autofree char *huge = g_strnfill (1 << 20, 'x');

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    collect (values, g_variant_new_string (texts[i]));
  collect (values, g_variant_new_string (huge));
}

static void
collect_paths (GPtrArray *values)
{
  static const char unended[] = { '/', 'x' };
  g_autofree char *huge = g_strnfill (1 << 20, '/');

  huge[1 << 19] = 'x';
  collect (values, g_variant_new_bytestring (""));
  collect (values, g_variant_new_bytestring (huge));
  collect (values, g_variant_new_bytestring ("/nowhere/\377.csv"));
  collect (values, g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, unended,
                                              sizeof unended, 1));
  collect (values,
           g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, unended, 0, 1));
}

static void
collect_ranges (GPtrArray *values)
{
  static const double ends[] = { NAN, -INFINITY, -1, 0.5, 1e308, INFINITY };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    for (guint j = 0; j < G_N_ELEMENTS (ends); j++)
      if (!(ends[i] <= ends[j]))
        collect (values, g_variant_new ("(dd)", ends[i], ends[j]));
}

static void
collect_cells (GPtrArray *values)
{
  static const guint numbers[] = { 0, 3, 4, 65535, 65536, G_MAXINT,
                                   (guint) G_MAXINT + 1, G_MAXUINT };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    for (guint j = 0; j < G_N_ELEMENTS (numbers); j++)
      if (numbers[i] > 2 || numbers[j] > 3)
        collect (values, g_variant_new ("(uu)", numbers[i], numbers[j]));
}

/* Values of a type, none of which is valid for any action. */
static GPtrArray *
new_values (const GVariantType *type)
{
  GPtrArray *values
      = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);

  if (g_variant_type_equal (type, G_VARIANT_TYPE_STRING))
    collect_texts (values);
  else if (g_variant_type_equal (type, G_VARIANT_TYPE_BYTESTRING))
    collect_paths (values);
  else if (g_variant_type_equal (type, G_VARIANT_TYPE_INT32))
    for (int i = 0; i < 3; i++)
      collect (values, g_variant_new_int32 (
                           (int[]){ G_MININT, 0, G_MAXINT }[i]));
  else if (g_variant_type_equal (type, G_VARIANT_TYPE ("(dd)")))
    collect_ranges (values);
  else if (g_variant_type_equal (type, G_VARIANT_TYPE ("(uu)")))
    collect_cells (values);
  else
    g_error ("no values of type %s", g_variant_type_peek_string (type));
  return values;
}

/* Whether an action would open a file dialog for an existing figure. */
static gboolean
is_left_out (const char *name, GVariant *value, LimenWindow *window)
{
  const char *const asking[] = { "save-figure", "save-figure-data", NULL };
  LimenAnalysis *analysis
      = limen_session_get_analysis (limen_window_get_session (window));

  return analysis != NULL && g_strv_contains (asking, name)
         && limen_figure_type_is_for (
             limen_figures_find (g_variant_get_string (value, NULL)),
             analysis);
}

static void
activate_all (GActionGroup *group, const char *name, LimenWindow *window)
{
  const GVariantType *type
      = g_action_group_get_action_parameter_type (group, name);
  g_autoptr (GPtrArray) values = NULL;

  if (type == NULL)
    return;
  values = new_values (type);
  for (guint i = 0; i < values->len; i++)
    {
      GVariant *value = g_ptr_array_index (values, i);

      if (is_left_out (name, value, window))
        continue;
      g_action_group_activate_action (group, name, value);
      if (g_action_group_get_action_state_type (group, name) != NULL)
        g_action_group_change_action_state (group, name, value);
      test_wait_for (test_window_is_idle (window));
    }
}

static guint
activate_group (GActionGroup *group, LimenWindow *window)
{
  g_auto (GStrv) names = g_action_group_list_actions (group);
  guint n = 0;

  for (guint i = 0; names[i] != NULL; i++)
    {
      n += g_action_group_get_action_parameter_type (group, names[i]) != NULL;
      activate_all (group, names[i], window);
    }
  return n;
}

/* Closes all other windows except file dialogs, which belong to GTK and are
 * closed with the window. */
static void
close_others (LimenWindow *window)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = g_list_model_get_n_items (toplevels); i > 0; i--)
    {
      g_autoptr (GtkWindow) other = g_list_model_get_item (toplevels, i - 1);

      if (other != NULL && other != GTK_WINDOW (window)
          && !GTK_IS_FILE_CHOOSER (other))
        gtk_window_destroy (other);
    }
}

/* Activates every action with a parameter, for every kind of file and without
 * one; afterwards the window still shows its content. */
static void
test_unknown (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      LimenWindow *window = test_window_new (application, NULL);
      LimenSession *session = limen_window_get_session (window);
      LimenAnalysis *analysis;

      g_test_message ("%s", files[i].name);
      if (files[i].text != NULL)
        test_window_open_text (window, "rows.csv", files[i].text);
      analysis = limen_session_get_analysis (session);
      g_assert_true ((analysis != NULL) == (files[i].text != NULL));
      g_assert_cmpuint (activate_group (G_ACTION_GROUP (window), window), >=,
                        10);
      g_assert_cmpuint (activate_group (G_ACTION_GROUP (application), window),
                        >=, 1);
      g_assert_true (limen_session_get_analysis (session) == analysis);
      close_others (window);
      gtk_window_destroy (GTK_WINDOW (window));
    }
}

static guint
count_windows (void)
{
  return g_list_model_get_n_items (gtk_window_get_toplevels ());
}

/* Invalid parameters open no window. */
static void
test_no_windows (void)
{
  static const char *const names[]
      = { "rows", "rows-between", "rows-of-loss", "rows-decided",
          "save-figure", "save-figure-data", "copy-figure",
          "optimize-jointly" };
  LimenWindow *window = test_window_new (application, NULL);
  guint n_windows = count_windows ();

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      if (files[i].text != NULL)
        test_window_open_text (window, "rows.csv", files[i].text);
      for (guint j = 0; j < G_N_ELEMENTS (names); j++)
        {
          g_test_message ("%s: %s", files[i].name, names[j]);
          activate_all (G_ACTION_GROUP (window), names[j], window);
          g_assert_cmpuint (count_windows (), ==, n_windows);
        }
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

/* File names are bytes, which may not be UTF-8 and may hold line breaks. */
static void
test_names (void)
{
  g_autofree char *path = test_write_file ("odd\377\n<b>\033[1m.csv",
                                           "label,prob\n0,0.1\n1,0.4\n", -1);
  g_autofree char *bad
      = test_write_file ("bad\377.csv", "label,prob\n0,x\n1,0.4\n", -1);
  LimenWindow *window = test_window_new (application, NULL);

  g_action_group_activate_action (G_ACTION_GROUP (window), "open-recent",
                                  g_variant_new_bytestring (path));
  test_wait_for (test_window_is_idle (window));
  g_assert_nonnull (
      limen_session_get_analysis (limen_window_get_session (window)));
  g_action_group_activate_action (G_ACTION_GROUP (window), "open-recent",
                                  g_variant_new_bytestring (bad));
  test_wait_for (test_window_shows (window, "could not be opened"));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Actions without a parameter, before there is anything to act on, except
 * those that open a file dialog. */
static void
test_nothing (void)
{
  static const char *const asking[] = { "open", "export", NULL };
  LimenWindow *window = test_window_new (application, NULL);
  GActionGroup *group = G_ACTION_GROUP (window);
  g_auto (GStrv) names = g_action_group_list_actions (group);

  for (guint i = 0; names[i] != NULL; i++)
    if (g_action_group_get_action_parameter_type (group, names[i]) == NULL
        && !g_strv_contains (asking, names[i]))
      {
        g_action_group_activate_action (group, names[i], NULL);
        test_wait_for (test_window_is_idle (window));
      }
  close_others (window);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The appearance stays as chosen. */
static void
test_appearance (void)
{
  GActionGroup *group = G_ACTION_GROUP (application);
  g_autoptr (GSettings) settings = g_settings_new ("io.github.limen.Limen");
  g_autoptr (GVariant) state = NULL;
  g_autofree char *kept = NULL;

  g_action_group_activate_action (group, "appearance",
                                  g_variant_new_string ("dark"));
  g_action_group_activate_action (group, "appearance",
                                  g_variant_new_string ("purple"));
  g_action_group_change_action_state (group, "appearance",
                                      g_variant_new_string (""));
  state = g_action_group_get_action_state (group, "appearance");
  kept = g_settings_get_string (settings, "appearance");
  g_assert_cmpstr (g_variant_get_string (state, NULL), ==, "dark");
  g_assert_cmpstr (kept, ==, "dark");
  g_action_group_activate_action (group, "appearance",
                                  g_variant_new_string ("system"));
}

/* The first of the two sections is shown first; GTK would show the last. */
static void
test_shortcuts (void)
{
  LimenWindow *window = test_window_new (application, NULL);

  test_window_activate (window, "win.show-help-overlay");
  test_wait_for (test_get_other_window (window) != NULL);
  test_wait_for (test_other_window_shows (window, "Move one step"));
  g_assert_false (test_other_window_shows (window, "These shortcuts"));
  g_assert_true (test_says (GTK_WIDGET (test_get_other_window (window)),
                            "These shortcuts"));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Escape cancels reading, and does nothing else. */
static void
test_escape (void)
{
  g_auto (GStrv) accels
      = gtk_application_get_accels_for_action (application, "win.cancel");
  g_auto (GStrv) actions
      = gtk_application_get_actions_for_accel (application, "Escape");

  g_assert_true (g_strv_contains ((const char *const *) accels, "Escape"));
  g_assert_cmpuint (g_strv_length (actions), ==, 1);
}

int
main (int argc, char **argv)
{
  int status;

  gtk_test_init (&argc, &argv, NULL);
  application = limen_application_new ();
  g_application_set_flags (G_APPLICATION (application),
                           G_APPLICATION_NON_UNIQUE);
  g_assert_true (
      g_application_register (G_APPLICATION (application), NULL, NULL));
  g_test_add_func ("/actions/escape", test_escape);
  g_test_add_func ("/actions/shortcuts", test_shortcuts);
  g_test_add_func ("/actions/unknown", test_unknown);
  g_test_add_func ("/actions/no-windows", test_no_windows);
  g_test_add_func ("/actions/names", test_names);
  g_test_add_func ("/actions/nothing", test_nothing);
  g_test_add_func ("/actions/appearance", test_appearance);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
