/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "message.h"
#include "support.h"
#include "window-fixture.h"

/* Every text of the windows has a translation: in a language whose catalog
 * gives each vowel an accent, none shows a plain vowel. */

/* Names of columns and classes without a vowel, as data is not translated. */
static const char binary[] = "lbl,prb\n1,0.9\n0,0.2\n1,0.8\n0,0.4\n1,0.3\n"
                             "0,0.1\n1,0.7\n0,0.6\n1,0.95\n0,0.15\n";
static const char classes[]
    = "lbl,b,c,d\nb,0.7,0.2,0.1\nc,0.2,0.5,0.3\nd,0.1,0.3,0.6\n"
      "b,0.5,0.3,0.2\nc,0.3,0.6,0.1\nd,0.4,0.3,0.3\nb,0.6,0.3,0.1\n";
static const char decisions[] = "lbl,dcd\n1,1\n0,0\n1,0\n0,0\n1,1\n0,1\n";
static const char labels[]
    = "true_b,true_c,prob_b,prob_c\n1,0,0.9,0.2\n0,1,0.2,0.8\n1,1,0.7,0.6\n"
      "0,0,0.3,0.4\n0,1,0.6,0.7\n1,0,0.4,0.3\n";
static const char numbers[] = "target_q,predicted_q\n1.5,2.25\n-3,-1.5\n"
                              "10,6.5\n0.25,0.5\n";
static const char predicted[]
    = "label_q,predicted_q,confidence_q\nb,b,0.48\nd,d,0.75\nd,b,0.9\nc,c,0."
      "52\n"
      "d,d,0.95\nc,d,0.41\nb,b,0.97\nb,c,0.42\nc,c,0.83\nc,c,0.64\n";
/* Scores, and labels in another file, with unclear roles. */
static const char scores[] = "id,prb\nb,0.9\nc,0.2\nd,0.4\nf,0.6\n";
static const char others[] = "k,lbl,x\nc,1,1\nb,0,0\nd,0,0\n";

static const struct
{
  const char *name, *text;
  LimenTask task;
} files[] = {
  { "b.csv", binary, LIMEN_TASK_BINARY },
  { "c.csv", classes, LIMEN_TASK_MULTICLASS },
  { "d.csv", decisions, LIMEN_TASK_BINARY },
  { "m.csv", labels, LIMEN_TASK_MULTILABEL },
  { "r.csv", numbers, LIMEN_TASK_REGRESSION },
  { "t.csv", predicted, LIMEN_TASK_MULTICLASS },
};

/* Actions that cause a message, a new cutoff or another panel. */
static const char *const window_actions[]
    = { "win.pin", "win.pin-all", "win.share-threshold", "win.swap-positive",
        "win.undo" };

static const char *const child_actions[] = {
  "win.add-labels",         "win.columns",   "win.help-figures::",
  "win.recalibrate",        "win.rows-near", "win.show-help-overlay",
  "win.why-log",            "win.worst-rows",
};

/* Names, and texts that GTK adds to its own windows. */
static const char *const names[] = {
  "Limen",
  "limen-cli",
  "(true|prob)_[bc]|(label|target|predicted|confidence)_q|\\bid\\b", /* columns
                                                                      */
  "\\b[a-z]\\.csv\\b",
  "^correct$",            /* the class of a cutoff, as it is saved */
  "Clear entry",          /* GtkSearchEntry */
  "Search\342\200\246",   /* GtkDropDown */
  "Delete \\(keypad\\)",  /* a key */
  "[^\n]*\316\243[^\n]*", /* a formula with a sum */
};

typedef struct
{
  const char *where; /* the window */
  GHashTable *seen;  /* texts that are not translated */
} Texts;

static char *
remove_names (const char *text)
{
  g_autofree char *escaped = g_strjoinv ("|", (char **) names);
  g_autofree char *pattern
      = g_strdup_printf ("<[^>]*>|&\\w+;|--[a-z-]+|(%s)|/[^ ]*", escaped);
  g_autoptr (GRegex) regex = g_regex_new (pattern, 0, 0, NULL);

  return g_regex_replace_literal (regex, text, -1, 0, "", 0, NULL);
}

static void
check_text (Texts *self, const char *text, const char *what)
{
  g_autofree char *rest = text != NULL ? remove_names (text) : g_strdup ("");

  for (const char *p = text; p != NULL && *p != '\0'; p++)
    if (g_ascii_iscntrl (*p) && *p != '\n')
      {
        g_test_message ("%s, %s: \"%s\" is a part of a message", self->where,
                        what, text);
        g_test_fail ();
        return;
      }
  if (strpbrk (rest, "aeiouAEIOU") == NULL
      || !g_hash_table_add (self->seen, g_strdup (text)))
    return;
  g_test_message ("%s, %s: \"%s\" is not translated", self->where, what, text);
  g_test_fail ();
}

static void
check_menu (Texts *self, GMenuModel *menu)
{
  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autofree char *label = NULL;
      static const char *const links[]
          = { G_MENU_LINK_SECTION, G_MENU_LINK_SUBMENU };

      g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_LABEL, "s",
                                       &label);
      check_text (self, label, "menu");
      for (guint j = 0; j < G_N_ELEMENTS (links); j++)
        {
          g_autoptr (GMenuModel) link
              = g_menu_model_get_item_link (menu, i, links[j]);

          if (link != NULL)
            check_menu (self, link);
        }
    }
}

