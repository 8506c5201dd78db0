#pragma once

#include <glib.h>

#include "grey-zone.h"
#include "objective-options.h"

/* The options that state a grey zone, as they were given: one of them, or
 * none. */
typedef struct
{
  char *refer_cost, *max_error, *min_coverage;
} LimenGreyZoneOptions;

void limen_grey_zone_options_add_to (LimenGreyZoneOptions *options,
                                     GOptionGroup *group);
void limen_grey_zone_options_clear (LimenGreyZoneOptions *options);
gboolean limen_grey_zone_options_has_any (const LimenGreyZoneOptions *options);
gboolean
limen_grey_zone_options_parse (const LimenGreyZoneOptions *options,
                               const LimenObjective *view,
                               LimenGreyZoneObjective *objective,
                               GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LimenGreyZoneOptions,
                                  limen_grey_zone_options_clear)
