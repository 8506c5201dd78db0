#include "cutoffs-table.h"

#include <math.h>

#include "screen-format.h"
#include "threshold.h"

struct _LimenCutoffsTable
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *empty;
  GtkColumnView *view;
  GtkSingleSelection *selection;
  GtkCustomFilter *filter;
  GtkWidget *others;
  LimenSession *session; /* borrowed from the window */
};

enum
{
  REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimenCutoffsTable, limen_cutoffs_table, GTK_TYPE_WIDGET)

static void
activate_cb (GtkColumnView *view, guint position, LimenCutoffsTable *self)
{
  g_autoptr (LimenCutoff) cutoff
      = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (cutoff != NULL)
    limen_session_restore_cutoff (self->session, cutoff);
}

/* A second line below a cell's child, of what concerns a map; hidden where the
 * cutoff has none. */

static void
set_cell (GtkListItem *item, GtkWidget *child, float xalign)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *second = gtk_label_new (NULL);

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_label_set_xalign (GTK_LABEL (second), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (second), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (second, "note");
  gtk_widget_add_css_class (second, "value");
  gtk_box_append (GTK_BOX (box), child);
  gtk_box_append (GTK_BOX (box), second);
  gtk_list_item_set_child (item, box);
}

static GtkWidget *
get_first_line (GtkListItem *item)
{
  return gtk_widget_get_first_child (gtk_list_item_get_child (item));
}

static void
show_second_line (GtkListItem *item, const char *text)
{
  GtkWidget *second
      = gtk_widget_get_last_child (gtk_list_item_get_child (item));

  gtk_label_set_label (GTK_LABEL (second), text != NULL ? text : "");
  gtk_widget_set_visible (second, text != NULL);
}

/* How its scores were made into probabilities; NULL: they were not. */
static const char *
get_map_name (LimenCutoff *cutoff)
{
  const LimenRecalibration *map = limen_cutoff_get_recalibration (cutoff);

  return map != NULL ? limen_recalibration_method_get_name (
                           limen_recalibration_get_method (map))
                     : NULL;
}

/* A threshold of the cutoff in the units of its file, a new string. */
static char *
format_threshold (LimenCutoff *cutoff, double threshold)
{
  return limen_screen_format_threshold (limen_threshold_reverse (
      threshold, limen_cutoff_is_reversed (cutoff)));
}

/* Where a grey zone begins, a new string; NULL: there is none. */
static char *
format_lower (LimenCutoff *cutoff)
{
  LimenCutoffGreyZone zone;

  return limen_cutoff_get_grey_zone (cutoff, &zone)
             ? format_threshold (cutoff, zone.refer_from)
             : NULL;
}

/* The threshold; of a grey zone the lower one in a line above. */
static char *
format_thresholds (LimenCutoff *cutoff)
{
  g_autofree char *threshold
      = format_threshold (cutoff, limen_cutoff_get_threshold (cutoff));
  g_autofree char *lower = format_lower (cutoff);

  return lower != NULL ? g_strdup_printf ("%s\n%s", lower, threshold)
                       : g_steal_pointer (&threshold);
}

/* The same for the probabilities that a map makes; NULL: there is none. */
static char *
format_calibrated (LimenCutoff *cutoff)
{
  double refer_from = limen_cutoff_get_calibrated_refer_from (cutoff);
  g_autofree char *lower
      = limen_screen_format_rounded_threshold (refer_from, 4);
  g_autofree char *threshold = limen_screen_format_rounded_threshold (
      limen_cutoff_get_calibrated_threshold (cutoff), 4);

  if (get_map_name (cutoff) == NULL)
    return NULL;
  return isnan (refer_from) ? g_steal_pointer (&threshold)
                            : g_strdup_printf ("%s\n%s", lower, threshold);
}

/* "0.3 to 0.5", or "0.5" without a lower one (NaN). */
static char *
describe_range (double refer_from, double threshold)
{
  g_autofree char *lower = limen_screen_format_threshold (refer_from);
  g_autofree char *upper = limen_screen_format_threshold (threshold);

  return isnan (refer_from) ? g_steal_pointer (&upper)
                            : g_strdup_printf ("%s to %s", lower, upper);
}

