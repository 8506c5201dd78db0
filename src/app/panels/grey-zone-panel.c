/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "grey-zone-panel.h"

#include <glib/gi18n.h>
#include <math.h>

#include "screen-format.h"
#include "number-spin.h"
#include "value-table.h"

struct _LimenGreyZonePanel
{
  GtkWidget parent_instance;

  GtkWidget *header;
  GtkCheckButton *check;
  GtkWidget *content;
  GtkSpinButton *refer_from;
  GtkAdjustment *adjustment;
  GtkWidget *error_label;
  GtkWidget *note;
  LimenValueTable *numbers;
  GtkWidget *rows;
  LimenSession *session; /* borrowed from the window */
  gboolean is_showing;   /* TRUE while the panel sets its controls */
};

G_DEFINE_FINAL_TYPE (LimenGreyZonePanel, limen_grey_zone_panel,
                     GTK_TYPE_WIDGET)

static void
add_number (LimenGreyZonePanel *self, const char *name, char *value,
            const char *tooltip)
{
  limen_value_table_add (self->numbers, name, value, tooltip);
  g_free (value);
}

static void
update_numbers (LimenGreyZonePanel *self, const LimenOptimum *zone)
{
  double referred = zone->referred_positives + zone->referred_negatives;

  limen_value_table_begin (self->numbers);
  add_number (self, _ ("Coverage"), limen_screen_format_short (zone->coverage),
              _ ("The share of rows that are decided"));
  add_number (self, _ ("Error rate"), limen_screen_format_short (zone->error),
              _ ("The share of the decided rows that are decided wrongly"));
  add_number (
      /* Translators: the number of rows that are referred. */
      self, _ ("Referred"), limen_screen_format_count (referred),
      _ ("Rows between the two thresholds, which are referred to a person"));
  add_number (
      /* Translators: the number of referred rows that are positive. */
      self, _ ("Positives"),
      limen_screen_format_count (zone->referred_positives),
      _ ("The number of referred rows that are positive"));
  limen_value_table_end (self->numbers);
  gtk_widget_set_sensitive (self->rows, referred > 0);
}

static void
update_note (LimenGreyZonePanel *self, const LimenOptimum *zone)
{
  gboolean is_reversed = limen_session_is_reversed (self->session);
  g_autofree char *interval = limen_screen_format_interval (
      zone->refer_from.low, zone->refer_from.high, is_reversed);
  g_autofree char *note = g_strdup_printf (
      is_reversed ? _ ("rows above are negative \302\267 same decisions %s")
                  : _ ("rows below are negative \302\267 same decisions %s"),
      interval);

  gtk_label_set_label (GTK_LABEL (self->note), note);
}

static void
update (LimenGreyZonePanel *self)
{
  gboolean has_zone = limen_session_has_zone (self->session);
  LimenOptimum zone;

  self->is_showing = TRUE;
  gtk_check_button_set_active (self->check, has_zone);
  gtk_widget_set_visible (GTK_WIDGET (self), has_zone);
  if (has_zone)
    gtk_adjustment_set_value (
        self->adjustment,
        limen_session_reverse (self->session, limen_session_get_refer_from (
                                                  self->session)));
  self->is_showing = FALSE;
  if (!has_zone || limen_session_get_class (self->session) == NULL)
    return;
  zone = limen_session_get_zone (self->session);
  update_numbers (self, &zone);
  update_note (self, &zone);
}

static void
axis_changed_cb (LimenSession *session, LimenGreyZonePanel *self)
{
  if (limen_session_get_class (session) != NULL)
    limen_number_spin_set_limits (self->refer_from,
                                  limen_session_get_limits (session));
}

/* Reserves space for the largest possible count. */
static void
reserve_room (LimenGreyZonePanel *self, const LimenSweep *sweep)
{
  g_autofree char *total
      = limen_screen_format_count (limen_sweep_get_positives (sweep)
                                   + limen_sweep_get_negatives (sweep));

  limen_value_table_set_value_chars (self->numbers,
                                     MAX ((int) g_utf8_strlen (total, -1),
                                          LIMEN_SCREEN_SHORT_CHARS));
}

