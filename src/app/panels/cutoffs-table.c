#include "cutoffs-table.h"

#include <math.h>
#include <string.h>

#include "column-titles.h"
#include "csv-text.h"
#include "cutoff-text.h"
#include "edit-cell.h"
#include "list-focus.h"
#include "screen-format.h"
#include "text-table.h"
#include "threshold.h"

/* Rows that the table asks for room for: those that are compared. */
#define NATURAL_ROWS 2

/* Characters of a text that is shown whole in its column. */
#define MOST_WHOLE_CHARS 16

#define CUTOFF_KEY "limen-cutoff"

typedef enum
{
  COLUMN_TICK,
  COLUMN_NAME,
  COLUMN_CLASS,
  COLUMN_FILE,
  COLUMN_THRESHOLD,
  COLUMN_OBJECTIVE,
  COLUMN_METRIC,
  COLUMN_NOTE,
  COLUMN_BUTTONS,
} ColumnKind;

typedef struct
{
  LimenCutoffsTable *table;
  ColumnKind kind;
  const char *key;      /* of a column that may be left out; else NULL */
  LimenMetricId metric; /* of COLUMN_METRIC */
  gboolean is_now;
  char *title;
  GtkColumnViewColumn *view_column;
} Column;

struct _LimenCutoffsTable
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkColumnView *view;
  GtkSingleSelection *selection;
  GtkSortListModel *sorted;
  GtkWidget *difference;
  GtkWidget *menu;
  GPtrArray *columns; /* Column, from left to right */
  GHashTable *bound;  /* GtkListItem to Column */
  GSimpleActionGroup *actions;
  GMenu *columns_menu;
  char *title;
  char *remark;
  LimenSession *session; /* borrowed from the window */
};

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_REMARK,
  PROP_HAS_CUTOFFS,
  PROP_COLUMNS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimenCutoffsTable, limen_cutoffs_table, GTK_TYPE_WIDGET)

/* The metrics that come first; the others follow in their own order. */
static const LimenMetricId first_metrics[]
    = { LIMEN_METRIC_PRECISION, LIMEN_METRIC_RECALL, LIMEN_METRIC_F1,
        LIMEN_METRIC_COST };

static LimenCutoffStore *
get_store (LimenCutoffsTable *self)
{
  return limen_session_get_cutoffs (self->session);
}

static void
column_free (Column *column)
{
  g_free (column->title);
  g_free (column);
}

/* What the cells say */

static double
get_value (const Column *column, LimenCutoff *cutoff)
{
  const LimenMetric metric = { column->metric, 1 };

  return column->is_now ? limen_session_get_cutoff_value (
                              column->table->session, cutoff, metric)
                        : limen_cutoff_get_metric (cutoff, metric);
}

/* What a cell says, a new string. */
static char *
format_cell (const Column *column, LimenCutoff *cutoff)
{
  const char *objective = limen_cutoff_get_objective (cutoff);

  switch (column->kind)
    {
    case COLUMN_NAME:
      return g_strdup (limen_cutoff_get_name (cutoff));
    case COLUMN_CLASS:
      return g_strdup (limen_cutoff_get_class_name (cutoff));
    case COLUMN_FILE:
      return g_strdup (limen_cutoff_get_file (cutoff));
    case COLUMN_THRESHOLD:
      return limen_cutoff_text_format_thresholds (cutoff);
    case COLUMN_OBJECTIVE:
      return g_strdup (objective != NULL ? objective : "set by hand");
    case COLUMN_METRIC:
      return limen_screen_format_value (get_value (column, cutoff), 3);
    case COLUMN_NOTE:
      return g_strdup (limen_cutoff_get_note (cutoff));
    case COLUMN_TICK:
    case COLUMN_BUTTONS:
    default:
      return NULL;
    }
}

/* What a cell says in full, or why it says nothing; a new string. */
static char *
describe_cell (const Column *column, LimenCutoff *cutoff)
{
  g_autofree char *reason = NULL;

  if (column->kind == COLUMN_NAME || column->kind == COLUMN_THRESHOLD)
    return limen_cutoff_text_describe (cutoff);
  if (column->kind != COLUMN_METRIC)
    return format_cell (column, cutoff);
  if (!column->is_now)
    return g_strdup_printf ("%s, as pinned", column->title);
  reason = limen_session_explain_cutoff (column->table->session, cutoff);
  return reason != NULL
             ? g_strdup_printf ("Does not apply here: %s", reason)
             : g_strdup_printf ("%s, on the rows shown", column->title);
}

/* Columns with text; the others hold numbers, or widgets. */
static gboolean
is_text (const Column *column)
{
  return column->kind == COLUMN_CLASS || column->kind == COLUMN_FILE
         || column->kind == COLUMN_OBJECTIVE;
}

static gboolean
is_number (const Column *column)
{
  return column->kind == COLUMN_THRESHOLD || column->kind == COLUMN_METRIC;
}

static gboolean
is_editable (const Column *column)
{
  return column->kind == COLUMN_NAME || column->kind == COLUMN_NOTE;
}

/* The row at a place */

static gboolean
is_row (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  return parent != NULL && GTK_IS_LIST_VIEW (parent);
}

/* The row that a widget of the table stands in, or NULL. */
static GtkWidget *
find_row (LimenCutoffsTable *self, GtkWidget *widget)
{
  while (widget != NULL && widget != GTK_WIDGET (self) && !is_row (widget))
    widget = gtk_widget_get_parent (widget);
  return widget != GTK_WIDGET (self) ? widget : NULL;
}

