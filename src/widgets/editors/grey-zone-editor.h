#pragma once

#include <gtk/gtk.h>

#include "objective.h"

/* Lets an objective for both thresholds of a grey zone be stated, or none. */
#define LIMEN_TYPE_GREY_ZONE_EDITOR (limen_grey_zone_editor_get_type ())
G_DECLARE_FINAL_TYPE (LimenGreyZoneEditor, limen_grey_zone_editor, LIMEN,
                      GREY_ZONE_EDITOR, GtkWidget)

/* Signal `changed`. */
gboolean limen_grey_zone_editor_get_objective (LimenGreyZoneEditor *self,
                                               LimenObjective *objective);
void limen_grey_zone_editor_set_objective (LimenGreyZoneEditor *self,
                                           const LimenObjective *objective);
void limen_grey_zone_editor_set_has_row_costs (LimenGreyZoneEditor *self,
                                               gboolean has_row_costs);
void limen_grey_zone_editor_set_status (LimenGreyZoneEditor *self,
                                        const char *status,
                                        gboolean is_warning);