/* On both scales of a map. */
static char *
describe_scales (LimenCutoff *cutoff)
{
  LimenCutoffGreyZone zone = { .refer_from = NAN };
  g_autofree char *plain = NULL, *calibrated = NULL;
  gboolean is_reversed = limen_cutoff_is_reversed (cutoff);

  limen_cutoff_get_grey_zone (cutoff, &zone);
  plain = describe_range (
      limen_threshold_reverse (zone.refer_from, is_reversed),
      limen_threshold_reverse (limen_cutoff_get_threshold (cutoff),
                               is_reversed));
  calibrated
      = describe_range (limen_cutoff_get_calibrated_refer_from (cutoff),
                        limen_cutoff_get_calibrated_threshold (cutoff));
  return g_strdup_printf ("%s on the scale of the file\n"
                          "%s on the scale that is calibrated by %s",
                          plain, calibrated, get_map_name (cutoff));
}

/* What the thresholds are, a new string: those of a grey zone, and on which
 * scale; else the only one. */
static char *
describe_thresholds (LimenCutoff *cutoff)
{
  g_autofree char *threshold
      = format_threshold (cutoff, limen_cutoff_get_threshold (cutoff));
  g_autofree char *lower = format_lower (cutoff);

  if (get_map_name (cutoff) != NULL)
    return describe_scales (cutoff);
  if (limen_cutoff_is_reversed (cutoff))
    return lower == NULL
               ? g_strdup_printf ("positive up to %s: low scores mean "
                                  "positive",
                                  threshold)
               : g_strdup_printf ("negative above %s, positive up to %s, "
                                  "referred in between",
                                  lower, threshold);
  return lower == NULL
             ? g_steal_pointer (&threshold)
             : g_strdup_printf ("negative below %s, positive from %s, "
                                "referred in between",
                                lower, threshold);
}

/* The name: shown as a label, edited in place when asked. */

static void
name_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item,
               LimenCutoffsTable *self)
{
  GtkWidget *label = gtk_editable_label_new ("");

  /* A click belongs to the row, which goes to the threshold. */
  gtk_widget_set_can_target (label, FALSE);
  gtk_editable_set_width_chars (GTK_EDITABLE (label), 2);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (label), 12);
  set_cell (item, label, 0);
}

static void
rename_cutoff (GtkWidget *label, LimenCutoff *cutoff, const char *name)
{
  GtkWidget *table
      = gtk_widget_get_ancestor (label, LIMEN_TYPE_CUTOFFS_TABLE);

  if (table != NULL)
    limen_session_rename_cutoff (LIMEN_CUTOFFS_TABLE (table)->session, cutoff,
                                 name);
}

static void
editing_changed_cb (GtkEditableLabel *label, GParamSpec *pspec,
                    GtkListItem *item)
{
  LimenCutoff *cutoff = gtk_list_item_get_item (item);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (label));
  gboolean is_editing = gtk_editable_label_get_editing (label);

  gtk_widget_set_can_target (GTK_WIDGET (label), is_editing);
  if (is_editing || cutoff == NULL)
    return;
  if (text[0] != '\0')
    rename_cutoff (GTK_WIDGET (label), cutoff, text);
  gtk_editable_set_text (GTK_EDITABLE (label), limen_cutoff_get_name (cutoff));
}

/* Where no objective tells. */
static char *
describe_by_hand (LimenCutoff *cutoff)
{
  double prevalence = limen_cutoff_get_target_prevalence (cutoff);
  g_autofree char *text = limen_screen_format_exact (prevalence);

  return isnan (prevalence)
             ? g_strdup ("set by hand")
             : g_strdup_printf ("set by hand, prevalence %s", text);
}

/* "\ngrey zone from 0.3: 0.870 of the rows decided, error rate 0.034", or
 * nothing. */
static char *
describe_zone (LimenCutoff *cutoff)
{
  LimenCutoffGreyZone zone = { .refer_from = NAN };
  gboolean has_zone = limen_cutoff_get_grey_zone (cutoff, &zone);
  g_autofree char *refer_from = format_threshold (cutoff, zone.refer_from);
  g_autofree char *coverage = limen_screen_format_value (zone.coverage, 3);
  g_autofree char *error = limen_screen_format_value (zone.error, 3);

  return has_zone ? g_strdup_printf ("\ngrey zone from %s: %s of the rows "
                                     "decided, error rate %s",
                                     refer_from, coverage, error)
                  : g_strdup ("");
}

