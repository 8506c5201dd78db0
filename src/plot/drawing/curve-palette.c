/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "curve-palette.h"

#include <string.h>

#include "theme.h"

const LimenMetricId limen_default_curves[]
    = { LIMEN_METRIC_PRECISION, LIMEN_METRIC_RECALL, LIMEN_METRIC_F1,
        LIMEN_METRIC_SPECIFICITY, LIMEN_METRIC_ACCURACY };

/* Fixed colours of the most common metrics: the colour index of a metric is
 * its index here. Other metrics take free colours. */
static const LimenMetricId of_colors[]
    = { LIMEN_METRIC_PRECISION,   LIMEN_METRIC_RECALL, LIMEN_METRIC_F1,
        LIMEN_METRIC_SPECIFICITY, LIMEN_METRIC_MCC,    LIMEN_METRIC_ACCURACY };

static int
find_fixed_color (LimenMetricId metric)
{
  for (guint i = 0; i < G_N_ELEMENTS (of_colors); i++)
    if (of_colors[i] == metric)
      return (int) i;
  return -1;
}

static unsigned
find_free (const gboolean *is_taken, unsigned fallback)
{
  for (unsigned color = 0; color < LIMEN_N_SERIES_COLORS; color++)
    if (!is_taken[color])
      return color;
  return fallback % LIMEN_N_SERIES_COLORS;
}

/* Assigns colours to @n curves; two share one only where there are more curves
 * than colours. */
void
limen_curve_palette_assign (const LimenMetricId *metrics, size_t n,
                            unsigned *colors)
{
  gboolean is_taken[LIMEN_N_SERIES_COLORS] = { FALSE };

  for (size_t i = 0; i < n; i++)
    if (find_fixed_color (metrics[i]) >= 0)
      is_taken[find_fixed_color (metrics[i])] = TRUE;
  for (size_t i = 0; i < n; i++)
    {
      int fixed = find_fixed_color (metrics[i]);

      colors[i]
          = fixed >= 0 ? (unsigned) fixed : find_free (is_taken, (unsigned) i);
      is_taken[colors[i]] = TRUE;
    }
}
