/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cutoffs-table.h"

#include "cutoffs-columns.h"
#include "cutoffs-copy.h"
#include "cutoffs-summary.h"
#include "list-focus.h"
#include "list-rows.h"

/* Rows in the natural height of the table: two, which can be compared. */
#define NATURAL_ROWS 2

struct _LimenCutoffsTable
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkColumnView *view;
  GtkSingleSelection *selection;
  GtkSortListModel *sorted;
  GtkWidget *difference;
  GtkWidget *menu;
  LimenCutoffsColumns *columns;
  GSimpleActionGroup *actions;
  LimenCutoffsSummary summary;
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

static LimenCutoffStore *
get_store (LimenCutoffsTable *self)
{
  return limen_session_get_cutoffs (self->session);
}

/* Row */

static GtkWidget *
get_focused_row (LimenCutoffsTable *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    return NULL;
  return limen_list_rows_find (focus);
}

/* The cutoff that keys and menus act on: that of the focused row, else the
 * selected one; NULL if there is none. */
static LimenCutoff *
get_current (LimenCutoffsTable *self)
{
  GtkWidget *row = get_focused_row (self);
  LimenCutoff *cutoff
      = row != NULL ? limen_cutoffs_columns_get_cutoff (self->columns, row)
                    : NULL;

  return cutoff != NULL
             ? cutoff
             : gtk_single_selection_get_selected_item (self->selection);
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

static void
edit_later (LimenCutoffsTable *self, LimenCutoffsColumnKind kind)
{
  limen_cutoffs_columns_edit_later (self->columns, get_current (self), kind);
}

static void
rename_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  edit_later (data, LIMEN_CUTOFFS_NAME);
}

static void
note_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  edit_later (data, LIMEN_CUTOFFS_NOTE);
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

/* Pointer and keyboard input */

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

/* Opens the context menu for the row of a widget, at a point of the table. */
static gboolean
open_menu (LimenCutoffsTable *self, GtkWidget *widget, double x, double y)
{
  GtkWidget *row = limen_list_rows_find (widget);
  LimenCutoff *cutoff
      = row != NULL ? limen_cutoffs_columns_get_cutoff (self->columns, row)
                    : NULL;

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

/* Space ticks the cutoff (GTK would select the row), except in edited text. */
static gboolean
tick_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  LimenCutoffsTable *self = LIMEN_CUTOFFS_TABLE (
      gtk_widget_get_ancestor (widget, LIMEN_TYPE_CUTOFFS_TABLE));
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

/* Contents */

static void
update_summary (LimenCutoffsTable *self)
{
  static const int changed[] = { PROP_TITLE, PROP_REMARK, PROP_HAS_CUTOFFS };

  self->summary = limen_cutoffs_summary_count (self->session);
  limen_cutoffs_columns_show_class (self->columns,
                                    self->summary.has_other_class);
  for (guint i = 0; i < G_N_ELEMENTS (changed); i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[changed[i]]);
}

static void
update_difference (LimenCutoffsTable *self)
{
  g_autoptr (GPtrArray) columns
      = limen_cutoffs_columns_list_shown (self->columns);
  g_autofree char *text
      = limen_cutoffs_summary_compare (self->session, columns);

  gtk_widget_set_visible (self->difference, text != NULL);
  if (text != NULL)
    gtk_label_set_label (GTK_LABEL (self->difference), text);
}

/* Updates all cells, the summary and the sort order. */
static void
refresh (LimenCutoffsTable *self)
{
  GtkSorter *sorter = gtk_column_view_get_sorter (self->view);

  limen_cutoffs_columns_update (self->columns);
  if (gtk_sorter_get_order (sorter) != GTK_SORTER_ORDER_NONE)
    gtk_sorter_changed (sorter, GTK_SORTER_CHANGE_DIFFERENT);
  update_summary (self);
  update_difference (self);
}

/* Updates the comparison, which has the metrics of the visible columns. */
static void
columns_changed_cb (LimenCutoffsTable *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLUMNS]);
  if (self->session != NULL)
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
      g_value_take_string (
          value, limen_cutoffs_summary_format_title (&self->summary));
      break;
    case PROP_REMARK:
      if (self->session != NULL)
        g_value_take_string (value, limen_cutoffs_summary_describe_rest (
                                        &self->summary, self->session));
      break;
    case PROP_HAS_CUTOFFS:
      g_value_set_boolean (value, self->summary.n > 0);
      break;
    case PROP_COLUMNS:
      g_value_take_boxed (value,
                          limen_cutoffs_columns_get_keys (self->columns));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
