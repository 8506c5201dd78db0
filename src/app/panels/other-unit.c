/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "other-unit.h"

#include <glib/gi18n.h>
#include <math.h>

#include "link.h"
#include "screen-format.h"

/* A threshold in the other unit, "logit 0.08" or "p = 0.5200"; a new string,
 * NULL if there is none. */
char *
limen_other_unit_describe (LimenKind kind, double threshold)
{
  double probability = limen_score_to_probability (kind, threshold);
  g_autofree char *value = NULL;

  if (!isfinite (threshold) || isnan (probability))
    return NULL;
  if (kind == LIMEN_KIND_PROBABILITY)
    {
      double logit = limen_logit (threshold);

      value = limen_screen_format_value (logit, 2);
      return isfinite (logit) ? g_strdup_printf (_ ("logit %s"), value) : NULL;
    }
  value = limen_screen_format_value (probability, 4);
  return g_strdup_printf ("p = %s", value);
}
