/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "help-window.h"

#include <glib/gi18n.h>

#include "child-window.h"
#include "template.h"

struct _LimenHelpWindow
{
  GtkWindow parent_instance;

  GtkSearchEntry *search;
  GtkListBox *list;
  GtkScrolledWindow *page;
  GtkLabel *title;
  GtkLabel *parts[LIMEN_N_HELP_PARTS];
  GtkLabel *source;

  GPtrArray *entries; /* LimenHelpEntry, in the order of the list */
};

G_DEFINE_FINAL_TYPE (LimenHelpWindow, limen_help_window, GTK_TYPE_WINDOW)

static const LimenHelpEntry *
get_entry (const LimenHelpWindow *self, GtkListBoxRow *row)
{
  return g_ptr_array_index (self->entries, gtk_list_box_row_get_index (row));
}

/* List */

static gboolean
filter_cb (GtkListBoxRow *row, gpointer data)
{
  LimenHelpWindow *self = LIMEN_HELP_WINDOW (data);

  return limen_help_entry_matches (
      get_entry (self, row),
      gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  LimenHelpWindow *self = LIMEN_HELP_WINDOW (data);
  const char *section = get_entry (self, row)->section;
  GtkWidget *header = NULL;

  if (before == NULL
      || !g_str_equal (get_entry (self, before)->section, section))
    {
      header = gtk_label_new (section);
      gtk_label_set_xalign (GTK_LABEL (header), 0);
      gtk_widget_add_css_class (header, "section-title");
    }
  gtk_list_box_row_set_header (row, header);
}

static void
append_row (LimenHelpWindow *self, const LimenHelpEntry *entry)
{
  GtkWidget *label = gtk_label_new (entry->title);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, entry->title,
                                  -1);
  gtk_list_box_append (self->list, row);
}

static void
fill_list (LimenHelpWindow *self)
{
  g_autoptr (GError) error = NULL;

  self->entries = limen_help_entries_load (&error);
  if (self->entries == NULL)
    g_error ("help: %s", error->message);
  for (guint i = 0; i < self->entries->len; i++)
    append_row (self, g_ptr_array_index (self->entries, i));
  gtk_list_box_set_filter_func (self->list, filter_cb, self, NULL);
  gtk_list_box_set_header_func (self->list, header_cb, self, NULL);
}

static GtkListBoxRow *
find_first_match (LimenHelpWindow *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) i);

      if (filter_cb (row, self))
        return row;
    }
  return NULL;
}

/* Shows the first match, unless the shown entry matches as well. */
static void
search_changed_cb (GtkSearchEntry *search, LimenHelpWindow *self)
{
  GtkListBoxRow *selected = gtk_list_box_get_selected_row (self->list);
  GtkListBoxRow *first = find_first_match (self);

  gtk_list_box_invalidate_filter (self->list);
  if (first != NULL && (selected == NULL || !filter_cb (selected, self)))
    gtk_list_box_select_row (self->list, first);
}

/* Escape clears the search text first; only the next Escape closes the window.
 */
static void
stop_search_cb (GtkSearchEntry *search, LimenHelpWindow *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (search)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (search), "");
  else
    gtk_window_close (GTK_WINDOW (self));
}

/* Return and Down move the focus to the list. */
static void
activate_cb (GtkSearchEntry *search, LimenHelpWindow *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static gboolean
key_pressed_cb (GtkEventControllerKey *keys, guint keyval, guint keycode,
                GdkModifierType state, LimenHelpWindow *self)
{
  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;
  activate_cb (self->search, self);
  return GDK_EVENT_STOP;
}

/* Page */

static void
row_selected_cb (GtkListBox *list, GtkListBoxRow *row, LimenHelpWindow *self)
{
  const LimenHelpEntry *entry;
  g_autofree char *source = NULL;

  if (row == NULL)
    return;
  entry = get_entry (self, row);
  gtk_label_set_label (self->title, entry->title);
  for (guint i = 0; i < LIMEN_N_HELP_PARTS; i++)
    gtk_label_set_label (self->parts[i], entry->parts[i]);
  if (entry->source != NULL)
    /* Translators: %s is a citation, such as "Cohen, 1960". */
    source = g_strdup_printf (_ ("Source: %s"), entry->source);
  gtk_label_set_label (self->source, source != NULL ? source : "");
  gtk_widget_set_visible (GTK_WIDGET (self->source), source != NULL);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->page),
                            0);
}

