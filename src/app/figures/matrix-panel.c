/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "matrix-panel.h"

#include "matrix-view.h"

struct _LimenMatrixPanel
{
  LimenHolder parent_instance;

  LimenMatrixView *view;
  double *cells;
  gsize n_cells;
};

enum
{
  CELL_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimenMatrixPanel, limen_matrix_panel, LIMEN_TYPE_HOLDER)

static void
cell_activated_cb (LimenMatrixView *view, guint label, guint decision,
                   LimenMatrixPanel *self)
{
  g_signal_emit (self, signals[CELL_ACTIVATED], 0, label, decision);
}

static void
zoom_in_cb (GtkButton *button, LimenMatrixPanel *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self->view), "matrix.zoom-in", NULL);
}

static void
zoom_out_cb (GtkButton *button, LimenMatrixPanel *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self->view), "matrix.zoom-out",
                              NULL);
}

static void
zoom_fit_cb (GtkButton *button, LimenMatrixPanel *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self->view), "matrix.zoom-fit",
                              NULL);
}

static void
resize (LimenMatrixPanel *self, gsize n_cells)
{
  if (n_cells == self->n_cells)
    return;
  g_free (self->cells);
  self->cells = g_new (double, n_cells);
  self->n_cells = n_cells;
}

/* Shows a column for "none" if the rule may leave rows without a class. */
static void
result_changed_cb (LimenThresholdSet *thresholds, LimenMatrixPanel *self)
{
  const LimenMulticlassResult *result
      = limen_threshold_set_get_multiclass_result (thresholds);
  gboolean has_none = limen_threshold_set_get_rule (thresholds)
                      == LIMEN_DECISION_FIRST_ABOVE;
  gsize n, n_columns;

  if (result->matrix == NULL)
    return;
  n = limen_matrix_get_n_classes (result->matrix);
  n_columns = n + (has_none ? 1 : 0);
  resize (self, n * n_columns);
  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < n_columns; j++)
      self->cells[i * n_columns + j] = limen_matrix_get_cell (
          result->matrix, i, j < n ? j : LIMEN_CLASS_NONE);
  limen_matrix_view_set_cells (self->view, self->cells, (guint) n,
                               (guint) n_columns);
}

static void
analysis_changed_cb (LimenSession *session, LimenMatrixPanel *self)
{
  LimenDataset *dataset = limen_session_get_dataset (session);
  gsize n = limen_dataset_get_predictions (dataset)->n_classes;
  g_autofree const char **names = g_new0 (const char *, n + 1);

  for (gsize k = 0; k < n; k++)
    names[k] = limen_dataset_get_class_name (dataset, k);
  limen_matrix_view_set_names (self->view, names);
}

static void
class_changed_cb (LimenSession *session, LimenMatrixPanel *self)
{
  int class = -1;

  if (limen_session_has_classes (session))
    class
        = (int) limen_one_vs_rest_get_class (limen_session_get_class (session));
  g_object_set (self->view, "selected", class, NULL);
}

static void
limen_matrix_panel_finalize (GObject *object)
{
  g_free (LIMEN_MATRIX_PANEL (object)->cells);
  G_OBJECT_CLASS (limen_matrix_panel_parent_class)->finalize (object);
}

static void
limen_matrix_panel_class_init (LimenMatrixPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = limen_matrix_panel_finalize;
  g_type_ensure (LIMEN_TYPE_MATRIX_VIEW);
  signals[CELL_ACTIVATED] = g_signal_new (
      "cell-activated", LIMEN_TYPE_MATRIX_PANEL, G_SIGNAL_RUN_LAST, 0, NULL,
      NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/limen/Limen/ui/matrix-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, LimenMatrixPanel, view);
  gtk_widget_class_bind_template_callback (widget_class, cell_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, zoom_in_cb);
  gtk_widget_class_bind_template_callback (widget_class, zoom_out_cb);
  gtk_widget_class_bind_template_callback (widget_class, zoom_fit_cb);
}

static void
limen_matrix_panel_init (LimenMatrixPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Follows a session; call it once. */
void
limen_matrix_panel_set_session (LimenMatrixPanel *self, LimenSession *session)
{
  g_return_if_fail (LIMEN_IS_MATRIX_PANEL (self));

  g_signal_connect_object (session, "analysis-changed",
                           G_CALLBACK (analysis_changed_cb), self, 0);
  g_signal_connect_object (session, "class-changed",
                           G_CALLBACK (class_changed_cb), self, 0);
  g_signal_connect_object (limen_session_get_thresholds (session),
                           "result-changed", G_CALLBACK (result_changed_cb),
                           self, 0);
}

/* Sets the colours of the matrix. */
void
limen_matrix_panel_set_theme (LimenMatrixPanel *self,
                              LimenThemeVariant variant)
{
  g_return_if_fail (LIMEN_IS_MATRIX_PANEL (self));

  limen_matrix_view_set_theme (self->view, variant);
}
