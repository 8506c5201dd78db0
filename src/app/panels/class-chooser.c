/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "class-chooser.h"

#include <glib/gi18n.h>

#include "class-item.h"
#include "column-titles.h"
#include "jobs.h"

struct _LimenClassChooser
{
  LimenHolder parent_instance;

  GtkWidget *button;
  GtkWidget *name;
  GtkPopover *popover;
  GtkWidget *search;
  GtkColumnView *view;
  GtkSingleSelection *selection;
  GtkSortListModel *sorted;
  GListStore *classes;
  GCancellable *counting;
  LimenSession *session; /* borrowed from the window */
};

G_DEFINE_FINAL_TYPE (LimenClassChooser, limen_class_chooser, LIMEN_TYPE_HOLDER)

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LimenClassChooser *self = LIMEN_CLASS_CHOOSER (source);
  g_autofree LimenClassRates *rates = limen_job_rates_finish (result);
  GListModel *classes = G_LIST_MODEL (self->classes);

  if (rates == NULL)
    return;
  g_clear_object (&self->counting);
  for (guint i = 0; i < g_list_model_get_n_items (classes); i++)
    {
      g_autoptr (LimenClassItem) item = g_list_model_get_item (classes, i);

      limen_class_item_set_rates (item,
                                  rates[limen_class_item_get_class (item)]);
    }
  gtk_sorter_changed (gtk_column_view_get_sorter (self->view),
                      GTK_SORTER_CHANGE_DIFFERENT);
}

/* Counts the rows of all classes at their current thresholds. */
static void
start_counting (LimenClassChooser *self)
{
  LimenAnalysis *analysis = limen_session_get_analysis (self->session);
  LimenThresholdSet *set = limen_session_get_thresholds (self->session);
  gsize n = limen_analysis_get_n_classes (analysis);
  g_autofree double *refer_from = g_new (double, n);
  g_autofree double *prevalences = g_new (double, n);

  if (!limen_session_has_thresholds (self->session))
    return;
  for (gsize k = 0; k < n; k++)
    {
      refer_from[k] = limen_threshold_set_get_refer_from (set, k);
      prevalences[k] = limen_session_get_prevalence_of (self->session, k);
    }
  limen_job_rates_async (analysis, limen_threshold_set_get_all (set),
                         refer_from, prevalences,
                         limen_job_restart (&self->counting), self,
                         counted_cb);
}

/* Fills the list each time the popover opens, with the current thresholds. */
static void
shown_cb (GtkPopover *popover, LimenClassChooser *self)
{
  LimenAnalysis *analysis = limen_session_get_analysis (self->session);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (gsize k = 0; k < limen_analysis_get_n_classes (analysis); k++)
    g_ptr_array_add (items, limen_class_item_new (self->session, k));
  g_list_store_splice (self->classes, 0,
                       g_list_model_get_n_items (G_LIST_MODEL (self->classes)),
                       items->pdata, items->len);
  start_counting (self);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_grab_focus (self->search);
}

/* Updates the thresholds and rates of the list while the popover is open. */
static void
thresholds_moved_cb (LimenClassChooser *self)
{
  GListModel *classes = G_LIST_MODEL (self->classes);

  if (!gtk_widget_get_visible (GTK_WIDGET (self->popover)))
    return;
  for (guint i = 0; i < g_list_model_get_n_items (classes); i++)
    {
      g_autoptr (LimenClassItem) item = g_list_model_get_item (classes, i);

      limen_class_item_update (item, self->session);
    }
  start_counting (self);
}

static void
choose (LimenClassChooser *self, guint position)
{
  g_autoptr (LimenClassItem) item
      = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (item == NULL)
    return;
  gtk_popover_popdown (self->popover);
  limen_session_select_class (self->session,
                              limen_class_item_get_class (item));
}

static void
activate_cb (GtkColumnView *view, guint position, LimenClassChooser *self)
{
  choose (self, position);
}

/* Return in the search box selects the first match. */
static void
search_activate_cb (GtkSearchEntry *entry, LimenClassChooser *self)
{
  choose (self, 0);
}

/* Closes the popover, since the search box consumes Escape. */
static void
stop_search_cb (GtkSearchEntry *entry, LimenClassChooser *self)
{
  gtk_popover_popdown (self->popover);
}

static void
class_changed_cb (LimenSession *session, LimenClassChooser *self)
{
  LimenOneVsRest *class = limen_session_get_class (session);
  const char *name = class != NULL ? limen_one_vs_rest_get_title (class) : "";
  g_autofree char *label = g_strdup_printf (_ ("Class %s"), name);

  gtk_label_set_label (GTK_LABEL (self->name), name);
  gtk_widget_set_tooltip_text (self->button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
limen_class_chooser_dispose (GObject *object)
{
  LimenClassChooser *self = LIMEN_CLASS_CHOOSER (object);

  limen_job_cancel (&self->counting);
  G_OBJECT_CLASS (limen_class_chooser_parent_class)->dispose (object);
}

static void
limen_class_chooser_class_init (LimenClassChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limen_class_chooser_dispose;
  g_type_ensure (LIMEN_TYPE_CLASS_ITEM);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/limen/Limen/ui/class-chooser.ui");
#define BIND(name)                                                            \
  gtk_widget_class_bind_template_child (widget_class, LimenClassChooser, name)
  BIND (button);
  BIND (name);
  BIND (popover);
  BIND (search);
  BIND (view);
  BIND (selection);
  BIND (sorted);
  BIND (classes);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
}

static void
limen_class_chooser_init (LimenClassChooser *self)
{
  GListModel *columns;

  gtk_widget_init_template (GTK_WIDGET (self));
  /* GtkMenuButton centres its child in a box; let it fill the width. */
  gtk_widget_set_halign (gtk_widget_get_parent (self->name), GTK_ALIGN_FILL);
  columns = gtk_column_view_get_columns (self->view);
  for (guint i = 1; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column
          = g_list_model_get_item (columns, i);

      limen_column_titles_set_end (self->view, column);
    }
  gtk_sort_list_model_set_sorter (self->sorted,
                                  gtk_column_view_get_sorter (self->view));
}

/* Shows and selects the current class of `session`, which must outlive the
 * chooser; call it once. */
void
limen_class_chooser_set_session (LimenClassChooser *self,
                                 LimenSession *session)
{
  g_return_if_fail (LIMEN_IS_CLASS_CHOOSER (self));

  self->session = session;
  g_signal_connect_object (session, "class-changed",
                           G_CALLBACK (class_changed_cb), self, 0);
  g_signal_connect_object (session, "notify::threshold",
                           G_CALLBACK (thresholds_moved_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::refer-from",
                           G_CALLBACK (thresholds_moved_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "view-changed",
                           G_CALLBACK (thresholds_moved_cb), self,
                           G_CONNECT_SWAPPED);
}
