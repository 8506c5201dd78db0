/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cutoffs-columns-private.h"

#include <glib/gi18n.h>

#include "column-titles.h"
#include "cutoff-cell.h"
#include "edit-cell.h"
#include "list-rows.h"

#define COLUMN_KEY "column"
#define CUTOFF_KEY "limen-cutoff"

enum
{
  CHANGED,
  REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimenCutoffsColumns, limen_cutoffs_columns, G_TYPE_OBJECT)

static void
column_free (LimenTableColumn *column)
{
  g_free (column->info.title);
  g_free (column);
}

static const LimenTableColumn *
get_column (LimenCutoffsColumns *self, LimenCutoffsColumnKind kind)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const LimenTableColumn *column = g_ptr_array_index (self->columns, i);

      if (column->info.kind == kind)
        return column;
    }
  return NULL;
}

/* Rows */

/* The cell of `column` in `widget`, a row of the table; NULL if none. */
static GtkWidget *
find_cell (GtkWidget *widget, const LimenTableColumn *column)
{
  if (g_object_get_data (G_OBJECT (widget), COLUMN_KEY) == column)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_cell (child, column);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The cutoff that a row of the table shows, borrowed; NULL if none. */
LimenCutoff *
limen_cutoffs_columns_get_cutoff (LimenCutoffsColumns *self, GtkWidget *row)
{
  GtkWidget *cell;

  g_return_val_if_fail (LIMEN_IS_CUTOFFS_COLUMNS (self), NULL);

  cell = find_cell (row, get_column (self, LIMEN_CUTOFFS_NAME));
  return cell != NULL ? g_object_get_data (G_OBJECT (cell), CUTOFF_KEY) : NULL;
}

/* Editing in place */

/* The cell of a column and a cutoff, if its row is on screen; else NULL. */
static LimenEditCell *
find_editable (LimenCutoffsColumns *self, LimenCutoff *cutoff,
               LimenCutoffsColumnKind kind)
{
  GHashTableIter iter;
  gpointer item, value;

  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &item, &value))
    {
      const LimenTableColumn *column = value;

      if (column->info.kind == kind && gtk_list_item_get_item (item) == cutoff)
        return LIMEN_EDIT_CELL (
            gtk_widget_get_first_child (gtk_list_item_get_child (item)));
    }
  return NULL;
}

/* Starts editing a cutoff's name or note (`kind`), if its row is on screen.
 * Shows the column of notes to edit one. NULL is ignored. */
void
limen_cutoffs_columns_edit (LimenCutoffsColumns *self, LimenCutoff *cutoff,
                            LimenCutoffsColumnKind kind)
{
  LimenEditCell *cell;

  g_return_if_fail (LIMEN_IS_CUTOFFS_COLUMNS (self));

  if (cutoff == NULL)
    return;
  if (kind == LIMEN_CUTOFFS_NOTE)
    gtk_column_view_column_set_visible (
        get_column (self, LIMEN_CUTOFFS_NOTE)->view_column, TRUE);
  cell = find_editable (self, cutoff, kind);
  if (cell != NULL)
    limen_edit_cell_start (cell);
}

typedef struct
{
  LimenCutoffsColumns *columns;
  GtkWidget *view;
  LimenCutoff *cutoff;
  LimenCutoffsColumnKind kind;
} Edit;

static void
edit_free (gpointer data)
{
  Edit *edit = data;

  g_object_unref (edit->columns);
  g_object_unref (edit->view);
  g_object_unref (edit->cutoff);
  g_free (edit);
}

static gboolean
edit_cb (gpointer data)
{
  Edit *edit = data;

  if (gtk_widget_get_root (edit->view) != NULL)
    limen_cutoffs_columns_edit (edit->columns, edit->cutoff, edit->kind);
  return G_SOURCE_REMOVE;
}

/* As limen_cutoffs_columns_edit(), but in an idle handler, for menu items: a
 * closing menu returns the focus, which would end editing. */
void
limen_cutoffs_columns_edit_later (LimenCutoffsColumns *self,
                                  LimenCutoff *cutoff,
                                  LimenCutoffsColumnKind kind)
{
  Edit *edit;

  g_return_if_fail (LIMEN_IS_CUTOFFS_COLUMNS (self));

  if (cutoff == NULL)
    return;
  edit = g_new (Edit, 1);
  edit->columns = g_object_ref (self);
  edit->view = g_object_ref (GTK_WIDGET (self->view));
  edit->cutoff = g_object_ref (cutoff);
  edit->kind = kind;
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, edit_cb, edit, edit_free);
}

