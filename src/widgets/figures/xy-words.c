/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "xy-words.h"

#include <glib/gi18n.h>

#include "screen-format.h"

/* Appends the value of test data to that of the rows. */
static void
append_test (GString *text, double value, gboolean is_markup)
{
  g_autofree char *number = limen_screen_format_value (value, 3);

  g_string_append_printf (
      /* Translators: the value of a metric in test data. */
      text, is_markup ? _ (", test  <b>%s</b>") : _ (", test %s"), number);
}

/* The position of a threshold on the x axis, as text; a new string. */
char *
limen_xy_words_new_x (const LimenXyCurves *curves, double threshold)
{
  return limen_screen_format_value (
      limen_xy_curves_get_place (curves, 0, threshold).x, 3);
}

/* Appends the value of each curve at a threshold, and that of test data if
 * there is any: as lines of Pango markup, or in a sentence. */
void
limen_xy_words_append_values (GString *text, const LimenXyCurves *curves,
                              double threshold, gboolean is_markup)
{
  const LimenXyCurves *test = limen_xy_curves_get_test (curves);

  if (test != NULL)
    append_test (text, limen_xy_curves_get_place (test, 0, threshold).x,
                 is_markup);
  for (gsize i = 0; i < limen_xy_curves_get_n_series (curves); i++)
    {
      g_autofree char *y = limen_screen_format_value (
          limen_xy_curves_get_place (curves, i, threshold).y, 3);

      g_string_append_printf (text,
                              is_markup ? "\n%s  <b>%s</b>" : ", %s %s",
                              limen_xy_curves_get_y_name (curves, i), y);
      if (test != NULL)
        append_test (text, limen_xy_curves_get_place (test, i, threshold).y,
                     is_markup);
    }
}
