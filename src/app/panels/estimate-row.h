/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "estimate.h"
#include "session.h"
#include "value-table.h"

void limen_estimate_row_add (LimenValueTable *table, LimenSession *session,
                             const char *name, const char *value,
                             const char *tooltip, gboolean has_interval,
                             const LimenEstimate *estimate);