static void
name_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item,
              LimenCutoffsTable *self)
{
  LimenCutoff *cutoff = gtk_list_item_get_item (item);
  GtkWidget *label = get_first_line (item);
  const char *objective = limen_cutoff_get_objective (cutoff);
  const char *file = limen_cutoff_get_file (cutoff);
  LimenDecisionRule rule;
  g_autofree char *by_hand = describe_by_hand (cutoff);
  g_autofree char *thresholds = describe_thresholds (cutoff);
  g_autofree char *zone = describe_zone (cutoff);
  g_autofree char *tooltip = g_strdup_printf (
      "%s\n%s%s%s%s\n%s%s%s", limen_cutoff_get_name (cutoff),
      get_map_name (cutoff) != NULL ? thresholds : "",
      get_map_name (cutoff) != NULL ? "\n" : "",
      objective != NULL ? objective : by_hand, zone,
      file != NULL ? file : "",
      limen_cutoff_get_decision (cutoff, &rule) ? "\nwith all classes: " : "",
      limen_cutoff_get_decision (cutoff, &rule)
          ? limen_decision_rule_get_title (rule)
          : "");

  gtk_editable_set_text (GTK_EDITABLE (label), limen_cutoff_get_name (cutoff));
  show_second_line (item, get_map_name (cutoff));
  gtk_widget_set_tooltip_text (
      gtk_widget_get_parent (gtk_list_item_get_child (item)), tooltip);
  g_signal_connect (label, "notify::editing", G_CALLBACK (editing_changed_cb),
                    item);
}

static void
name_unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item,
                LimenCutoffsTable *self)
{
  g_signal_handlers_disconnect_by_func (get_first_line (item),
                                        editing_changed_cb, item);
}

/* The numbers */

static GtkWidget *
new_number (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_RIGHT);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "value");
  return label;
}

static void
number_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item,
                 LimenCutoffsTable *self)
{
  gtk_list_item_set_child (item, new_number ());
}

static void
threshold_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item,
                    LimenCutoffsTable *self)
{
  set_cell (item, new_number (), 1);
}

static void
threshold_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item,
                   LimenCutoffsTable *self)
{
  LimenCutoff *cutoff = gtk_list_item_get_item (item);
  g_autofree char *text = format_thresholds (cutoff);
  g_autofree char *calibrated = format_calibrated (cutoff);
  g_autofree char *tooltip = describe_thresholds (cutoff);

  gtk_label_set_label (GTK_LABEL (get_first_line (item)), text);
  show_second_line (item, calibrated);
  gtk_widget_set_tooltip_text (gtk_list_item_get_child (item), tooltip);
}

static void
bind_metric (GtkListItem *item, LimenMetricId metric)
{
  double value = limen_cutoff_get_metric (gtk_list_item_get_item (item),
                                          (LimenMetric){ metric, 1 });
  g_autofree char *text = limen_screen_format_value (value, 3);

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), text);
}

static void
precision_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item,
                   LimenCutoffsTable *self)
{
  bind_metric (item, LIMEN_METRIC_PRECISION);
}

static void
recall_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item,
                LimenCutoffsTable *self)
{
  bind_metric (item, LIMEN_METRIC_RECALL);
}

/* What can be done with a row */

static void
remove_clicked_cb (GtkButton *button, GtkListItem *item)
{
  GtkWidget *table = gtk_widget_get_ancestor (GTK_WIDGET (button),
                                              LIMEN_TYPE_CUTOFFS_TABLE);

  g_signal_emit (table, signals[REMOVE], 0, gtk_list_item_get_item (item));
}

static GtkEditableLabel *
find_editable (GtkWidget *widget)
{
  if (GTK_IS_EDITABLE_LABEL (widget))
    return GTK_EDITABLE_LABEL (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkEditableLabel *found = find_editable (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
rename_row (GtkWidget *row)
{
  GtkEditableLabel *label = row != NULL ? find_editable (row) : NULL;

  if (label != NULL)
    {
      gtk_widget_set_can_target (GTK_WIDGET (label), TRUE);
      gtk_editable_label_start_editing (label);
    }
}

static void
rename_clicked_cb (GtkButton *button, GtkListItem *item)
{
  /* button, box, cell, row */
  GtkWidget *box = gtk_widget_get_parent (GTK_WIDGET (button));

  rename_row (gtk_widget_get_parent (gtk_widget_get_parent (box)));
}

static GtkWidget *
new_row_button (const char *icon, const char *label, GCallback clicked_cb,
                GtkListItem *item)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "row-button");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect (button, "clicked", clicked_cb, item);
  return button;
}

static void
buttons_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item,
                  LimenCutoffsTable *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_box_append (GTK_BOX (box),
                  new_row_button ("document-edit-symbolic", "Rename cutoff",
                                  G_CALLBACK (rename_clicked_cb), item));
  gtk_box_append (GTK_BOX (box),
                  new_row_button ("user-trash-symbolic", "Remove cutoff",
                                  G_CALLBACK (remove_clicked_cb), item));
  gtk_list_item_set_child (item, box);
}