/* The cell of a column in a row: what the factory made for it. */
static GtkWidget *
find_cell (GtkWidget *widget, const Column *column)
{
  if (g_object_get_data (G_OBJECT (widget), "column") == column)
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

static const Column *
get_column (LimenCutoffsTable *self, ColumnKind kind)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const Column *column = g_ptr_array_index (self->columns, i);

      if (column->kind == kind)
        return column;
    }
  return NULL;
}

static LimenCutoff *
get_cutoff_of_row (LimenCutoffsTable *self, GtkWidget *row)
{
  GtkWidget *cell = find_cell (row, get_column (self, COLUMN_NAME));

  return cell != NULL ? g_object_get_data (G_OBJECT (cell), CUTOFF_KEY) : NULL;
}

static GtkWidget *
get_focused_row (LimenCutoffsTable *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    return NULL;
  return find_row (self, focus);
}

/* The cutoff that keys and menus are about: that of the row with the keyboard,
 * else the selected one; NULL: none. */
static LimenCutoff *
get_current (LimenCutoffsTable *self)
{
  GtkWidget *row = get_focused_row (self);
  LimenCutoff *cutoff = row != NULL ? get_cutoff_of_row (self, row) : NULL;

  return cutoff != NULL
             ? cutoff
             : gtk_single_selection_get_selected_item (self->selection);
}

/* The cell of a column and a cutoff, where its row is on screen. */
static LimenEditCell *
find_editable (LimenCutoffsTable *self, LimenCutoff *cutoff, ColumnKind kind)
{
  GHashTableIter iter;
  gpointer item, value;

  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &item, &value))
    {
      const Column *column = value;

      if (column->kind == kind && gtk_list_item_get_item (item) == cutoff)
        return LIMEN_EDIT_CELL (
            gtk_widget_get_first_child (gtk_list_item_get_child (item)));
    }
  return NULL;
}

static void
start_editing (LimenCutoffsTable *self, LimenCutoff *cutoff, ColumnKind kind)
{
  LimenEditCell *cell;

  if (cutoff == NULL)
    return;
  if (kind == COLUMN_NOTE)
    gtk_column_view_column_set_visible (
        get_column (self, COLUMN_NOTE)->view_column, TRUE);
  cell = find_editable (self, cutoff, kind);
  if (cell != NULL)
    limen_edit_cell_start (cell);
}

static void
emit_remove (LimenCutoffsTable *self, LimenCutoff *cutoff)
{
  if (cutoff != NULL)
    g_signal_emit (self, signals[REMOVE], 0, cutoff);
}

static void
toggle_tick (LimenCutoffsTable *self, LimenCutoff *cutoff)
{
  if (cutoff != NULL)
    limen_cutoff_store_set_ticked (
        get_store (self), cutoff,
        !limen_cutoff_store_is_ticked (get_store (self), cutoff));
}

static void
restore (LimenCutoffsTable *self, LimenCutoff *cutoff)
{
  if (cutoff != NULL)
    limen_session_restore_cutoff (self->session, cutoff);
}

/* Cells */

static void
set_name (GtkWidget *widget, const char *format, LimenCutoff *cutoff)
{
  g_autofree char *name
      = g_strdup_printf ("%s %s", format, limen_cutoff_get_name (cutoff));

  gtk_accessible_update_property (GTK_ACCESSIBLE (widget),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* Keys act on the row, which is one stop of the Tab key. */
static GtkWidget *
new_row_button (const char *icon, const char *tooltip, GCallback clicked_cb,
                GtkListItem *item)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "row-button");
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_focusable (button, FALSE);
  g_signal_connect (button, "clicked", clicked_cb, item);
  return button;
}

static LimenCutoffsTable *
get_table (GtkWidget *widget)
{
  return LIMEN_CUTOFFS_TABLE (
      gtk_widget_get_ancestor (widget, LIMEN_TYPE_CUTOFFS_TABLE));
}

static void
rename_clicked_cb (GtkWidget *button, GtkListItem *item)
{
  start_editing (get_table (button), gtk_list_item_get_item (item),
                 COLUMN_NAME);
}

static void
note_clicked_cb (GtkWidget *button, GtkListItem *item)
{
  start_editing (get_table (button), gtk_list_item_get_item (item),
                 COLUMN_NOTE);
}

static void
remove_clicked_cb (GtkWidget *button, GtkListItem *item)
{
  emit_remove (get_table (button), gtk_list_item_get_item (item));
}

static void
tick_toggled_cb (GtkCheckButton *button, GtkListItem *item)
{
  LimenCutoff *cutoff = gtk_list_item_get_item (item);

  if (cutoff != NULL)
    limen_cutoff_store_set_ticked (
        get_store (get_table (GTK_WIDGET (button))), cutoff,
        gtk_check_button_get_active (button));
}

static void
take_text (LimenCutoffsTable *self, const Column *column, LimenCutoff *cutoff,
           const char *text)
{
  if (column->kind == COLUMN_NOTE)
    limen_session_set_cutoff_note (self->session, cutoff, text);
  else if (text[0] != '\0')
    limen_session_rename_cutoff (self->session, cutoff, text);
}

