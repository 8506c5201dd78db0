/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "kind.h"
#include "sweep.h"

/* Initial layout of the histogram of a file. */
typedef struct
{
  gboolean has_logit_axis;
  gboolean has_log_height;
} LimenFirstView;

LimenFirstView limen_first_view_choose (LimenKind kind,
                                        const LimenSweep *sweep);
