/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "controls-private.h"

#include <glib/gstdio.h>
#include <string.h>

#include "handlers.h"
#include "support.h"

#define MAX_TEXTS 20 /* number of texts that a failure reports */

static gboolean has_failed, is_last_try;

/* The timeout is short when a handler is left out, since most of these tests
 * fail only by the timeout. */
gint64
test_get_patience (void)
{
  return (test_handlers_is_one_left_out () ? 5 : 20) * G_USEC_PER_SEC;
}

void
test_fail_control (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  /* Of several messages TAP prints only one beside the test's name. */
  g_test_message ("FAILED: %s", text);
  if (is_last_try)
    g_test_fail_printf ("%s", text);
  if (test_handlers_is_one_left_out ())
    exit (1);
  has_failed = TRUE;
}

static char *
get_item_text (GtkDropDown *drop_down, guint i)
{
  g_autoptr (GObject) item =
      g_list_model_get_item (gtk_drop_down_get_model (drop_down), i);
  GtkExpression *expression = gtk_drop_down_get_expression (drop_down);
  GValue value = G_VALUE_INIT;

  if (GTK_IS_STRING_OBJECT (item))
    return g_strdup (gtk_string_object_get_string (GTK_STRING_OBJECT (item)));
  if (expression != NULL && gtk_expression_evaluate (expression, item, &value)
      && G_VALUE_HOLDS_STRING (&value))
    return g_value_dup_string (&value);
  return g_strdup ("");
}

static gboolean
select_item (GtkDropDown *drop_down, const char *text)
{
  GListModel *model = gtk_drop_down_get_model (drop_down);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autofree char *item = get_item_text (drop_down, i);

      if (g_str_equal (item, text))
        {
          gtk_drop_down_set_selected (drop_down, i);
          return TRUE;
        }
    }
  return FALSE;
}

static void
set_value (LimenWindow *window, const char *words)
{
  g_auto (GStrv) parts = g_strsplit (words, " ", 3);
  GObject *object = test_find_object (window, parts[0]);
  g_autoptr (GtkBuilder) builder = gtk_builder_new ();
  GValue value = G_VALUE_INIT;
  GParamSpec *pspec;

  if (object == NULL)
    {
      test_fail_control ("there is no %s", parts[0]);
      return;
    }
  pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (object), parts[1]);
  g_assert_nonnull (pspec);
  g_assert_true (
      gtk_builder_value_from_string (builder, pspec, parts[2], &value, NULL));
  g_object_set_property (object, parts[1], &value);
  g_value_unset (&value);
}

static gboolean
activate (GtkWindow *window, const char *detailed_name)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;
  g_autoptr (GError) error = NULL;

  g_action_parse_detailed_name (detailed_name, &name, &target, &error);
  g_assert_no_error (error);
  return gtk_widget_activate_action_variant (GTK_WIDGET (window), name, target);
}

/* Activates an action in the newest window that has it. */
static void
activate_anywhere (const char *detailed_name)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (test_is_ours (l->data) && !LIMEN_IS_WINDOW (l->data)
        && activate (l->data, detailed_name))
      return;
  for (GList *l = windows; l != NULL; l = l->next)
    if (LIMEN_IS_WINDOW (l->data) && activate (l->data, detailed_name))
      return;
  test_fail_control ("nothing does %s", detailed_name);
}

/* Activates actions one directly after the other. */
static void
activate_all (const char *detailed_names)
{
  g_auto (GStrv) names = g_strsplit (detailed_names, " then ", -1);

  for (guint i = 0; names[i] != NULL; i++)
    activate_anywhere (names[i]);
}

static gboolean
pop (GtkWidget *widget)
{
  if (GTK_IS_MENU_BUTTON (widget))
    gtk_menu_button_popup (GTK_MENU_BUTTON (widget));
  else
    gtk_widget_activate (widget);
  return TRUE;
}

/* Opens a copy of the current file under another name. */
static void
open_copy (LimenWindow *window, const char *name)
{
  const char *path =
      limen_session_get_loading_path (limen_window_get_session (window));
  g_autofree char *text = NULL, *copy = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  copy = test_write_file (name, text, (gssize) length);
  test_window_open (window, copy);
}

static GtkFileChooser *
find_file_chooser (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GObject) window = g_list_model_get_item (windows, i);

      if (GTK_IS_FILE_CHOOSER (window))
        return GTK_FILE_CHOOSER (window);
    }
  return NULL;
}

