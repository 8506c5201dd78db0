/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "column-chooser.h"

#include <glib/gi18n.h>

#include "column-row.h"
#include "screen-format.h"
#include "template.h"

/* Longer lists have a search entry. */
#define MAX_WITHOUT_SEARCH 10

struct _LimenColumnChooser
{
  LimenHolder parent_instance;

  GtkWidget *button;
  GtkLabel *summary;
  GtkWidget *popover;
  GtkWidget *search;
  GtkWidget *list;
  GListStore *columns;
  GListModel *shown;
  char *title;
  GArray *chosen; /* int: column indices, in the chosen order */
};

enum
{
  PROP_0,
  PROP_TITLE,
  N_PROPS
};

enum
{
  CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimenColumnChooser, limen_column_chooser,
                     LIMEN_TYPE_HOLDER)

static LimenColumnItem *
get_item (LimenColumnChooser *self, guint column)
{
  g_autoptr (LimenColumnItem) item
      = g_list_model_get_item (G_LIST_MODEL (self->columns), column);

  return item; /* the list holds a reference */
}

static const char *
get_chosen_name (LimenColumnChooser *self, guint place)
{
  int column = g_array_index (self->chosen, int, place);

  return limen_column_item_get_name (get_item (self, (guint) column));
}

/* The text of the button, "10 columns: prob_0 … prob_9"; a new string. */
static char *
summarize (LimenColumnChooser *self)
{
  guint n = self->chosen->len;
  g_autofree char *count = limen_screen_format_count (n);

  if (n == 0)
    return g_strdup (_ ("choose\342\200\246"));
  if (n == 1)
    return g_strdup (get_chosen_name (self, 0));
  return g_strdup_printf (
      n == 2
          /* Translators: a number and the names of columns. */
          ? ngettext ("%s column: %s, %s", "%s columns: %s, %s", n)
          /* Translators: a number and the first and the last of the names. */
          : ngettext ("%s column: %s \342\200\246 %s",
                      "%s columns: %s \342\200\246 %s", n),
      count, get_chosen_name (self, 0), get_chosen_name (self, n - 1));
}

/* Updates the place of every column. */
static void
update (LimenColumnChooser *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->columns));
  g_autofree guint *places = g_new0 (guint, n + 1);
  g_autofree char *summary = summarize (self);

  for (guint i = 0; i < self->chosen->len; i++)
    places[g_array_index (self->chosen, int, i)] = i + 1;
  for (guint i = 0; i < n; i++)
    limen_column_item_set_place (get_item (self, i), places[i],
                                 self->chosen->len);
  gtk_label_set_label (self->summary, summary);
  gtk_widget_set_tooltip_text (self->button, summary);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, summary,
                                  -1);
}

static void
change (LimenColumnChooser *self)
{
  update (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static int
compare_columns (gconstpointer a, gconstpointer b)
{
  int first = *(const int *) a, second = *(const int *) b;

  return (first > second) - (first < second);
}

static gboolean
is_in_file_order (LimenColumnChooser *self)
{
  for (guint i = 1; i < self->chosen->len; i++)
    if (g_array_index (self->chosen, int, i - 1)
        > g_array_index (self->chosen, int, i))
      return FALSE;
  return TRUE;
}

/* Adds columns: in file order if the chosen ones are in file order, otherwise
 * at the end. */
static void
add (LimenColumnChooser *self, const int *columns, guint n)
{
  gboolean is_sorted = is_in_file_order (self);

  g_array_append_vals (self->chosen, columns, n);
  if (is_sorted)
    g_array_sort (self->chosen, compare_columns);
}

static gboolean
find_place (LimenColumnChooser *self, GVariant *parameter, guint *place)
{
  guint column = g_variant_get_uint32 (parameter);

  for (*place = 0; *place < self->chosen->len; ++*place)
    if (g_array_index (self->chosen, int, *place) == (int) column)
      return TRUE;
  return FALSE;
}

static void
toggle_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LimenColumnChooser *self = LIMEN_COLUMN_CHOOSER (widget);
  int column = (int) g_variant_get_uint32 (parameter);
  guint place;

  if ((guint) column
      >= g_list_model_get_n_items (G_LIST_MODEL (self->columns)))
    return;
  if (find_place (self, parameter, &place))
    g_array_remove_index (self->chosen, place);
  else
    add (self, &column, 1);
  change (self);
}

static void
swap_with_next (LimenColumnChooser *self, guint place)
{
  int *columns = (int *) self->chosen->data;
  int first;

  if (place + 1 >= self->chosen->len)
    return;
  first = columns[place];
  columns[place] = columns[place + 1];
  columns[place + 1] = first;
  change (self);
}

static void
earlier_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LimenColumnChooser *self = LIMEN_COLUMN_CHOOSER (widget);
  guint place;

  if (find_place (self, parameter, &place) && place > 0)
    swap_with_next (self, place - 1);
}