/* The keyboard goes back to the row, unless it went elsewhere. */
static void
edited_cb (LimenEditCell *cell, const char *text, gboolean is_free,
           GtkListItem *item)
{
  LimenCutoff *cutoff = gtk_list_item_get_item (item);
  GtkWidget *child = gtk_list_item_get_child (item);
  LimenCutoffsTable *self = get_table (GTK_WIDGET (cell));
  GtkWidget *row = self != NULL ? find_row (self, GTK_WIDGET (cell)) : NULL;

  if (cutoff == NULL || row == NULL)
    return;
  g_object_ref (cutoff); /* the row may go */
  if (is_free)
    gtk_widget_grab_focus (row);
  if (text != NULL)
    take_text (self, g_object_get_data (G_OBJECT (child), "column"), cutoff,
               text);
  g_object_unref (cutoff);
}

/* A text that is edited in place; of the name, with a line below that says
 * where the cutoff is from. */
static GtkWidget *
new_editable_cell (const Column *column, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *text
      = limen_edit_cell_new (column->kind == COLUMN_NAME ? 12 : 8, 18);
  GtkWidget *origin = gtk_label_new (NULL);

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  g_signal_connect (text, "done", G_CALLBACK (edited_cb), item);
  gtk_label_set_max_width_chars (GTK_LABEL (origin), 18);
  gtk_label_set_xalign (GTK_LABEL (origin), 0);
  gtk_label_set_ellipsize (GTK_LABEL (origin), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (origin, "note");
  gtk_widget_add_css_class (origin, "value");
  gtk_widget_set_visible (origin, FALSE);
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), origin);
  return box;
}

static GtkWidget *
new_label_cell (const Column *column)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), is_text (column) ? 0 : 1);
  if (is_text (column))
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
      gtk_label_set_max_width_chars (GTK_LABEL (label), MOST_WHOLE_CHARS);
    }
  else
    gtk_widget_add_css_class (label, "value");
  return label;
}

static GtkWidget *
new_buttons_cell (GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_halign (box, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (box),
                  new_row_button ("document-edit-symbolic", "Rename (F2)",
                                  G_CALLBACK (rename_clicked_cb), item));
  gtk_box_append (GTK_BOX (box),
                  new_row_button ("insert-text-symbolic",
                                  "Write a note (Shift+F2)",
                                  G_CALLBACK (note_clicked_cb), item));
  gtk_box_append (GTK_BOX (box),
                  new_row_button ("user-trash-symbolic", "Remove (Delete)",
                                  G_CALLBACK (remove_clicked_cb), item));
  return box;
}

static GtkWidget *
new_tick_cell (GtkListItem *item)
{
  GtkWidget *tick = gtk_check_button_new ();

  gtk_widget_set_focusable (tick, FALSE);
  gtk_widget_set_tooltip_text (
      tick, "Draw its line, and compare it with another one (Space)");
  g_signal_connect (tick, "toggled", G_CALLBACK (tick_toggled_cb), item);
  return tick;
}

static GtkWidget *
new_cell (const Column *column, GtkListItem *item)
{
  if (column->kind == COLUMN_TICK)
    return new_tick_cell (item);
  if (column->kind == COLUMN_BUTTONS)
    return new_buttons_cell (item);
  return is_editable (column) ? new_editable_cell (column, item)
                              : new_label_cell (column);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, Column *column)
{
  GtkWidget *cell = new_cell (column, item);

  g_object_set_data (G_OBJECT (cell), "column", column);
  gtk_list_item_set_child (item, cell);
}

static void
update_editable (GtkWidget *cell, const Column *column, LimenCutoff *cutoff)
{
  gboolean is_name = column->kind == COLUMN_NAME;
  GtkWidget *origin = gtk_widget_get_last_child (cell);
  g_autofree char *text = format_cell (column, cutoff);
  g_autofree char *name
      = g_strdup_printf (is_name ? "Name of cutoff %s" : "Note on cutoff %s",
                         limen_cutoff_get_name (cutoff));
  g_autofree char *from = is_name ? limen_cutoff_text_describe_origin (
                                        column->table->session, cutoff)
                                  : NULL;

  limen_edit_cell_set_text (
      LIMEN_EDIT_CELL (gtk_widget_get_first_child (cell)), text, name);
  gtk_label_set_label (GTK_LABEL (origin), from != NULL ? from : "");
  gtk_widget_set_visible (origin, from != NULL);
}

static void
update_buttons (GtkWidget *cell, LimenCutoff *cutoff)
{
  static const char *const names[]
      = { "Rename cutoff", "Write a note on cutoff", "Remove cutoff" };
  GtkWidget *button = gtk_widget_get_first_child (cell);

  for (guint i = 0; i < G_N_ELEMENTS (names);
       i++, button = gtk_widget_get_next_sibling (button))
    set_name (button, names[i], cutoff);
}

static void
update_tick (GtkWidget *cell, const Column *column, LimenCutoff *cutoff)
{
  set_name (cell, "Compare cutoff", cutoff);
  gtk_check_button_set_active (
      GTK_CHECK_BUTTON (cell),
      limen_cutoff_store_is_ticked (get_store (column->table), cutoff));
}

/* A text that is not long is shown whole. */
static void
update_label (GtkWidget *cell, const Column *column, const char *text)
{
  gtk_label_set_label (GTK_LABEL (cell), text);
  if (is_text (column))
    gtk_label_set_width_chars (
        GTK_LABEL (cell),
        (int) MIN (g_utf8_strlen (text, -1), MOST_WHOLE_CHARS));
}