/* User input in cells */

static const LimenTableColumn *
get_column_of (GtkListItem *item)
{
  return g_object_get_data (G_OBJECT (gtk_list_item_get_child (item)),
                            COLUMN_KEY);
}

static void
rename_clicked_cb (GtkWidget *button, GtkListItem *item)
{
  limen_cutoffs_columns_edit (get_column_of (item)->owner,
                              gtk_list_item_get_item (item),
                              LIMEN_CUTOFFS_NAME);
}

static void
note_clicked_cb (GtkWidget *button, GtkListItem *item)
{
  limen_cutoffs_columns_edit (get_column_of (item)->owner,
                              gtk_list_item_get_item (item),
                              LIMEN_CUTOFFS_NOTE);
}

static void
remove_clicked_cb (GtkWidget *button, GtkListItem *item)
{
  LimenCutoff *cutoff = gtk_list_item_get_item (item);

  if (cutoff != NULL)
    g_signal_emit (get_column_of (item)->owner, signals[REMOVE], 0, cutoff);
}

static void
tick_toggled_cb (GtkCheckButton *button, GtkListItem *item)
{
  LimenCutoff *cutoff = gtk_list_item_get_item (item);

  if (cutoff != NULL)
    limen_cutoff_store_set_ticked (
        limen_session_get_cutoffs (get_column_of (item)->owner->session),
        cutoff, gtk_check_button_get_active (button));
}

static void
take_text (LimenCutoffsColumns *self, const LimenTableColumn *column,
           LimenCutoff *cutoff, const char *text)
{
  if (column->info.kind == LIMEN_CUTOFFS_NOTE)
    limen_session_set_cutoff_note (self->session, cutoff, text);
  else if (text[0] != '\0')
    limen_session_rename_cutoff (self->session, cutoff, text);
}

/* Stores the text, and returns the focus to the row if `is_free`. */
static void
edited_cb (LimenEditCell *cell, const char *text, gboolean is_free,
           GtkListItem *item)
{
  LimenCutoff *cutoff = gtk_list_item_get_item (item);
  GtkWidget *row = limen_list_rows_find (GTK_WIDGET (cell));
  const LimenTableColumn *column = get_column_of (item);

  if (cutoff == NULL || row == NULL)
    return;
  g_object_ref (cutoff); /* the row may be removed */
  if (is_free)
    gtk_widget_grab_focus (row);
  if (text != NULL)
    take_text (column->owner, column, cutoff, text);
  g_object_unref (cutoff);
}

/* Cells */

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item,
          LimenTableColumn *column)
{
  static const LimenCutoffCellEvents events = {
    .ticked = G_CALLBACK (tick_toggled_cb),
    .rename_clicked = G_CALLBACK (rename_clicked_cb),
    .note_clicked = G_CALLBACK (note_clicked_cb),
    .remove_clicked = G_CALLBACK (remove_clicked_cb),
    .edited = G_CALLBACK (edited_cb),
  };
  GtkWidget *cell = limen_cutoff_cell_new (&column->info, &events, item);

  g_object_set_data (G_OBJECT (cell), COLUMN_KEY, column);
  gtk_list_item_set_child (item, cell);
}

static void
update_cell (GtkListItem *item, const LimenTableColumn *column)
{
  limen_cutoff_cell_update (gtk_list_item_get_child (item), &column->info,
                            gtk_list_item_get_item (item));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item,
         LimenTableColumn *column)
{
  g_object_set_data (G_OBJECT (gtk_list_item_get_child (item)), CUTOFF_KEY,
                     gtk_list_item_get_item (item));
  g_hash_table_insert (column->owner->bound, item, column);
  update_cell (item, column);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item,
           LimenTableColumn *column)
{
  g_hash_table_remove (column->owner->bound, item);
  g_object_set_data (G_OBJECT (gtk_list_item_get_child (item)), CUTOFF_KEY,
                     NULL);
}

/* Columns */

/* Adds a column. `heading` is its title in CSV, static; NULL for a metric,
 * whose title is composed, and for a column that is not exported. */
