#include "threshold-spin.h"

#include <math.h>

#include "decimal.h"
#include "screen-format.h"
#include "threshold.h"

/* Whether a person typed the word for a threshold that no score reaches. */
static gboolean
is_none (const char *text)
{
  g_autofree char *word = g_strstrip (g_strdup (text));

  return g_ascii_strcasecmp (word, LIMEN_THRESHOLD_NONE) == 0;
}

/* A spin button itself takes no notice of changes below 1e-10. */
static void
set_exactly (GtkSpinButton *spin, double value)
{
  gtk_adjustment_set_value (gtk_spin_button_get_adjustment (spin), value);
}

static int
input_cb (GtkSpinButton *spin, double *value, gpointer user_data)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (spin));

  /* What is no number leaves the value as it was. */
  *value = gtk_spin_button_get_value (spin);
  if (limen_screen_parse_number (text, value))
    set_exactly (spin, *value);
  else if (is_none (text))
    set_exactly (spin, *value = G_MAXDOUBLE);
  return TRUE;
}

static gboolean
is_blank (GtkSpinButton *spin)
{
  return g_object_get_data (G_OBJECT (spin), "blank") != NULL;
}

/* Writes the value. An adjustment cannot hold infinity: its largest value
 * stands for it. */
static gboolean
output_cb (GtkSpinButton *spin, gpointer user_data)
{
  double value = gtk_spin_button_get_value (spin);
  g_autofree char *text = limen_screen_format_threshold (
      is_blank (spin)       ? (double) NAN
      : value < G_MAXDOUBLE ? value
                            : (double) INFINITY);

  if (g_strcmp0 (text, gtk_editable_get_text (GTK_EDITABLE (spin))) != 0)
    gtk_editable_set_text (GTK_EDITABLE (spin), text);
  return TRUE;
}

/* A step of 0.01 from 0.42 is 0.43, not 0.43000000000000005: what was just
 * added or taken away is rounded, all else is left alone. */
static void
value_changed_cb (GtkSpinButton *spin, double *previous)
{
  double value = gtk_spin_button_get_value (spin);
  double before = *previous;
  double step, page;

  *previous = value;
  gtk_spin_button_get_increments (spin, &step, &page);
  if (value == before + step || value == before - step
      || value == before + page || value == before - page)
    set_exactly (spin, limen_decimal_shortest_in (value - step / 1000,
                                                  value + step / 1000));
}

/* Sets a spin button up, once. Its adjustment gives the steps; where that goes
 * up to G_MAXDOUBLE, this is shown as a threshold that no score reaches. */
void
limen_threshold_spin_set_up (GtkSpinButton *spin)
{
  double *previous = g_new (double, 1);

  *previous = NAN;
  g_signal_connect (spin, "input", G_CALLBACK (input_cb), NULL);
  g_signal_connect (spin, "output", G_CALLBACK (output_cb), NULL);
  g_signal_connect_data (spin, "value-changed", G_CALLBACK (value_changed_cb),
                         previous, (GClosureNotify) (void (*) (void)) g_free,
                         0);
  gtk_spin_button_set_digits (spin, 20);
}

/* Shows a dash in place of the value, where there is no threshold, and takes no
 * input meanwhile. */
void
limen_threshold_spin_set_blank (GtkSpinButton *spin, gboolean is_blank)
{
  g_object_set_data (G_OBJECT (spin), "blank", GINT_TO_POINTER (is_blank));
  gtk_widget_set_sensitive (GTK_WIDGET (spin), !is_blank);
  output_cb (spin, NULL);
}