limen_cutoffs_table_set_property (GObject *object, guint id,
                                  const GValue *value, GParamSpec *pspec)
{
  LimenCutoffsTable *self = LIMEN_CUTOFFS_TABLE (object);

  if (id != PROP_COLUMNS)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  g_object_freeze_notify (object);
  limen_cutoffs_columns_set_keys (self->columns, g_value_get_boxed (value));
  g_object_thaw_notify (object);
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
  *natural = MAX (
      *natural,
      limen_list_rows_measure (self->view, NATURAL_ROWS) + difference);
}

static GtkSizeRequestMode
limen_cutoffs_table_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH; /* the comparison wraps */
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
  G_OBJECT_CLASS (limen_cutoffs_table_parent_class)->dispose (object);
}

static void
limen_cutoffs_table_finalize (GObject *object)
{
  LimenCutoffsTable *self = LIMEN_CUTOFFS_TABLE (object);

  g_object_unref (self->columns);
  g_object_unref (self->actions);
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

/* Starts editing at once, since the next keys belong to the text. */
static gboolean
edit_key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  LimenCutoffsTable *self = LIMEN_CUTOFFS_TABLE (widget);

  limen_cutoffs_columns_edit (self->columns, get_current (self),
                              (LimenCutoffsColumnKind) g_variant_get_int32 (
                                  args));
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
                                LIMEN_CUTOFFS_NAME);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F2, GDK_SHIFT_MASK,
                                edit_key_cb, "i", LIMEN_CUTOFFS_NOTE);
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
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  add_actions (self);
  self->columns = limen_cutoffs_columns_new (self->view,
                                             G_ACTION_MAP (self->actions));
  g_signal_connect_object (self->columns, "changed",
                           G_CALLBACK (columns_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->columns, "remove", G_CALLBACK (emit_remove),
                           self, G_CONNECT_SWAPPED);
  add_tick_key (self);
  gtk_sort_list_model_set_sorter (self->sorted,
                                  gtk_column_view_get_sorter (self->view));
  limen_list_focus_keep (self->view);
}

/* Shows the cutoffs of a session, which must outlive the table; call it once.
 */
void
limen_cutoffs_table_set_session (LimenCutoffsTable *self,
                                 LimenSession *session)
{
  static const char *const changes[] = { "class-changed", "view-changed" };

  g_return_if_fail (LIMEN_IS_CUTOFFS_TABLE (self));

  self->session = session;
  limen_cutoffs_columns_set_session (self->columns, session);
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

/* The actions of the table, for menus outside it, with the prefix "cutoffs";
 * owned by the table. */
GActionGroup *
limen_cutoffs_table_get_actions (LimenCutoffsTable *self)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFFS_TABLE (self), NULL);

  return G_ACTION_GROUP (self->actions);
}

/* A menu of the optional columns; owned by the table. */
GMenuModel *
limen_cutoffs_table_get_columns_menu (LimenCutoffsTable *self)
{
  g_return_val_if_fail (LIMEN_IS_CUTOFFS_TABLE (self), NULL);

  return limen_cutoffs_columns_get_menu (self->columns);
}

/* The visible columns and rows, in order, as text in aligned columns; a new
 * string. */
char *
limen_cutoffs_table_to_text (LimenCutoffsTable *self)
{
  g_autoptr (GPtrArray) columns = NULL;

  g_return_val_if_fail (LIMEN_IS_CUTOFFS_TABLE (self), NULL);

  columns = limen_cutoffs_columns_list_shown (self->columns);
  return limen_cutoffs_copy_to_text (columns, G_LIST_MODEL (self->selection));
}

/* As limen_cutoffs_table_to_text(), but as CSV, numbers with full precision.
 */
char *
limen_cutoffs_table_to_csv (LimenCutoffsTable *self)
{
  g_autoptr (GPtrArray) columns = NULL;

  g_return_val_if_fail (LIMEN_IS_CUTOFFS_TABLE (self), NULL);

  columns = limen_cutoffs_columns_list_shown (self->columns);
  return limen_cutoffs_copy_to_csv (columns, G_LIST_MODEL (self->selection));
}