static void
update_cell (GtkListItem *item, const Column *column)
{
  LimenCutoff *cutoff = gtk_list_item_get_item (item);
  GtkWidget *cell = gtk_list_item_get_child (item);
  g_autofree char *text = format_cell (column, cutoff);
  g_autofree char *tooltip = describe_cell (column, cutoff);

  if (column->kind == COLUMN_TICK)
    update_tick (cell, column, cutoff);
  else if (column->kind == COLUMN_BUTTONS)
    update_buttons (cell, cutoff);
  else if (is_editable (column))
    update_editable (cell, column, cutoff);
  else
    update_label (cell, column, text != NULL ? text : "");
  if (column->kind != COLUMN_TICK) /* which says what it does */
    gtk_widget_set_tooltip_text (cell, tooltip);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, Column *column)
{
  g_object_set_data (G_OBJECT (gtk_list_item_get_child (item)), CUTOFF_KEY,
                     gtk_list_item_get_item (item));
  g_hash_table_insert (column->table->bound, item, column);
  update_cell (item, column);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item,
           Column *column)
{
  g_hash_table_remove (column->table->bound, item);
  g_object_set_data (G_OBJECT (gtk_list_item_get_child (item)), CUTOFF_KEY,
                     NULL);
}

/* Sorting */

static int
compare_numbers (double a, double b)
{
  if (isnan (a) || isnan (b))
    return isnan (b) - isnan (a);
  return (a > b) - (a < b);
}

static int
compare_texts (const char *a, const char *b)
{
  return g_utf8_collate (a != NULL ? a : "", b != NULL ? b : "");
}

static int
compare_cb (gconstpointer a, gconstpointer b, gpointer data)
{
  const Column *column = data;
  LimenCutoff *first = (LimenCutoff *) a, *second = (LimenCutoff *) b;
  g_autofree char *text = NULL, *other = NULL;

  if (column->kind == COLUMN_THRESHOLD)
    return compare_numbers (limen_cutoff_get_threshold (first),
                            limen_cutoff_get_threshold (second));
  if (column->kind == COLUMN_METRIC)
    return compare_numbers (get_value (column, first),
                            get_value (column, second));
  text = format_cell (column, first);
  other = format_cell (column, second);
  return compare_texts (text, other);
}

/* Columns */

static Column *
add_column (LimenCutoffsTable *self, ColumnKind kind, const char *title,
            const char *key)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  Column *column = g_new0 (Column, 1);

  column->table = self;
  column->kind = kind;
  column->key = key;
  column->title = g_strdup (title);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), column);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), column);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), column);
  column->view_column
      = gtk_column_view_column_new (title, g_steal_pointer (&factory));
  if (kind != COLUMN_TICK && kind != COLUMN_BUTTONS)
    {
      g_autoptr (GtkSorter) sorter = GTK_SORTER (
          gtk_custom_sorter_new (compare_cb, column, NULL));

      gtk_column_view_column_set_sorter (column->view_column, sorter);
    }
  gtk_column_view_column_set_expand (column->view_column,
                                     is_editable (column));
  gtk_column_view_append_column (self->view, column->view_column);
  if (is_number (column))
    limen_column_titles_set_end (self->view, column->view_column);
  g_object_unref (column->view_column); /* the view has it */
  g_ptr_array_add (self->columns, column);
  return column;
}

static void update_difference (LimenCutoffsTable *self);

/* The difference has the metrics whose columns are shown. */
static void
columns_changed_cb (LimenCutoffsTable *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLUMNS]);
  if (self->session != NULL)
    update_difference (self);
}

