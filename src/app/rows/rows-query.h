/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rows.h"
#include "session.h"

LimenRowQuery *limen_rows_query_new (LimenSession *session,
                                     gboolean is_decided);