LimenTableColumn *
limen_cutoffs_columns_add (LimenCutoffsColumns *self,
                           LimenCutoffsColumnKind kind, const char *heading,
                           const char *title, const char *key)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  LimenTableColumn *column = g_new0 (LimenTableColumn, 1);

  column->owner = self;
  column->info = (LimenCutoffsColumn){
    .kind = kind, .key = key, .title = g_strdup (title), .heading = heading
  };
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), column);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), column);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), column);
  column->view_column
      = gtk_column_view_column_new (title, g_steal_pointer (&factory));
  if (kind != LIMEN_CUTOFFS_TICK && kind != LIMEN_CUTOFFS_BUTTONS)
    {
      g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (
          limen_cutoffs_column_compare, &column->info, NULL));

      gtk_column_view_column_set_sorter (column->view_column, sorter);
    }
  gtk_column_view_column_set_expand (
      column->view_column, limen_cutoffs_column_is_editable (&column->info));
  gtk_column_view_append_column (self->view, column->view_column);
  if (limen_cutoffs_column_is_number (&column->info))
    limen_column_titles_set_end (self->view, column->view_column);
  g_object_unref (column->view_column); /* owned by the view */
  g_ptr_array_add (self->columns, column);
  return column;
}

static void
visible_cb (LimenCutoffsColumns *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Adds a menu item that shows or hides a column. */
void
limen_cutoffs_columns_add_choice (LimenCutoffsColumns *self,
                                  const LimenTableColumn *column, GMenu *menu,
                                  const char *title)
{
  g_autofree char *name = g_strdup_printf ("show-%u", self->columns->len);
  g_autofree char *detailed = g_strconcat ("cutoffs.", name, NULL);
  g_autoptr (GPropertyAction) action
      = g_property_action_new (name, column->view_column, "visible");

  g_action_map_add_action (self->actions, G_ACTION (action));
  g_menu_append (menu, title, detailed);
  g_signal_connect_object (column->view_column, "notify::visible",
                           G_CALLBACK (visible_cb), self, G_CONNECT_SWAPPED);
}

/* Adds a column of texts, which an item of the menu shows or hides. */
static void
add_text (LimenCutoffsColumns *self, LimenCutoffsColumnKind kind,
          const char *name, const char *title, GMenu *menu, const char *item)
{
  limen_cutoffs_columns_add_choice (
      self, limen_cutoffs_columns_add (self, kind, name, title, name), menu,
      item);
}

static void
add_columns (LimenCutoffsColumns *self)
{
  g_autoptr (GMenu) texts = g_menu_new ();
  g_autoptr (GMenu) metrics = g_menu_new ();

  limen_cutoffs_columns_add (self, LIMEN_CUTOFFS_TICK, NULL, NULL, NULL);
  limen_cutoffs_columns_add (self, LIMEN_CUTOFFS_NAME, "name",
                             C_ ("column", "name"), NULL);
  limen_cutoffs_columns_add (self, LIMEN_CUTOFFS_CLASS, "class",
                             C_ ("column", "class"), NULL);
  add_text (self, LIMEN_CUTOFFS_FILE, "file", C_ ("column", "file"), texts,
            _ ("_File"));
  limen_cutoffs_columns_add (self, LIMEN_CUTOFFS_THRESHOLD, "threshold",
                             C_ ("column", "threshold"), NULL);
  add_text (self, LIMEN_CUTOFFS_OBJECTIVE, "objective",
            C_ ("column", "objective"), texts, _ ("_Objective"));
  limen_cutoffs_columns_add_metrics (self, metrics);
  add_text (self, LIMEN_CUTOFFS_NOTE, "note", C_ ("column", "note"), texts,
            _ ("_Note"));
  /* Beside the name, so that the buttons are visible in a narrow window. */
  gtk_column_view_insert_column (
      self->view, 2,
      limen_cutoffs_columns_add (self, LIMEN_CUTOFFS_BUTTONS, NULL, NULL, NULL)
          ->view_column);
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (texts));
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (metrics));
}

static void
limen_cutoffs_columns_finalize (GObject *object)
{
  LimenCutoffsColumns *self = LIMEN_CUTOFFS_COLUMNS (object);

  g_hash_table_unref (self->bound);
  g_ptr_array_unref (self->columns);
  g_object_unref (self->menu);
  G_OBJECT_CLASS (limen_cutoffs_columns_parent_class)->finalize (object);
}

