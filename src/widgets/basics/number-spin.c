/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "number-spin.h"

#include <glib/gi18n.h>
#include <math.h>

#include "decimal.h"
#include "screen-format.h"
#include "threshold.h"

#define KEY "limen-number-spin"
/* Data key of an error label: the field that it is about. */
#define ERROR_FIELD "limen-number-spin-error-field"
/* Maximum length of typed text quoted in an error message. */
#define MAX_QUOTED_CHARS 24
/* Step from the value "none", at which no row is positive; it is so large that
 * the result can only come from this step. */
#define STEP_FROM_NONE (G_MAXDOUBLE / 2)

/* State of a spin button beside its adjustment. */
typedef struct
{
  LimenThresholdLimits limits;
  double previous;      /* value before the last change */
  gboolean is_blank;    /* shows a dash: there is no threshold */
  gboolean is_writing;  /* the text is changed by the program */
  gboolean is_whole;    /* whole numbers only */
  GtkWidget *error_label; /* label for errors, borrowed; NULL: none */
} SpinState;

static SpinState *
get_spin (GtkSpinButton *spin)
{
  return g_object_get_data (G_OBJECT (spin), KEY);
}

/* Whether a text is the word for a threshold that no score reaches. */
static gboolean
is_none (const char *text)
{
  g_autofree char *word = g_strstrip (g_strdup (text));

  return g_ascii_strcasecmp (word, LIMEN_THRESHOLD_NONE) == 0
         || g_ascii_strcasecmp (word, C_ ("threshold", "none")) == 0;
}

/* Whether the field can be "none": the range of its adjustment ends at
 * G_MAXDOUBLE. */
static gboolean
can_be_none (GtkSpinButton *spin)
{
  return gtk_adjustment_get_upper (gtk_spin_button_get_adjustment (spin))
         >= G_MAXDOUBLE;
}

/* Sets a value through the adjustment, since gtk_spin_button_set_value()
 * ignores changes below 1e-10. */
static void
set_exactly (GtkSpinButton *spin, double value)
{
  gtk_adjustment_set_value (gtk_spin_button_get_adjustment (spin), value);
}

/* Validation of typed text */

static char *
shorten (const char *text)
{
  g_autofree char *start = NULL;

  if (g_utf8_strlen (text, -1) <= MAX_QUOTED_CHARS)
    return g_strdup (text);
  start = g_utf8_substring (text, 0, MAX_QUOTED_CHARS - 1);
  return g_strconcat (start, "\342\200\246", NULL);
}

static double
get_lower (GtkSpinButton *spin)
{
  return gtk_adjustment_get_lower (gtk_spin_button_get_adjustment (spin));
}

static double
get_upper (GtkSpinButton *spin)
{
  return gtk_adjustment_get_upper (gtk_spin_button_get_adjustment (spin));
}

/* Why a number is not valid, quoting `typed`; a new string, or
 * NULL if it is valid. */
static char *
find_value_error (GtkSpinButton *spin, double value, const char *typed)
{
  const LimenThresholdLimits *limits = &get_spin (spin)->limits;
  gboolean is_low = value < get_lower (spin);
  g_autofree char *end = NULL;

  if (limits->is_probability
      && (value < limits->low || value > limits->high))
    return g_strdup_printf (can_be_none (spin)
                                ? _ ("\342\200\234%s\342\200\235 is not a "
                                     "probability: type 0 to 1 or none")
                                : _ ("\342\200\234%s\342\200\235 is not a "
                                     "probability: type 0 to 1"),
                            typed);
  if (get_spin (spin)->is_whole && value != floor (value))
    return g_strdup_printf (
        _ ("\342\200\234%s\342\200\235 is not a whole number"), typed);
  if (!is_low && value <= get_upper (spin))
    return NULL;
  end = limen_screen_format_threshold (is_low ? get_lower (spin)
                                              : get_upper (spin));
  return g_strdup_printf (
      is_low ? _ ("\342\200\234%s\342\200\235 is too small: the minimum is %s")
             : _ ("\342\200\234%s\342\200\235 is too large: the maximum is "
                  "%s"),
      typed, end);
}