static void
later_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LimenColumnChooser *self = LIMEN_COLUMN_CHOOSER (widget);
  guint place;

  if (find_place (self, parameter, &place))
    swap_with_next (self, place);
}

/* The columns that match the search and are chosen, or not chosen, by
 * `is_chosen`; a new array. */
static GArray *
list_shown (LimenColumnChooser *self, gboolean is_chosen)
{
  GArray *columns = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint i = 0; i < g_list_model_get_n_items (self->shown); i++)
    {
      g_autoptr (LimenColumnItem) item
          = g_list_model_get_item (self->shown, i);
      int column = (int) limen_column_item_get_column (item);

      if ((limen_column_item_get_place (item) > 0) == is_chosen)
        g_array_append_val (columns, column);
    }
  return columns;
}

static void
all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LimenColumnChooser *self = LIMEN_COLUMN_CHOOSER (widget);
  g_autoptr (GArray) columns = list_shown (self, FALSE);

  add (self, (const int *) columns->data, columns->len);
  change (self);
}

static void
none_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LimenColumnChooser *self = LIMEN_COLUMN_CHOOSER (widget);
  g_autoptr (GArray) columns = list_shown (self, TRUE); /* sorted */
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint i = 0; i < self->chosen->len; i++)
    {
      int column = g_array_index (self->chosen, int, i);

      if (!g_array_binary_search (columns, &column, compare_columns, NULL))
        g_array_append_val (kept, column);
    }
  g_array_unref (self->chosen);
  self->chosen = g_steal_pointer (&kept);
  change (self);
}

/* Opens the list at the first chosen column. */
static void
shown_cb (GtkWidget *popover, LimenColumnChooser *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  if (self->chosen->len > 0)
    gtk_widget_activate_action (
        self->list, "list.scroll-to-item", "u",
        (guint) g_array_index (self->chosen, int, 0));
  gtk_widget_grab_focus (gtk_widget_get_visible (self->search) ? self->search
                                                               : self->list);
}

/* The column whose row has or contains the focus; NULL if none does. Stores in
 * *is_inside whether a widget within the row has it. */
static LimenColumnItem *
get_focused (LimenColumnChooser *self, gboolean *is_inside)
{
  GtkWidget *focus
      = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (
                                       focus, LIMEN_TYPE_COLUMN_ROW)
                                 : NULL;

  *is_inside = row != NULL;
  if (row == NULL && focus != NULL)
    row = gtk_widget_get_first_child (focus);
  return LIMEN_IS_COLUMN_ROW (row)
             ? limen_column_row_get_item (LIMEN_COLUMN_ROW (row))
             : NULL;
}

