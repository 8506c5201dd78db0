/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bytes.h"
#include "dialect.h"

void limen_spread_sample (const LimenDialect *dialect, LimenSample *sample,
                          LimenBytes *input, const char *head,
                          gsize head_length);
void limen_spread_add_places (const LimenDialect *dialect, LimenSample *sample,
                              LimenBytes *input, const GArray *places);