static void
limen_cutoffs_columns_class_init (LimenCutoffsColumnsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = limen_cutoffs_columns_finalize;
  signals[CHANGED] = g_signal_new ("changed", LIMEN_TYPE_CUTOFFS_COLUMNS,
                                   G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[REMOVE] = g_signal_new ("remove", LIMEN_TYPE_CUTOFFS_COLUMNS,
                                  G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, LIMEN_TYPE_CUTOFF);
}

static void
limen_cutoffs_columns_init (LimenCutoffsColumns *self)
{
  self->columns
      = g_ptr_array_new_with_free_func ((GDestroyNotify) column_free);
  self->bound = g_hash_table_new (NULL, NULL);
  self->menu = g_menu_new ();
}

/* Adds the columns to `view`, a table that has none, and to `actions` those
 * that show and hide columns, for a group with the prefix "cutoffs". Borrows
 * `view` and `actions`; returns a new reference. */
LimenCutoffsColumns *
limen_cutoffs_columns_new (GtkColumnView *view, GActionMap *actions)
{
  LimenCutoffsColumns *self = g_object_new (LIMEN_TYPE_CUTOFFS_COLUMNS, NULL);

  self->view = view;
  self->actions = actions;
  add_columns (self);
  return self;
}

/* Sets the session, which must outlive the table; call it once. */
void
limen_cutoffs_columns_set_session (LimenCutoffsColumns *self,
                                   LimenSession *session)
{
  g_return_if_fail (LIMEN_IS_CUTOFFS_COLUMNS (self));

  self->session = session;
  for (guint i = 0; i < self->columns->len; i++)
    ((LimenTableColumn *) g_ptr_array_index (self->columns, i))->info.session
        = session;
  g_signal_connect_object (session, "test-changed",
                           G_CALLBACK (limen_cutoffs_columns_update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "judged",
                           G_CALLBACK (limen_cutoffs_columns_update), self,
                           G_CONNECT_SWAPPED);
}

/* Updates all visible cells, and whether the columns of test data are shown.
 */
void
limen_cutoffs_columns_update (LimenCutoffsColumns *self)
{
  GHashTableIter iter;
  gpointer item, column;

  g_return_if_fail (LIMEN_IS_CUTOFFS_COLUMNS (self));

  limen_cutoffs_columns_show_test (self, limen_session_get_test (self->session)
                                             != NULL);
  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &item, &column))
    update_cell (item, column);
}

/* A menu of the optional columns; owned by the object. */
GMenuModel *
limen_cutoffs_columns_get_menu (LimenCutoffsColumns *self)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFFS_COLUMNS (self), NULL);

  return G_MENU_MODEL (self->menu);
}

/* The keys of the visible optional columns; free with g_strfreev(). */
char **
limen_cutoffs_columns_get_keys (LimenCutoffsColumns *self)
{
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();

  g_return_val_if_fail (LIMEN_IS_CUTOFFS_COLUMNS (self), NULL);

  for (guint i = 0; i < self->columns->len; i++)
    {
      const LimenTableColumn *column = g_ptr_array_index (self->columns, i);

      if (column->info.key != NULL
          && gtk_column_view_column_get_visible (column->view_column))
        g_strv_builder_add (keys, column->info.key);
    }
  return g_strv_builder_end (keys);
}

/* Shows the optional columns whose key is in `keys`, and hides all other
 * optional columns; NULL hides all of them. */
void
limen_cutoffs_columns_set_keys (LimenCutoffsColumns *self,
                                const char *const *keys)
{
  g_return_if_fail (LIMEN_IS_CUTOFFS_COLUMNS (self));

  for (guint i = 0; i < self->columns->len; i++)
    {
      const LimenTableColumn *column = g_ptr_array_index (self->columns, i);

      if (column->info.key != NULL)
        gtk_column_view_column_set_visible (
            column->view_column,
            keys != NULL && g_strv_contains (keys, column->info.key));
    }
}

/* Shows or hides the column with the class of a cutoff. */
void
limen_cutoffs_columns_show_class (LimenCutoffsColumns *self, gboolean is_shown)
{
  g_return_if_fail (LIMEN_IS_CUTOFFS_COLUMNS (self));

  gtk_column_view_column_set_visible (
      get_column (self, LIMEN_CUTOFFS_CLASS)->view_column, is_shown);
}

/* The visible columns that have text (const LimenCutoffsColumn *), in order; a
 * new array. */
GPtrArray *
limen_cutoffs_columns_list_shown (LimenCutoffsColumns *self)
{
  GPtrArray *shown = g_ptr_array_new ();

  g_return_val_if_fail (LIMEN_IS_CUTOFFS_COLUMNS (self), shown);

  for (guint i = 0; i < self->columns->len; i++)
    {
      LimenTableColumn *column = g_ptr_array_index (self->columns, i);

      if (column->info.kind != LIMEN_CUTOFFS_TICK
          && column->info.kind != LIMEN_CUTOFFS_BUTTONS
          && gtk_column_view_column_get_visible (column->view_column))
        g_ptr_array_add (shown, &column->info);
    }
  return shown;
}