/* An item of the menu that shows and hides a column. */
static void
add_choice (LimenCutoffsTable *self, const Column *column, GMenu *menu,
            const char *title)
{
  g_autofree char *name = g_strdup_printf ("show-%u", self->columns->len);
  g_autofree char *detailed = g_strconcat ("cutoffs.", name, NULL);
  g_autoptr (GPropertyAction) action
      = g_property_action_new (name, column->view_column, "visible");

  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
  g_menu_append (menu, title, detailed);
  g_signal_connect_object (column->view_column, "notify::visible",
                           G_CALLBACK (columns_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/* A metric has two columns, which come and go together; whether they are there
 * until somebody chooses. */
static void
add_metric (LimenCutoffsTable *self, LimenMetricId id, GMenu *menu,
            gboolean is_visible)
{
  const LimenMetricInfo *info = limen_metric_get_info (id);
  g_autofree char *title = g_strconcat (info->title, " then", NULL);
  g_autofree char *now_title = g_strconcat (info->title, " now", NULL);
  Column *then = add_column (self, COLUMN_METRIC, title, info->name);
  Column *now;

  then->metric = id;
  gtk_column_view_column_set_visible (then->view_column, is_visible);
  add_choice (self, then, menu, info->title);
  now = add_column (self, COLUMN_METRIC, now_title, NULL);
  now->metric = id;
  now->is_now = TRUE;
  gtk_column_view_column_set_title (now->view_column, "now");
  g_object_bind_property (then->view_column, "visible", now->view_column,
                          "visible", G_BINDING_SYNC_CREATE);
}

static gboolean
comes_first (LimenMetricId id)
{
  for (guint i = 0; i < G_N_ELEMENTS (first_metrics); i++)
    if (first_metrics[i] == id)
      return TRUE;
  return FALSE;
}

static void
add_metrics (LimenCutoffsTable *self, GMenu *metrics)
{
  g_autoptr (GMenu) more = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (first_metrics); i++)
    add_metric (self, first_metrics[i], metrics, TRUE);
  for (int id = 0; id < LIMEN_N_METRICS; id++)
    if (!comes_first (id))
      add_metric (self, id, more, FALSE);
  g_menu_append_submenu (metrics, "_More Metrics", G_MENU_MODEL (more));
}

static void
add_columns (LimenCutoffsTable *self)
{
  g_autoptr (GMenu) texts = g_menu_new ();
  g_autoptr (GMenu) metrics = g_menu_new ();

  add_column (self, COLUMN_TICK, NULL, NULL);
  add_column (self, COLUMN_NAME, "name", NULL);
  add_column (self, COLUMN_CLASS, "class", NULL);
  add_choice (self, add_column (self, COLUMN_FILE, "file", "file"), texts,
              "_File");
  add_column (self, COLUMN_THRESHOLD, "threshold", NULL);
  add_choice (self,
              add_column (self, COLUMN_OBJECTIVE, "objective", "objective"),
              texts, "_Objective");
  add_metrics (self, metrics);
  add_choice (self, add_column (self, COLUMN_NOTE, "note", "note"), texts,
              "_Note");
  /* Beside the name, to be in sight however narrow the window is. */
  gtk_column_view_insert_column (
      self->view, 2,
      add_column (self, COLUMN_BUTTONS, NULL, NULL)->view_column);
  g_menu_append_section (self->columns_menu, NULL, G_MENU_MODEL (texts));
  g_menu_append_section (self->columns_menu, NULL, G_MENU_MODEL (metrics));
}

static char **
get_columns (LimenCutoffsTable *self)
{
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();

  for (guint i = 0; i < self->columns->len; i++)
    {
      const Column *column = g_ptr_array_index (self->columns, i);

      if (column->key != NULL
          && gtk_column_view_column_get_visible (column->view_column))
        g_strv_builder_add (keys, column->key);
    }
  return g_strv_builder_end (keys);
}

static void
set_columns (LimenCutoffsTable *self, const char *const *keys)
{
  g_object_freeze_notify (G_OBJECT (self));
  for (guint i = 0; i < self->columns->len; i++)
    {
      const Column *column = g_ptr_array_index (self->columns, i);

      if (column->key != NULL)
        gtk_column_view_column_set_visible (
            column->view_column,
            keys != NULL && g_strv_contains (keys, column->key));
    }
  g_object_thaw_notify (G_OBJECT (self));
}

/* Copying */

/* Those of the shown columns that say something, in their order. */
static GPtrArray *
get_shown_columns (LimenCutoffsTable *self)
{
  GPtrArray *shown = g_ptr_array_new ();

  for (guint i = 0; i < self->columns->len; i++)
    {
      Column *column = g_ptr_array_index (self->columns, i);

      if (column->kind != COLUMN_TICK && column->kind != COLUMN_BUTTONS
          && gtk_column_view_column_get_visible (column->view_column))
        g_ptr_array_add (shown, column);
    }
  return shown;
}

static void
append_csv_cell (GString *line, const Column *column, LimenCutoff *cutoff)
{
  g_autofree char *text = format_cell (column, cutoff);
  LimenCutoffGreyZone zone;

  if (column->kind == COLUMN_METRIC)
    limen_csv_append_number (line, get_value (column, cutoff));
  else if (column->kind == COLUMN_THRESHOLD
           && !limen_cutoff_get_grey_zone (cutoff, &zone))
    limen_csv_append_number (
        line, limen_threshold_reverse (limen_cutoff_get_threshold (cutoff),
                                       limen_cutoff_is_reversed (cutoff)));
  else
    limen_csv_append_text (line, text);
}

/* Actions */

static void
restore_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  restore (data, get_current (data));
}

static void
tick_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  toggle_tick (data, get_current (data));
}

typedef struct
{
  LimenCutoffsTable *table;
  LimenCutoff *cutoff;
  ColumnKind kind;
} Edit;

static void
edit_free (gpointer data)
{
  Edit *edit = data;

  g_object_unref (edit->table);
  g_clear_object (&edit->cutoff);
  g_free (edit);
}

static gboolean
edit_cb (gpointer data)
{
  Edit *edit = data;

  if (gtk_widget_get_root (GTK_WIDGET (edit->table)) != NULL)
    start_editing (edit->table, edit->cutoff, edit->kind);
  return G_SOURCE_REMOVE;
}

/* A menu that closes gives the keyboard back to where it was, which would end
 * what was started before. */
static void
start_editing_later (LimenCutoffsTable *self, ColumnKind kind)
{
  Edit *edit = g_new (Edit, 1);

  edit->table = g_object_ref (self);
  edit->cutoff = get_current (self);
  if (edit->cutoff != NULL)
    g_object_ref (edit->cutoff);
  edit->kind = kind;
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, edit_cb, edit, edit_free);
}

static void
rename_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  start_editing_later (data, COLUMN_NAME);
}

static void
note_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  start_editing_later (data, COLUMN_NOTE);
}

static void
remove_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  emit_remove (data, get_current (data));
}

static void
copy_text_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autofree char *text = limen_cutoffs_table_to_text (data);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (data), text);
}

static void
copy_csv_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autofree char *text = limen_cutoffs_table_to_csv (data);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (data), text);
}

