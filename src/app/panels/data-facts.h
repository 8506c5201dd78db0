/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session.h"
#include "value-table.h"

void limen_data_facts_show (LimenValueTable *table, LimenSession *session);