static void
check_choices (Texts *self, GListModel *model)
{
  if (!GTK_IS_STRING_LIST (model))
    return;
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    check_text (self, gtk_string_list_get_string (GTK_STRING_LIST (model), i),
                "choice");
}

/* A property of a widget that has it. */
static void
check_property (Texts *self, GtkWidget *widget, const char *name)
{
  GParamSpec *spec = g_object_class_find_property (
      G_OBJECT_GET_CLASS (widget), name);
  g_autofree char *text = NULL;

  if (spec == NULL || spec->value_type != G_TYPE_STRING)
    return;
  g_object_get (widget, name, &text, NULL);
  check_text (self, text, name);
}

static void
check_widget (Texts *self, GtkWidget *widget)
{
  GMenuModel *menu = NULL;

  if (GTK_IS_SHORTCUT_LABEL (widget) || GTK_IS_FILE_CHOOSER (widget))
    return;
  if (GTK_IS_LABEL (widget) && gtk_widget_get_child_visible (widget))
    check_text (self, gtk_label_get_text (GTK_LABEL (widget)), "label");
  check_text (self, gtk_widget_get_tooltip_text (widget), "tooltip");
  if (!GTK_IS_SHORTCUTS_WINDOW (widget))
    check_property (self, widget, "title");
  check_property (self, widget, "placeholder-text");
  if (GTK_IS_MENU_BUTTON (widget))
    menu = gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (widget));
  if (menu != NULL)
    check_menu (self, menu);
  if (GTK_IS_DROP_DOWN (widget))
    check_choices (self, gtk_drop_down_get_model (GTK_DROP_DOWN (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_widget (self, child);
}

static gboolean
is_enabled (Fixture *fixture, const char *action)
{
  g_autofree char *name = g_strdup (action + strlen ("win."));

  *strchrnul (name, ':') = '\0';
  return g_action_group_get_action_enabled (
      G_ACTION_GROUP (fixture->window), name);
}

static void
check_child (Fixture *fixture, Texts *texts, const char *action)
{
  GtkWindow *child;

  texts->where = action;
  test_window_activate (fixture->window, action);
  child = test_get_other_window (fixture->window);
  g_assert_nonnull (child);
  test_wait_for (test_window_is_idle (fixture->window));
  check_widget (texts, GTK_WIDGET (child));
  gtk_window_close (child);
  test_wait_for (test_window_is_idle (fixture->window));
}

static void
open_file (Fixture *fixture, guint i)
{
  g_autofree char *path = test_write_file (files[i].name, files[i].text, -1);
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();

  options->has_task = TRUE;
  options->task = files[i].task;
  limen_session_load (fixture->session, path, options);
  test_wait_for (test_window_is_idle (fixture->window));
}

/* The window with a file, what its actions show in it, and its other
 * windows. */
static void
check_file (Fixture *fixture, Texts *texts, guint i)
{
  open_file (fixture, i);
  texts->where = files[i].name;
  g_assert_nonnull (limen_session_get_analysis (fixture->session));
  check_widget (texts, GTK_WIDGET (fixture->window));
  if (limen_session_has_thresholds (fixture->session))
    limen_session_set_refer_from (fixture->session, 0.2);
  check_widget (texts, GTK_WIDGET (fixture->window));
  for (guint j = 0; j < G_N_ELEMENTS (window_actions); j++)
    if (is_enabled (fixture, window_actions[j]))
      {
        texts->where = window_actions[j];
        test_window_activate (fixture->window, window_actions[j]);
        check_widget (texts, GTK_WIDGET (fixture->window));
      }
  for (guint j = 0; j < G_N_ELEMENTS (child_actions); j++)
    if (is_enabled (fixture, child_actions[j]))
      check_child (fixture, texts, child_actions[j]);
}

/* The dialogs that ask for the columns of a file without labels, and for those
 * of a file that has them. */
static void
check_labels (Fixture *fixture, Texts *texts)
{
  g_autofree char *path = test_write_file ("o.csv", others, -1);
  GtkWindow *dialog;

  texts->where = "columns";
  test_window_open_text (fixture->window, "s.csv", scores);
  dialog = test_get_other_window (fixture->window);
  g_assert_nonnull (dialog);
  check_widget (texts, GTK_WIDGET (dialog));
  texts->where = "labels";
  g_signal_emit_by_name (dialog, "labels-dropped", path);
  gtk_window_destroy (dialog);
  test_wait_for (test_get_other_window (fixture->window) != NULL
                 && test_window_is_idle (fixture->window));
  dialog = test_get_other_window (fixture->window);
  check_widget (texts, GTK_WIDGET (dialog));
  gtk_window_destroy (dialog);
}

static void
test_texts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) seen
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Texts texts = { "welcome", seen };

  check_widget (&texts, GTK_WIDGET (fixture->window));
  check_labels (fixture, &texts);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    check_file (fixture, &texts, i);
  test_window_open_text (fixture->window, "x.csv", "b,c\n");
  texts.where = "an error";
  check_widget (&texts, GTK_WIDGET (fixture->window));
}

int
main (int argc, char **argv)
{
  limen_message_prepare_program (LIMEN_MESSAGE_SCREEN);
  fixture_init (&argc, &argv);
  FIXTURE_ADD_FORGETFUL ("/texts/translated", test_texts);
  return fixture_run ();
}