/* Closes the popover, since the entry consumes Escape. */
static void
stop_search_cb (GtkSearchEntry *entry, LimenColumnChooser *self)
{
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

/* Arrow keys move the focus between rows; Space checks a column, Alt with an
 * arrow key moves it. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code,
                GdkModifierType state, LimenColumnChooser *self)
{
  gboolean is_inside, has_alt = (state & GDK_ALT_MASK) != 0;
  LimenColumnItem *item = get_focused (self, &is_inside);
  const char *action = NULL;

  if (has_alt && key == GDK_KEY_Up)
    action = "columns.earlier";
  else if (has_alt && key == GDK_KEY_Down)
    action = "columns.later";
  else if (key == GDK_KEY_space && !is_inside)
    action = "columns.toggle";
  if (action == NULL || item == NULL)
    return FALSE;
  return gtk_widget_activate_action (GTK_WIDGET (self), action, "u",
                                     limen_column_item_get_column (item));
}

static void
setup_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item,
              LimenColumnChooser *self)
{
  gtk_list_item_set_child (item, g_object_new (LIMEN_TYPE_COLUMN_ROW, NULL));
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item,
             LimenColumnChooser *self)
{
  LimenColumnItem *column = gtk_list_item_get_item (item);
  GtkWidget *row = gtk_list_item_get_child (item);

  limen_column_row_set_item (LIMEN_COLUMN_ROW (row), column);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (gtk_widget_get_parent (row)),
      GTK_ACCESSIBLE_PROPERTY_LABEL, limen_column_item_get_name (column), -1);
}

static void
unbind_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item,
               LimenColumnChooser *self)
{
  limen_column_row_set_item (LIMEN_COLUMN_ROW (gtk_list_item_get_child (item)),
                             NULL);
}

static void
set_title (LimenColumnChooser *self, const char *title)
{
  g_free (self->title);
  self->title = g_strdup (title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

static void
limen_column_chooser_get_property (GObject *object, guint id, GValue *value,
                                   GParamSpec *pspec)
{
  LimenColumnChooser *self = LIMEN_COLUMN_CHOOSER (object);

  if (id == PROP_TITLE)
    g_value_set_string (value, self->title);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
limen_column_chooser_set_property (GObject *object, guint id,
                                   const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_TITLE)
    set_title (LIMEN_COLUMN_CHOOSER (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
limen_column_chooser_finalize (GObject *object)
{
  LimenColumnChooser *self = LIMEN_COLUMN_CHOOSER (object);

  g_free (self->title);
  g_array_unref (self->chosen);
  G_OBJECT_CLASS (limen_column_chooser_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "columns.toggle", "u",
                                   toggle_action);
  gtk_widget_class_install_action (widget_class, "columns.earlier", "u",
                                   earlier_action);
  gtk_widget_class_install_action (widget_class, "columns.later", "u",
                                   later_action);
  gtk_widget_class_install_action (widget_class, "columns.all", NULL,
                                   all_action);
  gtk_widget_class_install_action (widget_class, "columns.none", NULL,
                                   none_action);
}

static void
limen_column_chooser_class_init (LimenColumnChooserClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = limen_column_chooser_get_property;
  object_class->set_property = limen_column_chooser_set_property;
  object_class->finalize = limen_column_chooser_finalize;
  properties[PROP_TITLE]
      = g_param_spec_string ("title", NULL, NULL, NULL,
                             G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED] = g_signal_new ("changed", LIMEN_TYPE_COLUMN_CHOOSER,
                                   G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  install_actions (widget_class);
  g_type_ensure (LIMEN_TYPE_COLUMN_ITEM);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/limen/Limen/ui/column-chooser.ui");
  LIMEN_BIND_CHILDREN (widget_class, LimenColumnChooser, button, summary,
                       popover, search, list, columns, shown);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_row_cb);
}

static void
limen_column_chooser_init (LimenColumnChooser *self)
{
  self->chosen = g_array_new (FALSE, FALSE, sizeof (int));
  gtk_widget_init_template (GTK_WIDGET (self));
  /* GtkMenuButton centres its child in a box; let that box fill the button. */
  gtk_widget_set_halign (gtk_widget_get_parent (GTK_WIDGET (self->summary)),
                         GTK_ALIGN_FILL);
  update (self);
}

/* Sets the column names (char *) of a file; copied. The chosen indices stay
 * chosen, except those beyond the last name. Does not emit `changed`. */
void
limen_column_chooser_set_names (LimenColumnChooser *self, GPtrArray *names)
{
  g_autoptr (GPtrArray) items
      = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_if_fail (LIMEN_IS_COLUMN_CHOOSER (self));

  for (guint i = 0; i < names->len; i++)
    g_ptr_array_add (items, limen_column_item_new (
                                i, g_ptr_array_index (names, i)));
  for (guint i = self->chosen->len; i > 0; i--)
    if (g_array_index (self->chosen, int, i - 1) >= (int) names->len)
      g_array_remove_index (self->chosen, i - 1);
  g_list_store_splice (self->columns, 0,
                       g_list_model_get_n_items (G_LIST_MODEL (self->columns)),
                       items->pdata, items->len);
  gtk_widget_set_visible (self->search, names->len > MAX_WITHOUT_SEARCH);
  update (self);
}

/* Chooses these columns (int) in this order; duplicates and columns without a
 * name are dropped. Does not emit `changed`. */
void
limen_column_chooser_set_chosen (LimenColumnChooser *self, GArray *columns)
{
  g_autoptr (GHashTable) seen = NULL;
  GArray *chosen;
  int n;

  g_return_if_fail (LIMEN_IS_COLUMN_CHOOSER (self));

  n = (int) g_list_model_get_n_items (G_LIST_MODEL (self->columns));
  chosen = g_array_new (FALSE, FALSE, sizeof (int));
  seen = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < columns->len; i++)
    {
      int column = g_array_index (columns, int, i);

      if (column >= 0 && column < n
          && g_hash_table_add (seen, GINT_TO_POINTER (column)))
        g_array_append_val (chosen, column);
    }
  g_array_unref (self->chosen);
  self->chosen = chosen;
  update (self);
}

/* The indices of the chosen columns (int), in the chosen order; owned by the
 * chooser and valid until the choice changes. */
GArray *
limen_column_chooser_get_chosen (LimenColumnChooser *self)
{
  g_return_val_if_fail (LIMEN_IS_COLUMN_CHOOSER (self), NULL);

  return self->chosen;
}
