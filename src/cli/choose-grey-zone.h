#pragma once

#include "grey-zone.h"
#include "one-vs-rest.h"

int limen_cli_choose_grey_zone (LimenOneVsRest *class,
                                const LimenGreyZoneObjective *objective,
                                const char *name, const char *path,
                                const char *format);