/* Keys on the selected row */

static gboolean
remove_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  LimenCutoffsTable *self = LIMEN_CUTOFFS_TABLE (widget);
  LimenCutoff *cutoff
      = gtk_single_selection_get_selected_item (self->selection);

  if (cutoff == NULL)
    return FALSE;
  g_signal_emit (self, signals[REMOVE], 0, cutoff);
  return TRUE;
}

static gboolean
rename_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  while (focus != NULL && focus != widget && find_editable (focus) == NULL)
    focus = gtk_widget_get_parent (focus);
  if (focus == NULL || focus == widget)
    return FALSE;
  rename_row (focus);
  return TRUE;
}

static void
update (LimenCutoffsTable *self)
{
  guint n = g_list_model_get_n_items (
      G_LIST_MODEL (limen_session_get_cutoffs (self->session)));
  guint n_shown
      = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  g_autofree char *others = NULL;

  gtk_label_set_label (
      GTK_LABEL (self->empty),
      limen_session_get_class (self->session) == NULL
              || limen_session_has_thresholds (self->session)
          ? "Pin a threshold to keep it here and to export it."
          : "There is no threshold to pin and to export.");
  gtk_widget_set_visible (self->empty, n == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->view), n_shown > 0);
  gtk_widget_set_visible (self->others, n > n_shown);
  others = g_strdup_printf ("and %u of other classes", n - n_shown);
  gtk_label_set_label (GTK_LABEL (self->others), others);
}

static gboolean
is_shown (gpointer item, gpointer user_data)
{
  LimenCutoffsTable *self = LIMEN_CUTOFFS_TABLE (user_data);

  return limen_session_is_at_hand (self->session, item);
}

/* Those of the class at hand are shown. */
static void
class_changed_cb (LimenSession *session, LimenCutoffsTable *self)
{
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  update (self);
}

static void
limen_cutoffs_table_dispose (GObject *object)
{
  LimenCutoffsTable *self = LIMEN_CUTOFFS_TABLE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (limen_cutoffs_table_parent_class)->dispose (object);
}

static void
limen_cutoffs_table_class_init (LimenCutoffsTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limen_cutoffs_table_dispose;
  signals[REMOVE] = g_signal_new ("remove", LIMEN_TYPE_CUTOFFS_TABLE,
                                  G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, LIMEN_TYPE_CUTOFF);

  gtk_widget_class_set_accessible_role (widget_class,
                                        GTK_ACCESSIBLE_ROLE_TABLE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/limen/Limen/ui/cutoffs-table.ui");
  gtk_widget_class_bind_template_child (widget_class, LimenCutoffsTable, box);
  gtk_widget_class_bind_template_child (widget_class, LimenCutoffsTable,
                                        empty);
  gtk_widget_class_bind_template_child (widget_class, LimenCutoffsTable,
                                        others);
  gtk_widget_class_bind_template_child (widget_class, LimenCutoffsTable, view);
  gtk_widget_class_bind_template_child (widget_class, LimenCutoffsTable,
                                        selection);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_unbind_cb);
  gtk_widget_class_bind_template_callback (widget_class, number_setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, threshold_setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, threshold_bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, precision_bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, recall_bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, buttons_setup_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, 0, remove_key_cb,
                                NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F2, 0, rename_key_cb,
                                NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
limen_cutoffs_table_init (LimenCutoffsTable *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Shows a session's cutoffs, once. The session must outlive the table. */
void
limen_cutoffs_table_set_session (LimenCutoffsTable *self,
                                 LimenSession *session)
{
  g_autoptr (GtkFilterListModel) shown = NULL;

  g_return_if_fail (LIMEN_IS_CUTOFFS_TABLE (self));

  self->session = session;
  self->filter = gtk_custom_filter_new (is_shown, self, NULL);
  shown = gtk_filter_list_model_new (
      G_LIST_MODEL (g_object_ref (limen_session_get_cutoffs (session))),
      GTK_FILTER (self->filter));
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (shown));
  g_signal_connect_object (session, "class-changed",
                           G_CALLBACK (class_changed_cb), self, 0);
  g_signal_connect_object (shown, "items-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (limen_session_get_cutoffs (session),
                           "items-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
}
