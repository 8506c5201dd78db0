#pragma once

#include "rows.h"

LimenPredictions limen_row_query_get_numbers (const LimenRowQuery *query);
