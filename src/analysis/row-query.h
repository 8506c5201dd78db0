/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rows.h"

LimenPredictions limen_row_query_get_numbers (const LimenRowQuery *query);
