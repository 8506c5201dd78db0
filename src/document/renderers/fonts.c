/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fonts.h"

#include <pango/pangocairo.h>

#include "report-error.h"

/* Whether text can be drawn. FALSE with an error that says what to install
 * if no font has letters and digits: pictures and documents would have no
 * text. */
gboolean
limen_fonts_check (GError **error)
{
  PangoContext *context = pango_font_map_create_context (
      pango_cairo_font_map_get_default ());
  g_autoptr (PangoLayout) layout = pango_layout_new (context);
  int n_missing;

  g_object_unref (context);
  pango_layout_set_text (layout, "Limen 0123456789", -1);
  n_missing = pango_layout_get_unknown_glyphs_count (layout);
  if (n_missing == 0)
    return TRUE;
  return limen_report_fail (
      error, LIMEN_REPORT_ERROR_WRITE,
      "no font was found to write text with; install one, "
      "such as the package fonts-dejavu-core");
}