/* Scrolls the selected row into view once the list has a size. */
static gboolean
reveal_cb (GtkWidget *list, GdkFrameClock *clock, gpointer data)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (list));
  GtkAdjustment *adjustment
      = gtk_list_box_get_adjustment (GTK_LIST_BOX (list));
  graphene_rect_t bounds;

  if (row == NULL || adjustment == NULL)
    return G_SOURCE_REMOVE;
  if (gtk_adjustment_get_page_size (adjustment) <= 0
      || !gtk_widget_compute_bounds (GTK_WIDGET (row), list, &bounds))
    return G_SOURCE_CONTINUE;
  gtk_adjustment_clamp_page (
      adjustment, graphene_rect_get_y (&bounds),
      graphene_rect_get_y (&bounds) + graphene_rect_get_height (&bounds));
  return G_SOURCE_REMOVE;
}

static void
select_entry (LimenHelpWindow *self, const char *key)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      const LimenHelpEntry *entry = g_ptr_array_index (self->entries, i);

      if (g_str_equal (entry->key, key))
        {
          gtk_editable_set_text (GTK_EDITABLE (self->search), "");
          gtk_list_box_invalidate_filter (self->list);
          gtk_list_box_select_row (
              self->list, gtk_list_box_get_row_at_index (self->list, (int) i));
          gtk_widget_add_tick_callback (GTK_WIDGET (self->list), reveal_cb,
                                        NULL, NULL);
          return;
        }
    }
}

/* Window */

static void
limen_help_window_finalize (GObject *object)
{
  g_ptr_array_unref (LIMEN_HELP_WINDOW (object)->entries);
  G_OBJECT_CLASS (limen_help_window_parent_class)->finalize (object);
}

static void
bind_parts (GtkWidgetClass *widget_class)
{
  static const char *const names[LIMEN_N_HELP_PARTS]
      = { "shows", "read", "formula", "convention", "misleads" };

  for (guint i = 0; i < LIMEN_N_HELP_PARTS; i++)
    gtk_widget_class_bind_template_child_full (
        widget_class, names[i], FALSE,
        G_STRUCT_OFFSET (LimenHelpWindow, parts)
            + (gssize) (i * sizeof (GtkLabel *)));
}

static void
limen_help_window_class_init (LimenHelpWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = limen_help_window_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/limen/Limen/ui/help-window.ui");
  LIMEN_BIND_CHILDREN (widget_class, LimenHelpWindow, search, list, page,
                       title, source);
  bind_parts (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0,
                                       "window.close", NULL);
}

static void
limen_help_window_init (LimenHelpWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_list (self);
  gtk_list_box_select_row (self->list,
                           gtk_list_box_get_row_at_index (self->list, 0));
  gtk_search_entry_set_key_capture_widget (self->search, GTK_WIDGET (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static LimenHelpWindow *
find_window (GtkWindow *parent)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (LIMEN_IS_HELP_WINDOW (window)
          && gtk_window_get_transient_for (window) == parent)
        return LIMEN_HELP_WINDOW (window);
    }
  return NULL;
}

/* Shows the help window of `parent` at an entry, such as "figure/roc". For an
 * unknown key it stays at its last entry, or the first one. */
void
limen_help_window_show (GtkWindow *parent, const char *key)
{
  LimenHelpWindow *self = find_window (parent);

  if (self == NULL)
    {
      self = g_object_new (LIMEN_TYPE_HELP_WINDOW, NULL);
      limen_child_window_set_parent (GTK_WINDOW (self), parent);
    }
  select_entry (self, key);
  gtk_window_present (GTK_WINDOW (self));
}

/* The entry that is shown; owned by the window. */
const LimenHelpEntry *
limen_help_window_get_entry (LimenHelpWindow *self)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (LIMEN_IS_HELP_WINDOW (self), NULL);

  row = gtk_list_box_get_selected_row (self->list);
  return row != NULL ? get_entry (self, row) : NULL;
}
