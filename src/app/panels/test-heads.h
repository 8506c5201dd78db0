/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "value-table.h"

void limen_test_heads_add (LimenValueTable *table,
                           gboolean has_interval_column);