/* Why a text is not valid; a new string, or NULL if it is valid. */
static char *
find_error (GtkSpinButton *spin, const char *text)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  g_autofree char *typed = shorten (trimmed);
  double value;

  if (can_be_none (spin) && is_none (text))
    return NULL;
  if (*trimmed == '\0')
    return g_strdup (_ ("Type a number"));
  if (!limen_screen_parse_number (text, &value))
    return g_strdup_printf (_ ("\342\200\234%s\342\200\235 is not a number"),
                            typed);
  return find_value_error (spin, value, typed);
}

static void
mark_invalid (gpointer spin, gboolean is_invalid)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (spin),
                               GTK_ACCESSIBLE_STATE_INVALID,
                               is_invalid ? GTK_ACCESSIBLE_INVALID_TRUE
                                          : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

/* Shows why a text was rejected; NULL: no error. Fields may share a label; the
 * last error is shown. */
static void
show_error (GtkSpinButton *spin, const char *message)
{
  GtkWidget *error_label = get_spin (spin)->error_label;
  gpointer last;

  if (error_label == NULL)
    return;
  last = g_object_get_data (G_OBJECT (error_label), ERROR_FIELD);
  if (last != NULL)
    mark_invalid (last, FALSE);
  g_object_set_data (G_OBJECT (error_label), ERROR_FIELD,
                     message != NULL ? spin : NULL);
  gtk_label_set_label (GTK_LABEL (error_label),
                       message != NULL ? message : "");
  gtk_widget_set_visible (error_label, message != NULL);
  if (message != NULL)
    mark_invalid (spin, TRUE);
}

/* Parses the typed text. A rejected text leaves the value unchanged and shows
 * an error. */
static int
input_cb (GtkSpinButton *spin, double *value, gpointer user_data)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (spin));
  g_autofree char *message = NULL;

  *value = gtk_spin_button_get_value (spin);
  if (get_spin (spin)->is_blank)
    return TRUE;
  message = find_error (spin, text);
  if (message != NULL)
    {
      show_error (spin, message);
      return TRUE;
    }
  if (!limen_screen_parse_number (text, value))
    *value = G_MAXDOUBLE;
  set_exactly (spin, *value);
  return TRUE;
}

/* Hides the error when the user types again or the value changes. */
static void
text_changed_cb (GtkSpinButton *spin, gpointer user_data)
{
  if (!get_spin (spin)->is_writing)
    show_error (spin, NULL);
}

/* Clears the undo history of the entry after its text was accepted or
 * replaced. */
static void
clear_undo_history (GtkSpinButton *spin)
{
  gtk_editable_set_enable_undo (GTK_EDITABLE (spin), FALSE);
  gtk_editable_set_enable_undo (GTK_EDITABLE (spin), TRUE);
}

/* Writes the value as text. G_MAXDOUBLE stands for infinity, which the
 * adjustment cannot hold. */
static gboolean
output_cb (GtkSpinButton *spin, gpointer user_data)
{
  SpinState *self = get_spin (spin);
  double value = gtk_spin_button_get_value (spin);
  g_autofree char *text = limen_screen_format_threshold (
      self->is_blank        ? (double) NAN
      : value < G_MAXDOUBLE ? value
                            : (double) INFINITY);

  self->is_writing = TRUE;
  if (g_strcmp0 (text, gtk_editable_get_text (GTK_EDITABLE (spin))) != 0)
    gtk_editable_set_text (GTK_EDITABLE (spin), text);
  self->is_writing = FALSE;
  clear_undo_history (spin);
  return TRUE;
}

/* Steps */

static void
set_increments (GtkSpinButton *spin)
{
  const LimenThresholdLimits *limits = &get_spin (spin)->limits;
  gboolean is_none = gtk_spin_button_get_value (spin) >= G_MAXDOUBLE;

  if (limits->step > 0)
    gtk_spin_button_set_increments (
        spin, is_none ? STEP_FROM_NONE : limits->step,
        is_none ? STEP_FROM_NONE : 10 * limits->step);
}

/* The result of a step upward, within the limits. */
static double
stop_above (GtkSpinButton *spin, double before, double value)
{
  const LimenThresholdLimits *limits = &get_spin (spin)->limits;

  if (value <= limits->high)
    return value;
  if (before < limits->high)
    return limits->high;
  return can_be_none (spin) && !limits->is_none_below ? G_MAXDOUBLE : before;
}