static void
add_actions (LimenCutoffsTable *self)
{
  const GActionEntry entries[] = {
    { .name = "restore", .activate = restore_action },
    { .name = "tick", .activate = tick_action },
    { .name = "rename", .activate = rename_action },
    { .name = "note", .activate = note_action },
    { .name = "remove", .activate = remove_action },
    { .name = "copy-text", .activate = copy_text_action },
    { .name = "copy-csv", .activate = copy_csv_action },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries,
                                   G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "cutoffs",
                                  G_ACTION_GROUP (self->actions));
}

/* The pointer and the keyboard */

static void
activate_cb (GtkColumnView *view, guint position, LimenCutoffsTable *self)
{
  g_autoptr (LimenCutoff) cutoff
      = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  restore (self, cutoff);
}

static void
select_cutoff (LimenCutoffsTable *self, LimenCutoff *cutoff)
{
  GListModel *rows = G_LIST_MODEL (self->selection);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (LimenCutoff) other = g_list_model_get_item (rows, i);

      if (other == cutoff)
        gtk_single_selection_set_selected (self->selection, i);
    }
}

/* What can be done with the row at a widget, at a point of the table. */
static gboolean
open_menu (LimenCutoffsTable *self, GtkWidget *widget, double x, double y)
{
  GtkWidget *row = find_row (self, widget);
  LimenCutoff *cutoff = row != NULL ? get_cutoff_of_row (self, row) : NULL;

  if (cutoff == NULL)
    return FALSE;
  select_cutoff (self, cutoff);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu),
                               &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
  return TRUE;
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y,
            LimenCutoffsTable *self)
{
  GtkWidget *widget
      = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  if (widget != NULL && open_menu (self, widget, x, y))
    gtk_gesture_set_state (GTK_GESTURE (gesture),
                           GTK_EVENT_SEQUENCE_CLAIMED);
}

static gboolean
menu_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  LimenCutoffsTable *self = LIMEN_CUTOFFS_TABLE (widget);
  GtkWidget *row = get_focused_row (self);
  graphene_rect_t bounds;

  return row != NULL && gtk_widget_compute_bounds (row, widget, &bounds)
         && open_menu (self, row,
                       bounds.origin.x + bounds.size.width / 4,
                       bounds.origin.y + bounds.size.height);
}

/* A row would only select itself; text that is edited needs its spaces. */
static gboolean
tick_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  LimenCutoffsTable *self = get_table (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  if (GTK_IS_TEXT (focus) || get_focused_row (self) == NULL)
    return FALSE;
  toggle_tick (self, get_current (self));
  return TRUE;
}

static void
add_tick_key (LimenCutoffsTable *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_space, 0),
                        gtk_callback_action_new (tick_key_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self->view), controller);
}

/* What is shown */

/* How many cutoffs apply to what is shown. */
static guint
count_applying (LimenCutoffsTable *self, gboolean *has_other_class)
{
  GListModel *cutoffs = G_LIST_MODEL (get_store (self));
  LimenOneVsRest *class = limen_session_get_class (self->session);
  guint n = 0;

  *has_other_class = limen_session_has_classes (self->session);
  for (guint i = 0; i < g_list_model_get_n_items (cutoffs); i++)
    {
      g_autoptr (LimenCutoff) cutoff = g_list_model_get_item (cutoffs, i);
      LimenResolvedCutoff resolved;

      n += limen_session_resolve_cutoff (self->session, cutoff, &resolved);
      if (class != NULL
          && !g_str_equal (limen_cutoff_get_class_name (cutoff),
                           limen_one_vs_rest_get_name (class)))
        *has_other_class = TRUE;
    }
  return n;
}

static char *
describe_rest (LimenCutoffsTable *self, guint n, guint n_applying)
{
  if (n == 0)
    return g_strdup (limen_session_get_analysis (self->session) == NULL
                             || limen_session_has_thresholds (self->session)
                         ? "Pin a threshold to keep it here and to export it."
                         : "There is no threshold to pin and to export.");
  if (n == n_applying || limen_session_get_analysis (self->session) == NULL)
    return g_strdup ("");
  return n - n_applying == 1
             ? g_strdup ("and one that does not apply to what is shown")
             : g_strdup_printf ("and %u that do not apply to what is shown",
                                n - n_applying);
}

static void
set_text (LimenCutoffsTable *self, char **kept, char *text, int property)
{
  g_free (*kept);
  *kept = text;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
update_counts (LimenCutoffsTable *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (get_store (self)));
  gboolean has_other_class;
  guint n_applying = count_applying (self, &has_other_class);

  gtk_column_view_column_set_visible (
      get_column (self, COLUMN_CLASS)->view_column, has_other_class);
  set_text (self, &self->title,
            n == 0 ? g_strdup ("Cutoffs")
                   : g_strdup_printf ("Cutoffs %u", n_applying),
            PROP_TITLE);
  set_text (self, &self->remark, describe_rest (self, n, n_applying),
            PROP_REMARK);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_CUTOFFS]);
}

/* The metrics whose columns are shown. */
static gsize
get_shown_metrics (LimenCutoffsTable *self, LimenMetricId *metrics)
{
  gsize n = 0;

  for (guint i = 0; i < self->columns->len; i++)
    {
      const Column *column = g_ptr_array_index (self->columns, i);

      if (column->kind == COLUMN_METRIC
          && !column->is_now /* which comes and goes after the other one */
          && gtk_column_view_column_get_visible (column->view_column))
        metrics[n++] = column->metric;
    }
  return n;
}