static void
class_changed_cb (LimenSession *session, LimenGreyZonePanel *self)
{
  LimenOneVsRest *class = limen_session_get_class (session);

  if (class == NULL)
    return;
  gtk_widget_set_tooltip_text (
      GTK_WIDGET (self->check),
      limen_session_has_classes (session)
          ? _ ("A second threshold for this class: rows between the two are "
               "referred to a person. A decision rule that gives each row one "
               "of all classes refers no row.")
          : _ ("A second threshold: rows between the two are referred to a "
               "person"));
  reserve_room (self, limen_one_vs_rest_get_sweep (class));
  update (self);
}

/* User input */

static void
toggled_cb (GtkCheckButton *check, LimenGreyZonePanel *self)
{
  if (self->is_showing || limen_session_get_class (self->session) == NULL)
    return;
  if (gtk_check_button_get_active (check))
    limen_session_begin_zone (self->session);
  else
    limen_session_set_refer_from (self->session, NAN);
}

/* Moves the lower threshold; the session may stop it at the upper one. */
static void
value_changed_cb (GtkAdjustment *adjustment, LimenGreyZonePanel *self)
{
  if (self->is_showing)
    return;
  limen_session_set_refer_from (
      self->session,
      limen_session_reverse (self->session,
                             gtk_adjustment_get_value (adjustment)));
  update (self);
}

static void
rows_clicked_cb (GtkButton *button, LimenGreyZonePanel *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.rows-between", "(dd)",
                              limen_session_get_refer_from (self->session),
                              limen_session_get_threshold (self->session));
}

static void
limen_grey_zone_panel_dispose (GObject *object)
{
  LimenGreyZonePanel *self = LIMEN_GREY_ZONE_PANEL (object);

  self->is_showing = TRUE;
  g_clear_pointer (&self->content, gtk_widget_unparent);
  G_OBJECT_CLASS (limen_grey_zone_panel_parent_class)->dispose (object);
}

static void
limen_grey_zone_panel_class_init (LimenGreyZonePanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limen_grey_zone_panel_dispose;
  g_type_ensure (LIMEN_TYPE_VALUE_TABLE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/limen/Limen/ui/grey-zone-panel.ui");
#define BIND(name)                                                            \
  gtk_widget_class_bind_template_child (widget_class, LimenGreyZonePanel, name)
  BIND (header);
  BIND (check);
  BIND (content);
  BIND (refer_from);
  BIND (adjustment);
  BIND (error_label);
  BIND (note);
  BIND (numbers);
  BIND (rows);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, value_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, rows_clicked_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
limen_grey_zone_panel_init (LimenGreyZonePanel *self)
{
  self->is_showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  limen_number_spin_set_up (self->refer_from);
  limen_number_spin_set_error_label (self->refer_from, self->error_label);
  self->is_showing = FALSE;
}

/* The check button of the grey zone, which is placed in the title row of the
 * threshold above the panel; owned by the panel. */
GtkWidget *
limen_grey_zone_panel_get_header (LimenGreyZonePanel *self)
{
  g_return_val_if_fail (LIMEN_IS_GREY_ZONE_PANEL (self), NULL);

  return self->header;
}

/* Follows the grey zone of a session, which must outlive the panel; call it
 * once. */
void
limen_grey_zone_panel_set_session (LimenGreyZonePanel *self,
                                   LimenSession *session)
{
  g_return_if_fail (LIMEN_IS_GREY_ZONE_PANEL (self));

  self->session = session;
  g_signal_connect_object (session, "notify::threshold", G_CALLBACK (update),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::refer-from", G_CALLBACK (update),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "axis-changed",
                           G_CALLBACK (axis_changed_cb), self, 0);
  g_signal_connect_object (session, "range-changed",
                           G_CALLBACK (axis_changed_cb), self, 0);
  g_signal_connect_object (session, "class-changed",
                           G_CALLBACK (class_changed_cb), self, 0);
  g_signal_connect_object (session, "optimum-changed", G_CALLBACK (update),
                           self, G_CONNECT_SWAPPED);
}
