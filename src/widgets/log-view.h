#pragma once

#include <gtk/gtk.h>

#include "loss-counts.h"

/* The curve of -log p with the rows on it, to be looked at.
 *
 * Property: theme (a LimenThemeVariant). */
#define LIMEN_TYPE_LOG_VIEW (limen_log_view_get_type ())
G_DECLARE_FINAL_TYPE (LimenLogView, limen_log_view, LIMEN, LOG_VIEW,
                      GtkWidget)

void limen_log_view_set_counts (LimenLogView *self,
                                const LimenLossCounts *counts);