static gboolean
has_file (GtkFileChooser *chooser, GFile *file)
{
  g_autoptr (GFile) chosen = gtk_file_chooser_get_file (chooser);

  return chosen != NULL && g_file_equal (chosen, file);
}

/* Answers the open file dialog with a file in the tests' folder. */
static void
answer_with_file (const char *name)
{
  g_autofree char *path = g_build_filename (test_get_folder (), name, NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (test_get_folder ());
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GtkFileChooser *chooser = find_file_chooser ();
  gint64 end = g_get_monotonic_time () + test_get_patience ();

  if (chooser == NULL)
    {
      test_fail_control ("no dialog asks for a file");
      return;
    }
  if (gtk_file_chooser_get_action (chooser) == GTK_FILE_CHOOSER_ACTION_SAVE)
    {
      g_remove (path);
      gtk_file_chooser_set_current_folder (chooser, folder, NULL);
      gtk_file_chooser_set_current_name (chooser, name);
    }
  else
    gtk_file_chooser_set_file (chooser, file, NULL);
  while (!has_file (chooser, file) && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  gtk_dialog_response (GTK_DIALOG (chooser), GTK_RESPONSE_ACCEPT);
}

static void
do_statement (LimenWindow *window, const char *statement)
{
  const char *rest = strchr (statement, ' ');
  g_autofree char *verb = g_strndup (statement, rest - statement);
  g_auto (GStrv) parts = g_strsplit (rest + 1, " ", 2);
  GtkWidget *widget;

  rest++;
  if (g_str_equal (verb, "do"))
    activate_all (rest);
  else if (g_str_equal (verb, "set"))
    set_value (window, rest);
  else if (g_str_equal (verb, "keys"))
    test_send_keys (window, rest);
  else if (g_str_equal (verb, "answer"))
    answer_with_file (rest);
  else if (g_str_equal (verb, "copy"))
    open_copy (window, rest);
  else if (g_str_equal (verb, "open"))
    {
      g_autofree char *relative = g_strconcat ("../data/samples/", rest, NULL);
      g_autofree char *path = test_get_source_path (relative);

      test_window_open (window, path);
    }
  else if (g_str_equal (verb, "await"))
    {
      char *effect[] = { (char *) rest, NULL };

      if (!test_wait_for_effect (window, effect))
        test_fail_control ("\"%s\" did not come before", rest);
    }
  else if ((widget = test_find (parts[0])) == NULL)
    test_fail_control ("there is no %s", parts[0]);
  else if (g_str_equal (verb, "pop"))
    pop (widget);
  else if (g_str_equal (verb, "press") && GTK_IS_BUTTON (widget))
    g_signal_emit_by_name (widget, "clicked");
  else if (g_str_equal (verb, "press"))
    gtk_widget_activate (widget);
  else if (g_str_equal (verb, "pick"))
    test_focus (window, widget);
  else if (g_str_equal (verb, "hover"))
    test_hover (window, widget,
                parts[1] != NULL ? g_ascii_strtod (parts[1], NULL) : 0.5);
  else if (g_str_equal (verb, "choose"))
    {
      if (!select_item (GTK_DROP_DOWN (widget), parts[1]))
        test_fail_control ("%s has no item %s", parts[0], parts[1]);
    }
  else
    g_error ("no such statement: %s", statement);
  test_settle (window);
}

static void
do_all (LimenWindow *window, const char *statements)
{
  g_auto (GStrv) steps =
      g_strsplit (statements != NULL ? statements : "", "; ", -1);

  if (steps[0] != NULL)
    test_settle (window);
  for (guint i = 0; steps[i] != NULL; i++)
    do_statement (window, steps[i]);
}

/* Reporting a failure */

static gboolean
contains (GPtrArray *texts, const char *text)
{
  return g_ptr_array_find_with_equal_func (texts, text, g_str_equal, NULL);
}

static void
say_difference (GPtrArray *before, GPtrArray *after)
{
  guint n = 0;

  for (guint i = 0; i < after->len; i++)
    if (!contains (before, g_ptr_array_index (after, i)) && n++ < MAX_TEXTS)
      g_test_message ("  now there is: %s",
                      (char *) g_ptr_array_index (after, i));
  n = 0;
  for (guint i = 0; i < before->len; i++)
    if (!contains (after, g_ptr_array_index (before, i)) && n++ < MAX_TEXTS)
      g_test_message ("  no longer: %s",
                      (char *) g_ptr_array_index (before, i));
}

static void
say_values (LimenWindow *window, GStrv statements)
{
  for (guint i = 0; statements[i] != NULL; i++)
    if (g_str_has_prefix (statements[i], "sets ")
        || g_str_has_prefix (statements[i], "moves ")
        || g_str_has_prefix (statements[i], "leaves "))
      {
        g_auto (GStrv) parts = g_strsplit (statements[i], " ", 4);
        g_autofree char *value = test_get_value (window, parts[1], parts[2]);

        g_test_message ("  %s of %s is %s", parts[2], parts[1], value);
      }
}

static void
say_holding (LimenWindow *window, GStrv statements, gboolean holding)
{
  for (guint i = 0; statements[i] != NULL; i++)
    if (test_holds (window, statements[i]) == holding)
      test_fail_control ("\"%s\" %s", statements[i],
                         holding ? "holds before" : "did not come");
}

static void
drive (LimenWindow *window, const TestControl *control, TestWay way)
{
  gboolean is_pointer = way == TEST_WAY_POINTER;
  const char *effect = !is_pointer && control->keyboard_effect != NULL
                           ? control->keyboard_effect
                           : control->effect;
  g_auto (GStrv) statements = g_strsplit (effect, "; ", -1);
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  GtkWidget *widget;

  widget = test_find_control (control->name);
  if (widget == NULL || !gtk_widget_get_mapped (widget))
    {
      test_fail_control ("%s is not %s", control->name,
                         widget == NULL ? "there" : "seen");
      return;
    }
  test_remember (window, statements);
  say_holding (window, statements, TRUE);
  before = test_get_texts ();
  if (control->change != NULL)
    do_all (window, control->change);
  else if (control->choose != NULL)
    test_choose (window, widget, control->choose, way);
  else if (is_pointer)
    test_point (window, widget, control);
  else
    test_strike (window, widget, control);
  do_all (window, control->after);
  if (test_wait_for_effect (window, statements))
    return;
  after = test_get_texts ();
  say_holding (window, statements, FALSE);
  say_values (window, statements);
  say_difference (before, after);
}

/* Replaces the star in an effect by what the star in the name stood for. */
static char *
fill_in (const char *effect, const char *part)
{
  g_auto (GStrv) pieces = g_strsplit (effect, "*", -1);

  return g_strjoinv (part, pieces);
}

/* Drives every visible control that matches a name with a star. */
static void
drive_all (LimenWindow *window, const TestControl *control, TestWay way)
{
  gsize length = strlen (control->name) - 1;
  g_auto (GStrv) names = test_controls_list ();
  guint n = 0;

  for (guint i = 0; names[i] != NULL; i++)
    if (strncmp (names[i], control->name, length) == 0)
      {
        g_autofree char *effect = fill_in (control->effect, names[i] + length);
        TestControl one = *control;
        GtkWidget *widget = test_find_control (names[i]);

        if (!gtk_widget_get_mapped (widget))
          continue;
        one.name = names[i];
        one.effect = effect;
        drive (window, &one, way);
        n++;
      }
  if (n == 0)
    test_fail_control ("no %s is seen", control->name);
}

gboolean
test_control_drive (LimenWindow *window,
                    const TestControl *control,
                    TestWay way,
                    gboolean is_last)
{
  has_failed = FALSE;
  is_last_try = is_last;
  /* Move the pointer away, so that nothing is hovered from the control before.
   */
  test_send_input ("mousemove 1279 799");
  test_settle (window);
  do_all (window, control->before);
  if (g_str_has_suffix (control->name, "*"))
    drive_all (window, control, way);
  else
    drive (window, control, way);
  return !has_failed;
}

static void
close_popovers (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    close_popovers (child);
  if (GTK_IS_POPOVER (widget) && gtk_widget_get_mapped (widget))
    gtk_popover_popdown (GTK_POPOVER (widget));
}

void
test_controls_close (LimenWindow *window)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    {
      close_popovers (l->data);
      if (GTK_IS_DIALOG (l->data))
        gtk_dialog_response (l->data, GTK_RESPONSE_CANCEL);
    }
  test_settle (window);
  while (g_list_model_get_n_items (gtk_window_get_toplevels ()) > 0)
    {
      g_autoptr (GtkWindow) first =
          g_list_model_get_item (gtk_window_get_toplevels (), 0);

      gtk_window_destroy (first);
    }
  test_settle (window);
}