/* The result of a step downward, within the limits. */
static double
stop_below (GtkSpinButton *spin, double before, double value)
{
  const LimenThresholdLimits *limits = &get_spin (spin)->limits;

  if (value >= limits->low)
    return value;
  if (before > limits->low)
    return limits->low;
  return can_be_none (spin) && limits->is_none_below ? G_MAXDOUBLE : before;
}

/* The rounded result of a step; NaN if the change was not a step. */
static double
find_step_end (GtkSpinButton *spin, double before, double value)
{
  const LimenThresholdLimits *limits = &get_spin (spin)->limits;
  double lower = get_lower (spin);
  double step, page, end = NAN;

  gtk_spin_button_get_increments (spin, &step, &page);
  if (before >= G_MAXDOUBLE)
    return value == before - STEP_FROM_NONE
               ? limits->is_none_below ? limits->low : limits->high
               : NAN;
  if (value == lower && isfinite (limits->low))
    return limits->low;
  if (value == before + step || value == before + page)
    end = stop_above (spin, before, value);
  else if (value == before - step || value == before - page)
    end = stop_below (spin, before, value);
  return end == value ? limen_decimal_shortest_in (value - step / 1000,
                                                   value + step / 1000)
                      : end;
}

/* If the value was changed by a step, rounds it, so that 0.42 + 0.01 is 0.43
 * and not 0.43000000000000005, and stops it at the limits. Values changed in
 * other ways are left as they are. */
static void
value_changed_cb (GtkSpinButton *spin, gpointer user_data)
{
  SpinState *self = get_spin (spin);
  double value = gtk_spin_button_get_value (spin);
  double end = find_step_end (spin, self->previous, value);

  show_error (spin, NULL);
  self->previous = isnan (end) ? value : end;
  if (!isnan (end))
    set_exactly (spin, end);
  set_increments (spin);
}

/* Sets up a spin button; call once. If its adjustment goes up to G_MAXDOUBLE,
 * that value is shown as "none", a threshold that no score reaches. */
void
limen_number_spin_set_up (GtkSpinButton *spin)
{
  SpinState *self = g_new0 (SpinState, 1);

  self->previous = NAN;
  self->limits.low = -INFINITY;
  self->limits.high = INFINITY;
  g_object_set_data_full (G_OBJECT (spin), KEY, self, g_free);
  g_signal_connect (spin, "input", G_CALLBACK (input_cb), NULL);
  g_signal_connect (spin, "output", G_CALLBACK (output_cb), NULL);
  g_signal_connect (spin, "changed", G_CALLBACK (text_changed_cb), NULL);
  g_signal_connect (spin, "value-changed", G_CALLBACK (value_changed_cb),
                    NULL);
  gtk_spin_button_set_digits (spin, 20);
}

/* Sets the limits at which steps stop, the size of a step, and whether typed
 * values must be probabilities. Does not change the current value, even if it
 * is out of range. */
void
limen_number_spin_set_limits (GtkSpinButton *spin,
                                 LimenThresholdLimits limits)
{
  get_spin (spin)->limits = limits;
  set_increments (spin);
}

/* Rejects numbers with decimals. */
void
limen_number_spin_set_whole (GtkSpinButton *spin)
{
  get_spin (spin)->is_whole = TRUE;
}

/* Sets a label below the field for error messages, hidden while there is none.
 * Several fields may share it; it must outlive them. Without a label, errors
 * are not shown. */
void
limen_number_spin_set_error_label (GtkSpinButton *spin, GtkWidget *label)
{
  get_spin (spin)->error_label = label;
  show_error (spin, NULL);
}

/* Disables the field and shows a dash in place of the value, for a file that
 * has no threshold; FALSE enables it and shows the value again. */
void
limen_number_spin_set_blank (GtkSpinButton *spin, gboolean is_blank)
{
  get_spin (spin)->is_blank = is_blank;
  gtk_widget_set_sensitive (GTK_WIDGET (spin), !is_blank);
  output_cb (spin, NULL);
}