static void
update_difference (LimenCutoffsTable *self)
{
  LimenCutoff *first = limen_cutoff_store_get_ticked (get_store (self), 0);
  LimenCutoff *second = limen_cutoff_store_get_ticked (get_store (self), 1);
  LimenMetricId metrics[LIMEN_N_METRICS];
  gsize n = get_shown_metrics (self, metrics);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->difference, second != NULL);
  if (second == NULL)
    return;
  text = limen_cutoff_text_compare (self->session, first, second, metrics, n);
  gtk_label_set_label (GTK_LABEL (self->difference), text);
}

/* Shows everything as it is now, and sorts by it. */
static void
refresh (LimenCutoffsTable *self)
{
  GtkSorter *sorter = gtk_column_view_get_sorter (self->view);
  GHashTableIter iter;
  gpointer item, column;

  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &item, &column))
    update_cell (item, column);
  if (gtk_sorter_get_order (sorter) != GTK_SORTER_ORDER_NONE)
    gtk_sorter_changed (sorter, GTK_SORTER_CHANGE_DIFFERENT);
  update_counts (self);
  update_difference (self);
}

static void
limen_cutoffs_table_get_property (GObject *object, guint id, GValue *value,
                                  GParamSpec *pspec)
{
  LimenCutoffsTable *self = LIMEN_CUTOFFS_TABLE (object);

  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_REMARK:
      g_value_set_string (value, self->remark);
      break;
    case PROP_HAS_CUTOFFS:
      g_value_set_boolean (
          value, self->session != NULL
                     && g_list_model_get_n_items (
                            G_LIST_MODEL (get_store (self)))
                            > 0);
      break;
    case PROP_COLUMNS:
      g_value_take_boxed (value, get_columns (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
limen_cutoffs_table_set_property (GObject *object, guint id,
                                  const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_COLUMNS)
    set_columns (LIMEN_CUTOFFS_TABLE (object), g_value_get_boxed (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static int
get_natural_height (GtkWidget *widget)
{
  int natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, -1, NULL, &natural,
                      NULL, NULL);
  return natural;
}

/* Height of the header, of the first rows and of what is around them in pixels.
 * Rows have one line or two, as notes come and go. */
static int
get_rows_height (LimenCutoffsTable *self)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  GtkWidget *list = gtk_widget_get_next_sibling (header);
  GtkWidget *row = gtk_widget_get_first_child (list);
  int height = get_natural_height (GTK_WIDGET (self->view))
               - get_natural_height (list);

  for (guint i = 0; i < NATURAL_ROWS && row != NULL; i++)
    {
      height += get_natural_height (row);
      row = gtk_widget_get_next_sibling (row);
    }
  return height;
}

static void
limen_cutoffs_table_measure (GtkWidget *widget, GtkOrientation orientation,
                             int for_size, int *minimum, int *natural,
                             int *minimum_baseline, int *natural_baseline)
{
  LimenCutoffsTable *self = LIMEN_CUTOFFS_TABLE (widget);
  int difference = 0;

  gtk_widget_measure (self->box, orientation, for_size, minimum, natural,
                      NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return;
  if (gtk_widget_get_visible (self->difference))
    gtk_widget_measure (self->difference, orientation, for_size, NULL,
                        &difference, NULL, NULL);
  *natural = MAX (*natural, get_rows_height (self) + difference);
}

static GtkSizeRequestMode
limen_cutoffs_table_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH; /* the difference wraps */
}

static void
limen_cutoffs_table_size_allocate (GtkWidget *widget, int width, int height,
                                   int baseline)
{
  LimenCutoffsTable *self = LIMEN_CUTOFFS_TABLE (widget);

  gtk_widget_size_allocate (
      self->box, &(GtkAllocation){ 0, 0, width, height }, baseline);
  gtk_popover_present (GTK_POPOVER (self->menu));
}

static void
limen_cutoffs_table_dispose (GObject *object)
{
  LimenCutoffsTable *self = LIMEN_CUTOFFS_TABLE (object);

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->actions);
  g_clear_object (&self->columns_menu);
  G_OBJECT_CLASS (limen_cutoffs_table_parent_class)->dispose (object);
}

static void
limen_cutoffs_table_finalize (GObject *object)
{
  LimenCutoffsTable *self = LIMEN_CUTOFFS_TABLE (object);

  g_hash_table_unref (self->bound);
  g_ptr_array_unref (self->columns);
  g_free (self->title);
  g_free (self->remark);
  G_OBJECT_CLASS (limen_cutoffs_table_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = limen_cutoffs_table_get_property;
  object_class->set_property = limen_cutoffs_table_set_property;
  properties[PROP_TITLE]
      = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_REMARK]
      = g_param_spec_string ("remark", NULL, NULL, NULL, flags);
  properties[PROP_HAS_CUTOFFS]
      = g_param_spec_boolean ("has-cutoffs", NULL, NULL, FALSE, flags);
  properties[PROP_COLUMNS] = g_param_spec_boxed (
      "columns", NULL, NULL, G_TYPE_STRV,
      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

/* At once, as the next keys are for the text. */
static gboolean
edit_key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  LimenCutoffsTable *self = LIMEN_CUTOFFS_TABLE (widget);

  start_editing (self, get_current (self), g_variant_get_int32 (args));
  return TRUE;
}

static void
bind_keys (GtkWidgetClass *widget_class)
{
  static const guint removing[] = { GDK_KEY_Delete, GDK_KEY_KP_Delete };

  for (guint i = 0; i < G_N_ELEMENTS (removing); i++)
    gtk_widget_class_add_binding_action (widget_class, removing[i], 0,
                                         "cutoffs.remove", NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F2, 0, edit_key_cb, "i",
                                COLUMN_NAME);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F2, GDK_SHIFT_MASK,
                                edit_key_cb, "i", COLUMN_NOTE);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c,
                                       GDK_CONTROL_MASK, "cutoffs.copy-text",
                                       NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, menu_key_cb,
                                NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK,
                                menu_key_cb, NULL);
}

static void
limen_cutoffs_table_class_init (LimenCutoffsTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = limen_cutoffs_table_dispose;
  object_class->finalize = limen_cutoffs_table_finalize;
  install_properties (object_class);
  signals[REMOVE] = g_signal_new ("remove", LIMEN_TYPE_CUTOFFS_TABLE,
                                  G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, LIMEN_TYPE_CUTOFF);

  gtk_widget_class_set_accessible_role (widget_class,
                                        GTK_ACCESSIBLE_ROLE_TABLE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/limen/Limen/ui/cutoffs-table.ui");
#define BIND(name)                                                            \
  gtk_widget_class_bind_template_child (widget_class, LimenCutoffsTable, name)
  BIND (box);
  BIND (view);
  BIND (selection);
  BIND (sorted);
  BIND (difference);
  BIND (menu);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, pressed_cb);
  bind_keys (widget_class);
  widget_class->measure = limen_cutoffs_table_measure;
  widget_class->get_request_mode = limen_cutoffs_table_get_request_mode;
  widget_class->size_allocate = limen_cutoffs_table_size_allocate;
}

static void
limen_cutoffs_table_init (LimenCutoffsTable *self)
{
  self->columns
      = g_ptr_array_new_with_free_func ((GDestroyNotify) column_free);
  self->bound = g_hash_table_new (NULL, NULL);
  self->columns_menu = g_menu_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  add_actions (self);
  add_columns (self);
  add_tick_key (self);
  gtk_sort_list_model_set_sorter (self->sorted,
                                  gtk_column_view_get_sorter (self->view));
  limen_list_focus_keep (self->view);
}

/* Shows a session's cutoffs, once. The session must outlive the table. */
void
limen_cutoffs_table_set_session (LimenCutoffsTable *self,
                                 LimenSession *session)
{
  static const char *const changes[]
      = { "analysis-changed", "class-changed", "view-changed" };

  g_return_if_fail (LIMEN_IS_CUTOFFS_TABLE (self));

  self->session = session;
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    g_signal_connect_object (session, changes[i], G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  gtk_sort_list_model_set_model (self->sorted,
                                 G_LIST_MODEL (get_store (self)));
  g_signal_connect_object (get_store (self), "changed", G_CALLBACK (refresh),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_store (self), "items-changed",
                           G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
}

/* The actions of the table, for menus that stand outside of it, which have the
 * prefix "cutoffs"; owned by the table. */
GActionGroup *
limen_cutoffs_table_get_actions (LimenCutoffsTable *self)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFFS_TABLE (self), NULL);

  return G_ACTION_GROUP (self->actions);
}

/* A menu of the columns that may be left out; owned by the table. */
GMenuModel *
limen_cutoffs_table_get_columns_menu (LimenCutoffsTable *self)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFFS_TABLE (self), NULL);

  return G_MENU_MODEL (self->columns_menu);
}

