/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "interval.h"

/* Values with their intervals as text for reports, with "." as the decimal
 * point in every locale. All return new strings. */
char *limen_estimate_text (double value, LimenInterval interval);
char *limen_estimate_text_interval (LimenInterval interval);
