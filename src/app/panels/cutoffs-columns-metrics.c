/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cutoffs-columns-private.h"

#include <glib/gi18n.h>

/* The metrics whose columns come first; the others follow in the order of
 * their enum. */
static const LimenMetricId first_metrics[]
    = { LIMEN_METRIC_PRECISION, LIMEN_METRIC_RECALL, LIMEN_METRIC_F1,
        LIMEN_METRIC_COST };

/* Adds a further column of a metric, with a title of its own for help and a
 * short one above it. */
static LimenTableColumn *
add_part (LimenCutoffsColumns *self, LimenMetricId id, LimenCutoffsPart part,
          const char *title, const char *short_title)
{
  LimenTableColumn *column = limen_cutoffs_columns_add (
      self, LIMEN_CUTOFFS_METRIC, NULL, title, NULL);

  column->info.metric = id;
  column->info.part = part;
  gtk_column_view_column_set_title (column->view_column, short_title);
  return column;
}

/* Shows the columns of test data while there is any and their metric is
 * shown. */
static void
update_test (LimenCutoffsColumns *self)
{
  gboolean is_shown = FALSE;

  for (guint i = 0; i < self->columns->len; i++)
    {
      const LimenTableColumn *column = g_ptr_array_index (self->columns, i);

      if (column->info.kind != LIMEN_CUTOFFS_METRIC)
        continue;
      if (column->info.part == LIMEN_CUTOFFS_THEN)
        is_shown = self->has_test
                   && gtk_column_view_column_get_visible (column->view_column);
      else if (column->info.part != LIMEN_CUTOFFS_NOW)
        gtk_column_view_column_set_visible (column->view_column, is_shown);
    }
}

/* Adds the columns of a metric, "then" and "now", which are shown and hidden
 * together, and those of test data; `is_visible` is the default. */
static void
add_metric (LimenCutoffsColumns *self, LimenMetricId id, GMenu *menu,
            gboolean is_visible)
{
  const LimenMetricInfo *info = limen_metric_get_info (id);
  const char *metric = _ (info->title);
  /* Translators: %s is a metric. Then: on the rows it was pinned on. */
  g_autofree char *title = g_strdup_printf (_ ("%s then"), metric);
  g_autofree char *now_title = g_strdup_printf (_ ("%s now"), metric);
  /* Translators: %s is a metric; its value on test data. */
  g_autofree char *test_title
      = g_strdup_printf (_ ("%s on test data"), metric);
  /* Translators: %s is a metric. Optimism: by how much a value is too good. */
  g_autofree char *optimism_title
      = g_strdup_printf (_ ("%s optimism"), metric);
  LimenTableColumn *then = limen_cutoffs_columns_add (
      self, LIMEN_CUTOFFS_METRIC, NULL, title, info->name);
  LimenTableColumn *now;

  then->info.metric = id;
  gtk_column_view_column_set_visible (then->view_column, is_visible);
  limen_cutoffs_columns_add_choice (self, then, menu, metric);
  now = add_part (self, id, LIMEN_CUTOFFS_NOW, now_title,
                  C_ ("column", "now"));
  g_object_bind_property (then->view_column, "visible", now->view_column,
                          "visible", G_BINDING_SYNC_CREATE);
  add_part (self, id, LIMEN_CUTOFFS_TEST, test_title, C_ ("column", "test"));
  add_part (self, id, LIMEN_CUTOFFS_OPTIMISM, optimism_title,
            C_ ("column", "optimism"));
  g_signal_connect_object (then->view_column, "notify::visible",
                           G_CALLBACK (update_test), self, G_CONNECT_SWAPPED);
}

static gboolean
comes_first (LimenMetricId id)
{
  for (guint i = 0; i < G_N_ELEMENTS (first_metrics); i++)
    if (first_metrics[i] == id)
      return TRUE;
  return FALSE;
}

/* Adds the columns of all metrics, and the items of a menu that show and hide
 * them. */
void
limen_cutoffs_columns_add_metrics (LimenCutoffsColumns *self, GMenu *metrics)
{
  g_autoptr (GMenu) more = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (first_metrics); i++)
    add_metric (self, first_metrics[i], metrics, TRUE);
  for (int id = 0; id < LIMEN_N_METRICS; id++)
    if (!comes_first (id))
      add_metric (self, id, more, FALSE);
  g_menu_append_submenu (metrics, _ ("_More Metrics"), G_MENU_MODEL (more));
  update_test (self);
}

/* Shows or hides the columns of test data. */
void
limen_cutoffs_columns_show_test (LimenCutoffsColumns *self, gboolean is_shown)
{
  if (self->has_test == is_shown)
    return;
  self->has_test = is_shown;
  update_test (self);
}