/* The shown columns and rows, in their order, as text in aligned columns; a
 * new string. */
char *
limen_cutoffs_table_to_text (LimenCutoffsTable *self)
{
  g_autoptr (GPtrArray) columns = NULL;
  g_autoptr (LimenTextTable) table = NULL;
  GListModel *rows;
  GString *text;

  g_return_val_if_fail (LIMEN_IS_CUTOFFS_TABLE (self), NULL);

  columns = get_shown_columns (self);
  table = limen_text_table_new ();
  rows = G_LIST_MODEL (self->selection);
  for (guint k = 0; k < columns->len; k++)
    limen_text_table_add (table,
                          ((Column *) g_ptr_array_index (columns, k))->title);
  limen_text_table_end_row (table);
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (LimenCutoff) cutoff = g_list_model_get_item (rows, i);

      for (guint k = 0; k < columns->len; k++)
        {
          g_autofree char *cell
              = format_cell (g_ptr_array_index (columns, k), cutoff);

          limen_text_table_add (table, cell != NULL ? cell : "");
        }
      limen_text_table_end_row (table);
    }
  text = g_string_new (NULL);
  limen_text_table_append_to (table, text);
  return g_string_free (text, FALSE);
}

/* The same as CSV, with all digits. */
char *
limen_cutoffs_table_to_csv (LimenCutoffsTable *self)
{
  g_autoptr (GPtrArray) columns = NULL;
  GListModel *rows;
  GString *text;

  g_return_val_if_fail (LIMEN_IS_CUTOFFS_TABLE (self), NULL);

  columns = get_shown_columns (self);
  rows = G_LIST_MODEL (self->selection);
  text = g_string_new (NULL);
  for (guint k = 0; k < columns->len; k++)
    limen_csv_append_text (text,
                           ((Column *) g_ptr_array_index (columns, k))->title);
  limen_csv_end_line (text);
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (LimenCutoff) cutoff = g_list_model_get_item (rows, i);

      for (guint k = 0; k < columns->len; k++)
        append_csv_cell (text, g_ptr_array_index (columns, k), cutoff);
      limen_csv_end_line (text);
    }
  return g_string_free (text, FALSE);
}
